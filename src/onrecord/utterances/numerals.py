"""The numbers that a sentence prints, in figures or words, before it is known what they count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.resources import Lexicon
from onrecord.resources.numbers import Numbers
from onrecord.text.spans import Span
from onrecord.text.tokens import Word, is_capitalised, words

__all__ = [
    "DURATION",
    "SPACES",
    "SYMBOLS",
    "YEAR",
    "Number",
    "Numerals",
    "may_begin",
    "printed_numbers",
]

SYMBOLS = "$€£¥"
SPACES = frozenset({" ", "\u00a0", "\u202f"})
YEAR = re.compile(r"(?:19|20)\d\d")
DURATION = "duration"
_DASHES = frozenset({"-", "–", "‑"})
_DEGREES = frozenset("°º")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_LONGEST = 15
"""Digits from which a row of them is no number that news counts with."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number before it is known what it counts: words `[first, last)`."""

    first: int
    last: int
    value: float
    step: float
    is_rounded: bool = False
    """It is said to be about so many: "une dizaine"."""
    is_scaled: bool = False
    """It ends in a word such as million."""


def printed_numbers(text: str, sentence: Span, lexicon_: Lexicon) -> set[float]:
    """Return all numbers that a sentence prints, those too that count nothing: "38 wards had closed, not *42*"."""
    read = Numerals(text, sentence, lexicon_)
    found = map(read.number, range(len(read.words)))
    return {one.value for one in found if one is not None}


def may_begin(word: str, numbers: Numbers) -> bool:
    """Say whether a number can begin with a word (lower case)."""
    return word[:1].isdecimal() or word in numbers.beginnings


class Numerals:
    """A sentence's words, and the numbers among them."""

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
        """Return a word in lower case; nothing beyond the ends."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def number(self, index: int) -> Number | None:
        """Return the number that begins at a word, if one does."""
        if not may_begin(self.lower[index], self.numbers):
            return None
        if self.word(index)[:1].isdecimal():
            return self._digits(index)
        return self._in_words(index)

    def _digits(self, index: int) -> Number | None:
        printed = self.word(index)
        if ":" in printed or self._is_part(index):
            return None
        following = self.word(index + 1) if self.gap(index) in {" ", "\u00a0", "-", ""} else ""
        scale = self.numbers.scales.get(following, 0)
        if len(following) <= 2 and self.gap(index) != "":
            scale = 0
        if following in self.numbers.units and self.word(index - 1) not in SYMBOLS:
            scale = 0  # "19mm", and "$200MM"
        if self.numbers.decimal == ",":
            printed = _with_decimal_point(printed)
        elif scale and re.fullmatch(r"\d,\d{1,2}", printed):  # a decimal comma
            printed = printed.replace(",", ".")
        plain, last = printed.replace(",", ""), index + 1
        if re.fullmatch(r"\d{1,3}", plain) and self.gap(index) in SPACES:
            while re.fullmatch(r"\d{3}", self.word(last)) and self.gap(last - 1) in SPACES:
                plain, last = plain + self.word(last), last + 1  # 80 937
        if len(plain) > _LONGEST or not _PLAIN.fullmatch(plain):
            return None
        decimals = len(plain.partition(".")[2].rstrip("0"))  # 1.50 may be rounded
        value, step = float(plain), 10.0**-decimals
        if not decimals and not scale and value:
            zeros = len(plain) - len(plain.rstrip("0"))
            step = 10.0**zeros if zeros >= 2 else 1.0  # 60,000 may be rounded, 40 is not
        last += bool(scale)
        scale = scale or 1
        return Number(index, last, value * scale, step * scale, is_scaled=scale > 1)

    def is_month(self, at: int) -> bool:
        """Say whether a word is a month: no "may", and no "march"."""
        if not 0 <= at < len(self.words):
            return False
        is_small = self.lexicon.capital_months and self.words[at].text.islower()
        return self.word(at).rstrip(".") in self.lexicon.months and not is_small

    def _is_part(self, index: int) -> bool:
        """Say whether digits are part of a date, a time, a score, a fraction or a name."""
        before, after = self.gap(index - 1) if index else " ", self.gap(index)
        previous, following = self.word(index - 1), self.word(index + 1)
        if "/" in before + after or (before == "" and previous not in SYMBOLS):
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
        if self.is_month(index - 1) or self.is_month(index + 1):
            return True
        if following in self.numbers.clock:
            return True
        is_money = previous in SYMBOLS and before == ""
        has_unit = self.unit(index + 1)[0] is not None
        plain = self.word(index)
        if YEAR.fullmatch(plain) and not is_money and not has_unit:
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

    def _in_words(self, index: int) -> Number | None:
        scales = self.numbers.scales
        at = index
        rounded = self._phrase_in(self.numbers.rounded, at)
        if rounded:
            about, n_words = rounded
            return Number(at, at + n_words, about, about, is_rounded=True, is_scaled=True)
        if self.word(at) == self.numbers.half and self.word(at + 1) in self.numbers.articles:
            scale = scales.get(self.word(at + 2), 0)
            return Number(at, at + 3, scale / 2, scale / 2) if scale >= 1000 else None
        if self.word(at) in self.numbers.articles and self._is_one_unit(at):
            return Number(at, at + 1, 1.0, 1.0)
        if self.word(at) in self.numbers.articles and len(self.word(at + 1)) > 2:
            scale = scales.get(self.word(at + 1), 0)
            return Number(at, at + 2, scale, scale, is_scaled=True) if scale else None
        if self.word(at) == self.numbers.dozen:
            is_told = self.word(at - 1) in self.numbers.before_dozen
            twelve = scales[self.numbers.dozen]
            return Number(at, at + 1, twelve, twelve) if is_told else None
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
        if last == at or (value <= 1 and self.unit(last)[0] is None):
            return None  # "one" is a pronoun as often, "zero" an idiom
        return Number(at, last, value, step, is_scaled=is_scaled)

    def _is_one_unit(self, article: int) -> bool:
        """Say whether an article counts one of a time by what stands before it: "at least a week", "within a day"."""
        unit, _ = self.unit(article + 1)
        known = self.numbers.units.get(unit or "")
        bound, start = self.bound(article)
        is_bound = bool(bound) and self.word(start) != "over"  # "over a year": for so long
        before = self.word(article - 1)
        is_bound = is_bound or any(before in leads for _, leads, _ in self.numbers.terms)
        return is_bound and known is not None and known.dimension == DURATION

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

    def unit(self, index: int) -> tuple[str | None, int]:
        """Return the unit that stands at a word and the word after it."""
        for length in (3, 2, 1):
            if index + length > len(self.words):
                continue
            gaps = [self.gap(index - 1 + n) for n in range(length)]
            bare = [gap.strip() for gap in gaps]
            is_degree = bare[0] in _DEGREES
            if is_degree:
                bare[0] = ""
            if not {bare[0]} <= {"", *_DASHES} or not {*bare[1:]} <= {"", "/", *_DASHES}:
                continue
            if "\n" in gaps:
                continue
            form = f"{'°' if is_degree else ''}{self.lower[index]}"
            for n in range(1, length):  # "km/h"
                form += f"{'/' if bare[n] == '/' else ' '}{self.lower[index + n]}"
            is_behind = self.numbers.decimal == "," and form in SYMBOLS  # "3,5 €"
            is_told = len(form) > 1 or form == "%" or "" in gaps or is_behind
            if form in self.numbers.units and is_told:
                return form, index + length
        return None, index

    def bound(self, first: int) -> tuple[str, int]:
        """Return the bound that stands before a word, and its first word: "at least"; if none does the word itself."""
        for phrase, kind in self.numbers.bounds:
            n = phrase.count(" ") + 1
            if first >= n and " ".join(self.lower[first - n : first]) == phrase:
                return kind, first - n
        return "", first

    def is_figure(self, index: int) -> bool:
        """Say whether a number of people may begin at a word: no "one", no "a"."""
        word = self.lower[index]
        if word in self.numbers.articles or not may_begin(word, self.numbers):
            return False
        if word[:1].isdecimal() and self._is_part(index):
            return False  # "the Embris 190"
        return self.numbers.ones.get(word, 2) > 1


_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def _with_decimal_point(printed: str) -> str:
    """Return digits with a decimal comma as English prints them: "1.250,5" is 1,250.5, and "3.5" 3.5."""
    if _THOUSANDS.fullmatch(printed):
        return printed.replace(".", "").replace(",", ".")
    return printed.replace(",", ".")
