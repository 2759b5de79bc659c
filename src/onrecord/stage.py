"""The two shapes of work, and the counting that both do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

__all__ = ["Grouping", "Over", "Progress", "Silent", "Step", "Tally", "components", "unwatched"]

In_contra = TypeVar("In_contra", contravariant=True)
Out_co = TypeVar("Out_co", covariant=True)
Item_contra = TypeVar("Item_contra", contravariant=True)
Comparison = TypeVar("Comparison")
Group_co = TypeVar("Group_co", covariant=True)


class Tally(Counter[str]):
    """Counts by dotted name; tallies add up over shards."""


Item = TypeVar("Item")


class Over(Protocol):
    """Yields what it is given, one by one, and may tell how far it is."""

    def __call__(self, items: Iterable[Item], total: int, /) -> Iterable[Item]:
        """Yield the items; `total` is how many there will be, 0 where nobody knows."""
        ...


def unwatched(items: Iterable[Item], total: int, /) -> Iterable[Item]:
    """Yield the items and tell nobody."""
    del total
    return items


class Progress(Protocol):
    """Hears how a run goes on."""

    def over(self, stage: str) -> Over:
        """Return what a stage passes its items through."""
        ...

    def done(self, stage: str, n_made: int) -> None:
        """Hear that a stage is done, and how much it made."""
        ...


class Silent:
    """Tells nobody how a run goes on."""

    def over(self, stage: str) -> Over:
        """Return what passes items through."""
        del stage
        return unwatched

    def done(self, stage: str, n_made: int) -> None:
        """Tell nothing."""


class Step(Protocol[In_contra, Out_co]):
    """Takes one item and yields any number. Raises ItemError for an item it cannot use."""

    def run(self, item: In_contra, tally: Tally) -> Iterator[Out_co]:
        """Yield what comes of `item`."""
        ...


class Grouping(Protocol[Item_contra, Comparison, Group_co]):
    """Brings like items together, in three pure parts.

    An attribute `min_shared_keys` (1 where there is none) says how many keys two items must share
    to be compared; `max_met` (0, no limit, where there is none) how many others an item looks at
    under its keys, the rarest first. A method `holds` says of a key whether any two items under it are
    linked, whatever they are: then each is compared with those next to it alone.
    """

    def keys(self, item: Item_contra) -> Iterable[Hashable]:
        """Yield the keys under which this item may meet its like."""
        ...

    def compare(self, left: Item_contra, right: Item_contra) -> Comparison | None:
        """Compare two items: what was found with its reasons, or None for nothing."""
        ...

    def is_link(self, comparison: Comparison) -> bool:
        """Say whether what was found puts both in one group."""
        ...

    def assemble(
        self, members: Sequence[Item_contra], comparisons: Sequence[Comparison]
    ) -> Iterator[Group_co]:
        """Make the group of these members; `comparisons` are all that lie among them."""
        ...


def components(n_items: int, links: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each of `n_items` the smallest index that links lead to (union-find)."""
    parent = list(range(n_items))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for left, right in links:
        low, high = sorted((root(left), root(right)))
        parent[high] = low
    return [root(index) for index in range(n_items)]
