"""Whom a name means in an article: full names first, then surnames and parts of names alone."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Mention, SpeakerKind
from onrecord.speakers.called import by_a_part, called_by_kind, slip_of
from onrecord.speakers.clusters import Cluster, same_name, takes_part
from onrecord.speakers.genders import gender_of
from onrecord.speakers.reading import Reading
from onrecord.speakers.voice import are_initials_of
from onrecord.text.names import name_key

__all__ = ["add_name", "whom_surname"]


def add_name(reading: Reading, mention: Mention) -> None:
    """Put a full name or a body's name where it belongs; surnames alone wait."""
    if mention.kind is SpeakerKind.PERSON and not mention.given:
        return
    for cluster in reading.clusters:
        if cluster.kind is mention.kind and same_name(cluster, mention, reading.lexicon):
            if are_initials_of(cluster.surname, mention.surname):
                cluster.surname = mention.surname
            reading.join(mention, cluster)
            return
    whole = called_by_kind(mention, reading.clusters, reading.lexicon)
    if whole is not None:
        reading.record(mention, whole, 0.85, None, f"the only {mention.surname} named here")
        reading.join(mention, whole)
        return
    cluster = Cluster(kind=mention.kind, given=mention.given, surname=mention.surname)
    reading.clusters.append(cluster)
    reading.join(mention, cluster)


def whom_surname(reading: Reading, mention: Mention) -> Cluster:
    """Return whom a name without a given name means: the one known by it, else one who is new."""
    key = name_key(mention.surname)
    same = [
        cluster
        for cluster in reading.clusters
        if cluster.kind is SpeakerKind.PERSON and name_key(cluster.surname) == key
    ]
    is_turn = reading.article.role == "transcript" and mention.statement is not None
    if is_turn:
        # who takes part is told by the names before turns, not by who is spoken of in them
        same = list(filter(takes_part, same))
    gender = gender_of(mention, reading.lexicon)
    first = mention.text.partition(" ")[0].casefold()
    is_of_given = first in reading.lexicon.titles_of_given or first in reading.lexicon.kin
    if not same and (gender or is_of_given):
        # names whose family part comes first, or is not the last: "Mr. Kim", "Ms. Ortega"
        same = [
            one
            for one in reading.clusters
            if one.kind is SpeakerKind.PERSON and name_key(one.given) == key
        ]
    if not same:
        called = _by_another_part(reading, mention, key, gender, is_turn=is_turn)
        if called is not None:
            meant, reason = called
            reading.record(mention, meant, 0.7, None, reason)
            reading.join(mention, meant)
            return meant
    if gender:  # a Mrs is not the one man here of that name
        same = [one for one in same if one.gender in {"", gender}]
        same = [one for one in same if one.gender] or same
    if mention.role or any(not one.is_kin for one in same):  # nor a president his daughter
        same = [one for one in same if not one.is_kin]
    likeliest = reading.likeliest(same, gender)
    told = _introduced(reading, mention, same) if len(same) > 1 else None
    if likeliest is not None and (told is None or told[0] is likeliest):
        reason = "of those with this surname the one of that title, or named by far most"
        told = likeliest, reason
    if len(same) == 1:
        reading.record(mention, same[0], 0.95, None, "the only one named here with this surname")
    elif told is not None:
        meant, reason = told
        other = next(one for one in same if one is not meant)
        reading.record(mention, meant, 0.7, other, reason)
        same = [meant]
    elif same:
        reading.record(mention, same[0], 0.5, same[1], "several people here have this surname")
        same = []
    cluster = same[0] if same else Cluster(kind=mention.kind, surname=mention.surname)
    if not same:
        reading.clusters.append(cluster)
    reading.join(mention, cluster)
    return cluster


def _by_another_part(
    reading: Reading, mention: Mention, key: str, gender: str, *, is_turn: bool
) -> tuple[Cluster, str] | None:
    """Return whom a name means that is no surname here, with why: a given name, a word in the middle, a slip."""
    n_words = len(mention.text.split())
    if not mention.role and n_words == 1:
        named = [one for one in reading.clusters if name_key(one.given) == key and one.surname]
        if is_turn:  # "PAUL" before a turn is no Paul who is spoken of
            named = list(filter(takes_part, named))
        if len(named) == 1 and _may_be_called(reading, mention.text, named[0]):
            return named[0], "the only one named here with this given name"
    if is_turn or n_words > 1 + bool(gender):
        return None
    meant = by_a_part(key, gender, reading.clusters, reading.lexicon)
    if meant is not None:
        return meant, "the only one named here with this in the middle of the name"
    meant = slip_of(key, gender, reading.clusters)
    if meant is not None:
        return meant, "the only one named here whose surname differs by a letter"
    return None


def _introduced(
    reading: Reading, mention: Mention, same: Sequence[Cluster]
) -> tuple[Cluster, str] | None:
    """Return who of several with one surname is introduced where it stands: alone so far, or in its paragraph."""
    if reading.article.role == "transcript" or mention.role:
        return None  # "former President Clinton" is whoever has that office
    place = mention.span.start
    paragraph = next((one for one in reading.paragraphs if one.contains(mention.span)), None)
    if paragraph is None:
        return None
    begins = (
        (paragraph.start, "of those with this surname the one named in this paragraph"),
        (0, "of those with this surname the only one named so far"),
    )
    for start, reason in begins:
        named = [
            one
            for one in same
            if any(start <= other.span.start < place for other in one.mentions if other.given)
        ]
        if len(named) == 1:
            return named[0], reason
    return None


def _may_be_called(reading: Reading, given: str, cluster: Cluster) -> bool:
    """Say whether a word alone may be somebody's given name: no headline's first word, nor a club's."""
    lower = given.casefold()
    is_name = lower in reading.lexicon.given_names or lower in reading.lexicon.nicknames
    says = any(one.statement is not None for one in cluster.mentions)
    return cluster.kind is SpeakerKind.PERSON and (is_name or says or bool(cluster.roles))
