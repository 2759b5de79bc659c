"""Spreadsheets: articles as rows under a header. Read through openpyxl, which the extra `excel` installs."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, ClassVar

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection
from onrecord.pages.columns import KNOWN
from onrecord.pages.opened import Opened
from onrecord.pages.rows import row_page
from onrecord.pages.turns import layout_of, transcript_pages, turns_in
from onrecord.stage import Tally

__all__ = ["SpreadsheetFile"]

_MARKUP = 40
"""Bytes of markup that are read, to a byte of the limit of a page: a workbook holds many pages, and the library
all its words. Set by hand."""
_ABOVE = 20
"""Rows above a header: titles of tables and notes. Set by hand."""

Cells = tuple[Any, ...]


class SpreadsheetFile:
    """Reader of .xlsx (ECMA-376): a row is an article."""

    name: ClassVar[str] = "excel"
    priority: ClassVar[int] = 30

    def accepts(self, name: str, head: bytes) -> bool:
        """Take zip files named as Excel's."""
        return name.lower().endswith((".xlsx", ".xlsm")) and head.startswith(b"PK")

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield a page a row of each sheet that has a column of texts, else of the first with a header.

        A sheet of turns, with a speaker each, is a transcript.
        Raises ItemError: `needs_extra`, `too_large` where its markup is over the limit, `unreadable`.
        """
        del tally
        try:
            import openpyxl  # for those who have spreadsheets
        except ImportError as error:
            detail = "spreadsheets are read with: pip install onrecord[excel]"
            raise ItemError("pages", "needs_extra", detail) from error
        try:
            _check_markup(item)
            book = openpyxl.load_workbook(item.stream, read_only=True, data_only=True)
            sheets = [one for one in book.worksheets if hasattr(one, "reset_dimensions")]
            for one in sheets:
                one.reset_dimensions()  # what a file says of its size may be untrue
            headed = [found for one in sheets if (found := _headed(one, item.columns))]
            chosen = [one for one in headed if one[0]] or headed[:1]
            number = 0
            for _, header, sheet, first in chosen:
                rows = list(_rows(header, islice(sheet.iter_rows(values_only=True), first, None)))
                if turns := turns_in(rows):
                    yield from transcript_pages(item, turns)
                    continue
                for row in rows:
                    number += 1
                    yield row_page(item, number, row)
        except ItemError:
            raise
        except Exception as error:  # what the library meets in a broken file it raises as it comes
            detail = f"not a whole spreadsheet: {type(error).__name__}: {error}"
            raise ItemError("pages", "unreadable", detail) from error


def _rows(header: Sequence[str], sheet: Iterable[Cells]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a sheet that are not empty, by the names of their columns."""
    for cells in sheet:
        if any(one is not None for one in cells):
            row = zip(header, map(_day, cells), strict=False)
            yield {name: value for name, value in row if name}


def _headed(
    sheet: Any,  # noqa: ANN401 - the library's
    columns: Mapping[str, str],
) -> tuple[bool, Sequence[str], Any, int] | None:
    """Return whether a sheet has a column of texts, its header, itself, and the row behind the header."""
    texts = {*KNOWN["text"], *KNOWN["html"]}
    own = {columns[one] for one in ("text", "html") if one in columns}
    first = None
    for number, cells in enumerate(islice(sheet.iter_rows(values_only=True), _ABOVE), 1):
        header = ["" if one is None else str(one).strip() for one in cells]
        if not any(header):
            continue
        names = [one.casefold() for one in header]
        if not own.isdisjoint(header) or not texts.isdisjoint(names) or layout_of(names):
            return True, header, sheet, number
        first = first or (False, header, sheet, number)
    return first


def _day(cell: object) -> object:
    """Return a day as one: in a spreadsheet it is a moment at midnight."""
    return cell.date() if isinstance(cell, dt.datetime) and cell.time() == dt.time() else cell


def _check_markup(item: Opened) -> None:
    """Raise ItemError `too_large` where all that a workbook holds is over the limit, by what its archive says."""
    limit = _MARKUP * item.max_bytes
    with zipfile.ZipFile(item.stream) as archive:
        if sum(one.file_size for one in archive.infolist()) > limit:
            detail = (
                f"more than {limit:,} bytes of markup ({_MARKUP} times the setting pages.max_bytes)"
            )
            raise ItemError("pages", "too_large", detail)
    item.stream.seek(0)
