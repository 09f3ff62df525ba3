"""Answers who somebody is: by what documents call them, and in which role they name them."""

from __future__ import annotations

import re

from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.evidence import person_span
from index.answering.statements import Draft, RowDraft, Statement
from index.answering.targets import ordered
from index.answering.wording import dated_name

__all__ = ["answer_person"]

_WHO = re.compile(
    r"^\W*(?:and |so )*(?:who (?:is|was|'s)|who’s|what (?:is|was) the (?:job|role|title|position) of|what does) ",
    re.IGNORECASE,
)
_ROLE = {"lead inspector": "lead inspector", "addressee": "the person written to", "author": "the author"}
MAX_DOCUMENTS = 8


def answer_person(asked: Asked) -> Draft | None:
    """Return who a person named is, newest document first; None where that is not asked or nobody is named."""
    people = asked.understanding.people
    if len(people) != 1 or not _WHO.search(asked.question) or asked.understanding.named:
        return None
    name = people[0]
    rest = _WHO.sub("", asked.question)
    if any(word not in name.lower().split() for word in re.findall(r"[^\W\d_]+", rest.lower().removesuffix(" do?"))):
        return None
    statements: list[Statement] = []
    rows: list[RowDraft] = []
    for document in reversed(ordered(asked.documents)):
        for person in document.people:
            span = person_span(asked.corpus, document, person) if person.name == name else None
            if span is None or any(span == one for held in statements for one in held.spans):
                continue
            role = person.title or _ROLE.get(person.role, person.role)
            statements.append(Statement(f"{dated_name(document)}: {name}, {role}.", (span,), Verdict.SUPPORTED))
            rows.append(RowDraft(dated_name(document), role, span))
    return Draft("metadata", tuple(statements[:MAX_DOCUMENTS]), tuple(rows)) if statements else None
