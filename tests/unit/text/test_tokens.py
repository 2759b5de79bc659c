"""Words: cut in one pass they are what cutting them one by one gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.spans import Span
from onrecord.text.tokens import lowered, lowered_words, places, spelled, stem, words

PRINTED = "aB éẞİǅ.U.S.’ʼ'‘“”–…\u00a0\u0345_10,5:$€%ПЖ日"


@given(text=st.text(alphabet=PRINTED, max_size=30))
def test_all_ways_to_cut_words_agree(text):
    span = Span(0, len(text))
    one_by_one = words(text, span)
    assert spelled(text, span) == [word.text for word in one_by_one]
    assert places(text, span) == [(word.start, word.end) for word in one_by_one]
    assert lowered_words(text, span) == [lowered(word.text) for word in one_by_one]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Don’t say “U.S.” 1,250.5 times…", ["don't", "say", "u.s.", "1,250.5", "times"]),
        ("It‘s 10:30 a.m.—or 5%", ["it", "s", "10:30", "a.m.", "or", "5", "%"]),
        ("Straße und İstanbul", ["strasse", "und", "i̇stanbul"]),
    ],
)
def test_words_are_lowered_as_printed_text_has_them(text, cut):
    assert lowered_words(text, Span(0, len(text))) == cut


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "harbours", "harbour's"),
        ("fr", "l'usine", "usines"),
        ("ru", "поддерживаем", "поддерживает"),
    ],
)
def test_forms_of_a_word_have_one_stem(language, one, other):
    assert stem(one, language) == stem(other, language)
