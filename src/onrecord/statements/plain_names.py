"""Who speaks, as printed, in a language of which only words are known: French, German, Russian and Spanish so far."""

from __future__ import annotations

from onrecord.model import SpeakerKind
from onrecord.resources import Lexicon, Plain
from onrecord.statements.bodies import Parts, country_in
from onrecord.statements.name_words import MAX_NAME, PARTICLES, given_of, is_name_word, role_of
from onrecord.text.tokens import Word, is_capitalised

__all__ = ["read_plain_source"]


def read_plain_source(found: list[Word], lexicon: Lexicon, plain: Plain) -> Parts:
    """Read who speaks in a language of which only words are known.

    A name is a known given name with what follows, or the capitals at the end; behind "de" and the
    like they are a place or an office. Of three capitals behind a title the last two are the name:
    what goes before may be what somebody is at the head of ("мэр Тарры Лука Арданов").
    """
    found = _in_nominative(found, lexicon)
    lowers = [word.lower for word in found]
    bare = [plain.unelided(lower) for lower in lowers]
    country = country_in(bare, lexicon)
    described = (
        lexicon.titles | lexicon.title_modifiers | lexicon.honorifics | lexicon.determiners
    ) | lexicon.organisations
    start = len(found)
    while (
        start
        and is_name_word(found[start - 1])
        and lowers[start - 1] not in described | lexicon.prepositions
    ):
        start -= 1
    while start < len(found) and lowers[start] in PARTICLES:
        start += 1
    given = next(
        (i for i in range(start, len(found) - 1) if lowers[i] in lexicon.given_names), None
    )
    is_joined = bool(start) and lowers[start - 1] in plain.of
    name = found[start if given is None else given :]
    if given is None and start and len(name) > 2:
        name = name[-2:]
    # the first says who it is: "le porte-parole du gouvernement" is no government
    heads = (one for one in bare if one in lexicon.titles | lexicon.organisations)
    head = next(heads, "")
    body = head if head in lexicon.organisations - lexicon.titles else None
    whole = " ".join(one for one in bare if one not in lexicon.determiners)
    if not start and len(name) == len(found):
        is_acronym = len(found) == 1 and found[0].text.isupper() and len(found[0].text) > 1
        if is_acronym or whole in lexicon.aliases or whole in lexicon.countries:
            text = " ".join(word.text for word in found)
            return Parts("name", surname=text, kind=SpeakerKind.ORGANISATION)
    if name and len(name) <= MAX_NAME and (given is not None or not is_joined) and body is None:
        return Parts(
            "name",
            given=given_of(name[:-1]),
            surname=name[-1].text,
            role=role_of(found[: len(found) - len(name)], lexicon),
            country=country,
        )
    if body is not None and lowers[0] not in lexicon.indefinite:
        kind = SpeakerKind.ORGANISATION
        return Parts("nominal", role=whole, country=country, kind=kind)
    role = role_of(found, lexicon)
    is_unnamed = not lexicon.unnamed.isdisjoint(bare) or lowers[0] in lexicon.indefinite or not role
    kind = SpeakerKind.UNNAMED if is_unnamed else SpeakerKind.PERSON
    return Parts("nominal", role=role, country=country, kind=kind)


def _in_nominative(found: list[Word], lexicon: Lexicon) -> list[Word]:
    """Return words with what describes somebody in the nominative, as far as the noun: "главы порта", "глава порта"."""
    out = list(found)
    for at, word in enumerate(found):
        lower = lexicon.nominatives.get(word.lower, word.lower)
        is_modifier = lower in lexicon.title_modifiers
        if not (is_modifier or word.lower in lexicon.nominatives):
            break
        if lower != word.lower:
            out[at] = word._replace(text=lower.title() if is_capitalised(word.text) else lower)
        if not is_modifier:
            break
    return out
