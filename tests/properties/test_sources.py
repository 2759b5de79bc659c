"""Whatever words a source is put together of, it is read: an article is not lost for how it names somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import article

from onrecord.resources import lexicon
from onrecord.statements.naming import find_members, read_mention
from onrecord.text.spans import Span

WORDS = lexicon()
KNOWN = sorted(
    {
        *WORDS.aliases, *WORDS.titles, *WORDS.organisations, *WORDS.determiners, *WORDS.countries, *WORDS.unnamed,
        *WORDS.honorifics, *WORDS.indefinite, *WORDS.natives, *WORDS.places, *WORDS.any_body, *WORDS.documents,
        *WORDS.pronouns, *WORDS.relatives, *WORDS.prepositions, *sorted(WORDS.given_names)[:200],
    }
)  # fmt: skip
OTHERS = [
    "and", "&", "of", "for", "at", ",", "'s", "’s", "-", "—", "(R-Skell)", '"Cia"', "Brennick", "Van", "de", "III",
    "32-year-old", "40", "Co.", "O’Hask", "BRENNICK", "@hask", "…", "/",
]  # fmt: skip
FORMS = (str, str.title, str.upper)


@st.composite
def sources(draw):
    some = draw(st.lists(st.sampled_from(KNOWN) | st.sampled_from(OTHERS), min_size=1, max_size=7))
    return " ".join(draw(st.sampled_from(FORMS))(one) for one in some)


@given(sources())
def test_any_source_is_read(source):
    made = article(
        f"{source} said that the ferry would sail in May, and nobody on the quay was told."
    )
    mention = read_mention(made, Span(0, len(source)), WORDS, None)
    assert mention.form in {"name", "nominal", "pronoun", "none"}
    for span in find_members(source, WORDS):
        assert 0 <= span.start < span.end <= len(source)


@pytest.mark.parametrize("source", ["the U.N. refugee agency", "The UN refugee agency"])
def test_a_body_that_is_known_by_words_in_lower_case_is_one(source):
    made = article(
        f"{source} said that the ferry would sail in May, and nobody on the quay was told."
    )
    mention = read_mention(made, Span(0, len(source)), WORDS, None)
    assert mention.surname.endswith("refugee agency")
