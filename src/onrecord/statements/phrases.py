"""A sentence as tokens with its quotations as one token each; noun phrases and modifiers in it.

No tagger: a subject is what stands between a clause's beginning and its reporting verb, when it
looks like somebody who can speak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.resources import Lexicon
from onrecord.text.quotations import Quotation, overlapping
from onrecord.text.spans import Span
from onrecord.text.tokens import is_capitalised, words

__all__ = ["Phrase", "Token", "find_subject", "skip_modifiers", "tokens_of"]

_PUNCTUATION = re.compile(r"[,;:()\[\]—–.?!…]|\s-\s|--")
MAX_SUBJECT = 14
"""Words in a subject; of PolNeAR's training sources 97 in 100 have no more."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a punctuation mark, or a whole quotation."""

    text: str
    lower: str
    start: int
    end: int
    kind: str
    """`word`, `mark` or `quotation`."""
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of tokens `[first, last)`."""

    first: int
    last: int

    def span(self, tokens: Sequence[Token]) -> Span:
        """Return its characters in the article."""
        return Span(tokens[self.first].start, tokens[self.last - 1].end)


def tokens_of(text: str, sentence: Span, quotations: Sequence[Quotation]) -> list[Token]:
    """Cut a sentence into words, marks and whole quotations, in order."""
    inside = overlapping(quotations, sentence)
    tokens = [Token("", "", one.span.start, one.span.end, "quotation", one) for one in inside]

    def is_free(start: int) -> bool:
        return not any(one.span.start <= start < one.span.end for one in inside)

    found = words(text, sentence)
    taken = [Span(word.start, word.end) for word in found]
    tokens += [
        Token(word.text, word.lower, word.start, word.end, "word")
        for word in found
        if is_free(word.start)
    ]
    for match in _PUNCTUATION.finditer(text, sentence.start, sentence.end):
        if is_free(match.start()) and not any(
            span.start <= match.start() < span.end for span in taken
        ):
            mark = match.group().strip()
            tokens.append(Token(mark, mark, match.start(), match.end(), "mark"))
    return sorted(tokens, key=lambda token: token.start)


def _is_word(token: Token) -> bool:
    return token.kind == "word"


def find_subject(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return who does the verb at `cue`, before it or (after a quotation) behind it."""
    last = cue
    while last > 0 and (
        tokens[last - 1].lower in lexicon.adverbs
        or tokens[last - 1].lower in lexicon.auxiliaries
        or tokens[last - 1].lower in lexicon.weekdays
    ):
        last -= 1
    if last > 0 and tokens[last - 1].lower in {"who", "which"}:
        return _antecedent(tokens, last - 1, lexicon)
    if last > 0 and tokens[last - 1].text == ",":
        apposition = _before_apposition(tokens, last - 1, lexicon)
        if apposition is not None:
            return apposition
    phrase = _back_to_boundary(tokens, last, lexicon)
    if phrase is not None and _can_speak(tokens, phrase, lexicon):
        return phrase
    return _inverted(tokens, cue, lexicon)


def _back_to_boundary(tokens: Sequence[Token], last: int, lexicon: Lexicon) -> Phrase | None:
    first = last
    while first > 0:
        token = tokens[first - 1]
        if token.kind != "word" or token.lower in lexicon.boundaries:
            break
        if token.lower in lexicon.cues and not is_capitalised(token.text):
            before = tokens[first - 2].lower if first > 1 else ""
            if before not in lexicon.not_before_cue:
                break
        if token.lower == "and" and not _joins_names(tokens, first - 1):
            break
        first -= 1
    while first < last and _is_lead_in(tokens, first, last, lexicon):
        first += 1
    if first == last:
        return None
    if last - first > MAX_SUBJECT or tokens[first].lower in lexicon.prepositions:
        first = _last_noun_phrase(tokens, first, last, lexicon)
    return Phrase(first, last) if first < last else None


def _joins_names(tokens: Sequence[Token], index: int) -> bool:
    neighbours = [*tokens[index - 1 : index], *tokens[index + 1 : index + 2]]
    return len(neighbours) == 2 and all(is_capitalised(one.text) for one in neighbours)


def _is_lead_in(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    lower = tokens[first].lower
    if lower in {"and", "then"} or lower in lexicon.weekdays:
        return True
    return lower in lexicon.adverbs and last - first > 1 and lower not in {"both", "all"}


def _last_noun_phrase(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """Return where the last noun phrase begins: its capitalised run, or its determiner."""
    index = last - 1
    while index > first:
        before = tokens[index - 1]
        if before.lower in lexicon.determiners:
            return index - 1
        is_name_part = is_capitalised(before.text) or before.lower in lexicon.titles
        is_modifier = before.lower in lexicon.title_modifiers
        if not (is_name_part or is_modifier):
            break
        is_country = lexicon.countries.get(before.lower, "").casefold() == before.lower
        if is_country and tokens[index].lower not in lexicon.titles | lexicon.title_modifiers:
            break
        index -= 1
    return index


def _can_speak(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    head, first = tokens[phrase.last - 1], tokens[phrase.first]
    if phrase.last - phrase.first == 1 and first.lower in lexicon.pronouns:
        return first.lower != "it"
    if any(tokens[i].lower in lexicon.auxiliaries for i in range(phrase.first, phrase.last)):
        return False
    if is_capitalised(head.text) and (phrase.first > 0 or len(head.text) > 1):
        return head.lower not in lexicon.weekdays and head.lower not in lexicon.adverbs
    if head.lower in lexicon.unnamed or head.lower in lexicon.titles:
        return True
    return first.lower in lexicon.determiners and head.lower not in lexicon.determiners


def _antecedent(tokens: Sequence[Token], who: int, lexicon: Lexicon) -> Phrase | None:
    last = who - 1 if who > 0 and tokens[who - 1].text == "," else who
    phrase = _back_to_boundary(tokens, last, lexicon)
    if phrase is None:
        return None
    first = phrase.first
    for index in range(phrase.last - 1, phrase.first, -1):  # the nearest noun phrase only
        if tokens[index].lower in lexicon.determiners:
            if tokens[index - 1].lower in {"of", "for", "from", "at", "in"}:
                continue  # "a resident of the lower town, who": the resident
            first = index
            break
    nearest = Phrase(first, phrase.last)
    return nearest if _can_speak(tokens, nearest, lexicon) else None


def _before_apposition(tokens: Sequence[Token], comma: int, lexicon: Lexicon) -> Phrase | None:
    """Read "Lavrov, the foreign minister, said": the source reaches over the apposition."""
    for index in range(comma - 1, max(-1, comma - 25), -1):
        if tokens[index].kind == "quotation" or tokens[index].text in {";", ":"}:
            return None
        if tokens[index].text == ",":
            phrase = _back_to_boundary(tokens, index, lexicon)
            if phrase is not None and _can_speak(tokens, phrase, lexicon):
                starts = tokens[index + 1].lower
                if (
                    starts in lexicon.determiners
                    or starts in {"who", "whose"}
                    or tokens[index + 1].lower in lexicon.titles | lexicon.title_modifiers
                ):
                    return Phrase(phrase.first, comma)
            return None
    return None


def _inverted(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Read "," asked Lavrov: the subject stands behind, after a quotation or a comma."""
    before = tokens[cue - 1] if cue else None
    if lexicon.cues.get(tokens[cue].lower) not in lexicon.inverting:
        return None
    if tokens[cue].lower.endswith("ing"):
        return None
    if before is None or (before.kind != "quotation" and before.text != ","):
        return None
    index = cue + 1
    while index < len(tokens) and _is_word(tokens[index]):
        token = tokens[index]
        part = (
            is_capitalised(token.text)
            or token.lower in lexicon.determiners
            or token.lower in lexicon.titles
            or token.lower in lexicon.title_modifiers
            or token.lower in lexicon.unnamed
            or token.lower in {"of", "for", "and"}
        )
        if not part or token.lower in lexicon.weekdays:
            break
        index += 1
    while index > cue + 1 and tokens[index - 1].lower in {"of", "for", "and"}:
        index -= 1
    phrase = Phrase(cue + 1, index)
    return phrase if index > cue + 1 and _can_speak(tokens, phrase, lexicon) else None


def skip_modifiers(
    tokens: Sequence[Token], first: int, lexicon: Lexicon
) -> tuple[int, Phrase | None]:
    """Step over time, place and addressee behind a verb; return where the rest begins, and to whom.

    "told reporters in Vienna on Thursday that ..." leaves "that ...". A phrase is stepped over
    only where a comma, a colon, a quotation, "that" or the end follows it.
    """
    addressee: Phrase | None = None
    index = first
    while index < len(tokens):
        token = tokens[index]
        if token.kind != "word":
            break
        if token.lower in lexicon.adverbs or token.lower in lexicon.weekdays:
            index += 1
            continue
        end = _phrase_end(tokens, index)
        if token.lower in {"that", "if", "whether"} or not _is_stop(tokens, end):
            listener = _listener(tokens, index, lexicon)
            if addressee is None and listener is not None:
                addressee, index = listener, listener.last
                continue
            break
        if token.lower in lexicon.prepositions or token.lower in {"after", "before", "when"}:
            if end < len(tokens) and tokens[end].kind == "quotation":
                return end + 1, addressee  # on CNN's “State of the Union”: a title, no speech
            index = end
            continue
        listener = Phrase(index, end)
        if addressee is None and _is_listener(tokens, listener, lexicon):
            addressee, index = listener, end
            continue
        break
    return index, addressee


def _phrase_end(tokens: Sequence[Token], index: int) -> int:
    end = index
    while end < len(tokens) and end - index < 12 and _is_word(tokens[end]):
        if tokens[end].lower in {"that", "whether"}:
            break
        end += 1
    return end


def _is_stop(tokens: Sequence[Token], index: int) -> bool:
    if index >= len(tokens):
        return True
    token = tokens[index]
    return token.kind != "word" or token.lower in {"that", "whether"}


def _is_listener(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    if phrase.last - phrase.first > 7:
        return False
    head = tokens[phrase.last - 1]
    if head.lower in lexicon.addressees or head.lower in lexicon.unnamed:
        return True
    return all(
        is_capitalised(token.text) or token.lower in lexicon.determiners | {"of", "and"}
        for token in tokens[phrase.first : phrase.last]
    )


def _listener(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Phrase | None:
    """Return the addressee right behind a verb where more words follow: "told me it was"."""
    for length in (1, 2, 3, 4, 5):
        if index + length > len(tokens):
            return None
        token = tokens[index + length - 1]
        if not _is_word(token):
            return None
        if token.lower in lexicon.addressees:
            return Phrase(index, index + length)
        if (
            token.lower not in lexicon.determiners
            and not is_capitalised(token.text)
            and token.lower not in lexicon.title_modifiers
        ):
            return None
    return None
