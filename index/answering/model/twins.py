"""Holds a claim against a sentence of nearly the same words, where any difference in sense is a fault.

The support scorer compares values, names, grades and negations. Where a claim keeps nearly all words of one sentence,
it claims to say what that says, so what it changes is compared too: of whom, in which unit, seen from which time, for
which reason, how often and how surely.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from index.sentences import sentences
from index.support.copied import copied_from
from index.support.terms import content_stems, is_function_word, stem
from index.support.values import Value, find_values
from index.understanding.alternatives import find_alternatives

__all__ = ["Difference", "difference_to_twin"]

TWIN = 0.75
"""Share of content words, of both together, from which two sentences are taken to say the same."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NEXT_CHARS = 40
"""Characters after a number within which what it counts is named."""

_RELATIVE = re.compile(
    r"\b(?:(?P<last>(?:last|previous|preceding|prior|past) (?P<unit1>week|month|year|quarter))"
    r"|(?P<before>(?P<unit2>week|month|year) before|before (?:that|last))"
    r"|(?P<next>(?:next|following|coming) (?P<unit3>week|month|year)|(?P<unit4>week|month|year) after)"
    r"|(?P<ago>(?:a|an|[a-z]+|\d+) (?P<unit5>day|week|month|year)s? (?:ago|earlier|previously|later|before))"
    r"|(?P<day>yesterday|tomorrow|today))\b",
    re.IGNORECASE,
)
_UNITS = frozenset(stem(word) for word in "minute hour day week fortnight month quarter year".split())
_HEDGES = re.compile(
    r"\b(?:should|may|might|could|would|plans?|planned|intends?|intended|aims?|hopes?|expects?|expected|proposes?"
    r"|proposed|likely|unlikely|begin(?:s|ning)?|began|start(?:s|ed|ing)?|yet|appears?|seems?|suggests?|if|whether"
    r"|potential(?:ly)?|possibl[ey]|partly|partially|attempts?|attempted|trying|tries)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:some|(?:a |too )?few|(?:small|limited) (?:number|minority|proportion)|minority|several|sometimes"
    r"|occasionally|certain|mixed|individual|not (?:all|always|every\w*))\b",
    re.IGNORECASE,
)
_EFFECT_FIRST = r"because(?: of)?|due to|as a (?:result|consequence) of|owing to|caused by|thanks to|resulted from"
_CAUSE_FIRST = (
    r"(?:has|have|had)? ?(?:led|leads|leading) to|means? that|meant that|result(?:s|ed|ing)? in|so that"
    r"|causes?|caused(?! by)"
)
_CAUSE = re.compile(rf"\b(?:(?P<effect>{_EFFECT_FIRST})|(?P<cause>{_CAUSE_FIRST}))\b", re.IGNORECASE)
_TELLING = frozenset(
    stem(word)
    for word in """
    inspector inspectors ofsted inspection inspected found find finding judged noted reported said stated letter report
    visit visited local authority council service services area areas evidence according example including also both
    paper article published whose state states say says conclude concluded identify identified described
    """.split()
)
"""Words of telling, which a claim may add to what it tells."""


@dataclass(frozen=True, slots=True)
class Difference:
    """In what a claim differs from the sentence that has nearly its words; `is_grave` where that is no rewording.

    `sort` is 'number', 'unit', 'cause', 'quantifier', 'hedge' or 'word'.
    """

    sort: str
    is_grave: bool


def difference_to_twin(claim: str, source: str, context: str = "") -> Difference | None:
    """Return in what a claim differs from the sentence of a source that has nearly its words.

    Args:
        claim: one sentence.
        source: what it cites.
        context: what is known beside the source; words of it may be added.

    Returns:
        The gravest difference, or None where there is no such sentence or no difference.
    """
    spans = [source[start:end] for start, end in sentences(source)]
    copied = copied_from(claim, spans)
    original = copied.original if copied is not None else _twin(claim, spans)
    if _relative_times(claim) - _relative_times(source):
        # 'In the past year' may be a rewording of '12 months', but not where the other words are kept.
        return Difference("number", is_grave=original is not None)
    if _turns_cause(claim, spans):
        return Difference("cause", is_grave=True)
    return None if original is None else _wording(claim, original, context)


def _wording(claim: str, original: str, context: str) -> Difference | None:
    """Return what a claim changes of the words that it keeps nearly all of."""
    if _numbers_change_places(claim, original) or _puts_another_date(claim, original):
        return Difference("number", is_grave=True)
    mine, theirs = _words(claim), _words(original)
    added, dropped = mine - theirs, theirs - mine
    if set(added) & _UNITS and set(dropped) & _UNITS:
        return Difference("unit", is_grave=True)
    if len(_LIMITS.findall(original)) > len(_LIMITS.findall(claim)):
        return Difference("quantifier", is_grave=False)
    if len(_HEDGES.findall(original)) > len(_HEDGES.findall(claim)):
        return Difference("hedge", is_grave=False)
    excused = _TELLING | set(content_stems(context)) | _other_words(original, set(dropped))
    if set(added) - excused:
        return Difference("word", is_grave=False)
    return None


def _twin(claim: str, spans: list[str]) -> str | None:
    own = frozenset(content_stems(claim))
    best, twin = 0.0, None
    for span in spans:
        other = frozenset(content_stems(span))
        share = len(own & other) / max(1, len(own | other))
        if share > best:
            best, twin = share, span
    return twin if best >= TWIN else None


def _words(text: str) -> Counter[str]:
    """Return the stems of a text's words that are not of grammar, and of those that compare or place in time."""
    words = re.findall(r"[^\W\d_]+", text.lower().replace("’s", "").replace("'s", ""))
    return Counter(stem(word) for word in words if word in _COMPARING or not is_function_word(word))


_COMPARING = frozenset("more less fewer before after under over above below most few".split())


def _other_words(text: str, dropped: set[str]) -> set[str]:
    """Return the stems that may stand for words of a text that were dropped."""
    phrases = [phrase for phrase in find_alternatives(text) if phrase.stems <= dropped]
    return {one for phrase in phrases for other in phrase.others for one in other}


def _relative_times(text: str) -> set[str]:
    """Return what a text says of times seen from another one, in one form: 'last year' and 'the year before'."""
    found = set()
    for match in _RELATIVE.finditer(text):
        unit = next((match[name].lower() for name in ("unit1", "unit2", "unit3", "unit4", "unit5") if match[name]), "")
        if match["day"]:
            found.add(match["day"].lower())
        elif match["next"]:
            found.add(f"next {unit}")
        elif match["ago"] and match["ago"].split()[0].lower() not in ("the", "a", "that"):
            found.add(f"ago {unit}")
        else:
            found.add(f"last {unit}")
    return found


def _numbers_change_places(claim: str, original: str) -> bool:
    """Whether a claim has the numbers of a sentence, each where another one stands."""
    if _masked(claim) == _masked(original):
        return _NUMBER.findall(claim) != _NUMBER.findall(original)
    mine, theirs = _counts(claim), _counts(original)
    amounts = [value.amount for value in mine]
    if len(set(amounts)) < 2 or Counter(amounts) - Counter(value.amount for value in theirs):
        return False
    same_order = [value.amount for value in theirs if value.amount in amounts]
    if amounts == same_order:
        return False
    return any(
        not any(_after(claim, one) & _after(original, other) for other in theirs if other.amount == one.amount)
        for one in mine
    )


def _puts_another_date(claim: str, original: str) -> bool:
    """Whether a claim has a date that a sentence has not in the place of one that it has."""
    mine, theirs = ([value for value in find_values(text) if value.kind == "date"] for text in (claim, original))
    added = [value for value in mine if not any(value.agrees(other) for other in theirs)]
    dropped = [value for value in theirs if not any(one.agrees(value) or value.agrees(one) for one in mine)]
    return bool(added and dropped)


def _masked(text: str) -> list[str]:
    """Return the words of a text with a mark in place of each number."""
    return re.findall(r"[^\W\d_]+|#", _NUMBER.sub("#", text.lower()))


def _counts(text: str) -> list[Value]:
    return [value for value in find_values(text) if value.amount is not None]


def _after(text: str, value: Value) -> set[str]:
    """Return what a number counts: its unit and the words that follow."""
    near = content_stems(text[value.end : value.end + NEXT_CHARS])
    return set(near[:2]) | ({stem(value.unit)} if value.unit else set())


def _turns_cause(claim: str, spans: list[str]) -> bool:
    """Whether a claim gives as the cause what a sentence gives as the effect."""
    mine = _cause_and_effect(claim)
    if mine is None:
        return False
    for span in spans:
        theirs = _cause_and_effect(span)
        if theirs is None:
            continue
        straight = _alike(mine[0], theirs[0]) + _alike(mine[1], theirs[1])
        turned = _alike(mine[0], theirs[1]) + _alike(mine[1], theirs[0])
        if turned > 1 and turned > straight + 0.5:
            return True
    return False


def _cause_and_effect(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    match = _CAUSE.search(text)
    if match is None:
        return None
    before, after = text[: match.start()], text[match.end() :]
    if match["effect"] and not content_stems(before):
        after, _, before = after.partition(",")  # 'Because of A, B'
        before, after = after, before
        return frozenset(content_stems(before)), frozenset(content_stems(after))
    sides = frozenset(content_stems(before)), frozenset(content_stems(after))
    return sides if match["cause"] else (sides[1], sides[0])


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
