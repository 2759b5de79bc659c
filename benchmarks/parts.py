"""How fast the parts are that a user waits for, beside peers that do some of the same, in one process.

    python -m benchmarks.parts [-o FILE]

Pages: articles out of the HTML of 181 benchmark pages, with offsets, regions and metadata, beside trafilatura's
text alone; bare lines of the same pages, and by rules alone. Alignments: two contents drawn at random of PolNeAR's
development articles, as they are aligned to find what differs, beside difflib's opcodes on the same stems. Reprints:
4,000 texts of Reuters-21578 and what is planted into them, from text to groups with their evidence, beside rensa's and
datasketch's MinHash (the group `peers`, where it is installed), which give candidates alone. Per CPU second, the best
of three rounds. Needs ../shared/data (or ONRECORD_DATA).
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
from evaluation.planted import planted_articles
from evaluation.polnear import read_polnear

from onrecord.articles.blocks import cut_lines
from onrecord.articles.extract import ExtractArticles
from onrecord.articles.html import cut_html
from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError
from onrecord.model import Article
from onrecord.pages.read import make_page
from onrecord.resources import lexicon
from onrecord.stage import Tally
from onrecord.stories.reprints import GroupReprints
from onrecord.text.spans import Span
from onrecord.utterances.collation import align
from onrecord.utterances.folding import Reading, fold

try:
    import datasketch
    import rensa
except ImportError:  # the group `peers` is not installed
    datasketch = rensa = None

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
    rates = _pages() | _alignments() | _reprints()
    figures = {name: round(rate, 1) for name, rate in rates.items()}
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


def _reprints() -> dict[str, float]:
    articles = [one for one, *_ in planted_articles(DATA / "reuters")]
    stage = GroupReprints()

    def grouped(articles: Sequence[Article]) -> object:
        return LocalEngine().group(stage, [stage.read(one) for one in articles], Tally())

    def by_rensa(articles: Sequence[Article]) -> object:
        index, signatures = rensa.RMinHashLSH(0.5, _HASHES, 16), []
        for number, one in enumerate(articles):
            signature = rensa.RMinHash(_HASHES, SEED)
            signature.update(list(_shingles(one.text)))
            index.insert(number, signature)
            signatures.append(signature)
        return [index.query(one) for one in signatures]

    def by_datasketch(articles: Sequence[Article]) -> object:
        index, signatures = datasketch.MinHashLSH(threshold=0.5, num_perm=_HASHES), []
        for number, one in enumerate(articles):
            signature = datasketch.MinHash(num_perm=_HASHES)
            signature.update_batch([gram.encode() for gram in _shingles(one.text)])
            index.insert(number, signature)
            signatures.append(signature)
        return [index.query(one) for one in signatures]

    works = {"reprints": grouped}
    if rensa is not None:
        works["reprints, rensa's candidates"] = by_rensa
        works["reprints, datasketch's candidates"] = by_datasketch
    return {name: len(articles) * _rate(work, [articles]) for name, work in works.items()}


_HASHES = 128


def _shingles(text: str) -> set[str]:
    words = text.lower().split()
    return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}


def _rate(work: Callable[[Item], object], items: Sequence[Item]) -> float:
    """Return the items done in a CPU second, in the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for one in items:
            work(one)
        best = min(best, time.process_time() - begun)
    return len(items) / best


if __name__ == "__main__":
    sys.exit(main())
