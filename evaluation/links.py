"""Links between statements of different outlets, against pairs labelled by hand.

`labels/helsinki_pairs.csv` names 304 pairs of the Helsinki day by article id and offsets in the text of
the corpus: statements of outlets that do not reprint each other, in other words than each other's.
122 were drawn at random from what this program linked (`all`), from the fifth with least margin (`low`) and from what
it kept as possibly the same (`possible`): recall cannot be read off them. 182 were drawn whatever it does with them
(`overlap`): a quotation with a quotation, or with a report (`direct-indirect`), that share three content words, in
four bands by the share of the lighter one's weight (from 0.3, 0.45, 0.6, 0.8), at most 24 a band and kind, no
statement twice. Each stands for as many as its band has, so precision and recall are of all such pairs; one is linked
that is in one utterance. All articles are of one summit's day, and built as one story. All pairs were read once by one
person: `same`, `not_same`, or `unsure`, which counts neither way.

`labels/helsinki_guards.csv` names 126 pairs of the same articles' statements that are in one utterance and of
outlets that do not reprint each other: drawn at random, at most four an utterance, from pairs of which this
program names a guard and from pairs whose words alone could hold one. One person read the words of the two
statements, before seeing what is told of them, and wrote down which kinds of words one has that the other
lacks: `condition`, `negation`, `name`, `modal`, and `number`, of which there were too few to say anything. What
the rest of an article says was not read, so that words which stand in another statement there count as missed.

`labels/helsinki_remarks.csv` names 101 pairs of the same articles' statements that were in one utterance while all that
links hold together was one: of other words and other outlets, drawn at random from utterances of three different
statements or more, a few from each, from large ones up to eight. One person read both: `same` where both give something
that was said once, in whole or in part, `not_same` where they give different remarks, if only sentences of one answer.

Places are of statements as they were found when they were labelled. Where one is two now ("... foe," he says. He adds:
"You wouldn't ..."), the pair counts as told if either of them is.

    python -m evaluation.gate "labelled links"
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.helsinki import inputs_of
from onrecord.flow import Flow, build
from onrecord.record.store import Record
from onrecord.stories.grouping import GroupStories

__all__ = ["score_links"]

LABELS = Path(__file__).with_name("labels") / "helsinki_pairs.csv"
GUARDS = LABELS.with_name("helsinki_guards.csv")
REMARKS = LABELS.with_name("helsinki_remarks.csv")
KINDS = ("condition", "negation", "name", "modal")


def score_links(path: Path) -> dict[str, float]:
    """Return the precision of links by stratum, and the share of `possible` pairs that are one."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    wanted = {pair[side].partition(":")[0] for pair in pairs for side in ("left", "right")}
    inputs = inputs_of(path, wanted)
    with Record.create(":memory:") as record:
        build(Flow(stories=GroupStories(one_story=True)), inputs, record)
        names = {one["id"]: one["input"].removesuffix(".txt") for one in record.rows("articles")}
        statements: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for one in record.rows("statements"):
            statements[names[one["article"]]].append(one)
        stand_in = {one["id"]: one["told_as"] or one["id"] for one in record.rows("statements")}
        linked = {
            frozenset((one["left"], one["right"]))
            for one in record.rows("matches")
            if one["kind"] == "utterance" and one["linked"]
        } | {frozenset((id_,)) for id_ in stand_in.values()}
        named: defaultdict[frozenset[str], set[str]] = defaultdict(set)
        for one in record.rows("differences", substantive=1):
            named[frozenset((one["left"], one["right"]))] |= {*one["guards"]}
        utterances_of: defaultdict[str, set[str]] = defaultdict(set)
        for one in record.rows("utterances"):
            for id_ in one["statements"]:
                utterances_of[id_].add(one["id"])
    drawn = [pair for pair in pairs if not pair["stratum"].startswith("overlap")]
    overlapping = [pair for pair in pairs if pair["stratum"].startswith("overlap")]
    return {
        **_figures(drawn, statements, linked, stand_in),
        **_of_overlaps(overlapping, statements, utterances_of),
        **_of_remarks(statements, utterances_of),
        **_of_guards(statements, named, stand_in),
    }


def _of_remarks(
    statements: Mapping[str, Sequence[Mapping[str, Any]]], utterances_of: Mapping[str, set[str]]
) -> dict[str, float]:
    """Return how many of the pairs that links hold together are of one remark where they are in one utterance."""
    counts: Counter[tuple[str, bool]] = Counter()
    with REMARKS.open(encoding="utf-8", newline="") as file:
        for pair in csv.DictReader(file):
            sides = [_statements(pair[side], statements) for side in ("left", "right")]
            counts[pair["label"], _are_one(sides, utterances_of)] += 1
    right, wrong = counts["same", True], counts["not_same", True]
    return {
        "pairs of one utterance that are of one remark": right / max(right + wrong, 1),
        "pairs of one remark kept together": right / max(right + counts["same", False], 1),
    }


def _are_one(sides: Sequence[set[str]], utterances_of: Mapping[str, set[str]]) -> bool:
    """Say whether statements of two places are witnesses of one utterance."""
    left, right = ({id_ for one in side for id_ in utterances_of.get(one, ())} for side in sides)
    return not left.isdisjoint(right)


def _of_guards(
    statements: Mapping[str, Sequence[Mapping[str, Any]]],
    named: Mapping[frozenset[str], set[str]],
    stand_in: Mapping[str, str],
) -> dict[str, float]:
    """Return precision and recall of the guards that are named between two statements, by kind."""
    counts: Counter[tuple[str, bool, bool]] = Counter()
    with GUARDS.open(encoding="utf-8", newline="") as file:
        for pair in csv.DictReader(file):
            sides = [_statements(pair[side], statements) for side in ("left", "right")]
            told = set[str]().union(*(named.get(both, set()) for both in _between(sides, stand_in)))
            for kind in set(KINDS) - set(pair["unsure"].split()):
                counts[kind, kind in pair["guards"].split(), kind in told] += 1
    figures: dict[str, float] = {}
    for kind in KINDS:
        right, wrong = counts[kind, True, True], counts[kind, False, True]
        missed = counts[kind, True, False]
        figures[f"natural guards, {kind} precision"] = right / max(right + wrong, 1)
        figures[f"natural guards, {kind} recall"] = right / max(right + missed, 1)
    return figures


def _of_overlaps(
    pairs: Sequence[Mapping[str, str]],
    statements: Mapping[str, Sequence[Mapping[str, Any]]],
    utterances_of: Mapping[str, set[str]],
) -> dict[str, float]:
    """Return precision, recall and F1 of pairs in one utterance, by kind, each band as large as it is."""
    told = [pair for pair in pairs if pair["label"] != "unsure"]
    n_drawn = Counter(pair["stratum"] for pair in told)
    counts: Counter[tuple[str, str, bool]] = Counter()
    n_lost = 0
    for pair in told:
        _, kind, _, _, n_all = pair["stratum"].split()
        sides = [_statements(pair[side], statements) for side in ("left", "right")]
        n_lost += not all(sides)
        weight = int(n_all) / n_drawn[pair["stratum"]]
        counts[kind, pair["label"], _are_one(sides, utterances_of)] += weight  # type: ignore[assignment]
    figures: dict[str, float] = {}
    for kind in ("direct-direct", "direct-indirect"):
        right, wrong = counts[kind, "same", True], counts[kind, "not_same", True]
        precision = right / max(right + wrong, 1)
        recall = right / max(right + counts[kind, "same", False], 1)
        figures[f"{kind} precision"] = precision
        figures[f"{kind} recall"] = recall
        figures[f"{kind} F1"] = 2 * precision * recall / max(precision + recall, 1e-9)
    figures["overlaps: statements not found"] = float(n_lost)
    return figures


def _figures(
    pairs: Sequence[Mapping[str, str]],
    statements: Mapping[str, Sequence[Mapping[str, Any]]],
    linked: set[frozenset[str]],
    stand_in: Mapping[str, str],
) -> dict[str, float]:
    counts: Counter[tuple[str, str, bool]] = Counter()
    for pair in pairs:
        sides = [_statements(pair[side], statements) for side in ("left", "right")]
        if not all(sides):
            counts["lost", pair["label"], False] += 1
            continue
        is_linked = not linked.isdisjoint(_between(sides, stand_in))
        counts[pair["stratum"], pair["label"], is_linked] += 1
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


_INSIDE = 0.8
"""Share of a statement that lies within a labelled place of which it is a part."""


def _statements(place: str, statements: Mapping[str, Sequence[Mapping[str, Any]]]) -> set[str]:
    """Return the statement at a labelled place; its parts, where what was one when it was labelled is several."""
    article, _, span = place.partition(":")
    start, end = (int(n) for n in span.split("-"))
    best: tuple[float, str] = (0.5, "")
    parts = set()
    for one in statements.get(article, ()):
        first, last = one["content"][0]["start"], one["content"][-1]["end"]
        shared = min(end, last) - max(start, first)
        overlap = shared / (max(end, last) - min(start, first))
        if overlap > best[0]:
            best = overlap, one["id"]
        if shared >= _INSIDE * (last - first):
            parts.add(one["id"])
    return {best[1]} if best[1] else parts


def _between(sides: Sequence[set[str]], stand_in: Mapping[str, str]) -> set[frozenset[str]]:
    """Return the pairs of statements of two places, as they are compared: of reprints one stands for all."""
    return {frozenset((stand_in[one], stand_in[other])) for one in sides[0] for other in sides[1]}
