"""Over all articles: which carry one text, which are on one event, and who is one speaker."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from onrecord.building.reading import note_of
from onrecord.building.run import Run, places
from onrecord.building.shelf import Made
from onrecord.judgements import Settled, judged, settle
from onrecord.model import Article, Kind, Match, Speaker, SpeakerKind, Statement, Story
from onrecord.record.store import Record
from onrecord.record.writing import Writing
from onrecord.speakers.heard import Heard, Named, named_elsewhere
from onrecord.speakers.linking import as_bodies, as_persons, as_relatives
from onrecord.speakers.prints import with_places
from onrecord.speakers.together import find_together, with_members
from onrecord.speakers.turns import with_names
from onrecord.speakers.voice import ArticleVoices, Voice, known_voices
from onrecord.stories.grouping import Terms, known_terms
from onrecord.stories.reprints import Body, count_independent
from onrecord.text.names import name_key
from onrecord.text.spans import Span
from onrecord.utterances.transcripts import Transcripts

__all__ = ["find_speakers", "find_stories"]


def find_stories(run: Run, record: Record, rows: Writing) -> None:
    """Find which articles carry one text, and which are on one event."""
    stage, articles, said = run.flow.reprints, run.articles, run.statements

    def opened(id_: str) -> tuple[Article, list[Span]]:
        direct = (one for one in said[id_] if one.kind is Kind.DIRECT)
        return articles[id_], [span for one in direct for span in one.content]

    def body(id_: str) -> Body:
        noted = note_of(run, record, "reprints", id_)
        return stage.known(id_, noted, partial(opened, id_))

    run.reprints, overlaps = run.group("reprints", stage, Made(list(articles), body))
    links = _telling([one.match for one in overlaps], _KEPT_OF_TEXTS)
    rows.matches("reprint", "reprints", links, run.fresh)
    del overlaps, links
    run.progress.done("reprints", len(run.reprints))
    decided_of = articles if run.decisions else ()
    settled = settle(run.decisions, "story", {one: one for one in decided_of}, {})
    grouping = judged(run.flow.stories, _article_id, "story", settled)
    terms = [
        known_terms(one, note_of(run, record, "stories", id_)) for id_, one in articles.items()
    ]
    stories, matches = run.group("stories", grouping, terms)
    del terms
    run.judged += settled.outcomes({a: one.id for one in stories for a in one.articles})
    text_of = run.text_of()
    run.stories = [
        replace(
            story,
            n_independent=count_independent(
                [articles[i] for i in story.articles], text_of, run.tally
            ),
        )
        for story in stories
    ]
    run.stories = _with_transcripts(run)
    rows.groups(sorted(run.changed | run.again), run.stories, run.reprints)
    rows.matches("story", "stories", _telling(matches), run.fresh)
    run.progress.done("stories", len(run.stories))


def _with_transcripts(run: Run) -> list[Story]:
    """Return the stories with the transcripts that their articles quote, whatever story those are of."""
    articles, said = run.articles, run.statements
    supplied = ((one, said[id_]) for id_, one in articles.items() if one.role == "transcript")
    transcripts = Transcripts(supplied, run.flow.utterances)
    if not transcripts:
        return run.stories
    stories = []
    for story in run.stories:
        quoted = [
            each
            for one in story.articles
            if articles[one].role != "transcript"
            for each in transcripts.quoted_in(articles[one], said[one])
        ]
        run.quoted += quoted
        others = tuple(sorted({one.transcript for one in quoted}.difference(story.articles)))
        stories.append(replace(story, transcripts=others) if others else story)
    return stories


def find_speakers(run: Run, record: Record, rows: Writing) -> None:
    """Find who each statement's speaker is, within its article and over all of them."""
    story_of = run.story_of()
    is_alone = {one.id for one in run.stories if len(one.articles) == 1}
    voices = [
        known_voices(
            id_,
            story_of[id_],
            run.statements[id_],
            run.mentions[id_],
            note_of(run, record, "voices", id_),
            with_heard=story_of[id_] not in is_alone,
        )
        for id_ in run.articles
    ]
    everybody = with_places(
        as_bodies(as_relatives(as_persons([voice for one in voices for voice in one.voices]))),
        run.text_of(),
        run.articles,
        run.mentions,
    )
    if run.quoted:
        voice_in = {statement: voice for one in voices for statement, voice in one.voice_of}
        quoted = (
            (voice_in.get(one.turn, ""), voice_in.get(one.statement, "")) for one in run.quoted
        )
        everybody = with_names(everybody, quoted)
    heard = everybody if run.decisions else []
    voice_of = {mention.id: voice.id for voice in heard for mention in voice.mentions}
    mentions = (one for some in run.mentions.values() for one in some if one.id in voice_of)
    settled = settle(
        run.decisions,
        "speaker",
        voice_of,
        places((one.article, one.span, voice_of[one.id]) for one in mentions),
    )
    linking = judged(run.flow.speakers, _voice_id, "speaker", settled)
    groups, matches = run.group("speakers", linking, everybody)
    if settled.names:
        groups = [(_renamed(speaker, members, settled), members) for speaker, members in groups]
    run.judged += settled.outcomes(
        {voice.id: speaker.id for speaker, members in groups for voice in members}
    )
    speaker_of = {voice.id: speaker.id for speaker, members in groups for voice in members}
    decided = {id_ for table in (settled.same, settled.apart) for pair in table for id_ in pair}
    decided |= {*settled.alone, *settled.names}
    together = [each for one in voices for each in find_together(one, run.mentions[one.article])]
    everyone = (speaker for speaker, _ in groups)
    run.speakers, now = with_members(everyone, speaker_of, together, decided)
    speaker_of = {voice: now.get(id_, id_) for voice, id_ in speaker_of.items()}
    named = _named_elsewhere(run, story_of, voices, speaker_of, decided)
    run.speakers = _with_mentions(run, named)
    rows.speakers(run.speakers)
    rows.mentions(run.mentions, run.fresh)
    links = [match for one in voices for match in one.matches] + _telling(matches)
    links += [_elsewhere(one, run.flow.voices.min_confidence) for one in named.values()]
    fresh = {one.id for id_ in run.renoted for one in run.mentions[id_]}
    rows.matches("speaker", "speakers", links, fresh)
    for one in voices:
        speaker_in = {statement: speaker_of[voice] for statement, voice in one.voice_of}
        statements = run.statements[one.article]
        _follow(statements, speaker_in, named)
        if any(each.speaker != speaker_in.get(each.id) for each in statements):
            run.statements[one.article] = tuple(
                replace(each, speaker=speaker_in.get(each.id)) for each in statements
            )
        run.tally["mentions"] += len(run.mentions[one.article])
        run.tally["statements.unresolved"] += len(statements) - len(speaker_in)
    run.progress.done("speakers", len(run.speakers))


def _named_elsewhere(
    run: Run,
    story_of: Mapping[str, str],
    voices: Sequence[ArticleVoices],
    speaker_of: Mapping[str, str],
    decided: set[str],
) -> dict[str, Named]:
    """Return by statement whom other articles of the story name for its words, where a pronoun is taken for another.

    What a person decided about a voice stands.
    """
    surnames = {
        one.id: name_key(one.name.split()[-1])
        for one in run.speakers
        if one.kind is SpeakerKind.PERSON and one.name
    }
    said_by = {
        statement: speaker_of[voice]
        for one in voices
        if one.heard
        for statement, voice in one.voice_of
    }
    kept = {statement for one in voices for statement, voice in one.voice_of if voice in decided}
    in_story: defaultdict[str, dict[str, list[Heard]]] = defaultdict(dict)
    for one in voices:
        heard = [each for each in one.heard if each.is_named or each.statement not in kept]
        if heard:
            in_story[story_of[one.article]][one.article] = heard

    def names_in(article: str) -> set[str]:
        return {
            name_key(one.surname)
            for one in run.mentions[article]
            if one.form == "name" and one.kind is SpeakerKind.PERSON and one.surname
        }

    return {
        one.statement: one
        for heard in in_story.values()
        if len(heard) > 1
        for one in named_elsewhere(heard, said_by, surnames, names_in)
    }


def _with_mentions(run: Run, named: Mapping[str, Named]) -> list[Speaker]:
    """Return the speakers with the mentions that others name somebody for; who has none left is nobody."""
    if not named:
        return run.speakers
    to = {one.mention: one.speaker for one in named.values()}
    forms = {
        mention.id: mention.text
        for article in {one.article for one in named.values()}
        for mention in run.mentions[article]
        if mention.id in to
    }
    gained: defaultdict[str, list[str]] = defaultdict(list)
    for mention, speaker in sorted(to.items()):
        gained[speaker].append(mention)
    out = []
    for one in run.speakers:
        if one.id not in gained and to.keys().isdisjoint(one.mentions):
            out.append(one)
            continue
        had, has = set(one.mentions), set(gained.get(one.id, ()))
        lost, new = (had & to.keys()) - has, has - had
        counts = Counter(dict(one.forms))
        counts.subtract(forms[id_] for id_ in lost)
        counts.update(forms[id_] for id_ in new)
        shown = sorted((+counts).items(), key=lambda form: (-form[1], form[0]))
        mentions = tuple(sorted((had | new) - lost))
        out.append(replace(one, mentions=mentions, forms=tuple(shown)))
    return [one for one in out if one.mentions]


_ELSEWHERE = 0.9
"""How sure it is whom another article names for the same words. Set by hand."""


def _elsewhere(named: Named, threshold: float) -> Match:
    """Return why a pronoun is taken for somebody whom another article names; it stands before what its own tells."""
    return Match(
        kind="speaker",
        left=named.mention,
        right=named.by,
        linked=True,
        score=_ELSEWHERE,
        threshold=threshold,
        margin=round(_ELSEWHERE - threshold, 2),
        runner_up=None,
        reasons=("named so in another article, for the very same words",),
    )


def _follow(
    statements: Iterable[Statement], speaker_in: dict[str, str], named: Mapping[str, Named]
) -> None:
    """Give statements the speaker that others name; repeats, and what shares a source, go with them."""
    by_source = {one.source: named[one.id].speaker for one in statements if one.id in named}
    if not by_source:
        return
    for one in statements:
        told = named.get(one.id) or named.get(one.repeat_of or "")
        if told is not None:
            speaker_in[one.id] = told.speaker
        elif one.source in by_source:
            speaker_in[one.id] = by_source[one.source]


def _renamed(speaker: Speaker, members: Iterable[Voice], settled: Settled) -> Speaker:
    """Return a speaker under the name that a person gave one of its voices."""
    given = next((settled.names[one.id].name for one in members if one.id in settled.names), None)
    return speaker if given is None else replace(speaker, name=given)


_KEPT = 3
"""Links of a thing that are kept for each of its sides, the strongest first, and the weakest."""
_KEPT_OF_TEXTS = 10
"""The same of a text's with others: each two of a dozen prints are told how much they share. Set by hand."""


def _telling(matches: Sequence[Match], n_kept: int = _KEPT) -> list[Match]:
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
        kept |= {(one.left, one.right) for one in (*some[:n_kept], some[-1])}
    return [
        one for one in matches if not one.linked or one.decided_by or (one.left, one.right) in kept
    ]


def _voice_id(voice: Voice) -> str:
    return voice.id


def _article_id(terms: Terms) -> str:
    return terms.id
