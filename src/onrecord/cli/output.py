"""Where words go: data on stdout, progress and notes on stderr; and how a run ends."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable
from enum import IntEnum
from typing import Any

import click

from onrecord.views.terminal import Style

__all__ = ["Exit", "Output"]


class Exit(IntEnum):
    """How a command ends."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    NO_INPUT = 3
    SOME_REJECTED = 4
    INTERRUPTED = 130


class Output:
    """Prints for one command."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self.style = Style(colour=colour)
        self.width = max(40, min(shutil.get_terminal_size((100, 24)).columns, 140))

    def lines(self, lines: Iterable[str]) -> None:
        """Print data."""
        for line in lines:
            click.echo(line)

    def json(self, value: Any) -> None:  # noqa: ANN401 - anything JSON holds
        """Print data as JSON."""
        click.echo(json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1))

    def note(self, text: str) -> None:
        """Print a note to stderr."""
        if not self.quiet:
            click.echo(text, err=True)

    def error(self, text: str) -> None:
        """Print an error to stderr, whatever is asked."""
        click.echo(f"onrecord: {text}", err=True)

    def progress(self, stage: str, n_items: int) -> None:
        """Print a line of progress to stderr."""
        self.note(f"{stage}: {n_items}")
