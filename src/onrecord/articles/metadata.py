"""What a page says of itself: title, outlet, byline, date, address, language."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from onrecord.articles.html import cut_html
from onrecord.articles.outlets import last_part, outlet_of
from onrecord.text.dates import find_date, find_time
from onrecord.text.normalize import fold_space

__all__ = ["BY", "Head", "Metadata", "read_head", "read_metadata"]

_MAX_JSON = 200_000
"""Characters of JSON-LD read; the rest is skipped (megabytes of it have cost other tools dear)."""
BY = re.compile(
    r"^(?:by|words by|reporting by|written by|posted by|author)\b\s*:?\s*", re.IGNORECASE
)
"""What stands before the name of who wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was found; None where the page does not say."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    published_printed: str | None = None
    updated: str | None = None
    language: str | None = None


_AUTHOR = re.compile(
    r"(?:^|[-_\s])(?:author|byline)(?:[-_]*name)?(?:$|\s)|author[-_]+name|entry-author"
)
"""Classes by which pages mark the name of who wrote; found on pages of WCXB's development articles."""
_PUBLISHED = re.compile(
    r"publi(?:shed|cation|sh)|pub[-_.]?date|(?:^|[^a-z])(?:date|created|issued)(?:$|[^a-z])"
)
_NOT_PUBLISHED = re.compile(r"publisher|updat|modif|expir|event|crawl")
_LONGEST_NAME, _LONGEST_TITLE = 60, 400
_MOST_OPEN = 8
_VOID = frozenset({"meta", "link", "img", "br", "hr", "input", "source", "path", "use", "wbr"})
_NEAR = 1_500
"""Characters after the headline in which a printed date is the article's."""
_NO_NAME = frozenset(
    {
        "author",
        "the author",
        "admin",
        "administrator",
        "staff",
        "editor",
        "by",
        "written by",
        "guest",
    }
)


class Head:
    """What the markup says: the head's fields, JSON-LD, headlines, marked names, and what follows a headline."""

    def __init__(self) -> None:
        self.meta: dict[str, str] = {}
        self.json: list[str] = []
        self.title = ""
        self.headlines: list[str] = []
        self.authors: list[str] = []
        self.near = ""
        """Words after the first headline."""
        self.times: list[tuple[str, bool]] = []
        """Values of `datetime`, and whether they stand soon after a headline."""
        self._inside = ""
        self._open: list[tuple[str, list[str], list[str]]] = []
        """Elements whose words are collected: tag, where they go, the words."""
        self._hidden = 0

    @cached_property
    def linked(self) -> list[Mapping[str, Any]]:
        """Return what its JSON-LD says of articles, once the page is read."""
        return list(_articles(self.json))

    def outlet(self, url: str | None) -> str | None:
        """Return how the outlet is called, by what the page states and the address bears out."""
        stated = [
            self.meta.get("og:site_name"),
            _first(self.linked, "publisher"),
            self.meta.get("publisher") or self.meta.get("dc.publisher"),
        ]
        printed = [
            self.meta.get("application-name"),
            self.meta.get("apple-mobile-web-app-title"),
            last_part(self.title),
        ]
        return outlet_of(filter(None, stated), filter(None, printed), url)

    def headline(self, printed: str | None = None, outlet: str | None = None) -> str | None:
        """Return the headline on the page that the head speaks of; else what the head says.

        Of several headlines ("Blog", "On this page") the one that shares most words with the title
        that is given to others. The outlet's name is no headline where the title says more.
        """
        shared_as = _first(self.linked, "headline") or self.meta.get("og:title")
        stated = shared_as or fold_space(self.title)
        shown = [one for one in [*self.headlines, printed or ""] if one]
        site = _words(outlet or "")
        outlet = outlet or self.meta.get("og:site_name", "")
        shown = [one for one in shown if not site or _words(one) - site] or shown[: not stated]
        if not stated or (not shared_as and len(set(shown)) == 1):
            return next(iter(shown), None)
        wanted = _words(stated)
        best = max(
            shown, key=lambda one: len(_words(one) & wanted) / (len(_words(one)) or 1), default=""
        )
        shared = len(_words(best) & wanted)
        if best and shared >= _SHARED * max(1, min(len(_words(best)), len(wanted))) and shared > 1:
            return best
        for mark in (" | ", " - ", " – ", " — ", " · "):
            title, _, end = stated.rpartition(mark)
            if title and (
                _words(end) <= _words(outlet) or (mark == " | " and len(end.split()) <= 4)
            ):
                return title
        return stated

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read what an element states; the parser calls this."""
        values = {name: value or "" for name, value in attrs}
        if tag in {"script", "style"}:
            self._hidden += 1
        if tag not in _VOID and len(self._open) < _MOST_OPEN:
            marks = f"{values.get('class', '')} {values.get('itemprop', '')}"
            if tag == "h1":
                self._open.append((tag, self.headlines, []))
            elif "author" in values.get("rel", "").casefold().split() or _is_author(marks):
                self._open.append((tag, self.authors, []))
        if tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self.meta.setdefault(name.casefold(), fold_space(values.get("content", "")))
        elif tag == "html":
            self.meta.setdefault("lang", values.get("lang", ""))
        elif tag == "link" and "canonical" in values.get("rel", "").casefold():
            self.meta.setdefault("canonical", values.get("href", ""))
        elif tag == "time" and values.get("datetime"):
            is_near = bool(self.headlines) and len(self.near) < _NEAR
            self.times.append((values["datetime"], is_near))
        elif tag == "title" and not self.title:
            self._inside = "title"
        elif tag == "script" and "ld+json" in values.get("type", "").casefold():
            self._inside = "json"

    def handle_endtag(self, tag: str) -> None:
        """Close an element; the parser calls this."""
        if tag in {"title", "script"}:
            self._inside = ""
        if tag in {"script", "style"}:
            self._hidden = max(0, self._hidden - 1)
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                _, where, words = self._open.pop(at)
                where.append(fold_space(" ".join(words)))
                break

    def handle_data(self, data: str) -> None:
        """Keep the words of titles and headlines; the parser calls this."""
        if not self._hidden:
            for _, _, words in self._open:
                if sum(map(len, words)) < _LONGEST_TITLE:
                    words.append(data)
            if self.headlines and len(self.near) < _NEAR:
                self.near += " " + data
        if self._inside == "title":
            self.title += data
        elif self._inside == "json" and sum(map(len, self.json)) + len(data) <= _MAX_JSON:
            self.json.append(data)


@lru_cache(maxsize=4096)
def _is_author(marks: str) -> bool:
    """Say whether an element's class or property is an author's, and not a commenter's; a page repeats few of them."""
    lower = marks.casefold()
    return _AUTHOR.search(lower) is not None and "comment" not in lower


def read_head(html: str) -> Head:
    """Read what a page's markup says of it."""
    head = Head()
    cut_html(html, head)
    return head


def read_metadata(
    head: Head | None,
    *,
    title: str | None,
    byline: str | None,
    dates: list[str],
    url: str | None = None,
) -> Metadata:
    """Return what a page's markup (None for plain text) and the page's own regions say.

    `title`, `byline` and `dates` are the text of those regions; markup comes first, the
    printed lines second. A printed date is kept as printed beside what it was read as. `url` is
    where the page came from, if that is known.
    """
    printed = next((found for date in dates if (found := find_date(date))), None)
    byline = BY.sub("", fold_space(byline)) if byline else None
    if head is None:
        return Metadata(
            title=title,
            byline=byline,
            published=printed[0].isoformat() if printed else None,
            published_printed=printed[1] if printed else None,
        )
    meta, linked = head.meta, head.linked
    found = _settled(_date(head), printed or find_date(head.near), linked)
    canonical = meta.get("canonical") or meta.get("og:url") or None
    outlet = head.outlet(url or canonical)
    return Metadata(
        title=head.headline(title, outlet),
        outlet=outlet,
        byline=_author(head, byline, outlet),
        url=canonical,
        published=found[0].isoformat() if found else None,
        published_printed=found[1] if found else None,
        updated=_updated(head),
        language=(meta.get("lang") or "")[:2].casefold() or None,
    )


_SHARED = 0.5
"""Share of the words of a headline, or of the stated title, that both must have to be of one article."""


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _author(head: Head, printed: str | None, outlet: str | None) -> str | None:
    """Return who wrote it: a person whom the head names, a name that the markup marks, the printed line."""
    stated = BY.sub("", _first(head.linked, "author") or head.meta.get("author") or "")
    marked = [name for one in head.authors if (name := _name(one))]
    shown = next(iter(marked), None) or _name(printed or "")
    if not stated:
        return shown
    is_handle = " " not in stated and stated == stated.casefold()
    is_outlet = _words(stated) <= _words(outlet or "") and not _words(stated) <= _words(shown or "")
    if shown and (is_handle or stated.startswith("http") or is_outlet):
        return shown
    return shown if stated.startswith("http") else stated


def _name(printed: str) -> str | None:
    """Return the name in a line that marks who wrote, or None."""
    name = re.split(
        r"\s*[|•·]\s*|\s+(?:published|updated|on)\b", BY.sub("", printed), flags=re.IGNORECASE
    )[0]
    name = name.strip(" ,:;-–—")
    is_word = name and not any(map(str.isdigit, name)) and len(name) <= _LONGEST_NAME
    return name if is_word and name.casefold() not in _NO_NAME else None


_Dated = tuple[dt.date, str]


def _settled(
    stated: _Dated | None, printed: _Dated | None, linked: list[Mapping[str, Any]]
) -> _Dated | None:
    """Return the day that the markup states, or that printed at the headline where it knows better.

    It does where the markup's day is that of a change (it gives the same for both), and where the two
    are a day apart: markup counts in universal time.
    """
    if stated is None or printed is None:
        return stated or printed
    changed = find_date(_first(linked, "dateModified") or "")
    is_of_change = changed is not None and changed[0] <= stated[0] and printed[0] < stated[0]
    return printed if is_of_change or abs((stated[0] - printed[0]).days) == 1 else stated


def _date(head: Head) -> tuple[dt.date, str] | None:
    """Return the day on which the markup says that the article was published."""
    stated = [_first(head.linked, "datePublished"), head.meta.get("article:published_time")]
    stated += [
        value
        for name, value in head.meta.items()
        if _PUBLISHED.search(name) and not _NOT_PUBLISHED.search(name)
    ]
    stated += [value for value, is_near in head.times if is_near]
    stated += [value for value, is_near in head.times if not is_near][:1]
    return next((found for one in stated if one and (found := find_date(one))), None)


def _updated(head: Head) -> str | None:
    """Return the moment of the last change that the markup states, else that of publication."""
    stated = [
        _first(head.linked, "dateModified"),
        head.meta.get("article:modified_time"),
        head.meta.get("og:updated_time"),
        _first(head.linked, "datePublished"),
        head.meta.get("article:published_time"),
    ]
    return next((found for one in stated if one and (found := find_time(one))), None)


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
                stack += [
                    node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node
                ]
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
