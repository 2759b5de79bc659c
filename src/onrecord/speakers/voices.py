"""Within one article: which mentions are one voice.

Full names first, then surnames, descriptions and pronouns, each with how sure it is and why. What
two people could equally be stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import Article, Kind, Mention, SpeakerKind, Statement
from onrecord.resources import Lexicon, lexicon_of
from onrecord.speakers.by_description import whom_described
from onrecord.speakers.by_name import add_name, whom_surname
from onrecord.speakers.by_pronoun import antecedent, whom_pronoun
from onrecord.speakers.called_again import (
    read_again,
)
from onrecord.speakers.clusters import (
    as_voice,
)
from onrecord.speakers.genders import says_gender
from onrecord.speakers.heard import hear
from onrecord.speakers.it_and_they import (
    SAYS,
    number_of,
)
from onrecord.speakers.reading import Reading
from onrecord.speakers.salience import SPEAKS, Salience
from onrecord.speakers.voice import ArticleVoices
from onrecord.stage import Tally
from onrecord.text.tokens import words

__all__ = ["FindVoices"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindVoices:
    """Step: an article with its story, statements and mentions to its voices."""

    pronoun_paragraphs: int = 2
    """A pronoun looks this many paragraphs back. Set by hand, before there were labels."""
    min_confidence: float = 0.6
    """Below this a mention stays unresolved."""

    def run(
        self, item: tuple[Article, str, Sequence[Statement], Sequence[Mention]], tally: Tally
    ) -> Iterator[ArticleVoices]:
        """Yield the voices of one article."""
        del tally
        article, story, statements, mentions = item
        lexicon = lexicon_of(article.language)
        asked = any(
            (one.form == "pronoun" and (says_gender(one, lexicon) or number_of(one.text, lexicon)))
            or one.is_described_body
            or (one.form == "nominal" and (one.role or read_again(one, lexicon)))
            for one in mentions
        )
        spoken = {one.id for one in statements if _is_spoken(article, one, lexicon)}
        salience = Salience(article, lexicon) if asked else None
        together = {one.together for one in mentions if one.together}
        reading = Reading(
            article,
            lexicon,
            salience,
            spoken,
            together,
            pronoun_paragraphs=self.pronoun_paragraphs,
            min_confidence=self.min_confidence,
        )
        for mention in mentions:
            if mention.form == "name":
                add_name(reading, mention)
        reading.hear(mentions)
        told = [span for one in statements for span in one.content]
        cues = [span for one in statements for span in one.cue]
        reading.hear_rivals(mentions, told, cues)
        reading.hear_questions(statements)
        reading.hear_contents(statements)
        for mention in sorted(mentions, key=lambda one: one.span):
            _follow(reading, mention)
        voices = {
            id(cluster): as_voice(story, cluster)
            for cluster in reading.clusters
            if any(one.statement is not None or one.together for one in cluster.mentions)
        }
        statement_voice = {
            mention.statement: voices[id(cluster)].id
            for mention, cluster in reading.resolved
            if mention.statement is not None and id(cluster) in voices
        }
        _share_repeats(statements, statement_voice)
        yield ArticleVoices(
            article=article.id,
            voices=tuple(sorted(voices.values(), key=lambda voice: voice.id)),
            voice_of=tuple(sorted(statement_voice.items())),
            matches=tuple(reading.matches),
            heard=tuple(hear(article, statements, mentions)),
        )


def _share_repeats(statements: Sequence[Statement], voice_of: dict[str, str]) -> None:
    """Give repeats their original's voice, and quotations without a verb that of their source."""
    by_source: dict[object, str] = {}
    for one in statements:
        if one.source and one.id in voice_of:
            by_source[one.source] = voice_of[one.id]
    for one in statements:
        if one.id not in voice_of and one.source in by_source:
            voice_of[one.id] = by_source[one.source]
    for one in statements:
        if one.repeat_of is not None and one.repeat_of in voice_of:
            voice_of[one.id] = voice_of[one.repeat_of]


def _is_spoken(article: Article, said: Statement, lexicon: Lexicon) -> bool:
    """Say whether a statement quotes somebody, or its verb is "say" or "tell"."""
    cue = words(article.text, said.cue[-1]) if said.cue else []
    lemma = lexicon.cues.get(cue[-1].lower, "") if cue else ""
    return said.kind is not Kind.INDIRECT or lemma in _SPOKEN


_SPOKEN = frozenset({"say", "tell"})


def _follow(reading: Reading, mention: Mention) -> None:
    """Resolve a mention, in reading order, and remember it for the pronouns behind it."""
    cluster = reading.cluster_of.get(mention.id)
    if cluster is None and mention.form == "name":
        cluster = whom_surname(reading, mention)
    elif cluster is None and mention.form == "nominal":
        cluster = whom_described(reading, mention)
    elif cluster is None and mention.form == "pronoun":
        is_relative = mention.text.casefold() in reading.lexicon.relatives
        cluster = antecedent(reading, mention) if is_relative else whom_pronoun(reading, mention)
    if cluster is None:
        return
    reading.resolved.append((mention, cluster))
    is_person, says = cluster.kind is SpeakerKind.PERSON, mention.statement is not None
    if is_person and says:
        reading.last_source = (mention, cluster)
    if mention.form != "none" and reading.salience is not None:
        least = (SPEAKS if is_person else SAYS) if says else 0.0
        reading.salience.add(mention.span.start, mention.span.end, id(cluster), least=least)
