"""How an outlet is called: of the names that its page states the one that its address bears out.

Pages state a section ("U.S."), an address, a handle or an advertisement ("Ledger | News and more") where their
name belongs; two such names of one outlet would be two outlets in the record.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from itertools import product

from onrecord.resources import Lexicon, lexicon, page_labels
from onrecord.text.normalize import fold_space, strip_accents

__all__ = ["PARTS", "is_address", "last_part", "outlet_of", "reads_as_outlet"]

PARTS = re.compile(r"\s+[|–—·•:»]+\s+|\s+-\s+|\s*\|\s*")
"""What parts an outlet's name from a headline, or from what advertises it."""
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
    parts = PARTS.split(fold_space(title))
    return parts[-1].strip() if len(parts) > 1 else ""


_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,12}(?:/\S*)?", re.IGNORECASE)
_OF = frozenset({"of", "de", "du", "del", "der"})
_ARTICLES = frozenset({"the", "der", "die", "das", "le", "la", "el"})
_LONGEST = 6
"""Words of an outlet's name that stands on a line of a text. Set by hand."""


def is_address(text: str) -> bool:
    """Say whether words are an address of the web and nothing else."""
    return _HOST.fullmatch(text) is not None


def reads_as_outlet(name: str, *, is_dated: bool = False) -> bool:
    """Say whether words read as an outlet's name: one with a word by which papers and stations are called.

    Some of these words tell it only beside another that is no label of a page ("Tarrow News", no "World News"), behind
    an article, or on a line with a day (`is_dated`), where an article does alone ("The Continental"), and a capital
    inside a word ("TarrowLine").
    """
    labels = page_labels()
    words = name.split()
    lower = [word.casefold().strip(".,'’") for word in words]
    if not words or len(words) > _LONGEST or not words[0][0].isupper():
        return False
    if len(words) == 1:
        is_told = lower[0] in labels.mastheads | labels.mastheads_beside
        is_made = lower[0].endswith(labels.masthead_ends) or (is_dated and _is_joined(words[0]))
        return is_made and not is_told
    joined, small = _in_small_letters()
    if not all(
        word[0].isupper() or word[0].isdigit() or one in joined or one in small
        for word, one in zip(words, lower, strict=True)
    ):
        return False
    is_the = lower[0] in _ARTICLES
    called = _called(lower, labels)
    if not called:
        return is_the and is_dated and lower[-1] not in joined
    own = [
        one
        for one in lower
        if one not in joined and one not in labels.navigation and one not in called
    ]
    return bool(own or is_the or is_dated or not labels.mastheads.isdisjoint(called))


def _is_joined(word: str) -> bool:
    """Say whether a word is two written as one, each with its capital, and no "McAllen" or "DeKalb"."""
    return _JOINED.fullmatch(word) is not None


_JOINED = re.compile(r"[A-Z][a-z]{3,}[A-Z][a-z]+")


@lru_cache(maxsize=1)
def _in_small_letters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that join those of a name, and the mastheads of languages that print them small: "вестник"."""
    labels = page_labels()
    return labels.function_words | _OF | _ARTICLES, labels.mastheads - lexicon().mastheads


def _called(lower: Sequence[str], labels: Lexicon) -> set[str]:
    """Return the words by which an outlet is called, placed as in its name: "Tarrow Echo", "Echo of Tarrow"."""
    every = labels.mastheads | labels.mastheads_beside
    places = [
        at
        for at, word in enumerate(lower)
        if word in every and (at + 1 == len(lower) or (at < 2 and lower[at + 1] in _OF))
    ]
    before = [at - 1 for at in places if at and lower[at - 1] in every]  # "Herald Tribune"
    first = [0] if lower[0] in labels.mastheads_first else []  # "Radio Tarrow"
    return {lower[at] for at in (*places, *before, *first)}


def _cleaned(name: str, core: str, sections: Container[str]) -> str | None:
    """Return a name without what advertises it; None for an address, a handle or a part of the site."""
    name = fold_space(name)
    parts = [one for one in PARTS.split(name) if one and not _ADDRESS.fullmatch(one)]
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
