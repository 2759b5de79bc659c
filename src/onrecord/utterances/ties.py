"""What two statements have in common before they are aligned, by which they may be one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from onrecord.model import Kind
from onrecord.resources import Lexicon
from onrecord.utterances.witnesses import ANY_PERSON, Witness

__all__ = [
    "Ties",
    "are_told_alike",
    "begins_the_other",
    "end_in_a_denial",
    "few_said",
    "is_clause",
    "n_said",
    "share_a_denial",
]


@dataclass(frozen=True, slots=True)
class Ties:
    """What two statements have in common before they are aligned, by which they may be one."""

    are_others: bool
    """They are of one speaker, in two articles."""
    has_row: bool
    """Three words in a row."""
    in_order: bool
    """Words enough, two of them in a row, of two that are not both reports."""
    has_report: bool
    """The same, where one or both are reports."""
    is_act: bool
    """The same few words behind one verb."""
    has_core: bool
    """A short sentence, but for what turns it."""

    @property
    def are_any(self) -> bool:
        """Say whether it is worth aligning them."""
        return self.has_row or self.in_order or self.has_report or self.is_act or self.has_core

    @classmethod
    def of(cls, left: Witness, right: Witness, stance: str, mass: float) -> Self:
        """Look at two statements; `mass` is what words in order must weigh."""
        kinds = {left.statement.kind, right.statement.kind}
        are_others = stance == "same" and left.article.id != right.article.id
        in_order = (
            are_others
            and left.statement.is_question == right.statement.is_question
            and not left.sieve.pairs.isdisjoint(right.sieve.pairs)
            and left.sieve.may_be_possible(right.sieve, mass)
        )
        return cls(
            are_others=are_others,
            has_row=not left.sieve.runs.isdisjoint(right.sieve.runs),
            in_order=in_order and kinds != {Kind.INDIRECT},
            has_report=in_order and Kind.INDIRECT in kinds,
            is_act=are_others and _is_one_act(left, right),
            has_core=are_others and _shares_a_core(left, right),
        )


def n_said(one: Witness) -> int:
    """Return how many words a report has, without the "that" that leads it in."""
    tokens = one.reading.tokens
    return len(tokens) - bool(tokens and tokens[0].exact == _THAT)


_THAT = "that"


def few_said(one: Witness) -> tuple[str, ...]:
    """Return the stems of a statement of few words, without articles; nothing of one of more."""
    tokens, words = one.reading.tokens, one.reading.lexicon
    said = [token for token in tokens if token.exact not in words.determiners]
    return tuple(token.stem for token in said) if len(said) <= _FEW_SAID else ()


_FEW_SAID = 4
"""Words, without articles, of what is told in few by the verb before it: "denied *interfering*". Set by hand."""


def _is_one_act(left: Witness, right: Witness) -> bool:
    """Say whether one verb has the same few words behind it in both: "called for a ceasefire".

    All of the shorter stand in the other, and one that few sentences have.
    """
    if not left.verb or left.verb != right.verb:
        return False
    short, long = sorted((left, right), key=lambda one: len(one.reading.tokens))
    few = few_said(short)
    weights = {one.stem: one.weight for one in short.reading.tokens}
    there = {one.stem for one in long.reading.tokens}
    common = short.reading.lexicon.function_words
    content = [one.stem for one in short.reading.tokens if one.exact not in common]
    is_telling = bool(few and content) and max(weights[one] for one in content) >= _ACT
    return is_telling and there.issuperset(content)


def are_told_alike(left: Witness, right: Witness) -> bool:
    """Say whether two statements are told by one verb ("*announced* an *indictment*", "*indicted*"), or only said."""
    if not left.told_by and not right.told_by:
        return bool(left.statement.cue and right.statement.cue)
    here, there = ({*one.told_by, *one.reading.stems} for one in (left, right))
    return not (left.told_by.isdisjoint(there) and right.told_by.isdisjoint(here))


_ACT = 6.0
"""Weight of a word that says by itself what an act was of: "ceasefire", "unstructured". Set by hand."""


def _shares_a_core(left: Witness, right: Witness) -> bool:
    """Say whether two statements have one short sentence, but for what turns it, that is a third of either's words.

    Of two quotations in the same person: "*I* am ill" is no "*they* are ill".
    """
    n_words = min(len(left.reading.tokens), len(right.reading.tokens))
    are_quoted = {left.statement.kind, right.statement.kind} == {Kind.DIRECT}
    return left.statement.is_question == right.statement.is_question and any(
        min(left.cores[core], right.cores[core]) >= _CORE_SHARE * n_words
        for core in left.cores.keys() & right.cores.keys()
        if not (are_quoted and core[0] == ANY_PERSON)
    )


_CORE_SHARE = 1 / 3
"""Less is a phrase that somebody says of more than one thing ("Write it down"). Set by hand."""


def is_clause(one: Witness) -> bool:
    """Say whether a report tells what is or is done, and not only of what: no "a full border fence"."""
    tokens, words = one.reading.tokens, one.reading.lexicon
    if one.statement.kind is not Kind.INDIRECT:
        return True
    opening = [token.exact for token in tokens[:2]]
    opens = words.pronouns.keys() | {_THAT, "to"}
    return not opens.isdisjoint(opening) or any(
        token.exact in words.auxiliaries for token in tokens
    )


def begins_the_other(left: Witness, right: Witness) -> bool:
    """Say whether a short statement is what a sentence of the other begins with: "it could be less | if they can"."""
    if left.statement.is_question != right.statement.is_question:
        return False
    return left.short in right.heads or right.short in left.heads


def share_a_denial(left: Witness, right: Witness) -> bool:
    """Say whether both begin a sentence with four words or more that are the same and deny: "there were *no* ..."."""
    denials = _denials(left.reading.lexicon)
    return any(not denials.isdisjoint(head) for head in left.heads & right.heads)


def end_in_a_denial(left: Witness, right: Witness) -> bool:
    """Say whether both end with the same two words with content, and one denies something: "no power cuts"."""
    words = left.reading.lexicon
    ends = [one.reading.tokens[-_ENDS:] for one in (left, right)]
    are_one = [[token.stem for token in end] for end in ends]
    is_told = not any(token.is_name or token.exact in words.function_words for token in ends[0])
    denials = _denials(words)
    denies = any(token.exact in denials for one in (left, right) for token in one.reading.tokens)
    return len(ends[0]) == _ENDS and are_one[0] == are_one[1] and is_told and denies


_ENDS = 2
"""Words in which two short reports end that are about one thing: "power cuts". Set by hand."""


@lru_cache(maxsize=8)
def _denials(lexicon: Lexicon) -> frozenset[str]:
    """Return the single words that deny something."""
    return frozenset(phrase[0] for phrase in lexicon.guards["negation"] if len(phrase) == 1)
