"""Whether what is said asks."""

from __future__ import annotations

from onrecord.model import Attribution
from onrecord.resources import Lexicon

__all__ = ["is_question"]

_MARKS = "\"“”„‟«»「」『』'‘’ \t\r\n"
"""What may stand behind the mark that a question ends by."""
_ASKS = ("?", "？", "؟")
_BEGINS = 5
"""Words of a content among which one that asks stands, behind a verb of asking."""
_WORDS = frozenset("whether if what who whom whose why how when where which about to for".split())


def is_question(text: str, said: Attribution, lexicon: Lexicon) -> bool:
    """Say whether what is said asks: it ends so, or a verb of asking stands before a question or a question word.

    It is told of the whole, whose parts are put together one by one: '"What is this?" she said. "It is a gate."' does
    not ask.
    """
    if said.content[-1].of(text).rstrip(_MARKS).endswith(_ASKS):
        return True
    cue = said.cue[0].of(text).casefold().split() if said.cue else []
    if not cue or lexicon.cues.get(cue[-1]) not in lexicon.question:
        return False
    first = said.content[0].of(text).casefold().split(maxsplit=_BEGINS)[:_BEGINS]
    return not _WORDS.isdisjoint(first) or any(
        mark in span.of(text) for span in said.content for mark in _ASKS
    )
