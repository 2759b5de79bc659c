"""Over all articles: which carry one text, which are on one event, and who is one speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.building.run import Run, of_articles, places
from onrecord.judgements import Settled, judged, settle
from onrecord.model import Kind, Match, Speaker
from onrecord.record.writing import Writing
from onrecord.speakers.voices import Voice, known_voices
from onrecord.stories.grouping import Terms, known_terms
from onrecord.stories.reprints import count_independent

__all__ = ["find_speakers", "find_stories"]


def find_stories(run: Run, rows: Writing) -> None:
    """Find which articles carry one text, and which are on one event."""
    quoted = {
        article: [span for one in some if one.kind is Kind.DIRECT for span in one.content]
        for article, some in of_articles(run.statements).items()
    }
    stage, noted = run.flow.reprints, run.notes.pop("reprints")
    bodies = [stage.read(one, quoted.get(one.id, ()), noted[one.id]) for one in run.articles]
    run.reprints, overlaps = run.group("reprints", stage, bodies)
    del bodies, noted
    run.progress.done("reprints", len(run.reprints))
    settled = settle(run.decisions, "story", {one.id: one.id for one in run.articles}, {})
    grouping = judged(run.flow.stories, _article_id, "story", settled)
    weights = run.notes.pop("stories")
    terms = [known_terms(one, weights.pop(one.id)) for one in run.articles]
    stories, matches = run.group("stories", grouping, terms)
    run.judged += settled.outcomes({a: one.id for one in stories for a in one.articles})
    by_id, text_of = {one.id: one for one in run.articles}, run.text_of()
    run.stories = [
        replace(
            story,
            n_independent=count_independent([by_id[i] for i in story.articles], text_of, run.tally),
        )
        for story in stories
    ]
    anew = run.changed | run.again
    changed = [one for one in run.articles if one.id in anew]
    rows.groups(changed, run.stories, run.reprints)
    rows.matches("reprint", "reprints", [one.match for one in overlaps], run.fresh)
    rows.matches("story", "stories", _telling(matches), run.fresh)
    run.progress.done("stories", len(run.stories))


def find_speakers(run: Run, rows: Writing) -> None:
    """Find who each statement's speaker is, within its article and over all of them."""
    of_article, story_of, noted = (
        of_articles(run.statements),
        run.story_of(),
        run.notes.pop("voices"),
    )
    voices = [
        known_voices(one, story_of[one.id], of_article[one.id], run.mentions[one.id], noted[one.id])
        for one in run.articles
    ]
    everybody = [voice for one in voices for voice in one.voices]
    heard = everybody if run.decisions else []
    settled = settle(
        run.decisions,
        "speaker",
        {mention.id: voice.id for voice in heard for mention in voice.mentions},
        places((m.article, m.span, v.id) for v in heard for m in v.mentions),
    )
    linking = judged(run.flow.speakers, _voice_id, "speaker", settled)
    groups, matches = run.group("speakers", linking, everybody)
    if settled.names:
        groups = [(_renamed(speaker, members, settled), members) for speaker, members in groups]
    run.judged += settled.outcomes(
        {voice.id: speaker.id for speaker, members in groups for voice in members}
    )
    run.speakers = [speaker for speaker, _ in groups]
    rows.speakers(run.speakers)
    rows.mentions([(one.id, run.mentions[one.id]) for one in run.articles], run.fresh)
    links = [match for one in voices for match in one.matches] + _telling(matches)
    fresh = {one.id for id_ in run.renoted for one in run.mentions[id_]}
    rows.matches("speaker", "speakers", links, fresh)
    speaker_of = {voice.id: speaker.id for speaker, members in groups for voice in members}
    voice_of = {statement: voice for one in voices for statement, voice in one.voice_of}
    run.tally["mentions"] += sum(map(len, run.mentions.values()))
    run.tally["statements.unresolved"] += sum(one.id not in voice_of for one in run.statements)
    run.statements = [
        replace(one, speaker=speaker_of.get(voice_of.get(one.id, ""))) for one in run.statements
    ]
    run.progress.done("speakers", len(run.speakers))


def _renamed(speaker: Speaker, members: Iterable[Voice], settled: Settled) -> Speaker:
    """Return a speaker under the name that a person gave one of its voices."""
    given = next((settled.names[one.id].name for one in members if one.id in settled.names), None)
    return speaker if given is None else replace(speaker, name=given)


_KEPT = 3
"""Links of a thing that are kept for each of its sides, the strongest first, and the weakest."""


def _telling(matches: Sequence[Match]) -> list[Match]:
    """Leave out links that tell nothing more: that one person is named alike in 200 articles is 20,000.

    Of the links of each thing the strongest are kept, and the weakest, on which most hangs; all that
    joined nothing or that a person decided.
    """
    links: defaultdict[str, list[Match]] = defaultdict(list)
    for one in matches:
        if one.linked and not one.decided_by:
            links[one.left].append(one)
            links[one.right].append(one)
    kept = set()
    for some in links.values():
        some.sort(key=lambda one: (-one.score, one.left, one.right))
        kept |= {(one.left, one.right) for one in (*some[:_KEPT], some[-1])}
    return [
        one for one in matches if not one.linked or one.decided_by or (one.left, one.right) in kept
    ]


def _voice_id(voice: Voice) -> str:
    return voice.id


def _article_id(terms: Terms) -> str:
    return terms.article.id
