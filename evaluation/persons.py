"""Who is one person over documents: ECB+'s mentions of persons, B-cubed F1.

The corpus's own mentions stand as the sources of statements, so that what is measured is who each is taken
for. Documents of a sub-topic are one story; mentions in no chain (most are of persons whom others chain) are left
out. `names` are mentions that are a name, every word with a capital letter; who is not told is a person alone.

    python -m evaluation.gate "ecb+ persons"
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import lxml.etree

from evaluation.stories import b_cubed
from onrecord.articles.extract import ExtractArticles
from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError
from onrecord.model import Article, Kind, Source, Statement
from onrecord.pages.read import make_page
from onrecord.resources import lexicon
from onrecord.speakers.linking import LinkSpeakers, is_nickname
from onrecord.speakers.voice import Voice
from onrecord.speakers.voices import FindVoices
from onrecord.stage import Tally
from onrecord.statements.mentions import find_mentions
from onrecord.statements.naming import read_mention
from onrecord.text.names import given_names_agree
from onrecord.text.spans import Span

__all__ = ["score_persons", "statement_of"]


def score_persons(folder: Path) -> dict[str, float]:
    """Return B-cubed figures of all mentions of persons and of names alone, and the names merged wrongly."""
    gold: dict[str, str] = {}
    found: dict[str, str] = {}
    named: dict[str, str] = {}
    given: dict[str, str] = {}
    voices: list[Voice] = []
    voice_of: dict[str, str] = {}
    for path in sorted(folder.rglob("*.xml")):
        read = _read(path)
        if read is None:
            continue
        article, persons = read
        statements = [
            statement_of(f"{path.stem}/{id_}", article, [span])
            for id_, (span, _) in persons.items()
        ]
        mentions = find_mentions(article, statements, lexicon())
        story = f"{path.stem.split('_')[0]} {'plus' in path.stem}"
        (made,) = FindVoices().run((article, story, statements, mentions), Tally())
        voices += made.voices
        voice_of |= dict(made.voice_of)
        for id_, (span, person) in persons.items():
            if not person:
                continue
            key = f"{path.stem}/{id_}"
            gold[key] = person
            mention = read_mention(article, span, lexicon(), None)
            words = span.of(article.text).split()
            is_name = mention.form == "name" and all(word[:1].isupper() for word in words)
            if is_name:
                named[key] = person
                given[key] = mention.given
    groups, _ = LocalEngine(workers=1).group(LinkSpeakers(), voices, Tally())
    speaker_of = {voice.id: speaker.id for speaker, members in groups for voice in members}
    for key in gold:
        found[key] = speaker_of.get(voice_of.get(key, ""), key)
    every, names = b_cubed(found, gold), b_cubed(found, named)
    return {
        "names precision": names[0],
        "names recall": names[1],
        "names F1": names[2],
        "all precision": every[0],
        "all recall": every[1],
        "all F1": every[2],
        "names: mentions": len(named),
        "names: speakers of different given names": _n_clashing(found, given, gold),
    }


def _n_clashing(found: Mapping[str, str], given: Mapping[str, str], gold: Mapping[str, str]) -> int:
    """Return how many speakers have given names that do not agree, of two persons ("Boone" and "Cheryl" may be one)."""
    names: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for key, name in given.items():
        if name:
            names[found[key]].add((name, gold[key]))
    return sum(
        any(
            whom != other_whom and not given_names_agree(one, other) and not is_nickname(one, other)
            for one, whom in some
            for other, other_whom in some
        )
        for some in names.values()
    )


def _read(path: Path) -> tuple[Article, dict[str, tuple[Span, str]]] | None:
    """Return a document as an article, and each mention of a person with its place and whom it means."""
    root = lxml.etree.parse(str(path)).getroot()
    text, places = "", {}
    last = None
    for token in root.iter("token"):
        sentence = token.get("sentence")
        gap = "" if last is None else " " if sentence == last else "\n\n"
        places[token.get("t_id")] = (
            len(text) + len(gap),
            len(text) + len(gap) + len(token.text or ""),
        )
        text, last = text + gap + (token.text or ""), sentence
    page = make_page(f"{path.stem}.txt", text.encode(), Source(role="article"), "text/plain")
    try:
        (article,) = ExtractArticles().run(page, Tally())
    except ItemError:  # two of 772 are a few words
        return None
    if article.text != text:
        return None
    person_of: dict[str, str] = {}
    for kind in ("CROSS_DOC_COREF", "INTRA_DOC_COREF"):
        for relation in root.iter(kind):
            target = relation.find("target").get("m_id")
            instance = relation.get("note") or f"{path.stem} {target}"
            for source in relation.iter("source"):
                person_of[source.get("m_id")] = instance
    persons: dict[str, tuple[Span, str]] = {}
    for mention in root.iter("HUMAN_PART_PER"):
        anchors = [places[one.get("t_id")] for one in mention.iter("token_anchor")]
        if anchors:
            id_ = mention.get("m_id")
            span = Span(min(start for start, _ in anchors), max(end for _, end in anchors))
            persons[id_] = (span, person_of.get(id_, ""))
    return article, persons


def statement_of(
    id_: str, article: Article, source: Sequence[Span], content: Sequence[Span] = ()
) -> Statement:
    """Return a statement that stands for its source, with the places of what it says where they are known."""
    return Statement(
        id=id_, article=article.id, kind=Kind.INDIRECT, is_question=False, source=tuple(source), cue=(),
        content=tuple(content or source), speaker_printed=None, addressee=None, date_printed=None, said_on=None,
        repeat_of=None, confidence=1.0, reason="",
    )  # fmt: skip
