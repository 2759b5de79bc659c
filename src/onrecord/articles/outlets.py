"""How an outlet is called: of the names that its page states the one that its address bears out.

Pages state a section ("U.S."), an address, a handle or an advertisement ("Ledger | News and more") where their
name belongs; two such names of one outlet would be two outlets in the record.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from itertools import product

from onrecord.resources import lexicon
from onrecord.text.normalize import fold_space, strip_accents

__all__ = ["last_part", "outlet_of"]

_PARTS = re.compile(r"\s+[|–—·•:»]+\s+|\s+-\s+|\s*\|\s*")
_ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+|@\S+", re.IGNORECASE)
_NO_NAME = frozenset({"co", "com", "gov", "net", "org"})
_WORD = re.compile(r"[^\W_]+")
_LEAST = 4
"""Letters of a name's first word that an address must hold to bear the name out by that word alone."""
_MOST, _FEW = 0.45, 3
"""Share of a name's letters that an address must hold, or its words of which it need hold the first alone, to be
the outlet where nothing states it: titles end in much else. Both from the pages of WCXB and of the article
extraction benchmark, read by eye."""
_MOST_WORDS = 8
"""Words of a name of which an address may be made up; a longer one is no name."""


def outlet_of(stated: Iterable[str], printed: Iterable[str], url: str | None) -> str | None:
    """Return the outlet's name, or None where nothing on the page is one.

    `stated` are the fields for it, the most telling first; what is only `printed` somewhere (the end of the title,
    the name of an app) counts where the address bears it out. A name in lower case ("dailyledger") yields to one
    that is written out.
    """
    domain = _domain(url) if url else ""
    core = _letters(domain.partition(".")[0])
    core = "" if core in _NO_NAME else core
    host = url.partition("//")[2].partition("/")[0].casefold() if url else ""
    sections = frozenset(host.removesuffix(domain).split("."))
    fields = [name for one in stated if (name := _cleaned(one, core, sections))]
    others = [name for one in printed if (name := _cleaned(one, core, sections))]
    fitting = [one for one in fields if _fits(one, core)]
    fitting += [one for one in others if _fits(one, core) and _is_most(one, core)]
    first = fields[0] if fields else None
    if first is not None and (first in fitting or not fitting) and not first.islower():
        same = [one for one in fitting if one.casefold() == first.casefold() and one[0].isupper()]
        return next(iter(same), first)
    written = [one for one in fitting if not one.islower()]
    return next(iter([*written, *fitting]), first)


@lru_cache(maxsize=4096)
def _domain(url: str) -> str:
    """Return the registered domain of an address, by the public suffix list that the library brings along."""
    from tld import get_fld  # reads the list when it is first asked

    return get_fld(url, fail_silently=True, fix_protocol=True) or ""


def last_part(title: str) -> str:
    """Return what a page's title ends in behind a dash or a bar: often the outlet."""
    parts = _PARTS.split(fold_space(title))
    return parts[-1].strip() if len(parts) > 1 else ""


def _cleaned(name: str, core: str, sections: Container[str]) -> str | None:
    """Return a name without what advertises it; None for an address, a handle or a part of the site."""
    name = fold_space(name)
    parts = [one for one in _PARTS.split(name) if one and not _ADDRESS.fullmatch(one)]
    if not parts:
        return None
    best = next((one for one in parts if _fits(one, core)), parts[0])
    lower = best.casefold()
    is_word = best.islower() or lower in lexicon().common  # "Hosted", but not "NCCIH"
    is_section = is_word and lower in sections and not _fits(best, core)
    return None if is_section else best


def _fits(name: str, core: str) -> bool:
    """Say whether an address is made of a name: of its words' beginnings in order, or with its first word in it."""
    found = [_letters(one) for one in _WORD.findall(name)]
    while len(found) > 1 and found[0] in {"the", "a", "u", "s", "us"}:
        found = found[1:]
    letters = "".join(found)
    if not core or not letters:
        return False
    if core in letters or (len(letters) >= _LEAST and letters in core):
        return True
    if len(found[0]) >= _LEAST and found[0] in core:
        return True
    return len(found) <= _MOST_WORDS and _is_made_of(core, found)


def _is_most(name: str, core: str) -> bool:
    """Say whether what the address holds is most of a name, and not a word of a headline."""
    letters = _letters(name)
    n_words = len(_WORD.findall(name))
    if core in letters:
        return len(core) >= _MOST * len(letters)
    return n_words <= _FEW or _is_made_of(core, [_letters(one) for one in _WORD.findall(name)])


def _is_made_of(core: str, found: Sequence[str]) -> bool:
    """Say whether letters are beginnings of all the words that count, in order: "nyt" of "new york times".

    Words that no address holds ("of", "the", "and") and figures may be passed over.
    """
    ends = {0}
    for word in found:
        begun = {
            end + n
            for end, n in product(ends, range(1, len(word) + 1))
            if core.startswith(word[:n], end)
        }
        is_passed = word.isdecimal() or word in {"of", "the", "and", "for", "in"}
        ends = begun | (ends if is_passed else set())
    return len(core) in ends


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, strip_accents(text).casefold()))
