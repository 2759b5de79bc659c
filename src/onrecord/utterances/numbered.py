"""The sentences of an article that give numbers, with by what each of these is known in it.

A number is held against another article's by the words around it, or by what it is there: the only one of its noun,
the first toll, what one speaker gives, somebody's age.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Article, Role, Statement
from onrecord.resources import Lexicon, languages, lexicon_of
from onrecord.text.sentences import split_sentences
from onrecord.text.spans import Span
from onrecord.text.tokens import is_capitalised, stem, words
from onrecord.utterances.ages import find_ages
from onrecord.utterances.counting import find_nobody, find_quantities
from onrecord.utterances.days import find_day
from onrecord.utterances.deadlines import find_deadline
from onrecord.utterances.folding import weight_of
from onrecord.utterances.quantities import (
    MARGIN,
    PERCENT,
    SINCE,
    TIME_OF_DAY,
    Quantity,
    is_counted,
    toll_of,
)

__all__ = ["PRICED", "Sentence", "capitals_of", "name_of", "read_sentences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that gives numbers, where it stands."""

    article: Article
    story: str
    span: Span
    quantities: tuple[Quantity, ...]
    stems: frozenset[str]
    """Of all its words that are no numbers."""
    tolls: Mapping[str, Quantity]
    """The article's number of people killed, hurt, missing ..., by that word, and of people of one sort ("killed
    miner"): of each the first that it gives near its beginning."""
    lone_tolls: Mapping[str, Quantity]
    """Those of them beside which the article gives no other number of people to whom that happened."""
    alone: Mapping[str, Quantity]
    """Those of a noun, or of a measure, of which the article gives no other number, by the noun's stem."""
    things: frozenset[str]
    """The nouns of these that are things, or people of a sort."""
    said: Mapping[str, Quantity]
    """Those of things, not of people, that somebody is reported to give, by speaker and noun's stem."""
    rates: Mapping[str, Quantity]
    """Those of them that say how often ("1,200 trains *a day*"), by the noun's stem and that of the time."""
    subjects: Mapping[str, Quantity]
    """Percentages that an article gives of what one sentence of it alone begins with, by its stem: "*Turnout* was 71
    percent"."""
    levels: Mapping[str, Quantity]
    """The only percentage reached that the article's first two sentences give ("to 4.5 percent"), by "percent"."""
    terms: Mapping[str, Quantity]
    """Measures of a kind of which the article gives no other ("*within* 48 hours", "a *pause* of 48 hours"), by it."""
    clock: Mapping[str, Quantity]
    """Times of day of which the article gives no other with a word that few texts have and that is no name, by the
    word's stem and the part that the time plays: "a *curfew* from 8 p.m."."""
    is_lead: bool
    """It is one of the first two sentences of the article."""
    ages: Mapping[str, Quantity]
    """Ages of persons of whom the article gives no other, by the person's name."""
    deadline: Quantity | None
    """The year by which something is to be, if the sentence names one."""
    days: Mapping[str, Quantity]
    """The only day with its month that it prints, by the stem of the word for what was then."""
    language: str

    @property
    def place(self) -> tuple[str, int]:
        """By which two sentences are put in order."""
        return self.article.id, self.span.start


def read_sentences(
    article: Article, story: str, statements: Iterable[Statement] = (), *, spoken: bool = False
) -> Iterator[Sentence]:
    """Yield the sentences of an article's running text that give numbers; of a transcript only where `spoken` asks.

    `statements` are the article's, which say whose numbers they are.
    """
    if article.role == "transcript" and not spoken:
        return
    if (article.language or "en") not in languages():
        return  # how it prints numbers is not known: "3,5" may be either
    reading = _Reading(article, statements)
    for at, span in enumerate(reading.spans):
        if any(
            some[at] for some in (reading.quantities, reading.ages, reading.nobody, reading.days)
        ):
            yield reading.sentence(at, span, story)


class _Reading:
    """An article's sentences and their numbers: what each of these is by its place among all the others."""

    def __init__(self, article: Article, statements: Iterable[Statement]) -> None:
        self.article, self.language = article, article.language or "en"
        self.lexicon = lexicon_of(self.language)
        self.spans = [
            span
            for paragraph in article.spans_of(Role.BODY)
            for span in split_sentences(article.text, paragraph)
            # what a transcript's reporters ask gives no number
            if not (article.role == "transcript" and article.text[span.end - 1] == "?")
        ]
        self.ages = [dict(find_ages(article.text, span, self.lexicon)) for span in self.spans]
        self.days = [
            dict(filter(None, [find_day(article.text, span, article.published, self.lexicon)]))
            for span in self.spans
        ]
        self.quantities = [
            [
                self._of_its_year(one, span)
                for one in find_quantities(article.text, span, self.lexicon)
                # "killing Per Holm, 40" is no toll
                if not any(age.span.overlaps(one.span) for age in ages.values())
            ]
            for span, ages in zip(self.spans, self.ages, strict=True)
        ]
        self.quantities = [
            [*some, *self._counted_by_others(at)] for at, some in enumerate(self.quantities)
        ]
        self.voices = [
            (place, one.speaker) for one in statements if one.speaker for place in one.content
        ]
        every = list(itertools.chain.from_iterable(self.quantities))
        self.local = {one.span for one in every if _is_of_a_place(one, every)}
        self.values = _values(
            (name, one) for one in every for name in (name_of(one), one.also) if name
        )
        self.of_kind = _values(
            (kind, one) for one in every if one.span not in self.local for kind in _kinds(one)
        )
        self.given = _values(
            (name, one)
            for some in self.quantities
            for one in some
            for name in self._whose(one, some)
        )
        self.timed = [
            list(self._timed(span, some))
            for span, some in zip(self.spans, self.quantities, strict=True)
        ]
        self.clock = _values(itertools.chain.from_iterable(self.timed))
        self.ages_of = _values(pair for some in self.ages for pair in some.items())
        has_percent = any(one.dimension == PERCENT for one in every)
        self.begins = [
            self._subjects(span, some) if has_percent else set[str]()
            for span, some in zip(self.spans, self.quantities, strict=True)
        ]
        self.reached = [
            one
            for some in self.quantities[:_OF_LEAD]
            for one in some
            if one.dimension == PERCENT and one.role == "to"
        ]
        self.n_begun = Counter(itertools.chain.from_iterable(self.begins))
        self.nobody = [
            self._nobody(span) if at < _LEAD else [] for at, span in enumerate(self.spans)
        ]
        self.tolls = self._tolls()

    def _counted_by_others(self, at: int) -> Iterator[Quantity]:
        """Yield what others say of how many took part, with the number alone: "the unions *spoke of 150,000*".

        Behind a number of those in its sentence or in the one before.
        """
        numbers, text, span = self.lexicon.numbers, self.article.text, self.spans[at]
        before = [
            one
            for some in self.quantities[max(0, at - 1) : at + 1]
            for one in some
            if one.outcome in numbers.disputed
        ]
        if not before or not numbers.counted_alone:
            return
        led = rf"\b(?:{'|'.join(sorted(numbers.counted_alone))}) (?:[a-z]+ )?"
        taken = [one.span for one in self.quantities[at]]
        for found in re.finditer(led + _ALONE, text[span.start : span.end]):
            place = Span(span.start + found.start(1), span.start + found.end(1))
            value = float(found[1].replace(",", ""))
            if before[0].span.end <= place.start and not any(map(place.overlaps, taken)):
                yield replace(before[-1], span=place, low=value, high=value, value=value, bound="")

    def _of_its_year(self, one: Quantity, span: Span) -> Quantity:
        """Return a quantity whose "next year" is that year, by the article's day; whose "last month" says when.

        The latter where something happened to people: an event has one toll, a month's sales are not the next one's.
        What is told of a year to come is a forecast, and needs no word for it.
        """
        if not one.kind:
            return one
        numbers = self.lexicon.numbers
        which = sorted(one.kind & numbers.until_when)
        printed = [word.lower for word in words(self.article.text, span)] if which else []
        kind = set(one.kind)
        for word in which:
            behind = {
                of.removesuffix("'s").removesuffix("’s")
                for it, of in itertools.pairwise(printed)
                if it == word
            }
            if not behind:
                continue
            if behind <= numbers.years and self.article.published:
                year = int(self.article.published[:4]) + numbers.years_on[word]
                kind = kind - {word} | {str(year)}
            elif one.outcome and behind <= numbers.event_times:
                kind.discard(word)
        years = {word for word in kind if word.isdigit()} or one.periods[0]
        if years and self.article.published and min(years) > self.article.published[:4]:
            kind -= numbers.forecasts
        return replace(one, kind=frozenset(kind))

    def sentence(self, at: int, span: Span, story: str) -> Sentence:
        """Return a sentence with by what its numbers are known."""
        quantities = self.quantities[at]
        every = (*quantities, *self.nobody[at])
        alone = {
            name_of(one): one
            for one in reversed(quantities)  # the first of those with one noun
            if len(self.values[name_of(one)]) == 1 and is_counted(one, self.lexicon)
        }
        alone |= {
            one.also: one
            for one in reversed(quantities)
            if one.also and len(self.values[one.also]) == 1
        }
        alone |= {
            one.outcome: one
            for one in quantities
            if one.is_surely and one.outcome and self.of_kind[one.outcome] == {one.value}
        }
        tolls = {name: one for name, one in self.tolls.items() if span.contains(one.span)}
        things = frozenset(name for name, one in alone.items() if self._is_of_things(one))
        percents = [one for one in quantities if one.dimension == PERCENT]
        given = (*every, *self.ages[at].values()) or (*self.days[at].values(),)
        return Sentence(
            article=self.article,
            story=story,
            span=span,
            quantities=every,
            stems=frozenset().union(*(one.around for one in given)),
            tolls=tolls,
            lone_tolls={
                name: one for name, one in tolls.items() if len(self.of_kind[one.outcome]) <= 1
            },
            alone=alone,
            things=things,
            said=dict(self._said(quantities, alone, things)),
            rates={f"{one.head} {one.per}": one for one in alone.values() if one.per},
            subjects={
                # "71 percent, the highest since 1992" is this one
                of: replace(one, kind=one.kind - SINCE)
                for of, one in self._percentages(at, percents).items()
                if self.n_begun[of] == 1
            },
            levels={one.dimension: one for one in quantities if [one] == self.reached},
            terms={
                one.term: one for one in quantities if one.term and len(self.of_kind[one.term]) == 1
            },
            clock={name: one for name, one in self.timed[at] if len(self.clock[name]) == 1},
            is_lead=at < _OF_LEAD,
            days=self.days[at],
            deadline=find_deadline(self.article.text, span, self.lexicon),
            ages={name: one for name, one in self.ages[at].items() if len(self.ages_of[name]) == 1},
            language=self.language,
        )

    def _nobody(self, span: Span) -> list[Quantity]:
        """Return what a sentence says to have happened to nobody, and to no others that the article counts."""
        found = find_nobody(self.article.text, span, self.lexicon)
        return [one for one in found if one.outcome not in self.of_kind]

    def _tolls(self) -> dict[str, Quantity]:
        """Return the article’s tolls, of each the first near its beginning; a disputed one if no other is given."""
        tolls: dict[str, Quantity] = {}
        lead = [*itertools.chain(*self.quantities[:_LEAD], *self.nobody)]
        further = (
            one
            for one in itertools.chain(*self.quantities[_LEAD:])
            if one.outcome in self.lexicon.numbers.anywhere
            and self.of_kind[one.outcome] == {one.value}
        )
        for one in (*lead, *further):
            of = "" if one.span in self.local else toll_of(one, self.lexicon)
            is_disputed = one.outcome in self.lexicon.numbers.disputed
            if of and not (is_disputed and len(self.of_kind[one.outcome]) > 1):
                tolls.setdefault(of, one)
        return tolls

    def _said(
        self, quantities: Iterable[Quantity], alone: Mapping[str, Quantity], things: Iterable[str]
    ) -> Iterator[tuple[str, Quantity]]:
        """Yield by whom a number is given, with what it is of, where that speaker gives no other such number."""
        measured = (name for name, one in alone.items() if one.dimension)
        # the police say when an alarm went off, and when somebody was seen to run
        of_things = {*things, *measured} - {TIME_OF_DAY}
        for name, one in alone.items():
            if name in of_things:
                yield from ((f"{speaker} {name}", one) for speaker in self._speakers(one))
        for one in quantities:
            names = self._whose(one, quantities)
            yield from ((name, one) for name in names if len(self.given[name]) == 1)

    def _speakers(self, one: Quantity) -> Iterator[str]:
        return (speaker for place, speaker in self.voices if place.contains(one.span))

    def _whose(self, one: Quantity, beside: Iterable[Quantity]) -> Iterator[str]:
        """Yield by what a number is somebody's own, whatever others give: the speaker, and what it is a number of.

        `beside` are the numbers of its sentence.
        """
        is_disputed = one.is_surely and one.outcome in self.lexicon.numbers.disputed
        share = f"{one.head} {PERCENT}" if one.dimension == PERCENT and one.head else ""
        what = one.term or (one.outcome if is_disputed else "") or share
        if not what:
            return
        before = [
            other
            for other in beside
            if is_disputed and other.outcome == one.outcome and other.span.end <= one.span.start
        ]
        for place, speaker in self.voices:
            # "according to police 40,000 took part; the unions spoke of 150,000": the second is another's
            is_own = not any(place.contains(other.span) for other in before)
            if place.contains(one.span) and is_own:
                yield f"{speaker} {what}"

    def _timed(self, span: Span, some: Iterable[Quantity]) -> Iterator[tuple[str, Quantity]]:
        """Yield the times of day of a sentence by each rare word of it that is no name, and their part."""
        times = [one for one in some if one.dimension == TIME_OF_DAY]
        capitals = capitals_of(self.article.text, span, self.language) if times else frozenset()
        for one in times:
            for word in one.around - capitals:
                if weight_of(word, self.language) >= _SUBJECT:
                    yield f"{word} {one.role}", one

    def _is_of_things(self, one: Quantity) -> bool:
        """Say whether things are counted, or people of a sort: a day's "12 Russians" and "60 Russians" were others."""
        noun = words(self.article.text, one.span)[-1]
        is_person = noun.lower in self.lexicon.numbers.persons
        is_sort = is_person and weight_of(stem(noun.lower, self.language), self.language) >= _SORT
        return not (one.dimension or is_capitalised(noun.text) or (is_person and not is_sort))

    def _subjects(self, span: Span, quantities: Iterable[Quantity]) -> set[str]:
        """Return the stems of what a sentence's percentages may be of."""
        text, lexicon_ = self.article.text, self.lexicon
        return _first_words(text, span, lexicon_) | _measured(text, quantities, lexicon_).keys()

    def _percentages(self, at: int, percents: Sequence[Quantity]) -> dict[str, Quantity]:
        """Return a sentence's percentages by what each is of: of several only what stands right before one."""
        measured = _measured(self.article.text, percents, self.lexicon)
        if len(percents) != 1:
            return measured
        return dict.fromkeys(self.begins[at], percents[0]) | measured


def _is_of_a_place(one: Quantity, every: Iterable[Quantity]) -> bool:
    """Say whether a number is of one place, of more whom the article counts: "2,312 in Bay County", of 10,000."""
    return bool(one.of and one.outcome) and any(
        other.outcome == one.outcome and other.value > one.value and not other.of for other in every
    )


def _kinds(one: Quantity) -> Iterator[str]:
    """Yield of what kinds a number is of which an article may give one: its term, and what happened to people."""
    yield from filter(None, (one.term, one.outcome))


def _values(named: Iterable[tuple[str, Quantity]]) -> defaultdict[str, set[float]]:
    """Return the values that are given by each name."""
    values: defaultdict[str, set[float]] = defaultdict(set)
    for name, one in named:
        values[name].add(one.value)
    return values


def capitals_of(text: str, span: Span, language: str) -> frozenset[str]:
    """Return the stems of the words of a sentence that are printed with a capital."""
    printed = words(text, span)
    return frozenset(stem(one.lower, language) for one in printed if is_capitalised(one.text))


def name_of(one: Quantity) -> str:
    """Return by what a quantity is known in its article: its dimension, or the noun that is counted, of how many."""
    if one.per.startswith("of "):
        return f"{one.head} {one.per}"  # "two of the seven members" are no seven members
    if one.term.startswith(MARGIN):
        return one.term
    return "sum" if one.is_sum else one.dimension or one.head


def _first_words(text: str, span: Span, lexicon_: Lexicon) -> set[str]:
    """Return the stems of the words that few sentences have among the first of a sentence, no names.

    And of those that more have, each with a name that stands there too ("Shares in Nordbank"), or before what is said
    of it ("The deficit is"; no "electoral commission").
    """
    language = lexicon_.language
    found = words(text, Span(span.start, min(span.end, span.start + _BEGINNING)))
    found, behind = found[:_FIRST_WORDS], found[_FIRST_WORDS : _FIRST_WORDS + 1]
    bodies = [at for at, one in enumerate(found) if one.lower in lexicon_.organisations]
    if bodies:
        found = found[bodies[-1] + 1 :]  # "the electoral commission" is who tells
    stems = {
        stem(one.lower, language)
        for at, one in enumerate(found)
        if at == 0 or not one.text[:1].isupper()
    }
    weights = {one: weight_of(one, language) for one in stems if one.isalpha()}
    names = {stem(one.lower, language) for one in found if one.text[:1].isupper()}
    telling = {one for one in names if weight_of(one, language) >= _SUBJECT}
    of_names = {
        f"{one} {name}"
        for one, weight in weights.items()
        for name in telling - {one}
        if _OF_NAME <= weight < _SUBJECT
    }
    strong = {one for one, weight in weights.items() if weight >= _SUBJECT}
    is_said_of = {
        stem(one.lower, lexicon_.language)
        for one, verb in itertools.pairwise((*found, *behind))
        if verb.lower in lexicon_.auxiliaries
    }
    weak = {one for one in is_said_of if weights.get(one, 0.0) >= _MEASURED}
    is_priced = any(one.lower in lexicon_.numbers.priced for one in found)
    is_anothers = bool(found) and found[0].lower in lexicon_.numbers.backward  # "Its shares"
    priced = {PRICED} if is_priced and not is_anothers else set()
    return of_names | strong | weak | priced


def _measured(text: str, quantities: Iterable[Quantity], lexicon_: Lexicon) -> dict[str, Quantity]:
    """Return the percentages among these by the stem of what each is of."""
    percents = (one for one in quantities if one.dimension == PERCENT)
    return {of: one for one in percents if (of := _measured_by(text, one.span, lexicon_))}


def _measured_by(text: str, span: Span, lexicon_: Lexicon) -> str:
    """Return the stem of what a percentage measures by what stands before it: "a *deficit* of 2.1 percent".

    Also "said that *turnout* was 71 percent" and "put *turnout* at 68 percent".
    """
    before = words(text, Span(max(0, span.start - _BEGINNING), span.start))
    if len(before) < 3:
        return ""
    verb, noun, joint = before[-3:]
    numbers = lexicon_.numbers
    is_of = joint.lower in numbers.part_of
    is_put = joint.lower in numbers.levels and verb.lower in numbers.put
    if not (is_of or is_put or joint.lower in lexicon_.auxiliaries):
        return ""
    measured = stem(noun.lower, lexicon_.language)
    least = _MEASURED if is_of else _SUBJECT
    is_telling = measured.isalpha() and weight_of(measured, lexicon_.language) >= least
    return measured if is_telling and noun.text.islower() else ""


PRICED = "the price"
"""Of what has one price in a report: a firm's shares."""
_FIRST_WORDS, _BEGINNING, _SUBJECT, _MEASURED, _OF_NAME = 3, 60, 6.0, 4.5, 3.0
"""Words of a sentence, and characters, in which what it is of is looked for, and the weight that it has at least:
"turnout", "unemployment", no "the party"; that of what is said to be so much ("the deficit is"); and that of one beside
a name ("shares"). Set by hand."""
_SORT = 6.5
"""Weight from which a noun for people says of what sort they are ("nurses", no "children"), of whom a text has fewer
numbers than of people: on ECB+ and the Helsinki day what 6 brings more is of two things."""
_ALONE = r"(\d{1,3}(?:,\d{3})+)(?=[.;,]?(?:\s|$))(?! [a-z])"
"""A large number behind which no noun stands."""
_OF_LEAD = 2
"""Sentences in which an article says what it is about. Set by hand."""
_LEAD = 10
"""Sentences of an article in which its tolls are looked for: further on reports tell of other events. Set by hand."""
