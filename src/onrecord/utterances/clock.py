"""Times of day that a sentence prints: "shortly before 9pm", "at 20:49 GMT", "gegen 20.30 Uhr", "à 20h30"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.utterances.numerals import DURATION, SYMBOLS, Numerals

__all__ = ["TimeOfDay", "time_at"]

_NOON = 720
_COARSE = 30
"""How exact an hour without minutes is, in minutes."""
_DIGITS = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")
_TOGETHER = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
"""Hour and minutes without a mark between them, as before a zone: "0730 GMT"."""
_JOINED = frozenset({"-", "–", "."})
"""Marks behind which digits are part of what stands before: a score. Behind a colon a time is when a text was
written ("UPDATED: 9 p.m.")."""
_BETWEEN = frozenset({" ", "", "\u00a0", "\u202f"})
_FURTHER = 4
"""Words behind a time among which the part of the day stands: "at 8:30 on Tuesday night". Set by hand."""
_ABOUT = {_COARSE: 30, 10: 15, 5: 10, 1: 5}
"""Minutes that a time may lie from what is "about" another, by how that one is rounded. Set by hand."""
_LITTLE = 20
"""Minutes that "shortly" may be: "shortly after 2 a.m." is not 2:30. Set by hand."""
_LEAST = 3
"""Words without digits or stops below which a line is a stamp: "Monday, 07/15/2030 10:09 am ET". Set by hand."""
_IN_WORDS = range(1, 13)
"""Hours that are printed in words: "seven p.m."."""
_HOURS, _MINUTES = 24, 59
_HALVED = 12
"""The last hour of half a day."""


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of day at words `[first, last)`, its bound among them; all times in minutes from midnight."""

    first: int
    number: int
    """The word with the hour."""
    last: int
    minutes: int
    low: int
    high: int
    step: int
    """How exact the print may be: 30 of an hour without minutes, which may be rounded by half of that, 1 of 8.49."""
    bound: str
    zone: str
    """One name for each zone, empty where none is printed, or the local time."""
    role: str


def time_at(read: Numerals, index: int) -> TimeOfDay | None:
    """Return the time of day whose hour is a sentence's word, if one is; a game's clock ("with 7:41 left") is none.

    Of a time of which nothing says in which half of the day it is none is made, in a language that halves days.
    """
    clock = read.lexicon.clock
    word = read.word(index)
    if word in clock.names:
        is_led = bool(_bound(read, index)[0]) or read.word(index - 1) in clock.before
        return _made(read, index, index + 1, clock.names[word], _COARSE) if is_led else None
    is_word = read.numbers.ones.get(word, 0) in _IN_WORDS
    if is_word and read.word(index + 1) not in clock.halves.keys() | clock.hours:
        return None  # "at seven o'clock"
    if not (word[:1].isdigit() or is_word) or not clock.before:
        return None
    gap = read.gap(index - 1).strip() if index else ""
    is_part = gap in _JOINED or ":" in gap or read.word(index - 1) in SYMBOLS
    if is_part or sum(map(str.isalpha, read.lower)) < _LEAST:
        return None
    return _in_digits(read, index)


def _in_digits(read: Numerals, index: int) -> TimeOfDay | None:
    clock = read.lexicon.clock
    last = index + 1
    following = read.word(last) if read.gap(index) in _BETWEEN else ""
    form = _TOGETHER if following in clock.zones and len(read.word(index)) > 2 else _DIGITS
    word = str(read.numbers.ones.get(read.word(index), read.word(index)))
    found = form.fullmatch(word) or _DIGITS.fullmatch(word)
    if found is None:
        return None
    hour, minute = found.groups()
    unit = read.numbers.units.get(read.unit(last)[0] or "")
    if unit is not None and unit.dimension != DURATION:
        return None  # "by 0.25 percentage points"
    is_second, is_told = clock.halves.get(following), False
    if is_second is not None or following in clock.hours:
        is_told, last = True, last + 1
    elif clock.joint and minute is None and re.fullmatch(rf"{clock.joint}\d\d", following):
        minute, is_told, last = following[1:], True, last + 1
    zone = clock.zones.get(read.word(last), "") if read.gap(last - 1) in _BETWEEN else ""
    is_told, last = is_told or bool(zone), last + bool(zone)
    if is_second is None:
        further = (read.word(at) for at in range(last, last + _FURTHER))
        is_second = next((clock.parts[one] for one in further if one in clock.parts), None)
        is_told = is_told or (clock.is_24 and is_second is not None)  # "a las 8 de la noche"
        bound, first = _bound(read, index)
        is_led = bool(bound) or read.word(first - 1) in clock.before
        if not (is_led and (is_told or minute is not None)):
            return None
    # "0730 GMT", "at 07:28"
    is_24 = clock.is_24 or zone == "UTC" or hour.startswith("0")
    minutes = _in_minutes(int(hour), int(minute or 0), is_24=is_24, is_second=is_second)
    if minutes is None:
        return None
    step = _COARSE
    if minute is not None:
        step = 10 if minutes % _COARSE == 0 else 5 if minutes % 5 == 0 else 1
    return _made(read, index, last, minutes, step, zone)


def _in_minutes(hour: int, minute: int, *, is_24: bool, is_second: bool | None) -> int | None:
    """Return minutes from midnight; none where the half of the day is not told, or there is no such time."""
    is_half_told = is_second is not None or hour > _HALVED or is_24
    if (
        hour > _HOURS
        or minute > _MINUTES
        or not is_half_told
        or (is_second is not None and not hour)
    ):
        return None
    if is_second is None or hour > _HALVED:
        return hour * 60 + minute
    return hour % _HALVED * 60 + minute + _NOON * is_second


def _bound(read: Numerals, index: int) -> tuple[str, int]:
    """Return how exact a time is by what stands before it, and the word with which that begins."""
    clock = read.lexicon.clock
    for phrases, kind in ((clock.nearly, _BEFORE), (clock.past, _AFTER)):
        for phrase in phrases:
            first = index - phrase.count(" ") - 1
            if first >= 0 and " ".join(read.lower[first:index]) == phrase:
                return kind, first
    kind, first = read.bound(index)
    return (kind, first) if kind == "about" else ("", index)


_BEFORE, _AFTER = "before", "after"


def _made(
    read: Numerals, number: int, last: int, minutes: int, step: int, zone: str = ""
) -> TimeOfDay:
    bound, first = _bound(read, number)
    low = high = minutes
    if bound == _BEFORE:
        low = minutes - _LITTLE
    elif bound == _AFTER:
        high = minutes + _LITTLE
    elif bound == "about":
        low, high = minutes - _ABOUT[step], minutes + _ABOUT[step]
    role = read.lexicon.clock.roles.get(read.word(first - 1), "")
    bound = "between" if bound in {_BEFORE, _AFTER} else bound
    return TimeOfDay(first, number, last, minutes, low, high, step, bound, zone, role)
