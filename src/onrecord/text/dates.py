"""Dates as printed in news, and the day a weekday means."""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["find_date", "resolve_weekday"]

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTH_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS.split("|"), 1)}
_MONTH = rf"(?P<month>(?:{_MONTHS}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    )
)


def find_date(text: str) -> tuple[dt.date, str] | None:
    """Return the first full date printed in `text` with its characters, or None.

    Only dates with day, month and year, the month in letters or the whole in ISO form:
    03/04/2015 is one day in London and another in New York, so it stays unread.
    """
    found = [match for pattern in _PATTERNS if (match := pattern.search(text))]
    for match in sorted(found, key=lambda one: one.start()):
        month = match["month"].casefold()
        number = int(month) if month.isdigit() else _MONTH_NUMBER[month[:3]]
        try:
            return dt.date(int(match["year"]), number, int(match["day"])), match.group()
        except ValueError:
            continue
    return None


def resolve_weekday(weekday: int, published: dt.date) -> dt.date:
    """Return the day that a weekday (Monday 0) means in news: the last one, the day itself included.

    The rule for reports of what was said, measured on TimeBank; a future is not read.
    """
    return published - dt.timedelta(days=(published.weekday() - weekday) % 7)
