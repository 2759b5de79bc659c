"""Articles that a news database printed into one document: told apart, with what is said above and below each.

What Nexis, Factiva, ProQuest and Europresse print stands nowhere in a specification. The forms are those that the
tools of researchers read (named at each form); on others a document stays one page, as any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NamedTuple

from onrecord.model import Page, Rejection, Source
from onrecord.pages.opened import Opened, too_large
from onrecord.pages.read import make_page
from onrecord.pages.rows import known_source, rejected
from onrecord.text.dates import find_date
from onrecord.text.normalize import fold_space

__all__ = [
    "Printed",
    "ends_article",
    "may_be_html",
    "may_be_printed",
    "printed_articles",
    "printed_pages",
    "read_html",
    "text_page",
    "text_pages",
]


class Printed(NamedTuple):
    """An article as a database prints it."""

    text: str
    """Its running text; empty where none was found."""
    source: Source
    """What is printed around it: outlet, day, title, byline."""


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    is_first: bool
    """Whether an empty line stands above it."""


_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    for match in _LINE.finditer(text):
        printed = fold_space(match[0].replace("\u200b", "")).strip()
        if printed:
            gap = text[found[-1].end : match.start()].replace("\r\n", "\n") if found else "\n\n"
            found.append(_Line(*match.span(), printed, gap.count("\n") != 1))
    return found


def text_pages(item: Opened, text: str) -> Iterator[Page | Rejection]:
    """Yield the page of a text that was read out of a document; of what a database printed one for each article.

    Their bytes are those of the text, in UTF-8. Raises ItemError: `too_large`.
    """
    if found := printed_articles(text):
        yield from printed_pages(item, found)
        return
    yield text_page(item.name, text, item.source, item.max_bytes)


def text_page(name: str, text: str, source: Source, max_bytes: int) -> Page:
    """Return the page of a text, its bytes those of the text in UTF-8. Raises ItemError: `too_large`, `empty`."""
    data = text.encode("utf-8", "replace")
    if len(data) > max_bytes:
        raise too_large(max_bytes)
    return make_page(name, data, source, "text/plain")


def printed_pages(item: Opened, found: Sequence[Printed]) -> Iterator[Page | Rejection]:
    """Yield a page for each article, called `input#number`."""
    for number, one in enumerate(found, 1):
        name = f"{item.name}#{number}"
        data = one.text.encode("utf-8", "replace")
        if not data:
            title = one.source.title or one.source.outlet or "nothing is told of it"
            detail = f"no running text in this document of a database ({title})"
            yield Rejection(input=name, stage="pages", reason="no_text", detail=detail)
        elif len(data) > item.max_bytes:
            yield rejected(name, too_large(item.max_bytes))
        else:
            yield make_page(name, data, known_source(item.source, one.source), "text/plain")


def printed_articles(text: str) -> list[Printed]:
    """Return the articles of a text that a database printed, in order; none where it is no such text.

    It is one where a line ends, or begins, an article as a database's do, and an outlet, a day and running text
    are found there in the places of its form, in half of them at least.
    """
    lines = _lines(text)
    for form in _FORMS:
        parts = [form.read(text, part) for part in _parted(lines, form)]
        n_read = sum(bool(one.text and one.source.outlet and one.source.published) for one in parts)
        if parts and 2 * n_read >= len(parts):
            return parts
    return []


@dataclass(frozen=True, slots=True)
class _Form:
    mark: re.Pattern[str]
    """The whole line that stands above, or below, each article."""
    read: Callable[[str, Sequence[_Line]], Printed]
    is_above: bool = False


def _parted(lines: Sequence[_Line], form: _Form) -> list[Sequence[_Line]]:
    marks = [n for n, line in enumerate(lines) if form.mark.fullmatch(line.text)]
    if not marks:
        return []
    if form.is_above:
        ends = [*marks[1:], len(lines)]
        return [lines[mark + 1 : end] for mark, end in zip(marks, ends, strict=True)]
    begins = [0, *(mark + 1 for mark in marks)]
    return [lines[begin:mark] for begin, mark in zip(begins, marks, strict=False)]


def _body(text: str, lines: Sequence[_Line]) -> str:
    return text[lines[0].start : lines[-1].end].strip() if lines else ""


def _index(lines: Sequence[_Line], pattern: re.Pattern[str]) -> int | None:
    return next((n for n, line in enumerate(lines) if pattern.match(line.text)), None)


def _up_to(lines: Sequence[_Line], pattern: re.Pattern[str]) -> Sequence[_Line]:
    """Return the lines above the first that the pattern matches."""
    return lines[: _index(lines, pattern)]


def _value(lines: Sequence[_Line], label: re.Pattern[str]) -> str | None:
    """Return what stands behind a label, over the lines of its paragraph."""
    at = _index(lines, label)
    if at is None:
        return None
    end = at + 1
    while end < len(lines) and not lines[end].is_first and not _ABOVE.match(lines[end].text):
        end += 1
    return label.sub("", " ".join(line.text for line in lines[at:end]), count=1).strip() or None


def _source(outlet: str | None, day: str | None, title: str | None, byline: str | None) -> Source:
    found = find_date(day or "")
    return Source(
        outlet=_EDITION.sub("", outlet).strip() or None if outlet else None,
        published=found[0].isoformat() if found else None,
        title=None if title is None or _UNTITLED.match(title) else title,
        byline=_BY.sub("", byline) or None if byline else None,
    )


_UNTITLED = re.compile(r"No Headline", re.IGNORECASE)
_BY = re.compile(r"(?:By|Von|Par|Por|Di|Door)\s+(?=[^\W\d_a-z])")
_EDITION = re.compile(r"\s+[-–]\s+(?:[\w.]+ ){0,3}Edition$", re.IGNORECASE)
"""The Harbour Times (London) - Final Edition."""
_MOST_OF_A_DATE = 80
"""Characters of a line that holds a day, a time of day and an edition, and no sentence."""
_LABELLED = re.compile(r"[^\W\d_][\w /&-]{1,30}:(?:\s|$)")
_RIGHTS = re.compile(r"(?:Copyright|©|\(c\)|All Rights Reserved)", re.IGNORECASE)


def _is_day(line: _Line) -> bool:
    return (
        len(line.text) <= _MOST_OF_A_DATE
        and not _LABELLED.match(line.text)
        and not _RIGHTS.match(line.text)
        and find_date(line.text) is not None
    )


# Nexis Uni and Lexis+: title, outlet, day; labels; the word "Body"; "Classification" and its labels. The older
# LexisNexis: outlet, day, title; labels in capitals, in the language of the user; running text; labels. Both are read
# by LexisNexisTools, an R package of Gruber's.

_BODY = re.compile(r"(?:Body|Full Text):?$", re.IGNORECASE)
_LENGTH = re.compile(r"(?:LENGTH|LÄNGE|LONGUEUR|LONGITUD|LUNGHEZZA|LENGTE)\s*:\s*\d", re.IGNORECASE)
_BYLINE = re.compile(r"(?:BYLINE|AUTOR|AUTEUR|AUTORE)\s*:\s*", re.IGNORECASE)
_ABOVE = re.compile(
    r"(?:BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|HEADLINE|SERIES|AUTOR|RUBRIK|LÄNGE|"
    r"AUTEUR|RUBRIQUE|LONGUEUR|SECCIÓN|LONGITUD|AUTORE|SEZIONE|LUNGHEZZA|RUBRIEK|LENGTE)\s*:",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?:Classification|Graphic|Notes|Correction)$|(?:LOAD-DATE|LANGUAGE|GRAPHIC|PUBLICATION-TYPE|DOCUMENT-TYPE|"
    r"JOURNAL-CODE|CORRECTION-DATE|UPDATE|SUBJECT|SPRACHE|PUBLICATIONSTYP|PUBLIKATIONSTYP|LANGUE|"
    r"TYPE-PUBLICATION|IDIOMA|LINGUA|TAAL)\s*:"
)
_NEXIS_END = re.compile(r"End of Document", re.IGNORECASE)
_LEXIS_BEGINS = re.compile(
    r"(?:\d+ of \d+ DOCUMENTS?|Dokument \d+ von \d+|Document \d+ de \d+|Documento \d+ de \d+)"
)


def _nexis(text: str, lines: Sequence[_Line]) -> Printed:
    at = _index(lines, _BODY)
    if at is None:
        return _lexis(text, lines)
    head = lines[:at]
    lengths = [n for n, line in enumerate(head) if _LENGTH.match(line.text)]
    days = [n for n, line in enumerate(head[: lengths[-1] if lengths else None]) if _is_day(line)]
    # above the first one stands a list of all of them
    outlet, title = None, None
    if days and days[-1] > 0:
        outlet = head[days[-1] - 1].text
        above = head[days[-1] - 2].text if days[-1] > 1 else ""
        title = above if above and not _LABELLED.fullmatch(above) else None
    day = head[days[-1]].text if days else None
    return Printed(
        _body(text, _up_to(lines[at + 1 :], _BELOW)),
        _source(outlet, day, title, _value(head, _BYLINE)),
    )


def _lexis(text: str, lines: Sequence[_Line]) -> Printed:
    at = _index(lines, _ABOVE)
    if at is None:
        return Printed("", Source())
    head = [line for line in lines[:at] if not _RIGHTS.match(line.text)]
    day = next((n for n, line in enumerate(head) if _is_day(line)), None)
    title = None
    if day is not None and day + 1 < len(head):
        firsts = [n for n in range(day + 1, len(head)) if head[n].is_first] or [day + 1]
        title = " ".join(line.text for line in head[firsts[-1] :])
    begins = at
    while begins < len(lines) and _ABOVE.match(lines[begins].text):
        begins += 1
        while begins < len(lines) and not lines[begins].is_first:
            begins += 1
    body = _up_to(lines[begins:], _BELOW)
    while body and _RIGHTS.match(body[-1].text):
        body = body[:-1]
    return Printed(
        _body(text, body),
        _source(
            head[0].text if day else None,
            head[day].text if day is not None else None,
            title,
            _value(lines[at:begins], _BYLINE),
        ),
    )


# Factiva: title, author, words, day, time, outlet, its code, language, rights, running text; or the same behind codes
# of two letters (HD, BY, WC, PD, SN ...). Both are read by tm.plugin.factiva, an R package of Bouchet-Valat's.

_FACTIVA_END = re.compile(
    r"(?:AN[\s|]+)?(?:Document|Dokument|Documento)\s+[A-Z][A-Z0-9]{3,9}(?:19|20)\d{6}[a-z0-9]{6,14}"
)
_N_WORDS = re.compile(
    r"[\d.,\u00a0 ]+\s(?:words|Wörter|mots|palabras|parole|palavras|woorden|слов[а]?|ord)$"
)
_FIELDS = (
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "CX", "LP", "TD", "CT",
    "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM", "ART",
)  # fmt: skip
_FIELD = re.compile(rf"({'|'.join(_FIELDS)})(?=[\s|]|$)[\s|]*")


def _factiva(text: str, lines: Sequence[_Line]) -> Printed:
    words = _index(lines, _N_WORDS)
    if words is None or (words and _FIELD.match(lines[words].text)):
        return _factiva_fields(text, lines)
    above, below = list(lines[:words]), lines[words + 1 :]
    day = next((n for n, line in enumerate(below[:4]) if _is_day(line)), None)
    if day is None:
        return Printed("", Source(title=above[0].text if above else None))
    rest = below[day + 1 :]
    if rest and re.fullmatch(r"\d{1,2}:\d{2}(?:\s?GMT)?", rest[0].text):
        rest = rest[1:]
    rights = _index(rest[:8], _RIGHTS)
    # the title is longer than the section above it and the author below it
    longest = max(range(len(above)), key=lambda n: len(above[n].text)) if above else 0
    byline = " ".join(line.text for line in above[longest + 1 :])
    return Printed(
        _body(text, rest[rights + 1 :] if rights is not None else rest[3:]),
        _source(
            rest[0].text if rest else None,
            below[day].text,
            above[longest].text if above else None,
            byline or None,
        ),
    )


def _factiva_fields(text: str, lines: Sequence[_Line]) -> Printed:
    fields: dict[str, list[_Line]] = {}
    name = ""
    for line in lines:
        if match := _FIELD.match(line.text):
            name = match[1]
            if match.end() < len(line.text):
                begins = text.index(line.text[match.end()], line.start + len(name))
                rest = line.text[match.end() :].strip("| ")
                fields.setdefault(name, []).append(_Line(begins, line.end, rest, line.is_first))
        elif name:
            fields.setdefault(name, []).append(line)

    def value(of: str) -> str | None:
        return " ".join(line.text for line in fields.get(of, ())).strip() or None

    body = "\n\n".join(
        filter(None, (_body(text, fields.get(one, [])).strip("| ") for one in ("LP", "TD")))
    )
    return Printed(body, _source(value("SN"), value("PD"), value("HD"), value("BY")))


# ProQuest: title, labels, "Full text:" and the running text behind it, labels.

_PROQUEST_BEGINS = re.compile(r"Document \d+ of \d+")
_FULL_TEXT = re.compile(r"Full text\s*:\s*", re.IGNORECASE)
_OF_PROQUEST = re.compile(
    r"(?:Subject|Location|People|Company / organization|Company|Title|Publication title|Identifier / keyword|"
    r"Publication year|Publication date|Publication info|Credit|Illustration|Pages|First page|Section|Publisher|"
    r"ProQuest document ID|Document URL|Copyright|Word count|CREDIT)\s*:"
)


def _proquest(text: str, lines: Sequence[_Line]) -> Printed:
    at = _index(lines, _FULL_TEXT)
    title = _value(lines, re.compile(r"Title\s*:\s*"))
    if title is None and lines and not _LABELLED.match(lines[0].text):
        title = lines[0].text
    day = _value(lines, re.compile(r"Publication date\s*:\s*"))
    place = _value(lines, re.compile(r"Publication info\s*:\s*"))
    outlet = _value(lines, re.compile(r"Publication title\s*:\s*"))
    if outlet is None and place:
        outlet = place
    body = ""
    if at is not None:
        behind = _FULL_TEXT.match(lines[at].text)
        skipped = behind.end() if behind else 0
        rest = [
            line for line in _up_to(lines[at + 1 :], _OF_PROQUEST) if not _RULE.fullmatch(line.text)
        ]
        if skipped < len(lines[at].text):
            start = text.index(":", lines[at].start) + 1
            rest = [lines[at]._replace(start=start, text=lines[at].text[skipped:]), *rest]
        body = _body(text, rest)
    author = _value(lines, re.compile(r"Author\s*:\s*"))
    return Printed(
        body, _source(outlet.split(";")[0] if outlet else None, day or place, title, author)
    )


_RULE = re.compile(r"[_=*-]{10,}")
_FORMS = (
    _Form(_NEXIS_END, _nexis),
    _Form(_LEXIS_BEGINS, _lexis, is_above=True),
    _Form(_FACTIVA_END, _factiva),
    _Form(_PROQUEST_BEGINS, _proquest, is_above=True),
)
_MARKS = re.compile(rb"(?:document|dokument)", re.IGNORECASE)


def may_be_printed(data: bytes) -> bool:
    """Say whether the bytes of a text hold the word that all marks of articles hold."""
    return bool(_MARKS.search(data.replace(b"\0", b"")))


def ends_article(line: str) -> bool:
    """Say whether a line is what a database prints below an article."""
    return any(form.mark.fullmatch(line.strip()) for form in _FORMS if not form.is_above)


# HTML: Factiva prints the same lines into elements; Europresse an element for each article, whose parts are told by
# their classes, as europresse tools of the Médialab and tm.plugin.europresse read them.


_OF_EUROPRESSE = "DocPublicationName"
_OF_FACTIVA = r"class=[\"'][^\"'>]{0,80}\barticle \w{2}Article|<b>\s*(?:HD|SN)\s*</b>"
_DATABASE = re.compile(f"{_OF_EUROPRESSE}|{_OF_FACTIVA}".encode())


def may_be_html(data: bytes) -> bool:
    """Say whether the bytes of HTML hold a class or code by which a database prints its articles."""
    return bool(_DATABASE.search(data))


def read_html(page: str) -> list[Printed]:
    """Return the articles of a page of HTML that a database printed; none of any other page."""
    if _OF_EUROPRESSE in page and "<article" in page:
        return _europresse(page)
    return printed_articles("\n\n".join(line for line, _ in _printed_lines(page)))


def _europresse(page: str) -> list[Printed]:
    found = []
    for part in re.split(r"<article\b", page)[1:]:
        lines = _printed_lines("<article" + part.partition("</article>")[0])

        def of(*names: str, lines: list[tuple[str, frozenset[str]]] = lines) -> list[str]:
            return [line for line, classes in lines if not classes.isdisjoint(names)]

        outlet = " ".join(of("DocPublicationName", "rdp__DocPublicationName")) or None
        title = " ".join(of("titreArticleVisu", "titreArticle", "rdp__articletitle")) or None
        author = " ".join(of("sm-margin-bottomNews", "docAuthors")) or None
        body = "\n\n".join(of("docOcurrContainer", "DocText"))
        found.append(Printed(body, _source(outlet, " ".join(of("DocHeader")), title, author)))
    return found


def _printed_lines(page: str) -> list[tuple[str, frozenset[str]]]:
    parser = _Lines()
    parser.feed(page)
    parser.close()
    parser.end()
    return parser.lines


class _Lines(HTMLParser):
    """The lines that a page prints, each with the classes of the elements around it."""

    _VOID = frozenset({"br", "img", "hr", "meta", "link", "input", "wbr", "col"})
    _INLINE = frozenset(
        {"a", "b", "i", "em", "strong", "span", "u", "font", "mark", "small", "sub", "sup", "abbr"}
    )
    _UNSEEN = frozenset({"script", "style", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[str, frozenset[str]]] = []
        self._open: list[tuple[str, frozenset[str]]] = []
        self._unseen = 0
        self._line = ""
        self._classes: frozenset[str] = frozenset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; one that is not of a line ends the line before it."""
        if tag not in self._INLINE:
            self.end(in_row=tag in {"td", "th"})
        if tag in self._VOID:
            return
        named = frozenset((dict(attrs).get("class") or "").split())
        if len(self._open) < _MOST_OPEN:
            self._open.append((tag, named))
            self._unseen += tag in self._UNSEEN

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those inside it that are open."""
        if tag not in self._INLINE:
            self.end(in_row=tag in {"td", "th"})
        at = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), None)
        if at is not None:
            self._unseen -= sum(one in self._UNSEEN for one, _ in self._open[at:])
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        """Add to the line."""
        if not self._unseen:
            if data.strip():
                self._classes |= frozenset().union(*(classes for _, classes in self._open))
            self._line += data

    def end(self, *, in_row: bool = False) -> None:
        """End the line, if there is one; between two cells of a row a line goes on."""
        if in_row:
            self._line += " "
            return
        line = fold_space(self._line).strip()
        if line:
            self.lines.append((line, self._classes))
        self._line, self._classes = "", frozenset()


_MOST_OPEN = 40
"""Elements inside each other of which classes are kept."""
