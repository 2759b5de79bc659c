"""Dates as printed in news, and the day a weekday means."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

__all__ = ["CLOCK", "PrintedDate", "days_between", "find_date", "find_dates", "find_time"]

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTH_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS.split("|"), 1)}
_MONTH = rf"(?P<month>(?:{_MONTHS}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_OTHER_MONTHS = {
    name: number
    for line in (
        "januar februar märz april mai juni juli august september oktober november dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    )
    for number, name in enumerate(line.split(), 1)
}
"""Months in German, Spanish, French, Italian, Portuguese, Russian and Ukrainian, as they stand between day and year."""
_MOST_MONTHS = 12
_SLASHED = re.compile(r"\b(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/(?P<year>(?:19|20)\d\d)\b")
_PATTERNS = (
    _SLASHED,
    *(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"\b(?P<year>(?:19|20)\d\d)(?P<mark>[-/])(?P<month>[01]\d)(?P=mark)(?P<day>[0-3]\d)",
            rf"(?<![\d.])(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.\s?{_YEAR}",
            rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
            rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",
            rf"\b(?P<day>[0-3]?\d)(?:er|\.|º|°)?\s+(?:de\s+)?(?P<month>{'|'.join(_OTHER_MONTHS)})\s+(?:del?\s+)?{_YEAR}",
        )
    ),
)


def days_between(first: str | None, second: str | None) -> int | None:
    """Return how many days the second ISO day is after the first; None where one is not known."""
    if not first or not second:
        return None
    return (dt.date.fromisoformat(second) - dt.date.fromisoformat(first)).days


def find_date(text: str) -> tuple[dt.date, str] | None:
    """Return the first full date printed in `text` with its characters, or None.

    Only dates with day, month and year, the month in letters, the whole in ISO form or with full stops (25.4.2015, as
    nobody prints who puts the month first): 03/04/2015 is one day in London and another in New York, so it stays
    unread; 25/04/2015 is not.
    """
    found = [match for pattern in _PATTERNS if (match := pattern.search(text))]
    for match in sorted(found, key=lambda one: one.start()):
        if match.re is _SLASHED:
            number, day = sorted((int(match["first"]), int(match["second"])))
            is_told = day > _MOST_MONTHS
        else:
            month, day, is_told = match["month"], int(match["day"]), True
            number = int(month) if month.isdigit() else _number(month)
        date = _day(int(match["year"]), number, day)
        if date and is_told:
            return date, match.group()
    return None


CLOCK = re.compile(
    r"(?<!\d)(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)"
    r"(?:\s(?-i:GMT|UTC|[A-Z]{1,3}T)\b)?",
    re.IGNORECASE,
)
"""A time of day as lines print it, with its zone: "14.05 GMT", "8:27 a.m.", "14h05"."""

_SECONDS = re.compile(r"1\d{9}")
"""Seconds since 1970, as some tables count, of the years 2001 to 2033."""
_DIGITS = re.compile(r"\d{14}")


def find_time(text: str) -> str | None:
    """Return the moment that a program wrote, in ISO 8601 to the second; None where it is none.

    Of ISO 8601, of a mail's form (RFC 5322), of fourteen digits, of seconds since 1970. In UTC (`...Z`)
    where the zone is told, else as it stands. A day without a time of day is no moment, nor is midnight
    to the second: so days are written by programs that have no time.
    """
    text = text.strip()
    try:
        found = _moment(text)
        if found is None or found.time() == dt.time.min:
            return None
        if found.tzinfo is not None:
            found = found.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    moment = found.replace(microsecond=0, tzinfo=None).isoformat()
    return moment if found.tzinfo is None else f"{moment}Z"


def _moment(text: str) -> dt.datetime | None:
    if _SECONDS.fullmatch(text):
        return dt.datetime.fromtimestamp(int(text), dt.UTC)
    if _DIGITS.fullmatch(text):
        return dt.datetime.strptime(text, "%Y%m%d%H%M%S")  # noqa: DTZ007 - its zone is not told
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text) if ":" in text else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_COUNTS = {
    word: number
    for number, words in enumerate(
        ["", "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
    for word in words.split()
}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"


def _again(pattern: str, number: int) -> str:
    """Return a pattern with the names of its groups numbered: a name may stand once in an expression."""
    return pattern.replace(">", f"{number}>", 1)


_DATE = re.compile(
    rf"""
      \b(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b
    | \b(?P<which>last|next|this|past)\s+(?P<named>{"|".join(_WEEKDAYS)})\b
    | \b(?P<weekday>{"|".join(_WEEKDAYS)})\b
    | \b(?:{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?)
    | \b(?:{_again(_MONTH, 2)}\s+{_again(_DAY, 2)}(?:,?\s+{_again(_YEAR, 2)})?)
    | \b(?:{_again(_MONTH, 3)},?\s+{_again(_YEAR, 3)})
    | \b(?P<before>in|since|until|by|of|from|late|early|mid|last|next|this|during|through)
      [\s-]+(?P<alone>{_MONTHS})\b(?!\s+\d)
    | \b(?P<day_word>yesterday|today|tomorrow|tonight)\b(?P<own>['’]s\b)?
    | \b(?P<over>(?:the|over|past|during)\s+)?(?P<rel>last|next|this)
      \s+(?P<span>week|month|year|weekend|night)\b
    | \b{_COUNT}\s+{_UNIT}\s+ago\b
    | \b(?:in|since|of|by|from|until|during)\s+(?P<only_year>(?:19|20)\d\d)\b
    """,
    re.VERBOSE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|could|may|might|scheduled|expected|set|due|upcoming|ahead of|(?:heading|going|headed) into"
    r"|holds?|plans?|next|before|by(?=\s+$)|starts?|begins?)\b",
    re.IGNORECASE,
)
"""Words before a weekday that look ahead, and those after them that report."""
_BEHIND = re.compile(
    r"\b(?:said|says|told|announced|released|reported|wrote|tweeted|won|lost|called|was|were|had|did|on the air)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 60
"""Characters of the sentence before a weekday in which words that look ahead count."""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed, and the days it means; both None where that is not known."""

    start: int
    end: int
    printed: str
    first: dt.date | None
    last: dt.date | None
    is_day: bool
    """It names one day, known or not."""


def find_dates(
    text: str, published: dt.date | None, start: int = 0, end: int | None = None
) -> list[PrintedDate]:
    """Return the dates printed in a stretch of text, in order, resolved against the day of publication.

    "Thursday" is the last one, the day itself included, unless words before it look ahead; "March 3"
    the one nearest to publication; "last week" runs from Monday to Sunday. What is vague ("the past
    year", "today's world", "three weeks earlier") has no days. Measured on 293 labelled dates
    (`evaluation/dates.py`).
    """
    found = []
    stretch = text[start:end]
    lower = stretch.lower()
    if len(lower) != len(stretch):  # a letter whose small form is two
        lower = "".join(char.lower() if char.isascii() else char for char in stretch)
    for match in _DATE.finditer(lower):
        try:
            days, is_day = _meant(stretch, match, published)
        except OverflowError:  # the day before the first one
            days, is_day = None, False
        at, printed = start + match.start(), stretch[match.start() : match.end()]
        first, last = days or (None, None)
        found.append(PrintedDate(at, at + len(printed), printed, first, last, is_day))
    return found


_Days = tuple[dt.date, dt.date]


def _meant(text: str, match: re.Match[str], published: dt.date | None) -> tuple[_Days | None, bool]:
    """Return the days that a match means, and whether it names one day."""
    part = match.groupdict()
    if part["iso"]:
        return _alone_day(_iso(part["iso"])), True
    if part["only_year"]:
        return _year(int(part["only_year"])), False
    month = part["month"] or part["month2"]
    if month:
        number, day_of = _number(month), int(part["day"] or part["day2"])
        year = part["year"] or part["year2"]
        day = _day(int(year), number, day_of) if year else _nearest(published, number, day_of)
        return _alone_day(day), True
    if part["month3"]:
        return _month(int(part["year3"]), _number(part["month3"])), False
    if part["weekday"] or part["named"]:
        return _alone_day(published and _weekday(text, match, published)), True
    if part["day_word"]:
        is_day = not part["own"]
        if published is None or not is_day:
            return None, is_day
        ahead = {"yesterday": -1, "tomorrow": 1}.get(part["day_word"].casefold(), 0)
        day = published + dt.timedelta(days=ahead)
        return (day, day), True
    if published is None:
        return None, False
    if part["alone"]:
        return _alone(part["before"].casefold(), _number(part["alone"]), published), False
    if part["span"]:
        is_vague = bool(part["over"]) and part["span"].casefold() != "weekend"
        return None if is_vague else _relative(
            part["rel"].casefold(), part["span"].casefold(), published
        ), False
    return _ago(part["count"].casefold(), part["unit"].casefold(), published), False


def _alone_day(day: dt.date | None) -> _Days | None:
    return (day, day) if day else None


def _number(month: str) -> int:
    lower = month.casefold()
    return _OTHER_MONTHS.get(lower) or _MONTH_NUMBER[lower[:3]]


def _iso(printed: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(printed)
    except ValueError:
        return None


def _year(year: int) -> _Days:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _month(year: int, month: int) -> _Days:
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, 1), after - dt.timedelta(days=1)


def _nearest(published: dt.date | None, month: int, day: int) -> dt.date | None:
    """Return the day of that name nearest to publication: primaries lie ahead, polls behind."""
    if published is None:
        return None
    days = [_day(published.year + n, month, day) for n in (-1, 0, 1)]
    return min(
        (one for one in days if one), key=lambda one: (abs(one - published), one), default=None
    )


def _alone(before: str, month: int, published: dt.date) -> _Days:
    distance = (month - published.month) % 12
    is_past = before == "last" or (before == "since" and distance > 0)
    if is_past or (before != "next" and distance > _FORWARD):
        distance -= 12
    at = published.year * 12 + published.month - 1 + distance
    return _month(at // 12, at % 12 + 1)


_FORWARD = 6
"""Months ahead up to which a month without a year is one to come."""


def _relative(which: str, unit: str, published: dt.date) -> _Days | None:
    step = {"last": -1, "this": 0, "next": 1}[which]
    monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(weeks=step)
    match unit:
        case "week":
            return monday, monday + dt.timedelta(days=6)
        case "weekend":
            return monday + dt.timedelta(days=5), monday + dt.timedelta(days=6)
        case "month":
            at = published.year * 12 + published.month - 1 + step
            return _month(at // 12, at % 12 + 1)
        case "year":
            return _year(published.year + step)
        case _:
            day = published + dt.timedelta(days=min(step, 0))
            return day, day


def _ago(count: str, unit: str, published: dt.date) -> _Days | None:
    n = _COUNTS.get(count) or int(count)
    try:
        match unit:
            case "day":
                day = published - dt.timedelta(days=n)
                return day, day
            case "week":
                monday = published - dt.timedelta(days=published.weekday(), weeks=n)
                return monday, monday + dt.timedelta(days=6)
            case "month":
                at = published.year * 12 + published.month - 1 - n
                return _month(at // 12, at % 12 + 1)
            case "year":
                return _year(published.year - n)
    except (ValueError, OverflowError):
        return None
    return None


def _weekday(text: str, match: re.Match[str], published: dt.date) -> dt.date | None:
    which = (match["which"] or "").casefold()
    weekday = _WEEKDAYS.index((match["named"] or match["weekday"]).casefold())
    back = (published.weekday() - weekday) % 7
    if which == "next":
        return published + dt.timedelta(days=7 - back)
    if which in {"last", "past"}:
        return published - dt.timedelta(days=back or 7)
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    before = re.split(r"[.!?]\s", before)[-1]
    if re.search(r"\b(?:News|Black)\s+$", before):
        return None  # a programme; a day of shops
    ahead = list(_AHEAD.finditer(before))
    looks_ahead = bool(ahead) and not _BEHIND.search(before, ahead[-1].end())
    if re.search(r"\bSuper\s+$", before):
        looks_ahead = False
    return (
        published + dt.timedelta(days=(7 - back) % 7)
        if looks_ahead
        else published - dt.timedelta(days=back)
    )
