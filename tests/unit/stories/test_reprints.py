"""Reprints: which texts are one, by words alone, whatever was edited, cut, moved or added."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from tests.factories import article

from onrecord.engine.local import LocalEngine
from onrecord.model import Match
from onrecord.stage import Tally, components
from onrecord.stories.reprints import BodyWords, GroupReprints, held_together
from onrecord.text.shingles import (
    Seeds,
    SharedRun,
    chained,
    runs_of_seeds,
    sampled_shingles,
    shared_runs,
    word_codes,
)

WORDS = "harbour ferry winter council pilot engine crew island timber market signal lamp rope tide".split()


def text(seed: int, n_words: int = 120) -> str:
    rng = random.Random(seed)
    return " ".join(f"{rng.choice(WORDS)}{rng.randrange(60)}" for _ in range(n_words)) + "."


def groups(*texts: str, engine: LocalEngine | None = None) -> list[set[int]]:
    made = [article(one, outlet=f"o{i}") for i, one in enumerate(texts)]
    found, _ = (engine or LocalEngine()).group(
        GroupReprints(), [GroupReprints().read(one) for one in made], Tally()
    )
    number = {one.id: i for i, one in enumerate(made)}
    return sorted(({number[a] for a in one.articles} for one in found), key=min)


def label(left: str, right: str, *, quoted: bool = False) -> str:
    bodies = []
    for outlet, one in (("a", left), ("b", right)):
        made = article(one, outlet=outlet)
        spans = [region.span for region in made.regions] if quoted else []
        bodies.append(GroupReprints().read(made, spans))
    return GroupReprints().compare(*bodies).match.reasons[0]


def test_copies_that_are_cut_edited_and_built_into_others_are_found():
    original, other = text(1), text(2)
    words = original.split()
    edited = " ".join("new" if i % 12 == 5 else word for i, word in enumerate(words))
    moved = " ".join(words[60:] + words[:60])
    within = f"{other} {original}"
    assert groups(original, " ".join(words[:70]), edited, moved, within, text(3)) == [
        {0, 1, 2, 3, 4}
    ]


def test_each_pair_says_how_the_texts_stand():
    original, other = text(1), text(2)
    assert label(original, original + " The end of it.") == "the same text"
    assert label(original, f"{original} {other}") == "one text stands in the other"
    half = " ".join(original.split()[:60])
    assert label(f"{half} {text(4, 60)}", f"{half} {text(5, 60)}") == "the same text in part"
    shared = " ".join(original.split()[:14])
    assert label(f"{shared} {text(4)}", f"{shared} {text(5)}") == "little shared"
    shared = " ".join(original.split()[:20])
    assert label(f"{shared} {text(4)}", f"{shared} {text(5)}") == "a passage in common"
    assert label(original, original, quoted=True) == "only quotations are shared"


def test_a_text_that_more_outlets_carry_than_a_key_may_pair_is_one_group():
    texts = [f"{text(1)} {text(100 + i, 8)}" for i in range(30)]
    assert groups(*texts, engine=LocalEngine(max_per_key=5)) == [set(range(30))]


def test_of_a_large_group_the_runs_are_kept_that_hold_it_together():
    for n in (10, 40):
        made = [article(f"{text(1)} {text(90 + i, 20)}", outlet=f"o{i}") for i in range(n)]
        stage = GroupReprints()
        (group,), _ = LocalEngine().group(stage, [stage.read(one) for one in made], Tally())
        pairs = {(one.left, one.right) for one in group.evidence}
        number = {id_: at for at, id_ in enumerate(group.articles)}
        links = [(number[left], number[right]) for left, right in pairs]
        assert len(pairs) == (n * (n - 1) // 2 if n == 10 else n - 1)
        assert set(components(n, links)) == {0}


def test_a_digest_that_opens_as_a_short_version_does_is_not_the_report():
    report = text(1, 300)
    opening = report.split()
    short = " ".join(opening[:60])
    digest = f"{' '.join(opening[:45])} {text(2, 400)}"
    assert groups(short, digest) == [{0, 1}]
    whole = [f"{report} {text(10 + n, 8)}" for n in range(5)]
    assert groups(*whole, short, digest) == [{0, 1, 2, 3, 4, 5}]


def test_excerpts_of_one_text_that_share_nothing_are_one_with_it():
    words = text(1, 300).split()
    assert groups(" ".join(words), " ".join(words[:80]), " ".join(words[-80:])) == [{0, 1, 2}]


def compared(left: str, right: str, score: float, *, linked: bool = True) -> Match:
    return Match(
        kind="reprint", left=left, right=right, linked=linked, score=score, threshold=0.35,
        margin=None, runner_up=None, reasons=(),
    )  # fmt: skip


def test_groups_that_nothing_links_are_not_joined_however_much_they_share():
    near = [compared("a", "b", 0.9), compared("b", "c", 0.34, linked=False)]
    assert held_together("abc", near, 0.25) == [{"a", "b"}, {"c"}]


@given(
    scores=st.dictionaries(
        st.sampled_from(list(combinations("abcdefg", 2))), st.integers(1, 100), max_size=21
    ),
    order=st.randoms(use_true_random=False),
)
def test_what_holds_together_is_the_same_in_any_order(scores, order):
    pairs = [compared(*pair, n / 100, linked=n >= 35) for pair, n in scores.items()]
    first = held_together("abcdefg", pairs, 0.25)
    order.shuffle(pairs)
    assert held_together("abcdefg", pairs, 0.25) == first
    assert sorted(one for group in first for one in group) == list("abcdefg")
    for group in first:  # no group but by links within it
        reached = {min(group)}
        for _ in group:
            reached |= {b for a, b in scores if scores[a, b] >= 35 and a in reached and b in group}
            reached |= {a for a, b in scores if scores[a, b] >= 35 and b in reached and a in group}
        assert reached == group


def test_chains_hold_over_a_replaced_word_and_not_over_a_gap():
    runs = [SharedRun(0, 0, 6), SharedRun(7, 7, 5), SharedRun(40, 20, 6)]
    assert chained(runs, 3, 10) == [runs[:2]]
    assert chained(runs, 0, 10) == []


def test_shingles_are_the_same_for_the_same_words_and_few_for_a_sample():
    words = text(1, 400).split()
    codes = word_codes(words)
    shingles = sampled_shingles(codes, 5, 1).tolist()
    assert shingles == sampled_shingles(word_codes(list(words)), 5, 1).tolist()
    assert len(shingles) == len(set(shingles)) == 396
    sample = sampled_shingles(codes, 5, 4).tolist()
    assert set(sample) < set(shingles)
    assert 50 < len(sample) < 150
    assert sampled_shingles(codes[:4], 5, 1).tolist() == []
    assert sampled_shingles(word_codes(["a"] * 9), 5, 1).size == 1
    assert shared_runs(words, words, 5, 5) == [SharedRun(0, 0, 400)]


@given(
    left=st.lists(st.sampled_from("abcd"), max_size=40),
    right=st.lists(st.sampled_from("abcd"), max_size=40),
    size=st.integers(1, 4),
)
def test_runs_by_codes_are_those_by_words(left, right, size):
    seeds = Seeds.of(word_codes(left), size), Seeds.of(word_codes(right), size)
    assert runs_of_seeds(*seeds, size) == shared_runs(left, right, size, size)


def test_words_of_one_code_make_no_run():
    left, right = (BodyWords(article(text(seed, 60), outlet=f"o{seed}")) for seed in (1, 2))
    assert not left.says(3, 5, right, 3)
    assert left.says(3, 5, BodyWords(article(text(1, 60).upper())), 3)
    right.codes[:] = left.codes
    assert runs_of_seeds(left.seeds(4), right.seeds(4), 4) == [SharedRun(0, 0, 60)]
    assert GroupReprints()._compare(left, left) is not None
    assert GroupReprints()._compare(left, right) is None


def test_texts_that_say_one_thing_ten_thousand_times_are_compared_in_bounded_memory():
    words = ["ha"] * 10_000
    told = [f"w{n}" for n in range(50)]
    left, right = [*words, *told], [*told, *words]
    seeds = Seeds.of(word_codes(left), 4), Seeds.of(word_codes(right), 4)
    assert runs_of_seeds(*seeds, 4) == [SharedRun(10_000, 0, 50)]


def test_the_place_of_words_is_where_they_stand():
    made = article("Rain fell. It’s U.S. 1,250.5 weather.\n\nÉtienne said: “No.” He left.")
    body = BodyWords(made)
    spelled = [made.text[slice(*pair(body, n))] for n in range(len(body))]
    assert spelled == "Rain fell It’s U.S. 1,250.5 weather Étienne said No He left".split()


def pair(body, number):
    span = body.place(number, 1)
    return span.start, span.end
