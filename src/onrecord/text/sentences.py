"""Sentences with their places, quotations kept whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import sentencex

from onrecord.errors import is_panic
from onrecord.text.spans import Span

__all__ = ["split_sentences"]

_LONGEST = 50_000
"""As `statements.max_paragraph`: the longest paragraph of PolNeAR's 924 articles has 2,573 characters."""

_SPACES = re.compile("[\r\n\v\f\x85\u2028\u2029\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""White space that the splitter is shown as a plain space: it takes line breaks for ends, and panics where another
space than the plain one stands between a single letter and a stop ("Plan B\u00a0.")."""


_TIME = re.compile(r"\d ?[ap]\.m\.$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{1,3}T|UTC|Eastern|Central|Pacific"
    r"|(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\w*)\b(?! (?:is|was|will)\b)"
)
"""What goes on with a time that ends in a stop: "at 9 p.m. Friday", "at 9 p.m. ET"; the splitter ends there."""


def split_sentences(
    text: str, paragraph: Span, whole: Sequence[Span] = (), language: str = "en"
) -> list[Span]:
    """Split a paragraph into sentences, in order, trimmed, without gaps but white space.

    No sentence ends inside a span of `whole` (quotations): their letters are hidden from the
    splitter, which sees only how they begin and end. A paragraph of more than 50,000 characters is
    one sentence: of marks alone the splitter takes the square of their number.
    """
    if len(paragraph) > _LONGEST:
        return [paragraph]
    shown = paragraph.of(text)
    characters = list(shown) if whole else []
    for span in whole:
        first, last = span.start - paragraph.start, span.end - paragraph.start - 1
        for index in range(max(first + 1, 0), min(last - 1, len(characters))):
            characters[index] = "x"
        if 0 <= first < last < len(characters):
            # mixed and lost marks lead splitters astray: show a plain pair, or a plain sentence
            is_closed = not characters[last].isalnum() and characters[last] not in ".,!?…;:"
            characters[first] = '"' if is_closed else "X"
            characters[last] = '"' if is_closed else characters[last]
    masked = _SPACES.sub(" ", "".join(characters) if whole else shown)
    sentences: list[Span] = []
    for found in _boundaries(masked, language):
        start = paragraph.start + found["start_index"]
        end = paragraph.start + min(found["end_index"], len(masked))
        span = Span(start, end).trimmed(text)
        goes_on = sentences and (
            any(one.start < start < one.end for one in whole)
            or (
                _GOES_ON.match(text, span.start, span.end)
                and _TIME.search(text, sentences[-1].start, sentences[-1].end)
            )
        )
        if goes_on:
            sentences[-1] = Span(sentences[-1].start, max(span.end, sentences[-1].end))
        elif span:
            sentences.append(span)
    return sentences or [paragraph]


def _boundaries(shown: str, language: str) -> list[Mapping[str, int]]:
    """Return what the splitter finds; where it panics, all is one sentence."""
    try:
        found: list[Mapping[str, int]] = sentencex.get_sentence_boundaries(language, shown)
    except BaseException as error:
        if not is_panic(error):
            raise
        return [{"start_index": 0, "end_index": len(shown)}]
    return found
