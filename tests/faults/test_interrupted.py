"""Builds that are killed, run out of room, or run at once: the record is sound, and the next one goes on.

KILLS=100 kills as often (`make soak`).
"""

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.factories import EXAMPLE, digests, write_lanterns

from onrecord.errors import RecordError
from onrecord.record.store import Record
from onrecord.record.verify import verify

KILLS = int(os.environ.get("KILLS", "4"))
RULES = os.environ | {
    "ONRECORD_STATEMENTS__EXTRACTOR": "rules",
    "ONRECORD_ENGINE__KEEP_SECONDS": "0.001",
    "ONRECORD_ENGINE__WORKERS": "2",
}
N_MANY = 300
"""More articles than one process works on."""
FIRST = ["meridian-wire.txt", "channel-nine.txt"]


def start(path: Path, *inputs: Path, limit: int | None = None) -> subprocess.Popen:
    def lower() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    command = [sys.executable, "-m", "onrecord", "build", "--one-story", "-o", str(path)]
    return subprocess.Popen(
        [*command, *map(str, inputs)], env=RULES, preexec_fn=lower,  # noqa: PLW1509
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finish(process: subprocess.Popen) -> tuple[int, str]:
    out, error = process.communicate(timeout=120)
    return process.returncode, out + error


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> tuple[list[tuple[str, str]], float]:
    """What an undisturbed build gives, and how long the second half of it takes."""
    path = tmp_path_factory.mktemp("whole") / "r.db"
    assert finish(start(path, *(EXAMPLE / name for name in FIRST)))[0] == 0
    begun = time.perf_counter()
    assert finish(start(path, EXAMPLE))[0] == 0
    return digests(path), time.perf_counter() - begun


def test_a_build_killed_at_any_moment_leaves_a_record_that_the_next_one_completes(whole, tmp_path):
    expected, seconds = whole
    rng = random.Random(KILLS)
    n_killed = 0
    for number in range(KILLS):
        path = tmp_path / f"{number}.db"
        finish(start(path, *(EXAMPLE / name for name in FIRST)))
        before = digests(path)
        building = start(path, EXAMPLE)
        time.sleep(rng.uniform(0.3, 1.0) * seconds)
        building.send_signal(signal.SIGKILL)
        n_killed += finish(building)[0] == -signal.SIGKILL
        assert digests(path) in (before, expected)
        assert finish(start(path, EXAMPLE))[0] == 0
        assert digests(path) == expected
        assert not list(tmp_path.glob("*-unfinished*"))
    assert n_killed


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    return write_lanterns(tmp_path_factory.mktemp("many"), N_MANY)


def wait_for_work(path: Path) -> None:
    """Wait until the first pages are extracted: processes are at work."""
    deadline = time.monotonic() + 60
    while not Path(f"{path}-unfinished").exists() and time.monotonic() < deadline:
        time.sleep(0.01)


def test_processes_of_a_build_that_is_killed_end_with_it(many, tmp_path):
    path = tmp_path / "r.db"
    building = start(path, many)
    wait_for_work(path)
    building.send_signal(signal.SIGKILL)
    code, _ = finish(building)  # waits for whoever holds the other end of its output
    assert code == -signal.SIGKILL
    assert finish(start(path, many))[0] == 0
    with Record.read(path) as record:
        assert record.counts()["articles"] == N_MANY


@pytest.mark.parametrize("seconds", [0, 0.3, 0.6])
def test_a_build_that_a_person_interrupts_ends_at_once(many, tmp_path, seconds):
    path = tmp_path / "r.db"
    command = [sys.executable, "-m", "onrecord", "build", "-o", str(path), str(many)]
    # what a shell starts in the background is deaf to interrupts, and so would be what that starts
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    building = subprocess.Popen(
        command, env=RULES, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    signal.signal(signal.SIGINT, heard)
    wait_for_work(path)
    time.sleep(seconds)
    os.killpg(building.pid, signal.SIGINT)  # as a terminal does: the build and its processes
    _, said = building.communicate(timeout=60)
    assert building.returncode not in {0, -signal.SIGKILL}, said
    assert "interrupted" in said


def test_without_room_a_build_says_so_and_the_record_is_as_it_was(tmp_path):
    path = tmp_path / "r.db"
    finish(start(path, *(EXAMPLE / name for name in FIRST)))
    before = digests(path)
    code, said = finish(start(path, EXAMPLE, limit=path.stat().st_size + 20_000))
    assert code == 2, said
    assert "Traceback" not in said
    assert str(path) in said
    assert digests(path) == before


def test_of_two_builds_at_once_neither_is_lost(whole, tmp_path):
    path = tmp_path / "r.db"
    names = sorted(one for one in EXAMPLE.iterdir() if one.suffix in {".txt", ".html"})
    both = [start(path, EXAMPLE), start(path, *names)]
    ends = [finish(one) for one in both]
    assert {code for code, _ in ends} <= {0, 2, 4}
    assert all("another build" in said for code, said in ends if code == 2)
    assert finish(start(path, EXAMPLE))[0] == 0
    with Record.read(path) as record:
        assert list(verify(record)) == []
        assert record.counts()["articles"] == len(names)


def everything(path: Path) -> list[object] | None:
    """Return all that any reader can see of a record, None where it cannot be read."""
    try:
        with Record.read(path) as record:
            db = record.connection()
            tables = [
                row[0]
                for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                if not row[0].endswith(("_data", "_idx", "_docsize", "_config"))
            ]
            rows = [list(map(tuple, db.execute(f"SELECT * FROM {name}"))) for name in tables]
            return [tables, rows]
    except (RecordError, sqlite3.DatabaseError, ValueError, OverflowError):
        return None


def test_a_flipped_byte_is_named_or_changes_nothing_that_is_read(example, tmp_path):
    """Some bytes of a file are nobody's: room within pages. Every other one must be noticed."""
    data = example.read_bytes()
    before = everything(example)
    rng = random.Random(7)
    path = tmp_path / "r.db"
    n_named = 0
    for at in rng.sample(range(len(data)), 15 * KILLS):
        flipped = bytearray(data)
        flipped[at] ^= 1 << rng.randrange(8)
        path.write_bytes(flipped)
        try:
            with Record.read(path) as record:
                named = list(verify(record))
        except RecordError as error:
            named = [str(error)]
        if named:
            n_named += 1
        else:
            assert everything(path) == before, at
    assert n_named > KILLS
