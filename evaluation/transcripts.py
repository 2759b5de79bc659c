"""Quotations of PolNeAR's articles located in the transcripts that they go back to.

`aligned_dev.json` names an article, a transcript, the quotation and the passage, found by a simple rule
and not by hand. A quotation counts as located where a row stands it beside a turn that holds most of
the passage's words. Its class `altered` holds chance matches of common phrases, which must not be
located; so of it the share alone is told.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.stories.grouping import GroupStories
from onrecord.text.tokens import words

__all__ = ["score_transcripts"]


def _transcript(path: Path) -> bytes:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = [
            row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) > 2
        ]
    return "\n".join(f"{row[1].strip().title()}: {row[2].strip()}" for row in rows).encode()


def _words(text: str) -> list[str]:
    return [word.lower for word in words(text)]


def score_transcripts(folder: Path) -> dict[str, float]:
    """Return the share of quotations located, by class; `folder` is `transcripts`."""
    asked: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    listed = json.loads((folder / "aligned_dev.json").read_text(encoding="utf-8"))
    for kind, rows in listed.items():
        for article, transcript, quotation, passage in rows:
            asked[article, transcript].append((kind.split(" ")[0], quotation, passage))
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (article, transcript), some in sorted(asked.items()):
        name = article.removeprefix("pn/")
        polnear = folder.parent / "polnear"
        path = next(
            (
                p
                for part in ("train", "dev")
                for p in (polnear / part / "text").glob(f"{name}*.txt")
            ),
            None,
        )
        said = folder / "text" / f"{transcript}.tsv"
        if path is None or not said.is_file():
            continue
        found = _located(path, said)
        for kind, quotation, passage in some:
            total[kind] += 1
            right[kind] += any(_holds(row, quotation, passage) for row in found)
    return {f"{kind} located": right[kind] / total[kind] for kind in sorted(total)} | {
        "asked": float(total.total())
    }


def _located(article: Path, transcript: Path) -> list[Mapping[str, str]]:
    inputs = [
        Input(
            name="article.txt", path=None,
            source=Source(outlet="article", role="article"), data=article.read_bytes(),
        ),
        Input(
            name="transcript.txt", path=None,
            source=Source(outlet="transcript", role="transcript"), data=_transcript(transcript),
        ),
    ]  # fmt: skip
    with Record.create(":memory:") as record:
        build(Flow(stories=GroupStories(one_story=True)), inputs, record)
        statements = {one["id"]: one for one in record.rows("statements")}
        texts = {one["id"]: record.text(one["id"]) for one in record.rows("articles")}
        roles = {one["id"]: one["role"] for one in record.rows("articles")}
        rows = []
        for row in record.rows("matches"):
            if row["kind"] == "transcript":
                sides = [statements[row["left"]], statements[row["right"]]]
                sides.sort(key=lambda one: roles[one["article"]] == "transcript")
                said, turn = (
                    " ".join(texts[one["article"]][s["start"] : s["end"]] for s in one["content"])
                    for one in sides
                )
                rows.append({"said": said, "turn": turn})
        return rows


def _holds(row: Mapping[str, str], quotation: str, passage: str) -> bool:
    """Say whether a located statement is this quotation and its turn this passage."""
    asked, said = set(_words(quotation)), set(_words(row["said"]))
    turn = set(_words(row["turn"]))
    there = set(_words(passage))
    return len(asked & said) >= 0.8 * len(asked) and len(there & turn) >= 0.8 * len(there)
