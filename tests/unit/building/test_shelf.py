"""What a build holds packed comes out as it went in, and what is made of it is made when it is asked for."""

from multiprocessing.reduction import ForkingPickler

import pytest
from tests.events import at_once, everything
from tests.factories import statements

from onrecord.building import shelf
from onrecord.building.shelf import Made, Shelf
from onrecord.model import Article, Statement

TEXT = "The lamps of Skell stay lit, Oda Fenwick said on Monday.\n\n“We will not sail,” said Bram Teague."


def test_articles_and_statements_come_out_as_they_went_in():
    article, said = statements(TEXT, outlet="Echo", published="2031-03-04")
    articles = Shelf(Article, [(article.id, article)])
    spoken = Shelf(tuple[Statement, ...], [(article.id, tuple(said))])
    assert articles[article.id] == article
    assert spoken[article.id] == tuple(said) != ()
    assert articles[article.id] is not article


def test_what_is_put_in_place_of_another_is_what_comes_out():
    words = Shelf(str, [("b", "one"), ("a", "two")])
    assert words["b"] == "one"
    words["b"] = "three"
    assert words["b"] == "three"
    assert list(words) == ["b", "a"]
    words.sort()
    assert list(words.items()) == [("a", "two"), ("b", "three")]
    assert "c" not in words
    with pytest.raises(KeyError):
        words["c"]


def test_a_thing_is_made_when_it_is_asked_for_and_the_latest_are_held():
    asked = []

    def make(key: str) -> str:
        asked.append(key)
        return key.upper()

    made = Made(["a", "b", "c"], make, held=2)
    assert (len(made), asked) == (3, [])
    assert [made[0], made[0], made[1], made[0]] == ["A", "A", "B", "A"]
    assert asked == ["a", "b"]
    assert made[-1] == "C"
    assert list(made[1:]) == ["B", "C"]
    with pytest.raises(IndexError):
        made[3]


def test_another_process_is_given_the_things_themselves():
    made = Made(["a", "b"], str.upper)
    assert list(ForkingPickler.loads(ForkingPickler.dumps(made[:1]))) == ["A"]
    assert ForkingPickler.loads(ForkingPickler.dumps(made)) == ["A", "B"]


def test_a_record_is_the_same_however_few_things_lie_unpacked(monkeypatch):
    expected = at_once(everything())
    monkeypatch.setattr(shelf, "_HELD", 1)
    assert at_once(everything()) == expected
    assert expected["utterances"]
