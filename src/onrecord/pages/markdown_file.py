"""Markdown: pages as programs fetch them for language models, notes, drafts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from onrecord.model import Page, Rejection
from onrecord.pages.columns import read_row
from onrecord.pages.decode import decode
from onrecord.pages.opened import Opened
from onrecord.pages.read import make_page
from onrecord.pages.rows import source_of
from onrecord.stage import Tally
from onrecord.text.markdown import front_matter

__all__ = ["MarkdownFile"]


class MarkdownFile:
    """Reader of Markdown; the fields above a text say what is known of it."""

    name: ClassVar[str] = "markdown"
    priority: ClassVar[int] = 20

    def accepts(self, name: str, head: bytes) -> bool:
        """Take files named as Markdown, and what begins as a page printed for a language model does."""
        return name.lower().endswith((".md", ".markdown")) or (
            head.startswith(b"Title: ") and b"\nMarkdown Content:" in head
        )

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the one page."""
        del tally
        data = item.whole()
        above = front_matter(decode(data)[0])
        given = read_row(above.fields if above else {}, item.columns)
        yield make_page(item.name, data, source_of(item, given), "text/markdown")
