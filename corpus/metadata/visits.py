"""When inspectors were there, when the document was published, and which earlier inspection it mentions."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import PurePosixPath

from corpus.dates import DateSpan, find_spans, parse_date
from corpus.framework import Frameworks
from corpus.metadata.kinds import Identity
from corpus.metadata.stream import Stream
from corpus.model import Period, Publisher
from corpus.wording import phrase

__all__ = ["Published", "find_periods", "find_previous", "find_published"]

_PERIOD_LABEL = phrase(
    r"\b(?:(?:inspection|visit|fieldwork|on-?site|evaluation|review) (?:date|period)(?:s|\(s\))?(?!\w)"
    r"|dates? of (?:the )?(?:\w+ )?(?:inspection|visit)s?\b) ?:? ?"
)
_PERIOD_END = re.compile(r"\b(?:report|published|publication|lead|judgement|deputy|date of)\b", re.IGNORECASE)
_THERE = re.compile(
    r"\b(?:visit(?:ed)?|inspection|inspected|inspectors? (?:were|was) on[- ]?site|fieldwork|took place|"
    r"carried out|undertaken|undertook|conducted|visited)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:between|from|on|during)? ?(?:the )?$", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:publish\w*|last|previous(?:ly)?|most recent|since|next|earlier|letter dated|report dated|meeting)\b",
    re.IGNORECASE,
)
_LABEL_CHARS = 160
_GAP_CHARS = 40
_LEAD_CHARS = 220
_LONGEST_VISIT = timedelta(days=70)
# A printed date this near the one in the publisher's file name is the same event, misprinted.
_SAME_EVENT = timedelta(days=200)

_PUBLISHED_LABEL = re.compile(
    r"\b(?:report )?(?:first )?(?:published|publication date|date of publication|date published)(?: on)? ?:? ?"
    r"(?:\d{1,2}[:.]\d\d ?(?:am|pm)?,? ?)?$"
    r"|^(?:date(?: of (?:the )?(?:meeting|letter|report))?|meeting(?: date)?|posted|updated|issued) ?: ?$",
    re.IGNORECASE,
)
_PUBLISHED_COLON = phrase(r"\bpublished ?:\s*")
_FILE_DATE = re.compile(r"\s-\s[^-]{6,30}$")

_INSPECTION = r"(?:ofsted )?(?:(?:full|single|standard|short|graded|judgement|ILACS|SIF) )*(?:re-?)?inspections?\b"
_PREVIOUS = re.compile(
    r"\b(?:last|previously|most recently) (?:been )?(?:fully )?(?:inspected|judged|graded)\b"
    rf"|\b(?:last|previous|most recent|(?:19|20)\d\d) {_INSPECTION}"
    r"|\bwas (?:previously )?inspected (?:by ofsted )?in\b"
    r"|\b(?:at|of|in|since|following|from|after) (?:the|its|their|our|ofsted's) [\w' ()-]{0,40}?inspection (?:was )?"
    r"in\b"
    r"|\binspection of (?:19|20)\d\d\b"
    r"|\b(?:was|were) judged [\w ]{0,60}? in (?:\w+ )?20\d\d\b",
    re.IGNORECASE,
)
_MONTHS = [month.lower() for month in calendar.month_name[1:]]
_WHEN = re.compile(
    rf"\b(?:(?P<month>{'|'.join(_MONTHS)}) )?"
    r"(?P<year>(?:19|20)\d\d)\b(?![/\d])",
    re.IGNORECASE,
)
_NOT_AN_INSPECTION_OF_SERVICES = re.compile(
    r"\b(?:children's homes?|homes were|school|fostering service|adoption (?:service|agency)|academy|notification)",
    re.IGNORECASE,
)
_JUDGED = re.compile(
    r"\b(?:judged|graded|rated|found|judgement|were|was)\b(?: overall| as| to| be| it| that)*", re.IGNORECASE
)
_WHEN_CHARS = 150
_MAX_MENTIONS = 1000
_GRADE_CHARS = 190


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published and where that was read; `warning` says what disagrees."""

    day: date
    paragraph_id: str | None
    source: str = "text"
    warning: str | None = None


def find_periods(stream: Stream, identity: Identity) -> tuple[Period, ...]:
    """Find the days on which inspectors were there.

    Read is the line that labels them; without one, the first sentence that says when the visit was. A press
    article that gives no dates has none.
    """
    for match in _PERIOD_LABEL.finditer(stream.head):
        region = stream.head[match.end() : match.end() + _LABEL_CHARS]
        stop = _PERIOD_END.search(region)
        spans = _adjacent(find_spans(region[: stop.start()] if stop else region))
        if spans:
            return _periods(stream, spans, match.end())
    return _in_sentence(stream)


def _adjacent(spans: tuple[DateSpan, ...]) -> list[DateSpan]:
    kept: list[DateSpan] = []
    for span in spans:
        too_far = span.start - kept[-1].end > _GAP_CHARS if kept else span.start > _GAP_CHARS
        if too_far or span.last - span.first > _LONGEST_VISIT:
            break
        kept.append(span)
    return kept


def _in_sentence(stream: Stream) -> tuple[Period, ...]:
    for start, line in stream.lines(len(stream.head)):
        for span in find_spans(line):
            lead = re.split(r"(?<=[.?!]) (?=[A-Z])", line[max(0, span.start - _LEAD_CHARS) : span.start])[-1]
            before = lead + _clause_after(line, span.end) if _OPENS.match(lead) else lead
            if _THERE.search(before) and not _ELSEWHERE.search(lead) and span.last - span.first <= _LONGEST_VISIT:
                rest = [each for each in find_spans(line) if each.start >= span.start]
                return _periods(stream, _adjacent_from(rest), start)
    return ()


def _clause_after(line: str, end: int) -> str:
    """Return the rest of a sentence that begins with its dates ('Between 3 and 7 May, inspectors visited ...')."""
    return re.split(r"[.?!] ", line[end : end + _LEAD_CHARS])[0]


def _adjacent_from(spans: list[DateSpan]) -> list[DateSpan]:
    kept = spans[:1]
    for span in spans[1:]:
        if span.start - kept[-1].end > len(" and from the "):
            break
        kept.append(span)
    return kept


def _periods(stream: Stream, spans: list[DateSpan], offset: int) -> tuple[Period, ...]:
    return tuple(Period(s.first, s.last, stream.paragraph_at(offset + s.start).id) for s in spans)


def find_published(stream: Stream, identity: Identity, path: str, visit_end: date | None) -> Published | None:
    """Find the day of publication in the text, else in the file's name.

    The name that the publisher's site gives a file ('... - 13 June 2017.pdf') records when it came out. Where
    a date printed in the text lies before the visit's end, or near the file name's but not on it, the file
    name is followed, with a warning.
    """
    printed = _printed(stream, identity)
    filed = _filed(path)
    if filed is None or printed is None or filed == printed.day:
        return printed or (Published(filed, None, "file name") if filed else None)
    plausible = visit_end is None or printed.day >= visit_end
    if plausible and abs(filed - printed.day) > _SAME_EVENT:
        return printed
    if visit_end is not None and filed < visit_end:
        return printed
    warning = f"the text gives {printed.day} as its date, the file's name {filed}; the file's name was followed"
    return Published(filed, None, "file name", warning)


def _filed(path: str) -> date | None:
    match = _FILE_DATE.search(PurePosixPath(path).stem)
    return parse_date(match.group()[3:]) if match else None


def _printed(stream: Stream, identity: Identity) -> Published | None:
    for start, line in stream.lines(len(stream.head)):
        for span in find_spans(line):
            if span.days != 1:
                continue
            before = line[: span.start].strip(" *")
            if _PUBLISHED_LABEL.search(before) or _is_date_line(line, span):
                return Published(span.first, stream.paragraph_at(start).id)
    return _across_lines(stream) or _in_letterhead(stream, identity)


def _is_date_line(line: str, span: DateSpan) -> bool:
    """Tell whether a paragraph is a date and nothing else, perhaps with a time or the word 'Date'."""
    rest = (line[: span.start] + line[span.end :]).strip(" .,:|")
    return re.fullmatch(r"(?:date|at)?[ :]*(?:\d{1,2}[:.]\d\d ?(?:am|pm)?)?", rest, re.IGNORECASE) is not None


def _across_lines(stream: Stream) -> Published | None:
    """Find a date right after the words 'Report published', wherever the blocks were cut."""
    for match in _PUBLISHED_COLON.finditer(stream.head):
        spans = find_spans(stream.head[match.end() : match.end() + 40])
        if spans and spans[0].start == 0 and spans[0].days == 1:
            return Published(spans[0].first, stream.paragraph_at(match.end()).id)
    return None


def _in_letterhead(stream: Stream, identity: Identity) -> Published | None:
    """Find the date of a letter whose whole head is one paragraph."""
    if identity.publisher is not Publisher.INSPECTORATE:
        return None
    opening = re.search(r"\bdear\b", stream.head, re.IGNORECASE)
    spans = [span for span in find_spans(stream.head[: opening.start()]) if span.days == 1] if opening else []
    return Published(spans[0].first, stream.paragraph_at(spans[0].start).id) if len(spans) == 1 else None


def find_previous(stream: Stream, frameworks: Frameworks, before: date | None) -> tuple[str, str] | None:
    """Find the latest earlier inspection that a document mentions.

    Args:
        stream: the document.
        frameworks: whose grades may be given for it.
        before: first day of the visit or day of publication; what is not before it is no earlier inspection.

    Returns:
        Month or year, with the grade where the text gives one ('2014: requires improvement'), and the id of
        the paragraph; None where it mentions none with a date.
    """
    best: tuple[tuple[int, bool, int], str, str] | None = None
    for match in islice(_PREVIOUS.finditer(stream.folded), _MAX_MENTIONS):
        start, end = stream.sentence(match.start(), match.end())
        around = stream.folded[max(stream.line_start(start), start - _WHEN_CHARS) : end]
        if _NOT_AN_INSPECTION_OF_SERVICES.search(around) or "focus" in match.group().lower():
            continue
        when = _nearest(stream.folded, match)
        if when is None or not _is_earlier(when, before):
            continue
        grade = _grade_of(stream.folded, match, when, frameworks)
        rank = (int(when["year"]), grade is not None, _month(when))
        if best is None or rank > best[0]:
            shown = " ".join(part for part in ((when["month"] or "").capitalize(), when["year"]) if part)
            best = rank, f"{shown}: {grade}" if grade else shown, stream.paragraph_at(match.start()).id
    return best[1:] if best else None


def _month(when: re.Match[str]) -> int:
    return _MONTHS.index(when["month"].lower()) + 1 if when["month"] else 0


def _is_earlier(when: re.Match[str], before: date | None) -> bool:
    if before is None:
        return True
    year, month = int(when["year"]), _month(when)
    return year < before.year or (year == before.year and 0 < month < before.month)


def _grade_of(text: str, match: re.Match[str], when: re.Match[str], frameworks: Frameworks) -> str | None:
    """Return the grade in the words that mention the inspection, else the one given after them."""
    inside = _grade_in(match.group(), frameworks) if _JUDGED.search(match.group()) else None
    return inside or _grade_near(text, max(match.end(), when.end()), frameworks)


def _nearest(text: str, match: re.Match[str]) -> re.Match[str] | None:
    inside = _WHEN.search(text, match.start(), match.end())
    if inside:
        return inside
    end = match.end() + _WHEN_CHARS
    stop = re.compile(r"[.;\n]|publish", re.IGNORECASE).search(text, match.end(), end)
    return _WHEN.search(text, match.end(), stop.start() if stop else end)


def _grade_near(text: str, start: int, frameworks: Frameworks) -> str | None:
    """Return the grade that the same or the next sentence of the paragraph gives."""
    region = text[start : start + _GRADE_CHARS].split("\n", 1)[0]
    region = ". ".join(region.split(". ")[:2])
    # What is said after another year is said of another inspection.
    if other := _WHEN.search(region):
        region = region[: other.start()]
    judged = _JUDGED.search(region)
    return _grade_in(region[judged.end() : judged.end() + 70], frameworks) if judged else None


def _grade_in(words: str, frameworks: Frameworks) -> str | None:
    """Return the first grade of any framework in some words."""
    found = [
        (match.start(), grade.id)
        for framework in frameworks
        for grade in framework.grades
        for wording in grade.wordings
        if (match := wording.search(words))
    ]
    return min(found)[1] if found else None
