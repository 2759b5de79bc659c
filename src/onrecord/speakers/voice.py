"""A voice: mentions of one article that are one person or body; and how voices are noted for the next build."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from onrecord.model import Match, Mention, SpeakerKind, Statement
from onrecord.resources import Lexicon, lexicon_of
from onrecord.speakers.heard import Heard
from onrecord.text.names import without_stops
from onrecord.text.tokens import is_capitalised, words

__all__ = [
    "ArticleVoices",
    "Printed",
    "Voice",
    "are_initials_of",
    "body_key",
    "initials_of",
    "is_initials",
    "known_voices",
    "local_key",
    "note_voices",
    "printed",
]


class Printed(NamedTuple):
    """Of a mention what tells who it is: the voices of all articles are held at once."""

    id: str
    text: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Mentions of one article that are one person or body."""

    article: str
    story: str
    kind: SpeakerKind
    given: str
    surname: str
    """Empty for a person who is only described."""
    roles: tuple[str, ...]
    country: str
    gender: str
    """`m` or `f` where a title, a given name or a pronoun says so."""
    mentions: tuple[Printed, ...]
    """In order of place."""
    id: str
    """The smallest id among the mentions."""
    named_by: str = ""
    """A mention in another article that gives a transcript's turns the name under which they are here."""
    place_in_text: str = ""
    """Of a voice without a name, where it stands in a text that several articles print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVoices:
    """An article's voices, which voice each statement is, and the matches that say why."""

    article: str
    voices: tuple[Voice, ...]
    voice_of: tuple[tuple[str, str], ...]
    """Pairs (statement id, voice id); a statement that is not here is unresolved."""
    matches: tuple[Match, ...]
    heard: tuple[Heard, ...]
    """Its quotations, by which other articles may tell whom a pronoun means."""


def note_voices(
    made: ArticleVoices, statements: Sequence[Statement], mentions: Sequence[Mention]
) -> bytes:
    """Return what is noted of an article's voices for the next build: statements and mentions by number."""
    number = {id_: at for at, id_ in enumerate(sorted(one.id for one in mentions))}
    of = {id_: at for at, id_ in enumerate(sorted(one.id for one in statements))}
    at_of = {voice.id: at for at, voice in enumerate(made.voices)}
    voices = [
        [one.kind, one.given, one.surname, one.roles, one.country, one.gender,
         [number[mention.id] for mention in one.mentions]]
        for one in made.voices
    ]  # fmt: skip
    matches = [
        [number[one.left], number[one.right], one.linked, one.score, one.threshold, one.margin,
         None if one.runner_up is None else number[one.runner_up], one.reasons]
        for one in made.matches
    ]  # fmt: skip
    voice_of = [[of[statement], at_of[voice]] for statement, voice in made.voice_of]
    heard = [
        [of[one.statement], number[one.mention], one.is_named, one.shingles] for one in made.heard
    ]
    return json.dumps([voices, voice_of, matches, heard], ensure_ascii=False).encode()


def known_voices(
    article: str,
    story: str,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    noted: bytes,
    *,
    with_heard: bool = True,
) -> ArticleVoices:
    """Return an article's voices as `note_voices` noted them, in the story that it is in now.

    Its quotations `with_heard` only: where no other article is in the story they tell nothing.
    """
    of = sorted(one.id for one in statements)
    by_number = [printed(one) for one in sorted(mentions, key=lambda one: one.id)]
    found, voice_of, matches, heard = json.loads(noted)
    voices = tuple(
        Voice(
            article=article,
            story=story,
            kind=SpeakerKind(kind),
            given=given,
            surname=surname,
            roles=tuple(roles),
            country=country,
            gender=gender,
            mentions=tuple(by_number[at] for at in places),
            id=min(by_number[at].id for at in places),
        )
        for kind, given, surname, roles, country, gender, places in found
    )
    return ArticleVoices(
        article=article,
        voices=voices,
        voice_of=tuple((of[statement], voices[at].id) for statement, at in voice_of),
        matches=tuple(
            Match(
                kind="speaker",
                left=by_number[left].id,
                right=by_number[right].id,
                linked=linked,
                score=score,
                threshold=threshold,
                margin=margin,
                runner_up=None if runner is None else by_number[runner].id,
                reasons=tuple(reasons),
            )
            for left, right, linked, score, threshold, margin, runner, reasons in matches
        ),
        heard=tuple(
            Heard(of[statement], by_number[mention].id, is_named, tuple(shingles))
            for statement, mention, is_named, shingles in (heard if with_heard else ())
        ),
    )


def printed(mention: Mention) -> Printed:
    """Return of a mention what tells who it is."""
    return Printed(mention.id, mention.text, mention.form)


def initials_of(name: str) -> tuple[str, ...]:
    """Return by what initials a body may be called, without full stops; nothing for fewer than three.

    What is printed as initials is called so. Of a name the last may be left out: CDC is short for "Centers for
    Disease Control and Prevention".
    """
    if is_initials(name):
        return (name.replace(".", ""),)
    found = words(without_stops(name.removeprefix("The ")))
    initials = "".join(
        word.text if word.text.isupper() else word.text[0]
        for word in found
        if is_capitalised(word.text)
    )
    return tuple(filter(is_initials, (initials, initials[:-1])))


def is_initials(name: str) -> bool:
    """Say whether a name is printed as initials, of three letters or more: "NRA", "N.R.A."."""
    bare = name.replace(".", "")
    return len(bare) >= _INITIALS and bare.isalpha() and bare.isupper()


def are_initials_of(short: str, name: str) -> bool:
    """Say whether a name is the initials of another."""
    is_one = is_initials(short) and not is_initials(name)
    return is_one and short.replace(".", "") in initials_of(name)


_INITIALS = 3
_SMALL = frozenset({"of", "the", "in", "for", "and", "&"})
"""Words of a body's name that another order of the others, or another outlet, does without."""
_HELD = frozenset({"ministry", "department", "minister"})
_SERVICES = frozenset({"police", "fire"})
"""Words of a body's name beside which an outlet may leave out "department": "the Brant police"."""


def body_key(name: str, lexicon_: Lexicon) -> str:
    """Return the key under which an organisation's or country's names meet, whatever its legal form.

    "The Foreign Ministry of Skell", "the Skell foreign ministry" and "Skell's foreign ministry" have one, and so have
    the names of a body as British and American papers spell it, and "the British" and "the UK government".
    """
    return "".join(sorted(_words_of(name, lexicon_.language)))


def local_key(name: str, lexicon_: Lexicon) -> str:
    """Return a body's key without the country whose it is, where two words are left: "the *U.S.* State Department"."""
    found = _words_of(name, lexicon_.language)
    own = [word for word in found if word not in _countries(lexicon_.language)]
    return "".join(sorted(own)) if 1 < len(own) < len(found) else ""


@lru_cache(maxsize=8)
def _countries(language: str) -> frozenset[str]:
    return frozenset(_joined(one) for one in lexicon_of(language).countries.values())


def _joined(name: str) -> str:
    return name.casefold().replace(" ", "")


@lru_cache(maxsize=16384)
def _words_of(name: str, language: str) -> tuple[str, ...]:
    lexicon_ = lexicon_of(language)
    bare = without_stops(name.replace("’", "'").removesuffix("'s"))
    lower = bare.casefold().removeprefix("the ")
    while True:
        short, _, last = lower.rpartition(" ")
        if not short or last.strip(".,") not in lexicon_.legal_forms:
            break
        lower = short.rstrip(" ,&")
    lower = " ".join(lexicon_.spellings.get(word, word) for word in lower.split())
    if lower in lexicon_.aliases:
        return (lexicon_.aliases[lower],)
    if lower in lexicon_.countries:
        return (_joined(lexicon_.countries[lower]),)
    found = [word.removesuffix("'s").strip(".,") for word in lower.split() if word not in _SMALL]
    found = [
        word if word in lexicon_.capitals else _joined(lexicon_.countries.get(word, word))
        for word in found
        if word
    ]
    if lexicon_.plain is not None and lexicon_.plain.brace:
        # "des Unternehmens" is "das Unternehmen"
        found = [word for word in found if word not in lexicon_.determiners] or found
        nominative = found[-1].removesuffix("s") if found else ""
        if nominative in lexicon_.organisations:
            found[-1] = nominative
    left_out = {"party"} if _SERVICES.isdisjoint(found) else {"party", "department"}
    if not _HELD.isdisjoint(found):
        left_out.add("affairs")  # "the Ministry of Foreign Affairs" is the Foreign Ministry
    own = [word for word in found if word not in left_out]  # "Labour"
    return tuple(own or found or [lower])
