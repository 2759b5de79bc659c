"""An input opened for reading: its first bytes, its stream, and how much of it may be read."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from onrecord.errors import ItemError
from onrecord.model import Source
from onrecord.pages.inputs import Input

__all__ = ["GZIP", "HEAD", "UNREADABLE", "Opened", "opened", "opened_bytes", "opened_within"]

HEAD = 65_536
"""First bytes that a reader may look at to say whether an input is of its kind."""
UNREADABLE = OSError, EOFError, zlib.error
"""What reading a stream raises where the file, or what was packed in it, is damaged."""
GZIP = b"\x1f\x8b"
"""What gzip begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One input, open; the stream is unpacked already."""

    name: str
    """As given."""
    unpacked: str
    """The same without the `.gz` that was undone: what its kind is told by."""
    head: bytes
    stream: BinaryIO
    source: Source
    max_bytes: int
    """Bytes of a page that are read; a container may hold any number of pages."""
    columns: Mapping[str, str]
    """Field names of the user's own rows: ours to theirs."""

    def whole(self, times: int = 1) -> bytes:
        """Return all bytes. Raises ItemError `too_large` beyond so many times `max_bytes`, `unreadable`."""
        try:
            data = self.stream.read(times * self.max_bytes + 1)
        except UNREADABLE as error:
            raise ItemError("pages", "unreadable", str(error)) from error
        if len(data) > times * self.max_bytes:
            raise too_large(self.max_bytes)
        return data


def too_large(max_bytes: int) -> ItemError:
    """Return the error for a page over the limit."""
    detail = (
        f"more than {max_bytes:,} bytes (setting pages.max_bytes): "
        "split it into articles, or raise the limit"
    )
    return ItemError("pages", "too_large", detail)


@contextmanager
def opened(item: Input, max_bytes: int, columns: Mapping[str, str]) -> Iterator[Opened]:
    """Open an input, gzip unpacked as it is read. Raises ItemError `unreadable`."""
    if item.path is None:
        yield _unpacked(item.name, io.BytesIO(item.data or b""), item.source, max_bytes, columns)
        return
    try:
        file = item.path.open("rb")
    except OSError as error:
        raise ItemError("pages", "unreadable", error.strerror or str(error)) from error
    with file:
        yield _unpacked(item.name, file, item.source, max_bytes, columns)


def opened_bytes(name: str, data: bytes, source: Source, max_bytes: int = 5_000_000) -> Opened:
    """Return bytes at hand as an opened input."""
    return _unpacked(name, io.BytesIO(data), source, max_bytes, {})


def opened_within(item: Opened, name: str, stream: IO[bytes]) -> Opened:
    """Return a file that lies in an input, opened, with what is known of that. Raises ItemError `unreadable`."""
    return _unpacked(name, cast("BinaryIO", stream), item.source, item.max_bytes, item.columns)


def _unpacked(
    name: str, file: BinaryIO, source: Source, max_bytes: int, columns: Mapping[str, str]
) -> Opened:
    unpacked = name
    try:
        stream = io.BufferedReader(cast("io.RawIOBase", file), HEAD)
        # archives read their own gzip: a member a record, so that each can be found again
        if stream.peek(2)[:2] == GZIP and ".warc" not in name and ".wet" not in name:
            unpacked = name.removesuffix(".gz")
            stream = io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=stream)), HEAD)
        head = stream.peek(HEAD)[:HEAD]
    except UNREADABLE as error:
        raise ItemError("pages", "unreadable", str(error)) from error
    return Opened(
        name=name,
        unpacked=unpacked,
        head=head,
        stream=stream,
        source=source,
        max_bytes=max_bytes,
        columns=columns,
    )
