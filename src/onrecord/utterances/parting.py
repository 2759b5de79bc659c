"""Which of the statements that links hold together are of one remark.

An article that quotes at length links two remarks that others quote by themselves, and a third article links one of
these with another: on a day with hundreds of reports such a chain holds everything that a president said. So the
statements of a chain are joined the most alike first, and a statement that holds the words of several remarks
is a witness of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.linkage import Between, join_nearest
from onrecord.model import Match
from onrecord.stage import components
from onrecord.utterances.folding import Reading, share_of_a_sentence

__all__ = ["Remark", "part"]

_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Remark:
    """Statements of one remark, by id."""

    own: frozenset[str]
    also: frozenset[str]
    """Those that are of another remark first of all, and hold the words of this one too."""


def part(
    readings: Mapping[str, Reading], links: Sequence[Match], min_mean: float, min_links: float
) -> list[Remark]:
    """Part statements, given with their readings, into remarks.

    Statements of the same words count as one, so that no reprint weighs more. The two groups of highest mean are
    joined, while that is at least `min_mean` (UPGMA): the mean over all pairs of what share of a sentence the
    two have in common, nothing where they are not linked. One or two that are left by themselves and are linked
    with a single group are of that group, and groups of which a person judged that they are one are one. Then a
    statement that is linked with `min_links` of the distinct statements of another group at least is a witness of
    that one too: of two that are linked the one that says more, or else the other.
    """
    numbers = _numbered(readings)
    members: defaultdict[int, list[str]] = defaultdict(list)
    for id_, number in numbers.items():
        members[number].append(id_)
    alike = _alike(readings, links, numbers)
    groups = _joined(len(members), alike, min_mean)
    judged = [(numbers[one.left], numbers[one.right]) for one in links if one.decided_by]
    groups = _as_one(groups, [*_few(groups, alike), *judged])
    group_of = _group_of(groups)
    weights = {
        number: (sum(readings[some[0]].weights), min(some)) for number, some in members.items()
    }
    also: list[set[int]] = [set() for _ in groups]
    for left, right in sorted(alike):
        if group_of[left] == group_of[right]:
            continue
        less, more = sorted((left, right), key=weights.__getitem__)
        for guest, host in ((more, group_of[less]), (less, group_of[more])):
            if _n_links(guest, groups[host], alike) >= min_links * len(groups[host]):
                also[host].add(guest)
                break
    return [
        Remark(
            frozenset(id_ for number in group for id_ in members[number]),
            frozenset(id_ for number in guests for id_ in members[number]),
        )
        for group, guests in zip(groups, also, strict=True)
    ]


def _numbered(readings: Mapping[str, Reading]) -> dict[str, int]:
    """Return a number for each statement, in order of id; the same for the same words."""
    known: dict[tuple[str, ...], int] = {}
    return {id_: known.setdefault(readings[id_].exact, len(known)) for id_ in sorted(readings)}


def _alike(
    readings: Mapping[str, Reading], links: Sequence[Match], numbers: Mapping[str, int]
) -> dict[_Pair, float]:
    """Return how much alike two are that are linked, by their numbers, the smaller first."""
    alike: dict[_Pair, float] = {}
    for match in links:
        left, right = sorted((numbers[match.left], numbers[match.right]))
        if left == right:
            continue
        share = max(
            share_of_a_sentence(readings[match.left], match.left_aligned),
            share_of_a_sentence(readings[match.right], match.right_aligned),
        )
        alike[left, right] = max(alike.get((left, right), 0.0), share)
    return alike


def _joined(n: int, alike: Mapping[_Pair, float], min_mean: float) -> list[set[int]]:
    groups = [{number} for number in range(n)]
    between: list[dict[int, Between]] = [{} for _ in groups]
    for (left, right), share in alike.items():
        between[left][right] = between[right][left] = Between(share, 1)

    def take_in(i: int, j: int) -> None:
        groups[i] |= groups[j]
        groups[j] = set()

    def unmet(i: int, j: int) -> Between:
        return Between(0.0, len(groups[i]) * len(groups[j]), is_linked=False)

    join_nearest(between, min_mean, take_in, unmet)
    return [one for one in groups if one]


def _group_of(groups: Sequence[set[int]]) -> dict[int, int]:
    return {number: at for at, group in enumerate(groups) for number in group}


_FEW = 2
"""Distinct statements up to which a group may be but a part of another. Set on labelled pairs (docs/design/0025)."""


def _few(groups: Sequence[set[int]], alike: Iterable[_Pair]) -> Iterator[_Pair]:
    """Yield one of each group of few with one of the group that it is linked with, where that is one alone.

    Such statements tie nothing to anything else.
    """
    group_of = _group_of(groups)
    linked: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for left, right in alike:
        linked[group_of[left]][group_of[right]] = right
        linked[group_of[right]][group_of[left]] = left
    for at, group in enumerate(groups):
        others = [one for to, one in linked[at].items() if to != at]
        if len(group) <= _FEW and len(others) == 1:
            yield min(group), others[0]


def _as_one(groups: Sequence[set[int]], pairs: Iterable[_Pair]) -> list[set[int]]:
    """Return groups, those joined of which a pair holds one each."""
    group_of = _group_of(groups)
    labels = components(len(groups), ((group_of[left], group_of[right]) for left, right in pairs))
    out: defaultdict[int, set[int]] = defaultdict(set)
    for group, label in zip(groups, labels, strict=True):
        out[label] |= group
    return list(out.values())


def _n_links(guest: int, group: Collection[int], alike: Mapping[_Pair, float]) -> int:
    return sum((min(guest, one), max(guest, one)) in alike for one in group)
