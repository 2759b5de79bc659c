"""What somebody is called beside a name: an office, what it is the head of, and whose relative they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from onrecord.model import Mention, SpeakerKind
from onrecord.resources import Lexicon
from onrecord.text.tokens import is_capitalised, without_possessive, words

__all__ = ["BESIDE", "are_printed", "names_beside", "relation_of", "role_keys", "same_role"]

BESIDE = 60
"""Characters beside a name in which it is said what somebody is at the head of, or whose relative, and behind which
no "who" goes back to it."""
_WHOSE = r"(?:\b(?:his|her|their|whose)|[’']s?)\s+(?:[\w-]+\s+){0,2}"


@lru_cache(maxsize=8)
def _relations(lexicon_: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what says whose relative somebody is, right before a name and right behind it."""
    kin = f"({'|'.join(sorted(lexicon_.kin, key=len, reverse=True))})"
    of_whom = _WHOSE.replace("|whose", "")  # "Orla Brennick, whose son left"
    behind = rf",\s+(?:(?:[\w.-]+\s+){{0,3}}?[\w.-]*{of_whom}{kin}\b|(?:(?:the|a)\s+)?{kin}\s+of\b)"
    return re.compile(rf"{_WHOSE}{kin},?\s+$", re.IGNORECASE), re.compile(behind, re.IGNORECASE)


def relation_of(mention: Mention, text: str, lexicon_: Lexicon) -> str:
    """Return what a name in full is said to be of somebody: "her son Luka Brennick"; nothing where it is not."""
    if not lexicon_.kin or mention.kind is not SpeakerKind.PERSON:
        return ""
    span = mention.span
    parts = [
        (text.find(part, span.start, span.end), len(part))
        for part in (mention.given, mention.surname)
    ]
    begin = min((at for at, _ in parts if at >= 0), default=span.start)
    end = max((at + length for at, length in parts if at >= 0), default=span.end)
    before, behind = _relations(lexicon_)
    found = before.search(text, max(0, begin - BESIDE), begin)
    found = found or behind.match(text, end, end + BESIDE)
    return next(word.casefold() for word in found.groups() if word) if found else ""


_ANOTHER = frozenset({"and", "at", "on", "to", "with", "who"})
"""Behind these a description says something else than what somebody is at the head of."""


@lru_cache(maxsize=4096)
def names_beside(described: str, lexicon_: Lexicon) -> frozenset[str]:
    """Return what a description says somebody is at the head of, by name: F.B.I. of "the F.B.I. director".

    Who is named as the owner of that is not it ("the president's F.B.I. director"), but where nothing stands before.
    """
    found = words(described.partition(",")[0].partition("(")[0])
    owner = next((i for i, word in enumerate(found) if word.lower.endswith("'s")), -1)
    end = next((i for i, word in enumerate(found) if word.lower in _ANOTHER), len(found))
    known = lexicon_.titles | lexicon_.title_modifiers | lexicon_.determiners
    return frozenset(
        without_possessive(word.text)
        for word in found[owner if owner == 0 else owner + 1 : end]
        if is_capitalised(word.text)
        and word.lower not in known
        and word.lower.removesuffix("'s") not in lexicon_.countries
    )


def are_printed(names: Iterable[str], text: str) -> bool:
    """Say whether a text has one of these names, or spells out one that is initials."""
    printed = words(text)
    lowers = {one.lower.removesuffix("'s") for one in printed}
    initials = "".join(one.text[0] for one in printed if is_capitalised(one.text))
    bare = [name.replace(".", "") for name in names]
    return any(
        name.casefold() in lowers or (short.isupper() and len(short) > 1 and short in initials)
        for name, short in zip(names, bare, strict=True)
    )


def same_role(described: str, known: str, lexicon_: Lexicon) -> bool:
    """Say whether a description's title is the known one, a part of it, or a synonym."""
    left, right = role_keys(described, lexicon_), role_keys(known, lexicon_)
    return described in right or known in left or any(" " in name for name in left & right)


@lru_cache(maxsize=4096)
def role_keys(role: str, lexicon_: Lexicon) -> frozenset[str]:
    """Return what a title can be called: its ends, as far as they name the same office, and its synonyms.

    A senior foreign minister is a minister; a vice president is no president, an attorney general no general.
    """
    parts = role.split()
    n_ends = next(
        (
            i + 1
            for i in range(len(parts))
            for office in lexicon_.offices
            if tuple(parts[i : i + len(office)]) == office
        ),
        len(parts),
    )
    ends = {" ".join(parts[i:]) for i in range(n_ends)}
    return frozenset(ends.union(lexicon_.title_synonyms.get(role, ())))
