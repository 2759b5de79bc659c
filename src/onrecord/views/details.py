"""One thing of the record, whole: for JSON, and for `explain`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.errors import SettingsError
from onrecord.judgements import KINDS
from onrecord.record.store import Record
from onrecord.views.changes import changes_of
from onrecord.views.overview import Overview, UtteranceView
from onrecord.views.versions import Versions
from onrecord.views.wording import passage_sentence, plain, sentence, statement_text

__all__ = ["as_json", "at_threshold", "explain", "story_json", "subjects"]


def story_json(overview: Overview) -> dict[str, Any]:
    """Return a story with its articles, utterances and differences, in the order of the views."""
    return {
        "story": overview.story,
        "header": overview.independent(),
        "articles": list(overview.articles.values()),
        "reprints": overview.texts_shared,
        "shared_passages": [
            {"places": dict(one.places), "n_words": one.n_words, "is_edited": one.is_edited}
            for one in overview.shared_passages
        ],
        "versions": [_versions(overview, page) for page in overview.versions],
        "utterances": [_utterance(overview, one) for one in overview.utterances],
        "possibly_same": [{**row, "match": overview.match(row)} for row in overview.possibly()],
        "rejections": overview.record.rows("rejections"),
    }


def _versions(overview: Overview, page: Versions) -> dict[str, Any]:
    """Return the versions of a page and what changed between each two that follow each other."""
    return {
        "outlet": page.label,
        "articles": list(page.articles),
        "moments": dict(page.moments),
        "changes": [
            {
                "earlier": one.earlier,
                "later": one.later,
                "titles": one.titles and list(one.titles),
                "differences": [
                    {"id": row["id"], "utterance": row["utterance"]}
                    for said in one.told
                    for row in said.rows
                ],
                "only_earlier": [view.row["id"] for view in one.only[0]],
                "only_later": [view.row["id"] for view in one.only[1]],
                "passages": [
                    [
                        span and {"start": span.start, "end": span.end, "text": text}
                        for span, text in zip(passage.sides, passage.texts, strict=True)
                    ]
                    for passage in one.passages
                ],
            }
            for one in changes_of(overview, page)
        ],
    }


def _utterance(overview: Overview, view: UtteranceView) -> dict[str, Any]:
    return {
        **overview.record.row("utterances", view.row["id"]),
        "number": view.number,
        "statements": list(view.statements),
        "differences": [
            {**one, "sentence": plain(sentence(overview, one))} for one in view.differences
        ],
        "shared_passages": [
            {"places": dict(one.places), "sentence": plain(passage_sentence(overview, one))}
            for one in overview.passages_around(view)
        ],
    }


def as_json(record: Record, table: str, id_: str) -> dict[str, Any]:
    """Return a row; a story or utterance with all that belongs to it."""
    row = record.row(table, id_)
    if table == "stories":
        return story_json(Overview(record, id_))
    if table == "utterances":
        overview = Overview(record, row["story"])
        return _utterance(overview, overview.by_id[id_])
    if table == "articles":
        return {
            **row,
            "text": record.text(id_),
            "statements": record.rows("statements", article=id_),
        }
    if table == "speakers":
        return {**row, "statements": record.rows("statements", speaker=id_)}
    return row


def explain(record: Record, id_: str) -> list[dict[str, Any]]:
    """Return the matches behind a thing, each with both sides in words, made links first."""
    table, whole = record.find(id_)
    row = record.row(table, whole)
    ids = {whole}
    if table == "utterances":
        ids |= set(row["statements"])
    elif table == "stories":
        ids |= set(row["articles"])
    elif table == "speakers":
        ids |= set(row["mentions"])
    elif table == "reprints":
        ids |= set(row["articles"])
    elif table == "differences":
        ids = {row["left"], row["right"]}
    matches = (
        [row]
        if table == "matches"
        else [
            one
            for one in record.rows("matches")
            if (one["left"] in ids or one["right"] in ids)
            and (table != "differences" or {one["left"], one["right"]} == ids)
        ]
    )
    matches.sort(key=lambda one: (not one["linked"], one["kind"], -one["score"], one["id"]))
    return [
        {
            **one,
            "left_text": _shown(record, one["left"]),
            "right_text": _shown(record, one["right"]),
        }
        for one in matches
    ]


def at_threshold(found: Sequence[Mapping[str, Any]], threshold: float) -> list[dict[str, Any]]:
    """Return matches with what would come of each at another threshold: `joined`, `parted` or nothing.

    By the threshold alone: the other rules of a match hold as they did, and what a person decided stays.
    """
    return [{**one, "would_be": _would_be(one, threshold)} for one in found]


def _would_be(match: Mapping[str, Any], threshold: float) -> str | None:
    is_above = match["score"] >= threshold
    if match["decided_by"] or is_above == match["linked"]:
        return None
    return "joined" if is_above else "parted"


def _shown(record: Record, id_: str) -> str:
    for row in record.rows("statements", id=id_):
        label = record.row("articles", row["article"])["label"]
        return f"{label}: {statement_text(row)}"
    for row in record.rows("mentions", id=id_):
        label = record.row("articles", row["article"])["label"]
        return f"{label}: “{row['span']['text']}”"
    for row in record.rows("articles", id=id_):
        return str(row["label"])
    return id_


def subjects(record: Record, left: str, right: str | None) -> dict[str, str]:
    """Return what a decision is about: kind, and both sides by id and place.

    `left` alone may be a match, which has both sides. An utterance is meant by its first statement,
    a speaker by the first mention, a story by its first article.
    Raises NoSuchItem; SettingsError for two things of different kinds.
    """
    table, whole = record.find(left)
    if table == "matches":
        row = record.row(table, whole)
        kind = row["kind"] if row["kind"] in KINDS else "utterance"
        if row["kind"] == "reprint":
            message = "a decision is about utterances, speakers or stories, not about reprints"
            raise SettingsError(message)
        found = {"kind": kind, "left": row["left"], "right": row["right"]}
    else:
        kind, first = _subject(record, table, whole)
        found = {"kind": kind, "left": first}
        if right is not None:
            other, second = _subject(record, *record.find(right))
            if other != kind:
                message = f"one is of kind {kind}, the other of kind {other}"
                raise SettingsError(message)
            found["right"] = second
    for side in ("left", "right"):
        if side in found:
            found[f"{side}_place"] = _place(record, found[side])
    return found


def _subject(record: Record, table: str, id_: str) -> tuple[str, str]:
    row = record.row(table, id_)
    if table in {"statements", "mentions", "articles"}:
        kinds = {"statements": "utterance", "mentions": "speaker", "articles": "story"}
        return kinds[table], id_
    if table in _FIRST:
        kind, column = _FIRST[table]
        return kind, str(row[column][0])
    message = f"a decision is about utterances, speakers or stories, not about {table}"
    raise SettingsError(message)


_FIRST = {
    "utterances": ("utterance", "statements"),
    "speakers": ("speaker", "mentions"),
    "stories": ("story", "articles"),
}


def _place(record: Record, id_: str) -> str:
    for row in record.rows("statements", id=id_):
        return f"{row['article']}:{row['content'][0]['start']}-{row['content'][-1]['end']}"
    for row in record.rows("mentions", id=id_):
        return f"{row['article']}:{row['span']['start']}-{row['span']['end']}"
    return ""
