"""Whom an interview is with, as its headline or its opening says: "An interview with Tilda Voss"."""

from __future__ import annotations

import re

from onrecord.text.spans import Span

__all__ = ["find_interviewee"]

_PARTICLE = r"(?:(?:al|bin|da|de|del|den|der|di|du|el|la|le|van|von) )"
_WORD = r"(?:[A-Z]\.|[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'-]{0,40})"
_NAME = rf"(?P<name>{_WORD}(?: {_PARTICLE}{{0,2}}{_WORD}){{1,3}})"
"""Two words with capitals to four; each part has an end, so that no text costs more than another."""
_WHO = r"(?:[a-zà-ÿа-яё’'-]{1,30},? ){0,6}"
"""What somebody is, in small letters: "interview with *the gallery's former head,* Tilda Voss"."""
_TALK = (
    r"\b(?:[Ii]nterview|[Cc]onversation|Q ?& ?A|[Ee]ntretien|[Ee]ntrevista|[Gg]espräch|[Ии]нтервью)"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_TALK}(?: with| avec| mit| con| a| с|:) {_WHO}{_NAME}",
        rf"\b(?:[Ww]e|I) (?:spoke|talked|sat down|met) (?:to|with) {_WHO}{_NAME}",
        rf"{_NAME}(?:, [^,.;\n]{{3,80}},)? (?:spoke|speaks|talked|talks|sat down|answers|answered)\b",
    )
)


def find_interviewee(text: str, end: int) -> Span | None:
    """Return where the one whom an interview is with is named in full before a place of a text; None for nobody.

    "Interview with" is believed first. Of "she spoke to Ludo Kern" nothing follows: he is who asks.
    """
    for form in _FORMS:
        found = form.search(text, 0, end)
        if found:
            return Span(*found.span("name"))
    return None
