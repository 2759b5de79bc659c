"""Sources without a name, "a porter", in texts that several articles print: at one place of a text they are one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.model import Article, Mention, SpeakerKind, content_id
from onrecord.speakers.voice import Voice
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words

__all__ = ["with_places"]

_AROUND = 160
"""Characters on either side, within the line, that are the same where two prints have one place. Set by hand."""


def with_places(
    voices: Sequence[Voice],
    text_of: Mapping[str, str],
    articles: Mapping[str, Article],
    mentions: Mapping[str, Sequence[Mention]],
) -> list[Voice]:
    """Return the voices, those that have no name with their place in a text that others print too.

    `text_of` gives the text of an article that is printed by several. A place that an article has twice is none,
    in the others either.
    """
    places: list[tuple[str, str]] = []
    for one in voices:
        place = ""
        if one.kind is SpeakerKind.UNNAMED and one.article in text_of:
            article = articles[one.article]
            first = one.mentions[0]
            span = next(each.span for each in mentions[one.article] if each.id == first.id)
            around = _around(span, article.text)
            parts = text_of[one.article], one.story, first.text.casefold(), around
            place = content_id("place", *map(repr, parts))
        places.append((one.article, place))
    twice = {place for (_, place), n in Counter(places).items() if n > 1} | {""}
    return [
        one if place in twice else replace(one, place_in_text=place)
        for one, (_, place) in zip(voices, places, strict=True)
    ]


def _around(span: Span, text: str) -> list[str]:
    """Return the words around a mention, in lower case, as far as the line goes."""
    first = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
    last = text.find("\n", span.end)
    last = min(len(text) if last < 0 else last, span.end + _AROUND)
    return lowered_words(text, Span(first, last))
