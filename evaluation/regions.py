"""Body text of HTML pages: word precision, recall and F1 against the benchmark's article bodies."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

from onrecord.articles.extract import ExtractArticles
from onrecord.errors import ItemError
from onrecord.model import Role, Source
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.text.tokens import words

__all__ = ["score_bodies", "word_f1"]


def score_bodies(folder: Path) -> dict[str, float]:
    """Return mean word precision, recall and F1 of the body over the pages of the benchmark."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    sums: Counter[str] = Counter()
    for name, gold in sorted(truth.items()):
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        try:
            page = make_page(name, data, Source(), "text/html")
            (article,) = ExtractArticles().run(page, Tally())
            body = " ".join(span.of(article.text) for span in article.spans_of(Role.BODY))
        except ItemError:
            body = ""
        precision, recall, f1 = word_f1(body, gold["articleBody"])
        sums["body precision"] += precision
        sums["body recall"] += recall
        sums["body F1"] += f1
    return {name: value / len(truth) for name, value in sums.items()}


def word_f1(body: str, gold: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the words of a body, as a multiset."""
    found = Counter(word.lower for word in words(body))
    wanted = Counter(word.lower for word in words(gold))
    hits = sum((found & wanted).values())
    precision = hits / max(found.total(), 1)
    recall = hits / max(wanted.total(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)
