"""The mentions of an article: its sources, and whom it names elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.model import Article, Mention, Role, SpeakerKind, Statement
from onrecord.resources import Lexicon, Plain
from onrecord.statements.antecedents import (
    find_antecedent,
    find_bodies,
    find_called_again,
    find_somebody,
)
from onrecord.statements.bodies import country_in
from onrecord.statements.companies import as_body_named, as_company, has_title
from onrecord.statements.declension import GENITIVE, nominative
from onrecord.statements.name_words import (
    PARTICLES,
    ROLE_WORDS,
    adjoins,
    is_common,
    is_title,
    role_of,
    with_hyphens,
)
from onrecord.statements.naming import find_members, is_party, read_mention
from onrecord.text.described import is_plural
from onrecord.text.spans import Span
from onrecord.text.tokens import Word, is_capitalised, without_possessive, words

__all__ = ["find_mentions"]


def find_mentions(
    article: Article, statements: Sequence[Statement], lexicon: Lexicon
) -> list[Mention]:
    """Return the mentions of an article in order of place: every source, and every full name.

    Those whom a source names together are mentions of their own. Full names that are no source serve the surnames,
    roles and pronouns that are; so do those whom "who" goes back to, and bodies named before an "it" or a "they".
    """
    mentions: dict[Span, Mention] = {}
    together: dict[Span, str] = {}
    for statement in statements:
        for span in statement.source[:1]:
            mention = read_mention(article, span, lexicon, statement.id)
            mentions[span] = mention
            if mention.form == "nominal":
                for one in find_members(mention.text, lexicon):
                    place = Span(span.start + one.start, span.start + one.end)
                    together[place] = statement.id
    for span, of in together.items():
        member = _with_role(read_mention(article, span, lexicon, None), article, lexicon)
        mentions.setdefault(span, replace(member, together=of))
    for pronoun in list(mentions.values()):
        if pronoun.form in {"pronoun", "nominal"}:
            is_body = _is_of_bodies(pronoun, lexicon)
            for meant in _candidates(article, pronoun, lexicon):
                if not any(meant.overlaps(one) for one in mentions):
                    mention = read_mention(article, meant, lexicon, None)
                    if is_body:
                        mention = as_body_named(mention, article, lexicon)
                    mentions[meant] = mention
    # a name inside a description ("the aide of Orla Brennick", "Brennick and Tobin Hask") is one by itself
    taken = [span for span, mention in mentions.items() if mention.form == "name"]
    for region in article.spans_of(Role.CAPTION, Role.BODY):
        for span in _name_runs(article, region, lexicon):
            if not any(span.overlaps(other) for other in taken):
                mention = _with_role(read_mention(article, span, lexicon, None), article, lexicon)
                if (
                    mention.kind is SpeakerKind.PERSON
                    and mention.surname
                    and (mention.given or mention.role)
                ):
                    mentions[span] = mention
    named = {one.surname for one in mentions.values() if one.given or one.role}
    surely = {one.surname for one in mentions.values() if _is_sure(one, lexicon)}
    several = set(together.values())
    in_order = [
        one
        if one.statement in several  # "Aldov, Brennick and others" are not Aldov
        else as_company(
            _if_named(one, named, surely, article.text, lexicon),
            named,
            article,
            lexicon,
        )
        for one in (mentions[span] for span in sorted(mentions))
    ]
    if lexicon.plain is not None and lexicon.plain.genitive:
        return _in_nominative(in_order, statements, article.text, lexicon.plain)
    return in_order


_BEHIND = re.compile(r", (?:an?|the) ([^,.;:\n]{3,80})")
"""What a comma sets off behind a name, and `_BEFORE` before it. How far both reach is set by hand."""
_BEFORE = re.compile(r"\b[Tt]he ((?:(?!\bthe\b)[^,.;:\n]){3,60}), $")
_NEXT = re.compile(r" ([\w’']{1,40})")
_REACH = 66
"""Characters before a name in which that stands: `_BEFORE` is no longer."""


def _with_role(name: Mention, article: Article, lexicon: Lexicon) -> Mention:
    """Return a name with what a comma sets off beside it: "Orla Brennick, the mayor", "the mayor, Orla Brennick"."""
    if name.role or name.kind is not SpeakerKind.PERSON:
        return name
    if lexicon.plain is not None:
        return replace(name, role=_role_beside(name.span, article.text, lexicon))
    start, end = name.span.start, name.span.end
    behind = _BEHIND.match(article.text, end)
    after = _NEXT.match(article.text, end)
    # "he told the mayor, Orla Brennick said"
    speaks = after is not None and after[1].casefold() in lexicon.cues
    before = None if speaks else _BEFORE.search(article.text, max(0, start - _REACH), start)
    for beside in (behind, before):
        found = words(beside[1])[:ROLE_WORDS] if beside else []
        role = role_of(found, lexicon)
        # "he owes it to Orla Brennick, the mayor said"
        says = any(
            one.lower in lexicon.titles
            and (verb.lower in lexicon.cues or verb.lower in lexicon.auxiliaries)
            for one, verb in pairwise(found)
        )
        if role and not says and not any(one.is_possessive for one in found):
            country = country_in([one.lower for one in found], lexicon)
            return replace(name, role=role, country=name.country or country)
    return name


def _role_beside(name: Span, text: str, lexicon: Lexicon) -> str:
    """Return what a comma sets off beside a name in another language than English: "Anna Brühl, die Bürgermeisterin".

    It begins with what somebody is, behind an article at most.
    """
    behind = _ANY_BEHIND.match(text, name.end)
    before = _ANY_BEFORE.search(text, max(0, name.start - _REACH), name.start)
    for beside in (behind, before):
        found = words(beside[1])[:ROLE_WORDS] if beside else []
        if found and found[0].lower in lexicon.determiners:
            found = found[1:]
        if found and is_title(found[0].lower, lexicon):
            return role_of(found, lexicon)
    return ""


_ANY_BEHIND = re.compile(r", ([^,.;:\n]{3,80})")
_ANY_BEFORE = re.compile(r"(?:^|(?<=[.\n“„«»] )|(?<=\n))([^,.;:\n]{3,60}), $")
"""The same in any language: before a name where a sentence begins with it."""


def _candidates(article: Article, source: Mention, lexicon: Lexicon) -> Iterator[Span]:
    """Yield what a pronoun or a description that is a source may go back to, where that need be no source."""
    start, lower = source.span.start, source.text.casefold()
    if source.form == "pronoun" and lower in lexicon.relatives:
        antecedent = find_antecedent(article, start, lexicon)
        if antecedent is not None:
            yield antecedent
        return
    if _is_of_bodies(source, lexicon):
        yield from find_bodies(article, start, lexicon)
    elif lexicon.plain is None and lower in lexicon.pronouns:
        yield from find_somebody(article, start, lexicon)
        yield from find_called_again(article, start, lexicon)
    elif source.form == "nominal" and lower.startswith("the "):
        yield from find_called_again(article, start, lexicon)


def _is_of_bodies(source: Mention, lexicon: Lexicon) -> bool:
    """Say whether a source goes back to a body named before it: "it", "they", "the company"."""
    lower = source.text.casefold()
    is_it = source.form == "pronoun" and lower not in lexicon.relatives
    is_it = is_it and lexicon.pronouns.get(lower, "n") in {"n", "p"}
    return lexicon.plain is None and (is_it or source.is_described_body)


_POINTS = frozenset(
    "central eastern east greater new north northern south southern upper west western".split()
)
"""Words before the name of a place that make it another's."""


def _is_sure(one: Mention, lexicon: Lexicon) -> bool:
    """Say whether a name in full makes a place or a body of its surname a person's name, too.

    "Orla Paris" does, "Central Asia" does not; nor does "Wilayat Twitter", as nobody is known to be called so.
    """
    lower = one.given.casefold()
    if one.kind is not SpeakerKind.PERSON or one.form != "name":
        return False
    if lower in lexicon.given_names or lower in lexicon.nicknames or one.role:
        return True
    surname = one.surname.casefold()
    is_place = surname in lexicon.countries or surname in lexicon.places
    return bool(lower) and is_place and lower not in lexicon.common and lower not in _POINTS


def _if_named(
    one: Mention, named: Collection[str], surely: Collection[str], text: str, lexicon: Lexicon
) -> Mention:
    """Return a mention as no name where it is a word that only begins sentences: "Organisers said", "Jurors were told".

    And as a person's where it is a title or the name of a place or body by which somebody is named here: "King
    said", of Orla King, "Jordan said", of Orla Jordan.
    """
    bare = without_possessive(one.text.partition(",")[0])
    lower = bare.casefold()
    is_known = lower in lexicon.countries or lower in lexicon.aliases
    is_place = is_known and one.kind is SpeakerKind.ORGANISATION
    if (one.form == "nominal" and bare in named) or (is_place and bare in surely):
        kind = SpeakerKind.PERSON
        return replace(one, form="name", surname=bare, role="", country="", kind=kind)
    if one.given.casefold() in PARTICLES:  # "Van Hask", of Orla Van Hask
        whole = f"{one.given} {one.surname}".casefold()
        of_whom = next((name for name in sorted(named) if name.casefold() == whole), None)
        if of_whom is not None:
            return replace(one, given="", surname=of_whom)
    is_person = one.form == "name" and one.kind is SpeakerKind.PERSON
    if not is_person or one.given or one.role or one.surname in named:
        return one
    if _is_word(one.surname, text, lexicon):
        return replace(one, form="nominal", surname="", kind=SpeakerKind.UNNAMED)
    if _is_in_capitals(bare, text):
        return replace(one, surname=bare, kind=SpeakerKind.ORGANISATION)
    return one


def _is_in_capitals(name: str, text: str) -> bool:
    """Say whether a name is one word in capitals wherever it stands, and what follows it is not: "SEACOM said"."""
    if not (len(name) >= _LEAST_CAPITALS and name.isalpha() and name.isupper()):
        return False
    if re.search(rf"\b{name.capitalize()}\b", text):
        return False
    # no "STELTER:" before a turn, nor a headline alone
    return re.search(rf"\b{name}(?:['’]s)? [a-z]", text) is not None


_LEAST_CAPITALS = 4
"""Letters; fewer are initials, as which they are read before."""


def _is_word(name: str, text: str, lexicon: Lexicon) -> bool:
    """Say whether what is printed as a name is a word that begins sentences: "Jurors", where "jurors" stands elsewhere.

    Of a word that news prints in lower case it is enough that it nowhere has a capital inside a sentence.
    """
    lower = name.casefold()
    is_known = lower in lexicon.common
    if is_plural(lower) and is_known:
        return True
    if not name.isalpha() or not (is_known or is_plural(lower)) or has_title(name, text, lexicon):
        return False
    if re.search(rf"[a-z,] {name}\b", text):
        return False
    return is_known or re.search(rf"\b{lower}\b", text) is not None


def _in_nominative(
    mentions: Sequence[Mention], statements: Sequence[Statement], text: str, plain: Plain
) -> list[Mention]:
    """Name those who stand in another case as they are called in the nominative.

    Whom a phrase of according puts in the genitive is the one whom the article names elsewhere, and one alone, whose
    genitive it is: "по словам Луки Арданова" is Лука Арданов. Else a dictionary of forms tells, where one is
    installed; else the name stays as it is printed.
    """
    governed = {
        one.id
        for one in statements
        if one.cue and tuple(one.cue[0].of(text).casefold().split()) in plain.according
    }
    out = [
        one if one.statement in governed else _renamed(one, nominative(one.given, one.surname))
        for one in mentions
    ]
    others = {
        (one.given, one.surname)
        for one in out
        if one.form == "name" and one.surname and one.statement not in governed
    }
    return [
        _renamed(one, _as_named(one, others, plain) or nominative(one.given, one.surname, GENITIVE))
        if one.statement in governed
        else one
        for one in out
    ]


def _renamed(one: Mention, name: tuple[str, str] | None) -> Mention:
    """Return a person's mention under a name in the nominative, where there is one."""
    if name is None or one.form != "name" or one.kind is not SpeakerKind.PERSON:
        return one
    given, surname = name
    return replace(one, given=given if one.given else "", surname=surname)


def _as_named(
    one: Mention, others: Collection[tuple[str, str]], plain: Plain
) -> tuple[str, str] | None:
    """Return the one name of these whose genitive a mention is."""
    meant = [
        (given, surname)
        for given, surname in others
        if one.surname in _genitives(surname, plain)
        and (not one.given or one.given in _genitives(given, plain))
    ]
    return meant[0] if len(meant) == 1 else None


def _genitives(name: str, plain: Plain) -> set[str]:
    """Return the forms that a name may have in the genitive."""
    if not name:
        return set()
    for ending, *declined in plain.genitive:
        if name.endswith(ending):
            return {name.removesuffix(ending) + one for one in declined}
    return {name + plain.genitive_of_consonants}


def _name_runs(article: Article, region: Span, lexicon: Lexicon) -> Iterator[Span]:
    """Yield runs of capitalised words, with the titles before them, in running text."""
    text, is_spoken = article.text, article.role == "transcript"
    run: list[Word] = []
    found = with_hyphens(text, words(text, region), lexicon)
    for word in [*found, Word("", region.end, region.end)]:
        goes_on = not run or adjoins(run[-1], text[run[-1].end : word.start], lexicon)
        lower = word.lower
        is_titled = is_title(lower, lexicon)
        is_particle = bool(run) and lower in PARTICLES
        # "with Governor Pence I will ..."; the I. of a name has its full stop, and who speaks is no king
        is_speaker = is_spoken and word.text == "I" and not text.startswith(".", word.end)
        may_name = bool(word.text) and not is_speaker
        if may_name and goes_on and (is_capitalised(word.text) or is_titled or is_particle):
            run.append(word)
            continue
        if run:
            yield from _as_name(run, lexicon)
        run = [word] if may_name and (is_capitalised(word.text) or is_titled) else []


def _as_name(run: list[Word], lexicon: Lexicon) -> Iterator[Span]:
    while run and (run[0].lower in lexicon.function_words or run[0].lower in lexicon.openers):
        run = run[1:]
    if is_party(run):
        return
    n_capitalised = sum(is_capitalised(word.text) for word in run)
    is_sentence = len(run) == 2 and is_common(run[0], lexicon)  # "We Love Brennick"
    if n_capitalised >= 2 and len(run) <= 8 and not is_sentence:
        yield Span(run[0].start, run[-1].end)
