"""What is said of somebody beside the name: whose office it is, what it is the head of, whose relative."""

import pytest
from tests.unit.speakers.test_speakers import speakers

from onrecord.resources import lexicon
from onrecord.speakers.offices import same_role


@pytest.mark.parametrize(
    ("described", "known", "is_same"),
    [
        ("minister", "foreign minister", True),
        ("foreign minister", "minister", True),
        ("president", "vice president", False),
        ("president", "former president", False),
        ("former president", "former president", True),
        ("vice president", "executive vice president", True),
        ("general", "attorney general", False),
        ("attorney general", "deputy attorney general", False),
        ("minister", "prime minister", False),
        ("premier", "prime minister", True),
        ("leader", "president", True),
        ("minority leader", "president", False),
        ("top diplomat", "foreign minister", True),
    ],
)
def test_an_office_is_what_its_words_say(described, known, is_same):
    assert same_role(described, known, lexicon()) is is_same


def forms_of(tmp_path, **texts: str) -> dict[str, set[str]]:
    return {name: set(forms) for name, _, forms in speakers(tmp_path, **texts)}


def test_the_president_is_no_vice_president(tmp_path):
    text = (
        "“It will sail,” Vice President Tobin Hask said. Mr. Aldov smiled. "
        "The president said that he would not go."
    )
    found = forms_of(tmp_path, Echo=text)
    assert found["Tobin Hask"] == {"Vice President Tobin Hask"}
    assert found["The president"] == {"The president"}


@pytest.mark.parametrize(
    ("introduced", "is_meant"),
    [
        ("Ferry Authority Director Luka Brennick", True),
        ("Luka Brennick, director of the Ferry Authority,", True),
        ("F.A. Director Luka Brennick", True),
        ("Harbour Museum Director Luka Brennick", False),
    ],
)
def test_a_description_is_of_what_the_name_is_of(tmp_path, introduced, is_meant):
    text = f"“It is late,” {introduced} said.\n\n“It will sail,” the F.A. director said."
    found = forms_of(tmp_path, Echo=text)
    assert (
        any("the F.A. director" in forms and len(forms) > 1 for forms in found.values()) is is_meant
    )


@pytest.mark.parametrize(
    "relative",
    [
        "the president’s daughter Ivana Brennick",
        "his daughter, Ivana Brennick,",
        "Ivana Brennick, the president's daughter,",
        "Ivana Brennick, daughter of the president,",
    ],
)
def test_a_relative_named_once_is_not_whom_a_surname_means(tmp_path, relative):
    text = (
        f"“I am glad,” {relative} said at the pier.\n\n“We will sail,” Mr. Brennick said. "
        "President Brennick waved. “The ferry is new,” Brennick said."
    )
    found = forms_of(tmp_path, Echo=text)
    (ivana,) = found["Ivana Brennick"]
    assert "Ivana" in ivana
    assert found["Brennick"] == {"Brennick", "Mr. Brennick", "President Brennick"}


def test_nor_in_another_article_of_the_story(tmp_path):
    one = "“I am glad,” the president’s daughter Ivana Brennick said at the pier."
    other = "“The ferry is new and it is ours,” Brennick told reporters in Tarrow."
    assert {"Ivana Brennick", "Brennick"} <= set(forms_of(tmp_path, Echo=one, Tribune=other))


def test_a_relative_whom_the_article_is_about_is(tmp_path):
    text = (
        "“I am glad,” said Seth Brennick, the governor's son. “My father is wrong,” Seth Brennick said. "
        "“The ferry is new,” Brennick said."
    )
    assert "Brennick" in forms_of(tmp_path, Echo=text)["Seth Brennick"]


def test_one_who_has_a_son_is_no_son(tmp_path):
    text = "“It is late,” said Mark Brennick, whose son James sailed. “It is lost,” Brennick said."
    assert "Brennick" in forms_of(tmp_path, Echo=text)["Mark Brennick"]


def test_a_description_is_whoever_all_its_links_are_with(tmp_path):
    texts = {
        "Echo": "“The ferry will sail in May,” Mayor Orla Brennick said.\n\n“The pier is new,” Minister Luka Hask said.",
        "Tribune": "The mayor said that the ferry would sail on Monday.",
        "Ledger": "The price will not rise, said the minister.\n\nThe mayor said that it would.",
        "Post": "“The price will not rise,” Prime Minister Tobin Aldov told Mayor Orla Brennick.",
    }
    found = forms_of(tmp_path, **texts)
    assert "The mayor" in found["Orla Brennick"]
    assert "the minister" in found["Luka Hask"]


def test_who_is_given_the_title_further_on_has_it_before(tmp_path):
    # "President Brennick" stands behind "the president": Aldov is not the only one
    text = (
        "Orla Brennick called the bloc a foe. The president also said that the ferry would sail.\n\n"
        "“Why did President Tobin Aldov not stop it?” Brennick asked. President Brennick will fly home."
    )
    found = forms_of(tmp_path, Echo=text)
    assert "The president" in found["Orla Brennick"]


@pytest.mark.parametrize(("lines", "is_meant"), [(2, True), (60, False)])
def test_who_is_named_far_behind_is_not_meant(tmp_path, lines, is_meant):
    text = (
        "The president said that the ferry would sail.\n\n"
        + "The harbour was quiet on Monday, and boats lay at the pier.\n\n" * lines
        + "“It is late,” Port Council President Luka Hask said."
    )
    found = forms_of(tmp_path, Echo=text)
    assert ("The president" in found["Luka Hask"]) is is_meant


@pytest.mark.parametrize(
    ("office", "is_meant"),
    [("President", False), ("Norrlandish President", True), ("Skellian President", False)],
)
def test_a_countrys_leader_is_no_president_of_whom_no_country_is_said(tmp_path, office, is_meant):
    office = office.replace("Norrlandish", "Norwegian").replace("Skellian", "Danish")
    text = (
        f"“It is late,” {office} Luka Hask said.\n\nThe Norwegian leader said that it would sail."
    )
    found = forms_of(tmp_path, Echo=text)
    assert ("The Norwegian leader" in found["Luka Hask"]) is is_meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("he hoped to be Hask’s friend", "Orla Brennick"),  # and so no friend of himself
        ("he hoped to be Brennick’s friend", "Tobin Hask"),
    ],
)
def test_of_two_presidents_who_is_named_in_what_is_said_did_not_say_it(tmp_path, said, meant):
    text = (
        "President Tobin Hask of Norrland met President Orla Brennick of Skellia on the pier. “It was good,” President "
        "Hask said. “It was long,” President Brennick said. Walter Quillow, a fisher, said nobody had sung.\n\n"
        f"On Monday the president said {said}."
    )
    assert "the president" in forms_of(tmp_path, Echo=text)[meant]


def test_of_two_presidents_the_one_who_is_heard_is_meant(tmp_path):
    text = (
        "President Orla Brennick came to the pier. “It was long,” President Brennick said. Walter Quillow, a fisher, "
        "said he had met President Tobin Hask of Norrland there.\n\nOn Monday the president said the pier was old."
    )
    assert "the president" in forms_of(tmp_path, Echo=text)["Orla Brennick"]


def test_a_woman_named_in_full_is_not_the_man_of_that_surname(tmp_path):
    text = "The first lady, Ingrid Hask, opened the pier. Mr. Hask said he had paid for it. “It is long,” Mr. Hask said."
    found = forms_of(tmp_path, Echo=text)
    assert {name for name, forms in found.items() if "Mr. Hask" in forms} == {"Hask"}
