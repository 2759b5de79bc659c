import datetime as dt
import sys

import pytest
from tests.files import spreadsheet

from onrecord.errors import ItemError
from onrecord.model import Page, Source
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages
from onrecord.stage import Tally

NEWS = "The ferry of Skell leaves in May, its operator said."


def read(data, **settings):
    item = Input(name="a.xlsx", path=None, source=Source(), data=data)
    return list(ReadPages(**settings).run(item, Tally()))


def test_rows_of_every_sheet_that_has_texts_are_pages_whatever_stands_above():
    news = [
        ["Ferries, 2031"],
        [],
        ["ID", "Publication", "Date", "Content"],
        [1, "Echo", dt.datetime.fromisoformat("2031-04-03"), NEWS],
    ]
    more = [
        ["text", "published"],
        [f"{NEWS} Twice.", dt.datetime.fromisoformat("2031-04-04T08:05")],
        [None, None],
    ]
    pages = read(
        spreadsheet(Notes=[["Corpus", "made by"], ["Ferries", "Ola Ness"]], News=news, More=more)
    )
    assert [(one.input, one.text, one.source.outlet, one.source.published) for one in pages] == [
        ("a.xlsx#1", NEWS, "Echo", "2031-04-03"),
        ("a.xlsx#2", f"{NEWS} Twice.", None, "2031-04-04T08:05:00"),
    ]


def test_columns_may_have_names_of_ones_own():
    (page,) = read(
        spreadsheet(A=[["paper", "story"], ["Echo", NEWS]]), columns="text=story, outlet=paper"
    )
    assert (page.text, page.source.outlet) == (NEWS, "Echo")


def test_a_row_without_text_costs_itself_alone():
    made = read(spreadsheet(A=[["text", "outlet"], [None, "Echo"], [NEWS, "Mail"]]))
    assert [isinstance(one, Page) for one in made] == [False, True]
    assert made[0].reason == "no_text"


def test_a_sheet_of_turns_is_a_transcript():
    talk = [
        ["Line", "Speaker", "Speech"],
        [1, "Ana Brul", "We open in May."],
        [2, "Ola Ness", "Who pays?"],
    ]
    (page,) = read(spreadsheet(Notes=[["Talk", "2031"]], Talk=talk))
    assert (page.input, page.source.role) == ("a.xlsx", "transcript")
    assert page.text == "Ana Brul: We open in May.\n\nOla Ness: Who pays?"


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ItemError, match=r"onrecord\[excel\]"):
        read(spreadsheet(A=[["text"], [NEWS]]))
