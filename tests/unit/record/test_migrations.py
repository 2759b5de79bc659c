"""A record that an earlier version wrote is taken over whole."""

import itertools
import sqlite3

from tests.factories import EXAMPLE, build_record

from onrecord.record.digests import table_digest
from onrecord.record.store import Record
from onrecord.record.verify import verify


def test_a_record_of_the_schema_before_is_built_on_and_verifies(tmp_path):
    path = tmp_path / "r.db"
    build_record(path, [str(EXAMPLE / "harbour-courier.txt"), str(EXAMPLE / "meridian-wire.txt")])
    with sqlite3.connect(path) as db:  # as 0013 left it
        later = [("differences", "adjacent"), ("statements", "told_as"), ("stories", "transcripts")]
        later += itertools.product(("pages", "articles"), ("updated", "fetched"))
        later += [("mentions", "together"), ("speakers", "members")]
        db.execute("DROP INDEX speakers_together")
        for table, column in later:
            db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            before = table_digest(db, table)
            db.execute("UPDATE digests SET digest = ? WHERE name = ?", (before, table))
        db.execute("PRAGMA user_version = 13")
    db.close()
    build_record(path, [str(EXAMPLE / "channel-nine.txt")])
    with Record.read(path) as record:
        assert list(verify(record)) == []
        assert record.counts()["articles"] == 3
