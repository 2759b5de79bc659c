from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import article, build_texts

from onrecord.flow import Flow, build
from onrecord.model import Kind, Source, Speaker, SpeakerKind, Statement
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.resources import lexicon
from onrecord.speakers.linking import LinkSpeakers
from onrecord.speakers.voice import Printed, Voice, are_initials_of
from onrecord.speakers.voices import FindVoices
from onrecord.stage import Tally
from onrecord.statements.mentions import find_mentions
from onrecord.statements.naming import read_mention
from onrecord.text.names import given_names_agree, name_key
from onrecord.text.spans import Span


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei", "Sergey"),
        ("Gadhafi", "Qaddafi"),
        ("Muhammad", "Muhamad"),
        ("Dmitry", "Dmitri"),
        ("Yelena", "Elena"),
        ("Сергей", "Sergei"),
        ("Захарова", "Zakharova"),
        ("Щербаков", "Shcherbakov"),
        ("Фёдор", "Федор"),
        ("Пётр", "Pyotr"),
        ("Зеленський", "Zelensky"),
        ("Rød", "Rod"),
        ("Wałęsa", "Walesa"),
    ],
)
def test_transliterations_share_a_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Anna", "Anne"), ("Maria", "Marie"), ("Ivan", "Igor"), ("Ali", "Alia")]
)
def test_different_names_do_not(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("one", "other", "agree"), [("J", "Jan", True), ("", "Jan", True), ("Jan", "Joan", False)]
)
def test_given_names_agree(one, other, agree):
    assert given_names_agree(one, other) is agree


def speakers(tmp_path, **texts: str) -> list[tuple[str, str, list[str]]]:
    tmp_path.mkdir(exist_ok=True)
    path = tmp_path / "record.db"
    build_texts(path, texts)
    with Record.read(path) as record:
        return [
            (row["name"], row["kind"], sorted(form["text"] for form in row["forms"]))
            for row in record.rows("speakers")
        ]


def test_names_titles_and_pronouns_of_one_article_are_one_speaker(tmp_path):
    text = (
        "Harbour Minister Orla Brennick spoke in Tarrow. She denied that the ferry was lost.\n\n"
        '"It will sail," the minister said.\n\n"Soon," Brennick added on Monday.'
    )
    (one,) = speakers(tmp_path, Echo=text)
    assert one == (
        "Orla Brennick",
        "person",
        ["Brennick", "Harbour Minister Orla Brennick", "She", "the minister"],
    )


def test_spellings_of_one_name_meet_across_outlets(tmp_path):
    one = "“The ferry sails in May,” Minister Sergei Aldov said."
    other = "“The price will not rise,” Minister Sergey Aldov told reporters."
    assert len(speakers(tmp_path, Echo=one, Tribune=other)) == 1


def test_police_are_one_body_in_their_story_and_the_department_that_is_named(tmp_path):
    one = "Police said the ferry had been searched twice. The police added that it sails in May."
    other = "Police said that the price would not rise this year."
    assert [name for name, _, _ in speakers(tmp_path, Echo=one, Tribune=other)] == ["Police"]
    named = (
        "The Skell Police Department shut the pier. Police said the ferry had been searched twice."
    )
    (tmp_path / "named").mkdir()
    (speaker,) = speakers(tmp_path / "named", Echo=named)
    assert speaker[:2] == ("Skell Police Department", "organisation")
    # a name that says nothing of police is no police
    other = "KNN said the pier was shut. Police said the ferry had been searched twice."
    (tmp_path / "other").mkdir()
    assert {name for name, *_ in speakers(tmp_path / "other", Echo=other)} == {"KNN", "Police"}


@pytest.mark.parametrize(
    ("beside", "kind"),
    [
        ("Orla Brennick of Skellmark was there.", "organisation"),
        ("An analyst at Skellmark was there.", "organisation"),
        ("The anger at Skellmark grew.", "person"),
        ("A cousin of Skellmark was there.", "person"),
        ("Orla Brennick of Skellmark Island was there.", "person"),
    ],
)
def test_a_body_is_what_somebody_is_of_or_has_an_office_at(tmp_path, beside, kind):
    text = f"{beside} Skellmark said the ferry had been searched twice."
    assert ("Skellmark", kind) in [one[:2] for one in speakers(tmp_path, Echo=text)]


@pytest.mark.parametrize(
    ("beside", "kind"),
    [
        ("Skellmark’s customers were there.", "organisation"),
        ("Skellmark's chief executive was there.", "organisation"),
        ("Shares in Skellmark fell.", "organisation"),
        ("Skellmark shares fell.", "organisation"),
        ("Shares in Skellmark Island fell.", "person"),
        ("Skellmark's lawyer was there.", "person"),
    ],
)
def test_a_body_is_what_has_what_a_company_has(tmp_path, beside, kind):
    text = f"{beside} Skellmark said the ferry had been searched twice."
    assert ("Skellmark", kind) in [one[:2] for one in speakers(tmp_path, Echo=text)]


@pytest.mark.parametrize(
    "behind",
    [
        "Dana Weil, who represented the plaintiffs, called it “the end of the ferry.”",
        "Weil, the lawyer, called it a gift to Tarrow.",
    ],
)
def test_who_calls_it_something_is_no_company(tmp_path, behind):
    one = f"“The ferry is late,” said Dana Weil, a lawyer for the plaintiffs.\n\n{behind}"
    assert [kind for _, kind, _ in speakers(tmp_path, Echo=one)] == ["person"]


def test_a_film_s_title_gives_nobody_another_given_name(tmp_path):
    one = "Orla Brennick said the ferry sails in May. It is named for Notorious Orla Brennick. “Soon,” Orla Brennick said."
    other = "“The price will not rise this year,” Orla Brennick told reporters."
    assert [name for name, _, _ in speakers(tmp_path, Echo=one, Tribune=other)] == ["Orla Brennick"]


def test_people_of_different_given_names_never_do(tmp_path):
    one = "“The ferry sails in May,” Ivan Aldov said. Igor Aldov said the price would not rise."
    other = "“The ferry sails in May,” Aldov told reporters."
    names = [name for name, _, _ in speakers(tmp_path, Echo=one, Tribune=other)]
    assert {"Ivan Aldov", "Igor Aldov"} <= set(names)
    assert len(names) == 3


def test_a_description_in_one_outlet_meets_the_name_in_another(tmp_path):
    one = "“The ferry sails in May,” Foreign Minister Orla Brennick said in Tarrow."
    other = "The top diplomat said that the price would not rise."
    (speaker,) = speakers(tmp_path, Echo=one, Tribune=other)
    assert speaker[0] == "Orla Brennick"


@pytest.mark.parametrize(
    ("described", "is_one"),
    [
        ("The man's sister told Radio Skell", True),
        ("His sister said", True),
        ("Brennick's sister said", False),
        ("The man's mother told Radio Skell", False),
        ("A sister of the man said", False),
    ],
)
def test_a_relative_who_is_only_described_is_whom_another_outlet_names(tmp_path, described, is_one):
    named = "“He was not a danger to anybody,” said his sister, Lena Feld, at the station."
    found = speakers(tmp_path, Echo=named, Radio=f"{described} that he had never hurt anybody.")
    assert (len(found) == 1) is is_one


def test_relatives_of_two_are_two(tmp_path):
    text = (
        "The man's mother said that he had gone to work. The woman's mother said that she had stayed at home. The "
        "man's mother said that nobody had called her."
    )
    found = speakers(tmp_path, Echo=text)
    names = sorted(name.casefold() for name, _, _ in found)
    assert names == ["the man's mother", "the woman's mother"]


def test_the_only_relative_named_in_an_article_is_whom_it_means(tmp_path):
    text = (
        "“He was not a danger to anybody,” said his sister, Lena Feld, at the station.\n\nThe police were late.\n\n"
        "The man's sister said that they had called for help."
    )
    ((name, kind, _),) = speakers(tmp_path, Echo=text)
    assert (name, kind) == ("Lena Feld", "person")


def test_an_office_of_one_person_says_who_it_is_in_every_story(tmp_path):
    texts = {
        "a": "President Orla Brennick opened the new ferry of Skell. “It is safe,” President Brennick said of the ferry.",
        "b": "A dam burst near Tarrow, and two hundred left. “Nobody was hurt,” President Brennick said of the dam.",
        "c": "Upper Norr's courts were shut by a strike of clerks and ushers. “We waited for hours,” Judge Brennick said of that strike.",
    }
    path = tmp_path / "r.db"
    inputs = [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in texts.items()
    ]
    with Record.create(path) as record:
        build(Flow(), inputs, record)
        assert len(record.rows("stories")) == 3
        found = {
            row["name"]: {one["text"] for one in row["forms"]} for row in record.rows("speakers")
        }
    assert found["Orla Brennick"] == {"President Orla Brennick", "President Brennick"}
    assert "Judge Brennick" in found["Brennick"]


def test_unnamed_sources_stay_unnamed_and_apart(tmp_path):
    one = "A senior official said that the ferry was lost."
    other = "A senior official said that the price would rise."
    assert [kind for _, kind, _ in speakers(tmp_path, Echo=one, Tribune=other)] == [
        "unnamed",
        "unnamed",
    ]


def test_bodies_and_countries_speak_too(tmp_path):
    text = 'Syria slammed the report as “empty,” and the AP asked Brennick, "Is it true?"'
    kinds = {name: kind for name, kind, _ in speakers(tmp_path, Echo=text)}
    assert kinds["Syria"] == kinds["AP"] == "organisation"


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("Sen. Orla Brennick of Tarrow", "Orla Brennick", "person"),
        ("her boss, President Orla Brennick", "Orla Brennick", "person"),
        ("the Tarrow Port Authority", "Tarrow Port Authority", "organisation"),
        ("a reporter for the Echo", "a reporter for the Echo", "unnamed"),
        ("the President of the United States", "the President of the United States", "unnamed"),
        ("Many Russians", "Many Russians", "unnamed"),
        ("Moscow", "Moscow", "organisation"),
        ("Harbour chief Pak Ki-sun", "Pak Ki-sun", "person"),
        ("the Department of Harbours", "Department of Harbours", "organisation"),
        ("the Fish and Ferry Service", "Fish and Ferry Service", "organisation"),
        ("the Des Varn Register", "Des Varn Register", "organisation"),
        ("Tarrowers for Prosperity", "Tarrowers for Prosperity", "organisation"),
        (
            "The captors, a group calling itself the Northern Shield",
            "Northern Shield",
            "organisation",
        ),
        ("Brennick & Hask", "Brennick & Hask", "organisation"),
        ("Orla Brennick of Vass & Hask", "Orla Brennick", "person"),
        ("Orla Brennick of Vass & Co", "Orla Brennick", "person"),
        ("Nurse Orla Brennick", "Orla Brennick", "person"),
        ("Shopkeeper Tobin Hask", "Tobin Hask", "person"),
        ("Conductor Tobin Hask", "Tobin Hask", "person"),
        ("Orla Brennick KC", "Orla Brennick", "person"),
        ("Dr Orla Brennick PhD", "Orla Brennick", "person"),
        ("Sir Tobin Hask QC MP", "Tobin Hask", "person"),
        ("the CIA and Peter Aldov", "the CIA and Peter Aldov", "unnamed"),
        ("the Tarrow Echo's Orla Brennick", "Orla Brennick", "person"),
        ("the Brennicks", "the Brennicks", "unnamed"),
        ("Rep. Peter King", "Peter King", "person"),
        ("Peter King, R-N.Y.", "Peter King", "person"),
        ("Senate Majority Whip Orla Brennick", "Orla Brennick", "person"),
        ("Orla Brennick herself", "Orla Brennick", "person"),
        ("the inspector general's report", "the inspector general's report", "unnamed"),
        ("Republicans in Congress", "Republicans in Congress", "unnamed"),
        (
            "several Democrats, including Sen. Orla Brennick",
            "several Democrats, including Sen. Orla Brennick",
            "unnamed",
        ),
        ("reports filed Sunday with the court", "reports filed Sunday with the court", "unnamed"),
        ("spokesmen for Mayor Orla Brennick", "spokesmen for Mayor Orla Brennick", "unnamed"),
        ("Union for Ferries President Orla Brennick", "Orla Brennick", "person"),
        ("the Skell Sheriff Department", "Skell Sheriff Department", "organisation"),
        ("Brennick Rising PAC", "Brennick Rising PAC", "organisation"),
        ("a super PAC", "a super PAC", "unnamed"),
        ("Tarrow MP Orla Brennick", "Orla Brennick", "person"),
        ("Many in Tarrow", "Many in Tarrow", "unnamed"),
        ("State TV", "State TV", "organisation"),
        ("J.D. Brennick", "J.D. Brennick", "person"),
        ("Senate President Pro Tem Orla Brennick (R)", "Orla Brennick", "person"),
        ("Arizona", "Arizona", "organisation"),
        ("The Skeller", "Skeller", "organisation"),
        ("the Department of the Harbours", "Department of the Harbours", "organisation"),
        ("the group, Ferry Coalition", "Ferry Coalition", "organisation"),
        ("the nonpartisan Tarrow Policy Office", "Tarrow Policy Office", "organisation"),
        ("the city's Water Department", "the city's Water Department", "organisation"),
        ("a former Harbour Department", "a former Harbour Department", "organisation"),
        ("Big Gull Records", "Big Gull Records", "organisation"),
        ("Mr. Daily", "Daily", "person"),
        ("WHO", "WHO", "organisation"),
        ("The Skell County, Miss., coroner, Gary Brennick", "Gary Brennick", "person"),
        ("Skell, Calif., police chief Gary Brennick", "Gary Brennick", "person"),
        ("Gary Brennick, Texas, director of Aldov", "Gary Brennick", "person"),
        ("QB Gary Brennick", "Gary Brennick", "person"),
        ("Vancouver police Const. Gary Brennick", "Gary Brennick", "person"),
        ("a ferry spokesman when asked by Reuters", "a ferry spokesman", "unnamed"),
        ("the University of Tarrow biologist Orla Brennick", "Orla Brennick", "person"),
        ("Mayor of Tarrow", "Mayor of Tarrow", "unnamed"),
        ("Senator from Norrland", "Senator from Norrland", "unnamed"),
        ("Secretary of State Brennick", "Brennick", "person"),
        ("Sen. King of Maine", "King", "person"),
        ("Sen. Peter King of Maine", "Peter King", "person"),
        ("Tishane King, a Skell clerk", "Tishane King", "person"),
        ("King Olaf", "Olaf", "person"),
        ("the Bishop of Skell", "the Bishop of Skell", "unnamed"),
    ],
)
def test_reads_who_speaks_from_what_is_printed(tmp_path, source, name, kind):
    text = f'"The ferry will sail in May," {source} said.'
    assert [one[:2] for one in speakers(tmp_path, Echo=text)] == [(name, kind)]


@pytest.mark.parametrize(
    ("source", "given", "surname"),
    [
        ("Yet Brennick", "", "Brennick"),
        ("But Orla Brennick", "Orla", "Brennick"),
        ("I'm Orla Brennick", "Orla", "Brennick"),
        ("Will Hask", "Will", "Hask"),
        ("Sens. Brennick", "", "Brennick"),
        ("Now Brennick", "", "Brennick"),
        ("Tarrow Border Guard Orla Brennick", "Orla", "Brennick"),
        ("Director of National Intelligence Orla Brennick", "Orla", "Brennick"),
        ("Former Chief of Station Daniel Brennick", "Daniel", "Brennick"),
        ("Deputy Attorney General Rod J. Brennick", "Rod", "Brennick"),
        ("Sen. Orla Brennick (R-N.D.)", "Orla", "Brennick"),
        ("Brennick (BREN-NIK)", "", "Brennick"),
        ("Uncle Orla Brennick", "Orla", "Brennick"),
        ("Top Senate Democrat Charles Brennick", "Charles", "Brennick"),
        ("Orla Hask-Brennick", "Orla", "Hask-Brennick"),
        ("Secretary General Pak Ki-sun", "Ki-sun", "Pak"),
        ("then-FBI-Director Orla Brennick", "Orla", "Brennick"),
        ("the mayor, Orla Brennick Friday", "Orla", "Brennick"),
    ],
)
def test_a_word_that_opens_the_sentence_is_no_part_of_the_name(source, given, surname):
    made = article(f"{source} said that the ferry would sail in May.")
    mention = read_mention(made, Span(0, len(source)), lexicon(), None)
    assert (mention.given, mention.surname) == (given, surname)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“We Love Brennick,” they sang.", []),
        ("The mayor read Orla Brennick's Ferry Proposals on Monday.", ["Orla Brennick's"]),
        ("The crowd met Norrland's President Tobin Hask.", ["Norrland's President Tobin Hask"]),
    ],
)
def test_what_is_no_name_is_none(text, names):
    words = replace(lexicon(), countries={**lexicon().countries, "norrland": "Norrland"})
    made = article(f"{text} It was wet.")
    assert [one.text for one in find_mentions(made, [], words)] == names


def test_many_who_begin_a_sentence_are_nobody_by_name(tmp_path):
    said = "said that the old ferry will leave the harbour of Skell in May"
    assert speakers(tmp_path, Echo=f"Organizers {said}.")[0][1] == "unnamed"
    (tmp_path / "named").mkdir()
    named = f"Tobin Banks came on Monday. It was wet. Banks {said}."
    assert [one[:2] for one in speakers(tmp_path / "named", Echo=named)] == [
        ("Tobin Banks", "person")
    ]


@pytest.mark.parametrize(
    ("clause", "name", "kind"),
    [
        ("Brennick, who wants a new ferry, left.", "Orla Brennick", "person"),
        (
            "Mayor Orla Brennick of Upper Tarrow, Norr., who wants a new ferry, left.",
            "Orla Brennick",
            "person",
        ),
        (
            "He spoke with the liberal members who want a new ferry.",
            "the liberal members",
            "unnamed",
        ),
        (
            "It came from a trade and shipping group, which wants a new ferry.",
            "a trade and shipping group",
            "organisation",
        ),
        (
            "It came from the Federation of Pilots, which wants a new ferry.",
            "Federation of Pilots",
            "organisation",
        ),
        ("Votes enraged liberals, who want a new ferry.", "liberals", "unnamed"),
    ],
)
def test_who_goes_back_to_the_one_named_right_before_it(clause, name, kind):
    text = f"Mayor Orla Brennick smiled. {clause}"
    assert [(one.name, one.kind.value) for one in _spoken(text)] == [(name, kind)]


@pytest.mark.parametrize(
    "clause",
    [
        "They take office on Thursday — who want a new ferry.",
        "It was in Aldov v. Brennick, which wants a new ferry.",
        "It was sent from Tarrow. And who wants a new ferry?",
        "He met some members of the Harbour Board who want a new ferry.",
    ],
)
def test_who_is_nobody_where_no_person_stands_before_it(clause):
    assert not [
        one.name
        for one in _spoken(f"Mayor Orla Brennick smiled. {clause}")
        if one.name[0].isupper()
    ]


@pytest.mark.parametrize("whose", ["His plan", "his demand"])
def test_whose_words_they_are_is_told_as_of_any_pronoun(whose):
    text = f"Mr. Luka Brennick sold the ferry. It was {whose} to buy it back."
    assert [one.name for one in _spoken(text, whose.split()[0])] == ["Luka Brennick"]
    assert not _spoken(
        f"Ms. Luka Brennick sold the ferry. It was {whose} to buy it back.", whose[:3]
    )


def _spoken(text: str, source: str = "") -> list[Speaker]:
    """Return who is found to speak where a word, or the last relative pronoun, is a source."""
    made = article(text)
    at = max(text.rfind(" who "), text.rfind(" which "), text.rfind("And who") + 3) + 1
    at = text.rfind(source) if source else at
    end = text.index(" ", at)
    said = Statement(
        id="s", article=made.id, kind=Kind.INDIRECT, is_question=False, source=(Span(at, end),), cue=(),
        content=(Span(end + 1, len(text)),), speaker_printed=None, addressee=None, date_printed=None, said_on=None,
        repeat_of=None, confidence=1.0, reason="",
    )  # fmt: skip
    mentions = find_mentions(made, [said], lexicon())
    (voices,) = FindVoices().run((made, "", [said], mentions), Tally())
    voice_of = dict(voices.voice_of)
    spoken = [one for one in voices.voices if one.id == voice_of.get("s")]
    groups = list(LinkSpeakers().assemble(spoken, ())) if spoken else []
    return [speaker for speaker, _ in groups]


_PARTS = [
    "the",
    "a",
    "and",
    "And",
    "of",
    "for",
    "Tarrow",
    "Orla",
    "Brennick",
    "Department",
    "company",
    "who",
    "when",
    "WHO",
    "Mr.",
    "'s",
    ",",
    "(",
    "&",
    "-",
    "City's",
    "nonpartisan",
    "Records",
    "mayor",
    "said",
    "it",
    "5",
]


@given(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=9))
def test_whatever_a_source_is_made_of_it_is_read(parts):
    text = " ".join(parts)
    mention = read_mention(
        article(f"{text} spoke of the ferry in May."), Span(0, len(text)), lexicon(), None
    )
    assert mention.text == text


@pytest.mark.parametrize(
    ("printed", "n_speakers"),
    [
        ("the company", 2),
        ("the agency", 2),
        ("the Norrland government", 1),
        ("Tarrow Shipping Company", 1),
    ],
)
def test_what_is_only_described_is_one_body_in_its_story_alone(printed, n_speakers):
    voices = [
        Voice(
            article=f"a{story}",
            story=story,
            kind=SpeakerKind.ORGANISATION,
            given="",
            surname=printed,
            roles=(),
            country="Norrland" if "Norrland" in printed else "",
            gender="",
            mentions=(
                Printed(f"m{story}", printed, "name" if printed[0].isupper() else "nominal"),
            ),
            id=f"m{story}",
        )
        for story in ("one", "two")
    ]
    keys = [set(LinkSpeakers().keys(voice)) for voice in voices]
    assert bool(keys[0] & keys[1]) is (n_speakers == 1)


def test_a_described_body_is_one_with_its_like_in_its_story(tmp_path):
    text = '"The ferry will sail in May," the company said. It was wet in {}.'
    found = speakers(tmp_path, Echo=text.format("Tarrow"), Tribune=text.format("Skell"))
    assert [one[:2] for one in found] == [("the company", "organisation")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Aldov Shipping Co will sell the ferry. “The price is fair,” Aldov said.", ["Aldov Shipping Co"]),
        ("“The price is fair,” Aldov said. “It is,” Aldov Corp. added on Monday.", ["Aldov Corp"]),
        ("Orla Brennick founded Brennick Holdings. “The price is fair,” Brennick said.", ["Orla Brennick"]),
        ("Mr. Hask founded Hask Holdings. “The price is fair,” Hask said.", ["Hask"]),
        ("The Aldov Administration will sell the ferry. “The price is fair,” Aldov said.", ["Aldov"]),
        ("“The price is fair,” Aldov said. Shipping Co sells the ferry.", ["Aldov"]),
    ],
)  # fmt: skip
def test_a_company_by_its_first_word_is_the_one_that_is_printed_with_more(tmp_path, text, names):
    assert [one[0] for one in speakers(tmp_path, Echo=text)] == names


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Aldov said it had sold the ferry.", "organisation"),
        ("Aldov said on Tuesday it had sold the ferry.", "organisation"),
        ("Aldov said late on Tuesday that it was prepared to sell the ferry.", "organisation"),
        ("Aldov said it is not considering a sale of the ferry.", "organisation"),
        ("Aldov said it was time to sell the ferry.", "person"),
        ("Aldov said on Tuesday it would take a year to sell the ferry.", "person"),
        ("Aldov said it was prepared to sell the ferry. Aldov told reporters he would.", "person"),
    ],
)
def test_a_name_alone_that_is_an_it_is_a_body(tmp_path, text, kind):
    assert [one[:2] for one in speakers(tmp_path, Echo=text)] == [("Aldov", kind)]


def test_what_is_a_which_is_a_body_and_what_it_says_is_its_own(tmp_path):
    text = (
        "About 62,000 homes of Skell were dark, according to South Grid, which said engineers were waiting. "
        "Repairs cannot start until the wind drops, it said."
    )
    build_texts(tmp_path / "r.db", {"Echo": text})
    with Record.read(tmp_path / "r.db") as record:
        (one,) = record.rows("speakers")
        assert (one["name"], one["kind"]) == ("South Grid", "organisation")
        assert {row["speaker"] for row in record.rows("statements")} == {one["id"]}


def test_a_company_is_the_same_whatever_its_legal_form(tmp_path):
    texts = [
        f'"The ferry will sail in May," {name} said.'
        for name in ("Aldov Corp", "Aldov Corp., Inc.")
    ]
    assert len(speakers(tmp_path, Echo=texts[0], Tribune=texts[1])) == 1


def test_an_editor_in_chief_is_who_is_named_behind(tmp_path):
    text = '"The ferry will sail in May," Echo editor-in-chief Orla Brennick said.'
    assert [one[:2] for one in speakers(tmp_path, Echo=text)] == [("Orla Brennick", "person")]


def test_a_body_and_its_initials_are_one_in_an_article_and_in_a_story(tmp_path):
    full = (
        "“The dam is old,” the Tarrow Ferry Association said. “It leaks,” the TFA added on Monday."
    )
    short = "“The dam leaks and nobody mends it,” the T.F.A. said in Skell on Monday."
    (found,) = speakers(tmp_path, Echo=full)
    assert found[0] == "Tarrow Ferry Association"
    (tmp_path / "story").mkdir()
    assert len(speakers(tmp_path / "story", Echo=full, Tribune=short)) == 1


def test_initials_of_two_bodies_of_a_story_are_neither_of_them(tmp_path):
    texts = {
        name: f"“The dam leaks and nobody mends it,” the {body} said in Skell on Monday."
        for name, body in (
            ("Echo", "Tarrow Ferry Association"),
            ("Tribune", "Tarrow Farmers Association"),
            ("Post", "TFA"),
        )
    }
    assert len(speakers(tmp_path, **texts)) == 3


@pytest.mark.parametrize(
    ("short", "name", "are"),
    [
        ("TFA", "Tarrow Ferry Association", True),
        ("T.F.A.", "the Tarrow Ferry Association", True),
        ("TFA", "Tarrow Ferry Association of Norrland", True),
        ("TF", "Tarrow Ferry", False),
        ("TFAN", "Tarrow Ferry Association", False),
        ("TFA", "TFA", False),
        ("Tfa", "Tarrow Ferry Association", False),
    ],
)
def test_initials_are_three_letters_or_more_and_all_but_the_last_at_least(short, name, are):
    assert are_initials_of(short, name) is are


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("the network, which airs Echo News", "nominal"),
        ("the man, who met Orla Brennick", "nominal"),
        ("the agency, Norway", "nominal"),
        ("the agency, Echo News", "name"),
    ],
)
def test_only_an_apposition_names_whom_a_description_means(source, form):
    made = article(f"{source} said that the ferry would sail in May.")
    assert read_mention(made, Span(0, len(source)), lexicon(), None).form == form


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "Aldovia cut its fares in May. The ferry is late, Aldovia said.",
            "Aldovia",
            "organisation",
        ),
        ("The ferry is late. Aldovia said it had lost a ship.", "Aldovia", "organisation"),
        ("Aldovia cut his fares in May. The ferry is late, Aldovia said.", "Aldovia", "person"),
        ("Aldovia said the navy had reached its harbour and would not leave.", "Aldovia", "person"),
        ("The ferry is late. Aldovia said it was time to go.", "Aldovia", "person"),
        ("Jurors said the ferry was late. No other jurors came.", "Jurors", "unnamed"),
        ("Jurors said the ferry was late. He knows Jurors.", "Jurors", "person"),
        ("Daily said the ferry was late. So did Mr. Daily.", "Daily", "person"),
    ],
)
def test_a_name_alone_is_what_its_sentences_say_it_is(tmp_path, text, name, kind):
    assert (name, kind) in [one[:2] for one in speakers(tmp_path, Echo=text)]


@pytest.mark.parametrize(
    ("other", "kinds"),
    [
        ("The ferry is late, Aldovia said.", ["organisation"]),
        ("The ferry is late, Orla Aldovia said.", ["organisation", "person"]),
    ],
)
def test_a_name_alone_is_the_body_that_another_article_takes_it_for(tmp_path, other, kinds):
    found = speakers(
        tmp_path,
        Echo="The ferry of Skell is late, Aldovia said on the pier of Skell in May.",
        Ledger=f"{other} It waited on the pier of Skell in May.",
        Post="Aldovia cut its fares. The ferry of Skell is late, Aldovia said on the pier of Skell in May.",
    )
    assert sorted(one[1] for one in found) == kinds


@pytest.mark.parametrize(
    ("other", "names"),
    [
        ("The pier is old, Hedda Storm said.", ["Hedda Storm"]),
        ("The storm broke the pier, Hedda Reth said.", ["Hedda Reth", "Storm"]),
        ("The pier is old, Hedda Storm said. So is the dam, Tobin Storm said.", ["Hedda Storm", "Storm", "Tobin Storm"]),
    ],
)  # fmt: skip
def test_a_word_that_begins_a_sentence_is_whom_another_article_of_the_story_names_so(
    tmp_path, other, names
):
    found = speakers(
        tmp_path,
        Echo="Storm said the ferry of Skell is late, on the pier of Skell in May.",
        Ledger=f"{other} The ferry of Skell waited on the pier of Skell in May.",
    )
    assert sorted(one[0] for one in found) == names


@pytest.mark.parametrize(
    ("said", "other", "names"),
    [
        ("Sister Chantelle said", "Chantelle Addy said.", ["Chantelle Addy"]),
        ("Mum Chantelle Addy said", "Chantelle Addy said.", ["Chantelle Addy"]),
        # another of that given name, or one of that surname
        (
            "Sister Chantelle said",
            "Chantelle Addy said. The dam is old, Chantelle Holt said.",
            ["Chantelle", "Chantelle Addy", "Chantelle Holt"],
        ),
        # nobody's relative
        ("Chantelle said", "Chantelle Addy said.", ["Chantelle", "Chantelle Addy"]),
    ],
)
def test_a_relative_by_a_given_name_is_who_has_it_in_the_story(tmp_path, said, other, names):
    found = speakers(
        tmp_path,
        Echo=f"{said} the ferry of Skell is late, on the pier of Skell in May.",
        Ledger=f"The pier is old, {other} The ferry of Skell waited on the pier of Skell in May.",
    )
    assert sorted(one[0] for one in found) == names


def test_of_several_with_one_surname_it_means_whoever_is_introduced_where_it_stands(tmp_path):
    text = (
        'Tobin Hask met the board. "It will be looked at in May," Hask said.\n\n'
        'Vera Hask leads the pilots. "We want it in writing," Hask said.\n\n'
        '"The board has not met since the winter," Hask said.'
    )
    build_texts(tmp_path / "r.db", {"Echo": text})
    with Record.read(tmp_path / "r.db") as record:
        named = [one["speaker_name"] for one in record.rows("statements")]
    # the only one named so far, the one of its paragraph, either
    assert sorted(named) == ["Hask", "Tobin Hask", "Vera Hask"]


BOSS = "The boss of Skell Ferries has admitted that the timetable was late.\n\n"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (BOSS + 'Orla Brennick told reporters that it was "a bad winter."', "Orla Brennick"),
        (BOSS + '"It was a bad winter for all of us," said Orla Brennick, 52.', "Orla Brennick"),
        (  # who that is stands beside the name
            BOSS + '"It was a bad winter for all of us," said Orla Brennick, who farms on the island.',
            "The boss of Skell Ferries",
        ),
        (BOSS + '"It was a bad winter," said passenger Orla Brennick.', "The boss of Skell Ferries"),
        (  # of two nobody is told
            BOSS + '"It was a bad winter," Orla Brennick said. "It was not," Tobin Hask said.',
            "The boss of Skell Ferries",
        ),
        (  # named before
            f'"We wait," Orla Brennick said on the pier.\n\nAll waited.\n\n{BOSS}"It was a bad winter," Orla Brennick said.',
            "The boss of Skell Ferries",
        ),
        (  # two paragraphs on
            f'{BOSS}The ferry sails twice a day.\n\n"It was a bad winter for all of us," said Orla Brennick.',
            "The boss of Skell Ferries",
        ),
        (  # no speech
            BOSS + "Orla Brennick hopes that the next winter will be better.",
            "The boss of Skell Ferries",
        ),
        (
            f'{BOSS.replace("boss", "chairman")}"It was a bad winter for all of us," Mary Brennick said.',
            "The chairman of Skell Ferries",
        ),
        (
            'A senior official admitted that the timetable was late.\n\n"It was a bad winter," Orla Brennick said.',
            "A senior official",
        ),
    ],
    ids=["quoted", "an age", "a clause", "a word before", "two", "before", "far", "a hope", "he", "unnamed"],
)  # fmt: skip
def test_who_is_described_at_first_is_who_is_named_right_behind_without_a_word_of_who_that_is(
    tmp_path, text, first
):
    build_texts(tmp_path / "r.db", {"Echo": text})
    with Record.read(tmp_path / "r.db") as record:
        named = {
            one["content"][0]["text"]: one["speaker_name"] for one in record.rows("statements")
        }
    (told,) = [name for said, name in named.items() if "timetable was late" in said]
    assert told == first


def test_an_office_is_whoever_has_it_by_that_word_and_the_head_of_state_the_president(tmp_path):
    build_texts(
        tmp_path / "r.db",
        {
            "Echo": "President Orla Brennick met Tarrow’s leader, Tobin Hask, on the ferry.\n\n"
            "“The pier is ours,” the president said.\n\nThe head of state said that nobody would sell it."
        },
    )
    with Record.read(tmp_path / "r.db") as record:
        named = {one["speaker_name"] for one in record.rows("statements")}
    assert named == {"Orla Brennick"}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Their leader, Baroness Brennick", "Brennick"),
        ("The owner of the ferry, Lord Hask", "Hask"),
        ("Foreman Orla Brennick", "Orla Brennick"),
        ("Rower Orla Brennick", "Orla Brennick"),
        ("Its head of research, Dr. Orla Brennick,", "Orla Brennick"),
        ("Fellwalker Anna Brennick", "Anna Brennick"),
        ("Uzo Ann Brennick", "Uzo Ann Brennick"),
    ],
)
def test_who_is_named_by_a_title_behind_a_description_is_meant(tmp_path, source, name):
    text = f"President Vera Aldov leads the board of Skell.\n\n{source} told reporters: “It was a free vote.”"
    build_texts(tmp_path / "r.db", {"Echo": text})
    with Record.read(tmp_path / "r.db") as record:
        assert [one["speaker_name"] for one in record.rows("statements")] == [name]


def test_an_office_is_nobody_who_only_had_it_once(tmp_path):
    build_texts(
        tmp_path / "r.db",
        {
            "Echo": "Forty years ago President Vera Aldov met Tarrow leader Tobin Hask. Now Brennick meets him.\n\n"
            "“The pier is ours,” the president said."
        },
    )
    with Record.read(tmp_path / "r.db") as record:
        assert "Vera Aldov" not in {one["speaker_name"] for one in record.rows("statements")}


def test_a_country_is_called_by_its_name_where_another_outlet_has_its_capital(tmp_path):
    build_texts(
        tmp_path / "r.db",
        {
            "Echo": "Soldiers closed the harbour of Skell on Monday.\n\nFrance said that the pier was unsafe for boats.",
            "Ledger": "Soldiers closed the harbour of Skell on Monday.\n\nParis said that the boats should leave at once.",
        },
    )
    with Record.read(tmp_path / "r.db") as record:
        assert {one["speaker_name"] for one in record.rows("statements")} == {"France"}


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("The Foreign Ministry of Skell", "The Skell foreign ministry", True),
        ("Skell’s Foreign Ministry", "The Foreign Ministry of Skell", True),
        ("The Foreign Ministry of Skell", "The Tarrow foreign ministry", False),
        ("The F.B.I.", "The FBI", True),
        ("The U.S. Army Corps", "The US Army Corps", True),
        ("The F.B.I.", "The BBI", False),
        ("The Defence Ministry", "The Ministry of Defense", True),
        ("The World Health Organisation", "The WHO", True),
        ("St. Mary's Hospital", "St Mary’s Hospital", True),
        ("Karr & Sons Ltd", "Karr and Sons Ltd.", True),
        ("The British government", "The UK government", True),
        ("The Washington health department", "The U.S. health department", False),
        ("The Skell Police Department", "Police in Skell", True),
        ("The U.S. State Department", "The State Department", True),
        ("The U.S. Geological Survey", "The USGS", True),
        ("Labour", "The Labour Party", True),
        ("Kim Jong-un", "Kim Jong Un", True),
        ("Mohammed bin Salman", "Mohammad bin Salman", True),
        ("Aleksandr Karov", "Alexander Karov", True),
        ("Ahmad Karov", "Omar Karov", False),
        ("Alan Karr, chief executive of Aldov,", "Aldov’s chief executive", True),
        ("Alan Karr, chief executive of Aldov,", "Skellair’s chief executive", False),
        ("Pope Leo", "The pontiff", True),
        ("District Attorney Ana Brul", "The prosecutor", True),
    ],
)
def test_one_speaker_is_one_however_outlets_print_the_name(tmp_path, one, other, are_one):
    lead = "Soldiers closed the harbour of Skell on Monday.\n\n"
    build_texts(
        tmp_path / "r.db",
        {
            "Echo": f"{lead}{one} said that the pier was unsafe for boats.",
            "Ledger": f"{lead}{other} said that the boats should leave the pier at once.",
        },
    )
    with Record.read(tmp_path / "r.db") as record:
        speakers = {row["speaker"] for row in record.rows("statements")}
    assert (len(speakers) == 1) is are_one


def test_a_body_without_its_country_is_neither_of_two_countries(tmp_path):
    lead = "Soldiers closed the harbour of Skell on Monday.\n\n"
    build_texts(
        tmp_path / "r.db",
        {
            "Echo": f"{lead}The British Defence Ministry said that the pier was unsafe for boats.",
            "Ledger": f"{lead}The German Defence Ministry said that the boats should leave at once.",
            "Post": f"{lead}The Defence Ministry said that nobody had been hurt on the pier.",
        },
    )
    with Record.read(tmp_path / "r.db") as record:
        assert len({row["speaker"] for row in record.rows("statements")}) == 3


@pytest.mark.parametrize(
    ("slip", "is_meant"),
    [("Brennikc", True), ("Bernnick", True), ("Brandik", False)],
)
def test_a_slip_of_a_letter_makes_nobody_new(tmp_path, slip, is_meant):
    text = (
        "“The ferry sails in May,” Minister Orla Brennick said. Brennick left.\n\n"
        f"“It will be late,” {slip} said."
    )
    found = speakers(tmp_path, Echo=text)
    assert (len(found) == 1) is is_meant


def test_who_is_named_in_full_by_a_name_of_another_letter_is_somebody(tmp_path):
    text = (
        "“The ferry sails in May,” Orla Halvard said.\n\n“It will be late,” Luka Halvarn said.\n\n"
        "“It will not,” Halvarn said."
    )
    assert {name: forms for name, _, forms in speakers(tmp_path, Echo=text)} == {
        "Orla Halvard": ["Orla Halvard"],
        "Luka Halvarn": ["Halvarn", "Luka Halvarn"],
    }


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("Ursula von der Hask", "Von der Hask"),
        ("Bill de Hask", "De Hask"),
        ("Marine Le Hask", "Le Hask"),
        ("Mohammed bin Hask", "Bin Hask"),
        ("Muqtada al-Hask", "Al-Hask"),
        ("Leo van Hask", "Van Hask"),
        ("Chris Van Hask", "Van Hask"),
        ("Alexander Van der Hask", "Van der Hask"),
        ("Andrés Manuel López Hask", "López Hask"),
        ("Helena Bonham Hask", "Bonham Hask"),
        ("Al Hask", "Hask"),
        ("Van Hask", "Hask"),
        ("Pedro Hask Pérez-Brul", "Hask"),
        ("Luiz Inácio Hask da Silva", "Hask"),
        ("Abdel Fattah el-Hask", "Hask"),
        ("Carlos Alberto dos Hask Filho", "Hask"),
        ("La Toya Hask", "Hask"),
    ],
)
def test_a_surname_of_two_words_is_its_persons_and_the_name_shown_as_printed(
    tmp_path, whole, short
):
    text = f"“It will sail,” {whole} said on Monday.\n\n{short} added that it would be late."
    ((name, _, forms),) = speakers(tmp_path, Echo=text)
    assert (name, forms) == (whole, sorted((whole, short)))


def test_a_name_ends_as_another_of_its_story(tmp_path):
    one = "“It will sail,” Helena Bonham Hask said on Monday."
    other = "“It will be late,” the actor Bonham Hask said on Monday."
    ((name, _, forms),) = speakers(tmp_path, Echo=one, Post=other)
    assert (name, len(forms)) == ("Helena Bonham Hask", 2)
    third = "“It will not,” Orla Hask said on Monday."
    assert len(speakers(tmp_path / "three", Echo=one, Post=other, Mail=third)) == 2


def test_a_name_is_shown_as_most_print_it(tmp_path):
    said = "“It will sail,” {} said on Monday in the town of Tarrow."
    names = ["Tobin J. Hask", "Tobin Hask", "Tobin Hask", "Harbour minister Tobin Hask"]
    texts = {f"Echo{n}": said.format(name) for n, name in enumerate(names)}
    ((name, *_),) = speakers(tmp_path, **texts)
    assert name == "Tobin Hask"


@pytest.mark.parametrize(
    ("whole", "shown", "short"),
    [
        ("Martin Luther King Jr.", "Martin Luther King", "King"),
        ("Sheikh Mohammed bin Rashid Al Hask", "Mohammed bin Rashid Al Hask", "Sheikh Mohammed"),
        ("Father Tobin Hask", "Tobin Hask", "Father Tobin"),
        ("Prince Harry", "Harry", "Harry"),
    ],
)
def test_titles_behind_names_and_before_given_names(tmp_path, whole, shown, short):
    text = f"“It will sail,” {whole} said on Monday.\n\n“It will be late,” {short} said."
    assert speakers(tmp_path, Echo=text) == [(shown, "person", sorted((whole, short)))]


def test_a_show_is_not_who_is_in_its_name(tmp_path):
    text = "She spoke on the Orla Brennick Show on Monday.\n\n“It will be late,” Brennick said."
    assert [name for name, *_ in speakers(tmp_path, Echo=text)] == ["Brennick"]


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("The Skell Street Journal", "The Journal"),
        ("The Bank of Tarrow", "The Bank"),
        ("The Ministry of Foreign Affairs", "The Foreign Ministry"),
        ("The Organisation for Norse Co-operation and Development", "The ONCD"),
        ("The Federal Reserve", "The Fed"),
        ("Amnesty International", "Amnesty"),
        ("Transport for London", "TfL"),
        ("West Tarrow United", "The club"),
    ],
)
def test_a_body_is_called_by_what_it_is(tmp_path, whole, short):
    text = f"{whole} said on Monday that the gate was shut.\n\n{short} said that it was late."
    ((_, kind, forms),) = speakers(tmp_path, Echo=text)
    assert (kind, forms) == ("organisation", sorted((whole, short)))


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("The White House", "The House"),
        ("The Skell Times and the Tarrow Times", "The Times"),
        ("The Senate Bank Committee", "The Bank"),
    ],
)
def test_a_body_of_its_own_is_no_other_that_is_called_so(tmp_path, whole, short):
    text = f"{whole} said on Monday that the gate was shut.\n\n{short} said that it was late."
    assert len(speakers(tmp_path, Echo=text)) > 1
