"""Dates in the text, and the days they mean."""

import datetime as dt

import pytest

from onrecord.text.dates import find_date, find_dates, find_time

PUBLISHED = dt.date(2031, 3, 13)  # a Thursday


@pytest.mark.parametrize(
    ("text", "printed", "first", "last"),
    [
        ("He spoke on Wednesday.", "Wednesday", "2031-03-12", "2031-03-12"),
        ("He spoke on Thursday.", "Thursday", "2031-03-13", "2031-03-13"),
        ("He spoke last Thursday.", "last Thursday", "2031-03-06", "2031-03-06"),
        ("The council will vote on Tuesday.", "Tuesday", "2031-03-18", "2031-03-18"),
        ("She will not run. On Tuesday he was told.", "Tuesday", "2031-03-11", "2031-03-11"),
        ("next Monday", "next Monday", "2031-03-17", "2031-03-17"),
        ("The storm of yesterday", "yesterday", "2031-03-12", "2031-03-12"),
        ("before the May 2 vote", "May 2", "2031-05-02", "2031-05-02"),
        ("after the Nov. 30 vote", "Nov. 30", "2030-11-30", "2030-11-30"),
        ("on 4 July 2029", "4 July 2029", "2029-07-04", "2029-07-04"),
        ("in October", "in October", "2030-10-01", "2030-10-31"),
        ("in February 2029", "February 2029", "2029-02-01", "2029-02-28"),
        ("last week", "last week", "2031-03-03", "2031-03-09"),
        ("last month", "last month", "2031-02-01", "2031-02-28"),
        ("two years ago", "two years ago", "2029-01-01", "2029-12-31"),
        ("since 1998", "since 1998", "1998-01-01", "1998-12-31"),
        ("over the last year", "the last year", None, None),
        ("today's world", "today's", None, None),
        ("on Fox News Sunday", "Sunday", None, None),
        ("on Feb. 30", "Feb. 30", None, None),
    ],
)  # fmt: skip
def test_dates_mean_days_against_publication(text, printed, first, last):
    (found,) = find_dates(text, PUBLISHED)
    assert found.printed == printed == text[found.start : found.end]
    assert [one and one.isoformat() for one in (found.first, found.last)] == [first, last]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "In May 99999",
        "İstanbul, March 3",
        "0 years ago",
        "999 years ago",
        "mayor",
        "last week yesterday Sunday",
    ],
)
def test_odd_words_are_no_trouble(text):
    for one in (
        find_dates(text, dt.date(1, 1, 1)) + find_dates(text, None) + find_dates(text, PUBLISHED)
    ):
        assert text[one.start : one.end] == one.printed


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("Publié le 12 mars 2031 à 14h20", dt.date(2031, 3, 12)),
        ("le 1er août 2019", dt.date(2019, 8, 1)),
        ("Опубликовано 12 марта 2031, 14:20", dt.date(2031, 3, 12)),
        ("12. März 2031", dt.date(2031, 3, 12)),
        ("12 de marzo de 2031", dt.date(2031, 3, 12)),
        ("31 февраля 2031", None),
        ("Stand: 23.11.2031, 14:05 Uhr", dt.date(2031, 11, 23)),
        ("3. 2. 2031", dt.date(2031, 2, 3)),
        ("2031/02/03", dt.date(2031, 2, 3)),
        ("03/02/2031", None),
        ("10.3.2.2031", None),
    ],
)
def test_a_whole_date_is_read_in_other_languages(printed, date):
    found = find_date(printed)
    assert (found[0] if found else None) == date


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2031-03-04T09:10:00Z", "2031-03-04T09:10:00Z"),
        ("2031-03-04 09:10:00+01:00", "2031-03-04T08:10:00Z"),
        ("2031-03-04T09:10:00.5", "2031-03-04T09:10:00"),  # in whose zone is not told
        ("Tue, 04 Mar 2031 09:10:00 -0500", "2031-03-04T14:10:00Z"),
        ("20310304091000", "2031-03-04T09:10:00"),
        ("20310304T091000Z", "2031-03-04T09:10:00Z"),
        ("1930381800", "2031-03-04T09:10:00Z"),
        ("2031-03-04", None),
        ("2031-03-04T00:00:00Z", None),  # a day, from a program that has no time
        ("99999999999999", None),
        ("0001-01-01T00:00:01+14:00", None),
        ("half past nine: perhaps", None),
        ("", None),
    ],
)
def test_a_moment_is_what_a_program_wrote(written, moment):
    assert find_time(written) == moment
