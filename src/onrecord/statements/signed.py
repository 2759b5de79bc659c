"""Quotations that somebody signs, as readers' views and pull quotes have: “...” — Ana Brul, mayor of Brant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Attribution
from onrecord.statements.rules import Found
from onrecord.text.quotations import Quotation
from onrecord.text.spans import Span
from onrecord.text.tokens import words

__all__ = ["with_signatures"]

_MIN_WORDS = 3
"""Words of a quotation that somebody signs; fewer are a title or a term."""
_CONFIDENCE = 0.95
"""Set by hand: of the 20 that PolNeAR has all are the signer's."""
_NAME = (
    r"[^\W\d_a-z][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|de|da|del|la|van|von|der|den|bin|al|el)){0,4}"
)
_SIGNED = re.compile(
    rf"[ \t\xa0]*(?:\n\s*)?(?:[—–―]|(?<=\s)--?(?=[ \xa0]))[ \t\xa0]?"
    rf"(?P<name>{_NAME})(?:,[ \xa0][^\n“”\"]{{2,60}})?\.?[ \t\xa0]*(?=\n|$)"
)


def with_signatures(
    text: str, quotations: Sequence[Quotation], found: Sequence[Found]
) -> list[Found]:
    """Return attributions with those of quotations that end a line with a dash and a name, or have it on the next.

    What has a source already stands as it is.
    """
    out = list(found)
    for quotation in quotations:
        match = _SIGNED.match(text, quotation.span.end)
        if match is None or len(words(text, quotation.inner)) < _MIN_WORDS:
            continue
        source = (Span(*match.span("name")),)
        at = next(
            (
                number
                for number, one in enumerate(out)
                if any(span.overlaps(quotation.inner) for span in one.attribution.content)
            ),
            None,
        )
        if at is None:
            signed = Attribution(
                source=source,
                cue=(),
                content=(quotation.span,),
                confidence=_CONFIDENCE,
                reason="quotation and who signs it",
            )
            sentence = Span(quotation.span.start, match.end())
            out.append(Found(attribution=signed, sentence=sentence))
        elif not out[at].attribution.source:
            out[at] = replace(out[at], attribution=replace(out[at].attribution, source=source))
    return sorted(out, key=lambda one: (one.attribution.content[0], one.attribution.reason))
