"""Who "he" and "she" are: the sources of PolNeAR's development articles that are a bare pronoun.

`labels/polnear_pronouns.csv` names 287 of the 291 (three are "my mother" or "my father", one is nobody), each with
the place of a mention of the person's name in the same article. Read once, by one person, before any rule was
changed for them. All attributions are the corpus's own (the first annotator's), so that what is measured is who
the pronoun is taken for and not whether the statement was found.

    python -m evaluation.gate "labelled pronouns" "gap pronouns"

`labels/polnear_bodies.csv` does the same for *it* and *they*: 50 of the development articles (all but three that the
text does not settle) and 120 drawn at random of the training articles (all but four), with the place of whom or what
they go back to, which is often no speaker at all (a law, a video); nothing where nothing is meant or the article names
several apart. And for 41 of 80 bodies that are described ("the agency"), drawn at random of both: those whose name can
be told from the 260 characters before.

    python -m evaluation.gate "labelled it and they"
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from evaluation.persons import statement_of
from evaluation.polnear import GoldArticle, read_polnear
from onrecord.articles.extract import ExtractArticles
from onrecord.errors import ItemError
from onrecord.model import Article, Source, Statement
from onrecord.pages.read import make_page
from onrecord.resources import lexicon
from onrecord.speakers.voice import Voice, body_key
from onrecord.speakers.voices import FindVoices
from onrecord.stage import Tally
from onrecord.statements.mentions import find_mentions
from onrecord.statements.naming import read_mention
from onrecord.text.names import given_names_agree, name_key
from onrecord.text.spans import Span

__all__ = ["score_gap", "score_it_and_they", "score_pronouns"]

LABELS = Path(__file__).with_name("labels") / "polnear_pronouns.csv"
OF_BODIES = LABELS.with_name("polnear_bodies.csv")


def score_pronouns(folder: Path, stage: FindVoices | None = None) -> dict[str, float]:
    """Return the share of pronouns told that are told rightly, the share told, and that of both.

    `nearest name` is told beside it: the last full name or known surname before the pronoun.
    """
    labels: defaultdict[str, list[tuple[Span, Span]]] = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pronoun = Span(int(row["start"]), int(row["end"]))
            name = Span(int(row["name_start"]), int(row["name_end"]))
            labels[row["article"].removesuffix(".txt")].append((pronoun, name))
    seen: set[str] = set()
    n_told = n_right = n_nearest = n_all = 0
    for gold in read_polnear(folder):
        if gold.name not in labels or gold.name in seen:
            continue
        seen.add(gold.name)
        article, voice_at = _voices(gold, [p for p, _ in labels[gold.name]], stage or FindVoices())
        for pronoun, name in labels[gold.name]:
            n_all += 1
            voice = voice_at.get(pronoun)
            n_told += voice is not None
            n_right += _is_named(voice, article, name)
            n_nearest += _nearest_is(article, pronoun, name)
    return {
        "precision": n_right / n_told,
        "told": n_told / n_all,
        "right": n_right / n_all,
        "nearest name: right": n_nearest / n_all,
    }


def score_it_and_they(folder: Path, stage: FindVoices | None = None) -> dict[str, float]:
    """Return for each part of PolNeAR, and for both, the precision of it and they, and the share told rightly.

    Right is a voice with a mention at the labelled place, or printed as what stands there. The same for described
    bodies, which are told where they are taken for one that is named.
    """
    labels: defaultdict[tuple[str, str], list[tuple[Span, Span | None]]] = defaultdict(list)
    with OF_BODIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pronoun = Span(int(row["start"]), int(row["end"]))
            is_meant = bool(row["name_start"])
            meant = Span(int(row["name_start"]), int(row["name_end"])) if is_meant else None
            labels[row["part"], row["article"].removesuffix(".txt")].append((pronoun, meant))
    counts = {part: [0, 0, 0, 0] for part in ("train", "dev", "described")}
    seen: set[str] = set()
    for part in ("train", "dev"):
        for gold in read_polnear(folder / part):
            of_article = labels.get((part, gold.name))
            if of_article is None or gold.name in seen:
                continue
            seen.add(gold.name)
            article, voice_at = _voices(gold, [p for p, _ in of_article], stage or FindVoices())
            for pronoun, meant in of_article:
                voice = voice_at.get(pronoun)
                is_described = " " in pronoun.of(article.text)
                if is_described and voice and all(one.form != "name" for one in voice[0].mentions):
                    voice = None
                count = counts["described" if is_described else part]
                count[0] += 1
                count[1] += voice is not None
                count[2] += meant is not None and _is_body(voice, article, meant)
                count[3] += meant is not None and _last_source_is(gold, pronoun, meant)
    both = zip(counts["train"], counts["dev"], strict=True)
    counts["it and they"] = [sum(some) for some in both]
    figures = {}
    for part, (n_all, n_told, n_right, n_last) in counts.items():
        figures[f"{part}, precision"] = n_right / n_told if n_told else 0.0
        figures[f"{part}, right"] = n_right / n_all
        figures[f"{part}, last source: right"] = n_last / n_all
    return figures


def score_gap(path: Path, stage: FindVoices | None = None) -> dict[str, float]:
    """Return the same for GAP's development set: he or she between two names of one gender in Wikipedia.

    No rule was chosen on it. Left out are cases in which neither name is meant, or a name of one word: reports name
    people in full, and so do the rules look for them. Each text is read with the pronoun as its only source.
    """
    stage = stage or FindVoices()
    n_told = n_right = n_all = 0
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        meant = "A" if row["A-coref"] == "TRUE" else "B" if row["B-coref"] == "TRUE" else ""
        is_full = len(row[meant].split()) > 1 if meant else False
        if row["Pronoun"].casefold() not in {"he", "she"} or not is_full:
            continue
        page = make_page(row["ID"], row["Text"].encode(), Source(role="article"), "text/plain")
        try:
            (article,) = ExtractArticles().run(page, Tally())
        except ItemError:
            continue
        shift = article.text.find(row["Text"][:40])
        at, name_at = (int(row[f"{key}-offset"]) + shift for key in ("Pronoun", meant))
        pronoun = Span(at, at + len(row["Pronoun"]))
        name = Span(name_at, name_at + len(row[meant]))
        if shift < 0 or name.of(article.text) != row[meant]:
            continue
        n_all += 1
        told = _taken(article, [statement_of("0", article, (pronoun,), (pronoun,))], stage)
        voice = told.get(pronoun)
        n_told += voice is not None
        n_right += _is_named(voice, article, name)
    return {"precision": n_right / n_told, "told": n_told / n_all, "right": n_right / n_all}


def _voices(
    gold: GoldArticle, pronouns: list[Span], stage: FindVoices
) -> tuple[Article, dict[Span, tuple[Voice, list[Span]]]]:
    page = make_page(gold.name, gold.text.encode(), Source(role="article"), "text/plain")
    (article,) = ExtractArticles().run(page, Tally())
    if article.text != gold.text:
        message = f"{gold.name}: the text is not as the corpus has it"
        raise ValueError(message)
    sources = [tuple(Span(*place) for place in one.source) for one in gold.attributions]
    contents = [tuple(Span(*place) for place in one.content) for one in gold.attributions]
    marked = {source[0] for source in sources if source}
    for pronoun in pronouns:  # another annotator's
        if pronoun not in marked:
            sources.append((pronoun,))
            contents.append((pronoun,))
    statements = [
        statement_of(f"{number:06}", article, source, content)
        for number, (source, content) in enumerate(zip(sources, contents, strict=True))
    ]
    return article, _taken(article, statements, stage)


def _taken(
    article: Article, statements: list[Statement], stage: FindVoices
) -> dict[Span, tuple[Voice, list[Span]]]:
    """Return who each source is taken for, with where that person is mentioned."""
    mentions = find_mentions(article, statements, lexicon())
    (made,) = stage.run((article, "", statements, mentions), Tally())
    place_of = {one.id: one.span for one in mentions}
    voices = {one.id: (one, [place_of[each.id] for each in one.mentions]) for one in made.voices}
    source_of = {one.id: one.source[0] for one in statements if one.source}
    return {
        source_of[statement]: voices[voice]
        for statement, voice in made.voice_of
        if statement in source_of
    }


def _is_named(taken: tuple[Voice, list[Span]] | None, article: Article, name: Span) -> bool:
    """Say whether a source is taken for the person whose name stands there."""
    if taken is None:
        return False
    voice, places = taken
    if any(name.overlaps(place) for place in places):
        return True
    wanted = read_mention(article, name, lexicon(), None)
    alone = not voice.given or not wanted.given
    return (
        bool(voice.surname)
        and name_key(voice.surname) == name_key(wanted.surname)
        and not alone
        and given_names_agree(voice.given, wanted.given)
    )


def _is_body(taken: tuple[Voice, list[Span]] | None, article: Article, meant: Span) -> bool:
    """Say whether a source is taken for what stands there, or for what is printed the same elsewhere."""
    if taken is None:
        return False
    voice, places = taken
    printed = body_key(meant.of(article.text), lexicon())
    return any(meant.overlaps(place) for place in places) or any(
        body_key(one.text, lexicon()) == printed for one in voice.mentions
    )


def _last_source_is(gold: GoldArticle, pronoun: Span, meant: Span) -> bool:
    """Say whether the last source before a pronoun stands there, or is printed as what does."""
    before = [
        source
        for one in gold.attributions
        if one.source and (source := Span(*one.source[0])).end <= pronoun.start
    ]
    last = max(before, key=lambda one: one.end, default=None)
    return last is not None and (
        last.overlaps(meant)
        or body_key(last.of(gold.text), lexicon()) == body_key(meant.of(gold.text), lexicon())
    )


def _nearest_is(article: Article, pronoun: Span, name: Span) -> bool:
    """Say whether the last name before the pronoun is the person's: a surname that the article knows."""
    wanted = read_mention(article, name, lexicon(), None)
    known = {one.surname for one in find_mentions(article, [], lexicon()) if one.surname} | {
        wanted.surname
    }
    before = article.text[: pronoun.start]
    last = max(known, key=lambda surname: (before.rfind(surname), surname))
    return last == wanted.surname
