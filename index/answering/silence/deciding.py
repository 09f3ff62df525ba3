"""Decides whether to answer: for a reason that can be said, else by the weight of evidence; says what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.answer import Verdict
from index.answering.asked import Asked, wanted_values
from index.answering.catalogue.words import CatalogueWords
from index.answering.selection import Candidate, rank_sentences
from index.answering.silence.evidence import Evidence, evidence_of, is_enough, is_plain
from index.answering.silence.instead import say_gap, suggest
from index.answering.silence.parts import other_parts
from index.answering.silence.premise import answer_grade_premise, answer_person_premise
from index.answering.silence.premise_events import answer_event_premise, answer_want_premise
from index.answering.silence.premise_moves import answer_lead_premise, answer_move_premise
from index.answering.silence.premise_worth import answer_worth_premise
from index.answering.silence.required import COUNTED_IN, is_count_given, what_is_missing
from index.answering.silence.subjects import say_outside
from index.answering.silence.unspoken import unspoken_part
from index.answering.statements import Draft, Span, Statement
from index.answering.topic import beyond, coverage_of, has_topic
from index.answering.wording import join_words
from index.support.terms import stems_of

__all__ = ["Weighed", "abstain", "corrected", "evidence_to_weigh", "weigh", "why_silent", "with_gap"]

NEAREST = 3
"""Paragraphs shown as nearest where there is no answer."""
_GIVES = re.compile(
    r"\b(?:put\w*|add\w*|spen[dt]\w*|invest\w*|fund\w*|commit\w*|set aside|g[ai]v\w+|provid\w*|extra|more"
    r"|additional)\b",
    re.IGNORECASE,
)
SUM_OWN = 0.8
"""Share of the question's words that a sentence must have to be the sum asked for."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Why there is no answer, None where there is one; remarks on gaps; whether nothing needs to be said of gaps."""

    reason: str | None = None
    notes: tuple[str, ...] = ()
    is_plain: bool = False


def weigh(asked: Asked, ranked: list[Candidate]) -> Weighed:
    """Decide whether the sentences found answer a question that nothing settled before.

    A question of two parts of which only one cannot be answered is answered, and the gap named.
    """
    missing, gap = _missing(asked, ranked)
    if missing is not None:
        return Weighed(missing)
    evidence = evidence_of(asked, ranked)
    is_given = _is_sum_given(asked, ranked) or is_count_given(asked.question, ranked[:COUNTED_IN])
    if not is_given and not (has_topic(asked) and is_enough(evidence)):
        return Weighed(why_silent(asked))
    notes = tuple(one for one in (gap, unspoken_part(asked)) if one is not None)
    return Weighed(None, notes, is_plain(evidence))


def evidence_to_weigh(asked: Asked, ranked: list[Candidate]) -> Evidence | None:
    """Return the evidence on which it depends whether there is an answer; None where something is plainly missing."""
    return None if _missing(asked, ranked)[0] is not None else evidence_of(asked, ranked)


def _missing(asked: Asked, ranked: list[Candidate]) -> tuple[str | None, str | None]:
    """Return what is not given of all that is asked, and of a part of it."""
    missing = what_is_missing(asked, ranked)
    if missing is None or _is_sum_given(asked, ranked):
        return None, None
    others = other_parts(
        asked.question, lambda part: what_is_missing(replace(asked, question=part), ranked) is not None
    )
    return (None, missing) if others else (missing, None)


def corrected(asked: Asked, words: CatalogueWords, ranked: list[Candidate]) -> Draft | None:
    """Return what the documents say where a question takes something else for granted; else None."""
    return (
        answer_person_premise(asked)
        or answer_grade_premise(asked, words)
        or answer_move_premise(asked, words)
        or answer_lead_premise(asked, words)
        or answer_event_premise(asked, ranked)
        or answer_want_premise(asked)
        or answer_worth_premise(asked, ranked)
    )


def abstain(asked: Asked, reason: str) -> Draft:
    """Return the word that there is no answer, with the paragraphs that come nearest."""
    nearest: list[Span] = []
    for candidate in rank_sentences(asked) if has_topic(asked) else ():
        if all(candidate.span.paragraph.id != span.paragraph.id for span in nearest):
            nearest.append(candidate.span)
        if len(nearest) == NEAREST:
            break
    return Draft(
        asked.understanding.form,
        (Statement(reason, (), Verdict.SUPPORTED),),
        reason=reason,
        nearest=tuple(nearest),
        notes=(suggest(asked, nearest, reason),),
    )


def with_gap(asked: Asked, draft: Draft, weighed: Weighed) -> Draft:
    """Add remarks on a part of the question that is not answered, and on words of it that nothing cited has."""
    draft = replace(draft, notes=(*draft.notes, *weighed.notes))
    if weighed.is_plain:
        return draft
    gap = say_gap(asked, [span.paragraph for statement in draft.statements for span in statement.spans])
    return replace(draft, notes=(*draft.notes, gap)) if gap else draft


def _is_sum_given(asked: Asked, ranked: list[Candidate]) -> bool:
    """Whether a question asks only how much an authority gives, and the best sentence of its documents says a sum."""
    if "money" not in wanted_values(asked.question) or not asked.understanding.named or beyond(asked):
        return False
    return (
        _GIVES.search(asked.question) is not None and bool(ranked) and ranked[0].has_wanted and ranked[0].own >= SUM_OWN
    )


def _not_there(asked: Asked) -> list[str]:
    """Return the question's words that no document has, in their own form or in another word for them."""
    unknown = coverage_of(asked).unknown(asked.is_known)
    return [word for word in asked.understanding.missing if stems_of([word]) & set(unknown)]


def why_silent(asked: Asked) -> str:
    """Say that nothing answers, and which names or words are not there at all."""
    missing = _not_there(asked)
    words = f" No document has {join_words([repr(word) for word in missing], 'or')}." if missing else ""
    absent = asked.understanding.absent
    names = f" None is about {join_words(list(absent), 'or')}." if absent else ""
    outside = say_outside(asked)
    return f"The documents do not answer this.{f' {outside}' if outside else ''}{names}{words}"
