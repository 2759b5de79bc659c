"""The quality gate: figures on development corpora against pinned floors.

    python -m evaluation.gate [NAME ...] [--seed N] [--update [--allow-regression]]

Corpora are read from ../shared/data (or ONRECORD_DATA). Where they are not, their figures are
skipped and said so. Without a NAME all are measured but those that take minutes and hold no floor
(`transcripts`, and what peers are given beside ours); `--seed` plants other cases than those with floors,
and holds none. `--update` raises floors to what is measured; it lowers none unless told to.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from evaluation.attribution import score_polnear
from evaluation.cofenet import score_cofenet
from evaluation.dates import score_dates
from evaluation.differences import score_differences
from evaluation.gum import score_gum
from evaluation.kinds import score_kinds
from evaluation.links import score_links
from evaluation.metadata import score_metadata, score_trafilatura
from evaluation.numbers import score_numbers
from evaluation.origins import score_origins
from evaluation.passages import score_passages
from evaluation.peers import score_sayswho, score_textacy
from evaluation.persons import score_persons
from evaluation.planted import score_reprints
from evaluation.pronouns import score_gap, score_it_and_they, score_pronouns
from evaluation.regions import (
    score_bodies,
    score_bodies_by_trafilatura,
    score_flattened,
    score_flattened_by_c4,
    score_flattened_by_rules,
)
from evaluation.reprints import score_labelled_reprints
from evaluation.speakers import score_speakers
from evaluation.stories import score_basil, score_ecb
from evaluation.transcripts import score_transcripts, score_transcripts_together
from evaluation.verbatim import score_verbatim
from evaluation.weights import score_weights

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[2] / "shared" / "data"))
FLOORS = Path(__file__).with_name("floors.json")
TOLERANCE = 0.002
"""Figures are deterministic on one processor; this leaves room for the last digit across them. Where a figure hangs on
few cases that the tagger finds, the floor is the lower of what two kinds of processors give (docs/design/0005)."""
CORPORA = {
    "polnear dev": (DATA / "polnear" / "dev", score_polnear),
    "cofenet dev": (DATA / "cofenet" / "valid.txt", score_cofenet),
    "basil stories": (DATA / "basil", score_basil),
    "ecb+ stories": (DATA / "ecbplus", score_ecb),
    "planted differences": (DATA / "polnear" / "train", score_differences),
    "planted reprints": (DATA / "reuters", score_reprints),
    "planted passages": (DATA / "reuters", score_passages),
    "labelled links": (DATA / "helsinki" / "articles_2018-07-15.csv", score_links),
    "verbatim quotations": (DATA, score_verbatim),
    "weighed differences": (DATA, score_weights),
    "labelled numbers": (DATA / "pairs" / "msr_paraphrase_train.txt", score_numbers),
    "labelled origins": (DATA / "helsinki" / "articles_2018-07-15.csv", score_origins),
    "labelled reprints": (
        DATA / "helsinki" / "articles_2018-07-15.csv",
        score_labelled_reprints,
    ),
    "transcripts in stories": (DATA / "transcripts", score_transcripts_together),
    "labelled dates": (DATA / "polnear" / "train", score_dates),
    "labelled pronouns": (DATA / "polnear" / "dev", score_pronouns),
    "labelled it and they": (DATA / "polnear", score_it_and_they),
    "labelled speakers": (DATA, score_speakers),
    "labelled kinds": (DATA / "polnear", score_kinds),
    "gum speakers": (DATA / "gum_news", score_gum),
    "ecb+ persons": (DATA / "ecbplus", score_persons),
    "gap pronouns": (DATA / "gap" / "gap-development.tsv", score_gap),
    "page metadata": (DATA / "pages" / "wcxb_dev_articles", score_metadata),
    "flattened pages": (DATA / "pages", score_flattened),
    "html bodies": (DATA / "pages" / "article-extraction-benchmark", score_bodies),
}


UNHELD = {
    "polnear dev by textacy": (DATA / "polnear" / "dev", score_textacy),
    "polnear dev by sayswho": (DATA / "polnear" / "dev", score_sayswho),
    "transcripts": (DATA / "transcripts", score_transcripts),
    "flattened pages by C4": (DATA / "pages", score_flattened_by_c4),
    "flattened pages by rules": (DATA / "pages", score_flattened_by_rules),
    "html bodies by trafilatura": (
        DATA / "pages" / "article-extraction-benchmark",
        score_bodies_by_trafilatura,
    ),
    "page metadata by trafilatura": (DATA / "pages" / "wcxb_dev_articles", score_trafilatura),
}
SEEDED = {
    "planted differences": score_differences,
    "planted passages": score_passages,
    "planted reprints": score_reprints,
}


def is_told(figure: str) -> bool:
    """Say whether a figure is told and not held: speeds differ by machine, counts have no better end."""
    return " per CPU second" in figure or ": " in figure


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = CORPORA | UNHELD
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--seed", type=int, help="plant other cases than those with floors")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    arguments = parser.parse_args()
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    for name in arguments.names:
        if name not in known:
            parser.error(f"unknown name {name!r}; known: {', '.join(known)}")
    if arguments.seed is not None:
        for name in arguments.names or SEEDED:
            if name not in SEEDED:
                parser.error(f"{name!r} is not planted; those that are: {', '.join(SEEDED)}")
            for figure, value in SEEDED[name](known[name][0], seed=arguments.seed).items():
                print(f"{name}, seed {arguments.seed}: {figure}: {value:.3f}")
        return 0
    failed = 0
    for name in arguments.names or CORPORA:
        folder, measure = known[name]
        if not folder.exists():
            print(f"{name}: skipped, {folder.name} is not here")
            continue
        try:
            figures = measure(folder)
        except ImportError as error:  # a peer's packages
            print(f"{name}: skipped, {error.name} is not installed: pip install --group peers")
            continue
        pinned = floors.setdefault(name, {})
        for figure, value in figures.items():
            floor = pinned.get(figure)
            held = is_told(figure) or floor is None or value >= floor - TOLERANCE
            failed += not held
            beside = "" if floor is None else f" (floor {floor:.3f})"
            print(f"{name}: {figure}: {value:.3f}{beside}{'' if held else ' BELOW'}")
            may_set = floor is None or value > floor or arguments.allow_regression
            if arguments.update and may_set and not is_told(figure):
                pinned[figure] = round(value, 3)
    if arguments.update:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
        return 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
