"""What the page of an utterance holds: the merged line, a card per outlet, the transcript."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from onrecord.resources import lexicon_of
from onrecord.text.spans import Span
from onrecord.utterances.apparatus import Passage, merge
from onrecord.utterances.collation import align
from onrecord.utterances.folding import Reading, fold
from onrecord.views import pictures
from onrecord.views.overview import Overview, UtteranceView
from onrecord.views.wording import (
    SHAPES,
    absence_sentence,
    passage_sentence,
    remark,
    statement_text,
    told,
    who_said_how,
)

__all__ = [
    "Segment",
    "carriage",
    "citation",
    "live_place",
    "safe_url",
    "statement_segments",
    "utterance_values",
]

Row = Mapping[str, Any]
_CONTEXT = 160
"""Characters of the article shown just before and just after a quotation."""
_PARAGRAPH = re.compile(r"\s*\n\s*")
_MOST_PASSAGES = 16
_MOST_WITNESSES = 40
"""Beyond these the merged line is none that anyone reads. Set by hand on a real day's reports."""


class Segment(NamedTuple):
    """A stretch of text with what it is, for a template to mark up."""

    text: str
    kind: str
    id: str = ""
    href: str = ""
    title: str = ""
    place: str = ""
    """Where it stands, as `start-end`: an anchor that anyone can write from the offsets."""
    note: str = ""
    """What stands beside it in the margin."""


def safe_url(url: str | None) -> str | None:
    """Return a web address, or None for anything a link must not run."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def utterance_values(overview: Overview, view: UtteranceView) -> dict[str, Any]:
    """Return what the template of an utterance's page asks for."""
    carrying = ", ".join(view.row["outlets"])
    turns = sorted(
        {
            row[side]
            for row in view.differences
            for side in ("left", "right")
            if overview.articles[row[f"{side}_article"]]["role"] == "transcript"
        }
    )
    # a reprint's card would repeat that of the text it carries
    cards = [one for one in view.statements if not overview.is_repeated(view, one["article"])]
    return {
        "overview": overview,
        "view": view,
        "line": _merged_line(overview, cards, turns),
        "cards": [
            (overview.articles[one["article"]], one, statement_segments(overview, view, one))
            for one in cards
        ],
        "same_text": {
            origin: overview.repeating(view, origin) for origin in set(overview.carried_by.values())
        },
        "turns": [
            (
                overview.articles[overview.statements[id_]["article"]],
                overview.statements[id_],
                statement_segments(overview, view, overview.statements[id_]),
                carriage(overview, overview.statements[id_]),
            )
            for id_ in turns
        ],
        "told": lambda rows: told(overview, rows),
        "passages": [
            (passage_sentence(overview, one), [(id_, one.places[id_]) for id_ in one.places])
            for one in overview.passages_around(view)
        ],
        "words": remark,
        "absences": [absence_sentence(overview, carrying, one) for one in overview.absences(view)],
        "match": overview.match,
        "live_place": live_place,
        "citation": citation,
    }


class Stack(NamedTuple):
    """A place of the merged line as it is shown: readings with who has them, who starts and ends."""

    readings: tuple[tuple[str, tuple[str, ...]], ...]
    is_shared: bool
    everyone: bool
    starting: tuple[str, ...]
    ending: tuple[str, ...]


def _reading(overview: Overview, statement: Row) -> Reading:
    spans = [Span(one["start"], one["end"]) for one in statement["content"]]
    language = overview.articles[statement["article"]]["language"]
    return fold(overview.text(statement["article"]), spans, lexicon_of(language))


def _merged_line(
    overview: Overview, statements: Sequence[Row], turns: Sequence[str]
) -> list[Stack]:
    """Return the merged line of an utterance's quotations and of what the transcript has of it.

    Reported speech has no place in it: its person, tense and order are the reporter's, and a line
    of reports is all variants. They are compared on their cards.
    """
    quoted = [one for one in statements if one["kind"] == "direct"]
    if not quoted or not 1 < len(quoted) + len(turns) <= _MOST_WITNESSES:
        return []
    readings = {one["id"]: _reading(overview, one) for one in quoted}
    for id_ in turns:
        whole = _reading(overview, overview.statements[id_])
        kept = _stretch(whole, list(readings.values()))
        if kept.tokens:
            readings[id_] = kept
    names = _witness_names(overview, list(readings))
    passages = merge(readings)
    if len(passages) > _MOST_PASSAGES:
        return []
    return [_stack(overview, passage, names) for passage in passages]


def _stretch(turn: Reading, others: Sequence[Reading]) -> Reading:
    """Return the part of a transcript's turn that the quotations are of."""
    places = [i for one in others for i, _ in align(turn, one).pairs()]
    if not places:
        return Reading((), turn.folded, turn.language)
    tokens = turn.tokens
    first, last = min(places), max(places)
    while last + 1 < len(tokens) and tokens[last + 1].segment == tokens[last].segment:
        last += 1
    while first > 0 and tokens[first - 1].segment == tokens[first].segment:
        first -= 1
    return Reading(tokens[first : last + 1], turn.folded, turn.language)


def _witness_names(overview: Overview, ids: Sequence[str]) -> dict[str, str]:
    """Return what each witness is called; two of one article are told apart by their kind or number."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    articles = [overview.statements[id_]["article"] for id_ in ids]
    for id_, article in zip(ids, articles, strict=True):
        name = overview.label(article)
        if articles.count(article) > 1:
            name = f"{name}, {SHAPES[overview.statements[id_]['kind']][2]}"
        forms = itertools.chain([name], (f"{name} ({n})" for n in itertools.count(2)))
        names[id_] = next(form for form in forms if form not in taken)
        taken.add(names[id_])
    return names


def _stack(overview: Overview, passage: Passage, names: Mapping[str, str]) -> Stack:
    def called(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(names[id_] for id_ in names if id_ in ids)

    readings = []
    for variant in passage.variants:
        printed = [
            " […] ".join(
                span.of(overview.text(overview.statements[id_]["article"])) for span in spans
            )
            for id_, spans in variant.places
        ]
        words = min(printed, key=lambda one: (len(one), one))
        readings.append((" ".join(words.split()), called(variant.witnesses)))
    standing = {id_ for variant in passage.variants for id_ in variant.witnesses}
    return Stack(
        tuple(readings),
        passage.is_shared,
        standing == set(names),
        called(passage.starting),
        called(passage.ending),
    )


def carriage(overview: Overview, turn: Row) -> dict[str, Any] | None:
    """Return how many independent texts carry each word of a transcript's turn, drawn and told.

    None where none does. The passages are the stretches that the same texts carry.
    """
    reading = _reading(overview, turn)
    holders: list[set[str]] = [set() for _ in reading.tokens]
    for id_ in overview.held_against.get(turn["id"], ()):
        statement = overview.statements[id_]
        shifted = statement["kind"] != "direct"
        text = overview.carrier(statement["article"])
        for i, _ in align(reading, _reading(overview, statement), shifted=shifted).pairs():
            holders[i].add(text)
    if not any(holders):
        return None
    rows = []
    for has, run in itertools.groupby(range(len(holders)), key=lambda i: sorted(holders[i])):
        places = list(run)
        first, last = reading.tokens[places[0]], reading.tokens[places[-1]]
        if has:
            words = Span(first.start, last.end).of(overview.text(turn["article"]))
            labels = [overview.label(id_) for id_ in has]
            rows.append((" ".join(words.split()), labels, first.start, last.end))
    title = "How many independent texts carry each word of the transcript; the table says the same"
    picture: Markup = pictures.heat([len(one) for one in holders], title)
    return {"picture": picture, "rows": rows}


def live_place(url: str | None, text: str, start: int, end: int) -> str | None:
    """Return the address of a passage on the live page, as a text fragment (WICG, 2023)."""
    if safe_url(url) is None:
        return None
    words = " ".join(text[start:end].split()).split(" ")
    parts = [" ".join(words)] if len(words) <= 10 else [" ".join(words[:5]), " ".join(words[-5:])]
    fragment = ",".join(quote(part, safe="").replace("-", "%2D") for part in parts)
    return f"{url}#:~:text={fragment}"


def citation(overview: Overview, statement: Row) -> str:
    """Return a statement with its source, in one line that can be pasted anywhere."""
    article = overview.articles[statement["article"]]
    words = statement_text(statement).strip('“”"')
    places = ", ".join(f"{span['start']}–{span['end']}" for span in statement["content"])
    versions = overview.version_of.get(article["id"])
    moments = [f"version of {versions.moment(article['id'])}"] if versions else []
    moments += [f"fetched {article['fetched']}"] if article["fetched"] else []
    parts = [
        who_said_how(statement),
        f"“{words}”",
        f"in {article['label']}" + (f", “{article['title']}”" if article["title"] else ""),
        article["published"] or "not dated",
        *moments,
        *([article["url"]] if safe_url(article["url"]) else []),
        f"characters {places}, sha256 {article['text_sha256'][:16]}",
    ]
    return "; ".join(parts)


def statement_segments(overview: Overview, view: UtteranceView, statement: Row) -> list[Segment]:
    """Return a statement in its surroundings: just before, its words with what differs, just after."""
    text = overview.text(statement["article"])
    spans = [(span["start"], span["end"]) for span in statement["content"]]
    marks: list[tuple[int, int, str]] = []
    for row in view.differences:
        kind = "mark" if row["substantive"] else "minor"
        if row["right"] == statement["id"] and row["relation"] not in {"same", "joined"}:
            marks.append((row["right_span"]["start"], row["right_span"]["end"], kind))
        if row["left"] == statement["id"] and row["relation"] in {"words_differ", "reordered"}:
            marks.append((row["left_span"]["start"], row["left_span"]["end"], kind))
        if (
            row["left"] == statement["id"]
            and row["relation"] == "ends_earlier"
            and row["substantive"]
        ):
            marks.append((row["left_span"]["start"], row["left_span"]["end"], "edge"))
    start, end = spans[0][0], spans[-1][1]
    edge_start, edge_end = _running_text(overview.articles[statement["article"]], start, end)
    segments = [Segment(_before(text[:start], edge_start), "context")]
    at = start
    for first, last in spans:
        if first > at:
            segments.append(Segment(text[at:first], "between"))
        segments += _cut(text, first, last, marks)
        at = last
    segments.append(Segment(_after(text[:edge_end], end), "context"))
    return segments


def _running_text(article: Row, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of body around a statement that no furniture interrupts."""
    regions = article["regions"]
    inside = [i for i, one in enumerate(regions) if one["start"] < end and one["end"] > start]
    if not inside:
        return start, end
    first, last = inside[0], inside[-1]
    while first > 0 and regions[first - 1]["role"] == "body":
        first -= 1
    while last + 1 < len(regions) and regions[last + 1]["role"] == "body":
        last += 1
    return min(regions[first]["start"], start), max(regions[last]["end"], end)


def _before(text: str, edge: int) -> str:
    cut = max(edge, len(text) - _CONTEXT)
    part = _PARAGRAPH.sub("\n", text[cut:])
    return f"… {part.split(' ', 1)[-1]}" if cut > edge else part


def _after(text: str, end: int) -> str:
    part = _PARAGRAPH.sub("\n", text[end : end + _CONTEXT])
    return f"{part.rsplit(' ', 1)[0]} …" if end + _CONTEXT < len(text) else part


def _cut(
    text: str, start: int, end: int, marks: Sequence[tuple[int, int, str]]
) -> Iterator[Segment]:
    """Yield `text[start:end]` cut where marks begin and end; a guarded mark wins over a minor one."""
    inside = [(max(a, start), min(b, end), kind) for a, b, kind in marks if a < end and b > start]
    edges = sorted({start, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    for first, last in itertools.pairwise(edges):
        kinds = {kind for a, b, kind in inside if a <= first and last <= b}
        kind = next((one for one in ("mark", "edge", "minor") if one in kinds), "words")
        yield Segment(text[first:last], kind)
