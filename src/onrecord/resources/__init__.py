"""Words of each language as data: one TOML file a language, read once when first asked for."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from onrecord.errors import UnknownName
from onrecord.resources.clock import Clock, read_clock
from onrecord.resources.numbers import Numbers, Words, read_numbers
from onrecord.text.tokens import stem

__all__ = [
    "Lexicon",
    "Plain",
    "characters_a_word",
    "frequencies",
    "languages",
    "lexicon",
    "lexicon_of",
    "page_labels",
]


class Plain(NamedTuple):
    """What the plain rules ask of a language beside its words."""

    that: Words
    """Words that begin a reported clause; one that ends in an apostrophe is a part of the next word."""
    according: tuple[tuple[str, ...], ...]
    """Phrases before the one whose words follow."""
    like: Words
    """Words that open "as the mayor said"."""
    objects: Words
    """Pronouns that may stand between these and the verb ("comme le dit")."""
    joins: Words
    """What joins two who speak."""
    relative: Words
    """Behind these a verb has another's clause."""
    of: Words
    """What stands between a description and a name that is no part of it ("ministre des Transports")."""
    pronouns_behind: Words
    """Pronouns that may stand behind their verb."""
    linkers: Words
    """What may stand between such a verb and its pronoun (a-t-il)."""
    elided: tuple[str, ...]
    """Articles that are one word with their noun (l'armée)."""
    possessives: Words = frozenset()
    """Pronouns that stand inside a phrase of according, where it has `*`: "по его словам"."""
    within: Words = frozenset()
    """Prepositions before a body in which several say something, who are not named: "в министерстве отметили"."""
    plural: tuple[str, ...] = ()
    """How verbs end then."""
    conditions: tuple[tuple[str, ...], ...] = ()
    """What begins a condition that stands behind who says it: "« ... », a dit le maire, *si* les analyses ..."."""
    addressed: tuple[tuple[str, ...], ...] = ()
    """Those to whom something is said, between the verb and who says it, as no case shows: "рассказал ТАСС мэр"."""
    genitive: tuple[tuple[str, ...], ...] = ()
    """Endings of names in the nominative, each with those that it may have in the genitive."""
    genitive_of_consonants: str = ""
    """What the genitive adds to a name that ends in none of these."""
    drops: bool = False
    """A verb alone is said of whoever spoke before: "«Todo es falso», afirmó."."""
    dashed: bool = False
    """Speech that a dash opens goes on only behind another dash: "—Sí —dijo ella, sin mirar—. Vamos"."""

    brace: bool = False
    """The auxiliary may stand apart, before the verb: "Brennick *hat* am Montag *gesagt*"; and who speaks behind it."""

    subjunctives: Words = frozenset()
    """Verbs in the form by which speech is told without a "that": "Brenn sagte, sie *habe* keine Pläne"."""
    postposed: Words = frozenset()
    """What stands behind the one whose words follow: "Ada Brenn *zufolge*"."""
    conditionals: Words = frozenset()
    """Those that tell as well what is not so, and speech only behind its verb."""
    infinitives: Words = frozenset()
    """Verbs by which somebody says something of himself: "dit *avoir* prévenu le préfet"."""
    before_infinitives: Words = frozenset()
    """What may stand before these: "dit *ne pas* avoir reçu la lettre"."""
    calling: Words = frozenset()
    """Verbs, by their first form, behind which stands what is called so: "*nannte* die Forderung „unbezahlbar“"."""

    def unelided(self, lower: str) -> str:
        """Return a word without an article that is one word with it."""
        return lower.removeprefix(next((one for one in self.elided if lower.startswith(one)), ""))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """What the rules know of a language. Field by field as in the TOML file."""

    language: str
    plain: Plain | None
    """For a language whose statements the plain rules find; English has rules of its own."""
    cues: dict[str, str]
    """Each form of a reporting verb (lower case) to its lemma."""
    replies: Words
    """Lemmas of verbs by which somebody answers another."""
    hearers: Words
    """Bodies that hear what is said to them, so that it is told as theirs: "..., a *court* heard"."""
    asks_by: Words
    """Lemmas of verbs by which somebody asks another."""
    speech: Words
    other_days: Words
    """What stands right before a day on which something else is than what is said: "until Monday"."""
    act_speech: Words
    act_attitude: Words
    clause: Words
    objects: Words
    question: Words
    bare: Words
    """Verbs that say nothing of what is told: "say"."""
    addressing: Words
    """Verbs whose object is told something: their subject in the passive says nothing."""
    inverting: Words
    announcing: Words
    """What tells only that something was said, as bare and inverting verbs do."""
    not_before_cue: Words
    not_before_nouns: Words
    adverbs: Words
    auxiliaries: Words
    addressees: Words
    pronouns: dict[str, str]
    relatives: Words
    """Pronouns that go back to the noun right before them."""
    determiners: Words
    indefinite: Words
    boundaries: Words
    prepositions: Words
    months: Words
    capital_months: bool
    """Months are printed with a capital: "march" and "may" are none."""
    weekdays: tuple[str, ...]
    honorifics: Words
    surnames_too: Words
    """Titles that are as often somebody's surname: "Tishana King"."""
    titles_of_given: Words
    """Titles that stand before a given name alone: "Prince Harry said"."""
    short_titles: dict[str, str]
    """Titles as news cuts them short, without their full stop, to the whole word."""
    post_nominals: frozenset[str]
    """What stands behind a name and is none of it, as it is printed: KC, MP, PhD."""
    openers: Words
    titles: Words
    spokespeople: Words
    """Titles of those who speak for a body, whose words are that body's: "a ministry *spokeswoman*"."""
    title_modifiers: Words
    title_synonyms: dict[str, tuple[str, ...]]
    offices: tuple[tuple[str, ...], ...]
    """Titles that are one whole ("attorney general"), and words that make another office of any: "vice"."""
    sole_offices: Words
    """Titles that one person of a country has."""
    sole_bodies: Words
    """Bodies of which a country has one."""
    kin: dict[str, str]
    """Words that say whose relative somebody is, to `m` or `f`."""
    called_again: dict[str, str]
    """Words by which reports call again whom they have named ("the singer"), to `m`, `f`, or `s` for either."""
    natives: Words
    """Those of them that say of which country or state somebody is: "the Norwegian"."""
    given_names: dict[str, str]
    """Given names (lower case) to `m` or `f`."""
    nicknames: dict[str, Words]
    """A given name or nickname (lower case) to all names that those who bear it may be called by."""
    organisations: Words
    nominatives: dict[str, str]
    """What describes somebody, in another case than the nominative, to its nominative."""
    common: Words
    """Words that news prints in lower case (`training/words.py`); none for a language without such a list."""
    legal_forms: Words
    """What says of which legal form a company is; its name is the same without."""
    company_ends: Words
    """Words in which companies' names end, which are called by the first word of theirs: Aldov Records, Aldov Inc."""
    name_ends: Words
    """These and others in which names of bodies and places end, and that stand for none by themselves: Skell Island."""
    of_companies: Words
    """What a company has and nobody else: "Aldov's customers", "shares in Aldov"."""
    any_body: dict[str, Words]
    """Words that stand for a body of any name ("the company"), to the words in which the names of such may end."""
    named_so: Words
    """Of these what stands only for a body whose name says that it is one: "police"."""
    unnamed: Words
    before_names: Words
    """What a body is, right before its name: "the newspaper Skellposten"."""
    before_one_name: Words
    """Of these what begins a sentence before a name of one word: "Carmaker Aldov"; no body's name begins so itself."""
    operated: Words
    """What an operator runs, right before whose name it stands: "cable operator Aldov"; a crane's is a worker."""
    peoples: Words
    """People of a sort whom news prints with a capital."""
    documents: Words
    """What may be said to say something and is no body: "report"."""
    countries: dict[str, str]
    """Country name, demonym or plural (lower case) to the country's name."""
    capitals: Words
    """Of these those that are towns."""
    given_places: Words
    """Those of all places that are given names too (lower case)."""
    short_places: Words
    """What places are called behind the name of a town, without a full stop (lower case): "Calif"."""
    places: Words
    """Places that may speak and are no country (lower case); they are names of bodies, too."""
    aliases: dict[str, str]
    """One name of a body (lower case) to the name under which all meet."""
    alias_words: dict[str, int]
    """Each word with which such a name begins, to how many words the longest of them has."""
    guards: dict[str, tuple[tuple[str, ...], ...]]
    unguarded: tuple[tuple[str, ...], ...]
    """Phrases in which a guard's words turn nothing."""
    conjunctions: frozenset[str]
    """Those that say nothing without a clause."""
    contrasting: frozenset[str]
    """Conjunctions that set two clauses side by side: neither says another thing without them."""
    limiting: frozenset[str]
    """Words that, where a quotation goes on by them, limit what it said so far to a time or a case."""
    likelihoods: tuple[Words, ...]
    """Modals that make something equally likely, whatever the tense: "will" and "would", "could" and "may"."""
    futures: Words
    """What says of something that it is to come, in whatever tense: "will", "is to", "was going to"."""
    opposites: dict[str, frozenset[str]]
    """Words to those that say the opposite, for which one of them turns a sentence."""
    fillers: Words
    days: dict[str, int]
    """Words for days, to their distance from the day of publication."""
    contractions: dict[str, tuple[str, ...]]
    alone_limits: frozenset[tuple[str, ...]]
    """Words that limit what is said where one outlet has these alone and another none: "*Most* workers support it"."""
    behind_had: Words
    """Participles, other than in -ed, behind which "he'd" is "he had"."""
    spellings: dict[str, str]
    """Words in another spelling than the one under which they are compared: "organisation"."""
    parted: Words
    """Words that are others when printed as two: "resigned", "re-signed"."""
    second_words: Words
    """Those with which a spelling of two words ends: per *cent*."""
    respelled: Words
    """Words that the language's file has a spelling for: no names, though they may stand in capitals ("OK")."""
    irregular: dict[str, str]
    """Forms of verbs that no ending makes, to the base's stem: "fell", to that of "fall"."""
    shifts: dict[str, str]
    """Words that person and tense interchange when speech is reported, to their class: of verbs the base's stem."""
    function_words: Words
    relative_length: float
    """Words that say what an English text of one says, on average."""
    capitals_are_names: bool
    """A capital within a sentence begins a name; not where all nouns have one."""
    share: Words
    related: tuple[str, ...]
    comments: tuple[str, ...]
    credits: tuple[str, ...]
    captions: tuple[str, ...]
    """What a caption that is saved as text begins with."""
    photographs: tuple[str, ...]
    unfold: tuple[str, ...]
    """What a switch says that shows the rest of a caption, and one that hides it again."""
    fold: tuple[str, ...]
    asks: tuple[str, ...]
    """What a line of a page begins with that asks readers for something, and what it asks them for."""
    asked_for: tuple[str, ...]
    date_labels: tuple[str, ...]
    navigation: Words
    mastheads: Words
    """Words by which papers, stations and agencies are called."""
    mastheads_beside: Words
    """Those that tell it only beside another word."""
    mastheads_first: Words
    """Those with which a name may begin: "Radio Norrland"."""
    owners: Words
    """In what names of companies end that own outlets: "© 2031 Aldov Media"."""
    masthead_ends: tuple[str, ...]
    """What the name of one may end in that is one word: "Norrlandpost"."""
    outlet_labels: tuple[str, ...]
    """What a line begins with that says whose an article is, and one that says who wrote it."""
    author_labels: tuple[str, ...]
    written_for: tuple[str, ...]
    """What stands between an author and the outlet: "By Lena Ost *for* the Norrland Echo"."""
    told_to: tuple[str, ...]
    """What stands before the outlet to which somebody spoke, or which has seen something."""
    newsrooms: Words
    """What stands behind an outlet's name where nobody of it is named: "Norrland Echo *staff*"."""
    agencies: tuple[str, ...]
    agencies_by_name: dict[str, tuple[str, ...]]
    """Each agency's full name to all its forms."""
    numbers: Numbers
    """How numbers are printed; empty for a language whose file does not say."""
    clock: Clock
    """How times of day are; empty too."""

    def is_honorific(self, lower: str) -> bool:
        """Say whether a word is "Mr" or the like, with its stop or without."""
        return lower.strip(".") in self.honorifics

    @property
    def turns(self) -> bool:
        """Say whether it is known which words turn a sentence."""
        return any(self.guards.values())


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the codes of the languages with a file, sorted; every article asks for them."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(one.removesuffix(".toml") for one in names if one.endswith(".toml")))


def _common_words(language: str) -> Words:
    path = files(__name__) / f"{language}_common.txt"
    return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()


def _longest_by_first_word(names: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for name in names:
        first, *others = name.split()
        longest[first] = max(longest.get(first, 0), 1 + len(others))
    return longest


@lru_cache(maxsize=8)
def lexicon(language: str = "en") -> Lexicon:
    """Return the words of a language; raises UnknownName for one without a file."""
    path = files(__name__) / f"{language}.toml"
    if not path.is_file():
        raise UnknownName("language", language, languages())
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return _made(language, {key: _as_compared(value) for key, value in data.items()})


def _as_compared(value: object) -> object:
    """Return what a file says with its words as those of a text are compared: "außer" is "ausser" in lower case."""
    if isinstance(value, str):
        return value.casefold() if value.islower() else value
    if isinstance(value, list):
        return [_as_compared(one) for one in value]
    if isinstance(value, dict):
        return {_as_compared(key): _as_compared(one) for key, one in value.items()}
    return value


@lru_cache(maxsize=64)
def _words_alone(language: str) -> Lexicon:
    """Return what is known of a language without a file: which words stand in every sentence.

    No word of it turns a sentence, and none is a number, for all that is known.
    """
    from stopwordsiso import has_lang, stopwords  # 60 languages; read when one of them is met

    common = " ".join(sorted(stopwords(language))) if has_lang(language) else ""
    text = {
        "function_words": common,
        "guards": dict.fromkeys(lexicon().guards, ()),
        "relative_length": characters_a_word(language),
        "capitals_are_names": language not in _NOUNS_IN_CAPITALS,
    }
    plain = dict.fromkeys((name for name in Plain._fields if name not in Plain._field_defaults), ())
    return _made(language, {"plain": plain, "text": text})


_NOUNS_IN_CAPITALS = frozenset({"de", "lb", "nds", "bar", "als"})
"""German, and what is written as it is."""
_CHARACTERS_A_WORD = {"zh": 1.5, "yue": 1.5, "ja": 2.0, "th": 4.0}


def characters_a_word(language: str) -> float:
    """Return how many characters say what an English word does, where no words are parted; else 1. Set by hand."""
    return _CHARACTERS_A_WORD.get(language, 1.0)


def _opposites(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        one, other = (side.split() for side in line.split("/"))
        for word in one:
            found[word].update(other)
        for word in other:
            found[word].update(one)
    return {word: frozenset(others) for word, others in found.items()}


def _compounds(parts: Mapping[str, str] | None) -> Iterator[str]:
    """Yield the titles of a language that prints them in one word with what they are of: "Handelsministerin"."""
    if parts is not None:
        for begin in parts["begins"].split():
            yield from (f"{begin}{end}" for end in parts["ends"].split())


def _made(language: str, data: dict[str, Any]) -> Lexicon:
    data = _filled(data)
    cues, people, furniture = data["cues"], data["people"], data["furniture"]
    text, nps = data["text"], data["phrases"]
    numbers = read_numbers(data["quantities"], language)
    spellings = _spellings(language, text.get("spellings", {}), text.get("not_spellings", ()))
    # an infinitive tells of speaking and says nothing: "хочу отметить", "il faut dire"
    finite_from = 0 if data["plain"] is None else 1
    forms = {
        form: line.split()[0]
        for group in ("speech", "attitude")
        for line in cues[group]
        for form in line.split()[finite_from:]
    }
    places = frozenset(name.casefold() for name in people.get("places", ()))
    aliases = {
        name.casefold(): names[0].casefold() for names in people["aliases"] for name in names
    } | {name: name for name in places}
    countries = {
        name.strip().casefold(): line.split(",")[0].strip()
        for line in people["countries"]
        for name in line.split(",")
    }
    capitals = frozenset(one.casefold() for one in people.get("capitals", ()))
    natives = _natives(people["natives"], countries, capitals)
    irregular = {
        form: stem(base, language)
        for verb in text.get("verbs", ())
        for base, *forms in [verb.split()]
        for form in forms
    }
    return Lexicon(
        language=language,
        plain=_plain(data["plain"]),
        cues=forms,
        replies=frozenset(cues.get("replies", ())),
        hearers=frozenset(cues.get("hearers", ())),
        asks_by=frozenset(cues.get("asks_by", ())),
        speech=frozenset(line.split()[0] for line in cues["speech"]),
        other_days=frozenset(cues["other_days"]),
        act_speech=frozenset(
            [
                *(form for line in cues["speech"] for form in line.split()),
                *cues["act_speech"].split(),
            ]
        ),
        act_attitude=frozenset(
            [
                *(form for line in cues["attitude"] for form in line.split()),
                *cues["act_attitude"].split(),
            ]
        ),
        clause=frozenset(cues["clause"]),
        objects=frozenset(cues["objects"]),
        question=frozenset(cues["question"]),
        bare=frozenset(cues["bare"]),
        addressing=frozenset(cues["addressing"]),
        inverting=frozenset(cues["inverting"]),
        announcing=frozenset(cues.get("announcing", ())),
        not_before_cue=frozenset(cues["not_before"]),
        not_before_nouns=frozenset(cues["not_before_nouns"]),
        adverbs=frozenset(nps["adverbs"]),
        auxiliaries=frozenset(nps["auxiliaries"]),
        addressees=frozenset(nps["addressees"]),
        pronouns=dict(people["pronouns"]),
        relatives=frozenset(people["relatives"]),
        determiners=frozenset(nps["determiners"]),
        indefinite=frozenset(nps["indefinite"]),
        boundaries=frozenset(nps["boundaries"]),
        prepositions=frozenset(nps["prepositions"]),
        months=frozenset(nps["months"]),
        capital_months=nps.get("capital_months", False),
        weekdays=tuple(nps["weekdays"]),
        surnames_too=frozenset(people.get("surnames_too", ())),
        titles_of_given=frozenset(people.get("titles_of_given", ())),
        honorifics=frozenset(people["honorifics"]),
        short_titles=dict(people["short_titles"]),
        post_nominals=frozenset(people.get("post_nominals", ())),
        openers=frozenset(people["openers"]),
        titles=frozenset(
            _with_articles([*people["titles"], *_compounds(people.get("compound_titles"))], data)
        ),
        spokespeople=frozenset(people["spokespeople"]),
        title_modifiers=frozenset(_with_articles(people["title_modifiers"], data)),
        title_synonyms={key: tuple(value) for key, value in people["title_synonyms"].items()},
        offices=tuple(tuple(one.split()) for one in people["offices"]),
        sole_offices=frozenset(people["sole_offices"]),
        sole_bodies=frozenset(people.get("sole_bodies", ())),
        kin=_by_gender(people["kin"]),
        called_again=dict.fromkeys(natives, "s") | _by_gender(people["called_again"]),
        natives=natives,
        given_names=_by_gender(people["given_names"]),
        nicknames=_nicknames(people["nicknames"]),
        organisations=frozenset(_with_articles(people["organisations"], data)),
        nominatives={
            form: line.split()[0]
            for line in people.get("declined", ())
            for form in line.split()[1:]
        },
        common=_common_words(language),
        unnamed=frozenset(_with_articles(people["unnamed"], data)),
        legal_forms=frozenset(people.get("legal_forms", ())),
        company_ends=frozenset((*people.get("name_ends", ()), *people.get("legal_forms", ()))),
        name_ends=frozenset(
            word
            for key in ("name_ends", "legal_forms", "other_ends")
            for word in people.get(key, ())
        ),
        of_companies=frozenset(people.get("of_companies", ())),
        any_body={
            kind: frozenset([kind, *ends.split()])
            for kind, ends in people.get("any_body", {}).items()
        },
        named_so=frozenset(people.get("named_so", ())),
        before_names=frozenset(people.get("before_names", ())),
        before_one_name=frozenset(people.get("before_one_name", ())),
        operated=frozenset(people.get("operated", ())),
        peoples=frozenset(people.get("peoples", ())),
        documents=frozenset(people.get("documents", ())),
        countries=countries,
        capitals=capitals,
        given_places=frozenset(one.casefold() for one in people.get("given_places", ())),
        short_places=frozenset(one.casefold() for one in people.get("short_places", ())),
        places=places,
        aliases=aliases,
        alias_words=_longest_by_first_word(aliases),
        guards=_guards(text["guards"], None if data["plain"] is None else numbers),
        unguarded=tuple(tuple(phrase.split()) for phrase in text.get("unguarded", ())),
        conjunctions=frozenset(text.get("conjunctions", ())),
        contrasting=frozenset(text.get("contrasting", ())),
        limiting=frozenset(text.get("limiting", ())),
        likelihoods=tuple(frozenset(one.split()) for one in text.get("likelihoods", ())),
        futures=frozenset(text.get("futures", ())),
        opposites=_opposites(text.get("opposites", ())),
        fillers=frozenset(text["fillers"]),
        days=dict(text["days"]),
        spellings=spellings,
        parted=frozenset(text.get("parted", "").split()),
        second_words=frozenset(key.split()[1] for key in spellings if " " in key),
        respelled=frozenset(text.get("spellings", {}).values()),
        contractions={key: tuple(value.split()) for key, value in text["contractions"].items()},
        alone_limits=frozenset(tuple(one.split()) for one in text.get("alone_limits", ())),
        behind_had=frozenset(text.get("behind_had", "").split()),
        irregular=irregular,
        shifts=irregular
        | {word: group for group, members in text["shifts"].items() for word in members.split()},
        function_words=frozenset(text["function_words"].split()),
        relative_length=text.get("relative_length", 1.0),
        capitals_are_names=text.get("capitals_are_names", True),
        share=frozenset(furniture["share"]),
        related=tuple(furniture["related"]),
        comments=tuple(furniture["comments"]),
        credits=tuple(furniture["credits"]),
        captions=tuple(f"{label} " for label in furniture.get("captions", ())),
        photographs=tuple(furniture["photographs"]),
        unfold=tuple(furniture["unfold"]),
        fold=tuple(furniture["fold"]),
        asks=tuple(furniture["asks"]),
        asked_for=tuple(furniture["asked_for"]),
        date_labels=tuple(furniture["date_labels"]),
        navigation=frozenset(furniture["navigation"]),
        mastheads=frozenset(furniture.get("mastheads", "").split()),
        mastheads_beside=frozenset(furniture.get("mastheads_beside", "").split()),
        mastheads_first=frozenset(furniture.get("mastheads_first", "").split()),
        owners=frozenset(furniture.get("owners", "").split()),
        masthead_ends=tuple(furniture.get("masthead_ends", "").split()),
        outlet_labels=tuple(furniture.get("outlet_labels", ())),
        author_labels=tuple(furniture.get("author_labels", ())),
        written_for=tuple(furniture.get("written_for", ())),
        told_to=tuple(furniture.get("told_to", ())),
        newsrooms=frozenset(furniture.get("newsrooms", "").split()),
        agencies=tuple(form.casefold() for forms in furniture["agencies"] for form in forms),
        agencies_by_name={forms[0]: tuple(forms) for forms in furniture["agencies"]},
        numbers=numbers,
        clock=read_clock(data["clock"]),
    )


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """Return a language's data with what English has and it lacks, empty."""
    if data.get("plain") is None:
        return data | {"plain": None}
    whole = tomllib.loads((files(__name__) / "en.toml").read_text(encoding="utf-8"))
    return data | {
        section: {key: type(value)() for key, value in values.items()} | data.get(section, {})
        for section, values in whole.items()
    }


def _plain(data: dict[str, Any] | None) -> Plain | None:
    if data is None:
        return None
    return Plain(
        that=frozenset(data["that"]),
        according=tuple(
            sorted((tuple(phrase.split()) for phrase in data["according"]), key=len, reverse=True)
        ),
        like=frozenset(data["like"]),
        objects=frozenset(data["objects"]),
        joins=frozenset(data["joins"]),
        relative=frozenset(data["relative"]),
        of=frozenset(data["of"]),
        pronouns_behind=frozenset(data["pronouns_behind"]),
        linkers=frozenset(data["linkers"]),
        elided=tuple(data["elided"]),
        possessives=frozenset(data.get("possessives", ())),
        within=frozenset(data.get("within", ())),
        plural=tuple(data.get("plural", ())),
        conditions=tuple(tuple(phrase.split()) for phrase in data.get("conditions", ())),
        addressed=tuple(tuple(name.casefold().split()) for name in data.get("addressed", ())),
        genitive=tuple(tuple(line.split()) for line in data.get("genitive", ())),
        genitive_of_consonants=data.get("genitive_of_consonants", ""),
        drops=data.get("drops", False),
        dashed=data.get("dashed", False),
        brace=data.get("brace", False),
        subjunctives=frozenset(data.get("subjunctives", "").split()),
        postposed=frozenset(data.get("postposed", ())),
        conditionals=frozenset(data.get("conditionals", "").split()),
        infinitives=frozenset(data.get("infinitives", "").split()),
        before_infinitives=frozenset(data.get("before_infinitives", "").split()),
        calling=frozenset(data.get("calling", ())),
    )


def _with_articles(words: Sequence[str], data: dict[str, Any]) -> list[str]:
    """Return words as they are, and as one word with an article that loses its vowel before them."""
    articles = (data["plain"] or {}).get("elided", ())
    return [*words, *(f"{article}{word}" for article in articles for word in words)]


def _by_gender(names: dict[str, str]) -> dict[str, str]:
    return {name: gender for gender, line in names.items() for name in line.split()}


def _natives(lines: dict[str, str], countries: dict[str, str], capitals: Words) -> Words:
    """Return words for one of a country or a state: those that a language lists, and adjectives that end as told."""
    ends = tuple(lines.get("ends", "").split())
    of_countries = {
        word
        for word, country in countries.items()
        if word.endswith(ends) and word != country.casefold()
    }
    listed = lines.get("names", "").split()
    return frozenset({*listed, *of_countries} - capitals - {*lines.get("others", "").split()})


def _nicknames(lines: Sequence[str]) -> dict[str, Words]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        formal, *short = line.split()
        for name in short:
            found[formal].add(name)
            found[name].add(formal)
    return {name: frozenset(others) for name, others in found.items()}


def _spellings(language: str, own: dict[str, str], but: Sequence[str]) -> dict[str, str]:
    """Return British spellings to American ones, but for words that are others or are spelled wrongly there."""
    if language != "en":
        return dict(own)
    from breame.data.spelling_constants import BRITISH_ENGLISH_SPELLINGS

    return {key: one for key, one in BRITISH_ENGLISH_SPELLINGS.items() if key not in but} | own


def _guards(
    guards: dict[str, list[str]], numbers: Numbers | None
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of each guard, with the numbers that a language counts with, where they are given."""
    found = {guard: [tuple(one.split()) for one in phrases] for guard, phrases in guards.items()}
    if numbers is not None:
        counted = numbers.ones | numbers.scales | numbers.rounded
        found["number"] += [tuple(form.split()) for form, value in counted.items() if value > 1]
    return {guard: tuple(dict.fromkeys(phrases)) for guard, phrases in found.items()}


@lru_cache(maxsize=256)
def lexicon_of(language: str | None) -> Lexicon:
    """Return the words of an article's language, those of English where it is not known.

    Of a language without a file next to nothing is known; English words would be found in it all the same.
    """
    if language is None or language in languages():
        return lexicon(language or "en")
    return _words_alone(language)


_OF_PAGES = (
    "share", "related", "comments", "credits", "captions", "photographs", "unfold", "fold", "asks", "asked_for",
    "date_labels", "navigation", "mastheads", "mastheads_beside", "mastheads_first", "masthead_ends", "owners",
    "outlet_labels", "author_labels", "written_for", "told_to", "newsrooms",
)  # fmt: skip


@lru_cache(maxsize=1)
def page_labels() -> Lexicon:
    """Return the words of English with the labels of pages in every language: a page's own is told later."""
    every = [lexicon(language) for language in languages()]
    english = lexicon()
    labels: dict[str, Any] = {}
    for name in _OF_PAGES:
        kind = type(getattr(english, name))
        labels[name] = kind(dict.fromkeys(word for one in every for word in getattr(one, name)))
    return replace(english, **labels)


@lru_cache(maxsize=2)
def frequencies(language: str = "en") -> tuple[int, dict[str, int]]:
    """Return the number of background sentences and, by stem, how many of them hold it.

    Stems that are not listed were seen in fewer than the floor of the file.
    """
    text = (files(__name__) / f"{language}_frequencies.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    counts = {word: int(count) for word, count in lines}
    return counts.pop("*"), counts
