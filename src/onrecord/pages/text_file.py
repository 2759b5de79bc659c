"""Plain text: whatever no other reader takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection
from onrecord.pages.databases import may_be_printed, printed_articles, printed_pages
from onrecord.pages.decode import decode
from onrecord.pages.opened import Opened
from onrecord.pages.read import make_page
from onrecord.stage import Tally

__all__ = ["TextFile"]


_OTHERS = {
    b"PK\x03\x04": "a zip, or what is one (an e-book, a spreadsheet): call it .zip, or save a spreadsheet as .xlsx",
    b"\xd0\xcf\x11\xe0": "a file of older office programs: save it as .docx, or a spreadsheet as .xlsx",
    b"7z\xbc\xaf": "an archive: unpack it",
    b"Rar!": "an archive: unpack it",
}
"""What files that are often given begin with, and what can be done about them."""


class TextFile:
    """Reader of plain text, clean or flattened from a page."""

    name: ClassVar[str] = "text"
    priority: ClassVar[int] = 0

    def accepts(self, name: str, head: bytes) -> bool:
        """Take anything: what is no text is refused by decoding it."""
        del name, head
        return True

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the one page; of what a news database printed a page for each article.

        Raises ItemError `binary` for what is known to be none.
        """
        del tally
        for begins, detail in _OTHERS.items():
            if item.head.startswith(begins):
                raise ItemError("pages", "binary", detail)
        data = item.whole()
        if may_be_printed(data) and (found := printed_articles(decode(data)[0])):
            yield from printed_pages(item, found)
        else:
            yield make_page(item.name, data, item.source, None)
