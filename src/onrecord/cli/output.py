"""Where words go: data on stdout, progress and notes on stderr; and how a run ends."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeVar

import click

from onrecord.stage import Over, unwatched
from onrecord.views.terminal import Style

__all__ = ["Exit", "Output"]

Item = TypeVar("Item")


class Exit(IntEnum):
    """How a command ends."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    NO_INPUT = 3
    SOME_REJECTED = 4
    INTERRUPTED = 130


class Output:
    """Prints for one command. It hears how a build goes on, and says so on stderr."""

    def __init__(self, *, quiet: bool = False, as_log: bool = False) -> None:
        self.quiet, self.as_log = quiet, as_log
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self.style = Style(colour=colour)
        self.width = max(40, min(shutil.get_terminal_size((100, 24)).columns, 140))
        self._started = time.monotonic()

    def lines(self, lines: Iterable[str]) -> None:
        """Print data."""
        for line in lines:
            click.echo(line)

    def json(self, value: Any) -> None:  # noqa: ANN401 - anything JSON holds
        """Print data as JSON."""
        click.echo(json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1))

    def note(self, text: str) -> None:
        """Print a note to stderr."""
        if self.as_log:
            self._log("note", text=text)
        elif not self.quiet:
            click.echo(text, err=True)

    def error(self, text: str) -> None:
        """Print an error to stderr, whatever is asked."""
        if self.as_log:
            self._log("error", text=text)
        else:
            click.echo(f"onrecord: {text}", err=True)

    def over(self, stage: str) -> Over:
        """Return what a stage passes its items through: a bar on a terminal, else lines now and then."""
        if self.quiet and not self.as_log:
            return unwatched
        if sys.stderr.isatty() and not self.as_log:
            return _Bar(stage, self.width)
        return _Lines(stage, self._tell)

    def done(self, stage: str, n_made: int) -> None:
        """Say that a stage is done."""
        if self.as_log:
            self._log("done", stage=stage, made=n_made)
        else:
            self.note(f"{stage}: {n_made:,}")

    def _tell(self, stage: str, n_done: int, total: int, seconds: float) -> None:
        rate = n_done / seconds
        if self.as_log:
            known = {"total": total} if total else {}
            self._log("progress", stage=stage, done=n_done, **known, per_second=round(rate, 2))
        elif not total:
            self.note(f"{stage}: {n_done:,} so far, {rate:,.1f} a second")
        else:
            left = (total - n_done) / rate
            self.note(f"{stage}: {n_done:,} of {total:,}, {rate:,.1f} a second, {left:,.0f} s left")

    def _log(self, event: str, **fields: object) -> None:
        seconds = round(time.monotonic() - self._started, 3)
        line = {"event": event, "seconds": seconds, **fields}
        click.echo(json.dumps(line, ensure_ascii=False), err=True)


_EVERY = 10.0
"""Seconds between two lines that tell how far a stage is."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """Tells in lines how far a stage is, where it takes long."""

    stage: str
    tell: Callable[[str, int, int, float], None]

    def __call__(self, items: Iterable[Item], total: int, /) -> Iterable[Item]:
        started = told = time.monotonic()
        for n_done, item in enumerate(items, 1):
            yield item
            now = time.monotonic()
            if now - told >= _EVERY and n_done != total:
                self.tell(self.stage, n_done, total, now - started)
                told = now


@dataclass(frozen=True, slots=True)
class _Bar:
    """Shows on a terminal how far a stage is, with rate and remaining time."""

    stage: str
    width: int

    def __call__(self, items: Iterable[Item], total: int, /) -> Iterable[Item]:
        from tqdm import tqdm  # only where somebody looks on

        width = min(self.width, 100)  # a terminal that knows no width would show nothing
        return tqdm(items, self.stage, total or None, leave=False, delay=0.5, unit="", ncols=width)
