"""The exported rows as JSON Schema, read off the tables themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from onrecord.errors import UnknownName
from onrecord.model import Act, Kind, Relation, Role, SpeakerKind, Standing
from onrecord.record.cells import is_boolean, is_json
from onrecord.record.store import EXPORTED, Record

__all__ = ["record_schema", "row_schema"]

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_NUMBER: Schema = {"type": "number"}
_NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
_OFFSET: Schema = {"type": "integer", "minimum": 0}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_PLACE = dict.fromkeys(("start", "end", "page_start", "page_end"), _OFFSET)
_SPAN = {
    **_object(**_PLACE, text=_TEXT),
    "description": "Code points, 0-based, half-open; in the article's text and in the decoded page.",
}
_SPANS = {"type": "array", "items": _SPAN}
_SIDES = _object(left=_SPAN, right=_SPAN)
_LISTS: Mapping[str, Schema] = {
    "regions": {
        "type": "array",
        "items": _object(
            **_PLACE,
            text=_TEXT,
            role={"enum": [str(role) for role in Role]},
            time_code={"type": ["string", "null"]},
        ),
    },
    "evidence": {
        "type": "array",
        "items": _object(left=_TEXT, right=_TEXT, left_span=_SPAN, right_span=_SPAN),
    },
    "credits": {
        "type": "array",
        "items": _object(article=_TEXT, span=_SPAN, name=_TEXT, where=_TEXT),
    },
    "forms": {"type": "array", "items": _object(text=_TEXT, n=_OFFSET)},
    "not_found_in": {
        "type": "array",
        "items": _object(
            article=_TEXT,
            outlet=_TEXT,
            n_chars=_OFFSET,
            nearest={"anyOf": [_SPAN, {"type": "null"}]},
            shared={"type": "number", "minimum": 0, "maximum": 1},
        ),
    },
    "given": {
        "type": "array",
        "items": _object(
            article=_TEXT,
            span=_SPAN,
            sentence=_SPAN,
            value=_NUMBER,
            low=_NUMBER_OR_NULL,
            high=_NUMBER_OR_NULL,
            bound=_TEXT,
            unit=_TEXT,
        ),
    },
    "external_ids": {"type": "object", "additionalProperties": _TEXT},
    "just_before": _SIDES,
    "just_after": _SIDES,
    **dict.fromkeys(("span", "left_span", "right_span"), _SPAN),
    **dict.fromkeys(("source", "cue", "content", "left_aligned", "right_aligned"), _SPANS),
    **dict.fromkeys(
        (
            "articles", "transcripts", "outlets", "reasons", "roles", "mentions", "statements", "members",
            "not_available", "guards", "folded",
        ),
        _TEXTS,
    ),
}  # fmt: skip
_VALUES: Mapping[tuple[str, str], type[Kind | Relation | Act | SpeakerKind | Standing]] = {
    ("statements", "kind"): Kind,
    ("statements", "act"): Act,
    ("differences", "relation"): Relation,
    ("speakers", "kind"): SpeakerKind,
    ("mentions", "kind"): SpeakerKind,
    ("figures", "standing"): Standing,
}
_TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}


@lru_cache(maxsize=1)
def _columns() -> dict[str, list[tuple[str, str, bool]]]:
    """Return name, type and whether null is allowed for the columns of each exported table."""
    with Record.create(":memory:") as record:
        return {
            table: [
                (row["name"], row["type"], not (row["notnull"] or row["pk"]))
                for row in record.connection().execute(f"PRAGMA table_info({table})")
            ]
            for table in EXPORTED
        }


def row_schema(table: str) -> Schema:
    """Return the schema of a table's rows. Raises UnknownName."""
    if table not in EXPORTED:
        raise UnknownName("table", table, EXPORTED)
    return _object(
        **{
            name: _column(table, name, kind, is_null_allowed=null)
            for name, kind, null in _columns()[table]
        }
    )


def _column(table: str, name: str, kind: str, *, is_null_allowed: bool) -> Schema:
    if is_json(table, name):
        return dict(_LISTS[name])
    if is_boolean(name):
        return {"type": "boolean"}
    if (table, name) in _VALUES:
        values: list[str | None] = [str(one) for one in _VALUES[table, name]]
        return {"enum": [*values, None] if is_null_allowed else values}
    return {"type": [_TYPES[kind], "null"] if is_null_allowed else _TYPES[kind]}


def record_schema() -> Schema:
    """Return one document with the schema of every table's rows under `$defs`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The rows of an onrecord record, a definition for each table",
        "$defs": {table: row_schema(table) for table in EXPORTED},
    }
