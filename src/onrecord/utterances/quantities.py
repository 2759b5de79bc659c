"""Quantities in a sentence: value, bound, unit, what is counted, and whether two of them agree.

A number alone says little: of news sentence pairs whose numbers differ, a third say the same. So a
quantity is read with its unit or noun, what happened to those counted, the names before it and the
part it plays ("to 40", "from 37"), and only like is held against like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from onrecord.model import Standing
from onrecord.resources import Lexicon
from onrecord.resources.numbers import Numbers, Unit
from onrecord.text.spans import Span
from onrecord.text.tokens import Word, is_capitalised, lowered_words, stem, words
from onrecord.utterances.folding import weight_of

__all__ = [
    "Quantity",
    "counts_alike",
    "find_quantities",
    "is_comparable",
    "is_counted",
    "mass",
    "may_be_one",
    "printed_numbers",
    "standing",
    "toll_of",
]

_SYMBOLS = "$€£¥"
_OF_THINGS = frozenset({"length", "area", "mass", "speed", "magnitude"})
_DASHES = frozenset({"-", "–", "‑"})
_SPACES = frozenset({" ", "\u00a0", "\u202f"})
_WITHIN = frozenset({" ", "-", "\u00a0"})
_CLOSED = frozenset({'" ', "” "})
"""What parts a noun from the word before it: also marks behind a number that is quoted."""
_MARK = re.compile('["“”]')
_ABOUT = 0.1
"""How far at most, as a share of it, what is "about" a number may lie from it. Set by hand."""
_SLIP = 1e-9
"""By how much, as a share, two ends that are the same may differ in floating point."""
_CONVERTED = 0.02
"""How far apart the same quantity may be in two units: people round when they convert. Set by hand."""
_TWICE = 2.0
"""Times a lower bound that a number may be to be what the bound speaks of. Set by hand."""
_NAMES = 0.6
"""Share of the weight of the fewer names before a quantity that the other must have too."""
_CONTEXT = 4.0
"""Weight of words, no numbers, that two quantities must share around them: that of one content word."""
_CLAUSE = 0.67
"""Share of the weight of the shorter sentence's words that the other must have where no names before
both quantities say of what they are."""
_NEAR = 4
"""Words on either side of a number that say which of several it is. Set by hand."""
_MOST_WORDS = 300
"""Words beyond which a stretch is no sentence. Set by hand."""
_LONGEST = 15
"""Digits from which a row of them is no number that news counts with."""
_REACH = 8
"""Words around a number in which what happened to those counted is looked for."""
_BOUND = 3
"""Words that may stand between "killing" and the number: "no fewer than". As in the list of bounds."""
_BESIDE = 4
"""Words behind a number among which the outcome stands that it surely has: "have been taken ill". Set by hand."""
_MOST = 1e7
"""People beyond whom no event has a toll. Set by hand."""
_TOLL = 16
"""Words before a number in which the toll stands that it is: "from an earthquake in the hills of ...". By hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as printed, read. `low` and `high` are in the base unit of its dimension."""

    span: Span
    """From its bound to its unit or noun."""
    low: float | None
    high: float | None
    value: float
    """In the base unit too."""
    factor: float
    """How many of the base unit its own unit is."""
    step: float
    """The size of the last digit that the print gives: 0.1 for 2.5, a million for "2 million"."""
    bound: str
    """Empty, or `about`, `nearly`, `at_least`, `at_most` or `between`."""
    dimension: str
    """Of its unit; empty where things are counted."""
    unit: str
    head: str
    """Stem of the word that says what is counted: the last plural one after the number."""
    nouns: frozenset[str]
    """Stems of all the words that say so."""
    outcome: str
    is_surely: bool
    """The word for the outcome stands right beside, or people are what is counted."""
    is_many: bool
    """What is counted is printed in the plural."""
    per: str
    """What it is so many a: "day"; or of how many it is a part: "of 7"."""
    role: str
    """`to` and `at` before it (a level reached), `from`, or nothing."""
    names: frozenset[str]
    """Stems of the names before it that it is likely of."""
    of: frozenset[str]
    """Stems of the names behind it that say of what it is: "82 percent in Norrland"."""
    around: frozenset[str]
    """Stems of the content words of its sentence, without numbers and units."""
    near: frozenset[str]
    """The same of the four words on either side, not beyond another quantity."""
    is_alone: bool
    """No other quantity of the sentence has its dimension and role."""
    is_single: bool
    """None has its dimension."""
    kind: frozenset[str]
    """Words that tell a forecast, or another year's figure, from one that is reported."""
    days: frozenset[str]
    """Weekdays and months printed in the sentence, and words like "yesterday"."""
    periods: tuple[frozenset[str], frozenset[str]]
    """Years and quarters printed in the sentence."""
    term: str
    """Of a measure of what it is, with its dimension ("a *pause* of 48 hours" is a `paus duration`); of a duration also
    what kind it is by the words beside it: `within`, `ban`, `sentence`."""
    is_pronoun: bool
    """The sentence begins with a pronoun: of whom it is was said before."""
    language: str
    """Of the sentence."""


def standing(one: Quantity, other: Quantity, *, beyond: float = _TWICE) -> Standing:
    """Say how two quantities of one thing stand: alike, one more exact than the other, or apart.

    `beyond` is how many times a lower bound a number may be to be what the bound speaks of.
    """
    if (one.low, one.high) == (other.low, other.high):
        return Standing.AGREE
    if not one.bound and not other.bound:
        if one.unit != other.unit and abs(one.value - other.value) <= _CONVERTED * one.value:
            return Standing.AGREE
        fine, coarse = sorted((one, other), key=lambda quantity: quantity.step)
        is_rounded = fine.step < coarse.step and abs(fine.value - coarse.value) <= coarse.step / 2
        is_rounded = is_rounded and not coarse.term  # nobody is banned for about two years
        return Standing.MORE_SPECIFIC if is_rounded else Standing.DIFFER
    (low, high), (other_low, other_high) = (
        _range(one, other, beyond),
        _range(other, one, beyond),
    )
    is_fraction = min(one.step / one.factor, other.step / other.factor) < 1 - _SLIP
    slack = max(one.step, other.step) / 2 if is_fraction else 0.0
    if "about" in {one.bound, other.bound}:
        # as far as numbers are rounded: 2.1 billion is less than "about 2.2 billion" can be
        edge, other_edge = (high + slack) * (1 - _SLIP), (other_high + slack) * (1 - _SLIP)
        is_apart = low >= other_edge or other_low >= edge
    else:
        is_apart = low > other_high + slack or other_low > high + slack
    return Standing.DIFFER if is_apart else Standing.MORE_SPECIFIC


def _range(one: Quantity, beside: Quantity, beyond: float) -> tuple[float, float]:
    """Return what a quantity admits; an open end reaches as far as the same thing may be meant."""
    low, high = one.low, one.high
    if high is None:
        high = (low or 0.0) * beyond
    if low is None:
        low = high / beyond
    if not one.bound and beside.bound:
        low, high = low - one.step / 2, high + one.step / 2
    return low, high


def is_comparable(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities are given for the same thing, as far as their clauses tell."""
    if (one.dimension, one.per, one.language) != (other.dimension, other.per, other.language):
        return False
    if one.role != other.role and not (one.is_single and other.is_single):
        return False
    if not one.dimension:
        is_bare = not (one.nouns or one.outcome or other.nouns or other.outcome)
        if not (counts_alike(one, other) or is_bare) or (
            one.outcome and other.outcome and one.outcome != other.outcome
        ):
            return False
        if _are_parts(one, other):
            return False
    elif one.nouns and other.nouns and not one.nouns & other.nouns:
        return False  # percent of one thing, percent of another
    if one.kind != other.kind:
        return False
    if any(
        here and there and here.isdisjoint(there)
        for here, there in zip((*one.periods, one.of), (*other.periods, other.of), strict=True)
    ):
        return False  # of one year, of another; in one country, in another
    if not (one.is_alone and other.is_alone) and not (one.near | one.nouns) & (
        other.near | other.nouns
    ):
        return False  # several figures in a sentence: which goes with which must be said
    weight = partial(mass, language=one.language)
    around = weight(one.around & other.around)
    unnamed = [quantity for quantity in (one, other) if not quantity.names]
    if unnamed:
        enough = around >= _CLAUSE * min(weight(one.around), weight(other.around))
        is_of_somebody = len(unnamed) == 2 or not unnamed[0].is_pronoun
        return is_of_somebody and enough and around >= _CONTEXT
    names = weight(one.names & other.names)
    if names < _NAMES * min(weight(one.names), weight(other.names)):
        return False
    return names + around >= _CONTEXT


def toll_of(one: Quantity, lexicon_: Lexicon) -> str:
    """Return of what a quantity may be an event's toll: "killed", and of people of one sort "killed miner".

    Nothing where it is of another year, or of nobody to whom anything happened.
    """
    is_other = bool(one.kind - {"estimated", "estimate"}) or bool(one.periods[0])
    is_number = one.is_surely and 1 < one.value < _MOST
    if not is_number or is_other:
        return ""
    of_no_sort = one.nouns <= lexicon_.numbers.everybody
    return one.outcome if of_no_sort else f"{one.outcome} {one.head}"


def is_counted(one: Quantity, lexicon_: Lexicon) -> bool:
    """Say whether a quantity counts things or people of one sort, and not what players and games are told by.

    Or whether it measures how long, wide, fast or heavy a thing is: a report has few of these, where it has many
    durations, percentages and sums of money.
    """
    is_sport = one.head in lexicon_.numbers.of_play
    is_many = one.is_many and not (one.dimension or one.outcome or is_sport)
    return is_many or one.dimension in _OF_THINGS


def may_be_one(one: Quantity, other: Quantity) -> bool:
    """Say whether nothing printed beside two quantities of one sort says that they are of two things."""
    are_apart = any(
        here and there and here.isdisjoint(there)
        for here, there in zip((*one.periods, one.of), (*other.periods, other.of), strict=True)
    )
    return (
        (one.kind, one.per, one.language) == (other.kind, other.per, other.language)
        and not are_apart
        and not _are_parts(one, other)
    )


def counts_alike(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities count the same word, or people to whom the same happened."""
    is_one_word = one.head and one.head == other.head
    return bool(is_one_word or (one.outcome and one.outcome == other.outcome))


def _are_parts(one: Quantity, other: Quantity) -> bool:
    """Say whether each counts a part of its own: "654,000 cable customers", "111,000 mobile customers"."""
    here, there = one.nouns - {one.head}, other.nouns - {other.head}
    return bool(here and there) and here.isdisjoint(there)


def mass(stems: Iterable[str], language: str) -> float:
    """Return the weight of content words' stems of a language together, added up in one order."""
    return sum(weight_of(one, language) for one in sorted(stems))


@dataclass(frozen=True, slots=True)
class _Number:
    """A number before it is known what it counts: words `[first, last)`."""

    first: int
    last: int
    value: float
    step: float
    is_rounded: bool = False
    """It is said to be about so many: "une dizaine"."""
    is_scaled: bool = False
    """It ends in a word such as million."""


def find_quantities(text: str, sentence: Span, lexicon_: Lexicon) -> list[Quantity]:
    """Return the quantities of a sentence, in order; none in a language that does not say how it prints numbers.

    Dates, times of day, ages set off by commas, ordinals, scores, fractions in figures and numbers
    that are part of a name are none; nor is anything in what is too long for a sentence: a table.
    """
    if not lexicon_.numbers.ones:
        return []
    lower = lowered_words(text, sentence)
    numbers = lexicon_.numbers
    if len(lower) > _MOST_WORDS or not any(_may_begin(word, numbers) for word in lower):
        return []
    return _Sentence(text, sentence, lexicon_).quantities()


def printed_numbers(text: str, sentence: Span, lexicon_: Lexicon) -> set[float]:
    """Return all numbers that a sentence prints, those too that count nothing: "38 wards had closed, not *42*"."""
    read = _Sentence(text, sentence, lexicon_)
    found = map(read.number, range(len(read.words)))
    return {one.value for one in found if one is not None}


def _may_begin(word: str, numbers: Numbers) -> bool:
    """Say whether a number can begin with a word (lower case)."""
    return word[:1].isdecimal() or word in numbers.beginnings


class _Sentence:
    """A sentence's words with what reading numbers asks of them."""

    def __init__(self, text: str, span: Span, lexicon_: Lexicon) -> None:
        self.text, self.lexicon, self.numbers = text, lexicon_, lexicon_.numbers
        self.words: list[Word] = words(text, span)
        self.lower = [word.lower for word in self.words]
        if lexicon_.plain is not None:  # "d'euros"
            self.lower = [lexicon_.plain.unelided(lower) for lower in self.lower]

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next one."""
        if not 0 <= index < len(self.words) - 1:
            return "\n"
        between = self.text[self.words[index].end : self.words[index + 1].start]
        is_short = between.startswith(".") and self.lower[index] in self.numbers.short_scales
        return between[1:] if is_short else between

    def word(self, index: int) -> str:
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def quantities(self) -> list[Quantity]:
        found: list[Quantity] = []
        places: list[tuple[int, int]] = []
        index, end = 0, 0
        before: _Number | None = None
        while index < len(self.words):
            number = self.number(index)
            if number is None:
                index += 1
                continue
            made = self._quantity(number, end, found)
            lowest = self._lowest(before, number) if before and made else None
            if before and lowest is not None and places and places[-1][0] == before.first:
                if found[-1].nouns:
                    lowest = None  # "talks between 14 ministers and 20 envoys"
                else:
                    del found[-1], places[-1]  # "between $300 million and $350 million"
            if made is not None:
                one, end = made
                if before and lowest is not None:
                    one = self._range(one, before, lowest)
                found.append(one)
                places.append((number.first, number.last))
            before, index = number, number.last
        found = self._with_included(found, places)
        return [self._placed(one, at, found, places) for at, one in enumerate(found)]

    def _with_included(
        self, found: Sequence[Quantity], places: Sequence[tuple[int, int]]
    ) -> list[Quantity]:
        """Return quantities, those among others with what happened to these: "31 people, *including* nine men"."""
        out = list(found)
        for at in range(1, len(found)):
            whole, part = out[at - 1], out[at]
            between = self.lower[places[at - 1][1] : self._bound(places[at][0])[1]]
            is_among = " ".join(between).endswith(tuple(self.numbers.included))
            are_counted = whole.nouns and part.nouns and not (whole.dimension or part.dimension)
            is_told_of_one = bool(whole.outcome) != bool(part.outcome)
            if is_among and len(between) <= _REACH and are_counted and is_told_of_one:
                told = whole.outcome or part.outcome
                out[at - 1] = replace(whole, outcome=told, is_surely=True)
                out[at] = replace(part, outcome=told, is_surely=True)
        return out

    def _lowest(self, before: _Number, number: _Number) -> float | None:
        """Return where a range of two numbers begins, in the unit of both; None where they are no range."""
        if self.numbers.range_ is None:
            return None
        opens, joins = self.numbers.range_
        first = before.first - (self.word(before.first - 1) in _SYMBOLS)
        middle = [word for word in self.lower[before.last : number.first] if word not in _SYMBOLS]
        if first < 1 or self.word(first - 1) != opens or middle[-1:] != [joins] or len(middle) > 2:
            return None
        scale = self.numbers.scales.get(self.word(number.last - 1), 1) if number.is_scaled else 1
        if not before.is_scaled and before.value * scale < number.value:
            return before.value * scale
        return before.value if before.value < number.value else None

    def _range(self, one: Quantity, before: _Number, lowest: float) -> Quantity:
        """Return a quantity as the upper end of a range."""
        first = before.first - (self.word(before.first - 1) in _SYMBOLS) - 1
        low, high = lowest * one.factor, one.value
        span = Span(self.words[first].start, one.span.end)
        return replace(one, span=span, low=low, high=high, bound="between", role="")

    def _placed(
        self,
        one: Quantity,
        at: int,
        found: Sequence[Quantity],
        places: Sequence[tuple[int, int]],
    ) -> Quantity:
        """Return a quantity with what its place among the others tells."""
        first, last = places[at]
        left = places[at - 1][1] if at else 0
        right = places[at + 1][0] if at + 1 < len(places) else len(self.lower)
        # with names of its own before it, it is of somebody else than the first one
        before = range(left, first) if self._names(left, first) else range(places[0][0])
        kind = self._kind([*before, *range(last, right)], first, last)
        while at and places[at][0] - places[at - 1][1] <= 2:  # "1.92 points, or 0.12 percent"
            at -= 1
            first, left = places[at][0], places[at - 1][1] if at else 0
        alike = [q for q in found if q.dimension == one.dimension]
        in_role = [q for q in alike if q.role == one.role]
        return replace(
            one,
            near=self._around(max(left, first - _NEAR), first)
            | self._around(last, min(right, last + _NEAR)),
            is_alone=len(in_role) == 1,
            is_single=len(alike) == 1,
            kind=kind,
        )

    def _kind(self, own: Iterable[int], first: int, last: int) -> frozenset[str]:
        """Return the words of a number's own that tell it from one that is reported; "other" only near it."""
        near = range(first - _NEAR, last + _NEAR)
        return frozenset(
            self.lower[at]
            for at in own
            if self.lower[at] in self.numbers.kinds
            and (self.lower[at] not in self.numbers.kinds_beside or at in near)
            and self.word(at - 1) not in self.numbers.quantifiers  # "had no other choice"
        )

    # -- numbers ---------------------------------------------------------------------------------

    def number(self, index: int) -> _Number | None:
        """Return the number that begins at a word, if one does."""
        if not _may_begin(self.lower[index], self.numbers):
            return None
        if self.word(index)[:1].isdecimal():
            return self._digits(index)
        return self._in_words(index)

    def _digits(self, index: int) -> _Number | None:
        printed = self.word(index)
        if ":" in printed or self._is_part(index):
            return None
        following = self.word(index + 1) if self.gap(index) in {" ", "\u00a0", "-", ""} else ""
        scale = self.numbers.scales.get(following, 0)
        if len(following) <= 2 and self.gap(index) != "":
            scale = 0
        if following in self.numbers.units and self.word(index - 1) not in _SYMBOLS:
            scale = 0  # "19mm", and "$200MM"
        if self.numbers.decimal == ",":
            printed = _with_decimal_point(printed)
        elif scale and re.fullmatch(r"\d,\d{1,2}", printed):  # a decimal comma
            printed = printed.replace(",", ".")
        plain, last = printed.replace(",", ""), index + 1
        if re.fullmatch(r"\d{1,3}", plain) and self.gap(index) in _SPACES:
            while re.fullmatch(r"\d{3}", self.word(last)) and self.gap(last - 1) in _SPACES:
                plain, last = plain + self.word(last), last + 1  # 80 937
        if plain.count(".") > 1 or len(plain) > _LONGEST or not plain.isascii():
            return None
        decimals = len(plain.partition(".")[2].rstrip("0"))  # 1.50 may be rounded
        value, step = float(plain), 10.0**-decimals
        if not decimals and not scale and value:
            zeros = len(plain) - len(plain.rstrip("0"))
            step = 10.0**zeros if zeros >= 2 else 1.0  # 60,000 may be rounded, 40 is not
        last += bool(scale)
        scale = scale or 1
        return _Number(index, last, value * scale, step * scale, is_scaled=scale > 1)

    def _is_part(self, index: int) -> bool:
        """Say whether digits are part of a date, a time, a score, a fraction or a name."""
        before, after = self.gap(index - 1) if index else " ", self.gap(index)
        previous, following = self.word(index - 1), self.word(index + 1)
        if "/" in before + after or (before == "" and previous not in _SYMBOLS):
            return True
        is_measured = following in self.numbers.scales or following in self.numbers.units
        if after == "" and not is_measured:
            return True
        if (after.strip() in _DASHES and following[:1].isdigit()) or (
            before.strip() in _DASHES and previous[:1].isdigit()
        ):
            return True  # a score, a telephone number
        if previous in self.numbers.ages or (previous == "no" and before.startswith(".")):
            return True  # No. 5
        if previous.rstrip(".") in self.lexicon.months or following in self.lexicon.months:
            return True
        if following in self.numbers.clock:
            return True
        is_money = previous in _SYMBOLS and before == ""
        has_unit = self._unit(index + 1)[0] is not None
        plain = self.word(index)
        if _YEAR.fullmatch(plain) and not is_money and not has_unit:
            return True
        set_off = before.strip() == "," and after.strip().startswith(",")
        if set_off and index and is_capitalised(self.words[index - 1].text):
            return True  # an age
        is_name = (
            index > 1
            and before in {" ", "-"}
            and is_capitalised(self.words[index - 1].text)
            and previous not in self.lexicon.weekdays
        )
        return is_name and not is_money and not has_unit and self.gap(index) != ""

    def _in_words(self, index: int) -> _Number | None:
        scales = self.numbers.scales
        at = index
        rounded = self._phrase_in(self.numbers.rounded, at)
        if rounded:
            about, n_words = rounded
            return _Number(at, at + n_words, about, about, is_rounded=True, is_scaled=True)
        if self.word(at) == self.numbers.half and self.word(at + 1) in self.numbers.articles:
            scale = scales.get(self.word(at + 2), 0)
            return _Number(at, at + 3, scale / 2, scale / 2) if scale >= 1000 else None
        if self.word(at) in self.numbers.articles and self._is_one_unit(at):
            return _Number(at, at + 1, 1.0, 1.0)
        if self.word(at) in self.numbers.articles and len(self.word(at + 1)) > 2:
            scale = scales.get(self.word(at + 1), 0)
            return _Number(at, at + 2, scale, scale, is_scaled=True) if scale else None
        if self.word(at) == self.numbers.dozen:
            is_told = self.word(at - 1) in self.numbers.before_dozen
            twelve = scales[self.numbers.dozen]
            return _Number(at, at + 1, twelve, twelve) if is_told else None
        total, current, step, last = 0.0, 0.0, 1.0, at
        is_scaled = False
        while last < len(self.words):
            word = self.word(last)
            one = self._phrase_in(self.numbers.ones, last)
            # "тысяча", "cent" are numbers by themselves
            is_begun = last > at or self.numbers.is_spaced
            if one is None and is_begun and len(word) > 2 and word in scales:
                current = (current or 1.0) * scales[word]
                step = scales[word]
                if scales[word] >= 1000:
                    total, current = total + current, 0.0
                is_scaled = True
                last += 1
            elif one is not None and (last == at or self.gap(last - 1) in {" ", "-"}):
                below, n_words = one
                if last > at and not self._goes_on(last, current, below):
                    break
                current, step, is_scaled = current + below, 1.0, False
                last += n_words
            elif (
                word == self.numbers.and_
                and last > at
                and self.word(last + 1) in self.numbers.ones
                and current >= 100
            ):
                last += 1
            else:
                break
        value = total + current
        if last == at or (value <= 1 and self._unit(last)[0] is None):
            return None  # "one" is a pronoun as often, "zero" an idiom
        return _Number(at, last, value, step, is_scaled=is_scaled)

    def _is_one_unit(self, article: int) -> bool:
        """Say whether an article counts one of a time, as a bound before it tells: "at least a week"."""
        unit, _ = self._unit(article + 1)
        known = self.numbers.units.get(unit or "")
        bound, start = self._bound(article)
        is_bound = bool(bound) and self.word(start) != "over"  # "over a year": for so long
        return is_bound and known is not None and known.dimension == _DURATION

    def _goes_on(self, index: int, current: float, one: float) -> bool:
        """Say whether a number below a hundred is part of the one before it: "twenty-five", "two hundred five"."""
        if self.gap(index - 1) == "-" or not current % 100 or current >= 100:
            return True
        return self.numbers.is_spaced and not current % 10 and one < 10

    def _phrase_in(self, known: Mapping[str, int], index: int) -> tuple[int, int] | None:
        """Return the value of the longest known number in words that stands at a word, and how many words it has."""
        if self.numbers.most_words == 1:
            value = known.get(self.word(index))
            return None if value is None else (value, 1)
        for length in range(min(self.numbers.most_words, len(self.words) - index), 0, -1):
            gaps = {self.gap(index + n) for n in range(length - 1)}
            form = " ".join(self.lower[index : index + length])
            if form in known and gaps <= {" ", "-", "\u00a0"}:
                return known[form], length
        return None

    # -- what is counted -------------------------------------------------------------------------

    def _unit(self, index: int) -> tuple[str | None, int]:
        """Return the unit that stands at a word and the word after it."""
        for length in (3, 2, 1):
            if index + length > len(self.words):
                continue
            gaps = {self.gap(index - 1 + n) for n in range(length)}
            if not {gap.strip() for gap in gaps} <= {"", *_DASHES} or "\n" in gaps:
                continue
            form = " ".join(self.lower[index : index + length])
            is_behind = self.numbers.decimal == "," and form in _SYMBOLS  # "3,5 €"
            is_told = len(form) > 1 or form == "%" or "" in gaps or is_behind
            if form in self.numbers.units and is_told:
                return form, index + length
        return None, index

    def _quantity(
        self, number: _Number, after: int, before: Sequence[Quantity]
    ) -> tuple[Quantity, int] | None:
        """Return the quantity that a number is, and the word behind it and what it is of; nothing if it is none."""
        first, last = number.first, number.last
        last += number.is_scaled and self.word(last) in self.numbers.of
        form, last = self._unit(last)
        if first and self.word(first - 1) in _SYMBOLS and self.gap(first - 1) == "":
            first -= 1
            money = self.word(first)
            letter = self.word(first - 1) if first and self.gap(first - 1) == "" else ""
            if letter in {"c", "a", "us"}:
                first, money = first - 1, f"{letter}$"
            form, last = form if form == "%" else money, number.last
        if form is None and number.step < 1:
            form = self._unit_before(first)
        if form and (self.word(last) in self.numbers.old or self._is_age(number)):
            return None
        unit = self.numbers.units.get(form or "")
        if unit and unit.name == _HOURS and self.word(first - 1) in self.numbers.before_clock:
            return None  # "à 18 heures"
        nouns: Sequence[str] = []
        of_many = ""
        is_measured = False
        if unit is None:
            nouns, last, of_many = self._what_is_counted(last)
        elif self.gap(last - 2) == "-" and self.gap(last - 1) == " ":
            nouns, is_measured = self._nouns(last), True  # a three-year contract
        elif self.word(last) == "of":
            start = last + 1 + (self.word(last + 1) in self.lexicon.determiners)
            nouns = self._nouns(start)
        elif noun := self._measured(first):
            nouns, is_measured = [noun], True  # a pause of 48 hours
        is_people = not self.numbers.persons.isdisjoint(nouns)
        is_people = is_people or (not nouns and self.word(first - 1) != "at")  # "died at 75"
        outcome = self._outcome(first, last) if unit is None and is_people else ""
        is_surely = bool(outcome) and (bool(nouns) or self._is_beside(first, last))
        if unit is None and not nouns and not outcome:
            outcome = self._toll(self._bound(first)[1])
            is_surely = bool(outcome)
        if unit is None and not nouns and not outcome:
            is_level = self._role(first) or number.step < 1
            if not is_level or number.value < 100:
                return None
        bound, start = self._bound(first)
        if number.is_rounded:
            bound = bound or "about"
        if unit and unit.dimension == _DURATION and self.word(start) == "over":
            bound, start = "", first  # for so long, not longer
        factor = unit.factor if unit else 1.0
        of, end = self._behind(last)
        value, step = number.value * factor, number.step * factor
        reach = (_ABOUT * number.value if number.is_rounded else _reach(number.value)) * factor
        low, high = _admitted(value, reach, bound)
        noun = _phrase(nouns, self.numbers)[-1] if nouns else ""
        one = Quantity(
            span=self._with_mark(
                Span(self.words[start].start, self.words[max(last, number.last) - 1].end)
            ),
            low=low,
            high=high,
            value=value,
            factor=factor,
            step=step,
            bound=bound,
            dimension=unit.dimension if unit else "",
            unit=unit.name if unit else "",
            head=self._counted(noun) if noun else "",
            nouns=frozenset(map(self._counted, nouns)),
            outcome=outcome,
            is_surely=is_surely,
            is_many=_is_plural(noun, self.numbers),
            per=self._per(last) or of_many,
            role=self._role(start),
            names=self._names(after, start) or (before[-1].names if before else frozenset()),
            of=of,
            around=self._around(0, start) | self._around(last, len(self.lower)),
            near=frozenset(),
            is_alone=True,
            is_single=True,
            kind=frozenset(),
            days=frozenset(word for word in self.lower if self._is_day(word)),
            periods=self._periods(),
            term=self._term(start, last, unit, noun if is_measured else ""),
            is_pronoun=self.word(0) in self.lexicon.pronouns
            or self.word(0) in self.numbers.backward,
            language=self.lexicon.language,
        )
        return one, end

    def _with_mark(self, span: Span) -> Span:
        """Let a quantity that is quoted without its noun begin with its mark: '"at least five" shots'."""
        is_quoted = bool(_MARK.search(self.text, span.start, span.end))
        is_open = is_quoted and _MARK.match(self.text, max(0, span.start - 1))
        return Span(span.start - 1, span.end) if is_open else span

    def _what_is_counted(self, index: int) -> tuple[Sequence[str], int, str]:
        """Return the nouns behind a number, the word behind them, and of how many it is: "two *of the seven men*"."""
        nouns = _phrase(self._nouns(index), self.numbers)
        if nouns and self._is_verb(nouns[0]):
            return [], index, ""
        if nouns or self.word(index) not in self.numbers.part_of:
            return nouns, index + len(nouns), ""
        at = index + 1 + (self.word(index + 1) in self.lexicon.determiners)
        whole = self.number(at) if at < len(self.words) else None
        if f"{self.word(index)} {self.word(at)}" in self.numbers.included:
            # "19 bodies, six of them children"
            of = _phrase(self._nouns(at + 1), self.numbers)
            return (of, at + 1 + len(of), "") if of else ([], index, "")
        if whole is None and at > index + 1:  # "two of the children"
            of = _phrase(self._nouns(at), self.numbers)
            if of and _is_plural(of[-1], self.numbers):
                return of, at + len(of), ""
        of = _phrase(self._nouns(whole.last), self.numbers) if whole else ()
        if whole is None or not of or of[0] in self.numbers.units:
            return [], index, ""
        return of, whole.last + len(of), f"of {whole.value:g}"

    def _unit_before(self, first: int) -> str | None:
        """Return the unit that stands before a number: "an *earthquake measuring* 6.1"."""
        one = self._bound(first)[1]
        phrases = (self.word(one - 1), f"{self.word(one - 2)} {self.word(one - 1)}")
        known = self.numbers.unit_before
        return next((known[phrase] for phrase in phrases if phrase in known), None)

    def _measured(self, first: int) -> str:
        """Return of what a measure is by what stands before it: "a *pause* of 48 hours", "at a *depth* of 10 km"."""
        of = self._bound(first)[1] - 1
        noun = self.word(of - 1)
        is_of = of > 1 and self.word(of) in self.numbers.part_of and self.gap(of - 1) == " "
        is_noun = noun not in self.lexicon.function_words and noun.isalpha()
        return noun if is_of and is_noun and self.words[of - 1].text.islower() else ""

    def _term(self, first: int, last: int, unit: Unit | None, noun: str) -> str:
        """Return what a measure at words `[first, last)` is of: "*within* 48 hours", "a two-year *ban*", a `noun`'s."""
        if unit is None:
            return ""
        is_person = (
            noun in self.numbers.persons or noun in self.lexicon.titles
        )  # "a 20-year veteran"
        of_noun = f"{self._counted(noun)} {unit.dimension}" if noun and not is_person else ""
        if unit.dimension != _DURATION:
            return of_noun
        near = self.lower[max(0, first - _NEAR) : first]
        after = self.lower[last : last + _NEAR]
        for name, before, behind in self.numbers.terms:
            is_led = before.intersection(near) - self.lexicon.prepositions
            if is_led or self.word(first - 1) in before or behind.intersection(after):
                return name
        return of_noun

    def _role(self, index: int) -> str:
        """Return the part that what begins at a word plays, by the word before it: `to`, `from` or nothing."""
        before = self.word(index - 1)
        if before in self.numbers.levels:
            return "to"
        return "from" if before in self.numbers.from_ else ""

    def _is_age(self, number: _Number) -> bool:
        """Say whether so many years are somebody's age in a language that does not say "old": "Luc Ardant, 44 ans"."""
        at = number.first
        return not self.numbers.old and at > 0 and self.gap(at - 1).strip() == ","

    def _stem(self, word: str) -> str:
        return stem(word, self.lexicon.language)

    def _counted(self, noun: str) -> str:
        """Return the stem of a noun that is counted, one for those that count the same."""
        one = self._stem(noun)
        return self.numbers.same.get(one, one)

    def _bound(self, first: int) -> tuple[str, int]:
        for phrase, kind in self.numbers.bounds:
            n = phrase.count(" ") + 1
            if first >= n and " ".join(self.lower[first - n : first]) == phrase:
                return kind, first - n
        return "", first

    def _nouns(self, index: int) -> list[str]:
        found: list[str] = []
        while (
            index < len(self.words)
            and len(found) < 4
            # 'fired "at least five" shots'
            and (self.gap(index - 1) in _WITHIN or (not found and self.gap(index - 1) in _CLOSED))
        ):
            word = self.lower[index]
            stops = word in self.lexicon.function_words or word[:1].isdigit() or word in _SYMBOLS
            if stops or word in self.numbers.ones:
                break
            found.append(word)
            index += 1
        return found

    def _outcome(self, first: int, last: int) -> str:
        """Return what happened to those whom the number at `[first, last)` counts: the nearest word that is its own."""
        near: list[tuple[int, bool, str]] = []
        for index, word in enumerate(self.lower):
            if word in self.numbers.outcomes:
                far = first - index if index < first else max(0, index - last + 1)
                if far <= _REACH and self._is_own(index, first, last):
                    near.append((far, index > first, self.numbers.outcomes[word]))
        return min(near)[2] if near else ""

    def _is_verb(self, word: str) -> bool:
        """Say whether the word behind a number says what those counted do: "12 *died*", "212 *remain* in custody"."""
        is_noun = word in self.numbers.persons or _is_plural(word, self.numbers)
        return word in self.numbers.stays or (word in self.numbers.outcomes and not is_noun)

    def _is_beside(self, first: int, last: int) -> bool:
        """Say whether a number without a noun is of people by the words right beside it.

        "Killing at least 12", "37 have been taken ill"; no age ("Brennick, 20, was killed"), no "mother of 12".
        """
        if self.word(first - 1) in self.lexicon.prepositions or "," in self.gap(first - 1):
            return False
        begin = max(0, self._bound(first)[1] - 2)
        beside = (*range(begin, first), *range(last, min(last + _BESIDE, len(self.lower))))
        return any(
            self.lower[at] in self.numbers.outcomes and self._is_own(at, first, last)
            for at in beside
        )

    def _is_own(self, index: int, first: int, last: int) -> bool:
        """Say whether a word of what happened to people is of the number at `[first, last)`, and of no other beside it.

        "Killing 41 people and injuring 200"; "four have died and 37 fallen ill".
        """
        needed = self.numbers.only_beside.get(self.lower[index])
        if needed and needed.isdisjoint(self.lower[max(0, index - _REACH) : index + _REACH]):
            return False  # "the lives of four million people"
        if first <= index < last:
            return True  # "12 dead"
        if self.word(index + 1) in self.numbers.no_outcomes:
            return False
        is_behind = index >= last
        begin, end = (last, index) if is_behind else (index + 1, first)
        if any(self._is_figure(at) for at in range(begin, end)):
            return False
        word = self.lower[index]
        if is_behind:
            others = range(index + 1, min(index + 2 + _BOUND, len(self.lower)))
            # "12 died, and wounded 30"; but "12 wounded, 30 dead" and "12 were wounded, 30 died"
            is_next_s = (
                (index > last or "," in self.gap(index - 1))
                and word not in self.numbers.outcomes_after
                and self.word(index - 1) not in self.lexicon.auxiliaries
                and any(map(self._is_figure, others))
            )
            return word not in self.numbers.outcomes_before and not is_next_s
        others = range(max(0, index - _REACH), index)
        # "4,300 were arrested and 221 freed": who stands before it is whom it happened to
        is_of_others = (
            word in self.numbers.outcomes_after or self.word(index - 1) in self.numbers.passive
        )
        return not is_of_others or not any(map(self._is_figure, others))

    def _is_figure(self, index: int) -> bool:
        """Say whether a number of people may begin at a word: no "one", no "a"."""
        word = self.lower[index]
        if word in self.numbers.articles or not _may_begin(word, self.numbers):
            return False
        if word[:1].isdecimal() and self._is_part(index):
            return False  # "the Embris 190"
        return self.numbers.ones.get(word, 2) > 1

    def _toll(self, first: int) -> str:
        """Return of what a number is the toll, if that has got to it: "the death toll of the flood has risen to 57"."""
        if self._role(first) != "to":
            return ""
        before = self.lower[max(0, first - _TOLL) : first]
        return next(
            (self.numbers.outcomes[word] for word in before if word in self.numbers.tolls), ""
        )

    def _per(self, last: int) -> str:
        if self.word(last) not in self.numbers.per:
            return ""
        if self.word(last + 2) in self.numbers.not_per:
            return ""
        return self._stem(self.word(last + 1))

    def _is_name(self, index: int) -> bool:
        word = self.words[index].text
        lower = self.lower[index]
        common = lower in self.lexicon.months or lower in self.lexicon.weekdays
        if not word[:1].isupper() or common or lower in self.lexicon.function_words:
            return False
        if len(word) == 1 or lower in self.numbers.clock or self._is_code(index):
            return False
        # the first word of a sentence is one only where it is no common word, or does something by itself
        return (
            index > 0
            or word.isupper()
            or weight_of(self._stem(lower), self.lexicon.language) >= _NAME_WEIGHT
            or (self.word(1).endswith("ed") and not lower.endswith(("s", "ly")))
        )

    def _is_code(self, index: int) -> bool:
        """Say whether a word is a part of what a market calls something: .DJI, US10YT=RR."""
        start, end = self.words[index].start, self.words[index].end
        before = self.text[max(start - 2, 0) : start]
        return "=" in before[-1:] + self.text[end : end + 1] or (
            before[-1:] == "." and not before[:-1].strip()
        )

    def _names(self, after: int, first: int) -> frozenset[str]:
        names = [index for index in range(after, first) if self._is_name(index)]
        # "Kevin Rollins, Dell's president": it is of Rollins
        own = [index for index in names if not self.lower[index].endswith("'s")]
        return frozenset(self._stem(self.lower[index]) for index in own or names)

    def _behind(self, last: int) -> tuple[frozenset[str], int]:
        """Return the names behind a quantity that say of what it is, and the word behind them; it itself for none."""
        names: list[int] = []
        for index in range(last, min(last + _REACH, len(self.words))):
            is_over = self.gap(index - 1) not in _SPACES or _may_begin(
                self.word(index), self.numbers
            )
            if is_over or self.word(index) in self.numbers.joins:
                break
            is_led = self.word(index - 1) in self.lexicon.prepositions | self.lexicon.determiners
            if self._is_name(index) and (is_led or (names and names[-1] == index - 1)):
                names.append(index)
        end = names[-1] + 1 if names else last
        return frozenset(self._stem(self.lower[index]) for index in names), end

    def _around(self, first: int, last: int) -> frozenset[str]:
        forms = self.lexicon.irregular  # "fell", "falling"
        return frozenset(
            forms.get(word) or self._stem(word)
            for word in self.lower[first:last]
            if word not in self.lexicon.function_words
            and word not in self.numbers.units
            and word not in self.numbers.ones
            and word not in self.numbers.scales
            and not word[:1].isdigit()
            and word not in _SYMBOLS
        )

    def _periods(self) -> tuple[frozenset[str], frozenset[str]]:
        years = frozenset(word for word in self.lower if _YEAR.fullmatch(word))
        quarters = frozenset(self.numbers.quarter.findall(" ".join(self.lower)))
        return years, quarters

    def _is_day(self, word: str) -> bool:
        lexicon_ = self.lexicon
        return word in lexicon_.weekdays or word in lexicon_.months or word in lexicon_.days


_YEAR = re.compile(r"(?:19|20)\d\d")
_HOURS = "hours"
_DURATION = "duration"
_NAME_WEIGHT = 8.0
"""Weight from which the first word of a sentence is taken for a name: "Boeing" has 6.7, what few texts
hold 9.7. Set by hand."""


def _is_plural(noun: str, numbers: Numbers) -> bool:
    """Say whether a noun is printed in the plural, as far as its ending tells."""
    is_ending = noun.endswith(numbers.plural_ends) and not noun.endswith(("ss", "'s"))
    return noun in numbers.plurals or is_ending


def _phrase(nouns: Sequence[str], numbers: Numbers) -> Sequence[str]:
    """Return the words up to the one that says what is counted: what is counted is more than one."""
    if not numbers.plural_ends:
        heads = [
            at
            for at, one in enumerate(nouns)
            if one in numbers.persons or not one.endswith(numbers.attribute_ends)
        ]
        return nouns[: heads[0] + 1] if heads else nouns
    plural = [at for at, one in enumerate(nouns) if _is_plural(one, numbers)]
    return nouns[: plural[-1 if numbers.is_noun_last else 0] + 1] if plural else nouns


_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def _with_decimal_point(printed: str) -> str:
    """Return digits with a decimal comma as English prints them: "1.250,5" is 1,250.5, and "3.5" 3.5."""
    if _THOUSANDS.fullmatch(printed):
        return printed.replace(".", "").replace(",", ".")
    return printed.replace(",", ".")


def _reach(value: float) -> float:
    """Return how far what is "about" a number may lie from it: as far as it is rounded.

    About 300,000 is 270,000 to 330,000; about 310,000 is 305,000 to 315,000, about 15,000 what is nearer to it than
    to 10,000 or 20,000. One more or less is admitted of any number.
    """
    printed, _, exponent = f"{value:.9e}".partition("e")
    digits = printed.replace(".", "").rstrip("0") or "0"
    unit = 10.0 ** (int(exponent) - len(digits) + 1) * (5 if digits[-1] == "5" else 1)
    least = 1.0 if value == int(value) else 0.0
    return min(_ABOUT * value, max(unit / 2, least))


def _admitted(value: float, reach: float, bound: str) -> tuple[float | None, float | None]:
    if bound == "about":
        return value - reach, value + reach
    if bound == "nearly":
        return value * (1 - _ABOUT), value
    if bound == "at_least":
        return value, None
    if bound == "at_most":
        return None, value
    return value, value
