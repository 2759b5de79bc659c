"""Where a text that several articles carry probably comes from, with every piece of evidence.

Credits decide: a byline, a dateline, a line that names an outlet or an agency, an address, "told the
...". An agency that has no article here is a common wire. Where nobody is credited a text that holds
all others, which lack its end, and is not dated later is the probable origin. Else it is unknown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from onrecord.model import Article, Credit, Role
from onrecord.resources import lexicon
from onrecord.text.addresses import page_address, telling_moment
from onrecord.text.spans import Span

__all__ = ["Origin", "Tail", "probable_origin"]

_HEAD, _FOOT = 15, 8
"""Lines at either end of a text in which a line of its own may name who it is from. Set by hand."""
_LINE = 60
"""Characters of such a line."""
_DATELINE = re.compile(r"^[^\n()]{2,60}\(([^()\n]{2,30})\)\s*(?:[-–—:]|$)", re.MULTILINE)
_PHRASE = re.compile(
    r"\b(?:originally|first)\s+(?:published|appeared)\b[^\n]{0,12}?\b(?:by|in|on|at)\s+([^\n.,;]{2,50})"
    r"|\b(?:source:|reprinted from)\s+([^\n.,;]{2,50})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"^\W{0,5}(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,12})/\S{12,}\s*$",
    re.MULTILINE | re.IGNORECASE,
)
"""A line that is an address and nothing else."""
_WITH = re.compile(r"^\W*(?:by|from|copyright|source|©)?\W*(?:\d{4}\b)?\s*", re.IGNORECASE)
"""What may stand before a name that has a line of its own."""
_TOLD = re.compile(r"\btold\s+([^\n.,;\"“”]{2,40})")
_LEAD = 2_000
"""Characters from the beginning in which a dateline stands."""
_WORD = re.compile(r"[^\W_]+(?:[.&'’-][^\W_]+)*")
_DOMAIN = re.compile(r"(?:\.(?:co|com|org|net|gov|ac))?\.[a-z]{2,12}(?:/.*)?$")


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of where a text comes from."""

    article: str | None
    wire: str | None
    """The agency or outlet that is credited and has no article here."""
    credits: tuple[Credit, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tail:
    """That one text holds nearly all of another, which lacks its end."""

    longer: str
    shorter: str


@lru_cache(maxsize=16_384)
def _squashed(name: str) -> str:
    """Return a name as it is compared: "The Northgate Post" and northgatepost.example are one."""
    bare = _DOMAIN.sub("", name.strip().casefold().removeprefix("www."))
    return re.sub(r"[\W_]+", "", bare.removeprefix("the "))


class _Names:
    """The names that may be credited: the outlets of the group, and agencies."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.printed: dict[str, str] = {}
        self.key: dict[str, str] = {}
        self._begun: set[str] = set()
        """What the names begin with."""
        for canonical, forms in lexicon().agencies_by_name.items():
            for form in forms:
                self._add(canonical, form, canonical)
        for article in articles:
            if len(_squashed(article.label)) > 1:
                known = self.key.get(_squashed(article.label))
                self._add(known or _squashed(article.label), article.label, article.label)

    def _add(self, key: str, form: str, printed: str) -> None:
        squashed = _squashed(form)
        self.key[squashed] = key
        self._begun.update(squashed[:length] for length in range(1, _BEGUN + 1))
        self.printed.setdefault(key, printed)

    def of_article(self, article: Article) -> str:
        squashed = _squashed(article.label)
        return self.key.get(squashed, squashed)

    def within(self, text: str, span: Span) -> Iterator[tuple[str, Span]]:
        """Yield each name that stands in a stretch of text, the longest first."""
        found = list(_WORD.finditer(text, span.start, span.end))
        at = 0
        while at < len(found):
            lengths = (5, 4, 3, 2, 1) if self._may_begin(found[at].group()) else ()
            for length in lengths:
                part = found[at : at + length]
                if len(part) < length:
                    continue
                place = Span(part[0].start(), part[-1].end())
                key = self.key.get(_squashed(place.of(text)))
                # "ap" in lower case is no agency
                if key and (len(place) > 3 or place.of(text).isupper()):
                    yield key, place
                    at += length - 1
                    break
            at += 1

    def _may_begin(self, word: str) -> bool:
        """Say whether a name may begin with a word, which most do not."""
        lower = word.casefold()
        return "." in word or lower == "the" or _squashed(lower)[:_BEGUN] in self._begun


_BEGUN = 3
"""Characters by which it is told whether a name may begin with a word."""


def probable_origin(articles: Sequence[Article], tails: Iterable[Tail] = ()) -> Origin:
    """Return where a group's text probably comes from; exchanging articles changes nothing."""
    articles = sorted(articles, key=lambda one: one.id)
    if versions := _of_one_page(articles):
        return versions
    names = _Names(articles)
    found = {one.id: list(_credits(one, names)) for one in articles}
    own = {one.id: names.of_article(one) for one in articles}
    credited = {id_: _surest(some, own[id_]) for id_, some in found.items()}
    by_name: defaultdict[str, list[Credit]] = defaultdict(list)
    for some in credited.values():
        for key, credit in some:
            by_name[key].append(credit)
    reasons = _reasons(by_name, names, articles)
    chosen = _chosen(by_name, credited, own)
    if chosen is None and not by_name:
        signed = {
            own[id_]: credit
            for id_, some in found.items()
            for key, credit in some
            if key == own[id_] and credit.where in {"byline", "dateline"}
        }
        if len(signed) == 1:
            chosen, credit = next(iter(signed.items()))
            by_name[chosen].append(credit)
            reasons = (f"{credit.name} alone names itself {_WHERE[credit.where]}",)
    everything = tuple(
        sorted(
            (credit for some in by_name.values() for credit in some),
            key=lambda one: (one.article, one.span, one.name),
        )
    )
    if chosen is None:
        first = _longest(articles, list(tails))
        if first:
            held = f"{first.label} holds the others, which lack its end; none is dated earlier"
            reasons = (*reasons, held)
        return Origin(first.id if first else None, None, everything, reasons)
    by_chosen = [one for one in articles if own[one.id] == chosen]
    if not by_chosen:
        return Origin(None, names.printed[chosen], everything, reasons)
    first = min(
        by_chosen,
        key=lambda one: (len(credited[one.id]), one.published or "9", -len(one.text), one.id),
    )
    return Origin(first.id, None, everything, reasons)


def _of_one_page(articles: Sequence[Article]) -> Origin | None:
    """Return the first version as the origin where all are versions of one page; None for several pages."""
    pages = {(one.label, page_address(one.url)) for one in articles}
    if len(pages) > 1 or None in next(iter(pages)):
        return None
    reason = f"versions of one page of {articles[0].label}"
    field = telling_moment(lambda name: [getattr(one, name) for one in articles])
    if field is None:
        return Origin(None, None, (), (reason, "nothing tells which came first"))
    first = min(articles, key=attrgetter(field))
    return Origin(first.id, None, (), (reason, f"{getattr(first, field)} is the first"))


def _chosen(
    by_name: Mapping[str, Sequence[Credit]],
    credited: Mapping[str, Sequence[tuple[str, Credit]]],
    own: Mapping[str, str],
) -> str | None:
    """Return the name that most articles credit, and from it whom its own article credits."""
    if not by_name:
        return None
    weight = {
        key: (len(some), sum(_SURE[one.where] for one in some)) for key, some in by_name.items()
    }
    most = max(weight.values())
    best = [key for key, one in weight.items() if one == most]
    if len(best) > 1:
        return None  # two are credited alike: unknown is an answer
    key = best[0]
    for _ in own:  # and whom the article of the one that is credited credits, and so on
        further = {
            other
            for id_, name in own.items()
            if name == key
            for other, credit in credited[id_]
            if credit.where in {"byline", "dateline"}
        }
        if len(further) != 1:
            break
        key = further.pop()
    return key


_SURE = {"dateline": 3, "byline": 3, "phrase": 3, "line": 2, "address": 2, "told": 1}
"""How near a credit is to saying who wrote the text, where two names have as many. Set by hand."""


def _surest(found: Iterable[tuple[str, Credit]], own: str) -> list[tuple[str, Credit]]:
    """Leave out an outlet's own name, and all but the surest credit of each other."""
    best: dict[str, Credit] = {}
    for key, credit in found:
        if key != own and (key not in best or _SURE[credit.where] > _SURE[best[key].where]):
            best[key] = credit
    return sorted(best.items())


def _credits(article: Article, names: _Names) -> Iterator[tuple[str, Credit]]:
    text = article.text
    places: list[tuple[str, Span]] = [("byline", span) for span in article.spans_of(Role.BYLINE)]
    places += [("dateline", Span(*one.span(1))) for one in _DATELINE.finditer(text, 0, _LEAD)]
    for match in _PHRASE.finditer(text):
        places.append(("phrase", Span(*match.span(1 if match[1] else 2))))

    def credit(key: str, place: Span, where: str) -> tuple[str, Credit]:
        name = names.printed[key]
        return key, Credit(article=article.id, span=place, name=name, where=where)

    captions = article.spans_of(Role.CAPTION, Role.RELATED, Role.NAVIGATION, Role.COMMENTS)
    for where, span in places:
        if not any(one.overlaps(span) for one in captions):
            yield from (credit(key, place, where) for key, place in names.within(text, span))
    for span in _lines(text):
        bare = _WITH.sub("", span.of(text)).strip(" \t•|*–—-:©()[]")
        for key, place in names.within(text, span):
            if _squashed(bare) == _squashed(place.of(text)):
                yield credit(key, place, "line")
    for match in _TOLD.finditer(text):
        for key, place in names.within(text, Span(*match.span(1))):
            if place.start <= match.start(1) + 4 and key not in lexicon().agencies_by_name:
                yield credit(key, place, "told")
    for match in _ADDRESS.finditer(text):
        host = match.group(1).casefold().removeprefix("www.")
        if not host.startswith(_NOT_OUTLETS):
            key = names.key.get(_squashed(host), _squashed(host))
            names.printed.setdefault(key, host)
            yield credit(key, Span(*match.span(1)), "address")


_NOT_OUTLETS = (
    "facebook.",
    "twitter.",
    "x.com",
    "t.co",
    "bit.ly",
    "youtube.",
    "youtu.be",
    "instagram.",
)


def _lines(text: str) -> list[Span]:
    """Return the short lines at both ends of a text."""
    lines = [
        Span(match.start(), match.end()).trimmed(text)
        for match in re.finditer(r"[^\n]+", text)
        if match.group().strip()
    ]
    ends = lines if len(lines) <= _HEAD + _FOOT else [*lines[:_HEAD], *lines[-_FOOT:]]
    return [one for one in ends if len(one) <= _LINE]


def _longest(articles: Sequence[Article], tails: Sequence[Tail]) -> Article | None:
    """Return the text that holds every other, which lack its end, if none is dated before it."""
    for one in articles:
        others = {other.id for other in articles if other.id != one.id}
        held = {tail.shorter for tail in tails if tail.longer == one.id}
        dated = one.published and all(other.published for other in articles)
        first = dated and all(
            (other.published or "") >= (one.published or "") for other in articles
        )
        if held == others and first:
            return one
    return None


_WHERE = {
    "byline": "in its byline",
    "dateline": "in its dateline",
    "phrase": "as where it appeared",
    "line": "in a line of its own",
    "address": "by address",
    "told": "as whom somebody spoke to",
}
_SHOWN = 4
"""Outlets that a reason lists by name."""


def _reasons(
    by_name: Mapping[str, Sequence[Credit]], names: _Names, articles: Sequence[Article]
) -> tuple[str, ...]:
    """Return a sentence for each name that is credited: who names it, and where."""
    label = {one.id: one.label for one in articles}
    reasons = []
    for key, some in sorted(by_name.items(), key=lambda one: (-len(one[1]), one[0])):
        labels = sorted({label[one.article] for one in some})
        shown = ", ".join(labels[:_SHOWN])
        more = f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else ""
        verb = "names" if len(labels) == 1 else "name"
        places = ", ".join(
            where for kind, where in _WHERE.items() if any(o.where == kind for o in some)
        )
        if len(labels) > 1:
            places = places.replace(" its ", " their ").replace("of its own", "of their own")
        reasons.append(f"{shown}{more} {verb} {names.printed[key]} {places}")
    return tuple(reasons)
