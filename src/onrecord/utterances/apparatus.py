"""One line of all witnesses: what they share stands once, where they part each reading stands.

Progressive alignment (the method of collation programs such as CollateX): the longest reading is
laid out, each further one is aligned with the one among those laid out that it shares most with.
No reading is the base: words are laid out, not judged, and the order of the witnesses given does
not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from onrecord.text.spans import Span
from onrecord.utterances.collation import align
from onrecord.utterances.folding import Reading, Token, spans_of_tokens

__all__ = ["Passage", "Variant", "merge"]


@dataclass(frozen=True, slots=True)
class Variant:
    """The words of some witnesses at one place, the same when folded; none where they have none."""

    places: tuple[tuple[str, tuple[Span, ...]], ...]
    """Each witness with the places of its words in its article, one a part of its quotation."""

    @property
    def witnesses(self) -> tuple[str, ...]:
        """Whose words these are."""
        return tuple(name for name, _ in self.places)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the merged line: one variant where all who reach here agree."""

    variants: tuple[Variant, ...]
    starting: tuple[str, ...] = ()
    """The witnesses whose first word is in here, though others have words before."""
    ending: tuple[str, ...] = ()
    """The witnesses whose last word is in here, though others go on."""

    @property
    def is_shared(self) -> bool:
        """Say whether all who reach here have the same words; one alone may reach here."""
        return len(self.variants) == 1


_ROW = 2
"""Words in a row that are one, between two anchors, for witnesses that were not aligned with each
other: one alone ("I", "the") stands in any sentence. Set by hand."""
_Column = dict[str, int]
"""A witness's token at one place of the merged line."""


def merge(readings: Mapping[str, Reading]) -> tuple[Passage, ...]:
    """Return the merged line of the readings, a mapping from witness to words.

    Meant for quotations. Witnesses without a word have no place in it.
    """
    order = sorted(
        (name for name, reading in readings.items() if reading.tokens),
        key=lambda name: (-len(readings[name].tokens), readings[name].exact, name),
    )
    columns: list[_Column] = []
    for name in order:
        _lay_out(columns, name, readings)
    return tuple(_passages(columns, readings))


def _lay_out(columns: list[_Column], name: str, readings: Mapping[str, Reading]) -> None:
    """Add a witness to the columns: into those its words are aligned with, else into new ones."""
    reading = readings[name]
    where = _aligned_columns(columns, name, readings)
    at = -1 if where else len(columns) - 1  # the last column used; what stands alone comes last
    shift = 0  # columns put in before those that `where` names
    for i in range(len(reading.tokens)):
        if i in where:
            at = where[i] + shift
            columns[at][name] = i
        else:
            at += 1
            shift += 1
            columns.insert(at, {name: i})


def _aligned_columns(
    columns: Sequence[_Column], name: str, readings: Mapping[str, Reading]
) -> dict[int, int]:
    """Return the column of each token that is aligned, in order on both sides."""
    present = {other for column in columns for other in column}
    if not present:
        return {}
    aligned = {
        other: align(readings[name], readings[other], shifted=False) for other in sorted(present)
    }
    nearest = max(sorted(aligned), key=lambda other: aligned[other].mass)
    column_of = {column[nearest]: at for at, column in enumerate(columns) if nearest in column}
    anchors = [(i, column_of[j]) for i, j in aligned[nearest].pairs()]
    found = dict(anchors)
    tokens = readings[name].tokens
    i = at = 0
    for next_i, next_at in (*anchors, (len(tokens), len(columns))):
        found.update(_between(tokens, (i, next_i), columns, (at, next_at), readings))
        i, at = next_i + 1, next_at + 1
    return found


def _between(
    tokens: Sequence[Token],
    some: tuple[int, int],
    columns: Sequence[_Column],
    many: tuple[int, int],
    readings: Mapping[str, Reading],
) -> Iterator[tuple[int, int]]:
    """Yield what else is aligned between two anchors: the same words as some other witness has."""
    if some[0] >= some[1] or many[0] >= many[1]:
        return
    ids: dict[str, int] = {}

    def key(word: str) -> int:
        return ids.setdefault(word, len(ids))

    mine = [key(token.exact) for token in tokens[some[0] : some[1]]]
    theirs = []
    for column in columns[many[0] : many[1]]:
        witness, index = min(column.items())
        theirs.append(key(readings[witness].tokens[index].exact))
    for code in Indel.opcodes(mine, theirs):
        if code.tag == "equal" and code.src_end - code.src_start >= _ROW:
            for offset in range(code.src_end - code.src_start):
                yield some[0] + code.src_start + offset, many[0] + code.dest_start + offset


def _passages(columns: Sequence[_Column], readings: Mapping[str, Reading]) -> Iterator[Passage]:
    """Yield the columns in runs that are alike in who stands there and whether they agree."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for at, column in enumerate(columns):
        for name in column:
            first.setdefault(name, at)
            last[name] = at
    names = sorted(first)

    reaches = [_reach(first, last, at) for at in range(len(columns))]
    parted = _whole(
        columns,
        [_parts(one, reach, readings) for one, reach in zip(columns, reaches, strict=True)],
        readings,
    )
    for places in _runs(reaches, parted):
        start, end = places[0], places[-1]
        reach = [name for name in names if first[name] <= end and last[name] >= start]
        is_shared = len(parted[start]) == 1
        yield Passage(
            variants=_variants(columns, places, reach, readings, is_shared=is_shared),
            starting=tuple(n for n in reach if start <= first[n] and first[n] > 0),
            ending=tuple(n for n in reach if last[n] <= end and last[n] < len(columns) - 1),
        )


def _reach(first: Mapping[str, int], last: Mapping[str, int], at: int) -> frozenset[str]:
    return frozenset(name for name in first if first[name] <= at <= last[name])


_Parts = frozenset[frozenset[str]]
"""Which witnesses go together at a place: those with one word, and those with none."""


def _parts(column: _Column, reach: frozenset[str], readings: Mapping[str, Reading]) -> _Parts:
    groups: dict[str | None, set[str]] = {}
    for name in reach:
        word = readings[name].tokens[column[name]].exact if name in column else None
        groups.setdefault(word, set()).add(name)
    return frozenset(frozenset(group) for group in groups.values())


def _whole(
    columns: Sequence[_Column], parted: Sequence[_Parts], readings: Mapping[str, Reading]
) -> list[_Parts]:
    """Return what each column parts, a word of two tokens whole: of "wasn't" beside "was" both go with what differs."""
    out = list(parted)
    column_of = {(name, i): at for at, column in enumerate(columns) for name, i in column.items()}
    for (name, i), at in column_of.items():
        following = column_of.get((name, i + 1))
        tokens = readings[name].tokens
        if following is None or tokens[i].start != tokens[i + 1].start:
            continue
        if len(parted[at]) == 1 < len(parted[following]):
            out[at] = parted[at + 1]
        elif len(parted[following]) == 1 < len(parted[at]):
            out[following] = parted[following - 1]
    return out


def _runs(reaches: Sequence[frozenset[str]], parted: Sequence[_Parts]) -> Iterator[list[int]]:
    """Yield columns in runs: all shared by the same witnesses, or all parting them in one way."""
    run: list[int] = []
    known: _Parts = frozenset()
    here: frozenset[str] = frozenset()
    for at, (reach, parts) in enumerate(zip(reaches, parted, strict=True)):
        both = here & reach
        alike = _within(known, both) == _within(parts, both)
        shared, was_shared = len(parts) == 1, len(known) == 1
        if run and shared == was_shared and (here == reach if shared else both and alike):
            here, known = both, _within(parts, both)
            run.append(at)
            continue
        if run:
            yield run
        run, known, here = [at], parts, reach
    if run:
        yield run


def _within(parts: _Parts, some: frozenset[str]) -> _Parts:
    return frozenset(part & some for part in parts if part & some)


def _variants(
    columns: Sequence[_Column],
    places: Sequence[int],
    reach: Sequence[str],
    readings: Mapping[str, Reading],
    *,
    is_shared: bool,
) -> tuple[Variant, ...]:
    groups: dict[tuple[str, ...], list[tuple[str, tuple[Span, ...]]]] = {}
    for name in reach:
        tokens = [readings[name].tokens[columns[at][name]] for at in places if name in columns[at]]
        words = () if is_shared else tuple(token.exact for token in tokens)
        groups.setdefault(words, []).append((name, tuple(spans_of_tokens(tokens))))
    # most witnesses first; of as many, in the order of the words: no outlet comes first by its name
    ordered = sorted(groups.items(), key=lambda one: (-len(one[1]), not one[0], one[0]))
    return tuple(Variant(tuple(members)) for _, members in ordered)
