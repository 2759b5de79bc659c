"""The same words at one place of a text that several articles print: of all of them one is compared.

Three hundred papers that print one report do not say three hundred times what it says, and each two of them
have no more to tell than that they agree there. docs/design/0027 has what comes of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.model import Article, Statement, content_id
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words
from onrecord.utterances.absence import sentences_of
from onrecord.utterances.folding import Reading

if TYPE_CHECKING:
    from onrecord.utterances.witnesses import Witness

__all__ = ["places_in_texts", "stand_ins"]


def places_in_texts(
    statements: Sequence[Statement],
    readings: Mapping[str, Reading],
    articles: Mapping[str, Article],
    text_of: Mapping[str, str],
) -> dict[str, str]:
    """Return for each statement of a reprinted text its place there: the same for the same words in the same sentences.

    `text_of` gives the text that an article prints, where others print it too. What an article says twice in
    the same sentences has no place that could be told from another, and is left out.
    """
    sentences: dict[str, list[Span]] = {}
    place_of: dict[str, str] = {}
    for one in statements:
        if one.article not in text_of:
            continue
        article = articles[one.article]
        if one.article not in sentences:
            sentences[one.article] = sentences_of(article)
        around = _around(one.place, sentences[one.article])
        words = lowered_words(article.text, around)
        parts = text_of[one.article], one.kind, one.is_question, readings[one.id].exact, words
        place_of[one.id] = content_id("place", *map(repr, parts))
    n_times = Counter((one.article, place_of.get(one.id, "")) for one in statements)
    twice = {place for (_, place), n in n_times.items() if n > 1}
    return {id_: place for id_, place in place_of.items() if place not in twice}


def _around(place: Span, sentences: Sequence[Span]) -> Span:
    """Return a place with the sentences, given in order, that it lies in."""
    first = bisect_right(sentences, place.start, key=lambda one: one.end)
    after = bisect_left(sentences, place.end, key=lambda one: one.start)
    found = sentences[first:after]
    if not found:
        return place
    return Span(min(found[0].start, place.start), max(found[-1].end, place.end))


def stand_ins(
    witnesses: Sequence[Witness],
    first: str,
    originals: Collection[str],
    decided: Collection[str],
) -> dict[str, str]:
    """Return for each statement that need not be compared the one that stands for it: its like, of a speaker so called.

    That of the input `first`, else of an article among `originals`, or else of the earliest day. Where a person decided
    about one of them (`decided`, by id), each is compared by itself.
    """
    classes: defaultdict[tuple[str, str, str, str], list[Witness]] = defaultdict(list)
    for one in witnesses:
        if one.place_in_text:
            classes[one.place_in_text, one.story, one.speaker_name, one.addressee].append(one)
    judged = {one.place_in_text for one in witnesses if one.statement.id in decided}

    def rank(one: Witness) -> tuple[bool, bool, str, str, str]:
        article = one.article
        is_later = article.input != first, article.id not in originals
        return *is_later, article.published or "9", article.id, one.statement.id

    stand_in: dict[str, str] = {}
    for (place, *_), some in classes.items():
        if place not in judged:
            best = min(some, key=rank).statement.id
            stand_in |= {one.statement.id: best for one in some if one.statement.id != best}
    return stand_in
