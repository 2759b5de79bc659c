"""How fast the parts are that a user waits for, beside peers that do some of the same, in one process.

    python -m benchmarks.parts [-o FILE]

Pages: articles out of the HTML of 181 benchmark pages, with offsets, regions and metadata, beside trafilatura's
text alone; bare lines of the same pages, and by rules alone. Alignments: two contents drawn at random of PolNeAR's
development articles, as they are aligned to find what differs, beside difflib's opcodes on the same stems. Per CPU
second, the best of three rounds. Needs ../shared/data (or ONRECORD_DATA).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import TypeVar

import trafilatura
from evaluation.pages import aeb_pages
from evaluation.polnear import read_polnear

from onrecord.articles.blocks import cut_lines
from onrecord.articles.extract import ExtractArticles
from onrecord.articles.html import cut_html
from onrecord.errors import ItemError
from onrecord.pages.read import make_page
from onrecord.resources import lexicon
from onrecord.stage import Tally
from onrecord.text.spans import Span
from onrecord.utterances.collation import align
from onrecord.utterances.folding import Reading, fold

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[2] / "shared" / "data"))
SEED = 20161108
N_PAIRS = 10_000
ROUNDS = 3
Item = TypeVar("Item")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    figures = _pages() | _alignments()
    print(json.dumps(figures, indent=1))
    if arguments.output:
        arguments.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _pages() -> dict[str, float]:
    pages = [one.page for one in aeb_pages(DATA / "pages" / "article-extraction-benchmark")]
    texts = ["\n".join(block.text for block in cut_html(one.text).blocks) for one in pages]
    bare = [
        make_page(one.input, text.encode(), one.source, "text/plain")
        for one, text in zip(pages, texts, strict=True)
    ]
    learned, rules = ExtractArticles(), ExtractArticles(bodies="rules")

    def extracted(stage: ExtractArticles) -> Callable[[object], object]:
        def run(page: object) -> object:
            try:
                return list(stage.run(page, Tally()))  # type: ignore[arg-type]
            except ItemError as error:
                return error

        return run

    return {
        "HTML pages": _rate(extracted(learned), pages),
        "HTML pages, rules and an extractor's vote": _rate(extracted(rules), pages),
        "HTML pages, trafilatura, text alone": _rate(
            lambda one: trafilatura.extract(one.text), pages
        ),
        "pages of bare lines": _rate(extracted(learned), bare),
        "pages of bare lines, rules": _rate(extracted(rules), bare),
        "pages of bare lines, cut alone": _rate(cut_lines, texts),
    }


def _alignments() -> dict[str, float]:
    words = lexicon()
    readings = [
        fold(article.text, [Span(*place) for place in one.content], words)
        for article in read_polnear(DATA / "polnear" / "dev")
        for one in article.attributions
        if one.content
    ]
    rng = random.Random(SEED)
    pairs = [(rng.choice(readings), rng.choice(readings)) for _ in range(N_PAIRS)]

    def by_difflib(pair: tuple[Reading, Reading]) -> object:
        left, right = pair
        return SequenceMatcher(None, left.stems, right.stems, autojunk=False).get_opcodes()

    return {
        "alignments": _rate(lambda pair: align(*pair), pairs),
        "alignments, difflib": _rate(by_difflib, pairs),
    }


def _rate(work: Callable[[Item], object], items: Sequence[Item]) -> float:
    """Return the items done in a CPU second, in the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for one in items:
            work(one)
        best = min(best, time.process_time() - begun)
    return round(len(items) / best, 1)


if __name__ == "__main__":
    sys.exit(main())
