"""Quantifiers: of how many a statement is meant, as a class for each word that is quantified."""

from __future__ import annotations

import re

from index.support.polarity import CLAUSE_ENDS
from index.support.terms import is_function_word, stem

__all__ = ["quantified", "quantifiers"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,;:.!?()–—]")
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
_SIZES = {"small": "small", "large": "many", "high": "many", "significant": "many", "increasing": "many"}
_NO_QUANTITY = re.compile(r"\b(?:above all|after all|first of all|(?:not )?at all|all in all|many a)\b")
_NEARLY_ALL = re.compile(r"\b(?:almost|nearly|virtually|practically) (?:all|every)\b")


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
            if following in CLAUSE_ENDS:
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
