"""Where a text that several articles carry comes from: who is credited, and where."""

import pytest
from tests.factories import article

from onrecord.stories.origin import Tail, probable_origin

BODY = "The ferry to Skell sailed again on Monday after the storm, and nobody was hurt on board."


def origin(texts: dict[str, str], tails=()):
    made = {
        name: article(text, outlet=name, published="2031-03-12") for name, text in texts.items()
    }
    found = probable_origin(list(made.values()), [Tail(made[a].id, made[b].id) for a, b in tails])
    again = probable_origin(
        list(reversed(made.values())), [Tail(made[a].id, made[b].id) for a, b in tails]
    )
    assert found == again
    by_id = {one.id: name for name, one in made.items()}
    for one in found.credits:
        text = made[by_id[one.article]].text
        assert one.span.of(text)
    return by_id.get(found.article or ""), found.wire, found.reasons


@pytest.mark.parametrize(
    ("head", "where"),
    [
        ("SKELL (AP) — ", "dateline"),
        ("Storm over Skell\n\nBy The Associated Press\n\n", "byline"),
        ("Storm over Skell\n\nAssociated Press\n\n", "line"),
    ],
)
def test_an_agency_without_an_article_here_is_a_common_wire(head, where):
    article_, wire, reasons = origin({"Echo": head + BODY, "Tribune": f"{head}{BODY}"})
    assert (article_, wire) == (None, "Associated Press")
    assert "Echo, Tribune name Associated Press" in reasons[0]
    del where


@pytest.mark.parametrize(
    "credit",
    [
        "SKELL (Northgate Post) - " + BODY,
        "Northgate Post•\n\n" + BODY,
        BODY + "\n\nOriginally published by the Northgate Post.",
        BODY + "\n\nnorthgatepost.example/2031/03/12/storm-over-skell",
    ],
)
def test_the_outlet_that_is_credited_is_the_origin(credit):
    assert origin({"Echo": credit, "Northgate Post": BODY})[:2] == ("Northgate Post", None)


def test_whom_the_origin_credits_is_the_origin():
    texts = {
        "Echo": "Northgate Post\n\n" + BODY,
        "Northgate Post": "SKELL (Reuters) - " + BODY,
    }
    assert origin(texts)[:2] == (None, "Reuters")


def test_unknown_is_an_answer():
    assert origin({"Echo": BODY, "Tribune": BODY}) == (None, None, ())
    two = {"Echo": "Reuters\n\n" + BODY, "Tribune": "Associated Press\n\n" + BODY}
    assert origin(two)[:2] == (None, None)


def test_words_like_an_agency_and_photo_credits_are_no_credits():
    assert origin({"Echo": "The ap was down.\n\n" + BODY, "Tribune": BODY})[:2] == (None, None)
    photo = "Photo: Orla Brennick / Associated Press\n\n" + BODY
    assert origin({"Echo": photo, "Tribune": BODY})[:2] == (None, None)


def test_the_text_that_holds_all_others_is_the_origin_where_nobody_is_credited():
    texts = {"Echo": BODY + " " + BODY, "Tribune": BODY}
    article_, _, reasons = origin(texts, [("Echo", "Tribune")])
    assert article_ == "Echo"
    assert "holds the others" in reasons[0]


@pytest.mark.parametrize(
    "noise", ["." * 200_000, "\n" * 200_000, "a." * 100_000, "(" * 100_000, "told " * 50_000]
)
def test_noise_is_no_credit_and_costs_little(noise):
    assert origin({"Echo": BODY + "\n" + noise, "Tribune": BODY})[:2] == (None, None)
