"""Whom a description calls again that stands for a name: "the singer", "the Norwegian", "the Skell Democrat".

Reports do so in order not to print a name twice. The description tells something new as often as not, so that the place
tells who is meant: who is most in mind, more so where the words stand beside the name too. What is said of somebody's
relation to another (an agent, a lawyer) is left alone, and so is whom the report brought in without a name ("*a* singer
in the crowd").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onrecord.model import Mention
from onrecord.resources import Lexicon
from onrecord.text.described import joined_at
from onrecord.text.spans import Span
from onrecord.text.tokens import is_capitalised, without_possessive, words

__all__ = [
    "Again",
    "names_another",
    "read_again",
    "said_behind",
    "speaks_for_another",
    "turns_to_another",
]

_AGE = re.compile(r"\b\d{1,3}-year-old\b")
_OF_MANY = re.compile(r"of (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})")
"""Behind a mother or a father: of how many, which tells of nobody else."""
_OTHERS = frozenset(
    "first second third last other same latter next only latest new youngest eldest oldest".split()
)
"""Words that tell one of several apart, of whom the report may have named another."""
_NO_LONGER = frozenset({"ex", "former", "onetime", "sometime", "then"})
_WHO = re.compile(r"\w (?:who|that|whose)\b")
"""What says without a comma which one of many is meant: "the Democrat who is familiar with it"."""
_EITHER = "s"
"""The gender of those who may be a he or a she."""
_PARTIES = {"republican": "R", "gop": "R", "democrat": "D", "democratic": "D"}
_AS_PARTY = re.compile(r"(?:\(|, )([DR])(?:-|\)|,)|\b(Republican|GOP|Democrat)")
"""Of which party somebody is, beside a name."""
_BEFORE, _BEHIND = 40, 70
"""Characters beside a name in which it stands what somebody is. Set by hand."""
_OPENS = re.compile(r"(?:,| \(| of | from | with | at )")
_ENDS = re.compile(r"[.;:?!\n\"“”]")
_ATTACHED = 12
"""Characters between a name and what brings somebody in that is of the name: ", a singer", " is a singer"."""
_TURNS = re.compile(
    r"\b(?:after|and|as|because|before|but|if|since|that|until|when|where|whereas|while)\s+$",
    re.IGNORECASE,
)


def turns_to_another(text: str, at: int) -> bool:
    """Say whether a word before a description begins a clause that is of another than the one before it.

    "Brennick resigned *after* the Skell Democrat had called for it", no "though Brennick did not resign, the senator".
    """
    return _TURNS.search(text, max(0, at - _ATTACHED), at) is not None


def said_behind(text: str, at: int) -> frozenset[str]:
    """Return the words of the clause that a "who" right behind a description begins, in lower case."""
    clause = _CLAUSE.match(text, at)
    return (
        frozenset(without_possessive(one.lower) for one in words(clause[1]))
        if clause
        else frozenset()
    )


_CLAUSE = re.compile(r",? who ([^.?!;:,\n\"“”«»]{1,200})")


def names_another(text: str, known: Collection[str], lexicon: Lexicon) -> bool:
    """Say whether a text brings in one of a name of one word: "The hero was *Teague*", "*Teague* led"; not in quotes.

    `known` are the words of the names that are told of, in lower case.
    """
    others: tuple[Collection[str], ...] = (
        known,
        lexicon.common,
        lexicon.function_words,
        lexicon.openers,
        lexicon.titles,
        lexicon.organisations,
        lexicon.countries,
        lexicon.places,
        lexicon.aliases,
        lexicon.months,
        lexicon.weekdays,
    )
    found = _ALONE.finditer(_QUOTED.sub(" ", text))
    lowers = {(one["is"] or one["does"]).casefold() for one in found}
    return any(not any(lower in some for some in others) for lower in lowers)


_ALONE = re.compile(
    r"\b(?:is|was) (?P<is>[A-Z][a-zà-ÿ]{2,})(?=[.,;]|$)"
    r"|(?:^|[.!?\n] ?)(?P<does>[A-Z][a-zà-ÿ]{2,})(?= (?:has|had|is|was|will|[a-z]+ed)\b)",
    re.MULTILINE,
)
_QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?")


def speaks_for_another(roles: Iterable[str]) -> bool:
    """Say whether what somebody is called is what one is to another: an agent, a spokeswoman."""
    return any(role.rpartition(" ")[2] in _FOR_OTHERS for role in roles)


_FOR_OTHERS = frozenset(
    "adviser advisor agent aide attorney counsel lawyer manager publicist representative solicitor spokesman"
    " spokesperson spokeswoman staffer strategist".split()
)


@dataclass(frozen=True, slots=True)
class Again:
    """A description by which somebody may be called again."""

    words: frozenset[str]
    """All its words, in lower case."""
    head: str = ""
    """What somebody is said to be; empty where it is but an age."""
    gender: str = ""
    telling: frozenset[str] = frozenset()
    """Its words that, beside a name, tell that it is of that one: names where it has any, else its head."""
    party: str = ""
    is_native: bool = False

    def fits(self, names: Iterable[Beside]) -> tuple[bool, bool]:
        """Say whether what this says stands beside one of somebody's names, and whether no other party does."""
        is_told, parties = False, set[str]()
        for one in names:
            is_told |= not one.words.isdisjoint(self.telling)
            parties |= one.parties
        return is_told, not (self.party and parties and self.party not in parties)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a name in its clause."""

    words: frozenset[str]
    """With those of the name, in lower case."""
    parties: frozenset[str]
    """By their letters."""


def read_beside(text: str, named: Span) -> Beside:
    """Return what stands beside a name."""
    printed = _clause(text, named)
    return Beside(
        words=frozenset(without_possessive(one.lower) for one in words(printed)),
        parties=frozenset(
            letter or _PARTIES[name.casefold()] for letter, name in _AS_PARTY.findall(printed)
        ),
    )


def find_brought_in(text: str, head: str) -> list[Span]:
    """Return where a text tells of one of a sort: "*a singer* in the crowd", "Mara Hask, *a singer*"."""
    brought = rf"\b(?:an?|one|another) (?:[\w’'-]+ ){{0,3}}{re.escape(head)}\b"
    return [Span(*found.span()) for found in re.finditer(brought, text, re.IGNORECASE)]


def is_attached(brought: Span, names: Iterable[Span]) -> bool:
    """Say whether what brings somebody in stands right beside a name: ", a singer", " is a singer", "a singer, "."""
    return any(
        0 <= brought.start - one.end <= _ATTACHED or 0 <= one.start - brought.end <= _ATTACHED
        for one in names
    )


def read_again(mention: Mention, lexicon: Lexicon) -> Again | None:
    """Read a description as one that may call somebody again; None where it is another one."""
    printed = mention.text.partition(",")[0]
    bare = _AGE.sub("", printed)
    found = words(without_possessive(bare.rstrip()))
    lowers = [one.lower for one in found]
    if not lowers or lowers[0] != "the" or _WHO.search(printed):
        return None
    if len(found) == 1:  # "the 61-year-old"
        return Again(frozenset()) if bare != printed else None
    cut = joined_at(lowers)
    whole, rest = " ".join(lowers[1:cut]), " ".join(lowers[cut:])
    head = whole if whole in lexicon.natives else lowers[cut - 1]
    # "the mother" may be anybody's
    is_bare = head in lexicon.kin and not rest and bare == printed
    if is_bare or head not in lexicon.called_again or (rest and not _OF_MANY.fullmatch(rest)):
        return None
    if head != whole and not _OTHERS.isdisjoint(lowers):
        return None
    if "and" in lowers[:cut] or any(one.is_possessive for one in found[:cut]):
        return None
    is_of_party = head in _PARTIES
    if is_of_party and not _NO_LONGER.isdisjoint(lowers):
        return None
    names = [one for one in found[1:cut] if is_capitalised(one.text) and one.lower not in _PARTIES]
    telling = {one.lower for one in names if one.lower != head} or {head}
    telling |= {lexicon.countries[one].casefold() for one in telling if one in lexicon.countries}
    party = next((_PARTIES[one] for one in lowers if one in _PARTIES), "")
    return Again(
        words=frozenset(lowers[1:cut]),
        head=head,
        gender=lexicon.called_again[head].removeprefix(_EITHER),
        telling=frozenset(telling),
        party="" if head == "socialist" else party,
        is_native=head in lexicon.natives or is_of_party,
    )


def _clause(text: str, named: Span) -> str:
    """Return a name with what stands beside it in its clause."""
    before = _ENDS.split(text[max(0, named.start - _BEFORE) : named.start])[-1].rpartition(",")[2]
    behind = text[named.end : named.end + _BEHIND]
    behind = _ENDS.split(behind)[0] if _OPENS.match(behind) else ""
    return f"{before}{named.of(text)}{behind}"
