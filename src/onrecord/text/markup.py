"""The parser of markup that all others here are made from: it refuses nothing."""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["MarkupParser"]


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
