"""Every noun of the record. All are frozen; ids come from content; offsets are code points."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from onrecord.text.spans import OffsetMap, Span

__all__ = [
    "Absence",
    "Act",
    "Article",
    "Attribution",
    "Credit",
    "Difference",
    "Figure",
    "Given",
    "Judgement",
    "Kind",
    "Match",
    "Mention",
    "Origin",
    "Page",
    "Region",
    "Rejection",
    "Relation",
    "Reprints",
    "Role",
    "Run",
    "Source",
    "Speaker",
    "SpeakerKind",
    "Standing",
    "Statement",
    "Story",
    "Utterance",
    "content_id",
]


def content_id(*parts: object) -> str:
    """Return the id of a thing made of these parts: BLAKE2b-128, in hex.

    Parts are written with their length before them, so that no two lists of parts collide.
    """
    printed = "".join([f"{_n_bytes(one)}:{one}" for one in map(str, parts)])
    whole = printed.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=16).hexdigest()


def _n_bytes(part: str) -> int:
    return len(part) if part.isascii() else len(part.encode("utf-8", "surrogatepass"))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


class Role(StrEnum):
    """What a region of a page is."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    PULL_QUOTE = "pull_quote"
    RELATED = "related"
    NAVIGATION = "navigation"
    SHARE = "share"
    COMMENTS = "comments"
    FURNITURE = "furniture"
    """A line that recurs over the outlet's articles."""
    SPEAKER = "speaker"
    """The name before a transcript's turn."""
    QUESTION = "question"
    """What an interview asks, where nothing else says who speaks; the answer follows."""


class Kind(StrEnum):
    """How the words of a statement are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What a cue says was done: words said (or written), or a stance taken without any."""

    SPEECH = "speech"
    ATTITUDE = "attitude"


class SpeakerKind(StrEnum):
    """What a speaker is. An unnamed source stays unnamed."""

    PERSON = "person"
    ORGANISATION = "organisation"
    UNNAMED = "unnamed"


class Relation(StrEnum):
    """How the words of two statements stand to each other, read from left to right."""

    SAME = "same"
    ENDS_EARLIER = "ends_earlier"
    STARTS_LATER = "starts_later"
    WORDS_ABSENT_INSIDE = "words_absent_inside"
    WORDS_DIFFER = "words_differ"
    JOINED = "joined"
    REORDERED = "reordered"
    POSSIBLY_SAME = "possibly_same"

    @property
    def has_words(self) -> bool:
        """Say whether the right side has words that make the difference."""
        return self not in {Relation.SAME, Relation.POSSIBLY_SAME}


class Standing(StrEnum):
    """How two quantities that are given for one thing stand to each other."""

    AGREE = "agree"
    MORE_SPECIFIC = "more_specific"
    """One admits the other: a rounded number, a bound, a range."""
    UPDATED = "updated"
    """They differ, and one is given for a later day than the other, or by a later article of one outlet."""
    DIFFER = "differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is known of an input beside its bytes: given by the user, not read from the page."""

    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    role: str = ""
    """`article`, `transcript`, or empty where the user did not say."""
    title: str | None = None
    byline: str | None = None
    updated: str | None = None
    fetched: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an outlet served: the bytes, and the text they decode to."""

    id: str
    input: str
    data: bytes
    sha256: str
    encoding: str
    """What decodes the bytes, by `text.encodings.decode_as`: a name, or a chain of them."""
    media_type: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A stretch of an article's text with a role."""

    role: Role
    span: Span
    time_code: str | None = None
    """When it was said, as captions give it: `00:12:07.400`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text of a page, with its regions. The text never changes; spans point into it."""

    id: str
    page: str
    input: str
    outlet: str | None
    title: str | None
    byline: str | None
    url: str | None
    published: str | None
    published_printed: str | None
    language: str | None
    role: str
    text: str
    text_sha256: str
    page_sha256: str
    media_type: str
    regions: tuple[Region, ...]
    offsets: OffsetMap
    updated: str | None = None
    """The moment of this version by the page itself: of its last change, else of its publication (ISO 8601)."""
    fetched: str | None = None
    """The moment at which the page was fetched, by the archive or table that holds it (ISO 8601)."""

    @property
    def label(self) -> str:
        """How the article is called in sentences: its outlet, its URL's host, or its input's name."""
        if self.outlet:
            return self.outlet
        if host := _host(self.url or ""):
            return host
        name = self.input.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].removesuffix(".gz")
        return name.rsplit(".", 1)[0] or name

    def spans_of(self, *roles: Role) -> tuple[Span, ...]:
        """Return the regions with one of these roles, in order."""
        return tuple(region.span for region in self.regions if region.role in roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content, as found by an extractor; spans of the article's text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One attribution in one article. `speaker` and `utterance` are what it was taken for."""

    id: str
    article: str
    kind: Kind
    is_question: bool
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker_printed: str | None
    addressee: str | None
    date_printed: str | None
    said_on: str | None
    repeat_of: str | None
    confidence: float
    reason: str
    act: Act | None = None
    """None where the cue does not tell."""
    speaker: str | None = None
    utterance: str | None = None
    told_as: str | None = None
    """The statement that stands for it where accounts are set side by side: the same words at the same place of a
    text that both articles print."""

    @property
    def place(self) -> Span:
        """The stretch from the first to the last character of the content."""
        return Span(self.content[0].start, self.content[-1].end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name or description as printed, read into its parts."""

    id: str
    article: str
    span: Span
    text: str
    form: str
    """`name`, `nominal`, `pronoun` or `none`."""
    given: str
    surname: str
    role: str
    country: str
    kind: SpeakerKind
    statement: str | None
    together: str | None = None
    """The statement whose source names it with others, who speak together: "*Aldov* and Brennick said"."""

    @property
    def is_described_body(self) -> bool:
        """Whether it is a body that is described and not named: "the agency"."""
        return self.form == "nominal" and self.kind is SpeakerKind.ORGANISATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The person or body that mentions are taken for."""

    id: str
    name: str
    kind: SpeakerKind
    forms: tuple[tuple[str, int], ...]
    roles: tuple[str, ...]
    mentions: tuple[str, ...]
    external_ids: tuple[tuple[str, str], ...] = ()
    """Scheme and id, as the user's table of names gives them: `("wikidata", "Q1")`."""
    members: tuple[str, ...] = ()
    """Of those who speak together, as far as they are named, the speakers that they are: "Aldov and Brennick"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The same words in a row in two articles."""

    left: str
    right: str
    left_span: Span
    right_span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Where an article names whom a text may be from."""

    article: str
    span: Span
    name: str
    where: str
    """`byline`, `dateline`, `phrase`, `line`, `told` or `address`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprints:
    """Articles that carry the same text: one independent text."""

    id: str
    articles: tuple[str, ...]
    evidence: tuple[Run, ...]
    coverage: float
    earliest: str | None
    probable_origin: str | None
    wire: str | None
    """The agency or outlet that is credited and has no article here."""
    credits: tuple[Credit, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles on one event."""

    id: str
    title: str
    articles: tuple[str, ...]
    first: str | None
    last: str | None
    n_independent: int
    transcripts: tuple[str, ...] = ()
    """Transcripts of other stories that its articles quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What the machine found of two things, with its reasons. `linked` says what came of it."""

    kind: str
    """`speaker`, `story` or `reprint`; of two statements `utterance`, `possibly_same` or `transcript`."""
    left: str
    right: str
    linked: bool
    score: float
    threshold: float
    margin: float | None
    runner_up: str | None
    reasons: tuple[str, ...]
    left_aligned: tuple[Span, ...] = ()
    """The words of the left statement that stand in the right one too, run by run. Of two articles that are not one
    text the passages that they have in common outside quotation marks, edited words among them."""
    right_aligned: tuple[Span, ...] = ()
    decided_by: str | None = None
    """`judgement` (a person's) or `table` (the user's table of names), where not the machine."""

    @property
    def id(self) -> str:
        """The id of a match of these two things; worked out when asked, as most are not kept."""
        kind = "utterance" if self.kind in {"possibly_same", "transcript"} else self.kind
        return content_id("match", kind, self.left, self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decided of two things, or of one.

    `left` and `right` are ids of statements, mentions or articles, by `kind`; a place
    (`article:start-end`) finds a thing again whose spans have moved.
    """

    id: str
    kind: str
    """`utterance`, `speaker` or `story`."""
    judgement: str
    """`same`, `not_same`, `unsure`, `split` (the left one stands alone) or `rename`."""
    left: str
    right: str = ""
    left_place: str = ""
    right_place: str = ""
    name: str = ""
    who: str = ""
    decided_at: str = ""
    undone_at: str | None = None
    note: str = ""
    outcome: str = ""
    """What came of it in this record: `applied`, `undone`, `overruled` (a later one stands),
    `conflict` (others decided what forbids it), `not_found`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """An article in which an utterance was not found: what was searched, and what came nearest."""

    article: str
    n_chars: int
    nearest: Span | None
    shared: float
    """Share of the utterance's weighted words that the nearest sentence carries, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """The one time it was said; its statements are its witnesses."""

    id: str
    story: str
    speaker: str | None
    said_on: str | None
    statements: tuple[str, ...]
    not_found_in: tuple[Absence, ...]
    also: tuple[str, ...] = ()
    """Of its statements, those that are another utterance's own and hold the words of this one too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A quantity as one article gives it."""

    article: str
    span: Span
    sentence: Span
    value: float
    """In its own unit, as printed: 3 for "three years", 140,000,000 for "140 million"."""
    low: float | None
    high: float | None
    """What it admits: None where a bound leaves that end open."""
    bound: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing that several articles give a number for."""

    id: str
    story: str
    standing: Standing
    given: tuple[Given, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How two statements' words stand to each other at one place.

    Spans are of each statement's own article. `text` is the words that make the difference.
    `before` and `after` hold what stands just before and after, left and right.
    """

    id: str
    utterance: str
    left: str
    right: str
    relation: Relation
    left_span: Span
    right_span: Span
    text: str
    other_text: str
    substantive: bool
    guards: tuple[str, ...]
    folded: tuple[str, ...]
    just_before: tuple[Span, Span]
    just_after: tuple[Span, Span]
    adjacent: bool = True
    """The words by which one starts earlier or goes on stand right beside those that both have; other words of
    the statement stand between where not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """An input that was not used, and why. Nothing disappears."""

    input: str
    stage: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Which stage, version and settings made a row."""

    id: str
    stage: str
    version: str
    settings: str

    @classmethod
    def of(cls, stage: str, version: str, settings: str) -> Origin:
        """Make the origin of a stage at a version, with its settings as JSON."""
        return cls(
            id=content_id("origin", stage, version, settings),
            stage=stage,
            version=version,
            settings=settings,
        )
