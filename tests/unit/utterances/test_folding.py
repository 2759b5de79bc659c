"""How words are read before they are compared."""

from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.folding import fold


def test_us_is_a_country_only_in_capitals():
    text = "They spy on us, and the US spies on them."
    tokens = fold(text, (Span(0, len(text)),), lexicon()).tokens
    assert [one.printed for one in tokens if one.is_name] == ["United States"]
