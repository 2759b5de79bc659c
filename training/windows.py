"""Gold labels for the tagger: tags and pointers over an article's word pieces."""

from __future__ import annotations

import random

import numpy as np
from evaluation.polnear import GoldArticle, GoldAttribution

from onrecord.statements.pieces import Pieces
from onrecord.text.spans import Span

LEVELS = 2
"""Outer attributions, and attributions inside the content of another."""
ROLES = ("source", "cue", "content")
RELATIONS = (("content", "cue"), ("content", "source"), ("cue", "source"))
IGNORE = -100


def lines_of(text: str) -> list[Span]:
    """Return the lines of a text that hold something: its paragraphs."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


def levels_of(attributions: tuple[GoldAttribution, ...]) -> list[int]:
    """Give each attribution its level: 0, or 1 when its parts lie in another's content."""

    def inside(inner: GoldAttribution, outer: GoldAttribution) -> bool:
        place = inner.cue or inner.content
        return any(
            a <= place[0][0] and place[-1][1] <= b and (a, b) != place[0] for a, b in outer.content
        )

    return [
        int(any(other is not one and inside(one, other) for other in attributions))
        for one in attributions
    ]


def label(pieces: Pieces, article: GoldArticle) -> tuple[np.ndarray, np.ndarray]:
    """Make the gold arrays: tags (levels, n) and targets (levels, relations, n)."""
    n = len(pieces.ids)
    starts = np.array(pieces.start)
    ends = np.array(pieces.end)
    real = ends > starts
    tags = np.zeros((LEVELS, n), dtype=np.int64)
    targets = np.full((LEVELS, len(RELATIONS), n), IGNORE, dtype=np.int64)
    levels = levels_of(article.attributions)
    order = sorted(
        range(len(levels)),
        key=lambda i: sum(b - a for a, b in article.attributions[i].content),
        reverse=True,
    )
    for i in order:
        attribution, level = article.attributions[i], levels[i]
        places = {
            role: [
                np.flatnonzero(real & (starts < b) & (ends > a))
                for a, b in getattr(attribution, role)
            ]
            for role in ROLES
        }
        for number, role in enumerate(ROLES):
            for indices in places[role]:
                if len(indices):
                    tags[level, indices[0]] = 1 + 2 * number
                    tags[level, indices[1:]] = 2 + 2 * number
        head = {role: next((int(p[0]) for p in places[role] if len(p)), -1) for role in ROLES}
        for number, (left, right) in enumerate(RELATIONS):
            for indices in places[left]:
                targets[level, number, indices] = head[right]
    return tags, targets


def straighten(text: str, rng: random.Random, share: float) -> str:
    """Make curly marks straight in some windows, one for one, so offsets hold."""
    if rng.random() < share:
        return text.translate(str.maketrans("“”‘’", "\"\"''"))
    return text
