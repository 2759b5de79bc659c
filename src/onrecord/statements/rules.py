"""Attributions by rule: a reporting verb, who does it, and what is said.

Reads one paragraph at a time; sentences in order. Each rule has a name, kept as the reason of
what it found, and a confidence: its precision on PolNeAR's training articles (contents that overlap
by half or more).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Attribution
from onrecord.resources import Lexicon
from onrecord.statements.name_words import MAX_NAME
from onrecord.statements.phrases import Phrase, Token, find_subject, skip_modifiers, tokens_of
from onrecord.text.quotations import Quotation, overlapping
from onrecord.text.sentences import split_sentences
from onrecord.text.spans import Span
from onrecord.text.tokens import is_capitalised, words

__all__ = ["Found", "pronoun_alone", "read_paragraph"]

_LEAVES = ",;:—– \t\n\r"
_MIN_CLAUSE = 3
"""Words that a reported clause has at least; shorter ones are mostly fixed phrases ("said so")."""
_MIN_FLOATING = 4
"""Words that a quotation without a verb has at least: shorter ones are terms and titles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An attribution with its addressee, and whether the next quotation is still to come."""

    attribution: Attribution
    addressee: Span | None = None
    awaits: bool = False
    sentence: Span

    @property
    def is_heard(self) -> bool:
        """Whether a court or an inquiry heard it."""
        return self.attribution.reason.endswith(f": {_HEAR}")


@dataclass(frozen=True, slots=True)
class _Cue:
    index: int
    lemma: str
    subject: Phrase | None
    rest: int
    """Where the words behind the verb and its modifiers begin."""
    addressee: Phrase | None


def read_paragraph(
    text: str,
    paragraph: Span,
    quotations: Sequence[Quotation],
    lexicon: Lexicon,
    before: Found | None,
) -> list[Found]:
    """Return the attributions of a paragraph, in order of their sentences.

    `before` is the last one of the paragraph before: quotations that stand alone, or that go on
    over the paragraph break, are its speaker's.
    """
    inside = [one for one in overlapping(quotations, paragraph) if paragraph.contains(one.span)]
    sentences = split_sentences(text, paragraph, [one.span for one in inside])
    sentences = list(_rejoined(text, sentences, inside, lexicon))
    found: list[Found] = []
    for sentence in sentences:
        tokens = tokens_of(text, sentence, inside)
        here = list(_read_sentence(text, tokens, lexicon))
        used = [span for one in here for span in one.attribution.content]
        alone = [
            token.quotation
            for token in tokens
            if token.quotation is not None
            and not any(token.quotation.inner.overlaps(s) for s in used)
        ]
        for quotation in alone:
            same = bool(found) or not here
            here = _place_alone(text, sentence, quotation, here, found, before if same else None)
        found += here
    return found


def _rejoined(
    text: str, sentences: list[Span], quotations: Sequence[Quotation], lexicon: Lexicon
) -> Iterator[Span]:
    """Join a quotation that ends as a sentence does with the verb behind it.

    After a question mark whatever the sentence goes on to say; after a full stop only where it
    says nothing but who spoke: "We won." Brennick said.
    """
    pending: Span | None = None
    for sentence in sentences:
        if pending is not None:
            if _is_tag(text, pending, sentence, quotations, lexicon):
                yield Span(pending.start, sentence.end)
                pending = None
                continue
            yield pending
        ends_quoted = any(one.span.end == sentence.end for one in quotations)
        if ends_quoted and sentence.of(text)[-2:-1] in "?!.":
            pending = sentence
        else:
            pending = None
            yield sentence
    if pending is not None:
        yield pending


def _is_tag(
    text: str, quoted: Span, sentence: Span, quotations: Sequence[Quotation], lexicon: Lexicon
) -> bool:
    tokens = tokens_of(text, sentence, quotations)
    cues = [i for i in range(min(8, len(tokens))) if _is_cue(tokens, i, lexicon)]
    if not cues or any(token.text in {",", ":"} for token in tokens[: cues[0]]):
        return False
    subject = find_subject(tokens, cues[0], lexicon)
    if subject is None or subject.first != 0:
        return False
    if quoted.of(text)[-2:-1] in "?!":
        return True
    rest, _ = skip_modifiers(tokens, cues[0] + 1, lexicon)
    return _without_marks(tokens, rest, len(tokens))[0] >= len(tokens) - 1


_HEAR = "hear"
_QUOTED_AS_SAYING = ("quoted", "as", "saying")
"""By which a report has somebody's words from another: '"...," Brul *was quoted as saying*'."""


def _is_heard(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Say whether a court or an inquiry hears something: "..., a court *heard*", "the inquiry was *told*"."""
    lower = tokens[index].lower
    if lower not in {"heard", "hears", "told"}:
        return False
    at = index - 1
    while at > 0 and tokens[at].lower in {"has", "have", "had", "was", "were", "been"}:
        at -= 1
    is_told = lower != "told" or tokens[index - 1].lower in {"was", "were", "been"}
    return is_told and at > 0 and tokens[at].lower in lexicon.hearers


def _is_cue(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    token = tokens[index]
    lemma = lexicon.cues.get(token.lower)
    if token.kind != "word" or lemma not in lexicon.speech or is_capitalised(token.text):
        return False
    before = tokens[index - 1] if index else None
    if before is None:
        return False
    if tuple(one.lower for one in tokens[index : index + 3]) == _QUOTED_AS_SAYING:
        return before.lower in lexicon.auxiliaries
    is_verb = token.lower.endswith("ed") or token.lower in {"said", "told", "wrote", "spoke"}
    if not is_verb and before.lower in lexicon.not_before_nouns:
        return False
    if before.lower in lexicon.not_before_cue or before.text.endswith(("'s", "’s")):
        return False
    if token.lower.endswith("ing"):
        return before.text == "," or before.lower in {"while", "by", "and"}
    return True


def _read_sentence(text: str, tokens: list[Token], lexicon: Lexicon) -> Iterator[Found]:
    cues = _cues(tokens, lexicon)
    edge = 0
    taken: set[int] = set()
    for number, cue in enumerate(cues):
        if cue.index in taken:
            continue
        limit = _limit(tokens, cues, number)
        found = _read_cue(text, tokens, cue, edge, limit, lexicon)
        if found is None:
            continue
        content, rule, first, end = found
        taken.update(range(first, end))
        edge = max(edge, end)
        yield _found(text, tokens, cue, content, rule)
    if not cues:
        yield from _according_to(text, tokens, lexicon)


def _cues(tokens: list[Token], lexicon: Lexicon) -> list[_Cue]:
    cues: list[_Cue] = []
    for index in range(len(tokens)):
        is_heard = _is_heard(tokens, index, lexicon)
        if not is_heard and not _is_cue(tokens, index, lexicon):
            continue
        lemma = _HEAR if is_heard else lexicon.cues[tokens[index].lower]
        subject = find_subject(tokens, index, lexicon)
        before = tokens[index - 1]
        if subject is None:
            passive = lemma in lexicon.question and before.lower in {"when", "was", "were"}
            inherits = before.text == "," or before.lower in {"and", "but", "while", "by"}
            if inherits and cues:
                subject = cues[-1].subject
            elif inherits and tokens[index].lower.endswith("ing"):
                subject = _sentence_subject(tokens, lexicon)
            if subject is None and not passive:
                continue
        behind = index + 1
        if subject is not None and subject.first > index:
            behind = subject.last
        rest, addressee = skip_modifiers(tokens, behind, lexicon)
        cues.append(_Cue(index, lemma, subject, rest, addressee))
    return cues


def _sentence_subject(tokens: list[Token], lexicon: Lexicon) -> Phrase | None:
    """Return the first name of a sentence as its subject, for a participle: "..., saying"."""
    for index, token in enumerate(tokens[:12]):
        if token.kind != "word":
            return None
        if index and not is_capitalised(token.text) and is_capitalised(tokens[index - 1].text):
            return Phrase(0, index) if tokens[0].lower not in lexicon.prepositions else None
    return None


def _limit(tokens: list[Token], cues: list[_Cue], number: int) -> int:
    """Return where the words behind a verb must end: at the next verb's own clause."""
    cue = cues[number]
    for later in cues[number + 1 :]:
        if later.subject is cue.subject or later.subject is None:
            start = later.index
        else:
            start = min(later.subject.first, later.index)
        if start <= cue.rest:
            continue
        index = start - 1
        while index > cue.rest and tokens[index].lower in _JOINS:
            index -= 1
        if tokens[index].text in {",", ";"} or tokens[start - 1].lower in _JOINS:
            return index if tokens[index].text in {",", ";"} else index + 1
    return len(tokens)


_JOINS = frozenset({"and", "but", "while", "although", "though", "however", "as", "by", "when"})


def _read_cue(
    text: str, tokens: list[Token], cue: _Cue, edge: int, limit: int, lexicon: Lexicon
) -> tuple[list[Span], str, int, int] | None:
    """Return the content of one verb with the rule that found it, and the tokens it used."""
    start = cue.index if cue.subject is None else min(cue.subject.first, cue.index)
    lead = _without_marks(tokens, edge, start)
    rest = _without_marks(tokens, cue.rest, limit)
    rest = _past_that(tokens, _without_adjuncts(tokens, rest, lexicon))
    lead_quoted = lead[1] > lead[0] and tokens[lead[1] - 1].kind == "quotation"
    rest_quoted = rest[1] > rest[0] and tokens[rest[0]].kind == "quotation"
    close = start - lead[1] <= 1
    if lead_quoted and close:
        content = [_trim(text, tokens, *_quoted_lead(tokens, lead))]
        if rest_quoted and not _is_called(text, tokens, rest[0], lexicon):
            content.append(_trim(text, tokens, rest[0], rest[1]))
            return content, "quotation, verb, quotation", lead[0], rest[1]
        return content, "quotation before verb", lead[0], cue.rest
    if rest_quoted:
        return [_trim(text, tokens, *rest)], "quotation after verb", rest[0], rest[1]
    if rest[0] < rest[1] and tokens[rest[0]].lower in {"who", "which", "whose"}:
        rest = (rest[0], rest[0])
    n_rest = _n_words(tokens, rest)
    goes_on = n_rest > 0 and tokens[_behind(cue)].text == ","
    if _ends_in_comma(tokens, lead, start) and cue.lemma in {*lexicon.clause, _HEAR}:
        if _n_words(tokens, lead) >= _MIN_CLAUSE and (n_rest == 0 or goes_on):
            content = [_trim(text, tokens, *lead)]
            if goes_on:
                content.append(_trim(text, tokens, *rest))
            return content, "clause before verb", lead[0], rest[1] if goes_on else cue.rest
        if n_rest == 0:
            return None
    if cue.lemma in lexicon.question and _asks_for_no_name(tokens, rest):
        return None
    has_that = rest[0] < len(tokens) and tokens[rest[0]].lower in {"that", "whether", "if", "to"}
    if n_rest >= _MIN_CLAUSE and (has_that or cue.lemma in lexicon.clause | lexicon.question):
        rule = "clause after verb" if has_that else "bare clause after verb"
        if cue.index and tokens[cue.rest - 1].kind == "mark":
            return None
        return [_trim(text, tokens, *rest)], rule, rest[0], rest[1]
    if n_rest >= 2 and cue.lemma in lexicon.objects:
        return [_trim(text, tokens, *rest)], "object of verb", rest[0], rest[1]
    return None


def _is_called(text: str, tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Say whether a quotation is what something is called: '"...," she told "The Skell Show" on Sunday'."""
    quotation = tokens[at].quotation
    if quotation is None or tokens[at - 1].text in {",", ":", "—", "–", "-", "--"}:
        return False
    found = words(text, quotation.inner)
    is_short = 0 < len(found) <= MAX_NAME + 1 and is_capitalised(found[0].text)
    return is_short and all(
        is_capitalised(one.text) or one.lower in lexicon.function_words for one in found
    )


def _behind(cue: _Cue) -> int:
    """Return the token right behind a verb and its subject."""
    return cue.subject.last if cue.subject and cue.subject.first > cue.index else cue.index + 1


def _asks_for_no_name(tokens: list[Token], rest: tuple[int, int]) -> bool:
    """Say whether the words are "asked not to be named", which reports no question."""
    return [token.lower for token in tokens[rest[0] : rest[0] + 3]] == ["not", "to", "be"]


def _quoted_lead(tokens: list[Token], lead: tuple[int, int]) -> tuple[int, int]:
    """Return the whole lead when it is one clause, only the quotation when a clause ended before."""
    first, last = lead
    if last - first > 1 and tokens[last - 2].text in {",", ":"}:
        return last - 1, last
    return lead


def _without_marks(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    while first < last and tokens[first].text in {",", ":", ";", "—", "–", "-", "--"}:
        first += 1
    while last > first and tokens[last - 1].kind == "mark":
        last -= 1
    return first, max(first, last)


def _past_that(tokens: list[Token], part: tuple[int, int]) -> tuple[int, int]:
    """Step over "that" where a quotation follows: that, “Jets delivered ..."""
    first, last = part
    index = first + 1
    while index < last and tokens[index].text == ",":
        index += 1
    if first < last and tokens[first].lower == "that" and index < last:
        return (index, last) if tokens[index].kind == "quotation" else part
    return part


def _without_adjuncts(
    tokens: list[Token], part: tuple[int, int], lexicon: Lexicon
) -> tuple[int, int]:
    """Leave out a weekday at the end: it says when it was said."""
    first, last = part
    while last > first and tokens[last - 1].lower in lexicon.weekdays:
        last -= 2 if tokens[last - 2].lower == "on" else 1
    return first, max(first, last)


def _ends_in_comma(tokens: list[Token], lead: tuple[int, int], start: int) -> bool:
    return lead[1] > lead[0] and lead[1] < start and tokens[start - 1].text in {",", "—", "–"}


def _n_words(tokens: list[Token], part: tuple[int, int]) -> int:
    """Count words; a quotation counts as a clause of its own."""
    return sum(
        1 if token.kind == "word" else _MIN_CLAUSE * (token.kind == "quotation")
        for token in tokens[part[0] : part[1]]
    )


def _trim(text: str, tokens: list[Token], first: int, last: int) -> Span:
    """Return the characters of tokens; quotation marks stay with what they enclose."""
    return Span(tokens[first].start, tokens[last - 1].end).trimmed(text)


_CONFIDENCE = {
    "quotation before verb": 0.95,
    "quotation, verb, quotation": 0.94,
    "quotation after verb": 0.88,
    "clause before verb": 0.83,
    "clause after verb": 0.88,
    "bare clause after verb": 0.78,
    "object of verb": 0.72,
    "according to": 0.85,
    "quotation alone": 0.61,
}


def _found(text: str, tokens: list[Token], cue: _Cue, content: list[Span], rule: str) -> Found:
    word, last = tokens[cue.index], tokens[cue.index]
    if tuple(one.lower for one in tokens[cue.index : cue.index + 3]) == _QUOTED_AS_SAYING:
        word, last = tokens[cue.index - 1], tokens[cue.index + 2]
    subject = cue.subject
    attribution = Attribution(
        source=() if subject is None else (pronoun_alone(text, subject.span(tokens)),),
        cue=(Span(word.start, last.end),),
        content=tuple(sorted(content)),
        confidence=_CONFIDENCE[rule],
        reason=f"{rule}: {cue.lemma}",
    )
    return Found(
        attribution=attribution,
        addressee=cue.addressee.span(tokens) if cue.addressee else None,
        sentence=Span(tokens[0].start, tokens[-1].end),
    )


def pronoun_alone(text: str, source: Span) -> Span:
    """Return a source without what a pronoun does ("*he* mocked critics"); "she and her aides" are several."""
    first, *others = source.of(text).split()
    goes_on = others and others[0].isalpha() and others[0].islower() and others[0] not in _SEVERAL
    if first.casefold() not in _SUBJECTS or not goes_on or others[0].endswith(("self", "selves")):
        return source
    return Span(source.start, source.start + len(first))


_SUBJECTS = frozenset("he she they i we who".split())
_SEVERAL = frozenset({"and", "or", "both", "all", "alone", "too"})


_BY = (("according", "to"), ("in", "the", "words", "of"))
"""What stands before whose words a sentence has, where no verb says so."""


def _according_to(text: str, tokens: list[Token], lexicon: Lexicon) -> Iterator[Found]:
    lowers = [token.lower for token in tokens]
    for index in range(len(tokens) - 2):
        phrase = next((p for p in _BY if tuple(lowers[index : index + len(p)]) == p), None)
        if phrase is None:
            continue
        first = end = index + len(phrase)
        while (
            end < len(tokens)
            and tokens[end].kind == "word"
            and tokens[end].lower not in lexicon.boundaries
            and not (
                tokens[end].lower == "and" and set(lowers[end + 1 : end + 2]) & lexicon.auxiliaries
            )
        ):
            end += 1  # as far as "... and was put out"
        source = Phrase(first, end)
        if end == first:
            return
        if index == 0:
            content = _without_marks(tokens, end, len(tokens))
        else:
            content = _without_marks(tokens, 0, index)
        if _n_words(tokens, content) >= _MIN_CLAUSE:
            attribution = Attribution(
                source=(source.span(tokens),),
                cue=(Span(tokens[index].start, tokens[first - 1].end),),
                content=(_trim(text, tokens, *content),),
                confidence=_CONFIDENCE["according to"],
                reason="according to",
            )
            yield Found(attribution=attribution, sentence=Span(tokens[0].start, tokens[-1].end))
        return


def _place_alone(
    text: str,
    sentence: Span,
    quotation: Quotation,
    here: list[Found],
    found: list[Found],
    before: Found | None,
) -> list[Found]:
    """Give a quotation without a verb of its own to the statement it goes on from, if any."""
    stands_alone = not Span(sentence.start, quotation.span.start).trimmed(text) and not Span(
        quotation.span.end, sentence.end
    ).trimmed(text, _LEAVES + ".")
    n_words = len(quotation.inner.of(text).split())
    last = found[-1] if found else before
    if not stands_alone or here or last is None:
        return here
    previous = last.attribution
    starts_right_after = not text[previous.content[-1].end : quotation.span.start].strip()
    is_direct = previous.content[-1].of(text).rstrip()[-1:] in "\"”»'’」" or quotation.continues
    same_paragraph = bool(found)
    if quotation.continues or (same_paragraph and is_direct) or starts_right_after:
        grown = replace(previous, content=tuple(sorted({*previous.content, quotation.span})))
        changed = replace(last, attribution=grown)
        if found:
            found[-1] = changed
            return here
        return [replace(changed, awaits=True)]
    if n_words < _MIN_FLOATING:
        return here
    attribution = replace(
        previous,
        cue=(),
        content=(quotation.span,),
        confidence=_CONFIDENCE["quotation alone"],
        reason="quotation alone, after a statement",
    )
    return [Found(attribution=attribution, sentence=sentence)]
