"""When something was said: as printed, and the day it means."""

import pytest
from tests.factories import statements


@pytest.mark.parametrize(
    ("text", "printed", "day"),
    [
        ("Orla Brennick said on Monday that the ferry would sail.", "Monday", "2031-03-10"),
        ("Orla Brennick said yesterday that the ferry would sail.", "yesterday", "2031-03-11"),
        ("Orla Brennick said today that the ferry would sail.", "today", "2031-03-12"),
        ("Orla Brennick said on March 3 that the ferry would sail.", "March 3", "2031-03-03"),
        ("Orla Brennick said on 3 March that the ferry would sail.", "3 March", "2031-03-03"),
        ("Orla Brennick said on Nov. 20 that the ferry would sail.", "Nov. 20", "2030-11-20"),
        (
            "Orla Brennick said on March 3, 2029, that the ferry would sail.",
            "March 3, 2029",
            "2029-03-03",
        ),
        ("Orla Brennick said the ferry would sail on Friday.", None, None),
        ("Orla Brennick said that the March 3 ruling was right.", None, None),
        # until when something is, and what somebody else said
        ("Until Monday the ferry would stay, Orla Brennick said.", None, None),
        (
            "Orla Brennick said on Monday, after Friday's storm, that the ferry would sail.",
            "Monday",
            "2031-03-10",
        ),
    ],
)
def test_the_day_beside_the_words_is_read_and_resolved(text, printed, day):
    _, (one,) = statements(text, published="2031-03-12")
    assert (one.date_printed, one.said_on) == (printed, day)


def test_without_a_day_of_publication_the_print_stays():
    _, (one,) = statements("Orla Brennick said on March 3 that the ferry would sail.")
    assert (one.date_printed, one.said_on) == ("March 3", None)
    _, (one,) = statements("Orla Brennick said on March 3, 2029 that the ferry would sail.")
    assert one.said_on == "2029-03-03"


def test_a_day_in_what_is_said_next_is_not_when_the_first_was_said():
    _, (first, second) = statements(
        'Orla Brennick met reporters. "We cannot promise what nobody will pay," she said, adding that the council was '
        'ready to stay in Skell "until Monday if it has to".',
        published="2031-03-12",
    )
    assert (first.date_printed, second.date_printed) == (None, None)
