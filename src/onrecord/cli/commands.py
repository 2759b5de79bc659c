"""The commands by name, and what becomes of what goes wrong in them."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from onrecord import __version__
from onrecord.cli.output import Exit, Output
from onrecord.errors import OnRecordError, RecordError, SettingsError

__all__ = ["cli", "main"]


def main() -> None:
    """Run the command line; turn our errors into a line on stderr and an exit code."""
    out = Output(as_log="--log-json" in sys.argv)
    try:
        sys.exit(cli(standalone_mode=False))  # what click.exceptions.Exit carries is returned
    except click.ClickException as error:
        error.show()
        sys.exit(Exit.USAGE)
    except (click.Abort, KeyboardInterrupt):
        out.error("interrupted; the record is as it was before")
        sys.exit(Exit.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(Exit.DONE)
    except (SettingsError, RecordError) as error:
        out.error(str(error))
        sys.exit(Exit.USAGE)
    except OnRecordError as error:
        out.error(str(error))
        sys.exit(Exit.NO_INPUT)


_COMMANDS = {
    "build": "building:build_command",
    "compare": "building:compare",
    "statements": "building:statements_command",
    "show": "looking:show",
    "log": "looking:log_command",
    "verify": "looking:verify_command",
    "explain": "looking:explain_command",
    "judge": "deciding:judge_command",
    "serve": "deciding:serve",
    "check": "checking:check_command",
    "export": "handing_on:export_command",
    "select": "handing_on:select_command",
    "site": "handing_on:site",
    "fetch": "fetching:fetch_command",
    "rehydrate": "building:rehydrate_command",
    "demo": "building:demo",
    "plugins": "itself:plugins_command",
    "doctor": "itself:doctor",
    "config": "itself:config",
}
"""Each command, with its module here and its function."""


_ANYWHERE = frozenset({"-q", "--quiet", "--log-json"})
"""Options of all commands, which may stand behind the command as before it."""


class Commands(click.Group):
    """The commands, each imported when it is asked for: what builds takes longer to import than to show a story."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what belongs to all commands wherever it stands, up to a "--"."""
        end = args.index("--") if "--" in args else len(args)
        first = [one for one in args[:end] if one in _ANYWHERE]
        rest = [one for one in args[:end] if one not in _ANYWHERE]
        return super().parse_args(ctx, [*first, *rest, *args[end:]])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where there is none of this name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"onrecord.cli.{module}"), name)
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no notes.")
@click.option(
    "--log-json", is_flag=True, help="Progress, notes and errors as lines of JSON on stderr."
)
@click.pass_context
def cli(context: click.Context, *, quiet: bool, log_json: bool) -> None:
    """Build the record of what was said: every outlet's words, aligned, with their places."""
    context.obj = Output(quiet=quiet, as_log=log_json)
