"""`sources.csv` or `sources.toml`: what the user knows of the files beside it."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from onrecord.errors import ItemError, SettingsError, UnknownName
from onrecord.model import Source
from onrecord.pages.decode import decode
from onrecord.text.dates import find_date, find_time
from onrecord.text.delimiters import delimiter_of

__all__ = ["SOURCE_FILES", "read_sources"]

SOURCE_FILES = ("sources.csv", "sources.toml")
FIELDS = ("outlet", "url", "published", "role", "updated", "fetched")
ROLES = ("article", "transcript")
_MOMENT = (find_time, "a moment with its time of day, as 2031-03-04T17:20Z")
_TIMES: Mapping[str, tuple[Callable[[str], object], str]] = {
    "published": (
        find_date,
        "a day that reads one way, as 2031-03-04 or 4 March 2031, with a time or without",
    ),
    "updated": _MOMENT,
    "fetched": _MOMENT,
}
"""What a person writes of a time is read or told to be unreadable; what a table of many rows has is read or left."""


def read_sources(folder: Path) -> dict[str, Source]:
    """Return what is known of each file name in a folder; empty where there is no sources file.

    CSV: a header with `file` and any of outlet, url, published, role, updated, fetched. TOML: a table a file name.
    Raises SettingsError for a file that cannot be read and for a value of published, updated or fetched that is
    no day or moment, UnknownName for an unknown column or role.
    """
    for name in SOURCE_FILES:
        path = folder / name
        if path.is_file():
            try:
                data = path.read_bytes()
                if name.endswith(".toml"):
                    rows = _from_toml(data.decode("utf-8-sig"))
                else:
                    rows = _from_csv(path, decode(data)[0] if data else "")
            except (
                *(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error, ItemError),
            ) as error:
                message = f"{path}: {error}"
                raise SettingsError(message) from error
            return {file: _source(f"{path}, {file}", row) for file, row in rows.items()}
    return {}


def _from_toml(text: str) -> dict[str, Mapping[str, object]]:
    tables = tomllib.loads(text)
    for file, table in tables.items():
        if not isinstance(table, Mapping):
            message = f'sources.toml: {file!r} must be a table, as in ["{file}.txt"]'
            raise SettingsError(message)
    return tables


def _from_csv(path: Path, text: str) -> dict[str, Mapping[str, object]]:
    delimiter = delimiter_of(text, ("file", *FIELDS))
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    columns = [column.strip() for column in reader.fieldnames or []]
    if "file" not in columns:
        message = f"{path}: the first line must name the columns, `file` among them"
        raise SettingsError(message)
    reader.fieldnames = columns
    rows: dict[str, Mapping[str, object]] = {}
    for row in reader:
        extra = row.pop(None, None)
        if extra:
            message = f"{path}, line {reader.line_num}: more values than columns"
            raise SettingsError(message)
        file = (row.pop("file") or "").strip()
        rows[file] = row
    return rows


def _source(where: str, row: Mapping[str, object]) -> Source:
    for key in row:
        if key not in FIELDS:
            raise UnknownName("column of a sources file", key, ("file", *FIELDS))
    values = {key: str(value).strip() or None for key, value in row.items() if value is not None}
    role = values.get("role") or ""
    if role and role not in ROLES:
        raise UnknownName("role", role, ROLES)
    for key, (is_read, wanted) in _TIMES.items():
        value = values.get(key)
        if value and not is_read(value):
            message = f"{where}: `{key}` is {value!r}; it must be {wanted}"
            raise SettingsError(message)
    return Source(
        outlet=values.get("outlet"),
        url=values.get("url"),
        published=values.get("published"),
        role=role,
        updated=values.get("updated"),
        fetched=values.get("fetched"),
    )
