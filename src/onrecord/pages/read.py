"""The stage from an input to its page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from onrecord import plugins
from onrecord.errors import ItemError
from onrecord.model import Page, Rejection, Source, content_id
from onrecord.pages.columns import read_columns
from onrecord.pages.decode import decode
from onrecord.pages.inputs import Input
from onrecord.pages.opened import Opened, opened
from onrecord.stage import Tally
from onrecord.text.encodings import repaired
from onrecord.text.markdown import is_markdown
from onrecord.text.markup import is_in_lines, is_markup
from onrecord.text.parting import find_parting

__all__ = ["ReadPages", "Reader", "make_page", "reader_of"]


class Reader(Protocol):
    """Makes pages of one kind of input."""

    name: ClassVar[str]
    priority: ClassVar[int]
    """Readers are asked in order of priority, highest first."""

    def accepts(self, name: str, head: bytes) -> bool:
        """Say by its name and first bytes whether this input is of the reader's kind."""
        ...

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the pages of an input, and a rejection for each part that gives none.

        Raises ItemError where the input as a whole cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPages:
    """Step: an input's pages, decoded. Raises ItemError for an input without any.

    What is wrong with one page of many is a rejection among the pages.
    """

    max_bytes: int = 5_000_000
    """A page larger than this is rejected. The largest of 974 benchmark pages has 1.8 MB."""
    columns: str = ""
    """Your own field names of JSON Lines, CSV and Parquet rows: `text=story, outlet=paper`."""

    repair: bool = True
    """Read text that was decoded wrongly before it was saved as it was meant, and name the chain of
    encodings; off, every page is as its bytes decode."""

    def __post_init__(self) -> None:
        read_columns(self.columns)  # an unknown name stops the run before the first input

    def run(self, item: Input, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the pages of an input."""
        with opened(item, self.max_bytes, read_columns(self.columns)) as one:
            yield from self._read(reader_of(one), one, tally)

    def _repaired(self, page: Page, tally: Tally) -> Page:
        text, encoding = repaired(page.text, page.encoding)
        if encoding == page.encoding:
            return page
        tally["pages.repaired"] += 1
        return replace(page, text=text, encoding=encoding)

    def _read(self, reader: Reader, one: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        any_read = False
        for made in reader.read(one, tally):
            any_read = True
            tally[f"pages.{reader.name}"] += isinstance(made, Page)
            yield self._repaired(made, tally) if isinstance(made, Page) and self.repair else made
        if not any_read:
            raise ItemError("pages", "no_pages", f"read as {reader.name}: it holds no page")


def reader_of(one: Opened) -> Reader:
    """Return the reader that takes an input. Raises ItemError `unknown_kind` where none does."""
    for reader in _readers():
        if reader.accepts(one.unpacked, one.head):
            return reader
    raise ItemError("pages", "unknown_kind", "no reader takes this input")


def _readers() -> list[Reader]:
    group = "onrecord.readers"
    readers: list[Reader] = [plugins.load(group, name)() for name in plugins.names(group)]
    return sorted(readers, key=lambda reader: (-reader.priority, reader.name))


def make_page(
    name: str, data: bytes, source: Source, media_type: str | None, charset: str | None = None
) -> Page:
    """Decode `data` into a page; `charset` is what it was served with, and without a media type the text tells it.

    Its id comes from the bytes and from what the user gave with them: the outlet and URL are part
    of it, so that one text served by two outlets is two pages.
    """
    text, encoding = decode(data, charset)
    sha256 = hashlib.sha256(data).hexdigest()
    return Page(
        id=content_id("page", sha256, source.outlet or "", source.url or ""),
        input=name,
        data=data,
        sha256=sha256,
        encoding=encoding,
        media_type=media_type or media_type_of(text),
        text=text,
        source=source,
    )


def media_type_of(text: str) -> str:
    """Return what a text is read as: files and columns called text hold markup as often as not.

    What stands on one line with signs for its paragraphs stays text, though it has `&amp;` for an ampersand.
    """
    if is_markdown(text):
        return "text/markdown"
    is_html = is_markup(text) and not (is_in_lines(text) and find_parting(text))
    return "text/html" if is_html else "text/plain"
