"""Digests of tables that follow every change of a row, so that a build need not read what it leaves alone.

A table's digest is the sum of the digests of its rows (Bellare and Micciancio 1997): it holds for the
rows in whatever order, and a row that comes or goes is added or taken away. What a build does not
touch keeps the digest of the day it was written, so that damage done since is still seen.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

__all__ = ["Following", "table_digest"]

_BITS = 128
Value = str | int | float | bytes | None


def _row_digest(values: Iterable[Value]) -> int:
    digest = hashlib.blake2b(digest_size=_BITS // 8)
    for value in values:
        data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return int.from_bytes(digest.digest(), "big")


def _written(total: int) -> str:
    return f"{total % (1 << _BITS):0{_BITS // 4}x}"


def table_digest(db: sqlite3.Connection, table: str) -> str:
    """Return the digest of a table's rows as they are now."""
    rows = db.execute(f"SELECT * FROM {table}")  # noqa: S608 - names are ours
    return _written(sum(_row_digest(tuple(row)) for row in rows))


class Following:
    """Follows the changes that a connection makes to tables, by triggers that it alone has."""

    def __init__(
        self, db: sqlite3.Connection, tables: Iterable[str], search: Iterable[str]
    ) -> None:
        self._db, self._tables, self._search = db, tuple(tables), tuple(search)
        kept = {row[0]: row[1] for row in db.execute("SELECT name, digest FROM digests")}
        self._totals = {name: int(digest, 16) for name, digest in kept.items() if digest}
        for table in (*self._tables, *self._search):
            if table not in self._totals:  # never written, or the record's schema has changed since
                self._totals[table] = int(table_digest(db, table), 16)
        for table in self._tables:  # a virtual table has no triggers: `note` is called for it
            self._follow(table)

    def note(self, table: str, values: Iterable[Value], *, is_gone: bool = False) -> None:
        """Add a row's digest to its table's, or take it away."""
        self._totals[table] += -_row_digest(values) if is_gone else _row_digest(values)

    def _follow(self, table: str) -> None:
        columns = [row[1] for row in self._db.execute(f"PRAGMA table_info({table})")]

        def come(*values: Value) -> None:
            self.note(table, values)

        def gone(*values: Value) -> None:
            self.note(table, values, is_gone=True)

        self._db.create_function(f"come_{table}", len(columns), come)
        self._db.create_function(f"gone_{table}", len(columns), gone)
        new, old = (", ".join(f'{row}."{name}"' for name in columns) for row in ("NEW", "OLD"))
        for event, calls in (
            ("INSERT", (f"come_{table}({new})",)),
            ("DELETE", (f"gone_{table}({old})",)),
            ("UPDATE", (f"gone_{table}({old})", f"come_{table}({new})")),
        ):
            selects = " ".join(f"SELECT {call};" for call in calls)
            self._db.execute(
                f"CREATE TEMP TRIGGER follow_{table}_{event} AFTER {event} ON main.{table} "
                f"BEGIN {selects} END"
            )

    def write(self) -> None:
        """Write the digests as they are now, and follow no further."""
        for table in self._tables:
            for event in ("INSERT", "DELETE", "UPDATE"):
                self._db.execute(f"DROP TRIGGER temp.follow_{table}_{event}")
        self._db.executemany(
            "INSERT INTO digests VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET digest = excluded.digest",
            [(table, _written(total)) for table, total in self._totals.items()],
        )
