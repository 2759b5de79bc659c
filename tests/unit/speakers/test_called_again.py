"""Whom "the singer" and "the Norwegian" mean: who was named before them, and nobody where another may be meant."""

import pytest

from onrecord.flow import extract


def told(text: str, printed: str) -> str | None:
    return next(
        row["speaker_name"] for row in extract(text) if row["speaker_printed"].startswith(printed)
    )


HASK = "Mara Hask has parted from her manager after nine years, her office said on Monday."


@pytest.mark.parametrize(
    "printed",
    [
        "the singer",
        "the Grammy winner",
        "the Norwegian",
        "the Frenchwoman",
        "the Skell native",
        "the 34-year-old mother of two",
        "the 34-year-old striker",
        "the mother of three",
        "the New Zealander",
    ],
)
def test_a_description_is_who_was_named_before_it(printed):
    assert told(f"{HASK}\n\n“It was a hard year,” {printed} said.", printed) == "Mara Hask"


@pytest.mark.parametrize(
    "printed",
    [
        "the mother",
        "the driver",
        "the lawyer",
        "the Norwegians",
        "the other singer",
        "a singer",
        "the singer’s sister",
        "the Democrat who knows the plan",
        "the actor",
        "the Australian",
        "the 34-year-old Australian",
        "the Frenchman",
        "the singer of the Skell Opera",
    ],
)
def test_who_may_be_another_is_not(printed):
    text = f"{HASK}\n\n“It was a hard year,” said {printed}."
    assert told(text, printed) != "Mara Hask"


def test_nobody_is_told_of_one_whom_the_report_brought_in_without_a_name():
    text = (
        f"{HASK} A singer from Calder stood in the crowd.\n\n“It was a hard year,” the singer said."
    )
    assert told(text, "the singer") == "the singer"
    beside = text.replace(
        "A singer from Calder stood in the crowd.", "Hask is a singer from Calder."
    )
    assert told(beside, "the singer") == "Mara Hask"


def test_the_words_beside_a_name_tell_more_than_the_place():
    text = (
        "Striker Kofi Aldane has asked to leave Calder Athletic, the club said on Monday.\n\nAldane’s agent, Pier Teague, "
        "denied that he was on strike. “That is a lie,” Teague said.\n\nThe striker wrote: “I love this club.”"
    )
    assert told(text, "The striker") == "Kofi Aldane"
    assert told(text.replace("The striker", "The Frenchman"), "The Frenchman") == "Pier Teague"


def test_a_title_tells_what_somebody_is():
    text = (
        "Striker Aldane wants to leave Calder\n\nKofi Aldane has asked to leave. His friend Pier Quillow was "
        "at the gate with Tobin Hask.\n\nThe striker wrote: “I love this club.”"
    )
    assert told(text, "The striker") == "Kofi Aldane"


@pytest.mark.parametrize(
    ("label", "printed", "name"),
    [
        ("(R-Montara)", "the Montara Republican", "Walter Pell"),
        ("(D-Montara)", "the Montara Democrat", "Walter Pell"),
        ("(D-Calder)", "the Republican", "the Republican"),
    ],
)
def test_a_member_of_a_party_is_of_that_party(label, printed, name):
    text = f"Sen. Walter Pell {label} will vote against the dam.\n\n“The numbers do not work,” {printed} said."
    assert told(text, printed) == name


def test_a_clause_that_another_opens_is_of_another():
    text = (
        "Tobin Teague met Walter Pell on Monday. Teague called on Pell to go, after the billionaire had said that he would "
        "stay."
    )
    assert told(text, "the billionaire") == "Walter Pell"


def test_who_is_named_in_what_somebody_reports_is_not_who_says_it():
    text = "Tobin Teague met Walter Pell on Monday. The billionaire said that Teague would have to go by May."
    assert told(text, "The billionaire") == "Walter Pell"
    clause = "Tobin Teague met Walter Pell. He waved at the billionaire, who told Pell to leave the hall at once."
    assert told(clause, "who") == "Tobin Teague"


def test_a_description_that_says_nothing_leads_to_who_is_meant_further_on():
    text = (
        f"{HASK}\n\nThe Grammy winner left the hall with Theo Quillow.\n\n“It was a hard year,” she said. "
        "“I am sleeping again,” the singer added."
    )
    assert told(text, "she") == told(text, "the singer") == "Mara Hask"


def test_whoever_says_something_is_in_mind_wherever_the_name_stands():
    text = (
        "Tobin Teague has asked to leave. The club will answer in May.\n\n“We respect that,” said coach Rikard Solheim.\n\n"
        "“But he has three years left,” he added."
    )
    assert told(text, "he") == "Rikard Solheim"


@pytest.mark.parametrize("printed", ["The Dane", "The Spaniard", "The South Korean", "The Texan"])
def test_one_of_a_country_is_no_name(printed):
    assert told(f"{printed} said that the ferry would sail in May.", printed) == printed


def test_a_subject_named_in_full_is_somebody_though_nothing_else_is_said_by_it():
    text = (
        "League chief Dale Quillow said he had not been told. “I read about it like you did,” Quillow said.\n\n"
        "Star forward Jalen Brennick shrugged off the news. “I just play,” the 24-year-old said."
    )
    assert told(text, "the 24-year-old") == "Jalen Brennick"


@pytest.mark.parametrize(
    ("behind", "name"),
    [
        ("the doctor, Ana Brul,", "Ana Brul"),
        ("the mayor, Ana Brul,", "A doctor at the Skell clinic"),
        ("another doctor, Ana Brul,", "A doctor at the Skell clinic"),
    ],
)
def test_who_is_told_of_without_a_name_may_be_named_further_on(behind, name):
    text = f"A doctor at the Skell clinic said that seven were hurt.\n\n“We are short of blood,” {behind} said."
    assert told(text, "A doctor") == name


@pytest.mark.parametrize(
    ("behind", "name"),
    [
        ("attorney Ana Brul said. It was dark, Luka Hask said", "Ana Brul"),
        ("Ana Brul, a lawyer for the family, said", "Ana Brul"),
        ("another lawyer, Ana Brul, said", "a lawyer for the family"),
        ("attorney Ana Brul said, and so did attorney Luka Hask", "a lawyer for the family"),
        ("Mayor Ana Brul said", "a lawyer for the family"),
    ],
)
def test_one_told_of_first_is_who_is_called_so_right_behind(behind, name):
    text = f"The man had no gun, a lawyer for the family said on Monday.\n\nHe was shot from behind, {behind}."
    assert told(text, "a lawyer") == name
    later = text.replace("The man", "It is May.\n\nThe man")
    assert told(later, "a lawyer") == "a lawyer for the family"


@pytest.mark.parametrize("described", ["The mayor of Skell", "Skell’s mayor", "SKELL’S mayor"])
def test_who_is_told_of_first_may_stand_in_a_caption_above(described):
    text = (
        "Mayor to stay\n\nMayor Ana Brul at the harbour on Monday. Photo: Lena Falk/Echo\n\n"
        f"{described} said that she would not resign over the harbour.\n\nAna Brul told reporters that it was safe."
    )
    assert told(text, described) == "Ana Brul"


def test_nobody_is_told_where_another_comes_in_between():
    text = f"{HASK}\n\nThe hero was Teague. “I guessed right twice,” the striker said."
    assert told(text, "the striker") == "the striker"
    known = text.replace("The hero was Teague.", "The hero was in Calder.")
    assert told(known, "the striker") == "Mara Hask"
