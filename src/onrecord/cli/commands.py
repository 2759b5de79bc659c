"""The commands. Each is short: find the input, call the flow or a view, print."""

from __future__ import annotations

import datetime as dt
import getpass
import itertools
import json
import secrets
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import asdict, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import click

from onrecord import __version__, plugins, settings
from onrecord.cli.against import set_beside
from onrecord.cli.doctor import look
from onrecord.cli.output import Exit, Output
from onrecord.errors import ItemError, OnRecordError, RecordError, SettingsError
from onrecord.flow import Flow, build, in_order, rehydrate
from onrecord.judgements import (
    JUDGEMENTS,
    append_decision,
    decisions_path,
    make_judgement,
    read_decisions,
    undo_decision,
)
from onrecord.model import Act, Judgement, Page, Source
from onrecord.pages.inputs import STDIN, Input, find_inputs
from onrecord.record.parquet import Corpus, check_corpus, write_corpus
from onrecord.record.select import Wanted, select
from onrecord.record.store import EXPORTED, Record
from onrecord.record.texts import copy_without_texts
from onrecord.record.verify import Count, verify
from onrecord.stage import Silent, Tally
from onrecord.stories.grouping import GroupStories
from onrecord.utterances.guards import ORDER as GUARDS
from onrecord.views import terminal, terminal_story
from onrecord.views.check import findings
from onrecord.views.details import as_json, at_threshold, explain, story_json, subjects
from onrecord.views.exports import export as export_rows
from onrecord.views.history import history, show_history
from onrecord.views.lens import read_rules
from onrecord.views.overview import Overview, counted
from onrecord.views.publish import Publishing, published_copy
from onrecord.views.sarif import as_sarif
from onrecord.views.units import UNITS, Unit
from onrecord.views.web import write_site

__all__ = ["cli", "main"]

SETTINGS_FILE = "onrecord.toml"
_RECORD = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no notes.")
@click.option(
    "--log-json", is_flag=True, help="Progress, notes and errors as lines of JSON on stderr."
)
@click.pass_context
def cli(context: click.Context, *, quiet: bool, log_json: bool) -> None:
    """Build the record of what was said: every outlet's words, aligned, with their places."""
    context.obj = Output(quiet=quiet, as_log=log_json)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn what the system says of a file or folder that is written into our error."""
    try:
        yield
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise SettingsError(message) from error


def _stages() -> dict[str, Any]:
    """Return everything that settings may set, by the names of its tables, as it is without them."""
    return {**Flow().stages(), "publish": Publishing()}


def _settings() -> dict[str, Any]:
    """Return the same as the settings file and the environment have it. Raises SettingsError."""
    return settings.layered(_stages(), settings.read_file(Path(SETTINGS_FILE)))


def _flow(*, one_story: bool = False) -> Flow:
    flow = Flow(**{name: made for name, made in _settings().items() if name != "publish"})
    return replace(flow, stories=replace(flow.stories, one_story=True)) if one_story else flow


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


def _say_outcomes(out: Output, record: Record) -> None:
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


_OF_STORIES = ("statements", "utterances", "differences", "figures")
_NOUNS = {"stories": "story", "reprints": "reprinted text"}


def _tally(counts: Mapping[str, int], *tables: str) -> str:
    """Say how many rows tables have."""
    return ", ".join(
        counted(counts.get(table, 0), _NOUNS.get(table, table[:-1])) for table in tables
    )


def _ending(record: Record, rejected: list[dict[str, Any]]) -> Exit:
    if not record.counts()["articles"]:
        return Exit.NO_INPUT
    return Exit.SOME_REJECTED if rejected else Exit.DONE


@cli.command("build")
@click.argument("inputs", nargs=-1, metavar="[INPUT...]")
@click.option(
    "-o", "--output", "path", type=_RECORD, required=True, help="The record to make or add to."
)
@click.option("--one-story", is_flag=True, help="All articles are on one event.")
@click.option(
    "--corpus",
    type=_FOLDER,
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
        flow = _flow(one_story=one_story or (not inputs and _was_one_story(record)))
        rejected = _build(out, flow, inputs, record, decisions=decisions)
        _say_outcomes(out, record)
        if corpus is not None:
            _write_corpus(out, record, corpus, path.stem)
        counts = record.counts()
        ending = _ending(record, rejected)
    if as_json_:
        out.json(counts)
    else:
        new = counts["articles"] - before["articles"]
        rest = _tally(counts, "stories", "reprints", *_OF_STORIES)
        reasons = Counter(row["reason"] for row in rejected)
        said = ", ".join(f"{n} {reason}" for reason, n in sorted(reasons.items()))
        tally = f"{_tally(counts, 'articles')} ({new:,} new), {rest}"
        told = f"{counted(len(rejected), 'input')} rejected{f' ({said})' if said else ''}"
        out.lines([f"{path}: {tally}; {told}"])
        if counts["articles"] == 1:
            out.note("one article alone: a record with nothing to compare")
    sys.exit(ending)


@cli.command()
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
        rejected = _build(out, _flow(one_story=True), inputs, record, report=False)
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


@cli.command("statements")
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
        rejected = _build(out, _flow(), [given], record, report=False)
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


@cli.command()
@click.argument("path", metavar="RECORD", type=_RECORD)
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


@cli.command("log")
@click.argument("path", metavar="RECORD", type=_RECORD)
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


@cli.command("verify")
@click.argument("path", metavar="RECORD", type=_RECORD)
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


@cli.command("explain")
@click.argument("path", metavar="RECORD", type=_RECORD)
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


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may know no user of this number
        return ""


@cli.command("judge")
@click.argument("path", metavar="RECORD", type=_RECORD)
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
    _decide(path, judgement, left, right, name=name, who=who, note=note)
    with Record.read(path) as record:
        _say_outcomes(out, record)
        kept = [one for one in record.rows("judgements") if one["outcome"] == "applied"]
    out.lines([f"{decisions_path(path)}: {len(kept)} decisions in force"])


def _decide(
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


@cli.command()
@click.argument("path", metavar="RECORD", type=_RECORD)
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
        _decide(path, judgement, id_, None, name=name, who=who, note=note)
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


def _given_already(record: Record, draft: Input, flow: Flow) -> list[str]:
    """Return the record's pages with the bytes of a draft's, of which nothing is read where it cannot be."""
    try:
        made = [one for one in flow.pages.run(draft, Tally()) if isinstance(one, Page)]
    except ItemError:
        return []
    return [row["id"] for one in made for row in record.rows("pages", sha256=one.sha256)]


@cli.command("check")
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
        "any case), and quotations of others than who speaks in the transcript."
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
    flow = _flow(one_story=True)
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


@cli.command("export")
@click.argument("path", metavar="RECORD", type=_RECORD)
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
            with _writing(target), target.open("wb") as file:
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
        _write_corpus(out, record, target, path.stem)


def _write_corpus(out: Output, record: Record, corpus: Path, name: str) -> None:
    with _writing(corpus):
        n_files = write_corpus(record, corpus, name)
    out.note(f"{corpus}: {n_files} files of {name}")


@cli.command("select")
@click.argument("path", metavar="CORPUS", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", "target", type=_RECORD, required=True, help="The record to make.")
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
        out.lines([f"{target}: {_tally(counts, 'stories', 'articles', *_OF_STORIES)}"])


def _check_day(day: str) -> None:
    try:
        if day:
            dt.date.fromisoformat(day)
    except ValueError as error:
        message = f"{day!r} is no day: write it as 2031-03-05"
        raise SettingsError(message) from error


@cli.command()
@click.argument("path", metavar="RECORD", type=_RECORD)
@click.option(
    "-o",
    "--output",
    "folder",
    type=_FOLDER,
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
    with _writing(folder):
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
        shares = published_copy(path, copy, _settings()["publish"])
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


@cli.command("fetch")
@click.argument("urls", metavar="[URL...]", nargs=-1)
@click.option("--feed", "feeds", multiple=True, help="A feed or sitemap whose pages are fetched.")
@click.option(
    "--opml", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A list of feeds."
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=_FOLDER,
    required=True,
    help="The folder for web archives; `build` reads it.",
)
@click.option(
    "--delay",
    default=2.0,
    show_default=True,
    type=click.FloatRange(0.5),
    help="Seconds between two requests to one host.",
)
@click.option(
    "--contact", default="", help="An address for the servers' people, in the user agent."
)
@click.pass_obj
def fetch_command(
    out: Output,
    urls: Sequence[str],
    feeds: Sequence[str],
    opml: Path | None,
    folder: Path,
    delay: float,
    contact: str,
) -> None:
    """Fetch pages into a web archive: the one command that uses the network. robots.txt is heeded."""
    try:
        from onrecord.fetch.guarded import NotFetched
        from onrecord.fetch.pages import Fetcher, addresses_of_feed, feeds_of_opml
    except ImportError as error:
        message = "pages are fetched with: pip install onrecord[fetch]"
        raise SettingsError(message) from error
    agent = (
        f"onrecord/{__version__} (pages that a person asked for{f'; {contact}' if contact else ''})"
    )
    fetcher = Fetcher(folder=folder, user_agent=agent, delay=delay)
    wanted, failed = list(urls), 0
    with _writing(folder):
        for feed in [*feeds, *(feeds_of_opml(opml.read_bytes()) if opml else ())]:
            try:
                wanted += addresses_of_feed(fetcher.text(feed))
            except NotFetched as error:
                failed += 1
                out.error(f"{feed}: {error}")
        if not wanted and not failed:
            message = "nothing to fetch: give an address, --feed or --opml"
            raise SettingsError(message)
        n_there = 0
        for one in fetcher.fetch(wanted):
            failed += not one.is_there
            n_there += one.is_there
            reserved = " (reserves text and data mining)" if one.is_reserved else ""
            if one.is_there:
                out.note(f"{one.outcome} {one.url}{reserved}")
            else:
                out.error(f"{one.outcome}: {one.detail}")
    out.lines(
        [
            f"{folder}: {n_there} of {len(dict.fromkeys(wanted))} pages; onrecord build {folder} -o RECORD"
        ]
    )
    raise click.exceptions.Exit(
        Exit.DONE if not failed else Exit.SOME_REJECTED if n_there else Exit.NO_INPUT
    )


@cli.command("rehydrate")
@click.argument("path", metavar="RECORD", type=_RECORD)
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
    with _writing(target):
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


@cli.command()
@click.option(
    "-o",
    "--output",
    "folder",
    type=_FOLDER,
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


@cli.command("plugins")
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


@cli.command()
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


@cli.command()
@click.option("--show-origin", is_flag=True, help="Say where each value comes from.")
@click.option("--json", "as_json_", is_flag=True, help="Print as JSON.")
@click.pass_obj
def config(out: Output, *, show_origin: bool, as_json_: bool) -> None:
    """Print the settings in force: defaults < onrecord.toml < ONRECORD_STAGE__FIELD."""
    file = settings.read_file(Path(SETTINGS_FILE))
    rows = settings.explained(_stages(), file)
    if as_json_:
        out.json(rows)
    else:
        columns = ("setting", "value", "origin") if show_origin else ("setting", "value")
        out.lines(terminal.show_rows(rows, columns))
