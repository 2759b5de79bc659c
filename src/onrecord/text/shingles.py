"""Runs of words that two texts share."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes: TypeAlias = npt.NDArray[np.uint64]
    Places: TypeAlias = npt.NDArray[np.int32]

__all__ = [
    "Seeds",
    "SharedRun",
    "apart",
    "chained",
    "runs_of_seeds",
    "sampled_shingles",
    "shared_runs",
    "shingles",
    "word_codes",
]


class SharedRun(NamedTuple):
    """The same `length` words at `left` in one text and at `right` in another."""

    left: int
    right: int
    length: int


class Seeds(NamedTuple):
    """The n-grams of a text's words as hashes: in order of place, and in order of the hash with the places."""

    size: int
    grams: Codes
    ranked: Codes
    order: Places

    @classmethod
    def of(cls, codes: Codes, size: int) -> Seeds:
        """Return the n-grams of `size` words."""
        import numpy as np

        grams = shingles(codes, size)
        order = grams.argsort(kind="stable")
        return cls(size, grams, grams[order], order.astype(np.int32))


def word_codes(words: Sequence[str]) -> Codes:
    """Return a number for each word, the same on every machine: its CRC-32, as uint64."""
    import numpy as np  # a tenth of a second to import, and a tenth of the time for each text

    return np.fromiter(map(_codes.__getitem__, words), dtype=np.uint64, count=len(words))


def sampled_shingles(codes: Codes, size: int, keep_one_in: int) -> Codes:
    """Return the hashes of the word n-grams that fall into the sample (hash divisible), each once."""
    import numpy as np

    hashes = shingles(codes, size)
    if keep_one_in > 1:
        hashes = hashes[hashes % np.uint64(keep_one_in) == 0]
    hashes.sort()
    is_first = np.ones(len(hashes), dtype=bool)
    np.not_equal(hashes[1:], hashes[:-1], out=is_first[1:])
    return hashes[is_first]


def shingles(codes: Codes, size: int) -> Codes:
    """Return the hash of each run of `size` words: a polynomial of their codes modulo 2^64, mixed once."""
    import numpy as np

    n_grams = max(len(codes) - size + 1, 0)
    hashes = np.zeros(n_grams, dtype=np.uint64)
    for offset in range(size):
        hashes *= np.uint64(_BASE)
        hashes += codes[offset : offset + n_grams]
    hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(_MIX)
    hashes ^= hashes >> np.uint64(32)
    return hashes


class _Codes(dict[str, int]):
    """The codes of words that were met, the latest of them: looking one up is a fifth of making it."""

    def __missing__(self, word: str) -> int:
        code = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        if len(self) >= _MOST_CODES:
            self.clear()
        self[word] = code
        return code


_MOST_CODES = 262_144
_codes = _Codes()
_BASE, _MIX = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9
"""Odd constants of SplitMix64 (Steele, Lea and Flood 2014)."""


def runs_of_seeds(left: Seeds, right: Seeds, min_length: int) -> list[SharedRun]:
    """Return what `shared_runs` does, of two long texts by the seeds of both: words of one code are one word."""
    return apart({one for one in _maximal(left, right) if one.length >= min_length}, min_length)


def shared_runs(
    left: Sequence[str], right: Sequence[str], size: int, min_length: int
) -> list[SharedRun]:
    """Return maximal runs of at least `min_length` equal words, longest first, none overlapping.

    Runs may stand in any order in the two texts. Seeds are n-grams of `size`, extended both ways.
    """
    grams = _grams(left, size)
    here = set(grams)
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, gram in enumerate(_grams(right, size)):
        if gram in here:
            places[gram].append(index)
    runs = set()
    ends: dict[int, int] = {}
    for index, gram in enumerate(grams if places else ()):
        for place in places.get(gram, ()):
            diagonal = place - index
            if ends.get(diagonal, -1) > index:
                continue
            length = size
            while (
                index + length < len(left)
                and place + length < len(right)
                and left[index + length] == right[place + length]
            ):
                length += 1
            ends[diagonal] = index + length - size + 1
            if length >= min_length:
                runs.add(SharedRun(index, place, length))
    return apart(runs, min_length)


def _grams(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[offset:] for offset in range(size)), strict=False))


_MOST_SEEDS = 1_000_000
"""Pairs of places with equal n-grams beyond which those that recur most are passed over: a text that says
one word ten thousand times would have 100 million. Of the pairs compared over a day's news the most has
some thousands."""
_RECURS = 64


def _maximal(left: Seeds, right: Seeds) -> list[SharedRun]:
    """Return the maximal runs of as many equal codes as a seed has, and more.

    Pairs of places with equal n-grams, in order of diagonal and place: a run is as many as follow
    upon each other.
    """
    import numpy as np

    if not len(left.grams) or not len(right.grams):
        return []
    first = right.ranked.searchsorted(left.grams)
    (starts,) = (right.ranked.take(first, mode="clip") == left.grams).nonzero()
    if not len(starts):
        return []
    first = first[starts]
    n_there = right.ranked.searchsorted(left.grams[starts], "right") - first
    total = int(n_there.sum())
    if total > len(starts):
        if total > _MOST_SEEDS:
            n_there[n_there > _RECURS] = 0
            total = int(n_there.sum())
        nth = np.arange(total) - (n_there.cumsum() - n_there).repeat(n_there)
        starts, first = starts.repeat(n_there), first.repeat(n_there) + nth
    # one number says the diagonal, then the place: the next in a run is the next number
    in_order = (right.order[first] - starts << _PLACE_BITS) + starts
    in_order.sort()
    begins = np.ones(total + 1, dtype=bool)
    np.not_equal(in_order[1:], in_order[:-1] + 1, out=begins[1:-1])
    (at,) = begins.nonzero()
    lengths = at[1:] - at[:-1] + (left.size - 1)
    here = in_order[at[:-1]]
    starts = here & _PLACE
    others = starts + (here >> _PLACE_BITS)
    return list(map(SharedRun, starts.tolist(), others.tolist(), lengths.tolist()))


_PLACE_BITS = 31
_PLACE = (1 << _PLACE_BITS) - 1


def chained(runs: Sequence[SharedRun], max_gap: int, min_length: int) -> list[list[SharedRun]]:
    """Return the chains of runs that hold at least `min_length` equal words, in order of place.

    Two runs are of one chain where at most `max_gap` words part them in either text, in order:
    a word replaced here and there breaks a run, not a chain.
    """
    chains: list[list[SharedRun]] = []
    for run in sorted(runs, key=lambda one: (one.left, one.right)):
        for chain in reversed(chains[-_OPEN_CHAINS:]):
            last = chain[-1]
            gaps = run.left - last.left - last.length, run.right - last.right - last.length
            if min(gaps) >= 0 and max(gaps) <= max_gap:
                chain.append(run)
                break
        else:
            chains.append([run])
    return [chain for chain in chains if sum(one.length for one in chain) >= min_length]


_OPEN_CHAINS = 8
"""Chains, the latest first, that a run may go on from."""


def apart(runs: set[SharedRun], min_length: int) -> list[SharedRun]:
    """Keep runs, longest first; of one that overlaps a kept run, the parts of so many words that do not."""
    ordered = sorted(runs, key=lambda one: (-one.length, one.left, one.right))
    if len(ordered) < 2 or not _overlap(ordered):
        return ordered
    kept: list[SharedRun] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for run in ordered:
        start, n_before = 0, len(kept)
        for offset in range(run.length + 1):
            is_free = (
                offset < run.length
                and run.left + offset not in used_left
                and run.right + offset not in used_right
            )
            if is_free:
                continue
            if offset - start >= min_length:
                kept.append(SharedRun(run.left + start, run.right + start, offset - start))
            start = offset + 1
        for one in kept[n_before:]:
            used_left.update(range(one.left, one.left + one.length))
            used_right.update(range(one.right, one.right + one.length))
    return sorted(kept, key=lambda one: (-one.length, one.left, one.right))


def _overlap(runs: Sequence[SharedRun]) -> bool:
    """Say whether any two runs share a place in either text."""
    here = sorted((one.left, one.left + one.length) for one in runs)
    there = sorted((one.right, one.right + one.length) for one in runs)
    return any(one[1] > following[0] for side in (here, there) for one, following in pairwise(side))
