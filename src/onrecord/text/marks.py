"""Marks that may stand behind the stop of a sentence."""

from __future__ import annotations

__all__ = ["CLOSER"]

CLOSER = "[\"”“’‘'»«)\\]]"
"""One mark that closes what a sentence stands in, as a pattern; German ones open elsewhere."""
