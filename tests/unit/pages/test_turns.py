import json

import pytest

from onrecord.articles.extract import ExtractArticles
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages
from onrecord.stage import Tally

TALK = [
    ("MARA OSTROW", "Good evening, and welcome to the harbour hall of Vellmar."),
    ("ANA BRUL", "Thank you. We will not open before the channel is safe."),
    ("ANA BRUL", '"Never," I said, "unless the ministry orders it."'),
    ("TOMAS FALK", "It is a black day for the port, and for all who work there."),
    ("ANA BRUL", "I understand that, and I have asked for talks."),
    ("TOMAS FALK", "Then talk to us."),
    ("MARA OSTROW", "We will take a question from the floor."),
    ("MARA OSTROW", "Please wait for the microphone."),
]


def articles(name, text, source=Source()):  # noqa: B008 - frozen
    one = Input(name=name, path=None, source=source, data=text.encode())
    pages = ReadPages().run(one, Tally())
    return [article for page in pages for article in ExtractArticles().run(page, Tally())]


def turns(article):
    found = []
    for one in article.regions:
        text = one.span.of(article.text)
        if one.role == "speaker":
            found.append((text, ""))
        elif one.role == "body":
            name, said = found[-1]
            found[-1] = name, f"{said} {text}".strip()
    return found


SPOKEN = [
    ("MARA OSTROW", TALK[0][1]),
    ("ANA BRUL", f"{TALK[1][1]} {TALK[2][1]}"),
    ("TOMAS FALK", TALK[3][1]),
    ("ANA BRUL", TALK[4][1]),
    ("TOMAS FALK", TALK[5][1]),
    ("MARA OSTROW", f"{TALK[6][1]} {TALK[7][1]}"),
]


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.tsv", "\n".join(f"{n}\t{who}\t{words}\t0" for n, (who, words) in enumerate(TALK))),
        ("a.tsv", "speaker\ttext\n" + "\n".join(f"{who}\t{quoted(words)}" for who, words in TALK)),
        ("a.csv", "Line,Speaker,Speech\n" + "\n".join(f"{n},{who},{quoted(words)}" for n, (who, words) in enumerate(TALK))),
        ("a.csv", "\ufeffwho;utterance\n" + "\n".join(f"{who};{quoted(words)}" for who, words in TALK)),
        ("a.csv", "\n".join(f"{who},{quoted(words)}" for who, words in TALK)),
        ("a.json", json.dumps([{"speaker": who, "text": words} for who, words in TALK])),
        ("a.json", json.dumps({"text": "all of it", "segments": [{"speaker": who, "text": f" {words}", "start": 0.5} for who, words in TALK]})),
        ("a.json", json.dumps({"monologues": [{"speaker": who, "elements": [{"type": "text", "value": words}]} for who, words in TALK]})),
    ],
    ids=["no header", "tabs", "header", "semicolons", "commas alone", "rows", "segments", "monologues"],
)  # fmt: skip
def test_a_table_of_turns_is_a_transcript(name, text):
    (article,) = articles(name, text)
    assert article.role == "transcript"
    assert turns(article) == SPOKEN


def test_a_table_of_several_occasions_is_as_many_transcripts():
    rows = [("First debate", "2031-03-12", *TALK[0]), ("First debate", "2031-03-12", *TALK[3])]
    rows += [("Second debate", "2031-03-19", *TALK[4]), ("Second debate", "2031-03-19", *TALK[5])]
    table = "debate,date,speaker,text\n" + "\n".join(",".join(map(quoted, row)) for row in rows)
    made = articles("a.csv", table)
    assert [(one.input, one.title, one.published) for one in made] == [
        ("a.csv#1", "First debate", "2031-03-12"),
        ("a.csv#2", "Second debate", "2031-03-19"),
    ]
    (told,) = articles(
        "a.csv",
        "speaker,text\n" + "\n".join(f"{who},{quoted(words)}" for who, words in TALK),
        Source(title="Debate"),
    )
    assert (told.input, told.title) == ("a.csv", "Debate")


@pytest.mark.parametrize(
    "text",
    [
        "outlet,speaker,text\nEcho,Ana Brul,“We will not open before the channel is safe.”\n",
        "title,text\nFerry stays,The ferry of Skell stays in the harbour of Vellmar.\n",
        "start,end,text\nin May,in June,The ferry of Skell stays in the harbour of Vellmar.\n",
        "\n".join(
            f"Ferry {n},The ferry of Skell leaves at {n} in the morning from Vellmar."
            for n in range(9)
        ),
    ],
    ids=["of outlets", "articles", "of days", "no names"],
)
def test_a_table_of_articles_is_none_of_turns(text):
    one = Input(name="a.csv", path=None, source=Source(), data=text.encode())
    made = list(ReadPages().run(one, Tally()))
    assert all(getattr(page, "source", Source()).role == "" for page in made)


CUES = [
    (0.0, 2.5, "We will not open the harbour"),
    (2.5, 4.0, "before the channel is safe & dry."),
    (61.25, 63.0, "Never."),
]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps({"text": "all of it", "segments": [{"id": n, "start": a, "end": b, "text": f" {words}"} for n, (a, b, words) in enumerate(CUES)]})),
        ("a.tsv", "start\tend\ttext\n" + "\n".join(f"{a * 1000:.0f}\t{b * 1000:.0f}\t{words}" for a, b, words in CUES)),
        ("a.csv", "Start,End,Text\n" + "\n".join(f"0:0{int(a) // 60}:{a % 60:05.2f},0:0{int(b) // 60}:{b % 60:05.2f},{words}" for a, b, words in CUES)),
    ],
    ids=["seconds", "thousandths", "clocks"],
)  # fmt: skip
def test_what_a_recording_was_turned_into_keeps_its_times(name, text):
    (article,) = articles(name, text)
    assert article.role == "transcript"
    body = [one for one in article.regions if one.role == "body"]
    assert [(one.time_code, one.span.of(article.text)) for one in body] == [
        ("00:00:00.000", "We will not open the harbour"),
        ("00:00:02.500", "before the channel is safe & dry."),
        ("00:01:01.250", "Never."),
    ]


def test_whoever_speaks_in_a_recording_is_named():
    rows = [
        {"speaker": f"SPEAKER_0{n % 2}", "start": n, "end": n + 1, "text": f"Words number {n}."}
        for n in range(3)
    ]
    (article,) = articles("a.json", json.dumps({"segments": rows}))
    assert turns(article) == [
        ("SPEAKER_00", "Words number 0."),
        ("SPEAKER_01", "Words number 1."),
        ("SPEAKER_00", "Words number 2."),
    ]
