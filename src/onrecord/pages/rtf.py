"""Rich Text Format: what news databases export, and what older word processors save."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection
from onrecord.pages.databases import text_pages
from onrecord.pages.opened import Opened
from onrecord.stage import Tally

__all__ = ["RichTextFile"]

_LINK = re.compile(r"(hyper)(link)", re.IGNORECASE)
_FONT = re.compile(r"\\f(?=\d)|\{\\field", re.IGNORECASE)
_LONGEST_FONT = 4096
"""Characters of what a document says of one font; Word writes 100 to 200."""


class RichTextFile:
    """Reader of .rtf: the text, a paragraph a line."""

    name: ClassVar[str] = "rtf"
    priority: ClassVar[int] = 30

    def accepts(self, name: str, head: bytes) -> bool:
        """Take what begins as RTF does, whatever it is called: Word opens such a file as .doc too."""
        del name
        return head.startswith(b"{\\rtf")

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the one page, its bytes those of the text in UTF-8; of a news database's a page for each article.

        Headers, footers, notes and pictures are not in it. Raises ItemError: `unreadable`, `too_large`, `empty`.
        """
        del tally
        yield from text_pages(item, _text(item.whole().decode("latin-1")))


def _text(markup: str) -> str:
    from striprtf.striprtf import rtf_to_text  # only RTF needs it

    # the library reads links and fonts by patterns that take the square of a line's length; a line's end says
    # nothing in RTF
    markup = _FONT.sub(r"\n\g<0>", _LINK.sub(r"\1\n\2", markup))
    if any("\\fcharset" in line and len(line) > _LONGEST_FONT for line in markup.split("\n")):
        raise ItemError(
            "pages", "unreadable", "not a whole RTF document: its table of fonts does not end"
        )
    try:
        text = str(rtf_to_text(markup, errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as error:  # what the library meets in a broken document it raises as it comes
        detail = f"not a whole RTF document: {type(error).__name__}: {error}"
        raise ItemError("pages", "unreadable", detail) from error
    # characters beyond the first 65,536 are written as two
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
