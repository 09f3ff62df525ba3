"""Questions of a form of their own, tried before the general ones: whose grade is higher, who mentions a word."""

from __future__ import annotations

from index.answering.asked import Asked
from index.answering.catalogue.parsing.parse import parse_query
from index.answering.catalogue.words import CatalogueWords
from index.answering.dated_pair import answer_dated_pair
from index.answering.grades_compared import answer_contest, answer_path, answer_when
from index.answering.mentions import answer_everything, answer_mentions
from index.answering.person import answer_person
from index.answering.severity import answer_severity
from index.answering.shortcomings import answer_shortcomings
from index.answering.statements import Draft
from index.answering.strengths import answer_strengths

__all__ = ["answer_particular"]


def answer_particular(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return the answer to a question of one of these forms, None where it is of none."""
    return (
        answer_person(asked)
        or answer_contest(asked, words)
        or answer_severity(asked, words)
        or answer_when(asked, words)
        or answer_shortcomings(asked)
        or answer_strengths(asked)
        or answer_dated_pair(asked)
        or answer_path(asked, words)
        or answer_mentions(asked)
        or _everything(asked, words)
    )


def _everything(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return all that is said on a topic, unless the whole question is read as one about the documents themselves."""
    parsed = parse_query(asked.question, words)
    if parsed is None:
        return answer_everything(asked)
    is_read = parsed.query.conditions or (parsed.query.inspectors and not parsed.left_over)
    return None if is_read else answer_everything(asked)
