"""Digests that follow each change are those of the rows as they are."""

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.digests import Following, table_digest

VALUES = st.one_of(
    st.none(),
    st.integers(-5, 5),
    st.floats(-2, 2),
    st.text("añ✓", max_size=3),
    st.binary(max_size=3),
)
CHANGES = st.lists(
    st.tuples(st.sampled_from(("put", "change", "drop")), st.integers(0, 4), VALUES, VALUES)
)


def start() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript(
        "CREATE TABLE things (id INTEGER PRIMARY KEY, words TEXT, share REAL);"
        "CREATE TABLE digests (name TEXT PRIMARY KEY, digest TEXT NOT NULL);"
    )
    return db


@given(before=CHANGES, after=CHANGES)
def test_a_digest_follows_whatever_is_written(before, after):
    db = start()
    for changes in (before, after):
        following = Following(db, ["things"], [])
        for what, id_, words, share in changes:
            if what == "put":
                db.execute(
                    "INSERT INTO things VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET "
                    "words = excluded.words, share = excluded.share "
                    "WHERE words IS NOT excluded.words OR share IS NOT excluded.share",
                    (id_, words, share),
                )
            elif what == "change":
                db.execute("UPDATE things SET words = ? WHERE id <= ?", (words, id_))
            else:
                db.execute("DELETE FROM things WHERE id = ?", (id_,))
        following.write()
        (kept,) = db.execute("SELECT digest FROM digests").fetchone()
        assert kept == table_digest(db, "things")


def test_damage_done_between_two_writings_stays_seen():
    db = start()
    following = Following(db, ["things"], [])
    db.executemany("INSERT INTO things VALUES (?, ?, 0)", enumerate("abc"))
    following.write()
    db.execute("UPDATE things SET words = 'x' WHERE id = 1")
    following = Following(db, ["things"], [])
    db.execute("INSERT INTO things VALUES (9, 'd', 0)")
    following.write()
    (kept,) = db.execute("SELECT digest FROM digests").fetchone()
    assert kept != table_digest(db, "things")


def test_rows_in_another_order_have_the_same_digest():
    one, other = start(), start()
    one.executemany("INSERT INTO things VALUES (?, ?, 0)", enumerate("abc"))
    other.executemany("INSERT INTO things VALUES (?, ?, 0)", reversed(list(enumerate("abc"))))
    assert table_digest(one, "things") == table_digest(other, "things")
