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
from onrecord.model import Source
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements

EXAMPLE = Path(str(files("onrecord.resources") / "example"))
REPEATS = 5
N_ARTICLES = 200


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
    text = "\n\n".join(Path(name).read_text(encoding="utf-8") for name in articles)
    page = make_page("page.txt", text.encode(), Source(role="article"), "text/plain")
    (article,) = ExtractArticles().run(page, Tally())
    stage = AttributeStatements()
    list(stage.run(article, Tally()))
    begun = time.process_time()
    for _ in range(N_ARTICLES):
        list(stage.run(article, Tally()))
    seconds = time.process_time() - begun
    figures = {
        "compare, cold, median seconds": round(sorted(wall)[REPEATS // 2], 3),
        "compare, peak MB": round(peak, 1),
        "statement stage, words per CPU second": round(N_ARTICLES * len(text.split()) / seconds),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
