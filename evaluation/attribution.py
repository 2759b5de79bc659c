"""Attribution on PolNeAR's development articles."""

from __future__ import annotations

import time
from pathlib import Path

from evaluation.calibration import Told, calibration_error, tell
from evaluation.polnear import read_polnear
from evaluation.scorers import Score, parts, score_article
from onrecord.articles.extract import ExtractArticles
from onrecord.errors import ItemError
from onrecord.model import Source
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements

__all__ = ["figures_of", "score_polnear"]


def score_polnear(folder: Path, stage: AttributeStatements | None = None) -> dict[str, float]:
    """Return the figures of the statement stage on a compartment; every annotator counts once."""
    stage = stage or AttributeStatements()
    score, n_words, seconds = Score(), 0, 0.0
    told: list[Told] = []
    for gold in read_polnear(folder):
        page = make_page(gold.name, gold.text.encode(), Source(role="article"), "text/plain")
        try:
            (article,) = ExtractArticles().run(page, Tally())
        except ItemError:
            continue
        begun = time.process_time()
        found = [one for one in stage.run(article, Tally()) if one.repeat_of is None]
        seconds += time.process_time() - begun
        n_words += len(gold.text.split())
        told += tell(article, [gold], found)
        score_article(
            [parts(gold.text, one.content, one.source) for one in gold.attributions],
            [
                parts(
                    article.text,
                    [(span.start, span.end) for span in one.content],
                    [(span.start, span.end) for span in one.source],
                )
                for one in found
            ],
            score,
        )
    return {
        **figures_of(score, n_words, seconds),
        "confidence, 1 - calibration error": 1
        - calibration_error(told, lambda one: one.confidence),
    }


def figures_of(score: Score, n_words: int, seconds: float) -> dict[str, float]:
    """Return the figures of what was counted over articles."""
    precision, recall, content = score.f1("words_right", "words_found", "words_gold")
    return {
        "content precision": precision,
        "content recall": recall,
        "content F1": content,
        "IoU precision": score.f1("all_iou", "all_found", "all_gold")[0],
        "IoU recall": score.f1("all_iou", "all_found", "all_gold")[1],
        "IoU F1": score.f1("all_iou", "all_found", "all_gold")[2],
        "IoU + source F1": score.f1("all_source", "all_found", "all_gold")[2],
        "quoted IoU F1": score.f1("quoted_iou", "quoted_found", "quoted_gold")[2],
        "quoted + source F1": score.f1("quoted_source", "quoted_found", "quoted_gold")[2],
        "words per CPU second": n_words / max(seconds, 1e-9),
    }
