"""Weights by term, as vectors: what the terms of articles are compared by."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TypeAlias

__all__ = ["Vector", "add", "dot", "total", "unit"]

Vector: TypeAlias = Mapping[str, float]


def dot(one: Vector, other: Vector) -> float:
    """Return the product of two vectors, the same in whatever order."""
    if len(one) > len(other):
        one, other = other, one
    return math.fsum(weight * other[key] for key, weight in one.items() if key in other)


def add(to: dict[str, float], vector: Vector) -> None:
    """Add a vector to what is summed up so far."""
    for key, weight in vector.items():
        to[key] = to.get(key, 0.0) + weight


def total(vectors: Iterable[Vector]) -> dict[str, float]:
    """Return the sum of vectors, added up in their order."""
    whole: dict[str, float] = {}
    for vector in vectors:
        add(whole, vector)
    return whole


def unit(vector: Vector) -> dict[str, float]:
    """Return a vector of length one in the same direction; nothing stays nothing."""
    length = math.sqrt(sum(weight**2 for weight in vector.values())) or 1.0
    return {key: weight / length for key, weight in vector.items()}
