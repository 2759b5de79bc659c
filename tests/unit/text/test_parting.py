import pytest

from onrecord.text.parting import find_parting, parted

PARAGRAPHS = [
    "Harbour chief warns of closure",
    "The harbour of Vellmar will stay shut until the dredging is done, its director said on Monday.",
    "“We will not open before the channel is safe, unless the ministry orders it,” Ana Brul said.",
    "The ministry did not reply. Some 420 ships a month use the harbour.",
    "“It is a black day for the port,” said Tomas Falk of the union.",
]


def paragraphs(text):
    return [span.of(text).strip() for span, is_sign in parted(text) if not is_sign]


@pytest.mark.parametrize(
    "sign",
    [
        " ### ", "###", " ||||| ", " | ", " ¶ ", " *** ", " === ", "\\n", "\\r\\n\\r\\n", " NEWLINE_CHAR ",
        " <nl> ", "[PAR]", "_x000D_", "\t", "     ",
    ],
)  # fmt: skip
def test_signs_part_what_stands_on_one_line(sign):
    assert paragraphs(sign.join(PARAGRAPHS)) == PARAGRAPHS


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n\n###\n\n".join(PARAGRAPHS),
        " ".join(PARAGRAPHS),
        "The file lies in C:\\news and C:\\notes, he said. It is #1.",
        "Vellmar | 12 | 3\tSkell | 14 | 2\tBrenn | 9 | 1\tTarrow | 4 | 0",
        "Press release: the harbour is shut. ###",
        "“You f*** idiot,” he said. She called him a c***.",
    ],
)
def test_what_has_lines_enough_and_what_is_no_sign_parts_nothing(text):
    assert find_parting(text) is None
