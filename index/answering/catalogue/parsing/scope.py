"""Reads which documents of each authority a question counts, and whether it asks for the most, the least, the last."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.query import CatalogueQuery, GroupBy, Measure, Scope, Subject
from index.answering.reading import Reader

__all__ = ["NUMBERS", "read_extreme", "read_scope"]

_EXTREMES = (
    (
        "longest",
        r"\b(?:for |on )?(?:(?:the )?longest|lasted (?:the )?longest|(?:the )?most (?:number of )?(?:days|pages)"
        r"|lengthiest)\b"
        r"(?! ago| without| since| wait)",
    ),
    (
        "shortest",
        r"\b(?:(?:the )?shortest|(?:the )?fewest (?:days|pages)|lasted (?:the )?shortest|briefest|quickest)\b",
    ),
    (
        "most",
        (
            r"\b(?:led|leads|leading|did|done|with|had|has|have|carried out|conducted|written|receiv\w+"
            r"|the|get|got)?\s*(?:the )?(?:(?<!at )most|furthest|biggest|sharpest|highest number of|largest number of"
            r"|greatest number of|busiest|more "
            r".*than (?:any(?:one| other)?\w*|everyone))\b(?! recent| common| latest| frequent)"
        ),
    ),
    (
        "fewest",
        r"(?<!at )\b(?:the )?(?:fewest|least|lowest number of|smallest number of)\b(?! recent)",
    ),
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
_SINGLE = (
    r"^(?:(?:what|which) (?:is|was) )?(?:the )?(?:very )?(?:earliest|first|oldest|latest|newest|most recent|last"
    r"|longest"
    r"|shortest) (?!(?:two|three)\b)(?:\w+ ){0,3}?(?:inspection|report|letter|judgement|document)\b"
)
NUMBERS = {
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
    rf"\b(?:top |bottom |first |last |the )?(?P<count>{'|'.join(NUMBERS)}|[2-9]|[1-4]\d)(?= (?:longest|shortest"
    rf"|busiest|most\b"
    r"|best|worst|latest|newest|oldest|earliest|highest|lowest))|\b(?:top|bottom) "
    rf"(?P<top>{'|'.join(NUMBERS)}|[2-9]|[1-4]\d)\b"
)
_WITHOUT = (
    r"\b(?:(?:gone|been|waited|waiting|had to wait)?\s*(?:the )?longest (?:time |period |wait |gap "
    r"|spell )?(?:without|since|for"
    r"|ago)(?: being)?(?: (?:an?|its|their|the)"
    r")?(?: (?:new|last|next|fresh|full))?(?: (?:inspection|inspected|report|visit))?|(?:not"
    r"|n't) been (?:inspected|visited) "
    r"(?:for )?(?:the )?longest|waited (?:the )?longest|most overdue|longest overdue)\b"
    r"(?! being (?!inspect|visit))"
)
_DATED = (
    r"\b(?:the )?(?:very )?(?:first|earliest|last|latest|most recent)(?= (?:\w+ ){0,4}?(?:to (?:be|get|become"
    r"|receive|have|win|earn|achieve)|that (?:was|got)"
    r"|an? (?:authority|council)))|\bmost recently\b|\b(?:the )?last time\b|\b(?:the )?first time\b"
)
"""Which of those with some grade comes first or last in time."""


_FEW = rf"(?P<n>{'|'.join(NUMBERS)}|[2-9]|[1-4]\d)"
_LAST_FEW = (
    rf"(?<!their )(?<!its )\b(?P<end>last|latest|first|newest|most recent|earliest|oldest) {_FEW}"
    r"\b(?= (?:\w+ )?(?:councils?|authorit|las\b|places|inspections|reports|judgements|boroughs|to be\b))"
)


_BAD = ("inadequate", "requires improvement")


def _of_number(name: str, said: str, query: CatalogueQuery) -> str:
    """Return whether the best, or worst, group has the most or the fewest of a grade."""
    if name not in ("best", "worst"):
        return name
    if not re.search(r"best|worst", said):
        return {"best": "most", "worst": "fewest"}[name]
    is_bad = all(grade in _BAD for one in query.conditions for grade in one.grades)
    return "most" if (name == "worst") is is_bad else "fewest"


def read_extreme(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read a superlative; 'latest' and 'first' are one only where a single subject is asked for."""
    if query.quantity is not None or (query.group_by is GroupBy.GRADE and query.measure is Measure.GROUP):
        return query
    if reader.take(_WITHOUT):
        return replace(query, extreme="earliest", scope=Scope.LATEST, subject=Subject.AUTHORITY)
    if query.conditions and (match := reader.take(_DATED)):
        is_first = re.match(r"(?:the )?(?:very )?(?:first|earliest)", match[0]) is not None
        return replace(query, extreme="earliest" if is_first else "latest")
    if query.change is None and (match := reader.take(_LAST_FEW)):
        word = match["n"]
        end = "earliest" if match["end"] in ("first", "earliest", "oldest") else "latest"
        return replace(query, extreme=end, limit=NUMBERS.get(word) or int(word))
    limit = _limit(reader)
    if limit > 1 and reader.take(r"\b(?:newest|latest|most recent) first\b"):
        return replace(query, extreme="latest", limit=limit)
    is_single = (
        limit > 1
        or re.search(_SINGLE, reader.original) is not None
        or re.search(_SINGULAR, reader.original) is not None
    )
    is_said = query.subject is Subject.DOCUMENT and re.search(_SINGLE, reader.original) is not None
    for name, pattern in _EXTREMES:
        if name in ("earliest", "latest") and not is_said and not (is_single and not query.conditions):
            continue
        if name == "latest" and re.search(r"\b(?:latest|last|most recent) \w+ of\b", reader.text):
            continue
        if said := reader.take(pattern):
            is_number = query.group_by is not None and query.conditions
            name = _of_number(name, said[0], query) if is_number else name
            in_pages = name in ("longest", "shortest") and _in_pages(reader)
            return replace(query, extreme=name, limit=limit, in_pages=in_pages)
    return replace(query, extreme="most", limit=limit) if limit > 1 else query


def _in_pages(reader: Reader) -> bool:
    """Whether it is the length of documents that is meant and not that of visits."""
    document = r"(?:reports?|letters?|documents?|papers?)"
    of_documents = rf"\bpages?\b|\b(?:longest|shortest|lengthiest) (?:\w+ )?{document}\b"
    is_one = rf"\b{document} (?:\w+ ){{0,3}}?(?:is|are|was|were) (?:the )?(?:\w+ )?(?:longest|shortest|lengthiest)\b"
    of_visits = r"\b(?:days?|weeks?|visits?|on[- ]site|inspections?|inspected|took|tak\w+|last\w*)\b"
    text = reader.original
    return bool(re.search(of_documents, text) or (re.search(is_one, text) and not re.search(of_visits, text)))


def _limit(reader: Reader) -> int:
    """Read how many are wanted of 'the three longest', 'top five'."""
    match = reader.take(_LIMIT)
    if match is None:
        return 1
    word = match["count"] or match["top"]
    return NUMBERS.get(word) or int(word)


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
    if match := reader.take(
        r"\b(?:in|at|on|after|for) (?:its|their|the|each authority's) (?:very )?(?P<nth>first|second"
        r"|third) (?:full )?"
        r"(?:inspection|report)s?\b"
    ):
        return replace(query, scope=Scope(match["nth"]))
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
    said = reader.take(now)
    if said and not re.search(r"\b(?:recent|latest|last|newest|still|date)\b", said[0]) and _may_be_of_now(query):
        return replace(query, scope=Scope.LATEST)
    if _implies_now(query, reader.original):
        return replace(query, scope=Scope.LATEST)
    return query


def _may_be_of_now(query: CatalogueQuery) -> bool:
    """Whether 'at the moment' limits what is ranked to the latest inspections."""
    return bool(query.conditions or query.orders) and query.extreme in ("most", "fewest", "best", "worst")


def _implies_now(query: CatalogueQuery, text: str) -> bool:
    """Whether a question about grades of authorities means their latest ones though it does not say so."""
    never = query.never and not (query.group_by and re.search(r"\b(?:have|has|with|are there|is there) no\b", text))
    if (
        query.change
        or never
        or query.times
        or query.from_day
        or query.to_day
        or query.frameworks
        or query.inspectors
        or query.quantity
        or query.legs
        or query.years
        or query.months
    ):
        return False
    if query.extreme in ("best", "worst"):
        return True
    if query.subject is not Subject.AUTHORITY or (query.extreme and not query.group_by):
        return False
    looks_back = re.search(
        r"\b(?:was|were|been|had|received|got|used to|did|won|managed|found|achieved|came|ended|landed"
        r"|gave|given|gained|saw|took place"
        r"|in (?:the same|one|a single) (?:report|inspection|visit))\b",
        text,
    )
    return bool((query.conditions or query.orders or query.group_by is GroupBy.GRADE) and not looks_back)
