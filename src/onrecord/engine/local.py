"""The engine on this machine: in-process for small sets, worker processes beyond."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TypeVar

from onrecord.errors import ItemError
from onrecord.stage import Grouping, Step, Tally, components

__all__ = ["LocalEngine"]

_log = logging.getLogger(__name__)

Item = TypeVar("Item")
Out = TypeVar("Out")
Comparison = TypeVar("Comparison")
Group = TypeVar("Group")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEngine:
    """Runs steps and groupings here."""

    workers: int = 1
    """Processes; 1 runs in this one. 0 takes one a core."""
    parallel_from: int = 64
    """Fewer items than this run in-process: starting workers costs more than it saves."""
    max_seconds: float = 60.0
    """Seconds that a step may take for one item; then the item is rejected and the run goes on. The
    slowest of 974 benchmark pages takes two. 0 sets no limit."""
    max_per_key: int = 400
    """A key that more items share than this tells little; it pairs neighbours alone (and is counted)."""

    def map(
        self, step: Step[Item, Out], items: Sequence[Item], tally: Tally
    ) -> Iterator[tuple[Item, list[Out] | ItemError]]:
        """Yield each item, in order, with what the step made of it or the error it cost."""
        run = partial(_run_one, step, self.max_seconds)
        n_workers = self.workers or os.cpu_count() or 1
        if n_workers == 1 or len(items) < self.parallel_from:
            results: Iterable[tuple[list[Out] | ItemError, Tally]] = map(run, items)
            yield from _counted(items, results, tally)
            return
        with ProcessPoolExecutor(n_workers) as pool:
            chunk = max(1, len(items) // (n_workers * 8))
            yield from _counted(items, pool.map(run, items, chunksize=chunk), tally)

    def group(
        self, grouping: Grouping[Item, Comparison, Group], items: Sequence[Item], tally: Tally
    ) -> tuple[list[Group], list[Comparison]]:
        """Return the groups of all items, and every comparison that found something."""
        found: dict[tuple[int, int], Comparison] = {}
        for left, right in self.pairs(
            grouping.keys, items, tally, getattr(grouping, "min_shared_keys", 1)
        ):
            comparison = grouping.compare(items[left], items[right])
            if comparison is not None:
                found[left, right] = comparison
        links = [pair for pair, comparison in found.items() if grouping.is_link(comparison)]
        group_of = components(len(items), links)
        members: defaultdict[int, list[Item]] = defaultdict(list)
        for index, item in enumerate(items):
            members[group_of[index]].append(item)
        among: defaultdict[int, list[Comparison]] = defaultdict(list)
        for (left, right), comparison in found.items():
            if group_of[left] == group_of[right]:
                among[group_of[left]].append(comparison)
        groups = [
            group
            for label, group_members in members.items()
            for group in grouping.assemble(group_members, among[label])
        ]
        return groups, list(found.values())

    def pairs(
        self,
        keys: Callable[[Item], Iterable[Hashable]],
        items: Sequence[Item],
        tally: Tally,
        min_shared: int = 1,
    ) -> Iterator[tuple[int, int]]:
        """Yield each pair of indices (smaller first) that shares `min_shared` keys, once.

        A key that very many share pairs each item with those next to it alone: enough to hold a
        large group together, without all its pairs.
        """
        postings: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index, item in enumerate(items):
            for key in set(keys(item)):
                postings[key].append(index)
        shared: Counter[tuple[int, int]] = Counter()
        for indices in postings.values():
            if len(indices) == 1:
                continue
            if len(indices) <= self.max_per_key:
                shared.update(combinations(indices, 2))
            else:
                tally["pairs.key_common"] += 1
                for step in range(1, _NEIGHBOURS + 1):
                    shared.update(zip(indices, indices[step:], strict=False))
        yield from sorted(pair for pair, n_keys in shared.items() if n_keys >= min_shared)


_NEIGHBOURS = 3
"""Items on either side that a common key pairs an item with. Set by hand."""


class _TooSlow(BaseException):
    """Raised by the alarm; not an Exception, so that no library swallows it."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise _TooSlow after so many seconds, where there are alarms: the main thread of a POSIX process."""
    has_alarm = (
        hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    )
    if not seconds or not has_alarm:
        yield
        return

    def stop(number: int, frame: object) -> None:
        del number, frame
        raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _run_one(
    step: Step[Item, Out], max_seconds: float, item: Item
) -> tuple[list[Out] | ItemError, Tally]:
    tally = Tally()
    try:
        with _limited(max_seconds):
            return list(step.run(item, tally)), tally
    except _TooSlow:
        detail = f"not done after {max_seconds:g} seconds (setting engine.max_seconds)"
        return ItemError(type(step).__name__, "too_slow", detail), Tally()
    except ItemError as error:
        return error, tally
    except Exception as error:  # noqa: BLE001 - the one place where any error costs one item and not the run
        _log.exception("a stage failed on one item")
        stage = type(step).__name__
        return ItemError(stage, "stage_failed", f"{type(error).__name__}: {error}"), tally


def _counted(
    items: Sequence[Item],
    results: Iterable[tuple[list[Out] | ItemError, Tally]],
    tally: Tally,
) -> Iterator[tuple[Item, list[Out] | ItemError]]:
    for item, (result, counts) in zip(items, results, strict=True):
        tally.update(counts)
        yield item, result
