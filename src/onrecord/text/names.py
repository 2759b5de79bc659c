"""Keys under which spellings of one name meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from onrecord.text.normalize import strip_accents

__all__ = [
    "BEFORE_WHO",
    "SPELLED",
    "full_name",
    "given_names_agree",
    "is_family_first",
    "is_korean",
    "is_slip",
    "name_key",
    "printed_name",
    "surname_key",
    "without_stops",
]

_OF = r"( of [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*(?:, [A-Z][\w.]*)?)"
BEFORE_WHO = re.compile(rf"{_OF}?(?:,? \([^()\n]{{1,20}}\))?[ \u00a0\t,–—―-]{{1,4}}")
"""What may stand between a name and the "who" that goes back to it: where somebody is of, a comma, a dash."""

SPELLED = 6
"""Letters from which a name may be spelled otherwise: one slip in a shorter one makes another name."""


def is_slip(one: str, other: str) -> bool:
    """Say whether two keys of names differ by one letter, or two that changed places: "huntsman", "hunstman"."""
    is_long = min(len(one), len(other)) >= SPELLED
    return is_long and one != other and OSA.distance(one, other, score_cutoff=1) <= 1


_INITIALS = re.compile(r"(?<![\w.])[^\W\d_](?:\.[^\W\d_])+(?:\.|(?![\w.]))")


def without_stops(name: str) -> str:
    """Return a name with its initials as one word of letters: "F.B.I." is "FBI", and "U.S. Army" is "US Army"."""
    return _INITIALS.sub(lambda one: one[0].replace(".", "") if one[0].isupper() else one[0], name)


_LATIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)
"""Letters that are no others with a mark, as outlets that have not got them print them: Rød is Rod."""
_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ye", "ж": "zh",
        "з": "z", "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
        "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip
"""Russian, Ukrainian and Belarusian letters in Latin ones, as BGN/PCGN 1947 and 1965 and the press print them; ё as the
е that most texts have for it."""

# What transliterations into English interchange, in order. Sources: the ALA-LC, BGN/PCGN and
# press romanisations of Russian, Ukrainian, Arabic and Persian names.
_INTERCHANGED = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"['’`ʼ\-.]", ""),
        (r"(?:^|(?<=[aeiou]))ye", "e"),
        (r"(?<=[bcdfgklmnprstvz])yo", "e"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"^(?:q|g|gh|kh)(?=[aeiou])", "k"),
        (r"gh|kh", "h"),
        (r"dh", "d"),
        (r"th$", "t"),
        (r"shch|sch|sh", "s"),
        (r"tch|tsch|ch", "c"),
        (r"ck|q", "k"),
        (r"tz|ts|cz", "z"),
        (r"w|ff$", "v"),
        (r"[ij]?y[aiu]$", "ia"),
        (r"ey|ei|ay|ai$", "e"),
        (r"iy|yi|ii|ij|ee|y", "i"),
        (r"ou|oo", "u"),
        (r"yo|io", "o"),
        (r"(.)\1", r"\1"),
    )
)


_ONE_NAME = {
    other: first
    for line in (
        "mohammed mohammad muhammad mohamed mohamad muhammed muhamad mohamud",
        "ahmed ahmad",
        "hussein hussain husain husein hossein",
        "hassan hasan",
        "abdullah abdallah",
        "mahmoud mahmud",
        "omar umar",
        "osama usama",
        "khaled khalid",
        "faisal faysal feisal",
        "yousef youssef yusef yousuf yusuf",
        "saleh salih",
        "tariq tarek tarik",
        "jamal gamal",
        "rashid rasheed",
        "saeed saeid",
        "majid majeed",
        "hamid hameed",
        "walid waleed",
        "amir ameer",
        "nasser nasir naser",
        "suleiman sulaiman soleiman suleyman",
        "ibrahim ebrahim",
        "ismail esmail",
        "benjamin benyamin binyamin",
        "alexander aleksandr aleksander alexandr",
    )
    for first, *others in [line.split()]
    for other in others
}
"""Names that papers romanise with other vowels to the one under which they meet: from press usage, by hand."""


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """Return the key of one name word: "Sergei", "Sergey" and "Сергей" share it, "Anna" and "Anne" do not."""
    # before accents are stripped: й and ё are letters of their own
    key = strip_accents(name.casefold().translate(_CYRILLIC).translate(_LATIN))
    key = _ONE_NAME.get(key, key)
    for pattern, to in _INTERCHANGED:
        key = pattern.sub(to, key)
    return key


def given_names_agree(left: str, right: str) -> bool:
    """Say whether two given names can be one person's: equal keys, or an initial of the other.

    A missing given name agrees with any; two different ones never agree.
    """
    if not left or not right:
        return True
    first, second = left.rstrip("."), right.rstrip(".")
    if len(first) == 1 or len(second) == 1:
        return first[:1].casefold() == second[:1].casefold()
    return name_key(first) == name_key(second)


def surname_key(name: str) -> str:
    """Return the key of the last word of a name, which is not empty."""
    return name_key(name.rsplit(maxsplit=1)[-1])


_KOREAN = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{1,6}")
"""A given name of two syllables as Korean and Cantonese names are printed in English: Ki-moon, Jong-un, Che-cheung."""


_FAMILIES = frozenset(
    "ahn an bae baek ban chang cho choi choe chun chung han hong hwang im jang jeong jo jung kang kim ko kwon lee lim "
    "moon nam noh oh pak park ri ro roh seo shin sim son song suh yang yeo yoo yoon yu yun".split()
)
_SYLLABLES = frozenset(
    "ae bae bak bin bok bong bum byung chan cheol chol chul dae do dong duck eun gi geun gil gon gu guk gun "
    "gwon gyu ha hae hak han hee ho hoon hui hwa hwan hwi hye hyeok hyeon hyon hyuk hyun il im in ja jae je "
    "jeong jik jin jo jong joo joon ju jun jung ki kil kon kook ku kuk kun kwang kwon kyong kyu kyun kyung min "
    "mo mok moo moon mun myeong myong myung na nam ok pil pom pyo rae ran rim rok ryol ryong sang se seo seok "
    "seol seon seong seung shik shin si sik sok son song soo sook su suk sun sung tae taek thae uk un wan won "
    "wook woo woong yeol yeon yeong yo yol yon yong yoon you young yul yun".split()
)
"""Korean family names, and the syllables of given names printed as two words: Kim Jong Un. By hand."""


def is_korean(words: Sequence[str]) -> bool:
    """Say whether three words are a Korean name, the family's first and the given name in two words."""
    family, *given = (word.casefold() for word in words)
    return len(given) == 2 and family in _FAMILIES and _SYLLABLES.issuperset(given)


def is_family_first(given: str) -> bool:
    """Say whether a given name is one that stands behind the family's."""
    return _KOREAN.fullmatch(given) is not None


@lru_cache(maxsize=16384)
def printed_name(text: str, given: str, surname: str) -> str:
    """Return a name in full as it is printed, what stands between its parts too: "Helena *Bonham* Carter".

    Empty where the text has not both parts, or more than a name between them.
    """
    parts = ("[ -]".join(map(re.escape, one.split())) for one in (given, surname))  # "al-Hask"
    first, second = (re.search(rf"(?<!\w){one}(?!\w)", text) for one in parts)
    if not (given and surname and first and second):
        return ""
    name = text[min(first.start(), second.start()) : max(first.end(), second.end())]
    return name if _BETWEEN.fullmatch(name) else ""


_BETWEEN = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,4}")
"""Words with spaces between them, no comma, quotation mark or bracket."""


def full_name(given: str, surname: str) -> str:
    """Return a name in the order in which it is printed."""
    parts = (surname, given) if is_family_first(given) else (given, surname)
    return " ".join(parts).strip()
