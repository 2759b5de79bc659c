"""Which line of a bare text is its title, on invented pages."""

import pytest
from tests.factories import article

BODY = (
    "The harbour master of Skell, Mara Ostrow, closed the northern pier on Monday after a crane fell.\n\n"
    "“Nobody sails until the crane is out of the water,” Ostrow told reporters at the pier.\n\n"
    "The pier handles most of the cattle that the island sends to the mainland in spring.\n"
)
HEADLINE = "Harbour master closes northern pier after crane falls"


@pytest.mark.parametrize(
    "above",
    [
        f"{HEADLINE}\n\n",
        f"Get the Skell Courier on your doorstep\n\nPhoto/Anders Vell\n\n{HEADLINE}\n\n",
        f"{HEADLINE}\n\nSkell Courier•\n\n{HEADLINE}\n\nMore\n\n",
        f"{HEADLINE}...\n\nSkell Courier•\n\n{HEADLINE}...\n\n",
        f"By Jorun Hale and Peder Moss, for the Skell Courier in Orrin\n\n{HEADLINE}\n\n",
        f"Anders Vell, SPA\n\n{HEADLINE}\n\n",
    ],
)
def test_the_line_that_has_the_words_of_the_text_is_the_title(above):
    assert (article(above + BODY).title or "").rstrip(".") == HEADLINE


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Enter your town or its number\n\n",
        "Our offers today:\n\n",
        "Get harbour and pier alerts from the Skell Courier\n\n",
        "Subscribe to our emails on the harbour of Skell\n\n",
        "Saturday, 14 March 2031 09:38 AM Skell harbour\n\n",
        "Tags: harbour | pier | crane\n\n",
        "Authored by Jorun Hale at the harbour of Skell\n\n",
        "Jetzt den Newsletter zum pier in Skell bestellen\n\n",
    ],
)
def test_a_text_without_a_headline_has_no_title(above):
    assert article(above + BODY).title is None
