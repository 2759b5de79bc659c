"""Two events of one sort in one story."""

import itertools
import math
from dataclasses import replace

import pytest
from tests.factories import article

from onrecord.engine.local import LocalEngine
from onrecord.model import Match
from onrecord.stage import Tally
from onrecord.stories.grouping import GroupStories, read_terms
from onrecord.stories.parting import find_halves

ALL = ("fire", "ward", "smoke", "alarm")


def vector(*keys):
    return dict.fromkeys(keys, 1 / math.sqrt(len(keys)))


def near(vectors):
    return itertools.combinations(range(len(vectors)), 2)


TARROW = [
    vector(*ALL, "tarrow", "kitchen", "oven", *own)
    for own in (("cook", "rain"), ("mayor", "bell"), ("street", "hose"))
]
SKELL = [
    vector(*ALL, "skell", "lightning", "roof", *own)
    for own in (("nurse", "wind"), ("crane", "tide"), ("warden", "dock"))
]


def test_two_fires_that_share_the_words_of_all_fires_are_two_events():
    vectors = [TARROW[0], SKELL[0], TARROW[1], SKELL[1], TARROW[2], SKELL[2]]
    assert find_halves(vectors, near(vectors)) == ([0, 2, 4], [1, 3, 5])


def test_one_event_told_in_many_ways_stays_one():
    told = itertools.combinations(("tarrow", "kitchen", "oven", "cook", "rain", "mayor"), 3)
    vectors = [vector(*ALL, *words) for words in told]
    assert find_halves(vectors, near(vectors)) is None


def test_a_wire_that_many_print_is_no_event_of_its_own():
    wire = [vector(*ALL, "skell", "lightning", "roof", "nurse")] * 5
    vectors = [*TARROW, *wire]
    assert find_halves(vectors, near(vectors)) is None
    assert find_halves([*wire, *wire], near([*wire, *wire])) is None


def test_one_text_of_another_event_makes_none():
    vectors = [*TARROW, SKELL[0]]
    assert find_halves(vectors, near(vectors)) is None


def test_the_order_of_the_pairs_changes_nothing():
    vectors = [*TARROW, *SKELL]
    pairs = [*near(vectors)]
    assert find_halves(vectors, pairs) == find_halves(vectors, reversed(pairs))
    few = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]
    assert find_halves(vectors, few) == ([0, 1, 2], [3, 4, 5])


def test_articles_that_nothing_holds_together_are_left_as_they_are():
    vectors = [*TARROW, *SKELL]
    assert find_halves(vectors, [(0, 1), (1, 2), (3, 4), (4, 5)]) is None


TOLD = [
    (
        "Forty patients were carried out of the hospital of Tarrow when smoke from a burning oven filled the ward and the "
        "alarm rang. Ada Lind, a cook, had left the kitchen to sign for flour; a porter tripped over the hose."
    ),
    (
        "Firefighters put out a fire in the hospital of Tarrow. Its patients waited in blankets on the lawn while smoke "
        "poured from the ward. The cook, Ada Lind, wept; insurers will want to see the oven, a councillor guessed."
    ),
    (
        "Smoke in the ward, an alarm at dawn: patients of the hospital in Tarrow slept in a gymnasium last night after the "
        "fire. Ada Lind said that the oven had been mended twice, and showed reporters the invoice of an electrician."
    ),
    (
        "Lightning set fire to the hospital of Skell. The alarm rang, smoke crept into the ward, and its patients were "
        "rowed across the harbour. Warden Oslak praised the ferrymen, who had been up since four for the herring."
    ),
    (
        "Warden Oslak of Skell watched the lightning: the hospital was on fire in a minute, he said. Patients left the ward "
        "through smoke with wet towels; the alarm had rung once. Tiles of its roof lay in a vineyard nearby."
    ),
    (
        "A thunderstorm cost Skell its hospital. Lightning lit the fire, smoke filled the ward, patients heard no alarm, "
        "claims a nurse. Engineers will measure the walls, Warden Oslak told a crowd at the chapel by candlelight."
    ),
]


@pytest.mark.parametrize("together", [(), ((0, 3),)])
def test_stories_are_parted_unless_somebody_says_that_two_of_their_articles_are_on_one_event(
    together,
):
    terms = [read_terms(article(text)) for text in TOLD]
    n = {one.id: at for at, one in enumerate(terms)}

    class Told(GroupStories):
        def compare(self, left, right) -> Match | None:
            found = super().compare(left, right)
            pair = tuple(sorted((n[left.id], n[right.id])))
            return replace(found, decided_by="a person") if found and pair in together else found

    stage = Told(threshold=0.1, average=0.1)
    found, _ = LocalEngine().group(stage, terms, Tally())
    groups = sorted(sorted(n[one] for one in story.articles) for story in found)
    assert groups == ([[0, 1, 2, 3, 4, 5]] if together else [[0, 1, 2], [3, 4, 5]])
