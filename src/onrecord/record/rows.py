"""From the model to exported rows: the fields that the contract names, spans with their text."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.model import (
    Absence,
    Article,
    Difference,
    Figure,
    Match,
    Mention,
    Origin,
    Page,
    Reprints,
    Speaker,
    Statement,
    Story,
    Utterance,
)
from onrecord.text.spans import OffsetMap, Span

__all__ = ["Absent", "Row", "RowMaker", "expanded"]

Row = dict[str, Any]


def span_row(article: Article, span: Span) -> Row:
    """Return a span with its place in the page and its characters."""
    place = article.offsets.to_page(span)
    return {
        "start": span.start,
        "end": span.end,
        "page_start": place.start,
        "page_end": place.end,
        "text": span.of(article.text),
    }


class RowMaker:
    """Turns model objects into rows, with what they refer to at hand.

    What is not known yet (a build makes stories before it makes speakers) is filled in as it goes.
    """

    def __init__(self, origins: Iterable[Origin]) -> None:
        self.origin_of = {one.stage: one.id for one in origins}
        self.articles: Mapping[str, Article] = {}
        self.statements: dict[str, Statement] = {}
        """Those that utterances, differences and matches of statements refer to."""
        self.story_of: dict[str, str] = {}
        self.reprint_of: dict[str, str] = {}
        self.speaker_of: dict[str, str] = {}
        """The speaker of each mention."""
        self.names: dict[str, str] = {}
        """The name of each speaker."""
        self._number: dict[str, int] = {}
        self._transcripts: dict[str, dict[str, int]] = {}
        """For each story that quotes transcripts of others their numbers, which go on from its own articles'."""

    def know_stories(self, stories: Iterable[Story]) -> None:
        """Take in which story each article is in, and as which of its articles."""
        for story in stories:
            for number, article in enumerate(story.articles):
                self.story_of[article], self._number[article] = story.id, number
            if story.transcripts:
                numbered = enumerate(story.transcripts, len(story.articles))
                self._transcripts[story.id] = {article: number for number, article in numbered}

    def rows(self, table: str, things: Iterable[Any]) -> Iterator[Row]:
        """Yield a table's rows of these things."""
        make: Mapping[str, Callable[[Any], Row]] = {
            "pages": self._page,
            "articles": self._article,
            "stories": self._story,
            "reprints": self._reprint,
            "speakers": self._speaker,
            "mentions": self._mention,
            "utterances": self._utterance,
            "statements": self._statement,
            "differences": self._difference,
            "figures": self._figure,
            "matches": self._match,
            "judgements": dataclasses.asdict,
        }
        return map(make[table], things)

    def _spans(self, article: str, spans: Iterable[Span]) -> list[Row]:
        return [span_row(self.articles[article], span) for span in spans]

    def _span(self, article: str, span: Span) -> Row:
        return span_row(self.articles[article], span)

    def _aligned(self, id_: str, spans: Iterable[Span]) -> list[Row]:
        """Return spans of a statement's article, or of an article; none for a match of other things."""
        spans = list(spans)
        if not spans:
            return []
        article = id_ if id_ in self.articles else self.statements[id_].article
        return self._spans(article, spans)

    def _labels(self, articles: Iterable[str]) -> list[str]:
        return sorted({self.articles[one].label for one in articles})

    def _page(self, page: Page) -> Row:
        return {
            "id": page.id,
            "input": page.input,
            "sha256": page.sha256,
            "encoding": page.encoding,
            "media_type": page.media_type,
            "outlet": page.source.outlet,
            "url": page.source.url,
            "published": page.source.published,
            "updated": page.source.updated,
            "fetched": page.source.fetched,
            "role": page.source.role,
            "origin": self.origin_of["pages"],
        }

    def _article(self, one: Article) -> Row:
        return {
            "id": one.id,
            "page": one.page,
            "input": one.input,
            "label": one.label,
            "outlet": one.outlet,
            "title": one.title,
            "byline": one.byline,
            "url": one.url,
            "published": one.published,
            "published_printed": one.published_printed,
            "updated": one.updated,
            "fetched": one.fetched,
            "language": one.language,
            "role": one.role,
            "n_chars": len(one.text),
            "text_sha256": one.text_sha256,
            "page_sha256": one.page_sha256,
            "media_type": one.media_type,
            "regions": [
                {
                    "role": str(region.role),
                    "time_code": region.time_code,
                    **span_row(one, region.span),
                }
                for region in one.regions
            ],
            "reprint_group": self.reprint_of.get(one.id),
            "story": self.story_of.get(one.id),
            "origin": self.origin_of["articles"],
        }

    def _statement(self, one: Statement) -> Row:
        return {
            "id": one.id,
            "article": one.article,
            "outlet": self.articles[one.article].outlet,
            "story": self.story_of.get(one.article),
            "kind": str(one.kind),
            "is_question": one.is_question,
            "act": one.act and str(one.act),
            "source": self._spans(one.article, one.source),
            "cue": self._spans(one.article, one.cue),
            "content": self._spans(one.article, one.content),
            "speaker": one.speaker,
            "speaker_name": self.names.get(one.speaker or ""),
            "speaker_printed": one.speaker_printed,
            "addressee": one.addressee,
            "date_printed": one.date_printed,
            "said_on": one.said_on,
            "repeat_of": one.repeat_of,
            "told_as": one.told_as,
            "utterance": one.utterance,
            "confidence": one.confidence,
            "reason": one.reason,
            "origin": self.origin_of["statements"],
        }

    def _mention(self, one: Mention) -> Row:
        return {
            "id": one.id,
            "article": one.article,
            "span": self._span(one.article, one.span),
            "form": one.form,
            "given": one.given,
            "surname": one.surname,
            "role": one.role,
            "country": one.country,
            "kind": str(one.kind),
            "statement": one.statement,
            "together": one.together,
            "speaker": self.speaker_of.get(one.id),
            "origin": self.origin_of["voices"],
        }

    def _speaker(self, one: Speaker) -> Row:
        return {
            "id": one.id,
            "name": one.name,
            "kind": str(one.kind),
            "forms": [{"text": text, "n": n} for text, n in one.forms],
            "roles": list(one.roles),
            "mentions": list(one.mentions),
            "external_ids": dict(one.external_ids),
            "members": list(one.members),
            "origin": self.origin_of["speakers"],
        }

    def _reprint(self, one: Reprints) -> Row:
        return {
            "id": one.id,
            "articles": list(one.articles),
            "outlets": self._labels(one.articles),
            "earliest": one.earliest,
            "evidence": [
                {
                    "left": run.left,
                    "right": run.right,
                    "left_span": self._span(run.left, run.left_span),
                    "right_span": self._span(run.right, run.right_span),
                }
                for run in one.evidence
            ],
            "coverage": one.coverage,
            "probable_origin": one.probable_origin,
            "wire": one.wire,
            "credits": [
                {
                    "article": credit.article,
                    "span": self._span(credit.article, credit.span),
                    "name": credit.name,
                    "where": credit.where,
                }
                for credit in one.credits
            ],
            "reasons": list(one.reasons),
            "origin": self.origin_of["reprints"],
        }

    def _story(self, one: Story) -> Row:
        return {
            "id": one.id,
            "title": one.title,
            "first": one.first,
            "last": one.last,
            "articles": list(one.articles),
            "outlets": self._labels(one.articles),
            "n_independent": one.n_independent,
            "transcripts": list(one.transcripts),
            "origin": self.origin_of["stories"],
        }

    def _utterance(self, one: Utterance) -> Row:
        carrying = [self.statements[id_].article for id_ in one.statements]
        return {
            "id": one.id,
            "story": one.story,
            "speaker": one.speaker,
            "speaker_name": self.names.get(one.speaker or ""),
            "said_on": one.said_on,
            "statements": list(one.statements),
            "outlets": self._labels(carrying),
            "not_found_in": [self._absence(one.story, absence) for absence in one.not_found_in],
            "not_available": [],
            "origin": self.origin_of["utterances"],
        }

    def _absence(self, story: str, one: Absence) -> list[int]:
        """Return an absence as it is stored: `expanded` makes of it what is read and exported."""
        nearest = one.nearest or Span(0, 0)
        others = self._transcripts.get(story, {})
        number = others[one.article] if one.article in others else self._number[one.article]
        return [number, nearest.start, nearest.end, round(one.shared * 1000)]

    def _difference(self, one: Difference) -> Row:
        left = self.statements[one.left].article
        right = self.statements[one.right].article
        return {
            "id": one.id,
            "utterance": one.utterance,
            "left": one.left,
            "right": one.right,
            "left_article": left,
            "right_article": right,
            "relation": str(one.relation),
            "left_span": self._span(left, one.left_span),
            "right_span": self._span(right, one.right_span),
            "text": one.text,
            "other_text": one.other_text,
            "substantive": one.substantive,
            "guards": list(one.guards),
            "folded": list(one.folded),
            "just_before": {
                "left": self._span(left, one.just_before[0]),
                "right": self._span(right, one.just_before[1]),
            },
            "just_after": {
                "left": self._span(left, one.just_after[0]),
                "right": self._span(right, one.just_after[1]),
            },
            "adjacent": one.adjacent,
            "origin": self.origin_of["differences"],
        }

    def _figure(self, one: Figure) -> Row:
        return {
            "id": one.id,
            "story": one.story,
            "standing": str(one.standing),
            "outlets": self._labels(given.article for given in one.given),
            "given": [
                {
                    "article": given.article,
                    "span": self._span(given.article, given.span),
                    "sentence": self._span(given.article, given.sentence),
                    "value": given.value,
                    "low": given.low,
                    "high": given.high,
                    "bound": given.bound,
                    "unit": given.unit,
                }
                for given in one.given
            ],
            "reasons": list(one.reasons),
            "origin": self.origin_of["figures"],
        }

    def _match(self, one: Match) -> Row:
        stage = {"reprint": "reprints", "story": "stories", "speaker": "speakers"}
        return {
            "id": one.id,
            "kind": one.kind,
            "left": one.left,
            "right": one.right,
            "linked": one.linked,
            "score": one.score,
            "threshold": one.threshold,
            "margin": one.margin,
            "runner_up": one.runner_up,
            "reasons": list(one.reasons),
            "left_aligned": self._aligned(one.left, one.left_aligned),
            "right_aligned": self._aligned(one.right, one.right_aligned),
            "decided_by": one.decided_by,
            "origin": self.origin_of[stage.get(one.kind, "utterances")],
        }


@dataclass(frozen=True, slots=True)
class Absent:
    """What of an article is told where an utterance is not found in it."""

    id: str
    label: str
    text: str
    n_chars: int
    offsets: OffsetMap


def expanded(absence: Sequence[int], article: Absent) -> Row:
    """Return an absence as it is exported; `article` is the one whose number it has.

    Stored are the article's number among its story's, the nearest sentence's place and the share in thousandths: the
    words of the sentence, written out for each of a hundred articles, were most of a large record.
    """
    _, start, end, share = absence
    nearest = Span(start, end)
    place = article.offsets.to_page(nearest)
    return {
        "article": article.id,
        "outlet": article.label,
        "n_chars": article.n_chars,
        "nearest": {
            "start": start,
            "end": end,
            "page_start": place.start,
            "page_end": place.end,
            "text": nearest.of(article.text),
        }
        if nearest
        else None,
        "shared": share / 1000,
    }
