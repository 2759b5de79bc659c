"""What a change of the code changes on real articles: records of four corpora before and after, row by row.

    python -m evaluation.changes build FOLDER
    python -m evaluation.changes diff BEFORE AFTER [--table figures ...] [--show N]

`build` makes the records of BASIL, the Helsinki day, ECB+ and PolNeAR in a folder; `diff` takes two such folders,
or two records of the same inputs, and prints of each table how many rows there are, and which are gone, new, or
told otherwise, with the words that they stand on. Rows are known by what they stand on, not by their ids or origins, so
records of two versions of the code can be compared. The counts in docs and changelog are of these records.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from evaluation.gate import DATA
from evaluation.helsinki import inputs_of
from evaluation.stories import basil_inputs, ecb_sentences
from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input, find_inputs
from onrecord.record.store import Record

__all__ = ["Change", "changes_of", "ecb_inputs", "main"]

Row = Mapping[str, Any]
Key = tuple[object, ...]


class Told(NamedTuple):
    """What a row tells of what it stands on, and how it reads."""

    what: str
    """A change of this is a change; the words around are not looked at."""
    words: tuple[str, ...]


class Change(NamedTuple):
    """A row that two records tell otherwise, or one has alone."""

    before: Told | None
    after: Told | None

    def lines(self) -> Iterator[str]:
        """Yield how the change reads."""
        before, after = (one.what if one else "nothing" for one in self)
        told = self.after or self.before
        yield f"  {before}  ->  {after}"
        words = told.words if told else ()
        yield from (f"      {one}" for one in words[:_SHOWN])
        if len(words) > _SHOWN:
            yield f"      and {len(words) - _SHOWN:,} more"


_SHOWN = 8
"""Places of one row that are printed: a number that a day's articles agree on has a hundred."""


class Rows:
    """A record's rows, by what they stand on."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._inputs = {one["id"]: Path(one["input"]).name for one in record.rows("articles")}
        self._statements = {one["id"]: one for one in record.rows("statements")}

    def of(self, table: str) -> dict[Key, Told]:
        """Return what the rows of a table stand on, and what they tell of it."""
        return dict(_TABLES[table](self))

    def statements(self) -> Iterator[tuple[Key, Told]]:
        """Yield who is said to say what."""
        for row in self._statements.values():
            source = self._at(row["article"], row["source"])
            told = f"{row['speaker_name'] or 'nobody'} ({source or 'no source'}), {row['act']}"
            yield self._place(row), Told(told, (self._said(row),))

    def pairs(self) -> Iterator[tuple[Key, Told]]:
        """Yield which two statements are one utterance, or are asked about."""
        for row in self._record.rows("matches"):
            if row["kind"] in {"utterance", "possibly_same"}:
                two = [self._statements[row[side]] for side in ("left", "right")]
                key = tuple(sorted(map(self._place, two)))
                is_one = row["kind"] == "utterance" and row["linked"]
                told = "one utterance" if is_one else "asked about"
                yield key, Told(told, tuple(map(self._said, two)))

    def differences(self) -> Iterator[tuple[Key, Told]]:
        """Yield where two statements differ, and how."""
        for row in self._record.rows("differences"):
            two = [self._statements[row[side]] for side in ("left", "right")]
            spans = [
                _places([row[side]] if row[side] else []) for side in ("left_span", "right_span")
            ]
            guards = ", ".join(row["guards"])
            told = f"{row['relation']}{' (' + guards + ')' if guards else ''}"
            told += "" if row["substantive"] else ", folded"
            words = f"«{row['text']}» / «{row['other_text']}»"
            yield (*map(self._place, two), *spans), Told(told, (words,))

    def figures(self) -> Iterator[tuple[Key, Told]]:
        """Yield the numbers that are held against each other, and how they stand."""
        for row in self._record.rows("figures"):
            given = [
                (self._inputs[one["article"]], one["span"]["start"], one) for one in row["given"]
            ]
            given.sort(key=lambda one: one[:2])
            words = tuple(
                f"{name}: {self._at(one['article'], [one['sentence']])}" for name, _, one in given
            )
            yield tuple(one[:2] for one in given), Told(row["standing"], words)

    def _place(self, statement: Row) -> Key:
        spans = statement["content"]
        return self._inputs[statement["article"]], spans[0]["start"], spans[-1]["end"]

    def _said(self, statement: Row) -> str:
        said = self._at(statement["article"], statement["content"])
        return f"{self._inputs[statement['article']]}: {said}"

    def _at(self, article: str, spans: list[Row]) -> str:
        text = self._record.text(article)
        return " […] ".join(" ".join(text[one["start"] : one["end"]].split()) for one in spans)


def _places(spans: list[Row]) -> Key:
    return tuple((one["start"], one["end"]) for one in spans)


_TABLES: Mapping[str, Callable[[Rows], Iterator[tuple[Key, Told]]]] = {
    "statements": Rows.statements,
    "pairs": Rows.pairs,
    "differences": Rows.differences,
    "figures": Rows.figures,
}


def changes_of(before: Mapping[Key, Told], after: Mapping[Key, Told]) -> list[Change]:
    """Return what one has and the other has not, or tells otherwise, in the order of what it stands on."""
    changes = []
    for key in sorted(before.keys() | after.keys(), key=repr):
        one, other = before.get(key), after.get(key)
        if (one and one.what) != (other and other.what):
            changes.append(Change(one, other))
    return changes


def ecb_inputs(folder: Path) -> list[Input]:
    """Return ECB+'s articles as what a build reads, their tokens put together as they are printed."""
    inputs = []
    for path in sorted(folder.rglob("*.xml")):
        text = "\n\n".join(map(_printed, ecb_sentences(path)))
        source = Source(outlet=path.stem, role="article")
        inputs.append(Input(name=f"{path.stem}.txt", path=None, source=source, data=text.encode()))
    return inputs


def _printed(tokens: str) -> str:
    text = re.sub(r" ([,.;:?!%)\]’”]|n't\b|'(?:s|re|ve|ll|d|m)\b)", r"\1", tokens)
    text = re.sub(r"([(\[$£€“‘]) ", r"\1", text)
    return re.sub(r'" ([^"]*?) "', r'"\1"', text)


def _build(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    corpora = {
        "basil": basil_inputs(DATA / "basil"),
        "helsinki": inputs_of(DATA / "helsinki" / "articles_2018-07-15.csv"),
        "ecb": ecb_inputs(DATA / "ecbplus"),
        "polnear": find_inputs([str(DATA / "polnear")])[0],
    }
    for name, inputs in corpora.items():
        with Record.create(folder / f"{name}.db") as record:
            build(Flow(), inputs, record)
            rows = Rows(record)
            counts = ", ".join(f"{len(rows.of(table)):,} {table}" for table in _TABLES)
            print(f"{name}: {counts}", flush=True)


def _diff(before: Path, after: Path, tables: list[str], n_shown: int) -> None:
    names = sorted(path.name for path in before.glob("*.db")) if before.is_dir() else [""]
    for name in names:
        if not (after / name).exists():
            print(f"{after / name}: there is none")
            continue
        with Record.read(before / name) as old, Record.read(after / name) as new:
            both = Rows(old), Rows(new)
            for table in tables:
                two = [rows.of(table) for rows in both]
                changes = changes_of(*two)
                counts = f"{len(two[0]):,} before, {len(two[1]):,} after, {len(changes):,} told otherwise"
                print(f"{Path(name).stem or after.stem}, {table}: {counts}")
                for one in changes[:n_shown]:
                    print("\n".join(one.lines()))


def main() -> int:
    """Build the records, or print what differs between two sets of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build").add_argument("folder", type=Path)
    diff = commands.add_parser("diff")
    diff.add_argument("before", type=Path)
    diff.add_argument("after", type=Path)
    diff.add_argument("--table", nargs="+", choices=list(_TABLES), default=list(_TABLES))
    diff.add_argument("--show", type=int, default=20, metavar="N")
    given = parser.parse_args()
    if given.command == "build":
        _build(given.folder)
    else:
        _diff(given.before, given.after, given.table, given.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
