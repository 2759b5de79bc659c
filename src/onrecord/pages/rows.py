"""Articles as rows: JSON Lines, JSON, ninjs, CSV. Each row is a page of its own."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection, Source
from onrecord.pages.columns import KNOWN_NAMES, read_row, rows_in
from onrecord.pages.decode import decode
from onrecord.pages.inputs import STDIN
from onrecord.pages.opened import HEAD, UNREADABLE, Opened, too_large
from onrecord.pages.read import make_page
from onrecord.pages.turns import transcript_pages, turns_in
from onrecord.stage import Tally
from onrecord.text.delimiters import delimiter_of
from onrecord.text.normalize import fold_space

__all__ = ["CsvRows", "JsonFile", "JsonLines", "known_source", "rejected", "row_page", "source_of"]

_ROLES = ("article", "transcript")


def rejected(name: str, error: ItemError) -> Rejection:
    """Return an error as the rejection of one part of an input."""
    return Rejection(input=name, stage=error.stage, reason=error.reason, detail=error.detail)


def row_page(item: Opened, number: int, row: object) -> Page | Rejection:
    """Return the page of a row, called `input#number`; its bytes are those of its text, in UTF-8."""
    name = f"{item.name}#{number}"
    if not isinstance(row, Mapping):
        detail = "an object with named fields was looked for"
        return Rejection(input=name, stage="pages", reason="not_a_row", detail=detail)
    try:
        return _page(item, name, row)
    except ItemError as error:
        return rejected(name, error)
    except RecursionError:
        detail = "lists in lists without end"
        return Rejection(input=name, stage="pages", reason="not_a_row", detail=detail)


def _page(item: Opened, name: str, row: Mapping[str, Any]) -> Page:
    given = read_row(row, item.columns)
    text = given["html"] or given["text"]
    if not text or not text.strip():
        fields = ", ".join(map(str, list(row)[:12]))
        detail = (
            f"no field with the article's text among: {fields} "
            "(setting pages.columns names yours: text=story)"
        )
        raise ItemError("pages", "no_text", detail)
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ItemError("pages", "undecodable", f"half of a surrogate pair: {error}") from error
    if len(data) > item.max_bytes:
        raise too_large(item.max_bytes)
    source = source_of(item, given)
    return make_page(name, data, source, "text/html" if given["html"] else None)


def source_of(item: Opened, given: Mapping[str, str | None]) -> Source:
    """Return what is known of a page: by the user, then by the fields that it came with, as `read_row` gives them."""
    found = Source(
        outlet=given["outlet"],
        url=given["url"],
        published=given["published"],
        title=given["title"],
        byline=given["byline"],
        role=given["role"] if given["role"] in _ROLES else "",
        updated=given["updated"],
        fetched=given["fetched"],
    )
    return known_source(item.source, found)


class JsonLines:
    """Reader of JSON Lines: a row a line, as exported by crawlers and by this program's peers."""

    name: ClassVar[str] = "jsonl"
    priority: ClassVar[int] = 20

    def accepts(self, name: str, head: bytes) -> bool:
        """Take files named as JSON Lines, and standard input whose first line is a row."""
        return name.lower().endswith((".jsonl", ".ndjson")) or (name == STDIN and _is_row(head))

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield a page a line; a line that is no row costs itself alone."""
        del tally
        for number, line in enumerate(_lines(item), 1):
            if line is None:
                yield rejected(f"{item.name}#{number}", too_large(item.max_bytes))
            elif line.strip():
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as error:
                    problem = ItemError("pages", "not_json", f"line {number}: {error}")
                    yield rejected(f"{item.name}#{number}", problem)
                else:
                    yield row_page(item, number, row)


def _is_row(head: bytes) -> bool:
    line, end, _ = head.partition(b"\n")
    try:
        return line.startswith(b"{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return line.startswith(b'{"') and not end  # the row goes on beyond what is looked at


def _lines(item: Opened) -> Iterator[bytes | None]:
    """Yield lines; None for one over the limit, which is passed over without being held."""
    limit = 2 * item.max_bytes  # JSON writes some characters as two and more
    try:
        while line := item.stream.readline(limit + 1):
            if len(line) <= limit:
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = item.stream.readline(limit + 1)
            yield None
    except UNREADABLE as error:
        raise ItemError("pages", "unreadable", str(error)) from error


class CsvRows:
    """Reader of CSV with a header; a row is an article."""

    name: ClassVar[str] = "csv"
    priority: ClassVar[int] = 20

    def accepts(self, name: str, head: bytes) -> bool:
        """Take files named as CSV or tab-separated."""
        del head
        return name.lower().endswith((".csv", ".tsv"))

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield a page a row."""
        del tally
        limit = csv.field_size_limit(item.max_bytes)
        encoding = _encoding(item.head)
        text = io.TextIOWrapper(item.stream, encoding=encoding, newline="")
        try:
            yield from _rows(item, csv.DictReader(text, delimiter=_delimiter(item, encoding)))
        finally:
            csv.field_size_limit(limit)
            text.detach()  # the stream is closed by who opened it


def _encoding(head: bytes) -> str:
    """Return what decodes a table that begins so: UTF-8, or as spreadsheets of one's country save it."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        cut = head.rfind(b"\n") + 1 if len(head) == HEAD else 0
        return decode(head[:cut] or head)[1]
    return "utf-8-sig"


def _delimiter(item: Opened, encoding: str) -> str:
    """Return what parts the header into most columns that are known: where decimals have a comma, a semicolon parts."""
    table = item.head.decode(encoding, "replace").lstrip("\ufeff")
    known = KNOWN_NAMES.union(item.columns.values())
    usual = "\t" if item.unpacked.lower().endswith(".tsv") else ","
    return delimiter_of(table, known, usual)


def _rows(item: Opened, rows: csv.DictReader[str]) -> Iterator[Page | Rejection]:
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            problem = ItemError("pages", "not_csv", f"line {rows.line_num}: {error}")
            yield rejected(f"{item.name}#{number}", problem)
        except (*UNREADABLE, UnicodeDecodeError) as error:
            raise ItemError("pages", "unreadable", str(error)) from error
        else:
            # values beyond the header stand under None
            yield row_page(item, number, {key: value for key, value in row.items() if key})


class JsonFile:
    """Reader of JSON: one row, a list of rows, or a ninjs item (IPTC, versions 2 and 3)."""

    name: ClassVar[str] = "json"
    priority: ClassVar[int] = 20

    def accepts(self, name: str, head: bytes) -> bool:
        """Take files named as JSON."""
        del head
        return name.lower().endswith((".json", ".ninjs"))

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield a page a row."""
        del tally
        try:
            value = json.loads(item.whole())
            turns = turns_in(value)
            rows = rows_in(value) if isinstance(value, Mapping) else None
        except (ValueError, RecursionError) as error:
            raise ItemError("pages", "not_json", str(error)) from error
        if turns:
            yield from transcript_pages(item, turns)
            return
        outlet = _feed_title(value) if rows is not None else None
        if rows is None:
            rows = value if isinstance(value, list) else [value]
        for number, row in enumerate(rows, 1):
            yield row_page(item, number, _from_ninjs(row) if _is_ninjs(row) else _of(outlet, row))


def _of(outlet: str | None, row: object) -> object:
    """Return a row with the outlet that all of a file are of, unless it names its own."""
    return {"outlet": outlet} | dict(row) if outlet and isinstance(row, Mapping) else row


def _feed_title(value: Mapping[str, Any]) -> str | None:
    """Return what a JSON Feed (jsonfeed.org) calls the site that its items are of."""
    is_feed = "jsonfeed.org" in str(value.get("version"))
    return str(value.get("title") or "") or None if is_feed else None


_MARKUP = re.compile(r"html")


def _is_ninjs(row: object) -> bool:
    return (
        isinstance(row, Mapping)
        and "uri" in row
        and any(str(key).startswith(("body_", "bodies", "headline")) for key in row)
    )


def _from_ninjs(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a ninjs item's fields by our names.

    2.x: `body_xhtml`, `body_text`, `headline`; 3.x: `bodies` and `headlines`, lists of objects with
    `value` and `contentType`. The outlet is the first of `infosources` (any spelling), else
    `copyrightholder`.
    """
    folded = {str(key).casefold(): value for key, value in row.items()}
    out: dict[str, Any] = {
        "title": _value(folded.get("headlines")) or folded.get("headline") or folded.get("title"),
        "published": folded.get("firstcreated") or folded.get("versioncreated"),
        "updated": folded.get("versioncreated"),
        "url": next((str(folded[key]) for key in ("url", "altids") if isinstance(folded.get(key), str)), None)
        or (row["uri"] if str(row["uri"]).startswith("http") else None),
        "byline": _value(folded.get("bylines")) or folded.get("byline"),
        "outlet": _name(folded.get("infosources")) or folded.get("copyrightholder"),
    }  # fmt: skip
    bodies = folded.get("bodies")
    for body in bodies if isinstance(bodies, list) else []:
        if isinstance(body, Mapping) and isinstance(body.get("value"), str):
            kind = str(body.get("contentType") or body.get("contenttype") or "")
            out.setdefault("html" if _MARKUP.search(kind) else "text", body["value"])
    for key, value in folded.items():
        if key.startswith("body_") and isinstance(value, str):
            out.setdefault("html" if _MARKUP.search(key) else "text", value)
    return out


def _value(items: object) -> str | None:
    if isinstance(items, list):
        for one in items:
            if isinstance(one, Mapping) and isinstance(one.get("value"), str):
                return fold_space(one["value"])
    return None


def _name(items: object) -> str | None:
    if isinstance(items, list):
        for one in items:
            if isinstance(one, Mapping) and isinstance(one.get("name"), str):
                return fold_space(one["name"])
    return None


def known_source(source: Source, found: Source) -> Source:
    """Return what is known of a page: what the user gave stands before what the container says."""
    return Source(
        outlet=source.outlet or found.outlet,
        url=source.url or found.url,
        published=source.published or found.published,
        role=source.role or found.role,
        title=source.title or found.title,
        byline=source.byline or found.byline,
        updated=source.updated or found.updated,
        fetched=source.fetched or found.fetched,
    )
