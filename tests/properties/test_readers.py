"""Whatever bytes come in: pages or a rejection, never another error; and what is read is verified."""

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import plugins
from onrecord.articles.extract import ExtractArticles
from onrecord.errors import ItemError
from onrecord.model import Page, Rejection, Source
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements

NAMES = {
    "captions": ["a.vtt", "a.srt"],
    "csv": ["a.csv", "a.tsv"],
    "feed": ["a.rss"],
    "html": ["a.html"],
    "json": ["a.json"],
    "jsonl": ["a.jsonl"],
    "parquet": ["a.parquet"],
    "speeches": ["a.xml"],
    "text": ["a.txt", "a.txt.gz"],
    "wacz": ["a.wacz"],
    "warc": ["a.warc", "a.warc.gz"],
}
PIECES = [
    "WEBVTT\n\n", "00:00:01.000 --> 00:00:02.000\n", "<v Mara Ostrow>", "1\n", "\n\n", "\r\n",
    "<TEI>", "<u who='#a'>", "</u>", "<seg>", '<person xml:id="a">', "<persName>", "<speech by='#b'>",
    "<html><body>", "<p>", "</p>", "<script>", "&amp;", "&#x110000;", "&nosuch;", "<!--", "]]>",
    "PAR1", '{"text": "', '"}', "[", "]", ",", ":", "text,outlet\n", '"', "“", "”", "‘", "’", "«", "»",
    "Mara Ostrow said", " the ferry leaves in May. ", "MARA OSTROW: ", "Q  ", "\u202e", "\ufeff", "😀",
    "<rss><channel><item><description>", "WARC/1.0\r\nWARC-Type: response\r\n",
    "Content-Length: 10\r\n\r\n", "HTTP/1.1 200 OK\r\n", "5'10\"", "\u0000", "\x85",
]  # fmt: skip


def test_every_reader_is_tried():
    assert set(NAMES) == set(plugins.names("onrecord.readers"))


def read(name: str, data: bytes) -> list[Page | Rejection]:
    item = Input(name=name, path=None, source=Source(), data=data)
    try:
        return list(ReadPages(max_bytes=100_000).run(item, Tally()))
    except ItemError:
        return []


@pytest.mark.parametrize("name", [name for names in NAMES.values() for name in names])
@given(data=st.one_of(st.binary(max_size=400), st.lists(st.sampled_from(PIECES), max_size=40)))
def test_any_bytes_give_pages_or_a_rejection(name, data):
    if isinstance(data, list):
        data = "".join(data).encode("utf-8", "surrogatepass")
    for page in read(name, data):
        if isinstance(page, Rejection):
            continue
        try:
            (article,) = ExtractArticles().run(page, Tally())
        except ItemError:
            continue
        for region in article.regions:
            assert 0 <= region.span.start <= region.span.end <= len(article.text)
            place = article.offsets.to_page(region.span)
            assert 0 <= place.start <= place.end <= len(page.text)
        for one in AttributeStatements(extractor="rules").run(article, Tally()):
            for span in (*one.source, *one.cue, *one.content):
                assert 0 <= span.start < span.end <= len(article.text)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["text", "body", "uri", "bodies", "headlines", "url", "articles", "x"]), inner, max_size=4),
    max_leaves=12,
))  # fmt: skip
def test_any_json_gives_pages_or_a_rejection(value):
    data = json.dumps(value).encode()
    read("a.json", data)
    read("a.jsonl", data)


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_any_member_of_an_archive(member, tail):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("archive/a.warc", member)
    read("a.wacz", out.getvalue())
    read("a.wacz", out.getvalue() + tail)
    read("a.wacz", out.getvalue()[: len(tail) * 3])
