"""Which articles are on one event."""

from __future__ import annotations

import datetime as dt
import heapq
import json
import math
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self, TypeAlias

from onrecord.linkage import Between, join_nearest
from onrecord.model import Article, Match, Role, Story, content_id
from onrecord.resources import frequencies, lexicon_of
from onrecord.stories.parting import MIN_ARTICLES, find_halves
from onrecord.stories.vectors import add, dot, unit
from onrecord.text.dates import days_between
from onrecord.text.tokens import is_capitalised, is_unparted, lowered, lowered_words, stem, terms

__all__ = ["GroupStories", "Terms", "average_link", "known_terms", "note_terms", "read_terms"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Terms:
    """An article's heaviest terms, as a vector of length one; packed, as those of all articles are held."""

    id: str
    title: str | None
    """None of a transcript."""
    is_transcript: bool
    label: str
    opening: str
    """The first words of its text, of one without a title."""
    published: str | None
    keys: tuple[str, ...]
    """The heaviest first."""
    values: array[float]

    @classmethod
    def of(cls, article: Article, weights: Mapping[str, float]) -> Self:
        """Pack an article's weights by term, the heaviest first."""
        # one term is kept once, however many articles have it
        keys = tuple(map(sys.intern, weights))
        return cls(
            id=article.id,
            title=None if article.role == "transcript" else article.title,
            is_transcript=article.role == "transcript",
            label=article.label,
            opening=_opening(article),
            published=article.published,
            keys=keys,
            values=array("d", weights.values()),
        )

    @property
    def weights(self) -> Mapping[str, float]:
        """The weights by term; of few articles at a time they lie unpacked."""
        return _unpacked(self)


_UNPACKED = 512
"""Articles whose terms lie unpacked at a time. Those that meet each other are compared one after another
(`LocalEngine.group`)."""


@lru_cache(maxsize=_UNPACKED)
def _unpacked(terms: Terms) -> Mapping[str, float]:
    return dict(zip(terms.keys, terms.values, strict=True))


def note_terms(terms: Terms) -> bytes:
    """Return what is noted of an article's terms for the next build."""
    return json.dumps(terms.weights, ensure_ascii=False).encode()


def known_terms(article: Article, noted: bytes) -> Terms:
    """Return an article's terms as `note_terms` noted them."""
    return Terms.of(article, json.loads(noted))


def read_terms(article: Article, n_terms: int = 60) -> Terms:
    """Weigh an article's stems by tf-idf against the background; names count double.

    Where a language has words of its own and no background, its function words and reporting verbs count nothing.
    """
    n_sentences, counts = frequencies()
    lexicon = lexicon_of(article.language)
    usual = lexicon.function_words | lexicon.cues.keys() if lexicon.plain else frozenset[str]()
    seen: dict[str, int] = {}
    names: set[str] = set()
    forms: Counter[str] = Counter()
    for span in article.spans_of(Role.TITLE, Role.BODY):
        forms.update(terms(article.text, span))
    for form, n in forms.items():
        if (len(form) > 2 or is_unparted(form)) and not form.isdigit():
            lower = lowered(form)
            if lower in usual:
                continue
            key = stem(lower, lexicon.language)
            seen[key] = seen.get(key, 0) + n
            if (
                lexicon.capitals_are_names
                and is_capitalised(form)
                and counts.get(key, 0) < n_sentences / 200
            ):
                names.add(key)
    weights = {
        key: (1 + math.log(count)) * rarity * (2 if key in names else 1)
        for key, count in seen.items()
        if (rarity := _rarity(key))
    }
    top = sorted(weights.items(), key=lambda one: (-one[1], one[0]))[:n_terms]
    return Terms.of(article, unit(dict(top)))


@lru_cache(maxsize=131_072)
def _rarity(key: str) -> float:
    """Return the inverse document frequency of a stem in the background; 0 for one of most sentences."""
    n_sentences, counts = frequencies()
    n_with = counts.get(key, 0)
    return math.log(n_sentences / max(n_with, 4)) if n_with < n_sentences / 30 else 0.0


_KEYS = 25
"""Heaviest terms of an article by which it may meet others. Set by hand."""


_NEAR = 0.5
"""Share of its threshold from which a comparison of two articles is kept though it joins nothing."""
_FAR = 1.5
"""How much more alike two articles of distant days must be. Set by hand."""


def _article_id(terms: Terms) -> str:
    return terms.id


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStories:
    """Grouping: articles to stories."""

    one_story: bool = False
    """All articles are one story: the user says so."""
    threshold: float = 0.22
    """Cosine of two articles' terms from which they may be of one story."""
    average: float = 0.28
    """Mean cosine between two groups from which they are joined: chains of articles that each
    resemble the next are no story. Both chosen on BASIL's development events
    (`evaluation/stories.py`); move one, measure both."""
    min_shared_keys: int = 2
    """Heavy terms that two articles share before they are compared."""
    max_met: int = 150
    """Articles that one looks at under its terms, the rarest first; 0 sets no limit. With 150 the growth
    texts of `benchmarks/stories.py` have nine pairs compared an article; BASIL, ECB+ and the sizes of the
    stories of the Helsinki day are as without a limit (docs/design/0016)."""
    days: int = 10
    """Beyond this distance of dates the cosine must be half again as high: dates are soft."""

    def keys(self, item: Terms) -> Iterable[str]:
        """Yield the heaviest terms: two articles on one event share some of them."""
        if self.one_story:
            return [f"*{n}" for n in range(self.min_shared_keys)]
        return item.keys[:_KEYS]

    def compare(self, left: Terms, right: Terms) -> Match | None:
        """Return the cosine of two articles with the terms that made it; None where they are not near.

        Every article is compared with most others of its day, and one that shares a word or two
        tells nobody anything. Two transcripts are of two events, whatever both speak of; that one is quoted
        in several stories is found by its words (`onrecord.utterances.transcripts`).
        """
        if left.is_transcript and right.is_transcript and not self.one_story:
            return None
        here, there = left.weights, right.weights
        shared = {key: weight * there[key] for key, weight in here.items() if key in there}
        score = math.fsum(shared.values())  # the same in whatever order
        threshold = self.threshold * (_FAR if _far_apart(left, right, self.days) else 1.0)
        if score < _NEAR * threshold and not self.one_story:
            return None
        first, second = sorted((left.id, right.id))
        reason = "the user says so" if self.one_story else _reason(shared)
        return Match(
            kind="story",
            left=first,
            right=second,
            linked=self.one_story or score >= threshold,
            score=round(score, 4),
            threshold=threshold,
            margin=round(score - threshold, 4),
            runner_up=None,
            reasons=(reason,),
        )

    def is_link(self, comparison: Match) -> bool:
        """Say whether two articles are on one event."""
        return comparison.linked

    def assemble(self, members: Sequence[Terms], comparisons: Sequence[Match]) -> Iterator[Story]:
        """Yield the stories of these articles: one, or several where a chain or the words of a kind hold them."""
        if self.one_story or len(members) <= 2:
            yield _story(members)
            return
        near = [(one.left, one.right) for one in comparisons]
        decided = {(one.left, one.right) for one in comparisons if one.decided_by and one.linked}
        groups = average_link(members, near, self.average, self.days, decided)
        within, _ = _sorted_out(groups, near)
        for group, pairs in zip(groups, within, strict=True):
            for part in _parted(group, pairs, decided):
                yield _story(part)


def _reason(shared: Mapping[str, float]) -> str:
    heaviest = heapq.nsmallest(6, shared, key=lambda key: (-shared[key], key))
    return f"shared terms: {', '.join(heaviest)}"


def average_link(
    members: Sequence[Terms],
    near: Iterable[tuple[str, str]],
    threshold: float,
    days: int,
    decided: Collection[tuple[str, str]] = (),
) -> list[list[Terms]]:
    """Join the two groups of highest mean cosine while that is at least `threshold` (UPGMA).

    The mean is over all pairs of their articles, whether those were compared or not: as the articles'
    vectors have length one it is the product of the groups' sums. Groups that hold no pair of `near`
    are not held against each other. Pairs that somebody `decided` are one begin as one.
    """
    ordered = sorted(members, key=_article_id)
    groups = [_Group(one) for one in ordered]
    number = {one.id: at for at, one in enumerate(ordered)}

    def between(i: int, j: int) -> Between:
        return _between(groups[min(i, j)], groups[max(i, j)], days)

    near_by: list[dict[int, Between]] = [{} for _ in groups]
    for left, right in near:
        i, j = number[left], number[right]
        is_one = (left, right) in decided
        near_by[i][j] = near_by[j][i] = Between(math.inf, 1) if is_one else between(i, j)

    def take_in(i: int, j: int) -> None:
        groups[i].take_in(groups[j])
        groups[j].members = []

    join_nearest(near_by, threshold, take_in, between)
    return [group.members for group in groups if group.members]


_Pairs: TypeAlias = list[tuple[str, str]]


def _sorted_out(
    groups: Sequence[Sequence[Terms]], pairs: Iterable[tuple[str, str]]
) -> tuple[list[_Pairs], _Pairs]:
    """Return the pairs of articles that lie within each group, and those that lie between two."""
    group_of = {one.id: at for at, group in enumerate(groups) for one in group}
    within: list[_Pairs] = [[] for _ in groups]
    between: _Pairs = []
    for left, right in pairs:
        at = group_of[left]
        (within[at] if at == group_of[right] else between).append((left, right))
    return within, between


def _parted(
    group: Sequence[Terms], near: Sequence[tuple[str, str]], decided: Collection[tuple[str, str]]
) -> Iterator[Sequence[Terms]]:
    """Yield the events that a group is of, `near` being the pairs within it.

    Pairs that somebody `decided` are one stay together.
    """
    if len(group) < MIN_ARTICLES:
        yield group
        return
    ordered = sorted(group, key=_article_id)
    number = {one.id: at for at, one in enumerate(ordered)}
    halves = find_halves(
        [one.weights for one in ordered], [(number[left], number[right]) for left, right in near]
    )
    parts = [[ordered[at] for at in half] for half in halves or ()]
    within, between = _sorted_out(parts, near) if parts else ([], [])
    if not parts or any(pair in decided for pair in between):
        yield group
        return
    for part, pairs in zip(parts, within, strict=True):
        yield from _parted(part, pairs, decided)


class _Group:
    """Articles that are one story so far, with the sum of their vectors and their days."""

    def __init__(self, first: Terms) -> None:
        self.members = [first]
        self.weights = dict(first.weights)
        published = first.published
        self.days = [dt.date.fromisoformat(published).toordinal()] if published else []

    def __len__(self) -> int:
        return len(self.members)

    def take_in(self, other: _Group) -> None:
        self.members += other.members
        add(self.weights, other.weights)
        self.days = sorted(self.days + other.days)


def _between(one: _Group, other: _Group, days: int) -> Between:
    """Return the cosines between two groups; dates far apart count as they do for a link."""
    n_pairs = len(one) * len(other)
    total = dot(one.weights, other.weights)
    n_far = sum(
        len(other.days)
        - (bisect_right(other.days, day + days) - bisect_left(other.days, day - days))
        for day in one.days
    )
    far = n_far / n_pairs
    return Between(total * (1 - far + far / _FAR), n_pairs)


def _story(members: Sequence[Terms]) -> Story:
    articles = sorted(members, key=_article_id)
    dates = sorted(one.published for one in articles if one.published)
    return Story(
        id=content_id("story", articles[0].id),
        title=_title(articles),
        articles=tuple(one.id for one in articles),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        n_independent=0,
    )


def _far_apart(left: Terms, right: Terms, days: int) -> bool:
    return abs(days_between(left.published, right.published) or 0) > days


_TITLES = 200
"""Different titles that are held against each other; of a story with more, those that most articles have."""
_SHORT_WORD = 3
"""Letters up to which a word of a title tells no event."""


def _title(articles: Sequence[Terms]) -> str:
    """Return the title that has most in common with the titles of all, of equals the first dated.

    Where none has a title, the first words of the first dated.

    What two titles have in common is the share of the words of either that stand in both (Jaccard): many articles
    have one title, and what is no title has none of its words.
    """
    in_order = sorted(articles, key=lambda one: (one.published or "9", one.id))
    titles = Counter(one.title for one in in_order if one.title)
    if not titles:
        if all(one.is_transcript for one in articles):
            return f"Transcript: {', '.join(sorted(one.label for one in articles)[:3])}"
        first = next(one for one in in_order if not one.is_transcript)
        return first.opening or first.label
    held = [(title, _telling_words(title), n) for title, n in titles.most_common(_TITLES)]

    def in_common(mine: frozenset[str]) -> float:
        return math.fsum(n * len(mine & words) / max(len(mine | words), 1) for _, words, n in held)

    return max(held, key=lambda one: in_common(one[1]))[0]


_OPENING = 12
"""Words that a text without a title is known by."""


def _opening(article: Article) -> str:
    body = None if article.title else next(iter(article.spans_of(Role.BODY)), None)
    if body is None:
        return ""
    words = body.of(article.text).split(maxsplit=_OPENING)
    told = " ".join(words[:_OPENING])
    return told if len(words) <= _OPENING else f"{told.rstrip(',;:–—-')}…"


def _telling_words(title: str) -> frozenset[str]:
    found = lowered_words(title)
    return frozenset(one for one in found if len(one) > _SHORT_WORD)
