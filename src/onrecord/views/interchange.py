"""The record in other tools' formats: Web Annotation, TEI, schema.org, CSL. No clock, as all exports.

None carries a rating: ClaimReview is not written.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar
from xml.sax.saxutils import escape, quoteattr

from onrecord.record.store import Record
from onrecord.utterances.difference_rows import ONE_SIDED
from onrecord.views.wording import statement_text

__all__ = ["CslExporter", "SchemaOrgExporter", "TeiExporter", "WebAnnotationExporter"]

Row = Mapping[str, Any]
_CONTEXT = 32
"""Characters of prefix and suffix to begin with; more where they do not single a place out."""


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


class WebAnnotationExporter:
    """W3C Web Annotation (2017): statements as annotations of the article's text.

    The source is `urn:onrecord:article:ID`, the text whose digest the article has, with the page's
    address beside it. Each span has a position selector (code points) and a quote selector whose
    prefix and suffix make it the only place of its kind.
    """

    name: ClassVar[str] = "web-annotation"
    tables: ClassVar[frozenset[str]] = frozenset({"statements"})

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[str]:
        """Yield one collection of annotations."""
        del table
        articles = {one["id"]: one for one in record.rows("articles")}
        texts = {id_: record.text(id_) for id_ in articles}
        items = [_annotation(row, articles[row["article"]], texts[row["article"]]) for row in rows]
        yield _dumped(
            {
                "@context": "http://www.w3.org/ns/anno.jsonld",
                "id": "urn:onrecord:statements",
                "type": "AnnotationCollection",
                "total": len(items),
                "first": {
                    "id": "urn:onrecord:statements:1",
                    "type": "AnnotationPage",
                    "startIndex": 0,
                    "items": items,
                },
            }
        )


def _annotation(row: Row, article: Row, text: str) -> dict[str, Any]:
    said = {"kind": row["kind"], "speaker": row["speaker_name"], "printed": row["speaker_printed"]}
    target = []
    for part in ("source", "cue", "content"):
        for span in row[part]:
            one = {
                "type": "SpecificResource",
                "source": f"urn:onrecord:article:{article['id']}",
                "purpose": "identifying",
                "selector": _selectors(text, span["start"], span["end"]),
                "onrecord:part": part,
            }
            if article["url"]:
                one["onrecord:url"] = article["url"]
            target.append(one)
    return {
        "id": f"urn:onrecord:statement:{row['id']}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {
            "type": "TextualBody",
            "format": "application/json",
            "purpose": "describing",
            "value": json.dumps(said, ensure_ascii=False, sort_keys=True),
        },
        "target": target,
    }


def _selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    size = _CONTEXT
    while True:
        first, last = max(0, start - size), min(len(text), end + size)
        is_all = first == 0 and last == len(text)
        if is_all or text.count(text[first:last]) == 1:
            break
        size *= 2
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[first:start],
            "suffix": text[end:last],
        },
    ]


class SchemaOrgExporter:
    """schema.org: each quoted statement a `Quotation`, part of a `NewsArticle`."""

    name: ClassVar[str] = "schema-org"
    tables: ClassVar[frozenset[str]] = frozenset({"statements"})

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[str]:
        """Yield one JSON-LD graph."""
        del table
        articles = {one["id"]: one for one in record.rows("articles")}
        kinds = {one["id"]: one for one in record.rows("speakers")}
        graph = [
            _quotation(row, articles[row["article"]], kinds.get(row["speaker"]))
            for row in rows
            if row["kind"] != "indirect"
        ]
        yield _dumped({"@context": "https://schema.org", "@graph": graph})


def _quotation(row: Row, article: Row, speaker: Row | None) -> dict[str, Any]:
    out: dict[str, Any] = {
        "@type": "Quotation",
        "@id": f"urn:onrecord:statement:{row['id']}",
        "text": statement_text(row),
        "isPartOf": {
            "@type": "NewsArticle",
            "@id": f"urn:onrecord:article:{article['id']}",
            "headline": article["title"] or article["label"],
            "publisher": {"@type": "Organization", "name": article["label"]},
        },
    }
    if article["url"]:
        out["isPartOf"]["url"] = article["url"]
    if article["published"]:
        out["isPartOf"]["datePublished"] = article["published"]
    if article["updated"]:
        out["isPartOf"]["dateModified"] = article["updated"]
    if speaker is not None and speaker["kind"] != "unnamed":
        kind = "Person" if speaker["kind"] == "person" else "Organization"
        out["spokenByCharacter"] = {"@type": kind, "name": speaker["name"]}
    return out


class CslExporter:
    """CSL-JSON: articles as items of a bibliography."""

    name: ClassVar[str] = "csl"
    tables: ClassVar[frozenset[str]] = frozenset({"articles"})

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[str]:
        """Yield the list of items."""
        del table, record
        items = []
        for row in rows:
            item: dict[str, Any] = {
                "id": row["id"],
                "type": "speech" if row["role"] == "transcript" else "article-newspaper",
                "title": row["title"] or row["input"],
                "container-title": row["label"],
            }
            if row["byline"]:
                item["author"] = [{"literal": row["byline"]}]
            if row["url"]:
                item["URL"] = row["url"]
            if row["published"]:
                item["issued"] = {"date-parts": [[int(n) for n in row["published"].split("-")]]}
            if row["fetched"]:
                days = row["fetched"][:10].split("-")
                item["accessed"] = {"date-parts": [[int(n) for n in days]]}
            items.append(item)
        yield _dumped(items)


class TeiExporter:
    """TEI P5: utterances with their witnesses and an apparatus.

    Without a transcript no reading is a `lem`: there is no base text. With one, its words are.
    """

    name: ClassVar[str] = "tei"
    tables: ClassVar[frozenset[str]] = frozenset({"utterances"})

    def write(self, table: str, rows: Iterable[Row], record: Record) -> Iterator[str]:
        """Yield the document."""
        del table
        articles = {one["id"]: one for one in record.rows("articles")}
        statements = {one["id"]: one for one in record.rows("statements")}
        differences: defaultdict[str, list[Row]] = defaultdict(list)
        for found in record.rows("differences"):
            if found["relation"] not in {"same", "possibly_same"}:
                differences[found["utterance"]].append(found)
        yield _TEI_HEAD
        yield "<listWit>\n"
        yield from map(_witness, articles.values())
        yield "</listWit>\n<listPerson>\n"
        for speaker in record.rows("speakers"):
            name = _xml(speaker["name"])
            yield f'<person xml:id="p{speaker["id"]}"><persName>{name}</persName></person>\n'
        yield "</listPerson>\n</sourceDesc></fileDesc></teiHeader>\n<text><body>\n"
        for utterance in rows:
            yield f'<div type="utterance" xml:id="u{utterance["id"]}">\n'
            for id_ in utterance["statements"]:
                is_own = statements[id_]["utterance"] == utterance["id"]
                yield _said(statements[id_]) if is_own else _said_under(statements[id_])
            for difference in differences[utterance["id"]]:
                yield _app(difference, articles)
            yield "</div>\n"
        yield "</body></text>\n</TEI>\n"


def _witness(article: Row) -> str:
    url = (article["url"] or "").translate(_NOT_IN_XML)
    where = f" <ref target={quoteattr(url)}/>" if url else ""
    title = f", <title>{_xml(article['title'])}</title>" if article["title"] else ""
    label = _xml(article["label"])
    return f'<witness xml:id="a{article["id"]}">{label}{title}{where}</witness>\n'


_TEI_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>The record</title></titleStmt>
<publicationStmt><p>Made by onrecord.</p></publicationStmt>
<sourceDesc>
"""


def _said(row: Row) -> str:
    who = f' who="#p{row["speaker"]}"' if row["speaker"] else ""
    direct = {"direct": "true", "indirect": "false", "mixed": "unknown"}[row["kind"]]
    return (
        f'<ab xml:id="s{row["id"]}" corresp="#a{row["article"]}">'
        f'<said{who} direct="{direct}">{_xml(statement_text(row))}</said></ab>\n'
    )


def _said_under(row: Row) -> str:
    """Return where a statement stands that gives the words of several utterances."""
    return f'<ab sameAs="#s{row["id"]}" corresp="#a{row["article"]}"/>\n'


def _app(row: Row, articles: Mapping[str, Row]) -> str:
    sides = [(row["left_article"], row["left_span"]), (row["right_article"], row["right_span"])]
    readings = []
    is_absent = row["relation"] in ONE_SIDED
    for number, (article, span) in enumerate(sides):
        text = "" if is_absent and number == 0 else _xml(" ".join(span["text"].split()))
        tag = "lem" if articles[article]["role"] == "transcript" else "rdg"
        readings.append((tag, f'<{tag} wit="#a{article}">{text}</{tag}>'))
    readings.sort(key=lambda one: one[0])  # a lem stands first
    kind = " ".join([row["relation"], *row["guards"]])
    return f"<app type={quoteattr(kind)}>{''.join(text for _, text in readings)}</app>\n"


_NOT_IN_XML = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)]
)


def _xml(text: str) -> str:
    """Return text as XML allows it: characters that it cannot hold are left out."""
    return escape(text.translate(_NOT_IN_XML))
