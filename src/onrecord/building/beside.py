"""What of a record a draft is held against: a copy to build on, with the stories that the draft's words point to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.building.stages import Flow
from onrecord.errors import NoSuchItem, RecordError
from onrecord.record.select import Wanted, select
from onrecord.record.store import Record
from onrecord.text.tokens import lowered_words

__all__ = ["copy_beside", "stories_beside"]


def copy_beside(source: Path, target: Path, stories: Sequence[str]) -> None:
    """Write a copy of what is read of a record's articles, or of those of some stories, to build on.

    Its articles and statements are not read again by a build with the same code and settings. Raises RecordError where
    the record has no texts.
    """
    with Record.read(source) as record:
        if not record.has_texts():
            message = f"{source}: came without its texts; fill it with: onrecord rehydrate"
            raise RecordError(message)
        select(record, target, Wanted(stories=tuple(stories)), as_read=True)


def stories_beside(source: Path, draft: Record, flow: Flow) -> list[str]:
    """Return the stories of a record that a draft's statements point to; `draft` is a record of it alone.

    Those in which five words in a row of a statement stand, whoever prints them, and those that have an article on
    the draft's event.
    """
    with Record.read(source) as record:
        found = record.stories_with(_rows_of(draft, flow.utterances.quoted_words))
        found |= _on_its_event(record, draft, flow)
        return sorted(found)


def _rows_of(draft: Record, size: int) -> Iterator[str]:
    """Yield every so many words in a row of a draft's statements."""
    for row in draft.rows("statements"):
        for span in row["content"]:
            words = lowered_words(span["text"])
            yield from (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def _on_its_event(record: Record, draft: Record, flow: Flow) -> set[str]:
    """Return the stories with an article whose terms are near enough to a draft's."""
    own = [weights for _, weights in _terms(draft)]
    story_of = {row["id"]: row["story"] for row in record.rows("articles")}
    return {
        story_of[id_]
        for id_, weights in _terms(record)
        for mine in own
        if id_ in story_of
        and sum(weight * weights.get(key, 0.0) for key, weight in mine.items())
        >= flow.stories.threshold
    }


def _terms(record: Record) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each article with its terms, as the last build noted them."""
    origins = [row["id"] for row in record.rows("origins", stage="stories", current=1)]
    for row in record.rows("articles"):
        for origin in origins:
            try:
                yield row["id"], json.loads(record.memo("stories", row["id"], origin))
            except NoSuchItem:
                continue
