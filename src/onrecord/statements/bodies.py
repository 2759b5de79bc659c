"""What is a body's name by how it is printed, and what only describes one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import SpeakerKind
from onrecord.resources import Lexicon
from onrecord.text.described import JOINERS, joined_at
from onrecord.text.tokens import Word, is_capitalised, words

__all__ = [
    "Parts",
    "as_body",
    "as_whole_body",
    "country_in",
    "has_acronym",
    "is_titled_behind",
    "names_somebody_behind",
]

_BEHIND_BODIES = JOINERS | {"by", "outside"}
_CAUSES = frozenset({"for", "against"})
"""Behind these a capital makes the whole a body's name: Mothers Against Drunk Driving."""
_LINKING = JOINERS | _CAUSES | {"and", "the"}
"""What may stand between the capitals of a body's name."""
_OWN = frozenset({"my", "our", "your", "his", "her", "its", "their", "whose", "of", "for", "from"})
_NUMERAL = re.compile(r"[IVX]+")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a source as printed names."""

    form: str
    """`name`, `nominal`, `pronoun`, or `none` where nothing is printed."""
    given: str = ""
    surname: str = ""
    role: str = ""
    country: str = ""
    kind: SpeakerKind = SpeakerKind.PERSON


def as_body(head: str, lowers: list[str], lexicon: Lexicon) -> Parts | None:
    """Read organisations, countries and acronyms."""
    found = [word for word in words(head) if word.lower not in lexicon.determiners]
    bare = [lower for lower in lowers if lower not in lexicon.determiners]
    if not bare:
        return None
    name = " ".join(bare)
    printed = head[found[0].start : found[-1].end]
    is_acronym = len(printed) >= 2 and printed.isupper() and " " not in printed  # AFL-CIO too
    is_named = all(
        is_capitalised(one.text)
        or one.lower in JOINERS | {"and"}
        or (head[one.start - 1 : one.start] == "-" and one is not found[0])  # "Co-operation"
        for one in found
    )
    is_alias = name in lexicon.aliases and is_capitalised(found[0].text)
    is_country = is_named and name in lexicon.countries
    is_body = _ends_as_body(found, bare, lexicon, is_named=is_named)
    if is_body and names_somebody_behind(found, lexicon):
        return None
    if is_alias or is_country or is_acronym:  # "the U.N. refugee agency"
        return Parts("name", surname=printed, kind=SpeakerKind.ORGANISATION)
    if is_body and not is_named and lowers[0] not in lexicon.indefinite:
        found = list(_behind_adjectives(found))
        is_named = len(found) > 1
    is_kind = len(bare) == 1 and bare[0] in lexicon.any_body  # "Company says"
    if is_body and is_named and not is_kind:
        printed = head[found[0].start : found[-1].end]
        return Parts("name", surname=printed, kind=SpeakerKind.ORGANISATION)
    if is_body and bare[-1] not in lexicon.titles and bare[-1] not in lexicon.unnamed:
        return Parts(
            "nominal",
            role=name,
            country=country_in(bare, lexicon),
            kind=SpeakerKind.ORGANISATION,
        )
    return None


def _ends_as_body(
    found: Sequence[Word], bare: Sequence[str], lexicon: Lexicon, *, is_named: bool
) -> bool:
    """Say whether the word that says what it is is a body's: "the Department of Justice", "Aldov Records"."""
    kind = bare[joined_at(bare, _BEHIND_BODIES) - 1]
    if kind in lexicon.organisations and kind not in lexicon.titles:
        # "Union for Women President Orla Brennick"
        return not is_titled_behind(found[1:], lexicon)
    is_person = lexicon.is_honorific(bare[0])
    is_person |= len(bare) == 2 and bare[0] in lexicon.given_names
    return kind in lexicon.name_ends and is_named and len(bare) > 1 and not is_person


def as_whole_body(
    head: str, found: Sequence[Word], lowers: Sequence[str], lexicon: Lexicon
) -> Parts | None:
    """Read a body by how its name is printed: capitals behind "the", or around "&", "for" or "against".

    Nobody is called "the" but by a title: "the Fish and Wildlife Service", "the Des Moines Register".
    """
    is_definite = lowers[0] == "the"
    named = found[is_definite:]
    if not all(is_capitalised(one.text) or one.lower in _LINKING for one in named):
        return None
    capitals = [one for one in named if is_capitalised(one.text)]
    if not capitals or capitals[0] is not named[0] or capitals[-1] is not named[-1]:
        return None
    is_joined = any(one.lower in _CAUSES for one in named) or _is_joined_by_sign(head, named)
    is_person = any(one.lower in lexicon.titles or lexicon.is_honorific(one.lower) for one in named)
    is_person |= named[0].lower in lexicon.given_names and not is_joined
    cut = joined_at([one.lower for one in named], _LINKING)
    are_people = all(one.lower in lexicon.countries for one in named[:cut])
    if is_person or named[-1].lower in lexicon.unnamed or not (is_definite or is_joined):
        return None
    at = next((i for i, one in enumerate(named) if i and one.lower == "and"), None)
    if at == len(named) - 1:
        return None
    if at is not None:  # two of them: "the Senate and the Pentagon"
        is_second = named[at + 1].lower == "the" and named[at - 1].lower in lexicon.organisations
        if is_second or _is_known(named[at + 1 :], lexicon):
            return None
    is_known = _is_known(named, lexicon)
    if any(one.lower.endswith("'s") for one in named[:-1]) and not is_known:
        return None  # "the Tarrow Echo's Orla Brennick"
    if (are_people or is_known) and (len(capitals) == 1 or not is_joined):
        return None
    if len(capitals) == 1 and (named[0].lower.endswith("s") or named[0].lower in lexicon.common):
        return Parts("nominal", kind=SpeakerKind.UNNAMED)
    return Parts("name", surname=head[named[0].start :], kind=SpeakerKind.ORGANISATION)


def _is_joined_by_sign(head: str, named: Sequence[Word]) -> bool:
    """Say whether a name is two that "&" joins; "Orla Brennick of Aldov & Co" is hers."""
    first = joined_at([one.lower for one in named])
    begins = head[: named[first].start] if 1 < first < len(named) else head
    return " & " in begins


def names_somebody_behind(found: Sequence[Word], lexicon: Lexicon) -> bool:
    """Say whether a name stands behind what somebody is: "the University of Tarrow biologist Orla Brennick"."""
    if len(found) < 4 or not all(is_capitalised(one.text) for one in found[-2:]):
        return False
    last = found[-1].lower
    if last in lexicon.organisations or last in lexicon.name_ends:
        return False
    first = len(found) - 2
    while first and is_capitalised(found[first - 1].text):
        first -= 1
    if first and found[first - 1].lower in _LINKING | {"by", "s"}:
        # "Supervisor of Elections Susan Bucher", no "Friends of Susan Bucher"
        return first < len(found) - 2 and found[-2].lower in lexicon.given_names
    at = joined_at([one.lower for one in found])
    is_before = 1 < at < len(found) and _is_full_name(found[at - 2 : at], lexicon)
    return first > 0 and not is_before  # "Andy McCarthy at the now-defunct National Review"


def _is_full_name(pair: Sequence[Word], lexicon: Lexicon) -> bool:
    """Say whether two words are somebody's, by a given name or as no words of an office or a body."""
    if not all(is_capitalised(one.text) for one in pair):
        return False
    known = (
        lexicon.titles,
        lexicon.title_modifiers,
        lexicon.organisations,
        lexicon.countries,
        lexicon.common,
    )
    is_unknown = not any(one.lower in some for one in pair for some in known)
    return is_unknown or pair[0].lower in lexicon.given_names


def _behind_adjectives(found: Sequence[Word]) -> Sequence[Word]:
    """Return a name without the words in lower case before it: of "nonpartisan Tarrow Policy Center" the last three.

    Nothing where other words stand in lower case, or something is somebody's ("the city's Water Department").
    """
    first = next((at for at, one in enumerate(found) if is_capitalised(one.text)), len(found))
    is_own = any(one.lower.endswith(("'s", "’s")) or one.lower in _OWN for one in found[:first])
    name = found[first:]
    is_name = all(is_capitalised(one.text) or one.lower in _LINKING for one in name)
    return name if is_name and not is_own else ()


def has_acronym(name: Sequence[Word]) -> bool:
    """Say whether a word of a name is an acronym among others that are not: no person's."""
    shouted = [_is_shout(word) for word in name]
    return any(shouted) and not all(shouted)


def _is_shout(word: Word) -> bool:
    text = word.text
    return len(text) > 2 and text.isalpha() and text.isupper() and not _NUMERAL.fullmatch(text)


def _is_known(named: Sequence[Word], lexicon: Lexicon) -> bool:
    """Say whether these words are a body's, a country's or somebody's name by themselves."""
    bare = [one for one in named if one.lower not in lexicon.determiners]
    name = " ".join(one.lower for one in bare)
    is_acronym = len(bare) == 1 and bare[0].text.isupper() and len(bare[0].text) > 1
    is_body = bool(bare) and bare[-1].lower in lexicon.organisations
    is_person = len(bare) > 1 and bare[0].lower in lexicon.given_names
    return (
        is_acronym or is_body or is_person or name in lexicon.countries or name in lexicon.aliases
    )


def is_titled_behind(found: Sequence[Word], lexicon: Lexicon) -> bool:
    """Say whether a title stands among these words with a name right behind it."""
    return any(
        one.lower in lexicon.titles
        and is_capitalised(behind.text)
        and behind.lower not in lexicon.organisations
        for one, behind in pairwise(found)
    )


def country_in(lowers: Sequence[str], lexicon: Lexicon) -> str:
    """Return the first country that is named among words in lower case; empty where none is."""
    for index, lower in enumerate(lowers):
        pair = " ".join(lowers[index : index + 2])
        for name in (pair, lower.removesuffix("'s")):
            if name in lexicon.countries:
                return lexicon.countries[name]
    return ""
