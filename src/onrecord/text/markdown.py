"""Markdown: the signs that it puts into a text, and the fields that stand above one.

Programs that fetch pages for language models write it, and so do note-takers and site generators. No library gives
the place of each word in the file, which is what is needed here; the forms are CommonMark's (0.31), as far as articles
use them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from onrecord.text.spans import Span

__all__ = [
    "LINE_PREFIX",
    "LINE_UNREAD",
    "FrontMatter",
    "Sign",
    "front_matter",
    "inline_signs",
    "is_markdown",
    "is_read_in",
]

LINE_UNREAD = re.compile(r"\s{0,3}(?:(?:```|~~~)|\[[^\[\]\n]{1,300}\]:\s+\S)")
"""How a line begins that nobody reads: a fence of code, or the address that a label stands for."""
LINE_PREFIX = re.compile(
    r"\s{0,3}(?:>\s?)*(?:(#{1,6})\s+|([-+*]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?)?(?:>\s?)*"
)
"""What stands before a line's words: signs of what is cited, of a heading (group 1), of an item (group 2)."""

_TITLE = r"(?:\s+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?"
_ADDRESS = rf"<?[^()<>\s]{{0,2000}}(?:\([^()\s]{{0,200}}\)[^()<>\s]{{0,2000}})?>?{_TITLE}"
_LABEL = r"[^\[\]\n]{0,1000}"
_SIGNS = re.compile(
    rf"!\[{_LABEL}\](?:\({_ADDRESS}\)|\[{_LABEL}\])?"  # a picture
    rf"|\[(?={_LABEL}\](?:\({_ADDRESS}\)|\[{_LABEL}\]))|\[(?=!\[)"  # a link begins
    rf"|\]\({_ADDRESS}\)|(?<=\])\[{_LABEL}\]|\](?=\[{_LABEL}\])"  # it ends
    r"|\[\^[\w-]{1,50}\]"  # a note
    r"|<(?:https?://|mailto:)[^<>\s]{1,2000}>|</?[A-Za-z][^<>\n]{0,300}>|<!--.{0,300}?-->"
    r"|\\(?=[!-/:-@\[-`{-~])"  # what is escaped stands as it is
    r"|&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});"
)
_LINK = re.compile(rf"(?<!!)\[({_LABEL})\]\((?:https?://|mailto:|[/#]){_ADDRESS}\)")
_RUN = re.compile(r"\*+|_+|~~|`+")
_LONGEST_RUN = 3
_STRONG = re.compile(r"(?<![\w*\\])\*\*(?=[^\s*])[^*\n]{1,300}\*\*(?![\w*])")
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_TOLD_BY = (("](", _LINK), ("**", _STRONG), ("# ", _HEADING))
_FEW = 2


class Sign(NamedTuple):
    """A stretch of a line that nobody reads as it is written, and the characters that it stands for."""

    span: Span
    characters: str
    ends_link: bool = False


def is_markdown(text: str) -> bool:
    """Say whether a text is written in Markdown: two links, headings or strong words, or fields above it."""
    found = (one for sign, pattern in _TOLD_BY if sign in text for one in pattern.finditer(text))
    return sum(1 for _ in islice(found, _FEW)) == _FEW or front_matter(text) is not None


def inline_signs(text: str) -> Iterator[Sign]:
    """Yield the signs of a line or paragraph in order: of emphasis, links, pictures, notes, references and tags."""
    signs = {}
    for match in _SIGNS.finditer(text):
        written = match.group()
        signs[match.start()] = Sign(Span(*match.span()), _stands_for(written), written[0] == "]")
    for span in _emphasis(text):
        signs.setdefault(span.start, Sign(span, ""))
    end = 0
    for _, one in sorted(signs.items()):
        if one.span.start >= end:
            end = one.span.end
            yield one


def _emphasis(text: str) -> Iterator[Span]:
    """Yield the signs before and behind what is printed otherwise: two equal runs, neither inside a word."""
    opened: dict[str, Span] = {}
    for match in _RUN.finditer(text):
        sign, start, end = match.group(), match.start(), match.end()
        before, behind = text[max(0, start - 1) : start], text[end : end + 1]
        if len(sign) > _LONGEST_RUN or before == "\\":
            continue
        span = Span(start, end)
        if sign in opened and not before.isspace() and not _is_of_word(behind):
            yield opened.pop(sign)
            yield span
        elif behind.strip() and not _is_of_word(before):
            opened[sign] = span


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


class FrontMatter(NamedTuple):
    """The fields that stand above a text, and where it begins."""

    fields: dict[str, str]
    end: int


_FIELD = re.compile(r"([A-Za-z][\w .-]{0,40}):[ \t]+(.+)")
_FENCED = re.compile(r"\s*---[ \t]*\n(.{0,5000}?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_PRINTED = re.compile(r"\s*(Title: .{0,3000}?)\n+Markdown Content:[ \t]*\n", re.DOTALL)
_NAMES = {"url source": "url", "published time": "published"}
"""What the fields above a page that a reader for language models printed are called here."""


def front_matter(text: str) -> FrontMatter | None:
    """Return the fields above a text: between lines of hyphens, or as "Title: ... Markdown Content:"; else None."""
    match = _FENCED.match(text) or _PRINTED.match(text)
    if match is None:
        return None
    found = (_FIELD.fullmatch(line.strip()) for line in match.group(1).split("\n"))
    fields = {one.group(1).casefold(): one.group(2).strip().strip("\"'") for one in found if one}
    fields = {_NAMES.get(name, name): value for name, value in fields.items()}
    return FrontMatter(fields, match.end()) if fields else None


def is_read_in(read: str, written: str) -> bool:
    """Say whether what is read is what a stretch of Markdown shows: the same letters and digits, none passed over.

    Used by `verify`. What stands between them may differ; the signs of a line count as what they stand for, and lines
    that nobody reads (LINE_UNREAD), and what stands before a line's words (LINE_PREFIX), do not count.
    """
    first, *others = written.split("\n")
    lines = [first, *(LINE_PREFIX.sub("", one, count=1) for one in others if not _is_unread(one))]
    shown = "".join(_SIGNS.sub(lambda match: _stands_for(match.group()), one) for one in lines)
    return list(filter(str.isalnum, shown)) == list(filter(str.isalnum, read))


def _is_unread(line: str) -> bool:
    return LINE_UNREAD.match(line) is not None


def _stands_for(sign: str) -> str:
    return html.unescape(sign) if sign[0] == "&" else ""
