"""Fetching, against servers on loopback that the test alone allows."""

import datetime as dt
import gzip
import http.server
import socket
import subprocess
import sys
import threading
import time

import pytest
from click.testing import CliRunner
from tests.factories import build_record

from onrecord.cli.commands import cli
from onrecord.fetch.guarded import Bounds, NotFetched, get
from onrecord.fetch.pages import Fetcher, addresses_of_feed, feeds_of_opml
from onrecord.record.store import Record
from onrecord.record.verify import verify

HTML = b"<html><head><title>Ferry</title></head><body><p>The ferry leaves in May, the harbour board said.</p></body></html>"
HERE = ("127.0.0.0/8",)


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves what `server.answers` holds: a path to status, headers, body."""

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers), time.monotonic()))
        status, headers, body = self.server.answers.get(self.path, (404, {}, b""))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for i in range(0, len(body), 4096):
            self.wfile.write(body[i : i + 4096])
            time.sleep(self.server.pause)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.answers, made.seen, made.pause, made.handle_error = {}, [], 0.0, lambda *_: None
    made.url = f"http://127.0.0.1:{made.server_port}"
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def fetcher(folder, **changes):
    clock = iter(range(100))
    defaults = {
        "user_agent": "onrecord/test",
        "bounds": Bounds(allowed=HERE, timeout=5),
        "sleep": lambda _: None,
        "now": lambda: dt.datetime(2031, 3, 12, tzinfo=dt.UTC) + dt.timedelta(seconds=next(clock)),
    }
    return Fetcher(folder=folder, **(defaults | changes))


def test_a_page_is_fetched_into_an_archive_that_builds_and_verifies(server, tmp_path):
    page = gzip.compress(HTML)
    server.answers = {
        "/moved": (301, {"Location": "/page"}, b""),
        "/page": (
            200,
            {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"},
            page,
        ),
    }
    (one,) = fetcher(tmp_path / "pages").fetch([f"{server.url}/moved"])
    assert (one.outcome, one.is_reserved) == ("fetched", False)
    build_record(tmp_path / "r.db", [str(tmp_path / "pages")])
    with Record.read(tmp_path / "r.db") as record:
        (article,) = record.rows("articles")
        assert article["url"] == f"{server.url}/page"
        assert "harbour board" in record.text(article["id"])
        assert list(verify(record)) == []
    asked = [path for path, _, _ in server.seen]
    assert asked == ["/robots.txt", "/moved", "/page", "/.well-known/tdmrep.json"]
    assert all(headers["User-Agent"] == "onrecord/test" for _, headers, _ in server.seen)


def test_what_has_not_changed_is_not_sent_again(server, tmp_path):
    server.answers = {"/a": (200, {"Content-Type": "text/html", "ETag": '"1"'}, HTML)}
    assert [one.outcome for one in fetcher(tmp_path).fetch([f"{server.url}/a"])] == ["fetched"]
    assert [one.outcome for one in fetcher(tmp_path).fetch([f"{server.url}/a"])] == ["unchanged"]
    server.answers["/a"] = (200, {"Content-Type": "text/html", "ETag": '"2"'}, HTML)
    again = fetcher(tmp_path, now=lambda: dt.datetime(2032, 1, 1, tzinfo=dt.UTC))
    assert [one.outcome for one in again.fetch([f"{server.url}/a"])] == ["fetched"]
    assert len(list(tmp_path.glob("*.warc.gz"))) == 2
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("robots", "outcome"),
    [
        ((200, {}, b"User-agent: *\nDisallow: /private\n"), "robots"),
        ((200, {}, b"User-agent: onrecord\nAllow: /\n\nUser-agent: *\nDisallow: /\n"), "fetched"),
        ((404, {}, b""), "fetched"),
        ((503, {}, b""), "robots"),
        ((200, {}, b"User-agent: *\nCrawl-delay: 3600\n"), "robots"),
    ],
)
def test_robots_are_heeded(server, tmp_path, robots, outcome):
    server.answers = {
        "/robots.txt": robots,
        "/private/a": (200, {"Content-Type": "text/html"}, HTML),
    }
    (one,) = fetcher(tmp_path).fetch([f"{server.url}/private/a"])
    assert one.outcome == outcome


def test_a_redirect_needs_the_leave_of_where_it_leads(server, tmp_path):
    server.answers = {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\n"),
        "/open": (302, {"Location": "/private"}, b""),
        "/private": (200, {}, HTML),
    }
    (one,) = fetcher(tmp_path).fetch([f"{server.url}/open"])
    assert one.outcome == "robots"
    assert "/private" not in [path for path, _, _ in server.seen]


@pytest.mark.parametrize(
    ("headers", "body", "wellknown"),
    [
        ({"tdm-reservation": "1"}, HTML, b"[]"),
        ({}, HTML.replace(b"<title>", b'<meta name="tdm-reservation" content="1"><title>'), b"[]"),
        ({}, HTML, b'[{"location": "/a*", "tdm-reservation": 1}]'),
    ],
)
def test_a_reservation_is_recorded_and_said(server, tmp_path, headers, body, wellknown):
    server.answers = {
        "/a": (200, {"Content-Type": "text/html", **headers}, body),
        "/.well-known/tdmrep.json": (200, {}, wellknown),
    }
    (one,) = fetcher(tmp_path).fetch([f"{server.url}/a"])
    assert one.is_reserved
    (archive,) = tmp_path.glob("*.warc.gz")
    assert b"X-TDM-Reservation: 1" in gzip.decompress(archive.read_bytes())


def test_one_host_is_asked_once_in_a_while(server, tmp_path):
    server.answers = {f"/{n}": (200, {"Content-Type": "text/html"}, HTML) for n in range(3)}
    waited = []
    some = fetcher(tmp_path, delay=5.0, sleep=waited.append)
    assert len(list(some.fetch(f"{server.url}/{n}" for n in range(3)))) == 3
    assert len(waited) == len(server.seen) - 1
    assert all(4.0 < seconds <= 5.0 for seconds in waited)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://a.example/", "scheme"),
        ("gopher://a.example/", "scheme"),
        ("//a.example/", "scheme"),
        ("http://", "scheme"),
        ("http://user:secret@a.example/", "address"),
        ("http://[::1]/", "not_public"),
        ("http://[::ffff:127.0.0.1]/", "not_public"),
        ("http://127.0.0.1/", "not_public"),
        ("http://2130706433/", "not_public"),
        ("http://0x7f.1/", "not_public"),
        ("http://0.0.0.0/", "not_public"),
        ("http://10.1.2.3/", "not_public"),
        ("http://192.168.1.1/", "not_public"),
        ("http://169.254.169.254/latest/meta-data", "not_public"),
        ("http://[fe80::1]/", "not_public"),
        ("http://localhost/", "not_public"),
        ("http://no-such-host.invalid/", "unknown_host"),
        ("http://a.example:99999/", "address"),
    ],
)
def test_what_is_no_public_web_address_is_not_asked(url, reason):
    with pytest.raises(NotFetched) as told:
        get(url, {}, Bounds(timeout=2))
    assert told.value.reason == reason


def test_a_name_is_looked_at_once_and_that_address_is_used(monkeypatch):
    answers = iter(["93.184.216.34", "127.0.0.1"])
    asked = []

    def resolve(host, port, **_):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(address, *_, **__):
        asked.append(address[0])
        raise OSError("not in a test")

    monkeypatch.setattr("onrecord.fetch.guarded.socket.getaddrinfo", resolve)
    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    with pytest.raises(NotFetched, match="not in a test"):
        get("http://rebinding.example/", {}, Bounds())
    assert asked == ["rebinding.example", "93.184.216.34"]


def test_a_redirect_to_a_private_address_is_not_followed(server):
    server.answers = {"/a": (302, {"Location": "http://169.254.169.254/latest"}, b"")}
    with pytest.raises(NotFetched) as told:
        get(f"{server.url}/a", {}, Bounds(allowed=HERE))
    assert told.value.reason == "not_public"
    server.answers = {"/a": (302, {"Location": "file:///etc/passwd"}, b"")}
    with pytest.raises(NotFetched) as told:
        get(f"{server.url}/a", {}, Bounds(allowed=HERE))
    assert told.value.reason == "scheme"


def test_redirects_size_and_time_are_bounded(server):
    server.answers = {
        "/loop": (302, {"Location": "/loop"}, b""),
        "/large": (200, {}, b"x" * 300_000),
        "/short": (200, {"Content-Length": "1000"}, b"x"),
    }
    for path, reason, bounds in (
        ("/loop", "redirects", {}),
        ("/large", "too_large", {"max_bytes": 100_000}),
        ("/short", "connection", {"timeout": 1.0}),
    ):
        with pytest.raises(NotFetched) as told:
            get(server.url + path, {}, Bounds(allowed=HERE, **bounds))
        assert told.value.reason == reason, path
    server.pause = 0.05
    with pytest.raises(NotFetched) as told:
        get(f"{server.url}/large", {}, Bounds(allowed=HERE, max_seconds=0.3))
    assert told.value.reason == "too_slow"


def test_feeds_sitemaps_and_lists_name_addresses():
    rss = (
        b"<rss version='2.0'><channel><item><link>https://a.example/1</link></item></channel></rss>"
    )
    assert addresses_of_feed(rss) == ["https://a.example/1"]
    sitemap = (
        b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<url><loc> https://a.example/2 </loc></url></urlset>"
    )
    assert addresses_of_feed(sitemap) == ["https://a.example/2"]
    opml = b'<opml><body><outline text="A" xmlUrl="https://a.example/feed"/><outline text="B"/></body></opml>'
    assert feeds_of_opml(opml) == ["https://a.example/feed"]
    assert feeds_of_opml(b"\xff not xml") == []


def test_the_program_ends_with_the_code_that_it_promises(tmp_path):
    command = [sys.executable, "-m", "onrecord", "fetch", "file:///etc/passwd", "-o", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "file:///etc/passwd" in done.stderr


def test_robots_of_a_host_that_fails_are_asked_for_once(server, tmp_path):
    server.answers = {"/robots.txt": (503, {}, b"")}
    some = list(fetcher(tmp_path).fetch(f"{server.url}/{n}" for n in range(3)))
    assert [one.outcome for one in some] == ["robots"] * 3
    assert len(server.seen) == 1


def test_the_command_refuses_loopback_and_says_why(server, tmp_path):
    done = CliRunner().invoke(cli, ["fetch", f"{server.url}/a", "-o", str(tmp_path / "x")])
    assert done.exit_code == 3
    assert "not_public" in done.output
    assert server.seen == []
    done = CliRunner().invoke(cli, ["fetch", "-o", str(tmp_path / "x")])
    assert "nothing to fetch" in str(done.exception)
