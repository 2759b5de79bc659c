"""The parser of markup that all others here are made from: it refuses nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from itertools import islice

__all__ = ["MarkupParser", "is_fragment", "is_in_lines", "is_markup", "is_tip"]

_BLOCKS = "p|br|div|h[1-6]|ul|ol|li|blockquote|table|tr|td|section|article|figure|pre"
_INLINE = "a|abbr|b|cite|em|i|img|q|s|small|span|strong|sub|sup|u"
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_BLOCKS}|{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_REFERENCE = re.compile(
    r"&(?:amp|nbsp|quot|apos|[lr]dquo|[lr]squo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"<(?:!doctype|html|head|body|title|meta|link|script|nav|header|footer)\b", re.IGNORECASE
)
_FEW_TAGS = 2


def is_markup(text: str) -> bool:
    """Say whether a text holds markup: two tags, or a character written as a reference."""
    if "<" in text and sum(1 for _ in islice(_TAG.finditer(text), _FEW_TAGS)) == _FEW_TAGS:
        return True
    return "&" in text and _REFERENCE.search(text) is not None


def is_fragment(markup: str) -> bool:
    """Say whether markup is an article's alone, as feeds and tables hold it, and no whole page.

    None of 974 benchmark pages is.
    """
    return _WHOLE.search(markup) is None


def is_in_lines(markup: str) -> bool:
    """Say whether lines part the paragraphs of markup: it is no whole page, and no tag does."""
    return is_fragment(markup) and _BLOCK.search(markup) is None


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


_COMMENT = "<!--"


class MarkupParser(HTMLParser):
    """The library's parser, which raises AssertionError at some malformed declarations.

    Here such a declaration is a comment, as the HTML standard has it (13.2.5.42, markup declaration
    open state).
    """

    def parse_comment(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 - the library's
        """Pass over a comment; of one that is never closed over its sign alone.

        A browser hides all that follows, and so do later versions of the library; what is said there is not lost here.
        All of a page is fed at once, so that what is not closed yet never is.
        """
        end = super().parse_comment(i, report)
        return end if end >= 0 else i + len(_COMMENT)

    def parse_html_declaration(self, i: int) -> int:
        """Pass over a declaration that begins at `i`; return where it ends, -1 where that is not known."""
        place = self.lineno, self.offset
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            self.lineno, self.offset = place  # it had gone to where the error is
            return self.parse_bogus_comment(i)
