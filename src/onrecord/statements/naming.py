"""What a source as printed names: given name, surname, role, country, and whether it is a person or a body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Article, Mention, SpeakerKind, content_id
from onrecord.resources import Lexicon
from onrecord.statements.bodies import (
    Parts,
    as_body,
    as_whole_body,
    country_in,
    has_acronym,
    is_titled_behind,
    names_somebody_behind,
)
from onrecord.statements.descriptions import (
    as_description,
    examples_at,
    is_body_by_apposition,
    is_document,
)
from onrecord.statements.name_words import (
    MAX_NAME,
    PARTICLES,
    ROLE_WORDS,
    given_of,
    is_common,
    is_name_word,
    is_title,
    role_of,
    with_hyphens,
)
from onrecord.statements.plain_names import read_plain_source
from onrecord.statements.several import PARTNERS, are_named_together, find_named
from onrecord.text.described import JOINERS, WHEN, is_headed_by_plural, is_plural, joined_at
from onrecord.text.names import full_name, is_family_first, is_korean
from onrecord.text.spans import Span
from onrecord.text.tokens import Word, is_capitalised, without_possessive, words

__all__ = ["find_members", "is_party", "read_mention"]

_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_NOBODY = frozenset(
    "who which that what you my our your one someone somebody everyone everybody anyone nobody others".split()
)
"""Words that stand for somebody and name nobody."""
_BEFORE_NAMES = frozenset({"arch-rival", "fellow", "rival"})
"""What may stand before any name: "*Rival* Tarrow Rail said"."""
_HIMSELF = frozenset({"himself", "herself", "themselves", "itself", "jointly", "together"})
_CAPITAL_INSIDE = re.compile(r"(?!Fitz|Vander)([A-Z][a-z]{3,})[A-Z][a-z]+")
"""With four letters before it: McArdle, DeMarr and LeBrun are people."""
_NICKNAME = re.compile(r"(?<=[a-z.]) ([\"'“‘])[^\"'“”‘’]{1,24}[\"'”’] (?=[A-Z])")
"""By what somebody is called, between the given name and the surname: Vincent "The Chin" Gigante."""
_DELEGATE = re.compile(r"\bDel\. (?=[A-Z])")
"""A member of some states' houses, and no particle of a name."""
_CALLS_ITSELF = re.compile(
    r"\b(?:calling|calls|called) (?:itself|themselves) (?:the )?"
    r"([A-Z][\w’'-]*(?: (?:(?:of|for|the|and) )*[A-Z][\w’'-]*)*)"
)
"""What a group gives as its name: "a group calling itself *the Northern Shield*"."""
_A_NAME = r"([A-Z][\w-]+(?: [A-Z][\w.-]*)*)(?![’'])"
_GIVES_NAME = re.compile(
    rf"\b(?:g[ai]ves?|giving) (?:his|her|their) (?:\w+ )?name (?:only )?as (?:only )?{_A_NAME}"
    rf"|\b(?:identified|named|known) only (?:as|by) {_A_NAME}"
)
"""What somebody unknown gives as a name: "a man who gave his name only as *Tobin*"."""
_OWN_WORDS = (
    r"(?:statement|letter|tweet|post|posting|memo|memorandum|e-?mail|message|note|release|op-ed|affidavit"
    r"|testimony)"
)
_WHOSE_WORDS = re.compile(
    rf"(?:an?|the|another|this|one|[Tt]he|An?) (?:[a-z-]+ ){{0,2}}{_OWN_WORDS}"
    r"(?: (?!(?:obtain|review|view|receiv|examin)ed)\w+ed)? (?:from|by) (?P<by>.+)"
    rf"|(?P<of>(?:the |The )?[A-Z].*)['’]s? (?:[a-z]+ ){{0,2}}{_OWN_WORDS}"
)
"""Whose words something written has: "a statement from *Brennick*", "*Brennick*'s letter"."""
_INITIALS = 3
"""Letters up to which what stands in capitals before a turn may be a body's initials. Set by hand."""
_WORKER = re.compile(r"[a-z]{3,}(?:er|or|ist|eer|man|woman)")
"""What words for somebody's work end in: "*Fellwalker* Orla Brennick"."""
_SHORT = re.compile(r"[A-Z]{2,3}")
"""What somebody is, by its first letters."""
_DONE = re.compile(r"[a-z]{2,}ed|led|run|written|chosen|held|heard|made|sent|seen|known")
"""What stands before "by" where the one behind it is another: "polled", "led"."""
_DASH = re.compile(r"\s[–—―-]{1,2}\s")
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their"})
_QUESTIONERS = frozenset({"q", "question", "reporter", "journalist"})


def read_mention(article: Article, span: Span, lexicon: Lexicon, statement: str | None) -> Mention:
    """Read one source or name into form, given name, surname, role, country and kind."""
    text = span.of(article.text)
    is_turn = article.role == "transcript" and statement is not None
    # before a turn "KAINE" is somebody's name; three letters may be initials there too
    is_shouted = is_turn and text.isupper() and len(text) > _INITIALS
    parts = _read(text.title() if is_shouted else text, lexicon)
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


def find_members(text: str, lexicon: Lexicon) -> list[Span]:
    """Return where a source names those who speak together, in order; nothing where one speaks.

    It is one that is read as no single name. Of a language whose words for it are not known (`Lexicon.plain`) nothing
    is told.
    """
    if lexicon.plain is not None or "and" not in text:
        return []

    def read(part: str) -> Parts:
        return _read_head(part, "", lexicon)

    if are_named_together(text, lexicon, read):
        return find_named(text, lexicon, read)
    _, found = _trimmed(text.partition(",")[0], lexicon)
    if found and _is_pair(found, [one.lower for one in found], lexicon):
        named = find_named(text, lexicon, read)
        # no "lawyer for Aldov and Brennick", and no firm
        is_firm = found[-1].lower in PARTNERS
        return named if len(named) > 1 and not is_firm else []
    return []


def _read(text: str, lexicon: Lexicon) -> Parts:
    """Read a mention; of "her boss, President Orla Brennick" the name, wherever it stands."""
    if lexicon.plain is None and (whose := _whose_words(text, lexicon)):
        return _read(whose, lexicon)
    text = _without_state(text, lexicon)
    if lexicon.plain is None and (called := _CALLS_ITSELF.search(text)):
        return Parts("name", surname=called[1].rstrip(","), kind=SpeakerKind.ORGANISATION)
    if lexicon.plain is None and (given := _GIVES_NAME.search(text)):
        return _read_head(given[1] or given[2], "", lexicon)
    head, _, apposition = text.partition(",")
    parts = _read_head(head, apposition, lexicon)
    if lexicon.plain is None and are_named_together(
        text, lexicon, lambda part: _read_head(part, "", lexicon)
    ):
        return Parts("nominal", kind=SpeakerKind.UNNAMED)
    first = apposition.split()[:1]
    # who is named behind "spokesmen for", or as an example, is not who speaks; who is named behind "and" is one of them
    is_other = first in (["including"], ["such"], ["like"], ["among"])
    is_other |= not lexicon.relatives.isdisjoint(first)  # "the network, which airs the Echo"
    if lexicon.plain is None and first != ["and"]:
        is_other |= is_headed_by_plural(head) or is_document(words(head), lexicon)
    if lexicon.plain is None and parts.form == "name":
        parts = _by_what_stands_behind(parts, head, words(apposition.partition(",")[0]), lexicon)
    # "der Botschafter Vellands, Dario Penn"
    is_owned = lexicon.plain is not None and parts.form == "name" and not parts.given
    is_owned = is_owned and {word.lower for word in words(head)[:1]} <= lexicon.determiners
    if (parts.form == "nominal" or is_owned) and first and not is_other:
        named = _read_head(apposition.partition(",")[0], "", lexicon)
        is_person = named.form == "name" and named.kind is SpeakerKind.PERSON
        is_called = bool(named.role) or lexicon.is_honorific(first[0].casefold())
        if is_person and (len(named.given) > 1 or (is_called and named.surname)):
            return replace(named, role=named.role or parts.role)
        place = named.surname.casefold()
        is_place = place in lexicon.countries or place in lexicon.places
        is_body = named.form == "name" and named.kind is SpeakerKind.ORGANISATION and not is_place
        opens = words(head)[0]
        is_owner = (opens.lower in _DEFINITE or opens.is_possessive) and not parts.role
        if is_body and (is_owner or parts.kind is SpeakerKind.ORGANISATION):
            return named  # "the group, Tarrowers for Prosperity", "its operator, Aldov Tours"
    return parts


def _whose_words(text: str, lexicon: Lexicon) -> str:
    """Return whose words something written has; nothing where that names none: "a memo from May", "her office"."""
    found = _WHOSE_WORDS.fullmatch(text)
    whose = (found["by"] or found["of"]) if found else ""
    first = whose.partition(" ")[0].casefold()
    is_nobody = first in lexicon.months or first in lexicon.weekdays or first in _DEFINITE - {"the"}
    return "" if is_nobody or not whose[:1].isalpha() else whose


def _without_state(text: str, lexicon: Lexicon) -> str:
    """Return a source without the state between a town and who somebody is there: "the Skell, Calif., coroner"."""
    head, _, rest = text.partition(", ")
    state, comma, office = rest.partition(", ")
    lower = state.casefold()
    if not comma or (lower.rstrip(".") not in lexicon.short_places and lower not in lexicon.places):
        return text
    found = words(office.partition(",")[0])[:ROLE_WORDS]
    is_somebody = head.split(" ", 1)[0].casefold() in lexicon.given_names
    is_office = bool(found) and found[0].lower not in lexicon.determiners and not is_somebody
    return f"{head} {office}" if is_office and role_of(found, lexicon) else text


def _by_what_stands_behind(
    parts: Parts, head: str, apposition: Sequence[Word], lexicon: Lexicon
) -> Parts:
    """Return a name as a body's or a person's where what stands behind it says so.

    "Teck, the Norse mining company", "Ford itself"; "Guardian, the first woman elected mayor".
    """
    lowers = [word.lower for word in words(head)]
    if joined_at(lowers) < len(lowers):
        return parts  # it may be of whom somebody is: "Orla Brennick of Aldov and Hask, a public accounting firm"
    if parts.kind is SpeakerKind.PERSON and not parts.role:
        is_own = bool(parts.given) and any(one.is_possessive for one in apposition)
        is_body = is_body_by_apposition(apposition, lexicon) and not is_own  # "her insurer"
        is_body |= head.endswith(" itself")
        of = " ".join(one.lower for one in apposition)
        is_in = of in lexicon.countries or of in lexicon.places
        is_body |= is_in and not parts.given  # "Skell, Texas"
        is_team = head.casefold().startswith("team ")
        if is_body or is_team:
            name = head if is_team else full_name(parts.given, parts.surname)
            return replace(parts, given="", surname=name, kind=SpeakerKind.ORGANISATION)
    is_one_word = len(head.split()) == 1
    if parts.kind is SpeakerKind.ORGANISATION and is_one_word and apposition:
        role = role_of(apposition[:ROLE_WORDS], lexicon)
        is_described = apposition[0].lower in lexicon.determiners
        is_own = any(one.is_possessive for one in apposition)
        if role and is_described and not is_own:
            return replace(parts, role=role, kind=SpeakerKind.PERSON)
    return parts


def is_party(found: Sequence[Word]) -> bool:
    """Say whether words begin as a party with what it is of: "R-Norrland"."""
    return len(found) > 1 and len(found[0].text) == 1 and found[1].start == found[0].end + 1


def _read_head(head: str, apposition: str, lexicon: Lexicon) -> Parts:
    head, found = _trimmed(head, lexicon)
    lowers = [word.lower for word in found]
    if not found:
        return Parts("none")
    is_acronym = found[0].text.isupper() and lowers[0] in lexicon.aliases  # WHO
    if len(found) == 1 and not is_acronym and lowers[0] in lexicon.pronouns.keys() | _NOBODY:
        return Parts("pronoun")
    if lexicon.plain is not None:
        return read_plain_source(found, lexicon, lexicon.plain)
    if lowers[0] == "the" and " ".join(lowers[1:]) in lexicon.natives:  # "the Norwegian"
        return _nominal(found, lowers, country_in(lowers, lexicon), lexicon)
    by = _done_by(found)
    if by is not None:  # "economists polled by the Ledger", "a lawyer hired by Brennick"
        if by == 1 and is_plural(lowers[0]):  # "Records released by the House"
            return _nominal(found[:by], lowers[:by], "", lexicon)
        return _read_head(head[: found[by - 1].end], apposition, lexicon)
    at = examples_at(found, lexicon)
    if at is not None:  # "firms like Aldov Partners"
        return _nominal(found[:at], lowers[:at], country_in(lowers[:at], lexicon), lexicon)
    cut = joined_at(lowers)
    is_office = cut > 1 and all(is_title(lower, lexicon) for lower in lowers[1:cut])
    if is_office and lowers[0] in lexicon.determiners and found[cut - 1].text.isupper():
        # "its CEO", no body's name
        return _nominal(found[:cut], lowers[:cut], country_in(lowers, lexicon), lexicon)
    body = as_whole_body(head, found, lowers, lexicon) or as_description(
        head, found, lowers, lexicon
    )
    if body is not None:
        return body
    # "Many Russians"
    are_people = lowers[-1].endswith("s") and lowers[-1][:-1] in lexicon.countries
    if lowers[-1] in lexicon.unnamed or are_people or _is_pair(found, lowers, lexicon):
        return _nominal(found, lowers, country_in(lowers, lexicon), lexicon)
    if " ".join(lowers) in _QUESTIONERS:
        return Parts("nominal", role="reporter", kind=SpeakerKind.UNNAMED)
    is_many = cut == 1 and lowers[0] in lexicon.determiners  # "many in Tarrow"
    is_described = is_many or not is_capitalised(found[cut - 1].text)  # "a reporter for the Ledger"
    if cut < len(lowers) and is_described:
        parts = _nominal(found[:cut], lowers[:cut], country_in(lowers, lexicon), lexicon)
        whole = " ".join(lower for lower in lowers if lower not in lexicon.determiners)
        is_office = bool(parts.role) and whole in lexicon.title_synonyms  # "the head of state"
        return replace(parts, role=whole) if is_office else parts
    named = len(found) - 2
    is_given = named >= 0 and _is_given_place(found, named, lexicon)
    country = country_in(lowers[:named] if is_given else lowers, lexicon)
    body = as_body(head, lowers, lexicon)
    if body is not None:
        return body
    before = found if names_somebody_behind(found, lexicon) else _before_place(found, lexicon)
    if len(before) < len(found):  # "Trustees of the fund", "Republicans in the Senate"
        found, lowers = before, lowers[: len(before)]
        are_some = len(found) == 1 and is_plural(lowers[0])
        if are_some or lowers[-1] in lexicon.unnamed:
            return _nominal(found, lowers, country, lexicon)
    return _as_named(found, apposition, country, lexicon) or _nominal(
        found, lowers, country, lexicon
    )


def _done_by(found: Sequence[Word]) -> int | None:
    """Return where it is told what somebody else did to who speaks; None where it is not."""
    for at in range(2, len(found) - 1):
        done = found[at - 1]
        if found[at].lower == "by" and done.text.islower() and _DONE.fullmatch(done.lower):
            return at - 1
    return None


def _is_relative(found: Sequence[Word], lexicon: Lexicon) -> bool:
    """Say whether a name stands behind whose relative somebody is: "Sister *Chantelle*", "Mum *Sarah Holt*"."""
    return (
        found[0].lower in lexicon.kin
        and len(found) <= _KIN_NAME
        and all(is_capitalised(one.text) for one in found)
        and not is_common(found[1], lexicon)
        and found[1].lower not in lexicon.countries
    )


_KIN_NAME = 3
"""Words of a relative's name, with what it is before it. Set by hand."""


def _trimmed(head: str, lexicon: Lexicon) -> tuple[str, list[Word]]:
    """Return a source without what stands around who it is, as text and as words."""
    head = head.partition("(")[0] or head  # "(R-Norrland)", or how a name is spoken
    head = _DASH.split(head)[0] or head
    head = _DELEGATE.sub("Delegate ", head)
    head = _NICKNAME.sub(lambda match: " " * len(match[0]), head)
    head = without_possessive(head.strip())
    if _is_shouted(head):
        head = head.title()
    elif _begins_in_capitals(head, lexicon):
        first, _, rest = head.partition(" ")
        head = f"{first.title()} {rest}"
    found = list(with_hyphens(head, words(head), lexicon))
    while len(found) > 1 and (
        found[0].lower in lexicon.openers
        or (found[0].lower in _BEFORE_NAMES and is_capitalised(found[1].text))
        or _is_relative(found, lexicon)
    ):
        found = found[1:]
    while len(found) > 1 and (found[-1].lower in lexicon.weekdays or found[-1].lower in _HIMSELF):
        found = found[:-1]
    while len(found) > 2 and found[-1].text.replace(".", "") in lexicon.post_nominals:
        found = found[:-1]
        head = head[: found[-1].end]
    for at, word in enumerate(found):
        if at and (word.lower in lexicon.relatives or word.lower in WHEN):
            # "some senators who pushed the bill through the Assembly", "an aide when asked by the Echo"
            return head[: found[at - 1].end], found[:at]
    return head, found


def _as_named(
    found: Sequence[Word], apposition: str, country: str, lexicon: Lexicon
) -> Parts | None:
    """Read somebody's name, or a body's that only its capitals tell."""
    start = _name_start(found, lexicon)
    for index in range(start, len(found) - 2):  # "Tarrow Border Guard Orla Brennick"
        is_initial = len(found[index + 1].text.strip(".")) == 1
        is_particle = found[index].lower in PARTICLES  # "Alexander Van der Hask"
        if is_common(found[index], lexicon) and not is_initial and not is_particle:
            start = index + 1
    start = _given_from(found, start, lexicon)
    if _is_of_place(found, start, lexicon):
        is_given = found[0].lower in lexicon.given_places
        if not (is_given and role_of(words(apposition)[:ROLE_WORDS], lexicon)):
            text = " ".join(word.text for word in found)  # "Paris Match", "British Gas"
            return Parts("name", surname=text, kind=SpeakerKind.ORGANISATION)
        start = 0  # "Chad Sweet, the chairman"
    name = list(found[start:])
    is_joined = bool(start) and found[start - 1].lower in JOINERS
    if is_joined and name and all(is_common(word, lexicon) for word in name):
        return None  # "the High Commissioner for Human Rights"
    is_described = len(name) == 1 and start and not role_of(found[:start], lexicon)
    if (len(name) == 2 and is_party(name)) or (is_described and name[0].text.isupper()):
        return None  # "R-Norr.", "a super PAC"
    if has_acronym(name) and name[-1].lower not in lexicon.titles:  # "America Rising PAC"
        text = " ".join(word.text for word in name)
        return Parts("name", surname=text, kind=SpeakerKind.ORGANISATION)
    while len(name) > 2 and name[-1].lower.strip(".") in _GENERATIONS:
        name = name[:-1]
    n_words = sum(word.lower not in PARTICLES for word in name)
    if not name or n_words > MAX_NAME or not all(is_name_word(word) for word in name):
        return None
    role = role_of(found[:start], lexicon) or role_of(words(apposition)[:ROLE_WORDS], lexicon)
    if not (role or start) and _is_nobody_s(name, lexicon):
        if is_plural(name[-1].lower):
            return None
        text = " ".join(word.text for word in name)
        return Parts("name", surname=text, kind=SpeakerKind.ORGANISATION)
    if not country:
        country = country_in([word.lower for word in words(apposition)[:4]], lexicon)
    if is_korean([word.text for word in name]):
        given = Word(f"{name[1].text}-{name[2].text.lower()}", name[1].start, name[2].end)
        name = [name[0], given]
    if len(name) > 1 and is_family_first(name[-1].text):
        name = [name[-1], *name[:-1]]
    surname_from = len(name) - 1
    while surname_from > 1 and name[surname_from - 1].lower in PARTICLES:
        surname_from -= 1
    if surname_from == 1 and _is_of_surname(name[0], name[1]):
        surname_from = 0
    surname = " ".join(word.text for word in name[max(surname_from, 0) :])
    return Parts(
        "name",
        given=given_of(name[:surname_from]),
        surname=without_possessive(surname),
        role=role,
        country=country,
    )


def _is_of_surname(first: Word, second: Word) -> bool:
    """Say whether a name begins with its surname: "von Hask", "De Hask"; "Al" and "Van" may be given names."""
    if first.lower not in PARTICLES:
        return False
    is_small = not is_capitalised(first.text) or second.lower in PARTICLES
    return is_small or first.lower not in _GIVEN_TOO


_GIVEN_TOO = frozenset({"al", "del", "du", "mac", "st", "van"})


def _given_from(found: Sequence[Word], start: int, lexicon: Lexicon) -> int:
    """Return where the name begins, where a given name stands among words that are none: "Browns DL Orla Brennick".

    Of three words only behind others ("Professor of Medicine Orla Brennick"): "Uzo Ann Hask" may be called so.
    """
    name = found[start:]
    is_short = len(name) == 3 and _SHORT.fullmatch(name[0].text)  # "QB Orla Brennick"
    is_common_first = (  # "Foreman Orla Brennick"
        len(name) == 3
        and name[0].lower not in lexicon.given_names
        and (is_common(name[0], lexicon) or _WORKER.fullmatch(name[0].lower))
        and is_name_word(name[2])
    )
    if (is_short or is_common_first) and name[1].lower in lexicon.given_names:
        return start + 1
    if len(name) < (3 if start else 4) or not all(is_name_word(word) for word in name):
        return start
    if not name[0].text.isascii():  # "Andrés Manuel López Hask": no English word
        return start
    known = (at for at, word in enumerate(name[:-1]) if word.lower in lexicon.given_names)
    return start + next(known, 0)


def _is_nobody_s(name: Sequence[Word], lexicon: Lexicon) -> bool:
    """Say whether a name is no person's by its words.

    With a capital inside ("HarbourWorks"), or all of words that are printed in lower case elsewhere.
    """
    first = without_possessive(name[0].lower)
    if first in lexicon.given_names or first in lexicon.nicknames or lexicon.is_honorific(first):
        return False
    inside = _CAPITAL_INSIDE.match(name[0].text)
    if inside is not None:
        return inside[1].casefold() not in lexicon.given_names  # AnnaLynne
    return len(name) > 1 and all(is_common(word, lexicon) for word in name)


def _is_pair(found: Sequence[Word], lowers: Sequence[str], lexicon: Lexicon) -> bool:
    """Say whether two are named: "Aldov and Brennick" is nobody's single voice, "Aldov of Dams and Rivers" is one."""
    whole = joined_at(lowers)
    behind = lowers[lowers.index("and", whole) + 1 :] if "and" in lowers[whole:] else ()
    is_other = bool(behind) and (
        behind[0] in lexicon.given_names
        or behind[0] in lexicon.titles
        or behind[0] in lexicon.honorifics
    )
    if whole < len(found) and not is_other and all(is_capitalised(w.text) for w in found[:whole]):
        found, lowers = found[:whole], lowers[:whole]
    if "and" not in lowers[1:-1] or " ".join(lowers) in lexicon.aliases:
        return False
    at = lowers.index("and", 1)
    if lowers[at + 1] == "the" and is_capitalised(found[at - 1].text):
        return True
    if lowers[-1] in lexicon.organisations:
        return False
    titles = lexicon.titles | lexicon.title_modifiers
    both = (found[at - 1], found[-1])
    return all(is_capitalised(word.text) and word.lower not in titles for word in both)


def _before_place(found: list[Word], lexicon: Lexicon) -> list[Word]:
    """Leave out what follows a name: "Warner of Virginia", "Aldov in March"."""
    skipped = lexicon.titles | lexicon.title_modifiers | lexicon.determiners | lexicon.honorifics
    for index, word in enumerate(found):
        if index and word.lower in JOINERS:
            before = found[index - 1]
            if is_titled_behind(found[index:], lexicon):
                continue  # "Union for Women President Orla Brennick"
            is_named = before.lower not in skipped or _is_surname(found[:index], index - 1, lexicon)
            if is_capitalised(before.text) and is_named:
                return _without_day(found[:index], lexicon)
            rest = " ".join(
                one.lower for one in found[index + 1 :] if one.lower not in lexicon.determiners
            )
            is_place = " " not in rest or rest in lexicon.countries or rest in lexicon.places
            if before.lower in lexicon.titles and is_place:
                # "the President of the United States", "Mayor of Tarrow", no "Secretary of State Hask"
                return found[:index]
    return found


def _without_day(found: list[Word], lexicon: Lexicon) -> list[Word]:
    while len(found) > 1 and found[-1].lower in lexicon.weekdays:
        found = found[:-1]  # "reports filed Sunday with the court"
    return found


def _is_shouted(head: str) -> bool:
    """Say whether a name is in capitals as transcripts print it: SERGEY LAVROV, but not AP."""
    return head.isupper() and (" " in head or (len(head) > 5 and "-" not in head))


def _begins_in_capitals(head: str, lexicon: Lexicon) -> bool:
    """Say whether a given name alone is in capitals, as an article's first words may be: HEDDA Storm."""
    first, _, rest = head.partition(" ")
    is_shouted = first.isupper() and len(first) > _INITIALS and first.isalpha()
    return is_shouted and not rest.isupper() and first.casefold() in lexicon.given_names


def _is_surname(found: Sequence[Word], index: int, lexicon: Lexicon) -> bool:
    """Say whether a title is somebody's surname: behind a given name, "Mr." or "Rep.", at the end."""
    rest = [word.lower.strip(".") for word in found[index + 1 :]]
    if not index or not is_capitalised(found[index].text) or not _GENERATIONS.issuperset(rest):
        return False
    before = found[index - 1].lower.strip(".")
    if before in lexicon.given_names or before in lexicon.honorifics:
        return True
    if found[index].lower in lexicon.surnames_too and _is_unknown(found[index - 1], lexicon):
        return True
    # "Martin Luther King Jr."
    at = next((i for i, one in enumerate(found[:index]) if one.lower in lexicon.given_names), None)
    if not rest or at is None:
        return False
    return all(
        is_capitalised(one.text) and not is_title(one.lower, lexicon) for one in found[at:index]
    )


def _is_unknown(word: Word, lexicon: Lexicon) -> bool:
    """Say whether a word with a capital is no title, place or other word that is known: "*Tishana* King"."""
    known = (lexicon.determiners, lexicon.countries, lexicon.places, lexicon.organisations)
    is_word = is_title(word.lower, lexicon) or is_common(word, lexicon)
    is_known = is_word or any(word.lower in some for some in known)
    return is_capitalised(word.text) and not is_known and not word.is_possessive


def _name_start(found: Sequence[Word], lexicon: Lexicon) -> int:
    """Return where the name begins: behind the last title, description or joining word."""
    start = 0
    for index, word in enumerate(found):
        if _is_surname(found, index, lexicon):
            break
        if index and len(word.text) == 1 and is_capitalised(word.text):
            continue  # the initial of "Orla A. Brennick" is no "a"
        follows_possessive = word.is_possessive and index + 1 < len(found)
        if (
            not is_name_word(word)
            or is_title(word.lower, lexicon)
            or word.lower in lexicon.honorifics
            or word.lower in lexicon.determiners
            or word.lower in lexicon.organisations
            or word.lower in JOINERS
            or follows_possessive
            or (
                word.lower in lexicon.countries
                and index + 1 < len(found)
                and not _is_given_place(found, index, lexicon)
            )
        ):
            start = index + 1
    return start


def _is_of_place(found: Sequence[Word], start: int, lexicon: Lexicon) -> bool:
    """Say whether a country and one common word, both with capitals, are all that a source names."""
    if start != 1 or len(found) != 2 or found[0].lower not in lexicon.countries:
        return False
    last = found[1]
    is_word = is_capitalised(last.text) and is_common(last, lexicon)
    return is_word and not is_plural(last.lower) and last.lower not in lexicon.unnamed


def _is_given_place(found: Sequence[Word], index: int, lexicon: Lexicon) -> bool:
    """Say whether a place is somebody's given name, one word before the end: "President *Chad* Griffin"."""
    last = found[-1]
    return (
        found[index].lower in lexicon.given_places
        and index + 2 == len(found)
        and is_name_word(last)
        and is_capitalised(last.text)
        and not is_common(last, lexicon)
        and not is_title(last.lower, lexicon)
        and last.lower not in lexicon.organisations
        and last.lower not in lexicon.countries
    )


def _nominal(found: list[Word], lowers: list[str], country: str, lexicon: Lexicon) -> Parts:
    cut = joined_at(lowers)
    head = lowers[cut - 1]
    # "the inspector general's report" is a report, "Aldov and the mayor" are two
    is_one = head in lexicon.titles and "and" not in lowers[:cut]
    role = role_of(found, lexicon) if is_one else ""
    is_owned = found[0].is_possessive and is_capitalised(found[0].text)  # "Skell's police chief"
    is_definite = lowers[0] in _DEFINITE or bool(country) or is_owned
    if lowers[0] in lexicon.indefinite or not is_definite or not role or head.endswith("s"):
        return Parts("nominal", role=role, country=country, kind=SpeakerKind.UNNAMED)
    return Parts("nominal", role=role, country=country)
