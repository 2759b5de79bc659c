"""The program on one screen: the stages in order, with their settings.

page -> article -> statements -> reprints, stories -> speakers -> utterances -> record
"""

from __future__ import annotations

import dataclasses
import gc
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from onrecord import settings
from onrecord.accounts import Accounts, CompareAccounts, Told, tied
from onrecord.alone import NOTED, Alone, Asked, ReadArticles, in_place
from onrecord.articles.extract import ExtractArticles
from onrecord.articles.furniture import LearnFurniture
from onrecord.engine import chosen
from onrecord.engine.local import LocalEngine, chunks_of
from onrecord.errors import ItemError, RecordError, SettingsError
from onrecord.judgements import Settled, judged, settle
from onrecord.model import (
    Article,
    Judgement,
    Kind,
    Match,
    Mention,
    Origin,
    Page,
    Rejection,
    Reprints,
    Source,
    Speaker,
    Statement,
    Story,
    content_id,
)
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages
from onrecord.record.store import Record
from onrecord.record.texts import Filled, fill
from onrecord.record.unfinished import Unfinished
from onrecord.record.writing import Writing, writing
from onrecord.speakers.linking import LinkSpeakers
from onrecord.speakers.voices import (
    FindVoices,
    Voice,
    known_voices,
)
from onrecord.stage import Grouping, Progress, Silent, Tally
from onrecord.statements.attribute import AttributeStatements
from onrecord.stories.grouping import (
    GroupStories,
    Terms,
    known_terms,
)
from onrecord.stories.reprints import (
    GroupReprints,
    count_independent,
)
from onrecord.text.spans import Span
from onrecord.utterances.differences import FindDifferences
from onrecord.utterances.figures import GroupFigures
from onrecord.utterances.matching import GroupUtterances

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


_EXTRACTED, _READ, _COMPARED = "pages extracted", "articles read", "stories compared"
"""What is kept of a build under way, should it be ended."""
_SILENT = Silent()
Thing = TypeVar("Thing")
Made = TypeVar("Made")
Comparison = TypeVar("Comparison")
Group = TypeVar("Group")


@dataclass(slots=True, kw_only=True)
class _Run:
    """One build under way: what it is made with, and what it has made so far."""

    flow: Flow
    origins: Sequence[Origin] = ()
    unfinished: Unfinished = field(default_factory=lambda: Unfinished(":memory:", (), 0))
    """What a build that was ended had made, and what this one makes, should it be ended too."""
    same: set[str] = field(default_factory=set)
    """Origins that the record was last built with."""
    failed: set[str] = field(default_factory=set)
    """Inputs of which the last build rejected something."""
    decisions: Sequence[Judgement] = ()
    progress: Progress = _SILENT
    tally: Tally = field(default_factory=Tally)
    rejections: list[Rejection] = field(default_factory=list)
    judged: list[Judgement] = field(default_factory=list)
    """What people decided, with what came of it."""
    articles: list[Article] = field(default_factory=list)
    again: set[str] = field(default_factory=set)
    """Articles that the record has, extracted anew."""
    changed: set[str] = field(default_factory=set)
    """Articles that are new, or that have other regions than the record has them with."""
    statements: list[Statement] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)
    """Articles whose statements the record does not have."""
    mentions: dict[str, Sequence[Mention]] = field(default_factory=dict)
    """The mentions of each article."""
    unread: set[str] = field(default_factory=set)
    """Articles of which nothing could be found."""
    renoted: set[str] = field(default_factory=set)
    """Articles whose voices are found anew."""
    notes: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """By stage what is noted of each article: by an earlier build where it is as it was."""
    reprints: list[Reprints] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)

    def made(
        self,
        step: Any,  # noqa: ANN401 - whatever it takes and makes
        items: Sequence[Any],
        name: Callable[[Any], str],
    ) -> Iterator[tuple[Any, list[Any]]]:
        """Yield each item with what a step makes of it; what it rejects is kept under the item's name."""
        for item, made in self.flow.engine.map(step, items, self.tally):
            outcomes = [made] if isinstance(made, ItemError) else made
            yield item, [one for one in outcomes if not self._is_rejected(one, name(item))]

    def streamed(self, item: Input) -> Iterator[Page]:
        """Yield the pages of an input that holds very many, as they are read."""
        for one in self.flow.engine.stream(self.flow.pages, item, self.tally):
            if not self._is_rejected(one, item.name) and isinstance(one, Page):
                yield one

    def resumed(
        self,
        what: str,
        items: Iterable[Thing],
        key: Callable[[Thing], str],
        type_: type[Made],
        lacking: list[Thing],
    ) -> Iterator[tuple[Thing, Made]]:
        """Yield items with what a build that was ended had made of them; the others go to `lacking`."""
        for one in items:
            made = self.unfinished.get(what, key(one), type_)
            if made is None:
                lacking.append(one)
            else:
                self.tally[f"resumed.{what}"] += 1
                yield one, made

    def tell_resumed(self, what: str) -> None:
        """Tell how much of what a build that was ended had made is taken."""
        if n_resumed := self.tally[f"resumed.{what}"]:
            self.progress.done(f"{what} by a build that was ended", n_resumed)

    def is_large(self, item: Input) -> bool:
        """Say whether an input is larger than a page may be: then it holds many, if any."""
        return item.n_bytes > self.flow.pages.max_bytes

    def _is_rejected(self, made: object, name: str) -> bool:
        if isinstance(made, ItemError):
            self._reject(
                Rejection(input=name, stage=made.stage, reason=made.reason, detail=made.detail)
            )
        elif isinstance(made, Rejection):
            self._reject(made)
        else:
            return False
        return True

    def _reject(self, rejection: Rejection) -> None:
        self.tally[f"rejected.{rejection.reason}"] += 1
        self.rejections.append(rejection)

    def story_of(self) -> dict[str, str]:
        """Return the story of each article."""
        return {article: story.id for story in self.stories for article in story.articles}

    def text_of(self) -> dict[str, str]:
        """Return the reprint group of each article that is in one."""
        return {article: group.id for group in self.reprints for article in group.articles}

    def group(
        self,
        stage: str,
        grouping: Grouping[Thing, Comparison, Group],
        items: Sequence[Thing],
    ) -> tuple[list[Group], list[Comparison]]:
        """Return the groups that a grouping makes of items, and its comparisons."""
        return self.flow.engine.group(grouping, items, self.tally, self.progress.over(stage))


_YOUNG, _OLDER = 50_000, 20
"""Objects made before Python looks for cycles among them, and how often it looks among older ones.
With its own 700 and 10 that is a fifth of the time of a build, whose rows hold no cycles."""


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Let Python look for cycles of objects less often."""
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG, _OLDER, _OLDER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_collecting_seldom()
def build(
    flow: Flow,
    inputs: Sequence[Input],
    record: Record,
    rejections: Iterable[Rejection] = (),
    progress: Progress = _SILENT,
    decisions: Sequence[Judgement] = (),
) -> Tally:
    """Add what is new among the inputs to the record and work out what that changes.

    `decisions` are what people judged; they stand before what the machine finds. `progress` hears how
    it goes on.

    Articles and statements come from the record where it has them, made by the same code, settings
    and weights; reprints, stories and speakers are always over all articles, and a story is left alone
    only where all that its rows are made from is as it was, so that the record is the same whatever
    came in when.
    """
    flow = replace(flow, engine=chosen(flow.engine))
    origins = flow.origins()
    run = _Run(
        flow=flow,
        origins=origins,
        unfinished=Unfinished(record.path, origins, flow.engine.keep_seconds),
        decisions=tuple(decisions),
        progress=progress,
        rejections=list(rejections),
    )
    run.same = {row["id"] for row in record.rows("origins", current=1)}
    run.failed = {row["input"] for row in record.rows("rejections")}
    with run.unfinished, writing(record, run.origins) as rows:
        before = {one.id: one for one in record.articles()}
        known = _known_articles(run, before, record)
        made = _new_articles(run, inputs, record.page_ids(), rows)
        run.articles = flow.furniture.run(sorted([*known, *made], key=lambda one: one.id))
        # what recurs may be known only now, in articles that were read before
        run.changed = {one.id for one in run.articles if before.get(one.id) != one}
        _read(run, record, rows)
        progress.done("statements", len(run.statements))
        run.tell_resumed(_READ)
        rows.know_articles(run.articles)
        _stories(run, rows)
        _speakers(run, rows)
        _accounts(run, rows, record)
        rows.forget(before.keys() - {one.id for one in run.articles})
        rows.replace("judgements", run.judged)
        rows.reject(run.rejections)
    run.unfinished.discard()
    return run.tally


def _input_name(item: Input | Page | Article) -> str:
    return item.name if isinstance(item, Input) else item.input


def _known_articles(run: _Run, before: Mapping[str, Article], record: Record) -> list[Article]:
    """Return the record's articles, extracted anew where another version or other settings made them.

    One whose page is not here, in a record without texts, stays as it is.
    """
    origin = next(one.id for one in run.origins if one.stage == "articles")
    if not before or origin in run.same:
        return list(before.values())

    def extracted() -> Iterator[tuple[Page, list[Article]]]:
        for some in _at_once(run, record.sources(), _page_bytes):
            yield from _extracted(run, some)

    seen: set[str] = set()
    again: list[Article] = []
    for page, made in run.progress.over("articles again")(extracted(), len(before)):
        seen.add(page.id)
        again += made
    run.again = {one.id for one in again}
    run.tally["articles.extracted_again"] += len(again)
    run.progress.done("articles again", len(again))
    return [*again, *(one for one in before.values() if one.page not in seen)]


def _new_articles(
    run: _Run, inputs: Sequence[Input], known: dict[str, str], rows: Writing
) -> list[Article]:
    """Return the articles of pages that the record does not hold, and write the pages.

    `known` gives the input of each page that it holds. Only some pages are in memory at a time, however
    many the inputs hold.
    """
    n_fresh = 0

    def found() -> Iterator[list[Article]]:
        nonlocal n_fresh
        for some in _at_once(run, _pages(run, inputs), _page_bytes):
            fresh = _new_pages(some, known, run)
            known.update((page.id, page.input) for page in fresh)
            n_fresh += len(fresh)
            used = []
            for page, articles in _extracted(run, fresh):
                used += [page] if articles else []
                yield articles
            rows.pages(used)
            yield from [[]] * (len(some) - len(fresh))  # they count as done
            del some, fresh, used  # or they stay while the next are read

    are_files = not any(run.is_large(one) for one in inputs)
    over = run.progress.over("articles")
    made = [one for some in over(found(), len(inputs) if are_files else 0) for one in some]
    run.progress.done("pages", n_fresh)
    run.progress.done("articles", len(made))
    run.tell_resumed(_EXTRACTED)
    return made


def _extracted(run: _Run, pages: Sequence[Page]) -> Iterator[tuple[Page, list[Article]]]:
    """Yield each page with its articles, where a build that was ended has them those; in no particular order."""
    lacking: list[Page] = []
    yield from run.resumed(_EXTRACTED, pages, _page_key, list[Article], lacking)
    n_rejected = len(run.rejections)
    for page, articles in run.made(run.flow.articles, lacking, _input_name):
        if len(run.rejections) == n_rejected:  # else it must be said again
            run.unfinished.put(_EXTRACTED, _page_key(page), articles)
        n_rejected = len(run.rejections)
        yield page, articles


def _page_key(page: Page) -> str:
    """Return what tells a page, and what is known of it beside its bytes, from any other."""
    return content_id(page.id, page.input, page.encoding, page.media_type, page.source)


_SHARE = 16_000_000
"""Bytes of pages, or of inputs, that each process is given at a time: some seconds' work. Set by hand."""


def _at_once(
    run: _Run, things: Iterable[Thing], n_bytes: Callable[[Thing], int]
) -> Iterator[list[Thing]]:
    """Yield pages, or inputs, as many at a time as are worked on together."""
    held: list[Thing] = []
    n_held = 0
    for one in things:
        held.append(one)
        n_held += n_bytes(one)
        if n_held >= _SHARE * run.flow.engine.n_workers:
            ready, held, n_held = held, [], 0
            yield ready
            del ready  # or it stays while the next are gathered
    if held:
        yield held


def _page_bytes(page: Page) -> int:
    return len(page.data)


def _pages(run: _Run, inputs: Sequence[Input]) -> Iterator[Page]:
    """Yield the pages of inputs in order of their names.

    Processes share the inputs; one that is larger than a page may be holds many, and is read here, page
    by page.
    """
    for are_large, some in groupby(sorted(inputs, key=_input_name), run.is_large):
        if are_large:
            for one in some:
                yield from run.streamed(one)
            continue
        for together in _at_once(run, some, lambda one: one.n_bytes):
            for _, pages in run.made(run.flow.pages, together, _input_name):
                yield from pages


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
    flow = replace(flow, engine=chosen(flow.engine))
    run = _Run(flow=flow)
    texts: dict[str, str] = {}
    data: dict[str, bytes] = {}
    for page in _pages(run, inputs):
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
        pages = ReadPages(max_bytes=len(one.data or b"") + 1, repair=False)
        build(Flow(pages=pages), [one], record)
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
            run.rejections.append(
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


def _read(run: _Run, record: Record, rows: Writing) -> None:
    """Find what each article gives by itself; what the record holds of it is not worked out anew."""
    origin = {one.stage: one.id for one in run.origins}
    known = {
        one.id
        for one in run.articles
        if origin["statements"] in run.same
        and one.id not in run.changed
        and one.input not in run.failed
    }
    run.fresh = {one.id for one in run.articles} - known
    run.tally["articles.statements_kept"] += len(known)
    statements = _of_articles(record.statements(origin["statements"]) if known else ())
    run.mentions = _kept_mentions(run, record, origin["voices"])
    as_before = {one.id for one in run.articles} - run.changed
    for stage in NOTED:
        of = run.mentions if stage == "voices" else as_before
        noted = record.memos(stage, origin[stage])
        run.notes[stage] = {id_: one for id_, one in noted.items() if id_ in of}
    asked = [
        Asked(
            article=one,
            statements=tuple(sorted(statements[one.id], key=in_place)) if one.id in known else None,
            mentions=tuple(run.mentions[one.id]) if one.id in run.mentions else None,
            lacking=tuple(stage for stage in NOTED if one.id not in run.notes[stage]),
        )
        for one in run.articles
    ]
    run.renoted = {one.article.id for one in asked if "voices" in one.lacking}
    of_article = {one.article.id: one.statements for one in asked if one.statements is not None}
    for one in _made_alone(run, [one for one in asked if not one.is_known]):
        of_article[one.article] = one.statements
        run.mentions[one.article] = one.mentions
        for stage, note in one.notes.items():
            run.notes[stage][one.article] = note
        run.unread |= {one.article} if one.is_lost else set()
    every = [one.id for one in run.articles]
    run.statements = [statement for id_ in every for statement in of_article[id_]]
    for stage in NOTED:
        # what could not be read is asked for again
        lacked = {one.article.id for one in asked if stage in one.lacking} - run.unread
        rows.memos(stage, {id_: run.notes[stage][id_] for id_ in lacked}, set(every))
    run.rejections += _not_read(run.flow, run.articles)


def _made_alone(run: _Run, asked: Sequence[Asked]) -> Iterator[Alone]:
    """Yield what each article gives; one that cannot be read for statements gives the rest."""
    flow = run.flow
    step = ReadArticles(statements=flow.statements, reprints=flow.reprints, voices=flow.voices)
    over = run.progress.over("statements")
    lacking: list[Asked] = []
    yield from (one for _, one in run.resumed(_READ, asked, _asked_key, Alone, lacking))
    for item, made in over(run.made(step, lacking, _asked_name), len(lacking)):
        for one in made:
            run.unfinished.put(_READ, _asked_key(item), one)
            yield one
        if not made:
            unread = replace(item, statements=())
            for _, rest in run.made(step, [unread], _asked_name):
                yield from rest or [Alone.of_nothing(item.article)]


def _asked_key(item: Asked) -> str:
    """Return what tells an article, as it is read, and what is asked for of it from any other."""
    one = item.article
    facts = one.id, one.input, one.outlet, one.url, one.published, one.role, one.language, one.title
    return content_id(facts, one.text_sha256, one.regions, item.statements is None, item.lacking)


def _asked_name(item: Asked) -> str:
    return item.article.input


def _kept_mentions(run: _Run, record: Record, origin: str) -> dict[str, Sequence[Mention]]:
    """Return the mentions of articles whose statements are kept, if the record has all of them read alike."""
    if origin not in run.same:
        return {}
    kept = record.mentions(origin)
    if len(kept) != record.counts()["mentions"]:
        return {}  # some were read by another version: all are read anew
    mentions: dict[str, list[Mention]] = {
        one.id: [] for one in run.articles if one.id not in run.fresh
    }
    for mention in kept:
        if mention.article in mentions:
            mentions[mention.article].append(mention)
    return {**mentions}


def _of_articles(statements: Iterable[Statement]) -> defaultdict[str, list[Statement]]:
    of: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        of[one.article].append(one)
    return of


def _speakers(run: _Run, rows: Writing) -> None:
    """Find who each statement's speaker is, within its article and over all of them."""
    of_article, story_of, noted = (
        _of_articles(run.statements),
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
        _places((m.article, m.span, v.id) for v in heard for m in v.mentions),
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


def _stories(run: _Run, rows: Writing) -> None:
    """Find which articles carry one text, and which are on one event."""
    quoted = {
        article: [span for one in some if one.kind is Kind.DIRECT for span in one.content]
        for article, some in _of_articles(run.statements).items()
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


def _accounts(run: _Run, rows: Writing, record: Record) -> None:
    """Set side by side what each story's articles say; a story that has not changed is left alone."""
    said = run.statements if run.decisions else []
    taken = [one for one in said if one.repeat_of is None]
    settled = settle(
        run.decisions,
        "utterance",
        {one.id: one.id for one in taken},
        _places((one.article, one.place, one.id) for one in taken),
    )
    told = _told(run, settled)
    made_by = [one.id for one in run.origins if one.stage in _OF_STORIES]
    made_from: dict[str, str] = {}
    for one in told:
        made_from |= dict.fromkeys(_ids(one), one.digest(made_by))
    kept = rows.kept(made_from)
    run.tally["stories.kept"] += len(kept)
    rows.respeak((_ids(one), one.kinds) for one in told if kept.issuperset(_ids(one)))
    gone = rows.ids_of("statements", run.fresh) - {one.id for one in run.statements}
    rows.drop("statements", gone)
    changed = [one for one in told if not kept.issuperset(_ids(one))]
    for one, made in _compared(run, changed, made_from):
        utterance_of = dict(made.utterance_of)
        rows.know_statements(one.statements)
        rows.put("utterances", made.utterances)
        rows.put(
            "statements",
            [replace(each, utterance=utterance_of.get(each.id)) for each in one.statements],
        )
        rows.put("differences", made.differences)
        rows.put("figures", made.figures)
        rows.put("matches", made.matches)
    decided = {id_ for table in (settled.same, settled.apart) for pair in table for id_ in pair}
    run.judged += settled.outcomes(
        {id_: record.row("statements", id_)["utterance"] for id_ in sorted(decided)}
    )
    counts = record.counts()
    run.tally["utterances"] += counts["utterances"]
    run.progress.done("utterances", counts["utterances"])
    run.tell_resumed(_COMPARED)
    for table, column in (("differences", "relation"), ("figures", "standing")):
        run.tally.update(
            {f"{table}.{value}": n for value, n in record.counts_by(table, column).items()}
        )
    run.progress.done("figures", counts["figures"])


def _ids(told: Told) -> tuple[str, ...]:
    return tuple(story.id for story in told.stories)


_OF_STORIES = frozenset({"statements", "utterances", "differences", "figures"})
"""Stages whose rows a story has of its own."""


def _told(run: _Run, settled: Settled) -> list[Told]:
    """Return each story with its articles and statements, those tied by a judgement as one."""
    by_id = {one.id: one for one in run.articles}
    of_article = _of_articles(run.statements)
    story_of = run.story_of()
    kinds = {one.id: one.kind for one in run.speakers}
    addressees = _addressees(run.statements, run.speakers)
    text_of = run.text_of()
    decided = {id_ for table in (settled.same, settled.unsure) for pair in table for id_ in pair}
    of_statement = {one.id: story_of[one.article] for one in run.statements if one.id in decided}
    told = []
    for stories in tied(run.stories, of_statement, settled):
        articles = [by_id[id_] for story in stories for id_ in story.articles]
        statements = [one for article in articles for one in of_article[article.id]]
        ids = {one.id for one in statements}
        speakers = {one.speaker for one in statements if one.speaker}
        told.append(
            Told(
                stories=stories,
                articles=tuple(articles),
                statements=tuple(statements),
                kinds={id_: kinds[id_] for id_ in sorted(speakers)},
                addressees={id_: addressees[id_] for id_ in sorted(ids & addressees.keys())},
                text_of={one.id: text_of[one.id] for one in articles if one.id in text_of},
                settled=settled.about(ids),
            )
        )
    return told


_WORTH = 2_000
"""Statements from which stories are divided over processes: fewer are done sooner than they start."""


def _compared(
    run: _Run, told: Sequence[Told], made_from: Mapping[str, str]
) -> Iterator[tuple[Told, Accounts]]:
    """Yield each story with its accounts, where a build that was ended has them those; in no particular order."""

    def key(one: Told) -> str:
        return content_id(made_from[one.stories[0].id], *one.kinds)

    lacking: list[Told] = []
    yield from run.resumed(_COMPARED, told, key, Accounts, lacking)
    for one, made in _compared_anew(run, lacking):
        run.unfinished.put(_COMPARED, key(one), made)
        yield one, made


def _compared_anew(run: _Run, told: Sequence[Told]) -> Iterator[tuple[Told, Accounts]]:
    """Yield each story with its accounts, in no particular order.

    A story that is more than one process's share of the work is divided by its pairs, all others are
    divided by stories.
    """
    flow = run.flow
    step = CompareAccounts(
        utterances=flow.utterances, differences=flow.differences, figures=flow.figures
    )
    n_all = sum(len(one.statements) for one in told)
    n_workers = flow.engine.n_workers
    large = [one for one in told if len(one.statements) * n_workers >= n_all]
    within = replace(step, engine=flow.engine)
    for one in large:
        yield from ((one, made) for made in within.run(one, run.tally, run.progress))
    # the largest first, so that no process is left alone with it at the end
    others = _dealt(
        sorted((one for one in told if one not in large), key=lambda one: -len(one.statements)),
        n_workers,
    )
    engine = replace(
        flow.engine, max_seconds=0, parallel_from=2 if n_all >= _WORTH else len(others) + 1
    )
    over = run.progress.over("utterances")
    for one, made in over(engine.map(step, others, run.tally), len(others)):
        if isinstance(made, ItemError):  # a worker was killed, or had too little memory
            yield from ((one, again) for again in step.run(one, run.tally))
        else:
            yield from ((one, each) for each in made)


def _dealt(told: Sequence[Told], n_workers: int) -> list[Told]:
    """Return stories, the largest first, dealt out so that every piece of the work is as large as the next.

    What the first piece holds is written while the others are worked on.
    """
    n_hands = sum(1 for _ in chunks_of(told, n_workers))
    return [one for hand in range(n_hands) for one in told[hand::n_hands]]


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


def _addressees(statements: Sequence[Statement], speakers: Sequence[Speaker]) -> dict[str, str]:
    """Return the speaker each question was put to, where the printed name is a form of one."""
    forms = {form.casefold(): one.id for one in speakers for form, _ in one.forms}
    return {
        one.id: forms[one.addressee.casefold()]
        for one in statements
        if one.is_question and one.addressee and one.addressee.casefold() in forms
    }
