"""Rows as the tools and services write them that people have their articles from."""

import csv
import json

import pytest

from onrecord.articles.extract import ExtractArticles
from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.pages.opened import opened
from onrecord.pages.read import ReadPages
from onrecord.pages.rows import row_page
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.stage import Tally
from onrecord.text.spans import Span

PARAGRAPHS = [
    "The harbour of Vellmar will stay shut until the dredging is done, its director said on Monday.",
    "“We will not open before the channel is safe, unless the ministry orders it,” Ana Brul told reporters.",
    "The ministry did not reply to a request for comment. Some 420 ships a month use the harbour.",
]
LINES = "\n".join(PARAGRAPHS)
MARKUP = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
URL, TITLE, DAY = "https://echo.example/a/1", "Harbour chief warns of closure", "2031-03-12"
MOMENT = f"{DAY}T10:00:00Z"
SECONDS = 1_931_076_000  # of that moment


def articles(path):
    pages = ReadPages().run(Input(name=path.name, path=path, source=Source()), Tally())
    return [one for page in pages for one in ExtractArticles().run(page, Tally())]


def body(article):
    return [one.span.of(article.text) for one in article.regions if one.role == "body"]


def known(article):
    return article.title, article.outlet, article.url, article.published, article.byline


WHOLE = (TITLE, "The Echo", URL, DAY, "Ola Ness")
ROWS = {
    "trafilatura": {
        "title": TITLE, "author": "Ola Ness", "hostname": "echo.example", "date": DAY, "comments": "",
        "raw_text": " ".join(PARAGRAPHS), "text": LINES, "source": URL, "source-hostname": "The Echo",
    },
    "fundus": {
        "title": TITLE, "authors": ["Ola Ness"], "publishing_date": f"{DAY} 10:00:00+00:00", "url": URL,
        "publisher": "The Echo",
        "body": {"summary": [], "sections": [
            {"headline": [], "paragraphs": PARAGRAPHS[:2]}, {"headline": [], "paragraphs": PARAGRAPHS[2:]},
        ]},
    },
    "NewsAPI": {"status": "ok", "articles": [{
        "source": {"id": None, "name": "The Echo"}, "author": "Ola Ness", "title": TITLE,
        "url": URL, "publishedAt": MOMENT, "content": LINES,
    }]},
    "Guardian": {"response": {"status": "ok", "results": [{
        "webPublicationDate": MOMENT, "webTitle": TITLE, "webUrl": URL,
        "fields": {"byline": "Ola Ness", "body": MARKUP, "publication": "The Echo"},
    }]}},
    "Event Registry": {"articles": {"results": [{
        "dateTimePub": MOMENT, "url": URL, "title": TITLE, "body": "\n\n".join(PARAGRAPHS),
        "source": {"uri": "echo.example", "title": "The Echo"}, "authors": [{"uri": "a", "name": "Ola Ness"}],
    }]}},
    "TREC": {
        "article_url": URL, "title": TITLE, "author": "Ola Ness", "published_date": SECONDS * 1000,
        "contents": [
            {"content": "World", "type": "kicker"}, {"content": TITLE, "type": "title"},
            {"content": "By Ola Ness", "type": "byline"}, {"content": SECONDS * 1000, "type": "date"},
            {"fullcaption": "A ship", "type": "image"},
            *({"content": one, "subtype": "paragraph", "type": "sanitized_html"} for one in PARAGRAPHS),
            {"type": "author_info", "bio": "Ola Ness writes about ports."},
        ],
        "source": "The Echo",
    },
    "Arc": {
        "headlines": {"basic": TITLE}, "website": "echo", "canonical_url": URL, "publish_date": MOMENT,
        "content_elements": [{"type": "image", "caption": "A ship"},
                             *({"type": "text", "content": one} for one in PARAGRAPHS)],
        "credits": {"by": [{"name": "Ola Ness"}]}, "publisher": "The Echo",
    },
    "JSON Feed": {
        "version": "https://jsonfeed.org/version/1.1", "title": "The Echo", "items": [{
            "url": URL, "title": TITLE, "content_html": MARKUP, "date_published": MOMENT,
            "authors": [{"name": "Ola Ness"}],
        }],
    },
    "a search engine's": {"hits": {"total": {"value": 1}, "hits": [{"_id": "1", "_source": {
        "title": TITLE, "text": LINES, "outlet": "The Echo", "published": DAY, "url": URL, "author": "Ola Ness",
    }}]}},
    "NELA-GT": {
        "date": DAY, "source": "The Echo", "title": TITLE, "content": LINES, "author": "Ola Ness", "url": URL,
        "published_utc": SECONDS, "collection_utc": SECONDS,
    },
    "schema.org": {
        "@type": "NewsArticle", "headline": TITLE, "articleBody": LINES, "datePublished": MOMENT,
        "author": [{"@type": "Person", "name": "Ola Ness"}], "publisher": {"name": "The Echo"},
        "mainEntityOfPage": {"@id": URL},
    },
    "BASIL": {
        "source": "The Echo", "title": TITLE, "url": URL, "date": DAY, "author": "Ola Ness",
        "body-paragraphs": [[one] for one in PARAGRAPHS[:2]] + [[
            "The ministry did not reply to a request for comment.", "Some 420 ships a month use the harbour.",
        ]],
    },
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_rows_of_tools_and_services_are_read(row, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(row))
    (article,) = articles(path)
    assert known(article) == WHOLE
    assert body(article) == PARAGRAPHS


def test_marked_up_titles_are_read_and_hosts_stand_for_outlets(tmp_path):
    row = {
        "id": 1,
        "date": f"{DAY}T10:00:00",
        "link": URL,
        "title": {"rendered": "The harbour&#8217;s <em>last</em> week"},
        "content": {"rendered": MARKUP, "protected": False},
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps([row]))
    (article,) = articles(path)
    assert known(article) == ("The harbour’s last week", None, URL, DAY, None)
    assert body(article) == PARAGRAPHS


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        " ### ".join(PARAGRAPHS),
        "\\n".join(PARAGRAPHS),
        MARKUP,
        "<br/><br/>".join(PARAGRAPHS),
        LINES.replace("“", "&ldquo;").replace("”", "&rdquo;"),
        LINES.replace("Ana Brul", "<b>Ana</b> <a href='/b'>Brul</a>"),
        str(PARAGRAPHS),
    ],
    ids=["lines", "signs", "escaped", "p", "br", "references", "inline", "list"],
)
def test_a_cell_of_text_is_read_in_paragraphs_however_it_was_written(text, tmp_path):
    path = tmp_path / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, ["title", "content", "author", "publication", "date"])
        table.writeheader()
        about = {
            "title": TITLE,
            "author": "['Ola Ness']",
            "publication": "nan",
            "date": "2031/03/12",
        }
        table.writerow(about | {"content": text})
    (article,) = articles(path)
    assert body(article) == PARAGRAPHS
    assert known(article) == (TITLE, None, None, DAY, "Ola Ness")


@pytest.mark.parametrize(
    "date", [DAY, "20310312", "20310312100000", "20310312T100000Z", str(SECONDS)]
)
def test_days_written_without_signs_are_read(date, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": LINES, "date": date}))
    (article,) = articles(path)
    assert article.published == DAY


def test_a_text_with_references_keeps_paragraphs_that_were_wrapped(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "The harbours of Vellmar &amp; Skell will stay shut until\n"
        "the dredging is done, their directors told reporters\n"
        "on Monday.\n\n“We will not open before the channel is safe,” Ana Brul said.\n"
    )
    (article,) = articles(path)
    assert body(article) == [
        "The harbours of Vellmar & Skell will stay shut until the dredging is done, their directors told reporters on Monday.",
        "“We will not open before the channel is safe,” Ana Brul said.",
    ]


def test_a_row_nested_without_end_costs_itself_alone():
    nested = "a"
    for _ in range(5_000):
        nested = [nested]
    with opened(Input(name="a.jsonl", path=None, source=Source(), data=b"{}"), 1_000, {}) as item:
        made = row_page(item, 3, {"text": nested})
    assert (made.input, made.reason) == ("a.jsonl#3", "not_a_row")


def test_signs_for_ends_of_lines_are_in_no_text_and_places_are_those_of_the_row():
    said = "“We will not open before the channel is safe. ### “We wait,” Ana Brul of the harbour board said."
    text = " ### ".join([PARAGRAPHS[0], said, PARAGRAPHS[2]])
    one = Input(name="a.txt", path=None, source=Source(outlet="Echo"), data=text.encode())
    with Record.create(":memory:") as record:
        build(Flow(), [one], record)
        (article,) = record.articles()
        assert "#" not in article.text
        assert list(verify(record)) == []
        for span in article.spans_of("body"):
            assert article.offsets.to_page(span).of(text) == span.of(article.text)
        whole = Span(0, len(article.text))
        assert article.offsets.to_page(whole).of(text) == text
