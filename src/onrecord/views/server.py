"""The same pages live: with search, review, and every page as JSON and CSV beside it.

Reads the record anew for each state it is in; writes nothing itself. A decision goes to the
decisions file, and what applies it is handed in.
"""

from __future__ import annotations

import hmac
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import NoSuchItem, OnRecordError
from onrecord.record.schema import record_schema
from onrecord.record.searching import Search
from onrecord.record.store import EXPORTED, Record
from onrecord.views.details import as_json
from onrecord.views.exports import table_as_csv
from onrecord.views.likeness import likeness
from onrecord.views.web import TABLES, Renderer, index_page, list_page, page
from onrecord.views.wording import reasons_of, statement_text, who_said_how

__all__ = ["Decide", "make_app", "openapi"]

_PAGE = re.compile(r"(?P<kind>story|utterance|article|speaker)-(?P<id>[0-9a-f]{4,32})\Z")
_LIST = re.compile(
    r"story-(?P<id>[0-9a-f]{32})-(?P<name>differ|agree|alone|coverage)(?:-(?P<number>\d{1,6}))?\Z"
)
_OF_GROUP = re.compile(
    r"(?P<kind>story|utterance|speaker)-(?P<id>[0-9a-f]{32})"
    r"(?:(?P<list>-(?:differ|agree|alone|coverage))(?:-\d{1,6})?)?\.(?P<ending>html|json|csv)"
)
_INDEX = re.compile(r"index(?:-(?P<number>\d{1,6}))?\Z")
_BESIDE = {
    "story": "utterances",
    "utterance": "differences",
    "article": "statements",
    "speaker": "statements",
}
"""The table whose rows the CSV beside a page holds."""
MAX_QUERY = 200
"""Characters of a search; longer ones are refused."""
MAX_ROWS = 1000
"""Rows of one answer of the JSON API."""
MAX_FORM = 10_000
"""Bytes of a form."""
_WHOLE = {"index": "stories", "speakers": "speakers"}
"""The pages that list a table, with the table."""
_SEARCHED = ("statements", "quotations", "anywhere")
_KEPT_PAGES = 256
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "testserver")

Decide = Callable[[str, str, Mapping[str, str]], str]
"""Takes a judgement, an id and what else the form holds (name, note); returns what to say."""


def make_app(
    path: Path, decide: Decide, *, hosts: Sequence[str] = _LOOPBACK, key: str = ""
) -> Starlette:
    """Return the application for the record at `path`.

    `hosts` are the names it answers to. With a `key`, every request must bring it once
    (`?key=...`); a cookie keeps it then. Decisions need a token that only its own pages hold.
    """
    site = _Site(path, decide, key)
    routes = [
        Route("/", site.show),
        Route("/search", site.search),
        Route("/search.html", site.search),
        Route("/search.json", site.search),
        Route("/search.csv", site.search),
        Route("/review", site.review),
        Route("/review", site.judge, methods=["POST"]),
        Route("/openapi.json", site.openapi),
        Route("/static/htmx.js", site.script),
        Route("/tables/{name}", site.table),
        Route("/{name}", site.show),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
        exception_handlers={NoSuchItem: _missing, OnRecordError: _failed},
    )


async def _missing(request: Request, error: Exception) -> Response:
    del request, error
    return Response("Nothing here has this address.", status_code=404, media_type="text/plain")


async def _failed(request: Request, error: Exception) -> Response:
    del request
    return Response(str(error), status_code=503, media_type="text/plain")


class _Site:
    def __init__(self, path: Path, decide: Decide, key: str) -> None:
        self.path, self.decide, self.key = path, decide, key
        self.token = secrets.token_urlsafe(24)
        self.render = Renderer(live=True, token=self.token)
        self._pages: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._lock, self._pages_lock = threading.Lock(), threading.Lock()
        self._making = threading.Lock()

    async def show(self, request: Request) -> Response:
        """Answer with a page, or what stands beside it: `story-ID.html`, `.json`, `.csv`."""
        name = str(request.path_params.get("name", "index.html"))
        return await self._answer(request, lambda record: self._found(record, name))

    async def search(self, request: Request) -> Response:
        """Answer a search as a page or as JSON."""
        values = dict(request.query_params)
        ending = request.url.path.rpartition(".")[2]
        return await self._answer(request, lambda record: self._search(record, values, ending))

    async def table(self, request: Request) -> Response:
        """Answer with rows of a table: `?limit=&offset=`."""
        name = str(request.path_params["name"])
        values = dict(request.query_params)
        return await self._answer(request, lambda record: _table(record, name, values))

    async def openapi(self, request: Request) -> Response:
        """Answer with the description of the JSON API."""
        return await self._answer(request, lambda _: JSONResponse(openapi()))

    async def script(self, request: Request) -> Response:
        """Answer with htmx, the one script of the live pages: it swaps what a form would reload."""
        if not self._is_let_in(request):
            return _refused()
        data = (files("onrecord.views") / "static" / "htmx.min.js").read_bytes()
        response = self._guarded(Response(data, media_type="text/javascript"))
        response.headers["Cache-Control"] = "max-age=3600"
        return response

    async def review(self, request: Request) -> Response:
        """Answer with what is to be reviewed."""
        message = request.query_params.get("said", "")[:MAX_QUERY]
        return await self._answer(request, lambda record: self._review(record, message))

    async def judge(self, request: Request) -> Response:
        """Take a decision, apply it, and lead back to where it was made."""
        if not self._is_let_in(request):
            return _refused()
        origin = request.headers.get("origin") or request.headers.get("referer") or ""
        if origin and urlsplit(origin).netloc != request.headers.get("host"):
            return _refused()
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > MAX_FORM:
                return Response("too large a form", status_code=413, media_type="text/plain")
        form = {
            name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()
        }
        if not hmac.compare_digest(form.get("token", "").encode(), self.token.encode()):
            return _refused()
        said = await run_in_threadpool(self._decide, form)
        back = form.get("back", "review")
        where, _, anchor = back.partition("#")
        if not re.fullmatch(
            r"review|index\.html|(?:story|utterance|speaker)-[0-9a-f]{4,32}\.html", where
        ):
            where, anchor = "review", ""
        if where == "review":
            where += "?" + urlencode({"said": said})
        if re.fullmatch(r"[0-9a-z]{1,40}", anchor):
            where += f"#{anchor}"
        return self._guarded(RedirectResponse(where, status_code=303))

    def _decide(self, form: Mapping[str, str]) -> str:
        try:
            with self._lock:  # one at a time: each is applied to the record as it then is
                return self.decide(form.get("judgement", ""), form.get("id", ""), form)
        except OnRecordError as error:
            return f"Not decided: {error}"

    async def _answer(self, request: Request, make: Callable[[Record], Response]) -> Response:
        if not self._is_let_in(request):
            return _refused()

        def answer() -> Response:
            with Record.read(self.path) as record:
                tag = f'"{record.state()}"'
                if request.headers.get("if-none-match") == tag and request.url.path != "/review":
                    return Response(status_code=304, headers={"ETag": tag})
                made = make(record)
                made.headers["ETag"] = tag
                return made

        made = self._guarded(await run_in_threadpool(answer))
        if self.key and request.query_params.get("key"):
            made.set_cookie("onrecord", self.key, httponly=True, samesite="strict")
        return made

    def _is_let_in(self, request: Request) -> bool:
        given = request.query_params.get("key") or request.cookies.get("onrecord") or ""
        return not self.key or hmac.compare_digest(given.encode(), self.key.encode())

    def _guarded(self, response: Response) -> Response:
        response.headers.update(
            {
                "Content-Security-Policy": f"{self.render.policy}; frame-ancestors 'none'",
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Cache-Control": "no-cache",
            }
        )
        return response

    def _html(self, record: Record, name: str, make: Callable[[], str]) -> Response:
        key = (record.state(), name)
        with self._pages_lock:
            kept = self._pages.get(key)
        if kept is None:
            # One page is made at a time: it is work of one processor in any case, and many who
            # ask for the same page at once would each hold a story of their own in memory.
            with self._making:
                with self._pages_lock:
                    kept = self._pages.get(key)
                if kept is None:
                    kept = make()
                    with self._pages_lock:
                        self._pages[key] = kept
                        while len(self._pages) > _KEPT_PAGES:
                            self._pages.popitem(last=False)
        return Response(kept, media_type="text/html")

    def _found(self, record: Record, name: str) -> Response:
        """Answer with a page, or lead from the address that its thing had before something joined it."""
        try:
            return self._page(record, name)
        except NoSuchItem:
            former = _OF_GROUP.fullmatch(name)
            now = record.successor(TABLES[former["kind"]], former["id"]) if former else None
            if former is None or now in {None, former["id"]}:
                raise
            where = f"{former['kind']}-{now}{former['list'] or ''}.{former['ending']}"
            return RedirectResponse(where, status_code=302)

    def _page(self, record: Record, name: str) -> Response:
        stem, _, ending = name.rpartition(".")
        if stem == "speakers" and ending == "html":
            return self._html(record, name, lambda: page(record, self.render, "speakers", ""))
        if stem in _WHOLE and ending in {"json", "csv"}:
            rows = record.rows(_WHOLE[stem])
            return JSONResponse(rows) if ending == "json" else _csv(rows)
        listed = _INDEX.match(stem)
        if listed and ending == "html":
            at = int(listed["number"] or 1)
            return self._html(record, name, lambda: index_page(record, self.render, at))
        listed = _LIST.match(stem)
        if listed and ending == "html":
            story, which, at = listed["id"], listed["name"], int(listed["number"] or 1)
            return self._html(
                record, name, lambda: list_page(record, self.render, story, which, at)
            )
        match = _PAGE.match(stem)
        if match is None or ending not in {"html", "json", "csv"}:
            raise NoSuchItem(name)
        kind, id_ = match["kind"], match["id"]
        if ending == "html":
            return self._html(record, name, lambda: page(record, self.render, kind, id_))
        if ending == "json":
            return JSONResponse(as_json(record, TABLES[kind], id_))
        record.row(TABLES[kind], id_)
        return _csv(record.rows(_BESIDE[kind], **{kind: id_}))

    def _search(self, record: Record, values: Mapping[str, str], ending: str) -> Response:
        where = values.get("in", "statements")
        try:
            asked = _read_search(values, where)
        except ValueError as error:
            return Response(str(error), status_code=400, media_type="text/plain")
        if where == "anywhere":
            count, found = record.search_passages(asked)
        else:
            count, found = record.search_statements(asked)
        if ending == "csv":
            return _csv(found)
        if ending == "json":
            return JSONResponse({"count": count, "offset": asked.offset, "rows": found})
        labels = {one["id"]: one["label"] for one in record.rows("articles")}
        shown = [
            _passage(one, labels) if where == "anywhere" else _hit(one, labels) for one in found
        ]
        at = asked.offset
        return Response(
            self.render(
                "search.html",
                asked=asdict(asked),
                where=where,
                facets=record.facets(),
                count=count,
                rows=shown,
                previous=_link(values, max(0, at - asked.limit)) if at else "",
                following=_link(values, at + asked.limit) if at + len(found) < count else "",
            ),
            media_type="text/html",
        )

    def _review(self, record: Record, message: str) -> Response:
        matches = record.rows("matches")
        undecided = [one for one in matches if one["decided_by"] is None]
        sides = _Sides(record)
        groups = [
            (
                "Possibly the same statement",
                _likeliest(
                    [one for one in undecided if one["kind"] == "possibly_same"], sides.statements
                ),
            ),
            (
                "Linked, with little to spare",
                _ranked(one for one in undecided if one["kind"] == "utterance" and one["linked"]),
            ),
            (
                "Speakers",
                _ranked(
                    one
                    for one in undecided
                    if one["kind"] == "speaker" and abs(one["margin"] or 0) < _SURE_SPEAKER
                ),
            ),
        ]
        html = self.render(
            "review.html",
            file=self.path.with_suffix(".decisions.toml").name,
            message=message,
            groups=[(title, [sides.item(one) for one in some]) for title, some in groups],
            decided=record.rows("judgements"),
        )
        return Response(html, media_type="text/html")


_SURE_SPEAKER = 0.1
"""Margin from which a speaker's match is not shown for review. Set by hand: titles and surnames alone."""
_REVIEWED = 30
"""Matches of a sort on the review page."""


def _ranked(matches: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - an iterable of rows
    """Return the matches with least to spare."""
    return sorted(
        matches,
        key=lambda one: (abs(one["margin"] or 0) / (one["threshold"] or 1), one["id"]),
    )[:_REVIEWED]


def _likeliest(
    matches: Sequence[Mapping[str, Any]], statements: Mapping[str, Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return the matches that are most often of one utterance."""
    return sorted(matches, key=lambda one: (-likeness(one, statements), one["id"]))[:_REVIEWED]


class _Sides:
    """What stands on either side of a match, in words, with where to look."""

    def __init__(self, record: Record) -> None:
        self.labels = {one["id"]: one["label"] for one in record.rows("articles")}
        self.statements = {one["id"]: one for one in record.rows("statements")}
        self.mentions = {one["id"]: one for one in record.rows("mentions")}

    def item(self, match: Mapping[str, Any]) -> dict[str, Any]:
        margin = "" if match["margin"] is None else f", margin {match['margin']:+g}"
        score = f"Score {match['score']:g} against {match['threshold']:g}{margin}."
        return {
            "id": match["id"],
            "sides": [self._side(match["left"]), self._side(match["right"])],
            "why": f"{'; '.join(reasons_of(match))}. {score}",
        }

    def _side(self, id_: str) -> dict[str, str]:
        if id_ in self.statements:
            one = self.statements[id_]
            text = statement_text(one)
            href = f"utterance-{one['utterance']}.html" if one["utterance"] else ""
            return {"label": self.labels[one["article"]], "text": text, "href": href}
        if id_ in self.mentions:
            one = self.mentions[id_]
            href = f"speaker-{one['speaker']}.html" if one["speaker"] else ""
            return {"label": self.labels[one["article"]], "text": one["span"]["text"], "href": href}
        return {"label": id_[:8], "text": "", "href": ""}


def _read_search(values: Mapping[str, str], where: str) -> Search:
    """Read what is asked of a query string; raises ValueError for what cannot be."""
    words = values.get("q", "").strip()
    if len(words) > MAX_QUERY:
        message = f"a search has {MAX_QUERY} characters at most"
        raise ValueError(message)
    if where not in _SEARCHED:
        message = f"`in` is one of {', '.join(_SEARCHED)}"
        raise ValueError(message)
    known = {one.name for one in fields(Search)} - {"words", "limit", "offset", "kind"}
    given = {name: values[name][:MAX_QUERY] for name in known if values.get(name)}
    for name in ("first", "last"):
        if name in given and not re.fullmatch(r"\d{4}-\d\d-\d\d", given[name]):
            message = f"`{name}` is a day, as in 2031-03-12"
            raise ValueError(message)
    return Search(
        words=words.replace("\0", ""),
        kind="direct" if where == "quotations" else "",
        limit=_number(values.get("limit"), 50, 200),
        offset=_number(values.get("offset"), 0, 10_000_000),
        **given,
    )


def _number(text: str | None, default: int, most: int) -> int:
    return min(int(text), most) if text and re.fullmatch(r"\d{1,9}", text) else default


def _link(values: Mapping[str, str], offset: int) -> str:
    return "search?" + urlencode({**values, "offset": str(offset)})


def _hit(row: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, str]:
    parts = [
        who_said_how(row),
        labels[row["article"]],
        row["kind"],
        *([row["said_on"]] if row["said_on"] else []),
    ]
    return {
        "href": f"article-{row['article']}.html#s{row['id'][:12]}",
        "text": statement_text(row),
        "meta": " · ".join(parts),
    }


def _passage(row: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, str]:
    return {
        "href": f"article-{row['article']}.html#r{row['start']}",
        "text": " ".join(str(row["text"]).split()),
        "meta": f"{labels[row['article']]} · {str(row['role']).replace('_', ' ')}",
    }


def _table(record: Record, name: str, values: Mapping[str, str]) -> Response:
    table, _, ending = name.partition(".")
    if table not in EXPORTED or ending not in {"json", "csv"}:
        raise NoSuchItem(name)
    limit = _number(values.get("limit"), 100, MAX_ROWS)
    offset = _number(values.get("offset"), 0, 1_000_000_000)
    rows = record.page(table, limit, offset)
    if ending == "csv":
        return _csv(rows)
    count = record.counts()[table]
    return JSONResponse({"table": table, "count": count, "offset": offset, "rows": rows})


def _csv(rows: Sequence[Mapping[str, Any]]) -> Response:
    text = "".join(table_as_csv(rows))
    return Response(text, media_type="text/csv; charset=utf-8")


def _refused() -> Response:
    return Response("Not allowed.", status_code=403, media_type="text/plain")


def openapi() -> dict[str, Any]:
    """Return the OpenAPI 3.1 description of what answers in JSON."""
    number = {"type": "integer", "minimum": 0}
    paging = [
        {"name": name, "in": "query", "schema": {**number, "maximum": 999_999_999}}
        for name in ("limit", "offset")
    ]
    text = {"type": "string", "maxLength": MAX_QUERY}
    day = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    fields_asked: dict[str, dict[str, Any]] = {
        **dict.fromkeys(("q", "speaker", "outlet", "relation", "guard"), text),
        "in": {"enum": list(_SEARCHED)},
        "first": day,
        "last": day,
    }
    asked = [
        {"name": name, "in": "query", "schema": schema} for name, schema in fields_asked.items()
    ]
    whole = {"type": "object"}

    def rows_of(name: str, **more: dict[str, Any]) -> dict[str, Any]:
        rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
        properties = {"count": number, "offset": number, "rows": rows, **more}
        return {"type": "object", "properties": properties, "required": list(properties)}

    def id_of(name: str) -> dict[str, Any]:
        pattern = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
        return {"name": name, "in": "path", "required": True, "schema": pattern}

    def answers(
        what: str, parameters: Sequence[Mapping[str, Any]], schema: Mapping[str, Any]
    ) -> dict[str, Any]:
        fits = {"description": what, "content": {"application/json": {"schema": schema}}}
        missing = {"description": "nothing has this address"}
        return {
            "get": {
                "summary": what,
                "parameters": list(parameters),
                "responses": {"200": fits, "404": missing},
            }
        }

    paths = {
        **{
            f"/{stem}.json": answers(f"All {table}.", [], rows_of(table)["properties"]["rows"])
            for stem, table in _WHOLE.items()
        },
        "/search.json": answers("A search.", [*asked, *paging], whole),
        **{
            f"/{kind}-{{id}}.json": answers(f"One {kind}, whole.", [id_of("id")], whole)
            for kind in TABLES
        },
        **{
            f"/tables/{name}.json": answers(
                f"Rows of {name}.", paging, rows_of(name, table={"const": name})
            )
            for name in EXPORTED
        },
    }
    paths["/search.json"]["get"]["responses"]["400"] = {"description": "cannot be asked"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "onrecord", "version": "1"},
        "paths": paths,
        "components": {"schemas": record_schema()["$defs"]},
    }
