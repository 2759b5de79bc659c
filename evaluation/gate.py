"""The quality gate: figures on development corpora against pinned floors.

    python -m evaluation.gate [--update [--allow-regression]]

Corpora are read from ../shared/data (or ONRECORD_DATA). Where they are not, their figures are
skipped and said so. `--update` raises floors to what is measured; it lowers none unless told to.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from evaluation.attribution import score_polnear
from evaluation.differences import score_differences
from evaluation.links import score_links
from evaluation.planted import score_reprints
from evaluation.regions import score_bodies
from evaluation.stories import score_basil

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[2] / "shared" / "data"))
FLOORS = Path(__file__).with_name("floors.json")
TOLERANCE = 0.002
"""The figures are deterministic; this leaves room for the last digit across machines."""
CORPORA = {
    "polnear dev": (DATA / "polnear" / "dev", score_polnear),
    "basil stories": (DATA / "basil", score_basil),
    "planted differences": (DATA / "polnear" / "train", score_differences),
    "planted reprints": (DATA / "reuters", score_reprints),
    "labelled links": (DATA / "helsinki" / "articles_2018-07-15.csv", score_links),
    "html bodies": (DATA / "pages" / "article-extraction-benchmark", score_bodies),
}


def _is_told(figure: str) -> bool:
    """Say whether a figure is told and not held: speeds differ by machine, counts have no better end."""
    return " per CPU second" in figure or ": " in figure


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    arguments = parser.parse_args()
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    failed = 0
    for name, (folder, measure) in CORPORA.items():
        if not folder.exists():
            print(f"{name}: skipped, {folder.name} is not here")
            continue
        figures = measure(folder)
        pinned = floors.setdefault(name, {})
        for figure, value in figures.items():
            floor = pinned.get(figure)
            held = (
                " per CPU second" in figure
                or ": " in figure
                or floor is None
                or value >= floor - TOLERANCE
            )
            failed += not held
            beside = "" if floor is None else f" (floor {floor:.3f})"
            print(f"{name}: {figure}: {value:.3f}{beside}{'' if held else ' BELOW'}")
            may_set = floor is None or value > floor or arguments.allow_regression
            if arguments.update and may_set and not _is_told(figure):
                pinned[figure] = round(value, 3)
    if arguments.update:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
        return 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
