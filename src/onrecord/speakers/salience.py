"""Who is in mind at a place of an article: the persons spoken of before it, weighed.

After Lappin and Leass (1994): each time a person is spoken of counts, a subject more than others, and less
with each sentence since. Quotations are passed over: who is named in one is spoken of by somebody
else, and however many sentences it has it is one breath of the report.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from onrecord.model import Article, Role
from onrecord.resources import Lexicon

__all__ = ["SPEAKS", "Salience", "echoes"]

# each scans a text once, whatever it holds: megabytes of marks, or of letters without a space
_QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?|''(?:[^'\n]|'(?!'))*''|(?<!\w)‘[^‘’\n]{12,}’")
_END = re.compile(r"[.!?][\"”’']{0,3}\s{1,9}(?=[A-Z“\"‘'\[])|\n+")
_WORD = 24
"""Characters before a full stop in which an abbreviation is looked for."""
_NEXT = re.compile(r"\s{0,4},?\s{0,4}([\w’']{1,40})")
_BEFORE = re.compile(r"([\w’'-]+)[\s“\"‘]*$")
_CLAUSE = re.compile(r"(?:^|[.!?,;:—–-]|\bthat|\band|\bbut)[\s“\"‘_]*$")
_SUBJECT, _OTHER, _OWNER, _INSIDE = 1.0, 0.35, 0.35, 0.1
"""What being spoken of counts: as a subject, otherwise, as whose something is, inside a quotation. Chosen with
`_FADING` of twelve settings on `evaluation/pronouns.py`, among which little differs: 0.85 to 0.87 right."""
SPEAKS = 0.7
"""What who says something counts at least, wherever the name stands ("said Orla Brennick"): of 0, 0.7, 1, 1.5 and 2
what tells most pronouns rightly (`evaluation/pronouns.py`, GUM) and no fewer verbatim quotations."""
_FADING = 0.3
"""What is left of it a sentence later. Lappin and Leass halve; a report's quotations are passed over here, so
its sentences are further apart."""


class Salience:
    """The persons of one article by where they are spoken of."""

    def __init__(self, article: Article, lexicon: Lexicon) -> None:
        self._text, self._lexicon = article.text, lexicon
        self._quoted = [
            match.span()
            for span in article.spans_of(Role.BODY)
            for match in _QUOTED.finditer(article.text, span.start, span.end)
        ]
        self._starts = [start for start, _ in self._quoted]
        self._ends = [
            match.end()
            for match in _END.finditer(article.text)
            if not self.is_quoted(match.end() - 1) and not self._is_shortened(match.start())
        ]
        self._seen: list[tuple[int, int, float]] = []

    def is_quoted(self, at: int) -> bool:
        """Say whether a character stands inside quotation marks."""
        place = bisect_right(self._starts, at) - 1
        return place >= 0 and at < self._quoted[place][1] - 1

    def _is_shortened(self, at: int) -> bool:
        """Say whether the full stop there is that of an abbreviation."""
        word = self._text[max(0, at - _WORD) : at].rsplit(None, 1)
        if not word or self._text[at] == "\n" or self._text[at - 1].isspace():
            return False
        bare = word[-1].strip("(\"“‘'").casefold()
        return len(bare) == 1 or "." in bare or bare in self._lexicon.honorifics

    def add(
        self, start: int, end: int, person: int, *, least: float = 0.0, most: float = math.inf
    ) -> None:
        """Hear that a person, by number, is spoken of there, with at least and at most so much weight."""
        weight = min(max(self._weight(start, end), least), most)
        self._seen.append((start, person, weight))

    def is_subject(self, start: int, end: int) -> bool:
        """Say whether what stands there is a subject, as far as the words beside it tell."""
        return self._weight(start, end) == _SUBJECT

    def subject_of(self, at: int) -> int:
        """Return who is the first subject of the sentence that a place is in, before that place; -1 for nobody."""
        sentence = bisect_left(self._ends, at)
        begins = self._ends[sentence - 1] if sentence else 0
        inside = sorted(one for one in self._seen if begins <= one[0] < at)
        return next((person for _, person, weight in inside if weight >= SPEAKS), -1)

    def ranked(self, at: int, since: int) -> list[tuple[float, int]]:
        """Return who was spoken of between two places, the most in mind first, with a weight each."""
        sentence = bisect_left(self._ends, at)
        scores: dict[int, float] = {}
        for start, person, weight in self._seen:
            if since <= start < at:
                distance = sentence - bisect_right(self._ends, start)
                scores[person] = scores.get(person, 0.0) + weight * _FADING**distance
        order = {person: start for start, person, _ in sorted(self._seen, key=_place)}
        return sorted(
            ((score, person) for person, score in scores.items()),
            key=lambda one: (-one[0], -order[one[1]]),
        )

    def _weight(self, start: int, end: int) -> float:
        if self.is_quoted(start):
            return _INSIDE
        if self._text[end : end + 2] in {"’s", "'s"} or self._text[end - 2 : end] in {"’s", "'s"}:
            return _OWNER
        before = _BEFORE.search(self._text, max(0, start - 40), start)
        word = before[1].casefold() if before else ""
        if word in self._lexicon.prepositions:
            return _OTHER
        if _CLAUSE.search(self._text, max(0, start - 10), start):
            return _SUBJECT
        after = _NEXT.match(self._text, end)
        verb = after[1].casefold() if after else ""
        is_verb = verb in self._lexicon.cues or verb in self._lexicon.auxiliaries
        return _SUBJECT if is_verb or verb.endswith("ed") else _OTHER


def _place(seen: tuple[int, int, float]) -> int:
    return seen[0]


def echoes(text: str, surnames: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return where surnames that are known stand by themselves in a text, in order."""
    known = sorted({one for one in surnames if len(one) > 1}, key=lambda one: (-len(one), one))
    if not known:
        return []
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b")
    return [(match.start(), match.end(), match.group()) for match in pattern.finditer(text)]
