"""Whether somebody is called he or she, as far as what is printed of them tells."""

from __future__ import annotations

import re

from onrecord.model import Mention
from onrecord.resources import Lexicon

__all__ = ["GENDERED", "gender_behind", "gender_of", "says_gender"]

GENDERED = {
    "mr": "m", "sir": "m", "king": "m", "prince": "m", "lord": "m",
    "mrs": "f", "ms": "f", "miss": "f", "queen": "f", "princess": "f", "lady": "f", "dame": "f",
}  # fmt: skip
_BEHIND = re.compile(r", (?:an?|the|her|his|their) ([^,.;\n]{3,60})")
"""What stands behind a name and says who that is; of its words those before a "who" or an "of"."""
_SORTS = {
    "boy": "m", "grandfather": "m", "man": "m", "monk": "m", "priest": "m",
    "actress": "f", "girl": "f", "grandmother": "f", "nun": "f", "waitress": "f", "woman": "f",
}  # fmt: skip
"""Words for people that say he or she, beside titles (spokeswoman) and relatives (mother)."""


def says_gender(pronoun: Mention, lexicon_: Lexicon) -> str:
    """Return `m` or `f` for he and she, nothing for others."""
    gender = lexicon_.pronouns.get(pronoun.text.casefold(), "")
    return gender if gender in {"m", "f"} else ""


def gender_of(mention: Mention, lexicon: Lexicon) -> str:
    """Return `m` or `f` where the mention itself says so (Mr, Hillary, she), else nothing."""
    if mention.form == "pronoun":
        return lexicon.pronouns.get(mention.text.casefold(), "")
    for word in re.findall(r"[a-z]+", mention.text.casefold()):
        if word == mention.surname.casefold():  # "Tishana King"
            continue
        if word in GENDERED:
            return GENDERED[word]
        if word in lexicon.titles and word.endswith("woman"):
            return "f"
        if word in lexicon.titles and word.endswith("man"):
            return "m"
    given = mention.given.casefold().split()
    return lexicon.given_names.get(given[0], "") if given and mention.form == "name" else ""


def gender_behind(text: str, mention: Mention, lexicon: Lexicon) -> str:
    """Return `m` or `f` where what stands right behind a name says so: "Orla Brennick, a Skell woman", else nothing."""
    behind = _BEHIND.match(text, mention.span.end)
    if behind is None:
        return ""
    ends = lexicon.relatives | lexicon.prepositions
    for word in behind[1].casefold().split():
        if word in ends or word.endswith(("'s", "’s")):
            break
        if said := _SORTS.get(word, "") or lexicon.kin.get(word, ""):
            return said
    return ""
