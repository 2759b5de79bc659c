"""What changed between two versions of a page: title, words of utterances, what one alone has, sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from rapidfuzz.distance import Indel

from onrecord.model import Role
from onrecord.resources import lexicon_of
from onrecord.text.sentences import split_sentences
from onrecord.text.spans import Span
from onrecord.text.tokens import lowered_words
from onrecord.views.overview import Overview, UtteranceView
from onrecord.views.publish import MASK
from onrecord.views.versions import Versions
from onrecord.views.wording import Told, told

__all__ = ["Change", "Passage", "changes_of"]

Row = Mapping[str, Any]
_Sentences: TypeAlias = Sequence[tuple[Span, tuple[str, ...]]]
"""An article's sentences in order, each with its words."""
_BODY = frozenset({Role.BODY, Role.CAPTION, Role.PULL_QUOTE, Role.QUESTION})


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of one version and the one that stands for it in the other; one side may have none."""

    sides: tuple[Span | None, Span | None]
    texts: tuple[str, str]
    marked: tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]
    """The text of each side in pieces, and whether the other has other words there."""


@dataclass(frozen=True, slots=True)
class Change:
    """A version of a page and the one after it."""

    earlier: str
    later: str
    titles: tuple[str, str] | None
    """None where both have the same."""
    told: tuple[Told, ...]
    """How the words of utterances differ that both have."""
    only: tuple[tuple[UtteranceView, ...], tuple[UtteranceView, ...]]
    """Utterances that the earlier, and the later one alone has."""
    passages: tuple[Passage, ...]
    """The sentences that differ, in order; none where the texts are masked."""

    @property
    def is_none(self) -> bool:
        """Say whether nothing that is read changed."""
        return not (self.titles or self.told or any(self.only) or self.passages)


def changes_of(overview: Overview, page: Versions) -> list[Change]:
    """Return what changed from each version to the next."""
    read = {id_: _sentences(overview, id_) for id_ in page.articles}
    return [
        _change(overview, earlier, later, (read[earlier], read[later]))
        for earlier, later in pairwise(page.articles)
    ]


def _change(
    overview: Overview, earlier: str, later: str, sentences: tuple[_Sentences, _Sentences]
) -> Change:
    titles = tuple(
        " ".join(str(overview.articles[id_]["title"] or "").split()) for id_ in (earlier, later)
    )
    rows: list[Row] = []
    only: tuple[list[UtteranceView], list[UtteranceView]] = [], []
    for view in overview.utterances:
        has = [bool(view.of_article(id_)) for id_ in (earlier, later)]
        if all(has):
            rows += overview.differing(view, earlier, later)
        elif any(has):
            only[has.index(True)].append(view)
    return Change(
        earlier,
        later,
        (titles[0], titles[1]) if titles[0] != titles[1] else None,
        tuple(told(overview, rows)),
        (_in_order(only[0], earlier), _in_order(only[1], later)),
        tuple(_passages((overview.text(earlier), overview.text(later)), sentences)),
    )


def _in_order(views: Sequence[UtteranceView], article: str) -> tuple[UtteranceView, ...]:
    def place(view: UtteranceView) -> int:
        return min(int(one["content"][0]["start"]) for one in view.of_article(article))

    return tuple(sorted(views, key=place))


def _passages(
    texts: tuple[str, str], sentences: tuple[_Sentences, _Sentences]
) -> Iterator[Passage]:
    """Yield where the sentences of two versions differ, in order: what is left when most of them are paired."""
    if any(MASK in text for text in texts):
        return
    left, right = sentences
    keys: dict[tuple[str, ...], int] = {}
    numbered = [[keys.setdefault(words, len(keys)) for _, words in some] for some in sentences]
    for tag, i, j, k, m in _opcodes(*numbered):
        if tag == "equal":
            continue
        for at, beside in _paired([w for _, w in left[i:j]], [w for _, w in right[k:m]]):
            here = None if at is None else left[i + at][0]
            there = None if beside is None else right[k + beside][0]
            yield _passage(texts, (here, there))


_ALIKE = 0.5
"""Share of their words, in order, from which two sentences are one in two wordings: half. Set by hand."""
_MOST_PAIRED = 100
"""Sentences of a stretch up to which each is held against each; a longer one was written anew. Set by hand."""


def _paired(
    left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]
) -> list[tuple[int | None, int | None]]:
    """Pair the sentences of a stretch in order, those alike, so that as much as possible is alike.

    Global alignment (Needleman and Wunsch 1970) without a cost for what stands alone.
    """
    if max(len(left), len(right)) > _MOST_PAIRED:
        return [*((i, None) for i in range(len(left))), *((None, j) for j in range(len(right)))]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    alike = [[Indel.normalized_similarity(one, other) for other in right] for one in left]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if alike[i][j] >= _ALIKE:
                best[i][j] = max(best[i][j], best[i + 1][j + 1] + alike[i][j])
    out: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(left) or j < len(right):
        if i < len(left) and best[i][j] == best[i + 1][j]:
            out.append((i, None))
            i += 1
        elif j < len(right) and best[i][j] == best[i][j + 1]:
            out.append((None, j))
            j += 1
        else:
            out.append((i, j))
            i, j = i + 1, j + 1
    return out


def _opcodes(left: Sequence[int], right: Sequence[int]) -> list[tuple[str, int, int, int, int]]:
    """Return the edits from one to the other, neighbouring ones as one."""
    out: list[tuple[str, int, int, int, int]] = []
    for one in Indel.opcodes(left, right):
        tag = "equal" if one.tag == "equal" else "changed"
        code = tag, one.src_start, one.src_end, one.dest_start, one.dest_end
        if out and out[-1][0] == tag:
            code = tag, out[-1][1], code[2], out[-1][3], code[4]
            out.pop()
        out.append(code)
    return out


def _sentences(overview: Overview, article: str) -> _Sentences:
    row, text = overview.articles[article], overview.text(article)
    language = lexicon_of(row["language"]).language
    return [
        (sentence, tuple(lowered_words(text, sentence)))
        for region in row["regions"]
        if region["role"] in _BODY
        for sentence in split_sentences(
            text, Span(region["start"], region["end"]), language=language
        )
    ]


def _passage(texts: tuple[str, str], spans: tuple[Span | None, Span | None]) -> Passage:
    words = [span.of(text).split() if span else [] for span, text in zip(spans, texts, strict=True)]
    marked: list[tuple[tuple[str, bool], ...]] = [
        ((" ".join(some), False),) if some else () for some in words
    ]
    if all(words):
        numbers: dict[str, int] = {}
        left, right = ([numbers.setdefault(word, len(numbers)) for word in some] for some in words)
        pieces: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = [], []
        for tag, i, j, k, m in _opcodes(left, right):
            for side, some in ((0, words[0][i:j]), (1, words[1][k:m])):
                if some:
                    pieces[side].append((" ".join(some), tag != "equal"))
        marked = [tuple(some) for some in pieces]
    return Passage(spans, (" ".join(words[0]), " ".join(words[1])), (marked[0], marked[1]))
