"""Which words English news prints in lower case: what a name does not begin with.

    python -m training.words > src/onrecord/resources/en_common.txt

Counts the words of PolNeAR's training articles and of Reuters-21578, but for those that begin a sentence, a line or a
quotation, where case tells nothing; of words in a row every second. Kept is a word that stands at least `FLOOR` times,
of those `SHARE` in lower case. Needs ../shared/data (or ONRECORD_DATA).
"""

from __future__ import annotations

import re
import sys
from collections import Counter

from benchmarks.growth import DATA
from evaluation.planted import read_reuters
from evaluation.polnear import read_polnear

FLOOR = 5
SHARE = 0.6
N_REUTERS = 10_939
_WORD = re.compile(r"\b[a-z]+[,;]? ([A-Za-z]{2,})\b(?![’'.-]\w)")


def main() -> int:
    texts = [one.text for one in read_polnear(DATA / "polnear" / "train")]
    texts += read_reuters(DATA / "reuters", N_REUTERS)
    lower: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for text in texts:
        for word in _WORD.findall(text):
            every[word.lower()] += 1
            lower[word] += word.islower()
    kept = [word for word, n in every.items() if n >= FLOOR and lower[word] >= SHARE * n]
    print("\n".join(sorted(kept)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
