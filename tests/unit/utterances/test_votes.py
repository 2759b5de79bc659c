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
    ],
)
def test_scores_and_ranges_are_no_votes(text):
    assert votes(text) == []
