"""Reads what a question measures in days: visits, the wait for a report, the time between two inspections; and pages.

What is measured is told by a few words of each sort, how it is limited (longest, three shortest, average, within two
months) by others that all sorts share.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.parsing.scope import NUMBERS
from index.answering.catalogue.parsing.stretches import BOUND, PUT_OUT, WITHIN, read_stretch
from index.answering.catalogue.query import CatalogueQuery, Measure, Quantity, Scope, Subject
from index.answering.reading import Reader

__all__ = ["read_quantity"]

_LONG = (
    r"(?:(?:the )?(?:very )?(?:longest|lengthiest|biggest|largest|greatest|widest|furthest|farthest|slowest"
    r"|tardiest|latest|most (?:number of )?(?:days|weeks"
    r"|months|time)|most (?:delayed|drawn[- ]out|prolonged|extended)))"
)
_SHORT = (
    r"(?:(?:the )?(?:very )?(?:shortest|briefest|quickest|fastest|speediest|swiftest|soonest|smallest|narrowest"
    r"|tightest|promptest|most (?:quickly|promptly|rapidly)"
    r"|closest(?: together)?|least (?:time|days)|fewest (?:days|weeks|months)|most rapid|sooner))"
)
_MEAN = (
    r"(?:(?:on|an) average|(?:the )?average(?:d|s)?|(?:the )?mean|(?:the )?typical(?:ly)?|(?:the )?usual(?:ly)?"
    r"|(?:the )?normal(?:ly)?|generally|as a rule|tends? to"
    r"|ordinarily)"
)
_HOW_LONG = (
    r"(?:how (?:long|many (?:days|weeks|months|years)|quickly|soon|fast|far)|(?:the )?number of (?:days"
    r"|weeks|months)|what length of time|how much time)"
)

_INSPECTIONS = r"(?:(?:re-?)?inspections?|reports?|visits?)"
_END = (
    r"(?:(?:ends?|ended|ending|finish\w*|clos\w+|complet\w+|conclu\w+|last day|over|done"
    r"|wrap\w*)\b.{0,30}\b(?:inspect\w*|visit\w*|on[- ]site|fieldwork)"
    r"|(?:inspect\w*|visit\w*|fieldwork|on[- ]site)\b.{0,24}\b(?:end(?:s|ed|ing)?|finish\w*|clos\w+|complet\w+"
    r"|conclu\w+|left|leav\w+|over|done|gone"
    r"|depart\w*|packed up|went home)|(?:after|following|since|from|between|of) (?:the |its |their |an |each "
    r"|a )?(?:full )?(?:inspections?|visits?|fieldwork)\b"
    r"|inspectors?\b.{0,16}\b(?:left|leav\w+|gone|depart\w*|packed|out of the door|went)|(?:left"
    r"|leaving) (?:the )?(?:site|building|council))"
)
_PUBLISHED = (
    r"(?:publish\w*|publications?|releas\w+|issu(?:e|ed|ing)|writ\w+ (?:it )?up|written up|write[- ]?ups?"
    r"|arriv\w+|out|report(?:ing|ed)? back)"
)
_WAIT = (
    r"(?:took|takes?|taking|taken|need(?:ed|s)|wait\w*|delay\w*|lag\w*|slow\w*|late|prompt\w*|quick\w*|fast\w*"
    r"|speed\w*|days?|weeks?|months?|long\w*)"
)
_GOT_REPORT = (
    r"(?:g[eo]t|receiv\w+|had|have|has|given|sent|saw|seen|handed) (?:\w+ )?(?:the|their|its|his"
    r"|an?) (?:\w+ )?reports?"
)
_IS_DELAY = (
    rf"{PUT_OUT}|^{WITHIN},? .*\bpublished$|"
    r"\b(?:t[ao]ke?\w*|took|wait\w*)\b.{0,40}\bto (?:see|get|receive|read|have|hear) "
    r"(?:its|their|the|a|his) (?:\w+ )?report\b|"
    rf"\b{_GOT_REPORT}\b.{{0,8}}\b(?:the )?(?:quick|fast|soon|slow|prompt|late)(?:er|est|ly)?\b"
    rf"|\b{_GOT_REPORT}\b.*\b{_END}|\b{_END}.{{0,12}}\bto (?:the |its |their )?(?:final |finished )?reports?\b"
    r"|\b(?:fast|slow|quick|prompt|speed|rapid)\w*[- ]published\b"
    r"|\b(?:slowest|fastest|quickest) (?:\w+ )?reports?\b.*\bpubli\w+|\b(?:days|weeks|time) (?:to|until|till"
    r"|before) publi\w+|"
    rf"\b{_PUBLISHED}\b.*\b{_END}|\b{_END}\b.*\b{_PUBLISHED}\b"
    r"|\b(?:turn(?:ed|s|ing)?[- ]?(?:it |them |this )?a?round|turnarounds?)\b"
    r"|\b(?:publication|publishing|published|reporting|report) (?:delay|lag|time|gap|speed|wait)s?\b"
    rf"|\b{_WAIT}\b.{{0,40}}\b(?:to (?:be |get )?publish\w*|(?:until|till|before) (?:it was |they were |being "
    rf"|the report was )?publish\w*"
    r"|for (?:its|their|the|a) (?:\w+ )?reports?|for (?:the )?(?:publication|reports?)|to (?:come out|appear"
    r"|arrive|emerge))\b"
    r"|\breports?\b.{0,30}\b(?:slow|quick|fast|prompt|late|speed)\w*\b.{0,12}\b(?:publish\w*|to (?:come|appear))"
    r"|\bpublished (?:the )?(?:(?:most )?(?:quick|fast|slow|prompt|rapid)\w*|soonest)\b"
    r"|\b(?:time|delay|gap|lag|interval|wait|days|weeks) (?:before|until|till|to) (?:the )?publi\w+"
    r"|\b(?:time|delay|gap|lag|interval|days|weeks) between (?:the |an |a )?(?:\w+ )?(?:inspection"
    r"|visit)s?\b.{0,20}\band (?:the |its |their )?(?:\w+ )?(?:publi\w+|reports?)\b"
)
_IS_APART = (
    rf"\b(?:gaps?|intervals?|breaks?|waits?|waited|waiting|time|period|stretch|spell|distance|years?|months?|days"
    rf"|weeks|long\w*|far|short\w*|went|gone|go)\b"
    rf".{{0,40}}\bbetween\b.{{0,40}}\b(?:{_INSPECTIONS}|and the next|and another)\b"
    rf"|\b{_INSPECTIONS}\b.{{0,30}}\b(?:apart|closest together|close together|furthest apart)\b|\b(?:apart"
    rf"|between)\b.{{0,20}}\b{_INSPECTIONS}\b"
)
_IS_AGAIN = (
    r"\b(?:inspected|visited) twice\b|\binspections? again\b|\btwo (?:full )?inspections within\b"
    r"|\bre-?(?:inspected|visited)\b"
    r"|\b(?:inspected|visited|seen|back|return\w*)\b.{0,12}\bagain\b|\b(?:back"
    r"|return\w*|came back"
    r"|come back)\b(?! to (?:good|inadequate|outstanding|requir))"
    r"|\b(?:next|second|another|new|follow(?:ing|-up)) (?:full )?(?:inspection|report|visit|one)\b"
    r"|\bwithout (?:an?|any|being) (?:full )?inspect"
    r"|\b(?:one|an) (?:full )?inspection (?:and|to) (?:the )?(?:next|another)\b"
)
_IS_LENGTH = (
    r"\b(?:days?|weeks?|fortnight|long|length|duration|last(?:ed|s|ing)?|took|takes?|went on|goes on|ran|runs?"
    r"|spen[dt]|spending|stay(?:ed|s|ing)?|kept"
    r"|(?:were|was|are|be|been) (?:there|in|on)|in town|on[- ]site|long\w+|short\w+|brief\w*|quick\w+|lengthiest)\b"
)
_OF_VISITS = r"\b(?:inspect\w+|visits?|visited|on[- ]site|fieldwork|stays?|stayed)\b"
_NOT_A_DAY = (
    r"(?! (?:the )?(?:(?:start|beginning|end|first half|second half) of )?(?:(?:\d{1,2} )?[a-z]+ )?(?:19|20)\d\d\b)"
)
"""What must not follow words of time that only say between which days something is measured."""
_TAKEN = {
    Quantity.DELAY: (
        rf"\b(?:{_PUBLISHED}|cases|instances|occasions|rank(?:ed)?|got|get|see|receive|read|hear|by(?= (?:days|how"
        rf"|the number|number))"
        rf"|(?:after|from|between|since|following|until|till|before){_NOT_A_DAY}"
        rf"|ends?|ended|ending|finish\w*"
        rf"|left|leave|leaving|gone|slow\w*|prompt\w*"
        r"|turn\w*|a?round|times?|delays?|gap|lag|wait\w*|interval|days?|weeks?|months?|took|takes?|taken|taking"
        r"|long|longer|number of|how many|it|its|them"
        r"|elapsed?|pass(?:ed|es)?|last day|on[- ]site|fieldwork"
        r"|(?<!lead )(?<!each )(?<!every )(?<!by )(?<!per )inspectors?"
        r"|had|quick(?:ly)?|soon|most|complet\w*"
        r"|conclu\w+|clos\w+|go by|goes by|went by|went|home"
        r"|packed|up|depart\w*|over|done|once|get|being|be|was|were|out|of the door|the (?:light|day)|late|fast"
        r"|speed|was it|site|building)\b"
    ),
    Quantity.GAP: (
        r"\b(?:cases|instances|occasions|rank(?:ed)?|gaps?|intervals?|breaks?|waits?|waited|waiting|time|period"
        r"|stretch|spell|distance|days?|weeks?"
        r"|months?|years?|long|far|number of|how many|how|apart|separat\w+"
        r"|two|one|any|its|their|an?|the|same|each|every|successive|consecutive|full|next|other(?! than)|another"
        r"|again|back|return\w*|revisited|re-visited|twice|without|any|round|came round|come round|came|come|went"
        r"|gone|go|goes|elapsed?|pass(?:ed|es)?"
        rf"|second|new|first|last|previous|(?:after|since|until|till|before|between|from){_NOT_A_DAY}|being|be"
        r"|re-?inspect\w*|inspect\w*|visit\w*|inspections?|inspectors|apart|together|given a|follow\w*)\b"
    ),
    Quantity.LENGTH: (
        r"\b(?:(?:across|over|for|in|at|from) (?:every|all"
        r"|each)(?: (?:of )?the)?(?: single)?(?= (?:full )?(?:inspection|visit)s?\b)|how (?:long|many days"
        r"|many weeks|much time)|number of|days?|weeks?|long|length|duration|last(?:ed|s"
        r"|ing)?|on[- ]site|time|took|takes?|taken|taking|spen[dt]\w*|stay\w*"
        r"|kept|keep|there|for|went on|goes on|ran|in town|site|visits?|in all|in|on|at|the (?:council|place"
        r"|authority|building))\b"
    ),
}


def read_quantity(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read what is measured in days and which end, average or limit of it is wanted; nothing where none is."""
    if query.quantity is not None or query.measure is not Measure.LIST:
        return query
    if (pages := _pages(query, reader)) is not None:
        return pages
    quantity = _quantity(reader.text)
    if quantity is None:
        return query
    found = _limited(replace(query, quantity=quantity), reader)
    if quantity is Quantity.GAP and (listed := _gaps_of_each(found, reader)) is not None:
        return listed
    if quantity is Quantity.LENGTH:
        return _of_visits(query, found, reader)
    if not (found.extreme or found.measure is not Measure.LIST or found.least_days or found.most_days):
        return query
    if found.measure is Measure.LIST and (found.least_days or found.most_days):
        found = replace(found, measure=_counted(reader))
    if found.measure is Measure.AVERAGE:
        found = _end_of_mean(found, reader)
    while reader.take(_TAKEN[quantity]):
        pass
    return replace(found, subject=Subject.AUTHORITY if quantity is Quantity.GAP else Subject.DOCUMENT)


def _pages(query: CatalogueQuery, reader: Reader) -> CatalogueQuery | None:
    """Read the mean, median or sum of pages, or the pages of a report; None where they are not asked for."""
    pages = replace(query, quantity=Quantity.PAGES, subject=Subject.DOCUMENT, in_pages=True)
    if match := reader.take(r"\b(?P<how>average|median|total) pages of\b"):
        measure = Measure.AVERAGE if match["how"] == "average" else Measure(match["how"])
        return _end_of_mean(replace(pages, measure=measure), reader)
    return pages if reader.take(r"^pages of (?=the )") else None


def _counted(reader: Reader) -> Measure:
    """Read whether the number or the share of those within a bound is wanted, or which they are."""
    if reader.take(r"^(?:how many|number of)(?= (?!days|weeks|months|years))"):
        return Measure.COUNT
    is_share = reader.take(r"^(?:what|which) (?:share|proportion|percentage|fraction)(?: of)?\b")
    return Measure.SHARE if is_share else Measure.LIST


def _gaps_of_each(query: CatalogueQuery, reader: Reader) -> CatalogueQuery | None:
    """Read the times between the inspections of each council as a list; None where one number is wanted."""
    if query.extreme or re.search(rf"\b{_MEAN}\b", reader.original) or not reader.take(_OF_EACH):
        return None
    is_last = reader.take(r"\b(?:its|their|the) (?:last|latest|most recent) two\b") is not None
    while reader.take(_TAKEN[Quantity.GAP]):
        pass
    return replace(
        query,
        measure=Measure.LIST,
        subject=Subject.AUTHORITY,
        scope=Scope.LATEST if is_last else query.scope,
    )


_OF_EACH = (
    r"\b(?:for |of |in |at )?(?:each|every)(?: single)?(?: of the)? (?:councils?(?:'s)?|(?:local )?authorit(?:y"
    r"|ies)(?:'s)?"
    r"|boroughs?(?:'s)?|places?(?:'s)?)(?! (?:that|which)\b)"
)


def _quantity(text: str) -> Quantity | None:
    """Tell what is measured, None where nothing is."""
    operators = rf"\b(?:{_LONG}|{_SHORT}|{_MEAN}|{_HOW_LONG}|median|in total|altogether|combined)\b|{BOUND}"
    if not re.search(operators, text) or re.search(
        r"\blong(?:est)?(?: ago| overdue)\b|\blongest (?:(?:time|period|wait|gap|spell|stretch) )?(?:without"
        r"|since)\b|\bgone longest\b",
        text,
    ):
        return None
    if re.search(_IS_DELAY, text) and not re.search(
        r"\bbetween (?:two|successive|consecutive|full|its"
        r"|their)\b",
        text,
    ):
        return Quantity.DELAY
    if re.search(_IS_APART, text) and not re.search(
        r"\bbetween (?:19|20)\d\d\b|\bbetween (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", text
    ):
        return Quantity.GAP
    if re.search(_IS_AGAIN, text) and re.search(rf"\b(?:{_SHORT}|{_LONG}|{_MEAN}|{_HOW_LONG})\b|{BOUND}", text):
        return Quantity.GAP
    return Quantity.LENGTH if re.search(_IS_LENGTH, text) and re.search(_OF_VISITS, text) else None


_PLAIN_ENDS = (
    ("longest", r"\b(?:the )?(?:very )?(?:longest|lengthiest|most (?:number of )?(?:days|weeks|time))\b"),
    ("shortest", r"\b(?:the )?(?:very )?(?:shortest|briefest|quickest|fewest (?:days|weeks)|least time)\b"),
)
_OF_PAGES = r"\bpages?\b|\b(?:longest|shortest|lengthiest) (?:\w+ ){0,2}(?:reports?|letters?|documents?|papers?)\b"


def _of_visits(query: CatalogueQuery, found: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Return the query for how long visits were: a mean, or those at an end; limits are read with the rest."""
    if found.measure is Measure.LIST:
        return query if re.search(_OF_PAGES, reader.text) else _end_of_visits(query, reader)
    while reader.take(_TAKEN[Quantity.LENGTH]):
        pass
    return replace(_end_of_mean(found, reader), subject=Subject.DOCUMENT)


def _end_of_mean(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read whether the group with the longest or shortest mean is wanted."""
    for name, pattern in (("longest", rf"\b(?:{_LONG}|longer)\b"), ("shortest", rf"\b(?:{_SHORT}|shorter)\b")):
        if reader.take(pattern):
            return replace(query, extreme=name)
    return query


def _end_of_visits(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read the longest or shortest visits."""
    for name, pattern in _PLAIN_ENDS:
        match = re.search(pattern, reader.text)
        if match is None:
            continue
        limit = _few(rf"{pattern}", reader)
        reader.take(pattern)
        while reader.take(
            r"\b(?:kept|keep|had|have|on[- ]site|in for|stay\w*|remain\w*|spen[dt]|went on|goes on|ran|for"
            r"|last(?:ed|ing))\b"
        ):
            pass
        return replace(query, extreme=name, limit=limit)
    return query


def _few(before: str, reader: Reader) -> int:
    """Read how many are wanted of 'the three longest', 1 where it is not said."""
    number = rf"(?P<n>{'|'.join(NUMBERS)}|[2-9]|[1-4]\d)"
    match = reader.take(rf"\b(?:top |the )?{number}(?= {before})")
    if match is None and (
        match := re.search(
            rf"{before} {number}\b(?! (?:days?|weeks?|months?"
            rf"|years?))",
            reader.text,
        )
    ):
        reader.blank(*match.span("n"))
    return 1 if match is None else NUMBERS.get(match["n"]) or int(match["n"])


def _limited(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read the end, the mean or the bound of what is measured."""
    is_length = query.quantity is Quantity.LENGTH
    if not is_length and (bound := read_stretch(reader)) is not None:
        least, most = bound
        return replace(query, least_days=least, most_days=most)
    if reader.take(r"\b(?:the )?median\b"):
        return replace(query, measure=Measure.MEDIAN)
    if reader.take(rf"\b{_MEAN}\b"):
        return replace(query, measure=Measure.AVERAGE)
    if re.search(r"\b(?:days|weeks)\b", reader.text) and reader.take(
        r"\b(?:in total|altogether|combined|all told|in all|the total(?: number of)?)\b"
    ):
        return replace(query, measure=Measure.TOTAL)
    if is_length:
        is_of_all = re.search(
            r"^(?:roughly |about )?how (?:long|many days) (?:do|does|is|are) (?:an? |the |full |most )?", reader.text
        )
        return replace(query, measure=Measure.AVERAGE) if is_of_all else query
    limit = _few(rf"(?:{_LONG}|{_SHORT})\b", reader)
    for name, pattern in (("longest", _LONG), ("shortest", _SHORT)):
        if reader.take(rf"\b{pattern}\b"):
            return replace(query, extreme=name, limit=limit)
    return replace(query, measure=Measure.AVERAGE) if re.search(rf"\b{_HOW_LONG}\b", reader.text) else query
