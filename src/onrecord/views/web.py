"""The record as pages: one set of templates, written as a static site that opens from file://."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from onrecord.record.store import Record
from onrecord.views.overview import Overview, UtteranceView
from onrecord.views.wording import absence_sentence, sentence

__all__ = [
    "TABLES",
    "Renderer",
    "Segment",
    "article_segments",
    "page",
    "pages",
    "statement_segments",
    "write_site",
]

Row = Mapping[str, Any]
_CONTEXT = 160
"""Characters of the article shown just before and just after a quotation."""
_PARAGRAPH = re.compile(r"\s*\n\s*")
_N_COLOURS = 8
_SHAPES = {
    "direct": ("●", "D", "quoted"),
    "mixed": ("◐", "M", "partly quoted"),
    "indirect": ("○", "I", "reported"),
}


class Segment(NamedTuple):
    """A stretch of text with what it is, for a template to mark up."""

    text: str
    kind: str
    id: str = ""
    href: str = ""
    title: str = ""


def write_site(record: Record, folder: Path) -> int:
    """Write the pages of a record into `folder`; return how many. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, html in pages(record):
        (folder / name).write_text(html, encoding="utf-8")
        count += 1
    return count


def pages(record: Record) -> Iterator[tuple[str, str]]:
    """Yield every page of the site as (file name, HTML)."""
    render = Renderer()
    overviews = {one["id"]: Overview(record, one["id"]) for one in record.rows("stories")}
    yield "index.html", render("index.html", **_index(record, overviews))
    for overview in overviews.values():
        yield f"story-{overview.story['id']}.html", render("story.html", **_story(overview))
        for view in overview.utterances:
            yield (
                f"utterance-{view.row['id']}.html",
                render("utterance.html", **_utterance(overview, view)),
            )
        for article in overview.articles.values():
            yield (
                f"article-{article['id']}.html",
                render("article.html", **_article(overview, article)),
            )
    for speaker in record.rows("speakers"):
        yield (
            f"speaker-{speaker['id']}.html",
            render("speaker.html", **_speaker(record, overviews, speaker)),
        )


def page(record: Record, render: Renderer, kind: str, id_: str) -> str:
    """Return one page as HTML. Raises NoSuchItem where the record holds no such thing."""
    if kind == "index":
        overviews = {one["id"]: Overview(record, one["id"]) for one in record.rows("stories")}
        return render("index.html", **_index(record, overviews))
    row = record.row(TABLES[kind], id_)
    if kind == "speaker":
        stories = {one["story"] for one in record.rows("statements", speaker=id_) if one["story"]}
        overviews = {one: Overview(record, one) for one in sorted(stories)}
        return render("speaker.html", **_speaker(record, overviews, row))
    overview = Overview(record, id_ if kind == "story" else row["story"])
    if kind == "story":
        return render("story.html", **_story(overview))
    if kind == "utterance":
        return render("utterance.html", **_utterance(overview, overview.by_id[id_]))
    return render("article.html", **_article(overview, overview.articles[id_]))


TABLES = {
    "story": "stories",
    "utterance": "utterances",
    "article": "articles",
    "speaker": "speakers",
}
"""The kinds of page that a row has, with the table of the row."""


def _index(record: Record, overviews: Mapping[str, Overview]) -> dict[str, Any]:
    stories = [one.story for one in overviews.values()]
    stories.sort(key=lambda one: (-len(one["articles"]), one["first"] or "9", one["id"]))
    return {
        "stories": stories,
        "overviews": overviews,
        "rejections": record.rows("rejections"),
    }


class Renderer:
    """The templates, for files or (`live`) for a server, where pages may hold forms."""

    def __init__(self, *, live: bool = False, token: str = "") -> None:
        self.environment = Environment(
            loader=PackageLoader("onrecord.views"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        style = (files("onrecord.views") / "static" / "style.css").read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self.environment.filters["short"] = lambda id_: str(id_)[:8]
        self.environment.filters["safe_url"] = safe_url
        self.environment.globals.update(
            style=style,
            style_hash=f"sha256-{digest}",
            version=version("onrecord"),
            shapes=_SHAPES,
            live=live,
            token=token,
            form_action="'self'" if live else "'none'",
        )
        self.policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
            f"form-action {self.environment.globals['form_action']}; frame-ancestors 'none'"
        )

    def __call__(self, template: str, **values: Any) -> str:  # noqa: ANN401 - what the template asks for
        """Return a template filled in."""
        return self.environment.get_template(template).render(**values)


def safe_url(url: str | None) -> str | None:
    """Return a web address, or None for anything a link must not run."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _story(overview: Overview) -> dict[str, Any]:
    columns = [one for one in overview.reports if one["id"] not in overview.carried_by]
    possible = {
        (overview.statements[row[side]]["utterance"], row[f"{other}_article"])
        for row in overview.possibly()
        for side, other in (("left", "right"), ("right", "left"))
    }
    voices: dict[str, int] = {}
    for view in overview.utterances:
        if view.row["speaker"]:
            voices[view.row["speaker"]] = voices.get(view.row["speaker"], 0) + 1
    names = {view.row["speaker"]: view.row["speaker_name"] for view in overview.utterances}
    return {
        "overview": overview,
        "columns": columns,
        "folded": {
            one["id"]: [
                overview.label(a)
                for a, origin in overview.carried_by.items()
                if origin == one["id"]
            ]
            for one in columns
        },
        "rows": [
            (view, [_cell(overview, view, one, possible) for one in columns])
            for view in overview.utterances
        ],
        "sentence": lambda row: sentence(overview, row),
        "voices": sorted(
            ((n, names[id_], id_) for id_, n in voices.items()),
            key=lambda one: (-one[0], one[1] or ""),
        ),
    }


def _cell(
    overview: Overview, view: UtteranceView, article: Row, possible: set[tuple[Any, Any]]
) -> dict[str, str]:
    statements = view.of_article(article["id"])
    if statements:
        kinds = [one["kind"] for one in statements]
        kind = next(kind for kind in ("direct", "mixed", "indirect") if kind in kinds)
        shape, letter, words = _SHAPES[kind]
        return {
            "class": kind,
            "shape": shape,
            "letter": letter,
            "words": f"{overview.label(article['id'])}: {words}",
        }
    if (view.row["id"], article["id"]) in possible:
        return {
            "class": "possible",
            "shape": "◇",
            "letter": "?",
            "words": f"{overview.label(article['id'])}: possibly the same statement",
        }
    return {
        "class": "absent",
        "shape": "·",
        "letter": "",
        "words": f"not found in {overview.label(article['id'])}",
    }


def _utterance(overview: Overview, view: UtteranceView) -> dict[str, Any]:
    carrying = ", ".join(view.row["outlets"])
    turns = sorted(
        {
            row[side]
            for row in view.differences
            for side in ("left", "right")
            if overview.articles[row[f"{side}_article"]]["role"] == "transcript"
        }
    )
    return {
        "overview": overview,
        "view": view,
        "cards": [
            (overview.articles[one["article"]], one, statement_segments(overview, view, one))
            for one in view.statements
            if not _is_shown_elsewhere(overview, view, one["article"])
        ],
        "same_text": {
            origin: [
                overview.label(id_)
                for id_, other in overview.carried_by.items()
                if other == origin and view.of_article(id_)
            ]
            for origin in set(overview.carried_by.values())
        },
        "turns": [
            (
                overview.articles[overview.statements[id_]["article"]],
                overview.statements[id_],
                statement_segments(overview, view, overview.statements[id_]),
            )
            for id_ in turns
        ],
        "sentence": lambda row: sentence(overview, row),
        "absences": [absence_sentence(overview, carrying, one) for one in view.row["not_found_in"]],
        "match": overview.match,
    }


def _is_shown_elsewhere(overview: Overview, view: UtteranceView, article: str) -> bool:
    """Say whether a reprint's card would repeat that of the text it carries."""
    origin = overview.carried_by.get(article)
    return origin is not None and bool(view.of_article(origin))


def statement_segments(overview: Overview, view: UtteranceView, statement: Row) -> list[Segment]:
    """Return a statement in its surroundings: just before, its words with what differs, just after."""
    text = overview.record.text(statement["article"])
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


def _article(overview: Overview, article: Row) -> dict[str, Any]:
    statements = [one for one in overview.statements.values() if one["article"] == article["id"]]
    statements.sort(key=lambda one: one["content"][0]["start"])
    speakers = list(dict.fromkeys(one["speaker"] for one in statements if one["speaker"]))
    colour = {id_: f"voice{number % _N_COLOURS}" for number, id_ in enumerate(speakers)}
    names = {one["speaker"]: one["speaker_name"] for one in statements}
    text = overview.record.text(article["id"])
    return {
        "overview": overview,
        "article": article,
        "statements": statements,
        "voices": [(id_, names[id_], colour[id_]) for id_ in speakers],
        "regions": [
            (region, list(article_segments(overview, text, region, statements, colour)))
            for region in article["regions"]
        ],
    }


def article_segments(
    overview: Overview, text: str, region: Row, statements: Sequence[Row], colour: Mapping[str, str]
) -> Iterator[Segment]:
    """Yield a region cut into plain text and statements; of nested ones the inner."""
    start, end = region["start"], region["end"]
    marks = [
        (max(span["start"], start), min(span["end"], end), one)
        for one in statements
        for span in one["content"]
        if span["start"] < end and span["end"] > start
    ]
    edges = sorted({start, end, *(a for a, _, _ in marks), *(b for _, b, _ in marks)})
    named: set[str] = set()
    for first, last in itertools.pairwise(edges):
        covering = [(b - a, one) for a, b, one in marks if a <= first and last <= b]
        if not covering:
            yield Segment(text[first:last], "")
            continue
        _, one = min(covering, key=lambda pair: (pair[0], pair[1]["id"]))
        view = overview.by_id.get(one["utterance"] or "")
        n_articles = len({s["article"] for s in view.statements}) if view else 0
        who = one["speaker_name"] or "speaker unresolved"
        yield Segment(
            text[first:last],
            f"said {colour.get(one['speaker'] or '', 'voiceless')}{' shared' if n_articles > 1 else ''}",
            id="" if one["id"] in named else f"s{one['id'][:12]}",
            href=f"utterance-{one['utterance']}.html" if view else "",
            title=f"{who}; {one['kind']}; characters {one['content'][0]['start']} to {one['content'][-1]['end']}",
        )
        named.add(one["id"])


def _speaker(record: Record, overviews: Mapping[str, Overview], speaker: Row) -> dict[str, Any]:
    statements = record.rows("statements", speaker=speaker["id"])
    labels = {id_: label for one in overviews.values() for id_, label in one.labels.items()}
    views = [
        (overview, view)
        for overview in overviews.values()
        for view in overview.utterances
        if view.row["speaker"] == speaker["id"]
    ]
    cues: dict[str, dict[str, int]] = {}
    for one in statements:
        for span in one["cue"]:
            counts = cues.setdefault(labels[one["article"]], {})
            counts[span["text"]] = counts.get(span["text"], 0) + 1
    return {
        "speaker": speaker,
        "views": views,
        "cues": {
            name: sorted(counts.items(), key=lambda c: (-c[1], c[0]))
            for name, counts in sorted(cues.items())
        },
        "mentions": record.rows("mentions", speaker=speaker["id"]),
        "labels": labels,
    }
