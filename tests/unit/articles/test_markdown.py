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
from onrecord.text.markdown import is_markdown, is_read_in
from onrecord.text.spans import Span

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


WRITTEN = [
    *"*_~`[]()!<>\\&#-=>\n ", "](", "![", "**", "&amp;", "&eacute;", "&notit", "Brul", "said.", "1. ", "http://a.example", "\n===\n",
    "\n\n---\n\n", "\n\n```\n", "[Ana Brul](https://a.example 'b')", "![x](y.png)", "\n[1]: https://a.example\n", "\n> ", "\n* ", "\n# ",
]  # fmt: skip


@given(st.lists(st.sampled_from(WRITTEN)), st.integers(0, 10_000), st.integers(0, 10_000))
def test_any_stretch_is_read_again_in_its_page_whatever_stands_there(parts, one, other):
    page = "".join(parts)
    cut = cut_markdown(page)
    for block in cut.blocks:
        assert block.span.of(cut.text) == block.text == block.text.strip()
    if cut.text:
        start, end = sorted((one % len(cut.text), other % len(cut.text)))
        span = Span(start, end + 1)
        assert is_read_in(span.of(cut.text), cut.offsets.to_page(span).of(page))


@pytest.mark.parametrize(
    ("read", "written", "is_there"),
    [
        ("Ana Brul said no", "Ana **Brul**](https://a.example) said ![x](y.png) no", True),
        ("A&B café", "A&amp;B caf&eacute;", True),
        ("Ana Brul said no", "Ana **Brul** said so", False),
        ("no said", "said no", False),
        ("Brul backs them", "Brul does not back them", False),
        ("Brul backs them", "Brul [never](https://a.example) backs them", False),
        ("six said no", "six\n2. said\n```text\n[1]: https://a.example\n> no", True),
        ("six said no", "six\n2. said\n[it] no", False),
    ],
)
def test_what_is_not_written_is_not_read(read, written, is_there):
    assert is_read_in(read, written) is is_there
