"""Captions (WebVTT, SubRip) cut into turns: who speaks, cue after cue, each with its time.

No caption library keeps the place of a word in its file, so the cues are read here. WebVTT: W3C
Candidate Recommendation of 2019, sections 4 and 6 (timings, payloads, voice spans).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.articles.blocks import Block, Builder, Cut
from onrecord.model import Role
from onrecord.text.spans import Span

__all__ = ["cut_captions"]

_TIMING = re.compile(
    r"^[ \t]*(?P<start>(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})[ \t]+-->[ \t]+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[^\n]*$",
    re.MULTILINE,
)
_EMPTY = re.compile(r"\n\r?(?:\n|$)")
_BLANK = re.compile(r"\n[ \t\r]*(?:\n|$)")
_NUMBER = re.compile(r"\s*\d*\s*")
_PARTS = re.compile(r"<(?P<tag>[^<>\n]*)>|(?P<entity>&#?\w{1,31};)|(?P<space>\s+)|[^<&\s]+|[<&]")
_TAG = re.compile(r"<[^<>\n]*>")
_VOICE = re.compile(r"v(?:\.[^\s]*)?\s+(?P<name>\S.*)$")
_NAMED = re.compile(r"(?:(?:>>|&gt;&gt;|-)\s*)?(?P<name>[^\W\d_a-z][\w .,'’()&-]{0,60}?):(?=\s)")
_CHANGE = re.compile(r"\s*(?P<mark>(?:>|&gt;){2,})\s*")
_ROLLS_UP = 0.5
"""Share of cues that begin with lines of the cue before, from which captions roll up: each line is shown again
above the next, so that a cue of two lines repeats one. Of captions made by hand next to none do. Set by hand."""


def cut_captions(page: str) -> Cut:
    """Cut captions into blocks: a speaker's name, then the cues of the turn, each with its time.

    A turn begins where a voice span (`<v Name>`), "Name:" at the head of a cue, or ">>" says so.
    Cues of one turn are parted by a space, turns by a newline. Of captions that roll up, as those that are made
    while somebody speaks do, each line is read once, where it stands first.
    """
    cutter = _Cutter(page)
    cues = list(_cues(page))
    n_again = [_n_again(page, one, other) for one, other in pairwise(cues)]
    if sum(n > 0 for n in n_again) >= _ROLLS_UP * max(len(n_again), 1):
        cues = [
            replace(cue, lines=cue.lines[n:]) for cue, n in zip(cues, [0, *n_again], strict=True)
        ]
    for cue in cues:
        if cue.lines:
            cutter.cue(cue.lines[0].start, cue.lines[-1].end, cue.time)
    return cutter.built.cut(cutter.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cue:
    """The lines of one cue that have words, and when it begins."""

    time: str
    lines: tuple[Span, ...]


def _cues(page: str) -> Iterator[_Cue]:
    timings = list(_TIMING.finditer(page))
    for number, timing in enumerate(timings):
        limit = timings[number + 1].start() if number + 1 < len(timings) else len(page)
        end = _end_of_cue(page, timing.end(), limit)
        lines = []
        at = min(timing.end() + 1, len(page))
        while at < end:
            line_end = page.find("\n", at, end)
            line_end = end if line_end < 0 else line_end
            if line := Span(at, line_end).trimmed(page):
                lines.append(line)
            at = line_end + 1
        yield _Cue(time=timing["start"].replace(",", "."), lines=tuple(lines))


def _end_of_cue(page: str, start: int, limit: int) -> int:
    """Return where a cue ends: before an empty line, or one of white space if but a number stands below it."""
    empty = _EMPTY.search(page, start, limit)
    end = empty.start() if empty else limit
    for blank in _BLANK.finditer(page, start, end):
        if _NUMBER.fullmatch(page, blank.end(), end):
            return blank.start()
    return end


def _n_again(page: str, before: _Cue, cue: _Cue) -> int:
    """Return how many lines at the head of a cue are the last of the one before, in the same words."""
    shown, again = (
        [_TAG.sub("", line.of(page)).split() for line in one.lines] for one in (before, cue)
    )
    for n in range(min(len(shown), len(again)), 0, -1):
        if shown[-n:] == again[:n]:
            return n
    return 0


class _Cutter:
    def __init__(self, page: str) -> None:
        self.page = page
        self.built = Builder()
        self.blocks: list[Block] = []
        self._voice: str | None = None
        self._time = ""
        self._is_new_turn = True

    def cue(self, start: int, end: int, time: str) -> None:
        """Take the payload of one cue."""
        self._time = time
        named = _NAMED.match(self.page, start, end)
        changed = _CHANGE.match(self.page, start, end)
        if named:
            self._turn(named.start("name"), named.end("name"))
            start = named.end()
        elif changed:
            self._turn(changed.start("mark"), changed.end("mark"))
            self._voice = None
            start = changed.end()
        self._payload(start, end)

    def _payload(self, start: int, end: int) -> None:
        runs: list[tuple[str, int, int]] = []
        for part in _PARTS.finditer(self.page, start, end):
            if part["tag"] is not None:
                voice = _VOICE.match(part["tag"])
                if voice and voice["name"] != self._voice:
                    self._flush(runs)
                    at = part.start("tag") + voice.start("name")
                    self._turn(at, part.end("tag"))
            elif part["entity"]:
                runs.append((html.unescape(part["entity"]), part.start(), part.end()))
            elif part["space"]:
                if runs and runs[-1][0] != " ":
                    runs.append((" ", part.start(), part.end()))
            else:
                runs.append((part.group(), part.start(), part.end()))
        self._flush(runs)

    def _turn(self, start: int, end: int) -> None:
        self._voice = self.page[start:end]
        name = Span(start, end).trimmed(self.page)
        self._begin_line()
        self._add_block(Role.SPEAKER, [(name.of(self.page), name.start, name.end)])
        self._is_new_turn = True

    def _begin_line(self) -> None:
        if self.blocks:
            self.built.between("\n")

    def _flush(self, runs: list[tuple[str, int, int]]) -> None:
        while runs and runs[-1][0] == " ":
            runs.pop()
        if not runs:
            return
        if self._is_new_turn:
            self._begin_line()
        else:
            self.built.between(" ")
        self._add_block(Role.BODY, runs, self._time)
        self._is_new_turn = False
        runs.clear()

    def _add_block(
        self, role: Role, runs: Sequence[tuple[str, int, int]], time: str | None = None
    ) -> None:
        start = self.built.length
        for characters, page_start, page_end in runs:
            self.built.add(characters, page_start, page_end)
        text = "".join(characters for characters, _, _ in runs)
        self.blocks.append(
            Block(span=Span(start, self.built.length), text=text, hint=role, time_code=time)
        )
