"""Attribution on PolNeAR's development articles by the metric of the CofeNet paper (Wang et al., 2022).

The corpus's tokens and labels as that paper uses them: a source, cue or content is right when it has
exactly the tokens of one that is labelled; F1 over all of them, by part. A content in several
stretches is several. Tokens are found again in the articles' own texts, which are what is read here.

    python -m evaluation.gate "cofenet dev"
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from onrecord.articles.extract import ExtractArticles
from onrecord.errors import ItemError
from onrecord.model import Article, Source
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements
from onrecord.text.spans import Span

__all__ = ["score_cofenet"]

_PARTS = ("source", "cue", "content")
_PRINTED = {
    "``": r"[\"“„«]|''|``",
    "''": r"[\"”“»]|''",
    "`": "[‘'`]",
    "'": "[’'‘]",
    "-LRB-": r"\(",
    "-RRB-": r"\)",
    "-LSB-": r"\[",
    "-RSB-": r"\]",
    "--": "--|[–—]",
    "...": r"\.\.\.|…|\. \. \.",
}
_FAR = 60
"""Characters within which the next token must stand; else it is passed over."""


class _Sentence(NamedTuple):
    """A line of the file, its tokens found in the article: places, and labelled stretches of tokens."""

    places: list[tuple[int, int] | None]
    labelled: set[tuple[str, int, int]]


def score_cofenet(path: Path) -> dict[str, float]:
    """Return F1 by part; `path` is the file, whose articles lie beside it in `polnear/dev/text`."""
    by_article: defaultdict[str, list[dict[str, list[str]]]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            by_article[row["id"]].append(row)
    texts = path.parents[1] / "polnear" / "dev" / "text"
    counts: Counter[tuple[str, str]] = Counter()
    stage = AttributeStatements()
    for name, rows in sorted(by_article.items()):
        file_ = texts / f"{name.rpartition('_')[0]}.txt"  # without the annotator
        text = file_.read_text(encoding="utf-8")
        page = make_page(name, text.encode(), Source(role="article"), "text/plain")
        try:
            (article,) = ExtractArticles().run(page, Tally())
        except ItemError:
            continue
        _score(list(_sentences(article.text, rows)), _found(stage, article), counts)
    figures = {}
    for part in _PARTS:
        right = counts[part, "right"]
        figures[f"{part} F1"] = 2 * right / (counts[part, "found"] + counts[part, "labelled"])
    return figures


def _found(stage: AttributeStatements, article: Article) -> list[tuple[str, int, int]]:
    made = [one for one in stage.run(article, Tally()) if one.repeat_of is None]
    return [
        (part, span.start, _end(article.text, part, span))
        for one in made
        for part in _PARTS
        for span in getattr(one, part)
    ]


def _end(text: str, part: str, span: Span) -> int:
    """Return where a span ends: the corpus takes in the comma that closes "Orla Brennick, the mayor,"."""
    closes = part == "source" and "," in span.of(text) and text[span.end : span.end + 1] == ","
    return span.end + closes


def _score(
    sentences: Sequence[_Sentence],
    spans: Sequence[tuple[str, int, int]],
    counts: Counter[tuple[str, str]],
) -> None:
    for sentence in sentences:
        placed = [(at, *place) for at, place in enumerate(sentence.places) if place]
        found = set()
        for part, start, end in spans:
            inside = [at for at, first, last in placed if first >= start and last <= end]
            if inside:
                found.add((part, inside[0], inside[-1] + 1))
        for part, *_ in found & sentence.labelled:
            counts[part, "right"] += 1
        for part, *_ in found:
            counts[part, "found"] += 1
        for part, *_ in sentence.labelled:
            counts[part, "labelled"] += 1


def _sentences(text: str, rows: Sequence[dict[str, list[str]]]) -> Iterator[_Sentence]:
    at = 0
    for row in rows:
        places: list[tuple[int, int] | None] = []
        for token in row["tokens"]:
            pattern = _PRINTED.get(token) or re.escape(token.replace("\\/", "/"))
            match = re.compile(pattern).search(text, at, at + _FAR + len(token))
            places.append(match.span() if match else None)
            at = match.end() if match else at
        yield _Sentence(places, set(_stretches(row["labels"])))


def _stretches(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield (part, first token, last token + 1) of each labelled stretch."""
    start, part = 0, ""
    for at, label in enumerate([*labels, "O"]):
        mark, _, name = label.partition("-")
        if part and (mark in {"B", "O"} or name.casefold() != part):
            yield part, start, at
            part = ""
        if mark == "B" or (mark == "I" and not part):
            start, part = at, name.casefold()
