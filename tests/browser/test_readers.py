"""The record and its API as other programs read them: Datasette, schemathesis."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
import schemathesis
import spacy
from datasette.app import Datasette
from hypothesis import HealthCheck, given, settings
from spacy.tokens import DocBin

from onrecord.record.store import EXPORTED, Record
from onrecord.views.exports import export
from onrecord.views.server import make_app

pytestmark = pytest.mark.browser


def finish(work) -> None:
    """Run a coroutine in a thread of its own: the browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def test_datasette_opens_the_record_and_searches_it(example):
    async def ask() -> None:
        datasette = Datasette([str(example)], immutables=[])
        await datasette.invoke_startup()
        client = datasette.client
        name = example.stem
        for table in EXPORTED:
            answer = await client.get(f"/{name}/{table}.json?_shape=array")
            assert answer.status_code == 200, table
        sql = quote("select id from statements_fts where statements_fts match 'spillway'")
        answer = await client.get(f"/{name}.json?_shape=array&sql={sql}")
        assert len(answer.json()) > 2

    finish(ask())


def test_datasette_takes_our_words_for_the_tables(example, tmp_path):
    async def ask() -> None:
        with Record.read(example) as record:
            metadata = json.loads("".join(export(record, "statements", "datasette")))
        datasette = Datasette([str(example)], metadata=metadata)
        await datasette.invoke_startup()
        answer = await datasette.client.get(f"/{example.stem}/statements?_search=spillway")
        assert answer.status_code == 200
        assert "Who is given which words" in answer.text

    finish(ask())


def test_spacy_reads_every_statement(record):
    (data,) = export(record, "statements", "spacy")
    docs = list(DocBin(store_user_data=True).from_bytes(data).get_docs(spacy.blank("en").vocab))
    assert len(docs) == len(record.rows("articles"))
    seen = {}
    for doc in docs:
        told = json.loads(doc.user_data["onrecord"])
        assert doc.text == record.text(told["article"])
        seen.update({row["id"]: row for row in told["statements"]})
        spans = {(span.id_, span.text) for span in doc.spans["content"]}
        for row in told["statements"]:
            for span in row["content"]:
                assert any(i == row["id"] and span["text"] in text for i, text in spans)
    assert seen == {row["id"]: row for row in record.rows("statements")}


def test_the_api_is_as_it_is_described(example):
    """Schemathesis asks what the description allows and compares the answers with it."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", make_app(example, lambda *_: ""))
    statuses: list[int] = []
    for found in schema.get_all_operations():

        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=found.ok().as_strategy())
        def ask(case):
            response = case.call(base_url="http://localhost")
            statuses.append(response.status_code)
            case.validate_response(response)

        ask()
    assert len(statuses) > 100
    assert {200, 404} <= set(statuses)
