"""Passages that two texts have in common though they are not one: an utterance that stands in one may be one account.

Reporters who hear one sentence write down the same quotation; they seldom put the same words around it. What stands
in a passage that two outlets print alike is told with the utterance, so that nobody counts two witnesses unwarned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.text.tokens import lowered_words

if TYPE_CHECKING:
    from onrecord.views.overview import Overview, UtteranceView

__all__ = [
    "SharedPassage",
    "passages_around",
    "passages_of_story",
    "passages_with",
    "shared_passages",
]

Row = Mapping[str, Any]


class SharedPassage(NamedTuple):
    """A stretch that some texts print alike."""

    places: Mapping[str, Row]
    """Its span in each article."""
    n_words: int
    """Of one of them: of edited passages they differ."""
    is_edited: bool
    """A few words differ."""

    @property
    def text(self) -> str:
        """Its words, of edited ones as the first article has them."""
        return str(next(iter(self.places.values()))["text"])


def shared_passages(overview: Overview) -> list[SharedPassage]:
    """Return the passages that independent texts of a story have in common, the longest first.

    Those of the same words are one, however many texts print it. A record that goes without texts shows none: what is
    alike in them cannot be told.
    """
    found: dict[tuple[object, ...], tuple[dict[str, Row], int, bool]] = {}
    for row in overview.record.rows_in("matches", "left", sorted(overview.articles)):
        sides = row["left"], row["right"]
        if row["kind"] != "reprint" or row["linked"] or row["right"] not in overview.articles:
            continue
        if len({overview.carrier(one) for one in sides}) < 2:
            continue
        for pair in zip(row["left_aligned"], row["right_aligned"], strict=True):
            if not pair[0]["text"]:
                continue  # a record that goes without texts
            some, others = (tuple(lowered_words(one["text"])) for one in pair)
            key: tuple[object, ...] = (some,) if some == others else (sides, pair[0]["start"])
            places, _, _ = found.setdefault(key, ({}, len(some), some != others))
            places.update(zip(sides, pair, strict=True))
    rank = {id_: number for number, id_ in enumerate(overview.articles)}
    passages = [
        SharedPassage(dict(sorted(places.items(), key=lambda one: rank[one[0]])), n, is_edited)
        for places, n, is_edited in found.values()
    ]
    return sorted(passages, key=lambda one: (-one.n_words, one.is_edited, one.text))


def passages_around(overview: Overview, view: UtteranceView) -> list[SharedPassage]:
    """Return the passages in which an utterance stands in several independent texts, one for the same texts."""
    return _passages_at(overview, [(one["article"], *_place(one)) for one in view.statements])


def passages_with(overview: Overview, given: Iterable[Row]) -> list[SharedPassage]:
    """Return the passages in which numbers stand that several independent texts give, one for the same texts."""
    places = [(one["article"], one["span"]["start"], one["span"]["end"]) for one in given]
    return _passages_at(overview, places)


def _passages_at(overview: Overview, places: Sequence[tuple[str, int, int]]) -> list[SharedPassage]:
    told: list[set[str]] = []
    kept = []
    for one in overview.shared_passages:
        standing = {
            article: span
            for article, start, end in places
            if (span := one.places.get(article)) and start < span["end"] and span["start"] < end
        }
        texts = {overview.carrier(id_) for id_ in standing}
        if len(texts) < 2 or any(texts <= before for before in told):
            continue
        told.append(texts)
        kept.append(one._replace(places=standing))
    return kept


def _place(statement: Row) -> tuple[int, int]:
    spans = [span for part in ("source", "cue", "content") for span in statement[part]]
    return min(one["start"] for one in spans), max(one["end"] for one in spans)


def passages_of_story(overview: Overview) -> Iterator[tuple[list[str], list[SharedPassage]]]:
    """Yield for each texts that share passages what they are called and the passages, most words first.

    Prints of one text have a passage with another each in its own words, a little edited: it is told once, the longest.
    """
    of_texts: dict[tuple[str, ...], list[SharedPassage]] = {}
    rows: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for one in overview.shared_passages:
        carriers = {overview.carrier(id_) for id_ in one.places}
        texts = tuple(overview.label(id_) for id_ in overview.articles if id_ in carriers)
        mine, told = _rows(one), rows.setdefault(texts, set())
        if 2 * len(mine & told) < len(mine):
            of_texts.setdefault(texts, []).append(one)
            told |= mine
    n_words = {texts: sum(one.n_words for one in some) for texts, some in of_texts.items()}
    for texts in sorted(of_texts, key=lambda one: (-n_words[one], one)):
        yield list(texts), of_texts[texts]


_ROW = 4
"""Words in a row by which a passage is known again in another print: as many as make a run (`GroupReprints.seed`)."""


def _rows(passage: SharedPassage) -> set[tuple[str, ...]]:
    lower = lowered_words(passage.text)
    return {tuple(lower[at : at + _ROW]) for at in range(len(lower) - _ROW + 1)}
