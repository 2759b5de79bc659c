"""The record for programs that read no text: Parquet (pyarrow) and spaCy's DocBin, both extras."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from onrecord.errors import SettingsError
from onrecord.record.parquet import parquet_bytes
from onrecord.record.store import Record

__all__ = ["DocBinExporter", "ParquetExporter"]

Row = Mapping[str, Any]


class ParquetExporter:
    """Parquet, zstd; lists, spans and mappings are nested columns with the types of the schema."""

    name: ClassVar[str] = "parquet"
    tables: ClassVar[frozenset[str]] = frozenset()

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[bytes]:
        """Yield the file. Raises SettingsError without pyarrow."""
        del record
        yield parquet_bytes(table, map(dict, rows))


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
            message = "this format is written with: pip install onrecord[spacy]"
            raise SettingsError(message) from error
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
