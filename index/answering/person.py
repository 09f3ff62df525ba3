"""Answers who somebody is by what documents call them, and whether they led an authority's inspections."""

from __future__ import annotations

import re

from corpus.model import Document, Publisher
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.evidence import person_span
from index.answering.statements import Draft, RowDraft, Span, Statement
from index.answering.targets import ordered
from index.answering.topic import beyond
from index.answering.wording import dated_name

__all__ = ["answer_person"]

_WHO = re.compile(
    r"^\W*(?:and |so )*(?:who (?:is|was|'s)|who’s|what (?:is|was) the (?:job|role|title|position) of|what does) ",
    re.IGNORECASE,
)
_ROLE = {"lead inspector": "lead inspector", "addressee": "the person written to", "author": "the author"}
MAX_DOCUMENTS = 8
_LED = re.compile(
    r"^\W*(?:and |so )*(?:did|was|were|is|has|had|which|what|when|how (?:many|often))\b.*\b(?:lead(?:er|ing)?|led"
    r"|charge"
    r"|head(?:ed|ing)?)\b",
    re.IGNORECASE,
)
_LEAD = "lead inspector"
_LEAD_WORDS = (
    "lead led leader leading leads head headed heading charge inspector inspectors inspection inspections inspect "
    "inspected report reports visit visits ofsted council authority children services full latest last first previous "
    "run ran carried out conducted there",
)


def answer_person(asked: Asked) -> Draft | None:
    """Return who a person named is, newest document first; None where that is not asked or nobody is named."""
    people = asked.understanding.people
    if len(people) == 1 and asked.understanding.named:
        return _answer_led(asked, people[0])
    if len(people) != 1 or not _WHO.search(asked.question):
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


def _answer_led(asked: Asked, name: str) -> Draft | None:
    """Return whether a person led the inspections of the authority named, with who led each; None for all else."""
    if not _LED.search(asked.question) or beyond(asked, _LEAD_WORDS, (name,)):
        return None
    targets = asked.targets
    found: list[tuple[Document, str, Span]] = []
    for document in ordered(one for one in targets.documents if one.publisher is Publisher.INSPECTORATE):
        for person in document.people:
            if person.role == _LEAD and (span := person_span(asked.corpus, document, person)) is not None:
                found.append((document, person.name, span))
    if not found or targets.undated or len(asked.understanding.named) > 1:
        return None
    held = [one for one in found if one[1] == name]
    shown = (held or found)[::-1][:MAX_DOCUMENTS]
    spans = tuple(span for _, _, span in (held or found))
    said = f"Yes: {name} is named as" if held else f"No: {name} is not named as"
    head = Statement(f"{said} the lead inspector.", spans, Verdict.SUPPORTED, computed=True)
    lines = [
        Statement(f"{dated_name(one)}: The lead inspector was {leader}.", (span,), Verdict.SUPPORTED)
        for one, leader, span in shown
    ]
    return Draft(
        "yes/no", (head, *lines), tuple(RowDraft(dated_name(one), leader, span) for one, leader, span in shown)
    )
