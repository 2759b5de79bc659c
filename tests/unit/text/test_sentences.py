"""Sentences of paragraphs in which white space is not plain."""

import pytest

from onrecord.text import sentences
from onrecord.text.sentences import split_sentences
from onrecord.text.spans import Span


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000", "\u2028", "\n"])
def test_any_white_space_may_stand_before_a_stop(space):
    text = f"They chose plan B{space}. Nobody asked why{space}."
    found = split_sentences(text, Span(0, len(text)))
    assert (found[0].start, found[-1].end) == (0, len(text))


class PanicException(BaseException):
    """As PyO3 raises it."""


def test_a_panic_of_the_splitter_makes_one_sentence(monkeypatch):
    def panics(*_: object) -> None:
        raise PanicException

    monkeypatch.setattr(sentences.sentencex, "get_sentence_boundaries", panics)
    text = "They chose plan B. Nobody asked why."
    assert split_sentences(text, Span(0, len(text))) == [Span(0, len(text))]


def test_what_ends_the_run_is_no_panic(monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sentences.sentencex, "get_sentence_boundaries", interrupted)
    with pytest.raises(KeyboardInterrupt):
        split_sentences("They chose plan B.", Span(0, 18))


@pytest.mark.parametrize(
    ("text", "n_sentences"),
    [
        ("It began at 9 p.m. Friday in Skell. Guards came.", 2),
        ("It began at 9 p.m. ET. Guards came.", 2),
        ("It began at 9:40 p.m. Eastern time, she said.", 1),
        ("It began at 9 p.m. Guards came.", 2),
        ("It began at 9 p.m. Friday was a quiet day.", 2),
    ],
)
def test_a_sentence_does_not_end_within_a_time(text, n_sentences):
    assert len(split_sentences(text, Span(0, len(text)))) == n_sentences
