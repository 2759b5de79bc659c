"""Which pairs that may be one utterance to look at first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from onrecord.utterances.evidence import NOT_NAMED

__all__ = ["likeness"]

_NAMED = 0.3
"""What it counts that both statements have a speaker. Set on 55 pairs of BASIL."""


def likeness(match: Mapping[str, Any], statements: Mapping[str, Mapping[str, Any]]) -> float:
    """Return how much of a match's two statements is alike: the geometric mean of both shares, by characters.

    More where both have a speaker. The weight of what is shared grows with what they say: of 55 pairs of BASIL that
    were read, one of an utterance stood before one that is not in 0.44 of the cases by weight, in 0.81 by this; of 60
    others, of ECB+ and of a day's news, in 0.69.
    """
    shares = 1.0
    for side in ("left", "right"):
        content = statements[match[side]]["content"]
        n_alike = sum(one["end"] - one["start"] for one in match[f"{side}_aligned"])
        shares *= n_alike / max(1, sum(one["end"] - one["start"] for one in content))
    return math.sqrt(shares) + _NAMED * (NOT_NAMED not in match["reasons"])
