"""Offsets in the unit that another program counts in: code points, UTF-16 code units, UTF-8 bytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import accumulate
from typing import Any, Literal

from onrecord.record.store import Record
from onrecord.record.verify import spans_of
from onrecord.text.encodings import decode_as

__all__ = ["UNITS", "Unit", "in_unit"]

Unit = Literal["codepoint", "utf16", "byte"]
UNITS: tuple[Unit, ...] = ("codepoint", "utf16", "byte")
_TWO, _THREE, _FOUR = 0x80, 0x800, 0x10000
"""First code points that take two, three and four bytes in UTF-8; the last, two units in UTF-16."""


def in_unit(record: Record, table: str, rows: Iterable[Any], unit: Unit) -> Iterator[Any]:
    """Yield a table's rows with every span's places in a unit; the rows given are not changed.

    `start` and `end` count in the article's text, `page_start` and `page_end` in the decoded page.
    """
    if unit == "codepoint":
        yield from rows
        return
    article_of = {one["id"]: one["article"] for one in record.rows("statements")}
    places = _Places(record, unit)
    for row in rows:
        changed = deepcopy(row)
        for article, _, span in spans_of(table, changed, article_of):
            text, page = places.of(article)
            span["start"], span["end"] = text[span["start"]], text[span["end"]]
            span["page_start"], span["page_end"] = page[span["page_start"]], page[span["page_end"]]
        yield changed


class _Places:
    """For each article the place of every code point, in its text and in its page."""

    def __init__(self, record: Record, unit: Unit) -> None:
        self.record, self.unit = record, unit
        self.articles = {one["id"]: one["page"] for one in record.rows("articles")}
        self.encodings = {one["id"]: one["encoding"] for one in record.rows("pages")}
        self.last: tuple[str, tuple[array[int], array[int]]] | None = None

    def of(self, article: str) -> tuple[array[int], array[int]]:
        if self.last is None or self.last[0] != article:
            page = self.articles[article]
            decoded = decode_as(self.record.page_bytes(page), self.encodings[page])
            made = _measured(self.record.text(article), self.unit), _measured(decoded, self.unit)
            self.last = article, made
        return self.last[1]


def _measured(text: str, unit: Unit) -> array[int]:
    if unit == "utf16":
        sizes = (1 + (ord(c) >= _FOUR) for c in text)
    else:
        sizes = (1 + (ord(c) >= _TWO) + (ord(c) >= _THREE) + (ord(c) >= _FOUR) for c in text)
    return array("q", accumulate(sizes, initial=0))
