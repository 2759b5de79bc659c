"""Which differences are looked at first: what limits the words that both have, before more that one has.

Measured by `python -m evaluation.gate "weighed differences"` on differences read and labelled by hand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import IntEnum
from typing import Any

from onrecord.resources import Lexicon
from onrecord.utterances.difference_rows import EDGES, ONE_SIDED
from onrecord.utterances.guards import ORDER as GUARDS

__all__ = ["Weight", "is_small", "rank_of"]

Row = Mapping[str, Any]
_RELATIONS = (
    "ends_earlier", "starts_later", "words_absent_inside", "words_differ", "joined", "reordered",
    "possibly_same", "same",
)  # fmt: skip


class Weight(IntEnum):
    """How much a difference says of the words that two articles share, what says most first."""

    SENTENCE = 0
    """Words with a guard in the sentence that both have, or a sentence right behind it that begins with a condition."""
    REPORT = 1
    """The same, by which a report begins or ends: its words are its reporter's."""
    BESIDE = 2
    """A sentence of its own right beside the shared one; of several guards names alone."""
    FURTHER = 3
    """Sentences further on or back."""
    NAME = 4
    """A name that one has there and the other not, mostly a gloss: "U.S.", "President", "in Helsinki"."""
    OTHER = 5
    """Words that are no variants of each other, a "but" alone, and all that has no guard."""


_VARIANT = 4
"""Words of either side up to which two readings of a place are variants of each other: where more differ, two things
are said. Set by hand: of 27 longer ones of a day with a guard none was a variant."""
_GLOSS = 3
"""Words up to which a name that one side has is a gloss. Set by hand on labelled differences (`evaluation.weights`)."""
_BARE = 4
"""Words up to which a "but" with no other condition behind it says that something stood before, and no more: "But I
think". Set by hand on the same."""
_ENDS = (".", "!", "?", "…")
_MARKS = "\"“”„«»‘’' "
_SENTENCE_OVER = re.compile(r"[\"“”„«»‘’' ,]*(?:[.!?…]|(?<=[\"”»’])[^\"“„«]*[.!?…]\s*[\"“„«])")
"""What ends a sentence stands behind it, be it the reporter's that stands between: ',” she said. “We'."""
_NEXT_SENTENCE = re.compile(r"[.!?…][\"”’»]*\s+[\"“‘«(]*[^\W\d_a-zß-öø-ÿ]")


def rank_of(
    difference: Row, lexicon: Lexicon, *, is_quoted: bool, has_transcript: bool
) -> tuple[Any, ...]:
    """Return what puts differences in order, those to look at first first.

    `is_quoted`: what one has is printed as the speaker's own words; `has_transcript`: one side is a transcript.
    """
    guards = _telling(difference, lexicon)
    return (
        _weight(difference, guards, lexicon, is_quoted=is_quoted),
        _is_other(difference),
        min(map(GUARDS.index, guards), default=len(GUARDS)),
        is_small(difference, lexicon),
        _before(difference).endswith(_ENDS),
        not _turns(_words(difference["text"]), lexicon),
        not has_transcript,
        _RELATIONS.index(difference["relation"]),
        difference["right_span"]["start"],
        difference["id"],
    )


def is_small(difference: Row, lexicon: Lexicon) -> bool:
    """Say whether what differs is no more than words of every sentence: "that", "an", "had"."""
    found = _words(f"{difference['text']} {difference['other_text']}")
    return bool(found) and not difference["guards"] and lexicon.function_words.issuperset(found)


def _weight(
    difference: Row, guards: Collection[str], lexicon: Lexicon, *, is_quoted: bool
) -> Weight:
    if not guards or _is_other(difference):
        return Weight.OTHER
    relation = difference["relation"]
    is_one_sided = relation in ONE_SIDED
    is_named = {"name", "tense"}.issuperset(guards)
    if is_named and is_one_sided and len(_words(difference["text"])) <= _GLOSS:
        return Weight.NAME
    if is_named or _is_apart(difference, lexicon):
        return Weight.BESIDE if difference["adjacent"] else Weight.FURTHER
    is_edge = relation in EDGES
    return Weight.REPORT if is_edge and not is_quoted else Weight.SENTENCE


def _telling(difference: Row, lexicon: Lexicon) -> set[str]:
    """Return the guards of a difference without a condition that is no more than a word that joins: "But I think"."""
    guards = set(difference["guards"])
    if "condition" not in guards:
        return guards
    bare = lexicon.conjunctions | lexicon.function_words
    sides = [_words(difference[key]) for key in ("text", "other_text")]
    conditions = {
        phrase for words in sides for phrase in lexicon.guards["condition"] if _has(words, phrase)
    }
    joins = all(len(phrase) == 1 and phrase[0] in lexicon.conjunctions for phrase in conditions)
    is_bare = guards == {"condition"} and bare.issuperset(sides[0] + sides[1])
    is_led = any(_turns(words, lexicon) and len(words) <= _BARE for words in sides)
    if is_bare or (joins and conditions and is_led):
        guards.discard("condition")
    return guards


def _is_apart(difference: Row, lexicon: Lexicon) -> bool:
    """Say whether what one has are sentences of their own; not those that begin with a condition of what is shared."""
    text = difference["text"]
    begins = _before(difference).endswith(_ENDS)
    after = difference["just_after"]["right"]["text"]
    ends = bool(_SENTENCE_OVER.match(after)) or text.rstrip(_MARKS).endswith(_ENDS)
    holds = bool(_NEXT_SENTENCE.search(text))
    match difference["relation"]:
        case "ends_earlier":
            is_next = difference["adjacent"] or not text.lstrip(_MARKS)[:1].isupper()
            turns = is_next and _turns(_words(text), lexicon)
            return not turns and (begins or not difference["adjacent"])
        case "starts_later":
            return ends or not difference["adjacent"]
        case "words_absent_inside":
            return holds or (begins and ends)
        case _:
            return holds


def _is_other(difference: Row) -> bool:
    """Say whether words that differ are no variants of each other."""
    if difference["relation"] != "words_differ":
        return False
    spans = difference["left_span"], difference["right_span"]
    return max(len(span["text"].split()) for span in spans) > _VARIANT


def _before(difference: Row) -> str:
    found: str = difference["just_before"]["right"]["text"]
    return found.rstrip(_MARKS)


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", text.casefold()))


def _turns(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Say whether words begin with a condition."""
    return any(words[: len(phrase)] == phrase for phrase in lexicon.guards["condition"])


def _has(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    n = len(phrase)
    return any(words[at : at + n] == phrase for at in range(len(words) - n + 1))
