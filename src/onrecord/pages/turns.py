"""Tables of what was said: a row is a turn, with its speaker, and the whole a transcript.

As people publish debates and hearings as tables, and as programs write that turn recordings into text.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from statistics import median
from typing import Any, ClassVar

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection
from onrecord.pages.columns import KNOWN, KNOWN_NAMES, read_moment
from onrecord.pages.decode import decode
from onrecord.pages.opened import HEAD, Opened, too_large
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.text.normalize import fold_space

__all__ = ["Layout", "Turn", "TurnTable", "layout_of", "transcript_pages", "turns_in"]

_SPEAKERS = (
    *"speaker speaker_name speakername speaker_label candidate who".split(),
    "speaker name",
)
_WORDS = tuple(
    "text utterance speech statement transcript sentence content dialogue words line value elements".split()
)
_STARTS = ("start", "start_time", "starttime")
_ENDS = ("end", "end_time", "endtime")
_OCCASIONS = tuple(
    "debate debate_name event session meeting hearing episode title transcript_id".split()
)
_DAYS = tuple("date debate_date day published".split())
_ARTICLES = frozenset({*KNOWN["outlet"], *KNOWN["url"]} - {"source", "series", "site"})
"""Columns of a table of articles, or of quotations from them; one of these, and a row is no turn."""
_HELD = ("utterances", "segments", "monologues", "turns", "transcript", "results", "items", "data")
"""Under what a file's one object holds turns."""
_LOOKED_AT = 60
"""Rows that tell whether a table without a header is one of turns."""
_LEAST = 6
_WORDY = 5
_NAME_WORDS = 6
_REPEATED = 0.6
"""Rows that it must have at least, words of a turn on average, words of a name at most, and names that are different
at most. Set by hand on the 70 transcripts of a published set, whose tables have no header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What somebody said at a stretch, as a row gives it."""

    speaker: str
    words: str
    occasion: str = ""
    day: str | None = None
    start: float | None = None
    """Seconds into a recording, and where it ends."""
    end: float | None = None


def turns_in(value: object) -> list[Turn]:
    """Return the turns that JSON holds, as a list of rows or in an object; else none.

    A row has words, and a speaker or the times between which they stand in a recording.
    """
    if isinstance(value, Mapping):
        held = (value[one] for one in _HELD if one in value)
        return next(filter(None, map(turns_in, held)), [])
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(one, Mapping) for one in value)
    ):
        return []
    rows = [{str(key).strip().casefold(): inner for key, inner in one.items()} for one in value]
    layout = layout_of(rows[0])
    made = _turns_of(rows, layout) if layout else []
    return made if all(one.speaker or one.start is not None for one in made[:1]) else []


def transcript_pages(item: Opened, turns: Sequence[Turn]) -> Iterator[Page]:
    """Yield a page an occasion, whose bytes are a line a turn, with a name and a colon where another speaks.

    Of a recording, whose turns have times, they are captions in WebVTT. Raises ItemError `too_large`.
    """
    parts = [list(some) for _, some in groupby(turns, key=lambda one: (one.occasion, one.day))]
    for number, some in enumerate(parts, 1):
        is_timed = all(one.start is not None for one in some)
        made = ["WEBVTT", *_cues(some)] if is_timed else _lines(some)
        data = "\n\n".join(made).encode("utf-8", "replace")
        if len(data) > item.max_bytes:
            raise too_large(item.max_bytes)
        given = item.source
        source = replace(
            given,
            role="transcript",
            title=given.title or some[0].occasion or None,
            published=given.published or some[0].day,
        )
        name = item.name if len(parts) == 1 else f"{item.name}#{number}"
        yield make_page(name, data, source, "text/vtt" if is_timed else "text/plain")


def _lines(turns: Iterable[Turn]) -> Iterator[str]:
    before = ""
    for one in turns:
        if one.words:
            is_other = one.speaker and one.speaker != before
            before = one.speaker or before
            yield f"{one.speaker}: {one.words}" if is_other else one.words


def _cues(turns: Iterable[Turn]) -> Iterator[str]:
    for one in turns:
        if one.words:
            start = one.start or 0.0
            voice = f"<v {escape(one.speaker)}>" if one.speaker else ""
            yield f"{_clock(start)} --> {_clock(one.end or start)}\n{voice}{escape(one.words, quote=False)}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(max(seconds, 0.0), 60)
    return f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}:{rest:06.3f}"


class TurnTable:
    """Reader of CSV whose rows are turns, with a header or without."""

    name: ClassVar[str] = "turns"
    priority: ClassVar[int] = 25

    def accepts(self, name: str, head: bytes) -> bool:
        """Take files named as CSV or tab-separated whose rows have a speaker and words, and are no articles."""
        if not name.lower().endswith((".csv", ".tsv")):
            return False
        whole = head[: head.rfind(b"\n") + 1] if len(head) == HEAD else head
        try:
            text = decode(whole)[0]
        except ItemError:
            return False
        return _table(name, text) is not None

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield a page for each occasion that the table tells apart.

        Raises ItemError: `not_csv`, `unreadable`, `too_large`.
        """
        del tally
        data = item.whole(_TIMES)
        text = decode(data)[0]
        table = _table(item.unpacked, text)
        if table is None:
            raise ItemError(
                "pages", "not_csv", "its first rows have a speaker and words, the whole has not"
            )
        yield from transcript_pages(item, _turns_of(*table))


_TIMES = 10
"""Bytes of a table that are read, to a byte of the limit of a page: it may hold several transcripts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of a turn; empty where there is none."""

    speaker: str
    words: str
    occasion: str = ""
    day: str = ""
    start: str = ""
    end: str = ""


def layout_of(names: Iterable[str]) -> Layout | None:
    """Return the columns of turns among names in small letters, or None: then rows are no turns."""
    there = set(names)

    def first(known: Iterable[str]) -> str:
        return next((one for one in known if one in there), "")

    speaker, words, start, end = map(first, (_SPEAKERS, _WORDS, _STARTS, _ENDS))
    is_turn = bool(speaker or (start and end))
    if not is_turn or not words or not there.isdisjoint(_ARTICLES):
        return None
    return Layout(
        speaker=speaker,
        words=words,
        occasion=first(_OCCASIONS),
        day=first(_DAYS),
        start=start,
        end=end,
    )


def _turns_of(rows: Sequence[Mapping[str, Any]], layout: Layout) -> list[Turn]:
    """Return the turns of rows; times in whole numbers are thousandths of a second if they last as long as such."""
    times = [(_seconds(row.get(layout.start)), _seconds(row.get(layout.end))) for row in rows]
    lengths = [end - start for start, end in times if start is not None and end is not None]
    is_whole = all(float(one).is_integer() for some in times for one in some if one is not None)
    unit = _THOUSANDTHS if is_whole and lengths and median(lengths) >= _LONG else 1
    return [
        Turn(
            speaker=fold_space(_spoken(row.get(layout.speaker))).rstrip(": "),
            words=fold_space(_spoken(row.get(layout.words))),
            occasion=fold_space(_spoken(row.get(layout.occasion))),
            day=read_moment(row.get(layout.day)),
            start=None if start is None else start / unit,
            end=None if end is None else end / unit,
        )
        for row, (start, end) in zip(rows, times, strict=True)
    ]


_THOUSANDTHS = 1_000
_LONG = 100
"""Seconds that no cue lasts. Set by hand."""
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)", re.ASCII)


def _seconds(value: object) -> float | None:
    """Return a time in a recording, as a number or as a clock shows it."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and (match := _CLOCK.fullmatch(value.strip())):
        hours, minutes, seconds = match.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))
    try:
        made = float(value) if isinstance(value, str | int | float) else math.nan
    except ValueError:
        return None
    return made if math.isfinite(made) else None


def _spoken(value: Any) -> str:  # noqa: ANN401 - whatever a row holds
    """Return words; some programs write them as a list of words and signs."""
    if isinstance(value, list):
        return "".join(str(one.get("value", "")) for one in value if isinstance(one, Mapping))
    return "" if value is None else str(value)


def _table(name: str, text: str) -> tuple[list[dict[str, str]], Layout] | None:
    """Return the rows of a table by its columns, and which of these make a turn, or None: then rows are no turns."""
    usual = "\t" if name.lower().endswith(".tsv") else ","
    for delimiter in dict.fromkeys((usual, ",", ";", "\t", "|")):
        try:
            rows = _rows(text, delimiter)
        except csv.Error:
            continue
        if not rows or len(rows[0]) < 2:
            continue
        header = [one.strip().lstrip("\ufeff").casefold() for one in rows[0]]
        layout = layout_of(header)
        first = _turns_of(_named(header, rows[1:2]), layout) if layout else []
        if layout and (layout.speaker or any(one.start is not None for one in first)):
            return _named(header, rows[1:]), layout
        if layout := _unnamed(rows[:_LOOKED_AT]):
            return _named([str(number) for number in range(len(rows[0]))], rows), layout
    return None


def _named(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[dict[str, str]]:
    return [dict(zip(header, row, strict=False)) for row in rows]


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows of a table that are not empty.

    Where tabs part as many columns in every line, and no mark is doubled as programs do that put them around cells,
    quotation marks are what somebody said: a cell may begin with one that another closes. Raises csv.Error.
    """
    lines = [line.rstrip("\r") for line in text.split("\n") if line.strip()]
    is_even = delimiter == "\t" and len({line.count(delimiter) for line in lines}) == 1
    if is_even and '""' not in text and not lines[0].startswith('"'):
        return [line.split(delimiter) for line in lines]
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [row for row in table if any(row)]
    finally:
        csv.field_size_limit(limit)


def _unnamed(rows: Sequence[Sequence[str]]) -> Layout | None:
    """Return the columns of turns of a table without a header: one of names that recur, one of many words."""
    n_columns = len(rows[0])
    whole = [row for row in rows if len(row) == n_columns]
    is_header = not KNOWN_NAMES.isdisjoint(one.strip().casefold() for one in rows[0])
    if len(whole) < max(_LEAST, len(rows) - 1) or is_header:
        return None
    columns = list(zip(*whole, strict=True))
    speakers = [number for number, cells in enumerate(columns) if _are_names(cells)]
    lengths = [sum(len(one.split()) for one in cells) / len(cells) for cells in columns]
    words = max(range(n_columns), key=lambda number: lengths[number])
    if len(speakers) != 1 or speakers == [words] or lengths[words] < _WORDY:
        return None
    return Layout(speaker=str(speakers[0]), words=str(words))


def _are_names(cells: Sequence[str]) -> bool:
    """Say whether cells are names of some who speak in turn."""
    named = [one.strip() for one in cells if one.strip()]
    if not named or len(set(named)) > _REPEATED * len(cells):
        return False
    return all(
        len(one.split()) <= _NAME_WORDS
        and one[0].isalpha()
        and one[0] == one[0].upper()
        and not one.endswith((".", "?", "!"))
        for one in named
    )
