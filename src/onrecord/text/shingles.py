"""Runs of words that two texts share."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["SharedRun", "sampled_shingles", "shared_runs"]


class SharedRun(NamedTuple):
    """The same `length` words at `left` in one text and at `right` in another."""

    left: int
    right: int
    length: int


def sampled_shingles(words: Sequence[str], size: int, keep_one_in: int) -> set[int]:
    """Return the hashes of the word n-grams that fall into the sample (hash divisible)."""
    hashes = (
        zlib.crc32(" ".join(words[i : i + size]).encode()) for i in range(len(words) - size + 1)
    )
    return {value for value in hashes if value % keep_one_in == 0}


def shared_runs(
    left: Sequence[str], right: Sequence[str], size: int, min_length: int
) -> list[SharedRun]:
    """Return maximal runs of at least `min_length` equal words, longest first, none overlapping.

    Runs may stand in any order in the two texts. Seeds are n-grams of `size`, extended both ways.
    """
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in range(len(right) - size + 1):
        places[tuple(right[index : index + size])].append(index)
    runs: set[SharedRun] = set()
    ends: dict[int, int] = {}
    for index in range(len(left) - size + 1):
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
