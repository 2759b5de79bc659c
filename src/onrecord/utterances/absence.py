"""Where an utterance was not found: what was searched, and what came nearest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.model import Absence, Article, Role
from onrecord.resources import lexicon_of
from onrecord.text.sentences import split_sentences
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words, stem
from onrecord.utterances.folding import Reading, weight_of

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Searched", "sentences_of"]

_MIN_WEIGHT = 3.5
"""Stems lighter than this are in most sentences and tell nothing of nearness."""
_TIE = 1e-9


def sentences_of(article: Article) -> list[Span]:
    """Return the sentences of all that an article prints but furniture, in order."""
    language = lexicon_of(article.language).language
    return [
        sentence
        for region in article.spans_of(Role.TITLE, Role.BODY, Role.CAPTION, Role.PULL_QUOTE)
        for sentence in split_sentences(article.text, region, language=language)
    ]


class Searched:
    """The sentences of a story's articles with an index of their stems. All but furniture is searched."""

    def __init__(self, articles: Sequence[Article]) -> None:
        import numpy as np  # a tenth of a second to import, so not before it is needed

        self.articles = articles
        self.sentences: list[Span] = []
        self._first = []
        self._holding: dict[str, np.ndarray[tuple[int], np.dtype[np.intp]]] = {}
        if len(articles) < 2:  # what one article says is absent from no other
            return
        holding: defaultdict[str, list[int]] = defaultdict(list)
        for article in articles:
            language = lexicon_of(article.language).language
            self._first.append(len(self.sentences))
            for sentence in sentences_of(article):
                found = lowered_words(article.text, sentence)
                for key in {stem(word, language) for word in found}:
                    if weight_of(key) >= _MIN_WEIGHT:
                        holding[key].append(len(self.sentences))
                self.sentences.append(sentence)
        self._holding = {key: np.array(at, dtype=np.intp) for key, at in holding.items()}

    def not_found_in(
        self, readings: Iterable[Reading], carrying: Iterable[str]
    ) -> tuple[Absence, ...]:
        """Return the absences of an utterance from the articles that do not carry it.

        The nearest sentence is the one that holds the greatest share of the weight of any reading's
        words; of several alike the one with most of them in a row, then the first.
        """
        has = set(carrying)
        if all(article.id in has for article in self.articles):
            return ()
        readings = list(readings)
        shares = self._shares(readings)
        pairs = {pair for reading in readings for pair in pairwise(reading.exact)}
        ends = [*self._first[1:], len(self.sentences)]
        absences = []
        for article, first, end in zip(self.articles, self._first, ends, strict=True):
            if article.id in has:
                continue
            shared, nearest = 0.0, None
            if end > first:
                part = shares[first:end]
                shared = float(part.max())
                alike = [first + int(at) for at in (part >= shared - _TIE).nonzero()[0]]
                nearest = self._closest(article, alike, pairs) if shared > 0 else None
            absences.append(
                Absence(
                    article=article.id,
                    n_chars=len(article.text),
                    nearest=None if nearest is None else self.sentences[nearest],
                    shared=round(shared, 3),
                )
            )
        return tuple(absences)

    def _closest(
        self, article: Article, alike: Sequence[int], pairs: AbstractSet[tuple[str, str]]
    ) -> int:
        """Return which of some sentences has most pairs of words in a row; of several the first."""
        if len(alike) == 1:
            return alike[0]

        def n_pairs(number: int) -> int:
            words = lowered_words(article.text, self.sentences[number])
            return len(pairs & set(pairwise(words)))

        return max(alike, key=lambda number: (n_pairs(number), -number))

    def _shares(self, readings: Iterable[Reading]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return for each sentence the greatest share of a reading's weight that it holds."""
        import numpy as np

        best = np.zeros(len(self.sentences))
        stems = {
            frozenset(
                stem(one.exact, reading.language)
                for one in reading.tokens
                if one.exact not in common
            )
            for reading in readings
            for common in [reading.lexicon.function_words]
        }
        for keys in stems:
            weights = {key: weight_of(key) for key in sorted(keys) if weight_of(key) >= _MIN_WEIGHT}
            total = sum(weights.values())
            scores = np.zeros(len(self.sentences))
            for key, weight in weights.items():
                if key in self._holding:
                    scores[self._holding[key]] += weight
            if total:
                np.maximum(best, scores / total, out=best)
        return best
