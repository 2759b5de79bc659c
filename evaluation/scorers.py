"""How attributions are scored. Words and punctuation: only words count.

content: precision and recall of words inside any content span.
IoU: attributions matched one to one where the contents' words overlap by half or more.
+ source: and the source's words overlap by half or more, or both have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.text.spans import Span
from onrecord.text.tokens import words

__all__ = ["Parts", "Score", "matched", "parts", "score_article"]

IOU = 0.5


@dataclass(frozen=True, slots=True)
class Parts:
    """An attribution as sets of word numbers, with whether quotation marks stand in its content."""

    content: frozenset[int]
    source: frozenset[int]
    is_quoted: bool


@dataclass(slots=True)
class Score:
    """Counts over articles; figures are made of the sums."""

    n: dict[str, int] = field(default_factory=dict)

    def add(self, **counts: int) -> None:
        """Add counts by name."""
        for name, count in counts.items():
            self.n[name] = self.n.get(name, 0) + count

    def f1(self, right: str, found: str, gold: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 of three counts."""
        hits = self.n.get(right, 0)
        precision = hits / max(self.n.get(found, 0), 1)
        recall = hits / max(self.n.get(gold, 0), 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def parts(
    text: str, content: Iterable[tuple[int, int]], source: Iterable[tuple[int, int]]
) -> Parts:
    """Turn character ranges into the numbers of the words in them."""
    spans = list(content)
    return Parts(
        content=_numbers(text, spans),
        source=_numbers(text, source),
        is_quoted=any(mark in text[start:end] for start, end in spans for mark in '"“”«»'),
    )


def _numbers(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(word.start for start, end in spans for word in words(text, Span(start, end)))


def score_article(gold: Sequence[Parts], found: Sequence[Parts], score: Score) -> None:
    """Add one article's counts."""
    gold_words = frozenset().union(*(one.content for one in gold)) if gold else frozenset()
    found_words = frozenset().union(*(one.content for one in found)) if found else frozenset()
    score.add(
        words_right=len(gold_words & found_words),
        words_found=len(found_words),
        words_gold=len(gold_words),
    )
    for name, keep in (("all", lambda one: True), ("quoted", lambda one: one.is_quoted)):  # noqa: ARG005
        some_gold = [one for one in gold if keep(one)]
        some_found = [one for one in found if keep(one)]
        pairs = matched(some_gold, some_found)
        right_source = sum(
            _iou(g.source, f.source) >= IOU or (not g.source and not f.source) for g, f in pairs
        )
        score.add(
            **{
                f"{name}_iou": len(pairs),
                f"{name}_source": right_source,
                f"{name}_gold": len(some_gold),
                f"{name}_found": len(some_found),
            }
        )


def _iou(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def matched(gold: Sequence[Parts], found: Sequence[Parts]) -> list[tuple[Parts, Parts]]:
    """Return pairs of attributions whose contents overlap by half, best first, each in one pair."""
    candidates = sorted(
        (
            (_iou(g.content, f.content), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
        ),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for overlap, i, j in candidates:
        if overlap < IOU:
            break
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs
