"""What commands are given and say alike: paths, and how many rows there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from onrecord.errors import SettingsError
from onrecord.views.overview import counted

__all__ = ["FOLDER", "OF_STORIES", "RECORD", "tally_of", "writing"]

RECORD = click.Path(dir_okay=False, path_type=Path)


FOLDER = click.Path(file_okay=False, path_type=Path)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says of a file or folder that is written into our error."""
    try:
        yield
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise SettingsError(message) from error


OF_STORIES = ("statements", "utterances", "differences", "figures")


_NOUNS = {"stories": "story", "reprints": "reprinted text"}


def tally_of(counts: Mapping[str, int], *tables: str) -> str:
    """Say how many rows tables have."""
    return ", ".join(
        counted(counts.get(table, 0), _NOUNS.get(table, table[:-1])) for table in tables
    )
