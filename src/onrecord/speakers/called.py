"""Whom a part of a name means in an article: a slip of it, a word in the middle of it, what a body is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Mention, SpeakerKind
from onrecord.resources import Lexicon
from onrecord.speakers.clusters import Cluster
from onrecord.text.names import is_slip, name_key, printed_name

__all__ = ["by_a_part", "called_by_kind", "slip_of"]


def slip_of(key: str, gender: str, clusters: Sequence[Cluster]) -> Cluster | None:
    """Return the only one named by a surname that is this one but for a letter: "Hunstman said", of Huntsman."""
    near = [
        one
        for one in clusters
        if one.kind is SpeakerKind.PERSON
        and (one.given or len(one.mentions) > 1)
        and one.gender in {"", gender or one.gender}
        and is_slip(key, name_key(one.surname))
    ]
    return near[0] if len(near) == 1 else None


def by_a_part(
    key: str, gender: str, clusters: Sequence[Cluster], lexicon: Lexicon
) -> Cluster | None:
    """Return the only one whose name in full has this word behind the first: "Lula", of Luiz Inácio Lula da Silva."""
    near = [
        one
        for one in clusters
        if one.kind is SpeakerKind.PERSON
        and one.gender in {"", gender or one.gender}
        and one.surname.casefold() not in lexicon.common  # no "Orla Brennick Show"
        and any(key in _behind_first(each) for each in one.mentions if each.given)
    ]
    return near[0] if len(near) == 1 else None


def _behind_first(named: Mention) -> set[str]:
    """Return the keys of the words of a name in full behind the first: of "Abdel Fattah el-Sisi" the last two."""
    whole = printed_name(named.text, named.given, named.surname)
    return {name_key(word) for word in re.split(r"[ -]", whole)[1:]}


def called_by_kind(
    mention: Mention, clusters: Sequence[Cluster], lexicon: Lexicon
) -> Cluster | None:
    """Return the body that "the Journal" is: the only one named before it that ends so, or begins "Bank of"."""
    kind = mention.surname.casefold()
    is_kind = kind in lexicon.organisations - _NO_SHORT_NAMES
    is_called = is_kind and mention.text.casefold() == f"the {kind}"
    if mention.kind is not SpeakerKind.ORGANISATION or not is_called:
        return None
    named = [
        one
        for one in clusters
        if one.kind is mention.kind
        and len(found := one.surname.casefold().removeprefix("the ").split()) > 1
        and "and" not in found
        and (found[-1] == kind or found[:2] in [[kind, "of"], [kind, "department"]])
    ]
    return named[0] if len(named) == 1 else None


_NO_SHORT_NAMES = frozenset({"assembly", "congress", "house", "parliament", "senate"})
"""What a body of its own is called: "the House" is not the White House."""
