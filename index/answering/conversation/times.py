"""Moves a follow-up to another time: 'the inspection before', 'four years later', or none where a name has none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Document, Publisher
from index.answering.conversation.turn import Turn, say_inspections
from index.answering.targets import falls_within
from index.answering.wording import join_words
from index.understanding import TimeMention, Understanding

__all__ = [
    "follow_in_time",
    "inspections_of",
    "moved_to",
    "neighbour",
    "untimed",
    "without_foreign_time",
    "without_now",
]

_ONE = r"(?:(?:full )?(?:year|one|inspection|visit|report|letter|time)(?: round)?)"
_BACK = re.compile(
    rf"\b(?:the |that )?{_ONE} before(?: (?:that|this|it|last))?(?: one)?\b"
    rf"|\b(?:the |its |their )?(?:previous|preceding|earlier|prior) {_ONE}\b|\bpreviously\b|\bbefore (?:that"
    rf"|then|this)\b"
    r"|^\W*(?:and )?(?:before|earlier|the time before)\W*$|\bone (?:inspection |visit )?earlier\b",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"\b(?:the )?{_ONE} after(?: (?:that|this|it))?(?: one)?\b|\b(?:the )?(?:next|following|later|subsequent) {_ONE}\b"
    r"|\bafter (?:that|then|this)\b|^\W*(?:and )?(?:then what|what then|what (?:came|happened) (?:next"
    r"|after(?:wards)?)|then|next|after|later|the next)\W*$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|than|from|as|compared (?:with|to))(?: the| its| their| that)?\s*$", re.IGNORECASE)
_LOOSELY = re.compile(r"\b(?:before|beforehand|earlier|previously|in the past|back then)\W*$", re.IGNORECASE)
_LATER = re.compile(r"\b(?:next|afterwards?|later on|later|since then)\W*$", re.IGNORECASE)
_ASKS_GRADE = re.compile(
    r"\b(?:what|how) (?:had|has|have|was|were|did) (?:they|it|each|all|those|these|that|the)\b.*\b(?:been|be|get"
    r"|got|given"
    r"|judged|rated|graded|scored?|do|done)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\b(?:(?:some|about|around|roughly) )?(?P<count>half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|\d{1,2}|a couple of"
    r"|a few|several|some)(?: (?:or|to) \w+)? (?P<unit>years?|decades?|inspections?|visits?|reports?)"
    r" (?P<way>later|after(?:wards?)?(?: that)?|on|further on|earlier|before(?: that)?|previously|prior)\b",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"^\W*(?:(?:and|but|so|what about|how about|at|for|in|on) )*(?:the |its |their )?(?:(?P<last>latest|last"
    r"|most recent"
    r"|newest|current)|(?P<nth>second|third|fourth|fifth|middle)|(?P<first>first(?: ever)?|earliest|oldest"
    r"|original)) (?:time|one|inspection|report|visit|letter)"
    r"(?: (?:they|inspectors|ofsted) (?:went|came|visited|looked)| round| there)?\W*$",
    re.IGNORECASE,
)
_EDGE_IN = re.compile(
    r"\b(?:at )?the (?:very )?(?:(?P<first>first|earliest)|last|latest|most recent) time(?: (?:round|around"
    r"|(?:they|it) (?:was|were)"
    r" inspected|(?:inspectors|ofsted|they) (?:came|visited|went)))?\b",
    re.IGNORECASE,
)
_COUNTS = {
    word: at
    for at, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1)
} | {"a": 1, "an": 1, "a couple of": 2, "a few": 3, "several": 3, "some": 3}
_ORDINALS = {"second": 1, "third": 2, "fourth": 3, "fifth": 4}
_FILLS = re.compile(
    r"\b(?:and|but|so|then|what|how|about|was|were|is|it|that|this|at|in|on|for|had|has|been|did|they|do|does"
    r"|like|the|same"
    r"|of|to|a|things?|look|compare\w*|there|also|too|get|got|given|say|said|find|found|conclude\w*|inspectors"
    r"|about|go|grade|case|true|so"
    r"|rated|judged|rating|situation|picture|each"
    r"|them|those)\b",
    re.IGNORECASE,
)
_HE_DID = re.compile(
    r"\b(?:same (?:lead )?(?:inspector|person|lead)|did (?:she|he|they) (?:also )?(?:do|lead|run|carry out|inspect)"
    r"|(?:was|is) (?:she|he) (?:also )?(?:there|in charge|the lead))\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\s*\b(?:currently|at the moment|at present|at this time|right now|now(?! known)|today|these days|nowadays)\b",
    re.IGNORECASE,
)
MAX_WORDS = 14


def without_foreign_time(now: Understanding, before: Understanding, documents: Sequence[Document]) -> Understanding:
    """Return the earlier question without its time where the authority now named has no document of that time."""
    names = set(now.named)
    held = [one for one in documents if names & set(one.authorities)]
    if now.times or not held or not before.times:
        return before
    if any(falls_within(one, time) for one in held for time in before.times):
        return before
    base, gone = before.question, 0
    for time in before.times:
        start, end = time.start - gone, time.end - gone
        opening = re.search(r"\b(?:in|at|for|during|of|from)\s+(?:the\s+)?$", base[:start], re.IGNORECASE)
        first = opening.start() if opening else start
        tail = re.match(r"\s*(?:report|inspection|letter|visit)\b", base[end:], re.IGNORECASE) if opening else None
        last = end + (tail.end() if tail else 0)
        base, gone = base[:first] + base[last:], gone + last - first
    moved = tuple(
        replace(
            one,
            start=base.find(before.question[one.start : one.end]),
            end=base.find(before.question[one.start : one.end]) + one.end - one.start,
        )
        for one in before.authorities
    )
    return replace(before, question=base, times=(), authorities=moved)


def without_now(said: str, turn: Turn) -> str:
    """Return what a follow-up asks without the 'currently' of the question before, where it names another time."""
    if not turn.now.times or _NOW.search(turn.question):
        return said
    return re.sub(r"^(\w)", lambda first: first[0].upper(), _NOW.sub("", said).strip())


def follow_in_time(turn: Turn) -> str | None:
    """Return the earlier question, or this one, for the inspection before, after, first, last or some years away."""
    if len(turn.question.split()) > MAX_WORDS or (turn.is_set and not turn.before.named and not turn.when):
        return None
    if (edge := _EDGE_IN.search(turn.question)) and turn.name and not _EDGE.match(turn.question):
        held = inspections_of([turn.name], turn.documents)
        at = f"at {say_inspections([held[0 if edge['first'] else -1]], turn.documents)}" if held else edge[0]
        return f"{turn.question[: edge.start()]}{at}{turn.question[edge.end() :]}"
    place, year = moved_to(turn)
    if place is None:
        return None
    year = _year_said(turn, place) or year
    if turn.before.named and not turn.is_graded and _ASKS_GRADE.search(turn.question[: place.start()]):
        return _grades_before(turn, year)
    rest = f"{turn.question[: place.start()]} {turn.question[place.end() :]}"
    rest = re.sub(rf"\b{year}\b", " ", rest) if _year_said(turn, place) else rest
    asks_same = not _says(rest) or _HE_DID.search(rest) is not None
    if asks_same:
        return _with_year(turn, year, place)
    if year is None or turn.name is None:
        return None
    names = list(turn.now.named) or [turn.name]
    chosen = next((one for one in inspections_of(names, turn.documents) if one.dated and one.dated.year == year), None)
    said = say_inspections([chosen], turn.documents) if chosen is not None else f"{year}"
    link = "at " if chosen is not None and not re.match(r"the|that|its|their", place[0], re.IGNORECASE) else ""
    asked = f"{turn.question[: place.start()]}{link}{said}{turn.question[place.end() :]}".strip(" ?")
    return re.sub(r"^\W*(?:and|but|so|then)\b[\s,]*", "", asked, flags=re.IGNORECASE) + "?"


def _year_said(turn: Turn, place: re.Match[str]) -> int | None:
    """Return the year that a follow-up names beside its words of order ('no, the one before that, 2015')."""
    if len(turn.now.times) != 1:
        return None
    time = turn.now.times[0]
    is_bound = re.search(r"\b(?:before|after|since|than|until)\s+$", turn.question[: time.start], re.IGNORECASE)
    is_apart = time.start >= place.end() or time.end <= place.start()
    return time.first.year if is_apart and not is_bound and time.first.year == time.last.year else None


def _says(text: str) -> bool:
    """Whether words say more than that the same is asked."""
    return re.search(r"[a-z]", _FILLS.sub(" ", text), re.IGNORECASE) is not None


def _grades_before(turn: Turn, year: int | None) -> str:
    """Return the question for the grades at the inspection before, where the earlier question asked for none."""
    named = join_words(list(turn.before.named))
    if len(turn.before.named) == 1 and year is not None:
        return f"What was the overall grade of {named} in the {year} inspection?"
    return f"What were the grades of {named} at the inspection before?"


def moved_to(turn: Turn) -> tuple[re.Match[str] | None, int | None]:
    """Return the words of a follow-up that move it in time, and the year to which; None where there is no such year."""
    names = list(turn.now.named or turn.before.named)
    held = inspections_of(names, turn.documents)
    if turn.is_graded:
        held = [one for one in held if one.judgements] or held
    time = turn.before.times[0] if turn.before.times else None
    if match := _YEARS.search(turn.question):
        return match, _years_away(match, time, held)
    if (match := _EDGE.match(turn.question)) and (turn.before.form != "list" or "time" in match[0].lower()):
        nth = (match["nth"] or "").lower()
        at = len(held) // 2 if nth == "middle" else _ORDINALS.get(nth, -1 if match["last"] else 0)
        edge = held[at] if at < len(held) and held else None
        return match, edge.dated.year if edge is not None and edge.dated is not None else None
    for pattern, step in ((_BACK, -1), (_ON, 1)):
        if match := pattern.search(turn.question):
            is_year = re.search(r"\byear\b", match[0], re.IGNORECASE) is not None
            if _SINCE.search(turn.question[: match.start()]):
                continue
            year = neighbour(held, time, step)
            return match, time.first.year + step if time is not None and (is_year or year is None) else year
    for pattern, step in ((_LOOSELY, -1), (_LATER, 1)):
        match = pattern.search(turn.question)
        if (
            match
            and turn.name
            and not re.search(r"[a-z]", _FILLS.sub(" ", turn.question[: match.start()]), re.IGNORECASE)
        ):
            return match, neighbour(held, time, step)
    return None, None


def _years_away(match: re.Match[str], time: TimeMention | None, held: Sequence[Document]) -> int | None:
    """Return the year so many years, or the year of the inspection so many inspections, before or after a time.

    Where no inspection is of that very year, it is the nearest in that direction.
    """
    word = match["count"].lower()
    count = int(word) if word.isdigit() else _COUNTS.get(word, 1)
    if match["unit"].lower().startswith("decade"):
        count = 5 if word.startswith("half") else 10 * count
    sign = -1 if re.match(r"earlier|before|prev|prior", match["way"], re.IGNORECASE) else 1
    years = [one.dated.year for one in held if one.dated is not None]
    start = time.first.year if time is not None else max(years, default=None)
    if start is None:
        return None
    if not match["unit"].lower().startswith(("year", "decade")):
        at = max((place for place, year in enumerate(years) if year <= start), default=0) + sign * count
        return years[at] if 0 <= at < len(years) else None
    wanted = start + sign * count
    ahead = [year for year in years if (year - start) * sign > 0]
    return min(ahead, key=lambda year: abs(year - wanted), default=wanted)


def _with_year(turn: Turn, year: int | None, place: re.Match[str]) -> str:
    """Return the earlier question for another year, or with the words that say which inspection is meant."""
    before = turn.before
    base = before.question.rstrip(" ?")
    time = before.times[0] if before.times else None
    if turn.now.named and before.authorities:
        first, last = before.authorities[0], before.authorities[-1]
        base = f"{base[: first.start]}{turn.now.named[0]}{base[last.end :]}"
        time = turn.read(base).times[0] if time is not None and turn.read(base).times else None
    if len(set(turn.now.named or before.named)) > 1:
        return f"{_undated(base)} at the inspection before?"
    if year is not None and before.form in ("compare", "timeline") and turn.name:
        about = turn.topic_phrase or " ".join(turn.topic)
        graded = f"How was {turn.name} judged in the {year} inspection?"
        return (
            f"What do inspectors say about {about} in {turn.name} in {year}?"
            if about and not turn.is_graded
            else graded
        )
    if year is None:
        back = place.re is _BACK or re.search(r"before|earlier|prev|prior", place[0], re.IGNORECASE)
        return f"{_undated(base)} {'at the inspection before' if back else 'at the latest inspection'}?"
    if time is not None:
        words = base[time.start : time.end]
        link = re.match(r"(?:since|before|after|until|till|by|between|from)\b", words, re.IGNORECASE)
        return f"{base[: time.start]}{'in ' if link else ''}{year}{base[time.end :]}?"
    return f"{_undated(base)} in the {year} inspection?"


def untimed(read: Understanding) -> str:
    """Return a question as understood without the times that it names."""
    text = read.question
    for one in sorted(read.times, key=lambda time: -time.start):
        opening = re.search(r"\s*\b(?:in|at|on|during|of|for|from)?\s*(?:the )?$", text[: one.start])
        text = text[: opening.start() if opening else one.start] + text[one.end :]
    return re.sub(r"\s+", " ", text).rstrip(" ?")


def _undated(base: str) -> str:
    found = re.sub(
        r"\s*\b(?:(?:at|in|from|of) (?:the|its|their) )?(?:latest|most recent|last|current(?:ly)?|now|today"
        r"|at the moment)\b"
        r"(?: (?:inspection|report|visit)\b(?! of\b))?",
        "",
        base,
        flags=re.IGNORECASE,
    )
    return re.sub(r"\b(the) (?=(?:inspection|report)\b)", r"\1 ", found)


def inspections_of(names: Sequence[str], documents: Sequence[Document]) -> list[Document]:
    """Return the inspectorate's documents on some authorities that are dated, oldest first."""
    held = [one for one in documents if one.publisher is Publisher.INSPECTORATE and set(names) & set(one.authorities)]
    return sorted((one for one in held if one.dated is not None), key=lambda one: str(one.dated))


def neighbour(held: Sequence[Document], time: TimeMention | None, step: int) -> int | None:
    """Return the year of the inspection before or after the one at a time (the latest without one)."""
    if not held:
        return None
    at = len(held) - 1
    if time is not None:
        before = [place for place, one in enumerate(held) if one.dated is not None and one.dated <= time.last]
        at = max([place for place, one in enumerate(held) if falls_within(one, time)] or before, default=0)
    found = held[at + step] if 0 <= at + step < len(held) else None
    return found.dated.year if found is not None and found.dated is not None else None
