"""Captions (WebVTT, SubRip) cut into turns: who speaks, cue after cue, each with its time.

No caption library keeps the place of a word in its file, so the cues are read here. WebVTT: W3C
Candidate Recommendation of 2019, sections 4 and 6 (timings, payloads, voice spans).
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from onrecord.articles.blocks import Block, Builder, Cut
from onrecord.model import Role
from onrecord.text.spans import Span

__all__ = ["cut_captions"]

_TIMING = re.compile(
    r"^[ \t]*(?P<start>(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})[ \t]+-->[ \t]+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[^\n]*$",
    re.MULTILINE,
)
_BLANK = re.compile(r"\n[ \t\r]*(?:\n|$)")
_PARTS = re.compile(r"<(?P<tag>[^<>\n]*)>|(?P<entity>&#?\w{1,31};)|(?P<space>\s+)|[^<&\s]+|[<&]")
_VOICE = re.compile(r"v(?:\.[^\s]*)?\s+(?P<name>\S.*)$")
_NAMED = re.compile(r"(?:(?:>>|&gt;&gt;|-)\s*)?(?P<name>[^\W\d_a-z][\w .,'’()&-]{0,60}?):(?=\s)")
_CHANGE = re.compile(r"\s*(?:>>|&gt;&gt;)\s*")


def cut_captions(page: str) -> Cut:
    """Cut captions into blocks: a speaker's name, then the cues of the turn, each with its time.

    A turn begins where a voice span (`<v Name>`), "Name:" at the head of a cue, or ">>" says so.
    Cues of one turn are parted by a space, turns by a newline.
    """
    cutter = _Cutter(page)
    timings = list(_TIMING.finditer(page))
    for number, timing in enumerate(timings):
        start = min(timing.end() + 1, len(page))
        limit = timings[number + 1].start() if number + 1 < len(timings) else len(page)
        blank = _BLANK.search(page, timing.end(), limit)
        cutter.cue(start, blank.start() if blank else limit, timing["start"].replace(",", "."))
    return cutter.built.cut(cutter.blocks)


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
            self._is_new_turn, self._voice = True, None
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
