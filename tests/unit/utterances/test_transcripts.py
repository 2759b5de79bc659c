"""A transcript that stories quote is set beside each of them, on invented reports of one council meeting."""

import pytest
from tests.factories import digests

from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.select import Wanted, select
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.stories.grouping import GroupStories
from onrecord.views.overview import Overview
from onrecord.views.terminal import Style, show_stories
from onrecord.views.terminal_story import show_story
from onrecord.views.web import Renderer, page, pages

MEETING = (
    "FALK: Good evening. The harbour will stay open through the winter unless the ice reaches the inner quay. "
    "We will pay the pilots from the reserve and we will not raise the tolls this year.\n"
    "RENN: You always say that. The granary roof is older than both of us and nobody has looked at it.\n"
    "FALK: I have looked at it. I climbed up there in August with the carpenter.\n"
    "RENN: Then tell us what the carpenter said about the beams.\n"
    "FALK: He said they are sound. Ask him yourself. It is what it is.\n"
    "RENN: The school needs a bell, the ferry a rope, the library forty lamps and the fire brigade a ladder and a pump.\n"
    "FALK: Buy the bell and the rope. Vineyards pay no rates until the frost is over, nor does the bakery, nor the smith.\n"
    "RENN: And the cemetery wall, the quarry road, the swimming baths, the printing press and the observatory?\n"
    "FALK: Sell the press, mend the wall. The observatory keeps its telescope, the orchestra its cellos and its hall.\n"
)
HARBOUR = (
    "Pilots to be paid from the reserve\n\n"
    "The harbour of Dunmorrow keeps its pilots, whose boats guide ships past the sandbanks and the wreck of the Heron.\n\n"
    "“The harbour will stay open through the winter,” said Odo Falk, the mayor of Dunmorrow. The pilots cheered.\n\n"
    "“We will not raise the tolls,” Falk said in March, before the pilots’ strike began at the lighthouse.\n"
)
GRANARY = (
    "Carpenter climbs granary\n\n"
    "Grain weevils and damp have kept the old granary shut, and millers store their barley in tents by the orchard.\n\n"
    "“The granary roof is older than both of us and nobody has looked at it,” said Ilva Renn, the treasurer.\n\n"
    "The carpenter, Marek Dall, oiled his saw and found rafters, hinges and a nest of swallows.\n"
)
OTHER = (
    "Heron wins the regatta\n\n"
    "Rowers from nine valleys met on the lake, where the Heron’s crew took the silver oar in the last heat.\n\n"
    "“It is what it is,” said the cox, Tobin Hask. “We rowed badly, and they rowed well.”\n"
)


def given(name: str, text: str, published: str | None, role: str = "article") -> Input:
    source = Source(outlet=name, published=published, role=role)
    return Input(name=f"{name}.txt", path=None, source=source, data=text.encode())


def inputs(day: str | None = "2031-03-12", meeting: str | None = "2031-03-11") -> list[Input]:
    return [
        given("Council", MEETING, meeting, "transcript"),
        given("Courier", HARBOUR, day),
        given("Wire", GRANARY, day),
        given("Oar", OTHER, day),
    ]


def record_of(*some: Input) -> Record:
    record = Record.create(":memory:")
    build(Flow(), some, record)
    return record


def quoting(record: Record) -> set[str]:
    """Return the outlets whose stories quote a transcript of another one."""
    return {
        outlet for one in record.rows("stories") if one["transcripts"] for outlet in one["outlets"]
    }


def located(record: Record) -> set[tuple[str, str]]:
    """Return what is located in the transcript, with its outlet."""
    of = {one["id"]: one for one in record.rows("statements")}
    turns = {one["id"] for one in of.values() if one["outlet"] == "Council"}
    found = [one for one in record.rows("matches") if one["kind"] == "transcript"]
    said = [of[one["left"] if one["right"] in turns else one["right"]] for one in found]
    return {(one["outlet"], one["content"][0]["text"]) for one in said}


def test_each_story_that_quotes_a_transcript_is_held_against_it_and_no_other():
    with record_of(*inputs()) as record:
        assert len(record.rows("stories")) == 4
        assert quoting(record) == {"Courier", "Wire"}
        assert {outlet for outlet, _ in located(record)} == {"Courier", "Wire"}
        assert list(verify(record)) == []
        (story,) = [one for one in record.rows("stories") if one["outlets"] == ["Courier"]]
        shown = show_story(Overview(record, story["id"]), Style(colour=False), 100)
        told = " ".join("\n".join(shown).split())
    assert "1 article, 1 outlet, 1 independent text, transcript supplied." in told
    assert (
        "Courier’s quotation ends at *winter,*. The transcript continues: *unless the ice" in told
    )
    assert "nothing to compare it with" not in told


def test_the_names_before_turns_are_whom_the_articles_that_quote_them_name():
    with record_of(*inputs()) as record:
        names = {
            one["speaker_printed"]: one["speaker_name"]
            for one in record.rows("statements")
            if one["outlet"] == "Council"
        }
        reasons = [one["reasons"] for one in record.rows("matches") if one["kind"] == "speaker"]
    assert names == {"FALK": "Odo Falk", "RENN": "Ilva Renn"}
    assert any("so named by articles that quote them" in some[-1] for some in reasons)


def test_two_persons_of_one_surname_leave_a_turn_without_a_given_name():
    other = HARBOUR.replace("Odo Falk", "Hedda Falk").replace("pilots", "rowers")
    with record_of(*inputs(), given("Echo", other, "2031-03-12")) as record:
        names = {
            one["speaker_name"]
            for one in record.rows("statements")
            if one["speaker_printed"] == "FALK"
        }
    assert names == {"Falk"}


def test_what_a_speaker_of_the_transcript_says_elsewhere_is_absent_from_it_with_what_was_searched():
    text = HARBOUR + "\n“The lighthouse has a new lamp from Skell,” Falk said.\n"
    text += "\n“Gulls have taken the lamp room at night,” said the keeper, Anna Brill.\n"
    with record_of(inputs()[0], given("Courier", text, "2031-03-12")) as record:
        of = {one["id"]: one["content"][0]["text"] for one in record.rows("statements")}
        absent = {
            of[one["statements"][0]]: [each["outlet"] for each in one["not_found_in"]]
            for one in record.rows("utterances")
        }
        assert list(verify(record)) == []
    assert absent["“The lighthouse has a new lamp from Skell,”"] == ["Council"]
    assert absent["“Gulls have taken the lamp room at night,”"] == []  # she is not heard there


@pytest.mark.parametrize(
    ("said", "day", "is_located"),
    [
        ("He said they are sound", "2031-03-13", True),
        ("He said they are sound", "2031-06-13", False),  # anybody says so again
        ("I climbed up there in August with the carpenter", "2031-06-13", True),
        ("I climbed up there in August with the carpenter", "2031-02-01", False),  # before it was said
        ("I climbed up there in August with the carpenter", None, True),
        ("I climbed up there in August with my brother and his three dogs", "2031-06-13", False),
    ],
)  # fmt: skip
def test_an_older_transcript_is_quoted_with_more_words_than_anybody_says_again(
    said, day, is_located
):
    text = f"Beams\n\nOwls nest above the mill of Skell.\n\n“{said},” said the mayor, Odo Falk, in Skell.\n"
    with record_of(inputs()[0], given("Echo", text, day)) as record:
        assert bool(located(record)) is is_located
        assert (quoting(record) == {"Echo"}) is is_located


def test_a_report_alone_brings_no_transcript():
    text = "Winter\n\nThe mayor, Odo Falk, said the harbour will stay open through the winter.\n"
    with record_of(inputs()[0], given("Echo", text, "2031-03-12")) as record:
        assert quoting(record) == set()


def test_a_transcript_that_comes_later_makes_the_record_that_it_makes_at_once(tmp_path):
    paths = [tmp_path / name for name in ("once.db", "later.db", "last.db")]
    council, *articles = inputs()
    orders = ([[council, *articles]], [articles, [council]], [[council, articles[0]], articles[1:]])
    for path, order in zip(paths, orders, strict=True):
        for some in order:
            with Record.create(path) as record:
                build(Flow(), some, record)
    tables = [
        {name: digest for name, digest in digests(path) if name not in {"events", "shards"}}
        for path in paths
    ]
    assert tables[0] == tables[1] == tables[2]


def test_a_story_that_is_told_anew_keeps_what_others_have_of_the_transcript(tmp_path):
    path = tmp_path / "r.db"
    with Record.create(path) as record:
        build(Flow(), inputs(), record)
        before = located(record)
    more = HARBOUR.replace("The pilots cheered.", "The pilots of Dunmorrow cheered and left.")
    with Record.create(path) as record:
        tally = build(Flow(), [given("Herald", more, "2031-03-12")], record)
        assert tally["stories.kept"] == 3
        assert before < located(record)
    digests(path)


def test_a_story_cut_out_of_a_record_has_its_transcript(tmp_path):
    with Record.create(tmp_path / "r.db") as record:
        build(Flow(), inputs(), record)
    with Record.read(tmp_path / "r.db") as record:
        counts = select(record, tmp_path / "s.db", Wanted(outlets=("Wire",)))
    assert (counts["stories"], counts["articles"]) == (2, 2)
    with Record.read(tmp_path / "s.db") as record:
        assert list(verify(record)) == []
        assert quoting(record) == {"Wire"}


def test_the_page_of_a_transcript_tells_what_other_stories_carry_of_it_and_is_written_once():
    with record_of(*inputs()) as record:
        (council,) = [one for one in record.rows("articles") if one["role"] == "transcript"]
        html = page(record, Renderer(), "article", council["id"])
        names = [name for name, _ in pages(record)]
    assert html.count("in another story") == 2
    assert names.count(f"article-{council['id']}.html") == 1
    assert len(names) == len(set(names))


def test_two_transcripts_are_of_two_events():
    other = MEETING.replace("harbour", "market").replace("pilots", "guards")
    some = [given("Council", MEETING, "2031-03-11", "transcript")]
    some.append(given("Chamber", other, "2031-03-11", "transcript"))
    with record_of(*some) as record:
        titles = {one["title"] for one in record.rows("stories")}
    assert titles == {"Transcript: Council", "Transcript: Chamber"}


def test_nobody_is_named_before_turns_by_who_is_only_spoken_of_in_them():
    text = (
        "FALK: With Odo Hask I went to the quay, and Hedda Renn came later.\n"
        "RENN: I was asleep.\n"
        "ODO: So was I. We met the crew at noon.\n"
        "FALK: We all sleep at noon in Dunmorrow.\n"
        "KEEL: Ask Governor Keel I dare you.\n"
    )
    with record_of(given("Council", text, "2031-03-11", "transcript")) as record:
        names = {one["speaker_printed"]: one["speaker_name"] for one in record.rows("statements")}
    assert names == {"FALK": "Falk", "RENN": "Renn", "ODO": "ODO", "KEEL": "Keel"}


def test_of_two_transcripts_beside_a_story_it_is_said_which():
    later = (
        "RENN: The lantern feast is on Friday and every boat shall carry two lamps.\n"
        "FALK: Three lamps, treasurer, and a horn unless the fog lifts before the feast begins.\n"
    )
    text = HARBOUR + "\n“Three lamps, treasurer, and a horn,” Falk said at the second sitting.\n"
    some = [
        inputs()[0],
        given("Chamber", later, "2031-03-12", "transcript"),
        given("Courier", text, "2031-03-12"),
    ]
    with record_of(*some) as record:
        (story,) = [one for one in record.rows("stories") if one["outlets"] == ["Courier"]]
        shown = show_story(Overview(record, story["id"]), Style(colour=False), 200)
        told = " ".join("\n".join(shown).split())
    assert "The transcript (Council, 2031-03-11) continues: *unless the ice" in told
    assert "The transcript (Chamber, 2031-03-12) continues: *unless the fog" in told


def test_the_list_of_stories_says_beside_which_a_transcript_stands():
    with record_of(*inputs()) as record:
        head, *lines = show_stories(record.rows("stories"), record.story_counts())
    assert head.split() == ["id", "first", "articles", "independent", "transcripts", "title"]
    told = {line.split(maxsplit=5)[5]: line.split()[2:5] for line in lines}
    assert told["Carpenter climbs granary"] == ["1", "1", "1"]
    assert told["Heron wins the regatta"] == ["1", "1", "0"]
    assert told["Transcript: Council"] == ["0", "0", "1"]


def test_words_that_stand_in_another_turn_than_the_article_says_are_told_with_whose_it_is():
    text = GRANARY.replace("Ilva Renn, the treasurer", "Odo Falk, the mayor")
    both = text + "\n“Then tell us what the carpenter said about the beams,” said Ilva Renn.\n"
    with record_of(inputs()[0], given("Wire", both, "2031-03-12")) as record:
        (story,) = [one for one in record.rows("stories") if "Wire" in one["outlets"]]
        shown = show_story(Overview(record, story["id"]), Style(colour=False), 200)
        told = " ".join("\n".join(shown).split())
    assert (
        "Wire’s quotation stands in the transcript (a turn of Ilva Renn) in the same words" in told
    )
    assert told.count("a turn of") == 1


@pytest.mark.parametrize(
    ("told", "is_located"),
    [
        ("The council said it will pay the pilots from the reserve and it will not raise the tolls.", True),
        ("The council said the pilots could be paid from some reserve.", False),
        ("Pilot Tobin Hask said they will pay the pilots from the reserve and they will not raise the tolls.", False),
    ],
)  # fmt: skip
def test_what_a_body_is_reported_to_say_stands_in_a_turn_of_who_speaks_for_it(told, is_located):
    lead = (
        "The harbour of Dunmorrow keeps its pilots, whose boats guide ships past the sandbanks.\n\n"
    )
    meeting = given("Council", MEETING, "2031-03-11", "transcript")
    with Record.create(":memory:") as record:
        report = given("Courier", lead + told, "2031-03-12")
        build(Flow(stories=GroupStories(one_story=True)), [meeting, report], record)
        rows = [one for one in record.rows("matches") if one["kind"] == "transcript"]
    assert bool(rows) is is_located
    assert all("the two are attributed to different speakers" in one["reasons"] for one in rows)


@pytest.mark.parametrize(
    ("told", "is_located"),
    [
        ("“We will raise the tolls,” said the pilot Tobin Hask.", False),
        ("“We will raise the tolls this year,” said Odo Falk, the mayor of Dunmorrow.", True),
        ("“We will not raise the tolls this year,” said the pilot Tobin Hask.", True),
    ],
)
def test_what_another_says_stands_in_a_turn_only_if_its_words_stand_in_a_row(told, is_located):
    meeting = given("Council", MEETING, "2031-03-11", "transcript")
    report = given("Courier", f"The harbour of Dunmorrow keeps its pilots.\n\n{told}", "2031-03-12")
    with Record.create(":memory:") as record:
        build(Flow(stories=GroupStories(one_story=True)), [meeting, report], record)
        rows = [one for one in record.rows("matches") if one["kind"] == "transcript"]
    assert bool(rows) is is_located


def test_where_no_stop_says_how_far_a_sentence_goes_a_few_words_beside_are_told():
    talk = MEETING.replace("\n", " ").replace("FALK: ", "").replace("RENN: ", "")
    words = "".join(one for one in talk.lower() if one not in ".,?").split()
    cues = [" ".join(words[n : n + 8]) for n in range(0, len(words), 8)]
    captions = "WEBVTT\n\n" + "\n\n".join(
        f"00:{n:02}.000 --> 00:{n:02}.900\n{cue}" for n, cue in enumerate(cues)
    )
    made_by_machine = Input(
        name="talk.vtt", path=None, source=Source(role="transcript"), data=captions.encode()
    )
    with record_of(made_by_machine, given("Courier", HARBOUR, "2031-03-12")) as record:
        told = {(one["relation"], one["text"]) for one in record.rows("differences")}
        assert list(verify(record)) == []
    assert told >= {
        ("ends_earlier", "unless the ice reaches the inner quay we will pay the pilots"),
        ("starts_later", "pilots from the reserve and"),
    }


def test_what_a_reporter_retells_of_a_turn_is_told_by_the_two_passages():
    told = (
        "Odo Falk, the mayor of Dunmorrow, said the harbour would keep open all through the winter unless ice came to "
        "the inner quay.\n\n“I have looked at it. I climbed up there in March with the carpenter,” Falk said."
    )
    with Record.create(":memory:") as record:
        meeting = given("Council", MEETING, "2031-03-11", "transcript")
        report = given("Courier", told, "2031-03-12")
        build(Flow(stories=GroupStories(one_story=True)), [meeting, report], record)
        kinds = {one["id"]: one["kind"] for one in record.rows("statements")}
        rows = [
            (kinds[one[side]], one["relation"], {one["text"], one["other_text"]})
            for one in record.rows("differences")
            for side in ("left", "right")
            if record.row("articles", one[f"{side}_article"])["role"] != "transcript"
        ]
    (retold,) = [one for one in rows if one[0] == "indirect"]
    assert retold[1:] == (
        "words_differ",
        {
            "The harbour will stay open through the winter unless the ice reaches the inner quay",
            "the harbour would keep open all through the winter unless ice came to the inner quay",
        },
    )
    assert ("direct", "words_differ", {"August", "March"}) in rows


def test_a_sentence_behind_what_stands_in_a_turn_is_not_there():
    told = "“The harbour will stay open through the winter unless the ice reaches the inner quay. You have my word,” Odo Falk said."
    with Record.create(":memory:") as record:
        meeting = given("Council", MEETING, "2031-03-11", "transcript")
        build(
            Flow(stories=GroupStories(one_story=True)),
            [meeting, given("Courier", told, "2031-03-12")],
            record,
        )
        (row,) = record.rows("differences")
    assert (row["relation"], row["text"], row["substantive"]) == (
        "ends_earlier",
        "You have my word",
        True,
    )
