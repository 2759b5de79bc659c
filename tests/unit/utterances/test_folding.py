"""How words are read before they are compared."""

import pytest

from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.folding import fold


def test_us_is_a_country_only_in_capitals():
    text = "They spy on us, and the US spies on them."
    tokens = fold(text, (Span(0, len(text)),), lexicon()).tokens
    assert [one.printed for one in tokens if one.is_name] == ["United States"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It shuts down on Feb. 15, or I will use my powers.", 1),
        ("It shuts down in May. 15 ferries wait.", 2),
        ("Mr. Hask of Aldov Co. said so.", 1),
        ("The answer is no. They left.", 2),
        ("It is No. 5 in Skell.", 1),
        ("No. We left. They know.", 2),
        ("We wait. They left; we know why.", 3),
    ],
)
def test_where_a_sentence_ends(text, sentences):
    tokens = fold(text, (Span(0, len(text)),), lexicon()).tokens
    assert len({one.segment for one in tokens}) == sentences


def test_percent_is_printed_in_three_ways_and_everyone_is_everybody():
    printed = "It fell by 5.5% for everyone.", "It fell by 5.5 per cent for everybody."
    read = [fold(one, (Span(0, len(one)),), lexicon()) for one in printed]
    assert read[0].exact == read[1].exact
    assert ("spelling", "per cent") in read[1].folded


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("The F.B.I. ruined it.", "The FBI ruined it."),
        ("The B.R.T.’s men left.", "The BRT men left."),
        ("The U.N. sent two.", "The UN’s two."),
    ],
)
def test_initials_are_one_word_with_stops_and_without(printed, other):
    first, second = (fold(one, (Span(0, len(one)),), lexicon()).exact for one in (printed, other))
    assert first[1] == second[1].removesuffix("'s")
    assert "s" not in first


def test_hours_are_no_initials():
    text = "We met at 8 a.m. and I am late."
    assert fold(text, (Span(0, len(text)),), lexicon()).exact.count("am") == 1


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("I knew you’d say that", "I knew you would say that"),
        ("He'd been there, and she'd wanted it", "He had been there, and she had wanted it"),
        ("He'd need it", "He would need it"),
        ("You'd better go", "You had better go"),
        ("They should've asked who's there", "They should have asked who is there"),
    ],
)
def test_what_is_printed_as_one_word_is_both(printed, whole):
    one, other = (fold(text, (Span(0, len(text)),), lexicon()) for text in (printed, whole))
    assert one.exact == other.exact
