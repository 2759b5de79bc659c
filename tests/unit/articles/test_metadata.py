"""What a page says of itself, where its markup and its words differ."""

import pytest
from tests.factories import article

from onrecord.articles.metadata import read_head, read_metadata

BODY = "<p>The ferry between Tarrow and Skell will run again from May, the operator said on Thursday.</p>"


def page(head: str, shown: str):
    return article(f"<html><head>{head}</head><body>{shown}{BODY}</body></html>", html=True)


@pytest.mark.parametrize(
    ("head", "shown", "title"),
    [
        ('<meta property="og:title" content="Ferry runs again | Echo">', "<h1>Blog</h1><h1>Ferry runs again</h1>", "Ferry runs again"),
        ('<meta property="og:title" content="Ferry runs again | Echo">', "<h1>On this page</h1>", "Ferry runs again"),
        ("<title>Echo</title>", "<h1>Ferry runs again</h1>", "Ferry runs again"),
        ("<title>Ferry runs again - The Echo</title><meta property='og:site_name' content='The Echo'>", "", "Ferry runs again"),
    ],
)  # fmt: skip
def test_the_headline_that_the_head_speaks_of_is_the_title(head, shown, title):
    assert page(head, shown).title == title


@pytest.mark.parametrize(
    ("head", "shown", "byline"),
    [
        ("", '<span class="author-name">Oda Fenwick</span>', "Oda Fenwick"),
        ("", '<a rel="author" href="/o">By Oda Fenwick | Updated</a>', "Oda Fenwick"),
        ("", '<p class="byline">Written by: <b>Oda Fenwick</b></p>', "Oda Fenwick"),
        ('<meta name="author" content="ofenwick">', '<p class="author">Oda Fenwick</p>', "Oda Fenwick"),
        ('<meta name="author" content="Echo"><meta property="og:site_name" content="Echo">', '<p class="author">Oda Fenwick</p>', "Oda Fenwick"),
        ('<meta name="author" content="Bram Teague">', '<p class="author">Oda Fenwick</p>', "Bram Teague"),
        ('<meta name="author" content="By Oda Fenwick">', "", "Oda Fenwick"),
        ("", '<label class="comment-form-author">Name *</label>', None),
        ("", '<p class="author">Author</p>', None),
        ("", '<p class="author">12 March 2031</p>', None),
    ],
)  # fmt: skip
def test_the_author_is_a_person_before_an_outlet_or_a_handle(head, shown, byline):
    assert page(head, shown).byline == byline


def linked(published: str, modified: str = "") -> str:
    more = f',"dateModified":"{modified}"' if modified else ""
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{published}"{more}}}</script>'


@pytest.mark.parametrize(
    ("head", "shown", "published"),
    [
        (linked("2031-03-12"), "<h1>Ferry</h1><p>March 1, 2029</p>", "2031-03-12"),
        (linked("2031-03-12", "2031-03-12"), "<h1>Ferry</h1><p>March 1, 2029</p>", "2029-03-01"),
        (linked("2031-03-12T02:10:00Z"), "<h1>Ferry</h1><p>March 11, 2031</p>", "2031-03-11"),
        ('<meta name="w-published-date" content="2031-03-12T06:00">', "", "2031-03-12"),
        ('<meta property="article:publisher" content="2031-03-12">', "", None),
        (linked("13/03/2031 09:21:40"), "", "2031-03-13"),
        (linked("03/04/2031"), "", None),
        ("", "<h1>Ferry</h1><div>Published on <span>April 3, 2031</span></div>", "2031-04-03"),
        ("", '<h1>Ferry</h1><time datetime="2031-04-03">today</time>', "2031-04-03"),
    ],
)
def test_the_day_is_that_of_publication(head, shown, published):
    assert page(head, shown).published == published


@pytest.mark.parametrize(
    ("head", "updated"),
    [
        (linked("2031-03-12T02:10:00Z", "2031-03-12T06:15:00Z"), "2031-03-12T06:15:00Z"),
        (linked("2031-03-12T02:10:00Z", "2031-03-12"), "2031-03-12T02:10:00Z"),
        (linked("2031-03-12"), None),
        (
            '<meta property="article:modified_time" content="2031-03-12T07:00:00+01:00">',
            "2031-03-12T06:00:00Z",
        ),
        ('<meta property="article:published_time" content="soon">', None),
    ],
)
def test_the_moment_of_a_version_is_that_of_its_last_change(head, updated):
    assert page(head, "<h1>Ferry</h1>").updated == updated


@pytest.mark.parametrize(
    "html",
    [
        "<title>" + "x" * 5000 + "<h1>" * 30_000,
        '<p class="author">' * 30_000 + "Oda",
        '<script type="application/ld+json">' + "[" * 30_000,
        "<h1></h1><h1> </h1><time datetime=''><meta name=date content=''>",
        "",
    ],
)
def test_odd_markup_is_no_trouble(html):
    read_metadata(read_head(html), title=None, byline="", dates=["", "31/31/2031"])
