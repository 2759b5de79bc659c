"""Transcripts as they are printed: where a turn begins, who speaks in it, at what time.

The forms are those of press offices ("MS. OSTROW:  words", "Q  words"), of official reports ("CHAIR OSTROW.  words"),
of services that transcribe ("Mara Ostrow (00:12):", "[Mara Ostrow] 10:00:12" and the words on the next line), of
broadcasters (">> MARA OSTROW: words") and of captions copied from a page (a time a line).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from onrecord.articles.blocks import Block
from onrecord.text.interviews import find_interviewee
from onrecord.text.marks import CLOSER
from onrecord.text.spans import Span

__all__ = ["Form", "Head", "find_questions", "find_turns", "part_turns", "share_of_turns"]


class Form(Enum):
    """How the head of a turn is printed."""

    COLON = "colon"
    """A name, a colon, words; Q and A; or the words in the next block."""
    TIMED = "timed"
    """A name and a time, with the words or on a line of its own."""
    CHANGE = "change"
    """>> before the words, or before a name and a colon."""
    STOP = "stop"
    """A name in capitals, a full stop, words."""
    MARKED = "marked"
    """A name in square brackets, or before a dash or a tab, words: only of what a person says is a transcript."""
    ALONE = "alone"
    """A name on a line of its own."""
    TIME = "time"
    """A time on a line of its own: whoever spoke goes on."""
    ASKED = "asked"
    """A question by itself: an interview that prints no names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a block begins a turn with; places are those in the block's text."""

    form: Form
    name: Span | None
    """Who speaks, or the mark that says that another does (`>>`); None where only a time is told."""
    words: int
    """Where the words begin; the end of the block where they stand in the next."""
    time_code: str | None = None
    is_alone: bool = False
    """The words stand in the next block."""


_LETTERED_NAME = 2
"""Letters up to which a name in capitals may be no name: Q and A, of questions that are often asked."""
_MIN_TURNS = 5
"""Turns from which a text that nobody called a transcript is taken for one."""
_TURNS_EACH = 2
"""Turns that a speaker of a transcript takes on average; lists of "Label: words" mostly name each
thing once. Set by hand on 65 benchmark pages with many such lines, of which one is talk."""
_SHARE = 0.3
"""Share of the blocks that begin a turn where their form is one that little else has: answers go on over
paragraphs. Set by hand."""
_IN_ORDER = 0.9
"""Share of times that are no earlier than the one before. Set by hand: a service's clock starts anew with each part."""
_ALL_BUT_FEW = 0.9
"""Share of names alone on their lines that look like a person's and have a sentence below. Set by hand: of 974
benchmark pages, and of their bare lines, none is so taken for a transcript."""
_SENTENCE = re.compile(rf"[.?!…]{CLOSER}*\s*$")
_BEGINS_WITHIN = 60.0
"""Seconds within which the first of times without names is: those of a recording, not of a day. Set by hand."""


def part_turns(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks cut where within one of them, behind a sentence, a name and a colon begin another turn.

    So stand the turns of a transcript that lost its line breaks, all of them or those of a passage. A name in capitals,
    one that recurs so or that blocks begin with, or of several words beside such; the same blocks where there is none.
    """
    heads = [_head(one.text) for one in blocks]
    begin = {_printed(head, one) for head, one in zip(heads, blocks, strict=True) if head}
    inside = [
        list(_WITHIN.finditer(one.text, head.words if head else 0))
        for head, one in zip(heads, blocks, strict=True)
    ]
    counts = Counter(match["name"] for some in inside for match in some)
    known = {name for name, n in counts.items() if n > 1 or name in begin or name.isupper()}
    if len(known) > 1:  # beside others who speak in turn, one who does so once
        known |= {name for name in counts if " " in name}
    made: list[Block] = []
    for block, matches in zip(blocks, inside, strict=True):
        cuts = [match.start("name") for match in matches if match["name"] in known]
        made += _cut_at(block, cuts) if cuts else [block]
    return made


def _cut_at(block: Block, cuts: Sequence[int]) -> Iterator[Block]:
    for start, end in pairwise([0, *cuts, len(block.text)]):
        text = block.text[start:end].rstrip()
        at = block.span.start + start
        yield replace(block, span=Span(at, at + len(text)), text=text)


def find_turns(
    blocks: Sequence[Block], share: float, *, aside: Sequence[bool], is_html: bool, is_told: bool
) -> dict[int, Head]:
    """Return the heads of a transcript's turns by the number of their block; empty for what is no transcript.

    `share` is that of blocks that begin "NAME:" from which a text is one; of HTML only with names in capitals, or
    such as people have: pages list things as "Label: words". Blocks `aside` do not count, but a name that others
    have is one there too. Where a person says that it is one (`is_told`), any head will do.
    """
    found = {n: head for n, block in enumerate(blocks) if (head := _head(block.text))}
    if not is_told and len(found) < _MIN_TURNS:
        return {}
    known = [_Kind(form, blocks, found, aside) for form in _FORMS]
    if is_told:
        likely = [one for one in known if one.may_be_told()]
        # the first of equals
        return max(likely, key=lambda one: (one.n_recurring, len(one.own))).heads if likely else {}
    for one in known:
        if one.is_transcript(share, is_html=is_html):
            return one.heads
    return {}


def find_questions(blocks: Sequence[Block], before: Sequence[str] = ()) -> dict[int, Head]:
    """Return the questions of an interview that prints no names, by the number of their block; empty for what is none.

    `before` is what stands on the page before these blocks: a headline.

    Before the first it is said whom the interview is with, and each is a block by itself, three with an answer behind
    them, half of the answers in the first person: a list of questions and answers is written by one who knows.
    """
    asked = [n for n, one in enumerate(blocks) if _is_question(one.text)]
    if sum(bool(_QUESTION.search(blocks[n].text.rstrip())) for n in asked) < _MIN_QUESTIONS:
        return {}
    opening = "\n".join([*before, *(one.text for one in blocks[: asked[0]])])
    if find_interviewee(opening, len(opening)) is None:
        return {}
    # what is asked in two blocks is one question
    answers = [
        " ".join(one.text for one in blocks[n + 1 : end])
        for n, end in pairwise([*asked, len(blocks)])
        if end > n + 1
    ]
    n_own = sum(_is_own(one) for one in answers)
    is_talk = len(asked) >= _ASKED_SHARE * (len(blocks) - asked[0])
    if not is_talk or len(answers) < _MIN_QUESTIONS or n_own < _OWN_SHARE * len(answers):
        return {}
    return {n: Head(form=Form.ASKED, name=None, words=0) for n in asked}


_MIN_QUESTIONS = 3
"""Questions from which a text may be an interview. Set by hand."""
_OWN_SHARE = 0.5
"""Share of the answers that are in the first person. Set by hand."""
_ASKED_SHARE = 0.15
"""Share of the blocks from the first question on that ask: headlines of other articles may too. Set by hand."""
_LONGEST_QUESTION = 400
"""Characters: what is longer is an answer that ends with a question."""
_QUESTION = re.compile(rf"\?{CLOSER}*$")
_FIRST_PERSON = re.compile(
    r"\b(?:I|I’m|I'm|my|we|our|je|j’ai|j'ai|nous|ich|wir|yo|nosotros|я|мы)\b"
)
_SECOND_PERSON = re.compile(
    r"\b(?:[Yy]ou|[Yy]our|[Vv]ous|[Vv]otre|[Vv]os|Sie|Ihr|[Uu]sted|[Вв]ы|[Вв]ас)\b"
)
_SAID = re.compile(r"[,”\"] (?:[A-Z]\w+ )?(?:he|she|[A-Z]\w+)? ?(?:said|says|told)\b")
"""Words of a reporter: what has them is no answer as it was given."""


def _is_question(text: str) -> bool:
    """Say whether somebody asks: by a mark at the end, or by "you" ("The minister says that *you* ...")."""
    if len(text) > _LONGEST_QUESTION:
        return False
    is_asked = bool(_QUESTION.search(text.rstrip()))
    return is_asked or bool(_SECOND_PERSON.search(text) and not _FIRST_PERSON.search(text))


def _is_own(answer: str) -> bool:
    """Say whether an answer is in the first person, in nobody else's words."""
    return bool(_FIRST_PERSON.search(answer)) and not _SAID.search(answer)


def share_of_turns(blocks: Sequence[Block]) -> float:
    """Return which share of the blocks belongs to a turn's head or follows upon it."""
    blocks = part_turns(blocks)
    found = {n: head for n, block in enumerate(blocks) if (head := _head(block.text))}
    aside = [False] * len(blocks)
    return max(_Kind(form, blocks, found, aside).share for form in _FORMS if form not in _DOUBTFUL)


_FORMS = (
    Form.TIMED,
    Form.CHANGE,
    Form.COLON,
    Form.STOP,
    Form.TIME,
    Form.ALONE,
    Form.MARKED,
)
"""In the order in which they are looked for: what little else has comes first."""
_DOUBTFUL = frozenset({Form.ALONE, Form.MARKED})
_TOGETHER: Mapping[Form, frozenset[Form]] = {
    Form.TIMED: frozenset({Form.TIMED, Form.TIME, Form.CHANGE}),
    Form.CHANGE: frozenset({Form.CHANGE, Form.COLON, Form.TIME}),
    Form.COLON: frozenset({Form.COLON, Form.CHANGE, Form.TIME}),
    Form.STOP: frozenset({Form.STOP}),
    Form.TIME: frozenset({Form.TIME, Form.CHANGE}),
    Form.ALONE: frozenset({Form.ALONE}),
    Form.MARKED: frozenset({Form.MARKED}),
}
"""What stands beside each form in one transcript."""


class _Kind:
    """The heads of one form, and of those that go with it."""

    def __init__(
        self, form: Form, blocks: Sequence[Block], found: Mapping[int, Head], aside: Sequence[bool]
    ) -> None:
        self.form, self.blocks = form, blocks
        self.n_blocks = len(blocks) - sum(aside)
        self.own = {n: head for n, head in found.items() if head.form is form and not aside[n]}
        self.names = [_printed(head, blocks[n]) for n, head in self.own.items() if head.name]
        known = {*self.names, *(("Q", "A") if self.own else ())}
        with_it = _TOGETHER[form] if self.own else frozenset()
        self.heads = {
            n: head
            for n, head in found.items()
            if (head.form in with_it and not aside[n]) or _printed(head, blocks[n]) in known
        }

    @property
    def n_recurring(self) -> int:
        """How many heads have a name that others have too, or no name."""
        counts = Counter(self.names)
        return len(self.own) - sum(counts[name] == 1 for name in self.names)

    @property
    def share(self) -> float:
        """Which share of the blocks are heads; a head and the block of its words count as one."""
        n_alone = sum(head.is_alone for head in self.heads.values())
        return len(self.heads) / max(self.n_blocks - n_alone, len(self.heads), 1)

    def may_be_told(self) -> bool:
        """Say whether these may be the heads of what a person says is a transcript; one is enough of plain forms."""
        if self.form in {Form.TIMED, Form.CHANGE, Form.COLON}:
            return bool(self.own)
        if self.form is Form.ALONE and not self._are_said_by_people():
            return False
        is_all = self.form is Form.MARKED and len(self.own) > 1 and self.share >= _ALL_BUT_FEW
        return is_all or self.n_recurring > 1

    def is_transcript(self, share: float, *, is_html: bool) -> bool:
        """Say whether so many heads of this form make a transcript that nobody called one."""
        if len(self.own) < _MIN_TURNS or self.form is Form.MARKED:
            return False
        if self.form is Form.TIME:
            return self._is_recording() and self.share >= _SHARE
        if self.form is Form.CHANGE:
            return self.share >= _SHARE
        names = self.names
        if is_html and self.form is Form.COLON:
            spoken = [
                _printed(head, self.blocks[n])
                for n, head in self.own.items()
                if self._is_said_by_one(n)
            ]
            names = [name for name in names if name == name.upper() or name in spoken]
        if len(set(names)) > len(names) / _TURNS_EACH:
            return False
        if self.form is Form.TIMED:
            return self._is_in_order() and self._have_words()
        if self.form is Form.COLON:
            n_alone = sum(head.is_alone for head in self.own.values())
            in_capitals = sum(len(name) > _LETTERED_NAME and name.isupper() for name in names)
            if in_capitals >= _ALL_BUT_FEW * len(names):
                share = min(share, _SHARE)  # words that go on over lines
            return len(names) >= share * (self.n_blocks - n_alone)
        if self.form is Form.ALONE and not self._are_said_by_people():
            return False
        return self.share >= _SHARE

    def _are_said_by_people(self) -> bool:
        return sum(map(self._is_said_by_one, self.own)) >= _ALL_BUT_FEW * len(self.own)

    def _is_said_by_one(self, number: int) -> bool:
        """Say whether a head looks like a person's name and its words are a sentence: labels and headings are none."""
        head = self.own[number]
        at = number + head.is_alone
        if at < len(self.blocks) and head.is_alone and _OFFICES.fullmatch(self.blocks[at].text):
            at += 1
        if at >= len(self.blocks) or (head.is_alone and at in self.own):
            return False
        name = _printed(head, self.blocks[number])
        return " " in name and _is_name(name) and bool(_SENTENCE.search(self.blocks[at].text))

    def _have_words(self) -> bool:
        """Say whether words follow upon most heads: on the times of a timetable others do."""
        n_bare = sum(head.is_alone and n + 1 in self.heads for n, head in self.own.items())
        return n_bare <= len(self.own) / _TURNS_EACH

    def _is_in_order(self) -> bool:
        times = [_seconds(head.time_code) for head in self.own.values() if head.time_code]
        n_later = sum(one <= following for one, following in pairwise(times))
        return n_later >= _IN_ORDER * (len(times) - 1)

    def _is_recording(self) -> bool:
        first = next(iter(self.own.values())).time_code
        return first is not None and _seconds(first) < _BEGINS_WITHIN and self._is_in_order()


_LETTER = r"[^\W\d_]"
_CAPITAL = r"[^\W\d_a-z]"
_UPPER = "[A-ZÀ-Þ'’-]"
_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMED = rf"[\[(]?{_TIME}[\])]?"
_NAME = rf"{_CAPITAL}[\w .,'’()&-]{{0,60}}?"
_LETTERS = rf"{_CAPITAL}(?:{_LETTER}|[ .,'’&-]){{1,60}}?"
"""A name without figures: "Chapter 2 0:31" is none."""
_COLON = re.compile(
    rf"""
    (?P<change>>>+\s*)? (?:\*\*|__)? (?:\d{{1,4}}[.)][ \t]+)?
    (?:(?P<before>{_TIMED})[ \t]*(?:[-–—|][ \t]*)?(?:From[ ]+)?)?
    (?P<name>{_NAME}) (?:[ \t]*(?P<behind>{_TIMED}))?
    (?:\*\*|__)? [ \t]* : (?:\*\*|__)?
    (?:\s*(?P<after>{_TIMED})(?=\s|$))? (?:\s+(?=\S)|\s*$|(?<={_UPPER}{_UPPER}:)(?={_CAPITAL}|["“‘«\[(¿¡–—-]))
    """,
    re.VERBOSE,
)
_WORD = r"[^\W\d_a-z][\w.'’&-]{0,40}"
_WITHIN = re.compile(
    rf"(?<=[.?!…)\]\"”’»–—-])\s+(?P<name>[QA]|(?:{_WORD}[ ]){{0,5}}{_WORD}):(?=\s|{_CAPITAL}|[\"“‘«\[(¿¡–—-])"
)
"""A name behind the end of a sentence, and a colon with words behind it; also without a space: "OSTROW:Thank"."""
_OWN_LINE = re.compile(
    rf"""
    (?: \[(?P<boxed>{_LETTERS})\][ \t]*(?P<then>{_TIMED})
      | (?P<name>{_LETTERS})[ \t]+(?:[-–—|][ \t]*)?(?P<time>{_TIMED})
      | (?P<first>{_TIMED})[ \t]+(?:[-–—|][ \t]*)?(?P<last>{_LETTERS}) )
    \s*$
    """,
    re.VERBOSE,
)
_LETTERED = re.compile(r"(?P<name>Q(?=\s)|[QA](?=[.:]|\s{2}))[.:]?\s+(?=\S)")
_STOP = re.compile(
    rf"(?P<name>(?:{_CAPITAL}{_LETTER}{{1,14}}\.?[ ]){{0,2}}{_UPPER}{{3,}}(?:[ ]{_UPPER}+){{0,3}})\.\s+(?=\S)"
)
_MARKED = re.compile(
    rf"(?:\[(?P<boxed>{_LETTERS})\][ \t]+|(?P<name>{_LETTERS})(?:[ \t]+[—–-]{{1,2}}[ \t]+|\t+))(?=\S)"
)
_CHANGE = re.compile(r"(?P<change>>>+)\s*(?=\S)")
_TIME_LINE = re.compile(rf"(?P<time>{_TIMED})\s*$")
_ALONE = re.compile(
    rf"(?P<name>{_CAPITAL}(?:{_LETTER}|[.'’-])*(?:[ ](?:{_LETTER}|[.'’,-])+){{0,11}})"
    r"(?P<brackets>(?:[ ]\([^()\n]{2,60}\))*)\s*$"
)
_OFFICES = re.compile(r"(?:\s*\([^()\n]{2,60}\))+\s*")
"""A line between a name and its words: (Vellmar North) (Green)."""
_MOST_WORDS = 5
"""Words of a name alone, but for those of an office before the name in brackets."""
_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "van", "von"}
)


def _printed(head: Head, block: Block) -> str:
    return head.name.of(block.text) if head.name else ""


@lru_cache(maxsize=2_048)
def _head(text: str) -> Head | None:
    """Return the head of a turn that a block begins with; of one page it is asked several times."""
    if match := _TIME_LINE.match(text):
        return Head(
            form=Form.TIME,
            name=None,
            words=len(text),
            time_code=_bare(match["time"]),
            is_alone=True,
        )
    if match := _OWN_LINE.match(text):
        group = next(one for one in ("boxed", "name", "last") if match[one])
        time = match["then"] or match["time"] or match["first"]
        return Head(
            form=Form.TIMED,
            name=Span(*match.span(group)),
            words=len(text),
            time_code=_bare(time),
            is_alone=True,
        )
    if match := _COLON.match(text):
        time = match["before"] or match["behind"] or match["after"]
        form = Form.TIMED if time else Form.CHANGE if match["change"] else Form.COLON
        name = Span(*match.span("name")).trimmed(text)
        return Head(
            form=form,
            name=name,
            words=match.end(),
            time_code=_bare(time) if time else None,
            is_alone=match.end() == len(text),
        )
    if match := _LETTERED.match(text):
        return Head(form=Form.COLON, name=Span(*match.span("name")), words=match.end())
    if match := _CHANGE.match(text):
        return Head(form=Form.CHANGE, name=Span(*match.span("change")), words=match.end())
    if match := _STOP.match(text):
        return Head(form=Form.STOP, name=Span(*match.span("name")), words=match.end())
    if (match := _ALONE.match(text)) and (alone := _name_alone(match)):
        return Head(form=Form.ALONE, name=alone, words=len(text), is_alone=True)
    if match := _MARKED.match(text):
        name = Span(*match.span("boxed" if match["boxed"] else "name")).trimmed(text)
        if _is_name(name.of(text)):
            return Head(form=Form.MARKED, name=name, words=match.end())
    return None


def _name_alone(match: re.Match[str]) -> Span | None:
    """Return who is named: "Lena Vogt (Skell)", or in brackets behind an office, "The Minister (Lena Vogt)"."""
    name = Span(*match.span("name"))
    if _is_name(match["name"]) and not match["name"].startswith("The "):
        return name if len(match["name"].split()) <= _MOST_WORDS else None
    start, end = match.span("brackets")
    inside = match["brackets"].strip(" ()")
    if match["brackets"].count("(") == 1 and " " in inside and _is_name(inside):
        return Span(start + 2, end - 1)
    return None


def _bare(time: str) -> str:
    return time.strip("[]()")


def _seconds(time: str) -> float:
    seconds = 0.0
    for part in time.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds


def _is_name(printed: str) -> bool:
    """Say whether all words of a name, up to a comma, begin with a capital; small particles may not."""
    words = printed.partition(",")[0].split()
    return all(word[0].isupper() or word in _PARTICLES for word in words)
