"""The program on one screen: the stages in order.

page -> article -> statements -> reprints, stories -> speakers -> utterances -> record
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from onrecord.building.groups import find_speakers, find_stories
from onrecord.building.intake import gather_articles
from onrecord.building.reading import read_articles
from onrecord.building.rehydrate import rehydrate
from onrecord.building.run import Run, collecting_seldom
from onrecord.building.stages import Flow
from onrecord.building.telling import compare_accounts
from onrecord.engine import chosen
from onrecord.model import Judgement, Rejection, Source
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages
from onrecord.record.store import Record
from onrecord.record.unfinished import Unfinished
from onrecord.record.writing import writing
from onrecord.stage import Progress, Silent, Tally

__all__ = ["Flow", "build", "extract", "in_order", "rehydrate"]

_SILENT = Silent()


@collecting_seldom()
def build(
    flow: Flow,
    inputs: Sequence[Input],
    record: Record,
    rejections: Iterable[Rejection] = (),
    progress: Progress = _SILENT,
    decisions: Sequence[Judgement] = (),
    without: Collection[str] = (),
) -> Tally:
    """Add what is new among the inputs to the record and work out what that changes.

    `decisions` are what people judged; they stand before what the machine finds. `progress` hears how
    it goes on. Pages `without` which the record is to be are taken out, with all that stands in them.

    Articles and statements come from the record where it has them, made by the same code, settings
    and weights; reprints, stories and speakers are always over all articles, and a story is left alone
    only where all that its rows are made from is as it was, so that the record is the same whatever
    came in when.
    """
    flow = replace(flow, engine=chosen(flow.engine))
    origins = flow.origins()
    run = Run(
        flow=flow,
        origins=origins,
        unfinished=Unfinished(record.path, origins, flow.engine.keep_seconds),
        decisions=tuple(decisions),
        without=frozenset(without),
        progress=progress,
        rejections=list(rejections),
    )
    run.same = {row["id"] for row in record.rows("origins", current=1)}
    run.failed = {row["input"] for row in record.rows("rejections")}
    with run.unfinished, writing(record, run.origins) as rows:
        known = gather_articles(run, inputs, record, rows)
        read_articles(run, record, rows)
        find_stories(run, record, rows)
        find_speakers(run, record, rows)
        compare_accounts(run, rows, record)
        rows.forget(known - run.articles.keys())
        rows.replace("judgements", run.judged)
        rows.reject(run.rejections)
    run.unfinished.discard()
    return run.tally


def extract(text: str, *, published: str | None = None) -> list[dict[str, Any]]:
    """Return the statements of one article in plain text, speakers resolved within it."""
    source = Source(published=published, role="article")
    one = Input(name="text", path=None, source=source, data=text.encode())
    with Record.create(":memory:") as record:
        pages = ReadPages(max_bytes=len(one.data or b"") + 1, repair=False)
        build(Flow(pages=pages), [one], record)
        return in_order(record.rows("statements"))


def in_order(statements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of statements in the order in which an article gives them."""
    return sorted(
        statements,
        key=lambda row: (
            row["article"],
            row["content"][0]["start"],
            row["content"][-1]["end"],
            row["id"],
        ),
    )
