"""Whom a pronoun means in an article: who is most in mind, who was asked, or who stands right before a "who"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Mention, SpeakerKind
from onrecord.speakers.clusters import Cluster, is_somebody, likelihood_of_person
from onrecord.speakers.genders import says_gender
from onrecord.speakers.it_and_they import likelihood, number_of
from onrecord.speakers.named_inside import likelihood_of_naming_oneself
from onrecord.speakers.offices import BESIDE
from onrecord.speakers.reading import Reading
from onrecord.text.names import BEFORE_WHO, name_key
from onrecord.text.tokens import words

__all__ = ["antecedent", "whom_pronoun"]


def antecedent(reading: Reading, mention: Mention) -> Cluster | None:
    """Return whom a "who" goes back to: the one named or described right before it."""
    text = reading.article.text
    for before, cluster in reversed(reading.resolved):
        if mention.span.start - before.span.end > _FARTHEST:
            break
        between = text[before.span.end : mention.span.start]
        is_set_off = bool(before.given) and _SET_OFF.fullmatch(between) is not None
        if is_set_off or (len(between) <= BESIDE and BEFORE_WHO.fullmatch(between)):
            is_who = mention.text.casefold() == "who"
            never = SpeakerKind.ORGANISATION if is_who else SpeakerKind.PERSON
            if cluster.kind is never:  # "members of the Assembly who", "Aldov v. Hask, which"
                return None
            reading.record(mention, cluster, 0.9, None, "named right before it")
            reading.join(mention, cluster)
            return cluster
    return None


def whom_pronoun(reading: Reading, mention: Mention) -> Cluster | None:
    """Return whom he, she, it or they means; None where two may be meant, or nobody is in mind."""
    gender, number = says_gender(mention, reading.lexicon), number_of(mention.text, reading.lexicon)
    if not (gender or number) or reading.salience is None:
        return None
    at = mention.span.start
    if number and reading.salience.is_quoted(at):
        return None
    answers = _who_was_asked(reading, mention, gender) if gender else None
    if answers is not None:
        reading.record(mention, answers, 0.8, None, "whom the question right before was put to")
        reading.join(mention, answers)
        return answers
    ranked = reading.salience.ranked(at, reading.since(mention, reading.pronoun_paragraphs))
    not_meant = _who_was_answered(reading, mention)
    ranked = [(weight, who) for weight, who in ranked if who != not_meant]
    near: list[tuple[float, Cluster | None]]
    if gender:
        near = [
            (weight * likelihood_of_naming_oneself(reading, mention, who), who)
            for weight, who in _persons(reading, ranked, gender, reading.since(mention, 0))
        ]
    else:
        near = _others(reading, ranked, number)
    chosen = reading.by_lead(mention, near, _LEAST if number else 0.0)
    if chosen is not None:
        reading.join(mention, chosen)
    return chosen


def _who_was_asked(reading: Reading, mention: Mention, gender: str) -> Cluster | None:
    """Return whom the question was put to that a pronoun's statement comes right behind."""
    place = reading.questions.get(mention.statement or "")
    if place is None:
        return None
    printed = {name_key(word.text) for word in words(place.of(reading.article.text))}
    named = [
        one
        for one in reading.clusters
        if one.kind is SpeakerKind.PERSON
        and one.surname
        and name_key(one.surname) in printed
        and one.gender in {"", gender}
    ]
    return named[0] if len(named) == 1 else None


def _who_was_answered(reading: Reading, mention: Mention) -> int | None:
    """Return the number in `Salience` of whoever is answered by what a pronoun is said to say."""
    asked = reading.not_from.get(mention.statement or "")
    if asked is None:
        return None
    return next((id(who) for other, who in reading.resolved if other.span == asked), None)


def _persons(
    reading: Reading, ranked: Sequence[tuple[float, int]], gender: str, begin: int
) -> list[tuple[float, Cluster]]:
    """Return the persons who may be he or she, with how much each is in mind.

    Of those without a name who said something in the paragraph that begins there: "A spokesman denied it. “...,” he
    said."
    """
    of = {
        id(one): one
        for one in reading.clusters
        if one.kind is SpeakerKind.PERSON or is_somebody(one, begin, reading.lexicon)
    }
    return [
        (
            weight * (0.0 if reading.is_place(of[number]) else likelihood_of_person(of[number])),
            of[number],
        )
        for weight, number in ranked
        if number in of and of[number].gender in {"", gender}
    ]


def _others(
    reading: Reading, ranked: Sequence[tuple[float, int]], number: str
) -> list[tuple[float, Cluster | None]]:
    """Return what may be it or they, with how much each is in mind; None for what has no voice here."""
    of = {id(one): one for one in reading.clusters if one.kind is not SpeakerKind.PERSON}
    rivals = {at for (_, number_), at in reading.rivals.items() if number_ == number}
    return [
        (
            weight * _likelihood(reading, of[at], number),
            of[at],
        )
        if at in of
        else (weight, None)
        for weight, at in ranked
        if at in of or at in rivals
    ]


def _likelihood(reading: Reading, cluster: Cluster, number: str) -> float:
    """Return how likely somebody is called by a pronoun of that number, from 0 to 1."""
    if cluster.is_several:
        return float(number == "p")
    return likelihood(cluster.kind, cluster.longest, number, reading.lexicon)


_SET_OFF = re.compile(r", (?:an?|the) [^,.;:!?\n]+,? ")
"""What a name may have between commas before a "who": "Ana Brul, a cook who"."""
_FARTHEST = 100
"""Characters before a "who" within which the name stands. Set by hand."""

_LEAST = 0.6
"""How much what "it" or "they" goes back to must be in mind: it said something in the sentence before, or is the
subject of the same. Of `evaluation/labels/polnear_bodies.csv` 0.3 tells no more rightly, and more wrongly."""
