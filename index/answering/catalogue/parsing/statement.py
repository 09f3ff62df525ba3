"""Statements about all documents that a question joins or denies: each a query of its own, joined as sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.answering.catalogue.parsing.parse import ParsedQuery, parse_query
from index.answering.catalogue.query import CatalogueQuery, Measure, Scope, Subject
from index.answering.catalogue.words import CatalogueWords, alternatives

__all__ = ["CompoundQuery", "Part", "is_contradictory", "is_list", "read_second", "read_statement"]


@dataclass(frozen=True, slots=True)
class Part:
    """One statement; subjects of which it is so are left out where it is `denied`.

    With `alone` it has to be so of all documents of a subject; with `within` it is asked only of those of which that
    is so.
    """

    query: CatalogueQuery
    denied: bool = False
    alone: bool = False
    within: CatalogueQuery | None = None

    def words(self) -> str:
        """Return 'not (all inspections, led by Jo Bloggs)'."""
        among = f" among [{self.within.words()}]" if self.within else ""
        return f"{'not ' if self.denied else 'only ' if self.alone else ''}[{self.query.words()}]{among}"


@dataclass(frozen=True, slots=True)
class CompoundQuery:
    """Statements of which all have to be so of a subject, or with `either` one; with `each` they are asked apart.

    With `among` the last one says of what the others are counted.
    """

    parts: tuple[Part, ...]
    either: bool = False
    each: bool = False
    among: bool = False

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
        return ("; " if self.each else " among " if self.among else " or " if self.either else " and ").join(
            part.words() for part in self.parts
        )


_HEADS = {
    Subject.AUTHORITY: "which authorities",
    Subject.INSPECTOR: "which lead inspectors",
    Subject.DOCUMENT: "which reports",
}
MOST_WORDS = 6
"""Words of a first statement that a second one may share without repeating them."""


def is_contradictory(query: CompoundQuery) -> bool:
    """Whether all statements have to be so of one inspection and give one area different grades.

    So is a denial alone of what was so at a day, which would hold of whom nobody had inspected by then.
    """
    if len(query.parts) == 1 and query.parts[0].denied and query.parts[0].query.as_at:
        return True
    if query.either or query.each or query.among or any(part.denied or part.alone for part in query.parts):
        return False
    latest = [
        one.query
        for one in query.parts
        if one.query.scope is Scope.LATEST and not (one.query.change or one.query.as_at)
    ]
    held = [condition for one in latest for condition in one.conditions if not condition.negated and condition.grades]
    return any(
        one.areas == other.areas and not set(one.grades) & set(other.grades)
        for at, one in enumerate(held)
        for other in held[at + 1 :]
    )


def read_statement(text: str, words: CatalogueWords) -> CatalogueQuery | None:
    """Return the query of a statement that is read in full and limits what is listed, else None."""
    parsed = parse_query(re.sub(r"\s+", " ", text), words, is_first=False)
    if parsed is None or parsed.left_over or parsed.query.group_by is not None:
        return None
    if parsed.query.change_areas and not parsed.query.moves_by_area:
        return None
    return parsed.query if _limits(parsed, words.full_kinds) else None


def read_second(left: str, right: str, first: CatalogueQuery, words: CatalogueWords) -> CatalogueQuery | None:
    """Return the second statement, with as few words of the first as it needs to be one."""
    area = alternatives(words.areas)
    if re.fullmatch(rf"(?:(?:for|in|on|with|the|their|its|when it comes to)\s+)*{area}", right.strip()):
        swapped = re.sub(area, right, left, count=1) if re.search(area, left) else f"{left} for {right}"
        query = read_statement(swapped, words)
        return query if query != first else None
    for start in _starts(left, first):
        query = read_statement(f"{start} {right}", words)
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


_BOUND = re.compile(r"(?:better|above|higher|worse|below|lower)\b(?! (?:than|at|for|in|overall|grade))")
"""What follows 'good or': another grade, and no other statement."""


def is_list(text: str, joint: re.Match[str], words: CatalogueWords) -> bool:
    """Whether an 'or' stands between grades ('inadequate or requires improvement', 'good or better')."""
    grade, rest = words.grade_pattern, text[joint.end() :]
    is_after = any(found.end() == joint.start() for found in grade.finditer(text[: joint.start()]))
    return _BOUND.match(rest) is not None or (is_after and grade.match(rest) is not None)
