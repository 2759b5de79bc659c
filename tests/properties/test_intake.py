"""Pages come in some at a time, however many an input holds; how many makes no difference to the record."""

import json

import pytest
from tests.factories import EXAMPLE, flow

from onrecord.articles.extract import ExtractArticles
from onrecord.building import intake
from onrecord.building.run import Run
from onrecord.flow import build
from onrecord.model import Source
from onrecord.pages.inputs import Input, find_inputs
from onrecord.pages.read import ReadPages
from onrecord.record.store import EXPORTED, Record
from onrecord.record.writing import Writing
from onrecord.stage import Silent, unwatched


def _archive() -> Input:
    """Return the example's articles as one input of JSON Lines, with a line that is none and one twice."""
    inputs, _ = find_inputs([str(EXAMPLE)])
    rows = [
        {"text": one.path.read_text(encoding="utf-8"), "outlet": one.name.rpartition("/")[2]}
        for one in inputs
    ]
    nobodys = json.dumps({"text": f"{rows[0]['text']} Nobody says who printed this."})
    # the first outlet's text again is that page; of two of no outlet it is told
    lines = [*map(json.dumps, rows), "{", json.dumps(rows[0]), nobodys, nobodys]
    return Input(
        name="news.jsonl", path=None, source=Source(), data="\n".join(lines).encode("utf-8")
    )


def _tables(inputs, progress=None, **changes) -> dict[str, list]:
    with Record.create(":memory:") as record:
        build(flow(**changes), inputs, record, progress=progress or Silent())
        tables = {table: record.rows(table) for table in (*EXPORTED, "rejections")}
    for rows in tables.values():  # settings are part of an origin, and what a page may have is one
        for row in rows:
            row.pop("origin", None)
    tables.pop("origins")
    return tables


@pytest.fixture(scope="module")
def archive() -> Input:
    return _archive()


@pytest.fixture(scope="module")
def whole(archive):
    return _tables([archive])


def test_an_input_larger_than_a_page_may_be_is_read_page_by_page(archive, whole, monkeypatch):
    longest = max(len(line) for line in archive.data.splitlines())
    assert longest < archive.n_bytes
    settings = {"pages": ReadPages(max_bytes=longest)}
    mapped = []
    original = Run.made

    def made(self, stage, items, name):
        mapped.append(type(stage))
        return original(self, stage, items, name)

    monkeypatch.setattr(Run, "made", made)
    assert _tables([archive], **settings) == whole
    assert ReadPages not in mapped
    assert ExtractArticles in mapped
    assert len(whole["articles"]) > 3
    assert sorted(row["reason"] for row in whole["rejections"]) == ["duplicate", "not_json"]


@pytest.mark.parametrize("share", [1, 3_000])
def test_few_pages_at_a_time_make_the_same_record(archive, whole, monkeypatch, share):
    written = []
    original = Writing.pages

    def pages(self, some):
        written.append(len(some))
        original(self, some)

    monkeypatch.setattr(intake, "_SHARE", share)
    monkeypatch.setattr(Writing, "pages", pages)
    assert _tables([archive]) == whole
    assert sum(written) == len(whole["pages"])
    assert max(written) < len(whole["pages"])


def test_how_far_it_is_is_told_of_inputs_and_of_pages_where_nobody_knows_how_many(archive):
    class Heard(Silent):
        def __init__(self):
            self.totals = {}

        def over(self, stage):
            def hear(items, total):
                self.totals[stage] = total
                return unwatched(items, total)

            return hear

    heard = Heard()
    _tables([archive], heard)
    assert heard.totals["articles"] == 1
    longest = max(len(line) for line in archive.data.splitlines())
    _tables([archive], heard, pages=ReadPages(max_bytes=longest))
    assert heard.totals["articles"] == 0
