"""Encodings by name: one, or several one after another where text was read wrongly before it was saved."""

from __future__ import annotations

import re

__all__ = ["decode_as", "repaired"]

_STEP = " > "
_MISREAD = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
"""A UTF-8 character read as Latin-1 or windows-1252: its first byte, and one that goes on."""


def decode_as(data: bytes, encoding: str) -> str:
    """Return the text of bytes in an encoding, or in several: `utf-8 > latin-1 > utf-8`.

    Of several the first decodes, the second encodes again what was decoded wrongly, the third decodes
    that; and so on. Raises ValueError (UnicodeError is one) and LookupError.
    """
    first, *steps = encoding.split(_STEP)
    text = data.decode(first)
    if steps:
        import ftfy.bad_codecs  # noqa: F401 - names windows-1252 as it is met: with all 256 bytes
    for wrong, right in zip(steps[::2], steps[1::2], strict=True):
        text = text.encode(wrong).decode(right)
    return text


def repaired(text: str, encoding: str) -> tuple[str, str]:
    """Return a text that was read wrongly as it was meant, and what decodes its bytes to that.

    By ftfy (Speer 2019), and only where one wrong reading accounts for the whole text; a text of which a part is
    wrong stays as it is.
    """
    if not _MISREAD.search(text):
        return text, encoding
    import ftfy  # seldom needed

    made, steps = ftfy.fix_encoding_and_explain(text)
    names = [step.parameter for step in steps or ()]
    actions = [step.action for step in steps or ()]
    if not steps or actions != ["encode", "decode"] * (len(steps) // 2):
        return text, encoding
    return made, _STEP.join([encoding, *names])
