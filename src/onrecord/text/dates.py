"""Dates as printed in news, and the day a weekday means."""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["find_date", "find_days", "resolve_weekday"]

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


_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_ON = rf"\b(?:on|dated|late|early)\s+{_WEEKDAY}"
_PRINTED_DAYS = tuple(
    re.compile(_ON + pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<printed>{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?)(?!\s*[-–]\s*\d)",
        rf"(?P<printed>{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?)",
    )
)


def find_days(text: str, published: dt.date | None) -> list[tuple[int, str, dt.date | None]]:
    """Return (place, as printed, the day meant) of each "on March 3" and "on 3 March 2031" in `text`.

    Without a year it is the last such day up to `published`; None where that is not known. A date
    that no "on" stands before ("the March 3 ruling") says nothing of when somebody spoke.
    """
    found = []
    for pattern in _PRINTED_DAYS:
        for match in pattern.finditer(text):
            month, day = _MONTH_NUMBER[match["month"].casefold()[:3]], int(match["day"])
            years = [int(match["year"])] if match["year"] else []
            if not years and published is not None:
                years = [published.year, published.year - 1]
            days = [one for year in years if (one := _day(year, month, day))]
            if not match["year"] and published is not None:
                days = [one for one in days if one <= published]
            found.append((match.start("printed"), match["printed"], days[0] if days else None))
    return sorted(found, key=lambda one: one[0])


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def resolve_weekday(weekday: int, published: dt.date) -> dt.date:
    """Return the day that a weekday (Monday 0) means in news: the last one, the day itself included.

    The rule for reports of what was said, measured on TimeBank; a future is not read.
    """
    return published - dt.timedelta(days=(published.weekday() - weekday) % 7)
