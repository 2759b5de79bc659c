"""What a third outlet's words show of two others', on invented sentences."""

from pathlib import Path

import pytest
from tests.factories import build_texts

from onrecord.record.store import Record

LEAD = "Mayor Orla Brennick of Tarrow met reporters at the ferry on Monday.\n\n"
BOTH = "The pilot ran to the gate when everybody else was running away"
NOT, THAT = "I don't know how many lives he saved", "I know that he saved lives"


def _rows(path: Path, *quoted: str) -> set[tuple[str, ...]]:
    outlets = ("Courier", "Echo", "Tribune")
    texts = {
        outlet: f'{LEAD}"{words}," Brennick said.'
        for outlet, words in zip(outlets, quoted, strict=False)
    }
    build_texts(path, texts)
    with Record.read(path) as record:
        labels = {one["id"]: one["label"] for one in record.rows("articles")}
        return {
            (
                labels[row["left_article"]],
                row["left_span"]["text"],
                labels[row["right_article"]],
                row["right_span"]["text"],
            )
            for row in record.rows("differences")
        }


def test_two_sentences_of_which_a_third_has_both_share_no_words(tmp_path):
    two = f"{BOTH}. {NOT}", f"{BOTH}. {THAT}"
    # as far as two texts tell, one denies what the other says
    assert any("don't" in row for row in _rows(tmp_path / "two.db", *two))
    rows = _rows(tmp_path / "three.db", *two, f"{BOTH}. {NOT}, but {THAT}")
    between = [row for row in rows if {row[0], row[2]} == {"Courier", "Echo"}]
    assert between
    assert {part.rstrip(",.") for row in between for part in row} == {"Courier", "Echo", NOT, THAT}


@pytest.mark.parametrize("third", ["The gate is shut", f"{BOTH}. {THAT}"])
def test_a_third_that_has_one_of_them_shows_nothing(tmp_path, third):
    two = f"{BOTH}. {NOT}", f"{BOTH}. {THAT}"
    rows = _rows(tmp_path / "a.db", *two, third)
    assert any("don't" in row for row in rows)
