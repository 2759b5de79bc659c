"""A record as its readers look at it: what is in the story, and what to look at first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.record.store import Record
from onrecord.resources import lexicon_of
from onrecord.text.quotations import pair_marks
from onrecord.text.spans import Span

__all__ = [
    "GUARDS",
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
GUARDS = ("condition", "negation", "number", "name", "modal", "hedge", "tense")
_RELATIONS = (
    "ends_earlier", "starts_later", "words_absent_inside", "words_differ", "joined", "reordered",
    "possibly_same", "same",
)  # fmt: skip


STANDINGS = {
    "differ": "different numbers",
    "updated": "different numbers, of different days or of one outlet after the other",
    "more_specific": "one more exact than the other",
    "agree": "the same number",
}
"""How the numbers of a figure stand, those to look at first first."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """Numbers beside the same words: each number as printed, with the texts that give it."""

    row: Row
    numbers: tuple[tuple[str, tuple[Row, ...]], ...]

    @property
    def is_alike(self) -> bool:
        """Say whether nothing in it asks to be looked at."""
        return self.row["standing"] in {"more_specific", "agree"}


@dataclass(frozen=True, slots=True)
class UtteranceView:
    """One utterance: its row, its witnesses by article, its differences, those to look at first first."""

    row: Row
    number: int
    statements: tuple[Row, ...]
    differences: tuple[Row, ...]
    possibly: tuple[Row, ...]

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
        self.labels = _distinct_labels(articles)
        self.transcripts = [one for one in articles if one["role"] == "transcript"]
        self.reports = [one for one in articles if one["role"] != "transcript"]
        groups = {one["reprint_group"] for one in articles if one["reprint_group"]}
        self.reprints = [record.row("reprints", id_) for id_ in sorted(groups)]
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

    def _carried_by(self) -> dict[str, str]:
        """Return for each reprint the article under which it is folded."""
        folded = {}
        for group in self.reprints:
            members = [self.articles[id_] for id_ in group["articles"] if id_ in self.articles]
            first = min(
                members,
                key=lambda one: (
                    one["id"] != group["probable_origin"],
                    one["published"] or "9",
                    one["id"],
                ),
            )
            folded.update({one["id"]: first["id"] for one in members if one is not first})
        return folded

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
        words = tuple(re.findall(r"[^\W_]+", one["text"].casefold()))
        lexicon = lexicon_of(self.articles[one["left_article"]]["language"])
        turns = any(words[: len(phrase)] == phrase for phrase in lexicon.guards["condition"])
        bare = lexicon.conjunctions | lexicon.function_words
        is_bare = one["guards"] == ["condition"] and bare.issuperset(words)
        before = one["just_before"]["right"]["text"].rstrip("\"“”„«»‘’' ")
        sides = one["left_article"], one["right_article"]
        return (
            self.carrier(sides[0]) == self.carrier(sides[1]),  # two prints of one text come last
            is_bare
            or _is_other(one),  # "but" and "but I" turn a sentence less than "but not for ten"
            min((GUARDS.index(guard) for guard in one["guards"]), default=len(GUARDS)),
            before.endswith((".", "!", "?", "…")),  # a sentence of its own, not the same one
            not turns,  # words that begin with the condition itself
            not self.has_transcript(one),
            _RELATIONS.index(one["relation"]),
            one["right_span"]["start"],
            one["id"],
        )

    def _utterance_rank(self, one: UtteranceView) -> tuple[Any, ...]:
        shared = len(self.texts(one))
        first = one.differences[0] if one.differences else None
        guard = self._difference_rank(first)[:5] if first else (True, True, len(GUARDS))
        # by weight of what differs; direct words first; of those alone what says most, a name beside it
        n_direct = sum(s["kind"] == "direct" for s in one.statements)
        n_chars = max(sum(len(span["text"]) for span in s["content"]) for s in one.statements)
        is_unnamed = not one.row["speaker_name"]
        return (shared < 2, guard, -shared, -n_direct, is_unnamed, -n_chars, one.row["id"])

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

    def carrier(self, article: str) -> str:
        """Return the text under which an article is folded: its own, or that which it reprints."""
        return self.carried_by.get(article, article)

    def shared(self) -> list[UtteranceView]:
        """Return the utterances that at least two articles carry."""
        return [one for one in self.utterances if len({s["article"] for s in one.statements}) > 1]

    def located(self) -> list[UtteranceView]:
        """Return the utterances that one article alone carries and whose words stand in a transcript."""
        return [one for one in self.alone() if any(map(self.has_transcript, one.differences))]

    def compared(self) -> list[UtteranceView]:
        """Return the utterances that stand beside another article's words, or a transcript's."""
        ids = {one.row["id"] for one in (*self.shared(), *self.located())}
        return [one for one in self.utterances if one.row["id"] in ids]

    def alone(self) -> list[UtteranceView]:
        """Return the utterances that one article alone carries."""
        return [one for one in self.utterances if len({s["article"] for s in one.statements}) == 1]

    def possibly(self) -> list[Row]:
        """Return the links to be reviewed, each once, those with most in common first."""
        rows = {row["id"]: row for one in self.utterances for row in one.possibly}
        lefts = sorted({min(one["left"], one["right"]) for one in rows.values()})
        for match in self.record.rows_in("matches", "left", lefts):
            self._matches[match["left"], match["right"]] = match
        return sorted(rows.values(), key=lambda one: (-self.match(one)["score"], one["id"]))

    def figures(self) -> list[FigureView]:
        """Return the numbers that several texts give beside the same words, those that differ first.

        Of a reprint nothing is told that the text it carries gives too.
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
                one.row["id"],
            )
        )
        return found

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
        )


def header(n_articles: int, n_outlets: int, n_texts: int, n_transcripts: int) -> str:
    """Return the sentence that heads a story: how much there is, and how much of it is independent."""
    parts = [
        counted(n_articles, "article"),
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


_VARIANT = 4
"""Words of either side up to which two readings of a place are variants of each other: where more differ, two things
are said. Set by hand: of 27 longer ones of a day with a guard none was a variant."""


def _is_other(difference: Row) -> bool:
    """Say whether words that differ are no variants of each other."""
    if difference["relation"] != "words_differ":
        return False
    return max(len(difference[f"{side}_span"]["text"].split()) for side in SIDES) > _VARIANT


def _start(statement: Row) -> int:
    return int(statement["content"][0]["start"])


def _label(article: Row) -> str:
    return str(article["label"])


_TITLE = 44
"""Characters of a title that tells apart what one outlet has: enough to know it by."""


def _distinct_labels(articles: Iterable[Row]) -> dict[str, str]:
    """Return labels; two articles of one outlet get their title beside it, and if need be their input."""
    articles = list(articles)
    names = [_label(one) for one in articles]
    titles = [_shortened(one["title"] or one["input"]) for one in articles]
    n_named = Counter(names)
    n_titled = Counter(zip(names, titles, strict=True))
    labels = {}
    for one, name, title in zip(articles, names, titles, strict=True):
        if n_named[name] == 1:
            labels[one["id"]] = name
        elif n_titled[name, title] == 1:
            labels[one["id"]] = f"{name} ({title})"
        else:
            labels[one["id"]] = f"{name} ({title}, {one['input']})"
    return labels


def _shortened(title: str) -> str:
    title = " ".join(title.split())
    if len(title) <= _TITLE:
        return title
    return f"{title[:_TITLE].rsplit(' ', 1)[0].rstrip(',;:-–— ')}…"
