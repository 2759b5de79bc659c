"""What each article gives by itself: statements, mentions, and notes of its shingles, terms and voices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.alone import NOTED, Alone, Asked, ReadArticles, in_place
from onrecord.building.run import Run, of_articles
from onrecord.building.stages import Flow
from onrecord.model import Article, Mention, Rejection, content_id
from onrecord.record.store import Record
from onrecord.record.writing import Writing

__all__ = ["read_articles"]

_READ = "articles read"
"""What is kept of a build under way, should it be ended."""


def read_articles(run: Run, record: Record, rows: Writing) -> None:
    """Find what each article gives by itself; what the record holds of it is not worked out anew."""
    origin = {one.stage: one.id for one in run.origins}
    known = {
        one.id
        for one in run.articles
        if origin["statements"] in run.same
        and one.id not in run.changed
        and one.input not in run.failed
    }
    run.fresh = {one.id for one in run.articles} - known
    run.tally["articles.statements_kept"] += len(known)
    statements = of_articles(record.statements(origin["statements"]) if known else ())
    run.mentions = _kept_mentions(run, record, origin["voices"])
    as_before = {one.id for one in run.articles} - run.changed
    for stage in NOTED:
        of = run.mentions if stage == "voices" else as_before
        noted = record.memos(stage, origin[stage])
        run.notes[stage] = {id_: one for id_, one in noted.items() if id_ in of}
    asked = [
        Asked(
            article=one,
            statements=tuple(sorted(statements[one.id], key=in_place)) if one.id in known else None,
            mentions=tuple(run.mentions[one.id]) if one.id in run.mentions else None,
            lacking=tuple(stage for stage in NOTED if one.id not in run.notes[stage]),
        )
        for one in run.articles
    ]
    run.renoted = {one.article.id for one in asked if "voices" in one.lacking}
    of_article = {one.article.id: one.statements for one in asked if one.statements is not None}
    for one in _made_alone(run, [one for one in asked if not one.is_known]):
        of_article[one.article] = one.statements
        run.mentions[one.article] = one.mentions
        for stage, note in one.notes.items():
            run.notes[stage][one.article] = note
        run.unread |= {one.article} if one.is_lost else set()
    every = [one.id for one in run.articles]
    run.statements = [statement for id_ in every for statement in of_article[id_]]
    for stage in NOTED:
        # what could not be read is asked for again
        lacked = {one.article.id for one in asked if stage in one.lacking} - run.unread
        rows.memos(stage, {id_: run.notes[stage][id_] for id_ in lacked}, set(every))
    run.rejections += _not_read(run.flow, run.articles)
    run.progress.done("statements", len(run.statements))
    run.tell_resumed(_READ)


def _made_alone(run: Run, asked: Sequence[Asked]) -> Iterator[Alone]:
    """Yield what each article gives; one that cannot be read for statements gives the rest."""
    flow = run.flow
    step = ReadArticles(statements=flow.statements, reprints=flow.reprints, voices=flow.voices)
    over = run.progress.over("statements")
    lacking: list[Asked] = []
    yield from (one for _, one in run.resumed(_READ, asked, _asked_key, Alone, lacking))
    for item, made in over(run.made(step, lacking, _asked_name), len(lacking)):
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


def _kept_mentions(run: Run, record: Record, origin: str) -> dict[str, Sequence[Mention]]:
    """Return the mentions of articles whose statements are kept, if the record has all of them read alike."""
    if origin not in run.same:
        return {}
    kept = record.mentions(origin)
    if len(kept) != record.counts()["mentions"]:
        return {}  # some were read by another version: all are read anew
    mentions: dict[str, list[Mention]] = {
        one.id: [] for one in run.articles if one.id not in run.fresh
    }
    for mention in kept:
        if mention.article in mentions:
            mentions[mention.article].append(mention)
    return {**mentions}


def _not_read(flow: Flow, articles: Sequence[Article]) -> list[Rejection]:
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
