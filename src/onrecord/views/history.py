"""What builds did to the stories of a record: what is new since the one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from onrecord.record.store import Record
from onrecord.views.versions import versions_of

__all__ = ["history", "show_history"]


def history(record: Record) -> list[dict[str, Any]]:
    """Return the builds that changed stories, in order: each with its `stories`.

    Of a story: `story` its id then, `now` its id or null, `title`, `articles` that came to it (`id`, `outlet`,
    `version`: the moment by which a version of a page is called, null where there is one alone), `was` the stories
    that its other articles were of, and whether it was `parted` from one of them that goes on.
    """
    labels = record.labels()
    moments = {
        id_: page.moment(id_) for page in versions_of(record.served()) for id_ in page.articles
    }
    titles = {row["id"]: row["title"] for row in record.rows("stories")}
    now = record.successors("stories") | {id_: id_ for id_ in titles}
    builds = []
    for number, events in groupby(record.events(), key=lambda one: one["build"]):
        some = list(events)
        goes_on = Counter(id_ for one in some for id_ in one["was"])
        stories = [
            {
                "story": one["story"],
                "now": now.get(one["story"]),
                "title": titles.get(now.get(one["story"], ""), ""),
                "articles": [
                    {"id": id_, "outlet": labels.get(id_, ""), "version": moments.get(id_)}
                    for id_ in one["articles"]
                ],
                "was": one["was"],
                "parted": any(goes_on[id_] > 1 for id_ in one["was"]),
            }
            for one in some
        ]
        builds.append({"build": number, "stories": stories})
    return builds


def show_history(builds: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield what each build did, a line a story."""
    if not builds:
        yield "No build has changed a story since this record is of a version that notes it."
    for build in builds:
        begun = sum(not one["was"] for one in build["stories"])
        changed = len(build["stories"]) - begun
        yield f"build {build['build']}: stories begun: {begun}, changed: {changed}"
        for one in build["stories"]:
            shown = (one["now"] or one["story"])[:8]
            yield f"  {shown}  {one['title'] or 'Untitled story'}: {'; '.join(_changes(one))}"


def _changes(one: dict[str, Any]) -> Iterator[str]:
    outlets = ", ".join(
        f"{article['outlet']} (version of {article['version']})"
        if article["version"]
        else article["outlet"]
        for article in one["articles"]
    )
    if not one["was"]:
        yield f"begins with {outlets}"
        return
    if outlets:
        yield f"joined by {outlets}"
    was = ", ".join(id_[:8] for id_ in one["was"])
    if one["parted"]:
        yield f"parted; before, all of it was {was}"
    elif len(one["was"]) > 1:
        yield f"one story now; before, these were {was}"
    elif one["was"] != [one["story"]]:
        yield f"its id was {was}"
