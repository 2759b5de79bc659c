"""Passages planted into Reuters-21578: one paragraph of a text built into another that is on something else.

Half of them stand as they are, of half one word in ten is replaced; none quotes anybody. A passage is found where four
fifths of its characters are told, or where the two texts are taken for one. Precision is over the pairs of texts of
which a passage is told, planted or not: the wire repeats its background and its formulas, so that it is a lower bound.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from evaluation.planted import article_of, read_reuters, replaced, without_repeats
from onrecord.engine.local import LocalEngine
from onrecord.model import Match
from onrecord.stage import Tally
from onrecord.stories.reprints import GroupReprints

__all__ = ["score_passages"]

SEED = 20261130
_N_PASSAGES = 600
_MIN_WORDS = 25
"""Words of a paragraph that is planted: an edited one has fifteen and more left in rows of four, mostly."""
_FOUND = 0.8


@dataclass(frozen=True, slots=True)
class _Planted:
    giver: str
    taker: str
    start: int
    end: int
    kind: str


def score_passages(folder: Path, seed: int = SEED) -> dict[str, float]:
    """Return recall of planted passages by kind, and the precision of all that are told.

    Raises ValueError for too few texts.
    """
    rng = random.Random(seed)
    texts = without_repeats(read_reuters(folder, 3 * _N_PASSAGES))
    if len(texts) < 2 * _N_PASSAGES:
        message = f"{folder}: too few texts"
        raise ValueError(message)
    words = [word for text in texts[:200] for word in re.findall(r"[^\W\d_]{3,}", text)]
    articles, planted = [], []
    for number in range(_N_PASSAGES):
        giver, taker = texts[2 * number], texts[2 * number + 1]
        chosen = [
            one for one in giver.split("\n\n") if len(one.split()) >= _MIN_WORDS and '"' not in one
        ]
        if not chosen:
            continue
        kind = rng.choice(("verbatim", "edited"))
        passage = rng.choice(chosen)
        passage = replaced(passage, 0.1, words, rng) if kind == "edited" else passage
        paragraphs = taker.split("\n\n")
        paragraphs.insert(rng.randint(1, len(paragraphs)), passage)
        one = article_of(2 * number, giver)
        other = article_of(2 * number + 1, "\n\n".join(paragraphs))
        if one is None or other is None:
            continue
        articles += [one, other]
        start = other.text.find(passage)
        if start >= 0:
            planted.append(_Planted(one.id, other.id, start, start + len(passage), kind))
    stage = GroupReprints()
    bodies = [stage.read(each) for each in articles]
    _, overlaps = LocalEngine().group(stage, bodies, Tally())
    matches = {(one.match.left, one.match.right): one.match for one in overlaps}
    counts: Counter[str] = Counter()
    met = set()
    for each in planted:
        pair_of = min(each.giver, each.taker), max(each.giver, each.taker)
        met.add(pair_of)
        counts[f"gold {each.kind}"] += 1
        counts[f"found {each.kind}"] += _is_found(matches.get(pair_of), each)
    told = [pair for pair, match in matches.items() if match.left_aligned]
    return {
        **{
            f"recall of {kind}": counts[f"found {kind}"] / max(counts[f"gold {kind}"], 1)
            for kind in ("verbatim", "edited")
        },
        "pairs told, precision": sum(pair in met for pair in told) / max(len(told), 1),
    }


def _is_found(match: Match | None, planted: _Planted) -> bool:
    if match is None:
        return False
    aligned = match.left_aligned if match.left == planted.taker else match.right_aligned
    shared = sum(
        max(0, min(one.end, planted.end) - max(one.start, planted.start)) for one in aligned
    )
    return match.linked or shared >= _FOUND * (planted.end - planted.start)
