"""onrecord: the record of what was said, by whom, and how each outlet gives it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

__all__ = ["__version__", "extract"]

__version__ = version("onrecord")


def extract(text: str, *, published: str | None = None) -> list[dict[str, Any]]:
    """Return the statements of one article in plain text, as the rows that exports have.

    Each row has source, cue and content as lists of spans, `{"start", "end", "text", ...}`:
    `text[start:end]` is what they point at (a byte order mark at the beginning does not count).
    `published` (as printed, or ISO) is what weekdays are resolved against. A text without running
    words gives no rows. Raises ValueError for half of a surrogate pair.
    """
    from onrecord.flow import extract as run  # a quarter of a second, paid when used

    return run(text, published=published)
