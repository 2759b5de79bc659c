"""Readers and exporters, found by entry point: ours take the same road as yours."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from onrecord.errors import UnknownName

__all__ = ["GROUPS", "load", "names"]

GROUPS = ("onrecord.readers", "onrecord.exporters")


@lru_cache(maxsize=len(GROUPS))
def names(group: str) -> dict[str, EntryPoint]:
    """Return the plugins of a group by name. Nothing is loaded."""
    found = entry_points(group=group)
    return {point.name: point for point in sorted(found, key=lambda point: point.name)}


def load(group: str, name: str) -> Any:  # noqa: ANN401 - whatever the plugin is
    """Load one plugin; raises UnknownName when there is none of that name."""
    known = names(group)
    if name not in known:
        raise UnknownName(group.removeprefix("onrecord.").removesuffix("s"), name, known)
    return known[name].load()
