"""Whom a pronoun means, where another article names somebody for the very same words; on invented reports."""

import pytest
from tests.factories import build_record, build_texts, digests

from onrecord.record.store import Record

SAID = "The northern pier will stay shut until the crane is out of the water"
NAMED = f"Mara Ostrow, the harbour master of Skell, spoke on Monday.\n\n“{SAID},” Ostrow told reporters.\n"
HE = (
    "Harbour master Mara Ostrow met Peder Vang, the mayor of Skell, on Monday. Vang said the town had lost its "
    "cattle ferry. Vang asked for a crane. Vang is a patient man.\n\n"
    f"“{SAID},” {{}} said.\n"
)


def speakers(path) -> dict[str, str | None]:
    return speakers_of(path, SAID)


def speakers_of(path, words: str) -> dict[str, str | None]:
    with Record.read(path) as record:
        return {
            one["outlet"]: one["speaker_name"]
            for one in record.rows("statements")
            if any(words in part["text"] for part in one["content"])
        }


@pytest.mark.parametrize("source", ["he", "she"])
def test_who_is_named_elsewhere_for_the_same_words_is_meant(tmp_path, source):
    build_texts(tmp_path / "r.db", {"Echo": HE.format(source), "Post": NAMED})
    assert speakers(tmp_path / "r.db") == {"Echo": "Mara Ostrow", "Post": "Mara Ostrow"}
    with Record.read(tmp_path / "r.db") as record:
        (ostrow,) = record.rows("speakers", name="Mara Ostrow")
        mentions = {one["id"]: one for one in record.rows("mentions")}
        assert source in {mentions[id_]["span"]["text"] for id_ in ostrow["mentions"]}
        assert source in str(ostrow["forms"])
        reasons = [one["reasons"][0] for one in record.rows("matches") if one["kind"] == "speaker"]
        assert "named so in another article, for the very same words" in reasons


def test_by_itself_an_article_makes_him_the_likeliest(tmp_path):
    build_texts(tmp_path / "r.db", {"Echo": HE.format("he")})
    assert speakers(tmp_path / "r.db") == {"Echo": "Peder Vang"}


@pytest.mark.parametrize(
    "other",
    [
        NAMED.replace("Mara Ostrow", "Jorun Hale").replace(
            "Ostrow", "Hale"
        ),  # nobody whom the article names
        NAMED.replace(SAID, "The southern pier is open to everybody who has no cattle aboard"),
        NAMED.replace("Ostrow told", "she told"),
    ],
)
def test_what_is_no_evidence_changes_nobody(tmp_path, other):
    build_texts(tmp_path / "r.db", {"Echo": HE.format("he"), "Post": other})
    assert speakers(tmp_path / "r.db")["Echo"] == "Peder Vang"


def test_where_others_name_two_nobody_is_told_by_them(tmp_path):
    vang = NAMED.replace("Mara Ostrow, the harbour master", "Peder Vang, the mayor")
    texts = {"Post": NAMED, "Mail": vang.replace("Ostrow", "Vang")}
    build_texts(tmp_path / "r.db", {"Echo": HE.format("he"), **texts})
    assert speakers(tmp_path / "r.db")["Echo"] == "Peder Vang"


def test_an_article_that_comes_later_tells_it_as_well(tmp_path):
    for name, text in (("echo", HE.format("he")), ("post", NAMED)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    both = [str(tmp_path / "echo.txt"), str(tmp_path / "post.txt")]
    build_record(tmp_path / "at-once.db", both)
    build_record(tmp_path / "later.db", both[:1])
    build_record(tmp_path / "later.db", both)
    later, at_once = (dict(digests(tmp_path / f"{name}.db")) for name in ("later", "at-once"))
    del later["events"], at_once["events"]  # which build brought what is another matter
    assert later == at_once


REPORT = (
    "he “had no wish” to reopen the northern pier before the crane is out of the water and the ferry company has "
    "paid for a new one"
)


def test_a_report_of_many_of_the_same_words_tells_it_too(tmp_path):
    he = HE.replace(f"“{SAID},” {{}} said.", f"He also said in the interview that {REPORT}.")
    named = f"Mara Ostrow, the harbour master, met reporters.\n\nOstrow also said that {REPORT}.\n"
    alone, both = tmp_path / "alone.db", tmp_path / "both.db"
    build_texts(alone, {"Echo": he})
    build_texts(both, {"Echo": he, "Post": named})
    told = []
    for path in (alone, both):
        with Record.read(path) as record:
            told.append(
                {
                    one["speaker_name"]
                    for one in record.rows("statements", outlet="Echo")
                    if "had no wish" in one["content"][0]["text"]
                }
            )
    assert told == [{"Peder Vang"}, {"Mara Ostrow"}]


def test_of_two_quotations_with_one_source_either_tells_it(tmp_path):
    # the second has no verb of its own: "she" of the first is its source too
    echo = (
        "Harbour master Mara Ostrow met Selma Vang, the mayor of Skell, on Monday. Vang said the town had lost its "
        "cattle ferry. Vang asked for a crane. Vang is a patient woman.\n\n"
        f"“{SAID},” she tweeted from Ness. “Why did they not do anything about it?”\n\n"
        "Ostrow continued this line of attack, and on Sunday told a paper that the company was also to blame.\n\n"
        "“The company should be ashamed of itself for letting this happen. They had bad moorings, and they were hit.”\n"
    )
    alone, both = tmp_path / "alone.db", tmp_path / "both.db"
    build_texts(alone, {"Echo": echo})
    build_texts(both, {"Echo": echo, "Post": NAMED})
    assert speakers(alone) == {"Echo": "Selma Vang"}
    assert speakers(both) == {"Echo": "Mara Ostrow", "Post": "Mara Ostrow"}


@pytest.mark.parametrize(
    ("source", "is_meant"),
    [("the Ness native", True), ("officials", False), ("the Ness Union of Pilots", False)],
)
def test_who_is_only_described_may_be_named_elsewhere(tmp_path, source, is_meant):
    build_texts(tmp_path / "r.db", {"Echo": HE.format(source), "Post": NAMED})
    assert (speakers(tmp_path / "r.db")["Echo"] == "Mara Ostrow") is is_meant


def test_the_quoted_words_of_a_report_tell_it(tmp_path):
    words = SAID.removeprefix("The ").lower()
    report = f"he “had no fear” of the insurers, as “the {words}” until May"
    he = HE.replace(f"“{SAID},” {{}} said.", f"He also said in the interview that {report}.")
    build_texts(tmp_path / "alone.db", {"Echo": he})
    build_texts(tmp_path / "both.db", {"Echo": he, "Post": NAMED})
    assert speakers_of(tmp_path / "alone.db", words) == {"Echo": "Peder Vang"}
    assert speakers_of(tmp_path / "both.db", words)["Echo"] == "Mara Ostrow"
