"""Two numbers that belong together: votes ("passed 234-193", "par 7 voix contre 2") and scores ("a 3-1 defeat")."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from onrecord.utterances.numerals import SPACES, Numerals

__all__ = ["Vote", "vote_at"]

_DASHES = frozenset({"-", "–"})
_BEFORE, _BEHIND = 6, 2
"""Words before and behind two numbers among which a word says that they are a vote. Set by hand."""
_BETWEEN = 5
"""Words between a number and what says that it is those in favour ("812 *members of the union voted in* favour"), and
between that and the second ("for *the pay deal and only* 97"). Set by hand."""
_VOTING = 2
"""The same for those against: "97 *members voting* against", no "97 of all that he had *against*". Set by hand."""
_WITHIN = frozenset({*SPACES, ", "})
_MOST = 10_000
"""Votes on a side beyond which it is people that voted, not a house. Set by hand."""


@dataclass(frozen=True, slots=True)
class Vote:
    """The two sides of a vote, or of a game's score, at words `[first, last)`."""

    first: int
    last: int
    more: int
    fewer: int
    """As they are printed: the first may have lost."""
    is_score: bool


def vote_at(read: Numerals, index: int) -> Vote | None:
    """Return the vote or the score that begins at a sentence's word, if one does."""
    votes = read.numbers.votes
    begins = index == 0 or read.gap(index - 1) in SPACES
    first = _side(read, index) if votes.told and begins else None
    if first is None:
        return None
    more, at = first
    if (in_favour := _for_and_against(read, index, more, at)) is not None:
        return in_favour
    is_told = read.word(at) in votes.nouns
    at += is_told
    is_dashed = read.gap(at - 1) in _DASHES
    if not is_dashed:
        if read.word(at) not in votes.joints or read.gap(at - 1) not in SPACES:
            return None
        at += 1
    second = _side(read, at)
    if second is None or read.gap(second[1] - 1) in _DASHES:
        return None
    fewer, last = second
    if read.word(last) in votes.nouns:
        is_told, last = True, last + 1
    around = {*read.lower[max(0, index - _BEFORE) : index], *read.lower[last : last + _BEHIND]}
    is_vote = is_told or not votes.told.isdisjoint(around)
    is_score = is_dashed and not read.numbers.scores.isdisjoint(around)
    if not (is_vote or is_score) or max(more, fewer) >= _MOST:
        return None
    return Vote(index, last, more, fewer, is_score=not is_vote)


def _for_and_against(read: Numerals, index: int, more: int, at: int) -> Vote | None:
    """Return the vote that begins with those in favour: "812 members voted in favour and 97 against", or none."""
    votes = read.numbers.votes
    at = _behind(read, at, votes.favour, _BETWEEN)
    for lead in range(at, at + _BETWEEN + 1) if at else ():
        if read.gap(lead - 1) not in _WITHIN:
            return None
        if (second := _side(read, lead)) is not None:
            fewer, last = second
            last = _behind(read, last, votes.against, _VOTING)
            around = read.lower[max(0, index - _BEFORE) : last + _BEHIND]
            is_vote = last and max(more, fewer) < _MOST and not votes.told.isdisjoint(around)
            return Vote(index, last, more, fewer, is_score=False) if is_vote else None
    return None


def _behind(read: Numerals, at: int, told: Collection[str], most: int) -> int:
    """Return the word behind one of these, if it is not far behind a place and no number stands before it; 0 if not."""
    for one in range(at, at + most + 1):
        if read.gap(one - 1) not in _WITHIN or _side(read, one) is not None:
            return 0
        if read.word(one) in told:
            return one + 1
    return 0


def _side(read: Numerals, index: int) -> tuple[int, int] | None:
    """Return a whole number at a word, in digits or words, and the word behind it."""
    word = read.word(index)
    if word.isdecimal() and word.isascii():
        return int(word), index + 1
    number = read.number(index) if word and not word[:1].isdecimal() else None
    if number is None or number.value != int(number.value):
        return (read.numbers.ones[word], index + 1) if word in read.numbers.ones else None
    return int(number.value), number.last
