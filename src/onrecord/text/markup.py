"""The parser of markup that all others here are made from: it refuses nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser

__all__ = ["MarkupParser", "is_tip"]

_TIPS = frozenset({"a", "aside", "div", "span"})
_TIP = re.compile(
    r"(?:^|\s)(?:tool-?tip-?_*(?:text|content|inner|body|bubble)|popover-?_*(?:content|inner|body)"
    r"|hover-?card|rollover(?:-\w+)*-block)(?:$|\s)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_tip(tag: str, names: str) -> bool:
    """Say whether an element of these classes and ids is shown only while somebody points at what stands before it."""
    return tag in _TIPS and _TIP.search(names) is not None


class MarkupParser(HTMLParser):
    """The library's parser, which raises AssertionError at some malformed declarations.

    Here such a declaration is a comment, as the HTML standard has it (13.2.5.42, markup declaration
    open state).
    """

    def parse_html_declaration(self, i: int) -> int:
        """Pass over a declaration that begins at `i`; return where it ends, -1 where that is not known."""
        place = self.lineno, self.offset
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            self.lineno, self.offset = place  # it had gone to where the error is
            return self.parse_bogus_comment(i)
