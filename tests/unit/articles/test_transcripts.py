"""Transcripts in their own formats: turns, names, times, places."""

import re

import pytest

from onrecord.articles.captions import cut_captions
from onrecord.articles.extract import ExtractArticles
from onrecord.articles.speeches import cut_speeches
from onrecord.flow import Flow, build
from onrecord.model import Role, Source
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages, make_page
from onrecord.record.store import Record
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements
from onrecord.stories.grouping import GroupStories
from onrecord.views.web import pages

VTT = """WEBVTT

NOTE
made by hand

1
00:00:01.000 --> 00:00:04.000
<v Mara Ostrow>Good morning. We will open

2
00:00:04.000 --> 00:00:07.500 align:start
<v Mara Ostrow>the <i>bridge</i> in May, unless the &amp; river
rises again.

00:00:08.000 --> 00:00:10.000
<v Reporter>Who pays?
"""


def turns(text: str, media_type: str) -> list[tuple[str | None, list[str]]]:
    page = make_page("t", text.encode(), Source(role="transcript"), media_type)
    (article,) = ExtractArticles().run(page, Tally())
    return [
        (one.speaker_printed, [span.of(article.text) for span in one.content])
        for one in AttributeStatements().run(article, Tally())
    ]


def test_cues_of_one_voice_are_one_turn():
    assert turns(VTT, "text/vtt") == [
        ("Mara Ostrow", ["Good morning. We will open the bridge in May, unless the & river rises again."]),
        ("Reporter", ["Who pays?"]),
    ]  # fmt: skip


LINES = """Press conference, Vellmar, 12 March 2031

MARROWIN: The province pays half of that.
MARROWIN: The ministry pays the other half.
I do not believe that the price must rise.
QUESTION: Will Bram Marrowin advise the ministry?

MARROWIN: My brother has his own work.

MARROWIN: Thank you all.
"""


def test_a_name_printed_again_on_the_next_line_goes_on_with_its_turn():
    found = turns(LINES, "text/plain")
    assert [(who, len(said)) for who, said in found] == [
        ("MARROWIN", 3),
        ("QUESTION", 1),
        ("MARROWIN", 1),
        ("MARROWIN", 1),
    ]
    assert found[0][1][1] == "The ministry pays the other half."


def test_what_stands_in_brackets_on_a_line_of_its_own_is_nobody_s_words():
    text = (
        "OSTROW: The bridge opens in May.\n(Applause.)\nNot before (as some hope) April ends.\n[Crosstalk]\n"
        "REPORTER: Who pays?\nOSTROW: (inaudible)\n(The briefing was concluded at 1:47 p.m.)\n"
    )
    assert turns(text, "text/plain") == [
        ("OSTROW", ["The bridge opens in May.", "Not before (as some hope) April ends."]),
        ("REPORTER", ["Who pays?"]),
    ]


def test_a_quotation_over_lines_of_a_turn_is_located_and_is_of_who_takes_part(tmp_path):
    post = (
        "Minister Ilse Marrowin spoke in Vellmar. “The province pays half of that. The ministry pays the "
        "other half. I do not believe that the price must rise,” Marrowin said."
    )
    inputs = [
        Input(name="press.txt", path=None, source=Source(role="transcript"), data=LINES.encode()),
        Input(name="post.txt", path=None, source=Source(outlet="Post"), data=post.encode()),
    ]
    with Record.create(tmp_path / "r.db") as record:
        build(Flow(stories=GroupStories(one_story=True)), inputs, record)
        spoken = {one["speaker_name"] for one in record.rows("statements")}
        (located,) = (one for one in record.rows("matches") if one["kind"] == "transcript")
        sides = (located["left_aligned"], located["right_aligned"])
        aligned = [" ".join(span["text"] for span in side) for side in sides]
        html = dict(pages(record))
    # Bram is spoken of, and takes no part
    assert spoken == {"Ilse Marrowin", "QUESTION"}
    assert all("half" in one and "price must rise" in one for one in aligned)
    for page in html.values():
        ids = re.findall(r'id="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_every_cue_keeps_its_time_and_its_place():
    cut = cut_captions(VTT)
    times = [block.time_code for block in cut.blocks if block.hint is Role.BODY]
    assert times == ["00:00:01.000", "00:00:04.000", "00:00:08.000"]
    for block in cut.blocks:
        assert cut.text[block.span.start : block.span.end] == block.text
    place = cut.offsets.to_page(cut.blocks[0].span)
    assert VTT[place.start : place.end] == "Mara Ostrow"


def test_windows_line_ends_names_in_the_words_and_change_marks():
    srt = "1\n00:00:01,000 --> 00:00:02,000\nMARA OSTROW: We open.\n\n2\n00:00:02,000 --> 00:00:03,000\n>> When?\n\n3\n00:00:03,000 --> 00:00:04,000\n>> Tobin Hask: In May.\n"
    expected = [("MARA OSTROW", ["We open."]), ("Tobin Hask", ["In May."])]
    for text in (srt, srt.replace("\n", "\r\n")):
        found = turns(text, "text/vtt")
        assert [one for one in found if one[0] != "MARA OSTROW"][-1] == expected[1]
        assert found[0][1][0].startswith("We open.")


def test_captions_that_name_nobody_are_a_turn_without_a_source():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nWe open the bridge\n\n00:02.000 --> 00:03.000\nin May.\n"
    assert turns(text, "text/vtt") == [(None, ["We open the bridge in May."])]


TEI = """<TEI><teiHeader><person xml:id="OM"><persName><forename>Mara</forename> <surname>Ostrow</surname>
</persName></person></teiHeader><text><body><u who="#OM"><seg>We open in May &amp; June.</seg>
<note>Applause.</note><seg>Unless it snows.</seg></u><u who="#TobinHask"><seg>Who pays?</seg></u></body></text></TEI>"""
AKN = """<akomaNtoso><debate><meta><references><TLCPerson eId="mo" href="/x" showAs="Mara Ostrow"/></references>
</meta><debateBody><speech by="#mo"><p>We open in May.</p></speech>
<speech by="#th"><from>Tobin Hask</from><p>Who pays?</p></speech></debateBody></debate></akomaNtoso>"""


PARLPARSE = """<publicwhip latest="yes"><major-heading id="x">Harbours</major-heading>
<speech id="uk.org.publicwhip/debate/2031-03-12b.359.3" speakername="Mara Ostrow" person_id="1"><p pid="a">We open in May.</p>
<p pid="b">Unless it snows.</p></speech><speech id="x" nospeaker="true"><p>The House divided.</p></speech>
<speech id="y" speakername="Tobin Hask"><p>Who pays?</p></speech></publicwhip>"""
BUNDESTAG = """<dbtplenarprotokoll sitzung-datum="12.03.2031"><vorspann><redner id="1"><name><vorname>Mara</vorname></name></redner></vorspann>
<sitzungsverlauf><sitzungsbeginn><name>Präsidentin Karla Wendt:</name><p klasse="J_1">Guten Morgen!</p></sitzungsbeginn>
<tagesordnungspunkt><p klasse="T_fett">Hafen</p><rede id="ID1"><p klasse="redner"><a id="r1"/><redner id="1"><name><vorname>Mara</vorname>
<nachname>Ostrow</nachname></name></redner>Mara Ostrow (Küste):</p><p klasse="J_1">Wir öffnen im Mai.</p><kommentar>(Beifall)</kommentar>
<p klasse="J">Wenn kein Schnee fällt.</p><name>Präsidentin Karla Wendt:</name><p klasse="J_1">Danke.</p></rede></tagesordnungspunkt>
</sitzungsverlauf><rednerliste><redner id="1"><name><vorname>Mara</vorname></name></redner></rednerliste></dbtplenarprotokoll>"""
CANADA = """<Hansard><ExtractedInformation><ExtractedItem Name="Date">Wednesday, March 12, 2031</ExtractedItem></ExtractedInformation>
<HansardBody><ProceduralText>The House met.</ProceduralText><Intervention Type="Debate"><PersonSpeaking><Affiliation DbId="1">Hon. Mara Ostrow
(Minister):</Affiliation></PersonSpeaking><Content><ParaText>We open in May.</ParaText><ParaText>I thank the <Affiliation DbId="2">member for
Skell</Affiliation>.</ParaText></Content></Intervention></HansardBody></Hansard>"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PARLPARSE, [("Mara Ostrow", ["We open in May.", "Unless it snows."]), ("Tobin Hask", ["Who pays?"])]),
        (BUNDESTAG, [
            ("Präsidentin Karla Wendt:", ["Guten Morgen!"]),
            ("Mara Ostrow (Küste):", ["Wir öffnen im Mai.", "Wenn kein Schnee fällt."]),
            ("Präsidentin Karla Wendt:", ["Danke."]),
        ]),
        (CANADA, [("Hon. Mara Ostrow (Minister):", ["We open in May.", "I thank the member for Skell."])]),
        (TEI, [("Mara Ostrow", ["We open in May & June.", "Unless it snows."]), ("TobinHask", ["Who pays?"])]),
        (TEI.replace("#TobinHask", "#O&apos;Hask"), [
            ("Mara Ostrow", ["We open in May & June.", "Unless it snows."]), ("O'Hask", ["Who pays?"]),
        ]),
        (AKN, [("Mara Ostrow", ["We open in May."]), ("Tobin Hask", ["Who pays?"])]),
    ],
)  # fmt: skip
def test_speeches_are_named_by_print_by_list_or_by_id(text, expected):
    assert turns(text, "application/xml") == expected
    for block in cut_speeches(text).blocks:
        assert block.text.strip()


@pytest.mark.parametrize("who", ["#", " ", "# "])
def test_an_id_that_names_nobody_is_no_speaker(who):
    text = f'<TEI><text><body><u who="{who}"><seg>We open in May.</seg></u></body></text></TEI>'
    (made,) = ExtractArticles().run(
        make_page("a.xml", text.encode(), Source(), "application/xml"), Tally()
    )
    assert Role.SPEAKER not in {region.role for region in made.regions}
    assert list(AttributeStatements().run(made, Tally())) == []


def test_a_press_page_in_html_with_q_and_a_is_a_transcript():
    lines = [
        "Q  Who pays?",
        "MS. OSTROW:  The province.",
        "Q  All of it?",
        "MS. OSTROW:  Yes.",
        "Q  When?",
        "MS. OSTROW:  In May, unless it snows again.",
    ]
    html = (
        "<html><body><article>"
        + "".join(f"<p>{x.replace('  ', '&nbsp; ')}</p>" for x in lines)
        + "</article></body></html>"
    )
    page = make_page("t.html", html.encode(), Source(), "text/html")
    (article,) = ExtractArticles().run(page, Tally())
    assert article.role == "transcript"
    names = [one.speaker_printed for one in AttributeStatements().run(article, Tally())]
    assert names == ["Q", "MS. OSTROW"] * 3


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (PARLPARSE, "2031-03-12"),
        (BUNDESTAG, "2031-03-12"),
        (CANADA, "2031-03-12"),
        (TEI, None),
        (TEI.replace("<teiHeader>", '<teiHeader><date when="2033-01-01"/><setting><date when="2031-03-12"/></setting>'), "2031-03-12"),
        (AKN.replace("<meta>", '<meta><FRBRWork><FRBRdate date="2031-03-12" name="x"/></FRBRWork>'), "2031-03-12"),
    ],
)  # fmt: skip
def test_official_transcripts_say_on_which_day_they_were_spoken(text, day):
    given = Input(name="a.xml", path=None, source=Source(), data=text.encode())
    (page,) = ReadPages().run(given, Tally())
    assert (page.source.published, page.source.role) == (day, "transcript")
