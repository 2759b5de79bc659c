"""Pages, feeds and lists of feeds to a web archive, politely.

robots.txt (RFC 9309) is heeded; a reservation of text and data mining (TDMRep, W3C Community Group,
2024) is recorded beside the page and said; a host is asked once in `delay` seconds; what has not
changed since the last time is not sent again.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import feedparser
from protego import Protego
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.fetch.guarded import (
    Answer,
    Bounds,
    NotFetched,
    get,
    request_headers,
    web_parts,
)
from onrecord.text.markup import MarkupParser

__all__ = ["Fetched", "Fetcher", "addresses_of_feed", "feeds_of_opml"]

STATE = "fetched.json"
_OK, _UNCHANGED, _CLIENT, _SERVER = 200, 304, 400, 500
_MAX_DELAY = 60.0
"""A host that asks for more than this between two requests is not waited for."""
_META = re.compile(
    rb"""<meta[^>]+name\s*=\s*["']?tdm-reservation["']?[^>]*content\s*=\s*["']?(\d)""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one address: `fetched`, `unchanged`, or the reason why it was not fetched."""

    url: str
    outcome: str
    detail: str = ""
    is_reserved: bool = False
    """The server reserves text and data mining. Said and kept; what follows is the user's to know."""

    @property
    def is_there(self) -> bool:
        """Say whether the page is in an archive of the folder."""
        return self.outcome in {"fetched", "unchanged"}


@dataclass(kw_only=True)
class Fetcher:
    """Fetches pages into one archive of a folder."""

    folder: Path
    user_agent: str
    delay: float = 2.0
    """Seconds between two requests to one host; a longer `Crawl-delay` of its robots.txt counts."""
    bounds: Bounds = field(default_factory=Bounds)
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Protego | NotFetched] = field(default_factory=dict)
    _reserved: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)

    def fetch(self, urls: Iterable[str]) -> Iterator[Fetched]:
        """Yield what came of each address; pages go into a new archive. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        state = self._state()
        stamp = self.now().strftime("%Y%m%dT%H%M%S%f")
        target = self.folder / f"fetched-{stamp}.warc.gz"
        part = target.with_suffix(".part")
        count = 0
        try:
            with part.open("wb") as stream:
                for url in dict.fromkeys(urls):
                    one, answers = self._page(url, state)
                    if answers and one.outcome == "fetched":
                        self._keep(stream, answers, is_reserved=one.is_reserved)
                        count += 1
                    yield one
        finally:  # what was fetched is kept, whatever ends the run
            if count:
                part.rename(target)
                text = json.dumps(state, indent=1, sort_keys=True, ensure_ascii=False)
                (self.folder / STATE).write_text(text + "\n", encoding="utf-8")
            else:
                part.unlink(missing_ok=True)

    def text(self, url: str) -> bytes:
        """Return the body of a feed or list. Raises NotFetched."""
        answers = self._ask(url, {})
        answer = answers[-1]
        if answer.status != _OK:
            raise NotFetched("status", f"{url}: {answer.status} {answer.reason}")
        return _unpacked(answer, self.bounds.max_bytes)

    def _state(self) -> dict[str, dict[str, str]]:
        path = self.folder / STATE
        if not path.is_file():
            return {}
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            return {}  # everything is fetched anew
        return found if isinstance(found, dict) else {}

    def _page(self, url: str, state: dict[str, dict[str, str]]) -> tuple[Fetched, list[Answer]]:
        known = state.get(url, {})
        asked = {
            header: known[name]
            for name, header in (("etag", "If-None-Match"), ("modified", "If-Modified-Since"))
            if name in known
        }
        try:
            answers = self._ask(url, asked)
        except NotFetched as error:
            return Fetched(url, error.reason, error.detail), []
        last = answers[-1]
        if last.status == _UNCHANGED and known:
            return Fetched(url, "unchanged"), []
        if last.status != _OK:
            return Fetched(url, "status", f"{url}: {last.status} {last.reason}"), []
        tags = {"etag": last.header("ETag"), "modified": last.header("Last-Modified")}
        state[url] = {name: value for name, value in tags.items() if value}
        return Fetched(url, "fetched", is_reserved=self._is_reserved(last)), answers

    def _ask(self, url: str, headers: dict[str, str]) -> list[Answer]:
        """Ask for an address; every hop of a redirect needs the leave of its own host."""
        sent = request_headers(self.user_agent) | headers
        return get(url, sent, self.bounds, lambda hop: self._wait(hop, self._leave(hop)))

    def _leave(self, url: str) -> float:
        """Return the seconds that a host wants between requests. Raises NotFetched where it forbids this one."""
        root = _root(url)
        if root not in self._robots:
            try:
                self._robots[root] = self._read_robots(root)
            except NotFetched as error:  # once for all pages of the host
                self._robots[root] = error
        rules = self._robots[root]
        if isinstance(rules, NotFetched):
            raise rules
        if not rules.can_fetch(url, self.user_agent):
            raise NotFetched("robots", f"{root}/robots.txt asks not to fetch {url}")
        return float(rules.crawl_delay(self.user_agent) or 0.0)

    def _read_robots(self, root: str) -> Protego:
        """Return a host's rules, none where it has none. Raises NotFetched where it failed (RFC 9309)."""
        last = self._beside(root, "robots.txt")
        if last.status >= _SERVER:
            detail = f"{root}/robots.txt could not be read; the host is left alone"
            raise NotFetched("robots", detail)
        has_none = last.status >= _CLIENT
        text = "" if has_none else _unpacked(last, 500_000).decode("utf-8", "replace")
        return Protego.parse(text)

    def _beside(self, root: str, name: str) -> Answer:
        """Return a host's answer for one of its own files, which need no leave. Raises NotFetched."""
        url = f"{root}/{name}"
        self._wait(url, 0.0)
        return get(url, request_headers(self.user_agent), self.bounds)[-1]

    def _wait(self, url: str, wanted: float) -> None:
        host = urlsplit(url).netloc
        if wanted > _MAX_DELAY:
            raise NotFetched("robots", f"{host} asks for {wanted:g} seconds between requests")
        if host in self._asked:
            left = self._asked[host] + max(self.delay, wanted) - time.monotonic()
            if left > 0:
                self.sleep(left)
        self._asked[host] = time.monotonic()

    def _is_reserved(self, answer: Answer) -> bool:
        """Say whether a page's header, the page itself or its host reserves text and data mining."""
        if (answer.header("tdm-reservation") or "").strip() == "1":
            return True
        found = _META.search(_unpacked(answer, 200_000)[:200_000])
        if found:
            return found[1] == b"1"
        root, path = _root(answer.url), urlsplit(answer.url).path
        if root not in self._reserved:
            self._reserved[root] = self._read_reservations(root)
        return any(is_kept for prefix, is_kept in self._reserved[root] if path.startswith(prefix))

    def _read_reservations(self, root: str) -> list[tuple[str, bool]]:
        try:
            last = self._beside(root, ".well-known/tdmrep.json")
            rows = json.loads(_unpacked(last, 500_000)) if last.status == _OK else []
        except (NotFetched, ValueError):
            return []
        return [
            (str(row.get("location", "/")).rstrip("*"), row.get("tdm-reservation") == 1)
            for row in rows if isinstance(row, dict)
        ] if isinstance(rows, list) else []  # fmt: skip

    def _keep(self, stream: BinaryIO, answers: Iterable[Answer], *, is_reserved: bool) -> None:
        writer = WARCWriter(stream, gzip=True)
        for one in answers:
            line = f"{one.status} {one.reason}".strip()
            headers = StatusAndHeaders(line, list(one.headers), protocol="HTTP/1.1")
            more: dict[str, Any] = {"WARC-IP-Address": one.address}
            if is_reserved:
                more["X-TDM-Reservation"] = "1"
            record = writer.create_warc_record(
                one.url, "response", payload=io.BytesIO(one.body), length=len(one.body),
                http_headers=headers, warc_headers_dict=more,
            )  # fmt: skip
            writer.write_record(record)


def _root(url: str) -> str:
    parts = web_parts(url)
    return f"{parts.scheme}://{parts.netloc}"


def _unpacked(answer: Answer, limit: int) -> bytes:
    """Return a body with gzip undone, no further than `limit`."""
    if (answer.header("Content-Encoding") or "").strip().lower() != "gzip":
        return answer.body[:limit]
    try:
        return zlib.decompressobj(31).decompress(answer.body, limit)
    except zlib.error:
        return answer.body[:limit]


def addresses_of_feed(data: bytes) -> list[str]:
    """Return the addresses that a feed (RSS, Atom) or a sitemap lists."""
    if re.search(rb"<urlset[\s>]", data[:2000]):
        return [text.strip() for name, _, text in _elements(data) if name == "loc"]
    entries = feedparser.parse(io.BytesIO(data)).entries
    return [str(entry.link) for entry in entries if entry.get("link")]


def feeds_of_opml(data: bytes) -> list[str]:
    """Return the addresses of the feeds that an OPML file lists."""
    return [
        url
        for name, attributes, _ in _elements(data)
        if name == "outline"
        for url in [attributes.get("xmlurl")]
        if url
    ]


class _Elements(MarkupParser):
    """Elements with the text that follows their start: enough for OPML and sitemaps, no entity is expanded."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        self.found.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        """Give text to the element that began last."""
        if self.found:
            name, attributes, text = self.found[-1]
            self.found[-1] = name, attributes, text + data


def _elements(data: bytes) -> list[tuple[str, dict[str, str | None], str]]:
    parser = _Elements()
    parser.feed(data.decode("utf-8", "replace"))
    return parser.found
