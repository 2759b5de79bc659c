"""What each article gives by itself: statements, mentions, and notes of its shingles, terms and voices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from onrecord.alone import NOTED, NOTHING, Alone, Asked, ReadArticles, in_place
from onrecord.building.run import Run
from onrecord.building.shelf import Made
from onrecord.building.stages import Flow
from onrecord.model import Article, Mention, Rejection, Statement, content_id
from onrecord.record.store import Record
from onrecord.record.writing import Writing

__all__ = ["note_of", "read_articles"]

_READ = "articles read"
"""What is kept of a build under way, should it be ended."""


def read_articles(run: Run, record: Record, rows: Writing) -> None:
    """Find what each article gives by itself; what the record holds of it is not worked out anew."""
    origin = {one.stage: one.id for one in run.origins}
    run.fresh = {
        id_
        for id_, one in run.articles.items()
        if origin["statements"] not in run.same or id_ in run.changed or one.input in run.failed
    }
    run.tally["articles.statements_kept"] += len(run.articles) - len(run.fresh)
    known = run.articles.keys() - run.fresh
    if known:
        for id_, statements in groupby(record.statements(origin["statements"]), _article_of):
            if id_ in known:
                run.statements[id_] = tuple(sorted(statements, key=in_place))
        for id_ in known - run.statements.keys():
            run.statements[id_] = ()
    _keep_mentions(run, record, origin["voices"])
    lacking: dict[str, set[str]] = {}
    for stage in NOTED:
        of = run.mentions if stage == "voices" else run.articles.keys() - run.changed
        noted = {id_ for id_ in record.noted(stage, origin[stage]) if id_ in of}
        rows.forget_memos(stage, noted)
        lacking[stage] = run.articles.keys() - noted
    run.renoted = lacking["voices"]

    def asked(id_: str) -> Asked:
        return Asked(
            article=run.articles[id_],
            statements=run.statements[id_] if id_ in known else None,
            mentions=run.mentions.get(id_) if id_ in kept else None,
            lacking=tuple(stage for stage in NOTED if id_ in lacking[stage]),
        )

    kept = set(run.mentions)
    wanted = run.fresh.union(run.articles.keys() - kept, *lacking.values())
    in_order = [id_ for id_ in run.articles if id_ in wanted]
    made = _made_alone(run, in_order, asked)
    while some := list(islice(made, _AT_ONCE)):
        for one in some:
            run.statements[one.article] = one.statements
            run.mentions[one.article] = one.mentions
        run.unread |= {one.article for one in some if one.is_lost}
        for stage in NOTED:
            # what could not be read is asked for again
            notes = {one.article: one.notes[stage] for one in some if stage in one.notes}
            rows.memos(stage, {id_: notes[id_] for id_ in notes.keys() - run.unread})
    run.rejections += _not_read(run.flow, run.articles.values())
    run.progress.done("statements", sum(map(len, run.statements.values())))
    run.tell_resumed(_READ)


_AT_ONCE = 500
"""Articles whose notes are written at a time."""


def note_of(run: Run, record: Record, stage: str, article: str) -> bytes:
    """Return what a stage noted of an article."""
    if article in run.unread:
        return NOTHING[stage]
    return record.memo(stage, article, run.origin_of(stage))


def _made_alone(
    run: Run, articles: Sequence[str], asked: Callable[[str], Asked]
) -> Iterator[Alone]:
    """Yield what each article gives; one that cannot be read for statements gives the rest."""
    flow = run.flow
    step = ReadArticles(statements=flow.statements, reprints=flow.reprints, voices=flow.voices)
    over = run.progress.over("statements")
    lacking: list[str] = []

    def key(id_: str) -> str:
        return _asked_key(asked(id_))

    yield from (one for _, one in run.resumed(_READ, articles, key, Alone, lacking))
    items = Made(lacking, asked, 1)
    for item, made in over(run.made(step, items, _asked_name), len(lacking)):
        for one in made:
            run.unfinished.put(_READ, _asked_key(item), one)
            yield one
        if not made:
            unread = replace(item, statements=())
            for _, rest in run.made(step, [unread], _asked_name):
                yield from rest or [Alone.of_nothing(item.article)]


def _asked_key(item: Asked) -> str:
    """Return what tells an article, as it is read, and what is asked for of it from any other."""
    one = item.article
    facts = one.id, one.input, one.outlet, one.url, one.published, one.role, one.language, one.title
    return content_id(facts, one.text_sha256, one.regions, item.statements is None, item.lacking)


def _asked_name(item: Asked) -> str:
    return item.article.input


def _keep_mentions(run: Run, record: Record, origin: str) -> None:
    """Take the mentions of articles whose statements are kept, if the record has all of them read alike."""
    if origin not in run.same or record.counts_by("mentions", "origin").keys() - {origin}:
        return  # some were read by another version: all are read anew
    for id_, mentions in groupby(record.mentions(origin), _article_of):
        if id_ in run.articles and id_ not in run.fresh:
            in_place = sorted(mentions, key=lambda one: (one.span.start, one.span.end))
            run.mentions[id_] = tuple(in_place)
    for id_ in run.articles.keys() - run.fresh - run.mentions.keys():
        run.mentions[id_] = ()


def _article_of(one: Statement | Mention) -> str:
    return one.article


def _not_read(flow: Flow, articles: Iterable[Article]) -> list[Rejection]:
    limit = flow.statements.max_paragraph
    return [
        Rejection(
            input=article.input,
            stage="statements",
            reason="paragraph_too_long",
            detail=f"characters {span.start} to {span.end}: more than {limit:,} in one paragraph "
            "(setting statements.max_paragraph); kept in the article, not read for statements",
        )
        for article in articles
        for span in flow.statements.not_read(article)
    ]
