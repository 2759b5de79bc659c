"""Whom a pronoun may go back to: "the aides who opposed it", "Brennick, who called for calm", a body before "it"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.model import Article, Role, SpeakerKind
from onrecord.resources import Lexicon
from onrecord.statements.companies import as_body_named
from onrecord.statements.name_words import PARTICLES, adjoins, is_title
from onrecord.statements.naming import read_mention
from onrecord.text.names import BEFORE_WHO
from onrecord.text.spans import Span
from onrecord.text.tokens import Word, is_capitalised, words

__all__ = ["find_antecedent", "find_bodies", "find_called_again", "find_somebody"]

_REACH = 160
"""Characters before the pronoun in which they are looked for, and words of one who is described."""
_MOST_WORDS = 10
_EACH = frozenset({"any", "every", "each", "all", "most", "few", "such"})
_BEFORE = re.compile(rf"{BEFORE_WHO.pattern}$")


def find_antecedent(article: Article, at: int, lexicon: Lexicon) -> Span | None:
    """Return whom the relative pronoun that begins at a place goes back to: the noun phrase right before it."""
    regions = [
        one for one in article.spans_of(Role.CAPTION, Role.BODY) if one.start <= at < one.end
    ]
    if not regions:
        return None
    start = max(regions[0].start, at - _REACH)
    text = article.text[start:at]
    behind = _BEFORE.search(text)
    if behind is None:
        return None
    found = words(article.text, Span(start, start + behind.start()))
    if found and start > regions[0].start and found[0].start == start:
        found = found[1:]  # it may be a part of a word
    first = _begin(article.text, found, lexicon)
    if first is None:
        return None
    named = _named_before(article, found[: first + 1], lexicon)
    if named is not None:
        return named
    is_body = (behind[1] or "").startswith(" of") and found[-1].lower in lexicon.organisations
    end = start + behind.end(1) if is_body else found[-1].end  # the Bank of Tarrow
    return Span(found[first].start, end)


def _named_before(article: Article, found: Sequence[Word], lexicon: Lexicon) -> Span | None:
    """Return who is named in full before the last word, if that begins what he or she is: "Ana Brul, *a* cook who"."""
    *before, opens = found
    if opens.lower not in _ARTICLES or not before or not is_capitalised(before[-1].text):
        return None
    first = _begin(article.text, before, lexicon)
    if first is None or article.text[before[-1].end : opens.start] != ", ":
        return None
    span = Span(before[first].start, before[-1].end)
    read = read_mention(article, span, lexicon, None)
    is_somebody = read.form == "name" and read.kind is SpeakerKind.PERSON and bool(read.given)
    return span if is_somebody else None


_ARTICLES = frozenset({"a", "an", "the"})


def find_somebody(article: Article, at: int, lexicon: Lexicon) -> Iterator[Span]:
    """Yield who begins a sentence before a place in its paragraph, with an office and no name: "A spokeswoman ..."."""
    for region in article.spans_of(Role.BODY):
        if region.start < at <= region.end:
            for match in _SOMEBODY.finditer(article.text, region.start, at):
                office = match["office"].casefold()
                if office in lexicon.titles and office not in lexicon.unnamed:
                    yield Span(*match.span("who"))


_SOMEBODY = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=[.!?][\"”’] ))(?P<who>An?(?: [\w’'-]+){0,2}? (?P<office>[a-z]+)"
    r"(?: (?:for|of|at|with|from)(?: the| its| his| her)?(?: [A-Z][\w.’'&-]*)+)?)(?= [a-z])",
    re.MULTILINE,
)
"""A description at the beginning of a sentence, up to the verb."""


def find_called_again(article: Article, at: int, lexicon: Lexicon) -> Iterator[Span]:
    """Yield what begins a clause before a place, near it, and may call somebody again: "The Grammy winner has ..."."""
    if not lexicon.called_again:
        return
    for near in _before(article, at):
        for match in _again(lexicon).finditer(article.text, near.start, near.end):
            yield Span(*match.span())


@lru_cache(maxsize=8)
def _again(lexicon: Lexicon) -> re.Pattern[str]:
    """Return what finds a description at the beginning of a clause, up to the verb or the comma."""
    heads = "|".join(sorted(map(re.escape, lexicon.called_again), key=len, reverse=True))
    return re.compile(
        r"(?:^|(?<=[.!?] )|(?<=[.!?][\"”’] )|(?<=, but )|(?<=, and ))"
        rf"the(?: [\w’'-]+){{0,4}}? (?:{heads})(?:[ -]of[ -]\w+)?(?=,? [a-z])",
        re.MULTILINE | re.IGNORECASE,
    )


def find_bodies(article: Article, at: int, lexicon: Lexicon) -> Iterator[Span]:
    """Yield the bodies and countries that are named before a place, in its paragraph and the two before it."""
    for near in _before(article, at):
        run: list[Word] = []
        before: Word | None = None
        """The word before the run."""
        last: Word | None = None
        found = words(article.text, near)
        for word in [*found, Word("", at, at)]:
            gap = article.text[run[-1].end : word.start] if run else ""
            is_capital = is_capitalised(word.text)
            goes_on = is_capital or (bool(run) and word.lower in _INSIDE)
            if goes_on and (not run or adjoins(run[-1], gap, lexicon)):
                before = before if run else last
                run.append(word)
            else:
                yield from _as_body(article, run, before, lexicon)
                run, before = ([word] if is_capital else []), last
            last = word


def _before(article: Article, at: int) -> Iterator[Span]:
    """Yield what stands before a place in its paragraph, and the two paragraphs before it."""
    regions = [one for one in article.spans_of(Role.BODY) if one.start < at]
    yield from (Span(one.start, min(one.end, at)) for one in regions[-_PARAGRAPHS:])


_PARAGRAPHS = 3
_INSIDE = frozenset({"of", "on", "for", "against"})
"""What may stand between the capitals of a body's name: Commission on Dams."""


def _as_body(
    article: Article, run: Sequence[Word], before: Word | None, lexicon: Lexicon
) -> Iterator[Span]:
    """Yield a run of capitals, with a "the" right before it, where it is a body's name."""
    while run and run[0].lower in lexicon.openers | lexicon.function_words - {"the"}:
        before, run = run[0], run[1:]
    while run and run[-1].lower in lexicon.function_words:
        run = run[:-1]
    if not run:
        return
    is_beside = before is not None and before.end == run[0].start - 1
    first = before if before is not None and is_beside and before.lower == "the" else run[0]
    span = Span(first.start, run[-1].end)
    read = as_body_named(read_mention(article, span, lexicon, None), article, lexicon)
    country = lexicon.countries.get(read.surname.casefold())
    is_people = country is not None and read.surname != country  # "Chinese officials"
    if read.kind is SpeakerKind.ORGANISATION and read.form == "name" and not is_people:
        yield span


def _begin(text: str, found: Sequence[Word], lexicon: Lexicon) -> int | None:
    """Return with which of the words the noun phrase at their end begins, if there is one."""
    if not found or _is_time(found[-1].lower, lexicon):
        return None
    lower = found[-1].lower
    is_name = is_capitalised(found[-1].text) and lower not in lexicon.unnamed
    first, is_determined = len(found), False
    while first and len(found) - first < _MOST_WORDS and not is_determined:
        word = found[first - 1]
        gap = text[word.end : found[first].start] if first < len(found) else ""
        if gap and not adjoins(word, gap, lexicon):
            break
        lower = word.lower
        is_determined = lower in lexicon.determiners or lower in _EACH
        is_part = is_capitalised(word.text) or is_title(lower, lexicon) or lower in PARTICLES
        is_part = is_part if is_name else _is_of_phrase(found, first - 1, lexicon)
        if not (is_part or is_determined):
            break
        first -= 1
    if not (is_name or is_determined):  # "a vote that enraged liberals"
        first = next(
            (i for i in range(len(found) - 1, first, -1) if found[i - 1].lower.endswith("ed")),
            first,
        )
    while first < len(found) and found[first].lower in lexicon.openers:
        first += 1
    is_verb = not (is_name or is_determined) and found[-1].lower.endswith("ed")
    is_empty = first == len(found) or found[-1].lower in lexicon.determiners | _EACH
    return None if is_verb or is_empty else first


def _is_time(lower: str, lexicon: Lexicon) -> bool:
    unit = lexicon.numbers.units.get(lower)
    is_unit = unit is not None and unit.dimension == "duration"
    return (
        is_unit
        or lower in {"time", "times"}
        or lower in lexicon.weekdays
        or lower in lexicon.months
        or lower in lexicon.days
    )


def _is_of_phrase(found: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Say whether a word can be part of a description, and is no verb or preposition before it.

    "And" is where a determiner stands shortly before: "a trade and shipping group".
    """
    lower = found[at].lower
    if lower == "and":
        before = next(
            (
                i
                for i in range(at - 1, max(-1, at - 4), -1)
                if found[i].lower in lexicon.determiners
            ),
            at,
        )
        return before < at - 1 and all(
            _is_of_phrase(found, i, lexicon) for i in range(before + 1, at)
        )
    outside = (
        lexicon.function_words,
        lexicon.prepositions,
        lexicon.boundaries,
        lexicon.cues,
        lexicon.auxiliaries,
    )
    return not any(lower in some for some in outside)
