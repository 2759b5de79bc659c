"""How much the words of a block are those of articles, by a list of words with a weight each.

A logistic regression over the words and pairs of words of the benchmarks' blocks, made by `training/bodies.py`:
"subscribe", "minutes read" and "all rights" count against a block, "said" and "had been" for it. Words that
are not printed in lower case on some pages are not in the list, so that it holds no names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["UNKNOWN", "Wording", "terms_in_lower_case", "terms_of"]

UNKNOWN = -9.0
"""What stands for the log odds of every block of a page in a language that the list does not know."""
_FURTHEST = 8.0
_FIRST = 60
"""Words of a block that are looked at, and `_WITHIN` the characters in which they stand."""
_WITHIN = 2_000
_KNOWN_SHARE = 0.3
"""Share of a page's different words that the list must know. Of pages that a list was not made from English ones have
0.38 and more, pages in other languages 0.17 and less."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A list of words and of pairs of words, each with its weight, log odds."""

    weights: Mapping[str, float]
    intercept: float

    @classmethod
    def read(cls, path: Path) -> Wording:
        """Read the list from a file: a term, a tab and its weight a line, the intercept last, without a term.

        Raises OSError, and ValueError for a line that is none and a file that is cut off.
        """
        lines = path.read_text(encoding="utf-8").splitlines()
        weights = {term: float(weight) for term, weight in (line.split("\t") for line in lines)}
        if "" not in weights:
            message = f"{path} has no intercept at its end"
            raise ValueError(message)
        return cls(weights, weights.pop(""))

    def write(self, path: Path) -> None:
        """Write the list as `read` reads it."""
        rows = [*sorted(self.weights.items()), ("", self.intercept)]
        path.write_text("".join(f"{term}\t{weight:.3f}\n" for term, weight in rows), "utf-8")

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return for each block of a page the log odds that it is body by its words.

        `UNKNOWN` for all where the page is in no language of the list.
        """
        terms = [terms_of(text) for text in texts]
        if not self._knows(terms):
            return np.full(len(texts), UNKNOWN, dtype=np.float32)
        values = []
        for block in terms:
            known = [self.weights[term] for term in block if term in self.weights]
            values.append(self.intercept + sum(known) / sqrt(len(known) or 1))
        return np.clip(np.array(values, dtype=np.float32), -_FURTHEST, _FURTHEST)

    def _knows(self, terms: Sequence[set[str]]) -> bool:
        single = {term for block in terms for term in block if " " not in term}
        return sum(term in self.weights for term in single) >= _KNOWN_SHARE * len(single)


def terms_of(text: str) -> set[str]:
    """Return the words of a block and the pairs of them that stand together, in lower case."""
    return _terms([word.lower() for word in _first_words(text)])


def terms_in_lower_case(text: str) -> set[str]:
    """Return those of a block's terms that are printed in lower case, as names are not."""
    return {term for term in _terms(_first_words(text)) if term.islower()}


def _first_words(text: str) -> list[str]:
    return _WORD.findall(text, 0, _WITHIN)[:_FIRST]


def _terms(found: Sequence[str]) -> set[str]:
    return {*found, *(f"{one} {after}" for one, after in pairwise(found))}
