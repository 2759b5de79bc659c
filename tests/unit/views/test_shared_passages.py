"""What several independent texts print alike around an utterance is told with it, from spans that hold."""

import pytest
from tests.factories import build_texts

from onrecord.record.select import Wanted, select
from onrecord.record.store import Record
from onrecord.record.texts import copy_without_texts
from onrecord.record.verify import verify
from onrecord.views.details import as_json
from onrecord.views.overview import Overview
from onrecord.views.publish import Publishing, published_copy
from onrecord.views.shared_passages import passages_of_story
from onrecord.views.terminal import Style
from onrecord.views.terminal_story import show_story
from onrecord.views.web import pages
from onrecord.views.wording import passage_sentence, plain

QUOTED = "“We will not open the gate before the river falls below the mark,”"
PASSAGE = (
    f"{QUOTED} Ana Brul told reporters on the steps of the town hall after a night in which the lower market and "
    "two streets beside the station had stood under water for the third time."
)
OTHERS = (
    (
        "The library has opened its cellar to those who want to store furniture there, and school buses take another "
        "road for as long as the quay is closed to traffic.\n\nFourteen cellars were pumped dry by noon, most of them in "
        "the streets behind the old customs house, a spokesman of the fire brigade said.\n\nResidents are invited to the "
        "sports hall on Thursday, where the board of the harbour will show what it plans to build in spring."
    ),
    (
        "Forecasters expect between forty and sixty millimetres of rain in the upper valley before the weekend begins, "
        "and more snow in the hills.\n\nTraders say that they have lost a third of their income since October and have "
        "moved their stalls to the square.\n\nThe regional government has promised money for repairs, half of which it "
        "would pay before the end of the year, officials in the capital said."
    ),
    (
        "A flood destroyed the old bridge of Brant long ago, and the new one was opened only five years later, when the "
        "town had given up hope.\n\nMembers of the council called the promised sum far too small and asked for a report "
        "on the state of the embankment before winter.\n\nFerries to the island have been cancelled since Friday, and "
        "the mail comes by helicopter, if the wind allows it."
    ),
)


def overview(path, *passages: str) -> Overview:
    """Return the story of outlets that have a text each and one of these passages in it."""
    texts = {
        f"outlet-{n}": f"{passage}\n\n{other}"
        for n, (passage, other) in enumerate(zip(passages, OTHERS, strict=False))
    }
    build_texts(path, texts)
    record = Record.read(path)
    return Overview(record, record.rows("stories")[0]["id"])


@pytest.fixture
def two(tmp_path):
    return overview(tmp_path / "r.db", PASSAGE, PASSAGE)


def test_a_passage_of_two_texts_is_told_with_the_utterance_that_stands_in_it(two):
    assert two.story["n_independent"] == 2
    (view,) = two.shared()
    (passage,) = two.passages_around(view)
    assert [two.label(id_) for id_ in passage.places] == ["outlet-0", "outlet-1"]
    for article, span in passage.places.items():
        assert two.text(article)[span["start"] : span["end"]] == span["text"]
        assert span["text"] in PASSAGE
    said = plain(passage_sentence(two, passage))
    assert said.startswith(
        "outlet-0 and outlet-1: the passage in which it stands has the same words, "
    )
    assert said.endswith(f"({passage.n_words} words), so that they may go back to one text")
    ((labels, passages),) = passages_of_story(two)
    assert (labels, passages) == (["outlet-0", "outlet-1"], [passage])


def test_views_tell_it(two):
    (view,) = two.shared()
    printed = " ".join(" ".join(show_story(two, Style(colour=False), 100)).split())
    assert "outlet-0 and outlet-1 have a passage in common (" in printed
    assert "the passage in which it stands has the same words" in printed
    site = dict(pages(two.record))
    shown = site[f"utterance-{view.row['id']}.html"]
    assert "In a passage that texts have in common" in shown
    assert "so that they may go back to one text" in shown
    story = site[f"story-{two.story['id']}.html"]
    assert "Passages in common" in story
    assert "2 independent texts; in a passage that outlet-0, outlet-1 have in common" in story
    (one,) = as_json(two.record, "utterances", view.row["id"])["shared_passages"]
    assert one["places"].keys() == {row["id"] for row in two.reports}


def test_a_number_in_a_passage_says_so(tmp_path):
    passage = (
        "The harbour board of Vellmar said that 214 people had been taken off the ferry by noon and brought to the "
        "sports hall, where doctors of the town looked after them through the night."
    )
    story = overview(tmp_path / "r.db", passage, passage)
    (figure,) = (one for one in story.figures() if "214" in one.numbers[0][0])
    (found,) = story.passages_with(figure)
    assert len(found.places) == 2
    printed = " ".join(" ".join(show_story(story, Style(colour=False), 100)).split())
    assert "in a passage that outlet-0 and outlet-1 have in common" in printed
    site = dict(pages(story.record))
    assert (
        "; in a passage that outlet-0, outlet-1 have in common."
        in site[f"story-{story.story['id']}.html"]
    )


def test_a_quotation_alone_is_no_passage(tmp_path):
    long = (
        "“We will not open the gate before the river falls below the mark that our engineers gave us in the autumn, "
        "and nobody who has seen the lower market under water will ask us to do so before that day,”"
    )
    story = overview(tmp_path / "r.db", f"{long} Ana Brul said.", f"Brul told the council: {long}")
    assert len(story.shared()) == 1
    assert story.shared_passages == []


def test_edited_passages_are_told_to_be_so(tmp_path):
    edited = PASSAGE.replace("the lower market", "the market")
    story = overview(tmp_path / "r.db", PASSAGE, edited)
    (view,) = story.shared()
    (passage,) = story.passages_around(view)
    assert passage.is_edited
    assert "nearly the same words" in plain(passage_sentence(story, passage))


def test_of_three_texts_each_two_are_not_told_apart(tmp_path):
    story = overview(tmp_path / "r.db", PASSAGE, PASSAGE, PASSAGE)
    (view,) = story.shared()
    (passage,) = story.passages_around(view)
    assert len(passage.places) == 3


def test_a_passage_that_prints_of_one_text_have_in_words_of_their_own_is_counted_once(tmp_path):
    edited = PASSAGE.replace("after a night", "after another night")
    texts = {
        "outlet-0": f"{PASSAGE}\n\n{OTHERS[0]}",
        "outlet-1": f"{edited}\n\n{OTHERS[0]}",
        "outlet-2": f"{PASSAGE}\n\n{OTHERS[1]}",
    }
    build_texts(tmp_path / "r.db", texts)
    record = Record.read(tmp_path / "r.db")
    story = Overview(record, record.rows("stories")[0]["id"])
    assert story.story["n_independent"] == 2
    assert len(story.shared_passages) == 2
    ((labels, passages),) = passages_of_story(story)
    assert len(labels) == 2
    assert len(passages) == 1


def test_passages_hold_in_the_record_and_in_what_is_taken_out_of_it(two, tmp_path):
    assert list(verify(two.record)) == []
    select(two.record, tmp_path / "some.db", Wanted())
    with Record.read(tmp_path / "some.db") as record:
        assert list(verify(record)) == []
        assert Overview(record, two.story["id"]).shared_passages == two.shared_passages


def test_a_record_without_texts_shows_none(two, tmp_path):
    copy_without_texts(tmp_path / "r.db", tmp_path / "bare.db")
    with Record.read(tmp_path / "bare.db") as record:
        assert any(one["left_aligned"] for one in record.rows("matches", kind="reprint"))
        assert Overview(record, two.story["id"]).shared_passages == []


def test_what_is_published_shows_no_more_for_them(two, tmp_path):
    published_copy(tmp_path / "r.db", tmp_path / "out.db", Publishing(budget=0.9))
    with Record.read(tmp_path / "out.db") as record:
        assert Overview(record, two.story["id"]).shared_passages == []
        assert not any("two streets beside" in page for _, page in pages(record))
