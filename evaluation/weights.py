"""Is what matters most looked at first? Differences of one utterance, weighed by hand, against their order.

`labels/weights.csv` names 246 differences with a guard of 59 utterances of the Helsinki day and of BASIL, by the places
of both sides in the texts of the corpora. Of each utterance that has two or more, at most seven, drawn and put in order
at random, were read as a sentence states them, before their order was known: 2 where the words limit or change
what the shared words say (if what, how many, how sure), 1 where they are more of what was said, 0 where they say little
(a gloss, a reporter's frame, words that stand beside each other by chance). One person read them, once. The first
half of them was read while the order was made (`onrecord.views.weights`), the other half before it was tried on it.

A pair of differences of one utterance that were weighed unlike is in order if the heavier stands first. Those that
are not told any more, or in another utterance, count neither way.

    python -m evaluation.gate "weighed differences"
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from evaluation.helsinki import inputs_of
from evaluation.stories import basil_inputs, stems_of
from onrecord.flow import Flow, build
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.stories.grouping import GroupStories
from onrecord.views.overview import Overview

__all__ = ["score_weights"]

LABELS = Path(__file__).with_name("labels") / "weights.csv"
FIRST_UNSEEN = 22
"""The first utterance that was weighed when the order had been made."""


def score_weights(data: Path) -> dict[str, float]:
    """Return the share of pairs in order, and of utterances whose first difference is one of the heaviest."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        labels = list(csv.DictReader(file))
    counts: Counter[str] = Counter()
    for corpus in ("basil", "helsinki"):
        mine = [one for one in labels if one["corpus"] == corpus]
        wanted = {one[side].partition(":")[0] for one in mine for side in ("left", "right")}
        flow = Flow(stories=GroupStories(one_story=True)) if corpus == "helsinki" else Flow()
        with Record.create(":memory:") as record:
            build(flow, _inputs(data, corpus, wanted), record)
            counts += _counted(record, mine)
    return {
        "pairs in order": counts["in order"] / max(counts["pairs"], 1),
        "pairs in order, of unseen utterances": counts["unseen in order"]
        / max(counts["unseen pairs"], 1),
        "heaviest first": counts["heaviest first"] / max(counts["utterances"], 1),
        "weighed: pairs": float(counts["pairs"]),
        "weighed: utterances": float(counts["utterances"]),
    }


def _inputs(data: Path, corpus: str, wanted: set[str]) -> list[Input]:
    if corpus == "helsinki":
        return inputs_of(data / "helsinki" / "articles_2018-07-15.csv", wanted)
    return [one for one in basil_inputs(data / "basil") if one.path and one.path.stem in wanted]


def _counted(record: Record, labels: Sequence[Mapping[str, str]]) -> Counter[str]:
    names = stems_of(record)
    counts: Counter[str] = Counter()
    placed: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for story in record.rows("stories"):
        for view in Overview(record, story["id"]).utterances:
            rows = [
                (names[one["left_article"]], names[one["right_article"]], one)
                for one in view.differences
            ]
            for label in labels:
                sides = [label[side].partition(":")[0] for side in ("left", "right")]
                found = [
                    (at, _shared(one["right_span"], label["right"]))
                    for at, (*articles, one) in enumerate(rows)
                    if articles == sides and one["relation"] == label["relation"]
                ]
                at, shared = max(found, key=lambda one: one[1], default=(0, 0.0))
                if shared >= _HALF:
                    placed[label["utterance"], view.row["id"]].append((at, int(label["weight"])))
    for (utterance, _), found in placed.items():
        found.sort()
        if len({weight for _, weight in found}) > 1:
            counts["utterances"] += 1
            counts["heaviest first"] += found[0][1] == max(weight for _, weight in found)
        for (_, first), (_, second) in combinations(found, 2):
            which = "unseen " if int(utterance) >= FIRST_UNSEEN else ""
            for kind in {"", which}:
                counts[f"{kind}pairs"] += first != second
                counts[f"{kind}in order"] += first > second
    return counts


_HALF = 0.5
"""Share of the longer of two places that both have, from which a difference is the labelled one."""


def _shared(span: Mapping[str, Any], place: str) -> float:
    start, end = map(int, place.partition(":")[2].split("-"))
    both = min(span["page_end"], end) - max(span["page_start"], start)
    return both / max(span["page_end"] - span["page_start"], end - start, 1)
