"""Who said it where an article says "he", and another names somebody for the very same words.

A pronoun or a title is taken for whom the article makes likeliest, which is a guess; that another outlet prints
the words with a name beside them is evidence. It counts only for somebody whom the article itself names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from onrecord.model import Article, Kind, Mention, SpeakerKind, Statement
from onrecord.resources import Lexicon, lexicon_of
from onrecord.text.described import are_several
from onrecord.text.quotations import pair_marks
from onrecord.text.shingles import sampled_shingles, word_codes
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words

__all__ = ["Heard", "Named", "hear", "named_elsewhere"]

_WORDS, _REPORTED = 8, 16
"""Words in a row that two quotations share to be of the same words, and two reports as far as they do not quote; a
phrase of the trade is shorter. Set by hand; docs/design/0018 has what the second tells."""
_KEPT_BITS = 32
"""Bits of a hash's 64 that are noted: two rows of other words in one story share them as good as never."""


class Heard(NamedTuple):
    """A statement with the mention that is its source."""

    statement: str
    mention: str
    is_named: bool
    """The source is a name, and no pronoun or title."""
    shingles: tuple[int, ...]
    """Hashes of its words in a row."""


class Named(NamedTuple):
    """Whom a quotation's source is taken for, because another article names them."""

    article: str
    statement: str
    mention: str
    speaker: str
    by: str
    """The mention in the other article."""


def hear(
    article: Article, statements: Sequence[Statement], mentions: Iterable[Mention]
) -> Iterator[Heard]:
    """Yield the statements of one article whose source is a person: named, or told by a pronoun or a title.

    "They" are several, whom another article's one name does not tell.
    """
    lexicon = lexicon_of(article.language)
    # by place: several quotations may have one source
    source_at = {
        one.span: one
        for one in mentions
        if one.statement is not None
        and (one.kind is SpeakerKind.PERSON or _is_definite(one, lexicon))
        and lexicon.pronouns.get(one.text.casefold()) != "p"
    }
    for one in statements:
        source = source_at.get(one.source[0]) if one.source else None
        if source is None or one.repeat_of is not None:
            continue
        rows = {*_rows(article, one.content, _REPORTED)}
        if one.kind is Kind.DIRECT:
            rows.update(_rows(article, one.content, _WORDS))
        elif one.kind is Kind.MIXED:
            for pair in pair_marks(article.text, one.content):
                rows.update(_rows(article, (pair.inner,), _WORDS))
        if rows:
            yield Heard(one.id, source.id, source.form == "name", tuple(sorted(rows)))


def _is_definite(mention: Mention, lexicon: Lexicon) -> bool:
    """Say whether a description without an office is of one who may be named: "the Tarrow native", no "officials"."""
    if mention.kind is not SpeakerKind.UNNAMED or mention.form != "nominal":
        return False
    first, *others = mention.text.casefold().split()
    return (
        first == "the"
        and lexicon.organisations.isdisjoint(others)
        and not are_several(mention.text)
    )


def _rows(article: Article, spans: Iterable[Span], size: int) -> Iterator[int]:
    """Yield the hashes of so many words in a row of these spans together."""
    words = [word for span in spans for word in lowered_words(article.text, span)]
    for code in sampled_shingles(word_codes(words), size, 1):
        yield int(code) >> _KEPT_BITS


def named_elsewhere(
    heard: Mapping[str, Sequence[Heard]],
    speaker_of: Mapping[str, str],
    surnames: Mapping[str, str],
    names_in: Callable[[str], Collection[str]],
) -> Iterator[Named]:
    """Yield whom quotations of one story are given to by other articles, where that is one person and another.

    `heard` are the quotations of each article, `speaker_of` whom each statement is taken for, `surnames` the key
    of each person's surname, `names_in` those that an article prints.
    """
    named = [
        (article, one, speaker)
        for article, some in heard.items()
        for one in some
        if one.is_named and (speaker := speaker_of.get(one.statement, "")) in surnames
    ]
    holding: defaultdict[int, list[int]] = defaultdict(list)
    for at, (_, one, _) in enumerate(named):
        for shingle in one.shingles:
            holding[shingle].append(at)
    for article, some in heard.items():
        for one in some:
            places = {at for shingle in one.shingles for at in holding.get(shingle, ())}
            others = [named[at] for at in places if named[at][0] != article]
            speakers = {speaker for _, _, speaker in others}
            if one.is_named or len(speakers) != 1:
                continue
            (speaker,) = speakers
            surname, now = surnames[speaker], speaker_of.get(one.statement, "")
            if surname != surnames.get(now) and surname in names_in(article):
                by = min(other.mention for _, other, _ in others)
                yield Named(article, one.statement, one.mention, speaker, by)
