"""What is aligned with what, on invented sentences."""

import pytest

from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.collation import align, without_strays
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


def test_words_that_two_sentences_share_by_chance_are_left_out():
    told = "If wages keep rising, nobody at the bank will be able to cut."
    left = read(f"A cut in April is possible, but it is not certain. {told}")
    right = read(f"We are not there yet. {told}")
    aligned = without_strays(align(left, right, shifted=False), lexicon("en").function_words)
    assert [left.tokens[one.left].exact for one in aligned.blocks] == ["if"]
    same = align(read("He would not."), read("I would not go there. I said so."), shifted=True)
    assert without_strays(same, lexicon("en").function_words) == same


def test_a_word_by_itself_far_from_the_rest_is_left_out_on_both_sides():
    left = read(
        "While you wait for your bus in the rain, remember who it was: parasites who earn too much"
    )
    right = read("bus drivers parasites who earn too much")
    aligned = without_strays(align(left, right), lexicon("en").function_words)
    assert [right.tokens[one.right].exact for one in aligned.blocks] == ["parasites"]
    assert without_strays(aligned.turned(), lexicon("en").function_words) == aligned.turned()


def test_words_that_begin_a_sentence_are_aligned_with_those_before_what_follows():
    whole = read("They ran. I don't know how many he saved, but I know that he saved lives.")
    part = read("They ran. I know that he saved lives.")
    for one, other in ((whole, part), (part, whole)):
        rows = [
            " ".join(part.tokens[i].printed for i in range(at, at + row.length))
            for row in align(one, other, shifted=False).blocks
            for at in [row.left if one is part else row.right]
        ]
        assert rows == ["They ran", "I know that he saved lives"]
