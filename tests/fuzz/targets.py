"""What must hold of any bytes: pages or a rejection and never another error, spans that read back.

A target takes bytes, and fails where something does not hold. `tests.fuzz.run` looks for such bytes,
`test_corpus.py` reads again what it found worth keeping.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from onrecord.articles.extract import ExtractArticles
from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError
from onrecord.flow import Flow, build
from onrecord.model import Article, Page, Rejection, Source
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements
from onrecord.stories.grouping import GroupStories
from onrecord.text.dates import find_date, find_dates
from onrecord.text.quotations import pair_marks
from onrecord.text.spans import Span

__all__ = ["NAMES", "TARGETS", "check_reader"]

NAMES = {
    "captions": ["a.vtt", "a.srt"],
    "csv": ["a.csv", "a.tsv"],
    "excel": ["a.xlsx"],
    "feed": ["a.rss"],
    "html": ["a.html"],
    "json": ["a.json"],
    "jsonl": ["a.jsonl"],
    "mail": ["a.mhtml", "a.eml"],
    "markdown": ["a.md"],
    "parquet": ["a.parquet"],
    "pdf": ["a.pdf"],
    "rtf": ["a.rtf"],
    "speeches": ["a.xml"],
    "text": ["a.txt", "a.txt.gz"],
    "turns": [],  # with the targets of csv
    "wacz": ["a.wacz"],
    "warc": ["a.warc", "a.warc.gz"],
    "word": ["a.docx"],
    "zip": ["a.zip"],
}
"""Each reader, with names of inputs that it takes."""
_PUBLISHED = dt.date(2031, 3, 12)
_MAX_BYTES = 100_000


def read_bytes(name: str, data: bytes) -> list[Page | Rejection]:
    """Return what an input's reader makes of it; nothing where it was rejected."""
    item = Input(name=name, path=None, source=Source(), data=data)
    try:
        return list(ReadPages(max_bytes=_MAX_BYTES).run(item, Tally()))
    except ItemError:
        return []


def check_reader(name: str, data: bytes) -> None:
    """Read an input, its articles and their statements; all spans lie within their texts."""
    for page in read_bytes(name, data):
        if isinstance(page, Rejection):
            continue
        try:
            (article,) = ExtractArticles().run(page, Tally())
        except ItemError:
            continue
        for region in article.regions:
            assert 0 <= region.span.start <= region.span.end <= len(article.text)
            place = article.offsets.to_page(region.span)
            assert 0 <= place.start <= place.end <= len(page.text)
        _check_statements(article)


def _check_statements(article: Article) -> None:
    for one in AttributeStatements(extractor="rules").run(article, Tally()):
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(article.text)


def check_quotations(data: bytes) -> None:
    """Pair the marks of lines: quotations stand in order, apart, each in a line."""
    text = data.decode("utf-8", "replace")
    lines, at = [], 0
    for line in text.split("\n"):
        lines += [Span(at, at + len(line))] if line.strip() else []
        at += len(line) + 1
    last = 0
    for one in pair_marks(text, lines):
        assert last <= one.span.start < one.span.end
        assert one.span.contains(one.inner)
        assert any(line.contains(one.span) for line in lines)
        last = one.span.end


def check_dates(data: bytes) -> None:
    """Find printed dates: each stands where it says, and ends no sooner than it begins."""
    text = data.decode("utf-8", "replace")
    find_date(text)
    for published in (_PUBLISHED, None):
        last = 0
        for one in find_dates(text, published):
            assert text[one.start : one.end] == one.printed
            assert last <= one.start < one.end
            assert (one.first is None) == (one.last is None)
            assert one.first is None or one.first <= one.last
            last = one.end


def check_record(data: bytes) -> None:
    """Build the record of two or three texts, parted by a NUL; `verify` finds nothing in it."""
    inputs = [
        Input(name=f"{n}.txt", path=None, source=Source(outlet=f"Outlet {n}"), data=part)
        for n, part in enumerate(data.split(b"\0")[:3])
    ]
    flow = Flow(
        statements=AttributeStatements(extractor="rules"),
        stories=GroupStories(one_story=True),
        # the time limit is the fuzzer's own: there is one alarm a process
        engine=LocalEngine(workers=1, max_seconds=0),
    )
    with Record.create(":memory:") as record:
        build(flow, inputs, record)
        assert not record.rows("rejections", reason="stage_failed"), record.rows("rejections")
        assert not list(verify(record))


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{
        name.replace("a.", "", 1): partial(check_reader, name)
        for names in NAMES.values()
        for name in names
    },
    "quotations": check_quotations,
    "dates": check_dates,
    "record": check_record,
}
"""Each target by its name: readers by the suffix of what they take."""
