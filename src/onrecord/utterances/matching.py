"""Which statements go back to one utterance.

Weighted words in a row decide; a likeness of topic never does. What falls short of that but says
much of the same in the same order is kept as `possibly the same statement`, to be reviewed, and
joins nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from onrecord.model import Kind, Match, SpeakerKind, Utterance, content_id
from onrecord.utterances.collation import Aligned, align
from onrecord.utterances.evidence import (
    Evidence,
    match_of,
    reasons_of,
    share_of_a_clause,
    shared_words,
    weigh,
)
from onrecord.utterances.few_words import (
    Parts,
    aligned_beside,
    count_telling,
    few_of_both,
    has_one_form,
    n_having,
    shared_beside,
    weight_of,
)
from onrecord.utterances.folding import Token
from onrecord.utterances.parting import part
from onrecord.utterances.quoted import (
    has_quotation,
    is_quoted_by_both,
    whose_quotation_is_shared,
)
from onrecord.utterances.ties import (
    Ties,
    are_told_alike,
    begins_the_other,
    end_in_a_denial,
    few_said,
    is_clause,
    n_said,
    share_a_denial,
)
from onrecord.utterances.transcripts import Distance, distance
from onrecord.utterances.who import (
    PERSON_AND_BODY,
    have_one_surname,
    speaker_of,
    speaks_for,
    stance_of,
)
from onrecord.utterances.witnesses import FEW, HEAD, Witness

__all__ = ["TO_TWO", "GroupUtterances", "is_shifted", "match_in_text"]

TO_TWO = {
    SpeakerKind.PERSON: "the same words, attributed to two persons",
    SpeakerKind.ORGANISATION: "the same words, attributed to two bodies",
}
"""Why two statements may be one that outlets give to two speakers of one kind."""

_Judged: TypeAlias = tuple[Aligned, Evidence, str] | None
"""An alignment, what it amounts to, and the rule by which that is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupUtterances:
    """Grouping: witnesses to utterances."""

    same_speaker_mass: float = 8.0
    """Weight of aligned words from which two statements of one speaker in one story can be one
    utterance. This and `open_mass` are taken over from a prototype in which 14, with no gate, put
    93 to 97 in 100 pairs in one event; its weights were reckoned alike, not from the same counts."""
    open_mass: float = 14.0
    """The same where a speaker is not known."""
    min_ratio: float = 0.5
    """Share of a sentence's weight that must be aligned."""
    open_ratio: float = 0.8
    """The same for a report whose speaker is not known: on a day's articles of one summit, phrases
    of the topic ("interference in the 2016 election") reached 0.68. Set by hand above that."""
    open_whole: float = 0.5
    """Share of either statement's weight that must be aligned where a speaker is not known: phrases of
    the day's topic ("Russian interference in the 2016 election") cover one and not the other. Between
    two quotations a run of `open_run` words serves instead. Of 62 labelled links
    (`evaluation/links.py`) both together keep 38 of 47 that are right and 4 of 15 that are wrong."""
    open_run: int = 6
    run_mass: float = 10.0
    """Weight of a distinctive run of words that links by itself, for one speaker."""
    whole_words: int = 8
    """Words of a quotation, common as they may be ("all I can do is say ..."), that make it one with another of
    the same speaker where `whole_share` of the shorter one's stand in the other, over not more than
    `whole_spread` times as many. Set by hand; docs/design/0004 has what they gain."""
    whole_share: float = 0.8
    whole_spread: float = 1.5
    report_share: float = 0.75
    """Share of the words of a short report that must stand in another of the speaker, of not more than `report_times`
    as many words, for the two to be one. By what is read right on the Helsinki day; docs/design/0004."""
    report_times: float = 3.0
    report_spread: float = 2.0
    """Times as many words over which those of a report may be spread in a transcript's turn. Set by hand."""
    part_words: int = 4
    """Words of a part that a report quotes ("should not move forward"), two of them with content, by which it is
    one with another statement of the speaker that has them all. Of the links that this adds on a day of one summit
    40 were read: all right. docs/design/0025 has what they gain."""
    long_run: int = 12
    """Words in a row that link by themselves, for one speaker, however much else each of the two says."""
    possible_mass: float = 12.0
    possible_ratio: float = 0.4
    """What falls short of a link but is kept as possibly the same. Set by hand on two press
    conferences and forty articles of one day; no labelled pairs were at hand."""
    quoted_words: int = 5
    """Words of a quotation that is located in a transcript by itself, and `quoted_share` the share of
    them that stands there in order. Set by hand on 71 quotations (`evaluation/transcripts.py`)."""
    quoted_share: float = 0.8
    quoted_row: int = 8
    """Words in a row of a quotation that locate it, however much else it says: the rest may be of another place, or
    is not in the transcript supplied. Set by hand."""
    near_days: int = 3
    """Days between an article and a transcript of another story up to which what is said of transcripts above holds. In
    an older one a quotation of less than `quoted_row` words, or a row of less than `long_run`, is a phrase that the
    speaker, or anybody, says again; one of later days cannot be what is quoted. Of 39 transcripts and the quotations of
    107 articles on other days (`evaluation/transcripts.py`) it was read which are those words; docs/design/0028."""
    row_words: int = 4
    """Words in a row, two of them with content, that a link rests on where no other rule has it. This and the
    numbers of words above are of English; a language without articles says the same in fewer
    (`Lexicon.relative_length`)."""
    min_mean: float = 0.1
    """Mean share of a sentence that two groups of linked statements have in common, over all their pairs, for them
    to be one utterance."""
    min_links: float = 0.25
    """Share of an utterance's distinct statements that one of another is linked with, to be a witness of it too. Both
    are set on labelled pairs of the Helsinki day (docs/design/0025)."""
    each_print: bool = False
    """Compare every statement, though it stands at the same place of a text in another article: the rows then are as
    many as the pairs of articles. Else one stands for all of them."""
    draft: str = ""
    """An input that is held against all others, which are not held against each other; its statements stand for those
    of other prints of its text, and not theirs for its."""
    key_weight: float = 5.0
    """Stems lighter than this are no keys."""
    few_mass: float = 10.0
    """Weight of the content of few words that both quote, two words of it at least, by which they link alone, where
    not more than `few_having` statements of the story have them: "phony theology", but no "witch hunt" of a whole day.
    Set on a day of one summit and 50 events of BASIL; docs/design/0004 has what they gain."""
    word_mass: float = 6.0
    """The same of one word that one quotes by itself, and the other too, to be asked about."""
    few_having: int = 8
    alike_share: float = 0.5
    """Share of the weight of what each of two statements of one speaker says, without names and numbers, that stands in
    the other, in whatever order, from which they are kept as possibly the same. Of 41 such pairs on the Helsinki day
    all but about three are, of two of BASIL one."""
    short_report: int = 8
    """Words of a report that may be another's by more than half of what it says; with more, that is a phrase."""
    order_words: int = 5
    """Words of a statement, nearly all it has, that are one with another's where they stand close together there."""
    topic_share: float = 0.45
    """Share of the weight of either of two reports below which they are not linked by words that `topic_speakers` and
    more besides their own speaker have too. Set on BASIL and the Helsinki day; docs/design/0004 has what they lose."""
    topic_speakers: int = 2
    two_sentences: float = 2 / 3
    """Share of a sentence's weight from which quotations that begin and end it in other words may yet be of one."""
    beside_mass: float = 5.0
    """Weight of what two statements share at least beside few words that both quote ("very close"), unless half of
    either is shared: that of one word of the usual weight. docs/design/0004 has what it gains."""

    def keys(self, item: Witness) -> Iterable[tuple[str, str]]:
        """Yield a statement's heavy stems and pairs of content stems, within its story."""
        common = item.reading.lexicon.function_words
        content = [t for t in item.reading.tokens if t.exact not in common]
        for token in content:
            if token.weight >= self.key_weight:
                yield item.story, token.stem
        for first, second in itertools.pairwise(content):
            yield item.story, f"{first.stem} {second.stem}"
        if len(content) <= _LIGHT:
            stems = [one.stem for one in item.reading.tokens]
            for at in range(len(stems) - _ROW + 1):
                yield item.story, " ".join(stems[at : at + _ROW])
        for sentence in item.sentences:
            yield item.story, f"{' '.join(sentence)}."
        for head in item.heads:
            if len(head) == HEAD:
                yield item.story, f"{' '.join(head)} …"
        for few in item.parts:
            yield item.story, f"“{' '.join(few)}”"
        for core in item.cores:
            yield item.story, f"{' '.join(core)} *"
        if item.place_in_text:
            yield item.story, item.place_in_text

    def compare(self, left: Witness, right: Witness) -> Match | None:
        """Align two statements and say what that amounts to."""
        if self.draft and self.draft not in {left.article.input, right.article.input}:
            return None
        left, right = sorted((left, right), key=lambda one: one.statement.id)
        n_transcripts = [left.article.role, right.article.role].count("transcript")
        if n_transcripts:
            # a transcript's turn is where words stand, and joins nothing: turns run on
            return self._locate_in_any(left, right) if n_transcripts == 1 else None
        if left.place_in_text and left.place_in_text == right.place_in_text:
            return match_in_text(left, right)
        stance = stance_of(left, right)
        if stance == "different":
            return self._compare_others(left, right)
        parts = frozenset[tuple[str, ...]]()
        if stance == "same" and left.article.id != right.article.id:
            parts = few_of_both(left, right)
        ties = Ties.of(left, right, stance, self.same_speaker_mass)
        weighed = _Weighed(left, right)
        judged = self._judge_link(left, right, stance, parts, ties, weighed)
        linked = judged is not None
        judged = judged or self._judge_possible(left, right, parts, ties, weighed)
        if judged is None:
            return None
        aligned, evidence, rule = judged
        threshold = self.same_speaker_mass if stance == "same" else self.open_mass
        made = match_of(
            left,
            right,
            aligned,
            evidence.mass,
            threshold if linked else self.possible_mass,
            (rule, *reasons_of(evidence, stance)),
        )
        return replace(made, kind="utterance" if linked else "possibly_same", linked=linked)

    def _judge_link(
        self,
        left: Witness,
        right: Witness,
        stance: str,
        parts: Parts,
        ties: Ties,
        weighed: _Weighed,
    ) -> _Judged:
        """Return how two statements are one utterance; `parts` are the few words that both quote."""
        if not (parts or ties.are_any):
            return None  # every link rests on three words in a row, or on one of these
        aligned, evidence = weighed.found
        if evidence is None:
            return None
        if stance == "same" and self._is_only_a_topic(left, right, aligned, evidence):
            return None
        if self._are_two_sentences(left, right, aligned, evidence):
            return None
        rule = next(self._why_linked(left, right, stance, parts, ties, aligned, evidence), None)
        return (aligned, evidence, rule) if rule else None

    def _why_linked(
        self,
        left: Witness,
        right: Witness,
        stance: str,
        parts: Parts,
        ties: Ties,
        aligned: Aligned,
        found: Evidence,
    ) -> Iterator[str]:
        """Yield by what rules two statements are one utterance, the surest first."""
        if ties.has_row and (rule := self._link(left, right, stance, aligned, found)):
            yield rule
        if parts and self._has_more_beside(left, right, parts, aligned, found):
            yield "the same few words quoted, and more of the same beside them"
        elif any(self._tells_alone(few, left) for few in parts):
            yield "the same few words quoted, which hardly anybody else says"
        if ties.are_others and self._shares_a_sentence(left, right):
            yield "a whole sentence of both"
        if ties.are_others and begins_the_other(left, right):
            yield "all words of one begin a sentence of the other"
        if ties.in_order and self._is_nearly_all_in_order(left, right, aligned, found):
            yield "nearly all words of one, in order"
        if ties.has_report and self._is_all_of_report(left, right, aligned, found):
            yield "nearly all words of a short report, in order"
        if ties.has_report and self._tells_all_of_report(left, right, aligned, found):
            yield "all words that tell something in a short report, in order"
        if ties.has_report and self._has_all_of_report(left, right, found):
            yield "all that a short report says, in another order"
        if ties.in_order and self._quotes_one_word(left, right, aligned, found):
            yield "most words of a short statement, one of which both quote"
        if ties.is_act and few_said(left) == few_said(right):
            yield "the same few words behind the same verb"
        if ties.in_order and self._has_all_that_tells(left, right, found):
            yield "all words that tell something in a short quotation, and a row of both"
        if ties.has_core:
            yield "a short sentence of both, but for its order or for what turns it"

    def _is_only_a_topic(
        self, left: Witness, right: Witness, aligned: Aligned, found: Evidence
    ) -> bool:
        """Say whether two reports of one speaker, by different verbs, share but what others of the story speak of too.

        "Announced that the president would *declare a national emergency*", "urged him not to *declare a national
        emergency*".
        """
        if {left.statement.kind, right.statement.kind} != {Kind.INDIRECT}:
            return False
        if found.whole >= self.topic_share or are_told_alike(left, right):
            return False
        common = left.reading.lexicon.function_words
        stems = left.reading.stems
        rows = [stems[one.left : one.left + one.length] for one in aligned.blocks]
        told = [row for row in rows if sum(stem not in common for stem in row) > 1] or rows
        pairs = (pair for row in told for pair in itertools.pairwise(row))
        return all(
            left.n_speaking.get(pair, 1) > self.topic_speakers
            for pair in pairs
            if not common.issuperset(pair)
        )

    def _are_two_sentences(
        self, left: Witness, right: Witness, aligned: Aligned, found: Evidence
    ) -> bool:
        """Say whether two quotations share but a phrase that each has within a sentence of its own.

        "I think we could *have a very good relationship with* President Putin", "And hopefully we'll *have a very good
        relationship with* Russia": outlets cut a sentence where they like, but hardly begin and end it otherwise.
        """
        if is_shifted(left, right) or found.ratio >= self.two_sentences:
            return False
        if found.run_length >= _as_long(self.long_run, left, right):
            return False
        words, common = left.reading.exact, left.reading.lexicon.function_words
        rows = [
            one
            for one in aligned.blocks
            if not common.issuperset(words[one.left : one.left + one.length])
        ] or aligned.blocks
        first, last = rows[0], rows[-1]
        shared = (
            (left.reading.tokens, first.left, last.left + last.length),
            (right.reading.tokens, first.right, last.right + last.length),
        )
        return all(
            any(some.start < start and end < some.stop for some in _sentences(tokens))
            for tokens, start, end in shared
        )

    def _has_more_beside(
        self, left: Witness, right: Witness, parts: Parts, aligned: Aligned, found: Evidence
    ) -> bool:
        """Say whether two statements share enough beside few words that both quote."""
        alone = parts & left.parts & right.parts
        beside = max(
            shared_beside(left, right, alone) if alone else 0.0,
            aligned_beside(left, aligned, parts),
        )
        is_most = beside > 0 and found.whole >= self.open_whole
        return is_most or beside >= self.beside_mass

    def _judge_possible(
        self, left: Witness, right: Witness, parts: Parts, ties: Ties, weighed: _Weighed
    ) -> _Judged:
        """Return how two statements may be one utterance, for a person to look at."""
        if left.sieve.may_be_possible(right.sieve, self.possible_mass):
            aligned = align(left.reading, right.reading, derived=True)
            evidence = weigh(aligned, left)
            rule = self._possible(left, right, evidence) if evidence else None
            if evidence and rule:
                return aligned, evidence, rule
        for rule, is_enough in self._why_possible(left, right, parts, ties):
            aligned, evidence = weighed.found
            if evidence and (is_enough is None or is_enough(evidence)):
                return aligned, evidence, rule
        return None

    def _why_possible(
        self, left: Witness, right: Witness, parts: Parts, ties: Ties
    ) -> Iterator[tuple[str, Callable[[Evidence], bool] | None]]:
        """Yield by what two statements may be one, with what their alignment must be for it, the surest first."""
        if any(self._may_tell(few, left, right) for few in parts):
            yield "the same few words quoted by both", None
        if not ties.are_others:
            return
        if self._says_alike(left, right):
            yield "much of the same, in another order", None
        if ties.is_act:
            yield "all that one says, behind the same verb", None
        if self._may_be_short_report(left, right):
            yield "more than half of a short report, in order", self._is_half_of_report
        if self._is_short_report(left, right) and share_a_denial(left, right):
            yield "a short report that denies what the other denies first", self._has_rare_word
        if self._are_short_reports(left, right) and end_in_a_denial(left, right):
            yield "two short reports that end alike, of which one denies it", self._has_mass
        if ties.has_row:
            yield "a row of the same words, and half of a sentence", self._is_half_with_a_row

    def _compare_others(self, left: Witness, right: Witness) -> Match | None:
        """Compare statements of two speakers: whole quotations of the same words may be one, whoever is named for them.

        Two persons of one surname are linked: one outlet has another given name, or its article is read so. Of others
        it is for a person to say whether two said the same, or one of them is named for the other's words. Two bodies
        of one sort are linked, which outlets call otherwise ("the Defence Ministry", "the Norrlandish ministry"). A
        person and a body are linked: a body speaks by a person, or is the outlet that a person spoke to.
        """
        kinds = {left.statement.kind, right.statement.kind}
        speakers = {left.speaker_kind, right.speaker_kind}
        with_body = speakers == PERSON_AND_BODY
        is_question = left.statement.is_question != right.statement.is_question
        is_of_one_kind = len(speakers) == 1 and not speakers.isdisjoint(PERSON_AND_BODY)
        if is_question or not (with_body or is_of_one_kind) or left.article.id == right.article.id:
            return None
        made = None
        if Kind.INDIRECT not in kinds:
            made = self._in_whole(left, right, with_body=with_body)
            if made is None and speakers == {SpeakerKind.PERSON}:
                made = self._in_few_words(left, right)
        if made is None and with_body and speaks_for(left, right):
            made = self._of_body_and_head(left, right)
        return made

    def _of_body_and_head(self, left: Witness, right: Witness) -> Match | None:
        """Compare what a body is said to say with what somebody says who speaks for it: for a person to look at."""
        rule = ""
        found = None
        aligned = align(left.reading, right.reading, derived=True)
        if left.sieve.may_be_possible(right.sieve, self.possible_mass):
            found = weigh(aligned, left)
            rule = (found and self._possible(left, right, found)) or ""
        if not rule and any(self._may_tell(few, left, right) for few in few_of_both(left, right)):
            found, rule = weigh(aligned, left), "the same few words quoted by both"
        if not rule and self._may_be_short_report(left, right):
            found = weigh(aligned, left)
            is_half = found is not None and self._is_half_of_report(found)
            rule = "more than half of a short report, in order" if is_half else ""
        if not found or not rule:
            return None
        reasons = (f"{rule}, of a body and of who speaks for it", *reasons_of(found, "different"))
        made = match_of(left, right, aligned, found.mass, self.possible_mass, reasons)
        return replace(made, kind="possibly_same", linked=False)

    def _in_few_words(self, left: Witness, right: Witness) -> Match | None:
        """Compare two persons' quotations by few words that both quote: "a gift to Norrland", of one and of another."""
        if not any(self._tells_alone(few, left) for few in few_of_both(left, right)):
            return None
        aligned = align(left.reading, right.reading, shifted=is_shifted(left, right))
        found = weigh(aligned, left)
        if found is None:
            return None
        reasons = (
            "the same few words quoted, attributed to two persons",
            *reasons_of(found, "different"),
        )
        made = match_of(left, right, aligned, found.mass, self.same_speaker_mass, reasons)
        return replace(made, kind="possibly_same", linked=False)

    def _in_whole(self, left: Witness, right: Witness, *, with_body: bool) -> Match | None:
        """Compare two speakers' quotations by nearly all of their words."""
        kinds = {left.statement.kind, right.statement.kind}
        if not (with_body or kinds == {Kind.DIRECT}):
            return None
        if left.sieve.runs.isdisjoint(right.sieve.runs):
            return None
        aligned = align(left.reading, right.reading, shifted=False)
        found = weigh(aligned, left)
        if found is None or found.run_mass < self.same_speaker_mass:
            return None
        long_run = _as_long(self.long_run, left, right)
        is_part = with_body and self._quotes_whole_part(left, right, aligned, found)
        # of seven words: fewer are few words of both, of more some may differ
        is_all = found.of_words == found.spread == 1.0 and found.n_words > FEW
        is_enough = is_part or (is_all and found.n_common >= 2) or found.run_length >= long_run
        if not is_enough and not self._is_whole(left, right, found):
            return None
        linked = True
        if with_body:
            if not is_quoted_by_both(left, right, aligned, self.whole_share):
                return None
            rule = "the same words quoted, of a person and of a body"
        elif have_one_surname(left.speaker_name, right.speaker_name):
            are_bodies = left.speaker_kind is SpeakerKind.ORGANISATION
            which = "bodies of one sort" if are_bodies else "persons of one surname"
            rule = f"the same words, of two {which}"
        else:
            linked, rule = False, TO_TWO[left.speaker_kind or SpeakerKind.PERSON]
        reasons = (rule, *reasons_of(found, "different"))
        made = match_of(left, right, aligned, found.mass, self.same_speaker_mass, reasons)
        return replace(made, kind="utterance" if linked else "possibly_same", linked=linked)

    def _locate_in_any(self, left: Witness, right: Witness) -> Match | None:
        """Find a statement's words in a turn; in one of another story and of other days only what nobody says again."""
        said, turn = (left, right) if right.article.role == "transcript" else (right, left)
        if not turn.is_supplied:
            return self._locate(left, right)
        how = distance(said.article, turn.article, self.near_days)
        if how is Distance.NEAR:
            return self._locate(left, right)
        if how is Distance.LATER or said.statement.kind is Kind.INDIRECT:
            return None
        strict = replace(self, quoted_words=self.quoted_row, quoted_row=self.long_run)
        return strict._locate(left, right, only_quoted=True)  # noqa: SLF001 - of the same class

    def _locate(self, left: Witness, right: Witness, *, only_quoted: bool = False) -> Match | None:
        """Find a statement's words in a turn of a transcript, whoever they are attributed to.

        Who is said to have said them is another matter than where they stand: where the two
        speakers are not one, only whole quotations count, and the reasons say so.
        """
        if left.sieve.pairs.isdisjoint(right.sieve.pairs):
            return None
        stance = stance_of(left, right)
        aligned = align(left.reading, right.reading, shifted=is_shifted(left, right))
        evidence = weigh(aligned, left)
        if evidence is None:
            return None
        said = left if right.article.role == "transcript" else right
        rules = self._why_located(
            left, right, said, stance, aligned, evidence, only_quoted=only_quoted
        )
        rule = next(rules, None)
        if rule is None:
            return None
        threshold = self.same_speaker_mass if stance == "same" else self.open_mass
        made = match_of(
            left, right, aligned, evidence.mass, threshold, (rule, *reasons_of(evidence, stance))
        )
        return replace(made, kind="transcript")

    def _why_located(
        self,
        left: Witness,
        right: Witness,
        said: Witness,
        stance: str,
        aligned: Aligned,
        found: Evidence,
        *,
        only_quoted: bool,
    ) -> Iterator[str]:
        """Yield by what rules the words of `said`, one of the two, stand in a turn, the surest first."""
        # a body speaks by whoever speaks for it: as much must be shared as where nobody is known
        by_body = stance == "different" and said.speaker_kind is SpeakerKind.ORGANISATION
        how = "open" if by_body else stance
        if how in {"same", "open"} and not only_quoted:
            rule = self._link(left, right, how, aligned, found, any_form=True)
            if rule:
                yield rule
        pairs = {i if said is left else j for i, j in aligned.pairs()}
        least = _as_long(self.quoted_words, said)
        if has_quotation(said, pairs, least, self.quoted_share) and (
            stance == "same" or found.run_length >= least  # "did meddle": "did not meddle"
        ):
            yield "a whole quotation stands in the turn"
        is_row = found.run_length >= _as_long(self.quoted_row, said)
        is_row = is_row and found.run_mass >= self.open_mass
        if is_row and said.statement.kind is not Kind.INDIRECT:
            yield "a long row of a quotation's words stands in the turn"
        if only_quoted:
            return
        if self._has_short_quotation(said, left, right, is_speakers=stance == "same"):
            yield "all words of a short quotation stand in the turn, in a row"
        if stance != "same":
            return
        parts = few_of_both(left, right)
        if parts and aligned_beside(left, aligned, parts) >= self.beside_mass:
            yield "the same few words quoted, and more of the same beside them"
        if self._is_much_of_report(said, found):
            yield "much of a short report stands close together in the turn"

    def _is_much_of_report(self, said: Witness, found: Evidence) -> bool:
        """Say whether half of what a report says stands close together in a turn: "at the south gate with two guards".

        Of the quotations of 107 articles and their 39 transcripts four reports are located by that alone; read, three
        are of what stands there.
        """
        return (
            said.statement.kind is not Kind.DIRECT
            and found.n_common >= 2
            and found.common_mass >= self.possible_mass
            and found.ratio >= self.min_ratio
            and found.spread <= self.report_spread
        )

    def _has_short_quotation(
        self, said: Witness, left: Witness, right: Witness, *, is_speakers: bool
    ) -> bool:
        """Say whether few words that somebody is quoted by, four or more, stand in a turn: "We are out of it now".

        Three, where they are all that is quoted and nobody says them twice: "I am sorry". In another's turn only where
        hardly anybody says them.
        """
        least = _as_long(self.row_words, said)
        alone = said.statement.kind is Kind.DIRECT and len(said.reading.tokens) == least - 1
        return any(
            (len(few) >= least and (is_speakers or n_having(few, said) <= _RARELY))
            or (alone and is_speakers and len(few) == least - 1 and n_having(few, said) <= _RARELY)
            for few in said.parts & few_of_both(left, right)
        )

    def _link(
        self,
        left: Witness,
        right: Witness,
        stance: str,
        aligned: Aligned,
        found: Evidence,
        *,
        any_form: bool = False,
    ) -> str | None:
        """Return the rule that makes two statements one utterance, or None.

        With `any_form` a question and a statement may be one: a transcript's turn holds both.
        """
        kinds = {left.statement.kind, right.statement.kind}
        row = _as_long(self.row_words, left, right)
        if stance == "same" and kinds == {Kind.DIRECT} and self._is_whole(left, right, found):
            return "nearly all words of one, in a row"  # though only one print may ask them
        is_long = found.run_length >= _as_long(self.long_run, left, right)
        is_long = is_long and found.run_mass >= self.open_mass
        are_others = left.article.id != right.article.id
        if stance == "same" and is_long and are_others:
            return "a long row of the same words"
        if is_long and are_others and self._quote_the_same(left, right, aligned):
            return "a long row of the same words, quoted by both"  # a question's answer has no such
        if stance == "same" and self._quotes_of_the_other(left, right, aligned):
            return "all words of a part that one quotes"
        is_question = left.statement.is_question != right.statement.is_question
        if stance == "answer" or (is_question and not any_form):
            return None
        threshold = self.same_speaker_mass if stance == "same" else self.open_mass
        enough = found.ratio >= self.min_ratio
        if stance == "open" and Kind.INDIRECT in kinds:
            # reports of nobody in particular meet only as whole sentences
            enough = found.ratio >= self.open_ratio and found.n_common >= _OPEN_WORDS
        if stance == "open" and not any_form:
            is_run = found.run_length >= _as_long(self.open_run, left, right)
            is_run = is_run and self._quote_the_same(left, right, aligned)
            enough = enough and (is_run or found.whole >= self.open_whole)
        # a report shares names of things with many others ("the US-led coalition against ..."):
        # of it more words that are no names must stand in the row
        n_common = 3 if is_shifted(left, right) else 1
        verbatim = (
            found.run_length >= row and found.run_content >= 2 and found.run_common >= n_common
        )
        if enough and verbatim and found.run_mass >= threshold:
            return "the same words in a row"
        most = found.n_common >= 3 and found.run_length >= 3 and found.mass >= self.open_mass
        # "praised the school's resource officer": a term, and no report of what the other says of one
        is_term = stance == "same" and any(
            one.statement.kind is Kind.INDIRECT and n_said(one) < self.order_words
            for one in (left, right)
        )
        if enough and most and not is_term:
            return "most words of a sentence, in order"
        n_own = 1 if found.run_length >= 2 * row else 2  # of a longer run more may be names
        alone = found.run_length >= row and found.run_common >= n_own
        alone = alone and stance == "same" and are_others and found.run_mass >= self.run_mass
        if alone and found.is_distinctive:
            return "a run of words that no other statement of the story has"
        if alone and found.is_speakers and share_of_a_clause(aligned) >= self.min_ratio:
            return "a run of words that nobody else says, and nobody reports twice"
        if stance == "same" and kinds == {Kind.DIRECT} and self._is_all_of_one(left, right, found):
            return "all words of a quotation, in a row"
        is_quoted = stance == "same" and Kind.INDIRECT not in kinds
        if is_quoted and self._is_nearly_all(left, right, aligned, found):
            return "nearly all words of a short quotation"
        if (
            stance == "same"
            and kinds == {Kind.DIRECT}
            and self._has_one_word_other(left, right, aligned, found)
        ):
            return "all words of a sentence but one"
        is_report = stance == "same" and kinds == {Kind.INDIRECT}
        if is_report and self._is_most_of_report(left, right, aligned, found):
            return "most words of a short report"
        return None

    def _quote_the_same(self, left: Witness, right: Witness, aligned: Aligned) -> bool:
        """Say whether what two statements share stands in quotation marks in both, but for little."""
        kinds = {left.statement.kind, right.statement.kind}
        return kinds == {Kind.DIRECT} or (
            Kind.INDIRECT not in kinds and is_quoted_by_both(left, right, aligned, self.whole_share)
        )

    def _is_nearly_all(
        self, left: Witness, right: Witness, aligned: Aligned, found: Evidence
    ) -> bool:
        """Say whether nearly all words of a short quotation stand together in another's: "I hadn't thought of it".

        On the Helsinki day 15 pairs are linked by that alone; read, all right.
        """
        n_words = _as_long(self.quoted_words, left, right)
        is_other = left.article.id != right.article.id
        return (
            is_other
            and self._stands_together(left, right, found, n_words)
            and is_quoted_by_both(left, right, aligned, self.whole_share)
        )

    def _has_one_word_other(
        self, left: Witness, right: Witness, aligned: Aligned, found: Evidence
    ) -> bool:
        """Say whether a sentence that is half of a quotation stands in another's but for one word.

        With its words at the same places, no word more or less; two of them with content.
        """
        if left.article.id == right.article.id or found.n_common < 2:
            return False
        if found.common_mass < self.same_speaker_mass:
            return False
        placed = dict(aligned.pairs())
        here, there = (one.reading.tokens for one in (left, right))
        shorter = min(len(here), len(there))
        for some in _sentences(here):
            at = [(i, placed[i]) for i in some if i in placed]
            if (
                len(some) < max(self.order_words, self.min_ratio * shorter)
                or len(at) != len(some) - 1
            ):
                continue
            first = at[0][1] - at[0][0] + some.start
            other = range(first, first + len(some))
            if all(j - i == first - some.start for i, j in at) and other in _sentences(there):
                return True
        return False

    def _is_most_of_report(
        self, left: Witness, right: Witness, aligned: Aligned, found: Evidence
    ) -> bool:
        """Say whether a short report stands in another article's, but for who does it: "Labour would repeal the law".

        To its end: "better relations are critical" is another remark than "better relations would help".

        Of a much longer report all of it must, as its words are spread over that. On the Helsinki day 44 pairs are
        linked by that alone; read, all right.
        """
        lengths = sorted(map(n_said, (left, right)))
        is_all = found.n_words >= lengths[0]
        shorter, at = _shorter(left, right, aligned)
        return (
            left.article.id != right.article.id
            and len(shorter.reading.tokens) - 1 in at
            and found.n_words >= self.report_share * lengths[0]
            and (is_all or lengths[1] <= self.report_times * lengths[0])
            and found.spread <= self.whole_spread
            and found.run_length >= _as_long(self.row_words, left, right)
            and found.run_content >= 2
            and found.common_mass >= self.same_speaker_mass
        )

    def _tells_alone(self, few: tuple[str, ...], said: Witness) -> bool:
        """Say whether few words tell by themselves what is spoken of: "no serious obstacles", no catchphrase."""
        is_telling = count_telling(few, said) >= 2 and weight_of(few, said) >= self.few_mass
        return is_telling and n_having(few, said) <= self.few_having

    def _shares_a_sentence(self, left: Witness, right: Witness) -> bool:
        """Say whether two quotations have one sentence that is half of either: "It was a decision."; no catchphrase."""
        n_words = min(len(left.reading.tokens), len(right.reading.tokens))
        return left.statement.is_question == right.statement.is_question and any(
            len(sentence) >= self.min_ratio * n_words
            and n_having(sentence, left) <= self.few_having
            for sentence in left.sentences & right.sentences
        )

    def _may_tell(self, few: tuple[str, ...], left: Witness, right: Witness) -> bool:
        """Say whether few words are a reason to ask: both quote them alone, or they weigh enough and few have them."""
        is_rare = n_having(few, left) <= self.few_having
        is_word = len(few) == 1 and has_one_form(few[0], left, right)
        least = self.word_mass if is_word else self.same_speaker_mass
        is_telling = is_rare and weight_of(few, left) >= least
        return few in left.parts & right.parts or is_telling

    def _may_be_short_report(self, left: Witness, right: Witness) -> bool:
        """Say whether one of two statements is a short report that may be much of the other: worth aligning them."""
        may_be = left.sieve.may_be_possible(right.sieve, self.same_speaker_mass)
        return may_be and self._is_short_report(left, right)

    def _is_short_report(self, left: Witness, right: Witness) -> bool:
        return (
            left.statement.is_question == right.statement.is_question
            and {left.statement.kind, right.statement.kind} != {Kind.DIRECT}
            and any(n_said(one) <= self.short_report and is_clause(one) for one in (left, right))
        )

    def _are_short_reports(self, left: Witness, right: Witness) -> bool:
        return all(
            n_said(one) <= self.short_report
            and is_clause(one)
            and one.statement.kind is not Kind.DIRECT
            and not one.statement.is_question
            for one in (left, right)
        )

    def _has_mass(self, found: Evidence) -> bool:
        return found.common_mass >= self.same_speaker_mass

    def _has_rare_word(self, found: Evidence) -> bool:
        """Say whether a row of shared words has one with content that few sentences have: "*fighters*".

        "There were no fighters at the market", "There were no fighters there, only women buying bread".
        """
        return found.run_length >= HEAD and found.common_mass >= self.word_mass

    def _is_half_of_report(self, found: Evidence) -> bool:
        """Say whether more than half of what a short report says stands in order in the other.

        "No further cuts were planned 'at this time'", "there would be no further cuts this year". Of 22 pairs that this
        brings in BASIL 17 are one remark (read once).
        """
        return (
            found.n_common >= 2
            and found.common_mass >= self.same_speaker_mass
            and found.ratio >= self.min_ratio
            and found.spread <= self.report_spread
        )

    def _is_half_with_a_row(self, found: Evidence) -> bool:
        """Say whether half of a sentence is shared, with a row of its words that is nobody else's.

        "Was 'not the time' to debate gun control", "it was not the time to talk about gun laws".
        """
        return (
            found.n_common >= 2
            and found.common_mass >= self.same_speaker_mass
            and found.ratio >= self.min_ratio
            and found.run_length >= self.order_words
            and (found.is_distinctive or found.is_speakers)
        )

    def _says_alike(self, left: Witness, right: Witness) -> bool:
        """Say whether half of what each of two statements says stands in the other, in whatever order.

        "His board had recommended the offer unanimously"; "Norrfisk's board has unanimously recommended the bid".
        """
        if left.statement.is_question != right.statement.is_question:
            return False
        shared = shared_words(left, right)
        return (
            shared.n_common >= 3
            and shared.common_mass >= self.possible_mass
            and shared.least >= self.alike_share
        )

    def _is_nearly_all_in_order(
        self, left: Witness, right: Witness, aligned: Aligned, found: Evidence
    ) -> bool:
        """Say whether nearly all words of one statement, a few of them telling, stand close together in the other.

        "I go in with low expectations", where another has "I go in with very low expectations". All of them, four words
        then, may stand over twice as many ("The admiral will answer in person"), or be how the other's sentence begins
        and ends ("Inflation is | not beaten, but it is | in retreat"); nearly all may with `open_run` in a row ("We can
        hear them, but we | cannot | reach them", "... do not *have the machines* to ...").
        """
        is_all = found.of_words == 1.0
        is_few = is_all and not is_shifted(left, right)
        is_wide = is_all or found.run_length >= self.open_run
        return (
            found.n_words >= (self.row_words if is_few else self.order_words)
            and found.n_common >= 2
            and found.common_mass >= self.same_speaker_mass
            and found.of_words >= self.whole_share
            and (
                found.spread <= (self.report_spread if is_wide else self.whole_spread)
                or (is_all and _begins_and_ends_alike(left, right, aligned))
            )
        )

    def _has_all_that_tells(self, left: Witness, right: Witness, found: Evidence) -> bool:
        """Say whether all words with content of a short quotation stand in another, with a row of both.

        "We are not afraid of *a strike*", "We do not want a strike. But we are not afraid of one".
        """
        if {left.statement.kind, right.statement.kind} != {Kind.DIRECT}:
            return False
        short, long = sorted((left, right), key=lambda one: len(one.reading.tokens))
        there = {one.stem for one in long.reading.tokens}
        common = short.reading.lexicon.function_words
        telling = {one.stem: one.weight for one in short.reading.tokens if one.exact not in common}
        return (
            len(short.reading.tokens) <= self.whole_words
            and len(telling) >= 2
            and there.issuperset(telling)
            and sum(telling.values()) >= self.same_speaker_mass
            and found.run_length >= _as_long(self.row_words, left, right)
        )

    def _is_all_of_report(
        self, left: Witness, right: Witness, aligned: Aligned, found: Evidence
    ) -> bool:
        """Say whether nearly all of a short report stands close together in another statement: "the dam would hold".

        Where the other has it on a condition ("that the Larvin dam would hold if the rain stops"), that is told. Of the
        seven links that this brings on the Helsinki day and in BASIL all are of one remark. Three quarters of the words
        are enough where the last one is among them: "tax will not *go up* before 2028", no "relations are *critical*".
        """
        short, at = _shorter(left, right, aligned)
        n_words = n_said(short)
        is_to_its_end = len(short.reading.tokens) - 1 in at
        least = self.report_share if is_to_its_end else self.whole_share
        return (
            short.statement.kind is Kind.INDIRECT
            and is_clause(short)
            and n_words >= _as_long(self.row_words, left, right)
            and found.of_words >= least
            and found.ratio >= self.report_share
            and found.n_common >= 2
            and found.common_mass >= self.same_speaker_mass
            and found.spread <= self.whole_spread
        )

    def _tells_all_of_report(
        self, left: Witness, right: Witness, aligned: Aligned, found: Evidence
    ) -> bool:
        """Say whether all words with content of a short report stand close together in another statement, in order.

        What makes it likely may be another word: "talks *will* begin next month", "talks *could* begin *as early as*
        next month". Not by words of the day's topic, "declare a national emergency".
        """
        short, at = _shorter(left, right, aligned)
        return (
            short.statement.kind is Kind.INDIRECT
            and is_clause(short)
            and n_said(short) <= self.short_report
            and at.issuperset(_telling(short))
            and found.n_common >= 3
            and found.common_mass >= self.same_speaker_mass
            and found.spread <= self.report_spread
            and (found.is_distinctive or found.is_speakers)
        )

    def _has_all_of_report(self, left: Witness, right: Witness, found: Evidence) -> bool:
        """Say whether a sentence has all words with content of a short report, in whatever order, but for its numbers.

        "Everyone would ask about the liver signal", "The liver signal is what everyone will be asking about".
        """
        short, long = sorted((left, right), key=n_said)
        if short.statement.kind is not Kind.INDIRECT or n_said(short) > self.short_report:
            return False
        tokens = short.reading.tokens
        telling = {tokens[i].stem: tokens[i].weight for i in _telling(short)}
        there = long.reading.tokens
        # no term: "the school's resource officer"
        return (
            (is_clause(short) or n_said(short) >= self.order_words)
            and len(telling) >= 3
            and sum(telling.values()) >= self.possible_mass
            and (found.is_distinctive or found.is_speakers)
            and any({there[i].stem for i in some}.issuperset(telling) for some in _sentences(there))
        )

    def _quotes_one_word(
        self, left: Witness, right: Witness, aligned: Aligned, found: Evidence
    ) -> bool:
        """Say whether most words of a short statement stand together in another, one of them in both's quotation marks.

        "The findings were 'interesting'", "called the findings 'interesting but preliminary'". With content, and
        another beside the marks: a catchphrase alone ("fake news") is quoted of more than one thing.
        """
        quoted = [{i for some in one.quoted_tokens() for i in some} for one in (left, right)]
        tokens, common = left.reading.tokens, left.reading.lexicon.function_words
        told = [pair for pair in aligned.pairs() if tokens[pair[0]].exact not in common]
        return (
            found.n_common >= 2
            and found.common_mass >= self.same_speaker_mass
            and found.of_words >= self.report_share
            and found.spread <= self.whole_spread
            and any(i in quoted[0] and j in quoted[1] for i, j in told)
            and any(i not in quoted[0] and j not in quoted[1] for i, j in told)
        )

    def _quotes_of_the_other(self, left: Witness, right: Witness, aligned: Aligned) -> bool:
        """Say whether all words of a part that a report quotes stand in the other, of another article."""
        if left.article.id == right.article.id:
            return False
        n_words = _as_long(self.part_words, left, right)
        quoting = whose_quotation_is_shared(left, right, aligned, n_words)
        return any(one.statement.kind is Kind.MIXED for one in quoting)

    def _quotes_whole_part(
        self, left: Witness, right: Witness, aligned: Aligned, found: Evidence
    ) -> bool:
        """Say whether all words of a part that one quotes stand in a row in the other, and few say them.

        "Aware of reports of civilian casualties", but not "We will not sell the boat".
        """
        n_words = _as_long(self.quoted_words, left, right)
        is_rare = found.run_length >= n_words and found.common_mass >= self.open_mass
        return is_rare and bool(whose_quotation_is_shared(left, right, aligned, n_words))

    def _is_all_of_one(self, left: Witness, right: Witness, found: Evidence) -> bool:
        """Say whether a short quotation stands whole in another article's, with a word that few sentences have.

        "It could be clay." Of 461 articles (the Helsinki day, half of BASIL) three pairs are linked by that alone;
        read, all right.
        """
        return (
            left.article.id != right.article.id
            and found.of_words == found.spread == 1.0
            and found.run_length >= _as_long(self.row_words, left, right)
            and found.common_mass >= self.same_speaker_mass
        )

    def _is_whole(self, left: Witness, right: Witness, found: Evidence) -> bool:
        """Say whether nearly all words of a quotation stand together in the other, light as they may be."""
        whole = _as_long(self.whole_words, left, right)
        is_told = found.n_common >= 2 or found.run_length >= whole
        return is_told and self._stands_together(left, right, found, whole)

    def _stands_together(
        self, left: Witness, right: Witness, found: Evidence, n_words: int
    ) -> bool:
        """Say whether nearly all words of a statement, so many at least, stand together in the other."""
        return (
            found.n_words >= n_words
            and found.of_words >= self.whole_share
            and found.spread <= self.whole_spread
            and found.run_length >= _as_long(self.row_words, left, right)
        )

    def _possible(self, left: Witness, right: Witness, found: Evidence) -> str | None:
        """Return why two statements may be one, or None."""
        if left.article.id == right.article.id:
            return None
        enough = found.common_mass >= self.possible_mass and found.ratio >= self.possible_ratio
        is_question = left.statement.is_question != right.statement.is_question
        # a question and what restates it share few words; two statements must share more
        n_common = 2 if is_question else 3
        if enough and found.n_content >= 3 and found.n_common >= n_common:
            return "much of the same in the same order, in other words"
        return None

    def is_link(self, comparison: Match) -> bool:
        """Say whether a match puts both statements under one utterance."""
        return comparison.linked and comparison.kind == "utterance"

    def assemble(
        self, members: Sequence[Witness], comparisons: Sequence[Match]
    ) -> Iterator[Utterance]:
        """Yield the utterances of these witnesses; a turn of a transcript is none by itself."""
        if members[0].article.role == "transcript":
            return
        of = {one.statement.id: one for one in members}
        readings = {id_: one.reading for id_, one in of.items()}
        links = [one for one in comparisons if self.is_link(one)]
        for remark in part(readings, links, self.min_mean, self.min_links):
            own = [of[id_] for id_ in sorted(remark.own)]
            days = {one.statement.said_on for one in own if one.statement.said_on}
            yield Utterance(
                id=content_id("utterance", own[0].statement.id),
                story=own[0].story,
                speaker=speaker_of(own),
                said_on=next(iter(days)) if len(days) == 1 else None,
                statements=tuple(sorted(remark.own | remark.also)),
                also=tuple(sorted(remark.also)),
                not_found_in=(),
            )


class _Weighed:
    """Two statements aligned, person and tense as they may differ, with what that amounts to: once, where asked for."""

    def __init__(self, left: Witness, right: Witness) -> None:
        self._left, self._right = left, right

    @cached_property
    def found(self) -> tuple[Aligned, Evidence | None]:
        """The alignment and its evidence."""
        left, right = self._left, self._right
        aligned = align(left.reading, right.reading, shifted=is_shifted(left, right))
        return aligned, weigh(aligned, left)


def match_in_text(left: Witness, right: Witness) -> Match:
    """Return a link of two statements that are the same words at one place of a text which both articles print."""
    left, right = sorted((left, right), key=lambda one: one.statement.id)
    aligned = align(left.reading, right.reading)
    reason = "the same words at one place of a text that both articles print"
    return match_of(left, right, aligned, aligned.mass, 0.0, (reason,))


def _as_long(n_words: int, *witnesses: Witness) -> int:
    """Return how many words of their language say what so many English ones do; of two languages, of the longer."""
    return round(n_words * max(one.reading.lexicon.relative_length for one in witnesses))


def _shorter(left: Witness, right: Witness, aligned: Aligned) -> tuple[Witness, set[int]]:
    """Return which of two statements says it in fewer words, with its aligned tokens."""
    sides = (left, {i for i, _ in aligned.pairs()}), (right, {j for _, j in aligned.pairs()})
    return min(sides, key=lambda side: n_said(side[0]))


def _telling(report: Witness) -> list[int]:
    """Return which tokens of a report have content, but numbers: those may be what two outlets have otherwise."""
    words = report.reading.lexicon
    common = words.function_words | words.auxiliaries | words.numbers.quantifiers
    return [
        i
        for i, one in enumerate(report.reading.tokens)
        if one.exact not in common and not one.exact[:1].isdigit()
    ]


def _begins_and_ends_alike(left: Witness, right: Witness, aligned: Aligned) -> bool:
    """Say whether what two quotations share is how one sentence of the longer begins and how it ends."""
    if is_shifted(left, right):
        return False
    here, there = zip(*aligned.pairs(), strict=True)
    long, at = max((left, here), (right, there), key=lambda side: len(side[0].reading.tokens))
    return range(at[0], at[-1] + 1) in _sentences(long.reading.tokens)


def _sentences(tokens: Sequence[Token]) -> list[range]:
    """Return which tokens each sentence of a statement has."""
    starts = [i for i, one in enumerate(tokens) if not i or one.segment != tokens[i - 1].segment]
    return [range(start, end) for start, end in itertools.pairwise([*starts, len(tokens)])]


def is_shifted(left: Witness, right: Witness) -> bool:
    """Say whether person and tense may differ: where either is not wholly in the speaker's words."""
    return {left.statement.kind, right.statement.kind} != {Kind.DIRECT}


_LIGHT, _ROW = 4, 6
"""A statement of so few words with content meets others by every so many words in a row too. Set by hand."""
_RARELY = 3
"""Statements that have the words where one turn has, and one or two reports of it. Set by hand."""
_OPEN_WORDS = 4
"""Aligned words, no names, that reports of nobody in particular share at least."""
