"""Whose words they are where a form of its own says so: a signature, a quotation in another's mouth, a letter."""

import pytest
from tests.factories import build_texts, content, statements

from onrecord.flow import extract
from onrecord.record.store import Record

LEAD = "The north gate of the Brant dam leaked on Monday. Ana Brul, the mayor of Brant, went there.\n\n"
SAID = "the gate would stay closed until the river fell"
QUOTED = "“The gate will stay closed until the river falls.”"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"{QUOTED} — Ana Brul", "Ana Brul"),
        (f"{QUOTED}― Ana Brul\n", "Ana Brul"),
        (f"{QUOTED}\n\n— Ana Brul, mayor of Brant", "Ana Brul"),
        (f"In the words of Brul, {QUOTED[:-2]}.”", "Brul"),
    ],
    ids=["same line", "no space", "next line", "in the words of"],
)
def test_a_quotation_is_of_who_signs_it(text, source):
    made, all_ = statements(LEAD + text)
    found = [one for one in all_ if "gate will stay" in " ".join(content(made, one))]
    assert [one.speaker_printed for one in found] == [source]


@pytest.mark.parametrize("text", [f"{QUOTED} — so much for that", "“The Gate” — Ana Brul"])
def test_what_no_name_stands_behind_or_what_is_a_title_is_not_signed(text):
    _, all_ = statements(LEAD + text)
    assert "quotation and who signs it" not in {one.reason for one in all_}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"Brul was quoted as saying {SAID}.", "Brul"),
        (f"But Brul was quoted by the Echo as saying that {SAID}.", "Brul"),
        (f"The Echo quoted Brul as saying that {SAID}.", "Brul"),
        (f"The Echo quoted Brul, the mayor, as saying that {SAID}.", "Brul, the mayor"),
    ],
)
def test_words_are_of_who_is_quoted_and_not_of_who_quotes(text, source):
    made, all_ = statements(LEAD + text)
    (one,) = (one for one in all_ if SAID in " ".join(content(made, one)))
    assert one.speaker_printed == source
    assert content(made, one) == [SAID]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("A statement from Brul", "Ana Brul"),
        ("A written statement issued by Brul", "Ana Brul"),
        ("Brul’s letter", "Ana Brul"),
        ("A statement from the mayor", "Ana Brul"),
        ("A memo from March", "A memo from March"),
        ("A statement from her office", "A statement from her office"),
        ("A report by the ministry", "A report by the ministry"),
    ],
)
def test_what_somebody_wrote_says_what_they_say(tmp_path, source, speaker):
    build_texts(tmp_path / "r.db", {"Echo": f"{LEAD}{source} said that {SAID}."})
    with Record.read(tmp_path / "r.db") as record:
        assert [one["speaker_name"] for one in record.rows("statements")] == [speaker]


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        (f"Brul said {QUOTED[:-2]},” according to the Echo.", "Brul", f"{QUOTED[:-2]},”"),
        (f"According to the Echo, Brul said: {QUOTED}", "Brul", QUOTED),
        (f"Brul said {SAID}, according to the Echo.", "the Echo", f"Brul said {SAID}"),
    ],
)
def test_a_quotation_behind_its_verb_is_of_who_spoke_whoever_tells_of_it(text, source, said):
    made, all_ = statements(LEAD + text)
    found = [one for one in all_ if "closed until" in " ".join(content(made, one))]
    assert [(one.speaker_printed, content(made, one)) for one in found] == [(source, [said])]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Then, in a letter, she mocked critics who called the gate unsafe at any level.", "she"),
        ("Brul, who spent the summer urging the council to close the gate, left.", "who"),
        ("She and her aides said the gate would stay closed.", "She and her aides"),
    ],
)
def test_a_pronoun_is_a_source_without_what_it_does(text, source):
    _, all_ = statements(LEAD + text)
    assert [one.speaker_printed for one in all_] == [source]


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Skell Water Now said that it would sue the mayor.", "Skell Water Now", None),
        ("Privacy First said it would sue.", "Privacy First", "Privacy First"),
        ("Rival Tessera said the launch was late.", "Rival Tessera", "Tessera"),
        ("Rival Orla Brennick said she would appeal.", "Rival Orla Brennick", "Orla Brennick"),
    ],
)
def test_a_name_is_whole_and_what_may_stand_before_any_is_none_of_it(text, source, name):
    (row,) = extract(text)
    assert row["speaker_printed"] == source
    assert name in {None, row["speaker_name"]}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("one neighbour, who gave her name only as Rosa", "Rosa"),
        ("a man who gave his name as Tobin Teague", "Tobin Teague"),
        ("a guard identified only as Tobin", "Tobin"),
        ("a woman who identified herself as Gray’s cousin", "A woman"),
    ],
)
def test_who_gives_a_name_is_called_by_it(source, name):
    (row,) = extract(f"“We ran to the gate at once,” said {source}.")
    assert row["speaker_name"].casefold() == name.casefold()


def test_a_name_is_no_verb():
    said = "Carmaker Tellwick is to cut some 2,500 jobs after a slump in demand, but its boss said that it would go on."
    assert [row["speaker_printed"] for row in extract(said)] == ["its boss"]


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        (f"Brul said that {SAID}, according to a recording of the call.", "Brul", f"that {SAID}"),
        (f"Brul told staff on Monday that {SAID}, according to a memo seen by the Echo.", "Brul", f"that {SAID}"),
        # whom an unnamed person was told is that person's to tell
        (f"Brul said that {SAID}, according to a person who was there.", "a person who was there", f"Brul said that {SAID}"),
        (f"Brul said that {SAID}, according to a law officer.", "a law officer", f"Brul said that {SAID}"),
    ],
    ids=["a recording", "a memo", "a person", "an officer"],
)  # fmt: skip
def test_what_a_document_has_somebody_say_is_his(text, source, said):
    made, all_ = statements(LEAD + text)
    found = [one for one in all_ if "river fell" in " ".join(content(made, one))]
    assert [(one.speaker_printed, " ".join(content(made, one))) for one in found] == [
        (source, said)
    ]


def test_in_what_somebody_is_asked_is_not_who_asks():
    (row, *_) = extract(
        "In a video call with employees later in the day, Ana Brul was asked whether the gate would be mended."
    )
    assert row["speaker_printed"] is None
