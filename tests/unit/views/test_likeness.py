"""Which pairs that may be one utterance come first."""

import pytest

from onrecord.utterances.evidence import NOT_NAMED
from onrecord.views.likeness import likeness


def pair(left: tuple[int, int], right: tuple[int, int], *reasons: str):
    match = {
        "left": "a",
        "right": "b",
        "left_aligned": [{"start": 0, "end": left[0]}],
        "right_aligned": [{"start": 5, "end": 5 + right[0]}],
        "reasons": reasons,
    }
    statements = {
        "a": {"content": [{"start": 0, "end": left[1]}]},
        "b": {"content": [{"start": 0, "end": 2}, {"start": 2, "end": right[1]}]},
    }
    return likeness(match, statements)


def test_it_is_the_mean_of_both_shares_and_more_where_both_are_named():
    assert pair((40, 40), (10, 40), NOT_NAMED) == pytest.approx(0.5)
    assert pair((40, 40), (10, 40), "one speaker") == pytest.approx(0.8)


def test_much_of_two_short_ones_stands_before_some_of_two_long_ones():
    assert pair((30, 40), (30, 40)) > pair((90, 400), (90, 300))
    assert pair((0, 40), (0, 40), NOT_NAMED) == 0.0
