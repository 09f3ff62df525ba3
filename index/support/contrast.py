"""Where a claim in other words says the contrary of its source: praise for criticism, denial, more for less, and so on.

Each clause of the claim is held against the clauses of the source that are about the same. What is found is evidence
rather than proof, since wording hides much: a claim is marked for it, and the source's words are shown beside.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.support.alignment import Match, match_clauses
from index.support.appraisal import speaks_against, wishes
from index.support.bearings import begins, direction, extents, is_done, is_due, is_free, is_meant, is_whole
from index.support.negation import hints_in
from index.support.polarity import count_negations

__all__ = ["CONTRASTS", "Contrast", "contrasts", "is_asked_under"]

CONTRASTS = ("appraisal", "denial", "direction", "extent", "time", "duty")
"""Sorts of contrast, in the order in which they are looked for."""
HALF = 0.5
"""Share of a clause's topic that the source's clause must have for most contrasts."""
SOME = 0.4
"""The same where one side praises and the other criticises."""
MOST = 0.65
"""The same where the source's words merely do not say what the claim does."""
ALIKE = 0.75
"""Share of the topic that the nearest clause has which another clause must have to be on the same."""
FAR = 2
"""Steps between two extents that no rewording bridges."""
MIN_PREFIXED = 5

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_UNIVERSAL = re.compile(
    r"\b(?:no(?! (?:more|less|fewer|later) than)|none|never|nobody|not a single|nowhere)\b", re.IGNORECASE
)
_ANY_DENIAL = re.compile(
    r"\b(?:not|no|none|never|nobody|nor|cannot|neither|without|lack\w*|absen\w+|fail\w*|un[a-z]{5,}|\w+n['’]t)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:areas? for (?:improvement|development|priority action)|priority actions?|recommendations?|actions? required"
    r"|(?:must|needs? to|should) (?:be )?(?:improve|done|better)|to improve|what needs)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?:none|neither|no one)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contrast:
    """A clause of a claim, the sentence of the source that says otherwise, and the sort of difference (`CONTRASTS`)."""

    sort: str
    clause: str
    said: str


def contrasts(claim: str, source: str, *, is_asked: bool = False) -> tuple[Contrast, ...]:
    """Return where a claim says the contrary of a source, one contrast of each sort at most.

    Args:
        claim: one sentence.
        source: what it cites.
        is_asked: whether the source is under a heading such as 'what must improve', so that its praise is none.
    """
    found: dict[str, Contrast] = {}
    for match in match_clauses(claim, source):
        for sort, is_contrary in _RULES:
            if sort not in found and not (is_asked and sort in ("appraisal", "denial")) and is_contrary(match):
                found[sort] = Contrast(sort, match.said.text, match.nearest.sentence)
    return tuple(found[sort] for sort in CONTRASTS if sort in found)


def is_asked_under(context: str) -> bool:
    """Whether what is known of a source says that it lists what has to be done or got better."""
    return _ASKED.search(context) is not None


def _says_against(text: str, besides: str = "") -> bool:
    """Whether a text denies or criticises something, or hints at it, in words that another one has not."""
    return speaks_against(text, besides) or hints_in(text, besides)


def _praises_what_is_criticised(match: Match) -> bool:
    mine, theirs = match.said.appraisal, match.nearest.appraisal
    signs = {one.appraisal.sign for one in match.near}
    if mine.sign <= 0 or -1 not in signs or match.share < SOME or _is_said_too(match):
        return False
    if wishes(match.claim) and wishes(match.about_text):
        return False
    if mine.denials and theirs.denials and (mine.denials - theirs.denials) % 2 == 0:
        return False
    return theirs.sign < 0 or 1 not in signs


def _criticises_what_is_praised(match: Match) -> bool:
    if match.said.appraisal.sign >= 0 or match.said.appraisal.worded >= 0 or _is_said_too(match):
        return False
    if not _says_against(match.about_text, match.claim) and any(one.appraisal.sign > 0 for one in match.near):
        return True
    is_praised = match.nearest.appraisal.sign > 0 and match.share >= SOME
    return is_praised and not _says_against(match.nearest.sentence, match.said.text)


def _is_said_too(match: Match) -> bool:
    """Whether a source has a clause on the same that praises or criticises as the claim does."""
    least = ALIKE * max(1, len(match.topic & match.nearest.stems))
    known = match.about if match.has_subject else match.elsewhere
    return any(
        one.appraisal.sign == match.said.appraisal.sign
        and (not match.has_subject or len(match.topic & one.stems) >= least)
        for one in known
    )


def _denies_what_is_affirmed(match: Match) -> bool:
    mine = match.said.appraisal
    if match.share >= HALF and _UNIVERSAL.search(match.said.text) and not _ANY_DENIAL.search(match.about_text):
        return True
    is_enough = match.share >= (HALF if mine.denials else MOST)
    is_bad = mine.sign <= 0 and bool(mine.denials or mine.against)
    return is_bad and is_enough and not _says_against(match.about_text)


def _affirms_what_is_denied(match: Match) -> bool:
    if _is_prefixed(match):
        return True
    if _says_against(match.claim, match.nearest.sentence):
        return False
    mine, theirs = match.said.appraisal, match.nearest.appraisal
    if match.share >= HALF and theirs.denials and not mine.denials:
        return True
    if mine.sign == 0 and theirs.value <= -1 and match.share >= MOST:
        return True
    return any(_NONE.match(one.sentence) for one in match.about)


def _is_prefixed(match: Match) -> bool:
    """Whether a clause has a word that the source has only with a negating prefix: 'published', 'unpublished'."""
    if match.said.appraisal.denials:
        return False
    held = set(_WORD.findall(match.about_text.lower()))
    words = [word for word in _WORD.findall(match.said.text.lower()) if len(word) >= MIN_PREFIXED]
    return any(
        f"{prefix}{word}" in held for word in words if word not in held for prefix in ("un", "in", "dis", "non-")
    )


def _goes_the_other_way(match: Match) -> bool:
    mine = direction(match.said.text)
    if not mine or any(direction(one.text) == mine for one in match.about):
        return False
    theirs = {direction(one.text) for one in match.near}
    return (theirs if theirs != {0} else {direction(match.nearest.sentence)}) == {-mine}


def _reaches_otherwise(match: Match) -> bool:
    mine, theirs = extents(match.said.text), [at for one in match.near for at in extents(one.text)]
    if not mine:
        return False
    is_plain = (count_negations(match.said.text) - count_negations(match.nearest.text)) % 2 == 0
    whole = extents(match.nearest.sentence)
    if is_plain and theirs:
        signs = match.said.appraisal.worded * match.nearest.appraisal.worded
        return match.share >= SOME and signs >= 0 and _far(mine, theirs) and _far(mine, whole)
    return match.said.text in (match.claim, match.claim.rstrip(".")) and bool(whole) and _far(mine, whole)


def _far(mine: tuple[int, ...], theirs: tuple[int, ...] | list[int]) -> bool:
    return all(abs(one - other) >= FAR for one in mine for other in theirs)


def _changes_when(match: Match) -> bool:
    clause, near = match.said.text, match.near
    if is_meant(clause):
        is_open = any(is_meant(one.text) or wishes(one.text) for one in near)
        return not is_open and any(is_done(one.text) for one in near)
    theirs = match.nearest.text
    if not is_meant(match.claim) and is_done(clause) and is_meant(theirs) and not is_done(theirs):
        return True
    if not is_whole(clause) or begins(match.claim) or match.said.appraisal.value <= 0:
        return False
    return any(begins(one.text) for one in near) and not _says_against(match.claim, match.nearest.sentence)


def _changes_duty(match: Match) -> bool:
    if match.share < HALF:
        return False
    clause, near = match.said.text, match.near
    if is_due(clause) and not match.said.appraisal.denials:
        return all(is_free(one.sentence) and not is_due(one.sentence) for one in near)
    return is_free(clause) and all(is_due(one.text) for one in near)


_RULES: tuple[tuple[str, Callable[[Match], bool]], ...] = (
    ("appraisal", _praises_what_is_criticised),
    ("appraisal", _criticises_what_is_praised),
    ("denial", _denies_what_is_affirmed),
    ("denial", _affirms_what_is_denied),
    ("direction", _goes_the_other_way),
    ("extent", _reaches_otherwise),
    ("time", _changes_when),
    ("duty", _changes_duty),
)
