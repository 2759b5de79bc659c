"""From the model to exported rows: the fields that the contract names, spans with their text."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.model import (
    Absence,
    Article,
    Difference,
    Figure,
    Judgement,
    Match,
    Mention,
    Origin,
    Page,
    Rejection,
    Reprints,
    Speaker,
    Statement,
    Story,
    Utterance,
)
from onrecord.text.spans import OffsetMap, Span

__all__ = ["Absent", "Row", "Rows", "expanded", "table_rows"]

Row = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Rows:
    """What a build made: pages and articles that are new, everything else as it now is."""

    pages: list[Page] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)
    reprints: list[Reprints] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    utterances: list[Utterance] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)


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


class _Writer:
    """Turns model objects into rows, with what they refer to at hand."""

    def __init__(self, rows: Rows, articles: Iterable[Article]) -> None:
        self.rows = rows
        self.articles = {one.id: one for one in articles}
        self.number = {id_: number for number, id_ in enumerate(sorted(self.articles))}
        self.statements = {one.id: one for one in rows.statements}
        self.names = {one.id: one.name for one in rows.speakers}
        self.story_of = {a: one.id for one in rows.stories for a in one.articles}
        self.reprint_of = {a: one.id for one in rows.reprints for a in one.articles}
        self.origin_of = {one.stage: one.id for one in rows.origins}
        self.speaker_of_mention = {m: one.id for one in rows.speakers for m in one.mentions}

    def spans(self, article: str, spans: Iterable[Span]) -> list[Row]:
        return [span_row(self.articles[article], span) for span in spans]

    def span(self, article: str, span: Span) -> Row:
        return span_row(self.articles[article], span)

    def aligned(self, statement: str, spans: Iterable[Span]) -> list[Row]:
        """Return spans of a statement's article; none for a match of other things."""
        spans = list(spans)
        return self.spans(self.statements[statement].article, spans) if spans else []

    def labels(self, articles: Iterable[str]) -> list[str]:
        return sorted({self.articles[one].label for one in articles})

    def page(self, page: Page) -> Row:
        return {
            "id": page.id,
            "input": page.input,
            "sha256": page.sha256,
            "encoding": page.encoding,
            "media_type": page.media_type,
            "outlet": page.source.outlet,
            "url": page.source.url,
            "published": page.source.published,
            "role": page.source.role,
            "origin": self.origin_of["pages"],
        }

    def article(self, one: Article) -> Row:
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

    def statement(self, one: Statement) -> Row:
        return {
            "id": one.id,
            "article": one.article,
            "outlet": self.articles[one.article].outlet,
            "story": self.story_of.get(one.article),
            "kind": str(one.kind),
            "is_question": one.is_question,
            "act": one.act and str(one.act),
            "source": self.spans(one.article, one.source),
            "cue": self.spans(one.article, one.cue),
            "content": self.spans(one.article, one.content),
            "speaker": one.speaker,
            "speaker_name": self.names.get(one.speaker or ""),
            "speaker_printed": one.speaker_printed,
            "addressee": one.addressee,
            "date_printed": one.date_printed,
            "said_on": one.said_on,
            "repeat_of": one.repeat_of,
            "utterance": one.utterance,
            "confidence": one.confidence,
            "reason": one.reason,
            "origin": self.origin_of["statements"],
        }

    def mention(self, one: Mention) -> Row:
        return {
            "id": one.id,
            "article": one.article,
            "span": self.span(one.article, one.span),
            "form": one.form,
            "given": one.given,
            "surname": one.surname,
            "role": one.role,
            "country": one.country,
            "kind": str(one.kind),
            "statement": one.statement,
            "speaker": self.speaker_of_mention.get(one.id),
            "origin": self.origin_of["voices"],
        }

    def speaker(self, one: Speaker) -> Row:
        return {
            "id": one.id,
            "name": one.name,
            "kind": str(one.kind),
            "forms": [{"text": text, "n": n} for text, n in one.forms],
            "roles": list(one.roles),
            "mentions": list(one.mentions),
            "external_ids": dict(one.external_ids),
            "origin": self.origin_of["speakers"],
        }

    def reprint(self, one: Reprints) -> Row:
        return {
            "id": one.id,
            "articles": list(one.articles),
            "outlets": self.labels(one.articles),
            "earliest": one.earliest,
            "evidence": [
                {
                    "left": run.left,
                    "right": run.right,
                    "left_span": self.span(run.left, run.left_span),
                    "right_span": self.span(run.right, run.right_span),
                }
                for run in one.evidence
            ],
            "coverage": one.coverage,
            "probable_origin": one.probable_origin,
            "wire": one.wire,
            "credits": [
                {
                    "article": credit.article,
                    "span": self.span(credit.article, credit.span),
                    "name": credit.name,
                    "where": credit.where,
                }
                for credit in one.credits
            ],
            "reasons": list(one.reasons),
            "origin": self.origin_of["reprints"],
        }

    def story(self, one: Story) -> Row:
        return {
            "id": one.id,
            "title": one.title,
            "first": one.first,
            "last": one.last,
            "articles": list(one.articles),
            "outlets": self.labels(one.articles),
            "n_independent": one.n_independent,
            "origin": self.origin_of["stories"],
        }

    def utterance(self, one: Utterance) -> Row:
        carrying = [self.statements[id_].article for id_ in one.statements]
        return {
            "id": one.id,
            "story": one.story,
            "speaker": one.speaker,
            "speaker_name": self.names.get(one.speaker or ""),
            "said_on": one.said_on,
            "statements": list(one.statements),
            "outlets": self.labels(carrying),
            "not_found_in": [self.absence(absence) for absence in one.not_found_in],
            "not_available": [],
            "origin": self.origin_of["utterances"],
        }

    def absence(self, one: Absence) -> list[int]:
        """Return an absence as it is stored: `expanded` makes of it what is read and exported."""
        nearest = one.nearest or Span(0, 0)
        return [self.number[one.article], nearest.start, nearest.end, round(one.shared * 1000)]

    def difference(self, one: Difference) -> Row:
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
            "left_span": self.span(left, one.left_span),
            "right_span": self.span(right, one.right_span),
            "text": one.text,
            "other_text": one.other_text,
            "substantive": one.substantive,
            "guards": list(one.guards),
            "folded": list(one.folded),
            "just_before": {
                "left": self.span(left, one.just_before[0]),
                "right": self.span(right, one.just_before[1]),
            },
            "just_after": {
                "left": self.span(left, one.just_after[0]),
                "right": self.span(right, one.just_after[1]),
            },
            "origin": self.origin_of["differences"],
        }

    def figure(self, one: Figure) -> Row:
        return {
            "id": one.id,
            "story": one.story,
            "standing": str(one.standing),
            "outlets": self.labels(given.article for given in one.given),
            "given": [
                {
                    "article": given.article,
                    "span": self.span(given.article, given.span),
                    "sentence": self.span(given.article, given.sentence),
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

    def match(self, one: Match) -> Row:
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
            "left_aligned": self.aligned(one.left, one.left_aligned),
            "right_aligned": self.aligned(one.right, one.right_aligned),
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

    Stored are the article's number, the nearest sentence's place and the share in thousandths: the
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


def table_rows(rows: Rows, articles: Iterable[Article]) -> Iterator[tuple[str, list[Row]]]:
    """Yield each table's name with its rows sorted by id; `articles` are all of the record."""
    writer = _Writer(rows, articles)
    everything: Mapping[str, tuple[Iterable[Any], Any]] = {
        "pages": (rows.pages, writer.page),
        "articles": (writer.articles.values(), writer.article),
        "stories": (rows.stories, writer.story),
        "reprints": (rows.reprints, writer.reprint),
        "speakers": (rows.speakers, writer.speaker),
        "mentions": (rows.mentions, writer.mention),
        "utterances": (rows.utterances, writer.utterance),
        "statements": (rows.statements, writer.statement),
        "differences": (rows.differences, writer.difference),
        "figures": (rows.figures, writer.figure),
        "matches": (rows.matches, writer.match),
        "judgements": (rows.judgements, dataclasses.asdict),
    }
    for table, (items, make) in everything.items():
        made: defaultdict[str, Row] = defaultdict(dict)
        for item in items:
            row = make(item)
            made[row["id"]] = row
        yield table, [made[key] for key in sorted(made)]
