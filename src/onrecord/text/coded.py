"""The words of a long text as numbers with their places, all at once: what reprints are found by.

They are those of `tokens` but for rarities ("U.S" without its last full stop, "4th" as one word), in a third of the
time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from onrecord.text.tokens import is_unparted

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes: TypeAlias = npt.NDArray[np.uint64]
    Numbers: TypeAlias = npt.NDArray[np.intp]
    Characters: TypeAlias = npt.NDArray[np.uint8] | npt.NDArray[np.uint32]
    Kinds: TypeAlias = npt.NDArray[np.uint8]

__all__ = ["CodedWords", "code_words"]


class CodedWords(NamedTuple):
    """A text's words in order, one number a word in each array."""

    codes: Codes
    """The hash of a word in lower case, with straight apostrophes: a polynomial of its characters modulo 2^64."""
    starts: Numbers
    ends: Numbers


def code_words(text: str) -> CodedWords:
    """Cut a text into words; a word has one code in every text and on every machine."""
    import numpy as np  # a tenth of a second to import

    pieces = [_code_piece(text[at : at + _PIECE], at) for at in range(0, len(text) or 1, _PIECE)]
    if len(pieces) == 1:
        return pieces[0]
    return CodedWords(*(np.concatenate(one) for one in zip(*pieces, strict=True)))


_PIECE = 65_536
"""Characters that are cut at a time; a word where two pieces meet becomes two."""


def _code_piece(text: str, offset: int) -> CodedWords:
    import numpy as np

    characters, kinds = _kinds(_lower(text))
    is_word = np.zeros(len(kinds) + 2, dtype=bool)
    inner = is_word[1:-1]
    np.not_equal(kinds & (_LETTER | _DIGIT | _ALONE), 0, out=inner)
    (marks,) = (kinds >> _JOINS).nonzero()
    if len(marks):
        inner[_joining(marks, kinds)] = True
    is_edge = is_word[1:] != is_word[:-1]
    begins, stops = is_edge[:-1] & inner, is_edge[1:] & inner
    is_alone = (kinds & _ALONE) != 0
    if is_alone.any():
        begins |= is_alone
        stops |= is_alone
        begins[1:] |= is_alone[:-1] & inner[1:]
        stops[:-1] |= is_alone[1:] & inner[:-1]
    (starts,), (ends,) = begins.nonzero(), stops.nonzero()
    ends += 1
    powers, inverses = _powers()
    so_far = np.zeros(len(kinds) + 1, dtype=np.uint64)
    (characters * powers[: len(kinds)]).cumsum(out=so_far[1:])
    codes = (so_far[ends] - so_far[starts]) * inverses[starts]
    if offset:
        starts, ends = starts + offset, ends + offset
    return CodedWords(codes, starts, ends)


def _joining(marks: Numbers, kinds: Kinds) -> Numbers:
    """Return which of the marks stand inside a word: 1,250.5, don't, U.S."""
    marks = marks[(marks > 0) & (marks < len(kinds) - 1)]
    joined = kinds[marks - 1] & kinds[marks + 1] & (kinds[marks] >> _JOINS)
    is_single = kinds[marks - 2] & _SIGN == 0
    is_single |= marks == 1
    inside: Numbers = marks[(joined > _LETTER) | ((joined == _LETTER) & is_single)]
    return inside


_LETTER, _DIGIT, _SIGN, _ALONE = 1, 2, 4, 8
"""Kinds of characters: a sign is a letter or a digit; one that stands alone is a word by itself."""
_JOINS = 4
"""Bits by which the kind of what a mark joins is moved: a comma two digits, an apostrophe two signs, a full stop
two digits, or two letters of which the first is single."""


def _kind(character: str) -> int:
    if is_unparted(character) or character in "$€£¥%":
        return _ALONE
    if character == "'":
        return _SIGN << _JOINS
    if character in ",:":
        return _DIGIT << _JOINS
    if character == ".":
        return (_DIGIT | _LETTER) << _JOINS
    if character.isdecimal():
        return _DIGIT | _SIGN
    return _LETTER | _SIGN if character.isalnum() else 0


@cache
def _kinds_of_ascii() -> Kinds:
    import numpy as np

    return np.array([_kind(chr(code)) for code in range(_N_ASCII)], dtype=np.uint8)


_N_ASCII = 128


def _kinds(text: str) -> tuple[Characters, Kinds]:
    """Return the code points of a text in lower case, and the kind of each; apostrophes are straight."""
    import numpy as np

    table = _kinds_of_ascii()
    if text.isascii():
        plain = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
        return plain, table.take(plain)
    straight = text.replace("’", "'").replace("ʼ", "'")  # a thousandth of the time of str.translate
    encoded = straight.encode("utf-32-le", "surrogatepass")
    characters = np.frombuffer(encoded, dtype="<u4").astype(np.uint32)
    kinds = table.take(characters, mode="clip")
    (others,) = (characters >= _N_ASCII).nonzero()
    met, which = np.unique(characters[others], return_inverse=True)
    kinds[others] = np.array([_kind(chr(one)) for one in met.tolist()], dtype=np.uint8)[which]
    return characters, kinds


def _lower(text: str) -> str:
    """Return a text in lower case, of the same length: a capital that becomes two letters stays."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)


@cache
def _powers() -> tuple[Codes, Codes]:
    """Return the powers of the polynomial's base, and of its inverse, for each place of a piece."""
    import numpy as np

    def powers_of(base: int) -> Codes:
        factors = np.full(_PIECE, base, dtype=np.uint64)
        factors[0] = 1
        return np.multiply.accumulate(factors)

    return powers_of(_BASE), powers_of(pow(_BASE, -1, 2**64))


_BASE = 0xD1342543DE82EF95
"""An odd constant (Steele and Vigna 2022), not that of `shingles`."""
