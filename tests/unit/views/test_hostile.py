"""Words from a source stay words, on every page, live and static, and in every export."""

import re
from collections.abc import Iterator
from importlib.resources import files

import lxml.etree
import lxml.html
import pytest
from starlette.testclient import TestClient
from tests.factories import flow

from onrecord.flow import build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.views.exports import export
from onrecord.views.server import make_app
from onrecord.views.web import pages

SCRIPT = "<script>alert(1)</script>"
ATTRIBUTE = '" onmouseover="alert(1)" x=\''
WORDS = f"“The ferry {SCRIPT} {ATTRIBUTE} leaves the harbour of Skell in May,” Orla Brennick said on Monday."


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "r.db"
    inputs = [
        Input(
            name=f"{n}{SCRIPT}{ATTRIBUTE}.txt", path=None,
            source=Source(outlet=f"Outlet {n}{SCRIPT}{ATTRIBUTE}", url=url, title=f"{SCRIPT}{ATTRIBUTE}"),
            data=f"{SCRIPT} rises {n}\n\n{WORDS}\n".encode(),
        )
        for n, url in enumerate(["javascript:alert(1)", f"https://x.example/{ATTRIBUTE}{SCRIPT}", "data:text/html,x"])
    ]  # fmt: skip
    inputs.append(Input(name=f"{SCRIPT}.txt", path=None, source=Source(), data=b""))
    with Record.create(path) as record:
        build(flow(), inputs, record)
    return path


OURS = (files("onrecord.views") / "static" / "narrow.js").read_text(encoding="utf-8")


def everything(path) -> Iterator[tuple[str, str]]:
    with Record.read(path) as record:
        yield from pages(record)
        names = [name for name, _ in pages(record)]
    client = TestClient(make_app(path, lambda *_: ""))
    for name in [
        *names,
        f"search?q={SCRIPT}",
        "search?q=ferry&in=anywhere",
        f"review?said={SCRIPT}",
    ]:
        yield name, client.get(f"/{name}").text


def test_no_page_holds_a_script_a_handler_or_an_address_that_runs(path):
    n_pages = 0
    for name, html in everything(path):
        n_pages += 1
        root = lxml.html.fromstring(html)
        for script in root.xpath("//script"):
            ours = script.text == OURS and not script.attrib
            vendored = script.text is None and script.get("src") == "static/htmx.js"
            assert ours or vendored, name
        for element in root.iter():
            for attribute, value in element.attrib.items():
                assert not attribute.startswith("on"), (name, attribute)
                if attribute in {"href", "src", "action"}:
                    assert not re.match(
                        r"\s*(?:javascript|data|vbscript):", value, re.IGNORECASE
                    ), name
    assert n_pages > 10


def test_tei_stays_well_formed(path):
    with Record.read(path) as record:
        root = lxml.etree.fromstring("".join(export(record, "utterances", "tei")).encode())
    assert SCRIPT in "".join(root.itertext())
