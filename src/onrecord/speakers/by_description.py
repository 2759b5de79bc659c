"""Whom a description means in an article: an office, a relative, a body of a kind, or one who is called again so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from onrecord.model import Mention, Role, SpeakerKind
from onrecord.resources import Lexicon
from onrecord.speakers.called_again import (
    Again,
    is_attached,
    names_another,
    read_again,
    said_behind,
    speaks_for_another,
    turns_to_another,
)
from onrecord.speakers.clusters import Cluster, first_name, likelihood_of_person, takes_part
from onrecord.speakers.genders import gender_of
from onrecord.speakers.it_and_they import kind_described
from onrecord.speakers.named_inside import likelihood_of_naming_oneself
from onrecord.speakers.offices import BESIDE, are_printed, names_beside, same_role
from onrecord.speakers.reading import Reading
from onrecord.speakers.voice import body_key
from onrecord.text.described import are_several, head_of, is_plural
from onrecord.text.names import name_key
from onrecord.text.spans import Span
from onrecord.text.tokens import words

__all__ = ["whom_described"]


def whom_described(reading: Reading, mention: Mention) -> Cluster | None:
    """Return whom a description means, or a new source where it is nobody known; None where it may be several."""
    if mention.kind is SpeakerKind.ORGANISATION:
        return _described_body(reading, mention)
    named = _by_surname(reading, mention)
    if named is not None:
        reading.record(mention, named, 0.9, None, "the only one named here with this surname")
        as_named = replace(mention, form="name", surname=named.surname, role="")
        reading.join(as_named, named)
        return named
    aged = _AGED.match(mention.text)
    if aged is not None:
        meant = _of_age(reading, mention, aged[1])
        if meant is not None:
            reading.join(mention, meant)
            return meant
    if mention.kind is not SpeakerKind.UNNAMED and mention.role:
        fitting, why = _of_office(reading, mention)
        if len(fitting) == 1 and not _is_named_far_behind(mention, fitting[0]):
            reading.record(mention, fitting[0], 0.85, None, why)
            reading.join(mention, fitting[0])
            return fitting[0]
        if len(fitting) > 1:
            return _one_of(reading, mention, fitting)
    again = read_again(mention, reading.lexicon)
    meant = _called_again(reading, mention, again) if again is not None else None
    if meant is not None:
        reading.join(mention, meant)
        return meant
    if relative := _relative(reading, mention):
        return relative
    named = _named_behind(reading, mention)
    if named is not None:
        reason = "named right behind it, where nothing is said of who that is"
        reading.record(mention, named, 0.75, None, reason)
        reading.join(mention, named)
        return named
    named = _named_later(reading, mention)
    if named is not None:
        reading.record(mention, named, 0.8, None, "named behind it, as the one who was told of")
        reading.join(mention, named)
        return named
    if mention.statement is None and again is not None:
        return None  # it is no source, and serves those that are
    if mention.kind is SpeakerKind.UNNAMED:
        is_several = mention.statement in reading.together
        cluster = Cluster(kind=SpeakerKind.UNNAMED, surname=mention.text, is_several=is_several)
        reading.clusters.append(cluster)
        reading.join(mention, cluster)
        return cluster
    if mention.role:  # described and not named here: another article may name who it is
        cluster = Cluster(kind=mention.kind, surname="")
        reading.clusters.append(cluster)
        reading.join(mention, cluster)
        return cluster
    return None


def _by_surname(reading: Reading, mention: Mention) -> Cluster | None:
    """Return whom a title alone, with a capital, names where that is somebody's surname here: "King said"."""
    key = name_key(mention.text)
    if mention.text.casefold() not in reading.lexicon.surnames_too or mention.text.islower():
        return None
    same = [
        one
        for one in reading.clusters
        if one.kind is SpeakerKind.PERSON and one.given and name_key(one.surname) == key
    ]
    return same[0] if len(same) == 1 else None


def _of_office(reading: Reading, mention: Mention) -> tuple[list[Cluster], str]:
    """Return who may be meant by an office, with why where that is one.

    Of several those are set aside who are named in what is said ("the president said he hopes to be *Hask's* friend"),
    then those who are not heard by name, but where it is described by a name too ("the *New Jersey* governor").
    """
    fitting = [one for one in reading.clusters if _fits(reading, mention, one)]
    if len(fitting) <= 1:
        return fitting, f"the only {mention.role} named here"
    # "the president" is President Brennick, not Skellia's leader, if he says anything by name
    same = [one for one in fitting if _has_office(one, mention.role)]
    if len(same) == 1 and _is_heard(same[0]):
        return same, f"the only one heard here who is called {mention.role}"
    others = [one for one in fitting if likelihood_of_naming_oneself(reading, mention, one) == 1]
    fitting = others or fitting
    if not names_beside(mention.text, reading.lexicon):
        fitting = list(filter(_is_heard, fitting)) or fitting
    why = f"of those here who are {mention.role} the only one who is heard, or whom what is said does not name"
    return fitting, why


def _is_heard(one: Cluster) -> bool:
    return one.speaks or takes_part(one)


def _one_of(reading: Reading, mention: Mention, fitting: Sequence[Cluster]) -> Cluster | None:
    """Return who of several with an office is meant: the last who spoke, else who is most in mind, if one is."""
    last = reading.last_source
    if last is not None and any(last[1] is one for one in fitting):
        reading.record(mention, last[1], 0.6, fitting[0], "the one who spoke last fits")
        meant: Cluster | None = last[1]
    else:
        meant = reading.most_in_mind(mention, fitting)
    if meant is None:
        reading.record(mention, fitting[0], 0.5, fitting[1], "several people here fit")
        return None
    reading.join(mention, meant)
    return meant


def _relative(reading: Reading, mention: Mention) -> Cluster | None:
    """Return whom "the man's sister" is: the only sister named here, or one whom another article may name.

    Only of those who are heard: "her daughter likes to sing" makes nobody whom a "she" behind it may be.
    """
    if mention.kind is not SpeakerKind.UNNAMED:
        return None
    relation = head_of(mention.text)
    if relation not in reading.lexicon.kin or is_plural(relation):
        return None
    found = words(mention.text)
    if found[0].lower in reading.lexicon.indefinite:
        return None
    persons = [one for one in reading.clusters if one.kind is SpeakerKind.PERSON]
    named = [one for one in persons if one.surname and one.relation == relation]
    if len(named) == 1:
        reading.record(mention, named[0], 0.75, None, f"the only {relation} named here")
        reading.join(mention, named[0])
        return named[0]
    if named or mention.statement not in reading.spoken:
        return None
    # "the man's mother" and "the woman's mother" are two, "the mother" may be either
    nameless = [
        one
        for one in persons
        if not one.surname
        and one.roles == {relation}
        and (
            len(found) <= _BARE_RELATIVE
            or any(mention.text.casefold() == other.text.casefold() for other in one.mentions)
        )
    ]
    if len(nameless) == 1:
        cluster = nameless[0]
    else:
        cluster = Cluster(
            kind=SpeakerKind.PERSON, roles={relation}, gender=reading.lexicon.kin[relation]
        )
        reading.clusters.append(cluster)
    reading.join(mention, cluster)
    return cluster


def _named_behind(reading: Reading, mention: Mention) -> Cluster | None:
    """Return who is named right behind a description, as reports begin: "The boss ... “...,” Orla Brennick said".

    Somebody new who says something in that paragraph or the next, of whom nothing is said there: who that is
    stands in the description. Of "*a lawyer* for the family" in the first paragraph it is who is called so there:
    "attorney Orla Brennick said". Of two who are new nobody is told. Who is named in a caption above is new too.
    """
    if mention.statement is None or not _describes_one(mention, reading.lexicon):
        return None
    at = next((i for i, one in enumerate(reading.paragraphs) if one.contains(mention.span)), None)
    if at is None:
        return None
    end = reading.paragraphs[min(at + 1, len(reading.paragraphs) - 1)].end
    new = [
        (first, one)
        for one in reading.clusters
        if one.kind is SpeakerKind.PERSON
        and one.given
        and (first := _first_in_text(reading, one)) is not None
        and mention.span.end <= first.span.start < end
    ]
    role = mention.role or head_of(mention.text)
    is_new = words(mention.text)[0].lower in _ONE
    of_role = [
        (first, one)
        for first, one in new
        if any(same_role(role, each, reading.lexicon) for each in one.roles)
        and _OTHERS.isdisjoint(word.lower for word in words(first.text))
    ]
    if at and of_role and is_new:
        return None  # further on "a lawyer" is no lawyer who is named
    bare = [(first, one) for first, one in new if _stands_bare(reading, first)]
    meant = (not at and of_role) or bare
    if len(meant) != 1:
        return None
    first, cluster = meant[0]
    gender = gender_of(mention, reading.lexicon)
    if first.statement not in reading.spoken or (gender and cluster.gender not in {"", gender}):
        return None
    others = cluster.roles - {mention.role}
    if others and not any(same_role(role, one, reading.lexicon) for one in others):
        return None
    return cluster


def _first_in_text(reading: Reading, one: Cluster) -> Mention | None:
    """Return where the running text first names somebody, whom a caption may name before it."""
    begins = reading.paragraphs[0].start if reading.paragraphs else 0
    return first_name(one, begins)


def _called_again(reading: Reading, mention: Mention, again: Again) -> Cluster | None:
    """Return whom a description calls again: who is most in mind, more so where it stands beside the name too."""
    if reading.salience is None:
        return None
    at, text = mention.span.start, reading.article.text
    persons = [
        one for one in reading.clusters if _may_be_called_again(reading, one, mention, again)
    ]
    if _is_brought_in(reading, again, at, persons):
        return None
    weights = reading.weights_at(mention)
    if turns_to_another(text, at):
        weights.pop(reading.salience.subject_of(at), None)
    near_by = text[reading.since(mention, reading.pronoun_paragraphs) : at]
    paragraph = reading.since(mention, 0)
    beside = {id(one): again.fits(map(reading.beside, _named(reading, one))) for one in persons}
    least = _LEAST_OF_OTHERS if any(told for told, _ in beside.values()) else _LEAST_AGAIN
    near: list[tuple[float, Cluster | None]] = []
    for one in persons:
        is_told, may_be = beside[id(one)]
        # "Star forward Luka Brennick shrugged": a subject named in full in the paragraph is somebody
        in_full = (m.span for m in one.mentions if m.given and paragraph <= m.span.start < at)
        is_sure = any(
            reading.salience.is_subject(each.start, each.end)
            and text[each.end + 1 : each.end + 2].islower()
            for each in in_full
        )
        weight = weights.get(id(one), 0.0) * likelihood_of_person(one, is_sure=is_sure)
        weight *= likelihood_of_naming_oneself(reading, mention, one)
        if is_told and one.surname in near_by:
            weight = _TOLD_BESIDE * max(weight, _LEAST_OF_OTHERS)
        elif weight < least or _is_another_nearer(reading, one, at):
            continue
        elif not again.is_native and speaks_for_another(one.roles):
            weight *= _FOR_ANOTHER
        if may_be:
            near.append((weight, one))
    return reading.by_lead(mention, near, 0.0)


def _is_brought_in(reading: Reading, again: Again, at: int, persons: Sequence[Cluster]) -> bool:
    """Say whether the report tells of one without a name before: "*a singer* in the crowd"; not beside a name."""
    if not again.head:
        return False
    before = [one for one in reading.brought_in(again.head) if one.end <= at][:_BROUGHT]
    names = [span for one in persons for span in reading.printed(one.surname)] if before else []
    return any(not is_attached(one, names) for one in before)


def _named(reading: Reading, one: Cluster) -> Iterator[Span]:
    """Yield where somebody is named, in the title too."""
    yield from (each.span for each in one.mentions if each.form == "name")
    for title in reading.article.spans_of(Role.TITLE):
        yield from (each for each in reading.printed(one.surname) if title.contains(each))


def _is_another_nearer(reading: Reading, one: Cluster, at: int) -> bool:
    """Say whether one of whom nothing else is known comes between where somebody is last spoken of and a place."""
    spoken_of = (*reading.printed(one.surname), *(each.span for each in one.mentions))
    last = max((each.end for each in spoken_of if each.end <= at), default=at)
    names = (f"{each.given} {each.surname}" for each in reading.clusters)
    known = {word for name in names for word in name.casefold().split()}
    return names_another(reading.article.text[last:at], known, reading.lexicon)


def _may_be_called_again(reading: Reading, one: Cluster, mention: Mention, again: Again) -> bool:
    """Say whether a description may be of somebody: a person named before, and no other by what is told."""
    surname = one.surname.casefold()
    return (
        one.kind is SpeakerKind.PERSON
        and bool(surname)
        and any(m.form == "name" and m.span.end <= mention.span.start for m in one.mentions)
        and one.gender in {"", again.gender or one.gender}
        and not (_AGED.match(mention.text) and reading.ages(one))
        and surname not in again.words
        and surname not in said_behind(reading.article.text, mention.span.end)
    )


def _named_later(reading: Reading, mention: Mention) -> Cluster | None:
    """Return who is named further on as one told of without a name: "A doctor said ... the doctor, Ana Brul, said"."""
    found = words(mention.text)
    is_one = bool(found) and found[0].lower in _ONE and not are_several(mention.text)
    if not is_one or mention.kind is not SpeakerKind.UNNAMED:
        return None
    begins = f"the {head_of(mention.text)}, "
    named = [
        one
        for one in reading.clusters
        if one.kind is SpeakerKind.PERSON
        and one.given
        and any(
            0 < each.span.start - mention.span.end < _FAR
            and each.text.casefold().startswith(begins)
            for each in one.mentions
        )
    ]
    return named[0] if len(named) == 1 else None


_ONE = frozenset({"a", "an", "one", "another"})
_OTHERS = frozenset({"another", "other", "second", "third"})


def _of_age(reading: Reading, mention: Mention, age: str) -> Cluster | None:
    """Return whom "the 61-year-old" means, beside whose name that age is printed."""
    same = [one for one in reading.clusters if age in reading.ages(one)]
    if len(same) != 1:
        return None
    reading.record(mention, same[0], 0.9, None, "whose age is printed so")
    return same[0]


def _stands_bare(reading: Reading, named: Mention) -> bool:
    """Say whether nothing beside a name says who that is, but for an age: "Orla Brennick, 52, said"."""
    found = words(named.text)
    is_first = named.text.startswith(named.given) or (
        bool(found) and reading.lexicon.is_honorific(found[0].lower)
    )
    if named.role or not is_first:
        return False
    text = reading.article.text
    surname_at = text.find(named.surname, named.span.start, named.span.end)
    behind = text[max(surname_at, named.span.start) + len(named.surname) :][:60]
    before = text[max(0, named.span.start - 30) : named.span.start].rstrip(" ")
    follows_word = before[-1:].isalpha()
    is_verb = follows_word and words(before)[-1].lower in reading.lexicon.cues
    return _DESCRIBED.match(behind) is None and (is_verb or not follows_word)


def _described_body(reading: Reading, mention: Mention) -> Cluster:
    """Return the body that "the agency" is: one of that kind that is named here, or the one most in mind."""
    kind = kind_described(mention.text)
    named = [
        one
        for one in reading.clusters
        if one.kind is mention.kind
        and any(each.form == "name" for each in one.mentions)
        and not (mention.country and one.country and mention.country != one.country)
    ]
    of_kind = [one for one in named if kind and kind in one.longest.casefold().split()]
    ends = reading.lexicon.any_body.get(kind)
    if len(of_kind) == 1 and ends is None:
        reading.record(mention, of_kind[0], 0.85, None, f"the only {kind} named here")
        reading.join(mention, of_kind[0])
        return of_kind[0]
    others = reading.lexicon.organisations - (ends or frozenset())
    may_be = [one for one in named if head_of(one.longest) not in others]
    is_owned = any(word.is_possessive for word in words(mention.text))
    if ends is None or is_owned:  # "the country's disaster agency" is no other body of it
        fitting = of_kind
    elif kind in reading.lexicon.named_so:  # "the force", "Skell Police Department"; no "KNN"
        fitting = [one for one in may_be if one in of_kind or head_of(one.longest) in ends]
    else:
        fitting = [one for one in may_be if not reading.is_place(one)]
    meant = reading.most_in_mind(mention, fitting)
    if meant is None and not named and ends is not None:
        meant = _only_name(reading, mention, ends)
    if meant is not None:
        reading.join(mention, meant)
        return meant
    same = [
        one
        for one in reading.clusters
        if one.kind is mention.kind
        and body_key(one.surname, reading.lexicon) == body_key(mention.text, reading.lexicon)
    ]
    cluster = same[0] if same else Cluster(kind=mention.kind, surname=mention.text)
    if not same:
        reading.clusters.append(cluster)
    reading.join(mention, cluster)
    return cluster


def _only_name(reading: Reading, mention: Mention, ends: Collection[str]) -> Cluster | None:
    """Return the only one who spoke before and of whom nothing says that it is a person, where no body is named.

    "Aldov has disclosed a leak. *The company* said ...". `ends` are the words in which names of such bodies end: a
    company's legal form among them.
    """
    if reading.lexicon.legal_forms.isdisjoint(ends):
        return None
    spoke = [one for one in reading.clusters if takes_part(one) and _is_named_before(one, mention)]
    if len(spoke) != 1:
        return None
    (one,) = spoke
    is_bare = one.kind is SpeakerKind.PERSON and not (one.given or one.roles or one.gender)
    if not is_bare or reading.is_place(one):
        return None
    reading.record(
        mention, one, 0.75, None, "the only name before it, and no person's as far as it is told"
    )
    one.kind = SpeakerKind.ORGANISATION
    return one


def _is_named_before(one: Cluster, mention: Mention) -> bool:
    return any(each.form == "name" and each.span.end <= mention.span.start for each in one.mentions)


def _fits(reading: Reading, mention: Mention, cluster: Cluster) -> bool:
    """Say whether a description can be this person's or body's."""
    if cluster.kind is not mention.kind:
        return False
    if mention.country and cluster.country and mention.country != cluster.country:
        return False
    if not cluster.surname and cluster.kind is SpeakerKind.PERSON:
        return mention.role in cluster.roles
    if not any(same_role(mention.role, role, reading.lexicon) for role in cluster.roles):
        return False
    # "the Russian leader" is no president of whom no country is said
    if mention.country and not cluster.country and not _has_office(cluster, mention.role):
        return False
    of_what = names_beside(mention.text, reading.lexicon)
    return not of_what or any(
        are_printed(of_what, _around(reading, named.span, mention.span))
        for named in cluster.mentions
    )


def _around(reading: Reading, named: Span, described: Span) -> str:
    """Return a name with what stands beside it in its paragraph, as far as a description of somebody."""
    text = reading.article.text
    start, end = max(0, named.start - BESIDE), named.end + BESIDE
    if described.start >= named.end:
        end = min(end, described.start)
    elif described.end <= named.start:
        start = max(start, described.end)
    before, behind = text[start : named.start], text[named.end : end]
    return before.rpartition("\n")[2] + named.of(text) + behind.partition("\n")[0]


_FAR = 2000
"""Characters behind a description at which whom it means may be named first. Of 26 on the Helsinki day and BASIL that
are named behind it the farthest that is right stands 1,035 behind; one at 5,554 is not whom it means."""

_BARE_RELATIVE = 2
"""Words of a relative of whom it is not said whose: "the mother"."""

_AGED = re.compile(r"(?:the|this) (\d{1,3})-year-old", re.IGNORECASE)

_TOLD_BESIDE, _FOR_ANOTHER = 4.0, 0.3
"""How much more somebody is in mind beside whose name a description stands too, and how much less who speaks for
another: no agent is "the striker". These and the next are set by hand (design 0037)."""

_BROUGHT = 50
"""Of those whom a text brings in by one word so many are looked at: beyond them it is a list."""
_LEAST_AGAIN, _LEAST_OF_OTHERS = 0.04, 0.15
"""How much somebody must be in mind to be called again, and where a description stands beside another's name."""

_DESCRIBED = re.compile(r",\s+(?!\d{1,3}\b|[\"“”'‘’])|\s+(?:of|from|with|at)\s|\s*\(")
"""What behind a name says more of who that is."""


def _has_office(cluster: Cluster, office: str) -> bool:
    """Say whether somebody is called by an office in these words, and not by one that is as good."""
    return any(f" {role}".endswith(f" {office}") for role in cluster.roles)


def _is_named_far_behind(mention: Mention, cluster: Cluster) -> bool:
    """Say whether somebody is named for the first time far behind: no guest of the last lines is "the president"."""
    first = min((one.span.start for one in cluster.mentions), default=0)
    return first - mention.span.end > _FAR


def _describes_one(mention: Mention, lexicon: Lexicon) -> bool:
    """Say whether a description is of one person who may be named further on: no "official", no "sources"."""
    found = words(mention.text)
    head = head_of(mention.text)
    is_told = bool(found) and (
        found[0].lower in lexicon.determiners or any(one.is_possessive for one in found[:3])
    )
    is_person = head in lexicon.titles and head not in lexicon.unnamed
    return is_told and is_person and not are_several(mention.text)
