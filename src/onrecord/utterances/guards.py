"""What makes a difference substantive: the small words that turn a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.resources import Lexicon
from onrecord.utterances.folding import TITLES, Token

__all__ = ["ORDER", "find_guards", "is_named", "is_tense", "makes_less"]

ORDER = ("condition", "negation", "number", "name", "modal", "hedge", "tense")
_BEFORE_NUMBERS = frozenset(
    {"about", "around", "some", "nearly", "almost", "roughly", "up", "over"}
)
_BEFORE_ALL = frozenset({"nearly", "almost"})
"""Hedges only where a number follows, these also before "all"; elsewhere prepositions and the like."""
_TENSED = frozenset({"be", "have", "do", "will", "can"})


_YEAR = re.compile(r"(?:19|20)(?:0[1-9]|[1-9]\d)(?:['’]s)?")
"""A year as printed; 1900 and 2000 may count something."""


def find_guards(
    words: Sequence[Token], lexicon: Lexicon, *, with_years: bool = True
) -> tuple[str, ...]:
    """Return the guards among these words, in order of weight.

    What stands in brackets as an aside turns nothing: "it (Helsinki)" names no more than "it".

    Without years "the 2016 election" holds no number: where a report only says more than another, a year tells which
    election, and is no figure that the other leaves out.
    """
    words = [token for token in words if not token.is_aside]
    exact = [token.exact for token in words]
    turning = list(exact)
    for index, token in enumerate(words):
        is_led = index > 0 and words[index - 1].exact in lexicon.prepositions
        is_month = token.exact in lexicon.months and token.printed.istitle()
        if is_month and (is_led or not token.begins):
            turning[index] = ""  # "in May", "late May"
    for phrase in lexicon.unguarded:
        for index in _places(exact, phrase):
            turning[index : index + len(phrase)] = [""] * len(phrase)
    found = {
        guard
        for guard, phrases in lexicon.guards.items()
        for phrase in phrases
        if _holds(turning, phrase, lexicon)
    }
    if tuple(exact) in lexicon.alone_limits:
        found.add("hedge")
    for token in words:
        if any(char.isdigit() for char in token.exact) and not token.is_name:  # no AR-15
            if with_years or not _YEAR.fullmatch(token.printed):
                found.add("number")
        elif is_named(token) and token.exact not in lexicon.titles:  # "*President* Brennick"
            found.add("name")
    return tuple(guard for guard in ORDER if guard in found)


def is_named(token: Token) -> bool:
    """Say whether a word names somebody or something: "Mr" alone names nobody."""
    return token.is_name and token.exact not in TITLES


def makes_less(word: Token, following: Token, lexicon: Lexicon) -> bool:
    """Say whether a word makes what stands behind it less sure: "*nearly* all", "*about* 40", "*around* noon"."""
    exact = word.exact, following.exact
    return exact[0] in _BEFORE_NUMBERS and _holds(exact, exact[:1], lexicon)


def _holds(exact: Sequence[str], phrase: tuple[str, ...], lexicon: Lexicon) -> bool:
    for index in _places(exact, phrase):
        if phrase[0] in _BEFORE_NUMBERS and len(phrase) == 1:
            following = exact[index + 1] if index + 1 < len(exact) else ""
            is_number = following[:1].isdigit() or (following,) in lexicon.guards["number"]
            is_all = phrase[0] in _BEFORE_ALL and following in lexicon.numbers.quantifiers
            if not (is_number or is_all):
                continue
        return True
    return False


def _places(exact: Sequence[str], phrase: tuple[str, ...]) -> Iterator[int]:
    n_words = len(phrase)
    for index in range(len(exact) - n_words + 1):
        if tuple(exact[index : index + n_words]) == phrase:
            yield index


def is_tense(left: Token, right: Token) -> bool:
    """Say whether two forms of one word differ in tense: is and was, will and would."""
    if left.loose in _TENSED and left.loose == right.loose:
        return True
    endings = {left.exact.endswith("ed"), right.exact.endswith("ed")}
    return endings == {True, False}
