"""Quotations that two outlets print word for word: are they one utterance, and one speaker's? Without labels.

Each two statements of two articles of a story that have `ROW` words in a row in common, in quotation marks in both. Who
prints so many of another's words quotes, nearly always, what the other quotes: the share of such pairs that are in one
utterance, and the share of those with a speaker each that have one and the same, need nobody to label anything. Those
that do not are where to look; not all of them are wrong (a name that an outlet prints wrongly, a slogan said twice,
somebody who is quoted quoting another). Prints of one text at one place count once. The Helsinki day and BASIL.

    python -m evaluation.gate "verbatim quotations"
    python -m evaluation.verbatim RECORD    # of any record, those that are not, to be read
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from evaluation.helsinki import inputs_of
from evaluation.stories import basil_inputs
from onrecord.flow import Flow, build
from onrecord.model import Kind
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.text.quotations import pair_marks
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words

__all__ = ["Pair", "pairs_of", "score_verbatim"]

ROW = 8
"""Words in a row; a phrase of the trade is shorter."""


class Pair(NamedTuple):
    """Two statements that quote the same words."""

    left: Mapping[str, Any]
    right: Mapping[str, Any]
    are_one: bool
    """They are in one utterance."""


def score_verbatim(data: Path) -> dict[str, float]:
    """Return of pairs of verbatim quotations the share in one utterance, and of one speaker where both have one."""
    counts: Counter[str] = Counter()
    for inputs in _inputs(data):
        with Record.create(":memory:") as record:
            build(Flow(), inputs, record)
            for pair in pairs_of(record):
                speakers = pair.left["speaker"], pair.right["speaker"]
                counts["pairs"] += 1
                counts["one"] += pair.are_one
                counts["told"] += all(speakers)
                counts["same"] += all(speakers) and speakers[0] == speakers[1]
    return {
        "in one utterance": counts["one"] / max(counts["pairs"], 1),
        "of one speaker, of those told": counts["same"] / max(counts["told"], 1),
        "with a speaker each": counts["told"] / max(counts["pairs"], 1),
        "verbatim: pairs": float(counts["pairs"]),
    }


def pairs_of(record: Record) -> Iterator[Pair]:
    """Yield the pairs of a record's stories."""
    utterances: defaultdict[str, set[str]] = defaultdict(set)
    for one in record.rows("utterances"):
        for id_ in one["statements"]:
            utterances[id_].add(one["id"])
    by_story: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in record.rows("statements"):
        if (
            one["story"]
            and one["kind"] != Kind.INDIRECT
            and not one["repeat_of"]
            and not one["told_as"]
        ):
            by_story[one["story"]].append(one)
    for statements in by_story.values():
        for left, right in _that_share(record, statements):
            yield Pair(left, right, not utterances[left["id"]].isdisjoint(utterances[right["id"]]))


def _that_share(
    record: Record, statements: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Return the statements of two articles that have a row in common."""
    holding: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for at, one in enumerate(statements):
        text = record.text(one["article"])
        content = [Span(part["start"], part["end"]) for part in one["content"]]
        for quotation in pair_marks(text, content):
            said = lowered_words(text, quotation.inner)
            for first in range(len(said) - ROW + 1):
                holding[tuple(said[first : first + ROW])].add(at)
    pairs = {pair for some in holding.values() for pair in combinations(sorted(some), 2)}
    return [
        (statements[i], statements[j])
        for i, j in sorted(pairs)
        if statements[i]["article"] != statements[j]["article"]
    ]


def _inputs(data: Path) -> tuple[list[Input], list[Input]]:
    day = inputs_of(data / "helsinki" / "articles_2018-07-15.csv")
    return day, basil_inputs(data / "basil")


def main() -> int:
    with Record.read(Path(sys.argv[1])) as record:
        for left, right, are_one in pairs_of(record):
            if are_one and left["speaker"] == right["speaker"]:
                continue
            print("one utterance, two speakers" if are_one else "two utterances")
            for one in (left, right):
                said = " […] ".join(part["text"] for part in one["content"])
                print(f"  {one['id'][:8]} {one['outlet']}, {one['speaker_name']}: {said[:300]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
