"""Reads a question about the corpus as a whole into a `CatalogueQuery`, and says which of its words are left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.wording import fold
from index.answering.catalogue.grades import read_conditions
from index.answering.catalogue.moves import read_change
from index.answering.catalogue.names import read_inspectors, read_kinds, read_names
from index.answering.catalogue.often import read_frameworks_of_each, read_times
from index.answering.catalogue.query import CatalogueQuery, GroupBy, Measure, Scope, Subject
from index.answering.catalogue.scope import read_extreme, read_length, read_quantity, read_scope
from index.answering.catalogue.times import read_days
from index.answering.catalogue.words import CatalogueWords
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
    r"|proportion|percentage|has|have|no|rank|order|sort|our|your|these|those)"
)
_LEADS = r"\b(?:led|leads?|leading|inspectors?|inspected|inspects?|in charge|headed|ran|run|hmis?|visited|team)\b"
_FARED = (
    r"\b(?:judged|rated|graded|inadequate|outstanding|good|requires?|grades?|ratings?|judgements?|better|worse|improved"
    r"|declined|slipped|dropped|fell|gone|went|stuck|lost|kept|climbed|jumped|moved|failing)\b"
)
_SUBJECTS = (
    (
        Subject.INSPECTOR,
        rf"\b{_ASKS}\s+(?:\w+\s+){{0,3}}?{_INSPECTOR}\b|^who\b(?=.*{_LEADS})(?!.*\b(?:is|are|was|were) (?:judged|rated"
        rf"|graded))|^(?:the )?(?:top|busiest) (?:\w+ )?inspectors?\b|^{_INSPECTOR}\b",
    ),
    (
        Subject.AUTHORITY,
        (
            rf"\b{_ASKS}\s+{_BETWEEN}{{0,4}}?{_AUTHORITY}\b|^{_AUTHORITY}\b|\b(?:which|what|how many"
            rf"|any) areas\b(?=.*{_FARED})|\bwho(?:se|'s)?\b(?=.*{_FARED})"
            rf"(?!.*\b(?:led|leads|lead inspector|in charge)\b)|\bwhere\b(?=.*{_FARED})|\banywhere\b(?=.*{_FARED})"
            rf"|\b(?:anyone|anybody|everyone|everybody|everywhere|those|ones|one)\b(?=.*{_FARED})"
        ),
    ),
    (
        Subject.DOCUMENT,
        rf"\b{_ASKS}\s+{_BETWEEN}{{0,4}}?{_DOCUMENT}\b|^(?:\w+ )?{_DOCUMENT}\b|\bhow (?:many times|often)\b"
        rf"|\b{_DOCUMENT} (?:in|per|by|from|since|before|after|under|with|that|which)\b",
    ),
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
    r"(?:broken down by|break ?down by|grouped by|group by|split by|sorted by|by|per|for (?:each|every)"
    r"|in (?:each|every)"
    r"|across(?: the)?|each|every|under each|under (?:the )?(?:different|various))\s+(?:the\s+)?"
    r"(?:(?!(?:of|and|or|in|the|time|an?|one|two|three|four|more|at|several)\b|\d)\w+\s+)?"
)
_RANKED = (
    r"\b(?:rank(?:ed|ing)?|order(?:ed)?|sort(?:ed)?|league table|list|arrange|put)\b(?=.*\b(?:best to worst"
    r"|worst to best"
    r"|highest to lowest|lowest to highest|top to bottom|by (?:their |its |the )?(?:current |latest |overall )*(?:grade"
    r"|rating|judgement|outcome)s?)\b)"
)
_BY_NUMBER = (
    r"\b(?:rank(?:ed|ing)?|order(?:ed)?|sort(?:ed)?|list(?:ed)?|by)\b.*\b(?:by|according to"
    r"|in order of)\s+(?:the |their )?"
    r"(?:number|count|total|amount) of (?:their )?(?:full )?(?:inspections?|reports?|visits?)\b"
    r"|\b(?:number of|how many) (?:full )?(?:inspections|reports|visits) (?:has |have |did |for |of )+(?:each|every) "
    r"(?P<each>authority|council|inspector|lead inspector)\b"
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
        whole set verdict verdicts places gone put outcome said say says level levels everything everyone anyone moment
        picture record records recorded sum together separate separately dates date appear appears name's charge
        responsible head headed conducted undertaken involved spend spent stayed onsite lasted league table
        nationally england's sort sorted arranged back later then next take takes worked work works broke break breaks
        regional national going held hold holding totals totalled overview following came coming yet alone either
        ones subject
        called due please find identify also still been come came become became went gone go undergone
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
    query = read_quantity(CatalogueQuery(), reader)
    subject = _subject(reader.text) if query.quantity is None else query.subject
    group_by, is_ranked = _group_by(reader)
    measure = _measure(reader, group_by) if query.measure is Measure.LIST else query.measure
    if subject is None and group_by is None:
        return None
    query = replace(
        query,
        subject=subject or Subject.DOCUMENT,
        measure=measure,
        group_by=group_by,
        scope=Scope.LATEST if is_ranked else query.scope,
    )
    query = read_names(query, reader, words)
    query = read_days(query, reader)
    query = read_frameworks_of_each(query, reader)
    query = read_change(query, reader, words)
    query = read_conditions(query, reader, words)
    query = read_length(query, reader)
    query = read_times(query, reader)
    query = read_extreme(query, reader)
    query = read_scope(query, reader)
    query = _with_grades(query, reader)
    query = read_kinds(query, reader, words)
    query = read_inspectors(query, reader, words)
    return ParsedQuery(query, _left_over(reader))


def _plain(question: str) -> str:
    text = fold(question).lower().replace("judgment", "judgement")
    text = re.sub(r"\bverdict", "judgement", text)
    return re.sub(r"\s+", " ", text).strip(" ?!.")


def _subject(text: str) -> Subject | None:
    """Return the subject asked for first."""
    found = [
        (match.start(), match.end(), subject) for subject, pattern in _SUBJECTS if (match := re.search(pattern, text))
    ]
    return min(found)[2] if found else None


def _group_by(reader: Reader) -> tuple[GroupBy | None, bool]:
    """Read by what subjects are grouped, and whether they are ranked by their current grade."""
    if reader.take(_RANKED):
        reader.take(
            r"\b(?:from )?(?:best to worst|worst to best|highest to lowest|lowest to highest|top to bottom)\b"
            r"|\bby (?:their |its |the )?(?:current |latest |overall )*(?:grade|rating|judgement|outcome)s?\b"
        )
        return GroupBy.GRADE, True
    if match := reader.take(_BY_NUMBER):
        of_people = re.search(r"\binspectors?\b", match["each"] or reader.text)
        return (GroupBy.INSPECTOR if of_people else GroupBy.AUTHORITY), False
    return _grouping(reader), False


def _grouping(reader: Reader) -> GroupBy | None:
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
    if by := next((by for name, by in asked.items() if reader.take(rf"\b(?:which|what) {name}s?\b")), None):
        return by
    frameworks = r"\b(?:compare|contrast|versus|vs)\b.*\b(?:sif|ilacs|frameworks?)\b"
    if re.search(frameworks, reader.text) and reader.take(r"\b(?:compare[ds]?|contrast|versus|vs)\b"):
        return GroupBy.FRAMEWORK
    trend = r"\b(?:trends?|over (?:time|the years|the last \w+ years)|year on year|through the years)\b"
    return GroupBy.YEAR if reader.take(trend) else None


def _with_grades(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Return the query that shows grades too where they are asked for and nothing else shows them.

    'The grade of every authority' is a list of authorities with their latest grades.
    """
    if query.group_by is GroupBy.GRADE or query.conditions or query.change:
        return query
    if re.search(r"\b(?:grades?|graded|judgements?|ratings?|rated|outcomes?)\b", reader.original) is None:
        return query
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


_LIMITING = frozenset(
    "same both no not never without none neither nor except older newer earlier than fewer less nobody unless".split()
)
"""Small words that change what is asked; where one of them was not read, the query is not what was asked."""


def _left_over(reader: Reader) -> tuple[str, ...]:
    """Return the content words that were not read and that do not merely ask."""
    left = re.findall(r"[^\W_]+(?:'[a-z]+)?", reader.text)
    return tuple(
        word
        for word in left
        if word in _LIMITING
        or (
            not is_function_word(re.sub(r"'[a-z]*$", "", word))
            and word not in _CATALOGUE_WORDS
            and re.sub(r"'s?$", "", word) not in _CATALOGUE_WORDS
            and len(word) > 1
        )
    )
