"""What a text without markup says of itself above its first sentence: outlet, author, day.

A person who saves an article as text leaves a line or two of these on it, in whatever order: "The Tarrow Echo, 3
February 2031", "Lena Ost | Tarrow Echo", "Source: Tarrow Echo".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from onrecord.articles.blocks import Block
from onrecord.articles.metadata import BY
from onrecord.articles.outlets import PARTS, is_address, reads_as_outlet
from onrecord.model import Role
from onrecord.resources import languages, lexicon, page_labels
from onrecord.text.dates import CLOCK, find_date
from onrecord.text.normalize import fold_space
from onrecord.text.tokens import count_words

__all__ = ["Heading", "read_heading"]

_MOST_LINES = 12
"""Lines before the running text beyond which they are a page's menus, of which only those with a day are read. Set by
hand; docs/design/0039 has what is read of pages."""
_MOST_WORDS = 14
"""Words of a line beyond which it is no such line."""
_PARTS = re.compile(r"\s*[|•·–—()\[\]]\s*|\s+[-/]\s+|[,;]\s+|\s{3,}")
_LABEL = re.compile(r"^([^\W\d][\w' ]{1,24}):\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What was read; None where nothing says it. `roles` are the blocks', with those of the lines that were read."""

    title: str | None
    """The headline without the outlet's name; None where its line has no such name."""
    outlet: str | None
    byline: str | None
    url: str | None
    dates: tuple[str, ...]
    """Lines that print a day beside one of these."""
    roles: tuple[Role, ...]


def read_heading(blocks: Sequence[Block], roles: Sequence[Role]) -> Heading:
    """Read the lines above a text's first sentence; `roles` are what the blocks are taken for, one a block."""
    made = list(roles)
    first = _first_of_text(roles)
    titles = [n for n, role in enumerate(roles) if role is Role.TITLE]
    title, outlet = _parted(fold_space(blocks[titles[0]].text)) if titles else (None, None)
    byline = url = None
    dates = []
    named: list[str] = []
    is_page = first > _MOST_LINES
    for number in range(first):
        line = fold_space(blocks[number].text)
        if roles[number] not in _READ or count_words(line) > _MOST_WORDS:
            continue
        read = _line(line)
        if is_page and not read.is_dated:
            continue
        outlet = outlet or read.outlet
        if roles[number] is Role.NAVIGATION and not read.author:
            named.append(read.rest.strip(" ,|"))
        url = url or read.url
        if read.author and not read.author[0].islower():  # "By subscribing you agree"
            byline = byline or read.author
        if read.is_dated:
            dates.append(line)
        if roles[number] is Role.NAVIGATION and read.is_dated and (read.outlet or read.author):
            made[number] = Role.DATE
        elif roles[number] is Role.NAVIGATION and read.author:
            made[number] = Role.BYLINE
    holder, number = _holder(blocks)
    if holder is not None:
        outlet = outlet or holder
        made[number] = Role.NAVIGATION
    if outlet is None and named:
        body = [one.text for one, role in zip(blocks, roles, strict=True) if role is Role.BODY]
        outlet = next((one for one in named if _is_told_to(one, body)), None)
    return Heading(
        title=title, outlet=outlet, byline=byline, url=url, dates=tuple(dates), roles=tuple(made)
    )


def _holder(blocks: Sequence[Block]) -> tuple[str | None, int]:
    """Return whose one of a text's last lines says that the rights are, if an outlet's, and that line's number."""
    for number in range(len(blocks) - 1, max(0, len(blocks) - _MOST_LINES), -1):
        line = fold_space(blocks[number].text)
        found = _RIGHTS.match(line) if count_words(line) <= _MOST_WORDS else None
        name = _without_form(found["name"]) if found else ""
        if name and _is_whose(name, is_dated=True):
            return name, number
    return None, -1


_RIGHTS = re.compile(
    r"(?:(?:copyright|©|\(c\))[\s:,]*)+(?:\d{4}(?:\s?[-–]\s?\d{2,4})?)?[\s,]*(?:by\s)?"
    r"(?P<name>[^\W\d_][^.,|•·\n©]{2,50})",
    re.IGNORECASE,
)
"""Whose the rights of a text are: "© 2031 Tarrow Echo. All rights reserved."."""


def _without_form(name: str) -> str:
    """Return a name without its legal form and what is told of the rights; nothing for who owns outlets."""
    labels = page_labels()
    words = name.partition(" All ")[0].split()
    last = words[-1].strip(".,").casefold() if words else ""
    if len(words) > 1 and last in lexicon().legal_forms - labels.owners:
        del words[-1]
        last = words[-1].strip(".,").casefold()
    return "" if last in labels.owners else " ".join(words)


def _first_of_text(roles: Sequence[Role]) -> int:
    """Return the block with which the running text begins: a line before the author's, or the day's, is above it."""
    body = [n for n, role in enumerate(roles) if role is Role.BODY]
    if len(body) > 1 and any(roles[n] in _ABOVE for n in range(body[0] + 1, body[1])):
        return body[1]
    return body[0] if body else len(roles)


_ABOVE = frozenset({Role.BYLINE, Role.DATE})
_READ = frozenset({Role.NAVIGATION, Role.DATE, Role.BYLINE})


def _parted(title: str) -> tuple[str | None, str | None]:
    """Return a headline without the outlet's name that its line begins or ends with, and that name."""
    parts = list(PARTS.finditer(title))
    if parts:
        head, rest = title[: parts[-1].start()], title[parts[-1].end() :]
        if count_words(head) > 1 and (
            reads_as_outlet(rest) or is_address(rest) or _is_agency(rest)
        ):
            return head, rest
        name, head = title[: parts[0].start()], title[parts[0].end() :]
        if count_words(head) > 1 and reads_as_outlet(name):
            return head, name
    return None, None


@dataclass(slots=True)
class _Read:
    """What one line says."""

    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    is_dated: bool = False
    rest: str = ""
    """A line without its day and time; nothing of one with a label."""

    def take(self, name: str) -> None:
        """Note whose a text is: its name, or where it was read."""
        if not is_address(name):
            self.outlet = name
        elif name.startswith("http"):
            self.url = name
        else:
            self.outlet = name.removeprefix("www.")


def _line(line: str) -> _Read:
    """Return what a line says: of whom it is where a label says so, else by what its parts are."""
    labels = page_labels()
    read = _Read()
    if label := _LABEL.match(line):
        told, rest = label[1].casefold(), line[label.end() :]
        if told in labels.outlet_labels:
            if name := _without_day(rest).strip(" ,|"):
                read.take(name)
            return read
        if told in labels.author_labels:
            read.author = rest
            return read
        if told in labels.date_labels:
            line = rest
    rest = _without_day(line)
    read.is_dated = rest != line
    if label is None:
        read.rest = rest
    for part in filter(None, map(_trimmed, _PARTS.split(rest))):
        by = BY.sub("", part)
        if by != part and (found := _written_for().search(by)):
            by, whose = by[: found.start()], by[found.end() :].removeprefix("the ")
            if _is_whose(whose, is_dated=True):
                read.take(whose)
        if by != part or (read.author is None and _is_person(part)):
            read.author = read.author or _whom(by)
        elif read.outlet is None and _is_whose(part, is_dated=read.is_dated):
            read.take(part)
    return read


def _is_whose(part: str, *, is_dated: bool) -> bool:
    """Say whether a part says whose a text is: no agency, which is whom it credits."""
    is_told = reads_as_outlet(part, is_dated=is_dated) or is_address(part)
    return is_told and not _is_agency(part)


def _is_told_to(name: str, body: Iterable[str]) -> bool:
    """Say whether a line is whom somebody spoke to in the text, or who has seen something: "told *The Circuit*"."""
    words = name.split()
    is_name = 0 < len(words) <= _MOST_NAMED and all(one[0].isupper() for one in words)
    if not is_name or _is_agency(name) or name.casefold() in page_labels().navigation:
        return False
    bare = re.escape(name.removeprefix("The ").removeprefix("the "))
    told = re.compile(rf"\b(?:{'|'.join(page_labels().told_to)}) (?:\w+ )?{bare}\b")
    return any(told.search(one) for one in body)


_MOST_NAMED = 4
"""Words of an outlet's name that stands on a line alone and is known by the text. Set by hand."""


@lru_cache(maxsize=1)
def _written_for() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(page_labels().written_for)})\s", re.IGNORECASE)


def _is_agency(part: str) -> bool:
    return part.casefold().removeprefix("the ") in page_labels().agencies


def _without_day(line: str) -> str:
    """Return a line without the day and the time that it prints."""
    found = find_date(line)
    if not found:
        return line
    before, _, behind = line.partition(found[1])
    *words, last = before.rstrip(" ,").rpartition(" ")
    if last.strip(".,").casefold() in _days():  # "Monday, February 3"
        before = words[0]
    return CLOCK.sub(" | ", f"{before} | {behind}")


def _trimmed(part: str) -> str:
    """Return a part without "from" or "published by" before it, and "staff" or "on" behind it."""
    labels = page_labels()
    words = part.strip(" ,:;.-").split()
    for n_words in (2, 1):
        if " ".join(words[:n_words]).casefold() in labels.outlet_labels:
            del words[:n_words]
    if len(words) > 1 and words[-1].casefold() in labels.newsrooms | labels.prepositions:
        del words[-1]
    return " ".join(words)


def _whom(name: str) -> str:
    """Return whom a byline names, without from where: "Lena Ost in Tarrow"."""
    prepositions = page_labels().prepositions
    return " ".join(takewhile(lambda word: word not in prepositions, name.split()))


def _is_person(part: str) -> bool:
    """Say whether a part is somebody's name, perhaps with from where: "Lena Ost", "Lena Ost in Tarrow"."""
    words = part.split()
    name = [word for word in words[:3] if word[:1].isupper()]
    is_name = len(name) >= 2 and words[0].casefold() in _given() and all(map(_is_word, name))
    rest = words[len(name) :]
    is_from = not rest or rest[0] in page_labels().prepositions
    return is_name and is_from and not reads_as_outlet(part)


def _is_word(word: str) -> bool:
    return word.replace("-", "").replace("'", "").replace("’", "").replace(".", "").isalpha()


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    return frozenset().union(*(lexicon(one).given_names for one in languages()))


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    """Names of weekdays, in full and as they are shortened."""
    names = {day for one in languages() for day in lexicon(one).weekdays}
    return frozenset(names | {day[:3] for day in names})
