"""A record that grows: equal to one built at once, and only what changes is worked out anew."""

import json
import random
from dataclasses import replace

import pytest
from tests.events import EVENTS, FLOW, at_once, everything, rows
from tests.factories import EXAMPLE

from onrecord import alone
from onrecord.accounts import CompareAccounts
from onrecord.building import telling
from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError, NoSuchItem
from onrecord.flow import build
from onrecord.judgements import make_judgement
from onrecord.model import Source
from onrecord.pages.inputs import Input, find_inputs
from onrecord.record.searching import Search
from onrecord.record.store import Record
from onrecord.record.texts import copy_without_texts
from onrecord.record.verify import verify
from onrecord.speakers.voices import FindVoices
from onrecord.stories.grouping import GroupStories
from onrecord.views.history import history, show_history


@pytest.fixture(scope="module")
def whole() -> dict[str, list]:
    made = at_once(everything())
    assert len(made["stories"]) == len(EVENTS)
    assert any(
        region["role"] == "furniture" for row in made["articles"] for region in row["regions"]
    )
    assert made["figures"]
    assert any("condition" in row["guards"] for row in made["differences"])
    return made


@pytest.mark.parametrize("seed", range(6))
def test_a_record_built_in_parts_is_the_record_built_at_once(whole, tmp_path, seed):
    rng = random.Random(seed)
    inputs = rng.sample(everything(), 12)
    cuts = sorted(rng.sample(range(1, 12), rng.randint(1, 4)))
    path = tmp_path / "r.db"
    for start, end in zip([0, *cuts], [*cuts, 12], strict=True):
        with Record.create(path) as record:
            build(FLOW, inputs[start:end], record)
        with Record.read(path) as record:
            assert list(verify(record)) == []
            found = record.search_statements(Search(words="tram"))
            assert found[0] == sum(
                "tram" in str(row["content"]) for row in record.rows("statements")
            )
    with Record.read(path) as record:
        assert rows(record) == whole


def test_a_story_that_nothing_was_added_to_is_left_alone(tmp_path, monkeypatch):
    compared: list[set[str]] = []
    run = CompareAccounts.run

    def noted(self, item, *rest):
        compared.append({one.input for one in item.articles})
        return run(self, item, *rest)

    monkeypatch.setattr(CompareAccounts, "run", noted)
    flow = replace(FLOW, engine=LocalEngine(workers=1))
    path = tmp_path / "r.db"
    ferry = [one for one in everything() if "ferry" in one.name]
    others = [one for one in everything() if "ferry" not in one.name]
    with Record.create(path) as record:
        build(flow, [*others, *ferry[:2]], record)
    assert len(compared) == len(EVENTS)
    compared.clear()
    with Record.create(path) as record:
        tally = build(flow, ferry[2:], record)
    # not the vote's either, though Orla Brennick speaks in both and may have another id now
    assert compared == [{one.name for one in ferry}]
    assert tally["stories.kept"] == len(EVENTS) - 1
    compared.clear()
    with Record.create(path) as record:
        build(flow, [], record)
    assert not compared
    with Record.create(path) as record:
        build(replace(flow, utterances=replace(flow.utterances, open_run=7)), [], record)
    assert len(compared) == len(EVENTS), "a setting of theirs makes all be worked out anew"


@pytest.mark.parametrize("seed", range(4))
def test_an_id_that_a_group_once_had_leads_to_where_its_first_member_is(tmp_path, seed):
    inputs = random.Random(seed).sample(everything(), 12)
    path = tmp_path / "r.db"
    members = {"stories": "articles", "utterances": "statements", "speakers": "mentions"}
    had: dict[tuple[str, str], str] = {}
    for start in (0, 4, 8):
        with Record.create(path) as record:
            build(FLOW, inputs[start : start + 4], record)
            for table, column in members.items():
                had |= {(table, row["id"]): min(row[column]) for row in record.rows(table)}
    with Record.read(path) as record:
        now = {table: {row["id"] for row in record.rows(table)} for table in members}
        former = [(table, id_) for table, id_ in had if id_ not in now[table]]
        assert {table for table, _ in former} == set(members)
        for table, id_ in former:
            for asked in (id_, id_[:8]):
                found = record.find(asked)
                assert found[0] == table
                assert had[table, id_] in record.row(*found)[members[table]]
        with pytest.raises(NoSuchItem):
            record.find("0123456789abcdef" * 2)


def test_builds_tell_what_they_did_to_stories(tmp_path):
    path = tmp_path / "r.db"
    ferry = [one for one in everything() if "ferry" in one.name]
    fair = [one for one in everything() if "fair" in one.name]
    for inputs in ([*ferry[:1], *fair[:2]], ferry[1:], []):
        with Record.create(path) as record:
            build(FLOW, inputs, record)
    with Record.read(path) as record:
        first, second = history(record)
        of = {row["input"]: row["story"] for row in record.rows("articles")}
        articles = record.rows("articles")
    assert (first["build"], second["build"]) == (1, 2)
    assert {one["now"] for one in first["stories"]} == {of[ferry[0].name], of[fair[0].name]}
    assert [one["was"] for one in first["stories"]] == [[], []]
    (joined,) = second["stories"]
    assert joined["story"] == joined["now"] == of[ferry[0].name]
    assert [one["outlet"] for one in joined["articles"]] == [
        row["label"] for row in articles if row["input"] in {one.name for one in ferry[1:]}
    ]
    assert not joined["parted"]
    shown = list(show_history([first, second]))
    assert shown[0] == "build 1: stories begun: 2, changed: 0"
    assert shown[3] == "build 2: stories begun: 0, changed: 1"
    assert ": joined by " in shown[4]
    # a word of a person parts them again, and that is told too
    ids = sorted(row["id"] for row in articles if row["story"] == of[ferry[0].name])
    apart = make_judgement(kind="story", judgement="split", left=ids[-1])
    with Record.create(path) as record:
        build(FLOW, [], record, decisions=[apart])
        parted = history(record)[-1]
    assert [one["parted"] for one in parted["stories"]] == [True, True]
    with Record.create(path) as record:
        build(FLOW, [], record)
        joined = history(record)[-1]
    assert [len(one["was"]) for one in joined["stories"]] == [2]
    assert "one story now; before, these were " in list(show_history([joined]))[-1]


def test_what_an_article_gives_by_itself_is_worked_out_once(whole, tmp_path, monkeypatch):
    seen: list[str] = []

    def noted(made, name):
        return lambda article, *rest: [
            seen.append(f"{name} {article.input}"),
            made(article, *rest),
        ][1]

    def voices(self, item, tally):
        seen.append(f"voices {item[0].input}")
        return run(self, item, tally)

    run = FindVoices.run
    monkeypatch.setattr(FindVoices, "run", voices)
    monkeypatch.setattr(alone, "read_terms", noted(alone.read_terms, "terms"))
    flow = replace(FLOW, engine=LocalEngine(workers=1))
    path = tmp_path / "r.db"
    first, *others = everything()
    with Record.create(path) as record:
        build(flow, others, record)
    assert len(seen) == 2 * len(others)
    seen.clear()
    with Record.create(path) as record:
        tally = build(flow, [first], record)
        assert rows(record) == whole
    assert sorted(seen) == [f"terms {first.name}", f"voices {first.name}"]
    assert tally["mentions"] == len(whole["mentions"])
    seen.clear()
    with Record.create(path) as record:
        build(replace(flow, voices=replace(flow.voices, min_confidence=0.9)), [], record)
    assert seen == [f"voices {one.name}" for one in sorted_by_id(whole)], "a changed setting"


def test_an_article_that_cannot_be_read_costs_itself_alone_and_is_asked_for_again(
    whole, tmp_path, monkeypatch
):
    first, *others = everything()
    flow = replace(FLOW, engine=LocalEngine(workers=1))
    path = tmp_path / "r.db"

    def broken(article, *rest):
        if article.input == first.name:
            raise ArithmeticError(article.input)
        return find(article, *rest)

    find = alone.find_mentions
    with monkeypatch.context() as patch, Record.create(path) as record:
        patch.setattr(alone, "find_mentions", broken)
        build(flow, everything(), record)
        rejected = record.rows("rejections")
        assert {(one["input"], one["reason"]) for one in rejected} == {(first.name, "stage_failed")}
        assert record.counts()["articles"] == len(others) + 1
        assert record.counts()["statements"] > 0
    with Record.read(path) as record:
        assert list(verify(record)) == []
    with Record.create(path) as record:
        build(flow, [], record)
        assert rows(record) == whole


@pytest.mark.parametrize("damage", [b"", b"\x00\xff\x01", b"[]", b"[[[]], [[9, 9]], [[1]]]", b"7"])
def test_notes_that_are_damaged_are_named_and_made_again(whole, tmp_path, damage):
    path = tmp_path / "r.db"
    with Record.create(path) as record:
        build(FLOW, everything()[:-1], record)
        record.connection().execute("UPDATE memos SET value = ? WHERE rowid % 3 > 0", (damage,))
        record.connection().execute("UPDATE memos SET key = 'x' || key WHERE rowid % 5 = 1")
        record.connection().commit()
    with Record.read(path) as record:
        assert len({one.id for one in verify(record) if one.table == "memos"}) > 5
        assert all(one.table == "memos" for one in verify(record))
    with Record.create(path) as record:
        build(FLOW, everything()[-1:], record)
        assert rows(record) == whole
    with Record.read(path) as record:
        assert list(verify(record)) == []


def test_another_setting_of_voices_writes_their_links_anew(tmp_path):
    said = "“The dam at Kessel is safe,” Ilse Marrowin said.\n\n“It will stay shut,” Marrowin said."
    again = Input(name="again.txt", path=None, source=Source(outlet="Echo"), data=said.encode())
    inputs = [*everything(), again]
    doubting = replace(FLOW, voices=replace(FLOW.voices, min_confidence=0.97))
    path = tmp_path / "r.db"
    with Record.create(path) as record:
        build(FLOW, inputs, record)
        before = rows(record)
    with Record.create(path) as record:
        build(doubting, [], record)
        after = rows(record)
    anew = at_once(inputs, doubting)
    assert anew["matches"] != before["matches"]
    for table in anew.keys() - {"origins"}:  # which also has those of before
        assert after[table] == anew[table], table


@pytest.mark.parametrize(
    "first", [{"bodies": "rules"}, {"min_words": 60}, {"transcript_share": 0.1}], ids=str
)
def test_other_settings_of_articles_read_known_pages_anew(tmp_path, first):
    texts = find_inputs([str(EXAMPLE)])[0]
    row = {
        "text": texts[0].path.read_text(encoding="utf-8"),
        "title": "Given",
        "byline": "Edda Voss",
    }
    short = {"text": "The dam holds, said Ilse Marrowin. Nobody else was asked about it."}
    rows_ = Input(
        name="rows.jsonl",
        path=None,
        source=Source(),
        data="\n".join(map(json.dumps, (row, short))).encode(),
    )
    inputs = [*texts, rows_]
    path = tmp_path / "r.db"
    for settings, other in ((first, {}), ({}, first)):
        path.unlink(missing_ok=True)
        flow = replace(FLOW, articles=replace(FLOW.articles, **settings))
        again = replace(FLOW, articles=replace(FLOW.articles, **other))
        with Record.create(path) as record:
            build(flow, inputs, record)
            before = rows(record)
        with Record.create(path) as record:
            tally = build(again, inputs, record)
            after = rows(record)
        assert tally["articles.extracted_again"] == len(before["articles"]) - (
            len(before["articles"]) > len(after["articles"])
        )
        anew = at_once(inputs, again)
        for table in anew.keys() - {"origins"}:
            assert after[table] == anew[table], table
        assert before["articles"] != after["articles"]
        with Record.read(path) as record:
            assert list(verify(record)) == []


def test_a_record_without_texts_keeps_the_articles_it_has(tmp_path):
    path, bare = tmp_path / "r.db", tmp_path / "bare.db"
    with Record.create(path) as record:
        build(FLOW, everything(), record)
    copy_without_texts(path, bare)
    again = replace(FLOW, articles=replace(FLOW.articles, bodies="rules"))
    with Record.create(bare) as record:
        before = [(row["id"], row["n_chars"], row["title"]) for row in record.rows("articles")]
        tally = build(again, [], record)
        after = [(row["id"], row["n_chars"], row["title"]) for row in record.rows("articles")]
    assert [one[0] for one in after] == [one[0] for one in before]
    assert tally["articles.extracted_again"] == 0


def sorted_by_id(whole):
    inputs = {one.name: one for one in everything()}
    return [inputs[row["input"]] for row in sorted(whole["articles"], key=lambda row: row["id"])]


def test_a_decision_ties_stories_together_and_is_undone_without_a_trace(whole, tmp_path):
    of = {row["id"]: row["input"] for row in whole["articles"]}
    tram = next(one for one in whole["statements"] if "tram line of" in str(one["content"]))
    glass = next(one for one in whole["statements"] if "ovens" in str(one["content"]))
    assert of[tram["article"]] != of[glass["article"]]
    left, right = sorted((tram["id"], glass["id"]))
    same = make_judgement(kind="utterance", judgement="same", left=left, right=right)
    path = tmp_path / "r.db"
    with Record.create(path) as record:
        build(FLOW, everything(), record)
    with Record.create(path) as record:
        build(FLOW, [], record, decisions=[same])
        tied = rows(record)
    assert tied == at_once(everything(), decisions=[same])
    utterance = {one["id"]: one["utterance"] for one in tied["statements"]}
    assert utterance[left] == utterance[right]
    assert [one["outcome"] for one in tied["judgements"]] == ["applied"]
    with Record.create(path) as record:
        build(FLOW, [], record)
        assert rows(record) == whole


def test_stories_of_an_earlier_version_leave_nothing_behind(whole, tmp_path):
    path = tmp_path / "r.db"
    with Record.create(path) as record:
        build(FLOW, everything(), record)
    with Record.create(path) as record:
        db = record.connection()
        db.execute("PRAGMA defer_foreign_keys = ON")
        for statement in (
            "DELETE FROM shards",
            "DELETE FROM digests",
            "UPDATE statements SET utterance = 'old' || utterance",
            "UPDATE differences SET id = 'old' || id, utterance = 'old' || utterance",
            "UPDATE utterances SET id = 'old' || id, not_found_in = '[]'",
            "UPDATE figures SET id = 'old' || id",
            "UPDATE matches SET id = 'old' || id",
            "UPDATE mentions SET id = 'old' || id, origin = 'old'",
        ):
            db.execute(statement)
        db.commit()
    with Record.create(path) as record:
        build(FLOW, [], record)
    with Record.read(path) as record:
        assert rows(record) == whole
        assert list(verify(record)) == []


def test_stories_that_are_tied_and_kept_follow_their_speakers(tmp_path):
    inputs = everything()
    tied = [one for one in inputs if "vote" in one.name or "fair" in one.name]
    with Record.create(":memory:") as record:
        build(FLOW, tied, record)
        made = record.rows("statements")
    left = next(one for one in made if "tram line of" in str(one["content"]))
    right = next(one for one in made if "ovens" in str(one["content"]))
    ends = sorted((left["id"], right["id"]))
    same = make_judgement(kind="utterance", judgement="same", left=ends[0], right=ends[1])
    for seed in range(4):
        path = tmp_path / f"{seed}.db"
        others = [one for one in inputs if one not in tied]
        random.Random(seed).shuffle(others)
        with Record.create(path) as record:
            build(FLOW, tied, record, decisions=[same])
        for one in others:
            with Record.create(path) as record:
                build(FLOW, [one], record, decisions=[same])
        with Record.read(path) as record:
            assert rows(record) == at_once(inputs, decisions=[same])


def test_stories_divided_over_processes_make_the_same_record(whole, monkeypatch):
    monkeypatch.setattr(telling, "_WORTH", 1)
    assert at_once(everything(), replace(FLOW, engine=LocalEngine(workers=2))) == whole


class _Failing(LocalEngine):
    def map(self, step, items, tally):
        for item, made in LocalEngine.map(self, step, items, tally):
            is_story = isinstance(step, CompareAccounts)
            yield item, ItemError("engine", "worker_died", "") if is_story else made


def test_a_story_whose_process_dies_is_worked_out_in_this_one(whole):
    assert at_once(everything(), replace(FLOW, engine=_Failing())) == whole


def test_one_story_by_the_users_word_grows_too(tmp_path):
    flow = replace(FLOW, stories=GroupStories(one_story=True))
    path = tmp_path / "r.db"
    for one in everything():
        with Record.create(path) as record:
            build(flow, [one], record)
    with Record.read(path) as record:
        assert rows(record) == at_once(everything(), flow)
