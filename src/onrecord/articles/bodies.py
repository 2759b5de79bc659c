"""Which blocks of a page are the article's body: learned models, for markup and for bare lines.

A list of words with weights (`articles/wording.py`), and for each of the two gradient-boosted trees over
`articles/features.py`: a first look, and a second that knows what the first made of the blocks around. Made by
`training/bodies.py`; see the model card beside them.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from onrecord.articles.features import (
    FEATURES_OF_FIRST_LOOK,
    FEATURES_OF_LINES,
    FEATURES_OF_MARKUP,
    FEATURES_OF_WORDING,
    with_first_look,
    with_wording,
)
from onrecord.articles.wording import UNKNOWN, Wording

if TYPE_CHECKING:
    from onrecord.articles.features import Matrix

__all__ = [
    "FEATURES",
    "FIRST",
    "SECOND",
    "WORDING",
    "Kind",
    "chances",
    "digest",
    "folder_of",
    "is_available",
    "least_chance",
]

Kind = Literal["lines", "markup"]
WORDING = "words.tsv"
FIRST, SECOND = "{}.onnx", "{}_again.onnx"
"""The files of a kind's models."""
FEATURES: dict[str, tuple[str, ...]] = {}
"""What each model reads, by its file's name."""
for _kind, _own in (("lines", FEATURES_OF_LINES), ("markup", FEATURES_OF_MARKUP)):
    FEATURES[FIRST.format(_kind)] = (*_own, *FEATURES_OF_WORDING)
    FEATURES[SECOND.format(_kind)] = (*_own, *FEATURES_OF_WORDING, *FEATURES_OF_FIRST_LOOK)
_log = logging.getLogger(__name__)


def folder_of(name: str) -> Path:
    """Return the folder of that name, or for an empty name that of the package's own models."""
    return Path(name) if name else Path(str(files("onrecord.resources"))) / "bodies"


@lru_cache(maxsize=16)
def is_available(folder: Path) -> bool:
    """Say whether the models and what runs them are here, and whole."""
    try:
        _wording(folder)
        for name in FEATURES:
            _load(folder, name)
    except (ImportError, OSError):
        return False
    except Exception as error:  # noqa: BLE001 - what the runtime raises for a damaged file is its own
        _log.warning("the models of bodies in %s cannot be used: %s", folder, error)
        return False
    return True


@lru_cache(maxsize=16)
def digest(folder: Path) -> str:
    """Return the SHA-256 of the models: part of the origin of every article read with them."""
    whole = hashlib.sha256()
    for name in (WORDING, *FEATURES):
        whole.update((folder / name).read_bytes())
    return whole.hexdigest()


def chances(kind: Kind, features: Matrix, texts: Sequence[str], folder: Path) -> list[float]:
    """Return for each block of a page the models' chance, 0 to 1, that it is body.

    `features` are a row a block of the kind's features, `texts` the blocks' texts. A page in a language that the list
    of words does not know is told by the first look alone: what stands around in English pages misleads there (word
    F1 of 21 such pages of the benchmarks by the first look 0.841 on bare lines and 0.979 in HTML, by the second 0.809
    and 0.961).
    """
    wording = _wording(folder).of(texts)
    rows = with_wording(features, wording)
    log_odds = _log_odds(FIRST.format(kind), rows, folder)
    if not (wording == UNKNOWN).all():
        log_odds = _log_odds(SECOND.format(kind), with_first_look(rows, log_odds), folder)
    odds: list[float] = (1 / (1 + np.exp(-log_odds))).tolist()
    return odds


def _log_odds(name: str, rows: Matrix, folder: Path) -> Matrix:
    (log_odds,) = _load(folder, name).run(None, {"features": rows})
    flat: Matrix = log_odds.reshape(-1)
    return flat


_EVEN, _LEAST, _NEARLY = 0.5, 0.3, 0.8


def least_chance(chances: Sequence[float]) -> float:
    """Return the chance from which a page's blocks are body: even, or four fifths of the likeliest's if that is less.

    Of a short text between many others something is the article; below 0.3 nothing is, and rules tell it. Word
    F1 of the benchmark's news pages is 0.979 for 0.971 with 0.5 alone. What is best by each page's expected F1
    (Lewis 1995) had 0.973: it takes comments in.
    """
    return min(_EVEN, max(_LEAST, _NEARLY * max(chances, default=0.0)))


@lru_cache(maxsize=16)
def _wording(folder: Path) -> Wording:
    return Wording.read(folder / WORDING)


@lru_cache(maxsize=32)
def _load(folder: Path, name: str) -> Any:  # noqa: ANN401 - onnxruntime tells no type
    import onnxruntime  # the rules work without it

    path = folder / name
    if not path.is_file():
        raise FileNotFoundError(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    if session.get_modelmeta().custom_metadata_map.get("features") != ",".join(FEATURES[name]):
        message = f"{path} reads other features than this version gives"
        raise ValueError(message)
    return session
