"""Which articles carry the same text, so that they are one independent text and not several.

Containment of the shorter text, not resemblance: a short wire inside a long report is a reprint.
Every link is verified by exact runs of words; words inside quotation marks do not count, because
two reporters in one room write down the same sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeAlias

from onrecord.linkage import Between, join_nearest
from onrecord.model import Article, Match, Reprints, Role, Run, content_id
from onrecord.stage import Tally
from onrecord.stories.origin import Tail, probable_origin
from onrecord.text.coded import code_words
from onrecord.text.quotations import pair_marks
from onrecord.text.shingles import Seeds, SharedRun, chained, runs_of_seeds, sampled_shingles
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from onrecord.text.shingles import Codes

    Flags: TypeAlias = npt.NDArray[np.bool_]

Opened: TypeAlias = tuple[Article, Sequence[Span]]

__all__ = ["Body", "BodyWords", "GroupReprints", "Overlap", "held_together", "note_shingles"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """An article's running text, known by its shingles; its words are asked for where it meets another."""

    id: str
    """The article's."""
    shingles: Codes
    """The sampled shingles, by which it meets others."""
    opened: Callable[[], Opened]
    """Gives the article and the places of direct speech in it."""

    def __reduce__(self) -> tuple[Callable[..., Body], tuple[str, Codes, Opened]]:
        # another process is given what would be asked for
        return _with_article, (self.id, self.shingles, self.opened())


def _with_article(id_: str, shingles: Codes, opened: Opened) -> Body:
    return Body(id=id_, shingles=shingles, opened=lambda: opened)


class BodyWords:
    """A body as words; what few bodies are asked for is found when asked for."""

    def __init__(self, article: Article, speech: Sequence[Span] = ()) -> None:
        self.article = article
        self._speech = speech
        self._paragraphs = article.spans_of(Role.BODY)
        self._text = "\n".join(span.of(article.text) for span in self._paragraphs)
        self.codes, self._starts, self._ends = code_words(self._text)
        self._seeds: dict[int, Seeds] = {}

    @cached_property
    def _begins(self) -> list[int]:
        """Where in the joined text each paragraph begins."""
        lengths = (len(span) + 1 for span in self._paragraphs)
        return list(accumulate(lengths, initial=0))[:-1]

    @cached_property
    def quoted(self) -> Flags | None:
        """Which of the words are quoted speech; None where none is."""
        return self._within(self._speech)

    @cached_property
    def marked(self) -> Flags | None:
        """Which of the words stand in quotation marks or are quoted speech; None where none does."""
        pairs = pair_marks(self.article.text, self._paragraphs)
        return self._within([*self._speech, *(one.span for one in pairs)])

    def _within(self, spans: Sequence[Span]) -> Flags | None:
        if not spans:
            return None
        import numpy as np

        is_within = np.zeros(len(self), dtype=bool)
        for span in spans:
            for paragraph, begins in zip(self._paragraphs, self._begins, strict=True):
                if paragraph.overlaps(span):
                    start = max(span.start, paragraph.start) - paragraph.start + begins
                    end = min(span.end, paragraph.end) - paragraph.start + begins
                    first, last = self._starts.searchsorted((start, end))
                    is_within[first:last] = True
        return is_within

    def seeds(self, size: int) -> Seeds:
        """Return the runs of so many words, by which it is compared: kept, most are compared again."""
        if size not in self._seeds:
            self._seeds[size] = Seeds.of(self.codes, size)
        return self._seeds[size]

    def place(self, first: int, length: int) -> Span:
        """Return where so many words stand, from the first on."""
        start = int(self._starts[first])
        last, end = int(self._starts[first + length - 1]), int(self._ends[first + length - 1])
        if self._text[end : end + 1] == "." and "." in self._text[last:end]:
            end += 1  # the last full stop of U.S.
        return Span(self._in_article(start), self._in_article(end - 1) + 1)

    def _in_article(self, place: int) -> int:
        number = bisect_right(self._begins, place) - 1
        return place - self._begins[number] + self._paragraphs[number].start

    def says(self, first: int, length: int, other: BodyWords, there: int) -> bool:
        """Say whether another text has the very words: what has their codes is read again."""
        here = self._text[self._starts[first] : self._ends[first + length - 1]]
        if here == other._text[other._starts[there] : other._ends[there + length - 1]]:
            return True
        return all(self._word(first + n) == other._word(there + n) for n in range(length))

    def _word(self, number: int) -> str:
        word = self._text[self._starts[number] : self._ends[number]]
        return lowered(word)

    @cached_property
    def n_unquoted(self) -> int:
        """How many of the words are not quoted speech."""
        return len(self) - (0 if self.quoted is None else int(self.quoted.sum()))

    def __len__(self) -> int:
        return len(self.codes)


_HELD = 512
"""Bodies whose words are held at a time. Those that meet each other are compared one after another, so that
few are cut again (`LocalEngine.group`)."""


@lru_cache(maxsize=_HELD)
def _words(body: Body) -> BodyWords:
    return BodyWords(*body.opened())


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """What two bodies share."""

    match: Match
    runs: tuple[Run, ...]
    """Where it is, of two that carry one text; else none."""
    tail: Tail | None


def note_shingles(shingles: Codes) -> bytes:
    """Return what is noted of an article's shingles for the next build: little-endian, 8 bytes each."""
    return shingles.astype("<u8").tobytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReprints:
    """Grouping: bodies to groups that carry one text."""

    shingle: int = 5
    """Words in a shingle that makes two texts meet, and `keep_one_in` the share of them that is
    kept of long texts; from a prototype. All that follows was chosen on families planted into
    Reuters-21578 (`evaluation/planted.py`, one seed) and measured on another seed too: adjusted
    Rand index 0.99."""
    keep_one_in: int = 3
    """Short texts keep all shingles."""
    min_shared_keys: int = 3
    """Shingles that two texts share before they are compared."""
    seed: int = 4
    """Words in a row that make a run."""
    max_gap: int = 3
    """Words between two runs of one chain, in either text: edited or misread ones."""
    min_run: int = 10
    """Equal words that make a chain of runs: fewer are a phrase of the trade."""
    min_coverage: float = 0.35
    """Share of the shorter text's unquoted words that must stand in the other."""
    min_running_words: int = 32
    """Unquoted words that the chains of runs span together, or nearly all of a shorter text."""
    min_mean: float = 0.25
    """Mean coverage between two groups of texts from which they are one: a digest that opens as a shortened report does
    makes its own story none with the other. Chosen on the labelled Helsinki pairs, where 0.25 to 0.35 give the
    same (`evaluation/reprints.py`); from 0.3 on the planted families lose one pair."""

    min_passage: int = 15
    """Words of a chain, in quotation marks in neither text, from which two texts that are not one have a passage in
    common. Read on BASIL's 50 events, each told by three outlets (design 0035): two chains have as many, both the
    outlets' own sentences; one has ten to fourteen, a phrase that all use."""

    def read(self, article: Article, quoted: Iterable[Span] = ()) -> Body:
        """Read an article's body; `quoted` are the places of direct speech in it."""
        codes = BodyWords(article).codes
        sample = self.keep_one_in if len(codes) > _LONG else 1
        shingles = sampled_shingles(codes, self.shingle, sample)
        return _with_article(article.id, shingles, (article, tuple(quoted)))

    def known(self, id_: str, noted: bytes, opened: Callable[[], Opened]) -> Body:
        """Return the body of an article of which `note_shingles` noted so much with the same settings."""
        import numpy as np

        return Body(id=id_, shingles=np.frombuffer(noted, dtype="<u8"), opened=opened)

    def keys(self, item: Body) -> Codes:
        """Return the sampled shingles."""
        return item.shingles

    def compare(self, left: Body, right: Body) -> Overlap | None:
        """Measure what the two share outside quotation marks."""
        first, second = sorted((left, right), key=lambda body: body.id)
        one, other = _words(first), _words(second)
        if "transcript" in {one.article.role, other.article.role}:
            return None
        return self._compare(one, other)

    def _compare(self, left: BodyWords, right: BodyWords) -> Overlap | None:
        one, other = left.article, right.article
        shared = runs_of_seeds(left.seeds(self.seed), right.seeds(self.seed), self.seed)
        chains = chained(shared, self.max_gap, self.min_run)
        # two words of one code are as good as never met
        chains = [
            said
            for chain in chains
            if (said := [run for run in chain if left.says(run.left, run.length, right, run.right)])
        ]
        runs = [run for chain in chains for run in chain]
        if not runs:
            return None
        n_unquoted = [
            sum(_n_outside(run, left.quoted, right.quoted) for run in chain) for chain in chains
        ]
        n_shared = sum(n_unquoted)
        n_shorter = min(left.n_unquoted, right.n_unquoted) or 1
        coverage = n_shared / n_shorter
        n_parted = sum(
            after.left - before.left - before.length
            for chain in chains
            for before, after in pairwise(chain)
        )
        enough = n_shared + n_parted >= min(self.min_running_words, 0.9 * n_shorter)
        names = one.id, other.id
        linked = coverage >= self.min_coverage and enough
        shares = [n_shared / (body.n_unquoted or 1) for body in (left, right)]
        names_of = one.label, other.label
        how_much = (
            f"{shares[0]:.0%} of {names_of[0]}’s unquoted words stand in "
            f"{names_of[1]} in {len(runs)} run{'' if len(runs) == 1 else 's'}, "
            f"{shares[1]:.0%} the other way round"
        )
        passages = [
            (chain[0], chain[-1])
            for chain, n_words in zip(chains, n_unquoted, strict=True)
            # marks are paired for few: most chains have fewer words
            if not linked
            and n_words >= self.min_passage
            and sum(_n_outside(run, left.marked, right.marked) for run in chain) >= self.min_passage
        ]
        label = (
            "a passage in common" if passages else _label(shares, linked=linked, n_shared=n_shared)
        )
        match = Match(
            kind="reprint",
            left=names[0],
            right=names[1],
            linked=linked,
            score=round(min(coverage, 1.0), 4),
            threshold=self.min_coverage,
            margin=round(coverage - self.min_coverage, 4),
            runner_up=None,
            reasons=(label, how_much),
            left_aligned=tuple(
                left.place(one.left, last.left + last.length - one.left) for one, last in passages
            ),
            right_aligned=tuple(
                right.place(one.right, last.right + last.length - one.right)
                for one, last in passages
            ),
        )
        return Overlap(
            match=match,
            tail=_tail(names, (left, right), shares, runs),
            runs=tuple(
                Run(
                    left=names[0],
                    right=names[1],
                    left_span=left.place(run.left, run.length),
                    right_span=right.place(run.right, run.length),
                )
                for run in runs
                if linked
            ),
        )

    def is_link(self, comparison: Overlap) -> bool:
        """Say whether the overlap makes two articles one text."""
        return comparison.match.linked

    def assemble(
        self, members: Sequence[Body], comparisons: Sequence[Overlap]
    ) -> Iterator[Reprints]:
        """Yield the group, or several where only a chain of texts holds them together."""
        by_id = {body.id: body for body in members}
        compared = [one.match for one in comparisons]
        for together in held_together(sorted(by_id), compared, self.min_mean):
            if len(together) > 1:
                inside = [
                    one
                    for one in comparisons
                    if one.match.linked
                    and one.match.left in together
                    and one.match.right in together
                ]
                articles = [by_id[id_].opened()[0] for id_ in sorted(together)]
                yield self._group(articles, inside)

    def _group(self, articles: Sequence[Article], linked: Sequence[Overlap]) -> Reprints:
        dated = [one for one in articles if one.published]
        earliest = min(dated, key=lambda one: (one.published or "", one.id)) if dated else None
        origin = probable_origin(articles, [one.tail for one in linked if one.tail])
        return Reprints(
            id=content_id("reprints", articles[0].id),
            articles=tuple(one.id for one in articles),
            evidence=tuple(run for one in _holding(linked, len(articles)) for run in one.runs),
            coverage=min(one.match.score for one in linked),
            earliest=earliest.id if earliest else None,
            probable_origin=origin.article,
            wire=origin.wire,
            credits=origin.credits,
            reasons=origin.reasons,
        )


def _holding(linked: Sequence[Overlap], n_articles: int) -> list[Overlap]:
    """Return the overlaps whose runs are kept: all of a small group, of a larger one those that hold it together.

    Of a larger one each article's with the one that it shares most characters with, as far as that joins what was
    not joined yet (a maximum spanning tree; Kruskal 1956): what each two of 300 share is 45,000 times the same.
    """
    if n_articles <= _EACH_TWO:
        return list(linked)
    ids = sorted({id_ for one in linked for id_ in (one.match.left, one.match.right)})
    group_of = {id_: {id_} for id_ in ids}
    kept = []

    def rank(one: Overlap) -> tuple[int, str, str]:
        n_characters = sum(len(run.left_span) for run in one.runs)
        return -n_characters, one.match.left, one.match.right

    for one in sorted(linked, key=rank):
        here, there = group_of[one.match.left], group_of[one.match.right]
        if here is not there:
            kept.append(one)
            here |= there
            group_of.update(dict.fromkeys(there, here))
    return sorted(kept, key=lambda one: (one.match.left, one.match.right))


def held_together(ids: Sequence[str], compared: Iterable[Match], min_mean: float) -> list[set[str]]:
    """Join the two groups whose texts have most in common on average, while that is at least `min_mean` (UPGMA).

    The mean is over the pairs that were compared and share something: two excerpts of one text share nothing,
    and of a text that hundreds carry not all pairs are compared. Groups between which nothing links are not joined.
    """
    number = {one: at for at, one in enumerate(ids)}
    groups = [{one} for one in ids]
    between: list[dict[int, Between]] = [{} for _ in ids]
    for match in compared:
        i, j = number[match.left], number[match.right]
        between[i][j] = between[j][i] = Between(match.score, 1, match.linked)

    def take_in(i: int, j: int) -> None:
        groups[i] |= groups[j]
        groups[j] = set()

    join_nearest(between, min_mean, take_in)
    return [one for one in groups if one]


_EACH_TWO = 10
"""Articles of a group up to which the runs of each two are kept: 45 pairs. Set by hand."""
_LONG = 200
"""Words beyond which only a sample of a text's shingles is kept; from the prototype too."""
_WHOLE = 0.8
"""Share of a text's unquoted words from which it stands in the other as a whole. Set by hand."""


def _label(shares: Sequence[float], *, linked: bool, n_shared: int) -> str:
    """Say how two texts stand to each other; which came first is not said by their words."""
    if not linked:
        return "little shared" if n_shared else "only quotations are shared"
    if min(shares) >= _WHOLE:
        return "the same text"
    return "one text stands in the other" if max(shares) >= _WHOLE else "the same text in part"


def _n_outside(run: SharedRun, left: Flags | None, right: Flags | None) -> int:
    """Return how many words of a run have neither text's flag: that they are quoted, or stand in marks."""
    import numpy as np

    sides = (left, run.left), (right, run.right)
    quoted = [flags[at : at + run.length] for flags, at in sides if flags is not None]
    return run.length - (int(np.logical_or.reduce(quoted).sum()) if quoted else 0)


_ALL = 0.95
"""Share of a text's unquoted words from which all of it stands in another, and `_END` how much of the
other's words lie behind the last that they share. Set by hand."""
_END = 0.1


def _tail(
    names: tuple[str, str],
    texts: tuple[BodyWords, BodyWords],
    shares: Sequence[float],
    runs: Sequence[SharedRun],
) -> Tail | None:
    """Say whether one text holds nearly all of the other, which lacks its end."""
    here = max(run.left + run.length for run in runs) / len(texts[0])
    there = max(run.right + run.length for run in runs) / len(texts[1])
    if shares[0] >= _ALL and there <= 1 - _END:
        return Tail(longer=names[1], shorter=names[0])
    if shares[1] >= _ALL and here <= 1 - _END:
        return Tail(longer=names[0], shorter=names[1])
    return None


def count_independent(articles: Iterable[Article], text_of: Mapping[str, str], tally: Tally) -> int:
    """Return how many independent texts these articles are; transcripts are none.

    `text_of` gives the reprint group of each article that is in one.
    """
    texts = {text_of.get(one.id, one.id) for one in articles if one.role != "transcript"}
    tally["texts.independent"] += len(texts)
    return len(texts)
