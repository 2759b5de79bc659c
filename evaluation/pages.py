"""Readers of the page benchmarks, and the folds by which models are held from what they have seen."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.model import Page, Source
from onrecord.pages.read import make_page

__all__ = [
    "FOLDS",
    "BenchmarkPage",
    "aeb_pages",
    "fold_of",
    "models_unseen",
    "number_of",
    "wcxb_pages",
]

FOLDS = 5
_MODELS = Path(__file__).with_name("folds")


class BenchmarkPage(NamedTuple):
    """A page of a benchmark: its bytes, and what is true of it."""

    name: str
    data: bytes
    body: str
    title: str
    author: str
    published: str

    @property
    def page(self) -> Page:
        """The page as the readers make it."""
        return make_page(self.name, self.data, Source(), "text/html")

    @property
    def text(self) -> str:
        """The decoded page."""
        return self.page.text


def aeb_pages(folder: Path) -> Iterator[BenchmarkPage]:
    """Yield the 181 pages of the article extraction benchmark; bodies alone are known."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, gold in sorted(truth.items()):
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield BenchmarkPage(name, data, gold["articleBody"], "", "", "")


def wcxb_pages(folder: Path) -> Iterator[BenchmarkPage]:
    """Yield the 793 article pages of WCXB's development part."""
    for path in sorted((folder / "ground-truth").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))["ground_truth"]
        data = gzip.decompress((folder / "html" / f"{path.stem}.html.gz").read_bytes())
        yield BenchmarkPage(
            path.stem,
            data,
            gold.get("main_content") or "",
            gold.get("title") or "",
            gold.get("author") or "",
            (gold.get("publish_date") or "")[:10],
        )


def fold_of(name: str) -> int:
    """Return a page's fold, by its name."""
    return number_of(name) % FOLDS


def number_of(name: str) -> int:
    """Return a number that a name always has, by which pages are parted evenly."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def models_unseen(name: str) -> str:
    """Return the folder of the models that were trained without a page."""
    return str(_MODELS / str(fold_of(name)))
