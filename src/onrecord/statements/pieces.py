"""An article as word pieces for the tagger: ids, case, exact places; packed into windows.

The same code cuts the articles that the tagger is trained on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.text.spans import Span

__all__ = [
    "CLS_ID",
    "N_SURFACE",
    "PARAGRAPH_ID",
    "SEP_ID",
    "WINDOW",
    "Pieces",
    "cut_pieces",
    "plan_windows",
]

WINDOW = 254
"""Word pieces of text in a window; with [CLS] and [SEP] the 256 that the encoder was trained on.
Longer contexts than trained on lose accuracy."""
CLS_ID, SEP_ID = 101, 102
N_SURFACE = 8
"""Surface classes: four of case, outside quotation marks or inside (4 more)."""
PARAGRAPH_ID = 1
"""[unused0] of the BERT vocabulary stands for a paragraph break."""
_STOPS = frozenset({1012, 1029, 999})
"""The pieces . ? ! of the BERT vocabulary."""


@dataclass(slots=True)
class Pieces:
    """Word pieces in order: ids, surface classes, places in the text."""

    ids: list[int] = field(default_factory=list)
    surface: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)

    def add(self, id_: int, surface: int, start: int, end: int) -> None:
        """Add one piece."""
        self.ids.append(id_)
        self.surface.append(surface)
        self.start.append(start)
        self.end.append(end)


def case_class(word: str) -> int:
    """Say how a word is cased: 0 none or lower, 1 Capital, 2 ALL CAPS, 3 miXed."""
    letters = [char for char in word if char.isalpha()]
    if not letters or all(char.islower() for char in letters):
        return 0
    if all(char.isupper() for char in letters):
        return 2 if len(letters) > 1 else 1
    if letters[0].isupper() and all(not char.isupper() for char in letters[1:]):
        return 1
    return 3


def cut_pieces(
    tokenizer: Any,  # noqa: ANN401 - tokenizers.Tokenizer
    text: str,
    paragraphs: Iterable[Span],
    quoted: Sequence[Span],
) -> Pieces:
    """Cut paragraphs of `text` into word pieces, with a break between two paragraphs.

    `quoted`: the quotations with their marks, in order of place. Pieces inside say so: the encoder
    need not find out which of two straight marks opens.
    """
    pieces = Pieces()
    ends = [span.end for span in quoted]
    for paragraph in paragraphs:
        line = paragraph.of(text)
        if not line.strip():
            continue
        if pieces.ids:
            pieces.add(PARAGRAPH_ID, 0, paragraph.start, paragraph.start)
        encoding = tokenizer.encode(line, add_special_tokens=False)
        places: dict[int, tuple[int, int]] = {}
        for word, (start, end) in zip(encoding.word_ids, encoding.offsets, strict=True):
            first, last = places.get(word, (start, end))
            places[word] = (first, max(last, end))
        cases = {word: case_class(line[start:end]) for word, (start, end) in places.items()}
        for id_, word, (start, end) in zip(
            encoding.ids, encoding.word_ids, encoding.offsets, strict=True
        ):
            at = paragraph.start + start
            number = bisect_right(ends, at)
            is_quoted = number < len(ends) and quoted[number].start <= at
            pieces.add(id_, cases[word] + 4 * is_quoted, at, paragraph.start + end)
    return pieces


def plan_windows(ids: Sequence[int], first: int = WINDOW) -> list[tuple[int, int]]:
    """Pack whole paragraphs into windows; a paragraph longer than one is cut at a full stop."""
    bounds = [*(index for index, id_ in enumerate(ids) if id_ == PARAGRAPH_ID), len(ids)]
    windows: list[tuple[int, int]] = []
    start, limit = 0, first
    for index, bound in enumerate(bounds):
        while bound - start > limit:
            previous = bounds[index - 1] if index else 0
            cut = previous if previous > start else _sentence_cut(ids, start, start + limit)
            windows.append((start, cut))
            start, limit = cut, WINDOW
    if start < len(ids):
        windows.append((start, len(ids)))
    return windows


def _sentence_cut(ids: Sequence[int], start: int, end: int) -> int:
    for index in range(end - 1, start + (end - start) // 2, -1):
        if ids[index] in _STOPS:
            return index + 1
    return end
