"""How stages run. Engines know no stage."""

from __future__ import annotations

from onrecord.engine.local import LocalEngine
from onrecord.errors import SettingsError

__all__ = ["chosen"]


def chosen(settings: LocalEngine) -> LocalEngine:
    """Return the engine that the settings ask for.

    Raises SettingsError where that is a cluster and the extra for it is not installed.
    """
    if not settings.cluster:
        return settings
    try:
        from onrecord.engine.cluster import ClusterEngine  # half a second to import
    except ImportError as error:
        message = (
            f"engine.cluster is {settings.cluster!r}: install it with pip install onrecord[cluster]"
        )
        raise SettingsError(message) from error
    return ClusterEngine.of(settings)
