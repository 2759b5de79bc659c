"""What one pass over an article knows of who is meant: the clusters so far, and what its text tells of them."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from onrecord.model import Article, Kind, Match, Mention, Role, SpeakerKind, Statement
from onrecord.resources import Lexicon
from onrecord.speakers.called_again import Beside, find_brought_in, read_beside
from onrecord.speakers.clusters import Cluster
from onrecord.speakers.genders import GENDERED, gender_behind, gender_of
from onrecord.speakers.it_and_they import TOLD_OF, find_rivals, number_of
from onrecord.speakers.offices import relation_of
from onrecord.speakers.salience import Salience, echoes
from onrecord.text.described import without_clause
from onrecord.text.names import name_key
from onrecord.text.spans import Span
from onrecord.text.tokens import words

__all__ = ["Reading"]


class Reading:
    """One pass over an article's mentions."""

    def __init__(
        self,
        article: Article,
        lexicon_: Lexicon,
        salience: Salience | None,
        spoken: Collection[str],
        together: Collection[str],
        *,
        pronoun_paragraphs: int,
        min_confidence: float,
    ) -> None:
        self.article, self.lexicon, self.salience = article, lexicon_, salience
        """`salience` is None where no pronoun or description asks who is in mind."""
        self.spoken, self.together = spoken, together
        """Statements that quote, or that somebody said or told; those whose source names several."""
        self.pronoun_paragraphs, self.min_confidence = pronoun_paragraphs, min_confidence
        self.paragraphs = article.spans_of(Role.BODY)
        self.clusters: list[Cluster] = []
        self.resolved: list[tuple[Mention, Cluster]] = []
        self.matches: list[Match] = []
        self.cluster_of: dict[str, Cluster] = {}
        self.last_source: tuple[Mention, Cluster] | None = None
        self.rivals: dict[tuple[str, str], int] = {}
        """What has no voice here and may be meant by it or they, by word and number, to its number in `Salience`."""
        self.questions: dict[str, Span] = {}
        """Where it stands to whom the question was put that a statement comes right behind, by the statement's id."""
        self.not_from: dict[str, Span] = {}
        """Where the source stands of what a statement answers, who is not who answers, by the statement's id."""
        self._printed: dict[str, list[Span]] = {}
        self._beside: dict[Span, Beside] = {}
        self._brought: dict[str, list[Span]] = {}
        self._ages: dict[str, frozenset[str]] = {}
        self.contents: dict[str, tuple[Span, ...]] = {}
        """Where what is said stands, by the statement's id."""

    def printed(self, surname: str) -> list[Span]:
        """Return where a surname stands in the text; it is looked for once."""
        if surname not in self._printed:
            found = echoes(self.article.text, (surname,))
            self._printed[surname] = [Span(start, end) for start, end, _ in found]
        return self._printed[surname]

    def beside(self, named: Span) -> Beside:
        """Return what stands beside a name there; it is read once."""
        if named not in self._beside:
            self._beside[named] = read_beside(self.article.text, named)
        return self._beside[named]

    def brought_in(self, head: str) -> list[Span]:
        """Return where the text tells of one of a sort without a name ("*a singer* from Skell"), by the word for it."""
        if head not in self._brought:
            self._brought[head] = find_brought_in(self.article.text, head)
        return self._brought[head]

    def ages(self, cluster: Cluster) -> frozenset[str]:
        """Return the ages that are printed behind a person's surname."""
        surname = cluster.surname if cluster.kind is SpeakerKind.PERSON else ""
        if surname not in self._ages:
            age = rf"\b{re.escape(surname)},? \(?(?:aged )?(\d+)[,.)]"
            found = re.findall(age, self.article.text) if surname else ()
            self._ages[surname] = frozenset(found)
        return self._ages[surname]

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
            # a relative is whom "Mrs." means, and no office; "Mr." is not the one woman of that name
            is_known = any(
                one.gender == gender and not mention.role
                if one.is_kin
                else not gender or one.gender in {"", gender}
                for one in same
            )
            is_told = mention.id in self.cluster_of
            if is_person and (mention.role or gender) and not is_known and not is_told:
                cluster = Cluster(kind=mention.kind, surname=mention.surname)
                self.clusters.append(cluster)
                same.append(cluster)
                self.join(mention, cluster)
        if self.salience is None:
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
            meant = self.likeliest(by_surname[surname], title)
            if meant is not None and not is_mention:
                self.salience.add(start, end, id(meant))

    def hear_rivals(
        self, mentions: Sequence[Mention], told: Sequence[Span], cues: Sequence[Span]
    ) -> None:
        """Take in what an "it" or a "they" may go back to and has no voice; `told` is what statements say.

        What stands in a cue is the speaker's own, and none: "Skell Tours said in a *statement*. ... it added".
        """
        is_asked = any(number_of(one.text, self.lexicon) for one in mentions)
        if self.salience is None or not is_asked:
            return
        ends = {mention.span.end for mention in mentions}
        for rival in find_rivals(self.article, self.lexicon, ends):
            if not (rival.is_sure or self.salience.is_subject(rival.start, rival.end)):
                continue
            if any(span.start <= rival.start < span.end for span in cues):
                continue
            number = self.rivals.setdefault((rival.what, rival.number), -1 - len(self.rivals))
            is_told = any(span.start <= rival.start < span.end for span in told)
            most = TOLD_OF if is_told else math.inf
            self.salience.add(rival.start, rival.end, number, most=most)

    def hear_questions(self, statements: Sequence[Statement]) -> None:
        """Take in what comes right behind a question in its paragraph: who is asked answers, and not who asks."""
        ordered = sorted(statements, key=lambda one: one.place.start)
        for before, one in pairwise(ordered):
            if before.source and self._answers(before, one):
                self.not_from[one.id] = before.source[0]
            asked = before.place.end
            between = self.article.text[asked : one.place.start]
            if before.is_question and before.cue and before.source and "\n" not in between:
                verb = before.cue[-1].end
                found = _TO_WHOM.match(self.article.text, verb, verb + _ADDRESSED)
                if found is not None:
                    self.questions[one.id] = Span(*found.span())

    def _answers(self, before: Statement, one: Statement) -> bool:
        """Say whether one statement answers another: "*Asked by* Ana Brul about it, he said", "*he replied*".

        No reply to a question in between: "... , she said. Pressed *for an answer*, she replied".
        """
        text = self.article.text
        between = text[before.place.end : one.place.start]
        if not before.cue or not before.source or not one.cue or len(between) > _ADDRESSED:
            return False
        if before.cue[0].start < before.source[0].start and "\n" not in between:
            asked = self.lexicon.cues.get(before.cue[0].of(text).casefold(), "")
            by = text[before.cue[0].end : before.source[0].start].split()
            if asked in self.lexicon.asks_by and by == ["by"]:
                return True
        behind = text[one.cue[-1].end : one.cue[-1].end + len(_THAT)]
        if not (one.kind is Kind.DIRECT or behind == _THAT) or "?" in between:
            return False  # "he has repeatedly answered the criticism"
        told = {word.lower for word in words(between)} if between.strip() else set()
        is_asked = not self._lemmas(told).isdisjoint(self.lexicon.asks_by)
        answers = self._lemmas(word.lower for span in one.cue for word in words(text, span))
        # "gave a one-word *answer*. '...,' he answered"
        is_answer = self._lemmas(word.lower for span in before.cue for word in words(text, span))
        replies = self.lexicon.replies
        return bool(answers & replies) and not (is_asked or is_answer & replies)

    def _lemmas(self, printed: Iterable[str]) -> set[str]:
        """Return the lemmas of the reporting verbs among words."""
        return {self.lexicon.cues[word] for word in printed if word in self.lexicon.cues}

    def hear_contents(self, statements: Sequence[Statement]) -> None:
        """Take in what is said: who is named in it seldom says it."""
        self.contents = {one.id: one.content for one in statements}

    def likeliest(self, same: Sequence[Cluster], gender: str) -> Cluster | None:
        """Return who of several with one surname is meant by it: of that gender, or named by far most."""
        fitting = [one for one in same if not gender or one.gender in {"", gender}]
        if len(fitting) <= 1:
            return fitting[0] if fitting else None
        first, second = sorted(fitting, key=lambda one: -len(one.mentions))[:2]
        is_most = len(first.mentions) >= _BY_FAR * len(second.mentions)
        return first if is_most else None

    def join(self, mention: Mention, cluster: Cluster) -> None:
        """Count a mention as somebody's, with what it tells: an office, a country, he or she."""
        cluster.mentions.append(mention)
        self.cluster_of[mention.id] = cluster
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

    def most_in_mind(self, mention: Mention, fitting: Sequence[Cluster]) -> Cluster | None:
        """Return who of these is most in mind at a mention, by far enough."""
        weights = self.weights_at(mention)
        near = [(weights[id(one)], one) for one in fitting if id(one) in weights]
        return self.by_lead(mention, near, _LEAST_DESCRIBED)

    def weights_at(self, mention: Mention) -> dict[int, float]:
        """Return how much each is in mind at a mention, who was spoken of in its paragraph or shortly before."""
        if self.salience is None:
            return {}
        since = self.since(mention, self.pronoun_paragraphs)
        return {who: weight for weight, who in self.salience.ranked(mention.span.start, since)}

    def since(self, mention: Mention, n_paragraphs: int) -> int:
        """Return where the paragraph of a mention begins, or the one so many before it."""
        before = [span.start for span in self.paragraphs if span.start <= mention.span.start]
        return before[-1 - n_paragraphs :][0] if before else 0

    def by_lead(
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
        self.record(mention, chosen, confidence, runner, reason)
        return chosen if confidence >= self.min_confidence else None

    def is_place(self, cluster: Cluster) -> bool:
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

    def record(
        self, mention: Mention, cluster: Cluster, score: float, runner: Cluster | None, why: str
    ) -> None:
        """Keep for whom a mention was taken, how surely from 0 to 1, who came next, and why."""
        to = cluster.mentions[0] if cluster.mentions else mention
        other = runner.mentions[0].id if runner is not None and runner.mentions else None
        self.matches.append(
            Match(
                kind="speaker",
                left=mention.id,
                right=to.id,
                linked=score >= self.min_confidence,
                score=score,
                threshold=self.min_confidence,
                margin=round(score - self.min_confidence, 2),
                runner_up=other,
                reasons=(
                    f"“{without_clause(mention.text)}” as “{without_clause(to.text)}”: {why}",
                ),
            )
        )


_LEAST_DESCRIBED = 0.3
"""How much what "the agency" goes back to must be in mind; of "it" and "they" more is asked (`by_pronoun`)."""

_IN = re.compile(r"\b(?:in|at|into|across|near)\s+$", re.IGNORECASE)

_BY_FAR = 2
"""How many times as often as any other of the surname a person is named in full who is meant by it."""

_THAT = " that "
_ADDRESSED = 60
"""Characters behind a verb of asking in which it stands to whom the question was put."""

_TO_WHOM = re.compile(r"\s+(?:of\s+)?(?:[A-ZÀ-Þ][\w’'.-]*\s+){0,3}[A-ZÀ-Þ][\w’'-]*")
"""Names right behind the verb: "asked *Mr Elster* whether"."""
