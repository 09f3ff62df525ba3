"""Reads which documents of each authority a question counts, and whether it asks for the most, the least, the last."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.query import CatalogueQuery, GroupBy, Measure, Quantity, Scope, Subject
from index.answering.reading import Reader

__all__ = ["read_extreme", "read_length", "read_quantity", "read_scope"]

_EXTREMES = (
    (
        "most",
        (
            r"\b(?:led|leads|leading|did|done|with|had|has|have|carried out|conducted|written|receiv\w+"
            r"|the|get|got)?\s*(?:the )?(?:most|furthest|biggest|sharpest|highest number of|largest number of"
            r"|greatest number of|busiest|more "
            r".*than (?:any(?:one| other)?\w*|everyone))\b(?! recent| common| latest| frequent)"
        ),
    ),
    (
        "fewest",
        r"(?<!at )\b(?:the )?(?:fewest|least|lowest number of|smallest number of)\b(?! recent)",
    ),
    ("longest", r"\b(?:(?:the )?longest|lasted (?:the )?longest|most days|lengthiest)\b(?! ago| without| since| wait)"),
    ("shortest", r"\b(?:(?:the )?shortest|fewest days|lasted (?:the )?shortest|briefest|quickest)\b"),
    ("earliest", r"\b(?:earliest|oldest|first(?: ever)?)\b|\b(?:longest ago|least recently)\b"),
    ("latest", r"\b(?:most recently|newest|most recent|latest|last)\b"),
    (
        "best",
        r"\b(?:the )?best\b(?:[ -](?:rated|performing|graded|judged))?"
        r"|\b(?:the )?(?:highest|top)[ -]?(?:rated|graded|grades?|ratings?|performing|performers?)\b|\bhighest\b",
    ),
    (
        "worst",
        r"\b(?:the )?worst\b(?:[ -](?:rated|performing|graded|judged))?"
        r"|\b(?:the )?(?:lowest|bottom)[ -]?(?:rated|graded|grades?|ratings?|performing|performers?)\b|\blowest\b",
    ),
)
_SINGULAR = (
    r"\b(?:which|what) (?:[\w-]+ ){0,3}(?:local authority|authority|council|la|borough|report|inspection"
    r"|letter|document|visit|inspector)\b|\bwhen was the\b|\bwhat (?:is|was) the\b|^who\b|\bwhat's the\b"
)
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_LIMIT = (
    rf"\b(?:top |bottom |first |last |the )?(?P<count>{'|'.join(_NUMBERS)}|[2-9]|[1-4]\d)(?= (?:longest|shortest"
    rf"|busiest|most\b"
    r"|best|worst|latest|newest|oldest|earliest|highest|lowest))|\b(?:top|bottom) "
    rf"(?P<top>{'|'.join(_NUMBERS)}|[2-9]|[1-4]\d)\b"
)
_GAP = (
    r"\b(?P<end>(?:the )?(?:longest|biggest|largest|greatest|widest|shortest|smallest|average|mean|typical|usual))?\s*"
    r"(?:gap|interval|wait|time|period|number of days|days|distance|breaks?)s? between"
    r"(?: (?:two|any two|its|their|one|the|an authority's|a council's|successive|consecutive|full))*"
    r" (?:inspections?|reports?|visits?)(?: (?:of|for|at|to) (?:one|the same|an|a|any|each|every)(?: single)? "
    r"(?:authority|council|place|area))?"
)
_SOON = (
    r"\b(?:re-?)?(?:inspected|visited)(?: again)? (?:the )?(?P<end>soonest|quickest|fastest|sooner)\b"
    r"|\b(?P<long>waited (?:the )?longest)(?: (?:between|for (?:its|their|a|the) (?:next|second|new)))"
)
_WITHOUT = (
    r"\b(?:(?:gone|been|waited|waiting|had to wait)?\s*(?:the )?longest (?:time |period |wait |gap "
    r"|spell )?(?:without|since|for"
    r"|ago)(?: being)?(?: (?:an?|its|their|the)"
    r")?(?: (?:new|last|next|fresh|full))?(?: (?:inspection|inspected|report|visit))?|(?:not"
    r"|n't) been (?:inspected|visited) "
    r"(?:for )?(?:the )?longest|waited (?:the )?longest|most overdue|longest overdue)\b"
)
_DATED = (
    r"\b(?:the )?(?:very )?(?:first|earliest|last|latest|most recent)(?= (?:\w+ ){1,4}?(?:to (?:be|get|become"
    r"|receive)|that (?:was|got)"
    r"|an? (?:authority|council)))|\bmost recently\b|\b(?:the )?last time\b|\b(?:the )?first time\b"
)
"""Which of those with some grade comes first or last in time."""
_AVERAGE = r"\b(?:on average|(?:the )?average|mean|typical(?:ly)?)\b"
_LENGTH = r"\b(?:days?|long|length|duration|last(?:ed|s)?|on[- ]site|time on site)\b"


def read_extreme(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read a superlative; 'latest' and 'first' are one only where a single subject is asked for."""
    if query.quantity is not None or (query.group_by is GroupBy.GRADE and query.measure is Measure.GROUP):
        return query
    if reader.take(_WITHOUT):
        return replace(query, extreme="earliest", scope=Scope.LATEST, subject=Subject.AUTHORITY)
    if query.conditions and (match := reader.take(_DATED)):
        is_first = re.match(r"(?:the )?(?:very )?(?:first|earliest)", match[0]) is not None
        return replace(query, extreme="earliest" if is_first else "latest")
    limit = _limit(reader)
    is_single = limit > 1 or re.search(_SINGULAR, reader.original) is not None
    for name, pattern in _EXTREMES:
        if name in ("earliest", "latest") and not (is_single and not query.conditions):
            continue
        if name == "latest" and re.search(r"\b(?:latest|last|most recent) \w+ of\b", reader.text):
            continue
        if reader.take(pattern):
            return replace(query, extreme=name, limit=limit)
    return replace(query, extreme="most", limit=limit) if limit > 1 and query.group_by is None else query


def _limit(reader: Reader) -> int:
    """Read how many are wanted of 'the three longest', 'top five'."""
    match = reader.take(_LIMIT)
    if match is None:
        return 1
    word = match["count"] or match["top"]
    return _NUMBERS.get(word) or int(word)


def read_quantity(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read what is measured in days: time between inspections, or days on site on average."""
    if match := reader.take(_GAP):
        query = replace(query, quantity=Quantity.GAP, subject=Subject.AUTHORITY)
        end = (match["end"] or "").removeprefix("the ")
        if end in ("average", "mean", "typical", "usual") or reader.take(_AVERAGE):
            return replace(query, measure=Measure.AVERAGE)
        return replace(
            query, extreme="shortest" if end in ("shortest", "smallest") else "longest", measure=Measure.LIST
        )
    if match := reader.take(_SOON):
        query = replace(query, quantity=Quantity.GAP, subject=Subject.AUTHORITY, measure=Measure.LIST)
        reader.take(r"\bafter (?:its|their|the) (?:last|previous|first)(?: (?:one|inspection|report))?\b")
        return replace(query, extreme="longest" if match["long"] else "shortest")
    if re.search(_LENGTH, reader.text) and reader.take(_AVERAGE):
        reader.take(r"\bhow many days\b|\bhow long\b")
        while reader.take(_LENGTH):
            pass
        return replace(query, quantity=Quantity.LENGTH, subject=Subject.DOCUMENT, measure=Measure.AVERAGE)
    return query


_UNIT = {"day": 1, "week": 7, "month": 30}
_AMOUNT = rf"(?P<n>\d+|an?|one|{'|'.join(_NUMBERS)})[ -](?P<unit>day|week|month)s?"
_OR = r"(?: or (?:(?P<up>more|longer|over|above)|(?P<down>less|fewer|shorter|under|below))\b)?"
_LONGER = r"(?:more than|over|longer than|upwards of|in excess of|exceeding|greater than)"
_SHORTER = r"(?:less than|under|fewer than|shorter than|not more than|within)"


def read_length(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read how many days an inspection took at least or at most ('more than three weeks', 'five-day')."""
    before = r"(?<!last )(?<!past )(?<!within )(?<!previous )"
    forms = (
        ("more", _LONGER),
        ("less", _SHORTER),
        ("least", r"(?:at least|a minimum of)"),
        ("most", r"(?:at most|up to|a maximum of|no more than)"),
        ("exact", r"(?:exactly|only|just|for|of|lasted|took)?"),
    )
    if query.quantity is not None or not re.search(
        r"\b(?:inspections?|reports?|visits?|on[- ]site|last(?:ed)?|took|ran|spent|stayed|inspectors)\b",
        reader.original,
    ):
        return query
    for form, pattern in forms:
        match = reader.take(rf"\b{pattern}\s*{before}\b{_AMOUNT}\b{_OR}(?! (?:ago|of|after|before|later|earlier))")
        if match is None:
            continue
        form = {"up": "least", "down": "most"}.get(match.lastgroup or "", form)
        word = match["n"]
        days = (1 if word in ("a", "an", "one") else _NUMBERS.get(word) or int(word)) * _UNIT[match["unit"]]
        least = {"more": days + 1, "least": days, "exact": days}.get(form)
        most = {"less": days - 1, "most": days, "exact": days}.get(form)
        reader.take(r"\bon[- ]site\b")
        return replace(query, least_days=least, most_days=most)
    return query


def read_scope(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read which documents of each authority count: the latest, unless the question looks back or names days."""
    if reader.take(
        r"\b(?:ever|at any (?:time|point|stage)|at (?:some|one) (?:time|point|stage)|in any (?:of (?:its"
        r"|their) )?inspections?"
        r"|over the years|historically|over time|in all inspections|all inspections|altogether|in the past)\b"
    ):
        return query
    if reader.take(
        r"\b(?:previous|second[- ]last|penultimate|last but one)\b(?: (?:full )?(?:inspection|report)s?)?|\bthe "
        r"(?:inspection|one) before\b"
    ):
        return replace(query, scope=Scope.PREVIOUS)
    if reader.take(
        r"\b(?:in|at|on) (?:its|their|the|each authority's) (?:very )?first (?:full )?(?:inspection|report)s?\b"
    ):
        return replace(query, scope=Scope.FIRST)
    now = (
        r"\b(?:currently|current|now|at present|today|right now|at the moment|these days|presently|nowadays"
        r"|as (?:things|it"
        r"|they|matters) stands?|as of (?:now|today)|to date|at the last count|last count|still"
        r"|(?:the )?(?:most recent|latest"
        r"|last|newest)(?: (?:full|graded))?(?: (?:inspection|report|judgement|grade|visit|time)s?)?)\b"
    )
    if query.extreme is None and reader.take(now):
        while reader.take(now):
            pass
        return replace(query, scope=Scope.LATEST)
    reader.take(now)
    if _implies_now(query, reader.original):
        return replace(query, scope=Scope.LATEST)
    return query


def _implies_now(query: CatalogueQuery, text: str) -> bool:
    """Whether a question about grades of authorities means their latest ones though it does not say so."""
    if (
        query.change
        or query.never
        or query.times
        or query.from_day
        or query.to_day
        or query.frameworks
        or query.inspectors
        or query.quantity
    ):
        return False
    if query.extreme in ("best", "worst"):
        return True
    if query.subject is not Subject.AUTHORITY or (query.extreme and not query.group_by):
        return False
    looks_back = re.search(r"\b(?:was|were|been|had|received|got|used to|did|won)\b", text)
    return bool((query.conditions or query.orders or query.group_by is GroupBy.GRADE) and not looks_back)
