"""What the aligned words of two statements amount to, and how that is told."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Match
from onrecord.utterances.collation import Aligned, Block
from onrecord.utterances.folding import Reading, Token, best_covered, spans_of_tokens
from onrecord.utterances.witnesses import Witness

__all__ = [
    "NOT_NAMED",
    "Evidence",
    "Shared",
    "match_of",
    "reasons_of",
    "share_of_a_clause",
    "shared_words",
    "weigh",
]


NOT_NAMED = "one speaker is not known or not named"
"""Why two statements are compared that no one speaker is said to have made."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an alignment amounts to."""

    mass: float
    n_content: int
    n_common: int
    """Aligned content words that are no names: names are what is spoken of, not what is said."""
    common_mass: float
    """Weight of the aligned content words that are no names."""
    run_mass: float
    run_length: int
    run_content: int
    run_common: int
    ratio: float
    """Share of the weight of the best covered sentence, of either side, that is aligned."""
    whole: float
    """Share of the weight of either statement that is aligned, of the one with less."""
    n_words: int
    """All aligned words."""
    of_words: float
    """Share of the words of the shorter statement that are aligned, each counting as one."""
    spread: float
    """How many words the aligned ones reach over, on the side where they reach furthest, by their number."""
    is_distinctive: bool
    """No pair of stems of the longest run stands in a third statement of the story."""
    is_speakers: bool
    """None does, but in those by which other outlets give what one speaker said, each once."""


def weigh(aligned: Aligned, left: Witness) -> Evidence | None:
    """Return what the words that two statements share amount to; None where they share none in a row."""
    if not aligned.blocks:
        return None
    tokens, lexicon_ = aligned.left.tokens, left.reading.lexicon

    def content(block: Block) -> list[Token]:
        part = tokens[block.left : block.left + block.length]
        return [one for one in part if one.exact not in lexicon_.function_words]

    def common(block: Block) -> list[Token]:
        return [one for one in content(block) if not one.is_name and not one.exact[:1].isdigit()]

    def mass(block: Block) -> float:
        return sum(one.weight for one in tokens[block.left : block.left + block.length])

    runs = [block for block in aligned.blocks if len(content(block)) >= 2] or list(aligned.blocks)
    best = max(runs, key=mass)
    keys = [one.stem for one in tokens[best.left : best.left + best.length]]
    telling = [
        pair
        for pair in itertools.pairwise(keys)
        if any(key not in lexicon_.function_words for key in pair)
    ]
    held = [left.n_holding.get(pair, 0) for pair in telling]
    others = [0 if pair in left.told_once else n for pair, n in zip(telling, held, strict=True)]
    pairs = list(aligned.pairs())
    here, there = [i for i, _ in pairs], [j for _, j in pairs]
    return Evidence(
        n_words=len(pairs),
        of_words=len(pairs) / min(len(tokens), len(aligned.right.tokens)),
        spread=max(max(side) - min(side) + 1 for side in (here, there)) / len(pairs),
        mass=aligned.mass,
        n_content=sum(len(content(block)) for block in aligned.blocks),
        n_common=sum(len(common(block)) for block in aligned.blocks),
        common_mass=sum(one.weight for block in aligned.blocks for one in common(block)),
        run_mass=mass(best),
        run_length=best.length,
        run_content=len(content(best)),
        run_common=len(common(best)),
        ratio=max(
            best_covered(aligned.left.tokens, set(here)),
            best_covered(aligned.right.tokens, set(there)),
        ),
        whole=min(
            _share(aligned.left.tokens, set(here)),
            _share(aligned.right.tokens, set(there)),
        ),
        is_distinctive=bool(held) and max(held) <= 2,
        is_speakers=bool(others) and max(others) <= 2,
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """The words with content that two statements have, in whatever order."""

    n_common: int
    """Those that are no names or numbers, each once."""
    common_mass: float
    least: float
    """Share of the weight of all such words of either statement that the other has, the lesser one."""


def shared_words(left: Witness, right: Witness) -> Shared:
    """Return what two statements share in whatever order."""
    common = left.reading.lexicon.function_words
    here, there = (
        {
            one.stem: one.weight
            for one in said.reading.tokens
            if one.exact not in common and not one.is_name and not one.exact[:1].isdigit()
        }
        for said in (left, right)
    )
    both = sorted(here.keys() & there.keys())
    mass = sum(here[stem] for stem in both)
    least = min(
        sum(side[stem] for stem in both) / max(sum(side.values()), 1e-9) for side in (here, there)
    )
    return Shared(len(both), mass, least)


def share_of_a_clause(aligned: Aligned) -> float:
    """Return the share of the weight of the best covered clause, of either statement, that is aligned.

    A report may have several: "she accepted it *and that* he would be welcome back".
    """
    here, there = (set(side) for side in zip(*aligned.pairs(), strict=True))
    return max(
        best_covered(aligned.left.tokens, here, _clauses(aligned.left)),
        best_covered(aligned.right.tokens, there, _clauses(aligned.right)),
    )


def _clauses(reading: Reading) -> list[int]:
    """Return for each token the number of its clause: a sentence, or what "and that" parts of one."""
    plain = reading.lexicon.plain
    begins = plain.that if plain else _THAT
    clauses, number = [], -1
    before: Token | None = None
    for one, following in itertools.zip_longest(reading.tokens, reading.tokens[1:]):
        joins = one.exact in reading.lexicon.numbers.joins
        is_parted = joins and following is not None and following.exact in begins
        number += before is None or before.segment != one.segment or is_parted
        clauses.append(number)
        before = one
    return clauses


_THAT = frozenset({"that"})


def _share(tokens: Sequence[Token], aligned: set[int]) -> float:
    total = sum(token.weight for token in tokens)
    return sum(tokens[i].weight for i in aligned) / total if total else 0.0


def match_of(
    left: Witness,
    right: Witness,
    aligned: Aligned,
    mass: float,
    threshold: float,
    reasons: tuple[str, ...],
) -> Match:
    """Return a match of two statements by the weight of the words that both have."""
    first, second = left.reading.tokens, right.reading.tokens
    pairs = [(b.left, b.right, b.length) for b in aligned.blocks]
    return Match(
        kind="utterance",
        left=left.statement.id,
        right=right.statement.id,
        linked=True,
        score=round(mass, 2),
        threshold=threshold,
        margin=round(mass - threshold, 2),
        runner_up=None,
        reasons=reasons,
        left_aligned=tuple(span for i, _, n in pairs for span in spans_of_tokens(first[i : i + n])),
        right_aligned=tuple(
            span for _, j, n in pairs for span in spans_of_tokens(second[j : j + n])
        ),
    )


def reasons_of(evidence: Evidence, stance: str) -> tuple[str, ...]:
    """Return in words how much is shared, and how the two speakers stand to each other."""
    speakers = {
        "same": "one speaker",
        "open": NOT_NAMED,
        "answer": "a question and a statement of the person it was put to",
        "different": "the two are attributed to different speakers",
    }[stance]
    return (
        f"their weight {evidence.mass:.1f}, {evidence.ratio:.0%} of a sentence",
        f"longest run {evidence.run_length} words",
        speakers,
    )
