"""Stories on BASIL and ECB+: B-cubed F1 of the groups.

BASIL: 50 events in three outlets each, with and without dates; the settings were chosen on it. ECB+:
35 topics of two sub-topics each, two events that resemble each other by design (two stars in
rehab, two earthquakes); no setting was chosen on it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import lxml.etree

from onrecord.articles.extract import ExtractArticles
from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError
from onrecord.model import Article, Source
from onrecord.pages.inputs import Input, find_inputs
from onrecord.pages.read import make_page
from onrecord.record.store import Record
from onrecord.stage import Tally
from onrecord.stories.grouping import GroupStories, read_terms

__all__ = ["b_cubed", "basil_inputs", "ecb_sentences", "score_basil", "score_ecb", "stems_of"]


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
        for figure, value in _scored(articles, gold, stage or GroupStories()).items():
            figures[f"{name} {figure}"] = value
    return figures


def basil_inputs(folder: Path) -> list[Input]:
    """Return BASIL's articles as what a build reads."""
    return find_inputs([str(one) for one in sorted((folder / "articles").glob("*.json"))])[0]


def stems_of(record: Record) -> dict[str, str]:
    """Return for each article of a record what its file is called, without its ending."""
    return {one["id"]: Path(one["input"].partition("#")[0]).stem for one in record.rows("articles")}


def score_ecb(folder: Path, stage: GroupStories | None = None) -> dict[str, float]:
    """Return the figures of story grouping on the sub-topics of ECB+'s development topics."""
    articles, gold = [], {}
    for path in sorted(folder.rglob("*.xml")):
        text = "\n\n".join(ecb_sentences(path))
        source = Source(outlet=path.stem, role="article")
        page = make_page(f"{path.stem}.txt", text.encode(), source, "text/plain")
        try:
            (article,) = ExtractArticles().run(page, Tally())
        except ItemError:  # two of 772 are a few words
            continue
        articles.append(article)
        gold[article.id] = f"{path.parent.name} {'plus' in path.stem}"
    return _scored(articles, gold, stage or GroupStories())


def ecb_sentences(path: Path) -> list[str]:
    """Return the sentences of a file of ECB+, their tokens parted by spaces."""
    sentences: defaultdict[str, list[str]] = defaultdict(list)
    for token in lxml.etree.parse(str(path)).getroot().iter("token"):
        sentences[token.get("sentence")].append(token.text or "")
    return [" ".join(words) for words in sentences.values()]


def _scored(
    articles: list[Article], gold: Mapping[str, str], stage: GroupStories
) -> dict[str, float]:
    terms = [read_terms(one) for one in articles]
    stories, _ = LocalEngine().group(stage, terms, Tally())
    found = {article: story.id for story in stories for article in story.articles}
    return dict(zip(("precision", "recall", "F1"), b_cubed(found, gold), strict=True))
