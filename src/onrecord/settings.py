"""Settings in force: one file, then the environment, then flags; an unknown key is an error."""

from __future__ import annotations

import dataclasses
import json
import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from onrecord.errors import SettingsError, UnknownName

__all__ = ["as_json", "explained", "layered", "read_file", "read_tables"]

PREFIX = "ONRECORD_"
Made = TypeVar("Made")


def read_file(path: Path) -> dict[str, Any]:
    """Read `onrecord.toml`; an absent file is empty. Raises SettingsError for a broken one."""
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path}: not readable as TOML: {error}"
        raise SettingsError(message) from error


def read_tables(
    path: Path, name: str, make: Callable[[Mapping[str, Any], int], Made]
) -> list[Made]:
    """Return what `make` makes of each `[[name]]` of a TOML file, with its number from 1.

    Raises SettingsError, the file's name before it, for what cannot be read or made.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get(name, [])
        return [make(table, number) for number, table in enumerate(tables, 1)]
    except SettingsError as error:
        message = f"{path}: {error}"
        raise SettingsError(message) from error
    except (OSError, ValueError, AttributeError, TypeError) as error:
        message = f"{path}: not readable as {name}s: {error}"
        raise SettingsError(message) from error


def layered(
    stages: Mapping[str, Any],
    file: Mapping[str, Any],
    environment: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return each stage with the fields that the file and then the environment set.

    A table in the file is named for its stage; `ONRECORD_STAGE__FIELD` sets the same field.
    Raises UnknownName for a stage or field that does not exist, SettingsError for a wrong type.
    """
    asked: dict[tuple[str, str], Any] = {}
    for name, table in file.items():
        if name not in stages or not isinstance(table, Mapping):
            raise UnknownName("settings table", name, stages)
        asked.update({(name, key): value for key, value in table.items()})
    environment = os.environ if environment is None else environment
    for variable, value in environment.items():
        if variable.startswith(PREFIX) and "__" in variable:
            name, _, key = variable.removeprefix(PREFIX).lower().partition("__")
            if name not in stages:
                raise UnknownName("settings table", name, stages)
            asked[name, key] = value
    changed = dict(stages)
    for (name, key), value in asked.items():
        fields = {field.name: field for field in dataclasses.fields(stages[name])}
        if key not in fields:
            raise UnknownName(f"setting of {name}", key, fields)
        current = getattr(stages[name], key)
        changed[name] = dataclasses.replace(
            changed[name], **{key: _converted(name, key, value, type(current))}
        )
    return changed


def explained(stages: Mapping[str, Any], file: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every setting in force with its value and where that comes from."""
    in_force = layered(stages, file)
    rows = []
    for name, stage in in_force.items():
        for field in dataclasses.fields(stage):
            variable = f"{PREFIX}{name}__{field.name}".upper()
            origin = "default"
            if variable in os.environ:
                origin = variable
            elif field.name in file.get(name, {}):
                origin = "onrecord.toml"
            setting, value = f"{name}.{field.name}", getattr(stage, field.name)
            rows.append({"setting": setting, "value": value, "origin": origin})
    return rows


def _converted(name: str, key: str, value: object, kind: type) -> object:
    text = str(value).strip()
    known: dict[str, object] = {"true": True, "1": True, "false": False, "0": False}
    try:
        if kind is bool:
            return known[text.lower()]
        return {int: int, float: float}[kind](text) if kind in {int, float} else value
    except (KeyError, ValueError):
        message = f"{name}.{key}: {value!r} is not a {kind.__name__}"
        raise SettingsError(message) from None


def as_json(stage: Any, *, reads: str | None = None) -> str:  # noqa: ANN401 - any stage
    """Return a stage's settings as JSON with sorted keys: the text that origins keep.

    `reads` is the digest of the file that the stage reads (learned weights, a table of names),
    where it reads any.
    """
    return json.dumps({**dataclasses.asdict(stage), "reads": reads}, sort_keys=True, default=str)
