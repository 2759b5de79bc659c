"""The two seed articles, where they are at hand: what the record of one press conference must show."""

import pytest
from tests.factories import flow

from onrecord.flow import build
from onrecord.pages.inputs import find_inputs
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.views.overview import Overview


@pytest.fixture(scope="module")
def overview(seeds):
    inputs, _ = find_inputs([str(seeds)])
    record = Record.create(":memory:")
    build(flow(), inputs, record)
    yield Overview(record, record.rows("stories")[0]["id"])
    record.close()


def content(row) -> str:
    return " ".join(span["text"] for span in row["content"])


def test_the_first_difference_is_the_condition(overview):
    first = overview.shared()[0].differences[0]
    assert first["relation"] == "ends_earlier"
    assert first["left_span"]["text"] == "anyone."
    assert first["right_span"]["text"] == "against their own people, we fight terrorism"
    assert first["guards"] == ["condition"]


def test_one_quotation_there_is_two_here(overview):
    view = overview.shared()[0]
    assert [row["relation"] for row in view.differences].count("joined") == 1
    assert any("The coalition does the same as Russia" in content(row) for row in view.statements)


def test_the_collective_action_sentences_meet(overview):
    (view,) = [
        one for one in overview.shared() if "collective action" in content(one.statements[0])
    ]
    assert {row["kind"] for row in view.statements} == {"mixed"}
    assert len(view.row["outlets"]) == 2


def test_the_reporters_question_meets_the_narrated_claim_and_nothing_else_is_possibly_the_same(
    overview,
):
    (row,) = overview.possibly()
    both = content(overview.statements[row["left"]]) + content(overview.statements[row["right"]])
    assert "diversionary strategy" in both
    assert "divert attention" in both
    assert len(overview.match(row)["reasons"]) >= 3


def test_no_other_pair_is_made(overview):
    assert len(overview.shared()) == 2


def test_the_unclosed_quotation_ends_with_its_paragraph(overview):
    (one,) = [row for row in overview.statements.values() if "pinpoint strikes" in content(row)]
    assert content(one).endswith("20 flights were made.")
    assert one["speaker_name"] == "Igor Konashenkov"


def test_a_quoted_term_alone_is_no_statement_and_a_pull_quote_counts_once(overview):
    assert not [
        row
        for row in overview.statements.values()
        if content(row).strip('“”",') == "moderate rebels"
    ]
    repeats = [row for row in overview.statements.values() if row["repeat_of"]]
    assert len(repeats) == 1
    assert all(
        row["id"] not in view.row["statements"] for view in overview.utterances for row in repeats
    )


def test_names_titles_and_pronouns_are_one_speaker_across_outlets(overview):
    forms = {
        form["text"]
        for row in overview.record.rows("speakers")
        if row["name"].endswith("Lavrov")
        for form in row["forms"]
    }
    assert {"Lavrov", "he", "the minister", "The Russian top diplomat"} <= forms


def test_everything_holds(overview):
    assert list(verify(overview.record)) == []
