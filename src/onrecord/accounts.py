"""What the articles of one story say, set side by side: its utterances, differences and figures.

A story needs no other to be worked out, so stories are the unit of work that is divided over processes
and that a later build leaves alone where nothing in it has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.engine.local import LocalEngine, failing_as_error
from onrecord.errors import ItemError
from onrecord.judgements import Settled, judged
from onrecord.model import (
    Absence,
    Article,
    Difference,
    Figure,
    Match,
    Rejection,
    Relation,
    SpeakerKind,
    Statement,
    Story,
    Utterance,
    content_id,
)
from onrecord.stage import Grouping, Progress, Silent, Tally, components
from onrecord.utterances.absence import Searched
from onrecord.utterances.difference_rows import make_row
from onrecord.utterances.differences import FindDifferences, best_places
from onrecord.utterances.figures import GroupFigures, printed_once, with_prints
from onrecord.utterances.matching import GroupUtterances, match_in_text
from onrecord.utterances.numbered import read_sentences
from onrecord.utterances.reprinted import stand_ins
from onrecord.utterances.witnesses import Witness, read_witnesses

__all__ = ["Accounts", "CompareAccounts", "Told", "tied"]

_SILENT = Silent()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story with all that is told of it; several stories where a judgement ties them together."""

    stories: tuple[Story, ...]
    articles: tuple[Article, ...]
    """Theirs, and the transcripts of other stories that those quote."""
    statements: tuple[Statement, ...]
    kinds: Mapping[str, SpeakerKind]
    """What each speaker is."""
    names: Mapping[str, str]
    """What each is called."""
    members: Mapping[str, tuple[str, ...]]
    """Of each that is several who speak together, the speakers that they are."""
    addressees: Mapping[str, str]
    """The speaker that each question was put to, where that is known."""
    text_of: Mapping[str, str]
    """The reprint group of each article that is in one."""
    originals: frozenset[str]
    """The articles that are the probable origin of such a group."""
    settled: Settled
    """What people decided about these statements."""

    @property
    def story_of(self) -> dict[str, str]:
        """The story that each article is told in; a transcript that several quote is told in the first of them."""
        others = {id_: one.id for one in reversed(self.stories) for id_ in one.transcripts}
        return others | {id_: one.id for one in self.stories for id_ in one.articles}

    @property
    def supplied(self) -> set[str]:
        """The transcripts of other stories that these quote."""
        own = {id_ for one in self.stories for id_ in one.articles}
        return {id_ for one in self.stories for id_ in one.transcripts} - own

    @property
    def speaking(self) -> set[str]:
        """The speakers of the stories' own articles."""
        others = self.supplied
        return {one.speaker for one in self.statements if one.speaker and one.article not in others}

    def digest(self, made_by: Iterable[str]) -> str:
        """Return a digest of all that the accounts are made from; `made_by` are the stages' origins.

        Of speakers it counts who is whose and in what order, not what their ids are: those change with any
        earlier mention of them, in whatever story. Of statements their ids and who is whose: the rest of them
        comes of the article and of the origins.
        """
        parts: list[object] = [*made_by]
        parts += [(one.id, one.articles, one.transcripts) for one in self.stories]
        for article in self.articles:
            facts = (
                article.text_sha256, article.outlet, article.url, article.published, article.updated,
                article.role, article.label, article.language, self.text_of.get(article.id),
                article.id in self.originals,
            )  # fmt: skip
            parts += [article.id, facts, article.regions]
        rank = {id_: f"speaker {at}" for at, id_ in enumerate(sorted(self.kinds))}
        for one in self.statements:
            said_to = self.addressees.get(one.id)
            speaker = one.speaker or ""
            several = tuple(rank.get(id_, id_) for id_ in self.members.get(speaker, ()))
            known = self.kinds.get(speaker), self.names.get(speaker), several
            parts += (one.id, rank.get(speaker), known)
            parts.append(said_to and rank.get(said_to, "somebody of another story"))
        parts.append(self.settled)
        return content_id(*map(repr, parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """What came of setting the accounts of a story side by side."""

    utterances: tuple[Utterance, ...]
    matches: tuple[Match, ...]
    differences: tuple[Difference, ...]
    figures: tuple[Figure, ...]
    utterance_of: tuple[tuple[str, str], ...]
    """Pairs (statement id, utterance id)."""
    told_as: tuple[tuple[str, str], ...]
    """Pairs (statement id, id of the one that stands for it)."""
    failed: tuple[Rejection, ...] = ()
    """What could not be set side by side, and why: an utterance's words, a story's numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareAccounts:
    """Step: a story with what is told of it to its accounts."""

    utterances: GroupUtterances
    differences: FindDifferences
    figures: GroupFigures
    engine: LocalEngine = field(default_factory=lambda: LocalEngine(workers=1))
    """What divides the work within a story; one process unless told otherwise."""

    def run(self, item: Told, tally: Tally, progress: Progress = _SILENT) -> Iterator[Accounts]:
        """Yield the accounts of one story."""
        story_of = item.story_of
        by_id = {one.id: one for one in item.articles}
        witnesses = read_witnesses(
            item.statements,
            by_id,
            story_of,
            dict(item.kinds),
            dict(item.addressees),
            item.names,
            item.text_of,
            item.supplied,
            item.members,
        )
        of = {one.statement.id: one for one in witnesses}
        told_as: dict[str, str] = {}
        if not self.utterances.each_print:
            told_as = _stand_ins(witnesses, item, self.utterances.draft)
        matching = judged(self.utterances, _witness_id, "utterance", item.settled)
        utterances, matches = self.engine.group(
            matching,
            [one for one in witnesses if one.statement.id not in told_as],
            tally,
            progress.over("utterances"),
        )
        prints = _printed_by(told_as)
        matches += _of_prints(prints, of, matching, matches)
        utterances = [_with_prints(one, prints) for one in utterances]
        utterance_of = {
            id_: one.id for one in utterances for id_ in one.statements if id_ not in one.also
        }
        links, matches = _shared_out(utterances, utterance_of, of, matches)
        linked: defaultdict[str, list[Match]] = defaultdict(list)
        for match in matches:
            if match.linked and match.kind == "utterance":
                linked[match.left].append(match)
                linked[match.right].append(match)
        searched = {
            story.id: Searched([by_id[i] for i in (*story.articles, *story.transcripts)])
            for story in item.stories
        }
        turns = [one for one in witnesses if one.article.role == "transcript"]
        unheard = _unheard(item.stories, turns)
        found: list[Utterance] = []
        differences: list[Difference] = []
        failed: list[Rejection] = []
        differing = progress.over("differences")
        for utterance in differing(sorted(utterances, key=lambda one: one.id), len(utterances)):
            members = [of[id_] for id_ in utterance.statements]
            carrying = {one.article.id for one in members}
            # a transcript whose turn the words stand in carries them, though it joins no utterance
            carrying |= {
                of[side].article.id for m in links[utterance.id] for side in (m.left, m.right)
            }
            readings = {one.reading.exact: one.reading for one in members}
            absences: tuple[Absence, ...] = ()
            if self._is_asked(members):
                passed = carrying.union(unheard(utterance))
                absences = searched[utterance.story].not_found_in(readings.values(), passed)
            found.append(replace(utterance, not_found_in=absences))
            around = [*members, *turns]
            with failing_as_error(self.differences) as error:
                differences += self._differing(utterance, around, links[utterance.id], linked, of)
            failed += _rejected(error, f"utterance {utterance.id}")
        differences += _possibly(matches, of, utterance_of)
        figures: list[Figure] = []
        with failing_as_error(self.figures) as error:
            figures = self._figures(item, story_of, tally, progress)
        failed += _rejected(error, f"story {item.stories[0].id}")
        yield Accounts(
            utterances=tuple(found),
            matches=tuple(matches),
            differences=tuple(differences),
            figures=tuple(figures),
            utterance_of=tuple(
                (one.id, utterance_of[one.repeat_of or one.id])
                for one in item.statements
                if (one.repeat_of or one.id) in utterance_of
            ),
            told_as=tuple(sorted(told_as.items())),
            failed=tuple(failed),
        )

    def _differing(
        self,
        utterance: Utterance,
        around: Sequence[Witness],
        links: Sequence[Match],
        linked: Mapping[str, Sequence[Match]],
        of: Mapping[str, Witness],
    ) -> list[Difference]:
        """Return how the words of an utterance differ; `linked` are the links of each statement, also to others."""
        here = best_places(links, of)
        beside = {
            one.id: one for id_ in utterance.statements if id_ in linked for one in linked[id_]
        }
        told_here = {one.id for one in here}
        others = [one for id_, one in beside.items() if id_ not in told_here]
        sides = {id_ for one in others for id_ in (one.left, one.right)}
        further = [of[id_] for id_ in sorted(sides.difference(utterance.statements))]
        return list(self.differences.run(utterance, [*around, *further], here, others))

    def _is_asked(self, members: Iterable[Witness]) -> bool:
        """Say whether somebody asks where an utterance is not found: of other texts than a draft nobody does."""
        draft = self.utterances.draft
        return not draft or any(one.article.input == draft for one in members)

    def _figures(
        self, item: Told, story_of: Mapping[str, str], tally: Tally, progress: Progress
    ) -> list[Figure]:
        """Return the numbers that two independent texts or more give beside the same words."""
        if len(item.articles) < 2:
            return []
        said_in: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in item.statements:
            said_in[statement.article].append(statement)
        sentences = [
            one
            for article in item.articles
            for one in read_sentences(
                article,
                story_of[article.id],
                said_in[article.id],
                spoken=bool(
                    self.figures.draft
                ),  # a draft's numbers are held against what was said too
            )
        ]
        compared, prints = printed_once(sentences, item.text_of)
        figures, _ = self.engine.group(self.figures, compared, tally, progress.over("figures"))
        return [
            with_prints(one, prints)
            for one in figures
            if len({item.text_of.get(given.article, given.article) for given in one.given}) > 1
        ]


def _rejected(errors: Iterable[ItemError], name: str) -> Iterator[Rejection]:
    for one in errors:
        yield Rejection(input=name, stage=one.stage, reason=one.reason, detail=one.detail)


def tied(
    stories: Sequence[Story], story_of: Mapping[str, str], settled: Settled
) -> list[tuple[Story, ...]]:
    """Return stories, together where people decided about statements of two of them.

    `story_of` gives the story of each statement that somebody decided about.
    """
    number = {one.id: at for at, one in enumerate(stories)}
    links = [
        (number[story_of[left]], number[story_of[right]])
        for table in (settled.same, settled.unsure)
        for left, right in table
    ]
    groups: defaultdict[int, list[Story]] = defaultdict(list)
    for at, label in enumerate(components(len(stories), links)):
        groups[label].append(stories[at])
    return [tuple(group) for group in groups.values()]


def _stand_ins(witnesses: Sequence[Witness], item: Told, first: str) -> dict[str, str]:
    """Return for each statement that stands at the same place of a text in another article the one that is compared."""
    settled = item.settled
    paired = {
        id_ for table in (settled.same, settled.apart, settled.unsure) for p in table for id_ in p
    }
    return stand_ins(witnesses, first, item.originals, paired | set(settled.alone))


def _printed_by(told_as: Mapping[str, str]) -> dict[str, list[str]]:
    """Return for each statement that stands for others those others."""
    prints: defaultdict[str, list[str]] = defaultdict(list)
    for id_, stand_in in sorted(told_as.items()):
        prints[stand_in].append(id_)
    return dict(prints)


def _with_prints(one: Utterance, prints: Mapping[str, Sequence[str]]) -> Utterance:
    """Return an utterance with the statements that its own stand for."""
    if not any(id_ in prints for id_ in one.statements):
        return one
    also = {each for id_ in one.also for each in (id_, *prints.get(id_, ()))}
    every = {each for id_ in one.statements for each in (id_, *prints.get(id_, ()))}
    return replace(
        one,
        id=content_id("utterance", min(every - also)),
        statements=tuple(sorted(every)),
        also=tuple(sorted(also)),
    )


def _of_prints(
    prints: Mapping[str, Sequence[str]],
    of: Mapping[str, Witness],
    matching: Grouping[Witness, Match, Utterance],
    matches: Iterable[Match],
) -> list[Match]:
    """Return the links of statements with those that stand for them, and where they stand in a transcript.

    What stands against official words is told of each outlet.
    """
    made = [
        match_in_text(of[id_], of[stand_in]) for stand_in, some in prints.items() for id_ in some
    ]
    for one in matches:
        if one.kind != "transcript":
            continue
        for side, other in ((one.left, one.right), (one.right, one.left)):
            located = (matching.compare(of[id_], of[other]) for id_ in prints.get(side, ()))
            made += [each for each in located if each is not None]
    return made


def _unheard(
    stories: Sequence[Story], turns: Iterable[Witness]
) -> Callable[[Utterance], Iterable[str]]:
    """Return what gives the transcripts of other stories in which the speaker of an utterance has no turn.

    Whoever is heard in a transcript that is quoted here may have said it there; what others said is no more absent from
    it than from any other text of the record.
    """
    others = {one.id: one.transcripts for one in stories}
    speaking: defaultdict[str, set[str | None]] = defaultdict(set)
    for one in turns:
        speaking[one.article.id].add(one.statement.speaker)

    def unheard(utterance: Utterance) -> list[str]:
        speaker = utterance.speaker
        return [
            id_
            for id_ in others[utterance.story]
            if speaker is None or speaker not in speaking[id_]
        ]

    return unheard


def _witness_id(witness: Witness) -> str:
    return witness.statement.id


_APART = "the rest of what links them is of other words"
"""Why two whose words run alike are of two utterances."""


def _shared_out(
    utterances: Sequence[Utterance],
    utterance_of: Mapping[str, str],
    of: Mapping[str, Witness],
    matches: Sequence[Match],
) -> tuple[defaultdict[str, list[Match]], list[Match]]:
    """Return the links of each utterance, and all matches, those that are in none possible at most.

    Of the utterances that two linked statements are both witnesses of, the link is told in the own one of the
    statement that says less.
    """
    witness_in: defaultdict[str, set[str]] = defaultdict(set)
    for one in utterances:
        for id_ in one.statements:
            witness_in[id_].add(one.id)
    links: defaultdict[str, list[Match]] = defaultdict(list)
    told: list[Match] = []
    for match in matches:
        if not match.linked:
            told.append(match)
            continue
        # one side alone where the other is a transcript's turn, which is in no utterance
        sides = [id_ for id_ in (match.left, match.right) if id_ in utterance_of]
        both = set.intersection(*(witness_in[id_] for id_ in sides))
        if both:
            sides.sort(key=lambda id_: (sum(of[id_].reading.weights), id_))
            own = next((utterance_of[id_] for id_ in sides if utterance_of[id_] in both), min(both))
            links[own].append(match)
        is_apart = not both and match.decided_by is None
        told.append(_apart(match) if is_apart else match)
    return links, told


def _apart(match: Match) -> Match:
    reasons = (_APART, *match.reasons)
    return replace(match, kind="possibly_same", linked=False, reasons=reasons)


def _possibly(
    matches: Sequence[Match], of: Mapping[str, Witness], utterance_of: Mapping[str, str]
) -> list[Difference]:
    """Return what may be one utterance: of two utterances the two statements with most in common, no others."""
    best: dict[tuple[str, str], Match] = {}
    for one in sorted(matches, key=lambda one: (-one.score, one.id)):
        if one.kind != "possibly_same":
            continue
        left, right = sorted((utterance_of[one.left], utterance_of[one.right]))
        if left != right:
            best.setdefault((left, right), one)
    return [
        make_row(
            utterance_of[one.left],
            Relation.POSSIBLY_SAME,
            of[one.left],
            of[one.left].statement.place,
            of[one.right],
            of[one.right].statement.place,
        )
        for _, one in sorted(best.items())
    ]
