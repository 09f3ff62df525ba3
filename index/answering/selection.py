"""Picks the sentences that answer a question from the paragraphs that were found for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.model import Paragraph, Publisher, Role
from index.answer import SearchResult
from index.answering.asked import Asked, contains_wanted, counted_stems, wanted_values
from index.answering.listing import findings_under, headings_of
from index.answering.quoted_words import has_quoted
from index.answering.statements import Span
from index.answering.targets import Targets
from index.answering.topic import coverage_of
from index.sentences import sentences
from index.support.coverage import Coverage
from index.support.terms import content_stems
from index.support.values import find_values
from index.understanding.tense import speaks_of_past

__all__ = [
    "Candidate",
    "distinct",
    "in_reading_order",
    "rank_sentences",
    "says_the_same",
    "with_what_it_leans_on",
    "word_count",
]

MIN_WORDS = 3
OWN, AROUND, FOUND, NEAR, WHOLE, WANTED, TARGET, SPOKEN = 0.30, 0.15, 1.00, 0.30, 0.75, 0.25, 0.30, 0.05
"""Weights of a sentence's own words, those around it, its paragraph's score, its passage's cosine with what is asked
about and with the question as asked, the sort of fact asked for, a document that the question names, and the
inspectorate's own words; chosen on the development questions."""
RARE = frozenset({"money", "percent"})
"""Sorts of fact that few sentences hold, so that one without answers no question for one."""
MUST_HAVE = 0.4
MAX_SCANNED = 8
NEWEST = 0.12
"""What sentences of an authority's latest document have more than those of its first, where no time is named."""
SCOPE = 0.5
"""What an item of a list of things that inspectors looked at has less, since it finds nothing."""
NO_FINDING = 0.3
"""What a demand, an introducing line or a word on the law of inspections has less, since none says how things are."""
QUOTED = 0.6
"""What a sentence has more that has the words which a question quotes."""
LABEL_WORDS = 16
"""Words up to which a row of a table, or a line with a date, is a label with its value."""
_DATED = re.compile(r"(?:inspection|visit|report|review|date)\w*(?: \w+){0,2}:", re.IGNORECASE)
CELL_GAP = "\u2003"
SAME = 0.6
"""Share of stems from which two sentences say the same."""

_LEANS = re.compile(
    r"^(?:this|these|those|that|it|they|such|he|she|his|her|their|its|however|consequently|as a result|therefore|"
    r"although this|the latter|others|both|nevertheless|similarly|in addition|furthermore|here|there)\b",
    re.IGNORECASE,
)


_LOOKED_AT = re.compile(
    r"\b(?:look(?:ed)? (?:at|into)|cover(?:ed)?|consider(?:ed)?|review(?:ed)?|scope|focus(?:ed)?|areas?)\b",
    re.IGNORECASE,
)
_SCOPE_TITLE = re.compile(
    r"\bareas? (?:covered|considered|reviewed)|\b(?:inspectors|we|they|visit)\b.{0,40}\b(?:looked at|considered"
    r"|reviewed|evaluated"
    r"|covered|focused on)\b|\bscope of\b",
    re.IGNORECASE,
)
_OF_DOCUMENT = re.compile(r"\b(?:report|letter|inspection|visit|ofsted|inspectors?)\b", re.IGNORECASE)
_DEMAND = re.compile(
    r"(?:ensure|make sure|improve|strengthen|review|take|develop|continue|implement|accelerate|consider|provide"
    r"|increase|reduce|establish|work with|monitor|extend|embed|raise|further|urgently|as a matter of)\b",
    re.IGNORECASE,
)
_NONE: frozenset[str] = frozenset()
_DEMANDS = ("what needs to improve", "areas for priority action", "recommendations")
"""Sections of frameworks that hold what must be done."""
_OF_LAW = re.compile(
    r"\b(?:carried out|conducted|undertaken|published) under (?:section|the framework)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer.

    `score` orders candidates, higher is better. `own` is the share of the question's words, weighted by
    rarity, that the sentence has, `around` the share that its paragraph, headings and lead-in have, both
    from 0 to 1. `found` is the paragraph's score over the best one's, `near` the cosine
    of the sentence's passage with the question. `has_wanted` says that it holds the sort of fact asked for. `is_newest`
    says whether its document is the latest of the authority asked about, None where that does not matter. `answers` is
    the log-odds that it answers, None where that was not judged.
    """

    span: Span
    score: float
    own: float
    around: float
    found: float
    near: float
    has_wanted: bool
    is_newest: bool | None = None
    answers: float | None = None


def rank_sentences(asked: Asked, results: Sequence[SearchResult] | None = None) -> list[Candidate]:
    """Return the sentences of the paragraphs found, best first."""
    wanted = wanted_values(asked.question)
    targets = asked.targets
    demands = _demands(asked)
    results = (*asked.results, *_with_rare_values(asked, wanted, targets)) if results is None else results
    results = _of_dated(asked, results, targets)
    if not results:
        return []
    target_ids = {document.id for document in targets.documents} if targets.is_named else set()
    newness = _newness(asked, targets)
    coverage = coverage_of(asked)
    top = max(result.score for result in results) or 1.0
    found: list[Candidate] = []
    for result in results:
        if not result.paragraph.role.is_finding or _is_label(result.paragraph, wanted):
            continue
        extra = TARGET if result.document.id in target_ids else 0.0
        extra += NEWEST * newness.get(result.document.id, 0.0)
        extra -= SCOPE if _is_of_scope(asked, result.paragraph) else 0.0
        extra += SPOKEN if result.document.publisher is Publisher.INSPECTORATE else 0.0
        extra -= (
            NO_FINDING if findings_under([result.paragraph], demands.get(result.document.publisher, _NONE)) else 0.0
        )
        own = _of_paragraph(asked, result, result.score / top, coverage, wanted, extra)
        found += [replace(one, is_newest=newness.get(result.document.id, 0.0) == 1) for one in own] if newness else own
    must_have = wanted & RARE or ("number" in wanted and counted_stems(asked.question))
    if must_have and any(one.has_wanted for one in found):
        found = [replace(one, score=one.score + (MUST_HAVE if one.has_wanted else 0.0)) for one in found]
    return sorted(
        found, key=lambda one: (-one.score, one.span.document.path, one.span.paragraph.ordinal, one.span.start)
    )


def _newness(asked: Asked, targets: Targets) -> dict[str, float]:
    """Return from 0 to 1 how late each of the inspectorate's documents is where one authority and no time is named."""
    understanding = asked.understanding
    if len(understanding.named) != 1 or understanding.times or understanding.order is not None:
        return {}
    if understanding.form in ("compare", "timeline") or speaks_of_past(asked.question):
        return {}
    held = [one.id for one in targets.documents if one.publisher is Publisher.INSPECTORATE]
    return {identity: at / (len(held) - 1) for at, identity in enumerate(held)} if len(held) > 1 else {}


def _is_label(paragraph: Paragraph, wanted: frozenset[str]) -> bool:
    """Whether a paragraph is a label with its value, which is no finding; grades and dates are where wanted."""
    if len(paragraph.text.split()) > LABEL_WORDS:
        return False
    if _DATED.match(paragraph.text):
        return not wanted & {"date", "duration"}
    return CELL_GAP in paragraph.text and "grade" not in wanted


def _is_of_scope(asked: Asked, paragraph: Paragraph) -> bool:
    """Whether a paragraph only says what inspectors looked at, in a question that does not ask that."""
    if paragraph.role is not Role.LIST_ITEM or _LOOKED_AT.search(asked.question):
        return False
    lead = asked.corpus.paragraph(paragraph.lead_in) if paragraph.lead_in else None
    titles = (*paragraph.section, lead.text if lead else "")
    return any(_SCOPE_TITLE.search(title) for title in titles)


def _of_dated(asked: Asked, results: Sequence[SearchResult], targets: Targets) -> Sequence[SearchResult]:
    """Return the results of the documents of the time that a question names, all where it names none here.

    Where it names a year and no document ('in 2020'), paragraphs of others that speak of that year are left too.
    """
    times = asked.understanding.times
    if not times or targets.undated or not targets.is_named or asked.understanding.form in ("compare", "timeline"):
        return results
    is_dated = any(time.names_document for time in times) or bool(_OF_DOCUMENT.search(asked.question))
    years = () if is_dated else [str(time.first.year) for time in times if time.first.year == time.last.year]
    held = {document.id for document in targets.documents}
    return [
        result
        for result in results
        if result.document.id in held or any(year in result.paragraph.text for year in years)
    ] or results


def _with_rare_values(asked: Asked, wanted: frozenset[str], targets: Targets) -> list[SearchResult]:
    """Return paragraphs with sums of money or percentages of the documents meant, which search may have missed."""
    if not wanted & RARE or not targets.is_named or len(targets.documents) > MAX_SCANNED:
        return []
    known = {result.paragraph.id for result in asked.results}
    least = min((result.score for result in asked.results), default=1.0)
    marks = "£$€" if "money" in wanted else "%"
    return [
        SearchResult(document, paragraph, least / 2, 0, len(paragraph.text))
        for document in targets.documents
        for paragraph in asked.corpus.paragraphs_of(document.id)
        if paragraph.role.is_finding and paragraph.id not in known and any(mark in paragraph.text for mark in marks)
    ]


def _of_paragraph(
    asked: Asked,
    result: SearchResult,
    found: float,
    coverage: Coverage,
    wanted: frozenset[str],
    extra: float,
) -> list[Candidate]:
    paragraph = result.paragraph
    lead = asked.corpus.paragraph(paragraph.lead_in) if paragraph.lead_in else None
    context = " ".join((*paragraph.section, lead.text if lead else "", paragraph.text))
    around = coverage.share(content_stems(context))
    passages, whole = asked.closeness(paragraph), asked.closeness_whole(paragraph)
    candidates: list[Candidate] = []
    for start, end in sentences(paragraph.text):
        text = paragraph.text[start:end]
        if len(text.split()) < MIN_WORDS and len(paragraph.text) > len(text):
            continue
        own = coverage.share(content_stems(text))
        near = _nearest(passages, start, end)
        has_wanted = contains_wanted(text, wanted, None, asked.question) and not _is_only_share(text, wanted)
        score = OWN * own + AROUND * around + FOUND * found + NEAR * near + WANTED * has_wanted + extra
        score += WHOLE * _nearest(whole, start, end) + QUOTED * has_quoted(text, asked.question)
        score -= NO_FINDING if _finds_nothing(asked, paragraph, text) else 0.0
        span = Span(result.document, paragraph, start, end)
        candidates.append(Candidate(span, score, own, around, found, near, has_wanted))
    return candidates


def _nearest(passages: Sequence[tuple[int, int, float]], start: int, end: int) -> float:
    """Return the best cosine of the passages that share characters with `start:end`, 0 where none does."""
    return max((cosine for first, last, cosine in passages if start < last and first < end), default=0.0)


def _demands(asked: Asked) -> dict[Publisher, frozenset[str]]:
    """Return the headings over what must be done, by publisher; none where a question asks for that."""
    if asked.understanding.sections or asked.understanding.form == "list":
        return {}
    first = {result.document.publisher: result.document for result in asked.results}
    return {
        publisher: frozenset().union(*(headings_of(asked.frameworks, section, document) for section in _DEMANDS))
        for publisher, document in first.items()
    }


def _finds_nothing(asked: Asked, paragraph: Paragraph, text: str) -> bool:
    """Whether a sentence introduces a list, names a law or, in a question for none, is an item that demands."""
    if text.endswith(":") or _OF_LAW.search(text):
        return True
    if asked.understanding.sections or asked.understanding.form == "list":
        return False
    return paragraph.role is Role.LIST_ITEM and _DEMAND.match(text) is not None


def _is_only_share(text: str, wanted: frozenset[str]) -> bool:
    """Whether a sentence gives percentages where a number is wanted."""
    if "number" not in wanted:
        return False
    kinds = {value.kind for value in find_values(text)}
    return "percent" in kinds and "number" not in kinds


def distinct(candidates: Iterable[Candidate], limit: int) -> list[Candidate]:
    """Return the first candidates, at most `limit`, without those that repeat an earlier one's words."""
    kept: list[Candidate] = []
    for candidate in candidates:
        if any(says_the_same(candidate, other) for other in kept):
            continue
        kept.append(candidate)
        if len(kept) == limit:
            break
    return kept


def says_the_same(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences share most of their words."""
    stems, known = (frozenset(content_stems(each.span.text)) for each in (one, other))
    return len(stems & known) > SAME * max(1, min(len(stems), len(known)))


def with_what_it_leans_on(span: Span) -> tuple[Span, ...]:
    """Return a sentence, after the one before it where it begins with a word that points back ('This means ...')."""
    if not _LEANS.match(span.text):
        return (span,)
    before = [
        Span(span.document, span.paragraph, start, end)
        for start, end in sentences(span.paragraph.text)
        if end <= span.start
    ]
    return (before[-1], span) if before else (span,)


def in_reading_order(spans: Iterable[Span]) -> list[Span]:
    """Return spans once each, those of a document together, documents in order of first use, text in its order."""
    unique = list(dict.fromkeys(spans))
    order = {identity: at for at, identity in enumerate(dict.fromkeys(span.document.id for span in unique))}
    return sorted(unique, key=lambda span: (order[span.document.id], span.paragraph.ordinal, span.start))


def word_count(spans: Iterable[Span]) -> int:
    """Return the number of words in some spans."""
    return sum(len(span.text.split()) for span in spans)
