"""What one statement has before or after the words that it shares with another."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from onrecord.resources import Lexicon
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words
from onrecord.utterances.folding import Token
from onrecord.utterances.guards import find_guards
from onrecord.utterances.sides import Side, has_words

__all__ = [
    "MOST",
    "TELLING",
    "Beyond",
    "going_on",
    "has_elsewhere",
    "has_in_others",
    "is_given",
    "share_of",
    "stand_beside",
    "whole_sentences",
]

MOST = 0.8
"""Share of words from which they are accounted for elsewhere. Set by hand."""
_HALF = 0.5
_SOME = 0.25
"""Share of a sentence's words from which another statement is about it, and tells what it lacks. Set by hand."""
TELLING = frozenset({"condition", "negation", "number", "name", "modal"})
"""Guards for which a sentence further on is told too."""
_NEAREST = {True: 5, False: 12}
"""Words before (True) and after what is shared that are told where no stop says how far a sentence goes: what turns a
sentence stands near its beginning ("it is not true that"), or follows it ("unless ..."). Set by hand."""
_CONTEXT = 90
"""Characters beside a statement that are looked at, beyond twice those that are looked for."""
_STOP = re.compile(r"[.!?…:\n]")


class Beyond(NamedTuple):
    """What a statement has before the words that it shares with another, or after them; tokens as `[first, last)`."""

    side: Side
    is_before: bool
    shared: tuple[int, int]
    """The outermost row of shared words."""
    words: tuple[int, int]
    """Of the tokens beyond, those by which it is said to go on: in the sentence of the shared words first."""

    @classmethod
    def of(cls, side: Side, first: int, n_shared: int, *, is_before: bool) -> Beyond:
        """Return what a statement has in the sentence of the shared words, before them or after them."""
        shared = first, first + n_shared
        words = _head(side.tokens, first) if is_before else _tail(side.tokens, shared[1])
        if side.witness.reading.is_unstopped:
            start, end = words
            n_near = min(_NEAREST[is_before], end - start)
            words = (end - n_near, end) if is_before else (start, start + n_near)
        return cls(side, is_before, shared, words)

    @property
    def n_words(self) -> int:
        """How many words it goes on by."""
        return self.words[1] - self.words[0]

    @property
    def is_led_in(self) -> bool:
        """Whether it begins with the "that" of a report."""
        return self.is_before and [t.exact for t in self.side.tokens[slice(*self.words)][:1]] == [
            "that"
        ]

    def without_lead(self) -> Beyond:
        """Return it without its first word."""
        return self._replace(words=(self.words[0] + 1, self.words[1]))

    def n_alike(self, other: Beyond) -> int:
        """Return how many of the words, from the edge on, are those of another."""
        mine, others = (
            [token.exact for token in one.side.tokens[slice(*one.words)]] for one in (self, other)
        )
        if not self.is_before:
            mine, others = mine[::-1], others[::-1]
        pairs = zip(mine, others, strict=False)
        return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))

    @property
    def rest(self) -> Sequence[Token]:
        """All that it has there."""
        return self.side.tokens[slice(*self._all_words)]

    @property
    def _all_words(self) -> tuple[int, int]:
        n_tokens = len(self.side.tokens)
        return (0, self.shared[0]) if self.is_before else (self.shared[1], n_tokens)

    @property
    def says_more(self) -> bool:
        """Whether that is words that the other article has in no statement; a transcript always has more."""
        is_elsewhere = share_of(self._all_words, self.side.elsewhere) >= MOST
        return bool(self.rest) and not (self.side.is_transcript or is_elsewhere)

    @property
    def anchor(self) -> tuple[int, int]:
        """The outermost of the shared words; as many characters where the script parts none."""
        first, last = self.shared
        length = self.side.witness.reading.lexicon.relative_length
        n_tokens = min(last - first, max(1, math.ceil(length)))
        return (first, first + n_tokens) if self.is_before else (last - n_tokens, last)

    def is_beside(self, words: tuple[int, int]) -> bool:
        """Say whether tokens stand right beside the outermost of the shared words."""
        return words[1] == self.shared[0] if self.is_before else words[0] == self.shared[1]

    @property
    def sentence(self) -> range:
        """The tokens of the sentence that the outermost of the shared words stand in."""
        at = self.shared[0] if self.is_before else self.shared[1] - 1
        tokens = self.side.tokens
        return range(_head(tokens, at)[0], _tail(tokens, at + 1)[1])

    @property
    def is_of_sentence(self) -> bool:
        """Whether it goes on within the sentence of the shared words, and not by the next."""
        return self.n_words > 0 and self.words[0] in self.sentence

    def where_quoted(self) -> Beyond | None:
        """Return it with the shared words that are quoted; None if none are, or those beside them are too."""
        first, last = self.shared
        quoted = [one for one in range(first, last) if self.side.is_quoted(one, one + 1)]
        if not self.rest or not quoted:
            return None
        beside = quoted[0] - 1 if self.is_before else quoted[-1] + 1
        if self.side.is_quoted(beside, beside + 1):
            return None
        return self._replace(shared=(quoted[0], quoted[-1] + 1))


def _head(tokens: Sequence[Token], first: int) -> tuple[int, int]:
    start = first
    while start > 0 and tokens[start - 1].segment == tokens[first].segment:
        start -= 1
    return start, first


def _tail(tokens: Sequence[Token], last: int) -> tuple[int, int]:
    end = last
    while end < len(tokens) and tokens[end].segment == tokens[last - 1].segment:
        end += 1
    return last, end


def _sentence_beyond(tokens: Sequence[Token], at: int, *, is_before: bool) -> tuple[int, int]:
    """Return the sentence that ends, or begins, at a place between two."""
    return (_head(tokens, at - 1)[0], at) if is_before else (at, _tail(tokens, at + 1)[1])


def whole_sentences(left: Beyond, right: Beyond, lexicon: Lexicon) -> tuple[Beyond, Beyond]:
    """Where both sentences are shared to their edge, take the next sentence of the one that has more.

    Where the other statement is at its own edge one starts later or ends earlier by whole sentences; where it is not
    they go on otherwise. A transcript always has more; of it only a sentence that turns the one before
    ("But only if ...") is taken.
    """
    if left.n_words or right.n_words:
        return left, right
    if left.side.is_report or right.side.is_report:
        # what a reporter sums up begins and ends where the reporter chose, but for what turns it
        if right.rest and not left.rest and not right.side.is_report:
            right = _with_next_sentence(right, lexicon, only_turning=True)
        elif left.rest and not right.rest and not left.side.is_report:
            left = _with_next_sentence(left, lexicon, only_turning=True)
        return left, right
    if right.rest and not left.rest:
        return left, _with_next_sentence(right, lexicon)
    if left.rest and not right.rest:
        return _with_next_sentence(left, lexicon), right
    if not left.rest:
        return left, right
    # both go on: a transcript always does, and only what the other says is asked for in it
    here, there = (
        one if one.side.is_transcript else _with_next_sentence(one, lexicon)
        for one in (left, right)
    )
    return here, there


def _with_next_sentence(one: Beyond, lexicon: Lexicon, *, only_turning: bool = False) -> Beyond:
    place = one.shared[0] if one.is_before else one.shared[1]
    words = _sentence_beyond(one.side.tokens, place, is_before=one.is_before)
    if only_turning or one.side.is_transcript:
        opening = one.side.tokens[words[0] : words[0] + 2]
        if one.is_before or "condition" not in find_guards(opening, lexicon):
            return one
    return one._replace(words=words)


def going_on(shorter: Beyond, longer: Beyond, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Return the words by which a statement goes on, and all beyond them as far as the last sentence with a guard.

    The nearest words stand by themselves if they hold a guard, and so does each part of a split quotation. What the
    other article has elsewhere, in a statement or in words of its own, is passed over. Where words are shared again,
    what lies between is theirs to tell.
    """
    tokens, parts = longer.side.tokens, [longer.words]
    held, is_begun = longer.words, True
    if TELLING.intersection(find_guards(tokens[slice(*held)], lexicon)):
        end = held[0] if longer.is_before else held[1]
        held, is_begun = (end, end), False
    while held[0] > 0 if longer.is_before else held[1] < len(tokens):
        at = held[0] if longer.is_before else held[1]
        sentence = _sentence_beyond(tokens, at, is_before=longer.is_before)
        if any(number in longer.side.shared for number in range(*sentence)):
            break
        is_given = has_elsewhere(longer, sentence, shorter)
        if is_given:
            end = sentence[0] if longer.is_before else sentence[1]
            held, is_begun = (end, end), False
        elif tokens[at - 1].fragment != tokens[at].fragment:
            held, is_begun = sentence, False
        else:
            held = min(held[0], sentence[0]), max(held[1], sentence[1])
        if not is_given and TELLING.intersection(find_guards(tokens[slice(*sentence)], lexicon)):
            parts[len(parts) - is_begun :] = [held]
            is_begun = True
    return parts


def has_elsewhere(one: Beyond, words: tuple[int, int], other: Beyond) -> bool:
    """Say whether the other article has words somewhere: in a statement, or in words of its own."""
    printed = one.side.span(*words).of(one.side.text)
    return share_of(words, one.side.elsewhere) >= _SOME or has_words(other.side.text, printed)


def share_of(words: tuple[int, int], given: Collection[int]) -> float:
    """Return the share of tokens `[first, last)` that are among those given."""
    return sum(number in given for number in range(*words)) / max(words[1] - words[0], 1)


def _is_sentence(one: Beyond) -> bool:
    """Say whether words are sentences of their own, from the first word of one to the last of one."""
    tokens, (first, last) = one.side.tokens, one.words
    begins = first == 0 or tokens[first - 1].segment != tokens[first].segment
    return begins and (last == len(tokens) or tokens[last].segment != tokens[last - 1].segment)


def is_given(one: Beyond, lexicon: Lexicon) -> bool:
    """Say whether the other article has elsewhere what a statement goes on by.

    A part of a whole sentence, in another quotation, or most of it, from the edge on, with nothing in it that turns a
    sentence: what that other statement lacks is told of the two.
    Nearly all of its words, or of those that do not stand in every sentence, by their weight, and among the rest none
    that turns a sentence: "but" between two clauses that the other tells in two statements is no condition.
    """
    given = one.side.elsewhere
    beside = one.words[1] - 1 if one.is_before else one.words[0]
    tokens, others = one.side.tokens, one.side.in_others
    if share_of(one.words, given) >= MOST:
        return True
    if share_of(one.words, one.side.quoted_in_others) >= _SOME and _is_sentence(one):
        return True
    if share_of(one.words, others) >= _HALF and beside in others:
        shared = [tokens[n] for n in range(*one.words) if n in others]
        if TELLING.isdisjoint(find_guards(shared, lexicon)):
            return True
    return _are_given(one.side, one.words, given, lexicon)


def has_in_others(side: Side, words: tuple[int, int], lexicon: Lexicon) -> bool:
    """Say whether the other article has, in other statements, nearly all words that one has inside."""
    return _are_given(side, words, side.in_others, lexicon)


def _are_given(
    side: Side, words: tuple[int, int], given: Collection[int], lexicon: Lexicon
) -> bool:
    """Say whether nearly all content of words, by weight, is given, and nothing among the rest turns a sentence."""
    tokens = side.tokens
    left = [n for n in range(*words) if tokens[n].exact not in lexicon.contrasting]
    content = [n for n in left if tokens[n].exact not in lexicon.function_words]
    weight = sum(tokens[n].weight for n in content)
    if not weight or sum(tokens[n].weight for n in content if n in given) < MOST * weight:
        return False
    rest = [tokens[n] for n in left if n not in given]
    return TELLING.isdisjoint(find_guards(rest, lexicon))


def stand_beside(shorter: Side, at: Span, words: str, *, is_before: bool) -> bool:
    """Say whether words stand beside a statement, in its sentence but outside of it.

    What one outlet quotes another quotes in part: says "nothing bad" will come of it. Nobody reads less.
    """
    if shorter.is_transcript:
        return False
    text, there = shorter.text, lowered_words(words)
    reach = 2 * len(words) + _CONTEXT
    if is_before:
        beside = text[max(0, at.start - reach) : at.start]
        here = lowered_words(beside)[-len(there) :]
        gap = re.search(r"\W*$", beside)
    else:
        beside = text[at.end : at.end + reach]
        here = lowered_words(beside)[: len(there)]
        gap = re.match(r"\W*", beside)
    is_parted = gap is not None and _STOP.search(gap[0]) is not None
    return here == there and not is_parted
