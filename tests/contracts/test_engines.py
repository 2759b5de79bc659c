"""What every engine holds: the same results in the same order, and an item that fails costs itself alone."""

import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pytest
from tests.factories import EXAMPLE

from onrecord.building import telling
from onrecord.engine import chosen
from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError, SettingsError
from onrecord.flow import Flow, build
from onrecord.pages.inputs import Input, find_inputs
from onrecord.record.store import EXPORTED, Record
from onrecord.stage import Tally


@pytest.fixture(scope="module", params=["one process", "processes", "cluster"])
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of engine: of the module, so that the tests of one run one after another."""
    return request.param


@pytest.fixture
def engine(kind: str) -> LocalEngine:
    """Each engine, dividing whatever can be divided."""
    if kind == "one process":
        return LocalEngine(workers=1)
    always = {"workers": 2, "parallel_from": 2, "parallel_pairs": 10}
    if kind == "processes":
        return LocalEngine(**always)
    pytest.importorskip("ray")
    return replace(chosen(LocalEngine(cluster="local", workers=2)), **always)


@pytest.fixture(autouse=True)
def _no_cluster_beside_it(request: pytest.FixtureRequest) -> None:
    """End the cluster before a test of another engine.

    A process that forks while it is connected to one leaves its connections to the fork too, which closes them when
    it ends: some results of the cluster then never come.
    """
    named = request.fixturenames
    if "kind" not in named or request.getfixturevalue("kind") != "cluster":
        _end_cluster()


@pytest.fixture(scope="module", autouse=True)
def _ended() -> Iterator[None]:
    yield
    _end_cluster()


def _end_cluster() -> None:
    ray = sys.modules.get("ray")
    if ray is not None:
        ray.shutdown()


class Slow:
    def run(self, item: int, tally: Tally) -> Iterator[int]:
        tally["seen"] += 1
        while item == 1:
            try:
                time.sleep(0.01)
            except Exception:  # noqa: BLE001, S112 - as a careless library would
                continue
        yield item


def test_an_item_over_the_limit_is_rejected_and_the_others_are_made(engine):
    tally = Tally()
    made = dict(replace(engine, max_seconds=0.2).map(Slow(), [0, 1, 2], tally))
    assert made[0] == [0]
    assert made[2] == [2]
    assert isinstance(made[1], ItemError)
    assert made[1].reason == "too_slow"
    assert tally["seen"] == 2


class PanicException(BaseException):
    """As libraries in Rust raise it, by PyO3."""


class Panics:
    def run(self, item: int, tally: Tally) -> Iterator[int]:
        if item == 1:
            raise PanicException("end byte index 134 is not a char boundary")
        tally["seen"] += 1
        yield item


def test_a_panic_of_a_library_costs_one_item(engine):
    made = dict(engine.map(Panics(), [0, 1, 2], Tally()))
    assert (made[0], made[2]) == ([0], [2])
    assert isinstance(made[1], ItemError)
    assert made[1].reason == "stage_failed"


class Many:
    """Makes as many as asked for, and is slow at the fifth."""

    def run(self, item: int, tally: Tally) -> Iterator[int]:
        for number in range(item):
            tally["made"] += 1
            if number == 4:
                time.sleep(5)
            yield number


def test_what_one_item_makes_comes_as_it_is_made_and_each_has_its_time(engine):
    tally = Tally()
    made = replace(engine, max_seconds=0.2).stream(Many(), 9, tally)
    assert next(made) == 0
    assert tally["made"] == 1
    *others, error = made
    assert others == [1, 2, 3]
    assert isinstance(error, ItemError)
    assert error.reason == "too_slow"
    assert list(engine.stream(Many(), 3, tally)) == [0, 1, 2]


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
def test_a_worker_that_is_killed_or_asks_for_too_much_costs_one_item(engine):
    if engine.workers == 1:
        pytest.skip("the one process would be this one")
    tally = Tally()
    made = dict(replace(engine, max_mb=500).map(Deadly(), list(range(40)), tally))
    errors = {item: one.reason for item, one in made.items() if isinstance(one, ItemError)}
    assert errors == {3: "worker_died", 5: "too_big"}
    assert [item for item, one in made.items() if one == [item]] == [
        item for item in range(40) if item not in errors
    ]
    assert tally["seen"] == 38


class Sleepy:
    """Is done with the first item at once, and with no other."""

    def run(self, item: int, tally: Tally) -> Iterator[int]:
        tally["seen"] += 1
        if item:
            time.sleep(600)
        yield item


def test_work_that_is_broken_off_ends_its_processes_at_once():
    made = LocalEngine(workers=2, parallel_from=2, max_seconds=0).map(
        Sleepy(), list(range(16)), Tally()
    )
    assert next(made) == (0, [0])
    made.close()  # as an interrupt does
    deadline = time.monotonic() + 20
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)  # the pool's own thread takes note of their end too, and may be in between
    assert multiprocessing.active_children() == []


class Verbose:
    """Makes more of each item than a pipe holds, and takes no time for it."""

    def run(self, item: int, tally: Tally) -> Iterator[bytes]:
        tally["seen"] += 1
        yield bytes(30_000_000 + item)


def test_work_that_is_broken_off_in_the_middle_of_a_result_leaves_no_thread_waiting():
    before = set(threading.enumerate())
    for _ in range(5):
        engine = LocalEngine(workers=2, parallel_from=2, max_seconds=0)
        made = engine.map(Verbose(), list(range(16)), Tally())
        next(made)
        made.close()
    deadline = time.monotonic() + 20
    while set(threading.enumerate()) - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert set(threading.enumerate()) - before == set()


class Greedy:
    """Asks for ten gigabytes at one item."""

    def run(self, item: int, tally: Tally) -> Iterator[int]:
        tally["seen"] += 1
        yield item
        if item == 2:
            yield len(bytearray(10 * 2**30))
        yield item


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
@pytest.mark.parametrize("max_mb", [500, 500_000])
def test_in_one_process_an_item_that_asks_for_too_much_costs_itself(max_mb):
    before = resource.getrlimit(resource.RLIMIT_DATA)
    engine = LocalEngine(workers=1, max_mb=max_mb)
    made = dict(engine.map(Greedy(), [1, 3] if max_mb > 500 else [1, 2, 3], Tally()))
    assert {item: one for item, one in made.items() if item != 2} == {1: [1, 1], 3: [3, 3]}
    if max_mb == 500:
        assert made[2].reason == "too_big"
        first, error = engine.stream(Greedy(), 2, Tally())
        assert (first, error.reason) == (2, "too_big")
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
def test_a_limit_that_is_there_already_is_kept():
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_DATA, (2**30, 2**30));"
        "from tests.contracts.test_engines import Greedy; from onrecord.engine.local import LocalEngine;"
        "from onrecord.stage import Tally;"
        "made = dict(LocalEngine(workers=1).map(Greedy(), [1, 2], Tally()));"
        "assert made[1] == [1, 1] and made[2].reason == 'too_big', made;"
        "assert resource.getrlimit(resource.RLIMIT_DATA) == (2**30, 2**30)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


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


def test_groups_are_the_same_and_every_pair_is_heard_of(engine):
    seen: list[int] = []

    def over(items, total):
        for item in items:
            seen.append(total)
            yield item

    groups, found = engine.group(Alike(), range(200), Tally(), over)
    assert (groups, found) == LocalEngine(workers=1).group(Alike(), range(200), Tally())
    assert len(groups) == 40
    assert len(seen) == seen[0] == 2 * (100 * 99 // 2)


class DeadlyAlike(Alike):
    """The same, but a worker process that comes to one pair is killed."""

    def __init__(self) -> None:
        self.parent = os.getpid()

    def compare(self, left: int, right: int) -> tuple[int, int] | None:
        if (left, right) == (90, 98) and os.getpid() != self.parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().compare(left, right)


def test_a_worker_that_is_killed_while_comparing_loses_no_pair(engine):
    alone = LocalEngine(workers=1).group(Alike(), range(200), Tally())
    assert engine.group(DeadlyAlike(), range(200), Tally()) == alone


def tables(engine: LocalEngine, inputs: Sequence[Input]) -> dict[str, list]:
    with Record.create(":memory:") as record:
        build(Flow(engine=engine), inputs, record)
        return {table: record.rows(table) for table in EXPORTED}


def test_the_record_is_the_same_row_by_row(engine, monkeypatch):
    monkeypatch.setattr(telling, "_WORTH", 1)
    inputs = find_inputs([str(EXAMPLE)])[0]
    assert tables(engine, inputs) == tables(LocalEngine(workers=1), inputs)


def test_a_cluster_that_cannot_be_had_is_a_clear_error(monkeypatch):
    monkeypatch.setitem(sys.modules, "onrecord.engine.cluster", None)
    with pytest.raises(SettingsError, match=r"onrecord\[cluster\]"):
        chosen(LocalEngine(cluster="auto"))
