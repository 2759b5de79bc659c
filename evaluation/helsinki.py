"""The articles of one summit's day, as the corpus has them: one row each."""

from __future__ import annotations

import csv
import sys
from collections.abc import Container, Iterator
from pathlib import Path

from onrecord.model import Source
from onrecord.pages.inputs import Input

__all__ = ["PUBLISHED", "inputs_of", "read_rows"]

PUBLISHED = "2018-07-15"


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of the day's table, by the names of their columns; lines of a text end in "###"."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def inputs_of(path: Path, wanted: Container[str] | None = None) -> list[Input]:
    """Return the day's articles, or those whose ids are wanted, as what a build reads.

    Line breaks are as long as the corpus's marks, so that places in the pages are places in the corpus.
    """
    return [
        Input(
            name=f"{row['id']}.txt",
            path=None,
            source=Source(outlet=row["publisher"], role="article", published=PUBLISHED),
            data=row["text"].replace(" ### ", "\n" * 5).replace("###", "\n" * 3).encode(),
        )
        for row in read_rows(path)
        if wanted is None or row["id"] in wanted
    ]
