"""Within one article: which mentions are one voice.

Full names first, then surnames, descriptions and pronouns, each with how sure it is and why. What
two people could equally be stays unresolved.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import Article, Kind, Match, Mention, Role, SpeakerKind, Statement
from onrecord.resources import Lexicon, lexicon_of
from onrecord.speakers.called import by_a_part, called_by_kind, slip_of
from onrecord.speakers.called_again import (
    Again,
    names_another,
    read_again,
    said_behind,
    speaks_for_another,
    turns_to_another,
)
from onrecord.speakers.clusters import (
    Cluster,
    as_voice,
    first_name,
    is_somebody,
    likelihood_of_person,
    same_name,
    takes_part,
)
from onrecord.speakers.genders import GENDERED, gender_behind, gender_of, says_gender
from onrecord.speakers.heard import hear
from onrecord.speakers.it_and_they import (
    SAYS,
    TOLD_OF,
    find_rivals,
    kind_described,
    likelihood,
    number_of,
)
from onrecord.speakers.offices import (
    BESIDE,
    are_printed,
    names_beside,
    relation_of,
    same_role,
)
from onrecord.speakers.salience import Salience, echoes
from onrecord.speakers.voice import ArticleVoices, are_initials_of, body_key
from onrecord.stage import Tally
from onrecord.text.described import are_several, head_of, is_plural, without_clause
from onrecord.text.names import BEFORE_WHO, name_key
from onrecord.text.spans import Span
from onrecord.text.tokens import without_possessive, words

__all__ = ["FindVoices"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindVoices:
    """Step: an article with its story, statements and mentions to its voices."""

    pronoun_paragraphs: int = 2
    """A pronoun looks this many paragraphs back. Set by hand, before there were labels."""
    min_confidence: float = 0.6
    """Below this a mention stays unresolved."""

    def run(
        self, item: tuple[Article, str, Sequence[Statement], Sequence[Mention]], tally: Tally
    ) -> Iterator[ArticleVoices]:
        """Yield the voices of one article."""
        del tally
        article, story, statements, mentions = item
        lexicon = lexicon_of(article.language)
        asked = any(
            (one.form == "pronoun" and (says_gender(one, lexicon) or number_of(one.text, lexicon)))
            or one.is_described_body
            or (one.form == "nominal" and read_again(one, lexicon))
            for one in mentions
        )
        spoken = {one.id for one in statements if _is_spoken(article, one, lexicon)}
        salience = Salience(article, lexicon) if asked else None
        together = {one.together for one in mentions if one.together}
        reading = _Reading(article, self, lexicon, salience, spoken, together)
        for mention in mentions:
            if mention.form == "name":
                reading.add_name(mention)
        reading.hear(mentions)
        told = [span for one in statements for span in one.content]
        cues = [span for one in statements for span in one.cue]
        reading.hear_rivals(mentions, told, cues)
        reading.hear_questions(statements)
        reading.hear_told(statements)
        for mention in sorted(mentions, key=lambda one: one.span):
            reading.follow(mention)
        voices = {
            id(cluster): as_voice(story, cluster)
            for cluster in reading.clusters
            if any(one.statement is not None or one.together for one in cluster.mentions)
        }
        statement_voice = {
            mention.statement: voices[id(cluster)].id
            for mention, cluster in reading.resolved
            if mention.statement is not None and id(cluster) in voices
        }
        _share_repeats(statements, statement_voice)
        yield ArticleVoices(
            article=article.id,
            voices=tuple(sorted(voices.values(), key=lambda voice: voice.id)),
            voice_of=tuple(sorted(statement_voice.items())),
            matches=tuple(reading.matches),
            heard=tuple(hear(article, statements, mentions)),
        )


def _share_repeats(statements: Sequence[Statement], voice_of: dict[str, str]) -> None:
    """Give repeats their original's voice, and quotations without a verb that of their source."""
    by_source: dict[object, str] = {}
    for one in statements:
        if one.source and one.id in voice_of:
            by_source[one.source] = voice_of[one.id]
    for one in statements:
        if one.id not in voice_of and one.source in by_source:
            voice_of[one.id] = by_source[one.source]
    for one in statements:
        if one.repeat_of is not None and one.repeat_of in voice_of:
            voice_of[one.id] = voice_of[one.repeat_of]


def _is_spoken(article: Article, said: Statement, lexicon: Lexicon) -> bool:
    """Say whether a statement quotes somebody, or its verb is "say" or "tell"."""
    cue = words(article.text, said.cue[-1]) if said.cue else []
    lemma = lexicon.cues.get(cue[-1].lower, "") if cue else ""
    return said.kind is not Kind.INDIRECT or lemma in _SPOKEN


_SPOKEN = frozenset({"say", "tell"})


class _Reading:
    """One pass over an article's mentions."""

    def __init__(
        self,
        article: Article,
        stage: FindVoices,
        lexicon_: Lexicon,
        salience: Salience | None,
        spoken: Collection[str],
        together: Collection[str] = (),
    ) -> None:
        self.article, self.stage, self.lexicon = article, stage, lexicon_
        self.paragraphs = article.spans_of(Role.BODY)
        self.clusters: list[Cluster] = []
        self.resolved: list[tuple[Mention, Cluster]] = []
        self.matches: list[Match] = []
        self._cluster_of: dict[str, Cluster] = {}
        self._together = together
        self._last_source: tuple[Mention, Cluster] | None = None
        self._spoken = spoken
        """Statements that quote, or that somebody said or told."""
        self._salience = salience
        """None where no pronoun asks who is in mind."""
        self._rivals: dict[tuple[str, str], int] = {}
        """What has no voice here and may be meant by it or they, by word and number, to its number in `Salience`."""
        self._questions: dict[str, Span] = {}
        """Where it stands to whom the question was put that a statement comes right behind, by the statement's id."""
        self._told: dict[str, frozenset[str]] = {}
        """The words of what is reported, in lower case, by the statement's id."""

    def add_name(self, mention: Mention) -> None:
        """Put a full name or a body's name where it belongs; surnames alone wait."""
        if mention.kind is SpeakerKind.PERSON and not mention.given:
            return
        for cluster in self.clusters:
            if cluster.kind is mention.kind and same_name(cluster, mention, self.lexicon):
                if are_initials_of(cluster.surname, mention.surname):
                    cluster.surname = mention.surname
                self._join(mention, cluster)
                return
        whole = called_by_kind(mention, self.clusters, self.lexicon)
        if whole is not None:
            self._record(mention, whole, 0.85, None, f"the only {mention.surname} named here")
            self._join(mention, whole)
            return
        cluster = Cluster(kind=mention.kind, given=mention.given, surname=mention.surname)
        self.clusters.append(cluster)
        self._join(mention, cluster)

    def hear(self, mentions: Sequence[Mention]) -> None:
        """Take in where those whose full names are known are named by a surname alone.

        That is where no statement has its source, too: a pronoun may go back to any of them.
        """
        taken = sorted(mention.span for mention in mentions)
        called: defaultdict[str, list[Cluster]] = defaultdict(list)
        for one in self.clusters:
            for key in {name_key(one.surname), name_key(one.given)}:
                called[key].append(one)
        for mention in mentions:  # those of whom no article here gives the given name
            gender = gender_of(mention, self.lexicon)
            is_person = mention.form == "name" and mention.kind is SpeakerKind.PERSON
            same = called[name_key(mention.surname)]
            if is_person and len(same) == 1 and not same[0].is_kin:
                same[0].gender = same[0].gender or gender  # "Mr. Brennick", if only further on
                same[0].speaks |= mention.statement is not None
                if mention.role:  # "President Brennick" too: "the president" before it is no other
                    same[0].roles.add(mention.role)
            # a relative is whom "Mrs." means, and no office
            is_known = any(
                not one.is_kin or (one.gender == gender and not mention.role) for one in same
            )
            if is_person and (mention.role or gender) and not is_known:
                cluster = Cluster(kind=mention.kind, surname=mention.surname)
                self.clusters.append(cluster)
                same.append(cluster)
                self._join(mention, cluster)
        if self._salience is None:
            return
        known = [one for one in self.clusters if one.kind is SpeakerKind.PERSON and one.surname]
        by_surname: defaultdict[str, list[Cluster]] = defaultdict(list)
        for one in known:
            by_surname[one.surname].append(one)
        for start, end, surname in echoes(self.article.text, by_surname):
            at = bisect_left(taken, Span(end, end))
            is_mention = at > 0 and taken[at - 1].end > start
            before = self.article.text[max(0, start - 12) : start].rsplit(None, 1)
            title = GENDERED.get(before[-1].strip(".").casefold(), "") if before else ""
            meant = self._likeliest(by_surname[surname], title)
            if meant is not None and not is_mention:
                self._salience.add(start, end, id(meant))

    def hear_rivals(
        self, mentions: Sequence[Mention], told: Sequence[Span], cues: Sequence[Span]
    ) -> None:
        """Take in what an "it" or a "they" may go back to and has no voice; `told` is what statements say.

        What stands in a cue is the speaker's own, and none: "Skell Tours said in a *statement*. ... it added".
        """
        is_asked = any(number_of(one.text, self.lexicon) for one in mentions)
        if self._salience is None or not is_asked:
            return
        ends = {mention.span.end for mention in mentions}
        for rival in find_rivals(self.article, self.lexicon, ends):
            if not (rival.is_sure or self._salience.is_subject(rival.start, rival.end)):
                continue
            if any(span.start <= rival.start < span.end for span in cues):
                continue
            number = self._rivals.setdefault((rival.what, rival.number), -1 - len(self._rivals))
            is_told = any(span.start <= rival.start < span.end for span in told)
            most = TOLD_OF if is_told else math.inf
            self._salience.add(rival.start, rival.end, number, most=most)

    def hear_questions(self, statements: Sequence[Statement]) -> None:
        """Take in what comes right behind a question in its paragraph: who is asked is who answers."""
        ordered = sorted(statements, key=lambda one: one.place.start)
        for before, one in pairwise(ordered):
            asked = before.place.end
            between = self.article.text[asked : one.place.start]
            if before.is_question and before.cue and before.source and "\n" not in between:
                verb = before.cue[-1].end
                found = _TO_WHOM.match(self.article.text, verb, verb + _ADDRESSED)
                if found is not None:
                    self._questions[one.id] = Span(*found.span())

    def hear_told(self, statements: Sequence[Statement]) -> None:
        """Take in what reports say: who is named there is not who says it, but in his own words."""
        self._told = {
            one.id: frozenset(
                without_possessive(word.lower)
                for span in one.content
                for word in words(self.article.text, span)
            )
            for one in statements
            if one.kind is not Kind.DIRECT
        }

    def _who_was_asked(self, mention: Mention, gender: str) -> Cluster | None:
        """Return whom the question was put to that a pronoun's statement comes right behind."""
        place = self._questions.get(mention.statement or "")
        if place is None:
            return None
        printed = {name_key(word.text) for word in words(place.of(self.article.text))}
        named = [
            one
            for one in self.clusters
            if one.kind is SpeakerKind.PERSON
            and one.surname
            and name_key(one.surname) in printed
            and one.gender in {"", gender}
        ]
        return named[0] if len(named) == 1 else None

    def _likeliest(self, same: Sequence[Cluster], gender: str) -> Cluster | None:
        """Return who of several with one surname is meant by it: of that gender, or named by far most."""
        fitting = [one for one in same if not gender or one.gender in {"", gender}]
        if len(fitting) <= 1:
            return fitting[0] if fitting else None
        first, second = sorted(fitting, key=lambda one: -len(one.mentions))[:2]
        is_most = len(first.mentions) >= _BY_FAR * len(second.mentions)
        return first if is_most else None

    def _join(self, mention: Mention, cluster: Cluster) -> None:
        cluster.mentions.append(mention)
        self._cluster_of[mention.id] = cluster
        if mention.role:
            cluster.roles.add(mention.role)
        cluster.country = cluster.country or mention.country
        cluster.gender = cluster.gender or gender_of(mention, self.lexicon)
        if not cluster.gender and mention.given:
            cluster.gender = gender_behind(self.article.text, mention, self.lexicon)
        cluster.given = max(cluster.given, mention.given, key=len)
        if mention.given and not cluster.relation:
            cluster.relation = relation_of(mention, self.article.text, self.lexicon)
            cluster.gender = cluster.gender or self.lexicon.kin.get(cluster.relation, "")

    def follow(self, mention: Mention) -> None:
        """Resolve a mention, in reading order, and remember it for the pronouns behind it."""
        cluster = self._cluster_of.get(mention.id)
        if cluster is None and mention.form == "name":
            cluster = self._surname(mention)
        elif cluster is None and mention.form == "nominal":
            cluster = self._nominal(mention)
        elif cluster is None and mention.form == "pronoun":
            is_relative = mention.text.casefold() in self.lexicon.relatives
            cluster = self._antecedent(mention) if is_relative else self._pronoun(mention)
        if cluster is None:
            return
        self.resolved.append((mention, cluster))
        is_person, says = cluster.kind is SpeakerKind.PERSON, mention.statement is not None
        if is_person and says:
            self._last_source = (mention, cluster)
        if mention.form != "none" and self._salience is not None:
            least = (_PERSON_SAYS if is_person else SAYS) if says else 0.0
            self._salience.add(mention.span.start, mention.span.end, id(cluster), least=least)

    def _surname(self, mention: Mention) -> Cluster:
        key = name_key(mention.surname)
        same = [
            cluster
            for cluster in self.clusters
            if cluster.kind is SpeakerKind.PERSON and name_key(cluster.surname) == key
        ]
        is_turn = self.article.role == "transcript" and mention.statement is not None
        if is_turn:
            # who takes part is told by the names before turns, not by who is spoken of in them
            same = list(filter(takes_part, same))
        gender = gender_of(mention, self.lexicon)
        first = mention.text.partition(" ")[0].casefold()
        if not same and (gender or first in self.lexicon.titles_of_given):
            # names whose family part comes first, or is not the last: "Mr. Kim", "Ms. Ortega"
            same = [
                one
                for one in self.clusters
                if one.kind is SpeakerKind.PERSON and name_key(one.given) == key
            ]
        if not same and not mention.role and len(mention.text.split()) == 1:
            named = [one for one in self.clusters if name_key(one.given) == key and one.surname]
            if is_turn:  # "PAUL" before a turn is no Paul who is spoken of
                named = list(filter(takes_part, named))
            if len(named) == 1 and self._may_be_called(mention.text, named[0]):
                reason = "the only one named here with this given name"
                self._record(mention, named[0], 0.7, None, reason)
                self._join(mention, named[0])
                return named[0]
        if not same and not is_turn and len(mention.text.split()) <= 1 + bool(gender):
            meant = by_a_part(key, gender, self.clusters, self.lexicon)
            reason = "the only one named here with this in the middle of the name"
            if meant is None:
                meant = slip_of(key, gender, self.clusters)
                reason = "the only one named here whose surname differs by a letter"
            if meant is not None:
                self._record(mention, meant, 0.7, None, reason)
                self._join(mention, meant)
                return meant
        if gender:  # a Mrs is not the one man here of that name
            same = [one for one in same if one.gender in {"", gender}]
            same = [one for one in same if one.gender] or same
        if mention.role or any(not one.is_kin for one in same):  # nor a president his daughter
            same = [one for one in same if not one.is_kin]
        likeliest = self._likeliest(same, gender)
        told = self._introduced(mention, same) if len(same) > 1 else None
        if likeliest is not None and (told is None or told[0] is likeliest):
            reason = "of those with this surname the one of that title, or named by far most"
            told = likeliest, reason
        if len(same) == 1:
            self._record(mention, same[0], 0.95, None, "the only one named here with this surname")
        elif told is not None:
            meant, reason = told
            other = next(one for one in same if one is not meant)
            self._record(mention, meant, 0.7, other, reason)
            same = [meant]
        elif same:
            self._record(mention, same[0], 0.5, same[1], "several people here have this surname")
            same = []
        cluster = same[0] if same else Cluster(kind=mention.kind, surname=mention.surname)
        if not same:
            self.clusters.append(cluster)
        self._join(mention, cluster)
        return cluster

    def _introduced(self, mention: Mention, same: Sequence[Cluster]) -> tuple[Cluster, str] | None:
        """Return who of several with one surname is introduced where it stands: alone so far, or in its paragraph."""
        if self.article.role == "transcript" or mention.role:
            return None  # "former President Clinton" is whoever has that office
        place = mention.span.start
        paragraph = next((one for one in self.paragraphs if one.contains(mention.span)), None)
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

    def _may_be_called(self, given: str, cluster: Cluster) -> bool:
        """Say whether a word alone may be somebody's given name: no headline's first word, nor a club's."""
        lower = given.casefold()
        is_name = lower in self.lexicon.given_names or lower in self.lexicon.nicknames
        says = any(one.statement is not None for one in cluster.mentions)
        return cluster.kind is SpeakerKind.PERSON and (is_name or says or bool(cluster.roles))

    def _nominal(self, mention: Mention) -> Cluster | None:
        if mention.kind is SpeakerKind.ORGANISATION:
            return self._described_body(mention)
        aged = _AGED.match(mention.text)
        if aged is not None:
            meant = self._of_age(mention, aged[1])
            if meant is not None:
                self._join(mention, meant)
                return meant
        if mention.kind is not SpeakerKind.UNNAMED and mention.role:
            fitting = [one for one in self.clusters if self._fits(mention, one)]
            # "the president" is President Brennick, not Skellia's leader, if he says anything by name
            same = [one for one in fitting if _has_office(one, mention.role)]
            is_told = len(same) == 1 and (same[0].speaks or takes_part(same[0]))
            fitting = same if is_told else fitting
            if len(fitting) == 1 and not _is_named_far_behind(mention, fitting[0]):
                self._record(mention, fitting[0], 0.85, None, f"the only {mention.role} named here")
                self._join(mention, fitting[0])
                return fitting[0]
            if len(fitting) > 1:
                last = self._last_source
                if last is not None and any(last[1] is one for one in fitting):
                    self._record(mention, last[1], 0.6, fitting[0], "the one who spoke last fits")
                    self._join(mention, last[1])
                    return last[1]
                self._record(mention, fitting[0], 0.5, fitting[1], "several people here fit")
                return None
        again = self._called_again(mention)
        if again is not None:
            self._join(mention, again)
            return again
        if relative := self._relative(mention):
            return relative
        named = self._named_behind(mention)
        if named is not None:
            reason = "named right behind it, where nothing is said of who that is"
            self._record(mention, named, 0.75, None, reason)
            self._join(mention, named)
            return named
        if mention.statement is None and read_again(mention, self.lexicon):
            return None  # it is no source, and serves those that are
        if mention.kind is SpeakerKind.UNNAMED:
            is_several = mention.statement in self._together
            cluster = Cluster(kind=SpeakerKind.UNNAMED, surname=mention.text, is_several=is_several)
            self.clusters.append(cluster)
            self._join(mention, cluster)
            return cluster
        if mention.role:  # described and not named here: another article may name who it is
            cluster = Cluster(kind=mention.kind, surname="")
            self.clusters.append(cluster)
            self._join(mention, cluster)
            return cluster
        return None

    def _relative(self, mention: Mention) -> Cluster | None:
        """Return whom "the man's sister" is: the only sister named here, or one whom another article may name.

        Only of those who are heard: "her daughter likes to sing" makes nobody whom a "she" behind it may be.
        """
        if mention.kind is not SpeakerKind.UNNAMED:
            return None
        relation = head_of(mention.text)
        if relation not in self.lexicon.kin or is_plural(relation):
            return None
        found = words(mention.text)
        if found[0].lower in self.lexicon.indefinite:
            return None
        persons = [one for one in self.clusters if one.kind is SpeakerKind.PERSON]
        named = [one for one in persons if one.surname and one.relation == relation]
        if len(named) == 1:
            self._record(mention, named[0], 0.75, None, f"the only {relation} named here")
            self._join(mention, named[0])
            return named[0]
        if named or mention.statement not in self._spoken:
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
                kind=SpeakerKind.PERSON, roles={relation}, gender=self.lexicon.kin[relation]
            )
            self.clusters.append(cluster)
        self._join(mention, cluster)
        return cluster

    def _named_behind(self, mention: Mention) -> Cluster | None:
        """Return who is named right behind a description, as reports begin: "The boss ... “...,” Orla Brennick said".

        Somebody new who says something in that paragraph or the next, of whom nothing is said there: who that is
        stands in the description. Of two who are new nobody is told.
        """
        if mention.statement is None or not _describes_one(mention, self.lexicon):
            return None
        at = next((i for i, one in enumerate(self.paragraphs) if one.contains(mention.span)), None)
        if at is None:
            return None
        end = self.paragraphs[min(at + 1, len(self.paragraphs) - 1)].end
        new = [
            (first, one)
            for one in self.clusters
            if one.kind is SpeakerKind.PERSON
            and one.given
            and (first := first_name(one)) is not None
            and mention.span.end <= first.span.start < end
        ]
        bare = [(first, one) for first, one in new if self._stands_bare(first)]
        if len(bare) != 1:
            return None
        first, cluster = bare[0]
        gender = gender_of(mention, self.lexicon)
        if first.statement not in self._spoken or (gender and cluster.gender not in {"", gender}):
            return None
        role = mention.role or head_of(mention.text)
        others = cluster.roles - {mention.role}
        if others and not any(same_role(role, one, self.lexicon) for one in others):
            return None
        return cluster

    def _called_again(self, mention: Mention) -> Cluster | None:
        """Return whom a description calls again: who is most in mind, more so where it stands beside the name too."""
        again = read_again(mention, self.lexicon)
        if again is None or self._salience is None:
            return None
        at, text = mention.span.start, self.article.text
        persons = [one for one in self.clusters if self._may_be_called_again(one, mention, again)]
        printed: defaultdict[str, list[Span]] = defaultdict(list)
        for start, end, surname in echoes(text, (one.surname for one in persons)):
            printed[surname].append(Span(start, end))
        if again.is_brought_in(text, at, [span for some in printed.values() for span in some]):
            return None
        weights = self._weights(mention)
        if turns_to_another(text, at):
            weights.pop(self._salience.subject_of(at), None)
        near_by = text[self._since(mention, self.stage.pronoun_paragraphs) : at]
        titles = self.article.spans_of(Role.TITLE)
        beside = {
            id(one): again.beside(
                text,
                [
                    *(each.span for each in one.mentions if each.form == "name"),
                    *(
                        each
                        for each in printed[one.surname]
                        for title in titles
                        if title.contains(each)
                    ),
                ],
            )
            for one in persons
        }
        is_any_told = any(is_told for is_told, _ in beside.values())
        near: list[tuple[float, Cluster | None]] = []
        for one in persons:
            is_told, may_be = beside[id(one)]
            weight = weights.get(id(one), 0.0) * likelihood_of_person(one)
            if is_told and one.surname in near_by:
                weight = _TOLD_BESIDE * max(weight, _LEAST_OF_OTHERS)
            elif weight < (_LEAST_OF_OTHERS if is_any_told else _LEAST_AGAIN):
                continue
            elif not again.is_native and speaks_for_another(one.roles):
                weight *= _FOR_ANOTHER
            if may_be:
                near.append((weight, one))
        meant = self._by_lead(mention, near, 0.0)
        if meant is None or beside[id(meant)][0]:
            return meant
        last = max(
            (
                each.end
                for each in (*printed[meant.surname], *(one.span for one in meant.mentions))
                if each.end <= at
            ),
            default=at,
        )
        known = {
            word
            for one in self.clusters
            for word in f"{one.given} {one.surname}".casefold().split()
        }
        is_other = names_another(text, Span(last, at), known, self.lexicon)
        return None if is_other else meant

    def _may_be_called_again(self, one: Cluster, mention: Mention, again: Again) -> bool:
        """Say whether a description may be of somebody: a person named before, and no other by what is told."""
        surname = one.surname.casefold()
        return (
            one.kind is SpeakerKind.PERSON
            and bool(surname)
            and any(m.form == "name" and m.span.end <= mention.span.start for m in one.mentions)
            and one.gender in {"", again.gender or one.gender}
            and not (_AGED.match(mention.text) and self._ages(one))
            and surname not in again.words
            # "the senator said Brennick would go": of another
            and surname not in self._told.get(mention.statement or "", ())
            and surname not in said_behind(self.article.text, mention.span.end)
        )

    def _of_age(self, mention: Mention, age: str) -> Cluster | None:
        """Return whom "the 61-year-old" means, beside whose name that age is printed."""
        same = [one for one in self.clusters if age in self._ages(one)]
        if len(same) != 1:
            return None
        self._record(mention, same[0], 0.9, None, "whose age is printed so")
        return same[0]

    def _ages(self, cluster: Cluster) -> set[str]:
        """Return the ages that are printed behind a person's surname."""
        if cluster.kind is not SpeakerKind.PERSON or not cluster.surname:
            return set()
        age = rf"\b{re.escape(cluster.surname)},? \(?(?:aged )?(\d+)[,.)]"
        return set(re.findall(age, self.article.text))

    def _stands_bare(self, named: Mention) -> bool:
        """Say whether nothing beside a name says who that is, but for an age: "Orla Brennick, 52, said"."""
        found = words(named.text)
        is_first = named.text.startswith(named.given) or (
            bool(found) and self.lexicon.is_honorific(found[0].lower)
        )
        if named.role or not is_first:
            return False
        text = self.article.text
        surname_at = text.find(named.surname, named.span.start, named.span.end)
        behind = text[max(surname_at, named.span.start) + len(named.surname) :][:60]
        before = text[max(0, named.span.start - 30) : named.span.start].rstrip(" ")
        follows_word = before[-1:].isalpha()
        is_verb = follows_word and words(before)[-1].lower in self.lexicon.cues
        return _DESCRIBED.match(behind) is None and (is_verb or not follows_word)

    def _described_body(self, mention: Mention) -> Cluster:
        """Return the body that "the agency" is: one of that kind that is named here, or the one most in mind."""
        kind = kind_described(mention.text)
        named = [
            one
            for one in self.clusters
            if one.kind is mention.kind
            and any(each.form == "name" for each in one.mentions)
            and not (mention.country and one.country and mention.country != one.country)
        ]
        of_kind = [one for one in named if kind and kind in one.longest.casefold().split()]
        ends = self.lexicon.any_body.get(kind)
        if len(of_kind) == 1 and ends is None:
            self._record(mention, of_kind[0], 0.85, None, f"the only {kind} named here")
            self._join(mention, of_kind[0])
            return of_kind[0]
        others = self.lexicon.organisations - (ends or frozenset())
        may_be = [one for one in named if head_of(one.longest) not in others]
        is_owned = any(word.is_possessive for word in words(mention.text))
        if ends is None or is_owned:  # "the country's disaster agency" is no other body of it
            fitting = of_kind
        else:
            fitting = [one for one in may_be if not self._is_place(one)]
        meant = self._most_in_mind(mention, fitting)
        if meant is not None:
            self._join(mention, meant)
            return meant
        same = [
            one
            for one in self.clusters
            if one.kind is mention.kind
            and body_key(one.surname, self.lexicon) == body_key(mention.text, self.lexicon)
        ]
        cluster = same[0] if same else Cluster(kind=mention.kind, surname=mention.text)
        if not same:
            self.clusters.append(cluster)
        self._join(mention, cluster)
        return cluster

    def _most_in_mind(self, mention: Mention, fitting: Sequence[Cluster]) -> Cluster | None:
        """Return who of these is most in mind at a mention, by far enough."""
        weights = self._weights(mention)
        near = [(weights[id(one)], one) for one in fitting if id(one) in weights]
        return self._by_lead(mention, near, _LEAST_DESCRIBED)

    def _weights(self, mention: Mention) -> dict[int, float]:
        """Return how much each is in mind at a mention, who was spoken of in its paragraph or shortly before."""
        if self._salience is None:
            return {}
        since = self._since(mention, self.stage.pronoun_paragraphs)
        return {who: weight for weight, who in self._salience.ranked(mention.span.start, since)}

    def _since(self, mention: Mention, n_paragraphs: int) -> int:
        """Return where the paragraph of a mention begins, or the one so many before it."""
        before = [span.start for span in self.paragraphs if span.start <= mention.span.start]
        return before[-1 - n_paragraphs :][0] if before else 0

    def _antecedent(self, mention: Mention) -> Cluster | None:
        """Return whom a "who" goes back to: the one named or described right before it."""
        for before, cluster in reversed(self.resolved):
            if mention.span.start - before.span.end > BESIDE:
                break
            between = self.article.text[before.span.end : mention.span.start]
            if BEFORE_WHO.fullmatch(between):
                is_who = mention.text.casefold() == "who"
                never = SpeakerKind.ORGANISATION if is_who else SpeakerKind.PERSON
                if cluster.kind is never:  # "members of the Assembly who", "Aldov v. Hask, which"
                    return None
                self._record(mention, cluster, 0.9, None, "named right before it")
                self._join(mention, cluster)
                return cluster
        return None

    def _fits(self, mention: Mention, cluster: Cluster) -> bool:
        """Say whether a description can be this person's or body's."""
        if cluster.kind is not mention.kind:
            return False
        if mention.country and cluster.country and mention.country != cluster.country:
            return False
        if not cluster.surname and cluster.kind is SpeakerKind.PERSON:
            return mention.role in cluster.roles
        if not any(same_role(mention.role, role, self.lexicon) for role in cluster.roles):
            return False
        # "the Russian leader" is no president of whom no country is said
        if mention.country and not cluster.country and not _has_office(cluster, mention.role):
            return False
        of_what = names_beside(mention.text, self.lexicon)
        return not of_what or any(
            are_printed(of_what, self._around(named.span, mention.span))
            for named in cluster.mentions
        )

    def _around(self, named: Span, described: Span) -> str:
        """Return a name with what stands beside it in its paragraph, as far as a description of somebody."""
        text = self.article.text
        start, end = max(0, named.start - BESIDE), named.end + BESIDE
        if described.start >= named.end:
            end = min(end, described.start)
        elif described.end <= named.start:
            start = max(start, described.end)
        before, behind = text[start : named.start], text[named.end : end]
        return before.rpartition("\n")[2] + named.of(text) + behind.partition("\n")[0]

    def _pronoun(self, mention: Mention) -> Cluster | None:
        gender, number = says_gender(mention, self.lexicon), number_of(mention.text, self.lexicon)
        if not (gender or number) or self._salience is None:
            return None
        at = mention.span.start
        if number and self._salience.is_quoted(at):
            return None
        answers = self._who_was_asked(mention, gender) if gender else None
        if answers is not None:
            self._record(mention, answers, 0.8, None, "whom the question right before was put to")
            self._join(mention, answers)
            return answers
        ranked = self._salience.ranked(at, self._since(mention, self.stage.pronoun_paragraphs))
        if gender:
            near = self._persons(ranked, gender, self._since(mention, 0))
        else:
            near = self._others(ranked, number)
        chosen = self._by_lead(mention, near, _LEAST if number else 0.0)
        if chosen is not None:
            self._join(mention, chosen)
        return chosen

    def _by_lead(
        self, mention: Mention, near: Sequence[tuple[float, Cluster | None]], least: float
    ) -> Cluster | None:
        """Return who is most in mind, with at least so much weight and a lead over the next; None for a rival."""
        near = sorted(near, key=lambda one: -one[0])
        if not near or not near[0][0] or near[0][0] < least:
            return None
        weight, chosen = near[0]
        if chosen is None:
            return None
        lead, runner = 1.0, None
        if len(near) > 1:
            runner = near[1][1]
            lead = (weight - near[1][0]) / weight
        confidence = round(min(0.85, 0.5 + lead / 2), 2)
        reason = "who is most in mind there: spoken of last, and as a subject"
        self._record(mention, chosen, confidence, runner, reason)
        return chosen if confidence >= self.stage.min_confidence else None

    def _persons(
        self, ranked: Sequence[tuple[float, int]], gender: str, begin: int
    ) -> list[tuple[float, Cluster | None]]:
        """Return the persons who may be he or she, with how much each is in mind.

        Of those without a name who said something in the paragraph that begins there: "A spokesman denied it. “...,” he
        said."
        """
        of = {
            id(one): one
            for one in self.clusters
            if one.kind is SpeakerKind.PERSON or is_somebody(one, begin, self.lexicon)
        }
        return [
            (
                weight * (0.0 if self._is_place(of[number]) else likelihood_of_person(of[number])),
                of[number],
            )
            for weight, number in ranked
            if number in of and of[number].gender in {"", gender}
        ]

    def _others(
        self, ranked: Sequence[tuple[float, int]], number: str
    ) -> list[tuple[float, Cluster | None]]:
        """Return what may be it or they, with how much each is in mind; None for what has no voice here."""
        of = {id(one): one for one in self.clusters if one.kind is not SpeakerKind.PERSON}
        rivals = {at for (_, number_), at in self._rivals.items() if number_ == number}
        return [
            (
                weight * self._likelihood(of[at], number),
                of[at],
            )
            if at in of
            else (weight, None)
            for weight, at in ranked
            if at in of or at in rivals
        ]

    def _likelihood(self, cluster: Cluster, number: str) -> float:
        """Return how likely somebody is called by a pronoun of that number, from 0 to 1."""
        if cluster.is_several:
            return float(number == "p")
        return likelihood(cluster.kind, cluster.longest, number, self.lexicon)

    def _is_place(self, cluster: Cluster) -> bool:
        """Say whether a name that nothing calls a person's is printed as a place's."""
        if cluster.gender or cluster.roles:
            return False
        words = [word.casefold() for word in cluster.longest.split()]
        whole = " ".join(words).removeprefix("the ")
        if whole in self.lexicon.countries or whole in self.lexicon.places:
            return True
        is_person = cluster.kind is SpeakerKind.PERSON  # "the American Ferry Federation" is none
        if is_person and any(word in self.lexicon.countries for word in words):
            return True
        text = self.article.text
        return any(
            _IN.search(text, max(0, m.span.start - 8), m.span.start) for m in cluster.mentions
        )

    def _record(
        self, mention: Mention, cluster: Cluster, score: float, runner: Cluster | None, why: str
    ) -> None:
        to = cluster.mentions[0] if cluster.mentions else mention
        other = runner.mentions[0].id if runner is not None and runner.mentions else None
        self.matches.append(
            Match(
                kind="speaker",
                left=mention.id,
                right=to.id,
                linked=score >= self.stage.min_confidence,
                score=score,
                threshold=self.stage.min_confidence,
                margin=round(score - self.stage.min_confidence, 2),
                runner_up=other,
                reasons=(
                    f"“{without_clause(mention.text)}” as “{without_clause(to.text)}”: {why}",
                ),
            )
        )


_FAR = 2000
"""Characters behind a description at which whom it means may be named first. Of 26 on the Helsinki day and BASIL that
are named behind it the farthest that is right stands 1,035 behind; one at 5,554 is not whom it means."""
_BARE_RELATIVE = 2
"""Words of a relative of whom it is not said whose: "the mother"."""
_AGED = re.compile(r"(?:the|this) (\d{1,3})-year-old", re.IGNORECASE)
_LEAST = 0.6
"""How much what "it" or "they" goes back to must be in mind: it said something in the sentence before, or is the
subject of the same. Of `evaluation/labels/polnear_bodies.csv` 0.3 tells no more rightly, and more wrongly."""
_LEAST_DESCRIBED = 0.3
"""The same for "the agency"."""
_IN = re.compile(r"\b(?:in|at|into|across|near)\s+$", re.IGNORECASE)
_PERSON_SAYS = 0.7
"""How much at least somebody is in mind who says something, wherever the name stands ("said Orla Brennick"): of 0,
0.7, 1, 1.5 and 2 what tells most pronouns rightly (`evaluation/pronouns.py`, GUM) and no fewer verbatim quotations."""
_TOLD_BESIDE, _FOR_ANOTHER = 4.0, 0.3
"""How much more somebody is in mind beside whose name a description stands too, and how much less who speaks for
another: no agent is "the striker". These and the next are set by hand (design 0037)."""
_LEAST_AGAIN, _LEAST_OF_OTHERS = 0.04, 0.15
"""How much somebody must be in mind to be called again, and where a description stands beside another's name."""
_BY_FAR = 2
"""How many times as often as any other of the surname a person is named in full who is meant by it."""
_ADDRESSED = 60
"""Characters behind a verb of asking in which it stands to whom the question was put."""
_TO_WHOM = re.compile(r"\s+(?:of\s+)?(?:[A-ZÀ-Þ][\w’'.-]*\s+){0,3}[A-ZÀ-Þ][\w’'-]*")
"""Names right behind the verb: "asked *Mr Elster* whether"."""
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
