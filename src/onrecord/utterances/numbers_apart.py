"""Whether two stretches of words that differ give one number, and what else they say of how many.

A stretch is the first of a side's tokens and the one behind its last.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache

from onrecord.resources import Lexicon, lexicon_of
from onrecord.text.spans import Span
from onrecord.utterances.counting import find_quantities
from onrecord.utterances.folding import Token
from onrecord.utterances.guards import find_guards
from onrecord.utterances.numerals import printed_numbers
from onrecord.utterances.quantities import Quantity
from onrecord.utterances.sides import Side

__all__ = [
    "all_numbers",
    "are_of_other_days",
    "are_of_other_shares",
    "are_units",
    "bounds_a_number",
    "counts",
    "has_no_such_number",
    "is_article",
    "is_one_number",
    "numbers_in",
    "numbers_stand",
]

Stretch = tuple[int, int]


@lru_cache(maxsize=512)
def _quantities(text: str, place: Span, language: str) -> Sequence[Quantity]:
    """Return the quantities of a statement's part: it is held against those of many others."""
    return find_quantities(text, place, lexicon_of(language))


def bounds_a_number(side: Side, words: Stretch, lexicon: Lexicon) -> bool:
    """Say whether words set the number behind them an end: "at least", "up to"; "about" sets none."""
    phrase = " ".join(token.exact for token in side.tokens[slice(*words)])
    behind = side.tokens[words[1] : words[1] + 2]  # "$ 20"
    is_end = dict(lexicon.numbers.bounds).get(phrase) in {"at_least", "at_most"}
    return is_end and "number" in find_guards(behind, lexicon)


def are_units(tokens: Iterable[Token], lexicon: Lexicon) -> bool:
    """Say whether these words say in what a number is: "dollars", "USD"."""
    return all(token.exact in lexicon.numbers.units for token in tokens)


def is_one_number(
    sides: Sequence[tuple[Side, Stretch]], lexicon: Lexicon, *, with_bounds: bool = True
) -> bool:
    """Say whether two sides print one number in two forms: 20m and 20 million, forty and 40."""
    found = []
    for side, (first, last) in sides:
        fragment = side.tokens[first].fragment
        part = [t for t in side.tokens[max(0, first - 1) : last + 1] if t.fragment == fragment]
        around = Span(part[0].start, part[-1].end)
        whole = side.witness.statement.content[fragment]
        quantities = _quantities(side.text, whole, lexicon.language)
        found.append([one for one in quantities if one.span.overlaps(around)])
    one, other = (
        [(q.value, q.bound if with_bounds else "", q.dimension) for q in some] for some in found
    )
    return bool(one) and one == other


def are_of_other_shares(one: Sequence[Token], other: Sequence[Token], lexicon: Lexicon) -> bool:
    """Say whether each side says without a number how many, and they say it otherwise: "all", "most"."""
    words = lexicon.numbers.quantifiers
    here, there = ({t.exact for t in side if t.exact in words} for side in (one, other))
    return (
        bool(here and there)
        and here.isdisjoint(there)
        and not here | there <= lexicon.numbers.everything
    )


def are_of_other_days(one: Sequence[Token], other: Sequence[Token], lexicon: Lexicon) -> bool:
    """Say whether each side names a day of the week, or a month, and they name others: "on Monday", "on Tuesday"."""
    return any(
        all((here, there))
        and not any(_is_one_name(*both) for both in itertools.product(here, there))
        for names in (lexicon.weekdays, lexicon.months)
        for here, there in [[_named(side, names, lexicon) for side in (one, other)]]
    )


def _named(tokens: Iterable[Token], names: Container[str], lexicon: Lexicon) -> set[str]:
    """Return the names among these words; where months have capitals, "may" is none."""
    return {
        token.exact
        for token in tokens
        if token.exact in names and (token.printed[0].isupper() or not lexicon.capital_months)
    }


def _is_one_name(one: str, other: str) -> bool:
    """Say whether two names of days or months are one, cut short or inflected: "sept" and "september"."""
    n_letters = min(len(one), len(other), _TELLING)
    return one[:n_letters] == other[:n_letters]


_TELLING = 4
"""Letters by which days and months differ in each language that has a list of them: "juin", "juillet"."""


def has_no_such_number(sides: Sequence[tuple[Side, Stretch]], lexicon: Lexicon) -> bool:
    """Say whether a report gives a number here that the turn has nowhere: "fell 9 percent to" for "was"."""
    for (side, words), (turn, _) in (sides, sides[::-1]):
        if side.is_report and turn.is_transcript:
            return not numbers_in(side, words, lexicon) <= all_numbers(turn, lexicon)
    return False


def numbers_in(side: Side, words: Stretch, lexicon: Lexicon) -> set[float]:
    """Return the numbers that words print."""
    part = side.tokens[slice(*words)]
    return printed_numbers(side.text, Span(part[0].start, part[-1].end), lexicon)


def numbers_stand(side: Side, at: int, part: Sequence[Token], lexicon: Lexicon) -> bool:
    """Say whether the sentence of a token prints all numbers of other words, in the same form, at another place.

    "*At 4:12* this morning the wall gave way", "the wall gave way *at 4:12 a.m.*".
    """
    counted = lexicon.guards["number"]
    numbers = {
        one.exact for one in part if (one.exact,) in counted or any(map(str.isdigit, one.exact))
    }
    sentence = side.tokens[at].segment if side.tokens else None
    there = {one.exact for one in side.tokens if one.segment == sentence}
    return bool(numbers) and numbers <= there


def all_numbers(side: Side, lexicon: Lexicon) -> set[float]:
    """Return the numbers that a statement prints anywhere."""
    spans = side.witness.statement.content
    return set().union(*(printed_numbers(side.text, span, lexicon) for span in spans))


def is_article(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Say whether words are one that stands for a number: "a", of "a week"."""
    return [token.exact in lexicon.numbers.articles for token in tokens] == [True]


def counts(side: Side, words: Stretch, lexicon: Lexicon) -> bool:
    """Say whether words hold a number, or what stands for one: "a week", beside two; "all", beside "four"."""
    tokens, numbers = side.tokens[slice(*words)], lexicon.numbers
    if "number" in find_guards(tokens, lexicon):
        return True
    if any(token.exact in numbers.quantifiers for token in tokens):
        return True
    behind = (*tokens, *side.tokens[words[1] : words[1] + 1])
    return any(
        one.exact in numbers.articles and following.exact in numbers.units
        for one, following in itertools.pairwise(behind)
    )
