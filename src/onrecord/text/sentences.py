"""Sentences with their places, quotations kept whole."""

from __future__ import annotations

from collections.abc import Sequence

import sentencex

from onrecord.text.spans import Span

__all__ = ["split_sentences"]

_LONGEST = 50_000
"""As `statements.max_paragraph`: the longest paragraph of PolNeAR's 924 articles has 2,573 characters."""

_NO_BREAKS = str.maketrans(dict.fromkeys("\r\n\v\f\x85\u2028\u2029", " "))


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
    masked = ("".join(characters) if whole else shown).translate(_NO_BREAKS)
    sentences: list[Span] = []
    for found in sentencex.get_sentence_boundaries(language, masked):
        start = paragraph.start + found["start_index"]
        end = paragraph.start + min(found["end_index"], len(masked))
        span = Span(start, end).trimmed(text)
        if sentences and any(one.start < start < one.end for one in whole):
            sentences[-1] = Span(sentences[-1].start, max(span.end, sentences[-1].end))
        elif span:
            sentences.append(span)
    return sentences or [paragraph]
