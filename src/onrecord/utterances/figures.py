"""Figures: numbers that several articles give of what is likely one thing, and whether they agree.

Sentences that share much of their words are held against each other, like quantity with like; so are an event's
tolls, and numbers of a noun of which neither article gives another, in whatever words they stand. That the numbers
are of one thing is likely and not certain, so what is told is the numbers with their sentences, and nothing is
called wrong.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TypeAlias

from onrecord.model import Figure, Given, Standing, content_id
from onrecord.resources import lexicon_of
from onrecord.text.dates import days_between, find_dates
from onrecord.text.spans import Span
from onrecord.text.tokens import stem, words
from onrecord.utterances.digits import (
    are_a_nought_apart,
    are_of_one_side,
    are_of_other_magnitude,
    are_one_vote,
    are_turned,
    is_exact,
    keys_of_digits,
)
from onrecord.utterances.folding import weight_of
from onrecord.utterances.numbered import PRICED, Sentence, capitals_of, name_of
from onrecord.utterances.numerals import printed_numbers
from onrecord.utterances.quantities import (
    DAY,
    DEADLINE,
    MARGIN,
    MONEY,
    PERCENT,
    POINT,
    SCORE,
    SINCE,
    TIME_OF_DAY,
    VOTE,
    Quantity,
    counts_alike,
    hours_apart,
    is_comparable,
    mass,
    may_be_one,
    standing,
)

__all__ = ["GroupFigures", "printed_once", "with_prints"]


def printed_once(
    sentences: Iterable[Sentence], text_of: Mapping[str, str]
) -> tuple[list[Sentence], dict[tuple[str, int], list[Sentence]]]:
    """Return the sentences that are compared, and by place of each those that it stands for.

    `text_of` gives the text that an article prints, where others print it too: of the prints of a sentence of it
    the one of the earliest article is compared.
    """
    prints: dict[tuple[str, str, str], list[Sentence]] = {}
    kept: list[Sentence] = []
    for one in sentences:
        text = text_of.get(one.article.id)
        if text is None:
            kept.append(one)
        else:
            prints.setdefault((one.story, text, one.span.of(one.article.text)), []).append(one)
    others = {}
    for some in prints.values():
        some.sort(key=lambda one: (one.article.published or "9", one.place))
        kept.append(some[0])
        others[some[0].place] = some[1:]
    return sorted(kept, key=lambda one: one.place), others


def with_prints(figure: Figure, prints: Mapping[tuple[str, int], Sequence[Sentence]]) -> Figure:
    """Return a figure with what prints of its sentences give: the same, where each has the sentence."""
    given = list(figure.given)
    for one in figure.given:
        for other in prints.get((one.article, one.sentence.start), ()):
            further = other.span.start - one.sentence.start
            place = Span(one.span.start + further, one.span.end + further)
            given.append(replace(one, article=other.article.id, span=place, sentence=other.span))
    given.sort(key=lambda one: (one.article, one.sentence.start, one.span))
    return replace(figure, id=_id_of(given[0].article, given[0].span), given=tuple(given))


def _id_of(article: str, span: Span) -> str:
    """Return the id of a figure by the first number of it."""
    return content_id("figure", article, span.start, span.end)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sentences with the quantities that both give for one thing."""

    left: Sentence
    right: Sentence
    share: float
    pairs: tuple[tuple[Quantity, Quantity, Standing, str], ...]
    """With how the two stand, and by what they are held against each other where it is not the words shared."""


_WHOLE = 3
"""Words with content, no numbers, of a sentence that two articles print but for its number. Set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """Grouping: sentences with numbers to figures."""

    key_weight: float = 4.5
    """Stems of a sentence lighter than this are no keys."""
    min_shared_keys: int = 2
    min_mass: float = 14.0
    """Weight of the words, no numbers, that two sentences must share."""
    min_share: float = 0.5
    """Share of the weight of the shorter sentence's words that the other must have."""
    much_share: float = 0.6
    """The same from which, with twice `min_mass`, the only numbers of a kind in both need no word beside them alike."""
    short_mass: float = 9.0
    short_share: float = 0.8
    """The same of a short sentence, nearly all of which the other says ("The firm's shares fell 6 percent"): of those
    that this brings in BASIL's, ECB+'s and a day's stories, games left out, none was of two things (design 0012)."""
    alone_share: float = 0.4
    """The same for what either article gives one number of. In ECB+'s and BASIL's stories (design 0012) 0.4 brings 10
    pairs that differ, sports left out, of which eight are of one thing; 0.3 adds three right and three wrong ones."""
    rare_weight: float = 6.0
    """Weight of a noun of which either article gives one number, beside a word of `toll_mass` that both sentences
    have: "jars", "marchers", no "members"."""
    name_weight: float = 8.0
    """Weight of one of several words by which both call what they count: "2.3 million *Northbank* customers"."""
    time_share: float = 0.35
    """The same for times of day beside a rare word, of which either article gives one beside it. Chosen on ECB+."""
    draft: str = ""
    """An input whose numbers are held against those of all others, which are not held against each other."""
    toll_mass: float = 4.5
    """Weight of the words that two sentences must share to have their tolls held against each other: one that few
    sentences have."""

    def keys(self, item: Sentence) -> Iterable[tuple[str, str]]:
        """Yield a sentence's heavy stems, within its story."""
        measured = {one.dimension for one in item.quantities if one.dimension}
        for one in item.stems:
            if weight_of(one, item.language) >= self.key_weight:
                yield item.story, one
                yield from ((item.story, f"{one} {dimension}") for dimension in measured)
        if len(item.stems) >= _WHOLE:
            yield from self._enough(item, f"= {' '.join(sorted(item.stems))}")
        for name in item.things:
            if weight_of(name, item.language) >= self.rare_weight:
                yield item.story, f"the {name}"  # beside a stem of both
        for name, alone in item.alone.items():
            for digits in keys_of_digits(alone):
                yield from self._enough(item, f"{digits} {name}")
                if _are_people(alone):
                    yield from self._enough(item, f"{digits} {_PEOPLE}")
        for counted in item.alone.values():
            if counted.also:
                yield from self._enough(item, " and ".join(sorted(counted.heads)))
            if len(phrase := _phrase(counted)) > 1:
                yield from self._enough(item, f"of {' '.join(sorted(phrase))}")
        for exact in filter(is_exact, item.quantities):
            yield from self._enough(item, f"= {exact.value:g} {exact.unit}")
        for names, kind in (
            (item.tolls, "toll"),
            ([one.outcome for one in item.lone_tolls.values()], "spared"),
            (item.subjects, "percentage"),
            (item.said, "said"),
            (item.ages, "age"),
            (item.rates, "rate"),
            (item.clock, "time"),
            (item.levels, "level"),
            (item.terms, "term"),
            (_penalties(item), "penalty"),
            (item.days, "day"),
        ):
            for name in names:
                yield from self._enough(item, f"{name} {kind}")

    def _enough(self, item: Sentence, key: str) -> Iterator[tuple[str, str]]:
        """Yield a key as often as two sentences must share one."""
        return ((item.story, f"{n} {key}") for n in range(self.min_shared_keys))

    def compare(self, left: Sentence, right: Sentence) -> Compared | None:
        """Pair the quantities that two sentences give for one thing."""
        if left.article.id == right.article.id or left.language != right.language:
            return None
        if self.draft and self.draft not in {left.article.input, right.article.input}:
            return None
        left, right = sorted((left, right), key=lambda one: one.place)
        weight = partial(mass, language=left.language)
        shared = weight(left.stems & right.stems)
        share = shared / (min(weight(left.stems), weight(right.stems)) or 1.0)
        pairs: list[tuple[Quantity, Quantity, Standing, str]] = []
        is_whole = left.stems == right.stems and len(left.stems) >= _WHOLE
        if is_whole or (shared >= self.min_mass and share >= self.min_share):
            is_much = shared >= 2 * self.min_mass and share >= self.much_share
            kinds = {one.dimension for one in left.quantities} if is_much else set[str]()
            if left.is_lead and right.is_lead:
                kinds |= MONEY
            pairs += ((*one, "") for one in _paired(left, right, kinds))
        elif shared >= self.short_mass and share >= self.short_share:
            pairs += ((*one, "") for one in _paired(left, right) if _is_told_whole(*one[:2]))
        if shared >= self.toll_mass:
            pairs += ((*one, _DIGITS) for one in _of_other_magnitude(left, right, pairs))
        for here, there, why in self._named(left, right, shared, share):
            taken = {one.span for one, *_ in pairs}
            pairs += ((*one, why) for one in _given_alone(left, right, here, there, taken))
        exact = list(_exactly_alike(left, right, pairs)) if shared else []
        pairs += ((*one, _EXACT) for one in exact)
        is_beside = any(
            how is Standing.AGREE or one.value == other.value for one, other, how, _ in pairs
        )
        if shared >= self.toll_mass:
            pairs += ((*one, _BESIDE) for one in _by_when(left, right, pairs))
        if shared >= self.min_mass and share >= self.alone_share:
            pairs += ((*one, _DAY) for one in _on_days(left, right))
        if exact or (shared >= self.short_mass and is_beside):
            pairs += ((*one, _BESIDE) for one in _beside(left, right, pairs))
        return Compared(left, right, share, tuple(pairs)) if pairs else None

    def _named(
        self, left: Sentence, right: Sentence, shared: float, share: float
    ) -> Iterator[tuple[_Named, _Named, str]]:
        """Yield what both sentences give by one name, with what that is, the surest first."""
        if shared >= self.min_mass and share >= self.alone_share:
            yield left.alone, right.alone, _ONLY
        elif share >= self.min_share and (named := self._of_one_noun(left, right, shared)):
            yield named, right.alone, _ONLY
        elif shared >= self.toll_mass:
            yield (
                _both(left.alone, right.alone, partial(self._are_rare, left, right)),
                right.alone,
                _RARE,
            )
        if shared >= self.toll_mass:
            yield _margins(left), _margins(right), _TERMS
            yield left.tolls, right.tolls, _FIRST
            yield (
                _both(left.terms, right.terms, partial(self._are_terms, left, right)),
                right.terms,
                _TERMS,
            )
        yield _both(left.alone, right.alone, are_a_nought_apart), right.alone, _NOUGHT
        yield left.lone_tolls, right.lone_tolls, _LONE
        some = _happened(right, to_nobody=False)
        yield _both(_happened(left, to_nobody=False), some, _are_as_many), some, _LONE
        yield _happened(left, to_nobody=True), _happened(right, to_nobody=False), _LONE
        yield _happened(left, to_nobody=False), _happened(right, to_nobody=True), _LONE
        yield _penalties(left), _penalties(right), _TERMS
        yield (
            _whenever(_both(left.alone, right.alone, are_turned)),
            _whenever(right.alone),
            _TURNED,
        )
        yield *_turned_people(left, right), _TURNED_PEOPLE
        # "passed *last* week by 71 votes to 66" is no other vote
        yield (
            _of_any_kind(_both(left.alone, right.alone, are_one_vote)),
            _of_any_kind(right.alone),
            _VOTE,
        )
        yield _both(left.alone, right.alone, are_of_one_side), right.alone, _SIDE
        yield _both(left.alone, right.alone, _are_of_two_things), right.alone, _TWO
        yield _both(left.alone, right.alone, self._are_one_phrase), right.alone, _ONLY
        yield _both(left.ages, right.ages, _are_of_names), right.ages, _AGES
        if shared >= self.toll_mass:
            yield _both(left.ages, right.ages, _are_of_one_age), right.ages, _AGES_ALIKE
        yield left.said, right.said, _SAID
        yield left.rates, right.rates, _ONLY
        if shared >= self.min_mass and share >= self.time_share:
            yield *_of_one_event(left.clock, right.clock), _TIME
        yield _without_prices(left), right.subjects, _BEGINS
        yield _both(left.subjects, right.subjects, _are_of_one_firm), right.subjects, _BEGINS
        if shared >= self.toll_mass:
            yield left.levels, right.levels, _LEVEL

    def _of_one_noun(self, left: Sentence, right: Sentence, shared: float) -> _Named:
        """Return the only numbers of a noun whose weight is what two sentences lack: "two *officers*", "three"."""

        def is_enough(one: Quantity, other: Quantity) -> bool:
            is_one = bool(one.head) and not one.dimension and _count_one_noun(one, other)
            return is_one and shared + weight_of(one.head, one.language) >= self.min_mass

        return _both(left.alone, right.alone, is_enough)

    def _are_terms(self, left: Sentence, right: Sentence, one: Quantity, other: Quantity) -> bool:
        """Say whether two measures of one kind are of a noun that few texts have, or are told alike.

        Or two sums of money of one noun, in sentences that share another word: "*annual* savings".
        """
        is_rare = bool(one.head) and weight_of(one.head, one.language) >= self.rare_weight
        is_step = one.dimension == POINT and bool(one.nouns) and one.nouns == other.nouns
        others = (left.stems & right.stems) - one.nouns
        is_sum = one.dimension in MONEY and bool(one.nouns) and one.nouns == other.nouns
        is_sum = is_sum and mass(others, left.language) >= self.toll_mass
        return is_rare or is_step or is_sum or _are_told_alike(left, one, right, other)

    def _are_rare(self, left: Sentence, right: Sentence, one: Quantity, other: Quantity) -> bool:
        """Say whether two numbers are of a noun of few texts, or measures of one unit, a word of both beside them."""
        shared = (left.stems & right.stems) - {one.head}
        if one.dimension:
            low, high = sorted((one.value, other.value))
            is_time = one.dimension == TIME_OF_DAY
            is_rare = one.unit == other.unit and (is_time or high <= _OF_ONE_SIZE * low)
        else:
            name = name_of(one)
            is_rare = name in left.things and weight_of(name, left.language) >= self.rare_weight
            is_rare = is_rare or self._are_of_one_name(one, other)
            shared -= one.nouns & other.nouns
        if not is_rare or mass(shared, left.language) < self.toll_mass:
            return False
        are_of_one_sort = one.dimension or one.nouns == other.nouns or one.value == other.value
        return bool(are_of_one_sort) and _are_told_alike(left, one, right, other)

    def _are_one_phrase(self, one: Quantity, other: Quantity) -> bool:
        """Say whether rare nouns are what is counted, in two orders: "doses of vaccine", "vaccine doses"."""
        is_turned = bool(one.of_what) != bool(other.of_what) and _phrase(one) == _phrase(other)
        return is_turned and weight_of(one.head, one.language) >= self.rare_weight

    def _are_of_one_name(self, one: Quantity, other: Quantity) -> bool:
        """Say whether what is counted is called by the same words, a rare one among them: "*Northbank* customers"."""
        others = one.nouns - {one.head}
        weights = (weight_of(noun, one.language) for noun in others)
        return one.nouns == other.nouns and max(weights, default=0.0) >= self.name_weight

    def is_link(self, comparison: Compared) -> bool:
        """Say whether two sentences are held together: they are if they give one thing's number."""
        return bool(comparison.pairs)

    def assemble(
        self, members: Sequence[Sentence], comparisons: Sequence[Compared]
    ) -> Iterator[Figure]:
        """Yield the figures that these sentences give."""
        places = {
            (one.place, quantity.span): (one, quantity)
            for one in members
            for quantity in (
                *(*one.quantities, *one.ages.values(), *one.days.values()),
                *filter(None, [one.deadline]),
            )
        }
        links = [
            _Link((one.left.place, left.span), (one.right.place, right.span), how, one.share, why)
            for one in comparisons
            for left, right, how, why in one.pairs
        ]
        groups = _grouped(links, places)
        number = {place: at for at, group in enumerate(groups) for place in group}
        among: list[list[_Link]] = [[] for _ in groups]
        for link in links:
            at = number.get(link.left)  # a link that was left out may leave both ends alone
            if at is not None and at == number.get(link.right):
                among[at].append(link)
        for group, found in zip(groups, among, strict=True):
            yield _figure([places[place] for place in sorted(group)], found)


_Place = tuple[tuple[str, int], Span]
_Pair: TypeAlias = tuple[Quantity, Quantity, Standing, str]
_Named: TypeAlias = Mapping[str, Quantity]


def _both(here: _Named, there: _Named, are_one: Callable[[Quantity, Quantity], bool]) -> _Named:
    """Return of the numbers by name those that two sentences both give, and that are of one thing."""
    return {name: one for name, one in here.items() if name in there and are_one(one, there[name])}


def _penalties(sentence: Sentence) -> _Named:
    """Return the only penalties of one kind that an article gives: a report seldom has two."""
    return {name: one for name, one in sentence.terms.items() if name in _PENALTIES}


def _without_prices(sentence: Sentence) -> _Named:
    """Return the percentages of what few texts tell of; shares are told of by many."""
    return {name: one for name, one in sentence.subjects.items() if name != PRICED}


def _are_of_one_firm(one: Quantity, other: Quantity) -> bool:
    """Say whether no two firms are named before two percentages: "*Nordbank*'s shares", "the shares"."""
    return not (one.names and other.names) or bool(one.names & other.names)


def _margins(sentence: Sentence) -> _Named:
    """Return by how many somebody is ahead, where the article tells of one lead in them."""
    return {name: one for name, one in sentence.terms.items() if name.startswith(MARGIN)}


_PENALTIES = frozenset({"ban", "ban of games", "sentence"})


def _of_any_kind(named: _Named) -> _Named:
    """Return numbers as if nothing said of what time or kind they are."""
    return {name: replace(one, kind=frozenset()) for name, one in named.items()}


def _whenever(named: _Named) -> _Named:
    """Return numbers as if none were said to run since a day: "losses of 340 million *since* March"."""
    return {name: replace(one, kind=one.kind - SINCE) for name, one in named.items()}


def _of_one_event(here: _Named, there: _Named) -> tuple[_Named, _Named]:
    """Return the times of day that two sentences give beside one rare word, by the part that they play."""
    beside = sorted(here.keys() & there.keys())
    one, other = ({named[word].role: named[word] for word in beside} for named in (here, there))
    return one, other


@dataclass(frozen=True, slots=True)
class _Link:
    left: _Place
    right: _Place
    standing: Standing
    share: float
    why: str


def _grouped(
    links: Sequence[_Link], places: Mapping[_Place, tuple[Sentence, Quantity]]
) -> list[set[_Place]]:
    """Join quantities, the surest links first, but never two of one article that differ.

    An article that gives six rifles and fourteen speaks of two things, whatever others share
    with it.
    """
    group_of: dict[_Place, set[_Place]] = {}
    for link in sorted(
        links, key=lambda one: (-_ORDER.index(one.standing), -one.share, one.left, one.right)
    ):
        here = group_of.get(link.left, {link.left})
        there = group_of.get(link.right, {link.right})
        if here is there or _is_twofold(here, there, places):
            continue
        joined = here | there
        for place in joined:
            group_of[place] = joined
    groups = {id(group): group for group in group_of.values()}
    return sorted(groups.values(), key=min)


def _is_twofold(
    here: set[_Place], there: set[_Place], places: Mapping[_Place, tuple[Sentence, Quantity]]
) -> bool:
    for one in here:
        for other in there:
            (left, first), (right, second) = places[one], places[other]
            if left.article.id == right.article.id and standing(first, second) is Standing.DIFFER:
                return True
    return False


_ORDER = (Standing.DIFFER, Standing.UPDATED, Standing.MORE_SPECIFIC, Standing.AGREE)


def _figure(members: Sequence[tuple[Sentence, Quantity]], found: Sequence[_Link]) -> Figure:
    standings = {link.standing for link in found}
    first = members[0]
    by_words = [link.share for link in found if not link.why]
    reasons = [_reason([quantity for _, quantity in members])]
    if by_words:
        least = f"{'at least ' if len(by_words) > 1 else ''}{min(by_words):.0%}"
        reasons.append(f"{least} of the weight of the shorter sentence’s words stands in the other")
    reasons += sorted({link.why for link in found if link.why})
    return Figure(
        id=_id_of(first[0].article.id, first[1].span),
        story=first[0].story,
        standing=next(one for one in _ORDER if one in standings),
        given=tuple(
            Given(
                article=sentence.article.id,
                span=quantity.span,
                sentence=sentence.span,
                value=quantity.in_own_unit(quantity.value),
                low=None if quantity.low is None else quantity.in_own_unit(quantity.low),
                high=None if quantity.high is None else quantity.in_own_unit(quantity.high),
                bound=quantity.bound,
                unit=quantity.unit,
            )
            for sentence, quantity in members
        ),
        reasons=tuple(reasons),
    )


def _paired(
    left: Sentence, right: Sentence, kinds: Container[str] = frozenset()
) -> Iterator[tuple[Quantity, Quantity, Standing]]:
    """Yield pairs of quantities given for one thing, each once: those that agree, then the nearest.

    Of measures of these `kinds` it is enough that each is the only one in its sentence.
    """
    candidates = [
        (
            -_ORDER.index(how),
            -mass(one.near & other.near, one.language),
            one.span,
            other.span,
            one,
            other,
            how,
        )
        for one in left.quantities
        for other in right.quantities
        if is_comparable(one, other)
        and (_is_near(one, other) or (one.dimension in kinds and _are_only_measures(one, other)))
        and not (one.dimension == TIME_OF_DAY and _is_far(one, other))
        for how in [_against(_standing(one, other), left, one, right, other)]
        if how is not Standing.DIFFER or one.dimension != "duration" or one.unit == other.unit
    ]
    taken: set[Span] = set()
    used: set[Span] = set()
    for *_, one, other, how in sorted(candidates, key=lambda row: row[:4]):
        if one.span in taken or other.span in used:
            continue
        taken.add(one.span)
        used.add(other.span)
        if not _is_given_too(how, left, one, right, other):
            yield one, other, _dated(how, left, one, right, other)


def _standing(one: Quantity, other: Quantity) -> Standing:
    """Say how two numbers of two sentences that share words stand; a toll’s bound speaks of a fifth more."""
    return standing(one, other, beyond=_BEYOND) if one.outcome else standing(one, other)


def _are_only_measures(one: Quantity, other: Quantity) -> bool:
    """Say whether each is the only measure of its kind in its sentence, and of no game."""
    is_measure = bool(one.dimension) and one.dimension not in _OF_GAMES
    return is_measure and one.is_single and other.is_single


def _against(
    how: Standing, left: Sentence, one: Quantity, right: Sentence, other: Quantity
) -> Standing:
    """Return how two numbers stand: they do not agree where one is of the opposite, "a *profit* of", "a *loss* of".

    Then nothing is told of them, since the sentences print the same number.
    """
    if how is Standing.DIFFER:
        return how
    here, there = _beside_it(left, one), _beside_it(right, other)
    opposites = lexicon_of(one.language).opposites
    is_other = any(
        opposites.get(word, frozenset()) & there and not opposites.get(word, frozenset()) & here
        for word in here - there
    )
    return Standing.DIFFER if is_other else how


def _beside_it(sentence: Sentence, one: Quantity) -> frozenset[str]:
    """Return the words with content right beside a quantity, in lower case."""
    place, near = sentence.span, one.span
    around = Span(max(place.start, near.start - _BESIDE_IT), min(place.end, near.end + _BESIDE_IT))
    common = lexicon_of(one.language).function_words
    return frozenset(w.lower for w in words(sentence.article.text, around)) - common


_BESIDE_IT = 25
"""Characters on either side of a number in which a word says of what it is. Set by hand."""


def _happened(sentence: Sentence, *, to_nobody: bool) -> dict[str, Quantity]:
    """Return by what happened to them the people, of whatever sort, of whom the article gives one number; or nobody."""
    lone = sentence.lone_tolls.values()
    return {one.outcome: one for one in lone if (not one.value) is to_nobody}


def _count_one_noun(one: Quantity, other: Quantity) -> bool:
    """Say whether two numbers are of one noun: "three *Brage* executives", and two in a sentence about Brage."""
    own, others = one.nouns - other.nouns, other.nouns - one.nouns
    return one.head == other.head and own <= other.around and others <= one.around


def _are_of_two_things(one: Quantity, other: Quantity) -> bool:
    """Say whether two numbers are of the same two things: "homes and businesses"."""
    low, high = sorted((one.value, other.value))
    return bool(one.also) and one.heads == other.heads and high <= _OF_ONE_SIZE * low


def _are_as_many(one: Quantity, other: Quantity) -> bool:
    """Say whether people to whom one thing happened may be the same: 31 passengers, and 27 people of no sort.

    No two officers arrested, and 86 people.
    """
    low, high = sorted((one.value, other.value))
    everybody = lexicon_of(one.language).numbers.everybody
    is_any = one.head == other.head or one.nouns <= everybody or other.nouns <= everybody
    return is_any and high <= _AS_MANY * low


def _are_of_names(one: Quantity, other: Quantity) -> bool:
    """Say whether two ages are of persons by name, and not of a boy."""
    return not (one.head or other.head)


def _are_of_one_age(one: Quantity, other: Quantity) -> bool:
    """Say whether two ages of boys, of women, are near enough to be one's."""
    return abs(one.value - other.value) <= _YEARS_APART


_YEARS_APART = 3
"""Years between two ages beyond which two boys, or two men, are two. Set by hand."""
_AS_MANY = 2.0
"""Times one number of people that another may be to be of the same, where they are not called the same: by hand, on
ECB+ and BASIL (design 0012)."""


def _given_alone(
    left: Sentence,
    right: Sentence,
    here: Mapping[str, Quantity],
    there: Mapping[str, Quantity],
    taken: Container[Span],
) -> Iterator[tuple[Quantity, Quantity, Standing]]:
    """Yield what two sentences give of one thing by its name, tolls or nouns, but those taken."""
    given: set[Span] = set()  # what counts two things has two names
    for name in sorted(here.keys() & there.keys()):
        one, other = here[name], there[name]
        if one.span in taken or one.span in given:
            continue
        if not may_be_one(one, other) or _is_far(one, other):
            continue
        given.add(one.span)
        how = _against(standing(one, other, beyond=_BEYOND), left, one, right, other)
        how = _dated(how, left, one, right, other)
        if not _is_given_too(how, left, one, right, other):
            yield one, other, how


def _is_far(one: Quantity, other: Quantity) -> bool:
    """Say whether two measures are too unlike to be of one thing: a fee of $3 million, one of $363 million."""
    if one.dimension == TIME_OF_DAY:
        return hours_apart(one, other) > _HOURS
    low, high = sorted((one.value, other.value))
    return bool(one.dimension) and high > _FAR * low


def _beside(
    left: Sentence, right: Sentence, pairs: Sequence[tuple[Quantity, Quantity, Standing, str]]
) -> Iterator[tuple[Quantity, Quantity, Standing]]:
    """Yield the only numbers of one noun or measure that two sentences have beside another that both give alike.

    "By 8 percent to *54 billion* crowns", "by 8 per cent to *45 billion* crowns"; of no player and of no game.
    """
    taken = _taken(pairs)
    here, there = (_only_ones(sentence, taken) for sentence in (left, right))
    return _given_alone(left, right, here, there, ())


def _by_when(
    left: Sentence, right: Sentence, pairs: Sequence[_Pair]
) -> Iterator[tuple[Quantity, Quantity, Standing]]:
    """Yield by when two sentences say that something is to be, where it is other years, and what is to be the same.

    "$300 billion a year *by 2035*", "$300 billion annually *by 2040*"; two targets of two years are two.
    """
    one, other = left.deadline, right.deadline
    if not (one and other) or one.value == other.value:
        return
    taken = _taken(pairs)
    same = [
        (here, there)
        for here, there in itertools.product(left.quantities, right.quantities)
        if here.dimension
        and here.dimension != PERCENT  # "40 percent by 2030" may be of another thing each time
        and (here.dimension, here.unit, here.low, here.high, here.per)
        == (there.dimension, there.unit, there.low, there.high, there.per)
    ]
    if same:
        yield one, other, Standing.DIFFER
        yield from (
            (*each, Standing.AGREE) for each in same if taken.isdisjoint(q.span for q in each)
        )


def _on_days(left: Sentence, right: Sentence) -> Iterator[tuple[Quantity, Quantity, Standing]]:
    """Yield the days that two sentences print behind one word, where they are others: "broke out on *24 February*"."""
    for word in left.days.keys() & right.days.keys():
        earlier, later = sorted((left.days[word], right.days[word]), key=lambda one: one.value)
        n_between = (later.low or 0) - (earlier.high or 0)
        if 0 < n_between <= _NEAR_DAYS:
            yield left.days[word], right.days[word], Standing.DIFFER


_NEAR_DAYS = 31
"""Days between two dates beyond which they are of two events. Set by hand."""


def _taken(pairs: Iterable[tuple[Quantity, Quantity, Standing, str]]) -> set[Span]:
    """Return where the numbers of pairs stand."""
    return {each.span for pair in pairs for each in pair[:2]}


def _only_ones(sentence: Sentence, taken: Container[Span]) -> dict[str, Quantity]:
    """Return what a sentence gives one number of, by its name, its unit and the part it plays; nothing of a game."""
    of_play = lexicon_of(sentence.language).numbers.of_play
    n_given = Counter(name_of(one) for one in sentence.quantities if one.span not in taken)
    return {
        f"{name_of(one)} {one.unit} {one.role}": one
        for one in sentence.quantities
        if n_given[name_of(one)] == 1
        and one.span not in taken
        and (one.dimension or (one.head and one.is_many))
        and one.dimension not in _OF_GAMES
        and one.head not in of_play
    }


def _left_over(
    left: Sentence, right: Sentence, pairs: Sequence[_Pair]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield each two numbers of two sentences that may be of one thing and are in no pair yet."""
    taken = _taken(pairs)
    for one, other in itertools.product(left.quantities, right.quantities):
        if not taken & {one.span, other.span} and may_be_one(one, other):
            yield one, other


def _exactly_alike(
    left: Sentence, right: Sentence, pairs: Sequence[_Pair]
) -> Iterator[tuple[Quantity, Quantity, Standing]]:
    """Yield sums of money that two sentences give alike to three digits: "£212m" of two reports is one by no chance."""
    for one, other in _left_over(left, right, pairs):
        are_alike = (one.value, one.unit, one.bound) == (other.value, other.unit, other.bound)
        if are_alike and is_exact(one):
            yield one, other, Standing.AGREE


def _of_other_magnitude(
    left: Sentence, right: Sentence, pairs: Sequence[_Pair]
) -> Iterator[tuple[Quantity, Quantity, Standing]]:
    """Yield numbers of the same digits, one ten, a hundred or a thousand times the other: 48,000 and 480,000."""
    for one, other in _left_over(left, right, pairs):
        if (
            are_of_other_magnitude(one, other)
            and (one.dimension, one.unit) == (other.dimension, other.unit)
            and (one.dimension or one.head == other.head or _are_people(one, other))
            and not _is_given_too(Standing.DIFFER, left, one, right, other)
        ):
            yield one, other, Standing.DIFFER


def _turned_people(left: Sentence, right: Sentence) -> tuple[_Named, _Named]:
    """Return the numbers of people, whatever they are called, that are each other's digits in another order."""
    pairs = [
        (one, other)
        for one, other in itertools.product(left.alone.values(), right.alone.values())
        if _are_people(one, other) and one.head != other.head and are_turned(one, other)
    ]
    if len(pairs) != 1:
        return {}, {}
    ((one, other),) = pairs
    return {_PEOPLE: one}, {_PEOPLE: other}


def _are_people(*quantities: Quantity) -> bool:
    """Say whether all of these count people of whatever sort."""
    return all(one.is_many and one.head in _people(one.language) for one in quantities)


@lru_cache(maxsize=8)
def _people(language: str) -> frozenset[str]:
    return frozenset(stem(one, language) for one in lexicon_of(language).numbers.persons)


_DIGITS = "the same digits, of another magnitude"
_TURNED = "each is the only number of this noun in its text, of the same digits in another order"
_TURNED_PEOPLE = (
    "each is the only number of these people in its text, of the same digits in another order"
)
_PEOPLE = "people"
_EXACT = "the same sum, to three digits or more"
_ONLY = "each is the only one of its kind in its text"
_TWO = "each is the only number of these two things in its text"
_RARE = "each is its text’s only one of a kind that few texts have; both stand in the leads or beside one word"
_FAR = 10.0
"""Times one measure from which another is of another thing: slips of a nought are found by their digits. By hand."""
_HOURS = 3.0
"""Hours between two times of day beyond which they are of two things: set by hand, on ECB+ (design 0012)."""
_OF_ONE_SIZE = 3.0
"""Times one measure that another may be to be of one thing, of which little else says what it is. Set by hand."""
_VOTE = "each is the only vote that its text gives, and they are the same"
_SIDE = "each is the only vote that its text gives, and one side is the same"
_TIME = "each is the only time of day that its text gives beside one word"
_TERMS = "each is the only measure of its kind in its text"
_SAID = "one speaker gives both, and gives no other such number"
_BESIDE = "each stands beside a number that both give alike, and is the only such one there"
_DAY = "each is the only date in its sentence, behind the same word"
_AGES = "each is the only age that its text gives of one name"
_AGES_ALIKE = "each is the only age that its text gives of somebody so called"
_LEVEL = "each is the only percentage reached that the beginning of its text gives"
_BEGINS = "each is the only percentage that its text gives of one word"
_FIRST = "each is the first such number that its text gives"
_NOUGHT = "each is the only number of this noun in its text, of the same digits with a nought more"
_LONE = "each is the only number of those to whom this happened that its text gives"
_BEYOND = 1.2
"""Times "at least so many" that another such number may be to be what that speaks of: "at least 41" and 57 are told.
Set by hand."""


def _dated(
    how: Standing, left: Sentence, one: Quantity, right: Sentence, other: Quantity
) -> Standing:
    """Return how two quantities stand: of those that differ one may be given after the other."""
    is_later = how is Standing.DIFFER and _is_later(left, one, right, other)
    return Standing.UPDATED if is_later else how


def _is_told_whole(one: Quantity, other: Quantity) -> bool:
    """Say whether a short sentence says of what its number is: no "It killed 12", and none of a game."""
    return not (one.is_pronoun or other.is_pronoun) and one.dimension not in _OF_GAMES


_OF_GAMES = frozenset({"point"})
"""The unit of "15.5 points per game"."""


def _is_given_too(
    how: Standing, left: Sentence, one: Quantity, right: Sentence, other: Quantity
) -> bool:
    """Say whether of two numbers that differ a sentence prints both: "38 wards had closed, and *six* would open"."""

    def prints(sentence: Sentence, quantity: Quantity) -> bool:
        if quantity.dimension in {TIME_OF_DAY, VOTE, SCORE}:
            return any(
                (other.dimension, other.low, other.high)
                == (quantity.dimension, quantity.low, quantity.high)
                for other in sentence.quantities
            )
        article = sentence.article
        numbers = printed_numbers(article.text, sentence.span, lexicon_of(sentence.language))
        number = quantity.in_own_unit(quantity.value)
        return number != 1 and number in numbers  # "a week" is no "a month"

    is_other = how in {Standing.DIFFER, Standing.UPDATED}
    return is_other and (prints(right, one) or prints(left, other))


def _is_near(one: Quantity, other: Quantity) -> bool:
    """Say whether more than the sentence ties two quantities: what is counted, or the words beside them."""
    return counts_alike(one, other) or bool(one.near & other.near)


def _is_later(left: Sentence, one: Quantity, right: Sentence, other: Quantity) -> bool:
    """Say whether the two are given for different days, or one outlet gives them one after the other."""
    if _are_of_other_days(left, one, right, other):
        return True
    first, second = left.article, right.article
    moments = (first.published, second.published), (first.updated, second.updated)
    dated = any(one and other and one != other for one, other in moments)
    same = (first.outlet and first.outlet == second.outlet) or (
        first.url and first.url == second.url
    )
    return bool(dated and same)


def _are_of_other_days(left: Sentence, one: Quantity, right: Sentence, other: Quantity) -> bool:
    """Say whether the days that two sentences print are none the same: the days meant, where both can be told.

    "Tonight" may be the Thursday of another report; of days that are not told only names are held against each other.
    Of reports of one week "Thursday" is one day, though one tells of what was agreed "from Thursday".
    """
    weekdays = one.days.intersection(other.days, lexicon_of(left.language).weekdays)
    apart = days_between(left.article.published, right.article.published)
    if weekdays and apart is not None and abs(apart) < _WEEK:
        return False
    here, there = _days_meant(left), _days_meant(right)
    if not (here and there):
        lexicon_ = lexicon_of(left.language)
        named = ({word for word in q.days if word not in lexicon_.days} for q in (one, other))
        # "Jan." is January
        here, there = (
            frozenset(word[:_MONTH] if word in lexicon_.months else word for word in some)
            for some in named
        )
    return bool(here and there) and here.isdisjoint(there)


def _phrase(one: Quantity) -> frozenset[str]:
    """Return the stems of all nouns that say what is counted: of "doses of vaccine" those of "vaccine doses"."""
    return one.nouns | {one.of_what} - {""}


def _are_told_alike(left: Sentence, one: Quantity, right: Sentence, other: Quantity) -> bool:
    """Say whether two numbers stand in the leads of their texts, or beside a word of both that is no name."""
    if left.is_lead and right.is_lead:
        return True
    return not (one.near & other.near) - one.nouns <= _capitals(left) | _capitals(right)


_WEEK = 7
_MONTH = 3
"""Letters by which a month is known, however it is printed."""


def _capitals(sentence: Sentence) -> frozenset[str]:
    return capitals_of(sentence.article.text, sentence.span, sentence.language)


def _days_meant(sentence: Sentence) -> frozenset[str]:
    """Return the days that a sentence prints, as dates, but those on which somebody said what it reports."""
    article, span = sentence.article, sentence.span
    if not article.published:
        return frozenset()
    published = dt.date.fromisoformat(article.published)
    found = find_dates(article.text, published, span.start, span.end)
    printed = frozenset[str]().union(*(one.days for one in sentence.quantities))
    return frozenset(
        one.first.isoformat()
        for one in found
        if one.is_day and one.first and not printed.isdisjoint(one.printed.casefold().split())
    )


def _reason(quantities: Sequence[Quantity]) -> str:
    one = quantities[0]
    if one.dimension in {TIME_OF_DAY, DAY}:
        return f"each is a {one.dimension}"
    if one.dimension in {VOTE, SCORE}:
        return f"each is the {one.dimension}"
    if one.dimension == DEADLINE:
        return "each is the year by which something is to be"
    if one.dimension:
        return f"each is a measure of one kind ({one.dimension})"
    if one.outcome and all(other.outcome == one.outcome for other in quantities):
        numbers = lexicon_of(one.language).numbers
        whom = "those" if one.outcome in numbers.of_homes else "people"
        return f"each is a number of {whom} {one.outcome}"
    if len({other.head for other in quantities}) > 1:
        return "each is a number of people or things"
    return "each is a number of the same noun"
