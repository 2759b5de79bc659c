"""Offsets round-trip: every span of an HTML article re-reads from the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.html import cut_html
from onrecord.text.normalize import fold_markup
from onrecord.text.spans import Span

PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<br>", "<div class='x'>", "</div>", "&amp;", "&nbsp;", "&#8220;", "&ldquo;", "&copy",
     "&notanentity;", "&", "<", " ", "\n", "\t", "\r\n", "The ferry", "leaves", "“now”", "🚢", "é", "<!-- no -->", "<!--", "<script>x</script>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join), st.data())
def test_any_stretch_of_text_re_reads_from_its_place_in_the_page(body, data):
    page = f"<html><body><p>Start {body} end</p></body></html>"
    cut = cut_html(page)
    start = data.draw(st.integers(0, len(cut.text)))
    end = data.draw(st.integers(start, len(cut.text)))
    place = cut.offsets.to_page(Span(start, end))
    words = "".join(cut.text[start:end].split())
    assert fold_markup(place.of(page)) == words


@pytest.mark.parametrize("opening", ["<!--", "<![if", '<b x="', "<![CDATA[a"])
def test_what_is_opened_and_never_closed_re_reads_with_its_references(opening):
    page = f"<html><body><p>The ferry {opening} &nbsp;leaves &ldquo;now&rdquo; <p>at noon</p>"
    cut = cut_html(page)
    place = cut.offsets.to_page(Span(0, len(cut.text)))
    assert fold_markup(place.of(page)) == "".join(cut.text.split())
    assert "“now”" in cut.text
