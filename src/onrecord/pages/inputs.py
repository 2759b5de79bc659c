"""From what the user names (files, folders, globs, `-`) to the list of inputs."""

from __future__ import annotations

import glob
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from onrecord.errors import ItemError
from onrecord.model import Rejection, Source
from onrecord.pages.sources import SOURCE_FILES, read_sources

__all__ = ["STDIN", "Input", "find_inputs", "is_of_folder"]

STDIN = "-"
SUFFIXES = frozenset(
    [
        *("", ".htm", ".html", ".text", ".txt", ".xhtml"),
        *(".docx", ".eml", ".markdown", ".md", ".mht", ".mhtml", ".pdf", ".rtf"),
        *(".atom", ".jsonl", ".ndjson", ".ninjs", ".rss", ".srt", ".vtt", ".wacz", ".warc", ".wet"),
    ]
)
"""What is read from a folder; behind each may stand `.gz`. JSON, CSV and XML files are other things
too often: they are read when named, as is a file of any other suffix."""
_OURS = frozenset({".db", ".db-shm", ".db-wal", ".toml"})
"""What this program writes or is told by: nobody looks for articles there."""
_OF_FOLDERS = frozenset({"changelog.md", "license.md", "readme.md"})
"""What tells of a folder and is no article in it."""
_BESIDE = (
    *(
        "_files",
        ".files",
        "-files",
        "_file",
        "-Dateien",
        "_fichiers",
        "_archivos",
        "_ficheiros",
        "_arquivos",
    ),
    *(
        "_bestanden",
        "-filer",
        "_tiedostot",
        "_pliki",
        "_soubory",
        "_subory",
        "_elemei",
        "_fajlovi",
        "_datoteke",
    ),
    *("_dosyalar", "_fitxers", "_failid", "_fails", "_bylos", "_fitxategiak"),
)
"""What a browser adds to the name of a page that it saves whole, for the folder of its pictures, scripts and frames
(the "connected files" of Windows, in the languages that it knows)."""


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
    given: Iterable[str],
    stdin: bytes | None = None,
    passed_over: Counter[str] | None = None,
) -> tuple[list[Input], list[Rejection]]:
    """Return the inputs in order of name, each once, and what cannot be an input, with reasons.

    `passed_over` counts the files that folders hold and that are not read, by their suffix.
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
            for path in _paths(name, Counter() if passed_over is None else passed_over):
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


def _suffix(path: PurePath) -> str:
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def _paths(name: str, passed_over: Counter[str]) -> Iterator[Path]:
    path = Path(name)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise ItemError("pages", "unreadable", f"{name}: {error}") from error
    if is_folder:
        found = list(_in_folder(path, passed_over))
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
            yield from _paths(str(match), passed_over)
    else:
        raise ItemError("pages", "not_found", f"{name}: no such file or folder")


def is_of_folder(file: PurePath) -> bool:
    """Say whether a file is one of those that are read from a folder."""
    return _suffix(file) in SUFFIXES and file.name.lower() not in _OF_FOLDERS


def _in_folder(folder: Path, passed_over: Counter[str]) -> Iterator[Path]:
    """Yield the files of a folder that are read; what belongs to a saved page, or is hidden, is not even counted."""
    files = [
        child
        for child in sorted(folder.rglob("*"))
        if child.is_file()
        and child.name not in SOURCE_FILES
        and not any(part.startswith(".") for part in child.relative_to(folder).parts)
    ]
    of_pages = {
        page.with_name(page.stem + mark)
        for page in files
        if page.suffix.lower() in {".htm", ".html", ".xhtml"}
        for mark in _BESIDE
    }
    for file in files:
        if of_pages.isdisjoint(file.parents):
            if is_of_folder(file):
                yield file
            elif _suffix(file) not in _OURS:
                passed_over[_suffix(file)] += 1
