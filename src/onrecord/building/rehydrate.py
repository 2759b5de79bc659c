"""A record that came without texts, filled from one's own copies of its pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from onrecord.building.intake import pages_of
from onrecord.building.run import Run
from onrecord.building.stages import Flow
from onrecord.engine import chosen
from onrecord.errors import RecordError
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.record.texts import Filled, fill

__all__ = ["rehydrate"]


def rehydrate(flow: Flow, inputs: Sequence[Input], record: Record) -> Filled:
    """Fill a record that came without texts from one's own copies of its pages.

    A page is found by the digest of its bytes, wherever it lies among the inputs; its text is
    taken only if it has the digest that the record kept. Raises RecordError where a page is at
    hand but this version reads another text from it.
    """
    wanted: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in record.rows("pages"):
        wanted[row["sha256"]].append(row)
    digests = {row["id"]: (row["page"], row["text_sha256"]) for row in record.rows("articles")}
    flow = replace(flow, engine=chosen(flow.engine))
    run = Run(flow=flow)
    texts: dict[str, str] = {}
    data: dict[str, bytes] = {}
    for page in pages_of(run, inputs):
        for row in wanted.get(page.sha256, ()):
            source = Source(
                outlet=row["outlet"], url=row["url"], published=row["published"], role=row["role"]
            )
            same = replace(page, id=row["id"], input=row["input"], source=source)
            data[row["id"]] = page.data
            for made in flow.articles.run(same, run.tally):
                if digests.get(made.id) == (row["id"], made.text_sha256):
                    texts[made.id] = made.text
    changed = [id_ for id_, (page, _) in digests.items() if page in data and id_ not in texts]
    if changed:
        message = (
            f"{len(changed)} articles read otherwise by this version than by the one that made the "
            "record; fill it with that version (see its `origins`)"
        )
        raise RecordError(message)
    return fill(record, texts, data)
