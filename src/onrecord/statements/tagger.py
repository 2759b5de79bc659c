"""Attributions by a learned tagger: tags for source, cue and content, pointers between them.

A small encoder (MiniLM-L6, int8) fine-tuned on PolNeAR by `training/`; see the model card beside
the weights.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.statements.pieces import (
    CLS_ID,
    PARAGRAPH_ID,
    SEP_ID,
    Pieces,
    cut_pieces,
    plan_windows,
)
from onrecord.text.spans import Span

__all__ = ["Tagged", "best_paths", "is_available", "tag", "weights_digest"]

_log = logging.getLogger(__name__)
_ROLES = ("source", "cue", "content")
_N_TAGS = 7
_FORBIDDEN = -1e4
_BATCH = 8
"""Windows whose best tags are looked for together."""
_BREAK = 8.0
"""Log odds against pointing over a paragraph break: of PolNeAR's cues 0.3 % stand in another
paragraph than their content. Of 2 to 30 on its development articles 8 gives the most (sources +0.1 points
over 4); on those that the tagger was trained on 4 to 30 differ by 0.1."""
_BESIDE = 6.0
"""Log odds for a source right before the cue: "hours after his family *accused* the police" names no one else. On
PolNeAR's development articles 1 to 20 gain, 6 as much as any more (+0.2 points with the right source)."""
_NEAR = 40
"""Word pieces between two parts of one content: in PolNeAR's development articles 98 in 100 parts
stand within 25 words of the part before."""
_CONTENT_CUE, _CONTENT_SOURCE, _CUE_SOURCE = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """One attribution as the tagger found it; spans of the text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


def _folder() -> Path:
    return Path(str(files("onrecord.resources"))) / "tagger"


@lru_cache(maxsize=1)
def is_available() -> bool:
    """Say whether the weights and what runs them are here, and whole."""
    try:
        _load()
    except (ImportError, OSError):
        return False
    except Exception as error:  # noqa: BLE001 - what the runtime raises for a damaged file is its own
        _log.warning("the tagger's weights cannot be used: %s", error)
        return False
    return True


@lru_cache(maxsize=1)
def weights_digest() -> str:
    """Return the SHA-256 of the weights: part of the origin of every statement found with them."""
    return hashlib.sha256((_folder() / "tagger.onnx").read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _load() -> tuple[Any, Any, Any]:
    import numpy as np  # the rules work without any of these
    import onnxruntime
    from tokenizers import Tokenizer

    folder = _folder()
    if not (folder / "tagger.onnx").is_file():
        raise FileNotFoundError(folder / "tagger.onnx")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    options = onnxruntime.SessionOptions()
    # one thread: several make results depend on their number, and workers already share the cores
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    if _overflows(np, onnxruntime, folder):
        # the runtime makes the weights unsigned: the same results, at half the speed
        options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(
        str(folder / "tagger.onnx"),
        options,
        providers=["CPUExecutionProvider"],
        # the fused operator takes a tenth more of the whole time than the two that it stands for
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    return np, tokenizer, session


def _overflows(np: Any, onnxruntime: Any, folder: Path) -> bool:
    """Say whether sums of products of an unsigned and a signed byte overflow here: they do with AVX2 without VNNI.

    The runtime is asked for the largest such sum, so this holds for any processor and version of it.
    """
    session = onnxruntime.InferenceSession(
        str(folder / "sums.onnx"), providers=["CPUExecutionProvider"]
    )
    most = {"bytes": np.full((8, 64), 255, np.uint8), "weights": np.full((64, 32), 127, np.int8)}
    (sums,) = session.run(None, most)
    return bool((sums != 64 * 255 * 127).any())


def tag(text: str, paragraphs: Sequence[Span], quoted: Sequence[Span]) -> list[Tagged]:
    """Return the attributions in the paragraphs of `text`, in order of place.

    `quoted` are the quotations with their marks, in order: the tagger is told which words they hold.
    """
    np, tokenizer, session = _load()
    pieces = cut_pieces(tokenizer, text, paragraphs, quoted)
    windows = plan_windows(pieces.ids)
    found: list[Tagged] = []
    for first in range(0, len(windows), _BATCH):
        batch = windows[first : first + _BATCH]
        # one by one: nothing is padded, what stands in one window tells nothing of another, and the
        # caches hold all of it, which is a fifth faster than eight at a time
        scored = [_scores(np, session, pieces, window) for window in batch]
        lengths = [end - start for start, end in batch]
        tags = np.zeros((len(batch), max(lengths), _N_TAGS), dtype=np.float32)
        for row, (n, (own, _, _)) in enumerate(zip(lengths, scored, strict=True)):
            tags[row, :n] = own
        paths = best_paths(np, tags, lengths, scored[0][2])
        for (start, _), path, (own, pointers, _) in zip(batch, paths, scored, strict=True):
            found += _read_window(np, own, path, pointers, pieces, start)
    return sorted((_of_words(text, one) for one in found), key=lambda one: one.content[0])


def _of_words(text: str, one: Tagged) -> Tagged:
    """Return an attribution whose parts begin and end with words: a piece of one is tagged alone now and then."""

    def whole(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        out = []
        for span in spans:
            start, end = span.start, span.end
            while start and text[start - 1].isalnum() and text[start].isalnum():
                start -= 1
            while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
                end += 1
            out.append(Span(start, end))
        return tuple(out)

    return replace(one, source=whole(one.source), cue=whole(one.cue), content=whole(one.content))


def _scores(np: Any, session: Any, pieces: Pieces, window: tuple[int, int]) -> tuple[Any, Any, Any]:
    """Return of a window of n pieces the tags' scores (n, 7), the pointers' (3, n + 1, n + 1), the transitions."""
    start, end = window
    ids = np.array([[CLS_ID, *pieces.ids[start:end], SEP_ID]], dtype=np.int64)
    surface = np.array([[0, *pieces.surface[start:end], 0]], dtype=np.int64)
    tags, pointers, transitions = session.run(None, {"ids": ids, "surface": surface})
    return tags[0, 1:-1], pointers[0, :, :-1, :-1], transitions


def _read_window(
    np: Any,
    tags: Any,
    path: Sequence[int],
    pointers: Any,
    pieces: Pieces,
    start: int,
) -> list[Tagged]:
    """Read one window: `tags` (n, 7), their best `path`, `pointers` (3, n + 1, n + 1)."""
    log = _log_softmax(np, tags)
    runs = _runs(path)
    of_role = {role: [(a, b) for name, a, b in runs if name == role] for role in _ROLES}
    grouped = _group(np, pointers, of_role["content"], of_role["cue"], pieces, start)
    out = []
    for cue, contents in grouped:
        scores = sum(
            _log_softmax(np, pointers[_CONTENT_SOURCE, a + 1 : b + 1]).mean(axis=0)
            for a, b in contents
        ) / len(contents)
        if cue is not None:
            at = slice(cue[0] + 1, cue[1] + 1)
            scores = scores + _log_softmax(np, pointers[_CUE_SOURCE, at]).mean(axis=0)
        near = [run for run in (*contents, cue) if run is not None]
        costs = {
            run: min(_break_cost(run, other, pieces, start) for other in near)
            - _BESIDE * (cue is not None and run[1] == cue[0])
            for run in of_role["source"]
        }
        source = _choose(scores, of_role["source"], costs)
        sure = [float(np.exp(log[a:b].max(axis=1)).mean()) for a, b in contents]
        out.append(
            Tagged(
                source=(_span(pieces, start, source),) if source else (),
                cue=(_span(pieces, start, cue),) if cue else (),
                content=tuple(_span(pieces, start, one) for one in contents),
                confidence=round(min(sure), 2),
            )
        )
    return out


_Run = tuple[int, int]


def _group(
    np: Any,
    pointers: Any,
    contents: Sequence[_Run],
    cues: Sequence[_Run],
    pieces: Pieces,
    start: int,
) -> list[tuple[_Run | None, list[_Run]]]:
    """Give each content its cue, surest first; contents that share one must stand near together."""
    wishes: list[tuple[float, _Run, float, list[tuple[float, _Run]]]] = []
    for content in contents:
        scores = _log_softmax(np, pointers[_CONTENT_CUE, content[0] + 1 : content[1] + 1])
        scores = scores.mean(axis=0)
        ranking = sorted(
            (
                (float(scores[cue[0] + 1]) - _break_cost(cue, content, pieces, start), cue)
                for cue in cues
            ),
            reverse=True,
        )
        best = ranking[0][0] if ranking else -1e9
        wishes.append((best, content, float(scores[0]), ranking))
    taken: dict[_Run, list[_Run]] = {}
    alone: list[_Run] = []
    for _, content, none, ranking in sorted(wishes, key=lambda wish: (-wish[0], wish[1])):
        for score, cue in ranking[:3]:
            if score < none:
                alone.append(content)
                break
            others = taken.get(cue, [])
            # "tweeted that ... and urged them to ...": what another verb stands before is another's content
            nearer = [
                other
                for wish, other in ranking
                if wish >= score - _LESS and other not in taken and _parts(other, content, others)
            ]
            own = min(nearer, key=lambda other: _distance(other, content), default=None)
            if own is not None:
                taken[own] = [content]
                break
            if all(_is_near(one, content, pieces, start) for one in others):
                taken.setdefault(cue, []).append(content)
                break
        else:
            alone.append(content)
    out: list[tuple[_Run | None, list[_Run]]] = [(cue, sorted(some)) for cue, some in taken.items()]
    return out + [(None, [content]) for content in alone]


_LESS = 2.0
"""How much less than to the best cue a content may point, in log odds, to one that stands between it and what the
best already has. On PolNeAR's development articles, and on 120 of those that it was trained on, 1 to 4 gain IoU F1 (2
most, 0.5 and 0.4 points) and lose no source; without a bound sources lose 0.3."""


def _parts(cue: _Run, content: _Run, others: Sequence[_Run]) -> bool:
    """Say whether a cue stands between a content and any of the others."""
    return any(
        min(one[1], content[1]) <= cue[0] and cue[1] <= max(one[0], content[0]) for one in others
    )


def _distance(one: _Run, other: _Run) -> int:
    return max(other[0] - one[1], one[0] - other[1])


def _break_cost(one: _Run, other: _Run, pieces: Pieces, start: int) -> float:
    """Return what it costs to point over a paragraph break: hardly any attribution does."""
    first, second = sorted((one, other))
    between = range(start + first[1], start + second[0])
    return _BREAK if any(pieces.ids[i] == PARAGRAPH_ID for i in between) else 0.0


def _is_near(one: _Run, other: _Run, pieces: Pieces, start: int) -> bool:
    first, second = sorted((one, other))
    between = range(start + first[1], start + second[0])
    return len(between) <= _NEAR and all(pieces.ids[i] != PARAGRAPH_ID for i in between)


def _span(pieces: Pieces, start: int, run: tuple[int, int]) -> Span:
    return Span(pieces.start[start + run[0]], pieces.end[start + run[1] - 1])


def _choose(
    scores: Any, runs: Sequence[tuple[int, int]], costs: Mapping[tuple[int, int], float]
) -> tuple[int, int] | None:
    """Return the run whose first piece is pointed at most, or None where [CLS] is."""
    ranked = [(float(scores[run[0] + 1]) - costs[run], -run[0], run) for run in runs]
    best = max(ranked, default=None)
    if best is None or scores[0] > best[0]:
        return None
    return best[2]


def _log_softmax(np: Any, scores: Any) -> Any:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def best_paths(np: Any, scores: Any, lengths: Sequence[int], transitions: Any) -> list[list[int]]:
    """Return the best tag sequence of each row of `scores` (b, n, 7) under the CRF's transitions.

    No I- follows anything but its own B- or I-; a row ends at its own length.
    """
    follow = transitions.copy()
    begin = np.zeros(_N_TAGS, dtype=np.float32)
    for inside in (2, 4, 6):
        own = follow[[inside - 1, inside], inside].copy()
        follow[:, inside] = _FORBIDDEN
        follow[[inside - 1, inside], inside] = own
        begin[inside] = _FORBIDDEN
    best = scores[:, 0] + begin
    ends, backs = [best], []
    for index in range(1, scores.shape[1]):
        total = best[:, :, None] + follow[None]
        back = total.argmax(axis=1)
        best = np.take_along_axis(total, back[:, None], axis=1)[:, 0] + scores[:, index]
        ends.append(best)
        backs.append(back)
    steps = np.stack(backs, axis=1).tolist() if backs else [[] for _ in lengths]
    paths = []
    for row, length in enumerate(lengths):
        path = [int(ends[length - 1][row].argmax())]
        for back in reversed(steps[row][: length - 1]):
            path.append(back[path[-1]])
        paths.append(path[::-1])
    return paths


def _runs(path: Sequence[int]) -> list[tuple[str, int, int]]:
    """Return (role, first, last) of every run of tags."""
    runs: list[tuple[str, int, int]] = []
    for index, label in enumerate(path):
        if label == 0:
            continue
        role = _ROLES[(label - 1) // 2]
        if label % 2 == 0 and runs and runs[-1][0] == role and runs[-1][2] == index:
            runs[-1] = (role, runs[-1][1], index + 1)
        else:
            runs.append((role, index, index + 1))
    return runs
