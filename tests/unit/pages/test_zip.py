from tests.files import spreadsheet, word_file, word_paragraph, zip_file

from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages
from onrecord.stage import Tally

NEWS = "The ferry of Skell leaves in May, its operator said."


def read(data):
    item = Input(name="a.zip", path=None, source=Source(outlet="Echo"), data=data)
    return list(ReadPages().run(item, Tally()))


def test_files_of_an_archive_are_read_as_those_of_a_folder():
    rows = f'{{"text": "{NEWS} One."}}\n{{"text": "{NEWS} Two."}}\n'.encode()
    made = read(
        zip_file(
            news___b__docx=word_file(word_paragraph(NEWS)),
            a__jsonl=rows,
            picture__png=b"x",
            __MACOSX___a__txt=b"x",
            table__csv=b"text\nno",
        )
    )
    assert [(one.input, one.text) for one in made] == [
        ("a.zip#a.jsonl#1", f"{NEWS} One."),
        ("a.zip#a.jsonl#2", f"{NEWS} Two."),
        ("a.zip#news/b.docx", NEWS),
    ]
    assert {one.source.outlet for one in made} == {"Echo"}


def test_an_archive_of_a_table_alone_is_that_table():
    made = read(zip_file(table__xlsx=spreadsheet(A=[["text"], [NEWS]])))
    assert [(one.input, one.text) for one in made] == [("a.zip#table.xlsx#1", NEWS)]


def test_a_file_that_cannot_be_read_costs_itself_alone():
    made = read(zip_file(a__pdf=b"%PDF-1.4 junk", b__txt=NEWS.encode()))
    assert [getattr(one, "reason", one.input) for one in made] == ["unreadable", "a.zip#b.txt"]
