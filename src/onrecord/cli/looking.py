"""Commands that tell what is there: show, log, verify, explain."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.cli.given import RECORD
from onrecord.cli.output import Exit, Output
from onrecord.record.store import Record
from onrecord.record.verify import Count, verify
from onrecord.views import terminal, terminal_story
from onrecord.views.details import as_json, at_threshold, explain
from onrecord.views.history import history, show_history
from onrecord.views.overview import Overview

__all__ = ["explain_command", "log_command", "show", "verify_command"]


@click.command()
@click.argument("path", metavar="RECORD", type=RECORD)
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--json", "as_json_", is_flag=True, help="Print as JSON.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="All of a large story, not the first of it, and differences without a guard word.",
)
@click.pass_obj
def show(out: Output, path: Path, id_: str | None, *, as_json_: bool, everything: bool) -> None:
    """Show the stories; or one story, utterance, article, speaker or any row, by (part of) its id."""

    def show_story(record: Record, story: str) -> None:
        overview = Overview(record, story)
        out.lines(terminal_story.show_story(overview, out.style, out.width, everything=everything))

    with Record.read(path) as record:
        if id_ is None:
            stories = record.rows("stories")
            if as_json_:
                out.json(stories)
            elif len(stories) == 1:
                show_story(record, stories[0]["id"])
            else:
                out.lines(terminal.show_stories(stories, record.story_counts()))
            return
        table, whole = record.find(id_)
        if as_json_:
            out.json(as_json(record, table, whole))
        elif table == "stories":
            show_story(record, whole)
        elif table == "utterances":
            overview = Overview(record, record.row(table, whole)["story"])
            view = overview.by_id[whole]
            out.lines(terminal_story.show_utterance(overview, view, out.style, out.width))
            out.lines(terminal_story.show_absences(overview, view, out.width))
        elif table == "articles":
            out.lines(terminal.show_article(record, whole, out.width))
        elif table == "speakers":
            out.lines(terminal.show_speaker(record, whole, out.width))
        else:
            out.json(as_json(record, table, whole))


@click.command("log")
@click.argument("path", metavar="RECORD", type=RECORD)
@click.option("--last", is_flag=True, help="The last build that changed something alone.")
@click.option("--json", "as_json_", is_flag=True, help="Print as JSON.")
@click.pass_obj
def log_command(out: Output, path: Path, *, last: bool, as_json_: bool) -> None:
    """List what each build did: which articles came to which story, which stories became one."""
    with Record.read(path) as record:
        builds = history(record)
    builds = builds[-1:] if last else builds
    if as_json_:
        out.json(builds)
    else:
        out.lines(show_history(builds))


@click.command("verify")
@click.argument("path", metavar="RECORD", type=RECORD)
@click.option("--json", "as_json_", is_flag=True, help="Print as JSON.")
@click.pass_obj
def verify_command(out: Output, path: Path, *, as_json_: bool) -> None:
    """Re-read every span from its source; exit 1 names what does not hold."""
    count = Count()
    with Record.read(path) as record:
        failures = list(verify(record, count))
    if as_json_:
        out.json(
            {
                "failures": [{"table": f.table, "id": f.id, "what": f.what} for f in failures],
                "pages": count.pages,
                "articles": count.articles,
                "spans": count.spans,
            }
        )
    else:
        out.lines(f"{one.table} {one.id}: {one.what}" for one in failures)
        out.lines(
            [
                f"{count.spans} spans of {count.articles} articles re-read from {count.pages} pages: "
                + (f"{len(failures)} do not hold" if failures else "all hold")
            ]
        )
    sys.exit(Exit.FINDINGS if failures else Exit.DONE)


@click.command("explain")
@click.argument("path", metavar="RECORD", type=RECORD)
@click.argument("id_", metavar="ID")
@click.option(
    "--at", type=float, metavar="THRESHOLD", help="Say which links would flip at this threshold."
)
@click.option("--json", "as_json_", is_flag=True, help="Print as JSON.")
@click.pass_obj
def explain_command(out: Output, path: Path, id_: str, *, at: float | None, as_json_: bool) -> None:
    """Say why things were linked: reasons, score, threshold, runner-up, margin."""
    with Record.read(path) as record:
        found = explain(record, id_)
    if at is not None:
        found = at_threshold(found, at)
    if as_json_:
        out.json(found)
    else:
        out.lines(terminal.show_explained(found, out.width))
