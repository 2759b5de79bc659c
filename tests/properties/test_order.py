"""Order of input never matters; exchanging outlets mirrors; adding what is unrelated changes nothing."""

import random

import numpy as np
import pytest
from tests.factories import EXAMPLE, flow

from onrecord.engine import pairing
from onrecord.engine.local import LocalEngine
from onrecord.flow import build
from onrecord.model import Source
from onrecord.pages.inputs import Input, find_inputs
from onrecord.record.store import EXPORTED, Record
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements


def tables(inputs, **changes) -> dict[str, list]:
    with Record.create(":memory:") as record:
        build(flow(**changes), inputs, record)
        return {table: record.rows(table) for table in EXPORTED}


@pytest.fixture(scope="module")
def inputs():
    return find_inputs([str(EXAMPLE)])[0]


@pytest.mark.parametrize("seed", range(4))
def test_the_record_is_the_same_in_whatever_order(inputs, seed):
    shuffled = random.Random(seed).sample(inputs, len(inputs))
    assert tables(shuffled) == tables(inputs)


def test_the_record_is_the_same_with_workers(inputs):
    assert tables(inputs, engine=LocalEngine(workers=2, parallel_from=2)) == tables(inputs)


def test_the_record_is_the_same_in_one_build_or_several(inputs, tmp_path):
    path = tmp_path / "record.db"
    for one in inputs:
        with Record.create(path) as record:
            build(flow(), [one], record)
    with Record.read(path) as record:
        assert {table: record.rows(table) for table in EXPORTED} == tables(inputs)


def test_a_later_build_reads_no_article_twice_unless_a_setting_has_changed(
    inputs, tmp_path, monkeypatch
):
    path = tmp_path / "record.db"
    read: list[str] = []
    whole = AttributeStatements.read

    def counted(self, article, words):
        read.append(article.input)
        return whole(self, article, words)

    monkeypatch.setattr(AttributeStatements, "read", counted)
    with Record.create(path) as record:
        build(flow(), inputs[:-1], record)
    n_first = len(read)
    with Record.create(path) as record:
        build(flow(), inputs[-1:], record)
    assert set(read[n_first:]) <= {inputs[-1].name}
    with Record.create(path) as record:
        build(flow(statements=AttributeStatements(min_confidence=0.1)), [], record)
    assert len(read) >= 2 * n_first


def rows_by_outlet(texts: dict[str, str]) -> set:
    inputs = [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in texts.items()
    ]
    made = tables(inputs)
    outlet = {row["id"]: row["outlet"] for row in made["articles"]}
    return {
        (
            row["relation"],
            outlet[row["left_article"]],
            outlet[row["right_article"]],
            row["text"],
            tuple(row["guards"]),
        )
        for row in made["differences"]
        if row["relation"] in {"ends_earlier", "starts_later", "words_absent_inside"}
    }


def test_exchanging_two_outlets_mirrors_every_row():
    one = (EXAMPLE / "harbour-courier.txt").read_text(encoding="utf-8")
    other = (EXAMPLE / "meridian-wire.txt").read_text(encoding="utf-8")
    there = rows_by_outlet({"A": one, "B": other})
    back = rows_by_outlet({"B": one, "A": other})
    swap = {"A": "B", "B": "A"}
    assert there
    assert {(r, swap[a], swap[b], t, g) for r, a, b, t, g in back} == there


def test_an_unrelated_article_changes_no_difference(inputs):
    text = "Glassblowers in Norrland held their yearly fair. “Our ovens were never hotter,” Ada Quill said."
    extra = Input(name="fair.txt", path=None, source=Source(outlet="Fair News"), data=text.encode())
    before, after = tables(inputs), tables([*inputs, extra])
    assert after["differences"] == before["differences"]


def test_a_reprint_adds_no_independent_text(inputs):
    with_copy = tables(inputs)["stories"][0]["n_independent"]
    without = [one for one in inputs if "northgate" not in one.name]
    assert tables(without)["stories"][0]["n_independent"] == with_copy


def test_common_keys_pair_neighbours_alone_and_are_counted():
    tally = Tally()
    engine = LocalEngine(max_per_key=8)
    assert list(engine.pairs(lambda item: [item % 2], [0, 1, 2, 3, 4], tally))[:2] == [
        (0, 2),
        (0, 4),
    ]
    pairs = list(engine.pairs(lambda _: ["all"], list(range(100)), tally))
    assert len(pairs) < 300
    assert {(i, i + 1) for i in range(99)} <= set(pairs)
    assert tally["pairs.key_common"] == 1


def test_pairs_share_as_many_keys_as_are_asked():
    keys = {0: "ab", 1: "abc", 2: "bc"}
    engine = LocalEngine()
    assert list(engine.pairs(keys.get, [0, 1, 2], Tally(), 2)) == [(0, 1), (1, 2)]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("max_met", [0, 40, 80])
def test_a_pair_is_told_once_whoever_finds_it(seed, max_met):
    rng = random.Random(seed)
    words = [chr(97 + n) * (n + 1) for n in range(16)]  # the later, the rarer
    keys = [[one for one in words if rng.random() < 3 / (3 + len(one))] for _ in range(80)]
    engine = LocalEngine(max_per_key=50)
    pairs = list(engine.pairs(keys.__getitem__, range(80), Tally(), 2, max_met))
    assert pairs
    assert len(pairs) == len(set(pairs))
    assert all(left < right for left, right in pairs)


def test_a_key_that_holds_its_items_pairs_neighbours_and_keeps_them_together():
    engine = LocalEngine()
    keys = {n: ["all", f"k{n % 2}"] for n in range(40)}
    every = list(engine.pairs(keys.get, list(range(40)), Tally()))
    fewer = list(engine.pairs(keys.get, list(range(40)), Tally(), holds={"all"}.__contains__))
    assert len(every) == 40 * 39 / 2
    assert set(fewer) < set(every)
    assert {(n, n + 1) for n in range(39)} <= set(fewer)
    assert {(n, m) for n, m in every if n % 2 == m % 2} <= set(fewer), "the other keys as before"


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("at_once", [1, 50, 4_000_000])
def test_keys_in_arrays_pair_as_keys_one_by_one_do(seed, at_once, monkeypatch):
    monkeypatch.setattr(pairing, "_AT_ONCE", at_once)
    rng = random.Random(seed)
    keys = [
        sorted({int(rng.expovariate(0.1)) for _ in range(rng.randint(0, 9))}) for _ in range(90)
    ]
    arrays = [np.array(one, dtype=np.uint64) for one in keys]
    engine = LocalEngine(max_per_key=rng.choice([3, 12, 400]))
    for min_shared in (1, 2):
        tallies = Tally(), Tally()
        one_by_one = list(engine.pairs(keys.__getitem__, range(90), tallies[0], min_shared))
        assert one_by_one
        assert (
            list(engine.pairs(arrays.__getitem__, range(90), tallies[1], min_shared)) == one_by_one
        )
        assert tallies[0] == tallies[1]
