"""Quantities in a sentence: value, bound, unit, what is counted, and whether two of them agree.

A number alone says little: of news sentence pairs whose numbers differ, a third say the same. So a
quantity is read with its unit or noun, what happened to those counted, the names before it and the
part it plays ("to 40", "from 37"), and only like is held against like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Standing
from onrecord.resources import Lexicon, lexicon
from onrecord.text.spans import Span
from onrecord.text.tokens import Word, is_capitalised, lowered_words, stem, words
from onrecord.utterances.folding import weight_of

__all__ = ["Quantity", "counts_alike", "find_quantities", "is_comparable", "mass", "standing"]

_SYMBOLS = "$€£¥"
_DASHES = frozenset({"-", "–", "‑"})
_SPACES = frozenset({" ", "\u00a0", "\u202f"})
_ABOUT = 0.1
"""How far, as a share of it, what is "about" a number may lie from it. Set by hand."""
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
_PRESENT = frozenset({"to", "at"})
_KINDS = frozenset(
    "earlier ago previous prior last next year-ago weekly monthly annual forecast expected expects "
    "expect estimate estimates estimated consensus another other since combined average".split()
)
"""Words that tell one kind's figure from another's: a forecast, the year before, what comes on top."""


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
    """Empty, or `about`, `nearly`, `at_least` or `at_most`."""
    dimension: str
    """Of its unit; empty where things are counted."""
    unit: str
    head: str
    """Stem of the word that says what is counted: the last plural one after the number."""
    nouns: frozenset[str]
    """Stems of all the words that say so."""
    outcome: str
    per: str
    role: str
    """`to` and `at` before it (a level reached), `from`, or nothing."""
    names: frozenset[str]
    """Stems of the names before it that it is likely of."""
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
    is_pronoun: bool
    """The sentence begins with a pronoun: of whom it is was said before."""


def standing(one: Quantity, other: Quantity) -> Standing:
    """Say how two quantities of one thing stand: alike, one more exact than the other, or apart."""
    if (one.low, one.high) == (other.low, other.high):
        return Standing.AGREE
    if not one.bound and not other.bound:
        if one.unit != other.unit and abs(one.value - other.value) <= _CONVERTED * one.value:
            return Standing.AGREE
        fine, coarse = sorted((one, other), key=lambda quantity: quantity.step)
        is_rounded = fine.step < coarse.step and abs(fine.value - coarse.value) <= coarse.step / 2
        return Standing.MORE_SPECIFIC if is_rounded else Standing.DIFFER
    (low, high), (other_low, other_high) = _range(one, other), _range(other, one)
    slack = max(one.step, other.step) / 2 if min(one.step, other.step) < 1 else 0.0
    meet = low <= other_high + slack and other_low <= high + slack
    return Standing.MORE_SPECIFIC if meet else Standing.DIFFER


def _range(one: Quantity, beside: Quantity) -> tuple[float, float]:
    """Return what a quantity admits; an open end reaches as far as the same thing may be meant."""
    low, high = one.low, one.high
    if high is None:
        high = (low or 0.0) * _TWICE
    if low is None:
        low = high / _TWICE
    if not one.bound and beside.bound:
        low, high = low - one.step / 2, high + one.step / 2
    return low, high


def is_comparable(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities are given for the same thing, as far as their clauses tell."""
    if (one.dimension, one.per) != (other.dimension, other.per):
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
        for here, there in zip(one.periods, other.periods, strict=True)
    ):
        return False  # of one year, of another
    if not (one.is_alone and other.is_alone) and not (one.near | one.nouns) & (
        other.near | other.nouns
    ):
        return False  # several figures in a sentence: which goes with which must be said
    around = mass(one.around & other.around)
    unnamed = [quantity for quantity in (one, other) if not quantity.names]
    if unnamed:
        enough = around >= _CLAUSE * min(mass(one.around), mass(other.around))
        is_of_somebody = len(unnamed) == 2 or not unnamed[0].is_pronoun
        return is_of_somebody and enough and around >= _CONTEXT
    names = mass(one.names & other.names)
    if names < _NAMES * min(mass(one.names), mass(other.names)):
        return False
    return names + around >= _CONTEXT


def counts_alike(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities count the same word, or people to whom the same happened."""
    is_one_word = one.head and one.head == other.head
    return bool(is_one_word or (one.outcome and one.outcome == other.outcome))


def _are_parts(one: Quantity, other: Quantity) -> bool:
    """Say whether each counts a part of its own: "654,000 cable customers", "111,000 mobile customers"."""
    here, there = one.nouns - {one.head}, other.nouns - {other.head}
    return bool(here and there) and here.isdisjoint(there)


def mass(stems: Iterable[str]) -> float:
    """Return the weight of stems together, added up in one order."""
    return sum(weight_of(one) for one in sorted(stems))


@dataclass(frozen=True, slots=True)
class _Number:
    """A number before it is known what it counts: words `[first, last)`."""

    first: int
    last: int
    value: float
    step: float


def find_quantities(text: str, sentence: Span) -> list[Quantity]:
    """Return the quantities of a sentence, in order.

    Dates, times of day, ages set off by commas, ordinals, scores, fractions in figures and numbers
    that are part of a name are none; nor is anything in what is too long for a sentence: a table.
    """
    lexicon_ = lexicon()
    lower = lowered_words(text, sentence)
    if len(lower) > _MOST_WORDS or not any(_may_begin(word, lexicon_) for word in lower):
        return []
    return _Sentence(text, sentence, lexicon_).quantities()


def _may_begin(word: str, lexicon_: Lexicon) -> bool:
    """Say whether a number can begin with a word (lower case)."""
    return word[:1].isdecimal() or word in lexicon_.ones or word in _BEFORE_SCALES or word == _DOZEN


_BEFORE_SCALES = frozenset({"half", "a", "an"})
"""Half a million, a thousand."""
_DOZEN = "dozen"
_BEFORE_DOZEN = frozenset({"the", "these", "those", "that", "this"})
"""The dozen sailors are twelve; several dozen are not."""


class _Sentence:
    """A sentence's words with what reading numbers asks of them."""

    def __init__(self, text: str, span: Span, lexicon_: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon_
        self.words: list[Word] = words(text, span)
        self.lower = [word.lower for word in self.words]

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next one."""
        if not 0 <= index < len(self.words) - 1:
            return "\n"
        return self.text[self.words[index].end : self.words[index + 1].start]

    def word(self, index: int) -> str:
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def quantities(self) -> list[Quantity]:
        found: list[Quantity] = []
        places: list[tuple[int, int]] = []
        index, end = 0, 0
        while index < len(self.words):
            number = self._number(index) if _may_begin(self.lower[index], self.lexicon) else None
            if number is None:
                index += 1
                continue
            made = self._quantity(number, end, found)
            if made is not None:
                found.append(made)
                places.append((number.first, number.last))
                end = next(
                    (n for n, word in enumerate(self.words) if word.start >= made.span.end),
                    len(self.words),
                )
            index = number.last
        return [self._placed(one, at, found, places) for at, one in enumerate(found)]

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
        before = self.lower[left:first] if self._names(left, first) else self.lower[: places[0][0]]
        own = [*before, *self.lower[last:right]]
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
            kind=frozenset(own) & _KINDS,
        )

    # -- numbers ---------------------------------------------------------------------------------

    def _number(self, index: int) -> _Number | None:
        if self.word(index)[:1].isdecimal():
            return self._digits(index)
        return self._in_words(index)

    def _digits(self, index: int) -> _Number | None:
        printed = self.word(index)
        if ":" in printed or self._is_part(index):
            return None
        following = self.word(index + 1) if self.gap(index) in {" ", "\u00a0", "-", ""} else ""
        scale = self.lexicon.scales.get(following, 0)
        if len(following) <= 2 and self.gap(index) != "":
            scale = 0
        if scale and re.fullmatch(r"\d,\d{1,2}", printed):  # a decimal comma
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
        return _Number(index, last, value * (scale or 1), step * (scale or 1))

    def _is_part(self, index: int) -> bool:
        """Say whether digits are part of a date, a time, a score, a fraction or a name."""
        before, after = self.gap(index - 1) if index else " ", self.gap(index)
        previous, following = self.word(index - 1), self.word(index + 1)
        if "/" in before + after or (before == "" and previous not in _SYMBOLS):
            return True
        is_measured = following in self.lexicon.scales or following in self.lexicon.units
        if after == "" and not is_measured:
            return True
        if (after.strip() in _DASHES and following[:1].isdigit()) or (
            before.strip() in _DASHES and previous[:1].isdigit()
        ):
            return True  # a score, a telephone number
        if previous in {"aged", "age"}:
            return True
        if previous.rstrip(".") in self.lexicon.months or following in self.lexicon.months:
            return True
        if following in _CLOCK:
            return True
        is_money = previous in _SYMBOLS and before == ""
        has_unit = self._unit(index + 1)[0] is not None
        plain = self.word(index)
        if re.fullmatch(r"(19|20)\d\d", plain) and not is_money and not has_unit:
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
        ones, scales = self.lexicon.ones, self.lexicon.scales
        at = index
        if self.word(at) == "half" and self.word(at + 1) in {"a", "an"}:
            scale = scales.get(self.word(at + 2), 0)
            return _Number(at, at + 3, scale / 2, scale / 2) if scale >= 1000 else None
        if self.word(at) in {"a", "an"} and len(self.word(at + 1)) > 2:
            scale = scales.get(self.word(at + 1), 0)
            return _Number(at, at + 2, scale, scale) if scale else None
        if self.word(at) == _DOZEN:
            is_told = self.word(at - 1) in _BEFORE_DOZEN
            return _Number(at, at + 1, scales[_DOZEN], scales[_DOZEN]) if is_told else None
        total, current, step, last = 0.0, 0.0, 1.0, at
        while last < len(self.words):
            word = self.word(last)
            one = ones.get(word)
            if one is None and last > at and len(word) > 2 and word in scales:
                current = (current or 1.0) * scales[word]
                step = scales[word]
                if scales[word] >= 1000:
                    total, current = total + current, 0.0
            elif one is not None and (last == at or self.gap(last - 1) in {" ", "-"}):
                if last > at and self.gap(last - 1) != "-" and current % 100 and current < 100:
                    break
                current, step = current + one, 1.0
            elif word != "and" or last == at or self.word(last + 1) not in ones or current < 100:
                break
            last += 1
        value = total + current
        if last == at or (value <= 1 and self._unit(last)[0] is None):
            return None  # "one" is a pronoun as often, "zero" an idiom
        return _Number(at, last, value, step)

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
            if form in self.lexicon.units and (len(form) > 1 or form == "%" or "" in gaps):
                return form, index + length
        return None, index

    def _quantity(self, number: _Number, after: int, before: Sequence[Quantity]) -> Quantity | None:
        first, last = number.first, number.last
        form, last = self._unit(last)
        if first and self.word(first - 1) in _SYMBOLS and self.gap(first - 1) == "":
            first -= 1
            money = self.word(first)
            letter = self.word(first - 1) if first and self.gap(first - 1) == "" else ""
            if letter in {"c", "a", "us"}:
                first, money = first - 1, f"{letter}$"
            form, last = form if form == "%" else money, number.last
        if form and self.word(last) == "old":
            return None  # an age
        unit = self.lexicon.units.get(form or "")
        nouns: Sequence[str] = []
        if unit is None:
            nouns = _phrase(self._nouns(last))
            last += len(nouns)
        elif self.gap(last - 2) == "-" and self.gap(last - 1) == " ":
            nouns = self._nouns(last)  # a three-year contract
        elif self.word(last) == "of":
            start = last + 1 + (self.word(last + 1) in self.lexicon.determiners)
            nouns = self._nouns(start)
        is_people = not self.lexicon.persons.isdisjoint(nouns)
        is_people = is_people or (not nouns and self.word(first - 1) != "at")  # "died at 75"
        outcome = self._outcome(first, last) if unit is None and is_people else ""
        if unit is None and not nouns and not outcome:
            is_level = self.word(first - 1) in {*_PRESENT, "from"} or number.step < 1
            if not is_level or number.value < 100:
                return None
        bound, start = self._bound(first)
        if unit and unit.dimension == "duration" and self.word(start) == "over":
            bound, start = "", first  # for so long, not longer
        factor = unit.factor if unit else 1.0
        role = self.word(start - 1)
        value, step = number.value * factor, number.step * factor
        low, high = _admitted(value, bound)
        return Quantity(
            span=Span(self.words[start].start, self.words[max(last, number.last) - 1].end),
            low=low,
            high=high,
            value=value,
            factor=factor,
            step=step,
            bound=bound,
            dimension=unit.dimension if unit else "",
            unit=unit.name if unit else "",
            head=stem(_phrase(nouns)[-1]) if nouns else "",
            nouns=frozenset(stem(one) for one in nouns),
            outcome=outcome,
            per=self._per(last),
            role="to" if role in _PRESENT else role if role == "from" else "",
            names=self._names(after, start) or (before[-1].names if before else frozenset()),
            around=self._around(0, start) | self._around(last, len(self.lower)),
            near=frozenset(),
            is_alone=True,
            is_single=True,
            kind=frozenset(),
            days=frozenset(word for word in self.lower if self._is_day(word)),
            periods=self._periods(),
            is_pronoun=self.word(0) in self.lexicon.pronouns or self.word(0) in _PRONOUNS,
        )

    def _bound(self, first: int) -> tuple[str, int]:
        for phrase, kind in self.lexicon.bounds:
            n = phrase.count(" ") + 1
            if first >= n and " ".join(self.lower[first - n : first]) == phrase:
                return kind, first - n
        return "", first

    def _nouns(self, index: int) -> list[str]:
        found: list[str] = []
        while (
            index < len(self.words)
            and len(found) < 4
            and self.gap(index - 1) in {" ", "-", "\u00a0"}
        ):
            word = self.lower[index]
            stops = word in self.lexicon.function_words or word[:1].isdigit() or word in _SYMBOLS
            if stops or word in self.lexicon.ones:
                break
            found.append(word)
            index += 1
        return found

    def _outcome(self, first: int, last: int) -> str:
        near: list[tuple[int, bool, str]] = []
        for index, word in enumerate(self.lower):
            if word in self.lexicon.outcomes:
                far = first - index if index < first else max(0, index - last + 1)
                if far <= _REACH:
                    near.append((far, index > first, self.lexicon.outcomes[word]))
        return min(near)[2] if near else ""

    def _per(self, last: int) -> str:
        if self.word(last) not in {"a", "an", "per", "each", "every"}:
            return ""
        if self.word(last + 2) in {"earlier", "ago", "before", "later"}:
            return ""
        return stem(self.word(last + 1))

    def _is_name(self, index: int) -> bool:
        word = self.words[index].text
        lower = self.lower[index]
        common = lower in self.lexicon.months or lower in self.lexicon.weekdays
        if not word[:1].isupper() or common or lower in self.lexicon.function_words:
            return False
        if len(word) == 1 or lower in _CLOCK or self._is_code(index):
            return False
        # the first word of a sentence is one only where it is no common word, or does something by itself
        return (
            index > 0
            or word.isupper()
            or weight_of(stem(lower)) >= _NAME_WEIGHT
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
        return frozenset(stem(self.lower[index]) for index in own or names)

    def _around(self, first: int, last: int) -> frozenset[str]:
        return frozenset(
            stem(word)
            for word in self.lower[first:last]
            if word not in self.lexicon.function_words
            and word not in self.lexicon.units
            and word not in self.lexicon.ones
            and word not in self.lexicon.scales
            and not word[:1].isdigit()
            and word not in _SYMBOLS
        )

    def _periods(self) -> tuple[frozenset[str], frozenset[str]]:
        years = frozenset(word for word in self.lower if _YEAR.fullmatch(word))
        quarters = frozenset(_QUARTER.findall(" ".join(self.lower)))
        return years, quarters

    def _is_day(self, word: str) -> bool:
        lexicon_ = self.lexicon
        return word in lexicon_.weekdays or word in lexicon_.months or word in lexicon_.days


_YEAR = re.compile(r"(?:19|20)\d\d")
_QUARTER = re.compile(r"\b(first|second|third|fourth) (?:fiscal )?(?:quarter|half)\b")
_PRONOUNS = frozenset({"its", "their", "that", "this"})
_NAME_WEIGHT = 8.0
"""Weight from which the first word of a sentence is taken for a name: "Boeing" has 6.7, what few texts
hold 9.7. Set by hand."""
_CLOCK = frozenset({"a.m.", "p.m.", "am", "pm", "gmt", "edt", "est", "et", "o'clock", "utc", "bst"})


_PLURALS = frozenset(
    {"people", "men", "women", "children", "police", "troops", "dead", "personnel"}
)


def _phrase(nouns: Sequence[str]) -> Sequence[str]:
    """Return the words up to the one that says what is counted: what is counted is more than one."""
    plural = [
        at
        for at, one in enumerate(nouns)
        if one in _PLURALS or (one.endswith("s") and not one.endswith(("ss", "'s")))
    ]
    return nouns[: plural[-1] + 1] if plural else nouns


def _admitted(value: float, bound: str) -> tuple[float | None, float | None]:
    if bound == "about":
        return value * (1 - _ABOUT), value * (1 + _ABOUT)
    if bound == "nearly":
        return value * (1 - _ABOUT), value
    if bound == "at_least":
        return value, None
    if bound == "at_most":
        return None, value
    return value, value
