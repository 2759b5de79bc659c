"""How two outlets' words for one utterance stand to each other.

Rows are oriented by what they say (the left one ends earlier, starts later, lacks the words), not
by which outlet was given first: exchanging the outlets mirrors every row.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Difference, Kind, Match, Relation, Utterance, content_id
from onrecord.resources import Lexicon
from onrecord.text.shingles import shared_runs
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words
from onrecord.utterances.collation import Aligned, align, split_places
from onrecord.utterances.folding import Token
from onrecord.utterances.guards import find_guards, is_tense
from onrecord.utterances.matching import Witness, is_shifted
from onrecord.utterances.quantities import find_quantities

__all__ = ["FindDifferences", "best_places", "make_row"]

_EDGE = 6
"""Words up to which two sentences' different beginnings or ends are shown as differing words."""
_CONTEXT = 90
"""Characters shown just before and just after."""
_REORDERED = 4
"""Words in a row that stand elsewhere in the other reading to count as moved."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a pair: whose words, and where."""

    witness: Witness
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        return self.witness.article.text

    def within(self, span: Span) -> set[int]:
        """Return the tokens that lie in a stretch of the article."""
        return {
            i
            for i, token in enumerate(self.tokens)
            if span.start <= token.start and token.end <= span.end
        }

    def span(self, first: int, last: int) -> Span:
        """Return the characters of tokens `[first, last)`; of the place between for none.

        Where the tokens lie in two parts of a split quotation, those of the fuller part: what
        stands between the parts is the reporter's.
        """
        if first < last:
            parts = [token.fragment for token in self.tokens[first:last]]
            fullest = max(set(parts), key=lambda part: (parts.count(part), -part))
            first, last = (
                first + parts.index(fullest),
                last - parts[::-1].index(fullest),
            )
            return Span(self.tokens[first].start, self.tokens[last - 1].end)
        place = self.tokens[first].start if first < len(self.tokens) else self.tokens[-1].end
        return Span(place, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindDifferences:
    """From an utterance with its witnesses and matches to its differences."""

    def run(
        self, utterance: Utterance, witnesses: Sequence[Witness], matches: Sequence[Match]
    ) -> Iterator[Difference]:
        """Yield the differences of every pair of outlets that is linked directly."""
        by_id = {one.statement.id: one for one in witnesses}
        places: _Places = {}
        pairs = []
        for match in matches:
            left, right = by_id[match.left], by_id[match.right]
            if not match.linked or left.article.id == right.article.id:
                continue
            shifted = is_shifted(left, right)
            aligned = align(left.reading, right.reading, shifted=shifted)
            if not aligned.blocks:  # one utterance because a person says so
                places_of = left.statement.place, right.statement.place
                yield make_row(
                    utterance.id, Relation.WORDS_DIFFER, left, places_of[0], right, places_of[1]
                )
                continue
            mirrored = aligned.turned()
            pairs.append((left, right, aligned))
            places.setdefault((right.statement.id, left.article.id), []).append((left, aligned))
            places.setdefault((left.statement.id, right.article.id), []).append((right, mirrored))
        for left, right, aligned in pairs:
            beside = places[right.statement.id, left.article.id]
            besides = places[left.statement.id, right.article.id]
            if not _is_covered(left, beside) and not _is_covered(right, besides):
                for row in _Pair(utterance.id, left, right, left.reading.lexicon).differences(
                    aligned
                ):
                    if not _is_given_elsewhere(row, by_id, places):
                        yield row
        for (whole, _), parts in sorted(places.items(), key=lambda one: one[0]):
            if by_id[whole].article.role != "transcript":
                yield from _joined(utterance.id, by_id[whole], parts)


_Places = dict[tuple[str, str], list[tuple[Witness, Aligned]]]


_EDGES = (Relation.ENDS_EARLIER, Relation.STARTS_LATER)
_MOST = 0.8
"""Share of words from which they are accounted for elsewhere. Set by hand."""


def _is_given_elsewhere(row: Difference, by_id: Mapping[str, Witness], places: _Places) -> bool:
    """Say whether the words at an edge stand in another statement of the article that ends earlier.

    Then the outlet has them, in two quotations where the other has one: that is said as joined.
    """
    if row.relation not in _EDGES:
        return False
    shorter, longer = by_id[row.left], by_id[row.right]
    here = _Side(longer, longer.reading.tokens).within(row.right_span)
    covered = {
        j
        for other, aligned in places.get((row.right, shorter.article.id), ())
        if other is not shorter
        for _, j in aligned.pairs()
    }
    return bool(here) and len(here & covered) >= _MOST * len(here)


def _is_covered(one: Witness, beside: Sequence[tuple[Witness, Aligned]]) -> bool:
    """Say whether a report is of words that its own article also quotes: the quotation is compared."""
    if one.statement.kind is not Kind.INDIRECT:
        return False
    mine = {j for other, aligned in beside if other is one for _, j in aligned.pairs()}
    return any(
        other.statement.kind is not Kind.INDIRECT and mine & {j for _, j in aligned.pairs()}
        for other, aligned in beside
    )


def best_places(matches: Sequence[Match], of: Mapping[str, Witness]) -> list[Match]:
    """Leave out turns of a transcript that a better one already accounts for.

    A line said twice is found twice; a statement goes back to the turn that covers most of it,
    and to another only for words that the first does not hold.
    """
    kept = [match for match in matches if match.kind != "transcript"]
    covered: dict[str, set[int]] = {}
    located = (match for match in matches if match.kind == "transcript")
    for match in sorted(located, key=lambda one: (-one.score, one.id)):
        left, right = of[match.left], of[match.right]
        statement, turn = (right, left) if left.article.role == "transcript" else (left, right)
        aligned = align(statement.reading, turn.reading, shifted=is_shifted(statement, turn))
        here = {i for i, _ in aligned.pairs()}
        known = covered.setdefault(statement.statement.id, set())
        if len(here - known) * 2 > len(here):
            known |= here
            kept.append(match)
    return kept


_BESIDE = "the words stand beside the statement"


def _stands_beside(row: Difference, shorter: _Side, longer: _Side) -> bool:
    """Say whether the words by which one goes on stand beside the other, in its sentence but outside its statement.

    What one outlet quotes another quotes in part: says "nothing bad" will come of it. Nobody reads less.
    """
    if shorter.witness.article.role == "transcript":
        return False
    text, there = shorter.text, lowered_words(longer.text, row.right_span)
    reach = 2 * len(row.text) + _CONTEXT
    if row.relation is Relation.ENDS_EARLIER:
        beside = text[row.left_span.end : row.left_span.end + reach]
        here = lowered_words(beside, Span(0, len(beside)))[: len(there)]
        gap = re.match(r"\W*", beside)
    else:
        beside = text[max(0, row.left_span.start - reach) : row.left_span.start]
        here = lowered_words(beside, Span(0, len(beside)))[-len(there) :]
        gap = re.search(r"\W*$", beside)
    is_parted = gap is not None and _STOP.search(gap[0]) is not None
    return here == there and not is_parted


_STOP = re.compile(r"[.!?…:\n]")


class _Pair:
    """Two witnesses of one utterance, in different articles."""

    def __init__(self, utterance: str, left: Witness, right: Witness, lexicon_: Lexicon) -> None:
        self.utterance, self.lexicon = utterance, lexicon_
        self.left = _Side(left, left.reading.tokens)
        self.right = _Side(right, right.reading.tokens)
        # only in direct speech are person and tense the speaker's own
        self.is_plain = {left.statement.kind, right.statement.kind} == {Kind.DIRECT}
        self.foldings: set[str] = set()

    def differences(self, aligned: Aligned) -> Iterator[Difference]:
        found: list[Difference] = []
        moved = list(self._reordered(aligned))
        found += moved
        for place in split_places(aligned):
            found += self._inside(place, moved)
            edges = (*self._before(place), *self._after(place))
            found += [row for row in edges if not self._is_moved_edge(row, moved)]
        if aligned.spelled:
            self.foldings.add("spelling of a name")
        yield from found
        if not any(one.relation is not Relation.SAME for one in found):
            yield self._same(aligned)

    def _same(self, aligned: Aligned) -> Difference:
        first, last = aligned.blocks[0], aligned.blocks[-1]
        self.foldings |= self._print_foldings(aligned)
        return self._row(
            Relation.SAME,
            self.left,
            (first.left, last.left + last.length),
            self.right,
            (first.right, last.right + last.length),
        )

    def _print_foldings(self, aligned: Aligned) -> set[str]:
        names = set(aligned.left.folded | aligned.right.folded)
        for i, j in aligned.pairs():
            if self.left.tokens[i].printed != self.right.tokens[j].printed:
                same = self.left.tokens[i].exact == self.right.tokens[j].exact
                names.add("case" if same else "person and tense")
        return names

    def _inside(self, aligned: Aligned, moved: Sequence[Difference]) -> Iterator[Difference]:
        for before, after in zip(aligned.blocks, aligned.blocks[1:], strict=False):
            left = (before.left + before.length, after.left)
            right = (before.right + before.length, after.right)
            if self._is_moved(left, right, moved):
                continue
            if left[0] == left[1]:
                yield from self._absent(self.left, left, self.right, right)
            elif right[0] == right[1]:
                yield from self._absent(self.right, right, self.left, left)
            else:
                yield from self._differ(left, right)
        for i, j in aligned.pairs():
            one, other = self.left.tokens[i], self.right.tokens[j]
            if one.exact != other.exact and (one.stem == other.stem or not self.is_plain):
                if self.is_plain:
                    guards = ("tense",) if is_tense(one, other) else ()
                    yield self._row(
                        Relation.WORDS_DIFFER, self.left, (i, i + 1), self.right, (j, j + 1), guards
                    )
                else:
                    self.foldings.add("person and tense")

    def _is_moved(
        self, left: tuple[int, int], right: tuple[int, int], moved: Sequence[Difference]
    ) -> bool:
        for side, (first, last) in ((self.left, left), (self.right, right)):
            if first == last:
                continue
            span = side.span(first, last)
            mine = [
                one.left_span if one.left == side.witness.statement.id else one.right_span
                for one in moved
            ]
            if any(one.contains(span) for one in mine):
                return True
        return False

    def _is_moved_edge(self, row: Difference, moved: Sequence[Difference]) -> bool:
        """Say whether the words at an edge stand elsewhere in the other statement: said as reordered."""
        if row.relation not in _EDGES:
            return False
        longer = self.left if self.left.witness.statement.id == row.right else self.right
        here = longer.within(row.right_span)
        there = {
            j
            for one in moved
            for span in [one.left_span if one.left == row.right else one.right_span]
            for j in longer.within(span)
        }
        return bool(here) and len(here & there) >= _MOST * len(here)

    def _absent(
        self, lacking: _Side, gap: tuple[int, int], having: _Side, words: tuple[int, int]
    ) -> Iterator[Difference]:
        part = having.tokens[slice(*words)]
        if not self.is_plain and all(token.exact == "that" for token in part):
            self.foldings.add("person and tense")
            return
        around = (max(0, gap[0] - 1), min(len(lacking.tokens), gap[1] + 1))
        yield self._row(
            Relation.WORDS_ABSENT_INSIDE,
            lacking,
            around,
            having,
            words,
            find_guards(part, self.lexicon, with_years=self.is_plain),
        )

    def _is_one_number(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        """Say whether two sides print one number in two forms: 20m and 20 million, forty and 40."""
        found = []
        for side, (first, last) in ((self.left, left), (self.right, right)):
            part = side.tokens[max(0, first - 1) : last + 1]
            around = Span(part[0].start, part[-1].end)
            whole = side.witness.statement.content[part[0].fragment]
            found.append([q for q in find_quantities(side.text, whole) if q.span.overlaps(around)])
        one, other = found
        return bool(one) and [(q.value, q.bound, q.dimension) for q in one] == [
            (q.value, q.bound, q.dimension) for q in other
        ]

    def _differ(self, left: tuple[int, int], right: tuple[int, int]) -> Iterator[Difference]:
        one, other = self.left.tokens[slice(*left)], self.right.tokens[slice(*right)]
        shared = {token.exact for token in one} & {token.exact for token in other}
        own = [token for token in (*one, *other) if token.exact not in shared]
        guards = find_guards(own, self.lexicon)
        if "number" in guards and self._is_one_number(left, right):
            self.foldings.add("form of a number")
            return
        both = all("number" in find_guards(side, self.lexicon) for side in (one, other))
        if not self.is_plain and not both:
            guards = ()
        if (
            len(one) == len(other) == 1
            and one[0].loose == other[0].loose
            and is_tense(one[0], other[0])
        ):
            guards = (*(guard for guard in guards if guard != "modal"), "tense")
        yield self._row(Relation.WORDS_DIFFER, self.left, left, self.right, right, guards)

    def _before(self, aligned: Aligned) -> Iterator[Difference]:
        block = aligned.blocks[0]
        left = _head(self.left.tokens, block.left)
        right = _head(self.right.tokens, block.right)
        left, right = _whole_sentences(left, right, block.left, block.right, self, before=True)
        if left[0] == left[1] and right[0] < right[1]:
            at = (block.left, block.left + 1)
            yield self._edge(Relation.STARTS_LATER, self.left, at, self.right, right)
        elif right[0] == right[1] and left[0] < left[1]:
            at = (block.right, block.right + 1)
            yield self._edge(Relation.STARTS_LATER, self.right, at, self.left, left)
        elif max(left[1] - left[0], right[1] - right[0]) in range(1, _EDGE + 1):
            yield from self._differ(left, right)

    def _after(self, aligned: Aligned) -> Iterator[Difference]:
        block = aligned.blocks[-1]
        ends = block.left + block.length, block.right + block.length
        left = _tail(self.left.tokens, ends[0])
        right = _tail(self.right.tokens, ends[1])
        left, right = _whole_sentences(left, right, *ends, self, before=False)
        if left[0] == left[1] and right[0] < right[1]:
            at = (ends[0] - 1, ends[0])
            yield self._edge(Relation.ENDS_EARLIER, self.left, at, self.right, right)
        elif right[0] == right[1] and left[0] < left[1]:
            at = (ends[1] - 1, ends[1])
            yield self._edge(Relation.ENDS_EARLIER, self.right, at, self.left, left)
        elif max(left[1] - left[0], right[1] - right[0]) in range(1, _EDGE + 1):
            yield from self._differ(left, right)

    def _edge(
        self,
        relation: Relation,
        shorter: _Side,
        at: tuple[int, int],
        longer: _Side,
        words: tuple[int, int],
    ) -> Difference:
        guards = find_guards(longer.tokens[slice(*words)], self.lexicon, with_years=self.is_plain)
        row = self._row(relation, shorter, at, longer, words, guards)
        if row.substantive and _stands_beside(row, shorter, longer):
            row = replace(row, substantive=False, guards=(), folded=(_BESIDE,))
        if relation is Relation.ENDS_EARLIER:  # the stop it ends with belongs to how it ends
            text = shorter.text
            end = row.left_span.end
            while end < len(text) and text[end] in ".,!?…":
                end += 1
            row = replace(row, left_span=Span(row.left_span.start, end))
        return row

    def _reordered(self, aligned: Aligned) -> Iterator[Difference]:
        used_left = {i for i, _ in aligned.pairs()}
        used_right = {j for _, j in aligned.pairs()}
        free_left = [
            f"<{i}" if i in used_left else token.stem for i, token in enumerate(self.left.tokens)
        ]
        free_right = [
            f">{j}" if j in used_right else token.stem for j, token in enumerate(self.right.tokens)
        ]
        for run in shared_runs(free_left, free_right, _REORDERED, _REORDERED):
            left = (run.left, run.left + run.length)
            if (
                sum(
                    t.exact not in self.lexicon.function_words
                    for t in self.left.tokens[slice(*left)]
                )
                < 2
            ):
                continue
            right = (run.right, run.right + run.length)
            yield self._row(Relation.REORDERED, self.left, left, self.right, right)

    def _row(
        self,
        relation: Relation,
        left: _Side,
        at: tuple[int, int],
        right: _Side,
        words: tuple[int, int],
        guards: tuple[str, ...] = (),
    ) -> Difference:
        folded = tuple(sorted(self.foldings)) if relation is Relation.SAME else ()
        if not self.is_plain:
            # a report in the reporter's words: only what holds whatever the words
            edges = {Relation.ENDS_EARLIER, Relation.STARTS_LATER}
            telling = {"condition", "negation", "number"} if relation in edges else {"number"}
            guards = tuple(guard for guard in guards if guard in telling)
        return make_row(
            self.utterance,
            relation,
            left.witness,
            left.span(*at),
            right.witness,
            right.span(*words),
            guards,
            folded,
        )


def make_row(
    utterance: str,
    relation: Relation,
    left: Witness,
    left_span: Span,
    right: Witness,
    right_span: Span,
    guards: tuple[str, ...] = (),
    folded: tuple[str, ...] = (),
) -> Difference:
    """Make a row; relations without a direction are put in the order of their statements' ids."""
    undirected = {Relation.SAME, Relation.WORDS_DIFFER, Relation.REORDERED, Relation.POSSIBLY_SAME}
    if relation in undirected and left.statement.id > right.statement.id:
        left, left_span, right, right_span = right, right_span, left, left_span
    one, other = left.article.text, right.article.text
    return Difference(
        id=content_id(
            "difference", left.statement.id, right.statement.id, relation, left_span, right_span
        ),
        utterance=utterance,
        left=left.statement.id,
        right=right.statement.id,
        relation=relation,
        left_span=left_span,
        right_span=right_span,
        text=right_span.of(other) if relation.has_words else "",
        other_text=left_span.of(one) if relation is Relation.WORDS_DIFFER else "",
        substantive=bool(guards),
        guards=guards,
        folded=folded,
        just_before=(_context_before(left, left_span), _context_before(right, right_span)),
        just_after=(_context_after(left, left_span), _context_after(right, right_span)),
    )


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


def _whole_sentences(
    left: tuple[int, int],
    right: tuple[int, int],
    left_at: int,
    right_at: int,
    pair: _Pair,
    *,
    before: bool,
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where both sentences are aligned to their edge, take the next sentence of the one that has more.

    Only where the other statement is at its own edge: then one starts later or ends earlier by
    whole sentences. A transcript always has more; of it only a sentence that turns the one before
    ("But only if ...") is taken.
    """
    if left[0] != left[1] or right[0] != right[1]:
        return left, right
    if Kind.INDIRECT in {side.witness.statement.kind for side in (pair.left, pair.right)}:
        return left, right  # what a reporter sums up begins and ends where the reporter chose
    if before:
        ends = left_at == 0, right_at == 0
    else:
        ends = left_at == len(pair.left.tokens), right_at == len(pair.right.tokens)
    if ends == (True, False):
        return left, _next_sentence(pair.right, right_at, pair.lexicon, before=before)
    if ends == (False, True):
        return _next_sentence(pair.left, left_at, pair.lexicon, before=before), right
    return left, right


def _next_sentence(side: _Side, at: int, lexicon_: Lexicon, *, before: bool) -> tuple[int, int]:
    found = (_head(side.tokens, at - 1)[0], at) if before else (at, _tail(side.tokens, at + 1)[1])
    if side.witness.article.role == "transcript":
        opening = side.tokens[found[0] : found[0] + 2]
        if before or "condition" not in find_guards(opening, lexicon_):
            return at, at
    return found


def _bounds(witness: Witness) -> Span:
    """Return where context may be taken from: the article, or the turn of a transcript."""
    if witness.article.role == "transcript":
        return witness.statement.place
    return Span(0, len(witness.article.text))


def _context_before(witness: Witness, span: Span) -> Span:
    text, bounds = witness.article.text, _bounds(witness)
    start = max(bounds.start, span.start - _CONTEXT)
    if start > bounds.start:
        space = text.find(" ", start, span.start)
        start = space if space >= 0 else start
    return Span(min(start, span.start), span.start).trimmed(text)


def _context_after(witness: Witness, span: Span) -> Span:
    text, bounds = witness.article.text, _bounds(witness)
    end = min(bounds.end, span.end + _CONTEXT)
    if end < bounds.end:
        space = text.rfind(" ", span.end, end)
        end = space if space >= 0 else end
    return Span(span.end, max(end, span.end)).trimmed(text)


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
    side = _Side(whole, whole.reading.tokens)
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
