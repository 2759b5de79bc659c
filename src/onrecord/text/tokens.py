"""Words with their places."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import snowballstemmer

from onrecord.text.spans import Span

__all__ = [
    "Word",
    "count_words",
    "is_capitalised",
    "is_unparted",
    "lowered",
    "lowered_words",
    "places",
    "spelled",
    "stem",
    "terms",
    "without_possessive",
    "words",
]


_UNPARTED_SCRIPTS = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Thai, kana, Chinese characters: scripts that part no words, of which each character counts as one."""


def _word(letter: str, sign: str) -> re.Pattern[str]:
    """Return the pattern of a word, for one class of letters, and of letters and digits."""
    return re.compile(
        rf"""
        [{_UNPARTED_SCRIPTS}]            # a character of a script that parts no words
        | (?:{letter}\.){{2,}}              # U.S., a.m.
        | \d+(?:[.,:]\d+)*               # 1,250.5 and 10:30
        | {sign}+(?:['’ʼ]{sign}+)*       # words, with apostrophes inside
        | [$€£¥%]
        """,
        re.VERBOSE,
    )


_WORD = _word(rf"[^\W\d_{_UNPARTED_SCRIPTS}]", rf"[^\W_{_UNPARTED_SCRIPTS}]")
_PLAIN_WORD = _word("[a-z]", "[a-z0-9]")
"""The same in two thirds of the time, of text that is ASCII in lower case."""
_APOSTROPHES = str.maketrans("’ʼ", "''")
_POSSESSIVE = ("'s", "’s")


class Word(NamedTuple):
    """One word as printed, with its place in the text it was cut from."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case, with straight apostrophes."""
        return lowered(self.text)

    @property
    def is_possessive(self) -> bool:
        """Whether the word says whose something is: "Brennick's"."""
        return self.text.endswith(_POSSESSIVE) or (
            self.text.isupper() and self.lower.endswith(_POSSESSIVE)
        )


@lru_cache(maxsize=131_072)
def lowered(text: str) -> str:
    """Return a word in lower case, with straight apostrophes."""
    return text.translate(_APOSTROPHES).casefold()


def words(text: str, span: Span | None = None) -> list[Word]:
    """Cut `text` (or a span of it) into words; offsets are those of the whole text."""
    start, end = (0, len(text)) if span is None else (span.start, span.end)
    return [_make(Word, (m[0], *m.span())) for m in _WORD.finditer(text, start, end)]


def places(text: str, span: Span) -> list[tuple[int, int]]:
    """Return where each word of a span begins and ends, in the whole text."""
    return [m.span() for m in _WORD.finditer(text, span.start, span.end)]


def spelled(text: str, span: Span) -> list[str]:
    """Return the words of a span as printed, without their places: in a third of the time."""
    return _WORD.findall(text, span.start, span.end)


_MARKS = "“”‘„«»–—…\u00a0"
"""Marks of printed English that are not ASCII and stand in no word."""


def lowered_words(text: str, span: Span | None = None) -> list[str]:
    """Return the words of a span, or of all the text, in lower case, without their places.

    As `spelled` and `lowered` do.
    """
    span = Span(0, len(text)) if span is None else span  # an empty one is false
    plain = text[span.start : span.end]
    if not plain.isascii():
        # one after the other: str.translate takes ten times as long
        plain = plain.replace("’", "'")
        for mark in _MARKS:
            plain = plain.replace(mark, " ")
    if plain.isascii():  # one pass for all words; in other scripts a capital may become two letters
        return _PLAIN_WORD.findall(plain.lower())
    return [lowered(word) for word in spelled(text, span)]


_make = tuple.__new__
"""As `Word(...)` in half the time: an article is cut into words several times."""


_UNPARTED = re.compile(f"[{_UNPARTED_SCRIPTS}]+")
_KANA = re.compile(r"[\u3040-\u309f]+")
_CHARACTERS_A_WORD = 2
"""Characters that count as a word in scripts that part none (Thai, Chinese, Japanese)."""


def count_words(text: str) -> int:
    """Return how many words a text has, about as many as a reader of its script would count."""
    if text.isascii():
        return len(_PLAIN_WORD.findall(text.lower()))
    runs = [len(one) for one in _UNPARTED.findall(text)]
    parted = len(_WORD.findall(text)) - sum(runs)
    return parted + sum(max(1, length // _CHARACTERS_A_WORD) for length in runs)


def is_unparted(word: str) -> bool:
    """Say whether a word is of a script that parts no words, so that it is one character, or a pair of them."""
    return _UNPARTED.match(word) is not None


def terms(text: str, span: Span) -> list[str]:
    """Return the words of a span as printed, by which texts are found; of scripts that part none each two characters.

    Pairs of characters are what such scripts are searched by; those of hiragana alone are endings.
    """
    found = spelled(text, span)
    runs = _UNPARTED.findall(text, span.start, span.end)
    if not runs:
        return found
    pairs = (a + b for run in runs for a, b in pairwise(run))
    return [
        *(one for one in found if not is_unparted(one)),
        *(pair for pair in pairs if not _KANA.fullmatch(pair)),
    ]


def is_capitalised(word: str) -> bool:
    """Say whether a word begins with a capital letter."""
    return word[:1].isupper()


def without_possessive(name: str) -> str:
    """Return a name as printed without the ending that says whose something is."""
    return name[:-2] if name.endswith(_POSSESSIVE) else name


_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
"""The languages that Snowball's stemmers know, by their codes."""


@lru_cache(maxsize=64)
def _stemmer(language: str) -> Callable[[str], str]:
    algorithm = _ALGORITHMS.get(language)
    # an earlier version of the library may know fewer
    if algorithm not in snowballstemmer.algorithms():
        return str
    stem_word: Callable[[str], str] = snowballstemmer.stemmer(algorithm).stemWord
    return stem_word


@lru_cache(maxsize=65536)
def stem(word: str, language: str = "en") -> str:
    """Return the Snowball stem of a lower-case word, without an English possessive ending.

    In a language without a stemmer it is the word.
    """
    if language == "en":
        word = word.removesuffix("'s").removesuffix("'")
    return _stemmer(language)(word)
