"""Those who speak together: "Aldov and Brennick" are Aldov, and Brennick, wherever else either speaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Mention, Speaker, SpeakerKind
from onrecord.speakers.voice import ArticleVoices
from onrecord.text.described import names_others

__all__ = ["Together", "find_together", "with_members"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """A source that names several, by its voice, and the voices that they have in its article."""

    voice: str
    members: tuple[str, ...]
    """In order of place; as far as they are named."""
    is_whole: bool
    """Nobody is spoken of with them whom it does not name."""


def find_together(voices: ArticleVoices, mentions: Sequence[Mention]) -> Iterator[Together]:
    """Yield the sources of an article that name several."""
    named: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda one: one.span):
        if mention.together:
            named[mention.together].append(mention)
    if not named:
        return
    voice_of = dict(voices.voice_of)
    of_mention = {one.id: voice.id for voice in voices.voices for one in voice.mentions}
    printed = {one.statement: one.text for one in mentions if one.statement in named}
    for statement, some in named.items():
        voice = voice_of.get(statement)
        known = [of_mention[one.id] for one in some if one.id in of_mention]
        members = tuple(dict.fromkeys(one for one in known if one != voice))
        if voice and members:
            is_whole = len(members) == len(some) and not names_others(printed[statement])
            yield Together(voice=voice, members=members, is_whole=is_whole)


def with_members(
    speakers: Iterable[Speaker],
    speaker_of: Mapping[str, str],
    together: Iterable[Together],
    decided: Collection[str] = (),
) -> tuple[list[Speaker], dict[str, str]]:
    """Return the speakers, those of several with who they are; and for each that is one with another that one.

    `speaker_of` gives each voice's speaker; of the voices in `decided` a person said who they are. Sources that name
    the same persons, and nobody else, are one speaker in whatever article.
    """
    of = {one.id: one for one in speakers}
    members: dict[str, tuple[str, ...]] = {}
    whole: set[str] = set()
    for source in sorted(together, key=lambda one: (-len(one.members), one.voice)):
        group = speaker_of[source.voice]
        own = tuple(dict.fromkeys(speaker_of[id_] for id_ in source.members))
        is_group = of[group].kind is SpeakerKind.UNNAMED and group not in own
        if is_group and group not in members and source.voice not in decided:
            members[group] = own
            are_named = all(of[id_].kind is not SpeakerKind.UNNAMED for id_ in own)
            if source.is_whole and len(own) > 1 and are_named:
                whole.add(group)
    same: defaultdict[frozenset[str], list[Speaker]] = defaultdict(list)
    for group in sorted(whole):
        same[frozenset(members[group])].append(of[group])
    now: dict[str, str] = {}
    for some in same.values():
        first, *others = sorted(some, key=lambda one: one.mentions[0])
        forms = Counter[str]()
        for one in some:
            forms.update(dict(one.forms))
        each = [of[id_] for id_ in members[first.id]]
        are_persons = all(one.kind is SpeakerKind.PERSON for one in each)
        *names, last = (one.name for one in each)
        of[first.id] = replace(
            first,
            name=f"{', '.join(names)} and {last}" if are_persons else first.name,
            forms=tuple(sorted(forms.items(), key=lambda form: (-form[1], form[0]))),
            mentions=tuple(sorted(id_ for one in some for id_ in one.mentions)),
        )
        for one in others:
            now[one.id] = first.id
            del of[one.id]
    told = [
        replace(one, members=members[one.id]) if one.id in members else one for one in of.values()
    ]
    return told, now
