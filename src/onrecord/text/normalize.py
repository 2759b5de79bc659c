"""Foldings: what may differ in print without a difference in words. Each has a name."""

from __future__ import annotations

import re
import unicodedata

from onrecord.text.markup import MarkupParser, is_tip

__all__ = ["fold_captions", "fold_markup", "fold_rolled_up", "fold_space", "strip_accents"]

_SPACE = re.compile(r"\s+")


def fold_space(text: str) -> str:
    """Make every run of white space one space and trim the ends."""
    return _SPACE.sub(" ", text).strip()


def strip_accents(text: str) -> str:
    """Drop combining marks: "Erdoğan" becomes "Erdogan"."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


class _TextOnly(MarkupParser):
    """Collect what a reader sees of a stretch of HTML, however it was cut out."""

    _HIDDEN = frozenset({"script", "style", "template", "noscript"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0
        self._tip: list[str] = []
        """The element that is shown while somebody points, and those of its kind inside it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = " ".join(value or "" for name, value in attrs if name in {"class", "id"})
        if tag in self._tip or (not self._tip and is_tip(tag, names)):
            self._tip.append(tag)
        self._hidden += tag in self._HIDDEN
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._tip:
            self._tip.pop()
        self._hidden = max(0, self._hidden - (tag in self._HIDDEN))
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not (self._hidden or self._tip):
            self.parts.append(data)


def fold_markup(html: str) -> str:
    """Return the visible characters of a stretch of HTML, without tags and without white space.

    Used by `verify` to re-read a page by another road than the one that extracted it.
    """
    parser = _TextOnly()
    parser.feed(html)
    parser.close()
    return _SPACE.sub("", "".join(parser.parts))


_BETWEEN_CUES = re.compile(r"\n[ \t\r]*\n.*?-->[^\n]*(?:\n|$)", re.DOTALL)
_TIME_OF_A_WORD = re.compile(r"<\d[\d:.]*>")
"""<00:00:01.520>: no tag to a reader of HTML."""
_NEXT_CUE = re.compile(r"\n[ \t\r]*\n(?:[^\n]*\n)?[^\n]*-->[^\n]*(?:\n|$)")


def fold_captions(captions: str) -> str:
    """Return the words of a stretch of captions: no cue numbers, timings, notes, tags, white space.

    Used by `verify` as `fold_markup` is.
    """
    return fold_markup(_TIME_OF_A_WORD.sub("", _BETWEEN_CUES.sub(" ", captions)))


def fold_rolled_up(captions: str) -> str:
    """Return the same of captions that roll up: a line that is shown again at the head of a cue counts once.

    Used by `verify` where the words that a stretch has as it stands are not those of the article.
    """
    found = ""
    for number, cue in enumerate(_NEXT_CUE.split(_TIME_OF_A_WORD.sub("", captions))):
        lines = [line for one in cue.split("\n") if (line := fold_markup(one))]
        while number and lines and (found.endswith(lines[0]) or lines[0].endswith(found)):
            lines.pop(0)
        found += "".join(lines)
    return found
