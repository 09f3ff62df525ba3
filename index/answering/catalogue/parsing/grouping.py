"""Reads by what a question about the corpus wants its subjects grouped, ranked or counted."""

from __future__ import annotations

import re

from index.answering.catalogue.parsing.grades import grades_pattern
from index.answering.catalogue.query import GroupBy
from index.answering.catalogue.words import CatalogueWords
from index.answering.reading import Reader

__all__ = ["read_group", "read_groups"]

_GROUPS = (
    (GroupBy.YEAR, r"years?"),
    (GroupBy.MONTH, r"(?:calendar )?months?(?: of the year)?"),
    (GroupBy.REGION, r"regions?"),
    (GroupBy.FRAMEWORK, r"frameworks?"),
    (GroupBy.INSPECTOR, r"(?:lead )?inspectors?"),
    (GroupBy.AUTHORITY, r"(?:local )?authorit(?:y|ies)|councils?|la"),
    (GroupBy.AREA, r"(?:judgement |judged |graded )?areas?(?! of)(?: of (?:judgement|practice))?"),
    (
        GroupBy.BODY,
        r"(?:kinds?|types?|sorts?) of (?:council|(?:local )?authority|borough)(?:s|ies)?|council types?"
        r"|authority types?",
    ),
    (GroupBy.KIND, r"(?:kinds?|types?)(?: of (?:inspection|report|document|letter|visit)s?)?"),
    (GroupBy.GRADE, r"(?:overall )?(?:grades?|judge?ments?|ratings?|outcomes?)"),
)
_GROUPING = (
    r"(?:broken down by|break ?down by|grouped by|group by|split by|sorted by|by|per|for (?:each|every)"
    r"|in (?:each|every)"
    r"|year (?P<by>by|on) (?=year)|across(?: the)?|each|every|under each|under (?:the )?(?:different"
    r"|various))\s+(?:the\s+)?"
    r"(?:(?P<of>(?!(?:of|and|or|in|the|same|most|fewest|time|an?|one|two|three|four|more|at|several)\b|\d)\w+"
    r"(?: (?!(?:of|and|or|in|the|time|did|was|has|have|had|were|is|are|by|per|with)\b|\d)\w+)?)\s+)?"
)
_PLAIN = (
    r"lead|full|single|calendar|local|different|individual|inspection|judgement|judged|overall|current|ofsted|separate"
)
"""Words between 'each' and what is grouped by that limit nothing."""
_RANKED = (
    r"\b(?:rank(?:ed|ing)?|order(?:ed)?|sort(?:ed)?|league table|list|arrange|put)\b(?=.*\b(?:best to worst"
    r"|worst to best"
    r"|highest to lowest|lowest to highest|top to bottom|by (?:their |its |the )?(?:current |latest "
    r"|overall )*(?:grade"
    r"|rating|judgement|outcome)s?)\b)"
)
_NUMBERED = tuple(
    (by, name)
    for by, name in _GROUPS
    if by in (GroupBy.YEAR, GroupBy.MONTH, GroupBy.REGION, GroupBy.FRAMEWORK, GroupBy.INSPECTOR)
)
_OF_TIMES = (
    r"\b(?:by|per|for each) (?:the )?(?:number of|how many) (?:full )?(?:inspections|reports)"
    r"(?: (?:they|each|it) (?:has|have|had)(?: had)?)?\b"
)
_BY_NUMBER = (
    r"\b(?:rank(?:ed|ing)?|order(?:ed)?|sort(?:ed)?|list(?:ed)?|by)\b.*\b(?:by|according to"
    r"|in order of)\s+(?:the |their )?"
    r"(?:number|count|total|amount) of (?:their )?(?:full )?(?:inspections?|reports?|visits?)\b"
    r"|\b(?:number of|how many) (?:full )?(?:inspections|reports|visits) (?:has |have |did |for |of )+(?:each|every) "
    r"(?P<each>authority|council|inspector|lead inspector)\b"
)


def read_group(reader: Reader, words: CatalogueWords) -> tuple[GroupBy | None, bool]:
    """Read by what subjects are grouped, and whether they are ranked by their current grade."""
    if reader.take(_RANKED):
        reader.take(
            r"\b(?:from )?(?:best to worst|worst to best|highest to lowest|lowest to highest|top to bottom)\b"
            r"|\bby (?:their |its |the )?(?:current |latest |overall )*(?:grade|rating|judgement|outcome)s?\b"
        )
        return GroupBy.GRADE, True
    if re.match(r"(?:how many|number of) ", reader.text) and reader.take(_OF_TIMES):
        return GroupBy.TIMES, False
    if match := reader.take(_BY_NUMBER):
        said = match["each"] or reader.original[match.start() : match.end()]
        return next((by for by, name in _NUMBERED if re.search(rf"\b{name}\b", said)), GroupBy.AUTHORITY), False
    return _grouping(reader, words), False


def _grouping(reader: Reader, words: CatalogueWords) -> GroupBy | None:
    averaged = r"\b(?:average|typical|usual) (?:overall )?(?:grade|judgement|rating|outcome)s?\b"
    if re.search(averaged, reader.text) and (by := _each(reader, words)):
        return by
    return _by_grade(reader, words) or _each(reader, words) or _which(reader) or _compared(reader, words)


def _by_grade(reader: Reader, words: CatalogueWords) -> GroupBy | None:
    """Read the commonest grade, and how grades are spread, over what else is said."""
    if reader.take(
        r"\b(?:most common|commonest|most frequent|usual|typical) (?:overall )?(?:grade|judgement|rating|outcome)s?\b"
    ):
        return _by_other(reader)
    if reader.take(
        r"\b(?:distribution|breakdown|spread|split|range) of (?:the )?(?:overall )?(?:grade|judgement"
        r"|rating|outcome)s?\b"
    ):
        return _by_other(reader)
    if reader.take(
        r"\b(?:what|which) (?:overall )?(?:grade|rating|judgement)s? (?:did|do|have|has|were) (?:most|the most)\b"
    ):
        return GroupBy.GRADE
    if reader.take(
        r"\b(?:break ?down|split|divide|spread)(?=(?: (?!by)\w+){0,4}? (?:grades|ratings|judgements)\b(?!.*\bby\b))"
    ):
        return GroupBy.GRADE
    grades = grades_pattern(words)
    listed = rf"(?:the )?(?:{grades})(?:(?:\s*,\s*(?:and )?|\s+(?:and|or|versus|vs|to|&)\s+)(?:{grades}))+"
    if reader.take(
        rf"\b(?:split|breakdown|balance|division|mix|ratio|distribution|spread) (?:between|of|among"
        rf"|across|in) {listed}"
    ):
        return GroupBy.GRADE
    each = reader.take(
        r"\bhow many (?:of them |authorities |councils |reports )?(?:have|has|are|were|got"
        r"|received)?\s*(?:at )?each (?:overall )?(?:grade|judgement|rating)\b"
    )
    return GroupBy.GRADE if each else None


def _by_other(reader: Reader) -> GroupBy:
    """Read by what else than grade the grades are spread ('the commonest grade in each region'), else by grade."""
    others = ((by, name) for by, name in _GROUPS if by is not GroupBy.GRADE)
    return next((by for by, name in others if reader.take(rf"\b{_GROUPING}(?:{name})\b")), GroupBy.GRADE)


_LINK = (
    r"(?:\s*[,/&]?\s*(?:and|then|and then|&|/|within|in|for|per|by)?\s*(?:by|per|for|in|within)?\s*(?:each"
    r"|every)?\s*(?:the )?"
    r"(?:calendar |type of |lead )?)"
)


def read_groups(reader: Reader) -> tuple[GroupBy | None, GroupBy | None]:
    """Read two groupings, one within the other ('by region and year'); none where there is one at most."""
    kinds = [(by, name) for by, name in _GROUPS if by not in (GroupBy.GRADE, GroupBy.AREA)]
    name = "|".join(name for _, name in kinds)
    start = (
        r"\b(?:broken down by|grouped by|split by|by|per|for each|for every|in each|in every|each|every)\s+(?:the\s+)?"
    )
    asked = "|".join(name for by, name in kinds if by in _ASKED)
    forms = (
        rf"{start}(?P<a>{name})\b{_LINK}(?P<b>{name})\b",
        rf"{start}(?P<a>{name})\b(?=.*\b(?:by|per|each|every) (?P<b>{name})\b)",
        rf"\b(?:which|what)(?: combination of)? (?P<a>{asked}) and (?:which )?(?P<b>{asked})\b",
    )
    match = next((found for form in forms if (found := re.search(form, reader.text))), None)
    if match is None:
        return None, None
    named = [next(by for by, name in kinds if re.fullmatch(name, match[one])) for one in ("a", "b")]
    if named[0] is named[1]:
        return None, None
    reader.blank(match.start(), match.end())
    reader.take(rf"\b(?:by|per|each|every) {re.escape(match['b'])}\b")
    return named[0], named[1]


_ASKED = (GroupBy.YEAR, GroupBy.MONTH, GroupBy.REGION, GroupBy.FRAMEWORK, GroupBy.BODY, GroupBy.KIND)


def _which(reader: Reader) -> GroupBy | None:
    """Read 'rank the regions', 'which year', 'top three regions'."""
    for group_by, name in _GROUPS:
        if group_by is not GroupBy.AUTHORITY and reader.take(rf"\b(?:rank|order|sort) (?:the |all )?(?:{name})\b"):
            return group_by
    named = [(by, name) for by, name in _GROUPS if by in _ASKED]
    for group_by, name in named:
        if group_by is not GroupBy.BODY and reader.take(
            rf"\bhow many (?:different |of the )?(?:{name})\b(?= (?:have|has|had|saw|contain|with|were|are|is)\b)"
        ):
            return group_by
    if by := next((by for by, name in named if reader.take(rf"\b(?:which|what) (?:{name})\b")), None):
        return by
    for group_by, name in named:
        if match := re.search(rf"\b(?:top|bottom|best|worst) (?:\w+ )?(?P<noun>{name})\b", reader.text):
            reader.blank(match.start("noun"), match.end("noun"))
            return group_by
    return None


def _compared(reader: Reader, words: CatalogueWords) -> GroupBy | None:
    """Read frameworks set side by side, areas or grades of which one has more, and what has changed with time."""
    frameworks = r"\b(?:compare|contrast|versus|vs)\b.*\b(?:sif|ilacs|frameworks?)\b"
    if re.search(frameworks, reader.text) and reader.take(r"\b(?:compare[ds]?|contrast|versus|vs)\b"):
        return GroupBy.FRAMEWORK
    old = r"\b(?:old|older|former|previous)(?: \w+)? framework\b"
    new = r"\b(?:new|newer|current|present)(?: (?:\w+ )?framework| one)\b"
    if (
        re.search(old, reader.text)
        and re.search(new, reader.text)
        and not re.search(
            r"\b(?:both|but|better"
            r"|worse)\b",
            reader.text,
        )
    ):
        while reader.take(
            rf"{old}|{new}|\b(?:under|compared (?:with|to)|against|as opposed to|rather than) the\b"
            rf"|\bunder\b"
        ):
            pass
        return GroupBy.FRAMEWORK
    area = (
        r"\b(?:which|what|in which) (?:judgement |judged |graded )?areas?\b(?= (?:of|is|are|was|were|do|does|have|has"
        r"|gets?|most|tends?|saw|received)\b)"
    )
    if re.search(grades_pattern(words), reader.text) and reader.take(area):
        return GroupBy.AREA
    more = rf"\bmore (?:{grades_pattern(words)})\b.{{0,40}}\b(?:or|than)\b.{{0,20}}(?:{grades_pattern(words)})"
    if re.search(more, reader.text):
        reader.take(r"\bmore\b")
        return GroupBy.GRADE
    trend = (
        r"\b(?:trends?|over (?:time|the years|the last \w+ years)|year on year|year by year|from year to"
        r" year|annually"
        r"|through the years)\b"
    )
    return GroupBy.YEAR if not re.match(r"who\b", reader.text) and reader.take(trend) else None


_MOVED = (
    r"\b(?:improv\w+|declin\w+|deteriorat\w+|worse|better|went (?:up|down|back)|gone (?:up|down|back)|fell|dropped"
    r"|slipped)\b"
)


def _each(reader: Reader, words: CatalogueWords) -> GroupBy | None:
    """Read 'by region', 'per year', 'in each framework'; 'good in every judgement' groups nothing."""
    for group_by, name in _GROUPS:
        opening = _GROUPING
        if group_by in (GroupBy.GRADE, GroupBy.AREA) and re.search(f"{grades_pattern(words)}|{_MOVED}", reader.text):
            opening = r"\b(?:broken down by|break ?down by|grouped by|group by|split by|sorted by|by|per)\s+(?:the\s+)?"
        match = reader.take(rf"\b{opening}(?:{name})\b")
        if match is None:
            continue
        if (of := match.groupdict().get("of")) and not re.fullmatch(_PLAIN, of):
            # 'Each inadequate council' says which councils: the word stays to be read.
            reader.restore(match.start("of"), match.end())
        return group_by
    return None
