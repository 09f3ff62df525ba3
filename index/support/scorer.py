"""How far a text supports a claim, without a model: every value, name and grade, polarity, and the words in between.

The measure is strict about what can be checked (a number, a name, a grade, a negation, a quantifier that the cited
text does not have) and lenient about wording: content words weighted by rarity need only be largely there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.answer import Verdict
from index.sentences import sentences
from index.support.names import find_names
from index.support.polarity import Token, count_negations, opposites_in, quantified, tokens
from index.support.terms import content_stems
from index.support.values import find_values

__all__ = ["Support", "score_support"]

ENOUGH = 0.55
"""Share of a claim's content, weighted by rarity, that a text must have to support it."""
SOME = 0.3
"""Share from which it supports it in part."""
ALIGNED = 0.6
"""Sentences with this share of the best one's coverage are those that the claim is held against."""

_STRENGTH = {"some": 1, "many": 2, "most": 3, "all": 4}
_GRADES = ("outstanding", "inadequate", "requires improvement", "require improvement", "requiring improvement")
_GRADE_CUE = (
    r"(?:judged|rated|graded|grade|rating|judge?ment|overall|effectiveness|to be|became|awarded|is|was|are|were|been)"
)


@dataclass(frozen=True, slots=True)
class Support:
    """What became of a claim.

    `score` is the share of its content that the text has, 0 to 1. `unsupported` are its words that the text
    does not support, in order; `reasons` say of each sort what is wrong ('number', 'name', 'grade',
    'negation', 'quantifier', 'opposite', 'content').
    """

    verdict: Verdict
    score: float
    unsupported: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def score_support(
    claim: str, source: str, *, context: str = "", rarity: Callable[[str], float] | None = None
) -> Support:
    """Return how far a source supports a claim.

    Args:
        claim: one sentence.
        source: the text that it cites.
        context: what is known of the source besides (authority, date, publisher); names and dates may come from it.
        rarity: weight of a stem; all weigh alike without it.
    """
    if _plain(claim) and _plain(claim) in _plain(source):
        return Support(Verdict.VERBATIM, 1.0)
    aligned = _aligned(claim, source)
    wrong: dict[str, tuple[str, ...]] = {
        "number": _values(claim, f"{source}\n{context}", aligned, context),
        "name": _names(claim, f"{source}\n{context}"),
        "grade": _grades(claim, aligned, f"{source}\n{context}"),
        "negation": _negations(claim, aligned),
        "quantifier": _quantifiers(claim, aligned),
        "opposite": opposites_in(claim, aligned),
    }
    score, missing = _coverage(claim, f"{source}\n{context}", rarity)
    found = {name: words for name, words in wrong.items() if words}
    if score < ENOUGH:
        found["content"] = missing
    unsupported = tuple(dict.fromkeys(word for words in found.values() for word in words))
    return Support(_verdict(found, score), score, unsupported, tuple(found))


def _verdict(found: dict[str, tuple[str, ...]], score: float) -> Verdict:
    if not found:
        return Verdict.SUPPORTED
    if set(found) - {"content"} or score < SOME:
        return Verdict.UNSUPPORTED
    return Verdict.PARTLY


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("’", "'").replace("'", "")))


def _aligned(claim: str, source: str) -> str:
    """Return the sentences of a source that the claim is about: those that share most of its words."""
    own = frozenset(content_stems(claim))
    spans = [source[start:end] for start, end in sentences(source)]
    shares = [len(own & frozenset(content_stems(text))) / max(1, len(own)) for text in spans]
    best = max(shares, default=0.0)
    return " ".join(text for text, share in zip(spans, shares, strict=True) if share >= ALIGNED * best) or source


def _values(claim: str, everything: str, aligned: str, context: str) -> tuple[str, ...]:
    """Return the claim's values that neither the sentences it is about nor the source's context say."""
    near = find_values(f"{aligned}\n{context}")
    far = find_values(everything)
    wrong: list[str] = []
    for value in find_values(claim):
        if value.kind == "number" and value.text.lower() == "one":
            continue
        held = far if value.kind == "date" else near
        if not any(value.agrees(other) for other in held):
            wrong.append(value.text)
    return tuple(wrong)


def _names(claim: str, everything: str) -> tuple[str, ...]:
    # 'Majesty's' is a name's word as 'majesty', and stands in the source as one or the other.
    words = set(_plain(everything).split()) | set(_plain(re.sub(r"['’]s\b", "", everything)).split())
    return tuple(
        name.text for name in find_names(claim) if not all(set(_plain(word).split()) <= words for word in name.words)
    )


def _grades(claim: str, aligned: str, everything: str) -> tuple[str, ...]:
    """Return grades that the claim gives and the sentences it is about do not."""
    lowered, source = claim.lower(), aligned.lower()
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


def _negations(claim: str, aligned: str) -> tuple[str, ...]:
    """Return words that are plainly negated on one side and nowhere so on the other."""
    spans = [aligned[start:end] for start, end in sentences(aligned)]
    counts = [count_negations(text) for text in spans]
    if spans and count_negations(claim) in {counts[_nearest(claim, spans)], sum(counts)} and sum(counts):
        return ()  # as often negated, in other words: a flip changes how often
    mine, theirs = tokens(claim), tokens(aligned)
    wrong = [one.word for one in mine if one.near and _only(theirs, one.stem, negated=False)]
    wrong += [
        one.word
        for one in theirs
        if one.near and _only(mine, one.stem, negated=False) and not _plainly_there(theirs, one.stem)
    ]
    return tuple(dict.fromkeys(wrong))


def _nearest(claim: str, spans: Sequence[str]) -> int:
    """Return the place of the text that shares most words with a claim."""
    own = frozenset(content_stems(claim))
    return max(range(len(spans)), key=lambda at: (len(own & frozenset(content_stems(spans[at]))), -at))


def _only(words: Sequence[Token], wanted: str, *, negated: bool) -> bool:
    """Whether a word stands in a text, and each time with this polarity."""
    held = [one for one in words if one.stem == wanted]
    return bool(held) and all(one.negated is negated for one in held)


def _plainly_there(words: Sequence[Token], wanted: str) -> bool:
    return any(one.stem == wanted and not one.negated for one in words)


def _quantifiers(claim: str, aligned: str) -> tuple[str, ...]:
    """Return quantified words of which the source says less, or other than the claim."""
    mine, theirs = quantified(claim), quantified(aligned)
    wrong: list[str] = []
    for word, kind in mine.items():
        other = theirs.get(word)
        if other is None:
            if kind in ("all", "none") and theirs:
                wrong.append(f"{kind} {word}")
        elif kind != other and not _STRENGTH.get(kind, 9) <= _STRENGTH.get(other, 0):
            wrong.append(f"{kind} {word}")
    wrong += [
        word
        for word, other in theirs.items()
        if other in ("few", "none") and word not in mine and word in content_stems(claim)
    ]
    return tuple(wrong)


def _coverage(claim: str, everything: str, rarity: Callable[[str], float] | None) -> tuple[float, tuple[str, ...]]:
    """Return the share of a claim's content that a text has, and the words that it has not."""
    roots = {token.stem: token.word for token in tokens(claim)}
    held = {token.stem for token in tokens(everything)} | set(content_stems(everything))
    weights = {one: rarity(one) if rarity else 1.0 for one in roots}
    total = sum(weights.values())
    if not total:
        return 1.0, ()
    missing = tuple(word for one, word in roots.items() if one not in held)
    return sum(weight for one, weight in weights.items() if one in held) / total, missing
