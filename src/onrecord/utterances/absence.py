"""Where an utterance was not found: what was searched, and what came nearest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.model import Absence, Article, Role
from onrecord.resources import lexicon
from onrecord.text.sentences import split_sentences
from onrecord.text.spans import Span
from onrecord.text.tokens import stem, words
from onrecord.utterances.folding import Reading, weight_of

__all__ = ["Searched"]

_MIN_WEIGHT = 3.5
"""Stems lighter than this are in most sentences and tell nothing of nearness."""


class Searched:
    """An article's sentences with an index of their stems. Everything but furniture is searched."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.sentences: list[Span] = []
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for region in article.spans_of(Role.TITLE, Role.BODY, Role.CAPTION, Role.PULL_QUOTE):
            for sentence in split_sentences(article.text, region):
                for key in {stem(word.lower) for word in words(article.text, sentence)}:
                    if weight_of(key) >= _MIN_WEIGHT:
                        self._holding[key].append(len(self.sentences))
                self.sentences.append(sentence)

    def nearest(self, readings: Iterable[Reading]) -> Absence:
        """Return the sentence that shares most weight with any of these readings."""
        best: tuple[float, int | None] = (0.0, None)
        for reading in readings:
            keys = {
                stem(t.exact) for t in reading.tokens if t.exact not in lexicon().function_words
            }
            weights = {key: weight_of(key) for key in keys if weight_of(key) >= _MIN_WEIGHT}
            total = sum(weights.values())
            scores: defaultdict[int, float] = defaultdict(float)
            for key, weight in sorted(weights.items()):
                for index in self._holding.get(key, ()):
                    scores[index] += weight
            for index, score in scores.items():
                share = score / total
                if share > best[0] + 1e-9 or (
                    share > best[0] - 1e-9 and best[1] is not None and index < best[1]
                ):
                    best = (share, index)
        nearest = None if best[1] is None else self.sentences[best[1]]
        return Absence(
            article=self.article.id,
            n_chars=len(self.article.text),
            nearest=nearest,
            shared=round(best[0], 3),
        )


def not_found_in(
    readings: Sequence[Reading], carrying: Iterable[str], searched: Sequence[Searched]
) -> tuple[Absence, ...]:
    """Return the absences of an utterance from the articles that do not carry it."""
    has = set(carrying)
    return tuple(one.nearest(readings) for one in searched if one.article.id not in has)
