"""A house's own rules beside findings: cited by their id, in the house's own words, never a verdict."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import SettingsError, UnknownName
from onrecord.model import Kind, Relation
from onrecord.settings import read_tables

__all__ = ["RELATIONS", "Rule", "read_rules"]

RELATIONS = frozenset({*(str(one) for one in Relation), "not_found", "speaker", "number"})
_KEYS = frozenset({"id", "says", "relation", "guards", "kind"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a style book: what it says, and which findings it bears on. Empty means any."""

    id: str
    says: str
    relation: frozenset[str] = frozenset()
    guards: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()

    def bears_on(self, relation: str, guards: Collection[str], kind: str) -> bool:
        """Say whether a finding is of the sort the rule speaks of."""
        return (
            (not self.relation or relation in self.relation)
            and (not self.guards or not self.guards.isdisjoint(guards))
            and (not self.kind or kind in self.kind)
        )


def read_rules(path: Path, guards: Collection[str]) -> list[Rule]:
    """Read a house's rules from TOML: a `[[rule]]` each, with `id`, `says` and any of the conditions.

        [[rule]]
        id = "QUOTES 4"
        says = "Words left out inside a quotation are marked by an ellipsis."
        relation = ["words_absent_inside"]
        kind = ["direct"]

    `relation`, `guards` and `kind` are lists of our labels. Raises SettingsError for a file that
    cannot be read, UnknownName for a key or label that is not known.
    """
    return read_tables(path, "rule", lambda table, number: _rule(table, number, guards))


def _rule(table: Mapping[str, object], number: int, guards: Collection[str]) -> Rule:
    for key in table:
        if key not in _KEYS:
            raise UnknownName(f"key of rule {number}", key, _KEYS)
    for key in ("id", "says"):
        if not isinstance(table.get(key), str) or not str(table[key]).strip():
            message = f"rule {number} has no `{key}`"
            raise SettingsError(message)

    def labels(key: str, known: Collection[str]) -> frozenset[str]:
        given = table.get(key, [])
        values: Sequence[object] = given if isinstance(given, list) else [given]
        for value in values:
            if value not in known:
                raise UnknownName(f"{key} of rule {number}", str(value), known)
        return frozenset(map(str, values))

    return Rule(
        id=str(table["id"]),
        says=str(table["says"]),
        relation=labels("relation", RELATIONS),
        guards=labels("guards", guards),
        kind=labels("kind", {str(one) for one in Kind}),
    )
