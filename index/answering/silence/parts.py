"""Questions of several parts ('who runs it and is it any good?'), which may be answered in part."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.answering.topic import is_asking
from index.support.terms import is_function_word

__all__ = ["other_parts", "parts_of"]

_ASKS = r"(?:is|are|was|were|how|what(?:['’]s)?|why|when|where|who|which|does|do|did|has|have|had|can|will)"
_BETWEEN = re.compile(
    rf"[?;]\s+(?:and |but |or |so )?(?={_ASKS}\b)|,?\s+(?:and|but|or)(?: (?:if so|also|then),?)?\s+(?={_ASKS}\b)",
    re.IGNORECASE,
)


def parts_of(question: str) -> list[str]:
    """Return the questions that a question is made of, itself where it is one."""
    found = [part.strip(" ,?") for part in _BETWEEN.split(question)]
    return [part + "?" for part in found if part] or [question]


def other_parts(question: str, is_missing: Callable[[str], bool]) -> list[str]:
    """Return the parts of a question that ask for something of their own and are not missing; none of a single part."""
    parts = parts_of(question)
    return [part for part in parts if _has_words(part) and not is_missing(part)] if len(parts) > 1 else []


def _has_words(part: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", part.lower())
    return any(not is_function_word(word) and not is_asking(word) for word in words)
