"""Commands that hand a record on: export, select, site."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from onrecord.cli.given import FOLDER, OF_STORIES, RECORD, tally_of, writing
from onrecord.cli.in_force import settings_in_force
from onrecord.cli.output import Output
from onrecord.errors import SettingsError
from onrecord.record.parquet import Corpus, check_corpus, write_corpus
from onrecord.record.select import Wanted, select
from onrecord.record.store import EXPORTED, Record
from onrecord.record.texts import copy_without_texts
from onrecord.views.exports import export as export_rows
from onrecord.views.overview import counted
from onrecord.views.publish import published_copy
from onrecord.views.units import UNITS, Unit
from onrecord.views.web import write_site

__all__ = ["export_command", "select_command", "site", "write_as_corpus"]


@click.command("export")
@click.argument("path", metavar="RECORD", type=RECORD)
@click.option("-t", "--table", required=True, help=f"One of: {', '.join(EXPORTED)}; or all.")
@click.option(
    "-f",
    "--format",
    "format_name",
    default="jsonl",
    show_default=True,
    help="See `onrecord plugins`.",
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path),
    help="A file; stdout without it. With -t all a folder.",
)
@click.option("--excel", is_flag=True, help="CSV for spreadsheets: the format csv-excel.")
@click.option(
    "--offset-unit",
    "unit",
    type=click.Choice(UNITS),
    default="codepoint",
    show_default=True,
    help="What the places in rows count.",
)
@click.pass_obj
def export_command(
    out: Output,
    path: Path,
    table: str,
    format_name: str,
    target: Path | None,
    unit: Unit,
    *,
    excel: bool,
) -> None:
    """Export one table. The same record gives the same bytes.

    `-t all -f parquet -o DIR` writes every table, and the texts, into a corpus: a folder of Parquet
    by day that DuckDB, Spark and `onrecord select` read. What DIR has of a record of this name is replaced.
    """
    format_name = "csv-excel" if excel else format_name
    if table == "all":
        _export_corpus(out, path, format_name, target, unit)
        return
    with Record.read(path) as record:
        made: Iterator[str | bytes] = export_rows(record, table, format_name, unit)
        # what cannot be written is known with the first piece: before a file is made
        pieces = itertools.chain(list(itertools.islice(made, 1)), made)
        if target is None:
            for piece in pieces:
                click.echo(piece, nl=False)
        else:
            with writing(target), target.open("wb") as file:
                file.writelines(one.encode() if isinstance(one, str) else one for one in pieces)
            out.note(f"{target}: {table} as {format_name}")


def _export_corpus(
    out: Output, path: Path, format_name: str, target: Path | None, unit: Unit
) -> None:
    if format_name != "parquet" or target is None or unit != "codepoint":
        message = "all tables are written as a corpus: -t all -f parquet -o DIR"
        raise SettingsError(message)
    check_corpus(target)
    with Record.read(path) as record:
        write_as_corpus(out, record, target, path.stem)


def write_as_corpus(out: Output, record: Record, corpus: Path, name: str) -> None:
    """Write a record's tables into a corpus, under a name."""
    with writing(corpus):
        n_files = write_corpus(record, corpus, name)
    out.note(f"{corpus}: {n_files} files of {name}")


@click.command("select")
@click.argument("path", metavar="CORPUS", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", "target", type=RECORD, required=True, help="The record to make.")
@click.option("--story", "stories", multiple=True, help="A story's id, or how it begins.")
@click.option(
    "--speaker", "speakers", multiple=True, help="A name or id: stories in which they speak."
)
@click.option("--outlet", "outlets", multiple=True, help="A name: stories that it reports.")
@click.option("--from", "first", default="", metavar="DAY", help="Stories that last until then.")
@click.option("--to", "last", default="", metavar="DAY", help="Stories that begin by then.")
@click.option("--json", "as_json_", is_flag=True, help="Print what the record holds as JSON.")
@click.pass_obj
def select_command(
    out: Output,
    path: Path,
    target: Path,
    stories: tuple[str, ...],
    speakers: tuple[str, ...],
    outlets: tuple[str, ...],
    first: str,
    last: str,
    *,
    as_json_: bool,
) -> None:
    """Cut a record out of a larger one, or out of a corpus of Parquet: whole stories.

    Conditions of one kind are any of them, of several kinds all of them. Stories that share a
    reprinted text come along.
    """
    for day in (first, last):
        _check_day(day)
    wanted = Wanted(stories=stories, speakers=speakers, outlets=outlets, first=first, last=last)
    if path.is_dir():
        counts = select(Corpus(path), target, wanted)
    else:
        with Record.read(path) as record:
            counts = select(record, target, wanted)
    if as_json_:
        out.json(counts)
    else:
        out.lines([f"{target}: {tally_of(counts, 'stories', 'articles', *OF_STORIES)}"])


def _check_day(day: str) -> None:
    try:
        if day:
            dt.date.fromisoformat(day)
    except ValueError as error:
        message = f"{day!r} is no day: write it as 2031-03-05"
        raise SettingsError(message) from error


@click.command()
@click.argument("path", metavar="RECORD", type=RECORD)
@click.option(
    "-o",
    "--output",
    "folder",
    type=FOLDER,
    required=True,
    help="The folder to write.",
)
@click.option(
    "--publish",
    "is_public",
    is_flag=True,
    help="For others to see: shared quotations with little around them, within publish.budget.",
)
@click.option(
    "--offsets-only",
    is_flag=True,
    help="No pages: a record without texts, which `rehydrate` fills from the reader's own copies.",
)
@click.pass_obj
def site(out: Output, path: Path, folder: Path, *, is_public: bool, offsets_only: bool) -> None:
    """Write a static site that opens from file://."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if offsets_only:
            copy_without_texts(path, folder / "record.db")
            out.lines([f"{folder / 'record.db'}: offsets and digests; no words of the sources"])
        elif is_public:
            _publish(out, path, folder)
        else:
            with Record.read(path) as record:
                n_pages = write_site(record, folder)
            out.lines([f"{counted(n_pages, 'page')}; open {folder / 'index.html'}"])


def _publish(out: Output, path: Path, folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="onrecord-publish-") as scratch:
        copy = Path(scratch) / "copy.db"
        shares = published_copy(path, copy, settings_in_force()["publish"])
        with Record.read(copy) as record:
            n_pages = write_site(record, folder, shares)
    out.lines(
        [
            *(
                f"{one.label}: {one.shown} of {one.whole} characters, {one.part:.1%}"
                for one in shares
            ),
            f"{counted(n_pages, 'page')}; open {folder / 'index.html'}",
        ]
    )
