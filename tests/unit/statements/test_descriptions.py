"""What a source with capitals in it is: somebody by name, a body, or people, documents and examples that name nobody."""

import pytest
from tests.factories import article, statements

from onrecord.model import SpeakerKind
from onrecord.resources import lexicon
from onrecord.statements.mentions import find_mentions
from onrecord.statements.naming import read_mention
from onrecord.text.spans import Span


def read(source):
    made = article(f"{source} said that the ferry would sail in May.")
    return read_mention(made, Span(0, len(source)), lexicon(), None)


@pytest.mark.parametrize(
    "source",
    [
        "Most of the candidates",
        "None of those three",
        "Neither",
        "Six in 10",
        "Close to 50 interviews with Skell chairs",
        "super PACs",
        "many Latinos",
        "Environmentalists",
        "Other Netizens",
        "Footage from the game",
        "Poll",
        "An analysis by Skellmark of ferry votes going back to 1972",
        "a new Echo/Skell University Poll",
        "One Hands for Skell ad",
        "Consulting firms like McBrennick",
        "banks including Hask & Brennick",
        "Citizens across the West",
        "A blogger on the website Skellmark",
        "Director of Market Regulation",
        "Economists polled by Newswire",
        "A lawyer hired by Orla Brennick",
        "a memo reviewed by Newswire",
        "a recording heard by the Skell Circuit",
        "Records released by the Skell committee",
    ],
)
def test_what_names_nobody_is_no_person(source):
    mention = read(source)
    assert (mention.form, mention.kind) == ("nominal", SpeakerKind.UNNAMED)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("the Norse newspaper Skellposten", "Skellposten"),
        ("Snack giant Tobisco", "Tobisco"),
        ("a civil rights group called Hands of Skell", "Hands of Skell"),
        ("the campaign group Skell's Brighter Future", "Skell's Brighter Future"),
        ("Teck, the Norse mining company,", "Teck"),
        ("Working Skell, a labor-affiliated group,", "Working Skell"),
        ("the Tarrow-based Hurun Report, a wealth research firm founded in 1999", "Hurun Report"),
        ("Aldov itself", "Aldov"),
        ("Team Estonia", "Team Estonia"),
        ("AFL-CIO", "AFL-CIO"),
        ("Skell Journalism", "Skell Journalism"),
        ("Aldov, Texas", "Aldov"),
        ("Hong Kong", "Hong Kong"),
        ("Undersea cable operator Skellcom", "Skellcom"),
        ("ferry operator Tarrow Lines", "Tarrow Lines"),
        ("Carmaker Aldov", "Aldov"),
        ("The Norse drugmaker Brulex", "Brulex"),
        ("Broadcaster NRT", "NRT"),
        ("Insurer Calder", "Calder"),
        ("Ride-hailing app Zippa", "Zippa"),
        ("Opposition party Varna", "Varna"),
        ("football club Tarrow", "Tarrow"),
        ("Paris Match", "Paris Match"),
        ("Tarrow Rail owned by Brennick Partners", "Tarrow Rail"),
        ("British Gas", "British Gas"),
    ],
)
def test_a_body_is_known_by_what_stands_beside_its_name(source, name):
    mention = read(source)
    assert (mention.form, mention.kind) == ("name", SpeakerKind.ORGANISATION)
    assert mention.surname == name


@pytest.mark.parametrize(
    ("source", "given", "surname"),
    [
        ("David A. Brennick", "David", "Brennick"),  # no "a"
        ("Another partner, David A. Brennick", "David", "Brennick"),
        ('Vincent "The Chin" Brennick', "Vincent", "Brennick"),
        ("Vincent ‘Chin’ Brennick", "Vincent", "Brennick"),
        ("Browns DL Daniel Brennick", "Daniel", "Brennick"),
        ("Skell University Professor of Medicine Carl Brennick", "Carl", "Brennick"),
        ("Cmdr. Sean Brennick", "Sean", "Brennick"),
        ("Uzo Ann Brennick", "Uzo", "Brennick"),
        ("Matthew Brennick of The Globe and Mail", "Matthew", "Brennick"),
        ("Leung Che-cheung", "Che-cheung", "Leung"),
        ("Administrator Brennick", "", "Brennick"),
        ("Guardian, the first woman elected mayor in Skell", "", "Guardian"),
        ("Nanette Brennick of Hask L.L.P., a public accounting firm", "Nanette", "Brennick"),
        ("Jane Poll", "Jane", "Poll"),
        ("Smith, a bank teller", "", "Smith"),
        ("Crane operator Mileva Brennick", "Mileva", "Brennick"),
        ("Crane operator Brennick", "", "Brennick"),
        ("the Labour party MP Orla Brennick", "Orla", "Brennick"),
        ("Club President Luka Brennick", "Luka", "Brennick"),
        ("Gerard Brennick, the store's insurer", "Gerard", "Brennick"),
        ("Jordan Brennick", "Jordan", "Brennick"),
        ("Rights Now President Chad Brennick", "Chad", "Brennick"),
        ("32-year-old protester Paris Brennick", "Paris", "Brennick"),
        ("Chad Sweet, the club's chairman", "Chad", "Sweet"),
        ("Chad President Idris Brennick", "Idris", "Brennick"),
        ("Skell County Supervisor of Elections Susan Brennick", "Susan", "Brennick"),
        ("Priya Brennick of the brokers Holt & Wray", "Priya", "Brennick"),
        ("my friend Andy Brennick at the now-defunct Skell Review", "Andy", "Brennick"),
        ("Hask's niece, state Del. Marcia Brennick (D-Skell)", "Marcia", "Brennick"),
    ],
)
def test_people_stay_people(source, given, surname):
    mention = read(source)
    assert (mention.form, mention.kind) == ("name", SpeakerKind.PERSON)
    assert (mention.given, mention.surname) == (given, surname)


def test_an_office_is_of_something_and_no_name():
    mention = read("The Skell High Commissioner for Human Rights")
    assert (mention.form, mention.role) == ("nominal", "commissioner")


def test_two_who_are_named_are_nobody_s_single_voice():
    assert read("Lee Brennick of Skell and Senator Tobin Hask").form == "nominal"


def test_what_somebody_is_by_its_initials_is_no_body_s_name():
    for source in ("Its CEO", "the CFO", "The MP", "the CEO of Aldov"):
        mention = read(source)
        assert (mention.form, mention.kind, mention.surname) == ("nominal", SpeakerKind.PERSON, "")
    named = read("Its CEO, Orla Brennick,")
    assert (named.given, named.surname, named.role) == ("Orla", "Brennick", "ceo")
    assert read("the FBI").kind is SpeakerKind.ORGANISATION


@pytest.mark.parametrize(
    "source",
    [
        "Orla Brennick, 47, and the firm's founder, Sir Tobin Hask, 71",
        "Gov. Orla Brennick and her challenger, Mayor Tobin Hask",
        "Minister Orla Brennick, Ines Aldov, and other members",
        "Orla Brennick, Tobin Hask and Ines Aldov",
        "Brennick, Hask and Aldov",
        "Sens. Orla Brennick (N-Sk.) and Tobin Hask (Sk.)",
        "Orla Brennick, the former mayor of Skell, and Senator Tobin Hask",
        "Senator Orla Brennick, who is retiring, and Tobin Hask",
        "he and Mr. Hask",
        "Brennick and his future minister of works, Tobin Hask",
        "Gov. Orla Brennick and ferry unions in the north",
        "the mayor, his aides and those who came",
        "Tobin Hask, and his wife",
    ],
)
def test_who_speak_together_are_no_one_of_them(source):
    mention = read(source)
    assert mention.form == "nominal"
    assert mention.kind is SpeakerKind.UNNAMED


@pytest.mark.parametrize(
    ("source", "surname"),
    [
        ("Orla Brennick, president and chief executive of Skell Ferries", "Brennick"),
        ("Orla Brennick, a professor of law, and a member of the ferry board", "Brennick"),
        ("Orla Brennick, once an aide to mayors Hask and Aldov", "Brennick"),
        ("Orla Brennick of Aldov and Hask", "Brennick"),
        ("former mayor and ferry owner Orla Brennick", "Brennick"),
        ("Orla Brennick, who sails and fishes", "Brennick"),
        ("Orla Brennick, its founder and president", "Brennick"),
        ("Orla Brennick, who led the ferry board, and has backed Tobin Hask since", "Brennick"),
    ],
)
def test_one_person_described_with_and_is_one(source, surname):
    mention = read(source)
    assert (mention.form, mention.surname) == ("name", surname)
    assert mention.kind is SpeakerKind.PERSON


@pytest.mark.parametrize(
    ("text", "kind", "surname"),
    [
        ("SKELLCOM said that the cable was cut.", SpeakerKind.ORGANISATION, "SKELLCOM"),
        # a headline in capitals, a name before a turn
        ("BRENNICK said that it was cut. Brennick will sail.", SpeakerKind.PERSON, "Brennick"),
    ],
)
def test_a_name_in_capitals_wherever_it_stands_is_a_bodys(text, kind, surname):
    made, found = statements(text)
    (mention,) = [one for one in find_mentions(made, found, lexicon()) if one.statement]
    assert (mention.kind, mention.surname) == (kind, surname)
