"""One item that takes too long, too much or its process with it costs itself alone."""

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence

import pytest

from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError
from onrecord.stage import Tally


class Slow:
    def run(self, item: int, tally: Tally) -> Iterator[int]:
        tally["seen"] += 1
        while item == 1:
            try:
                time.sleep(0.01)
            except Exception:  # noqa: BLE001, S112 - as a careless library would
                continue
        yield item


def test_an_item_over_the_limit_is_rejected_and_the_others_are_made():
    for engine in (
        LocalEngine(max_seconds=0.2),
        LocalEngine(max_seconds=0.2, workers=2, parallel_from=2),
    ):
        tally = Tally()
        made = dict(engine.map(Slow(), [0, 1, 2], tally))
        assert made[0] == [0]
        assert made[2] == [2]
        assert isinstance(made[1], ItemError)
        assert made[1].reason == "too_slow"
        assert tally["seen"] == 2


def test_no_limit_and_no_main_thread_still_run():
    from concurrent.futures import ThreadPoolExecutor

    engine = LocalEngine(max_seconds=0)
    assert dict(engine.map(Slow(), [0], Tally())) == {0: [0]}
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(lambda: dict(LocalEngine().map(Slow(), [0, 2], Tally())))
        assert found.result() == {0: [0], 2: [2]}


class Deadly:
    """Kills the process it runs in at one item; asks for ten gigabytes at another."""

    def run(self, item: int, tally: Tally) -> Iterator[int]:
        tally["seen"] += 1
        if item == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        if item == 5:
            yield len(bytearray(10 * 2**30))
        yield item


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
def test_a_worker_that_is_killed_or_asks_for_too_much_costs_one_item():
    engine = LocalEngine(workers=2, parallel_from=2, max_mb=500)
    tally = Tally()
    made = dict(engine.map(Deadly(), list(range(40)), tally))
    errors = {item: one.reason for item, one in made.items() if isinstance(one, ItemError)}
    assert errors == {3: "worker_died", 5: "too_big"}
    assert [item for item, one in made.items() if one == [item]] == [
        item for item in range(40) if item not in errors
    ]
    assert tally["seen"] == 38


class Alike:
    """Numbers that are equal after division by ten."""

    def keys(self, item: int) -> Iterable[int]:
        return [item % 2]

    def compare(self, left: int, right: int) -> tuple[int, int] | None:
        return (left, right) if left // 10 == right // 10 else None

    def is_link(self, comparison: tuple[int, int]) -> bool:
        return bool(comparison)

    def assemble(
        self, members: Sequence[int], comparisons: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[tuple[int, ...], int]]:
        yield tuple(members), len(comparisons)


def test_worker_processes_group_as_one_does():
    seen: list[int] = []

    def over(items, total):
        for item in items:
            seen.append(total)
            yield item

    alone = LocalEngine(workers=1).group(Alike(), range(200), Tally())
    several = LocalEngine(workers=2, parallel_pairs=10).group(Alike(), range(200), Tally(), over)
    assert alone == several
    assert len(seen) == seen[0] == 2 * (100 * 99 // 2)


class DeadlyAlike(Alike):
    """The same, but a worker process that comes to one pair is killed."""

    def __init__(self) -> None:
        self.parent = os.getpid()

    def compare(self, left: int, right: int) -> tuple[int, int] | None:
        if (left, right) == (90, 98) and os.getpid() != self.parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().compare(left, right)


def test_a_worker_that_is_killed_while_comparing_loses_no_pair():
    alone = LocalEngine(workers=1).group(Alike(), range(200), Tally())
    several = LocalEngine(workers=2, parallel_pairs=10)
    assert several.group(DeadlyAlike(), range(200), Tally()) == alone
