"""Articles on one event: groups by average link, whatever chains lie between."""

import datetime as dt
import itertools
import math
import random
from dataclasses import replace

import pytest
from tests.factories import article

from onrecord.engine.local import LocalEngine
from onrecord.stage import Tally
from onrecord.stories.grouping import GroupStories, Terms, average_link, read_terms

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


FERRY_IN_FRENCH = (
    "Le ferry entre Tarrow et Skell reprendra en mai, a annoncé la compagnie, qui a dit que les réparations du gouvernail "
    "seraient finies, et qu'il n'y aurait pas de retard pour ceux qui ont déjà pris leurs billets."
)
GLASS_IN_FRENCH = (
    "Les souffleurs de verre se sont réunis à Quillan, a annoncé la mairie, qui a dit que les fours seraient chauds, et "
    "qu'il n'y aurait pas de prix pour ceux qui ont déjà gagné la coupe des maîtres."
)


def test_what_a_language_has_in_every_text_makes_no_story():
    first, other = (read_terms(article(text)) for text in (FERRY_IN_FRENCH, GLASS_IN_FRENCH))
    assert not {"que", "qui", "pas", "dit", "annoncé"}.intersection(first.keys)
    assert math.fsum(w * other.weights.get(k, 0) for k, w in first.weights.items()) < 0.1
    assert stories(FERRY_IN_FRENCH, GLASS_IN_FRENCH) == [1, 1]


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
    terms = [
        Terms.of(
            article(
                f"{word} is a word of the islands.",
                **({"published": f"2031-03-{rng.randint(1, 28):02}"} if rng.random() < 0.8 else {}),
            ),
            unit({letter: rng.random() for letter in rng.sample("abcdef", 3)}),
        )
        for word in WORDS[:9]
    ]
    ids = sorted(one.id for one in terms)
    near = [pair for pair in itertools.combinations(ids, 2) if rng.random() < 0.4]
    found = average_link(terms, near, 0.3, days=10)
    assert {frozenset(t.id for t in group) for group in found} == by_hand(terms, near, 0.3)


def unit(weights):
    length = math.sqrt(sum(weight**2 for weight in weights.values()))
    return {key: weight / length for key, weight in weights.items()}


def by_hand(terms, near, threshold):
    """Average link as the textbooks have it: the best two of all groups, over and over.

    Of the means of two groups the whole is taken off for the share of pairs that lie far apart, as the
    stage does.
    """
    of = {one.id: one for one in terms}
    groups = [[one] for one in sorted(of)]

    def day(one):
        return one.published and dt.date.fromisoformat(one.published)

    def mean(one, other):
        if not any(tuple(sorted((a, b))) in near for a in one for b in other):
            return -1.0
        pairs = [(of[a], of[b]) for a in one for b in other]
        cosines = [sum(w * b.weights.get(key, 0) for key, w in a.weights.items()) for a, b in pairs]
        far = sum(
            bool(day(a) and day(b) and abs((day(a) - day(b)).days) > 10) for a, b in pairs
        ) / len(pairs)
        return sum(cosines) / len(pairs) * (1 - far / 3)

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


def test_a_large_story_is_one_though_each_article_looks_at_few_others():
    rng = random.Random(5)
    texts = []
    for _ in range(120):
        own = [f"{rng.choice(WORDS)}{rng.choice(WORDS)}" for _ in range(12)]
        texts.append(
            f"Skell Tarrow ferry rudder storm dock {' '.join(rng.sample(own, 12))}. {FERRY}"
        )
    assert max(stories(*texts, max_met=30)) == 120


def test_a_story_is_called_as_most_of_its_articles_are():
    titles = [
        "Subscribe to our letter",
        "Crane falls into Skell harbour",
        "Crane falls into harbour at Skell, pier closed",
        "Pier closed at Skell after crane falls into harbour",
        None,
    ]
    terms = [
        replace(read_terms(article(f"Text {at}, said nobody.")), title=title)
        for at, title in enumerate(titles)
    ]
    for some in (terms, terms[::-1]):
        (story,), _ = LocalEngine().group(GroupStories(one_story=True), some, Tally())
        assert story.title == "Crane falls into harbour at Skell, pier closed"


def test_a_story_without_a_title_is_called_by_its_first_words():
    words = "The ferry of Skell sails again from the old pier in May, its operator told reporters."
    (story,), _ = LocalEngine().group(GroupStories(), [read_terms(article(words))], Tally())
    assert story.title == "The ferry of Skell sails again from the old pier in May…"
