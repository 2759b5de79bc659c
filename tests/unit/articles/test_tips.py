"""What a page shows only while somebody points at a word."""

import pytest
from tests.factories import article

from onrecord.text.markup import is_tip
from onrecord.text.normalize import fold_markup

SENTENCE = "Mayor Orla Brennick defended the ferry in Tarrow on Monday, and the dam behind it."
TIPS = [
    '<span class="rollover-people-block"><div>Orla Brennick</div><a href="/f">Ferry vote</a></span>',
    '<span class="tooltip-text">Ferry <span>vote</span></span>',
    '<span class="popover__content"><p>Ferry vote</p><svg><title>Ferry</title></svg></span>',
]


@pytest.mark.parametrize("tip", TIPS)
def test_it_is_no_part_of_its_sentence_and_the_page_reads_so(tip):
    marked = SENTENCE.replace(" defended", f"{tip} defended")
    more = "<p>The ferry between Tarrow and Skell will run again from May, the operator said.</p>"
    html = f"<html><body><h1>Ferry</h1><p>{marked}</p>{more}</body></html>"
    made = article(html, html=True)
    assert SENTENCE in made.text.split("\n")
    assert "Ferry vote" not in made.text
    assert fold_markup(marked) == "".join(SENTENCE.split())


@pytest.mark.parametrize(
    ("tag", "names", "is_one"),
    [("span", "tooltip", False), ("span", "note tooltiptext", True), ("p", "tooltip-text", False)],
)
def test_the_word_that_is_pointed_at_is_none(tag, names, is_one):
    assert is_tip(tag, names) is is_one
