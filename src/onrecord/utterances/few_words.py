"""Few words that both of two statements quote: "very close", "no serious obstacles"."""

from __future__ import annotations

import itertools
from typing import TypeAlias

from onrecord.utterances.collation import Aligned
from onrecord.utterances.witnesses import Witness

__all__ = [
    "Parts",
    "aligned_beside",
    "count_telling",
    "few_of_both",
    "has_one_form",
    "n_having",
    "shared_beside",
    "weight_of",
]

Parts: TypeAlias = frozenset[tuple[str, ...]]
"""Few words each, as stems."""


def few_of_both(left: Witness, right: Witness) -> Parts:
    """Return the few words that one quotes by themselves and the other has in a row among what it quotes."""
    sides = (left, right), (right, left)
    return frozenset(
        few
        for one, other in sides
        for few in one.parts
        if any(_stands_in(few, row) for row in other.quoted)
    )


def shared_beside(left: Witness, right: Witness, parts: Parts) -> float:
    """Return what two statements share beside the few words that both quote, by weight of words with content.

    A part of few words alone is no evidence: somebody calls more than one thing "a mistake".
    """
    quoted = {stem for few in parts for stem in few}
    common = left.reading.lexicon.function_words
    there = {one.stem for one in right.reading.tokens}
    shared = {
        one.stem: one.weight
        for one in left.reading.tokens
        if one.stem in there and one.stem not in quoted and one.exact not in common
    }
    return sum(shared.values())


def aligned_beside(left: Witness, aligned: Aligned, parts: Parts) -> float:
    """Return the weight of the aligned words with content beside few words of both; 0 where those are not aligned.

    Where one has the words in a longer quotation, what that shares elsewhere with the other is of other things.
    """
    common = left.reading.lexicon.function_words
    here = [left.reading.tokens[i] for i, _ in aligned.pairs()]
    stems = {one.stem for one in here}
    quoted = {stem for few in parts if stems.issuperset(few) for stem in few}
    if not quoted:
        return 0.0
    return sum(o.weight for o in here if o.stem not in quoted and o.exact not in common)


def weight_of(few: tuple[str, ...], said: Witness) -> float:
    """Return the weight of the words with content among few that a statement has."""
    return sum(_content_of(few, said).values())


def count_telling(few: tuple[str, ...], said: Witness) -> int:
    """Return how many of few words of a statement have content."""
    return len(_content_of(few, said))


def n_having(few: tuple[str, ...], said: Witness) -> int:
    """Return how many statements of the story have two neighbouring words of few, of those that fewest have.

    0 of one word alone.
    """
    content = _content_of(few, said)
    pairs = (pair for pair in itertools.pairwise(few) if not content.keys().isdisjoint(pair))
    return min((said.n_holding.get(pair, 0) for pair in pairs), default=0)


def has_one_form(stem: str, left: Witness, right: Witness) -> bool:
    """Say whether two statements print one word in one form, or its plural: no "absolute" and "absolutely"."""
    here, there = (
        {one.exact for one in side.reading.tokens if one.stem == stem} for side in (left, right)
    )
    return any(abs(len(one) - len(other)) <= 1 for one in here for other in there)


def _content_of(few: tuple[str, ...], said: Witness) -> dict[str, float]:
    common = said.reading.lexicon.function_words
    return {
        one.stem: one.weight
        for one in said.reading.tokens
        if one.stem in few and one.exact not in common
    }


def _stands_in(few: tuple[str, ...], row: tuple[str, ...]) -> bool:
    n = len(few)
    return few[0] in row and any(row[at : at + n] == few for at in range(len(row) - n + 1))
