"""Gold labels for the tagger: tags and pointers over an article's word pieces."""

from __future__ import annotations

import random

import numpy as np
from evaluation.polnear import GoldArticle

from onrecord.statements.pieces import Pieces
from onrecord.text.spans import Span

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


def label(pieces: Pieces, article: GoldArticle) -> tuple[np.ndarray, np.ndarray]:
    """Make the gold arrays: tags (n) and targets (relations, n).

    One level of tags suffices: of the 22,465 attributions of the training compartment none has its
    cue inside another's content, and contents overlap in 9 places; there the shorter is kept.
    """
    n = len(pieces.ids)
    starts = np.array(pieces.start)
    ends = np.array(pieces.end)
    real = ends > starts
    tags = np.zeros(n, dtype=np.int64)
    targets = np.full((len(RELATIONS), n), IGNORE, dtype=np.int64)
    longest_first = sorted(
        article.attributions, key=lambda one: sum(b - a for a, b in one.content), reverse=True
    )
    for attribution in longest_first:
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
                    tags[indices[0]] = 1 + 2 * number
                    tags[indices[1:]] = 2 + 2 * number
        head = {role: next((int(p[0]) for p in places[role] if len(p)), -1) for role in ROLES}
        for number, (left, right) in enumerate(RELATIONS):
            for indices in places[left]:
                targets[number, indices] = head[right]
    return tags, targets


def well_formed(tags: np.ndarray) -> np.ndarray:
    """Begin anew where a run goes on from nothing: at a window's edge, after another role's run."""
    out = tags.copy()
    for at in np.flatnonzero((out > 0) & (out % 2 == 0)):
        if at == 0 or out[at - 1] not in {out[at] - 1, out[at]}:
            out[at] -= 1
    return out


def straighten(text: str, rng: random.Random, share: float) -> str:
    """Make curly marks straight in some windows, one for one, so offsets hold."""
    if rng.random() < share:
        return text.translate(str.maketrans("“”‘’", "\"\"''"))
    return text
