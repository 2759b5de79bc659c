"""Those who speak together are who they are by themselves, too."""

import pytest
from tests.factories import build_texts

from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.resources import lexicon
from onrecord.statements.naming import find_members
from onrecord.views.web import Renderer, page


@pytest.mark.parametrize(
    ("source", "members"),
    [
        ("Aldov and Brennick", ["Aldov", "Brennick"]),
        ("both Orla Brennick and Tobin Hask", ["Orla Brennick", "Tobin Hask"]),
        ("Skellia's minister, Per Aune, and his Tarrower counterpart, Mila Rusk", ["Per Aune", "Mila Rusk"]),
        ("Aune and Rusk, the two countries' ministers", ["Aune", "Rusk"]),
        ("Aldov, Brennick and Hask", ["Aldov", "Brennick", "Hask"]),
        ("Mr Pell, 47, and the founder, Sir Graham Dallow", ["Mr Pell", "Sir Graham Dallow"]),
        ("Sens. Tobin Hask, R-Ariz., and Orla Brennick, R-S.C.", ["Sens. Tobin Hask", "Orla Brennick"]),
        ("Senators Per Aune, Republican of Iowa, and Mila Rusk, Democrat of Vermont", ["Senators Per Aune", "Mila Rusk"]),
        ("Aune and Rusk jointly", ["Aune", "Rusk jointly"]),
        ("he and Brennick", ["he", "Brennick"]),
        ("Aldov, Brennick and other ministers", ["Aldov", "Brennick"]),
        ("Orla Brennick, appointed by Tobin Hask, and Per Aune", ["Orla Brennick", "Per Aune"]),
        ("the Senate and the Pentagon", ["the Senate", "the Pentagon"]),
        # one of whom the other is only described
        ("Aldov and his wife", ["Aldov"]),
        # one, or nobody who is named
        ("Orla Brennick, the mayor and head of the port", []),
        ("the lawyer for Aldov and Brennick", []),
        ("Brennick and Sons", []),
        ("police and prosecutors", []),
        ("the leaders of Norrland and Tavria", []),
        ("Orla Brennick", []),
    ],
)  # fmt: skip
def test_whom_a_source_names_together(source, members):
    assert [span.of(source) for span in find_members(source, lexicon())] == members


ECHO = (
    "Prime Minister Sigrid Holm of Skellia received President Anton Varga in the old harbour.\n\n"
    "Holm and Varga said on Monday that the bridge over the strait would open in May.\n\n"
    "“We will open the road as soon as the inspectors have been let in,” they said."
)
POST = (
    "Anton Varga, the president, was in Skell with a delegation of bankers, and stayed for lunch.\n\n"
    "Varga and Prime Minister Sigrid Holm said that the bridge over the strait would open in May at last.\n\n"
    "“We will open the road as soon as the inspectors have been let in. If they are not, we won’t,” Holm said."
)


@pytest.fixture(params=[False, True], ids=["in order", "the other way round"])
def record(tmp_path, request):
    texts = {"Echo": ECHO, "Post": POST}
    build_texts(tmp_path / "two.db", dict(reversed(texts.items())) if request.param else texts)
    with Record.read(tmp_path / "two.db") as record:
        assert list(verify(record)) == []
        yield record


def test_sources_that_name_the_same_persons_are_one_speaker_of_those(record):
    by_id = {row["id"]: row for row in record.rows("speakers")}
    (together,) = [row for row in by_id.values() if row["members"]]
    assert sorted(by_id[id_]["name"] for id_ in together["members"]) == [
        "Anton Varga",
        "Sigrid Holm",
    ]
    assert {one["text"] for one in together["forms"]} == {
        "Holm and Varga",
        "they",
        "Varga and Prime Minister Sigrid Holm",
    }
    assert together["name"] in {"Sigrid Holm and Anton Varga", "Anton Varga and Sigrid Holm"}


def test_what_they_say_is_one_with_what_one_of_them_says(record):
    shared = [row for row in record.rows("utterances") if len(row["outlets"]) > 1]
    told = {row["speaker_name"] for row in shared}
    names = [row["name"] for row in record.rows("speakers") if row["members"]]
    assert told == {"Sigrid Holm", *names}


def test_their_page_names_each_and_each_page_names_them(record):
    render = Renderer()
    (together,) = [row for row in record.rows("speakers") if row["members"]]
    theirs = page(record, render, "speaker", together["id"])
    assert "several who speak together" in theirs
    for id_ in together["members"]:
        assert f"speaker-{id_}.html" in theirs
        assert together["name"] in page(record, render, "speaker", id_)
    (utterance,) = [
        row for row in record.rows("utterances") if row["speaker_name"] == "Sigrid Holm"
    ]
    assert f"they ({together['name']})" in page(record, render, "utterance", utterance["id"])


@pytest.mark.parametrize(
    ("source", "each"),
    [
        ("the Senate and the Harbour Board", ["Harbour Board", "Senate"]),
        ("Aldov and Brennick", ["Aldov", "Brennick"]),
    ],
)
def test_who_speaks_together_once_is_called_as_printed(tmp_path, source, each):
    build_texts(tmp_path / "one.db", {"Echo": f"“The ferry will sail in May,” {source} said."})
    with Record.read(tmp_path / "one.db") as record:
        rows = sorted(record.rows("speakers"), key=lambda row: row["name"])
    assert [row["name"] for row in rows if not row["members"]] == each
    assert [(row["name"], row["kind"]) for row in rows if row["members"]] == [(source, "unnamed")]


def test_who_speaks_with_others_that_are_not_named_is_no_other_pair(tmp_path):
    other = ECHO.replace("Holm and Varga said", "Holm, Varga and other ministers said")
    build_texts(
        tmp_path / "two.db", {"Echo": ECHO, "Post": other.replace("they said", "Holm said")}
    )
    with Record.read(tmp_path / "two.db") as record:
        groups = [row for row in record.rows("speakers") if row["members"]]
    assert sorted(row["name"] for row in groups) == [
        "Holm, Varga and other ministers",
        "Sigrid Holm and Anton Varga",
    ]
