"""The stage from a page to its article."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from onrecord.articles import bodies, turns
from onrecord.articles.blocks import Block, Cut, cut_lines
from onrecord.articles.captions import cut_captions
from onrecord.articles.features import Matrix, features_of_lines, features_of_markup
from onrecord.articles.heading import Heading, read_heading
from onrecord.articles.html import cut_html
from onrecord.articles.language import identify
from onrecord.articles.markdown import cut_markdown
from onrecord.articles.metadata import Head, Metadata, read_metadata
from onrecord.articles.regions import assign_roles, is_running_text, told_roles
from onrecord.articles.speeches import cut_speeches
from onrecord.errors import ItemError, UnknownName
from onrecord.model import Article, Page, Region, Role, Source, content_id
from onrecord.resources import lexicon, page_labels
from onrecord.stage import Tally
from onrecord.text.dates import find_date, find_time
from onrecord.text.markup import is_fragment, is_in_lines
from onrecord.text.normalize import fold_space
from onrecord.text.spans import Span
from onrecord.text.tokens import count_words

__all__ = ["ExtractArticles", "rows_of_lines", "rows_of_markup"]

_TELLERS = ("auto", "rules")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractArticles:
    """Step: a page's article. Raises ItemError `no_article` where there is none."""

    min_words: int = 3
    """A page with a shorter body holds no article."""
    transcript_share: float = 0.6
    """From this share of body lines that begin "NAME:", and five of them, it is a transcript."""
    bodies: str = "auto"
    """What tells an article's body: `auto`, the learned models where they are here and rules where not;
    `rules`, rules alone."""
    models: str = ""
    """A folder of other models of bodies (`lines.onnx`, `markup.onnx`); empty: those of the package."""

    def __post_init__(self) -> None:
        if self.bodies not in _TELLERS:
            raise UnknownName("way to tell bodies", self.bodies, _TELLERS)

    def run(self, item: Page, tally: Tally) -> Iterator[Article]:
        """Yield the article of a page."""
        head = Head() if item.media_type == "text/html" else None
        cut = cut_html(item.text, head) if head is not None else _cut(item)
        is_transcript = item.media_type in _TRANSCRIPTS
        is_html = head is not None and not is_in_lines(item.text)
        heads: Mapping[int, turns.Head] = {}
        if is_transcript:
            roles = [block.hint or Role.NAVIGATION for block in cut.blocks]
        else:
            cut, roles, heads = self._told(item, head, cut, is_html=is_html)
            is_transcript = bool(heads)
        heading = None
        if head is None and not is_transcript:
            heading = read_heading(cut.blocks, roles)
            roles = list(heading.roles)
        body = [block for block, role in zip(cut.blocks, roles, strict=True) if role is Role.BODY]
        if not _has_words((block.text for block in body), self.min_words):
            raise ItemError("articles", "no_article", "no running text was found on this page")
        tally.update(f"regions.{role}" for role in roles)
        regions = tuple(_regions(cut, roles, heads, is_transcript=is_transcript))
        yield self._article(item, head, cut, regions, heading, is_transcript=is_transcript)

    @property
    def digest(self) -> str | None:
        """The digest of the models of bodies, where they are used."""
        models = self._models()
        return bodies.digest(models) if models else None

    def _models(self) -> Path | None:
        folder = bodies.folder_of(self.models)
        return folder if self.bodies != "rules" and bodies.is_available(folder) else None

    def is_mostly_turns(self, page: Page) -> bool:
        """Say whether a page is captions, or most of its lines begin as a transcript's turn does."""
        if page.media_type in _TRANSCRIPTS:
            return True
        return turns.share_of_turns(_cut(page).blocks) >= self.transcript_share

    def _told(
        self, page: Page, head: Head | None, cut: Cut, *, is_html: bool
    ) -> tuple[Cut, list[Role], Mapping[int, turns.Head]]:
        """Return a page as it is cut best, its blocks' roles, and where turns begin if it is a transcript."""
        roles: list[Role] = []
        for blocks in _ways_to_cut(cut):
            cut = replace(cut, blocks=blocks)
            roles = self._roles(page, head, cut)
            if heads := self._heads(page, cut, roles, is_html=is_html):
                return cut, _transcript_roles(blocks, roles, heads, is_html=is_html), heads
        return cut, roles, {}

    def _roles(self, page: Page, head: Head | None, cut: Cut) -> list[Role]:
        """Return the roles of the blocks of a page that is no transcript, as far as is known."""
        if head is not None and not is_fragment(page.text):
            return _html_roles(page.text, head, cut, self._models())
        return _line_roles(cut, self._models())

    def _heads(
        self, page: Page, cut: Cut, roles: Sequence[Role], *, is_html: bool
    ) -> Mapping[int, turns.Head]:
        """Return where the turns of a transcript begin; empty for a page that is none.

        Of HTML only the body counts, so that menus do not hide a press conference's page; but a name that recurs
        there is one also where a line of its own was taken for a heading.
        """
        is_told = page.source.role == "transcript"
        if page.source.role and not is_told:
            return {}
        numbers = _talked(roles) if is_html else range(len(cut.blocks))
        found = turns.find_turns(
            [cut.blocks[n] for n in numbers],
            self.transcript_share,
            aside=[is_html and roles[n] is not Role.BODY for n in numbers],
            is_html=is_html,
            is_told=is_told,
        )
        if not found and numbers:
            opening = [one.text for one in cut.blocks[: numbers[0]]]
            found = turns.find_questions([cut.blocks[n] for n in numbers], opening)
        if is_told and not found:
            detail = "called a transcript, but no line begins with a speaker's name and a colon, or with a time"
            raise ItemError("articles", "no_turns", detail)
        return {numbers[n]: one for n, one in found.items()}

    def _article(
        self,
        page: Page,
        head: Head | None,
        cut: Cut,
        regions: tuple[Region, ...],
        heading: Heading | None,
        *,
        is_transcript: bool,
    ) -> Article:
        def texts(role: Role) -> list[str]:
            return [region.span.of(cut.text) for region in regions if region.role is role]

        found = read_metadata(
            head,
            title=next(iter(texts(Role.TITLE)), None),
            byline=next(iter(texts(Role.BYLINE)), None),
            dates=[
                *texts(Role.DATE),
                *(heading.dates if heading else ()),
                *texts(Role.DATELINE),
                *(texts(Role.TITLE) if is_transcript and head is None else ()),
            ],
            url=page.source.url,
        )
        if heading is not None:
            found = replace(
                found,
                title=heading.title or found.title,
                outlet=heading.outlet,
                url=heading.url,
                byline=heading.byline or (found.byline if _is_name(found.byline) else None),
            )
        published, printed = _published(page, found)
        return Article(
            id=content_id("article", page.id),
            page=page.id,
            input=page.input,
            outlet=page.source.outlet or found.outlet,
            title=page.source.title or found.title,
            byline=page.source.byline or found.byline,
            url=page.source.url or found.url,
            published=published,
            published_printed=printed,
            language=identify(" ".join(texts(Role.BODY)), found.language),
            role="transcript" if is_transcript else "article",
            text=cut.text,
            text_sha256=hashlib.sha256(cut.text.encode("utf-8", "surrogatepass")).hexdigest(),
            page_sha256=page.sha256,
            media_type=page.media_type,
            regions=regions,
            offsets=cut.offsets,
            updated=_updated(page.source, found),
            fetched=find_time(page.source.fetched or ""),
        )


def _is_name(byline: str | None) -> bool:
    """Say whether a byline begins as a name does: no "By subscribing you agree"."""
    return byline is not None and not byline[:1].islower()


_CUTTERS = {
    "text/html": cut_html,
    "text/markdown": cut_markdown,
    "text/vtt": cut_captions,
    "application/xml": cut_speeches,
}


def _ways_to_cut(cut: Cut) -> Iterator[tuple[Block, ...]]:
    """Yield a page's blocks: as turns that stand on one line would be cut, if there are such, then as they are."""
    by_turn = tuple(turns.part_turns(cut.blocks))
    if len(by_turn) > len(cut.blocks):
        yield by_turn
    yield cut.blocks


def _cut(page: Page) -> Cut:
    return _CUTTERS.get(page.media_type, cut_lines)(page.text)


def _has_words(texts: Iterable[str], least: int) -> bool:
    """Say whether texts have so many words together; no more of them are read than it takes to say."""
    n = 0
    return least <= 0 or any((n := n + count_words(text)) >= least for text in texts)


_TRANSCRIPTS = frozenset({"text/vtt", "application/xml"})
_AGENCIES = "AP|AFP|Reuters|dpa|EFE|ANSA|TASS|Xinhua|Bloomberg|UPI|IANS|ANI|PTI|AAP|Interfax|CNN"
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z .'’/-]{2,40}(?:,\s[\w. ]{2,30}){0,3}(?:\s?\([^()\n]{2,40}\))?"
    rf"|[A-Z][\w .'’/-]{{2,40}}(?:,\s[\w. ]{{2,30}}){{0,3}}\s?\((?:{_AGENCIES})\))"
    r"\s*(?:—|–|--|-)\s+(?=\S)"
)
"""VELLMAR, Norrland, March 12 (Agency) - : the place in capitals, perhaps where that is, a day and a credit, a dash; in
small letters with the name of an agency only."""
_CREDIT = re.compile(
    r"\([A-Z][\w.&'’-]*(?:\s[A-Z][\w.&'’-]*){0,2}\)\s*(?:—|–|--|-)\s+(?=\S)"
    rf"|(?:[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?(?:,\s[A-Z][a-z.]+)?\s)?\((?:{_AGENCIES})\)\s?(?=[A-Z\"“])"
)
"""(Agency) - : a credit alone, with a dash, and Vellmar (AP) without one; before an article's first words alone."""


_PLACED = re.compile(
    r"(?:[A-Z][A-Z .'’/-]{2,40}(?:,\s[\w. ]{2,30}){0,3}"
    r"|[A-Z][\w .'’/-]{2,40}(?:,\s[\w. ]{2,30}){0,2},\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}))"
    r"(?:\s?\([^()\n]{2,40}\))?:\s+(?=[A-Z\"“„«‘'])"
)
"""VELLMAR: and Vellmar, July 14 (Agency): as a place is printed before the first words of an article, and no others."""


def _place_before(text: str, span: Span) -> re.Match[str] | None:
    """Return what a paragraph begins with that may be a place and a colon: no "SET FOR SUMMIT:"."""
    match = _PLACED.match(text, span.start, span.end)
    if match and lexicon("en").function_words.isdisjoint(match[0].casefold().split()):
        return match
    return None


_STAMP = re.compile(
    r"(?:\d{1,2}[:.h]\d\d(?:\s?(?:[ap]\.?m\b\.?|Uhr\b|h\b))?|\d{1,2}\s?(?:[ap]\.?m\b\.?|Uhr\b))"
    r"(?:\s(?:GMT|UTC|[A-Z]{1,3}T)\b)?(?:\s*[-–—:|])?"
    r"\s+(?![ap]\.?m\b)(?=[^\W\d_]|[\"“„«])",
    re.IGNORECASE,
)
"""16:30, 4.30pm GMT:, 16h30 -, 16.30 Uhr: what an entry of a live report begins with, where `_STAMPED` and more do."""
_STAMPED = 2


def _regions(
    cut: Cut, roles: Sequence[Role], heads: Mapping[int, turns.Head], *, is_transcript: bool
) -> Iterator[Region]:
    """Yield the blocks' regions; a body block that begins with a dateline, a time or a speaker gives two.

    In a transcript `heads` says where turns begin; what follows on a time that is told is from then on.
    """
    time_code, is_time_line = None, False
    running = [one.span for one, role in zip(cut.blocks, roles, strict=True) if role is Role.BODY]
    stamped = [one for one in running if _STAMP.match(cut.text, one.start, one.end)]
    is_live = len(stamped) >= _STAMPED
    placed = [match for one in running if (match := _place_before(cut.text, one))]
    # no "OSTROW: ...", as speakers of an interview are printed
    is_placed = [match.start() for match in placed] == [one.start for one in running[:1]]
    for number, (block, role) in enumerate(zip(cut.blocks, roles, strict=True)):
        start = block.span.start
        if head := heads.get(number):
            # a time on a line of its own is that of whoever speaks below it
            time_code = head.time_code or (time_code if is_time_line else None)
            is_time_line = head.form is turns.Form.TIME
            if head.form is turns.Form.ASKED:
                yield Region(role=Role.QUESTION, span=block.span)
                continue
            if head.name:
                name = Span(start + head.name.start, start + head.name.end)
                yield Region(role=Role.SPEAKER, span=name)
            words = Span(start + head.words, block.span.end).trimmed(cut.text)
            if words:
                yield Region(role=Role.BODY, span=words, time_code=time_code)
            continue
        match = None
        if role is Role.BODY and not is_transcript:
            match = _DATELINE.match(cut.text, start, block.span.end)
            if match is None and is_placed and start == placed[0].start():
                match = placed[0]
            if match is None and block.span == running[0]:
                match = _CREDIT.match(cut.text, start, block.span.end)
            if match is None and is_live:
                match = _STAMP.match(cut.text, start, block.span.end)
        if match is None:
            time = block.time_code or (time_code if role is Role.BODY else None)
            yield Region(role=role, span=block.span, time_code=time)
        else:
            before = Role.DATE if match.re is _STAMP else Role.DATELINE
            yield Region(role=before, span=Span(match.start(), match.end()).trimmed(cut.text))
            yield Region(role=role, span=Span(match.end(), block.span.end))


def _published(page: Page, found: Metadata) -> tuple[str | None, str | None]:
    given = page.source.published
    if given:
        date = find_date(given)
        return (date[0].isoformat() if date else None), given
    return found.published, found.published_printed


def _updated(given: Source, found: Metadata) -> str | None:
    """Return the moment of a version: as the user gives it, as the page states it, of publication as given."""
    return find_time(given.updated or "") or found.updated or find_time(given.published or "")


_BESIDE = frozenset({Role.BODY, Role.NAVIGATION})


def _talked(roles: Sequence[Role]) -> list[int]:
    """Return the numbers of the blocks that are body, or stand among it as a heading or a short line does."""
    body = [n for n, role in enumerate(roles) if role is Role.BODY]
    if not body:
        return []
    first = body[0] - (body[0] > 0 and roles[body[0] - 1] is Role.NAVIGATION)
    return [n for n in range(first, body[-1] + 1) if roles[n] in _BESIDE]


def _transcript_roles(
    blocks: Sequence[Block],
    roles: Sequence[Role],
    heads: Mapping[int, turns.Head],
    *,
    is_html: bool,
) -> list[Role]:
    """Return the roles of a transcript's blocks: text is body from the first turn on, what stands before is heading."""
    first = min(heads)
    if is_html:
        return [Role.BODY if n in heads else role for n, role in enumerate(roles)]
    above = [fold_space(block.text) for block in blocks[:first]]
    dated = [count_words(line) <= _HEADING and find_date(line) is not None for line in above]
    made = [Role.DATE if is_dated else Role.NAVIGATION for is_dated in dated]
    made += [Role.BODY] * (len(blocks) - first)
    if first:  # no "TRANSCRIPT" alone, where another line says of what
        told = [n for n in range(first) if not dated[n] and len(above[n].split()) > 1]
        made[told[0] if told else 0] = Role.TITLE
    return made


_HEADING = 14
"""Words of a line above a transcript's turns that may say of what day it is. Set by hand."""


_MAX_BLOCKS = 20_000
"""Blocks beyond which no extractor or model is asked: 200,000 paragraphs took one over 30 seconds. The
largest of 181 benchmark pages has 518."""
_MAIN_SHARE = 0.3
"""Share of what is called body below one element from which the element's name is not believed:
whole articles stand inside forms and elements called "banner"."""
_SURE = 0.8
"""The chance from which a block of HTML is no navigation though it is little but links: lists inside articles. Of
WCXB's pages word F1 0.954 for 0.953, quotation lines 0.926 for 0.921; with 0.5 news pages have precision 0.979, not
0.983."""
_QUOTED_CHANCE = 0.08
"""The chance from which a bare line of running text with a quotation in it is body: what is said must not be
lost. Of such lines of flattened news pages 0.993 are kept, from 0.1 on 0.992, and 0.984 without, at half a point of
word F1. Of HTML it keeps no quotation more."""
_BESIDE_CHANCE = 0.35
"""The same for running text above or below body, lines aside that say what they are ("Read more: ..."): a last
paragraph is not lost to the footer. From 0.3 and 0.4 on the word F1 of flattened pages is the same. Between two lines
of body any is one."""
_QUOTED = re.compile(r"[“\"„«「][^“”\"„«»「」\n]{8,}[”\"“»«」]")
_FEW_LINES = 30
"""Lines below which a text is told apart by rules alone: the model has seen few so short (2 in 100 pages of
the benchmarks), and most of them are articles pasted whole."""


def rows_of_lines(blocks: Sequence[Block], told: Sequence[Role | None] | None = None) -> Matrix:
    """Return what the model of bare lines reads, a row a block; `told` is what each says it is, where that is known."""
    return features_of_lines(blocks, told or told_roles(blocks, page_labels()), None)


def rows_of_markup(page: str, head: Head, blocks: Sequence[Block]) -> Matrix:
    """Return what the model of markup reads, a row a block; an extractor's vote is part of it."""
    voted = _vote(page)
    votes = [float(_is_in(block, voted)) for block in blocks]
    return features_of_markup(blocks, told_roles(blocks, page_labels()), head.headline(), votes)


def _line_roles(cut: Cut, models: Path | None) -> list[Role]:
    if models is None or not _FEW_LINES <= len(cut.blocks) <= _MAX_BLOCKS:
        return assign_roles(cut.blocks, page_labels())
    texts = [block.text for block in cut.blocks]
    told = told_roles(cut.blocks, page_labels())
    chances = bodies.chances("lines", rows_of_lines(cut.blocks, told), texts, models)
    is_body = _likely(cut.blocks, told, chances)
    # a headline with a full stop cannot be told from a first sentence: what may be said is read
    is_body[0] |= is_body[1] and is_running_text(cut.blocks[0])
    roles = assign_roles(cut.blocks, page_labels(), is_body)
    return roles if Role.BODY in roles else assign_roles(cut.blocks, page_labels())


def _likely(
    blocks: Sequence[Block], told: Sequence[Role | None], chances: Sequence[float]
) -> list[bool]:
    """Say of each bare line whether its chance makes it body; quotations and what stands beside body need less."""
    runs = [is_running_text(block) for block in blocks]
    least = bodies.least_chance(chances)
    is_body = [
        chance >= least
        or (runs[index] and chance >= _QUOTED_CHANCE and bool(_QUOTED.search(blocks[index].text)))
        for index, chance in enumerate(chances)
    ]
    # "Read more: ..." parts no text
    lines = [index for index, role in enumerate(told) if role is None]
    for order in (lines, lines[::-1]):
        for before, index in pairwise(order):
            beside = is_body[before] and runs[index]
            is_body[index] |= beside and chances[index] >= _BESIDE_CHANCE
    for before, index, behind in zip(lines, lines[1:], lines[2:], strict=False):
        is_body[index] |= runs[index] and is_body[before] and is_body[behind]
    return is_body


def _html_roles(page: str, head: Head, cut: Cut, models: Path | None) -> list[Role]:
    """Markup and line rules first; what is then called body a model says, or an extractor's vote."""
    if not 0 < len(cut.blocks) <= _MAX_BLOCKS:
        return assign_roles(cut.blocks, page_labels())
    is_sure = None
    if models is None:
        voted = _vote(page)
        is_body = [_is_in(block, voted) for block in cut.blocks]
    else:
        texts = [block.text for block in cut.blocks]
        chances = bodies.chances("markup", rows_of_markup(page, head, cut.blocks), texts, models)
        least = bodies.least_chance(chances)
        is_body = [chance >= least for chance in chances]
        is_sure = [chance >= _SURE for chance in chances]
    if not any(is_body):
        return assign_roles(cut.blocks, page_labels())
    roles = assign_roles(_unbelieved(cut.blocks, is_body), page_labels(), is_body, is_sure)
    return roles if Role.BODY in roles else assign_roles(cut.blocks, page_labels())


def _unbelieved(blocks: Sequence[Block], is_body: Sequence[bool]) -> list[Block]:
    """Return the blocks without the hints of elements that hold much of the body.

    What is called body is believed before an element's name that says navigation: pages call much so.
    """
    n_below: Counter[int] = Counter()
    for block, is_one in zip(blocks, is_body, strict=True):
        n_below[block.hint_from] += len(block.text) if is_one else 0
    total = n_below.total() or 1
    doubted = {hint for hint, n_chars in n_below.items() if hint and n_chars > _MAIN_SHARE * total}
    return [
        replace(block, hint=None)
        if (block.hint_from in doubted and block.hint is not Role.TITLE)
        or (is_one and block.hint is Role.NAVIGATION)
        else block
        for block, is_one in zip(blocks, is_body, strict=True)
    ]


def _vote(page: str) -> str:
    """Return the body that trafilatura finds, without white space; empty where it finds none."""
    import trafilatura  # a quarter of a second to import, and only HTML needs it

    extracted = trafilatura.extract(page, include_comments=False, fast=True)
    return _squeezed(extracted or "")


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _is_in(block: Block, voted: str) -> bool:
    """Say whether the extractor kept a block; one that it dropped as a repeat counts as kept."""
    return bool(voted) and _squeezed(block.text) in voted
