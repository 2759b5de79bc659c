import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.extract import ExtractArticles
from onrecord.articles.markdown import cut_markdown
from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.stage import Tally
from onrecord.text.markdown import fold_markdown, is_markdown

FETCHED = """Title: Harbour chief warns of closure

URL Source: https://echo.example/a/1

Published Time: 2031-03-12T10:00:00Z

Markdown Content:
Harbour chief warns of closure
==============================

[Home](https://echo.example/) [News](https://echo.example/news) [Sport](https://echo.example/sport)

The harbour of [Vellmar](https://echo.example/vellmar "a town") will stay shut, **Ana Brul** said on Monday.

> “We will not open before the channel is *safe*, unless the ministry orders it,” [she](https://echo.example/brul_(director)) told reporters.

![A ship](https://echo.example/ship.jpg)

[Read more: the ferry stays](https://echo.example/ferry)
"""


def blocks(text):
    return [one.text for one in cut_markdown(text).blocks]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("# Ferry stays #", ["Ferry stays"]),
        ("Ferry stays\n---\nIt was late.", ["Ferry stays", "It was late."]),
        ("**Ana Brul** said *no*, __no__, _no_, ~~no~~, `no`.", ["Ana Brul said no, no, no, no, no."]),
        ("***Ana Brul*** said.", ["Ana Brul said."]),
        ("She paid 5 * 3 * 2; he called it a b***, and @ola_ness_1 too.", ["She paid 5 * 3 * 2; he called it a b***, and @ola_ness_1 too."]),
        ('Ana [Brul](https://echo.example/b_(c) "x") said[^1].\n\n[^1]: Later.', ["Ana Brul said."]),
        ("[Brul][1] said <https://echo.example> no.\n\n[1]: https://echo.example", ["Brul said no."]),
        ("[![A ship](a.jpg)](https://echo.example) She said so.", ["She said so."]),
        ("> “Not\n> now,” she said.\n>\n> She left.", ["“Not", "now,” she said.", "She left."]),
        ("* one\n* two\n\n1. three\n\n- [x] four", ["one", "two", "three", "four"]),
        ("A&amp;B said \\*no\\*\\.", ["A&B said *no*."]),
        ("```\nShe said so.\n```\n\n* * *\n\nHe left.<br>", ["She said so.", "He left."]),
        (
            "The harbour of Vellmar will stay shut until the\nchannel is safe again, its director said on Monday,\nunless the ministry orders it.",
            ["The harbour of Vellmar will stay shut until the channel is safe again, its director said on Monday, unless the ministry orders it."],
        ),
    ],
)  # fmt: skip
def test_a_reader_sees_words_and_no_signs(written, read):
    assert blocks(written) == read


def test_a_page_fetched_for_a_language_model_is_an_article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(FETCHED)
    (page,) = ReadPages().run(Input(name="a.txt", path=path, source=Source()), Tally())
    (article,) = ExtractArticles().run(page, Tally())
    assert (article.title, article.url, article.published) == (
        "Harbour chief warns of closure",
        "https://echo.example/a/1",
        "2031-03-12",
    )
    assert [one.of(article.text) for one in article.spans_of("body")] == [
        "The harbour of Vellmar will stay shut, Ana Brul said on Monday.",
        "“We will not open before the channel is safe, unless the ministry orders it,” she told reporters.",
    ]
    with Record.create(":memory:") as record:
        build(Flow(), [Input(name="a.txt", path=path, source=Source())], record)
        assert [one["speaker_printed"] for one in record.rows("statements")]
        assert list(verify(record)) == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (FETCHED, True),
        ("Ana [Brul](https://a.example) and [Ola Ness](/ness) said so.", True),
        ("## Talks\n\n**Ana Brul** said so.", True),
        ("She said [sic] (it was late) that #1 was a b*** and f***.", False),
        ("The ferry of Skell [the old one](see below) leaves **soon**.", False),
    ],
)
def test_what_is_markdown_is_told_by_its_signs(text, is_one):
    assert is_markdown(text) is is_one


@given(
    st.lists(
        st.sampled_from(
            [
                *"*_~`[]()!<>\\&#-=>\n ",
                "](",
                "![",
                "**",
                "&amp;",
                "Brul",
                "said.",
                "1. ",
                "http://a.example",
            ]
        )
    )
)
def test_places_hold_whatever_stands_in_a_file(parts):
    page = "".join(parts)
    cut = cut_markdown(page)
    for block in cut.blocks:
        assert block.span.of(cut.text) == block.text == block.text.strip()
        place = cut.offsets.to_page(block.span)
        assert fold_markdown(place.of(page)) == fold_markdown(block.text)
