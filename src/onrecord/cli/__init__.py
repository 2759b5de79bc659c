"""The command line: the only place that prints."""

from onrecord.cli.commands import main

__all__ = ["main"]
