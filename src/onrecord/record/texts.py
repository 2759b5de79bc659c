"""A record without its sources' words, and the way back: offsets may travel where texts may not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import RecordError
from onrecord.model import Relation
from onrecord.record.cells import decoded, encoded
from onrecord.record.rows import Row
from onrecord.record.store import SEARCHED, Record
from onrecord.record.verify import SPANNED, spans_of
from onrecord.text.described import without_clause

__all__ = ["Filled", "copy_without_texts", "fill"]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a record was filled with."""

    articles: tuple[str, ...]
    missing: tuple[str, ...]
    """Input names of the articles that no copy was found for."""


def copy_without_texts(source: Path, target: Path) -> None:
    """Write a copy of a record that holds offsets and digests, and no words of its sources.

    Names, titles, roles and dates stay: they are what the record says, not what an outlet wrote.
    Raises RecordError where there is no record or the target exists or cannot be written.
    """
    if target.exists():
        message = f"{target}: is there already; give another name, or delete it"
        raise RecordError(message)
    with Record.read(source):
        pass  # a clear error before anything is written
    try:
        db = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
        try:
            db.execute("VACUUM INTO ?", (str(target),))
        finally:
            db.close()
        db = sqlite3.connect(str(target), isolation_level=None)
        try:
            db.execute("BEGIN")
            _each_row(db, _blanked)
            db.execute("DELETE FROM page_bytes")
            db.execute("DELETE FROM memos")  # they hold words, and a build finds them again
            db.execute("UPDATE article_texts SET text = ''")
            for table in SEARCHED:
                db.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
                db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
            db.execute("COMMIT")
            db.execute("VACUUM")  # nothing stays in pages that the file no longer uses
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        message = f"{target}: {error}"
        raise RecordError(message) from error


def fill(record: Record, texts: Mapping[str, str], pages: Mapping[str, bytes]) -> Filled:
    """Write texts (by article) and page bytes (by page) into a record that came without them.

    Every span gets the characters that it points at. `record` is one that `Record.create` opened.
    Texts are taken as they are: whoever calls has compared their digests.
    """
    db = record.connection()

    def filled(table: str, row: Row, article_of: Mapping[str, str]) -> None:
        for article, _, span in spans_of(table, row, article_of):
            if article in texts:
                span["text"] = texts[article][span["start"] : span["end"]]
        if table == "statements" and row["source"] and row["article"] in texts:
            row["speaker_printed"] = row["source"][0]["text"]
        if table == "differences":
            relation = Relation(row["relation"])
            row["text"] = row["right_span"]["text"] if relation.has_words else ""
            is_two = relation is Relation.WORDS_DIFFER
            row["other_text"] = row["left_span"]["text"] if is_two else ""

    try:
        _each_row(db, filled)
        db.executemany(
            "UPDATE article_texts SET text = ? WHERE article = ?",
            [(text, article) for article, text in texts.items()],
        )
        db.executemany("INSERT OR IGNORE INTO page_bytes VALUES (?, ?)", pages.items())
        record.index()
        db.commit()
    except sqlite3.DatabaseError as error:
        db.rollback()
        message = f"{record.path}: {error}"
        raise RecordError(message) from error
    missing = [
        row["input"]
        for row in record.rows("articles")
        if row["n_chars"] and not record.text(row["id"])
    ]
    return Filled(tuple(sorted(texts)), tuple(missing))


def _blanked(table: str, row: Row, article_of: Mapping[str, str]) -> None:
    for _, _, span in spans_of(table, row, article_of):
        span["text"] = ""
    if table == "statements" and row["speaker_printed"]:
        # who it is, not what he did
        row["speaker_printed"] = without_clause(row["speaker_printed"])
    if table == "differences":
        row["text"] = row["other_text"] = ""  # these repeat the words of a span


def _each_row(
    db: sqlite3.Connection, change: Callable[[str, Row, Mapping[str, str]], None]
) -> None:
    """Change every row that holds spans, in place, and write it back."""
    db.row_factory = sqlite3.Row
    article_of = {
        row["id"]: row["article"] for row in db.execute("SELECT id, article FROM statements")
    }
    for table in sorted({*SPANNED} - {"utterances"}):  # whose spans are stored without words
        for one in db.execute(f"SELECT * FROM {table}").fetchall():  # noqa: S608 - names are ours
            row: dict[str, Any] = decoded(table, one)
            change(table, row, article_of)
            after = {column: encoded(value) for column, value in row.items()}
            changed = {column: value for column, value in after.items() if value != one[column]}
            if changed:
                columns = ", ".join(f'"{column}" = ?' for column in changed)
                db.execute(
                    f"UPDATE {table} SET {columns} WHERE id = ?",  # noqa: S608 - names are ours
                    (*changed.values(), row["id"]),
                )
