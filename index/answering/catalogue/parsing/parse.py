"""Reads a question about the corpus as a whole into a `CatalogueQuery`, and says which of its words are left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.answering.catalogue.parsing.area_moves import read_no_area
from index.answering.catalogue.parsing.as_at import read_as_at
from index.answering.catalogue.parsing.contradicted import contradicted
from index.answering.catalogue.parsing.ends import read_any_extreme, read_ends
from index.answering.catalogue.parsing.grades import read_conditions, read_yardstick
from index.answering.catalogue.parsing.grouping import read_group, read_groups
from index.answering.catalogue.parsing.legs import read_legs, read_months, read_years, split_grades
from index.answering.catalogue.parsing.lengths import read_quantity
from index.answering.catalogue.parsing.lost import lost
from index.answering.catalogue.parsing.moves import every_move, of_inspectors, read_change
from index.answering.catalogue.parsing.names import read_inspectors, read_kinds, read_names
from index.answering.catalogue.parsing.often import read_distinct, read_frameworks_of_each, read_times
from index.answering.catalogue.parsing.order import read_order
from index.answering.catalogue.parsing.scope import read_scope
from index.answering.catalogue.parsing.sides import read_sides
from index.answering.catalogue.parsing.stretches import read_length
from index.answering.catalogue.parsing.subject import COMPARES, read_subject
from index.answering.catalogue.parsing.sums import read_empty, read_predicate, read_sums
from index.answering.catalogue.parsing.times import read_days, read_event, read_framework_period, read_period
from index.answering.catalogue.parsing.together import read_together
from index.answering.catalogue.parsing.unread import before_grades, left_over
from index.answering.catalogue.query import (
    ANY_AREA,
    CatalogueQuery,
    GroupBy,
    Measure,
    Quantity,
    Scope,
    Subject,
)
from index.answering.catalogue.rewording.leaders import of_leaders
from index.answering.catalogue.rewording.numbers import without_counts
from index.answering.catalogue.rewording.whole import plain
from index.answering.catalogue.words import CatalogueWords
from index.answering.reading import Reader

__all__ = ["ParsedQuery", "parse_query"]


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query, and the content words of the question that say nothing about the catalogue.

    `at_grade` are those of them that stand before a grade and so say something of it ('shrugged off inadequate').

    With words left over the question is about what documents say: the query then only limits them.
    """

    query: CatalogueQuery
    left_over: tuple[str, ...]
    at_grade: tuple[str, ...] = ()


_COUNTING = r"\b(?:how many|number of|count(?: of)?|how often|how frequently|total)\b"
_SHARING = r"\b(?:what|which)?\s*(?:proportion|share|percentage|per ?cent|fraction)\b(?: of)?"


def parse_query(question: str, words: CatalogueWords, *, is_first: bool = True) -> ParsedQuery | None:
    """Return the query that a question asks, None where it asks for no list, count or group of subjects.

    `is_first`: where it names none, authorities are taken to be meant if all its words are then read.
    """
    text, expected = without_counts(of_leaders(words.mended(plain(question)), words))
    reader = Reader(text)
    with_leads = reader.take(_BY_WHOM) is not None
    if reader.original.startswith("how long "):
        reader.take(r"\blast\b(?= on site|$)")
    query = read_quantity(_of_each(reader), reader)
    subject = read_subject(reader.text, words) if query.quantity is None else query.subject
    if query.extreme and subject is None:
        subject = query.subject
    group_by, then_by = read_groups(reader)
    group_by, is_ranked = (group_by, False) if group_by else read_group(reader, words)
    counted = group_by and re.match(rf"how many (?:different |of the )?{group_by.value}s? (?!of\b)", text)
    query = read_empty(replace(query, group_by=group_by, then_by=then_by, count_groups=bool(counted)), reader)
    measure = _measure(reader, group_by) if query.measure is Measure.LIST else query.measure
    if subject is None and group_by is None and query.scope is Scope.EVERY:
        return _implied(reader.original, words) if is_first else None
    query = replace(
        query,
        expected=expected,
        with_leads=query.with_leads or with_leads,
        subject=query.subject if query.scope is not Scope.EVERY else subject or Subject.DOCUMENT,
        measure=measure,
        group_by=group_by,
        scope=Scope.LATEST if is_ranked else query.scope,
    )
    query = read_order(read_sides(query, reader, words), reader)
    query = read_legs(read_yardstick(query, reader, words), reader, words)
    query = read_framework_period(query, reader, words)
    query, held = read_as_at(query, reader, words), query.frameworks
    query = read_names(query, reader, words)
    query = replace(query, frameworks=tuple(dict.fromkeys((*held, *query.frameworks))))
    query = read_months(read_years(_compared(query, reader), reader), reader)
    if not query.years and not query.legs:
        query = read_period(read_days(query, reader), reader, words)
    query = read_event(query, reader)
    query = read_together(read_frameworks_of_each(query, reader), reader)
    query = read_no_area(read_change(read_distinct(query, reader), reader, words), reader)
    query = _by_area(split_grades(read_conditions(query, reader, words)))
    query = read_ends(read_length(query, reader), reader)
    query = read_any_extreme(of_inspectors(read_times(query, reader)), reader)
    query = replace(query, with_grades=query.with_grades or reader.take(_AND_GRADES) is not None)
    query = _end_of_each(every_move(read_scope(query, reader)), reader)
    query = read_sums(_with_grades(query, reader), reader)
    query = read_kinds(query, reader, words)
    query = _dated(read_inspectors(query, reader, words))
    query = read_predicate(_mean_of_groups(query), reader.original, words)
    left = (*left_over(reader), *contradicted(query, words, reader.original), *lost(query, words, reader.original))
    return ParsedQuery(query, left, before_grades(left, reader.original, words))


def _mean_of_groups(query: CatalogueQuery) -> CatalogueQuery:
    """Return 'in which region do inspections last longest' as a question for the mean of each."""
    is_group = query.group_by in (GroupBy.REGION, GroupBy.BODY, GroupBy.FRAMEWORK, GroupBy.INSPECTOR)
    if not is_group or query.extreme not in ("longest", "shortest") or query.quantity is not None:
        return query
    quantity = Quantity.PAGES if query.in_pages else Quantity.LENGTH
    return replace(query, quantity=quantity, measure=Measure.AVERAGE, subject=Subject.DOCUMENT)


_BY_WHOM = (
    r"\b(?:and|with) (?:by (?:whom|who|which (?:lead )?inspectors?)|who (?:led|did|inspected)(?: them| each"
    r"| it)?)\b"
)
_AND_GRADES = (
    r"[\s,]*\b(?:and|with)(?: with| to)? (?:what|which) (?:overall )?(?:grades?|results?|outcomes?|judgements?"
    r"|ratings?|effect)"
    r"\b(?: (?:did|was|were|is|are|each|they|it|he|she|get|got|given|receive[ds]?|of them|each time|in the end))*\s*$"
    r"|[\s,]*\band (?:what|how) (?:did|has|have|was|were|is|are) (?:she|he|they|it|each|inspectors)(?: of (?:them"
    r"|these))?"
    r" (?:give|given|gave|award|awarded|rate|rated|judge|judged|graded?|get|got|fare|do)\b(?: (?:it|them|each|to them"
    r"|each one|each of them|each time))*\s*$"
)
"""That the grades of what is listed are wanted as well."""


_WIDE = (GroupBy.REGION, GroupBy.BODY, GroupBy.YEAR, GroupBy.FRAMEWORK)


def _end_of_each(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Return 'what did each council get last time', and 'who led' it, as a list with the latest (first) of each."""
    scope = {"latest": Scope.LATEST, "earliest": Scope.FIRST}.get(query.extreme or "")
    if scope and query.group_by in _WIDE and re.search(r"\b(?:each|every|per|by)\b", reader.original):
        return replace(query, extreme=None, end_of_each=query.extreme)
    if query.group_by is not GroupBy.AUTHORITY or query.subject is Subject.INSPECTOR:
        scope = scope if not query.conditions else None
    elif query.conditions and (end := re.search(_LAST_RATED, reader.original)):
        which = "earliest" if end["end"] == "first" else "latest"
        query = replace(query, subject=Subject.AUTHORITY, measure=Measure.LIST, group_by=None, extreme=None)
        return replace(query, scope=Scope.EVERY, end_of_each=which)
    if query.group_by is not GroupBy.AUTHORITY or scope is None or query.conditions:
        return query
    is_led = query.subject is Subject.INSPECTOR
    return replace(
        query,
        subject=Subject.AUTHORITY,
        measure=Measure.LIST,
        group_by=None,
        extreme=None,
        scope=scope,
        with_leads=query.with_leads or is_led,
        with_grades=query.with_grades or (not is_led and re.search(_GOT, reader.original) is not None),
    )


_LAST_RATED = (
    r"\b(?P<end>last|first|most recently)\b(?: (?:time|been|being|get|got|receive[ds]?|was|were|an?))*"
    r" (?:rated|judged|graded|found|good|inadequate|outstanding|requires)"
)
_GOT = r"\b(?:get|gets|got|given|receive\w*|score\w*|fare\w*|do|did|come out|came out)\b"


def _dated(query: CatalogueQuery) -> CatalogueQuery:
    """Return 'when was each council last inspected' as the list of latest inspections that it asks for."""
    if query.group_by is not GroupBy.AUTHORITY or query.scope is not Scope.LATEST:
        return query
    by_visit = not query.conditions or query.by_visit
    return replace(query, group_by=None, subject=Subject.AUTHORITY, measure=Measure.LIST, by_visit=by_visit)


def _implied(text: str, words: CatalogueWords) -> ParsedQuery | None:
    """Return the query for authorities that a question leaves unnamed; None unless all of it is read and limits."""
    parsed = parse_query(f"which authorities {text}", words, is_first=False)
    if parsed is None or parsed.left_over or parsed.query.authorities:
        return None
    query = parsed.query
    is_elsewhere = query.excluded and query.inspectors
    limits = query.conditions or query.change or query.legs or query.orders or is_elsewhere
    return parsed if limits or query.quantity is Quantity.DELAY else None


def _of_each(reader: Reader) -> CatalogueQuery:
    """Read 'the latest inspection of each authority', which groups nothing."""
    match = reader.take(
        r"\b(?P<which>latest|last|most recent|newest|first|earliest) (?:full )?(?:inspection|report)s?"
        r" (?:of|for|from)"
        r" (?:each|every)(?: single)? (?:local )?(?:authority|council|la|borough)\b"
    )
    if match is None:
        return CatalogueQuery()
    scope = Scope.FIRST if match["which"] in ("first", "earliest") else Scope.LATEST
    is_led = re.match(r"(?:and )?who(?:m)?\b.*\b(?:led|leads|lead)\b", reader.original) is not None
    return CatalogueQuery(subject=Subject.AUTHORITY, scope=scope, with_leads=is_led)


def _compared(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Return the query grouped by region, or sort of authority, where several are named to be compared."""
    sides = {GroupBy.REGION: query.regions, GroupBy.BODY: query.bodies, GroupBy.FRAMEWORK: query.frameworks}
    by = next((by for by, named in sides.items() if len(named) > 1), None)
    if by is None or query.group_by is not None or query.legs:
        return query
    if by is GroupBy.FRAMEWORK and query.subject is not Subject.DOCUMENT:
        return query
    said = reader.take(COMPARES)
    if said is None:
        return query
    while reader.take(COMPARES) or reader.take(r"\b(?:do|does|did|fare|perform\w*|(?<!or )(?:better|worse))\b"):
        pass
    return replace(query, group_by=by, with_grades=query.measure is Measure.LIST and said[0] not in ("more", "fewer"))


def _by_area(query: CatalogueQuery) -> CatalogueQuery:
    """Return the query whose grades are those of any area, where areas are counted."""
    if query.group_by is not GroupBy.AREA:
        return query
    return replace(query, conditions=tuple(replace(one, area=ANY_AREA, or_areas=()) for one in query.conditions))


def _with_grades(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Return the query that shows grades too where they are asked for and nothing else shows them.

    'The grade of every authority' is a list of authorities with their latest grades.
    """
    if query.group_by is GroupBy.GRADE or query.conditions or query.change:
        return query
    if not query.with_grades and not re.search(
        r"\b(?:grades?|graded|judgements?|ratings?|rated|outcomes?)\b", reader.original
    ):
        return query
    by_place = query.group_by in (GroupBy.REGION, GroupBy.BODY) and query.then_by in (
        None,
        GroupBy.REGION,
        GroupBy.BODY,
    )
    if by_place and query.measure in (Measure.LIST, Measure.GROUP):
        is_open = query.scope is Scope.EVERY and not (query.from_day or query.to_day or query.frameworks)
        return replace(
            query, with_grades=True, subject=Subject.AUTHORITY, scope=Scope.LATEST if is_open else query.scope
        )
    if query.group_by is not GroupBy.AUTHORITY or query.extreme:
        return replace(query, with_grades=True)
    scope = query.scope if query.from_day or query.to_day or query.frameworks else Scope.LATEST
    return replace(query, with_grades=True, group_by=None, measure=Measure.LIST, subject=Subject.AUTHORITY, scope=scope)


def _measure(reader: Reader, group_by: GroupBy | None) -> Measure:
    if reader.take(_SHARING):
        return Measure.SHARE
    if reader.take(_COUNTING):
        return Measure.COUNT
    return Measure.GROUP if group_by else Measure.LIST
