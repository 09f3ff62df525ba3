"""Negation, quantifiers and opposites: words that turn a statement round while leaving most of it as it was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.support.terms import is_function_word, stem

__all__ = [
    "Token",
    "are_opposites",
    "count_negations",
    "is_negating",
    "opposites_in",
    "quantified",
    "quantifiers",
    "tokens",
]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,;:.!?()–—]")
_NEGATING = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "without",
        "hardly",
        "scarcely",
        "barely",
        "rarely",
        "seldom",
        "cannot",
        "lack",
        "lacks",
        "lacked",
        "lacking",
        "absence",
        "absent",
        "fail",
        "fails",
        "failed",
        "failing",
        "failure",
        "unable",
        "refuse",
        "refused",
        "instead",
    ]
)
_CLAUSE_ENDS = frozenset(",;:.!?()–—") | {"but", "although", "while", "whereas", "however", "though", "because"}
_REACH = 6
"""Words over which a negation carries, unless the clause ends before."""
_NEAR = 2
_PREFIXES = ("un", "in", "im", "ir", "dis", "il", "non")
_NEGATED_ROOTS = frozenset(
    [
        "adequate",
        "effective",
        "sufficient",
        "consistent",
        "appropriate",
        "accurate",
        "complete",
        "clear",
        "stable",
        "safe",
        "suitable",
        "available",
        "aware",
        "resolved",
        "allocated",
        "assessed",
        "challenged",
        "identified",
        "developed",
        "likely",
        "certain",
        "necessary",
        "precise",
        "able",
        "secure",
        "regular",
        "proportionate",
        "balanced",
        "satisfied",
        "advantaged",
        "organised",
        "engaged",
        "connected",
        "met",
        "known",
        "seen",
        "recorded",
        "reliable",
        "realistic",
        "helpful",
        "successful",
        "experienced",
        "permanent",
        "timely",
        "equal",
        "fair",
        "formal",
        "direct",
        "visible",
        "capable",
        "flexible",
        "frequent",
    ]
)
_QUANTIFIERS = {
    "all": "all", "every": "all", "each": "all", "always": "all", "invariably": "all",
    "universally": "all",
    "most": "most", "majority": "most", "mostly": "most", "usually": "most", "generally": "most", "nearly": "most",
    "almost": "most", "largely": "most", "typically": "most",
    "many": "many", "often": "many", "frequently": "many", "numerous": "many",
    "some": "some", "several": "some", "sometimes": "some", "certain": "some", "occasionally": "some", "number": "some",
    "few": "few", "minority": "small", "handful": "small", "hardly": "few", "scarcely": "few",
    "none": "none", "never": "none", "nobody": "none",
}  # fmt: skip
_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely|simply|least)\b|\bno (?:more|less|fewer|later|earlier|sooner) than\b|\bno doubt\b"
)
"""'Not only staff' denies nothing, nor does 'no more than 20 miles'."""
_SIZES = {"small": "small", "large": "many", "high": "many", "significant": "many", "increasing": "many"}
_NO_QUANTITY = re.compile(r"\b(?:above all|after all|first of all|(?:not )?at all|all in all|many a)\b")
_NEARLY_ALL = re.compile(r"\b(?:almost|nearly|virtually|practically) (?:all|every)\b")
_OPPOSITES = (
    (
        "increase rise rose risen rising grow grew grown climb",
        "decrease fall fell fallen falling drop reduce decline shrink cut",
    ),
    ("improve strengthen better progress narrow", "widen decline deteriorate worsen weaken worse regress"),
    ("strong stronger strongest robust", "weak weaker weakest poor poorer"),
    ("good effective excellent", "poor ineffective inadequate weak"),
    ("high higher highest", "low lower lowest"),
    ("timely prompt swift quick early", "delayed delay late slow untimely"),
    ("more", "fewer less"),
    ("above exceed over", "below under"),
    ("before", "after"),
    ("permanent", "temporary agency"),
    ("stable stability", "unstable instability turnover"),
    ("start begin began establish open", "end stop close cease abolish"),
    ("praise welcome", "criticise criticism condemn"),
    ("accept agree", "reject refuse dispute"),
    ("first", "last"),
    ("large big", "small"),
    ("safe", "unsafe dangerous"),
    ("support", "oppose"),
    ("sufficient enough", "insufficient shortage"),
    ("clear", "unclear confusing"),
    ("consistent", "inconsistent variable"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """A content word: its stem without a negating prefix, and whether it is negated.

    `negated` says that it stands within the reach of a negation (or has a negating prefix, not both), `near`
    that it is one of the first two content words after one, which are what it is about.
    """

    word: str
    stem: str
    negated: bool
    near: bool


def tokens(text: str) -> tuple[Token, ...]:
    """Return the content words of a text in order, each with its polarity."""
    found: list[Token] = []
    negation_at, since = -100, 0
    for position, word in enumerate(_words(text)):
        if word in _CLAUSE_ENDS:
            negation_at = -100
            continue
        if word in _NEGATING or word.endswith("n't"):
            negation_at, since = position, 0
            continue
        plain = re.sub(r"'s?$", "", word)
        if is_function_word(plain):
            continue
        root, is_negated = _root(plain)
        reached = position - negation_at <= _REACH
        since += 1
        found.append(Token(plain, root, is_negated != reached, is_negated != (reached and since <= _NEAR)))
    return tuple(found)


@cache
def _root(word: str) -> tuple[str, bool]:
    """Return a word's stem without a negating prefix, and whether it had one."""
    if word.startswith("disab"):
        return stem(word), False  # 'disabled children' denies nothing
    for prefix in _PREFIXES:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and stem(rest) in _negated_stems():
            return stem(rest), True
    return stem(word), False


@cache
def _negated_stems() -> frozenset[str]:
    return frozenset(stem(root) for root in _NEGATED_ROOTS)


def count_negations(text: str) -> int:
    """Return how many words of a text negate, by themselves or by a prefix ('not', 'without', 'unaware')."""
    return sum(is_negating(word) for word in _words(text))


def is_negating(word: str) -> bool:
    """Whether a word, in lower case, negates by itself or by its prefix."""
    return word in _NEGATING or word.endswith("n't") or _root(word)[1]


def _words(text: str) -> list[str]:
    """Return words and marks in lower case; what only looks like a negation is left out."""
    plain = _NO_NEGATION.sub(" ", text.lower().replace("’", "'"))
    return [match[0] for match in _WORD.finditer(plain)]


def quantifiers(text: str) -> tuple[str, ...]:
    """Return the classes of a text's quantifiers in order, whatever they stand before: 'all', 'most', ..., 'none'.

    'Each' is left out: 'each on average' quantifies nothing, and 'each child' and 'the children' say the same.
    """
    words = re.findall(r"[^\W_]+", _NEARLY_ALL.sub("most", text.lower()))
    return tuple(_QUANTIFIERS[word] for word in words if word in _QUANTIFIERS and word != "each")


def quantified(text: str) -> dict[str, str]:
    """Return, by the stem of the word quantified, the class of its quantifier.

    Classes are 'all', 'most', 'many', 'some', 'small' ('a few', 'a minority'), 'few' ('very few') and 'none'.
    """
    words = [match[0] for match in _WORD.finditer(_NO_QUANTITY.sub(" ", _NEARLY_ALL.sub("most", text.lower())))]
    found: dict[str, str] = {}
    for at in range(len(words)):
        kind = _kind_of(words, at)
        if kind is None:
            continue
        for following in words[at + 1 : at + 5]:
            if following in _CLAUSE_ENDS:
                break
            if not is_function_word(following) and following not in _QUANTIFIERS:
                found.setdefault(stem(following), kind)
                break
    return found


def _kind_of(words: list[str], at: int) -> str | None:
    """Return the class of the quantifier at a place, as the words around it mean it; None where there is none."""
    word, before = words[at], words[max(0, at - 2) : at]
    kind = _QUANTIFIERS.get(word)
    last = before[-1:]
    if kind is None or (word == "each" and words[at + 1 : at + 2] in (["on"], [","], ["."], [])):
        return None  # '27 cases each on average' quantifies nothing that follows
    if last == ["too"]:
        return None
    if last == ["quite"]:
        return "many"
    if word == "few" and "a" in before:
        return "small"
    if word == "number":
        return next((size for adjective, size in _SIZES.items() if adjective in before), kind)
    if last in (["not"], ["never"]) and kind in ("all", "most"):
        return "some"
    return kind


def opposites_in(claim: str, source: str) -> tuple[str, ...]:
    """Return the claim's words of which the source has only the opposite."""
    mine = {token.stem: token for token in tokens(claim)} | {stem(word): None for word in claim.lower().split()}
    theirs = {token.stem for token in tokens(source)} | {stem(word) for word in re.findall(r"\w+", source.lower())}
    found: list[str] = []
    for one, other in _opposite_stems():
        for side, against in ((one, other), (other, one)):
            said = [word for word in side if word in mine]
            if said and not theirs & side and theirs & against and not against & mine.keys():
                found += said
    return tuple(dict.fromkeys(found))


def are_opposites(one: str, other: str) -> bool:
    """Whether two words, in lower case, are opposites such as 'rise' and 'fall'."""
    first, second = stem(one), stem(other)
    return any((first in a and second in b) or (first in b and second in a) for a, b in _opposite_stems())


@cache
def _opposite_stems() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    def stems(words: str) -> frozenset[str]:
        return frozenset(stem(word) for word in words.split())

    return tuple((stems(one), stems(other)) for one, other in _OPPOSITES)
