"""Each story's accounts set side by side; a story that has not changed is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.accounts import Accounts, CompareAccounts, Told, tied
from onrecord.building.run import Run, places
from onrecord.building.shelf import Made
from onrecord.engine.local import chunks_of
from onrecord.errors import ItemError
from onrecord.judgements import Settled, settle
from onrecord.model import Statement, Story, content_id
from onrecord.record.store import Record
from onrecord.record.writing import Writing

__all__ = ["compare_accounts"]

_COMPARED = "stories compared"
"""What is kept of a build under way, should it be ended."""


def compare_accounts(run: Run, rows: Writing, record: Record) -> None:
    """Set side by side what each story's articles say; a story that has not changed is left alone."""
    said = (one for some in run.statements.values() for one in some) if run.decisions else ()
    taken = [one for one in said if one.repeat_of is None]
    settled = settle(
        run.decisions,
        "utterance",
        {one.id: one.id for one in taken},
        places((one.article, one.place, one.id) for one in taken),
    )
    tellers = _Tellers(run, settled)
    made_by = [one.id for one in run.origins if one.stage in _OF_STORIES]
    made_from: dict[str, str] = {}
    n_statements: dict[str, int] = {}
    speakers: dict[str, list[str]] = {}
    for name in tellers.together:
        told = tellers.told(name)
        made_from |= dict.fromkeys(_ids(told.stories), told.digest(made_by))
        n_statements[name] = len(told.statements)
        speakers[name] = sorted(told.speaking)
    kept = rows.kept(made_from)
    run.tally["stories.kept"] += len(kept)
    as_before = {
        name: ids for name, some in tellers.together.items() if kept.issuperset(ids := _ids(some))
    }
    rows.respeak((ids, speakers[name]) for name, ids in as_before.items())
    for id_ in sorted(run.fresh):
        here = {one.id for one in run.statements[id_]}
        rows.drop("statements", rows.ids_of("statements", [id_]) - here)
    changed = [name for name in tellers.together if name not in as_before]
    for one, made in _compared(
        run, tellers, {name: n_statements[name] for name in changed}, made_from
    ):
        utterance_of, told_as = dict(made.utterance_of), dict(made.told_as)
        rows.know_statements(one.statements)
        supplied = one.supplied
        rows.put("utterances", made.utterances)
        rows.put(
            "statements",
            [
                replace(each, utterance=utterance_of.get(each.id), told_as=told_as.get(each.id))
                for each in one.statements
                if each.article not in supplied
            ],
        )
        rows.put("differences", made.differences)
        rows.put("figures", made.figures)
        rows.put("matches", made.matches)
        for failed in made.failed:
            run.reject(failed)
        if made.failed:
            rows.forget_stories(_ids(one.stories))  # the next build tries again, and says so again
    decided = {id_ for table in (settled.same, settled.apart) for pair in table for id_ in pair}
    run.judged += settled.outcomes(
        {id_: record.row("statements", id_)["utterance"] for id_ in sorted(decided)}
    )
    counts = record.counts()
    run.tally["utterances"] += counts["utterances"]
    run.progress.done("utterances", counts["utterances"])
    run.tell_resumed(_COMPARED)
    for table, column in (("differences", "relation"), ("figures", "standing")):
        run.tally.update(
            {f"{table}.{value}": n for value, n in record.counts_by(table, column).items()}
        )
    run.progress.done("figures", counts["figures"])


def _ids(stories: Iterable[Story]) -> tuple[str, ...]:
    return tuple(story.id for story in stories)


_OF_STORIES = frozenset({"statements", "utterances", "differences", "figures"})
"""Stages whose rows a story has of its own."""


class _Tellers:
    """The stories of a build, and what is told of each when it is asked for."""

    def __init__(self, run: Run, settled: Settled) -> None:
        self._run, self._settled = run, settled
        decided = {
            id_ for table in (settled.same, settled.unsure) for pair in table for id_ in pair
        }
        story_of = run.story_of() if decided else {}
        of_statement = {
            one.id: story
            for article, story in story_of.items()
            for one in run.statements[article]
            if one.id in decided
        }
        self.together = {some[0].id: some for some in tied(run.stories, of_statement, settled)}
        """Stories by the id of the first of those that a judgement ties to one."""
        self._kinds = {one.id: one.kind for one in run.speakers}
        self._names = {one.id: one.name for one in run.speakers}
        self._members = {one.id: one.members for one in run.speakers if one.members}
        self._forms = {form.casefold(): one.id for one in run.speakers for form, _ in one.forms}
        self._text_of = run.text_of()
        self._originals = {one.probable_origin for one in run.reprints}

    def told(self, name: str) -> Told:
        """Return a story with its articles and statements, and with those of the transcripts that it quotes."""
        stories = self.together[name]
        own = [id_ for story in stories for id_ in story.articles]
        quoted = {id_ for story in stories for id_ in story.transcripts}.difference(own)
        articles = [self._run.articles[id_] for id_ in (*own, *sorted(quoted))]
        statements = [one for article in articles for one in self._run.statements[article.id]]
        ids = {one.id for one in statements}
        speakers = {one.speaker for one in statements if one.speaker}
        text_of = self._text_of
        return Told(
            stories=stories,
            articles=tuple(articles),
            statements=tuple(statements),
            kinds={id_: self._kinds[id_] for id_ in sorted(speakers)},
            names={id_: self._names[id_] for id_ in sorted(speakers)},
            members={id_: self._members[id_] for id_ in sorted(speakers & self._members.keys())},
            addressees=dict(sorted(self._addressees(statements))),
            text_of={one.id: text_of[one.id] for one in articles if one.id in text_of},
            originals=frozenset(one.id for one in articles if one.id in self._originals),
            settled=self._settled.about(ids),
        )

    def _addressees(self, statements: Iterable[Statement]) -> Iterator[tuple[str, str]]:
        """Yield the speaker each question was put to, where the printed name is a form of one."""
        for one in statements:
            speaker = self._forms.get((one.addressee or "").casefold()) if one.is_question else None
            if speaker:
                yield one.id, speaker


_WORTH = 2_000
"""Statements from which stories are divided over processes: fewer are done sooner than they start."""


def _compared(
    run: Run, tellers: _Tellers, sizes: Mapping[str, int], made_from: Mapping[str, str]
) -> Iterator[tuple[Told, Accounts]]:
    """Yield each story with its accounts, where a build that was ended has them those; in no particular order.

    `sizes` are the numbers of their statements.
    """

    def key(told: Told) -> str:
        return content_id(made_from[told.stories[0].id], *told.kinds)

    lacking: list[str] = []
    resumed = run.resumed(_COMPARED, sizes, lambda name: key(tellers.told(name)), Accounts, lacking)
    yield from ((tellers.told(name), made) for name, made in resumed)
    for one, made in _compared_anew(run, tellers, {name: sizes[name] for name in lacking}):
        run.unfinished.put(_COMPARED, key(one), made)
        yield one, made


def _compared_anew(
    run: Run, tellers: _Tellers, sizes: Mapping[str, int]
) -> Iterator[tuple[Told, Accounts]]:
    """Yield each story with its accounts, in no particular order.

    A story that is more than one process's share of the work is divided by its pairs, all others are
    divided by stories.
    """
    flow = run.flow
    step = CompareAccounts(
        utterances=flow.utterances, differences=flow.differences, figures=flow.figures
    )
    n_all = sum(sizes.values())
    n_workers = flow.engine.n_workers
    large = [name for name, size in sizes.items() if size * n_workers >= n_all]
    within = replace(step, engine=flow.engine)
    for name in large:
        one = tellers.told(name)
        yield from ((one, made) for made in within.run(one, run.tally, run.progress))
    # the largest first, so that no process is left alone with it at the end
    smaller = [name for name, size in sizes.items() if size * n_workers < n_all]
    in_hands = _dealt(sorted(smaller, key=lambda name: -sizes[name]), n_workers)
    others = Made(in_hands, tellers.told, 1)
    engine = replace(
        flow.engine, max_seconds=0, parallel_from=2 if n_all >= _WORTH else len(others) + 1
    )
    over = run.progress.over("utterances")
    for one, made in over(engine.map(step, others, run.tally), len(others)):
        if isinstance(made, ItemError):  # a worker was killed, or had too little memory
            yield from ((one, again) for again in step.run(one, run.tally))
        else:
            yield from ((one, each) for each in made)


def _dealt(names: Sequence[str], n_workers: int) -> list[str]:
    """Return stories, the largest first, dealt out so that every piece of the work is as large as the next.

    What the first piece holds is written while the others are worked on.
    """
    n_hands = sum(1 for _ in chunks_of(names, n_workers))
    return [one for hand in range(n_hands) for one in names[hand::n_hands]]
