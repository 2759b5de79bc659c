"""Attributions by rule in a language of which only words are known: French, German, Russian and Spanish so far.

Five shapes, each in its own order of verb and speaker: a quotation and its verb, a verb and its
quotation, a verb and its reported clause, a clause and its verb behind a comma, a phrase of
according; and within a quotation the words that say who speaks ("… , a dit Orla Brennick, …"). No
annotated text of these languages was at hand: confidences are below those of English and set by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from onrecord.model import Attribution
from onrecord.resources import Lexicon, Plain
from onrecord.statements.phrases import MAX_SUBJECT, Phrase, Token, tokens_of
from onrecord.statements.plain_paragraphs import (
    DASH,
    DASHES,
    MIN_CLAUSE,
    MOST_BEFORE,
    alone,
    is_told,
    rejoined,
    spoken,
    told_on,
    with_subject,
)
from onrecord.statements.rules import Found
from onrecord.text.quotations import Quotation, overlapping
from onrecord.text.sentences import split_sentences
from onrecord.text.spans import Span
from onrecord.text.tokens import count_words, is_capitalised

__all__ = ["DASH", "INSIDE", "read_plainly"]

INSIDE = "verb inside the quotation"
"""The rule that reads who speaks out of a quotation."""
_CONFIDENCE = {
    "quotation before verb": 0.8,
    "quotation, verb, quotation": 0.8,
    INSIDE: 0.75,
    "quotation after verb": 0.75,
    "clause after verb": 0.7,
    "clause before verb": 0.65,
    "according to": 0.65,
}
_SLOT = "*"
"""Where a phrase of according has its pronoun: по его словам."""
_BEFORE_TAG = {",", "—", "–", "?", "!", "…"}
"""What may stand in a quotation before the words that say who speaks."""
_ENDS = frozenset(",.?!…")
"""What ends a quotation and no name."""
_TERM = 2
"""Words up to which a quotation behind a verb, inside a clause, is a term."""
_MARKS = {",", ":", ";", "—", "–", "-", "--"}
_NAMED = 2
"""Tokens, the comma among them, that a name behind a description has more than: a given name and a surname."""
_MOST_WHERE = 8
"""Words that say where and to whom something was said. Set by hand."""
_IN_BRACKETS = 6
"""Tokens of what says in brackets of which party somebody is, the brackets among them. Set by hand."""
_DESCRIBED = 3
"""Words, the article among them, by which somebody is described whose office is not known. Set by hand."""
_MAX_LEAD = 12
"""Words between a verb and the quotation that it opens."""


class _Verb(NamedTuple):
    """A reporting verb with its auxiliaries: tokens `[first, last)`, and a pronoun behind it."""

    first: int
    at: int
    last: int
    lemma: str
    behind: Phrase | None


class _Tag(NamedTuple):
    """A verb with who does it behind it: "a dit Orla Brennick"; `end` is the token after both."""

    verb: _Verb
    source: Phrase
    end: int


def read_plainly(
    text: str,
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    lexicon: Lexicon,
) -> list[Found]:
    """Return the attributions of an article's paragraphs, in order of place."""
    plain = lexicon.plain
    if plain is None:
        return []
    found: list[Found] = []
    for paragraph in paragraphs:
        here = overlapping(quotations, paragraph)
        taken: list[Span] = []
        spans = split_sentences(text, paragraph, [one.span for one in here], lexicon.language)
        is_dialogue = text[paragraph.start] in DASHES
        for sentence in rejoined(text, spans, here, lexicon):
            made = list(_Sentence(text, sentence, here, lexicon, plain).read())
            if plain.drops:
                made = [with_subject(text, paragraph, one, found, plain) for one in made]
            if not made and taken:
                made = list(told_on(text, sentence, here, found[-1], plain))
            if is_dialogue:
                made = spoken(text, paragraph, sentence, made, found, is_dashed=plain.dashed)
            found += made
            taken += [span for one in made for span in one.attribution.content]
        before = found[-1] if found else None
        for one in here:
            if not any(span.overlaps(one.span) for span in taken):
                found += alone(text, paragraph, one, before)
    return sorted(found, key=lambda one: one.attribution.content[0])


_MAX_PRINTED = 4
"""Words of a body's name that stands between marks behind what it is: компания «Норрлайн», le journal « L'Écho »."""


@lru_cache(maxsize=8)
def _bodies(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that stand for a body, in any case that is known, and names of bodies."""
    named = lexicon.organisations | lexicon.aliases.keys()
    return named.union(form for form, one in lexicon.nominatives.items() if one in named)


def _with_printed_names(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Return tokens, the names that marks set off behind a body's description as words of it."""
    out: list[Token] = []
    for token in tokens:
        if token.quotation is not None and out and out[-1].lower in _bodies(lexicon):
            inner = token.quotation.inner.of(text).strip()
            if (
                is_capitalised(inner)
                and count_words(inner) <= _MAX_PRINTED
                and inner[-1] not in _ENDS
            ):
                printed = text[token.start : token.end]
                out.append(Token(printed, printed.casefold(), token.start, token.end, "word"))
                continue
        out.append(token)
    return out


class _Sentence:
    """One sentence, read for what is said in it."""

    def __init__(
        self,
        text: str,
        span: Span,
        quotations: Sequence[Quotation],
        lexicon: Lexicon,
        plain: Plain,
    ) -> None:
        self.text, self.span, self.lexicon, self.plain = text, span, lexicon, plain
        self.tokens = _with_printed_names(text, tokens_of(text, span, quotations), lexicon)
        self.days = frozenset(lexicon.weekdays)

    def read(self) -> Iterator[Found]:
        """Yield what is said; a stretch of words is said once."""
        used: set[int] = set()
        for index, token in enumerate(self.tokens):
            if token.kind == "quotation" and index not in used:
                inside = self._inside(token)
                found = inside or self._before_verb(index, used) or self._after_verb(index)
                if found is not None:
                    used.add(index)
                    yield found
        if not used:
            one = (
                self._said_by_himself()
                or self._according()
                or self._according_behind()
                or self._as_said()
                or self._clause_after()
                or self._clause_before()
            )
            if one is not None:
                yield one

    def _said_by_himself(self) -> Found | None:
        """Read a clause behind a verb in which its speaker is named again: "il a dit que, *selon lui*, la porte"."""
        again = self._according()
        if again is None or again.attribution.source[0].of(self.text).casefold() not in (
            self.lexicon.pronouns
        ):
            return None
        said = self._clause_after()
        is_before = said is not None and said.attribution.cue[0] < again.attribution.cue[0]
        return said if is_before else None

    def _inside(self, token: Token) -> Found | None:
        """Read who speaks out of a quotation: « We will come, Orla Brennick said, and soon. »."""
        if token.quotation is None:
            return None
        inner = token.quotation.inner
        tokens = tokens_of(self.text, inner, ())
        for index, mark in enumerate(tokens):
            if mark.text not in _BEFORE_TAG or not index or tokens[index - 1].kind == "mark":
                continue
            tag = self._tag(tokens, index + 1, _MARKS)
            rest = self._past_where(tokens, tag.end) if tag is not None else None
            if tag is None or rest is None:
                continue
            is_said = mark.text in _MARKS  # a question mark is part of what is asked
            content = [Span(token.start, tokens[index - is_said].end)]
            while rest < len(tokens) and tokens[rest].kind == "mark":
                rest += 1
            if rest < len(tokens):
                content.append(Span(tokens[rest].start, token.end))
            return self._found(tokens, tag.verb, tag.source, content, INSIDE)
        return None

    def _past_where(self, tokens: Sequence[Token], start: int) -> int | None:
        """Step over where and to whom somebody said it, up to the mark behind: "a dit le maire *devant le conseil*,".

        None where no mark ends it, or what follows is not opened as such words are.
        """
        if start == len(tokens) or tokens[start].kind == "mark":
            return start
        opens = self.lexicon.prepositions | self.lexicon.boundaries | self.days
        if tokens[start].lower not in opens:
            return None
        end = next((i for i in range(start, len(tokens)) if tokens[i].kind == "mark"), None)
        is_near = end is not None and end - start <= _MOST_WHERE
        return end if is_near else None

    def _before_verb(self, index: int, used: set[int]) -> Found | None:
        """Read a quotation, a verb, who speaks; and the quotation that goes on behind a comma."""
        tag = self._tag(self.tokens, index + 1, _MARKS)
        content = [Span(self.tokens[self._begins(index)].start, self.tokens[index].end)]
        rule = "quotation before verb"
        if tag is None:
            verb = self._verb_alone(index + 1)
            return verb and self._found(self.tokens, verb, None, content, rule)
        end = tag.end
        while end < len(self.tokens) and self.tokens[end].kind == "mark":
            end += 1
        if end < len(self.tokens) and self.tokens[end].kind == "quotation":
            content.append(Span(self.tokens[end].start, self.tokens[end].end))
            used.add(end)
            rule = "quotation, verb, quotation"
        else:
            content += self._condition(tag.end)
        return self._found(self.tokens, tag.verb, tag.source, content, rule)

    def _begins(self, index: int) -> int:
        """Return where what is said begins that a quotation ends: "*La porte* « restera fermée », a dit le maire".

        That is the sentence's first word where the quotation begins in lower case and words alone stand before it.
        """
        token = self.tokens[index]
        inner = token.quotation.inner.of(self.text) if token.quotation else ""
        before = self.tokens[:index]
        is_middle = inner.strip()[:1].islower() and 0 < index <= _MAX_LEAD
        is_plain = all(one.kind == "word" and one.lower not in self.lexicon.cues for one in before)
        return 0 if is_middle and is_plain else index

    def _verb_alone(self, start: int) -> _Verb | None:
        """Read a verb behind a comma that nobody is named for, where such a verb is of whoever spoke before."""
        if not self.plain.drops:
            return None
        while start < len(self.tokens) and self.tokens[start].lower in _MARKS:
            start += 1
        verb = self._verb(self.tokens, start)
        if verb is None or verb.behind is not None:
            return None
        end = self._past_when(self.tokens, verb.last, len(self.tokens))
        is_end = end == len(self.tokens) or self.tokens[end].kind == "mark"
        return verb if is_end or self.tokens[end].lower in self.lexicon.boundaries else None

    def _after_verb(self, index: int) -> Found | None:
        """Read who speaks, a verb, and the quotation behind it, or the clause that holds one."""
        for at in range(index - 1, max(-1, index - _MAX_LEAD), -1):
            if self.tokens[at].kind == "quotation" or self.tokens[at].text in {";", "."}:
                return None
            verb = self._verb(self.tokens, at)
            if verb is None or verb.at != at:
                continue
            verb = self._with_auxiliaries(verb)
            source = self._before(verb) or self._behind(self.tokens, verb)
            if source is None:
                return None
            behind = max(verb.last, source.last)
            that = self._that(behind, index)
            if that is None:
                that = self._subjunctive(behind, index)
            if that is not None:
                content = self._to_end(that)
                return self._found(self.tokens, verb, source, [content], "clause after verb")
            token = self.tokens[index]
            if verb.lemma in self.plain.calling and self._is_one_clause(behind, index):
                content = Span(self.tokens[behind].start, token.end)
                return self._found(self.tokens, verb, source, [content], "quotation after verb")
            is_opened = self.tokens[index - 1].text == ":"
            if not is_opened and count_words(self.text[token.start : token.end]) <= _TERM:
                return None
            content = Span(token.start, token.end)
            return self._found(self.tokens, verb, source, [content], "quotation after verb")
        return None

    def _clause_after(self) -> Found | None:
        for index in range(len(self.tokens)):
            verb = self._verb(self.tokens, index)
            if verb is None or verb.at != index:
                continue
            verb = self._with_auxiliaries(verb)
            source = self._before(verb)
            if source is None and self.plain.brace:  # "Am Montag sagte die Ministerin, dass"
                source = self._behind(self.tokens, verb)
            if source is None and not (self.plain.drops and verb.first == 0):
                continue
            reach = min(len(self.tokens), verb.last + _MAX_LEAD)
            that = self._that(verb.last, reach)
            if that is None:
                that = self._subjunctive(verb.last, len(self.tokens)) or self._of_himself(verb.last)
            if that is not None and len(self.tokens) - that > MIN_CLAUSE:
                content = self._to_end(that)
                return self._found(self.tokens, verb, source, [content], "clause after verb")
        return None

    def _clause_before(self) -> Found | None:
        """Read a clause, a comma, a verb and who speaks; what follows says when and where."""
        for index, token in enumerate(self.tokens):
            if token.text not in {",", "—", "–"} or index < MIN_CLAUSE:
                continue
            tag = self._tag(self.tokens, index + 1, _MARKS)
            if tag is None or self._that(tag.verb.last, len(self.tokens)) is not None:
                continue
            if self._is_object(tag.source) or self._has_subject(index):
                continue
            content = [Span(self.tokens[0].start, self.tokens[index - 1].end)]
            rest = self._goes_on(tag.end)
            if rest is not None:
                content.append(self._to_end(rest))
            else:
                content += self._condition(tag.end)
            return self._found(self.tokens, tag.verb, tag.source, content, "clause before verb")
        return None

    def _is_object(self, phrase: Phrase) -> bool:
        """Say whether what stands behind a verb is no speaker but for what it is of: "la libération *du président*"."""
        of = self.plain.of - self.lexicon.determiners
        for index in range(phrase.first + 1, phrase.last):
            if self._is_one_of(index, of) or self._is_preposition(self.tokens, index):
                is_one = index == phrase.first + 1  # "un des témoins", "uno de los testigos"
                return not (is_one or self._can_speak(self.tokens, Phrase(phrase.first, index)))
        return False

    def _has_subject(self, comma: int) -> bool:
        """Say whether a verb behind a comma has its subject before it: "Le maire, *Orla Brennick*, a ..."."""
        before = next((i for i in range(comma - 1, 0, -1) if self.tokens[i].text == ","), 0)
        some = self.tokens[before + 1 : comma]
        if not before or not some or not self._can_speak(self.tokens, Phrase(0, before)):
            return False
        return some[0].lower in self.lexicon.titles or all(is_capitalised(one.text) for one in some)

    def _goes_on(self, comma: int) -> int | None:
        """Return where a clause goes on behind the words that say whose it is, and a comma.

        Not where they go on to say who that is, when or where.
        """
        first, words = comma + 1, self.lexicon
        if first + MIN_CLAUSE > len(self.tokens) or self.tokens[comma].text != ",":
            return None
        some = self.tokens[first : first + 2]
        if some[0].lower in words.boundaries | words.prepositions | self.days:
            return None
        titled = any(token.lower in words.titles | words.title_modifiers for token in some)
        return None if titled or is_capitalised(some[0].text) else first

    def _condition(self, at: int) -> list[Span]:
        """Return the condition that begins behind who says something: "..., a dit le maire, *si ...*"."""
        while at < len(self.tokens) and self.tokens[at].text == ",":
            at += 1
        begins = any(self._stands(phrase, at) for phrase in self.plain.conditions)
        return [self._to_end(at)] if begins and at + MIN_CLAUSE <= len(self.tokens) else []

    def _as_said(self) -> Found | None:
        """Read "as the mayor said, the pier ..." and "the pier ..., as the mayor said"."""
        for index, token in enumerate(self.tokens):
            if token.lower not in self.plain.like:
                continue
            tag = self._tag(self.tokens, index + 1, self.plain.objects)
            if tag is None and self.plain.brace:
                tag = self._tag_at_end(index + 1)
            if tag is None:
                continue
            if index == 0:
                behind = range(tag.end, len(self.tokens))
                comma = next((i for i in behind if self.tokens[i].text == ","), None)
                if comma is None:
                    continue
                part = self._trimmed(comma, len(self.tokens))
            else:
                part = self._trimmed(0, index)
            if not self._is_clause(*part):
                continue
            said = Span(self.tokens[part[0]].start, self.tokens[part[1] - 1].end)
            return self._found(self.tokens, tag.verb, tag.source, [said], "according to")
        return None

    def _tag_at_end(self, first: int) -> _Tag | None:
        """Read who says something and the verb that ends a clause: "wie *der Minister* am Montag *sagte*,"."""
        source = self._noun_phrase(self.tokens, first, anybody=True)
        if source is None:
            return None
        for at in range(source.last, min(len(self.tokens), source.last + _MAX_LEAD)):
            if self.tokens[at].kind != "word":
                return None
            verb = self._verb(self.tokens, at)
            is_end = at + 1 == len(self.tokens) or self.tokens[at + 1].kind == "mark"
            if verb is not None and verb.at == at and is_end:
                return _Tag(verb, source, verb.last)
        return None

    def _according(self) -> Found | None:
        for index in range(len(self.tokens)):
            phrase = next((one for one in self.plain.according if self._stands(one, index)), None)
            if phrase is None:
                continue
            first = index + len(phrase)
            cue: list[Phrase] = [Phrase(index, first)]
            if _SLOT in phrase:
                at, rest = index + phrase.index(_SLOT), first
                source: Phrase | None = Phrase(at, at + 1)
                cue = [Phrase(index, at), Phrase(at + 1, first)]
            else:
                # what a preposition governs has another form than the words that are known, or a determiner before it
                determiners = self.lexicon.determiners
                governed = not determiners or self._is_one_of(first, determiners)
                source = self._noun_phrase(self.tokens, first, anybody=governed)
                if self.plain.brace and source:
                    source = self._with_capitals(source)
                rest = source.last if source else first
            if source is None:
                continue
            if index == 0:
                is_set_off = rest < len(self.tokens) and self.tokens[rest].text == ","
                if not (is_set_off or (self.plain.brace and rest < len(self.tokens))):
                    continue
                begins = self._past_apposition(rest) + 1 if is_set_off else rest
                content = (begins, len(self.tokens))
            else:
                content = (0, index)
            first_word, last = self._trimmed(*content)
            if not self._is_clause(first_word, last):
                continue
            said = [Span(self.tokens[first_word].start, self.tokens[last - 1].end)]
            if self.plain.brace and index:  # "neun werden nach Angaben der Polizei *vermisst*"
                behind = self._trimmed(rest, len(self.tokens))
                if behind[0] == rest < behind[1]:
                    said.append(self._to_end(rest))
            cues = tuple(one.span(self.tokens) for one in cue)
            return self._by_account(source, cues, said, " ".join(phrase))
        return None

    def _according_behind(self) -> Found | None:
        """Read "Ada Brenn zufolge ist die Ursache unklar" and "die Ursache ist Ada Brenn zufolge unklar"."""
        for index, token in enumerate(self.tokens):
            if token.lower not in self.plain.postposed or not index:
                continue
            first = index
            while first and self.tokens[first - 1].kind == "word" and index - first < MAX_SUBJECT:
                before = self.tokens[first - 1]
                is_opening = before.lower in self.lexicon.determiners
                if not (is_opening or is_capitalised(before.text)):
                    break
                first -= 1
                if is_opening:
                    break
            parts = [self._trimmed(0, first), self._trimmed(index + 1, len(self.tokens))]
            said = [
                Span(self.tokens[start].start, self.tokens[end - 1].end)
                for start, end in parts
                if start < end
            ]
            is_clause = any(self._is_clause(*part) for part in parts)
            if first < index and said and is_clause:
                cues = (Span(token.start, token.end),)
                return self._by_account(Phrase(first, index), cues, said, token.lower)
        return None

    def _by_account(
        self, source: Phrase, cue: tuple[Span, ...], said: Sequence[Span], words_: str
    ) -> Found:
        return Found(
            attribution=Attribution(
                source=(source.span(self.tokens),),
                cue=cue,
                content=tuple(said),
                confidence=_CONFIDENCE["according to"],
                reason=f"according to: {words_}",
            ),
            sentence=self.span,
        )

    def _with_capitals(self, phrase: Phrase) -> Phrase:
        """End a description where no noun goes on with it, as nouns have capitals: "Laut *Polizei* kamen 40"."""
        last = phrase.first + (self.tokens[phrase.first].lower in self.lexicon.determiners)
        small = self.plain.of | self.lexicon.title_modifiers
        while last < phrase.last and (
            is_capitalised(self.tokens[last].text) or self.tokens[last].lower in small
        ):
            last += 1
        return Phrase(phrase.first, max(last, phrase.first + 1))

    def _is_clause(self, first: int, last: int) -> bool:
        """Say whether tokens are enough to be what somebody said: some words, or a whole quotation."""
        some = self.tokens[first:last]
        if len(some) == 1 and some[0].kind == "quotation":
            return True
        n_words = sum(
            count_words(self.text[one.start : one.end]) for one in some if one.kind != "mark"
        )
        return n_words >= MIN_CLAUSE

    def _past_apposition(self, comma: int) -> int:
        """Return the comma behind what somebody is: "according to Vernois, an economist in Brenn, it"."""
        if comma + 1 < len(self.tokens):
            lower = self.tokens[comma + 1].lower
            if any(lower.startswith(title) for title in self.lexicon.titles):  # in any case
                for index in range(comma + 2, len(self.tokens)):
                    if self.tokens[index].text == ",":
                        return index
        return comma

    def _verb(self, tokens: Sequence[Token], start: int) -> _Verb | None:
        """Read a reporting verb that begins at a token, with what stands before it and a pronoun behind."""
        index = start
        behind: Phrase | None = None
        words = self.lexicon
        while index < len(tokens) and index - start < 6 and tokens[index].kind == "word":
            token = tokens[index]
            lemma = words.cues.get(token.lower)
            if lemma and not (is_capitalised(token.text) and index > start):
                last = index + 1
                pronoun = last + (last < len(tokens) and tokens[last].lower in self.plain.linkers)
                if pronoun < len(tokens) and tokens[pronoun].lower in self.plain.pronouns_behind:
                    behind, last = Phrase(pronoun, pronoun + 1), pronoun + 1
                return _Verb(start, index, last, lemma, behind)
            if token.lower in self.plain.pronouns_behind and index > start:
                behind = Phrase(index, index + 1)  # a-t-il déclaré
            elif token.lower not in words.auxiliaries | words.adverbs | self.plain.linkers:
                return None
            index += 1
        return None

    def _tag(self, tokens: Sequence[Token], start: int, skipped: Collection[str]) -> _Tag | None:
        """Read a verb and who does it behind it, from a token on or after such as are skipped."""
        while start < len(tokens) and tokens[start].lower in skipped:
            start += 1
        verb = self._verb(tokens, start)
        source = self._behind(tokens, verb) if verb else None
        return _Tag(verb, source, max(source.last, verb.last)) if verb and source else None

    def _with_auxiliaries(self, verb: _Verb) -> _Verb:
        first = verb.first
        skipped = self.lexicon.auxiliaries | self.lexicon.adverbs
        while first > 0 and self.tokens[first - 1].lower in skipped:
            first -= 1
        if self.plain.brace:
            for at in range(first - 1, max(-1, first - _MAX_LEAD), -1):
                if self.tokens[at].kind != "word":
                    break
                if self.tokens[at].lower in self.lexicon.auxiliaries:  # "hat am Montag gesagt"
                    return verb._replace(first=at)
        return verb._replace(first=first)

    def _behind(self, tokens: Sequence[Token], verb: _Verb) -> Phrase | None:
        if verb.behind is not None:
            return verb.behind
        words = self.lexicon
        index = self._past_when(tokens, verb.last, len(tokens))
        index = self._past_addressee(tokens, index)
        index = self._past_when(tokens, index, len(tokens))
        if index < len(tokens) and tokens[index].lower in self.plain.within:
            return self._within(tokens, index, verb)
        # what a determiner opens right behind the verb is who does it: "soupire son voisin", "rappelle l'élue"
        lower = tokens[index].lower if index < len(tokens) else ""
        is_subject = lower in words.determiners or self.plain.unelided(lower) != lower
        return self._noun_phrase(tokens, index, anybody=is_subject)

    def _past_when(self, tokens: Sequence[Token], index: int, last: int) -> int:
        """Step over adverbs and days: "lundi", "este lunes", "в среду"."""
        skipped = self.lexicon.adverbs | self.days
        before_day = self.lexicon.determiners | self.lexicon.prepositions
        while index < last:
            is_day = index + 1 < last and tokens[index + 1].lower in self.days
            if is_day and tokens[index].lower in before_day:
                index += 2
            elif tokens[index].lower in skipped:
                index += 1
            else:
                break
        return index

    def _past_addressee(self, tokens: Sequence[Token], index: int) -> int:
        """Step over an agency, or reporters, to whom somebody says something, who is named behind them."""
        for name in self.plain.addressed:
            end = index + len(name)
            some = tuple(token.lower for token in tokens[index:end])
            if some == name and end < len(tokens) and tokens[end].kind == "word":
                return end
        return index

    def _within(self, tokens: Sequence[Token], preposition: int, verb: _Verb) -> Phrase | None:
        """Read a body in which several say something, where nobody else does: "в министерстве отметили"."""
        is_plural = tokens[verb.at].lower.endswith(self.plain.plural)
        if not is_plural or not self.plain.plural:
            return None
        phrase = self._noun_phrase(tokens, preposition + 1, anybody=True)
        if phrase is None:
            return None
        bodies = _bodies(self.lexicon)
        some = tokens[phrase.first : phrase.last]
        is_acronym = len(some[0].text) > 1 and some[0].text.isupper()
        return phrase if is_acronym or any(one.lower in bodies for one in some) else None

    def _noun_phrase(
        self, tokens: Sequence[Token], first: int, *, anybody: bool = False
    ) -> Phrase | None:
        """Read forward as far as somebody's name or description may reach."""
        words = self.lexicon
        if first < len(tokens) - 1 and tokens[first].lower in self.plain.joins:
            first += 1  # "and the mayor agreed, too"
        last = first
        while last < len(tokens) and last - first < MAX_SUBJECT:
            if tokens[last].kind != "word":
                if not self._is_initial(tokens, last):
                    break
                last += 1
                continue
            lower = tokens[last].lower
            if self.plain.brace and self._is_addressed(tokens, first, last):
                break
            is_verb = lower in words.cues and not is_capitalised(tokens[last].text)
            # "ein Sprecher", and "räumte ... ein"
            is_opening = last == first and lower in words.determiners
            if (lower in words.boundaries and not is_opening) or lower in self.days or is_verb:
                break
            last += 1
        while last > first and tokens[last - 1].lower in words.adverbs | words.auxiliaries:
            last -= 1
        phrase = Phrase(first, last)
        if last <= first or not (anybody or self._can_speak(tokens, phrase)):
            return None
        return Phrase(first, self._with_name(tokens, first, last))

    def _is_addressed(self, tokens: Sequence[Token], first: int, at: int) -> bool:
        """Say whether an article behind somebody begins whom it was said to: "sagte Ada Brenn *dem Sender*", "der dpa".

        Not "der" and "des" behind a single noun: "der Sprecher *der* Polizei".
        """
        lower = tokens[at].lower
        if at == first or lower not in self.lexicon.determiners:
            return False
        before = at
        while before > first and is_capitalised(tokens[before - 1].text):
            before -= 1
        is_name = at - before > 1 and tokens[before].lower not in self.lexicon.determiners
        return before < at and (lower not in self.plain.of or is_name)

    def _with_name(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """Return where a description ends: with the name behind its comma, where nothing but a name is."""
        if last >= len(tokens) or tokens[last].text != ",":
            return last
        end = last + 1
        while end < len(tokens) and tokens[end].kind == "word" and is_capitalised(tokens[end].text):
            end += 1
        stops = end == len(tokens) or tokens[end].kind != "word"
        is_described = not is_capitalised(tokens[last - 2].text) or not is_capitalised(
            tokens[last - 1].text
        )
        if not self.lexicon.capitals_are_names:  # "der Botschafter Vellands, Dario Penn"
            is_described |= tokens[first].lower in self.lexicon.determiners
        return end if stops and end - last > _NAMED and is_described else last

    def _is_preposition(self, tokens: Sequence[Token], index: int) -> bool:
        is_abbreviated = index + 1 < len(tokens) and self._is_initial(tokens, index + 1)
        return tokens[index].lower in self.lexicon.prepositions and not is_abbreviated

    def _is_initial(self, tokens: Sequence[Token], index: int) -> bool:
        """Say whether a full stop ends an initial or a title before a name."""
        if tokens[index].text != "." or not 0 < index < len(tokens) - 1:
            return False
        before, after = tokens[index - 1], tokens[index + 1]
        is_short = len(before.text) == 1 or before.lower in self.lexicon.honorifics
        return is_short and is_capitalised(before.text) and is_capitalised(after.text)

    def _before(self, verb: _Verb) -> Phrase | None:
        """Read back from a verb to where who speaks begins, over an apposition."""
        last = self._without_party(verb.first)
        if last and self.tokens[last - 1].text == ",":
            comma = next(
                (
                    i
                    for i in range(last - 2, max(-1, last - MAX_SUBJECT), -1)
                    if self.tokens[i].kind != "word"
                ),
                -1,
            )
            if comma < 0 or self.tokens[comma].text != ",":
                return None
            last = comma
        first = last
        words = self.lexicon
        while first > 0 and last - first < MAX_SUBJECT:
            before = self.tokens[first - 1]
            if before.kind != "word" and not self._is_initial(self.tokens, first - 1):
                break
            # "Brennick and the mayor": two speak
            is_joined = first > 1 and is_capitalised(self.tokens[first - 2].text)
            joins = before.lower in self.plain.joins and is_joined
            if before.lower in words.openers | self.plain.that and not joins:
                break
            first -= 1
        if any(self.tokens[i].lower in self.plain.relative for i in range(first, last)):
            return None
        start = first
        first = self._past_lead_in(first, last)
        phrase = Phrase(first, last)
        if last == first or not (
            self._can_speak(self.tokens, phrase) or self._is_described(phrase, verb)
        ):
            return self._within_before(start, verb)
        return Phrase(first, self._with_name(self.tokens, first, last))

    def _without_party(self, last: int) -> int:
        """Return where words end before what stands in brackets behind them: "Eva Lindner *(Grüne)* schrieb"."""
        if not last or self.tokens[last - 1].text != ")":
            return last
        opens = (i for i in range(last - 2, max(-1, last - _IN_BRACKETS), -1))
        return next((i for i in opens if self.tokens[i].text == "("), last)

    def _is_described(self, phrase: Phrase, verb: _Verb) -> bool:
        """Say whether somebody stands right before a verb of saying by a word or two: "el regidor respondió"."""
        some = self.tokens[phrase.first : phrase.last]
        opens = self.lexicon.determiners
        is_opened = len(some) > 1 and some[0].lower in opens
        is_opened = is_opened or self.plain.unelided(some[0].lower) != some[0].lower
        is_short = len(some) <= _DESCRIBED and all(one.kind == "word" for one in some)
        is_first = phrase.first == 0 or self.tokens[phrase.first - 1].kind == "mark"
        return is_opened and is_short and is_first and verb.lemma in self.lexicon.speech

    def _within_before(self, first: int, verb: _Verb) -> Phrase | None:
        """Read a body in which several say something, before the verb."""
        for index in range(verb.first - 1, first - 1, -1):
            if self.tokens[index].lower in self.plain.within:
                phrase = self._within(self.tokens, index, verb)
                if phrase is not None and phrase.last == verb.first:
                    return phrase
        return None

    def _past_lead_in(self, first: int, last: int) -> int:
        """Step over time and place at a sentence's beginning: "On Monday in Tarrow the minister"."""
        words = self.lexicon
        first = self._past_when(self.tokens, first, last)
        if first == last or not self._is_preposition(self.tokens, first):
            return first
        index = last - 1
        while index > first and (
            is_capitalised(self.tokens[index - 1].text)
            or self.tokens[index - 1].lower in words.titles | words.title_modifiers
            or self.tokens[index - 1].lower in words.determiners
        ):
            index -= 1
        # a name right behind a preposition is where, not who
        return last if self.tokens[index - 1].lower in words.prepositions else index

    def _can_speak(self, tokens: Sequence[Token], phrase: Phrase) -> bool:
        words = self.lexicon
        some = tokens[phrase.first : phrase.last]
        if len(some) == 1 and some[0].lower in words.pronouns:
            return True
        if self._is_preposition(tokens, phrase.first):
            return False
        speakers = words.titles | words.unnamed | words.organisations | words.nominatives.keys()
        if any(token.lower in speakers for token in some):
            return True
        named = [token for token in some if is_capitalised(token.text.rpartition("'")[2])]
        is_first = named and named[0].start == self.tokens[0].start and len(named) == 1
        # the first word of a sentence is a capital by its place: a name has two, or no small words
        return bool(named) and not (is_first and named[0].lower in words.function_words)

    def _that(self, first: int, last: int) -> int | None:
        """Return the token that begins a reported clause, within so many tokens behind a verb."""
        parts = tuple(one for one in self.plain.that if one.endswith("'"))
        for index in range(first, min(last, len(self.tokens))):
            token = self.tokens[index]
            if token.lower in self.plain.that or (parts and token.lower.startswith(parts)):
                return index
            if token.kind == "quotation" or token.text in {";", "."}:
                return None
        return None

    def _subjunctive(self, first: int, last: int) -> int | None:
        """Return where a clause behind a comma begins whose verb tells speech: "sagte, *sie habe* keine Pläne"."""
        if not self.plain.subjunctives:
            return None
        commas = (
            i for i in range(first, min(last, first + _MAX_LEAD)) if self.tokens[i].text == ","
        )
        comma = next(commas, None)
        if comma is None or self._is_one_of(comma + 1, self.plain.relative):
            return None
        some = self.tokens[comma + 1 : min(last, comma + 2 + MOST_BEFORE)]
        return (
            comma + 1 if is_told(some, self.plain.subjunctives | self.plain.conditionals) else None
        )

    def _of_himself(self, first: int) -> int | None:
        """Return where begins what somebody says of himself right behind the verb: "dit *avoir prévenu* le préfet"."""
        at = first
        while self._is_one_of(at, self.plain.before_infinitives):
            at += 1
        return first if self._is_one_of(at, self.plain.infinitives) else None

    def _is_one_clause(self, first: int, last: int) -> bool:
        return first < last and all(one.kind == "word" for one in self.tokens[first:last])

    def _is_one_of(self, index: int, some: Collection[str]) -> bool:
        return index < len(self.tokens) and self.tokens[index].lower in some

    def _stands(self, phrase: tuple[str, ...], index: int) -> bool:
        some = self.tokens[index : index + len(phrase)]
        return len(some) == len(phrase) and all(
            token.lower in self.plain.possessives if word == _SLOT else token.lower == word
            for word, token in zip(phrase, some, strict=True)
        )

    def _to_end(self, first: int) -> Span:
        _, last = self._trimmed(first, len(self.tokens))
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        while first < last and self.tokens[first].kind == "mark":
            first += 1
        while last > first and self.tokens[last - 1].kind == "mark":
            last -= 1
        return first, last

    def _found(
        self,
        tokens: Sequence[Token],
        verb: _Verb,
        source: Phrase | None,
        content: list[Span],
        rule: str,
    ) -> Found:
        return Found(
            attribution=Attribution(
                source=(source.span(tokens),) if source else (),
                cue=(Span(tokens[verb.at].start, tokens[verb.at].end),),
                content=tuple(sorted(content)),
                confidence=_CONFIDENCE[rule],
                reason=f"{rule}: {verb.lemma}",
            ),
            sentence=self.span,
        )
