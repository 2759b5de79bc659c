"""What goes on from sentence to sentence of a paragraph, in a language of which only words are known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from onrecord.model import Attribution
from onrecord.resources import Lexicon, Plain
from onrecord.statements.phrases import Token, tokens_of
from onrecord.statements.rules import Found
from onrecord.text.quotations import Quotation, overlapping
from onrecord.text.spans import Span
from onrecord.text.tokens import count_words

__all__ = [
    "DASH",
    "DASHES",
    "MIN_CLAUSE",
    "MOST_BEFORE",
    "alone",
    "is_told",
    "rejoined",
    "spoken",
    "told_on",
    "with_subject",
]

DASH = "dash before speech"
"""The rule that reads a paragraph which a dash opens as speech."""
_MIN_QUOTED = 5
"""Words of a quotation that is taken without a verb: fewer are a term or a title."""
MIN_CLAUSE = 3
"""Words of what somebody said without marks: fewer are no clause. Set by hand."""
DASHES = frozenset("—–")


def rejoined(
    text: str, sentences: Sequence[Span], quotations: Sequence[Quotation], lexicon: Lexicon
) -> list[Span]:
    """Join what a splitter parts at initials, and at a question mark before the words that say who asks."""
    joined: list[Span] = []
    ends = {one.span.end for one in quotations}
    for sentence in sentences:
        begins = text[sentence.start]
        last = text[joined[-1].start : joined[-1].end].rstrip(".").rsplit(None, 1) if joined else []
        is_initial = bool(last) and (
            (len(last[-1]) == 1 and last[-1].isalpha()) or last[-1].casefold() in lexicon.honorifics
        )
        ends_quoted = bool(joined) and joined[-1].end in ends
        # "— Почему? — спросил мэр", in a paragraph that a dash opens as speech
        spoken = begins in DASHES and text[sentence.start + 1 : sentence.end].lstrip()[:1].islower()
        is_dialogue = spoken and text[sentences[0].start] in DASHES
        follows = is_dialogue or (ends_quoted and (begins.islower() or begins in DASHES))
        if joined and (is_initial or follows):
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
    return joined


def spoken(
    text: str,
    paragraph: Span,
    sentence: Span,
    made: list[Found],
    found: list[Found],
    *,
    is_dashed: bool,
) -> list[Found]:
    """Read a paragraph that a dash opens as speech: what stands before the verb, and behind a second dash.

    Where speech goes on only behind one (`is_dashed`), what stands behind a comma is the reporter's.
    """
    if made and sentence.start == paragraph.start:
        first, *others = made
        attribution = first.attribution
        start = attribution.content[0].start + (text[sentence.start] in DASHES)
        said = Span(start, attribution.content[0].end)
        said = Span(start, start + len(said.of(text).rstrip(", "))).trimmed(text)
        if not attribution.reason.startswith("clause before verb") or not said:
            return made
        reason = attribution.reason.replace("clause before verb", DASH)
        more = [
            one
            for one in attribution.content[1:]
            if not is_dashed or _is_behind_dash(text, one.start)
        ]
        spoken = replace(attribution, content=(said, *more), reason=reason, confidence=0.75)
        return [replace(first, attribution=spoken), *others]
    last = found[-1] if found else None
    if made or last is None or not last.attribution.reason.startswith(DASH):
        return made
    begins = text[sentence.start] in DASHES
    goes_on = begins or (is_dashed and _is_behind_dash(text, sentence.start))
    if last.sentence.start == paragraph.start and goes_on:
        further = Span(sentence.start + begins, sentence.end).trimmed(text)
        grown = replace(last.attribution, content=(*last.attribution.content, further))
        found[-1] = replace(last, attribution=grown)
    return made


def with_subject(
    text: str, paragraph: Span, one: Found, found: Sequence[Found], plain: Plain
) -> Found:
    """Return what a verb alone tells as of whoever spoke before it in its paragraph, one or several as it is."""
    attribution = one.attribution
    if attribution.source or not attribution.cue or not found:
        return one
    before = found[-1].attribution
    verbs = [some.cue[0].of(text) for some in (before, attribution) if some.cue]
    agree = len({verb.endswith(plain.plural) for verb in verbs}) == 1
    if before.content[0].start < paragraph.start or not before.source or not agree:
        return one
    reason = f"{attribution.reason}, of whoever spoke before"
    said = replace(attribution, source=before.source, reason=reason, confidence=_OF_BEFORE)
    return replace(one, attribution=said)


_ALONE = 0.5
"""Confidence of a quotation without a verb. Set by hand, as those of `plain`."""
_OF_BEFORE = 0.6
"""Confidence of a statement whose verb stands alone. Set by hand, below those whose verb has its subject."""
_BEHIND_DASH = re.compile(r"[—–][\s.,;:…]*$")
_LOOK_BACK = 8
"""Characters before a place in which a dash and a stop stand."""


def _is_behind_dash(text: str, place: int) -> bool:
    """Say whether a dash stands before a place, with nothing but stops between: "ella—. Vamos"."""
    return _BEHIND_DASH.search(text, max(0, place - _LOOK_BACK), place) is not None


MOST_BEFORE = 8
"""Words before the verb of a clause, in a language in which that is the second part of it. Set by hand."""
_GOES_ON = 0.55
"""Confidence of a sentence by the form of its verb alone. Set by hand, below a verb without its subject."""


def is_told(tokens: Sequence[Token], forms: Collection[str]) -> bool:
    """Say whether a clause has its verb in a form that tells speech, behind its subject; "ich habe" is none."""
    lowers = [one.lower for one in tokens]
    at = next((i for i, lower in enumerate(lowers) if lower in forms), 0)
    return at > 0 and "ich" not in lowers and all(one.kind != "quotation" for one in tokens[:at])


def told_on(
    text: str, sentence: Span, quotations: Sequence[Quotation], before: Found | None, plain: Plain
) -> Iterator[Found]:
    """Yield a sentence that goes on with what somebody said, by the form of its verb: "Die Tür *bleibe* offen."."""
    source = before.attribution.source if before else ()
    if not plain.subjunctives or not source or overlapping(quotations, sentence):
        return
    tokens = tokens_of(text, sentence, ())
    words_ = [one for one in tokens if one.kind == "word"]
    if len(words_) > MIN_CLAUSE and is_told(tokens[: MOST_BEFORE + 1], plain.subjunctives):
        yield Found(
            attribution=Attribution(
                source=source,
                cue=(),
                content=(Span(words_[0].start, words_[-1].end),),
                confidence=_GOES_ON,
                reason="a verb in the form of reported speech, after a statement",
            ),
            sentence=sentence,
        )


def alone(
    text: str, paragraph: Span, quotation: Quotation, before: Found | None
) -> Iterator[Found]:
    """Take a quotation without a verb: its paragraph's last source if a statement of it stands before."""
    inner = quotation.inner.of(text)
    if count_words(inner) < _MIN_QUOTED:
        return
    source: tuple[Span, ...] = ()
    if before is not None:
        last = before.attribution.content[-1]
        if paragraph.start <= last.start and last.end <= quotation.span.start:
            source = before.attribution.source
    reason = "quotation alone, after a statement" if source else "quotation alone"
    yield Found(
        attribution=Attribution(
            source=source,
            cue=(),
            content=(quotation.span,),
            confidence=_ALONE,
            reason=reason,
        ),
        sentence=paragraph,
    )
