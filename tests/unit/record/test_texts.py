"""A record without texts holds no word of its sources, and comes back byte for byte."""

import shutil

import pytest
from click.testing import CliRunner
from tests.factories import EXAMPLE

from onrecord.cli.commands import cli
from onrecord.errors import OnRecordError
from onrecord.record.store import EXPORTED, Record
from onrecord.record.texts import copy_without_texts
from onrecord.record.verify import verify


def run(*arguments: object):
    return CliRunner().invoke(cli, [str(one) for one in arguments])


@pytest.fixture
def bare(example, tmp_path):
    copy_without_texts(example, tmp_path / "bare.db")
    return tmp_path / "bare.db"


def test_no_sentence_of_a_source_is_in_the_file(example, bare):
    data = bare.read_bytes()
    with Record.read(example) as record:
        rows = record.rows("statements")
        passages = [
            region["text"]
            for one in record.rows("articles")
            for region in one["regions"]
            if region["role"] == "body"
        ]
        titles = " ".join(one["title"] or "" for one in record.rows("articles"))
    sentences = [span["text"] for row in rows for span in row["content"]]
    words = [text for text in (*sentences, *passages) if len(text.split()) > 4]
    assert len(words) > 40
    for text in words:
        for i in range(0, max(1, len(text) - 30), 10):
            part = text[i : i + 30]
            assert part in titles or part.encode() not in data


def test_offsets_ids_and_digests_stay(example, bare):
    with Record.read(example) as whole, Record.read(bare) as record:
        assert whole.counts() == record.counts()
        assert not record.has_texts()
        for table in EXPORTED:
            for one, other in zip(whole.rows(table), record.rows(table), strict=True):
                assert one.get("id") == other.get("id")
        assert [what for what in verify(record) if "rehydrate" in what.what]


def test_filled_from_the_same_copies_it_is_the_same_record(example, bare, tmp_path):
    copies = tmp_path / "elsewhere"
    copies.mkdir()
    for number, path in enumerate(sorted(EXAMPLE.iterdir())):
        if path.suffix in {".txt", ".html"}:  # other names, other folder, no table of sources
            shutil.copy(path, copies / f"copy{number}{path.suffix}")
    done = run("rehydrate", bare, copies, "-o", tmp_path / "full.db")
    assert done.exit_code == 0, done.output
    with Record.read(example) as whole, Record.read(tmp_path / "full.db") as record:
        for table in EXPORTED:
            assert whole.rows(table) == record.rows(table), table
        assert list(whole.digests()) == list(record.digests())
        assert list(verify(record)) == []


def test_what_has_no_copy_is_named(bare, tmp_path):
    done = run("rehydrate", bare, EXAMPLE / "meridian-wire.txt", "-o", tmp_path / "part.db")
    assert done.exit_code == 1
    assert "no copy was found of" in done.output
    assert "1 article filled, 5 without text" in done.output
    with Record.read(tmp_path / "part.db") as record:
        texts = [row["content"][0]["text"] for row in record.rows("statements")]
        assert any(texts)
        assert not all(texts)


def test_a_changed_copy_fills_nothing(bare, tmp_path):
    changed = tmp_path / "meridian-wire.txt"
    changed.write_bytes((EXAMPLE / "meridian-wire.txt").read_bytes() + b" And more.")
    done = run("rehydrate", bare, changed, "-o", tmp_path / "none.db")
    assert "0 articles filled, 6 without text" in done.output


def test_nothing_is_written_over(example, bare, tmp_path):
    with pytest.raises(OnRecordError):
        copy_without_texts(example, bare)
    done = CliRunner().invoke(cli, ["rehydrate", str(bare), str(EXAMPLE), "-o", str(bare)])
    assert isinstance(done.exception, OnRecordError)
    done = CliRunner().invoke(
        cli, ["rehydrate", str(example), str(EXAMPLE), "-o", str(tmp_path / "x.db")]
    )
    assert "nothing to fill" in str(done.exception)
