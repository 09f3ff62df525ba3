"""Reads a question that joins two statements about all documents, or denies one: each is a query of its own.

'Improved in leadership but not overall', 'from good to outstanding or from inadequate to good', 'led by neither X nor
Y', 'never inspected by X', 'only inspected under X'.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from index.answering.catalogue.parsing.parse import parse_query
from index.answering.catalogue.parsing.statement import CompoundQuery, Part, read_second, read_statement
from index.answering.catalogue.query import ANY_AREA, EVERY_AREA, OVERALL, CatalogueQuery, Scope
from index.answering.catalogue.words import CatalogueWords

__all__ = ["AMONG", "FORMS", "GRADED_ONES", "TWO", "UNIFORM", "apart"]


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
_BEGINS = re.compile(r"^(?:which|how|who|what|where|list|name|show|give|count|any|is|are|has|have|did|do)\b")
GRADED_ONES = re.compile(
    r"^(?P<asks>which|how many|what share of|what proportion of|list|name|do any|have any|did any)(?:"
    r" of)?(?: the| these| those)?"
    r"(?: current(?:ly)?)? (?P<grade>outstanding|good|inadequate|requires improvement) (?:councils?"
    r"|authorit(?:y|ies)|las|boroughs?|places|ones)"
    r" (?P<rest>(?:that |which |who )?(?:were|was|have|has|had|used|dropped|fell|improved|came|went|got"
    r"|moved|slipped|lost|rose|declined)\b.+)$"
)
_BEFORE = re.compile(
    r"\b(?:previously|before(?: that)?|last time|the time before)\b(?: (?:too|as well|also|round|around))*"
)
UNIFORM = re.compile(
    r"\b(?:has |have |had |is |are |gave |give |with )*(?:every|all|each)(?: of)?(?: its| the| their)?"
    r" (?:judgements?|grades?|areas?|ratings?)"
    r"(?: (?:is|are|was|were|at|rated|judged|graded|got|being))* (?:exactly )?(?:the )?same(?: (?:grade"
    r"|rating|level))?"
    r"|\b(?:exactly )?(?:the )?same (?:grade |rating |judgement )?(?:for|in|on|across) (?:everything"
    r"|every area|all areas|every judgement"
    r"|the board|all judgements|every heading)"
)
_SPAN = re.compile(r"\b(?:between|from|both|either)(?: \w+)? (?:19|20)\d\d$")
_JOINED = re.compile(r"\b(?:but|yet|while|whereas|although|though)\b|\bnot$")
AMONG = re.compile(
    r"^(?:of|out of|from|among|amongst) (?:all |the |those |these )*(?:councils?|authorit(?:y|ies)|las"
    r"|boroughs?|places|ones)"
    r" (?:(?:that|which|who) )?(?P<a>[^,]+), (?P<asks>which|who|how many)(?: ones?| of (?:them|these"
    r"|those))? (?P<b>.+)$"
)
_NOT_LAST = re.compile(rf"[\s,]+(?:but|and|yet|while|though|although|whereas)\s+(?P<rest>.+?)\s+{_AUX}not$")
_ALONE = re.compile(r"\b(?:only|solely|exclusively)\b|\band (?:nobody|no one|nothing|none) else\b|\balone\b")
_ASKED = r"(?:how many|which|who|where|what (?:share|proportion|percentage) of)"
TWO = re.compile(
    r"(?:[\s,;]+(?:and|but|or|versus|vs|as against|compared (?:with|to))\s+|,\s+)"
    rf"(?P<asks>{_ASKED})(?: of (?:them|these|those))? (?P<rest>.+)$"
)
_NOT_SO = re.compile(
    r"(?:ones? )?(?:(?:are|were|is|was|do|did|have|has|had) )?(?:not|below that|lower"
    r"|less)(?: so)?$"
)


def apart(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read several questions in one: 'how many improved and how many got worse'."""
    match = TWO.search(text)
    first = read_statement(text[: match.start()], words) if match and _BEGINS.match(text) else None
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
        query = read_statement(one, words) or read_second(text[: match.start()], rest, first, words)
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
            first = read_statement(text[: match.start()], words)
            second = read_second(text[: match.start()], text[match.end() :], first, words) if first else None
            if first and second and first.subject is second.subject:
                if denied:
                    second = _at_any_time(second, match[0])
                return CompoundQuery((Part(first), Part(second, denied=denied)), either)
    return None


def _among(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'of the councils that are good now, which have ever been inadequate'."""
    match = AMONG.match(text)
    queries = (
        [read_statement(f"{match['asks']} authorities {match[name]}", words) for name in ("b", "a")] if match else []
    )
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


def _graded_ones(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'which good councils were inadequate last time': those that are good now, and what was so before."""
    match = GRADED_ONES.match(text)
    if match is None:
        return None
    rest = re.sub(r"^(?:that|which|who) ", "", match["rest"])
    if re.search(words.grade_pattern, rest):
        rest = re.sub(r"\b(?:too|as well|also)\b", "", _BEFORE.sub("at the previous inspection", rest))
    asks = "how many" if match["asks"] == "how many" else match["asks"] if "of" in match["asks"] else "which"
    queries = [read_statement(f"{asks} authorities {one}", words) for one in (rest, f"are {match['grade']} now")]
    held = [query for query in queries if query is not None]
    return CompoundQuery(tuple(Part(query) for query in held)) if len(held) == 2 and held[0] != held[1] else None


def _uniform(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'the same grade for everything' as one grade or another in every area."""
    match = UNIFORM.search(text)
    if match is None:
        return None
    texts = [f"{text[: match.start()]} rated {grade} in every area {text[match.end() :]}" for grade in words.scale]
    held = [query for one in texts if (query := read_statement(one, words)) is not None]
    return CompoundQuery(tuple(Part(query) for query in held), either=True) if len(held) == len(texts) else None


def _not_last(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'is inadequate overall but care leavers are not'."""
    match = _NOT_LAST.search(text)
    first = read_statement(text[: match.start()], words) if match else None
    second = read_second(text[: match.start()], match["rest"], first, words) if match and first else None
    return CompoundQuery((Part(first), Part(second, denied=True))) if first and second else None


def _at_any_time(query: CatalogueQuery, denial: str) -> CatalogueQuery:
    """Return a query over all inspections where it is 'never' and not 'not' that denies it."""
    return replace(query, scope=Scope.EVERY) if "never" in denial else query


def _neither(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'neither this nor that'; what follows both may be said after the second."""
    match = _NEITHER.search(text)
    if match is None:
        return None
    before, tail = text[: match.start()], match["b"].split()
    for count in range(len(tail), 0, -1):
        second, rest = " ".join(tail[:count]), " ".join(tail[count:])
        queries = [read_statement(f"{before}{one} {rest}", words) for one in (match["a"], second)]
        held = [query for query in queries if query is not None]
        if len(held) == len(queries) and held[0] != held[1]:
            return CompoundQuery(tuple(Part(query, denied=True) for query in held))
    return None


def _denied(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read one statement with a 'not' that none of its own words takes."""
    if _JOINED.search(text):
        return None
    for match in _DENIED.finditer(text):
        query = read_statement(f"{text[: match.start()]} {text[match.end() :]}", words)
        if query is not None and not query.extreme:
            return CompoundQuery((Part(_at_any_time(query, match[0]), denied=True),))
    return None


def _alone(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'only' of a framework, an inspector or days; of grades the query itself says it."""
    match = _ALONE.search(text)
    query = read_statement(f"{text[: match.start()]} {text[match.end() :]}", words) if match else None
    if query is None or query.conditions or query.change or query.times or query.extreme:
        return None
    return CompoundQuery((Part(replace(query, scope=Scope.EVERY), alone=True),))


Form = Callable[[str, CatalogueWords], CompoundQuery | None]

FORMS: tuple[Form, ...] = (
    _among,
    _graded_ones,
    _uniform,
    apart,
    _over_areas,
    _not_last,
    _neither,
    _opposed,
    _denied,
    _alone,
)
"""The ways in which statements are joined or denied, each tried in turn."""
