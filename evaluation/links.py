"""Links between statements of different outlets, against pairs labelled by hand.

`labels/helsinki_pairs.csv` names 110 pairs of the Helsinki day by article id and offsets in the text of
the corpus: statements of outlets that do not reprint each other, in other words than each other's.
They were drawn at random from what this program linked (`all`), from the fifth with least margin
(`low`) and from what it kept as possibly the same (`possible`), and read once by one person: `same`,
`not_same`, or `unsure`, which counts neither way. Recall over all pairs cannot be read off them.

    python -m evaluation.gate "labelled links"
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record

__all__ = ["score_links"]

LABELS = Path(__file__).with_name("labels") / "helsinki_pairs.csv"
PUBLISHED = "2018-07-15"


def score_links(path: Path) -> dict[str, float]:
    """Return the precision of links by stratum, and the share of `possible` pairs that are one."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    wanted = {pair[side].partition(":")[0] for pair in pairs for side in ("left", "right")}
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"] in wanted]
    inputs = [
        Input(
            name=f"{row['id']}.txt",
            path=None,
            source=Source(outlet=row["publisher"], role="article", published=PUBLISHED),
            # line breaks as long as the corpus's marks, so that offsets are the corpus's
            data=row["text"].replace(" ### ", "\n" * 5).replace("###", "\n" * 3).encode(),
        )
        for row in rows
    ]
    with Record.create(":memory:") as record:
        build(Flow(), inputs, record)
        names = {one["id"]: one["input"].removesuffix(".txt") for one in record.rows("articles")}
        statements: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for one in record.rows("statements"):
            statements[names[one["article"]]].append(one)
        linked = {
            frozenset((one["left"], one["right"]))
            for one in record.rows("matches")
            if one["kind"] == "utterance" and one["linked"]
        }
    return _figures(pairs, statements, linked)


def _figures(
    pairs: Sequence[Mapping[str, str]],
    statements: Mapping[str, Sequence[Mapping[str, Any]]],
    linked: set[frozenset[str]],
) -> dict[str, float]:
    counts: Counter[tuple[str, str, bool]] = Counter()
    for pair in pairs:
        sides = [_statement(pair[side], statements) for side in ("left", "right")]
        if None in sides:
            counts["lost", pair["label"], False] += 1
            continue
        counts[pair["stratum"], pair["label"], frozenset(s for s in sides if s) in linked] += 1
    figures: dict[str, float] = {}
    for stratum in ("all", "low", "possible"):
        right, wrong = counts[stratum, "same", True], counts[stratum, "not_same", True]
        missed = counts[stratum, "same", False]
        figures[f"{stratum}: linked and the same"] = float(right)
        figures[f"{stratum}: linked and not the same"] = float(wrong)
        figures[f"{stratum}: the same and not linked"] = float(missed)
    right = counts["all", "same", True] + counts["low", "same", True]
    wrong = counts["all", "not_same", True] + counts["low", "not_same", True]
    missed = counts["all", "same", False] + counts["low", "same", False]
    figures["precision of sampled links"] = right / max(right + wrong, 1)
    figures["kept of sampled links that are the same"] = right / max(right + missed, 1)
    figures["pairs whose statements are found"] = 1 - sum(
        n for (stratum, _, _), n in counts.items() if stratum == "lost"
    ) / len(pairs)
    return figures


def _statement(place: str, statements: Mapping[str, Sequence[Mapping[str, Any]]]) -> str | None:
    article, _, span = place.partition(":")
    start, end = (int(n) for n in span.split("-"))
    best: tuple[float, str | None] = (0.5, None)
    for one in statements.get(article, ()):
        first, last = one["content"][0]["start"], one["content"][-1]["end"]
        shared = min(end, last) - max(start, first)
        overlap = shared / (max(end, last) - min(start, first))
        if overlap > best[0]:
            best = overlap, one["id"]
    return best[1]
