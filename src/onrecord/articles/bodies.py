"""Which blocks of a page are the article's body: two learned models, for markup and for bare lines.

Gradient-boosted trees over `articles/features.py`, made by `training/bodies.py`; see the model card
beside them.
"""

from __future__ import annotations

import hashlib
import logging
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from onrecord.articles.features import FEATURES_OF_LINES, FEATURES_OF_MARKUP

if TYPE_CHECKING:
    from onrecord.articles.features import Matrix

__all__ = ["Kind", "chances", "digest", "folder_of", "is_available"]

Kind = Literal["lines", "markup"]
_READS: dict[Kind, tuple[str, ...]] = {"lines": FEATURES_OF_LINES, "markup": FEATURES_OF_MARKUP}
_log = logging.getLogger(__name__)


def folder_of(name: str) -> Path:
    """Return the folder of that name, or for an empty name that of the package's own models."""
    return Path(name) if name else Path(str(files("onrecord.resources"))) / "bodies"


@lru_cache(maxsize=16)
def is_available(folder: Path) -> bool:
    """Say whether the models and what runs them are here, and whole."""
    try:
        for kind in _READS:
            _load(folder, kind)
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
    for kind in _READS:
        whole.update((folder / f"{kind}.onnx").read_bytes())
    return whole.hexdigest()


def chances(kind: Kind, features: Matrix, folder: Path) -> list[float]:
    """Return for each row of features the model's chance, 0 to 1, that it is body."""
    session = _load(folder, kind)
    (log_odds,) = session.run(None, {"features": features})
    odds: list[float] = (1 / (1 + np.exp(-log_odds.reshape(-1)))).tolist()
    return odds


@lru_cache(maxsize=32)
def _load(folder: Path, kind: Kind) -> Any:  # noqa: ANN401 - onnxruntime tells no type
    import onnxruntime  # the rules work without it

    path = folder / f"{kind}.onnx"
    if not path.is_file():
        raise FileNotFoundError(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    if session.get_modelmeta().custom_metadata_map.get("features") != ",".join(_READS[kind]):
        message = f"{path} reads other features than this version gives"
        raise ValueError(message)
    return session
