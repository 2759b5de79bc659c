"""What people decided, kept in a plain-text file beside the record and applied on every build.

The file is TOML, a `[[decision]]` each, in the order in which they were made; a later one stands
before an earlier one on the same things. Nothing is ever taken out: what is undone says when.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from onrecord.errors import SettingsError, UnknownName
from onrecord.model import Judgement, Match, content_id
from onrecord.settings import read_tables
from onrecord.stage import Grouping
from onrecord.text.spans import Span

__all__ = [
    "JUDGEMENTS",
    "KINDS",
    "Judged",
    "Settled",
    "append_decision",
    "decisions_path",
    "make_judgement",
    "read_decisions",
    "settle",
    "undo_decision",
]

KINDS = ("utterance", "speaker", "story")
JUDGEMENTS = ("same", "not_same", "unsure", "split", "rename")
_PAIRED = frozenset({"same", "not_same", "unsure"})
_WRITTEN = (
    "kind", "judgement", "left", "right", "left_place", "right_place", "name", "who",
    "decided_at", "undone_at", "note",
)  # fmt: skip
_HEAD = """# What people decided about this record. It is applied on every build; edit it freely.
# judgement: same, not_same, unsure, split (left stands alone), rename (speakers: name).
"""

Item = TypeVar("Item")
Group = TypeVar("Group")
Pair = tuple[str, str]


def decisions_path(record: str | Path) -> Path:
    """Return where a record's decisions are kept: `story.db` has `story.decisions.toml`."""
    return Path(record).with_suffix(".decisions.toml")


def make_judgement(**given: Any) -> Judgement:  # noqa: ANN401 - fields of a judgement
    """Make a judgement with its id; raises UnknownName, SettingsError for what makes no sense."""
    for name, known in (("kind", KINDS), ("judgement", JUDGEMENTS)):
        if given.get(name) not in known:
            raise UnknownName(f"{name} of a decision", str(given.get(name)), known)
    judgement = given["judgement"]
    problem = ""
    if not given.get("left"):
        problem = "names nothing: `left` is empty"
    elif judgement in _PAIRED and not given.get("right"):
        problem = f"{judgement} is about two things: `right` is empty"
    elif judgement == "rename" and (given["kind"] != "speaker" or not given.get("name")):
        problem = "rename gives a speaker a `name`"
    if problem:
        message = f"decision: {problem}"
        raise SettingsError(message)
    if given.get("right") and given["right"] < given["left"]:
        given["left"], given["right"] = given["right"], given["left"]
        places = given.get("left_place", ""), given.get("right_place", "")
        given["right_place"], given["left_place"] = places
    parts = [str(given.get(name) or "") for name in _WRITTEN if name not in {"note", "undone_at"}]
    return Judgement(id=content_id("judgement", *parts), **given)


def read_decisions(path: Path) -> list[Judgement]:
    """Read a decisions file; none where there is no file. Raises SettingsError for a broken one."""
    if not path.is_file():
        return []
    return read_tables(path, "decision", _read)


def _read(table: Mapping[str, Any], number: int) -> Judgement:
    for key in table:
        if key not in _WRITTEN:
            raise UnknownName(f"key of decision {number}", key, _WRITTEN)
    return make_judgement(**{key: str(value) for key, value in table.items()})


def append_decision(path: Path, one: Judgement) -> None:
    """Add a decision at the end of the file. Raises SettingsError where it cannot be written."""
    lines = ["", "[[decision]]"]
    for name in _WRITTEN:
        value = getattr(one, name)
        if value:
            lines.append(f"{name} = {_toml_string(value)}")
    try:
        is_new = not path.is_file()
        with path.open("a", encoding="utf-8") as file:
            file.write((_HEAD if is_new else "") + "\n".join(lines) + "\n")
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise SettingsError(message) from error


def _toml_string(text: str) -> str:
    """Return a TOML basic string: as JSON writes it, but for DEL, which TOML escapes too.

    Not as JSON's ASCII, which writes an emoji as two halves that TOML refuses.
    """
    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def undo_decision(path: Path, id_: str, when: str) -> Judgement:
    """Mark the decision whose id begins so as undone. Raises UnknownName where there is none."""
    kept = read_decisions(path)
    found = [one for one in kept if one.id.startswith(id_) and one.undone_at is None]
    if len(found) != 1 or not id_:
        raise UnknownName("decision", id_, (one.id[:8] for one in kept if one.undone_at is None))
    blocks = path.read_text(encoding="utf-8").split("[[decision]]")
    number = kept.index(found[0]) + 1
    blocks[number] = f"{blocks[number].rstrip()}\nundone_at = {_toml_string(when)}\n\n"
    path.write_text("[[decision]]".join(blocks).rstrip() + "\n", encoding="utf-8")
    return replace(found[0], undone_at=when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The decisions of one kind, by the ids of the items they are about."""

    same: Mapping[Pair, Judgement]
    apart: Mapping[Pair, Judgement]
    unsure: Mapping[Pair, Judgement]
    alone: Mapping[str, Judgement]
    names: Mapping[str, Judgement]
    lost: tuple[Judgement, ...]
    """Those that did not come to anything, with their outcome."""

    def about(self, ids: Collection[str]) -> Settled:
        """Return the decisions on these items alone."""

        def pairs(table: Mapping[Pair, Judgement]) -> dict[Pair, Judgement]:
            return {pair: one for pair, one in table.items() if pair[0] in ids and pair[1] in ids}

        return Settled(
            same=pairs(self.same),
            apart=pairs(self.apart),
            unsure=pairs(self.unsure),
            alone={id_: one for id_, one in self.alone.items() if id_ in ids},
            names={id_: one for id_, one in self.names.items() if id_ in ids},
            lost=(),
        )

    def outcomes(self, group_of: Mapping[str, Hashable]) -> list[Judgement]:
        """Return every decision with what came of it; `group_of` says where each item ended."""
        out = list(self.lost)
        for (left, right), one in self.same.items():
            held = group_of.get(left) == group_of.get(right)
            out.append(replace(one, outcome="applied" if held else "conflict"))
        for (left, right), one in self.apart.items():
            held = group_of.get(left) != group_of.get(right)
            out.append(replace(one, outcome="applied" if held else "conflict"))
        others = (self.unsure, self.alone, self.names)
        out += [replace(one, outcome="applied") for table in others for one in table.values()]
        return out


def settle(
    judgements: Iterable[Judgement],
    kind: str,
    item_of: Mapping[str, str],
    places: Mapping[str, Sequence[tuple[Span, str]]],
) -> Settled:
    """Bring the decisions of a kind down to items.

    `item_of` gives the item that each id stands for (a mention's voice, say); `places` the items
    of each article with where they stand, for ids that are there no more.
    """
    same: dict[Pair, Judgement] = {}
    apart: dict[Pair, Judgement] = {}
    unsure: dict[Pair, Judgement] = {}
    alone: dict[str, Judgement] = {}
    names: dict[str, Judgement] = {}
    lost: list[Judgement] = []

    def item(id_: str, place: str) -> str | None:
        return item_of.get(id_) or _at(place, places)

    def over(table: dict[Any, Judgement], key: Hashable) -> None:
        if key in table:
            lost.append(replace(table.pop(key), outcome="overruled"))

    for one in judgements:
        if one.kind != kind:
            continue
        if one.undone_at is not None:
            lost.append(replace(one, outcome="undone"))
            continue
        left, right = item(one.left, one.left_place), item(one.right, one.right_place)
        if left is None or (one.judgement in _PAIRED and right is None):
            lost.append(replace(one, outcome="not_found"))
        elif one.judgement == "rename":
            over(names, left)
            names[left] = one
        elif one.judgement == "split":
            over(alone, left)
            alone[left] = one
        elif right is not None and left != right:
            pair = (left, right) if left < right else (right, left)
            for table in (same, apart, unsure):
                over(table, pair)
            {"same": same, "not_same": apart, "unsure": unsure}[one.judgement][pair] = one
        else:
            # both are one item already: "same" holds, anything else cannot
            outcome = "applied" if one.judgement == "same" else "conflict"
            lost.append(replace(one, outcome=outcome))
    return Settled(
        same=same, apart=apart, unsure=unsure, alone=alone, names=names, lost=tuple(lost)
    )


def _at(place: str, places: Mapping[str, Sequence[tuple[Span, str]]]) -> str | None:
    """Return the item that shares most of a place, half of it at least."""
    article, _, span = place.partition(":")
    start, _, end = span.partition("-")
    if not (start.isdigit() and end.isdigit() and int(start) <= int(end)):
        return None
    asked = Span(int(start), int(end))
    shared = [
        (min(asked.end, here.end) - max(asked.start, here.start), here, id_)
        for here, id_ in places.get(article, ())
    ]
    fitting = [
        (n_chars, id_)
        for n_chars, here, id_ in shared
        if 2 * n_chars >= max(len(asked), len(here)) > 0
    ]
    return max(fitting)[1] if fitting else None


def judged(
    grouping: Grouping[Item, Match, Group],
    id_of: Callable[[Item], str],
    kind: str,
    settled: Settled,
) -> Grouping[Item, Match, Group]:
    """Return a grouping with people's decisions over it; itself where they decided nothing."""
    if not (settled.same or settled.apart or settled.unsure or settled.alone):
        return grouping
    return Judged(grouping=grouping, id_of=id_of, kind=kind, settled=settled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Generic[Item, Group]):
    """A grouping of matches with people's decisions over it: theirs stand, the rest is as it was.

    Things judged apart never end in one group, whatever links lie between: links are taken surest
    first, and one that would bring the two together is left out (Kruskal's algorithm with
    cannot-link constraints, as in constrained clustering; Wagstaff et al. 2001).
    """

    grouping: Grouping[Item, Match, Group]
    id_of: Callable[[Item], str]
    kind: str
    settled: Settled

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Yield the grouping's own keys, and one for each decision on this item."""
        id_ = self.id_of(item)
        yield from self.grouping.keys(item)
        for table in (self.settled.same, self.settled.unsure):
            for pair in table:
                if id_ in pair:
                    yield from (("judged", n, *pair) for n in range(self.min_shared_keys))

    @property
    def min_shared_keys(self) -> int:
        """How many keys two items share before they are compared: as the grouping has it."""
        return getattr(self.grouping, "min_shared_keys", 1)

    @property
    def max_met(self) -> int:
        """How many others an item may meet under its rarest keys: as the grouping has it."""
        return getattr(self.grouping, "max_met", 0)

    def compare(self, left: Item, right: Item) -> Match | None:
        """Compare as the grouping does, unless a person did."""
        first, second = sorted((self.id_of(left), self.id_of(right)))
        pair = first, second
        found = self.grouping.compare(left, right)
        if pair in self.settled.same:
            return self._match(found, pair, self.settled.same[pair], linked=True)
        if pair in self.settled.apart:
            return self._match(found, pair, self.settled.apart[pair], linked=False)
        if pair in self.settled.unsure:
            made = self._match(found, pair, self.settled.unsure[pair], linked=False)
            return replace(made, kind="possibly_same") if self.kind == "utterance" else made
        if found is None or not found.linked:
            return found
        judged = self.settled.alone.get(first) or self.settled.alone.get(second)
        return self._match(found, pair, judged, linked=False) if judged else found

    def _match(self, found: Match | None, pair: Pair, one: Judgement, *, linked: bool) -> Match:
        who = f" by {one.who}" if one.who else ""
        when = f" on {one.decided_at[:10]}" if one.decided_at else ""
        reason = f"judged {one.judgement.replace('_', ' ')}{who}{when}"
        return Match(
            kind=self.kind,
            left=pair[0],
            right=pair[1],
            linked=linked,
            score=found.score if found else 0.0,
            threshold=found.threshold if found else 0.0,
            margin=found.margin if found else None,
            runner_up=None,
            reasons=(reason, *(found.reasons if found else ())),
            left_aligned=found.left_aligned if found else (),
            right_aligned=found.right_aligned if found else (),
            decided_by="judgement",
        )

    def is_link(self, comparison: Match) -> bool:
        """Say whether a match joins."""
        return self.grouping.is_link(comparison)

    def assemble(self, members: Sequence[Item], comparisons: Sequence[Match]) -> Iterator[Group]:
        """Part what is judged apart, then make the groups as the grouping does."""
        for part in self._parts(members, comparisons):
            ids = {self.id_of(one) for one in part}
            inside = [one for one in comparisons if one.left in ids and one.right in ids]
            yield from self.grouping.assemble(part, inside)

    def _parts(self, members: Sequence[Item], matches: Sequence[Match]) -> list[list[Item]]:
        ids = {self.id_of(one) for one in members}
        apart = {pair for pair in self.settled.apart if ids.issuperset(pair)}
        alone = ids & set(self.settled.alone)
        if not apart and not alone:
            return [list(members)]
        group_of = {id_: {id_} for id_ in ids}

        def forbidden(left: set[str], right: set[str]) -> bool:
            if (left | right) & alone:
                return True
            pairs = ((a, b) if a < b else (b, a) for a in left for b in right)
            return any(pair in apart for pair in pairs)

        links = sorted(
            (one for one in matches if self.is_link(one)),
            key=lambda one: (one.decided_by is None, -one.score, one.left, one.right),
        )
        for one in links:
            left, right = group_of[one.left], group_of[one.right]
            if left is not right and not forbidden(left, right):
                left |= right
                for id_ in right:
                    group_of[id_] = left
        parts: dict[int, list[Item]] = {}
        for member in members:
            parts.setdefault(id(group_of[self.id_of(member)]), []).append(member)
        return list(parts.values())
