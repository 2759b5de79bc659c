"""Every span re-read from its source: the page's bytes, by another road than extraction took."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.record.rows import Row
from onrecord.record.store import Record
from onrecord.text.encodings import decode_as
from onrecord.text.markdown import is_read_in
from onrecord.text.normalize import fold_captions, fold_markup, fold_rolled_up
from onrecord.text.parting import find_parting

__all__ = ["SPANNED", "Count", "Failure", "spans_of", "verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something that does not hold: where, and what was found instead."""

    table: str
    id: str
    what: str


@dataclass(slots=True)
class Count:
    """How much was re-read."""

    pages: int = 0
    articles: int = 0
    spans: int = 0


_FOLDS = {
    "text/html": fold_markup,
    "application/xml": fold_markup,
    "text/vtt": fold_captions,
}
"""How a stretch of a page becomes the words that a reader sees, by media type."""


def verify(record: Record, count: Count | None = None) -> Iterator[Failure]:
    """Yield what does not hold; nothing when the record is sound. `count` is added up on the way."""
    count = count if count is not None else Count()
    try:
        yield from _failures(record, count)
    except (sqlite3.DatabaseError, ValueError, LookupError, TypeError) as error:
        # a damaged file: what was found before this stands, what comes after cannot be read
        yield Failure(table="file", id=record.path, what=f"not readable any further: {error}")


def _failures(record: Record, count: Count) -> Iterator[Failure]:
    if not record.has_texts():
        hint = "it came without its texts; fill it with: onrecord rehydrate"
        yield Failure(table="file", id=record.path, what=hint)
        return
    for problem in record.is_whole():
        yield Failure(table="file", id=record.path, what=problem)
    for table, kept, now in record.digests():
        if kept != now:
            is_damaged = now.startswith("not readable")
            said = now if is_damaged else "a row is not as it was written (digest differs)"
            yield Failure(table=table, id="-", what=said)
    for about in record.damaged_memos():
        yield Failure(
            table="memos", id=about, what="a note for the next build is not as it was written"
        )
    pages: dict[str, str] = {}
    for row in record.rows("pages"):
        count.pages += 1
        yield from _page(record, row, pages)
    sources: dict[str, tuple[str, str, str]] = {}
    for row in record.rows("articles"):
        count.articles += 1
        text = record.text(row["id"])
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != row["text_sha256"]:
            yield Failure(table="articles", id=row["id"], what="the text has another digest")
        sources[row["id"]] = (text, pages.get(row["page"], ""), row["media_type"])
    article_of = {one["id"]: one["article"] for one in record.rows("statements")}
    for table in SPANNED:
        for row in record.rows(table):
            for article, where, span in spans_of(table, row, article_of):
                count.spans += 1
                what = _reread(sources.get(article), span)
                if what:
                    yield Failure(table=table, id=row["id"], what=f"{where}: {what}")


def _page(record: Record, row: Row, pages: dict[str, str]) -> Iterator[Failure]:
    data = record.page_bytes(row["id"])
    if hashlib.sha256(data).hexdigest() != row["sha256"]:
        yield Failure(table="pages", id=row["id"], what="the bytes have another digest")
    try:
        pages[row["id"]] = decode_as(data, row["encoding"])
    except (ValueError, LookupError) as error:  # what does not decode, and what is no chain
        yield Failure(table="pages", id=row["id"], what=f"the bytes do not decode: {error}")


SPANNED = (
    "articles", "statements", "mentions", "utterances", "reprints", "differences", "matches",
    "figures",
)  # fmt: skip
"""The tables whose rows hold spans."""


def spans_of(
    table: str, row: Row, article_of: Mapping[str, str]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (article, field, span) for every span of a row; `article_of` has that of each statement."""
    if table == "articles":
        yield from ((row["id"], f"region {i}", one) for i, one in enumerate(row["regions"]))
    elif table == "mentions":
        yield row["article"], "span", row["span"]
    elif table == "statements":
        for part in ("source", "cue", "content"):
            yield from ((row["article"], part, one) for one in row[part])
    elif table == "utterances":
        for one in row["not_found_in"]:
            if one["nearest"]:
                yield one["article"], "nearest", one["nearest"]
    elif table == "reprints":
        for one in row["evidence"]:
            yield one["left"], "evidence", one["left_span"]
            yield one["right"], "evidence", one["right_span"]
        for one in row["credits"]:
            yield one["article"], "credits", one["span"]
    elif table == "differences":
        for side in ("left", "right"):
            yield row[f"{side}_article"], f"{side}_span", row[f"{side}_span"]
            yield row[f"{side}_article"], "just_before", row["just_before"][side]
            yield row[f"{side}_article"], "just_after", row["just_after"][side]
    elif table == "figures":
        for one in row["given"]:
            yield one["article"], "given", one["span"]
            yield one["article"], "sentence", one["sentence"]
    elif table == "matches":
        for side in ("left", "right"):
            for one in row[f"{side}_aligned"]:
                # of two statements, or of two articles
                yield article_of.get(row[side], row[side]), f"{side}_aligned", one


@lru_cache(maxsize=1)
def _parting(page: str) -> re.Pattern[str] | None:
    return find_parting(page)


def _is_parted(page: str, served: str, read: str) -> bool:
    """Say whether a stretch of a page that is one line differs by the signs alone that stand for lines' ends."""
    parting = _parting(page)
    return parting is not None and parting.sub("\n", served).split() == read.split()


def _reread(source: tuple[str, str, str] | None, span: Mapping[str, Any]) -> str | None:
    """Return what is wrong with a span, or None."""
    if source is None:
        return "its article is not in the record"
    text, page, media_type = source
    read = text[span["start"] : span["end"]]
    if read != span["text"]:
        return f"the article reads {read[:60]!r}, the row {span['text'][:60]!r}"
    served = page[span["page_start"] : span["page_end"]]
    fold = _FOLDS.get(media_type)
    if fold is not None:
        words = "".join(read.split())
        is_captions = media_type == "text/vtt"
        if fold(served) != words and not (is_captions and fold_rolled_up(served) == words):
            return f"the page reads {served[:60]!r}, the row {read[:60]!r}"
    elif media_type == "text/markdown":
        if not is_read_in(read, served):
            return f"the page reads {served[:60]!r}, the row {read[:60]!r}"
    elif served != read and not _is_parted(page, served, read):
        return f"the page reads {served[:60]!r}, the row {read[:60]!r}"
    return None
