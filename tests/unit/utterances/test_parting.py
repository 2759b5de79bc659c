"""Which statements are of one remark, on invented reports of one speech."""

import re
from itertools import combinations

import pytest
from tests.factories import build_texts

from onrecord.model import Match
from onrecord.record.store import Record
from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.folding import Reading, fold
from onrecord.utterances.parting import part
from onrecord.views.check import check
from onrecord.views.exports import export

LEAD = "Mara Ostrow, the harbour master of Skell, spoke to reporters at the pier on Monday.\n\n"
FERRY = "The night ferry will carry no cattle before the ramps are rebuilt"
LAMPS = "Every lamp along the western breakwater was bought second hand"
OPENINGS = (
    "", "As you know. ", "I said so in May. ", "Look at the books. ", "Let me repeat it. ", "It is this. ", "Write it down. ",
    "Hear me. ", "Once more. ", "No doubt about it. ", "Ask the pilots. ", "Ask the crews. ",
)  # fmt: skip
FERRIES = [f"{opening}{FERRY}." for opening in OPENINGS]
LAMPS_OF = [f"{opening}{LAMPS}." for opening in OPENINGS]


def record_of(path, quotations: list[str]) -> list[tuple[set[str], set[str]]]:
    """Return of each utterance in several articles its outlets, and those of statements of another's own."""
    build_texts(
        path,
        {f"P{at:02}": f'{LEAD}"{said}" Ostrow said.\n' for at, said in enumerate(quotations)},
    )
    with Record.read(path) as record:
        outlet = {one["id"]: one["outlet"] for one in record.rows("statements")}
        own = {one["id"]: one["utterance"] for one in record.rows("statements")}
        return [
            (
                {outlet[id_] for id_ in one["statements"]},
                {outlet[id_] for id_ in one["statements"] if own[id_] != one["id"]},
            )
            for one in record.rows("utterances")
            if len(one["statements"]) > 1
        ]


def test_two_remarks_that_one_report_runs_together_are_two_utterances(tmp_path):
    both = f"{FERRY}. {LAMPS}."
    found = record_of(tmp_path / "r.db", [*FERRIES, *LAMPS_OF, both])
    ferries, lamps = ({f"P{at + first:02}" for at in range(12)} for first in (0, 12))
    assert sorted(sorted(outlets) for outlets, _ in found) == [
        sorted(ferries | {"P24"}),
        sorted(lamps | {"P24"}),
    ]
    assert sorted(len(also) for _, also in found) == [0, 1]  # the report of both is one's own


def test_the_outlet_that_gives_both_lacks_neither(tmp_path):
    path = tmp_path / "r.db"
    record_of(path, [*FERRIES, *LAMPS_OF, f"{FERRY}. {LAMPS}."])
    with Record.read(path) as record:
        label = record.labels()
        for one in record.rows("utterances"):
            if len(one["statements"]) > 1:
                assert "P24" not in {label[each["article"]] for each in one["not_found_in"]}


def test_a_draft_that_gives_both_is_nowhere_called_not_found(tmp_path):
    path = tmp_path / "r.db"
    record_of(path, [*FERRIES, *LAMPS_OF, f"{FERRY}. {LAMPS}."])
    with Record.read(path) as record:
        found = {one.relation for one in check(record, "P24.txt", everything=True)}
        assert "not_found" not in found


def test_a_document_in_tei_has_each_statement_once(tmp_path):
    path = tmp_path / "r.db"
    record_of(path, [*FERRIES, *LAMPS_OF, f"{FERRY}. {LAMPS}."])
    with Record.read(path) as record:
        document = "".join(export(record, "utterances", "tei"))
    ids = re.findall(r'xml:id="(s[^"]+)"', document)
    assert len(ids) == len(set(ids)) == 25
    again = re.findall(r'sameAs="#(s[^"]+)"', document)
    assert len(again) == 1
    assert set(again) <= set(ids)


def test_two_outlets_of_which_one_runs_together_what_the_other_parts_are_one_utterance(tmp_path):
    path = tmp_path / "r.db"
    texts = {
        "Echo": f'{LEAD}"{FERRY}," Ostrow said.\n\nOf the lamps she said: "{LAMPS}."\n',
        "Ledger": f'{LEAD}"{FERRY}. {LAMPS}," Ostrow said.\n',
    }
    build_texts(path, texts)
    with Record.read(path) as record:
        assert [len(one["statements"]) for one in record.rows("utterances")] == [3]
        assert "joined" in {one["relation"] for one in record.rows("differences")}


def _read(text: str) -> Reading:
    return fold(text, [Span(0, len(text))], lexicon("en"))


def _link(left: str, right: str, words: str, texts: dict[str, str], by: str | None = None) -> Match:
    spans = []
    for id_ in (left, right):
        start = texts[id_].find(words)
        spans.append((Span(start, start + len(words)),) if start >= 0 else ())
    return Match(
        kind="utterance", left=left, right=right, linked=True, score=9.0, threshold=8.0, margin=1.0,
        runner_up=None, reasons=("r",), left_aligned=spans[0], right_aligned=spans[1], decided_by=by,
    )  # fmt: skip


@pytest.mark.parametrize(("by", "n_remarks"), [(None, 2), ("judgement", 1)])
def test_what_a_person_judged_one_is_not_parted(by, n_remarks):
    texts = {f"f{at}": one for at, one in enumerate(FERRIES)}
    texts |= {f"l{at}": one for at, one in enumerate(LAMPS_OF)}
    pairs = list(combinations(range(len(OPENINGS)), 2))
    links = [_link(f"f{a}", f"f{b}", FERRY, texts) for a, b in pairs]
    links += [_link(f"l{a}", f"l{b}", LAMPS, texts) for a, b in pairs]
    links.append(_link("f0", "l0", "", texts, by))
    found = part({id_: _read(text) for id_, text in texts.items()}, links, 0.1, 0.25)
    assert len(found) == n_remarks


def test_a_statement_with_links_to_one_remark_alone_is_of_it():
    texts = {f"f{at}": f"{FERRY} {'and ' * at}" for at in range(12)}
    texts["lone"] = "She may yet have the ramps are rebuilt by the winter or by the spring"
    links = [_link(f"f{a}", f"f{b}", FERRY, texts) for a, b in combinations(range(12), 2)]
    links.append(_link("f0", "lone", "the ramps are rebuilt", texts))
    (one,) = part({id_: _read(text) for id_, text in texts.items()}, links, 0.1, 0.25)
    assert "lone" in one.own


def test_reprints_weigh_no_more_than_one_text():
    texts = {f"f{at}": FERRIES[0] for at in range(20)}
    texts |= {"l0": LAMPS_OF[0], "both": f"{FERRY}. {LAMPS}."}
    links = [_link(f"f{at}", "both", FERRY, texts) for at in range(20)]
    links.append(_link("both", "l0", LAMPS, texts))
    assert len(part({id_: _read(text) for id_, text in texts.items()}, links, 0.1, 0.25)) == 1
