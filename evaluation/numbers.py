"""Numbers that differ, against sentence pairs labelled by hand.

`labels/mrpc_numbers.csv` names 200 pairs of MRPC's training sentences by their ids, drawn at random
from the 589 in which each sentence has a number that the other lacks. Read once, by one person,
before the code was written: `differ` (a number is given for one thing, and another one in the other
sentence), `not_differ` (they agree, one is more exact, or they are of different things), `unsure`
(the sentences do not tell: two times of a day, "its shares"), which counts neither way. The rules
were then chosen while looking at these labels, so the figures lean to the high side.

    python -m evaluation.gate "labelled numbers"
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from onrecord.model import Standing
from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.counting import find_quantities
from onrecord.utterances.quantities import is_comparable, standing

__all__ = ["score_numbers"]

LABELS = Path(__file__).with_name("labels") / "mrpc_numbers.csv"


def score_numbers(path: Path) -> dict[str, float]:
    """Return precision and recall of pairs in which a number is said to differ."""
    with path.open(encoding="utf-8-sig") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    sentences = {(row[1], row[2]): (row[3], row[4]) for row in rows}
    with LABELS.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    counts: Counter[tuple[str, bool]] = Counter(
        (pair["label"], _differs(*sentences[pair["left"], pair["right"]])) for pair in pairs
    )
    right = counts["differ", True]
    return {
        "precision": right / (right + counts["not_differ", True]),
        "recall": right / (right + counts["differ", False]),
    }


def _differs(left: str, right: str) -> bool:
    found = [
        (one.span, other.span, standing(one, other), one.days, other.days)
        for one in find_quantities(left, Span(0, len(left)), lexicon())
        for other in find_quantities(right, Span(0, len(right)), lexicon())
        if is_comparable(one, other)
    ]
    here = {one for one, _, how, *_ in found if how is not Standing.DIFFER}
    there = {other for _, other, how, *_ in found if how is not Standing.DIFFER}
    return any(
        how is Standing.DIFFER
        and one not in here
        and other not in there
        and not (days and other_days and days.isdisjoint(other_days))
        for one, other, how, days, other_days in found
    )
