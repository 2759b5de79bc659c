"""Places in a text, and the way from a clean text back to the page it was taken from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["OffsetMap", "Piece", "Span", "joined"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of Unicode code points, 0-based.

    Raises ValueError when the range is negative or runs backwards.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"not a range: [{self.start}, {self.end})"
            raise ValueError(message)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` at this place."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether at least one character is in both."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether all of `other` is in here."""
        return self.start <= other.start and other.end <= self.end

    def trimmed(self, text: str, characters: str | None = None) -> Span:
        """Drop white space, or the `characters` given, from both ends."""
        inner = text[self.start : self.end]
        start = self.start + len(inner) - len(inner.lstrip(characters))
        end = start + len(inner.strip(characters))
        return Span(start, end)


Piece = tuple[int, int, int, int]
"""`(start, end, page_start, page_end)`: this stretch of text was made from that stretch of page."""


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap as one."""
    out: list[Span] = []
    for one in sorted(spans):
        if out and one.overlaps(out[-1]):
            out[-1] = Span(out[-1].start, max(out[-1].end, one.end))
        else:
            out.append(one)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The way from an article's text to its decoded page: pieces in order, without gaps in the text.

    A piece of the same length on both sides maps character by character; any other (an entity,
    folded white space) maps as a whole.
    """

    pieces: tuple[Piece, ...]

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """Return the map of a text that is its page, character for character."""
        return cls(((0, length, 0, length),))

    def to_page(self, span: Span) -> Span:
        """Return the stretch of the page that `span` of the text was made from."""
        if not span:
            start = self._page_start(span.start)
            return Span(start, start)
        return Span(self._page_start(span.start), self._page_end(span.end))

    def _piece_at(self, position: int) -> Piece:
        index = bisect_right(self.pieces, position, key=lambda piece: piece[0]) - 1
        return self.pieces[max(index, 0)]

    def _page_start(self, position: int) -> int:
        start, end, page_start, page_end = self._piece_at(position)
        if end - start == page_end - page_start:
            return page_start + position - start
        return page_start

    def _page_end(self, position: int) -> int:
        start, end, page_start, page_end = self._piece_at(position - 1)
        if end - start == page_end - page_start:
            return page_start + position - start
        return page_end
