"""How time and memory grow with the number of articles, stage by stage.

    python -m benchmarks.growth [N ...] [--texts reuters|polnear] [--extractor auto|rules]
                                [--workers N] [--once] [-o FILE]

Builds records of N articles each (by default 320, 3,200 and 32,000) from Reuters-21578 with reprints planted into
them, each size in a process of its own, and prints CPU seconds by stage, peak memory and the exponent
fitted over the sizes (1 is proportional); then adds one article in a hundred to each record, and prints
what that took (not with `--once`). The articles are read from a file of JSON Lines, which another process wrote, so
that the memory is the build's alone; each stage is told on stderr as it ends. The rules alone read statements
unless told otherwise: what is measured is how the rest grows. Beyond the 10,939 reports that Reuters has, texts are
made of them: the sentences of three that follow upon each other, three words in five replaced by other words of the
reports, so that they are no reprints. Forty articles are of one day, whatever N is. `--texts polnear` takes the 840
reports of PolNeAR's training part, of 744 words each, without dates and with nothing planted; Reuters' have 160. Needs
../shared/data (or ONRECORD_DATA).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from evaluation.planted import plant, read_reuters
from evaluation.polnear import read_polnear

from onrecord.engine.local import LocalEngine
from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input, find_inputs
from onrecord.record.store import Record
from onrecord.stage import Over, unwatched
from onrecord.statements.attribute import AttributeStatements

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[2] / "shared" / "data"))
SIZES = (320, 3_200, 32_000)
SEED = 19870226
COPIES = 0.2
"""Share of articles that are made from others: reprinted, cut, built into another."""
REPLACED = 0.6
"""Share of the words of a made-up report that are another's."""
MORE = 0.01
"""Articles of the second build, as a share of the first's."""
FIRST, SECOND = "articles.jsonl", "more.jsonl"


class Clock:
    """Hears when a stage is done, and notes the CPU seconds since the one before."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.walls: dict[str, float] = {}
        self._last, self._wall = _cpu(), time.perf_counter()

    def over(self, stage: str) -> Over:
        """Return what passes items through."""
        del stage
        return unwatched

    def done(self, stage: str, n_made: int) -> None:
        """Note a stage's seconds, and tell them."""
        now, wall = _cpu(), time.perf_counter()
        self.seconds[f"{stage}, CPU seconds"] = round(now - self._last, 2)
        self.walls[f"{stage}, wall seconds"] = round(wall - self._wall, 1)
        mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{stage} {n_made}: {now - self._last:.1f} s, {mb:.0f} MB so far", file=sys.stderr)
        self._last, self._wall = now, wall


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[], metavar="N")
    parser.add_argument("--extractor", default="rules", choices=["auto", "rules"])
    parser.add_argument("--texts", default="reuters", choices=sorted(_TEXTS))
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--once", action="store_true", help="only the first build")
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    if arguments.alone:
        print(json.dumps(_measure(arguments.sizes[0], arguments)))
        return 0
    rows = [_in_a_process(n, arguments) for n in sorted(arguments.sizes or SIZES)]
    figures = {"sizes": rows, "exponents": _exponents(rows)}
    print(json.dumps(figures, indent=1))
    if arguments.output:
        arguments.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _in_a_process(n_articles: int, arguments: argparse.Namespace) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.growth", str(n_articles), "--alone", folder]
        command += ["--extractor", arguments.extractor, "--workers", str(arguments.workers)]
        command += ["--once"] if arguments.once else []
        for name, inputs in _parts(n_articles, arguments.texts):
            _write_lines(Path(folder, name), inputs)
        del inputs
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    row: dict[str, float] = json.loads(done.stdout)
    return row


def _parts(n_articles: int, corpus: str) -> Iterable[tuple[str, list[Input]]]:
    inputs = make_inputs(n_articles + max(1, round(MORE * n_articles)), corpus)
    return [(FIRST, inputs[:n_articles]), (SECOND, inputs[n_articles:])]


def _write_lines(path: Path, inputs: Iterable[Input]) -> None:
    with path.open("wb") as lines:
        for one in inputs:
            known = {"outlet": one.source.outlet, "published": one.source.published}
            fields = {"name": one.name, "text": (one.data or b"").decode(), **known}
            lines.write(json.dumps(fields, ensure_ascii=False).encode() + b"\n")


def _measure(n_articles: int, arguments: argparse.Namespace) -> dict[str, float]:
    flow = Flow(
        statements=AttributeStatements(extractor=arguments.extractor),
        engine=LocalEngine(workers=arguments.workers),
    )
    clock, begun, started = Clock(), _cpu(), time.perf_counter()
    path = arguments.alone / "r.db"
    _build(flow, arguments.alone / FIRST, path, clock)
    first, wall = _cpu() - begun, time.perf_counter() - started
    row = {
        "articles": n_articles,
        **clock.seconds,
        "all, CPU seconds": round(first, 2),
        "wall seconds": round(wall, 2),
        "record MB": round(path.stat().st_size / 2**20, 1),
    }
    if not arguments.once:
        again = Clock()
        _build(flow, arguments.alone / SECOND, path, again)
        second = _cpu() - begun - first
        row |= {f"1 % more: {name}": seconds for name, seconds in again.seconds.items()}
        row["1 % more: all, CPU seconds"] = round(second, 2)
        row["1 % more, share of the first"] = round(second / first, 4)
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {**row, "peak MB": round(peak / 1024)}


def _build(flow: Flow, lines: Path, path: Path, clock: Clock) -> None:
    inputs, rejections = find_inputs([str(lines)])
    with Record.create(path) as record:
        build(flow, inputs, record, rejections, progress=clock)
    clock.done("written", 0)


def make_inputs(n_articles: int, corpus: str = "reuters") -> list[Input]:
    """Return so many articles of forty outlets, in no order: what comes later is on what came before, or is not.

    Raises ValueError where the corpus has fewer.
    """
    texts = list(_TEXTS[corpus](n_articles))
    if len(texts) < n_articles:
        message = f"{corpus} has {len(texts)} texts, {n_articles} are needed"
        raise ValueError(message)
    random.Random(SEED).shuffle(texts)
    return [
        Input(
            name=f"{number}.txt",
            path=None,
            source=Source(
                outlet=f"Outlet {number % 40}",
                role="article",
                published=day_of(number) if corpus == "reuters" else None,
            ),
            data=text.encode(),
        )
        for number, text in enumerate(texts)
    ]


def make_texts(n_articles: int) -> Iterable[str]:
    """Return so many texts: wire reports, a fifth of them made from others."""
    n_copies = int(COPIES * n_articles)
    originals = read_reuters(DATA / "reuters", n_articles - n_copies)
    rng = random.Random(SEED)
    words = sorted({word for text in originals[:200] for word in text.split()})
    originals += _made_up(originals, n_articles - n_copies - len(originals))
    yield from originals
    for _ in range(n_copies):
        text, other = rng.sample(originals, 2)
        yield rng.choice(sorted(plant(text, other, words, rng).values()))


def _made_up(texts: list[str], n_more: int) -> list[str]:
    """Return so many more texts, made of these: sentences of three in turn, most words replaced."""
    rng = random.Random(SEED)
    words = [word for text in texts[:: max(1, len(texts) // 500)] for word in text.split()]
    made = []
    for _ in range(n_more):
        at = rng.randrange(len(texts) - 2)
        mixed = zip(*(text.split(". ") for text in texts[at : at + 3]), strict=False)
        sentences = [rng.choice(three).split() for three in mixed]
        made.append(
            ". ".join(
                " ".join(
                    _like(word, rng.choice(words)) if rng.random() < REPLACED else word
                    for word in sentence
                )
                for sentence in sentences
            )
            or texts[at]
        )
    return made


def _like(word: str, other: str) -> str:
    """Return another word in the place of one: as a name where that was one."""
    return other.capitalize() if word[:1].isupper() else other.lower()


def _reports(n_articles: int) -> Iterable[str]:
    """Return so many articles of PolNeAR's training part as they are."""
    texts = {one.name: one.text for one in read_polnear(DATA / "polnear" / "train")}
    return [texts[name] for name in sorted(texts)[:n_articles]]


_TEXTS: dict[str, Callable[[int], Iterable[str]]] = {"reuters": make_texts, "polnear": _reports}


def day_of(number: int) -> str:
    """Return the day of an article: forty have the same."""
    return (dt.date(1987, 3, 1) + dt.timedelta(days=number // 40)).isoformat()


def _exponents(rows: list[dict[str, float]]) -> dict[str, float]:
    """Return the exponent of each figure over the number of articles, fitted by least squares on logs."""
    out = {}
    for name in rows[0]:
        points = [
            (math.log(row["articles"]), math.log(row[name])) for row in rows if row.get(name, 0) > 0
        ]
        if name == "articles" or len(points) < 2 or rows[-1][name] < _TOLD:
            continue
        mean_x = sum(x for x, _ in points) / len(points)
        mean_y = sum(y for _, y in points) / len(points)
        out[name] = round(
            sum((x - mean_x) * (y - mean_y) for x, y in points)
            / sum((x - mean_x) ** 2 for x, _ in points),
            2,
        )
    return out


_TOLD = 0.5
"""Seconds (or megabytes) below which a figure's growth is noise."""

if __name__ == "__main__":
    sys.exit(main())
