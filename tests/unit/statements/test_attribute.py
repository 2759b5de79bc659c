import pytest
from tests.factories import content, statements

from onrecord.model import Kind


def found(text: str) -> list[tuple[str | None, list[str], Kind]]:
    made, all_ = statements(text)
    return [(one.speaker_printed, content(made, one), one.kind) for one in all_]


@pytest.mark.parametrize(
    ("text", "speaker", "contents", "kind"),
    [
        ('"We will stay," Orla Brennick said.', "Orla Brennick", ['"We will stay,"'], Kind.DIRECT),
        ('"We will stay," said Orla Brennick.', "Orla Brennick", ['"We will stay,"'], Kind.DIRECT),
        ('Brennick said: "We will stay."', "Brennick", ['"We will stay."'], Kind.DIRECT),
        (
            '"We stay," she told reporters, "and we build."',
            "she",
            ['"We stay,"', '"and we build."'],
            Kind.DIRECT,
        ),
        ("The mayor said that the bridge was safe.", "The mayor", ["that the bridge was safe"], Kind.INDIRECT),
        ("The bridge was safe, the mayor said on Monday.", "the mayor", ["The bridge was safe"], Kind.INDIRECT),
        (
            "According to the ministry, the bridge is safe now.",
            "the ministry",
            ["the bridge is safe now"],
            Kind.INDIRECT,
        ),
        (
            'Brennick said the plan was "a slow disaster" for the port.',
            "Brennick",
            ['the plan was "a slow disaster" for the port'],
            Kind.MIXED,
        ),
        ('"We stay," Brennick told "The Skell Show" on Monday.', "Brennick", ['"We stay,"'], Kind.DIRECT),
        ('"We stay," Brennick told NTV’s “Today”. “We build.”', "Brennick", ['"We stay,"', "“We build.”"], Kind.DIRECT),
        ('"We stay," Brennick said, "Never Again."', "Brennick", ['"We stay,"', '"Never Again."'], Kind.DIRECT),
        (
            "Orla Brennick, the mayor of Tarrow, said the bridge was safe.",
            "Orla Brennick, the mayor of Tarrow",
            ["the bridge was safe"],
            Kind.INDIRECT,
        ),
    ],
)  # fmt: skip
def test_finds_source_and_content(text, speaker, contents, kind):
    assert found(text) == [(speaker, contents, kind)]


def test_a_source_ends_before_what_else_is_told_of_its_subject():
    told = (
        'The fire "was set at the entrance," according to the Tarrow Echo and was put out by noon.\n\n'
        '"The mayor stopped by the church this morning, and she said that she was sorry."'
    )
    assert {speaker for speaker, *_ in found(told)} == {"the Tarrow Echo"}


def test_quoted_terms_alone_are_no_statement():
    assert found("The so-called “moderate rebels” were hit on Monday.") == []


def test_a_reporters_question_is_the_reporters():
    made, all_ = statements('The Tarrow Echo asked Brennick, "Is the bridge safe?"')
    (one,) = all_
    assert one.speaker_printed == "The Tarrow Echo"
    assert one.is_question
    assert one.addressee == "Brennick"
    assert content(made, one) == ['"Is the bridge safe?"']


def test_a_question_mark_does_not_part_a_quotation_from_its_verb():
    assert found("“Do you know this?” Brennick asked the reporter.") == [
        ("Brennick", ["“Do you know this?”"], Kind.DIRECT)
    ]


def test_asking_not_to_be_named_is_no_question():
    text = "A resident of the old town, who asked not to be named, said that she would leave."
    ((speaker, contents, kind),) = found(text)
    assert speaker.startswith("A resident of the old town")
    assert (contents, kind) == (["that she would leave"], Kind.INDIRECT)


def test_an_unclosed_quotation_keeps_to_its_paragraph():
    text = "Brennick confirmed Monday that, “Two cranes fell. Nobody was hurt.\n\nThe port opened again on Tuesday morning."
    assert found(text) == [("Brennick", ["“Two cranes fell. Nobody was hurt."], Kind.DIRECT)]


def test_a_quotation_over_two_paragraphs_is_one_statement():
    text = (
        "“We will stay here for a year,” Brennick said. “We will build.\n\n“And we will not leave.”"
    )
    made, (one,) = statements(text)
    assert content(made, one) == [
        "“We will stay here for a year,”",
        "“We will build.",
        "“And we will not leave.”",
    ]


def test_a_pull_quote_repeats_the_statement_and_is_none_of_its_own():
    quotation = '"There must be a new bridge, no doubt about it,"'
    text = f'{quotation} Brennick said on Monday in Tarrow.\n\n"There must be a new bridge, no doubt about it."\n\nThe council meets on Tuesday to vote.'
    made, all_ = statements(text)
    first, second = all_
    assert first.repeat_of is None
    assert second.repeat_of == first.id
    assert second.speaker_printed is None
    assert content(made, second) == ['"There must be a new bridge, no doubt about it."']


def test_a_weekday_is_read_against_the_date_of_the_article():
    text = "Published 1 October 2015\n\nThe bridge was safe, the mayor said on Wednesday."
    _, (one,) = statements(text)
    assert (one.date_printed, one.said_on) == ("Wednesday", "2015-09-30")


def test_without_a_date_the_day_stays_unknown():
    _, (one,) = statements("The bridge was safe, the mayor said on Wednesday.")
    assert (one.date_printed, one.said_on) == ("Wednesday", None)


def test_a_transcript_is_read_by_turns():
    text = "Transcript.\n\n" + "\n\n".join(
        f"{name}: {words}"
        for name, words in [
            ("MAYOR BRENNICK", "The bridge is safe."),
            ("QUESTION", "Is it?"),
            ("MAYOR BRENNICK", "It is."),
            ("QUESTION", "Sure?"),
            ("MAYOR BRENNICK", "Yes."),
        ]
    )
    made, all_ = statements(text)
    assert made.role == "transcript"
    assert [one.speaker_printed for one in all_] == ["MAYOR BRENNICK", "QUESTION"] * 2 + [
        "MAYOR BRENNICK"
    ]
    assert [one.is_question for one in all_] == [False, True, False, True, False]


def test_a_paragraph_without_end_is_kept_and_not_read():
    endless = 'The ferry sails "now and then," he said, and ' * 2000
    text = f"{endless}\n\nThe harbour is shut, Brennick said."
    made, (one,) = statements(text)
    assert content(made, one) == ["The harbour is shut"]
    assert len(made.text) == len(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ('"Is it a bridge?" Brennick said. "It is no bridge. It is a gate."', False),
        ('"It is no bridge," Brennick said. "Is it a gate?"', True),
        ("Brennick asked whether the bridge was safe.", True),
        ('Brennick said: "Who would not be surprised? I am glad to have it."', False),
    ],
)
def test_a_statement_asks_as_it_ends(text, asks):
    _, all_ = statements(text)
    assert [one.is_question for one in all_] == [asks]
