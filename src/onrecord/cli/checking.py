"""The command that holds a draft against a record or a transcript."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

import click

from onrecord.cli.against import set_beside
from onrecord.cli.in_force import flow_in_force
from onrecord.cli.output import Exit, Output
from onrecord.errors import ItemError
from onrecord.flow import Flow, build
from onrecord.model import Page, Source
from onrecord.pages.inputs import STDIN, Input, find_inputs
from onrecord.record.store import Record
from onrecord.stage import Tally
from onrecord.utterances.guards import ORDER as GUARDS
from onrecord.views.check import findings
from onrecord.views.lens import read_rules
from onrecord.views.overview import counted
from onrecord.views.sarif import as_sarif

__all__ = ["check_command"]


def _given_already(record: Record, draft: Input, flow: Flow) -> list[str]:
    """Return the record's pages with the bytes of a draft's, of which nothing is read where it cannot be."""
    try:
        made = [one for one in flow.pages.run(draft, Tally()) if isinstance(one, Page)]
    except ItemError:
        return []
    return [row["id"] for one in made for row in record.rows("pages", sha256=one.sha256)]


@click.command("check")
@click.argument("draft", metavar="DRAFT")
@click.option(
    "--against", required=True, metavar="RECORD|TRANSCRIPT", help="What the draft is held against."
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=(
        "Also differences without a guard word (other words within a quotation than the transcript's are listed in "
        "any case), quotations of others than who speaks in the transcript, and what one article lacks that another "
        "has."
    ),
)
@click.option(
    "--style",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your house's own rules (TOML); findings cite those that bear on them.",
)
@click.option("--sarif", is_flag=True, help="Print as SARIF 2.1.0.")
@click.option("--json", "as_json_", is_flag=True, help="Print as JSON.")
@click.pass_obj
def check_command(
    out: Output,
    draft: str,
    *,
    against: str,
    everything: bool,
    style: Path | None,
    sarif: bool,
    as_json_: bool,
) -> None:
    """Hold a draft's quotations against a transcript or a record; exit 1 when there are findings.

    DRAFT is one text, or - for stdin.
    """
    rules = read_rules(style, GUARDS) if style else []
    inputs, rejections = find_inputs([draft], sys.stdin.buffer.read() if draft == STDIN else None)
    if len(inputs) > 1:
        message = f"{draft} is {counted(len(inputs), 'file')}; a draft is one text"
        raise click.UsageError(message)
    for rejected in rejections:
        out.error(f"rejected {rejected.input}: {rejected.reason}: {rejected.detail}")
    if not inputs:
        sys.exit(Exit.NO_INPUT)
    (given,) = inputs
    if given.path is None:
        inputs = [replace(given, source=Source(outlet="the draft"))]
    draft = given.name
    flow = flow_in_force(one_story=True)
    # a draft that prints a text of the record stands against the others itself
    flow = replace(
        flow,
        utterances=replace(flow.utterances, draft=draft),
        figures=replace(flow.figures, draft=draft),
    )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "beside.db"
        text, n_searched = set_beside(Path(against), copy, inputs, flow)
        with Record.create(copy) as record:
            itself = _given_already(record, given, flow)
            build(flow, [*inputs, *text], record, without=itself)
            if draft not in {row["input"] for row in record.rows("articles")}:
                for row in record.rows("rejections"):
                    out.error(f"rejected {row['input']}: {row['reason']}: {row['detail']}")
                if not record.rows("rejections"):
                    out.error(f"{draft}: holds no article of its own; a draft is one text")
                sys.exit(Exit.NO_INPUT)
            every = findings(record, draft, rules=rules, n_searched=n_searched)
            beside = {one.name for one in text}
            for row in record.rows("rejections"):
                if row["input"] in beside:
                    out.error(f"rejected {row['input']}: {row['reason']}: {row['detail']}")
            for row in record.rows("articles"):
                if row["input"] in beside and row["role"] != "transcript":
                    out.note(
                        f"{row['input']}: compared as an article; few of its lines begin as a transcript's turns do"
                    )
    found = [one for one, is_first in every if is_first or everything]
    if sarif:
        out.json(as_sarif(found, rules))
    elif as_json_:
        out.json([asdict(one) for one in found])
    else:
        said = {rule.id: rule.says for rule in rules}
        for one in found:
            out.lines([str(one), *(f"    {id_}: {said[id_]}" for id_ in one.rules)])
        more = f" (--all lists {len(every) - len(found)} more)" if len(every) > len(found) else ""
        out.note(f"{counted(len(found), 'finding')}{more}")
    sys.exit(Exit.FINDINGS if found else Exit.DONE)
