"""The settings in force, and the flow that has them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord import settings
from onrecord.flow import Flow
from onrecord.views.publish import Publishing

__all__ = ["SETTINGS_FILE", "flow_in_force", "settings_in_force", "stages"]

SETTINGS_FILE = "onrecord.toml"


def stages() -> dict[str, Any]:
    """Return everything that settings may set, by the names of its tables, as it is without them."""
    return {**Flow().stages(), "publish": Publishing()}


def settings_in_force() -> dict[str, Any]:
    """Return the same as the settings file and the environment have it. Raises SettingsError."""
    return settings.layered(stages(), settings.read_file(Path(SETTINGS_FILE)))


def flow_in_force(*, one_story: bool = False) -> Flow:
    """Return the flow with the settings in force. Raises SettingsError."""
    flow = Flow(**{name: made for name, made in settings_in_force().items() if name != "publish"})
    return replace(flow, stories=replace(flow.stories, one_story=True)) if one_story else flow
