"""A draft held against a record: against what its words point to, and nothing else is compared."""

import io
import json
from dataclasses import replace

import pytest
from tests.factories import EXAMPLE, build_texts
from tests.files import word_file, word_paragraph

from onrecord.cli import against
from onrecord.cli.commands import cli
from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input, find_inputs
from onrecord.record.store import Record
from onrecord.stories.grouping import GroupStories
from onrecord.views.check import Finding
from onrecord.views.lens import RELATIONS
from onrecord.views.sarif import as_sarif

HARBOUR = (
    "Pilots to be paid\n\nThe harbour of Dunmorrow keeps its pilots, whose boats guide ships past the Heron’s wreck.\n\n"
    "“The harbour will stay open through the winter unless the ice reaches the inner quay,” said Odo Falk, the mayor.\n"
)
GRANARY = (
    "Carpenter climbs granary\n\nGrain weevils and damp have kept the old granary of Skell shut, and millers wait.\n\n"
    "“The roof is older than both of us and nobody has looked at it since the flood,” said Ilva Renn, the treasurer.\n"
)


@pytest.fixture
def record(tmp_path):
    """Write a record of two stories and return its path."""
    inputs = [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in (("Courier", HARBOUR), ("Wire", GRANARY))
    ]
    with Record.create(tmp_path / "r.db") as made:
        build(Flow(), inputs, made)
        assert len(made.rows("stories")) == 2
    return tmp_path / "r.db"


@pytest.fixture
def findings(tmp_path, capsys):
    """Return what gives the findings for a draft against a record."""

    def run(text: str, path, *options: str) -> list[dict]:
        draft = tmp_path / "draft.txt"
        draft.write_text(text, encoding="utf-8")
        with pytest.raises(SystemExit) as ended:
            cli(["check", str(draft), "--against", str(path), "--json", *options])
        found = json.loads(capsys.readouterr().out)
        assert ended.value.code == (1 if found else 0)
        return found

    return run


SHORT = HARBOUR.replace(" unless the ice reaches the inner quay", "").replace("Pilots to", "To")
NEW = "Oars\n\n“My oars are painted green and yellow every spring,” said the cox, Anna Brill.\n"


@pytest.mark.parametrize("whole", [0, 60])
def test_a_draft_is_held_against_what_its_words_point_to_in_a_record_of_any_size(
    whole, record, findings, monkeypatch
):
    monkeypatch.setattr(against, "_WHOLE", whole)
    (found,) = findings(SHORT, record)
    assert found["guards"] == ["condition"]
    assert "unless the ice reaches the inner quay" in found["text"]


def test_a_draft_that_no_article_has_a_row_of_words_of_says_how_many_were_searched(
    record, findings, monkeypatch
):
    monkeypatch.setattr(against, "_WHOLE", 0)
    (found,) = findings(NEW, record)
    assert found["relation"] == "not_found"
    assert "stand in the record's 2 articles" in found["text"]


def test_a_draft_that_the_record_holds_is_not_held_against_itself(tmp_path, capsys):
    (tmp_path / "courier.txt").write_text(HARBOUR, encoding="utf-8")
    for name, outlet in (("courier.txt", "Courier"), ("again.txt", "Echo")):
        (tmp_path / name).write_text(HARBOUR, encoding="utf-8")
        rows = f"file,outlet\n{name},{outlet}\n"
        (tmp_path / "sources.csv").write_text(rows, encoding="utf-8")
        draft = str(tmp_path / name)
        with pytest.raises(SystemExit):
            cli(["build", str(tmp_path / "courier.txt"), "-o", str(tmp_path / f"{name}.db")])
        capsys.readouterr()
        with pytest.raises(SystemExit):
            cli(["check", draft, "--against", str(tmp_path / f"{name}.db"), "--json"])
        (found,) = json.loads(capsys.readouterr().out)
        assert "compared with nothing" in found["text"]


def test_who_takes_no_part_in_a_transcript_is_not_looked_for_in_it(findings):
    transcript = EXAMPLE / "transcript.txt"
    assert findings(NEW, transcript) == []
    (found,) = findings(NEW, transcript, "--all")
    assert found["relation"] == "not_found"
    of_the_minister = NEW.replace("the cox, Anna Brill", "the minister, Ilse Marrowin")
    assert [one["relation"] for one in findings(of_the_minister, transcript)] == ["not_found"]
    of_nobody = NEW.replace(" said the cox, Anna Brill", " an official said")
    assert [one["relation"] for one in findings(of_nobody, transcript)] == ["not_found"]


def test_of_what_a_record_has_only_pairs_with_the_draft_are_compared(tmp_path, record):
    texts = {"Post": HARBOUR, "Echo": HARBOUR.replace("through", "all"), "Draft": SHORT}
    build_texts(tmp_path / "all.db", texts)
    flow = Flow()
    settings = type(flow.utterances)(draft="Draft.txt")
    inputs = [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in texts.items()
    ]
    with Record.create(tmp_path / "draft.db") as made:
        build(Flow(utterances=settings, stories=type(flow.stories)(one_story=True)), inputs, made)
        outlet = {one["id"]: one["outlet"] for one in made.rows("statements")}
        pairs = {
            frozenset((outlet[one["left"]], outlet[one["right"]]))
            for one in made.rows("differences")
        }
    assert pairs == {frozenset(("Draft", "Post")), frozenset(("Draft", "Echo"))}


def test_a_record_that_holds_nothing_is_compared_with_nothing(tmp_path, findings):
    with Record.create(tmp_path / "empty.db") as made:
        build(Flow(), [], made)
    (found,) = findings(NEW, tmp_path / "empty.db")
    assert "compared with nothing" in found["text"]


@pytest.mark.parametrize("name", ["draft.txt", "./draft.txt", "-"])
def test_a_draft_is_found_however_its_path_is_written_and_on_stdin(
    name, record, tmp_path, monkeypatch, capsys
):
    (tmp_path / "draft.txt").write_text(SHORT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SHORT.encode()), "utf-8"))
    with pytest.raises(SystemExit) as ended:
        cli(["check", name, "--against", str(record)])
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert "unless the ice reaches the inner quay" in told.out
    assert told.err.strip() == "1 finding"


def test_a_draft_is_one_text(tmp_path, record, capsys):
    (tmp_path / "rows.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n', encoding="utf-8")
    (tmp_path / "drafts").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "drafts" / name).write_text(SHORT, encoding="utf-8")
    for draft, code in (("drafts", 2), ("rows.jsonl", 3), ("none.txt", 3)):
        with pytest.raises(SystemExit) as ended:
            cli(["check", str(tmp_path / draft), "--against", str(record)])
        assert (draft, ended.value.code) == (draft, code)
        assert capsys.readouterr().err != ""


TALK = "FALK: The harbour board pays for the new pier. We told the islanders of it on Monday, as we said.\n"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The harbour board pays for the big pier,", ["words_differ"]),
        ("The board pays for the new pier,", ["words_absent_inside"]),
        ("The harbour board pays for the new pier,", []),
        ("The harbour board pays … the new pier,", []),
        ("The harbour board pays for a new pier,", []),
    ],
)
def test_other_words_within_a_quotation_than_were_said_are_told(findings, tmp_path, said, told):
    (tmp_path / "talk.txt").write_text(TALK)
    found = findings(f"Pier\n\n“{said}” Odo Falk said.\n", tmp_path / "talk.txt")
    assert [one["relation"] for one in found] == told


def test_how_many_more_findings_there_are_is_said(tmp_path, capsys):
    (tmp_path / "talk.txt").write_text(TALK)
    draft = tmp_path / "draft.txt"
    draft.write_text("Pier\n\n“We told the islanders of it,” Odo Falk said.\n")
    with pytest.raises(SystemExit):
        cli(["check", str(draft), "--against", str(tmp_path / "talk.txt")])
    assert "0 findings (--all lists 1 more)" in capsys.readouterr().err


TURNS = (
    "OSTROW: Good morning. We are not closing the harbour, and we are not moving the ferry before the ice is gone.\n"
    "TEAGUE: Who pays for the pier?\n"
    "OSTROW: The board pays for the new pier. It will cost a lot, and nobody on the island will pay a crown for it.\n"
)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (
            (
                "We are not closing the harbour, and we are not moving the ferry",
                "Nobody on the island will pay a crown.",
            ),
            {"ends_earlier": "before the ice is gone", "starts_later": "It will cost a lot, and"},
        ),
        (
            (
                "Nobody on the island will pay a crown",
                "We are not moving the ferry before the ice is gone.",
            ),
            {"starts_later": "harbour, and"},
        ),
    ],
)
def test_each_part_of_a_quotation_is_held_against_the_turn_that_it_is_of(
    findings, tmp_path, parts, told
):
    (tmp_path / "talk.txt").write_text(TURNS)
    text = f"Pier\n\n“{parts[0]},” Mara Ostrow said. “{parts[1]}”\n"
    found = findings(text, tmp_path / "talk.txt", "--all")
    within = {"words_differ", "words_absent_inside"}
    assert not within.intersection(one["relation"] for one in found), found
    for relation, words in told.items():
        assert any(one["relation"] == relation and words in one["text"] for one in found), found


def test_of_sentences_as_near_the_one_with_most_words_in_a_row_is_shown(findings, tmp_path):
    (tmp_path / "talk.txt").write_text(
        "TEAGUE: Have you told the islanders?\nOSTROW: We told them on Monday. Thank you very much.\n"
    )
    (one,) = findings(
        "Pier\n\n“And we told them on Sunday,” Mara Ostrow said.\n", tmp_path / "talk.txt"
    )
    assert (one["relation"], "We told them on Monday." in one["text"]) == ("not_found", True)


def test_a_short_quotation_whose_words_begin_a_sentence_of_the_turn_is_found_there(
    findings, tmp_path
):
    (tmp_path / "talk.txt").write_text(
        "TEAGUE: Have you told the islanders?\nOSTROW: We told them on Monday. Thank you very much.\n"
    )
    (one,) = findings(
        "Pier\n\n“We told them on Sunday,” Mara Ostrow said.\n", tmp_path / "talk.txt"
    )
    assert one["relation"] == "words_differ"
    assert "Monday" in one["text"]


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ('Ostrow would stay "as long as Hask leads the board".', ['"as long as Hask leads the board"']),
        ('Ostrow would stay "as long as Tobin Hask leads the board".', []),
        ('Ostrow would stay "as long as … leads the board".', []),
        ('Ostrow would stay "as long as [Hask] leads the board".', []),
        ('Ostrow said the crews had felt a "deep and lasting shame" ever since.', ['"deep and lasting shame"']),
        ('Ostrow said that morale in Skell had "never been lower" since the flood.', ['"never been lower"']),
        ('Tobin Varn, a pilot, said that morale in Skell had "never been lower" since.', []),
        ('They showed "The Price of Cold Water" at the "old ferry house".', []),
    ],
)  # fmt: skip
def test_what_a_draft_quotes_is_looked_for_whoever_is_named_for_it(
    findings, tmp_path, said, quoted
):
    (tmp_path / "talk.txt").write_text(
        "TEAGUE: Will you stay in Skell?\nOSTROW: I will, as long as Tobin Hask leads the board. Thank you.\n"
    )
    text = f"Pier\n\nMara Ostrow met reporters.\n\n{said}\n"
    found = findings(text, tmp_path / "talk.txt")
    places = [text[one["start"] : one["end"]] for one in found if one["relation"] == "not_found"]
    assert places == quoted


@pytest.mark.parametrize(
    ("said", "guards"),
    [
        ("Ostrow said the board would not pay for the new pier.", [["negation"]]),
        ("Ostrow said the board would pay for the new pier.", []),
        ("Ostrow said they were not closing the harbour.", []),
        (
            "Ostrow said they would be closing the harbour and moving the ferry.",
            [["negation"], ["negation"]],
        ),
    ],
)
def test_a_report_that_denies_what_was_said_in_its_words_is_told(findings, tmp_path, said, guards):
    (tmp_path / "talk.txt").write_text(TURNS)
    found = findings(f"Pier\n\nMara Ostrow met reporters.\n\n{said}\n", tmp_path / "talk.txt")
    within = {"words_differ", "words_absent_inside"}
    assert [one["guards"] for one in found if one["relation"] in within] == guards


CALL = """Skell Ferries plc, results call
5 November 2031

Operator: Good morning and welcome to the call. I will now hand over to Orla Brennick, chief executive.

Orla Brennick: Good morning. Revenue was 412 million crowns, down 6 percent on last year, and we carried many people.

Orla Brennick: We have hedged all of it, but I would not want anyone to think that we are out of the woods.

Orla Brennick: I am sorry only that the unions did not call. Nobody asked for a strike.

Tobin Hask: Net debt stands at 230 million crowns. If the strike goes on into December, all bets are off.

Tobin Hask: We are recruiting nine hundred from abroad. I was at the north gate of the harbour with two constables.

Operator: We will now take questions.

Orla Brennick: Thank you all for the questions, and for the patience that you have shown us this winter.
"""


@pytest.mark.parametrize(
    ("said", "told", "guards"),
    [
        (
            "“We are out of the woods,” Orla Brennick told analysts.",
            "The transcript has before it: *We have hedged",
            {"negation", "modal"},
        ),
        (
            "Net debt stood at 320 million crowns, Tobin Hask told analysts.",
            "The transcript reads *230*; draft reads *320*",
            {"number"},
        ),
        (
            "Revenue fell 9 percent to 412 million crowns, Orla Brennick said.",
            "The transcript reads *was*; draft reads *fell 9 percent to*",
            {"number"},
        ),
        (
            "If the strike went on into December, “all bets are off,” Orla Brennick said.",
            "in the transcript supplied the words stand in a turn of Tobin Hask",
            {"name"},
        ),
        (
            "Hask had been at the south gate with three constables, he said.",
            "The transcript reads *two*; draft reads *three*",
            {"number"},
        ),
        (
            "Orla Brennick said that she had been “at the north gate” herself.",
            "in the transcript supplied the words stand in a turn of Tobin Hask",
            {"name"},
        ),
        (
            "“All bets are off,” Orla Brennick told analysts.",
            "in the transcript supplied the words stand in a turn of Tobin Hask",
            {"name"},
        ),
        (
            "“I am sorry,” Orla Brennick told analysts.",
            "The transcript continues: *only that the unions did not call*",
            {"condition", "negation"},
        ),
    ],
    ids=[
        "cut out of a clause",
        "a number in another tense",
        "a number of the reporter's",
        "whose turn",
        "little else",
        "whose few words",
        "whose four words",
        "three words",
    ],
)
def test_what_a_draft_has_otherwise_than_a_call_is_told(findings, tmp_path, said, told, guards):
    transcript = tmp_path / "call.txt"
    transcript.write_text(CALL, encoding="utf-8")
    draft = f"Ferries\n\nOrla Brennick, the chief executive, and Tobin Hask spoke on Monday.\n\n{said}\n"
    found = findings(draft, transcript)
    (one,) = [one for one in found if told in one["text"]]
    assert guards <= set(one["guards"])


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Brennick: I would have sold the ferries", ["I would have sold the ferries"]),
        ("Brennick: I am sorry only that the unions did not call", []),
        ("Brennick: ferries would have been sold at a loss", []),
        ("'I will call no union today': ferry chief", ["'I will call no union today'"]),
        ("Ferries: all bets are off, it says", []),
    ],
)
def test_a_headline_that_gives_words_to_somebody_is_looked_for(findings, tmp_path, title, told):
    transcript = tmp_path / "call.txt"
    transcript.write_text(CALL, encoding="utf-8")
    body = (
        "Orla Brennick, the chief executive of the ferries, spoke on Monday to those who had come."
    )
    found = findings(f"{title}\n\n{body}\n", transcript)
    assert [title[one["start"] : one["end"]] for one in found] == told


def test_whom_other_articles_name_and_what_numbers_they_give_is_told(findings, tmp_path):
    report = (
        "Pit falls in\n\nThe collapse of the Harrow mine killed 17 miners near Skell on Monday, the company said.\n\n"
        "“Nobody wants this strike, but nobody can live on promises either,” said Joan Pereira, of the union.\n"
    )
    build_texts(tmp_path / "r.db", {"Wire": report})
    draft = (
        "Dead at Harrow\n\nSixteen miners died in the collapse, a paramedic told the Star at dawn.\n\n"
        "“Nobody wants this strike, but nobody can live on promises either,” Tom Haskett said in Tarrow.\n"
    )
    number, speaker = findings(draft, tmp_path / "r.db")
    assert (number["relation"], number["text"]) == (
        "number",
        "draft gives Sixteen miners; Wire gives 17 miners, of what is likely one thing",
    )
    assert (speaker["relation"], speaker["text"]) == (
        "speaker",
        "draft names Tom Haskett; Wire gives these words to Joan Pereira",
    )
    assert findings(draft.replace("Sixteen", "Seventeen"), tmp_path / "r.db") == [
        {**speaker, "start": speaker["start"] + 2, "end": speaker["end"] + 2}
    ]


def test_sarif_has_a_rule_for_every_relation_that_a_finding_may_have():
    one = Finding(input="d.txt", line=1, column=1, start=0, end=1, relation="", text="a", guards=())
    relations = sorted(RELATIONS - {"same", "possibly_same"})
    told = as_sarif([replace(one, relation=name) for name in relations], [])
    assert [rule["id"] for rule in told["runs"][0]["tool"]["driver"]["rules"]] == relations


@pytest.mark.parametrize("begins", ["Tobin Hask: ", ""])
def test_it_is_said_that_a_text_is_not_taken_for_a_transcript(tmp_path, capsys, begins):
    lines = [
        f"{begins}We will stay on the pier until the ferry has sailed, number {n}."
        for n in range(9)
    ]
    (tmp_path / "call.txt").write_text("The call\n\n" + "\n\n".join(lines), encoding="utf-8")
    (tmp_path / "draft.txt").write_text(
        "Pier\n\n“We will stay on the pier,” Tobin Hask said.", encoding="utf-8"
    )
    with pytest.raises(SystemExit):
        cli(["check", str(tmp_path / "draft.txt"), "--against", str(tmp_path / "call.txt")])
    assert ("compared as an article" in capsys.readouterr().err) == (not begins)


def test_a_number_that_a_report_has_elsewhere_is_not_left_out(findings, tmp_path):
    transcript = tmp_path / "call.txt"
    transcript.write_text(CALL, encoding="utf-8")
    draft = "Ferries\n\nTobin Hask, of Skell, spoke.\n\nHask said 900 sailors were being recruited from abroad.\n"
    found = findings(draft, transcript, "--all")
    assert any("recruiting nine hundred from abroad" in one["text"] for one in found)
    assert not any("number" in one["guards"] for one in found)


WALL = (
    "GOVERNOR MARLO: At 4:12 this morning the wall of the Orsk reservoir gave way. Eighteen people are confirmed dead, "
    "and sixty-one are missing.\n\nREPORTER: Did 90 people die?\n\nGOVERNOR MARLO: I do not know that.\n\n"
    "REPORTER: Will you resign?\n\nGOVERNOR MARLO: Not today. Today I have a job to do.\n"
)


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        ("Eighteen dead and 71 missing in Orsk.", ["draft gives 71 missing; wall gives sixty-one"]),
        ("Eighteen dead and 61 missing in Orsk.", []),
        ("The wall at Orsk went at 4:21 on Monday morning.", ["draft gives 4:21; wall gives 4:12"]),
    ],
)
def test_a_draft_s_numbers_are_held_against_those_of_a_transcript(findings, tmp_path, draft, told):
    transcript = tmp_path / "wall.txt"
    transcript.write_text(WALL, encoding="utf-8")
    found = findings(
        f"Orsk\n\nGovernor Marlo spoke to reporters in Vessia today.\n\n{draft}\n", transcript
    )
    said = [one["text"] for one in found if one["relation"] == "number"]
    assert [one.partition(", of what")[0] for one in said] == told


def test_a_word_document_that_is_in_the_record_is_not_held_against_itself(tmp_path, capsys):
    draft = tmp_path / "draft.docx"
    draft.write_bytes(word_file("".join(map(word_paragraph, SHORT.strip().split("\n\n")))))
    (tmp_path / "Courier.txt").write_text(HARBOUR)
    with Record.create(tmp_path / "r.db") as made:
        build(Flow(), find_inputs([str(draft), str(tmp_path / "Courier.txt")])[0], made)
    with pytest.raises(SystemExit):
        cli(["check", str(draft), "--against", str(tmp_path / "r.db"), "--json"])
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["relation"], one["guards"]) == ("ends_earlier", ["condition"])


def test_places_are_those_in_the_draft_s_file(tmp_path, record, capsys):
    said = "“The harbour will stay **open** through the winter,” said [Odo Falk](https://x.example), the mayor."
    draft = tmp_path / "draft.md"
    draft.write_text(f"# To be paid\n\nThe *harbour* of Dunmorrow keeps its pilots.\n\n{said}\n")
    with pytest.raises(SystemExit):
        cli(["check", str(draft), "--against", str(record), "--json"])
    (found,) = json.loads(capsys.readouterr().out)
    assert found["line"] == 5
    whole = draft.read_text()
    assert whole[found["start"] : found["end"]] == "winter,"
    assert whole.split("\n")[4][found["column"] - 1 :].startswith("winter,")


OPEN = "“The harbour will stay open through the winter,”"
ICE = "“The harbour will stay open through the winter unless the ice reaches the inner quay,”"
SINGING = """\
Odo Falk: Good evening. I came here to sing, and my brother plays the horn for me.
Ilva Renn: We are glad to have you both in our hall tonight, and so is everybody here.
Odo Falk: The first song is an old one from the islands, and it has eleven verses.
Ilva Renn: Eleven verses will do, if the tea holds out until the last of them.
Odo Falk: It will, since my aunt has brought a second pot of it along.
"""


def held(tmp_path, texts, transcript=""):
    """Write a record of one story, and return its path."""
    inputs = [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in texts.items()
    ]
    if transcript:
        source = Source(outlet="Hall", role="transcript")
        inputs.append(Input(name="talk.txt", path=None, source=source, data=transcript.encode()))
    with Record.create(tmp_path / "r.db") as made:
        build(Flow(stories=GroupStories(one_story=True)), inputs, made)
    return tmp_path / "r.db"


def printed(quotation, more=""):
    return f"Pilots\n\n{more}{quotation} said Odo Falk, the mayor of Dunmorrow.\n"


def test_several_that_differ_alike_are_one_finding(findings, tmp_path):
    texts = {
        "Courier": printed(ICE, "The council met late. "),
        "Wire": printed(ICE, "Snow fell on Monday. "),
        "Mail": printed(
            ICE,
            "Nobody was surprised by it, for the ice had come early to every bay of that coast. ",
        ),
    }
    (found,) = findings(printed(OPEN), held(tmp_path, texts))
    assert found["against"] == ["Courier", "Mail", "Wire"]
    assert found["text"].endswith(
        "Courier, Mail and Wire continue *unless the ice reaches the inner quay*"
    )


def test_what_a_draft_has_more_is_told_first_where_no_other_has_it(findings, tmp_path):
    draft = printed(
        ICE, "The choir sang in the customs house while the pilots counted their oars and lamps. "
    )
    texts = {
        "Courier": printed(OPEN, "The council met late. "),
        "Wire": printed(OPEN, "Snow fell on Monday. "),
    }
    (found,) = findings(draft, held(tmp_path, texts))
    assert found["guards"] == ["condition"]
    (tmp_path / "r.db").unlink()
    path = held(
        tmp_path,
        {
            **texts,
            "Mail": printed(
                ICE,
                "Nobody was surprised by it, for the ice had come early to every bay of that coast. ",
            ),
        },
    )
    assert findings(draft, path) == []
    (told,) = findings(draft, path, "--all")
    assert told["against"] == ["Courier", "Wire"]


def test_a_transcript_of_another_occasion_keeps_nothing_from_other_articles(findings, tmp_path):
    texts = {"Courier": printed(ICE, "The council met late. ")}
    path = held(tmp_path, texts, SINGING)
    (found,) = findings(printed(OPEN), path)
    assert (found["against"], found["guards"]) == (["Courier"], ["condition"])
    all_told = findings(printed(OPEN), path, "--all")
    (nowhere,) = [one for one in all_told if one["relation"] == "not_found"]
    assert nowhere["text"].endswith("; Courier has it")
    # a draft that quotes the transcript too is of its occasion
    both = (
        printed(OPEN) + "\n“The first song is an old one from the islands,” Falk told the hall.\n"
    )
    first = findings(both, path)
    assert {one["relation"] for one in first} == {"ends_earlier", "not_found"}
