"""A build that is ended: the next one takes what it had made, and the record is that of an undisturbed one."""

import random
import sqlite3
from dataclasses import replace

import pytest
from tests.events import FLOW, at_once, everything, rows

from onrecord.accounts import CompareAccounts
from onrecord.alone import ReadArticles
from onrecord.articles.extract import ExtractArticles
from onrecord.engine.local import LocalEngine
from onrecord.flow import build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.stage import Silent
from onrecord.statements.attribute import AttributeStatements

AT_ONCE = replace(FLOW, engine=LocalEngine(workers=1, keep_seconds=1e-9))
"""Keeps everything as it is made."""
STEPS = {"articles": ExtractArticles, "statements": ReadArticles, "utterances": CompareAccounts}


@pytest.fixture(scope="module")
def whole():
    return at_once(everything())


@pytest.fixture
def n_done(monkeypatch):
    """How many items each step was given."""
    counts = dict.fromkeys(STEPS, 0)

    def counting(stage, run):
        def counted(self, *arguments, **named):
            counts[stage] += 1
            return run(self, *arguments, **named)

        return counted

    for stage, step in STEPS.items():
        monkeypatch.setattr(step, "run", counting(stage, step.run))
    return counts


class Ending(Silent):
    """Ends a build while it is at a stage, after so many items."""

    def __init__(self, stage: str, after: int = 0) -> None:
        self.stage, self.after = stage, after

    def over(self, stage):
        def passing(items, total):
            del total
            for number, item in enumerate(items):
                if stage == self.stage and number == self.after:
                    raise KeyboardInterrupt
                yield item

        return passing


def begin(path, inputs, progress, flow=AT_ONCE):
    with pytest.raises(KeyboardInterrupt), Record.create(path) as record:
        build(flow, inputs, record, progress=progress)


def complete(path, inputs, flow=AT_ONCE):
    with Record.create(path) as record:
        tally = build(flow, inputs, record)
    with Record.read(path) as record:
        assert list(verify(record)) == []
        return rows(record), tally


def part_of(path):
    return path.with_name(f"{path.name}-unfinished")


@pytest.mark.parametrize(
    ("stage", "after"), [("articles", 4), ("statements", 5), ("utterances", 2)]
)
def test_what_a_build_had_made_when_it_was_ended_is_not_made_again(
    whole, tmp_path, n_done, stage, after
):
    path = tmp_path / "r.db"
    begin(path, everything(), Ending(stage, after))
    assert part_of(path).is_file()
    before = dict(n_done)
    made, tally = complete(path, everything())
    assert made == whole
    assert not part_of(path).exists()
    n_lacking = {step: n_done[step] - before[step] for step in STEPS}
    expected = {
        "articles": {
            "articles": 7,
            "statements": 12,
            "utterances": 4,
        },  # the fifth was told when it ended
        "statements": {"articles": 0, "statements": 7, "utterances": 4},
        "utterances": {"articles": 0, "statements": 0, "utterances": 2},
    }
    assert n_lacking == expected[stage]
    assert sum(n for name, n in tally.items() if name.startswith("resumed.")) >= after


def test_builds_ended_again_and_again_come_to_an_end(whole, tmp_path):
    path, rng = tmp_path / "r.db", random.Random(5)
    for stage in ("articles", "articles", "statements", "statements", "utterances"):
        begin(path, everything(), Ending(stage, rng.randrange(2)))
    assert complete(path, everything())[0] == whole


def test_a_record_that_grows_is_resumed_too(whole, tmp_path):
    path, inputs = tmp_path / "r.db", everything()
    complete(path, inputs[:5])
    begin(path, inputs, Ending("utterances", 1))
    assert complete(path, inputs)[0] == whole


def test_fewer_inputs_than_the_build_that_was_ended_leave_no_trace_of_the_others(tmp_path):
    path, inputs = tmp_path / "r.db", everything()
    begin(path, inputs, Ending("utterances", 1))
    assert complete(path, inputs[:7])[0] == at_once(inputs[:7])


def test_what_is_told_of_a_page_anew_counts(tmp_path):
    path, inputs = tmp_path / "r.db", everything()
    begin(path, inputs, Ending("statements", 5))
    later = [
        replace(one, source=replace(one.source, published="2031-04-01", title="A headline"))
        for one in inputs
    ]
    assert complete(path, later)[0] == at_once(later)


def test_other_settings_take_nothing(tmp_path, n_done):
    path = tmp_path / "r.db"
    begin(path, everything(), Ending("statements", 11))
    before = n_done["statements"]
    other = replace(AT_ONCE, statements=AttributeStatements(extractor="rules", max_paragraph=7_000))
    made, _ = complete(path, everything(), other)
    assert n_done["statements"] - before == 12
    assert made == at_once(everything(), other)


@pytest.mark.parametrize("damage", ["bytes", "no database", "a folder", "another table"])
def test_a_damaged_rest_costs_time_and_nothing_else(whole, tmp_path, damage):
    path = tmp_path / "r.db"
    begin(path, everything(), Ending("utterances", 3))
    part = part_of(path)
    data = bytearray(part.read_bytes())
    if damage == "bytes":
        rng = random.Random(11)
        for at in rng.sample(range(100, len(data)), 60):
            data[at] ^= 1 << rng.randrange(8)
        part.write_bytes(data)
    elif damage == "no database":
        part.write_bytes(b"a list of what to buy\n" * 300)
    else:
        part.unlink()
        if damage == "a folder":
            part.mkdir()
        else:
            with sqlite3.connect(part) as db:
                db.execute("CREATE TABLE made (what TEXT)")
            db.close()
    assert complete(path, everything())[0] == whole


def test_a_page_that_was_rejected_is_told_again(tmp_path):
    path, empty = tmp_path / "r.db", Input(name="a.txt", path=None, source=Source(), data=b"-\n")
    inputs = [empty, *everything()]
    begin(path, inputs, Ending("utterances", 1))
    made, _ = complete(path, inputs)
    assert [row["reason"] for row in made["rejections"]] == ["no_article"]
    assert made == at_once(inputs)


@pytest.mark.parametrize("keep_seconds", [0, 3600])
def test_small_work_leaves_no_file(tmp_path, keep_seconds):
    path = tmp_path / "r.db"
    flow = replace(FLOW, engine=LocalEngine(workers=1, keep_seconds=keep_seconds))
    begin(path, everything(), Ending("utterances", 3), flow)
    assert not part_of(path).exists()
    with Record.create(":memory:") as record:
        build(AT_ONCE, everything(), record)
    assert not list(tmp_path.glob("*:memory:*"))
