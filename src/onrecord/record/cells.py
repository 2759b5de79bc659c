"""How values lie in a record's columns, and the model's objects that are read from them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence

import msgspec

from onrecord.model import (
    Act,
    Article,
    Kind,
    Mention,
    Page,
    Region,
    Role,
    Source,
    SpeakerKind,
    Statement,
)
from onrecord.record.rows import Row
from onrecord.text.encodings import decode_as
from onrecord.text.spans import OffsetMap, Piece, Span

__all__ = [
    "article_of",
    "decoded",
    "encoded",
    "is_boolean",
    "is_json",
    "mention_of",
    "offsets_of",
    "page_of",
    "sealed",
    "statement_of",
    "unsealed",
]

_JSON = frozenset(
    [
        "regions",
        "articles",
        "outlets",
        "evidence",
        "reasons",
        "forms",
        "roles",
        "mentions",
        "external_ids",
        "members",
        "span",
        "statements",
        "not_found_in",
        "not_available",
        "source",
        "cue",
        "content",
        "left_span",
        "right_span",
        "guards",
        "folded",
        "just_before",
        "just_after",
        "left_aligned",
        "right_aligned",
        "given",
        "credits",
        "transcripts",
    ]
)


_TEXT_COLUMNS = {"mentions": {"role", "given"}, "pages": {"role"}}


_BOOLEAN = frozenset({"adjacent", "current", "is_question", "substantive", "linked"})


def encoded(value: object) -> object:
    """Return a value as its column holds it."""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return int(value) if isinstance(value, bool) else value


_SEAL = 8
"""Bytes of digest before a note: a build relies on it without reading again what it was made from."""


def sealed(about: Sequence[object], note: bytes) -> bytes:
    """Return a note with a digest before it, of the note and what it is about."""
    whole = repr(tuple(about)).encode("utf-8", "surrogatepass") + note
    return hashlib.blake2b(whole, digest_size=_SEAL).digest() + note


def unsealed(about: Sequence[object], value: object) -> bytes | None:
    """Return a note as it was written; None for one that is damaged."""
    whole = value if isinstance(value, bytes) else b""
    note = whole[_SEAL:]
    return note if sealed(about, note) == whole else None


def is_json(table: str, column: str) -> bool:
    """Say whether a column holds a list, a span or a mapping."""
    return column in _JSON and column not in _TEXT_COLUMNS.get(table, ())


def is_boolean(column: str) -> bool:
    """Say whether a column holds a truth value."""
    return column in _BOOLEAN


def decoded(table: str, row: sqlite3.Row) -> Row:
    """Return a row of the file with its lists and truth values read."""
    out: Row = {}
    found: list[str] = []
    for column in row.keys():  # noqa: SIM118 - sqlite3.Row iterates over values
        value = row[column]
        if is_json(table, column) and isinstance(value, str):
            found.append(column)
        elif column in _BOOLEAN:
            value = bool(value)
        out[column] = value
    if found:  # read in one go: a call for each cell takes twice as long
        values = msgspec.json.decode(f"[{','.join(out[column] for column in found)}]")
        out.update(zip(found, values, strict=True))
    return out


class _Printed(msgspec.Struct):
    """A span as its column holds it, with what stands there."""

    start: int
    end: int
    text: str


class _Region(msgspec.Struct):
    """A region as its column holds it."""

    start: int
    end: int
    role: Role
    time_code: str | None = None


_SPAN = msgspec.json.Decoder(_Printed)


_REGIONS = msgspec.json.Decoder(tuple[_Region, ...])


_SPANS = msgspec.json.Decoder(tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]])


_PIECES = msgspec.json.Decoder(tuple[Piece, ...])


def statement_of(row: sqlite3.Row) -> Statement:
    """Return the statement that a row holds."""
    source, cue, content = _SPANS.decode(f"[{row['source']},{row['cue']},{row['content']}]")
    return Statement(
        id=row["id"],
        article=row["article"],
        kind=Kind(row["kind"]),
        is_question=bool(row["is_question"]),
        source=source,
        cue=cue,
        content=content,
        speaker=row["speaker"],
        speaker_printed=row["speaker_printed"],
        addressee=row["addressee"],
        date_printed=row["date_printed"],
        said_on=row["said_on"],
        repeat_of=row["repeat_of"],
        confidence=row["confidence"],
        reason=row["reason"],
        act=Act(row["act"]) if row["act"] else None,
    )


def mention_of(row: sqlite3.Row) -> Mention:
    """Return the mention that a row holds."""
    span = _SPAN.decode(row["span"])
    return Mention(
        id=row["id"],
        article=row["article"],
        span=Span(span.start, span.end),
        text=span.text,
        form=row["form"],
        given=row["given"],
        surname=row["surname"],
        role=row["role"],
        country=row["country"],
        kind=SpeakerKind(row["kind"]),
        statement=row["statement"],
        together=row["together"],
    )


def article_of(row: sqlite3.Row) -> Article:
    """Return the article that a row holds, its text and offsets beside it."""
    regions = tuple(
        Region(role=one.role, span=Span(one.start, one.end), time_code=one.time_code)
        for one in _REGIONS.decode(row["regions"])
    )
    kept = {name: row[name] for name in Article.__slots__ if name not in {"regions", "offsets"}}
    return Article(**kept, regions=regions, offsets=offsets_of(row["offsets"]))


def page_of(row: sqlite3.Row) -> Page:
    """Return the page that a row holds, its bytes beside it."""
    data = bytes(row["data"])
    return Page(
        id=row["id"],
        input=row["input"],
        data=data,
        sha256=row["sha256"],
        encoding=row["encoding"],
        media_type=row["media_type"],
        text=decode_as(data, row["encoding"]),
        source=Source(
            outlet=row["outlet"],
            url=row["url"],
            published=row["published"],
            role=row["role"],
            title=row["title"],
            byline=row["byline"],
            updated=row["updated"],
            fetched=row["fetched"],
        ),
    )


def offsets_of(pieces: str) -> OffsetMap:
    """Return the way from an article to its page."""
    return OffsetMap(_PIECES.decode(pieces))
