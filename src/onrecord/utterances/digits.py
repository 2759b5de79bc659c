"""Numbers that their digits alone tell to be of one thing: in another order, with a nought more, or the same vote."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.utterances.quantities import MONEY, SCORE, TIME_OF_DAY, VOTE, Quantity

__all__ = [
    "are_a_nought_apart",
    "are_of_one_side",
    "are_of_other_magnitude",
    "are_one_vote",
    "are_turned",
    "is_exact",
    "keys_of_digits",
]

_MAGNITUDES = frozenset({10.0, 100.0, 1000.0})
_AT_LEAST = 2
"""Digits that are not noughts, from which numbers with the same are not alike by chance."""
_THOUSAND = 1000.0
"""From which a nought more or less is a slip, and no other thing. Set by hand."""
_LARGE = 20.0
"""Votes together from which two votes of the same sides are taken for one, or on the one side that is the same. Set
by hand."""
_NO_NUMBERS = frozenset({TIME_OF_DAY, VOTE, SCORE})


def keys_of_digits(one: Quantity) -> Iterator[str]:
    """Yield by what a number meets another that its digits tell to be of one thing."""
    digits = "".join(sorted(_digits(one)))
    if one.value >= _THOUSAND:
        yield f"{digits.strip('0')} …"
    if _may_be_turned(digits):
        yield digits
    if one.dimension == VOTE:
        yield f"{one.low} …"
        yield f"… {one.high}"


def are_of_other_magnitude(one: Quantity, other: Quantity) -> bool:
    """Say whether two numbers have the same digits, one ten, a hundred or a thousand times the other.

    48,000 and 480,000; no 5,000 and 50,000, by chance.
    """
    digits = _digits(one).replace(".", "").strip("0")
    return len(digits) >= _AT_LEAST and _is_magnitude(one, other)


def are_a_nought_apart(one: Quantity, other: Quantity) -> bool:
    """Say whether of two large numbers one is ten, a hundred or a thousand times the other: 50,000 and 500,000."""
    return min(one.value, other.value) >= _THOUSAND and _is_magnitude(one, other)


def are_turned(one: Quantity, other: Quantity) -> bool:
    """Say whether two numbers have the same digits in another order: 61,000 and 16,000; no 14 and 41, by chance."""
    here, there = _digits(one), _digits(other)
    return _may_be_turned(here) and here != there and sorted(here) == sorted(there)


def is_exact(one: Quantity) -> bool:
    """Say whether a number is a sum of money of three digits or more that are no noughts at its end: £212m, $4,310."""
    return one.dimension in MONEY and len(_digits(one).replace(".", "").strip("0")) >= _EXACT


_EXACT = 3


def are_one_vote(one: Quantity, other: Quantity) -> bool:
    """Say whether two votes of a large body have the same sides: 396-9; 5-4 was the vote on many things."""
    are_same = one.dimension == VOTE and (one.low, one.high) == (other.low, other.high)
    return are_same and (one.low or 0) + (one.high or 0) >= _LARGE


def are_of_one_side(one: Quantity, other: Quantity) -> bool:
    """Say whether two votes have one large side alike and differ in the other: 812-97 and 812-79."""
    sides = one.low == other.low, one.high == other.high
    is_vote = one.dimension == other.dimension == VOTE
    alike = (one.low if sides[0] else one.high) or 0
    return is_vote and sides[0] != sides[1] and alike >= _LARGE


def _is_magnitude(one: Quantity, other: Quantity) -> bool:
    low, high = sorted((one.value, other.value))
    is_number = low > 0 and one.dimension not in _NO_NUMBERS
    return is_number and high / low in _MAGNITUDES and one.bound == other.bound


def _digits(one: Quantity) -> str:
    if one.dimension == TIME_OF_DAY:  # 4:12 and 4:21
        hours, minutes = divmod(int(one.value), 60)
        return f"{hours}{minutes:02d}"
    return f"{one.in_own_unit(one.value):.12g}"


def _may_be_turned(digits: str) -> bool:
    """Say whether a number is long enough to be told from another in which its digits stand in another order."""
    return len(digits) > _AT_LEAST and len(digits.replace(".", "").strip("0")) > 1
