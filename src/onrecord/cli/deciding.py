"""Commands by which people decide: judge, and serve, whose pages ask for decisions."""

from __future__ import annotations

import datetime as dt
import getpass
import secrets
from collections.abc import Mapping
from pathlib import Path

import click

from onrecord.cli.given import RECORD
from onrecord.cli.output import Output
from onrecord.errors import SettingsError
from onrecord.flow import Flow, build
from onrecord.judgements import (
    JUDGEMENTS,
    append_decision,
    decisions_path,
    make_judgement,
    read_decisions,
    undo_decision,
)
from onrecord.record.store import Record
from onrecord.views.details import subjects

__all__ = ["judge_command", "put_in_force", "say_outcomes", "serve"]


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may know no user of this number
        return ""


@click.command("judge")
@click.argument("path", metavar="RECORD", type=RECORD)
@click.argument("judgement", type=click.Choice([*JUDGEMENTS, "undo"]), metavar="JUDGEMENT")
@click.argument("left", metavar="ID")
@click.argument("right", metavar="[ID]", required=False)
@click.option("--name", default="", help="The name that `rename` gives a speaker.")
@click.option("--who", default=_login, help="Who decides.", show_default="your login")
@click.option("--note", default="", help="Why.")
@click.pass_obj
def judge_command(
    out: Output,
    path: Path,
    judgement: str,
    left: str,
    right: str | None,
    *,
    name: str,
    who: str,
    note: str,
) -> None:
    """Decide: same, not_same, unsure (of a match, or of two things), split, rename, undo.

    The decision goes into RECORD.decisions.toml and is applied at once and on every build.
    """
    put_in_force(path, judgement, left, right, name=name, who=who, note=note)
    with Record.read(path) as record:
        say_outcomes(out, record)
        kept = [one for one in record.rows("judgements") if one["outcome"] == "applied"]
    out.lines([f"{decisions_path(path)}: {len(kept)} decisions in force"])


def put_in_force(
    path: Path, judgement: str, left: str, right: str | None, *, name: str, who: str, note: str
) -> None:
    """Write a decision down and build the record anew with it, by the settings it was built with."""
    file = decisions_path(path)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    if judgement == "undo":
        undo_decision(file, left, now)
    else:
        with Record.read(path) as record:
            sides = subjects(record, left, right)
        append_decision(
            file,
            make_judgement(
                **sides, judgement=judgement, name=name, who=who, note=note, decided_at=now
            ),
        )
    with Record.create(path) as record:
        build(Flow.of_record(record), [], record, decisions=read_decisions(file))


def say_outcomes(out: Output, record: Record) -> None:
    """Say which decisions could not be applied."""
    for one in record.rows("judgements"):
        if one["outcome"] in {"conflict", "not_found"}:
            out.error(
                f"decision {one['id'][:8]} ({one['kind']}: {one['judgement']}): "
                + (
                    "other decisions forbid it"
                    if one["outcome"] == "conflict"
                    else "what it is about is not in the record"
                )
            )


@click.command()
@click.argument("path", metavar="RECORD", type=RECORD)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8731, show_default=True, type=click.IntRange(0, 65535))
@click.option("--who", default=_login, help="Who decides.", show_default="your login")
@click.pass_obj
def serve(out: Output, path: Path, *, host: str, port: int, who: str) -> None:
    """Serve the pages live, with search, review and a JSON API. For this machine alone by default."""
    import uvicorn  # half a second to import, and only a server needs it

    from onrecord.views.server import make_app

    with Record.read(path):
        pass  # a clear error before anything listens
    is_local = host in {"127.0.0.1", "localhost", "::1"}
    key = "" if is_local else secrets.token_urlsafe(16)

    def decide(judgement: str, id_: str, form: Mapping[str, str]) -> str:
        name, note = form.get("name", "")[:200], form.get("note", "")[:500]
        put_in_force(path, judgement, id_, None, name=name, who=who, note=note)
        return f"Decided: {judgement.replace('_', ' ')}."

    names = ["localhost", "127.0.0.1", "[::1]", *([] if is_local else ["*"])]
    app = make_app(path, decide, hosts=names, key=key)
    if key:
        out.error(f"listening beyond this machine: whoever has the key can read {path} and decide")
    out.note(f"http://{host}:{port}/{f'?key={key}' if key else ''}   (Ctrl-C ends it)")
    try:
        uvicorn.run(app, host=host, port=port, log_level="warning", timeout_keep_alive=10)
    except SystemExit as stop:
        message = f"cannot listen at {host}:{port}: is something else there?"
        raise SettingsError(message) from stop
