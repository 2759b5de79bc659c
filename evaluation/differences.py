"""Planted differences: what happens to a quotation between two outlets, made of real quotations.

Direct quotations of PolNeAR's training articles are given by two made-up reports, in one of them
changed in one known way. Scored: is there exactly the planted relation, with the planted words
(half of them at least), and no other substantive one; which guards are named. Precision of guards is
over the cases where one word was planted.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.polnear import read_polnear
from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.resources import lexicon_of
from onrecord.stories.grouping import GroupStories
from onrecord.text.quotations import pair_marks
from onrecord.text.spans import Span
from onrecord.text.tokens import words

__all__ = ["score_differences"]

SEED = 20151108
N_EACH = 40
_CLAUSE = re.compile(
    r",? (unless|if|until|except|but|because|so that|when|while|which|as long as) "
)
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|should|could|can|must|may|might)\b(?! not\b|['’])"
)
_MODALS = ("will", "would", "should", "could", "must", "might", "may", "can")
_HEDGES = ("probably", "perhaps", "apparently", "reportedly", "possibly")
_CONDITIONS = frozenset({"unless", "if", "until", "except", "but", "as long as"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One planted case: the words in either report, and what must come out."""

    kind: str
    left: Sequence[str]
    right: Sequence[str]
    relation: str
    text: str = ""
    guard: str = ""


def read_quotations(folder: Path, seed: int) -> list[str]:
    """Return direct quotations of 12 to 45 words without marks inside, each once, in fixed order."""
    found: set[str] = set()
    for article in read_polnear(folder):
        lines, at = [], 0
        for line in article.text.split("\n"):
            lines.append(Span(at, at + len(line)))
            at += len(line) + 1
        for one in pair_marks(article.text, lines):
            text = one.inner.of(article.text).strip().rstrip(",.")
            is_clean = re.fullmatch(r"[A-Z][^\"“”\[\]…]*", text) and "..." not in text
            if one.is_closed and is_clean and 12 <= len(words(text)) <= 45:
                found.add(text)
    quotations = sorted(found)
    random.Random(seed).shuffle(quotations)
    return quotations


_Planter = Callable[[str, random.Random], Case | None]


def _end_cut(text: str, rng: random.Random) -> Case | None:
    del rng
    matches = [m for m in _CLAUSE.finditer(text) if len(words(text[: m.start()])) >= 7]
    if not matches or len(words(text[matches[-1].start() :])) < 4:
        return None
    at = matches[-1].start()
    rest = text[at:].lstrip(", ")
    guard = "condition" if matches[-1].group(1) in _CONDITIONS else ""
    return Case(
        kind="cut at the end", left=[text[:at]], right=[text], relation="ends_earlier",
        text=rest, guard=guard,
    )  # fmt: skip


def _start_cut(text: str, rng: random.Random) -> Case | None:
    del rng
    match = re.search(r"(?<=[.!?]) (?=[A-Z])", text)
    if not match:
        return None
    first, rest = text[: match.start()], text[match.end() :]
    if len(words(rest)) < 7 or len(words(first)) < 3:
        return None
    return Case(
        kind="cut at the beginning", left=[rest], right=[text], relation="starts_later", text=first
    )


def _inside_cut(text: str, rng: random.Random) -> Case | None:
    del rng
    fillers = {one for one in lexicon_of("en").fillers if " " in one}
    for match in re.finditer(r", ([^,.;:!?]{8,60}), ", text):
        before, after = text[: match.start()], text[match.end() :]
        # ", you know," folds away, and without the comma behind it is none
        is_filler = match.group(1).casefold() in fillers
        if is_filler or before.casefold().endswith(tuple(f", {one}" for one in fillers)):
            continue
        if min(len(words(before)), len(words(after))) >= 4:
            return Case(
                kind="cut inside", left=[f"{before} {after}"], right=[text],
                relation="words_absent_inside", text=match.group(1),
            )  # fmt: skip
    return None


def _inserted(kind: str, guard: str, choose: Callable[[random.Random], str]) -> _Planter:
    def plant(text: str, rng: random.Random) -> Case | None:
        match = _AUXILIARY.search(text)
        if not match or not _is_inside(text, match.start(), match.end()):
            return None
        word = choose(rng)
        more = f"{text[: match.end()]} {word}{text[match.end() :]}"
        return Case(
            kind=kind, left=[text], right=[more], relation="words_absent_inside",
            text=word, guard=guard,
        )  # fmt: skip

    return plant


def _is_inside(text: str, start: int, end: int) -> bool:
    return len(words(text[:start])) >= 3 and len(words(text[end:])) >= 3


def _replaced(
    kind: str, guard: str, pattern: str, choose: Callable[[str, random.Random], str]
) -> _Planter:
    compiled = re.compile(pattern)

    def plant(text: str, rng: random.Random) -> Case | None:
        places = [m for m in compiled.finditer(text) if _is_inside(text, m.start(), m.end())]
        if not places:
            return None
        match = rng.choice(places)
        other = choose(match.group(), rng)
        changed = text[: match.start()] + other + text[match.end() :]
        return Case(
            kind=kind, left=[text], right=[changed], relation="words_differ",
            text=other, guard=guard,
        )  # fmt: skip

    return plant


def _another_modal(word: str, rng: random.Random) -> str:
    return rng.choice([one for one in _MODALS if one != word])


def _another_number(word: str, rng: random.Random) -> str:
    return str(int(re.sub(r"\D", "", word) or 0) + rng.randint(1, 9))


def _another_name(word: str, rng: random.Random) -> str:
    return rng.choice([one for one in ("Varn", "Oskell", "Tremlin", "Dubrava") if one != word])


def _sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?]) (?=[A-Z])", text) if len(words(one)) >= 5]


def _joined(text: str, rng: random.Random) -> Case | None:
    del rng
    parts = _sentences(text)
    if len(parts) < 2 or " ".join(parts) != text:
        return None
    return Case(
        kind="joined", left=parts[:2], right=[" ".join(parts[:2])], relation="joined", text=""
    )


def _reordered(text: str, rng: random.Random) -> Case | None:
    del rng
    parts = _sentences(text)
    if len(parts) < 2 or " ".join(parts) != text:
        return None
    swapped = " ".join([parts[1].rstrip(".") + ".", parts[0], *parts[2:]])
    return Case(kind="reordered", left=[text], right=[swapped], relation="reordered")


def _folded(text: str, rng: random.Random) -> Case | None:
    tokens = text.split(" ")
    at = rng.randrange(2, len(tokens) - 2)
    gloss = " ".join([*tokens[:at], "[as he put it]", *tokens[at:]])
    printed = [text.replace("'", "’"), text.replace(" - ", " — "), gloss, text.replace("’", "'")]
    return Case(kind="print only", left=[text], right=[rng.choice(printed)], relation="same")


PLANTERS: tuple[_Planter, ...] = (
    _end_cut,
    _start_cut,
    _inside_cut,
    _inserted("negation added", "negation", lambda _: "not"),
    _inserted("hedge added", "hedge", lambda rng: rng.choice(_HEDGES)),
    _replaced("modal replaced", "modal", rf"\b(?:{'|'.join(_MODALS)})\b(?!['’])", _another_modal),
    _replaced(
        "number replaced", "number", r"(?<![\d.,:‘’'$])\b\d{1,3}\b(?![.,:]\d)", _another_number
    ),
    _replaced("name replaced", "name", r"(?<=[a-z] )(?!I\b)[A-Z][a-z]{3,}\b", _another_name),
    _joined,
    _reordered,
    _folded,
)


def cases(folder: Path, seed: int = SEED) -> Iterator[Case]:
    """Yield up to `N_EACH` cases of every kind."""
    quotations = read_quotations(folder, seed)
    for planter in PLANTERS:
        rng = random.Random(seed)
        n_made = 0
        for text in quotations:
            case = planter(text, rng)
            if case is not None and n_made < N_EACH:
                n_made += 1
                yield case


def _report(quotations: Sequence[str], day: str) -> str:
    told = [f"“{quotations[0]},” Ilse Marrowin said on {day}."]
    told += [
        f"Later in the evening Marrowin spoke again. “{one},” she said." for one in quotations[1:]
    ]
    return "\n\n".join([*told, "The hall was full to the last seat."])


def score_differences(folder: Path, seed: int = SEED) -> dict[str, float]:
    """Return the figures over all planted cases; `folder` is PolNeAR's training compartment."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    guards: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for case in cases(folder, seed):
        rows = _differences(case)
        total[case.kind] += 1
        total["all"] += 1
        found = _is_right(case, rows)
        right[case.kind] += found
        right["all"] += found
        named = {guard for row in rows for guard in row["guards"]}
        if case.guard == "modal" and "tense" in named:
            named = (named - {"tense"}) | {"modal"}  # will and would are one verb in two tenses
        if case.guard:
            guards[case.guard]["gold"] += 1
            guards[case.guard]["recalled"] += case.guard in named
        if case.guard and len(words(case.text)) == 1:  # a clause may hold other guards by right
            for guard in named:
                guards[guard]["found"] += 1
                guards[guard]["right"] += guard == case.guard
    figures = {"relations right": right["all"] / total["all"]}
    figures |= {f"{kind}, right": right[kind] / total[kind] for kind in total if kind != "all"}
    for guard, count in sorted(guards.items()):
        if count["gold"]:
            figures[f"guard {guard}, recall"] = count["recalled"] / count["gold"]
        if count["gold"] and count["found"]:
            figures[f"guard {guard}, precision"] = count["right"] / count["found"]
    return figures


def _differences(case: Case) -> list[dict[str, object]]:
    texts = {"left": _report(case.left, "Monday"), "right": _report(case.right, "Monday evening")}
    inputs = [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in texts.items()
    ]
    with Record.create(":memory:") as record:
        build(Flow(stories=GroupStories(one_story=True)), inputs, record)
        outlet = {one["id"]: one["outlet"] for one in record.rows("statements")}
        return [
            {**row, "outlets": (outlet[row["left"]], outlet[row["right"]])}
            for row in record.rows("differences")
        ]


def _is_right(case: Case, rows: Sequence[dict[str, object]]) -> bool:
    wanted = [row for row in rows if row["relation"] == case.relation]
    others = [row for row in rows if row["relation"] != case.relation and row["substantive"]]
    if not wanted or others:
        return False
    if not case.text:
        return True
    asked = {word.lower for word in words(case.text)}
    return any(
        2 * len(asked & said) >= max(len(asked), 1)
        for row in wanted
        for said in [
            {word.lower for key in ("text", "other_text") for word in words(str(row[key]))}
        ]
    )
