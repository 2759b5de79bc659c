"""A page cut into blocks: the unit that gets a role. Text pages are cut here, by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.model import Role
from onrecord.resources import lexicon
from onrecord.text.dates import CLOCK, find_date
from onrecord.text.marks import CLOSER
from onrecord.text.parting import parted
from onrecord.text.spans import OffsetMap, Piece, Span
from onrecord.text.tokens import count_words

__all__ = ["Block", "Builder", "Cut", "Element", "cut_lines", "is_wrapped"]


class Element(NamedTuple):
    """An element of markup that holds a block."""

    number: int
    """One more than that of the element opened before it."""
    tag: str
    names: str
    """Its class, id and roles, as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph-like stretch of an article's text. `hint` is the role its markup gives it."""

    span: Span
    text: str
    tag: str = ""
    hint: Role | None = None
    hint_from: int = 0
    """Number of the element that gives the hint: blocks below one element share it."""
    n_link_chars: int = 0
    inside: tuple[Element, ...] = ()
    """The innermost elements around it, outermost first."""
    time_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A page's text in blocks, with the way back to the page."""

    text: str
    blocks: tuple[Block, ...]
    offsets: OffsetMap


class Builder:
    """Grows a text out of stretches of a page, with the map back."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0

    def add(self, characters: str, page_start: int, page_end: int) -> None:
        """Add characters that were made from `[page_start, page_end)` of the page."""
        start, end = self.length, self.length + len(characters)
        self.parts.append(characters)
        self.length = end
        if self.pieces:
            last_start, last_end, last_page_start, last_page_end = self.pieces[-1]
            linear = end - start == page_end - page_start
            last_linear = last_end - last_start == last_page_end - last_page_start
            if linear and last_linear and last_page_end == page_start:
                self.pieces[-1] = (last_start, end, last_page_start, page_end)
                return
        self.pieces.append((start, end, page_start, page_end))

    def between(self, characters: str) -> None:
        """Add white space that stands between two stretches and is not in the page."""
        place = self.pieces[-1][3] if self.pieces else 0
        self.add(characters, place, place)

    def cut(self, blocks: list[Block]) -> Cut:
        """Return what was grown."""
        return Cut(
            text="".join(self.parts), blocks=tuple(blocks), offsets=OffsetMap(tuple(self.pieces))
        )


_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_ENDS = re.compile(rf"(?:[.!?…:;]|{CLOSER})\s*$")
_WRAPPED_MIN, _WRAPPED_MAX = 45, 100
"""Line lengths, in characters, that hard-wrapped plain text has. Set by hand around 60 to 80."""


def cut_lines(page: str) -> Cut:
    """Cut plain text into blocks: lines, or whole paragraphs where lines were wrapped by hand.

    The text is the page's own, character for character; but in one that was put on one line, the signs that stand
    where lines ended become lines' ends.
    """
    built = Builder()
    for part, is_sign in parted(page):
        built.add("\n\n" if is_sign else part.of(page), part.start, part.end)
    text = "".join(built.parts)
    lines = [
        span
        for match in _LINE.finditer(text)
        if (span := Span(match.start(), match.end()).trimmed(text))
    ]
    blocks = []
    for paragraph in _paragraphs(text, lines):
        if is_wrapped(text, paragraph):
            spans = [Span(paragraph[0].start, paragraph[-1].end)]
        else:
            spans = paragraph
        blocks += [Block(span=span, text=span.of(text)) for span in spans]
    return built.cut(blocks)


def _paragraphs(text: str, lines: list[Span]) -> list[list[Span]]:
    paragraphs: list[list[Span]] = []
    for line in lines:
        gap = text[paragraphs[-1][-1].end : line.start] if paragraphs else "\n\n"
        if gap.replace("\r\n", "\n").count("\n") == 1:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _is_signed(text: str, lines: list[Span]) -> bool:
    """Say whether the first two lines of a text are what it is called and who wrote it, and no headline on two."""
    start = lines[0].start
    if len(lines) != 2 or start > _TOP or not _NAMED.fullmatch(lines[1].of(text)):
        return False
    above, title = text[:start].strip(), lines[0].of(text)
    is_first = "\n" not in above and len(above) <= _OUTLET
    joins = lexicon("en").function_words
    goes_on = title.rsplit(maxsplit=1)[-1].casefold() in joins or title.endswith(_GOES_ON)
    return is_first and not goes_on and not _ENDS.search(title)


def _is_dated(text: str, lines: list[Span]) -> bool:
    """Say whether one of a text's first lines says no more than whose it is and of which day."""
    return lines[0].start <= _TOP and any(_is_day(line.of(text)) for line in lines)


def _is_day(line: str) -> bool:
    """Say whether a line is a day and little else, and no sentence's end: "The Tarrow Echo, 3 February 2031"."""
    found = find_date(line)
    if not found or line[0].islower():
        return False
    rest = CLOCK.sub("", line.replace(found[1], "", 1))
    return count_words(rest) <= _BESIDE and not _ENDS.search(rest)


_BESIDE = 6
"""Words beside the day: an outlet's name has as many at most (`outlets.reads_as_outlet`). Set by hand."""
_NAMED = re.compile(
    r"(?:By )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3}(?: (?:in|for) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)?"
)
"""A name of two to four words, and where somebody writes: "Kai Lindqvist in Vasby"."""
_OUTLET, _TOP = 40, 1_000
"""Characters of what may stand above what an article is called, its outlet, and of that with white space. By hand."""
_GOES_ON = (",", "-", "–", "—")


def is_wrapped(text: str, lines: list[Span]) -> bool:
    """Say whether lines are one paragraph: all but the last near one width, few ending a sentence."""
    if len(lines) < 2:
        return False
    if _is_signed(text, lines) or _is_dated(text, lines):
        return False
    lengths = [len(line) for line in lines[:-1]]
    n_ending = sum(bool(_ENDS.search(line.of(text))) for line in lines[:-1])
    return (
        min(lengths) >= _WRAPPED_MIN
        and max(lengths) <= _WRAPPED_MAX
        and len(lines[-1]) <= max(lengths) + 5
        and n_ending <= len(lengths) / 2
    )
