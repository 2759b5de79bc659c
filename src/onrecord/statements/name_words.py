"""The words of a name: where one goes on, what is a title, which of them is the given name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.resources import Lexicon
from onrecord.text.described import JOINERS
from onrecord.text.names import is_family_first
from onrecord.text.tokens import Word, is_capitalised

__all__ = [
    "MAX_NAME",
    "PARTICLES",
    "ROLE_WORDS",
    "adjoins",
    "given_of",
    "is_common",
    "is_name_word",
    "is_title",
    "role_of",
    "with_hyphens",
]

MAX_NAME = 4
"""Capitalised words in a person's name; longer runs are titles of things."""
PARTICLES = frozenset(
    "al bin da dal dalla de degli del della dello der di dos du el ibn la le lo mac st ter van vom von zu zum".split()
)
"""Small words inside surnames."""
ROLE_WORDS = 8
"""Words that a comma sets off beside a name, in which a title is looked for. Set by hand."""
_SHORT = frozenset({"jr", "sr", "ph", "st"})
_INSIDE_TITLES = frozenset({"in", "at"})
"""Words between the hyphens of a title: editor-in-chief, attorney-at-law."""


def adjoins(last: Word, gap: str, lexicon: Lexicon) -> bool:
    """Say whether a name may go on over a gap: a full stop only after an initial or a short title.

    What is somebody's is no part of the name ("Orla Brennick's Ferry Bill"); what is a country's may be one's office.
    """
    if last.is_possessive and last.lower[:-2] not in lexicon.countries:
        return False
    if gap.startswith("."):
        bare = last.lower.strip(".")
        if len(bare) > 1 and bare not in lexicon.honorifics and bare not in _SHORT:
            return False
    return gap.strip(".-") in {" ", ""}


def with_hyphens(text: str, found: Sequence[Word], lexicon: Lexicon) -> Iterator[Word]:
    """Yield words, two that a hyphen joins to one name as one: "Aldov-Brennick", and "Ki-moon" behind a family's."""
    before: Word | None = None
    held: Word | None = None
    for word in found:
        if held and text[held.end : word.start] == "-" and _are_one(before, held, word, lexicon):
            held = Word(f"{held.text}-{word.text}", held.start, word.end)
            continue
        if held:
            yield held
        before, held = held, word
    if held:
        yield held


def _are_one(before: Word | None, left: Word, right: Word, lexicon: Lexicon) -> bool:
    """Say whether two words with a hyphen between them are one name."""
    lowers = left.lower, right.lower
    if lowers[1] in _INSIDE_TITLES or lowers[0].rpartition("-")[2] in _INSIDE_TITLES:
        return True
    if lowers[0] in lexicon.countries or any(
        lower in PARTICLES or is_title(lower, lexicon) for lower in lowers
    ):
        return False
    both = left.text, right.text
    if all(is_capitalised(one) and len(one) > 2 for one in both):
        return True
    is_second = before is not None and is_capitalised(before.text)
    return is_second and is_family_first("-".join(both))


def is_common(word: Word, lexicon: Lexicon) -> bool:
    """Say whether a capitalised word is one that is usually printed in lower case, no title and no given name."""
    lower = word.lower
    is_titled = is_title(lower, lexicon) or lower in lexicon.honorifics
    is_given = lower in lexicon.given_names or lower in lexicon.nicknames
    return lower in lexicon.common and not (is_titled or is_given)


def is_title(lower: str, lexicon: Lexicon) -> bool:
    """Say whether a word is a title, or stands before one."""
    bare = lower.partition("-in-")[0]  # editor-in-chief
    return bare in lexicon.titles or lower in lexicon.title_modifiers


def is_name_word(word: Word) -> bool:
    """Say whether a word may stand in a name."""
    return is_capitalised(word.text) or word.lower in PARTICLES


def given_of(names: Sequence[Word]) -> str:
    """Return the first given name that is more than an initial: of "R. James" James."""
    whole = [word.text for word in names if len(word.text.rstrip(".")) > 1]
    return whole[0] if whole else names[0].text if names else ""


def role_of(found: Sequence[Word], lexicon: Lexicon) -> str:
    """Return the title words among these: "Russia's Foreign Minister" gives "foreign minister", "Gov." governor."""
    roles: list[str] = []
    for word in found:
        if word.lower in JOINERS and roles:
            break
        title = lexicon.short_titles.get(word.lower, word.lower)
        if is_title(title, lexicon):
            roles.append(title)
    return " ".join(roles) if any(word in lexicon.titles for word in roles) else ""
