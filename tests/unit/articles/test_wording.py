"""Words of blocks: a list with weights, and what is said of pages in other languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import bodies
from onrecord.articles.wording import UNKNOWN, Wording, terms_in_lower_case, terms_of

WORDING = Wording({"the": 1.0, "ferry": 1.0, "the ferry": 2.0, "subscribe": -3.0}, -0.5)


def test_terms_are_words_and_pairs_in_lower_case():
    assert terms_of("The ferry, at 9.") == {"the", "ferry", "at", "the ferry", "ferry at"}


def test_of_a_long_block_the_first_words_are_looked_at():
    assert terms_of("the " * 60 + "ferry") == {"the", "the the"}
    assert len(terms_of("x" * 10_000_000)) == 1


def test_of_names_no_term_is_printed_in_lower_case():
    assert terms_in_lower_case("Una Rask waved again") == {"waved", "again", "waved again"}


def test_weights_are_added_up_over_the_root_of_how_many_are_known():
    (value,) = WORDING.of(["the ferry"])
    assert value == pytest.approx(-0.5 + 4.0 / 3**0.5)
    (value,) = WORDING.of(["Subscribe"])
    assert value == pytest.approx(-3.5)


def test_a_block_without_a_known_word_has_the_intercept():
    assert WORDING.of(["the ferry the ferry", "12:30"])[1] == pytest.approx(-0.5)


def test_of_a_page_in_another_language_nothing_is_told_whatever_single_words_are_known():
    page = ["Die Fähre kam am Morgen in Skell an, sagte der Kapitän.", "subscribe", "the ferry"]
    assert WORDING.of(page).tolist() == [UNKNOWN] * 3


def test_a_list_is_read_as_it_was_written(tmp_path):
    WORDING.write(tmp_path / "words.tsv")
    assert Wording.read(tmp_path / "words.tsv") == WORDING


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("the\t1.0\n", "no intercept"),
        ("", "no intercept"),
        ("the\n\t0.1\n", "unpack"),
        ("the\tmuch\n\t0.1\n", "float"),
    ],
)
def test_a_list_that_is_cut_off_or_has_a_line_that_is_none_is_an_error(text, reason, tmp_path):
    path = tmp_path / "words.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=reason):
        Wording.read(path)


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_blocks_have_a_number_each_between_the_bounds(texts):
    values = WORDING.of(texts)
    assert len(values) == len(texts)
    assert all(UNKNOWN <= value <= 8 for value in values)


def test_what_ships_knows_an_article_s_words_from_a_page_s():
    shipped = Wording.read(bodies.folder_of("") / bodies.WORDING)
    said, asked = shipped.of(
        [
            "The mayor had said that the bridge was closed because it was not safe.",
            "Subscribe to our newsletter and read more.",
        ]
    )
    assert said > 0 > asked
    assert not {"trump", "obama", "reuters", "london"} & set(shipped.weights)
