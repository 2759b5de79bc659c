"""The engine on this machine: in-process for small sets, worker processes beyond."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from onrecord.engine.pairing import NEIGHBOURS, by_component, in_order, pairs_of_arrays
from onrecord.errors import ItemError, is_panic
from onrecord.stage import Grouping, Over, Step, Tally, components, unwatched

if TYPE_CHECKING:
    from onrecord.engine.pairing import Keys

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]

__all__ = [
    "KILLED",
    "LocalEngine",
    "Result",
    "chunks_of",
    "compared_pairs",
    "failing_as_error",
    "limit_memory",
    "run_chunk",
    "run_one",
]

_log = logging.getLogger(__name__)

Item = TypeVar("Item")
Out = TypeVar("Out")
Comparison = TypeVar("Comparison")
Group = TypeVar("Group")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEngine:
    """Runs steps and groupings here."""

    workers: int = 0
    """Processes; 1 runs in this one. 0 takes one a core, eight at most."""
    parallel_from: int = 64
    """Fewer items than this run in-process: starting workers costs more than it saves."""
    parallel_pairs: int = 50_000
    """Fewer pairs than this are compared in-process."""
    max_seconds: float = 60.0
    """Seconds that a step may take for one item; then the item is rejected and the run goes on. The
    slowest of 974 benchmark pages takes two. 0 sets no limit."""
    max_mb: int = 2_000
    """Megabytes that a worker process may ask for beyond what it has at its start, and this process beyond what it has
    before an item; the item that asks for more is rejected. Set by hand; 0 sets no limit."""
    max_per_key: int = 400
    """A key that more items share than this tells little; it pairs neighbours alone (and is counted)."""
    keep_seconds: float = 10.0
    """Seconds of a build after which, and every so often, what it has made is kept beside the record: for the
    next build, if this one is ended. Set by hand; 0 keeps nothing."""
    cluster: str = ""
    """A Ray cluster that does the work (`pip install onrecord[cluster]`): `local` starts one on this
    machine, `auto` takes the one that this machine belongs to, else its address. Empty: processes of
    this machine, and nothing to start."""

    @property
    def n_workers(self) -> int:
        """How many processes the work is divided over."""
        if self.workers:
            return self.workers
        allowed = getattr(os, "sched_getaffinity", None)  # fewer than there are, in a container
        n_cores = len(allowed(0)) if allowed else os.cpu_count() or 1
        return min(n_cores, _MOST_WORKERS)

    def map(
        self, step: Step[Item, Out], items: Sequence[Item], tally: Tally
    ) -> Iterator[tuple[Item, list[Out] | ItemError]]:
        """Yield each item, in order, with what the step made of it or the error it cost."""
        run = partial(run_one, step, self.max_seconds)
        n_workers = self.n_workers
        if n_workers == 1 or len(items) < self.parallel_from:
            results: Iterable[Result[Out]] = map(partial(_run_bounded, run, self.max_mb), items)
        else:
            results = self._parallel(run, items, n_workers)
        for item, (result, counts) in zip(items, results, strict=True):
            tally.update(counts)
            yield item, result

    def stream(self, step: Step[Item, Out], item: Item, tally: Tally) -> Iterator[Out | ItemError]:
        """Yield what a step makes of one item as it makes it, in this process: of one that makes very much.

        The time limit is for each thing made; an error ends it, and comes last.
        """
        made = iter(step.run(item, tally))
        while True:
            with failing_as_error(step, self.max_seconds) as failed, _bounded(self.max_mb):
                one = next(made, None)
            if failed:
                yield failed[0]
                return
            if one is None:
                return
            yield one

    def _parallel(
        self, run: Callable[[Item], Result[Out]], items: Sequence[Item], n_workers: int
    ) -> Iterator[Result[Out]]:
        """Yield what worker processes make of the items, in order; one that dies costs one item."""
        chunks = deque(chunks_of(items, n_workers))
        while chunks:
            with self._pool(n_workers) as pool:
                futures: deque[Future[list[Result[Out]]]] = deque()
                try:
                    futures += (pool.submit(run_chunk, run, chunk) for chunk in chunks)
                    while futures:  # what was taken is not held
                        yield from futures.popleft().result()
                        chunks.popleft()
                except BrokenProcessPool:
                    for future in futures:
                        future.cancel()
            if chunks:  # whose item it was is found by trying each alone
                yield from self._one_by_one(run, chunks.popleft())

    def _one_by_one(
        self, run: Callable[[Item], Result[Out]], items: Sequence[Item]
    ) -> Iterator[Result[Out]]:
        for item in items:
            with self._pool(1) as pool:
                try:
                    yield pool.submit(run, item).result()
                except BrokenProcessPool:
                    yield KILLED, Tally()

    def _pool(self, n_workers: int) -> AbstractContextManager[ProcessPoolExecutor]:
        return _ending(ProcessPoolExecutor(n_workers, initializer=_begin, initargs=(self.max_mb,)))

    def group(
        self,
        grouping: Grouping[Item, Comparison, Group],
        items: Sequence[Item],
        tally: Tally,
        over: Over = unwatched,
    ) -> tuple[list[Group], list[Comparison]]:
        """Return the groups of all items, and every comparison that found something.

        The pairs that are compared pass through `over`.
        """
        min_shared = getattr(grouping, "min_shared_keys", 1)
        max_met = getattr(grouping, "max_met", 0)
        holds = getattr(grouping, "holds", None)
        pairs = array("I")  # left and right in turn: eight bytes a pair
        for pair in self.pairs(grouping.keys, items, tally, min_shared, max_met, holds):
            pairs.extend(pair)
        is_large = len(items) > _FEW_ITEMS
        if is_large:
            pairs = by_component(pairs, components(len(items), _in_pairs(pairs)))
        places, found = array("I"), []
        for pair, one in over(self._compared(grouping.compare, items, pairs), len(pairs) // 2):
            if one is not None:
                places.extend(pair)
                found.append(one)
        if is_large:
            places, found = in_order(places, found)
        told = zip(_in_pairs(places), found, strict=True)
        group_of = components(len(items), (pair for pair, one in told if grouping.is_link(one)))
        members: defaultdict[int, list[int]] = defaultdict(list)
        for index, label in enumerate(group_of):
            members[label].append(index)
        among: defaultdict[int, list[Comparison]] = defaultdict(list)
        for (left, right), comparison in zip(_in_pairs(places), found, strict=True):
            if group_of[left] == group_of[right]:
                among[group_of[left]].append(comparison)
        groups = [
            group
            for label, indices in members.items()
            for group in grouping.assemble([items[index] for index in indices], among[label])
        ]
        return groups, found

    def _compared(
        self,
        compare: Callable[[Item, Item], Comparison | None],
        items: Sequence[Item],
        pairs: array[int],
    ) -> Iterator[tuple[tuple[int, int], Comparison | None]]:
        """Yield each pair, in order, with what comparing it found."""
        n_workers = self.n_workers
        n_done = 0
        if n_workers > 1 and len(pairs) >= 2 * self.parallel_pairs:
            chunks = [pairs[at : at + 2 * _CHUNK] for at in range(0, len(pairs), 2 * _CHUNK)]
            try:
                divided = self._divided(compare, items, chunks)
                for chunk, results in zip(chunks, divided, strict=True):
                    yield from zip(_in_pairs(chunk), results, strict=True)
                    n_done += len(chunk)
            except BrokenProcessPool:
                _log.warning(
                    "a process that compares was killed; what is left is compared in this one"
                )
        for left, right in _in_pairs(pairs[n_done:]):
            yield (left, right), compare(items[left], items[right])

    def _divided(
        self,
        compare: Callable[[Item, Item], Comparison | None],
        items: Sequence[Item],
        chunks: Sequence[array[int]],
    ) -> Iterator[list[Comparison | None]]:
        """Yield what worker processes find for each chunk of pairs. Raises BrokenProcessPool."""
        with _ending(
            ProcessPoolExecutor(self.n_workers, initializer=_share, initargs=(compare, items))
        ) as pool:
            yield from pool.map(_compare_shared, chunks)

    def pairs(
        self,
        keys: Callable[[Item], Iterable[Hashable]],
        items: Sequence[Item],
        tally: Tally,
        min_shared: int = 1,
        max_met: int = 0,
        holds: Callable[[Any], bool] | None = None,
    ) -> Iterator[tuple[int, int]]:
        """Yield each pair of indices (smaller first) that shares `min_shared` keys, once.

        A key that very many share pairs each item with those next to it alone: enough to hold a
        large group together, without all its pairs. So does a key that by itself `holds` its items
        together. With `max_met` an item looks for its like under its rarest keys, as many as lead to so
        many items, and under the others next to it alone; a pair is found from either side.
        """
        if items and not max_met and hasattr(keys(items[0]), "dtype"):
            arrays = cast("Sequence[Keys]", [keys(item) for item in items])
            yield from pairs_of_arrays(arrays, tally, min_shared, self.max_per_key)
            return
        held_by: defaultdict[Hashable, array[int]] = defaultdict(lambda: array("I"))
        for index, item in enumerate(items):
            for key in set(keys(item)):
                held_by[key].append(index)
        # most keys are of one item alone
        postings = {key: held for key, held in held_by.items() if len(held) > 1}
        del held_by
        common = {key for key, held in postings.items() if len(held) > self.max_per_key}
        if common:
            tally["pairs.key_common"] += len(common)
        if holds is not None:
            common |= {k for k, held in postings.items() if len(held) > _FEW and holds(k)}
        keys_of: list[list[Hashable]] = [[] for _ in items]
        for key, held in postings.items():
            for index in held:
                keys_of[index].append(key)
        n_searched = array("I")
        """How many of an item's keys, the first, it looks for its like under."""
        for own in keys_of:
            n_searched.append(_rarest_first(own, common, postings, max_met))

        def n_shared(index: int, other: int) -> int:
            """Return how many keys an item finds a later one under."""
            theirs = set(keys_of[other])
            own, n_own = keys_of[index], n_searched[index]
            nearby = sum(
                key in theirs and other in _next_to(index, postings[key]) for key in own[n_own:]
            )
            return nearby + sum(key in theirs for key in own[:n_own])

        # item by item, so that what is counted at a time is the pairs of one
        for index, own in enumerate(keys_of):
            shared: Counter[int] = Counter()
            for key in own[: n_searched[index]]:
                held = postings[key]
                if len(held) == _PAIR and not max_met:
                    if held[1] != index:
                        shared[held[1]] += 1
                else:
                    shared.update(held if max_met else held[bisect_right(held, index) :])
            for key in own[n_searched[index] :]:
                shared.update(_next_to(index, postings[key]))
            for other in sorted(shared):
                if shared[other] < min_shared or other == index:
                    continue
                if other > index:
                    yield index, other
                elif n_shared(other, index) < min_shared:  # else told when it was the other's turn
                    yield other, index


_PAIR = 2
_FEW = 2 * NEIGHBOURS + 1


def _next_to(index: int, held: Sequence[int]) -> Sequence[int]:
    after = bisect_right(held, index)
    return held[after : after + NEIGHBOURS]


def _rarest_first(
    keys: list[Hashable],
    common: set[Hashable],
    postings: Mapping[Hashable, Sequence[int]],
    max_met: int,
) -> int:
    """Order keys, common ones last, and return how many of the others meet `max_met` items at most (0: all)."""
    if not max_met:
        keys.sort(key=common.__contains__)
        return sum(key not in common for key in keys)
    keys.sort(key=lambda one: (one in common, len(postings[one]), repr(one)))
    n_met = n_taken = 0
    for key in keys:
        n_met += len(postings[key]) - 1
        if n_met > max_met or key in common:
            break
        n_taken += 1
    return n_taken


Result = tuple[list[Out] | ItemError, Tally]
KILLED = ItemError(
    "engine", "worker_died", "the process that worked on it was killed: out of memory?"
)
_MOST_WORKERS = 8
_PIECES = 8
"""Pieces of the items that each worker is given, one after another."""
_FEW_ITEMS = 500
"""Items from which those that meet are compared together, whatever their order: what a comparison reads of
an item may be held, but not of all at once."""
_CHUNK = 2_000
"""Pairs that a worker compares before it tells what it found."""
_shared: tuple[Callable[[Any, Any], Any], Sequence[Any]] | None = None


def _begin(max_mb: int) -> None:
    """Set up a worker process."""
    _end_with_parent()
    limit_memory(max_mb)


@contextmanager
def _ending(pool: ProcessPoolExecutor) -> Iterator[ProcessPoolExecutor]:
    """Wait for a pool's processes at the end; where the work is broken off, end them at once."""
    try:
        yield pool
    except BaseException:
        processes = list((getattr(pool, "_processes", None) or {}).values())
        # half a result, or half a task, may be under way: whoever waits for the rest must see that nobody will give or
        # take it, and this process holds those ends too; who minds the pool closes them itself unless it waits so, and
        # two that close one end at once may close what another has opened since
        minding = getattr(pool, "_executor_manager_thread", None)
        ends = [
            getattr(getattr(pool, queue, None), end, None)
            for queue, end in (("_result_queue", "_writer"), ("_call_queue", "_reader"))
        ]
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()
        for one in ends:
            if minding is not None:
                minding.join(_PATIENCE)
                if minding.is_alive() and one is not None:
                    one.close()
        raise
    pool.shutdown()


_PATIENCE = 1.0
"""Seconds in which a pool whose processes were killed ends by itself; some hundredths are usual."""


def _end_with_parent() -> None:
    """Let this process end when the one that started it does, and by nothing that a person types.

    Killed it would leave this one behind for ever; interrupted it ends this one itself.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if _is_main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    sentinel = parent.sentinel

    def end() -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()


def _share(compare: Callable[[Any, Any], Any], items: Sequence[Any]) -> None:
    """Keep in a worker what all its comparisons are of."""
    global _shared  # noqa: PLW0603 - a worker process has nothing else to keep it in
    _end_with_parent()
    _shared = compare, items


def _compare_shared(pairs: array[int]) -> list[Any]:
    if _shared is None:
        message = "a worker was started without what it compares"
        raise RuntimeError(message)
    return compared_pairs(*_shared, pairs)


def compared_pairs(
    compare: Callable[[Item, Item], Comparison | None], items: Sequence[Item], pairs: array[int]
) -> list[Comparison | None]:
    """Return what comparing each pair of indices (left and right in turn) finds."""
    return [compare(items[left], items[right]) for left, right in _in_pairs(pairs)]


def _in_pairs(pairs: array[int]) -> Iterator[tuple[int, int]]:
    return zip(pairs[::2], pairs[1::2], strict=True)


def chunks_of(items: Sequence[Item], n_workers: int) -> Iterator[Sequence[Item]]:
    """Yield the items in pieces: some a worker, so that none waits long for the last."""
    size = max(1, len(items) // (n_workers * _PIECES))
    return (items[at : at + size] for at in range(0, len(items), size))


def run_chunk(run: Callable[[Item], Result[Out]], items: Sequence[Item]) -> list[Result[Out]]:
    """Return what a step makes of each item."""
    return [run(item) for item in items]


@lru_cache(maxsize=1)
def limit_memory(max_mb: int) -> None:
    """Let this process ask for so much more memory, where the system can be told so; once."""
    _allow(max_mb)


@contextmanager
def _bounded(max_mb: int) -> Iterator[None]:
    """Let what is within ask for so much more memory than there is in use, where the system can be told so.

    Of the main thread's work alone: the limit is the whole process's.
    """
    before = _allow(max_mb) if _is_main_thread() else None
    try:
        yield
    finally:
        if before is not None and resource is not None:
            resource.setrlimit(resource.RLIMIT_DATA, before)


def _allow(max_mb: int) -> tuple[int, int] | None:
    """Allow so much more memory than is in use, unless less is allowed; return what was allowed before, if changed."""
    if not max_mb or resource is None:
        return None
    used = 0
    with suppress(OSError):  # no such file but on Linux
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]  # data and stack
        used = int(pages) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = used + max_mb * 2**20
    if any(limit != resource.RLIM_INFINITY and limit <= wanted for limit in (soft, hard)):
        return None
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    return soft, hard


def _run_bounded(run: Callable[[Item], Result[Out]], max_mb: int, item: Item) -> Result[Out]:
    with _bounded(max_mb):
        return run(item)


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


class _TooSlow(BaseException):
    """Raised by the alarm; not an Exception, so that no library swallows it."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise _TooSlow after so many seconds, where there are alarms: the main thread of a POSIX process."""
    has_alarm = hasattr(signal, "setitimer") and _is_main_thread()
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


def run_one(
    step: Step[Item, Out], max_seconds: float, item: Item
) -> tuple[list[Out] | ItemError, Tally]:
    """Return what a step makes of an item, or the error it costs, and what it counted."""
    tally = Tally()
    made: list[Out] = []
    with failing_as_error(step, max_seconds) as failed:
        made += step.run(item, tally)
    if not failed:
        return made, tally
    return failed[0], Tally() if failed[0].reason in _CUT_SHORT else tally


_CUT_SHORT = {"too_slow", "too_big"}
"""Reasons for which a step was stopped anywhere: what it had counted tells nothing."""


@contextmanager
def failing_as_error(step: object, max_seconds: float = 0) -> Iterator[list[ItemError]]:
    """Run what is within under the time limit, none for 0; where it fails, the list that is given holds why."""
    failed: list[ItemError] = []
    stage = type(step).__name__
    try:
        with _limited(max_seconds):
            yield failed
    except _TooSlow:
        detail = f"not done after {max_seconds:g} seconds (setting engine.max_seconds)"
        failed.append(ItemError(stage, "too_slow", detail))
    except ItemError as error:
        failed.append(error)
    except MemoryError:
        detail = "needs more memory than an item may have (setting engine.max_mb)"
        failed.append(ItemError(stage, "too_big", detail))
    except BaseException as error:  # the one place where any error costs one item and not the run
        if not (isinstance(error, Exception) or is_panic(error)):
            raise  # what ends the run: Ctrl-C
        _log.exception("a stage failed on one item")
        failed.append(ItemError(stage, "stage_failed", f"{type(error).__name__}: {error}"))
