"""The merged line: every word of every witness once, in order, whatever the order of the witnesses."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.apparatus import merge
from onrecord.utterances.folding import fold

FULL = "The old ferry will leave the harbour of Skell in May unless the rudder breaks again"
CUT = "The old ferry will leave the harbour of Skell in May"
OTHER = "The old ferry will leave the harbour of Tarrow in May unless its rudder breaks again"


def line(texts: dict[str, str]):
    readings = {name: fold(text, [Span(0, len(text))], lexicon()) for name, text in texts.items()}
    return [
        (
            [
                (" / ".join(span.of(texts[name]) for span in spans), name)
                for variant in passage.variants
                for name, spans in variant.places
            ],
            passage.starting,
            passage.ending,
        )
        for passage in merge(readings)
    ]


def test_where_one_ends_the_other_goes_on():
    assert line({"a": CUT, "b": FULL}) == [
        ([(CUT, "a"), (CUT, "b")], (), ("a",)),
        ([("unless the rudder breaks again", "b")], (), ()),
    ]


def test_readings_stand_one_over_the_other_where_they_part():
    found = line({"a": FULL, "b": OTHER, "c": CUT})
    stacks = [{name: words for words, name in readings} for readings, _, _ in found]
    assert {"a": "Skell", "b": "Tarrow", "c": "Skell"} in stacks
    assert {"a": "the", "b": "its"} in stacks


def test_a_contraction_is_read_whole_on_the_side_where_it_stands():
    texts = {
        "a": "and I wasn't satisfied with his work",
        "b": "and I was unsatisfied with his work",
    }
    stacks = [{name: words for words, name in readings} for readings, _, _ in line(texts)]
    assert stacks == [
        {"a": "and I", "b": "and I"},
        {"a": "wasn't satisfied", "b": "was unsatisfied"},
        {"a": "with his work", "b": "with his work"},
    ]


def test_no_witness_or_an_empty_one_makes_no_line():
    assert line({}) == []
    assert line({"a": ""}) == []


WORDS = st.lists(
    st.sampled_from("ferry harbour rudder council tariff of the not May Skell".split()), max_size=9
).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_every_word_stands_once_and_in_order_and_order_of_input_is_no_matter(texts):
    named = {f"w{i}": text for i, text in enumerate(texts)}
    found = line(named)
    for name, text in named.items():
        words = [words for readings, _, _ in found for words, one in readings if one == name]
        assert " ".join(word for word in words if word).split() == text.split()
    for some in itertools.islice(itertools.permutations(named), 6):
        assert line({name: named[name] for name in some}) == found
