"""What the tagger has as said, without what says something else, and with what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.resources import Lexicon
from onrecord.statements.tagger import Tagged
from onrecord.text.quotations import Quotation, overlapping
from onrecord.text.spans import Span
from onrecord.text.tokens import words

__all__ = ["CLAUSE", "cleaned", "is_affiliation", "told_at_end"]

_DANGLING = re.compile(r"(?<=\w),?\s+(?:(?i:who|which|that)|and|or|but|the|an?)$")
"""What no source ends with. Case tells "Group A"."""
_INITIALS = re.compile(r"(?<![^\W_])(?:[A-Z]\.){1,4}$")
_SHORT = 8
"""Characters of initials before what a source begins with."""
_MIN_WORDS, _SURE_WORD = 2, 0.6
"""Words that a content has at least, unless the tagger is as sure as this; as sure it must be of a content
without a source whose cue no list knows. On PolNeAR's development articles the first gives 0.2 points of IoU
F1 (0.75 does the same), the second 0.4 (0.7 gives 0.3, 0.85 gives 0.1)."""
CLAUSE = 5
"""Words that make a clause: fewer, without a source or a cue that is known, are a term. Set by hand."""


def cleaned(
    text: str, one: Tagged, lexicon: Lexicon, quotations: Sequence[Quotation]
) -> Tagged | None:
    """Leave out parts of a content that say nothing: lone function words, its own source."""
    content = tuple(
        span
        for span in one.content
        if not any(span.overlaps(other) for other in (*one.source, *one.cue))
        and not all(word.lower in lexicon.function_words for word in words(text, span))
    )
    if agent := _before_verb(text, one, quotations):
        content = tuple(span for span in content if span != agent)
        one = replace(one, source=(agent.trimmed(text, " ,"),))
    content = _without_participle(text, one.source, content)
    one, content = _with_predicate(text, one, content)
    one, content = _with_affiliation(text, one, content, quotations)
    one, content = _with_apposition(text, one, content, lexicon)
    content = _without_relative_clause(text, one.cue, content, quotations)
    content = _without_topic(text, one.cue, content, quotations)
    content = _without_day(text, one.cue, content, lexicon)
    content = tuple(
        _with_condition(text, _without_beside(text, _without_rest(text, span), quotations))
        for span in (_without_object(text, span) for span in content)
    )
    content = tuple(span for span in content if not _TIME.fullmatch(text, span.start, span.end))
    n_words = sum(len(words(text, span)) for span in content)
    if n_words < (1 if one.confidence >= _SURE_WORD else _MIN_WORDS):
        return None
    if not one.source and not _is_reporting(text, one, lexicon):
        held = overlapping(quotations, content[0])
        if not (held and held[0].continues):
            return None  # what goes on from the paragraph before is whose that is
    if [word.lower for word in words(text, content[0])[:3]] == ["not", "to", "be"]:
        return None  # "asked not to be named"
    source = tuple(
        trimmed
        for span in one.source
        if (trimmed := _whole(text, span.trimmed(text)).trimmed(text, ",;:"))
        and not all(word.lower in {"a", "an", "the"} for word in words(text, trimmed))
    )
    return replace(one, content=content, source=source)


_TIME = re.compile(
    r"\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s(?:GMT|UTC|[A-Z]{1,3}T))?:?", re.IGNORECASE
)
"""When an entry of a live report was written, on a line of its own."""


def told_at_end(text: str, one: Tagged, lexicon: Lexicon) -> Tagged:
    """Return what was said by whom the sentence ends with, and not by another verb in it.

    "Pilots *were told* to wait, *a court has heard*": the tagger has the first verb, and parts around it.
    """
    if len(one.content) < 2 or len(one.source) != 1 or not one.cue:
        return one
    first, last, name = one.content[0], one.content[-1], one.source[0]
    is_inside = first.end <= one.cue[0].start and one.cue[-1].end <= last.start
    if not is_inside or text[last.end : name.start] != ", ":
        return one
    verb = _AT_END.match(text, name.end)
    if verb is None:
        return one
    lower = verb["verb"].casefold()
    if lower not in lexicon.cues and lower not in _HEARD:
        return one
    return replace(one, cue=(Span(*verb.span("cue")),), content=(Span(first.start, last.end),))


_AT_END = re.compile(r" (?P<cue>(?:(?:has|have|had|was|were) )?(?P<verb>[a-z]+))\b")
_HEARD = frozenset({"heard", "hears"})


def _before_verb(text: str, one: Tagged, quotations: Sequence[Quotation]) -> Span | None:
    """Return who speaks, where the tagger has it for what is said: '"...," *the head, Brandt,* was quoted as saying'.

    Before no other verb: of seven in PolNeAR ("Oz has been called ...") none has its source there.
    """
    if one.source or len(one.content) < 2 or not one.cue:
        return None
    if not one.cue[-1].of(text).endswith(_AS_SAYING):
        return None
    last = max((span for span in one.content if span.end <= one.cue[0].start), default=None)
    if (
        last is None
        or text[last.end : one.cue[0].start].strip(" ,")
        or overlapping(quotations, last)
    ):
        return None
    held = all(overlapping(quotations, span) for span in one.content if span != last)
    return last if held else None


_AS_SAYING = ("quoted as saying", "cited as saying", "quoted saying")


def _without_participle(
    text: str, source: Sequence[Span], content: tuple[Span, ...]
) -> tuple[Span, ...]:
    """Leave out a participle before who speaks, of what that person was doing: "*Defending*, Tess Amdal told"."""
    if len(content) < 2 or not source:
        return content
    first = content[0].of(text)
    is_before = text[content[0].end : source[0].start].strip() == ","
    is_alone = first[:1].isupper() and first.endswith("ing") and first.isalpha()
    return content[1:] if is_before and is_alone else content


def _with_predicate(
    text: str, one: Tagged, content: tuple[Span, ...]
) -> tuple[Tagged, tuple[Span, ...]]:
    """Take from who speaks what is said of something else: "It is shut, said Ana Brul, *and will open in May*."."""
    if not (one.cue and one.source) or one.cue[-1].end > one.source[0].start:
        return one, content
    name = one.source[-1]
    match = _PREDICATE.search(text, name.start, name.end)
    if match is None:
        return one, content
    source = (*one.source[:-1], Span(name.start, match.start()))
    said = Span(match.start("said"), name.end).trimmed(text, " ,.")
    return replace(one, source=source), tuple(sorted((*content, said)))


_PREDICATE = re.compile(
    r",\s+(?P<said>(?:and|but) (?:will|would|could|can|cannot|may|might|must|should|is|are|was|were|has|have|had"
    r"|does|did)\b)"
)


def _with_affiliation(
    text: str, one: Tagged, content: tuple[Span, ...], quotations: Sequence[Quotation]
) -> tuple[Tagged, tuple[Span, ...]]:
    """Let what says of where somebody is be a part of who speaks: "said Ana Brul, *of the harbour board*."."""
    if len(content) < 2 or not (one.cue and one.source) or one.cue[-1].end > one.source[0].start:
        return one, content
    name, last = one.source[-1], content[-1]
    is_beside = text[name.end : last.start] == ", " and not overlapping(quotations, last)
    is_end = text[last.end : last.end + 1] in {"", ".", "\n"}
    if not (is_beside and is_end and is_affiliation(text, last)):
        return one, content
    source = (*one.source[:-1], Span(name.start, last.end))
    return replace(one, source=source), content[:-1]


def is_affiliation(text: str, span: Span) -> bool:
    """Say whether words behind a name may say of which body or place somebody is."""
    return _OF_WHERE.fullmatch(text, span.start, span.end) is not None


_OF_WHERE = re.compile(r"(?:of|from|for|at|with|representing) (?!\w+ing\b)(?:[\w’'&.-]+ ?){1,8}")
"""What stands behind a name and says of which body or place somebody is: eight words at most, set by hand."""


def _with_apposition(
    text: str, one: Tagged, content: tuple[Span, ...], lexicon: Lexicon
) -> tuple[Tagged, tuple[Span, ...]]:
    """Let what somebody is be a part of who speaks: "According to Ana Brul, *the town's head of planning,* 12 men".

    No "According to Brul, the mayor, a former pilot, resigned": what is said must go on by a clause of its own.
    """
    if not (one.cue and one.source and content):
        return one, content
    name, (first, *others) = one.source[-1], content
    is_by = one.cue[0].of(text).casefold().startswith("according")
    if not is_by or text[name.end : first.start] != ", ":
        return one, content
    match = _WHO_IT_IS.match(text, first.start, first.end)
    if match is None:
        return one, content
    who = Span(first.start, match.end("who"))
    clause = Span(match.end(), first.end)
    comma = text.find(",", clause.start, clause.end)
    opening = words(text, Span(clause.start, comma if comma >= 0 else clause.end))
    is_office = any(word.lower in lexicon.titles for word in words(text, who))
    begins = opening[0].lower if opening else ""
    if (
        not is_office
        or len(opening) < CLAUSE
        or begins in _NO_CLAUSE | lexicon.conjunctions
        or begins.endswith("ing")
    ):
        return one, content
    source = (*one.source[:-1], Span(name.start, who.end))
    return replace(one, source=source), (clause, *others)


_WHO_IT_IS = re.compile(
    r"(?P<who>(?:(?:the|an?|its|their|his|her)|(?:[\w.’'-]+ ){0,3}[\w.-]+(?:['’]s|s['’])) [^,;:“”\"\n]{3,60}),\s+"
)
_NO_CLAUSE = frozenset({"who", "which", "whose", "where", "a", "an"})


def _without_relative_clause(
    text: str,
    cue: Sequence[Span],
    content: tuple[Span, ...],
    quotations: Sequence[Quotation],
) -> tuple[Span, ...]:
    """Leave out what is told of whom something quoted was said to: '"...," he told the inquiry into a fire *that* ...'.

    What begins so right behind the verb, or behind "and", is what was said.
    """
    if len(content) < 2 or not cue or content[0].end > cue[0].start:
        return content
    if not overlapping(quotations, content[0]):
        return content

    def is_relative(span: Span) -> bool:
        between = text[cue[-1].end : span.start]
        whom = between.split()
        return (
            span.start > cue[-1].end
            and text.startswith(_RELATIVES, span.start)
            and len(whom) >= _WHOM
            and whom[-1].isalnum()
            and whom[-1] not in _ADDS
            and not overlapping(quotations, span)
        )

    return tuple(span for span in content if not is_relative(span))


_RELATIVES = ("that ", "which ", "who ", "whose ")
_WHOM, _ADDS = 3, frozenset({"and", "but", "or", "also"})
"""Words that say to whom something was said, from which what follows is told of that. Set by hand."""


def _without_topic(
    text: str,
    cue: Sequence[Span],
    content: tuple[Span, ...],
    quotations: Sequence[Quotation],
) -> tuple[Span, ...]:
    """Leave out of whom or of what something quoted was said: '"We can hear them," he said *of people trapped*'.

    In PolNeAR (development and training parts) nine of 41 such quotations have it as a part of what was said.
    """
    if len(content) < 2 or not cue or not overlapping(quotations, content[0]):
        return content

    def is_topic(span: Span) -> bool:
        before = text[cue[-1].start : span.start].split()
        is_of = before[-1:] == ["of"] or text.startswith("of ", span.start)
        return is_of and 0 <= span.start - cue[-1].end <= _OF and not overlapping(quotations, span)

    return tuple(span for span in content if not is_topic(span))


_OF = len(" of ")


def _without_day(
    text: str, cue: Sequence[Span], content: tuple[Span, ...], lexicon: Lexicon
) -> tuple[Span, ...]:
    """Leave out the day right behind the verb, on which it was said: "insisted *yesterday* there was no evidence".

    Not where it is what is spoken of: "said Monday was a bad day".
    """
    if not content or not any(text[one.end : content[0].start].isspace() for one in cue):
        return content
    first, *others = content
    found = words(text, first)[:2]
    if len(found) < 2 or found[0].lower not in (*lexicon.weekdays, _YESTERDAY):
        return content
    day, behind = found
    begins = lexicon.determiners | lexicon.pronouns.keys() | _CLAUSE_BEGINS
    if behind.lower not in begins or text[day.end : behind.start] != " ":
        return content
    return (Span(behind.start, first.end), *others)


_OBJECT = re.compile(r"(?:him|her|them|me|us|himself|herself|themselves|it)\s*:\s+")


def _without_object(text: str, span: Span) -> Span:
    """Leave out whom a verb is about, before a colon: "refused to criticise *him:* "Dermot is ..."."""
    found = _OBJECT.match(text, span.start, span.end)
    return Span(found.end(), span.end) if found and found.end() < span.end else span


def _without_rest(text: str, span: Span) -> Span:
    """Leave out what a report says of its speaker behind what was said: "said it would stay, *but did not say why*".

    In PolNeAR's training articles such a "but" with a verb of telling is part of no content, and no content ends
    with a "but" of its own.
    """
    rest = _REST.search(text, span.start, span.end)
    return Span(span.start, rest.start()) if rest and rest.start() > span.start else span


_REST = re.compile(
    r",?\s+but(?:\s+(?:(?:did not|didn['’]t)\s+(?:rule out|say|name|give|elaborate|specify|offer|provide|comment"
    r"|confirm|recommend|suggest|explain|identify|mention|disclose|reveal|answer|go into|spell out|set out)"
    r"|(?:declined|refused)\s+to)\b.*|\s*)$",
    re.IGNORECASE | re.DOTALL,
)


def _without_beside(text: str, span: Span, quotations: Sequence[Quotation]) -> Span:
    """Leave out what happened beside the words quoted: 'would hold "if the rain stops", *as people were told to go*'.

    Behind a closing mark and a comma no content of PolNeAR (development and training parts) goes on with such a word.
    """
    held = [one for one in overlapping(quotations, span) if one.span.end < span.end]
    if not held or overlapping(quotations, Span(held[-1].span.end, span.end)):
        return span
    inner, end = held[-1].inner, held[-1].span.end
    has_comma = "," in (text[inner.end - 1], text[end])
    return Span(span.start, end) if has_comma and _BESIDE.match(text, end, span.end) else span


_BESIDE = re.compile(
    r",?\s+(?:as\s+(?!(?:well|long|soon|if|though|an?)\b)|(?:after|before|amid|following|though|although)\s)"
)


def _with_condition(text: str, span: Span) -> Span:
    """Let what is said on a condition begin with it: "..., she said, *provided* that the pilots agree"."""
    if not text.startswith("that ", span.start):
        return span
    before = _CONDITION.search(text, max(0, span.start - _REACH), span.start)
    return Span(before.start(1), span.end) if before else span


_CONDITION = re.compile(
    r",\s+(provided|providing|assuming|on (?:the |one )?condition)\s+$", re.IGNORECASE
)
_REACH = 30
"""Characters before a "that" in which the words before it stand."""
_YESTERDAY = "yesterday"
_CLAUSE_BEGINS = frozenset({"that", "there"})


def _whole(text: str, span: Span) -> Span:
    """Return a source without the word that it cannot end with, and with the initials that it begins within.

    "Tobin Hask, who" is Tobin Hask, "Brennick, who led the board and" is without "and", of "a former C.I.A. officer"
    no "A. officer" is one.
    """
    match = _DANGLING.search(span.of(text))
    end = span.start + match.start() if match else span.end
    before = _INITIALS.search(text, max(0, span.start - _SHORT), span.start)
    is_initial = text[span.start + 1 : span.start + 2] == "."
    return Span(before.start() if before and is_initial else span.start, end)


def _is_reporting(text: str, one: Tagged, lexicon: Lexicon) -> bool:
    """Say whether a cue without a source says that something was said: "were hit" says nothing."""
    found = {word.lower for span in one.cue for word in words(text, span)}
    if any("so-called" in span.of(text).casefold() for span in (*one.cue, *one.content)):
        return False
    n_words = sum(len(words(text, span)) for span in one.content)
    sure = bool(found) and one.confidence >= _SURE_WORD and n_words >= CLAUSE
    return sure or bool(found & (lexicon.act_speech | lexicon.act_attitude))
