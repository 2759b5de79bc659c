"""Whether what is said asks: as it ends, or behind a verb of asking."""

import pytest

from onrecord.model import Attribution
from onrecord.resources import lexicon
from onrecord.statements.questions import is_question
from onrecord.text.spans import Span


def asks(*content: str, cue: str = "", language: str = "en") -> bool:
    text, spans = cue, []
    for one in content:
        spans.append(Span(len(text) + 1, len(text) + 1 + len(one)))
        text = f"{text} {one}"
    said = Attribution(
        source=(),
        cue=(Span(0, len(cue)),) if cue else (),
        content=tuple(spans),
        confidence=1.0,
        reason="made up",
    )
    return is_question(text, said, lexicon(language))


@pytest.mark.parametrize(
    ("content", "cue", "expected"),
    [
        (("“What is this?”",), "said", True),
        (("“What is this?”", "“It is a gate.”"), "said", False),
        (("“What is this?”", "“Tell me.”"), "asked", True),
        (("whether the gate was shut",), "asked", True),
        (("for help",), "asked", True),
        (("whether the gate was shut",), "said", False),
        (("何？」",), "", True),
        (("ماذا؟",), "", True),
    ],
)
def test_a_statement_asks_as_it_ends_or_behind_a_verb_of_asking(content, cue, expected):
    assert asks(*content, cue=cue) is expected
