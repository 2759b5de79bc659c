"""Names and descriptions as printed, read into their parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Article, Mention, Role, SpeakerKind, Statement, content_id
from onrecord.resources import Lexicon, Plain
from onrecord.text.names import is_family_first
from onrecord.text.spans import Span
from onrecord.text.tokens import Word, is_capitalised, words

__all__ = ["find_mentions", "read_mention"]

_PARTICLES = frozenset(
    [
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "mac",
        "st",
        "van",
        "von",
        "zu",
    ]
)
_JOINERS = frozenset({"of", "for", "from", "at", "in", "with", "to", "on"})
_NOBODY = frozenset(
    "who which that what you my our your one someone somebody everyone everybody anyone nobody others".split()
)
"""Words that stand for somebody and name nobody."""
_MAX_NAME = 4
"""Capitalised words in a person's name; longer runs are titles of things."""
_QUESTIONERS = frozenset({"q", "question", "reporter", "journalist"})


@dataclass(frozen=True, slots=True)
class _Parts:
    form: str
    given: str = ""
    surname: str = ""
    role: str = ""
    country: str = ""
    kind: SpeakerKind = SpeakerKind.PERSON


def find_mentions(
    article: Article, statements: Sequence[Statement], lexicon: Lexicon
) -> list[Mention]:
    """Return the mentions of an article in order of place: every source, and every full name.

    Full names that are no source serve the surnames, roles and pronouns that are.
    """
    mentions: dict[Span, Mention] = {}
    for statement in statements:
        for span in statement.source[:1]:
            mention = read_mention(article, span, lexicon, statement.id)
            mentions[span] = mention
    # a name inside a description ("the aide of Orla Brennick", "Brennick and Tobin Hask") is one by itself
    taken = [span for span, mention in mentions.items() if mention.form == "name"]
    for region in article.spans_of(Role.CAPTION, Role.BODY):
        for span in _name_runs(article.text, region, lexicon):
            if not any(span.overlaps(other) for other in taken):
                mention = read_mention(article, span, lexicon, None)
                if (
                    mention.kind is SpeakerKind.PERSON
                    and mention.surname
                    and (mention.given or mention.role)
                ):
                    mentions[span] = mention
    named = {one.surname for one in mentions.values() if one.given or one.role}
    in_order = [_if_named(mentions[span], named, lexicon) for span in sorted(mentions)]
    if lexicon.plain is not None and lexicon.plain.genitive:
        return _in_nominative(in_order, statements, article.text, lexicon.plain)
    return in_order


def _if_named(one: Mention, named: Collection[str], lexicon: Lexicon) -> Mention:
    """Return a mention as no name where it is a plural at the beginning of a sentence: "Organisers said"."""
    is_alone = one.form == "name" and not (one.given or one.role) and one.surname not in named
    lower = one.surname.casefold()
    is_plural = lower.endswith("s") and not lower.endswith("ss") and lower in lexicon.common
    if is_alone and is_plural and one.kind is SpeakerKind.PERSON:
        return replace(one, form="nominal", surname="", kind=SpeakerKind.UNNAMED)
    return one


def _in_nominative(
    mentions: Sequence[Mention], statements: Sequence[Statement], text: str, plain: Plain
) -> list[Mention]:
    """Name those whom a phrase of according puts in the genitive as the one is whom they decline.

    "По словам Луки Арданова": Лука Арданов, where the article names one, and one alone, whose
    genitive it is. Else the name stays as it is printed.
    """
    governed = {
        one.id
        for one in statements
        if one.cue and tuple(one.cue[0].of(text).casefold().split()) in plain.according
    }
    others = {
        (one.given, one.surname)
        for one in mentions
        if one.form == "name" and one.surname and one.statement not in governed
    }
    out = []
    for one in mentions:
        if one.form == "name" and one.statement in governed:
            meant = [
                (given, surname)
                for given, surname in others
                if one.surname in _genitives(surname, plain)
                and (not one.given or one.given in _genitives(given, plain))
            ]
            if len(meant) == 1:
                given, surname = meant[0]
                out.append(replace(one, given=given if one.given else "", surname=surname))
                continue
        out.append(one)
    return out


def _genitives(name: str, plain: Plain) -> set[str]:
    """Return the forms that a name may have in the genitive."""
    if not name:
        return set()
    for ending, *declined in plain.genitive:
        if name.endswith(ending):
            return {name.removesuffix(ending) + one for one in declined}
    return {name + plain.genitive_of_consonants}


def read_mention(article: Article, span: Span, lexicon: Lexicon, statement: str | None) -> Mention:
    """Read one source or name into form, given name, surname, role, country and kind."""
    text = span.of(article.text)
    parts = _read(text, lexicon)
    return Mention(
        id=content_id("mention", article.id, span.start, span.end),
        article=article.id,
        span=span,
        text=text,
        form=parts.form,
        given=parts.given,
        surname=parts.surname,
        role=parts.role,
        country=parts.country,
        kind=parts.kind,
        statement=statement,
    )


def _adjoins(last: Word, gap: str, lexicon: Lexicon) -> bool:
    """Say whether a name may go on over a gap: a full stop only after an initial or a short title.

    What is somebody's is no part of the name ("Orla Brennick's Ferry Bill"); what is a country's may be one's office.
    """
    if last.text.endswith(("'s", "’s")) and last.lower[:-2] not in lexicon.countries:
        return False
    if gap.startswith("."):
        bare = last.lower.strip(".")
        if len(bare) > 1 and bare not in lexicon.honorifics and bare not in _SHORT:
            return False
    return gap.strip(".-") in {" ", ""}


_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SHORT = frozenset({"jr", "sr", "ph", "st"})


def _name_runs(text: str, region: Span, lexicon: Lexicon) -> Iterator[Span]:
    """Yield runs of capitalised words, with the titles before them, in running text."""
    run: list[Word] = []
    found = _with_hyphens(text, words(text, region), lexicon)
    for word in [*found, Word("", region.end, region.end)]:
        adjoins = not run or _adjoins(run[-1], text[run[-1].end : word.start], lexicon)
        lower = word.lower
        is_title = _is_title(lower, lexicon)
        is_particle = bool(run) and lower in _PARTICLES
        if word.text and adjoins and (is_capitalised(word.text) or is_title or is_particle):
            run.append(word)
            continue
        if run:
            yield from _as_name(run, lexicon)
        run = [word] if word.text and (is_capitalised(word.text) or is_title) else []


def _as_name(run: list[Word], lexicon: Lexicon) -> Iterator[Span]:
    while run and (run[0].lower in lexicon.function_words or run[0].lower in lexicon.openers):
        run = run[1:]
    n_capitalised = sum(is_capitalised(word.text) for word in run)
    is_sentence = len(run) == 2 and _is_common(run[0], lexicon)  # "We Love Brennick"
    if n_capitalised >= 2 and len(run) <= 8 and not is_sentence:
        yield Span(run[0].start, run[-1].end)


def _read(text: str, lexicon: Lexicon) -> _Parts:
    """Read a mention; of "her boss, President Orla Brennick" the name, wherever it stands."""
    head, _, apposition = text.partition(",")
    parts = _read_head(head, apposition, lexicon)
    if parts.form == "nominal" and apposition.strip():
        named = _read_head(apposition.partition(",")[0], "", lexicon)
        if named.form == "name" and named.kind is SpeakerKind.PERSON and named.given:
            return replace(named, role=named.role or parts.role)
    return parts


def _read_head(head: str, apposition: str, lexicon: Lexicon) -> _Parts:
    head = head.partition("(")[0] or head  # "(R-Norrland)", or how a name is spoken
    head = head.strip().removesuffix("'s").removesuffix("’s")
    if _is_shouted(head):
        head = head.title()
    found = list(_with_hyphens(head, words(head), lexicon))
    while len(found) > 1 and found[0].lower in lexicon.openers:
        found = found[1:]
    while len(found) > 1 and found[-1].lower in lexicon.weekdays:
        found = found[:-1]
    lowers = [word.lower for word in found]
    if not found:
        return _Parts("none")
    if len(found) == 1 and (lowers[0] in lexicon.pronouns or lowers[0] in _NOBODY):
        return _Parts("pronoun")
    if lexicon.plain is not None:
        return _read_plainly(found, lowers, lexicon, lexicon.plain)
    # "Many Russians"
    are_people = lowers[-1].endswith("s") and lowers[-1][:-1] in lexicon.countries
    if lowers[-1] in lexicon.unnamed or are_people or _is_pair(found, lowers, lexicon):
        return _nominal(found, lowers, _country(lowers, lexicon), lexicon)
    if " ".join(lowers) in _QUESTIONERS:
        return _Parts("nominal", role="reporter", kind=SpeakerKind.UNNAMED)
    cut = next((i for i, lower in enumerate(lowers) if i and lower in _JOINERS), 0)
    if cut and not is_capitalised(found[cut - 1].text):  # "a reporter for the Ledger": a reporter
        return _nominal(found[:cut], lowers[:cut], _country(lowers, lexicon), lexicon)
    country = _country(lowers, lexicon)
    body = _as_body(head, lowers, lexicon)
    if body is not None:
        return body
    found = _before_place(found, lexicon)
    start = _name_start(found, lexicon)
    for index in range(start, len(found) - 2):  # "Tarrow Border Guard Orla Brennick"
        is_initial = len(found[index + 1].text.strip(".")) == 1
        if _is_common(found[index], lexicon) and not is_initial:
            start = index + 1
    name = found[start:]
    while len(name) > 2 and name[-1].lower.strip(".") in _GENERATIONS:
        name = name[:-1]
    if name and len(name) <= _MAX_NAME and all(_is_name_word(word) for word in name):
        role = _role(found[:start], lexicon) or _role(words(apposition)[:8], lexicon)
        if not country:
            country = _country([word.lower for word in words(apposition)[:4]], lexicon)
        if len(name) > 1 and is_family_first(name[-1].text):
            name = [name[-1], *name[:-1]]
        surname_from = len(name) - 1
        while surname_from > 1 and name[surname_from - 1].lower in _PARTICLES:
            surname_from -= 1
        return _Parts(
            "name",
            given=_given(name[:surname_from]),
            surname=" ".join(word.text for word in name[max(surname_from, 0) :])
            .removesuffix("’s")
            .removesuffix("'s"),
            role=role,
            country=country,
        )
    return _nominal(found, lowers, country, lexicon)


def _with_hyphens(text: str, found: Sequence[Word], lexicon: Lexicon) -> Iterator[Word]:
    """Yield words, two that a hyphen joins to one name as one: "Aldov-Brennick", and "Ki-moon" behind a family's."""
    before: Word | None = None
    held: Word | None = None
    for word in found:
        if held and text[held.end : word.start] == "-" and _are_one(before, held, word, lexicon):
            held = Word(f"{held.text}-{word.text}", held.start, word.end)
            continue
        if held:
            yield held
        before, held = held, word
    if held:
        yield held


def _are_one(before: Word | None, left: Word, right: Word, lexicon: Lexicon) -> bool:
    """Say whether two words with a hyphen between them are one name."""
    lowers = left.lower, right.lower
    if lowers[0] in lexicon.countries or any(
        lower in _PARTICLES or _is_title(lower, lexicon) for lower in lowers
    ):
        return False
    both = left.text, right.text
    if all(is_capitalised(one) and len(one) > 2 for one in both):
        return True
    is_second = before is not None and is_capitalised(before.text)
    return is_second and is_family_first("-".join(both))


def _read_plainly(found: list[Word], lowers: list[str], lexicon: Lexicon, plain: Plain) -> _Parts:
    """Read who speaks in a language of which only words are known.

    A name is a known given name with what follows, or the capitals at the end; behind "de" and the
    like they are a place or an office. Of three capitals behind a title the last two are the name:
    what goes before may be what somebody is at the head of ("мэр Тарры Лука Арданов").
    """
    bare = [_unelided(lower, plain) for lower in lowers]
    country = _country(bare, lexicon)
    described = (
        lexicon.titles | lexicon.title_modifiers | lexicon.honorifics | lexicon.determiners
    ) | lexicon.organisations
    start = len(found)
    while (
        start
        and _is_name_word(found[start - 1])
        and lowers[start - 1] not in described | lexicon.prepositions
    ):
        start -= 1
    while start < len(found) and lowers[start] in _PARTICLES:
        start += 1
    given = next(
        (i for i in range(start, len(found) - 1) if lowers[i] in lexicon.given_names), None
    )
    is_joined = bool(start) and lowers[start - 1] in plain.of
    name = found[start if given is None else given :]
    if given is None and start and len(name) > 2:
        name = name[-2:]
    body = next((lower for lower in bare if lower in lexicon.organisations), None)
    whole = " ".join(one for one in bare if one not in lexicon.determiners)
    if not start and len(name) == len(found):
        is_acronym = len(found) == 1 and found[0].text.isupper() and len(found[0].text) > 1
        if is_acronym or whole in lexicon.aliases or whole in lexicon.countries:
            text = " ".join(word.text for word in found)
            return _Parts("name", surname=text, kind=SpeakerKind.ORGANISATION)
    if name and len(name) <= _MAX_NAME and (given is not None or not is_joined) and body is None:
        return _Parts(
            "name",
            given=_given(name[:-1]),
            surname=name[-1].text,
            role=_role(found[: len(found) - len(name)], lexicon),
            country=country,
        )
    if body is not None and lowers[0] not in lexicon.indefinite:
        kind = SpeakerKind.ORGANISATION
        return _Parts("nominal", role=whole, country=country, kind=kind)
    role = _role(found, lexicon)
    is_unnamed = not lexicon.unnamed.isdisjoint(bare) or lowers[0] in lexicon.indefinite or not role
    kind = SpeakerKind.UNNAMED if is_unnamed else SpeakerKind.PERSON
    return _Parts("nominal", role=role, country=country, kind=kind)


def _unelided(lower: str, plain: Plain) -> str:
    article = next((one for one in plain.elided if lower.startswith(one)), "")
    return lower.removeprefix(article)


def _is_pair(found: Sequence[Word], lowers: Sequence[str], lexicon: Lexicon) -> bool:
    """Say whether two are named: "Aldov and Brennick" is nobody's single voice."""
    if "and" not in lowers[1:-1] or lowers[-1] in lexicon.organisations:
        return False
    at = lowers.index("and", 1)
    titles = lexicon.titles | lexicon.title_modifiers
    both = (found[at - 1], found[-1])
    return all(is_capitalised(word.text) and word.lower not in titles for word in both)


def _before_place(found: list[Word], lexicon: Lexicon) -> list[Word]:
    """Leave out what follows a name: "Warner of Virginia", "Aldov in March"."""
    skipped = lexicon.titles | lexicon.title_modifiers | lexicon.determiners | lexicon.honorifics
    for index, word in enumerate(found):
        if index and word.lower in _JOINERS:
            before = found[index - 1]
            if is_capitalised(before.text) and before.lower not in skipped:
                return found[:index]
            rest = " ".join(
                one.lower for one in found[index + 1 :] if one.lower not in lexicon.determiners
            )
            if before.lower in lexicon.titles and rest in lexicon.countries:
                return found[:index]  # "the President of the United States"
    return found


def _is_shouted(head: str) -> bool:
    """Say whether a name is in capitals as transcripts print it: SERGEY LAVROV, but not AP."""
    return head.isupper() and (" " in head or len(head) > 5)


def _is_common(word: Word, lexicon: Lexicon) -> bool:
    """Say whether a capitalised word is one that is usually printed in lower case, no title and no given name."""
    lower = word.lower
    is_titled = _is_title(lower, lexicon) or lower in lexicon.honorifics
    is_given = lower in lexicon.given_names or lower in lexicon.nicknames
    return lower in lexicon.common and not (is_titled or is_given)


def _is_title(lower: str, lexicon: Lexicon) -> bool:
    """Say whether a word is a title, or stands before one."""
    return lower in lexicon.titles or lower in lexicon.title_modifiers


def _is_name_word(word: Word) -> bool:
    return is_capitalised(word.text) or word.lower in _PARTICLES


def _name_start(found: list[Word], lexicon: Lexicon) -> int:
    """Return where the name begins: behind the last title, description or joining word."""
    start = 0
    for index, word in enumerate(found):
        follows_possessive = word.text.endswith(("'s", "’s")) and index + 1 < len(found)
        if (
            not _is_name_word(word)
            or _is_title(word.lower, lexicon)
            or word.lower in lexicon.honorifics
            or word.lower in lexicon.determiners
            or word.lower in lexicon.organisations
            or word.lower in _JOINERS
            or follows_possessive
            or (word.lower in lexicon.countries and index + 1 < len(found))
        ):
            start = index + 1
    return start


def _as_body(head: str, lowers: list[str], lexicon: Lexicon) -> _Parts | None:
    """Read organisations, countries and acronyms."""
    bare = [lower for lower in lowers if lower not in lexicon.determiners]
    name = " ".join(bare)
    if not bare:
        return None
    words_ = [word for word in words(head) if word.lower not in lexicon.determiners]
    is_acronym = len(bare) == 1 and words_[0].text.isupper() and len(words_[0].text) >= 2
    is_named = all(is_capitalised(word.text) or word.lower in _JOINERS | {"and"} for word in words_)
    ends_as_body = bare[-1] in lexicon.organisations or (
        any(lower in _JOINERS for lower in bare)
        and bare[next(i for i, lower in enumerate(bare) if lower in _JOINERS) - 1]
        in lexicon.organisations
    )
    is_alias = name in lexicon.aliases and is_capitalised(words_[0].text)
    if is_alias or (is_named and name in lexicon.countries) or is_acronym:
        return _Parts(
            "name", surname=" ".join(word.text for word in words_), kind=SpeakerKind.ORGANISATION
        )
    if ends_as_body and is_named and bare[-1] not in lexicon.titles:
        return _Parts(
            "name", surname=" ".join(word.text for word in words_), kind=SpeakerKind.ORGANISATION
        )
    if ends_as_body and bare[-1] not in lexicon.titles and bare[-1] not in lexicon.unnamed:
        return _Parts(
            "nominal",
            role=" ".join(bare),
            country=_country(bare, lexicon),
            kind=SpeakerKind.ORGANISATION,
        )
    return None


def _country(lowers: Sequence[str], lexicon: Lexicon) -> str:
    for index, lower in enumerate(lowers):
        pair = " ".join(lowers[index : index + 2])
        for name in (pair, lower.removesuffix("'s")):
            if name in lexicon.countries:
                return lexicon.countries[name]
    return ""


def _given(names: Sequence[Word]) -> str:
    """Return the first given name that is more than an initial: of "R. James" James."""
    whole = [word.text for word in names if len(word.text.rstrip(".")) > 1]
    return whole[0] if whole else names[0].text if names else ""


def _role(found: Sequence[Word], lexicon: Lexicon) -> str:
    """Return the title words among these: "Russia's Foreign Minister" gives "foreign minister"."""
    roles: list[str] = []
    for word in found:
        if word.lower in _JOINERS and roles:
            break
        if _is_title(word.lower, lexicon):
            roles.append(word.lower)
    return " ".join(roles) if any(word in lexicon.titles for word in roles) else ""


def _nominal(found: list[Word], lowers: list[str], country: str, lexicon: Lexicon) -> _Parts:
    head = lowers[-1]
    role = _role(found, lexicon)
    is_definite = lowers[0] in {"the", "this", "that", "his", "her"} or bool(country)
    if lowers[0] in lexicon.indefinite or not is_definite or not role or head.endswith("s"):
        return _Parts("nominal", role=role, country=country, kind=SpeakerKind.UNNAMED)
    return _Parts("nominal", role=role, country=country)
