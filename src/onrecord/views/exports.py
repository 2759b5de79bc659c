"""The record's tables as files: JSONL, JSON, CSV. No clock: the same record, the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Protocol

from onrecord import plugins
from onrecord.errors import UnknownName
from onrecord.record.store import EXPORTED, Record

__all__ = ["CsvExporter", "Exporter", "JsonExporter", "JsonlExporter", "export"]

Row = Mapping[str, Any]


class Exporter(Protocol):
    """Writes a table's rows in one format."""

    name: ClassVar[str]

    def write(self, table: str, rows: Iterable[Row]) -> Iterator[str]:
        """Yield the file's text, piece by piece."""
        ...


class JsonlExporter:
    """One JSON object a line; keys sorted."""

    name: ClassVar[str] = "jsonl"

    def write(self, table: str, rows: Iterable[Row]) -> Iterator[str]:
        """Yield a line a row."""
        del table
        for row in rows:
            yield json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"


class JsonExporter:
    """One JSON document: the table's name, the offset unit, the rows."""

    name: ClassVar[str] = "json"

    def write(self, table: str, rows: Iterable[Row]) -> Iterator[str]:
        """Yield the document."""
        document = {"table": table, "offset_unit": "codepoint", "rows": list(rows)}
        yield json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


class CsvExporter:
    """RFC 4180; lists and spans are JSON in their cell."""

    name: ClassVar[str] = "csv"

    def write(self, table: str, rows: Iterable[Row]) -> Iterator[str]:
        """Yield the header and a record a row."""
        del table
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
    yield from exporter.write(table, record.rows(table))
