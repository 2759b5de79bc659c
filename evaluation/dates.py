"""Dates in the text, against dates of news articles labelled by hand.

`labels/polnear_dates.csv` names 293 places of PolNeAR's training articles, drawn at random from what a broad
pattern finds (weekdays, months, years, "last week", "two years ago"), with what each means: a day,
a month, a year, an ISO week, or `-` where it means none ("the past year", "today's world"). Read
once, by one person, before the grammar was written; rules were then chosen while looking at them.

    python -m evaluation.gate "labelled dates"
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import time
from pathlib import Path

from onrecord.text.dates import PrintedDate, find_dates

__all__ = ["score_dates"]

LABELS = Path(__file__).with_name("labels") / "polnear_dates.csv"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def score_dates(folder: Path) -> dict[str, float]:
    """Return the share of labelled dates that are resolved right, precision, and documents a second."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = {
        name: (folder / "text" / name).read_text(encoding="utf-8")
        for name in sorted({row["article"] for row in rows})
    }
    days = {name: dt.date.fromisoformat(_published(name)) for name in texts}
    started = time.process_time()
    found = {name: find_dates(text, days[name]) for name, text in texts.items()}
    seconds = time.process_time() - started
    n_dated = n_told = n_right = 0
    for row in rows:
        told = _at(found[row["article"]], int(row["start"]), int(row["end"]))
        n_dated += row["value"] != "-"
        n_told += told is not None
        n_right += told is not None and told == _days(row["value"])
    return {
        "right": n_right / n_dated,
        "precision": n_right / n_told,
        "documents per CPU second": len(texts) / seconds,
    }


def _published(name: str) -> str:
    match = _DAY.search(name)
    if match is None:
        message = f"no day in the name {name}"
        raise ValueError(message)
    return match.group()


def _at(found: list[PrintedDate], start: int, end: int) -> tuple[dt.date, dt.date] | None:
    for one in found:
        if one.start < end and start < one.end and one.first and one.last:
            return one.first, one.last
    return None


def _days(value: str) -> tuple[dt.date, dt.date] | None:
    if value == "-":
        return None
    if "W" in value:
        year, _, week = value.partition("-W")
        monday = dt.date.fromisocalendar(int(year), int(week), 1)
        return monday, monday + dt.timedelta(days=6)
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        day = dt.date(*parts)
        return day, day
    if len(parts) == 2:
        year_, month = parts
        after = dt.date(year_ + month // 12, month % 12 + 1, 1)
        return dt.date(year_, month, 1), after - dt.timedelta(days=1)
    return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31)
