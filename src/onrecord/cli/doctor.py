"""What a machine has of what the program needs."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from onrecord.building.stages import Flow, code_version
from onrecord.resources import languages

__all__ = ["look"]

_LITTLE = 200_000_000
"""Bytes of free disk below which a build of some thousand articles may not fit. Set by hand."""


def look() -> list[dict[str, Any]]:
    """Return a row for each thing looked at: what, value, note, and whether it is amiss."""
    digest, bodies = Flow().statements.tagger, Flow().articles.digest
    free = shutil.disk_usage(Path.cwd()).free
    rows = [
        _row("onrecord", code_version()),
        _row("python", f"{platform.python_version()} on {platform.platform()}"),
        _row("tagger", (digest or "not here")[:16], "" if digest else "the rules alone are used"),
        _row("bodies", (bodies or "not here")[:16], "" if bodies else "told by rules alone"),
        _row("languages with rules", ", ".join(languages())),
        _row("sqlite", sqlite3.sqlite_version, "" if _has_fts5() else "without FTS5: no search"),
        _row("cores", str(os.cpu_count() or 1)),
        _row("free disk here", f"{free / 1e9:.1f} GB", "little is left" if free < _LITTLE else ""),
        _row("encoding", sys.stdout.encoding or "none"),
    ]
    for name, extra in _needed():
        try:
            rows.append(_row(name, version(name)))
        except PackageNotFoundError:
            if extra:
                rows.append(_row(name, f"not installed; with onrecord[{extra}]"))
            else:
                rows.append(_row(name, "not installed", "install the package again"))
    return rows


def _row(what: str, value: str, amiss: str = "") -> dict[str, Any]:
    return {"what": what, "value": value, "note": amiss, "amiss": bool(amiss)}


def _needed() -> list[tuple[str, str]]:
    """Return each package that is asked for, with the extra that asks for it or nothing."""
    found: dict[str, str] = {}
    for one in requires("onrecord") or []:
        name = re.split(r"[^\w.-]", one, maxsplit=1)[0]
        extra = re.search(r"extra\s*==\s*[\"']([\w-]+)", one)
        found[name] = extra[1] if extra else ""
    return sorted(found.items())


def _has_fts5() -> bool:
    with sqlite3.connect(":memory:") as connection:
        options = connection.execute("PRAGMA compile_options").fetchall()
    connection.close()
    return ("ENABLE_FTS5",) in options
