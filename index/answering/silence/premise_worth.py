"""Corrects praise or blame that a question takes for granted and the documents turn round.

'Why had caseloads become so unmanageable?' where they are said to be manageable.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.selection import Candidate
from index.answering.silence.premise import TAKES_FOR_GRANTED
from index.answering.statements import Draft, Span, Statement
from index.answering.targets import ordered
from index.answering.topic import coverage_of
from index.answering.wording import join_words
from index.support.appraisal import appraise, value_of, wishes
from index.support.coverage import QuestionWord
from index.support.terms import content_stems, stem, stems_of

__all__ = ["answer_worth_premise"]

LOOKED_IN = 40
"""Sentences in which the documents' own word on the thing is looked for."""
SHOWN = 2
ON_IT = 0.7
"""Share, by weight, of the thing's words that a clause must have to speak of it."""
_BLAMES = re.compile(
    r"\b(?:impossible|unmanageable|raw deal|collaps\w+|so (?:poor|bad|weak|slow|late|low|unhappy|unstable)(?:ly)?"
    r"|too (?:high|big|slow|late|low|weak|large)|get(?:ting)? worse|got(?:ten)? worse|worsen\w*|deteriorat\w+"
    r"|(?:went|go|going|gone) (?:wrong|downhill|backwards)|let down|in (?:chaos|crisis|disarray)|dreadful|terrible"
    r"|awful|useless|hopeless|appalling|shambles|unsafe|struggl\w+|neglect(?:ed|ing)|ignor(?:ed?|ing)|unhappy"
    r"|critical of|criticis\w+|scathing|damning|(?:so|too) long|fed up|demorali[sz]ed|behind schedule|delayed|badly)\b",
    re.IGNORECASE,
)
_PRAISES = re.compile(
    r"\b(?:so (?:good|strong|well|quick|fast|happy|stable|high|successful|effective)(?:ly)?|excellent|brilliant"
    r"|impressive|thriv\w+|flourish\w*|superb|first[- ]rate|exemplary|faultless|a success|success story"
    r"|get(?:ting)? better|got better|stabl[ei]\w*|so much better|nothing wrong"
    r"|no(?= (?:[\w-]+ ){0,2}(?:problems?|concerns?|issues?|worries|shortcomings?|weakness\w*|faults?)\b))\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"^\W*(?:and |so |but )?(?:why|how come)\s+(?:do|does|is|are|has|have)\b", re.IGNORECASE)
"""How a question begins that asks how things are."""
_CLAUSES = re.compile(
    r"(?:;|,? \b(?:but|although|though|while|whereas|however|despite|yet|which means)\b|, and\b|\. )", re.IGNORECASE
)


def answer_worth_premise(asked: Asked, ranked: Sequence[Candidate]) -> Draft | None:
    """Return what is said of a thing whose praise or blame a question takes for granted, where only the contrary is.

    None where any clause on the thing says as the question does, or none says the contrary.
    """
    question = asked.understanding.bare or asked.question
    if not asked.understanding.named or not TAKES_FOR_GRANTED.search(question):
        return None
    sign = bool(_PRAISES.search(question)) - bool(_BLAMES.search(question))
    thing = _thing(asked, question) if sign else ()
    meant = _meant(asked, question) if thing else frozenset()
    if not meant:
        return None
    contrary: list[Span] = []
    for candidate in ranked[:LOOKED_IN]:
        if candidate.span.document.id not in meant or wishes(candidate.span.text):
            continue
        said = _sign(candidate.span.text, thing)
        if said == sign:
            return None
        if said == -sign:
            contrary.append(candidate.span)
    if not contrary:
        return None
    shown = tuple(contrary[:SHOWN])
    about = join_words(list(asked.understanding.named), "or")
    head = f"No document meant says so of {about}; what is said is the contrary."
    claim = "praise" if sign > 0 else "criticism"
    return Draft(
        "lookup",
        (Statement(head, shown, Verdict.SUPPORTED, computed=True), *(Statement(one.text, (one,)) for one in shown)),
        notes=(f"The question takes for granted a {claim} that the documents turn round.",),
    )


def _meant(asked: Asked, question: str) -> frozenset[str]:
    """Return the ids of the documents that a question means: of its year, its latest where it asks how things are."""
    targets = asked.targets
    if targets.undated or not targets.documents:
        return frozenset()
    held = ordered(one for one in targets.documents if one.dated is not None)
    times = asked.understanding.times
    if times:
        of_year = [one for one in held if one.dated is not None and one.dated.year == times[-1].last.year]
        return frozenset(one.id for one in of_year or held)
    return frozenset(one.id for one in (held[-1:] if _NOW.match(question) else held))


def _thing(asked: Asked, question: str) -> tuple[QuestionWord, ...]:
    """Return the words of a question that name what it praises or blames."""
    names = stems_of(word for name in asked.understanding.named for word in name.split())
    claims = stems_of(
        word for pattern in (_BLAMES, _PRAISES) for found in pattern.finditer(question) for word in found[0].split()
    )
    valued = {stem(word) for word in re.findall(r"[a-z'’-]+", question.lower()) if value_of(word)}
    words = coverage_of(asked).words
    return tuple(word for word in words if word.stem not in names | claims | valued and not word.stem.isdigit())


def _sign(text: str, thing: Sequence[QuestionWord]) -> int:
    """Return the sign of the clause that has the thing's words, 0 where none has all that matter."""
    total = sum(word.weight for word in thing)
    first = max(thing, key=lambda word: word.weight)
    best = 0
    for clause in _CLAUSES.split(text):
        held = frozenset(content_stems(clause))
        met = sum(word.weight for word in thing if word.found_in(held))
        if total and met >= ON_IT * total and first.found_in(held):
            best = appraise(clause).sign or best
    return best
