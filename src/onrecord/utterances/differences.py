"""How two outlets' words for one utterance stand to each other.

Rows are oriented by what they say (the left one ends earlier, starts later, lacks the words), not
by which outlet was given first: exchanging the outlets mirrors every row.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import (
    Difference,
    Kind,
    Match,
    Relation,
    SpeakerKind,
    Utterance,
)
from onrecord.text.dates import days_between
from onrecord.utterances.collation import Aligned, align, without_strays
from onrecord.utterances.difference_rows import make_row
from onrecord.utterances.matching import is_shifted
from onrecord.utterances.pair import Pair, moved_words
from onrecord.utterances.sides import Side
from onrecord.utterances.thirds import without_refuted
from onrecord.utterances.turns import align_parts, turns_of_parts
from onrecord.utterances.witnesses import Witness

__all__ = ["FindDifferences", "best_places"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindDifferences:
    """From an utterance with its witnesses and matches to its differences."""

    def run(
        self,
        utterance: Utterance,
        witnesses: Sequence[Witness],
        matches: Sequence[Match],
        others: Sequence[Match] = (),
    ) -> Iterator[Difference]:
        """Yield the differences of every pair of outlets that is linked directly.

        `others` are links of these statements that are told in another utterance: what their articles have
        elsewhere. `witnesses` are all that either names.
        """
        by_id = {one.statement.id: one for one in witnesses}
        places: _Places = {}
        pairs = []
        told = {match.id for match in matches}
        linked = [
            (match, by_id[match.left], by_id[match.right])
            for match in (*matches, *others)
            if match.linked and by_id[match.left].article.id != by_id[match.right].article.id
        ]
        turn_of = turns_of_parts((left, right) for _, left, right in linked)
        found = []
        for match, left, right in linked:
            aligned = align_parts(left, right, turn_of)
            if aligned is None:
                continue  # no part of it is of this turn
            if not aligned.blocks:  # one utterance because a person says so
                if match.id in told:
                    places_of = left.statement.place, right.statement.place
                    yield make_row(
                        utterance.id, Relation.WORDS_DIFFER, left, places_of[0], right, places_of[1]
                    )
                continue
            are_quoted = {left.statement.kind, right.statement.kind} == {Kind.DIRECT}
            common = left.reading.lexicon.function_words if are_quoted else ()
            found.append((match, left, right, without_strays(aligned, common)))
        refined = without_refuted(
            [(left.statement.id, right.statement.id, aligned) for _, left, right, aligned in found]
        )
        for (match, left, right, _), aligned in zip(found, refined, strict=True):
            if match.id in told:
                yield from _named_otherwise(utterance.id, left, right)
                pairs.append((left, right, aligned))
            mirrored = aligned.turned()
            places.setdefault((right.statement.id, left.article.id), []).append((left, aligned))
            places.setdefault((left.statement.id, right.article.id), []).append((right, mirrored))
        for left, right, aligned in pairs:
            beside = places[right.statement.id, left.article.id]
            besides = places[left.statement.id, right.article.id]
            if not _is_covered(left, beside) and not _is_covered(right, besides):
                here = _side(left, {i for i, _ in aligned.pairs()}, right, besides)
                there = _side(right, {j for _, j in aligned.pairs()}, left, beside)
                yield from Pair(utterance.id, here, there, left.reading.lexicon).differences(
                    aligned
                )
        own = set(utterance.statements) - set(utterance.also)
        for (whole, _), parts in sorted(places.items(), key=lambda one: one[0]):
            if whole in own:
                yield from _joined(utterance.id, by_id[whole], parts)


_Places = dict[tuple[str, str], list[tuple[Witness, Aligned]]]


def _side(
    one: Witness, shared: set[int], other: Witness, beside: Sequence[tuple[Witness, Aligned]]
) -> Side:
    """Return one of two statements with what the other's article has of it; `beside` is aligned with this one."""
    quoting = [each for each in beside if each[0].statement.kind is Kind.DIRECT]
    return Side(one, shared, _elsewhere(other, one, beside), _elsewhere(other, one, quoting))


def _elsewhere(one: Witness, whole: Witness, beside: Sequence[tuple[Witness, Aligned]]) -> set[int]:
    """Return the tokens of the other side, `whole`, that other statements of this one's article have, in any order."""
    found: set[int] = set()
    for other, aligned in beside:
        if other is one:
            continue
        found |= {j for _, j in aligned.pairs()}
        tokens = other.reading.tokens, whole.reading.tokens
        moved = moved_words(*tokens, aligned, whole.reading.lexicon)
        found |= {j for _, (first, last) in moved for j in range(first, last)}
    return found


def _is_covered(one: Witness, beside: Sequence[tuple[Witness, Aligned]]) -> bool:
    """Say whether a report is of words that its own article also quotes: the quotation is compared."""
    if one.statement.kind is not Kind.INDIRECT:
        return False
    mine = {j for other, aligned in beside if other is one for _, j in aligned.pairs()}
    return any(
        other.statement.kind is not Kind.INDIRECT and mine & {j for _, j in aligned.pairs()}
        for other, aligned in beside
    )


def _named_otherwise(utterance: str, left: Witness, right: Witness) -> Iterator[Difference]:
    """Yield that two articles print other names for who said it, where they are taken for two persons."""
    one, other = left.statement, right.statement
    persons = all(side.speaker_kind is SpeakerKind.PERSON for side in (left, right))
    if not persons or one.speaker == other.speaker or not one.source or not other.source:
        return
    if left.place_in_text and left.place_in_text == right.place_in_text:
        return  # both print the same sentence: its source was read two ways
    if "transcript" in {left.article.role, right.article.role}:
        return  # a turn says whose it is, and `check` tells who is named for it
    printed = [side.statement.source[0].of(side.article.text) for side in (left, right)]
    names = [side.speaker_name.split() for side in (left, right)]
    surnames = {name[-1] for name in names}
    # of one surname both must print the given name: "Huntsman" is no other name than "Mr. Huntsman"
    parts = [name[-1:] if len(surnames) > 1 else [name[0], name[-1]] for name in names]
    if all(
        set(part) <= set(_NAME.findall(text)) for part, text in zip(parts, printed, strict=True)
    ):
        yield make_row(
            utterance, Relation.WORDS_DIFFER, left, one.source[0], right, other.source[0], ("name",)
        )


_NAME = re.compile(r"[\w'’.-]*\w")


def best_places(matches: Sequence[Match], of: Mapping[str, Witness]) -> list[Match]:
    """Leave out turns of a transcript that a better one already accounts for.

    A line said twice is found twice; a statement goes back to the turn that covers most of it, of several alike to
    that of the speaker named and of the nearest day, and to another only for words that the first does not hold.
    """
    kept = [match for match in matches if match.kind != "transcript"]
    covered: dict[str, set[int]] = {}
    located = (match for match in matches if match.kind == "transcript")
    for match in sorted(located, key=lambda one: _nearness(one, of)):
        left, right = of[match.left], of[match.right]
        statement, turn = (right, left) if left.article.role == "transcript" else (left, right)
        aligned = align(statement.reading, turn.reading, shifted=is_shifted(statement, turn))
        here = {i for i, _ in aligned.pairs()}
        known = covered.setdefault(statement.statement.id, set())
        if len(here - known) * 2 > len(here):
            known |= here
            kept.append(match)
    return kept


def _nearness(match: Match, of: Mapping[str, Witness]) -> tuple[float, int, str]:
    """Return what puts turns in order: one of another speaker must have more, by what links two statements of one."""
    left, right = (of[side].statement.speaker for side in (match.left, match.right))
    named = match.threshold if left and left == right else 0.0
    return -(match.score + named), _days_apart(match, of), match.id


def _days_apart(match: Match, of: Mapping[str, Witness]) -> int:
    """Return how many days lie between two articles; none where one is not dated."""
    days = (of[side].article.published for side in (match.left, match.right))
    return abs(days_between(*days) or 0)


def _joined(
    utterance: str, whole: Witness, parts: Sequence[tuple[Witness, Aligned]]
) -> Iterator[Difference]:
    """Yield where `whole` runs together what one article gives as several statements."""
    placed = []
    for part, aligned in parts:
        if part.statement.kind is Kind.INDIRECT or whole.statement.kind is Kind.INDIRECT:
            continue  # only quotations run words together
        blocks = [(b.right, b.right + b.length) for b in aligned.blocks]
        placed.append((min(a for a, _ in blocks), max(b for _, b in blocks), part))
    placed.sort(key=lambda one: (one[0], one[1]))
    side = Side(whole)
    for (_, end, first), (start, _, second) in itertools.pairwise(placed):
        if first.statement.id == second.statement.id or start < end:
            continue
        yield make_row(
            utterance,
            Relation.JOINED,
            second,
            second.statement.place,
            whole,
            side.span(end, start) if start > end else side.span(end - 1, start + 1),
        )
