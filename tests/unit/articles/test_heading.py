"""What a text without markup says of itself above its first sentence."""

import pytest

from onrecord.articles.extract import ExtractArticles
from onrecord.articles.outlets import reads_as_outlet
from onrecord.model import Article, Role, Source
from onrecord.pages.read import make_page
from onrecord.stage import Tally

BODY = """Vellmar will close its northern bridge from March, the mayor said on Monday, after engineers found two cracks.

"We have no choice. If we wait, somebody will be hurt," Mayor Ana Hask told reporters at the town hall.

Engineers said that the bridge could be saved, but that traffic had to be kept off it until the end of November.
"""
TITLE = "Bridge to close for eight months"
ECHO, DAY = "The Vellmar Echo", "2031-02-03"


def _read(heading: str, body: str = BODY) -> Article:
    page = make_page("a.txt", f"{heading}\n\n{body}".encode(), Source(), "text/plain")
    (article,) = ExtractArticles().run(page, Tally())
    return article


@pytest.mark.parametrize(
    ("heading", "outlet", "byline", "published"),
    [
        (f"{TITLE}\n\n{ECHO}\n3 February 2031", ECHO, None, DAY),
        (f"{TITLE}\n\n{ECHO}, 3 February 2031", ECHO, None, DAY),
        (f"{ECHO}\n3 February 2031\n\n{TITLE}", ECHO, None, DAY),
        (f"{ECHO} - {TITLE}", ECHO, None, None),
        (f"{TITLE} | {ECHO}\n\nMonday, February 3, 2031", ECHO, None, DAY),
        (f"{TITLE}\nBy Lena Ost\n{ECHO}\nFebruary 3, 2031", ECHO, "Lena Ost", DAY),
        (f"{TITLE}\nBy Lena Ost | {ECHO} | February 3, 2031", ECHO, "Lena Ost", DAY),
        (f"{TITLE}\nLena Ost in Vellmar\nMon 3 Feb 2031 14.05 GMT", None, "Lena Ost", DAY),
        (f"{TITLE}\nLena Ost, {ECHO}\nFeb 3 2031", ECHO, "Lena Ost", DAY),
        (f"{TITLE}\nSource: {ECHO}\nDate: 2031-02-03\nAuthor: Lena Ost", ECHO, "Lena Ost", DAY),
        (f"From {ECHO}, February 3, 2031\n\n{TITLE}", ECHO, None, DAY),
        (f"{TITLE}\n\nThe Continental, 3 February 2031", "The Continental", None, DAY),
        (f"{TITLE}\n\nNorthwire, 3 February 2031", "Northwire", None, DAY),
        (f"{TITLE}\n\nvellmarecho.example\n3 Feb 2031", "vellmarecho.example", None, DAY),
        (f"{TITLE}\n\nVellmar Echo Staff\n3 Feb 2031", "Vellmar Echo", None, DAY),
        (f"{TITLE}\nPublished by {ECHO} on 3 February 2031", ECHO, None, DAY),
        (f"{TITLE}\nBy Lena Ost for {ECHO}\n3 Feb 2031", ECHO, "Lena Ost", DAY),
        (f"{TITLE}\nBy Lena Ost for Northwire\n3 Feb 2031", "Northwire", "Lena Ost", DAY),
        (
            f"{TITLE}\n\nDrivers face long ways round as two cracks are found in a pier\n\nBy Lena Ost for the Vellmar Echo\n3.2.2031",
            "Vellmar Echo",
            "Lena Ost",
            DAY,
        ),
        (f"{TITLE}\n\nTarrowLine, 3 February 2031", "TarrowLine", None, DAY),
        # whom a text credits is not whose it is; labels of a page, and a place, are nobody's name
        (f"{TITLE}\n\nAssociated Press\n3 Feb 2031", None, None, DAY),
        (f"World News\n{TITLE}\n3 Feb 2031", None, None, DAY),
        (f"{TITLE}\n\nVellmar, 3 February 2031", None, None, DAY),
        (f"{TITLE}\n\nMcVellmar, 3 February 2031", None, None, DAY),
        (f"{TITLE}\n\nBy clicking here you agree to it\n3 February 2031", None, None, DAY),
    ],
)
def test_the_lines_above_a_text_say_whose_it_is(heading, outlet, byline, published):
    article = _read(heading)
    assert (article.outlet, article.byline, article.published) == (outlet, byline, published)
    assert article.title == TITLE


@pytest.mark.parametrize(
    ("line", "told", "outlet"),
    [
        ("The Circuit", "Mayor Hask told The Circuit", "The Circuit"),
        ("The Circuit", "a letter seen by the Circuit said", "The Circuit"),
        ("The Circuit", "Mayor Hask drove the Circuit", None),
        ("Associated Press", "Mayor Hask told the Associated Press", None),
        ("Bridges", "Mayor Hask told Ana Hask", None),
    ],
)
def test_a_line_alone_is_the_outlet_to_which_somebody_speaks_in_the_text(line, told, outlet):
    body = f"{BODY}\n{told} that the bridge would be mended by then, and that it would cost 40 million."
    assert _read(f"{TITLE}\n{line}\n3 February 2031", body).outlet == outlet


@pytest.mark.parametrize("label", ["", "Source: "])
def test_an_address_above_a_text_is_where_it_was_read(label):
    url = "https://www.vellmarecho.example/2031/02/bridge"
    article = _read(f"{TITLE}\n{label}{url}\n3 February 2031")
    assert (article.url, article.outlet, article.label) == (url, None, "vellmarecho.example")


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        (f"© 2031 {ECHO}. All rights reserved.", ECHO),
        (f"Copyright © 2029-2031, {ECHO} Ltd.", ECHO),
        (f"(c) {ECHO} All rights reserved", ECHO),
        ("© 2031 The Associated Press. All rights reserved.", None),
        ("© 2031 Aldov Holdings", None),
        ("© 2031 Vellmar Media Inc. All rights reserved.", None),
        (f"{ECHO} has no copyright", None),
    ],
)
def test_whose_the_rights_are_is_the_outlet_where_nothing_else_says_it(line, outlet):
    assert _read(f"{TITLE}\n3 February 2031", f"{BODY}\n\n{line}").outlet == outlet
    assert _read(f"{TITLE}\nNorthwire, 3 February 2031", f"{BODY}\n\n{line}").outlet == "Northwire"


LONG = "Northern bridge to close for eight months as engineers find two cracks"


@pytest.mark.parametrize(
    ("heading", "outlet"),
    [
        (f"{LONG}\n{ECHO}, 3 February 2031", ECHO),
        (f"{LONG}\n{ECHO} | Feb. 3, 2031, 2:05 p.m.", ECHO),
        (f"{LONG}\n3 February 2031", None),
        (f"{ECHO}, Monday, 3 February 2031, page 12 of the print\n{LONG}", ECHO),
        (
            f"{LONG}\nDrivers face long ways round until the pier is mended\n{ECHO}, 3 February 2031",
            ECHO,
        ),
    ],
)
def test_a_day_on_the_line_below_a_long_headline_is_not_a_part_of_it(heading, outlet):
    article = _read(heading)
    assert (article.title, article.outlet, article.published) == (LONG, outlet, DAY)


def test_a_day_at_the_end_of_a_wrapped_paragraph_is_a_part_of_it():
    opening = (
        "Vellmar will close its northern bridge from March, the mayor said on\n"
        "Monday, after engineers found two cracks in the pier that was built in\n"
        "2003. The council has to agree. Work begins on 3 March 2031, and ends on\n"
        "3 November 2031."
    )
    article = _read(LONG, f"{opening}\n\n{BODY}")
    assert opening in {region.span.of(article.text) for region in article.regions}


def test_an_outlet_called_after_what_the_article_tells_of_is_no_headline():
    article = _read("Vellmar bridge to close for eight months\n\nThe Vellmar Echo\n3 February 2031")
    assert article.title == "Vellmar bridge to close for eight months"
    assert article.outlet == ECHO


def test_a_dateline_with_a_year_says_the_day():
    article = _read(TITLE, f"VELLMAR, Feb. 3, 2031 (Northwire) - {BODY}")
    assert (article.published, article.outlet) == (DAY, None)


def test_a_line_with_a_name_and_a_day_is_a_date_and_one_with_a_writer_a_byline():
    roles = {
        region.span.of(article.text): region.role
        for article in (_read(f"{TITLE}\nLena Ost\n{ECHO}, 3 February 2031"),)
        for region in article.regions
    }
    assert roles["Lena Ost"] is Role.BYLINE
    assert roles[f"{ECHO}, 3 February 2031"] is Role.DATE


def test_of_a_page_s_menus_only_lines_with_a_day_are_read():
    menus = "\n".join(["Home", "Latest", "Daily Mirror", "Radio Vellmar", "Maps"] * 3)
    assert _read(f"{menus}\n{TITLE}").outlet is None
    assert _read(f"{menus}\n{TITLE}\n{ECHO} | 3 February 2031").outlet == ECHO


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Vellmar Herald Tribune", True),
        ("Radio Vellmar", True),
        ("The Times of Vellmar", True),
        ("Тарровский вестник", True),
        ("Le Courrier de Vellmar", True),
        ("Norrlandzeitung", True),
        ("Press Release", False),
        ("World News", False),
        ("News", False),
        ("Lena Ost", False),
        ("Mayor sues the Vellmar Echo", False),
        ("echo of Vellmar", False),
    ],
)
def test_by_what_outlets_are_called(name, is_one):
    assert reads_as_outlet(name) is is_one


TURNS = """ANA HASK: Good morning. The bridge will close in March.
REPORTER: For how long?
ANA HASK: For eight months.
REPORTER: Who pays?
ANA HASK: The town pays.
REPORTER: And the shops?
ANA HASK: We will talk to them."""


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Press conference of Mayor Ana Hask\nTown hall, 3 February 2031", None),
        ("TRANSCRIPT\nFebruary 3, 2031\nPress conference of Mayor Ana Hask", None),
        ("Press conference, 3 February 2031", "Press conference, 3 February 2031"),
    ],
)
def test_a_transcript_is_of_the_day_that_is_printed_above_it(heading, title):
    article = _read(heading, TURNS)
    assert (article.role, article.published) == ("transcript", DAY)
    assert article.title == (title or "Press conference of Mayor Ana Hask")
