"""The engines on the same articles: one process, several, a cluster on this machine.

    python -m benchmarks.engines [--articles 2000] [--extractor auto|rules] [-o FILE]

Each engine builds the record of the articles of `benchmarks/growth.py` in a process of its own. CPU
seconds are those of that process and of all that it started. The records must have the same digests.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.growth import Clock, make_inputs

from onrecord.engine import chosen
from onrecord.engine.local import LocalEngine
from onrecord.flow import Flow, build
from onrecord.record.store import Record
from onrecord.statements.attribute import AttributeStatements

ENGINES = {
    "one process": {"workers": 1},
    "two processes": {"workers": 2},
    "cluster, one worker": {"workers": 1, "cluster": "local"},
    "cluster, two workers": {"workers": 2, "cluster": "local"},
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--extractor", default="auto", choices=["auto", "rules"])
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    if arguments.alone:
        print(json.dumps(_measure(arguments.alone, arguments.articles, arguments.extractor)))
        return 0
    rows = []
    for name in ENGINES:
        command = [sys.executable, "-m", "benchmarks.engines", "--alone", name]
        command += ["--articles", str(arguments.articles), "--extractor", arguments.extractor]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        rows.append(json.loads(done.stdout))
        print(json.dumps(rows[-1]), flush=True)
    if len({row.pop("digests") for row in rows}) > 1:
        print("the records differ", file=sys.stderr)
        return 1
    if arguments.output:
        arguments.output.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


def _measure(name: str, n_articles: int, extractor: str) -> dict[str, object]:
    inputs = make_inputs(n_articles)
    started = time.perf_counter()
    engine = chosen(LocalEngine(**ENGINES[name]))  # type: ignore[arg-type]
    flow = Flow(statements=AttributeStatements(extractor=extractor), engine=engine)
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        with Record.create(Path(folder) / "r.db") as record:
            build(flow, inputs, record, progress=clock)
        clock.done("written", 0)
        with Record.read(Path(folder) / "r.db") as record:
            digests = json.dumps([now for _, _, now in record.digests()])
    return {
        "engine": name,
        "articles": n_articles,
        "wall seconds": round(time.perf_counter() - started, 1),
        "CPU seconds": round(_cpu_of_all(), 1),
        **{stage: seconds for stage, seconds in clock.walls.items() if seconds >= 1},
        "digests": digests,
    }


def _cpu_of_all() -> float:
    """Return the CPU seconds of this process, its children that ended and all that still run under it."""
    tick = os.sysconf("SC_CLK_TCK")
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rsplit(") ", 1)[1].split()
        except OSError:  # ended in the meantime
            continue
        pid = int(path.parent.name)
        parents[pid] = int(fields[1])
        used[pid] = sum(map(int, fields[11:15])) / tick
    own = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(used[pid] for pid in own)


if __name__ == "__main__":
    sys.exit(main())
