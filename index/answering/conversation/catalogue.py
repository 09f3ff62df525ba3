"""Reads a follow-up to a question about the corpus: 'which of those are in the South East?', 'who led them?'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document
from index.answering.catalogue.parse import parse_query
from index.answering.catalogue.query import Subject
from index.answering.catalogue.run import run_query
from index.answering.catalogue.words import make_words
from index.answering.wording import join_words
from index.understanding import Knowledge, Understanding

__all__ = ["follow_catalogue"]

MOST_NAMED = 8
"""Authorities that a follow-up names in the place of 'those' at most."""
_OF_THOSE = re.compile(
    r"^\W*(?:and |so |but |ok |okay )*(?P<asks>which|who|what|how many|what share|what proportion) (?:of|among"
    r"|amongst|out of) "
    r"(?:these|those|them|the (?:ones|authorities|councils|reports|inspections))\b\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_ARE_IN = re.compile(
    r"^\W*(?:and |so |but |ok |okay )*(?P<asks>how many|which)(?: ones)? (?P<rest>(?:are|were|is|was|have|has"
    r"|had|got) "
    r"(?:(?:in|from|under|outside|with|led|also) .+|been .+))$",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"^\W*(?:and |so |ok )*how many (?:is|are|was|were) (?:that|those|these|they|there|it)\b", re.IGNORECASE
)
_LISTS = re.compile(r"^\W*(?:which|what|list|name|show(?: me)?)\b", re.IGNORECASE)
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last")
_ONE = re.compile(
    rf"\bthe (?P<nth>{'|'.join(_NTH)})(?: (?:one|authority|council|of (?:them|these|those)))?\b", re.IGNORECASE
)
_THAT = re.compile(
    r"\b(?:that|this|the|its) (?:authority|council|one|place|inspection|report|visit)(?:'s)?\b|\b(?:they|them"
    r"|those|these|it"
    r"|its|their|there|that)\b(?: (?:inspections?|reports?|authorities|councils|ones|places|visits?))?",
    re.IGNORECASE,
)


def follow_catalogue(
    question: str,
    base: str,
    now: Understanding,
    before: Understanding,
    knowledge: Knowledge,
    documents: Sequence[Document],
) -> str | None:
    """Return what a follow-up to a question about the corpus asks; None where it is none.

    Args:
        question: the follow-up.
        base: the question before it, resolved.
        now: the follow-up as understood.
        before: the question before it as understood.
        knowledge: what is known of the index.
        documents: the documents there are.
    """
    if before.form != "corpus" and not _is_superlative(base):
        return None
    if match := _OF_THOSE.match(question) or _ARE_IN.match(question):
        return _narrowed(base, match["asks"].lower(), match["rest"])
    if _HOW_MANY.match(question) and _LISTS.match(base):
        return _LISTS.sub("How many", base, count=1)
    if now.named or len(question.split()) > 14:
        return None
    return _with_names(question, base, before, knowledge, documents)


def _is_superlative(base: str) -> bool:
    return (
        re.search(r"\b(?:most|least|latest|newest|oldest|first|longest|shortest|best|worst)\b", base, re.IGNORECASE)
        is not None
    )


def _narrowed(base: str, asks: str, rest: str) -> str:
    """Return the earlier question with a further condition: 'Which authorities are good now and are in London?'."""
    opening = "How many" if "many" in asks else "What share of" if asks.startswith("what ") else "Which"
    body = re.sub(
        r"^\W*(?:how many|which|what|list|name|show(?: me)?)(?: all)?(?: the)?\b", opening, base, flags=re.IGNORECASE
    )
    return f"{body.rstrip(' ?.')} and {rest.strip(' ?.')}?"


def _with_names(
    question: str, base: str, before: Understanding, knowledge: Knowledge, documents: Sequence[Document]
) -> str | None:
    """Return the follow-up with the authorities that answer the earlier question in the place of 'that' or 'those'."""
    nth, that = _ONE.search(question), _THAT.search(question)
    place = nth or that
    if place is None:
        return None
    labels = _answers(base, knowledge, documents)
    if nth is not None:
        at = -1 if nth["nth"].lower() == "last" else _NTH.index(nth["nth"].lower())
        labels = labels[at:][:1] if -len(labels) <= at < len(labels) else []
    if not labels or len(labels) > MOST_NAMED:
        return None
    noun = re.search(r"\b(?:inspections?|reports?|visits?)\b", place[0], re.IGNORECASE)
    names = join_words(labels)
    put = names
    if noun is not None:
        when = " and ".join(before.question[one.start : one.end] for one in before.times)
        put = f"the {noun[0]} of {names} in {when}" if when else f"the latest {noun[0]} of {names}"
    if re.match(r"(?:its|their)\b|.*'s$", place[0], re.IGNORECASE):
        put = f"{names}'s"
    return f"{question[: place.start()]}{put}{question[place.end() :]}"


def _answers(base: str, knowledge: Knowledge, documents: Sequence[Document]) -> list[str]:
    """Return the authorities that a question about the corpus is answered with."""
    words = make_words(knowledge.frameworks, documents)
    parsed = parse_query(base, words)
    if parsed is None or parsed.left_over or parsed.query.subject is Subject.INSPECTOR or parsed.query.group_by:
        return []
    result = run_query(parsed.query, documents, words.scale)
    return list(dict.fromkeys(item.label for item in result.items))
