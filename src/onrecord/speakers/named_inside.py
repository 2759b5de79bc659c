"""Who is named in what somebody says: seldom who says it.

"He said *Brennick* had left" is not Brennick's: what comes before a name and stands over it does not mean its bearer
(principle C of Chomsky, *Lectures on Government and Binding*, 1981). In quotation marks it may be, and seldom is.
"""

from __future__ import annotations

import re

from onrecord.model import Mention
from onrecord.speakers.clusters import Cluster
from onrecord.speakers.genders import GENDERED
from onrecord.speakers.reading import Reading
from onrecord.text.names import given_names_agree
from onrecord.text.spans import Span
from onrecord.text.tokens import Word, is_capitalised, words

__all__ = ["likelihood_of_naming_oneself"]


def likelihood_of_naming_oneself(reading: Reading, mention: Mention, who: Cluster) -> float:
    """Return how likely somebody says what a statement says, as he or she is named in it: 1 where that is not so."""
    least = 1.0
    if not who.surname or reading.salience is None:
        return least
    for content in reading.contents.get(mention.statement or "", ()):
        for place in reading.printed(who.surname):
            if not content.contains(place) or not _may_be(reading, place, who):
                continue
            if reading.salience.is_quoted(place.start):
                least = min(least, 0.0 if _is_titled(reading, place) else _OF_ONESELF)
            elif place.start > mention.span.end and not _is_set_in(reading, content, place):
                return 0.0
    return least


def _is_set_in(reading: Reading, content: Span, place: Span) -> bool:
    """Say whether a place stands in what the reporter sets in: between brackets or dashes."""
    asides = _ASIDE.finditer(reading.article.text, content.start, content.end)
    return any(one.start() < place.start < one.end() for one in asides)


def _may_be(reading: Reading, place: Span, who: Cluster) -> bool:
    """Say whether a surname may be somebody's there: no relative's, and no thing's or people's that are named so."""
    lexicon = reading.lexicon
    behind = _BEHIND.match(reading.article.text, place.end)
    if behind is not None:  # "Hask Tower", "the Hask campaign", "Hask supporters"
        of_name = behind[1]
        is_of_people = of_name in lexicon.organisations or of_name in lexicon.unnamed
        if of_name[0].isupper() or is_of_people:
            return False
    before = _before(reading, place)
    if before is None:
        return True
    word = before.lower.rstrip(".")
    if word in GENDERED:
        return who.gender in {"", GENDERED[word]}
    known = (lexicon.titles, lexicon.common, lexicon.function_words, lexicon.honorifics)
    is_name = is_capitalised(before.text) and not any(word in some for some in known)
    given = (who.given, *who.given.split())
    is_given = is_name or word in lexicon.given_names
    return not is_given or any(given_names_agree(word, one) for one in given)


def _is_titled(reading: Reading, place: Span) -> bool:
    """Say whether a title stands right before a name: nobody calls himself "Mr. Brennick"."""
    before = _before(reading, place)
    lexicon = reading.lexicon
    return before is not None and (
        before.lower in lexicon.titles or lexicon.is_honorific(before.lower)
    )


def _before(reading: Reading, place: Span) -> Word | None:
    """Return the word right before a name, None where none stands there."""
    start = max(0, place.start - _BESIDE)
    before = words(reading.article.text, Span(start, place.start))
    return before[-1] if before and before[-1].end >= place.start - _GAP else None


_OF_ONESELF = 0.3
"""What is left of how much somebody is in mind who is named in the quotation. Of 30 quotations of BASIL, the Helsinki
day, ECB+ and PolNeAR given to a he or she with the surname in them 14 were theirs, nine of these of one who calls
himself by his name; of all others one in three, of those with a title before the name none."""
_ASIDE = re.compile(r"\([^()\n]*\)|[—–] ?[^—–\n]* ?[—–]| -{1,2} [^\n]*? -{1,2} ")
_BEHIND = re.compile(r" ([\w-]+)")
_BESIDE, _GAP = 24, 2
"""Characters before a name in which the word before it is looked for, and that may stand between."""
