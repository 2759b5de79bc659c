"""An HTML page cut into blocks, every character with its place in the page as served.

Right by construction: one pass over the page's own characters, with entities and folded white
space as pieces of the map. Which blocks are the body is voted on elsewhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container
from functools import lru_cache
from itertools import accumulate
from typing import ClassVar, NamedTuple, Protocol

from onrecord.articles.blocks import Block, Builder, Cut, Element, cut_lines
from onrecord.model import Role
from onrecord.text.markup import MarkupParser, is_in_lines, is_tip
from onrecord.text.spans import Span

__all__ = ["HtmlCutter", "cut_html"]

_BLOCKS = frozenset(
    (
        "address article aside blockquote body br button caption center dd details dialog div dl dt "
        "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe label "
        "legend li main menu nav noscript ol option p pre section select summary table tbody td "
        "template textarea tfoot th thead time title tr ul video audio"
    ).split()
)
_HIDDEN = frozenset(
    (
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "iframe",
        "select",
        "textarea",
        "object",
    )
)
_VOID = frozenset(("area base br col embed hr img input link meta param source track wbr").split())
_IN_HEAD = frozenset("base link meta title style script noscript template".split())
"""What a head may hold; anything else ends one that was left open (HTML standard, 13.2.6.4.4)."""
_TAG_ROLES = {
    "nav": Role.NAVIGATION,
    "footer": Role.NAVIGATION,
    "aside": Role.RELATED,
    "form": Role.NAVIGATION,
    "button": Role.NAVIGATION,
    "menu": Role.NAVIGATION,
    "dialog": Role.NAVIGATION,
    "figcaption": Role.CAPTION,
    "h1": Role.TITLE,
    "time": Role.DATE,
}
# What class and id names say, in order; whole words of the name only.
_NAMED_ROLES = tuple(
    (re.compile(rf"(?:^|[\s_-])(?:{names})(?:$|[\s_-])", re.IGNORECASE), role)
    for names, role in (
        ("comments?|disqus|respond|reader-comments", Role.COMMENTS),
        ("share|sharing|social|sharebar|share-tools|socials", Role.SHARE),
        (
            "related|recommended|recommendations|more-on|read-more|promo|most-read|trending",
            Role.RELATED,
        ),
        ("pull-?quote|pullquote", Role.PULL_QUOTE),
        ("caption|figcaption|photo-credit|image-credit|wp-caption-text", Role.CAPTION),
        ("byline|author-name|article-author", Role.BYLINE),
        (
            "nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|newsletter|cookies?|banner|masthead|skip-link",
            Role.NAVIGATION,
        ),
    )
)
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[^\t\n\f <&#;]{1,32});?")
"""A character written as a reference, as the library's `unescape` finds them."""
_SPACES = re.compile(r"\S+(?: \S+)*|\s+")
"""Words with single spaces between them, which stand in the text as in the page; and other white space."""
_NOWHERE: frozenset[int] = frozenset()
_WHOLE_PAGE = frozenset({"html", "body", "main", "article"})
_MOST_INSIDE = 40
"""Elements kept around a block: pages nest some 20 deep, hostile ones a million."""
_NAMING = frozenset({"class", "id", "itemprop", "role", "data-testid", "data-component"})
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def _is_unseen(attrs: list[tuple[str, str | None]]) -> bool:
    for name, value in attrs:
        if name == "hidden" or (name == "aria-hidden" and value == "true"):
            return True
        if name == "style" and _NOT_SHOWN.search(value or ""):
            return True
    return False


@lru_cache(maxsize=4096)
def _role_named(names: str) -> Role | None:
    """Return the role that class and id say; a page repeats few of them."""
    return next((role for pattern, role in _NAMED_ROLES if pattern.search(names)), None)


def _names_of(attrs: list[tuple[str, str | None]]) -> str:
    """Return what an element is called: its class, id and roles, and "hidden" where it says so."""
    names = " ".join([value or "" for name, value in attrs if name in _NAMING])
    return f"{names} hidden" if _is_unseen(attrs) else names


class _Open(NamedTuple):
    """An element that is not closed yet."""

    element: Element
    hint: tuple[Role | None, int]
    hidden: bool
    tip: bool
    """Inside it no block ends: what it stands in goes on behind it."""

    @property
    def is_open_head(self) -> bool:
        return self.hidden and self.element.tag == "head"


class Listener(Protocol):
    """Hears of a page's elements and words while it is cut, as a parser of its own would."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hear that an element begins."""
        ...

    def handle_endtag(self, tag: str) -> None:
        """Hear that an element ends."""
        ...

    def handle_data(self, data: str) -> None:
        """Hear words between two tags, with their entities read; what a script holds, as it is."""
        ...


def cut_html(page: str, listener: Listener | None = None) -> Cut:
    """Cut an HTML page into blocks in reading order, joined by newlines into one text.

    A text whose tags and references stand within its lines alone is cut as plain text is.
    """
    ends = _NOWHERE
    if is_in_lines(page):
        lines = cut_lines(page)
        ends = frozenset(lines.offsets.to_page(block.span).end for block in lines.blocks)
    cutter = HtmlCutter(page, listener, ends)
    cutter.feed(page)
    cutter.close()
    cutter.flush()
    cutter.tell()
    return cutter.built.cut(cutter.blocks)


class HtmlCutter(MarkupParser):
    """Collects blocks and pieces of the offset map in one pass."""

    blocks_at: ClassVar[frozenset[str]] = _BLOCKS
    hidden_at: ClassVar[frozenset[str]] = _HIDDEN

    def __init__(
        self, page: str, listener: Listener | None = None, ends: Container[int] = _NOWHERE
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.page = page
        self._ends = ends
        """Where in the page blocks end, beside those that tags end."""
        self._listener = listener
        self._untold: tuple[int, int] | None = None
        """Where in the page the words stand that the listener has not heard."""
        self.built = Builder()
        self.blocks: list[Block] = []
        self._line_starts = [0, *accumulate(len(line) + 1 for line in page.split("\n"))]
        self._runs: list[tuple[str, int, int]] = []
        self._n_link_chars = 0
        self._open: list[_Open] = []
        self._n_elements = 0
        self._n_hints = 0
        self._n_hidden = self._n_tips = 0
        self._n_links = 0

    def flush(self) -> None:
        """End the block in hand."""
        while self._runs and self._runs[-1][0] == " ":
            self._runs.pop()
        if self._runs:
            self._add_block()
        self._runs, self._n_link_chars = [], 0

    def _add_block(self) -> None:
        if self.blocks:
            self.built.between("\n")
        start = self.built.length
        for characters, page_start, page_end in self._runs:
            self.built.add(characters, page_start, page_end)
        text = "".join(characters for characters, _, _ in self._runs)
        inside = tuple(one.element for one in self._open[-_MOST_INSIDE:])
        tag = next((one.tag for one in reversed(inside) if one.tag in self.blocks_at), "")
        self.blocks.append(
            Block(
                span=Span(start, self.built.length),
                text=text,
                tag=tag,
                hint=self._hint[0],
                hint_from=self._hint[1],
                n_link_chars=self._n_link_chars,
                inside=inside,
            )
        )

    def _position(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def tell(self) -> None:
        """Let the listener hear the words since the last tag."""
        if self._listener is not None and self._untold is not None:
            start, end = self._untold
            self._untold = None
            self._listener.handle_data(html.unescape(self.page[start:end]))

    def _hear(self, start: int, end: int) -> None:
        if self._untold is not None and self._untold[1] == start:
            self._untold = self._untold[0], end
        else:
            self.tell()
            self._untold = start, end

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; blocks end where block-level elements begin."""
        if self._listener is not None:
            self.tell()
            self._listener.handle_starttag(tag, attrs)
        if tag in self.blocks_at and not self._n_tips:
            self.flush()
        if tag in _VOID:
            return
        if self._open and self._open[-1].is_open_head and tag not in _IN_HEAD:
            self._end("head")
        names = _names_of(attrs)
        tip = is_tip(tag, names)
        hidden = tip or tag in self.hidden_at
        self._n_elements += 1
        element = Element(self._n_elements, tag, names)
        self._open.append(_Open(element, self._role(tag, attrs), hidden, tip))
        self._n_hidden += hidden
        self._n_tips += tip
        self._n_links += tag == "a"

    @property
    def _hint(self) -> tuple[Role | None, int]:
        return self._open[-1].hint if self._open else (None, 0)

    def _role(self, tag: str, attrs: list[tuple[str, str | None]]) -> tuple[Role | None, int]:
        inherited = self._hint
        if inherited[0] in {Role.COMMENTS, Role.NAVIGATION, Role.SHARE, Role.RELATED}:
            return inherited
        own = self._own_role(tag, attrs)
        if own is None:
            return inherited
        self._n_hints += 1
        return own, self._n_hints

    def _own_role(self, tag: str, attrs: list[tuple[str, str | None]]) -> Role | None:
        if _is_unseen(attrs):  # whole articles stand so until a script shows them: a hint, no more
            return Role.NAVIGATION
        if tag not in _WHOLE_PAGE:
            names = " ".join([value or "" for name, value in attrs if name in {"class", "id"}])
            role = _role_named(names) if names else None
            if role is not None:
                return role
        if tag == "header" and not any(
            one.element.tag in {"article", "main"} for one in self._open[-6:]
        ):
            return Role.NAVIGATION
        return _TAG_ROLES.get(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element and whatever was left open inside it."""
        if self._listener is not None:
            self.tell()
            self._listener.handle_endtag(tag)
        self._end(tag)

    def _end(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - 200), -1):
            if self._open[depth].element.tag == tag:
                break
        else:
            depth = len(self._open)
        closed = self._open[depth:]
        if tag in self.blocks_at and self._n_tips == sum(one.tip for one in closed):
            self.flush()
        for one in closed:
            self._n_tips -= one.tip
            self._n_hidden -= one.hidden
            self._n_links -= one.element.tag == "a"
        del self._open[depth:]

    def handle_data(self, data: str) -> None:
        """Take characters that stand in the page as they are."""
        start = self._position()
        if self._listener is not None:
            if self.cdata_elem is not None:
                self._listener.handle_data(data)
            else:
                self._hear(start, start + len(data))
        if self._n_hidden:
            return
        at = 0
        if "&" in data and self.cdata_elem is None:
            # of a tag or a declaration that is never closed the parser hands on what stands there, references and all
            for match in _REFERENCE.finditer(data):
                self._take_plain(data[at : match.start()], start + at)
                self._take_reference(match[0], start + match.start())
                at = match.end()
        self._take_plain(data[at:], start + at)

    def _take_plain(self, data: str, start: int) -> None:
        for match in _SPACES.finditer(data):
            characters, (first, end) = match.group(), match.span()
            if start + first in self._ends:
                self.flush()
                continue
            self._take(" " if characters.isspace() else characters, start + first, start + end)

    def handle_entityref(self, name: str) -> None:
        """Take a named character."""
        self._hear_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Take a numbered character."""
        self._hear_reference(f"&#{name}")

    def _hear_reference(self, raw: str) -> None:
        start = self._position()
        if self.page[start + len(raw) : start + len(raw) + 1] == ";":
            raw += ";"
        if self._listener is not None:
            self._hear(start, start + len(raw))
        self._take_reference(raw, start)

    def _take_reference(self, raw: str, start: int) -> None:
        characters = html.unescape(raw)
        # "&notanentity;" is "¬" and then letters that stand in the page as they are
        n_plain = next(
            (
                n
                for n in range(len(raw))
                if raw[len(raw) - 1 - n :] != characters[len(characters) - 1 - n :]
            ),
            len(raw),
        )
        cut = len(characters) - n_plain
        head, tail = characters[:cut], characters[cut:]
        middle = start + len(raw) - n_plain
        if head:
            self._take(" " if head.isspace() else head, start, middle)
        if tail:
            self._take(tail, middle, start + len(raw))

    def _take(self, characters: str, start: int, end: int) -> None:
        if self._n_hidden:
            return
        if characters == " " and (not self._runs or self._runs[-1][0] == " "):
            if self._runs:  # white space after white space: one space, made from both
                self._runs[-1] = (" ", self._runs[-1][1], end)
            return
        self._runs.append((characters, start, end))
        if self._n_links:
            self._n_link_chars += len(characters)
