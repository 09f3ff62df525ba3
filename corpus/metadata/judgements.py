"""The grades that a document gives, read from its front page or from the account that a paper gives of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.framework import Framework, Frameworks
from corpus.metadata.kinds import Identity
from corpus.metadata.stream import Stream
from corpus.model import Judgement, Publisher
from corpus.wording import phrase

__all__ = ["find_judgements"]

# Between the name of an area and its grade stand separators and a verb at most.
_BETWEEN = re.compile(
    r"[\s:|.;,*/-]*(?:(?:services?|is|are|was|were|has been|have been|as|judged|graded|rated|assessed|to be|to|being|"
    r"grade|judgement)\b[\s:|*-]*){0,5}",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:last|previous(?:ly)?|since|formerly|earlier|before|when|(?:19|20)\d\d)\b", re.IGNORECASE)
# A report's front page has years of its own before the sentence.
_EARLIER_INSPECTION = re.compile(r"\b(?:last|previous(?:ly)?|since|formerly|earlier|when)\b", re.IGNORECASE)
_ROW_GAP = re.compile(r"[\s:|*-]*(?:grade[\s:|*-]*)?", re.IGNORECASE)
# After a row's grade the next row or paragraph begins: 'Good practice ...' is no grade.
_ROW_END = re.compile(r"[\s*|.]*(?:$|\n|[A-Z\d(])|[\s*|]*$")
_LINE_END = re.compile(r"[\s*|.]*(?:$|\n)")
_ROWS_APART = re.compile(r"[\s:|.;,\d*-]*")
_GRADES_APART = re.compile(r"[\s:|.;,*-]*(?:grade[\s:|]*)?", re.IGNORECASE)
_FOOTNOTE_MARK = re.compile(r"(?<=[a-z])\d{1,2}\b")
_DENIED = re.compile(r"\b(?:not|never|yet|neither|nor)\b", re.IGNORECASE)
_OVERALL = "overall"
_INTRODUCTION_CHARS = 300


@dataclass(frozen=True, slots=True)
class _Hit:
    """An area or a grade found in the text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    area: str
    grade: str
    start: int
    end: int
    is_row: bool


def find_judgements(stream: Stream, identity: Identity, frameworks: Frameworks) -> tuple[Judgement, ...]:
    """Find the grade of each area that the document gives for the authority.

    A full inspection's grades stand at its head. Council papers and press articles report grades; theirs are
    read too, wherever they stand, and the document's publisher says whose account it is. Visits without
    grades have none. Grades of another body, such as a safeguarding board, and grades of an earlier
    inspection are not the authority's.

    Returns:
        Judgements in the order of the framework's areas; at most one for an area.
    """
    framework = identity.framework
    if identity.publisher is Publisher.INSPECTORATE:
        if framework is None or identity.kind_data is None or not identity.kind_data.full:
            return ()
        found = _read(stream, framework, len(stream.head), reported=False)
    elif identity.publisher in (Publisher.COUNCIL, Publisher.PRESS):
        framework = framework if framework and framework.areas else _first_graded(frameworks)
        if framework is None:
            return ()
        found = _read(stream, framework, len(stream.folded), reported=True)
    else:
        return ()
    order = {area.id: position for position, area in enumerate(framework.areas)}
    best = sorted(found.values(), key=lambda each: order[each.area])
    return tuple(
        Judgement(each.area, each.grade, stream.printed(each.start, each.end), stream.paragraph_at(each.start).id)
        for each in best
    )


def _first_graded(frameworks: Frameworks) -> Framework | None:
    return next((framework for framework in frameworks if framework.areas), None)


def _read(stream: Stream, framework: Framework, end: int, *, reported: bool) -> dict[str, _Found]:
    """Return the grade of each area: rows of the front first, then rows further on, then sentences.

    A table read column by column goes before all, since there a grade stands next to the wrong area.
    """
    text = _without_marks(stream.folded)
    found: dict[str, _Found] = {}
    sentence = _overall_sentence(stream, text, framework, end, reported=reported)
    front = list(_pairs(text, framework, end))
    rows = _column_pairs(text, framework, end) + [each for each in front if each.is_row]
    _add_ours(found, rows, stream, framework, end, reported=reported)
    if sentence is not None and (_OVERALL not in found or not found[_OVERALL].is_row):
        found[_OVERALL] = sentence
    if not reported and _missing(found, framework):
        further = [each for each in _pairs(text, framework, len(text)) if each.is_row]
        _add_ours(found, further, stream, framework, end, reported=reported)
    if reported or not set(found) - {_OVERALL}:
        _add_ours(found, [each for each in front if not each.is_row], stream, framework, end, reported=reported)
    return found


def _add_ours(
    found: dict[str, _Found],
    candidates: list[_Found],
    stream: Stream,
    framework: Framework,
    end: int,
    *,
    reported: bool,
) -> None:
    """Keep the first grade of each area; one that was judged jointly has none of its own, nor the other way."""
    joint = {part: area.id for area in framework.areas for part in area.covers}
    parts = {area.id: area.covers for area in framework.areas}
    for each in candidates:
        taken = each.area in found or joint.get(each.area) in found or any(part in found for part in parts[each.area])
        if not taken and _is_ours(stream, framework, each, end, reported=reported):
            found[each.area] = each


def _missing(found: dict[str, _Found], framework: Framework) -> bool:
    """Tell whether an area has no grade, neither its own nor one with others."""
    graded = set(found) | {part for area in framework.areas if area.id in found for part in area.covers}
    return any(area.id not in graded and not area.covers for area in framework.areas)


def _pairs(text: str, framework: Framework, end: int) -> Iterator[_Found]:
    """Find areas that their grade follows, as in a table's row or a sentence."""
    for area in _areas(text, framework, end):
        between = _BETWEEN.match(text, area.end)
        begin = between.end() if between else area.end
        grade = _grade_at(text, framework, begin)
        if grade is not None:
            row_end = _ROW_END if text[grade.start].isupper() else _LINE_END
            is_row = _ROW_GAP.fullmatch(text, area.end, begin) and row_end.match(text, grade.end)
            yield _Found(area.name, grade.name, grade.start, grade.end, is_row is not None)


def _column_pairs(text: str, framework: Framework, end: int) -> list[_Found]:
    """Pair areas and grades of a table that was read column by column: all areas, then as many grades."""
    areas: list[_Hit] = []
    for area in _areas(text, framework, end):
        if areas and not _ROWS_APART.fullmatch(text, areas[-1].end, area.start):
            areas = []
        areas.append(area)
        grades = _grades_from(text, framework, area.end)
        if len(areas) > 1 and len(grades) == len(areas):
            pairs = zip(areas, grades, strict=True)
            return [_Found(each.name, grade.name, grade.start, grade.end, True) for each, grade in pairs]
    return []


def _grades_from(text: str, framework: Framework, start: int) -> list[_Hit]:
    grades: list[_Hit] = []
    while True:
        apart = _GRADES_APART.match(text, start)
        grade = _grade_at(text, framework, apart.end() if apart else start)
        if grade is None:
            return grades
        grades.append(grade)
        start = grade.end


def _areas(text: str, framework: Framework, end: int) -> list[_Hit]:
    """Find the areas that are named before `end`, the longest at each place, none inside another."""
    hits = [
        _Hit(area.id, match.start(), match.end())
        for area in framework.areas
        for wording in area.wordings
        for match in wording.finditer(text, 0, end)
    ]
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _grade_at(text: str, framework: Framework, start: int) -> _Hit | None:
    hits = [
        _Hit(grade.id, match.start(), match.end())
        for grade in framework.grades
        for wording in grade.wordings
        if (match := wording.match(text, start))
    ]
    return max(hits, key=lambda hit: hit.end, default=None)


def _is_ours(stream: Stream, framework: Framework, found: _Found, end: int, *, reported: bool) -> bool:
    """Tell whether a grade is the authority's, of this inspection."""
    start, stop = stream.sentence(found.start, found.end)
    if not found.is_row and any(pattern.search(stream.folded, start, stop) for pattern in framework.foreign):
        return False
    if found.is_row and found.start < end and not reported:
        return True
    # Further on in a report, a table of an earlier inspection's grades follows a sentence that says so.
    before = found.start - _INTRODUCTION_CHARS if found.is_row and not reported else start
    return not _EARLIER.search(stream.folded, max(before, 0), found.start)


def _without_marks(text: str) -> str:
    """Return the text with the footnote marks that are glued to words blanked ('Requires improvement2')."""
    return _FOOTNOTE_MARK.sub(lambda match: " " * len(match.group()), text)


def _overall_sentence(stream: Stream, text: str, framework: Framework, end: int, *, reported: bool) -> _Found | None:
    """Find the first sentence that states the overall grade of the authority's services."""
    for match in _first_matches(_overall_patterns(framework), text, end):
        words = match.group()
        if _DENIED.search(words) or any(pattern.search(words) for pattern in framework.foreign):
            continue
        start, _ = stream.sentence(match.start(), match.end())
        earlier = _EARLIER if reported else _EARLIER_INSPECTION
        if earlier.search(text, max(start, match.start() - _INTRODUCTION_CHARS), match.start("grade")):
            continue
        grade = _grade_at(text, framework, match.start("grade"))
        if grade is not None:
            return _Found(_OVERALL, grade.name, grade.start, grade.end, False)
    return None


def _first_matches(patterns: Iterable[re.Pattern[str]], text: str, end: int) -> list[re.Match[str]]:
    matches = [match for pattern in patterns for match in pattern.finditer(text, 0, end)]
    return sorted(matches, key=lambda match: (match.start(), match.end()))


@lru_cache(maxsize=32)
def _overall_patterns(framework: Framework) -> tuple[re.Pattern[str], ...]:
    wordings = "|".join(wording.pattern for grade in framework.grades for wording in grade.wordings)
    grade = rf"(?<![-\w])(?P<grade>{wordings})"
    return tuple(
        re.compile(phrase(each.replace("{grade}", "@@")).pattern.replace("@@", grade), re.I | re.S)
        for each in framework.overall
    )
