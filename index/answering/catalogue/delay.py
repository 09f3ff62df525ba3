"""Reads how long reports took to appear: the days from the last day on site to publication."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.query import CatalogueQuery, Measure, Quantity, Subject
from index.answering.catalogue.scope import NUMBERS
from index.answering.reading import Reader

__all__ = ["read_delay"]

_OUT = (
    r"(?:publish\w*|publication\w*|appear\w*|c[oa]m(?:e|ing) out|released?|issued?|(?:put|sent) out|be(?:ing)? out"
    r"|writ(?:e|ing) (?:it )?up|written up|arriv\w+|emerg\w+|report(?:ing|ed)? back)"
)
_END = (
    r"(?:(?:end\w*|finish\w*|clos\w+|complet\w+|conclu\w+|last day)\b.{0,24}\b(?:inspect\w*|visit\w*"
    r"|on[- ]site|fieldwork)"
    r"|(?:inspect\w*|visit\w*|fieldwork|on[- ]site)\b.{0,20}\b(?:end\w*|finish\w*|clos\w+|complet\w+"
    r"|conclu\w+|left|leav\w+"
    r"|gone|depart\w*)|(?:after|following|since|from|between|of) (?:the |its |their |an |each"
    r" )?(?:inspections?|visits?|fieldwork)"
    r"|inspectors?\b.{0,10}\b(?:left|leav\w+|gone|depart\w*))"
)
_IS_DELAY = (
    rf"\b{_OUT}\b.*\b{_END}\b|\b{_END}\b.*\b{_OUT}\b"
    r"|\bwait\w*\b.{0,40}\bfor (?:its|their|the|a) (?:inspection )?report\b|\bpublication (?:delay|lag|time|gap)s?\b"
    rf"|\b(?:time|delay|gap|lag|interval|days)\b between (?:the |an )?(?:inspection|visit)s? and (?:the "
    rf"|its |their )?"
    rf"(?:{_OUT}|report)\b"
)
_IS_SPAN = (
    r"\b(?:how (?:long|many days|many weeks|quickly|soon|fast)|days?|weeks?|months?|longest|shortest"
    r"|quick\w*|fast\w*|slow\w*"
    r"|soon\w*|delay\w*|gap|lag|time|wait\w*|interval|average|typical\w*)\b"
)
_BOUND = (
    rf"\b(?P<how>within|less than|under|fewer than|no more than|at most|up to|inside|more than|over|at"
    rf" least|longer than"
    rf"|upwards of) (?P<n>\d+|an?|one|{'|'.join(NUMBERS)})[ -](?P<unit>day|week|month)s?\b"
)
_UNIT = {"day": 1, "week": 7, "month": 30}
_ENDS = (
    ("longest", r"\b(?:longest|slowest|most days|biggest|greatest|largest)\b"),
    ("shortest", r"\b(?:shortest|quickest|quickly|fastest|soonest|fewest days|smallest|least time)\b"),
)
_AVERAGE = (
    r"\b(?:average|mean|typical(?:ly)?|usual(?:ly)?|normally|generally|how (?:long|many days|quickly|soon|fast))\b"
)
_WORDS = (
    rf"\b(?:{_OUT}|after|from|between|since|following|until|till|before|ends?|ended|ending|finish\w*"
    rf"|left|leave|leaving|gone"
    r"|time|times|delays?|gap|lag|wait\w*|interval|days?|weeks?|months?|took|takes?|taken|taking|long"
    r"|longer|number of"
    r"|how many|on|in|and|to|elapsed?|passed|last day|on[- ]site|fieldwork|inspectors?|had|quickly|soon"
    r"|most|average|usually"
    r"|typically|normally|generally|mean|typical|usual|complet\w*|conclu\w+|clos\w+|go by|goes by|went"
    r" by|pass|depart\w*"
    r"|the (?:light|day))\b"
)


def read_delay(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read how long reports took to appear: on average, the longest, the shortest, within some days."""
    if not re.search(_IS_DELAY, reader.text) or not re.search(_IS_SPAN, reader.text):
        return query
    query = replace(query, quantity=Quantity.DELAY, subject=Subject.DOCUMENT)
    end = next((name for name, pattern in _ENDS if re.search(pattern, reader.text)), None)
    if match := reader.take(_BOUND):
        query = _bounded(query, match)
    elif end is not None and not re.search(r"\bhow quickly\b", reader.text):
        query = replace(query, extreme=end)
    elif re.search(_AVERAGE, reader.text):
        query = replace(query, measure=Measure.AVERAGE)
    for _, pattern in _ENDS:
        reader.take(pattern)
    while reader.take(_WORDS):
        pass
    return query


def _bounded(query: CatalogueQuery, match: re.Match[str]) -> CatalogueQuery:
    """Return the query limited to a number of days; a month counts 30."""
    word = match["n"]
    days = (1 if word in ("a", "an", "one") else NUMBERS.get(word) or int(word)) * _UNIT[match["unit"]]
    how = match["how"]
    if how in ("more than", "over", "longer than", "upwards of", "at least"):
        return replace(query, least_days=days + (how != "at least"))
    return replace(query, most_days=days - (how in ("less than", "under", "fewer than")))
