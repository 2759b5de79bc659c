"""Names in the nominative, with a dictionary of forms and without one."""

import pytest

from onrecord.statements import declension
from onrecord.statements.attribute import AttributeStatements
from onrecord.statements.declension import GENITIVE, nominative


@pytest.fixture
def dictionary():
    pytest.importorskip("pymorphy3")


@pytest.fixture
def no_dictionary(monkeypatch):
    monkeypatch.setattr(declension, "with_what", lambda: "")
    nominative.cache_clear()
    yield
    nominative.cache_clear()


@pytest.mark.usefixtures("dictionary")
@pytest.mark.parametrize(
    ("given", "surname", "wanted"),
    [
        ("Луки", "Арданова", ("Лука", "Арданов")),
        ("Марии", "Морозовой", ("Мария", "Морозова")),
        ("Павла", "Вернова", ("Павел", "Вернов")),
        ("Петра", "Петренко", ("Петр", "Петренко")),  # no ё where the text has none
        ("Анны", "Римско-Ладовой", None),  # no noun that is known
        ("", "Вернова", ("", "Вернов")),
        ("", "Морозовой", ("", "Морозова")),
        ("Орлы", "Бренник", None),  # "eagles"
    ],
)
def test_behind_a_phrase_of_according_a_name_is_in_the_genitive(given, surname, wanted):
    assert nominative(given, surname, GENITIVE) == wanted


@pytest.mark.usefixtures("dictionary")
@pytest.mark.parametrize(
    ("given", "surname", "wanted"),
    [
        ("Павлом", "Верновым", ("Павел", "Вернов")),
        ("Елене", "Морозовой", ("Елена", "Морозова")),
        ("Павел", "Вернов", None),  # as it is
        ("Александра", "Вернова", None),  # Александр's, or a woman's as it is
        ("", "Вернова", None),  # Вернов's, or hers as it is
        ("Орла", "Бренник", None),  # no name that is known
        ("Красной", "Площади", None),
    ],
)
def test_elsewhere_only_a_name_that_cannot_be_in_the_nominative_is_put_there(
    given, surname, wanted
):
    assert nominative(given, surname) == wanted


@pytest.mark.usefixtures("no_dictionary")
def test_without_a_dictionary_names_stay_as_they_are_printed():
    assert nominative("Луки", "Арданова", GENITIVE) is None
    step = AttributeStatements()
    assert step.digest == step.tagger


@pytest.mark.usefixtures("dictionary")
def test_the_origin_says_which_dictionary_it_was():
    assert "pymorphy3-dicts-ru" in (AttributeStatements(extractor="rules").digest or "")
