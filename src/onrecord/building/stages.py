"""The stages in order, with their settings."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord import settings
from onrecord.articles.extract import ExtractArticles
from onrecord.articles.furniture import LearnFurniture
from onrecord.engine.local import LocalEngine
from onrecord.errors import SettingsError
from onrecord.model import Origin
from onrecord.pages.read import ReadPages
from onrecord.record.store import Record
from onrecord.speakers.linking import LinkSpeakers
from onrecord.speakers.voices import FindVoices
from onrecord.statements.attribute import AttributeStatements
from onrecord.stories.grouping import GroupStories
from onrecord.stories.reprints import GroupReprints
from onrecord.utterances.differences import FindDifferences
from onrecord.utterances.figures import GroupFigures
from onrecord.utterances.matching import GroupUtterances

__all__ = ["Flow", "code_version"]


@lru_cache(maxsize=1)
def code_version() -> str:
    """Return the package's version with a digest of its code: part of every origin.

    What other code made is not what this code would make.
    """
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(Path(str(files("onrecord"))).rglob("*")):
        if path.suffix in {".py", ".toml", ".tsv"}:
            digest.update(path.name.encode() + path.read_bytes())
    return f"{version('onrecord')}+{digest.hexdigest()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """All stages with their settings."""

    pages: ReadPages = field(default_factory=ReadPages)
    articles: ExtractArticles = field(default_factory=ExtractArticles)
    furniture: LearnFurniture = field(default_factory=LearnFurniture)
    statements: AttributeStatements = field(default_factory=AttributeStatements)
    voices: FindVoices = field(default_factory=FindVoices)
    speakers: LinkSpeakers = field(default_factory=LinkSpeakers)
    reprints: GroupReprints = field(default_factory=GroupReprints)
    stories: GroupStories = field(default_factory=GroupStories)
    utterances: GroupUtterances = field(default_factory=GroupUtterances)
    differences: FindDifferences = field(default_factory=FindDifferences)
    figures: GroupFigures = field(default_factory=GroupFigures)
    engine: LocalEngine = field(default_factory=LocalEngine)

    @classmethod
    def of_record(cls, record: Record) -> Flow:
        """Return the flow with the settings that a record was last built with.

        Raises SettingsError where the record was built by a version with other settings.
        """
        kept = {
            row["stage"]: json.loads(row["settings"]) for row in record.rows("origins", current=1)
        }
        stages = cls().stages()
        changed = {}
        for name, stage in stages.items():
            values = {key: value for key, value in kept.get(name, {}).items() if key != "reads"}
            try:
                changed[name] = replace(stage, **values)
            except TypeError as error:
                message = (
                    f"the record was built with settings of another version ({name}); "
                    f"bring it up to date with: onrecord build -o {record.path}"
                )
                raise SettingsError(message) from error
        return cls(**changed)

    def stages(self) -> dict[str, Any]:
        """Return the stages by the names that settings use."""
        return {one.name: getattr(self, one.name) for one in dataclasses.fields(self)}

    def origins(self) -> list[Origin]:
        """Return the origin of each stage's rows."""
        stages = {name: stage for name, stage in self.stages().items() if name != "engine"}
        return [
            Origin.of(
                name, code_version(), settings.as_json(stage, reads=getattr(stage, "digest", None))
            )
            for name, stage in stages.items()
        ]
