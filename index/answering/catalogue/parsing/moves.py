"""Reads how grades moved from a question about the corpus: 'from inadequate to good', 'slipped back'."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.parsing.area_order import compares_areas, read_orders
from index.answering.catalogue.parsing.from_to import GO, read_from_to, way_of
from index.answering.catalogue.parsing.grades import area_in, grades_in, grades_pattern
from index.answering.catalogue.query import OVERALL, CatalogueQuery, Change, GroupBy, Measure, Scope, Subject
from index.answering.catalogue.words import CatalogueWords
from index.answering.reading import Reader

__all__ = ["every_move", "of_inspectors", "read_change"]

_GRADE = (
    r"(?:(?:overall )?(?:grades?|judgements?|ratings?|results?|outcomes?|levels?|places|notch(?:es)?|rungs?|steps?"
    r"|bands?|categor(?:y|ies)))"
)
_COUNT = r"(?:an?|one|two|three|2|3|several|at least two|two or more|more than one|a couple of)"
_BY_GRADES = rf"(?:\s+(?:by\s+)?(?P<count>{_COUNT})\s+(?:whole |full )?{_GRADE})"
_WORSE = (
    rf"\b(?:worse off|declin\w+|deteriorat\w+|worsen\w*|regress\w*|got(?:ten)? worse|get(?:s|ting)? worse"
    rf"|did worse|done worse"
    rf"|slipped|slip|dropped|drop|fell|fall|falls|fallen|slid|downgrad\w+|lost ground|relegated|demoted"
    rf"|{GO}\s+(?:back(?:wards?)?|down(?:hill|wards?)?)|(?:was|were|been|be|are|is) (?:marked|put) down"
    rf"|(?<!or )(?<!no )worse(?: grade| judgement| rating)?(?: than)?|lower (?:grade|judgement"
    rf"|rating))\b(?!\s+to\b){_BY_GRADES}?"
)
_BETTER = (
    rf"\b(?:better off|improved|improving|improves?(?!ment)|got(?:ten)? better|get(?:s|ting)? better|did better"
    rf"|done better"
    rf"|risen|rises?|rose|improve(?!\\w)|climbed|upgrad\w+|promoted|gained|bettered|bounced back"
    rf"|recovered|jumped|leapt|jumping|leaping"
    rf"|{GO}\s+(?:up(?:wards?)?|forwards?)|(?<!or )(?<!no )better(?: grade| judgement| rating)?(?: than)?"
    rf"|higher (?:grade|judgement|rating)|turned (?:it |things |themselves |itself"
    rf" )?around)\b(?!\s+to\b){_BY_GRADES}?"
)
_SAME = (
    rf"\b(?:stayed (?:the same|put|at|on)?|stays? (?:the same|put)|stuck (?:on|at|with|in)|unchanged|no change"
    rf"|(?:not|n't|never) (?:changed?|mov\w+|budged|shifted|altered)|did not change"
    rf"|(?:the )?same {_GRADE}|remain(?:s|ed)?(?: (?:at|on))?|(?:kept|keeps?|retain\w*|maintain\w*|held on to"
    rf"|hung on to"
    rf"|clung to|holding on to)(?: (?:its|their|the|an?))?|(?:is|are|was|were) still)\b"
)
_LAST = (
    r"\b(?:since (?:its|their|the|the authority's|it was|they were) (?:last"
    r"|previous(?:ly)?)(?: (?:full )?inspect(?:ion|ed))?"
    r"|(?:between|in|over|across|at) (?:its|their|the) (?:last|latest|most recent|past) two(?: (?:full )?"
    r"(?:inspections?|reports?|judgements?|grades?))?|(?:than|from|as|compared (?:with|to)) (?:at |in )?(?:its"
    r"|their|the) "
    r"(?:last|previous|one before|inspection before)(?: (?:one|time|inspection|grade|report))?|(?:than"
    r"|as) (?:last time"
    r"|before|the time before|previously)|since (?:the )?(?:inspection|one|time) before(?: last)?|(?:at|on|in) "
    r"(?:its|their|the) (?:latest|last|most recent|newest)(?: (?:full )?(?:inspection|report|visit|judgement))?"
    r"|last time(?: (?:round|around|out))?|since last time)\b"
)
_FIRST = (
    r"\b(?:than |from |since |between |compared (?:with |to ))?(?:when|as) (?:they |it )?(?:were "
    r"|was )?first (?:inspected"
    r"|judged|visited|graded|rated)\b|\b(?:than|as|from|since|between|compared (?:with|to)) (?:at |in |on )?(?:its"
    r"|their|the"
    r"|they were at their|it was at its)"
    r" (?:very )?first(?: (?:one|time|inspection|grade|report|full inspection))?(?:(?: (?:and|to|until"
    r"|till)) (?:its|their"
    r"|the) (?:last|latest|most recent|newest)(?: (?:one|inspection|report))?)?"
)
_THEN_NOW = (
    r"\b(?:used to be|previously|formerly|once|had|have been|has been|received|got|was|were)\b.*\b(?:now"
    r"|currently|is|are"
    r"|today)\b"
)
_CONSECUTIVE = (
    r"\b(?:from one (?:full )?(?:inspection|report|visit) to (?:the next|another)|between (?:two )?(?:successive"
    r"|consecutive)"
    r" (?:inspections|reports)|between (?:two )?inspections (?:that follow each other|in a row)|(?:at|in) (?:a"
    r"|some) later"
    r" (?:inspection|report)|over (?:consecutive|successive) inspections)\b"
)
_EACH_TIME = (
    r"\b(?:(?:at|in|with|on|after|between) )?(?:every|each)(?: single| successive| consecutive| one)*"
    r" (?:time|inspection|report|visit|one)\b|\b(?:steadily|continuously|continually|consistently"
    r"|without exception)\b"
    r"|\b(?:at|in|across|between|over) all (?:of )?(?:its|their|the|successive)?\s*(?:inspections|reports)\b"
)
_EVER = r"\b(?:ever|at any|at some|over (?:time|the years)|in (?:one|a single) go|straight|at once)\b"


def read_change(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read a change of grade: 'from inadequate to good', 'improved', 'no longer inadequate'."""
    area = area_in(reader, words)
    to_now = re.search(_THEN_NOW, reader.text) is not None
    if compares_areas(reader.text, words):
        return read_orders(query, reader, words)
    if query.change or query.legs or query.with_grades or _is_trend(query, reader):
        return query
    never = re.search(r"\b(?:never|always|n't ever|not once)\b", reader.text) is not None
    before, after, said = read_from_to(reader, words)
    onto = _onto(reader, words) if before and after else ()
    to_now = to_now or re.search(r"\b(?:now|currently|today)\b", reader.original) is not None
    from_first = re.search(_FIRST, reader.text) is not None
    last_only = (
        re.search(
            rf"{_LAST}|\bat (?:the|its|their) previous (?:inspection"
            rf"|one)\b",
            reader.original,
        )
        is not None
    )
    direction, steps = _direction(reader, words, is_about_grades=bool(before or after))
    says_change = reader.take(rf"\bchanged?\b(?: {_GRADE})?|\bdifferent (?:overall )?{_GRADE}") is not None
    if direction is None and not (before or after) and re.search(_RUN, reader.text):
        direction = "same"
    if not (before or after or direction or says_change):
        return query
    each_time = (direction is not None or says_change) and not (before or after) and reader.take(_EACH_TIME) is not None
    is_any = reader.take(_CONSECUTIVE) is not None
    is_run = re.search(_RUN, reader.text) is not None
    then, run = _then(reader, direction), _run(reader, direction)
    _take_joins(reader, direction)
    if direction == "same" and run > 1:
        found = reader.take(grades_pattern(words))
        before = after = grades_in(found[0] if found else None, words)
    is_plain = not (before or after)
    throughout = never and is_plain and direction in ("same", None)
    is_never = never and is_plain and direction in ("better", "worse")
    if throughout or is_never:
        direction = direction or "same"
        reader.take(r"\b(?:never|always|not once|n't ever)\b")
    elif bool(before) is not bool(after):
        direction = way_of(said) or direction
    elif direction and not is_plain and not last_only:
        direction = None
    counts = re.search(r"\bhow (?:many times|often)\b|\bnumber of times\b", reader.text) is not None
    is_dated = bool(query.from_day or query.to_day or query.years)
    of_documents = query.subject is Subject.DOCUMENT and query.measure is Measure.COUNT
    if (
        is_plain
        and not any((counts, is_dated, of_documents))
        and not any((from_first, throughout, each_time, is_any, is_never, then, is_run))
    ):
        last_only = last_only or (not steps and re.search(_EVER, reader.original) is None)
    change = Change(
        before,
        after,
        direction,
        last_only and not from_first,
        (to_now and bool(before and after) and not onto) or (_is_left(reader) and not after),
        steps,
        from_first,
        throughout or each_time,
        never=is_never,
        then=then,
        run=run,
        onto=onto,
    )
    reader.take(r"\bhow (?:many times|often)\b|\bnumber of times\b")
    return replace(query, change=change, area=area or OVERALL, count_changes=counts or of_documents)


_BY_MOVE = (GroupBy.YEAR, GroupBy.MONTH, GroupBy.FRAMEWORK, GroupBy.INSPECTOR)


def of_inspectors(query: CatalogueQuery) -> CatalogueQuery:
    """Return a query for inspectors who led where grades moved as one for these moves by who led the later one."""
    if query.change is None or query.subject is not Subject.INSPECTOR or query.group_by is not None:
        return query
    return replace(query, subject=Subject.DOCUMENT, group_by=GroupBy.INSPECTOR, measure=Measure.GROUP)


def every_move(query: CatalogueQuery) -> CatalogueQuery:
    """Return a query for what moved several times, in each year or at the second inspection, as one over all."""
    is_nth = query.scope in (Scope.SECOND, Scope.THIRD)
    is_wide = is_nth or query.times is not None or query.group_by in _BY_MOVE
    if query.change is None or not is_wide or not query.change.last_only:
        return query
    return replace(query, change=replace(query.change, last_only=False))


def _is_left(reader: Reader) -> bool:
    """Whether a grade is one that the latest inspection no longer gave."""
    return re.search(r"\bno longer\b|\bsh(?:ook|ak\w+) off\b|\bgot(?:ten)? rid of\b", reader.original) is not None


def _take_joins(reader: Reader, direction: str | None) -> None:
    """Take away the words that say which inspections are compared, and that nothing lies between them."""
    reader.take(_FIRST)
    if direction == "same":
        reader.take(_SAME)
    while reader.take(_LAST):
        pass
    reader.take(r"\b(?:before|previously|the time before)\s*$")
    reader.take(r"\b(?:straight|directly|all at once|in (?:one|a single) go|in one (?:jump|leap|step)|at once)\b")


def _onto(reader: Reader, words: CatalogueWords) -> tuple[str, ...]:
    """Read the grades that came after a move, one after another ('from inadequate to good and back to inadequate')."""
    found: list[str] = []
    joins = r"(?:[\s,]*\b(?:and|then|later|next|back|up|down|on|before)\b)*[\s,]*"
    step = rf"{joins}\bto\s+(?:an? )?(?P<g>{grades_pattern(words)})"
    while match := reader.take(step):
        found += grades_in(match["g"], words)[:1]
    return tuple(found)


_RUN = (
    r"\b(?:for |at |in |on )?(?:the )?(?P<n>twice|two|three|four|five"
    r"|[2-5])(?: times)?(?: (?:full )?(?:inspections|reports))?"
    r" (?:in a row|running|in succession|on the trot|back to back)\b|\b(?:for |at |in )?(?P<m>two|three|four|[2-5])"
    r" (?:successive|consecutive)(?: full)? (?:inspections|reports|times)\b"
)
_COUNTED = {"twice": 2, "two": 2, "three": 3, "four": 4, "five": 5}


def _run(reader: Reader, direction: str | None) -> int:
    """Read how often a grade has to move, or stay, from one inspection to the next; three alike stayed twice."""
    match = reader.take(_RUN)
    if match is None:
        return 1
    word = match["n"] or match["m"]
    count = _COUNTED.get(word) or int(word)
    return count - 1 if direction == "same" else count


def _then(reader: Reader, direction: str | None) -> str | None:
    """Read which way the grade went later ('went down and then up again'), None where only one way is said."""
    later = r"\b(?:and|but|before|then)\b(?: (?:then|later|afterwards|since))*(?: \w+){0,2}? "
    ways = {"worse": ("better", r"(?:up|better|improv\w+|recover\w*|r[io]se\w*|climb\w*)(?: again)?\b")}
    ways["better"] = ("worse", r"(?:down|worse|slip\w*|declin\w+|f[ae]ll\w*|drop\w*|back)(?: again)?\b")
    other, pattern = ways.get(direction or "", ("", ""))
    return other if other and reader.take(later + pattern) else None


def _is_trend(query: CatalogueQuery, reader: Reader) -> bool:
    """Whether 'changed' is said of numbers by year, and not of any authority's grade."""
    if query.group_by is not GroupBy.YEAR or any(re.search(one, reader.text) for one in (_WORSE, _BETTER)):
        return False
    return reader.take(r"\b(?:changed?|moved|developed|evolved|varied)\b") is not None


def _direction(reader: Reader, words: CatalogueWords, *, is_about_grades: bool) -> tuple[str | None, int]:
    """Read whether grades rose, fell or stayed, and by how many at least where that is more than one."""
    compares = _compares_areas(reader, words)
    ways = [(name, one) for name, one in (("worse", _WORSE), ("same", _SAME), ("better", _BETTER))]
    found = [(match.start(), name, one) for name, one in ways if (match := re.search(one, reader.text))]
    for _, name, pattern in sorted(found, key=lambda one: one[0]):
        if name != "same" and compares:
            continue
        if match := reader.take(pattern):
            count = match.groupdict().get("count")
            if is_about_grades:
                reader.take(rf"\b{_COUNT}\s+{_GRADE}")
            return name, _steps(count)
    if match := reader.take(rf"\b{GO}{_BY_GRADES}"):
        return "better", _steps(match["count"])
    return None, 0


def _steps(count: str | None) -> int:
    """Return by how many grades at least; -1 for exactly one, 0 where any number will do ('dropped a grade')."""
    if count is None or count in ("a", "an"):
        return 0
    return -1 if count == "one" else 3 if count in ("three", "3") else 2


def _compares_areas(reader: Reader, words: CatalogueWords) -> bool:
    """Whether 'better than' sets two areas of one report side by side, or is a bound of grades."""
    bound = rf"\b(?:better|higher|worse|lower) than (?:an? )?(?:{grades_pattern(words)})"
    return compares_areas(reader.text, words) or re.search(bound, reader.text) is not None
