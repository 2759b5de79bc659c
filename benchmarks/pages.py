"""Speed of the live pages: a large story, search in many statements, readers while a build writes.

python benchmarks/pages.py [--articles 200] [--statements 100000]

Beside it, in the same process, a bare Starlette page of the same size. The story is generated:
invented sentences of frequent words, each quotation in several outlets, some cut short.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.resources import frequencies
from onrecord.statements.attribute import AttributeStatements
from onrecord.stories.grouping import GroupStories
from onrecord.views.server import make_app
from onrecord.views.web import Renderer, page

SEED = 1
N_OUTLETS, N_UTTERANCES, QUOTES = 40, 1000, 15
REPEATS, READERS = 20, 50
FLOW = Flow(statements=AttributeStatements(extractor="rules"), stories=GroupStories(one_story=True))
NAMES = "Orla Brennick,Tobin Hask,Ilse Marrowin,Bram Teague,Petra Quillow,Anselm Dray".split(",")


def make_story(n_articles: int) -> list[Input]:
    """Return articles of one event in forty outlets, with `QUOTES` quotations each."""
    rng = random.Random(SEED)
    words = [word for word in sorted(frequencies()[1]) if word.isalpha() and len(word) > 3]
    said = [
        (rng.choice(NAMES), " ".join(rng.sample(words, rng.randint(12, 24))))
        for _ in range(N_UTTERANCES)
    ]
    inputs = []
    for number in range(n_articles):
        # every utterance in turn, so that each is in some article, and in several on average
        first = number * N_UTTERANCES // n_articles
        chosen = {first + i for i in range(N_UTTERANCES // n_articles)}
        chosen |= set(rng.sample(range(N_UTTERANCES), max(0, QUOTES - len(chosen))))
        parts = [f"Talks on the harbour of Skell went on, report {number}."]
        for index in sorted(chosen):
            name, quotation = said[index]
            tokens = quotation.split()
            if rng.random() < 0.3:
                tokens = tokens[: len(tokens) // 2]
            parts.append(f'"{" ".join(tokens).capitalize()}," {name} said on Monday.')
            parts.append(f"{' '.join(rng.sample(words, 12)).capitalize()}.")
        outlet = f"Outlet {number % N_OUTLETS:02}"
        source = Source(outlet=outlet, published=f"2031-03-{1 + number % 9:02}")
        data = "\n\n".join(parts).encode()
        inputs.append(Input(name=f"{number:04}.txt", path=None, source=source, data=data))
    return inputs


def multiply(path: Path, target: int) -> int:
    """Copy the statements of a record under other ids until there are `target` of them."""
    db = sqlite3.connect(path)
    columns = [row[1] for row in db.execute("PRAGMA table_info(statements)") if row[1] != "id"]
    names = ", ".join(columns)
    (count,) = db.execute("SELECT count(*) FROM statements").fetchone()
    for copy in range(1, -(-target // count)):
        for table, some in (("statements", names), ("statements_fts", "content, speaker, outlet")):
            wanted = min(count, target - copy * count)
            db.execute(
                # the names are this program's own
                f"INSERT INTO {table} (id, {some}) SELECT printf('x%03x', ?) || substr(id, 5), {some}"
                f" FROM {table} ORDER BY rowid LIMIT ?",
                (copy, wanted),
            )
    db.commit()
    (made,) = db.execute("SELECT count(*) FROM statements").fetchone()
    db.close()
    return int(made)


def milliseconds(ask: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the median time of a call."""
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun)
    return round(1000 * statistics.median(taken), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--statements", type=int, default=100_000)
    arguments = parser.parse_args()
    inputs = make_story(arguments.articles)
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.db"
        begun = time.perf_counter()
        with Record.create(path) as record:
            build(FLOW, inputs, record)
        figures["seconds to build"] = round(time.perf_counter() - begun, 1)
        with Record.read(path) as record:
            counts = record.counts()
            story = record.rows("stories")[0]["id"]
        figures["articles, utterances, statements, differences"] = [
            counts[name] for name in ("articles", "utterances", "statements", "differences")
        ]
        figures |= of_story(path, story)
        figures |= while_building(path, story, inputs[0].data + b" Late.")
        large = Path(folder) / "large.db"
        shutil.copy(path, large)
        figures["statements searched"] = multiply(large, arguments.statements)
        figures |= of_search(large)
    print(json.dumps(figures, indent=1))


def of_story(path: Path, story: str) -> dict[str, object]:
    """Return how long the story's page takes, anew and kept, beside a bare page of its size."""

    def ask(name: str) -> bytes:
        app = make_app(path, lambda *_: "")  # a new application has kept nothing
        answer = TestClient(app).get(f"/{name}")
        if answer.status_code != 200:
            raise SystemExit(answer.text)
        return answer.content

    html = ask(f"story-{story}.html")
    render = Renderer(live=True)

    def anew() -> str:
        with Record.read(path) as record:
            return page(record, render, "story", story)

    anew()
    bare = Starlette(routes=[Route("/", lambda _: Response(html, media_type="text/html"))])
    kept, plain = TestClient(make_app(path, lambda *_: "")), TestClient(bare)
    kept.get(f"/story-{story}.html")
    return {
        "story page, bytes": len(html),
        "story page, first of a server just started, ms": milliseconds(
            lambda: ask(f"story-{story}.html"), 5
        ),
        "story page made anew, ms": milliseconds(anew, 5),
        "story page kept, ms": milliseconds(lambda: kept.get(f"/story-{story}.html")),
        "bare Starlette page of that size, ms": milliseconds(lambda: plain.get("/")),
        "coverage, page 2, anew, ms": milliseconds(
            lambda: ask(f"story-{story}-coverage-2.html"), 5
        ),
        "coverage, page 2, bytes": len(ask(f"story-{story}-coverage-2.html")),
    }


def of_search(path: Path) -> dict[str, object]:
    """Return how long searches take: a word, a phrase, a word with facets."""
    client = TestClient(make_app(path, lambda *_: ""))
    with Record.read(path) as record:
        row = next(one for one in record.rows("statements", kind="direct"))
    words = row["content"][0]["text"].strip('"').split()
    asked = {
        "word": f"q={words[3]}",
        "phrase": f"q=%22{words[3]}+{words[4]}%22",
        "word, facets": f"q={words[3]}&speaker={row['speaker_name']}&relation=ends_earlier&first=2031-03-02",
        "facet alone": "outlet=Outlet+01",
    }
    out: dict[str, object] = {}
    for name, query in asked.items():
        answer = client.get(f"/search?{query}")
        if answer.status_code != 200:
            raise SystemExit(answer.text)
        out[f"search, {name}, ms"] = milliseconds(
            lambda query=query: client.get(f"/search?{query}")
        )
    return out


def while_building(path: Path, story: str, late: bytes) -> dict[str, object]:
    """Return how many reads of many readers failed while another process wrote the same record."""
    client = TestClient(make_app(path, lambda *_: ""), raise_server_exceptions=False)
    done = threading.Event()
    answers: list[int] = []

    def read() -> None:
        while not done.is_set():
            names = ("index.html", f"story-{story}.html", "search?q=harbour")
            answers.extend(client.get(f"/{name}").status_code for name in names)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for one in readers:
        one.start()
    (path.parent / "late.txt").write_bytes(late)
    command = "import sys; from benchmarks.pages import add; add(sys.argv[1], sys.argv[2])"
    arguments = [sys.executable, "-c", command, str(path), str(path.parent / "late.txt")]
    built = subprocess.run(arguments, check=False)
    done.set()
    for one in readers:
        one.join()
    bad = sum(code != 200 for code in answers)
    return {
        f"reads by {READERS} readers while a build wrote": len(answers),
        "of them failed": bad,
        "the build's exit code": built.returncode,
    }


def add(path: str, late: str) -> None:
    """Add an article to a record."""
    one = Input(
        name="late.txt", path=None, source=Source(outlet="Late"), data=Path(late).read_bytes()
    )
    with Record.create(path) as record:
        build(FLOW, [one], record)


if __name__ == "__main__":
    main()
