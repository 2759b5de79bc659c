"""Votes as languages print them."""

import pytest

from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.counting import find_quantities
from onrecord.utterances.quantities import VOTE


def votes(text: str, language: str = "en"):
    found = find_quantities(text, Span(0, len(text)), lexicon(language))
    return [one for one in found if one.dimension == VOTE]


@pytest.mark.parametrize(
    ("language", "text", "printed", "sides"),
    [
        ("en", "The house passed the bill 234-193 on Monday.", "234-193", (193, 234)),
        ("en", "It was approved by a vote of 228 to 191, with all of them there.", "228 to 191", (191, 228)),
        ("en", "They lost by seven votes to two.", "seven votes to two", (2, 7)),
        ("en", "In a 5-4 ruling the court of Skell agreed.", "5-4 ruling"[:3], (4, 5)),
        ("en", "It went through in a 97-1 vote.", "97-1 vote", (1, 97)),
        ("en", "The union said that 812 members voted in favour and 97 against.", "812 members voted in favour and 97 against", (97, 812)),
        ("en", "The vote was 812 for, 97 opposed.", "812 for, 97 opposed", (97, 812)),
        ("en", "Some 812 voted for the pay deal and only 97 voted against it.", "812 voted for the pay deal and only 97 voted against", (97, 812)),
        ("fr", "Le texte a été adopté avec 31 voix pour et 12 contre.", "31 voix pour et 12 contre", (12, 31)),
        ("de", "Im Rat stimmten 31 Abgeordnete für den Antrag und 12 dagegen.", "31 Abgeordnete für den Antrag und 12 dagegen", (12, 31)),
        ("es", "La ley salió con 31 votos a favor y 12 en contra.", "31 votos a favor y 12 en contra", (12, 31)),
        ("ru", "За закон проголосовали 31 за и 12 против.", "31 за и 12 против", (12, 31)),
        ("fr", "Le texte a été adopté par 7 voix contre 2.", "7 voix contre 2", (2, 7)),
        ("de", "Der Rat stimmte mit 7 zu 2 Stimmen dafür.", "7 zu 2 Stimmen", (2, 7)),
        ("es", "El pleno lo aprobó por 7 votos a 2.", "7 votos a 2", (2, 7)),
        ("ru", "Закон принят 7 голосами против 2.", "7 голосами против 2", (2, 7)),
    ],
)  # fmt: skip
def test_reads_votes(language, text, printed, sides):
    (one,) = votes(text, language)
    assert (one.span.of(text), (one.low, one.high)) == (printed, sides)


@pytest.mark.parametrize(
    "text",
    [
        "Skell met Tarrow 31-24 on Monday.",
        "He passed Ford shortly after Skell (7-2) came out.",
        "A decision win over Pukall, 14-13-2, was next.",
        "They voted from 9 to 5.30 on Monday.",
        "It fell from 12 to 9 members.",
        "It passed.",
        "Krag caught five passes for 127 yards against Skell and made a difference in the passing game.",
        "She voted 3 times for the 2 motions.",
        "There were 812 in favour of it, and the club of 97 was not.",
        "He has been in office 12 years, in favour of 3 wars and against 2.",
        "They voted for 12 hours in favour of it. 5 are against.",
    ],
)
def test_scores_and_ranges_are_no_votes(text):
    assert votes(text) == []
