"""What every form of answer works from: the question, how it was understood, and what was found for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from corpus.framework import Frameworks
from corpus.model import Document, Paragraph
from index.answer import Filters, SearchResult
from index.answering.targets import Targets, find_targets
from index.support.names import find_names
from index.support.terms import content_stems
from index.support.values import Value, find_values
from index.understanding.alternatives import find_alternatives
from index.understanding.question import Understanding

__all__ = [
    "Asked",
    "Closeness",
    "Corpus",
    "Find",
    "Likeness",
    "Rarity",
    "Relevance",
    "contains_wanted",
    "counted_stems",
    "wanted_values",
]

Find = Callable[[Filters, int], Sequence[SearchResult]]
"""Retrieves for the same question under other filters; the second argument is how many paragraphs."""


Rarity = Callable[[str], float]
"""The weight of a stem, above 0, higher for rarer ones."""


Closeness = Callable[[Paragraph], Sequence[tuple[int, int, float]]]
"""The passages of a paragraph, as `start, end` and the cosine of each with the question."""


def _even(_stem: str) -> float:
    return 1.0


def _all_known(_stem: str) -> bool:
    return True


def _no_closeness(_paragraph: Paragraph) -> Sequence[tuple[int, int, float]]:
    return ()


def _no_likeness(_phrases: Sequence[str]) -> Sequence[float]:
    return ()


Relevance = Callable[[Sequence[str]], Sequence[float]]
"""The log-odds that each of some sentences answers the question; nothing without a model that judges."""


def _no_relevance(_sentences: Sequence[str]) -> Sequence[float]:
    return ()


Likeness = Callable[[Sequence[str]], Sequence[float]]
"""The cosine of each of some phrases with what the question is about, -1 to 1; nothing without an embedder."""


class Corpus(Protocol):
    """What is used of an index here: its documents and paragraphs."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, in a fixed order."""
        ...

    def document(self, document_id: str, /) -> Document:
        """Return the document of this id."""
        ...

    def paragraph(self, paragraph_id: str, /) -> Paragraph | None:
        """Return the paragraph of this id, None where there is none."""
        ...

    def paragraphs_of(self, document_id: str, /) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a document in reading order."""
        ...

    def paragraphs_with(self, words: str, /) -> Sequence[Paragraph]:
        """Return the paragraphs that have all of some words, in any form, those of a document in reading order."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that an answer is made from.

    `question` is the question in force (a follow-up resolved), `results` the paragraphs found for it, best
    first, `documents` those that the filters in force leave, `rarity` the weight of each stem,
    `is_known` whether any paragraph has a stem, `closeness` how near the passages of a paragraph come to what it
    is about, `closeness_whole` to the question as it was asked, `likeness` how near some phrases come, `relevance`
    how well some sentences answer it, `targets` the documents that it is about.
    """

    question: str
    understanding: Understanding
    results: tuple[SearchResult, ...]
    corpus: Corpus
    documents: tuple[Document, ...]
    frameworks: Frameworks
    find: Find
    filters: Filters = field(default_factory=Filters)
    rarity: Rarity = _even
    is_known: Callable[[str], bool] = _all_known
    closeness: Closeness = _no_closeness
    closeness_whole: Closeness = _no_closeness
    likeness: Likeness = _no_likeness
    relevance: Relevance = _no_relevance
    targets: Targets = field(init=False)

    def __post_init__(self) -> None:
        """Find the documents that the question is about."""
        object.__setattr__(self, "targets", find_targets(self.understanding, self.documents))


_ASKED = r"(?:^\W*|[,;:(–-]\s*|\b(?:and|but|so|or|by|to|from|with|of|at|for|about|since|until|exactly|say|tell me)\s+)"
"""What stands before a word that asks, so that 'the children who' and 'delay when' ask for nobody and no day."""
_WANTED = (
    (
        "money",
        (
            r"how much (?:\w+ ){0,3}(?:money|funding|cost|invest\w*|spen[dt]\w*|paid|cash)"
            r"|how much (?:\S+ ){0,8}?(?:set(?:ting)? aside|put(?:ting)? in(?:to)?|pledg\w*|promis\w*|pay\w*)|\b(?:cost"
            r"|budget|funding|£|pounds|spend\w*|spent|price)\b"
        ),
    ),
    (
        "percent",
        (
            r"(?:what|which) (?:percentage|proportion|share|fraction|per ?cent)|how (?:large|big) a "
            r"(?:share|proportion)|\bper ?cent\b|%"
        ),
    ),
    (
        "duration",
        (
            r"how long|how many (?:\w+ )?(?:days|weeks|months|years|hours)|by when|deadline|time ?(?:limit"
            r"|scale|frame)|how (?:quickly|soon|often)"
        ),
    ),
    (
        "number",
        (
            r"how many|how much|how often|how large|how far|what (?:was|is|were|are) the (?:\w+ )?(?:rate|total|number)"
            r"|^\W*(?:the )?(?:total )?numbers? of|\bnumbers in\b"
        ),
    ),
    (
        "date",
        (
            rf"{_ASKED}when\b|\bwhen (?:did|do|does|was|were|is|are|will|would|has|have|had|must)\b|how long ago"
            r"|(?:what|which) (?:date|day|month|year)|\bdates?\b"
        ),
    ),
    (
        "person",
        (
            rf"{_ASKED}who(?:m|se)?\b|name of the|\bnames?\b|\bwho (?:did|was it|is it|else)\b"
            r"|which (?:\w+ ){0,2}(?:person|people|councillors?|inspectors?|officers?)\b"
        ),
    ),
    (
        "grade",
        (
            r"(?:what|which) (?:\w+ )?(?:grade|judge?ment|rating|mark)|how (?:was|were|is|are|did) "
            r".*(?:judged|rated|graded|rate|grade)|\b(?:grade[ds]?|rated|rating|judge?ments?)\b"
        ),
    ),
    ("reason", r"\bwhy\b|reasons?\b|what (?:caused|led to|explains)|how come|because of what"),
)


def wanted_values(question: str) -> frozenset[str]:
    """Return the sorts of fact a question asks for: 'money', 'number', 'date', 'person', 'grade', 'reason', ..."""
    lowered = question.lower()
    found = frozenset(kind for kind, pattern in _WANTED if re.search(pattern, lowered))
    return found - {"number"} if found & {"money", "percent", "duration"} else found


_REASON = re.compile(
    r"\b(?:because|due to|as a (?:result|consequence)|owing to|led to|leading to|result(?:s|ed|ing)? (?:in|from)|"
    r"caused|means? that|meant that|therefore|consequently|so that|since|reflects?|attribut\w+|driven "
    r"by|in order to)\b",
    re.IGNORECASE,
)
_KINDS = {
    "money": {"money"},
    "percent": {"percent"},
    "duration": {"duration", "date"},
    "number": {"number", "percent"},
    "date": {"date"},
}


_LABELLED = re.compile(
    r"\b(?:tiers?|sections?|stages?|phases?|levels?|bands?|categor(?:y|ies)|regulations?|aged?|pages?|paragraphs?)\s+"
    r"(?:\w+\s+(?:and|or|to)\s+)?$",
    re.IGNORECASE,
)
"""Before a number that counts nothing ('tier 3 and 4')."""
_COUNTED = re.compile(
    r"\b(?:how many|number of)\s+(?:(?:of|the|these|those|its|their)\s+)*(?P<thing>(?:[\w'’-]+\W+){1,3})", re.IGNORECASE
)
COUNTED_WITHIN = 60
"""Characters after a number within which what it counts is named."""


@lru_cache(maxsize=64)
def counted_stems(question: str) -> frozenset[str]:
    """Return the stems of what a question asks the number of, with those of the other words for it."""
    found = _COUNTED.search(question + " ")
    if found is None:
        return frozenset()
    others = {one for same in find_alternatives(found["thing"]) for other in same.others for one in other}
    return frozenset(content_stems(found["thing"])) | others


@lru_cache(maxsize=64)
def _values_of(question: str) -> frozenset[str]:
    return frozenset(value.text.lower() for value in find_values(question))


def _after(text: str, value: Value) -> frozenset[str]:
    return frozenset(content_stems(text[value.end : value.end + COUNTED_WITHIN]))


def contains_wanted(text: str, wanted: frozenset[str], grades: re.Pattern[str] | None, question: str) -> bool:
    """Whether a text holds a fact of a wanted sort that the question does not itself give."""
    kinds = {kind for want in wanted for kind in _KINDS.get(want, ())}
    if kinds:
        given = _values_of(question)
        new = [value for value in find_values(text) if value.kind in kinds and value.text.lower() not in given]
        counted = counted_stems(question) if "number" in wanted else frozenset()
        new = [value for value in new if value.kind != "number" or not _LABELLED.search(text[: value.start])]
        if any(value.kind != "number" or not counted or counted & _after(text, value) for value in new):
            return True
    if "person" in wanted:
        asked = question.lower()
        if any(len(name.words) > 1 and name.text.lower() not in asked for name in find_names(text)):
            return True
    if "reason" in wanted and _REASON.search(text):
        return True
    return "grade" in wanted and grades is not None and grades.search(text) is not None
