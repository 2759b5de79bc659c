"""Zip archives of files of any kind that is read from a folder: news databases and colleagues send such."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, ClassVar

from onrecord.errors import ItemError
from onrecord.model import Page, Rejection
from onrecord.pages.inputs import is_of_folder
from onrecord.pages.opened import UNREADABLE, Opened, opened_within
from onrecord.pages.read import reader_of
from onrecord.pages.rows import rejected
from onrecord.stage import Tally

__all__ = ["ZipFile"]


class ZipFile:
    """Reader of .zip: each file in it as if it lay in a folder."""

    name: ClassVar[str] = "zip"
    priority: ClassVar[int] = 5

    def accepts(self, name: str, head: bytes) -> bool:
        """Take zip files named so: Word documents and web archives are some too."""
        return name.lower().endswith(".zip") and head.startswith(b"PK")

    def read(self, item: Opened, tally: Tally) -> Iterator[Page | Rejection]:
        """Yield the pages of its files in order of their names, called `archive.zip#folder/file`.

        What a folder passes over is passed over here, and what is encrypted or broken costs itself alone. Raises
        ItemError `unreadable`.
        """
        try:
            archive = zipfile.ZipFile(item.stream)
        except (*UNREADABLE, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise ItemError("pages", "unreadable", f"not a whole zip: {error}") from error
        with archive:
            files = [one for one in archive.infolist() if _is_shown(one)]
            files.sort(key=lambda one: one.filename)
            some = [one for one in files if is_of_folder(PurePosixPath(one.filename))]
            for one in some or [one for one in files if one.filename.lower().endswith(_TABLES)]:
                yield from _read(item, archive, one, tally)


_TABLES = (".csv", ".json", ".tsv", ".xlsx", ".xml")
"""What is read of an archive that holds nothing else: somebody packed a table."""


def _is_shown(one: zipfile.ZipInfo) -> bool:
    """Say whether an entry is a file that its folder shows."""
    parts = PurePosixPath(one.filename).parts
    is_file = bool(parts) and not one.filename.endswith("/")
    return is_file and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _read(
    item: Opened, archive: zipfile.ZipFile, one: zipfile.ZipInfo, tally: Tally
) -> Iterator[Page | Rejection]:
    name = f"{item.name}#{one.filename}"
    try:
        with _opened(archive, one) as stream:
            inner = opened_within(item, name, stream)
            yield from reader_of(inner).read(inner, tally)
    except ItemError as error:
        yield rejected(name, error)
    except (*UNREADABLE, zipfile.BadZipFile) as error:
        yield rejected(name, ItemError("pages", "unreadable", str(error)))


def _opened(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> IO[bytes]:
    """Return a file of an archive as a stream. Raises ItemError `unreadable`."""
    try:
        return archive.open(one)
    except (
        *UNREADABLE,
        zipfile.BadZipFile,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        # encrypted, packed in a way that is not known, or at no place of this file
        raise ItemError("pages", "unreadable", str(error)) from error
