import datetime as dt
import json
import os
from collections import Counter

import pytest
from tests.files import mhtml, word_file, word_paragraph

from onrecord.articles.extract import ExtractArticles
from onrecord.errors import ItemError, SettingsError, UnknownName
from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.columns import read_row
from onrecord.pages.decode import decode
from onrecord.pages.inputs import Input, find_inputs
from onrecord.pages.read import ReadPages, make_page
from onrecord.record.store import Record
from onrecord.stage import Tally


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("“Ja,” sagte er.".encode(), "“Ja,” sagte er.", "utf-8"),
        ("“Ja,” sagte er.".encode("cp1252"), "“Ja,” sagte er.", "cp1252"),
        ("\ufeffhello there".encode(), "hello there", "utf-8-sig"),
        ("hello “there”".encode("utf-16"), "hello “there”", "utf-16"),
        (
            '<meta charset="koi8-r"><p>Привет'.encode("koi8-r"),
            '<meta charset="koi8-r"><p>Привет',
            "koi8-r",
        ),
    ],
)
def test_decodes_and_says_how(data, text, encoding):
    assert decode(data) == (text, encoding)
    assert data.decode(encoding) == text


@pytest.mark.parametrize("charset", ["ut\0f", "no-such", "hex", "idna", "punycode", ""])
def test_an_encoding_that_is_none_is_passed_over(charset):
    assert decode("“Ja,” sagte er.".encode("cp1252"), charset)[0] == "“Ja,” sagte er."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"GIF89a\0\0\1", "binary"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_refuses_what_is_no_text(data, reason):
    with pytest.raises(ItemError) as caught:
        decode(data)
    assert caught.value.reason == reason


def test_a_page_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.txt"
    path.write_bytes(b"")
    os.truncate(path, 50_000_000)
    with pytest.raises(ItemError, match="too_large"):
        list(ReadPages().run(Input(name="big.txt", path=path, source=Source()), Tally()))


def test_the_id_of_a_page_comes_from_bytes_outlet_and_address():
    one = make_page("a.txt", b"hello there", Source(), "text/plain")
    assert one.id == make_page("elsewhere/b.txt", b"hello there", Source(), "text/plain").id
    assert one.id != make_page("a.txt", b"hello there", Source(outlet="Echo"), "text/plain").id


def test_when_a_page_was_fetched_and_changed_is_known_from_archives_and_tables(tmp_path):
    text = "The ferry sails again from Tarrow, its operator said."
    served = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{text}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Target-URI: https://echo.example/1\r\nWARC-Date: 2031-04-03T08:00:00Z\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(served)}\r\n\r\n"
    )
    (tmp_path / "a.warc").write_bytes(head.encode() + served + b"\r\n\r\n")
    row = {
        "text": text,
        "scrape_time": "2031-04-03T08:00:00Z",
        "date_modify": "2031-04-03 07:30:00",
    }
    (tmp_path / "b.jsonl").write_text(json.dumps(row))
    (tmp_path / "c.txt").write_text(text)
    (tmp_path / "sources.toml").write_text('["c.txt"]\nfetched = 2031-04-03T08:00:00Z\n')
    found = {}
    for one in find_inputs([str(tmp_path)])[0]:
        (read,) = ReadPages().run(one, Tally())
        (article,) = ExtractArticles().run(read, Tally())
        found[one.path.name] = article.fetched, article.updated
    moment = "2031-04-03T08:00:00Z"
    assert found == {
        "a.warc": (moment, None),
        "b.jsonl": (moment, "2031-04-03T07:30:00"),
        "c.txt": (moment, None),
    }


def test_a_page_that_was_fetched_again_unchanged_is_that_page(tmp_path):
    text = "The ferry sails again from Tarrow, its operator said."
    rows = [
        {"text": text, "url": "https://echo.example/1", "fetched": f"2031-04-03T0{hour}:00:00Z"}
        for hour in (8, 9)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    inputs, _ = find_inputs([str(tmp_path)])
    with Record.create(":memory:") as record:
        build(Flow(), inputs, record)
        (article,) = record.rows("articles")
        assert article["fetched"] == "2031-04-03T08:00:00Z"
        assert record.rows("rejections") == []


def test_a_day_in_a_column_of_dates_is_read():
    row = {"date": dt.datetime(2031, 4, 3, 8, 5), "text": "a"}  # noqa: DTZ001 - as Parquet has it
    assert read_row(row, {})["published"] == "2031-04-03T08:05:00"


def test_finds_files_folders_and_globs_once(tmp_path):
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "a.html").write_text("a")
    (tmp_path / "x.png").write_text("x")
    (tmp_path / ".hidden.txt").write_text("h")
    given = [str(tmp_path), str(tmp_path / "b.txt"), str(tmp_path / "*.html")]
    inputs, rejections = find_inputs(given)
    assert [one.path.name for one in inputs] == ["a.html", "b.txt"]
    assert rejections == []


def test_what_is_not_there_is_a_rejection(tmp_path):
    (tmp_path / "empty").mkdir()
    _, rejections = find_inputs(
        [str(tmp_path / "no.txt"), str(tmp_path / "empty"), str(tmp_path / "*.zip")]
    )
    assert [one.reason for one in rejections] == ["not_found", "empty_folder", "not_found"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sources.csv", "file,outlet,published\na.txt,Tarrow Echo,2031-04-03\n"),
        ("sources.csv", "file;outlet;published\r\na.txt;Tarrow Echo;2031-04-03\r\n"),
        ("sources.toml", '["a.txt"]\noutlet = "Tarrow Echo"\npublished = 2031-04-03\n'),
    ],
)
def test_a_sources_file_says_what_is_known(tmp_path, name, text):
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / name).write_text(text)
    (one,), _ = find_inputs([str(tmp_path)])
    assert (one.source.outlet, one.source.published) == ("Tarrow Echo", "2031-04-03")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_may_be_as_the_spreadsheet_of_a_country_saves_it(tmp_path, encoding, delimiter):
    rows = [
        ("Text", "Outlet", "Date"),
        ("„Die Fähre bleibt“, sagte sie.", "Küstenbote", "2031-04-03"),
    ]
    text = "\r\n".join(delimiter.join(f'"{one}"' for one in row) for row in rows)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    (one,), _ = find_inputs([str(tmp_path / "a.csv")])
    (page,) = ReadPages().run(one, Tally())
    assert page.text == rows[1][0]
    assert (page.source.outlet, page.source.published) == rows[1][1:]


def test_a_table_of_ones_own_columns_is_parted_by_them(tmp_path):
    (tmp_path / "a.csv").write_text("story;paper\nThe ferry, she said, leaves.;Echo\n")
    (one,), _ = find_inputs([str(tmp_path / "a.csv")])
    (page,) = ReadPages(columns="text=story, outlet=paper").run(one, Tally())
    assert (page.text, page.source.outlet) == ("The ferry, she said, leaves.", "Echo")


def test_names_in_a_sources_file_are_read_in_the_encoding_of_a_country(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "sources.csv").write_bytes("file;outlet\na.txt;Küstenbote\n".encode("cp1252"))
    (one,), _ = find_inputs([str(tmp_path)])
    assert one.source.outlet == "Küstenbote"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("outlet\nEcho\n", SettingsError),
        ("file,owner\na.txt,x\n", UnknownName),
        ("file,role\na.txt,x\n", UnknownName),
        ("file,published\na.txt,soon\n", SettingsError),
        ("file,published\na.txt,03/04/2031\n", SettingsError),
        ("file,updated\na.txt,2031-04-03\n", SettingsError),
        ("file,fetched\na.txt,yesterday\n", SettingsError),
    ],
)
def test_a_broken_sources_file_is_an_error_that_says_so(tmp_path, text, error):
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "sources.csv").write_text(text)
    with pytest.raises(error):
        find_inputs([str(tmp_path)])


def test_a_saved_page_tells_its_address_and_when_it_was_saved(tmp_path):
    html = "<html><body><h1>Ferry</h1><p>The ferry leaves in May – perhaps, she said.</p></body></html>"
    (tmp_path / "a.mhtml").write_bytes(mhtml(html.encode(), url="https://coast.example/ferry?x=1"))
    (one,), _ = find_inputs([str(tmp_path)])
    (page,) = ReadPages().run(one, Tally())
    assert page.text.startswith(html[:-20])
    assert page.source.url == "https://coast.example/ferry?x=1"
    assert page.source.outlet is None
    (article,) = ExtractArticles().run(page, Tally())
    assert article.fetched == "2031-05-05T08:00:00Z"
    assert article.published is None


def test_a_page_saved_from_a_file_is_of_no_sender_and_no_day(tmp_path):
    (tmp_path / "a.mhtml").write_bytes(mhtml(b"<p>The ferry leaves.</p>", url="file:///ferry.html"))
    (one,), _ = find_inputs([str(tmp_path)])
    (page,) = ReadPages().run(one, Tally())
    assert (page.source.url, page.source.outlet, page.source.published) == (None, None, None)


def test_a_mail_is_of_whoever_sent_it_on_its_day(tmp_path):
    mail = (
        "From: =?utf-8?q?Caf=C3=A9_Courier?= <news@coast.example>\r\n"
        "Subject: Ferry\r\n leaves in May\r\nDate: Mon, 05 May 2031 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nThe short of it.\r\n"
        "--b\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<p>The ferry leaves in May, the owner of the caf=E9 said.</p>\r\n--b--\r\n"
    )
    (tmp_path / "a.eml").write_text(mail)
    (one,), _ = find_inputs([str(tmp_path)])
    (page,) = ReadPages().run(one, Tally())
    (article,) = ExtractArticles().run(page, Tally())
    assert "the owner of the café said" in article.text
    assert (article.outlet, article.title) == ("Café Courier", "Ferry leaves in May")
    assert article.published == "2031-05-05"


def test_a_word_document_is_read_with_its_changes_accepted(tmp_path):
    deleted = '<w:del w:id="1"><w:r><w:delText>not </w:delText></w:r></w:del>'
    added = '<w:ins w:id="2"><w:r><w:t>early </w:t></w:r></w:ins>'
    cell = f"<w:tc>{word_paragraph('On the 3rd.')}</w:tc>"
    broken = word_paragraph("“Never,”", "<w:r><w:br/></w:r>", "she said.")
    body = (
        word_paragraph("The ferry does ", deleted, "leave ", added, "in May.")
        + word_paragraph()
        + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>{broken}"
    )
    (tmp_path / "a.docx").write_bytes(word_file(body))
    (one,), _ = find_inputs([str(tmp_path)])
    (page,) = ReadPages().run(one, Tally())
    assert page.text == "The ferry does leave early in May.\n\nOn the 3rd.\n\n“Never,”\nshe said."


def test_what_belongs_to_a_saved_page_is_no_page(tmp_path):
    (tmp_path / "Ferry.html").write_text("a")
    for folder in ("Ferry_files", "Ferry-notes"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_text("a")
        (tmp_path / folder / "x.js").write_text("a")
    (tmp_path / "x.PNG").write_text("a")
    passed_over = Counter()
    inputs, _ = find_inputs([str(tmp_path)], passed_over=passed_over)
    assert [str(one.path.relative_to(tmp_path)) for one in inputs] == [
        "Ferry-notes/frame.html",
        "Ferry.html",
    ]
    assert passed_over == {".js": 1, ".png": 1}
