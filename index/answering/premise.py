"""Corrects what a question takes for granted about people: who led an inspection, whom a letter is addressed to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Person
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.evidence import person_span
from index.answering.statements import Draft, Span, Statement
from index.answering.targets import find_targets
from index.answering.wording import dated_name, join_words

__all__ = ["answer_person_premise"]

MAX_DOCUMENTS = 3
_NAME = r"(?P<name>[A-Z][\w'’-]+(?: (?:[A-Z]\.|Mc|O['’]|de|van) ?)? [A-Z][\w'’-]+)"
_LED = r"(?:led|headed|was in charge|was leading|was (?:the )?lead inspector)"
_PREMISES: tuple[tuple[str, re.Pattern[str], re.Pattern[str], tuple[str, ...]], ...] = (
    (
        "led the inspection",
        re.compile(rf"\b{_LED}\b|\blead inspector\b|\binspection led by\b", re.IGNORECASE),
        re.compile(
            rf"{_NAME},? (?:who )?{_LED}|{_NAME.replace('name', 'other')},? (?:who was )?(?:the |as )?lead "
            rf"inspector|(?:lead inspector,?|led by) {_NAME.replace('name', 'third')}"
        ),
        ("lead inspector",),
    ),
    (
        "is the director written to",
        re.compile(r"\bdirector\b|\bdcs\b", re.IGNORECASE),
        re.compile(rf"(?:[Dd]irector|DCS),? (?:(?:Mr|Mrs|Ms|Dr) )?{_NAME}"),
        ("addressee",),
    ),
)
_ASKS_WHO = re.compile(
    r"^\W*(?:and |so )?(?:who|which inspectors?|did|was|were|is|name|what is the name)\b", re.IGNORECASE
)


def answer_person_premise(asked: Asked) -> Draft | None:
    """Return who it was, where a question takes for granted that somebody else led an inspection or was written to.

    None where it names nobody, or where a document meant names that person in the role, or none anybody.
    """
    if _ASKS_WHO.search(asked.question):
        return None
    targets = find_targets(asked.understanding, asked.documents)
    if not targets.is_named or targets.undated:
        return None
    for claim, pattern, named, roles in _PREMISES:
        people = _people_of(asked, pattern, named)
        if people and (draft := _corrected(asked, targets.documents, people, roles, claim)):
            return draft
    return None


def _people_of(asked: Asked, pattern: re.Pattern[str], named: re.Pattern[str]) -> tuple[str, ...]:
    """Return the people whom a question names in a role: those known here, else a name beside the role."""
    if not pattern.search(asked.question):
        return ()
    if asked.understanding.people:
        return asked.understanding.people
    found = named.search(asked.question)
    return tuple(name for name in found.groupdict().values() if name) if found else ()


def _corrected(
    asked: Asked, documents: Sequence[Document], people: Sequence[str], roles: Sequence[str], claim: str
) -> Draft | None:
    held = [(document, [one for one in document.people if one.role in roles]) for document in documents]
    held = [(document, persons) for document, persons in held if persons]
    surnames = {name.split()[-1].lower() for name in people}
    if not held or any(_surname(one) in surnames for _, persons in held for one in persons):
        return None
    statements = [_statement(asked, document, persons, roles[0]) for document, persons in held[-MAX_DOCUMENTS:]]
    kept = tuple(one for one in reversed(statements) if one is not None)
    if not kept:
        return None
    note = f"The question takes for granted that {join_words(list(people))} {claim}; the documents name somebody else."
    return Draft("metadata", kept, notes=(note,))


def _surname(person: Person) -> str:
    return person.name.split()[-1].lower()


def _statement(asked: Asked, document: Document, persons: Sequence[Person], role: str) -> Statement | None:
    spans: list[Span] = [span for one in persons if (span := person_span(asked.corpus, document, one)) is not None]
    if not spans:
        return None
    names = join_words(list(dict.fromkeys(one.name for one in persons)))
    said = "It is addressed to" if role == "addressee" else "The lead inspector was"
    return Statement(f"{dated_name(document)}: {said} {names}.", tuple(dict.fromkeys(spans)), Verdict.SUPPORTED)
