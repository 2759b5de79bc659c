"""Write the reference pages that are read off the program: commands with options, settings.

python docs/reference/make.py          (`make golden` runs it; a test holds that nothing is stale)
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import fields
from pathlib import Path

import click

from onrecord.cli.commands import cli
from onrecord.flow import Flow
from onrecord.views.publish import Publishing

HERE = Path(__file__).parent


def commands() -> str:
    """Return every command with its usage and options, as Markdown."""
    parts = [
        "# Commands and options\n\nRead off the program. What each is for: [cli.md](../cli.md).\n"
    ]
    top = click.Context(cli, info_name="onrecord")
    for name in cli.list_commands(top):
        command = cli.get_command(top, name)
        context = click.Context(command, info_name=name, parent=top)
        usage = " ".join(["onrecord", name, *command.collect_usage_pieces(context)])
        parts.append(f"## `{name}`\n\n{inspect.cleandoc(command.help or '')}\n\n    {usage}\n")
        options = [one for one in command.params if isinstance(one, click.Option)]
        if options:
            parts.append("| option | does |\n| --- | --- |")
            parts += [_option(one, context) for one in options]
            parts.append("")
    return "\n".join(parts) + "\n"


def _option(option: click.Option, context: click.Context) -> str:
    shown = ", ".join(f"`{one}`" for one in (*option.opts, *option.secondary_opts))
    if not option.is_flag:
        shown += f" {option.make_metavar(context).strip('[]').replace('|', ', ')}"
    help_ = (option.help or "").replace("|", r"\|")
    default = option.default
    if option.show_default and isinstance(default, (str, int)) and not option.is_flag:
        help_ += f" Default: {default}."
    return f"| {shown} | {help_} |"


_LEAD = """Read off the program. A table in `onrecord.toml` for each stage, or `ONRECORD_STAGE__FIELD` in
the environment; `onrecord config --show-origin` prints those in force."""


def settings() -> str:
    """Return every setting with its default and what the code says of it, as Markdown."""
    parts = ["# Settings", "", _LEAD, ""]
    for name, stage in {**Flow().stages(), "publish": Publishing()}.items():
        said = _docstrings(type(stage))
        parts.append(f"## `[{name}]`\n\n{inspect.cleandoc(type(stage).__doc__ or '')}\n")
        rows = [one for one in fields(stage) if one.init]
        if rows:
            parts.append("| setting | default | says |\n| --- | --- | --- |")
        for one in rows:
            value = getattr(stage, one.name)
            words = " ".join(said.get(one.name, "").split()).replace("|", r"\|")
            parts.append(f"| `{one.name}` | `{value!r}` | {words} |")
        parts.append("")
    return "\n".join(parts) + "\n"


def _docstrings(stage: type) -> dict[str, str]:
    """Return the string that stands below each field of a class."""
    (body,) = (
        node for node in ast.parse(inspect.getsource(stage)).body if isinstance(node, ast.ClassDef)
    )
    found: dict[str, str] = {}
    last = ""
    for node in body.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            last = node.target.id
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and last:
            found[last] = str(node.value.value)
            last = ""
        else:
            last = ""
    return found


PAGES = {"commands.md": commands, "settings.md": settings}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), encoding="utf-8")
