"""What the tagger found and what the rules found, as one list.

Quotation marks are hard evidence: the tagger is told where they are, contents that begin or end
beside one take it along, and direct speech that it passes over stands by the rules. Of everything
else the tagger's spans stand.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Attribution
from onrecord.resources import Lexicon
from onrecord.statements.cleaning import CLAUSE, cleaned, is_affiliation, told_at_end
from onrecord.statements.phrases import skip_modifiers, tokens_of
from onrecord.statements.quoted_by import of_who_is_quoted
from onrecord.statements.rules import Found, pronoun_alone
from onrecord.statements.tagger import Tagged
from onrecord.text.quotations import Quotation, overlapping
from onrecord.text.sentences import split_sentences
from onrecord.text.spans import Span
from onrecord.text.tokens import is_capitalised, words

__all__ = ["CALIBRATION", "combine", "log_odds"]

_SAME = 0.5
"""Overlap of contents, intersection over union of characters, from which two are one attribution."""
_TAGGER = "tagger"
CALIBRATION: tuple[float, float, float] | None = (0.82, -0.26, 0.65)
"""Slope and shift of the log odds of the tagger's confidence, and what a rule that found the same adds (Platt
1999): fitted to PolNeAR's development articles by `evaluation/calibration.py`, which says how well they hold."""
_BEFORE_VERB, _BEHIND_VERB = "quotation before verb", "quotation after verb"
_SURE_RULES = (_BEFORE_VERB, "quotation, verb, quotation", _BEHIND_VERB)


def combine(
    text: str,
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    by_rule: Sequence[Found],
    tagged: Sequence[Tagged],
    lexicon: Lexicon,
) -> list[Found]:
    """Return one list of attributions, in order of place."""
    sentences = [
        sentence
        for paragraph in paragraphs
        for sentence in split_sentences(
            text,
            paragraph,
            [
                one.span
                for one in overlapping(quotations, paragraph)
                if paragraph.contains(one.span)
            ],
        )
    ]
    from_tagger = [
        _found(text, one, quotations, sentences, lexicon)
        for raw in tagged
        if (one := cleaned(text, _own(text, raw, by_rule, sentences, lexicon), lexicon, quotations))
        is not None
    ]
    kept: list[Found] = []
    used: set[int] = set()
    for rule in by_rule:
        is_direct = _is_quoted(rule.attribution, quotations)
        index = _best(rule, from_tagger, used)
        if index is None:
            index = _around(text, rule, from_tagger, used, lexicon)
        if index is None:
            # with the rules' clauses that the tagger passes over IoU F1 falls by 0.4 points
            is_taken = any(_takes(rule, one) for one in tagged) or rule.is_heard
            if (is_direct or is_taken) and not any(_overlap(rule, one) > 0 for one in from_tagger):
                kept.append(rule)
            continue
        used.add(index)
        kept.append(_merged(text, rule, from_tagger[index], lexicon, is_direct=is_direct))
    kept += [one for index, one in enumerate(from_tagger) if index not in used]
    quoted = [one for one in kept if _is_quoted(one.attribution, quotations)]
    kept = [whole for one in kept if (whole := _without_slips(one, quoted)) is not None]
    kept = [one for one in kept if not any(_is_part(one, other) for other in kept)]
    kept = [_without_addressee(text, _of_relative(text, one), lexicon) for one in kept]
    kept = [whole for one in kept if (whole := _with_whole_name(text, one, lexicon)) is not None]
    kept.sort(key=lambda one: (one.attribution.content[0], one.attribution.reason))
    return [_calibrated(one) for one in _continued(kept, quotations)]


def _own(
    text: str,
    one: Tagged,
    by_rule: Sequence[Found],
    sentences: Sequence[Span],
    lexicon: Lexicon,
) -> Tagged:
    """Return what was tagged without what is another's, as that of whoever is quoted in it."""
    one = told_at_end(text, _without_others(text, one, by_rule), lexicon)
    first = min((*one.content, *one.cue))
    return of_who_is_quoted(text, one, _sentence_at(first, sentences, first))


def _sentence_at(place: Span, sentences: Sequence[Span], default: Span) -> Span:
    """Return the first sentence, of those given in order, that a place lies in; the default where it lies in none."""
    after = bisect_right(sentences, place.start, key=lambda one: one.end)
    found = sentences[after : after + 1]
    return found[0] if found and found[0].overlaps(place) else default


def _without_others(text: str, one: Tagged, by_rule: Sequence[Found]) -> Tagged:
    """Leave out parts of a content that a rule has in a sentence before, with its own source and verb.

    'Unions called it "a punch". Lars Toft said jobs were in danger.': the first is the unions'. So is what a part
    begins with: 'Brul said: "The port is safe." *The pilots had been paid*, she said'.
    """
    taken = [span for rule in by_rule if _takes(rule, one) for span in rule.attribution.content]
    kept = tuple(span for span in one.content if not any(other.contains(span) for other in taken))
    one = _without_later(text, replace(one, content=kept) if kept else one, by_rule)
    begun = [
        said.content[-1]
        for rule in by_rule
        if (said := rule.attribution).reason.startswith(_BEHIND_VERB)
        and said.source
        and one.cue
        and rule.sentence.end <= one.cue[0].start
    ]
    parts = []
    for span in one.content:
        ends = [other.end for other in begun if span.contains(other) and other.start == span.start]
        parts.append(Span(max([span.start, *ends]), span.end).trimmed(text))
    return replace(one, content=tuple(parts)) if all(parts) else one


def _without_later(text: str, one: Tagged, by_rule: Sequence[Found]) -> Tagged:
    """Leave out quotations behind a report that a later sentence gives to somebody by name.

    'Tessera said it learned of it in August. *"That is not true,"* Lind was quoted as saying'.
    """
    is_report = text[one.content[0].start].isalnum()
    if len(one.content) < 2 or not one.cue or not is_report:
        return one
    others = [
        span
        for rule in by_rule
        if (said := rule.attribution).reason.startswith(_BEFORE_VERB)
        and rule.sentence.start >= one.cue[-1].end
        and said.source
        and is_capitalised(said.source[0].of(text))
        and not any(rule.sentence.overlaps(span) for span in one.source)
        for span in said.content
    ]
    kept = tuple(span for span in one.content if not any(other.contains(span) for other in others))
    return replace(one, content=kept) if kept else one


def _takes(rule: Found, one: Tagged) -> bool:
    """Say whether a rule has a part of what is tagged, in a sentence before its source and verb, as somebody's own."""
    said = rule.attribution
    return (
        len(one.content) > 1
        and bool(one.cue and said.source and said.cue)
        and rule.sentence.end <= one.cue[0].start
        and not any(rule.sentence.overlaps(span) for span in one.source)
        and any(other.contains(span) for other in said.content for span in one.content)
    )


_BEFORE_CUE = re.compile(r",?\s+(who|which)\s+(?:[\w’']+\s+){0,3}", re.IGNORECASE)


def _of_relative(text: str, one: Found) -> Found:
    """Take "who" for the source of "Brennick, who said": whom it goes back to is read from what stands before it."""
    source, cue = one.attribution.source, one.attribution.cue
    if len(source) != 1 or not cue or cue[0].start <= source[0].end:
        return one
    match = _BEFORE_CUE.fullmatch(text, source[0].end, cue[0].start)
    if match is None:
        return one
    return replace(one, attribution=replace(one.attribution, source=(Span(*match.span(1)),)))


def _with_whole_name(text: str, one: Found, lexicon: Lexicon) -> Found | None:
    """Return to a source what stands in its cue and is the rest of its name: "Skell Water | *Now* said".

    None where the cue is but a name: "Carmaker | *Tellwick*".
    """
    said = one.attribution
    if not (said.source and said.cue) or text[said.source[-1].end : said.cue[0].start] != " ":
        return one
    name, cue = words(text, said.source[-1]), words(text, said.cue[0])
    rest = next((at for at, word in enumerate(cue) if not is_capitalised(word.text)), len(cue))
    if not rest or not name or not is_capitalised(name[-1].text):
        return one
    if rest == len(cue):  # no headline: "Skell Rail Cuts Jobs"
        told = words(text, said.content[0])[:_OPENING]
        is_sentence = sum(not is_capitalised(word.text) for word in told) >= _OPENING - 1
        is_verb = any(
            cue[0].lower in some for some in (lexicon.cues, lexicon.common, lexicon.auxiliaries)
        )
        is_slip = len(cue) == 1 and is_sentence and not is_verb and said.reason == _TAGGER
        return None if is_slip else one
    is_day = cue[0].lower in lexicon.weekdays or cue[0].lower in lexicon.months
    if is_day or rest > 1 or cue[rest].lower not in lexicon.cues:
        return one
    source = (*said.source[:-1], Span(said.source[-1].start, cue[0].end))
    cues = (Span(cue[rest].start, said.cue[0].end), *said.cue[1:])
    return replace(one, attribution=replace(said, source=source, cue=cues))


_OPENING = 4
"""Words at the beginning of what is said by which a sentence is told from a headline, in which all have capitals."""


def _without_addressee(text: str, one: Found, lexicon: Lexicon) -> Found:
    """Leave out as the source whom something was said to: "two million people had been ordered to leave".

    In PolNeAR's training articles none of 43 such verbs in the passive has its subject for the source.
    """
    source, cue = one.attribution.source, one.attribution.cue
    if source and cue and _WHEN_ASKED.search(text, max(0, cue[0].start - _BEFORE), cue[0].end):
        return replace(one, attribution=replace(one.attribution, source=()))
    if source and cue and _is_hearsay(text, one.attribution):
        return replace(one, attribution=replace(one.attribution, source=()))
    if not source or not cue or source[-1].end > cue[0].start:
        return one
    own = {word.lower for word in words(text, cue[0])}
    if cue[0].start - source[-1].end > _PASSIVE and _BE.isdisjoint(own):
        return one
    if {word.lower for word in words(text, source[-1])[-1:]} & lexicon.hearers:
        return one  # "the inquiry was told"
    found = [word.lower for word in words(text, Span(source[-1].end, cue[-1].end))]
    verb = found[-1] if found else ""
    lemma = lexicon.cues.get(verb, "")
    is_active = verb == lemma or verb.endswith("ing") or _BE.isdisjoint(found[-3:-1])
    if lemma not in lexicon.addressing or is_active:
        return one
    return replace(one, attribution=replace(one.attribution, source=()))


def _is_hearsay(text: str, one: Attribution) -> bool:
    """Say whether a source is only of whom something is said: "Brennick *is said* to have asked for it".

    Of 81 such verbs that are cues in PolNeAR (development and training parts) three have their subject for the source,
    and those go on: "is reported to have *called*".
    """
    cue = one.cue[-1]
    begins = text.startswith("to ", max(cue.end + 1, one.content[0].start))
    is_behind = one.source[-1].end <= cue.start and begins
    return is_behind and _IS_SAID.search(text, max(0, cue.start - _BEFORE), cue.end) is not None


_IS_SAID = re.compile(
    r"\b(?:is|are|was|were|be|been) (?:also |now |widely |\w+ly )?"
    r"(?:said|believed|thought|reported|understood|alleged|rumou?red|reputed|supposed|expected|known|considered|feared)$"
)
_WHEN_ASKED = re.compile(
    r"\bwhen (?:later |first |repeatedly )?(?:asked|pressed|questioned|told)(?: (?:about|on|by|if))?$",
    re.IGNORECASE,
)
_BEFORE = 30
"""Characters before a verb in which the words before it stand."""
_BE = frozenset({"be", "been", "being", "is", "are", "was", "were"})
_PASSIVE = 30
"""Characters between a subject and its verb; any, where the passive stands in the cue. Set by hand."""


def log_odds(confidence: float) -> float:
    """Return the logarithm of the odds; of what is held for sure, those of 199 to 1."""
    held = min(max(confidence, 0.005), 0.995)
    return math.log(held / (1 - held))


def _calibrated(one: Found) -> Found:
    """Make the tagger's confidence the share of such statements that annotators have too."""
    if CALIBRATION is None or not one.attribution.reason.startswith(_TAGGER):
        return one
    slope, shift, agreed = CALIBRATION
    is_agreed = one.attribution.reason != _TAGGER
    odds = slope * log_odds(one.attribution.confidence) + shift + agreed * is_agreed
    confidence = round(1 / (1 + math.exp(-odds)), 2)
    return replace(one, attribution=replace(one.attribution, confidence=confidence))


def _continued(found: Sequence[Found], quotations: Sequence[Quotation]) -> list[Found]:
    """Join a quotation that goes on over a paragraph break to the statement it goes on from."""
    out: list[Found] = []
    for one in found:
        content = one.attribution.content
        number = bisect_right(quotations, content[0].start, key=lambda one: one.span.start) - 1
        holds = number > 0 and quotations[number].span.contains(content[0])
        if holds and quotations[number].continues:
            before = quotations[number - 1].span
            index = next(
                (
                    i
                    for i, other in enumerate(out)
                    if other.attribution.content[-1].overlaps(before)
                ),
                None,
            )
            if index is not None:
                whole = out[index].attribution
                joined = replace(whole, content=tuple(sorted({*whole.content, *content})))
                out[index] = replace(out[index], attribution=joined)
                continue
        out.append(one)
    return out


def _is_part(one: Found, other: Found) -> bool:
    """Say whether another attribution has the source and the verb of one, and more words."""
    here, there = one.attribution, other.attribution
    if one is other or not (here.source and here.cue and there.cue):
        return False
    # "heard", "has heard"
    is_same = here.source == there.source and here.cue[0].overlaps(there.cue[0])
    return is_same and _characters(one) < _characters(other)


def _without_slips(one: Found, quoted: Sequence[Found]) -> Found | None:
    """Take from a report the words that a quotation gives to somebody in its own right."""
    if one in quoted:
        mine = _characters(one)
        larger = [other for other in quoted if other is not one and mine < _characters(other)]
        return None if larger else one
    others = [span for other in quoted for span in other.attribution.content]
    content = tuple(
        span
        for span in one.attribution.content
        if not any(other.contains(span) for other in others)
    )
    if not content:
        return None
    return replace(one, attribution=replace(one.attribution, content=content))


def _found(
    text: str,
    one: Tagged,
    quotations: Sequence[Quotation],
    sentences: Sequence[Span],
    lexicon: Lexicon,
) -> Found:
    content = tuple(sorted(_with_marks(text, span, quotations) for span in one.content))
    at = one.cue[0] if one.cue else content[0]
    sentence = _sentence_at(at, sentences, at)
    content = _of_one_sentence(text, content, sentence, sentences, quotations)
    content = _with_late_condition(text, content, at, sentence)
    source = _of_that_sentence(text, one, sentence)
    source = _whole_source(text, source, one.cue, content)
    source = tuple(pronoun_alone(text, span) for span in source)
    addressee = None
    if one.cue:
        tokens = tokens_of(text, sentence, quotations)
        behind = next((i for i, t in enumerate(tokens) if t.start >= one.cue[0].end), len(tokens))
        _, phrase = skip_modifiers(tokens, behind, lexicon)
        addressee = phrase.span(tokens) if phrase else None
    if addressee and any(addressee.overlaps(span) for span in (*content, *source)):
        addressee = None
    attribution = Attribution(
        source=source,
        cue=one.cue,
        content=content,
        confidence=one.confidence,
        reason=_TAGGER,
    )
    return Found(attribution=attribution, addressee=addressee, sentence=sentence)


def _of_that_sentence(text: str, one: Tagged, sentence: Span) -> tuple[Span, ...]:
    """Leave out a source of a later sentence than the verb's: what stands before the verb is whose words follow it.

    "*The builders* have not found the cause. They ruled out a storm." Of the 23,025 attributions of PolNeAR's
    development and training parts that have a source and a cue none has its source there.
    """
    if not (one.cue and one.source and one.source[0].start >= sentence.end):
        return one.source
    if not all(sentence.contains(span) for span in one.content):
        return one.source
    subject = _SUBJECT.fullmatch(text, sentence.start, one.cue[0].start)
    return (Span(*subject.span(1)),) if subject else ()


_SUBJECT = re.compile(r"([^\W\d_][\w’'-]*(?: [\w’'-]+){0,3}) ")
"""Words from the beginning of a sentence to its verb that are its subject: four at most, set by hand."""


def _whole_source(
    text: str, source: tuple[Span, ...], cue: Sequence[Span], content: Sequence[Span]
) -> tuple[Span, ...]:
    """Take along the rest of a name that ends at its verb, and who stands behind "by" where the tagger has nobody.

    "The opposition's Hanna *Lie* called it ..."; "asked by *the chair, Ellen Graff,* whether he knew".
    """
    if not cue:
        return source
    if source:
        last = source[-1]
        other = _OF_THEIRS.fullmatch(text, last.end, cue[0].start)
        if other and cue[0].of(text).endswith("ing"):
            return (Span(*other.span(1)),)
        rest = _REST_OF_NAME.fullmatch(text, last.end, cue[0].start)
        is_name = rest and is_capitalised(text[last.start : last.end].rsplit(maxsplit=1)[-1])
        return (*source[:-1], Span(last.start, rest.end(1))) if rest and is_name else source
    agent = _AGENT.fullmatch(text, cue[-1].end, content[0].start)
    return (Span(*agent.span(1)),) if agent else source


_REST_OF_NAME = re.compile(r"((?: [A-Z][\w’'-]+){1,2}) ")
_OF_THEIRS = re.compile(
    r"[^;:.\n]*?, ((?:their|its|his|her) [a-z][\w’' -]{1,40},? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+),? "
)
"""Who of them speaks: "observers called it free, *their head, Olof Brandt,* telling reporters"."""
_AGENT = re.compile(r" by ([^;:.\n]{2,80}?),? ")


def _of_one_sentence(
    text: str,
    content: tuple[Span, ...],
    sentence: Span,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
) -> tuple[Span, ...]:
    """Leave out parts of other sentences than the cue's that nobody quotes and that no sentence begins with.

    "The court ordered *the release of those held*. According to the ministry, 12 are ...": of 60 such parts in 234
    articles (BASIL, PolNeAR's development part) five are part of what is said, each a clause that begins a sentence
    behind the cue's.
    """
    if not any(span.overlaps(sentence) or overlapping(quotations, span) for span in content):
        return content

    def goes_on(span: Span) -> bool:
        own = _sentence_at(span, sentences, sentence)
        parts = [one for one in content if one.overlaps(own)]
        n_words = sum(len(words(text, one)) for one in parts)
        return sentence < own and parts[0].start <= own.start and n_words >= CLAUSE

    return tuple(
        span
        for span in content
        if span.overlaps(sentence) or overlapping(quotations, span) or goes_on(span)
    )


def _with_late_condition(
    text: str, content: tuple[Span, ...], cue: Span, sentence: Span
) -> tuple[Span, ...]:
    """Take along the condition behind a relative clause: "honour the deal, which ends in May, *unless it is voided*".

    The tagger ends a report where such a clause begins, since most are the reporter's.
    """
    behind = _LATE_CONDITION.match(text, content[-1].end, sentence.end)
    if behind is None or cue > content[0]:
        return content
    return (*content, Span(behind.start(1), sentence.end).trimmed(text, " \t.,;:"))


_LATE_CONDITION = re.compile(
    r",\s+(?:which|who|whose|where)\s[^,;:“”\"«»]{2,80},\s+"
    r"((?:as long as|so long as|unless|if|only if|provided|providing|until|except|on condition)\s[^;:“”\"«»]+)$"
)


def _with_marks(text: str, span: Span, quotations: Sequence[Quotation]) -> Span:
    """Let a content that begins or ends just inside quotation marks take them along.

    What stands before them but says nothing ("that,") is left out; so is a stop behind a report.
    """
    start, end = span.start, span.end
    for one in quotations:
        if start in range(one.span.start, one.inner.start + 1) and end >= one.inner.start:
            start = one.span.start
        if end in range(one.inner.end - 1, one.span.end + 1) and start <= one.inner.end:
            end = one.span.end
        if start < one.span.start < end:
            lead = text[start : one.span.start].strip(" \t,:").casefold()
            start = one.span.start if lead == "that" else start
    if any(one.span.end == end for one in quotations):
        return Span(start, end)
    return Span(start, Span(start, end).trimmed(text, " \t.,;:").end)


def _is_quoted(one: Attribution, quotations: Sequence[Quotation]) -> bool:
    return all(
        any(quoted.span.contains(span) for quoted in overlapping(quotations, span))
        for span in one.content
    )


def _characters(one: Found) -> set[int]:
    return {i for span in one.attribution.content for i in range(span.start, span.end)}


def _overlap(one: Found, other: Found) -> float:
    here, there = one.attribution.content, other.attribution.content
    if not any(span.overlaps(beside) for span in here for beside in there):
        return 0.0
    left, right = _characters(one), _characters(other)
    return len(left & right) / len(left | right)


def _best(rule: Found, tagged: Sequence[Found], used: set[int]) -> int | None:
    scored = [(_overlap(rule, one), -i) for i, one in enumerate(tagged) if i not in used]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= _SAME else None


def _around(
    text: str, rule: Found, tagged: Sequence[Found], used: set[int], lexicon: Lexicon
) -> int | None:
    """Return the attribution whose content is that somebody said it: a verb stands right beside a quotation, or before.

    'Brennick said the port was shut, according to the Echo' is one too, as far as Brennick's words go.
    """
    said = rule.attribution
    is_sure = said.reason.startswith(_SURE_RULES)
    for index, one in enumerate(tagged):
        if index in used or not _overlap(rule, one):
            continue
        if is_sure and _tells_who_spoke(text, said, one.attribution):
            return index
        if _told_by_another(text, said, one.attribution, lexicon):
            return index
    return None


def _source(text: str, found: Found, tagged: Attribution, lexicon: Lexicon) -> tuple[Span, ...]:
    """Take the tagger's source; the rules' where it has none."""
    rule = found.attribution
    if not rule.source or not tagged.source:
        return rule.source or tagged.source
    one, other = rule.source[0], tagged.source[0]
    before = text[other.start : one.start].strip().casefold()
    is_country = lexicon.countries.get(before, "").casefold() == before != ""
    # "... between America and Russia Lavrov said": the country belongs to the clause before
    return rule.source if other.contains(one) and is_country else tagged.source


def _said_behind_source(text: str, rule: Attribution, tagged: Attribution) -> Span | None:
    """Return what was said of which the tagger makes part of the source: "said Nina Vang, *and could be lower*".

    No "said Nina Vang, *of the harbour board*".
    """
    if len(rule.source) != 1 or len(tagged.source) != 1:
        return None
    name, long = rule.source[0], tagged.source[0]
    is_behind = rule.cue and rule.cue[0].end <= name.start
    if not is_behind or not long.contains(name) or name.start != long.start:
        return None
    behind = (
        one
        for one in rule.content
        if name.end + 1 < one.start < long.end <= one.end and not is_affiliation(text, one)
    )
    return next(behind, None)


def _of_name_at_verb(
    text: str, rule: Attribution, tagged: Attribution, lexicon: Lexicon
) -> Attribution:
    """Give to the name right before the verb what the tagger gives to one further off.

    "*Stahl called it a gift, and Kerr, his deputy,* said ..." was Stahl's; in "*The islands are lost to Oleg Dorn,
    Joris Lind, the ambassador,* said" the content held who said it, or began behind its own subject.
    """
    if not (rule.cue and tagged.cue and rule.source):
        return tagged
    name, verb = rule.source[0], rule.cue[0]
    far = tagged.source[-1] if tagged.source else None
    found = words(text, name)
    if (
        not verb.overlaps(tagged.cue[0])
        or len(rule.source) != 1
        or name.end > verb.start
        or words(text, Span(name.end, verb.start))
        or not is_capitalised(found[0].text)
        or found[0].lower in lexicon.function_words
        or (far is not None and not _is_further_off(text, far, name))
    ):
        return tagged
    content = tagged.content
    if content[0].start < name.start and content[-1].end <= verb.start:
        # what is said stands before the name, all of it
        start = content[0].start
        if far is not None and far.end < start and text[far.end : start].isspace():
            start = far.start  # its own subject
        end = Span(start, name.start).trimmed(text, " ,—–").end
        parts = [
            Span(max(one.start, start), min(one.end, end)) for one in content if one.start < end
        ]
        if not parts:
            return tagged
        content = (Span(start, parts[0].end), *parts[1:])
        if rule.content[-1].end == end:
            content = (*content[:-1], Span(content[-1].start, end))
    return replace(tagged, source=rule.source, content=content)


def _is_further_off(text: str, far: Span, name: Span) -> bool:
    """Say whether a source stands before a name with words between, and is not who writes."""
    if far.end > name.start or far.of(text).casefold() in _WRITERS:
        return False
    return len(words(text, Span(far.end, name.start))) >= _FURTHER_OFF


_WRITERS = frozenset({"i", "we"})
_FURTHER_OFF = 2
"""Words between a source and the name that stands at its verb, from which it is not that of one apposition."""


def _with_quotations(tagged: Attribution, rule: Attribution) -> tuple[Span, ...]:
    """Return the tagger's content with the quotations of the rules' that it leaves out.

    "No," she said. "It is safe.": what stands in marks on both sides of the verb was said.
    """
    left_out = [
        span for span in rule.content if not any(span.overlaps(one) for one in tagged.content)
    ]
    return tuple(sorted([*tagged.content, *left_out]))


def _tells_who_spoke(text: str, rule: Attribution, tagged: Attribution) -> bool:
    """Say whether a content holds who spoke: '"...", said Brennick, according to the minutes'.

    That is so where it stands by "according to", or by the same verb with the source behind the quotation. The
    quotation is Brennick's, whoever tells of it: 'According to the minutes, Brennick said: "..."' too.
    """
    if not rule.source or not tagged.cue:
        return False
    if _stands_by_according(text, tagged):
        return True
    holds = any(one.overlaps(span) for one in tagged.content for span in rule.source)
    return holds and rule.content[0] < rule.source[0] and tagged.cue == rule.cue


def _stands_by_according(text: str, tagged: Attribution) -> bool:
    return bool(tagged.cue) and tagged.cue[0].of(text).casefold().startswith("according")


def _told_by_another(
    text: str, rule: Attribution, tagged: Attribution, lexicon: Lexicon
) -> Attribution | None:
    """Return what a content tells behind who spoke in it: 'Brennick said "...," according to the minutes'.

    Of a report only where a document has it: what "a person who was there" says of him is that person's.
    """
    if not (rule.source and rule.cue and _stands_by_according(text, tagged)):
        return None
    is_clause = rule.reason.startswith(_CLAUSE_BEHIND) and not rule.reason.endswith(": ask")
    is_read = is_clause and any(_is_document(text, one, lexicon) for one in tagged.source)
    if not (is_read or rule.reason.startswith(_BEHIND_VERB)):
        return None
    begin = rule.cue[-1].end
    if rule.reason.endswith(": tell") and (whom := _WHOM.match(text, begin)):
        begin = whom.end()
    holds = any(one.overlaps(rule.source[0]) for one in tagged.content)
    said = tuple(
        Span(max(one.start, begin), one.end).trimmed(text, " ,:")
        for one in tagged.content
        if one.end > begin
    )
    return replace(rule, content=said) if holds and said else None


def _is_document(text: str, source: Span, lexicon: Lexicon) -> bool:
    """Say whether a source is something written or recorded: "a memo seen by the Echo", no law officer."""
    found = [one.lower for one in words(text, source)]
    return any(
        not {one, one.removesuffix("s")}.isdisjoint(lexicon.documents)
        and (following in lexicon.prepositions or following.endswith("ed") or following in _READ)
        for one, following in zip(found[:_HEAD], [*found[1:], "of"], strict=False)
    )


_HEAD, _READ = 4, frozenset({"heard", "seen", "that", "which"})
"""Words in which a source says what it is, and words that may follow upon what it is."""
_WHOM = re.compile(r"\s(?:[\w.’'-]+\s){1,6}(?=that\s)")
"""What stands between "told" and what was told: "staff on Monday"."""
_CLAUSE_BEHIND = ("clause after", "bare clause after")
"""Rules that read a clause behind its source and verb."""


def _merged(text: str, rule: Found, tagged: Found, lexicon: Lexicon, *, is_direct: bool) -> Found:
    """Take the tagger's spans; the rules' cue where a verb stands right beside a quotation."""
    one = rule.attribution
    if rule.is_heard:
        is_cue = bool(tagged.attribution.cue) and tagged.attribution.cue[0].overlaps(one.cue[0])
        cue = tagged.attribution.cue if is_cue else one.cue
        return replace(rule, attribution=replace(one, cue=cue))
    other = _of_name_at_verb(text, one, tagged.attribution, lexicon)
    is_sure = is_direct and one.reason.startswith(_SURE_RULES)
    if is_sure and _tells_who_spoke(text, one, other):
        return replace(rule, addressee=rule.addressee or tagged.addressee)
    if told := _told_by_another(text, one, other, lexicon):
        return replace(rule, attribution=told, addressee=rule.addressee or tagged.addressee)
    source, content = _source(text, rule, other, lexicon), other.content
    said = _said_behind_source(text, one, other)
    # else what the rule has more of is who it is: "Laurence Mark, *producer of the telecast*, the actor ..."
    if said and not any(said.overlaps(span) for span in content):
        source, content = one.source, tuple(sorted((*content, said)))
    attribution = replace(
        other,
        content=_with_quotations(other, one) if is_direct else content,
        source=source,
        cue=(one.cue or other.cue) if is_sure else (other.cue or one.cue),
        confidence=max(one.confidence, other.confidence) if is_sure else other.confidence,
        reason=f"{_TAGGER}; {one.reason}",
    )
    return Found(
        attribution=attribution,
        addressee=rule.addressee or tagged.addressee,
        sentence=rule.sentence,
    )
