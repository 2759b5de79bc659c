"""Web archives: WARC, WET, WACZ. A record is a page."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any, BinaryIO, ClassVar, cast

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection, Source
from onrecord.pages.opened import GZIP, UNREADABLE, Opened, too_large
from onrecord.pages.pdf import LARGER, pdf_page
from onrecord.pages.read import make_page
from onrecord.pages.rows import known_source, rejected
from onrecord.stage import Tally

__all__ = ["WaczFile", "WarcFile"]

_NAMED = re.compile(r"\.(?:warc|wet)(?:\.gz)?$", re.IGNORECASE)
_PDF = "application/pdf"
_MEDIA_TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "application/pdf": _PDF,
}
_OK = 200


class WarcFile:
    """Reader of WARC and WET files, compressed or not."""

    name: ClassVar[str] = "warc"
    priority: ClassVar[int] = 30

    def accepts(self, name: str, head: bytes) -> bool:
        """Take what is named or begins as a WARC does."""
        return bool(_NAMED.search(name)) or head.startswith(b"WARC/")

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield a page a response of HTML or text, and of PDF with the extra; other media are counted, not kept."""
        yield from _records(item.name, item.stream, item, tally)


class WaczFile:
    """Reader of WACZ: a zip with WARC files in its folder `archive`."""

    name: ClassVar[str] = "wacz"
    priority: ClassVar[int] = 30

    def accepts(self, name: str, head: bytes) -> bool:
        """Take files named as WACZ."""
        return name.lower().endswith(".wacz") and head.startswith(b"PK")

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the pages of every archive in it."""
        try:
            with zipfile.ZipFile(item.stream) as folder:
                for name in sorted(folder.namelist()):
                    if _NAMED.search(name):
                        with folder.open(name) as member:
                            stream = cast("BinaryIO", member)
                            yield from _records(f"{item.name}/{name}", stream, item, tally)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            ValueError,
            *UNREADABLE,
        ) as error:
            raise ItemError("pages", "unreadable", f"not a whole zip file: {error}") from error


def _records(name: str, stream: BinaryIO, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # only archives need it

    wanted = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
    records = iter(
        ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="none")
    )
    number = last = 0
    is_told = False
    while True:
        number += 1
        called = f"{name}#{number}"
        try:
            record = next(records, None)
        except (OSError, ValueError, RuntimeError) as error:
            yield rejected(called, ItemError("pages", "unreadable", str(error)))
            return
        if record is None:
            break
        last, is_told = record.stream_pos, False
        try:
            page = _page(called, record, item, tally)
        except ItemError as error:
            is_told = error.reason == "truncated"
            yield rejected(called, error)
        else:
            if page is not None:
                yield page
    if not is_told and not _ends_whole(stream, last):
        detail = "the archive ends within a record: what came after it is not here"
        yield rejected(called, ItemError("pages", "truncated", detail))


_MOST_HEADER = 65_536


def _ends_whole(stream: BinaryIO, position: int) -> bool:
    """Say whether an archive's last record is all there; its reader stops at the cut and says nothing.

    `position` is where a record begins, in the file as it lies; all that follow are walked over.
    """
    try:
        stream.seek(position)
        is_packed = stream.read(2) == GZIP
        stream.seek(position)
        records = gzip.GzipFile(fileobj=stream) if is_packed else stream
        while line := records.readline(_MOST_HEADER):
            if not line.strip():
                continue
            n_left = 0
            while (header := records.readline(_MOST_HEADER)).strip():
                key, _, value = header.partition(b":")
                n_left = int(value) if key.strip().lower() == b"content-length" else n_left
            if not header:
                return False
            while n_left > 0:
                if not (some := records.read(min(n_left, _MOST_HEADER))):
                    return False
                n_left -= len(some)
    except (*UNREADABLE, ValueError):
        return False
    return True


def _page(name: str, record: Any, item: Opened, tally: Tally) -> Page | None:  # noqa: ANN401 - a WARC record
    url = record.headers.get("WARC-Target-URI")
    http = record.http_headers
    kind = (record.http_content_type if http else record.headers.get("Content-Type")) or ""
    media_type = _MEDIA_TYPES.get(kind.split(";")[0].strip().lower())
    if http and http.status_code != _OK:
        tally["pages.not_served"] += 1
        return None
    if media_type is None:
        tally["pages.other_media"] += 1
        return None
    is_pdf = media_type == _PDF
    if is_pdf and find_spec("pypdfium2") is None:
        tally["pages.pdf_without_extra"] += 1
        return None
    most = item.max_bytes * (LARGER if is_pdf else 1)
    raw = record.reader.read(most + 1)
    if len(raw) > most:
        raise too_large(item.max_bytes)
    if len(raw) < record.content_length:
        detail = f"the record of {url} ends {record.content_length - len(raw):,} bytes early"
        raise ItemError("pages", "truncated", detail)
    data = _decoded(raw, http, most) if http else raw
    charset = record.http_charset if http else None
    found = Source(url=url, fetched=record.headers.get("WARC-Date"))
    source = known_source(item.source, found)
    if is_pdf:
        return pdf_page(name, data, source, item.max_bytes)
    return make_page(name, data, source, media_type, charset)


def _decoded(raw: bytes, http: Any, max_bytes: int) -> bytes:  # noqa: ANN401 - WARC headers
    """Undo transfer and content encodings, never beyond the limit."""
    if "chunked" in (http.get("Transfer-Encoding") or "").lower():
        raw = _unchunked(raw)
    encoding = (http.get("Content-Encoding") or "").strip().lower()
    if encoding in {"", "identity"}:
        return raw
    if encoding not in _DECODERS:
        raise ItemError("pages", "unreadable", f"content encoding {encoding!r} is not known")
    try:
        data = _DECODERS[encoding](raw, max_bytes + 1)
    except (zlib.error, ValueError) as error:
        if raw.lstrip()[:1] == b"<":
            return raw  # some crawlers decode and leave the header
        raise ItemError("pages", "unreadable", f"not {encoding}: {error}") from error
    if len(data) > max_bytes:
        raise too_large(max_bytes)
    return data


def _gunzip(raw: bytes, limit: int) -> bytes:
    return zlib.decompressobj(31).decompress(raw, limit)


def _inflate(raw: bytes, limit: int) -> bytes:
    has_header = raw[:1] == b"\x78"
    return zlib.decompressobj(15 if has_header else -15).decompress(raw, limit)


def _unbrotli(raw: bytes, limit: int) -> bytes:
    import brotli  # comes with fastwarc

    try:
        return bytes(brotli.Decompressor().process(raw, output_buffer_limit=limit))
    except brotli.error as error:
        raise ValueError(str(error)) from error


_DECODERS = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _inflate, "br": _unbrotli}
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}")


def _unchunked(raw: bytes) -> bytes:
    """Undo HTTP's chunks; bytes that are in none come back as they are (crawlers often undo them)."""
    stream = io.BytesIO(raw)
    out: list[bytes] = []
    while True:
        size = _CHUNK.match(stream.readline(64))
        if size is None:
            return raw
        n_bytes = int(size.group(), 16)
        if n_bytes == 0:
            return b"".join(out)
        chunk = stream.read(n_bytes)
        if len(chunk) < n_bytes:
            return raw
        out.append(chunk)
        stream.readline(3)
