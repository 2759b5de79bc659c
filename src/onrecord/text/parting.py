"""What parts the paragraphs of a text that was put on one line: tables and rows often hold such texts.

Scrapers, spreadsheets and published corpora write "###", "|||||", "¶", NEWLINE_CHAR or a backslash and an n where a
line ended. Left in, a whole article is one paragraph, and its headline a part of its first sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.text.marks import CLOSER
from onrecord.text.spans import Span

__all__ = ["find_parting", "parted"]


class _Sign(NamedTuple):
    """A sign: characters of which one stands in every place of it, and its pattern."""

    holds: tuple[str, ...]
    pattern: re.Pattern[str]


def _sign(pattern: str, *holds: str) -> _Sign:
    return _Sign(holds, re.compile(pattern))


_SURE = (
    _sign(r"#{3,}", "###"),
    _sign(r"\|{2,}", "||"),
    _sign(r"[¶⏎␤␊↵]+", *"¶⏎␤␊↵"),
    _sign(r"(?<!\S)\*{3,}(?!\S)", "***"),
    _sign(r"(?<!\S)={3,}(?!\S)", "==="),
    _sign(r"(?<!\S)~{3,}(?!\S)", "~~~"),
    _sign(r"(?<!\S)_{3,}(?!\S)", "___"),
    _sign(r"(?<!\S)/{2,}(?!\S)", "//"),
    _sign(r"(?:\\r|\\n)+(?![a-z])", r"\n", r"\r"),
    _sign(r"(?<!\w)NEWLINE(?:_CHAR)?(?!\w)", "NEWLINE"),
    _sign(
        r"<(?:[nN]|[nN][lL]|newline|NEWLINE|para?|PARA?|lb)\s?/?>",
        *("<n", "<N", "<pa", "<PA", "<lb"),
    ),
    _sign(
        r"\[(?:nl|NL|newline|NEWLINE|para?|PARA?|br|BR)\]",
        *("[n", "[N", "[pa", "[PA", "[br", "[BR"),
    ),
)
"""Signs that stand in no sentence."""
_LEFT_OVER = _sign(r"_x000[dD]_", "_x000")
"""What spreadsheets make of a carriage return; the line ends behind it too."""
_LIKELY = (
    _sign(r"(?<!\S)\|(?!\S)", "|"),
    _sign(r"\t+", "\t"),
    _sign(r"[ \xa0]{3,}", "   ", " \xa0", "\xa0 "),
    _sign(r"(?<!\S)[•·§](?!\S)", *"•·§"),
)
"""Signs and white space that may stand elsewhere too."""
_LEAST, _LEAST_LIKELY = 2, 3
"""How often a sign must stand in a text. Set by hand."""
_SHARE = 0.6
"""Share of the places of a likely sign that a sentence ends at. Set by hand: paragraphs do, cells of a table do not."""
_ENDED = re.compile(rf"[.!?…](?:{CLOSER}|\s)*$")
_BEFORE = 8
"""Characters before a sign in which a sentence's end is looked for."""
_LINE = re.compile(r"[\r\n]+\s*")


def find_parting(text: str) -> re.Pattern[str] | None:
    """Return what parts a text's paragraphs beside its lines, or None: most texts have lines enough.

    A sign counts that stands in the text more often than lines end.
    """
    text = text.strip()
    n_lines = 1 + sum(1 for _ in _LINE.finditer(text))
    found = [one for one, ends in _places([_LEFT_OVER], text) if ends]
    found += [one for one, ends in _places(_SURE, text) if len(ends) >= max(_LEAST, n_lines)]
    if not found:
        found += [
            one
            for one, ends in _places(_LIKELY, text)
            if len(ends) >= max(_LEAST_LIKELY, n_lines) and _end_sentences(text, ends)
        ]
    return re.compile("|".join(one.pattern.pattern for one in found)) if found else None


def _places(signs: Iterable[_Sign], text: str) -> Iterator[tuple[_Sign, list[int]]]:
    """Yield each sign that the text may hold, with where it begins."""
    for one in signs:
        if any(characters in text for characters in one.holds):
            yield one, [match.start() for match in one.pattern.finditer(text)]


def _end_sentences(text: str, ends: list[int]) -> bool:
    n_ended = sum(bool(_ENDED.search(text, max(0, end - _BEFORE), end)) for end in ends)
    return n_ended >= _SHARE * len(ends)


def parted(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield a text's stretches in order: each paragraph, or all of it, and each sign that parts two (True)."""
    parting = find_parting(text)
    start = 0
    for match in parting.finditer(text) if parting is not None else ():
        if match.start() > start:
            yield Span(start, match.start()), False
        yield Span(*match.span()), True
        start = match.end()
    yield Span(start, len(text)), False
