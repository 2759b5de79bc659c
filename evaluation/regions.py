"""Body text of pages: word precision, recall and F1 against the benchmarks' article bodies.

Of HTML, and of the same pages flattened to a line a block, as crawls keep text. Every page is read
by models that were trained without it (`evaluation/folds`, by `training/bodies.py`).

    python -m evaluation.gate "html bodies" "flattened pages"

The peer of flattened pages are the line rules of C4 (Raffel et al. 2020, 2.2): a line stays that has
three words and ends in a terminal mark, and does not speak of JavaScript; a page with a curly
bracket or "lorem ipsum" is dropped there, not here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import trafilatura

from evaluation.pages import BenchmarkPage, aeb_pages, models_unseen, wcxb_pages
from onrecord.articles.extract import ExtractArticles
from onrecord.articles.html import cut_html
from onrecord.errors import ItemError
from onrecord.model import Role, Source
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.text.tokens import count_words, words

__all__ = [
    "score_bodies",
    "score_bodies_by_trafilatura",
    "score_flattened",
    "score_flattened_by_c4",
    "score_flattened_by_rules",
    "word_f1",
]

_QUOTED = re.compile(r"[“\"„«][^“”\"„«»\n]{8,}[”\"“»]")
_LONG = 8
"""Words from which a line that is no body, and was kept, counts as a long false line."""


def score_bodies(folder: Path) -> dict[str, float]:
    """Return mean word precision, recall and F1 of the body over the pages of the benchmark.

    *Shingles*: the benchmark's own measure, runs of four tokens, precision and recall averaged.
    """
    return _of_bodies(folder, lambda one: body_of(one, one.data, "text/html"))


def score_bodies_by_trafilatura(folder: Path) -> dict[str, float]:
    """Return the same of trafilatura with its settings as they come, comments left out."""
    return _of_bodies(
        folder, lambda one: trafilatura.extract(one.text, include_comments=False) or ""
    )


def _of_bodies(folder: Path, read: Callable[[BenchmarkPage], str]) -> dict[str, float]:
    sums: Counter[str] = Counter()
    pages = list(aeb_pages(folder))
    kept = quoted = 0
    for one in pages:
        body = read(one)
        for name, value in zip(("precision", "recall", "F1"), word_f1(body, one.body), strict=True):
            sums[f"body {name}"] += value
        n_kept, n_quoted = _quoted_kept(body, one.body)
        kept += n_kept
        quoted += n_quoted
        precision, recall = _shingled(body, one.body)
        sums["p"] += precision
        sums["r"] += recall
    figures = {name: value / len(pages) for name, value in sums.items()}
    precision, recall = figures.pop("p"), figures.pop("r")
    return figures | {
        "shingle F1": 2 * precision * recall / (precision + recall),
        "quotation lines kept": kept / quoted,
    }


def score_flattened(folder: Path) -> dict[str, float]:
    """Return what is kept of flattened pages: word F1, lines with quotations, long false lines a page."""
    return _score_lines(folder, _ours)


def score_flattened_by_rules(folder: Path) -> dict[str, float]:
    """Return the same by our rules alone, without the model."""
    return _score_lines(folder, lambda page, text: _ours(page, text, bodies="rules"))


def score_flattened_by_c4(folder: Path) -> dict[str, float]:
    """Return the same by the line rules of C4."""
    return _score_lines(folder, _c4)


def body_of(page: BenchmarkPage, data: bytes, media_type: str, bodies: str = "auto") -> str:
    """Return the body as the program reads it, paragraphs on lines; empty where it finds none."""
    step = ExtractArticles(models=models_unseen(page.name), bodies=bodies)
    try:
        made = make_page(page.name, data, Source(), media_type)
        (article,) = step.run(made, Tally())
    except ItemError:
        return ""
    return "\n".join(span.of(article.text) for span in article.spans_of(Role.BODY))


def _score_lines(folder: Path, kept_of: Callable[[BenchmarkPage, str], str]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, pages in (
        ("AEB", aeb_pages(folder / "article-extraction-benchmark")),
        ("WCXB", wcxb_pages(folder / "wcxb_dev_articles")),
    ):
        figures |= {f"{name} {figure}": value for figure, value in _measured(pages, kept_of)}
    return figures


def _measured(
    pages: Iterable[BenchmarkPage], kept_of: Callable[[BenchmarkPage, str], str]
) -> list[tuple[str, float]]:
    sums: Counter[str] = Counter()
    for one in pages:
        text = "\n".join(block.text for block in cut_html(one.text).blocks)
        kept = kept_of(one, text)
        sums["pages"] += 1
        sums["word F1"] += word_f1(kept, one.body)[2]
        n_kept, n_quoted = _quoted_kept(kept, one.body)
        sums["quoted kept"] += n_kept
        sums["quoted"] += n_quoted
        body = _plain(one.body)
        sums["false"] += sum(
            count_words(line) >= _LONG and _plain(line) not in body for line in kept.split("\n")
        )
    return [
        ("word F1", sums["word F1"] / sums["pages"]),
        ("quotation lines kept", sums["quoted kept"] / max(1, sums["quoted"])),
        ("long false lines a page: flattened", sums["false"] / sums["pages"]),
    ]


def _quoted_kept(kept: str, gold: str) -> tuple[int, int]:
    """Return how many of the lines with a quotation are kept whole, and how many there are."""
    words_kept = _plain(kept)
    quoted = [line for line in _lines_of(gold) if _QUOTED.search(line)]
    return sum(_plain(line) in words_kept for line in quoted), len(quoted)


def _lines_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _ours(page: BenchmarkPage, text: str, bodies: str = "auto") -> str:
    return body_of(page, text.encode("utf-8", "replace"), "text/plain", bodies)


def _c4(page: BenchmarkPage, text: str) -> str:
    del page
    return "\n".join(
        line
        for line in text.split("\n")
        if re.search(r"[.!?\"”]$", line.strip())
        and count_words(line) >= 3
        and "javascript" not in line.casefold()
    )


def word_f1(body: str, gold: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the words of a body, as a multiset."""
    found = Counter(word.lower for word in words(body))
    wanted = Counter(word.lower for word in words(gold))
    hits = sum((found & wanted).values())
    precision = hits / max(found.total(), 1)
    recall = hits / max(wanted.total(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _shingled(body: str, gold: str) -> tuple[float, float]:
    found, wanted = (_shingles(text) for text in (body, gold))
    hits = sum((found & wanted).values())
    return hits / max(found.total(), 1), hits / max(wanted.total(), 1)


def _shingles(text: str, n: int = 4) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[at : at + n]) for at in range(max(1, len(tokens) - n + 1)))
