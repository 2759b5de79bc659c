"""Times of day as languages print them, and how two stand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Standing
from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.counting import find_quantities
from onrecord.utterances.quantities import TIME_OF_DAY, Quantity, is_comparable, standing


def times(text: str, language: str = "en") -> list[Quantity]:
    found = find_quantities(text, Span(0, len(text)), lexicon(language))
    return [one for one in found if one.dimension == TIME_OF_DAY]


@pytest.mark.parametrize(
    ("language", "text", "printed", "low", "high"),
    [
        ("en", "The guards came at 8.49pm on Friday.", "8.49pm", "20:49", "20:49"),
        ("en", "The guards came at 8:40 p.m. on Friday.", "8:40 p.m.", "20:40", "20:40"),
        ("en", "The guards came at 20:49 GMT.", "20:49 GMT", "20:49", "20:49"),
        ("en", "The guards came at 0730 GMT.", "0730 GMT", "07:30", "07:30"),
        ("en", "The guards came shortly before 9 pm.", "shortly before 9 pm", "20:40", "21:00"),
        ("en", "It ended just after midnight.", "just after midnight", "24:00", "24:20"),
        ("en", "It ended at about 6am.", "about 6am", "05:30", "06:30"),
        ("en", "It ended at 8:30 on Tuesday night.", "8:30", "20:30", "20:30"),
        ("en", "It ended at 12:10 a.m.", "12:10 a.m.", "00:10", "00:10"),
        ("en", "It begins at noon.", "noon", "12:00", "12:00"),
        ("en", "It begins at seven p.m. on Friday.", "seven p.m.", "19:00", "19:00"),
        ("de", "Das Feuer brach gegen 20.30 Uhr aus.", "20.30 Uhr", "20:30", "20:30"),
        ("de", "Das Feuer brach um 8 Uhr abends aus.", "8 Uhr", "20:00", "20:00"),
        ("fr", "Le feu a pris à 20h30 au port.", "20h30", "20:30", "20:30"),
        ("fr", "Le feu a pris peu avant 18 heures.", "peu avant 18 heures", "17:40", "18:00"),
        ("es", "El fuego empezó a las 8 de la noche.", "8", "20:00", "20:00"),
        ("ru", "Пожар начался в 8 часов вечера.", "8 часов", "20:00", "20:00"),
    ],
)  # fmt: skip
def test_reads_times_of_day(language, text, printed, low, high):
    (one,) = times(text, language)
    ends = (f"{minutes // 60:02.0f}:{minutes % 60:02.0f}" for minutes in (one.low, one.high))
    assert (one.span.of(text), *ends) == (printed, low, high)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It was settled with 7:41 left in the half."),
        ("en", "Skell beat Tarrow 9-2 p.m. or not."),
        ("en", "UPDATED: 9 p.m. by the desk."),
        ("en", "07/15/2030 10:09 am ET"),
        ("en", "It stood at 8:30 in the book."),  # of which half of the day?
        ("en", "Noon is a poor name for a ship."),
        ("en", "It rose by 8 am and 30 pm."[:14]),
        ("en", "At 45:80 p.m. and at 13:75 GMT it was late."),
        ("fr", "Il a parlé 18 heures."),
        ("de", "Es stieg um 8 Prozent."),
    ],
)
def test_what_is_no_time_of_day(language, text):
    assert times(text, language) == []


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("at 8.40pm", "at 8:40 p.m.", Standing.AGREE),
        ("at 8.40pm", "at 9.40pm", Standing.DIFFER),
        ("at 2 a.m.", "at 2:30 a.m.", Standing.DIFFER),
        ("at 9pm", "at 8.49pm", Standing.MORE_SPECIFIC),
        ("shortly after 2 a.m.", "at 2:30 a.m.", Standing.DIFFER),
        ("shortly before midnight", "at around midnight", Standing.MORE_SPECIFIC),
        ("at 12:10 a.m.", "shortly after midnight", Standing.MORE_SPECIFIC),
        ("at 17:06 GMT", "at 5:11 p.m. GMT", Standing.DIFFER),
        ("just before midnight", "shortly after midnight", Standing.DIFFER),
    ],
)
def test_says_how_two_times_stand_whichever_comes_first(left, right, expected):
    (one,), (other,) = times(f"It began {left}."), times(f"It began {right}.")
    assert standing(one, other) is standing(other, one) is expected


PRINTED = {
    "en": "at by until noon midnight a.m. pm 9 12 0 25:61 8:40 8.49pm 2045 GMT to - $ votes 7-2 passed win two of them "
    "seven million a year people died on board just before deep km , . : (",
    "fr": "à vers 20h30 18 h heures du soir minuit voix contre 7 2 peu avant 3,5 % d' d'euros millions € , . (",
    "de": "um gegen 20.30 Uhr 8 abends kurz nach Mitternacht 7 zu 2 Stimmen Prozent , .",
    "es": "a las 20.00 horas 8 de la noche mediodía 7 votos poco después , .",
    "ru": "в 20:00 8 часов вечера полночь 7 голосами против 2 до 5 утра , .",
}


@given(st.data(), st.sampled_from(sorted(PRINTED)))
def test_whatever_numbers_stand_side_by_side_they_have_places_and_stand_alike_both_ways(
    data, language
):
    words = data.draw(st.lists(st.sampled_from(PRINTED[language].split()), max_size=20))
    text = data.draw(st.sampled_from([" ", " ", ""])).join(words)
    found = find_quantities(text, Span(0, len(text)), lexicon(language))
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in found)
    for one, other in itertools.combinations(found, 2):
        if is_comparable(one, other):
            assert standing(one, other) is standing(other, one)
