"""Reads a question about the corpus as a whole into a `CatalogueQuery`, and says which of its words are left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.wording import fold
from index.answering.catalogue.grades import read_conditions, read_yardstick
from index.answering.catalogue.grouping import read_group
from index.answering.catalogue.legs import read_legs, read_months, read_years, split_grades
from index.answering.catalogue.lengths import read_length, read_quantity
from index.answering.catalogue.moves import read_change
from index.answering.catalogue.names import read_inspectors, read_kinds, read_names
from index.answering.catalogue.numbers import without_counts
from index.answering.catalogue.often import read_distinct, read_frameworks_of_each, read_times
from index.answering.catalogue.query import ANY_AREA, CatalogueQuery, GroupBy, Measure, Scope, Subject
from index.answering.catalogue.scope import read_extreme, read_scope
from index.answering.catalogue.times import read_days, read_framework_period, read_period
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.reading import Reader
from index.support.terms import is_function_word

__all__ = ["LIMITING", "ParsedQuery", "parse_query"]


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
_DOCUMENT = (
    r"(?:judgements?|reports?|inspections?|re-?inspections?|letters?|documents?|papers?|articles?|visits?"
    r"|publications?)"
)
_INSPECTOR = r"(?:lead inspectors?|inspectors?|hmis?|people|person)"
_BETWEEN = (
    r"(?:(?!(?:was|were|is|are|did|do|does|has|have|days|weeks|months|years|inspectors|children|pages)\b)[\w-]+\s+)"
)
_ASKS = (
    r"(?:which|what|how many|list|name|show|give|number of|count|all|any|every|each|the|of|many|share"
    r"|there (?:a|an)|has (?:a|an)|proportion|percentage|has|have|no|rank|order|sort|our|your|these|those)"
)
_LEADS = r"\b(?:led|leads?|leading|inspectors?|inspected|inspects?|in charge|headed|ran|run|hmis?|visited|team)\b"
_FARED = (
    r"\b(?:judged|rated|graded|inadequate|outstanding|good|requires?|grades?|ratings?|judgements?|better|worse|improved"
    r"|declined|slipped|dropped|fell|gone|went|stuck|lost|kept|climbed|jumped|moved|failing)\b"
)
_GRADED = r"\b(?:grades?|graded|judgements?|judged|ratings?|rated)\b"
_SUBJECTS = (
    (
        Subject.INSPECTOR,
        rf"\b{_ASKS}\s+(?:\w+\s+){{0,3}}?{_INSPECTOR}\b|^who\b(?=.*{_LEADS})(?!.*\b(?:is|are|was|were) (?:judged|rated"
        rf"|graded))|^(?:the )?(?:top|busiest) (?:\w+ )?inspectors?\b|\b(?:everyone|everybody|anyone) (?:who"
        rf"|that) (?:has |have |had )?(?:ever )?(?:led|inspected)\b|^{_INSPECTOR}\b",
    ),
    (
        Subject.AUTHORITY,
        (
            rf"\b{_ASKS}\s+{_BETWEEN}{{0,4}}?{_AUTHORITY}\b|^{_AUTHORITY}\b|\b(?:which|what|how many"
            rf"|any) areas\b(?=.*{_FARED})|\bwho(?:se|'s)?\b(?! (?:gave|judged|rated|graded|marked|awarded)\b)"
            rf"(?=.*{_FARED})"
            rf"(?!.*\b(?:led|leads|lead inspector|in charge)\b)|\bwhere\b(?=.*{_FARED})|\banywhere\b(?=.*{_FARED})"
            rf"|^how many (?:have|has|had|were|are|got)\b(?=.*(?:inspected|visited|{_FARED}))"
            rf"|\b(?:anyone|anybody|everyone|everybody|everywhere|those|these|ones|one)\b(?=.*{_FARED})"
        ),
    ),
    (
        Subject.AUTHORITY,
        rf"^(?:the )?(?:[\w-]+ ){{0,4}}?{_AUTHORITY}(?= (?:that|which|who|whose|with|where|rated|judged|graded"
        rf"|inspected|still"
        r"|now|currently|under|in the)\b)",
    ),
    (
        Subject.INSPECTOR,
        r"^who (?:gave|judged|rated|graded|marked|awarded)\b|^who did (?:the |these "
        r"|all )?(?:[\w-]+ )?(?:re-?)?inspections?\b",
    ),
    (
        Subject.DOCUMENT,
        r"^(?:list|show|name|find|give me)?\s*(?:me )?(?:everything|anything|all|what"
        r"|what's)\b(?: \w+){0,3}? (?:published"
        r"|came out|issued|released)\b|\b(?:articles|stories|cuttings|thing|things) (?:do you|you|we|do we|there)\b",
    ),
    (
        Subject.DOCUMENT,
        rf"\b{_ASKS}\s+{_BETWEEN}{{0,4}}?{_DOCUMENT}\b|^(?:\w+ )?{_DOCUMENT}\b|^(?:\w+ ){{1,4}}judgements?\b"
        rf"|\b(?:how many|number of) (?:[\w-]+ ){{1,4}}?(?:grades|ratings)\b|\bhow (?:many times|often)\b"
        rf"|\b{_DOCUMENT} (?:in|per|by|from|since|before|after|under|with|that|which)\b",
    ),
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
        saw see sees consecutive successive covered cover covers coverage anybody anybody's nobody's here start starts
        started begin began begun end ends finish finished ran run runs happening times number numbers total all name
        round turn sit sits sitting stuck assessed assessment assessments marked awarded outright exactly precisely
        included includes available altogether tell asked waited wait waits gap gaps apart
        told else even though they're due because fact thing things newspaper press total counting hold performs perform
        gone going news story stories in-house often average typical typically usual usually managed manage
        manages straight directly sort kinds entire entirely whatsoever
        highest lowest best worst rank ranked ranking order top bottom compared comparison""",
    )
)


def parse_query(question: str, words: CatalogueWords, *, is_first: bool = True) -> ParsedQuery | None:
    """Return the query that a question asks, None where it asks for no list, count or group of subjects.

    `is_first`: where it names none, authorities are taken to be meant if all its words are then read.
    """
    text, expected = without_counts(words.mended(_plain(question)))
    reader = Reader(text)
    if reader.original.startswith("how long "):
        reader.take(r"\blast\b(?= on site|$)")
    query = read_quantity(_of_each(reader), reader)
    subject = _subject(reader.text, words) if query.quantity is None else query.subject
    group_by, is_ranked = read_group(reader, words)
    measure = _measure(reader, group_by) if query.measure is Measure.LIST else query.measure
    if subject is None and group_by is None and query.scope is Scope.EVERY:
        return _implied(reader.original, words) if is_first else None
    query = replace(
        query,
        expected=expected,
        subject=query.subject if query.scope is not Scope.EVERY else subject or Subject.DOCUMENT,
        measure=measure,
        group_by=group_by,
        scope=Scope.LATEST if is_ranked else query.scope,
    )
    query = read_legs(read_yardstick(query, reader, words), reader, words)
    query = read_framework_period(query, reader, words)
    held = query.frameworks
    query = read_names(query, reader, words)
    query = replace(query, frameworks=(*held, *query.frameworks))
    query = _compared(query, reader)
    query = read_months(read_years(query, reader), reader)
    if not query.years and not query.legs:
        query = read_period(read_days(query, reader), reader, words)
    query = read_frameworks_of_each(query, reader)
    query = read_change(read_distinct(query, reader), reader, words)
    query = _by_area(split_grades(read_conditions(query, reader, words)))
    query = read_length(query, reader)
    query = read_times(query, reader)
    query = read_extreme(query, reader)
    by_whom = (
        r"\b(?:and|with) (?:by (?:whom|who|which (?:lead )?inspectors?)|who (?:led|did|inspected)(?: them| each"
        r"| it)?)\b"
    )
    query = replace(query, with_leads=reader.take(by_whom) is not None)
    query = read_scope(query, reader)
    query = _with_grades(query, reader)
    query = read_kinds(query, reader, words)
    query = _dated(read_inspectors(query, reader, words))
    return ParsedQuery(query, _left_over(reader))


def _dated(query: CatalogueQuery) -> CatalogueQuery:
    """Return 'when was each council last inspected' as the list of latest inspections that it asks for."""
    if query.group_by is not GroupBy.AUTHORITY or query.scope is not Scope.LATEST or query.conditions:
        return query
    return replace(query, group_by=None, subject=Subject.AUTHORITY, measure=Measure.LIST)


def _implied(text: str, words: CatalogueWords) -> ParsedQuery | None:
    """Return the query for authorities that a question leaves unnamed; None unless all of it is read and limits."""
    parsed = parse_query(f"which authorities {text}", words, is_first=False)
    if parsed is None or parsed.left_over or re.search(alternatives(words.authorities), text):
        return None
    query = parsed.query
    return parsed if query.conditions or query.change or query.legs or query.orders else None


def _of_each(reader: Reader) -> CatalogueQuery:
    """Read 'the latest inspection of each authority', which groups nothing."""
    match = reader.take(
        r"\b(?P<which>latest|last|most recent|newest|first|earliest) (?:full )?(?:inspection|report)s? (?:of|for|from)"
        r" (?:each|every)(?: single)? (?:local )?(?:authority|council|la|borough)\b"
    )
    if match is None:
        return CatalogueQuery()
    scope = Scope.FIRST if match["which"] in ("first", "earliest") else Scope.LATEST
    return CatalogueQuery(subject=Subject.AUTHORITY, scope=scope)


def _plain(question: str) -> str:
    text = fold(question).lower().replace("judgment", "judgement")
    text = re.sub(r"\bverdict", "judgement", re.sub(r"(?<!\w)['\"]|['\"](?!\w)", " ", text))
    return re.sub(r"\s+", " ", text).strip(" ?!.")


_COMPARES = (
    r"\b(?:compare[ds]?|comparison|contrast|versus|vs|each|respectively|differ\w*|than|more|fewer|side by side"
    r"|which of)\b"
)


def _compared(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Return the query grouped by region, or sort of authority, where several are named to be compared."""
    sides = {GroupBy.REGION: query.regions, GroupBy.BODY: query.bodies, GroupBy.FRAMEWORK: query.frameworks}
    by = next((by for by, named in sides.items() if len(named) > 1), None)
    if by is None or query.group_by is not None or query.legs:
        return query
    if by is GroupBy.FRAMEWORK and query.subject is not Subject.DOCUMENT:
        return query
    said = reader.take(_COMPARES)
    if said is None:
        return query
    while reader.take(_COMPARES) or reader.take(r"\b(?:do|does|did|fare|perform\w*|better|worse)\b"):
        pass
    return replace(query, group_by=by, with_grades=query.measure is Measure.LIST and said[0] not in ("more", "fewer"))


def _by_area(query: CatalogueQuery) -> CatalogueQuery:
    """Return the query whose grades are those of any area, where areas are counted."""
    if query.group_by is not GroupBy.AREA:
        return query
    return replace(query, conditions=tuple(replace(one, area=ANY_AREA, or_areas=()) for one in query.conditions))


def _subject(text: str, words: CatalogueWords) -> Subject | None:
    """Return the subject asked for first; what an inspector led are documents."""
    is_led = re.search(_LEADS, text) and re.search(r"^(?:everything|all|what|where|anything)\b", text)
    if is_led and re.search(alternatives(words.inspectors), text) and not re.search(rf"\b(?:{_AUTHORITY})\b", text):
        return Subject.DOCUMENT
    found = [
        (match.start(), match.end(), subject) for subject, pattern in _SUBJECTS if (match := re.search(pattern, text))
    ]
    if found:
        return min(found)[2]
    places = re.findall(f"{alternatives(words.regions)}|{alternatives(words.bodies)}", text)
    is_asked = re.search(_GRADED if len(places) < 2 else f"{_GRADED}|{_COMPARES}", text)
    return Subject.AUTHORITY if places and is_asked else None


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
    if query.group_by in (GroupBy.REGION, GroupBy.BODY) and query.measure in (Measure.LIST, Measure.GROUP):
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


LIMITING = frozenset(
    "same both no not never without none neither nor except older newer earlier than fewer less nobody unless".split()
)
"""Small words that change what is asked; where one of them was not read, the query is not what was asked."""


def _left_over(reader: Reader) -> tuple[str, ...]:
    """Return the content words that were not read and that do not merely ask."""
    left = re.findall(r"[^\W_]+(?:'[a-z]+)?", reader.text)
    return tuple(
        word
        for word in left
        if word in LIMITING
        or (
            not is_function_word(re.sub(r"'[a-z]*$", "", word))
            and word not in _CATALOGUE_WORDS
            and re.sub(r"'s?$", "", word) not in _CATALOGUE_WORDS
            and len(word) > 1
        )
    )
