"""Who said it: speakers of statements of every kind, against names looked up by hand.

`labels/speakers.csv` names 191 statements of PolNeAR's development articles and of BASIL, drawn at random whoever
speaks in them (half direct, a fifth mixed, the rest reports of speech), by article and offsets, and the place where
the article names in full who said it: for most far from the statement, for who is only described the source itself.
One person read each with what stands around it, once, before anything was changed for it; nine more that were drawn
are no statements, or several people's.

A speaker is right who is the one that the labelled place names; wrong is another name. Nobody, or a description by
itself ("the GOP nominee"), is neither.

    python -m evaluation.gate "labelled speakers"
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation.stories import basil_inputs, stems_of
from onrecord.flow import Flow, build
from onrecord.pages.inputs import Input, find_inputs
from onrecord.record.store import Record
from onrecord.text.spans import Span

__all__ = ["score_speakers"]

LABELS = Path(__file__).with_name("labels") / "speakers.csv"


def score_speakers(data: Path) -> dict[str, float]:
    """Return the share of statements whose speaker is right, and that of those who are told by name."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        labels = list(csv.DictReader(file))
    counts: Counter[str] = Counter()
    for corpus in ("basil", "polnear"):
        mine = {
            (one["article"], one["statement"]): one["whom"]
            for one in labels
            if one["corpus"] == corpus
        }
        with Record.create(":memory:") as record:
            build(Flow(), _inputs(data, corpus), record)
            counts += _counted(record, mine)
    n_told = counts["right"] + counts["wrong"]
    return {
        "precision": counts["right"] / max(n_told, 1),
        "right": counts["right"] / max(counts.total(), 1),
        "labelled speakers: found": float(counts.total()),
    }


def _inputs(data: Path, corpus: str) -> list[Input]:
    if corpus == "basil":
        return basil_inputs(data / "basil")
    return find_inputs([str(data / "polnear" / "dev" / "text")])[0]


def _counted(record: Record, labels: Mapping[tuple[str, str], str]) -> Counter[str]:
    names = stems_of(record)
    speakers = {one["id"]: one for one in record.rows("speakers")}
    mentions: dict[str, list[Mapping[str, Any]]] = {}
    for one in record.rows("mentions"):
        mentions.setdefault(one["article"], []).append(one)
    counts: Counter[str] = Counter()
    for one in record.rows("statements"):
        first = one["content"][0]
        whom = labels.get((names[one["article"]], f"{first['start']}-{first['end']}"))
        if whom is None:
            continue
        place = Span(*map(int, whom.split("-")))
        here = mentions.get(one["article"], ())
        right = {
            mention["speaker"]
            for mention in here
            if mention["speaker"]
            and Span(mention["span"]["start"], mention["span"]["end"]).overlaps(place)
        }
        if one["speaker"] in right:
            counts["right"] += 1
        elif one["speaker"] and speakers[one["speaker"]]["kind"] != "unnamed":
            counts["wrong"] += 1
        else:
            counts["not named"] += 1
    return counts
