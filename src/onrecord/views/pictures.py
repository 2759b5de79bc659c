"""Pictures of the record, drawn as SVG; each stands beside its table, which says the same.

Nothing in them runs or is fetched; colours come from the style sheet, so that dark mode, forced
colours and print hold for them too. Lengths are in units of the view box.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

__all__ = ["Bar", "Branch", "bars", "heat", "matrix", "timeline", "tree"]

_CELL = 11
_ROW = 22
_LABEL = 190
_WIDTH = 720
_N_COLOURS = 8


def _svg(width: float, height: float, title: str, parts: Iterable[Markup]) -> Markup:
    head = Markup(
        '<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}"><title>{2}</title>'
    ).format(f"{width:g}", f"{height:g}", title)
    return head + Markup("").join(parts) + Markup("</svg>")


def _text(x: float, y: float, words: str, kind: str = "") -> Markup:
    return Markup('<text x="{}" y="{}" class="{}">{}</text>').format(
        f"{x:g}", f"{y:g}", kind, words
    )


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


_MARKS = {
    "direct": f"h{_CELL - 2}v{_CELL - 2}h-{_CELL - 2}z",
    "mixed": f"h{_CELL - 2}l-{_CELL - 2} {_CELL - 2}z",
    "indirect": f"m0 {(_CELL - 2) // 3}h{_CELL - 2}v3h-{_CELL - 2}z",
    "possible": f"m{(_CELL - 2) // 2} 1l4 4l-4 4l-4 -4z",
}
"""Shapes that differ without their colour: a square, half a square, a bar, a diamond."""


def matrix(columns: Sequence[str], rows: Sequence[Mapping[int, str]], title: str) -> Markup:
    """Return which of the `columns` (drawn downwards) has which rows (drawn across).

    A row is a mapping from column number to kind. Thousands of rows stay one path a kind.
    """
    paths: dict[str, list[str]] = {kind: [] for kind in _MARKS}
    for x, row in enumerate(rows):
        for y, kind in sorted(row.items()):
            if kind in paths:
                at = f"M{_LABEL + x * _CELL + 1} {y * _CELL + 1}"
                paths[kind].append(at + _MARKS[kind])
    width = _LABEL + len(rows) * _CELL + 1
    lines = "".join(f"M{_LABEL} {y * _CELL}H{width}" for y in range(len(columns) + 1))
    parts = [Markup('<path class="grid" d="{}"/>').format(lines)]
    parts += [
        _text(0, (y + 1) * _CELL - 2, _short(label, 32), "small") for y, label in enumerate(columns)
    ]
    parts += [
        Markup('<path class="{}" d="{}"/>').format(kind, "".join(some))
        for kind, some in paths.items()
        if some
    ]
    return _svg(width, max(1, len(columns)) * _CELL + 1, title, parts)


def heat(counts: Sequence[int], title: str) -> Markup:
    """Return a strip of words, each as high as the number of outlets that carry it."""
    most = max(counts, default=0) or 1
    height, step = 26, min(12.0, max(4.0, _WIDTH / max(1, len(counts))))
    per_line = int(_WIDTH / step)
    lines = [counts[i : i + per_line] for i in range(0, len(counts), per_line)]
    parts = []
    for number, line in enumerate(lines):
        base = (number + 1) * (height + 6) - 6
        parts.append(
            Markup('<path class="base" d="M0 {}h{}"/>').format(base, f"{len(line) * step:g}")
        )
        drawn = "".join(
            f"M{i * step:.2f} {base}v{-max(3, height * n / most):.1f}h{step * 0.85:.2f}V{base}z"
            for i, n in enumerate(line)
            if n
        )
        parts.append(Markup('<path class="carried" d="{}"/>').format(drawn))
    return _svg(_WIDTH, max(1, len(lines)) * (height + 6), title, parts)


def timeline(
    days: Sequence[str], rows: Sequence[tuple[str, Mapping[str, int]]], title: str
) -> Markup:
    """Return a row for each thing with a dot on each day that has it, the first one filled.

    `rows` pairs a label with the number of outlets on each day.
    """
    step = (_WIDTH - _LABEL - 20) / max(1, len(days) - 1) if len(days) > 1 else 0
    at = {day: _LABEL + 12 + i * step for i, day in enumerate(days)}
    some = {0, len(days) - 1} | set(range(0, len(days), max(1, len(days) // 6)))
    parts = [
        _text(min(at[day], _WIDTH - 70) - (6 if i else 0), 12, day, "axis")
        for i, day in enumerate(days)
        if i in some and (i in {0, len(days) - 1} or at[days[-1]] - at[day] > 80)
    ]
    for number, (label, has) in enumerate(rows):
        y = 20 + number * _ROW + _ROW / 2
        dots = sorted(has)
        parts.append(_text(0, y + 4, _short(label, 30)))
        if len(dots) > 1:
            parts.append(
                Markup('<path class="base" d="M{} {}H{}"/>').format(
                    f"{at[dots[0]]:g}", y, f"{at[dots[-1]]:g}"
                )
            )
        parts += [
            Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(
                "later" if i else "first", f"{at[day]:g}", y, f"{min(9, 3 + has[day]):g}"
            )
            for i, day in enumerate(dots)
        ]
    return _svg(_WIDTH, 26 + len(rows) * _ROW, title, parts)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of parts: what it is called, and each part's number (an index of a legend) and size."""

    label: str
    parts: tuple[tuple[int, float], ...]


def bars(rows: Sequence[Bar], title: str) -> Markup:
    """Return bars of the same length, cut by share; parts beyond the colours at hand are grey."""
    parts = []
    for number, row in enumerate(rows):
        y = number * _ROW + 3
        whole = sum(size for _, size in row.parts) or 1
        x, room = float(_LABEL), _WIDTH - _LABEL
        parts.append(_text(0, y + 12, _short(row.label, 30)))
        for index, size in row.parts:
            width = room * size / whole
            kind = f"voice{index}" if index < _N_COLOURS else "others"
            parts.append(
                Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
                    kind, f"{x:.1f}", y, f"{max(0.5, width - 1):.1f}", _ROW - 6
                )
            )
            if width > 18 and index < _N_COLOURS:
                parts.append(_text(x + 4, y + 12, str(index + 1), "number"))
            x += width
    return _svg(_WIDTH, max(1, len(rows)) * _ROW, title, parts)


@dataclass(frozen=True, slots=True)
class Branch:
    """A text of a reprint group: what it is called, how deep it hangs, and what joins it."""

    label: str
    depth: int
    parent: int | None
    """The number of the branch it hangs on."""
    note: str


def tree(branches: Sequence[Branch], title: str) -> Markup:
    """Return the texts of a group, each joined to the one with which it shares most."""
    parts = []
    places: list[tuple[float, float]] = []
    for branch, number in zip(branches, count(), strict=False):
        x, y = 8 + branch.depth * 34.0, number * _ROW + _ROW / 2
        places.append((x, y))
        if branch.parent is not None:
            px, py = places[branch.parent]
            parts.append(
                Markup('<path class="base" d="M{} {}V{}H{}"/>').format(px, py + 4, y, x - 4)
            )
        kind = "first" if branch.parent is None else "later"
        parts.append(Markup('<circle class="{}" cx="{}" cy="{}" r="4"/>').format(kind, x, y))
        words = f"{branch.label}{f' ({branch.note})' if branch.note else ''}"
        parts.append(_text(x + 10, y + 4, _short(words, 90)))
    return _svg(_WIDTH, max(1, len(branches)) * _ROW, title, parts)
