"""Reads a question that joins two statements about all documents, or denies one: each is a query of its own.

'Improved in leadership but not overall', 'from good to outstanding or from inadequate to good', 'led by neither X nor
Y', 'never inspected by X', 'only inspected under X'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.answering.catalogue.framing import ways_to_read
from index.answering.catalogue.parse import ParsedQuery, lowered, parse_query, plain
from index.answering.catalogue.query import ANY_AREA, EVERY_AREA, OVERALL, CatalogueQuery, Measure, Scope, Subject
from index.answering.catalogue.words import CatalogueWords, alternatives

__all__ = ["CompoundQuery", "Part", "Reading", "parse_compound", "read_catalogue"]


@dataclass(frozen=True, slots=True)
class Part:
    """One statement; subjects of which it is so are left out where it is `denied`.

    With `alone` it has to be so of all documents of a subject.
    """

    query: CatalogueQuery
    denied: bool = False
    alone: bool = False

    def words(self) -> str:
        """Return 'not (all inspections, led by Jo Bloggs)'."""
        return f"{'not ' if self.denied else 'only ' if self.alone else ''}[{self.query.words()}]"


@dataclass(frozen=True, slots=True)
class CompoundQuery:
    """Statements of which all have to be so of a subject, or with `either` one; with `each` they are asked apart."""

    parts: tuple[Part, ...]
    either: bool = False
    each: bool = False

    @property
    def subject(self) -> Subject:
        """What is listed."""
        return self.parts[0].query.subject

    @property
    def measure(self) -> Measure:
        """Whether they are listed, counted or what share they are."""
        return self.parts[0].query.measure

    def words(self) -> str:
        """Return the statements, joined."""
        return ("; " if self.each else " or " if self.either else " and ").join(part.words() for part in self.parts)


_HEADS = {
    Subject.AUTHORITY: "which authorities",
    Subject.INSPECTOR: "which lead inspectors",
    Subject.DOCUMENT: "which reports",
}
_PRONOUN = r"(?:(?:they|it|that|which|who|those that)\s+)?"
_AUX = r"(?:(?:have|has|had|did|do|does|were|was|are|is)\s+)?"
_DENIES = (
    rf"[\s,]+(?:but|and|yet|though|although|while)\s+{_PRONOUN}{_AUX}(?:not|never|no|none)\b"
    r"(?:\s+(?:been|being|any|ever|had|an?)\b)*|[\s,]+without\b(?:\s+(?:being|having|ever|any|an?|it|its|their)\b)*"
    r"|[\s,]+(?:rather than|instead of|as opposed to)\b"
)
_EITHER = rf"[\s,]+or\s+{_PRONOUN}(?:else\s+)?"
_BOTH = rf"[\s,]+(?:and|but|yet|while|whereas|though|although)\s+{_PRONOUN}(?:also\s+|then\s+|later\s+)?"
_NEITHER = re.compile(r"\bneither (?:of )?(?P<a>.+?) nor (?P<b>.+)$")
_DENIED = re.compile(r"\b(?:not|never|no)\b(?: (?:yet|ever|been|once))?")
_SPAN = re.compile(r"\b(?:between|from|both|either)(?: \w+)? (?:19|20)\d\d$")
_JOINED = re.compile(r"\b(?:but|yet|while|whereas|although|though)\b|\bnot$")
_AMONG = re.compile(
    r"^(?:of|out of|from|among|amongst) (?:all |the |those |these )*(?:councils?|authorit(?:y|ies)|las"
    r"|boroughs?|places|ones)"
    r" (?:(?:that|which|who) )?(?P<a>[^,]+), (?P<asks>which|who|how many)(?: ones?| of (?:them|these"
    r"|those))? (?P<b>.+)$"
)
_NOT_LAST = re.compile(rf"[\s,]+(?:but|and|yet|while|though|although|whereas)\s+(?P<rest>.+?)\s+{_AUX}not$")
_ALONE = re.compile(r"\b(?:only|solely|exclusively)\b|\band (?:nobody|no one|nothing|none) else\b|\balone\b")
_OPENING = re.compile(
    r"^(?:and |so )?(?:which|who|what|where|any|anyone|list|name)(?: ones?| of (?:them|these|those))?\b"
)
_ASKED = r"(?:how many|which|who|where|what (?:share|proportion|percentage) of)"
_TWO = re.compile(
    r"(?:[\s,;]+(?:and|but|or|versus|vs|as against|compared (?:with|to))\s+|,\s+)"
    rf"(?P<asks>{_ASKED})(?: of (?:them|these|those))? (?P<rest>.+)$"
)
_NOT_SO = re.compile(
    r"(?:ones? )?(?:(?:are|were|is|was|do|did|have|has|had) )?(?:not|below that|lower"
    r"|less)(?: so)?$"
)
_MARKS = (
    r"\b(?:inadequate|outstanding|good|improv\w*|grade\w*|went|gone|go|fell|fall\w*|slip\w*|drop\w*|rose"
    r"|rise\w*|climb\w*|moved?|stay\w*|changed?|rated|rating\w*|judged|judgement\w*|improved"
    r"|declined|worse|better"
    r"|inspected|inspections?|reports?|led)\b"
)
LONGEST = 45
"""Words of a question that is read as several statements at most."""
MOST_WORDS = 6
"""Words of a first statement that a second one may share without repeating them."""


def parse_compound(question: str, words: CatalogueWords, *, only_apart: bool = False) -> CompoundQuery | None:
    """Return the statements of a question; None where it has not several, or one denied, that are read in full.

    `only_apart`: only questions that are asked apart.
    """
    text = plain(question)
    if len(text.split()) > LONGEST or not re.search(f"{_MARKS}|{alternatives(words.inspectors)}", text):
        return None
    if parse_query(text, words, is_first=False) is None:
        text = f"which authorities {_OPENING.sub('', text)}"
    forms = (_each,) if only_apart else (_among, _each, _over_areas, _not_last, _neither, _opposed, _denied, _alone)
    return next((joined for form in forms if (joined := form(text, words)) is not None), None)


def is_split(query: CatalogueQuery, question: str, words: CatalogueWords) -> bool:
    """Whether one query cannot be all that is asked: two questions, 'never' of one grade, a move in one area only."""
    text = plain(question)
    if _TWO.search(text) or query.change_areas or (query.without_frameworks and query.times):
        return True
    if query.never and len({one.grades for one in query.conditions}) > 1:
        return True
    if _AMONG.match(text):
        return True
    change = query.change
    if change is not None and change.to_now and change.after and (query.frameworks or query.from_day or query.years):
        return True
    if change is not None and change.direction in ("better", "worse") and (change.before or change.after):
        return re.search(r"\b(?:and|but|yet|or|who|which|that)\b", text) is not None
    areas = {words.areas.get(match[0], match[0]) for match in re.finditer(alternatives(words.areas), text)}
    return query.change is not None and bool(query.change.after or query.change.before) and len(areas) > 1


def _each(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read several questions in one: 'how many improved and how many got worse'."""
    match = _TWO.search(text)
    first = _read(text[: match.start()], words) if match else None
    if match is None or first is None:
        return None
    parts = [Part(first)]
    for one in re.split(rf"[\s,;]+(?:(?:and|or)\s+)?(?={_ASKED}\b)", f" {match['asks']} {match['rest']}"):
        if not one.strip():
            continue
        rest = re.sub(rf"^\s*{_ASKED}(?: of (?:them|these|those))?\s+", "", one)
        if _NOT_SO.match(rest):
            parts.append(Part(first, denied=True))
            continue
        query = _read(one, words) or _second(text[: match.start()], rest, first, words)
        if query is None or query == first:
            return None
        parts.append(Part(replace(query, measure=first.measure)))
    return CompoundQuery(tuple(parts), each=True)


def _opposed(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read two statements with 'but not', 'or', 'and' between them."""
    for pattern, either, denied in ((_DENIES, False, True), (_EITHER, True, False), (_BOTH, False, False)):
        for match in re.finditer(pattern, text):
            if _SPAN.search(text[: match.start()]):
                continue
            first = _read(text[: match.start()], words)
            second = _second(text[: match.start()], text[match.end() :], first, words) if first else None
            if first and second and first.subject is second.subject:
                if denied:
                    second = _at_any_time(second, match[0])
                return CompoundQuery((Part(first), Part(second, denied=denied)), either)
    return None


def _among(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'of the councils that are good now, which have ever been inadequate'."""
    match = _AMONG.match(text)
    queries = [_read(f"{match['asks']} authorities {match[name]}", words) for name in ("b", "a")] if match else []
    held = [query for query in queries if query is not None]
    return CompoundQuery(tuple(Part(query) for query in held)) if len(held) == 2 and held[0] != held[1] else None


def _over_areas(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read a move in several areas: 'improved on both leadership and help and protection', 'worse in any area'."""
    parsed = parse_query(text, words, is_first=False)
    if parsed is None or parsed.left_over or not parsed.query.change_areas:
        return None
    query = replace(parsed.query, change_areas=())
    areas = parsed.query.change_areas
    if areas == (ANY_AREA,):
        areas = tuple(dict.fromkeys(one for one in words.areas.values() if one != OVERALL))
    elif areas == (EVERY_AREA,):
        return None
    either = parsed.query.in_either or parsed.query.change_areas == (ANY_AREA,)
    return CompoundQuery(tuple(Part(replace(query, area=area)) for area in areas), either)


def _not_last(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'is inadequate overall but care leavers are not'."""
    match = _NOT_LAST.search(text)
    first = _read(text[: match.start()], words) if match else None
    second = _second(text[: match.start()], match["rest"], first, words) if match and first else None
    return CompoundQuery((Part(first), Part(second, denied=True))) if first and second else None


def _at_any_time(query: CatalogueQuery, denial: str) -> CatalogueQuery:
    """Return a query over all inspections where it is 'never' and not 'not' that denies it."""
    return replace(query, scope=Scope.EVERY) if "never" in denial else query


def _second(left: str, right: str, first: CatalogueQuery, words: CatalogueWords) -> CatalogueQuery | None:
    """Return the second statement, with as few words of the first as it needs to be one."""
    area = alternatives(words.areas)
    if re.fullmatch(rf"(?:(?:for|in|on|with|the|their|its|when it comes to)\s+)*{area}", right.strip()):
        swapped = re.sub(area, right, left, count=1) if re.search(area, left) else f"{left} for {right}"
        query = _read(swapped, words)
        return query if query != first else None
    for start in _starts(left, first):
        query = _read(f"{start} {right}", words)
        if query is not None and query != first:
            return query
    return None


def _starts(left: str, first: CatalogueQuery) -> Iterator[str]:
    """Yield what a second statement may begin with: its subject, then more and more of the first one's words."""
    head = _HEADS[first.subject]
    yield head
    said = re.sub(
        r"^.*?\b(?:authorit(?:y|ies)|councils?|las|boroughs?|places|inspectors?|reports?|who|where)\b", "", left
    )
    held = said.split()
    for count in range(1, min(len(held), MOST_WORDS) + 1):
        yield f"{head} {' '.join(held[:count])}"


def _neither(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'neither this nor that'; what follows both may be said after the second."""
    match = _NEITHER.search(text)
    if match is None:
        return None
    before, tail = text[: match.start()], match["b"].split()
    for count in range(len(tail), 0, -1):
        second, rest = " ".join(tail[:count]), " ".join(tail[count:])
        queries = [_read(f"{before}{one} {rest}", words) for one in (match["a"], second)]
        held = [query for query in queries if query is not None]
        if len(held) == len(queries) and held[0] != held[1]:
            return CompoundQuery(tuple(Part(query, denied=True) for query in held))
    return None


def _denied(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read one statement with a 'not' that none of its own words takes."""
    if _JOINED.search(text):
        return None
    for match in _DENIED.finditer(text):
        query = _read(f"{text[: match.start()]} {text[match.end() :]}", words)
        if query is not None and not query.extreme:
            return CompoundQuery((Part(_at_any_time(query, match[0]), denied=True),))
    return None


def _alone(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'only' of a framework, an inspector or days; of grades the query itself says it."""
    match = _ALONE.search(text)
    query = _read(f"{text[: match.start()]} {text[match.end() :]}", words) if match else None
    if query is None or query.conditions or query.change or query.times or query.extreme:
        return None
    return CompoundQuery((Part(replace(query, scope=Scope.EVERY), alone=True),))


def _read(text: str, words: CatalogueWords) -> CatalogueQuery | None:
    """Return the query of a statement that is read in full and limits what is listed, else None."""
    parsed = parse_query(re.sub(r"\s+", " ", text), words, is_first=False)
    if parsed is None or parsed.left_over or parsed.query.group_by is not None:
        return None
    return parsed.query if _limits(parsed, words.full_kinds) else None


def _limits(parsed: ParsedQuery, kinds: Sequence[str]) -> bool:
    query = parsed.query
    return bool(
        query.conditions
        or query.is_wide
        or query.inspectors
        or query.frameworks
        or query.from_day
        or query.to_day
        or query.years
        or query.months
        or query.regions
        or query.bodies
        or (query.kinds and set(query.kinds) != set(kinds))
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question about all documents is read as: one query, or several joined; `text` is what was read of it."""

    parsed: ParsedQuery | None
    joined: CompoundQuery | None
    text: str


def read_catalogue(question: str, words: CatalogueWords) -> Reading:
    """Read a question in the first of the ways in which all of it is understood, else as it stands."""
    first = Reading(parse_query(question, words), None, question)
    whole = lowered(question)
    for way in ways_to_read(whole):
        way = _without_asker(way, whole, words)
        parsed = parse_query(way, words)
        is_read = parsed is not None and not parsed.left_over
        is_whole = parsed is not None and is_read and not is_split(parsed.query, way, words)
        is_wide = parsed is not None and bool(parsed.query.change_areas)
        only_apart = is_read and not is_wide and _TWO.search(way) is not None and not _AMONG.match(plain(way))
        joined = None if is_whole else parse_compound(way, words, only_apart=only_apart)
        if is_wide and joined is None and parsed is not None:
            return Reading(replace(parsed, left_over=("every",)), None, way)
        if is_read or joined is not None:
            return Reading(parsed, joined, way)
    return first


def _without_asker(way: str, whole: str, words: CatalogueWords) -> str:
    """Return what is read of a question without the authorities that only the rest names, where it asks for others."""
    if way == whole or not re.search(r"\b(?:who|which|what|anyone|anybody) (?:else|others?)\b", way):
        return way
    name = alternatives(words.authorities)
    others = [match[0] for match in re.finditer(name, whole) if match[0] not in way]
    return f"{way} other than {' and '.join(others)}" if others else way
