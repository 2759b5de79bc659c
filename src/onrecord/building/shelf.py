"""What a build holds of very many articles: packed, and unpacked where it is asked for."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar, overload

import msgspec

__all__ = ["Made", "Shelf"]

Thing = TypeVar("Thing")

_HELD = 1_024
"""Things that lie unpacked at a time: more than any stage compares before it goes on to others. Set by hand."""
_LEVEL = 1
"""zlib's fastest: half the bytes, for 30 microseconds an article and 10 to have it again."""
_ENCODER = msgspec.msgpack.Encoder()


class Shelf(Mapping[str, Thing]):
    """Things by id, in the order in which they came. What is asked for is the equal of what was put here, not itself.

    The articles of a wire with their statements and mentions take a sixth of the memory that they take as objects.
    """

    def __init__(self, type_: type[Thing], things: Iterable[tuple[str, Thing]] = ()) -> None:
        packed: dict[str, bytes] = {}
        decoder = msgspec.msgpack.Decoder(type_)

        def unpacked(id_: str) -> Thing:
            return decoder.decode(zlib.decompress(packed[id_]))

        self._packed = packed
        self._latest = lru_cache(maxsize=_HELD)(unpacked)
        for id_, thing in things:
            self[id_] = thing

    def __setitem__(self, id_: str, thing: Thing) -> None:
        if id_ in self._packed:
            self._latest.cache_clear()
        self._packed[id_] = zlib.compress(_ENCODER.encode(thing), _LEVEL)

    def __getitem__(self, id_: str) -> Thing:
        return self._latest(id_)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def take(self, other: Shelf[Thing]) -> None:
        """Take another's things as they are packed."""
        self._packed.update(other._packed)
        self._latest.cache_clear()

    def is_as_in(self, other: Shelf[Thing], id_: str) -> bool:
        """Say whether another has this thing, and the same."""
        return self._packed[id_] == other._packed.get(id_)

    def sort(self) -> None:
        """Put the things in order of their ids."""
        in_order = sorted(self._packed.items())
        self._packed.clear()
        self._packed.update(in_order)


class Made(Sequence[Thing]):
    """Things made of keys when they are asked for; the latest of them, so many as are `held`, are not made again."""

    def __init__(
        self, keys: Sequence[str], make: Callable[[str], Thing], held: int | None = None
    ) -> None:
        self._keys, self._make = keys, make
        self._latest = lru_cache(maxsize=_HELD if held is None else held)(make)

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> Thing: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Thing]: ...
    def __getitem__(self, at: int | slice) -> Thing | Sequence[Thing]:
        if isinstance(at, slice):
            return Made(self._keys[at], self._make, 1)
        return self._latest(self._keys[at])

    def __reduce__(self) -> tuple[type[list[Thing]], tuple[list[Thing]]]:
        # another process is given the things, and only as it takes them
        return list, ([self._make(key) for key in self._keys],)
