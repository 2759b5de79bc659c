"""The record for programs that read no text: Parquet (pyarrow) and spaCy's DocBin, both extras."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from onrecord.errors import SettingsError
from onrecord.record.schema import row_schema
from onrecord.record.store import Record

__all__ = ["DocBinExporter", "ParquetExporter"]

Row = Mapping[str, Any]


def _needs(extra: str) -> SettingsError:
    return SettingsError(f"this format is written with: pip install onrecord[{extra}]")


class ParquetExporter:
    """Parquet, zstd; lists, spans and mappings are nested columns with the types of the schema."""

    name: ClassVar[str] = "parquet"
    tables: ClassVar[frozenset[str]] = frozenset()

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[bytes]:
        """Yield the file. Raises SettingsError without pyarrow."""
        del record
        try:
            import pyarrow as pa  # 40 MB, for those who want Parquet
            from pyarrow import parquet
        except ImportError as error:
            raise _needs("parquet") from error
        described = row_schema(table)
        schema = pa.schema(
            [
                pa.field(name, _arrow(pa, one), nullable=_is_null_allowed(one))
                for name, one in described["properties"].items()
            ],
            metadata={"offset_unit": "codepoint"},
        )
        buffer = io.BytesIO()
        made = [
            {name: _mapped(described["properties"][name], value) for name, value in row.items()}
            for row in rows
        ]
        parquet.write_table(pa.Table.from_pylist(made, schema=schema), buffer, compression="zstd")
        yield buffer.getvalue()


def _is_null_allowed(schema: Mapping[str, Any]) -> bool:
    return (
        "null" in schema.get("type", ())
        or None in schema.get("enum", ())
        or {"type": "null"} in schema.get("anyOf", ())
    )


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
    if kind == "object" and "properties" not in schema:
        return pa.map_(pa.string(), pa.string())
    if kind == "object":
        return pa.struct(
            [pa.field(name, _arrow(pa, one)) for name, one in schema["properties"].items()]
        )
    plain = {
        "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
    }  # fmt: skip
    return plain[kind]


def _mapped(schema: Mapping[str, Any], value: Any) -> Any:  # noqa: ANN401 - any cell
    is_map = schema.get("type") == "object" and "properties" not in schema
    return sorted(value.items()) if is_map and value is not None else value


class DocBinExporter:
    """spaCy's DocBin: a document an article, statements as spans under `source`, `cue`, `content`.

    Tokens are those of spaCy's blank pipeline for the article's language; a span that begins or
    ends inside one is widened to it, and `user_data["onrecord"]` holds every statement with the
    exact places.
    """

    name: ClassVar[str] = "spacy"
    tables: ClassVar[frozenset[str]] = frozenset({"statements"})

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[bytes]:
        """Yield the file. Raises SettingsError without spaCy."""
        del table
        try:
            import spacy  # 100 MB, for those who want it
            from spacy.tokens import DocBin
        except ImportError as error:
            raise _needs("spacy") from error
        by_article: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_article[row["article"]].append(row)
        pipelines: dict[str, Any] = {}
        made = DocBin(store_user_data=True)
        for article in record.rows("articles"):
            language = article["language"] or "xx"
            if language not in pipelines:
                try:
                    pipelines[language] = spacy.blank(language)
                except (ImportError, ValueError):  # a language that spaCy does not know
                    pipelines[language] = spacy.blank("xx")
            doc = pipelines[language].make_doc(record.text(article["id"]))
            found = by_article[article["id"]]
            for part in ("source", "cue", "content"):
                doc.spans[part] = [
                    doc.char_span(
                        span["start"], span["end"], label=row["kind"], span_id=row["id"],
                        alignment_mode="expand",
                    )
                    for row in found
                    for span in row[part]
                ]  # fmt: skip
            doc.user_data["onrecord"] = json.dumps(
                {"article": article["id"], "label": article["label"], "statements": found},
                ensure_ascii=False,
                sort_keys=True,
            )
            made.add(doc)
        yield made.to_bytes()
