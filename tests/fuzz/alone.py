"""One target under libFuzzer, in this process: `python -m tests.fuzz.alone TARGET LAUNCHER FOLDER... [-option=...]`.

The launcher is a file that starts this target with what options follow: libFuzzer starts itself again so
to find the fewest inputs.
"""

import importlib
import pkgutil
import sys

import atheris

import onrecord

_APART = {"onrecord.__main__", "onrecord.engine.cluster", "onrecord.spacy_component"}
"""Modules that ask for extras, or run when imported."""

with atheris.instrument_imports(include=["onrecord", "html", "_markupbase"]):
    for one in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        if one.name not in _APART:  # readers are loaded late, and would be passed over
            importlib.import_module(one.name)
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    _, target, launcher, *options = sys.argv
    atheris.Setup([launcher, *options], TARGETS[target])
    atheris.Fuzz()
