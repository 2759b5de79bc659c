"""What a source is by how it is printed: somebody by name, a body, or neither (people not named, a poll, a film).

`labels/polnear_kinds.csv` names 326 sources of PolNeAR by offsets: 170 of each half, drawn at random of those that hold
a capital letter, each wording once, less fourteen that name two or do not tell. Read once, by one person, from their
words alone and before any rule was changed for them; the rules were then made while looking at sources of the training
half. The sources are the corpus's own, so that what is measured is what they are taken for.

    python -m evaluation.gate "labelled kinds"
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from evaluation.persons import statement_of
from evaluation.polnear import read_polnear
from onrecord.articles.extract import ExtractArticles
from onrecord.model import Mention, Source, SpeakerKind
from onrecord.pages.read import make_page
from onrecord.resources import lexicon
from onrecord.stage import Tally
from onrecord.statements.mentions import find_mentions
from onrecord.text.spans import Span

__all__ = ["kind_of", "read_kinds", "score_kinds"]

LABELS = Path(__file__).with_name("labels") / "polnear_kinds.csv"
PARTS = ("train", "dev")


def kind_of(mention: Mention) -> str:
    """Return what a mention is taken for: a `person` by name, a `body`, or `other`."""
    if mention.kind is SpeakerKind.ORGANISATION:
        return "body"
    return "person" if mention.form == "name" else "other"


def score_kinds(folder: Path) -> dict[str, float]:
    """Return the share of sources taken for what they are, by half, and the precision and recall of each kind."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for part in PARTS:
        for mention, wanted in read_kinds(folder, part):
            counts[part, wanted, kind_of(mention)] += 1
    figures: dict[str, float] = {}
    for part in PARTS:
        of_part = {key[1:]: n for key, n in counts.items() if key[0] == part}
        right = sum(n for (wanted, told), n in of_part.items() if wanted == told)
        figures[f"{part}, right"] = right / sum(of_part.values())
    for kind in ("person", "body", "other"):
        right = sum(counts[part, kind, kind] for part in PARTS)
        figures[f"{kind} precision"] = right / sum(
            n for (_, _, told), n in counts.items() if told == kind
        )
        figures[f"{kind} recall"] = right / sum(
            n for (_, wanted, _), n in counts.items() if wanted == kind
        )
    return figures


def read_kinds(folder: Path, part: str) -> Iterator[tuple[Mention, str]]:
    """Yield each labelled source of a half as it is read among those of its article, with its label."""
    labels: defaultdict[str, dict[Span, str]] = defaultdict(dict)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["part"] == part:
                labels[row["article"]][Span(int(row["start"]), int(row["end"]))] = row["kind"]
    for gold in read_polnear(folder / part):
        wanted = labels.pop(gold.name, None)
        if wanted is None:
            continue
        page = make_page(gold.name, gold.text.encode(), Source(role="article"), "text/plain")
        (article,) = ExtractArticles().run(page, Tally())
        sources = {
            Span(one.source[0][0], one.source[-1][1]) for one in gold.attributions if one.source
        }
        statements = [
            statement_of(str(span), article, [span]) for span in sorted(sources | wanted.keys())
        ]
        by_span = {one.span: one for one in find_mentions(article, statements, lexicon())}
        for span, kind in wanted.items():
            yield by_span[span], kind
