"""Transcripts with markup of their own: WebVTT, SubRip, TEI (ParlaMint), Akoma Ntoso."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from onrecord.model import Page, Rejection
from onrecord.pages.feeds import no_entities
from onrecord.pages.opened import Opened
from onrecord.pages.read import make_page
from onrecord.stage import Tally

__all__ = ["Captions", "Speeches"]

_SRT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*\d+\s*\r?\n\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->\s*\d{1,2}:\d\d:\d\d"
)
_SPEECHES = re.compile(rb"<(?:TEI|teiCorpus|akomaNtoso)\b")


class Captions:
    """Reader of WebVTT and SubRip captions."""

    name: ClassVar[str] = "captions"
    priority: ClassVar[int] = 20

    def accepts(self, name: str, head: bytes) -> bool:
        """Take what is named or begins as captions."""
        return (
            name.lower().endswith((".vtt", ".srt"))
            or head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")
            or bool(_SRT.match(head))
        )

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the one page."""
        del tally
        yield make_page(
            item.name, item.whole(), replace(item.source, role="transcript"), "text/vtt"
        )


class Speeches:
    """Reader of transcripts in XML: TEI `<u who>` and `<sp>`, Akoma Ntoso `<speech by>`."""

    name: ClassVar[str] = "speeches"
    priority: ClassVar[int] = 20

    def accepts(self, name: str, head: bytes) -> bool:
        """Take what begins as TEI or Akoma Ntoso."""
        del name
        return bool(_SPEECHES.search(head[:8000]))

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the one page."""
        del tally
        data = no_entities(item.whole())
        source = replace(item.source, role="transcript")
        yield make_page(item.name, data, source, "application/xml")
