"""A story's lists hold every utterance where it belongs, and pages cut them without losing one."""

import re

import pytest

from onrecord.errors import NoSuchItem
from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.stories.grouping import GroupStories
from onrecord.views import story, web
from onrecord.views.overview import Overview
from onrecord.views.story import SECTIONS, columns_of
from onrecord.views.utterance import carriage, citation, live_place
from onrecord.views.web import Renderer, list_page, pages


@pytest.fixture
def overview(record):
    return Overview(record, record.rows("stories")[0]["id"])


def test_differ_agree_and_alone_are_no_two_of_them_one(overview):
    chosen = {
        name: {one.row["id"] for one in section.choose(overview)}
        for name, section in SECTIONS.items()
    }
    assert chosen["differ"]
    assert chosen["alone"]
    assert not chosen["differ"] & chosen["agree"]
    assert not chosen["agree"] & chosen["alone"]
    assert chosen["coverage"] == {one.row["id"] for one in overview.utterances}


def test_what_a_wire_and_its_reprint_carry_is_in_one_text(overview):
    wire, copy = next(iter({v: k for k, v in overview.carried_by.items()}.items()))
    both = [
        one for one in overview.utterances if {s["article"] for s in one.statements} == {wire, copy}
    ]
    assert both
    alone = SECTIONS["alone"].choose(overview)
    assert all(one in alone for one in both)


def test_an_outlet_that_gives_a_number_twice_is_named_once(overview):
    page = dict(pages(overview.record))[f"story-{overview.story['id']}.html"]
    (figure,) = re.findall(r'<q class="src">114 million crowns</q>(.*?)<br>', page)
    assert re.findall(r">([^<>]+)</a>", figure) == ["Channel Nine"]


def test_a_reprint_has_no_column_and_stands_under_its_text(overview):
    columns = columns_of(overview)
    folded = {id_ for one in columns for id_ in one.reprints}
    assert folded == set(overview.carried_by)
    assert not folded & {id_ for one in columns for id_ in one.articles}


def test_what_a_reprint_adds_is_not_said_to_stand_nowhere(tmp_path):
    shared = (
        "The ferry between Tarrow and Skell will run again from May, its operator said, after a winter in the dock "
        "at Tarrow that had cost it two million crowns and most of the good name it had on the islands.\n\n"
        '"We have mended what was broken," the director Ada Brenn said on the quay at Skell.\n\n'
    )
    added = '"Nobody on this island will believe it before it sails," the mayor Olaf Teis said.\n'
    inputs = [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in (
            ("Northgate Post", shared),
            ("Echo", f"Northgate Post\n\n{shared}{added}"),
        )
    ]
    with Record.create(tmp_path / "r.db") as record:
        build(Flow(), inputs, record)
        made = Overview(record, record.rows("stories")[0]["id"])
        (column,) = columns_of(made)
        assert column.label == "Northgate Post"
        cells = story.story_values(made)["cells"]
        by_speaker = {one.row["speaker_name"]: cells(one)[0] for one in made.utterances}
    assert by_speaker["Ada Brenn"]["words"] == "Northgate Post: quoted"
    assert by_speaker["Olaf Teis"]["class"] == "direct"
    assert by_speaker["Olaf Teis"]["letter"] == "D+"
    assert by_speaker["Olaf Teis"]["words"] == (
        "quoted in Echo, not found in Northgate Post, whose text it carries"
    )


def test_lists_are_cut_into_pages_and_no_utterance_is_lost(record, monkeypatch):
    monkeypatch.setattr(story, "_AT_FIRST", dict.fromkeys(SECTIONS, 2))
    monkeypatch.setattr(story, "PER_PAGE", 3)
    made = dict(pages(record))
    wanted = {f"utterance-{one['id']}.html" for one in record.rows("utterances")}
    linked = {
        href
        for name, html in made.items()
        if re.search(r"-coverage(-\d+)?\.html", name)
        for href in re.findall(r'href="(utterance-[^"]+)"', html)
    }
    assert linked == wanted
    for html in made.values():
        for href in re.findall(r'href="((?:story|index|search|speakers)[^"#]*)"', html):
            assert href in made, href


def test_stories_and_statements_are_cut_into_pages_too(record, monkeypatch):
    monkeypatch.setattr(web, "STATEMENTS_PER_PAGE", 10)
    made = dict(pages(record))
    n_statements = sum(not one["repeat_of"] for one in record.rows("statements"))
    found = [name for name in made if name.startswith("search")]
    assert len(found) == -(-n_statements // 10)
    assert sum(made[name].count("<li>") for name in found) == n_statements


def test_a_list_that_is_not_there_is_told(record):
    id_ = record.rows("stories")[0]["id"]
    for name, number in (("nothing", 1), ("differ", 99), ("differ", 0)):
        with pytest.raises(NoSuchItem):
            list_page(record, Renderer(), id_, name, number)


def test_a_strip_counts_texts_and_not_reprints(overview):
    turn = next(
        one
        for one in overview.statements.values()
        if one["id"] in overview.held_against and "Kessel dam is safe" in one["content"][0]["text"]
    )
    made = carriage(overview, turn)
    n_texts = len({overview.carrier(one["id"]) for one in overview.reports})
    assert 1 <= max(len(labels) for _, labels, _, _ in made["rows"]) <= n_texts
    text = overview.text(turn["article"])
    for words, _, start, end in made["rows"]:
        assert " ".join(text[start:end].split()) == words


def test_a_live_place_is_a_text_fragment():
    text = "one two-three four"
    assert live_place("https://echo.example/a", text, 0, 13) == (
        "https://echo.example/a#:~:text=one%20two%2Dthree"
    )
    assert live_place("javascript:alert(1)", text, 0, 3) is None
    long = " ".join("abcdefghijklm")
    assert live_place("https://echo.example/", long, 0, len(long)).endswith(
        "a%20b%20c%20d%20e,i%20j%20k%20l%20m"
    )


def test_a_citation_has_speaker_words_source_and_place(overview):
    statement = next(one for one in overview.statements.values() if one["kind"] == "direct")
    made = citation(overview, statement)
    assert str(statement["content"][0]["start"]) in made
    assert overview.articles[statement["article"]]["label"] in made
    assert "sha256" in made


def test_no_utterance_that_stands_in_the_transcript_is_said_not_to(overview):
    transcripts = {one["id"] for one in overview.transcripts}
    located = {id_ for turn in overview.held_against for id_ in overview.held_against[turn]}
    views = [one for one in overview.utterances if {s["id"] for s in one.statements} & located]
    assert views
    for view in views:
        assert not transcripts & {one["article"] for one in overview.absences(view)}


def test_a_text_that_stands_in_two_stories_is_shown_in_both(tmp_path):
    shared = (
        "The ferry between Tarrow and Skell will run again from May, its operator said, after a winter in the dock "
        "at Tarrow that had cost it two million crowns and most of the good name it had on the islands."
    )
    texts = {
        "Northgate Post": f"SKELL (Northgate Post) - {shared}",
        "Echo": f"Northgate Post\n\n{shared} Nobody was hurt.",
    }
    inputs = [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in texts.items()
    ]
    with Record.create(tmp_path / "r.db") as record:
        build(Flow(stories=GroupStories(threshold=2.0, average=2.0)), inputs, record)
    with Record.read(tmp_path / "r.db") as record:
        assert len(record.rows("stories")) == 2
        (group,) = record.rows("reprints")
        assert group["probable_origin"]
        made = {name: html for name, html in pages(record) if name.startswith("story-")}
    stories = [
        html for name, html in made.items() if re.fullmatch(r"story-[0-9a-f]{32}.html", name)
    ]
    assert len(stories) == 2
    for html in stories:
        assert "and in other stories" in html
        assert "Probable origin: Northgate Post" in html


def test_a_transcript_s_page_tells_the_times_of_its_turns(tmp_path):
    talk = "FALK (00:12):\nThe harbour will stay open through the winter.\n\nRENN (00:31):\nWho pays the pilots?\n"
    inputs = [
        Input(name="t.txt", path=None, source=Source(role="transcript"), data=talk.encode()),
        Input(
            name="a.txt",
            path=None,
            source=Source(outlet="Echo"),
            data="“The harbour will stay open through the winter,” Odo Falk said.".encode(),
        ),
    ]
    with Record.create(tmp_path / "r.db") as record:
        build(Flow(stories=GroupStories(one_story=True)), inputs, record)
        (page,) = [
            html for html in dict(pages(record)).values() if "What outlets carry of it" in html
        ]
    assert "<small>00:12</small>" in page
    assert re.findall(r'<span class="role time">([^<]+)', page) == ["00:12", "00:31"]


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (
            ["a.jsonl#4", "a.jsonl#12"],
            {"Echo (Ferry to sail again, #4)", "Echo (Ferry to sail again, #12)"},
        ),
        (
            ["old/a.txt", "old/b.txt"],
            {"Echo (Ferry to sail again, a.txt)", "Echo (Ferry to sail again, b.txt)"},
        ),
        (
            ["old/a.txt", "new/a.txt"],
            {"Echo (Ferry to sail again, old/a.txt)", "Echo (Ferry to sail again, new/a.txt)"},
        ),
    ],
)
def test_articles_of_one_outlet_and_title_are_told_apart_by_no_more_than_it_takes(names, labels):
    texts = [
        f"Ferry to sail again\n\nThe ferry of Skell sails again in May after {n} days, its operator told reporters."
        for n in (40, 50)
    ]
    inputs = [
        Input(name=name, path=None, source=Source(outlet="Echo"), data=text.encode())
        for name, text in zip(names, texts, strict=True)
    ]
    with Record.create(":memory:") as record:
        build(Flow(stories=GroupStories(one_story=True)), inputs, record)
        assert set(Overview(record, record.rows("stories")[0]["id"]).labels.values()) == labels
