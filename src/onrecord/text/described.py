"""What a description says by its words alone: what it is of, and whether of one or of several."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from onrecord.text.tokens import without_possessive, words

__all__ = [
    "JOINERS",
    "WHEN",
    "are_several",
    "head_of",
    "is_headed_by_plural",
    "is_plural",
    "joined_at",
    "names_others",
    "without_clause",
]

JOINERS = frozenset({"of", "for", "from", "at", "in", "with", "to", "on", "within", "inside"})
"""Words behind which stands what a description is of: the mayor of Tarrow."""
WHEN = frozenset(
    {"when", "while", "after", "before", "because", "though", "although", "if", "since"}
)
"""Words behind which stands no more of who somebody is: an aide when asked by the Echo."""
_RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
_CLAUSE = re.compile(rf",?\s(?:{'|'.join(sorted(_RELATIVES))})\s.*", re.DOTALL)
_SEVERAL = frozenset(
    "all both few many most others several some these those two three four five six seven eight nine ten".split()
)


def joined_at(lowers: Sequence[str], joiners: Collection[str] = JOINERS) -> int:
    """Return where what a description is of begins: with the first joining word behind another, or the end."""
    return next((i for i, lower in enumerate(lowers) if i and lower in joiners), len(lowers))


def head_of(printed: str) -> str:
    """Return the word that says what a description is of, in lower case: of "the mayors of Skell" mayors."""
    lowers = _lowers(printed)
    return lowers[joined_at(lowers) - 1] if lowers else ""


def are_several(printed: str) -> bool:
    """Say whether a description is of several: "some in Tarrow", "Aldov and the mayor", "the mayors of Skell"."""
    lowers = _lowers(printed)
    is_counted = bool(lowers) and lowers[0] in _SEVERAL
    return is_counted or "and" in lowers[1:-1] or is_headed_by_plural(printed)


def names_others(printed: str) -> bool:
    """Say whether a source that names several speaks of others with them: "Aldov, Brennick and other members"."""
    return not _MORE.isdisjoint(word.lower for word in words(printed))


_MORE = frozenset({"other", "others", "many", "several", "those", "more", "dozens", "members"})


def without_clause(printed: str) -> str:
    """Return who is meant without the clause that says more: "a crew that was clearing ice" is "a crew"."""
    return _CLAUSE.sub("", printed) or printed


def is_headed_by_plural(printed: str) -> bool:
    """Say whether the word that says what a description is of is a plural: of "spokesmen for the mayor"."""
    head = head_of(printed)
    return is_plural(head) or head.endswith(("men", "people"))


def is_plural(lower: str) -> bool:
    """Say whether a word may be a plural by its ending."""
    return lower.endswith("s") and not lower.endswith("ss")


def _lowers(printed: str) -> list[str]:
    """Return the words of a description in lower case, as far as they say who it is."""
    printed = printed.partition(",")[0] or printed
    printed = without_possessive(printed)
    lowers = [word.lower for word in words(printed)]
    end = next(
        (i for i, lower in enumerate(lowers) if i and lower in _RELATIVES | WHEN), len(lowers)
    )
    return lowers[:end]
