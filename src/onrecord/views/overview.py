"""A record as its readers look at it: what is in the story, and what to look at first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean
from typing import Any

from onrecord.record.store import Record
from onrecord.resources import lexicon_of
from onrecord.text.quotations import pair_marks
from onrecord.text.spans import Span
from onrecord.views.likeness import likeness
from onrecord.views.shared_passages import (
    SharedPassage,
    passages_around,
    passages_with,
    shared_passages,
)
from onrecord.views.versions import Versions, pages_of, versions_of
from onrecord.views.weights import Weight, is_small, rank_of

__all__ = [
    "SIDES",
    "STANDINGS",
    "FigureView",
    "Overview",
    "UtteranceView",
    "by_size",
    "counted",
    "header",
]

Row = Mapping[str, Any]
SIDES = ("left", "right")
"""The two statements of a difference."""
STANDINGS = {
    "differ": "different numbers",
    "updated": "different numbers, of different days or of one outlet after the other",
    "more_specific": "one more exact than the other",
    "agree": "the same number",
}
"""How the numbers of a figure stand, those to look at first first."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """Numbers of what is likely one thing: each number as printed, with the texts that give it."""

    row: Row
    numbers: tuple[tuple[str, tuple[Row, ...]], ...]

    @property
    def is_alike(self) -> bool:
        """Say whether nothing in it asks to be looked at."""
        return self.row["standing"] in {"more_specific", "agree"}


_TWO = 2
"""Speakers of one utterance, as two outlets have them, who are named above it: "A spokesman; A Treasury spokesman"."""


@dataclass(frozen=True, slots=True)
class UtteranceView:
    """One utterance: its row, its witnesses by article, its differences, those to look at first first."""

    row: Row
    number: int
    statements: tuple[Row, ...]
    differences: tuple[Row, ...]
    possibly: tuple[Row, ...]

    @property
    def speaker_name(self) -> str:
        """Who said it; where each statement has somebody and two are named, both; nothing where nobody is told."""
        if self.row["speaker_name"]:
            return str(self.row["speaker_name"])
        called = sorted({one["speaker_name"] or "" for one in self.statements}, reverse=True)
        names = sorted({name.casefold(): name for name in called}.values())
        return "; ".join(names) if len(names) <= _TWO and all(names) else ""

    @property
    def substantive(self) -> tuple[Row, ...]:
        """The differences that carry a guard."""
        return tuple(one for one in self.differences if one["substantive"])

    @property
    def minor(self) -> tuple[Row, ...]:
        """The rest: words that make no such difference, and sameness."""
        return tuple(one for one in self.differences if not one["substantive"])

    def of_article(self, article: str) -> tuple[Row, ...]:
        """Return the statements that one article has of it."""
        return tuple(one for one in self.statements if one["article"] == article)


class Overview:
    """One story of a record, with everything the views ask for. Rows are read once."""

    def __init__(self, record: Record, story: str, order: Sequence[str] = ()) -> None:
        self.record = record
        self.story = record.row("stories", story)
        articles = record.rows("articles", story=story)
        supplied = self.story["transcripts"]
        articles += record.rows_in("articles", "id", supplied)
        rank = {name: number for number, name in enumerate(order)}
        articles.sort(key=lambda one: (rank.get(one["input"], len(rank)), _label(one), one["id"]))
        self.articles: dict[str, Row] = {one["id"]: one for one in articles}
        self.versions = versions_of(articles)
        """Pages that stand here in several versions."""
        self.version_of = {id_: one for one in self.versions for id_ in one.articles}
        self._page_of = pages_of(self.versions)
        self.labels = _distinct_labels(articles, self.version_of)
        self.transcripts = [one for one in articles if one["role"] == "transcript"]
        self.reports = [one for one in articles if one["role"] != "transcript"]
        groups = {one["reprint_group"] for one in articles if one["reprint_group"]}
        self.texts_shared = [record.row("reprints", id_) for id_ in sorted(groups)]
        """Texts that several articles carry, versions of one page among them."""
        self.reprints = [one for one in self.texts_shared if self._n_pages(one["articles"]) > 1]
        """Those that several pages carry."""
        self.carried_by = self._carried_by()
        self.statements: dict[str, Row] = {
            one["id"]: one for one in record.rows("statements", story=story)
        }
        self.n_statements = len(self.statements)
        self.supplied = frozenset(supplied)
        """The transcripts of other stories that this one's articles quote; of their turns those that are quoted."""
        self.held_against: defaultdict[str, list[str]] = defaultdict(list)
        """For each turn of a transcript, the statements that were found in it."""
        self._texts: dict[str, str] = {}
        self._quoted: dict[str, list[Span]] = {}
        self._matches: dict[tuple[str, str], Row] = {}
        self._of_prints: defaultdict[str, list[Row]] = defaultdict(list)
        rows = record.utterances(story)
        self.utterances_of: defaultdict[str, list[str]] = defaultdict(list)
        """For each statement, the utterances that it is a witness of."""
        for row in rows:
            for id_ in row["statements"]:
                self.utterances_of[id_].append(row["id"])
        self._has = {
            (self.statements[id_]["article"], utterance)
            for id_, some in self.utterances_of.items()
            for utterance in some
        }
        self.utterances = self._utterances(rows)
        self.by_id = {one.row["id"]: one for one in self.utterances}

    def own(self) -> list[Row]:
        """Return the articles and transcripts of this story itself."""
        return [one for one in self.articles.values() if one["id"] not in self.supplied]

    def is_quoted(self, statement: str, span: Row) -> bool:
        """Say whether a stretch of a statement is printed as the speaker's own words."""
        row = self.statements[statement]
        if row["kind"] != "mixed":
            return bool(row["kind"] == "direct")
        if statement not in self._quoted:
            parts = [Span(one["start"], one["end"]) for one in row["content"]]
            found = pair_marks(self.text(row["article"]), parts)
            self._quoted[statement] = [one.span for one in found]
        place = Span(span["start"], span["end"])
        return any(one.contains(place) for one in self._quoted[statement])

    def _n_pages(self, articles: Iterable[str]) -> int:
        """Return how many pages articles are: versions of one are one."""
        return len({self._page_of.get(id_, id_) for id_ in articles})

    def _carried_by(self) -> dict[str, str]:
        """Return for each reprint the article it is folded under; a page's later versions go under its first."""
        folded = {}
        for group in self.texts_shared:
            members = [self.articles[id_] for id_ in group["articles"] if id_ in self.articles]
            first = min(
                members,
                key=lambda one: (
                    one["id"] != group["probable_origin"],
                    one["published"] or "9",
                    self._rank_of_version(one["id"]),
                    one["id"],
                ),
            )
            folded.update({one["id"]: first["id"] for one in members if one is not first})
        return folded

    def _rank_of_version(self, article: str) -> int:
        page = self.version_of.get(article)
        return page.articles.index(article) if page else 0

    def _utterances(self, rows: Iterable[Row]) -> list[UtteranceView]:
        differences: defaultdict[str, list[Row]] = defaultdict(list)
        possibly: defaultdict[str, list[Row]] = defaultdict(list)
        rank = {id_: number for number, id_ in enumerate(self.articles)}
        every = self.record.differences(self.story["id"])
        turns = {
            one[side] for one in every for side in SIDES if one[f"{side}_article"] in self.supplied
        }
        turned = self.record.rows_in("statements", "id", sorted(turns))
        self.statements |= {one["id"]: one for one in turned}
        for one in every:
            if one["relation"] == "possibly_same":
                for side in ("left", "right"):
                    possibly[self.statements[one[side]]["utterance"] or ""].append(one)
                continue
            self._hold(one)
            sides = one["left_article"], one["right_article"]
            if self.carrier(sides[0]) == self.carrier(sides[1]):
                self._of_prints[one["utterance"]].append(one)
            if not self._is_folded(one):
                differences[one["utterance"]].append(one)
        views = []
        for row in rows:
            members = [self.statements[id_] for id_ in row["statements"]]
            members.sort(key=lambda one: (rank[one["article"]], _start(one)))
            found = sorted(differences[row["id"]], key=self._difference_rank)
            views.append(
                UtteranceView(row, 0, tuple(members), tuple(found), tuple(possibly[row["id"]]))
            )
        views.sort(key=self._utterance_rank)
        return [
            UtteranceView(one.row, number, one.statements, one.differences, one.possibly)
            for number, one in enumerate(views, 1)
        ]

    def _hold(self, difference: Row) -> None:
        for turn, other in (("left", "right"), ("right", "left")):
            if self.articles[difference[f"{turn}_article"]]["role"] == "transcript":
                held = self.held_against[difference[turn]]
                if difference[other] not in held:
                    held.append(difference[other])

    def text(self, article: str) -> str:
        """Return an article's text, read once."""
        if article not in self._texts:
            self._texts[article] = self.record.text(article)
        return self._texts[article]

    def _is_folded(self, difference: Row) -> bool:
        """Say whether a difference only repeats, for a reprint, that of the text it carries."""
        sides = difference["left_article"], difference["right_article"]
        if self.carrier(sides[0]) == self.carrier(sides[1]):
            return not difference["substantive"]
        reprints = [side for side in sides if side in self.carried_by]
        return bool(reprints) and all(self._origin_has(difference, side) for side in reprints)

    def _origin_has(self, difference: Row, article: str) -> bool:
        return (self.carried_by[article], difference["utterance"]) in self._has

    def _difference_rank(self, one: Row) -> tuple[Any, ...]:
        sides = one["left_article"], one["right_article"]
        lexicon = lexicon_of(self.articles[sides[0]]["language"])
        is_quoted = self.is_quoted(one["right"], one["right_span"])
        is_base = self.has_transcript(one)
        # two prints of one text come last
        is_of_prints = self.carrier(sides[0]) == self.carrier(sides[1])
        return is_of_prints, *rank_of(one, lexicon, is_quoted=is_quoted, has_transcript=is_base)

    def is_small(self, one: Row) -> bool:
        """Say whether what differs is no more than words of every sentence: "that", "an", "had"."""
        return is_small(one, lexicon_of(self.articles[one["left_article"]]["language"]))

    def _utterance_rank(self, one: UtteranceView) -> tuple[Any, ...]:
        shared = len(self.texts(one))
        first = one.differences[0] if one.differences else None
        weight = self._difference_rank(first)[:6] if first else (True, Weight.OTHER, True)
        # by weight of what differs; direct words first; of those alone what says most, a name beside it
        n_direct = sum(s["kind"] == "direct" for s in one.statements)
        n_chars = max(sum(len(span["text"]) for span in s["content"]) for s in one.statements)
        is_unnamed = not one.row["speaker_name"]
        return (shared < 2, weight, -shared, -n_direct, is_unnamed, -n_chars, one.row["id"])

    def has_transcript(self, difference: Row) -> bool:
        """Say whether one side of a difference is a transcript."""
        return any(
            self.articles[difference[f"{side}_article"]]["role"] == "transcript"
            for side in ("left", "right")
        )

    def absences(self, view: UtteranceView) -> list[Row]:
        """Return where an utterance was not found, with what was searched; read when asked for."""
        found: list[Row] = self.record.row("utterances", view.row["id"])["not_found_in"]
        return found

    def texts(self, view: UtteranceView) -> set[str]:
        """Return the independent texts that carry an utterance; reprints count as the text they carry."""
        return {self.carrier(one["article"]) for one in view.statements}

    def differing(self, view: UtteranceView, one: str, other: str) -> list[Row]:
        """Return how the words of two prints of one text, or two versions of a page, differ in an utterance."""
        return [row for row in self._between(view, one, other) if row["relation"] != "same"]

    def _between(self, view: UtteranceView, one: str, other: str) -> list[Row]:
        """Return the differences of two prints; those of the statements that stand for theirs are called theirs."""
        sides = {id_: _told_as(view.of_article(id_)) for id_ in (one, other)}
        found: list[Row] = []
        for row in self._of_prints.get(view.row["id"], ()):
            for left, right in ((one, other), (other, one)):
                if row["left"] in sides[left] and row["right"] in sides[right]:
                    found.append({**row, "left_article": left, "right_article": right})
                    break
        return found

    def has_same(self, view: UtteranceView, one: str, other: str) -> bool:
        """Say whether two prints of one text, or two versions of a page, have the same words of an utterance."""
        if rows := self._between(view, one, other):
            return all(row["relation"] == "same" for row in rows)
        sides = [view.of_article(id_) for id_ in (one, other)]
        printed, others = ([_printed(statement) for statement in some] for some in sides)
        told, told_others = map(_told_as, sides)
        return printed == others or told <= told_others or told_others <= told

    def is_repeated(self, view: UtteranceView, article: str) -> bool:
        """Say whether what an article has of an utterance stands in the same words in the text that it carries."""
        carrier = self.carrier(article)
        if carrier == article or not view.of_article(carrier):
            return False
        return self.has_same(view, article, carrier)

    def repeating(self, view: UtteranceView, carrier: str) -> list[str]:
        """Return how the articles are called that repeat what a text has of an utterance, as they carry it."""
        carrying = (id_ for id_, text in self.carried_by.items() if text == carrier)
        return [
            self.label(id_)
            for id_ in carrying
            if view.of_article(id_) and self.is_repeated(view, id_)
        ]

    def carrier(self, article: str) -> str:
        """Return the text under which an article is folded: its own, or that which it reprints."""
        return self.carried_by.get(article, article)

    @cached_property
    def shared_passages(self) -> list[SharedPassage]:
        """The passages that independent texts have in common, the longest first."""
        return shared_passages(self)

    def passages_around(self, view: UtteranceView) -> list[SharedPassage]:
        """Return the passages that independent texts have in common and in which an utterance stands."""
        return passages_around(self, view)

    def passages_with(self, figure: FigureView) -> list[SharedPassage]:
        """Return the passages that independent texts have in common and in which a figure's numbers stand."""
        return passages_with(self, [given for _, some in figure.numbers for given in some])

    def shared(self) -> list[UtteranceView]:
        """Return the utterances that two independent texts or more carry."""
        return [one for one in self.utterances if len(self.texts(one)) > 1]

    def located(self) -> list[UtteranceView]:
        """Return the utterances that one text alone carries and whose words stand in a transcript."""
        return [one for one in self.alone() if any(map(self.has_transcript, one.differences))]

    def compared(self) -> list[UtteranceView]:
        """Return the utterances of several texts, or in a transcript, or of which prints of one text differ."""
        located = {one.row["id"] for one in self.located()}
        return [
            one
            for one in self.utterances
            if len(self.texts(one)) > 1
            or self.is_between_pages(one.substantive)
            or one.row["id"] in located
            or self._is_printed_otherwise(one)
        ]

    def _is_printed_otherwise(self, view: UtteranceView) -> bool:
        """Say whether another page prints an utterance in other words than the text that it carries."""
        for article in {one["article"] for one in view.statements} & self.carried_by.keys():
            carrier = self.carrier(article)
            is_of_another = self._n_pages((article, carrier)) > 1
            if is_of_another and view.of_article(carrier) and not self.is_repeated(view, article):
                return True
        return False

    def is_between_pages(self, rows: Iterable[Row]) -> bool:
        """Say whether one of these differences is not between two versions of a page: of those it is told apart."""
        return any(self._n_pages(row[f"{side}_article"] for side in SIDES) > 1 for row in rows)

    def alone(self) -> list[UtteranceView]:
        """Return the utterances that one text alone carries, in however many prints."""
        return [one for one in self.utterances if len(self.texts(one)) == 1]

    def possibly(self) -> list[Row]:
        """Return the links to be reviewed, each once, those first that are most often of one utterance."""
        rows = {row["id"]: row for one in self.utterances for row in one.possibly}
        lefts = sorted({min(one["left"], one["right"]) for one in rows.values()})
        for match in self.record.rows_in("matches", "left", lefts):
            self._matches[match["left"], match["right"]] = match
        return sorted(
            rows.values(),
            key=lambda one: (-likeness(self.match(one), self.statements), one["id"]),
        )

    def figures(self) -> list[FigureView]:
        """Return the numbers that several texts give beside the same words, those that differ first.

        Of these what most outlets give, then what texts give nearest to their beginning. Of a reprint nothing is told
        that the text it carries gives too.
        """
        ranks = list(STANDINGS)
        found = []
        for row in self.record.rows("figures", story=self.story["id"]):
            by_words: defaultdict[str, list[Row]] = defaultdict(list)
            origins = {one["article"] for one in row["given"]}
            for one in row["given"]:
                if self.carried_by.get(one["article"]) not in origins:
                    by_words[" ".join(one["span"]["text"].split())].append(one)
            numbers = sorted(by_words.items(), key=lambda one: (one[1][0]["value"], one[0]))
            found.append(FigureView(row, tuple((words, tuple(some)) for words, some in numbers)))
        found.sort(
            key=lambda one: (
                ranks.index(one.row["standing"]),
                -len(one.row["outlets"]),
                fmean(given["sentence"]["start"] for given in one.row["given"]),
                one.row["id"],
            )
        )
        return found

    def time_code(self, article: str, start: int) -> str | None:
        """Return the time of a recording at which a transcript has the words at a place; None where it tells none."""
        return next(
            (
                region["time_code"]
                for region in self.articles[article]["regions"]
                if region["time_code"] and region["start"] <= start < region["end"]
            ),
            None,
        )

    def region(self, article: str, place: int) -> int:
        """Return where the region begins in which a place of an article lies."""
        starts = [
            one["start"] for one in self.articles[article]["regions"] if one["start"] <= place
        ]
        return max(starts, default=0)

    def match(self, difference: Row) -> Row:
        """Return the match behind a difference: its reasons, weight and margin."""
        left, right = sorted((difference["left"], difference["right"]))
        if (left, right) not in self._matches:
            (found,) = self.record.rows("matches", left=left, right=right)
            self._matches[left, right] = found
        return self._matches[left, right]

    def label(self, article: str) -> str:
        """Return how an article is called, told apart from others of its outlet."""
        return self.labels[article]

    def independent(self) -> str:
        """Return the header sentence: how many articles, outlets, independent texts."""
        return header(
            len(self.reports),
            len({_label(one) for one in self.reports}),
            self.story["n_independent"],
            len(self.transcripts),
            self.versions,
        )


def header(
    n_articles: int,
    n_outlets: int,
    n_texts: int,
    n_transcripts: int,
    versions: Sequence[Versions] = (),
) -> str:
    """Return the sentence that heads a story: how much there is, and how much of it is independent."""
    articles = counted(n_articles, "article")
    if versions:
        n_versions = counted(sum(len(one.articles) for one in versions), "version")
        articles += f" ({counted(len(versions), 'page')} in {n_versions})"
    parts = [
        articles,
        counted(n_outlets, "outlet"),
        counted(n_texts, "independent text"),
    ]
    if n_transcripts:
        several = counted(n_transcripts, "transcript")
        parts.append("transcript supplied" if n_transcripts == 1 else several)
    return ", ".join(parts)


def by_size(story: Row) -> tuple[int, int, str, str]:
    """Return what puts stories in order: the most independent texts first, then articles, then the first dated."""
    return -story["n_independent"], -len(story["articles"]), story["first"] or "9", story["id"]


def counted(count: int, noun: str) -> str:
    """Return a number with its noun, one or many: "1 story", "2,100 stories"."""
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {noun[:-1]}ies" if noun.endswith("y") else f"{count:,} {noun}s"


def _told_as(statements: Iterable[Row]) -> set[str]:
    """Return the statements that stand for these: themselves, or one at the same place of their text elsewhere."""
    return {one["told_as"] or one["id"] for one in statements}


def _printed(statement: Row) -> list[str]:
    return re.findall(r"\w+", " ".join(one["text"] for one in statement["content"]).casefold())


def _start(statement: Row) -> int:
    return int(statement["content"][0]["start"])


def _label(article: Row) -> str:
    return str(article["label"])


_TITLE = 44
"""Characters of a title that tells apart what one outlet has: enough to know it by."""


def _distinct_labels(articles: Iterable[Row], version_of: Mapping[str, Versions]) -> dict[str, str]:
    """Return labels; two articles of one outlet get their title beside it, and if need be their input.

    Versions of one page get their moment, beside the first one's title where the outlet has other pages here.
    """
    articles = list(articles)
    names = [_label(one) for one in articles]
    by_id = {one["id"]: one for one in articles}
    page_of = pages_of(version_of.values())
    pages = {
        (name, page_of.get(one["id"], one["id"])) for one, name in zip(articles, names, strict=True)
    }
    n_pages = Counter(name for name, _ in pages)

    def told_apart(one: Row) -> str:
        page = version_of.get(one["id"])
        if page is None or not page.is_ordered:
            return _shortened(_heading(one))
        moment = page.moments[one["id"]]
        if n_pages[page.label] == 1:
            return moment
        first = by_id[page.articles[0]]
        return f"{_shortened(_heading(first))}, {moment}"

    titles = [told_apart(one) for one in articles]
    n_named = Counter(names)
    n_titled = Counter(zip(names, titles, strict=True))
    labels = {}
    for one, name, title in zip(articles, names, titles, strict=True):
        if n_named[name] == 1:
            labels[one["id"]] = name
        elif n_titled[name, title] == 1:
            labels[one["id"]] = f"{name} ({title})"
        else:
            alike = [
                other["input"]
                for other, *both in zip(articles, names, titles, strict=True)
                if both == [name, title]
            ]
            labels[one["id"]] = f"{name} ({title}, {_short_input(one['input'], alike)})"
    return labels


def _short_input(name: str, others: Sequence[str]) -> str:
    """Return as much of an input's name as tells it from others: a row's number, a file's name, or all of it."""
    for sign in ("#", "/"):
        ends = [one.rpartition(sign)[2] for one in others if sign in one]
        if len(set(ends)) == len(others):
            return f"{'#' * (sign == '#')}{name.rpartition(sign)[2]}"
    return name


def _heading(article: Row) -> str:
    """Return an article's title, the first words of its text where it has none, or its input."""
    body = (one["text"] for one in article["regions"] if one["role"] == "body")
    return str(article["title"] or next(body, None) or article["input"])


def _shortened(title: str) -> str:
    title = " ".join(title.split())
    if len(title) <= _TITLE:
        return title
    return f"{title[:_TITLE].rsplit(' ', 1)[0].rstrip(',;:-–— ')}…"
