"""Two events in one story: texts that share what all of them share, and little else.

Two earthquakes, two stars in one clinic: such reports resemble each other by the words of their kind, and the
mean over all of them is as high as that of one event told in many ways. Weighed by how many texts *of the story*
have a term, what all share counts little and what tells the two apart counts most (docs/design/0033).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.linkage import Between, join_nearest
from onrecord.stage import components
from onrecord.stories.vectors import Vector, add, dot, total, unit

__all__ = ["MIN_ARTICLES", "find_halves"]

_ONE_TEXT = 0.8
"""Cosine of two articles' terms from which they count as one text: a wire that many print is no event of its own.
ECB+ and BASIL are alike from 0.75 to 0.85; at 0.6 half of the reports of one event are one text."""
_MIN_TEXTS = 2
"""Texts that make an event."""
MIN_ARTICLES = 2 * _MIN_TEXTS
"""Articles that may be of two events."""
_MOST_BETWEEN = 0.35
"""Mean cosine of the texts of two halves, as a share of the lower of the means within them, below which they are two
events. Of 0.25, 0.3, 0.35 and 0.4 BASIL's events are best with the last two (docs/design/0033)."""


def find_halves(
    vectors: Sequence[Vector], near: Iterable[tuple[int, int]]
) -> tuple[list[int], list[int]] | None:
    """Return the two events that a story's articles are of, as indices; None where they are of one.

    `vectors` are the articles' terms, each of length one; `near` the pairs that were compared and found near, which
    must hold all articles together. The halves are the last two groups of average link (UPGMA) over the
    articles' different texts, their terms weighed anew by how many of these have them.
    """
    pairs = [*near]
    texts = _texts(vectors, pairs)
    if len(texts) < MIN_ARTICLES:
        return None
    text_of = {at: n for n, members in enumerate(texts) for at in members}
    weighed = _weighed_anew([unit(total(vectors[at] for at in members)) for members in texts])
    meeting = {(text_of[i], text_of[j]) for i, j in pairs}
    groups = _last_two(weighed, {(min(one), max(one)) for one in meeting if one[0] != one[1]})
    if groups is None or min(map(len, groups)) < _MIN_TEXTS:
        return None
    first, second = ([weighed[n] for n in group] for group in groups)
    between = dot(total(first), total(second)) / (len(first) * len(second))
    if between >= _MOST_BETWEEN * min(_within(first), _within(second)):
        return None
    one, other = (sorted(at for n in group for at in texts[n]) for group in groups)
    return (one, other) if one < other else (other, one)


def _texts(vectors: Sequence[Vector], near: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the articles by the text that they print, each in order."""
    alike = (pair for pair in near if dot(vectors[pair[0]], vectors[pair[1]]) >= _ONE_TEXT)
    texts: dict[int, list[int]] = {}
    for at, first in enumerate(components(len(vectors), alike)):
        texts.setdefault(first, []).append(at)
    return [*texts.values()]


def _weighed_anew(texts: Sequence[Vector]) -> list[Vector]:
    """Weigh terms by their rarity among these texts; those of one text alone tell nothing."""
    n_with = Counter(key for text in texts for key in text)
    rarity = {key: math.log((len(texts) + 1) / n) for key, n in n_with.items() if n > 1}
    return [
        unit({key: weight * rarity[key] for key, weight in text.items() if key in rarity})
        for text in texts
    ]


def _last_two(
    texts: Sequence[Vector], near: Iterable[tuple[int, int]]
) -> tuple[list[int], list[int]] | None:
    """Return the two groups that average link joins last, as indices; None where `near` leaves more than one."""
    members = [[n] for n in range(len(texts))]
    sums = [dict(text) for text in texts]
    last: tuple[list[int], list[int]] | None = None
    n_groups = len(texts)

    def between(i: int, j: int) -> Between:
        return Between(dot(sums[i], sums[j]), len(members[i]) * len(members[j]))

    def take_in(i: int, j: int) -> None:
        nonlocal last, n_groups
        last = members[i], members[j]
        n_groups -= 1
        members[i] = members[i] + members[j]
        add(sums[i], sums[j])

    near_by: list[dict[int, Between]] = [{} for _ in texts]
    for i, j in sorted(near):
        near_by[i][j] = near_by[j][i] = between(i, j)
    join_nearest(near_by, 0.0, take_in, between)
    return last if n_groups == 1 else None


def _within(texts: Sequence[Vector]) -> float:
    """Return the mean cosine of two of these texts."""
    whole = total(texts)
    own = math.fsum(dot(text, text) for text in texts)
    return (dot(whole, whole) - own) / (len(texts) * (len(texts) - 1))
