"""One side of two statements that are compared: its words, where they stand, and which of them are quoted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

from onrecord.model import Kind
from onrecord.text.quotations import pair_marks
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words
from onrecord.utterances.folding import Token
from onrecord.utterances.guards import is_named
from onrecord.utterances.witnesses import Witness

__all__ = ["Side", "has_words", "names_anew"]


@dataclass(frozen=True)
class Side:
    """One side of a pair: whose words, and where."""

    witness: Witness
    shared: Collection[int] = frozenset()
    """Its tokens that are aligned with the other side's."""
    in_others: Collection[int] = frozenset()
    """Its tokens that the other side's article has in another statement."""
    quoted_in_others: Collection[int] = frozenset()
    """Those of these that it has there in a quotation, whole."""
    moved: Collection[int] = frozenset()
    """Those that the other side has in another order."""

    @cached_property
    def elsewhere(self) -> Collection[int]:
        """Both of these."""
        return {*self.in_others, *self.moved}

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words as they are compared."""
        return self.witness.reading.tokens

    @property
    def text(self) -> str:
        """The text of its article."""
        return self.witness.article.text

    @property
    def is_report(self) -> bool:
        """It is in the reporter's words throughout."""
        return self.witness.statement.kind is Kind.INDIRECT

    @property
    def is_transcript(self) -> bool:
        """It is a turn of a transcript."""
        return self.witness.article.role == "transcript"

    @cached_property
    def _quotations(self) -> list[Span]:
        found = pair_marks(self.text, self.witness.statement.content)
        return [one.span for one in found]

    def is_quoted(self, first: int, last: int) -> bool:
        """Say whether tokens `[first, last)` are printed as the speaker's own words."""
        if self.witness.statement.kind is not Kind.MIXED:
            return self.witness.statement.kind is Kind.DIRECT
        return all(
            any(one.start <= token.start and token.end <= one.end for one in self._quotations)
            for token in self.tokens[first:last]
        )

    def within(self, span: Span) -> set[int]:
        """Return the tokens that lie in a stretch of the article."""
        return {
            i
            for i, token in enumerate(self.tokens)
            if span.start <= token.start and token.end <= span.end
        }

    def by_part(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return tokens `[first, last)` by the parts of a split quotation that they stand in."""
        numbers = groupby(range(first, last), lambda at: self.tokens[at].fragment)
        parts = [list(some) for _, some in numbers]
        return [(some[0], some[-1] + 1) for some in parts]

    def span(self, first: int, last: int) -> Span:
        """Return the characters of tokens `[first, last)`; of the place between for none.

        Where the tokens lie in two parts of a split quotation, those of the fuller part: what
        stands between the parts is the reporter's.
        """
        if first < last:
            parts = [token.fragment for token in self.tokens[first:last]]
            fullest = max(set(parts), key=lambda part: (parts.count(part), -part))
            first, last = (
                first + parts.index(fullest),
                last - parts[::-1].index(fullest),
            )
            return Span(self.tokens[first].start, self.tokens[last - 1].end)
        place = self.tokens[first].start if first < len(self.tokens) else self.tokens[-1].end
        return Span(place, place)


def names_anew(tokens: Sequence[Token], text: str) -> bool:
    """Say whether words name somebody or something that an article's text names nowhere.

    A name of several words is one that the text has if it has any of them: "Orla Brennick" is Mayor Brennick.
    """
    printed = _in_a_row(text)
    for is_name, some in groupby(tokens, is_named):
        names = [token.exact.removesuffix("'s") for token in some]
        if is_name and not any(f" {name}" in printed for name in names):
            return True
    return False


def has_words(text: str, words: str) -> bool:
    """Say whether a text has these words in a row, wherever it may be and whatever marks stand between."""
    wanted = lowered_words(words)
    return f" {' '.join(wanted)} " in _in_a_row(text)


@lru_cache(maxsize=64)
def _in_a_row(text: str) -> str:
    return f" {' '.join(lowered_words(text))} "
