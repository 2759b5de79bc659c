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
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from onrecord.errors import NoSuchItem
from onrecord.record.store import GROUPS, Record
from onrecord.views.overview import Overview, by_size, header
from onrecord.views.publish import Share, unmasked
from onrecord.views.story import SECTIONS, list_values, n_list_pages, story_values
from onrecord.views.utterance import Segment, carriage, safe_url, utterance_values
from onrecord.views.wording import (
    SHAPES,
    kind_of,
    reasons_of,
    representative,
    source_of,
    source_under,
    statement_text,
    who_said_how,
)

__all__ = [
    "TABLES",
    "Renderer",
    "article_segments",
    "index_page",
    "list_page",
    "page",
    "pages",
    "write_site",
]

Row = Mapping[str, Any]
_N_COLOURS = 8
STORIES_PER_PAGE = 200
_UNRESOLVED = 500
"""Statements without a speaker that the page of speakers lists."""
STATEMENTS_PER_PAGE = 2000
"""Statements of a page of the static search; some 700 KB."""


def write_site(record: Record, folder: Path, shares: Sequence[Share] = ()) -> int:
    """Write the pages of a record into `folder`; return how many. Raises OSError.

    With `shares`, the record is a copy to be published: each article says how much of it is shown. A page
    that an earlier record left in the folder leads to where its thing is now, or says that it is gone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = set()
    for name, html in pages(record, shares):
        (folder / name).write_text(html, encoding="utf-8")
        written.add(name)
    render = Renderer(shares=shares)
    former: dict[str, Mapping[str, str]] = {}
    for path in sorted(folder.glob("*.html")):
        match = _PAGE_NAME.fullmatch(path.name)
        if match is None or path.name in written:
            continue
        target, kind = "", match["kind"]
        if kind in TABLES and TABLES[kind] in GROUPS:
            if kind not in former:
                former[kind] = record.successors(TABLES[kind])
            now = former[kind].get(match["id"])
            target = f"{kind}-{now}.html" if now else ""
        elif kind is None:  # a later page of a list that is shorter now
            target = f"{match['list']}.html"
        path.write_text(render("moved.html", target=target), encoding="utf-8")
    return len(written)


_PAGE_NAME = re.compile(
    r"(?:(?P<kind>story|utterance|speaker|article)-(?P<id>[0-9a-f]{32})(?:-[a-z]+(?:-\d+)?)?"
    r"|(?P<list>index|search)-\d+)\.html"
)


def pages(record: Record, shares: Sequence[Share] = ()) -> Iterator[tuple[str, str]]:
    """Yield every page of the site as (file name, HTML)."""
    render = Renderer(shares=shares)
    for number in itertools.count(1):
        values = _index(record, number)
        yield _numbered("index", number), render("index.html", **values)
        if number >= values["n_pages"]:
            break
    yield "speakers.html", render("speakers.html", **_speakers(record))
    yield from _search_pages(record, render)
    for story in record.rows("stories"):
        overview = Overview(record, story["id"])
        yield f"story-{story['id']}.html", render("story.html", **story_values(overview))
        for name in SECTIONS:
            for number in range(1, n_list_pages(overview, name) + 1):
                values = list_values(overview, name, number)
                at = _numbered(f"story-{story['id']}-{name}", number)
                yield at, render("list.html", **values)
        for view in overview.utterances:
            yield (
                f"utterance-{view.row['id']}.html",
                render("utterance.html", **utterance_values(overview, view)),
            )
        for article in overview.own():
            yield (
                f"article-{article['id']}.html",
                render("article.html", **_article(overview, article)),
            )
    for speaker in record.rows("speakers"):
        yield f"speaker-{speaker['id']}.html", render("speaker.html", **_speaker(record, speaker))


def _numbered(stem: str, number: int) -> str:
    return f"{stem}.html" if number == 1 else f"{stem}-{number}.html"


def page(record: Record, render: Renderer, kind: str, id_: str) -> str:
    """Return one page as HTML. Raises NoSuchItem where the record holds no such thing."""
    if kind == "speakers":
        return render("speakers.html", **_speakers(record))
    row = record.row(TABLES[kind], id_)
    if kind == "speaker":
        return render("speaker.html", **_speaker(record, row))
    overview = Overview(record, id_ if kind == "story" else row["story"])
    if kind == "story":
        return render("story.html", **story_values(overview))
    if kind == "utterance":
        return render("utterance.html", **utterance_values(overview, overview.by_id[id_]))
    return render("article.html", **_article(overview, overview.articles[id_]))


def index_page(record: Record, render: Renderer, number: int) -> str:
    """Return a page of the list of stories. Raises NoSuchItem beyond the last."""
    values = _index(record, number)
    if not 1 <= number <= values["n_pages"]:
        raise NoSuchItem(f"index-{number}")
    return render("index.html", **values)


def list_page(record: Record, render: Renderer, story: str, name: str, number: int) -> str:
    """Return a page of a story's list. Raises NoSuchItem for a story, list or page that is not there."""
    record.row("stories", story)
    try:
        return render("list.html", **list_values(Overview(record, story), name, number))
    except (KeyError, IndexError) as error:
        raise NoSuchItem(f"story-{story}-{name}-{number}") from error


TABLES = {
    "story": "stories",
    "utterance": "utterances",
    "article": "articles",
    "speaker": "speakers",
}
"""The kinds of page that a row has, with the table of the row."""


def _index(record: Record, number: int) -> dict[str, Any]:
    stories = record.rows("stories")
    stories.sort(key=by_size)
    counts = record.story_counts()
    some = stories[(number - 1) * STORIES_PER_PAGE : number * STORIES_PER_PAGE]
    return {
        "stories": [
            (one, _heading(one, counts[one["id"]]), counts[one["id"]]["shared"]) for one in some
        ],
        "rejections": record.rows("rejections") if number == 1 else [],
        "number": number,
        "n_pages": max(1, -(-len(stories) // STORIES_PER_PAGE)),
    }


def _heading(story: Row, counts: Mapping[str, int]) -> str:
    return header(
        counts["articles"], counts["outlets"], story["n_independent"], counts["transcripts"]
    )


def _speakers(record: Record) -> dict[str, Any]:
    counts = record.speaker_counts()
    rows = [(one, counts[one["id"]]) for one in record.rows("speakers") if one["id"] in counts]
    rows.sort(key=lambda one: (-one[1], one[0]["name"], one[0]["id"]))
    labels = record.labels()
    unresolved = record.rows("statements", speaker=None) if counts.get("") else []
    return {
        "rows": rows,
        "n_unresolved": len(unresolved),
        "unresolved": [(one, labels[one["article"]]) for one in unresolved[:_UNRESOLVED]],
    }


def _search_pages(record: Record, render: Renderer) -> Iterator[tuple[str, str]]:
    """Yield the static search: every statement, to be looked through, with a field that narrows it."""
    labels = record.labels()
    statements = [one for one in record.rows("statements") if not one["repeat_of"]]
    statements.sort(
        key=lambda one: (one["speaker_name"] or "~", one["article"], one["content"][0]["start"])
    )
    n_pages = max(1, -(-len(statements) // STATEMENTS_PER_PAGE))
    for number in range(1, n_pages + 1):
        some = statements[(number - 1) * STATEMENTS_PER_PAGE : number * STATEMENTS_PER_PAGE]
        rows = [(one, statement_text(one), labels[one["article"]]) for one in some]
        values = {"rows": rows, "count": len(statements), "number": number, "n_pages": n_pages}
        yield _numbered("search", number), render("statements.html", **values)


class Renderer:
    """The templates, for files or (`live`) for a server, where pages may hold forms."""

    def __init__(
        self, *, live: bool = False, token: str = "", shares: Sequence[Share] = ()
    ) -> None:
        self._has_masks = bool(shares)
        self.environment = Environment(
            loader=PackageLoader("onrecord.views"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        style = (files("onrecord.views") / "static" / "style.css").read_text(encoding="utf-8")
        narrow = (files("onrecord.views") / "static" / "narrow.js").read_text(encoding="utf-8")
        digest = _digest(style)
        scripts = (
            "script-src 'self'; connect-src 'self'" if live else f"script-src '{_digest(narrow)}'"
        )
        form_action = "'self'" if live else "'none'"
        self.policy = (
            f"default-src 'none'; style-src '{digest}'; {scripts}; "
            f"base-uri 'none'; form-action {form_action}"
        )
        self.environment.filters["short"] = lambda id_: str(id_)[:8]
        self.environment.filters["reasons_of"] = reasons_of
        self.environment.filters["who_said_how"] = who_said_how
        self.environment.filters["source_of"] = source_of
        self.environment.filters["source_under"] = source_under
        self.environment.filters["kind_of"] = kind_of
        self.environment.filters["safe_url"] = safe_url
        self.environment.globals.update(
            style=style,
            narrow=narrow,
            policy=self.policy,
            version=version("onrecord"),
            shapes=SHAPES,
            live=live,
            shares={one.article: one for one in shares},
            token=token,
        )

    def __call__(self, template: str, **values: Any) -> str:  # noqa: ANN401 - what the template asks for
        """Return a template filled in."""
        html = self.environment.get_template(template).render(**values)
        return unmasked(html) if self._has_masks else html


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _article(overview: Overview, article: Row) -> dict[str, Any]:
    statements = [one for one in overview.statements.values() if one["article"] == article["id"]]
    statements.sort(key=lambda one: one["content"][0]["start"])
    speakers = list(dict.fromkeys(one["speaker"] for one in statements if one["speaker"]))
    colour = {id_: f"voice{number % _N_COLOURS}" for number, id_ in enumerate(speakers)}
    names = {one["speaker"]: one["speaker_name"] for one in statements}
    text = overview.text(article["id"])
    strip = _strip(overview, article)
    return {
        "overview": overview,
        "article": article,
        "strip": strip,
        "statements": statements,
        "voices": [(id_, names[id_], colour[id_]) for id_ in speakers],
        "regions": [
            (region, list(article_segments(overview, text, region, statements, colour)))
            for region in article["regions"]
        ],
    }


def _strip(overview: Overview, article: Row) -> list[tuple[Row, Row | None, dict[str, Any]]]:
    """Return for each turn of a transcript that outlets carry how much of it they do, story by story."""
    if article["role"] != "transcript":
        return []
    found: list[tuple[Row, Row | None, dict[str, Any]]] = []
    quoting = overview.record.quoting(article["id"])
    for there in (overview, *(Overview(overview.record, story) for story in quoting[:_QUOTING])):
        story = None if there is overview else there.story
        turns = [one for one in there.statements.values() if one["article"] == article["id"]]
        made = ((one, story, carriage(there, one)) for one in turns)
        found += [(one, story, some) for one, story, some in made if some is not None]
    found.sort(key=lambda one: one[0]["content"][0]["start"])
    return found


_QUOTING = 60
"""Stories that quote a transcript of another one which are told on its page, those that it is in first. Set by hand."""


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
        who = who_said_how(one)
        # a turn of several lines is in several regions: what links lead to is in one of them
        is_first = one["id"] not in named and one["content"][0]["start"] >= start
        yield Segment(
            text[first:last],
            f"said {colour.get(one['speaker'] or '', 'voiceless')}{' shared' if n_articles > 1 else ''}",
            id=f"s{one['id'][:12]}" if is_first else "",
            note=f"u{view.number}: {n_articles} articles"
            if view and is_first and n_articles > 1
            else "",
            href=f"utterance-{one['utterance']}.html" if view else "",
            place=f"{one['content'][0]['start']}-{one['content'][-1]['end']}",
            title=f"{who}; {one['kind']}; characters {one['content'][0]['start']} to {one['content'][-1]['end']}",
        )
        named.add(one["id"])


def _speaker(record: Record, speaker: Row) -> dict[str, Any]:
    statements = record.rows("statements", speaker=speaker["id"])
    first = {one["id"]: one for one in statements}
    labels = record.labels()
    cues: dict[str, dict[str, int]] = {}
    for one in statements:
        for span in one["cue"]:
            counts = cues.setdefault(labels[one["article"]], {})
            counts[span["text"]] = counts.get(span["text"], 0) + 1
    utterances = record.rows("utterances", speaker=speaker["id"])
    utterances.sort(key=lambda one: (-len(one["outlets"]), one["id"]))
    return {
        "speaker": speaker,
        "utterances": [
            (row, statement_text(representative(row["id"], mine)), _cues(row, first, labels))
            for row in utterances
            if (mine := [first[id_] for id_ in row["statements"] if id_ in first])
        ],
        "cues": {
            name: sorted(counts.items(), key=lambda c: (-c[1], c[0]))
            for name, counts in sorted(cues.items())
        },
        "mentions": record.rows("mentions", speaker=speaker["id"]),
        "members": [record.row("speakers", id_) for id_ in speaker["members"]],
        "together": record.together_with(speaker["id"]),
        "joined": _joined(record, speaker),
        "labels": labels,
    }


def _cues(utterance: Row, statements: Mapping[str, Row], labels: Mapping[str, str]) -> list[str]:
    """Return the cue that each outlet uses for one utterance."""
    return [
        f"{labels[statements[id_]['article']]}: {', '.join(span['text'] for span in statements[id_]['cue'])}"
        for id_ in utterance["statements"]
        if id_ in statements and statements[id_]["cue"]
    ]


def _joined(record: Record, speaker: Row) -> list[tuple[str, str, Row]]:
    """Return the links that made one speaker of several mentions, those with least to spare first."""
    mentions = {one: record.row("mentions", one) for one in speaker["mentions"]}
    found = [
        one
        for id_ in mentions
        for one in record.rows("matches", left=id_, kind="speaker", linked=True)
        if one["right"] in mentions
    ]
    found.sort(key=lambda one: (one["margin"] or 0, one["id"]))
    seen: dict[tuple[str, str], Row] = {}
    for one in found:
        forms = sorted(mentions[one[side]]["span"]["text"] for side in ("left", "right"))
        if forms[0] != forms[1]:
            seen.setdefault((forms[0], forms[1]), one)
    return [(left, right, one) for (left, right), one in seen.items()]
