"""Which name alone is a company's, or another body's: "Aldov said", of Aldov Shipping Co, or with customers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from onrecord.model import Article, Mention, SpeakerKind
from onrecord.resources import Lexicon
from onrecord.text.spans import Span
from onrecord.text.tokens import is_capitalised, without_possessive, words

__all__ = ["as_body_named", "as_company", "company_that_is", "has_title"]

_AROUND = 80
"""Characters behind a name in which the rest of a company's name stands."""


def as_company(
    one: Mention,
    named: Collection[str],
    article: Article,
    lexicon: Lexicon,
) -> Mention:
    """Return a name as the company's that is printed with more behind it: "Aldov said", of Aldov Shipping Co.

    Not where somebody of that name is named in full, unless what it says is "it", or with a title.
    """
    first = one.text.split()[0].casefold() if one.text else ""
    name = without_possessive(one.text.partition(",")[0])
    is_it = _is_which(name, article.text) or _says_it(article.text, one.span.end, lexicon)
    is_named = one.surname in named and not is_it
    is_person = one.role or is_named or lexicon.is_honorific(first)
    is_person = is_person or first in lexicon.given_names or first in lexicon.nicknames
    if (
        one.form != "name"
        or one.kind is not SpeakerKind.PERSON
        or one.statement is None
        or is_person
    ):
        return one
    company = company_that_is(name, article.text, lexicon)
    kind = SpeakerKind.ORGANISATION
    return replace(one, given="", surname=company, kind=kind) if company else one


def as_body_named(one: Mention, article: Article, lexicon: Lexicon) -> Mention:
    """Return a name that is no source as the company's that the text says it is, where nobody is called by it.

    An "its" behind it, and somebody of it, are not enough: a town has both.
    """
    text, name = article.text, one.surname
    is_bare = one.form == "name" and not (one.given or one.role) and name.istitle()
    if one.kind is not SpeakerKind.PERSON or not is_bare or _is_word(name, lexicon):
        return one
    if has_title(name, text, lexicon):
        return one
    company = _longest(name, text, lexicon)
    if not company and (
        _has_customers(name, text, lexicon) or _is_said_to_be_it(name, text, lexicon)
    ):
        company = name
    persons = lexicon.given_names.keys() | lexicon.nicknames.keys()
    before = re.findall(rf"([A-Z][\w’'.-]*) {re.escape(name)}\b", text) if company else ()
    if not company or any(word.casefold() in persons for word in before):
        return one
    return replace(one, surname=company, kind=SpeakerKind.ORGANISATION)


def _is_word(name: str, lexicon: Lexicon) -> bool:
    """Say whether what is printed with a capital is a day, a month, a place or a word."""
    lower = name.casefold()
    known = lexicon.weekdays, lexicon.months, lexicon.places, lexicon.countries, lexicon.common
    return any(lower in some for some in known)


@lru_cache(maxsize=256)
def company_that_is(name: str, text: str, lexicon: Lexicon) -> str:
    """Return the name of a company that begins with a name, as a text prints it first; empty where it prints none."""
    if has_title(name, text, lexicon):
        return ""
    longest = _longest(name, text, lexicon)
    is_told = any(tells(name, text, lexicon) for tells in (_has_offices, _has_customers, _is_it))
    return longest or (name if is_told else "")


def _longest(name: str, text: str, lexicon: Lexicon) -> str:
    """Return a name with what stands behind it up to a word in which companies' names end; empty where none does."""
    ends = _companies(lexicon)
    at = -1
    while (at := text.find(f"{name} ", at + 1)) >= 0:
        longest = ""
        for word in words(text, Span(at, min(at + len(name) + _AROUND, len(text)))):
            if word.start > at and not is_capitalised(word.text):
                break
            if word.start >= at + len(name) and word.lower.strip(".") in ends:
                longest = text[at : word.end]
        if longest and "\n" not in longest and ". " not in longest:
            return longest
    return ""


def _has_customers(name: str, text: str, lexicon: Lexicon) -> bool:
    """Say whether a name has what a company has and nobody else: "Aldov's customers", "shares in Aldov"."""
    if not lexicon.of_companies:
        return False
    called, things = re.escape(name), "|".join(sorted(lexicon.of_companies))
    has = rf"\b{called}(?:['’]s?)? (?i:{things})\b|\b(?i:{things}) (?:in|of|at) {called}(?![\w’'-]| [A-Z])"
    return re.search(has, text) is not None


def _has_offices(name: str, text: str, lexicon: Lexicon) -> bool:
    """Say whether somebody is at a name, or has an office of it: "an analyst at Aldov", "Orla Brennick of Aldov"."""
    holder = rf"(?:([a-z]+)|[A-Z][\w.’'-]* [A-Z][\w’'-]+),? (?:of|at) {re.escape(name)}(?![\w’'-]| [A-Z])"
    return any(
        match[1] is None or match[1] in lexicon.titles for match in re.finditer(holder, text)
    )


_ON_A_DAY = (
    r"(?: (?:on |late |early )*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| today| yesterday)?"
)
_WILLING = (
    r"(?:not )?(?:prepared|ready|willing|considering|planning|committed|seeking|aware|reviewing|investigating|studying"
    r"|cutting|closing|buying|selling)\b"
)
"""What only somebody, or some body, is: of 45 places "X said it is willing to" in PolNeAR's training articles, the
Helsinki day and 8,000 reports of Reuters X is a body in 42, a name that is given in full in two, a weekday in one."""
_SOMEBODY_S = (
    rf"(?:(?:is|was) {_WILLING}"
    r"|(?!is\b|was\b|['’]s\b|seem|appear|look|take|took|make|made|ha[sd] been\b|(?:\w+) (?:be|take)\b))"
)
"""What makes an "it" somebody's: not "said it was time", "said it would take"."""


_NAMING = "calls?|called|describe[sd]?|dub(?:s|bed)?|label(?:s|led|ed)?|terms?|termed|brand(?:s|ed)|consider(?:s|ed)"
"""What somebody does to an "it": "called it a gift"."""


def _is_it(name: str, text: str, lexicon: Lexicon) -> bool:
    """Say whether what is named is an it: "Aldov cut its dividend", "Aldov said it had", and nowhere he or she."""
    called = re.escape(name)
    near = rf"\b{called}\b([^.!?\n]{{0,{_NEAR}}}?)\b"
    if re.search(rf"{near}(?:he|she|his|her|him|who)\b", text):
        return False
    if _is_which(name, text):
        return True
    if any(
        not _is_told_of_another(match[1], lexicon)
        for match in re.finditer(rf"{near}(?:its|itself)\b", text)
    ):
        return True
    return _is_said_to_be_it(name, text, lexicon)


def _is_said_to_be_it(name: str, text: str, lexicon: Lexicon) -> bool:
    """Say whether what is named says what "it" does: "Aldov said it had"."""
    says = re.findall(rf"\b{re.escape(name)}{_SAYS_IT}", text)
    return any(verb.casefold() in lexicon.cues for verb in says)


def _is_which(name: str, text: str) -> bool:
    """Say whether what is named is a "which", as nobody is: "South Grid, *which* said"."""
    are_names = all(word[:1].isupper() for word in name.split())  # no "Aldov's tweet"
    return are_names and f"{name}, which " in text


def _is_told_of_another(between: str, lexicon: Lexicon) -> bool:
    """Say whether an "its" is another's, of whom something is said: "Dorn said *the army* had achieved its aims"."""
    found = [one for one in re.findall(r"\w+", between.casefold()) if one != "that"]
    others = (lexicon.determiners | lexicon.pronouns.keys()) - {"it", "its"}
    return any(verb in lexicon.cues and what in others for verb, what in pairwise(found))


def _says_it(text: str, end: int, lexicon: Lexicon) -> bool:
    """Say whether the name that ends at a place says what "it" does: "Aldov said it had answered"."""
    behind = _BEHIND_NAME.match(text, end)
    return behind is not None and behind[1].casefold() in lexicon.cues


_SAYS_IT = rf",? (?!(?:{_NAMING})\b)(\w+){_ON_A_DAY} (?:that )?it {_SOMEBODY_S}"
_BEHIND_NAME = re.compile(_SAYS_IT)
_NEAR = 60
"""Characters behind a name in which a pronoun in its sentence is taken to be of it. Set by hand."""


def has_title(name: str, text: str, lexicon: Lexicon) -> bool:
    """Say whether somebody of that name is called Mr, Mrs or the like in a text."""
    titles = "|".join(sorted(lexicon.honorifics))
    return re.search(rf"\b(?:{titles})\.?\s+{re.escape(name)}\b", text, re.IGNORECASE) is not None


def _companies(lexicon: Lexicon) -> Collection[str]:
    """Return the words in which names of companies end: no office's, nor a party's or a campaign's."""
    return lexicon.company_ends | {"group"}
