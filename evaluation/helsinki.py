"""The articles of one summit's day, as the corpus has them: one row each."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["read_rows"]


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of the day's table, by the names of their columns; lines of a text end in "###"."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
