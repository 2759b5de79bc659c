"""Each story's accounts set side by side; a story that has not changed is left alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.accounts import Accounts, CompareAccounts, Told, tied
from onrecord.building.run import Run, of_articles, places
from onrecord.engine.local import chunks_of
from onrecord.errors import ItemError
from onrecord.judgements import Settled, settle
from onrecord.model import Speaker, Statement, content_id
from onrecord.record.store import Record
from onrecord.record.writing import Writing

__all__ = ["compare_accounts"]

_COMPARED = "stories compared"
"""What is kept of a build under way, should it be ended."""


def compare_accounts(run: Run, rows: Writing, record: Record) -> None:
    """Set side by side what each story's articles say; a story that has not changed is left alone."""
    said = run.statements if run.decisions else []
    taken = [one for one in said if one.repeat_of is None]
    settled = settle(
        run.decisions,
        "utterance",
        {one.id: one.id for one in taken},
        places((one.article, one.place, one.id) for one in taken),
    )
    told = _told(run, settled)
    made_by = [one.id for one in run.origins if one.stage in _OF_STORIES]
    made_from: dict[str, str] = {}
    for one in told:
        made_from |= dict.fromkeys(_ids(one), one.digest(made_by))
    kept = rows.kept(made_from)
    run.tally["stories.kept"] += len(kept)
    rows.respeak((_ids(one), one.kinds) for one in told if kept.issuperset(_ids(one)))
    gone = rows.ids_of("statements", run.fresh) - {one.id for one in run.statements}
    rows.drop("statements", gone)
    changed = [one for one in told if not kept.issuperset(_ids(one))]
    for one, made in _compared(run, changed, made_from):
        utterance_of = dict(made.utterance_of)
        rows.know_statements(one.statements)
        rows.put("utterances", made.utterances)
        rows.put(
            "statements",
            [replace(each, utterance=utterance_of.get(each.id)) for each in one.statements],
        )
        rows.put("differences", made.differences)
        rows.put("figures", made.figures)
        rows.put("matches", made.matches)
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


def _ids(told: Told) -> tuple[str, ...]:
    return tuple(story.id for story in told.stories)


_OF_STORIES = frozenset({"statements", "utterances", "differences", "figures"})
"""Stages whose rows a story has of its own."""


def _told(run: Run, settled: Settled) -> list[Told]:
    """Return each story with its articles and statements, those tied by a judgement as one."""
    by_id = {one.id: one for one in run.articles}
    of_article = of_articles(run.statements)
    story_of = run.story_of()
    kinds = {one.id: one.kind for one in run.speakers}
    addressees = _addressees(run.statements, run.speakers)
    text_of = run.text_of()
    decided = {id_ for table in (settled.same, settled.unsure) for pair in table for id_ in pair}
    of_statement = {one.id: story_of[one.article] for one in run.statements if one.id in decided}
    told = []
    for stories in tied(run.stories, of_statement, settled):
        articles = [by_id[id_] for story in stories for id_ in story.articles]
        statements = [one for article in articles for one in of_article[article.id]]
        ids = {one.id for one in statements}
        speakers = {one.speaker for one in statements if one.speaker}
        told.append(
            Told(
                stories=stories,
                articles=tuple(articles),
                statements=tuple(statements),
                kinds={id_: kinds[id_] for id_ in sorted(speakers)},
                addressees={id_: addressees[id_] for id_ in sorted(ids & addressees.keys())},
                text_of={one.id: text_of[one.id] for one in articles if one.id in text_of},
                settled=settled.about(ids),
            )
        )
    return told


_WORTH = 2_000
"""Statements from which stories are divided over processes: fewer are done sooner than they start."""


def _compared(
    run: Run, told: Sequence[Told], made_from: Mapping[str, str]
) -> Iterator[tuple[Told, Accounts]]:
    """Yield each story with its accounts, where a build that was ended has them those; in no particular order."""

    def key(one: Told) -> str:
        return content_id(made_from[one.stories[0].id], *one.kinds)

    lacking: list[Told] = []
    yield from run.resumed(_COMPARED, told, key, Accounts, lacking)
    for one, made in _compared_anew(run, lacking):
        run.unfinished.put(_COMPARED, key(one), made)
        yield one, made


def _compared_anew(run: Run, told: Sequence[Told]) -> Iterator[tuple[Told, Accounts]]:
    """Yield each story with its accounts, in no particular order.

    A story that is more than one process's share of the work is divided by its pairs, all others are
    divided by stories.
    """
    flow = run.flow
    step = CompareAccounts(
        utterances=flow.utterances, differences=flow.differences, figures=flow.figures
    )
    n_all = sum(len(one.statements) for one in told)
    n_workers = flow.engine.n_workers
    large = [one for one in told if len(one.statements) * n_workers >= n_all]
    within = replace(step, engine=flow.engine)
    for one in large:
        yield from ((one, made) for made in within.run(one, run.tally, run.progress))
    # the largest first, so that no process is left alone with it at the end
    others = _dealt(
        sorted((one for one in told if one not in large), key=lambda one: -len(one.statements)),
        n_workers,
    )
    engine = replace(
        flow.engine, max_seconds=0, parallel_from=2 if n_all >= _WORTH else len(others) + 1
    )
    over = run.progress.over("utterances")
    for one, made in over(engine.map(step, others, run.tally), len(others)):
        if isinstance(made, ItemError):  # a worker was killed, or had too little memory
            yield from ((one, again) for again in step.run(one, run.tally))
        else:
            yield from ((one, each) for each in made)


def _dealt(told: Sequence[Told], n_workers: int) -> list[Told]:
    """Return stories, the largest first, dealt out so that every piece of the work is as large as the next.

    What the first piece holds is written while the others are worked on.
    """
    n_hands = sum(1 for _ in chunks_of(told, n_workers))
    return [one for hand in range(n_hands) for one in told[hand::n_hands]]


def _addressees(statements: Sequence[Statement], speakers: Sequence[Speaker]) -> dict[str, str]:
    """Return the speaker each question was put to, where the printed name is a form of one."""
    forms = {form.casefold(): one.id for one in speakers for form, _ in one.forms}
    return {
        one.id: forms[one.addressee.casefold()]
        for one in statements
        if one.is_question and one.addressee and one.addressee.casefold() in forms
    }
