"""Commands that tell of the program itself: plugins, doctor, config."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord import plugins, settings
from onrecord.cli.doctor import look
from onrecord.cli.in_force import SETTINGS_FILE, stages
from onrecord.cli.output import Exit, Output
from onrecord.views import terminal

__all__ = ["config", "doctor", "plugins_command"]


@click.command("plugins")
@click.option("--json", "as_json_", is_flag=True, help="Print as JSON.")
@click.pass_obj
def plugins_command(out: Output, *, as_json_: bool) -> None:
    """List readers and exporters, ours and yours. Loads none."""
    rows = [
        {"group": group, "name": name, "from": point.value}
        for group in plugins.GROUPS
        for name, point in plugins.names(group).items()
    ]
    if as_json_:
        out.json(rows)
    else:
        out.lines(terminal.show_rows(rows, ("group", "name", "from")))


@click.command()
@click.option("--json", "as_json_", is_flag=True, help="Print as JSON.")
@click.pass_obj
def doctor(out: Output, *, as_json_: bool) -> None:
    """Say what is here: versions, the tagger, cores, free disk. Exit 1 when something is amiss."""
    rows = look()
    if as_json_:
        out.json(rows)
    else:
        out.lines(terminal.show_rows(rows, ("what", "value", "note")))
    sys.exit(Exit.FINDINGS if any(row["amiss"] for row in rows) else Exit.DONE)


@click.command()
@click.option("--show-origin", is_flag=True, help="Say where each value comes from.")
@click.option("--json", "as_json_", is_flag=True, help="Print as JSON.")
@click.pass_obj
def config(out: Output, *, show_origin: bool, as_json_: bool) -> None:
    """Print the settings in force: defaults < onrecord.toml < ONRECORD_STAGE__FIELD."""
    file = settings.read_file(Path(SETTINGS_FILE))
    rows = settings.explained(stages(), file)
    if as_json_:
        out.json(rows)
    else:
        columns = ("setting", "value", "origin") if show_origin else ("setting", "value")
        out.lines(terminal.show_rows(rows, columns))
