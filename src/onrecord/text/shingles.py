"""Runs of words that two texts share."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes: TypeAlias = npt.NDArray[np.uint64]

__all__ = ["SharedRun", "chained", "sampled_shingles", "shared_runs", "word_codes"]


class SharedRun(NamedTuple):
    """The same `length` words at `left` in one text and at `right` in another."""

    left: int
    right: int
    length: int


def word_codes(words: Sequence[str]) -> Codes:
    """Return a number for each word, the same on every machine: its CRC-32, as uint64."""
    import numpy as np  # a tenth of a second to import, and a tenth of the time for each text

    return np.array([_code(word) for word in words], dtype=np.uint64)


def sampled_shingles(codes: Codes, size: int, keep_one_in: int) -> list[int]:
    """Return the hashes of the word n-grams that fall into the sample (hash divisible), each once."""
    import numpy as np

    hashes = _grams(codes, size)
    kept: list[int] = np.unique(hashes[hashes % np.uint64(keep_one_in) == 0]).tolist()
    return kept


def _grams(codes: Codes, size: int) -> Codes:
    """Return the hash of each run of `size` words: a polynomial of their codes modulo 2^64, mixed once."""
    import numpy as np

    n_grams = max(len(codes) - size + 1, 0)
    hashes = np.zeros(n_grams, dtype=np.uint64)
    for offset in range(size):
        hashes = hashes * np.uint64(_BASE) + codes[offset : offset + n_grams]
    hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(_MIX)
    hashes ^= hashes >> np.uint64(32)
    return hashes


@lru_cache(maxsize=262_144)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


_BASE, _MIX = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9
"""Odd constants of SplitMix64 (Steele, Lea and Flood 2014)."""


def shared_runs(
    left: Sequence[str],
    right: Sequence[str],
    size: int,
    min_length: int,
    codes: tuple[Codes, Codes] | None = None,
) -> list[SharedRun]:
    """Return maximal runs of at least `min_length` equal words, longest first, none overlapping.

    Runs may stand in any order in the two texts. Seeds are n-grams of `size`, extended both ways.
    With the `codes` of both texts' words long texts are sifted for n-grams that both have first.
    """
    here: Iterable[int] = range(len(left) - size + 1)
    there: Iterable[int] = range(len(right) - size + 1)
    if codes is not None:
        here, there = _common_grams(*codes, size)
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in there:
        places[tuple(right[index : index + size])].append(index)
    runs: set[SharedRun] = set()
    ends: dict[int, int] = {}
    for index in here:
        for place in places.get(tuple(left[index : index + size]), ()):
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
    return _apart(runs, min_length)


def _common_grams(left: Codes, right: Codes, size: int) -> tuple[list[int], list[int]]:
    """Return where in each text runs of `size` words begin that the other has too."""
    import numpy as np

    here, there = _grams(left, size), _grams(right, size)
    is_common = np.isin(here, there)
    if not is_common.any():
        return [], []
    places: list[int] = np.flatnonzero(is_common).tolist()
    others: list[int] = np.flatnonzero(np.isin(there, here[is_common])).tolist()
    return places, others


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


def _apart(runs: set[SharedRun], min_length: int) -> list[SharedRun]:
    """Keep runs, longest first; of one that overlaps a kept run, the parts that do not."""
    kept: list[SharedRun] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for run in sorted(runs, key=lambda one: (-one.length, one.left, one.right)):
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
