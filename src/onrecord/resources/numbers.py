"""How a language prints numbers, and what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from onrecord.text.tokens import stem

__all__ = ["Numbers", "Unit", "Votes", "Words", "read_numbers"]

Words: TypeAlias = frozenset[str]


class Unit(NamedTuple):
    """A unit of measure."""

    name: str
    dimension: str
    factor: float
    """How many of the dimension's base unit it is."""


class Votes(NamedTuple):
    """How a language prints votes; of one that does not say so none are read."""

    nouns: Words
    """What is counted: "7 *votes* to 2"."""
    joints: Words
    """What stands between the sides: "7 voix *contre* 2"; a dash may too."""
    told: Words
    """Words around two numbers that say that they are a vote: "*passed* 234-193", "a 7-2 *ruling*"."""
    favour: Words
    """What stands behind those in favour: "7 voted in *favour* and 2 against"."""
    against: Words
    """What stands behind the others: "7 in favour and 2 *against*"."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """How a language prints numbers, and what it counts."""

    decimal: str
    """The sign before decimals; the other of `.` and `,` parts thousands."""
    ones: dict[str, int]
    """Numbers below a hundred, of one word or several ("vingt et un"), with their value."""
    beginnings: Words
    """All words with which a number in words can begin."""
    most_words: int
    """Of how many words the longest of these and of `rounded` has."""
    is_spaced: bool
    """Tens and ones stand side by side without a hyphen: "двадцать пять"."""
    and_: str
    """What may stand before the last part: "two hundred *and* five"; empty where nothing does."""
    scales: dict[str, int]
    short_scales: Words
    """Those that end in a full stop: "тыс."."""
    rounded: dict[str, int]
    """What says about how many, with that number: "une dizaine"."""
    of: Words
    """What may stand between a scale and what is counted: "millions *de* dollars"."""
    articles: Words
    """What counts as one before a scale: "a million"."""
    range_to: Words
    """What stands between two numbers of a range without more: "300 *to* 350 people"."""
    range_: tuple[str, str] | None
    """What stands before the first and between the two numbers of a range: "*between* 300 *and* 350"."""
    half: str
    fractions: dict[str, int]
    """Parts of a whole, and of how many equal ones each is: "a *third*"; none where it is not known."""
    by: Words
    """Before a part by which something grows or falls: "*by* a third"."""
    out_of: tuple[tuple[str, ...], ...]
    """What stands between a part and the whole, both in numbers: "one *in* five", "nine *out of* ten"."""
    often: dict[str, int]
    """Words that say how many times: "twice"."""
    not_often: Words
    """What stands behind these where they say how much more something is: "twice *as* many"."""
    dozen: str
    before_dozen: Words
    """Behind these a dozen is a number: "the dozen sailors" are twelve, several dozen are not."""
    bounds: tuple[tuple[str, str], ...]
    """What stands before a number and says how exact it is, longest first, with its kind."""
    quantifiers: Words
    """Words that say how many without a number: "at *all* crossings", beside "at four"."""
    of_age: Words
    """What stands behind somebody's age where the language does not say "old": "Luc Ardant, 44 *ans*"."""
    put: Words
    """Verbs by which somebody gives a number: "*put* turnout at 68 percent"."""
    everything: Words
    """Quantifiers that say the same, of everything: "all", "every"."""
    units: dict[str, Unit]
    """Each form of a unit (lower case) to the unit."""
    persons: Words
    outcomes: dict[str, str]
    """Words for what happened to those who are counted, to one word for it."""
    outcomes_before: Words
    """Those of them that stand before whom they count: "*killing* 12"."""
    outcomes_after: Words
    """Those that stand behind: "12 people *died*"."""
    no_outcomes: Words
    """Words behind which "death" tells of nobody's: "death *penalty*"."""
    same: dict[str, str]
    """Stems of nouns to that of another which counts the same: vehicles are cars."""
    homes: Words
    """What else than people something in `of_homes` happens to."""
    of_homes: Words
    """Outcomes that homes and firms have too: "12,000 *homes* without power"."""
    everybody: Words
    """Stems of nouns for people of no sort: people, others, dead."""
    of_play: Words
    """Stems of nouns by which players and games are told: an article has as many numbers of them as players."""
    passive: Words
    """Those that stand before what happened to who stands before them: "4,300 have *been* arrested"."""
    stays: Words
    """What those do who are only counted: "212 *remain* in custody"."""
    part_of: Words
    """Words that part a number from the whole that it is of: "two *of* the seven members"."""
    held_by: dict[str, Words]
    """Words for what somebody has to those who may, before them: "customer *accounts*" counts customers."""
    before_days: Words
    """What stands between what happened and its day: "broke out *early* on February 23"."""
    from_the_first: Words
    """Two words behind "since" that make a number one of all: "since *the first* case"."""
    included: Words
    """Phrases behind a number that say how many of those are of a sort: "31 people, *including* nine children"."""
    only_beside: dict[str, Words]
    """Those of them that tell it only beside certain others: "*claimed* the *lives* of 12"."""
    large_units: dict[str, str]
    """Forms of units to those that they stand for where there are very many: "80 million *pounds*" are money."""
    unit_before: dict[str, str]
    """Phrases before a number to its unit: "an *earthquake measuring* 6.1"."""
    present: Words
    """Outcomes that say only where people were, where no other is told of them: "64 people *on board* ... died"."""
    compared: Words
    """What says behind a percentage by how much one thing differs from another: "19 percent *more* likely"."""
    until: Words
    """What stands before a time until which something is done: "*by* the end of next year"."""
    until_when: Words
    """Of that the word that would else tell of another time: "the end of *next* year"."""
    forecasts: Words
    """Of the words that tell of another time or kind those that tell a forecast."""
    years_on: dict[str, int]
    """Such words to how many years on a year is that they stand before: "next" to 1, "last" to -1."""
    years: Words
    """The word for a year, by which they do."""
    event_times: Words
    """What they stand before where they say when something happened: "last *night*"."""
    minus: Words
    """Before degrees below zero: "*minus* 12 degrees"."""
    lasting: Words
    """Between what a measure is of and the measure: "the talks *lasted* six hours"."""
    measured: Words
    """Words behind a measure that say what of a thing it is: "90 km *deep*"."""
    nobody: tuple[tuple[str, ...], ...]
    """Those to whom something did not happen, word by word: "no one"; none in a language of which it is not known."""
    none: Words
    """Words before what there was none of: "*no* injuries"."""
    nobody_was: Words
    """Words that may stand between them and what did not happen."""
    of_nobody: Words
    """Outcomes of which a report says that they happened to nobody."""
    not_nobody: Words
    """Words of a sentence that does not say so: "*if* nobody was hurt"."""
    disputed: Words
    """Outcomes that each of those who speak gives a number of his own for: police, and organisers of a march."""
    counted_alone: Words
    """What stands before a number of those alone: "the unions spoke *of* 150,000"."""
    anywhere: Words
    """Outcomes of which the only number that a text gives is of its event, wherever it stands."""
    margins: tuple[Words, Words, Words]
    """What a lead is counted in, what stands right before so many of them, and the words before that which say that
    one is ahead: "*led* Hask *by* about 11,000 *votes*"."""
    times_of: dict[str, str]
    """What is counted where something is done so many times, by the verb: "*fired* five times" is five shots."""
    priced: Words
    """What has one price in a report, whoever's it is: "*Shares* in Nordbank", "the *shares*"."""
    terms: tuple[tuple[str, Words, Words], ...]
    """Kinds of durations, each with words before and behind that tell it: "*within* 48 hours", "a two-year *ban*"."""
    number_of: Words
    """Before "of" and to whom something happened: "put the *number* of dead at 25"."""
    tolls: Words
    """Words for the number of the dead: "the *toll* rose to 12"."""
    plurals: Words
    """Words of the plural that do not end as others do."""
    plural_ends: tuple[str, ...]
    attribute_ends: tuple[str, ...]
    """How words end that stand between a number and the noun."""
    is_noun_last: bool
    """What is counted is the last plural behind a number ("12 harbour workers"); elsewhere the first ("12 ouvriers
    portuaires")."""
    ages: Words
    """Before these digits are an age."""
    old: Words
    """Behind these they are one."""
    clock: Words
    """Words behind a time of day, or an age in a language that does not say "old"."""
    before_clock: Words
    """Before these a number of hours is a time of day."""
    levels: Words
    """Before a number: a level reached."""
    from_: Words
    per: Words
    every: dict[str, str]
    """Words behind a number that say how often: "*annually*" is a year."""
    not_per: Words
    """Two words behind `per` these say that it is none: "a year *earlier*"."""
    kinds: Words
    """Words that tell one kind's figure from another's: a forecast, the year before, what comes on top."""
    kinds_beside: Words
    """Those of them that tell it only near the number: "*another* 12 people", no "another war"."""
    joins: Words
    """Behind these stands another thing than the number's."""
    votes: Votes
    scores: Words
    """Words around two numbers that say that they are a game's score: "a 3-1 *defeat*"."""
    quarter: re.Pattern[str]
    """Finds a part of a year; its first group says which."""
    backward: Words
    """What a sentence begins with that goes back to one before."""


def _range(words: Sequence[str]) -> tuple[str, str] | None:
    return (words[0], words[1]) if words else None


def _margins(data: dict[str, str]) -> tuple[Words, Words, Words]:
    counted, by, ahead = (
        frozenset(data.get(key, "").split()) for key in ("counted", "by", "ahead")
    )
    return counted, by, ahead


def read_numbers(data: dict[str, Any], language: str) -> Numbers:
    """Read the section `quantities` of a language's file."""
    tens = {word: 10 * n for n, word in enumerate(data["tens"].split(), 2)}
    ones = {word: n for n, word in enumerate(data["ones"].split())}
    both = {f"{a}-{b}": tens[a] + ones[b] for a in tens for b in data["ones"].split()[1:10]}
    others = dict(data["others"])
    alone = data["scales"] if data["is_spaced"] else ()
    before = data["half"], data["dozen"], *data["articles"]
    bounds = [(phrase, kind) for kind, phrases in data["bounds"].items() for phrase in phrases]
    return Numbers(
        decimal=data["decimal"],
        ones=ones | tens | both | others,
        beginnings=frozenset(
            form.partition(" ")[0]
            for form in (*ones, *tens, *others, *data["rounded"], *alone, *before)
            if form
        ),
        most_words=max(form.count(" ") + 1 for form in (*ones, *others, *data["rounded"], "")),
        is_spaced=data["is_spaced"],
        and_=data["and"],
        scales=dict(data["scales"]),
        short_scales=frozenset(data["short_scales"]),
        rounded=dict(data["rounded"]),
        of=frozenset(data["of"]),
        articles=frozenset(data["articles"]),
        range_to=frozenset(data.get("range_to", ())),
        range_=_range(data.get("range", ())),
        half=data["half"],
        fractions=dict(data.get("fractions", {})),
        by=frozenset(data.get("by", "").split()),
        out_of=tuple(tuple(one.split()) for one in data.get("out_of", ())),
        often=dict(data.get("often", {})),
        not_often=frozenset(data.get("not_often", "").split()),
        dozen=data["dozen"],
        before_dozen=frozenset(data["before_dozen"]),
        bounds=tuple(sorted(bounds, key=lambda one: (-len(one[0]), one[0]))),
        quantifiers=frozenset(data["quantifiers"]),
        of_age=frozenset(data["of_age"]),
        put=frozenset(data["put"]),
        everything=frozenset(data["everything"]),
        units={
            form: Unit(name, dimension, float(factor))
            for name, (dimension, factor, *forms) in data["units"].items()
            for form in forms
        },
        persons=frozenset(data["persons"].split()),
        outcomes={
            word: outcome for outcome, line in data["outcomes"].items() for word in line.split()
        },
        outcomes_before=frozenset(data["outcomes_before"].split()),
        outcomes_after=frozenset(data["outcomes_after"].split()),
        no_outcomes=frozenset(data["no_outcomes"]),
        same={
            stem(word, language): stem(line.split()[0], language)
            for line in data["same"]
            for word in line.split()[1:]
        },
        homes=frozenset(data.get("homes", "").split()),
        of_homes=frozenset(data.get("of_homes", ())),
        everybody=frozenset(stem(one, language) for one in data["everybody"].split()),
        of_play=frozenset(stem(one, language) for one in data["of_play"].split()),
        passive=frozenset(data["passive"]),
        stays=frozenset(data["stays"]),
        part_of=frozenset(data["part_of"]),
        held_by={key: frozenset(of.split()) for key, of in data.get("held_by", {}).items()},
        before_days=frozenset(data.get("before_days", "").split()),
        from_the_first=frozenset(data.get("from_the_first", ())),
        included=frozenset(data["included"]),
        only_beside={
            word: frozenset(beside.split())
            for line, beside in data["only_beside"]
            for word in line.split()
        },
        large_units=dict(data.get("large_units", {})),
        unit_before=dict(data["unit_before"]),
        present=frozenset(data["present"]),
        compared=frozenset(data.get("compared", "").split()),
        until=frozenset(data.get("until", "").split()),
        until_when=frozenset(data.get("until_when", "").split()),
        forecasts=frozenset(data.get("forecasts", "").split()),
        years_on=data.get("years_on", {}),
        years=frozenset(data.get("years_of", "").split()),
        event_times=frozenset(data.get("event_times", "").split()),
        minus=frozenset(data.get("minus", ())),
        lasting=frozenset(data.get("lasting", "").split()),
        measured=frozenset(data["measured"]),
        nobody=tuple(tuple(one.split()) for one in data.get("nobody", ())),
        none=frozenset(data.get("none", ())),
        nobody_was=frozenset(data.get("nobody_was", "").split()),
        of_nobody=frozenset(data.get("of_nobody", ())),
        not_nobody=frozenset(data.get("not_nobody", "").split()),
        disputed=frozenset(data["disputed"]),
        counted_alone=frozenset(data.get("counted_alone", ())),
        anywhere=frozenset(data.get("anywhere", ())),
        times_of={
            verb: noun for noun, verbs in data.get("times_of", {}).items() for verb in verbs.split()
        },
        priced=frozenset(data.get("priced", "").split()),
        margins=_margins(data.get("margins", {})),
        terms=tuple(
            (name, frozenset(before.split()), frozenset(behind.split()))
            for name, before, behind in data["terms"]
        ),
        number_of=frozenset(data.get("number_of", "").split()),
        tolls=frozenset(data["tolls"]),
        plurals=frozenset(data["plurals"]),
        plural_ends=tuple(data["plural_ends"]),
        attribute_ends=tuple(data["attribute_ends"]),
        is_noun_last=data["is_noun_last"],
        ages=frozenset(data["ages"]),
        old=frozenset(data["old"]),
        clock=frozenset(data["clock"]),
        before_clock=frozenset(data["before_clock"]),
        levels=frozenset(data["levels"]),
        from_=frozenset(data["from"]),
        per=frozenset(data["per"]),
        every=dict(data.get("every", {})),
        not_per=frozenset(data["not_per"]),
        kinds=frozenset(data["kinds"].split()),
        kinds_beside=frozenset(data["kinds_beside"].split()),
        joins=frozenset(data["joins"]),
        votes=Votes(*(frozenset(data["votes"].get(key, "").split()) for key in Votes._fields)),
        scores=frozenset(data["scores"].split()),
        quarter=re.compile(data["quarter"]),
        backward=frozenset(data["backward"]),
    )
