"""Where reprinted texts come from, against groups of a real day labelled by hand.

`labels/helsinki_origins.csv` names 25 groups of reprints of the Helsinki day by two of their articles, with
where the text comes from: an agency or outlet, or `article OUTLET` where that outlet's own article is
among them. All groups that were found and are reprints of more than one outlet are in it, read once by one
person, while the rules were written: the figures lean to the high side.

    python -m evaluation.gate "labelled origins"
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from evaluation.helsinki import read_rows
from onrecord.articles.extract import ExtractArticles
from onrecord.articles.furniture import LearnFurniture
from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError
from onrecord.model import Article, Kind, Source
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements
from onrecord.stories.reprints import Body, GroupReprints

__all__ = ["read_bodies", "read_day", "score_origins"]

LABELS = Path(__file__).with_name("labels") / "helsinki_origins.csv"


def score_origins(path: Path) -> dict[str, float]:
    """Return how often an origin is told, and how often that is right."""
    articles = read_day(path)
    groups, _ = LocalEngine().group(GroupReprints(), read_bodies(articles.values()), Tally())
    of = {article: group for group in groups for article in group.articles}
    outlet = {one.id: one.outlet for one in articles.values()}
    found = told = right = 0
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        left, right_ = articles.get(row["left"]), articles.get(row["right"])
        group = of.get(left.id) if left else None
        if group is None or right_ is None or right_.id not in group.articles:
            continue
        found += 1
        origin = group.probable_origin
        answer = f"article {outlet[origin]}" if origin else group.wire
        told += answer is not None
        right += answer == row["origin"]
    return {
        "groups found": found / len(rows),
        "origin told": told / found,
        "right of those told": right / told,
    }


def read_bodies(articles: Iterable[Article]) -> list[Body]:
    """Return what a build compares of articles: furniture learned, direct speech set apart."""
    once = {one.id: one for one in articles}  # a page scraped twice is one page
    learned = LearnFurniture().run([once[id_] for id_ in sorted(once)])
    rules = AttributeStatements(extractor="rules")
    bodies = []
    for article in learned:
        direct = [one for one in rules.run(article, Tally()) if one.kind is Kind.DIRECT]
        quoted = [span for one in direct for span in one.content]
        bodies.append(GroupReprints().read(article, quoted))
    return bodies


def read_day(path: Path) -> dict[str, Article]:
    """Return the articles of the Helsinki day by their ids in the file."""
    articles = {}
    for row in read_rows(path):
        text = row["text"].replace(" ### ", "\n\n").replace("###", "\n\n")
        source = Source(outlet=row["publisher"], role="article", published=row["scrape_time"][:10])
        page = make_page(f"{row['id']}.txt", text.encode(), source, "text/plain")
        try:
            articles[row["id"]] = next(ExtractArticles().run(page, Tally()))
        except ItemError:  # some are a line of furniture
            continue
    return articles
