"""Whether a source names several, and whom: "Aldov and his lawyer, Ines Hask", "Aldov, Brennick and other members"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord.model import SpeakerKind
from onrecord.resources import Lexicon
from onrecord.statements.bodies import Parts
from onrecord.statements.name_words import is_title
from onrecord.text.described import WHEN
from onrecord.text.spans import Span
from onrecord.text.tokens import Word, is_capitalised, without_possessive, words

__all__ = ["PARTNERS", "are_named_together", "find_named"]

_ASIDE = re.compile(r"\([^)]*\)?")
"""A party, an age, or how a name is spoken."""
_OTHERS = frozenset({"other", "others"})
_WHOSE = frozenset({"his", "her", "their", "my", "our"})
"""Not "its": who follows is of a body, and may be the one who speaks."""
PARTNERS = frozenset({"sons", "co", "company", "partners", "associates", "daughters", "brothers"})
"""What is named behind an "and" with a firm's founder."""
_KIN = 2
"""Words of "and his wife", behind which no name need stand."""


def are_named_together(text: str, lexicon: Lexicon, read: Callable[[str], Parts]) -> bool:
    """Say whether a source names two or more who speak together; `read` gives what one part names.

    Of 299 sources of a person's name with "and" in the corpus (PolNeAR, training part) 39 are of several; all were
    read for one of them. Behind a comma "and a member of the board" is the same person, "and his wife" another.
    """
    return "and" in text and _Source(lexicon, cache(read)).names_several(text)


def find_named(text: str, lexicon: Lexicon, read: Callable[[str], Parts]) -> list[Span]:
    """Return where a source that names several names each of them, in order: persons, or bodies where it names no one.

    "Norrland's minister, Per Aune, and his Tavrian counterpart, Mila Rusk": Per Aune and Mila Rusk. Who is only
    described is not among them, as in "Aldov and his lawyer".
    """
    persons, bodies = [], []
    begin = 0
    for between in (*_BETWEEN.finditer(text), None):
        end = between.start() if between else len(text)
        piece = _told(text, Span(begin, end), lexicon)
        begin = between.end() if between else end
        if piece is None:
            continue
        named = read(piece.of(text))
        is_he = named.form == "pronoun" and lexicon.pronouns.get(piece.of(text).casefold()) in _HE
        if is_he or (named.form == "name" and named.kind is SpeakerKind.PERSON):
            persons.append(piece)
        elif named.form == "name" and named.kind is SpeakerKind.ORGANISATION:
            bodies.append(piece)
    return persons or bodies


def _told(text: str, piece: Span, lexicon: Lexicon) -> Span | None:
    """Return of a piece of a source what may name somebody; nothing of an age, a party, or where somebody is."""
    found = words(text, piece)
    if found and found[0].lower in {"both", "and"}:
        found = found[1:]
    ends = lexicon.relatives | WHEN
    end = next((at for at, one in enumerate(found) if one.lower in ends), len(found))
    if not end or found[0].lower in lexicon.prepositions or found[0].text[:1].isdigit():
        return None
    if any(one.lower == "by" for one in found):
        return None  # "appointed by President Aldov"
    at = next((at for at, one in enumerate(found[:end]) if one.lower in _OF), 0)
    if at and all(is_title(one.lower, lexicon) for one in found[:at]):
        of = " ".join(one.lower for one in found[at + 1 : end])
        if of in lexicon.places or of in lexicon.countries:
            return None  # "Republican of Iowa"
    return Span(found[0].start, found[end - 1].end)


_OF = frozenset({"of", "from", "for"})
_BETWEEN = re.compile(r"\s*\([^)]*\)?|,\s*(?:and\s+)?|\s+and\s+")
_HE = frozenset({"m", "f"})


@dataclass(frozen=True, slots=True)
class _Source:
    """What tells of one from several, and how a part of a source is read."""

    lexicon: Lexicon
    read: Callable[[str], Parts]

    def names_several(self, text: str) -> bool:
        """Say whether a source names several."""
        parts = self._segments(text)
        if not parts:
            return False
        first, *behind = parts
        if self._joins_names(first) or (behind and self._is_list(first, behind[-1])):
            return True
        return any(
            part.startswith("and ") and self._is_another(part[4:], after)
            for part, after in pairwise((*behind, ""))
        )

    def _segments(self, text: str) -> list[str]:
        """Return what stands between commas, without clauses that tell more of somebody, and ages."""
        ends = self.lexicon.relatives | WHEN
        cut = []
        for part in _ASIDE.sub("", text).split(","):
            found = words(part)
            end = next((i for i, one in enumerate(found) if one.lower in ends), len(found))
            if end and not all(one.lower.isdigit() for one in found[:end]):
                cut.append(part[found[0].start : found[end - 1].end])
        return cut

    def _joins_names(self, part: str) -> bool:
        """Say whether within one segment somebody's name, or "he", is joined with somebody else."""
        found = words(part)
        if found and found[0].lower == "both":
            found = found[1:]
        return any(
            self._joins(part, found[:at], found[at + 1 :])
            for at, word in enumerate(found)
            if word.lower == "and" and 0 < at < len(found) - 1
        )

    def _joins(self, part: str, before: Sequence[Word], after: Sequence[Word]) -> bool:
        """Say whether an "and" stands between somebody's name and somebody else."""
        if len(before) == 1 and self.read(before[0].text).form == "pronoun":
            return True
        is_body = after[-1].lower in PARTNERS | self.lexicon.organisations
        left = part[before[0].start : before[-1].end]
        if (is_body and is_capitalised(after[0].text)) or not self._ends_in_name(left, before):
            return False  # "Orla Brennick and Sons"
        if after[0].lower in _WHOSE | _OTHERS:
            return True
        is_other = not after[0].text.istitle() or self._is_person(part[after[0].start :])
        return is_other and self._is_told(left)

    def _is_list(self, first: str, last: str) -> bool:
        """Say whether names stand in a list: "Aldov, Hask and Brennick", "the mayor, his aides and those who came"."""
        left, joined, right = last.partition(" and ")
        if not joined or left == "and":
            return False
        begins = next((one.lower for one in words(right)), "")
        if next((one.lower for one in words(left)), "") in _WHOSE:
            return begins in self.lexicon.determiners | _WHOSE or begins == "those"
        if not is_capitalised(left) or not all(map(self._is_person, (first, left))):
            return False
        is_short = len(first.split()) == 1  # "Carson, Fiorina and Huckabee"
        if not is_short and not self._is_told(left):
            return False
        if begins in _OTHERS or (begins == "many" and "more" in right):
            return True
        return self._is_person(right) and (is_short or self._is_told(right))

    def _is_another(self, part: str, after: str) -> bool:
        """Say whether what stands behind ", and" is somebody else, by name or by what he is to the first."""
        found = words(part)
        if not found:
            return False
        begins = found[0].lower
        if begins in _OTHERS:
            return True
        if begins in self.lexicon.determiners | _WHOSE:
            is_kin = begins in _WHOSE and len(found) == _KIN
            return is_kin or (bool(after) and self._is_person(after))
        is_office = is_title(begins, self.lexicon) or begins in self.lexicon.kin
        if not is_office and not is_capitalised(found[0].text):
            return False  # "and has backed Orla Brennick" goes on about the first
        return self._is_person(part) and self._is_told(part)

    def _is_person(self, part: str) -> bool:
        named, found = self.read(part), words(part)
        is_title_alone = bool(found) and found[-1].lower in self.lexicon.titles
        return named.form == "name" and named.kind is SpeakerKind.PERSON and not is_title_alone

    def _is_told(self, part: str) -> bool:
        """Say whether a name is a person's by more than its capitals: a given name, an office, "Mr."."""
        named, found = self.read(part), words(part)
        is_called = bool(found) and self.lexicon.is_honorific(found[0].lower)
        return bool(named.given or named.role or is_called)

    def _ends_in_name(self, part: str, found: Sequence[Word]) -> bool:
        """Say whether a person's surname is the last word of it: not in "Aldov of Tarrow"."""
        if not self._is_person(part) or not is_capitalised(found[-1].text):
            return False
        surname = self.read(part).surname.casefold().split()
        return bool(surname) and without_possessive(found[-1].text).casefold() == surname[-1]
