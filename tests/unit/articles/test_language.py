"""Languages are told by their words, and one without rules gets quotations by their marks alone."""

import pytest
from tests.factories import content, statements

from onrecord.articles.language import identify
from onrecord.model import Kind, Role

TEXTS = {
    "nl": "De burgemeester van Tarrow sprak maandag voor de raad. „De brug gaat in mei open, als de rivier niet verder stijgt”, zei hij.",
    "it": "Il sindaco di Tarrow ha parlato lunedì davanti al consiglio. «Il ponte aprirà a maggio, se il fiume non sale ancora», ha detto. La parola «ponte» è corta.",
    "zh": "塔罗市市长周一在市议会发表讲话。他说：「如果河水不上涨，大桥将在五月开放，费用由省政府承担。」会议持续了三个小时。",
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_direct_speech_by_its_own_marks_and_marked_so(language):
    made, found = statements(TEXTS[language])
    assert made.language == language
    (one,) = found
    assert one.kind is Kind.DIRECT
    assert one.speaker_printed is None
    assert language in one.reason
    assert len(content(made, one)[0]) > 20


def test_english_is_told_and_what_is_too_short_is_not():
    english = "The mayor of Tarrow spoke to the council on Monday, and said that the bridge would open in May."
    assert identify(english, None) == "en"
    assert identify(english, "fr") == "en"  # the words decide, not what the page states
    assert identify("Nobody.", None) is None
    assert identify("Nobody.", "en") == "en"
    assert identify("", None) is None


def test_names_and_figures_alone_do_not_break_it():
    for text in ("12 14 15 " * 20, "😀" * 50, "\ud800" * 30, "Tarrow Skell Norrholm " * 10):
        identify(text, None)


def test_a_german_paragraph_that_ends_with_its_closing_mark_is_running_text():
    made, _ = statements(
        "Brand in einer Lagerhalle in Tarrow\n\n"
        "Nach dem Brand einer Lagerhalle in Tarrow ermittelt die Polizei wegen Brandstiftung, wie sie am Freitag mitteilte.\n\n"
        "Anwohner berichteten, sie hätten zwei Explosionen gehört. „Es hat gewaltig gekracht“, erzählte eine Frau.\n\n"
        "Der Bürgermeister forderte eine rasche Aufklärung: „Die Menschen haben Angst, und ich verstehe das.“\n"
    )
    last = made.spans_of(Role.BODY)[-1]
    assert last.of(made.text).startswith("Der Bürgermeister forderte")
