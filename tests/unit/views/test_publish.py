"""A published site shows no more of an article than it says, and refuses above its budget."""

import re

import pytest
from click.testing import CliRunner
from tests.factories import EXAMPLE, flow

from onrecord.cli.commands import cli
from onrecord.errors import SettingsError
from onrecord.flow import build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.views.publish import MASK, Publishing, published_copy
from onrecord.views.web import pages

ALL = Publishing(budget=1.0)


@pytest.fixture
def published(example, tmp_path):
    shares = published_copy(example, tmp_path / "copy.db", ALL)
    with Record.read(tmp_path / "copy.db") as record:
        return shares, dict(pages(record, shares))


def test_no_page_shows_more_of_an_article_than_its_share(example, published):
    shares, made = published
    text = " ".join(re.sub(r"<[^>]+>", " ", html) for html in made.values())
    text = " ".join(text.split())
    with Record.read(example) as record:
        for one in shares:
            words = record.text(one.article).split()
            runs = [" ".join(words[i : i + 6]) for i in range(len(words) - 5)]
            found = sum(run in text for run in runs)
            assert found / len(runs) <= one.part + 0.02, one.label


def test_no_mask_and_no_dead_link_is_left_on_a_page(published):
    _, made = published
    for name, html in made.items():
        assert MASK not in html, name
        for href in re.findall(r'href="([^"#:]+)', html):
            assert href.startswith("http") or href in made, (name, href)


def test_what_only_one_outlet_has_is_not_there(example, published):
    _, made = published
    with Record.read(example) as record:
        beside = {one["utterance"] for one in record.rows("differences")}
        alone = [
            one
            for one in record.rows("utterances")
            if len(one["statements"]) == 1 and one["id"] not in beside
        ]
    assert alone
    assert not [one for one in alone if f"utterance-{one['id']}.html" in made]


def test_each_article_says_how_much_of_it_is_shown(published):
    shares, made = published
    for one in shares:
        assert f"{one.part * 100:.1f} % of the characters" in made[f"article-{one.article}.html"]


def test_above_the_budget_nothing_is_written(example, tmp_path):
    with pytest.raises(SettingsError, match=r"more than 10% of an article would be shown: .*%"):
        published_copy(example, tmp_path / "copy.db", Publishing())
    assert not (tmp_path / "copy.db").exists()


def test_less_context_shows_less(example, tmp_path):
    wide = published_copy(example, tmp_path / "1.db", Publishing(budget=1.0, context=200))
    narrow = published_copy(example, tmp_path / "2.db", Publishing(budget=1.0, context=0))
    assert sum(one.shown for one in narrow) < sum(one.shown for one in wide)


def test_the_command_takes_the_budget_from_the_settings(example, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "onrecord.toml").write_text("[publish]\nbudget = 0.9\n")
    done = CliRunner().invoke(cli, ["site", str(example), "-o", "out", "--publish"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "index.html").is_file()
    shown = CliRunner().invoke(cli, ["config", "--show-origin"])
    assert re.search(r"publish\.budget\s+0\.9\s+onrecord\.toml", shown.output)
    (tmp_path / "onrecord.toml").write_text("[publish]\nbugdet = 0.9\n")
    done = CliRunner().invoke(cli, ["site", str(example), "-o", "out", "--publish"])
    assert "bugdet" in str(done.exception)


def test_what_one_outlet_and_the_transcript_have_is_there(tmp_path):
    transcript = (EXAMPLE / "transcript.txt").read_text(encoding="utf-8")
    said = "Nobody in the lower town has to leave their home this week."
    text = (
        f"Safe\n\n“{said}” said Ilse Marrowin.\n\n“I sold my boat to a circus,” said Anna Brill.\n"
    )
    inputs = [
        Input(name=name, path=None, source=Source(outlet=name), data=data.encode())
        for name, data in (("Courier", text), ("Ministry", transcript))
    ]
    with Record.create(tmp_path / "r.db") as record:
        build(flow(), inputs, record)
    published_copy(tmp_path / "r.db", tmp_path / "copy.db", ALL)
    with Record.read(tmp_path / "copy.db") as record:
        shown = " ".join(html for _, html in pages(record))
    assert said.rstrip(".") in shown
    assert "circus" not in shown
