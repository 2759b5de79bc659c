"""Who he and she are: who is most in mind, of the right gender, and nobody where two are."""

import pytest
from tests.factories import article, flow, statements

from onrecord.flow import Flow, build, extract
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.resources import lexicon
from onrecord.speakers.linking import LinkSpeakers
from onrecord.speakers.salience import Salience, echoes
from onrecord.statements.mentions import find_mentions


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


@pytest.mark.parametrize(
    ("asked", "said", "who"),
    [
        ("Priya Nair put it to Walter Quillow that the alarm had failed.", "“It did not,” he replied.", "Walter Quillow"),
        ("Walter Quillow told Howard Teague that the alarm had failed.", "“It did not,” he replied.", "Howard Teague"),
        ("Walter Quillow met Howard Teague. Asked by Teague about the alarm,", "he said that it had failed.", "Walter Quillow"),
        # of what he answers nobody was told: he goes on
        ("Walter Quillow told Howard Teague that the alarm had failed.", "“It was old,” he said.", "Walter Quillow"),
        ("Walter Quillow said that the alarm had failed. Asked why,", "he replied: “It was old.”", "Walter Quillow"),
    ],
)  # fmt: skip
def test_who_answers_is_not_who_asks(asked, said, who):
    text = f"Walter Quillow and Howard Teague run the port of Skell.\n\n{asked} {said}"
    assert told(text, "he") == who


def test_a_given_name_alone_is_the_only_one_who_has_it():
    text = "Ingrid Quillow met Howard Teague in Skell. “We will sell it in May at the latest,” Ingrid said."
    assert told(text, "Ingrid") == "Ingrid Quillow"
    two = "Ingrid Teague, too, was there. "
    assert told(two + text, "Ingrid") == "Ingrid"


def test_a_place_s_name_is_somebody_s_where_the_report_names_one_so():
    said = "“We will sell it in May at the latest,” Jordan said."
    assert told(f"Walter Jordan owns the ferry. {said}", "Jordan") == "Walter Jordan"
    assert told(f"They went to Central Jordan in May. {said}", "Jordan") == "Jordan"


def test_what_stands_behind_a_name_says_he_or_she():
    text = "Veska Quillow, a Skell woman, met Tobin Teague. The two spoke. “It sails in May at the latest,” she said."
    assert told(text, "she") == "Veska Quillow"


def test_what_stands_beside_a_name_says_which_office_is_meant():
    for named in (
        "It was written by Veska Quillow, the harbour inspector of Skell.",
        "It was written by the harbour inspector, Veska Quillow.",
    ):
        text = (
            f"The paper fell in May. {named} “It sails in May at the latest,” the inspector said."
        )
        assert told(text, "the inspector") == "Veska Quillow"


def test_a_clause_of_somebody_else_s_gives_nobody_an_office():
    for named in (
        "It belongs to the heirs of Veska Quillow, the inspector said.",
        "He told the inspector, Veska Quillow said.",
    ):
        text = (
            f"The paper fell in May. {named} “It sails in May at the latest,” the inspector added."
        )
        assert told(text, "the inspector") != "Veska Quillow"


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


def names(*texts: str) -> set[str]:
    inputs = [
        Input(name=f"{n}.txt", path=None, source=Source(outlet=f"O{n}"), data=text.encode())
        for n, text in enumerate(texts)
    ]
    with Record.create(":memory:") as record:
        build(flow(), inputs, record)
        return {row["name"] for row in record.rows("speakers")}


def test_a_short_name_is_the_same_person_within_a_story_and_a_different_name_is_not():
    said = "“The ferry will sail again in May,” {} said."
    assert len(names(said.format("Katherine Hask"), said.format("Kate Hask"))) == 1
    assert len(names(said.format("Katherine Hask"), said.format("Barbara Hask"))) == 2


def test_a_short_name_is_nobody_of_another_story():
    stories = Flow(speakers=LinkSpeakers())
    one = "The ferry of Skell sank in the harbour of Skell. “The ferry will sail again,” William Hask said."
    two = "Glassblowers met in Norrland for a fair of glass. “Our ovens are hot,” Bill Hask said."
    inputs = [
        Input(name=f"{n}.txt", path=None, source=Source(outlet=f"O{n}"), data=text.encode())
        for n, text in enumerate((one, two))
    ]
    with Record.create(":memory:") as record:
        build(stories, inputs, record)
        assert len(record.rows("stories")) == 2
        assert {row["name"] for row in record.rows("speakers")} == {"William Hask", "Bill Hask"}


def test_what_stands_behind_a_surname_is_none():
    said = "“The ferry will sail again in May,” {} said."
    assert len(names(said.format("Walter Quillow Jr."), said.format("Walter Quillow"))) == 1
    assert len(names(said.format("Walter Quillow III"), said.format("Quillow"))) == 1


SAID = "“The ferry will sail again in May,” {} said."


def speakers_of(*names_printed: str) -> dict[str, int]:
    inputs = [
        Input(
            name=f"{n}.txt",
            path=None,
            source=Source(outlet=f"O{n}"),
            data=SAID.format(name).encode(),
        )
        for n, name in enumerate(names_printed)
    ]
    with Record.create(":memory:") as record:
        build(flow(), inputs, record)
        return {row["name"]: len(row["mentions"]) for row in record.rows("speakers")}


def test_a_surname_alone_is_the_one_whom_the_story_names_by_far_most():
    many = ["Walter Quillow"] * 4
    assert speakers_of(*many, "Ingrid Quillow", "Quillow") == {
        "Walter Quillow": 5,
        "Ingrid Quillow": 1,
    }
    assert speakers_of(*many[:3], "Ingrid Quillow", "Quillow")["Quillow"] == 1, "not by far"
    assert speakers_of(*many, "Ingrid Quillow", "Mrs. Quillow")["Ingrid Quillow"] == 2


@pytest.mark.parametrize(
    "stuff",
    ["‘", "“", '"', "'' ", "a", "a.", ". ", " ", "A. B ", "’a", "''x'y ", "\n"],
)
def test_a_text_of_nothing_but_marks_is_read_once_through(stuff):
    made = article(f"Walter Quillow {stuff * 100_000} said it. He left.")
    salience = Salience(made, lexicon())
    for start, end, _ in echoes(made.text, ["Quillow"]):
        salience.add(start, end, 1)
    assert [person for _, person in salience.ranked(len(made.text), 0)] == [1]


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("The Harbour Company said the ferry would sail. It added that the dock was safe.", "It", "Harbour Company"),
        ("Critics of the ferry said it was slow. They said that the dam was old.", "They", "Critics of the ferry"),
        ("“The dam is old,” the report said. It also said that the ferry was slow.", "It", "the report"),
        ("Orla Brennick and Tobin Hask wrote to the town. They said that the dam was old.", "They", None),
        ("Mayor Orla Brennick said the ferry was slow. It was wet. They said that the dam was old.", "They", None),
        ("Mayor Orla Brennick said the ferry was slow. It said that the dam was old.", "It", None),
        ("The Harbour Company said it was slow. The voters were angry, and they said that the dam was old.", "they", None),
        ("The Harbour Company sent a letter to the town. The letter was long. It said that the dam was old.", "It", None),
        ("The Harbour Company said the ferry was slow. “It said that the dam was old,” Mayor Orla Brennick said.", "It", None),
        ("The Tarrow Union fell out with its members this month when it said that the dam was old.", "it", "Tarrow Union"),
    ],
)  # fmt: skip
def test_it_and_they_are_a_body_a_document_or_several_in_mind_and_never_a_person(
    text, pronoun, name
):
    found = [one for printed, one in speakers(text) if printed == pronoun]
    assert found[:1] == [name] or (name is None and not found)


@pytest.mark.parametrize(
    ("text", "described", "name"),
    [
        ("The Harbour Commission met in Skell. “The dam is old,” the commission said.", "the commission", "Harbour Commission"),
        ("The Commission on Dams met in Skell. “The dam is old,” the commission said.", "the commission", "Commission on Dams"),
        ("The Harbour Commission met in Skell. “The dam is old,” the commission’s report said.", "the commission’s report", "the commission’s report"),
        ("Reuters asked for the plans. “The dam is old,” the agency said.", "the agency", "Reuters"),
        ("The Tarrow Times asked for the plans. “The dam is old,” the network said.", "the network", "the network"),
        ("Reuters asked for the plans in Skell. “The dam is old,” a company said.", "a company", "a company"),
        ("Norway asked for the plans in Skell. “The dam is old,” the company said.", "the company", "the company"),
        ("The Harbour Union and the Ferry Union met. “The dam is old,” the union said.", "the union", "the union"),
    ],
)  # fmt: skip
def test_a_body_that_is_described_is_the_one_of_its_kind_that_is_in_mind(text, described, name):
    assert told(text, described) == name


def test_a_title_further_on_tells_he_from_she():
    text = (
        "Tobin Teague, the head of Labour, said the party would repeal the law. “It is a betrayal of those who work,” "
        "he said.\n\nVirek Quillow, an islander, tipped the balance. “I voted for it, since the other choice was "
        "worse,” he told reporters. Mr. Quillow denied a deal."
    )
    assert [name for printed, name in speakers(text) if printed == "he"] == [
        "Tobin Teague",
        "Virek Quillow",
    ]


def test_he_may_be_who_spoke_just_before_without_a_name():
    text = (
        "Walter Quillow, who speaks for a driver, said that his client had told the ferry line.\n\n{}“We heard of it "
        "late in August and acted within weeks,” he said."
    )
    denied = "An Aldov spokesman denied that the ferry line had known of it in January. "
    assert told(text.format(denied), "he") == "An Aldov spokesman"
    assert told(text.format(denied.strip() + "\n\n"), "he") == "Walter Quillow"
    several = "Aldov officials denied that the ferry line had known of it in January. "
    assert told(text.format(several), "he") == "Walter Quillow"


def test_she_may_be_a_spokeswoman_who_rejected_it_just_before():
    text = (
        "Sigrid Holm, who heads the harbour board, said that Aldov Shipping had been asked in March.\n\n{} for Aldov "
        "rejected this. “We answered every question that the board put to us,” she said."
    )
    assert told(text.format("A spokeswoman"), "she") == "A spokeswoman for Aldov"
    assert told(text.format("A spokesman"), "she") == "Sigrid Holm"


def test_a_company_that_is_called_as_its_head_is_says_what_it_did():
    text = (
        "Aldov Motors recalled its vans in May, chief executive Oskar Aldov said.\n\nAldov said {} had answered all "
        "that the board of Skell had asked in full."
    )
    assert told(text.format("it"), "Aldov") == "Aldov Motors"
    assert told(text.format("he"), "Aldov") == "Oskar Aldov"


@pytest.mark.parametrize(
    ("opening", "is_told"),
    [
        ("Aldov disclosed a leak of names on Monday.", True),
        ("Aldov disclosed a leak of names. Renn said that it was the second.", False),
        ("Oskar Aldov disclosed a leak of names on Monday.", False),
        ("Mr. Aldov disclosed a leak of names on Monday.", False),
        ("Norway disclosed a leak of names on Monday.", False),
        ("The Skell Agency warned of leaks. Aldov disclosed one.", False),
    ],
)
@pytest.mark.parametrize("kind", ["company", "insurer", "lender"])
def test_the_company_is_the_only_name_before_it(opening, is_told, kind):
    text = f"{opening}\n\nThe {kind} said that no numbers of cards had been taken."
    name = opening.partition(" ")[0]
    assert (told(text, f"The {kind}") == name) is is_told


def test_the_company_is_nobody_who_has_a_title():
    text = "Hask’s customers left. Mr. Hask shut the pier.\n\nThe company said that no ferry would sail."
    assert told(text, "The company") == "The company"


def test_a_body_that_is_somebody_s_is_no_other_that_was_named():
    text = (
        "Aldov Shipping Co said on Monday that it would sell the ferry.\n\nThe sale was agreed in May, {} said, "
        "and the price would be told next year."
    )
    assert told(text.format("the company"), "the company") == "Aldov Shipping Co"
    owned = "the island's company"
    assert told(text.format(owned), owned) == owned


def test_a_title_cut_short_is_that_office():
    text = (
        "Aldov Republican Gov. Orla Brennick met Sen. Tobin Teague on Monday. The ferry was late.\n\nThe governor "
        "said that the ferry would sail in May. The senator said that it would not sail before June."
    )
    assert told(text, "The governor") == "Orla Brennick"
    assert told(text, "The senator") == "Tobin Teague"
    second = text.replace("Gov.", "Lt. Gov.")
    assert told(second, "The governor") != "Orla Brennick"


@pytest.mark.parametrize(
    ("introduced", "is_told"),
    [
        ("Walter Quillow, 61, left the hall with Howard Teague, 58.", True),
        ("Walter Quillow left the hall in Skell.", True),
        ("Walter Quillow, 58, left the hall in Skell.", False),
        ("Walter Quillow and Howard Teague left the hall in Skell.", False),
    ],
)
def test_who_is_called_by_an_age_is_whose_age_is_printed_or_who_is_most_in_mind(
    introduced, is_told
):
    text = f"{introduced}\n\n“We will sell it in May at the latest,” the 61-year-old said."
    assert (told(text, "the 61-year-old") == "Walter Quillow") is is_told


def test_a_given_name_in_capitals_begins_an_article_and_names_no_body():
    text = "HEDDA Storm, who left in May, said the ferry was late.\n\nStorm said nobody had paid for the engine."
    assert {name for _, name in speakers(text)} == {"Hedda Storm"}


@pytest.mark.parametrize(
    ("operator", "name"),
    [
        ("its operator, Skell Tours,", "Skell Tours"),  # a firm, though "tours" are many
        ("the operator, the Skell Group,", "Skell Group"),
        ("the coach's owner's rival, the Skell Group,", "Skell Group"),
        ("its operator, Orla Brennick,", None),
    ],
)
def test_what_a_body_said_in_a_statement_is_its_own(operator, name):
    text = (
        f"The coach was built in 2014, {operator} said in a statement. "
        "“We are devastated and will help,” it said."
    )
    assert told(text, "it") == name


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("asked Mr Hask whether he had seen the dam", "Tobin Hask"),
        ("asked whether anybody had seen the dam", "Walter Quillow"),
    ],
)
def test_who_answers_is_whom_the_question_was_put_to(asked, name):
    text = (
        "Tobin Hask, who runs the dam, came at nine.\n\n"
        f"Walter Quillow, who speaks for the families, {asked}. “Once, in 2028,” he said."
    )
    assert told(text, "he") == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("He said the dam was old.", "Walter Quillow"),
        # who is named in what he is said to say did not say it: it was the one before
        ("He said the dam was old before Quillow was paid.", "Howard Teague"),
        ("He said it took Mr Quillow’s men a year.", "Howard Teague"),
        ("He said “Mayor Quillow owes us an apology for it”.", "Howard Teague"),
        # a relative, a thing, people of that name, and what the reporter sets in are not he
        ("He said the dam was built by Ingrid Quillow.", "Walter Quillow"),
        ("He said the dam was older than Quillow Tower.", "Walter Quillow"),
        ("He said Quillow supporters had built the dam.", "Walter Quillow"),
        ("He said the dam — built in Quillow’s first year — was old.", "Walter Quillow"),
        # what stands before him may be of him
        ("The dam was old before Quillow was paid, he said.", "Walter Quillow"),
    ],
)
def test_he_did_not_say_what_names_him(said, name):
    text = (
        "Howard Teague, who heads the board, waited outside. The mayor, Walter Quillow, came at nine and left at ten. "
        f"{said}"
    )
    assert told(text, "He" if said.startswith("He") else "he") == name


def test_who_calls_himself_by_his_name_is_heard_where_nobody_else_is_in_mind():
    text = (
        "Walter Quillow, the mayor, came at nine. “Nobody builds a dam like Quillow builds a dam, and you all know it,” "
        "he said."
    )
    assert told(text, "he") == "Walter Quillow"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The board heard Howard Teague, a Skell fisher who said the dam was old.", "Howard Teague"),
        ("The board heard Howard Teague, the mayor of Skell, who said the dam was old.", "Howard Teague"),
        ("On the pier of Skell, a fisher who said the dam was old was heard.", "a fisher"),
        ("The board heard Walter Quillow, Howard Teague and a fisher who said the dam was old.", "a fisher"),
    ],
)  # fmt: skip
def test_who_goes_back_to_whom_a_description_sets_off(text, name):
    assert told(text, "who") == name


def test_a_surname_that_is_a_title_s_word_is_a_surname():
    text = (
        "“It backed away,” said Tishane King, a clerk. King said the pier was lit. “The ferry had stopped,” she said.\n\n"
        "Walter Quillow left. The king said the pier was his."
    )
    assert [told(text, one) for one in ("King", "she", "The king")] == [
        "Tishane King",
        "Tishane King",
        "The king",
    ]
