"""Whatever bytes come in: pages or a rejection, never another error; and what is read is verified."""

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz.targets import NAMES, check_reader, read_bytes

PIECES = [
    "WEBVTT\n\n", "00:00:01.000 --> 00:00:02.000\n", "<v Mara Ostrow>", "1\n", "\n\n", "\r\n",
    "<TEI>", "<u who='#a'>", "</u>", "<seg>", '<person xml:id="a">', "<persName>", "<speech by='#b'>",
    "<html><body>", "<p>", "</p>", "<script>", "&amp;", "&#x110000;", "&nosuch;", "<!--", "]]>",
    "PAR1", '{"text": "', '"}', "[", "]", ",", ":", "text,outlet\n", '"', "“", "”", "‘", "’", "«", "»",
    "Mara Ostrow said", " the ferry leaves in May. ", "MARA OSTROW: ", "Q  ", "\u202e", "\ufeff", "😀",
    "<rss><channel><item><description>", "WARC/1.0\r\nWARC-Type: response\r\n",
    "Content-Length: 10\r\n\r\n", "HTTP/1.1 200 OK\r\n", "5'10\"", "\u0000", "\x85",
]  # fmt: skip


@pytest.mark.parametrize("name", [name for names in NAMES.values() for name in names])
@given(data=st.one_of(st.binary(max_size=400), st.lists(st.sampled_from(PIECES), max_size=40)))
def test_any_bytes_give_pages_or_a_rejection(name, data):
    if isinstance(data, list):
        data = "".join(data).encode("utf-8", "surrogatepass")
    check_reader(name, data)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["text", "body", "uri", "bodies", "headlines", "url", "articles", "x"]), inner, max_size=4),
    max_leaves=12,
))  # fmt: skip
def test_any_json_gives_pages_or_a_rejection(value):
    data = json.dumps(value).encode()
    read_bytes("a.json", data)
    read_bytes("a.jsonl", data)


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_any_member_of_an_archive(member, tail):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("archive/a.warc", member)
    read_bytes("a.wacz", out.getvalue())
    read_bytes("a.wacz", out.getvalue() + tail)
    read_bytes("a.wacz", out.getvalue()[: len(tail) * 3])
