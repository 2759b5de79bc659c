"""The sieve before alignment loses nothing."""

from dataclasses import replace
from itertools import combinations

import pytest
from tests.factories import build_texts, statements

from onrecord.model import SpeakerKind
from onrecord.record.store import Record
from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.folding import fold
from onrecord.utterances.matching import GroupUtterances
from onrecord.utterances.witnesses import Sieve, read_witnesses

OPEN = Sieve(
    runs=frozenset({("x",)}),
    pairs=frozenset({("x",)}),
    families=frozenset({"x"}),
    common=(("x", "x", 99.0), ("x", "x", 99.0)),
)


def test_what_the_sieve_lets_fall_would_have_been_no_match(example):
    with Record.read(example) as record:
        articles = {one.id: one for one in record.articles()}
        (origin,) = [one["id"] for one in record.rows("origins", stage="statements", current=1)]
        speakers = {one["id"]: one["speaker"] for one in record.rows("statements")}
        statements = [replace(one, speaker=speakers[one.id]) for one in record.statements(origin)]
    witnesses = read_witnesses(statements, articles, dict.fromkeys(articles, "s"), {}, {})
    stage = GroupUtterances()
    n_matches = n_sifted = 0
    for left, right in combinations(witnesses, 2):
        found = stage.compare(left, right)
        assert found == stage.compare(replace(left, sieve=OPEN), replace(right, sieve=OPEN))
        n_matches += found is not None
        n_sifted += left.sieve.runs.isdisjoint(right.sieve.runs)
    assert n_matches > 20
    assert n_sifted > n_matches


def _reasons(tmp_path, left: str, right: str, kind: str = "utterance") -> list[str]:
    """Return the rules by which statements of two reports of Mara Ostrow are linked, or may be one."""
    lead = "Mara Ostrow, the harbour master of Skell, spoke to reporters at the pier on Monday.\n\n"
    tmp_path.mkdir(exist_ok=True)
    path = tmp_path / "two.db"
    build_texts(path, {"Echo": lead + left, "Ledger": lead + right})
    with Record.read(path) as record:
        return [one["reasons"][0] for one in record.rows("matches") if one["kind"] == kind]


def test_common_words_link_where_nearly_all_of_them_stand_together(tmp_path):
    assert (
        _reasons(
            tmp_path,
            "\"So all I can do is say, 'Will you?' and 'Do not do that again,'\" Ostrow said.",
            "\"All I can do is say, 'Will you?'\" Ostrow said. \"And, 'Do not do that again.' But they may.\"",
        )[0]
        == "nearly all words of one, in a row"
    )
    assert (
        _reasons(
            tmp_path,
            '"I had not thought of that. But I certainly, I will be asking about it," Ostrow said.',
            '"I have not thought of that," Ostrow said. "But I will certainly be asking about it."',
        )[0]
        == "nearly all words of one, in a row"
    )


def test_common_words_in_another_order_or_far_apart_link_nothing(tmp_path):
    assert not _reasons(
        tmp_path,
        '"I have not thought of that, but I will be there," Ostrow said.',
        '"I will be there on time, and of that I have thought a lot but not all," Ostrow said.',
    )
    assert not _reasons(
        tmp_path,
        '"I do not know what they will say to us," Ostrow said.',
        '"They know me, and I do say what I think, but what will come to us is not for them," Ostrow said.',
    )


def test_a_long_row_links_however_much_else_is_said(tmp_path):
    row = "the first time that both harbours will have one timetable and share one crew"
    assert "a long row of the same words" in _reasons(
        tmp_path,
        f'Monday’s order "is {row} and I hope it lasts for many winters, through storms, strikes, elections '
        'and whatever the fishing fleet of the northern islands may think of it," Ostrow said.',
        f'"In fact, they had two trials, one at Tarrow before the frost and one in the old dock, but this is {row}," '
        "Ostrow said.",
    )


FEW = "the same few words quoted, and more of the same beside them"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "She told them that she was “very close” to naming a pilot.",
            "She said that she was “very close” to choosing a pilot.",
        ),
        ("She called the timetable “unreadable.”", "The timetable, she said, was “unreadable.”"),
        ("She called the timetable 'unreadable.'", "The timetable, she said, was “unreadable.”"),
        # whatever article stands in the marks
        (
            "The pier, she said, had lost “its conscience.”",
            "She called him “the conscience” of the pier.",
        ),
    ],
)
def test_few_words_that_both_quote_link_with_more_of_the_same(tmp_path, left, right):
    assert _reasons(tmp_path, left, right) == [FEW]


TELLING = "the same few words quoted, which hardly anybody else says"


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        (  # what the one goes on with is what is told
            "She saw “no serious obstacles.”",
            "“We see no serious obstacles, although the court may want to look at the pier,” she said.",
            TELLING,
        ),
        (
            "She called the timetable “unreadable.”",
            "“That timetable is unreadable, and so is the map of the harbour at Skell,” she said.",
            FEW,
        ),
        (
            "She expected savings of $150m a year from 2028.",
            "“It is a good year. We expect savings of at least $150 million a year from 2028,” she said.",
            "nearly all words of one, in order",
        ),
        (
            "“I would not bet on it,” she said of the ferry.",
            "She said that she “would not bet on” a ferry in May.",
            "nearly all words of a short quotation",
        ),
        (  # names are most of it, but it is long and nobody else has it
            "She said the pilots would be given to the Red Crescent at the Samra crossing on Monday.",
            "“They will be handed to the Red Crescent at the Samra crossing, provided that the shelling stops,” she said.",
            "a run of words that no other statement of the story has",
        ),
    ],
    ids=["two words", "with more beside them", "in order", "one that tells", "names"],
)
def test_a_few_words_link_with_the_longer_quotation_they_are_of(tmp_path, left, right, rule):
    assert _reasons(tmp_path, left, right) == [rule]


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        (
            "She called the pilot’s report “disastrous.”",
            "“We sold four boats to Tarrow, and that was disastrous for the island,” she said.",
            [],
        ),
        (
            "She called the new pilot a “mistake.”",
            "It was, she said, a “mistake” to sell four boats to Tarrow.",
            ["the same few words quoted by both"],
        ),
        (  # one word by itself, of what may be one thing
            "She called the pilot’s report “exciting but preliminary.”",
            "Of all that was read to her that day she described the study as “exciting.”",
            ["the same few words quoted by both"],
        ),
        (  # of another form
            "She would “absolutely” come.",
            "She said of the new pilot of Skell: “It was an absolute disgrace, and I said so.”",
            [],
        ),
        # of somebody's name alone nothing follows
        ("She said “Tobin Hask” was late.", "She said that “Tobin Hask” wants a pilot.", []),
        # nor of words that one of them has without marks
        ("She called the new pilot a mistake.", "It was, she said, a “mistake” to sell boats.", []),
    ],
)
def test_few_words_alone_link_nothing(tmp_path, left, right, rule):
    assert not _reasons(tmp_path, left, right)
    assert _reasons(tmp_path, left, right, "possibly_same") == rule


@pytest.mark.parametrize(
    ("short", "rule"),
    [
        ("“It was a decision.”", ["a whole sentence of both"]),
        ("“It was a decision of the board.”", []),
        ("“It was then.”", []),  # nothing in it tells anything
        (
            "“It was a decision. We asked three crews, and all of them had wanted the other pier.”",
            [],
        ),
    ],
)
def test_a_whole_sentence_links_two_quotations_however_short(tmp_path, short, rule):
    full = "“That was not an accident. It was then. It was a decision,” she said."
    assert _reasons(tmp_path, f"She said: {short}", full) == rule


def test_a_term_is_no_report_of_what_the_other_says_of_it(tmp_path):
    left = "She praised the harbour’s rescue officer."
    right = "She said the pilot, a sophomore, surrendered to a harbour rescue officer within four minutes of the alarm."
    assert not _reasons(tmp_path, left, right)


def test_half_of_a_sentence_with_a_row_of_it_is_a_question(tmp_path):
    left = "She said it was “not the time” to debate harbour control."
    right = "She said that it was not the time to talk about harbour laws."
    assert not _reasons(tmp_path / "linked", left, right)
    assert _reasons(tmp_path / "asked", left, right, "possibly_same") == [
        "a row of the same words, and half of a sentence"
    ]


def test_much_of_the_same_in_another_order_is_a_question(tmp_path):
    left = "Harbour's board has unanimously recommended the bid, she said."
    right = "She said that her board had recommended the timetable, and the crews of Skell, to the court."
    assert not _reasons(tmp_path / "linked", left, right)
    assert not _reasons(tmp_path / "asked", left, right, "possibly_same")
    right = "She said that her board had recommended the offer unanimously."
    assert not _reasons(tmp_path / "also linked", left, right)
    assert _reasons(tmp_path / "also asked", left, right, "possibly_same") == [
        "much of the same, in another order"
    ]


BOAT = '"We will not sell the boat before the court has heard both of the owners,"'


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (f"{BOAT} Ostrow said.", f"{BOAT} Skell Ferries Ltd said in a statement.", "utterance"),
        (
            f"{BOAT} Ostrow said.",
            f"Skell Ferries Ltd said that {BOAT.replace('We', 'it').replace(',', '')}.",
            "utterance",
        ),
        (f"{BOAT} Ostrow said.", f"{BOAT} harbour pilot Olaf Teis said.", "possibly_same"),
        (
            f"{BOAT} Ostrow said.",
            "Skell Ferries Ltd said it will not sell the boat before the court has heard both of the owners.",
            None,  # a report in a body's own name
        ),
        (f"{BOAT} Ostrow said.", '"We will not sell the boat," Skell Ferries Ltd said.', None),
        (
            '"We are aware of rumours of drowned fishermen. We take them seriously," Ostrow said.',
            'Skell Ferries Ltd said it was "aware of rumours of drowned fishermen" and was looking into them.',
            "utterance",
        ),
    ],
)
def test_a_quotation_of_a_person_and_of_a_body_is_one(tmp_path, left, right, kind):
    found = {
        one: _reasons(tmp_path / one, left, right, one) for one in ("utterance", "possibly_same")
    }
    assert [one for one, reasons in found.items() if reasons] == ([kind] if kind else [])
    if kind == "utterance":
        assert found[kind] == ["the same words quoted, of a person and of a body"]


def test_a_name_spelled_otherwise_passes_the_sieve():
    def sieve(text: str) -> Sieve:
        return Sieve.of(fold(text, [Span(0, len(text))], lexicon()), lexicon().function_words)

    left = sieve("We met President Qaddaffi there")
    right = sieve("We met President Gaddaffi there")
    assert not left.runs.isdisjoint(right.runs)


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        ("", None),
        ("a", "a"),
        ("bba", "b"),
        ("ba", None),
        ("aabb", None),
        ("u", "u"),
        ("uua", "a"),
        ("..b", "b"),
    ],
)
def test_an_utterance_is_of_whom_most_of_its_statements_name_or_of_nobody(speakers, expected):
    """Dots are statements without a speaker, `u` is somebody whom nobody names."""
    names = speakers or "."
    made = [statements(f'"We saw it sail," said the cook {n}.')[1][0] for n in range(len(names))]
    articles = [statements(f'"We saw it sail," said the cook {n}.')[0] for n in range(len(names))]
    said = [
        replace(one, speaker=None if name == "." else name)
        for one, name in zip(made, names, strict=True)
    ]
    by_id = {one.id: one for one in articles}
    kinds = dict.fromkeys("ab", SpeakerKind.PERSON) | {"u": SpeakerKind.UNNAMED}
    witnesses = read_witnesses(said, by_id, dict.fromkeys(by_id, "s"), kinds, {})
    (utterance,) = GroupUtterances().assemble(witnesses, [])
    assert utterance.speaker == expected


@pytest.mark.parametrize(
    ("part", "is_linked"),
    [("не поддерживает никого", True), ("никого", False)],
    ids=["three words", "one"],
)
def test_in_a_language_without_articles_three_words_are_a_row(tmp_path, part, is_linked):
    lead = "Министр иностранных дел Скеллии Павел Вернов выступил в четверг перед журналистами.\n\n"
    path = tmp_path / "two.db"
    build_texts(
        path,
        {
            "Эхо": f"{lead}«Мы не поддерживаем никого», — сказал Вернов.",
            "Вестник": f"{lead}По словам Павла Вернова, Скеллия «{part}» в этом споре.",
        },
    )
    with Record.read(path) as record:
        linked = [one["reasons"][0] for one in record.rows("matches") if one["kind"] == "utterance"]
    assert bool(linked) is is_linked


@pytest.mark.parametrize(
    ("short", "rules"),
    [
        ("It could be limescale,", ["all words of a quotation, in a row"]),
        ("It could be water,", ["all words of one begin a sentence of the other"]),
        ("Could it be water,", []),  # what many sentences have
        ("Or it could be limescale,", []),  # not all of it in a row
    ],
)
def test_a_short_quotation_that_stands_whole_in_another_is_one_with_it(tmp_path, short, rules):
    word = "water" if "water" in short else "limescale"
    long = f"It could be {word}, or it could be something that nobody at the pier has thought of,"
    found = _reasons(tmp_path, f'"{short}" Ostrow said.', f'"{long}" Ostrow said.')
    assert found == rules


@pytest.mark.parametrize(
    ("short", "long", "rule"),
    [
        (
            '"The boys can do it without me," Ostrow said.',
            '"I\'m gutted, but the boys will do it without me," Ostrow said.',
            "nearly all words of a short quotation",
        ),
        (
            '"The boys can do it," Ostrow said.',
            '"I\'m gutted, but the boys will do it without me," Ostrow said.',
            None,
        ),
        (
            "Ostrow said that Labour would repeal the law.",
            "Ostrow said her party would repeal the law if it won next year's election.",
            "most words of a short report",
        ),
        (  # of a long report it must be all
            "Ostrow said that Labour would repeal the law.",
            f"Ostrow said that nobody who {'had been ' * 12}there believed that her party would repeal the law.",
            None,
        ),
        (
            "Ostrow said that trade under the law fails.",
            "Ostrow said that trade under the law would help Skell.",
            None,
        ),
        (
            "Ostrow said that Labour would fight the law.",
            "Ostrow said her party would repeal the law if it won next year's election.",
            None,
        ),
    ],
)
def test_few_words_that_are_nearly_all_of_one_link_it(tmp_path, short, long, rule):
    other = " Hask, the mayor of Skell, said that nobody in the hall had read the law."  # its words are not rare here
    cold = " The hall was cold, as the heating had failed at noon, and few stayed on to the end of it late that evening."
    assert _reasons(tmp_path, short + cold, long + other) == ([rule] if rule else [])


def test_a_short_statement_is_one_with_another_where_both_quote_one_of_its_words(tmp_path):
    left = "Ostrow called the findings 'interesting but preliminary'."
    right = "Ostrow said the findings were {}."
    rule = ["most words of a short statement, one of which both quote"]
    assert _reasons(tmp_path / "quoted", left, right.format("'interesting'")) == rule
    short = ["nearly all words of a short report, in order"]
    assert _reasons(tmp_path / "reported", left, right.format("interesting")) == short
    assert not _reasons(tmp_path / "other", left, right.format("boring"))


def test_all_words_of_a_short_quotation_may_stand_over_twice_as_many(tmp_path):
    left = "“The admiral will answer in person,” said Commander Ida Rye."
    right = (
        "Commander Ida Rye said that the admiral had received the letter and would answer it “in person, and not "
        "in the press”."
    )
    rule = "nearly all words of one, in order"
    assert _reasons(tmp_path / "all", left, right) == [rule]
    assert not _reasons(tmp_path / "some", left.replace("in person", "by letter"), right)


@pytest.mark.parametrize(
    ("short", "is_one"),
    [
        ("The ferry is in danger.", True),
        # not how her sentence begins, and how it ends
        ("The ferry is not lost.", False),
        ("But it is in danger.", False),
    ],
)
def test_a_short_quotation_is_a_sentence_of_the_other_s_without_its_middle(tmp_path, short, is_one):
    long = "“The ferry is not lost, we are sure of that, but it is in danger. Nobody is aboard,” Ostrow said."
    rules = _reasons(tmp_path, f"“{short}” Ostrow said.", long)
    assert ("nearly all words of one, in order" in rules) is is_one, rules


@pytest.mark.parametrize(
    ("left", "right", "kind", "rule"),
    [
        (
            "called for a ceasefire",
            "called for an immediate and unconditional ceasefire in Orrin",
            "possibly_same",
            "all that one says, behind the same verb",
        ),
        (
            "denied meddling",
            "has denied meddling",
            "utterance",
            "the same few words behind the same verb",
        ),
        ("called for a ceasefire", "rejected a ceasefire in Orrin", "possibly_same", None),
        ("called for a ceasefire", "called for a summit in Orrin", "possibly_same", None),
    ],
)
def test_what_is_told_in_a_word_is_held_against_more_behind_the_same_verb(
    tmp_path, left, right, kind, rule
):
    texts = f"The envoy Eva Lund {left}.", f"Eva Lund, the envoy, {right}."
    assert _reasons(tmp_path, *texts, kind) == [rule] * bool(rule)


@pytest.mark.parametrize(
    ("short", "is_one"),
    [
        ("the dam would hold", True),
        ("the dam would still hold", True),
        ("the dam would surely fall", False),
        ("the dam is safe", False),
        ("a dam of stone", False),
    ],
)
def test_a_short_report_is_one_with_another_that_has_it_on_a_condition(tmp_path, short, is_one):
    left = f"Minister Piet Holm said {short}."
    right = 'Minister Piet Holm said that the Larvin dam would hold "if the rain stops by Sunday".'
    rule = "nearly all words of a short report, in order"
    assert _reasons(tmp_path, left, right) == [rule] * is_one


@pytest.mark.parametrize(
    ("short", "long", "rule"),
    [
        (  # what makes it likely is another word
            "Talks will begin next month, Ostrow said.",
            "Ostrow said that talks could begin as early as next month, though no date had been fixed.",
            "all words that tell something in a short report, in order",
        ),
        (  # in another order
            "Ostrow said everyone would ask about the liver signal.",
            '"The drug works. The liver signal is what everyone will be asking about," Ostrow said.',
            "all that a short report says, in another order",
        ),
        (  # but for its numbers
            "Ostrow promised a review of every contract signed since 2030.",
            "Ostrow said she had asked for all contracts signed since 2029 to be reviewed.",
            "all that a short report says, in another order",
        ),
        (  # a word of it is another
            "Ostrow promised a review of every pension signed since 2030.",
            "Ostrow said she had asked for all contracts signed since 2029 to be reviewed.",
            None,
        ),
        (  # words of two sentences
            "Ostrow said everyone would ask about the liver signal.",
            '"The liver is healthy. The signal is what everyone will be asking about," Ostrow said.',
            None,
        ),
    ],
)
def test_all_that_a_short_report_says_links_it(tmp_path, short, long, rule):
    assert _reasons(tmp_path, short, long) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("short", "is_asked"),
    [
        ("there were no smugglers at the quay", True),
        ("there were smugglers at the quay", False),
        ("there were no doubts", False),  # another word
        ("in the harbour there were no smugglers", False),  # no beginning of it
    ],
)
def test_a_short_report_that_denies_what_another_denies_first_is_asked_about(
    tmp_path, short, is_asked
):
    left = f"Ostrow said that {short}."
    right = (
        "“There were no smugglers there, only women who were buying bread and fish,” Ostrow said."
    )
    rule = "a short report that denies what the other denies first"
    assert _reasons(tmp_path, left, right, "possibly_same") == [rule] * is_asked


@pytest.mark.parametrize(
    ("one", "other", "is_asked"),
    [
        ("it could not rule out power cuts", "there would be no power cuts", True),
        ("it could rule out power cuts", "there would be some power cuts", False),
        ("it could not rule out power cuts", "there would be no long power lines", False),
    ],
)
def test_two_short_reports_that_end_alike_of_which_one_denies_it_are_asked_about(
    tmp_path, one, other, is_asked
):
    texts = f"The firm Gridline said that {one}.", f"Gridline, the power firm, said {other}."
    rule = "two short reports that end alike, of which one denies it"
    assert _reasons(tmp_path, *texts, "possibly_same") == [rule] * is_asked


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("a spokeswoman for the ministry", "a ministry spokeswoman", True),
        ("a spokeswoman for the ministry", "the ministry’s spokesman", True),
        ("a spokeswoman for Tessera", "Tessera Foods", True),
        ("a spokeswoman for the ministry", "a spokeswoman for the town", False),
        ("an official of the ministry", "a ministry official", False),
        ("a spokeswoman", "a spokeswoman", False),
    ],
)
def test_who_speaks_for_a_body_without_a_name_is_its_voice(tmp_path, one, other, is_one):
    left = f"{one[:1].upper()}{one[1:]} said that talks could begin as early as next month, if a date is found."
    right = f"Talks will begin next month, {other} said."
    rule = "all words that tell something in a short report, in order"
    assert _reasons(tmp_path, left, right) == [rule] * is_one


@pytest.mark.parametrize(
    ("left", "right", "is_asked"),
    [
        (
            "no further cuts were planned 'at this time'",
            "there would be no further cuts this year",
            True,
        ),
        ("the ferry needs a full border check", "the customs men have a full border fence", False),
        ("the pilots knew nothing", "there would be no further cuts this year", False),
    ],
)
def test_more_than_half_of_a_short_report_is_a_question(tmp_path, left, right, is_asked):
    texts = f"Ostrow said that {left}.", f"Ostrow said that {right}."
    rule = "more than half of a short report, in order"
    assert _reasons(tmp_path / "asked", *texts, "possibly_same") == [rule] * is_asked
    assert not _reasons(tmp_path / "linked", *texts)


@pytest.mark.parametrize(
    ("report", "quotation", "is_one"),
    [
        ("it could be less", "It could be less if they find the rope.", True),
        ("she hadn't thought of that", "I haven't thought of that. But I'll ask.", True),
        ("it could be more", "It could be less if they find the rope.", False),
        ("her meeting with Teague", "My meeting with Teague may be the easiest.", False),
    ],
)
def test_a_short_report_is_one_with_a_quotation_that_begins_with_its_words(
    tmp_path, report, quotation, is_one
):
    build_texts(
        tmp_path / "a.db",
        {
            "Echo": f"Mayor Orla Brennick came to Skell on Monday.\n\nBrennick spoke of {report}."
            if report.startswith("her")
            else f"Mayor Orla Brennick came to Skell on Monday.\n\nBrennick said {report}.",
            "Tribune": f'Mayor Orla Brennick came to Skell on Monday.\n\n"{quotation}" Brennick said.',
        },
    )
    with Record.read(tmp_path / "a.db") as record:
        links = [one for one in record.rows("matches", kind="utterance") if one["linked"]]
    assert bool(links) is is_one


@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("a gift to Norrland", True),
        ("a gift", False),
    ],
)
def test_few_words_that_two_outlets_give_two_persons_are_asked_about(tmp_path, words, is_asked):
    lead = "Mayor Orla Brennick and Walter Quillow, a pilot, met in Skell on Monday.\n\n"
    build_texts(
        tmp_path / "a.db",
        {
            "Echo": f'{lead}Orla Brennick called the treaty "{words}".',
            "Tribune": f'{lead}"It is {words}," Walter Quillow said.',
        },
    )
    with Record.read(tmp_path / "a.db") as record:
        found = [
            (one["reasons"][0], one["linked"])
            for one in record.rows("matches", kind="possibly_same")
        ]
    asked = ("the same few words quoted, attributed to two persons", False)
    assert found == ([asked] if is_asked else [])


CORE = "a short sentence of both, but for its order or for what turns it"
ALL_TOLD = "all words that tell something in a short quotation, and a row of both"


@pytest.mark.parametrize(
    ("left", "right", "rules"),
    [
        (
            '"The men are armed," Ostrow said. "Do not go near."',
            '"The men may be armed," Ostrow said. "Call us."',
            [CORE],
        ),
        ('"We deeply regret this," Ostrow said.', '"We regret this deeply," Ostrow said.', [CORE]),
        ('"The men are armed," Ostrow said.', '"The men are hungry," Ostrow said.', []),
        ('"It is not so," Ostrow said.', '"It may be so," Ostrow said.', []),
        (
            '"I was not consulted," Ostrow said.',
            "Ostrow said she had not been consulted and was thinking of leaving the board.",
            [CORE],
        ),
        (
            '"I was not consulted," Ostrow said.',
            "Ostrow said that it rained and the board had not been told.",
            [],
        ),
        ('"I am ill," Ostrow said.', '"They are ill," Ostrow said.', []),
        (
            '"Ask the pilots. Every lamp along the breakwater was bought second hand," Ostrow said.',
            '"Do not ask the pilots. The night ferry will carry no cattle," Ostrow said.',
            [],
        ),
        (
            '"We are not afraid of a strike," Ostrow said.',
            '"We do not want a strike. But we are not afraid of one," Ostrow said.',
            [ALL_TOLD],
        ),
        (
            '"We are not afraid of a strike," Ostrow said.',
            '"We do not want a storm. But we are not afraid of one," Ostrow said.',
            [],
        ),
    ],
)
def test_short_sentences_that_are_one_but_for_what_turns_them(tmp_path, left, right, rules):
    assert _reasons(tmp_path, left, right) == rules


def test_may_be_for_are_is_told_first(tmp_path):
    lead = "Mara Ostrow, the harbour master of Skell, spoke to reporters at the pier on Monday.\n\n"
    build_texts(
        tmp_path / "a.db",
        {
            "Echo": f'{lead}"The men are armed," Ostrow said.',
            "Ledger": f'{lead}"The men may be armed," Ostrow said.',
        },
    )
    with Record.read(tmp_path / "a.db") as record:
        (row,) = record.rows("differences")
    assert (row["relation"], row["guards"]) == ("words_differ", ["modal"])


@pytest.mark.parametrize(
    ("one", "other", "kind", "rule"),
    [
        (
            "The Defence Ministry",
            "The Norrlandish ministry",
            "utterance",
            "the same words, of two bodies of one sort",
        ),
        (
            "The Defence Ministry",
            "The Norrland Fishing Association",
            "possibly_same",
            "the same words, attributed to two bodies",
        ),
    ],
)
def test_a_quotation_that_two_bodies_are_named_for(tmp_path, one, other, kind, rule):
    said = '"Our forces returned fire only after they were attacked from the pier,"'
    build_texts(
        tmp_path / "a.db",
        {
            "Echo": f'Shots were fired in Skell on Monday.\n\n{one} said in a statement: {said[:-2]}."',
            "Ledger": f"Shots were fired in Skell on Monday.\n\n{said} {other} said.",
        },
    )
    with Record.read(tmp_path / "a.db") as record:
        found = [(m["kind"], m["reasons"][0]) for m in record.rows("matches") if m["kind"] == kind]
    assert found == [(kind, rule)]


@pytest.mark.parametrize(
    ("source", "is_asked"),
    [
        ("The harbour agency’s head, Orla Brennick,", True),
        ("The agency’s spokesman, Orla Brennick,", True),
        ("The painter Orla Brennick", False),
        ("The railway agency’s head, Orla Brennick,", False),
    ],
)
def test_what_a_body_says_is_held_against_who_speaks_for_it(tmp_path, source, is_asked):
    warned = "parents not to feed their children any carrot puree with a date before November"
    build_texts(
        tmp_path / "a.db",
        {
            "Echo": f"Jars were taken off the shelves in Skell.\n\nThe Harbour Agency advised {warned}.",
            "Ledger": "Jars were taken off the shelves in Skell.\n\n"
            f'{source} said: "Parents should feed their children no carrot puree with a date before November."',
        },
    )
    with Record.read(tmp_path / "a.db") as record:
        found = [one["reasons"][0] for one in record.rows("matches", kind="possibly_same")]
    rule = "much of the same in the same order, in other words, of a body and of who speaks for it"
    assert found == [rule] * is_asked


@pytest.mark.parametrize(
    ("source", "is_asked"),
    [
        ("Norsund’s chief executive, Orla Brennick,", True),
        ("Tarrow’s chief executive, Orla Brennick,", False),
        ("Orla Brennick of Norsund", False),
    ],
)
def test_a_rare_word_of_a_body_s_name_says_who_speaks_for_it(tmp_path, source, is_asked):
    offer = "a rise of 3 percent over two years and a guarantee on rest hours"
    build_texts(
        tmp_path / "a.db",
        {
            "Echo": f"The ferries stood still.\n\nNorsund Lines said it had offered {offer}.",
            "Ledger": f"The ferries stood still.\n\n{source} said the company had offered {offer}.",
        },
    )
    with Record.read(tmp_path / "a.db") as record:
        found = [one["reasons"][0] for one in record.rows("matches", kind="possibly_same")]
    rule = "much of the same in the same order, in other words, of a body and of who speaks for it"
    assert found == [rule] * is_asked


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("The ministry", ["utterance"]),
        ("The harbour ministry", []),
        ("The navy", []),
    ],
)
def test_a_body_told_by_what_it_is_may_be_the_one_that_another_article_names(tmp_path, body, kinds):
    said = "the exercise on the football pitch had been announced through the usual channels"
    build_texts(
        tmp_path / "a.db",
        {
            "Echo": f"Soldiers came to Skell.\n\nThe defence ministry said {said} on 2 May.",
            "Ledger": f"Soldiers came to Skell.\n\n{body} said {said} in time.",
        },
    )
    with Record.read(tmp_path / "a.db") as record:
        found = [one["kind"] for one in record.rows("matches")]
    assert [one for one in found if one in {"utterance", "possibly_same"}] == kinds


@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("Five weeks is a very long time", True),
        ("It is what it is and will be", False),
    ],
)
def test_seven_words_that_two_persons_are_named_for_are_asked_about(tmp_path, words, is_asked):
    lead = "Mayor Orla Brennick and Walter Quillow, a pilot, met in Skell on Monday.\n\n"
    build_texts(
        tmp_path / "a.db",
        {
            "Echo": f'{lead}"{words}," Orla Brennick said. "We want to know who knew."',
            "Tribune": f'{lead}"{words}," Walter Quillow said.',
        },
    )
    with Record.read(tmp_path / "a.db") as record:
        found = [one["reasons"][0] for one in record.rows("matches", kind="possibly_same")]
    assert found == ["the same words, attributed to two persons"] * is_asked


@pytest.mark.parametrize(
    ("third", "further", "is_linked"),
    [
        ("Ostrow said that she signed the paper and that he would be welcome back in the harbour.", "", True),
        # who says it twice in one article may say it of two
        ("Ostrow said that she signed the paper and that he would be welcome back in the harbour.",
         "\n\nOf the cook Ostrow said on Sunday that she would be welcome back.", False),
        ("Ostrow said that she signed the paper and that he would be welcome back in the harbour.",
         "\n\nOf the cook Dana Falk said on Sunday that she would be welcome back.", False),
    ],
    ids=["said once in each", "said twice in one", "said by another"],
)  # fmt: skip
def test_words_that_three_outlets_give_a_speaker_link_as_those_that_two_do(
    tmp_path, third, further, is_linked
):
    lead = "Mara Ostrow, the harbour master of Skell, spoke to reporters at the pier on Monday.\n\n"
    path = tmp_path / "three.db"
    texts = {
        "Echo": '"If the inquiry clears him, he will be welcome back," Ostrow said.',
        "Ledger": "Ostrow said that Brenn would be welcome back if the inquiry cleared him."
        + further,
        "Post": third,
    }
    build_texts(path, {name: lead + text for name, text in texts.items()})
    with Record.read(path) as record:
        rules = [one["reasons"][0] for one in record.rows("matches") if one["linked"]]
    assert ("a run of words that nobody else says, and nobody reports twice" in rules) is is_linked


@pytest.mark.parametrize(
    ("other", "is_linked"),
    [
        ("Ostrow urged the governor not to declare a state of emergency.", False),
        ("Ostrow confirmed that he would declare a state of emergency.", True),
    ],
    ids=["another act", "said too"],
)
def test_what_everybody_speaks_of_links_no_two_acts_of_one(tmp_path, other, is_linked):
    lead = "Mara Ostrow, the harbour master of Skell, spoke to reporters at the pier on Monday.\n\n"
    path = tmp_path / "topic.db"
    texts = {
        "Echo": "Ostrow announced that the governor planned to sign the harbour workers’ pay bill and declare a state of "
        "emergency in Tarrow at noon.",
        "Ledger": other,
        "Post": "Dana Falk said that nobody had asked them to declare a state of emergency.\n\n"
        "Jan Orlo said that it was absurd to declare a state of emergency over a leak.",
    }
    build_texts(path, {name: lead + text for name, text in texts.items()})
    with Record.read(path) as record:
        matches = [one for one in record.rows("matches") if one["kind"] == "utterance"]
    assert any(one["linked"] for one in matches) is is_linked


@pytest.mark.parametrize(
    ("short", "is_one"),
    [
        ("Doctors are not tax collectors.", True),
        ("Doctors are not patient collectors of taxes.", False),
        ("Lawyers are not tax collectors.", False),
        ("We said no. Doctors are not tax collectors.", True),
    ],
)
def test_a_sentence_is_one_with_another_that_has_its_words_but_for_one(tmp_path, short, is_one):
    long = (
        "“Doctors are not debt collectors. We will not be asking the sick for money,” Ostrow said."
    )
    rules = _reasons(tmp_path, f"“{short}” Ostrow said.", long)
    assert bool(rules) is is_one, rules


CRANE = "the northern pier will stay shut until the crane is out of the water and paid for by them"
OTHERS = "Nobody in this town has to fear for the cattle ferry, for the salt works or for the fishing boats that feed it"
REST = "The council of Ness met on Sunday evening with builders, divers, insurers and three ministers from the capital"


@pytest.mark.parametrize(
    "other",
    [
        # of somebody unnamed, in a long report; asked at the end
        f'An official told the paper, after {REST.lower()}, that "{CRANE}" and no day before that.',
        f'"{REST}. We were told that {CRANE}. And who would not agree with it?" an official said.',
    ],
)
def test_a_long_row_that_both_quote_links_whoever_said_it(tmp_path, other):
    reasons = _reasons(tmp_path, f'"{OTHERS}. And {CRANE}," Ostrow said.', other)
    assert reasons == ["a long row of the same words, quoted by both"]


def test_what_is_asked_and_what_is_answered_stay_two(tmp_path):
    left = '"Will the northern pier stay shut until the crane is paid for?" a reporter asked.'
    right = '"It will not stay shut until the crane is paid for," Ostrow said. "The crane is ours."'
    assert not _reasons(tmp_path, left, right)


def test_few_words_of_nobody_in_particular_link_where_both_quote_them(tmp_path):
    said = f'"We were told that the crane was unsafe at any height of the water. {OTHERS}," Ostrow said.'
    report = 'An official called it "unsafe at any height of the water" on Monday.'
    assert _reasons(tmp_path / "q", said, report)
    assert not _reasons(tmp_path / "r", said, report.replace('"', ""))


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        # a phrase of hers, within two sentences that begin and end in other words
        (
            "But hopefully they will keep a very close friendship with the northern islanders.",
            False,
        ),
        # one sentence, of which each outlet prints another end
        ("We have kept a very close friendship with the fishermen", True),
        ("A very close friendship with the fishermen is worth more than any treaty.", True),
    ],
)
def test_a_phrase_within_two_sentences_does_not_make_them_one(tmp_path, other, is_one):
    said = "I think we have kept a very close friendship with the fishermen of Skell."
    rules = _reasons(tmp_path, f"“{said}” Ostrow said.", f"“{other}” Ostrow said.")
    assert bool(rules) is is_one, rules
