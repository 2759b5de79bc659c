"""Mentions of one person or body within an article, while it is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from onrecord.model import Mention, SpeakerKind
from onrecord.resources import Lexicon
from onrecord.speakers.voice import Voice, are_initials_of, body_key, printed
from onrecord.text.described import are_several, head_of
from onrecord.text.names import given_names_agree, name_key
from onrecord.text.tokens import is_capitalised

__all__ = [
    "Cluster",
    "as_voice",
    "first_name",
    "is_somebody",
    "likelihood_of_person",
    "same_name",
    "takes_part",
]


@dataclass(slots=True)
class Cluster:
    """One person, body or source without a name, with what is known of it so far."""

    kind: SpeakerKind
    given: str = ""
    surname: str = ""
    roles: set[str] = field(default_factory=set)
    country: str = ""
    gender: str = ""
    mentions: list[Mention] = field(default_factory=list)
    relation: str = ""
    """What somebody's relative is said to be: `daughter`."""
    is_several: bool = False
    """Several who speak together, of whom one at least is named."""
    speaks: bool = False
    """Says something in this article, if only behind the place that is read."""

    @property
    def is_kin(self) -> bool:
        """A relative of somebody, named in full once: whom a surname alone or an office does not mean."""
        return bool(self.relation) and sum(bool(one.given) for one in self.mentions) <= 1

    @property
    def usual_given(self) -> str:
        """The given name that it is printed with most, of equals the longest; an initial where it has no other."""
        names = Counter(one.given for one in self.mentions if len(one.given.rstrip(".")) > 1)
        return max(names, key=lambda one: (names[one], len(one), one), default=self.given)

    @property
    def longest(self) -> str:
        """The longest of the names that it was given as."""
        names = [one.text for one in self.mentions if one.form == "name"]
        return max(names, key=len, default=self.surname)


def takes_part(cluster: Cluster) -> bool:
    """Say whether somebody says something by name so far, as a turn of a transcript does."""
    return any(one.statement is not None for one in cluster.mentions)


def as_voice(story: str, cluster: Cluster) -> Voice:
    """Return a cluster as the voice that it is for other articles."""
    return Voice(
        article=cluster.mentions[0].article,
        story=story,
        kind=cluster.kind,
        given=cluster.usual_given,
        surname=cluster.surname,
        roles=tuple(sorted(cluster.roles | ({cluster.relation} if cluster.is_kin else set()))),
        country=cluster.country,
        gender=cluster.gender,
        mentions=tuple(map(printed, sorted(cluster.mentions, key=lambda one: one.span))),
        id=min(mention.id for mention in cluster.mentions),
    )


def first_name(cluster: Cluster, since: int = 0) -> Mention | None:
    """Return where somebody is first named, from a place on."""
    names = [one for one in cluster.mentions if one.form == "name" and one.span.start >= since]
    return min(names, key=lambda one: one.span, default=None)


def same_name(cluster: Cluster, mention: Mention, lexicon_: Lexicon) -> bool:
    """Say whether a name is the cluster's: of one body, or of one surname with given names that agree."""
    if mention.kind is SpeakerKind.ORGANISATION:
        left, right = cluster.surname, mention.surname
        is_same = body_key(left, lexicon_) == body_key(right, lexicon_)
        return is_same or are_initials_of(left, right) or are_initials_of(right, left)
    if name_key(cluster.surname) != name_key(mention.surname):
        return False
    if given_names_agree(cluster.given, mention.given):
        return True
    # a name without its first words: "Suu Kyi" for "Aung San Suu Kyi"
    shorter, longer = sorted(
        ([*name.casefold().split()] for name in (cluster.longest, mention.text)), key=len
    )
    return 1 < len(shorter) < len(longer) and longer[-len(shorter) :] == shorter


def is_somebody(cluster: Cluster, since: int, lexicon: Lexicon) -> bool:
    """Say whether this is one person without a name, told since a place: "a spokesman for Aldov", no "officials"."""
    if cluster.kind is not SpeakerKind.UNNAMED or are_several(cluster.surname):
        return False
    is_near = any(one.span.start >= since for one in cluster.mentions)
    first, _, more = cluster.surname.partition(" ")
    is_told = bool(more) and (first.casefold() in lexicon.determiners or is_capitalised(first))
    return is_near and is_told and head_of(cluster.surname) in lexicon.titles


_SPEAKING, _NAMED, _BARE = 0.8, 0.3, 0.2
"""What being spoken of counts for those of whom nothing says he or she: with a full name or a title, where
they say something here; with a full name, where they do not (things have such names too); with one
word alone ("Delegates"). Set by hand, looking at `evaluation/pronouns.py`."""


def likelihood_of_person(cluster: Cluster, *, is_sure: bool = False) -> float:
    """Return how likely a name is a person's of whom one says he or she; `is_sure` says it is as one's who speaks."""
    if cluster.gender:
        return 1.0
    is_full = bool(cluster.given or cluster.roles)
    says = cluster.speaks or any(one.statement is not None for one in cluster.mentions)
    return (_SPEAKING if says or is_sure else _NAMED) if is_full else _BARE
