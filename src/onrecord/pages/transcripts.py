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
from onrecord.text.dates import find_date

__all__ = ["Captions", "Speeches"]

_SRT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*\d+\s*\r?\n\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->\s*\d{1,2}:\d\d:\d\d"
)
_SPEECHES = re.compile(rb"<(?:TEI|teiCorpus|akomaNtoso|publicwhip|dbtplenarprotokoll|Hansard)\b")


_DAY = re.compile(
    rb"<FRBRdate\b[^>]*\bdate=\"(?P<work>\d{4}-\d\d-\d\d)"
    rb"|<setting\b.{0,500}?<date\b[^>]*\bwhen=\"(?P<setting>\d{4}-\d\d-\d\d)"
    rb"|uk\.org\.publicwhip/\w+/(?P<speech>\d{4}-\d\d-\d\d)"
    rb"|\bsitzung-datum=\"(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4})"
    rb"|Name=\"(?:Date|MetaCreationTime)\">(?P<printed>[^<]{6,60})<",
    re.DOTALL,
)
"""Where a file says on which day its words were spoken."""
_HEAD = 40_000
"""Bytes in which it says so: lists of persons may stand before."""


def _day(data: bytes) -> str | None:
    """Return the day of a sitting as its file gives it, in ISO 8601; None where it gives none."""
    match = _DAY.search(data[:_HEAD])
    if match is None:
        return None
    if match["year"]:
        return b"-".join(match.group("year", "month", "day")).decode()
    if match["printed"]:
        found = find_date(match["printed"].decode("utf-8", "replace").replace("/", "-"))
        return found[0].isoformat() if found else None
    return (match["work"] or match["setting"] or match["speech"]).decode()


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
    """Reader of transcripts in XML: TEI, Akoma Ntoso, ParlParse, the Bundestag's protocols, the Canadian Hansard."""

    name: ClassVar[str] = "speeches"
    priority: ClassVar[int] = 20

    def accepts(self, name: str, head: bytes) -> bool:
        """Take what begins as one of them does."""
        del name
        return bool(_SPEECHES.search(head[:8000]))

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the one page."""
        del tally
        data = no_entities(item.whole())
        day = item.source.published or _day(data)
        source = replace(item.source, role="transcript", published=day)
        yield make_page(item.name, data, source, "application/xml")
