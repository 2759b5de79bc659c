"""What no view says of an outlet, over templates, sentences and pages."""

import re
from importlib.resources import files

import pytest
from tests.factories import build_texts

from onrecord.record.store import Record
from onrecord.views.overview import Overview
from onrecord.views.utterance import safe_url
from onrecord.views.web import pages
from onrecord.views.wording import FORBIDDEN, plain, sentence

TEMPLATES = sorted((files("onrecord.views") / "templates").iterdir(), key=lambda one: one.name)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_templates_hold_no_verdict(template):
    words = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", template.read_text(encoding="utf-8"))
    assert [word for word in FORBIDDEN if word in words.casefold()] == []


def test_sentences_hold_no_verdict_and_quote_their_sources(record):
    overview = Overview(record, record.rows("stories")[0]["id"])
    said = [
        plain(sentence(overview, row)) for view in overview.utterances for row in view.differences
    ]
    assert any("The transcript continues: *unless" in one for one in said)
    assert not [
        one
        for one in said
        if any(word in re.sub(r"\*[^*]*\*", "", one).casefold() for word in FORBIDDEN)
    ]


def test_pages_escape_what_articles_say(tmp_path):
    path = tmp_path / "r.db"
    text = 'Mayor Orla <script>alert(1)</script> Brennick spoke. "We <img src=x onerror=alert(1)> sail," Brennick said.'
    build_texts(
        path, {"<b>Echo</b>": text, "Tribune": '"We sail," Brennick said on Monday in Tarrow.'}
    )
    with Record.read(path) as record:
        html = "".join(page for _, page in pages(record))
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "<b>Echo" not in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", None, ""]
)
def test_only_web_addresses_become_links(url):
    assert safe_url(url) is None


def test_every_link_of_the_site_leads_to_a_page_of_it(record):
    made = dict(pages(record))
    for name, html in made.items():
        ids = set(re.findall(r'id="([^"]+)"', html))
        assert len(re.findall(r'id="([^"]+)"', html)) == len(ids), name
        for href in re.findall(r'href="([^"]+)"', html):
            if href.startswith("http"):
                continue
            page, _, anchor = href.partition("#")
            assert (page or name) in made, (name, href)
            if anchor:
                assert f'id="{anchor}"' in made[page or name], (name, href)
