"""Findings as SARIF 2.1.0 (OASIS, 2020): what editors and review tools read."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from onrecord.views.check import Finding
from onrecord.views.lens import Rule

__all__ = ["as_sarif"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_SAYS = {
    "ends_earlier": "The draft's words end where the other text's go on, or the other way round.",
    "starts_later": "The draft's words begin where the other text has words before, or the other way round.",
    "words_absent_inside": "Between words that both texts have, one has words and the other none.",
    "words_differ": "Between words that both texts have, the words differ.",
    "joined": "Words that stand apart in one text stand in one quotation in the other.",
    "reordered": "The same words stand at another place.",
    "speaker": "The draft and the other text name different people for the words.",
    "number": "The draft and another text give different numbers of what is likely one thing.",
    "not_found": "A quotation was not found in what it was held against.",
}


def as_sarif(findings: Sequence[Finding], rules: Sequence[Rule]) -> dict[str, Any]:
    """Return findings as one run. Columns count code points from 1; the level is always `note`.

    A finding's rule is its relation; the house's own rules that bear on it are listed in its
    `properties`.
    """
    used = sorted({one.relation for one in findings})
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "onrecord",
                        "version": version("onrecord"),
                        "rules": [
                            {"id": name, "shortDescription": {"text": _SAYS[name]}} for name in used
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, used, rules) for one in findings],
            }
        ],
    }


def _result(one: Finding, used: Sequence[str], rules: Sequence[Rule]) -> dict[str, Any]:
    said = {rule.id: rule.says for rule in rules}
    return {
        "ruleId": one.relation,
        "ruleIndex": used.index(one.relation),
        "level": "note",
        "message": {"text": " ".join([one.text, *(f"{id_}: {said[id_]}" for id_ in one.rules)])},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": one.input.replace("\\", "/")},
                    "region": {
                        "startLine": one.line,
                        "startColumn": one.column,
                        "charOffset": one.start,
                        "charLength": one.end - one.start,
                    },
                }
            }
        ],
        "properties": {
            "guards": list(one.guards),
            "rules": list(one.rules),
            "timeCode": one.time_code,
        },
    }
