"""Which transcripts the quotations of a story are words of.

A debate of two hours has the terms of no article about it, and its words are quoted for weeks in stories on other
events. So a transcript is set beside every story that quotes it, whatever story it is in itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Article, Kind, Statement
from onrecord.resources import Lexicon, lexicon_of
from onrecord.text.dates import days_between
from onrecord.text.quotations import pair_marks
from onrecord.text.shingles import shingles, word_codes
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words, stem
from onrecord.utterances.folding import weight_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from onrecord.utterances.matching import GroupUtterances

__all__ = ["Distance", "Quoted", "Transcripts", "distance"]


class Distance(Enum):
    """How a transcript stands to an article in time."""

    NEAR = "near"
    """Within the days that dates of publication are off; or nobody knows when either was."""
    EARLIER = "earlier"
    LATER = "later"
    """It was said when the article was out."""


def distance(article: Article, transcript: Article, days: int) -> Distance:
    """Return how a transcript stands to an article; dates of up to so many days apart are near."""
    later = days_between(article.published, transcript.published)
    if later is None or abs(later) <= days:
        return Distance.NEAR
    return Distance.LATER if later > 0 else Distance.EARLIER


class Quoted(NamedTuple):
    """A statement whose quotation stands in a turn of a transcript."""

    statement: str
    transcript: str
    turn: str
    """The statement that the turn is."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of words of all turns in one language, in order of their hash."""

    size: int
    """Words in a row."""
    hashes: npt.NDArray[np.uint64]
    turns: npt.NDArray[np.int32]
    """The number of the turn that each row is of."""


class Transcripts:
    """Transcripts, to be asked which of them an article quotes."""

    def __init__(
        self,
        transcripts: Iterable[tuple[Article, Sequence[Statement]]],
        settings: GroupUtterances,
    ) -> None:
        self._settings = settings
        self._turns: list[tuple[Article, str]] = []
        words: defaultdict[str, list[tuple[int, list[str]]]] = defaultdict(list)
        for one, statements in transcripts:
            in_language = words[lexicon_of(one.language).language]
            for turn in statements:
                said = [w for span in turn.content for w in lowered_words(one.text, span)]
                in_language.append((len(self._turns), said))
                self._turns.append((one, turn.id))
        self._rows = {
            language: self._read(lexicon_of(language), some) for language, some in words.items()
        }

    def __bool__(self) -> bool:
        return bool(self._turns)

    def _read(self, lexicon: Lexicon, words: Sequence[tuple[int, list[str]]]) -> _Rows:
        import numpy as np  # a tenth of a second to import, and few records have a transcript

        size = self._long(self._settings.quoted_words, lexicon)
        found = [(number, shingles(word_codes(said), size)) for number, said in words]
        hashes = np.concatenate([some for _, some in found])
        turns = np.concatenate([np.full(len(some), n, dtype=np.int32) for n, some in found])
        order = np.argsort(hashes, kind="stable")
        return _Rows(size, hashes[order], turns[order])

    def quoted_in(self, article: Article, statements: Iterable[Statement]) -> Iterator[Quoted]:
        """Yield which turns an article's quotations stand in.

        A quotation stands there with nearly all its words in rows of five, as one that is located in a transcript does
        (`GroupUtterances.quoted_share`), or with a row of eight that weighs enough; in a transcript of other days with
        more (`GroupUtterances.near_days`). Only quotation marks count: a report's words are anybody's.
        """
        lexicon = lexicon_of(article.language)
        rows = self._rows.get(lexicon.language)
        if rows is None:
            return
        places = [
            (one, words)
            for one, span in _quotations(article, statements)
            if len(words := lowered_words(article.text, span)) >= rows.size
        ]
        quoted = [words for _, words in places]
        for which, number, is_there in _standing(rows, quoted):
            transcript, turn = self._turns[number]
            how = distance(article, transcript, self._settings.near_days)
            if self._is_enough(quoted[which], is_there, how, lexicon):
                yield Quoted(places[which][0].id, transcript.id, turn)

    def _is_enough(
        self, words: Sequence[str], is_there: Sequence[bool], how: Distance, lexicon: Lexicon
    ) -> bool:
        settings, is_near = self._settings, how is Distance.NEAR
        if how is Distance.LATER:
            return False
        n_there = sum(is_there)
        content = [w for w, there in zip(words, is_there, strict=True) if there]
        content = [word for word in content if word not in lexicon.function_words]
        least = self._long(settings.quoted_words if is_near else settings.quoted_row, lexicon)
        if n_there >= least and len(content) >= 2 and n_there >= settings.quoted_share * len(words):
            return True
        row = self._long(settings.quoted_row if is_near else settings.long_run, lexicon)

        def weight(run: Sequence[str]) -> float:
            keys = (stem(word, lexicon.language) for word in run)
            return sum(weight_of(key, lexicon.language) for key in keys)

        return any(
            len(run) >= row and weight(run) >= settings.open_mass for run in _runs(words, is_there)
        )

    @staticmethod
    def _long(n_words: int, lexicon: Lexicon) -> int:
        return round(n_words * lexicon.relative_length)


def _quotations(
    article: Article, statements: Iterable[Statement]
) -> Iterator[tuple[Statement, Span]]:
    """Yield what an article's statements have in quotation marks, each with its statement."""
    for one in statements:
        if one.repeat_of is not None or one.kind is Kind.INDIRECT:
            continue
        if one.kind is Kind.DIRECT:
            yield from ((one, span) for span in one.content)
        else:
            yield from ((one, found.inner) for found in pair_marks(article.text, one.content))


def _standing(
    rows: _Rows, quoted: Sequence[Sequence[str]]
) -> Iterator[tuple[int, int, Sequence[bool]]]:
    """Yield the number of a quotation and of a turn, and which of its words stand there in rows."""
    import numpy as np

    if not quoted:
        return
    hashes = [shingles(word_codes(words), rows.size) for words in quoted]
    every = np.concatenate(hashes)
    first = np.searchsorted(rows.hashes, every, "left")
    last = np.searchsorted(rows.hashes, every, "right")
    begins = np.cumsum([0, *map(len, hashes)])
    held: dict[tuple[int, int], list[bool]] = {}
    for at in np.flatnonzero(last > first).tolist():
        which = int(np.searchsorted(begins, at, "right")) - 1
        place = at - int(begins[which])
        for number in set(rows.turns[first[at] : last[at]].tolist()):
            is_there = held.setdefault((which, number), [False] * len(quoted[which]))
            is_there[place : place + rows.size] = [True] * rows.size
    for (which, number), is_there in sorted(held.items()):
        yield which, number, is_there


def _runs(words: Sequence[str], is_there: Sequence[bool]) -> Iterator[Sequence[str]]:
    start = 0
    for at in range(len(words) + 1):
        if at == len(words) or not is_there[at]:
            if at > start:
                yield words[start:at]
            start = at + 1
