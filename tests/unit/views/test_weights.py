"""What is looked at first: words that limit what two outlets share, before more that one has."""

import pytest
from tests.factories import build_texts

from onrecord.record.store import Record
from onrecord.views.overview import Overview

SHARED = "The tunnel will be open for lorries by the spring"


def told(tmp_path, shorter: str, longer: str) -> list[str]:
    """Return what one has more in each difference, in the order in which they are looked at."""
    path = tmp_path / "r.db"
    build_texts(path, {"Echo": shorter, "Tribune": longer})
    with Record.read(path) as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        return [row["text"] for one in overview.utterances for row in one.differences]


def article(quotation: str) -> str:
    return (
        f"Mayor Orla Brennick spoke in Vellmar on Tuesday.\n\n{quotation} Mayor Orla Brennick said."
    )


@pytest.mark.parametrize(
    ("longer", "first", "second"),
    [
        pytest.param(
            f'"{SHARED} for at least three years. Unless somebody pays, no bus will ever use it,"',
            "for at least three years",
            "Unless somebody pays, no bus will ever use it",
            id="of the sentence itself",
        ),
        pytest.param(
            f'"If nobody pays, no bus will ever use the road. I am not sure that {SHARED[0].lower()}{SHARED[1:]},"',
            "I am not sure that",
            "If nobody pays, no bus will ever use the road",
            id="before it",
        ),
        pytest.param(
            f'"But {SHARED[0].lower()}{SHARED[1:]}. We should thank the divers,"',
            "We should thank the divers",
            "But",
            id="a but alone",
        ),
        pytest.param(
            f'"{SHARED.replace("lorries", "lorries in Vellmar")}. We should thank the divers,"',
            "We should thank the divers",
            "in Vellmar",
            id="a name that tells where",
        ),
    ],
)
def test_what_limits_the_words_that_both_have_comes_first(tmp_path, longer, first, second):
    found = told(tmp_path, article(f'"{SHARED},"'), article(longer))
    assert found.index(first) < found.index(second)
