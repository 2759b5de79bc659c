"""Lines that recur over an outlet's articles, whatever they are about: learnt, and kept as regions.

A line that stands in several texts of one outlet belongs to its pages and not to any of its
articles; one that stands in many texts of several outlets is a notice of the agency. Texts that are one
(versions, reprints) count once, so that what a wire repeats from hour to hour stays in the article.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from onrecord.model import Article, Region, Role
from onrecord.stage import components
from onrecord.text.tokens import words

__all__ = ["LearnFurniture"]

_NUMBERS = re.compile(r"\d+")
_TIME = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?|gmt|uhr|h)?\W*$")
"""A time of day by itself: where a live report says when, which is part of it."""
_ONE_TEXT = 0.5
"""Share of the shorter text's characters in lines that both have from which, with titles alike, two
articles are one text; `_THE_SAME` without."""
_THE_SAME = 0.9
_LONG = 400
"""Characters that make a text: a page that holds little but furniture is not one with all others."""
_TITLES = 0.5
"""Share of the words of the shorter title that the other has, of titles that are alike."""
_MOST = 200
"""Articles that may share a line and still be compared by it: more carry only what furniture is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnFurniture:
    """From all articles to the same with lines that recur called furniture.

    Thresholds were set by hand on the day of one summit, of whose 319 articles half are in
    outlets with ten or more.
    """

    min_texts: int = 3
    """Different texts of one outlet in which a line stands from which it is furniture."""
    min_share: float = 0.05
    """The same as a share of the outlet's different texts."""
    min_inside: int = 5
    """The same for a long line inside the text, or one with words in quotation marks: a wire repeats
    such paragraphs in one story after another."""
    min_outlets: int = 3
    """Outlets in which a line stands, in `min_notices` different texts, from which it is a notice."""
    min_notices: int = 6

    def run(self, articles: Sequence[Article]) -> Iterator[Article]:
        """Yield the articles, in order, with their furniture called so; transcripts as they are.

        What was called so before and recurs no more is body again: the result is the same
        whatever came in when. The articles are gone through twice and not held.
        """
        lines = _Lines()
        for article in articles:
            lines.add(article)
        recurring = lines.recurring(min(2, self._fewest))
        text_of = _texts(lines, recurring)
        outlets: defaultdict[str, set[int]] = defaultdict(set)
        holding: defaultdict[int, _Held] = defaultdict(_Held)
        for at, outlet in enumerate(lines.outlets):
            if outlet:
                outlets[outlet].add(text_of[at])
                body = [key for key in lines.of[at] if key]
                for place, key in enumerate(body):
                    if key in recurring:
                        is_edge = place < _HEAD or place >= len(body) - _FOOT
                        holding[key].add(outlet, text_of[at], is_edge=is_edge)
        for article, keys, outlet in zip(articles, lines.of, lines.outlets, strict=True):
            if not keys:
                yield article
                continue
            bare = _without(article)
            n_texts = len(outlets.get(outlet, ()))
            recurs = [
                key in holding and self._recurs(_line(bare, region), holding[key], outlet, n_texts)
                for region, key in zip(bare.regions, keys, strict=True)
            ]
            regions = tuple(
                replace(region, role=Role.FURNITURE) if is_furniture else region
                for region, is_furniture in zip(bare.regions, recurs, strict=True)
            )
            yield replace(bare, regions=regions) if any(recurs) else bare

    @property
    def _fewest(self) -> int:
        """Places that any furniture stands in."""
        return min(self.min_texts, self.min_inside, self.min_notices)

    def _recurs(self, line: str, held: _Held, outlet: str, n_texts: int) -> bool:
        if held.n_places < self._fewest:
            return False
        is_plain = not _QUOTED.search(line) and (len(line) <= _SHORT or held.is_at_edges)
        here = len(held.texts.get(outlet, ()))
        wanted = self.min_texts if is_plain else self.min_inside
        if here >= max(wanted, self.min_share * n_texts):
            return True
        n_holding = len(set().union(*held.texts.values()))
        is_notice = len(held.texts) >= self.min_outlets and n_holding >= self.min_notices
        return is_notice and is_plain


_HEAD, _FOOT = 4, 6
"""Body lines at either end of an article where furniture stands."""
_SHORT = 80
"""Characters of a line that may stand anywhere and be furniture."""
_QUOTED = re.compile(r"[\"“”„«»]")


class _Held:
    """Where a line stands: in which texts of which outlets, and how often near an end."""

    def __init__(self) -> None:
        self.texts: defaultdict[str, set[int]] = defaultdict(set)
        self.n_places = self.n_edges = 0

    def add(self, outlet: str, text: int, *, is_edge: bool) -> None:
        self.texts[outlet].add(text)
        self.n_places += 1
        self.n_edges += is_edge

    @property
    def is_at_edges(self) -> bool:
        return self.n_edges >= 0.8 * self.n_places


def _without(article: Article) -> Article:
    if all(region.role is not Role.FURNITURE for region in article.regions):
        return article
    regions = tuple(
        replace(region, role=Role.BODY) if region.role is Role.FURNITURE else region
        for region in article.regions
    )
    return replace(article, regions=regions)


def _outlet(article: Article) -> str:
    """Return whose page it is, or nothing where only the file's name is known."""
    return article.label.casefold() if article.outlet or article.url else ""


def _line(article: Article, region: Region) -> str:
    """Return a body line as it is compared: case, spaces and numbers aside; nothing for other regions."""
    if region.role is not Role.BODY:
        return ""
    line = " ".join(region.span.of(article.text).casefold().split())
    return "" if _TIME.match(line) else _NUMBERS.sub("0", line)


class _Lines:
    """The lines of all articles: a number for each, since most stand nowhere else."""

    def __init__(self) -> None:
        self.of: list[array[int]] = []
        """For each article a key of each region; 0 for one that is no body line. None of a transcript."""
        self.lengths: list[array[int]] = []
        """How many characters each has."""
        self.outlets: list[str] = []
        self.titles: list[str] = []

    def add(self, article: Article) -> None:
        keys, lengths = array("Q"), array("I")
        if article.role != "transcript":
            bare = _without(article)
            for line in (_line(bare, region) for region in bare.regions):
                keys.append(_key(line))
                lengths.append(len(line))
        self.of.append(keys)
        self.lengths.append(lengths)
        self.outlets.append(_outlet(article))
        self.titles.append(article.title or "")

    def recurring(self, n: int) -> set[int]:
        """Return the keys of lines that stand in so many places or more."""
        import numpy as np

        every = np.concatenate([np.zeros(1, np.uint64), *(np.asarray(one) for one in self.of)])
        keys, n_places = np.unique(every, return_counts=True)
        return set(keys[n_places >= n].tolist()) - {0}


def _key(line: str) -> int:
    """Return 64 bits of a line's digest, by which lines are held to be one; 0 for none."""
    if not line:
        return 0
    digest = hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def _texts(lines: _Lines, recurring: Collection[int]) -> list[int]:
    """Return the number of the text that each article carries: versions and reprints have one."""
    holding: defaultdict[int, list[int]] = defaultdict(list)
    length_of: dict[int, int] = {}
    sizes: list[int] = []
    for at, (keys, lengths) in enumerate(zip(lines.of, lines.lengths, strict=True)):
        own = dict(zip(keys, lengths, strict=True))
        sizes.append(sum(own.values()))
        for key in own.keys() & recurring:
            length_of[key] = own[key]
            holding[key].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for key, held in holding.items():
        if 1 < len(held) <= _MOST:
            for left, right in combinations(held, 2):
                shared[left, right] += length_of[key]
    return components(len(sizes), _one_text(shared, sizes, lines.titles))


def _one_text(
    shared: Counter[tuple[int, int]], sizes: Sequence[int], titles: Sequence[str]
) -> Iterator[tuple[int, int]]:
    for (left, right), n_chars in sorted(shared.items()):
        share = n_chars / min(sizes[left], sizes[right])
        if share >= _ONE_TEXT and (
            (share >= _THE_SAME and n_chars >= _LONG) or _are_alike(titles[left], titles[right])
        ):
            yield left, right


def _are_alike(one: str, other: str) -> bool:
    """Say whether most words of the shorter title are in the other."""
    left, right = ({word.lower for word in words(title)} for title in (one, other))
    shorter = min(len(left), len(right))
    return bool(shorter) and len(left & right) >= _TITLES * shorter
