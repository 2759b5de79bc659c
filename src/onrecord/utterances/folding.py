"""A statement's words as they are compared: what print may change without changing words is folded.

Each folding has a name, kept on what it touched, so that nothing is folded silently.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import groupby, pairwise

from onrecord.resources import Lexicon, characters_a_word, frequencies, lexicon_of
from onrecord.text.names import SPELLED, without_stops
from onrecord.text.spans import Span
from onrecord.text.tokens import Word, stem, without_possessive, words

__all__ = [
    "ANCHOR",
    "TITLES",
    "Keys",
    "Reading",
    "Token",
    "best_covered",
    "fold",
    "share_of_a_sentence",
    "spans_of_tokens",
    "weight_of",
]

ANCHOR = 5.0
"""Words that stand together in two readings hold by themselves if they weigh so much (one rare word, or several
common ones). In PolNeAR's training articles the median weight of a content word is 5.3, of a function word 1.8."""
_UNSTOPPED = 120
"""Words to a sentence from which stops are missing: none of 3,567 turns of 70 transcripts has more than 107."""
_BRACKETED = re.compile(r"\[[^\[\]]{0,200}\]")
_ASIDE = re.compile(r"\(([^()\n]{1,60})\)")
_ASIDE_WORDS = 5
"""Words of an insertion in round brackets, as agencies print what others print in square ones. Set by hand."""
_ARTICLES = frozenset({"al", "el"})
"""The article of an Arabic name, which papers print or leave out; before a name stands `_OF_A_NAME`."""
_OF_A_NAME = re.compile(r"-(?=[A-Z])")
_SMALL = _ARTICLES | {"of", "and", "the", "group"}
"""Words of a body's name that may stand in lower case."""
_STOP = re.compile(r"[.!?…;]")
_FULL_HOUR = re.compile(r"(\d{1,2}):00")
"""6:00 p.m. is 6 p.m."""
_ELLIPSIS = re.compile(r"\.\s?\.\s?\.|…")
_RARE = 4
"""Background sentences that a word not listed is taken to stand in (the list's floor is 8)."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a reading. A contraction gives two with one place."""

    exact: str
    """Lower case, folded."""
    stem: str
    loose: str
    """Its stem, or the class of words that person and tense interchange."""
    start: int
    end: int
    printed: str
    segment: int
    """Number of the sentence or fragment it stands in."""
    fragment: int
    """Number of the content span it stands in."""
    weight: float
    begins: bool
    """It is the first word of its segment."""
    is_name: bool = False
    """It is capitalised inside a sentence, or names a country or a known body."""
    is_aside: bool = False
    """It stands in round brackets, where reporters say whom or what somebody means."""


@dataclass(frozen=True)
class Keys:
    """Words as they are aligned, with what an alignment asks of them: worked out once, they are aligned often."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    @cached_property
    def distinct(self) -> frozenset[str]:
        """Each of them once."""
        return frozenset(self.words)

    @cached_property
    def heavy(self) -> frozenset[str]:
        """Those that hold by themselves."""
        pairs = zip(self.words, self.weights, strict=True)
        return frozenset([word for word, weight in pairs if weight >= ANCHOR])

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Each two that follow upon each other."""
        return frozenset(pairwise(self.words))

    @cached_property
    def places(self) -> dict[tuple[str, str], list[int]]:
        """The same with the places of the first of two."""
        places: dict[tuple[str, str], list[int]] = {}
        for place, pair in enumerate(pairwise(self.words)):
            places.setdefault(pair, []).append(place)
        return places


@dataclass(frozen=True)
class Reading:
    """The words of one statement, in order, with the foldings that made them.

    What is worked out of the words is kept: a statement is aligned with many others.
    """

    tokens: tuple[Token, ...]
    folded: frozenset[tuple[str, str]]
    """Each folding that was made, with the words or marks (lower case) that it was made of."""
    language: str = "en"
    """The language by whose words it was folded."""

    @property
    def lexicon(self) -> Lexicon:
        """The words of its language."""
        return lexicon_of(self.language)

    @cached_property
    def exact(self) -> tuple[str, ...]:
        """The words as compared."""
        return tuple([token.exact for token in self.tokens])

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Their stems."""
        return tuple([token.stem for token in self.tokens])

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """Their weights."""
        return tuple([token.weight for token in self.tokens])

    @cached_property
    def capitalised(self) -> frozenset[str]:
        """The stems of words with a capital that begin no segment."""
        return frozenset(
            [one.stem for one in self.tokens if one.printed[:1].isupper() and not one.begins]
        )

    @cached_property
    def long_names(self) -> frozenset[str]:
        """Those of them that are long enough to be spelled otherwise."""
        return frozenset([stem for stem in self.capitalised if len(stem) >= SPELLED])

    @cached_property
    def is_unstopped(self) -> bool:
        """Whether it prints no stops, as captions made by machine do not: where a sentence ends is not known."""
        return bool(self.tokens) and len(self.tokens) > _UNSTOPPED * (1 + self.tokens[-1].segment)

    def keys(self, *, shifted: bool) -> Keys:
        """Return the words as aligned: stems, or classes where person and tense may have shifted."""
        return self._loose if shifted else self._by_stem

    @cached_property
    def _loose(self) -> Keys:
        return Keys(tuple([token.loose for token in self.tokens]), self.weights)

    @cached_property
    def _by_stem(self) -> Keys:
        return Keys(self.stems, self.weights)


def spans_of_tokens(tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield the stretch of tokens in a row; of a split quotation, that of each part."""
    for _, part in groupby(tokens, key=lambda token: token.fragment):
        some = list(part)
        yield Span(some[0].start, some[-1].end)


_MIN_SEGMENT = 8.0
"""A sentence lighter than this ("I agree.") says too little to count."""


def best_covered(
    tokens: Sequence[Token], aligned: Collection[int], clauses: Sequence[int] | None = None
) -> float:
    """Return the aligned share of the weight of the best covered sentence that weighs something.

    Or that of the best covered clause, where the number of the clause of each token is given.
    """
    total: defaultdict[int, float] = defaultdict(float)
    covered: defaultdict[int, float] = defaultdict(float)
    for index, token in enumerate(tokens):
        place = token.segment if clauses is None else clauses[index]
        total[place] += token.weight
        if index in aligned:
            covered[place] += token.weight
    return max(
        (covered[segment] / weight for segment, weight in total.items() if weight >= _MIN_SEGMENT),
        default=0.0,
    )


def share_of_a_sentence(reading: Reading, aligned: Sequence[Span]) -> float:
    """Return what `best_covered` does where the aligned words are given by their places."""
    inside = {
        index
        for index, token in enumerate(reading.tokens)
        if any(one.start <= token.start < one.end for one in aligned)
    }
    return best_covered(reading.tokens, inside)


@lru_cache(maxsize=65536)
def weight_of(key: str, language: str = "en") -> float:
    """Return the inverse document frequency of a stem: ln(sentences / sentences with it).

    In a language without such counts that of a usual content word.
    """
    if language != "en":
        return _USUAL_WEIGHT / characters_a_word(language)
    n_sentences, counts = frequencies()
    return math.log(n_sentences / max(counts.get(key, 0), _RARE))


def fold(text: str, spans: Sequence[Span], lexicon: Lexicon) -> Reading:
    """Return the words in `spans` of `text` as they are compared."""
    tokens: list[Token] = []
    folded: set[tuple[str, str]] = set()
    segment = -1
    for fragment, span in enumerate(spans):
        hidden = [Span(m.start(), m.end()) for m in _BRACKETED.finditer(text, span.start, span.end)]
        asides = _asides(text, span, lexicon)
        folded |= {("bracketed insertion", one.of(text).casefold()) for one in hidden}
        for filler in _set_off(lexicon.fillers).finditer(text, span.start, span.end):
            hidden.append(Span(filler.start(), filler.end()))
            folded.add(("filler", filler[0].strip().casefold()))
        if _ELLIPSIS.search(text, span.start, span.end):
            folded.add(("ellipsis mark", "…"))
        found = [
            word
            for word in words(text, span)
            if not any(one.start <= word.start < one.end for one in hidden)
        ]
        found = _without_stops(text, found, folded)
        end: int | None = None
        in_order = _with_aliases(_spelled_apart(found, lexicon), lexicon)
        for at, (word, n_words) in enumerate(in_order):
            if word.lower in lexicon.fillers:
                folded.add(("filler", word.lower))
                continue
            if word.lower in _ARTICLES and _OF_A_NAME.match(text, word.end):
                folded.add(("name of one thing", word.lower))  # al-Qaddafi
                continue
            before = tokens[-1] if tokens else None
            starts = end is None or _is_stop(text[end : word.start], before, word, lexicon)
            segment += starts
            parts = lexicon.contractions.get(word.lower, (word.lower,))
            if word.lower.endswith("'d") and parts[-1] == "would" and at + 1 < len(in_order):
                is_had = _is_participle(in_order[at + 1][0].lower, lexicon)
                parts = (*parts[:-1], "had") if is_had else parts
            made = _tokens(word, n_words, parts, (segment, fragment), lexicon, starts=starts)
            if word.text[:1].isdigit() and _NUMBERED.search(
                text[max(0, word.start - 12) : word.start]
            ):
                made = [replace(one, is_name=True) for one in made]
            if word.start in asides:
                made = [replace(one, is_aside=True) for one in made]
            if n_words == 0:
                printed = text[word.start : word.end].casefold()
                folded.add(("name of one thing", printed))
            elif len(made) > 1:
                folded.add(("contraction", word.lower))
            elif made[0].exact != word.lower:
                name = "form of a number" if word.text[:1].isdigit() else "spelling"
                folded.add((name, word.lower))
            tokens += made
            end = word.end
    return Reading(tuple(tokens), frozenset(folded), lexicon.language)


def _without_stops(text: str, found: list[Word], folded: set[tuple[str, str]]) -> list[Word]:
    """Return words, with initials as one word of letters: "F.B.I." is "FBI", and so is "F.B.I.’s"."""
    out: list[Word] = []
    for word in found:
        before = out[-1] if out else None
        if before and word.lower == "s" and _OF_INITIALS.match(text, before.end - 1, word.end):
            continue
        bare = without_stops(word.text)
        if bare != word.text:
            folded.add(("spelling", word.lower))
        out.append(Word(bare, word.start, word.end))
    return out


_NUMBERED = re.compile(r"\b[A-Z][A-Za-z]*-\Z")
"""What stands before the number of a thing's name: AR-15, Covid-19."""
_OF_INITIALS = re.compile(r"\.[’']s")


def _spelled_apart(found: list[Word], lexicon: Lexicon) -> list[Word]:
    """Return words, with two that others print as one made one: "per cent"."""
    if lexicon.second_words.isdisjoint([word.lower for word in found]):
        return found
    out: list[Word] = []
    for word in found:
        last = out[-1] if out else None
        if last is not None and (both := f"{last.lower} {word.lower}") in lexicon.spellings:
            out[-1] = Word(both, last.start, word.end)
        else:
            out.append(word)
    return out


@lru_cache(maxsize=8)
def _set_off(fillers: frozenset[str]) -> re.Pattern[str]:
    """Return what finds the fillers of several words, where commas, dashes or a sentence's ends set them off.

    ", you know,", ", you know.", "You know, ".
    """
    phrases = "|".join(sorted(re.escape(one) for one in fillers if " " in one)) or "(?!)"
    inside, begins = r"(?<=[,–—])\s*", r"(?<=[“\"])|(?<=[.?!…]\s)"
    return re.compile(
        rf"{inside}(?:{phrases})(?=\s*[,–—.?!…])|(?:{begins})(?:{phrases})(?=\s*,)", re.IGNORECASE
    )


def _asides(text: str, span: Span, lexicon: Lexicon) -> set[int]:
    """Return where words begin that a reporter puts in round brackets into somebody's: "it (Helsinki)".

    A few words alone, and none that turn anything: a writer's own brackets may hold a condition.
    """
    found: set[int] = set()
    for match in _ASIDE.finditer(text, span.start, span.end):
        inside = words(text, Span(*match.span(1)))
        turns = any(
            word.text[:1].isdigit() or (word.lower,) in lexicon.guards[guard]
            for word in inside
            for guard in ("condition", "negation", "number", "modal")
        )
        if 0 < len(inside) <= _ASIDE_WORDS and not turns:
            found.update(word.start for word in inside)
    return found


def _is_participle(lower: str, lexicon: Lexicon) -> bool:
    """Say whether "he'd" before a word is "he had"."""
    is_regular = lower.endswith("ed") and not lower.endswith("eed") and len(lower) > _SHORT_VERB
    return is_regular or lower in lexicon.behind_had


_SHORT_VERB = 4
"""Letters up to which a word in -ed is a verb as it stands: "shed", "wed"."""


def _is_stop(gap: str, before: Token | None, word: Word, lexicon: Lexicon) -> bool:
    """Say whether a sentence ends between two words; in "Mr. Smith", "Feb. 15" and "Aldov Co. said" none does."""
    if not _STOP.search(gap):
        return False
    if before is None or gap.strip() != ".":
        return before is None or before.exact not in TITLES
    is_digit = word.text[:1].isdigit()
    if before.exact == "no":
        return not (is_digit or before.begins)  # an answer is told with what follows it
    is_date = is_digit and _is_short_month(before.printed.lower(), lexicon)
    is_short = len(before.printed) <= 2 or before.exact in TITLES
    return not (is_date or is_short or word.text[:1].islower())


def _is_short_month(lower: str, lexicon: Lexicon) -> bool:
    """Say whether a word is a month cut short: "Feb", and not "May"."""
    months = lexicon.months
    return lower in months and any(one != lower and one.startswith(lower) for one in months)


TITLES = frozenset({"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen", "st", "lt", "col", "no"})
"""Words that a full stop follows within a sentence."""


def _with_aliases(found: list[Word], lexicon: Lexicon) -> list[tuple[Word, int]]:
    """Return words, with runs that name one known body made one word (marked 0)."""
    out: list[tuple[Word, int]] = []
    index = 0
    while index < len(found):
        longest = lexicon.alias_words.get(found[index].lower.removesuffix("'s"), 0)
        for length in range(longest, 0, -1):
            run = found[index : index + length]
            name = " ".join(word.lower.removesuffix("'s") for word in run)
            is_cased = all(word.text[:1].isupper() or word.lower in _SMALL for word in run)
            short = len(run) == 1 and not without_possessive(run[0].text).isupper()
            if len(run) == length and name in lexicon.aliases and is_cased and not short:
                whole = Word(lexicon.aliases[name], run[0].start, run[-1].end)
                out.append((whole, 0))
                index += length
                break
        else:
            out.append((found[index], 1))
            index += 1
    return out


def _tokens(
    word: Word,
    n_words: int,
    parts: Sequence[str],
    place: tuple[int, int],
    lexicon: Lexicon,
    *,
    starts: bool,
) -> list[Token]:
    """Return a word's tokens: one for each of its `parts`, or one for words that name a body (`n_words` 0)."""
    segment, fragment = place
    if n_words == 0:
        return [
            Token(
                exact=word.text,
                stem=word.text,
                loose=word.text,
                start=word.start,
                end=word.end,
                printed=word.text.title(),
                segment=segment,
                fragment=fragment,
                weight=weight_of(word.text),
                begins=starts,
                is_name=True,
            )
        ]
    made: list[Token] = []
    for part in parts:
        bare = part.removesuffix("'s") if len(parts) == 1 else part
        spelled = lexicon.spellings.get(bare, bare)
        if ":" in spelled:
            spelled = _FULL_HOUR.sub(r"\1", spelled)
        exact, bare = part.replace(bare, spelled, 1), spelled
        key = stem(bare, lexicon.language)
        loose = lexicon.shifts.get(bare, key)
        printed = word.text if len(parts) == 1 else part
        made.append(
            Token(
                exact=exact,
                stem=key,
                loose=loose,
                start=word.start,
                end=word.end,
                printed=printed,
                segment=segment,
                fragment=fragment,
                weight=_weight(bare, key, lexicon),
                begins=starts and not made,
                is_name=_is_name(bare, printed, lexicon, begins=starts and not made),
            )
        )
    return made


_COMMON_WEIGHT, _USUAL_WEIGHT = 2.0, 5.5
"""Weights of function words and of all others in a language without counts of its own: the means of English ones in
the contents of PolNeAR's development articles (2.04 and 5.65)."""


def _weight(bare: str, key: str, lexicon: Lexicon) -> float:
    is_common = lexicon.plain is not None and bare in lexicon.function_words
    if is_common:
        return _COMMON_WEIGHT / characters_a_word(lexicon.language)
    return weight_of(key, lexicon.language)


def _is_name(bare: str, printed: str, lexicon: Lexicon, *, begins: bool) -> bool:
    if bare in lexicon.countries and (printed[:1].isupper() or bare not in lexicon.shifts):
        return True  # "us" is somebody, "US" a country
    if bare in lexicon.respelled:
        return False
    common = bare in lexicon.function_words or bare in lexicon.months or bare in lexicon.weekdays
    return lexicon.capitals_are_names and printed[:1].isupper() and not begins and not common
