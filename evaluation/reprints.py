"""Which articles carry one text, against pairs of a real day labelled by hand.

`labels/helsinki_reprints.csv` names 155 pairs of the Helsinki day by article id. They were drawn at random from pairs
that share runs of five words outside quotation marks, 30 to 45 from each of four strata of the share (3 to 12, 35, 70
and 100 % of the shorter text's), at most two with one article in a stratum, and read once by one person before anything
was measured on them. A label says what the two share:

same         one text, but for what the page puts around it
part         one stands in the other: shortened, or with additions
derived      more than two fifths of the shorter one's words outside quotation marks
some         a fifth to two fifths of them: versions of one report. Neither right nor wrong
little       less: sentences that a wire repeats in whatever it sends
captions     captions of photographs alone
furniture    what their pages put around any article
quotations   what somebody said or wrote
independent  nothing

Same, part and derived are one text; some are not counted, the others are two.

    python -m evaluation.gate "labelled reprints"
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

from evaluation.origins import read_bodies, read_day
from onrecord.engine.local import LocalEngine
from onrecord.stage import Tally
from onrecord.stories.reprints import GroupReprints

__all__ = ["score_labelled_reprints"]

LABELS = Path(__file__).with_name("labels") / "helsinki_reprints.csv"
ONE_TEXT = frozenset({"same", "part", "derived"})
UNCOUNTED = frozenset({"some"})


def score_labelled_reprints(path: Path) -> dict[str, float]:
    """Return precision and recall of pairs told to carry one text, by what links them and by their groups."""
    day = read_day(path)
    bodies = read_bodies(day.values())
    groups, overlaps = LocalEngine().group(GroupReprints(), bodies, Tally())
    linked = {(one.match.left, one.match.right) for one in overlaps if one.match.linked}
    group_of = {article: group.id for group in groups for article in group.articles}
    ids = {number: article.id for number, article in day.items()}

    def is_linked(left: str, right: str) -> bool:
        return (min(left, right), max(left, right)) in linked

    def is_grouped(left: str, right: str) -> bool:
        return left in group_of and group_of[left] == group_of.get(right)

    by_link, by_group = _scores(ids, is_linked), _scores(ids, is_grouped)
    return {
        "pairs linked, precision": by_link[0],
        "pairs linked, recall": by_link[1],
        "pairs in one group, precision": by_group[0],
        "pairs in one group, recall": by_group[1],
    }


def _scores(ids: Mapping[str, str], is_one: Callable[[str, str], bool]) -> tuple[float, float]:
    """Return precision and recall; an article that could not be read is in no pair."""
    n_told = n_right = n_wanted = 0
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["label"] in UNCOUNTED:
                continue
            left, right = ids.get(row["left"]), ids.get(row["right"])
            told = bool(left and right and (left == right or is_one(left, right)))
            n_wanted += row["label"] in ONE_TEXT
            n_told += told
            n_right += told and row["label"] in ONE_TEXT
    return n_right / (n_told or 1), n_right / n_wanted
