"""Plain text: whatever no other reader takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from onrecord.model import Page, Source
from onrecord.pages.read import make_page

__all__ = ["TextFile"]


class TextFile:
    """Reader of plain text, clean or flattened from a page."""

    name: ClassVar[str] = "text"
    priority: ClassVar[int] = 0

    def accepts(self, name: str, data: bytes) -> bool:
        """Take anything: what is no text is refused by decoding it."""
        del name, data
        return True

    def read(self, name: str, data: bytes, source: Source) -> Iterator[Page]:
        """Yield the one page."""
        yield make_page(name, data, source, "text/plain")
