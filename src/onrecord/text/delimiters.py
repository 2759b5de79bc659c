"""What parts the columns of a table: a comma, or what spreadsheets write where decimals have one."""

from __future__ import annotations

import csv
from collections.abc import Iterable

__all__ = ["delimiter_of"]

_DELIMITERS = ",;\t|"


def delimiter_of(table: str, known: Iterable[str], usual: str = ",") -> str:
    """Return what parts the first line of a table into most columns that are known; `usual` where that tells nothing.

    Case and spaces around a column's name do not count.
    """
    header = table.partition("\n")[0].strip("\r")
    names = {name.casefold() for name in known}

    def n_known(delimiter: str) -> int:
        try:
            parted = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:  # told where the table is read
            return 0
        return sum(one.strip().casefold() in names for one in parted)

    return max(_DELIMITERS, key=lambda one: (n_known(one), one == usual))
