"""What the pages of a story hold: its sections, the coverage matrix, the pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from onrecord.views import pictures
from onrecord.views.changes import changes_of
from onrecord.views.overview import STANDINGS, Overview, UtteranceView
from onrecord.views.shared_passages import passages_of_story
from onrecord.views.wording import SHAPES, origin_of, passages_sentence, remark, told

__all__ = ["SECTIONS", "list_values", "story_values"]

Row = Mapping[str, Any]
_AT_FIRST = {"differ": 25, "agree": 15, "transcript": 15, "alone": 15, "coverage": 50}
"""Items of a section on the story's own page; the rest has pages of its own."""
PER_PAGE = 150
"""Items of a list's page: with forty outlets a page of the matrix stays under 1 MB."""
_IN_TIMELINE = 24
_VOICES = 8


@dataclass(frozen=True, slots=True)
class Column:
    """An outlet of the matrix, with its articles; reprints stand under the text they carry."""

    label: str
    articles: tuple[str, ...]
    reprints: tuple[str, ...]
    """Those that carry its articles' text, and perhaps words of their own."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text that several articles carry, as the story's page shows it."""

    group: Row
    tree: Markup
    origin: str
    runs: list[Row]
    elsewhere: list[str]
    """Labels of articles of other stories that carry it too."""


@dataclass(frozen=True, slots=True)
class Section:
    """A list of utterances of a story."""

    title: str
    lead: str
    none: str
    choose: Callable[[Overview], list[UtteranceView]]


def _differ(overview: Overview) -> list[UtteranceView]:
    return [one for one in overview.compared() if overview.is_between_pages(one.substantive)]


def _located(overview: Overview) -> list[UtteranceView]:
    return [one for one in overview.located() if not one.substantive]


def _agree(overview: Overview) -> list[UtteranceView]:
    differ = overview.is_between_pages
    return [one for one in overview.shared() if not differ(one.substantive)]


def _alone(overview: Overview) -> list[UtteranceView]:
    return overview.alone()


SECTIONS = {
    "differ": Section(
        "Where words differ",
        "Utterances whose words differ between outlets, or from a transcript, in a condition, negation, number, name, "
        "modal, hedge or tense; in a language without a file of words, in any that says something.",
        "No shared utterance differs in a condition, negation, number, name, modal, hedge or tense.",
        _differ,
    ),
    "agree": Section(
        "Where accounts agree",
        "Utterances that two independent texts or more carry, and nothing that is listed above differs.",
        "No utterance stands alike in two independent texts.",
        _agree,
    ),
    "transcript": Section(
        "In the transcript too",
        "Utterances of one article whose words stand in a transcript, and nothing that is listed above differs.",
        "",
        _located,
    ),
    "alone": Section(
        "Only in one text",
        "Utterances found in one text alone, with every outlet that carries that text.",
        "Every utterance stands in two independent texts or more.",
        _alone,
    ),
    "coverage": Section(
        "Who carries what",
        "Every utterance, and which outlets have it.",
        "No utterance was found.",
        lambda overview: overview.utterances,
    ),
}
"""The lists of a story, in the order of its page."""


def story_values(overview: Overview) -> dict[str, Any]:
    """Return what the template of a story's page asks for."""
    chosen = {name: section.choose(overview) for name, section in SECTIONS.items()}
    columns = columns_of(overview)
    kinds = _coverage(overview, columns)
    return {
        **_common(overview, columns, kinds),
        "sections": SECTIONS,
        "counts": {name: len(some) for name, some in chosen.items()},
        "shown": {name: some[: _AT_FIRST[name]] for name, some in chosen.items()},
        "matrix_picture": _matrix(columns, [kinds(view) for view in chosen["coverage"]]),
        "figures": overview.figures(),
        "standings": STANDINGS,
        "timeline": _timeline(overview),
        "voices": _voices(overview),
        "versions": [(page, changes_of(overview, page)) for page in overview.versions],
        "in_common": [
            (passages_sentence(labels, passages), passages)
            for labels, passages in passages_of_story(overview)
        ],
        "trees": [
            Text(
                group,
                _tree(overview, group),
                origin_of(overview, group),
                _runs(overview, group),
                _elsewhere(overview, group),
            )
            for group in overview.reprints
        ],
    }


def list_values(overview: Overview, name: str, number: int) -> dict[str, Any]:
    """Return what the template of a list's page asks for; raises KeyError, IndexError."""
    section = SECTIONS[name]
    chosen = section.choose(overview)
    n_pages = max(1, -(-len(chosen) // PER_PAGE))
    if not 1 <= number <= n_pages:
        raise IndexError(number)
    columns = columns_of(overview)
    return {
        **_common(overview, columns, _coverage(overview, columns)),
        "name": name,
        "section": section,
        "count": len(chosen),
        "first": (number - 1) * PER_PAGE + 1,
        "views": chosen[(number - 1) * PER_PAGE : number * PER_PAGE],
        "number": number,
        "n_pages": n_pages,
    }


def n_list_pages(overview: Overview, name: str) -> int:
    """Return how many pages a list has of its own; none where the story's page shows it all."""
    count = len(SECTIONS[name].choose(overview))
    return 0 if count <= _AT_FIRST[name] else -(-count // PER_PAGE)


_Coverage = Callable[[UtteranceView], dict[int, str]]
"""For each column that has an utterance, by its number, how it has it."""


def _common(overview: Overview, columns: Sequence[Column], kinds: _Coverage) -> dict[str, Any]:
    def cells(view: UtteranceView) -> list[dict[str, str]]:
        has = kinds(view)
        return [_cell(overview, view, one, has.get(i, "absent")) for i, one in enumerate(columns)]

    return {
        "overview": overview,
        "columns": columns,
        "cells": cells,
        "told": lambda rows: told(overview, rows),
        "words": remark,
    }


def columns_of(overview: Overview) -> list[Column]:
    """Return the outlets of a story that have a text of their own, in the story's order."""
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    for one in overview.reports:
        if one["id"] not in overview.carried_by:
            by_label[str(one["label"])].append(one["id"])
    folded: defaultdict[str, list[str]] = defaultdict(list)
    for copy in sorted(overview.carried_by, key=overview.label):
        folded[overview.carried_by[copy]].append(copy)
    return [
        Column(label, tuple(ids), tuple(copy for id_ in ids for copy in folded[id_]))
        for label, ids in by_label.items()
    ]


_RANK = {kind: rank for rank, kind in enumerate(SHAPES)}
"""How near a kind is to a quotation: of several in one column, the nearest is shown."""


def _coverage(overview: Overview, columns: Sequence[Column]) -> _Coverage:
    """Return what tells which columns have an utterance, and how.

    A column has what a reprint that is folded under it adds: in no other place is it told who has that.
    """
    column_of = {
        id_: at for at, one in enumerate(columns) for id_ in (*one.articles, *one.reprints)
    }
    possible: defaultdict[str, set[str]] = defaultdict(set)
    for row in overview.possibly():
        for side, other in (("left", "right"), ("right", "left")):
            possible[overview.statements[row[side]]["utterance"]].add(row[f"{other}_article"])

    def kinds(view: UtteranceView) -> dict[int, str]:
        found: dict[int, str] = {}
        having = [(one["article"], str(one["kind"])) for one in view.statements]
        having += [(article, "possible") for article in possible.get(view.row["id"], ())]
        for article, kind in having:
            at = column_of.get(article)
            if at is not None and _RANK[kind] < _RANK[found.get(at, "absent")]:
                found[at] = kind
        return found

    return kinds


def _cell(overview: Overview, view: UtteranceView, column: Column, kind: str) -> dict[str, str]:
    shape, letter, words = SHAPES[kind]
    says = f"not found in {column.label}" if kind == "absent" else f"{column.label}: {words}"
    having = [id_ for id_ in column.articles if view.of_article(id_)]
    adding = [] if having else [id_ for id_ in column.reprints if view.of_article(id_)]
    if having and len(column.articles) > 1:
        says += f", in {_names(overview, having)}"
    elif adding:
        letter += "+"
        carry = "they carry" if len(adding) > 1 else "it carries"
        own = _names(overview, column.articles)
        says = f"{words} in {_names(overview, adding)}, not found in {own}, whose text {carry}"
    return {"class": kind, "shape": shape, "letter": letter, "words": says}


def _names(overview: Overview, articles: Sequence[str]) -> str:
    return ", ".join(overview.label(id_) for id_ in articles)


def _matrix(columns: Sequence[Column], rows: Sequence[Mapping[int, str]]) -> Markup:
    title = f"Coverage: {len(columns)} outlets (down) by {len(rows)} utterances (across); the table says the same"
    return pictures.matrix([one.label for one in columns], rows, title)


def _timeline(overview: Overview) -> dict[str, Any] | None:
    """Return when utterances first appear, by the days that articles are dated; None without days."""
    dated = {id_: one["published"] for id_, one in overview.articles.items() if one["published"]}
    first = [
        (min(days), view)
        for view in overview.utterances
        if len({one["article"] for one in view.statements}) > 1
        and (days := [dated[one["article"]] for one in view.statements if one["article"] in dated])
    ]
    if not first:
        return None
    first.sort(key=lambda one: (one[0], one[1].number))
    shown = []
    for _, view in first[:_IN_TIMELINE]:
        labels: defaultdict[str, set[str]] = defaultdict(set)
        for one in view.statements:
            if one["article"] in dated:
                labels[dated[one["article"]]].add(overview.label(one["article"]))
        shown.append((view, {day: sorted(some) for day, some in sorted(labels.items())}))
    days = sorted({day for _, some in shown for day in some})
    picture = pictures.timeline(
        days,
        [
            (
                f"u{view.number} {view.row['speaker_name'] or ''}",
                {d: len(n) for d, n in some.items()},
            )
            for view, some in shown
        ],
        "When utterances first appear; the table says the same",
    )
    n_undated = sum(one["published"] is None for one in overview.reports)
    return {
        "picture": picture,
        "rows": shown,
        "n_more": len(first) - len(shown),
        "n_undated": n_undated,
    }


def _voices(overview: Overview) -> dict[str, Any]:
    """Return how many words of each outlet's own texts are each speaker's; reprints counted once."""
    words: defaultdict[str, defaultdict[str | None, int]] = defaultdict(lambda: defaultdict(int))
    total: defaultdict[str | None, int] = defaultdict(int)
    names: dict[str | None, str] = {None: "unresolved"}
    for one in overview.statements.values():
        article = overview.articles[one["article"]]
        if one["article"] in overview.carried_by or article["role"] == "transcript":
            continue
        if one["repeat_of"]:
            continue
        count = sum(len(span["text"].split()) for span in one["content"])
        words[str(article["label"])][one["speaker"]] += count
        total[one["speaker"]] += count
        if one["speaker"]:
            names[one["speaker"]] = one["speaker_name"]
    ranked = sorted(
        (id_ for id_ in total if id_), key=lambda id_: (-total[id_], names[id_] or "", id_)
    )
    number: dict[str | None, int] = {id_: i for i, id_ in enumerate(ranked)}
    rows = [
        (label, sorted(counts.items(), key=lambda one: number.get(one[0], len(ranked))))
        for label, counts in words.items()
    ]
    picture = pictures.bars(
        [
            pictures.Bar(label, tuple((number.get(id_, _VOICES), n) for id_, n in counts))
            for label, counts in rows
        ],
        "Whose words each outlet's own texts carry, by share; the table says the same",
    )
    return {
        "picture": picture if rows else None,
        "legend": [(i, id_, names[id_]) for i, id_ in enumerate(ranked[:_VOICES])],
        "rows": rows,
        "names": names,
        "all": [(id_, names[id_], total[id_]) for id_ in ranked],
    }


def _runs(overview: Overview, group: Row) -> list[Row]:
    """Return a group's runs between articles of this story: one text may stand in two stories."""
    return [
        run
        for run in group["evidence"]
        if run["left"] in overview.articles and run["right"] in overview.articles
    ]


def _elsewhere(overview: Overview, group: Row) -> list[str]:
    others = [id_ for id_ in group["articles"] if id_ not in overview.articles]
    return sorted(overview.record.row("articles", id_)["label"] for id_ in others)


def _tree(overview: Overview, group: Row) -> Markup:
    """Return a group's texts, each under the one with which it shares most characters."""
    shared: defaultdict[frozenset[str], int] = defaultdict(int)
    for run in group["evidence"]:
        span = run["left_span"]
        shared[frozenset((run["left"], run["right"]))] += span["end"] - span["start"]
    members = [id_ for id_ in group["articles"] if id_ in overview.articles]
    root = group["probable_origin"] if group["probable_origin"] in members else None
    root = root or min(members, key=lambda id_: (overview.articles[id_]["published"] or "9", id_))
    parent: dict[str, str] = {}
    inside, left = [root], sorted(set(members) - {root})
    while left:
        _, child, on = max(
            (shared[frozenset((one, other))], one, other) for one in left for other in inside
        )
        parent[child] = on
        inside.append(child)
        left.remove(child)
    branches: list[pictures.Branch] = []

    def hang(id_: str, depth: int, on: int | None) -> None:
        n = shared[frozenset((id_, parent[id_]))] if id_ in parent else 0
        note = f"{n:,} characters shared" if n else (overview.articles[id_]["published"] or "")
        branches.append(pictures.Branch(overview.label(id_), depth, on, note))
        here = len(branches) - 1
        for child in sorted(one for one, other in parent.items() if other == id_):
            hang(child, depth + 1, here)

    hang(root, 0, None)
    known = "from its probable origin" if group["probable_origin"] else "its origin is not known"
    title = (
        f"One text in {len(members)} articles, {known}: each joined to the one it shares most with"
    )
    return pictures.tree(branches, title)
