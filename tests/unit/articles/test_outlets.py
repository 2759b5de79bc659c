"""How an outlet is called, where its page states a section, an address, a handle or an advertisement."""

import pytest
from tests.factories import article

from onrecord.articles.outlets import last_part, outlet_of


@pytest.mark.parametrize(
    ("stated", "printed", "url", "name"),
    [
        (["Skell", "Tarrow Echo"], [], "https://www.tarrowecho.org/a", "Tarrow Echo"),
        (["Tarrow Echo | Ferries, news and more"], [], "https://www.tarrowecho.org/a", "Tarrow Echo"),
        (["Ferries and news - Tarrow Echo"], [], "https://www.tarrowecho.org/a", "Tarrow Echo"),
        (["https://www.tarrowecho.org"], [], "https://www.tarrowecho.org/a", None),
        (["@tarrowecho", "The Tarrow Echo"], [], "https://www.tarrowecho.org/a", "The Tarrow Echo"),
        (["tarrowecho"], ["Tarrow Echo"], "https://www.tarrowecho.org/a", "Tarrow Echo"),
        (["tarrowecho"], [], "https://www.tarrowecho.org/a", "tarrowecho"),
        (["the Echo"], ["The Echo"], "https://echo.co.uk/a", "The Echo"),
        (["Hosted"], [], "https://hosted.tarrowecho.org/a", None),
        (["Skell Island Post"], [], "https://sipost.org/a", "Skell Island Post"),
        (["Gull & Anchor"], [], "https://www.tarrowecho.org/a", "Gull & Anchor"),
        ([], ["The Tarrow Echo"], "https://www.techo.org/a", "The Tarrow Echo"),
        ([], ["when the ferry sails"], "https://www.tarrowecho.org/a", None),
        ([], ["Echo chambers and what the council of Skell can do about them"], "https://www.echo.org/a", None),
        (["Tarrow Echo | Ferries"], [], None, "Tarrow Echo"),
        ([], ["Tarrow Echo"], None, None),
        (["Tarrow Echo"], [], "http://[no address", "Tarrow Echo"),
        (["|"], [" - "], "https://www.tarrowecho.org/a", None),
    ],
)  # fmt: skip
def test_the_name_is_the_one_that_the_address_bears_out(stated, printed, url, name):
    assert outlet_of(stated, printed, url) == name


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Ferry sails - News - The Echo", "The Echo"),
        ("Ferry sails|Echo", "Echo"),
        ("Ferry sails", ""),
        ("Ki-sun's ferry", ""),
    ],
)
def test_a_title_ends_in_what_stands_behind_its_last_mark(title, part):
    assert last_part(title) == part


BODY = "<p>The ferry between Tarrow and Skell will run again from May, the operator said on Thursday.</p>"


def test_the_end_of_a_title_names_the_outlet_and_no_headline_does():
    head = '<title>Ferry runs again - The Tarrow Echo</title><link rel="canonical" href="https://tarrowecho.org/f">'
    made = article(
        f"<html><head>{head}</head><body><h1>The Tarrow Echo</h1>{BODY}</body></html>", html=True
    )
    assert (made.outlet, made.title) == ("The Tarrow Echo", "Ferry runs again")


def test_where_the_page_came_from_stands_before_what_it_calls_itself():
    head = '<meta property="og:site_name" content="Wire"><link rel="canonical" href="https://wire.org">'
    head += '<meta name="publisher" content="Tarrow Echo">'
    html = f"<html><head>{head}</head><body>{BODY}</body></html>"
    assert article(html, html=True).outlet == "Wire"
    assert article(html, html=True, url="https://tarrowecho.org/f").outlet == "Tarrow Echo"
