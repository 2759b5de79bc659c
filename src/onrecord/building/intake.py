"""From inputs to articles: new pages extracted, known ones extracted anew where need be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from onrecord.building.run import Run
from onrecord.building.shelf import Made, Shelf
from onrecord.model import Article, Page, Rejection, content_id
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.record.writing import Writing

__all__ = ["gather_articles", "pages_of"]

Thing = TypeVar("Thing")

_EXTRACTED = "pages extracted"
"""What is kept of a build under way, should it be ended."""


def gather_articles(run: Run, inputs: Sequence[Input], record: Record, rows: Writing) -> set[str]:
    """Give the run all articles, those of the record and those of new pages; return the ids of the record's."""
    before = Shelf(Article, ((one.id, one) for one in record.articles()))
    known = set(before)
    if run.without:
        kept = ((id_, one) for id_, one in before.items() if one.page not in run.without)
        before = Shelf(Article, kept)
    every = run.articles
    if run.origin_of("articles") in run.same:
        every.take(before)
    else:
        for one in _extracted_again(run, before, record):
            every[one.id] = one
    pages = record.page_ids()
    for id_ in run.without:
        pages.pop(id_, None)
    for one in _new_articles(run, inputs, pages, rows):
        every[one.id] = one
    every.sort()
    for one in run.flow.furniture.run(Made(list(every), every.__getitem__, 1)):
        if every[one.id] != one:
            every[one.id] = one
        # what recurs may be known only now, in articles that were read before
        if not every.is_as_in(before, one.id):
            run.changed.add(one.id)
    rows.know_articles(every)
    return known


def _extracted_again(run: Run, before: Mapping[str, Article], record: Record) -> Iterator[Article]:
    """Yield the record's articles, extracted anew because another version or other settings made them.

    One whose page is not here, in a record without texts, stays as it is.
    """
    if not before:
        return

    def extracted() -> Iterator[tuple[Page, list[Article]]]:
        for some in _at_once(run, record.sources(), _page_bytes):
            yield from _extracted(run, some)

    seen: set[str] = set()
    for page, made in run.progress.over("articles again")(extracted(), len(before)):
        seen.add(page.id)
        run.again |= {one.id for one in made}
        yield from made
    run.tally["articles.extracted_again"] += len(run.again)
    run.progress.done("articles again", len(run.again))
    yield from (one for one in before.values() if one.page not in seen)


def _new_articles(
    run: Run, inputs: Sequence[Input], known: dict[str, str], rows: Writing
) -> Iterator[Article]:
    """Yield the articles of pages that the record does not hold, and write the pages.

    `known` gives the input of each page that it holds. Only some pages are in memory at a time, however
    many the inputs hold.
    """
    n_fresh = n_made = 0

    def found() -> Iterator[list[Article]]:
        nonlocal n_fresh
        for some in _at_once(run, pages_of(run, inputs), _page_bytes):
            fresh = _new_pages(some, known, run)
            known.update((page.id, page.input) for page in fresh)
            n_fresh += len(fresh)
            used = []
            for page, articles in _extracted(run, fresh):
                used += [page] if articles else []
                yield articles
            rows.pages(used)
            yield from [[]] * (len(some) - len(fresh))  # they count as done
            del some, fresh, used  # or they stay while the next are read

    are_files = not any(run.is_large(one) for one in inputs)
    over = run.progress.over("articles")
    for some in over(found(), len(inputs) if are_files else 0):
        n_made += len(some)
        yield from some
    run.progress.done("pages", n_fresh)
    run.progress.done("articles", n_made)
    run.tell_resumed(_EXTRACTED)


def _extracted(run: Run, pages: Sequence[Page]) -> Iterator[tuple[Page, list[Article]]]:
    """Yield each page with its articles, where a build that was ended has them those; in no particular order."""
    lacking: list[Page] = []
    yield from run.resumed(_EXTRACTED, pages, _page_key, list[Article], lacking)
    n_rejected = len(run.rejections)
    for page, articles in run.made(run.flow.articles, lacking, _input_name):
        if len(run.rejections) == n_rejected:  # else it must be said again
            run.unfinished.put(_EXTRACTED, _page_key(page), articles)
        n_rejected = len(run.rejections)
        yield page, articles


def _page_key(page: Page) -> str:
    """Return what tells a page, and what is known of it beside its bytes, from any other."""
    return content_id(page.id, page.input, page.encoding, page.media_type, page.source)


_SHARE = 16_000_000
"""Bytes of pages, or of inputs, that each process is given at a time: some seconds' work. Set by hand."""


def _at_once(
    run: Run, things: Iterable[Thing], n_bytes: Callable[[Thing], int]
) -> Iterator[list[Thing]]:
    """Yield pages, or inputs, as many at a time as are worked on together."""
    held: list[Thing] = []
    n_held = 0
    for one in things:
        held.append(one)
        n_held += n_bytes(one)
        if n_held >= _SHARE * run.flow.engine.n_workers:
            ready, held, n_held = held, [], 0
            yield ready
            del ready  # or it stays while the next are gathered
    if held:
        yield held


def _page_bytes(page: Page) -> int:
    return len(page.data)


def pages_of(run: Run, inputs: Sequence[Input]) -> Iterator[Page]:
    """Yield the pages of inputs in order of their names.

    Processes share the inputs; one that is larger than a page may be holds many, and is read here, page
    by page.
    """
    for are_large, some in groupby(sorted(inputs, key=_input_name), run.is_large):
        if are_large:
            for one in some:
                yield from run.streamed(one)
            continue
        for together in _at_once(run, some, lambda one: one.n_bytes):
            for _, pages in run.made(run.flow.pages, together, _input_name):
                yield from pages


def _new_pages(pages: Sequence[Page], known: dict[str, str], run: Run) -> list[Page]:
    """Return pages that the record does not hold; the same bytes under two names are one page.

    At the same address, or of one outlet, they are that page, fetched again and unchanged. Else it may be another
    outlet's, so it is told.
    """
    fresh: dict[str, Page] = {}
    # of one id in the order in which they were read
    for page in sorted(pages, key=lambda one: one.id):
        first = known.get(page.id) or (fresh[page.id].input if page.id in fresh else None)
        if first is None:
            fresh[page.id] = page
            continue
        run.tally["pages.known"] += 1
        if first != page.input and not page.source.url and not page.source.outlet:
            run.rejections.append(
                Rejection(
                    input=page.input,
                    stage="pages",
                    reason="duplicate",
                    detail=f"the same bytes as {first}; give an outlet for each in sources.csv "
                    "if two outlets published them",
                )
            )
    return list(fresh.values())


def _input_name(item: Input | Page | Article) -> str:
    return item.name if isinstance(item, Input) else item.input
