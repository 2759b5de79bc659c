"""What a page's blocks look like, as numbers: what the learned model of bodies reads.

Three groups: what a block is by itself, where it stands in the markup (none in plain text), and
the same of its neighbours. Nothing here knows a language but for the labels that the rules know.
To these `with_wording` adds what a block's words are (`articles/wording.py`), and `with_first_look`
what a first model made of the blocks around (stacked generalization; Wolpert 1992).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.blocks import Block, Element
from onrecord.articles.wording import UNKNOWN
from onrecord.model import Role
from onrecord.text.marks import CLOSER

__all__ = [
    "FEATURES_OF_FIRST_LOOK",
    "FEATURES_OF_LINES",
    "FEATURES_OF_MARKUP",
    "FEATURES_OF_WORDING",
    "Matrix",
    "features_of_lines",
    "features_of_markup",
    "with_first_look",
    "with_wording",
]

Matrix = NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+")
_OPENING = re.compile(r"[“\"„«‹「‘]")
_ENDING = re.compile(rf"[.!?…。！？]{CLOSER}*$")
"""German closes by “ and «, too."""
_STOPS = re.compile(rf"[.!?…。！？](?=\s|$|{CLOSER})")
_BULLET = re.compile(r"[•·▪◦‣∙●○*>–—|-]")
_SEPARATORS = re.compile(r"[|›»/•·]")
_ADDRESS = re.compile(r"https?:|www\.|@\w")
_ROLES = (
    Role.TITLE,
    Role.BYLINE,
    Role.DATE,
    Role.CAPTION,
    Role.RELATED,
    Role.NAVIGATION,
    Role.SHARE,
    Role.COMMENTS,
    Role.PULL_QUOTE,
)
_OWN = (
    "words",
    "characters",
    "letters a word",
    "ends a sentence",
    "ends with a colon",
    "sentence ends",
    "commas",
    "capitalized",
    "all capitals",
    "digits",
    "short words",
    "quotation marks",
    "bullet",
    "separators",
    "address",
    "times on the page",
    "words of the title",
    "first is lower case",
    *(f"says it is {role}" for role in _ROLES),
)
_PLACE = (
    "blocks before",
    "blocks after",
    "share of blocks before",
    "share of words before",
    "blocks since the title",
    "blocks to the longest run",
    "in the longest run",
    "words in sentences near",
    "words near",
    "blocks on the page",
    "words in sentences on the page",
)
_TOPIC = ("words shared with sentences", "times they are there")
_PAGE = (
    "sentences of the page",
    "share of words in sentences",
    "words a block",
    "words of the middle block",
    "blocks of three words or fewer",
    "blocks that say what they are",
    "long sentences of the page",
    "capitalized on the page",
)
_NEAR = (
    "words",
    "ends a sentence",
    "capitalized",
    "letters a word",
    "digits",
    "bullet",
    "commas",
)
_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
_TOPIC_OFFSETS = (-2, -1, 1, 2)
FEATURES_OF_LINES = (
    *_OWN,
    *_PLACE,
    *_PAGE,
    *_TOPIC,
    *(f"{name} of {offset:+d}" for offset in _TOPIC_OFFSETS for name in _TOPIC),
    *(f"{name} of {offset:+d}" for offset in _NEIGHBOURS for name in (*_NEAR, "says what it is")),
)

_TAGS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "td",
    "th",
    "div",
    "blockquote",
    "span",
    "a",
    "br",
)
_AROUND = (
    "article",
    "main",
    "table",
    "ul",
    "ol",
    "blockquote",
    "figure",
    "aside",
    "header",
    "footer",
    "section",
    "form",
    "nav",
    "details",
    "button",
    "label",
)
_NAMES = tuple(
    (
        "article body content entry post story text main title head heading meta author byline bio "
        "date time caption figure image img gallery media video comment comments reply share social "
        "related recommend recommended more promo ad ads banner sponsor sponsored newsletter "
        "subscribe signup cta btn button nav menu breadcrumb breadcrumbs footer header sidebar "
        "widget tag tags category list card teaser grid item toc contents faq table quote "
        "accordion tab modal popup cookie consent login search hidden rating product price review "
        "disclaimer copyright excerpt summary lead intro links block paragraph rich wysiwyg prose "
        "page single primary secondary container wrapper column inner outer slider carousel "
        "trending latest popular read next prev pagination description subtitle"
    ).split()
)
_INDEX = {name: index for index, name in enumerate(_NAMES)}
_N_NEAR = 3
"""Elements, from the innermost outward, whose names are told apart from those further out."""
_LEVELS = (1, 2, 3, 5, 8)
FEATURES_OF_MARKUP = (
    *FEATURES_OF_LINES,
    "depth",
    "linked characters",
    *(f"linked characters of {offset:+d}" for offset in (-2, -1, 1, 2)),
    *(f"is {tag}" for tag in _TAGS),
    *(f"in {tag}" for tag in _AROUND),
    *(f"under {role}" for role in _ROLES),
    *(f"named {name}" for name in _NAMES),
    *(f"within {name}" for name in _NAMES),
    *(f"share of sentence words in ancestor {level}" for level in _LEVELS),
    *(f"linked share of ancestor {level}" for level in _LEVELS),
    *(f"voted share of ancestor {level}" for level in _LEVELS),
    *(f"share of votes in ancestor {level}" for level in _LEVELS),
    "levels up to the main element",
    "voted",
    *(f"voted of {offset:+d}" for offset in _NEIGHBOURS),
    "voted of the 8 before",
    "voted of the 8 after",
    "blocks after the last vote",
    "blocks before the first vote",
)


FEATURES_OF_WORDING = (
    "wording",
    *(f"wording of {offset:+d}" for offset in _NEIGHBOURS),
)
_REACH = 6
_STRETCHES = (5, 10, 20)
_LIKELY = (0.5, 0.8)
FEATURES_OF_FIRST_LOOK = (
    *(f"first log odds of {offset:+d}" for offset in range(-_REACH, _REACH + 1)),
    "share of likely words before",
    "share of likely words after",
    "likely words of the page",
    "likely share of the page",
    *(f"likely share of the {n} {side}" for n in _STRETCHES for side in ("before", "after")),
    *(f"blocks {side} a chance of {least}" for least in _LIKELY for side in ("since", "to")),
    "blocks since the likely run began",
    "blocks to the likely run's end",
    "in the likely run",
)


def features_of_lines(
    blocks: Sequence[Block], told: Sequence[Role | None], title: str | None
) -> Matrix:
    """Return a row a block, a column a name of `FEATURES_OF_LINES`.

    `told` is what each block says it is, by rules; `title` the page's, where known.
    """
    texts = [block.text.strip() for block in blocks]
    spelled = [_WORD.findall(text) for text in texts]
    own = _own(texts, spelled, told, title)
    place = _place(own, told)
    near = own[:, [_OWN.index(name) for name in _NEAR]]
    says = np.array([[role is not None] for role in told], dtype=np.float32).reshape(-1, 1)
    near = np.hstack([near, says])
    shifted = [_shift(near, offset) for offset in _NEIGHBOURS]
    topic = _topic(spelled, own)
    topics = [topic, *(_shift(topic, offset) for offset in _TOPIC_OFFSETS)]
    return np.hstack([own, place, _page(own, says), *topics, *shifted]).astype(np.float32)


def features_of_markup(
    blocks: Sequence[Block],
    told: Sequence[Role | None],
    title: str | None,
    voted: Sequence[float],
) -> Matrix:
    """Return a row a block, a column a name of `FEATURES_OF_MARKUP`.

    `voted` is the share of extractors that keep a block.
    """
    lines = features_of_lines(blocks, told, title)
    votes = np.array(voted, dtype=np.float32)
    linked = np.array(
        [min(1.0, block.n_link_chars / max(1, len(block.text))) for block in blocks],
        dtype=np.float32,
    )
    links = linked.reshape(-1, 1)
    markup = np.array([_markup_of(block) for block in blocks], dtype=np.float32)
    return np.hstack(
        [
            lines,
            markup[:, :1],
            links,
            *(_shift(links, offset) for offset in (-2, -1, 1, 2)),
            markup[:, 1:],
            _containers(blocks, lines, linked, votes),
            votes.reshape(-1, 1),
            *(_shift(votes.reshape(-1, 1), offset) for offset in _NEIGHBOURS),
            _runs_of_votes(votes),
        ]
    ).astype(np.float32)


def with_wording(rows: Matrix, wording: Matrix) -> Matrix:
    """Return the rows with the columns of `FEATURES_OF_WORDING`; `wording` are log odds, one a block."""
    column = wording.reshape(-1, 1)
    near = (_shift(column, offset, UNKNOWN) for offset in _NEIGHBOURS)
    return np.hstack([rows, column, *near]).astype(np.float32)


def with_first_look(rows: Matrix, log_odds: Matrix) -> Matrix:
    """Return the rows with the columns of `FEATURES_OF_FIRST_LOOK`; `log_odds` are a first model's, one a block."""
    n = len(rows)
    index = np.arange(n)
    n_words = np.maximum(0.5, np.expm1(rows[:, 0]))
    odds = log_odds.reshape(-1, 1)
    chances = 1 / (1 + np.exp(-log_odds.astype(np.float64)))
    likely = np.concatenate([[0.0], np.cumsum(chances * n_words)])
    held = np.concatenate([[0.0], np.cumsum(n_words)])
    total = max(likely[-1], 1e-6)

    def share(start: NDArray[np.int_], end: NDArray[np.int_]) -> NDArray[np.floating]:
        shares: NDArray[np.floating] = (likely[end] - likely[start]) / np.maximum(
            held[end] - held[start], 1e-6
        )
        return shares

    stretches = []
    for length in _STRETCHES:
        stretches += [
            share(np.maximum(0, index - length), index),
            share(index + 1, np.minimum(n, index + length + 1)),
        ]
    distances = []
    for least in _LIKELY:
        is_likely = (chances >= least) & (n_words >= _MANY)
        distances += [_since(is_likely), _since(is_likely[::-1])[::-1]]
    start, end = _best_run((chances - 0.5) * n_words)
    return np.hstack(
        [
            rows,
            *(_shift(odds, offset, UNKNOWN) for offset in range(-_REACH, _REACH + 1)),
            np.column_stack(
                [
                    likely[:-1] / total,
                    (likely[-1] - likely[1:]) / total,
                    np.full(n, np.log1p(total)),
                    np.full(n, total / max(held[-1], 1e-6)),
                    *stretches,
                    *distances,
                    np.clip(index - start, -_FAR, _FAR),
                    np.clip(end - index, -_FAR, _FAR),
                    (index >= start) & (index < end),
                ]
            ),
        ]
    ).astype(np.float32)


_MANY = 8
"""Words from which a likely block counts as one that others are near to: shorter ones are headings and links."""
_FAR = 200


def _since(flags: NDArray[np.bool_]) -> NDArray[np.floating]:
    """Return for each block how many blocks ago the last one before it had the flag, `_FAR` at most."""
    index = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags, index, -_FAR))
    before = np.concatenate([[-_FAR], last])[: len(flags)]
    distances: NDArray[np.floating] = np.minimum(_FAR, index - before).astype(np.float64)
    return distances


def _own(
    texts: list[str],
    spelled: list[list[str]],
    told: Sequence[Role | None],
    title: str | None,
) -> Matrix:
    seen = Counter(texts)
    title_words = {word.casefold() for word in _WORD.findall(title or "")}
    rows = []
    for text, words, role in zip(texts, spelled, told, strict=True):
        n = len(words) or 1
        rows.append(
            [
                math.log1p(len(words)),
                math.log1p(len(text)),
                len("".join(words)) / n,
                bool(_ENDING.search(text[-8:])),
                text.endswith(":"),
                len(_STOPS.findall(text)) / n,
                text.count(",") / n,
                len([word for word in words if word[0].isupper()]) / n,
                len([word for word in words if word.isupper()]) / n,
                _n_digits(text) / max(1, len(text)),
                len([word for word in words if len(word) <= _SHORT]) / n,
                bool(_OPENING.search(text)),
                bool(_BULLET.match(text)),
                len(_SEPARATORS.findall(text)) / n,
                bool(_ADDRESS.search(text)),
                min(seen[text], 5),
                sum(word.casefold() in title_words for word in words) / n if title_words else -1,
                text[:1].islower(),
                *(role is known for known in _ROLES),
            ]
        )
    return np.array(rows, dtype=np.float32).reshape(-1, len(_OWN))


_SHORT = 3
_DIGIT = re.compile(r"[0-9]")


def _n_digits(text: str) -> int:
    return len(_DIGIT.findall(text)) if text.isascii() else sum(map(str.isdigit, text))


def _place(own: Matrix, told: Sequence[Role | None]) -> Matrix:
    n = len(own)
    index = np.arange(n)
    n_words = np.expm1(own[:, 0])
    in_sentences = n_words * own[:, _OWN.index("ends a sentence")]
    before = np.concatenate([[0.0], np.cumsum(n_words)[:-1]]) if n else np.zeros(0)
    titles = [i for i, role in enumerate(told) if role is Role.TITLE]
    since = index - titles[0] if titles else np.full(n, -99)
    start, end = _best_run(in_sentences - _GAP)
    to_run = np.where(index < start, start - index, np.where(index >= end, end - 1 - index, 0))
    return np.column_stack(
        [
            np.minimum(index, 200),
            np.minimum(n - 1 - index, 200),
            index / max(1, n),
            before / max(1.0, float(n_words.sum())),
            np.clip(since, -99, 200),
            np.clip(to_run, -200, 200),
            (index >= start) & (index < end),
            _smoothed(in_sentences, 5),
            _smoothed(n_words, 5),
            np.full(n, math.log1p(n)),
            np.full(n, math.log1p(float(in_sentences.sum()))),
        ]
    ).astype(np.float32)


_LONG = 12
"""Words from which a sentence alone on its block is taken for running text."""


def _page(own: Matrix, says: Matrix) -> Matrix:
    """Return what the page is like as a whole: bare articles are little but sentences."""
    n_words = np.expm1(own[:, 0])
    ends = own[:, _OWN.index("ends a sentence")]
    row = [
        ends.mean(),
        (n_words * ends).sum() / max(1.0, float(n_words.sum())),
        n_words.mean(),
        np.median(n_words),
        (n_words <= 3).mean(),
        says.mean(),
        (ends * (n_words >= _LONG)).mean(),
        own[:, _OWN.index("capitalized")].mean(),
    ]
    return np.tile(np.array(row, dtype=np.float32), (len(own), 1))


def _topic(spelled: list[list[str]], own: Matrix) -> Matrix:
    """Return how many of a block's longer words stand in other blocks' sentences, and how often."""
    longer = [{word.casefold() for word in words if len(word) > _SHORT} for words in spelled]
    n_words = np.expm1(own[:, 0])
    is_long = (own[:, _OWN.index("ends a sentence")] * (n_words + 0.5) >= _LONG).tolist()
    held: Counter[str] = Counter()
    for words, counts in zip(longer, is_long, strict=True):
        if counts:
            held.update(words)
    rows = []
    for words, counts in zip(longer, is_long, strict=True):
        elsewhere = [there for word in words if (there := held.get(word, 0) - counts)]
        n = len(words)
        rows.append(
            [len(elsewhere) / n, sum([min(5, one) for one in elsewhere]) / n] if n else [-1.0, -1.0]
        )
    return np.array(rows, dtype=np.float32).reshape(-1, len(_TOPIC))


_GAP = 15.0
"""Words in sentences that a block without any takes off a run: as many as a short sentence has."""


def _best_run(values: NDArray[np.floating]) -> tuple[int, int]:
    """Return the stretch of blocks whose values add up to most (Kadane); none has a sum of 0 or less."""
    best, best_at = 0.0, (0, 0)
    total, start = 0.0, 0
    for index, value in enumerate(values.tolist()):
        total += value
        if total <= 0:
            total, start = 0.0, index + 1
        elif total > best:
            best, best_at = total, (start, index + 1)
    return best_at


def _smoothed(values: NDArray[np.floating], reach: int) -> NDArray[np.floating]:
    padded = np.concatenate([np.zeros(reach), values, np.zeros(reach)])
    sums = np.concatenate([[0.0], np.cumsum(padded)])
    width = 2 * reach + 1
    logs: NDArray[np.floating] = np.log1p(np.maximum(0.0, sums[width:] - sums[:-width]))
    return logs


def _shift(values: Matrix, offset: int, beyond: float = -1.0) -> Matrix:
    """Return the rows of the blocks that stand `offset` further on; `beyond` behind the page's ends."""
    out = np.full_like(values, beyond)
    if offset < 0:
        out[-offset:] = values[:offset]
    else:
        out[: max(0, len(out) - offset)] = values[offset:]
    return out


@lru_cache(maxsize=4096)
def _named(names: str) -> int:
    """Return which of `_NAMES` an element is called, a bit a name."""
    bits = 0
    for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", names[:300]):
        index = _INDEX.get(word.lower())
        if index is not None:
            bits |= 1 << index
    return bits


@lru_cache(maxsize=4096)
def _bits(value: int) -> tuple[int, ...]:
    return tuple(value >> index & 1 for index in range(len(_NAMES)))


@lru_cache(maxsize=4096)
def _of_elements(inside: tuple[Element, ...]) -> list[float]:
    tags = {element.tag for element in inside}
    near = within = 0
    for element in inside:
        if element.tag not in {"html", "body"}:
            within |= _named(element.names)
    for element in inside[-_N_NEAR:]:
        if element.tag not in {"html", "body"}:
            near |= _named(element.names)
    return [*(tag in tags for tag in _AROUND), *_bits(near), *_bits(within)]


def _markup_of(block: Block) -> list[float]:
    around, n = _of_elements(block.inside), len(_AROUND)
    return [
        len(block.inside),
        *(block.tag == tag for tag in _TAGS),
        *around[:n],
        *(block.hint is role for role in _ROLES),
        *around[n:],
    ]


def _containers(
    blocks: Sequence[Block], lines: Matrix, linked: NDArray[np.floating], votes: Matrix
) -> Matrix:
    """Return what the elements around each block hold: sentences, links, votes."""
    n_chars = [len(block.text) for block in blocks]
    in_sentences = (np.expm1(lines[:, 0]) * lines[:, _OWN.index("ends a sentence")]).tolist()
    kept = [n * vote for n, vote in zip(n_chars, votes.tolist(), strict=True)]
    held: dict[int, list[float]] = {}
    n_linked = [n * share for n, share in zip(n_chars, linked.tolist(), strict=True)]
    for block, *values in zip(blocks, in_sentences, n_chars, n_linked, kept, strict=True):
        sentences, characters, links, votes_ = values
        for element in block.inside:
            sums = held.get(element.number)
            if sums is None:
                sums = held[element.number] = [0.0, 0.0, 0.0, 0.0]
            sums[0] += sentences
            sums[1] += characters
            sums[2] += links
            sums[3] += votes_
    n_sentences, n_kept = sum(in_sentences) or 1.0, sum(kept) or 1.0
    rows = []
    for block in blocks:
        inside = [held[element.number] for element in reversed(block.inside)] or [[0.0] * 4]
        levels = [inside[min(level, len(inside)) - 1] for level in _LEVELS]
        to_main = next(
            (level for level, sums in enumerate(inside) if sums[0] > _MAIN * n_sentences), 40
        )
        rows.append(
            [
                *(sums[0] / n_sentences for sums in levels),
                *(sums[2] / max(1.0, sums[1]) for sums in levels),
                *(sums[3] / max(1.0, sums[1]) for sums in levels),
                *(sums[3] / n_kept for sums in levels),
                to_main,
            ]
        )
    return np.array(rows, dtype=np.float32).reshape(-1, 4 * len(_LEVELS) + 1)


_MAIN = 0.5
"""Share of a page's sentences from which an element counts as its main one."""


def _runs_of_votes(votes: Matrix) -> Matrix:
    n = len(votes)
    sums = np.concatenate([[0.0], np.cumsum(votes)])
    index = np.arange(n)
    before = sums[index] - sums[np.maximum(0, index - 8)]
    after = sums[np.minimum(n, index + 9)] - sums[index + 1]
    (at,) = np.nonzero(votes > 0.5)
    first, last = (int(at[0]), int(at[-1])) if len(at) else (0, n)
    return np.column_stack(
        [before, after, np.clip(index - last, -200, 200), np.clip(first - index, -200, 200)]
    ).astype(np.float32)
