"""Reads grades compared between two years or two frameworks: 'worse in 2023 than in 2019', 'better under X than Y'."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from index.answering.catalogue.clauses import OVERALL, Change, Condition, Leg
from index.answering.catalogue.parsing.grades import area_in
from index.answering.catalogue.query import CatalogueQuery, Subject
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.reading import Reader

__all__ = ["read_sides"]

_YEAR = r"(?:19|20)\d\d"
_HOWS = {
    "worse": r"worse(?: off)?|lower|weaker|poorer|below what|declin\w+|deteriorat\w+|got(?:ten)? worse"
    r"|fell|fallen|dropped|(?:went|gone|going|go|slid|slipped) (?:backwards?|down|downhill|back)|slipped|slid",
    "better": r"better(?: off)?|higher|stronger|above what|improv\w+|got(?:ten)? better|risen|rose|(?:went|gone"
    r"|going|go) (?:up|forwards?)|climbed",
    "same": r"(?:exactly )?(?:the )?same|unchanged|as (?:good|bad)|equal(?:ly)?",
    "": r"(?:a )?different(?:ly)?|not the same|changed|another",
}
_HOW = "|".join(f"(?P<{name or 'changed'}>{pattern})" for name, pattern in _HOWS.items())
_GRADE = (
    r"(?:\s+(?:an? |the )?(?:overall|grades?|ratings?|judgements?|judged|rated|graded|score[ds]?"
    r"|results?|outcomes?))*"
)
_WERE = (
    r"(?:\s+(?:it|they|he|she|was|were|had|got|did|in|at|its|their|the|inspection|report|grade|rating"
    r"|judged|rated))*?"
)


def read_sides(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read two years, or two frameworks, the grades of which are compared; of a year the last inspection counts."""
    if (moved := _moved(query, reader, words)) is not None:
        return moved
    if (held := _and_now(query, reader)) is not None:
        return held
    framework = alternatives(words.frameworks)
    for a, b in (("year", "year"), ("framework", "framework")):
        side = {"year": rf"(?:in|of|during|at|for)?\s*(?:the )?(?P<{{0}}>{_YEAR})", "framework": _under(framework)}
        first, second = side[a].format("a"), side[b].format("b")
        tail = r"(?:\s+(?:framework|inspection|report|one|grade|rating))*"
        than = rf"\s+(?:than|as|from|compared (?:with|to)){_WERE}\s+"
        forms = (
            rf"\b(?:{_HOW})\b{_GRADE}(?P<between>(?:\s+(?!than\b"
            rf"|as\b)[\w-]+){{0,6}}?)\s+{first}{tail}{than}{second}{tail}\b",
            rf"\b(?:{_HOW})\b{_GRADE}(?P<between>(?:\s+(?!than\b|as\b)[\w-]+){{0,3}}?)(?:\s+than"
            rf"|\s+as){_WERE}\s+{second}{tail}"
            rf"\s+(?:{_WERE}\s+)?{first}\b",
            rf"\bcompared (?:with"
            rf"|to){_WERE}\s+{second}\b.*?\b(?:{_HOW})\b{_GRADE}(?P<between>(?:\s+[\w-]+){{0,3}}?)\s+{first}",
        )
        # 'Between 2017 and 2021' is a stretch of time, 'between SIF and ILACS' is not.
        between = (
            rf"\b(?:{_HOW})\b{_GRADE}(?P<between>(?:\s+(?!than\b|as\b)[\w-]+){{0,5}}?)\s+(?:between|from"
            rf"|going from|moving"
            rf" from)\s+{second}{tail}\s+(?:and|to)\s+{first}{tail}\b"
        )
        for form in (*forms, between) if a == "framework" else forms:
            match = re.search(form, reader.text)
            if match is not None:
                return _taken(query, reader, match, words)
    return query


_TODAY = r"(?:now|today|currently|at present|at the moment|these days|right now)"
_HOW_NOW = (
    rf"\b(?:{_HOW})\b{_GRADE}\s+(?:in|during|back in) (?P<then>{_YEAR})\s+(?:than|as){_WERE}\s*(?:are"
    rf"|is)?\s*{_TODAY}\b",
    rf"\b(?:{_HOW})\b{_GRADE}\s+(?P<now>{_TODAY})\s+(?:than|as){_WERE}\s+(?:in|during|back in) (?P<then>{_YEAR})\b",
    rf"\b(?P<now>{_TODAY})\b.{{0,20}}?\b(?:{_HOW})\b{_GRADE}\s+(?:than|as){_WERE}\s+(?:in|during"
    rf"|back in) (?P<then>{_YEAR})\b",
)


def _and_now(query: CatalogueQuery, reader: Reader) -> CatalogueQuery | None:
    """Read a year compared with today: 'better in 2019 than now', 'worse now than in 2019'."""
    for form in _HOW_NOW:
        if match := reader.take(form):
            direction = next((name for name in ("worse", "better", "same") if match[name]), None)
            if "now" not in match.groupdict():
                direction = {"worse": "better", "better": "worse"}.get(direction or "", direction)
            then = Leg((), (), date(int(match["then"]), 1, 1), date(int(match["then"]), 12, 31))
            subject = Subject.AUTHORITY if query.subject is Subject.DOCUMENT else query.subject
            return replace(query, change=Change(direction=direction, sides=(then, Leg())), subject=subject)
    return None


def _moved(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery | None:
    """Read a grade on either side: 'from good in 2016 to inadequate in 2021', 'from SIF good to ILACS inadequate'."""
    side = rf"(?:{_YEAR}|{alternatives(words.frameworks)})"
    grade, a = alternatives(words.grades), r"(?:an? )?"
    link = r"\s+(?:(?:under|in|at|on|by|with|the|its|their)\s+)*"
    end = r"(?:\s+(?:inspection|framework|report))?"
    for form in (
        rf"\bfrom\s+{a}(?P<a>{grade}){link}(?P<x>{side}){end}\s+to\s+{a}(?P<b>{grade}){link}(?P<y>{side})\b",
        rf"\bfrom\s+{a}(?P<x>{side})\s+(?P<a>{grade})\s+to\s+{a}(?P<y>{side})\s+(?P<b>{grade})\b",
    ):
        if match := reader.take(form):
            before, after = (words.grades[re.sub(r"[\s-]+", " ", match[name])] for name in ("a", "b"))
            area = area_in(reader, words) or OVERALL
            reader.take(alternatives(words.areas))
            legs = tuple(
                replace(_leg(match[name], words), conditions=(Condition(area, (held,)),))
                for name, held in (("x", before), ("y", after))
            )
            reader.take(r"\b(?:went|gone|go|moved?|came|rose|fell|dropped|slipped|jumped|improved|declined|climbed)\b")
            return replace(query, legs=legs, subject=Subject.AUTHORITY)
    return None


def _under(framework: str) -> str:
    return rf"(?:under|in|with|by|at|on|for)?\s*(?:the |their |its )?(?:old |new )?(?P<{{0}}>{framework})"


def _taken(query: CatalogueQuery, reader: Reader, match: re.Match[str], words: CatalogueWords) -> CatalogueQuery:
    """Take a comparison away but for what stands between, such as the area, and return the query with it."""
    between = match.span("between")
    reader.blank(match.start(), between[0])
    reader.blank(between[1], match.end())
    direction = next((name for name in ("worse", "better", "same") if match[name]), None)
    earlier, later = (_leg(match[name], words) for name in ("b", "a"))
    reader.take(r"\b(?:grades?|ratings?|judgements?|rated|judged|graded)\b")
    subject = Subject.AUTHORITY if query.subject is Subject.DOCUMENT else query.subject
    return replace(query, change=Change(direction=direction, sides=(earlier, later)), subject=subject)


def _leg(written: str, words: CatalogueWords) -> Leg:
    if written.isdigit():
        return Leg((), (), date(int(written), 1, 1), date(int(written), 12, 31))
    return Leg((), (words.frameworks[re.sub(r"[\s-]+", " ", written)],))
