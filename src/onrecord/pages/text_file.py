"""Plain text: whatever no other reader takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from onrecord.model import Page, Rejection
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
        """Yield the one page."""
        del tally
        yield make_page(item.name, item.whole(), item.source, "text/plain")
