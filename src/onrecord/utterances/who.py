"""How the speakers of two statements stand to each other, and whom an utterance is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from onrecord.model import SpeakerKind
from onrecord.resources import lexicon_of
from onrecord.resources.numbers import Words
from onrecord.text.names import is_slip, name_key
from onrecord.text.tokens import is_capitalised, stem, without_possessive
from onrecord.utterances.folding import weight_of
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
    if _speak_for_one_body(left, right):
        return "same"
    unnamed = SpeakerKind.UNNAMED in {left.speaker_kind, right.speaker_kind}
    if not first.speaker or not second.speaker or unnamed or _may_be_one_body(left, right):
        return "open"
    return "different"


def _speak_for_one_body(left: Witness, right: Witness) -> bool:
    """Say whether two articles have somebody without a name who speaks for a body, and that body or another such voice.

    "A spokeswoman for the ministry", "a ministry spokeswoman", "the ministry": what they say is what the body says. No
    "official", who may be another.
    """
    if left.article.id == right.article.id:
        return False
    language = left.reading.lexicon.language
    one, other = (_body_of(side, language) for side in (left, right))
    if not one or not other or SpeakerKind.UNNAMED not in {left.speaker_kind, right.speaker_kind}:
        return False
    shared = one & other
    is_rare = any(weight_of(stem(word, language), language) >= _RARE for word in shared)
    return one == other or (is_rare and shared in (one, other))


def _body_of(side: Witness, language: str) -> Words:
    """Return the words of the body that speaks, or for which somebody without a name does; of other speakers none."""
    if side.speaker_kind not in {SpeakerKind.UNNAMED, SpeakerKind.ORGANISATION}:
        return frozenset()
    return _words_of_voice(
        side.speaker_name, language, is_body=side.speaker_kind is SpeakerKind.ORGANISATION
    )


@lru_cache(maxsize=4096)
def _words_of_voice(name: str, language: str, *, is_body: bool) -> Words:
    lexicon_ = lexicon_of(language)
    printed = frozenset(
        without_possessive(one) for one in name.partition(",")[0].casefold().split()
    )
    if not is_body and lexicon_.spokespeople.isdisjoint(printed):
        return frozenset()
    return printed - lexicon_.spokespeople - lexicon_.function_words - lexicon_.determiners


def _may_be_one_body(left: Witness, right: Witness) -> bool:
    """Say whether of two articles' bodies one is told by what it is alone: "the ministry", "the defence ministry"."""
    if {left.speaker_kind, right.speaker_kind} != {SpeakerKind.ORGANISATION}:
        return False
    language = left.reading.lexicon.language
    one, other = (_words_of_name(side.speaker_name, language) for side in (left, right))
    are_others = left.article.id != right.article.id
    shorter = min(one, other, key=len)
    return are_others and len(shorter) == 1 and one[-1:] == other[-1:]


@lru_cache(maxsize=4096)
def _words_of_name(name: str, language: str) -> tuple[str, ...]:
    determiners = lexicon_of(language).determiners
    return tuple(one for one in name.casefold().split() if one not in determiners)


def have_one_surname(left: str, right: str) -> bool:
    """Say whether two names end in one surname, in one spelling or with a slip of a letter."""
    one, other = (name_key(name.split()[-1]) if name else "" for name in (left, right))
    if not one or not other:
        return False
    return one == other or is_slip(one, other)


def speaks_for(left: Witness, right: Witness) -> bool:
    """Say whether one of a person and a body is said in the story to be an officer of the other.

    "The Data Authority" and "Data Authority director Pavel Oriz", "the food safety agency" and "the agency's head". Of
    a body's name a word that few texts have is enough: "Norsund Lines" and "Norsund's chief executive".
    Where no source prints anything else the last word is enough: "ministry spokesman Ivan Dral".
    """
    person, body = (left, right) if left.speaker_kind is SpeakerKind.PERSON else (right, left)
    language = person.reading.lexicon.language
    whole, head, rare = _words_of_body(body.speaker_name, language)
    called, own = _words_of_officer(person.called, person.speaker_name, language)
    if not head or not called:
        return False
    return called - (own - {head}) == {head} or whole <= called or bool(rare and rare <= called)


@lru_cache(maxsize=4096)
def _words_of_body(name: str, language: str) -> tuple[Words, str, Words]:
    """Return the words of a body's name, its last one, and those that few texts have; nothing of a country's."""
    lexicon_ = lexicon_of(language)
    words = [one for one in name.split() if one.casefold() not in lexicon_.determiners]
    if not words or name.casefold() in lexicon_.countries:
        return frozenset(), "", frozenset()  # "U.S. President Orla Brennick"
    head = words[-1].casefold()
    capitals = frozenset(word.casefold() for word in words if is_capitalised(word))
    rare = frozenset(
        one
        for one in capitals
        if one.isalpha()
        and one not in lexicon_.countries
        and one not in lexicon_.places
        and weight_of(stem(one, language), language) >= _RARE
    )
    return capitals | {head}, head, rare


@lru_cache(maxsize=4096)
def _words_of_officer(called: frozenset[str], name: str, language: str) -> tuple[Words, Words]:
    """Return what somebody who holds an office is called, and the words of it that name no body; nothing of others."""
    lexicon_ = lexicon_of(language)
    words = frozenset(word.casefold() for word in called)
    if lexicon_.titles.isdisjoint(words):
        return frozenset(), frozenset()
    own = {word.casefold() for word in name.split()}
    names_none = (
        lexicon_.titles,
        lexicon_.title_modifiers,
        lexicon_.determiners,
        lexicon_.honorifics,
        lexicon_.function_words,
        lexicon_.pronouns.keys(),
    )
    return words, frozenset(
        word for word in words if word in own or any(word in some for some in names_none)
    )


_RARE = 9.0
"""Weight of a word that nearly no text has, as names have that are no common words. Set by hand."""
PERSON_AND_BODY = frozenset({SpeakerKind.PERSON, SpeakerKind.ORGANISATION})
_MOST = 2 / 3
"""Share of the statements whose speaker is named that must name one, or nobody is told. Set by hand: of 481
utterances of the Helsinki day that several articles carry 12 have two names, most of them readings of one."""


def _are_of_one_body(members: Sequence[Witness]) -> bool:
    """Say whether all who have no name speak for one body."""
    language = members[0].reading.lexicon.language
    bodies = {_body_of(one, language) for one in members if one.statement.speaker}
    return len(bodies) == 1 and bool(min(bodies))


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
    if not named and _are_of_one_body(members):
        return min(told)
    most = min(told, key=lambda one: (-told[one], one))
    return most if told[most] >= _MOST * told.total() else None
