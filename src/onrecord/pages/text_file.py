"""Plain text: whatever no other reader takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from onrecord.model import Page, Rejection
from onrecord.pages.databases import may_be_printed, printed_articles, printed_pages
from onrecord.pages.decode import decode
from onrecord.pages.opened import Opened
from onrecord.pages.read import make_page
from onrecord.stage import Tally

__all__ = ["TextFile"]


class TextFile:
    """Reader of plain text, clean or flattened from a page."""

    name: ClassVar[str] = "text"
    priority: ClassVar[int] = 0

    def accepts(self, name: str, head: bytes) -> bool:
        """Take anything: what is no text is refused by decoding it."""
        del name, head
        return True

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the one page; of what a news database printed a page for each article."""
        del tally
        data = item.whole()
        if may_be_printed(data) and (found := printed_articles(decode(data)[0])):
            yield from printed_pages(item, found)
        else:
            yield make_page(item.name, data, item.source, "text/plain")
