"""The one command that uses the network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from onrecord import __version__
from onrecord.cli.given import FOLDER, writing
from onrecord.cli.output import Exit, Output
from onrecord.errors import SettingsError

__all__ = ["fetch_command"]


@click.command("fetch")
@click.argument("urls", metavar="[URL...]", nargs=-1)
@click.option("--feed", "feeds", multiple=True, help="A feed or sitemap whose pages are fetched.")
@click.option(
    "--opml", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A list of feeds."
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=FOLDER,
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
    with writing(folder):
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
