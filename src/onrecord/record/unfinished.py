"""What a build under way has made so far, beside its record: for the next one, if this one is ended.

A record is written whole or not at all, so a build that is killed leaves the record as it was; what it had
worked out until then would be lost with it. It lies in `RECORD-unfinished` until a build of that record ends well.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from onrecord.model import Origin, content_id
from onrecord.record.cells import sealed, unsealed

__all__ = ["Unfinished"]

Thing = TypeVar("Thing")

_TABLE = (
    "CREATE TABLE IF NOT EXISTS made (origins, stage, key, value, PRIMARY KEY (origins, stage, key)) "
    "WITHOUT ROWID"
)


class Unfinished:
    """Things that a build has made, by stage and key; a context manager.

    The file appears after so many `seconds` of work and grows every so often; 0 makes none. Things made by other
    code or settings are passed over, damaged ones too, and nothing here ever fails a build: where the file
    cannot be used, what it would hold is made again.
    """

    def __init__(self, record: str, origins: Sequence[Origin], seconds: float) -> None:
        self._path = Path(f"{record}-unfinished")
        self._origins = content_id("unfinished", *sorted(one.id for one in origins))
        self._seconds = 0.0 if record == ":memory:" else seconds
        self._kept_at = time.monotonic()
        self._waiting: list[tuple[str, str, object]] = []
        self._db: sqlite3.Connection | None = None
        if self._seconds and self._path.is_file():
            self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    @property
    def is_there(self) -> bool:
        """Whether a build that did not end left anything, or this one has kept something."""
        return self._db is not None

    def get(self, stage: str, key: str, type_: type[Thing]) -> Thing | None:
        """Return what a build that did not end made of a thing; None where there is nothing sound."""
        if self._db is None:
            return None
        query = "SELECT value FROM made WHERE origins = ? AND stage = ? AND key = ?"
        try:
            row = self._db.execute(query, (self._origins, stage, key)).fetchone()
            note = row and unsealed((self._origins, stage, key), row[0])
            return None if note is None else msgspec.msgpack.decode(note, type=type_)
        except (sqlite3.DatabaseError, ValueError):  # what msgspec raises is one
            return None

    def put(self, stage: str, key: str, thing: object) -> None:
        """Keep what was made of a thing; it may wait some seconds before it is written."""
        if not self._seconds:
            return
        self._waiting.append((stage, key, thing))
        if time.monotonic() - self._kept_at >= self._seconds:
            self._write()

    def discard(self) -> None:
        """Take all of it away: the record holds it now."""
        self._close()
        for suffix in ("", "-journal"):
            with suppress(OSError):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _write(self) -> None:
        if self._db is None:
            self._open()
        rows = [
            (self._origins, stage, key, sealed((self._origins, stage, key), _ENCODER.encode(thing)))
            for stage, key, thing in self._waiting
        ]
        self._waiting.clear()
        try:
            if self._db is not None:
                with self._db:
                    self._db.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?)", rows)
        except sqlite3.DatabaseError:  # no room for it, say
            self._give_up()
        self._kept_at = time.monotonic()

    def _open(self) -> None:
        try:
            self._db = sqlite3.connect(self._path)
            with self._db:
                self._db.execute(_TABLE)
                self._db.execute("DELETE FROM made WHERE origins != ?", (self._origins,))
        except sqlite3.DatabaseError:  # damaged, or there may be none here
            self._give_up()

    def _give_up(self) -> None:
        """Keep nothing in this build."""
        self.discard()
        self._seconds = 0.0

    def _close(self) -> None:
        self._waiting.clear()
        if self._db is not None:
            self._db.close()
            self._db = None


_ENCODER = msgspec.msgpack.Encoder()
