"""`sources.csv` or `sources.toml`: what the user knows of the files beside it."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from pathlib import Path

from onrecord.errors import SettingsError, UnknownName
from onrecord.model import Source

__all__ = ["SOURCE_FILES", "read_sources"]

SOURCE_FILES = ("sources.csv", "sources.toml")
FIELDS = ("outlet", "url", "published", "role", "updated", "fetched")
ROLES = ("article", "transcript")


def read_sources(folder: Path) -> dict[str, Source]:
    """Return what is known of each file name in a folder; empty where there is no sources file.

    CSV: a header with `file` and any of outlet, url, published, role, updated, fetched. TOML: a table a file name.
    Raises SettingsError for a file that cannot be read, UnknownName for an unknown column or role.
    """
    for name in SOURCE_FILES:
        path = folder / name
        if path.is_file():
            try:
                text = path.read_text(encoding="utf-8-sig")
                rows = _from_toml(text) if name.endswith(".toml") else _from_csv(path, text)
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error) as error:
                message = f"{path}: {error}"
                raise SettingsError(message) from error
            return {file: _source(row) for file, row in rows.items()}
    return {}


def _from_toml(text: str) -> dict[str, Mapping[str, object]]:
    tables = tomllib.loads(text)
    for file, table in tables.items():
        if not isinstance(table, Mapping):
            message = f'sources.toml: {file!r} must be a table, as in ["{file}.txt"]'
            raise SettingsError(message)
    return tables


def _from_csv(path: Path, text: str) -> dict[str, Mapping[str, object]]:
    reader = csv.DictReader(io.StringIO(text))
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


def _source(row: Mapping[str, object]) -> Source:
    for key in row:
        if key not in FIELDS:
            raise UnknownName("column of a sources file", key, ("file", *FIELDS))
    values = {key: str(value).strip() or None for key, value in row.items() if value is not None}
    role = values.get("role") or ""
    if role and role not in ROLES:
        raise UnknownName("role", role, ROLES)
    return Source(
        outlet=values.get("outlet"),
        url=values.get("url"),
        published=values.get("published"),
        role=role,
        updated=values.get("updated"),
        fetched=values.get("fetched"),
    )
