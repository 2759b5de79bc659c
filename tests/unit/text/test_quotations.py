import pytest

from onrecord.text.quotations import pair_marks
from onrecord.text.spans import Span


def pair(*paragraphs: str) -> list[str]:
    text, spans, at = "\n".join(paragraphs), [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 1
    return [one.span.of(text) for one in pair_marks(text, spans)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ('He said "we will go" today.', ['"we will go"']),
        ("He said “we will go” today.", ["“we will go”"]),
        ('“We will go," he said. "Soon.”', ['“We will go,"', '"Soon.”']),
        ("Er sagte: „Wir gehen“, und ging.", ["„Wir gehen“"]),
        ("Il a dit : « Nous partons » hier.", ["« Nous partons »"]),
        ("彼は「行きます」と言った。", ["「行きます」"]),
        ("She said: “He told me “no” twice.”", ["“He told me “no” twice.”"]),
        ('The 6\'2" guard said "no" and left.', ['"no"']),
        ("He said, “We will go. And stay.", ["“We will go. And stay."]),
        ('We will go," he said.', ['We will go,"']),
        ('A 5" pipe burst.', []),
        ("no marks at all", []),
        ("“Lost, he said. “Found,” she said.", ["“Lost, he said.", "“Found,”"]),
    ],
)
def test_pairs_marks_of_every_style(paragraph, expected):
    assert pair(paragraph) == expected


def test_single_marks_count_only_without_double_ones():
    assert pair("'We won't go,' the ministers' envoy said.") == ["'We won't go,'"]
    assert pair("He said 'no' and \"yes\".") == ['"yes"']


def test_an_unclosed_quotation_ends_with_its_paragraph():
    assert pair("He said, “Eight targets. Twenty flights.", "The talks go on.") == [
        "“Eight targets. Twenty flights."
    ]


def test_a_quotation_goes_on_where_the_next_paragraph_begins_with_a_mark():
    text = "“One.\n“Two,” she said."
    first, second = pair_marks(text, [Span(0, 5), Span(6, len(text))])
    assert not first.is_closed
    assert second.continues
