"""What pages say of themselves, on WCXB's development articles: title, date, author; and their body.

793 pages, blogs and guides more than news. A title is right when it is the benchmark's, case and spaces
aside; a date by its day; an author when the names are the same set of words, or one holds the
other's. The second command has trafilatura read the same pages, by the same rules.

    python -m evaluation.gate "page metadata"
    python -m evaluation.gate "page metadata by trafilatura"
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import trafilatura

from evaluation.pages import BenchmarkPage, models_unseen, wcxb_pages
from evaluation.regions import word_f1
from onrecord.articles.extract import ExtractArticles
from onrecord.errors import ItemError
from onrecord.model import Article, Role
from onrecord.stage import Tally

__all__ = ["score_metadata", "score_trafilatura"]


class Stated(NamedTuple):
    """What is said of one page."""

    title: str
    author: str
    date: str
    body: str


def score_metadata(folder: Path) -> dict[str, float]:
    """Return shares of pages whose title, date and author are right, and the mean word F1 of the body."""
    return _measure(folder, _ours)


def score_trafilatura(folder: Path) -> dict[str, float]:
    """Return the same figures of trafilatura, with its metadata and its settings as they come."""
    return _measure(folder, _trafilatura)


def _measure(folder: Path, read: Callable[[BenchmarkPage], Stated]) -> dict[str, float]:
    sums: Counter[str] = Counter()
    for one in wcxb_pages(folder):
        found = read(one)
        sums["pages"] += 1
        for name, is_right, is_told, is_given in (
            ("title", _line(found.title) == _line(one.title), found.title, one.title),
            ("author", _is_author(found.author, one.author), found.author, one.author),
            ("date", found.date == one.published, found.date, one.published),
        ):
            sums[f"{name} given"] += bool(is_given)
            sums[f"{name} told"] += bool(is_told)
            sums[f"{name} right"] += bool(is_given) and is_right
        sums["body"] += word_f1(found.body, one.body)[2]
    return {
        "title exact": sums["title right"] / sums["title given"],
        "author right": sums["author right"] / sums["author given"],
        "date right": sums["date right"] / sums["date given"],
        "date precision": sums["date right"] / sums["date told"],
        "body F1": sums["body"] / sums["pages"],
    }


def _line(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _is_author(found: str, gold: str) -> bool:
    ours, theirs = (set(re.findall(r"\w+", _line(one))) for one in (found, gold))
    return bool(ours) and (ours <= theirs or theirs <= ours)


def _trafilatura(page: BenchmarkPage) -> Stated:
    found = trafilatura.bare_extraction(page.data, with_metadata=True)
    if found is None:
        return Stated("", "", "", "")
    return Stated(found.title or "", found.author or "", found.date or "", found.text or "")


def _ours(page: BenchmarkPage) -> Stated:
    try:
        step = ExtractArticles(models=models_unseen(page.name))
        article: Article = next(step.run(page.page, Tally()))
    except ItemError:
        return Stated("", "", "", "")
    body = " ".join(span.of(article.text) for span in article.spans_of(Role.BODY))
    return Stated(article.title or "", article.byline or "", article.published or "", body)
