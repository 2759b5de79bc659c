"""The sentences that state a difference. Symmetric; no verdict; one place for all views.

A sentence is a list of parts: plain words, and words quoted from a source.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from onrecord.stage import components
from onrecord.statements.attribute import MARKS_ALONE
from onrecord.text.names import surname_key
from onrecord.utterances.difference_rows import EDGES, ONE_SIDED
from onrecord.utterances.guards import ORDER as GUARDS
from onrecord.views.overview import SIDES, Overview, UtteranceView, counted
from onrecord.views.shared_passages import SharedPassage

__all__ = [
    "FORBIDDEN",
    "SHAPES",
    "Part",
    "Told",
    "absence_sentence",
    "are_named_apart",
    "cue_of",
    "kind_of",
    "listed",
    "origin_of",
    "passage_sentence",
    "passages_sentence",
    "plain",
    "plain_text",
    "reasons_of",
    "remark",
    "representative",
    "sentence",
    "source_of",
    "source_under",
    "statement_text",
    "told",
    "who_said",
    "who_said_how",
]

FORBIDDEN = (
    "misquot", "truncat", "omitted", "omits", "omission", "distort", "copied", "plagiar", "bias", "fake",
    "fabricat", "churnalism", "suppress", "alter", "loaded", "censor", "mislead", "cherry-pick", "ignored", "hid the",
)  # fmt: skip
"""Beginnings of words that no view says of an outlet; held by a test over templates and output."""
SHAPES = {
    "direct": ("●", "D", "quoted"),
    "mixed": ("◐", "M", "partly quoted"),
    "indirect": ("○", "I", "reported"),
    "possible": ("◇", "?", "possibly the same statement"),
    "absent": ("·", "", "not found"),
}
"""How a cell shows that an outlet has an utterance: shape, letter, words."""
_LONGEST = 240
"""Characters of quoted words shown in a sentence; the page shows them all."""


class Part(NamedTuple):
    """A stretch of a sentence; `is_quoted` words are a source's own."""

    text: str
    is_quoted: bool = False


def statement_text(statement: Mapping[str, Any]) -> str:
    """Return a statement's content on one line, its parts joined by an ellipsis in brackets."""
    return " […] ".join(" ".join(span["text"].split()) for span in statement["content"])


def who_said(statement: Mapping[str, Any]) -> str:
    """Return whose a statement is said to be: a name, or what is printed where nobody is told for it."""
    if statement["speaker_name"]:
        return str(statement["speaker_name"])
    printed = statement["speaker_printed"]
    return f"“{printed}”, speaker unresolved" if printed else "speaker unresolved"


def cue_of(statement: Mapping[str, Any]) -> str:
    """Return the verb of a statement as printed; nothing where that is a colon behind a name."""
    cue = " ".join(span["text"] for span in statement["cue"])
    return cue if any(map(str.isalpha, cue)) else ""


def who_said_how(statement: Mapping[str, Any]) -> str:
    """Return the same with the verb as printed behind it where words are reported: "Orla Brennick (denied)".

    Without it a denial reads as what was said.
    """
    how = _how(statement)
    return f"{who_said(statement)} ({how})" if how else who_said(statement)


def _how(statement: Mapping[str, Any]) -> str:
    """Return the verb of a report as printed; nothing of a quotation, nor what goes without saying."""
    cue = " ".join(cue_of(statement).split())
    if not cue or statement["kind"] == "direct" or cue.casefold() in _SAID:
        return ""
    return cue[0].lower() + cue[1:]  # "Asked whether ..."


_SAID = frozenset({"said", "says"})


def source_of(statement: Mapping[str, Any]) -> str:
    """Return the source of a statement as it is printed, or that none was found, or looked for."""
    printed = statement["speaker_printed"]
    if printed:
        return str(printed)
    is_read = not str(statement["reason"]).startswith(MARKS_ALONE)
    return "no source found" if is_read else "source not read in this language"


def kind_of(speaker: Mapping[str, Any]) -> str:
    """Return what a speaker is: of those who speak together that they are several."""
    return "several who speak together" if speaker["members"] else str(speaker["kind"])


def source_under(statement: Mapping[str, Any], heading: str | None) -> str:
    """Return the source of a statement as printed, with the name of who it is where a heading names another speaker.

    "They (Per Aune and Mila Rusk)", under "Per Aune". `heading` is the id of the speaker whom it names.
    """
    source, name = source_of(statement), statement["speaker_name"]
    is_told = not name or not heading or statement["speaker"] == heading or name in source
    return source if is_told else f"{source} ({name})"


def representative(utterance: str, statements: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the statement whose words stand for an utterance in lists: a quotation, as most print it, the longest.

    By its words alone, so that no outlet is shown first for its name. Statements that are another utterance's own
    stand for this one only where it has no others.
    """
    kinds = list(SHAPES)
    some = list(statements)
    mine = [one for one in some if one["utterance"] == utterance] or some
    printed = Counter(plain_text(statement_text(one)) for one in mine)

    def rank(one: Mapping[str, Any]) -> tuple[int, int, int, str]:
        text = statement_text(one)
        return kinds.index(one["kind"]), -printed[plain_text(text)], -len(text), text

    return min(mine, key=rank)


def remark(view: UtteranceView) -> str:
    """Return the words that stand for an utterance, a report's behind its verb: "(denied) that he knew of it"."""
    statement = representative(view.row["id"], view.statements)
    how = _how(statement)
    return f"({how}) {statement_text(statement)}" if how else statement_text(statement)


def reasons_of(match: Mapping[str, Any]) -> list[str]:
    """Return why two things were linked or not, with the words that both have."""
    shared = " … ".join(" ".join(span["text"].split()) for span in match["left_aligned"])
    return [*match["reasons"], *([f"aligned words: “{shared}”"] if shared else [])]


def passage_sentence(overview: Overview, passage: SharedPassage) -> list[Part]:
    """Return the sentence that tells which texts print the passage alike in which an utterance stands."""
    labels = [overview.label(id_) for id_ in passage.places]
    alike = "nearly the same words" if passage.is_edited else "the same words"
    return [
        Part(f"{listed(labels)}: the passage in which it stands has {alike}, "),
        _quoted(passage.text),
        Part(f" ({counted(passage.n_words, 'word')}), so that they may go back to one text"),
    ]


def passages_sentence(labels: list[str], passages: Sequence[SharedPassage]) -> str:
    """Return the sentence that tells how much texts have in common that are not one."""
    n_words = sum(one.n_words for one in passages)
    passage = "a passage" if len(passages) == 1 else f"{len(passages)} passages"
    length = counted(n_words, "word")
    return f"{listed(labels)} have {passage} in common ({length}), too little to be one text"


def plain(parts: list[Part]) -> str:
    """Return a sentence as text, quoted words between asterisks."""
    return "".join(f"*{part.text}*" if part.is_quoted else part.text for part in parts)


def _quoted(text: str) -> Part:
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        head, tail = (
            text[: _LONGEST // 2].rsplit(" ", 1)[0],
            text[-_LONGEST // 2 :].split(" ", 1)[-1],
        )
        text = f"{head} […] {tail}"
    return Part(text, is_quoted=True)


class Told(NamedTuple):
    """One sentence with the differences that it states: one each for outlets that give the same words."""

    parts: list[Part]
    rows: list[Mapping[str, Any]]
    guards: list[str]


def told(overview: Overview, rows: Iterable[Mapping[str, Any]]) -> list[Told]:
    """Return the sentences that state differences, in the order of the first difference of each.

    One sentence for all outlets that differ alike from all of others: each of the pairs that it states is a row. Else
    one for all that differ alike from one. Outlets of which each two have the same words are told together. What
    several statements of one article lack of another's is told once.
    """
    every = [_turned(one) for one in rows]
    with_it = _stated_with(overview, every)
    left_out = {row["id"] for some in with_it.values() for row in some}
    turned = [one for one in every if one["id"] not in left_out]
    alike_words = _same_words(overview, turned)
    keys = [[_alike(overview, one, *sides) for sides in _OPEN] for one in turned]
    groups: defaultdict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for one, alike in zip(turned, keys, strict=True):
        for key in alike:
            groups[key].append(one)
    out: list[Told] = []
    seen: set[str] = set()
    of_all = {key for key, some in groups.items() if key[0] == SIDES and _is_of_all(some)}
    for one, (both, *either) in zip(turned, keys, strict=True):
        if one["id"] in seen:
            continue
        if one["id"] in alike_words:
            some = alike_words[one["id"]]
            seen |= {row["id"] for row in some}
            out.append(Told(_sentence_of_same(overview, some), some, []))
            continue
        key = both if both in of_all else max(either, key=lambda some: len(groups[some]))
        some = [row for row in groups[key] if row["id"] not in seen]
        seen |= {row["id"] for row in some}
        named = {}
        for side in SIDES:
            labels = sorted({overview.label(row[f"{side}_article"]) for row in some})
            if len(labels) > 1:
                named[one[f"{side}_article"]] = listed(labels)
        guards = sorted({guard for row in some for guard in row["guards"]}, key=GUARDS.index)
        some += [further for row in some for further in with_it.get(row["id"], ())]
        out.append(Told(sentence(overview, one, named), some, guards))
    return out


def _stated_with(
    overview: Overview, rows: Sequence[Mapping[str, Any]]
) -> dict[str, list[Mapping[str, Any]]]:
    """Return by its id with which difference others are stated too: of two statements that lack the same words.

    That of the statement which lacks most of the other article's words there, of as many the one nearest to them. Each
    quotation of a transcript has its own: what stands before and after it there.
    """
    lacking: defaultdict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["relation"] in ONE_SIDED and not overview.has_transcript(row):
            lacking[row["left_article"], row["right_article"]].append(row)
    out: dict[str, list[Mapping[str, Any]]] = {}
    for same in lacking.values():
        kept: list[Mapping[str, Any]] = []
        for row in sorted(same, key=_by_length_and_nearness):
            by = next((one for one in kept if _has_its_words(one, row)), None)
            if by is None:
                kept.append(row)
            else:
                out.setdefault(by["id"], []).append(row)
    return out


def _has_its_words(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether the words that one difference tells of lie within those of another, in one article."""
    whole, part = one["right_span"], other["right_span"]
    return bool(whole["start"] <= part["start"] and part["end"] <= whole["end"])


def _by_length_and_nearness(row: Mapping[str, Any]) -> tuple[int, bool, bool, int, str]:
    at, place = row["left_span"]["start"], row["right_span"]
    goes_on = row["relation"] == "ends_earlier"
    nearness = not row["adjacent"], not goes_on, -at if goes_on else at
    return place["start"] - place["end"], *nearness, row["id"]


def _same_words(
    overview: Overview, rows: Sequence[Mapping[str, Any]]
) -> dict[str, list[Mapping[str, Any]]]:
    """Return for each row of two statements with the same words the rows that one sentence can state.

    All of those that such rows hold together, where each two of them have one; two prints of one text, of which
    nothing minor is told, need none that says otherwise. Else each row by itself.
    """
    same = [one for one in rows if one["relation"] == "same" and not overview.has_transcript(one)]
    numbers: dict[str, int] = {}

    def number(row: Mapping[str, Any], side: str) -> int:
        return numbers.setdefault(row[side], len(numbers))

    ends = [(number(one, "left"), number(one, "right")) for one in same]
    labels = components(len(numbers), ends)
    groups: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for one, (left, _) in zip(same, ends, strict=True):
        groups[labels[left]].append(one)
    out = {}
    for some in groups.values():
        are_alike = len(some) == 1 or _are_all_alike(overview, some)
        out.update({row["id"]: some if are_alike else [row] for row in some})
    return out


def _are_all_alike(overview: Overview, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether each two of the statements that these rows are of have the same words."""
    article_of = {row[side]: row[f"{side}_article"] for row in rows for side in SIDES}
    same = {frozenset((row["left"], row["right"])) for row in rows}
    differing = {
        frozenset((row["left"], row["right"]))
        for row in overview.by_id[rows[0]["utterance"]].differences
        if row["relation"] != "same"
    }
    carriers = {id_: overview.carrier(article) for id_, article in article_of.items()}
    return all(
        {one, other} in same or (carriers[one] == carriers[other] and {one, other} not in differing)
        for one, other in combinations(article_of, 2)
    )


def _sentence_of_same(overview: Overview, rows: Sequence[Mapping[str, Any]]) -> list[Part]:
    labels = sorted({overview.label(row[f"{side}_article"]) for row in rows for side in SIDES})
    folded = sorted({name for row in rows for name in row["folded"]})
    tail = f" (set aside: {', '.join(folded)})" if folded else ""
    return [Part(listed(labels)), Part(f": the same words{tail}")]


def _is_of_all(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether every article of the one side differs so from every one of the other: several from several."""
    lefts, rights = ({row[f"{side}_article"] for row in rows} for side in SIDES)
    pairs = {(row["left_article"], row["right_article"]) for row in rows}
    return len(pairs) == len(lefts) * len(rights) and lefts.isdisjoint(rights) and len(pairs) > 1


_OPEN = (SIDES, ("left",), ("right",))
"""Of which sides a sentence names several outlets: both, or either."""
_QUOTE_MARKS = str.maketrans("“”‘’", "\"\"''")
_NAMED = 4
"""Outlets that a sentence names; of more, the rest is counted."""


def listed(labels: list[str]) -> str:
    """Return names in a row with "and" before the last, of many the first and how many more."""
    if len(labels) > _NAMED:
        labels = [*labels[: _NAMED - 1], f"{len(labels) - _NAMED + 1} more"]
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def _alike(overview: Overview, row: Mapping[str, Any], *sides: str) -> tuple[Any, ...]:
    """Return what differences share that a sentence can state together, outlets of some sides left open."""
    articles = {side: row[f"{side}_article"] for side in SIDES}
    is_base = any(overview.articles[articles[side]]["role"] == "transcript" for side in sides)
    if is_base or row["relation"] in {"same", "reordered", "possibly_same"}:
        return sides, row["id"]  # a transcript is no outlet among others; "A and B" are one of each
    texts = [_words(row[f"{side}_span"]["text"]) for side in SIDES]
    fixed = [articles[side] for side in SIDES if side not in sides]
    # only of an edge is it told whether a quotation or a report has it
    is_edge = row["relation"] in EDGES
    nouns = [_noun_of(overview, row, side) for side in SIDES if is_edge]
    return sides, row["relation"], *texts, row["adjacent"], *fixed, *nouns


def plain_text(text: str) -> str:
    """Return words as they are held against others': case, spaces and quotation marks set aside."""
    return " ".join(text.translate(_QUOTE_MARKS).casefold().split()).strip("\"',.;: ")


def _words(text: str) -> str:
    return " ".join(_WORD.findall(plain_text(text)))


_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def _turned(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a difference that has no direction with its sides in the order of their words."""
    texts = [plain_text(row[f"{side}_span"]["text"]) for side in SIDES]
    if row["relation"] != "words_differ" or texts[0] <= texts[1]:
        return row
    swapped = dict(row)
    for name in ("", "_article", "_span"):
        swapped[f"left{name}"], swapped[f"right{name}"] = row[f"right{name}"], row[f"left{name}"]
    for name in ("just_before", "just_after"):
        swapped[name] = {"left": row[name]["right"], "right": row[name]["left"]}
    return swapped


def sentence(
    overview: Overview, difference: Mapping[str, Any], named: Mapping[str, str] | None = None
) -> list[Part]:
    """Return the sentence that states a difference; `named` has other names for its articles."""
    names = named or {}
    left, right = difference["left_article"], difference["right_article"]
    if overview.has_transcript(difference):
        stated = _with_transcript(overview, difference, names)
        if stated is not None:
            return stated
    one, other = (Part(names.get(id_) or overview.label(id_)) for id_ in (left, right))
    here, there = (
        _quoted(difference["left_span"]["text"]),
        _quoted(difference["right_span"]["text"]),
    )
    noun, its_noun = (_noun_of(overview, difference, side) for side in SIDES)
    several, others = left in names, right in names
    match difference["relation"]:
        case "ends_earlier" | "starts_later" as relation:
            verb, verbs = ("ends", "end") if relation == "ends_earlier" else ("starts", "start")
            first = f": {noun}s {verbs} at " if several else f"’s {noun} {verb} at "
            goes_on, go_on = _BEYOND[relation, bool(difference["adjacent"])]
            # what stands there in the reporter's words is no part of a quotation
            as_what = "" if noun == its_noun else its_noun
            if others:
                second = f" {go_on} in {as_what}s " if as_what else f" {go_on} "
            else:
                second = f"’s {as_what} {goes_on} " if as_what else f"’s {goes_on} "
            return [one, Part(first), here, Part("; "), other, Part(second), there]
        case "words_absent_inside":
            first = " have " if several else " has "
            second = " have there also " if others else " has there also "
            return [one, Part(first), here, Part("; "), other, Part(second), there]
        case "words_differ":
            return [one, Part(": "), here, Part("; "), other, Part(": "), there]
        case "joined":
            first = " give" if others else " gives"
            second = " give in two; " if several else " gives in two; "
            return [
                other,
                Part(f"{first} in one quotation what "),
                one,
                Part(f"{second}where they meet stands "),
                there,
            ]
        case "reordered":
            return [one, Part(" and "), other, Part(" give "), there, Part(" at different places")]
        case "possibly_same":
            return [one, Part(" and "), other, Part(": possibly the same statement")]
    return _sentence_of_same(overview, [difference])


def _stop(part: Part) -> str:
    return "" if part.text.endswith((".", "!", "?", "…")) else "."


_BEYOND = {
    ("ends_earlier", True): ("continues", "continue"),
    ("ends_earlier", False): ("goes on later with", "go on later with"),
    ("starts_later", True): ("has before it", "have before it"),
    ("starts_later", False): ("has earlier", "have earlier"),
}
"""How one, or several, are said to have more: by the relation, and whether the words stand right beside."""


def _noun_of(overview: Overview, difference: Mapping[str, Any], side: str) -> str:
    """Return what the words of a side are part of: a quotation, or what the reporter tells in words of their own."""
    is_quoted = overview.is_quoted(difference[side], difference[f"{side}_span"])
    return "quotation" if is_quoted else "report"


def _with_transcript(
    overview: Overview, difference: Mapping[str, Any], names: Mapping[str, str]
) -> list[Part] | None:
    left, right = difference["left_article"], difference["right_article"]
    here, there = (
        _quoted(difference["left_span"]["text"]),
        _quoted(difference["right_span"]["text"]),
    )
    base_is_right = overview.articles[right]["role"] == "transcript"
    article, base = (left, right) if base_is_right else (right, left)
    side = "right" if base_is_right else "left"
    other = "left" if base_is_right else "right"
    voice = _other_voice(overview, difference[other], difference[side])
    transcript = f"transcript{_which(overview, base, voice)}"
    outlet = Part(names.get(article) or overview.label(article))
    noun = _noun_of(overview, difference, "left" if base_is_right else "right")
    relation = difference["relation"]
    several = article in names
    has = " have " if several else " has "
    if relation == "words_differ":
        said, printed = (there, here) if base_is_right else (here, there)
        reads = " read " if several else " reads "
        return [Part(f"The {transcript} reads "), said, Part("; "), outlet, Part(reads), printed]
    if relation == "same":
        folded = ", ".join(difference["folded"])
        tail = f" (set aside: {folded})" if folded else ""
        return [outlet, Part(f"’s {noun} stands in the {transcript} in the same words{tail}")]
    if base_is_right:
        match relation:
            case "ends_earlier":
                ends = f": {noun}s end at " if several else f"’s {noun} ends at "
                verb = "continues" if difference["adjacent"] else "goes on later"
                goes_on = Part(f"{_stop(here)} The {transcript} {verb}: ")
                return [outlet, Part(ends), here, goes_on, there]
            case "starts_later":
                starts = f": {noun}s start at " if several else f"’s {noun} starts at "
                where = "has before it" if difference["adjacent"] else "has earlier"
                before = Part(f"{_stop(here)} The {transcript} {where}: ")
                return [outlet, Part(starts), here, before, there]
            case "words_absent_inside":
                return [outlet, Part(has), here, Part(f"; the {transcript} has there also "), there]
        return None
    if relation in ONE_SIDED:
        row = overview.articles[left]
        date, digest = row["published"] or "no date", row["text_sha256"][:12]
        name = f"{overview.label(left)}, {date}, sha256 {digest}"
        return [
            outlet,
            Part(has),
            there,
            Part(f"; these words are not at this place in the transcript supplied ({name})"),
        ]
    return None


def _which(overview: Overview, transcript: str, voice: str) -> str:
    """Return which transcript it is, where several stand beside a story, and whose turn, where that is told."""
    parts = [f"a turn of {voice}"] if voice else []
    if len(overview.transcripts) > 1:
        date = overview.articles[transcript]["published"]
        parts.insert(0, f"{overview.label(transcript)}{f', {date}' if date else ''}")
    return f" ({'; '.join(parts)})" if parts else ""


def are_named_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two statements are taken for two speakers whose names do not end alike."""
    names = one["speaker_name"], other["speaker_name"]
    is_one = one["speaker"] == other["speaker"]
    return not is_one and all(names) and surname_key(names[0]) != surname_key(names[1])


def _other_voice(overview: Overview, statement: str, turn: str) -> str:
    """Return who has a turn in which words stand that are given to somebody else, where both are called by name."""
    sides = overview.statements[statement], overview.statements[turn]
    if not are_named_apart(*sides):
        return ""
    rows = (overview.record.row("speakers", one["speaker"]) for one in sides)
    return "" if any(row["kind"] == "unnamed" for row in rows) else str(sides[1]["speaker_name"])


def origin_of(overview: Overview, group: Mapping[str, Any]) -> str:
    """Return where a text that several articles carry probably comes from, and why."""
    origin = group["probable_origin"]
    if origin:
        known = origin in overview.articles  # one text may stand in two stories
        label = (
            overview.label(origin) if known else overview.record.row("articles", origin)["label"]
        )
        said = f"Probable origin: {label}"
    elif group["wire"]:
        said = f"Probable origin: {group['wire']}, a common source without an article here"
    else:
        said = "Origin: unknown"
    because = "; ".join(group["reasons"])
    return f"{said} ({because})" if because else said


def absence_sentence(overview: Overview, carrying: str, absence: Mapping[str, Any]) -> list[Part]:
    """Return the sentence that states where an utterance was not found, and what was searched."""
    name = overview.label(absence["article"])
    parts = [
        Part(
            f"Found in {carrying}. Not found in {name} (full text supplied, {absence['n_chars']:,} characters; "
        )
    ]
    if absence["nearest"] is None:
        return [*parts, Part("no sentence shares a telling word)")]
    share = f"{absence['shared']:.0%} of the weight of its words"
    return [
        *parts,
        Part(f"nearest, with {share}: "),
        _quoted(absence["nearest"]["text"]),
        Part(")"),
    ]
