"""From bytes to text, with the encoding that did it."""

from __future__ import annotations

import codecs
import re

from onrecord.errors import ItemError

__all__ = ["decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_MAX_CONTROLS = 0.01
"""Share of control characters above which bytes are no text: text has next to none."""
_WESTERN = re.compile(
    r"[\x20-\x7e\s\u00a0-\u00ff\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2122]*"
)
"""What Western text in windows-1252 is made of; C1 controls and stray symbols are not in it."""


def decode(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """Return `(text, encoding)`; `encoding` decodes `data` to `text` again.

    Tried in order: a byte order mark, UTF-8, the `charset` it was served with, the encoding the page
    declares, windows-1252 where
    the result is ordinary Western text, then charset-normalizer's guess.
    Raises ItemError: `empty`, `binary`, `undecodable`.
    """
    if not data.strip():
        raise ItemError("pages", "empty", "no text in it")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise ItemError("pages", "undecodable", f"marked as {encoding}: {error}") from error
    head = data[:65536]
    n_controls = len(head) - len(head.translate(None, _CONTROLS))
    if b"\0" in head or n_controls > _MAX_CONTROLS * len(head):
        raise ItemError("pages", "binary", "not a text: control characters in the first bytes")
    declared = _DECLARED.search(data[:4096])
    tried = ["utf-8", *([charset] if charset else [])]
    tried += [*([declared.group(1).decode("ascii")] if declared else []), "cp1252"]
    for encoding in tried:
        try:
            text = data.decode(encoding)
        except (ValueError, LookupError):  # a name of an encoding may be anything
            continue
        if encoding != "cp1252" or _WESTERN.fullmatch(text):
            return text, encoding
    return _guess(data)


def _guess(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # slow to import, rarely needed

    best = from_bytes(data).best()
    if best is None:
        raise ItemError("pages", "undecodable", "no known encoding fits these bytes")
    return data.decode(best.encoding), best.encoding
