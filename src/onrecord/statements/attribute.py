"""The stage from an article to its statements."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.errors import UnknownName
from onrecord.model import Act, Article, Attribution, Kind, Role, Statement, content_id
from onrecord.resources import Lexicon, languages, lexicon_of
from onrecord.stage import Tally
from onrecord.statements import declension, tagger
from onrecord.statements.combine import combine
from onrecord.statements.plain import DASH, INSIDE, read_plainly
from onrecord.statements.questions import is_question
from onrecord.statements.rules import Found, read_paragraph
from onrecord.statements.signed import with_signatures
from onrecord.text.dates import find_dates
from onrecord.text.interviews import find_interviewee
from onrecord.text.quotations import Quotation, pair_marks
from onrecord.text.spans import Span, joined
from onrecord.text.tokens import count_words, words

__all__ = ["MARKS_ALONE", "AttributeStatements"]

_EXTRACTORS = ("auto", "rules")
MARKS_ALONE = "quotation marks alone"
"""Why a statement was found in a language without rules: who is named for it is not read."""
_QUOTED_WORDS = 5
"""Words of a quotation that is taken by its marks alone: fewer are a term or a title. Set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeStatements:
    """Step: an article's statements: source, cue and content of everything said or reported."""

    extractor: str = "auto"
    """`auto`: the learned tagger with the rules where its weights are here, else the rules alone;
    `rules`: the rules alone."""
    max_paragraph: int = 50_000
    """Characters of a paragraph that is read. A longer one stays in the article and is kept as a
    rejection. The longest paragraph of PolNeAR's 924 articles has 2,573."""
    min_confidence: float = 0.0
    """Attributions below this are left out (and counted). 0 keeps what every rule finds."""

    def __post_init__(self) -> None:
        if self.extractor not in _EXTRACTORS:
            raise UnknownName("extractor", self.extractor, _EXTRACTORS)

    def run(self, item: Article, tally: Tally) -> Iterator[Statement]:
        """Yield the statements of an article in order of place."""
        words_of = lexicon_of(item.language)
        if item.role == "transcript":
            yield from _turns(item)
            return
        if item.language not in {None, *languages()}:
            tally[f"articles.no_rules_for.{item.language}"] += 1
            yield from self._quoted_alone(item)
            return
        read = self.read(item, words_of)
        contents = [span for one in read for span in one.attribution.content]
        statements = [
            statement
            for found in read
            if (statement := self._statement(item, found, contents, words_of, tally)) is not None
        ]
        statements += _repeats(item, statements)
        tally["words"] += len(words(item.text))
        tally.update(f"statements.{one.kind}" for one in statements)
        yield from sorted(statements, key=lambda one: (one.place, one.id))

    def _quoted_alone(self, article: Article) -> Iterator[Statement]:
        """Yield direct speech by its marks alone, in a language without rules: nobody is named for it."""
        text = article.text
        for one in pair_marks(text, self.paragraphs(article)):
            inner = one.inner.of(text)
            if count_words(inner) < _QUOTED_WORDS:
                continue  # a term or a title
            attribution = Attribution(
                source=(),
                cue=(),
                content=(one.span,),
                confidence=0.5,
                reason=f"{MARKS_ALONE}: there are no rules for the language {article.language}",
            )
            yield Statement(
                id=_statement_id(article.id, attribution),
                article=article.id,
                kind=Kind.DIRECT,
                is_question=is_question(text, attribution, lexicon_of(article.language)),
                source=(),
                cue=(),
                content=attribution.content,
                speaker_printed=None,
                addressee=None,
                date_printed=None,
                said_on=None,
                repeat_of=None,
                confidence=attribution.confidence,
                reason=attribution.reason,
                act=Act.SPEECH,
            )

    def paragraphs(self, article: Article) -> list[Span]:
        """Return the paragraphs of the body that are read."""
        return [span for span in article.spans_of(Role.BODY) if len(span) <= self.max_paragraph]

    def not_read(self, article: Article) -> list[Span]:
        """Return the paragraphs that are too long to be read; a transcript's turns all are."""
        if article.role == "transcript":
            return []
        read = set(self.paragraphs(article))
        return [span for span in article.spans_of(Role.BODY) if span not in read]

    @property
    def digest(self) -> str | None:
        """What is used that need not be here: the digest of the tagger's weights, and who tells forms of names."""
        return ", ".join(filter(None, (self.tagger, declension.with_what()))) or None

    @property
    def tagger(self) -> str | None:
        """The digest of the tagger's weights, where they are used."""
        if self.extractor == "rules" or not tagger.is_available():
            return None
        return tagger.weights_digest()

    def read(self, article: Article, lexicon_: Lexicon) -> list[Found]:
        """Return the attributions of an article's body."""
        paragraphs = self.paragraphs(article)
        quotations = pair_marks(article.text, paragraphs)
        found = self._found(article, paragraphs, quotations, lexicon_)
        return with_signatures(article.text, quotations, found)

    def _found(
        self,
        article: Article,
        paragraphs: Sequence[Span],
        quotations: Sequence[Quotation],
        lexicon_: Lexicon,
    ) -> list[Found]:
        if lexicon_.plain is not None:
            return read_plainly(article.text, paragraphs, quotations, lexicon_)
        by_rule = read_article(article, paragraphs, quotations, lexicon_)
        if self.extractor == "rules" or not tagger.is_available():
            return by_rule
        return combine(
            article.text,
            paragraphs,
            quotations,
            by_rule,
            tagger.tag(article.text, paragraphs, [one.span for one in quotations]),
            lexicon_,
        )

    def _statement(
        self,
        article: Article,
        found: Found,
        contents: Sequence[Span],
        lexicon_: Lexicon,
        tally: Tally,
    ) -> Statement | None:
        attribution = found.attribution
        if attribution.confidence < self.min_confidence:
            tally["dropped.low_confidence"] += 1
            return None
        date_printed, said_on = _said_on(article, found, contents, lexicon_)
        text = article.text
        kind = _kind(text, attribution, lexicon_)
        asks = is_question(text, attribution, lexicon_)
        return Statement(
            id=_statement_id(article.id, attribution),
            article=article.id,
            kind=kind,
            is_question=asks,
            source=attribution.source,
            cue=attribution.cue,
            content=joined(attribution.content),
            speaker_printed=attribution.source[0].of(text) if attribution.source else None,
            addressee=found.addressee.of(text) if found.addressee else None,
            date_printed=date_printed,
            said_on=said_on,
            repeat_of=None,
            confidence=attribution.confidence,
            reason=attribution.reason,
            act=_act(text, attribution, kind, lexicon_, asks=asks),
        )


def read_article(
    article: Article,
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    lexicon_: Lexicon,
) -> list[Found]:
    """Return the attributions of an article's paragraphs by rule, one paragraph after another."""
    found: list[Found] = []
    for paragraph in paragraphs:
        here = read_paragraph(
            article.text, paragraph, quotations, lexicon_, found[-1] if found else None
        )
        for one in here:
            if one.awaits and found:  # it goes on from the paragraph before: the same statement
                found[-1] = one
            else:
                found.append(one)
    return found


def _statement_id(article: str, attribution: Attribution) -> str:
    def places(spans: Sequence[Span]) -> str:
        return ",".join(f"{span.start}-{span.end}" for span in spans)

    return content_id(
        "statement",
        article,
        places(attribution.content),
        places(attribution.source),
        places(attribution.cue),
    )


def _kind(text: str, attribution: Attribution, lexicon_: Lexicon) -> Kind:
    if attribution.reason.startswith((INSIDE, DASH)):
        return Kind.DIRECT  # its parts have one pair of marks between them
    quoted = pair_marks(text, attribution.content)
    if not quoted:
        return Kind.INDIRECT
    outside = [
        word.lower
        for span in attribution.content
        for word in words(text, span)
        if not any(one.inner.start <= word.start < one.inner.end for one in quoted)
    ]
    # "that" and "and" before a quotation leave it direct, "Norrland" does not
    is_whole = not outside or (len(outside) == 1 and outside[0] in lexicon_.function_words)
    return Kind.DIRECT if is_whole else Kind.MIXED


def _act(text: str, one: Attribution, kind: Kind, lexicon_: Lexicon, *, asks: bool) -> Act | None:
    """Say whether words were said: quoted words were, else the cue's words tell."""
    if kind is not Kind.INDIRECT:
        return Act.SPEECH
    cue = {word.lower for span in one.cue for word in words(text, span)}
    if cue & lexicon_.act_speech or asks:
        return Act.SPEECH
    return Act.ATTITUDE if cue & lexicon_.act_attitude else None


def _said_on(
    article: Article, found: Found, contents: Sequence[Span], lexicon_: Lexicon
) -> tuple[str | None, str | None]:
    """Return the day printed in the sentence beside the content, and the date it means.

    "on Monday", "yesterday", "on March 3": of several the one nearest to the cue. A date that no
    "on" stands before ("the March 3 ruling") says nothing of when somebody spoke, nor does one until which something
    goes on, or that stands in what somebody said: `contents` are those of all that the article says.
    """
    text, sentence = article.text, found.sentence
    published = dt.date.fromisoformat(article.published) if article.published else None
    cue = found.attribution.cue
    at = cue[0].start if cue else sentence.start
    own = found.attribution.content

    def is_said(place: int) -> bool:
        # what is said may itself be told of, with its day: '"...," she said on Monday, according to the Echo'
        return any(
            one.start <= place < one.end and (one in own or not one.start <= at < one.end)
            for one in contents
        )

    days = [
        one
        for one in find_dates(text, published, sentence.start, sentence.end)
        if one.is_day
        and (not any(map(str.isdigit, one.printed)) or _is_said_on(text, one.start))
        and not is_said(one.start)
        and not _is_of_other_things(text, sentence.start, one.start, lexicon_)
    ]
    if not days:
        return None, None
    nearest = min(days, key=lambda one: (abs(one.start - at), one.start))
    day = nearest.first
    if day and published and day > published:
        day = None  # nobody has spoken on a day to come
    return nearest.printed, day.isoformat() if day else None


_ON = re.compile(
    r"\b(?:on|dated|late|early)\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?$",
    re.IGNORECASE,
)


def _is_said_on(text: str, place: int) -> bool:
    return _ON.search(text, max(0, place - 40), place) is not None


def _is_of_other_things(text: str, start: int, place: int, lexicon_: Lexicon) -> bool:
    """Say whether a day is one until which, or since which, something is: "ready to stay *until* Monday"."""
    before = [one.lower for one in words(text, Span(max(start, place - 30), place))]
    if before and before[-1] in lexicon_.determiners:
        del before[-1]
    return bool(before) and before[-1] in lexicon_.other_days


def _repeats(article: Article, statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield pull quotes and captions whose words a statement already holds: said once, shown twice."""
    spelled = [
        (one, f" {' '.join(w.lower for span in one.content for w in words(article.text, span))} ")
        for one in statements
    ]
    for region in article.spans_of(Role.PULL_QUOTE, Role.CAPTION):
        needle = f" {' '.join(word.lower for word in words(article.text, region))} "
        original = next((one for one, text in spelled if len(needle) > 12 and needle in text), None)
        if original is not None:
            attribution = Attribution(
                source=(),
                cue=(),
                content=(region,),
                confidence=original.confidence,
                reason="repeats a statement of the body",
            )
            yield Statement(
                id=_statement_id(article.id, attribution),
                article=article.id,
                kind=_kind(article.text, attribution, lexicon_of(article.language)),
                is_question=original.is_question,
                source=(),
                cue=(),
                content=(region,),
                speaker_printed=None,
                addressee=None,
                date_printed=None,
                said_on=None,
                repeat_of=original.id,
                confidence=original.confidence,
                reason=attribution.reason,
                act=original.act,
            )


def _append(text: str, spans: list[Span], span: Span) -> None:
    """Add a stretch to a turn; one that only a space parts from the last goes on in it."""
    if spans and text[spans[-1].end : span.start] == " ":
        spans[-1] = Span(spans[-1].start, span.end)
    else:
        spans.append(span)


def _goes_on(text: str, source: tuple[Span, ...], spans: Sequence[Span], name: Span) -> bool:
    """Say whether a name is that of the turn before, printed again on the next line."""
    if not source or not spans or source[0].of(text).casefold() != name.of(text).casefold():
        return False
    return text.count("\n", spans[-1].end, name.start) <= 1


_BRACKETED = re.compile(r"\s*(?:(?:\([^()]*\)|\[[^\[\]]*\])[\s.]*)+")


_ANSWER = "A"
"""What stands before an answer where no name does."""


def _interviewee(article: Article) -> tuple[Span, ...]:
    """Return where it is said whom an interview is with, before the first turn; nothing where it is not."""
    first = next(
        (one.span.start for one in article.regions if one.role in {Role.SPEAKER, Role.QUESTION}), 0
    )
    found = find_interviewee(article.text, first)
    return (found,) if found else ()


def _turns(article: Article) -> Iterator[Statement]:
    """Yield a transcript's turns: the name before it speaks until another name.

    A name printed again on the next line goes on with its turn, behind an empty line it begins another. A mark
    without letters (">>") begins a turn of nobody that is named. Captions may name nobody at all, as may what only
    has times; what they hold then is a turn without a source. A paragraph in brackets, round or
    square, is what whoever wrote it down saw or heard: "(The briefing was concluded at 1:47 p.m.)".
    """
    text = article.text
    turns: list[tuple[tuple[Span, ...], list[Span]]] = []
    answers = _interviewee(article)
    for region in article.regions:
        if region.role is Role.QUESTION:
            turns += [((), [region.span]), (answers, [])]
            continue
        if region.role is Role.SPEAKER:
            if not any(map(str.isalpha, region.span.of(text))):
                turns.append(((), []))
            elif answers and region.span.of(text) == _ANSWER:
                turns.append((answers, []))
            elif not turns or not _goes_on(text, *turns[-1], region.span):
                turns.append(((region.span,), []))
        elif region.role is Role.BODY and not _BRACKETED.fullmatch(region.span.of(text)):
            if not turns:
                if not region.time_code:
                    continue
                turns.append(((), []))
            _append(text, turns[-1][1], region.span)
    for source, spans in turns:
        content = tuple(trimmed for span in spans if (trimmed := span.trimmed(text)))
        if not content:
            continue
        attribution = Attribution(
            source=source,
            cue=(),
            content=content,
            confidence=1.0,
            reason="turn of a transcript",
        )
        yield Statement(
            id=_statement_id(article.id, attribution),
            article=article.id,
            kind=Kind.DIRECT,
            is_question=is_question(text, attribution, lexicon_of(article.language)),
            source=attribution.source,
            cue=(),
            content=content,
            speaker_printed=source[0].of(text) if source else None,
            addressee=None,
            date_printed=None,
            said_on=article.published,
            repeat_of=None,
            confidence=1.0,
            reason=attribution.reason,
            act=Act.SPEECH,
        )
