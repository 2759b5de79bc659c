"""Two readings aligned word by word.

The longest common subsequence of folded words, without the function words that it picks up far
from everything else; names that differ by a slip of one letter count as one word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel

from onrecord.text.names import name_key
from onrecord.text.shingles import SharedRun, apart
from onrecord.utterances.folding import ANCHOR, Keys, Reading, Token

__all__ = ["FAMILY", "Aligned", "Block", "align", "joined", "split_places", "without_strays"]

_NEAR = 3
"""Words within which a block lighter than an anchor holds on to the next."""
_FAR = 14
"""Words on either side beyond which two anchors are two places and not one."""

FAMILY = 5
"""Letters that stems of one word family begin with alike; four bring "cont-" and "inte-"."""


class Block(NamedTuple):
    """`length` words that stand at `left` in one reading and at `right` in the other."""

    left: int
    right: int
    length: int


class Aligned(NamedTuple):
    """Two readings with their blocks in order, and what the blocks weigh."""

    left: Reading
    right: Reading
    blocks: tuple[Block, ...]
    spelled: bool
    """A name in two spellings was taken for one word."""

    @property
    def mass(self) -> float:
        """Weight of all aligned words."""
        left, right = self.left.weights, self.right.weights
        return sum([min(left[i], right[j]) for i, j in self.pairs()])

    def turned(self) -> Aligned:
        """Return the same with left and right exchanged."""
        blocks = tuple([Block(one.right, one.left, one.length) for one in self.blocks])
        return Aligned(self.right, self.left, blocks, self.spelled)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the aligned indices, left and right."""
        for block in self.blocks:
            for offset in range(block.length):
                yield block.left + offset, block.right + offset


def align(left: Reading, right: Reading, *, shifted: bool = True, derived: bool = False) -> Aligned:
    """Align two readings; exchanging them mirrors the result.

    With `shifted`, what person and tense interchange counts as one word ("I am", "he was"): for
    reported speech; two direct quotations are aligned without it.
    With `derived`, words of one family ("divert", "diversionary") count as one too: for telling
    whether two statements may say the same, never for telling how their words differ.
    """
    n_left, n_right = len(left.tokens), len(right.tokens)
    if left.exact == right.exact:
        whole = (Block(0, 0, n_left),) if n_left else ()
        return Aligned(left, right, whole, spelled=False)
    if n_left > n_right or (n_left == n_right and left.exact > right.exact):
        blocks, is_spelled = _aligned(right, left, shifted=shifted, derived=derived)
        blocks = [Block(one.right, one.left, one.length) for one in blocks]
    else:
        blocks, is_spelled = _aligned(left, right, shifted=shifted, derived=derived)
    return Aligned(left, right, tuple(blocks), is_spelled)


def _aligned(
    left: Reading, right: Reading, *, shifted: bool, derived: bool
) -> tuple[list[Block], bool]:
    """Return the blocks of two readings, and whether a name in two spellings was taken for one word."""
    same = _respelled(left, right)
    if derived:
        same |= _families(left, right)
    first, second = left.keys(shifted=shifted), right.keys(shifted=shifted)
    if same:
        second = Keys(tuple([same.get(key, key) for key in second.words]), second.weights)
    if first.pairs.isdisjoint(second.pairs) and first.heavy.isdisjoint(second.distinct):
        return [], bool(same)  # neither two words in a row nor one that holds by itself
    weights = first.weights
    anchors = _chain(_runs(first, second), weights)
    found = list(_filled(first.words, second.words, anchors))
    slid = _slid(joined(found), first.words, second.words)
    begun = _begun(slid, (left.tokens, first.words), (right.tokens, second.words))
    return _placed(_held(begun, weights), weights), bool(same)


def _runs(left: Keys, right: Keys) -> list[SharedRun]:
    """Return the longest runs of two words and more that both have, none overlapping."""
    found: list[SharedRun] = []
    both = left.pairs & right.pairs
    pairs = [
        (there - here, here)
        for pair in both
        for here in left.places[pair]
        for there in right.places[pair]
    ]
    for distance, at in sorted(pairs):
        last = found[-1] if found else None
        if last and last.right - last.left == distance and last.left + last.length == at + 1:
            found[-1] = SharedRun(last.left, last.right, last.length + 1)
        else:
            found.append(SharedRun(at, at + distance, 2))
    return apart(set(found), 2) if len(found) > 1 else found


def _chain(shared: Sequence[SharedRun], weights: Sequence[float]) -> list[Block]:
    """Return the runs of two words or more, in one order on both sides, that weigh most together.

    A longest subsequence alone scatters itself over repeated words; runs keep it where the words
    stand in a row.
    """
    runs = [Block(*run) for run in shared]
    runs = sorted((one for one in runs if _mass(weights, one) >= ANCHOR), key=lambda b: b.left)
    best: list[tuple[float, int]] = []
    for i, run in enumerate(runs):
        before = [
            (best[j][0], j)
            for j in range(i)
            if runs[j].left + runs[j].length <= run.left
            and runs[j].right + runs[j].length <= run.right
        ]
        mass, at = max(before, default=(0.0, -1), key=lambda one: (one[0], -one[1]))
        # longer runs weigh more than their words: a row of words is what is looked for
        best.append((mass + _mass(weights, run) * (1 + run.length / 10), at))
    if not best:
        return []
    index = max(range(len(best)), key=lambda i: (best[i][0], -i))
    chain = []
    while index >= 0:
        chain.append(runs[index])
        index = best[index][1]
    return chain[::-1]


def _filled(left: Sequence[str], right: Sequence[str], anchors: Sequence[Block]) -> Iterator[Block]:
    """Yield the anchors with the longest common subsequence of each stretch between them."""
    at_left = at_right = 0
    for anchor in (*anchors, Block(len(left), len(right), 0)):
        one, other = left[at_left : anchor.left], right[at_right : anchor.right]
        ids = {key: number for number, key in enumerate(one, 1)}
        if ids and other:
            codes = Indel.opcodes([ids[key] for key in one], [ids.get(key, 0) for key in other])
            for here, there, length in codes.as_matching_blocks():
                if length:  # the last has none
                    yield Block(at_left + here, at_right + there, length)
        if anchor.length:
            yield anchor
        at_left, at_right = anchor.left + anchor.length, anchor.right + anchor.length


def joined(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in order, those that follow upon each other on both sides as one."""
    out: list[Block] = []
    for block in blocks:
        last = out[-1] if out else None
        if last and (last.left + last.length, last.right + last.length) == (
            block.left,
            block.right,
        ):
            out[-1] = Block(last.left, last.right, last.length + block.length)
        else:
            out.append(block)
    return out


def _slid(blocks: list[Block], left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """Move a block whole to where its words stand again next to its neighbour.

    A longest subsequence is as long with "the coalition ... the coalition does the same" aligned
    at the first or at the second place; readers want the words in a row.
    """
    out = list(blocks)
    index = 0
    while index + 1 < len(out):
        first, second = out[index], out[index + 1]
        end_left, end_right = first.left + first.length, first.right + first.length
        n = first.length
        if end_left == second.left and _equal(left, first.left, right, second.right - n, n):
            if second.right - n >= end_right:
                out[index : index + 2] = [Block(first.left, second.right - n, n + second.length)]
                index = max(0, index - 1)
                continue
        elif (
            end_right == second.right
            and second.left - n >= end_left
            and _equal(right, first.right, left, second.left - n, n)
        ):
            out[index : index + 2] = [Block(second.left - n, first.right, n + second.length)]
            index = max(0, index - 1)
            continue
        index += 1
    return out


_Side = tuple[Sequence[Token], Sequence[str]]
"""One reading's tokens, and its words as they are aligned."""


def _begun(blocks: Sequence[Block], *sides: _Side) -> list[Block]:
    """Move the words by which one's sentence begins to where they stand again before what follows on them.

    Of "I | don't know how many, but I | know that he did" beside "I know that he did" the second "I" is its subject.
    `sides` are the left and the right one.
    """
    out = list(blocks)
    for index, (first, second) in enumerate(pairwise(blocks)):
        ends = first.left + first.length, first.right + first.length
        starts = second.left, second.right
        here = next((side for side in (0, 1) if ends[side] == starts[side]), None)
        if here is None:
            continue
        tokens, words = sides[here]
        n = _from_beginning(tokens, starts[here])
        there = starts[1 - here] - n
        is_again = _equal(words, starts[here] - n, sides[1 - here][1], there, n)
        if is_again and 0 < n < out[index].length and there >= ends[1 - here]:
            out[index] = out[index]._replace(length=out[index].length - n)
            out[index + 1] = Block(second.left - n, second.right - n, n + second.length)
    return out


def _from_beginning(tokens: Sequence[Token], place: int) -> int:
    """Return how many words of its sentence stand before a place."""
    n = 0
    while n < place and tokens[place - n - 1].segment == tokens[place].segment:
        n += 1
    return n


def _equal(one: Sequence[str], start: int, other: Sequence[str], place: int, n: int) -> bool:
    return place >= 0 and one[start : start + n] == other[place : place + n]


def _mass(weights: Sequence[float], block: Block) -> float:
    return sum(weights[block.left : block.left + block.length])


def _held(blocks: list[Block], weights: Sequence[float]) -> list[Block]:
    """Keep blocks that hold by their weight, and light ones within reach of a kept neighbour."""
    masses = [_mass(weights, block) for block in blocks]
    anchors = [i for i, mass in enumerate(masses) if mass >= ANCHOR]
    if not anchors:
        return []
    kept = set(anchors)
    changed = True
    while changed:
        changed = False
        for i in range(len(blocks)):
            if i in kept:
                continue
            beside = [j for j in (i - 1, i + 1) if j in kept]
            if any(_gap(blocks[min(i, j)], blocks[max(i, j)]) <= _NEAR for j in beside):
                kept.add(i)
                changed = True
    ordered = sorted(kept)
    return [blocks[i] for i in ordered]


_PLACE_MASS, _PLACE_RUN = 12.0, 4
"""What blocks far from all others weigh together at least, or how many words one of them has in a row, for them to
be a place of its own: a rare word or two stand anywhere in a long speech. Set by hand, on three transcripts."""


def _placed(blocks: list[Block], weights: Sequence[float]) -> list[Block]:
    """Leave out blocks far from the heaviest that are too light to be another place of the text."""
    parts: list[list[Block]] = []
    for block in blocks:
        if parts and _gap(parts[-1][-1], block) <= _FAR:
            parts[-1].append(block)
        else:
            parts.append([block])
    if len(parts) < 2:
        return blocks
    masses = [sum(_mass(weights, one) for one in part) for part in parts]
    heaviest = max(range(len(parts)), key=lambda at: (masses[at], -at))
    return [
        block
        for at, part in enumerate(parts)
        if at == heaviest
        or masses[at] >= _PLACE_MASS
        or max(one.length for one in part) >= _PLACE_RUN
        for block in part
    ]


def _gap(first: Block, second: Block) -> int:
    return max(second.left - first.left - first.length, second.right - first.right - first.length)


def split_places(aligned: Aligned) -> list[Aligned]:
    """Part an alignment where two anchors stand far apart on both sides: two places, not one."""
    parts: list[list[Block]] = []
    for block in aligned.blocks:
        last = parts[-1][-1] if parts else None
        near = last is not None and (
            min(block.left - last.left - last.length, block.right - last.right - last.length)
            <= _FAR
        )
        if near:
            parts[-1].append(block)
        else:
            parts.append([block])
    return [Aligned(aligned.left, aligned.right, tuple(part), aligned.spelled) for part in parts]


def without_strays(aligned: Aligned, function_words: Collection[str]) -> Aligned:
    """Return an alignment without words that two sentences share by chance, where it has others.

    Function words alone, of sentences with little else in common ("it is *not* certain", "we are *not* there yet"),
    unless none are given, and a word by itself at either end, far from the next ("your *bus* in the rain, remember
    ...", "*bus* drivers").
    """
    kept = list(aligned.blocks)
    if function_words:
        by_chance = _shared_by_chance(aligned, function_words)
        kept = [one for one in kept if one not in by_chance]
    while len(kept) > 1 and _is_far(kept[0], kept[1], kept[0]):
        del kept[0]
    while len(kept) > 1 and _is_far(kept[-2], kept[-1], kept[-1]):
        del kept[-1]
    return aligned._replace(blocks=tuple(kept)) if kept else aligned


def _shared_by_chance(aligned: Aligned, function_words: Collection[str]) -> set[Block]:
    """Return the blocks of function words alone, of sentences that share nothing else and not half of themselves."""
    left, right = aligned.left.tokens, aligned.right.tokens
    totals = [_weights_of_sentences(one) for one in (left, right)]
    shared: defaultdict[tuple[int, int], float] = defaultdict(float)
    telling: set[tuple[int, int]] = set()
    for i, j in aligned.pairs():
        both = left[i].segment, right[j].segment
        shared[both] += min(left[i].weight, right[j].weight)
        if left[i].exact not in function_words:
            telling.add(both)

    def is_stray(block: Block) -> bool:
        if not (block.left and block.right):
            return False  # the "that" with which one of them begins
        return all(
            (both := (left[block.left + n].segment, right[block.right + n].segment)) not in telling
            and shared[both] < _HALF * min(totals[0][both[0]], totals[1][both[1]])
            for n in range(block.length)
        )

    return set(filter(is_stray, aligned.blocks))


_HALF = 0.5
"""Share of the lighter of two sentences from which function words alone are no chance: "he would not". By hand."""
_STRAY = 5
"""Words between a word by itself and the next that is shared, on one side, with one at least on the other. By hand."""


def _is_far(before: Block, after: Block, alone: Block) -> bool:
    gaps = after.left - before.left - before.length, after.right - before.right - before.length
    return alone.length == 1 and max(gaps) >= _STRAY and min(gaps) > 0


def _weights_of_sentences(tokens: Sequence[Token]) -> defaultdict[int, float]:
    weights: defaultdict[int, float] = defaultdict(float)
    for one in tokens:
        weights[one.segment] += one.weight
    return weights


def _respelled(left: Reading, right: Reading) -> dict[str, str]:
    """Return right-hand words that are a left-hand name in another spelling.

    Capitalised words of six letters or more, one slip apart (an exchange of neighbours included), or of one key by
    transliteration ("Gadhafi", "Qaddafi").
    """
    if not left.long_names or not right.long_names:
        return {}
    only_left = left.long_names - right.keys(shifted=False).distinct
    only_right = right.long_names - left.keys(shifted=False).distinct if only_left else frozenset()
    same = {}
    for word in sorted(only_right):
        near = [
            other
            for other in sorted(only_left)
            if OSA.distance(word, other, score_cutoff=1) <= 1 or name_key(word) == name_key(other)
        ]
        if len(near) == 1:
            same[word] = near[0]
    return same


def _families(left: Reading, right: Reading) -> dict[str, str]:
    """Return right-hand stems that begin as a left-hand stem does, for most of the shorter one."""
    lefts, rights = left.keys(shifted=False).distinct, right.keys(shifted=False).distinct
    by_beginning: dict[str, list[str]] = {}
    for word in sorted(lefts - rights):
        by_beginning.setdefault(word[:FAMILY], []).append(word)
    same = {}
    for word in sorted(rights - lefts):
        near = [other for other in by_beginning.get(word[:FAMILY], ()) if _is_family(word, other)]
        if len(near) == 1:
            same[word] = near[0]
    return same


def _is_family(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), shorter)
    return common >= FAMILY and common >= 0.8 * shorter
