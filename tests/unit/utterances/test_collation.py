"""What is aligned with what, on invented sentences."""

import pytest

from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.collation import align
from onrecord.utterances.folding import Reading, fold

QUOTED = "The old ferry will leave the harbour of Skell in May"
BETWEEN = (
    "There are those who ask me about goats, and about the price of coal, and about the glass that we sell abroad, "
    "and to all of them I give one answer, which is that nobody here counts on the weather"
)


def read(text: str) -> Reading:
    return fold(text, [Span(0, len(text))], lexicon("en"))


def shared(left: str, right: str) -> str:
    one = read(left)
    return " ".join(one.tokens[i].printed for i, _ in align(one, read(right)).pairs())


@pytest.mark.parametrize(
    ("quoted", "turn", "words"),
    [
        # a word of the quotation that stands far on in the speech is no place of its own
        (f"{QUOTED} with lanterns.", f"{QUOTED}. {BETWEEN}. Lanterns cost more.", QUOTED),
        (
            f"{QUOTED} and nobody sells lanterns.",
            f"{QUOTED}. {BETWEEN}. I say that nobody sells lanterns.",
            f"{QUOTED} nobody sells lanterns",
        ),
        (
            f"{QUOTED}. The rudder of iron was cast abroad.",
            f"{QUOTED}. {BETWEEN}. The rudder of iron was cast abroad.",
            f"{QUOTED} The rudder of iron was cast abroad",
        ),
        (f"{QUOTED} with lanterns.", f"{QUOTED}, and lanterns.", f"{QUOTED} lanterns"),
    ],
)
def test_a_word_far_from_all_others_is_no_place_of_its_own(quoted, turn, words):
    assert shared(quoted, turn) == words
    assert shared(turn, quoted).split() == words.split()
