"""Commands that make a record, or what stands in one for a moment: build, compare, statements, demo, rehydrate."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import click

from onrecord.cli.deciding import say_outcomes
from onrecord.cli.given import FOLDER, OF_STORIES, RECORD, tally_of, writing
from onrecord.cli.handing_on import write_as_corpus
from onrecord.cli.in_force import flow_in_force
from onrecord.cli.output import Exit, Output
from onrecord.errors import SettingsError
from onrecord.flow import Flow, build, in_order, rehydrate
from onrecord.judgements import decisions_path, read_decisions
from onrecord.model import Act, Judgement
from onrecord.pages.inputs import STDIN, find_inputs
from onrecord.record.parquet import check_corpus
from onrecord.record.store import Record
from onrecord.stage import Silent
from onrecord.stories.grouping import GroupStories
from onrecord.views import terminal, terminal_story
from onrecord.views.details import story_json
from onrecord.views.overview import Overview, counted
from onrecord.views.web import write_site

__all__ = ["build_command", "compare", "demo", "rehydrate_command", "statements_command"]


def _was_one_story(record: Record) -> bool:
    """Say whether a record was last built as one story."""
    made_by = record.rows("origins", stage="stories", current=1)
    return any(json.loads(one["settings"]).get("one_story", False) for one in made_by)


def _build(
    out: Output,
    flow: Flow,
    given: Sequence[str],
    record: Record,
    *,
    report: bool = True,
    decisions: Sequence[Judgement] = (),
) -> list[dict[str, Any]]:
    stdin = sys.stdin.buffer.read() if STDIN in given else None
    passed_over: Counter[str] = Counter()
    inputs, rejections = find_inputs(given, stdin, passed_over)
    if passed_over:
        kinds = ", ".join(f"{n:,} {suffix}" for suffix, n in sorted(passed_over.items()))
        n_files = counted(passed_over.total(), "file")
        out.note(
            f"{n_files} of other kinds in folders not read ({kinds}): name a file to have it read"
        )
    if flow.statements.extractor == "auto" and flow.statements.tagger is None:
        out.note("the tagger's weights are not here: statements are found by the rules alone")
    if flow.articles.bodies == "auto" and flow.articles.digest is None:
        out.note("the models of bodies are not here: what is body is told by rules alone")
    build(flow, inputs, record, rejections, out if report else Silent(), decisions)
    _say_taken_for_transcripts(out, record, {one.name for one in inputs if not one.source.role})
    names = {*given, *(one.name for one in inputs)}
    names |= {name.removesuffix(".gz") for name in names}
    rejected = [
        row
        for row in record.rows("rejections")
        if row["input"].partition("#")[0] in names or row["input"] in names
    ]
    for row in rejected:
        out.error(f"rejected {row['input']}: {row['reason']}: {row['detail']}")
    return rejected


_FEW = 5
"""Texts that a note names."""


def _say_taken_for_transcripts(out: Output, record: Record, names: AbstractSet[str]) -> None:
    """Say which texts were taken for transcripts by how they are printed: what is one is the base text of a story."""
    taken = [
        one["input"]
        for one in record.rows("articles", role="transcript")
        if one["media_type"] in {"text/plain", "text/html", "text/markdown"}
        and one["input"] in names
    ]
    if taken:
        more = f" and {len(taken) - _FEW:,} more" if len(taken) > _FEW else ""
        how = "a transcript by how it is" if len(taken) == 1 else "transcripts by how they are"
        named = ", ".join(sorted(taken)[:_FEW])
        out.note(
            f"read as {how} printed: {named}{more} (if not, say role = article in sources.csv)"
        )


def _ending(record: Record, rejected: list[dict[str, Any]]) -> Exit:
    if not record.counts()["articles"]:
        return Exit.NO_INPUT
    return Exit.SOME_REJECTED if rejected else Exit.DONE


@click.command("build")
@click.argument("inputs", nargs=-1, metavar="[INPUT...]")
@click.option(
    "-o", "--output", "path", type=RECORD, required=True, help="The record to make or add to."
)
@click.option("--one-story", is_flag=True, help="All articles are on one event.")
@click.option(
    "--corpus",
    type=FOLDER,
    help="A folder of Parquet to write all tables into too, as `export -t all` does.",
)
@click.option("--json", "as_json_", is_flag=True, help="Print what the record holds as JSON.")
@click.pass_obj
def build_command(
    out: Output,
    inputs: tuple[str, ...],
    path: Path,
    *,
    one_story: bool,
    corpus: Path | None,
    as_json_: bool,
) -> None:
    """Build a record from files, folders, globs, or - for stdin. Again: adds what is new.

    What people decided (RECORD.decisions.toml, written by `judge` and `serve`) is applied. Without INPUT a
    record that is there is worked out anew where this version, or other settings, would make something else of it.
    """
    if not inputs and not path.is_file():
        message = f"there is no record {path} yet: name what to build it from (INPUT...)"
        raise click.UsageError(message)
    decisions = read_decisions(decisions_path(path))
    if corpus is not None:
        check_corpus(corpus)
    with Record.create(path) as record:
        before = record.counts()
        flow = flow_in_force(one_story=one_story or (not inputs and _was_one_story(record)))
        rejected = _build(out, flow, inputs, record, decisions=decisions)
        say_outcomes(out, record)
        if corpus is not None:
            write_as_corpus(out, record, corpus, path.stem)
        counts = record.counts()
        ending = _ending(record, rejected)
    if as_json_:
        out.json(counts)
    else:
        new = counts["articles"] - before["articles"]
        rest = tally_of(counts, "stories", "reprints", *OF_STORIES)
        reasons = Counter(row["reason"] for row in rejected)
        said = ", ".join(f"{n} {reason}" for reason, n in sorted(reasons.items()))
        tally = f"{tally_of(counts, 'articles')} ({new:,} new), {rest}"
        told = f"{counted(len(rejected), 'input')} rejected{f' ({said})' if said else ''}"
        out.lines([f"{path}: {tally}; {told}"])
        if counts["articles"] == 1:
            out.note("one article alone: a record with nothing to compare")
    sys.exit(ending)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="A B [...]")
@click.option("--json", "as_json_", is_flag=True, help="Print as JSON.")
@click.option(
    "--all",
    "full",
    is_flag=True,
    help="Also differences without a guard word, and what stands in one text only.",
)
@click.pass_obj
def compare(out: Output, inputs: tuple[str, ...], *, as_json_: bool, full: bool) -> None:
    """Compare articles at once: utterances side by side, what differs first. Keeps no record."""
    with Record.create(":memory:") as record:
        rejected = _build(out, flow_in_force(one_story=True), inputs, record, report=False)
        stories = record.rows("stories")
        if stories:
            overview = Overview(record, stories[0]["id"], order=_order(inputs))
            if as_json_:
                out.json(story_json(overview))
            else:
                out.lines(terminal_story.show_story(overview, out.style, out.width, full=full))
                if not full:
                    out.note(
                        "(--all lists differences without a guard word, and what stands in one text only)"
                    )
        ending = _ending(record, rejected)
    sys.exit(ending)


def _order(inputs: Sequence[str]) -> list[str]:
    found = [one.name for name in inputs if name != STDIN for one in find_inputs([name])[0]]
    return list(dict.fromkeys(found))


@click.command("statements")
@click.argument("given", metavar="FILE|-")
@click.option("--speech", is_flag=True, help="Leave out attitudes: backs, hopes, wants.")
@click.option("--highlight", is_flag=True, help="Print the article with its statements marked.")
@click.option("--json", "as_json_", is_flag=True, help="Print as JSON.")
@click.pass_obj
def statements_command(
    out: Output, given: str, *, speech: bool, highlight: bool, as_json_: bool
) -> None:
    """List an article's statements: who, how, what, with their places. Keeps no record."""
    with Record.create(":memory:") as record:
        rejected = _build(out, flow_in_force(), [given], record, report=False)
        rows = [
            row
            for row in in_order(record.rows("statements"))
            if not (speech and row["act"] == Act.ATTITUDE)
        ]
        if as_json_:
            out.json(rows)
        elif highlight:
            out.lines(terminal.show_highlighted(record, rows, out.style))
        else:
            out.lines(terminal.show_statements(rows, out.style, out.width))
        ending = _ending(record, rejected)
    sys.exit(ending)


@click.command("rehydrate")
@click.argument("path", metavar="RECORD", type=RECORD)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The record to write, with texts.",
)
@click.pass_obj
def rehydrate_command(out: Output, path: Path, inputs: Sequence[str], target: Path) -> None:
    """Fill a record that came without texts from your own copies of its pages."""
    if target.exists():
        message = f"{target}: is there already; give another name, or delete it"
        raise SettingsError(message)
    with Record.read(path) as record:
        if record.has_texts():
            message = f"{path}: has its texts; there is nothing to fill"
            raise SettingsError(message)
        flow = Flow.of_record(record)
    found, rejections = find_inputs(inputs)
    for one in rejections:
        out.error(f"rejected {one.input}: {one.reason}: {one.detail}")
    with writing(target):
        shutil.copyfile(path, target)
    with Record.create(target) as record:
        filled = rehydrate(flow, found, record)
    for name in filled.missing:
        out.error(f"no copy was found of {name}")
    out.lines(
        [
            f"{target}: {counted(len(filled.articles), 'article')} filled, {len(filled.missing)} without text"
        ]
    )
    raise click.exceptions.Exit(Exit.FINDINGS if filled.missing else Exit.DONE)


@click.command()
@click.option(
    "-o",
    "--output",
    "folder",
    type=FOLDER,
    help="Keep record and site here.",
)
@click.pass_obj
def demo(out: Output, folder: Path | None) -> None:
    """Build the record of the example story and show it. Offline; nothing to start."""
    folder = folder or Path(tempfile.mkdtemp(prefix="onrecord-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "example.db"
    with as_file(files("onrecord.resources") / "example") as example:
        with Record.create(path) as record:
            flow = Flow(stories=GroupStories(one_story=True))
            _build(out, flow, [str(example)], record, report=False)
        with Record.read(path) as record:
            overview = Overview(record, record.rows("stories")[0]["id"])
            out.lines(terminal_story.show_story(overview, out.style, out.width, full=False))
            write_site(record, folder / "site")
    out.lines(
        [
            "",
            f"The record:  {path}",
            f"The pages:   {folder / 'site' / 'index.html'}",
            f"Go on with:  onrecord show {path}; onrecord verify {path}",
        ]
    )
