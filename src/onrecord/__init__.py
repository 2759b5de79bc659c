"""onrecord: the record of what was said, by whom, and how each outlet gives it."""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("onrecord")
