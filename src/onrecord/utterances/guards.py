"""What makes a difference substantive: the small words that turn a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.resources import Lexicon
from onrecord.utterances.folding import Token

__all__ = ["ORDER", "find_guards"]

ORDER = ("condition", "negation", "number", "name", "modal", "hedge", "tense")
_BEFORE_NUMBERS = frozenset(
    {"about", "around", "some", "nearly", "almost", "roughly", "up", "over"}
)
"""Hedges only where a number follows; elsewhere prepositions and the like."""
_TENSED = frozenset({"be", "have", "do", "will", "can"})


_YEAR = re.compile(r"(?:19|20)(?:0[1-9]|[1-9]\d)(?:['’]s)?")
"""A year as printed; 1900 and 2000 may count something."""


def find_guards(
    words: Sequence[Token], lexicon: Lexicon, *, with_years: bool = True
) -> tuple[str, ...]:
    """Return the guards among these words, in order of weight.

    Without years "the 2016 election" holds no number: where a report only says more than another, a year tells which
    election, and is no figure that the other leaves out.
    """
    exact = [token.exact for token in words]
    found = {
        guard
        for guard, phrases in lexicon.guards.items()
        for phrase in phrases
        if _holds(exact, phrase, lexicon)
    }
    for token in words:
        if any(char.isdigit() for char in token.exact):
            if with_years or not _YEAR.fullmatch(token.printed):
                found.add("number")
        elif token.is_name:
            found.add("name")
    return tuple(guard for guard in ORDER if guard in found)


def _holds(exact: Sequence[str], phrase: tuple[str, ...], lexicon: Lexicon) -> bool:
    n = len(phrase)
    for index in range(len(exact) - n + 1):
        if tuple(exact[index : index + n]) != phrase:
            continue
        if phrase[0] in _BEFORE_NUMBERS and n == 1:
            following = exact[index + 1] if index + 1 < len(exact) else ""
            is_number = following[:1].isdigit() or (following,) in lexicon.guards["number"]
            if not is_number:
                continue
        return True
    return False


def is_tense(left: Token, right: Token) -> bool:
    """Say whether two forms of one word differ in tense: is and was, will and would."""
    if left.loose in _TENSED and left.loose == right.loose:
        return True
    endings = {left.exact.endswith("ed"), right.exact.endswith("ed")}
    return endings == {True, False}
