import shutil
import sqlite3

import pytest

from onrecord.errors import NoSuchItem, RecordError
from onrecord.record.store import Record
from onrecord.record.verify import Count, verify


def test_a_sound_record_verifies_and_says_how_much_was_read(record):
    count = Count()
    assert list(verify(record, count)) == []
    assert count.pages == count.articles == 6
    assert count.spans > 500


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ("UPDATE article_texts SET text = replace(text, 'unless', 'except')", "articles"),
        (
            "UPDATE page_bytes SET data = CAST(replace(CAST(data AS TEXT), 'unless', 'except') AS BLOB)",
            "pages",
        ),
        ("UPDATE statements SET content = replace(content, 'unless', 'except')", "statements"),
        ("UPDATE differences SET left_span = replace(left_span, 'flood', 'blood')", "differences"),
        ("UPDATE articles SET outlet = 'Another' WHERE outlet = 'Channel Nine'", "articles"),
        ("DELETE FROM mentions WHERE id = (SELECT min(id) FROM mentions)", "mentions"),
    ],
)
def test_what_was_changed_by_hand_is_named(example, tmp_path, change, table):
    path = tmp_path / "changed.db"
    shutil.copy(example, path)
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(change)
    connection.close()
    with Record.read(path) as record:
        assert table in {failure.table for failure in verify(record)}


def test_a_file_that_is_no_record_is_refused(tmp_path):
    path = tmp_path / "note.db"
    path.write_text("a note about something else, long enough to be read as a header of a page")
    with pytest.raises(RecordError, match="not a record"):
        Record.read(path)
    with pytest.raises(RecordError, match="there is no record here"):
        Record.read(tmp_path / "none.db")


def test_an_id_may_be_shortened_while_it_is_one(record):
    table, id_ = record.find(record.rows("utterances")[0]["id"][:12])
    assert table == "utterances"
    assert record.row(table, id_)["id"] == id_
    with pytest.raises(NoSuchItem, match="nothing in the record"):
        record.find("zzzz")


def test_readers_see_the_record_while_it_is_written(example, tmp_path):
    path = tmp_path / "copy.db"
    shutil.copy(example, path)
    with Record.create(path), Record.read(path) as reader:
        assert reader.counts()["articles"] == 6
