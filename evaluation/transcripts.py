"""Quotations of PolNeAR's articles located in the transcripts that they go back to.

`aligned_dev.json` names an article, a transcript, the quotation and the passage, found by a simple rule
and not by hand. A quotation counts as located where a row stands it beside a turn that holds most of
the passage's words. Its class `altered` holds chance matches of common phrases, which must not be
located; so of it the share alone is told.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.stories.grouping import GroupStories
from onrecord.text.dates import days_between
from onrecord.text.tokens import words
from onrecord.utterances.matching import GroupUtterances

__all__ = ["score_transcripts", "score_transcripts_together"]


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
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (article, transcript), some in sorted(_asked(folder).items()):
        found = _located([article], [transcript], GroupStories(one_story=True))
        for kind, quotation, passage in some:
            total[kind] += 1
            right[kind] += any(_holds(row, quotation, passage) for row in found)
    return {f"{kind} located": right[kind] / total[kind] for kind in sorted(total)} | {
        "asked": float(total.total())
    }


def score_transcripts_together(folder: Path) -> dict[str, float]:
    """Return the same of one record of all the articles and transcripts, put into stories as they come.

    A quotation counts where its own article's statement stands beside its own transcript's turn. What
    was said later than the article is apart: the words cannot be what the article quotes, and the less of it is
    located the better. So is the shortest of what is older: `phrases` are under eight words and of a transcript
    of more than three days before.
    """
    asked = _asked(folder)
    articles, transcripts = (sorted(set(some)) for some in zip(*asked, strict=True))
    found: defaultdict[tuple[str, str], list[Mapping[str, str]]] = defaultdict(list)
    for row in _located(articles, transcripts, GroupStories()):
        found[row["article"], row["transcript"]].append(row)
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (article, transcript), some in sorted(asked.items()):
        for kind, quotation, passage in some:
            name = _when(article, transcript, quotation) or f"{kind} located"
            total[name] += 1
            rows = found[f"{article.stem}.txt", f"{transcript.stem}.txt"]
            right[name] += any(_holds(row, quotation, passage) for row in rows)
    shares = {name: right[name] / total[name] for name in sorted(total)}
    not_located = {
        f"{name}, not located": 1 - shares.pop(name)
        for name in (_LATER, _PHRASES)
        if name in shares
    }
    return shares | not_located


_LATER, _PHRASES = "of later days", "phrases of older days"


def _when(article: Path, transcript: Path, quotation: str) -> str | None:
    """Return why a transcript cannot be, or hardly is, what an article quotes; None where it may well be."""
    settings = GroupUtterances()
    days = days_between(_day(transcript.name), _day(article.name)) or 0
    if days < -settings.near_days:
        return _LATER
    is_short = len(_words(quotation)) < settings.quoted_row
    return _PHRASES if days > settings.near_days and is_short else None


_Asked = dict[tuple[Path, Path], list[tuple[str, str, str]]]


def _asked(folder: Path) -> _Asked:
    """Return by article and transcript the quotations, each with its class and its passage."""
    polnear = folder.parent / "polnear"
    asked: defaultdict[tuple[Path, Path], list[tuple[str, str, str]]] = defaultdict(list)
    listed = json.loads((folder / "aligned_dev.json").read_text(encoding="utf-8"))
    for kind, rows in listed.items():
        for article, transcript, quotation, passage in rows:
            name = article.removeprefix("pn/")
            texts = [polnear / part / "text" for part in ("train", "dev")]
            path = next((p for text in texts for p in text.glob(f"{name}*.txt")), None)
            said = folder / "text" / f"{transcript}.tsv"
            if path is not None and said.is_file():
                asked[path, said].append((kind.split(" ")[0], quotation, passage))
    return asked


def _day(name: str) -> str | None:
    """Return the day in a file's name, `..._2016-09-27_...` or `20160926_...`, as an ISO date."""
    match = re.search(r"(20[012]\d)-?([01]\d)-?([0-3]\d)", name)
    return "-".join(match.groups()) if match else None


def _located(
    articles: Sequence[Path], transcripts: Sequence[Path], stories: GroupStories
) -> list[Mapping[str, str]]:
    def given(path: Path, role: str, data: bytes) -> Input:
        source = Source(outlet=path.stem, role=role, published=_day(path.name))
        return Input(name=f"{path.stem}.txt", path=None, source=source, data=data)

    inputs = [given(one, "article", one.read_bytes()) for one in articles]
    inputs += [given(one, "transcript", _transcript(one)) for one in transcripts]
    with Record.create(":memory:") as record:
        build(Flow(stories=stories), inputs, record)
        statements = {one["id"]: one for one in record.rows("statements")}
        texts = {one["id"]: record.text(one["id"]) for one in record.rows("articles")}
        roles = {one["id"]: one["role"] for one in record.rows("articles")}
        names = {one["id"]: one["input"] for one in record.rows("articles")}
        rows = []
        for row in record.rows("matches"):
            if row["kind"] == "transcript":
                sides = [statements[row["left"]], statements[row["right"]]]
                sides.sort(key=lambda one: roles[one["article"]] == "transcript")
                said, turn = (
                    " ".join(texts[one["article"]][s["start"] : s["end"]] for s in one["content"])
                    for one in sides
                )
                article, transcript = (names[one["article"]] for one in sides)
                rows.append({
                    "said": said, "turn": turn, "article": article, "transcript": transcript,
                })  # fmt: skip
        return rows


def _holds(row: Mapping[str, str], quotation: str, passage: str) -> bool:
    """Say whether a located statement is this quotation and its turn this passage."""
    asked, said = set(_words(quotation)), set(_words(row["said"]))
    turn = set(_words(row["turn"]))
    there = set(_words(passage))
    return len(asked & said) >= 0.8 * len(asked) and len(there & turn) >= 0.8 * len(there)
