"""Statements as witnesses: with all that comparing one with another needs."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from onrecord.model import Article, Kind, SpeakerKind, Statement
from onrecord.resources import Lexicon, lexicon_of
from onrecord.text.names import SPELLED
from onrecord.text.quotations import pair_marks
from onrecord.text.tokens import stem, without_possessive, words
from onrecord.utterances.collation import FAMILY
from onrecord.utterances.folding import Reading, Token, fold
from onrecord.utterances.reprinted import places_in_texts

__all__ = ["ANY_PERSON", "FEW", "HEAD", "Sieve", "Witness", "read_witnesses"]


_TWO = 2
"""Statements that hold a pair of stems that two are compared for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A statement with what comparing it needs."""

    statement: Statement
    article: Article
    story: str
    speaker_kind: SpeakerKind | None
    speaker_name: str
    """Empty where the speaker is not known."""
    called: frozenset[str]
    """The words by which the story's sources print the speaker, without a possessive ending."""
    addressee: str
    """The speaker that a question is put to, where that is known."""
    reading: Reading
    n_holding: dict[tuple[str, str], int]
    """For the whole story: how many statements hold a pair of neighbouring stems."""
    told_once: frozenset[tuple[str, str]]
    """Pairs that more than two statements of the story hold, all of one speaker and each in an article of its own."""
    n_speaking: Mapping[tuple[str, str], int]
    """For the whole story: how many speakers have a pair that more than two statements hold."""
    sieve: Sieve
    parts: frozenset[tuple[str, ...]]
    """The few words that it has in quotation marks, each part as stems; longer parts are found by their rows."""
    members: frozenset[str] = frozenset()
    """Of those who speak together, the speakers that they are."""
    is_supplied: bool = False
    """It is a turn of a transcript that the story quotes and that is of another story itself."""
    place_in_text: str = ""
    """Where it stands in a text that several articles print: what stands there in another of them is the same."""
    quoted: tuple[tuple[str, ...], ...] = ()
    """All that stands in quotation marks in it, or is all quoted, each stretch as stems."""
    heads: frozenset[tuple[str, ...]] = frozenset()
    """What its sentences begin with, in `HEAD` to `_SHORT` words, whatever their person and tense."""
    short: tuple[str, ...] = ()
    """The same of all its words, where it is a sentence of not more and tells something besides names."""
    sentences: frozenset[tuple[str, ...]] = frozenset()
    """The sentences of a quotation that tell something by themselves, as stems."""
    cores: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """The words of its short sentences, in order of the alphabet, without what denies them or makes them likely
    ("They *are* armed", "They *may be* armed"; "We regret this deeply", "We deeply regret this"), to their number."""
    verb: str = ""
    """By which it is told, as listed, where that says what is done with its object: "deny", "call for"."""
    told_by: frozenset[str] = frozenset()
    """The stems of the words by which it is told, without function words; none where they say only that it was said."""

    def quoted_tokens(self) -> Iterator[list[int]]:
        """Yield the tokens of each part that stands in quotation marks."""
        return _quoted_tokens(self.article.text, self.statement, self.reading)


FEW, _TELLING = 6, (5.0, 3.0)
"""Words of a part that is quoted in few, and the weight that its words with content have at least: of one word that
of one of the usual weight (`folding.ANCHOR`), of more ("very close") less. Set by hand; docs/design/0004 has what six
for three gain."""


def _quoted_tokens(text: str, statement: Statement, reading: Reading) -> Iterator[list[int]]:
    for found in pair_marks(text, statement.content):
        inside = found.inner
        yield [i for i, one in enumerate(reading.tokens) if inside.start <= one.start < inside.end]


def _quoted_stems(text: str, statement: Statement, reading: Reading) -> Iterator[tuple[str, ...]]:
    if statement.kind is Kind.DIRECT:
        yield reading.stems
    elif statement.kind is Kind.MIXED:
        for numbers in _quoted_tokens(text, statement, reading):
            yield tuple(reading.tokens[i].stem for i in numbers)


def _sentences_of(statement: Statement, reading: Reading) -> Iterator[tuple[str, ...]]:
    """Yield the sentences of a quotation that have a word with content, as stems."""
    if statement.kind is not Kind.DIRECT:
        return
    for _, some in itertools.groupby(reading.tokens, key=lambda one: one.segment):
        sentence = list(some)
        telling = any(
            one.weight >= _TELLING[1] and one.exact not in reading.lexicon.function_words
            for one in sentence
        )
        if telling and len(sentence) >= _SENTENCE:
            # "I knew that there was a fund", "I knew there was a fund"
            yield tuple(one.stem for one in sentence if one.exact != "that")


def _cores_of(statement: Statement, reading: Reading) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the words of its short sentences without those that turn one, and how many all are.

    A quotation's as they are printed, and whatever their person, by which alone a report's clauses meet them.
    """
    words = reading.lexicon
    turning = _turning_of(words.language)
    is_direct = statement.kind is Kind.DIRECT
    for sentence in _clauses(reading, with_all=is_direct):
        core = [one for one in sentence if one.exact not in turning]
        telling = [one for one in core if one.exact not in words.function_words]
        mass = sum(one.weight for one in telling if not one.is_name)
        if not (_SENTENCE <= len(sentence) <= _SHORT and len(core) > 1 and mass >= _CORE):
            continue
        if is_direct:
            yield tuple(sorted(one.stem for one in core)), len(sentence)
        if any(one.exact in words.pronouns for one in core):
            yield (ANY_PERSON, *sorted(one.loose for one in core)), len(sentence)


@lru_cache(maxsize=16)
def _turning_of(language: str) -> frozenset[str]:
    """Return the words that turn a sentence or carry nothing of it; not read anew for every statement."""
    lexicon = lexicon_of(language)
    turning = {phrase[0] for kind in ("modal", "negation") for phrase in lexicon.guards[kind]}
    return lexicon.auxiliaries | lexicon.determiners | turning | {"that"}


def _clauses(reading: Reading, *, with_all: bool) -> Iterator[list[Token]]:
    """Yield sentences; if not `with_all` of them, the clauses that conjunctions part."""
    parts = reading.lexicon.numbers.joins
    for _, some in itertools.groupby(reading.tokens, key=lambda one: one.segment):
        clause: list[Token] = []
        for token in some:
            if not with_all and token.exact in parts:
                yield clause
                clause = []
            else:
                clause.append(token)
        yield clause


ANY_PERSON = "~"
"""Begins a core whose pronouns are of any person: "*I* was not consulted", "*she* had not been consulted"."""
_CORE = 5.0
"""Weight of the words with content, no names, of a short sentence by which it is told again: "armed". Set by hand."""
_SENTENCE = 3
"""Words of a sentence that tells something by itself: "This isn't over". Set by hand."""


def _heads_of(reading: Reading) -> Iterator[tuple[str, ...]]:
    """Yield what sentences begin with, but a "that", where it holds a word with content."""
    for _, some in itertools.groupby(reading.tokens, key=lambda one: one.segment):
        sentence = _without_that(list(some))[:_SHORT]
        head = tuple(one.loose for one in sentence)
        common = reading.lexicon.function_words
        first = next(
            (n for n, one in enumerate(sentence, 1) if one.exact not in common), _SHORT + 1
        )
        yield from (head[:n] for n in range(max(HEAD, first), len(head) + 1))


def _short(reading: Reading) -> tuple[str, ...]:
    """Return the words of a statement that is one short sentence; none of one that only names what is spoken of.

    "His meeting with Putin" begins many a remark, "he will be different" one.
    """
    tokens = _without_that(reading.tokens)
    is_one = len({one.segment for one in tokens}) == 1
    words = reading.lexicon
    says = any(
        one.printed[:1].islower() and one.exact not in words.function_words for one in tokens
    )
    is_clause = any(one.exact in words.auxiliaries for one in tokens)
    is_whole = is_one and HEAD <= len(tokens) <= _SHORT
    return tuple(one.loose for one in tokens) if is_whole and says and is_clause else ()


def _without_that(tokens: Sequence[Token]) -> Sequence[Token]:
    return tokens[1:] if tokens and tokens[0].exact == "that" else tokens


HEAD, _SHORT = 4, 8
"""Words by which a short statement is the beginning of another's sentence: fewer are a phrase ("the Russian leader"),
more are found by their weight. Set by hand on the Helsinki day."""


def _parts_of(text: str, statement: Statement, reading: Reading) -> Iterator[tuple[str, ...]]:
    """Yield the parts in few words; a name alone is none."""
    if statement.kind is Kind.INDIRECT:
        return
    for numbers in _quoted_tokens(text, statement, reading):
        some = [reading.tokens[i] for i in numbers]
        while some and some[0].exact in reading.lexicon.determiners:
            some = some[1:]  # "its conscience", "the conscience of our country"
        content = [one for one in some if one.exact not in reading.lexicon.function_words]
        if not 0 < len(some) <= FEW or not any(one.printed[:1].islower() for one in content):
            continue
        if sum(one.weight for one in content) >= _TELLING[len(some) > 1]:
            yield tuple(one.stem for one in some)


@dataclass(frozen=True, slots=True)
class Sieve:
    """What two statements must share before it is worth aligning them; it loses no match."""

    runs: frozenset[tuple[str, ...]]
    """Every three words in a row, as classes; names that could be spelled otherwise are one."""
    pairs: frozenset[tuple[str, ...]]
    families: frozenset[str]
    """The beginnings of all its stems, and all classes."""
    common: tuple[tuple[str, str, float], ...]
    """The beginning, class and weight of each content word that is no name."""

    @classmethod
    def of(cls, reading: Reading, function_words: Collection[str]) -> Sieve:
        """Read what a statement can share."""
        keys = [
            "*" if one.printed[:1].isupper() and len(one.stem) >= SPELLED else one.loose
            for one in reading.tokens
        ]
        return cls(
            runs=frozenset(zip(keys, keys[1:], keys[2:], strict=False)),
            pairs=frozenset(itertools.pairwise(keys)),
            families=frozenset(
                key for one in reading.tokens for key in (one.stem[:FAMILY], one.loose)
            ),
            common=tuple(
                (one.stem[:FAMILY], one.loose, one.weight)
                for one in reading.tokens
                if one.exact not in function_words
                and not one.is_name
                and not one.exact[:1].isdigit()
            ),
        )

    def may_be_possible(self, other: Sieve, mass: float) -> bool:
        """Say whether as many common words, of as much weight, could be aligned."""
        found = [
            weight
            for beginning, class_, weight in self.common
            if beginning in other.families or class_ in other.families
        ]
        return len(found) >= 2 and sum(found) >= mass


def read_witnesses(
    statements: Sequence[Statement],
    articles: dict[str, Article],
    story_of: dict[str, str],
    kinds: dict[str, SpeakerKind],
    addressees: dict[str, str],
    names: Mapping[str, str] = MappingProxyType({}),
    text_of: Mapping[str, str] = MappingProxyType({}),
    supplied: Collection[str] = (),
    members: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> list[Witness]:
    """Fold every statement that is no repeat; count pairs of stems over each story.

    `supplied` are the transcripts of other stories that these quote, `members` the speakers that several are who
    speak together.
    `text_of` gives the text that an article prints, where others print it too: what stands at one place of it
    counts once.
    """
    readings: dict[str, Reading] = {}
    counts: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    taken = [one for one in statements if one.repeat_of is None]
    for statement in taken:
        article = articles[statement.article]
        reading = fold(article.text, statement.content, lexicon_of(article.language))
        readings[statement.id] = reading
    place_of = places_in_texts(taken, readings, articles, text_of)
    counted: set[tuple[str, str]] = set()
    distinct: list[Statement] = []
    for statement in taken:
        story = story_of[statement.article]
        place = story, place_of.get(statement.id, statement.id)
        if place in counted:
            continue
        counted.add(place)
        distinct.append(statement)
        count = counts[story]
        keys = readings[statement.id].stems
        for pair in set(itertools.pairwise(keys)):
            count[pair] = count.get(pair, 0) + 1
    once, n_speaking = _who_holds(distinct, readings, story_of, counts)
    called: defaultdict[str | None, set[str]] = defaultdict(set)
    for one in taken:
        for span in one.source:
            found = words(articles[one.article].text, span)
            called[one.speaker].update(without_possessive(word.text) for word in found)
    called_as = {speaker: frozenset(words_) for speaker, words_ in called.items() if speaker}
    return [
        Witness(
            statement=one,
            article=articles[one.article],
            story=story_of[one.article],
            speaker_kind=kinds.get(one.speaker or ""),
            speaker_name=names.get(one.speaker or "", ""),
            called=called_as.get(one.speaker or "", frozenset()),
            addressee=addressees.get(one.id, ""),
            reading=readings[one.id],
            n_holding=counts[story_of[one.article]],
            told_once=once[story_of[one.article]],
            n_speaking=n_speaking[story_of[one.article]],
            sieve=Sieve.of(readings[one.id], readings[one.id].lexicon.function_words),
            parts=frozenset(_parts_of(articles[one.article].text, one, readings[one.id])),
            quoted=tuple(_quoted_stems(articles[one.article].text, one, readings[one.id])),
            heads=frozenset(_heads_of(readings[one.id])),
            short=_short(readings[one.id]),
            sentences=frozenset(_sentences_of(one, readings[one.id])),
            cores=dict(_cores_of(one, readings[one.id])),
            members=frozenset(members.get(one.speaker or "", ())),
            is_supplied=one.article in supplied,
            place_in_text=place_of.get(one.id, ""),
            verb=_verb_of(articles[one.article].text, one, readings[one.id].lexicon),
            told_by=_told_by(articles[one.article].text, one, readings[one.id].lexicon),
        )
        for one in taken
    ]


def _who_holds(
    statements: Sequence[Statement],
    readings: Mapping[str, Reading],
    story_of: Mapping[str, str],
    counts: Mapping[str, Mapping[tuple[str, str], int]],
) -> tuple[
    defaultdict[str, frozenset[tuple[str, str]]], defaultdict[str, dict[tuple[str, str], int]]
]:
    """Return by story which pairs of stems several outlets give one speaker, none of them twice.

    And to how many known speakers each pair is given that more than two statements hold.
    """
    holders: defaultdict[tuple[str, tuple[str, str]], list[tuple[str, str]]] = defaultdict(list)
    for one in statements:
        story = story_of[one.article]
        for pair in set(itertools.pairwise(readings[one.id].stems)):
            if counts[story][pair] > _TWO:
                holders[story, pair].append((one.speaker or "", one.article))
    once: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    n_speaking: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for (story, pair), some in holders.items():
        speakers = {speaker for speaker, _ in some}
        n_speaking[story][pair] = len(speakers - {""})
        is_once = len(some) == len({article for _, article in some})
        if is_once and len(speakers) == 1 and "" not in speakers:
            once[story].add(pair)
    return (
        defaultdict(frozenset, {story: frozenset(pairs) for story, pairs in once.items()}),
        n_speaking,
    )


def _told_by(text: str, statement: Statement, lexicon_: Lexicon) -> frozenset[str]:
    """Return the stems of the words that a statement is told by, without those that say only that it was said."""
    found = [word.lower for span in statement.cue for word in words(text, span)]
    saying = lexicon_.bare | lexicon_.inverting | lexicon_.announcing
    if any(lexicon_.cues.get(one, one) in saying for one in found):
        return frozenset()
    telling = (one for one in found if one not in lexicon_.function_words)
    return frozenset(stem(one, lexicon_.language) for one in telling)


def _verb_of(text: str, statement: Statement, lexicon_: Lexicon) -> str:
    """Return the verb that a statement is told by, with what stands behind it: "called for", of "call"."""
    found = [word.lower for span in statement.cue for word in words(text, span)]
    at = next((n for n, one in enumerate(found) if one in lexicon_.cues), None)
    if at is None or lexicon_.cues[found[at]] in lexicon_.bare:
        return ""
    behind = (one for one in found[at + 1 :] if one in lexicon_.prepositions)
    return " ".join([lexicon_.cues[found[at]], *itertools.islice(behind, 1)])
