"""Years until which a sentence says that something is to be: "$300 billion a year *by 2035*"."""

from __future__ import annotations

from onrecord.resources import Lexicon
from onrecord.text.spans import Span
from onrecord.text.tokens import words
from onrecord.utterances.numerals import YEAR
from onrecord.utterances.quantities import DEADLINE, Quantity

__all__ = ["find_deadline"]

_BETWEEN = 3
"""Words that may stand between "by" and the year: "by the end of 2035"."""


def find_deadline(text: str, sentence: Span, lexicon: Lexicon) -> Quantity | None:
    """Return the year by which, or until which, a sentence says that something is to be, if it names one such."""
    if not YEAR.search(text, sentence.start, sentence.end):
        return None
    printed = words(text, sentence)
    lower = [one.lower for one in printed]
    found = []
    for at, word in enumerate(lower):
        if not YEAR.fullmatch(word):
            continue
        before = range(max(0, at - 1 - _BETWEEN), at)
        opens = next((n for n in reversed(before) if lower[n] in lexicon.numbers.until), None)
        if opens is None or any(w[:1].isdigit() for w in lower[opens:at]):
            continue
        year = float(word)
        span = Span(printed[opens].start, printed[at].end)
        found.append(
            Quantity(
                span=span,
                low=year,
                high=year,
                value=year,
                dimension=DEADLINE,
                unit="year",
                language=lexicon.language,
            )
        )
    return found[0] if len(found) == 1 else None
