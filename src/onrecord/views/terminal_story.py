"""A story and its utterances in a terminal: side by side, what differs first."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from onrecord.views.changes import Change, changes_of
from onrecord.views.overview import STANDINGS, Overview, UtteranceView, counted
from onrecord.views.shared_passages import passages_of_story
from onrecord.views.terminal import Style
from onrecord.views.versions import Versions
from onrecord.views.wording import (
    Told,
    absence_sentence,
    cue_of,
    listed,
    origin_of,
    passage_sentence,
    passages_sentence,
    plain,
    plain_text,
    source_under,
    statement_text,
    told,
    who_said_how,
)

__all__ = ["show_absences", "show_story", "show_utterance"]

_GAP = " │ "
_MIN_COLUMN = 34
"""Narrower columns than this are stacked instead."""
_UTTERANCES, _POSSIBLE, _WORDINGS, _DIFFERENCES, _NAMES = 20, 8, 8, 8, 6
"""How many utterances in several articles, possible links, wordings and differences of one utterance, and names of
articles a large story is shown with, where not everything is asked for. Set by hand: a few screens."""
_MINOR = 3
"""Sentences of an utterance that has no difference with a guard word. Set by hand."""


def show_story(
    overview: Overview, style: Style, width: int, *, full: bool = True, everything: bool = True
) -> Iterator[str]:
    """Yield the lines of a story.

    Without `full` what stands in one text only and numbers that agree are left out, without `everything` what a large
    story has beyond the first screens; both are counted.
    """
    most = None if everything else _UTTERANCES
    yield style.head(overview.story["title"] or "Untitled story")
    yield f"{overview.independent()}."
    for group in overview.reprints[:most]:
        yield _reprint(overview, group, everything=everything)
    common = list(passages_of_story(overview))
    for labels, passages in common if everything else common[:_IN_COMMON]:
        yield f"{passages_sentence(labels, passages)}."
    if len(common) > _IN_COMMON and not everything:
        n = counted(len(common) - _IN_COMMON, "more group")
        yield style.dim(f"  and {n} of texts with a passage in common: --all lists them")
    for page in overview.versions[:most]:
        yield from _versions(overview, page, style, width, everything=everything)
    shared, alone = overview.shared(), overview.alone()
    located = overview.located()
    counts = f"{counted(len(shared), 'utterance')} in two or more texts, {len(alone):,} in one"
    found = f", {len(located):,} of them in the words of a transcript" if located else ""
    yield f"{counted(overview.n_statements, 'statement')}; {counts}{found}."
    if len(overview.reports) < 2 and not overview.transcripts:
        yield "One article alone: there is nothing to compare it with."
    held = overview.compared()
    for view in held[:most]:
        yield ""
        yield from show_utterance(
            overview, view, style, width, everything=everything, minor=everything and full
        )
    yield from _rest(len(held), most, "utterance", style)
    shown = {one.row["id"] for one in held}
    alone = [one for one in alone if one.row["id"] not in shown]
    possibly = overview.possibly()
    if possibly:
        some = len(possibly) if everything else _POSSIBLE
        yield ""
        yield style.head("Possibly the same statement, to be reviewed")
        for row in possibly[:some]:
            yield from _pair(overview, row, style, width)
        yield from _rest(len(possibly), some, "pair", style)
    yield from _figures(overview, style, width, everything=everything and full)
    if alone and full and (everything or len(alone) <= _ALONE):
        yield from _alone(overview, alone, style, width, everything=everything)
    elif alone and full:
        yield ""
        yield style.dim(f"{counted(len(alone), 'utterance')} in one text only: --all lists them")


_IN_COMMON = 3
"""Groups of texts with a passage in common that are told unasked. Set by hand."""
_ALONE = 100
"""Utterances in one text only up to which they are listed unasked. Set by hand."""


_MENTION = 3
"""Words up to which a report says too little to be listed unasked: whom somebody backs, or that they denied it."""


def _alone(
    overview: Overview,
    alone: Sequence[UtteranceView],
    style: Style,
    width: int,
    *,
    everything: bool,
) -> Iterator[str]:
    yield ""
    yield style.head("In one text only")
    for article in overview.reports:
        mine = [view for view in alone if article["id"] in overview.texts(view)]
        if mine:
            prints = [id_ for id_, text in overview.carried_by.items() if text == article["id"]]
            labels = _reprinted([overview.label(id_) for id_ in prints], everything=everything)
            yield f"{overview.label(article['id'])}{labels}: {len(mine)}"
        told_of = mine if everything else [view for view in mine if not _is_mention(view)]
        for view in sorted(told_of, key=lambda one: one.statements[0]["content"][0]["start"]):
            yield from _one_line(view, style, width)
        if len(mine) > len(told_of):
            n = counted(len(mine) - len(told_of), "report")
            yield style.dim(f"  and {n} of {_MENTION} words or fewer: --all lists them")


def _is_mention(view: UtteranceView) -> bool:
    """Say whether what one text alone has is a report of a word or two."""
    statement = view.statements[0]
    n_words = len(statement_text(statement).split())
    return statement["kind"] == "indirect" and n_words <= _MENTION


def _rest(total: int, shown: int | None, noun: str, style: Style) -> Iterator[str]:
    if shown is not None and total > shown:
        yield ""
        yield style.dim(f"and {counted(total - shown, noun)} more: --all shows them")


def _reprint(overview: Overview, group: Mapping[str, Any], *, everything: bool) -> str:
    """Return the line of a text that several articles carry."""
    labels = [overview.label(id_) for id_ in group["articles"] if id_ in overview.articles]
    elsewhere = len(group["articles"]) - len(labels)
    names = _some(labels, everything=everything)
    if elsewhere:
        names += f", and {counted(elsewhere, 'article')} of other stories"
    runs = f"{group['coverage']:.0%} of the shorter in {counted(len(group['evidence']), 'run')}"
    return f"One text: {names} ({runs}). {origin_of(overview, group)}."


_CHANGES = 5
"""Changes of one page that are shown where not everything is asked for. Set by hand."""


def _versions(
    overview: Overview, page: Versions, style: Style, width: int, *, everything: bool
) -> Iterator[str]:
    """Yield the versions of a page and what changed from each to the next."""
    moments = _some([page.moment(id_) for id_ in page.articles], everything=everything)
    order = f", {page.by}" if page.is_ordered else "; nothing tells which came first"
    yield f"One page in {counted(len(page.articles), 'version')}: {page.label}, {moments}{order}."
    changes = changes_of(overview, page)
    changed = [one for one in changes if not one.is_none]
    shown = changed if everything else changed[:_CHANGES]
    for one in shown:
        yield from _change(page, one, style, width, everything=everything)
    if len(changed) > len(shown):
        yield style.dim(f"  and {counted(len(changed) - len(shown), 'change')} more: --all")
    if n := len(changes) - len(changed):
        yield style.dim(f"  {counted(n, 'version')} with the same words as the one before")


def _change(
    page: Versions,
    change: Change,
    style: Style,
    width: int,
    *,
    everything: bool,
) -> Iterator[str]:
    sides = change.earlier, change.later
    moments = [page.moment(id_) for id_ in sides]
    lines = []
    if change.titles:
        shown = "; ".join(
            f"{moment}: *{title}*" for moment, title in zip(moments, change.titles, strict=True)
        )
        lines.append(f"Title: {shown}")
    lines += map(_said, change.told)
    for id_, moment, views in zip(sides, moments, change.only, strict=True):
        for one in (view.of_article(id_)[0] for view in views):
            words = textwrap.shorten(statement_text(one), 160, placeholder=" …")
            lines.append(f"Only in {moment}: {who_said_how(one)}: {words}")
    if everything:
        for passage in change.passages:
            lines += [
                f"{moment}: {text or 'nothing at this place'}"
                for moment, text in zip(moments, passage.texts, strict=True)
            ]
    if len(page.articles) > 2:
        yield f"  {moments[0]} and {moments[1]}"
    for line in lines:
        yield from _item(line, width)
    if change.passages and not everything:
        n = counted(len(change.passages), "sentence")
        yield style.dim(f"    {n} in other words, or in one of the two alone: --all lists them")


def _item(text: str, width: int) -> list[str]:
    """Return the lines of what is told under a head."""
    return textwrap.wrap(text, width, initial_indent="  • ", subsequent_indent="    ")


def _because(reasons: str, style: Style, width: int) -> Iterator[str]:
    """Yield the lines that say why what stands above them is told."""
    yield from (style.dim(f"    {line}") for line in textwrap.wrap(reasons, width - 4))


def _some(labels: Sequence[str], *, everything: bool) -> str:
    """Return names in a row, of many the first."""
    if everything or len(labels) <= _NAMES:
        return ", ".join(labels)
    return f"{', '.join(labels[: _NAMES - 1])} and {len(labels) - _NAMES + 1} more"


def _figures(overview: Overview, style: Style, width: int, *, everything: bool) -> Iterator[str]:
    """Yield the numbers of one thing that differ, with their sentences; of `everything` those that agree too."""
    figures = overview.figures()
    differing = [one for one in figures if everything or not one.is_alike]
    if not figures:
        return
    yield ""
    yield style.head("Numbers of what is likely one thing")
    for one in differing:
        for words, some in one.numbers:
            labels = ", ".join(dict.fromkeys(overview.label(given["article"]) for given in some))
            text = f"{labels}: {words}"
            yield from _item(text, width)
            shown = " ".join(some[0]["sentence"]["text"].split())
            for line in textwrap.wrap(shown, width - 6):
                yield style.dim(f"      {line}")
        common = [
            f"in a passage that {listed([overview.label(id_) for id_ in passage.places])} have in common"
            for passage in overview.passages_with(one)
        ]
        because = "; ".join([STANDINGS[one.row["standing"]], *one.row["reasons"], *common])
        yield from _because(because, style, width)
    if len(figures) > len(differing):
        n = len(figures) - len(differing)
        yield style.dim(
            f"  {n} that agree, or of which one is more exact than the other: --all lists them"
        )


def _one_line(view: UtteranceView, style: Style, width: int) -> Iterator[str]:
    statement = view.statements[0]
    text = f"  {who_said_how(statement)}: {statement_text(statement)}"
    yield f"{textwrap.shorten(text, width - 12, placeholder=' …')} {style.dim(view.row['id'][:8])}"


def show_utterance(
    overview: Overview,
    view: UtteranceView,
    style: Style,
    width: int,
    *,
    everything: bool = True,
    minor: bool = True,
) -> Iterator[str]:
    """Yield an utterance: its witnesses side by side, then its differences, those without a guard word if `minor`."""
    speaker = view.speaker_name or "speaker unresolved"
    said_on = f", {view.row['said_on']}" if view.row["said_on"] else ""
    yield style.head(f"{view.number}. {speaker}{said_on}") + style.dim(f"  {view.row['id'][:8]}")
    cells = _cells(overview, view)
    column = (width - len(_GAP) * (len(cells) - 1)) // max(len(cells), 1)
    if column >= _MIN_COLUMN and len(cells) > 1:
        heads = [
            [one.label + _reprinted(one.reprints, everything=everything), *one.lines]
            for one in cells
        ]
        wrapped = [[part for line in cell for part in _wrapped(line, column)] for cell in heads]
        for row in zip_longest(*wrapped, fillvalue=""):
            padded = (part + " " * (column - _n_cells(part)) for part in row)
            line = _GAP.join(padded).rstrip()
            yield _dimmed(line, style)
    else:
        yield from _wordings(cells, style, width, everything=everything)
    shown = told(overview, view.substantive)
    further = told(overview, view.minor) if minor or not shown else []
    n_further = len(view.minor)
    if not shown:
        telling = [one for one in further if not all(map(overview.is_small, one.rows))]
        shown = telling[:_MINOR]
        further = [one for one in further if one not in shown]
        n_further -= sum(len(said.rows) for said in shown)
    most = len(shown) if everything else _DIFFERENCES
    for text in map(_said, shown[:most]):
        yield from _item(text, width)
    beyond = len(shown) - most
    if beyond > 0:
        id_ = view.row["id"][:8]
        yield style.dim(
            f"    and {counted(beyond, 'difference')} more with a guard word: show {id_}"
        )
    for passage in overview.passages_around(view):
        text = plain(passage_sentence(overview, passage))
        yield from _item(text, width)
    if n_further and minor:
        yield style.dim("  without a guard word:")
        for text in map(_said, further):
            lines = textwrap.wrap(text, width, initial_indent="  · ", subsequent_indent="    ")
            yield from map(style.dim, lines)
    elif n_further:
        where = "" if everything else f": show {view.row['id'][:8]}"
        also = f"and {n_further}" if shown else counted(n_further, "difference")
        yield style.dim(f"    {also} without a guard word{where}")


def _said(one: Told) -> str:
    """Return a sentence that states differences, with their guards."""
    guards = f" [{', '.join(one.guards)}]" if one.guards else ""
    return f"{plain(one.parts)}{guards}"


def _n_cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: two for a wide character (Unicode, UAX 11)."""
    return sum(1 + (east_asian_width(char) in "WF") for char in text)


def _wrapped(line: str, width: int) -> list[str]:
    """Wrap a line to so many cells."""
    parts = textwrap.wrap(line, width)
    while width > 1 and any(_n_cells(part) > width for part in parts):
        narrower = max(len(part) for part in parts) - 1
        parts = textwrap.wrap(line, max(1, narrower))
    return parts


class _Cell(NamedTuple):
    """What one article has of an utterance, in lines."""

    label: str
    reprints: list[str]
    words: tuple[str, ...]
    """What it prints, as it is held against others'."""
    lines: list[str]


def _cells(overview: Overview, view: UtteranceView) -> list[_Cell]:
    """Return the articles that have an utterance; a reprint is told under the text that it carries."""
    cells = []
    for article in overview.reports:
        statements = view.of_article(article["id"])
        if not statements or overview.is_repeated(view, article["id"]):
            continue
        lines = []
        for one in statements:
            cue = cue_of(one)
            source = source_under(one, view.row["speaker"])
            shown = statement_text(one)
            lines.append(f"{shown} — {source}{f', {cue}' if cue else ''} [{one['kind']}]")
        words = tuple(f"{one['kind']} {plain_text(statement_text(one))}" for one in statements)
        reprints = overview.repeating(view, article["id"])
        cells.append(_Cell(overview.label(article["id"]), reprints, words, lines))
    return cells


def _wordings(
    cells: Sequence[_Cell], style: Style, width: int, *, everything: bool
) -> Iterator[str]:
    """Yield what articles print, one under the other; those that print the same together, the most first."""
    alike: defaultdict[tuple[str, ...], list[_Cell]] = defaultdict(list)
    for one in cells:
        alike[one.words].append(one)
    wordings = list(alike.values())
    if not everything and len(wordings) > _WORDINGS:
        wordings.sort(key=lambda some: -sum(1 + len(one.reprints) for one in some))
    shown = wordings if everything else wordings[:_WORDINGS]
    for some in shown:
        labels = [one.label for one in some]
        reprints = [label for one in some for label in one.reprints]
        head = _some(labels, everything=everything) + _reprinted(reprints, everything=everything)
        yield from (style.head(part) for part in textwrap.wrap(head, width))
        for line in some[0].lines:
            for part in textwrap.wrap(line, width - 2):
                yield _dimmed(f"  {part}", style)
    if len(wordings) > len(shown):
        yield style.dim(f"and {counted(len(wordings) - len(shown), 'wording')} more")


def _reprinted(labels: Sequence[str], *, everything: bool) -> str:
    return f" (the same text in {_some(labels, everything=everything)})" if labels else ""


def _dimmed(line: str, style: Style) -> str:
    return re.sub(r"\[(?:direct|indirect|mixed)\]", lambda match: style.dim(match.group()), line)


_SHOWN, _AROUND = 320, 60
"""Characters up to which a statement of a pair is shown whole; of a longer one the words that are alike, with so
many characters around them. Set by hand: three lines each."""


def _alike(statement: Mapping[str, Any], aligned: Sequence[Mapping[str, Any]]) -> str:
    """Return what a statement says, of a long one where it is like another, in whole words."""
    whole = statement_text(statement)
    if len(whole) <= _SHOWN or not aligned:
        return whole
    first, last = aligned[0]["start"] - _AROUND, aligned[-1]["end"] + _AROUND
    parts = []
    for one in statement["content"]:
        start, end = max(first, one["start"]), min(last, one["end"])
        if start < end:
            text = one["text"][start - one["start"] : end - one["start"]]
            head = "" if start == one["start"] else "… "
            tail = "" if end == one["end"] else " …"
            text = text.partition(" ")[2] if head else text
            parts.append(f"{head}{text.rpartition(' ')[0] if tail else text}{tail}")
    return " ".join(" […] ".join(parts).split())


def _pair(overview: Overview, row: Mapping[str, Any], style: Style, width: int) -> Iterator[str]:
    match = overview.match(row)
    for side in ("left", "right"):
        statement = overview.statements[row[side]]
        aligned = match["left_aligned" if match["left"] == row[side] else "right_aligned"]
        words = _alike(statement, aligned)
        text = f"{overview.label(statement['article'])}, {who_said_how(statement)}: {words}"
        yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")
    because = f"{match['reasons'][0]}; {match['reasons'][1]}; id {match['id'][:8]}"
    yield from _because(because, style, width)


def show_absences(overview: Overview, view: UtteranceView, width: int) -> Iterator[str]:
    """Yield where an utterance was not found."""
    carrying = ", ".join(view.row["outlets"])
    for absence in overview.absences(view):
        text = plain(absence_sentence(overview, carrying, absence))
        yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")
