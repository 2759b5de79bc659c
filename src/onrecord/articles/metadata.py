"""What a page says of itself: title, outlet, byline, date, address, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from onrecord.text.dates import find_date
from onrecord.text.normalize import fold_space

__all__ = ["Metadata", "read_metadata"]

_MAX_JSON = 200_000
"""Characters of JSON-LD read; the rest is skipped (megabytes of it have cost other tools dear)."""
_BY = re.compile(r"^(?:by|words by|reporting by|written by)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was found; None where the page does not say."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    published_printed: str | None = None
    language: str | None = None


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.json: list[str] = []
        self.title = ""
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self.meta.setdefault(name.casefold(), fold_space(values.get("content", "")))
        elif tag == "html":
            self.meta.setdefault("lang", values.get("lang", ""))
        elif tag == "link" and "canonical" in values.get("rel", "").casefold():
            self.meta.setdefault("canonical", values.get("href", ""))
        elif tag == "time" and values.get("datetime"):
            self.meta.setdefault("time", values["datetime"])
        elif tag == "title" and not self.title:
            self._inside = "title"
        elif tag == "script" and "ld+json" in values.get("type", "").casefold():
            self._inside = "json"

    def handle_endtag(self, tag: str) -> None:
        if tag in {"title", "script"}:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        elif self._inside == "json" and sum(map(len, self.json)) + len(data) <= _MAX_JSON:
            self.json.append(data)


def read_metadata(
    html: str | None, *, title: str | None, byline: str | None, dates: list[str]
) -> Metadata:
    """Return what the head of `html` (None for plain text) and the page's own regions say.

    `title`, `byline` and `dates` are the text of those regions; markup comes first, the
    printed lines second. A printed date is kept as printed beside what it was read as.
    """
    printed = next((found for date in dates if (found := find_date(date))), None)
    byline = _BY.sub("", fold_space(byline)) if byline else None
    if html is None:
        return Metadata(
            title=title,
            byline=byline,
            published=printed[0].isoformat() if printed else None,
            published_printed=printed[1] if printed else None,
        )
    head = _Head()
    head.feed(html)
    meta = head.meta
    linked = list(_articles(head.json))
    stated = (
        _first(linked, "datePublished")
        or meta.get("article:published_time")
        or meta.get("date")
        or meta.get("datepublished")
        or meta.get("time")
        or ""
    )
    found = find_date(stated) or printed
    return Metadata(
        title=title
        or _first(linked, "headline")
        or meta.get("og:title")
        or fold_space(head.title)
        or None,
        outlet=meta.get("og:site_name") or _first(linked, "publisher") or None,
        byline=_first(linked, "author") or meta.get("author") or byline or None,
        url=meta.get("canonical") or meta.get("og:url") or None,
        published=found[0].isoformat() if found else None,
        published_printed=found[1] if found else None,
        language=(meta.get("lang") or "")[:2].casefold() or None,
    )


def _articles(blocks: list[str]) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON-LD objects that are articles, however they are wrapped."""
    for block in blocks:
        try:
            stack = [json.loads(block)]
        except (ValueError, RecursionError):
            continue
        while stack:
            node = stack.pop()
            if isinstance(node, list):
                stack += node
            elif isinstance(node, Mapping):
                stack += [value for key, value in node.items() if key == "@graph"]
                if "Article" in str(node.get("@type", "")) or "datePublished" in node:
                    yield node


def _first(nodes: list[Mapping[str, Any]], key: str) -> str | None:
    for node in nodes:
        value = node.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return fold_space(value)
    return None
