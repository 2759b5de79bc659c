"""Two outlets' witnesses of one utterance, held against each other word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.model import (
    Difference,
    Kind,
    Relation,
)
from onrecord.resources import Lexicon
from onrecord.text.normalize import strip_accents
from onrecord.text.shingles import shared_runs
from onrecord.text.spans import Span
from onrecord.text.tokens import without_possessive
from onrecord.utterances.collation import Aligned, split_places
from onrecord.utterances.difference_rows import EDGES, ONE_SIDED, WITHIN, make_row
from onrecord.utterances.edges import (
    MOST,
    TELLING,
    Beyond,
    going_on,
    has_elsewhere,
    has_in_others,
    is_given,
    share_of,
    stand_beside,
    whole_sentences,
)
from onrecord.utterances.folding import Token
from onrecord.utterances.guards import ORDER, find_guards, is_named, is_tense, makes_less
from onrecord.utterances.numbers_apart import (
    all_numbers,
    are_of_other_days,
    are_of_other_shares,
    are_units,
    bounds_a_number,
    counts,
    has_no_such_number,
    is_article,
    is_one_number,
    numbers_in,
    numbers_stand,
)
from onrecord.utterances.sides import Side, has_words, names_anew

__all__ = ["Pair", "moved_words"]

_EDGE = 6
"""Words up to which two sentences' different beginnings or ends are shown as differing words; longer ones only of one
sentence: of a day's news nearly all others were two sentences that share a word or two."""
_ONE_SENTENCE = 0.5
"""Share of the weight of the lighter of two sentences that stands in the other, from which they are one. Set by hand:
"Nobody | failed in their duty", "I don't think we can say today that anybody | failed in their duty"."""
_MIN_CLAUSE = 2
"""Words behind one that limits; with fewer it is a time ("before noon") that reporters print elsewhere. By hand."""
_CLAUSE = 4
"""Words from which quoted ones that stand inside are missed in a sentence of the reporter's too. Set by hand."""
_TURNED = 3
"""Words of either side up to which one for its opposite is what differs, and not a word among others. Set by hand."""
_REORDERED = 4
"""Words in a row that stand elsewhere in the other reading to count as moved."""
_DENIED = ("negation",)
_PHRASE = 4
"""Words of what a report adds that are one phrase: "for the time being". Set by hand."""
_TURNING = frozenset({"condition", "negation", "modal", "hedge"})
_CLOSE = 3
"""Words in a row on either side of those that differ, from which two reports have the same words there. Set by hand."""
_INSERTION = "bracketed insertion"
_BESIDE = "the words stand beside the statement"
_ELSEWHERE = "the words stand elsewhere in the article"
_PRINTED = 6
"""Words in a row that an article lacks nowhere, if it prints them somewhere; fewer may be of another thing. By hand."""


class Pair:
    """Two witnesses of one utterance, in different articles."""

    def __init__(self, utterance: str, left: Side, right: Side, lexicon_: Lexicon) -> None:
        self.utterance, self.lexicon = utterance, lexicon_
        self.left, self.right = left, right
        # only in direct speech are person and tense the speaker's own
        kinds = {side.witness.statement.kind for side in (left, right)}
        self.is_plain = kinds == {Kind.DIRECT}
        self.foldings: set[str] = set()
        self.is_retold = False
        """A reporter has other words than the transcript, which are told by the two passages alone."""
        self.is_close = False
        """What is told stands among words that both have: a report that has another modal there says otherwise."""
        self.is_untold = False
        """They are not the same words, though no row says so: one says more, in words that the other has elsewhere."""

    def differences(self, aligned: Aligned) -> Iterator[Difference]:
        """Yield by what the two differ, or that they have the same words."""
        found: list[Difference] = []
        moved = list(self._reordered(aligned))
        found += moved
        self.left, self.right = (self._with_moved(side, moved) for side in (self.left, self.right))
        for place in split_places(aligned):
            found += self._inside(place, moved)
            for is_before in (True, False):
                rows = self._at_edge(place, is_before=is_before)
                found += self._told(rows, is_retold=self._is_summed_up)
        if aligned.spelled:
            self.foldings.add("spelling of a name")
        yield from found
        if self.is_retold and (self._is_summed_up or not found):
            yield self._passages(Relation.WORDS_DIFFER, aligned)
        elif not found and not self.is_untold:
            yield self._same(aligned)

    def _both(
        self, left: tuple[int, int], right: tuple[int, int]
    ) -> list[tuple[Side, tuple[int, int]]]:
        """Return stretches with the sides that they are of."""
        return [(self.left, left), (self.right, right)]

    def _same(self, aligned: Aligned) -> Difference:
        self.foldings |= self._print_foldings(aligned)
        return self._passages(Relation.SAME, aligned)

    def _passages(self, relation: Relation, aligned: Aligned) -> Difference:
        """Return a row of the two stretches from the first to the last of the shared words."""
        first, last = aligned.blocks[0], aligned.blocks[-1]
        return self._row(
            relation,
            self.left,
            (first.left, last.left + last.length),
            self.right,
            (first.right, last.right + last.length),
        )

    def _print_foldings(self, aligned: Aligned) -> set[str]:
        names = {name for name, _ in aligned.left.folded ^ aligned.right.folded}
        for i, j in aligned.pairs():
            if self.left.tokens[i].printed != self.right.tokens[j].printed:
                one, other = self.left.tokens[i], self.right.tokens[j]
                if one.exact != other.exact:
                    names.add("person and tense")
                elif one.printed.casefold() == other.printed.casefold():
                    names.add("case")
        return names

    def _inside(self, aligned: Aligned, moved: Sequence[Difference]) -> Iterator[Difference]:
        numbers: list[Difference] = []
        for before, after in zip(aligned.blocks, aligned.blocks[1:], strict=False):
            left = (before.left + before.length, after.left)
            right = (before.right + before.length, after.right)
            if self._is_moved(left, right, moved):
                continue
            if self._is_of_another_turn(self.left, left) or self._is_of_another_turn(
                self.right, right
            ):
                self.is_untold = True
                continue
            self.is_close = min(before.length, after.length) >= _CLOSE
            told = self._told(self._between(left, right), is_retold=self._is_retold(left, right))
            yield from told
            numbers += (row for row in told if "number" in row.guards)
            self.is_close = False
        for i, j in aligned.pairs():
            one, other = self.left.tokens[i], self.right.tokens[j]
            if one.exact != other.exact and (one.stem == other.stem or not self.is_plain):
                if self._is_counted(i, j, numbers):
                    continue
                if self.is_plain:
                    guards = ("tense",) if is_tense(one, other) else ()
                    yield self._row(
                        Relation.WORDS_DIFFER, self.left, (i, i + 1), self.right, (j, j + 1), guards
                    )
                else:
                    self.foldings.add("person and tense")

    def _is_counted(self, i: int, j: int, numbers: Iterable[Difference]) -> bool:
        """Say whether a word has another form for its number, which is told: "a *year*", "two *years*"."""
        here, there = self.left.span(i, i + 1), self.right.span(j, j + 1)
        mine = self.left.witness.statement.id
        for one in numbers:
            left, right = one.left_span, one.right_span
            if one.left != mine:
                left, right = right, left
            if all(
                row.start < word.end <= row.end + len(word) + 1
                for row, word in ((left, here), (right, there))
            ):
                return True
        return False

    def _between(self, left: tuple[int, int], right: tuple[int, int]) -> Iterator[Difference]:
        """Yield how words differ that stand between shared ones."""
        if left[0] == left[1]:
            yield from self._absent(self.left, left, self.right, right)
        elif right[0] == right[1]:
            yield from self._absent(self.right, right, self.left, left)
        else:
            yield from self._differ(left, right)

    def _told(self, rows: Iterable[Difference], *, is_retold: bool) -> list[Difference]:
        """Return rows, of what is retold those alone that hold whatever the words."""
        rows = list(rows)
        told = [row for row in rows if row.guards] if is_retold else rows
        self.is_retold |= len(told) < len(rows)
        return told

    @property
    def _is_summed_up(self) -> bool:
        """Whether a report is set beside a transcript: it begins and ends where the reporter chose."""
        sides = self.left, self.right
        return any(one.is_transcript for one in sides) and any(one.is_report for one in sides)

    def _is_retold(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        """Say whether a reporter retells here what a transcript has: other words are no difference by themselves."""
        sides = (self.left, left), (self.right, right)
        if not any(side.is_transcript for side, _ in sides):
            return False
        return any(
            not side.is_quoted(max(0, first - 1), last + 1)
            for side, (first, last) in sides
            if not side.is_transcript
        )

    def _is_of_another_turn(self, side: Side, words: tuple[int, int]) -> bool:
        """Say whether words between those that are shared are a part of a quotation that stands elsewhere."""
        tokens = side.tokens[slice(*words)]
        return (
            bool(tokens)
            and tokens[0].fragment != side.tokens[words[0] - 1].fragment
            and (share_of(words, side.elsewhere) >= MOST)
        )

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

    def _absent(
        self, lacking: Side, gap: tuple[int, int], having: Side, words: tuple[int, int]
    ) -> Iterator[Difference]:
        by_part = having.by_part(*words)
        if len(by_part) > 1:
            # what stands between is the reporter's, and each part has its own guards
            longest = _longest(by_part)
            for one in by_part:
                rows = self._absent(lacking, gap, having, one)
                yield from (row for row in rows if row.guards or one == longest)
            return
        part = having.tokens[slice(*words)]
        if self._leads_in(part):
            self.foldings.add("person and tense")
            return
        if all(token.is_aside for token in part):
            self.foldings.add(_INSERTION)
            return
        if has_in_others(having, words, self.lexicon):
            self.is_untold = True
            return
        left, right = (gap, words) if lacking is self.left else (words, gap)
        if are_units(part, self.lexicon) and is_one_number(self._both(left, right), self.lexicon):
            self.foldings.add("form of a number")
            return
        guards = find_guards(part, self.lexicon, with_years=self._is_own((having, words)))
        if self._makes_less(having, words):
            guards = _with(guards, "hedge")
        if lacking.is_report and "number" in guards:
            numbers, given = (
                numbers_in(having, words, self.lexicon),
                all_numbers(lacking, self.lexicon),
            )
            if numbers and numbers <= given:
                # it stands elsewhere in the report
                guards = tuple(guard for guard in guards if guard != "number")
        at = min(max(gap[0] - 1, 0), len(lacking.tokens) - 1)
        if not self.is_plain and numbers_stand(lacking, at, part, self.lexicon):
            guards = tuple(guard for guard in guards if guard != "number")
        whole = self._whole(left, right)
        if whole != (left, right):  # "will" and "won't" differ, as words are printed
            yield self._row(
                Relation.WORDS_DIFFER, self.left, whole[0], self.right, whole[1], guards
            )
            return
        around = (max(0, gap[0] - 1), min(len(lacking.tokens), gap[1] + 1))
        row = self._row(Relation.WORDS_ABSENT_INSIDE, lacking, around, having, words, guards)
        yield self._unless_printed(row, lacking, having, words)

    def _unless_printed(
        self, row: Difference, lacking: Side, having: Side, words: tuple[int, int]
    ) -> Difference:
        """Set a row aside of words that the article which lacks them there prints elsewhere, all of them in a row.

        But for what joins them to the words before: "*And* I hope it is a long talk".
        """
        first, last = words
        if not row.substantive or lacking.is_transcript or last - first < _PRINTED:
            return row
        starts = [first]
        if having.tokens[first].exact in self.lexicon.function_words | self.lexicon.contrasting:
            starts.append(first + 1)
        printed = (having.span(start, last).of(having.text) for start in starts)
        is_printed = any(has_words(lacking.text, one) for one in printed)
        return _set_aside(row, _ELSEWHERE) if is_printed else row

    def _leads_in(self, part: Sequence[Token]) -> bool:
        """Say whether words are the "that" of a report and nothing else."""
        return not self.is_plain and all(token.exact == "that" for token in part)

    def _whole(
        self, left: tuple[int, int], right: tuple[int, int]
    ) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return stretches between aligned words with the aligned ones that a contraction prints as one with them."""
        sides = ((self.left.tokens, left), (self.right.tokens, right))
        before = any(_is_one_word(tokens, some[0]) for tokens, some in sides)
        before = before and all(some[0] > 0 for _, some in sides)
        after = any(_is_one_word(tokens, some[1]) for tokens, some in sides)
        after = after and all(some[1] < len(tokens) for tokens, some in sides)
        return (left[0] - before, left[1] + after), (right[0] - before, right[1] + after)

    def _makes_less(self, side: Side, words: tuple[int, int]) -> bool:
        """Say whether the last of these words makes what stands behind them less sure."""
        last = words[1]
        is_between = words[0] < last < len(side.tokens)
        return is_between and makes_less(side.tokens[last - 1], side.tokens[last], self.lexicon)

    def _differ(self, left: tuple[int, int], right: tuple[int, int]) -> Iterator[Difference]:
        """Yield how words of both differ; of words in several parts of a split quotation those of the longest part."""
        for at, (side, words) in enumerate(self._both(left, right)):
            parts = side.by_part(*words)
            if len(parts) > 1:
                longest = _longest(parts)
                lacking, gap = self._both(left, right)[1 - at]
                yield from self._differ(*((left, longest) if at else (longest, right)))
                for part in parts:
                    if part != longest:
                        edge = gap[0] if part < longest else gap[1]
                        rows = self._absent(lacking, (edge, edge), side, part)
                        yield from (row for row in rows if row.guards)
                return
        one, other = self.left.tokens[slice(*left)], self.right.tokens[slice(*right)]
        shared = {token.exact for token in one} & {token.exact for token in other}
        own = [token for token in (*one, *other) if token.exact not in shared]
        guards = find_guards(own, self.lexicon)
        if all(_phrase(side) in self.lexicon.futures for side in (one, other)):
            guards = tuple(guard for guard in guards if guard != "modal")  # "will", "is to"
        if self._makes_less(self.left, left) != self._makes_less(self.right, right):
            guards = _with(guards, "hedge")
        is_form = "number" in guards or are_units((*one, *other), self.lexicon)
        # of "$20m" and "at least $20 million" the bound is told where it stands
        with_bounds = not len(one) == len(other) == 1
        if is_form and is_one_number(
            self._both(left, right), self.lexicon, with_bounds=with_bounds
        ):
            self.foldings.add("form of a number")
            return
        if _are_initials(one, other) or _are_initials(other, one):
            self.foldings.add("name of one thing")
            return
        if _are_one_word(one, other, self.lexicon):
            self.foldings.add("spelling")
            return
        both = all(counts(*side, self.lexicon) for side in self._both(left, right))
        if not self._is_own((self.left, left), (self.right, right)) and not both:
            kept = {"condition"}
            if has_no_such_number(self._both(left, right), self.lexicon):
                kept.add("number")
            if self.is_close:
                kept |= _TURNING
                if all(len(side) == 1 and is_named(side[0]) for side in (one, other)):
                    kept.add("name")  # "to Tarrow", "to Brenn"
            guards = tuple(guard for guard in guards if guard in kept)
        if (
            len(one) == len(other) == 1
            and one[0].loose == other[0].loose
            and is_tense(one[0], other[0])
        ):
            guards = (*(guard for guard in guards if guard != "modal"), "tense")
        if any(
            apart(one, other, self.lexicon) for apart in (are_of_other_shares, are_of_other_days)
        ):
            guards = _with(guards, "number")
        if guard := self._turned(one, other):
            guards = _with(guards, guard)
        if both and any(is_article(side, self.lexicon) for side in (one, other)):
            left, right = (left[0], left[1] + 1), (right[0], right[1] + 1)  # "a week", "two weeks"
        left, right = self._whole(left, right)
        yield self._row(Relation.WORDS_DIFFER, self.left, left, self.right, right, guards)

    def _turned(self, one: Sequence[Token], other: Sequence[Token]) -> str:
        """Return the guard of two short sides of which one has the other’s opposite: "before", "after"; or none.

        Also of two modals of which one makes something less likely, in whatever tense: "*will* begin", "*could* begin".
        """
        if max(len(one), len(other)) > _TURNED:
            return ""
        here, there = ({token.exact for token in side} for side in (one, other))
        likely = [
            {at for at, some in enumerate(self.lexicon.likelihoods) if side <= some}
            for side in (here, there)
        ]
        if all(likely) and likely[0] != likely[1]:
            return "modal"
        for word in sorted(here):
            against = self.lexicon.opposites.get(word, frozenset())
            if against & there and not against & here and word not in there:
                return "condition" if word in self.lexicon.limiting else "negation"
        return ""

    def _is_condition_quoted(self, *sides: tuple[Side, tuple[int, int]]) -> bool:
        """Say whether one side quotes a condition that the other has not: "unless" for the reporter's "after"."""
        told, quoted = [], False
        for side, words in sides:
            own = [side.tokens[i] for i in range(*words) if side.is_quoted(i, i + 1)]
            told.append("condition" in find_guards(side.tokens[slice(*words)], self.lexicon))
            quoted |= told[-1] and "condition" in find_guards(own, self.lexicon)
        return sum(told) == 1 and quoted

    def _at_edge(self, aligned: Aligned, *, is_before: bool) -> Iterator[Difference]:
        """Yield by what words one starts or ends otherwise than the other."""
        block = aligned.blocks[0] if is_before else aligned.blocks[-1]
        left = Beyond.of(self.left, block.left, block.length, is_before=is_before)
        right = Beyond.of(self.right, block.right, block.length, is_before=is_before)
        left, right = whole_sentences(left, right, self.lexicon)
        if left.is_led_in and right.is_led_in:
            left, right = left.without_lead(), right.without_lead()
        for shorter, longer in ((left, right), (right, left)):
            if not shorter.n_words and longer.n_words:
                yield from self._goes_on(shorter, longer)
                return
        if left.n_words:
            yield from self._differ_at_edge(left, right, aligned)
        elif any(one.says_more for one in (left, right)):
            self.is_untold = True  # a report begins and ends where its reporter chose
        for shorter, longer in ((left, right), (right, left)):
            yield from self._quoted_further(shorter, longer)

    def _differ_at_edge(
        self, left: Beyond, right: Beyond, aligned: Aligned
    ) -> Iterator[Difference]:
        """Yield by what words two sentences begin, or end, otherwise.

        What two quotations both begin by, or end by, is the same, though too far from what else they share to be
        aligned: "It's | not just how much you drink, but | the time of day".
        """
        here, there = left.words, right.words
        is_report = left.side.is_report or right.side.is_report
        n_same = 0 if is_report else left.n_alike(right)
        if left.is_before:
            here, there = (here[0] + n_same, here[1]), (there[0] + n_same, there[1])
        else:
            here, there = (here[0], here[1] - n_same), (there[0], there[1] - n_same)
        for given, words, other, rest in ((left, here, right, there), (right, there, left, here)):
            if words[0] < words[1] and share_of(words, given.side.moved) >= MOST:
                # "*If the guns fall silent*, convoys ...", "convoys ... *if the guns fall silent*"
                self.is_untold = True
                gap = (words[1], words[1]) if given.is_before else (words[0], words[0])
                if rest[0] < rest[1]:
                    yield from self._absent(given.side, gap, other.side, rest)
                return
        sizes = here[1] - here[0], there[1] - there[0]
        is_within = left.is_of_sentence and right.is_of_sentence
        if n_same and not sizes[0]:
            yield from self._absent(self.left, here, self.right, there)
        elif n_same and not sizes[1]:
            yield from self._absent(self.right, there, self.left, here)
        elif is_within and max(sizes) <= _EDGE:
            yield from self._differ(here, there)
        elif not self._is_own((left.side, here), (right.side, there)):
            self.is_untold = True
        elif is_within and _are_one_sentence(left, right, aligned):
            yield from self._differ(here, there)
        else:
            # of two sentences the first word is no less another's: "We did not ...", "We have lost ..."
            yield from self._go_on_otherwise(left, left.words, right, right.words)

    def _go_on_otherwise(
        self, left: Beyond, here: tuple[int, int], right: Beyond, there: tuple[int, int]
    ) -> Iterator[Difference]:
        """Yield by what two quotations go on, or begin, that the other article has nowhere."""
        is_new = [
            not has_elsewhere(longer, words, shorter)
            for longer, words, shorter in ((left, here, right), (right, there, left))
        ]
        self.is_untold = True
        if all(is_new):
            yield from self._differ(here, there)
        elif any(is_new):
            lacking, gap, having, words = (
                (right, there, left, here) if is_new[0] else (left, here, right, there)
            )
            gap = (gap[1], gap[1]) if left.is_before else (gap[0], gap[0])
            yield from self._absent(lacking.side, gap, having.side, words)

    def _with_moved(self, side: Side, moved: Sequence[Difference]) -> Side:
        """Return a side with its words that the other has in another order among those given elsewhere."""
        id_ = side.witness.statement.id
        places = (one.left_span if one.left == id_ else one.right_span for one in moved)
        return replace(side, moved=set(side.moved).union(*map(side.within, places)))

    def _goes_on(self, shorter: Beyond, longer: Beyond) -> Iterator[Difference]:
        """Yield by what words one goes on, unless they are given elsewhere: joined, or reordered."""
        if is_given(longer, self.lexicon):
            self.is_untold = True
            return
        if all(token.is_aside for token in longer.side.tokens[slice(*longer.words)]):
            self.foldings.add(_INSERTION)
            return
        if self._is_unit(shorter, longer):
            self.foldings.add("form of a number")
            return
        if longer.is_before and self._leads_in(longer.side.tokens[slice(*longer.words)]):
            self.foldings.add("person and tense")
            return
        nearest = self._edge(shorter, longer, longer.words)
        sides = shorter.side, longer.side
        # a report ends where the reporter chose, and a transcript has more of everything
        is_limited = any(side.is_report or side.is_transcript for side in sides)
        if shorter.rest or is_limited or _BESIDE in nearest.folded:
            yield nearest
            return
        for words in going_on(shorter, longer, self.lexicon):
            yield nearest if words == longer.words else self._edge(shorter, longer, words)

    def _is_unit(self, shorter: Beyond, longer: Beyond) -> bool:
        """Say whether one goes on by no more than the unit of a number that both give: "$800 million"."""
        if longer.is_before or not are_units(
            longer.side.tokens[slice(*longer.words)], self.lexicon
        ):
            return False
        last = shorter.shared[1] - 1, shorter.shared[1]
        return is_one_number(((shorter.side, last), (longer.side, longer.words)), self.lexicon)

    def _quoted_further(self, shorter: Beyond, longer: Beyond) -> Iterator[Difference]:
        """Yield what is quoted before or after words that the other quotes within a sentence of the reporter's.

        Guards that the reporter's words have too are left out: they may give the same in other words.
        """
        quoted = shorter.where_quoted()
        if quoted is None or longer.side.is_transcript or longer.side.is_report:
            return
        reported = find_guards(shorter.rest, self.lexicon)
        for words in going_on(shorter, longer, self.lexicon):
            if is_given(longer._replace(words=words), self.lexicon):
                continue
            row = self._edge(quoted, longer, words)
            guards = tuple(guard for guard in row.guards if guard not in reported)
            if TELLING.intersection(guards):
                yield replace(row, guards=guards)

    def _edge(self, shorter: Beyond, longer: Beyond, words: tuple[int, int]) -> Difference:
        relation = Relation.STARTS_LATER if shorter.is_before else Relation.ENDS_EARLIER
        is_own = self._is_own((longer.side, words))
        guards = find_guards(longer.side.tokens[slice(*words)], self.lexicon, with_years=is_own)
        if "number" in guards and not self.is_plain:
            more = longer.side.tokens[slice(*words)]
            stands = numbers_stand(shorter.side, shorter.shared[0], more, self.lexicon)
            guards = tuple(guard for guard in guards if guard != "number" or not stands)
        if is_own and self._is_limited(shorter, longer, words) and "condition" not in guards:
            guards = ("condition", *guards)
        row = self._row(relation, shorter.side, shorter.anchor, longer.side, words, guards)
        row = replace(row, adjacent=longer.is_beside(words))
        if row.substantive and stand_beside(
            shorter.side, row.left_span, row.text, is_before=shorter.is_before
        ):
            row = _set_aside(row, _BESIDE)
        row = self._unless_printed(row, shorter.side, longer.side, words)
        if relation is Relation.ENDS_EARLIER:  # the stop it ends with belongs to how it ends
            text = shorter.side.text
            end = row.left_span.end
            while end < len(text) and text[end] in ".,!?…":
                end += 1
            row = replace(row, left_span=Span(row.left_span.start, end))
        return row

    def _is_negated(self, *sides: tuple[Side, tuple[int, int]]) -> bool:
        """Say whether one sentence denies what the other says in the same words, and says nothing else.

        Of words that run over the end of a sentence it is the one with what denies: "questioned. He is *not* under".
        """
        sentences = []
        for side, at in sides:
            tokens = side.tokens
            denying = (i for i in range(*at) if find_guards([tokens[i]], self.lexicon) == _DENIED)
            segment = tokens[next(denying, at[0])].segment
            sentences.append([i for i, one in enumerate(tokens) if one.segment == segment])
        denies = [
            "negation" in find_guards([side.tokens[i] for i in some], self.lexicon)
            for (side, _), some in zip(sides, sentences, strict=True)
        ]
        if all(denies) or not any(denies):
            return False
        shares = []
        for (side, at), some in zip(sides, sentences, strict=True):
            rest = [i for i in some if not at[0] <= i < at[1] or i in side.shared]
            shared = sum(side.tokens[i].weight for i in rest if i in side.shared)
            shares.append(shared / (sum(side.tokens[i].weight for i in rest) or 1.0))
        return max(shares) >= MOST

    def _is_limited(self, shorter: Beyond, longer: Beyond, words: tuple[int, int]) -> bool:
        """Say whether a quotation goes on by a clause that limits what both have: "before the ice is gone"."""
        if shorter.is_before or shorter.side.is_report or longer.side.is_report:
            return False
        if (
            longer.side.witness.reading.is_unstopped
        ):  # another sentence may begin: "When will it sail?"
            return False
        tokens = longer.side.tokens[slice(*words)]
        is_clause = len(tokens) > _MIN_CLAUSE and tokens[0].exact in self.lexicon.limiting
        return is_clause and longer.is_beside(words)

    def _reordered(self, aligned: Aligned) -> Iterator[Difference]:
        tokens = self.left.tokens, self.right.tokens
        for left, right in moved_words(*tokens, aligned, self.lexicon):
            yield self._row(Relation.REORDERED, self.left, left, self.right, right)

    def _is_own(self, *words: tuple[Side, tuple[int, int]]) -> bool:
        """Say whether words are the speaker's own as printed, and compared with what is not all a report of them."""
        is_report = self.left.is_report or self.right.is_report
        return not is_report and all(side.is_quoted(*at) for side, at in words)

    def _row(
        self,
        relation: Relation,
        left: Side,
        at: tuple[int, int],
        right: Side,
        words: tuple[int, int],
        guards: tuple[str, ...] = (),
    ) -> Difference:
        folded = tuple(sorted(self.foldings)) if relation is Relation.SAME else ()
        sides = [(right, words)] if relation in ONE_SIDED else [(left, at), (right, words)]
        is_own = self._is_own(*sides)
        if relation is Relation.WORDS_ABSENT_INSIDE and words[1] - words[0] < _CLAUSE:
            # a "not" is missed beside quoted words, not where the reporter puts it otherwise
            is_own = is_own and any(left.is_quoted(one, one + 1) for one in range(*at))
        if not is_own:
            # a report in the reporter's words: only what holds whatever the words
            telling = {"condition", "negation", "number"} if relation in EDGES else {"number"}
            if relation in EDGES and words[1] - words[0] <= _PHRASE:
                telling.add("hedge")  # "for now", and nothing else
            if relation in ONE_SIDED and names_anew(right.tokens[slice(*words)], left.text):
                telling.add("name")
            if relation in WITHIN and self._is_negated((left, at), (right, words)):
                telling.add("negation")
            if relation is Relation.WORDS_DIFFER and self._is_condition_quoted(*sides):
                telling.add("condition")
            if self.is_close and not (left.is_transcript or right.is_transcript):
                telling |= _TURNING
                if relation is Relation.WORDS_DIFFER:
                    telling.add("name")
            short = (side.tokens[slice(*at)] for side, at in sides)
            if relation is Relation.WORDS_DIFFER and (turned := self._turned(*short)):
                telling.add(turned)
            if relation is Relation.WORDS_ABSENT_INSIDE and bounds_a_number(
                right, words, self.lexicon
            ):
                telling.add("hedge")
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


def _are_one_sentence(left: Beyond, right: Beyond, aligned: Aligned) -> bool:
    """Say whether much of what the shorter of two sentences says stands in the other."""
    here, there = left.sentence, right.sentence
    tokens, others = left.side.tokens, right.side.tokens
    shared = sum(tokens[i].weight for i, j in aligned.pairs() if i in here and j in there)
    lighter = min(sum(tokens[i].weight for i in here), sum(others[j].weight for j in there))
    return shared >= _ONE_SENTENCE * lighter


def _is_one_word(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a token and the one before it are printed as one word: "not" and "was", of "wasn't"."""
    return 0 < at < len(tokens) and tokens[at - 1].start == tokens[at].start


def _are_initials(short: Sequence[Token], name: Sequence[Token]) -> bool:
    """Say whether a name is printed here as its initials: "IE", of "Internet Explorer"."""
    if len(short) != 1 or len(name) < 2:
        return False
    letters = without_possessive(short[0].printed).replace(".", "")
    return letters.isupper() and letters == "".join(one.printed[:1] for one in name)


def _set_aside(row: Difference, why: str) -> Difference:
    return replace(row, substantive=False, guards=(), folded=(why,))


def moved_words(
    left: Sequence[Token], right: Sequence[Token], aligned: Aligned, lexicon: Lexicon
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the words in a row, four or more, that stand at other places of two readings than are aligned."""
    used_left, used_right = ({pair[side] for pair in aligned.pairs()} for side in (0, 1))
    free_left = [f"<{i}" if i in used_left else token.stem for i, token in enumerate(left)]
    free_right = [f">{j}" if j in used_right else token.stem for j, token in enumerate(right)]
    for run in shared_runs(free_left, free_right, _REORDERED, _REORDERED):
        words = left[run.left : run.left + run.length]
        if sum(token.exact not in lexicon.function_words for token in words) > 1:
            yield (run.left, run.left + run.length), (run.right, run.right + run.length)


def _longest(parts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the longest of stretches, the first of several."""
    return max(parts, key=lambda one: (one[1] - one[0], -one[0]))


def _phrase(tokens: Sequence[Token]) -> str:
    return " ".join(token.exact for token in tokens)


def _with(guards: tuple[str, ...], guard: str) -> tuple[str, ...]:
    """Return guards with one more, in order of weight."""
    return guards if guard in guards else tuple(sorted((*guards, guard), key=ORDER.index))


def _are_one_word(one: Sequence[Token], other: Sequence[Token], lexicon_: Lexicon) -> bool:
    """Say whether two sides have the same letters, in one word or two, with accents or without: "cease-fire".

    Not where that makes another word: who "re-signed" has not resigned.
    """
    here, there = (
        "".join(strip_accents(without_possessive(token.exact)) for token in side)
        for side in (one, other)
    )
    bare = ["".join(filter(str.isalnum, side)) for side in (here, there)]
    is_parted = any(len(side) > 1 for side in (one, other))
    is_other = (is_parted and bare[0] in lexicon_.parted) or any(map(str.isdigit, bare[0]))
    return bool(bare[0]) and bare[0] == bare[1] and not is_other
