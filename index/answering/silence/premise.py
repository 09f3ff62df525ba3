"""Corrects what a question takes for granted: a grade, who led an inspection, whom a letter is addressed to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Person
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.catalogue.query import OVERALL, say_area
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.evidence import document_span, person_span
from index.answering.grades_answer import areas_named, grades_stated, judgements_of
from index.answering.metadata_answer import kinds_of
from index.answering.statements import Draft, Span, Statement
from index.answering.targets import ordered
from index.answering.topic import beyond
from index.answering.wording import dated_name, join_words

__all__ = ["CLAIM_WORDS", "TAKES_FOR_GRANTED", "answer_grade_premise", "answer_person_premise", "deny_grade"]

MAX_DOCUMENTS = 3
_NAME = r"(?P<name>[A-Z][\w'’-]+(?: (?:[A-Z]\.|Mc|O['’]|de|van) ?)? [A-Z][\w'’-]+)"
_LED = r"(?:led|headed|was in charge|was leading|was (?:the )?lead inspector)"
_PREMISES: tuple[tuple[str, re.Pattern[str], re.Pattern[str], tuple[str, ...]], ...] = (
    (
        "led the inspection",
        re.compile(rf"\b{_LED}\b|\blead inspector\b|\binspection led by\b", re.IGNORECASE),
        re.compile(
            rf"{_NAME},? (?:who )?{_LED}|{_NAME.replace('name', 'other')},? (?:who was )?(?:the |as )?lead "
            rf"inspector|(?:lead inspector,?|led by) {_NAME.replace('name', 'third')}"
        ),
        ("lead inspector",),
    ),
    (
        "wrote the letter",
        re.compile(r"\b(?:written|signed|sent|authored)\b", re.IGNORECASE),
        re.compile(rf"(?:written|signed|sent|authored) by {_NAME}"),
        ("author", "lead inspector"),
    ),
    (
        "is the director written to",
        re.compile(r"\bdirector\b|\bdcs\b", re.IGNORECASE),
        re.compile(rf"(?:[Dd]irector|DCS),? (?:(?:Mr|Mrs|Ms|Dr) )?{_NAME}"),
        ("addressee",),
    ),
)
_SAID = {"lead inspector": "The lead inspector was", "addressee": "It is addressed to", "author": "It was written by"}
_ASKS_WHO = re.compile(
    r"^\W*(?:and |so )?(?:who|which inspectors?|did|was|were|is|name|what is the name)\b", re.IGNORECASE
)


def answer_person_premise(asked: Asked) -> Draft | None:
    """Return who it was, where a question takes for granted that somebody else led an inspection or was written to.

    None where it names nobody, or where a document meant names that person in the role, or none anybody.
    """
    if _ASKS_WHO.search(asked.question):
        return None
    targets = asked.targets
    if not targets.is_named or targets.undated:
        return None
    for claim, pattern, named, roles in _PREMISES:
        people = _people_of(asked, pattern, named)
        if people and (draft := _corrected(asked, targets.documents, people, roles, claim)):
            return draft
    return None


def _people_of(asked: Asked, pattern: re.Pattern[str], named: re.Pattern[str]) -> tuple[str, ...]:
    """Return the people whom a question names in a role: those known here, else a name beside the role."""
    if not pattern.search(asked.question):
        return ()
    if asked.understanding.people:
        return asked.understanding.people
    found = named.search(asked.question)
    return tuple(name for name in found.groupdict().values() if name) if found else ()


def _corrected(
    asked: Asked, documents: Sequence[Document], people: Sequence[str], roles: Sequence[str], claim: str
) -> Draft | None:
    held = [(document, [one for one in document.people if one.role in roles]) for document in documents]
    held = [(document, persons) for document, persons in held if persons]
    surnames = {name.split()[-1].lower() for name in people}
    if not held or any(_surname(one) in surnames for _, persons in held for one in persons):
        return None
    statements = [_statement(asked, document, persons, roles[0]) for document, persons in held[-MAX_DOCUMENTS:]]
    kept = tuple(one for one in reversed(statements) if one is not None)
    if not kept:
        return None
    note = f"The question takes for granted that {join_words(list(people))} {claim}; the documents name somebody else."
    return Draft("metadata", kept, notes=(note,))


def _surname(person: Person) -> str:
    return person.name.split()[-1].lower()


def _statement(asked: Asked, document: Document, persons: Sequence[Person], role: str) -> Statement | None:
    spans: list[Span] = [span for one in persons if (span := person_span(asked.corpus, document, one)) is not None]
    if not spans:
        return None
    names = join_words(list(dict.fromkeys(one.name for one in persons)))
    said = _SAID[role]
    return Statement(f"{dated_name(document)}: {said} {names}.", tuple(dict.fromkeys(spans)), Verdict.SUPPORTED)


_CHANGES = (
    r"(?:improv|slip|f[ae]ll|drop|r[io]se|mov|go|went|g[eo]t|climb|recover|declin|deteriorat|sl[iu]d|s[aiu]nk|jump"
    r"|downgrad|upgrad|mark)\w*(?:\s+\w+){0,4}?\s+(?:to|into|as)(?:\s+be(?:ing)?)?"
)
_JUDGED = (
    r"(?:judged|rated|graded|deemed|found|declared|considered|awarded|achiev\w+|earn\w*|reach\w*|gain\w*|attain\w*"
    r"|bec[ao]m\w+|call(?:ed)?)(?:\s+(?:to|be|it|as|an?|the|them|back|services|overall)){0,3}"
)
_MADE = r"(?:made|makes?|got|earned|won|put|kept|brought|took|left|turned|gave)"
_SEEMS = r"(?:is|was|were|are|been|being|remain\w*|get|got|given|receiv\w+)(?:\s+[\w']+){0,5}?"
_MARK = r"(?:grades?|ratings?|judge?ments?|verdicts?|marks?|scores?|status|council|authority)"
TAKES_FOR_GRANTED = re.compile(
    r"(?:^|[.;:,?!]\s|\s[-–—]\s)\W*(?:and |so |but )?(?:why|how come|how did|how has|how was it that"
    r"|what['’]s (?:behind|caused|made|led|the reason|to blame)"
    r"|what (?:made|makes|led|went|caused|changed|was|were|are|is|happened|drove|explains|got|earned|won|put|kept"
    r"|brought|pulled|pushed|dragged|gave|took|tipped|lifted|lay|lies|stood|stands|helped|did)"
    r"|when (?:did|was|were|has)|since when|explain|for what|given that|after"
    r"|before|now that|because)\b",
    re.IGNORECASE,
)
CLAIM_WORDS = (
    "judged judge judgement judgements judgment rated rate rating ratings graded grade grades given gave give awarded "
    "found deemed declared considered called receive received get got gets achieve achieved earn earned reach reached "
    "gain gained become became fall fell fallen drop dropped slip slipped rise rose improve improved move moved slide "
    "decline declined deteriorate deteriorated recover recovered climb climbed downgraded upgraded mark marked remain "
    "stay still status verdict reason reasons cause caused led made changed council authority local services service "
    "children social care inspection inspections inspected report reports overall effectiveness outcome last latest "
    "previous lift lifted high low top bottom mark marks both every single city county borough leaders leadership "
    "leavers area areas result results back straight all way",
)


_NOT_SO = re.compile(r"\b(?:is|was|are|were)(?: .{0,60}?)? not\b|\b(?:is|was|are|were)n['’]t\b", re.IGNORECASE)
"""A grade that is said not to have been given is not taken for granted."""


def answer_grade_premise(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return a correction where a question takes for granted a grade that no document meant gives.

    The question says 'why was it judged outstanding in 2018?'; what the documents say instead is cited. A grade's
    word that describes something else ('why is oversight inadequate?') is none.
    """
    named = asked.understanding.named
    if not named or not TAKES_FOR_GRANTED.search(asked.question):
        return None
    grades = () if _NOT_SO.search(asked.question) else _claimed(asked, words)
    documents = _graded(asked) if grades else []
    areas = areas_named(asked.question, words) or (OVERALL,)
    given = {one.grade for document in documents for one in judgements_of(document, areas)}
    if grades and not documents:
        return _ungraded(asked, grades)
    if _are_joined(asked.question, areas, grades):
        apart = [area for area in areas if not _graded_as(documents, area, grades)]
        areas, given = (tuple(apart), set()) if apart and len(apart) < len(areas) else (areas, given)
    elif not given:
        return None
    if given & set(grades):
        return None
    return _denied(asked, documents, grades, areas)


def deny_grade(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return that no document gives an authority the grade that a question names; None where none is graded."""
    plain = asked.question.lower()
    grades = tuple(dict.fromkeys(words.grades[name] for name in re.findall(alternatives(words.grades), plain)))
    areas = areas_named(asked.question, words) or (OVERALL,)
    documents = _graded(asked)
    given = {one.grade for document in documents for one in judgements_of(document, areas)}
    return _denied(asked, documents, grades, areas) if grades and given and not given & set(grades) else None


def _denied(asked: Asked, documents: Sequence[Document], grades: Sequence[str], areas: Sequence[str]) -> Draft | None:
    """Return that none of some documents gives one of some grades, and which they give."""
    draft = grades_stated(asked, documents, areas)
    if draft is None:
        return None
    about = join_words(sorted({name for document in documents for name in document.authorities}))
    head = (
        f"No document here judges {about} {join_words(grades, 'or')} for {join_words([say_area(one) for one in areas])}"
    )
    head += f" in {asked.understanding.times[0].first.year}." if asked.understanding.times else "."
    return Draft(
        "metadata",
        (Statement(head, draft.statements[0].spans, Verdict.SUPPORTED), *draft.statements),
        draft.rows,
        notes=("The question takes for granted a grade that was not given.",),
    )


def _are_joined(question: str, areas: Sequence[str], grades: Sequence[str]) -> bool:
    """Whether a question gives one grade to several areas ('both leadership and care leavers were good')."""
    contrasts = re.search(r"\b(?:but|while|whilst|whereas|although|though|not|never|only|except)\b|n['’]t\b", question)
    return len(areas) > 1 and len(grades) == 1 and contrasts is None and re.search(r"\band\b", question) is not None


def _graded_as(documents: Sequence[Document], area: str, grades: Sequence[str]) -> bool:
    """Whether a document gives an area one of some grades, or no document grades it."""
    held = {one.grade for document in documents for one in judgements_of(document, (area,))}
    return not held or bool(held & set(grades))


def _ungraded(asked: Asked, grades: Sequence[str]) -> Draft | None:
    """Return that the documents of the time named give no grade at all; None where none is of that time."""
    targets = asked.targets
    spans = [(one, document_span(asked.corpus, one)) for one in targets.documents[-MAX_DOCUMENTS:]]
    held = [(one, span) for one, span in spans if span is not None]
    if not asked.understanding.times or targets.undated or not held:
        return None
    named = join_words([dated_name(one) for one, _ in held])
    text = f"No grade is given in {named}, so none of {join_words(grades, 'or')} either."
    said = Statement(text, tuple(span for _, span in held), Verdict.SUPPORTED, computed=True)
    return Draft("metadata", (said,), notes=("The question takes for granted a grade that was not given.",))


def _claimed(asked: Asked, words: CatalogueWords) -> tuple[str, ...]:
    """Return the grades that a question says were given, or were reached, by what it names."""
    plain = re.sub(r"[\s-]+", " ", (asked.understanding.bare or asked.question).lower())
    grade = rf"(?P<grade>{alternatives(words.grades)})\b"
    firm = [rf"\b{_CHANGES}\s+(?:an? |the )?{grade}", rf"\b{_JUDGED}\s+{grade}(?!\s+(?!{_MARK})[a-z]+ing\b)"]
    firm.append(
        rf"\bwhat (?:\w+ )?{_MADE}\s+(?:(?:it|them|its|their|the|an?|so|such|to|up|down|in|into)\s+){{0,3}}{grade}"
    )
    firm.append(rf"\bwhat {_MADE}\s+(?:(?:the|its|their)\s+)?{alternatives(words.areas)}\s+(?:so\s+)?{grade}\W*$")
    firm.append(
        rf"\b(?:prais\w+|describ\w+|hail\w*|rank\w*|class\w*|label\w*|see|saw|seen)\b(?:\s+\w+){{0,4}}?\s+as\s+"
        rf"(?:an?\s+)?{grade}\b"
    )
    firm.append(rf"\b(?:g[ia]ve[ns]?|award\w*|hand\w*)\b(?:\s+\w+){{0,3}}?\s+(?:an?|its|their|the)\s+{grade}\b")
    firm += [rf"\b{grade}\s+(?:overall )?{_MARK}\b", rf"\b{_MARK}\s+(?:(?:of|as|to|be|was|is|an?)\s+){{0,2}}{grade}"]
    if not beyond(asked, CLAIM_WORDS, words.grades, words.areas, kinds_of(asked.documents)):
        firm.append(rf"\b{_SEEMS}\s+{grade}")
    if re.search(r"\bfail(?:ed|s|ing)? (?:(?:its|the|their|an?) )?(?:\w+ ){0,2}?(?:inspection|ofsted)\b", plain):
        return tuple(sorted(words.scale, key=lambda one: words.scale[one])[:2])
    found = [match["grade"] for pattern in firm for match in re.finditer(pattern, plain)]
    return tuple(dict.fromkeys([words.grades[name] for name in found if name in words.grades] + _extreme(plain, words)))


def _extreme(plain: str, words: CatalogueWords) -> list[str]:
    """Return the grade meant by 'the top mark' or 'the lowest rating', nothing where a question has none."""
    ranked = sorted(words.scale, key=lambda grade: words.scale[grade])
    found = []
    if re.search(rf"\b(?:the|a) (?:top|highest|best(?: possible)?) {_MARK}\b", plain):
        found += ranked[-1:]
    if re.search(rf"\b(?:the|a) (?:bottom|lowest|worst(?: possible)?) {_MARK}\b", plain):
        found += ranked[:1]
    return found


def _graded(asked: Asked) -> list[Document]:
    """Return the documents with grades of the authorities named, of the times named, oldest first."""
    named = set(asked.understanding.named)
    every = ordered(one for one in asked.documents if one.judgements and named & set(one.authorities))
    if not asked.understanding.times:
        return every
    targets = asked.targets
    return [document for document in targets.documents if document.judgements] or every
