"""A story and its utterances in a terminal: side by side, what differs first."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from onrecord.views.overview import STANDINGS, Overview, UtteranceView, counted
from onrecord.views.terminal import Style
from onrecord.views.wording import (
    absence_sentence,
    origin_of,
    plain,
    plain_text,
    statement_text,
    told,
    who_said,
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

    Without `full` what stands in one article only is left out, without `everything` what a large story has beyond
    the first screens; both are counted.
    """
    most = None if everything else _UTTERANCES
    yield style.head(overview.story["title"] or "Untitled story")
    yield f"{overview.independent()}."
    for group in overview.reprints[:most]:
        yield _reprint(overview, group, everything=everything)
    shared, alone = overview.shared(), overview.alone()
    located = overview.located()
    counts = f"{counted(len(shared), 'utterance')} in two or more articles, {len(alone):,} in one"
    found = f", {len(located):,} of them in the words of a transcript" if located else ""
    yield f"{counted(overview.n_statements, 'statement')}; {counts}{found}."
    if len(overview.reports) < 2 and not overview.transcripts:
        yield "One article alone: there is nothing to compare it with."
    held = overview.compared()
    for view in held[:most]:
        yield ""
        yield from show_utterance(overview, view, style, width, everything=everything)
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
    yield from _figures(overview, style, width)
    if alone and full and (everything or len(alone) <= _ALONE):
        yield from _alone(overview, alone, style, width, everything=everything)
    elif alone and full:
        yield ""
        yield style.dim(f"{counted(len(alone), 'utterance')} in one article only: --all lists them")


_ALONE = 100
"""Utterances in one article only up to which they are listed unasked. Set by hand."""


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
    yield style.head("In one article only")
    for article in overview.reports:
        mine = [view for view in alone if view.statements[0]["article"] == article["id"]]
        if mine:
            yield f"{overview.label(article['id'])}: {len(mine)}"
        told_of = mine if everything else [view for view in mine if not _is_mention(view)]
        for view in sorted(told_of, key=lambda one: one.statements[0]["content"][0]["start"]):
            yield from _one_line(view, style, width)
        if len(mine) > len(told_of):
            n = counted(len(mine) - len(told_of), "report")
            yield style.dim(f"  and {n} of {_MENTION} words or fewer: --all lists them")


def _is_mention(view: UtteranceView) -> bool:
    """Say whether what one article alone has is a report of a word or two."""
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


def _some(labels: Sequence[str], *, everything: bool) -> str:
    """Return names in a row, of many the first."""
    if everything or len(labels) <= _NAMES:
        return ", ".join(labels)
    return f"{', '.join(labels[: _NAMES - 1])} and {len(labels) - _NAMES + 1} more"


def _figures(overview: Overview, style: Style, width: int) -> Iterator[str]:
    """Yield the numbers that differ beside the same words, with their sentences."""
    figures = overview.figures()
    differing = [one for one in figures if not one.is_alike]
    if not figures:
        return
    yield ""
    yield style.head("Numbers beside the same words")
    for one in differing:
        for words, some in one.numbers:
            labels = ", ".join(overview.label(given["article"]) for given in some)
            text = f"{labels}: {words}"
            yield from textwrap.wrap(text, width, initial_indent="  • ", subsequent_indent="    ")
            shown = " ".join(some[0]["sentence"]["text"].split())
            for line in textwrap.wrap(shown, width - 6):
                yield style.dim(f"      {line}")
        reasons = "; ".join(one.row["reasons"])
        yield style.dim(f"    {STANDINGS[one.row['standing']]}; {reasons}")
    if len(figures) > len(differing):
        n = len(figures) - len(differing)
        yield style.dim(f"  {n} that agree, or of which one is more exact than the other")


def _one_line(view: UtteranceView, style: Style, width: int) -> Iterator[str]:
    statement = view.statements[0]
    text = f"  {who_said(statement)}: {statement_text(statement)}"
    yield f"{textwrap.shorten(text, width - 12, placeholder=' …')} {style.dim(view.row['id'][:8])}"


def show_utterance(
    overview: Overview, view: UtteranceView, style: Style, width: int, *, everything: bool = True
) -> Iterator[str]:
    """Yield an utterance: its witnesses side by side, then its differences in words."""
    speaker = view.row["speaker_name"] or "speaker unresolved"
    said_on = f", {view.row['said_on']}" if view.row["said_on"] else ""
    yield style.head(f"{view.number}. {speaker}{said_on}") + style.dim(f"  {view.row['id'][:8]}")
    cells = _cells(overview, view)
    column = (width - len(_GAP) * (len(cells) - 1)) // max(len(cells), 1)
    if column >= _MIN_COLUMN and len(cells) > 1:
        heads = [
            [one.label + _reprinted(one.reprints, everything=everything), *one.lines]
            for one in cells
        ]
        wrapped = [
            [part for line in cell for part in textwrap.wrap(line, column)] for cell in heads
        ]
        for row in zip_longest(*wrapped, fillvalue=""):
            line = _GAP.join(part.ljust(column) for part in row).rstrip()
            yield _dimmed(line, style)
    else:
        yield from _wordings(cells, style, width, everything=everything)
    shown = told(overview, view.substantive) or told(overview, view.minor)[:_MINOR]
    most = len(shown) if everything else _DIFFERENCES
    for said in shown[:most]:
        guards = f" [{', '.join(said.guards)}]" if said.guards else ""
        text = f"{plain(said.parts)}{guards}"
        yield from textwrap.wrap(text, width, initial_indent="  • ", subsequent_indent="    ")
    hidden = len(view.differences) - sum(len(said.rows) for said in shown)
    beyond = len(shown) - most
    if beyond > 0:
        id_ = view.row["id"][:8]
        yield style.dim(
            f"    and {counted(beyond, 'difference')} more with a guard word: show {id_}"
        )
    if hidden:
        yield style.dim(f"    and {hidden} without a guard word")


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
        origin = overview.carried_by.get(article["id"])
        if not statements or (origin and view.of_article(origin)):
            continue
        lines = []
        for one in statements:
            cue = " ".join(span["text"] for span in one["cue"])
            cue = cue if any(map(str.isalpha, cue)) else ""  # the colon behind a name
            source = one["speaker_printed"] or "no source printed"
            shown = statement_text(one)
            lines.append(f"{shown} — {source}{f', {cue}' if cue else ''} [{one['kind']}]")
        words = tuple(f"{one['kind']} {plain_text(statement_text(one))}" for one in statements)
        reprints = [
            overview.label(id_)
            for id_, carried in overview.carried_by.items()
            if carried == article["id"] and view.of_article(id_)
        ]
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
        text = f"{overview.label(statement['article'])}, {who_said(statement)}: {words}"
        yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")
    yield style.dim(
        f"    {match['reasons'][0]}; {match['reasons'][1]} (weight {match['score']:g}); id {match['id'][:8]}"
    )


def show_absences(overview: Overview, view: UtteranceView, width: int) -> Iterator[str]:
    """Yield where an utterance was not found."""
    carrying = ", ".join(view.row["outlets"])
    for absence in overview.absences(view):
        text = plain(absence_sentence(overview, carrying, absence))
        yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")
