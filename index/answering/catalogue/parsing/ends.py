"""Reads how many of the first or last in time a question asks for: 'the five most recently published reports'."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.parsing.scope import NUMBERS, read_extreme
from index.answering.catalogue.query import CatalogueQuery, GroupBy, Scope, Subject
from index.answering.reading import Reader

__all__ = ["END_WORDS", "read_any_extreme", "read_ends"]

_LATE = r"(?:most recent(?:ly)?|latest|newest|last|final|freshest|most up[- ]to[- ]date)"
_EARLY = r"(?:(?:very )?(?:earliest|oldest|first|opening|initial)|least recent(?:ly)?|longest ago)"
END_WORDS = rf"(?:{_LATE}|{_EARLY})"
"""The words that tell one end of a list by date."""
_DID = (
    r"(?:[ -](?:published|inspected|visited|started|finished|completed|dated|to (?:be|have been) (?:published"
    r"|inspected|visited)|carried out|on record))?"
)
_NOUN = (
    r"(?:(?:full |graded |inspection |ofsted |local |south west |[a-z]+ )??(?:re-?inspections?|inspections?"
    r"|reports?|visits?|councils?|authorit(?:y|ies)|boroughs?|las"
    r"|places|documents?|letters?|ones))"
)
_FEW = rf"(?P<n>{'|'.join(NUMBERS)}|[2-9]|[1-4]\d)"
_TO = (
    r"(?: (?:to (?:be|have been|get) |that (?:were|was|got) |which (?:were|was) )(?=published|inspected|visited"
    r"|started))?"
)
_FORMS = (
    rf"(?<!their )(?<!its )(?<!between )(?<!between the )\b{_FEW} (?P<end>{END_WORDS}){_DID}(?= {_NOUN}\b)",
    rf"(?<!their )(?<!its )(?<!between )(?<!between the )\b(?P<end>{END_WORDS}){_DID} {_FEW}(?= {_NOUN}\b"
    rf"| to be\b){_TO}",
)
_AFTER = (
    rf"\b(?:(?:are|were|is|was|came|ranked) (?:the |our )?)(?P<end>{END_WORDS}){_DID}(?: (?:of all|on record|here"
    rf"|in the (?:collection|corpus|index)))?"
    rf"(?! (?:\w+ )?(?:inspection|report|visit|time|judged|rated|graded))|\b(?:published|inspected|visited|started"
    rf"|finished) (?:the )?(?P<late>most recently|last|latest"
    r"|first|earliest|longest ago)\b(?! (?:\w+ )?(?:inspection|report|visit|time))"
    r"|\b(?P<early>most recently|longest ago|least recently)(?= (?:published|inspected|visited)\b)"
)
_SINGLE = (
    r"\b(?:which|what|name|give|tell|show)(?: me)?(?: the)? (?:\w+ ){0,2}?(?:inspection|report|visit|council"
    r"|authority|borough|la|place|document)\b"
)
_COUNTED = rf"\b{_FEW}(?= {_NOUN}\b)"


def read_ends(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read the first or last few by date."""
    if query.quantity is not None or query.change is not None or query.group_by is GroupBy.GRADE or query.extreme:
        return query
    found = _few(query, reader) or _after(query, reader)
    if (
        found is not None
        and re.search(
            r"\b(?:longest ago"
            r"|least recently)\b",
            reader.original,
        )
        and found.subject is Subject.AUTHORITY
    ):
        found = replace(found, scope=Scope.LATEST)
    return query if found is None else replace(found, by_visit=found.by_visit or _is_of_visits(reader.original))


def read_any_extreme(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read any other superlative where none was read; of 'which three ... longest' three are wanted."""
    if query.extreme is None:
        query = read_extreme(query, reader)
    counted = re.search(
        rf"\b{_FEW}(?=\s+(?:\w+\s+)?(?:inspectors|regions|years|months|councils|authorities"
        rf"|reports|inspections|places)\b)",
        reader.text,
    )
    if query.extreme is not None and query.limit == 1 and query.quantity is None and counted and query.times is None:
        reader.blank(counted.start(), counted.end())
        query = replace(query, limit=_number(counted["n"]))
    is_some = query.extreme is not None and query.expected is not None and query.limit == 1
    return replace(query, limit=query.expected or 1, expected=None) if is_some else query


_FIRST_OF = (
    rf"^which (?P<end>{END_WORDS}){_DID}(?= (?!(?:two|three|four|five|six|seven|eight|nine"
    rf"|ten)\b)(?:[\w-]+ ){{0,3}}?(?:inspection|report|visit|council|authority"
    r"|borough)\b)(?! (?:\w+ )?(?:inspection|report) (?:of|for) (?:each|every))"
)


def _few(query: CatalogueQuery, reader: Reader) -> CatalogueQuery | None:
    if match := reader.take(_FIRST_OF):
        return replace(query, extreme=_end(match["end"]))
    for form in _FORMS:
        if match := reader.take(form):
            return replace(query, extreme=_end(match["end"]), limit=_number(match["n"]))
    return None


def _after(query: CatalogueQuery, reader: Reader) -> CatalogueQuery | None:
    """Read an end that is said after what is listed: 'which three reports are the oldest'."""
    match = re.search(_AFTER, reader.text)
    if match is None:
        return None
    counted = re.search(_COUNTED, reader.text[: match.start()])
    is_single = re.search(_SINGLE, reader.original[: match.start()]) and not query.conditions
    if counted is None and query.expected is None and not is_single:
        return None
    limit = query.expected or (_number(counted["n"]) if counted else 1)
    said = next(filter(None, (match["end"], match["late"], match["early"])), "")
    start = match.start(next(name for name in ("end", "late", "early") if match[name]))
    reader.blank(start, match.end())
    if counted:
        reader.blank(counted.start(), counted.end())
    return replace(query, extreme=_end(said), limit=limit, expected=None)


def _end(said: str) -> str:
    return "earliest" if re.fullmatch(_EARLY, said) else "latest"


def _number(word: str) -> int:
    return NUMBERS.get(word) or int(word)


def _is_of_visits(text: str) -> bool:
    """Whether the days of visits order what is listed, as nothing is said of publishing."""
    return bool(re.search(r"\b(?:inspected|visited|visits?|started|finished)\b", text)) and not re.search(
        r"\bpublish\w*|\breports?\b", text
    )
