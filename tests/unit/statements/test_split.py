"""What the tagger groups, by made-up scores: which content is whose."""

import numpy as np
import pytest

from onrecord.statements import tagger
from onrecord.statements.pieces import Pieces

N = 24
FIRST, SECOND = (2, 3), (10, 11)
"""Two verbs; one content stands behind each."""
CONTENTS = [(4, 8), (12, 18)]


def grouped(
    wish: float, cues=(FIRST, SECOND)
) -> dict[tuple[int, int] | None, list[tuple[int, int]]]:
    """Group two contents that point to the first verb most, the second so much less to the one right before it."""
    pointers = np.full((3, N + 1, N + 1), -9.0, dtype=np.float32)
    for first, last in CONTENTS:
        pointers[0, first + 1 : last + 1, FIRST[0] + 1] = 5.0
    first, last = CONTENTS[1]
    pointers[0, first + 1 : last + 1, SECOND[0] + 1] = 5.0 - wish
    pieces = Pieces(ids=[7] * N, surface=[0] * N, start=list(range(N)), end=list(range(1, N + 1)))
    return dict(tagger._group(np, pointers, CONTENTS, list(cues), pieces, 0))


def test_what_another_verb_stands_before_is_another_content():
    assert grouped(1.0) == {FIRST: [CONTENTS[0]], SECOND: [CONTENTS[1]]}


@pytest.mark.parametrize("wish", [3.0, 10.0])
def test_unless_it_hardly_points_there(wish):
    assert grouped(wish) == {FIRST: CONTENTS}


def test_two_parts_of_one_content_stay_together():
    assert grouped(1.0, cues=[FIRST]) == {FIRST: CONTENTS}
    behind = (20, 21)
    assert grouped(1.0, cues=[FIRST, behind]) == {FIRST: CONTENTS}
