"""What the tagger has as said, without what says something else."""

import pytest
from tests.factories import statements

LEAD = "The storm hit the coast of Skell on Friday.\n\n"


def read(sentence: str) -> list[tuple[str, str, str]]:
    """Return the source, the cue and the content of each statement of a sentence."""
    made, found = statements(LEAD + sentence)
    return [
        tuple(
            " | ".join(span.of(made.text) for span in part)
            for part in (one.source, one.cue, one.content)
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("sentence", "source", "said"),
    [
        (
            "The port will close on Monday, said Ana Brul, of the Harbour Board.",
            "Ana Brul, of the Harbour Board",
            "The port will close on Monday",
        ),
        (
            "The port will close on Monday, said Ana Brul, and will open on Friday.",
            "Ana Brul",
            "The port will close on Monday | and will open on Friday",
        ),
        (
            "The bridge is safe, said Nina Vang, the mayor of Skell, but will stay closed until May.",
            "Nina Vang, the mayor of Skell",
            "The bridge is safe | but will stay closed until May",
        ),
        (
            "According to Joan Petrie, the UN's head of aid, 4.2 million people may run out of food by the end of May.",
            "Joan Petrie, the UN's head of aid",
            "4.2 million people may run out of food by the end of May",
        ),
        (  # who is meant is no part of who says it
            "According to Ana Brul, the mayor, a former pilot, resigned on Friday.",
            "Ana Brul",
            "the mayor, a former pilot, resigned on Friday",
        ),
        (
            '"I would have closed it," Ana Brul told the inquiry into the fire that killed 12 and razed 90 houses.',
            "Ana Brul",
            '"I would have closed it,"',
        ),
    ],
)
def test_who_somebody_is_and_whom_it_was_said_to_is_not_said(sentence, source, said):
    ((found, _, content),) = read(sentence)
    assert (found, content) == (source, said)


def test_what_stands_behind_a_quotation_with_its_own_verb_is_another_statement():
    assert read('Ana Brul said: "The port is safe." The pilots had been paid, she said.') == [
        ("Ana Brul", "said", '"The port is safe."'),
        ("she", "said", "The pilots had been paid"),
    ]


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "said"),
    [
        (
            "Residents of Skell were told to leave 20 minutes before flames reached the town, an inquiry has heard.",
            "an inquiry",
            "has heard",
            "Residents of Skell were told to leave 20 minutes before flames reached the town",
        ),
        (
            "Police received three calls before the blast, a court has heard.",
            "a court",
            "heard",
            "Police received three calls before the blast",
        ),
        (
            "Sailors were ordered to leave the ship before it burned, the inquiry was told.",
            "the inquiry",
            "was told",
            "Sailors were ordered to leave the ship before it burned",
        ),
    ],
)
def test_what_a_court_hears_is_told_as_its_own(sentence, source, cue, said):
    assert read(sentence) == [(source, cue, said)]


def test_what_a_court_hears_is_told_once_though_two_found_it():
    made, found = statements(
        "Bushfire inquiry hears warnings came too late for Corrin Creek\n\nResidents of Corrin Creek were told to leave "
        "only 20 minutes before flames reached the town, an inquiry has heard.\n\nFire Commissioner Graham Lyle told the "
        "royal commission on Monday that the warning system had failed.\n"
    )
    said = [
        one.content[0].of(made.text) for one in found if one.source[0].of(made.text) == "an inquiry"
    ]
    assert said == [
        "Residents of Corrin Creek were told to leave only 20 minutes before flames reached the town"
    ]


def test_what_nobody_hears_in_a_court_is_no_statement():
    assert not read("Three shots were fired before the blast, and nobody heard them.")


def test_whoever_is_quoted_as_saying_it_said_it():
    assert read(
        "Tessera has said that it learned of the fault in August. “That is not true,” Nora Lind was quoted as saying."
    ) == [
        ("Tessera", "has said", "that it learned of the fault in August"),
        ("Nora Lind", "was quoted as saying", "“That is not true,”"),
    ]


def test_when_an_entry_of_a_live_report_was_written_is_said_by_nobody():
    made, found = statements(
        "LIVE: Storm Petra hits the west coast\n\n10:48\nWest Grid says 41,000 homes are without electricity.\n\n11:15\n"
        "A man in his 60s has died in Kerrin after a tree fell on his van, the ambulance service says.\n\n11:40\n"
        "Ferry operator Skell Lines has cancelled all sailings until Friday.\n"
    )
    said = [span.of(made.text) for one in found for span in one.content]
    assert [one for one in said if one[:1].isdigit()] == ["41,000 homes are without electricity"]
