"""What a third outlet's words show of two others': that words which both have stand in two places of what was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from onrecord.utterances.collation import Aligned, Block, joined

__all__ = ["without_refuted"]

_MOST = 400
"""Pairs of one utterance beyond which no third is asked: each pair is held against all that have both. Set by hand."""
_Runs = dict[int, tuple[int, int]]
"""Of one reading's words where each stands in the other, and how many stand in a row with it."""


def without_refuted(pairs: Sequence[tuple[str, str, Aligned]]) -> Iterator[Aligned]:
    """Yield alignments of statements, named by their ids, without the words that a third shows to be of two places.

    "I know that he saved lives" and "I don't know how many lives he saved" share "I know", until somebody prints
    "I don't know how many lives he saved, but I know that he saved lives". Most of what two share stays.
    """
    if len(pairs) > _MOST:
        yield from (aligned for *_, aligned in pairs)
        return
    runs: defaultdict[str, dict[str, _Runs]] = defaultdict(dict)
    for left, right, aligned in pairs:
        if left not in runs[right]:
            runs[left][right] = _runs(aligned.blocks)
            runs[right][left] = _runs(aligned.turned().blocks)
    for left, right, aligned in pairs:
        refuted = set(_refuted(aligned.blocks, runs[left], runs[right]))
        less = _without(aligned, refuted) if refuted else aligned
        yield less if less.mass * 2 > aligned.mass else aligned


def _runs(blocks: Sequence[Block]) -> _Runs:
    return {one.left + n: (one.right + n, one.length) for one in blocks for n in range(one.length)}


def _refuted(
    blocks: Sequence[Block], left: Mapping[str, _Runs], right: Mapping[str, _Runs]
) -> Iterator[int]:
    """Yield the left words of blocks that a third has in two places, in longer rows than they are here."""
    for third in left.keys() & right.keys():
        here, there = left[third], right[third]
        for block in blocks:
            apart: list[int] = []
            longer = block.length + 1
            for n in range(block.length + 1):
                one, other = here.get(block.left + n), there.get(block.right + n)
                if n < block.length and one and other and one[0] != other[0]:
                    apart.append(block.left + n)
                    longer = min(longer, one[1], other[1])
                    continue
                if len(apart) < longer:
                    yield from apart
                apart, longer = [], block.length + 1


def _without(aligned: Aligned, refuted: Collection[int]) -> Aligned:
    """Return an alignment without what two sentences share, where all of it is refuted; others share it by right."""
    here, there = aligned.left.tokens, aligned.right.tokens
    pairs = [(i, j, (here[i].segment, there[j].segment)) for i, j in aligned.pairs()]
    shared = {both for i, _, both in pairs if i not in refuted}
    kept = joined([Block(i, j, 1) for i, j, both in pairs if both in shared])
    return aligned._replace(blocks=tuple(kept))
