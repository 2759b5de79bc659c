"""Quantities: value, bound, unit, what is counted, and whether two of them are of one thing and agree.

A number alone says little: of news sentence pairs whose numbers differ, a third say the same. So a
quantity is read with its unit or noun, what happened to those counted, the names before it and the
part it plays ("to 40", "from 37"), and only like is held against like.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from onrecord.model import Standing
from onrecord.resources import Lexicon
from onrecord.text.spans import Span
from onrecord.text.tokens import stem, words
from onrecord.utterances.folding import weight_of

__all__ = [
    "ALL",
    "DAY",
    "DEADLINE",
    "LARGE",
    "MARGIN",
    "MONEY",
    "PERCENT",
    "POINT",
    "SCORE",
    "SINCE",
    "SOME",
    "TIME_OF_DAY",
    "VOTE",
    "Quantity",
    "content_stems",
    "counts_alike",
    "hours_apart",
    "is_comparable",
    "is_counted",
    "mass",
    "may_be_one",
    "standing",
    "toll_of",
]

TIME_OF_DAY = "time of day"
"""The dimension of times of day, in minutes from midnight."""
PERCENT = "percent"
"""The dimension, and the unit, of percentages and of parts of a whole."""
DAY = "day"
"""The dimension of days on which something was or will be, in days from the first of the year 1."""
DEADLINE = "deadline"
"""The dimension of a year by which something is to be."""
POINT = "percentage point"
"""The dimension of percentage points, and the term of a text's only number of them."""
SOME, ALL = "some", "all"
"""What a number is of where it is of some among others, and of all of these."""
VOTE, SCORE = "outcome of a vote", "score of a game"
"""The dimensions of votes and of games' scores, whose `low` and `high` are their two sides."""
MONEY = frozenset(
    "USD EUR GBP JPY RUB CHF CNY TRY ILS PLN HUF THB NGN UAH crowns rupees pesos dirhams riyals".split()
)
_OF_THINGS = (
    MONEY
    | {"length", "area", "volume", "mass", "power", "speed", "magnitude"}
    | {"degree", "degree Celsius", "degree Fahrenheit"}
    | {TIME_OF_DAY, VOTE, SCORE}
)
_SLIP = 1e-9
"""By how much, as a share, two ends that are the same may differ in floating point."""
_CONVERTED = 0.02
"""How far apart the same quantity may be in two units: people round when they convert. Set by hand."""
_TONS = 0.06
"""How far a ton may be from the mean of what is called so: 0.907 tonnes in America, 1.016 in Britain once."""
_ROUNDED = 0.2
"""Share of itself by which a round number may be off: 1,000 is no 1,500, nor 100 years 50. Set by hand."""
_TWICE = 2.0
"""Times a lower bound that a number may be to be what the bound speaks of. Set by hand."""
_NEXT = 4 / 3
"""Times a part of a whole up to which a greater one is told by it, as that has no name near: by hand."""
_NAMES = 0.6
"""Share of the weight of the fewer names before a quantity, or around a time of day, that the other must have too."""
_CONTEXT = 4.0
"""Weight of words, no numbers, that two quantities must share around them: that of one content word."""
_CLAUSE = 0.67
"""Share of the weight of the shorter sentence's words that the other must have where no names before
both quantities say of what they are."""
_DAY = 1440.0
"""Minutes of a day."""
MARGIN = "margin of"
"""With what a lead is counted in, the term of by how much one is ahead: "by 11,204 votes"."""
LARGE = 1e5
"""From which a number of nothing is likely a sum of money. Set by hand."""
SINCE = frozenset({"since"})
"""Tells of another number where a number runs since a day."""
_MOST = 1e7
"""People beyond whom no event has a toll. Set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as printed, read. `low` and `high` are in the base unit of its dimension.

    What is not said is nothing: no unit, nothing counted, no words beside it, and no other quantity in its sentence.
    """

    span: Span
    """From its bound to its unit or noun."""
    low: float | None
    high: float | None
    value: float
    """In the base unit too."""
    factor: float = 1.0
    """How many of the base unit its own unit is."""
    step: float = 1.0
    """The size of the last digit that the print gives: 0.1 for 2.5, a million for "2 million"."""
    bound: str = ""
    """Empty, or `about`, `nearly`, `at_least`, `at_most` or `between`."""
    dimension: str = ""
    """Of its unit; empty where things are counted."""
    unit: str = ""
    head: str = ""
    """Stem of the word that says what is counted: the last plural one after the number."""
    nouns: frozenset[str] = frozenset()
    """Stems of all the words that say so."""
    also: str = ""
    """Stem of a second noun that is counted with it: "200,000 operations and *appointments*"."""
    of_what: str = ""
    """Stem of what that is of: "150,000 doses of *vaccine*"."""
    outcome: str = ""
    is_surely: bool = False
    """The word for the outcome stands right beside, or people are what is counted."""
    is_many: bool = False
    """What is counted is printed in the plural."""
    per: str = ""
    """What it is so many a: "day"; or of how many it is a part: "of 7"; of a time of day its zone."""
    among: str = ""
    """`some` of those of whom there are more ("52 *of its* shops"), `all` of those ("48 of *its 310*"), or nothing."""
    role: str = ""
    """`to` and `at` before it (a level reached), `from`, or nothing."""
    names: frozenset[str] = frozenset()
    """Stems of the names before it that it is likely of."""
    of: frozenset[str] = frozenset()
    """Stems of the names behind it that say of what it is: "82 percent in Norrland"."""
    around_names: frozenset[str] = frozenset()
    """Of a time of day those of all names of its sentence; empty of others."""
    around: frozenset[str] = frozenset()
    """Stems of the content words of its sentence, without numbers and units."""
    near: frozenset[str] = frozenset()
    """The same of the four words on either side, not beyond another quantity."""
    is_alone: bool = True
    """No other quantity of the sentence has its dimension and role."""
    is_single: bool = True
    """None has its dimension."""
    kind: frozenset[str] = frozenset()
    """Words that tell a forecast, or another year's figure, from one that is reported."""
    days: frozenset[str] = frozenset()
    """Weekdays and months printed in the sentence, and words like "yesterday"."""
    periods: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    """Years and quarters printed in the sentence."""
    term: str = ""
    """Of a measure of what it is, with its dimension ("a *pause* of 48 hours" is a `paus duration`); of a duration also
    what kind it is by the words beside it: `within`, `ban`, `sentence`."""
    is_pronoun: bool = False
    """The sentence begins with a pronoun: of whom it is was said before."""
    language: str
    """Of the sentence."""

    @property
    def is_part(self) -> bool:
        """A percentage that is told as a part of the whole, "a tenth", and so no more exact than that."""
        return self.dimension == PERCENT and self.step > 1

    def in_own_unit(self, value: float) -> float:
        """Return a value of the base unit in the unit as printed."""
        return float(f"{value / self.factor:.10g}")

    @property
    def heads(self) -> frozenset[str]:
        """What it counts: one thing, or two."""
        return frozenset({self.head, self.also} - {""})

    @property
    def is_sum(self) -> bool:
        """A large number of nothing that is printed: "will save 42 million a year"."""
        is_bare = not (self.dimension or self.head or self.outcome)
        return is_bare and self.value >= LARGE


def standing(one: Quantity, other: Quantity, *, beyond: float = _TWICE) -> Standing:
    """Say how two quantities of one thing stand: alike, one more exact than the other, or apart.

    `beyond` is how many times a lower bound a number may be to be what the bound speaks of.
    """
    if one.dimension == TIME_OF_DAY:
        other = _of_nearest_day(one, other)
    if (one.low, one.high) == (other.low, other.high):
        return Standing.AGREE
    if _are_tons(one, other) and abs(one.value - other.value) <= _TONS * one.value:
        return Standing.MORE_SPECIFIC
    if not one.bound and not other.bound:
        if one.unit != other.unit and abs(one.value - other.value) <= _CONVERTED * one.value:
            return Standing.AGREE
        fine, coarse = sorted((one, other), key=lambda quantity: quantity.step)
        most = min(coarse.step / 2, _ROUNDED * abs(coarse.value))
        is_rounded = fine.step < coarse.step and abs(fine.value - coarse.value) <= most
        # nobody is banned for about two years
        is_rounded = is_rounded and coarse.term in {"", POINT}
        return Standing.MORE_SPECIFIC if is_rounded else Standing.DIFFER
    (low, high), (other_low, other_high) = (
        _range(one, other, beyond),
        _range(other, one, beyond),
    )
    is_fraction = min(one.step / one.factor, other.step / other.factor) < 1 - _SLIP
    is_fraction = is_fraction and one.dimension != TIME_OF_DAY
    slack = max(one.step, other.step) / 2 if is_fraction else 0.0
    if {one.bound, other.bound} == {"about", "at_least"}:
        # "more than 9,000", "some 11,000": as far as the bound speaks of it
        near, least = (one, other) if one.bound == "about" else (other, one)
        floor = least.low or 0.0
        is_apart = near.value > floor * beyond or (near.high or 0.0) <= floor
    elif one.bound == other.bound == "about" and one.dimension != TIME_OF_DAY:
        # about 9,000 is not about 10,000: neither is said of the other's number
        is_apart = not (low < other.value < high or other_low < one.value < other_high)
    elif "about" in {one.bound, other.bound}:
        # as far as numbers are rounded: 2.1 billion is less than "about 2.2 billion" can be
        edge, other_edge = (high + slack) * (1 - _SLIP), (other_high + slack) * (1 - _SLIP)
        is_apart = low >= other_edge or other_low >= edge
    elif one.dimension == TIME_OF_DAY and one.bound == other.bound:
        is_apart = low >= other_high or other_low >= high  # just before midnight, just after it
    elif one.bound == other.bound == "at_most":
        is_apart = abs(one.value - other.value) > slack  # up to six metres, up to eight
    elif {one.bound, other.bound} == {"nearly", "at_least"}:
        is_apart = low >= other_high or other_low >= high  # almost a third, more than a third
    else:
        is_apart = low > other_high + slack or other_low > high + slack
    return Standing.DIFFER if is_apart else Standing.MORE_SPECIFIC


def _are_tons(one: Quantity, other: Quantity) -> bool:
    """Say whether one is in tons, of which it is not known how much they are, and the other is not."""
    return (one.unit == _OF_A_KIND) != (other.unit == _OF_A_KIND)


_OF_A_KIND = "tons"


def _of_nearest_day(one: Quantity, other: Quantity) -> Quantity:
    """Return a time of day as one of the day on which it is nearest to another: ten past midnight, and midnight."""
    days = round((one.value - other.value) / _DAY) * _DAY
    if not days or other.low is None or other.high is None:
        return other
    return replace(other, value=other.value + days, low=other.low + days, high=other.high + days)


def hours_apart(one: Quantity, other: Quantity) -> float:
    """Return how many hours lie between two times of day, at most twelve."""
    return abs(one.value - _of_nearest_day(one, other).value) / one.factor


def _range(one: Quantity, beside: Quantity, beyond: float) -> tuple[float, float]:
    """Return what a quantity admits; an open end reaches as far as the same thing may be meant."""
    low, high = one.low, one.high
    if high is None:
        # "more than a tenth" may be 13 percent
        high = (low or 0.0) * (max(beyond, _NEXT) if one.is_part else beyond)
    if low is None:
        low = high / beyond
    if not one.bound and beside.bound:
        low, high = low - one.step / 2, high + one.step / 2
    return low, high


def is_comparable(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities are given for the same thing, as far as their clauses tell."""
    if (one.dimension, one.language) != (other.dimension, other.language):
        return False
    if not _are_of_as_many(one, other):
        return False
    if one.term != other.term and MARGIN in f"{one.term} {other.term}":
        return False  # by how many votes, how many votes
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
    if not _are_of_one_kind(one, other):
        return False
    if _are_apart(one, other) or not _share_names(one, other):
        return False
    is_told = one.outcome and one.outcome == other.outcome
    if not ((one.is_alone and other.is_alone) or is_told) and not (one.near | one.nouns) & (
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

    With the year that its sentence prints, and from when on it counts ("killed since 2019"); nothing of another kind,
    or of nobody to whom anything happened.
    """
    is_other = bool(one.kind - {"estimated", "estimate"} - SINCE)
    is_number = one.is_surely and (not one.value or 1 < one.value < _MOST)
    if not is_number or is_other:
        return ""
    sort = "" if one.nouns <= lexicon_.numbers.everybody else one.head
    since = sorted(one.kind & SINCE)
    when = sorted({*one.periods[0], *(one.days if since else ())})
    return " ".join(filter(None, (one.outcome, sort, *since, *when)))


def is_counted(one: Quantity, lexicon_: Lexicon) -> bool:
    """Say whether a quantity counts things or people of one sort, and not what players and games are told by.

    Or whether it measures how long, wide, fast or heavy a thing is, or what it costs: a report has few of these, where
    it has many durations and percentages.
    """
    if one.is_sum:
        return True
    is_sport = one.head in lexicon_.numbers.of_play
    is_many = one.is_many and not (one.dimension or one.outcome or is_sport)
    return is_many or one.dimension in _OF_THINGS


def may_be_one(one: Quantity, other: Quantity) -> bool:
    """Say whether nothing printed beside two quantities of one sort says that they are of two things."""
    return (
        one.language == other.language
        and _are_of_one_kind(one, other)
        and _are_of_as_many(one, other)
        and not _are_apart(one, other)
        and not _are_parts(one, other)
    )


def _are_of_one_kind(one: Quantity, other: Quantity) -> bool:
    """Say whether nothing tells two quantities apart by time or as a forecast: "next year" of 2030 is 2031."""
    return all(
        word.isdigit() and word in beside.periods[0]
        for own, beside in ((one, other), (other, one))
        for word in own.kind - beside.kind
    )


def _are_of_as_many(one: Quantity, other: Quantity) -> bool:
    """Say whether two numbers are of so many a time alike, and not one of some and the other of all.

    "48 *of its 310* shops" and "52 *of its* shops" are both of some.
    """
    if {one.among, other.among} == {SOME, ALL}:
        return False
    are_some = one.among == other.among == SOME
    return one.per == other.per or (are_some and not (one.per and other.per))


def _are_apart(one: Quantity, other: Quantity) -> bool:
    """Say whether one is of one year and the other of another; one in one country, the other in another."""
    both = zip((*one.periods, one.of), (*other.periods, other.of), strict=True)
    return any(here and there and here.isdisjoint(there) for here, there in both)


def _share_names(one: Quantity, other: Quantity) -> bool:
    """Say whether two sentences with a time of day have most of the fewer names in common, where both have any."""
    weight = partial(mass, language=one.language)
    fewer = min(weight(one.around_names), weight(other.around_names))
    return weight(one.around_names & other.around_names) >= _NAMES * fewer


def counts_alike(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities count the same word, or people to whom the same happened."""
    return bool(one.heads & other.heads or (one.outcome and one.outcome == other.outcome))


def _are_parts(one: Quantity, other: Quantity) -> bool:
    """Say whether each counts a part of its own: "654,000 cable customers", "111,000 mobile customers"."""
    here, there = one.nouns - {one.head}, other.nouns - {other.head}
    return bool(here and there) and here.isdisjoint(there)


def mass(stems: Iterable[str], language: str) -> float:
    """Return the weight of content words' stems of a language together, added up in one order."""
    return sum(weight_of(one, language) for one in sorted(stems))


def content_stems(text: str, sentence: Span, lexicon_: Lexicon) -> frozenset[str]:
    """Return the stems of a sentence's words with content, and of no number."""
    printed = (one.lower for one in words(text, sentence))
    told = (lower for lower in printed if lower.isalpha() and lower not in lexicon_.function_words)
    return frozenset(stem(lower, lexicon_.language) for lower in told)
