"""How a language prints times of day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = ["Clock", "read_clock"]

Words: TypeAlias = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clock:
    """How a language prints times of day; of one that does not say so none are read."""

    before: Words
    """Words before a time, without which digits are none unless more says so: "*at* 20:49"."""
    halves: dict[str, bool]
    """What stands right behind a time to whether it is of the second half of the day: "8.40 *pm*"."""
    parts: dict[str, bool]
    """Words that say so further on: "at 8:30 on Tuesday *night*"."""
    hours: Words
    """What stands behind an hour: "20 *Uhr*", "9 *o'clock*"."""
    joint: str
    """The letter between hour and minutes where it is no mark: "20*h*30"; else empty."""
    is_24: bool
    """Hours are those of the whole day: "um 8 Uhr" is in the morning, unless more says otherwise."""
    names: dict[str, int]
    """Words for a time, with its minutes from midnight: "noon"."""
    zones: dict[str, str]
    """What stands behind a time and says in which zone it is, with one name for each."""
    nearly: Words
    """Phrases before a time that say that it was a little earlier: "*shortly before* 9pm"."""
    past: Words
    """That it was a little later: "*just after* 6am"."""
    roles: dict[str, str]
    """Words before a time to the part it plays, `to` or `by`; without them it is when something is or begins."""


def read_clock(data: dict[str, Any]) -> Clock:
    """Read the section `clock` of a language's file."""
    return Clock(
        before=frozenset(data["before"].split()),
        halves=_halves(data["halves"]),
        parts=_halves(data["parts"]),
        hours=frozenset(data["hours"].split()),
        joint=data["joint"],
        is_24=data["is_24"],
        names=dict(data["names"]),
        zones=dict(data["zones"]),
        nearly=frozenset(data["nearly"]),
        past=frozenset(data["past"]),
        roles=dict(data["roles"]),
    )


def _halves(data: dict[str, str]) -> dict[str, bool]:
    return {word: half == "second" for half, line in data.items() for word in line.split()}
