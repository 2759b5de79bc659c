"""The engine on many machines: the same steps and groupings, as tasks of a Ray cluster.

A task is a piece of the items or of the pairs; what it yields goes back to this process, which alone writes.
A task whose worker or node is lost is run again elsewhere; results are taken in order, so the
record is the same. Why Ray's tasks and no data frame on top: docs/design/0017.
"""

from __future__ import annotations

import logging
import os
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, fields
from typing import Any, Self, TypeVar

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody is told that it runs

import ray
from ray.exceptions import RayError

from onrecord.engine.local import (
    KILLED,
    LocalEngine,
    Result,
    chunks_of,
    compared_pairs,
    limit_memory,
    run_chunk,
)
from onrecord.errors import SettingsError
from onrecord.stage import Tally

__all__ = ["ClusterEngine"]

Item = TypeVar("Item")
Out = TypeVar("Out")
Comparison = TypeVar("Comparison")
_AHEAD = 4
"""Tasks a worker that are under way or wait at a time: results that are not taken yet fill memory."""
_RETRIES = 3
"""How often a task is run again whose worker was lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterEngine(LocalEngine):
    """Runs steps and groupings on a Ray cluster."""

    @classmethod
    def of(cls, settings: LocalEngine) -> Self:
        """Join the cluster that the settings name. Raises SettingsError where there is none."""
        if not ray.is_initialized():
            address = None if settings.cluster == "local" else settings.cluster
            n_cores = (settings.workers or None) if address is None else None
            try:
                ray.init(
                    address=address,
                    num_cpus=n_cores,
                    include_dashboard=False,
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                )
            except (RayError, ConnectionError, RuntimeError, ValueError) as error:
                message = f"engine.cluster is {settings.cluster!r}: {error}"
                raise SettingsError(message) from error
        return cls(**{one.name: getattr(settings, one.name) for one in fields(settings)})

    @property
    def n_workers(self) -> int:
        """How many tasks run at a time: one a core of the cluster, or as many as are set."""
        if self.workers:
            return self.workers
        there_are = ray.cluster_resources()  # type: ignore[no-untyped-call]
        return max(1, int(there_are.get("CPU", 1)))

    def _parallel(
        self, run: Callable[[Item], Result[Out]], items: Sequence[Item], n_workers: int
    ) -> Iterator[Result[Out]]:
        shared = ray.put((run, self.max_mb))
        tasks = (
            (chunk, _run_chunk.remote([shared], chunk)) for chunk in chunks_of(items, n_workers)
        )
        for chunk, task in _ahead(tasks, n_workers):
            try:
                yield from ray.get(task)
            except RayError:  # whose item it was is found by trying each alone
                for item in chunk:
                    once = _run_chunk.options(max_retries=0)
                    try:
                        yield from ray.get(once.remote([shared], [item]))
                    except RayError:
                        yield KILLED, Tally()

    def _divided(
        self,
        compare: Callable[[Item, Item], Comparison | None],
        items: Sequence[Item],
        chunks: Sequence[array[int]],
    ) -> Iterator[list[Comparison | None]]:
        shared = ray.put((compare, items))
        tasks = ((chunk, _compare_chunk.remote([shared], chunk)) for chunk in chunks)
        for _, task in _ahead(tasks, self.n_workers):
            try:
                found: list[Comparison | None] = ray.get(task)
            except RayError as error:
                raise BrokenProcessPool from error
            yield found


def _ahead(tasks: Iterable[tuple[Any, Any]], n_workers: int) -> Iterator[tuple[Any, Any]]:
    """Yield tasks in order, with some more under way all the while."""
    waiting: deque[tuple[Any, Any]] = deque()
    for task in tasks:
        waiting.append(task)
        if len(waiting) >= _AHEAD * n_workers:
            yield waiting.popleft()
    yield from waiting


_held: dict[Any, Any] = {}
"""What this worker was given for all tasks of a stage: the latest alone."""


def _given(shared: list[Any]) -> Any:  # noqa: ANN401 - whatever the stage shares
    (reference,) = shared  # in a list, so that it is fetched once a worker and not once a task
    if reference not in _held:
        _held.clear()
        _held[reference] = ray.get(reference)
    return _held[reference]


@ray.remote(max_retries=_RETRIES)
def _run_chunk(shared: list[Any], chunk: Sequence[Any]) -> list[Any]:
    run, max_mb = _given(shared)
    limit_memory(max_mb)
    return run_chunk(run, chunk)


@ray.remote(max_retries=_RETRIES)
def _compare_chunk(shared: list[Any], pairs: array[int]) -> list[Any]:
    compare, items = _given(shared)
    return compared_pairs(compare, items, pairs)
