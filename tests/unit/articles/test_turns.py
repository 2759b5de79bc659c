"""Transcripts as press offices, official reports, services and pages print them, of one invented briefing."""

import pytest
from tests.factories import build_record

from onrecord.articles.extract import ExtractArticles
from onrecord.errors import ItemError
from onrecord.model import Article, Source
from onrecord.pages.read import make_page
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements

TALK = [
    ("Mara Ostrow", "00:01", "Good morning. We are not moving the ferry before the ice is gone."),
    ("Bram Teague", "00:12", "When will it sail?"),
    ("Mara Ostrow", "00:15", "On the 3rd of May, unless the ice stays."),
    ("Lena Vogt", "00:31", "Who pays for the new pier?"),
    ("Mara Ostrow", "00:35", "The harbour board pays for it."),
    ("Bram Teague", "00:52", "Have you told the islanders?"),
    ("Mara Ostrow", "01:05", "We told them on Monday. Thank you very much."),
]
NAMES = [name for name, _, _ in TALK]
WORDS = [words for _, _, words in TALK]


def printed(form: str, between: str = "\n\n") -> str:
    return between.join(
        form.format(name=name, caps=name.upper(), time=time, short=time[1:], words=words)
        for name, time, words in TALK
    )


def read(text: str, media_type: str = "text/plain", role: str = "") -> Article:
    page = make_page("talk", text.encode(), Source(role=role), media_type)
    return next(ExtractArticles().run(page, Tally()))


def turns(article: Article) -> list[tuple[str | None, str]]:
    return [
        (one.speaker_printed, " ".join(span.of(article.text) for span in one.content))
        for one in AttributeStatements().run(article, Tally())
    ]


TIMED = [
    "{name} ({time}):\n{words}",
    "{name}: ({time})\n{words}",
    "{name}  {short}\n{words}",
    "[{name}] 10:{time}\n{words}",
    "00:{time} {name}: {words}",
    "[{time}] {name}: {words}",
    "{name} [{time}]: {words}",
    "{short} - {name}\n{words}",
]
UNTIMED = [
    "{name}: {words}",
    "**{name}:** {words}",
    "{name}:\n{words}",
    "{name}\n{words}",
    ">> {name}: {words}",
]
TOLD = ["[{name}] {words}", "{name} — {words}", "{caps} - {words}", "{name}\t{words}"]


@pytest.mark.parametrize("between", ["\n\n", "\n"])
@pytest.mark.parametrize("form", [*TIMED, *UNTIMED])
def test_turns_are_found_by_how_they_are_printed(form, between):
    article = read("Harbour briefing\n\n" + printed(form, between))
    assert article.role == "transcript"
    assert turns(article) == list(zip(NAMES, WORDS, strict=True))
    times = [one.time_code for one in article.regions if one.role == "body"]
    if form in TIMED:
        assert [one[-4:] for one in times] == [time[-4:] for _, time, _ in TALK]
    else:
        assert set(times) == {None}


@pytest.mark.parametrize("between", ["\n\n", "\n"])
@pytest.mark.parametrize("form", TOLD)
def test_names_in_boxes_or_before_dashes_and_tabs_are_turns_of_what_is_told_to_be_a_transcript(
    form, between
):
    text = printed(form, between)
    assert read(f"{text}{SENTENCE}").role == "article"
    names = [name.upper() for name in NAMES] if "{caps}" in form else NAMES
    assert turns(read(text, role="transcript")) == list(zip(names, WORDS, strict=True))


def test_turns_that_are_numbered_or_saved_from_a_chat():
    numbered = "\n".join(f"{n}. {name}: {words}" for n, (name, _, words) in enumerate(TALK, 1))
    saved = printed("10:{time} From {name} : {words}", "\n")
    for text in (numbered, saved):
        assert turns(read(text)) == list(zip(NAMES, WORDS, strict=True))


def test_official_reports_print_names_in_capitals_and_a_stop():
    article = read("Transcript of a press conference\n\n" + printed("CHAIR {caps}.  {words}"))
    assert turns(article) == [(f"CHAIR {name.upper()}", words) for name, _, words in TALK]


def test_a_mark_says_that_another_speaks_who_is_not_named():
    article = read(printed(">> {words}", "\n"))
    assert turns(article) == [(None, words) for words in WORDS]


def test_times_alone_are_those_of_a_recording_in_which_nobody_is_named():
    text = printed("{short}\n{words}", "\n")
    article = read(text)
    assert turns(article) == [(None, " ".join(WORDS))]
    assert [one.time_code for one in article.regions if one.role == "body"][:2] == ["0:01", "0:12"]
    of_a_day = text.replace("0:", "14:").replace("1:05", "15:05")
    assert read(of_a_day).role == "article"


def test_a_time_on_its_line_is_of_whoever_the_mark_below_says_speaks():
    article = read(printed("{short}\n>> {words}", "\n"))
    assert turns(article) == [(None, words) for words in WORDS]
    times = [one.time_code for one in article.regions if one.role == "body"]
    assert times == [time[1:] for _, time, _ in TALK]


@pytest.mark.parametrize(
    "form",
    [
        "<p><strong>{name}:</strong> {words}</p>",
        "<p><strong>{name}</strong></p><p>{words}</p>",
        "<p>{name}: (<a href='#'>{time}</a>)<br>{words}</p>",
        "<h3>{name}</h3><p>{words}</p>",
        "<dt>{name}</dt><dd>{words}</dd>",
    ],
)
def test_turns_on_pages(form):
    html = (
        f"<html><body><article><h1>Harbour briefing</h1>{printed(form, '')}</article></body></html>"
    )
    article = read(html, "text/html")
    assert article.role == "transcript"
    assert turns(article) == list(zip(NAMES, WORDS, strict=True))


SENTENCE = "\n\nThe ferry to the island leaves again in May, the harbour board of Vellmar said on Thursday."


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("".join(f"<p>Office Town: Vellmar</p><p>Team Size: {n}</p>" for n in range(9)), "text/html"),
        ("".join(f"<h3>Top Pick</h3><p>Rank {n}</p>" for n in range(9)), "text/html"),
        ("\n".join(["The ferry leaves in May, she said.", *["Home", "About Us", "Our Team"] * 5]), "text/plain"),
        ("The ferry leaves in May.\n" + "\n".join(f"{n}:30 Chapter {n}" for n in range(9)), "text/plain"),
        ("The ferry leaves in May.\n" + "\n".join(f"{n}:15 Vellmar\n{n}:45 Skell" for n in range(9, 20)), "text/plain"),
        ("\n".join(f"NATO. The {n}th ship sails." for n in range(4)), "text/plain"),
    ],
)  # fmt: skip
def test_labels_headings_and_menus_are_no_turns(text, media_type):
    assert read(f"{text}{SENTENCE}", media_type).role == "article"


def test_few_turns_are_enough_where_it_is_said_that_it_is_a_transcript():
    text = "Harbour briefing\n\nMara Ostrow (00:12)\nThe ferry leaves in May."
    assert read(text).role == "article"
    assert turns(read(text, role="transcript")) == [("Mara Ostrow", "The ferry leaves in May.")]


@pytest.mark.parametrize(
    "text", ["Harbour Briefing\n\nThe ferry leaves in May.", "The ferry leaves."]
)
def test_what_has_no_turns_is_rejected_as_a_transcript(text):
    with pytest.raises(ItemError, match="no line begins with"):
        read(text, role="transcript")


def rolling(lines: list[str], *, timed: bool) -> str:
    """Return captions as machines make them: each line is shown again above the next."""
    cues, before = [], " "
    for n, line in enumerate(lines):
        first, *others = line.split()
        words = [f"<00:00:{n:02}.500><c> {word}</c>" if timed else f" {word}" for word in others]
        cues.append(
            f"00:00:{n:02}.000 --> 00:00:{n:02}.990 align:start\n{before}\n{first}{''.join(words)}"
        )
        cues.append(f"00:00:{n:02}.990 --> 00:00:{n + 1:02}.000 align:start\n{line}\n ")
        before = line
    return "WEBVTT\nKind: captions\n\n" + "\n\n".join(cues) + "\n"


LINES = [
    "we are not closing the",
    "harbour and we are not",
    "moving the ferry before",
    "the ice is gone",
]


@pytest.mark.parametrize("timed", [True, False])
def test_lines_that_captions_show_again_are_read_once_and_stand_up_to_verification(tmp_path, timed):
    captions = rolling(LINES, timed=timed)
    article = read(captions, "text/vtt")
    assert turns(article) == [(None, " ".join(LINES))]
    assert [one.time_code for one in article.regions] == [f"00:00:0{n}.000" for n in range(4)]
    (tmp_path / "talk.vtt").write_text(captions)
    (tmp_path / "a.txt").write_text(
        "“We are not closing the harbour and we are not moving the ferry,” Mara Ostrow said."
    )
    build_record(tmp_path / "r.db", [str(tmp_path)])
    with Record.read(tmp_path / "r.db") as record:
        assert "transcript" in [one["kind"] for one in record.rows("matches")]
        assert list(verify(record)) == []
        (later,) = [one for one in record.rows("differences") if one["relation"] == "ends_earlier"]
        assert later["text"] == "before the ice is gone"


def test_a_line_said_twice_is_read_twice():
    cues = [(0, "No."), (1, "No."), (2, "Not in May."), (3, "Perhaps in June.")]
    text = "WEBVTT\n\n" + "\n\n".join(f"00:0{n}.000 --> 00:0{n}.900\n{words}" for n, words in cues)
    assert turns(read(text, "text/vtt")) == [(None, "No. No. Not in May. Perhaps in June.")]


def test_a_mark_in_captions_gives_nobody_the_words_of_another():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n>> MARA OSTROW: We sail.\n\n00:02.000 --> 00:03.000\n>> When?\n"
    assert turns(read(text, "text/vtt")) == [("MARA OSTROW", "We sail."), (None, "When?")]


HOUSE = """Harbour of Vellmar
Debated on Tuesday 6 May 2031

Mara Ostrow
(Vellmar North) (Green)
1. What steps she is taking to keep the harbour open.

The Minister for Ports (Lena Vogt)
We are not closing the harbour.
We are not moving the ferry.

Mara Ostrow
When does the ferry sail again?

Lena Vogt
On the 3rd of May, unless the ice stays.

Bram Teague (Skell)
Who pays for the new pier?

Lena Vogt
The harbour board pays for it.
"""


def test_the_report_of_a_house_names_offices_beside_persons():
    article = read(HOUSE)
    assert article.title == "Harbour of Vellmar"
    assert [who for who, _ in turns(article)] == [
        "Mara Ostrow", "Lena Vogt", "Mara Ostrow", "Lena Vogt", "Bram Teague", "Lena Vogt",
    ]  # fmt: skip
    assert turns(article)[0][1] == "1. What steps she is taking to keep the harbour open."
    assert turns(article)[1][1] == "We are not closing the harbour. We are not moving the ferry."


ASKED = """{opening}

You said you would stay until the pier opened. What changed?

Nothing changed, and that was the trouble. I asked for a new roof, and I was told to be patient.

The minister says that you spent 800,000 on a lamp.

It was 80,000, and it was a loan. I would do it again.

Were you pushed?

No. I was asked to think again, twice.

I left because I had stopped sleeping.

Will you work in a harbour again?

Perhaps, if one asks me that has a roof.
"""


@pytest.mark.parametrize(
    "opening",
    [
        "‘I never wanted it’: an interview with Mara Ostrow\n\nOstrow resigned last week.",
        "The harbour’s roof\n\nMara Ostrow, who led the harbour board, spoke to the Echo.",
        "The harbour’s roof\n\nWe spoke to the harbour’s former head, Mara Ostrow.",
    ],
)
def test_an_interview_that_prints_no_names_is_with_whom_it_says(opening):
    article = read(ASKED.format(opening=opening))
    assert article.role == "transcript"
    found = turns(article)
    assert [who for who, _ in found] == [None, "Mara Ostrow"] * 4
    assert found[2][1] == "The minister says that you spent 800,000 on a lamp."
    assert found[5][1].endswith("I left because I had stopped sleeping.")


def test_an_interview_on_a_page_says_in_its_headline_whom_it_is_with():
    blocks = ASKED.format(opening="Ostrow resigned last week, and has not spoken since.").strip()
    paragraphs = "".join(
        f"<p><strong>{one}</strong></p>" if "you" in one.lower() else f"<p>{one}</p>"
        for one in blocks.split("\n\n")
    )
    page = (
        "<html><head><title>An interview</title></head><body><article><h1>‘I never wanted it’: an interview with Mara "
        f"Ostrow</h1>{paragraphs}</article></body></html>"
    )
    article = read(page, "text/html")
    assert article.role == "transcript"
    assert [who for who, _ in turns(article)] == [None, "Mara Ostrow"] * 4


@pytest.mark.parametrize(
    "opening",
    [
        "The harbour’s roof\n\nOstrow resigned last week. What follows is what one may ask.",
        "The harbour’s roof\n\nMara Ostrow resigned. She spoke to Bram Teague.",
    ],
)
def test_of_an_interview_with_nobody_named_nothing_is_made(opening):
    assert read(ASKED.format(opening=opening)).role != "transcript"


def test_questions_that_one_who_knows_answers_are_no_interview():
    text = "Your questions\n\nWe spoke to the expert Mara Ostrow.\n\n" + "\n\n".join(
        ["Is the pier safe?", "The pier was built in 1979 and is checked each May."] * 4
    )
    assert read(text).role != "transcript"


def test_what_is_asked_in_two_blocks_is_one_question():
    text = ASKED.format(opening="We spoke to the harbour’s former head, Mara Ostrow.")
    article = read(text.replace("on a lamp.", "on a lamp.\n\nIs that true?") + "\n\nAnd now?\n")
    assert [who for who, _ in turns(article)] == [
        None, "Mara Ostrow", None, None, "Mara Ostrow", None, "Mara Ostrow", None, "Mara Ostrow", None,
    ]  # fmt: skip


def test_headlines_that_ask_below_a_text_are_no_interview():
    text = ASKED.format(opening="We spoke to the harbour’s former head, Mara Ostrow.")
    others = "\n\n".join(f"I saw the pier of Skell on day {n}, and my boat." for n in range(60))
    assert read(f"{text}\n\n{others}").role != "transcript"


def test_a_before_an_answer_is_whom_the_interview_is_with():
    text = "Mara Ostrow, who led the harbour board, spoke to the Echo.\n\n" + "\n\n".join(
        ["Q: Were you pushed?", "A: No. The roof was."] * 3
    )
    assert [who for who, _ in turns(read(text))] == ["Q", "Mara Ostrow"] * 3


@pytest.mark.parametrize(
    ("form", "role"),
    [
        ("{name}: {words}", ""),
        ("{caps}: {words}", ""),
        ("{caps}:{words}", ""),
        ("{caps}:{words}", "transcript"),
    ],
)
def test_turns_are_found_that_stand_on_one_line(form, role):
    article = read(printed(form, " "), role=role)
    assert article.role == "transcript"
    names = [name.upper() if "caps" in form else name for name in NAMES]
    assert turns(article) == list(zip(names, WORDS, strict=True))


def test_turns_are_found_in_a_passage_that_lost_its_line_breaks():
    whole = printed("{caps}:\n{words}")
    passage = " ".join(f"{name.upper()}:{words}" for name, _, words in TALK)
    article = read(f"{whole}\n\n{passage}")
    assert [name for name, _ in turns(article)] == [name.upper() for name in NAMES] * 2


def test_words_that_go_on_over_lines_are_of_whose_name_in_capitals_is_above():
    lines = "{caps}: {words}\nThis is said on a line of its own.\nThis is said on another."
    article = read(printed(lines, "\n"))
    assert article.role == "transcript"
    assert [name for name, _ in turns(article)] == [name.upper() for name in NAMES]


LABELS = (
    "The board met. NOTE: It was late. The pier was closed. WATCH: The pier. It rained all day. MORE: The board. "
    "RELATED: The ice is back. It is cold. UPDATE: The ferry sails. PHOTOS: The pier in winter."
)
REPORT = (
    "Mara Ostrow had an answer to all of it. She said: No. She said: Never. She said: Not before May. "
    "They asked again. She said: No. She said: Never. She said: Not before May. The end."
)


@pytest.mark.parametrize("text", [LABELS, REPORT])
def test_a_colon_within_a_line_is_no_turn_by_itself(text):
    article = read(
        f"The ferry did not sail on Monday, because the ice was still too thick.\n\n{text}"
    )
    assert article.role == "article"
