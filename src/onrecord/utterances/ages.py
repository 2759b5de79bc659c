"""Ages that a sentence gives of persons by name: "Maja Holt, 29," and "a 30-year-old nurse, Maja Holt"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from onrecord.resources import Lexicon
from onrecord.text.names import name_key
from onrecord.text.spans import Span
from onrecord.text.tokens import words
from onrecord.utterances.quantities import Quantity, content_stems

__all__ = ["find_ages"]

_THE = "the "
"""With what the key of somebody without a name begins."""

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_NAME = (
    rf"\b(?P<name>{_CAPITAL}[\w’'-]{{1,40}}(?: {_CAPITAL}\.)? "
    rf"(?:(?:al|bin|da|de|del|der|di|la|le|van|von) ){{0,3}}{_CAPITAL}[\w’'-]{{1,40}})"
)
"""A name: each part has an end, so that a text that is one endless word costs no more than others."""
_YEARS = r"(?P<age>\d{1,3}[- ]years?[- ]old)"
_IN_YEARS = r"(?P<age>\d{2,3})\b(?![-:.,]?\d| [ap]\.?m)"
_WHO = r"(?: [a-z][\w’'-]*){0,4}"
"""Words that may say what somebody is, between the age and the name."""
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_NAME},? (?:\(|aged |age )(?P<age>\d{{1,3}})\b(?!-)",
        rf"{_NAME}, (?P<age>\d{{1,3}})(?=[,;.]|$)(?!,\d)",
        rf"{_YEARS}{_WHO},? {_NAME}",
        rf"{_NAME},? (?:is |was )?(?:an? |the )?{_YEARS}",
        _NAME
        + r" (?:has |had )?die[ds](?: [a-z]+){0,4}? (?:at|aged|age)(?: the age of)? "
        + _IN_YEARS,
    )
)
_SURNAME = re.compile(
    rf"(?:\b(?P<before>{_CAPITAL}[\w’'-]{{0,40}})\.? )?"
    rf"\b(?P<name>{_CAPITAL}[\w’'-]{{1,40}}), (?P<age>\d{{1,3}})(?=[,;])(?!,\d)"
)
"""A surname alone, or behind a title: "Falk, 61, said", "Mr. Falk, 61, said"."""
_DESCRIBED = tuple(
    re.compile(form)
    for form in (
        r"(?P<age>\b\d{1,3}[- ]year[- ]old)(?: [a-z][\w’'-]*){0,2}? (?P<noun>[a-z]{3,})\b(?! [A-Z])",
        r"\b[Aa]n?(?: [a-z][\w’'-]*){0,2}? (?P<noun>[a-z]{3,}),? aged (?P<age>\d{1,3})\b(?!,\d)",
        r"\b[Tt]he(?: [a-z][\w’'-]*){0,2}? (?P<noun>[a-z]{3,}), (?:aged )?(?P<age>\d{1,3})(?=[,;.])(?!,\d)",
    )
)
"""Somebody without a name: "a 14-year-old boy", "a boy aged 14", "the boy, 15,"."""
_THE_ONE = (
    re.compile(r"\b[Tt]he (?P<age>\d{1,3}-year-old)\b(?: (?P<noun>[a-z]+))?"),
    re.compile(r"^(?:He|She) (?:was|is) (?P<age>\d{1,3})\.$(?P<noun>)"),
)
"""Who was named before: "the 27-year-old faces a ban", "She was 91."."""
_DIGITS = re.compile(r"\d")
_NEXT = 15
"""Characters behind a name in which the next word is looked for."""
_OLDEST = 120
"""Years beyond which nobody's age is."""


def find_ages(text: str, sentence: Span, lexicon: Lexicon) -> Iterator[tuple[str, Quantity]]:
    """Yield by the key of each full name the age that a sentence gives, where the language prints ages so.

    A name is two words with capitals at least, the last two of which are its key; months and places are none. Of
    somebody without one the key is what he is called, "the boy", which is the quantity's head too.
    """
    if not _DIGITS.search(text, sentence.start, sentence.end):
        return
    forms = _FORMS if "old" in lexicon.numbers.old else _forms_with(lexicon.numbers.of_age)
    for form in forms:
        for found in form.finditer(text, sentence.start, sentence.end):
            given, *_, surname = found["name"].split()
            age = _years(found)
            is_name = _is_given(given, surname, lexicon)
            if found.end("name") == found.end():
                # no "35-year-old New Skell man"
                behind = words(text, Span(found.end(), min(found.end() + _NEXT, sentence.end)))
                is_name = is_name and not (behind and behind[0].lower in lexicon.numbers.persons)
            if is_name and age <= _OLDEST:
                key = _key(given, surname)
                yield key, _age(age, Span(*found.span("age")), lexicon.language)
    if "old" in lexicon.numbers.old:
        yield from _described(text, sentence, lexicon)
        yield from _of_the_one_named(text, sentence, lexicon)
        for found in _SURNAME.finditer(text, sentence.start, sentence.end):
            surname, age = found["name"], int(found["age"])
            is_alone = found["before"] is None or _is_title(found["before"], lexicon)
            given = _given_names(text, surname, lexicon) if is_alone else set()
            if len(given) == 1 and age <= _OLDEST:
                key = _key(given.pop(), surname)
                yield key, _age(age, Span(*found.span("age")), lexicon.language)


def _described(text: str, sentence: Span, lexicon: Lexicon) -> Iterator[tuple[str, Quantity]]:
    """Yield by what people without a name are called the ages that a sentence gives of them."""
    for form in _DESCRIBED:
        for found in form.finditer(text, sentence.start, sentence.end):
            noun, age = found["noun"], _years(found)
            if noun in lexicon.numbers.persons and age <= _OLDEST:
                one = _age(age, Span(*found.span("age")), lexicon.language)
                around = content_stems(text, sentence, lexicon)
                yield f"{_THE}{noun}", replace(one, head=noun, around=around)
                for name in _named_as(text, noun):
                    given, *_, surname = name.split()
                    if _is_given(given, surname, lexicon):
                        yield _key(given, surname), one


def _of_the_one_named(
    text: str, sentence: Span, lexicon: Lexicon
) -> Iterator[tuple[str, Quantity]]:
    """Yield the age of "the 27-year-old" by whom the text names before it, where that is one person."""
    printed = sentence.of(text)
    for found in (one for form in _THE_ONE for one in form.finditer(printed)):
        age = _years(found)
        noun = found["noun"] or ""
        if age > _OLDEST or noun in lexicon.numbers.persons or noun in lexicon.titles:
            continue  # "the 36-year-old driver" may be another
        first, second = _first_named(text, lexicon)
        start, end = (sentence.start + at for at in found.span("age"))
        if first is not None and first[0] < start and not (second and second[0] < start):
            yield first[1], _age(age, Span(start, end), lexicon.language)


_Named = tuple[int, str]


@lru_cache(maxsize=4)
def _first_named(text: str, lexicon: Lexicon) -> tuple[_Named | None, _Named | None]:
    """Return where a text first names somebody in full whose given name is known, with the key, and somebody else."""
    first: _Named | None = None
    # each word may be the first of a name: "Runner Daniel Hask"
    for found in re.finditer(f"(?={_NAME})", text):
        given, *_, surname = found["name"].split()
        if given.casefold() in lexicon.given_names and _is_given(given, surname, lexicon):
            one = found.start(), _key(given, surname)
            if first is not None and one[1] != first[1]:
                return first, one
            first = first or one
    return first, None


def _named_as(text: str, noun: str) -> set[str]:
    """Return as whom a text names the one whom it calls by a noun, if that is one: "the *man*, named as Per Holm"."""
    called = rf"\b[Tt]he {noun},? (?:(?:who|has|had|have|been|was|is|later|since) ){{0,4}}"
    named = rf"{called}(?:named|identified)(?: [\w’'-]+){{0,6}}? as {_NAME}"
    names = {one["name"] for one in re.finditer(named, text)}
    return names if len(names) == 1 else set()


def _given_names(text: str, surname: str, lexicon: Lexicon) -> set[str]:
    """Return the words with a capital that stand before a surname in a text, no titles, days or places."""
    before = re.findall(rf"\b({_CAPITAL}[\w’'-]{{1,40}}) {re.escape(surname)}\b", text)
    return {one for one in before if _is_given(one, surname, lexicon)}


def _is_given(word: str, surname: str, lexicon: Lexicon) -> bool:
    """Say whether a word with a capital is a given name before a surname: no title, month, day or place."""
    return not (
        _is_title(word, lexicon)
        or word.casefold() in lexicon.function_words
        or any(_is_no_name(one.casefold(), lexicon) for one in (word, surname))
    )


def _is_title(word: str, lexicon: Lexicon) -> bool:
    lower = word.casefold()
    return lower in lexicon.titles or lexicon.is_honorific(lower)


@lru_cache(maxsize=8)
def _forms_with(years: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """Return how a language that has a word for years of age prints them: "Luc Ardant, 44 *ans*"."""
    if not years:
        return ()
    word = "|".join(sorted(years))
    return (re.compile(rf"{_NAME},? (?:\(|de )?(?P<age>\d{{1,3}} (?:{word}))\b(?! d[e'’])"),)


def _is_no_name(lower: str, lexicon: Lexicon) -> bool:
    """Say whether a word with a capital is a month, a day or a place."""
    return any(
        lower in words_
        for words_ in (lexicon.months, lexicon.weekdays, lexicon.places, lexicon.countries)
    )


def _key(given: str, surname: str) -> str:
    return f"{name_key(given)} {name_key(surname)}"


def _years(found: re.Match[str]) -> int:
    """Return the age that a match prints, with its "year-old" or without."""
    return int("".join(filter(str.isdecimal, found["age"])))


def _age(value: int, span: Span, language: str) -> Quantity:
    years = float(value)
    return Quantity(
        span=span,
        low=years,
        high=years,
        value=years,
        dimension="age",
        unit="years old",
        language=language,
    )
