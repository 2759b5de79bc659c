"""The chart of docs/benchmarks.md, drawn from the kept figures of `benchmarks.growth`.

    python -m benchmarks.chart

Writes docs/growth.svg, which names the digest of the figures that it was drawn from (a test compares). Needs
matplotlib (`pip install --group docs`).
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt

FIGURES = Path(__file__).with_name("growth.json")
CHART = Path(__file__).parents[1] / "docs" / "growth.svg"
MARKS = "os^Dv*"
"""Lines are told apart without their colours too."""
STAGES = ("pages", "statements", "reprints", "stories", "speakers", "utterances")


def main() -> int:
    raw = FIGURES.read_bytes()
    sizes: list[dict[str, float]] = json.loads(raw)["sizes"]
    # the same figures give the same file: fixed ids, no date, words as outlines of none but the system's fonts
    mpl.rcParams.update({"svg.hashsalt": "onrecord", "svg.fonttype": "none", "font.size": 10})
    figure, (stages, builds) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for stage, mark in zip(STAGES, MARKS, strict=True):
        named = "pages, articles" if stage == "pages" else stage  # they come in together
        _line(stages, sizes, f"{stage}, CPU seconds", named, mark)
    _line(builds, sizes, "all, CPU seconds", "first build", "o")
    _line(builds, sizes, "1 % more: all, CPU seconds", "one in a hundred more", "s")
    first, last = sizes[0], sizes[-1]
    start = first["all, CPU seconds"]
    builds.plot(
        [first["articles"], last["articles"]],
        [start, start * last["articles"] / first["articles"]],
        linestyle=":", color="0.6", label="in proportion",
    )  # fmt: skip
    stages.set_title("First build, by stage")
    builds.set_title("Whole builds")
    for axes in (stages, builds):
        axes.set(xscale="log", yscale="log", xlabel="articles", ylabel="CPU seconds")
        counts = [int(one["articles"]) for one in sizes]
        axes.set_xticks(counts, [f"{one:,}" for one in counts], minor=False)
        axes.minorticks_off()
        axes.grid(visible=True, alpha=0.3)
        axes.legend(frameon=False, fontsize=9)
    digest = hashlib.sha256(raw).hexdigest()
    figure.savefig(CHART, metadata={"Date": None, "Description": f"growth.json sha256 {digest}"})
    return 0


def _line(
    axes: Any,
    sizes: list[dict[str, float]],
    name: str,
    label: str,
    mark: str,
) -> None:
    counts = [one["articles"] for one in sizes]
    axes.plot(counts, [one[name] for one in sizes], marker=mark, label=label)


if __name__ == "__main__":
    sys.exit(main())
