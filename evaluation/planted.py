"""Reprint families planted into Reuters-21578: known trees, made anew from fixed seeds at each run.

Each family has an original and one to four copies: `light` (5 % of words replaced), `heavy` (15 %),
`shortened` (the first 40 to 80 %), `longer` (a third of another text around it), `mixed` (half of it,
half of another), `noise` (4 % of characters replaced, as scanning does), `reordered` (paragraphs
shuffled). Texts that Reuters sent twice or by formula (a tenth of their 8-word shingles in an earlier
text) are left out first, so that the families are all there is; what is mixed in is used once.
"""

from __future__ import annotations

import gzip
import html
import random
import re
import string
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from onrecord.articles.extract import ExtractArticles
from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError
from onrecord.model import Article, Source
from onrecord.pages.read import make_page
from onrecord.stage import Tally
from onrecord.stories.reprints import GroupReprints

__all__ = [
    "adjusted_rand",
    "article_of",
    "plant",
    "planted_articles",
    "read_reuters",
    "replaced",
    "score_reprints",
    "without_repeats",
]

SEED = 19870226
_BODY = re.compile(r"<BODY>(.*?)</BODY>", re.DOTALL)


def read_reuters(folder: Path, n_texts: int) -> list[str]:
    """Return the first texts of 80 words and more, a paragraph a line, lines unwrapped."""
    texts: list[str] = []
    for path in sorted(folder.glob("*.sgm.gz")):
        for match in _BODY.finditer(gzip.decompress(path.read_bytes()).decode("latin-1")):
            raw = html.unescape(match.group(1)).replace("\x03", "")
            paragraphs = [" ".join(one.split()) for one in re.split(r"\n {4}", raw)]
            text = "\n\n".join(one for one in paragraphs if len(one) > 20)
            if len(text.split()) >= 80:
                texts.append(text)
            if len(texts) == n_texts:
                return texts
    return texts


def without_repeats(texts: Sequence[str]) -> list[str]:
    """Return the texts without those that were sent twice or by formula."""
    seen: dict[int, int] = {}
    kept: list[str] = []
    for text in texts:
        words = text.lower().split()
        shingles = {hash(tuple(words[i : i + 8])) for i in range(len(words) - 7)}
        shared = Counter(seen[one] for one in shingles if one in seen)
        if max(shared.values(), default=0) <= len(shingles) / 10:
            for one in shingles:
                seen.setdefault(one, len(kept))
            kept.append(text)
    return kept


def replaced(text: str, share: float, words: Sequence[str], rng: random.Random) -> str:
    """Return a text with a share of its words replaced."""
    return re.sub(
        r"[^\W\d_]+", lambda m: rng.choice(words) if rng.random() < share else m.group(), text
    )


def plant(text: str, other: str, words: Sequence[str], rng: random.Random) -> dict[str, str]:
    paragraphs, others = text.split("\n\n"), other.split("\n\n")
    tokens, n_kept = text.split(" "), rng.uniform(0.4, 0.8)
    cut = len(others) // 3 + 1
    half = (len(paragraphs) + 1) // 2
    shuffled = rng.sample(paragraphs, len(paragraphs))
    noisy = "".join(
        rng.choice(string.ascii_lowercase) if char.isalpha() and rng.random() < 0.04 else char
        for char in text
    )
    return {
        "light": replaced(text, 0.05, words, rng),
        "heavy": replaced(text, 0.15, words, rng),
        "shortened": " ".join(tokens[: max(60, int(len(tokens) * n_kept))]),
        "longer": "\n\n".join([*others[:cut], *paragraphs, *others[cut : 2 * cut]]),
        "mixed": "\n\n".join([*paragraphs[:half], *others[: len(others) // 2]]),
        "noise": noisy,
        "reordered": "\n\n".join(shuffled),
    }


def _families(
    texts: Sequence[str], aside: Sequence[str], n_families: int, seed: int
) -> Iterator[tuple[str, int, str]]:
    """Yield (text, family, kind) of everything: fillers are families of one.

    What is mixed in comes from texts that are not in the set, else it would be a reprint itself.
    """
    rng = random.Random(seed)
    words = [word for text in texts[:200] for word in re.findall(r"[^\W\d_]{3,}", text)]
    unused = iter(aside)
    chosen = set(rng.sample(range(len(texts)), n_families))
    for number, text in enumerate(texts):
        yield text, number, "original"
        if number in chosen:
            copies = plant(text, next(unused), words, rng)
            for kind in rng.sample(sorted(copies), rng.randint(1, 4)):
                yield copies[kind], number, kind


def article_of(number: int, text: str) -> Article | None:
    """Return a text as an outlet's article; None where it is refused as none."""
    source = Source(outlet=f"o{number}", role="article")
    page = make_page(f"{number}.txt", text.encode(), source, "text/plain")
    try:
        (article,) = ExtractArticles().run(page, Tally())
    except ItemError:
        return None
    return article


def planted_articles(
    folder: Path, n_texts: int = 4000, n_families: int = 400, seed: int = SEED
) -> Iterator[tuple[Article, int, str]]:
    """Yield each text as an article, with its family and what was done to it; raises ValueError for too few."""
    texts = without_repeats(read_reuters(folder, 2 * n_texts))
    if len(texts) < n_texts + n_families:
        message = f"{folder}: too few texts"
        raise ValueError(message)
    planted = _families(texts[:n_texts], texts[n_texts:], n_families, seed)
    for number, (text, group, name) in enumerate(planted):
        article = article_of(number, text)
        if article is not None:
            yield article, group, name


def score_reprints(
    folder: Path,
    stage: GroupReprints | None = None,
    n_texts: int = 4000,
    n_families: int = 400,
    seed: int = SEED,
) -> dict[str, float]:
    """Return the figures of reprint grouping on planted families."""
    stage = stage or GroupReprints()
    articles, family, kind = [], {}, {}
    for article, group, name in planted_articles(folder, n_texts, n_families, seed):
        articles.append(article)
        family[article.id], kind[article.id] = group, name
    begun = time.process_time()
    bodies = [stage.read(one) for one in articles]
    groups, _ = LocalEngine().group(stage, bodies, Tally())
    seconds = time.process_time() - begun
    found = {id_: id_ for id_ in family}
    for one in groups:
        found.update(dict.fromkeys(one.articles, one.id))
    gold: defaultdict[int, list[str]] = defaultdict(list)
    made: defaultdict[str, list[str]] = defaultdict(list)
    for id_, group in family.items():
        gold[group].append(id_)
        made[found[id_]].append(id_)
    counts: Counter[str] = Counter()
    for members in gold.values():
        for one, other in combinations(members, 2):
            names = {kind[one], kind[other]} - {"original"}
            counts["gold"] += 1
            counts["right"] += found[one] == found[other]
            if len(names) == 1 and "original" in {kind[one], kind[other]}:
                (name,) = names
                counts[f"gold {name}"] += 1
                counts[f"right {name}"] += found[one] == found[other]
    for members in made.values():
        for one, other in combinations(members, 2):
            counts["found"] += 1
            counts["found right"] += family[one] == family[other]
    ids = sorted(family)
    kinds = sorted(name for name in set(kind.values()) if name != "original")
    return {
        "ARI": adjusted_rand([found[i] for i in ids], [str(family[i]) for i in ids]),
        "pair precision": counts["found right"] / max(counts["found"], 1),
        "pair recall": counts["right"] / max(counts["gold"], 1),
        **{
            f"recall of {name}": counts[f"right {name}"] / max(counts[f"gold {name}"], 1)
            for name in kinds
        },
        "documents per CPU second": len(bodies) / max(seconds, 1e-9),
    }


def adjusted_rand(found: Sequence[str], gold: Sequence[str]) -> float:
    """Return the adjusted Rand index of two groupings (Hubert and Arabie, 1985)."""

    def pairs(labels: Sequence[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(labels).values())

    both = pairs(list(zip(found, gold, strict=True)))
    one, other = pairs(found), pairs(gold)
    total = len(found) * (len(found) - 1) // 2
    expected = one * other / max(total, 1)
    most = (one + other) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)
