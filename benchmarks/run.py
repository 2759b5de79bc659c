"""Speed and memory: cold start of `compare`, words a second of the statement stage, peak memory.

python benchmarks/run.py [A B]      two articles; the example's without
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

from onrecord.articles.extract import ExtractArticles
from onrecord.model import Role, Source
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements

EXAMPLE = Path(str(files("onrecord.resources") / "example"))
REPEATS = 5
N_ROUNDS = 25


def main() -> None:
    articles = sys.argv[1:] or [
        str(EXAMPLE / "meridian-wire.txt"),
        str(EXAMPLE / "harbour-courier.txt"),
    ]
    wall = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "onrecord", "compare", *articles],
            capture_output=True,
            check=True,
        )
        wall.append(time.perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures = {
        "compare, cold, median seconds": round(sorted(wall)[REPEATS // 2], 3),
        "compare, peak MB": round(peak, 1),
    }
    for extractor in ("auto", "rules"):
        name = f"statement stage ({extractor}), words per CPU second"
        figures[name] = round(words_per_second(AttributeStatements(extractor=extractor), articles))
    print(json.dumps(figures, indent=1))


def words_per_second(stage: AttributeStatements, names: list[str]) -> float:
    """Return the words of running text that a stage reads in a CPU second, weights loaded before."""
    articles = []
    for name in names:
        page = make_page(name, Path(name).read_bytes(), Source(role="article"), "text/plain")
        articles += ExtractArticles().run(page, Tally())
    n_words = sum(
        len(span.of(one.text).split()) for one in articles for span in one.spans_of(Role.BODY)
    )
    list(stage.run(articles[0], Tally()))
    begun = time.process_time()
    for _ in range(N_ROUNDS):
        for one in articles:
            list(stage.run(one, Tally()))
    return N_ROUNDS * n_words / (time.process_time() - begun)


if __name__ == "__main__":
    main()
