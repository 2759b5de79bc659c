"""Ages of persons by name."""

import pytest

from onrecord.resources import lexicon_of
from onrecord.text.spans import Span
from onrecord.utterances.ages import find_ages


def ages(text, language="en"):
    found = find_ages(text, Span(0, len(text)), lexicon_of(language))
    return [(name, one.value, one.span.of(text)) for name, one in found]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Maja Holt, 29, said she was well.", "29"),
        ("The nurse is Maja Holt, 29.", "29"),
        ("Maja Holt (29) said she was well.", "29"),
        ("Maja Holt, aged 29, said she was well.", "29"),
        ("Nurse Anna Maja Holt, 29; she is well.", "29"),
        ("The 29-year-old nurse Maja Holt said she was well.", "29-year-old"),
        ("A 29-year-old nurse from the coast, Maja Holt, was well.", "29-year-old"),
        ("Maja Holt, a 29-year-old nurse, was well.", "29-year-old"),
        ("Maja Holt is 29 years old.", "29 years old"),
    ],
)
def test_an_age_is_of_the_name_beside_it(text, printed):
    assert ages(text) == [("maja holt", 29.0, printed)]


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, March 29, she was well.",
        "Maja Holt, 29-28 winner of the match, was well.",
        "Maja Holt, 1,200 others and a dog were well.",
        "Maja Holt, 329, was well.",
        "A 29-year-old New Skell man was well.",
        "The nurse, 29, was well.",
    ],
)
def test_what_is_no_age_of_a_name(text):
    assert not ages(text)


def test_two_persons_of_one_sentence_have_their_own():
    found = ages("John Jenk, 23, was charged with killing Alice Mank, 58, and his sister.")
    assert {name: age for name, age, _ in found} == {"john jenk": 23.0, "alice mank": 58.0}


@pytest.mark.parametrize(
    "text", ["A" * 200_000 + " 29", "Aa Aa-" * 40_000 + "29", "Aa. " * 40_000 + "29"]
)
def test_a_text_without_an_end_is_read_like_others(text):
    assert not ages(text)


def test_a_language_that_prints_ages_otherwise_gives_none():
    assert not ages("Maja Holt, 29 ans, est infirmière.", "ru")


@pytest.mark.parametrize(
    ("text", "language", "printed"),
    [
        ("Éva Holt, 29 ans, est infirmière.", "fr", "29 ans"),
        ("L'infirmière Éva Holt (29 ans) va bien.", "fr", "29 ans"),
        ("Éva Holt, de 29 años, es enfermera.", "es", "29 años"),
    ],
)
def test_an_age_in_french_and_spanish(text, language, printed):
    assert ages(text, language) == [("eva holt", 29.0, printed)]


def test_so_many_years_are_no_age():
    assert not ages("Le contrat d'Éva Holt dure depuis 29 ans.", "fr")
    assert not ages("Éva Holt, 29 ans de métier, va bien.", "fr")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The director Ruben Falk was dropped. Falk, 61, told a podcast so.", "ruben falk"),
        ("Minister Falk, 61, spoke of the plan, and Ruben Falk of the ferry.", "ruben falk"),
        ("Mr Falk, 61, spoke of Anna Falk and Ruben Falk.", None),
        ("Falk, 61, spoke of the plan.", None),
        ("In Falk, 12, said the mayor of Skell, were drowned.", None),
    ],
)
def test_a_surname_alone_is_of_the_only_one_whom_the_article_names_in_full(text, name):
    found = [key for key, *_ in ages(text)]
    assert found == [name] * bool(name)
