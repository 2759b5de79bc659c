"""Text that was decoded wrongly before it was saved is read as it was meant, and still verified."""

import pytest
from tests.factories import build_record

from onrecord import extract
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.stage import Tally
from onrecord.text.encodings import decode_as, repaired

MEANT = "“It was the rudder,” captain Una Rask said — not the engine — in the café of Skell.\n" * 3


def misread(text, wrong):
    import ftfy.bad_codecs  # noqa: F401

    return text.encode().decode(wrong)


def read(text, **settings):
    one = Input(name="echo.txt", path=None, source=Source(), data=text.encode())
    (made,) = ReadPages(**settings).run(one, Tally())
    return made


def test_a_page_is_as_its_bytes_decode_where_nothing_is_to_be_repaired():
    made = read(misread(MEANT, "latin-1"), repair=False)
    assert (made.text, made.encoding) == (misread(MEANT, "latin-1"), "utf-8")


@pytest.mark.parametrize("wrong", ["latin-1", "sloppy-windows-1252"])
def test_one_wrong_reading_is_undone(wrong):
    made = read(misread(MEANT, wrong))
    assert made.text == MEANT
    assert made.encoding == f"utf-8 > {wrong} > utf-8"
    assert decode_as(made.data, made.encoding) == MEANT


def test_two_wrong_readings_are_undone():
    made = read(misread(misread(MEANT, "latin-1"), "latin-1"))
    assert (made.text, made.encoding.count(">")) == (MEANT, 4)


@pytest.mark.parametrize(
    "text",
    [
        MEANT,
        "Ã is a letter, and â another; Älvsborg, Øresund and São Tomé are places.",
        misread(MEANT, "latin-1") + "“Plain,” said Rask — and stays.",  # a part alone is wrong
        "Порт Тарров откроется в мае, сказал «он».",
    ],
)
def test_what_no_one_wrong_reading_accounts_for_stays(text):
    assert repaired(text, "utf-8") == (text, "utf-8")


def test_a_record_of_a_repaired_page_holds(tmp_path):
    source, path = tmp_path / "echo.txt", tmp_path / "r.db"
    source.write_text(misread(MEANT, "latin-1"), encoding="utf-8")
    build_record(path, [str(source)])
    with Record.read(path) as record:
        (row,) = record.rows("pages")
        assert row["encoding"] == "utf-8 > latin-1 > utf-8"
        assert any("It was the rudder" in str(one["content"]) for one in record.rows("statements"))
        assert not list(verify(record))


def test_offsets_of_extract_are_those_of_the_text_given():
    text = misread("The mayor of Tarrow spoke in the café on Monday.\n" + MEANT, "latin-1")
    found = extract(text)
    assert found
    for one in found:
        for span in one["content"]:
            assert text[span["start"] : span["end"]] == span["text"]
