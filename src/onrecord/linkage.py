"""Groups joined the most alike first, by the mean over their pairs (UPGMA)."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Between", "join_nearest"]


@dataclass(frozen=True, slots=True)
class Between:
    """What the pairs of two groups come to: the sum of their scores, how many they are, whether any links."""

    total: float
    n: int
    is_linked: bool = True

    @property
    def mean(self) -> float:
        """The mean score of a pair."""
        return self.total / self.n

    def may_join(self, min_mean: float) -> bool:
        """Say whether it is enough to make the two groups one."""
        return self.is_linked and self.mean >= min_mean

    def __add__(self, other: Between) -> Between:
        linked = self.is_linked or other.is_linked
        return Between(self.total + other.total, self.n + other.n, linked)


def join_nearest(
    between: list[dict[int, Between]],
    min_mean: float,
    take_in: Callable[[int, int], None],
    unmet: Callable[[int, int], Between] | None = None,
) -> None:
    """Join the two groups of highest mean while that is at least `min_mean`.

    `between` holds for each group, by its number, what is between it and those that it meets; it is changed.
    `take_in` is told which group takes in which. What is between two that have not met, where one of them joins a
    third that has met the other, `unmet` tells, asked before they are joined; without it there is nothing.
    """
    # a heap of means, the highest first; what has changed since it was put in is passed over
    waiting = [
        (-told.mean, i, j)
        for i, others in enumerate(between)
        for j, told in others.items()
        if i < j and told.may_join(min_mean)
    ]
    heapq.heapify(waiting)
    is_gone = [False] * len(between)
    while waiting:
        mean, i, j = heapq.heappop(waiting)
        if is_gone[i] or is_gone[j] or -mean != between[i][j].mean:
            continue
        one, other = between[i], between[j]
        met = (one.keys() | other.keys()) if unmet else set(other)
        for k in met - {i, j}:
            left, right = one.get(k), other.get(k)
            if unmet:
                left, right = left or unmet(i, k), right or unmet(j, k)
            now = left + right if left and right else left or right
            if now is None:
                continue
            one[k] = between[k][i] = now
            between[k].pop(j, None)
            if now.may_join(min_mean):
                heapq.heappush(waiting, (-now.mean, min(i, k), max(i, k)))
        take_in(i, j)
        is_gone[j], between[j] = True, {}
        del one[j]
