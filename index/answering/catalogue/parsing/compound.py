"""Reads a question that joins two statements about all documents, or denies one: each is a query of its own.

'Improved in leadership but not overall', 'from good to outstanding or from inadequate to good', 'led by neither X nor
Y', 'never inspected by X', 'only inspected under X'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from index.answering.catalogue.parsing.parse import parse_query
from index.answering.catalogue.parsing.statement import CompoundQuery, Part, is_list, read_second, read_statement
from index.answering.catalogue.query import ANY_AREA, OVERALL, CatalogueQuery, Condition, Scope, Subject
from index.answering.catalogue.words import CatalogueWords

__all__ = ["AMONG", "BEGINS", "FORMS", "GRADED_ONES", "OF_THOSE", "RATED_NOW", "TWO", "UNIFORM", "apart"]


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
BEGINS = re.compile(r"^(?:which|how|who|what|where|list|name|show|give|count|any|is|are|has|have|did|do)\b")
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
_TOO = re.compile(r"\b(?:too|as well|also)\b")
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
    r"^(?:of|out of|from|among|amongst) (?:all |the |those |these )*(?P<who>(?:[a-z]+ ){0,2}?(?:councils?"
    r"|authorit(?:y|ies)"
    r"|las|boroughs?|districts|counties|places|ones))"
    r" (?:(?:that|which|who) )?(?P<a>[^,]+), (?P<asks>which|who|how many)(?: ones?| of (?:them|these"
    r"|those))? (?P<b>.+)$"
)
OF_THOSE = re.compile(
    r"^(?P<asks>how many|which|what share|what proportion|what percentage)(?: of)?(?: of)?"
    r"(?:(?: the| all| those| these)+ (?:councils|authorities|las|boroughs|places|ones) (?:(?:that|which|who) )?"
    r"| (?:councils|authorities|las|boroughs|places|ones) (?:(?:that|which|who) |(?=(?:rated|judged|graded|found"
    r"|inspected"
    r"|with)\b)))(?P<rest>.+)$"
)
RATED_NOW = re.compile(
    r"^(?:of|out of|from|among|amongst|for|take|taking) (?:all |the |those |these )*(?:councils?|authorit(?:y|ies)|las"
    r"|boroughs?|places|ones) (?:(?:that|which|who) )?(?P<a>[^,]+), (?:what|how|where) (?:are|is|do|does"
    r"|did) (?:they|each"
    r"|each one|these|those)(?: of them)?(?: (?:now|currently|today))?(?: (?:rated|graded|judged|stand|doing|at"
    r"|grade[ds]?"
    r"|rating))*(?: (?:now|currently|today|at present))?$"
)
_NOT_LAST = re.compile(rf"[\s,]+(?:but|and|yet|while|though|although|whereas)\s+(?P<rest>.+?)\s+{_AUX}not$")
_ALONE = re.compile(r"\b(?:only|solely|exclusively)\b|\band (?:nobody|no one|nothing|none) else\b|\balone\b")
_ASKED = r"(?:how many|which|who|where|what (?:share|proportion|percentage) of)"
TWO = re.compile(
    r"(?:[\s,;]+(?:and|but|or|versus|vs|as against|compared (?:with|to))\s+|,\s+)"
    r"(?!(?:where|when|how (?:long|many (?:days|weeks|months|years|pages)))\b[^,]*$)"
    rf"(?P<asks>{_ASKED})(?! (?:led|did|ran|headed|inspected)(?: (?:it|them|each|that one|that))?\s*$)"
    rf"(?: of (?:them|these|those))? (?P<rest>.+)$"
)
_NOUN = r"(?:councils?|(?:local )?authorit(?:y|ies)|las|boroughs?|places|reports?|inspections?|visits?|inspectors?)"
_HEAD = re.compile(
    rf"^(?:how many|which|what (?:share|proportion|percentage) of)(?: of)?(?: the| all)? (?:[\w-]+ ){{0,3}}?{_NOUN}\b"
)
_OWN_SUBJECT = re.compile(rf"(?:(?!(?:in|under|by|of|at|for|since|before|after)\b)[\w-]+ ){{0,3}}?{_NOUN}\b")
_DAYS = ("from_day", "to_day", "years", "months", "by_visit", "month_at")
_POPULATION = (
    _DAYS,
    ("regions", "bodies", "members"),
    ("frameworks",),
    ("inspectors",),
)
"""Fields of a first question that a second one on 'those' takes over, unless it names its own."""
_NOT_SO = re.compile(
    r"(?:ones? )?(?:(?:are|were|is|was|do|did|have|has|had) )?(?:not|below that|lower"
    r"|less)(?: so)?$"
)


def apart(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read several questions in one: 'how many improved and how many got worse', 'how many of those were good'."""
    match = TWO.search(text)
    left = text[: match.start()] if match else ""
    first = read_statement(left, words) if match and BEGINS.match(text) else None
    if match is None or first is None:
        return None
    parts = [Part(first)]
    for one in re.split(
        rf"[\s,;]+(?:(?:and|or)\s+)?(?={_ASKED}\b)",
        f" {match['asks']} {text[match.start('asks') :][len(match['asks']) :]}",
    ):
        if not one.strip():
            continue
        part = _second(left, one, first, words)
        if part is None or (part.query == first and not part.denied):
            return None
        parts.append(part)
    return CompoundQuery(tuple(parts), each=True)


def _second(left: str, asked: str, first: CatalogueQuery, words: CatalogueWords) -> Part | None:
    """Read one of the later questions; without a subject of its own it is asked of that of the first."""
    rest = re.sub(rf"^\s*{_ASKED}(?: of (?:them|these|those))?\s+", "", asked)
    if _NOT_SO.match(rest):
        return Part(first, denied=True)
    if re.search(words.grade_pattern, rest):
        before = _BEFORE.sub("at the previous inspection", rest)
        asked, rest = asked.replace(rest, before), before
    head = _HEAD.match(left)
    ways = [f"{head[0]} {rest}"] if head and not _OWN_SUBJECT.match(rest) else []
    is_within = re.search(r"\bof (?:them|these|those)\b", asked) is not None
    query = next((held for way in (*ways, asked) if (held := read_statement(way, words)) is not None), None)
    query = query or read_second(left, rest, first, words)
    if query is None:
        return None
    query = replace(query, measure=first.measure)
    if not is_within:
        return Part(query)
    is_of_now = query.change is not None or query.scope is Scope.LATEST
    is_limited = first.conditions or first.change or first.legs or first.orders or first.times
    within = first if (is_limited or is_of_now) and query.subject is first.subject else None
    return Part(_as_of(query, first, is_of_now=is_of_now), within=within)


def _as_of(query: CatalogueQuery, first: CatalogueQuery, *, is_of_now: bool) -> CatalogueQuery:
    """Return a query about 'those' with the places, frameworks and people, and the days, that the first one names."""
    taken = [names for names in _POPULATION if not any(getattr(query, one) for one in names[:4])]
    if is_of_now:
        taken = [names for names in taken if names is not _DAYS]
    held = {name: getattr(first, name) for names in taken for name in names}
    scope = first.scope if _DAYS in taken and _is_dated(first) else query.scope
    return replace(query, **held, scope=scope)


def _is_dated(query: CatalogueQuery) -> bool:
    return bool(query.from_day or query.to_day or query.years or query.months)


def _opposed(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read two statements with 'but not', 'or', 'and' between them."""
    for pattern, either, denied in ((_DENIES, False, True), (_EITHER, True, False), (_BOTH, False, False)):
        for match in re.finditer(pattern, text):
            if _SPAN.search(text[: match.start()]) or (either and is_list(text, match, words)):
                continue
            first = read_statement(text[: match.start()], words)
            second = read_second(text[: match.start()], text[match.end() :], first, words) if first else None
            if first and second and first.subject is second.subject:
                if denied:
                    second = _at_any_time(second, match[0])
                return CompoundQuery((Part(first), Part(second, denied=denied)), either)
    return None


def _among(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'of the councils that are good now, which have ever been inadequate', and 'what are they rated now'."""
    if match := RATED_NOW.match(text):
        held = read_statement(f"which authorities {match['a']}", words)
        rated = CatalogueQuery(
            Subject.AUTHORITY, scope=Scope.LATEST, conditions=(Condition(OVERALL),), kinds=words.full_kinds
        )
        return CompoundQuery((Part(rated), Part(held)), among=True) if held else None
    match = AMONG.match(text)
    whom = _whom(match["who"]) if match else "authorities"
    pairs = [(match["asks"], match["b"], match["a"])] if match else list(_of_which(text))
    for asks, said, of in pairs:
        of_now = re.sub(r"\bstill\b", "now", re.sub(r"\b(?:since|subsequently|later|then)\b", "", said))
        if re.search(words.grade_pattern, of_now):
            of_now = _TOO.sub("", _BEFORE.sub("at the previous inspection", of_now))
        wanted = read_statement(f"{asks} {whom} {of_now}", words)
        population = read_statement(f"which {whom} {of}", words) if wanted else None
        if wanted and population and wanted != population:
            return CompoundQuery((Part(wanted), Part(population)), among=True)
    return None


def _whom(said: str) -> str:
    """Return the sort of authority named ('london boroughs'), else 'authorities'."""
    return "authorities" if re.fullmatch(r"(?:councils?|authorit(?:y|ies)|las|boroughs?|places|ones)", said) else said


def _of_which(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield how 'how many of the councils that were good in 2019 are inadequate now' may be divided."""
    match = OF_THOSE.match(text)
    for verb in re.finditer(
        r" (?=(?:are|is|have|has|were|had|then|later|now(?! (?:have|has|had|were))|subsequently|since|went|got"
        r"|improved|declined|fell|slipped|dropped|stayed)\b)",
        match["rest"] if match else "",
    ):
        if match:
            yield match["asks"], match["rest"][verb.end() :], match["rest"][: verb.start()]


def _over_areas(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read a move in several areas: 'improved on both leadership and help and protection', 'worse in any area'."""
    parsed = parse_query(text, words, is_first=False)
    if parsed is None or parsed.left_over or not parsed.query.change_areas or parsed.query.moves_by_area:
        return None
    if parsed.query.change and parsed.query.change.never:
        return None
    query = replace(parsed.query, change_areas=())
    areas = parsed.query.change_areas
    if areas == (ANY_AREA,):
        areas = tuple(dict.fromkeys(one for one in words.areas.values() if one != OVERALL))
    either = parsed.query.in_either or parsed.query.change_areas == (ANY_AREA,)
    return CompoundQuery(tuple(Part(replace(query, area=area)) for area in areas), either)


def _graded_ones(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Read 'which good councils were inadequate last time': those that are good now, and what was so before."""
    match = GRADED_ONES.match(text)
    if match is None:
        return None
    rest = re.sub(r"^(?:that|which|who) ", "", match["rest"])
    if re.search(words.grade_pattern, rest):
        rest = _TOO.sub("", _BEFORE.sub("at the previous inspection", rest))
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
