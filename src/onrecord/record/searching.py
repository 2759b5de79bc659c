"""What can be asked of a record in words, and what of it is searched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.record.rows import Row

__all__ = ["Search", "passages", "searched_statement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; an empty field leaves it open. Dates are ISO days."""

    words: str = ""
    """All of them; words in double quotes as a phrase."""
    speaker: str = ""
    outlet: str = ""
    kind: str = ""
    relation: str = ""
    guard: str = ""
    first: str = ""
    last: str = ""
    limit: int = 50
    offset: int = 0

    def match(self, column: str) -> str:
        """Return the words as an FTS5 query: strings only, none of its operators."""
        parts = re.findall(r'"([^"]*)"|([^\s"]+)', self.words)
        strings = [phrase or word for phrase, word in parts if (phrase or word).strip()]
        return f"{column} : (" + " AND ".join(f'"{one}"' for one in strings or [" "]) + ")"

    def conditions(self) -> tuple[list[str], list[object]]:
        """Return the WHERE conditions on statements and their values."""
        where: list[str] = []
        values: list[object] = []
        day = "coalesce(statements.said_on, (SELECT published FROM articles WHERE id = statements.article))"
        for condition, value in (
            ("statements.speaker_name = ?", self.speaker),
            ("(SELECT label FROM articles WHERE id = statements.article) = ?", self.outlet),
            ("statements.kind = ?", self.kind),
            (f"{day} >= ?", self.first),
            (f"{day} <= ?", self.last),
            (_DIFFERING.format("relation = ?"), self.relation),
            (
                _DIFFERING.format("EXISTS (SELECT 1 FROM json_each(guards) WHERE value = ?)"),
                self.guard,
            ),
        ):
            if value:
                where.append(condition)
                values += [value] * condition.count("?")
        return where, values


_DIFFERING = """statements.id IN (SELECT "left" FROM differences WHERE {0}
 UNION SELECT "right" FROM differences WHERE {0})"""


def searched_statement(row: Row) -> tuple[str, str, str | None, str | None]:
    """Return what of a statement is searched."""
    content = " ".join(span["text"] for span in row["content"])
    return row["id"], content, row["speaker_name"], row["outlet"]


def passages(row: Row) -> list[tuple[str, int, str, str]]:
    """Return what of an article is searched."""
    return [(row["id"], one["start"], one["role"], one["text"]) for one in row["regions"]]
