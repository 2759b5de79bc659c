"""Words as numbers: the words that cutting one by one gives, a word one number in every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text import coded
from onrecord.text.coded import code_words
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words

WORD = st.sampled_from(
    [
        "Rain",
        "RAIN",
        "don't",
        "don’t",
        "O’Nil",
        "1,250.5",
        "10:30",
        "7",
        "Étienne",
        "ПЖд",
        "日",
        "€",
        "%",
        "日本語",
        "ß",
    ]
)
PARTED = st.sampled_from([" ", "\n", ", ", "—", "… ", "”", " ' ", "😀 ", "_"])


def printed(text: str) -> list[str]:
    words = code_words(text)
    return [
        text[start:end].replace("’", "'").casefold()
        for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True)
    ]


@given(parts=st.lists(st.tuples(WORD, PARTED), max_size=20))
def test_words_are_those_cut_one_by_one(parts):
    text = "".join(word + mark for word, mark in parts)
    assert printed(text) == lowered_words(text, Span(0, len(text)))


@given(
    text=st.text(
        alphabet="aB éẞİǅ.U.S.’ʼ'‘“”–…\u00a0\u0345_10,5:$€%ПЖ日\ud800\U0001f600", max_size=40
    )
)
def test_words_lie_apart_in_order_and_hold_what_is_read(text):
    words = code_words(text)
    places = list(zip(words.starts.tolist(), words.ends.tolist(), strict=True))
    assert all(start < end for start, end in places)
    assert all(one[1] <= after[0] for one, after in zip(places, places[1:], strict=False))
    read = {place for start, end in places for place in range(start, end)}
    assert all(
        (one.isalnum() or one in "$€%") == (place in read)
        for place, one in enumerate(text)
        if one not in ".,:'’ʼ"
    )


@given(left=st.text(alphabet="abÉ.'1 ", max_size=8), right=st.text(alphabet="abÉ.'1 ", max_size=8))
def test_a_word_has_one_code_and_no_other_word_has_it(left, right):
    here, there = code_words(f"über {left}"), code_words(right)
    code_of = dict(zip(printed(f"über {left}"), here.codes.tolist(), strict=True))
    for word, code in zip(printed(right), there.codes.tolist(), strict=True):
        assert code_of.setdefault(word, code) == code
    assert len(set(code_of.values())) == len(code_of)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. and the U.K.", ["the", "u.s", "and", "the", "u.k"]),
        ("He said.The end", ["he", "said", "the", "end"]),
        ("$5.50, 5% and 4th", ["$", "5.50", "5", "%", "and", "4th"]),
        ("'tis the dogs'", ["tis", "the", "dogs"]),
        ("", []),
        ("…", []),
    ],
)
def test_words_as_printed_text_has_them(text, words):
    assert printed(text) == words


def test_of_a_long_text_no_more_is_lost_than_a_word_where_pieces_meet(monkeypatch):
    text = "rain fell on the harbour " * 40
    whole = code_words(text)
    monkeypatch.setattr(coded, "_PIECE", 100)
    coded._powers.cache_clear()
    pieces = code_words(text)
    coded._powers.cache_clear()
    assert (
        pieces.starts.tolist() == whole.starts.tolist()
    )  # 25 characters, so that no word is parted
    assert pieces.codes.tolist() == whole.codes.tolist()
    assert [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)] == text.split()
