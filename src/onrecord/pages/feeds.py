"""Saved feeds: RSS and Atom. An entry with its text is a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import strftime
from typing import Any, ClassVar

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection, Source
from onrecord.pages.opened import Opened, too_large
from onrecord.pages.read import make_page
from onrecord.pages.rows import known_source, rejected
from onrecord.stage import Tally
from onrecord.text.normalize import fold_space

__all__ = ["FeedFile", "no_entities"]

_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL,
)
_SITEMAP = re.compile(rb"<(?:urlset|sitemapindex)\b")


def no_entities(data: bytes) -> bytes:
    """Return XML as it is; raises ItemError where it declares entities, which can grow without end."""
    if b"<!ENTITY" in data:
        raise ItemError("pages", "entity_declarations", "XML that declares entities is not read")
    return data


class FeedFile:
    """Reader of saved feeds."""

    name: ClassVar[str] = "feed"
    priority: ClassVar[int] = 20

    def accepts(self, name: str, head: bytes) -> bool:
        """Take what is named as a feed or begins as one; sitemaps too, to say what they lack."""
        return (
            name.lower().endswith((".rss", ".atom"))
            or bool(_BEGINS.match(head))
            or bool(_SITEMAP.search(head[:2000]))
        )

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield a page an entry. Raises ItemError for a sitemap: it lists addresses, no texts."""
        del tally
        if _SITEMAP.search(item.head[:2000]):
            detail = "a sitemap lists addresses and holds no text: save the pages and give those"
            raise ItemError("pages", "addresses_only", detail)
        import feedparser  # only feeds need it

        # bytes, never a string: a string may be taken for an address and opened
        data = no_entities(item.whole())
        try:
            feed = feedparser.parse(data, sanitize_html=False)
        except Exception as error:
            # what a parser of other people's markup may raise is not listed anywhere
            raise ItemError("pages", "unreadable", f"not a feed: {error}") from error
        outlet = fold_space(str(feed.feed.get("title") or "")) or None
        for number, entry in enumerate(feed.entries, 1):
            name = f"{item.name}#{number}"
            try:
                yield _page(name, entry, outlet, item)
            except ItemError as error:
                yield rejected(name, error)


def _page(name: str, entry: Any, outlet: str | None, item: Opened) -> Page:  # noqa: ANN401 - an entry
    bodies = [*entry.get("content", []), *filter(None, [entry.get("summary_detail")])]
    text = max((str(one.get("value") or "") for one in bodies), key=len, default="")
    if not text.strip():
        raise ItemError("pages", "no_text", "the entry holds a title and an address, no text")
    data = text.encode("utf-8", "replace")
    if len(data) > item.max_bytes:
        raise too_large(item.max_bytes)
    day = entry.get("published_parsed") or entry.get("updated_parsed")
    found = Source(
        outlet=outlet,
        url=entry.get("link"),
        published=strftime("%Y-%m-%d", day) if day else None,
        # its own `get` gives one for the other, and warns
        updated=dict.get(entry, "updated") or dict.get(entry, "published"),
        title=fold_space(entry.get("title") or "") or None,
        byline=fold_space(entry.get("author") or "") or None,
    )
    source = known_source(item.source, found)
    return make_page(name, data, source, None)
