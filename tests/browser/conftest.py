"""The example story as a static site and served, and a browser to look at both."""

import contextlib
import shutil
import socket
import threading
import time

import pytest
import uvicorn
from playwright.sync_api import sync_playwright
from tests.ferry import EVENING_PAGE, MORNING_PAGE, OTHER_PAGE, told

from onrecord.cli.deciding import put_in_force
from onrecord.record.store import Record
from onrecord.views.server import make_app
from onrecord.views.web import write_site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items):
    skip = pytest.mark.skip(reason="no Chromium here")
    for item in items:
        if "browser" in item.keywords and CHROMIUM is None and "page" in item.fixturenames:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def site(example, tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("site")
    with Record.read(example) as record:
        write_site(record, folder)
    return folder.as_uri()


@pytest.fixture(scope="session")
def versions(tmp_path_factory) -> str:
    """A site of a story with a page in two versions."""
    folder = tmp_path_factory.mktemp("versions")
    path = told(folder / "r.db", EVENING_PAGE, OTHER_PAGE, MORNING_PAGE)
    with Record.read(path) as record:
        write_site(record, folder / "site")
    return (folder / "site").as_uri()


@pytest.fixture(scope="session")
def served(example, tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("served") / "story.db"
    shutil.copy(example, path)

    def decide(judgement, id_, form):
        put_in_force(path, judgement, id_, None, name=form.get("name", ""), who="R.", note="")
        return f"Decided: {judgement}."

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(make_app(path, decide), port=port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(params=["file", "http"])
def root(request) -> str:
    return request.getfixturevalue("site" if request.param == "file" else "served")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """Return a way to open a page in a context of one's own; complaints of the page fail the test."""
    with contextlib.ExitStack() as stack:
        complaints: list[str] = []

        def opened(**options):
            context = stack.enter_context(contextlib.closing(chromium.new_context(**options)))
            page = context.new_page()
            page.on(
                "console", lambda one: complaints.append(one.text) if one.type == "error" else None
            )
            page.on("pageerror", lambda one: complaints.append(str(one)))
            return page

        yield opened
        assert complaints == []


@pytest.fixture
def page(open_page):
    return open_page(viewport={"width": 1200, "height": 900})
