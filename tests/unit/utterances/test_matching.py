"""The sieve before alignment loses nothing."""

from dataclasses import replace
from itertools import combinations

from onrecord.record.store import Record
from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.folding import fold
from onrecord.utterances.matching import GroupUtterances, Sieve, read_witnesses

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


def test_a_name_spelled_otherwise_passes_the_sieve():
    def sieve(text: str) -> Sieve:
        return Sieve.of(fold(text, [Span(0, len(text))], lexicon()), lexicon().function_words)

    left = sieve("We met President Qaddaffi there")
    right = sieve("We met President Gaddaffi there")
    assert not left.runs.isdisjoint(right.runs)
