"""Statements in a spaCy pipeline, where spaCy is."""

import pytest

spacy = pytest.importorskip("spacy")

TEXT = """Mayor Orla Brennick spoke on Monday. "We will not close the harbour," Brennick said.

The council hopes that the ferry will sail again in May."""


def test_a_pipeline_gets_statements_and_spans():
    from onrecord.spacy_component import make  # as the entry point names it

    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"published": "2031-03-13"})
    doc = nlp(TEXT)
    rows = doc._.statements
    assert any("We will not close" in row["content"][0]["text"] for row in rows)
    for part in ("source", "cue", "content"):
        for span in doc.spans[f"onrecord_{part}"]:
            row = rows[int(span.id_)]
            assert span.label_ == row["kind"]
            assert any(place["text"] in span.text for place in row[part])
    assert callable(make)


def test_an_empty_document_has_none():
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord")
    assert nlp("")._.statements == ()
