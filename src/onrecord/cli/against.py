"""What a draft is held against: a text, or of a record the stories that its words point to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from onrecord.articles.extract import ExtractArticles
from onrecord.building.beside import copy_beside, stories_beside
from onrecord.errors import ItemError, RecordError
from onrecord.flow import Flow, build
from onrecord.model import Page
from onrecord.pages.inputs import Input, find_inputs
from onrecord.pages.read import ReadPages
from onrecord.record.store import Record
from onrecord.stage import Tally

__all__ = ["set_beside"]

_WHOLE = 60
"""Articles up to which a draft is held against all of a record. Set by hand: some seconds' work."""


def set_beside(
    path: Path, copy: Path, drafts: Sequence[Input], flow: Flow
) -> tuple[list[Input], int]:
    """Return the text that drafts are held against, or copy what of a record they are.

    Of a large record that is the stories that the drafts' words point to. Where there are none no copy is made, and
    it is returned in how many articles they were looked for.
    Raises RecordError for a path that cannot be opened, ItemError for a file that holds no text.
    """
    try:
        with path.open("rb") as file:
            is_record = file.read(16) == b"SQLite format 3\0"
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise RecordError(message) from error
    if not is_record:
        return [_text(path)], 0
    with Record.read(path) as record:
        n_articles = record.counts()["articles"]
    stories: list[str] = []
    if not n_articles:
        return [], 0
    if n_articles > _WHOLE:
        with Record.create(":memory:") as alone:
            build(flow, drafts, alone)
            stories = stories_beside(path, alone, flow)
        if not stories:
            return [], n_articles
    copy_beside(path, copy, stories)
    return [], 0


def _text(path: Path) -> Input:
    """Return one file, a transcript where it is written as one."""
    (one,), _ = find_inputs([str(path)])
    try:
        pages = [made for made in ReadPages().run(one, Tally()) if isinstance(made, Page)]
    except ItemError as error:
        raise ItemError(error.stage, error.reason, f"{path}: {error.detail}") from error
    is_transcript = any(ExtractArticles().is_mostly_turns(page) for page in pages)
    role = "transcript" if is_transcript else one.source.role
    return replace(one, source=replace(one.source, role=role))
