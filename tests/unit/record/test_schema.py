"""Every exported row is as the published schema says, and the schema is the one published."""

import json
from pathlib import Path

import jsonschema
import pytest

from onrecord.errors import UnknownName
from onrecord.record.schema import record_schema, row_schema
from onrecord.record.store import EXPORTED

PUBLISHED = Path(__file__).parents[3] / "docs" / "record.schema.json"


@pytest.mark.parametrize("table", EXPORTED)
def test_every_row_of_the_example_fits(record, table):
    schema = row_schema(table)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    rows = record.rows(table)
    for row in rows:
        validator.validate(row)
    if rows:
        assert not validator.is_valid({**rows[0], "unknown": 1})
        assert not validator.is_valid({name: rows[0][name] for name in list(rows[0])[1:]})


def test_what_is_published_is_what_holds(golden_rewrite):
    text = json.dumps(record_schema(), indent=1, sort_keys=True) + "\n"
    if golden_rewrite:
        PUBLISHED.write_text(text, encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == text


def test_an_unknown_table_is_told():
    with pytest.raises(UnknownName):
        row_schema("nothing")
