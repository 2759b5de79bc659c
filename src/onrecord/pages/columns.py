"""The names that rows of article tables go by, and the user's own."""

from __future__ import annotations

import ast
import datetime as dt
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from onrecord.errors import SettingsError, UnknownName
from onrecord.text.markup import is_markup
from onrecord.text.normalize import fold_space

__all__ = ["KNOWN", "KNOWN_NAMES", "read_columns", "read_moment", "read_row", "rows_in"]

KNOWN: Mapping[str, tuple[str, ...]] = {
    "html": ("html", "body_html", "body_xhtml", "content_html"),
    "text": (
        *("text", "maintext", "body_text", "full_text", "fulltext", "articlebody", "article_text"),
        *(
            "body",
            "content",
            "article",
            "fields.body",
            "fields.bodytext",
            "plaintext",
            "plain_text",
        ),
        *("content_text", "paragraphs", "body-paragraphs", "body_paragraphs", "content_elements"),
        *("contents", "raw_text"),
    ),
    "title": ("title", "headline", "headline_main", "headlines", "fields.headline", "webtitle"),
    "outlet": (
        *("outlet", "publisher", "publication", "fields.publication", "source_name", "media_name"),
        *("site_name", "sitename", "newspaper", "domain", "source_domain", "source-hostname"),
        *("hostname", "thread.site", "series", "source", "site"),
    ),
    "url": (
        *("url", "link", "sourceurl", "source_url", "canonical_url", "documentidentifier"),
        *("article_url", "weburl", "web_url", "permalink", "mainentityofpage", "source"),
    ),
    "published": (
        *("published", "date_publish", "publish_date", "published_at", "datepublished"),
        *("pub_date", "pubdate", "publishedat", "publishing_date", "published_date"),
        *("publication_date", "date_published", "webpublicationdate", "datetimepub"),
        *("display_date", "versioncreated", "date", "datetime"),
    ),
    "updated": (
        *("updated", "updated_at", "date_modify", "date_modified", "datemodified", "modified"),
        *("updatedat", "last_modified", "fields.lastmodified", "lastmod", "versioncreated"),
    ),
    "fetched": (
        *("fetched", "fetched_at", "scrape_time", "scraped_at", "crawl_time", "crawled_at"),
        *("date_download", "retrieved", "retrieved_at", "seendate", "collection_utc", "crawled"),
    ),
    "byline": ("byline", "author", "authors", "fields.byline", "credits.by", "creator"),
    "role": ("role",),
}
"""Our field, then the column names it is read from, first come first: as in the rows of GDELT, Common Crawl news and
passim, in what news-please, trafilatura, newspaper, fundus and WordPress write, in what NewsAPI, Event Registry,
Webz.io, the Guardian and Arc give, in TREC's Washington Post, NELA-GT and BASIL, and in schema.org's NewsArticle.
`a.b` is b of an object a. Case and spaces do not count."""
KNOWN_NAMES = frozenset(name for names in KNOWN.values() for name in names)
"""All of these column names, in small letters."""

_TAG = re.compile(r"</?\w[^<>]*>")
_TIMES = frozenset({"published", "updated", "fetched"})
_ADDRESS = ("http://", "https://")
_NAMES = ("rendered", "name", "title", "basic", "main", "original", "@id", "domain", "uri")
"""What an object is called that stands where a name is looked for, first come first."""
_HELD = (
    *("rendered", "html", "text", "value", "content", "body", "plain", "summary", "headline"),
    *("sections", "paragraphs"),
)
"""Under what an object holds text that stands where text is looked for; all of it, in this order."""
_SAID = frozenset(
    {"text", "paragraph", "p", "header", "heading", "quote", "list", "html", "sanitized_html"}
)
"""Types of the parts of an article that are text; others are pictures, or tell of the article."""
_LISTS = (
    *("articles", "items", "rows", "results", "posts", "docs", "documents", "data", "entries"),
    *("hits", "response"),
)
"""Under what a file's one object holds its rows, first come first; `response.docs` too."""


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


def rows_in(value: Mapping[str, Any]) -> list[Any] | None:
    """Return the rows that an object holds in a list of its own, or None: then it is a row."""
    if read_row(value, {})["text"]:
        return None
    for key in _LISTS:
        inner = value.get(key)
        if isinstance(inner, Mapping):
            inner = rows_in(inner)
        if isinstance(inner, list):
            return inner
    return None


def read_row(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, str | None]:
    """Return what a row holds for each of our fields; text of any length, None where it has none.

    A row of a search engine is what stands in its `_source`.
    """
    inner = row.get("_source")
    if isinstance(inner, Mapping):
        row = inner
    exact = dict(_named(row))
    folded = {key.strip().casefold(): value for key, value in exact.items()}

    def value(field: str) -> str | None:
        if field in columns:
            return _read(exact.get(columns[field]), field)
        values = (_read(folded.get(name), field) for name in KNOWN[field])
        return next((found for found in values if found), None)

    return {field: value(field) for field in KNOWN}


def _named(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what a row holds by name, and what its objects hold by both names."""
    for key, value in row.items():
        yield str(key), value
        if isinstance(value, Mapping):
            yield from ((f"{key}.{name}", inner) for name, inner in value.items())


def _read(value: Any, field: str) -> str | None:  # noqa: ANN401 - whatever a row holds
    value = _unpacked(value)
    if field in {"html", "text"}:
        return "\n\n".join(_paragraphs(value)) or None
    if field in _TIMES:
        return read_moment(value)
    name = ", ".join(_names(value))
    name = fold_space(html.unescape(_TAG.sub("", name)) if is_markup(name) else name)
    is_address = name.startswith(_ADDRESS)
    # some write the address of the article, others the outlet, under "source"
    if not name or (field == "outlet" and is_address) or (field == "url" and " " in name):
        return None
    return name


_NOTHING = frozenset({"nan", "none", "null", "n/a"})
"""What tables of others' making write into a cell that is empty."""


def _unpacked(value: object) -> object:
    """Return a list that a table has in a cell as Python prints it: "['Ola Ness', 'Ana Brul']"."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text.casefold() in _NOTHING:
        return None
    if text.startswith(("['", '["')) and text.endswith(("']", '"]')):
        with suppress(ValueError, SyntaxError, MemoryError, RecursionError):
            made: object = ast.literal_eval(text)
            return made
    return value


def _scalar(value: object) -> str | None:
    if isinstance(value, dt.date):  # a datetime is one
        return value.isoformat()
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _names(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a row holds
    """Yield the names in a value: itself, those of a list, what an object is called."""
    if isinstance(value, Mapping):
        found = (value[key] for key in _NAMES if isinstance(value.get(key), str))
        yield from (one for one in (next(found, None),) if one)
    elif isinstance(value, list):
        for one in value:
            yield from _names(one)
    elif (name := _scalar(value)) is not None:
        yield name


def _paragraphs(value: Any, *, is_inner: bool = False) -> Iterator[str]:  # noqa: ANN401 - whatever a row holds
    """Yield the paragraphs in a value; a list of texts in a list is one, in sentences."""
    if isinstance(value, Mapping):
        if str(value.get("type") or "text") in _SAID:
            for key in _HELD:
                yield from _paragraphs(value.get(key))
    elif isinstance(value, list):
        if is_inner and _are_texts(value):
            yield " ".join(value)
            return
        for one in value:
            yield from _paragraphs(one, is_inner=True)
    elif (text := _scalar(value)) is not None and text:
        yield text


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(one, str) for one in values)


_UNSIGNED = re.compile(r"\d{8}T\d{6}Z?", re.ASCII)
_YEAR_FIRST = re.compile(r"^(\d{4})/(\d\d)/(\d\d)\b", re.ASCII)
_SECONDS, _MILLISECONDS, _TO_THE_SECOND = 10, 13, 14
"""Digits of a moment that is counted from 1970, and of one that is written without signs."""


def read_moment(value: Any) -> str | None:  # noqa: ANN401 - whatever a row holds
    """Return a day or moment as rows write it, in ISO 8601 where it is a number or has no hyphens."""
    text = fold_space(_scalar(value) or "")
    digits = text.removesuffix(".0")
    try:
        if _UNSIGNED.fullmatch(text):
            return dt.datetime.fromisoformat(text).isoformat()
        if not digits.isascii() or not digits.isdigit():
            return _YEAR_FIRST.sub(r"\1-\2-\3", text) or None
        if len(digits) in {_SECONDS, _MILLISECONDS}:
            seconds = int(digits[:_SECONDS])
            return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()
        if len(digits) == _TO_THE_SECOND:
            return dt.datetime.strptime(f"{digits}Z", "%Y%m%d%H%M%S%z").isoformat()
        return dt.date.fromisoformat(digits).isoformat()
    except (ValueError, OverflowError, OSError):
        return text or None
