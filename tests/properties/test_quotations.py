"""Quotation marks in any disorder: never an exception, never beyond the paragraph, never overlapping."""

from hypothesis import given
from hypothesis import strategies as st
from tests.factories import article, statements

from onrecord.text.quotations import overlapping, pair_marks
from onrecord.text.spans import Span

PIECES = st.sampled_from(
    ['"', "“", "”", "'", "‘", "’", "«", "»", "„", "``", "''", "「", "」", "he said", "Brennick said", "6'2\"", "don't",
     "We will go", ".", ",", "?", "…", " ", "\n", "[ISIL]", "🚢", "שלום", "\u202e", "that", "told reporters", "and", "A"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS)
def test_quotations_stay_inside_their_paragraphs(text):
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    found = pair_marks(text, spans)
    ends = [one.span for one in found]
    assert ends == sorted(ends)
    assert all(one.end <= other.start for one, other in zip(ends, ends[1:], strict=False))
    assert all(any(span.contains(one) for span in spans) for one in ends)
    assert all(one.span.contains(one.inner) for one in found)


@given(TEXTS)
def test_statements_have_valid_spans_whatever_the_marks(text):
    made, all_ = statements(f"The mayor of Tarrow spoke on Monday in the harbour.\n{text}")
    for one in all_:
        spans = [*one.source, *one.cue, *one.content]
        assert one.content
        assert all(0 <= span.start < span.end <= len(made.text) for span in spans)
        assert list(one.content) == sorted(one.content)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_text_is_an_article_that_is_its_page(text):
    made = article(f"The ferry will run again from May.\n{text}")
    assert made.text.endswith(text)
    covered = [region.span for region in made.regions]
    assert covered == sorted(covered)


@given(TEXTS, st.data())
def test_those_that_share_characters_with_a_span_are_found_by_place(text, data):
    paragraphs = [Span(0, len(text))] if text else []
    quotations = pair_marks(text, paragraphs)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    assert list(overlapping(quotations, span)) == [
        one for one in quotations if one.span.overlaps(span)
    ]
