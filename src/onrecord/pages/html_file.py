"""HTML, by suffix or by what the bytes begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from onrecord.model import Page, Rejection
from onrecord.pages.databases import may_be_html, printed_pages, read_html
from onrecord.pages.decode import decode
from onrecord.pages.opened import Opened
from onrecord.pages.read import make_page
from onrecord.stage import Tally

__all__ = ["HtmlFile"]

_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)


class HtmlFile:
    """Reader of HTML pages."""

    name: ClassVar[str] = "html"
    priority: ClassVar[int] = 10

    def accepts(self, name: str, head: bytes) -> bool:
        """Take files named as HTML and bytes that begin as HTML does."""
        return name.lower().endswith((".html", ".htm", ".xhtml")) or bool(
            _BEGINS.match(head[:4096])
        )

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the one page; of what a news database printed a page for each article."""
        del tally
        data = item.whole()
        if may_be_html(data) and (found := read_html(decode(data)[0])):
            yield from printed_pages(item, found)
        else:
            yield make_page(item.name, data, item.source, "text/html")
