"""Whose words another quotes: "*Brul* was quoted by the Echo as saying ...", "CNN quoted *a witness* as saying ..."."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.statements.tagger import Tagged
from onrecord.text.spans import Span

__all__ = ["of_who_is_quoted"]

_BY = r"(?: (?:by|in) [^“”\":]{2,60}?)?"
_AS_SAYING = r",? as (?:saying|telling [^,“”\"]{2,30}),?:?(?: that(?= ))?\s*"
_IS_QUOTED = re.compile(
    r"(?P<who>[^“”\";:]{2,90}?),? (?P<cue>(?:was|is|were|are|ha[sd] been|have been)(?: also| later| \w+ly)? quoted"
    rf"(?:{_BY}{_AS_SAYING}|{_BY}:\s*))"
)
_QUOTES = re.compile(rf"(?P<cue>\bquot(?:ed|es|ing)) (?P<who>[^“”\";:]{{2,80}}?){_AS_SAYING}")
_BEGINS = re.compile(r"(?:(?:but|and|so|then|still|yet|however),? )*", re.IGNORECASE)
_REACH = 3
"""Characters between "as saying" and what was said: a mark and a space."""


def of_who_is_quoted(text: str, one: Tagged, sentence: Span) -> Tagged:
    """Return an attribution as that of who is quoted, where the tagger has it as part of what is said, or who quotes.

    The words are theirs whose they are, as with '"...," Sanders said, according to CNN'.
    """
    end = max(span.end for span in one.content)
    begins = _BEGINS.match(text, sentence.start, end)
    match = _IS_QUOTED.match(
        text, begins.end() if begins else sentence.start, end
    ) or _QUOTES.search(text, sentence.start, end)
    if match is None:
        return one
    content = tuple(
        Span(max(span.start, match.end()), span.end)
        for span in one.content
        if span.end > match.end()
    )
    if not content or content[0].start - match.end() > _REACH:
        return one
    who, cue = (Span(*match.span(name)).trimmed(text, " ,:") for name in ("who", "cue"))
    return replace(one, source=(who,), cue=(cue,), content=content)
