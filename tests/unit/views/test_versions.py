"""Versions of one page are one outlet's words: called by their moments, held against each other, never reprints."""

import re

import pytest
from tests.factories import EXAMPLE
from tests.ferry import (
    EVENING,
    EVENING_PAGE,
    HARBOR,
    MORNING,
    MORNING_PAGE,
    OTHER_PAGE,
    harbor,
    served,
    told,
)

from onrecord.errors import SettingsError
from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.stories.grouping import GroupStories
from onrecord.views.changes import changes_of
from onrecord.views.details import story_json
from onrecord.views.history import history, show_history
from onrecord.views.overview import Overview
from onrecord.views.publish import Publishing, published_copy
from onrecord.views.story import SECTIONS, columns_of, story_values
from onrecord.views.terminal import Style
from onrecord.views.terminal_story import show_story
from onrecord.views.utterance import citation
from onrecord.views.versions import versions_of
from onrecord.views.web import pages
from onrecord.views.wording import plain


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("versions")
    return told(folder / "r.db", EVENING_PAGE, OTHER_PAGE, MORNING_PAGE)


@pytest.fixture
def overview(path):
    with Record.read(path) as record:
        yield Overview(record, record.rows("stories")[0]["id"])


def test_a_version_is_called_by_its_moment_and_counted_as_one_page(overview):
    (page,) = overview.versions
    assert [overview.label(id_) for id_ in page.articles] == [
        "Harbor Times (09:10 UTC)",
        "Harbor Times (14:45 UTC)",
    ]
    assert overview.independent() == (
        "3 articles (1 page in 2 versions), 2 outlets, 2 independent texts"
    )
    assert overview.reprints == []


def test_what_changed_is_told_with_its_spans(overview):
    (page,) = overview.versions
    (change,) = changes_of(overview, page)
    assert change.titles == ("Ferry aground, at least 12 hurt", "Ferry aground, 17 hurt")
    sentences = {plain(one.parts): one.guards for one in change.told}
    assert (
        sentences["Harbor Times (14:45 UTC): *informed*; Harbor Times (09:10 UTC): *warned*"] == []
    )
    assert any("*We are asking why*" in one for one in sentences)
    assert any("number" in guards for guards in sentences.values())
    assert [[view.row["speaker_name"] for view in views] for views in change.only] == [
        [],
        ["Paul Oster"],
    ]
    assert [one.texts for one in change.passages][2:] == [
        ('"We are asking why."', ""),
        ("", '"Our crew acted by the book," the director of Norline, Paul Oster, said.'),
    ]
    assert ("informed", True) in change.passages[1].marked[1]
    for one in change.passages:
        for article, span, words in zip(page.articles, one.sides, one.texts, strict=True):
            text = overview.text(article)
            assert span is None or " ".join(span.of(text).split()) == words


def test_a_story_tells_between_outlets_first_and_what_a_later_version_alone_has(overview):
    differ = SECTIONS["differ"].choose(overview)
    injured = next(
        one for one in overview.utterances if "injuring" in one.statements[0]["content"][0]["text"]
    )
    assert injured.substantive
    assert injured not in differ
    assert injured in SECTIONS["alone"].choose(overview)
    (oster,) = [one for one in differ if one.row["speaker_name"] == "Paul Oster"]
    at = [one.label for one in columns_of(overview)].index("Harbor Times")
    cell = story_values(overview)["cells"](oster)[at]
    assert cell["words"] == (
        "quoted in Harbor Times (14:45 UTC), not found in Harbor Times (09:10 UTC), whose text it carries"
    )


def test_each_wording_of_a_version_has_its_card(path, overview):
    (brandt,) = [
        one for one in overview.utterances if "fog" in one.statements[0]["content"][0]["text"]
    ]
    with Record.read(path) as record:
        made = dict(pages(record))
    html = made[f"utterance-{brandt.row['id']}.html"]
    assert "had been informed about the fog" in re.sub(r"<[^>]+>", "", html)
    (page,) = overview.versions
    first = made[f"article-{page.articles[0]}.html"]
    assert f'<a href="article-{page.articles[1]}.html">14:45 UTC</a>' in first
    assert f'href="story-{overview.story["id"]}.html#versions"' in first
    story = made[f"story-{overview.story['id']}.html"]
    assert 'id="versions"' in story
    assert "Only in 14:45 UTC" in story


def test_a_citation_says_which_version(overview):
    said = {citation(overview, one) for one in overview.statements.values()}
    assert any("version of 09:10 UTC; https://harbor.example/ferry" in one for one in said)
    assert any("version of 14:45 UTC" in one for one in said)
    assert not any("version" in one for one in said if "Coast Daily" in one)


def test_the_terminal_and_json_tell_the_same(overview):
    lines = "\n".join(show_story(overview, Style(colour=False), 100, everything=False))
    assert (
        "One page in 2 versions: Harbor Times, 09:10 UTC, 14:45 UTC, by the page’s own time."
        in lines
    )
    assert 'Only in 14:45 UTC: Paul Oster: "Our crew acted by the book,"' in lines
    assert "2 utterances in two or more texts, 4 in one" in lines
    (page,) = story_json(overview)["versions"]
    assert list(page["moments"].values()) == ["09:10 UTC", "14:45 UTC"]
    (change,) = page["changes"]
    assert len(change["only_later"]) == 1
    assert change["passages"][2][1] is None


def test_the_first_version_is_the_origin_and_every_span_holds(path, overview):
    with Record.read(path) as record:
        (group,) = record.rows("reprints")
        assert group["probable_origin"] == overview.versions[0].articles[0]
        assert group["reasons"][0] == "versions of one page of Harbor Times"
        assert list(verify(record)) == []


def test_versions_do_not_make_a_site_show_all_of_a_page(path, tmp_path):
    shares = published_copy(path, tmp_path / "p.db", Publishing(budget=0.9))
    with Record.read(tmp_path / "p.db") as copy:
        names = {one["speaker_name"] for one in copy.rows("utterances")}
        made = dict(pages(copy))
    assert names == {"Ilse Brandt", "Paul Oster"}
    assert len(shares) == 3
    assert not any("in other words" in html for html in made.values())
    with pytest.raises(SettingsError):
        published_copy(path, tmp_path / "q.db", Publishing(budget=0.05))


def test_without_moments_nothing_is_said_of_what_came_first(tmp_path):
    bare = [
        served(f"{i}.html", "Harbor Times", HARBOR, body)
        for i, body in enumerate((MORNING, EVENING))
    ]
    with Record.read(told(tmp_path / "r.db", *bare)) as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        (page,) = overview.versions
        assert not page.is_ordered
        assert page.moment(page.articles[1]) == "version 2 of 2"
        lines = " ".join(show_story(overview, Style(colour=False), 400))
        assert "nothing tells which came first" in lines
        (group,) = record.rows("reprints")
        assert group["probable_origin"] is None


@pytest.mark.parametrize(
    ("moments", "called"),
    [
        (("2031-03-05T09:10:00Z", "2031-03-06T09:10:00Z"), ["2031-03-05 09:10 UTC", "2031-03-06 09:10 UTC"]),
        (("2031-03-05T09:10:05Z", "2031-03-05T09:10:40Z"), ["2031-03-05 09:10:05 UTC", "2031-03-05 09:10:40 UTC"]),
        (("2031-03-05T09:10:00", "2031-03-05T10:10:00"), ["09:10", "10:10"]),
    ],
)  # fmt: skip
def test_moments_are_as_short_as_tells_them_apart(moments, called):
    rows = [
        {"id": m, "label": "Echo", "url": HARBOR, "role": "article", "input": m, "published": None,
         "updated": None, "fetched": m}
        for m in moments
    ]  # fmt: skip
    (page,) = versions_of(reversed(rows))
    assert [page.moment(m) for m in moments] == called
    assert page.by == "by when it was fetched"


def test_the_log_says_that_another_version_came(tmp_path):
    path = told(tmp_path / "r.db", MORNING_PAGE, OTHER_PAGE)
    with Record.create(path) as record:
        build(Flow(stories=GroupStories(one_story=True)), [EVENING_PAGE], record)
        first, second = history(record)
    (line,) = list(show_history([second]))[1:]
    assert "joined by Harbor Times (version of 14:45 UTC)" in line
    assert {one["version"] for one in first["stories"][0]["articles"]} == {"09:10 UTC", None}


def test_other_addresses_outlets_and_front_pages_are_no_versions(tmp_path):
    inputs = [
        MORNING_PAGE,
        harbor("b.html", EVENING, "2031-03-05T14:45:00Z", url="https://harbor.example/ferry-2"),
        served("c.html", "Echo", HARBOR, MORNING),
        harbor("d.html", MORNING, "2031-03-05T10:00:00Z", url="https://harbor.example/"),
        harbor("e.html", EVENING, "2031-03-05T11:00:00Z", url="https://harbor.example"),
    ]
    with Record.read(told(tmp_path / "r.db", *inputs)) as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        assert overview.versions == []
        assert overview.reprints


def test_many_versions_with_the_same_words_are_counted_and_not_listed(tmp_path):
    inputs = [
        harbor(f"{hour}.html", MORNING if hour < 15 else EVENING, f"2031-03-05T{hour}:00:00Z")
        for hour in range(10, 22)
    ]
    with Record.read(told(tmp_path / "r.db", *inputs)) as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        (page,) = overview.versions
        changes = changes_of(overview, page)
        assert len(changes) == 11
        (changed,) = [one for one in changes if not one.is_none]
        sentences = [plain(one.parts) for one in changed.told]
        assert (
            "Harbor Times (15:00 UTC): *informed*; Harbor Times (14:00 UTC): *warned*" in sentences
        )
        lines = list(show_story(overview, Style(colour=False), 100, everything=False))
        assert "  10 versions with the same words as the one before" in lines


def test_the_example_story_has_no_versions():
    with Record.create(":memory:") as record:
        inputs = [
            Input(name=one.name, path=one, source=Source()) for one in sorted(EXAMPLE.glob("*.txt"))
        ]
        build(Flow(), inputs, record)
        assert versions_of(record.rows("articles")) == []
