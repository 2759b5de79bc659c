"""Who is one speaker within an article, and what each name names: GUM's Wikinews articles, mentions and coreference.

The corpus's own mentions of persons and organisations stand as the sources of statements, so that what is measured is
who each is taken for. `names` are mentions that are names of persons, by their capitals; `persons` these with
descriptions and he, she and who. Possessive and objective pronouns are left out: no source is one. `kind of` tells
which share of the names of persons, organisations and places are taken for a person's, or for a body's. At first names
had 0.924, persons 0.796, kinds 0.88, 0.68 and 0.59; rules were then made while looking at these articles.

    python -m evaluation.gate "gum speakers"
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.persons import statement_of
from evaluation.stories import b_cubed
from onrecord.articles.extract import ExtractArticles
from onrecord.model import Article, Mention, Source, SpeakerKind
from onrecord.pages.read import make_page
from onrecord.resources import lexicon
from onrecord.speakers.voices import FindVoices
from onrecord.stage import Tally
from onrecord.statements.mentions import find_mentions
from onrecord.text.spans import Span

__all__ = ["score_gum"]

_SAME = frozenset({"ana", "appos", "cata", "coref", "pred"})
_PRONOUNS = frozenset({"he", "she", "who"})
_NO_SPACE_BEFORE = frozenset(") ] , . ; : ? ! % 's ’s n't".split())
_NO_SPACE_BEHIND = frozenset("( [ $ £ €".split())


@dataclass(frozen=True)
class GumMention:
    """A mention of the corpus: where it stands, of which type of entity, and of whom."""

    span: Span
    kind: str
    entity: str


def read_gum(path: Path) -> tuple[Article, list[GumMention]]:
    """Return an article with its mentions of persons, organisations and places, in order of place."""
    text, last, is_open = "", "", False
    tokens: dict[str, list[Span]] = defaultdict(list)
    kinds: dict[str, str] = {}
    parent: dict[str, str] = {}
    single = 0

    def root(one: str) -> str:
        while parent.get(one, one) != one:
            one = parent[one]
        return one

    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#Text="):
            text, last = text + ("\n\n" if text else ""), ""
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 9:
            continue
        form = cells[2]
        tight = (
            not last or form in _NO_SPACE_BEFORE or last in _NO_SPACE_BEHIND or "-" in (form, last)
        )
        if form == '"':
            tight, is_open = is_open or not last, not is_open
            last_form = "(" if is_open else form
        else:
            last_form = form
        text += "" if tight else " "
        place = Span(len(text), len(text) + len(form))
        text, last = text + form, last_form
        if cells[3] == "_":
            continue
        here = []
        for one in cells[3].split("|"):
            kind, _, number = one.partition("[")
            id_ = number.rstrip("]")
            if not id_:  # a mention of one word that no other shares
                single += 1
                id_ = f"{cells[0]} {single}"
            here.append(id_)
            kinds[id_] = kind
            tokens[id_].append(place)
        if cells[7] == "_":
            continue
        for type_, target in zip(cells[7].split("|"), cells[8].split("|"), strict=True):
            link = re.search(r"\[(\d+)_(\d+)\]", target)
            if type_ not in _SAME or not link:
                continue
            one, other = (id_ if id_ != "0" else here[0] for id_ in link.groups())
            parent[root(one)] = root(other)
    page = make_page(path.name, text.encode(), Source(role="article"), "text/plain")
    (article,) = ExtractArticles().run(page, Tally())
    if article.text != text:
        message = f"{path}: the article's text is not the corpus's"
        raise ValueError(message)
    mentions = [
        GumMention(Span(places[0].start, places[-1].end), kinds[id_], root(id_))
        for id_, places in tokens.items()
        if kinds[id_] in {"person", "organization", "place"}
    ]
    return article, sorted(mentions, key=lambda one: (one.span.start, -one.span.end))


def score_gum(folder: Path) -> dict[str, float]:
    """Return B-cubed figures of persons, and the share of names that are told to be persons or bodies rightly."""
    gold: dict[str, str] = {}
    found: dict[str, str] = {}
    named: dict[str, str] = {}
    kinds: Counter[tuple[str, bool]] = Counter()
    for path in sorted(folder.glob("*.tsv")):
        for at, (one, mention, voice) in enumerate(_read_as(path)):
            key = f"{path.stem} {at}"
            is_name = all(word[:1].isupper() for word in mention.text.split())
            if is_name:
                wanted = SpeakerKind.PERSON if one.kind == "person" else SpeakerKind.ORGANISATION
                kinds[one.kind, mention.kind is wanted] += 1
            if one.kind == "person":
                gold[key] = f"{path.stem} {one.entity}"
                found[key] = f"{path.stem} {voice}" if voice else key
                if is_name:
                    named[key] = gold[key]
    every, names = b_cubed(found, gold), b_cubed(found, named)
    figures = {
        f"{what} {figure}": value
        for what, three in (("names", names), ("persons", every))
        for figure, value in zip(("precision", "recall", "F1"), three, strict=True)
    }
    for kind in ("person", "organization", "place"):
        right, wrong = kinds[kind, True], kinds[kind, False]
        figures[f"kind of {kind}"] = right / max(right + wrong, 1)
    return figures


def _read_as(path: Path) -> Iterator[tuple[GumMention, Mention, str]]:
    """Yield each mention that may be a source as it is read, and the voice that it is taken for."""
    article, corpus = read_gum(path)
    asked: dict[Span, GumMention] = {}
    for one in corpus:
        printed = one.span.of(article.text)
        is_pronoun = printed.casefold() in _PRONOUNS
        if one.span not in asked and (
            is_pronoun or printed.casefold() not in lexicon().pronouns.keys() | _OTHERS
        ):
            asked[one.span] = one
    statements = [
        statement_of(f"{path.stem} {at}", article, [span]) for at, span in enumerate(asked)
    ]
    mentions = find_mentions(article, statements, lexicon())
    (made,) = FindVoices().run((article, path.stem, statements, mentions), Tally())
    voice_of = dict(made.voice_of)
    by_span = {one.span: one for one in mentions}
    for statement, (span, one) in zip(statements, asked.items(), strict=True):
        yield one, by_span[span], voice_of.get(statement.id, "")


_OTHERS = frozenset(
    "him her his hers their them theirs its us our my me your whose whom himself herself itself".split()
)
