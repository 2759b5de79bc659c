"""How far the confidence of a statement is the share of such statements that are right, and what makes it so.

    python -m evaluation.calibration

Right is a statement whose content an annotator marks (words in common, intersection over union 0.5), on
PolNeAR's development articles; where several annotated an article each counts for their share. Prints the
constants of `statements/combine.py`, fitted by logistic regression (Platt 1999) to what the tagger
gave, and the expected calibration error (ten bins; Naeini et al. 2015) before, and after with
constants that were fitted on the other four fifths of the articles.
"""

from __future__ import annotations

import math
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from evaluation.polnear import GoldArticle, read_polnear
from evaluation.scorers import matched, parts
from onrecord.articles.extract import ExtractArticles
from onrecord.errors import ItemError
from onrecord.model import Article, Source, Statement
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.statements import combine
from onrecord.statements.attribute import AttributeStatements

__all__ = ["Told", "calibration_error", "tell"]

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[2] / "shared" / "data"))
FOLDS, BINS = 5, 10


class Told(NamedTuple):
    """A statement's confidence, whether a rule found it too, and what of its weight is right."""

    article: str
    confidence: float
    agreed: bool
    right: float
    weight: float


def tell(
    article: Article, golds: Sequence[GoldArticle], statements: Iterable[Statement]
) -> list[Told]:
    """Return the tagger's statements of an article as its annotators have them; repeats aside."""
    found = [one for one in statements if one.repeat_of is None and one.reason.startswith("tagger")]
    ours = [
        parts(article.text, [(s.start, s.end) for s in one.content], [])
        for one in found
    ]  # fmt: skip
    told = []
    for gold in golds:
        theirs = [parts(gold.text, one.content, []) for one in gold.attributions]
        right = {id(mine) for _, mine in matched(theirs, ours)}
        told += [
            Told(
                gold.name,
                one.confidence,
                one.reason != "tagger",
                float(id(mine) in right),
                1 / len(golds),
            )
            for one, mine in zip(found, ours, strict=True)
        ]
    return told


def calibration_error(told: Sequence[Told], as_told: Callable[[Told], float]) -> float:
    """Return the mean distance of confidence and share of right statements over ten bins."""
    off: defaultdict[int, float] = defaultdict(float)
    for one in told:
        confidence = as_told(one)
        off[min(int(confidence * BINS), BINS - 1)] += one.weight * (confidence - one.right)
    return sum(map(abs, off.values())) / sum(one.weight for one in told)


def _features(one: Told) -> list[float]:
    return [combine.log_odds(one.confidence), 1.0, float(one.agreed)]


def _fitted(told: Sequence[Told]) -> np.ndarray:
    """Return slope, shift and what agreement adds, by Newton's method."""
    x = np.array([_features(one) for one in told])
    y, w = (np.array([getattr(one, name) for one in told]) for name in ("right", "weight"))
    found = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ found))
        bend = (x * (w * p * (1 - p))[:, None]).T @ x
        found += np.linalg.solve(bend, x.T @ (w * (y - p)))
    return found


def _by(constants: np.ndarray) -> Callable[[Told], float]:
    return lambda one: 1 / (1 + math.exp(-float(np.dot(_features(one), constants))))


def main() -> int:
    by_name: defaultdict[str, list[GoldArticle]] = defaultdict(list)
    for gold in read_polnear(DATA / "polnear" / "dev"):
        by_name[gold.name].append(gold)
    combine.CALIBRATION = None  # what the tagger says
    told: list[list[Told]] = []
    for name in sorted(by_name):
        page = make_page(name, by_name[name][0].text.encode(), Source(role="article"), "text/plain")
        try:
            (article,) = ExtractArticles().run(page, Tally())
        except ItemError:
            continue
        statements = AttributeStatements().run(article, Tally())
        told.append(tell(article, by_name[name], statements))
    every = [one for some in told for one in some]
    crossed: dict[int, float] = {}
    for fold in range(FOLDS):
        others = [one for at, some in enumerate(told) if at % FOLDS != fold for one in some]
        as_told = _by(_fitted(others))
        crossed |= {id(one): as_told(one) for some in told[fold::FOLDS] for one in some}
    print("slope, shift, agreed:", *(round(float(one), 2) for one in _fitted(every)))
    print(
        "calibration error as told:", round(calibration_error(every, lambda one: one.confidence), 3)
    )
    after = calibration_error(every, lambda one: crossed[id(one)])
    print("with constants fitted on other articles:", round(after, 3))
    return 0


if __name__ == "__main__":
    sys.exit(main())
