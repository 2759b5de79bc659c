"""The stage from an input to its page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Protocol

from onrecord import plugins
from onrecord.errors import ItemError
from onrecord.model import Page, Source, content_id
from onrecord.pages.decode import decode
from onrecord.pages.inputs import Input
from onrecord.stage import Tally

__all__ = ["ReadPages", "Reader", "make_page"]


class Reader(Protocol):
    """Makes pages of one kind of input."""

    name: ClassVar[str]
    priority: ClassVar[int]
    """Readers are asked in order of priority, highest first."""

    def accepts(self, name: str, data: bytes) -> bool:
        """Say whether this input is of the reader's kind."""
        ...

    def read(self, name: str, data: bytes, source: Source) -> Iterator[Page]:
        """Yield the pages in `data`; raises ItemError when there is none to be had."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPages:
    """Step: an input's bytes, decoded. Raises ItemError for what cannot be a page."""

    max_bytes: int = 5_000_000
    """A page larger than this is rejected. The largest of 974 benchmark pages has 1.8 MB."""

    def run(self, item: Input, tally: Tally) -> Iterator[Page]:
        """Yield the pages of an input."""
        data = self._bytes(item)
        for reader in _readers():
            if reader.accepts(item.name, data):
                tally[f"pages.{reader.name}"] += 1
                yield from reader.read(item.name, data, item.source)
                return
        raise ItemError("pages", "unknown_kind", "no reader takes this input")

    def _bytes(self, item: Input) -> bytes:
        if item.path is None:
            data = item.data or b""
            size = len(data)
        else:
            try:
                size = item.path.stat().st_size
                data = item.path.read_bytes() if size <= self.max_bytes else b""
            except OSError as error:
                raise ItemError("pages", "unreadable", error.strerror or str(error)) from error
        if size > self.max_bytes:
            detail = (
                f"{size:,} bytes; the limit is {self.max_bytes:,} (setting pages.max_bytes): "
                "split it into articles, or raise the limit"
            )
            raise ItemError("pages", "too_large", detail)
        return data


def _readers() -> list[Reader]:
    group = "onrecord.readers"
    readers: list[Reader] = [plugins.load(group, name)() for name in plugins.names(group)]
    return sorted(readers, key=lambda reader: (-reader.priority, reader.name))


def make_page(name: str, data: bytes, source: Source, media_type: str) -> Page:
    """Decode `data` into a page. Its id comes from the bytes and from what the user gave with them.

    The outlet and URL are part of the id, so that one text served by two outlets is two pages.
    """
    text, encoding = decode(data)
    sha256 = hashlib.sha256(data).hexdigest()
    return Page(
        id=content_id("page", sha256, source.outlet or "", source.url or ""),
        input=name,
        data=data,
        sha256=sha256,
        encoding=encoding,
        media_type=media_type,
        text=text,
        source=source,
    )
