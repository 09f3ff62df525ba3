"""How far a text supports a claim, without a model: every value, name and grade, polarity, and the words in between.

The measure is strict about what can be checked (a number, a name, a grade, a negation, a quantifier that the cited
text does not have) and lenient about wording: content words weighted by rarity need only be largely there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.answer import Verdict
from index.sentences import sentences
from index.support.agreement import unstated_values
from index.support.alignment import match_clauses
from index.support.bounds import wrong_side
from index.support.contrast import CONTRASTS, contrasts, is_asked_under
from index.support.copied import copied_from
from index.support.names import Name, find_names
from index.support.negation import contradicted
from index.support.opposites import opposites_in
from index.support.polarity import tokens
from index.support.quantity import quantified
from index.support.terms import content_stems, is_function_word
from index.support.values import find_values

__all__ = ["Support", "content_share", "score_support"]

ENOUGH = 0.55
"""Share of a claim's content, weighted by rarity, that a text must have to support it."""
SOME = 0.3
"""Share from which it supports it in part."""
MAX_SHORT = 6
"""Letters of an abbreviation."""
ALIGNED = 0.6
"""Sentences with this share of the best one's coverage are those that the claim is held against."""

LIKE = 0.45
"""Mean of that share and of the likeness in meaning from which a text supports a claim in other words."""
SURE = 0.6
"""Share from which the words alone tell, and likeness is not asked."""

_STRENGTH = {"small": 1, "some": 1, "many": 2, "most": 3, "all": 4}
_SHORT = re.compile(rf"\b[A-Z]{{2,{MAX_SHORT}}}s?\b")
_DOUBTFUL = frozenset({"content", "negation", "place", *CONTRASTS})
"""Sorts of fault that a faithful rewording may seem to have."""
_FOLLOWS = re.compile(r"(?:this|it|its|these|they|their|that|those|of these|of those|both)\b", re.IGNORECASE)
"""How a sentence begins that goes on about what the one before says."""
_GRADES = ("outstanding", "inadequate", "requires improvement", "require improvement", "requiring improvement")
_TO_BE_GOOD = re.compile(r"(?<=improvement) to be good\b")
"""'Requires improvement to be good' says that something is not good."""
_GRADE_CUE = (
    r"(?:judged|rated|graded|grade|rating|judge?ment|overall|effectiveness|to be|became|awarded|is|was|are|were|been)"
)


@dataclass(frozen=True, slots=True)
class Support:
    """What became of a claim.

    `score` is the share of its content that the text has, 0 to 1. `unsupported` are its words that the text
    does not support, in order; `reasons` say of each sort what is wrong ('number', 'name', 'grade',
    'negation', 'quantifier', 'opposite', 'place', 'side', 'content', and those of `index.support.contrast`).
    `said` is what the text says instead, where it seems to say the contrary in other words; else empty.
    """

    verdict: Verdict
    score: float
    unsupported: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    said: str = ""


def score_support(
    claim: str,
    source: str,
    *,
    context: str = "",
    rarity: Callable[[str], float] | None = None,
    likeness: Callable[[str, str], float] | None = None,
) -> Support:
    """Return how far a source supports a claim.

    Args:
        claim: one sentence.
        source: the text that it cites.
        context: what is known of the source besides (authority, date, publisher); names and dates may come from it.
        rarity: weight of a stem; all weigh alike without it.
        likeness: how alike in meaning two texts are, -1 to 1 (`index.support.likeness`); asked only where the words
            alone do not tell. Without it a claim in quite other words is supported in part at most.
    """
    if _plain(claim) and _plain(claim) in _plain(source):
        return Support(Verdict.VERBATIM, 1.0)
    spans = [source[start:end] for start, end in sentences(source)]
    aligned = _aligned(claim, spans) or source
    copied = copied_from(claim, spans)
    is_copy = copied is not None
    about = _followed(aligned, spans) if copied is None else copied.sentence
    near = about if is_copy else "\n".join([about, *(one.nearest.sentence for one in match_clauses(claim, source))])
    everything = f"{source}\n{context}"
    wrong: dict[str, tuple[str, ...]] = {
        **_numbers(claim, f"{near}\n{context}", everything, is_copy=is_copy),
        "side": wrong_side(claim, near),
        "name": _names(claim, everything),
        "grade": _grades(claim, aligned, everything),
        "negation": contradicted(claim, aligned, is_copy=is_copy),
        "quantifier": _quantifiers(claim, aligned, is_copy=is_copy),
        "opposite": opposites_in(claim, aligned),
    }
    found = {name: words for name, words in wrong.items() if words}
    if copied is not None:
        found = copied.changes(context, source) | found
    contrary = contrasts(claim, source, is_asked=is_asked_under(context))
    score, missing = _coverage(claim, everything, rarity)
    if likeness is not None and score < SURE and not found:
        score = (score + likeness(claim, source)) / 2
        if score < LIKE:
            found["content"] = missing
    elif score < ENOUGH:
        found["content"] = missing
    found |= {one.sort: (one.clause,) for one in contrary}
    unsupported = tuple(dict.fromkeys(word for words in found.values() for word in words))
    said = contrary[0].said if contrary else ""
    return Support(_verdict(found, score, is_copy=is_copy), score, unsupported, tuple(found), said)


def content_share(claim: str, text: str, rarity: Callable[[str], float] | None = None) -> float:
    """Return the share of a claim's content, 0 to 1, that a text has in the claim's words."""
    return _coverage(claim, text, rarity)[0]


def _verdict(found: dict[str, tuple[str, ...]], score: float, *, is_copy: bool) -> Verdict:
    """Return what sorts of fault make of a claim: a single one that wording may explain leaves it partly supported."""
    if not found:
        return Verdict.SUPPORTED
    sorts = set(found)
    is_grave = sorts != {"content"} if is_copy else len(sorts) > 1 or not sorts <= _DOUBTFUL
    return Verdict.UNSUPPORTED if is_grave or score < SOME else Verdict.PARTLY


def _numbers(claim: str, near: str, everything: str, *, is_copy: bool) -> dict[str, tuple[str, ...]]:
    """Return values that a text does not state, as 'number', or if it states them of something else, as 'place'."""
    wrong = unstated_values(claim, near, everything, is_copy=is_copy)
    if wrong and not is_copy and not unstated_values(claim, everything, everything, is_copy=False):
        return {"place": wrong}
    return {"number": wrong}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("’", "'").replace("'", "")))


def _aligned(claim: str, spans: Sequence[str]) -> str:
    """Return the sentences of a source that the claim is about: those that share most of its words."""
    own = frozenset(content_stems(claim))
    shares = [len(own & frozenset(content_stems(text))) / max(1, len(own)) for text in spans]
    best = max(shares, default=0.0)
    return "\n".join(text for text, share in zip(spans, shares, strict=True) if share >= ALIGNED * best)


def _followed(aligned: str, spans: Sequence[str]) -> str:
    """Return sentences with those that go on about them: 'This is up from 392'."""
    added = [
        later for text, later in pairwise(spans) if text in aligned and later not in aligned and _FOLLOWS.match(later)
    ]
    return "\n".join([aligned, *added])


def _names(claim: str, everything: str) -> tuple[str, ...]:
    # 'Majesty's' is a name's word as 'majesty', and stands in the source as one or the other.
    words = set(_plain(everything).split()) | set(_plain(re.sub(r"['’]s\b", "", everything)).split())
    return tuple(
        name.text
        for name in find_names(claim)
        if not all(set(_plain(word).split()) <= words for word in name.words) and not _is_short_for(name, everything)
    )


def _other_form(claim: str, everything: str) -> frozenset[str]:
    """Return stems of the claim that a text has as an abbreviation, or of whose abbreviation it has the long form."""
    letters = _initials(everything)
    found = [short for short in _SHORT.findall(claim) if short.rstrip("s").lower() in letters]
    words = [word for word in _plain(re.sub(r"['’]s\b", "", claim)).split() if not is_function_word(word)]
    own = "".join(word[0] for word in words)
    for short in _SHORT.findall(everything):
        if (at := own.find(short.rstrip("s").lower())) >= 0:
            found += words[at : at + len(short.rstrip("s"))]
    return frozenset(content_stems(" ".join(found)))


def _is_short_for(name: Name, everything: str) -> bool:
    """Whether a text has the long form of 'DCS', or for a long name the short one."""
    if len(name.words) == 1:
        short = re.sub(r"s$", "", name.text)
        return short.isupper() and 1 < len(short) <= MAX_SHORT and short.lower() in _initials(everything)
    shorts = {short.rstrip("s").lower() for short in _SHORT.findall(everything)}
    return "".join(word[0] for word in name.words) in shorts


def _initials(text: str) -> str:
    """Return the first letters of a text's words in lower case, without its little words."""
    return "".join(word[0] for word in _plain(re.sub(r"['’]s\b", "", text)).split() if not is_function_word(word))


def _grades(claim: str, aligned: str, everything: str) -> tuple[str, ...]:
    """Return grades that the claim gives and the sentences it is about do not."""
    lowered, source = _TO_BE_GOOD.sub("", claim.lower()), _TO_BE_GOOD.sub("", aligned.lower())
    wrong = [grade for grade in _GRADES if grade in lowered and not _has_grade(grade, source)]
    if re.search(rf"\b{_GRADE_CUE}\s+(?:as\s+|to be\s+|overall\s+)*good\b", lowered) and "good" not in source:
        wrong.append("good")
    others = [grade for grade in ("outstanding", "inadequate") if re.search(rf"\b{grade}\b", everything.lower())]
    if wrong == ["good"] and not others and "requires improvement" not in everything.lower():
        return ()
    return tuple(wrong)


def _has_grade(grade: str, source: str) -> bool:
    if "improvement" in grade:
        return re.search(r"\brequir\w* improvement", source) is not None
    return re.search(rf"\b{grade}", source) is not None


def _quantifiers(claim: str, aligned: str, *, is_copy: bool) -> tuple[str, ...]:
    """Return quantified words of which the source says less, or other than the claim."""
    mine, theirs = quantified(claim), quantified(aligned)
    classes = frozenset() if is_copy else frozenset(theirs.values())
    wrong: list[str] = []
    for word, kind in mine.items():
        other = theirs.get(word)
        if other is None:
            if kind in ("all", "none") and theirs and kind not in classes:
                wrong.append(f"{kind} {word}")
        elif not _bears(other, kind):
            wrong.append(f"{kind} {word}")
    wrong += [
        word
        for word, other in theirs.items()
        if other in ("few", "none") and word not in mine and word in content_stems(claim) and (is_copy or not mine)
    ]
    return tuple(wrong)


def _bears(source: str, claim: str) -> bool:
    """Whether a source's quantifier bears the claim's: the same, a stronger one, or one for about as many."""
    if claim == "small":
        return source in ("small", "some", "few")
    return claim == source or _STRENGTH.get(claim, 9) <= _STRENGTH.get(source, 0)


def _coverage(claim: str, everything: str, rarity: Callable[[str], float] | None) -> tuple[float, tuple[str, ...]]:
    """Return the share of a claim's content that a text has, and the words that it has not."""
    counted = frozenset(content_stems(" ".join(value.text for value in find_values(claim))))
    roots = {token.stem: token.word for token in tokens(claim) if token.stem not in counted}
    held = (
        {token.stem for token in tokens(everything)} | set(content_stems(everything)) | _other_form(claim, everything)
    )
    weights = {one: rarity(one) if rarity else 1.0 for one in roots}
    total = sum(weights.values())
    if not total:
        return 1.0, ()
    missing = tuple(word for one, word in roots.items() if one not in held)
    return sum(weight for one, weight in weights.items() if one in held) / total, missing
