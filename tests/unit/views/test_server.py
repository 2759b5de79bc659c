"""The live pages: the same as the static ones, with search, review and JSON, and nothing let in."""

import json
import re
import shutil

import pytest
from starlette.testclient import TestClient

from onrecord.cli.deciding import put_in_force
from onrecord.model import content_id
from onrecord.record.store import EXPORTED, Record
from onrecord.views.server import MAX_FORM, MAX_QUERY, make_app, openapi
from onrecord.views.web import pages, write_site


@pytest.fixture
def path(example, tmp_path):
    copy = tmp_path / "story.db"
    shutil.copy(example, copy)
    return copy


@pytest.fixture
def client(path):
    def decide(judgement, id_, form):
        put_in_force(path, judgement, id_, None, name=form.get("name", ""), who="R.", note="")
        return "Decided."

    return TestClient(make_app(path, decide), follow_redirects=False)


def token(client) -> str:
    return re.search(r'name="token" value="([^"]+)"', client.get("/review").text).group(1)


def match(path, kind="utterance"):
    with Record.read(path) as record:
        return next(one for one in record.rows("matches") if one["kind"] == kind and one["linked"])


def test_every_page_of_the_static_site_is_served_and_every_link_leads_somewhere(client, path):
    with Record.read(path) as record:
        names = [name for name, _ in pages(record)]
    seen = set()
    for name in [*names, "", "search", "review"]:
        answer = client.get(f"/{name}")
        assert answer.status_code == 200, name
        for href in re.findall(r'(?:href|action)="([^"#][^"]*)"', answer.text):
            if not href.startswith("http"):
                seen.add(href.split("#")[0].split("?")[0])
    for href in seen:
        assert client.get(f"/{href}").status_code == 200, href


def test_an_address_from_before_an_article_joined_leads_to_the_page_of_now(client, path):
    with Record.read(path) as record:
        story = record.rows("stories")[0]
        former = content_id("story", max(story["articles"]))
        utterance = next(one for one in record.rows("utterances") if len(one["statements"]) > 1)
        other = content_id("utterance", max(utterance["statements"]))
    assert former != story["id"]
    for asked, now in (
        (f"story-{former}.html", f"story-{story['id']}.html"),
        (f"story-{former}.json", f"story-{story['id']}.json"),
        (f"story-{former}-differ.html", f"story-{story['id']}-differ.html"),
        (f"utterance-{other}.csv", f"utterance-{utterance['id']}.csv"),
    ):
        answer = client.get(f"/{asked}")
        assert (answer.status_code, answer.headers["location"]) == (302, now)
        assert client.get(f"/{now}").status_code == 200
    assert client.get(f"/story-{'0' * 32}.html").status_code == 404
    assert client.get(f"/article-{'0' * 32}.html").status_code == 404


def test_pages_that_an_earlier_site_left_lead_on_or_say_that_they_are_gone(path, tmp_path):
    folder = tmp_path / "site"
    with Record.read(path) as record:
        write_site(record, folder)
        story = record.rows("stories")[0]
        former = content_id("story", max(story["articles"]))
        names = f"story-{former}.html", f"story-{former}-differ-2.html", f"article-{'0' * 32}.html"
        for name in (*names, "index-7.html", "my-own-notes.html"):
            (folder / name).write_text("words of an earlier record")
        write_site(record, folder)
    for name in names[:2]:
        assert f'<a href="story-{story["id"]}.html">' in (folder / name).read_text()
    assert "No longer in the record" in (folder / names[2]).read_text()
    assert '<a href="index.html">this page</a>' in (folder / "index-7.html").read_text()
    assert (folder / "my-own-notes.html").read_text() == "words of an earlier record"


def test_beside_each_list_stand_json_and_csv(client, path):
    with Record.read(path) as record:
        for stem, table in (("index", "stories"), ("speakers", "speakers")):
            assert client.get(f"/{stem}.json").json() == record.rows(table)
            assert client.get(f"/{stem}.csv").text.splitlines()[0].startswith("id,")
        found = client.get("/search.json?q=spillway").json()["rows"]
        lines = client.get("/search.csv?q=spillway").text.splitlines()
        assert len(lines) == len(found) + 1 > 2


def test_beside_each_page_stand_json_and_csv(client, path):
    with Record.read(path) as record:
        for kind, table in (
            ("story", "stories"),
            ("utterance", "utterances"),
            ("article", "articles"),
            ("speaker", "speakers"),
        ):
            row = record.rows(table)[0]
            found = client.get(f"/{kind}-{row['id']}.json")
            assert found.headers["content-type"] == "application/json"
            assert row["id"] in found.text
            assert client.get(f"/{kind}-{row['id']}.csv").text.startswith("id,")
        for table in EXPORTED:
            got = client.get(f"/tables/{table}.json?limit=3&offset=1").json()
            assert got["rows"] == record.rows(table)[1:4]
            assert got["count"] == len(record.rows(table))


def test_the_description_of_the_api_names_what_answers(client, path):
    with Record.read(path) as record:
        ids = {
            kind: record.rows(f"{kind}s" if kind != "story" else "stories")[0]["id"]
            for kind in ("story", "utterance", "article", "speaker")
        }
    described = client.get("/openapi.json").json()
    assert described == json.loads(json.dumps(openapi()))
    for name in described["paths"]:
        kind = name[1:].partition("-")[0]
        assert client.get(name.replace("{id}", ids.get(kind, ""))).status_code == 200, name


def test_search_finds_words_in_statements_quotations_and_anywhere(client):
    found = client.get("/search.json", params={"q": "spillway"}).json()
    assert found["count"] >= 3
    quoted = client.get("/search.json", params={"q": "spillway", "in": "quotations"}).json()
    assert 0 < quoted["count"] < found["count"]
    assert all(row["kind"] == "direct" for row in quoted["rows"])
    anywhere = client.get("/search.json", params={"q": "spillway", "in": "anywhere"}).json()
    assert all("spillway" in row["text"].lower() for row in anywhere["rows"])
    phrase = client.get("/search.json", params={"q": '"not open the spillway"'}).json()
    assert 0 < phrase["count"] <= found["count"]
    assert client.get("/search.json", params={"q": "zebra"}).json()["count"] == 0


def test_search_narrows_by_facet_and_opens_at_the_passage(client):
    everything = client.get("/search.json").json()["count"]
    for name, value in (
        ("speaker", "Ilse Marrowin"),
        ("outlet", "Meridian Wire"),
        ("guard", "condition"),
        ("relation", "ends_earlier"),
    ):
        found = client.get("/search.json", params={name: value}).json()
        assert 0 < found["count"] < everything
    html = client.get("/search", params={"q": "spillway"}).text
    href, anchor = re.search(r'<li><a href="([^"#]+)#(s\w+)"', html).groups()
    assert f'id="{anchor}"' in client.get(f"/{href}").text


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '""',
        "*",
        "a OR",
        "NEAR(",
        "content : x",
        "-",
        "^",
        "x" * MAX_QUERY,
        "\x00",
        "ö “q” 'x'",
    ],
)
def test_no_words_break_the_search(client, words):
    for where in ("statements", "anywhere"):
        assert client.get("/search", params={"q": words, "in": where}).status_code == 200


@pytest.mark.parametrize("params", [{"q": "x" * (MAX_QUERY + 1)}, {"in": "x"}, {"first": "soon"}])
def test_what_cannot_be_asked_is_a_400(client, params):
    assert client.get("/search", params=params).status_code == 400


def test_a_decision_is_applied_shown_and_undone(client, path):
    one = match(path)
    form = {"token": token(client), "id": one["id"], "judgement": "not_same", "back": "review"}
    before = client.get("/index.html").headers["etag"]
    answer = client.post("/review", data=form, headers={"origin": "http://testserver"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("review?said=Decided")
    assert client.get("/index.html").headers["etag"] != before
    with Record.read(path) as record:
        (judgement,) = record.rows("judgements")
        assert judgement["outcome"] == "applied"
        statements = {row["id"]: row["utterance"] for row in record.rows("statements")}
        assert statements[one["left"]] != statements[one["right"]]
    form |= {"id": judgement["id"], "judgement": "undo"}
    client.post("/review", data=form)
    with Record.read(path) as record:
        assert [row["outcome"] for row in record.rows("judgements")] == ["undone"]


def test_a_decision_that_makes_no_sense_is_said_and_changes_nothing(client, path):
    form = {"token": token(client), "id": "ffff", "judgement": "same"}
    answer = client.post("/review", data=form)
    assert "Not+decided" in answer.headers["location"]
    form = {"token": token(client), "id": match(path)["id"], "judgement": "true"}
    assert "Not+decided" in client.post("/review", data=form).headers["location"]
    assert not path.with_suffix(".decisions.toml").exists()


def test_decisions_from_elsewhere_are_refused(client, path):
    form = {"id": match(path)["id"], "judgement": "not_same"}
    assert client.post("/review", data=form).status_code == 403
    form["token"] = token(client)
    for headers in ({"origin": "http://evil.example"}, {"referer": "http://evil.example/x"}):
        assert client.post("/review", data=form, headers=headers).status_code == 403
    assert client.post("/review", data={**form, "note": "x" * MAX_FORM}).status_code == 413
    form["back"] = "//evil.example/"
    assert client.post("/review", data=form).headers["location"].startswith("review")


def test_another_host_a_wrong_key_and_strange_paths_get_nothing(path):
    client = TestClient(make_app(path, lambda *_: ""), follow_redirects=False)
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    for name in (
        "../../etc/passwd",
        "%2e%2e%2fetc",
        "story-zz.html",
        "story-" + "0" * 32 + ".html",
        "x.php",
    ):
        assert client.get(f"/{name}").status_code == 404, name
    closed = TestClient(make_app(path, lambda *_: "", key="open-sesame"))
    assert closed.get("/").status_code == 403
    assert closed.get("/?key=wrong").status_code == 403
    assert closed.get("/?key=open-sesame").status_code == 200
    assert closed.get("/search").status_code == 200  # the cookie keeps it


def test_headers_forbid_scripts_and_a_page_that_has_not_changed_is_not_sent_again(client):
    first = client.get("/index.html")
    policy = first.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert first.headers["x-content-type-options"] == "nosniff"
    again = client.get("/index.html", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
