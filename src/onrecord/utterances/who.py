"""How the speakers of two statements stand to each other, and whom an utterance is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from onrecord.model import SpeakerKind
from onrecord.text.names import name_key
from onrecord.text.tokens import is_capitalised
from onrecord.utterances.folding import SPELLED
from onrecord.utterances.witnesses import Witness

__all__ = ["PERSON_AND_BODY", "have_one_surname", "speaker_of", "speaks_for", "stance_of"]


def stance_of(left: Witness, right: Witness) -> str:
    """Say how two speakers stand: same, open (one is unknown), answer, or different."""
    first, second = left.statement, right.statement
    if first.speaker and first.speaker == second.speaker:
        return "same"
    here, there = (one.members | {one.statement.speaker} for one in (left, right))
    if (left.members or right.members) and (here & there) - {None}:
        return "same"  # of one of those who speak together, or of one of both
    for asked, other in ((left, right), (right, left)):
        if asked.statement.is_question and not other.statement.is_question:
            known = asked.addressee
            if not known or known == other.statement.speaker:
                return "answer"
    unnamed = SpeakerKind.UNNAMED in {left.speaker_kind, right.speaker_kind}
    if not first.speaker or not second.speaker or unnamed:
        return "open"
    return "different"


def have_one_surname(left: str, right: str) -> bool:
    """Say whether two names end in one surname, in one spelling or with a slip of a letter."""
    one, other = (name_key(name.split()[-1]) if name else "" for name in (left, right))
    if not one or not other:
        return False
    is_long = min(len(one), len(other)) >= SPELLED
    return one == other or (is_long and OSA.distance(one, other, score_cutoff=1) <= 1)


def speaks_for(left: Witness, right: Witness) -> bool:
    """Say whether one of a person and a body is said in the story to be an officer of the other.

    "The Data Authority" and "Data Authority director Pavel Oriz", "the food safety agency" and "the agency's head".
    Where no source prints anything else the last word is enough: "ministry spokesman Ivan Dral".
    """
    person, body = (left, right) if left.speaker_kind is SpeakerKind.PERSON else (right, left)
    lexicon_ = person.reading.lexicon
    if body.speaker_name.casefold() in lexicon_.countries:
        return False  # "U.S. President Orla Brennick"
    name = [one for one in body.speaker_name.split() if one.casefold() not in lexicon_.determiners]
    called = {word.casefold() for word in person.called}
    if not name or lexicon_.titles.isdisjoint(called):
        return False
    own = {word.casefold() for word in person.speaker_name.split()} | lexicon_.titles
    own |= lexicon_.title_modifiers | lexicon_.determiners | lexicon_.honorifics
    own |= lexicon_.function_words | lexicon_.pronouns.keys()
    head = name[-1].casefold()
    if called - (own - {head}) == {head}:
        return True
    return {word.casefold() for word in (*filter(is_capitalised, name), head)} <= called


PERSON_AND_BODY = frozenset({SpeakerKind.PERSON, SpeakerKind.ORGANISATION})
_MOST = 2 / 3
"""Share of the statements whose speaker is named that must name one, or nobody is told. Set by hand: of 481
utterances of the Helsinki day that several articles carry 12 have two names, most of them readings of one."""


def speaker_of(members: Sequence[Witness]) -> str | None:
    """Return who said it: whom most name; somebody whom nobody names only where no other is told."""
    named = Counter(
        one.statement.speaker
        for one in members
        if one.statement.speaker and one.speaker_kind is not SpeakerKind.UNNAMED
    )
    told = named or Counter(one.statement.speaker for one in members if one.statement.speaker)
    if not told:
        return None
    most = min(told, key=lambda one: (-told[one], one))
    return most if told[most] >= _MOST * told.total() else None
