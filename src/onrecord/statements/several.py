"""Whether a source names several: "Aldov and his lawyer, Ines Hask", "Aldov, Brennick and other members"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from onrecord.model import SpeakerKind
from onrecord.resources import Lexicon
from onrecord.statements.bodies import Parts
from onrecord.statements.name_words import is_title
from onrecord.text.described import WHEN
from onrecord.text.tokens import Word, is_capitalised, without_possessive, words

__all__ = ["are_named_together"]

_ASIDE = re.compile(r"\([^)]*\)?")
"""A party, an age, or how a name is spoken."""
_OTHERS = frozenset({"other", "others"})
_WHOSE = frozenset({"his", "her", "their", "my", "our"})
"""Not "its": who follows is of a body, and may be the one who speaks."""
_PARTNERS = frozenset({"sons", "co", "company", "partners", "associates", "daughters", "brothers"})
_KIN = 2
"""Words of "and his wife", behind which no name need stand."""


def are_named_together(text: str, lexicon: Lexicon, read: Callable[[str], Parts]) -> bool:
    """Say whether a source names two or more who speak together; `read` gives what one part names.

    Of 299 sources of a person's name with "and" in the corpus (PolNeAR, training part) 39 are of several; all were
    read for one of them. Behind a comma "and a member of the board" is the same person, "and his wife" another.
    """
    parts = _segments(text, lexicon)
    if not parts or "and" not in text:
        return False
    first, *behind = parts
    if _joins_names(first, lexicon, read):
        return True
    if behind and _is_list(first, behind, lexicon, read):
        return True
    return any(
        part.startswith("and ") and _is_another(part[4:], after, lexicon, read)
        for part, after in pairwise((*behind, ""))
    )


def _segments(text: str, lexicon: Lexicon) -> list[str]:
    """Return what stands between commas, without clauses that tell more of somebody, and ages."""
    cut = []
    for part in _ASIDE.sub("", text).split(","):
        found = words(part)
        end = next(
            (i for i, one in enumerate(found) if one.lower in lexicon.relatives | WHEN), len(found)
        )
        if end and not all(one.lower.isdigit() for one in found[:end]):
            cut.append(part[found[0].start : found[end - 1].end])
    return cut


def _joins_names(part: str, lexicon: Lexicon, read: Callable[[str], Parts]) -> bool:
    """Say whether within one segment somebody's name, or "he", is joined with somebody else."""
    found = words(part)
    if found and found[0].lower == "both":
        found = found[1:]
    for at, word in enumerate(found):
        if word.lower != "and" or not 0 < at < len(found) - 1:
            continue
        before, after = found[:at], found[at + 1 :]
        if len(before) == 1 and read(before[0].text).form == "pronoun":
            return True
        is_body = after[-1].lower in _PARTNERS | lexicon.organisations
        if is_body and is_capitalised(after[0].text):
            continue  # "Orla Brennick and Sons"
        left = part[before[0].start : before[-1].end]
        if not _ends_in_name(left, before, lexicon, read):
            continue
        is_told = _is_told(left, lexicon, read)
        if after[0].lower in _WHOSE | _OTHERS or (is_told and not after[0].text.istitle()):
            return True
        if is_told and _is_person(part[after[0].start :], lexicon, read):
            return True
    return False


def _is_list(
    first: str, behind: Sequence[str], lexicon: Lexicon, read: Callable[[str], Parts]
) -> bool:
    """Say whether names stand in a list: "Aldov, Hask and Brennick", "the mayor, his aides and those who came"."""
    left, joined, right = behind[-1].partition(" and ")
    if not joined or left == "and":
        return False
    begins = words(right)[0].lower if words(right) else ""
    if words(left) and words(left)[0].lower in _WHOSE:
        return begins in lexicon.determiners | _WHOSE or begins == "those"
    if not is_capitalised(left) or not all(_is_person(one, lexicon, read) for one in (first, left)):
        return False
    is_short = len(first.split()) == 1  # "Carson, Fiorina and Huckabee"
    if not is_short and not _is_told(left, lexicon, read):
        return False
    if begins in _OTHERS or (begins == "many" and "more" in right):
        return True
    return _is_person(right, lexicon, read) and (is_short or _is_told(right, lexicon, read))


def _is_another(part: str, after: str, lexicon: Lexicon, read: Callable[[str], Parts]) -> bool:
    """Say whether what stands behind ", and" is somebody else, by name or by what he is to the first."""
    found = words(part)
    if not found:
        return False
    begins = found[0].lower
    if begins in _OTHERS:
        return True
    if begins in lexicon.determiners | _WHOSE:
        is_kin = begins in _WHOSE and len(found) == _KIN
        return is_kin or (bool(after) and _is_person(after, lexicon, read))
    introduces = is_capitalised(found[0].text) or is_title(begins, lexicon) or begins in lexicon.kin
    if not introduces:
        return False  # "and has backed Orla Brennick" goes on about the first
    return _is_person(part, lexicon, read) and _is_told(part, lexicon, read)


def _is_person(part: str, lexicon: Lexicon, read: Callable[[str], Parts]) -> bool:
    named = read(part)
    found = words(part)
    return (
        named.form == "name"
        and named.kind is SpeakerKind.PERSON
        and not (found and found[-1].lower in lexicon.titles)
    )


def _is_told(part: str, lexicon: Lexicon, read: Callable[[str], Parts]) -> bool:
    """Say whether a name is a person's by more than its capitals: a given name, an office, "Mr."."""
    named, found = read(part), words(part)
    is_called = bool(found) and found[0].lower.strip(".") in lexicon.honorifics
    return bool(named.given or named.role or is_called)


def _ends_in_name(
    part: str, found: Sequence[Word], lexicon: Lexicon, read: Callable[[str], Parts]
) -> bool:
    """Say whether a person's surname is the last word of it: not in "Aldov of Tarrow"."""
    if not _is_person(part, lexicon, read) or not is_capitalised(found[-1].text):
        return False
    surname = read(part).surname.casefold().split()
    return bool(surname) and without_possessive(found[-1].text).casefold() == surname[-1]
