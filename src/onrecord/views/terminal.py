"""The record in a terminal: lists, articles, statements, speakers, and why things were linked."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.record.store import Record
from onrecord.views.overview import by_size
from onrecord.views.wording import (
    reasons_of,
    statement_text,
    who_said_how,
)

__all__ = [
    "Style",
    "show_article",
    "show_explained",
    "show_highlighted",
    "show_rows",
    "show_speaker",
    "show_statements",
    "show_stories",
]


class Style:
    """ANSI marks, or none."""

    def __init__(self, *, colour: bool) -> None:
        self.on = colour

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text

    def head(self, text: str) -> str:
        """Mark a heading."""
        return self._wrap("1", text)

    def dim(self, text: str) -> str:
        """Mark what is beside the point."""
        return self._wrap("2", text)


def show_stories(
    stories: Sequence[Mapping[str, Any]], counts: Mapping[str, Mapping[str, int]]
) -> Iterator[str]:
    """Yield a line for each story, those of most independent texts first; `counts` are those of its articles."""
    rows = [
        {
            **one,
            "id": one["id"][:8],
            "articles": counts[one["id"]]["articles"],
            "independent": one["n_independent"],
            "transcripts": counts[one["id"]]["transcripts"],
        }
        for one in sorted(stories, key=by_size)
    ]
    columns = ["id", "first", "articles", "independent", "transcripts", "title"]
    if not any(row["transcripts"] for row in rows):
        columns.remove("transcripts")
    yield from show_rows(rows, columns)


def show_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """Yield a plain table of some columns."""
    widths = [max([len(name), *(len(str(row[name] or "")) for row in rows)]) for name in columns]
    yield "  ".join(name.ljust(width) for name, width in zip(columns, widths, strict=True)).rstrip()
    for row in rows:
        cells = (
            str(row[name] if row[name] is not None else "").ljust(width)
            for name, width in zip(columns, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()


def show_article(record: Record, id_: str, width: int) -> Iterator[str]:
    """Yield an article: what is known of it, its statements with offsets, its regions."""
    row = record.row("articles", id_)
    yield f"{row['label']}: {row['title'] or 'no title'}"
    for name in (
        "input",
        "url",
        "byline",
        "published",
        "published_printed",
        "role",
        "n_chars",
        "text_sha256",
    ):
        if row[name] is not None:
            yield f"  {name}: {row[name]}"
    for one in record.rows("statements", article=id_):
        who = who_said_how(one)
        place = f"{one['content'][0]['start']}-{one['content'][-1]['end']}"
        text = f"{place} [{one['kind']}] {who}: {statement_text(one)}"
        yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="      ")
    for region in row["regions"]:
        if region["role"] != "body":
            text = f"  {region['start']}-{region['end']} ({region['role']}) {region['text']}"
            yield textwrap.shorten(text, width, placeholder=" …")


def show_statements(rows: Sequence[Mapping[str, Any]], style: Style, width: int) -> Iterator[str]:
    """Yield statements: place, kind, who, the cue, the words."""
    for row in rows:
        who = row["speaker_printed"] or "no source found"
        if row["speaker_name"] and row["speaker_name"] != row["speaker_printed"]:
            who = f"{who} ({row['speaker_name']})"
        cue = " ".join(" ".join(span["text"].split()) for span in row["cue"])
        notes = [row["kind"], *(["question"] if row["is_question"] else [])]
        notes += [row["act"]] if row["act"] == "attitude" else []
        notes += ["repeats another"] if row["repeat_of"] else []
        place = f"{row['content'][0]['start']}-{row['content'][-1]['end']}"
        said = f"{style.head(who)}, {cue}" if cue else style.head(who)
        notes.insert(0, place)
        yield f"{said} {style.dim('[' + ', '.join(notes) + ']')}"
        yield from textwrap.wrap(
            statement_text(row), width, initial_indent="    ", subsequent_indent="    "
        )


_MARKS = {
    "source": ("\x1b[4m", "\x1b[24m", "{", "}"),
    "cue": ("\x1b[1m", "\x1b[22m", "<", ">"),
    "content": ("\x1b[7m", "\x1b[27m", "[", "]"),
}
"""Marks of a statement's parts: underlined, bold, reversed; and those that stand without colour."""


def show_highlighted(
    record: Record, rows: Sequence[Mapping[str, Any]], style: Style
) -> Iterator[str]:
    """Yield each article's text with sources, cues and contents marked.

    Without colour they stand in `{source}`, `<cue>` and `[content]`.
    """
    first = 0 if style.on else 2
    for article in record.rows("articles"):
        text = record.text(article["id"])
        marks = [
            mark
            for row in rows
            if row["article"] == article["id"]
            for part, signs in _MARKS.items()
            for span in row[part]
            for mark in ((span["start"], 1, signs[first]), (span["end"], 0, signs[first + 1]))
        ]
        at, pieces = 0, []
        for place, _, mark in sorted(marks, key=lambda one: one[:2]):
            pieces += [text[at:place], mark]
            at = place
        yield from ("".join(pieces) + text[at:]).splitlines()


def show_speaker(record: Record, id_: str, width: int) -> Iterator[str]:
    """Yield a speaker: forms as printed, roles, statements by outlet."""
    row = record.row("speakers", id_)
    yield f"{row['name']} ({row['kind']})"
    yield "  forms: " + ", ".join(f"{form['text']} ({form['n']})" for form in row["forms"])
    if row["roles"]:
        yield "  roles: " + ", ".join(row["roles"])
    labels = {one["id"]: one["label"] for one in record.rows("articles")}
    for one in record.rows("statements", speaker=id_):
        text = f"{labels[one['article']]} [{one['kind']}] {statement_text(one)}"
        yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="      ")


def show_explained(found: Sequence[Mapping[str, Any]], width: int) -> Iterator[str]:
    """Yield matches with their reasons."""
    if not found:
        yield "Nothing was linked to this; it stands alone."
    flips = [one["would_be"] for one in found if one.get("would_be")]
    if found and "would_be" in found[0]:
        joined, parted = flips.count("joined"), flips.count("parted")
        yield f"At that threshold alone: {parted} links fewer, {joined} more, of {len(found)} compared."
    for one in found:
        state = "linked" if one["linked"] else "not linked"
        margin = "" if one["margin"] is None else f", margin {one['margin']:+g}"
        yield f"{one['kind']}: {state}; score {one['score']:g} against {one['threshold']:g}{margin}; id {one['id'][:8]}"
        for text in (
            one["left_text"],
            one["right_text"],
            *(f"because {reason}" for reason in reasons_of(one)),
        ):
            yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")
        if one.get("would_be"):
            yield f"  would be {one['would_be']}"
        if one["runner_up"]:
            yield f"  runner-up: {one['runner_up'][:8]}"
