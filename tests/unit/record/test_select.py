"""A record cut out of a larger one, or out of a corpus: whole stories, sound by themselves."""

import json
import subprocess
import sys

import pytest
from tests.factories import EXAMPLE, flow
from tests.properties.test_growing import EVENTS, FLOW, everything

from onrecord.articles.extract import ExtractArticles
from onrecord.errors import RecordError
from onrecord.flow import build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.parquet import Corpus, write_corpus
from onrecord.record.select import Wanted, select
from onrecord.record.store import EXPORTED, Record
from onrecord.record.verify import verify


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "large.db"
    with Record.create(path) as record:
        build(FLOW, everything(), record)
    return path


@pytest.fixture(scope="module")
def corpus(large, tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    with Record.read(large) as record:
        assert write_corpus(record, folder, "large") >= 10
    return folder


@pytest.fixture(params=["record", "corpus"])
def source(request, large, corpus):
    if request.param == "corpus":
        yield Corpus(corpus)
        return
    with Record.read(large) as record:
        yield record


def rows(path):
    with Record.read(path) as record:
        assert list(verify(record)) == []
        return {table: record.rows(table) for table in EXPORTED}


def test_all_stories_are_the_record_itself(source, large, tmp_path):
    select(source, tmp_path / "all.db", Wanted())
    cut, whole = rows(tmp_path / "all.db"), rows(large)
    for made in (cut, whole):  # rejected inputs are of the build, not of a story
        made.pop("rejections")
    assert cut == whole


def test_a_story_comes_with_all_that_belongs_to_it_and_nothing_else(source, large, tmp_path):
    whole = rows(large)
    story = next(one for one in whole["stories"] if len(one["articles"]) == 3)
    counts = select(source, tmp_path / "one.db", Wanted(stories=(story["id"][:12],)))
    cut = rows(tmp_path / "one.db")
    assert [one["id"] for one in cut["stories"]] == [story["id"]]
    for table in ("statements", "utterances", "figures"):
        assert cut[table] == [one for one in whole[table] if one["story"] == story["id"]]
        assert counts[table] == len(cut[table])
    mentions = {one["id"] for one in cut["mentions"]}
    assert all(set(one["mentions"]) <= mentions for one in cut["speakers"])
    with Record.read(tmp_path / "one.db") as record:
        assert record.text(story["articles"][0])


@pytest.mark.parametrize(
    ("wanted", "n"),
    [
        (Wanted(speakers=("orla brennick",)), 2),
        (Wanted(speakers=("Tobin Hask", "Petra Quillow")), 2),
        (Wanted(speakers=("Orla Brennick",), stories=("nothing",)), 0),
        (Wanted(outlets=("wire",)), len(EVENTS)),
        (Wanted(first="2031-03-06"), len(EVENTS)),
        (Wanted(last="2031-03-03"), 0),
    ],
)
def test_conditions(source, tmp_path, wanted, n):
    target = tmp_path / "cut.db"
    if n:
        select(source, target, wanted)
        assert len(rows(target)["stories"]) == n
    else:
        with pytest.raises(RecordError, match="no story fits"):
            select(source, target, wanted)
        assert not target.exists()


def test_a_cut_can_be_built_on(large, tmp_path):
    with Record.read(large) as record:
        select(record, tmp_path / "cut.db", Wanted(speakers=("Tobin Hask",)))
    extra = [one for one in everything() if "ferry" in one.name]
    with Record.create(tmp_path / "cut.db") as record:
        build(FLOW, extra, record)
    assert len(rows(tmp_path / "cut.db")["stories"]) == 2


def test_a_corpus_holds_several_records_and_a_record_is_redone_alone(large, tmp_path):
    folder = tmp_path / "corpus"
    names = {}
    for event in ("ferry", "dam"):
        path = tmp_path / f"{event}.db"
        with Record.create(path) as record:
            build(FLOW, [one for one in everything() if event in one.name], record)
            names[event] = {row["id"] for row in record.rows("stories")}
        with Record.read(path) as record:
            write_corpus(record, folder, event)
            write_corpus(record, folder, event)
    assert {row["id"] for row in Corpus(folder).rows_in("stories")} == names["ferry"] | names["dam"]
    days = {one.name for one in (folder / "articles").iterdir()}
    assert days == {"day=2031-03-04"}
    with Record.read(large) as record:
        write_corpus(record, folder, "large")
    ids = [row["id"] for row in Corpus(folder).rows_in("articles")]
    assert len(ids) == len(set(ids)), "an article that two records hold is one"


def test_a_build_writes_its_corpus_at_once(tmp_path):
    record, built, exported = tmp_path / "day.db", tmp_path / "built", tmp_path / "exported"
    done = run("build", EXAMPLE, "-o", record, "--corpus", built)
    assert done.returncode == 0, done.stderr
    assert run("export", record, "-t", "all", "-f", "parquet", "-o", exported).returncode == 0
    files = {one.relative_to(built): one.read_bytes() for one in built.rglob("*.parquet")}
    assert files == {
        one.relative_to(exported): one.read_bytes() for one in exported.rglob("*.parquet")
    }
    assert len(files) >= 10
    refused = run("build", EXAMPLE, "-o", tmp_path / "other.db", "--corpus", record)
    assert refused.returncode == 2
    assert not (tmp_path / "other.db").exists(), (
        "what cannot be written is said before anything is built"
    )


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_from_the_command_line(large, tmp_path):
    folder = tmp_path / "corpus"
    assert run("export", large, "-t", "all", "-f", "parquet", "-o", folder).returncode == 0
    cut = tmp_path / "cut.db"
    done = run("select", folder, "-o", cut, "--speaker", "Ilse Marrowin", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["stories"] == 1
    assert run("verify", cut).returncode == 0
    for wrong in (
        ("select", folder, "-o", cut),
        ("select", folder, "-o", tmp_path / "x.db", "--from", "March"),
        ("select", tmp_path, "-o", tmp_path / "x.db"),
        ("select", large, "-o", tmp_path / "x.db", "--speaker", "Nobody"),
        ("export", large, "-t", "all", "-o", folder),
    ):
        done = run(*wrong)
        assert done.returncode == 2, wrong
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize("table", ["stories", "statements", "article_texts"])
def test_a_damaged_file_of_a_corpus_is_an_error_and_not_less_to_find(large, tmp_path, table):
    folder = tmp_path / "corpus"
    with Record.read(large) as record:
        write_corpus(record, folder, "large")
    path = next((folder / table).glob("*/large.parquet"))
    path.write_bytes(path.read_bytes()[:-20])
    target = tmp_path / "cut.db"
    done = run("select", folder, "-o", target)
    assert done.returncode == 2
    assert "damaged" in done.stderr
    assert "Traceback" not in done.stderr
    assert not target.exists()


def test_what_was_cut_out_is_extracted_again_under_the_titles_it_has(tmp_path):
    row = {
        "text": "The ferry to Skell leaves in May, Mara Ostrow said on Monday.",
        "title": "Ferry",
    }
    item = Input(name="a.jsonl", path=None, source=Source(), data=json.dumps(row).encode() + b"\n")
    with Record.create(tmp_path / "r.db") as record:
        build(flow(), [item], record)
    with Record.read(tmp_path / "r.db") as record:
        select(record, tmp_path / "cut.db", Wanted())
    other = flow(articles=ExtractArticles(bodies="rules"))
    for name in ("r.db", "cut.db"):
        with Record.create(tmp_path / name) as record:
            assert build(other, [], record)["articles.extracted_again"] == 1
            assert [one["title"] for one in record.rows("articles")] == ["Ferry"]
        with Record.read(tmp_path / name) as record:
            assert list(verify(record)) == []
