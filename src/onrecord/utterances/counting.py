"""Quantities read from a sentence: each number with its unit or noun, and with what is said of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from onrecord.resources import Lexicon
from onrecord.resources.numbers import Numbers, Unit
from onrecord.text.spans import Span
from onrecord.text.tokens import is_capitalised, lowered_words, stem
from onrecord.utterances.clock import time_at
from onrecord.utterances.folding import weight_of
from onrecord.utterances.numerals import (
    DURATION,
    SPACES,
    SYMBOLS,
    YEAR,
    Number,
    Numerals,
    may_begin,
)
from onrecord.utterances.parts import Part, part_at, points_at
from onrecord.utterances.quantities import (
    ALL,
    LARGE,
    MARGIN,
    PERCENT,
    POINT,
    SCORE,
    SINCE,
    SOME,
    TIME_OF_DAY,
    VOTE,
    Quantity,
)
from onrecord.utterances.votes import vote_at

__all__ = ["find_nobody", "find_quantities"]

_WITHIN = frozenset({" ", "-", "\u00a0"})
_CLOSED = frozenset({'" ', "” "})
"""What parts a noun from the word before it: also marks behind a number that is quoted."""
_MARK = re.compile('["“”]')
_ABOUT = 0.1
"""How far at most, as a share of it, what is "about" a number may lie from it. Set by hand."""
_NEAR = 4
"""Words on either side of a number that say which of several it is. Set by hand."""
_MOST_WORDS = 300
"""Words beyond which a stretch is no sentence. Set by hand."""
_UNTIL = 4
"""Words behind "by" in which stands until when: "by the end of *next* year"."""
_REACH = 8
"""Words around a number in which what happened to those counted is looked for."""
_BOUND = 3
"""Words that may stand between "killing" and the number: "no fewer than". As in the list of bounds."""
_BESIDE = 4
"""Words behind a number among which the outcome stands that it surely has: "have been taken ill". Set by hand."""
_SAID = 5
"""Words before a day in which a verb of saying stands whose day it is. Set by hand."""
_TOLL = 16
"""Words before a number in which the toll stands that it is: "from an earthquake in the hills of ...". By hand."""


def find_quantities(text: str, sentence: Span, lexicon_: Lexicon) -> list[Quantity]:
    """Return the quantities of a sentence, in order; none in a language that does not say how it prints numbers.

    Dates, ages set off by commas, ordinals, scores, fractions in figures and numbers
    that are part of a name are none; nor is anything in what is too long for a sentence: a table.
    """
    if not lexicon_.numbers.ones:
        return []
    lower = lowered_words(text, sentence)
    numbers = lexicon_.numbers
    others = lexicon_.clock.names.keys() | numbers.often.keys() | numbers.fractions.keys()
    has_any = any(may_begin(word, numbers) or word in others for word in lower)
    if len(lower) > _MOST_WORDS or not has_any:
        return []
    return _Sentence(text, sentence, lexicon_).quantities()


def find_nobody(text: str, sentence: Span, lexicon_: Lexicon) -> list[Quantity]:
    """Return what a sentence says to have happened to nobody, each a quantity of 0: "nobody was hurt", "no injuries".

    Only where nothing but forms of "to be" stands between: "nobody else was hurt" and "no serious injuries" are none.
    """
    lower = lowered_words(text, sentence)
    numbers = lexicon_.numbers
    starts = numbers.none.union(one[0] for one in numbers.nobody)
    is_told = not starts.isdisjoint(lower) and numbers.not_nobody.isdisjoint(lower)
    if not is_told or len(lower) > _MOST_WORDS or text[sentence.end - 1] == "?":
        return []
    return _Sentence(text, sentence, lexicon_).nobody()


_Placed: TypeAlias = tuple[int, int, Quantity]
"""The word with a quantity's number, the word behind it, and it."""


class _Sentence(Numerals):
    """A sentence's quantities: its numbers with what they count or measure."""

    def quantities(self) -> list[Quantity]:
        found: list[Quantity] = []
        places: list[tuple[int, int]] = []
        index, end = 0, 0
        before: Number | None = None
        while index < len(self.words):
            other = self._other(index, end, found)
            if other is not None:
                first, index, one = other
                found.append(one)
                places.append((first, index))
                before, end = None, index
                continue
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

    def nobody(self) -> list[Quantity]:
        """Return what happened to nobody."""
        found = []
        for first, at in sorted(self._what_was_not()):
            outcome = self.numbers.outcomes.get(self.word(at), "")
            if outcome in self.numbers.of_nobody:
                one = self._at(first, at + 1, 0, (), (0.0, 0.0, 0.0))
                found.append(replace(one, outcome=outcome, is_surely=True))
        return found

    def _what_was_not(self) -> Iterator[tuple[int, int]]:
        """Yield where it may be said what happened to nobody, or of what there was none, with where that begins."""
        for first, last in self._nobodies:
            behind = itertools.count(last)
            yield first, next(at for at in behind if self.word(at) not in self.numbers.nobody_was)
        for first, word in enumerate(self.lower):
            if word in self.numbers.none and _is_plural(self.word(first + 1), self.numbers):
                yield first, first + 1  # "no injuries"

    @cached_property
    def _nobodies(self) -> list[tuple[int, int]]:
        """Where "nobody" stands, "no one": its first word and the one behind it."""
        return [
            (first, first + len(phrase))
            for first in range(len(self.lower))
            for phrase in self.numbers.nobody
            if tuple(self.lower[first : first + len(phrase)]) == phrase
        ]

    def _with_included(
        self, found: Sequence[Quantity], places: Sequence[tuple[int, int]]
    ) -> list[Quantity]:
        """Return quantities, those among others with what happened to these: "31 people, *including* nine men"."""
        out = list(found)
        for at in range(1, len(found)):
            whole, part = out[at - 1], out[at]
            between = self.lower[places[at - 1][1] : self.bound(places[at][0])[1]]
            is_among = " ".join(between).endswith(tuple(self.numbers.included))
            # "11 people, nine *of them* children, died"
            behind = " ".join(self.lower[places[at][1] : places[at][1] + 2])
            is_beside = len(between) <= len(whole.nouns)
            is_among = is_among or (is_beside and behind in self.numbers.included)
            are_counted = whole.nouns and part.nouns and not (whole.dimension or part.dimension)
            is_told_of_one = bool(whole.outcome) != bool(part.outcome)
            if is_among and len(between) <= _REACH and are_counted and is_told_of_one:
                told = whole.outcome or part.outcome
                out[at - 1] = replace(whole, outcome=told, is_surely=True)
                out[at] = replace(part, outcome=told, is_surely=True)
        return out

    def _lowest(self, before: Number, number: Number) -> float | None:
        """Return where a range of two numbers begins, in the unit of both; None where they are no range."""
        if not (self._is_opened(before, number) or self._is_range(before, number)):
            return None
        scale = self.numbers.scales.get(self.word(number.last - 1), 1) if number.is_scaled else 1
        if not before.is_scaled and before.value * scale < number.value:
            return before.value * scale
        return before.value if before.value < number.value else None

    def _is_opened(self, before: Number, number: Number) -> bool:
        """Say whether two numbers are a range by the words around: "*between* 300 *and* 350 people"."""
        opens, joins = self.numbers.range_ or ("", "")
        first = before.first - (self.word(before.first - 1) in SYMBOLS)
        middle = [word for word in self.lower[before.last : number.first] if word not in SYMBOLS]
        is_joined = middle[-1:] == [joins] and len(middle) <= _OPENED
        return bool(opens) and first > 0 and self.word(first - 1) == opens and is_joined

    def _is_range(self, before: Number, number: Number) -> bool:
        """Say whether two numbers are a range by what parts them alone: "300 *to* 350 people", no "from 300 to 350"."""
        is_alone = (
            number.first == before.last + 1 and self.word(before.last) in self.numbers.range_to
        )
        opening = self.word(before.first - 1)
        is_year = any(YEAR.fullmatch(self.lower[one.first]) for one in (before, number))
        is_close = before.value < number.value <= _OF_A_RANGE * before.value or (
            number.is_scaled and not before.is_scaled
        )
        return is_alone and is_close and not is_year and opening not in self.numbers.from_

    def _range(self, one: Quantity, before: Number, lowest: float) -> Quantity:
        """Return a quantity as the upper end of a range."""
        opens = (self.numbers.range_ or ("",))[0]
        first = before.first - (self.word(before.first - 1) in SYMBOLS)
        first -= bool(opens) and self.word(first - 1) == opens
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
        # "an estimated" is about so much, and no forecast
        before = range(left, self._start(first))
        if not self._names(left, first):
            before = range(self._start(places[0][0]))
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

    def _start(self, first: int) -> int:
        """Return the word with which a number begins, its bound and symbol among it."""
        return self.bound(first - (self.word(first - 1) in SYMBOLS))[1]

    def _kind(self, own: Iterable[int], first: int, last: int) -> frozenset[str]:
        """Return the words of a number's own that tell it from one that is reported; "other" only near it."""
        near = range(first - _NEAR, last + _NEAR)
        return frozenset(
            self.lower[at]
            for at in own
            if self.lower[at] in self.numbers.kinds
            and (self.lower[at] not in self.numbers.kinds_beside or at in near)
            and self.word(at - 1) not in self.numbers.quantifiers  # "had no other choice"
            and not self._is_until(at)
            and not self._is_from_the_first(at)
            and not self._is_of_another(last, at)
            # "last October", "next Friday" say when
            and not (self.lower[at] in self.numbers.until_when and self._is_day(at + 1))
            # "next year's World Cup" is when that is
            and not (self.word(at + 1).endswith("'s") and at + 2 != first)
        )

    def _is_of_another(self, last: int, at: int) -> bool:
        """Say whether "since" says when something else began: "died in the heat *that* has lasted *since* Monday"."""
        between = self.lower[last:at] if self.lower[at] in SINCE else ()
        return not self.lexicon.relatives.isdisjoint(between)

    def _is_from_the_first(self, at: int) -> bool:
        """Say whether a number runs from the first of all on, and is the whole: "since *the first* case"."""
        is_since = self.lower[at] in SINCE
        return (
            is_since and f"{self.word(at + 1)} {self.word(at + 2)}" in self.numbers.from_the_first
        )

    def _is_until(self, at: int) -> bool:
        """Say whether a word tells until when something is done, not of what time a number is."""
        if self.lower[at] not in self.numbers.until_when:
            return False
        before = range(max(0, at - _UNTIL), at)
        told = [one for one in before if self.lower[one] in self.numbers.until]
        # no "rose by 12 percent from last year"
        return bool(told) and not any(map(self.is_figure, range(told[-1], at)))

    def _quantity(
        self, number: Number, after: int, before: Sequence[Quantity]
    ) -> tuple[Quantity, int] | None:
        """Return the quantity that a number is, and the word behind it and what it is of; nothing if it is none."""
        first, form, last = self._printed_unit(number)
        if form and (self.word(last) in self.numbers.old or self._is_age(number)):
            return None
        unit = self.numbers.units.get(form or "")
        if unit and unit.name == _HOURS and self.word(first - 1) in self.numbers.before_clock:
            return None  # "à 18 heures"
        if unit and unit.dimension in _DEGREES and self._is_below_zero(first):
            # a sign is no word, and is not shown
            unit = unit._replace(dimension=f"{unit.dimension} below zero")
        nouns, end, of_many = (
            self._what_is_counted(last) if unit is None else (self._measured(first, last), last, "")
        )
        if done := self._done_so_often(first, nouns):
            nouns = [done]
        is_measured = unit is not None and bool(nouns) and self.word(last) != "of"
        also, end = self._counted_too(nouns, end) if unit is None else ("", end)
        last = end
        is_people = not self.numbers.persons.isdisjoint(nouns)
        is_people = is_people or (not nouns and self.word(first - 1) != "at")  # "died at 75"
        is_home = not self.numbers.homes.isdisjoint(nouns)
        is_anyone = unit is None and (is_people or is_home)
        outcome = self._outcome(first, last) if is_anyone else ""
        if is_home and not is_people and outcome not in self.numbers.of_homes:
            outcome = ""
        is_surely = bool(outcome) and (bool(nouns) or self._is_beside(first, last))
        if unit is None and not nouns and not is_surely:
            toll = self._toll(self.bound(first)[1])
            outcome, is_surely = toll or outcome, bool(toll)
        if unit is None and not nouns and not outcome:
            is_rate = number.value >= LARGE and self._per(last)  # "42 million a year"
            is_level = self._role(first) or number.step < 1 or is_rate
            if not is_level or number.value < 100:
                return None
        bound, start = self.bound(first)
        if number.is_rounded:
            bound = bound or "about"
        if unit and unit.dimension == DURATION and self.word(start) == "over":
            bound, start = "", first  # for so long, not longer
        factor, dimension = (unit.factor, unit.dimension) if unit else (1.0, "")
        of, end = self._behind(last)
        value, step = number.value * factor, number.step * factor
        reach = (_ABOUT * number.value if number.is_rounded else _reach(number.value)) * factor
        low, high = _admitted(value, reach, bound)
        noun = _phrase(nouns, self.numbers)[-1] if nouns else ""
        is_many = _is_plural(noun, self.numbers)
        of_what = self._of_what(end) if (nouns or unit) and not of_many else ""
        per = self._per(last) or of_many or (self._per(end + 2) if of_what else "")
        if len(nouns) > 1 and nouns[-2] in self.numbers.held_by.get(noun, ()):
            noun, nouns = nouns[-2], nouns[:-1]  # "3.2 million customer accounts"
        among = self._among(start, number.last, nouns, of_many)
        if among == SOME and self.numbers.outcomes.get(noun) == outcome:
            outcome, is_surely = "", False  # "four of the dead were children"
        span = Span(self.words[start].start, self.words[max(last, number.last) - 1].end)
        one = replace(
            self._at(start, last, after, before, (low, high, value)),
            span=self._with_mark(span),
            factor=factor,
            step=step,
            bound=bound,
            dimension=dimension,
            unit=unit.name if unit else "",
            head=self._counted(noun) if noun else "",
            nouns=frozenset(map(self._counted, nouns)),
            also=also,
            outcome=outcome,
            is_surely=is_surely,
            is_many=is_many,
            of_what=of_what,
            per=per,
            among=among,
            role="" if self._is_second(before, dimension, start) else self._role(start),
            of=of,
            term=self._term(start, last, unit, noun, of=is_measured),
        )
        return one, end

    def _other(self, index: int, after: int, before: Sequence[Quantity]) -> _Placed | None:
        """Return what is no number of things or measure and begins at a word: a time of day, a vote."""
        time = time_at(self, index)
        if time is not None:
            ends = float(time.low), float(time.high), float(time.minutes)
            return time.number, time.last, replace(
                self._at(time.first, time.last, after, before, ends),
                factor=60.0,
                step=float(time.step),
                bound=time.bound,
                dimension=TIME_OF_DAY,
                unit="hours of the day",
                per=time.zone,
                role=time.role,
                around_names=self._names(0, len(self.words)),
            )  # fmt: skip
        if self.word(index) in self.numbers.often:
            return self._so_often(index, after, before)
        if (points := points_at(self, index)) is not None:
            return self._points(points, after, before)
        if not may_begin(self.lower[index], self.numbers):
            return None
        if (part := part_at(self, index)) is not None:
            return self._part(part, after, before)
        vote = vote_at(self, index)
        if vote is None:
            return None
        fewer, more = sorted((float(vote.more), float(vote.fewer)))
        return vote.first, vote.last, replace(
            self._at(vote.first, vote.last, after, before, (fewer, more, float(vote.more))),
            of=self._behind(vote.last)[0],
            dimension=SCORE if vote.is_score else VOTE,
            unit="score" if vote.is_score else "votes",
        )  # fmt: skip

    def _part(self, part: Part, after: int, before: Sequence[Quantity]) -> _Placed:
        """Return a part of a whole, "a third of the voters", as a percentage."""
        bound, start = self.bound(part.first)
        whole = part.last + (self.word(part.last) in self.numbers.part_of)
        whole += self.word(whole) in self.lexicon.determiners | self.numbers.everything
        nouns = self._nouns(whole)
        noun = _phrase(nouns, self.numbers)[-1] if nouns else ""
        low, high = _admitted(part.value, _ABOUT * part.value, bound)
        return part.first, part.last, replace(
            self._at(start, part.last, after, before, (low, high, part.value)),
            step=part.step,
            bound=bound,
            dimension=PERCENT,
            unit=PERCENT,
            head=self._counted(noun) if noun else "",
            nouns=frozenset(map(self._counted, nouns)),
            role=self._role(start),
            of=self._behind(part.last)[0],
        )  # fmt: skip

    def _points(self, part: Part, after: int, before: Sequence[Quantity]) -> _Placed:
        """Return a part of a percentage point, of what it is: "a half-point *cut*", "a *cut* of a quarter point"."""
        bound, start = self.bound(part.first)
        begins = start - (self.word(start - 1) in self.numbers.articles)
        noun = self.word(part.last)
        if self.gap(part.last - 2) != "-" or self.gap(part.last - 1) != " ":
            noun = self._measured_before(begins)
        of = self._counted(noun) if noun and noun not in self.lexicon.function_words else ""
        low, high = _admitted(part.value, part.step, bound)
        return part.first, part.last, replace(
            self._at(start, part.last, after, before, (low, high, part.value)),
            step=part.step,
            bound=bound,
            dimension=POINT,
            unit="percentage points",
            head=of,
            nouns=frozenset({of} - {""}),
            term=POINT,
        )  # fmt: skip

    def _so_often(self, index: int, after: int, before: Sequence[Quantity]) -> _Placed | None:
        """Return how many times something was done by the word for it: "offered *twice*", no "twice as many"."""
        if self.gap(index) in SPACES and self.word(index + 1) in self.numbers.not_often:
            return None
        n_times = float(self.numbers.often[self.word(index)])
        times = self._counted(_TIMES)
        return index, index + 1, replace(
            self._at(index, index + 1, after, before, (n_times, n_times, n_times)),
            head=times,
            nouns=frozenset({times}),
            is_many=True,
        )  # fmt: skip

    def _at(
        self,
        first: int,
        last: int,
        after: int,
        before: Sequence[Quantity],
        ends: tuple[float | None, float | None, float],
    ) -> Quantity:
        """Return a quantity at words `[first, last)` with its low and high end, its value, and what its place tells."""
        low, high, value = ends
        return Quantity(
            span=Span(self.words[first].start, self.words[last - 1].end),
            low=low,
            high=high,
            value=value,
            names=self._names(after, first) or (before[-1].names if before else frozenset()),
            around=self._around(0, first) | self._around(last, len(self.lower)),
            days=self._days,
            periods=self._periods(),
            is_pronoun=self.word(0) in self.lexicon.pronouns
            or self.word(0) in self.numbers.backward,
            language=self.lexicon.language,
        )

    def _with_mark(self, span: Span) -> Span:
        """Let a quantity that is quoted without its noun begin with its mark: '"at least five" shots'."""
        is_quoted = bool(_MARK.search(self.text, span.start, span.end))
        is_open = is_quoted and _MARK.match(self.text, max(0, span.start - 1))
        return Span(span.start - 1, span.end) if is_open else span

    def _what_is_counted(self, index: int) -> tuple[Sequence[str], int, str]:
        """Return the nouns behind a number, the word behind them, and of how many it is: "two *of the seven men*"."""
        nouns = _phrase(self._nouns(index), self.numbers)
        is_verb = bool(nouns) and self._is_verb(nouns[0])
        # "40,000 took part", no "12 stolen cars"
        is_past = bool(nouns) and nouns[0] in self.lexicon.irregular
        if is_verb or (is_past and not _is_plural(nouns[-1], self.numbers)):
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

    def _is_second(self, before: Sequence[Quantity], dimension: str, start: int) -> bool:
        """Say whether a percentage is the second of a poll, and no level: "ahead by 48 percent *to 44 percent*"."""
        if dimension != PERCENT or not before or before[-1].dimension != PERCENT or before[-1].role:
            return False
        between = self.text[before[-1].span.end : self.words[start].start].split()
        is_to = len(between) == 1 and between[0] in self.numbers.levels
        return is_to and not self.numbers.margins[2].isdisjoint(self.lower[:start])

    def _of_what(self, index: int) -> str:
        """Return the stem of what something is that is counted: "doses *of vaccine*", no "members of the board"."""
        what = self.word(index + 1)
        is_none = (
            what in self.lexicon.function_words | self.lexicon.determiners or what[:1].isdigit()
        )
        if self.word(index) not in self.numbers.part_of or is_none or not what.isalpha():
            return ""
        return "" if is_capitalised(self.words[index + 1].text) else self._counted(what)

    def _counted_too(self, nouns: Sequence[str], end: int) -> tuple[str, int]:
        """Return a second noun that a number counts, and the word behind it: "operations *and appointments*".

        Things alone: "12 men and women" are people, however they are called.
        """
        other = self.word(end + 1)
        is_two = (
            len(nouns) == 1
            and self.word(end) == self.numbers.and_
            and self.gap(end - 1) == self.gap(end) == " "
            and all(
                _is_plural(one, self.numbers) and one not in self.numbers.persons
                for one in (nouns[0], other)
            )
            and other not in self.lexicon.function_words
            and not is_capitalised(self.words[end + 1].text)
        )
        # "12 cars and trucks of the army": a third word would say more of the second
        is_last = self.gap(end + 1) != " " or not _is_plural(self.word(end + 2), self.numbers)
        return (self._counted(other), end + 2) if is_two and is_last else ("", end)

    def _printed_unit(self, number: Number) -> tuple[int, str | None, int]:
        """Return the word with which a number begins, its symbol among it, its unit, and the word behind both."""
        first, last = number.first, number.last
        last += number.is_scaled and self.word(last) in self.numbers.of
        form, last = self.unit(last)
        if first and self.word(first - 1) in SYMBOLS and self.gap(first - 1) == "":
            first -= 1
            money = self.word(first)
            letter = self.word(first - 1) if first and self.gap(first - 1) == "" else ""
            if letter in {"c", "a", "us"}:
                first, money = first - 1, f"{letter}$"
            form, last = form if form == "%" else money, number.last
        if form is None and number.step < 1:
            form = self._unit_before(first)
        if form and number.value >= LARGE:
            form = self.numbers.large_units.get(form, form)
        return first, form, last

    def _is_below_zero(self, first: int) -> bool:
        """Say whether a minus stands before a number: "-3C", "minus 3 degrees"."""
        return self.gap(first - 1).endswith(_MINUS) or self.word(first - 1) in self.numbers.minus

    def _among(self, first: int, last: int, nouns: Sequence[str], of_many: str) -> str:
        """Return whether so many are `some` of others, or `all` of whom some are told: "48 of its 310 shops"."""
        is_of = self.word(last) in self.numbers.part_of
        if of_many or (is_of and nouns):
            return SOME
        of = first - 1 - (self.word(first - 1) in self.lexicon.determiners)
        is_whole = of > 0 and self.word(of) in self.numbers.part_of and self.is_figure(of - 1)
        return ALL if is_whole else ""

    def _done_so_often(self, first: int, nouns: Sequence[str]) -> str:
        """Return what is counted where a verb right before says what was done so many times: "*fired* five times"."""
        if list(nouns) != [_TIMES]:
            return ""
        verbs = reversed(self.lower[max(0, self.bound(first)[1] - _BOUND) : first])
        return next(
            (self.numbers.times_of[one] for one in verbs if one in self.numbers.times_of), ""
        )

    def _unit_before(self, first: int) -> str | None:
        """Return the unit that stands before a number: "an *earthquake measuring* 6.1"."""
        one = self.bound(first)[1]
        phrases = (self.word(one - 1), f"{self.word(one - 2)} {self.word(one - 1)}")
        known = self.numbers.unit_before
        return next((known[phrase] for phrase in phrases if phrase in known), None)

    def _measured(self, first: int, last: int) -> Sequence[str]:
        """Return of what a measure at words `[first, last)` is: "a three-year *contract*", "90 km *deep*"."""
        if self.gap(last - 2) == "-" and self.gap(last - 1) == " ":
            return self._nouns(last)
        if self.word(last) in self.numbers.measured:
            return [self.word(last)]
        if self.word(last) == "of":
            return self._nouns(last + 1 + (self.word(last + 1) in self.lexicon.determiners))
        noun = self._measured_before(first)
        return [noun] if noun else []

    def _measured_before(self, first: int) -> str:
        """Return of what a measure is by what stands before it: "a *pause* of 48 hours", "the *talks* lasted a day".

        Or "*savings* are put at 350 million crowns".
        """
        of = self.bound(first)[1] - 1
        is_put = (
            self.word(of - 1) in self.numbers.put and self.word(of - 2) in self.lexicon.auxiliaries
        )
        if of > _PUT and is_put and self.word(of) in self.numbers.levels:
            of -= _PUT - 1
            noun = self.word(of - 1)
            return noun if noun not in self.lexicon.function_words and noun.isalpha() else ""
        noun = self.word(of - 1)
        joints = self.numbers.part_of | self.numbers.lasting
        is_of = of > 1 and self.word(of) in joints and self.gap(of - 1) == " "
        is_noun = noun not in self.lexicon.function_words and noun.isalpha()
        return noun if is_of and is_noun and self.words[of - 1].text.islower() else ""

    def _term(self, first: int, last: int, unit: Unit | None, noun: str, *, of: bool) -> str:
        """Return what a measure at words `[first, last)` is of: "*within* 48 hours", "a two-year *ban*".

        With `of` it is of the noun behind it, or before its "of". A ban may be of so many games.
        """
        if unit is not None and unit.dimension == POINT:
            return POINT
        if unit is not None and self.word(last) in self.numbers.compared:
            return f"{unit.dimension} {self.word(last)}"  # "19 percent more likely"
        counted, by, ahead = self.numbers.margins
        if noun in counted and self.word(first - 1) in by:
            is_ahead = not ahead.isdisjoint(self.lower[max(0, first - _REACH) : first])
            return f"{MARGIN} {self._counted(noun)}" if is_ahead else ""
        is_game = unit is None and self._stem(noun) in self.numbers.of_play
        of_noun = ""
        if unit is not None and of:
            # no "20-year veteran"
            is_person = noun in self.numbers.persons or noun in self.lexicon.titles
            of_noun = "" if is_person else f"{self._counted(noun)} {unit.dimension}"
        if not is_game and (unit is None or unit.dimension != DURATION):
            return of_noun
        near = self.lower[max(0, first - _NEAR) : first]
        after = self.lower[last : last + _NEAR]
        for name, before, behind in self.numbers.terms:
            is_led = before.intersection(near) - self.lexicon.prepositions
            if is_led or self.word(first - 1) in before or behind.intersection(after):
                return f"{name} of games" if is_game else name
        return of_noun

    def _role(self, index: int) -> str:
        """Return the part that what begins at a word plays, by the word before it: `to`, `from` or nothing."""
        before = self.word(index - 1)
        if before in self.numbers.levels:
            return "to"
        return "from" if before in self.numbers.from_ else ""

    def _is_age(self, number: Number) -> bool:
        """Say whether so many years are somebody's age in a language that does not say "old": "Luc Ardant, 44 ans"."""
        at = number.first
        return not self.numbers.old and at > 0 and self.gap(at - 1).strip() == ","

    def _stem(self, word: str) -> str:
        return stem(word, self.lexicon.language)

    def _counted(self, noun: str) -> str:
        """Return the stem of a noun that is counted, one for those that count the same."""
        one = self._stem(noun)
        return self.numbers.same.get(one, one)

    def _nouns(self, index: int) -> list[str]:
        found: list[str] = []
        while (
            index < len(self.words)
            and len(found) < 4
            # 'fired "at least five" shots'
            and (self.gap(index - 1) in _WITHIN or (not found and self.gap(index - 1) in _CLOSED))
        ):
            word = self.lower[index]
            stops = word in self.lexicon.function_words or word[:1].isdigit() or word in SYMBOLS
            if stops or word in self.numbers.ones or word in self.lexicon.auxiliaries:
                break
            if found and _is_plural(found[-1], self.numbers) and self._may_be_done(word):
                break  # "the study of 42,000 nurses *says*", "three patients *suffered* liver problems"
            if found and word in self.numbers.until_when:
                break  # "2.1% of GDP *next* year", "40 deaths *last* month"
            found.append(word)
            index += 1
        if (
            not self.lexicon.capitals_are_names
        ):  # a noun has a capital: "14 schwer verletzte *Menschen*"
            first = index - len(found)
            while found and not is_capitalised(self.words[first + len(found) - 1].text):
                del found[-1]
        return found

    def _may_be_done(self, word: str) -> bool:
        """Say whether a word behind a plural may say what those counted do or did."""
        is_past = word.endswith("ed") and self.lexicon.language == "en"
        return is_past or word in self.lexicon.cues or word in self.lexicon.irregular

    def _outcome(self, first: int, last: int) -> str:
        """Return what happened to those whom the number at `[first, last)` counts: the nearest word that is its own."""
        near: list[tuple[bool, int, bool, str]] = []
        for index, word in enumerate(self.lower):
            if word in self.numbers.outcomes:
                far = first - index if index < first else max(0, index - last + 1)
                if far <= _REACH and self._is_own(index, first, last):
                    outcome = self.numbers.outcomes[word]
                    near.append((outcome in self.numbers.present, far, index > first, outcome))
        return min(near)[-1] if near else ""

    def _is_verb(self, word: str) -> bool:
        """Say whether the word behind a number says what those counted do: "12 *died*", "212 *remain* in custody"."""
        is_noun = word in self.numbers.persons or _is_plural(word, self.numbers)
        return word in self.numbers.stays or (word in self.numbers.outcomes and not is_noun)

    def _is_beside(self, first: int, last: int) -> bool:
        """Say whether a number without a noun is of people by the words right beside it.

        "Killing at least 12", "37 have been taken ill"; no age ("Brennick, 20, was killed"), no "mother of 12".
        """
        behind = self._behind_whole(last)
        is_age = "," in self.gap(first - 1) and behind == last
        if self.word(first - 1) in self.lexicon.prepositions or is_age:
            return False
        last = behind
        begin = max(0, self.bound(first)[1] - 2)
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
        if self._is_nobodys(index) or last <= index < self._behind_whole(last):
            return False
        if self.word(index + 1) in self.numbers.no_outcomes:
            return False
        is_behind = index >= last
        begin, end = (last, index) if is_behind else (index + 1, first)
        if any(self.is_figure(at) for at in range(begin, end)):
            return False
        word = self.lower[index]
        if is_behind:
            others = range(index + 1, min(index + 2 + _BOUND, len(self.lower)))
            # "12 died, and wounded 30"; but "12 wounded, 30 dead" and "12 were wounded, 30 died"
            is_next_s = (
                (index > last or "," in self.gap(index - 1))
                and word not in self.numbers.outcomes_after
                and self.word(index - 1) not in self.lexicon.auxiliaries
                and any(map(self.is_figure, others))
            )
            return word not in self.numbers.outcomes_before and not is_next_s
        others = range(max(0, index - _REACH), index)
        # "4,300 were arrested and 221 freed": who stands before it is whom it happened to
        is_of_others = (
            word in self.numbers.outcomes_after or self.word(index - 1) in self.numbers.passive
        )
        return not is_of_others or not any(map(self.is_figure, others))

    def _is_nobodys(self, index: int) -> bool:
        """Say whether what a word tells happened to nobody: "no one was *hurt*, though two children were inside"."""
        for first, last in self._nobodies:
            if index - _REACH <= first and last <= index:
                return not any(map(self.is_figure, range(last, index)))
        none = self.word(index - 1)
        # "had no electricity" is what happened to them
        return none in self.numbers.none - self.numbers.only_beside.get(
            self.word(index), frozenset()
        )

    def _behind_whole(self, last: int) -> int:
        """Return the word behind those of whom a number is some: "four *of the injured*", "three *of them*"."""
        if self.word(last) not in self.numbers.part_of:
            return last
        at = last + 1 + (self.word(last + 1) in self.lexicon.determiners)
        word = self.word(at)
        is_whole = (
            word in self.numbers.outcomes or f"{self.word(last)} {word}" in self.numbers.included
        )
        return at + 1 if is_whole else last

    def _toll(self, first: int) -> str:
        """Return of what a number is the toll, if that has got to it: "the death toll of the flood has risen to 57".

        Also "put the *number of dead* at 25", "the *number of injured* rose to 40", "a *crowd of* 21,000".
        """
        if (
            self.word(first - 1) in self.numbers.part_of
            and self.word(first - 2) in self.numbers.tolls
        ):
            return self.numbers.outcomes[self.word(first - 2)]
        if self._role(first) != "to":
            return ""
        for at in range(max(0, first - _TOLL), first - 2):
            is_number = self.lower[at] in self.numbers.number_of
            if is_number and self.word(at + 1) in self.numbers.part_of:
                whom = at + 2 + (self.word(at + 2) in self.lexicon.determiners)
                is_told_behind = self.word(whom) not in self.numbers.outcomes
                whom += is_told_behind and self.word(whom) in self.numbers.persons | _THOSE
                if outcome := self.numbers.outcomes.get(self.word(whom)):
                    return outcome
        before = self.lower[max(0, first - _TOLL) : first]
        return next(
            (self.numbers.outcomes[word] for word in before if word in self.numbers.tolls), ""
        )

    def _per(self, last: int) -> str:
        if self.word(last) in self.numbers.every and self.gap(last - 1) in SPACES:
            return self._stem(self.numbers.every[self.word(last)])
        if self.word(last) not in self.numbers.per or self.gap(last - 1) not in SPACES:
            return ""  # no "430,000 cars, *a* former engineer said"
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
            is_over = self.gap(index - 1) not in SPACES or may_begin(self.word(index), self.numbers)
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
            and word not in SYMBOLS
        )

    def _periods(self) -> tuple[frozenset[str], frozenset[str]]:
        years = frozenset(word for word in self.lower if YEAR.fullmatch(word))
        quarters = frozenset(self.numbers.quarter.findall(" ".join(self.lower)))
        return years, quarters

    @cached_property
    def _days(self) -> frozenset[str]:
        """The days and months that the sentence prints, but those on which somebody said what it reports."""
        days = (at for at in range(len(self.words)) if self._is_day(at))
        told = (self.lower[at] for at in days if not self._is_of_saying(at))
        return frozenset(one.removesuffix("'s") for one in told)

    def _is_of_saying(self, day: int) -> bool:
        """Say whether a day stands right behind a verb of saying: "the operator *said* in a letter on *Wednesday*"."""
        before = range(max(0, day - _SAID), day)
        told = [at for at in before if self.lower[at] in self.lexicon.cues]
        return bool(told) and not any(
            self.is_figure(at) or self.gap(at) not in SPACES for at in range(told[-1], day)
        )

    def _is_day(self, at: int) -> bool:
        lexicon_, lower = self.lexicon, self.word(at).removesuffix("'s")
        return lower in lexicon_.weekdays or lower in lexicon_.days or self.is_month(at)


_THOSE = frozenset({"those"})
"""Of whom a number is told with what happened to them: "the number of *those* killed"."""
_MINUS = (" -", " −", " –")
_OPENED = 2
"""Words between the two numbers of a range: "between 300 *people and* 350"."""
_OF_A_RANGE = 10
"""Times the lower end of a range that its upper end may be, where nothing opens it. Set by hand."""
_PUT = 3
"""Words between what is put at a number and that: "savings *are put at*"."""
_DEGREES = frozenset({"degree", "degree Celsius", "degree Fahrenheit"})
_HOURS = "hours"
_TIMES = "times"
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
