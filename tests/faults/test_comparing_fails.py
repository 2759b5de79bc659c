"""What cannot be compared costs its own rows and no more: it is kept with the reason, and tried again."""

import pytest
from tests.factories import build_texts, digests

from onrecord.record.store import Record
from onrecord.utterances.differences import FindDifferences
from onrecord.utterances.figures import GroupFigures

SAID = "“The ferry will sail in May,” said Mayor Orla Brennick. “It carries 40 lorries a day.”"
TEXTS = {
    "Echo": f"{SAID}\n\nThe pier of Tarrow is closed, and nobody was hurt on Monday when it gave way.",
    "Tribune": f"{SAID.replace('May', 'June')}\n\nThe pier of Tarrow is closed. It gave way on Monday.",
}


def fail(*_, **__):
    message = "no such word"
    raise KeyError(message)


@pytest.mark.parametrize(
    ("stage", "method", "table"),
    [(FindDifferences, "run", "differences"), (GroupFigures, "compare", "figures")],
)
def test_a_build_goes_on_and_the_next_makes_good(tmp_path, monkeypatch, stage, method, table):
    path, sound = tmp_path / "r.db", tmp_path / "sound.db"
    build_texts(sound, TEXTS)
    with monkeypatch.context() as patched:
        patched.setattr(stage, method, fail)
        build_texts(path, TEXTS)
    with Record.read(path) as record:
        assert record.rows("utterances")
        assert not [one for one in record.rows(table) if one.get("relation") != "possibly_same"]
        reasons = {one["reason"] for one in record.rows("rejections")}
        assert reasons == {"stage_failed"}
        assert all("no such word" in one["detail"] for one in record.rows("rejections"))
    build_texts(path, TEXTS)
    assert digests(path) == digests(sound)
