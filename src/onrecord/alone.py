"""What an article gives by itself, whatever else is in the record: the unit that processes share out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.model import Article, Mention, Statement
from onrecord.resources import lexicon_of
from onrecord.speakers.voice import note_voices
from onrecord.speakers.voices import FindVoices
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements
from onrecord.statements.mentions import find_mentions
from onrecord.stories.grouping import note_terms, read_terms
from onrecord.stories.reprints import GroupReprints, note_shingles

__all__ = ["NOTED", "NOTHING", "Alone", "Asked", "ReadArticles", "in_place"]

NOTED = ("reprints", "stories", "voices")
"""Stages of which something is noted for an article: its shingles, its terms, its voices."""

NOTHING = {"reprints": b"", "stories": b"{}", "voices": b"[[], [], [], []]"}
"""What is noted of an article that nothing could be found of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An article with what is known of it already; the rest is asked for."""

    article: Article
    statements: tuple[Statement, ...] | None
    mentions: tuple[Mention, ...] | None
    lacking: tuple[str, ...]
    """Stages of which nothing is noted."""

    @property
    def is_known(self) -> bool:
        """Nothing is asked for."""
        return self.statements is not None and self.mentions is not None and not self.lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What an article gives by itself."""

    article: str
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    notes: Mapping[str, bytes]
    """By stage what is noted, for this build and the next."""
    is_lost: bool = False
    """Nothing could be found of it."""

    @classmethod
    def of_nothing(cls, article: Article) -> Alone:
        """Return what there is of an article that nothing could be found of."""
        return cls(article=article.id, statements=(), mentions=(), notes=NOTHING, is_lost=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticles:
    """Step: an article to what it gives by itself."""

    statements: AttributeStatements
    reprints: GroupReprints
    voices: FindVoices

    def run(self, item: Asked, tally: Tally) -> Iterator[Alone]:
        """Yield what was asked for of one article, beside what was known."""
        article, statements, mentions = item.article, item.statements, item.mentions
        if statements is None:
            statements = tuple(sorted(self.statements.run(article, tally), key=in_place))
        if mentions is None:
            mentions = tuple(find_mentions(article, statements, lexicon_of(article.language)))
        notes = {}
        if "reprints" in item.lacking:
            notes["reprints"] = note_shingles(self.reprints.read(article).shingles)
        if "stories" in item.lacking:
            notes["stories"] = note_terms(read_terms(article))
        if "voices" in item.lacking:
            (voices,) = self.voices.run((article, "", statements, mentions), tally)
            notes["voices"] = note_voices(voices, statements, mentions)
        yield Alone(article=article.id, statements=statements, mentions=mentions, notes=notes)


def in_place(statement: Statement) -> tuple[object, ...]:
    """Return what orders the statements of an article."""
    return statement.place, statement.id
