"""Reads a question about the corpus as a whole into a `CatalogueQuery`, and says which of its words are left over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from corpus.wording import fold
from index.answering.catalogue_grades import read_change, read_conditions
from index.answering.catalogue_query import CatalogueQuery, GroupBy, Measure, Scope, Subject
from index.answering.catalogue_scope import read_extreme, read_scope
from index.answering.catalogue_time import read_days
from index.answering.catalogue_words import CatalogueWords, alternatives
from index.answering.reading import Reader
from index.support.terms import is_function_word

__all__ = ["ParsedQuery", "parse_query"]


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query, and the content words of the question that say nothing about the catalogue.

    With words left over the question is about what documents say: the query then only limits them.
    """

    query: CatalogueQuery
    left_over: tuple[str, ...]


_AUTHORITY = (
    r"(?:local authorit(?:y|ies)|authorit(?:y|ies)|councils?|las?\b|boroughs?|count(?:y|ies)|places|towns "
    r"and cities|children'?s services)"
)
_DOCUMENT = r"(?:reports?|inspections?|re-?inspections?|letters?|documents?|papers?|articles?|visits?|publications?)"
_INSPECTOR = r"(?:lead inspectors?|inspectors?|hmis?|people|person)"
_BETWEEN = (
    r"(?:(?!(?:was|were|is|are|did|do|does|has|have|days|weeks|months|years|inspectors|children|pages)\b)[\w-]+\s+)"
)
_ASKS = (
    r"(?:which|what|how many|list|name|show|give|number of|count|all|any|every|each|the|of|many|share"
    r"|proportion|percentage)"
)
_SUBJECTS = (
    (
        Subject.INSPECTOR,
        rf"\b{_ASKS}\s+(?:\w+\s+){{0,3}}?{_INSPECTOR}\b|^who\b(?!.*\b(?:is|are|was|were) (?:judged|rated|graded))"
        r"|^(?:the )?(?:top|busiest) (?:\w+ )?inspectors?\b",
    ),
    (
        Subject.AUTHORITY,
        (
            rf"\b{_ASKS}\s+{_BETWEEN}{{0,4}}?{_AUTHORITY}\b|^{_AUTHORITY}\b|\bwho (?:is|are|was|were|has"
            rf"|have|got)\b(?=.*\b(?:judged|rated|graded|inadequate|outstanding|good)\b)"
        ),
    ),
    (Subject.DOCUMENT, rf"\b{_ASKS}\s+{_BETWEEN}{{0,4}}?{_DOCUMENT}\b|^{_DOCUMENT}\b|\bhow (?:many times|often)\b"),
)
_GROUPS = (
    (GroupBy.YEAR, r"years?"),
    (GroupBy.REGION, r"regions?"),
    (GroupBy.FRAMEWORK, r"frameworks?"),
    (GroupBy.INSPECTOR, r"(?:lead )?inspectors?"),
    (GroupBy.AUTHORITY, r"(?:local )?authorit(?:y|ies)|councils?|la"),
    (GroupBy.KIND, r"(?:kinds?|types?)(?: of (?:inspection|report|document|letter|visit)s?)?"),
    (GroupBy.GRADE, r"(?:overall )?(?:grades?|judge?ments?|ratings?|outcomes?)"),
)
_GROUPING = (
    r"(?:broken down by|break ?down by|grouped by|group by|split by|sorted by|by|per|for each|in each"
    r"|across(?: the)?|each)\s+(?:the\s+)?(?:\w+\s+)?"
)
_COUNTING = r"\b(?:how many|number of|count(?: of)?|how often|how frequently|total)\b"
_SHARING = r"\b(?:what|which)?\s*(?:proportion|share|percentage|per ?cent|fraction)\b(?: of)?"
_CATALOGUE_WORDS = frozenset(
    re.findall(
        r"\S+",
        """judged judge judging rated rate graded grade grades rating ratings judgement judgements judgment judgments
        received receive receives got get gets given gives gave give awarded award found held hold holds inspection
        inspections inspected inspect report reports letter letters document documents visit visits visited paper
        papers authority authorities council councils local la las borough boroughs area areas service services
        children childrens children's ofsted inspectorate inspector inspectors lead led leads leading publish published
        publishes dated carried took place list name names show tell give many number count total currently current now
        today present latest recent recently last most least previous previously first earliest oldest newest ever
        never times time twice once overall effectiveness england country corpus collection standing stand stands
        corpus's index database hold contain contains included currently result results outcome outcomes status level
        full graded year years month breakdown broken down split distribution common commonest frequent different
        whole set called due please find identify also still been come came become became went gone go undergone
        trend trends pattern team teams kept keep moved move remained remain better worse fell straight
        ended resulted concluded fared fare scored put placed deemed considered seen found ones people person carry
        carried happen happened hmi hmis regions region framework frameworks kind kinds
        type types long longest shortest days ago every single score scored scores scoring mark marks obtained
        overall's across altogether far know available proportion share percentage percent per cent fraction
        highest lowest best worst rank ranked ranking order top bottom compared comparison""",
    )
)


def parse_query(question: str, words: CatalogueWords) -> ParsedQuery | None:
    """Return the query that a question asks, None where it asks for no list, count or group of subjects."""
    reader = Reader(_plain(question))
    subject = _subject(reader.text)
    group_by = _group_by(reader)
    measure = _measure(reader, group_by)
    if subject is None and group_by is None:
        return None
    query = CatalogueQuery(subject or Subject.DOCUMENT, measure, group_by=group_by)
    query = _read_names(query, reader, words)
    query = read_days(query, reader)
    query = read_change(query, reader, words)
    query = read_conditions(query, reader, words)
    query = _read_times(query, reader)
    query = read_extreme(query, reader)
    query = read_scope(query, reader)
    query = replace(query, with_grades=_wants_grades(query, reader))
    query = _read_kinds(query, reader, words)
    query = _read_inspectors(query, reader, words)
    return ParsedQuery(query, _left_over(reader))


def _plain(question: str) -> str:
    text = fold(question).lower().replace("judgment", "judgement")
    return re.sub(r"\s+", " ", text).strip(" ?!.")


def _subject(text: str) -> Subject | None:
    """Return the subject asked for first."""
    found = [
        (match.start(), match.end(), subject) for subject, pattern in _SUBJECTS if (match := re.search(pattern, text))
    ]
    return min(found)[2] if found else None


def _group_by(reader: Reader) -> GroupBy | None:
    if reader.take(
        r"\b(?:most common|commonest|most frequent|usual|typical) (?:overall )?(?:grade|judgement|rating|outcome)s?\b"
    ):
        return GroupBy.GRADE
    if reader.take(
        r"\b(?:distribution|breakdown|spread|split|range) of (?:the )?(?:overall )?(?:grade|judgement"
        r"|rating|outcome)s?\b"
    ):
        return next(
            (by for by, name in _GROUPS if by is not GroupBy.GRADE and reader.take(rf"\b{_GROUPING}(?:{name})\b")),
            GroupBy.GRADE,
        )
    if reader.take(
        r"\bhow many (?:of them |authorities |councils |reports )?(?:have|has|are|were|got"
        r"|received)?\s*(?:at )?each (?:overall )?(?:grade|judgement|rating)\b"
    ):
        return GroupBy.GRADE
    for group_by, name in _GROUPS:
        if reader.take(rf"\b{_GROUPING}(?:{name})\b"):
            return group_by
    for group_by, name in _GROUPS:
        if group_by is not GroupBy.AUTHORITY and reader.take(rf"\b(?:rank|order|sort) (?:the |all )?(?:{name})\b"):
            return group_by
    asked = {"year": GroupBy.YEAR, "region": GroupBy.REGION, "framework": GroupBy.FRAMEWORK}
    return next((by for name, by in asked.items() if reader.take(rf"\b(?:which|what) {name}s?\b")), None)


def _wants_grades(query: CatalogueQuery, reader: Reader) -> bool:
    """Whether groups other than grades are to be told apart by grade as well."""
    if query.group_by is GroupBy.GRADE or query.conditions or query.change:
        return False
    return re.search(r"\b(?:grades?|judgements?|ratings?|outcomes?)\b", reader.original) is not None


def _measure(reader: Reader, group_by: GroupBy | None) -> Measure:
    if reader.take(_SHARING):
        return Measure.SHARE
    if reader.take(_COUNTING):
        return Measure.COUNT
    return Measure.GROUP if group_by else Measure.LIST


def _read_names(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read authorities, those left out, regions and frameworks."""
    excluded: list[str] = []
    while match := reader.take(
        rf"\b(?:apart from|except(?: for)?|excluding|other than|besides"
        rf"|without)\s+(?P<name>{alternatives(words.authorities)})"
    ):
        excluded.append(words.authorities[_key(match["name"], words.authorities)])
    outside: list[str] = []
    while match := reader.take(
        rf"\b(?:outside|not in|apart from|except(?: for)?|excluding|other than|beyond)(?: "
        rf"of)?\s+(?:the\s+)?(?P<name>{alternatives(words.regions)})"
    ):
        outside.append(words.regions[_key(match["name"], words.regions)])
    return replace(
        query,
        excluded=tuple(excluded),
        excluded_regions=tuple(outside),
        regions=_names(reader, words.regions, r"(?:region|area)?"),
        authorities=_names(reader, words.authorities, r"(?:city |county |borough )*(?:council)?"),
        frameworks=_names(reader, words.frameworks, r"(?:framework)?s?"),
    )


def _names(reader: Reader, names: Mapping[str, str], after: str) -> tuple[str, ...]:
    """Take all of some names away, each with what may follow it, and return what documents call them."""
    found: list[str] = []
    while match := reader.take(rf"(?P<name>{alternatives(names)})(?:'s?)?\s*{after}"):
        found.append(names[_key(match["name"], names)])
    return tuple(dict.fromkeys(found))


def _key(written: str, names: Iterable[str]) -> str:
    """Return the form under which a name is listed, however its spaces and hyphens are written."""
    plain = re.sub(r"[\s-]+", " ", written)
    return next(form for form in names if form == written or re.sub(r"[\s-]+", " ", form) == plain)


def _read_times(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    counts = {"twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
    if match := reader.take(
        r"\b(?:only|just|exactly) (once|twice|(?:two|three|four|five|[2-5]) (?:times|inspections))\b"
    ):
        return replace(query, times={"once": 1, **counts}[match[1].split()[0]], exactly=True)
    if match := reader.take(r"\b(?:more than|over) (once|twice|two|three|four|2|3|4)(?: times?)?\b"):
        return replace(query, times={"once": 1, **counts}[match[1]] + 1)
    if match := reader.take(
        r"\b(?:at least |exactly |inspected |judged )?(twice|(?:two|three|four|five|[2-5]) (?:full "
        r")?(?:times|inspections|reports|visits)|(?:two|three|four|five|[2-5]) or more(?: times)?)\b"
    ):
        return replace(query, times=counts[match[1].split()[0]])
    if match := reader.take(r"\bat least (two|three|four|five|[2-5])\b"):
        return replace(query, times=counts[match[1]])
    return query


def _read_kinds(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read kinds of document; grades, and inspections of no other kind, are those of full inspections."""
    found: list[str] = []
    while match := reader.take(rf"(?P<name>{alternatives(words.kinds)})"):
        found += words.kinds[_key(match["name"], words.kinds)]
    if found:
        return replace(query, kinds=tuple(dict.fromkeys(found)))
    about_grades = (
        query.conditions
        or query.with_grades
        or query.change
        or query.group_by is GroupBy.GRADE
        or query.scope is not Scope.EVERY
    )
    says_inspection = re.search(r"\b(?:inspect\w*|reports?|led|lead inspectors?)\b", reader.original)
    if about_grades or query.extreme in ("best", "worst") or says_inspection:
        return replace(query, kinds=words.full_kinds)
    return query


def _read_inspectors(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    found = _names(reader, words.inspectors, "")
    return replace(query, inspector=found[0]) if found else query


def _left_over(reader: Reader) -> tuple[str, ...]:
    """Return the content words that were not read and that do not merely ask."""
    left = re.findall(r"[^\W_]+(?:'[a-z]+)?", reader.text)
    return tuple(
        word
        for word in left
        if not is_function_word(re.sub(r"'[a-z]*$", "", word))
        and word not in _CATALOGUE_WORDS
        and re.sub(r"'s?$", "", word) not in _CATALOGUE_WORDS
        and len(word) > 1
    )
