"""Russian names in the nominative, by a dictionary of forms where one is installed (`onrecord[ru]`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

__all__ = ["GENITIVE", "nominative", "with_what"]

GENITIVE = ("gent",)
"""The case that a phrase of according asks for."""
_OBLIQUE = ("gent", "datv", "accs", "ablt", "loct")
"""The cases but the nominative, by the names of OpenCorpora's tags."""
_GENDERS = ("masc", "femn")
_PACKAGES = ("pymorphy3", "pymorphy3-dicts-ru")


@lru_cache(maxsize=1)
def with_what() -> str:
    """Return the names and versions of what tells the forms; empty where it is not installed."""
    try:
        return ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    except PackageNotFoundError:
        return ""


@lru_cache(maxsize=1)
def _dictionary() -> MorphAnalyzer:
    """Return the dictionary of forms, read once when first asked for."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


def _forms(word: str) -> list[Parse]:
    """Return the forms that a word may be; none where no dictionary is installed."""
    return _dictionary().parse(word) if with_what() else []


@lru_cache(maxsize=16_384)
def nominative(
    given: str, surname: str, cases: tuple[str, ...] = _OBLIQUE
) -> tuple[str, str] | None:
    """Return a name in the nominative, as given name and surname, of one that stands in one of the cases.

    None where no dictionary is installed, where the name may stand in the nominative and that is not ruled out by
    `cases`, and where its forms tell no one name: a guess would be another person.
    """
    if not surname:
        return None
    if cases == _OBLIQUE:
        if not given or not (_is_known(given, "Name") or _is_known(surname, "Surn")):
            return None  # a name alone has a case by what stands around it, which is not read
        if _read(given, surname, ("nomn",)):
            return None
    found = _read(given, surname, cases)
    return found.pop() if len(found) == 1 else None


def _is_known(word: str, kind: str) -> bool:
    return any(kind in one.tag for one in _forms(word))


def _read(given: str, surname: str, cases: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return the nominatives of a name, both its parts being of one gender and one case."""
    found = set()
    for gender in _GENDERS:
        for case in cases:
            firsts = set(_one(given, "Name", gender, case)) if given else {""}
            lasts = set(_one(surname, "Surn", gender, case))
            found |= {(first, last) for first in firsts for last in lasts}
    return found


def _one(word: str, kind: str, gender: str, case: str) -> Iterator[str]:
    """Yield the nominatives of a word that stands in a case: as such a name where it is known as one."""
    parses = [
        one
        for one in _forms(word)
        if {"NOUN", "sing", case} in one.tag
        and ("Fixd" in one.tag or one.tag.gender in {gender, None})
    ]
    named = [one for one in parses if kind in one.tag]
    for parse in named or parses:
        made = parse.inflect({"nomn", "sing"} | ({gender} if kind == "Surn" and named else set()))
        form = (made or parse).word
        yield _as_printed(form, word)


def _as_printed(form: str, word: str) -> str:
    """Return a form with the capitals of the word as it stands in the text, and without ё where that has none."""
    if "ё" not in word.casefold():
        form = form.replace("ё", "е")
    return "-".join(part[:1].upper() + part[1:] for part in form.split("-"))
