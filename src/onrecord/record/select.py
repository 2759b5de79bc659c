"""A record cut out of a larger one, or out of a corpus: whole stories with all that belongs to them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from onrecord.errors import RecordError
from onrecord.record.cells import encoded
from onrecord.record.digests import Following
from onrecord.record.rows import Row
from onrecord.record.store import FOLLOWED, SEARCHED, Record, in_words

__all__ = ["Source", "Wanted", "select"]


class Source(Protocol):
    """Where rows are cut from: a record or a corpus."""

    def rows_in(self, table: str, column: str = "", values: Sequence[str] = ()) -> Iterator[Row]:
        """Yield a table's rows whose column has one of the values, or all."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which stories; an empty field leaves it open, and all that are given must hold."""

    stories: tuple[str, ...] = ()
    """Ids, or how they begin."""
    speakers: tuple[str, ...] = ()
    """Names, without regard to case, or ids: a story in which one of them says something."""
    outlets: tuple[str, ...] = ()
    """Names: a story that one of them reports."""
    first: str = ""
    last: str = ""
    """ISO days: a story with an article of that time."""


def select(
    source: Source, target: Path, wanted: Wanted, *, as_read: bool = False
) -> dict[str, int]:
    """Write a record of the stories that are wanted; return the number of rows by table.

    Stories that share a reprinted text come along, so that independent texts stay what they are, and those of
    transcripts that are quoted.
    A speaker has the forms and mentions of these stories alone. What is only `as_read` has what articles give by
    themselves, and nothing that is found by holding them against each other: to build on. Raises RecordError where
    nothing is found, or the target is there already or cannot be written.
    """
    if target.exists():
        message = f"{target}: is there already; give another name, or delete it"
        raise RecordError(message)
    stories = _with_others(source, _chosen(source, wanted))
    if not stories:
        message = (
            "no story fits what was asked for; nothing was written "
            "(names are those that `onrecord show` and the export of `speakers` give)"
        )
        raise RecordError(message)
    try:
        with Record.create(target) as record:
            counts = _write(source, record.connection(), stories, as_read=as_read)
            if not as_read:
                record.index()
            Following(record.connection(), FOLLOWED, SEARCHED).write()
            record.connection().commit()
    except (sqlite3.DatabaseError, RecordError) as error:
        with suppress(OSError):
            target.unlink()
        if isinstance(error, RecordError):
            raise
        raise RecordError(in_words(target, error)) from error
    return counts


def _chosen(source: Source, wanted: Wanted) -> set[str]:
    rows = {row["id"]: row for row in source.rows_in("stories")}
    chosen = set(rows)
    if wanted.stories:
        chosen = {id_ for id_ in chosen if id_.startswith(wanted.stories)}
    if wanted.first or wanted.last:
        chosen = {
            id_
            for id_ in chosen
            if rows[id_]["first"]
            and (rows[id_]["last"] or "") >= wanted.first
            and (not wanted.last or rows[id_]["first"] <= wanted.last)
        }
    if wanted.outlets:
        names = {name.casefold() for name in wanted.outlets}
        chosen = {id_ for id_ in chosen if names & {one.casefold() for one in rows[id_]["outlets"]}}
    if wanted.speakers:
        names = {name.casefold() for name in wanted.speakers}
        speakers = [
            row["id"]
            for row in source.rows_in("speakers")
            if row["name"].casefold() in names or row["id"] in wanted.speakers
        ]
        chosen &= {row["story"] for row in source.rows_in("statements", "speaker", speakers)}
    return chosen


def _with_others(source: Source, stories: set[str]) -> set[str]:
    """Return the stories with those that carry a text of theirs, or have a transcript that they quote."""
    while stories:
        rows = list(source.rows_in("articles", "story", sorted(stories)))
        groups = sorted({row["reprint_group"] for row in rows if row["reprint_group"]})
        others = {row["story"] for row in source.rows_in("articles", "reprint_group", groups)}
        told = source.rows_in("stories", "id", sorted(stories))
        quoted = sorted({id_ for row in told for id_ in _transcripts(row)})
        others |= {row["story"] for row in source.rows_in("articles", "id", quoted)}
        if others <= stories:
            break
        stories |= others
    return stories


def _write(
    source: Source, db: sqlite3.Connection, stories: Collection[str], *, as_read: bool
) -> dict[str, int]:
    """Copy what belongs to the stories, in the transaction under way."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    counts: Counter[str] = Counter()

    def copy(table: str, column: str, values: Iterable[str]) -> list[Row]:
        rows = list(source.rows_in(table, column, sorted(set(values))))
        put(table, rows)
        return rows

    def put(table: str, rows: Iterable[Row]) -> None:
        for row in rows:
            columns = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" for _ in row)
            db.execute(
                f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - names are ours
                [encoded(value) for value in row.values()],
            )
            counts[table] += 1

    told = copy("stories", "id", stories)
    articles = copy("articles", "story", stories)
    ids = [row["id"] for row in articles]
    copy("article_texts", "article", ids)
    pages = {row["page"] for row in articles}
    copy("pages", "id", pages)
    copy("page_bytes", "page", pages)
    # what was given of a page is in no corpus: what its article has is taken for given
    db.execute(
        "INSERT INTO given SELECT page, title, byline FROM articles "
        "WHERE title IS NOT NULL OR byline IS NOT NULL"
    )
    put("origins", source.rows_in("origins"))
    if as_read:
        for table in ("statements", "mentions"):
            read = source.rows_in(table, "article", sorted(ids))
            put(table, ({**row, **_UNTOLD[table]} for row in read))
        if isinstance(source, Record):
            put("memos", source.notes_of(ids))
        return dict(counts)
    copy("reprints", "id", (row["reprint_group"] for row in articles if row["reprint_group"]))
    statements = copy("statements", "article", ids)
    mentions = copy("mentions", "article", ids)
    number = {
        (story["id"], id_): at
        for story in told
        for at, id_ in enumerate((*story["articles"], *_transcripts(story)))
    }
    utterances = list(source.rows_in("utterances", "story", sorted(stories)))
    put("utterances", (_stored(row, number) for row in utterances))
    copy("figures", "story", stories)
    copy("differences", "utterance", (row["id"] for row in utterances))
    things = {row["id"] for rows in (articles, statements, mentions) for row in rows}
    matches = source.rows_in("matches", "left", sorted(things))
    put("matches", (row for row in matches if row["right"] in things))
    speakers = {row["speaker"] for rows in (statements, mentions) for row in rows} - {None}
    of = {row["id"]: row["span"]["text"] for row in mentions}
    put(
        "speakers", (_within(row, of) for row in source.rows_in("speakers", "id", sorted(speakers)))
    )
    judged = source.rows_in("judgements")
    put("judgements", (row for row in judged if {row["left"], row["right"]} & things))
    return dict(counts)


_UNTOLD: Mapping[str, Row] = {
    "statements": dict.fromkeys(("speaker", "speaker_name", "utterance", "told_as")),
    "mentions": {"speaker": None},
}
"""What of a row is found by holding articles against each other."""


def _transcripts(story: Row) -> list[str]:
    """Return the transcripts of other stories that one quotes; a corpus of an earlier version tells of none."""
    return story.get("transcripts") or []


def _stored(row: Row, number: dict[tuple[str, str], int]) -> Row:
    """Return an utterance as it is stored: `rows.expanded` read the other way."""
    absences = []
    for one in row["not_found_in"]:
        nearest = one["nearest"] or {"start": 0, "end": 0}
        place = nearest["start"], nearest["end"]
        absences.append([number[row["story"], one["article"]], *place, round(one["shared"] * 1000)])
    return {**row, "not_found_in": absences}


def _within(row: Row, text_of: dict[str, str]) -> Row:
    """Return a speaker with the mentions of these articles alone."""
    mentions = [id_ for id_ in row["mentions"] if id_ in text_of]
    forms = Counter(text_of[id_] for id_ in mentions)
    shown = sorted(forms.items(), key=lambda form: (-form[1], form[0]))
    return {
        **row,
        "mentions": mentions,
        "forms": [{"text": text, "n": n} for text, n in shown],
    }
