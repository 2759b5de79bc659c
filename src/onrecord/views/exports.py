"""The record's tables as files: JSONL, JSON, CSV. No clock: the same record, the same bytes.

The formats of other tools stand in `interchange`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, Protocol

from onrecord import plugins
from onrecord.errors import SettingsError, UnknownName
from onrecord.record.store import EXPORTED, Record
from onrecord.views.units import Unit, in_unit

__all__ = [
    "CsvExporter",
    "DatasetteExporter",
    "ExcelCsvExporter",
    "Exporter",
    "JsonExporter",
    "JsonlExporter",
    "export",
    "table_as_csv",
]

Row = Mapping[str, Any]


class Exporter(Protocol):
    """Writes a table's rows in one format."""

    name: ClassVar[str]
    tables: ClassVar[frozenset[str]]
    """The tables it can write; empty for every one."""

    def write(
        self, table: str, rows: Iterable[Row], record: Record
    ) -> Iterator[str] | Iterator[bytes]:
        """Yield the file, piece by piece, text or bytes. `record` is open for reading."""
        ...


class JsonlExporter:
    """One JSON object a line; keys sorted."""

    name: ClassVar[str] = "jsonl"
    tables: ClassVar[frozenset[str]] = frozenset()

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[str]:
        """Yield a line a row."""
        del table, record
        for row in rows:
            yield json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"


class JsonExporter:
    """One JSON document: the table's name, the offset unit, the rows."""

    name: ClassVar[str] = "json"
    tables: ClassVar[frozenset[str]] = frozenset()
    offset_unit: Unit = "codepoint"

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[str]:
        """Yield the document."""
        del record
        document = {"table": table, "offset_unit": self.offset_unit, "rows": list(rows)}
        yield json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


class CsvExporter:
    """RFC 4180; lists and spans are JSON in their cell."""

    name: ClassVar[str] = "csv"
    tables: ClassVar[frozenset[str]] = frozenset()

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[str]:
        """Yield the header and a record a row."""
        del table, record
        yield from table_as_csv(rows)


class ExcelCsvExporter:
    """CSV that spreadsheets open as it is: a byte order mark, and no cell that they would run.

    A cell that begins as a formula does gets an apostrophe before it (OWASP, CSV injection).
    """

    name: ClassVar[str] = "csv-excel"
    tables: ClassVar[frozenset[str]] = frozenset()

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[str]:
        """Yield the mark, the header and a record a row."""
        del table, record
        yield "\ufeff"
        yield from table_as_csv(
            {name: _harmless(_cell(value)) for name, value in row.items()} for row in rows
        )


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {*"=+-@\t\r"} and cell else cell


def table_as_csv(rows: Iterable[Row]) -> Iterator[str]:
    """Yield rows as CSV, the header first."""
    columns: list[str] = []
    for row in rows:
        if not columns:
            columns = list(row)
            yield _line(columns)
        yield _line(_cell(row[column]) for column in columns)


def _cell(value: object) -> object:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def _line(cells: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(list(cells))
    return buffer.getvalue()


class DatasetteExporter:
    """Metadata for Datasette: what each table and its less plain columns are. `datasette RECORD -m FILE`."""

    name: ClassVar[str] = "datasette"
    tables: ClassVar[frozenset[str]] = frozenset()

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[str]:
        """Yield the document; it is the same for every table."""
        del table, rows
        tables = {
            name: {
                "description": words,
                "sortable_columns": ["id"],
                "columns": _COLUMNS.get(name, {}),
            }
            for name, words in _DESCRIBED.items()
        }
        tables["statements"]["fts_table"], tables["statements"]["fts_pk"] = "statements_fts", "id"
        document = {
            "title": "onrecord",
            "description": "What was said and reported, by whom, and how each outlet renders it.",
            "databases": {Path(record.path).stem: {"tables": tables}},
        }
        yield json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


_SPAN = "JSON; places are code points, half-open, in the article's text and (page_*) in the page"
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "articles": {"regions": _SPAN, "label": "what the article is called in sentences"},
    "statements": {"source": _SPAN, "cue": _SPAN, "content": _SPAN},
    "utterances": {
        "not_found_in": "JSON list: article's number in order of id, start, end of the nearest "
        "sentence, share in thousandths"
    },
    "differences": {"left_span": _SPAN, "right_span": _SPAN, "guards": "JSON list"},
    "matches": {"margin": "score less threshold", "reasons": "JSON list"},
}
_DESCRIBED: Mapping[str, str] = {
    "articles": "One row an article, with its regions.",
    "statements": "Who is given which words, in one article.",
    "speakers": "Persons and bodies, over all articles.",
    "reprints": "Articles that carry one text, with the runs that show it.",
    "stories": "Articles on one event.",
    "utterances": "What was said once, with the statements that render it.",
    "differences": "How two outlets' words stand to each other at one place.",
    "rejections": "Inputs that were not used, and why.",
    "mentions": "Names and descriptions as printed.",
    "matches": "What was compared, with reasons, linked or not.",
    "figures": "Numbers that independent texts give of what is likely one thing.",
    "judgements": "What people decided.",
    "pages": "What was read, with its digest.",
    "origins": "Which stage, version and settings made rows.",
}


def export(
    record: Record, table: str, format_name: str, unit: Unit = "codepoint"
) -> Iterator[str] | Iterator[bytes]:
    """Yield a table in a format, as text or as bytes.

    Raises UnknownName for a table or format that does not exist, SettingsError for a unit in a format
    that has a unit of its own.
    """
    if table not in EXPORTED:
        raise UnknownName("table", table, EXPORTED)
    exporter: Exporter = plugins.load("onrecord.exporters", format_name)()
    if exporter.tables and table not in exporter.tables:
        raise UnknownName(f"table of the format {format_name}", table, exporter.tables)
    if unit != "codepoint":
        if format_name not in _IN_UNITS:
            message = (
                f"offset_unit is for {', '.join(sorted(_IN_UNITS))}; {format_name} has its own"
            )
            raise SettingsError(message)
        if isinstance(exporter, JsonExporter):
            exporter.offset_unit = unit
    return exporter.write(table, in_unit(record, table, record.rows(table), unit), record)


_IN_UNITS = frozenset({"csv", "csv-excel", "json", "jsonl"})
