"""Pages that a browser saved as one file (MHTML), and mails: parts in one message (RFC 2557, RFC 5322)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Any, ClassVar, TypeAlias

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection, Source
from onrecord.pages.opened import UNREADABLE, Opened, too_large
from onrecord.pages.read import make_page
from onrecord.pages.rows import known_source
from onrecord.stage import Tally
from onrecord.text.normalize import fold_space

__all__ = ["MessageFile"]

_SUFFIXES = (".mhtml", ".mht", ".eml")
_SAVED = re.compile(
    rb"(?:[\w-]{1,60}:[^\n]{0,900}\r?\n(?:[ \t][^\n]{0,900}\r?\n)*){0,20}?Snapshot-Content-Location:"
)
_WRITTEN_AS = 3
"""Bytes of a message that one byte of a part may take: `=3D` (RFC 2045, 6.7)."""
_TEXTS = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}
_Message: TypeAlias = "Message[Any, Any]"
_WEB = ("http://", "https://")


class MessageFile:
    """Reader of saved pages in one file, and of mails: the part that is shown is the page."""

    name: ClassVar[str] = "mail"
    priority: ClassVar[int] = 30

    def accepts(self, name: str, head: bytes) -> bool:
        """Take what is named as a saved page or a mail, and what begins as browsers save pages."""
        return name.lower().endswith(_SUFFIXES) or bool(_SAVED.match(head))

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the one page: the first part of HTML, else of text; attachments are left alone.

        Pictures may make a file many times as large as its page, so no more is read than holds the
        largest page that is let through. Raises ItemError: `unreadable`, `no_text`, `truncated`, `too_large`.
        """
        del tally
        most = _WRITTEN_AS * item.max_bytes
        try:
            data = item.stream.read(most)
        except UNREADABLE as error:
            raise ItemError("pages", "unreadable", str(error)) from error
        message = message_from_bytes(data)
        part, is_last = _shown(message)
        if part is None:
            raise ItemError("pages", "no_text", "no part of HTML or text in this message")
        body = _decoded(part)
        if len(body) > item.max_bytes or (is_last and len(data) == most):
            raise too_large(item.max_bytes)
        if is_last and _is_cut_off(message):
            raise ItemError("pages", "truncated", "the file ends within the page")
        found = _source(message, part)
        charset = part.get_content_charset()
        media_type = _TEXTS[part.get_content_type()]
        yield make_page(item.name, body, known_source(item.source, found), media_type, charset)


def _shown(message: _Message) -> tuple[_Message | None, bool]:
    """Return the part that is shown, and whether no part stands behind it."""
    parts = [one for one in message.walk() if not one.is_multipart()]
    for wanted in ("text/html", "application/xhtml+xml", "text/plain"):
        for part in parts:
            if part.get_content_type() == wanted and part.get_content_disposition() != "attachment":
                return part, part is parts[-1]
    return None, False


def _is_cut_off(message: _Message) -> bool:
    return any(
        isinstance(defect, CloseBoundaryNotFoundDefect)
        for part in message.walk()
        for defect in part.defects
    )


def _source(message: _Message, part: _Message) -> Source:
    """Return what is said of the page: by a browser its address and when it was saved, by a mail who sent it when."""
    places = (_header(part, "Content-Location"), _header(message, "Snapshot-Content-Location"))
    url = next((one for one in places if one and one.startswith(_WEB)), None)
    date = _header(message, "Date")
    if any(places):  # saved from the web, or from a file that lay there
        return Source(url=url, fetched=date)
    sender, _ = parseaddr(_header(message, "From") or "")
    return Source(outlet=sender or None, published=date, title=_header(message, "Subject"))


def _header(message: _Message, name: str) -> str | None:
    """Return a header in one line, its encoded words read (RFC 2047); None where there is none or nothing in it."""
    given = message[name]
    if given is None:
        return None
    try:
        read = str(make_header(decode_header(given)))
    except (ValueError, LookupError, MessageError):
        read = str(given)
    return fold_space(read.encode("utf-8", "replace").decode("utf-8")).strip() or None


def _decoded(part: _Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""
