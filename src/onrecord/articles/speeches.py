"""Transcripts in XML cut into turns.

TEI and ParlaMint `<u who>`, TEI `<sp>`, Akoma Ntoso and ParlParse `<speech>`, the Bundestag's `<rede>`, the Canadian
Hansard's `<Intervention>`. Read by the same cutter as HTML, so that every character keeps its place in the file.
"""

from __future__ import annotations

import html
import re
from typing import ClassVar

from onrecord.articles.blocks import Block, Cut
from onrecord.articles.html import HtmlCutter
from onrecord.model import Role
from onrecord.text.markup import MarkupParser
from onrecord.text.spans import Span

__all__ = ["cut_speeches"]

_TURNS = frozenset({"u", "sp", "speech", "question", "answer"})
_NAMES = frozenset({"speaker", "from"})
_ASIDES = frozenset(
    {"note", "vocal", "kinesic", "incident", "gap", "stage", "desc", "scene", "remark", "narrative"}
)
_UNITS = frozenset(
    {"seg", "p", "l", "lg", "head", "heading", "num", "div", "debatesection", "text"}
)
_HEADERS = frozenset({"teiheader", "meta", "encodingdesc", "standoff", "preface"})
_HEADINGS = frozenset({"major-heading", "minor-heading", "oral-heading", "division", "gidredirect"})
"""What stands between ParlParse's speeches."""
_VALUE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_WHO = ("who", "by", "as", "speakername")
_ID = re.compile(r"\s(?:xml:id|eid|id)\s*=\s*[\"']([^\"']+)", re.IGNORECASE)
_SHOWN = re.compile(r"\sshowas\s*=\s*[\"']([^\"']+)", re.IGNORECASE)


def cut_speeches(page: str) -> Cut:
    """Cut a transcript in XML into blocks: a speaker's name, then the words of the turn.

    The name is the one printed (`<speaker>`, `<from>`), else the one that the file's list of
    persons gives for the turn's `who` or `by`, else that attribute as it is. Notes, noises and
    stage directions are kept as blocks that nobody says.
    """
    people = _People(page)
    people.feed(page)
    people.close()
    root = _ROOT.search(page)
    kind = _CUTTERS.get(root.group(1).casefold(), _SpeechCutter) if root else _SpeechCutter
    cutter = kind(page, people.found)
    cutter.feed(page)
    cutter.close()
    cutter.flush()
    return cutter.built.cut(cutter.blocks)


class _Placed(MarkupParser):
    """A parser that knows where in the page it is."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self._starts = [0]
        for line in page.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column


class _People(_Placed):
    """Collects the names of persons by id, with the place where each stands."""

    def __init__(self, page: str) -> None:
        super().__init__(page)
        self.found: dict[str, tuple[str, int, int]] = {}
        self._person = ""
        self._in_name = False
        self._parts: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        raw = self.get_starttag_text() or ""
        if tag in {"person", "personaggio", "tlcperson"} and (match := _ID.search(raw)):
            self._person = match.group(1)
            if shown := _SHOWN.search(raw):
                at = self._at() + shown.start(1)
                self.found.setdefault(self._person, (shown.group(1), at, at + len(shown.group(1))))
        self._in_name = self._in_name or (tag == "persname" and bool(self._person))

    def handle_data(self, data: str) -> None:
        if self._in_name and data.strip():
            lead = len(data) - len(data.lstrip())
            self._parts.append((data.strip(), self._at() + lead))

    def handle_endtag(self, tag: str) -> None:
        if tag == "persname" and self._parts:
            name = " ".join(part for part, _ in self._parts)
            last, at = self._parts[-1]
            self.found.setdefault(self._person, (name, self._parts[0][1], at + len(last)))
        if tag in {"persname", "person"}:
            self._in_name, self._parts = False, []
        if tag == "person":
            self._person = ""


class _SpeechCutter(HtmlCutter):
    """Cuts turns; elements that are no turn, name or aside stand outside of what is said."""

    turns_at: ClassVar[frozenset[str]] = _TURNS
    names_at: ClassVar[frozenset[str]] = _NAMES
    asides_at: ClassVar[frozenset[str]] = _ASIDES | _HEADINGS
    blocks_at: ClassVar[frozenset[str]] = _TURNS | _NAMES | _ASIDES | _HEADINGS | _UNITS | _HEADERS
    hidden_at: ClassVar[frozenset[str]] = _HEADERS

    def __init__(self, page: str, people: dict[str, tuple[str, int, int]]) -> None:
        super().__init__(page)
        self._people = people

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; at a turn, name who speaks unless the turn prints it."""
        super().handle_starttag(tag, attrs)
        if tag in self.turns_at:
            self._name(attrs)

    def _name(self, attrs: list[tuple[str, str | None]]) -> None:
        who = next((value for name in _WHO for key, value in attrs if key == name and value), "")
        after = self.page[self._position() + len(self.get_starttag_text() or "") :][:400]
        if not who or re.match(r"\s*(?:<[^>]+>\s*)?<(?:speaker|from)\b", after, re.IGNORECASE):
            return
        key = who.removeprefix("#")
        known = self._people.get(key)
        if known is None:
            known = self._printed(key)
        if known is None or not known[0].strip():
            return  # a name of nothing but "#", or of white space, names nobody
        if self.blocks:
            self.built.between("\n")
        start = self.built.length
        self.built.add(*known)
        self.blocks.append(
            Block(span=Span(start, self.built.length), text=known[0], hint=Role.SPEAKER)
        )

    def _printed(self, key: str) -> tuple[str, int, int] | None:
        """Return an attribute's value with its place in the tag; entities may print it longer."""
        raw, at = self.get_starttag_text() or "", self._position()
        for match in _VALUE.finditer(raw):
            value = match.group(1) or match.group(2) or match.group(3) or ""
            if html.unescape(value).removeprefix("#") == key:
                end = at + match.end(match.lastindex or 0)
                return key, end - len(value.removeprefix("#")), end
        return None

    def _own_role(self, tag: str, attrs: list[tuple[str, str | None]]) -> Role | None:
        if tag in self.turns_at:
            return Role.NAVIGATION if ("nospeaker", "true") in attrs else Role.BODY
        if tag in self.names_at:
            return Role.SPEAKER
        is_aside = tag in self.asides_at or tag in {"head", "heading", "num"}
        return Role.NAVIGATION if is_aside else None


class _BundestagCutter(_SpeechCutter):
    """Of the Bundestag's protocols: who speaks stands in a paragraph of its own, and the chair's name between."""

    turns_at: ClassVar[frozenset[str]] = frozenset({"rede", "sitzungsbeginn", "tagesordnungspunkt"})
    names_at: ClassVar[frozenset[str]] = frozenset({"name"})
    asides_at: ClassVar[frozenset[str]] = frozenset({"kommentar", "fussnote"})
    hidden_at: ClassVar[frozenset[str]] = frozenset(
        {"redner", "vorspann", "rednerliste", "anlagen", "a"}
    )
    blocks_at: ClassVar[frozenset[str]] = (
        turns_at | names_at | asides_at | hidden_at - {"a"} | {"p"}
    )

    def _own_role(self, tag: str, attrs: list[tuple[str, str | None]]) -> Role | None:
        """Return the role of an element; of paragraphs their class tells it."""
        kind = dict(attrs).get("klasse") or "" if tag == "p" else ""
        if kind == "redner":
            return Role.SPEAKER
        # titles of the order of the day, and what is printed of documents
        return Role.NAVIGATION if kind.startswith("T") else super()._own_role(tag, attrs)


class _CanadaCutter(_SpeechCutter):
    """Of the Canadian Hansard: a name before what is said."""

    turns_at: ClassVar[frozenset[str]] = frozenset({"intervention"})
    names_at: ClassVar[frozenset[str]] = frozenset({"personspeaking"})
    asides_at: ClassVar[frozenset[str]] = frozenset(
        {
            "proceduraltext",
            "subjectofbusinesstitle",
            "catchline",
            "orderofbusinesstitle",
            "timestamp",
            "division",
        }
    )
    hidden_at: ClassVar[frozenset[str]] = frozenset({"extractedinformation", "documenttitle"})
    blocks_at: ClassVar[frozenset[str]] = (
        turns_at | names_at | asides_at | hidden_at | {"paratext", "content"}
    )


_ROOT = re.compile(r"<(dbtplenarprotokoll|hansard)\b", re.IGNORECASE)
_CUTTERS: dict[str, type[_SpeechCutter]] = {
    "dbtplenarprotokoll": _BundestagCutter,
    "hansard": _CanadaCutter,
}
"""Files whose elements have names of their own, by their root; the others share theirs."""
