"""A draft's quotations against what is on record, as findings with file, line and column."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.model import Role, Standing
from onrecord.record.store import Record
from onrecord.resources import lexicon
from onrecord.text.names import surname_key
from onrecord.text.quotations import pair_marks
from onrecord.text.spans import Span
from onrecord.text.tokens import count_words, is_capitalised, words
from onrecord.utterances.difference_rows import ONE_SIDED
from onrecord.utterances.matching import TO_TWO
from onrecord.utterances.sides import has_words
from onrecord.views.lens import Rule
from onrecord.views.overview import Overview, UtteranceView, counted
from onrecord.views.wording import absence_sentence, are_named_apart, listed, plain, told

__all__ = ["Finding", "check", "findings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at in a draft: where (line and column from 1), what, and the guards."""

    input: str
    line: int
    column: int
    start: int
    end: int
    relation: str
    text: str
    guards: tuple[str, ...]
    time_code: str | None = None
    """Where a recording's captions have it."""
    against: tuple[str, ...] = ()
    """What the texts are called that differ so, the transcript or other articles."""
    kind: str = ""
    """The draft's statement: `direct`, `indirect` or `mixed`."""
    rules: tuple[str, ...] = ()
    """Ids of the house's own rules that bear on it."""

    def __str__(self) -> str:
        guards = f" [{', '.join(self.guards)}]" if self.guards else ""
        time = f" (at {self.time_code})" if self.time_code else ""
        return f"{self.input}:{self.line}:{self.column}: {self.text}{time}{guards}"


def check(
    record: Record,
    draft: str,
    *,
    everything: bool = False,
    rules: Sequence[Rule] = (),
    n_searched: int = 0,
) -> Iterator[Finding]:
    """Yield the findings for the draft with this input name, in order of place: those told first, or `everything`."""
    for one, is_first in findings(record, draft, rules=rules, n_searched=n_searched):
        if is_first or everything:
            yield one


def findings(
    record: Record, draft: str, *, rules: Sequence[Rule] = (), n_searched: int = 0
) -> list[tuple[Finding, bool]]:
    """Return all findings for the draft with this input name, in order of place, and whether each is told first.

    Of what stands in a transcript only what stands against it counts; of the rest, and without one, what stands
    against other articles: of several that differ alike in one finding. Differences that are not substantive are not
    told first, nor what the draft has more than one of them, if another has it too. A direct
    quotation that is in no transcript, or nowhere on record, is a finding of its own; not told first where other
    articles carry it and nothing of the draft is in the transcript, which is of another occasion then. Places are
    those in the draft's file. `rules` are the house's own: each
    finding cites those that bear on it. `n_searched` articles of a record were
    looked through, where none of them has words of the draft.
    """
    (article,) = [one for one in record.rows("articles") if one["input"] == draft]
    overview = Overview(record, article["story"], order=[draft])
    text = record.text(article["id"])
    found: list[tuple[Finding, bool]] = []
    # from the record: a view folds away what a draft that is a reprint shares with another
    rows_of = {
        view.row["id"]: [
            row
            for row in record.rows("differences", utterance=view.row["id"])
            if row["relation"] != "possibly_same"
        ]
        for view in overview.utterances
        if view.of_article(article["id"])
    }
    every_row = [row for rows in rows_of.values() for row in rows]
    own = [one for one in overview.statements.values() if one["article"] == article["id"]]
    in_transcript = {one["id"] for one in own if _is_in_turn(overview, every_row, one)}
    taking_part = _taking_part(overview)
    for view in overview.utterances:
        rows = [
            row
            for row in rows_of.get(view.row["id"], ())
            if row["relation"] != "same"
            and (
                overview.has_transcript(row)
                or in_transcript.isdisjoint({row["left"], row["right"]})
            )
        ]
        found += _differing(overview, view, rows, article["id"], draft)
        for statement in view.of_article(article["id"]):
            if statement["utterance"] != view.row["id"]:
                continue
            voices = _other_voice(overview, every_row, statement, draft, text)
            if statement["id"] not in in_transcript:
                voices += _others_words(overview, statement, draft)
            found += [(one, True) for one in voices]
            if not (
                voices
                or _is_located(overview, every_row, statement)
                or _stands(overview, statement)
            ):
                nowhere = _standing_nowhere(overview, view, statement, taking_part, n_searched)
                is_of_others = not in_transcript and bool(_carrying(overview, view, article["id"]))
                found += [(one, may_stand and not is_of_others) for one, may_stand in nowhere]
    found += [(one, True) for one in _of_nobody(overview, article, draft, text)]
    of_numbers = [one for one, _ in found if "number" in one.guards]
    found += [
        (one, True)
        for one in _other_numbers(overview, article["id"], draft)
        if not any(one.start < other.end and other.start < one.end for other in of_numbers)
    ]
    placed = _Placed(record, article)
    found = [(placed.on_page(one), is_first) for one, is_first in found]
    found.sort(key=lambda one: (one[0].start, one[0].relation, one[0].text))
    return [(replace(one, rules=_bearing(rules, one)), is_first) for one, is_first in found]


def _standing_nowhere(
    overview: Overview,
    view: UtteranceView,
    statement: Mapping[str, Any],
    taking_part: set[str],
    n_searched: int,
) -> Iterator[tuple[Finding, bool]]:
    """Yield what of a statement that is not located is a finding, and whether it could stand in the transcripts."""
    name = statement["speaker_name"]
    least = _QUOTED_BY if name and surname_key(name) in taking_part else _QUOTED
    places = list(_not_found(overview, statement, least))
    if not places:
        return
    said = _nowhere(overview, overview.absences(view), statement["article"], n_searched)
    if carrying := _carrying(overview, view, statement["article"]):
        said += f"; {listed(carrying)} {'has' if len(carrying) == 1 else 'have'} it"
    may_stand = _may_stand(overview, statement, taking_part)
    draft = overview.articles[statement["article"]]["input"]
    for place in places:
        one = _finding(draft, place, "not_found", said, ())
        yield replace(one, kind=statement["kind"]), may_stand


def _differing(
    overview: Overview,
    view: UtteranceView,
    rows: Sequence[Mapping[str, Any]],
    article: str,
    draft: str,
) -> Iterator[tuple[Finding, bool]]:
    """Yield how a draft's statements differ from others of one utterance, and whether that is told first."""
    at: defaultdict[tuple[int, int], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if side := _side_of(row, article):
            at[row[f"{side}_span"]["start"], row[f"{side}_span"]["end"]].append(row)
    kinds = {one["id"]: one["kind"] for one in view.of_article(article)}
    for some in at.values():
        for one in told(overview, some):
            row = one.rows[0]
            side = _side_of(row, article)
            other = "right" if side == "left" else "left"
            made = _finding(
                draft, row[f"{side}_span"], row["relation"], plain(one.parts), one.guards
            )
            made = replace(
                made,
                time_code=overview.time_code(
                    row[f"{other}_article"], row[f"{other}_span"]["start"]
                ),
                kind=kinds[row[side]],
                against=tuple(
                    sorted({overview.label(each[f"{other}_article"]) for each in one.rows})
                ),
            )
            is_first = any(each["substantive"] for each in one.rows)
            has_more = row["relation"] in ONE_SIDED and side == "right"
            yield made, is_first and not (has_more and _is_elsewhere(overview, view, row, article))


def _side_of(row: Mapping[str, Any], article: str) -> str:
    """Return which side of a difference an article is; none of one of two others."""
    return next((side for side in ("left", "right") if row[f"{side}_article"] == article), "")


def _is_elsewhere(
    overview: Overview, view: UtteranceView, row: Mapping[str, Any], article: str
) -> bool:
    """Say whether another text has of an utterance what a draft has more than the one of a difference.

    Prints of the draft's own text are no others.
    """
    texts = {overview.carrier(one) for one in (article, row["left_article"])}
    return any(
        has_words(_said(one), row["right_span"]["text"])
        for one in view.statements
        if overview.carrier(one["article"]) not in texts
    )


def _bearing(rules: Sequence[Rule], one: Finding) -> tuple[str, ...]:
    return tuple(rule.id for rule in rules if rule.bears_on(one.relation, one.guards, one.kind))


def _other_voice(
    overview: Overview,
    rows: Sequence[Mapping[str, Any]],
    statement: Mapping[str, Any],
    draft: str,
    text: str,
) -> list[Finding]:
    """Return the finding that the draft and the transcript name different people for the words.

    Only where every turn that holds the words is another person's, and both are called by name. Few words of a
    report's quotation ('said it was "not a fair question"') are looked for in the turns themselves.
    """
    turns = [
        overview.statements[row[other]]
        for row in rows
        if overview.has_transcript(row)
        for one, other in (("left", "right"), ("right", "left"))
        if row[one] == statement["id"]
    ]
    if not turns and statement["kind"] == "mixed":
        turns = _turns_with(overview, statement, text)
    if not turns or not all(are_named_apart(statement, turn) for turn in turns):
        return []
    if overview.record.row("speakers", statement["speaker"])["kind"] == "unnamed":
        return []
    others = " and of ".join(sorted({turn["speaker_name"] for turn in turns}))
    label, mine = overview.label(statement["article"]), statement["speaker_name"]
    said = f"{label} names {mine}; in the transcript supplied the words stand in a turn of {others}"
    one = _finding(draft, statement["content"][0], "speaker", said, ("name",))
    return [replace(one, kind=statement["kind"])]


def _turns_with(
    overview: Overview, statement: Mapping[str, Any], text: str
) -> list[Mapping[str, Any]]:
    """Return the turns that have all that a statement quotes, four words or more, each part in a row."""
    spans = [Span(one["start"], one["end"]) for one in statement["content"]]
    quoted = [one.inner.of(text) for one in pair_marks(text, spans)]
    if not quoted or sum(map(count_words, quoted)) < _QUOTED:
        return []
    articles = {one["id"] for one in overview.transcripts}
    return [
        one
        for one in overview.statements.values()
        if one["article"] in articles and all(has_words(_said(one), words_) for words_ in quoted)
    ]


def _others_words(overview: Overview, statement: Mapping[str, Any], draft: str) -> list[Finding]:
    """Return the finding that other articles give the very words, which are in no transcript, to somebody else."""
    matches = [
        match
        for side in ("left", "right")
        for match in overview.record.rows(
            "matches", **{side: statement["id"]}, kind="possibly_same"
        )
        if match["reasons"][0] in TO_TWO.values()
    ]
    others = sorted(
        {
            (overview.label(said["article"]), said["speaker_name"])
            for match in matches
            for said in (overview.statements[match[side]] for side in ("left", "right"))
            if said["id"] != statement["id"]
        }
    )
    if not others:
        return []
    who = " and ".join(f"{label} gives these words to {name}" for label, name in others)
    said = f"{overview.label(statement['article'])} names {statement['speaker_name']}; {who}"
    one = _finding(draft, statement["content"][0], "speaker", said, ("name",))
    return [replace(one, kind=statement["kind"])]


def _of_nobody(
    overview: Overview, article: Mapping[str, Any], draft: str, text: str
) -> Iterator[Finding]:
    """Yield the quotations that the draft gives to nobody, of words that stand in a row in no transcript.

    'She would not go back "while Lund is chairman"': no verb says that it was said, so it is no statement. Nor is a
    headline ("Ruud: I would have stopped the ship").
    """
    if not overview.transcripts:
        return
    taken = [
        Span(part["start"], part["end"])
        for one in overview.statements.values()
        if one["article"] == article["id"]
        for part in one["content"]
    ]
    body, titles = (
        [Span(one["start"], one["end"]) for one in article["regions"] if one["role"] == role]
        for role in (Role.BODY, Role.TITLE)
    )
    places = [  # a headline may have single marks where the text has double ones
        *_unheard(overview, text, titles),
        *_unheard_titles(overview, text, titles),
        *_unheard(overview, text, body),
    ]
    said = "these words, which nobody is named as saying, do not stand in a row in the transcript supplied"
    of_title = "these words of the headline do not stand in a row in the transcript supplied"
    for place in places:
        if not any(place.overlaps(span) for span in taken):
            is_title = any(one.contains(place) for one in titles)
            told = of_title if is_title else said
            yield replace(_finding(draft, _as_row(place), "not_found", told, ()), kind="direct")


def _unheard_titles(overview: Overview, text: str, titles: Sequence[Span]) -> Iterator[Span]:
    """Yield what a headline has behind a colon in the first person, where no transcript has it in a row."""
    first = {one for one, person in lexicon().pronouns.items() if person == _SPEAKER}
    for title in titles:
        name, colon, said = title.of(text).partition(": ")
        place = Span(title.end - len(said), title.end).trimmed(text)
        is_said = bool(colon and name) and not pair_marks(text, [place])
        is_own = any(one.lower in first for one in words(text, place))
        is_told = is_said and is_own and count_words(said) >= _QUOTED
        if is_told and not _is_in_transcript(overview, place.of(text)):
            yield place


def _not_found(
    overview: Overview, statement: Mapping[str, Any], least: int
) -> Iterator[Mapping[str, Any]]:
    """Yield where a statement that stands nowhere quotes: of one in the reporter's words too, what is in its marks.

    That is `least` words or more.
    """
    content = statement["content"]
    if statement["kind"] == "direct":
        yield content[0]
    elif statement["kind"] == "mixed" and overview.transcripts:
        spans = [Span(one["start"], one["end"]) for one in content]
        text = overview.text(statement["article"])
        yield from map(_as_row, _unheard(overview, text, spans, least))


def _as_row(place: Span) -> Mapping[str, int]:
    return {"start": place.start, "end": place.end}


def _unheard(
    overview: Overview, text: str, spans: Sequence[Span], least: int | None = None
) -> Iterator[Span]:
    """Yield the quotations of a text, but titles and terms, whose words stand in a row in no transcript."""
    for one in pair_marks(text, spans):
        parts = [part for part in _CUT.split(one.inner.of(text)) if count_words(part) > 1]
        if sum(map(count_words, parts)) < (least or _QUOTED) or _is_title(text, one.inner):
            continue
        if not all(_is_in_transcript(overview, part) for part in parts):
            yield one.span


_CUT = re.compile(r"…|\.\.\.|\. \. \.|\[[^\]]*\]")
"""What parts a quotation into what was said in a row: marks of an omission, and what is inserted."""
_SPEAKER = "s"
"""Pronouns of whoever speaks."""
_QUOTED_BY = 2
"""The same of what somebody is quoted by who has a turn: 'Strand said morale had "never been lower"'. By hand."""
_QUOTED = 4
"""Words of a quotation within or beside a reporter's words from which it is looked for: fewer are a term. By hand."""


def _is_title(text: str, inner: Span) -> bool:
    """Say whether what stands in quotation marks is printed as a title is: “The Price of Water”."""
    found = [one for one in words(text, inner) if one.lower not in lexicon().function_words]
    return all(is_capitalised(one.text) or one.text[:1].isdigit() for one in found)


def _other_numbers(overview: Overview, article: str, draft: str) -> Iterator[Finding]:
    """Yield the numbers of a draft beside which a transcript gives another; other articles, there being none."""
    spoken = {one["id"] for one in overview.transcripts}
    for row in overview.record.rows("figures", story=overview.story["id"]):
        if row["standing"] not in {Standing.DIFFER, Standing.UPDATED}:
            continue
        mine = [one for one in row["given"] if one["article"] == article]
        values = {one["value"] for one in mine}
        others = sorted(
            {
                (overview.label(one["article"]), " ".join(one["span"]["text"].split()))
                for one in row["given"]
                if one["article"] != article
                and one["value"] not in values
                and (not spoken or one["article"] in spoken)
            }
        )
        for one in mine if others else ():
            printed = " ".join(one["span"]["text"].split())
            given = "; ".join(f"{label} gives {number}" for label, number in others)
            said = (
                f"{overview.label(article)} gives {printed}; {given}, of what is likely one thing"
            )
            yield _finding(draft, one["span"], "number", said, ("number",))


def _is_in_turn(
    overview: Overview, rows: Sequence[Mapping[str, Any]], statement: Mapping[str, Any]
) -> bool:
    """Say whether a statement stands beside a transcript's turn, or its words in one in a row."""
    return any(
        overview.has_transcript(row) and statement["id"] in {row["left"], row["right"]}
        for row in rows
    ) or (bool(overview.transcripts) and _stands(overview, statement))


def _carrying(overview: Overview, view: UtteranceView, draft: str) -> list[str]:
    """Return the labels of the other articles that carry an utterance; a transcript is none."""
    spoken = {one["id"] for one in overview.transcripts}
    others = {one["article"] for one in view.statements} - spoken - {draft}
    return sorted(overview.label(one) for one in others)


class _Placed:
    """Where in the draft's file findings stand: its text may be made from markup."""

    def __init__(self, record: Record, article: Mapping[str, Any]) -> None:
        self._offsets = record.offsets(article["id"])
        self._page = record.page_text(article["page"])

    def on_page(self, one: Finding) -> Finding:
        """Return a finding with its place in the file, given that in the article's text."""
        place = self._offsets.to_page(Span(one.start, one.end))
        before = self._page[: place.start]
        return replace(
            one,
            line=before.count("\n") + 1,
            column=len(before) - (before.rfind("\n") + 1) + 1,
            start=place.start,
            end=place.end,
        )


def _is_located(overview: Overview, differences: Any, statement: Mapping[str, Any]) -> bool:  # noqa: ANN401 - rows
    """Say whether a statement stands beside a transcript's turn, or another article's statement."""
    return any(
        statement["id"] in {row["left"], row["right"]}
        and (overview.has_transcript(row) or not overview.transcripts)
        for row in differences
    )


def _stands(overview: Overview, statement: Mapping[str, Any]) -> bool:
    """Say whether a quotation's words stand in a transcript in a row: of few words that is all that can be told."""
    return _is_in_transcript(overview, _said(statement))


def _said(statement: Mapping[str, Any]) -> str:
    """Return a statement's words, its parts one after the other."""
    return " ".join(span["text"] for span in statement["content"])


def _is_in_transcript(overview: Overview, said: str) -> bool:
    return any(has_words(overview.text(one["id"]), said) for one in overview.transcripts)


def _taking_part(overview: Overview) -> set[str]:
    """Return the keys of the surnames of those who have a turn in the transcripts."""
    articles = {one["id"] for one in overview.transcripts}
    return {
        surname_key(one["speaker_name"])
        for one in overview.statements.values()
        if one["article"] in articles and one["speaker_name"]
    }


def _may_stand(overview: Overview, statement: Mapping[str, Any], taking_part: set[str]) -> bool:
    """Say whether a quotation could stand in the transcripts: not where who said it is named and takes part in none."""
    name = statement["speaker_name"]
    if not taking_part or not name or surname_key(name) in taking_part:
        return True
    return bool(overview.record.row("speakers", statement["speaker"])["kind"] != "person")


def _nowhere(
    overview: Overview, absences: Sequence[Mapping[str, Any]], draft: str, n_searched: int
) -> str:
    transcripts = {one["id"] for one in overview.transcripts}
    absences = [one for one in absences if not transcripts or one["article"] in transcripts]
    if not absences and transcripts:
        return "these words were not found in the transcript, other articles' words for them were"
    if not absences and n_searched:
        several = counted(n_searched, "article")
        return f"no five words in a row of this draft's statements stand in the record's {several}"
    if not absences:
        return "these words were compared with nothing: the record holds no other text"
    best = max(absences, key=lambda one: one["shared"])
    return plain(absence_sentence(overview, overview.label(draft), best))


def _finding(
    draft: str,
    span: Mapping[str, Any],
    relation: str,
    said: str,
    guards: Any,  # noqa: ANN401 - a list
) -> Finding:
    return Finding(
        input=draft,
        line=0,  # told by its place on the page
        column=0,
        start=span["start"],
        end=span["end"],
        relation=relation,
        text=said,
        guards=tuple(guards),
    )
