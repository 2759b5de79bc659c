"""Versions of one page: what one outlet served at one address at several times.

They are one outlet's, so they corroborate nothing; what changed between them is told by itself, and each is called by
its moment (design 0030).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from onrecord.text.addresses import page_address, telling_moment

__all__ = ["Versions", "pages_of", "versions_of"]

Row = Mapping[str, Any]
_BY = {
    "updated": "by the page’s own time",
    "fetched": "by when it was fetched",
    "published": "by its date",
}
"""What a moment is, by the field it is from."""


@dataclass(frozen=True, slots=True)
class Versions:
    """One page in several versions, in order of their moments where they have any."""

    label: str
    articles: tuple[str, ...]
    moments: Mapping[str, str]
    """Each article's moment in words; empty where nothing tells which came first."""
    by: str
    """What the moments are of."""

    def moment(self, article: str) -> str:
        """Return how one of the versions is called beside the others."""
        at = self.articles.index(article) + 1
        return self.moments.get(article) or f"version {at} of {len(self.articles)}"

    @property
    def is_ordered(self) -> bool:
        """Say whether it is known which came first."""
        return bool(self.moments)


def versions_of(articles: Iterable[Row]) -> list[Versions]:
    """Return the pages that stand among articles in two versions or more, in order of their labels."""
    pages: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for one in articles:
        address = page_address(one["url"])
        if address and one["role"] == "article":
            pages[str(one["label"]), address].append(one)
    return [_versions(label, some) for (label, _), some in sorted(pages.items()) if len(some) > 1]


def pages_of(versions: Iterable[Versions]) -> dict[str, str]:
    """Return for each article that is a version of a page the first of the versions, which stands for the page."""
    return {id_: page.articles[0] for page in versions for id_ in page.articles}


def _versions(label: str, some: Sequence[Row]) -> Versions:
    field = telling_moment(lambda name: [one[name] for one in some])
    if field is None:
        in_order = sorted(some, key=lambda one: (one["published"] or "9", one["input"], one["id"]))
        return Versions(label, tuple(one["id"] for one in in_order), {}, "")
    in_order = sorted(some, key=itemgetter(field))
    ids = tuple(one["id"] for one in in_order)
    words = _in_words([one[field] for one in in_order])
    return Versions(label, ids, dict(zip(ids, words, strict=True)), _BY[field])


def _in_words(moments: Sequence[str]) -> list[str]:
    """Return moments as short as tells them apart: without the day that they share, without seconds."""
    days = {one[:10] for one in moments}
    if any(len(one) == len("2031-03-04") for one in moments):
        return list(moments)
    words = [f"{one[:10]} {_time(one, 16)}" for one in moments]
    if len(days) == 1:
        words = [_time(one, 16) for one in moments]
    if max(Counter(words).values()) > 1:
        words = [f"{one[:10]} {_time(one, 19)}" for one in moments]
    return words


def _time(moment: str, end: int) -> str:
    zone = " UTC" if moment.endswith("Z") else ""
    return f"{moment[11:end]}{zone}"
