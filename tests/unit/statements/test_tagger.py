import shutil

import pytest
from tests.factories import article, content, statements

from onrecord.errors import UnknownName
from onrecord.flow import Flow, extract
from onrecord.model import Attribution
from onrecord.resources import lexicon_of
from onrecord.stage import Tally
from onrecord.statements import cleaning, combine, tagger
from onrecord.statements.attribute import AttributeStatements
from onrecord.statements.rules import Found, read_paragraph
from onrecord.statements.tagger import Tagged
from onrecord.text.quotations import pair_marks
from onrecord.text.spans import Span

TEXT = (
    "The harbour of Skell will stay shut until May, its director believes.\n\n"
    "Asked about the ferry, Orla Brennick would not rule out that it had been sold."
)


def test_the_tagger_finds_what_no_verb_list_does():
    made = article(TEXT)
    assert tagger.is_available()
    by_rule = list(AttributeStatements(extractor="rules").run(made, Tally()))
    found = list(AttributeStatements().run(made, Tally()))
    assert len(found) > len(by_rule)
    assert any("stay shut until May" in text for one in found for text in content(made, one))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The talks were led by Orla Brennick, who said that the ferry would sail in May. It rained.",
            [("who", ["that the ferry would sail in May"])],
        ),
        (
            "The mayor tweeted that the ferry was “a disgrace” and urged people to boycott the harbour board.",
            [
                ("The mayor", ["that the ferry was “a disgrace”"]),
                ("The mayor", ["people to boycott the harbour board"]),
            ],
        ),
        (
            (
                "Orla Brennick spoke in Tarrow on Monday.\n\n“The ferry will sail in May,” Brennick said. “It will carry "
                "cars.\n\n“On the other hand, nobody has paid for the engine, and the board has no money left.”\n\nIt rained."
            ),
            [
                (
                    "Brennick",
                    [
                        "“The ferry will sail in May,”",
                        "“It will carry cars.",
                        "“On the other hand, nobody has paid for the engine, and the board has no money left.”",
                    ],
                )
            ],
        ),
        (
            "“The ferry will sail in May, whatever the board says,” Orla Brennick said, according to minutes of the meeting.",
            [("Orla Brennick", ["“The ferry will sail in May, whatever the board says,”"])],
        ),
        (
            "“We will not pay,” Brennick told the board, according to two people who were present.",
            [("Brennick", ["“We will not pay,”"])],
        ),
    ],
)
def test_whose_each_content_is(text, found):
    made = article(text)
    said = list(AttributeStatements().run(made, Tally()))
    assert [(one.speaker_printed, content(made, one)) for one in said] == found


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        (
            "Stahl, who leads the opposition, called the plan a gift, and Kerr, his deputy, said it was 'shameful'.",
            "Kerr, his deputy",
            "it was 'shameful'",
        ),
        (
            "The port will close on Friday, Maud Reth, the harbour master, said.\n\n"  # noqa: ISC004
            "The president will not sign before the summit with Oleg Dorn, Joris Lind, the ambassador to Tavria, said.",
            "Joris Lind, the ambassador to Tavria",
            "The president will not sign before the summit with Oleg Dorn",
        ),
        (
            "Anna Rask is 'highly unlikely' to meet President Oleg Dorn, Joris Lind, the ambassador, told Channel Two.",
            "Joris Lind, the ambassador",
            "Anna Rask is 'highly unlikely' to meet President Oleg Dorn",
        ),
    ],
)
def test_a_name_right_before_the_verb_is_its_source_and_not_one_further_off(text, source, said):
    made = article(text)
    last = list(AttributeStatements().run(made, Tally()))[-1]
    assert (last.speaker_printed, content(made, last)) == (source, [said])


def test_who_stands_right_before_the_verb_is_its_source():
    made = article(
        "SKELL — Police on Friday released body camera video of the shooting of a 34-year-old man, hours after his family "
        "accused the department of hiding it.\n\n"
        'The video shows Officer Kyle Brandt shouting "Drop it!" twice before firing three shots at Marcus Dell on Tuesday '
        "night."
    )
    said = list(AttributeStatements().run(made, Tally()))
    sources = {content(made, one)[0]: one.speaker_printed for one in said}
    assert sources["the department of hiding it"] == "his family"


def test_spans_are_places_in_the_text_whatever_the_characters():
    text = "🚢 Orla Brennick said the ferry — naïve “Königin” — would sail.\n\n" * 40
    paragraphs = article(text).spans_of("body")
    for one in tagger.tag(text, paragraphs, []):
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(text)
            assert any(paragraph.contains(span) for paragraph in paragraphs)


def test_an_empty_text_has_no_attributions():
    assert tagger.tag("", [], []) == []
    assert tagger.tag("   ", [Span(0, 3)], []) == []


def test_without_weights_the_rules_alone_work_and_the_origin_says_so(monkeypatch):
    monkeypatch.setattr(tagger, "is_available", lambda: False)
    made = article('"We sail in May," Orla Brennick said.')
    (one,) = AttributeStatements().run(made, Tally())
    assert content(made, one) == ['"We sail in May,"']
    (origin,) = [one for one in Flow().origins() if one.stage == "statements"]
    assert AttributeStatements().tagger is None
    assert tagger.weights_digest() not in origin.settings


def test_damaged_weights_leave_the_rules(monkeypatch, tmp_path):
    (tmp_path / "tagger.onnx").write_bytes(b"not a model")
    for name in ("tokenizer.json", "sums.onnx"):
        shutil.copy(tagger._folder() / name, tmp_path)
    monkeypatch.setattr(tagger, "_folder", lambda: tmp_path)
    caches = (tagger.is_available, tagger._load)
    for one in caches:
        one.cache_clear()
    try:
        assert not tagger.is_available()
        made = article('"We sail in May," Orla Brennick said.')
        assert len(list(AttributeStatements().run(made, Tally()))) == 1
    finally:
        for one in caches:
            one.cache_clear()


def test_a_processor_whose_sums_of_products_overflow_reads_as_another(monkeypatch):
    spans = [Span(0, len(TEXT))]
    here = tagger.tag(TEXT, spans, [])
    monkeypatch.setattr(tagger, "_overflows", lambda *_: True)
    tagger._load.cache_clear()
    try:
        there = tagger.tag(TEXT, spans, [])
    finally:
        tagger._load.cache_clear()
    assert here
    assert there == here


def test_an_unknown_extractor_is_an_error_that_lists_the_known():
    with pytest.raises(UnknownName, match="auto, rules"):
        list(AttributeStatements(extractor="oracle").run(article(TEXT), Tally()))


def test_confidence_keeps_its_order_and_is_higher_where_a_rule_agrees():
    def told(confidence: float, reason: str) -> float:
        attribution = Attribution(
            source=(), cue=(), content=(Span(0, 9),),
            confidence=confidence, reason=reason,
        )  # fmt: skip
        found = Found(attribution=attribution, addressee=None, sentence=Span(0, 9))
        return combine._calibrated(found).attribution.confidence

    steps = [n / 20 for n in range(21)]
    alone = [told(one, "tagger") for one in steps]
    agreed = [told(one, "tagger; quotation before verb") for one in steps]
    assert alone == sorted(alone)
    assert 0 < alone[0] < alone[-1] < 1
    assert all(one < other for one, other in zip(alone, agreed, strict=True))
    assert told(0.67, "tagger") < 0.67
    assert told(0.98, "quotation before verb") == 0.98, "the rules say their precision already"


def test_whom_something_is_said_to_is_no_source():
    text = (
        "The mayor was told that the buses would be in Skell by Monday morning.\n\n"
        "The mayor told reporters that the buses would be in Skell by Monday morning."
    )
    made = article(text)
    passive, active = AttributeStatements().run(made, Tally())
    assert [span.of(text) for span in passive.source] == []
    assert [span.of(text) for span in active.source] == ["The mayor"]


def test_what_is_tagged_begins_and_ends_with_words():
    text = "Orla Brennick said the ferry sails."
    found = tagger.Tagged(
        source=(Span(2, 11),), cue=(Span(14, 17),), content=(Span(20, 34),), confidence=0.9
    )
    whole = tagger._of_words(text, found)
    spans = (*whole.source, *whole.cue, *whole.content)
    assert [span.of(text) for span in spans] == ["Orla Brennick", "said", "the ferry sails"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Orla Brennick insisted yesterday there was no ice in the harbour.", "there was no ice in the harbour"),
        ("Orla Brennick said Monday was a bad day for the ferry.", "Monday was a bad day for the ferry"),
    ],
)  # fmt: skip
def test_the_day_on_which_it_was_said_is_none_of_it(text, content):
    (row,) = extract(text)
    assert [one["text"] for one in row["content"]] == [content]


@pytest.mark.parametrize(
    "condition", ["provided that the pilots agree", "on condition that the pilots agree"]
)
def test_a_condition_behind_the_verb_is_said_whole(condition):
    (row,) = extract(f"The bridge will reopen in June, Orla Brennick said, {condition}.")
    assert [one["text"] for one in row["content"]] == ["The bridge will reopen in June", condition]


def test_a_condition_behind_a_relative_clause_is_said_too():
    (row,) = extract(
        "She told reporters on Sunday she intended to honour her contract, which runs until 2026, "
        "as long as the players believed in her."
    )
    assert [one["text"] for one in row["content"]] == [
        "she intended to honour her contract",
        "as long as the players believed in her",
    ]


def test_what_a_speaker_was_doing_is_not_said():
    text = (
        "Henrik Falk said Brun stole the drug from the hospital where she worked.\n\n"
        'Defending, Tess Amdal told jurors: "There is no witness, no confession and no fingerprint."'
    )
    *_, row = extract(text)
    assert [one["text"] for one in row["content"]] == [
        '"There is no witness, no confession and no fingerprint."'
    ]


def _made(text, source, cue, said):
    at = text.index(said)
    spans = [
        (Span(text.index(one), text.index(one) + len(one)),) if one else () for one in (source, cue)
    ]
    return spans[0], spans[1], (Span(at, at + len(said)),)


@pytest.mark.parametrize(
    ("text", "source", "cue", "said", "whole"),
    [
        ("Hanna Lie called it bad.", "Hanna", "called", "it bad", "Hanna Lie"),
        ("Hanna then called it bad.", "Hanna", "called", "it bad", "Hanna"),
        ("The minister Lie called it bad.", "The minister", "called", "it bad", "The minister"),
        (
            "Asked by the chair, Ellen Graff, whether he knew, ...",
            "",
            "Asked",
            "whether he knew",
            "the chair, Ellen Graff",
        ),
        ("Asked whether he knew, ...", "", "Asked", "whether he knew", ""),
    ],
)
def test_a_source_is_taken_whole(text, source, cue, said, whole):
    found = combine._whole_source(text, *_made(text, source, cue, said))
    assert [span.of(text) for span in found] == [whole] * bool(whole)


def _tagged(text, source, cue, *content):
    def spans(*parts):
        return tuple(Span(text.index(one), text.index(one) + len(one)) for one in parts if one)

    return Tagged(source=spans(source), cue=spans(cue), content=spans(*content), confidence=0.9)


@pytest.mark.parametrize(
    ("source", "content", "found"),
    [
        ("", ["“It was clean,”", "the head, Olof Brandt,"], "the head, Olof Brandt,"),
        ("Olof Brandt", ["“It was clean,”", "the head,"], None),
        ("", ["“It was clean,”"], None),
    ],
)
def test_who_speaks_is_not_what_is_said(source, content, found):
    text = "“It was clean,” the head, Olof Brandt, was quoted as saying."
    one = _tagged(text, source, "was quoted as saying", *content)
    paragraph = Span(0, len(text))
    agent = cleaning._before_verb(text, one, pair_marks(text, [paragraph]))
    assert (agent and agent.of(text)) == found


def test_one_of_those_who_spoke_before_is_who_speaks():
    rows = extract(
        'League observers called the vote "largely free", their head, Olof Brandt, telling reporters: '
        '"It was a clean election, with the exception of two towns."'
    )
    assert [row["speaker_name"] for row in rows] == ["League observers", "Olof Brandt"]


def test_what_is_said_behind_the_source_is_no_part_of_it():
    text = "The risk was about one in 130,000, said epidemiologist Nina Vang, and could be lower."
    (row,) = extract(text)
    assert row["source"][0]["text"] == "epidemiologist Nina Vang"
    assert [one["text"] for one in row["content"]] == [
        "The risk was about one in 130,000",
        "and could be lower",
    ]


@pytest.mark.parametrize(
    ("behind", "is_said"),
    [
        (", as 12,000 people were told to leave their homes", False),
        (", after the river had risen for a week", False),
        (" as long as nobody opened the gates", True),
        (", and that the valley was safe", True),
    ],
)
def test_what_happened_beside_quoted_words_is_not_said(behind, is_said):
    row, *_ = extract(
        f'Minister Piet Holm said on Friday the dam would hold "if the rain stops"{behind}.'
    )
    assert (behind.strip(", ") in row["content"][0]["text"]) == is_said


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Lena Orvik insisted the state would not ban strikes but did not rule out other measures.", "the state would not ban strikes"),
        ("Lena Orvik insisted the state would not ban strikes but declined to say why.", "the state would not ban strikes"),
        ("Lena Orvik confirmed that a case had been opened but said that nobody had been charged.", "that a case had been opened"),
        ("Lena Orvik said that the state had made some changes but did not stop the strikes.", "that the state had made some changes but did not stop the strikes"),
    ],
)  # fmt: skip
def test_what_a_report_says_of_its_speaker_behind_is_not_said(text, content):
    row, *_ = extract(text)
    assert [one["text"] for one in row["content"]] == [content]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "The court ordered |the release of all sailors|. According to the mayor, |four are ill|.",
            ["four are ill"],
        ),
        (
            "|The port is shut|, according to the mayor. |It has no cranes left|.",
            ["The port is shut", "It has no cranes left"],
        ),
        (
            "|The port is shut|, according to the mayor. She fears |the storm of Monday|.",
            ["The port is shut"],
        ),
        ("According to the mayor:\n\n|The port is shut|.", ["The port is shut"]),
    ],
)
def test_parts_of_other_sentences_are_none_of_what_was_said(text, contents):
    """A clause that begins a sentence behind goes on, and so does all of it where nothing stands in the cue's."""
    parts = text.split("|")
    text = "".join(parts)
    places, at = [], 0
    for number, part in enumerate(parts):
        if number % 2:
            places.append(Span(at, at + len(part)))
        at += len(part)
    cue, source = text.lower().index("according to"), text.index("the mayor")
    tagged = tagger.Tagged(
        source=(Span(source, source + 9),),
        cue=(Span(cue, cue + 12),),
        content=tuple(places),
        confidence=0.9,
    )
    paragraphs = [Span(0, len(text))]
    (found,) = combine.combine(text, paragraphs, [], [], [tagged], lexicon_of("en"))
    assert [span.of(text) for span in found.attribution.content] == contents


def test_who_is_asked_asks_nothing():
    text = "The head of the agency, Rosa Menk, said: “I would not bet on it,” when asked about a launch in January."
    said, asked = extract(text)
    assert said["source"]
    assert ([one["text"] for one in asked["content"]], asked["source"]) == (
        ["a launch in January"],
        [],
    )


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "found"),
    [
        ("The builders have not found the cause. They left.", "They", "have not found", "the cause", "The builders"),
        ("On Monday, they have not found the cause. They left.", "They", "have not found", "the cause", ""),
        ("The cause is wind. So say the builders.", "the builders", "say", "The cause is wind", "the builders"),
        ("The builders have not found the cause.", "The builders", "have not found", "the cause", "The builders"),
    ],
)  # fmt: skip
def test_a_source_of_a_later_sentence_than_its_verb_is_none(text, source, cue, content, found):
    one = _tagged(text, source, cue, content)
    stop = text.index(". ") + 1 if ". " in text else len(text)
    sentence = Span(0, stop) if one.cue[0].start < stop else Span(stop + 1, len(text))
    kept = combine._of_that_sentence(text, one, sentence)
    assert [span.of(text) for span in kept] == [found] * bool(found)


@pytest.mark.parametrize(
    ("text", "cue", "content", "kept"),
    [
        ("Stine Krag is said to have asked for a report.", "is said", "to have asked for a report", False),
        ("Stine Krag was widely expected to resign on Monday.", "expected", "to resign on Monday", False),
        ("Stine Krag said to her aides that she would go.", "said", "that she would go", True),
        ("Stine Krag expected to be asked about the report.", "expected", "to be asked about the report", True),
    ],
)  # fmt: skip
def test_of_whom_something_is_said_is_no_source(text, cue, content, kept):
    tagged = _tagged(text, "Stine Krag", cue, content)
    (found,) = combine.combine(text, [Span(0, len(text))], [], [], [tagged], lexicon_of("en"))
    assert bool(found.attribution.source) is kept


def test_what_a_rule_has_in_the_sentence_before_is_not_the_next_speaker_s():
    text = 'Unions called it "a punch in the stomach". Una Rask said 14,000 jobs were in danger.'
    whole = Span(0, len(text))
    tagged = _tagged(
        text, "Una Rask", "said", 'it "a punch in the stomach"', "14,000 jobs were in danger"
    )
    quotations = pair_marks(text, [whole])
    by_rule = read_paragraph(text, whole, quotations, lexicon_of("en"), None)
    found = combine.combine(text, [whole], quotations, by_rule, [tagged], lexicon_of("en"))
    said = [
        (one.attribution.source[0].of(text), one.attribution.content[0].of(text)) for one in found
    ]
    assert said == [
        ("Unions", 'it "a punch in the stomach"'),
        ("Una Rask", "14,000 jobs were in danger"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('him: "Stine is a friend of ours."', '"Stine is a friend of ours."'),
        ('her players: "They ran and ran."', 'her players: "They ran and ran."'),
    ],
)
def test_whom_a_verb_is_about_is_no_part_of_what_is_said(content, said):
    text = f"Una Rask refused to criticise {content}"
    tagged = _tagged(text, "Una Rask", "refused to criticise", content)
    kept = cleaning.cleaned(text, tagged, lexicon_of("en"), pair_marks(text, [Span(0, len(text))]))
    assert [span.of(text) for span in kept.content] == [said]


@pytest.mark.parametrize(
    ("text", "parts", "kept"),
    [
        ('"We hear them," he said of people in the ruins.', ['"We hear them,"', "people in the ruins"], 1),
        ('"We hear them," he said of people in the ruins.', ['"We hear them,"', "of people in the ruins"], 1),
        ('"We hear them," he said from under the ruins.', ['"We hear them,"', "from under the ruins"], 2),
    ],
)  # fmt: skip
def test_of_whom_something_quoted_was_said_is_no_part_of_it(text, parts, kept):
    one = _tagged(text, "he", "said", *parts)
    found = cleaning._without_topic(
        text, one.cue, one.content, pair_marks(text, [Span(0, len(text))])
    )
    assert len(found) == kept


def test_who_somebody_is_is_no_part_of_what_is_said():
    said = "the Australian actor has been selected “because we want the ceremony to be fun.”"
    by = "According to Laurie Marker, producer of the telecast,"
    made, (one,) = statements(f"The actors met in Tarrow on Monday.\n\n{by} {said}")
    assert [span.of(made.text) for span in one.content] == [said]


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("Una Rask, who led the board and said", "Una Rask, who led the board and", "Una Rask, who led the board"),
        ("Una Rask, the 2031 winner, said", "Una Rask, the", "Una Rask"),
        ("A former S.K.A. officer said", "A. officer", "S.K.A. officer"),
        ("The players of Group A said", "The players of Group A", "The players of Group A"),
        ("He sailed to S. Una Rask said", "Una Rask", "Una Rask"),
    ],
)  # fmt: skip
def test_a_source_is_whole_and_ends_with_no_word_that_joins(text, found, whole):
    text = f"{text} the pier would be closed."
    tagged = _tagged(text, found, "said", "the pier would be closed")
    kept = cleaning.cleaned(text, tagged, lexicon_of("en"), [])
    assert [span.of(text) for span in kept.source] == [whole]
