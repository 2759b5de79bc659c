"""Articles on one event: groups by average link, whatever chains lie between."""

import itertools
import random

import pytest
from tests.factories import article

from onrecord.engine.local import LocalEngine
from onrecord.stage import Tally
from onrecord.stories.grouping import GroupStories, average_link, read_terms

FERRY = (
    "The ferry between Tarrow and Skell will run again from May, its operator said, after a winter in "
    "the dock at Tarrow. The rudder of the ferry had broken in a storm off Skell in November."
)
OTHER_FERRY = (
    "Skell gets its ferry back. After a winter in dock with a broken rudder the Tarrow ferry sails to "
    "Skell again in May, the operator announced on Thursday."
)
GLASS = (
    "Glassblowers from all Norrland met for their yearly fair in Quillan. The ovens were hot, the vases "
    "tall, and the jury of masters gave its prize to a goblet in green glass."
)


def stories(*texts: str, **settings: object) -> list[int]:
    terms = [read_terms(article(text)) for text in texts]
    found, _ = LocalEngine().group(GroupStories(**settings), terms, Tally())
    return sorted(len(story.articles) for story in found)


def test_articles_on_one_event_meet_and_others_stay_apart():
    assert stories(FERRY, OTHER_FERRY, GLASS) == [1, 2]


def test_the_user_may_say_that_all_are_one_story():
    assert stories(FERRY, GLASS, one_story=True) == [2]


def test_one_article_is_a_story():
    assert stories(GLASS) == [1]


WORDS = [f"{a}{b}{c}" for a in "bdfgklm" for b in "aeiou" for c in ("rst", "lmp", "ndo", "kke")]


def test_a_long_chain_of_articles_is_no_story():
    texts = [" ".join(WORDS[n : n + 6] * 3) + "." for n in range(len(WORDS) - 6)]
    sizes = stories(*texts)
    assert sum(sizes) == len(texts) > 100
    assert max(sizes) <= 10


@pytest.mark.parametrize("seed", range(20))
def test_groups_are_those_of_average_link_over_all_pairs(seed):
    rng = random.Random(seed)
    terms = sorted(
        (read_terms(article(f"{word} is a word of the islands.")) for word in WORDS[:9]),
        key=lambda one: one.article.id,
    )
    ids = [one.article.id for one in terms]
    scores = {
        pair: rng.choice([0.0, 0.2, 0.4, 0.6, 0.8])
        for pair in itertools.combinations(ids, 2)
        if rng.random() < 0.6
    }
    found = {frozenset(t.article.id for t in group) for group in average_link(terms, scores, 0.3)}
    assert found == by_hand(ids, scores, 0.3)


def by_hand(ids, scores, threshold):
    """Average link as the textbooks have it: the best two of all groups, over and over."""
    groups = [[one] for one in ids]

    def mean(one, other):
        pairs = [tuple(sorted((a, b))) for a in one for b in other]
        return sum(scores.get(pair, 0.0) for pair in pairs) / len(pairs)

    while len(groups) > 1:
        value, i, j = max(
            (
                (mean(a, b), -i, -j)
                for (i, a), (j, b) in itertools.combinations(enumerate(groups), 2)
            ),
        )
        if value < threshold:
            break
        groups[-i] += groups[-j]
        groups[-j] = []
        groups = [one for one in groups if one]
    return {frozenset(one) for one in groups}
