"""One build under way, and what its parts ask of it alike."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from onrecord.building.shelf import Shelf
from onrecord.building.stages import Flow
from onrecord.errors import ItemError
from onrecord.model import (
    Article,
    Judgement,
    Mention,
    Origin,
    Page,
    Rejection,
    Reprints,
    Speaker,
    Statement,
    Story,
)
from onrecord.pages.inputs import Input
from onrecord.record.unfinished import Unfinished
from onrecord.stage import Grouping, Progress, Silent, Tally
from onrecord.text.spans import Span
from onrecord.utterances.transcripts import Quoted

__all__ = ["Run", "collecting_seldom", "places"]

_SILENT = Silent()
Thing = TypeVar("Thing")
Made = TypeVar("Made")
Comparison = TypeVar("Comparison")
Group = TypeVar("Group")


@dataclass(slots=True, kw_only=True)
class Run:
    """One build under way: what it is made with, and what it has made so far."""

    flow: Flow
    origins: Sequence[Origin] = ()
    unfinished: Unfinished = field(default_factory=lambda: Unfinished(":memory:", (), 0))
    """What a build that was ended had made, and what this one makes, should it be ended too."""
    same: set[str] = field(default_factory=set)
    """Origins that the record was last built with."""
    failed: set[str] = field(default_factory=set)
    """Inputs of which the last build rejected something."""
    decisions: Sequence[Judgement] = ()
    without: Collection[str] = ()
    """Pages that are taken out of the record."""
    progress: Progress = _SILENT
    tally: Tally = field(default_factory=Tally)
    rejections: list[Rejection] = field(default_factory=list)
    judged: list[Judgement] = field(default_factory=list)
    """What people decided, with what came of it."""
    articles: Shelf[Article] = field(default_factory=lambda: Shelf(Article))
    """All of them, in order of their ids."""
    again: set[str] = field(default_factory=set)
    """Articles that the record has, extracted anew."""
    changed: set[str] = field(default_factory=set)
    """Articles that are new, or that have other regions than the record has them with."""
    statements: Shelf[tuple[Statement, ...]] = field(
        default_factory=lambda: Shelf(tuple[Statement, ...])
    )
    """The statements of each article, in order of place."""
    fresh: set[str] = field(default_factory=set)
    """Articles whose statements the record does not have."""
    mentions: Shelf[tuple[Mention, ...]] = field(default_factory=lambda: Shelf(tuple[Mention, ...]))
    """The mentions of each article."""
    unread: set[str] = field(default_factory=set)
    """Articles of which nothing could be found."""
    renoted: set[str] = field(default_factory=set)
    """Articles whose voices are found anew."""
    reprints: list[Reprints] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    quoted: list[Quoted] = field(default_factory=list)
    """Statements that stand in a turn of a transcript."""
    speakers: list[Speaker] = field(default_factory=list)

    def made(
        self,
        step: Any,  # noqa: ANN401 - whatever it takes and makes
        items: Sequence[Any],
        name: Callable[[Any], str],
    ) -> Iterator[tuple[Any, list[Any]]]:
        """Yield each item with what a step makes of it; what it rejects is kept under the item's name."""
        for item, made in self.flow.engine.map(step, items, self.tally):
            outcomes = [made] if isinstance(made, ItemError) else made
            yield item, [one for one in outcomes if not self._is_rejected(one, name(item))]

    def streamed(self, item: Input) -> Iterator[Page]:
        """Yield the pages of an input that holds very many, as they are read."""
        for one in self.flow.engine.stream(self.flow.pages, item, self.tally):
            if not self._is_rejected(one, item.name) and isinstance(one, Page):
                yield one

    def resumed(
        self,
        what: str,
        items: Iterable[Thing],
        key: Callable[[Thing], str],
        type_: type[Made],
        lacking: list[Thing],
    ) -> Iterator[tuple[Thing, Made]]:
        """Yield items with what a build that was ended had made of them; the others go to `lacking`."""
        if not self.unfinished.is_there:
            lacking += items
            return
        for one in items:
            made = self.unfinished.get(what, key(one), type_)
            if made is None:
                lacking.append(one)
            else:
                self.tally[f"resumed.{what}"] += 1
                yield one, made

    def origin_of(self, stage: str) -> str:
        """Return the origin of what a stage makes in this build."""
        return next(one.id for one in self.origins if one.stage == stage)

    def tell_resumed(self, what: str) -> None:
        """Tell how much of what a build that was ended had made is taken."""
        if n_resumed := self.tally[f"resumed.{what}"]:
            self.progress.done(f"{what} by a build that was ended", n_resumed)

    def is_large(self, item: Input) -> bool:
        """Say whether an input is larger than a page may be: then it holds many, if any."""
        return item.n_bytes > self.flow.pages.max_bytes

    def _is_rejected(self, made: object, name: str) -> bool:
        if isinstance(made, ItemError):
            self.reject(
                Rejection(input=name, stage=made.stage, reason=made.reason, detail=made.detail)
            )
        elif isinstance(made, Rejection):
            self.reject(made)
        else:
            return False
        return True

    def reject(self, rejection: Rejection) -> None:
        """Keep what could not be used, and why."""
        self.tally[f"rejected.{rejection.reason}"] += 1
        self.rejections.append(rejection)

    def story_of(self) -> dict[str, str]:
        """Return the story of each article."""
        return {article: story.id for story in self.stories for article in story.articles}

    def text_of(self) -> dict[str, str]:
        """Return the reprint group of each article that is in one."""
        return {article: group.id for group in self.reprints for article in group.articles}

    def group(
        self,
        stage: str,
        grouping: Grouping[Thing, Comparison, Group],
        items: Sequence[Thing],
    ) -> tuple[list[Group], list[Comparison]]:
        """Return the groups that a grouping makes of items, and its comparisons."""
        return self.flow.engine.group(grouping, items, self.tally, self.progress.over(stage))


def places(
    things: Iterable[tuple[str, Span, str]],
) -> dict[str, list[tuple[Span, str]]]:
    """Return by article where each item stands."""
    places: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for article, span, item in things:
        places[article].append((span, item))
    return places


_YOUNG, _OLDER = 50_000, 20
"""Objects made before Python looks for cycles among them, and how often it looks among older ones.
With its own 700 and 10 that is a fifth of the time of a build, whose rows hold no cycles."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let Python look for cycles of objects less often."""
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG, _OLDER, _OLDER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
