"""Parts of a whole in words, which are percentages: "a third of", "almost two thirds", "one in five women".

And parts of a percentage point, by which interest rates go up and down: "a quarter-point cut".
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.utterances.numerals import SPACES, Numerals
from onrecord.utterances.quantities import POINT

__all__ = ["Part", "part_at", "points_at"]

_POINTS = frozenset({POINT, "point"})

_MOST = 100
"""Of how many a part is told at most: "one in 14", no "one in 2019". Set by hand."""
_STEPS = 6.0
"""By how many a part is divided for how exact it is, in all: "a third" is 31 to 36 percent. Set by hand."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part at words `[first, last)`."""

    first: int
    last: int
    value: float
    """In percent, or in percentage points."""
    step: float
    """By how much it may be rounded, as the size of a last digit."""


def part_at(read: Numerals, index: int) -> Part | None:
    """Return the part of a whole that begins at a sentence's word, if one does: no "a third man", no "second half"."""
    if read.gap(index - 1) not in SPACES and index and read.word(index - 1).isalnum():
        return None
    found = _named(read, index) or _counted(read, index)
    if found is None:
        return None
    last, share = found
    return Part(index, last, 100 * share, 100 * share / _STEPS)


def points_at(read: Numerals, index: int) -> Part | None:
    """Return the percentage points that a part of one is: "a *quarter-point* cut", "*half a percentage point*"."""
    numbers = read.numbers
    word = read.word(index)
    n_parts, last = 1, index + 1
    n_equal = 2 if numbers.fractions and word == numbers.half else numbers.fractions.get(word, 0)
    if not n_equal and word in numbers.ones:
        n_parts, n_equal, last = (
            numbers.ones[word],
            numbers.fractions.get(read.word(last), 0),
            index + 2,
        )
    if not n_equal:
        return None
    last += read.word(last) in numbers.part_of
    last += read.word(last) in numbers.articles
    form, end = read.unit(last)
    unit = numbers.units.get(form or "")
    if unit is None or unit.dimension not in _POINTS:
        return None
    return Part(index, end, n_parts / n_equal, _EXACT)


_EXACT = 0.01
"""The size of the last digit of a part of a point: banks count in hundredths."""


def _named(read: Numerals, at: int) -> tuple[int, float] | None:
    """Return the word behind a part by its name, and the part: "a third", "two-thirds", "half"."""
    numbers = read.numbers
    if numbers.fractions and read.word(at) == numbers.half:
        last, share = at + 1, 0.5
        is_whole_told = read.word(last) in read.lexicon.determiners | numbers.everything
        is_half_of = is_whole_told and read.word(last) not in numbers.articles
        if read.word(at - 1) in read.lexicon.function_words or not at or read.bound(at)[0]:
            return (last, share) if is_half_of or _is_told(read, at, last) else None
        return None
    n_equal = numbers.fractions.get(read.word(at + 1), 0)
    if not n_equal or read.gap(at) not in {*SPACES, "-"}:
        return None
    n_parts = 1 if read.word(at) in numbers.articles else numbers.ones.get(read.word(at), 0)
    last = at + 2
    if not 0 < n_parts < n_equal or not _is_told(read, at, last):
        return None
    return last, n_parts / n_equal


def _is_told(read: Numerals, first: int, last: int) -> bool:
    """Say whether what stands around says that it is a part: of what, by how much, or about how much."""
    numbers = read.numbers
    if read.word(last) in numbers.part_of and read.gap(last - 1) in SPACES:
        whole = last + 1 + (read.word(last + 1) in read.lexicon.determiners)
        # "a quarter of an hour", "a third of a mile", "half of one percent"
        is_unit = read.unit(whole)[0] is not None or read.word(whole) in numbers.scales
        return not is_unit and not read.word(whole)[:1].isdecimal()
    bound, start = read.bound(first)
    # "baissé d'un tiers"
    is_elided = start == first and read.words[first].lower != read.lower[first]
    is_by = read.word(start - 1) in numbers.by or is_elided
    word = read.word(last)
    is_over = read.gap(last - 1) not in {*SPACES, "-"} or word in read.lexicon.function_words
    if not read.lexicon.capitals_are_names:  # nouns have a capital: "um ein Drittel gesenkt"
        is_over = is_over or (last < len(read.words) and read.words[last].text.islower())
    is_noun = word in numbers.articles or read.unit(last)[0] is not None
    return (bool(bound) or is_by) and is_over and not is_noun


def _counted(read: Numerals, at: int) -> tuple[int, float] | None:
    """Return the word behind a part by its number, and the part: "one in five", "nine out of ten"."""
    numbers = read.numbers
    n_parts = _whole(read.word(at), numbers.ones)
    if not n_parts:
        return None
    for phrase in numbers.out_of:
        last = at + 1 + len(phrase)
        if tuple(read.lower[at + 1 : last]) != phrase:
            continue
        n_all = _whole(read.word(last), numbers.ones)
        is_over = read.gap(last) not in SPACES or read.unit(last + 1)[0] is None
        if 0 < n_parts < n_all <= _MOST and is_over and read.word(last + 1) not in numbers.scales:
            return last + 1, n_parts / n_all
    return None


def _whole(word: str, ones: dict[str, int]) -> int:
    """Return the number that a word is, 0 for none."""
    return int(word) if word.isdecimal() and len(word) <= len(str(_MOST)) else ones.get(word, 0)
