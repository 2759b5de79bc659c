"""Candidate pairs of items whose keys are numbers, found by sorting them all at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from onrecord.stage import Tally

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Keys: TypeAlias = npt.NDArray[np.uint64]

__all__ = ["NEIGHBOURS", "by_component", "in_order", "pairs_of_arrays"]

Thing = TypeVar("Thing")

NEIGHBOURS = 3
"""Items on either side that a common key pairs an item with. Set by hand."""
_AT_ONCE = 4_000_000
"""Meetings of two items under a key that are counted at a time: 100 megabytes of them."""


def pairs_of_arrays(
    keys_of: Sequence[Keys], tally: Tally, min_shared: int, max_per_key: int
) -> Iterator[tuple[int, int]]:
    """Yield each pair of indices (smaller first) that shares `min_shared` keys, once, in order.

    `keys_of` holds for each item its keys, each once. A key of more than `max_per_key` items pairs
    each with those next to it alone.
    """
    import numpy as np

    n_items = len(keys_of)
    keys, owners = _held_by_several(keys_of)
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    n = len(keys)
    if not n:
        return
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    held = np.diff(first, append=n)
    if n_common := int((held > max_per_key).sum()):
        tally["pairs.key_common"] += n_common
    # how many later owners of its key each place meets; they stand right behind it
    meets = np.repeat(first + held, held) - np.arange(n) - 1
    is_common = np.repeat(held > max_per_key, held)
    meets[is_common] = np.minimum(meets[is_common], NEIGHBOURS)
    places = np.flatnonzero(meets)
    places = places[np.argsort(owners[places], kind="stable")]
    meets = meets[places]
    done = np.cumsum(meets)
    ends = np.flatnonzero(np.diff(owners[places], append=n_items)) + 1  # of each owner's places
    begin = 0
    while begin < len(places):
        # whole owners, so that a pair is counted in one piece
        limit = np.searchsorted(done, (done[begin - 1] if begin else 0) + _AT_ONCE, "right")
        whole = ends[np.searchsorted(ends, limit, "right") - 1]
        end = int(whole) if whole > begin else int(ends[np.searchsorted(ends, begin, "right")])
        some, n_met = places[begin:end], meets[begin:end]
        nth = np.arange(n_met.sum()) - np.repeat(np.cumsum(n_met) - n_met, n_met)
        left = np.repeat(owners[some], n_met)
        right = owners[np.repeat(some, n_met) + 1 + nth]
        pairs, n_shared = np.unique(left * n_items + right, return_counts=True)
        chosen = pairs[n_shared >= min_shared]
        yield from zip((chosen // n_items).tolist(), (chosen % n_items).tolist(), strict=True)
        begin = end


_FILTERED = 10_000
"""Items whose keys are looked up at a time."""


def _held_by_several(keys_of: Sequence[Keys]) -> tuple[Keys, npt.NDArray[np.int64]]:
    """Return the keys that more than one item has, item by item, and the item that each is of.

    Most shingles of news stand in one text alone; what is done with the others needs several times their room.
    """
    import numpy as np

    every = np.concatenate([np.zeros(0, np.uint64), *keys_of])
    every.sort()
    again = every[1:][every[1:] == every[:-1]]
    del every
    keys, owners = [again[:0]], [np.zeros(0, np.int64)]
    if not len(again):
        return keys[0], owners[0]
    for begin in range(0, len(keys_of), _FILTERED):
        some = keys_of[begin : begin + _FILTERED]
        held = np.concatenate(some)
        of = np.repeat(np.arange(begin, begin + len(some)), [len(one) for one in some])
        at = np.minimum(np.searchsorted(again, held), len(again) - 1)
        is_shared = again[at] == held
        keys.append(held[is_shared])
        owners.append(of[is_shared])
    return np.concatenate(keys), np.concatenate(owners)


def by_component(pairs: array[int], component_of: Sequence[int]) -> array[int]:
    """Return pairs (left and right in turn) so that those of one component follow upon each other."""
    import numpy as np

    both = np.frombuffer(pairs, dtype=np.uintc).reshape(-1, 2)
    order = np.argsort(np.asarray(component_of)[both[:, 0]], kind="stable")
    return array("I", both[order].tobytes())


def in_order(pairs: array[int], things: Sequence[Thing]) -> tuple[array[int], list[Thing]]:
    """Return pairs (left and right in turn) by left and right, and what belongs to each in the same order."""
    import numpy as np

    both = np.frombuffer(pairs, dtype=np.uintc).reshape(-1, 2)
    order = np.lexsort((both[:, 1], both[:, 0]))
    return array("I", both[order].tobytes()), [things[at] for at in order.tolist()]
