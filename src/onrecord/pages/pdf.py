"""PDF: an official transcript, a press release, a printed page. Read through PDFium, which the extra `pdf` installs.

A PDF prints lines at places and knows no paragraphs: they are put together here from where the lines stand.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection, Source
from onrecord.pages.databases import ends_article, printed_articles, printed_pages, text_page
from onrecord.pages.opened import Opened, too_large
from onrecord.pages.rows import known_source
from onrecord.resources import frequencies
from onrecord.stage import Tally
from onrecord.text.marks import CLOSER
from onrecord.text.tokens import stem

__all__ = ["LARGER", "Line", "PdfFile", "paragraphs", "pdf_page"]

LARGER = 10
"""Bytes of a file that are read, to a byte of the limit of a page: fonts and pictures are most of it."""


class PdfFile:
    """Reader of PDF: the words that it holds as text, in paragraphs; scanned pages hold none."""

    name: ClassVar[str] = "pdf"
    priority: ClassVar[int] = 30

    def accepts(self, name: str, head: bytes) -> bool:
        """Take what begins as PDF does, and what is named so."""
        return head.startswith(b"%PDF-") or name.lower().endswith(".pdf")

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the one page: a paragraph a line, an empty line between; its bytes are those of this text, in UTF-8.

        Running heads, feet and page numbers are left out. Of what a news database printed a page for each article.
        Raises ItemError: `needs_extra`, `unreadable`, `too_large`, `no_text` where no page has text.
        """
        del tally
        data = item.whole(LARGER)
        page = pdf_page(item.name, data, item.source, item.max_bytes)
        if found := printed_articles(page.text):
            yield from printed_pages(item, found)
        else:
            yield page


def pdf_page(name: str, data: bytes, source: Source, max_bytes: int) -> Page:
    """Return the page of a PDF, of at most so many bytes of text. Raises ItemError as `PdfFile.read` does."""
    lines = _lines(data, max_bytes)
    edges = _running(lines)
    text = "\n\n".join(paragraphs([line for line in lines if line not in edges]))
    if not text:
        detail = "no text in it: scanned pages are pictures, which a program that reads writing turns into text"
        raise ItemError("pages", "no_text", detail)
    return text_page(name, text, known_source(source, _printed_from(edges)), max_bytes)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print; places in points from the page's left edge and foot."""

    page: int
    text: str
    left: float
    right: float
    first: float
    """The base line of its first character."""
    last: float
    """That of its last: another where a word was parted at the line's end."""
    size: float
    """Of its first character's font."""
    height: float
    """Its place on the page: 0 at the foot, 1 at the head."""


def _lines(data: bytes, max_bytes: int) -> list[Line]:
    try:
        import pypdfium2  # 8 MB, for those who have PDF
        from pypdfium2 import raw
    except ImportError as error:
        detail = "PDF is read with: pip install onrecord[pdf]"
        raise ItemError("pages", "needs_extra", detail) from error
    found: list[Line] = []
    n_characters = 0
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            for number in range(len(document)):
                page = document[number]
                made = list(_of_page(number, page, raw))
                page.close()
                n_characters += sum(len(line.text) for line in made)
                if n_characters > max_bytes:
                    raise too_large(max_bytes)
                found += made
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise ItemError(
            "pages", "unreadable", f"not a whole PDF, or one with a password: {error}"
        ) from error
    return found


_BREAK = re.compile(r"\r\n|\r|\n")


def _of_page(number: int, page: Any, raw: Any) -> Iterator[Line]:  # noqa: ANN401 - the library's
    """Yield the lines of a page in the order in which they are printed."""
    height = _told(page.get_height()) or 1.0
    words = page.get_textpage()
    text, at = words.get_text_range(), 0
    for part in (*_BREAK.finditer(text), None):
        end = part.start() if part else len(text)
        printed = text[at:end]
        if stripped := printed.strip():
            first = at + printed.index(stripped[0])
            last = first + len(stripped) - 1
            left, first_base = _origin(words, raw, first)
            _, last_base = _origin(words, raw, last)
            yield Line(
                page=number,
                text=_without_parted(stripped),
                left=left,
                right=_told(words.get_charbox(last, loose=True)[2]),
                first=first_base,
                last=last_base,
                size=abs(_told(raw.FPDFText_GetFontSize(words, first))) or 1.0,
                height=_told(first_base / height),
            )
        at = part.end() if part else end
    words.close()


def _origin(words: Any, raw: Any, index: int) -> tuple[float, float]:  # noqa: ANN401 - the library's
    left, base = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(words, index, left, base)
    return _told(left.value), _told(base.value)


def _told(number: float) -> float:
    """Return a number of a file, 0 where it is none that a sheet could have: a broken file may hold any."""
    return number if abs(number) < _FARTHEST else 0.0


_FARTHEST = 1e6
"""Points; a sheet of PDF 1.7 has 14,400 at most (ISO 32000-1, annex C)."""


_PARTED = re.compile(r"(\w+)[\x02\ufffe\u00ad]\s*(\w+)")
"""A word parted at the end of a line, as PDFium gives it."""


def _without_parted(text: str) -> str:
    return _PARTED.sub(_joined, text)


def _joined(parted: re.Match[str]) -> str:
    """Return the word that was parted: with its hyphen if only its parts are words that are known."""
    one, other = parted.groups()
    _, counts = frequencies()
    whole, *parts = (counts.get(stem(word.lower()), 0) for word in (one + other, one, other))
    return f"{one}-{other}" if not whole and all(parts) else one + other


_EDGE = 0.1
"""Share of a page's height at its head and foot where running lines stand. Set by hand."""
_NUMBER = re.compile(
    r"\W*(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


def _running(lines: Sequence[Line]) -> set[Line]:
    """Return the lines that stand at the edge of half of the pages, two at least, but for numbers; and page numbers."""
    edges = [line for line in lines if not _EDGE < line.height < 1 - _EDGE]
    pages_of: dict[str, set[int]] = {}
    for line in edges:
        pages_of.setdefault(_DIGITS.sub("0", line.text), set()).add(line.page)
    least = max(2, len({line.page for line in lines}) / 2)
    return {
        line
        for line in edges
        if _NUMBER.fullmatch(line.text) or len(pages_of[_DIGITS.sub("0", line.text)]) >= least
    }


_ADDRESS = re.compile(r"(https?://\S+)\s+\d+/\d+")


def _printed_from(edges: Iterable[Line]) -> Source:
    """Return the address that browsers print at the foot of a page, with its number and how many there are."""
    found = sorted({match[1] for line in edges if (match := _ADDRESS.fullmatch(line.text))})
    return Source(url=found[0] if len(found) == 1 and "…" not in found[0] else None)


_STEP = 1.25
"""How many times the usual distance of two lines parts paragraphs; `_INDENT` the size of print by which a first line is
set in; `_SLACK` that by which a word must fit, as its width is reckoned from its letters; `_BESIDE` the lines above and
below that tell how far a column reaches; `_COLUMN` the size of print by which their left edges may differ. Set by hand
on sixty news pages and three layouts of a transcript that a browser printed."""
_INDENT = 1.0
_SLACK = 1.5
_BESIDE = 2
_COLUMN = 3.0
_ENDS = re.compile(rf"[.!?…:]{CLOSER}*$")


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Return the paragraphs that lines make: what stands below each other, at one left edge, in one size.

    A larger distance parts them, a first line that is set in, and a line that the next word would have fitted in. Over
    the end of a page a paragraph goes on where no sentence ends.
    """
    steps = Counter(
        round((one.last - other.first) / other.size, 1)
        for one, other in pairwise(lines)
        if one.page == other.page and 0.8 < (one.last - other.first) / other.size < 3
    )
    usual = min(steps, key=lambda step: (-steps[step], step)) if steps else 1.2
    made: list[list[Line]] = []
    for number, line in enumerate(lines):
        if made and _goes_on(made[-1], line, usual, _reach(lines, number - 1)):
            made[-1].append(line)
        else:
            made.append([line])
    return [" ".join(line.text for line in one) for one in made]


def _reach(lines: Sequence[Line], number: int) -> float:
    """Return how far to the right the column of a line reaches."""
    line = lines[number]
    return max(
        one.right
        for one in lines[max(0, number - _BESIDE) : number + _BESIDE + 1]
        if one.page == line.page
        and abs(one.left - line.left) <= _COLUMN * line.size
        and _is_of_one_size(one, line)
    )


def _is_of_one_size(one: Line, other: Line) -> bool:
    return 0.9 < one.size / other.size < 1.1


def _goes_on(paragraph: Sequence[Line], line: Line, usual: float, reach: float) -> bool:
    before = paragraph[-1]
    if not _is_of_one_size(before, line):
        return False
    if ends_article(before.text) or ends_article(line.text):
        return False
    if before.page != line.page:
        return line.page == before.page + 1 and not _ENDS.search(before.text)
    step = (before.last - line.first) / line.size
    if not 0.3 < step <= _STEP * usual:
        return False
    left = min(one.left for one in paragraph[1:]) if len(paragraph) > 1 else None
    is_set_in = line.left - (before.left if left is None else left) > _INDENT * line.size
    if is_set_in or (left is not None and left - line.left > _INDENT * line.size):
        return False
    word = line.text.split(maxsplit=1)[0]
    of_a_character = (line.right - line.left) / len(line.text)
    return before.right + (len(word) + 1) * of_a_character > reach - _SLACK * line.size
