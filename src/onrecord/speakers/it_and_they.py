"""What "it", "they" and "the agency" may go back to: bodies, documents, several people; never one person.

Who is in mind is weighed as for he and she (`Salience`). What a report speaks of besides and has no voice
here (a letter, the voters) is a rival: where it is the one most in mind, nobody is told.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise
from typing import NamedTuple

from onrecord.model import Article, Role, SpeakerKind
from onrecord.resources import Lexicon
from onrecord.text.described import are_several, head_of, is_plural
from onrecord.text.tokens import is_capitalised, words

__all__ = [
    "SAYS",
    "TOLD_OF",
    "Rival",
    "find_rivals",
    "kind_described",
    "likelihood",
    "number_of",
]

SAYS, TOLD_OF = 2.0, 0.35
"""What saying something counts where a subject counts 1, and what being spoken of in what is said counts at most.
These and the next two are set by hand, looking at the training half of `evaluation/labels/polnear_bodies.csv`."""
_AS_SEVERAL, _AS_ONE, _AS_FIRM = 0.5, 0.3, 0.7
"""How likely a body is called "they" beside several people, and one whose name is a plural "it", as a firm's may be
("Skell Tours"), no "the United Nations"."""


class Rival(NamedTuple):
    """A place where something without a voice is spoken of."""

    start: int
    end: int
    what: str
    number: str
    """`n` or `p`."""
    is_sure: bool
    """Else it may be a verb, and is a rival only where a subject stands."""


def number_of(pronoun: str, lexicon: Lexicon) -> str:
    """Return `n` for it, `p` for they, nothing for others; it is told in English alone."""
    number = lexicon.pronouns.get(pronoun.casefold(), "")
    return number if lexicon.plain is None and number in {"n", "p"} else ""


def kind_described(printed: str) -> str:
    """Return what "the agency" or "its news service" says that a body is: agency, service; nothing where it says more.

    What is printed with a name ("the Tarrow government") or for the first time ("a company") goes back to nothing; a
    word alone is as good as "the" before it: "Police said", and a capital alone as none: "the Bank".
    """
    found = words(printed)
    is_definite = len(found) == 1 or (
        bool(found) and found[0].lower in {"the", "this", "that", "its"}
    )
    is_named = len(found) > _KIND and any(is_capitalised(word.text) for word in found[1:])
    if not is_definite or is_named or "," in printed:
        return ""
    return head_of(printed)


_KIND = 2
"""Words of what a body is, "the" among them, and no more: "the Bank"."""


def likelihood(kind: SpeakerKind, printed: str, number: str, lexicon: Lexicon) -> float:
    """Return how likely somebody so printed is called by a pronoun of that number, from 0 to 1."""
    if kind is SpeakerKind.PERSON:
        return 0.0
    if kind is SpeakerKind.ORGANISATION:
        several = is_plural(head_of(printed))
        if number == "p":
            return 1.0 if several else _AS_SEVERAL
        if several and is_capitalised(words(printed)[-1].text) and not printed.startswith("the "):
            return _AS_FIRM
        return _AS_ONE if several else 1.0
    several = are_several(printed)
    if number == "p":
        return float(several)
    return float(not several and head_of(printed) in lexicon.documents)


def find_rivals(article: Article, lexicon: Lexicon, taken: Container[int]) -> Iterator[Rival]:
    """Yield where documents, plurals and pairs of names stand that are no mention; `taken` holds where mentions end."""
    for region in article.spans_of(Role.BODY):
        found = words(article.text, region)
        for word in found:
            number, is_sure = _number(word.lower, lexicon)
            if number and word.end not in taken:
                yield Rival(word.start, word.end, word.lower, number, is_sure)
        capitals = [one for one in found if is_capitalised(one.text)]
        for one, other in pairwise(capitals):
            between = article.text[one.end : other.start]
            if between == " and " and other.end not in taken:
                both = article.text[one.start : other.end]
                yield Rival(one.start, other.end, both, number="p", is_sure=True)


def _number(lower: str, lexicon: Lexicon) -> tuple[str, bool]:
    """Return the number of a word for a document or a plural, else nothing; and whether it surely is one."""
    if lower in lexicon.documents:
        return "n", True
    if lower == "people":
        return "p", True
    if not is_plural(lower) or lower in lexicon.function_words:
        return "", False
    one = lower[:-1]
    is_sure = one in lexicon.documents or one in lexicon.countries or lower in lexicon.unnamed
    is_noun = lower in lexicon.common and lower not in lexicon.cues
    return ("p", is_sure) if is_sure or is_noun else ("", False)
