"""Of the words that two statements share, those that stand in quotation marks."""

from __future__ import annotations

from onrecord.utterances.collation import Aligned
from onrecord.utterances.witnesses import Witness

__all__ = ["has_quotation", "is_quoted_by_both", "whose_quotation_is_shared"]


def has_quotation(said: Witness, aligned: set[int], n_words: int, share: float) -> bool:
    """Say whether so much of one of a statement's quotations, of so many words, is among its aligned tokens."""
    tokens, common = said.reading.tokens, said.reading.lexicon.function_words
    for inside in said.quoted_tokens():
        content = [i for i in inside if tokens[i].exact not in common]
        enough = len(inside) >= n_words and len(content) >= 2
        if enough and len(aligned & set(inside)) >= share * len(inside):
            return True
    return False


def whose_quotation_is_shared(
    left: Witness, right: Witness, aligned: Aligned, n_words: int
) -> list[Witness]:
    """Return the statements that have a quotation, of so many words, all of which the other has."""
    here, there = zip(*aligned.pairs(), strict=True)
    sides = ((left, here), (right, there))
    return [one for one, its in sides if has_quotation(one, {*its}, n_words, 1.0)]


def is_quoted_by_both(left: Witness, right: Witness, aligned: Aligned, share: float) -> bool:
    """Say whether so much of the words that two statements share stands in quotation marks in both."""
    quoted = [{i for some in one.quoted_tokens() for i in some} for one in (left, right)]
    pairs = list(aligned.pairs())
    within = sum(i in quoted[0] and j in quoted[1] for i, j in pairs)
    return within >= share * len(pairs)
