"""Read the PolNeAR corpus: brat standoff, source, cue and content by character offset."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Offsets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAttribution:
    """One attribution: sorted character ranges of each part; a part may be empty."""

    source: Offsets
    cue: Offsets
    content: Offsets


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """One article's text with the attributions one annotator marked."""

    name: str
    annotator: str
    text: str
    attributions: tuple[GoldAttribution, ...]


def read_polnear(folder: Path) -> Iterator[GoldArticle]:
    """Yield every (article, annotator) of a compartment folder, sorted by file name."""
    for path in sorted((folder / "attributions").glob("*.ann")):
        name, _, annotator = path.stem.rpartition("_")
        text_path = folder / "text" / f"{name}.txt"
        if text_path.exists():
            # newline="" keeps the offsets of the annotation true.
            with text_path.open(encoding="utf-8", newline="") as file:
                text = file.read()
            yield GoldArticle(
                name=name,
                annotator=annotator,
                text=text,
                attributions=tuple(_read_annotations(path)),
            )


def _read_annotations(path: Path) -> Iterator[GoldAttribution]:
    spans: dict[str, Offsets] = {}
    events: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if re.match(r"T\d+\t", line):
            key, label, _ = line.split("\t", 2)
            places = label.split(" ", 1)[1]
            spans[key] = tuple(
                (int(start), int(end))
                for start, end in (place.split() for place in places.split(";"))
            )
        elif re.match(r"E\d+\t", line):
            events.append(line.split("\t", 1)[1])
    for event in events:
        parts: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for field in event.split():
            role, key = field.split(":")
            parts[re.sub(r"\d+$", "", role)].extend(spans[key])
        if parts["Content"]:
            yield GoldAttribution(
                source=tuple(sorted(set(parts["Source"]))),
                cue=tuple(sorted(set(parts["Cue"]))),
                content=tuple(sorted(set(parts["Content"]))),
            )
