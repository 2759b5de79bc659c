"""Markdown cut into blocks, every character with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.articles.blocks import Block, Builder, Cut, is_wrapped
from onrecord.model import Role
from onrecord.text.markdown import LINE_PREFIX, LINE_UNREAD, front_matter, inline_signs
from onrecord.text.spans import Span

__all__ = ["cut_markdown"]

_LINE = re.compile(r"[^\n]*\n?")
_RULE = re.compile(r"\s{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+)\s*")
_CLOSED = re.compile(r"\s+#+\s*$")


class _Line(NamedTuple):
    """A line's words, without what stands before them."""

    words: Span
    level: int = 0
    """Of a heading."""
    is_item: bool = False


_Run = tuple[str, int, int]
"""Characters, and the stretch of the page that they were made from."""


def cut_markdown(page: str) -> Cut:
    """Cut Markdown into blocks: paragraphs, headings, items; lines that were wrapped by hand are one.

    Addresses of links, pictures, rules, fields above the text and marks of emphasis are not in it.
    """
    built = Builder()
    blocks: list[Block] = []
    has_title = False
    for lines in _paragraphs(page):
        runs, n_link_chars = _runs(page, lines)
        if not runs:
            continue
        if blocks:
            built.between("\n")
        start = built.length
        for one in runs:
            built.add(*one)
        level = lines[0].level
        is_title = level == 1 and not has_title
        has_title |= is_title
        blocks.append(
            Block(
                span=Span(start, built.length),
                text="".join(characters for characters, _, _ in runs),
                tag=f"h{level}" if level else "li" if lines[0].is_item else "p",
                hint=Role.TITLE if is_title else None,
                n_link_chars=n_link_chars,
            )
        )
    return built.cut(blocks)


def _paragraphs(page: str) -> Iterator[list[_Line]]:
    """Yield the lines of each block."""
    above = front_matter(page)
    held: list[_Line] = []
    for match in _LINE.finditer(page, above.end if above else 0):
        text = match.group()
        if _RULE.fullmatch(text) and len(held) == 1 and text.strip()[0] in "=-":
            held = [held[0]._replace(level=1 if text.strip()[0] == "=" else 2)]  # it was a heading
            text = ""
        line = _line(page, text, match.start())
        if held and (line is None or line.level or line.is_item or held[0].level):
            yield from _whole(page, held)
            held = []
        if line is not None:
            held.append(line)
    yield from _whole(page, held)


def _line(page: str, text: str, start: int) -> _Line | None:
    """Return a line of the page, or None for one that parts two blocks or that nobody reads."""
    prefix = LINE_PREFIX.match(text)
    if prefix is None or _RULE.fullmatch(text) or LINE_UNREAD.match(text):
        return None
    level = len(prefix.group(1) or "")
    closed = _CLOSED.search(text, prefix.end()) if level else None
    end = closed.start() if closed else len(text)
    words = Span(start + prefix.end(), start + max(end, prefix.end())).trimmed(page)
    return _Line(words, level, bool(prefix.group(2))) if words else None


def _whole(page: str, lines: list[_Line]) -> Iterator[list[_Line]]:
    """Yield lines together if they were wrapped by hand, else one by one."""
    if len(lines) < 2 or is_wrapped(page, [one.words for one in lines]):
        yield from [lines] if lines else []
    else:
        yield from ([one] for one in lines)


def _runs(page: str, lines: list[_Line]) -> tuple[list[_Run], int]:
    """Return what a reader sees of lines, and how many of its characters are links."""
    runs: list[_Run] = []
    n_link_chars = 0
    for line in lines:
        if runs:
            runs.append((" ", runs[-1][2], line.words.start))
        text, at = line.words.of(page), line.words.start
        done = 0
        for sign in inline_signs(text):
            plain = text[done : sign.span.start]
            _append(runs, plain, at + done)
            if sign.characters:
                runs.append((sign.characters, at + sign.span.start, at + sign.span.end))
            n_link_chars += len(plain) if sign.ends_link else 0
            done = sign.span.end
        _append(runs, text[done:], at + done)
    return _trimmed(runs), n_link_chars


def _append(runs: list[_Run], characters: str, start: int) -> None:
    """Add characters that stand in the page as they are; one space stays where a sign stood between two."""
    if runs and runs[-1][0].endswith(" ") and characters.startswith(" "):
        characters, start = characters[1:], start + 1
    if characters:
        runs.append((characters, start, start + len(characters)))


def _trimmed(runs: list[_Run]) -> list[_Run]:
    """Return runs without white space at both ends."""
    while runs and not runs[0][0].strip():
        runs = runs[1:]
    while runs and not runs[-1][0].strip():
        runs = runs[:-1]
    if runs:
        characters, start, end = runs[0]
        runs = [
            (characters.lstrip(), start + len(characters) - len(characters.lstrip()), end),
            *runs[1:],
        ]
        characters, start, end = runs[-1]
        runs = [
            *runs[:-1],
            (characters.rstrip(), start, end - len(characters) + len(characters.rstrip())),
        ]
    return runs
