"""What a source with capitals in it is, where they name nobody who speaks: people by the number, documents, examples.

"Most of the candidates", "many Latinos", "a poll by the Echo", "firms like Aldov & Co", "the newspaper Skellposten".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import SpeakerKind
from onrecord.resources import Lexicon
from onrecord.statements.bodies import Parts
from onrecord.text.described import JOINERS, is_plural, joined_at
from onrecord.text.tokens import Word, is_capitalised

__all__ = ["as_description", "examples_at", "is_body_by_apposition", "is_document"]

_COUNTED = frozenset(
    "all both either neither none nothing everything most half few fewer many more several some others".split()
)
"""Words that say how many and not who."""
_ABOUT = frozenset("about almost approximately around close nearly over roughly".split())
"""What stands before a number."""
_EXAMPLES = frozenset({"like", "including", "such", "across"})
"""Behind these and a plural stands who is one of them, or where they are."""
_MADE = frozenset({"by", "about"})
"""Behind these and behind participles stands what a document is of."""
_CALLED = frozenset({"called", "named", "dubbed"})
"""Between what a body is and its name."""
_INITIALS = re.compile(r"[A-Z]{2,}s")
"""A plural of initials: PACs, NGOs."""
_MANY = re.compile(r"\w{3,}(?:ists|ians|americans)")
"""Plurals by which no surname ends: libertarians, environmentalists, African-Americans."""
_LONGEST_HEAD = 8
"""Words as far as that which says that a source is a document; beyond them it is somebody's. Set by hand."""


def as_description(
    head: str, found: Sequence[Word], lowers: Sequence[str], lexicon: Lexicon
) -> Parts | None:
    """Read a source that describes: people of no name, a document, or a body by what stands before its name."""
    if _are_counted(lowers, lexicon) or _are_people(found, lowers, lexicon):
        return Parts("nominal", kind=SpeakerKind.UNNAMED)
    if is_document(found, lexicon):
        return Parts("nominal", kind=SpeakerKind.UNNAMED)
    return _as_called(head, found, lowers, lexicon)


def examples_at(found: Sequence[Word], lexicon: Lexicon) -> int | None:
    """Return where examples of several begin: of "firms like Aldov Partners" with the second word."""
    for at, word in enumerate(found):
        if at and word.lower in _EXAMPLES and is_plural(found[at - 1].lower):
            before = found[at - 1]
            is_noun = before.lower in lexicon.common or before.lower in lexicon.unnamed
            opens = at == 1 and word.lower != "like"  # "Leaders across Europe"
            return at if is_noun or opens or not is_capitalised(before.text) else None
    return None


def _are_counted(lowers: Sequence[str], lexicon: Lexicon) -> bool:
    """Say whether a source is so many: "none", "six in 10", "most of the candidates", "close to 50 interviews"."""
    first, rest = lowers[0], lowers[1:]
    is_number = first.isdigit() or first in lexicon.numbers.ones
    if first in _COUNTED and (not rest or rest[0] in {"of", "in", "on"}):
        return True
    if is_number and rest and rest[0] in {"of", "in"}:
        return True
    return first in _ABOUT and any(one.isdigit() or one in lexicon.numbers.ones for one in rest[:3])


def _are_people(found: Sequence[Word], lowers: Sequence[str], lexicon: Lexicon) -> bool:
    """Say whether a source is people of a sort and no name: "many Latinos", "super PACs", "environmentalists"."""
    last = lowers[-1]
    capitals = [one for one in found if is_capitalised(one.text)]
    if any(one.lower in lexicon.titles or one.lower in lexicon.honorifics for one in found[:-1]):
        return False
    if _INITIALS.fullmatch(found[-1].text) or _MANY.fullmatch(last) or last in lexicon.peoples:
        return True
    is_many = lowers[0] in (_COUNTED | lexicon.indefinite) - {"a", "an", "one", "another", "no"}
    others = [one for one in capitals if one is not found[0] and one is not found[-1]]
    return is_many and len(found) > 1 and is_plural(last) and not others


def is_document(found: Sequence[Word], lexicon: Lexicon) -> bool:
    """Say whether a source is a document: "Poll", "a recent poll by the Echo", "a new Echo/Skell University Poll"."""
    if len(found) < 2:
        return bool(found) and _names_document(found[0].lower, lexicon)
    is_opened = found[0].lower in lexicon.determiners or not is_capitalised(found[0].text)
    cut = next(
        (
            at
            for at, one in enumerate(found)
            if at
            and (
                one.lower in JOINERS | _MADE
                or (one.lower.endswith("ed") and not is_capitalised(one.text))
            )
        ),
        len(found),
    )
    head, last = found[cut - 1], found[-1]
    is_office = head.lower in lexicon.titles  # "its head of research"
    is_printed = not is_capitalised(last.text) and _names_document(last.lower, lexicon)
    if is_opened and is_printed and not is_office:
        return True  # "one Aldov for Skell ad"
    if cut > _LONGEST_HEAD or not _names_document(head.lower, lexicon):
        return False
    if is_capitalised(head.text) and cut > 1:  # a name may end in one: "the Hurun Report"
        return is_opened and head.lower in {"poll", "survey"}
    return is_opened or cut == 1 or not is_capitalised(head.text)


def _names_document(lower: str, lexicon: Lexicon) -> bool:
    """Say whether a word stands for a document, or for several."""
    one = lower[:-3] + "y" if lower.endswith("ies") else lower.removesuffix("s")
    return lower in lexicon.documents or one in lexicon.documents


def _as_called(
    head: str, found: Sequence[Word], lowers: Sequence[str], lexicon: Lexicon
) -> Parts | None:
    """Read a body's name behind what it is: "the Norse newspaper Skellposten", "a group called Hands for Skell"."""
    for at, one in enumerate(found[: min(joined_at(lowers), len(found) - 1)]):
        behind = found[at + 1 :]
        is_called = behind[0].lower in _CALLED
        behind = behind[is_called:]
        is_kind = one.lower in lexicon.before_names and not is_capitalised(one.text)
        is_kind |= at == 0 and len(behind) == 1 and _opens_before_name(one, behind[0], lexicon)
        is_run = one.lower == "operator" and at and lowers[at - 1] in lexicon.operated
        if not (is_kind or is_run or (at == 1 and one.lower == "giant")) or not behind:
            continue
        is_name = is_capitalised(behind[0].text) and is_capitalised(behind[-1].text)
        inside = all(
            is_capitalised(word.text) or word.lower in JOINERS | {"and", "the", "de"}
            for word in behind
        )
        is_person = any(
            word.lower in lexicon.titles or lexicon.is_honorific(word.lower) for word in behind
        )
        is_person |= behind[0].lower in lexicon.given_names
        if is_name and inside and not is_person:
            name = head[behind[0].start : behind[-1].end]
            return Parts("name", surname=name, kind=SpeakerKind.ORGANISATION)
    return None


def _opens_before_name(kind: Word, name: Word, lexicon: Lexicon) -> bool:
    """Say whether a capital is a sentence's, before a name of one word: "Carmaker Aldov", no "Insurer Association"."""
    is_common = name.lower in lexicon.common | lexicon.organisations | lexicon.name_ends
    return kind.lower in lexicon.before_one_name and not is_common


def is_body_by_apposition(apposition: Sequence[Word], lexicon: Lexicon) -> bool:
    """Say whether what stands behind a name's comma says that it is a body: "Teck, the Norse mining company, ..."."""
    if not apposition or apposition[0].lower not in lexicon.determiners:
        return False
    ends = JOINERS | lexicon.relatives
    cut = next((i for i, one in enumerate(apposition) if one.lower in ends), len(apposition))
    for at, one in enumerate(apposition[:cut]):
        if one.lower in lexicon.before_names:
            return at + 1 == cut or apposition[at + 1].lower.endswith(("ed", "ing"))
    return False
