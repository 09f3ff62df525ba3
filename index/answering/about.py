"""Answers about the assistant itself and about what the corpus holds."""

from __future__ import annotations

import re
from collections import Counter

from corpus.model import Document
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.evidence import document_span
from index.answering.statements import Draft, RowDraft, Statement
from index.answering.targets import ordered
from index.answering.topic import beyond
from index.answering.wording import dated_name, join_words, plural, say_date

__all__ = ["answer_help", "say_holdings"]

MAX_LISTED = 60
_HOLDINGS = re.compile(
    (
        r"\b(?:what|which|list|show|how many|all|the)\b.*\b(?:letters|reports|documents|councils"
        r"|authorities|papers|files)\b.*\b(?:have|hold|know|cover|there|loaded|indexed|available|here|got"
        r"|corpus|collection)\b|^\W*(?:list|show)(?: me)?(?: all| the)* (?:documents|letters|reports)\W*$"
    ),
    re.IGNORECASE,
)

_HOLDING_WORDS = (
    "letters reports documents councils authorities papers files have hold know cover loaded indexed "
    "available here got "
    "corpus collection list show local inspection inspections database index contain include"
)


def answer_help(asked: Asked) -> Draft | None:
    """Say what can be asked, and list the documents there are, those on an authority where one is named.

    None where the question asks for neither.
    """
    holdings = _HOLDINGS.search(asked.question) is not None and not beyond(asked, (_HOLDING_WORDS,))
    if asked.understanding.form != "help" and not holdings:
        return None
    documents = ordered(asked.targets.documents if holdings and asked.understanding.named else asked.documents)
    statements = [Statement(say_holdings(documents), (), Verdict.SUPPORTED)]
    if not holdings:
        statements.append(
            Statement(
                "Ask what inspectors found, where and when; what had to improve; who led an inspection; how a grade "
                "changed; or which authorities share a grade. Every sentence is cited to its paragraph, and where "
                "the documents are silent the answer says so.",
                (),
                Verdict.SUPPORTED,
            )
        )
    rows: list[RowDraft] = []
    for document in list(reversed(documents))[:MAX_LISTED]:
        span = document_span(asked.corpus, document)
        rows.append(RowDraft(dated_name(document), document.title, span, document.kind))
        if holdings and span is not None:
            statements.append(Statement(f"{dated_name(document)}.", (span,), Verdict.SUPPORTED))
    notes = (f"The latest {MAX_LISTED} are shown.",) if len(documents) > MAX_LISTED else ()
    return Draft("help", tuple(statements), tuple(rows), notes=notes)


def say_holdings(documents: list[Document]) -> str:
    """Return '5 documents, 18 May 2018 to 14 December 2021: 3 focused visits, ...; 3 authorities: ...'."""
    if not documents:
        return "The corpus holds no documents."
    kinds = Counter(document.kind for document in documents)
    names = sorted({name for document in documents for name in document.authorities})
    days = [document.dated for document in documents if document.dated]
    span = f", {join_words([say_date(day) for day in dict.fromkeys((min(days), max(days)))], 'to')}" if days else ""
    listed = join_words([plural(count, kind) for kind, count in kinds.most_common()])
    shown = names if len(names) <= 12 else [*names[:12], f"{len(names) - 12} others"]
    about = f"; {plural(len(names), 'authority', 'authorities')}: {join_words(shown)}" if names else ""
    return f"The corpus holds {plural(len(documents), 'document')}{span}: {listed}{about}."
