"""Who he and she are: who is most in mind, of the right gender, and nobody where two are."""

import pytest
from tests.factories import article, statements

from onrecord.flow import extract
from onrecord.resources import lexicon
from onrecord.speakers.salience import Salience, echoes


def speakers(text: str) -> list[tuple[str, str | None]]:
    return [(row["speaker_printed"], row["speaker_name"]) for row in extract(text)]


def told(text: str, pronoun: str) -> str | None:
    return next(name for printed, name in speakers(text) if printed == pronoun)


def test_a_pronoun_is_never_a_person_of_the_other_gender():
    text = (
        "Walter Quillow met Ingrid Marrowin in Skell. “The ferry is late,” Quillow said.\n\n"
        "“It is always late,” she said."
    )
    assert told(text, "she") == "Ingrid Marrowin"


def test_a_subject_is_more_in_mind_than_whom_it_was_told():
    text = "Walter Quillow spoke to Howard Teague on Monday. “The dam is safe, and it will be safe,” he said."
    assert told(text, "he") == "Walter Quillow"


def test_who_is_named_in_a_quotation_only_did_not_say_it():
    text = "Walter Quillow left the hall. “I do not know what Howard Teague wants from the island,” he said."
    assert told(text, "he") == "Walter Quillow"


def test_a_surname_that_is_no_source_counts_too():
    text = (
        "Walter Quillow and Howard Teague run for mayor. “The water price must rise,” Teague said.\n\n"
        "Quillow walked out of the chamber. He said the vote was a farce."
    )
    assert told(text, "He") == "Walter Quillow"


def test_a_surname_of_several_is_the_one_of_the_title():
    text = (
        "Walter Quillow and his sister, Ingrid Quillow, own the ferry. "
        "“We will sell it in May at the latest,” Mrs. Quillow said."
    )
    assert told(text, "Mrs. Quillow") == "Ingrid Quillow"


def test_two_who_are_alike_in_mind_are_not_told_apart():
    text = (
        "Walter Quillow, who owns the ferry, and Howard Teague, who owns the dock, met in the hall on Monday. "
        "“The island will have its ferry in May,” he said."
    )
    assert told(text, "he") in {None, "Walter Quillow"}


@pytest.mark.parametrize("place", ["New Vantry", "Upper Skell"])
def test_a_place_says_nothing(place):
    text = (
        f"Walter Quillow was in {place} on Monday. {place} is far from the island. "
        "“The ferry will come back in May,” he said."
    )
    assert told(text, "he") == "Walter Quillow"


def test_a_name_does_not_go_on_over_the_end_of_a_sentence():
    made, found = statements("The mayor thanked Walter Quillow. He said the ferry was back.")
    assert found
    from onrecord.statements.mentions import find_mentions

    names = [one.text for one in find_mentions(made, found, lexicon()) if one.form == "name"]
    assert names == ["Walter Quillow"]


def test_abbreviations_and_quotations_end_no_sentence():
    made = article(
        "Mr. Quillow said: “No. Never. Not in Skell.” Then Gen. Teague left. He was tired."
    )
    salience = Salience(made, lexicon())
    for start, end, name in echoes(made.text, ["Quillow", "Teague"]):
        salience.add(start, end, len(name))
    ranked = salience.ranked(made.text.index("He was"), 0)
    assert [person for _, person in ranked] == [len("Teague"), len("Quillow")]
    assert salience.is_quoted(made.text.index("Never"))
    assert not salience.is_quoted(made.text.index("Then"))
