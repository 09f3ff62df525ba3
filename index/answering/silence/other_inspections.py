"""Questions for the results of other inspections: of police forces, schools, nurseries, health services, agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Document, Publisher
from index.answering.asked import Asked
from index.answering.wording import join_words
from index.sentences import sentences

__all__ = ["why_other_inspection"]

_GRADE = (
    r"(?:grad(?:e|es|ed|ing)|rat(?:ed|ing|ings)|judged|judge?ments?|outstanding|inadequate|requires? improvement"
    r"|special measures|good or better|mark|score|verdict)"
)
_FOUND = r"(?:inspect\w*|visitors?|ofsted|find|found|findings?|say|said|report\w*|raise[ds]?|conclude\w*)"


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of inspection: how a question names it, by itself or with a grade; how a document does; its name."""

    name: str
    alone: str
    graded: str
    says: str


_SORTS = (
    _Sort(
        "police forces",
        r"hmicfrs|hmic|peel (?:inspection|assessment|report)s?|police inspect\w+",
        r"police(?: force| service)?|constabulary",
        r"hmicfrs|hmic|peel|inspectorate of constabulary",
    ),
    _Sort(
        "health and adult care",
        r"cqc|care quality commission",
        r"hospitals?|gps?|surger(?:y|ies)|nhs|ambulance\w*|adult (?:social )?care|care homes?|mental health trust"
        r"|camhs",
        r"cqc|care quality commission",
    ),
    _Sort(
        "special educational needs in the area",
        r"(?:area |local area |joint )*send? inspections?|inspections? of send?|send? (?:revisit|review)",
        r"send",
        r"(?:send?|special educational needs[^.]{0,40}) (?:inspection|review)"
        r"|inspection of[^.]{0,30} special educational",
    ),
    _Sort(
        "probation and youth justice services",
        r"hmi ?(?:probation|prisons)|hmip|inspectorate of (?:probation|prisons)",
        r"probation|prisons?|young offender institutions?|yoi|youth (?:offending|justice) (?:service|team)s?|yot",
        r"hmip|hmi probation|inspectorate of probation"
        r"|(?:youth (?:offending|justice)|yot|probation)[^.]{0,80}inspect\w*"
        r"|inspect\w*[^.]{0,80}(?:youth (?:offending|justice)|yot|probation)",
    ),
    _Sort(
        "schools, colleges and nurseries",
        r"school inspections?|school league tables?",
        r"(?:primary |secondary |special |grammar |high |state |free |comprehensive )*(?:schools?|academ(?:y|ies))"
        r"|sixth forms?|(?:fe )?colleges?|nurser(?:y|ies)|pre-?schools?|childminders?|children[’']s centres?",
        r"(?:schools?|academ(?:y|ies)|colleges?|nurser(?:y|ies)|settings|pre-?schools?|childminders?"
        r"|children[’']s centres?|provision)",
    ),
    _Sort(
        "children's homes and agencies for fostering and adoption",
        r"reg(?:ulation|\.)? ?4[45] (?:visit\w*|report\w*)",
        r"(?:independent |private )?(?:fostering|adoption) agenc(?:y|ies)"
        r"|secure (?:children[’']s )?(?:home|unit|centre)s?",
        r"(?:agenc(?:y|ies)|secure|fostering service|adoption service)",
    ),
)
_WHICH_GRADE = re.compile(
    r"\b(?:what|which) (?:ofsted )?(?:grade|rating|mark|judge?ment|score)s? (?:did|do|does|has|have|was|is)"
    r" (?:it|they|the)\b"
    r"|\bin special measures\b|\b(?:good or outstanding|rated inadequate|rated outstanding|ofsted rating)\b",
    re.IGNORECASE,
)
"""A question for the grade of what it names."""
_STATED = rf"(?:{_GRADE}|good)"


def why_other_inspection(asked: Asked) -> str | None:
    """Return that an inspection of another service is asked for, and that no document meant tells of it; else None.

    A sentence that has the service and a grade or an inspection may tell: such questions are weighed as any other.
    """
    question = asked.understanding.bare or asked.question
    named = set(asked.understanding.named)
    about = [one for one in asked.documents if not named or named & set(one.authorities)]
    if any(one.publisher is not Publisher.INSPECTORATE for one in about) and asked.understanding.publishers:
        return None
    for sort in _SORTS:
        if _asks_for(sort, question) and not _tell_of(asked, about, sort):
            where = f" about {join_words(list(asked.understanding.named), 'or')}" if named else ""
            return (
                f"No document here{where} gives the result of an inspection of {sort.name}. "
                "The documents are about children's social care."
            )
    return None


def _asks_for(sort: _Sort, question: str) -> bool:
    """Whether a question names an inspection of a sort, or asks for its grade."""
    if re.search(rf"\b(?:{sort.alone})\b", question, re.IGNORECASE):
        return True
    if re.search(rf"\b(?:{sort.graded})\b", question, re.IGNORECASE) and _WHICH_GRADE.search(question):
        return True
    graded = (
        rf"\b(?:{sort.graded})\b (?:(?:[\w'’-]+ ){{0,4}}(?:is|are|was|were|be|been|get|got|given|have|has|had|in) )"
        rf"(?:[\w'’-]+ ){{0,4}}?{_GRADE}\b"
        rf"|\b{_GRADE} (?:[\w'’-]+ ){{0,3}}?(?:for|of|by) (?:its|their|the|local|all|\s)*"
        rf"(?:{sort.graded})\b|\b(?:{sort.graded})\b[’']?s? (?:ofsted )?{_GRADE}\b"
    )
    return re.search(graded, question, re.IGNORECASE) is not None


def _tell_of(asked: Asked, documents: Iterable[Document], sort: _Sort) -> bool:
    """Whether a sentence of some documents has a service of a sort and a grade or an inspection."""
    service = re.compile(rf"\b(?:{sort.says})\b", re.IGNORECASE)
    is_measures = re.search(r"\bspecial measures\b", asked.question, re.IGNORECASE) is not None
    stated = re.compile(r"\bspecial measures\b" if is_measures else rf"\b{_STATED}\b", re.IGNORECASE)
    for document in documents:
        for paragraph in asked.corpus.paragraphs_of(document.id):
            if not paragraph.role.is_finding or not service.search(paragraph.text):
                continue
            for start, end in sentences(paragraph.text):
                text = paragraph.text[start:end]
                if service.search(text) and stated.search(text):
                    return True
    return False
