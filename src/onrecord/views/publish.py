"""A record that may be shown to others: quoted spans with bounded context, and the share shown.

What is chosen stays, every other word of a source is masked before any page is made; so no page
can show more than what was counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import SettingsError
from onrecord.record.store import Record
from onrecord.record.texts import copy_without_texts, fill
from onrecord.text.spans import Span
from onrecord.views.versions import pages_of, versions_of

__all__ = ["MASK", "Publishing", "Share", "published_copy", "unmasked"]

MASK = "\ue000"
"""Stands for each character that is not shown, so that offsets hold. A private-use code point."""
_MASKED = re.compile(rf"[\s…]*{MASK}[{MASK}\s…]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """What may be shown to others of a text that is not one's own."""

    budget: float = 0.10
    """Share of an article's characters that a published site shows at most; transcripts are not
    counted. Set by hand: a user's own law and agreements say what is right for them."""
    context: int = 40
    """Characters shown before and after a quotation."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of an article is shown."""

    article: str
    label: str
    shown: int
    whole: int

    @property
    def part(self) -> float:
        """Shown characters by all characters."""
        return self.shown / self.whole if self.whole else 0.0


def published_copy(source: Path, target: Path, settings: Publishing) -> list[Share]:
    """Write a copy of a record that holds the utterances of several articles and no other words.

    Returns the share shown of each article. Raises SettingsError where one is above the budget,
    with all that are.
    """
    with Record.read(source) as record:
        kept = _kept_statements(record)
        articles = record.rows("articles")
        texts = {one["id"]: record.text(one["id"]) for one in articles}
        shown = _shown(record, kept, texts, settings.context)
        shares = [
            Share(one["id"], one["label"], sum(map(len, shown[one["id"]])), len(texts[one["id"]]))
            for one in articles
            if one["role"] != "transcript"
        ]
    above = [one for one in shares if one.part > settings.budget]
    if above:
        told = ", ".join(f"{one.label} {one.part:.0%}" for one in sorted(above, key=_by_part))
        message = (
            f"more than {settings.budget:.0%} of an article would be shown: {told}; "
            "show less context (publish.context) or set publish.budget"
        )
        raise SettingsError(message)
    copy_without_texts(source, target)
    with Record.create(target) as copy:
        _drop(copy, kept)
        fill(copy, {id_: _masked(text, shown[id_]) for id_, text in texts.items()}, {})
    return shares


def _by_part(share: Share) -> tuple[float, str]:
    return -share.part, share.label


def _kept_statements(record: Record) -> set[str]:
    """Return the statements of utterances that several pages have or that stand in a transcript, and the turns."""
    statements = {one["id"]: one for one in record.rows("statements")}
    page_of = pages_of(versions_of(record.served()))

    def page(statement: str) -> str:
        article: str = statements[statement]["article"]
        return page_of.get(article, article)

    kept = {
        id_
        for row in record.rows("utterances")
        if len(set(map(page, row["statements"]))) > 1
        for id_ in row["statements"]
    }
    official = {row["id"] for row in record.rows("articles", role="transcript")}
    beside = {
        id_
        for row in record.rows("differences")
        if row["relation"] != "possibly_same"
        and (
            {row["left"], row["right"]} & kept
            or {row["left_article"], row["right_article"]} & official
        )
        for id_ in (row["left"], row["right"])
    }
    return kept | beside


def _shown(
    record: Record, kept: set[str], texts: Mapping[str, str], context: int
) -> dict[str, list[Span]]:
    """Return for each article the stretches that are shown, apart from each other and in order."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in record.rows("statements"):
        if row["id"] in kept:
            start, end = row["content"][0]["start"], row["content"][-1]["end"]
            found[row["article"]].append(_around(texts[row["article"]], start, end, context))
            found[row["article"]] += [(one["start"], one["end"]) for one in row["source"]]
            found[row["article"]] += [(one["start"], one["end"]) for one in row["cue"]]
    out: dict[str, list[Span]] = {}
    for article in record.rows("articles"):
        whole = article["n_chars"]
        regions = [one for one in article["regions"] if one["role"] == "title"]
        places = [*found[article["id"]], *((one["start"], one["end"]) for one in regions)]
        out[article["id"]] = _union((start, min(end, whole)) for start, end in places)
    return out


def _around(text: str, start: int, end: int, context: int) -> tuple[int, int]:
    """Return a stretch with the whole words around it that fit."""
    before = text[max(0, start - context) : start]
    after = text[end : end + context]
    if start > context:
        before = before[len(before.split(None, 1)[0]) :] if before.split(None, 1) else ""
    if end + context < len(text):
        after = after[: -len(after.rsplit(None, 1)[-1])] if after.rsplit(None, 1) else ""
    return start - len(before), end + len(after)


def _union(places: Iterable[tuple[int, int]]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(places):
        if out and start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, end))
        else:
            out.append(Span(start, end))
    return out


def _masked(text: str, shown: Sequence[Span]) -> str:
    parts, at = [], 0
    for span in shown:
        parts += [MASK * (span.start - at), span.of(text)]
        at = span.end
    return "".join([*parts, MASK * (len(text) - at)])


def unmasked(html: str) -> str:
    """Return a page with an ellipsis in brackets where characters are masked."""
    return _MASKED.sub(" […] ", html)


def _drop(copy: Record, kept: set[str]) -> None:
    """Take out of a copy what rests on statements that are not shown."""
    db = copy.connection()
    db.execute("CREATE TEMP TABLE kept (id TEXT PRIMARY KEY)")
    db.executemany("INSERT INTO kept VALUES (?)", [(id_,) for id_ in sorted(kept)])
    outside = "NOT IN (SELECT id FROM kept)"
    for table in ("differences", "matches"):
        kinds = (
            ""
            if table == "differences"
            else "kind IN ('utterance', 'possibly_same', 'transcript') AND "
        )
        db.execute(f'DELETE FROM {table} WHERE {kinds}("left" {outside} OR "right" {outside})')  # noqa: S608
    db.execute("DELETE FROM differences WHERE relation = 'possibly_same'")
    db.execute(f"DELETE FROM mentions WHERE statement IS NULL OR statement {outside}")  # noqa: S608
    db.execute("UPDATE speakers SET mentions = '[]'")
    db.execute("UPDATE statements SET repeat_of = NULL")
    db.execute(f"DELETE FROM statements WHERE id {outside}")  # noqa: S608 - names are ours
    db.execute(
        "DELETE FROM utterances WHERE id NOT IN (SELECT utterance FROM statements WHERE utterance IS NOT NULL)"
    )
    db.execute("UPDATE utterances SET not_found_in = json('[]')")
    db.execute(
        "DELETE FROM speakers WHERE id NOT IN (SELECT speaker FROM statements WHERE speaker IS NOT NULL)"
    )
    db.execute("DELETE FROM figures")  # they rest on whole sentences of the reporters' own
    # as do the passages that texts have in common
    db.execute(
        "UPDATE matches SET left_aligned = '[]', right_aligned = '[]' WHERE kind = 'reprint'"
    )
    db.execute("DELETE FROM rejections")
    db.execute("DROP TABLE kept")
