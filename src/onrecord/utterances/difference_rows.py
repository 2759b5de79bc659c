"""A difference as the record holds it: its relation, its places, what stands around them, and whether it counts."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.model import (
    Difference,
    Kind,
    Relation,
    content_id,
)
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words
from onrecord.utterances.witnesses import Witness

__all__ = ["EDGES", "ONE_SIDED", "WITHIN", "make_row"]

EDGES = (Relation.STARTS_LATER, Relation.ENDS_EARLIER)


ONE_SIDED = (*EDGES, Relation.WORDS_ABSENT_INSIDE)
"""Relations that words of one side alone make."""


WITHIN = frozenset({Relation.WORDS_DIFFER, Relation.WORDS_ABSENT_INSIDE})


_CONTEXT = 90
"""Characters shown just before and just after."""


def make_row(
    utterance: str,
    relation: Relation,
    left: Witness,
    left_span: Span,
    right: Witness,
    right_span: Span,
    guards: tuple[str, ...] = (),
    folded: tuple[str, ...] = (),
) -> Difference:
    """Make a row; relations without a direction are put in the order of their statements' ids."""
    undirected = {Relation.SAME, Relation.WORDS_DIFFER, Relation.REORDERED, Relation.POSSIBLY_SAME}
    if relation in undirected and left.statement.id > right.statement.id:
        left, left_span, right, right_span = right, right_span, left, left_span
    one, other = left.article.text, right.article.text
    return Difference(
        id=content_id(
            "difference", left.statement.id, right.statement.id, relation, left_span, right_span
        ),
        utterance=utterance,
        left=left.statement.id,
        right=right.statement.id,
        relation=relation,
        left_span=left_span,
        right_span=right_span,
        text=right_span.of(other) if relation.has_words else "",
        other_text=left_span.of(one) if relation is Relation.WORDS_DIFFER else "",
        substantive=bool(guards)
        or (
            (_is_reworded(relation, left, right, folded) or not right.reading.lexicon.turns)
            and _has_content(relation, left, left_span, right, right_span)
        ),
        guards=guards,
        folded=folded,
        just_before=(_context_before(left, left_span), _context_before(right, right_span)),
        just_after=(_context_after(left, left_span), _context_after(right, right_span)),
    )


def _is_reworded(
    relation: Relation, left: Witness, right: Witness, folded: Collection[str]
) -> bool:
    """Say whether a quotation has other words between its marks than the transcript, and no mark or habit says why."""
    roles = [one.article.role for one in (left, right)]
    kinds = [one.statement.kind for one in (left, right) if one.article.role != "transcript"]
    goes_on = relation in EDGES and left.article.role == "transcript"
    return (
        (relation in WITHIN or goes_on)
        and not folded
        and roles.count("transcript") == 1
        and kinds == [Kind.DIRECT]
    )


def _has_content(
    relation: Relation, left: Witness, left_span: Span, right: Witness, right_span: Span
) -> bool:
    """Say whether other words differ than those of every sentence."""
    lexicon = right.reading.lexicon
    if not relation.has_words:
        return False
    differing = lowered_words(right.article.text, right_span)
    if relation is Relation.WORDS_DIFFER:
        differing += lowered_words(left.article.text, left_span)
    return not lexicon.function_words.issuperset(differing)


def _bounds(witness: Witness) -> Span:
    """Return where context may be taken from: the article, or the turn of a transcript."""
    if witness.article.role == "transcript":
        return witness.statement.place
    return Span(0, len(witness.article.text))


def _context_before(witness: Witness, span: Span) -> Span:
    text, bounds = witness.article.text, _bounds(witness)
    start = max(bounds.start, span.start - _CONTEXT)
    if start > bounds.start:
        space = text.find(" ", start, span.start)
        start = space if space >= 0 else start
    return Span(min(start, span.start), span.start).trimmed(text)


def _context_after(witness: Witness, span: Span) -> Span:
    text, bounds = witness.article.text, _bounds(witness)
    end = min(bounds.end, span.end + _CONTEXT)
    if end < bounds.end:
        space = text.rfind(" ", span.end, end)
        end = space if space >= 0 else end
    return Span(span.end, max(end, span.end)).trimmed(text)
