"""The day on which a sentence says that something was or will be: "the fire broke out *on 24 February*"."""

from __future__ import annotations

import datetime as dt

from onrecord.resources import Lexicon
from onrecord.text.dates import find_dates
from onrecord.text.spans import Span
from onrecord.text.tokens import stem, words
from onrecord.utterances.quantities import DAY, Quantity, content_stems

__all__ = ["find_day"]

_BETWEEN = 4
"""Words before the date among which the one for what happened is looked for: "broke *out early on* 24 February"."""


def find_day(
    text: str, sentence: Span, published: str | None, lexicon: Lexicon
) -> tuple[str, Quantity] | None:
    """Return the only day with its month that a sentence prints, behind the stem of the nearest word with content.

    In English. None where there are several, and where that word is one of saying: that is when it was said. Days are
    counted from the first of the year 1; `low` and `high` are the first and the last of a month without a day.
    """
    if lexicon.plain is not None or not any(map(str.isdigit, sentence.of(text))):
        return None
    of = dt.date.fromisoformat(published) if published else None
    printed = find_dates(text, of, sentence.start, sentence.end)
    found = [one for one in printed if _is_full(one.printed, lexicon)]
    if len(found) != 1:
        return None
    (date,) = found
    if date.first is None or date.last is None:
        return None
    before = words(text, Span(sentence.start, date.start))[-_BETWEEN:]
    passed = lexicon.function_words | lexicon.numbers.before_days
    told = [one for one in before if one.lower not in passed]
    if not told or not told[-1].text.islower() or told[-1].lower in lexicon.cues:
        return None
    first, last = date.first.toordinal(), date.last.toordinal()
    one = Quantity(
        span=Span(date.start, date.end),
        low=float(first),
        high=float(last),
        value=float(first),
        dimension=DAY,
        unit="date",
        around=content_stems(text, sentence, lexicon),
        language=lexicon.language,
    )
    return stem(told[-1].lower, lexicon.language), one


def _is_full(printed: str, lexicon: Lexicon) -> bool:
    """Say whether a date has a month and a day or a year: "24 February", "June 2029"."""
    found = [one.lower.strip(".") for one in words(printed)]
    return any(one in lexicon.months for one in found) and any(one[0].isdigit() for one in found)
