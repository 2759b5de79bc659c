"""Everything that can go wrong, as one family.

OnRecordError
├── SettingsError        before the first item: a setting, flag or file of settings is wrong
│   └── UnknownName      a name that is not among the known ones
├── InputError           nothing could be read at all
├── RecordError          the record cannot be opened, written or understood
│   └── NoSuchItem       an id that the record does not hold
└── ItemError            costs one item, is kept as a rejection; the run goes on
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "InputError",
    "ItemError",
    "NoSuchItem",
    "OnRecordError",
    "RecordError",
    "SettingsError",
    "UnknownName",
    "is_panic",
]


class OnRecordError(Exception):
    """Any error this program raises on purpose."""


class SettingsError(OnRecordError):
    """A setting is wrong; nothing was read."""


class UnknownName(SettingsError):  # noqa: N818 - reads as what it is
    """A name was asked for that is not among the known ones."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, sorted(known)
        super().__init__(f"unknown {kind} {name!r}; known: {', '.join(self.known) or 'none'}")


class InputError(OnRecordError):
    """No input could be read."""


class RecordError(OnRecordError):
    """The record cannot be opened, written or understood."""


class NoSuchItem(RecordError):  # noqa: N818 - reads as what it is
    """The record holds nothing, or more than one thing, under this id."""

    def __init__(self, id_: str, candidates: Iterable[str] = ()) -> None:
        self.id, self.candidates = id_, sorted(candidates)
        if self.candidates:
            shown = ", ".join(self.candidates[:6])
            super().__init__(f"{id_!r} is the beginning of several ids: {shown}")
        else:
            super().__init__(f"nothing in the record has the id {id_!r}")


class ItemError(OnRecordError):
    """One item cannot be used: `reason` is a short code, `detail` says it in words."""

    def __init__(self, stage: str, reason: str, detail: str) -> None:
        self.stage, self.reason, self.detail = stage, reason, detail
        super().__init__(f"{stage}: {reason}: {detail}")

    def __reduce__(self) -> tuple[type[ItemError], tuple[str, str, str]]:
        return (type(self), (self.stage, self.reason, self.detail))


def is_panic(error: BaseException) -> bool:
    """Say whether an error is a panic of a library in Rust, which PyO3 raises as no `Exception`."""
    return type(error).__name__ == "PanicException"
