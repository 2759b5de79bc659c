"""The user's own table of names: who goes by which, and their ids elsewhere."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from onrecord.errors import SettingsError
from onrecord.text.delimiters import delimiter_of
from onrecord.text.normalize import fold_space

__all__ = ["Known", "read_table", "table_digest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One person or body of the table."""

    name: str
    external_ids: tuple[tuple[str, str], ...]


def read_table(path: str) -> Mapping[str, Known]:
    """Return each form of a name, case folded, with who it is; empty for an empty path.

    CSV with the columns `name` and `alias` (a row a form; the name itself is one without being
    listed); any other column is a scheme of ids, `wikidata` say, given in one row of a name or more.
    Raises SettingsError for a table that cannot be read, or that gives one form to two names.
    """
    return _read(path, Path(path).stat().st_mtime_ns if Path(path).is_file() else 0) if path else {}


def table_digest(path: str) -> str | None:
    """Return the SHA-256 of the table: part of the origin of every speaker."""
    if not path:
        return None
    read_table(path)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


@lru_cache(maxsize=4)
def _read(path: str, changed: int) -> Mapping[str, Known]:
    del changed
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        delimiter = delimiter_of(text, ("name", "alias"))
        rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: {error}"
        raise SettingsError(message) from error
    ids: dict[str, dict[str, str]] = {}
    name_of: dict[str, str] = {}
    for number, row in enumerate(rows, 2):
        values = {str(key).strip(): fold_space(str(value or "")) for key, value in row.items()}
        name = values.pop("name", "")
        if not name:
            message = f"{path}, line {number}: no `name`; the columns are name, alias, and schemes"
            raise SettingsError(message)
        for form in filter(None, (name, values.pop("alias", ""))):
            if name_of.setdefault(form.casefold(), name) != name:
                message = f"{path}, line {number}: {form!r} is given to {name_of[form.casefold()]!r} and to {name!r}"
                raise SettingsError(message)
        ids.setdefault(name, {}).update({scheme: id_ for scheme, id_ in values.items() if id_})
    known = {
        name: Known(name=name, external_ids=tuple(sorted(found.items())))
        for name, found in ids.items()
    }
    return {form: known[name] for form, name in name_of.items()}
