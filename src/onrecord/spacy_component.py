"""A component for spaCy pipelines: `nlp.add_pipe("onrecord")`.

spaCy finds it by its entry point; install with `pip install onrecord[spacy]`.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from onrecord import extract

__all__ = ["AttributeDoc", "make"]

_PARTS = ("source", "cue", "content")


class AttributeDoc:
    """Finds who said what in a document.

    `doc._.statements` are the rows that `onrecord.extract` returns; `doc.spans` has a group of each part,
    `onrecord_source`, `onrecord_cue` and `onrecord_content`, each span with the kind of its statement
    as label and the statement's number in that list as `span.id_`. Spans that end inside a token take the token whole.
    """

    def __init__(self, published: str | None = None) -> None:
        self.published = published
        if not Doc.has_extension("statements"):
            Doc.set_extension("statements", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Add the statements of a document."""
        rows: list[dict[str, Any]] = extract(doc.text, published=self.published) if doc.text else []
        doc._.statements = tuple(rows)
        for part in _PARTS:
            spans = [
                span
                for number, row in enumerate(rows)
                for place in row[part]
                if (
                    span := doc.char_span(
                        place["start"],
                        place["end"],
                        label=row["kind"],
                        span_id=str(number),
                        alignment_mode="expand",
                    )
                )
            ]
            doc.spans[f"onrecord_{part}"] = SpanGroup(doc, name=f"onrecord_{part}", spans=spans)
        return doc


def make(nlp: Language, name: str, published: str | None) -> AttributeDoc:
    """Return the component; `published` is what weekdays are resolved against."""
    del nlp, name
    return AttributeDoc(published)


Language.factory(
    "onrecord",
    default_config={"published": None},
    assigns=["doc._.statements", "doc.spans"],
    func=make,
)
