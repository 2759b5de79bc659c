"""How grouping into stories grows: pairs compared an article, CPU seconds, stories.

    python -m benchmarks.stories [N ...] [--max-met M ...]

The texts are those of `benchmarks/growth.py`, each taken once; needs ../shared/data (or ONRECORD_DATA).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time

from benchmarks.growth import SEED, day_of, make_texts

from onrecord.articles.extract import ExtractArticles
from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError
from onrecord.model import Source
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.stories.grouping import GroupStories, Terms, read_terms


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[4_000, 16_000], metavar="N")
    parser.add_argument("--max-met", nargs="+", type=int, default=[GroupStories().max_met])
    arguments = parser.parse_args()
    for size in arguments.sizes:
        terms = _terms(size)
        for max_met in arguments.max_met:
            print(
                json.dumps({"max_met": max_met, **_measure(terms, GroupStories(max_met=max_met))})
            )
    return 0


def _measure(terms: list[Terms], stage: GroupStories) -> dict[str, float]:
    engine = LocalEngine(workers=1)
    begun = time.process_time()
    pairs = sum(
        1 for _ in engine.pairs(stage.keys, terms, Tally(), stage.min_shared_keys, stage.max_met)
    )
    found = time.process_time()
    stories, _ = engine.group(stage, terms, Tally())
    return {
        "articles": len(terms),
        "pairs an article": round(pairs / len(terms), 1),
        "pairs, CPU seconds": round(found - begun, 2),
        "all, CPU seconds": round(time.process_time() - found, 2),
        "stories": len(stories),
        "the largest": max(len(one.articles) for one in stories),
    }


def _terms(size: int) -> list[Terms]:
    texts = list(make_texts(size))
    random.Random(SEED).shuffle(texts)
    found: dict[str, Terms] = {}
    for number, text in enumerate(texts):
        source = Source(outlet=f"Outlet {number % 40}", role="article", published=day_of(number))
        page = make_page(f"{number}.txt", text.encode(), source, "text/plain")
        try:
            (article,) = ExtractArticles().run(page, Tally())
        except ItemError:  # a few words
            continue
        found[article.id] = read_terms(article)
    return list(found.values())


if __name__ == "__main__":
    sys.exit(main())
