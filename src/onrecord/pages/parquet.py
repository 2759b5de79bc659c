"""Articles as rows of a Parquet file. Read through pyarrow, which the extra `parquet` installs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection
from onrecord.pages.opened import Opened
from onrecord.pages.rows import row_page
from onrecord.stage import Tally

__all__ = ["ParquetFile"]

_BATCH = 256
"""Rows held at a time."""


class ParquetFile:
    """Reader of Parquet; a row is an article."""

    name: ClassVar[str] = "parquet"
    priority: ClassVar[int] = 20

    def accepts(self, name: str, head: bytes) -> bool:
        """Take what begins as Parquet does."""
        del name
        return head.startswith(b"PAR1")

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield a page a row. Raises ItemError `not_parquet`, `needs_extra`."""
        del tally
        try:
            import pyarrow as pa  # 40 MB, for those who have Parquet
            from pyarrow import parquet
        except ImportError as error:
            detail = "Parquet is read with: pip install onrecord[parquet]"
            raise ItemError("pages", "needs_extra", detail) from error
        number = 0
        try:
            for batch in parquet.ParquetFile(item.stream).iter_batches(_BATCH):
                for row in batch.to_pylist():
                    number += 1
                    yield row_page(item, number, row)
        except (pa.ArrowException, OSError, EOFError, ValueError, KeyError, MemoryError) as error:
            detail = f"after row {number}: {error}"
            raise ItemError("pages", "not_parquet", detail) from error
