"""The program on one screen: the stages in order, with their settings.

page -> article -> statements -> reprints, stories -> speakers -> utterances -> record
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from onrecord import settings
from onrecord.articles.extract import ExtractArticles
from onrecord.articles.furniture import LearnFurniture
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
from onrecord.stage import Grouping, Progress, Silent, Tally
from onrecord.statements.attribute import AttributeStatements
from onrecord.statements.mentions import find_mentions
from onrecord.stories.grouping import GroupStories, Terms, read_terms
from onrecord.stories.reprints import GroupReprints, count_independent, read_body
from onrecord.text.spans import Span
from onrecord.utterances.absence import Searched
from onrecord.utterances.differences import FindDifferences, best_places, make_row
from onrecord.utterances.figures import GroupFigures, read_sentences
from onrecord.utterances.matching import GroupUtterances, Witness, read_witnesses

__all__ = ["Flow", "build", "extract", "rehydrate"]


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
    furniture: LearnFurniture = field(default_factory=LearnFurniture)
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


_SILENT = Silent()
Thing = TypeVar("Thing")
Comparison = TypeVar("Comparison")
Group = TypeVar("Group")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One build under way: what it is made with, and what it has made."""

    flow: Flow
    rows: Rows
    decisions: Sequence[Judgement] = ()
    progress: Progress = _SILENT
    tally: Tally = field(default_factory=Tally)

    def each(self, stage: str, items: Sequence[Any], name: Callable[[Any], str]) -> Iterator[Any]:
        """Yield what a step makes of items; what it rejects is kept under the item's name."""
        step, over = self.flow.stages()[stage], self.progress.over(stage)
        for item, made in over(self.flow.engine.map(step, items, self.tally), len(items)):
            if isinstance(made, ItemError):
                self._reject(
                    Rejection(
                        input=name(item), stage=made.stage, reason=made.reason, detail=made.detail
                    )
                )
            else:
                for one in made:
                    if isinstance(one, Rejection):
                        self._reject(one)
                    else:
                        yield one

    def _reject(self, rejection: Rejection) -> None:
        self.tally[f"rejected.{rejection.reason}"] += 1
        self.rows.rejections.append(rejection)

    def story_of(self) -> dict[str, str]:
        """Return the story of each article, once stories are known."""
        return {article: story.id for story in self.rows.stories for article in story.articles}

    def group(
        self,
        stage: str,
        grouping: Grouping[Thing, Comparison, Group],
        items: Sequence[Thing],
    ) -> tuple[list[Group], list[Comparison]]:
        """Return the groups that a grouping makes of items, and its comparisons."""
        return self.flow.engine.group(grouping, items, self.tally, self.progress.over(stage))


def build(
    flow: Flow,
    inputs: Sequence[Input],
    record: Record,
    rejections: Iterable[Rejection] = (),
    progress: Progress = _SILENT,
    decisions: Sequence[Judgement] = (),
) -> Tally:
    """Add what is new among the inputs to the record and work out everything anew from all of it.

    `decisions` are what people judged; they stand before what the machine finds. `progress` hears how
    it goes on.

    Articles and statements come from the record where it has them, made by the same code, settings
    and weights; groups are always over all articles, so that the record is the same whatever came
    in when.
    """
    run = _Run(
        flow=flow,
        rows=Rows(rejections=list(rejections), origins=flow.origins()),
        decisions=tuple(decisions),
        progress=progress,
    )
    rows = run.rows
    pages = list(run.each("pages", inputs, _input_name))
    fresh = _new_pages(pages, record.page_ids(), run)
    progress.done("pages", len(fresh))
    rows.articles = list(run.each("articles", fresh, _input_name))
    kept = {article.page for article in rows.articles}
    rows.pages = [page for page in fresh if page.id in kept]
    progress.done("articles", len(rows.articles))
    before = {one.id: one for one in record.articles()}
    everything = sorted([*before.values(), *rows.articles], key=lambda one: one.id)
    articles = flow.furniture.run(everything)
    # what recurs may be known only now, in articles that were read before
    rows.articles = [one for one in articles if before.get(one.id) != one]
    changed = {one.id for one in rows.articles}
    read = [one for one in articles if one.id not in changed]
    statements = _statements(run, read, articles, record)
    rows.rejections += _not_read(flow, articles)
    progress.done("statements", len(statements))
    _stories(run, articles, statements)
    progress.done("stories", len(rows.stories))
    statements = _speakers(run, articles, statements)
    progress.done("speakers", len(rows.speakers))
    rows.statements = _utterances(run, articles, statements)
    progress.done("utterances", len(rows.utterances))
    _figures(run, articles)
    progress.done("figures", len(rows.figures))
    record.write(rows)
    return run.tally


def _input_name(item: Input | Page | Article) -> str:
    return item.name if isinstance(item, Input) else item.input


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
    run = _Run(flow=flow, rows=Rows())
    texts: dict[str, str] = {}
    data: dict[str, bytes] = {}
    for page in run.each("pages", inputs, _input_name):
        for row in wanted.get(page.sha256, ()):
            source = Source(
                outlet=row["outlet"], url=row["url"], published=row["published"], role=row["role"]
            )
            same = replace(page, id=row["id"], input=row["input"], source=source)
            data[row["id"]] = page.data
            for made in flow.articles.run(same, run.tally):
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


def _new_pages(pages: Sequence[Page], known: dict[str, str], run: _Run) -> list[Page]:
    """Return pages that the record does not hold; the same bytes under two names are one page."""
    fresh: dict[str, Page] = {}
    for page in sorted(pages, key=lambda one: (one.id, one.input)):
        first = known.get(page.id) or (fresh[page.id].input if page.id in fresh else None)
        if first is None:
            fresh[page.id] = page
            continue
        run.tally["pages.known"] += 1
        if first != page.input:
            run.rows.rejections.append(
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
    run: _Run, before: Sequence[Article], articles: Sequence[Article], record: Record
) -> list[Statement]:
    """Return the statements of all articles; those that the record holds are not worked out anew."""
    origin = next(one.id for one in run.rows.origins if one.stage == "statements")
    is_same = bool(record.rows("origins", id=origin, current=1))
    failed = {row["input"] for row in record.rows("rejections")}
    known = {one.id for one in before if one.input not in failed} if is_same else set()
    fresh = [one for one in articles if one.id not in known]
    run.tally["articles.statements_kept"] += len(known)
    made: list[Statement] = list(run.each("statements", fresh, _input_name))
    kept = [one for one in record.statements(origin) if one.article in known] if known else []
    rank = {one.id: number for number, one in enumerate(articles)}
    return sorted([*kept, *made], key=lambda one: (rank[one.article], one.place, one.id))


def _speakers(
    run: _Run, articles: Sequence[Article], statements: Sequence[Statement]
) -> list[Statement]:
    of_article: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        of_article[statement.article].append(statement)
    story_of = run.story_of()
    items: list[tuple[Article, str, Sequence[Statement], Sequence[Mention]]] = [
        (
            one,
            story_of[one.id],
            of_article[one.id],
            find_mentions(one, of_article[one.id], lexicon()),
        )
        for one in articles
    ]
    voices: list[ArticleVoices] = list(run.each("voices", items, lambda item: item[0].input))
    run.rows.mentions = [mention for _, _, _, mentions in items for mention in mentions]
    run.rows.matches += [match for one in voices for match in one.matches]
    everybody = [voice for one in voices for voice in one.voices]
    settled = settle(
        run.decisions,
        "speaker",
        {mention.id: voice.id for voice in everybody for mention in voice.mentions},
        _places((m.article, m.span, v.id) for v in everybody for m in v.mentions),
    )
    linking = Judged(grouping=run.flow.speakers, id_of=_voice_id, kind="speaker", settled=settled)
    groups, matches = run.group("speakers", linking, everybody)
    run.rows.matches += _telling(matches)
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
    run.rows.judgements += settled.outcomes(
        {voice.id: speaker.id for speaker, members in groups for voice in members}
    )
    run.rows.speakers = [speaker for speaker, _ in groups]
    speaker_of = {voice.id: speaker.id for speaker, members in groups for voice in members}
    voice_of = {statement: voice for one in voices for statement, voice in one.voice_of}
    return [replace(one, speaker=speaker_of.get(voice_of.get(one.id, ""))) for one in statements]


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
        some.sort(key=lambda one: (-one.score, one.id))
        kept |= {one.id for one in (*some[:_KEPT], some[-1])}
    return [one for one in matches if not one.linked or one.decided_by or one.id in kept]


_NEAR = 0.5
"""Share of its threshold from which a comparison of two articles is kept though it joins nothing."""


def _stories(run: _Run, articles: Sequence[Article], statements: Sequence[Statement]) -> None:
    quoted: defaultdict[str, list[Any]] = defaultdict(list)
    for one in statements:
        if one.kind is Kind.DIRECT:
            quoted[one.article] += one.content
    bodies = [read_body(one, quoted[one.id]) for one in articles]
    reprints, overlaps = run.group("reprints", run.flow.reprints, bodies)
    run.rows.reprints = reprints
    run.progress.done("reprints", len(reprints))
    settled = settle(run.decisions, "story", {one.id: one.id for one in articles}, {})
    grouping = Judged(grouping=run.flow.stories, id_of=_article_id, kind="story", settled=settled)
    stories, matches = run.group("stories", grouping, [read_terms(one) for one in articles])
    # of comparisons between articles only those that came near are kept: every article is compared
    # with most others of its day, and one that shares a word or two tells nobody anything
    near = [
        one for one in matches if one.linked or one.decided_by or one.score >= _NEAR * one.threshold
    ]
    run.rows.matches += [one.match for one in overlaps] + _telling(near)
    run.rows.judgements += settled.outcomes({a: one.id for one in stories for a in one.articles})
    by_id = {one.id: one for one in articles}
    run.rows.stories = [
        replace(
            story,
            n_independent=count_independent(
                [by_id[i] for i in story.articles], reprints, run.tally
            ),
        )
        for story in stories
    ]


def _utterances(
    run: _Run, articles: Sequence[Article], statements: Sequence[Statement]
) -> list[Statement]:
    by_id = {one.id: one for one in articles}
    story_of = run.story_of()
    kinds = {one.id: one.kind for one in run.rows.speakers}
    witnesses = read_witnesses(
        statements, by_id, story_of, kinds, _addressees(statements, run.rows.speakers)
    )
    of = {one.statement.id: one for one in witnesses}
    settled = settle(
        run.decisions,
        "utterance",
        {id_: id_ for id_ in of},
        _places((one.article, one.place, one.id) for one in statements if one.id in of),
    )
    matching = Judged(
        grouping=run.flow.utterances, id_of=_witness_id, kind="utterance", settled=settled
    )
    utterances, matches = run.group("utterances", matching, witnesses)
    run.rows.matches += matches
    run.rows.judgements += settled.outcomes(
        {s: one.id for one in utterances for s in one.statements}
    )
    utterance_of = {id_: one.id for one in utterances for id_ in one.statements}
    searched = {
        story.id: Searched([by_id[i] for i in story.articles]) for story in run.rows.stories
    }
    links: defaultdict[str, list[Match]] = defaultdict(list)
    for match in matches:
        if match.linked:  # one side may be a transcript's turn, which is in no utterance
            here = utterance_of.get(match.left) or utterance_of[match.right]
            if here == (utterance_of.get(match.right) or here):  # else parted by a judgement
                links[here].append(match)
    turns = [one for one in witnesses if one.article.role == "transcript"]
    differing = run.progress.over("differences")
    for utterance in differing(sorted(utterances, key=lambda one: one.id), len(utterances)):
        members = [of[id_] for id_ in utterance.statements]
        carrying = {one.article.id for one in members}
        # a transcript whose turn the words stand in carries them, though it joins no utterance
        carrying |= {of[side].article.id for m in links[utterance.id] for side in (m.left, m.right)}
        absences = searched[utterance.story].not_found_in(
            [one.reading for one in members], carrying
        )
        run.rows.utterances.append(replace(utterance, not_found_in=absences))
        run.rows.differences += run.flow.differences.run(
            utterance, [*members, *turns], best_places(links[utterance.id], of)
        )
    run.rows.differences += _possibly(matches, of, utterance_of)
    run.tally["utterances"] += len(utterances)
    run.tally.update(f"differences.{one.relation}" for one in run.rows.differences)
    return [replace(one, utterance=_utterance_of(one, utterance_of)) for one in statements]


def _figures(run: _Run, articles: Sequence[Article]) -> None:
    """Find the numbers that two independent texts or more give beside the same words."""
    story_of = run.story_of()
    sentences = [
        one for article in articles for one in read_sentences(article, story_of[article.id])
    ]
    figures, _ = run.group("figures", run.flow.figures, sentences)
    text_of = {article: group.id for group in run.rows.reprints for article in group.articles}
    run.rows.figures = [
        one
        for one in figures
        if len({text_of.get(given.article, given.article) for given in one.given}) > 1
    ]
    run.tally.update(f"figures.{one.standing}" for one in run.rows.figures)


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
