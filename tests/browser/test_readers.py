"""The record and its API as other programs read them: Datasette, schemathesis."""

import asyncio
from urllib.parse import quote

import pytest
import schemathesis
from datasette.app import Datasette
from hypothesis import HealthCheck, given, settings

from onrecord.record.store import EXPORTED
from onrecord.views.server import make_app

pytestmark = pytest.mark.browser


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

    asyncio.run(ask())


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
