"""The record on disk: opened, read by row, written in one transaction."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Self

from onrecord.errors import NoSuchItem, RecordError
from onrecord.model import (
    Article,
    Mention,
    Page,
    Statement,
    content_id,
)
from onrecord.record.cells import (
    article_of,
    decoded,
    mention_of,
    offsets_of,
    page_of,
    statement_of,
    unsealed,
)
from onrecord.record.digests import table_digest
from onrecord.record.rows import Absent, Row, expanded
from onrecord.record.searching import Search, passages, searched_statement
from onrecord.text.encodings import decode_as
from onrecord.text.spans import OffsetMap

__all__ = ["EXPORTED", "FOLLOWED", "GROUPS", "SEARCHED", "SOURCES", "Record", "in_words"]

EXPORTED = (
    "articles", "statements", "speakers", "reprints", "stories", "utterances", "differences",
    "figures", "rejections", "mentions", "matches", "judgements", "pages", "origins",
)  # fmt: skip
_WITH_ID = (
    "stories",
    "utterances",
    "articles",
    "speakers",
    "statements",
    "differences",
    "figures",
    "matches",
    "reprints",
    "mentions",
    "judgements",
    "pages",
)
GROUPS = {
    "stories": ("story", "articles", "story"),
    "reprints": ("reprints", "articles", "reprint_group"),
    "utterances": ("utterance", "statements", "utterance"),
    "speakers": ("speaker", "mentions", "speaker"),
}
"""Groups, to the word in their id, the table of their members and the column that names the group."""
_TELLING = 8
"""Characters of a former id that are enough to look for it: as many as `show` prints."""
SEARCHED = ("statements_fts", "passages_fts")
SOURCES = ("page_bytes", "article_texts")
"""Tables that hold what outlets wrote: they are part of the record, and of no export by themselves."""
FOLLOWED = (*EXPORTED, *SOURCES, "shards", "events", "given")
"""Tables whose digest follows each row."""
_COPIED = 500_000_000
"""Bytes of a record up to which its search index is checked: on a copy in memory."""
_FACETS = {
    "speaker": "SELECT DISTINCT speaker_name FROM statements WHERE speaker_name IS NOT NULL ORDER BY 1",
    "outlet": "SELECT DISTINCT label FROM articles ORDER BY 1",
    "relation": "SELECT DISTINCT relation FROM differences ORDER BY 1",
    "guard": "SELECT DISTINCT value FROM differences, json_each(guards) ORDER BY 1",
}
_STORY_COUNTS = """WITH shared AS (
 SELECT story, count(*) AS n FROM (
  SELECT utterances.story FROM utterances, json_each(utterances.statements) AS one
  JOIN statements ON statements.id = one.value
  GROUP BY utterances.id HAVING count(DISTINCT statements.article) > 1
 ) GROUP BY story
)
SELECT story, sum(role != 'transcript') AS articles,
 sum(role = 'transcript') + (SELECT json_array_length(transcripts) FROM stories WHERE id = story) AS transcripts,
 count(DISTINCT CASE WHEN role != 'transcript' THEN label END) AS outlets, coalesce(max(shared.n), 0) AS shared
FROM articles LEFT JOIN shared USING (story) WHERE story IS NOT NULL GROUP BY story"""
_PHRASES = 60
"""Phrases that one full-text query asks for."""
_VALUES = 500
"""Values that one query asks for: SQLite allows 999 and more."""
BUSY_SECONDS = 10.0
"""How long a build waits for another that writes the same record before it gives up."""


class Record:
    """One record. `Record.create` to build, `Record.read` for views; both are context managers."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._db, self.path = connection, path
        self._numbered: dict[str, list[str]] = {}
        """The ids of a story's articles in order, and of the transcripts that it quotes, once they are asked for."""
        self._articles: dict[str, Absent] = {}
        self._db.row_factory = sqlite3.Row

    @classmethod
    def create(cls, path: str | Path) -> Self:
        """Open a record for building, made if it is not there; `:memory:` keeps none.

        Raises RecordError when the path cannot be written, holds something else, or another
        build is writing.
        """
        try:
            connection = sqlite3.connect(str(path), isolation_level=None, timeout=BUSY_SECONDS)
            record = cls(connection, str(path))
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            record._migrate()
        except sqlite3.DatabaseError as error:
            raise RecordError(in_words(path, error)) from error
        return record

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Open a record for reading only; raises RecordError when there is none."""
        if not Path(path).is_file():
            message = (
                f"{path}: there is no record here; make one with: onrecord build INPUT... -o {path}"
            )
            raise RecordError(message)
        uri = f"{Path(path).resolve().as_uri()}?mode=ro"
        try:
            record = cls(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS), str(path))
            version = record._db.execute("PRAGMA user_version").fetchone()[0]
            record._db.execute("SELECT count(*) FROM articles")
        except sqlite3.DatabaseError as error:
            raise RecordError(in_words(path, error)) from error
        if version != len(_migrations()):
            known = len(_migrations())
            what = f"bring it up to date with: onrecord build -o {path}"
            if version > known:
                what = "it takes a later version of onrecord to read it"
            message = f"{path}: made by another version (schema {version}, not {known}); {what}"
            raise RecordError(message)
        return record

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was not written is left out."""
        if self._db.in_transaction:
            self._db.rollback()
        self._db.close()

    def connection(self) -> sqlite3.Connection:
        """Return the connection, for what else of `record` writes."""
        return self._db

    def has_texts(self) -> bool:
        """Say whether the sources' words are here, or offsets alone."""
        query = "SELECT EXISTS (SELECT 1 FROM page_bytes) OR NOT EXISTS (SELECT 1 FROM pages)"
        return bool(self._db.execute(query).fetchone()[0])

    def _migrate(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        scripts = _migrations()
        if version > len(scripts):
            message = f"{self.path}: made by a newer version of onrecord (schema {version})"
            raise RecordError(message)
        for number, script in enumerate(scripts[version:], version + 1):
            for statement in script.split(";\n"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {number}")

    # -- reading ---------------------------------------------------------------------------------

    def page_ids(self) -> dict[str, str]:
        """Return the input name of every page id."""
        return {row["id"]: row["input"] for row in self._db.execute("SELECT id, input FROM pages")}

    def sources(self) -> Iterator[Page]:
        """Yield the pages whose bytes are here, in order of id, as they were read and with what was given of them."""
        query = (
            "SELECT pages.*, data, title, byline FROM pages "
            "JOIN page_bytes ON page_bytes.page = pages.id LEFT JOIN given ON given.page = pages.id "
            "ORDER BY pages.id"
        )
        for row in self._db.execute(query):
            yield page_of(row)

    def articles(self) -> Iterator[Article]:
        """Yield the articles as they were extracted, with text, regions and offsets."""
        query = "SELECT * FROM articles JOIN article_texts ON article = id ORDER BY id"
        for row in self._db.execute(query):
            yield article_of(row)

    def statements(self, origin: str) -> Iterator[Statement]:
        """Yield the statements that this origin made, by article, with the speakers they were last given."""
        query = "SELECT * FROM statements WHERE origin = ? ORDER BY article, id"
        return map(statement_of, self._db.execute(query, (origin,)))

    def mentions(self, origin: str) -> Iterator[Mention]:
        """Yield the mentions that this origin made, by article."""
        query = "SELECT * FROM mentions WHERE origin = ? ORDER BY article, id"
        return map(mention_of, self._db.execute(query, (origin,)))

    def noted(self, stage: str, origin: str) -> Iterator[str]:
        """Yield the articles of which this origin of a stage noted something for the next build; none damaged."""
        query = "SELECT key, value FROM memos WHERE stage = ? AND origin = ?"
        for row in self._db.execute(query, (stage, origin)):
            if unsealed((stage, row["key"], origin), row["value"]) is not None:
                yield row["key"]

    def memo(self, stage: str, key: str, origin: str) -> bytes:
        """Return what this origin of a stage noted of an article. Raises NoSuchItem where that is nothing."""
        query = "SELECT value FROM memos WHERE stage = ? AND key = ? AND origin = ?"
        row = self._db.execute(query, (stage, key, origin)).fetchone()
        note = row and unsealed((stage, key, origin), row["value"])
        if note is None:
            raise NoSuchItem(key)
        return note

    def notes_of(self, articles: Iterable[str]) -> Iterator[Row]:
        """Yield what stages noted of articles, as it is stored."""
        stages = [row["stage"] for row in self._db.execute("SELECT DISTINCT stage FROM memos")]
        query = "SELECT * FROM memos WHERE stage = ? AND key = ?"
        for id_ in articles:
            for stage in stages:
                yield from map(dict, self._db.execute(query, (stage, id_)))

    def damaged_memos(self) -> list[str]:
        """Return of which things a note for the next build is not as it was written."""
        rows = self._db.execute("SELECT * FROM memos ORDER BY stage, key")
        return [
            str(row["key"])
            for row in rows
            if unsealed((row["stage"], row["key"], row["origin"]), row["value"]) is None
        ]

    def rows(self, table: str, **where: object) -> list[Row]:
        """Return a table's rows, lists decoded, in order of id, where columns have these values."""
        if table not in EXPORTED:
            raise NoSuchItem(table, EXPORTED)
        clause = " AND ".join(f'"{column}" IS ?' for column in where)
        query = (
            f"SELECT * FROM {table} {f'WHERE {clause}' if clause else ''} ORDER BY {_order(table)}"  # noqa: S608 - names are ours
        )
        return list(self._decoded(table, self._db.execute(query, tuple(where.values()))))

    def rows_in(self, table: str, column: str = "", values: Sequence[str] = ()) -> Iterator[Row]:
        """Yield a table's rows whose column has one of the values, or all; the sources' tables too."""
        if table not in (*EXPORTED, *SOURCES):
            raise NoSuchItem(table, EXPORTED)
        if not column:
            yield from self._decoded(table, self._db.execute(f"SELECT * FROM {table}"))  # noqa: S608
        for start in range(0, len(values), _VALUES):
            some = values[start : start + _VALUES]
            marks = ", ".join("?" for _ in some)
            query = f'SELECT * FROM {table} WHERE "{column}" IN ({marks})'  # noqa: S608 - names are ours
            yield from self._decoded(table, self._db.execute(query, tuple(some)))

    def _decoded(self, table: str, found: Iterable[sqlite3.Row]) -> Iterator[Row]:
        for one in found:
            row = decoded(table, one)
            if table == "utterances":
                row["not_found_in"] = [
                    expanded(absence, self._absent(row["story"], absence[0]))
                    for absence in row["not_found_in"]
                ]
            yield row

    def _absent(self, story: str, number: int) -> Absent:
        """Return what is told of an article in which something is not found; each is read once."""
        if story not in self._numbered:
            found = self._db.execute(
                "SELECT articles, transcripts FROM stories WHERE id = ?", (story,)
            ).fetchone()
            self._numbered[story] = [
                *json.loads(found["articles"]),
                *json.loads(found["transcripts"]),
            ]
        id_ = self._numbered[story][number]
        if id_ not in self._articles:
            query = """SELECT id, label, text, n_chars, offsets FROM articles
 JOIN article_texts ON article = id WHERE id = ?"""
            row = self._db.execute(query, (id_,)).fetchone()
            self._articles[id_] = Absent(
                row["id"], row["label"], row["text"], row["n_chars"], offsets_of(row["offsets"])
            )
        return self._articles[id_]

    def together_with(self, speaker: str) -> list[Row]:
        """Return those who speak together of whom a speaker is one, in order of id."""
        query = """SELECT * FROM speakers WHERE members != '[]'
 AND EXISTS (SELECT 1 FROM json_each(members) WHERE value = ?) ORDER BY id"""
        return [decoded("speakers", row) for row in self._db.execute(query, (speaker,))]

    def differences(self, story: str) -> list[Row]:
        """Return the differences of one story, in order of id."""
        query = """SELECT differences.* FROM utterances
 JOIN differences ON differences.utterance = utterances.id WHERE utterances.story = ? ORDER BY differences.id"""
        return [decoded("differences", row) for row in self._db.execute(query, (story,))]

    def stories_with(self, rows: Iterable[str]) -> set[str]:
        """Return the stories of articles in whose text one of these rows of words stands, furniture and all."""
        query = """SELECT DISTINCT articles.story FROM passages_fts
 JOIN articles ON articles.id = passages_fts.article WHERE passages_fts MATCH ? AND articles.story IS NOT NULL"""
        wanted = list(dict.fromkeys(rows))
        found: set[str] = set()
        for at in range(0, len(wanted), _PHRASES):
            phrases = " OR ".join(f'"{one}"' for one in wanted[at : at + _PHRASES])
            found |= {row["story"] for row in self._db.execute(query, (f"text : ({phrases})",))}
        return found

    def quoting(self, transcript: str) -> list[str]:
        """Return the other stories that quote a transcript, in order of their first article's day."""
        query = """SELECT stories.id FROM stories, json_each(stories.transcripts) AS one
 WHERE one.value = ? ORDER BY coalesce(stories.first, '9'), stories.id"""
        return [row["id"] for row in self._db.execute(query, (transcript,))]

    def utterances(self, story: str) -> list[Row]:
        """Return the utterances of a story without where each was not found: the most of a large record."""
        columns = (
            "id, story, speaker, speaker_name, said_on, statements, outlets, not_available, origin"
        )
        query = f"SELECT {columns} FROM utterances WHERE story = ? ORDER BY id"  # noqa: S608 - names are ours
        return [decoded("utterances", row) for row in self._db.execute(query, (story,))]

    def labels(self) -> dict[str, str]:
        """Return what each article is called."""
        return {
            row["id"]: row["label"] for row in self._db.execute("SELECT id, label FROM articles")
        }

    def served(self) -> list[Row]:
        """Return where and when each article was served, as far as that is known."""
        query = "SELECT id, label, url, role, input, published, updated, fetched FROM articles"
        return [dict(row) for row in self._db.execute(query)]

    def speaker_counts(self) -> dict[str, int]:
        """Return the number of statements of each speaker; under the empty string, of nobody known."""
        query = "SELECT coalesce(speaker, '') AS speaker, count(*) AS n FROM statements GROUP BY 1"
        return {row["speaker"]: row["n"] for row in self._db.execute(query)}

    def story_counts(self) -> dict[str, dict[str, int]]:
        """Return for each story the number of its articles, outlets, transcripts and shared utterances.

        An utterance is shared when two articles carry it.
        """
        return {row["story"]: dict(row) for row in self._db.execute(_STORY_COUNTS)}

    def page(self, table: str, limit: int, offset: int) -> list[Row]:
        """Return some rows of a table, in order of id."""
        if table not in EXPORTED:
            raise NoSuchItem(table, EXPORTED)
        query = f"SELECT * FROM {table} ORDER BY {_order(table)} LIMIT ? OFFSET ?"  # noqa: S608 - names are ours
        return list(self._decoded(table, self._db.execute(query, (limit, offset))))

    def row(self, table: str, id_: str) -> Row:
        """Return one row; raises NoSuchItem."""
        found = self.rows(table, id=id_)
        if not found:
            raise NoSuchItem(id_)
        return found[0]

    def text(self, article: str) -> str:
        """Return an article's text."""
        query = "SELECT text FROM article_texts WHERE article = ?"
        row = self._db.execute(query, (article,)).fetchone()
        if row is None:
            raise NoSuchItem(article)
        return str(row["text"])

    def offsets(self, article: str) -> OffsetMap:
        """Return the way from an article's text to its page. Raises NoSuchItem."""
        query = "SELECT offsets FROM article_texts WHERE article = ?"
        row = self._db.execute(query, (article,)).fetchone()
        if row is None:
            raise NoSuchItem(article)
        return offsets_of(row["offsets"])

    def page_text(self, page: str) -> str:
        """Return a page as it decodes. Raises NoSuchItem."""
        return decode_as(self.page_bytes(page), self.row("pages", page)["encoding"])

    def page_bytes(self, page: str) -> bytes:
        """Return a page as it was served."""
        row = self._db.execute("SELECT data FROM page_bytes WHERE page = ?", (page,)).fetchone()
        if row is None:
            raise NoSuchItem(page)
        return bytes(row["data"])

    def find(self, prefix: str) -> tuple[str, str]:
        """Return (table, id) of the one thing whose id begins so; raises NoSuchItem."""
        found = [
            (table, row["id"])
            for table in _WITH_ID
            for row in self._db.execute(
                f"SELECT id FROM {table} WHERE substr(id, 1, ?) = ?",  # noqa: S608 - names are ours
                (len(prefix), prefix),
            )
        ]
        if not found and len(prefix) >= _TELLING:
            found = [
                (table, now)
                for table in GROUPS
                if (now := self.successor(table, prefix)) is not None
            ]
        if len(found) != 1 or not prefix:
            raise NoSuchItem(prefix, (id_ for _, id_ in found))
        return found[0]

    def successor(self, table: str, former: str) -> str | None:
        """Return the group that now holds what once gave a group this id, or an id that begins so.

        A group's id is made from the smallest of its members', so one that a smaller member has joined, or that
        has become one with another, is found again by each of its members: nothing need be kept.
        None for an id that no member could have given.
        """
        found = (now for id_, now in self._successors(table) if id_.startswith(former))
        return next(found, None)

    def successors(self, table: str) -> dict[str, str]:
        """Return every id that a group may have had with the one that it has now: see `successor`."""
        return dict(self._successors(table))

    def _successors(self, table: str) -> Iterator[tuple[str, str]]:
        kind, members, column = GROUPS[table]
        query = f"SELECT id, {column} AS now FROM {members} WHERE {column} IS NOT NULL ORDER BY id"  # noqa: S608 - names are ours
        for row in self._db.execute(query):
            yield content_id(kind, row["id"]), row["now"]

    def events(self) -> list[Row]:
        """Return what builds did to stories, in order, each as it was then.

        Fields: `build` (from 1), `story` (its id), `was` (ids of the stories that its articles were of
        before), `articles` (ids of those that came to it).
        """
        query = "SELECT build, story, was, articles FROM events ORDER BY build, story"
        return [
            {**row, "was": json.loads(row["was"]), "articles": json.loads(row["articles"])}
            for row in map(dict, self._db.execute(query))
        ]

    def counts(self) -> dict[str, int]:
        """Return the number of rows of each table."""
        return {
            table: self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - names are ours
            for table in EXPORTED
        }

    def counts_by(self, table: str, column: str) -> dict[str, int]:
        """Return the number of rows of a table by the value of a column."""
        query = f"SELECT {column} AS value, count(*) AS n FROM {table} GROUP BY 1"  # noqa: S608 - names are ours
        return {row["value"]: row["n"] for row in self._db.execute(query)}

    def digests(self) -> Iterator[tuple[str, str, str]]:
        """Yield each table with the digest kept when it was written and that of its rows now."""
        kept = {row["name"]: row["digest"] for row in self._db.execute("SELECT * FROM digests")}
        for table in (*FOLLOWED, *SEARCHED):
            try:
                now = table_digest(self._db, table)
            except sqlite3.DatabaseError as error:
                now = f"not readable: {error}"
            yield table, kept.get(table, ""), now

    def state(self) -> str:
        """Return a digest of what the record holds now: it changes with every build that changes it."""
        rows = self._db.execute("SELECT name, digest FROM digests ORDER BY name")
        text = "\n".join(f"{row['name']} {row['digest']}" for row in rows)
        return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()

    def search_statements(self, asked: Search) -> tuple[int, list[Row]]:
        """Return how many statements fit and one page of them, best first. Words are all wanted."""
        where, values = asked.conditions()
        join = ""
        if asked.words:
            join = "JOIN statements_fts ON statements_fts.id = statements.id"
            where.append("statements_fts MATCH ?")
            values.append(asked.match("content"))
        order = "rank, statements.id" if asked.words else "statements.said_on, statements.id"
        return self._found("statements", f"FROM statements {join}", where, values, order, asked)

    def search_passages(self, asked: Search) -> tuple[int, list[Row]]:
        """Return how many passages of articles hold all the words, and one page of them."""
        if not asked.words:
            return 0, []
        where, values = ["passages_fts MATCH ?"], [asked.match("text")]
        if asked.outlet:
            where.append("articles.label = ?")
            values.append(asked.outlet)
        source = "FROM passages_fts JOIN articles ON articles.id = passages_fts.article"
        return self._found("passages_fts", source, where, values, "rank, articles.id", asked)

    def _found(
        self,
        table: str,
        source: str,
        where: Sequence[str],
        values: Sequence[object],
        order: str,
        asked: Search,
    ) -> tuple[int, list[Row]]:
        clause = f"WHERE {' AND '.join(where)}" if where else ""
        try:
            count = self._db.execute(f"SELECT count(*) {source} {clause}", values).fetchone()[0]
            rows = self._db.execute(
                f"SELECT {table}.* {source} {clause} ORDER BY {order} LIMIT ? OFFSET ?",
                (*values, asked.limit, asked.offset),
            ).fetchall()
        except sqlite3.DatabaseError as error:
            raise RecordError(in_words(self.path, error)) from error
        return int(count), [decoded(table, row) for row in rows]

    def facets(self) -> dict[str, list[str]]:
        """Return the values that a search can be narrowed to."""
        return {
            name: [str(row[0]) for row in self._db.execute(query)]
            for name, query in _FACETS.items()
        }

    def is_whole(self) -> list[str]:
        """Return what SQLite itself finds wrong with the file."""
        try:
            found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        found = [] if found == ["ok"] else found
        return found or self._search_problems()

    def _search_problems(self) -> list[str]:
        """Return what is wrong with the search index: its check writes, so it is made on a copy."""
        (size,) = self._db.execute(
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        ).fetchone()
        if size > _COPIED:
            return []
        copy = sqlite3.connect(":memory:")
        try:
            self._db.backup(copy)
            for table in SEARCHED:
                copy.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608
        except sqlite3.DatabaseError as error:
            return [f"the search index: {error}"]
        finally:
            copy.close()
        return []

    def index(self) -> None:
        """Make the full-text index anew, in the transaction under way."""
        for table in SEARCHED:
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
        for row in self.rows("statements"):
            self._db.execute(
                "INSERT INTO statements_fts VALUES (?, ?, ?, ?)", searched_statement(row)
            )
        for row in self.rows("articles"):
            self._db.executemany("INSERT INTO passages_fts VALUES (?, ?, ?, ?)", passages(row))


def _order(table: str) -> str:
    return "input, stage, reason" if table == "rejections" else "id"


def _migrations() -> list[str]:
    folder = files("onrecord.record") / "migrations"
    scripts = sorted(
        (one for one in folder.iterdir() if one.name.endswith(".sql")), key=lambda one: one.name
    )
    return [one.read_text(encoding="utf-8") for one in scripts]


def in_words(path: str | Path, error: Exception) -> str:
    """Say what SQLite said of a record, as its user can use it."""
    text = str(error)
    hints = {
        "locked": "another build is writing this record; try again when it is done",
        "not a database": "this file is not a record",
        "unable to open": "the file cannot be made or opened here: does the folder exist, may you write in it?",
        "readonly": "the file or its folder cannot be written",
        "full": "the disk is full; the record is as it was before",
        "no such table": "this file is not a record",
        "malformed": "this file is damaged",
    }
    said = next((hint for sign, hint in hints.items() if sign in text), "the record cannot be used")
    return f"{path}: {said} ({text})"
