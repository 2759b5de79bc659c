"""The program on one screen: the stages in order, with their settings.

page -> article -> statements -> reprints, stories -> speakers -> utterances -> record
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord import settings
from onrecord.articles.extract import ExtractArticles
from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError, RecordError, SettingsError
from onrecord.judgements import Judged, settle
from onrecord.model import (
    Article,
    Difference,
    Judgement,
    Kind,
    Match,
    Mention,
    Origin,
    Page,
    Rejection,
    Relation,
    Source,
    Speaker,
    Statement,
)
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages
from onrecord.record.store import Record, Rows
from onrecord.record.texts import Filled, fill
from onrecord.resources import lexicon
from onrecord.speakers.linking import LinkSpeakers
from onrecord.speakers.voices import ArticleVoices, FindVoices, Voice
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements
from onrecord.statements.mentions import find_mentions
from onrecord.stories.grouping import GroupStories, Terms, read_terms
from onrecord.stories.reprints import GroupReprints, count_independent, read_body
from onrecord.text.spans import Span
from onrecord.utterances.absence import Searched
from onrecord.utterances.differences import FindDifferences, best_places, make_row
from onrecord.utterances.figures import GroupFigures, read_sentences
from onrecord.utterances.matching import GroupUtterances, Witness, read_witnesses

__all__ = ["Flow", "build", "extract", "rehydrate", "silent"]


@lru_cache(maxsize=1)
def code_version() -> str:
    """Return the package's version with a digest of its code: part of every origin.

    What other code made is not what this code would make.
    """
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(Path(str(files("onrecord"))).rglob("*")):
        if path.suffix in {".py", ".toml", ".tsv"}:
            digest.update(path.name.encode() + path.read_bytes())
    return f"{version('onrecord')}+{digest.hexdigest()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """All stages with their settings."""

    pages: ReadPages = field(default_factory=ReadPages)
    articles: ExtractArticles = field(default_factory=ExtractArticles)
    statements: AttributeStatements = field(default_factory=AttributeStatements)
    voices: FindVoices = field(default_factory=FindVoices)
    speakers: LinkSpeakers = field(default_factory=LinkSpeakers)
    reprints: GroupReprints = field(default_factory=GroupReprints)
    stories: GroupStories = field(default_factory=GroupStories)
    utterances: GroupUtterances = field(default_factory=GroupUtterances)
    differences: FindDifferences = field(default_factory=FindDifferences)
    figures: GroupFigures = field(default_factory=GroupFigures)
    engine: LocalEngine = field(default_factory=LocalEngine)

    @classmethod
    def of_record(cls, record: Record) -> Flow:
        """Return the flow with the settings that a record was last built with.

        Raises SettingsError where the record was built by a version with other settings.
        """
        kept = {
            row["stage"]: json.loads(row["settings"]) for row in record.rows("origins", current=1)
        }
        stages = cls().stages()
        changed = {}
        for name, stage in stages.items():
            values = {key: value for key, value in kept.get(name, {}).items() if key != "reads"}
            try:
                changed[name] = replace(stage, **values)
            except TypeError as error:
                message = f"the record was built with settings of another version ({name}); build it again"
                raise SettingsError(message) from error
        return cls(**changed)

    def stages(self) -> dict[str, Any]:
        """Return the stages by the names that settings use."""
        return {one.name: getattr(self, one.name) for one in dataclasses.fields(self)}

    def origins(self) -> list[Origin]:
        """Return the origin of each stage's rows."""
        stages = {name: stage for name, stage in self.stages().items() if name != "engine"}
        return [
            Origin.of(
                name, code_version(), settings.as_json(stage, reads=getattr(stage, "digest", None))
            )
            for name, stage in stages.items()
        ]


def silent(stage: str, n_items: int) -> None:
    """Report nothing."""
    del stage, n_items


def build(
    flow: Flow,
    inputs: Sequence[Input],
    record: Record,
    rejections: Iterable[Rejection] = (),
    report: Callable[[str, int], None] = silent,
    decisions: Sequence[Judgement] = (),
) -> Tally:
    """Add what is new among the inputs to the record and work out everything anew from all of it.

    `decisions` are what people judged; they stand before what the machine finds.

    Articles and statements come from the record where it has them, made by the same code, settings
    and weights; groups are always over all articles, so that the record is the same whatever came
    in when.
    """
    tally = Tally()
    rows = Rows(rejections=list(rejections), origins=flow.origins())
    decided = tuple(decisions)
    known = record.page_ids()
    pages = list(
        _each(
            flow,
            flow.pages,
            inputs,
            rows,
            tally,
            lambda item: item.input if isinstance(item, Page) else item.name,
        )
    )
    fresh = _new_pages(pages, known, rows, tally)
    report("pages", len(fresh))
    rows.articles = list(_each(flow, flow.articles, fresh, rows, tally, lambda page: page.input))
    kept = {article.page for article in rows.articles}
    rows.pages = [page for page in fresh if page.id in kept]
    report("articles", len(rows.articles))
    before = list(record.articles())
    articles = sorted([*before, *rows.articles], key=lambda one: one.id)
    statements = _statements(flow, before, articles, record, rows, tally)
    rows.rejections += _not_read(flow, articles)
    report("statements", len(statements))
    _stories(flow, articles, statements, rows, tally, decided)
    report("stories", len(rows.stories))
    statements = _speakers(flow, articles, statements, rows, tally, decided)
    report("speakers", len(rows.speakers))
    rows.statements = _utterances(flow, articles, statements, rows, tally, decided)
    report("utterances", len(rows.utterances))
    _figures(flow, articles, rows, tally)
    record.write(rows)
    return tally


def rehydrate(flow: Flow, inputs: Sequence[Input], record: Record) -> Filled:
    """Fill a record that came without texts from one's own copies of its pages.

    A page is found by the digest of its bytes, wherever it lies among the inputs; its text is
    taken only if it has the digest that the record kept. Raises RecordError where a page is at
    hand but this version reads another text from it.
    """
    wanted: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in record.rows("pages"):
        wanted[row["sha256"]].append(row)
    digests = {row["id"]: (row["page"], row["text_sha256"]) for row in record.rows("articles")}
    rows, tally = Rows(), Tally()
    texts: dict[str, str] = {}
    data: dict[str, bytes] = {}
    for page in _each(flow, flow.pages, inputs, rows, tally, lambda item: item.name):
        for row in wanted.get(page.sha256, ()):
            source = Source(
                outlet=row["outlet"], url=row["url"], published=row["published"], role=row["role"]
            )
            same = replace(page, id=row["id"], input=row["input"], source=source)
            data[row["id"]] = page.data
            for made in flow.articles.run(same, tally):
                if digests.get(made.id) == (row["id"], made.text_sha256):
                    texts[made.id] = made.text
    changed = [id_ for id_, (page, _) in digests.items() if page in data and id_ not in texts]
    if changed:
        message = (
            f"{len(changed)} articles read otherwise by this version than by the one that made the "
            "record; fill it with that version (see its `origins`)"
        )
        raise RecordError(message)
    return fill(record, texts, data)


def extract(text: str, *, published: str | None = None) -> list[dict[str, Any]]:
    """Return the statements of one article in plain text, speakers resolved within it."""
    source = Source(published=published, role="article")
    one = Input(name="text", path=None, source=source, data=text.encode())
    with Record.create(":memory:") as record:
        build(Flow(pages=ReadPages(max_bytes=len(one.data or b"") + 1)), [one], record)
        return in_order(record.rows("statements"))


def in_order(statements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of statements in the order in which an article gives them."""
    return sorted(
        statements,
        key=lambda row: (
            row["article"],
            row["content"][0]["start"],
            row["content"][-1]["end"],
            row["id"],
        ),
    )


def _each(
    flow: Flow,
    step: Any,  # noqa: ANN401 - any step
    items: Sequence[Any],
    rows: Rows,
    tally: Tally,
    name: Callable[[Any], str],
) -> Iterable[Any]:
    for item, made in flow.engine.map(step, items, tally):
        if isinstance(made, ItemError):
            tally[f"rejected.{made.reason}"] += 1
            rows.rejections.append(
                Rejection(
                    input=name(item), stage=made.stage, reason=made.reason, detail=made.detail
                )
            )
        else:
            for one in made:
                if isinstance(one, Rejection):
                    tally[f"rejected.{one.reason}"] += 1
                    rows.rejections.append(one)
                else:
                    yield one


def _new_pages(
    pages: Sequence[Page], known: dict[str, str], rows: Rows, tally: Tally
) -> list[Page]:
    """Return pages that the record does not hold; the same bytes under two names are one page."""
    fresh: dict[str, Page] = {}
    for page in sorted(pages, key=lambda one: (one.id, one.input)):
        first = known.get(page.id) or (fresh[page.id].input if page.id in fresh else None)
        if first is None:
            fresh[page.id] = page
            continue
        tally["pages.known"] += 1
        if first != page.input:
            rows.rejections.append(
                Rejection(
                    input=page.input,
                    stage="pages",
                    reason="duplicate",
                    detail=f"the same bytes as {first}; give an outlet for each in sources.csv "
                    "if two outlets published them",
                )
            )
    return list(fresh.values())


def _not_read(flow: Flow, articles: Sequence[Article]) -> list[Rejection]:
    limit = flow.statements.max_paragraph
    return [
        Rejection(
            input=article.input,
            stage="statements",
            reason="paragraph_too_long",
            detail=f"characters {span.start} to {span.end}: more than {limit:,} in one paragraph "
            "(setting statements.max_paragraph); kept in the article, not read for statements",
        )
        for article in articles
        for span in flow.statements.not_read(article)
    ]


def _statements(
    flow: Flow,
    before: Sequence[Article],
    articles: Sequence[Article],
    record: Record,
    rows: Rows,
    tally: Tally,
) -> list[Statement]:
    """Return the statements of all articles; those that the record holds are not worked out anew."""
    origin = next(one.id for one in rows.origins if one.stage == "statements")
    is_same = bool(record.rows("origins", id=origin, current=1))
    failed = {row["input"] for row in record.rows("rejections")}
    known = {one.id for one in before if one.input not in failed} if is_same else set()
    fresh = [one for one in articles if one.id not in known]
    tally["articles.statements_kept"] += len(known)
    made: list[Statement] = list(
        _each(flow, flow.statements, fresh, rows, tally, lambda article: article.input)
    )
    kept = [one for one in record.statements(origin) if one.article in known] if known else []
    rank = {one.id: number for number, one in enumerate(articles)}
    return sorted([*kept, *made], key=lambda one: (rank[one.article], one.place, one.id))


def _speakers(
    flow: Flow,
    articles: Sequence[Article],
    statements: Sequence[Statement],
    rows: Rows,
    tally: Tally,
    decisions: Sequence[Judgement],
) -> list[Statement]:
    of_article: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        of_article[statement.article].append(statement)
    story_of = {article: story.id for story in rows.stories for article in story.articles}
    items: list[tuple[Article, str, Sequence[Statement], Sequence[Mention]]] = [
        (
            one,
            story_of[one.id],
            of_article[one.id],
            find_mentions(one, of_article[one.id], lexicon()),
        )
        for one in articles
    ]
    voices: list[ArticleVoices] = list(
        _each(flow, flow.voices, items, rows, tally, lambda item: item[0].input)
    )
    rows.mentions = [mention for _, _, _, mentions in items for mention in mentions]
    rows.matches += [match for one in voices for match in one.matches]
    everybody = [voice for one in voices for voice in one.voices]
    settled = settle(
        decisions,
        "speaker",
        {mention.id: voice.id for voice in everybody for mention in voice.mentions},
        _places((m.article, m.span, v.id) for v in everybody for m in v.mentions),
    )
    linking = Judged(grouping=flow.speakers, id_of=_voice_id, kind="speaker", settled=settled)
    groups, matches = flow.engine.group(linking, everybody, tally)
    rows.matches += matches
    names = {voice: one.name for voice, one in settled.names.items()}
    groups = [
        (
            replace(
                speaker, name=next((names[v.id] for v in members if v.id in names), speaker.name)
            ),
            members,
        )
        for speaker, members in groups
    ]
    rows.judgements += settled.outcomes(
        {voice.id: speaker.id for speaker, members in groups for voice in members}
    )
    rows.speakers = [speaker for speaker, _ in groups]
    speaker_of = {voice.id: speaker.id for speaker, members in groups for voice in members}
    voice_of = {statement: voice for one in voices for statement, voice in one.voice_of}
    return [replace(one, speaker=speaker_of.get(voice_of.get(one.id, ""))) for one in statements]


_NEAR = 0.5
"""Share of its threshold from which a comparison of two articles is kept though it joins nothing."""


def _stories(
    flow: Flow,
    articles: Sequence[Article],
    statements: Sequence[Statement],
    rows: Rows,
    tally: Tally,
    decisions: Sequence[Judgement],
) -> None:
    quoted: defaultdict[str, list[Any]] = defaultdict(list)
    for one in statements:
        if one.kind is Kind.DIRECT:
            quoted[one.article] += one.content
    bodies = [read_body(one, quoted[one.id]) for one in articles]
    reprints, overlaps = flow.engine.group(flow.reprints, bodies, tally)
    rows.reprints = reprints
    settled = settle(decisions, "story", {one.id: one.id for one in articles}, {})
    grouping = Judged(grouping=flow.stories, id_of=_article_id, kind="story", settled=settled)
    stories, matches = flow.engine.group(grouping, [read_terms(one) for one in articles], tally)
    # of comparisons between articles only those that came near are kept: every article is compared
    # with most others of its day, and one that shares a word or two tells nobody anything
    near = [
        one for one in matches if one.linked or one.decided_by or one.score >= _NEAR * one.threshold
    ]
    rows.matches += [one.match for one in overlaps] + near
    rows.judgements += settled.outcomes({a: one.id for one in stories for a in one.articles})
    by_id = {one.id: one for one in articles}
    rows.stories = [
        replace(
            story,
            n_independent=count_independent([by_id[i] for i in story.articles], reprints, tally),
        )
        for story in stories
    ]


def _utterances(
    flow: Flow,
    articles: Sequence[Article],
    statements: Sequence[Statement],
    rows: Rows,
    tally: Tally,
    decisions: Sequence[Judgement],
) -> list[Statement]:
    by_id = {one.id: one for one in articles}
    story_of = {article: story.id for story in rows.stories for article in story.articles}
    kinds = {one.id: one.kind for one in rows.speakers}
    witnesses = read_witnesses(
        statements, by_id, story_of, kinds, _addressees(statements, rows.speakers)
    )
    of = {one.statement.id: one for one in witnesses}
    settled = settle(
        decisions,
        "utterance",
        {id_: id_ for id_ in of},
        _places((one.article, one.place, one.id) for one in statements if one.id in of),
    )
    matching = Judged(
        grouping=flow.utterances, id_of=_witness_id, kind="utterance", settled=settled
    )
    utterances, matches = flow.engine.group(matching, witnesses, tally)
    rows.matches += matches
    rows.judgements += settled.outcomes({s: one.id for one in utterances for s in one.statements})
    utterance_of = {id_: one.id for one in utterances for id_ in one.statements}
    searched = {story.id: Searched([by_id[i] for i in story.articles]) for story in rows.stories}
    links: defaultdict[str, list[Match]] = defaultdict(list)
    for match in matches:
        if match.linked:  # one side may be a transcript's turn, which is in no utterance
            here = utterance_of.get(match.left) or utterance_of[match.right]
            if here == (utterance_of.get(match.right) or here):  # else parted by a judgement
                links[here].append(match)
    turns = [one for one in witnesses if one.article.role == "transcript"]
    for utterance in sorted(utterances, key=lambda one: one.id):
        members = [of[id_] for id_ in utterance.statements]
        carrying = {one.article.id for one in members}
        # a transcript whose turn the words stand in carries them, though it joins no utterance
        carrying |= {of[side].article.id for m in links[utterance.id] for side in (m.left, m.right)}
        absences = searched[utterance.story].not_found_in(
            [one.reading for one in members], carrying
        )
        rows.utterances.append(replace(utterance, not_found_in=absences))
        rows.differences += flow.differences.run(
            utterance, [*members, *turns], best_places(links[utterance.id], of)
        )
    rows.differences += _possibly(matches, of, utterance_of)
    tally["utterances"] += len(utterances)
    tally.update(f"differences.{one.relation}" for one in rows.differences)
    return [replace(one, utterance=_utterance_of(one, utterance_of)) for one in statements]


def _figures(flow: Flow, articles: Sequence[Article], rows: Rows, tally: Tally) -> None:
    """Find the numbers that two independent texts or more give beside the same words."""
    story_of = {article: story.id for story in rows.stories for article in story.articles}
    sentences = [
        one for article in articles for one in read_sentences(article, story_of[article.id])
    ]
    figures, _ = flow.engine.group(flow.figures, sentences, tally)
    text_of = {article: group.id for group in rows.reprints for article in group.articles}
    rows.figures = [
        one
        for one in figures
        if len({text_of.get(given.article, given.article) for given in one.given}) > 1
    ]
    tally.update(f"figures.{one.standing}" for one in rows.figures)


def _places(
    things: Iterable[tuple[str, Span, str]],
) -> dict[str, list[tuple[Span, str]]]:
    """Return by article where each item stands."""
    places: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for article, span, item in things:
        places[article].append((span, item))
    return places


def _voice_id(voice: Voice) -> str:
    return voice.id


def _article_id(terms: Terms) -> str:
    return terms.article.id


def _witness_id(witness: Witness) -> str:
    return witness.statement.id


def _utterance_of(statement: Statement, utterance_of: dict[str, str]) -> str | None:
    return utterance_of.get(statement.repeat_of or statement.id)


def _addressees(statements: Sequence[Statement], speakers: Sequence[Speaker]) -> dict[str, str]:
    """Return the speaker each question was put to, where the printed name is a form of one."""
    forms = {form.casefold(): one.id for one in speakers for form, _ in one.forms}
    return {
        one.id: forms[one.addressee.casefold()]
        for one in statements
        if one.is_question and one.addressee and one.addressee.casefold() in forms
    }


def _possibly(
    matches: Sequence[Match], of: dict[str, Witness], utterance_of: dict[str, str]
) -> list[Difference]:
    return [
        make_row(
            utterance_of[one.left],
            Relation.POSSIBLY_SAME,
            of[one.left],
            of[one.left].statement.place,
            of[one.right],
            of[one.right].statement.place,
        )
        for one in matches
        if one.kind == "possibly_same" and utterance_of[one.left] != utterance_of[one.right]
    ]
