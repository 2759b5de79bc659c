"""Paragraphs out of lines at places."""

import sys

import pytest
from tests.files import pdf_file

from onrecord.errors import ItemError
from onrecord.model import Page, Source
from onrecord.pages.inputs import Input
from onrecord.pages.pdf import PdfFile
from onrecord.pages.read import ReadPages
from onrecord.stage import Tally

TEXT = (
    "The ferry to the island leaves again in May, unless the ice stays, the harbour board said. It had "
    "met four times since the autumn. Nobody on the island will pay for the new pier, said Mara Ostrow."
)


def read(data: bytes) -> Page:
    item = Input(name="a.pdf", path=None, source=Source(), data=data)
    (page,) = ReadPages().run(item, Tally())
    return page


def lines(text: str, width: int) -> list[str]:
    made = [""]
    for word in text.split():
        if made[-1] and len(made[-1]) + 1 + len(word) > width:
            made.append("")
        made[-1] = f"{made[-1]} {word}".strip()
    return made


def printed(
    *paragraphs: str, left: int = 72, top: int = 700, gap: int = 0, indent: int = 0
) -> list[tuple[int, int, str]]:
    page, y = [], top
    for text in paragraphs:
        for n, line in enumerate(lines(text, 60)):
            page.append((left + (indent if n == 0 else 0), y, line))
            y -= 14
        y -= gap
    return page


@pytest.mark.parametrize("layout", [{"gap": 10}, {"indent": 24}, {}])
def test_lines_make_paragraphs_by_where_they_stand(layout):
    made = read(pdf_file(printed("Harbour briefing", TEXT, "Short.", TEXT, **layout)))
    assert made.text.split("\n\n") == ["Harbour briefing", TEXT, "Short.", TEXT]


def test_a_paragraph_goes_on_over_the_end_of_a_page_and_running_lines_are_none_of_it():
    half = len(lines(TEXT, 60)) // 2
    rows = printed(TEXT)
    pages = [rows[:half], [(x, y + 14 * half, text) for x, y, text in rows[half:]], printed(TEXT)]
    foot = "https://coast.example/ferry"
    made = read(
        pdf_file(
            *(
                [
                    (72, 760, "Harbour Board, 3 May 2031"),
                    *page,
                    (72, 30, f"{foot} {n}/3"),
                    (300, 20, f"{n}"),
                ]
                for n, page in enumerate(pages, 1)
            )
        )
    )
    assert made.text.split("\n\n") == [TEXT, TEXT]
    assert made.source.url == foot


def test_columns_are_read_one_after_the_other():
    made = read(pdf_file([*printed(TEXT, left=40), *printed("Another text.", left=420)]))
    assert made.text.split("\n\n") == [TEXT, "Another text."]


def test_one_page_has_no_running_lines():
    made = read(pdf_file([(72, 770, "Harbour Board"), *printed(TEXT)]))
    assert made.text.split("\n\n") == ["Harbour Board", TEXT]


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ItemError, match=r"onrecord\[pdf\]"):
        read(pdf_file(printed(TEXT)))


def test_bytes_that_begin_so_are_pdf_whatever_their_name():
    assert PdfFile().accepts("a.txt", b"%PDF-1.7\n")
    assert not PdfFile().accepts("a.txt", b"The ferry")


@pytest.mark.parametrize("size", [-12, 10**9])
def test_print_of_a_size_that_no_sheet_has_is_read(size):
    assert "ferry" in read(pdf_file(printed(TEXT), size=size)).text


def archive(payload: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://board.example/talk.pdf\r\n"
        b"WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2031-05-05T08:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s%s\r\n\r\n"
    ) % (len(head + payload), head, payload)


def test_a_pdf_in_an_archive_is_a_page_where_the_extra_is_here(monkeypatch):
    made = archive(pdf_file(printed(TEXT)))
    item = Input(name="a.warc", path=None, source=Source(), data=made)
    (page,) = ReadPages().run(item, Tally())
    assert page.text == TEXT
    assert page.source.url == "https://board.example/talk.pdf"
    assert page.source.fetched == "2031-05-05T08:00:00Z"
    monkeypatch.setattr("onrecord.pages.archives.find_spec", lambda _: None)
    tally = Tally()
    with pytest.raises(ItemError, match="holds no page"):
        list(ReadPages().run(item, tally))
    assert tally["pages.pdf_without_extra"] == 1


def test_a_broken_pdf_in_an_archive_costs_itself_alone():
    made = archive(b"%PDF-1.4 junk") + archive(pdf_file(printed(TEXT)))
    item = Input(name="a.warc", path=None, source=Source(), data=made)
    broken, page = ReadPages().run(item, Tally())
    assert (broken.reason, page.text) == ("unreadable", TEXT)
