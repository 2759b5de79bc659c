"""What two outlets' words for one utterance give, on invented sentences."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import build_texts, statements

from onrecord.model import Difference, Kind, Match, Utterance
from onrecord.record.store import Record
from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.differences import FindDifferences
from onrecord.utterances.folding import fold
from onrecord.utterances.sides import names_anew
from onrecord.utterances.witnesses import read_witnesses

LEAD = "Mayor Orla Brennick of Tarrow met reporters at the ferry on Monday.\n\n"


def differences(tmp_path, left: str, right: str):
    path = tmp_path / "record.db"
    build_texts(path, {"Echo": f"{LEAD}{left}", "Tribune": f"{LEAD}{right}"})
    with Record.read(path) as record:
        labels = {one["id"]: one["label"] for one in record.rows("articles")}
        return [
            (
                row["relation"],
                labels[row["left_article"]],
                row["left_span"]["text"],
                row["right_span"]["text"],
                row["guards"],
            )
            for row in record.rows("differences")
        ]


def quote(words: str) -> str:
    return f'"{words}" Brennick said.'


FULL = "The old ferry will leave the harbour of Skell in May"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            f"{FULL}.",
            f"{FULL} unless the rudder breaks again.",
            ("ends_earlier", "Echo", "May.", "unless the rudder breaks again", ["condition"]),
        ),
        (
            f"{FULL}.",
            f"As far as I know, {FULL[0].lower()}{FULL[1:]}.",
            ("starts_later", "Echo", "The", "As far as I know", ["hedge"]),
        ),
        (
            "The old ferry will leave the harbour of Skell in May.",
            "The old ferry will leave the harbour of Skell (unless it breaks) in May.",
            ("words_absent_inside", "Echo", "Skell in", "unless it breaks", ["condition"]),
        ),
        (
            "The old ferry will leave the harbour of Skell in May.",
            "The old ferry will not leave the harbour of Skell in May.",
            ("words_absent_inside", "Echo", "will leave", "not", ["negation"]),
        ),
        (
            "The repair of the ferry cost 14 million crowns this winter.",
            "The repair of the ferry cost 40 million crowns this winter.",
            ("words_differ", None, None, None, ["number"]),
        ),
        (
            "The old ferry must leave the harbour of Skell in May.",
            "The old ferry may leave the harbour of Skell in May.",
            ("words_differ", None, None, None, ["modal"]),
        ),
        (  # a month, no modal
            "The old ferry will leave the harbour of Skell before the ice.",
            "The old ferry will leave the harbour of Skell in May before the ice.",
            ("words_absent_inside", "Echo", "Skell before", "in May", []),
        ),
        (
            "We asked the Skell pilots to guide the ferry out of the harbour.",
            "We asked the Norrland pilots to guide the ferry out of the harbour.",
            ("words_differ", None, None, None, ["name"]),
        ),
    ],
)
def test_names_relation_and_guard(tmp_path, left, right, expected):
    (found,) = differences(tmp_path, quote(left), quote(right))
    relation, outlet, here, there, guards = expected
    assert (found[0], found[4]) == (relation, guards)
    if outlet is not None:
        assert found[1:4] == (outlet, here, there)


@pytest.mark.parametrize(
    ("left", "right", "folded"),
    [
        ("We don't know when the ferry will leave Skell harbour.", "We do not know when the ferry will leave Skell harbour.", "contraction"),
        ("The ferry will leave Skell harbour in May.", "The ferry [Tarrow Queen] will leave Skell harbour in May.", "bracketed insertion"),
        ("The ferry will leave Skell harbour in May.", "The ferry (the Tarrow Queen) will leave Skell harbour in May.", "bracketed insertion"),
        ("The ferry will leave Skell harbour in May.", "The ferry will leave Skell harbour in May (of this year).", "bracketed insertion"),
        ("The ferry [the Queen] will leave Skell in May.", "The ferry (the Queen) will leave Skell in May.", "bracketed insertion"),
        ("The ferry will leave, you know, Skell harbour in May.", "The ferry will leave Skell harbour in May.", "filler"),
        ("The ferry will leave Skell harbour in May, you know.", "The ferry will leave Skell harbour in May.", "filler"),
        ("You know, the ferry will leave Skell harbour in May.", "The ferry will leave Skell harbour in May.", "filler"),
        ("The ferry will, um, leave Skell harbour in May.", "The ferry will leave Skell harbour in May.", "filler"),
        ("The fighters of ISIL took the ferry to Skell harbour.", "The fighters of ISIS took the ferry to Skell harbour.", "name of one thing"),
        ("The ferry will leave for Skell as Gadhafi wished.", "The ferry will leave for Skell as Qaddafi wished.", "spelling of a name"),
        ("The harbour should ask the STA to guide the ferry home.", "The harbour should ask the Skell Towing Authority to guide the ferry home.", "name of one thing"),
        ("The ferry will leave for Skell as al-Qaeda wished.", "The ferry will leave for Skell as Al Qaida wished.", "name of one thing"),
        ("The ferry will leave for Skell as Qaddafi wished.", "The ferry will leave for Skell as al-Qaddafi wished.", "name of one thing"),
        ("The ferry organisation in this neighbourhood is OK.", "The ferry organization in this neighborhood is okay.", "spelling"),
        ("The ferry of Skell kept the cease-fire in May.", "The ferry of Skell kept the ceasefire in May.", "spelling"),
        ("The ferry of Skell has health care for all.", "The ferry of Skell has healthcare for all.", "spelling"),
        ("The naïve plan for Skell harbour was the ferry's.", "The naive plan for Skell harbour was the ferry's.", "spelling"),
        ("The F.B.I. will take the ferry to Skell harbour.", "The FBI will take the ferry to Skell harbour.", "spelling"),
        ("The ferry will leave Skell harbour on Sept. 15.", "The ferry will leave Skell harbour on September 15.", "spelling"),
        ("The ferry left Skell harbour for the 2nd time.", "The ferry left Skell harbour for the second time.", "form of a number"),
        ("The ferry of Skell costs over $100 billion a year now.", "The ferry of Skell costs over 100 billion USD a year now.", "form of a number"),
        ("The ferry of Skell costs over 100 billion dollars a year now.", "The ferry of Skell costs over 100 billion USD a year now.", "form of a number"),
        ("The ferry will leave Skell harbour at 6:00 p.m. in May.", "The ferry will leave Skell harbour at 6 p.m. in May.", "form of a number"),
    ],
)  # fmt: skip
def test_folds_what_is_no_difference_of_words_and_names_the_folding(tmp_path, left, right, folded):
    path = tmp_path / "record.db"
    build_texts(path, {"Echo": LEAD + quote(left), "Tribune": LEAD + quote(right)})
    with Record.read(path) as record:
        (row,) = record.rows("differences")
    assert row["relation"] == "same"
    assert folded in row["folded"]


@pytest.mark.parametrize(
    "words",
    [
        "We don't know when the ferry will leave Skell harbour [in May].",
        "The fighters of ISIL took the, um, ferry to Skell harbour.",
    ],
)
def test_what_both_print_alike_is_not_said_to_be_set_aside(tmp_path, words):
    path = tmp_path / "record.db"
    build_texts(path, {"Echo": LEAD + quote(words), "Tribune": f"On {LEAD}{quote(words)}"})
    with Record.read(path) as record:
        (row,) = record.rows("differences")
    assert (row["relation"], row["folded"]) == ("same", [])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ten tonnes", "ten tons"),
        ("a buoy", "a boy"),
        ("four", "for"),
        ("and re-signed", "and resigned"),
        ("4 1/2", "412"),
    ],
)
def test_another_word_is_no_other_spelling(tmp_path, left, right):
    found = differences(
        tmp_path,
        quote(f"The old ferry took {left} of them to the harbour of Skell."),
        quote(f"The old ferry took {right} of them to the harbour of Skell."),
    )
    assert [row[0] for row in found] == ["words_differ"]


@pytest.mark.parametrize(
    ("left", "right"), [("a year", "two years"), ("one year", "two years"), ("3 years", "one year")]
)
def test_what_is_counted_is_not_told_for_its_ending(tmp_path, left, right):
    found = differences(
        tmp_path,
        quote(f"The old ferry will stay in the harbour of Skell for {left} before she sails."),
        quote(f"The old ferry will stay in the harbour of Skell for {right} before she sails."),
    )
    assert [(row[0], row[4]) for row in found] == [("words_differ", ["number"])]


def test_a_sentence_that_stands_elsewhere_is_not_told_with_the_one_behind_it(tmp_path):
    deal = "This deal sells out the whole north of Skell, unless it is changed."
    found = differences(
        tmp_path,
        quote(f"{deal} My members were promised four years. They got eight."),
        "Brennick said the deal “sells out the whole north of Skell”. He said that his members had been promised "
        "four years.",
    )
    told = {row[3] for row in found if row[0] == "ends_earlier"}
    assert told == {"unless it is changed", "They got eight"}


@pytest.mark.parametrize(
    ("left", "right", "guards"),
    [
        ("will", "could", ["modal"]),
        ("would", "may", ["modal"]),
        ("will", "would", None),  # another tense
        ("could", "might", []),
    ],
)
def test_reports_that_make_something_less_likely_differ_by_it(tmp_path, left, right, guards):
    found = differences(
        tmp_path,
        f"Brennick said that talks on the old ferry of Skell {left} begin next month at the harbour.",
        f"Talks on the old ferry of Skell {right} begin at the harbour next month, Brennick told the town.",
    )
    told = [row[4] for row in found if row[0] == "words_differ"]
    assert told == ([] if guards is None else [guards])


def test_one_quotation_here_two_there_is_joined(tmp_path):
    left = (
        quote("The engine was never the trouble with this ferry.")
        + "\n\n"
        + ('"The rudder always failed in a northern wind," she added.')
    )
    right = quote(
        "The engine was never the trouble with this ferry, and the rudder always failed in a northern wind."
    )
    found = differences(tmp_path, left, right)
    assert [row[0] for row in found].count("joined") == 1


def test_a_reported_sentence_meets_the_quotation_it_reports(tmp_path):
    found = differences(
        tmp_path,
        quote("I will not close the harbour of Skell before the winter storms."),
        "Brennick said she would not close the harbour of Skell before the winter storms.",
    )
    assert [row[0] for row in found] == ["same"]


def test_what_merely_shares_a_topic_is_not_joined(tmp_path):
    found = differences(
        tmp_path,
        quote("The ferry to Skell must have a new rudder, no doubt about it."),
        quote("We cannot forget the islanders when we speak about the Skell ferry."),
    )
    assert found == []


def test_two_speakers_with_one_talking_point_are_two_utterances(tmp_path):
    path = tmp_path / "record.db"
    words = "The old ferry will leave the harbour of Skell in May."
    build_texts(
        path,
        {
            "Echo": f'{LEAD}"{words}" Orla Brennick said.',
            "Tribune": f'"{words}" Senator Piet Vossel said in the capital.',
        },
    )
    with Record.read(path) as record:
        assert {len(row["statements"]) for row in record.rows("utterances")} == {1}


SAID = "The old ferry will leave the harbour of Skell in May"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Mara Ostrow", "Marit Ostrow", [("Mara Ostrow", "Marit Ostrow")]),
        ("Mara Ostrowski", "Marit Ostrovski", [("Mara Ostrowski", "Marit Ostrovski")]),
        ("Mara Ostrow", "Mara Ostrow", []),
        ("Mara Ostrow", "Orla Brennick", None),  # for a person to look at
    ],
)
def test_one_quotation_under_two_names_of_one_surname_is_one_utterance(tmp_path, one, other, told):
    path = tmp_path / "record.db"
    build_texts(
        path,
        {
            "Echo": f'"{SAID}," {one} said at the pier.',
            "Post": f'"{SAID}," {other} said on Monday.',
        },
    )
    with Record.read(path) as record:
        rows = record.rows("differences")
        n_statements = sorted(len(one["statements"]) for one in record.rows("utterances"))
    if told is None:
        assert n_statements == [1, 1]
        assert [row["relation"] for row in rows] == ["possibly_same"]
        return
    assert n_statements == [2]
    named = [row for row in rows if "name" in row["guards"]]
    shown = [
        tuple(sorted(row[f"{side}_span"]["text"] for side in ("left", "right"))) for row in named
    ]
    assert shown == told


def test_numbers_and_conditions_are_found_whatever_the_rendering(tmp_path):
    """Quotation against report, one sentence here and two there, on a story of its own."""
    left = (
        "The mayor told the council on Monday that the ferry would not be sold to private investors "
        "“under any circumstances, as long as the drought lasts.”\n\n"
        "“She has lost the trust of this chamber,” councillor Imre Vass said, adding that at least "
        "nine of the fifteen members would support him.\n\n"
        "“Nine? I count six,” replied Brennick when asked about the motion."
    )
    right = (
        "“The ferry will not be sold to private investors under any circumstances,” Brennick said.\n\n"
        "Imre Vass, who leads the opposition, said Brennick “has lost the trust of this chamber.” He "
        "claimed the support of “at least ten” of the fifteen members.\n\n"
        'Brennick dismissed the motion. "Nine? I count six," she told reporters.'
    )
    found = differences(tmp_path, left, right)
    assert (
        "ends_earlier",
        "Tribune",
        "circumstances,",
        "as long as the drought lasts",
        ["condition"],
    ) in found
    assert [row[4] for row in found if row[0] == "words_differ" and row[4]] == [["number"]]
    assert any(row[0] == "same" for row in found)


ONE = "The old ferry will leave the harbour of Skell in May"
TWO = "The new ferry from the yard at Norrholm will take its place in June"


def test_two_quotations_here_and_one_there_are_joined_and_nothing_is_called_cut(tmp_path):
    apart = f"{quote(ONE + ',')} Rain fell on the quay for an hour.\n\nBrennick went on. {quote(TWO + ',')}"
    found = differences(tmp_path, apart, quote(f"{ONE}. {TWO},"))
    assert {row[0] for row in found} == {"joined"}


def test_sentences_in_another_order_are_reordered_and_nothing_is_called_cut(tmp_path):
    found = differences(tmp_path, quote(f"{ONE}. {TWO},"), quote(f"{TWO}. {ONE},"))
    assert {row[0] for row in found} == {"reordered"}


def test_words_at_an_edge_that_stand_nowhere_in_the_other_article_are_told(tmp_path):
    found = differences(tmp_path, quote(f"{ONE},"), quote(f"{ONE}. {TWO},"))
    assert [(row[0], row[1]) for row in found] == [("ends_earlier", "Echo")]


@pytest.mark.parametrize(
    ("shorter", "longer", "guards"),
    [
        ("the vote on the tram line", "the 2029 vote on the tram line", []),
        ("the vote on the tram line", "the vote on the tram line in 2029", []),
        ("the vote on the tram line", "the vote on 2029 tram lines, of which 14 run", ["number"]),
        ("the vote on the tram line", "the vote on the tram line of 2,029 yards", ["number"]),
        ("the vote on the tram line", "the vote on the tram line for 2000 men", ["number"]),
        ("the vote on the tram line in 2028", "the vote on the tram line in 2029", ["number"]),
    ],
)
def test_a_year_that_only_one_report_gives_is_no_number_left_out(tmp_path, shorter, longer, guards):
    words = [f"nobody in Skell forgets how close it was, {one}" for one in (shorter, longer)]
    reports = [f"Brennick said that {one}." for one in words]
    quotations = [quote(f"{one.capitalize()}.") for one in words]
    for number, (left, right) in enumerate((reports, quotations)):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = {guard for *_, row in differences(folder, left, right) for guard in row}
        # a quotation that lacks a year that was said lacks a number
        assert ("number" in found) is (bool(guards) or number == 1)


QUOTED = "nothing bad, maybe some good"


def edges(part: str, whole: str) -> list[Difference]:
    """Return how a statement that is `QUOTED` alone, wherever it stands in its article, differs from a whole one."""
    witnesses = []
    articles = {}
    for outlet, text, words in (("Echo", part, QUOTED), ("Tribune", whole, whole)):
        made, (first, *_) = statements(f'"{text}" Brennick said.\n\n{text}', outlet=outlet)
        start = made.text.rindex(text) + text.index(words)
        content = (Span(start, start + len(words)),)
        articles[made.id] = made
        witnesses.append(replace(first, content=content, kind=Kind.DIRECT, repeat_of=None))
    read = read_witnesses(witnesses, articles, dict.fromkeys(articles, "s"), {}, {})
    left, right = sorted(read, key=lambda one: one.statement.id)
    linked = Match(
        kind="utterance", left=left.statement.id, right=right.statement.id, linked=True, score=9,
        threshold=6, margin=None, runner_up=None, reasons=(),
    )  # fmt: skip
    utterance = Utterance(
        id="u", story="s", speaker=None, said_on=None, statements=(), not_found_in=()
    )
    found = FindDifferences().run(utterance, read, [linked])
    return [one for one in found if one.relation in {"ends_earlier", "starts_later"}]


@pytest.mark.parametrize(
    ("part", "whole", "matters"),
    [
        (f"She says “{QUOTED}” will not come of it.", f"{QUOTED} will not come of it", False),
        (f"She says “{QUOTED}” unless it breaks.", f"{QUOTED}, unless it breaks", False),
        (f"She says that if it holds “{QUOTED}” comes.", f"If it holds, {QUOTED}", False),
        (f"She says “{QUOTED}” will come of it.", f"{QUOTED} will not come of it", True),
        (f"She says “{QUOTED}.” Unless it breaks, that is.", f"{QUOTED}, unless it breaks", True),
        (f"They ask if it holds. “{QUOTED}”, she says.", f"If it holds, {QUOTED}", True),
        (f"She says “{QUOTED}”", f"{QUOTED} will not come of it", True),
    ],
)
def test_words_that_stand_beside_a_shorter_quotation_in_its_sentence_are_set_aside(
    part, whole, matters
):
    (row,) = edges(part, whole)
    assert row.substantive is matters
    assert bool(row.guards) is matters
    assert row.folded == (() if matters else ("the words stand beside the statement",))


THREE = "Nobody from Norrholm has asked for more"
WISH = "to see the old ferry leave the harbour of Skell in May"


@pytest.mark.parametrize(
    ("shorter", "longer", "told"),
    [
        # the nearest sentence stands by itself; further ones are told as far as the last that turns something
        (
            f"{ONE}.",
            f"{ONE}. We paint the hull. {THREE}. It is blue.",
            [f"We paint the hull. {THREE}"],
        ),
        (
            f"{ONE}.",
            f"{ONE}. It must be dry. We paint the hull. {THREE}.",
            ["It must be dry", f"We paint the hull. {THREE}"],
        ),
        (f"{ONE}.", f"{ONE}. We paint the hull. It is blue.", ["We paint the hull"]),
        (f"{ONE}.", f"{THREE}. So {ONE[0].lower()}{ONE[1:]}.", [f"{THREE}. So"]),
    ],
)
def test_sentences_further_on_that_turn_something_are_told(tmp_path, shorter, longer, told):
    found = differences(tmp_path, f'Brennick said: "{shorter}"', f'Brennick said: "{longer}"')
    assert sorted(row[3] for row in found if row[0] in EDGES) == sorted(told)


EDGES = ("ends_earlier", "starts_later")


def test_each_part_of_a_split_quotation_is_told_by_itself(tmp_path):
    split = f'"{ONE}, and we paint," Brennick said, "the hull too. {THREE}."'
    found = differences(tmp_path, quote(f"{ONE}."), split)
    assert sorted(row[3] for row in found) == ["and we paint", f"the hull too. {THREE}"]


def test_a_sentence_further_on_that_the_other_article_has_anywhere_is_not_told(tmp_path):
    longer = f'Brennick said: "{ONE}. We paint the hull. {THREE}."'
    elsewhere = f'Brennick said: "{ONE}."\n\n{THREE}, a board at the harbour reads.'
    found = differences(tmp_path, elsewhere, longer)
    assert [row[3] for row in found if row[0] in EDGES] == ["We paint the hull"]


@pytest.mark.parametrize(
    ("left", "right", "guards"),
    [
        # quoted in part: the speaker's own words count as in a quotation, the reporter's do not
        (f"Brennick said “{ONE}.”", f"Brennick said that “{ONE} and may sink.”", {"modal"}),
        (f"Brennick said “{ONE}.”", f"Brennick said that “{ONE}” and may sink.", set()),
        # before the part that is quoted the reporter sums up; what was said there is told
        (f"Brennick said she hopes “{WISH}.”", f"“I do not pay pilots and my wish is {WISH},” Brennick said.", {"negation"}),
        # unless the reporter's words turn the sentence too
        (f"Brennick said she has no hope “{WISH}.”", f"“I do not pay pilots and my wish is {WISH},” Brennick said.", set()),
    ],
)  # fmt: skip
def test_in_a_statement_quoted_in_part_the_marks_tell_whose_words_count(
    tmp_path, left, right, guards
):
    found = differences(tmp_path, left, right)
    assert {guard for *_, row in found for guard in row} == guards


@pytest.mark.parametrize(
    ("words", "guards"),
    [
        ("in the yard at Norrholm", {"name"}),  # named nowhere else
        ("in the harbour of Tarrow", set()),  # in the other article's first line
        ("as Mr asked", set()),
    ],
)
def test_a_report_leaves_out_a_name_only_if_its_article_has_it_nowhere(tmp_path, words, guards):
    said = "Brennick said that the old ferry will be painted twice before the spring flood"
    found = differences(tmp_path, f"{said}.", f"{said} {words}.")
    assert {guard for *_, row in found for guard in row} == guards


@pytest.mark.parametrize(
    ("words", "guards"),
    [
        ("the charges against the harbour master are old", set()),
        ("the harbour is against the old charges", {"condition"}),
    ],
)
def test_charges_against_somebody_set_no_condition(tmp_path, words, guards):
    found = differences(tmp_path, quote(f"{ONE}."), quote(f"{ONE} and {words}."))
    assert {guard for *_, row in found for guard in row} == guards


@pytest.mark.parametrize(
    ("words", "is_new"),
    [
        ("that Mayor Orla Brennick would", False),
        ("that Orla Hask would", True),
        ("in Tarrow that Orla Brennick would", True),
        ("that she would", False),
    ],
)
def test_a_name_is_new_where_none_of_its_words_is_printed(words, is_new):
    tokens = fold(words, [Span(0, len(words))], lexicon()).tokens
    assert names_anew(tokens, "Mayor Brennick said on Monday that she would come.") is is_new


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("will", "won't", ("will", "won't", "negation")),
        ("will not", "won't", None),
        ("was unwilling to", "wasn't willing to", ("was unwilling", "wasn't willing", "negation")),
    ],
)
def test_a_contraction_stands_against_the_words_it_is_printed_for(tmp_path, left, right, expected):
    said = (
        "“We {} open the harbour of Dunmorrow before the spring flood,” said the mayor, Odo Falk."
    )
    found = differences(tmp_path, said.format(left), said.format(right))
    told = [
        {one, other, *guards}
        for relation, _, one, other, guards in found
        if relation == "words_differ"
    ]
    assert told == ([set(expected)] if expected else [])
    assert {relation for relation, *_ in found} <= {"words_differ", "same"}


@pytest.mark.parametrize(
    ("further", "guards"),
    [
        (" before the ice is gone", ["condition"]),
        (" once everybody has agreed", ["condition"]),
        (" of our fathers and mothers", []),
        (" before noon", ["number"]),
    ],
)
def test_a_clause_that_limits_what_is_quoted_is_a_condition(tmp_path, further, guards):
    (row,) = differences(tmp_path, quote(f"{FULL},"), quote(f"{FULL}{further},"))
    assert (row[0], row[3], row[4]) == ("ends_earlier", further.strip(), guards)


def test_a_report_that_goes_on_by_a_time_has_no_condition(tmp_path):
    (row,) = differences(
        tmp_path,
        f"Brennick said {FULL[0].lower()}{FULL[1:]}.",
        f"Brennick said {FULL[0].lower()}{FULL[1:]} when he met reporters there.",
    )
    assert row[4] == []


@pytest.mark.parametrize(
    ("shorter", "longer", "words", "guards"),
    [
        (
            "It's the hour of the day when the old ferry leaves Skell that counts,",
            "It's not just how full she is, but the hour of the day when the old ferry leaves Skell that counts,",
            "not just how full she is, but",
            ["condition", "negation"],
        ),
        (
            "The old ferry will leave the harbour of Skell in May, he knows,",
            "The old ferry will leave the harbour of Skell in May unless the ice stays and the pilots ask for more, he knows,",
            "unless the ice stays and the pilots ask for more",
            ["condition"],
        ),
    ],
)  # fmt: skip
def test_what_is_left_out_between_the_edge_of_a_quoted_sentence_and_the_rest_is_told(
    tmp_path, shorter, longer, words, guards
):
    found = differences(tmp_path, quote(shorter), quote(longer))
    assert [
        (row[0], row[1], row[3], row[4]) for row in found if row[0] == "words_absent_inside"
    ] == [("words_absent_inside", "Echo", words, guards)]


@pytest.mark.parametrize(
    ("joint", "is_turned"), [("but", False), ("but never will I say that", True)]
)
def test_what_one_outlet_tells_in_two_statements_the_other_does_not_go_on_by(
    tmp_path, joint, is_turned
):
    quarter = "This was a difficult quarter for the harbour,"
    parts = f"{quote(quarter)}\n\nBrennick said pilots in Skell were the strongest the town had ever seen."
    said = "our pilots in Skell are the strongest we have ever seen"
    found = differences(tmp_path, quote(f"{quarter} {joint} {said},"), parts)
    assert any(row[4] for row in found) is is_turned


@pytest.mark.parametrize(
    ("words", "guards"),
    [
        ("for a quarter of the pilots", ["number"]),
        ("in the last quarter", []),
        ("by a quarter", ["number"]),
    ],
)
def test_a_quarter_of_a_year_is_no_number(tmp_path, words, guards):
    (row,) = differences(tmp_path, quote(f"{FULL},"), quote(f"{FULL} {words},"))
    assert row[4] == guards


def test_one_week_that_an_article_counts_is_held_against_two(tmp_path):
    report = "Brennick said the ferry to Skell would be closed for at least {}."
    found = differences(tmp_path, report.format("a week"), report.format("two weeks"))
    assert [({row[2], row[3]}, row[4]) for row in found] == [({"a week", "two weeks"}, ["number"])]


def test_a_time_in_the_reporters_words_behind_a_quotation_is_no_condition(tmp_path):
    said = "fill in a form for the harbour of Skell"
    found = differences(
        tmp_path,
        quote(f"They told me to {said}."),
        f'Brennick said that she was told to "{said}" when she raised the alarm in Tarrow.',
    )
    (row,) = (one for one in found if one[0] == "ends_earlier")
    assert (row[3], row[4]) == ("when she raised the alarm in Tarrow", [])


@pytest.mark.parametrize(
    ("bound", "guards"),
    [("at least ", ["hedge"]), ("up to ", ["hedge"]), ("about ", [])],
)
def test_an_end_that_a_report_gives_a_number_is_told_and_units_are_one(tmp_path, bound, guards):
    rows = differences(
        tmp_path,
        "Brennick said the repair of the old ferry would cost $20m a year from March.",
        f"Brennick said that the repair of the old ferry would cost {bound}$20 million a year from March.",
    )
    assert not [row for row in rows if row[0] == "words_differ"]
    (inside,) = [row for row in rows if row[0] == "words_absent_inside"]
    assert inside[-2:] == (bound.strip(), guards)


def test_a_condition_that_is_quoted_is_told_beside_other_words_of_a_reporter(tmp_path):
    rows = differences(
        tmp_path,
        "Brennick said crews would “think twice about sailing” after the pilots’ fees rise in April.",
        "Brennick said that crews would think twice about sailing “unless the rise in the pilots’ fees is delayed”.",
    )
    told = [row for row in rows if row[0] == "words_differ" and row[-1]]
    assert [row[-1] for row in told] == [["condition"]]


def test_two_beginnings_of_one_sentence_are_told_however_long(tmp_path):
    denied = "anybody failed in the duty that they have to the crews"
    rows = differences(
        tmp_path,
        quote(f"I don't think that we can say today, before the inquiry, that {denied}."),
        quote(f"Nobody {denied.removeprefix('anybody ')}."),
    )
    (row,) = rows
    told = {"I don't think that we can say today, before the inquiry, that anybody", "Nobody"}
    assert (row[0], {row[2], row[3]}) == ("words_differ", told)
    assert "negation" in row[4]


def test_two_statements_that_begin_otherwise_are_not_said_to_be_the_same(tmp_path):
    report = "that the repair of the old ferry would cost the harbour of Skell 14 million crowns"
    rows = differences(
        tmp_path,
        f"Brennick said after a night of talks with the pilots in Tarrow {report}.",
        f"Brennick told reporters who had come from all over the country {report}.",
    )
    assert "same" not in {row[0] for row in rows}
    (tmp_path / "longer").mkdir()
    longer = differences(
        tmp_path / "longer",
        quote(f"It is what all of us here have said for years, {report}."),
        quote(f"Nobody in the town has asked me who is to blame, but I know {report}."),
    )
    assert "same" not in {row[0] for row in longer}


def test_all_stands_against_a_number(tmp_path):
    report = "Brennick said that traffic would resume at {} crossings to Skell from March."
    (row,) = differences(tmp_path, report.format("four"), report.format("all"))
    assert ({row[2], row[3]}, row[4]) == ({"four", "all"}, ["number"])


@pytest.mark.parametrize(
    ("one", "other", "guards"),
    [("all", "most", ["number"]), ("some", "many", ["number"]), ("all", "every", [])],
)
def test_how_many_is_told_without_a_number_too(tmp_path, one, other, guards):
    said = "We were treated well {} of the time and the guards at the harbour of Skell were kind."
    rows = differences(tmp_path, quote(said.format(one)), quote(said.format(other)))
    assert [row[4] for row in rows if {row[2], row[3]} == {one, other}] == [guards]


def test_a_sum_in_words_is_the_one_in_figures(tmp_path):
    said = "“You signed the biggest tax in the history of Skell,” Brennick said. “{}.”"
    report = "Brennick said that it was “the biggest tax in the history of Skell”, worth {}."
    alike = said.format("Eight hundred million dollars"), report.format("$800 million")
    told = {text for row in differences(tmp_path, *alike) for text in row[2:4]}
    assert not any("Eight hundred" in text or "dollars" in text for text in told)
    other = said.format("Nine hundred million dollars"), report.format("$800 million")
    assert ["number"] in [row[4] for row in differences(tmp_path, *other)]


def test_what_somebody_does_knowingly_is_less(tmp_path):
    said = "I have never {}taken a substance that is banned by the harbour of Skell."
    rows = differences(tmp_path, quote(said.format("knowingly ")), quote(said.format("")))
    assert [row[4] for row in rows if "knowingly" in row[2:4]] == [["condition"]]


@pytest.mark.parametrize(
    ("one", "other", "guards"),
    [
        ("Monday", "Tuesday", ["number"]),
        ("some day of late March", "some day of late May", ["number"]),
        ("September", "Sept.", None),
        ("the morning of Monday", "the afternoon of Monday", []),
    ],
)
@pytest.mark.parametrize("said", ["“{}”", "that {}"])
def test_another_day_or_month_is_another_number(tmp_path, one, other, guards, said):
    clause = (
        "the harbour of Skell will be open again to the ferries from Norrland on {} if it is safe"
    )
    reports = (f"Brennick said {said.format(clause.format(day))}." for day in (one, other))
    told = [row[4] for row in differences(tmp_path, *reports) if row[0] == "words_differ"]
    assert told == ([] if guards is None else [guards])


@pytest.mark.parametrize(
    ("one", "other", "guards"),
    [("will", "is to", []), ("would", "was going to", []), ("will", "might", ["modal"])],
)
def test_two_ways_to_say_that_something_is_to_come_are_no_other_modal(tmp_path, one, other, guards):
    report = "Brennick said that the harbour of Skell {} open again to the ferries from Norrland."
    rows = differences(tmp_path, report.format(one), report.format(other))
    assert [row[4] for row in rows if row[0] == "words_differ"] == [guards]


def test_what_another_quotation_of_the_article_has_is_not_missed_before_quoted_words(tmp_path):
    rows = differences(
        tmp_path,
        quote("Skell has nothing to hide from anybody, and inspectors will be welcome on board."),
        '"Skell has nothing to hide from anybody," Brennick said, adding that inspectors '
        '"will be welcome on board, provided that they come unarmed".',
    )
    assert not [row for row in rows if row[0] == "starts_later" and "nothing to hide" in row[3]]
    assert [row for row in rows if row[4] == ["condition"]]


SHARED = "The old ferry will leave the harbour of Skell in May."


def test_two_quotations_that_go_on_by_other_sentences_are_told_by_both(tmp_path):
    rows = differences(
        tmp_path,
        quote(f"{SHARED} Nobody will pay for it."),
        quote(f"{SHARED} I give you all my word for that, as I did last year."),
    )
    (row,) = rows
    told = {"Nobody will pay for it", "I give you all my word for that, as I did last year"}
    assert (row[0], {row[2], row[3]}) == ("words_differ", told)
    assert "negation" in row[4]


def test_what_one_goes_on_by_and_the_other_article_has_elsewhere_is_no_difference(tmp_path):
    rows = differences(
        tmp_path,
        quote(f"{SHARED} Nobody will pay for it.") + "\n\n" + "The mayor gave her word: she sings.",
        quote(f"{SHARED} I give you all my word.") + '\n\n"Nobody will pay for it," she said.',
    )
    told = [row for row in rows if row[0] != "joined"]
    assert [(row[0], row[3]) for row in told] == [("words_absent_inside", "I give you all my word")]


def test_what_the_other_article_has_in_another_statement_is_told_of_the_two(tmp_path):
    rows = differences(
        tmp_path,
        quote(f"{SHARED} I regret any delay of the ferry, if there was one."),
        quote(SHARED) + '\n\n"I regret any delay of the ferry," she said.',
    )
    told = [(row[0], row[3], row[4]) for row in rows if row[0] != "joined"]
    assert told == [("ends_earlier", "if there was one", ["condition"])]


def test_a_report_that_says_what_a_quotation_denies_is_told_of_over_the_end_of_a_sentence(tmp_path):
    rows = differences(
        tmp_path,
        "Brennick said the driver, a man from Tarrow, had survived and had been arrested.",
        quote("The driver survived and has been questioned. He is not under arrest."),
    )
    (told,) = [row for row in rows if "negation" in row[4]]
    assert told[3] == "questioned. He is not under"


def test_a_number_that_stands_elsewhere_in_the_sentence_is_none_that_one_lacks(tmp_path):
    rows = differences(
        tmp_path,
        quote(
            "At 4:12 this morning the wall of the Skell reservoir gave way over about 40 metres."
        ),
        "Brennick said the wall of the Skell reservoir gave way at 4:12 a.m. over about 40 metres.",
    )
    assert [row for row in rows if "number" in row[4]] == []


@given(st.data())
def test_two_quotations_are_the_same_only_if_their_words_are(data):
    sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)
    shared = " ".join([*data.draw(st.permutations(WORDS)), "stop"]).capitalize()
    sides = []
    for _ in range(2):
        before, after = data.draw(sentence), data.draw(sentence)
        parts = [" ".join(before).capitalize(), shared, " ".join(after).capitalize()]
        sides.append(parts[data.draw(st.integers(0, 1)) : 3 - data.draw(st.integers(0, 1))])
    with tempfile.TemporaryDirectory() as folder:
        rows = differences(Path(folder), *(quote(f"{'. '.join(parts)}.") for parts in sides))
    is_same = any(row[0] == "same" for row in rows)
    words = [" ".join(parts).lower().split() for parts in sides]
    assert bool(rows)
    assert not is_same or words[0] == words[1]


WORDS = "ferry harbour pilots never unless crew winter doctors quay mayor boats nobody paid spring ice".split()


def test_a_sentence_that_turns_what_a_report_gives_of_a_quotation_is_told(tmp_path):
    report = f"Brennick said {SHARED[0].lower()}{SHARED[1:]}".replace(" will ", " would ")
    rows = differences(tmp_path, quote(f"{SHARED} But not before the rudder is paid for."), report)
    (row,) = [one for one in rows if one[0] == "ends_earlier"]
    assert (row[3], row[4]) == (
        "But not before the rudder is paid for",
        ["condition", "negation"],
    )
    (tmp_path / "other").mkdir()
    others = differences(tmp_path / "other", quote(f"{SHARED} The crew is glad of it."), report)
    assert [one for one in others if one[0] in {"ends_earlier", "same"}] == []


@pytest.mark.parametrize(
    ("one", "other", "guards"),
    [
        ("before", "after", ["condition"]),
        ("with", "without", ["condition", "negation"]),
        ("with", "beside", []),
        ("before and after", "after", []),
    ],
)
def test_one_word_for_its_opposite_turns_a_report_too(tmp_path, one, other, guards):
    said = "Brennick said that the repair of the old ferry would be paid {} the sale of the harbour of Skell."
    rows = differences(tmp_path, said.format(one), said.format(other))
    assert [row[4] for row in rows if row[4]] == [guards] * bool(guards)


def test_a_condition_that_is_quoted_is_told_though_words_beside_it_are_not(tmp_path):
    rows = differences(
        tmp_path,
        "Brennick said that the repair of the harbour’s oldest ferry was “difficult but necessary”.",
        "Brennick has defended the repair of the harbour’s oldest ferry as “necessary”.",
    )
    assert "condition" in {guard for row in rows for guard in row[4]}


def test_so_far_is_no_filler(tmp_path):
    said = "We have no evidence {}that the harbour’s passwords were taken by anybody."
    rows = differences(tmp_path, quote(said.format("so far ")), quote(said.format("")))
    assert [row[-1] for row in rows] == [["hedge"]]


FERRY = "the ferry to Tarrow would leave at noon with all cars on board"


@pytest.mark.parametrize(
    ("other", "relation", "guards"),
    [
        (FERRY.replace("would leave", "may leave"), "words_differ", ["modal"]),
        (FERRY.replace("would leave", "was expected to leave"), "words_differ", ["modal", "hedge"]),
        (FERRY.replace("would leave", "would not leave"), "words_absent_inside", ["negation"]),
        (FERRY.replace("would leave", "would probably leave"), "words_absent_inside", ["hedge"]),
        (FERRY.replace("all cars", "nearly all cars"), "words_absent_inside", ["hedge"]),
        (FERRY.replace("at noon", "around noon"), "words_differ", ["hedge"]),
        (FERRY.replace("Tarrow", "Brenn"), "words_differ", ["name"]),
        (f"if the storm ended, {FERRY}", "starts_later", ["condition"]),
        (f"{FERRY} depending on the wind", "ends_earlier", ["condition"]),
        (f"{FERRY}, weather permitting", "ends_earlier", ["condition"]),
        (f"{FERRY} for the time being", "ends_earlier", ["hedge"]),
    ],
)
def test_two_reports_of_the_same_words_are_held_against_each_other_word_by_word(
    tmp_path, other, relation, guards
):
    said = "Brennick said that {}."
    found = differences(tmp_path, said.format(FERRY), said.format(other))
    assert [(row[0], row[4]) for row in found] == [(relation, guards)]


def test_reports_in_other_words_are_not(tmp_path):
    found = differences(
        tmp_path,
        "Brennick said that the old ferry to Tarrow would leave the harbour of Skell on time.",
        "Brennick said that the ferry to Tarrow, which is old, may leave Skell harbour on time.",
    )
    assert all("modal" not in row[4] for row in found)


GATE = "but nobody may open the southern gate before the flood has passed"


@pytest.mark.parametrize(
    ("elsewhere", "is_lacking"),
    [
        ("", True),
        # a headline inside the text, a statement of its own, without what joins it
        (f"\n\n{GATE[0].upper()}{GATE[1:]}: that was the news in Tarrow.", False),
        (f' She told the council: "{GATE[4:].capitalize()}."', False),
        ("\n\nNobody may open the gate before the flood, the town was told.", True),
    ],
)
@pytest.mark.parametrize("at_end", [True, False])
def test_what_the_article_prints_elsewhere_it_does_not_lack(
    tmp_path, elsewhere, is_lacking, at_end
):
    text = f'"{FULL}," Brennick said. "We thank the crew of the old ferry for its work."{elsewhere}'
    other = (
        f'"{FULL}, {GATE}," Brennick said.'
        if at_end
        else f'"{FULL}, {GATE}. We thank the crew of the old ferry for its work," Brennick said.'
    )
    rows = differences(tmp_path, text, other)
    told = [row for row in rows if "southern gate" in row[3] and row[4]]
    assert bool(told) is is_lacking, rows


@pytest.mark.parametrize(
    ("limited", "whole", "guard"),
    [
        (
            "Most workers here support the plan of May",
            "Workers here support the plan of May",
            "hedge",
        ),
        ("Few people were hurt when the pier fell", "People were hurt when the pier fell", "hedge"),
        ("It was one of the biggest storms of Skell", "It was the biggest storm of Skell", "hedge"),
        (
            "The ferry is often late in the winter months",
            "The ferry is late in the winter months",
            "hedge",
        ),
        (
            "We will not raise the price of it this year",
            "We will not raise the price of it",
            "hedge",
        ),
        ("The court has temporarily stopped the work", "The court has stopped the work", "hedge"),
        (
            "The finding is a partial success for the town",
            "The finding is a success for the town",
            "hedge",
        ),
        (
            "We will try to open the pier by the spring",
            "We will open the pier by the spring",
            "hedge",
        ),
        ("We will consider closing the southern pier", "We will close the southern pier", "hedge"),
        ("It knew of allegations of a leak in the pier", "It knew of a leak in the pier", "hedge"),
        ("It is possible that the pier will be closed", "The pier will be closed", "hedge"),
        ("Police believe that he set fire to the pier", "He set fire to the pier", "hedge"),
        ("We were told that the pier is unsafe in May", "The pier is unsafe in May", "hedge"),
        (
            "We deny that it caused the leak at the pier",
            "It caused the leak at the pier",
            "negation",
        ),
    ],
)
def test_what_limits_a_statement_is_told_where_one_drops_it(tmp_path, limited, whole, guard):
    rows = differences(tmp_path, quote(limited + ","), quote(whole + ","))
    assert any(guard in row[4] for row in rows), rows


def test_that_somebody_speaks_limits_nothing(tmp_path):
    said = "the ferry of Skell will leave in May and nobody will be late for it"
    rows = differences(tmp_path, quote(f"I want to say that {said},"), quote(f"{said},"))
    assert not any(row[4] for row in rows)


OTHERS = {
    "de": (
        "Bürgermeisterin Anna Brühl sprach am Montag am Hafen mit Journalisten über die neue Fähre.",
        "„{}“, sagte Brühl.",
    ),
    "fr": (
        "La maire de Tarrow, Anna Brul, a parlé lundi avec des journalistes au port de la ville.",
        "« {} », a dit Brul.",
    ),
    "es": (
        "La alcaldesa de Tarrow, Ana Brul, habló el lunes con los periodistas en el puerto de la ciudad.",
        "«{}», dijo Brul.",
    ),
}


@pytest.mark.parametrize(
    ("language", "limited", "whole", "guard"),
    [
        ("de", "Das Gericht hat die Arbeit am Hafen vorübergehend gestoppt", "Das Gericht hat die Arbeit am Hafen gestoppt", "hedge"),
        ("de", "Die meisten Arbeiter am Hafen unterstützen den neuen Plan", "Arbeiter am Hafen unterstützen den neuen Plan", "hedge"),
        ("fr", "La plupart des ouvriers du port soutiennent le nouveau plan", "Des ouvriers du port soutiennent le nouveau plan", "hedge"),
        ("fr", "Le tribunal a temporairement arrêté les travaux du nouveau port", "Le tribunal a arrêté les travaux du nouveau port", "hedge"),
        ("es", "El tribunal ha parado temporalmente las obras del nuevo puerto", "El tribunal ha parado las obras del nuevo puerto", "hedge"),
    ],
)  # fmt: skip
def test_it_is_so_in_other_languages(tmp_path, language, limited, whole, guard):
    lead, said = OTHERS[language]
    build_texts(
        tmp_path / "r.db",
        {
            "Echo": f"{lead}\n\n{said.format(limited)}",
            "Post": f"{lead}\n\n{said.format(whole)}",
        },
    )
    with Record.read(tmp_path / "r.db") as record:
        guards = [one["guards"] for one in record.rows("differences")]
    assert any(guard in one for one in guards), guards


@pytest.mark.parametrize(
    ("left", "relation"),
    [
        ("The old ferry will leave the harbour of Skell in May", "words_absent_inside"),
        ("The old ferry will leave the harbour now, of Skell in May", "words_differ"),
    ],
)
def test_each_part_of_a_split_quotation_is_told_with_its_own_guards(tmp_path, left, relation):
    right = (
        '"The old ferry will leave the harbour with all the sheep on board," Brennick said, '
        '"unless somebody objects, of Skell in May."'
    )
    rows = differences(tmp_path, quote(f"{left},"), right)
    found = {text: (row[0], row[4]) for row in rows for text in row[2:4]}
    assert found["with all the sheep on board"] == (relation, [])
    assert found["unless somebody objects"] == ("words_absent_inside", ["condition"])


def test_an_office_before_a_name_is_no_name(tmp_path):
    left = "The old ferry will carry Tobin Hask to the harbour of Skell in May,"
    rows = differences(tmp_path, quote(left), quote(left.replace("Tobin", "President Tobin")))
    assert [(row[0], row[3], row[4]) for row in rows] == [("words_absent_inside", "President", [])]


def test_a_condition_that_stands_at_another_place_is_not_missing(tmp_path):
    left = (
        'Brennick called the day "difficult but not wasted." She said aid convoys could reach Skell "within 48 hours '
        'if the guns fall silent."'
    )
    right = (
        '"It was difficult but not wasted," Brennick said. '
        '"If the guns fall silent, convoys can reach Skell within 48 hours."'
    )
    rows = differences(tmp_path, left, right)
    assert "reordered" in {row[0] for row in rows}
    assert not [row for row in rows if "condition" in row[4]]


def test_a_sentence_that_another_statement_is_about_is_told_of_those_two(tmp_path):
    left = (
        '"We have agreed to a 72-hour truce," Brennick said, adding: '
        '"We are not going to recognise the Front as a state."'
    )
    right = (
        '"We have agreed in principle to a 72-hour truce, provided that heavy weapons are withdrawn from the river," '
        'Brennick told reporters. "We are not going to recognise the Front as a state."'
    )
    rows = differences(tmp_path, left, right)
    assert [(row[0], row[3]) for row in rows if "condition" in row[4]] == [
        ("ends_earlier", "provided that heavy weapons are withdrawn from the river")
    ]


def test_a_sentence_that_another_report_is_about_is_told_where_a_quotation_ends(tmp_path):
    left = "Brennick said that nobody should be popping champagne. She does not expect a cut in rates before spring."
    right = (
        '"The headline is good news, but nobody should be popping champagne," Brennick said. '
        '"Unless services cool, the Bank will not cut rates before spring."'
    )
    rows = differences(tmp_path, left, right)
    assert [row[3] for row in rows if row[0] == "ends_earlier"] == [
        "Unless services cool, the Bank will not cut rates before spring"
    ]


def test_words_inside_that_the_other_article_quotes_elsewhere_are_not_missing(tmp_path):
    left = (
        'Brennick said the raiders were "in and out in under four minutes". '
        '"They knew exactly where they were going," she said. "They took the coins and did not touch anything else."'
    )
    right = (
        '"They knew exactly where they were going," Brennick told reporters. '
        '"They were in and out in under four minutes, and they did not touch anything else."'
    )
    rows = differences(tmp_path, left, right)
    assert rows
    assert not [row for row in rows if "number" in row[4]]


def test_the_number_of_a_thing_s_name_is_no_number(tmp_path):
    found = differences(
        tmp_path, quote("We found an AR-style rifle."), quote("We found an AR-15-style rifle.")
    )
    assert [row[4] for row in found] == [["name"]]


def test_two_sentences_that_begin_by_one_word_are_told_whole(tmp_path):
    end = "If the mayor comes to us with an offer, we will call off this strike"
    found = differences(
        tmp_path,
        quote(f"We did not want to be here. {end}."),
        quote(f"We have lost more than a quarter of our pay since the dam broke. {end}."),
    )
    assert [row[2].split()[0] for row in found] == [row[3].split()[0] for row in found] == ["We"]
