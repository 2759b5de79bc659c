"""The names that rows of article tables go by, and the user's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from onrecord.errors import SettingsError, UnknownName
from onrecord.text.normalize import fold_space

__all__ = ["KNOWN", "read_columns", "read_row"]

KNOWN: Mapping[str, tuple[str, ...]] = {
    "html": ("html", "body_html", "body_xhtml", "content_html"),
    "text": ("text", "maintext", "body_text", "full_text", "body", "content", "article"),
    "title": ("title", "headline", "headline_main"),
    "outlet": ("outlet", "publisher", "source_name", "domain", "source_domain", "series", "source"),
    "url": ("url", "link", "sourceurl", "source_url", "canonical_url", "documentidentifier"),
    "published": (
        *("published", "date_publish", "publish_date", "published_at", "datepublished"),
        *("pub_date", "pubdate", "versioncreated", "date"),
    ),
    "updated": (
        *("updated", "updated_at", "date_modify", "date_modified", "datemodified", "modified"),
        *("lastmod", "versioncreated"),
    ),
    "fetched": (
        *("fetched", "fetched_at", "scrape_time", "scraped_at", "crawl_time", "crawled_at"),
        *("date_download", "retrieved", "retrieved_at", "seendate"),
    ),
    "byline": ("byline", "author", "authors"),
    "role": ("role",),
}
"""Our field, then the column names it is read from, first come first: as in GDELT's, Common Crawl
news', passim's and news-please's rows. Case and spaces do not count."""


def read_columns(text: str) -> dict[str, str]:
    """Read `ours=theirs, ours=theirs`. Raises UnknownName for a field that is not ours."""
    columns = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        ours, equals, theirs = part.partition("=")
        if not equals or not theirs.strip():
            message = f"pages.columns: {part!r} is not of the form field=column"
            raise SettingsError(message)
        if ours.strip() not in KNOWN:
            raise UnknownName("field of a page", ours.strip(), KNOWN)
        columns[ours.strip()] = theirs.strip()
    return columns


def read_row(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, str | None]:
    """Return what a row holds for each of our fields; text of any length, None where it has none."""
    folded = {str(key).strip().casefold(): value for key, value in row.items()}

    def value(field: str) -> str | None:
        if field in columns:
            return _text(row.get(columns[field]), field)
        values = (_text(folded.get(name), field) for name in KNOWN[field])
        return next((found for found in values if found), None)

    return {field: value(field) for field in KNOWN}


def _text(value: Any, field: str) -> str | None:  # noqa: ANN401 - whatever a row holds
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = ", ".join(value) if field != "text" else "\n\n".join(value)
    if isinstance(value, dt.date):  # a datetime is one
        value = value.isoformat()
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    text = str(value)
    return (text if field in {"html", "text"} else fold_space(text)) or None
