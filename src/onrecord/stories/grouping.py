"""Which articles are on one event."""

from __future__ import annotations

import datetime as dt
import heapq
import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Article, Match, Role, Story, content_id
from onrecord.resources import frequencies
from onrecord.text.tokens import is_capitalised, stem, words

__all__ = ["GroupStories", "Terms", "average_link", "read_terms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """An article's heaviest terms, as a vector of length one."""

    article: Article
    weights: tuple[tuple[str, float], ...]


def read_terms(article: Article, n_terms: int = 60) -> Terms:
    """Weigh an article's stems by tf-idf against the background; names count double."""
    n_sentences, counts = frequencies()
    seen: Counter[str] = Counter()
    names: set[str] = set()
    for span in article.spans_of(Role.TITLE, Role.BODY):
        for word in words(article.text, span):
            if len(word.text) > 2 and not word.text.isdigit():
                key = stem(word.lower)
                seen[key] += 1
                if is_capitalised(word.text) and counts.get(key, 0) < n_sentences / 200:
                    names.add(key)
    weights = {
        key: (1 + math.log(count))
        * math.log(n_sentences / max(counts.get(key, 0), 4))
        * (2 if key in names else 1)
        for key, count in seen.items()
        if counts.get(key, 0) < n_sentences / 30
    }
    top = sorted(weights.items(), key=lambda one: (-one[1], one[0]))[:n_terms]
    length = math.sqrt(sum(weight**2 for _, weight in top)) or 1.0
    return Terms(article=article, weights=tuple((key, weight / length) for key, weight in top))


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
    days: int = 10
    """Beyond this distance of dates the cosine must be half again as high: dates are soft."""

    def keys(self, item: Terms) -> Iterable[str]:
        """Yield the heaviest terms: two articles on one event share some of them."""
        if self.one_story:
            return [f"*{n}" for n in range(self.min_shared_keys)]
        return [key for key, _ in item.weights[:25]]

    def compare(self, left: Terms, right: Terms) -> Match | None:
        """Return the cosine of two articles with the terms that made it."""
        other = dict(right.weights)
        shared = [(key, weight * other[key]) for key, weight in left.weights if key in other]
        score = sum(part for _, part in shared)
        threshold = self.threshold * (1.5 if _far_apart(left, right, self.days) else 1.0)
        first, second = sorted((left.article.id, right.article.id))
        heaviest = sorted(shared, key=lambda one: (-one[1], one[0]))[:6]
        reason = (
            "the user says so"
            if self.one_story
            else f"shared terms: {', '.join(k for k, _ in heaviest)}"
        )
        return Match(
            id=content_id("match", "story", first, second),
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
        """Yield the stories of these articles: one, or several where only a chain holds them."""
        if self.one_story or len(members) <= 2:
            yield _story(members)
            return
        # dates far apart count in the mean as they do for a link
        scores = {
            (one.left, one.right): one.score * self.threshold / one.threshold for one in comparisons
        }
        decided = {(one.left, one.right) for one in comparisons if one.decided_by and one.linked}
        for group in average_link(members, scores, self.average, decided):
            yield _story(group)


def average_link(
    members: Sequence[Terms],
    scores: Mapping[tuple[str, str], float],
    threshold: float,
    decided: Collection[tuple[str, str]] = (),
) -> list[list[Terms]]:
    """Join the two groups of highest mean cosine while that is at least `threshold` (UPGMA).

    Pairs that somebody decided are one begin as one.
    """
    groups = [[one] for one in sorted(members, key=lambda terms: terms.article.id)]
    number = {group[0].article.id: at for at, group in enumerate(groups)}
    # the sums of cosines between two groups, where there are any: most pairs have none
    sums: list[dict[int, float]] = [{} for _ in groups]
    for (left, right), score in scores.items():
        i, j = number[left], number[right]
        sums[i][j] = sums[j][i] = math.inf if (left, right) in decided else score
    # a heap of means, the highest first; what has changed since it was put in is passed over
    waiting = [
        (-total, i, j)
        for i, near in enumerate(sums)
        for j, total in near.items()
        if i < j and total >= threshold
    ]
    heapq.heapify(waiting)
    while waiting:
        mean, i, j = heapq.heappop(waiting)
        if j not in sums[i] or -mean != sums[i][j] / (len(groups[i]) * len(groups[j])):
            continue
        groups[i] += groups[j]
        groups[j] = []
        for other, total in sums[j].items():
            del sums[other][j]
            if other != i:
                sums[i][other] = sums[other][i] = sums[i].get(other, 0.0) + total
        sums[j] = {}
        for other, total in sums[i].items():
            now = total / (len(groups[i]) * len(groups[other]))
            if now >= threshold:
                heapq.heappush(waiting, (-now, min(i, other), max(i, other)))
    return [group for group in groups if group]


def _story(members: Sequence[Terms]) -> Story:
    articles = sorted((terms.article for terms in members), key=lambda one: one.id)
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
    if not left.article.published or not right.article.published:
        return False
    first = dt.date.fromisoformat(left.article.published)
    second = dt.date.fromisoformat(right.article.published)
    return abs((first - second).days) > days


def _title(articles: Sequence[Article]) -> str:
    """Return the title of the article dated first that has one, else the inputs' names."""
    titled = [one for one in articles if one.title and one.role != "transcript"]
    if titled:
        return min(titled, key=lambda one: (one.published or "9", one.id)).title or ""
    return ", ".join(sorted(one.label for one in articles)[:3])
