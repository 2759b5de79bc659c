"""The tables as Parquet: lists, spans and mappings are nested columns with the types of the schema.

A corpus is a folder of them: `TABLE/day=DAY/NAME.parquet`, all rows of a story under the day of its first
article, so that a story is whole in one place and one day, or one record, is added or redone alone.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.errors import NoSuchItem, RecordError, SettingsError
from onrecord.record.rows import Row
from onrecord.record.schema import row_schema
from onrecord.record.store import EXPORTED, SOURCES, Record

__all__ = ["Corpus", "check_corpus", "parquet_bytes", "write_corpus"]

_PIECE = 2_000
"""Rows that are held while a file is written."""
_EVERYWHERE = "all"
"""The partition of rows that are of no story: who speaks, what made the rows."""
_UNDATED = "undated"


def _pyarrow() -> Any:  # noqa: ANN401 - 40 MB, for those who want Parquet
    try:
        import pyarrow as pa
        import pyarrow.dataset
        import pyarrow.parquet
    except ImportError as error:
        message = "Parquet is written and read with: pip install onrecord[parquet]"
        raise SettingsError(message) from error
    return pa


def parquet_bytes(table: str, rows: Iterable[Row]) -> bytes:
    """Return a table's rows as one file, zstd. Raises SettingsError without pyarrow."""
    pa = _pyarrow()
    schema, described = _schema(pa, table)
    buffer = io.BytesIO()
    made = [_typed(described, row) for row in rows]
    pa.parquet.write_table(pa.Table.from_pylist(made, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def check_corpus(folder: Path) -> None:
    """Raise SettingsError where no corpus can be written there: it is a file, or pyarrow is not installed."""
    _pyarrow()
    if folder.is_file():
        message = f"{folder}: is a file; a corpus is a folder"
        raise SettingsError(message)


def write_corpus(record: Record, folder: Path, name: str) -> int:
    """Write a record's tables into a corpus, in place of what it has under this name.

    Returns the number of files. Raises SettingsError without pyarrow, RecordError where the folder
    cannot be written.
    """
    pa = _pyarrow()
    try:
        for old in folder.glob(f"*/day=*/{name}.parquet"):
            old.unlink()
        days = _Days(record)
        return sum(_write_days(pa, days, folder, table, name) for table in (*EXPORTED, *SOURCES))
    except OSError as error:
        message = f"{error.filename or folder}: {error.strerror}"
        raise RecordError(message) from error


def _write_days(pa: Any, days: _Days, folder: Path, table: str, name: str) -> int:  # noqa: ANN401
    day_of = days.of(table)
    schema, described = _schema(pa, table)
    writers: dict[str, Any] = {}
    waiting: defaultdict[str, list[Row]] = defaultdict(list)

    def write(day: str) -> None:
        if day not in writers:
            path = folder / table / f"day={day}" / f"{name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            writers[day] = pa.parquet.ParquetWriter(path, schema, compression="zstd")
        writers[day].write_table(pa.Table.from_pylist(waiting.pop(day), schema=schema))

    try:
        for row in days.record.rows_in(table):
            day = day_of(row)
            waiting[day].append(_typed(described, row))
            if len(waiting[day]) >= _PIECE:
                write(day)
        for day in sorted(waiting):
            write(day)
    finally:
        for writer in writers.values():
            writer.close()
    return len(writers)


class _Days:
    """Which day each row of a record is kept under."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._story = {row["id"]: row["first"] or _UNDATED for row in record.rows_in("stories")}
        self._article, self._page = {}, {}
        self._transcripts = set()
        for row in record.rows_in("articles"):
            if row["role"] == "transcript":
                self._transcripts.add(row["id"])
            day = self._story.get(row["story"], _UNDATED)
            self._article[row["id"]] = self._page[row["page"]] = day

    def of(self, table: str) -> Callable[[Row], str]:
        """Return what says which day a table's row is kept under."""
        if table in {"speakers", "judgements", "rejections", "origins"}:
            return lambda _: _EVERYWHERE
        if table in {"stories", "articles", "utterances", "figures"}:
            key = "id" if table == "stories" else "story"
            return lambda row: self._story.get(row[key], _UNDATED)
        if table in {"pages", "page_bytes"}:
            key = "id" if table == "pages" else "page"
            return lambda row: self._page.get(row[key], _UNDATED)
        if table == "matches":  # of articles, mentions or statements
            place = dict(self._article)
            turns = set()
            for each in ("mentions", "statements"):
                for row in self.record.rows_in(each):
                    place[row["id"]] = self._article[row["article"]]
                    if each == "statements" and row["article"] in self._transcripts:
                        turns.add(row["id"])
            # a transcript may be of another story than the statement that is found in it
            return lambda row: place.get(
                row["left" if row["left"] not in turns else "right"], _UNDATED
            )
        if table == "reprints":
            return lambda row: self._article[row["articles"][0]]
        if table == "differences":
            return lambda row: self._article[_told_in(row, self._transcripts)]
        return lambda row: self._article[row["article"]]


def _told_in(difference: Row, transcripts: Collection[str]) -> str:
    """Return the article of a difference that is of its story: a transcript may be of another."""
    left, right = difference["left_article"], difference["right_article"]
    return str(right if left in transcripts else left)


class Corpus:
    """A folder of Parquet tables, read by the values of a column."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "stories").is_dir():
            made_with = f"onrecord export RECORD -t all -f parquet -o {folder}"
            message = f"{folder}: there is no corpus here; make one with: {made_with}"
            raise RecordError(message)
        self._pa, self._folder = _pyarrow(), folder

    def rows_in(self, table: str, column: str = "", values: Sequence[str] = ()) -> Iterator[Row]:
        """Yield a table's rows whose column has one of the values, or all; each id once."""
        if table not in (*EXPORTED, *SOURCES):
            raise NoSuchItem(table)
        folder = self._folder / table
        if not folder.is_dir():
            return
        _, described = _schema(self._pa, table)
        names = list(described["properties"])
        field = self._pa.dataset.field(column) if column else None
        some = self._pa.array(list(values), type=self._pa.string())
        chosen = None if field is None else field.isin(some)
        seen: set[object] = set()
        for batch in self._batches(folder, names, chosen):
            for row in batch.to_pylist():
                key = row[names[0]] if table != "rejections" else tuple(row.values())
                if key not in seen:
                    seen.add(key)
                    yield {
                        one: dict(value) if _is_map(described["properties"][one]) else value
                        for one, value in row.items()
                    }

    def _batches(self, folder: Path, names: list[str], chosen: Any) -> Iterator[Any]:  # noqa: ANN401
        """Yield a table's rows in pieces. Raises RecordError for a file that is damaged."""
        try:
            dataset = self._pa.dataset.dataset(folder, format="parquet", partitioning="hive")
            yield from dataset.to_batches(columns=names, filter=chosen)
        except (self._pa.ArrowException, OSError) as error:
            message = f"{folder}: a file of this table is damaged: {error}"
            raise RecordError(message) from error


def _schema(pa: Any, table: str) -> tuple[Any, Mapping[str, Any]]:  # noqa: ANN401
    described = _SOURCES.get(table) or row_schema(table)
    fields = [
        pa.field(name, _arrow(pa, one), nullable=_is_null_allowed(one))
        for name, one in described["properties"].items()
    ]
    return pa.schema(fields, metadata={"offset_unit": "codepoint"}), described


_SOURCES: Mapping[str, Mapping[str, Any]] = {
    "page_bytes": {"properties": {"page": {"type": "string"}, "data": {"type": "bytes"}}},
    "article_texts": {
        "properties": {name: {"type": "string"} for name in ("article", "text", "offsets")}
    },
}


def _is_null_allowed(schema: Mapping[str, Any]) -> bool:
    return (
        "null" in schema.get("type", ())
        or None in schema.get("enum", ())
        or {"type": "null"} in schema.get("anyOf", ())
    )


def _is_map(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "object" and "properties" not in schema


def _arrow(pa: Any, schema: Mapping[str, Any]) -> Any:  # noqa: ANN401 - pyarrow's own types
    """Return the Arrow type of a JSON Schema as `record.schema` writes them."""
    if "enum" in schema:
        return pa.string()
    if "anyOf" in schema:
        return _arrow(pa, schema["anyOf"][0])
    kind = schema["type"]
    kind = next(one for one in kind if one != "null") if isinstance(kind, list) else kind
    if kind == "array":
        return pa.list_(_arrow(pa, schema["items"]))
    if _is_map(schema):
        return pa.map_(pa.string(), pa.string())
    if kind == "object":
        return pa.struct(
            [pa.field(name, _arrow(pa, one)) for name, one in schema["properties"].items()]
        )
    plain = {
        "string": pa.string(), "integer": pa.int64(), "number": pa.float64(),
        "boolean": pa.bool_(), "bytes": pa.binary(),
    }  # fmt: skip
    return plain[kind]


def _typed(described: Mapping[str, Any], row: Row) -> Row:
    of = described["properties"]
    return {
        name: sorted(value.items()) if _is_map(of[name]) and value is not None else value
        for name, value in row.items()
    }
