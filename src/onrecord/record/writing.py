"""A build's rows on their way into a record: what is as it was is not touched."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from onrecord.errors import RecordError
from onrecord.model import (
    Article,
    Match,
    Mention,
    Origin,
    Page,
    Rejection,
    Reprints,
    Speaker,
    Statement,
    Story,
)
from onrecord.record.cells import decoded, encoded, sealed
from onrecord.record.digests import Following
from onrecord.record.rows import Row, RowMaker
from onrecord.record.searching import passages, searched_statement
from onrecord.record.store import FOLLOWED, SEARCHED, Record, in_words

__all__ = ["Writing", "writing"]

_KEYS = {
    "rejections": ("input", "stage", "reason"),
    "shards": ("stage", "key"),
    "memos": ("stage", "key"),
    "events": ("build", "story"),
    "given": ("page",),
    "article_texts": ("article",),
}
_AT_ONCE = 500
"""Articles whose mentions are written at a time."""
_SEARCHED_BY = {
    "statements": ("content", "speaker_name", "outlet"),
    "articles": ("regions", "label"),
}
"""Columns whose change makes a row be indexed anew."""


@contextmanager
def writing(record: Record, origins: Sequence[Origin]) -> Iterator[Writing]:
    """Write into a record, in the transaction that `Record.create` opened; whole or not at all.

    Raises RecordError where the file cannot be written.
    """
    db = record.connection()
    try:
        db.execute("PRAGMA defer_foreign_keys = ON")
        under_way = Writing(db, origins)
        yield under_way
        under_way.finish()
        db.commit()
    except (sqlite3.DatabaseError, OSError) as error:
        db.rollback()
        raise RecordError(in_words(record.path, error)) from error


class Writing:
    """The rows of one build, written as they are made."""

    def __init__(self, db: sqlite3.Connection, origins: Sequence[Origin]) -> None:
        self._db = db
        self._digests = Following(db, FOLLOWED, SEARCHED)
        for table, columns in _SEARCHED_BY.items():
            self._watch(table, columns)
        self._rows = RowMaker(origins)
        # what comes of stages that run anew is told anew; rejected inputs stay
        self._db.execute("DELETE FROM rejections WHERE stage NOT IN ('pages', 'articles')")
        current = [one.id for one in origins]
        self._put("origins", [{**_plain(one), "current": True} for one in origins])
        self._each(
            "UPDATE origins SET current = 0 WHERE id = ?",
            [(id_,) for id_ in self._ids("origins", "current = 1") - set(current)],
        )

    # -- articles --------------------------------------------------------------------------------

    def pages(self, pages: Sequence[Page]) -> None:
        """Write new pages and their bytes."""
        self.put("pages", pages)
        self._each(
            "INSERT OR IGNORE INTO page_bytes VALUES (?, ?)",
            [(page.id, page.data) for page in pages],
        )
        self._put("given", [
            {"page": page.id, "title": page.source.title, "byline": page.source.byline}
            for page in pages
            if page.source.title or page.source.byline
        ])  # fmt: skip
        self._each("DELETE FROM rejections WHERE input = ?", [(page.input,) for page in pages])

    def know_articles(self, articles: Mapping[str, Article]) -> None:
        """Hear of all articles: what is written next refers to them."""
        self._rows.articles = articles

    def groups(
        self, changed: Sequence[str], stories: Sequence[Story], reprints: Sequence[Reprints]
    ) -> None:
        """Write the articles that are new or read otherwise, and the groups that all articles are in."""
        articles = self._rows.articles
        self._events(stories)
        self._rows.know_stories(stories)
        self._rows.reprint_of = {id_: one.id for one in reprints for id_ in one.articles}
        self.put("articles", (articles[id_] for id_ in changed))
        self._put("article_texts", (
            {"article": one.id, "text": one.text, "offsets": json.dumps(one.offsets.pieces)}
            for one in (articles[id_] for id_ in changed)
        ))  # fmt: skip
        self._each(
            "UPDATE articles SET story = ?1, reprint_group = ?2 "
            "WHERE id = ?3 AND (story IS NOT ?1 OR reprint_group IS NOT ?2)",
            [
                (story, self._rows.reprint_of.get(id_), id_)
                for id_, story in self._rows.story_of.items()
            ],
        )
        self.replace("stories", stories)
        self.replace("reprints", reprints)

    def forget(self, articles: Collection[str]) -> None:
        """Take out articles that are none any more, with their pages and all that stands in them."""
        pages = {
            row["page"]
            for one in articles
            for row in self._db.execute("SELECT page FROM articles WHERE id = ?", (one,))
        }
        for table in ("statements", "mentions"):
            self.drop(table, self.ids_of(table, articles))
        self._each("DELETE FROM article_texts WHERE article = ?", [(one,) for one in articles])
        self.drop("articles", articles)
        for table in ("page_bytes", "given"):
            self._each(f"DELETE FROM {table} WHERE page = ?", [(one,) for one in sorted(pages)])
        self.drop("pages", pages)

    def _events(self, stories: Iterable[Story]) -> None:
        """Note which articles came to which story, and which stories became one or several."""
        before = {
            row["id"]: row["story"] for row in self._db.execute("SELECT id, story FROM articles")
        }
        n_before = Counter(before.values())
        build = self._db.execute("SELECT coalesce(max(build), 0) + 1 FROM events").fetchone()[0]
        self._put("events", [
            {"build": build, "story": one.id, "was": was, "articles": new}
            for one in sorted(stories, key=lambda story: story.id)
            for new in [[id_ for id_ in one.articles if id_ not in before]]
            for was in [sorted({before[id_] for id_ in one.articles if before.get(id_)})]
            if new or was != [one.id] or len(one.articles) < n_before[one.id]
        ])  # fmt: skip

    # -- speakers --------------------------------------------------------------------------------

    def speakers(self, speakers: Sequence[Speaker]) -> None:
        """Write all speakers, and their names wherever they stand."""
        before = {
            row["id"]: row["name"] for row in self._db.execute("SELECT id, name FROM speakers")
        }
        self.replace("speakers", speakers)
        self._rows.names = {one.id: one.name for one in speakers}
        self._rows.speaker_of = {id_: one.id for one in speakers for id_ in one.mentions}
        renamed = [
            (one.name, one.id) for one in speakers if before.get(one.id, one.name) != one.name
        ]
        for table in ("statements", "utterances"):
            self._each(f"UPDATE {table} SET speaker_name = ? WHERE speaker = ?", renamed)

    def mentions(
        self, of_articles: Mapping[str, Sequence[Mention]], fresh: Collection[str]
    ) -> None:
        """Write the mentions of all articles; those of articles that are not `fresh` are there."""
        of_others = self._ids("mentions", "origin IS NOT ?", self._rows.origin_of["voices"])
        taken = sorted(of_articles if of_others else fresh)
        for at in range(0, len(taken), _AT_ONCE):
            some = taken[at : at + _AT_ONCE]
            mentions = (mention for one in some for mention in of_articles[one])
            self.replace("mentions", mentions, among=self.ids_of("mentions", some))
        speaker_of = self._rows.speaker_of
        self._each(
            "UPDATE mentions SET speaker = ?1 WHERE id = ?2",
            [
                (speaker_of.get(row["id"]), row["id"])
                for row in self._db.execute("SELECT id, speaker FROM mentions")
                if speaker_of.get(row["id"]) != row["speaker"]
            ],
        )

    def matches(
        self, kind: str, stage: str, matches: Iterable[Match], fresh: Collection[str]
    ) -> None:
        """Write all matches of a kind that is not of two statements.

        One that the stage made before, of things that are not among the `fresh`, is as it was.
        """
        found = self._db.execute(
            "SELECT id, origin = ? AND decided_by IS NULL AS is_ours FROM matches WHERE kind = ?",
            (self._rows.origin_of[stage], kind),
        ).fetchall()
        ours = {row["id"] for row in found if row["is_ours"]}
        ids, new = set(), []
        for one in matches:
            id_ = one.id
            ids.add(id_)
            is_new = one.left in fresh or one.right in fresh
            if is_new or id_ not in ours or one.decided_by is not None:
                new.append(one)
        self.put("matches", new)
        self.drop("matches", {row["id"] for row in found} - ids)

    def forget_memos(self, stage: str, kept: Collection[str]) -> None:
        """Take out what a stage noted of articles, but of these."""
        found = self._db.execute("SELECT key FROM memos WHERE stage = ?", (stage,))
        gone = [(stage, row["key"]) for row in found if row["key"] not in kept]
        self._each("DELETE FROM memos WHERE stage = ? AND key = ?", gone)

    def memos(self, stage: str, made: Mapping[str, bytes]) -> None:
        """Note what a stage made of articles, for what comes later and for the next build."""
        origin = self._rows.origin_of[stage]
        self._put("memos", [
            {"stage": stage, "key": key, "origin": origin,
             "value": sealed((stage, key, origin), made[key])}
            for key in sorted(made)
        ])  # fmt: skip

    # -- stories ---------------------------------------------------------------------------------

    def kept(self, made_from: Mapping[str, str]) -> set[str]:
        """Return the stories whose rows were made from the same, and take all others' rows out.

        `made_from` gives for each story the digest of what its rows are made from.
        """
        known = {
            row["key"]: row["made_from"]
            for row in self._db.execute("SELECT * FROM shards WHERE stage = 'stories'")
        }
        kept = {key for key, digest in made_from.items() if known.get(key) == digest}
        there = {
            row["story"]
            for table in ("statements", "utterances", "figures")
            for row in self._db.execute(f"SELECT DISTINCT story FROM {table}")
        }
        # a record of an earlier version has stories of which nothing says what they were made from
        gone = [(key,) for key in sorted((known.keys() | there - {None}) - kept)]
        of_story = "SELECT id FROM statements WHERE story = ?"
        self._each(
            "DELETE FROM matches WHERE kind IN ('utterance', 'possibly_same') "
            f'AND "left" IN ({of_story})',
            gone,
        )
        # a transcript may be of another story than the statements that are found in it
        turns = "SELECT id FROM articles WHERE role = 'transcript'"
        for side in ("left", "right"):
            self._each(
                f"DELETE FROM matches WHERE kind = 'transcript' "
                f'AND "{side}" IN ({of_story} AND article NOT IN ({turns}))',
                gone,
            )
        self._each(
            "DELETE FROM differences WHERE utterance IN (SELECT id FROM utterances WHERE story = ?)",
            gone,
        )
        for table in ("utterances", "figures"):
            self._each(f"DELETE FROM {table} WHERE story = ?", gone)
        self._each("DELETE FROM shards WHERE stage = 'stories' AND key = ?", gone)
        fresh = [key for key in made_from if key not in kept]
        self._put("shards", [
            {"stage": "stories", "key": key, "made_from": made_from[key]} for key in sorted(fresh)
        ])  # fmt: skip
        return kept

    def respeak(self, speakers: Iterable[tuple[Sequence[str], Iterable[str]]]) -> None:
        """Give the speakers of stories that are kept the ids that they have now.

        `speakers` gives stories that are one with who speaks in them; in order of their ids they are those
        that the stories have here.
        """
        before: defaultdict[str, set[str]] = defaultdict(set)
        for story, speaker in self._db.execute("SELECT DISTINCT story, speaker FROM statements"):
            if speaker is not None:
                before[story].add(speaker)
        for stories, now in speakers:
            were = set().union(*(before[story] for story in stories))
            pairs = zip(sorted(were), sorted(now), strict=True)
            new_id = {old: new for old, new in pairs if old != new}
            for table in ("statements", "utterances") if new_id else ():
                query = f"SELECT id, speaker FROM {table} WHERE story = ?"
                rows = [row for story in stories for row in self._db.execute(query, (story,))]
                self._each(
                    f"UPDATE {table} SET speaker = ?, speaker_name = ? WHERE id = ?",
                    [
                        (new, self._rows.names[new], row["id"])
                        for row in rows
                        if (new := new_id.get(row["speaker"]))
                    ],
                )

    def know_statements(self, statements: Iterable[Statement]) -> None:
        """Take in the statements that what is written next refers to."""
        self._rows.statements = {one.id: one for one in statements}

    # -- tables ----------------------------------------------------------------------------------

    def put(self, table: str, things: Iterable[Any]) -> None:
        """Write these rows; one that is there as it would be written is left alone."""
        self._put(table, self._rows.rows(table, things))

    def replace(
        self, table: str, things: Iterable[Any], among: Collection[str] | None = None
    ) -> None:
        """Write these rows, and take the others out: of those with the ids `among`, or of all."""
        gone = set(among) if among is not None else self._ids(table)

        def staying() -> Iterator[Row]:
            for row in self._rows.rows(table, things):
                gone.discard(row["id"])
                yield row

        self._put(table, staying())
        self.drop(table, gone)

    def drop(self, table: str, ids: Collection[str]) -> None:
        """Take rows out."""
        self._each(f"DELETE FROM {table} WHERE id = ?", [(id_,) for id_ in sorted(ids)])

    def ids_of(self, table: str, articles: Iterable[str]) -> set[str]:
        """Return the ids of a table's rows of these articles."""
        query = f"SELECT id FROM {table} WHERE article = ?"
        return {row["id"] for one in articles for row in self._db.execute(query, (one,))}

    def forget_stories(self, stories: Iterable[str]) -> None:
        """Forget what stories' rows were made from, so that the next build makes them anew."""
        keys = [(key,) for key in stories]
        self._each("DELETE FROM shards WHERE stage = 'stories' AND key = ?", keys)

    def reject(self, rejections: Iterable[Rejection]) -> None:
        """Write what was not used, and why."""
        self._put("rejections", map(_plain, rejections))

    # -- the end ---------------------------------------------------------------------------------

    def finish(self) -> None:
        """Bring the search index and the digests up to what was written."""
        self._index("statements_fts", "id", "statements")
        self._index("passages_fts", "article", "articles")
        for table in _SEARCHED_BY:
            for event in ("insert", "delete", "update"):
                self._db.execute(f"DROP TRIGGER temp.search_{table}_{event}")
            self._db.execute(f"DROP TABLE temp.changed_{table}")
        self._digests.write()

    def _index(self, index: str, key: str, table: str) -> None:
        changed = f"SELECT id FROM temp.changed_{table}"
        places = self._db.execute(f"SELECT rowid FROM {index} WHERE {key} IN ({changed})")
        old = [(row["rowid"],) for row in places]
        for place in old:
            query = f"SELECT * FROM {index} WHERE rowid = ?"
            self._digests.note(
                index, tuple(self._db.execute(query, place).fetchone()), is_gone=True
            )
        self._each(f"DELETE FROM {index} WHERE rowid = ?", old)
        found = self._db.execute(f"SELECT * FROM {table} WHERE id IN ({changed}) ORDER BY id")
        self._each(f"INSERT INTO {index} VALUES (?, ?, ?, ?)", self._searched(index, table, found))

    def _searched(
        self, index: str, table: str, found: Iterable[sqlite3.Row]
    ) -> Iterator[tuple[object, ...]]:
        """Yield what is searched of these rows, noting each."""
        for one in found:
            row = decoded(table, one)
            for values in [searched_statement(row)] if table == "statements" else passages(row):
                self._digests.note(index, values)
                yield values

    def _watch(self, table: str, columns: Sequence[str]) -> None:
        """Keep which rows must be indexed anew."""
        self._db.execute(f"CREATE TEMP TABLE changed_{table} (id TEXT PRIMARY KEY) WITHOUT ROWID")
        differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
        for event, row, when in (
            ("insert", "NEW", "1"),
            ("delete", "OLD", "1"),
            ("update", "NEW", differs),
        ):
            # not OR IGNORE: in a trigger the conflict clause of what fired it holds
            self._db.execute(
                f"CREATE TEMP TRIGGER search_{table}_{event} AFTER {event} ON main.{table} "
                f"WHEN {when} BEGIN INSERT INTO changed_{table} SELECT {row}.id "
                f"WHERE {row}.id NOT IN (SELECT id FROM changed_{table}); END"
            )

    def _ids(self, table: str, where: str = "1", *values: str) -> set[str]:
        query = f"SELECT id FROM {table} WHERE {where}"
        return {row["id"] for row in self._db.execute(query, values)}

    def _each(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        self._db.executemany(statement, values)

    def _put(self, table: str, rows: Iterable[Row]) -> None:
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        columns = [f'"{column}"' for column in first]
        marks = ", ".join("?" for _ in columns)
        key = ", ".join(_KEYS.get(table, ("id",)))
        updates = ", ".join(f"{column} = excluded.{column}" for column in columns)
        differs = " OR ".join(f"{column} IS NOT excluded.{column}" for column in columns)
        self._db.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) "
            f"ON CONFLICT ({key}) DO UPDATE SET {updates} WHERE {differs}",
            (tuple(map(encoded, row.values())) for row in itertools.chain([first], rows)),
        )


def _plain(one: Any) -> Row:  # noqa: ANN401 - any flat dataclass
    return {name: getattr(one, name) for name in one.__slots__}
