"""From what the user names (files, folders, globs, `-`) to the list of inputs."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import ItemError
from onrecord.model import Rejection, Source
from onrecord.pages.sources import SOURCE_FILES, read_sources

__all__ = ["STDIN", "Input", "find_inputs"]

STDIN = "-"
SUFFIXES = frozenset(
    [
        *("", ".htm", ".html", ".text", ".txt", ".xhtml"),
        *(".atom", ".jsonl", ".ndjson", ".ninjs", ".rss", ".srt", ".vtt", ".wacz", ".warc", ".wet"),
    ]
)
"""What is read from a folder; behind each may stand `.gz`. JSON, CSV and XML files are other things
too often: they are read when named, as is a file of any other suffix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing to read: its name as given, where it is (None: handed in), what is known of it."""

    name: str
    path: Path | None
    source: Source
    data: bytes | None = None

    @property
    def n_bytes(self) -> int:
        """Its size as it lies there; 0 where that cannot be told, as of a pipe."""
        if self.path is None:
            return len(self.data or b"")
        try:
            return self.path.stat().st_size
        except OSError:  # reading it will say why
            return 0


def find_inputs(
    given: Iterable[str], stdin: bytes | None = None
) -> tuple[list[Input], list[Rejection]]:
    """Return the inputs in order of name, each once, and what cannot be an input, with reasons.

    Raises SettingsError when a sources file is broken.
    """
    inputs: dict[str, Input] = {}
    rejections: list[Rejection] = []
    tables: dict[Path, dict[str, Source]] = {}
    for name in given:
        if name == STDIN:
            inputs[STDIN] = Input(name=STDIN, path=None, source=Source(), data=stdin or b"")
            continue
        try:
            for path in _paths(name):
                if path.parent not in tables:
                    tables[path.parent] = read_sources(path.parent)
                source = tables[path.parent].get(path.name, Source())
                inputs[str(path)] = Input(name=str(path), path=path, source=source)
        except ItemError as error:
            rejections.append(
                Rejection(input=name, stage=error.stage, reason=error.reason, detail=error.detail)
            )
    ordered = _each_once(sorted(inputs.values(), key=lambda one: one.name))
    return ordered, rejections


def _each_once(inputs: list[Input]) -> list[Input]:
    seen: dict[Path | None, Input] = {}
    for one in inputs:
        seen.setdefault(one.path.resolve() if one.path else None, one)
    return list(seen.values())


def _suffix(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def _paths(name: str) -> Iterator[Path]:
    path = Path(name)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise ItemError("pages", "unreadable", f"{name}: {error}") from error
    if is_folder:
        found = [
            child
            for child in sorted(path.rglob("*"))
            if child.is_file()
            and _suffix(child) in SUFFIXES
            and child.name not in SOURCE_FILES
            and not any(part.startswith(".") for part in child.relative_to(path).parts)
        ]
        if not found:
            raise ItemError(
                "pages", "empty_folder", f"{name}: no file of a known kind in this folder"
            )
        yield from found
    elif exists:
        yield path
    elif glob.has_magic(name):
        matches = sorted(Path(match) for match in glob.glob(name, recursive=True))  # noqa: PTH207 - absolute patterns too
        if not matches:
            raise ItemError("pages", "not_found", f"{name}: no file matches this pattern")
        for match in matches:
            yield from _paths(str(match))
    else:
        raise ItemError("pages", "not_found", f"{name}: no such file or folder")
