"""One suite for every reader and every exporter."""

import csv
import gzip
import importlib.util
import io
import json
import zipfile

import lxml.etree
import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import parquet
from tests.factories import build_record, flow
from tests.files import mhtml, pdf_file, spreadsheet, word_file, word_paragraph, zip_file

from onrecord import plugins
from onrecord.articles.extract import ExtractArticles
from onrecord.cli.commands import cli
from onrecord.errors import SettingsError, UnknownName
from onrecord.flow import build
from onrecord.model import Source
from onrecord.pages.inputs import Input, find_inputs
from onrecord.pages.opened import Opened, opened_bytes
from onrecord.pages.read import ReadPages
from onrecord.record.store import EXPORTED, Record
from onrecord.record.verify import verify
from onrecord.stage import Tally
from onrecord.views.exports import export
from onrecord.views.units import UNITS

NEWS = "The ferry leaves in May, the harbour board said."
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def warc_record(
    payload: bytes, url: bytes = b"https://coast.example/a", headers: bytes = b""
) -> bytes:
    block = HTTP + headers + b"\r\n" + payload
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + url
        + b"\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2031-01-01T00:00:00Z\r\n"
        + b"Content-Type: application/http; msgtype=response\r\nContent-Length: "
        + str(len(block)).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
    )  # fmt: skip


def parquet_file(rows: list[dict]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def wacz(*members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        for number, member in enumerate(members):
            folder.writestr(f"archive/{number}.warc", member)
    return out.getvalue()


PAGE = f"<html><body><p>{NEWS}</p></body></html>".encode()
TEI = """<TEI><teiHeader><person xml:id="OstrowMara"><persName><forename>Mara</forename>
<surname>Ostrow</surname></persName></person></teiHeader><text><body>
<u who="#OstrowMara"><seg>The ferry leaves in May &amp; June.</seg><note>Applause.</note>
<seg>Unless it snows.</seg></u></body></text></TEI>"""
AKN = """<akomaNtoso><debate><meta/><debateBody><speech by="#mo"><from>Mara Ostrow</from>
<p>The ferry leaves in May.</p></speech></debateBody></debate></akomaNtoso>"""
VTT = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n<v Mara Ostrow>The ferry\n\n00:00:02.000 --> 00:00:03.000\nleaves in May.\n"
SRT = "1\n00:00:01,000 --> 00:00:02,000\nMARA OSTROW: The ferry\n\n2\n00:00:02,000 --> 00:00:03,000\nleaves in May.\n"
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Coast Courier</title><item>
<title>Ferry</title><link>https://coast.example/a</link><pubDate>Mon, 05 May 2031 10:00:00 GMT</pubDate>
<description><![CDATA[<p>{NEWS}</p>]]></description></item></channel></rss>"""
MAIL = (
    "From: Coast Courier <news@coast.example>\nSubject: Ferry\nDate: Mon, 05 May 2031 10:00:00 +0200\n"
    f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{NEWS}\n"
)
NINJS = {
    "uri": "urn:coast:1",
    "headlines": [{"value": "Ferry"}],
    "bodies": [{"value": f"<p>{NEWS}</p>", "contentType": "text/html"}],
    "infoSources": [{"name": "Coast Courier"}],
    "versionCreated": "2031-05-05T10:00:00Z",
}
SAMPLES = {
    "text": [("page.txt", NEWS.encode())],
    "html": [("page.html", PAGE), ("page", b"<!DOCTYPE html>" + PAGE)],
    "jsonl": [("pages.jsonl", json.dumps({"text": NEWS, "source_domain": "Coast Courier"}).encode()),
              ("pages.jsonl.gz", gzip.compress(json.dumps({"maintext": NEWS, "publisher": "Coast Courier"}).encode()))],
    "json": [("page.json", json.dumps([{"body": NEWS, "outlet": "Coast Courier"}]).encode()),
             ("item.ninjs", json.dumps(NINJS).encode())],
    "csv": [("pages.csv", f'outlet,url,content\nCoast Courier,https://coast.example/a,"{NEWS}"\n'.encode()),
            ("pages.tsv", f"outlet\ttext\nCoast Courier\t{NEWS}\n".encode())],
    "turns": [("talk.csv", f'speaker,text\nMara Ostrow,"{NEWS}"\n'.encode()),
              ("talk.tsv", "".join(f"{n}\tMARA OSTROW\t{NEWS} Again.\n" for n in range(8)).encode())],
    "warc": [("crawl.warc", warc_record(PAGE)), ("crawl.warc.gz", gzip.compress(warc_record(PAGE))),
             ("crawl.warc", warc_record(gzip.compress(PAGE), headers=b"Content-Encoding: gzip\r\n")),
             ("crawl.warc", warc_record(b"4\r\n<p>x\r\n" + f"{len(PAGE):x}".encode() + b"\r\n" + PAGE + b"\r\n0\r\n\r\n",
                                        headers=b"Transfer-Encoding: chunked\r\n"))],
    "parquet": [("pages.parquet", parquet_file([{"text": NEWS, "outlet": "Coast Courier"}]))],
    "wacz": [("crawl.wacz", wacz(warc_record(PAGE)))],
    "mail": [("page.mhtml", mhtml(PAGE)), ("page", mhtml(PAGE)), ("mail.eml", MAIL.encode())],
    "markdown": [("page.md", f"---\nsource: Coast Courier\n---\n\n# Ferry\n\n{NEWS}\n".encode()),
                 ("page", f"Title: Ferry\n\nURL Source: https://coast.example/a\n\nMarkdown Content:\n{NEWS}\n".encode())],
    "pdf": [("release.pdf", pdf_file([(72, 700, NEWS)])), ("release", pdf_file([(72, 700, NEWS)]))],
    "excel": [("news.xlsx", spreadsheet(Notes=[["Ferries"]], News=[["outlet", "text"], ["Coast Courier", NEWS]]))],
    "rtf": [("release.rtf", b"{\\rtf1\\ansi\\pard " + NEWS.encode() + b"\\par}"), ("release.doc", b"{\\rtf1 " + NEWS.encode() + b"}")],
    "zip": [("news.zip", zip_file(__MACOSX___a__txt=b"x", news___a__docx=word_file(word_paragraph(NEWS)), README__md=b"# x")),
            ("table.zip", zip_file(pages__csv=f'outlet,text\nCoast Courier,"{NEWS}"\n'.encode()))],
    "word": [("release.docx", word_file(word_paragraph(NEWS)))],
    "feed": [("feed.rss", RSS.encode()), ("feed.xml", RSS.encode())],
    "captions": [("briefing.vtt", VTT.encode()), ("briefing.srt", SRT.encode())],
    "speeches": [("debate.xml", TEI.encode()), ("debate.xml", AKN.encode())],
}  # fmt: skip


def opened(name: str, data: bytes, **limits: int) -> Opened:
    return opened_bytes(name, data, Source(), **limits)


@pytest.mark.parametrize(
    ("name", "input_name", "data"),
    [(name, *sample) for name in plugins.names("onrecord.readers") for sample in SAMPLES[name]],
)
def test_a_reader_takes_its_kind_and_gives_pages_that_decode_again(name, input_name, data):
    reader = plugins.load("onrecord.readers", name)()
    item = opened(input_name, data)
    assert item.name == input_name
    assert reader.accepts(item.unpacked, item.head)
    (page,) = reader.read(item, Tally())
    assert page.data.decode(page.encoding) == page.text
    assert "ferry" in page.text
    (again,) = ReadPages().run(
        Input(name=input_name, path=None, source=Source(), data=data), Tally()
    )
    assert again == page  # no other reader takes it first
    (article,) = ExtractArticles().run(page, Tally())
    for region in article.regions:
        assert region.span.of(article.text).strip()
    if name in {"captions", "speeches", "turns"}:
        assert article.role == "transcript"
    elif name not in {
        "text",
        "html",
        "mail",
        "markdown",
        "pdf",
        "rtf",
        "warc",
        "wacz",
        "word",
        "zip",
    }:
        assert article.label == "Coast Courier"


@pytest.mark.parametrize(
    ("input_name", "data"),
    [
        sample
        for name in sorted(set(SAMPLES) - {"text", "html", "parquet"})
        for sample in SAMPLES[name]
    ],
)
def test_what_is_read_stands_up_to_verification(tmp_path, input_name, data):
    path = tmp_path / input_name
    path.write_bytes(data)
    build_record(tmp_path / "r.db", [str(path)])
    with Record.read(tmp_path / "r.db") as record:
        assert record.counts()["articles"] == 1
        assert list(verify(record)) == []


def zip_cut_short() -> bytes:
    """Return a zip of which the first bytes are gone: its list points before the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("archive/a.warc", warc_record(PAGE))
        folder.writestr("archive/b.warc", b"")
    return b"PK" + out.getvalue()[-188:]


HOSTILE = [
    ("a.jsonl", b'{"text": "The ferry leaves in May, it is said."}\nnot json\n[1]\n{"x": 1}\n', ["not_json", "not_a_row", "no_text"]),
    ("a.jsonl", b'{"text": "\\ud800 half of a pair"}', ["undecodable"]),
    ("a.jsonl", b'{"text": "' + b"x" * 3000 + b'"}\n{"text": "The ferry leaves in May."}', ["too_large"]),
    ("a.jsonl", b"[" * 2000, ["not_json"]),
    ("a.csv", b"outlet,words\nCoast,The ferry\n", ["no_text"]),
    ("a.json", b"{", ["not_json"]),
    ("a.warc", warc_record(PAGE)[:-40], ["truncated"]),
    ("a.warc", warc_record(PAGE) + warc_record(PAGE)[:30], ["truncated"]),
    ("a.warc.gz", gzip.compress(warc_record(PAGE)) + gzip.compress(warc_record(PAGE))[:-30], ["truncated"]),
    ("a.warc.gz", gzip.compress(warc_record(PAGE)) + gzip.compress(warc_record(PAGE))[:15], ["truncated"]),
    ("a.warc", warc_record(gzip.compress(b"x" * 100_000), headers=b"Content-Encoding: gzip\r\n"), ["too_large"]),
    ("a.warc", warc_record(b"junk", headers=b"Content-Encoding: gzip\r\n"), ["unreadable"]),
    ("a.warc", b"junk", ["unreadable"]),
    ("a.parquet", b"PAR1 junk", ["not_parquet"]),
    ("a.parquet", parquet_file([{"text": NEWS}, {"text": None}, {"text": "x" * 3000}]), ["no_text", "too_large"]),
    ("a.wacz", b"PK junk", ["unreadable"]),
    ("a.txt.gz", gzip.compress(b"x" * 1_000_000), ["too_large"]),
    ("a.txt.gz", gzip.compress(NEWS.encode() * 99)[:60], ["unreadable"]),
    ("a.txt.gz", (packed := gzip.compress(NEWS.encode() * 99))[:20] + bytes(40) + packed[60:], ["unreadable"]),
    ("a.wacz", zip_cut_short(), ["unreadable"]),
    ("a.rss", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><rss><channel><item/></channel></rss>', ["entity_declarations"]),
    ("a.xml", b"<urlset><url><loc>https://coast.example/a</loc></url></urlset>", ["addresses_only"]),
    ("a.vtt", b"WEBVTT\n\nno cues here", ["no_article"]),
    ("a.mhtml", mhtml(PAGE)[:-230], ["truncated"]),
    ("a.mhtml", mhtml(PAGE + b"x" * 3000), ["too_large"]),
    ("a.mhtml", mhtml(PAGE, media_type="image/png"), ["no_text"]),
    ("a.eml", b"Subject: =?x?b?/?=\n\n", ["empty"]),
    ("a.pdf", b"%PDF-1.4 junk", ["unreadable"]),
    ("a.pdf", pdf_file([(72, 700, NEWS)])[:400], ["unreadable"]),
    ("a.pdf", pdf_file([]), ["no_text"]),
    ("a.pdf", pdf_file([(72, y, "x" * 99) for y in range(100, 700, 20)]), ["too_large"]),
    ("a.xlsx", word_file(""), ["unreadable"]),
    ("a.xlsx", b"PK junk", ["unreadable"]),
    ("a.xlsx", spreadsheet(News=[["text"], [NEWS], ["x" * 3000]])[:900], ["unreadable"]),
    ("a.xlsx", spreadsheet(News=[["text"], ["x" * 3000], [NEWS]]), ["too_large"]),
    ("a.xlsx", word_file(" " * 90_000), ["too_large"]),
    ("a.xlsx", spreadsheet(Empty=[]), ["no_pages"]),
    ("a.xlsx", spreadsheet(Notes=[["made", "by"], ["Ola", "Ness"]]), ["no_text"]),
    ("a.ods", word_file(""), ["binary"]),
    ("a.zip", b"PK junk", ["unreadable"]),
    ("a.zip", zip_file(picture__png=b"x"), ["no_pages"]),
    ("a.zip", zip_file(a__txt=b"x" * 3000, b__docx=b"PK junk", c__txt=NEWS.encode()), ["too_large", "unreadable"]),
    ("a.zip", zip_file(a__txt=NEWS.encode() * 9).replace(b"PK\x01\x02", b"PK\x01\x03"), ["unreadable"]),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 text that is long enough to be some", ["binary"]),
    ("a.rtf", b"{\\rtf1 \\uc junk", ["unreadable"]),
    ("a.rtf", b"{\\rtf1 " + b"x" * 3000, ["too_large"]),
    ("a.docx", b"PK junk", ["unreadable"]),
    ("a.docx", word_file("<w:p>"), ["unreadable"]),
    ("a.docx", word_file(""), ["empty"]),
    ("a.docx", word_file("", **{"word/styles.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}), ["entity_declarations"]),
    ("a.docx", word_file(word_paragraph("x" * 3000)), ["too_large"]),
    ("a.docx", word_file(" " * 9000), ["too_large"]),
    ("a.xml", b'<TEI><text><u who="#a', ["no_article"]),
]  # fmt: skip


@pytest.mark.parametrize(("input_name", "data", "reasons"), HOSTILE)
def test_what_cannot_be_read_is_rejected_with_a_reason(tmp_path, input_name, data, reasons):
    path = tmp_path / input_name
    path.write_bytes(data)
    found, _ = find_inputs([str(path)])
    with Record.create(tmp_path / "r.db") as record:
        build(flow(pages=ReadPages(max_bytes=1200)), found, record)
        assert [row["reason"] for row in record.rows("rejections")] == reasons


@pytest.mark.parametrize(
    ("data", "n_pages", "media_type"),
    [
        (b'{"text": "The ferry leaves in May."}\n{"text": "The ferry stays."}\n', 2, "text/plain"),
        (b'{"text": "The ferry leaves in May."}', 1, "text/plain"),
        (b'{"html": "<p>' + b"The ferry leaves in May. " * 9000 + b'</p>"}\n{"text": "No."}', 2, "text/html"),
        (b"{sic} The ferry leaves in May.\n{sic}", 1, "text/plain"),
        (b"[1]\n[2]", 1, "text/plain"),
    ],
)  # fmt: skip
def test_standard_input_may_be_rows(data, n_pages, media_type):
    pages = list(ReadPages().run(Input(name="-", path=None, source=Source(), data=data), Tally()))
    assert len(pages) == n_pages
    assert pages[0].media_type == media_type


def test_rows_take_the_users_own_column_names():
    data = json.dumps({"story": NEWS, "paper": "Coast Courier", "text": "no"}).encode()
    item = Input(name="a.jsonl", path=None, source=Source(), data=data)
    (page,) = ReadPages(columns="text=story, outlet=paper").run(item, Tally())
    assert page.text == NEWS
    assert page.source.outlet == "Coast Courier"
    with pytest.raises(UnknownName, match="published"):
        ReadPages(columns="words=story")


@pytest.mark.parametrize("table", EXPORTED)
@pytest.mark.parametrize("name", sorted(set(plugins.names("onrecord.exporters")) - {"spacy"}))
def test_an_exporter_writes_every_row_and_the_same_bytes_twice(record, name, table):
    only = plugins.load("onrecord.exporters", name).tables
    if only and table not in only:
        with pytest.raises(UnknownName, match=min(only)):
            list(export(record, table, name))
        return
    written = whole(export(record, table, name))
    assert written == whole(export(record, table, name))
    rows = record.rows(table)
    if name == "jsonl":
        assert [json.loads(line) for line in written.splitlines()] == rows
    elif name == "json":
        assert json.loads(written)["rows"] == rows
    elif name.startswith("csv"):
        assert len(list(csv.DictReader(io.StringIO(written.decode())))) == len(rows)
    elif name == "parquet":
        assert [plain(row) for row in parquet.read_table(io.BytesIO(written)).to_pylist()] == rows
    elif name == "datasette":
        (described,) = json.loads(written)["databases"].values()
        assert set(described["tables"]) == set(EXPORTED)
    else:
        assert all(row["id"].encode() in written for row in rows if row.get("kind") != "indirect")


def plain(row: dict) -> dict:
    """Return a row as it was before Arrow made pairs of its mappings."""
    return {name: dict(value) if name == "external_ids" else value for name, value in row.items()}


def whole(pieces) -> bytes:
    return b"".join(one.encode() if isinstance(one, str) else one for one in pieces)


def test_spans_count_in_the_unit_that_is_asked_for(tmp_path):
    text = "“The ferry 🚢 leaves in May – perhaps,” the café's owner said. “We agreed to it 🎉 in June,” Mara Ostrow said."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    build_record(tmp_path / "r.db", [str(tmp_path / "a.txt")])
    with Record.read(tmp_path / "r.db") as record:
        rows = record.rows("statements")
        assert rows
        of = {unit: json.loads(whole(export(record, "statements", "json", unit))) for unit in UNITS}
        (article,) = record.rows("articles")
        text = record.text(article["id"])
        for unit, encoding, size in (("utf16", "utf-16-le", 2), ("byte", "utf-8", 1)):
            assert of[unit]["offset_unit"] == unit
            data = text.encode(encoding)
            for row in of[unit]["rows"]:
                for span in (*row["source"], *row["cue"], *row["content"]):
                    part = data[size * span["start"] : size * span["end"]]
                    assert part.decode(encoding) == span["text"]
        assert of["codepoint"]["rows"] == rows
        assert of["byte"]["rows"] != rows
        with pytest.raises(SettingsError, match="has its own"):
            export(record, "statements", "web-annotation", "utf16")


@pytest.mark.skipif(importlib.util.find_spec("spacy") is not None, reason="spaCy is here")
def test_without_an_extra_a_format_says_what_is_missing_and_makes_no_file(record, tmp_path):
    with pytest.raises(SettingsError, match=r"onrecord\[spacy\]"):
        list(export(record, "statements", "spacy"))
    target = tmp_path / "out.spacy"
    words = ["export", record.path, "-t", "statements", "-f", "spacy", "-o", str(target)]
    assert isinstance(CliRunner().invoke(cli, words).exception, SettingsError)
    assert not target.exists()


def test_every_selector_of_a_web_annotation_resolves_to_one_place(record):
    document = json.loads("".join(export(record, "statements", "web-annotation")))
    items = document["first"]["items"]
    assert document["total"] == len(items) == len(record.rows("statements"))
    for item in items:
        for target in item["target"]:
            text = record.text(target["source"].rpartition(":")[2])
            position, quote = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            whole = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert text.count(whole) == 1
            assert text.index(whole) + len(quote["prefix"]) == position["start"]


def test_tei_is_read_by_an_xml_parser_and_has_a_lemma_only_from_the_transcript(record):
    root = lxml.etree.fromstring("".join(export(record, "utterances", "tei")).encode())
    names = {"t": "http://www.tei-c.org/ns/1.0"}
    ids = set(root.xpath("//@xml:id"))
    for attribute in ("wit", "corresp", "who"):
        assert {one.removeprefix("#") for one in root.xpath(f"//@{attribute}")} <= ids
    (transcript,) = [one["id"] for one in record.rows("articles") if one["role"] == "transcript"]
    assert set(root.xpath("//t:lem/@wit", namespaces=names)) == {f"#a{transcript}"}
    assert len(root.xpath("//t:div[@type='utterance']", namespaces=names)) == len(
        record.rows("utterances")
    )


def test_schema_org_holds_quotations_alone_and_csl_each_article(record):
    graph = json.loads("".join(export(record, "statements", "schema-org")))["@graph"]
    assert graph
    assert {one["@type"] for one in graph} == {"Quotation"}
    assert not any("Review" in json.dumps(one) or "rating" in json.dumps(one) for one in graph)
    items = json.loads("".join(export(record, "articles", "csl")))
    assert {one["container-title"] for one in items} == {
        one["label"] for one in record.rows("articles")
    }


def test_spreadsheets_run_no_cell(tmp_path):
    (tmp_path / "a.txt").write_text("=1+1 and @x are cells, the clerk said.")
    build_record(tmp_path / "r.db", [str(tmp_path / "a.txt")])
    with Record.read(tmp_path / "r.db") as record:
        written = whole(export(record, "articles", "csv-excel")).decode()
    assert written.startswith("\ufeff")
    for row in csv.DictReader(io.StringIO(written[1:])):
        assert not any((cell or " ")[0] in "=+-@" for cell in row.values())


CONTRACT = {
    "articles": "id page input outlet title byline url published language role n_chars text_sha256 page_sha256 regions reprint_group story",
    "statements": "id article outlet story kind is_question source cue content speaker speaker_name speaker_printed addressee said_on repeat_of utterance confidence",
    "speakers": "id name kind forms roles external_ids",
    "reprints": "id articles outlets earliest evidence probable_origin",
    "stories": "id title first last articles outlets n_independent",
    "utterances": "id story speaker speaker_name said_on statements outlets not_found_in not_available",
    "differences": "id utterance left right relation left_span right_span text substantive guards just_before just_after",
}


@pytest.mark.parametrize("table", sorted(CONTRACT))
def test_exported_rows_have_the_fields_of_the_contract(record, table):
    rows = record.rows(table)
    assert rows
    assert set(CONTRACT[table].split()) <= set(rows[0])


def test_an_unknown_name_is_an_error_that_lists_the_known(record):
    with pytest.raises(UnknownName, match="jsonl"):
        list(export(record, "articles", "xlsx"))
    with pytest.raises(UnknownName, match="utterances"):
        list(export(record, "quotes", "csv"))
