"""Stories on BASIL: 50 events in three outlets each; B-cubed F1 of the groups, with and without dates."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from onrecord.articles.extract import ExtractArticles
from onrecord.engine.local import LocalEngine
from onrecord.model import Article, Source
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.stories.grouping import GroupStories, read_terms

__all__ = ["b_cubed", "score_basil"]


def _articles(folder: Path, *, dated: bool) -> tuple[list[Article], dict[str, str]]:
    articles, event_of = [], {}
    for path in sorted((folder / "articles").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        paragraphs = [" ".join(sentences) for sentences in row["body-paragraphs"]]
        text = "\n\n".join([row["title"], *paragraphs])
        source = Source(
            outlet=row["source"], published=row["date"] if dated else None, role="article"
        )
        page = make_page(path.name, text.encode(), source, "text/plain")
        (article,) = ExtractArticles().run(page, Tally())
        articles.append(article)
        event_of[article.id] = row["triplet-uuid"]
    return articles, event_of


def b_cubed(found: Mapping[str, str], gold: Mapping[str, str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of a grouping (Bagga and Baldwin, 1998)."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    events: defaultdict[str, set[str]] = defaultdict(set)
    for item in gold:
        groups[found[item]].add(item)
        events[gold[item]].add(item)
    pairs = [(groups[found[item]], events[gold[item]]) for item in gold]
    precision = sum(len(group & event) / len(group) for group, event in pairs) / len(pairs)
    recall = sum(len(group & event) / len(event) for group, event in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def score_basil(folder: Path, stage: GroupStories | None = None) -> dict[str, float]:
    """Return the figures of story grouping on BASIL's development events."""
    figures = {}
    for name, dated in (("dated", True), ("undated", False)):
        articles, gold = _articles(folder, dated=dated)
        stories, _ = LocalEngine().group(
            stage or GroupStories(), [read_terms(one) for one in articles], Tally()
        )
        found = {article: story.id for story in stories for article in story.articles}
        precision, recall, f1 = b_cubed(found, gold)
        figures |= {f"{name} precision": precision, f"{name} recall": recall, f"{name} F1": f1}
    return figures
