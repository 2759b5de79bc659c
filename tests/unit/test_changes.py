"""What a change of the code changes: records of the same inputs, row by row."""

import pytest
from evaluation.changes import Change, Rows, Told, changes_of, ecb_inputs, main
from tests.factories import build_texts

from onrecord.record.store import Record

TEXTS = {
    "Tarrow Echo": (
        "Mayor Una Rask said on Monday: “The bridge will open in May if the steel arrives.”\n\n"
        "The bridge is 120 metres long."
    ),
    "Skell Courier": (
        "“The bridge will open in May,” Mayor Una Rask said on Monday.\n\n"
        "The bridge is 130 metres long."
    ),
}


@pytest.fixture
def built(tmp_path):
    def build(name, texts):
        build_texts(tmp_path / f"{name}.db", texts)
        return tmp_path / f"{name}.db"

    return build


def told(path, table):
    with Record.read(path) as record:
        return Rows(record).of(table)


@pytest.mark.parametrize("table", ["statements", "pairs", "differences", "figures"])
def test_two_records_of_the_same_are_told_alike_in_every_table(table, built):
    one, other = (told(built(name, TEXTS), table) for name in ("one", "other"))
    assert one
    assert not changes_of(one, other)


def test_another_number_is_a_figure_that_is_told_otherwise(built):
    agreeing = {name: text.replace("130", "120") for name, text in TEXTS.items()}
    (change,) = changes_of(
        told(built("one", TEXTS), "figures"), told(built("other", agreeing), "figures")
    )
    assert (change.before.what, change.after.what) == ("differ", "agree")
    assert next(iter(change.lines())) == "  differ  ->  agree"


def test_what_one_record_has_alone_is_printed_with_its_words(built, capsys, monkeypatch):
    shorter = TEXTS | {"Skell Courier": "The bridge is 130 metres long, and it is green all over."}
    paths = [str(built(name, texts)) for name, texts in (("one", TEXTS), ("other", shorter))]
    monkeypatch.setattr("sys.argv", ["changes", "diff", *paths, "--table", "pairs"])
    assert main() == 0
    printed = capsys.readouterr().out
    assert "other, pairs: 1 before, 0 after, 1 told otherwise" in printed
    assert "one utterance  ->  nothing" in printed
    assert "The bridge will open in May if the steel arrives." in printed


def test_of_a_row_with_many_places_the_first_are_printed():
    change = Change(None, Told("agree", tuple(f"{n}.txt: 12 men" for n in range(100))))
    assert list(change.lines())[-1] == "      and 92 more"
    assert len(list(change.lines())) == 10


def test_tokens_are_put_together_as_they_are_printed(tmp_path):
    words = 'The mayor ( 61 ) said , " It \'s open . " It costs $ 5 .'.split()
    tokens = "".join(f'<token sentence="0">{word.replace("&", "&amp;")}</token>' for word in words)
    (tmp_path / "1_1ecb.xml").write_text(f"<Document>{tokens}</Document>")
    (made,) = ecb_inputs(tmp_path)
    assert made.name == "1_1ecb.txt"
    assert made.data == b'The mayor (61) said, "It\'s open." It costs $5.'
