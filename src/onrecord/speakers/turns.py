"""Who speaks in a transcript's turns: whom the articles that quote them name.

A transcript has "CLINTON:" before a turn, and there are several of that name. Articles that give the same words to
Hillary Clinton say which it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.model import SpeakerKind
from onrecord.speakers.linking import BY_FAR
from onrecord.speakers.voice import Voice
from onrecord.text.names import given_names_agree, name_key

__all__ = ["with_names"]


def with_names(voices: Sequence[Voice], quoted: Iterable[tuple[str, str]]) -> list[Voice]:
    """Return the voices, those of turns under a surname alone with the name that quotations of them have.

    `quoted` are pairs of ids: the voice of a turn, and that of a quotation whose words stand in it. Another surname
    says nothing: an article may be wrong about who said it.
    """
    of = {one.id: one for one in voices}
    quoting: defaultdict[str, list[Voice]] = defaultdict(list)
    for turn, by in quoted:
        here, there = of.get(turn), of.get(by)
        if here is None or there is None or not _is_bare(here) or not _is_full(there):
            continue
        if name_key(here.surname) == name_key(there.surname):
            quoting[turn].append(there)
    named = {turn: meant for turn, some in quoting.items() if (meant := _meant(some)) is not None}
    return [
        replace(one, given=meant.given, surname=meant.surname, named_by=meant.mentions[0].id)
        if (meant := named.get(one.id)) is not None
        else one
        for one in voices
    ]


def _is_bare(voice: Voice) -> bool:
    return voice.kind is SpeakerKind.PERSON and bool(voice.surname) and not voice.given


def _is_full(voice: Voice) -> bool:
    return voice.kind is SpeakerKind.PERSON and bool(voice.surname and voice.given)


def _meant(quoting: Sequence[Voice]) -> Voice | None:
    """Return a voice of whom they name by far most, with the fullest given name; None where that is nobody."""
    count = Counter(quoting)
    ranked = sorted(count, key=lambda one: (-len(one.given), one.id))
    groups: list[list[Voice]] = []
    for one in ranked:
        for group in groups:
            if given_names_agree(group[0].given, one.given):
                group.append(one)
                break
        else:
            groups.append([one])
    found = sorted(((sum(count[one] for one in group), group[0]) for group in groups), key=_rank)
    (most, meant), *others = found
    return None if others and most < BY_FAR * others[0][0] else meant


def _rank(found: tuple[int, Voice]) -> tuple[int, str]:
    n_quotations, voice = found
    return -n_quotations, voice.id
