"""Across articles: which voices are one speaker. Never two people of different given names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.model import Match, Speaker, SpeakerKind, content_id
from onrecord.resources import lexicon
from onrecord.speakers.offices import are_printed, names_beside, role_keys, same_role
from onrecord.speakers.table import Known, read_table, table_digest
from onrecord.speakers.voice import (
    Voice,
    are_initials_of,
    body_key,
    initials_of,
    is_initials,
    local_key,
)
from onrecord.text.described import head_of, without_clause
from onrecord.text.names import full_name, given_names_agree, name_key, printed_name
from onrecord.text.tokens import is_capitalised

__all__ = ["BY_FAR", "LinkSpeakers", "as_bodies", "as_persons", "as_relatives", "is_nickname"]


_PLACE = "place:"
_QUOTED = "of a transcript's turns: so named by articles that quote them"
_ABROAD = 0.2
"""What being of two countries takes off the score of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSpeakers:
    """Grouping: voices of all articles to speakers."""

    full_name: float = 0.95
    """Score of equal surname and given name keys."""
    surname_only: float = 0.7
    """Score of a surname alone against a full name with it."""
    title_only: float = 0.65
    """Score of a title alone against a person of the story with that title."""
    threshold: float = 0.6
    """Links below this are kept as matches and not made."""
    table: str = ""
    """Path of your own table of names (CSV: name, alias, wikidata ...); it stands before all rules."""

    @property
    def digest(self) -> str | None:
        """The digest of the table of names, where there is one."""
        return table_digest(self.table)

    def keys(self, item: Voice) -> Iterable[str]:
        """Yield what a voice can be called; unnamed sources meet only where others print the same sentence of one text.

        A full name counts everywhere, as does a surname with an office that one person holds ("President
        Brennick"); a surname, a title, a description ("the company") or initials alone only within its story.
        """
        known = self._known(item)
        if known is not None:
            yield f"known:{known.name}"
        if item.kind is SpeakerKind.PERSON:
            if item.given:
                yield f"person:{name_key(item.surname)}:{name_key(item.given)}"
            if item.surname:
                yield f"surname:{item.story}:{name_key(item.surname)}"
                for role in lexicon().sole_offices.intersection(item.roles):
                    yield f"office:{role}:{name_key(item.surname)}"
            for role in item.roles:
                yield from (f"role:{item.story}:{key}" for key in role_keys(role, lexicon()))
        elif item.kind is SpeakerKind.ORGANISATION:
            key = body_key(item.surname, lexicon())
            yield f"body:{item.story}:{key}"
            if _is_named(item):
                yield f"body:{key}"
            yield from (f"initials:{item.story}:{one}" for one in initials_of(item.surname))
            if _is_named(item):
                yield f"local:{item.story}:{local_key(item.surname, lexicon()) or key}"
        elif item.place_in_text:
            yield f"{_PLACE}{item.place_in_text}"

    def holds(self, key: str) -> bool:
        """Say whether voices under a key are held together by those next to each other: those of one full name are.

        Not where an initial is all that is given, nor where the table of names may part them. Those of one office
        and surname nearly always are; of two countries' presidents of one name each is linked with some beside it.
        """
        if key.startswith(_PLACE):
            return not self.table
        is_sure = not self.table and self.full_name - _ABROAD >= self.threshold
        is_full = key.startswith("person:") and len(key.rpartition(":")[2]) > 1
        return is_sure and (is_full or key.startswith("office:"))

    def compare(self, left: Voice, right: Voice) -> Match | None:
        """Compare two voices that share a key."""
        known = other = None
        if self.table:
            known, other = self._known(left), self._known(right)
        if known is not None and other is not None:
            if known != other:
                return None
            reason = f"your table of names gives both as “{known.name}”"
            return replace(self._match(left, right, 1.0, (reason,)), decided_by="table")
        if left.kind is not right.kind:
            return None
        if left.kind is SpeakerKind.UNNAMED:
            reason = "described alike at one place of a text that both articles print"
            return self._match(left, right, self.full_name, (reason,))
        if left.kind is SpeakerKind.PERSON:
            if not (left.surname and right.surname):
                return self._compare_roles(left, right)
            if name_key(left.surname) != name_key(right.surname):
                return None
            if not given_names_agree(left.given, right.given):
                return self._compare_given(left, right)
            if left.article == right.article and not (left.given and right.given):
                return None  # their own article tells the two apart
        both = bool(left.given and right.given)
        is_body = left.kind is SpeakerKind.ORGANISATION
        if is_body and body_key(left.surname, lexicon()) != body_key(right.surname, lexicon()):
            return self._compare_initials(left, right) or self._compare_countries(left, right)
        if is_body and not (_is_named(left) and _is_named(right)):
            if left.article == right.article:
                return None
            reason = f"described alike in one story: “{left.surname}”, “{right.surname}”"
            return self._match(left, right, self.title_only, (reason,))
        score = self.full_name if both or is_body else self.surname_only
        is_abroad = bool(left.country and right.country) and left.country != right.country
        score -= _ABROAD if is_abroad else 0
        names, countries = (_shown(left), _shown(right)), (left.country, right.country)
        reasons = _why(names, countries, is_full=both or is_body)
        if left.named_by or right.named_by:
            reasons = (*reasons, _QUOTED)
        return self._match(left, right, score, reasons)

    def _known(self, voice: Voice) -> Known | None:
        """Return who the table says a voice is: by its fullest name, then by its other forms."""
        table = read_table(self.table)
        if not table:
            return None
        forms = [_shown(voice), *(one.text for one in voice.mentions if one.form == "name")]
        return next((table[form.casefold()] for form in forms if form.casefold() in table), None)

    def _compare_roles(self, left: Voice, right: Voice) -> Match | None:
        """Compare a described person with another of the story: titles and countries decide."""
        if left.country and right.country and left.country != right.country:
            return None
        if left.article == right.article:
            return None
        fitting = [
            (one, other)
            for one in left.roles
            for other in right.roles
            if same_role(one, other, lexicon())
        ]
        if not fitting or not (_may_head(left, right) and _may_head(right, left)):
            return None
        one, other = fitting[0]
        return self._match(left, right, self.title_only, (f"titles agree: “{one}”, “{other}”",))

    def _compare_given(self, left: Voice, right: Voice) -> Match | None:
        """Compare two of one surname in one story of whom one may be called by a short name, or by a part of it."""
        if left.story != right.story:
            return None
        if is_nickname(left.given, right.given):
            reason = f"“{left.given}” and “{right.given}” are names of one given name, in one story"
        elif _is_end_of_name(left, right) or _is_end_of_name(right, left):
            reason = (
                f"“{_shown(left)}” and “{_shown(right)}”: one name ends as the other, in one story"
            )
        else:
            return None
        return self._match(left, right, self.surname_only, (reason,))

    def _compare_initials(self, left: Voice, right: Voice) -> Match | None:
        """Compare two bodies of one story of which one may be called by the other's initials."""
        short, name = sorted((left.surname, right.surname), key=len)
        if left.article == right.article or not are_initials_of(short, name):
            return None
        reason = f"“{short}” is the initials of “{name}”, in one story"
        return self._match(left, right, self.surname_only, (reason,))

    def _compare_countries(self, left: Voice, right: Voice) -> Match | None:
        """Compare two named bodies of one story of which one is called without its country: "the State Department"."""
        if left.article == right.article or not (_is_named(left) and _is_named(right)):
            return None
        if not any(
            _is_local(one.surname, other.surname) for one, other in ((left, right), (right, left))
        ):
            return None
        reason = f"“{left.surname}” and “{right.surname}” differ by a country alone, in one story"
        return self._match(left, right, self.surname_only, (reason,))

    def _match(self, left: Voice, right: Voice, score: float, reasons: tuple[str, ...]) -> Match:
        first, second = sorted((left.id, right.id))
        return Match(
            kind="speaker",
            left=first,
            right=second,
            linked=score >= self.threshold,
            score=round(score, 2),
            threshold=self.threshold,
            margin=round(score - self.threshold, 2),
            runner_up=None,
            reasons=reasons,
        )

    def is_link(self, comparison: Match) -> bool:
        """Say whether a match joins its voices."""
        return comparison.linked

    def assemble(
        self, members: Sequence[Voice], comparisons: Sequence[Match]
    ) -> Iterator[tuple[Speaker, tuple[Voice, ...]]]:
        """Yield the speaker of these voices; more than one where given names would clash.

        What a person or the table of names says is one speaker is one, whatever the names.
        """
        are_bodies = members[0].kind is SpeakerKind.ORGANISATION
        parted = _by_body(members) if are_bodies else _by_surname(members, comparisons)
        groups = [some for together in parted for some in _by_given(together)]
        for group in _joined(groups, comparisons):
            known = next(filter(None, map(self._known, group)), None)
            speaker = _speaker(group)
            if known is not None:
                speaker = replace(speaker, name=known.name, external_ids=known.external_ids)
            yield speaker, tuple(group)


def as_bodies(voices: Sequence[Voice]) -> list[Voice]:
    """Return the voices, a name alone being the body's that another article of its story takes it for.

    Not where anybody in the story is called so with a given name, a title or as he or she, and no country: a surname
    may be its name too.
    """
    bodies = {
        _called(one)
        for one in voices
        if one.kind is SpeakerKind.ORGANISATION and _is_named(one) and not one.country
    }
    bodies -= {
        _called(one)
        for one in voices
        if one.kind is SpeakerKind.PERSON and _called(one) in bodies and not _is_bare(one)
    }
    return [
        replace(one, kind=SpeakerKind.ORGANISATION)
        if _called(one) in bodies and _is_bare(one)
        else one
        for one in voices
    ]


def as_persons(voices: Sequence[Voice]) -> list[Voice]:
    """Return the voices, a word that only begins sentences being the person's who is so called elsewhere in its story.

    "Storm said she should have fired them", where another article has Hedda Storm, or a transcript her turns.
    """
    called = {_called(one) for one in voices if one.kind is SpeakerKind.PERSON and one.surname}
    return [
        replace(one, kind=SpeakerKind.PERSON)
        if one.kind is SpeakerKind.UNNAMED and _called(one) in called and _is_one_word(one)
        else one
        for one in voices
    ]


def as_relatives(voices: Sequence[Voice]) -> list[Voice]:
    """Return the voices, a relative by a given name alone being the one of that given name in the story.

    "*Sister Chantelle* said", where another article has Chantelle Addy, and none another Chantelle, or a Mr Chantelle.
    """
    full: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    surnames = set()
    for one in voices:
        if one.kind is SpeakerKind.PERSON and one.given and one.surname:
            full[one.story, name_key(one.given)].add((one.given, one.surname))
            surnames.add((one.story, name_key(one.surname)))
    out = []
    for one in voices:
        called = one.story, name_key(one.surname)
        meant = full.get(called, set()) if called not in surnames else set()
        if len(meant) == 1 and _is_relative(one):
            ((given, surname),) = meant
            out.append(replace(one, given=given, surname=surname))
        else:
            out.append(one)
    return out


def _is_relative(voice: Voice) -> bool:
    """Say whether a person is printed by one word behind whose relative that is, and else by pronouns alone."""
    if voice.kind is not SpeakerKind.PERSON or voice.given:
        return False
    named = [one.text.split() for one in voice.mentions if one.form != "pronoun"]
    kin = lexicon().kin
    is_kin = all(len(some) <= _KIN_AND_NAME for some in named)
    return is_kin and any(some[0].casefold() in kin for some in named)


_KIN_AND_NAME = 2


def _is_one_word(voice: Voice) -> bool:
    """Say whether somebody is called by one word with a capital, and else by pronouns alone."""
    named = [one.text for one in voice.mentions if one.form != "pronoun"]
    return all(
        len(one.split()) == 1 and one == voice.surname and is_capitalised(one) for one in named
    )


def _called(voice: Voice) -> tuple[str, str]:
    return voice.story, body_key(voice.surname, lexicon())


def _is_bare(voice: Voice) -> bool:
    """Say whether a person is called by one word alone, and nothing says that it is one."""
    is_person = voice.kind is SpeakerKind.PERSON and bool(voice.surname)
    if not is_person or voice.given or voice.roles or voice.gender:
        return False
    lower = voice.surname.casefold()
    is_place = lower in lexicon().countries or lower in lexicon().places
    return not is_place and all(
        one.form != "pronoun" and len(one.text.split()) == 1 for one in voice.mentions
    )


def _is_named(body: Voice) -> bool:
    """Say whether a body's name says which it is in any story, and not only what it is: "the company"."""
    if any(one.form == "name" for one in body.mentions):
        return True
    return bool(body.country) and head_of(body.surname) in lexicon().sole_bodies


_WHOSE = re.compile(r"(?!The\b)(?:[A-Z][\w-]+ )*([A-Z][\w-]+)['’]s ")
"""Whose relative a description says that somebody is: "*Brennick*'s sister"."""


def _may_head(described: Voice, other: Voice) -> bool:
    """Say whether what somebody who is only described is at the head of may be what the other is."""
    if described.surname:
        return True
    of_what = frozenset[str]().union(
        *(names_beside(one.text, lexicon()) for one in described.mentions)
    )
    if _is_kin(described):
        of_what |= {owner[1] for one in described.mentions if (owner := _WHOSE.match(one.text))}
    return not of_what or any(are_printed(of_what, one.text) for one in other.mentions)


@lru_cache(maxsize=4096)
def _why(names: tuple[str, str], countries: tuple[str, str], *, is_full: bool) -> tuple[str, ...]:
    """Say why two voices are linked by name; the same words are kept once, however many are so named."""
    reasons = [f"“{names[0]}” and “{names[1]}” share the key of their name"]
    if not is_full:
        reasons.append("one of the articles gives no given name")
    if all(countries):
        same = countries[0] == countries[1]
        reasons.append(
            f"both of {countries[0]}" if same else f"of {countries[0]} and of {countries[1]}"
        )
    return tuple(reasons)


def is_nickname(one: str, other: str) -> bool:
    """Say whether one given name is short for the other."""
    return other.casefold() in lexicon().nicknames.get(one.casefold(), ())


def _joined(groups: list[list[Voice]], comparisons: Sequence[Match]) -> list[list[Voice]]:
    number = {voice.id: i for i, group in enumerate(groups) for voice in group}
    for match in comparisons:
        if match.decided_by and match.linked:
            first, second = sorted((number[match.left], number[match.right]))
            if first != second:
                groups[first] += groups[second]
                number.update({voice.id: first for voice in groups[second]})
                groups[second] = []
    return [group for group in groups if group]


def _is_local(whole: str, short: str) -> bool:
    """Say whether a body's name is another's without its country."""
    return local_key(whole, lexicon()) == body_key(short, lexicon())


def _by_body(members: Sequence[Voice]) -> list[list[Voice]]:
    """Part bodies of several names that initials, or a name without a country, alone hold together.

    What may be short for two of the names is neither of them.
    """
    keys = {one.id: body_key(one.surname, lexicon()) for one in members}
    names = {
        keys[one.id]: local_key(one.surname, lexicon())
        for one in members
        if not is_initials(one.surname)
    }
    for id_, key in keys.items():
        whole = [name for name, local in names.items() if local == key]
        if len(whole) == 1:
            keys[id_] = whole[0]
    if len({keys[one.id] for one in members if not is_initials(one.surname)}) < 2:
        return [list(members)]
    groups: defaultdict[str, list[Voice]] = defaultdict(list)
    for one in members:
        groups[keys[one.id]].append(one)
    return [groups[key] for key in sorted(groups)]


def _by_surname(members: Sequence[Voice], comparisons: Sequence[Match]) -> list[list[Voice]]:
    """Part persons of several surnames; one who is only described is whoever all its links are with, if that is one."""
    surnames = {one.id: name_key(one.surname) for one in members if one.surname}
    if members[0].kind is not SpeakerKind.PERSON or len(set(surnames.values())) < 2:
        return [list(members)]
    linked: defaultdict[str, set[str]] = defaultdict(set)
    for match in comparisons:
        if match.linked:
            for one, other in ((match.left, match.right), (match.right, match.left)):
                if other in surnames:
                    linked[one].add(surnames[other])
    groups: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in members:
        meant = linked[voice.id]
        sure = surnames.get(voice.id) or (min(meant) if len(meant) == 1 else "")
        groups[f"named {sure}" if sure else voice.id].append(voice)
    return [groups[key] for key in sorted(groups)]


def _by_given(members: Sequence[Voice]) -> list[list[Voice]]:
    """Part voices whose given names disagree; a bare surname between two people joins neither."""
    if members[0].kind is not SpeakerKind.PERSON:
        return [list(members)]
    groups: defaultdict[str, list[Voice]] = defaultdict(list)
    full = sorted((one for one in members if one.given), key=lambda one: (-len(one.given), one.id))
    for voice in full:
        for group in groups.values():
            if all(_may_be_one(voice, other) for other in group):
                group.append(voice)
                break
        else:
            groups[voice.id].append(voice)
    bare = [one for one in members if not one.given]
    kin = {id_ for id_, group in groups.items() if all(map(_is_kin, group))}
    if len(groups) == 1 and not kin:
        next(iter(groups.values())).extend(bare)
        return list(groups.values())
    if not groups:
        return [bare]
    alone = []
    for voice in bare:
        if not voice.surname and _is_kin(voice):
            fitting = [id_ for id_, group in groups.items() if _is_that_relative(voice, group)]
            if len(fitting) == 1:
                groups[fitting[0]].append(voice)
                continue
        meant = _by_far([group for id_, group in groups.items() if id_ not in kin], voice)
        if meant is None:
            alone.append([voice])
        else:
            groups[meant].append(voice)
    return [*groups.values(), *alone]


def _may_be_one(one: Voice, other: Voice) -> bool:
    """Say whether two persons of one surname may be one by their given names."""
    return (
        given_names_agree(one.given, other.given)
        or is_nickname(one.given, other.given)
        or _is_end_of_name(one, other)
        or _is_end_of_name(other, one)
    )


def _is_end_of_name(short: Voice, whole: Voice) -> bool:
    """Say whether a name is another's without the first: "Bonham Carter", of "Helena Bonham Carter"."""
    end = f" {full_name(short.given, short.surname)}"
    return bool(short.given) and any(
        printed_name(one.text, whole.given, whole.surname).endswith(end) for one in whole.mentions
    )


def _is_kin(voice: Voice) -> bool:
    """Say whether somebody is introduced as another's relative, whom a surname alone does not mean."""
    return not lexicon().kin.keys().isdisjoint(voice.roles)


def _is_that_relative(described: Voice, group: Sequence[Voice]) -> bool:
    """Say whether somebody of these is introduced as the relative that somebody else is only described as."""
    return any(not set(described.roles).isdisjoint(one.roles) for one in group)


BY_FAR = 4
"""How many times as many voices of the story, or quotations of a transcript's turns, as any other of the surname
somebody must have whom a surname alone means."""


def _by_far(groups: Iterable[Sequence[Voice]], bare: Voice) -> str | None:
    """Return the first voice of the group that a surname alone means: of its gender, named by far most in its story."""
    counts = sorted(
        (
            (sum(bool(one.given) and one.story == bare.story for one in group), group[0].id)
            for group in groups
            if not bare.gender or all(one.gender in {"", bare.gender} for one in group)
        ),
        reverse=True,
    )
    if not counts or not counts[0][0]:
        return None
    second = counts[1][0] if len(counts) > 1 else 0
    return counts[0][1] if counts[0][0] >= BY_FAR * second else None


def _shown(voice: Voice) -> str:
    return without_clause(full_name(voice.given, voice.surname) or voice.mentions[0].text)


def _kind(voices: Sequence[Voice]) -> SpeakerKind:
    """Return what the voices are; somebody whom no article names is unnamed."""
    named = any(voice.surname for voice in voices)
    return voices[0].kind if named else SpeakerKind.UNNAMED


def _is_own_name(name: str) -> bool:
    """Say whether a country is called by its name, and not by its capital: "France", where another says "Paris"."""
    lower = name.casefold()
    return lexicon().countries.get(lower, "").casefold() == lower


def _speaker(voices: Sequence[Voice]) -> Speaker:
    mentions = [mention for voice in voices for mention in voice.mentions]
    forms = Counter(without_clause(mention.text) for mention in mentions)
    names = Counter(
        _shown(voice) for voice in voices for mention in voice.mentions if mention.form != "pronoun"
    )
    full = {_shown(voice) for voice in voices if voice.given and voice.surname}
    most = (
        max(names, key=lambda name: (name in full, names[name], _is_own_name(name), name))
        if names
        else _shown(voices[0])
    )
    whole = Counter(
        name
        for voice in voices
        for mention in voice.mentions
        if (name := printed_name(mention.text, voice.given, voice.surname))
    )
    if most in full and whole:
        most = max(whole, key=lambda name: (whole[name], name.count(".") == 0, len(name), name))
    return Speaker(
        id=content_id("speaker", min(mention.id for mention in mentions)),
        name=most,
        kind=_kind(voices),
        forms=tuple(sorted(forms.items(), key=lambda form: (-form[1], form[0]))),
        roles=tuple(sorted({role for voice in voices for role in voice.roles})),
        mentions=tuple(sorted(mention.id for mention in mentions)),
    )
