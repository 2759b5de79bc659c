"""Look for bytes that break a reader, the quotation or date parser, or a whole record (atheris, libFuzzer).

    python -m tests.fuzz.run [TARGET ...] [--seconds S] [--jobs J] [--keep]

Each target runs for so many seconds in a process of its own, from the kept corpus
(`tests/fuzz/corpus/TARGET.zip`); what breaks it is written to `build/fuzz` and fails the run. `--keep`
adds what reached new code to the corpus. Linux; `make fuzz` installs what it needs.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from tests.fuzz.first import WORDS, first_inputs
from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
FOUND = Path("build/fuzz")
_SLOWEST = 10
"""Seconds that one input of at most `_LONGEST` bytes may take; some milliseconds is usual."""
_LONGEST = 4_096
_MOST_MB = 2_048
_MOST = 150
"""Inputs of a target that are kept: enough to begin with, few enough to read in every test run."""
_FIXED = (1980, 1, 1, 0, 0, 0)


def main() -> int:
    """Run the targets, and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()
    unknown = set(arguments.targets) - set(TARGETS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(TARGETS)}")
    names = arguments.targets or list(TARGETS)
    with ThreadPoolExecutor(arguments.jobs) as pool:
        outcomes = list(
            pool.map(lambda name: _fuzz(name, arguments.seconds, keep=arguments.keep), names)
        )
    return int(any(outcomes))


def _fuzz(name: str, seconds: int, *, keep: bool) -> int:
    """Run one target; return 1 where something broke it."""
    with tempfile.TemporaryDirectory() as temporary:
        corpus, found = Path(temporary) / "corpus", Path(temporary) / "found"
        corpus.mkdir()
        found.mkdir()
        words = Path(temporary) / "words"
        words.write_text("".join(map(_entry, WORDS)), encoding="ascii")
        for number, data in enumerate([*first_inputs(name), *read_corpus(name)]):
            (corpus / str(number)).write_bytes(data)
        done = _libfuzzer(
            name,
            corpus,
            f"-max_total_time={seconds}",
            f"-artifact_prefix={found}/",
            f"-dict={words}",
            "-len_control=0",
            "-print_final_stats=1",
        )
        stats = dict(re.findall(r"stat::(\w+):\s+(\d+)", done.stderr))
        broken = sorted(found.iterdir())
        print(
            f"{name}: {int(stats.get('number_of_executed_units', 0)):,} inputs in {seconds} s, "
            f"the slowest {stats.get('slowest_unit_time_sec', '?')} s, "
            f"{stats.get('peak_rss_mb', '?')} MB, broken by {len(broken)}",
            flush=True,
        )
        for one in broken:
            FOUND.mkdir(parents=True, exist_ok=True)
            kept = FOUND / f"{name}-{one.name}"
            kept.write_bytes(one.read_bytes())
            print(f"  {kept}", *done.stdout.splitlines()[-30:], sep="\n    ", flush=True)
        if keep:
            fewest = Path(temporary) / "fewest"
            fewest.mkdir()
            _libfuzzer(name, fewest, str(corpus), "-merge=1")
            write_corpus(name, [one.read_bytes() for one in fewest.iterdir()])
        if done.returncode and not broken:
            print(*done.stderr.splitlines()[-20:], sep="\n    ", flush=True)
    return int(bool(broken) or done.returncode != 0)


def _libfuzzer(name: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    launcher = folder.parent / "launcher"
    command = f'exec {sys.executable} -m tests.fuzz.alone {name} {launcher} "$@"'
    launcher.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    launcher.chmod(0o755)
    limits = [f"-timeout={_SLOWEST}", f"-max_len={_LONGEST}", f"-rss_limit_mb={_MOST_MB}"]
    return subprocess.run(
        [str(launcher), str(folder), *options, *limits],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def _entry(word: str) -> str:
    """Return a word as libFuzzer's dictionaries have it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n'


def read_corpus(name: str) -> list[bytes]:
    """Return the inputs that are kept for a target."""
    path = CORPUS / f"{name}.zip"
    if not path.is_file():
        return []
    with zipfile.ZipFile(path) as folder:
        return [folder.read(one) for one in sorted(folder.namelist())]


def write_corpus(name: str, inputs: list[bytes]) -> None:
    """Keep inputs for a target, the shortest: by their digests, so that the same inputs are the same file."""
    inputs = sorted(inputs, key=lambda one: (len(one), one))[:_MOST]
    with zipfile.ZipFile(CORPUS / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as folder:
        for digest, data in sorted({sha256(one).hexdigest()[:16]: one for one in inputs}.items()):
            folder.writestr(zipfile.ZipInfo(digest, _FIXED), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    sys.exit(main())
