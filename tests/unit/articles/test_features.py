"""What is known of each block, as numbers."""

import numpy as np
import pytest

from onrecord.articles.features import (
    FEATURES_OF_FIRST_LOOK,
    FEATURES_OF_WORDING,
    with_first_look,
    with_wording,
)
from onrecord.articles.wording import UNKNOWN


def first_look(log_odds, n_words=10):
    rows = np.full((len(log_odds), 1), np.log1p(n_words), dtype=np.float32)
    looked = with_first_look(rows, np.array(log_odds, dtype=np.float32))[:, 1:]
    return {name: looked[:, at].tolist() for at, name in enumerate(FEATURES_OF_FIRST_LOOK)}


@pytest.mark.parametrize("n", [1, 2, 3, 7, 50])
def test_a_page_of_any_length_has_a_column_a_name(n):
    rows = np.ones((n, 2), dtype=np.float32)
    odds = np.linspace(-3, 3, n, dtype=np.float32)
    assert with_wording(rows, odds).shape == (n, 2 + len(FEATURES_OF_WORDING))
    assert with_first_look(rows, odds).shape == (n, 2 + len(FEATURES_OF_FIRST_LOOK))


def test_wording_of_the_blocks_around_is_unknown_beyond_the_page():
    rows = with_wording(np.zeros((2, 1), dtype=np.float32), np.array([1.0, 2.0], dtype=np.float32))
    columns = dict(zip(FEATURES_OF_WORDING, rows[:, 1:].T.tolist(), strict=True))
    assert columns["wording"] == [1.0, 2.0]
    assert columns["wording of +1"] == [2.0, UNKNOWN]
    assert columns["wording of -1"] == [UNKNOWN, 1.0]


def test_a_first_look_tells_of_each_block_what_is_around_it():
    looked = first_look([-9.0, 9.0, 9.0, -9.0, -9.0])
    assert looked["first log odds of +1"] == [9.0, 9.0, -9.0, -9.0, UNKNOWN]
    assert looked["share of likely words before"] == pytest.approx([0, 0, 0.5, 1, 1], abs=1e-3)
    assert looked["share of likely words after"] == pytest.approx([1, 0.5, 0, 0, 0], abs=1e-3)
    assert looked["likely share of the page"] == pytest.approx([0.4] * 5, abs=1e-3)
    assert looked["likely share of the 5 before"] == pytest.approx(
        [0, 0, 0.5, 2 / 3, 0.5], abs=1e-3
    )
    assert looked["in the likely run"] == [0, 1, 1, 0, 0]
    assert looked["blocks since a chance of 0.8"] == [200, 200, 1, 1, 2]
    assert looked["blocks to a chance of 0.8"] == [1, 1, 200, 200, 200]


def test_short_likely_blocks_are_none_that_others_are_near_to():
    assert first_look([9.0, 0.0], n_words=3)["blocks since a chance of 0.5"] == [200, 200]
