"""The sentences that state a difference. Symmetric; no verdict; one place for all views.

A sentence is a list of parts: plain words, and words quoted from a source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from onrecord.views.overview import Overview

__all__ = [
    "FORBIDDEN",
    "SHAPES",
    "Part",
    "absence_sentence",
    "plain",
    "reasons_of",
    "representative",
    "sentence",
    "statement_text",
]

FORBIDDEN = (
    "misquot", "truncat", "omitted", "omits", "omission", "distort", "copied", "plagiar", "bias", "fake",
    "fabricat", "churnalism", "suppress", "alter", "loaded", "censor", "mislead", "cherry-pick", "ignored", "hid the",
)  # fmt: skip
"""Beginnings of words that no view says of an outlet; held by a test over templates and output."""
SHAPES = {
    "direct": ("●", "D", "quoted"),
    "mixed": ("◐", "M", "partly quoted"),
    "indirect": ("○", "I", "reported"),
    "possible": ("◇", "?", "possibly the same statement"),
    "absent": ("·", "", "not found"),
}
"""How a cell shows that an outlet has an utterance: shape, letter, words."""
_LONGEST = 240
"""Characters of quoted words shown in a sentence; the page shows them all."""


class Part(NamedTuple):
    """A stretch of a sentence; `is_quoted` words are a source's own."""

    text: str
    is_quoted: bool = False


def statement_text(statement: Mapping[str, Any]) -> str:
    """Return a statement's content on one line, its parts joined by an ellipsis in brackets."""
    return " […] ".join(" ".join(span["text"].split()) for span in statement["content"])


def representative(statements: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the statement whose words stand for an utterance in lists: a quotation, the longest.

    By its words alone, so that no outlet is shown first for its name.
    """
    kinds = list(SHAPES)

    def rank(one: Mapping[str, Any]) -> tuple[int, int, str]:
        text = statement_text(one)
        return kinds.index(one["kind"]), -len(text), text

    return min(statements, key=rank)


def reasons_of(match: Mapping[str, Any]) -> list[str]:
    """Return why two things were linked or not, with the words that both have."""
    shared = " … ".join(" ".join(span["text"].split()) for span in match["left_aligned"])
    return [*match["reasons"], *([f"aligned words: “{shared}”"] if shared else [])]


def plain(parts: list[Part]) -> str:
    """Return a sentence as text, quoted words between asterisks."""
    return "".join(f"*{part.text}*" if part.is_quoted else part.text for part in parts)


def _quoted(text: str) -> Part:
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        head, tail = (
            text[: _LONGEST // 2].rsplit(" ", 1)[0],
            text[-_LONGEST // 2 :].split(" ", 1)[-1],
        )
        text = f"{head} […] {tail}"
    return Part(text, is_quoted=True)


def sentence(overview: Overview, difference: Mapping[str, Any]) -> list[Part]:
    """Return the sentence that states a difference."""
    left, right = difference["left_article"], difference["right_article"]
    if overview.has_transcript(difference):
        stated = _with_transcript(overview, difference)
        if stated is not None:
            return stated
    one, other = Part(overview.label(left)), Part(overview.label(right))
    here, there = (
        _quoted(difference["left_span"]["text"]),
        _quoted(difference["right_span"]["text"]),
    )
    noun = _noun(overview, difference["left"])
    match difference["relation"]:
        case "ends_earlier":
            return [
                one,
                Part(f"’s {noun} ends at "),
                here,
                Part("; "),
                other,
                Part("’s continues "),
                there,
            ]
        case "starts_later":
            return [
                one,
                Part(f"’s {noun} starts at "),
                here,
                Part("; "),
                other,
                Part("’s has before it "),
                there,
            ]
        case "words_absent_inside":
            return [one, Part(" has "), here, Part("; "), other, Part(" has there also "), there]
        case "words_differ":
            return [one, Part(": "), here, Part("; "), other, Part(": "), there]
        case "joined":
            return [
                other,
                Part(" gives in one quotation what "),
                one,
                Part(" gives in two; between them stands "),
                there,
            ]
        case "reordered":
            return [one, Part(" and "), other, Part(" give "), there, Part(" at different places")]
        case "possibly_same":
            return [one, Part(" and "), other, Part(": possibly the same statement")]
    folded = ", ".join(difference["folded"])
    tail = f" (set aside: {folded})" if folded else ""
    return [one, Part(" and "), other, Part(f": the same words{tail}")]


def _stop(part: Part) -> str:
    return "" if part.text.endswith((".", "!", "?", "…")) else "."


def _noun(overview: Overview, statement: str) -> str:
    return "report" if overview.statements[statement]["kind"] == "indirect" else "quotation"


def _with_transcript(overview: Overview, difference: Mapping[str, Any]) -> list[Part] | None:
    left, right = difference["left_article"], difference["right_article"]
    here, there = (
        _quoted(difference["left_span"]["text"]),
        _quoted(difference["right_span"]["text"]),
    )
    base_is_right = overview.articles[right]["role"] == "transcript"
    outlet = Part(overview.label(left if base_is_right else right))
    noun = _noun(overview, difference["left"] if base_is_right else difference["right"])
    relation = difference["relation"]
    if relation == "words_differ":
        said, printed = (there, here) if base_is_right else (here, there)
        return [Part("The transcript reads "), said, Part("; "), outlet, Part(" reads "), printed]
    if relation == "same":
        folded = ", ".join(difference["folded"])
        tail = f" (set aside: {folded})" if folded else ""
        return [outlet, Part(f"’s {noun} stands in the transcript in the same words{tail}")]
    if base_is_right:
        match relation:
            case "ends_earlier":
                return [
                    outlet,
                    Part(f"’s {noun} ends at "),
                    here,
                    Part(f"{_stop(here)} The transcript continues: "),
                    there,
                ]
            case "starts_later":
                return [
                    outlet,
                    Part(f"’s {noun} starts at "),
                    here,
                    Part(f"{_stop(here)} The transcript has before it: "),
                    there,
                ]
            case "words_absent_inside":
                return [
                    outlet,
                    Part(" has "),
                    here,
                    Part("; the transcript has there also "),
                    there,
                ]
        return None
    if relation in {"ends_earlier", "starts_later", "words_absent_inside"}:
        transcript = overview.articles[left]
        date, digest = transcript["published"] or "no date", transcript["text_sha256"][:12]
        name = f"{overview.label(left)}, {date}, sha256 {digest}"
        return [
            outlet,
            Part(" has "),
            there,
            Part(f"; these words are not at this place in the transcript supplied ({name})"),
        ]
    return None


def absence_sentence(overview: Overview, carrying: str, absence: Mapping[str, Any]) -> list[Part]:
    """Return the sentence that states where an utterance was not found, and what was searched."""
    name = overview.label(absence["article"])
    parts = [
        Part(
            f"Found in {carrying}. Not found in {name} (full text supplied, {absence['n_chars']:,} characters; "
        )
    ]
    if absence["nearest"] is None:
        return [*parts, Part("no sentence shares a telling word)")]
    share = f"{absence['shared']:.0%} of the weight of its words"
    return [
        *parts,
        Part(f"nearest, with {share}: "),
        _quoted(absence["nearest"]["text"]),
        Part(")"),
    ]
