"""One suite for every reader and every exporter."""

import csv
import io
import json

import pytest

from onrecord import plugins
from onrecord.errors import UnknownName
from onrecord.model import Source
from onrecord.record.store import EXPORTED
from onrecord.views.exports import export

SAMPLES = {
    "text": ("page.txt", "The ferry leaves in May."),
    "html": ("page.html", "<html><body><p>The ferry leaves in May.</p></body></html>"),
}


@pytest.mark.parametrize("name", sorted(plugins.names("onrecord.readers")))
def test_a_reader_takes_its_kind_and_gives_pages_that_decode_again(name):
    reader = plugins.load("onrecord.readers", name)()
    input_name, text = SAMPLES[name]
    data = text.encode()
    assert reader.accepts(input_name, data)
    (page,) = reader.read(input_name, data, Source())
    assert page.data == data
    assert page.data.decode(page.encoding) == page.text


@pytest.mark.parametrize("table", EXPORTED)
@pytest.mark.parametrize("name", sorted(plugins.names("onrecord.exporters")))
def test_an_exporter_writes_every_row_and_the_same_bytes_twice(record, name, table):
    written = "".join(export(record, table, name))
    assert written == "".join(export(record, table, name))
    rows = record.rows(table)
    if name == "jsonl":
        assert [json.loads(line) for line in written.splitlines()] == rows
    elif name == "json":
        assert json.loads(written)["rows"] == rows
    else:
        assert len(list(csv.DictReader(io.StringIO(written)))) == len(rows)


CONTRACT = {
    "articles": "id page input outlet title byline url published language role n_chars text_sha256 page_sha256 regions reprint_group story",
    "statements": "id article outlet story kind is_question source cue content speaker speaker_name speaker_printed addressee said_on repeat_of utterance confidence",
    "speakers": "id name kind forms roles external_ids",
    "reprints": "id articles outlets earliest evidence probable_origin",
    "stories": "id title first last articles outlets n_independent",
    "utterances": "id story speaker speaker_name said_on statements outlets not_found_in not_available",
    "differences": "id utterance left right relation left_span right_span text substantive guards just_before just_after",
}


@pytest.mark.parametrize("table", sorted(CONTRACT))
def test_exported_rows_have_the_fields_of_the_contract(record, table):
    rows = record.rows(table)
    assert rows
    assert set(CONTRACT[table].split()) <= set(rows[0])


def test_an_unknown_name_is_an_error_that_lists_the_known(record):
    with pytest.raises(UnknownName, match="jsonl"):
        list(export(record, "articles", "xlsx"))
    with pytest.raises(UnknownName, match="utterances"):
        list(export(record, "quotes", "csv"))
