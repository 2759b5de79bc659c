"""What people decide stands before what the machine finds, on every build."""

import pytest
from tests.factories import EXAMPLE, flow

from onrecord.errors import SettingsError, UnknownName
from onrecord.flow import Flow, build
from onrecord.judgements import (
    append_decision,
    decisions_path,
    make_judgement,
    read_decisions,
    undo_decision,
)
from onrecord.model import Source
from onrecord.pages.inputs import Input, find_inputs
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.speakers.linking import LinkSpeakers

ONE = "“The dam at Kessel is safe today and will be safe tomorrow,” Ilse Marrowin said on Monday."
TWO = "“The dam at Kessel is safe today and will be safe tomorrow,” the minister, Ilse Marrowin, told reporters."
THREE = "“We will not open the spillway before the flood is over,” Marrowin said."


def texts(**outlets: str) -> list[Input]:
    return [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in outlets.items()
    ]


def built(inputs, decisions=(), stages=None):
    record = Record.create(":memory:")
    build(stages or flow(), inputs, record, decisions=decisions)
    # what was written can be read on in the same connection
    return record


def utterance_of(record, outlet):
    return next(one["utterance"] for one in record.rows("statements") if one["outlet"] == outlet)


def statement_of(record, outlet):
    return next(one for one in record.rows("statements") if one["outlet"] == outlet)


def outcomes(record):
    return {one["judgement"]: one["outcome"] for one in record.rows("judgements")}


def test_not_same_parts_what_the_machine_links_and_same_joins_what_it_keeps_apart():
    inputs = texts(a=ONE, b=TWO, c=THREE)
    record = built(inputs)
    assert utterance_of(record, "a") == utterance_of(record, "b") != utterance_of(record, "c")
    ids = {name: statement_of(record, name)["id"] for name in "abc"}
    decisions = [
        make_judgement(kind="utterance", judgement="not_same", left=ids["a"], right=ids["b"]),
        make_judgement(kind="utterance", judgement="same", left=ids["a"], right=ids["c"], who="R."),
    ]
    record = built(inputs, decisions)
    assert utterance_of(record, "a") == utterance_of(record, "c") != utterance_of(record, "b")
    assert outcomes(record) == {"not_same": "applied", "same": "applied"}
    judged = [one for one in record.rows("matches") if one["decided_by"] == "judgement"]
    assert any("judged same by R." in one["reasons"][0] for one in judged)
    assert list(verify(record)) == []


def test_things_judged_apart_stay_apart_through_a_third_and_the_conflict_is_told():
    inputs = texts(a=ONE, b=TWO, c=ONE.replace("on Monday", "at noon"))
    record = built(inputs)
    ids = {name: statement_of(record, name)["id"] for name in "abc"}
    assert len({utterance_of(record, name) for name in "abc"}) == 1
    apart = make_judgement(kind="utterance", judgement="not_same", left=ids["a"], right=ids["b"])
    record = built(inputs, [apart])
    assert utterance_of(record, "a") != utterance_of(record, "b")
    chain = [
        make_judgement(kind="utterance", judgement="same", left=ids["a"], right=ids["c"]),
        make_judgement(kind="utterance", judgement="same", left=ids["b"], right=ids["c"]),
    ]
    record = built(inputs, [apart, *chain])
    assert utterance_of(record, "a") != utterance_of(record, "b")
    assert sorted(one["outcome"] for one in record.rows("judgements")) == [
        "applied",
        "applied",
        "conflict",
    ]


def test_split_unsure_and_a_later_decision():
    inputs = texts(a=ONE, b=TWO)
    record = built(inputs)
    left, right = statement_of(record, "a")["id"], statement_of(record, "b")["id"]
    split = make_judgement(kind="utterance", judgement="split", left=left)
    record = built(inputs, [split])
    assert utterance_of(record, "a") != utterance_of(record, "b")
    unsure = make_judgement(kind="utterance", judgement="unsure", left=left, right=right)
    record = built(inputs, [unsure])
    assert utterance_of(record, "a") != utterance_of(record, "b")
    assert [one["relation"] for one in record.rows("differences")] == ["possibly_same"]
    same = make_judgement(kind="utterance", judgement="same", left=left, right=right)
    record = built(inputs, [unsure, same])
    assert utterance_of(record, "a") == utterance_of(record, "b")
    assert outcomes(record) == {"unsure": "overruled", "same": "applied"}


def test_a_decision_finds_its_statement_again_by_place_and_says_when_it_cannot():
    inputs = texts(a=ONE, b=TWO)
    record = built(inputs)
    one, other = statement_of(record, "a"), statement_of(record, "b")
    place = f"{one['article']}:{one['content'][0]['start'] + 1}-{one['content'][0]['end'] - 1}"
    moved = make_judgement(
        kind="utterance", judgement="not_same", left="00gone", left_place=place, right=other["id"]
    )
    record = built(inputs, [moved])
    assert utterance_of(record, "a") != utterance_of(record, "b")
    gone = make_judgement(kind="utterance", judgement="split", left="00gone")
    assert outcomes(built(inputs, [gone])) == {"split": "not_found"}


def test_speakers_are_renamed_joined_and_parted():
    inputs = texts(a=ONE, c="“The river is high and rising fast,” Wim Hask said.")
    record = built(inputs)
    speakers = {one["name"]: one["mentions"][0] for one in record.rows("speakers")}
    assert set(speakers) == {"Ilse Marrowin", "Wim Hask"}
    left, right = speakers["Ilse Marrowin"], speakers["Wim Hask"]
    rename = make_judgement(kind="speaker", judgement="rename", left=left, name="I. Marrowin-Hask")
    same = make_judgement(kind="speaker", judgement="same", left=left, right=right)
    record = built(inputs, [rename, same])
    assert [one["name"] for one in record.rows("speakers")] == ["I. Marrowin-Hask"]
    assert outcomes(record) == {"rename": "applied", "same": "applied"}


def test_stories_are_joined_and_parted():
    inputs = texts(a=ONE, b=TWO)
    record = built(inputs)
    left, right = [one["id"] for one in record.rows("articles")]
    apart = make_judgement(kind="story", judgement="not_same", left=left, right=right)
    assert built(inputs, [apart]).counts()["stories"] == 2
    inputs = texts(
        a=ONE, b="A recipe: leeks, butter and salt go into the pan, the cook said. Then cream."
    )
    assert built(inputs, stages=Flow()).counts()["stories"] == 2
    left, right = [one["id"] for one in built(inputs).rows("articles")]
    same = make_judgement(kind="story", judgement="same", left=left, right=right)
    assert built(inputs, [same], Flow()).counts()["stories"] == 1


def test_the_file_keeps_what_was_decided_and_what_was_undone(tmp_path):
    path = decisions_path(tmp_path / "r.db")
    one = make_judgement(
        kind="utterance", judgement="same", left="b", right="a", left_place="x:1-2",
        who='R. "Ed" Itor\n', decided_at="2031-03-12T10:00:00+00:00", note="naïve \x85 \ud7ff",
    )  # fmt: skip
    other = make_judgement(kind="speaker", judgement="rename", left="m", name="Ilse")
    append_decision(path, one)
    append_decision(path, other)
    assert read_decisions(path) == [one, other]
    assert (one.left, one.right, one.right_place) == ("a", "b", "x:1-2")
    undone = undo_decision(path, one.id[:6], "2031-03-13")
    assert read_decisions(path) == [undone, other]
    with pytest.raises(UnknownName):
        undo_decision(path, one.id[:6], "2031-03-14")


def test_the_file_bears_any_characters(tmp_path):
    path = tmp_path / "r.decisions.toml"
    made = [
        make_judgement(kind="utterance", judgement="split", left="a", note=note, who=note)
        for note in ("😀 two halves in JSON", "del \x7f tab \t nul \x00", 'quote " and \\ slash')
    ]
    for one in made:
        append_decision(path, one)
    assert read_decisions(path) == made
    append_decision(
        path, make_judgement(kind="utterance", judgement="split", left="b", note="\udc80")
    )
    assert len(read_decisions(path)) == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[decision]]\nkind = 'utterance'\n", "judgement of a decision"),
        ("[[decision]]\nkind = 'x'\njudgement = 'same'\n", "kind of a decision"),
        ("[[decision]]\nkind = 'utterance'\njudgement = 'same'\nleft = 'a'\n", "two things"),
        ("[[decision]]\nkind = 'story'\njudgement = 'rename'\nleft = 'a'\nname = 'x'\n", "rename"),
        ("[[decision]]\nwords = 1\n", "key of decision 1"),
        ("decision = 3", "not readable|not iterable|decision"),
        ("[[", "not readable"),
    ],
)
def test_a_broken_file_is_an_error_that_says_where(tmp_path, text, message):
    path = tmp_path / "r.decisions.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=message):
        read_decisions(path)


def test_a_table_of_names_joins_names_gives_ids_and_keeps_apart(tmp_path):
    table = tmp_path / "people.csv"
    table.write_text(
        "name,alias,wikidata\nIlse Marrowin,Elsa Marrowin,Q1\nWater Board,WB,Q2\nElsa Brandt,,Q3\n"
    )
    inputs = texts(
        a="“The dam is safe today,” Ilse Marrowin said.",
        b="“The dam was never safe,” Elsa Marrowin said.",
        c="“The dam is old,” Elsa Brandt said.",
    )
    stages = flow(speakers=LinkSpeakers(table=str(table)))
    speakers = {one["name"]: one for one in built(inputs, stages=stages).rows("speakers")}
    assert set(speakers) == {"Ilse Marrowin", "Elsa Brandt"}
    assert speakers["Ilse Marrowin"]["external_ids"] == {"wikidata": "Q1"}
    assert len(built(inputs).rows("speakers")) == 3
    table.write_text("name,alias\nIlse,I\nElsa,I\n")
    with pytest.raises(SettingsError, match="line 3"):
        built(inputs, stages=stages)


def test_the_order_of_inputs_changes_nothing_that_was_decided():
    inputs = texts(a=ONE, b=TWO, c=ONE.replace("on Monday", "at noon"))
    record = built(inputs)
    ids = {name: statement_of(record, name)["id"] for name in "abc"}
    apart = make_judgement(kind="utterance", judgement="not_same", left=ids["a"], right=ids["b"])
    found = find_inputs([str(EXAMPLE)])[0]
    first = built([*inputs, *found], [apart])
    second = built([*found, *reversed(inputs)], [apart])
    for table in ("utterances", "differences", "judgements"):
        assert first.rows(table) == second.rows(table)
