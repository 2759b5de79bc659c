"""Parts of one quotation that stand in different turns of a transcript.

Reporters print what was said in two answers as one quotation with "he said" between its parts. Each part is held
against the turn that has it: all of it against both finds words of the one in the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.utterances.collation import Aligned, Block, align
from onrecord.utterances.folding import Reading
from onrecord.utterances.matching import is_shifted
from onrecord.utterances.witnesses import Witness

__all__ = ["Turns", "align_parts", "turns_of_parts"]

Turns = Mapping[str, Mapping[int, str]]
"""Of statements whose parts are of different turns: of each part's number the turn's statement id."""

_BY_FAR = 1.5
"""How many times the weight that other turns share with a part its own must. Set by hand."""


def turns_of_parts(linked: Iterable[tuple[Witness, Witness]]) -> Turns:
    """Return of which turn each part is, of quotations in several parts that several turns of a transcript have."""
    turns: defaultdict[str, list[Witness]] = defaultdict(list)
    quoted: dict[str, Witness] = {}
    for left, right in linked:
        for one, other in ((left, right), (right, left)):
            if (
                other.article.role == "transcript" != one.article.role
                and len(one.statement.content) > 1
            ):
                turns[one.statement.id].append(other)
                quoted[one.statement.id] = one
    return {id_: _turns_of(quoted[id_], some) for id_, some in turns.items() if len(some) > 1}


def _turns_of(quotation: Witness, turns: Sequence[Witness]) -> dict[int, str]:
    """Return the turn of each part that one has by far the most of; parts that several have alike are of all."""
    found = {}
    for number in range(len(quotation.statement.content)):
        part = _only(quotation.reading, {number})
        masses = sorted(
            (
                (
                    align(part, one.reading, shifted=is_shifted(quotation, one)).mass,
                    one.statement.id,
                )
                for one in turns
            ),
            reverse=True,
        )
        (most, turn), (second, _) = masses[:2]
        if most > _BY_FAR * second:
            found[number] = turn
    return found


def _only(reading: Reading, parts: Collection[int]) -> Reading:
    return replace(reading, tokens=tuple(one for one in reading.tokens if one.fragment in parts))


def align_parts(left: Witness, right: Witness, turn_of: Turns) -> Aligned | None:
    """Align two statements, of a quotation the parts alone that are of the other's turn; None where none is."""
    shifted = is_shifted(left, right)
    for one, other in ((left, right), (right, left)):
        parts = turn_of.get(one.statement.id) if other.article.role == "transcript" else None
        if not parts:
            continue
        own = {
            n
            for n in range(len(one.statement.content))
            if parts.get(n) in {None, other.statement.id}
        }
        if len(own) == len(one.statement.content):
            continue
        places = [i for i, token in enumerate(one.reading.tokens) if token.fragment in own]
        aligned = align(_only(one.reading, own), other.reading, shifted=shifted)
        if not aligned.blocks:
            return None
        blocks = tuple(_in_whole(aligned.blocks, places))
        whole = Aligned(one.reading, other.reading, blocks, aligned.spelled)
        return whole if one is left else whole.turned()
    return align(left.reading, right.reading, shifted=shifted)


def _in_whole(blocks: Iterable[Block], places: list[int]) -> Iterable[Block]:
    """Yield blocks of some tokens as those of all, parted where others stand between."""
    for block in blocks:
        at = 0
        for offset in range(1, block.length + 1):
            is_last = offset == block.length
            if is_last or places[block.left + offset] != places[block.left + offset - 1] + 1:
                yield Block(places[block.left + at], block.right + at, offset - at)
                at = offset
