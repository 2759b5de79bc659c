"""What reprints print at one place of their text is compared once, on invented reports of one fair."""

import pytest
from tests.factories import build_texts, flow, statements

from onrecord.flow import build
from onrecord.judgements import make_judgement
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.utterances.figures import printed_once
from onrecord.utterances.matching import GroupUtterances
from onrecord.utterances.numbered import read_sentences
from onrecord.utterances.reprinted import stand_ins
from onrecord.utterances.witnesses import read_witnesses
from onrecord.views.check import check

REPORT = [
    "The fair at Dunmorrow opens on Friday with forty stalls along the old canal, the council said.",
    "Treasurer Ilva Renn declined to answer. Her office said no.",
    "“We will light the bridge every night unless the river rises,” said the mayor, Odo Falk, on Monday.",
    "Falk said the stalls had cost nine thousand crowns and that the guilds had paid for half of them.",
    "Boats will leave from the lower lock each hour, and the last one returns before midnight.",
    "“The bridge is ours,” a porter said. The porters have carried the stalls since spring.",
]  # fmt: skip
OTHER = (
    "Mayor Odo Falk spoke at the town hall of Dunmorrow about lamps and money.\n\n"
    "“We will light the bridge every night,” said the mayor, Odo Falk, before he left for the harbour."
)


def reprints(n: int) -> dict[str, str]:
    """Return one report as `n` outlets print it, each with a line of its own."""
    return {
        f"Post {at}": "\n\n".join([f"Post {at} was at the fair with {at + 3} readers.", *REPORT])
        for at in range(n)
    }


def record_of(texts, **changes) -> Record:
    inputs = [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in texts.items()
    ]
    record = Record.create(":memory:")
    build(flow(**changes), inputs, record)
    return record


def carried(record: Record) -> list[set[str]]:
    """Return the outlets of each utterance."""
    outlet = {one["id"]: one["outlet"] for one in record.rows("statements")}
    return [{outlet[id_] for id_ in one["statements"]} for one in record.rows("utterances")]


def text_of(statement) -> str:
    return " ".join(span["text"] for span in statement["content"])


def test_every_statement_of_a_reprinted_text_is_in_every_print_however_short_it_is():
    with record_of(reprints(4)) as record:
        assert len(record.rows("reprints")) == 1
        assert carried(record)
        assert all(len(outlets) == 4 for outlets in carried(record))


def test_rows_grow_with_the_articles_and_not_with_their_pairs():
    added = []
    for n in (4, 8, 16):
        with record_of(reprints(n) | {"Gull": OTHER}) as record:
            matches = [one for one in record.rows("matches") if one["kind"] == "utterance"]
            added.append((len(record.rows("differences")), len(matches)))
    (first, one), (second, other), (third, another) = added
    assert 0 < 2 * (second - first) == third - second
    assert 0 < 2 * (other - one) == another - other


def test_of_many_prints_the_links_are_kept_that_tell_most():
    for n in (10, 40):
        with record_of(reprints(n)) as record:
            links = [one for one in record.rows("matches") if one["kind"] == "reprint"]
            ends = {one[side] for one in links for side in ("left", "right")}
        assert len(ends) == n
        assert len(links) == n * (n - 1) // 2 if n == 10 else len(links) <= 12 * n


def test_what_another_text_prints_otherwise_is_told_of_one_print_and_each_is_in_the_utterance():
    with record_of(reprints(5) | {"Gull": OTHER}) as record:
        said = {one["id"]: one for one in record.rows("statements")}
        (row,) = [one for one in record.rows("differences") if one["relation"] == "ends_earlier"]
        assert said[row["left"]]["outlet"] == "Gull"
        assert row["text"] == "unless the river rises"
        told = said[row["right"]]
        assert told["told_as"] is None
        others = [one for one in said.values() if one["told_as"] == told["id"]]
        assert len(others) == 4
        assert {one["utterance"] for one in others} == {said[row["left"]]["utterance"]}
        first = min(
            record.rows("articles"), key=lambda one: one["id"] if one["outlet"] != "Gull" else "~"
        )
        assert told["article"] == first["id"]
        with_row = {one["left"] for one in record.rows("differences")}
        with_row |= {one["right"] for one in record.rows("differences")}
        assert all(one["id"] in with_row for one in others)


def test_each_print_is_compared_where_the_user_wants_it():
    utterances = GroupUtterances(each_print=True)
    with record_of(reprints(5) | {"Gull": OTHER}, utterances=utterances) as record:
        rows = [one for one in record.rows("differences") if one["relation"] == "ends_earlier"]
        assert len(rows) == 5
        assert not any(one["told_as"] for one in record.rows("statements"))
        assert any(len(outlets) == 6 for outlets in carried(record))


def test_what_is_said_twice_in_one_article_has_no_place_of_its_own():
    twice = [*REPORT, "Her office said no.", *REPORT[1:2]]
    texts = {f"Post {at}": "\n\n".join([f"Number {at} of many.", *twice]) for at in range(3)}
    with record_of(texts) as record:
        short = [
            one
            for one in record.rows("statements")
            if one["content"][0]["text"] == "no" and one["told_as"]
        ]
        assert not short


def test_what_stands_in_a_transcript_is_told_of_every_print():
    texts = reprints(3)
    inputs = [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in texts.items()
    ]
    turn = b"ODO FALK: We will light the bridge every night unless the river rises, and not before May.\n"
    inputs.append(
        Input(name="t.txt", path=None, source=Source(outlet="Hall", role="transcript"), data=turn)
    )
    with Record.create(":memory:") as record:
        build(flow(), inputs, record)
        outlet = {one["id"]: one["outlet"] for one in record.rows("statements")}
        located = [one for one in record.rows("matches") if one["kind"] == "transcript"]
        sides = {outlet[one[side]] for one in located for side in ("left", "right")}
        assert sides == {"Post 0", "Post 1", "Post 2", "Hall"}


@pytest.mark.parametrize("judgement", ["split", "not_same"])
def test_what_a_person_decides_about_one_print_holds_of_that_one(tmp_path, judgement):
    path, texts = tmp_path / "r.db", reprints(3) | {"Gull": OTHER}
    build_texts(path, texts)
    with Record.read(path) as record:
        direct = [one for one in record.rows("statements") if one["kind"] == "direct"]
    mine = next(one for one in direct if one["told_as"] and "bridge every" in text_of(one))
    other = next(one for one in direct if one["outlet"] == "Gull")
    given = {"kind": "utterance", "judgement": judgement, "left": mine["id"]}
    if judgement == "not_same":
        given["right"] = other["id"]
    build_texts(path, texts, decisions=[make_judgement(**given)])
    with Record.read(path) as record:
        after = {one["id"]: one["utterance"] for one in record.rows("statements")}
        (judged,) = record.rows("judgements")
    assert after[mine["id"]] != after[other["id"]]
    assert judged["outcome"] == "applied"


def test_a_draft_that_prints_a_text_of_the_record_stands_against_the_others_itself():
    texts = reprints(4) | {"Gull": OTHER}
    for name in reprints(4):
        utterances = GroupUtterances(draft=f"{name}.txt")
        with record_of(texts, utterances=utterances) as record:
            (found,) = check(record, f"{name}.txt")
        assert "unless the river rises" in found.text


def test_a_source_without_a_name_is_one_in_all_prints_and_another_in_another_text():
    other = (
        "Boats were late at Dunmorrow, and nobody at the town hall would say why it was so.\n\n"
        "“The lamps are broken,” a porter said. Nobody else had seen them at the lower lock."
    )
    with record_of(reprints(4) | {"Gull": other}) as record:
        outlet = {one["id"]: one["outlet"] for one in record.rows("articles")}
        of = {one["id"]: outlet[one["article"]] for one in record.rows("mentions")}
        porters = [one for one in record.rows("speakers") if one["name"] == "a porter"]
        found = sorted(sorted({of[id_] for id_ in one["mentions"]}) for one in porters)
    assert found == [["Gull"], ["Post 0", "Post 1", "Post 2", "Post 3"]]


def test_two_sources_called_alike_in_one_line_are_not_one():
    line = (
        "“It is ours,” a porter said on Monday. It was cold, and the lower lock had frozen. “It is ours,” a porter "
        "said on Friday."
    )
    report = [*REPORT[:-1], line]
    texts = {f"Post {n}": "\n\n".join([f"Number {n}.", *report]) for n in range(3)}
    with record_of(texts) as record:
        porters = [one for one in record.rows("speakers") if one["name"] == "a porter"]
    assert [len(one["mentions"]) for one in porters] == [1] * 6


def test_a_print_in_another_story_is_stood_for_by_nobody_of_this_one():
    read = [statements("\n\n".join([f"Number {n}.", *REPORT]), outlet=f"Post {n}") for n in (1, 2)]
    articles = {one.id: one for one, _ in read}
    said = [each for _, some in read for each in some]
    text_of = dict.fromkeys(articles, "text")
    n_stood_for = []
    for stories in (("s", "s"), ("s", "t")):
        story_of = dict(zip(articles, stories, strict=True))
        witnesses = read_witnesses(said, articles, story_of, {}, {}, text_of=text_of)
        n_stood_for.append(len(stand_ins(witnesses, "", (), ())))
        sentences = [
            one for id_, made in articles.items() for one in read_sentences(made, story_of[id_])
        ]
        compared, _ = printed_once(sentences, text_of)
        n_stood_for.append(len(sentences) - len(compared))
    assert n_stood_for[0] == len(said) // 2
    assert n_stood_for[1] > 0
    assert n_stood_for[2:] == [0, 0]
