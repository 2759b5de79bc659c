"""A cluster that loses a worker, or its head, in the middle of a build."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.factories import digests, write_lanterns

from onrecord.record.store import Record

pytest.importorskip("ray")
if not Path("/proc").is_dir():
    pytest.skip("processes are found in /proc", allow_module_level=True)

N_ARTICLES = 450
"""More than one key pairs (`engine.max_per_key`): not all of them are compared."""
HERE = os.environ | {
    "ONRECORD_STATEMENTS__EXTRACTOR": "rules",
    "ONRECORD_ENGINE__KEEP_SECONDS": "0.2",
}
CLUSTER = HERE | {
    "ONRECORD_ENGINE__CLUSTER": "local",
    "ONRECORD_ENGINE__WORKERS": "2",
    "ONRECORD_ENGINE__PARALLEL_FROM": "2",
    "RAY_gcs_rpc_server_reconnect_timeout_s": "2",  # Ray's own patience with its head: a minute
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Path:
    return write_lanterns(tmp_path_factory.mktemp("pages"), N_ARTICLES)


@pytest.fixture(scope="module")
def whole(pages, tmp_path_factory) -> list[tuple[str, str]]:
    path = tmp_path_factory.mktemp("whole") / "r.db"
    assert finish(start(path, pages, HERE)) == 0
    return digests(path)


def start(path: Path, pages: Path, environment: dict[str, str]) -> subprocess.Popen:
    command = [sys.executable, "-m", "onrecord", "--quiet", "build", "-o", str(path), str(pages)]
    # its own session: what a cluster leaves behind is found and ended with it
    return subprocess.Popen(
        command, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def finish(building: subprocess.Popen) -> int:
    try:
        return building.wait(timeout=120)
    finally:
        for pid, _ in processes_of(building.pid):
            os.kill(pid, signal.SIGKILL)


def processes_of(session: int) -> Iterator[tuple[int, str]]:
    """Yield the processes of a session with the command that each runs."""
    for folder in Path("/proc").iterdir():
        try:
            pid = int(folder.name)
            if os.getsid(pid) == session:
                yield pid, (folder / "cmdline").read_bytes().decode("utf-8", "replace")
        except (ValueError, OSError):  # not a process, or gone
            continue


def killed(building: subprocess.Popen, path: Path, *, name: str) -> bool:
    """Kill one process of a build by name, once some of its work is kept; say whether there was one."""
    deadline = time.monotonic() + 60
    part = path.with_name(f"{path.name}-unfinished")
    while time.monotonic() < deadline and building.poll() is None:
        for pid, command in processes_of(building.pid) if part.exists() else ():
            if name in command:
                os.kill(pid, signal.SIGKILL)
                return True
        time.sleep(0.01)
    return False


def test_a_worker_that_is_lost_costs_its_time_and_nothing_else(pages, whole, tmp_path):
    path = tmp_path / "r.db"
    building = start(path, pages, CLUSTER)
    was_killed = killed(building, path, name="ray::_run_chunk")
    assert finish(building) == 0
    assert was_killed
    assert digests(path) == whole


def test_when_the_head_is_lost_the_record_is_whole_or_untouched_and_the_next_build_goes_on(
    pages, whole, tmp_path
):
    path = tmp_path / "r.db"
    building = start(path, pages, CLUSTER)
    was_killed = killed(building, path, name="gcs_server")
    finish(building)
    assert was_killed
    with Record.create(path) as record:  # all of it, where what was left needed no head any more
        assert record.counts()["articles"] in {0, N_ARTICLES}
    assert finish(start(path, pages, HERE)) == 0
    assert digests(path) == whole
    assert not path.with_name("r.db-unfinished").exists()
