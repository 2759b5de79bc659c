"""Word documents: a draft, a press release, an official transcript as it was sent."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any, ClassVar

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection
from onrecord.pages.databases import text_pages
from onrecord.pages.feeds import no_entities
from onrecord.pages.opened import UNREADABLE, Opened, too_large
from onrecord.stage import Tally

__all__ = ["WordFile"]

_MARKUP = 4
"""Bytes of markup that are read, to a byte of the limit: the library holds all of it, at about 36 bytes a byte."""


class WordFile:
    """Reader of .docx (ECMA-376): the text as it stands with all tracked changes accepted."""

    name: ClassVar[str] = "word"
    priority: ClassVar[int] = 30

    def accepts(self, name: str, head: bytes) -> bool:
        """Take zip files named as Word documents."""
        return name.lower().endswith(".docx") and head.startswith(b"PK")

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the one page: a paragraph a line, an empty line between; its bytes are those of this text, in UTF-8.

        Of what a news database printed a page for each article. What was deleted, comments, notes, headers and
        footers are not in it. Raises ItemError: `unreadable`, `too_large`, `entity_declarations`.
        """
        del tally
        yield from text_pages(item, "\n\n".join(_paragraphs(item)))


def _paragraphs(item: Opened) -> list[str]:
    """Return the paragraphs that have words, line breaks and tabs in them as such."""
    from mammoth import convert_to_html, documents  # slow to import, only Word documents need it

    found: list[str] = []

    def words(element: Any) -> str:  # noqa: ANN401 - any element of the library's
        if isinstance(element, documents.Paragraph):
            found.append("".join(map(words, element.children)))
            return ""
        if isinstance(element, documents.Text):
            return str(element.value)
        if isinstance(element, documents.Break):
            return "\n"
        return (
            "\t"
            if isinstance(element, documents.Tab)
            else "".join(map(words, getattr(element, "children", ())))
        )

    def read(document: Any) -> Any:  # noqa: ANN401 - the library's document
        words(document)
        return document.copy(children=[])  # no HTML is wanted

    try:
        _check_markup(item)
        convert_to_html(item.stream, transform_document=read, include_embedded_style_map=False)
    except ItemError:
        raise
    except UNREADABLE as error:
        raise ItemError("pages", "unreadable", str(error)) from error
    except Exception as error:  # what the library meets in a broken document it raises as it comes
        detail = f"not a whole Word document: {type(error).__name__}: {error}"
        raise ItemError("pages", "unreadable", detail) from error
    return [one for one in found if one.strip()]


def _check_markup(item: Opened) -> None:
    """Raise ItemError `too_large` where markup is over the limit (pictures do not count), `entity_declarations`."""
    with zipfile.ZipFile(item.stream) as folder:
        members = [one for one in folder.infolist() if one.filename.endswith((".xml", ".rels"))]
        if sum(one.file_size for one in members) > _MARKUP * item.max_bytes:
            raise too_large(item.max_bytes)
        for one in members:
            no_entities(folder.read(one))
    item.stream.seek(0)
