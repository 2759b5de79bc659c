"""Quotation marks, paired: every style, mixed, unclosed, nested, over several paragraphs.

Marks are read by what stands beside them first and by their shape second, because pages mix
shapes freely (“We targeted ISIS," he confirmed). A quotation never runs past its paragraph
unless the next one begins with a mark, as typographers do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.text.spans import Span

__all__ = ["Quotation", "overlapping", "pair_marks"]

_DOUBLE = re.compile(r"[\"“”„‟«»「」『』〝〞＂]|``|''")
_SINGLE = re.compile(r"['‘’‚‛‹›]")
_OPENING = frozenset("“„«「『〝‘‚‹") | {"``"}
_CLOSING = frozenset("”»」』〞’›") | {"''"}
_BY_SHAPE = frozenset("「」『』")
_MEASURE = re.compile(r"\d\s?['’′]\s?\d{1,2}$")
"""Feet before inches: the mark after them is no quotation mark."""
_BEFORE_OPENING = frozenset("([{—–-/:…")
_AFTER_CLOSING = frozenset(")]}.,;:!?…—–-/")
_SENTENCE_END = re.compile(r"[.!?…,]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One quotation: with its marks, without them, and how it begins and ends."""

    span: Span
    inner: Span
    is_opened: bool = True
    is_closed: bool = True
    continues: bool = False
    """It goes on from the quotation that the paragraph before left open."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    side: str
    """`open`, `close` or `either`."""


def overlapping(quotations: Sequence[Quotation], span: Span) -> Sequence[Quotation]:
    """Return those of an article's quotations, which are in order, that share characters with a span."""
    first = bisect_right(quotations, span.start, key=lambda one: one.span.end)
    last = bisect_left(quotations, span.end, lo=first, key=lambda one: one.span.start)
    return quotations[first:last]


def pair_marks(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Return the outermost quotations of an article's paragraphs, in order.

    Single marks count only where the paragraphs hold no double ones (British style), and only
    where they close: an apostrophe is never an opening.
    """
    has_double = any(_DOUBLE.search(text, span.start, span.end) for span in paragraphs)
    quotations: list[Quotation] = []
    is_open = False
    for paragraph in paragraphs:
        if has_double:
            found = _pair_double(text, paragraph, _marks(_DOUBLE, text, paragraph), goes_on=is_open)
        else:
            found = _pair_single(text, paragraph, _marks(_SINGLE, text, paragraph))
        quotations += found
        is_open = bool(found) and not found[-1].is_closed and found[-1].span.end == paragraph.end
    return quotations


def _marks(pattern: re.Pattern[str], text: str, paragraph: Span) -> list[_Mark]:
    marks = []
    for match in pattern.finditer(text, paragraph.start, paragraph.end):
        shape, start, end = match.group(), match.start(), match.end()
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        if before.isdigit() and _MEASURE.search(text, max(paragraph.start, start - 6), start):
            continue
        marks.append(_Mark(start, end, _side(shape, before, after)))
    return marks


def _side(shape: str, before: str, after: str) -> str:
    by_shape = "open" if shape in _OPENING else "close" if shape in _CLOSING else "either"
    if shape in _BY_SHAPE:
        return by_shape
    room_before = before.isspace() or before in _BEFORE_OPENING or before in _OPENING
    room_after = after.isspace() or after in _AFTER_CLOSING or after in _CLOSING
    if room_before and not room_after:
        return "open"
    if room_after and not room_before:
        return "close"
    return by_shape


def _pair_double(
    text: str, paragraph: Span, marks: list[_Mark], *, goes_on: bool
) -> list[Quotation]:
    found: list[Quotation] = []
    opening: _Mark | None = None
    depth = 0
    for number, mark in enumerate(marks):
        if opening is None:
            if mark.side != "close":
                opening, depth = mark, 1
            elif not found and _ends_words(text, paragraph, mark):
                found.append(_unopened(text, paragraph, mark))
        elif mark.side == "open":
            if _closes_twice(marks, number + 1):
                depth += 1
            else:  # the mark that should have closed the one before is lost
                found.append(_unclosed(text, opening, mark.start))
                opening, depth = mark, 1
        elif depth > 1 and number + 1 < len(marks):
            depth -= 1
        else:
            found.append(
                Quotation(
                    span=Span(opening.start, mark.end),
                    inner=Span(opening.end, mark.start),
                    continues=goes_on and _is_first(text, paragraph, opening),
                )
            )
            opening = None
    if opening is not None:
        end = paragraph.end
        if end > opening.end:
            found.append(
                Quotation(
                    span=Span(opening.start, end),
                    inner=Span(opening.end, end),
                    is_closed=False,
                    continues=goes_on and _is_first(text, paragraph, opening),
                )
            )
    return [one for one in found if one.inner.trimmed(text)]


def _is_first(text: str, paragraph: Span, mark: _Mark) -> bool:
    return not text[paragraph.start : mark.start].strip()


def _closes_twice(marks: list[_Mark], number: int) -> bool:
    """Say whether the next two marks both close: then the opening before them is a nested one."""
    following = [mark.side for mark in marks[number : number + 2]]
    return following == ["close", "close"]


def _ends_words(text: str, paragraph: Span, mark: _Mark) -> bool:
    """Say whether a closing mark without an opening ends words, as in: We will go," he said."""
    before = text[max(paragraph.start, mark.start - 1) : mark.start]
    return bool(_SENTENCE_END.fullmatch(before))


def _unopened(text: str, paragraph: Span, mark: _Mark) -> Quotation:
    inner = Span(paragraph.start, mark.start).trimmed(text)
    return Quotation(span=Span(inner.start, mark.end), inner=inner, is_opened=False)


def _unclosed(text: str, opening: _Mark, before: int) -> Quotation:
    """End a quotation whose closing mark is lost at the last stop before the next opening."""
    stops = [match.end() for match in _SENTENCE_END.finditer(text, opening.end, before)]
    end = stops[-1] if stops else Span(opening.end, before).trimmed(text).end
    return Quotation(span=Span(opening.start, end), inner=Span(opening.end, end), is_closed=False)


def _pair_single(text: str, paragraph: Span, marks: list[_Mark]) -> list[Quotation]:
    found: list[Quotation] = []
    number = 0
    while number < len(marks):
        mark = marks[number]
        is_apostrophe = text[mark.start] == "’" or text[mark.end : mark.end + 1].isdigit()
        if mark.side != "open" or is_apostrophe:
            number += 1
            continue
        closing = _single_closing(text, paragraph, marks, number + 1)
        if closing is None:
            number += 1
            continue
        end = marks[closing]
        found.append(Quotation(span=Span(mark.start, end.end), inner=Span(mark.end, end.start)))
        number = closing + 1
    return [one for one in found if one.inner.trimmed(text)]


def _single_closing(text: str, paragraph: Span, marks: list[_Mark], number: int) -> int | None:
    """Return the mark that closes: one after punctuation if there is one, else the first."""
    first = None
    for index in range(number, len(marks)):
        mark = marks[index]
        if mark.side == "open" and text[mark.start] != "’":
            break
        if mark.side == "close":
            if _ends_words(text, paragraph, mark) or text[mark.start - 1] in "!?":
                return index
            first = index if first is None else first
    return first
