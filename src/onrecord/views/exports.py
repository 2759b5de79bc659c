"""The record's tables as files: JSONL, JSON, CSV. No clock: the same record, the same bytes.

The formats of other tools stand in `interchange`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Protocol

from onrecord import plugins
from onrecord.errors import UnknownName
from onrecord.record.store import EXPORTED, Record

__all__ = [
    "CsvExporter",
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

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[str]:
        """Yield the file's text, piece by piece. `record` is open for reading, for what rows refer to."""
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

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[str]:
        """Yield the document."""
        del record
        document = {"table": table, "offset_unit": "codepoint", "rows": list(rows)}
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


def export(record: Record, table: str, format_name: str) -> Iterator[str]:
    """Yield a table in a format. Raises UnknownName for a table or format that does not exist."""
    if table not in EXPORTED:
        raise UnknownName("table", table, EXPORTED)
    exporter: Exporter = plugins.load("onrecord.exporters", format_name)()
    if exporter.tables and table not in exporter.tables:
        raise UnknownName(f"table of the format {format_name}", table, exporter.tables)
    yield from exporter.write(table, record.rows(table), record)
