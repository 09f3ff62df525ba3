"""What a follow-up says of its own: its words without those that only point, ask, join or hedge."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.answering.topic import is_asking
from index.support.terms import is_function_word
from index.understanding import Understanding

__all__ = ["own_words", "without_names"]

_HEDGES = frozenset(
    """only just even really still again already also though exactly actually quite rather pretty very somewhat
    far low high badly well poorly much little lot bit never ever always suddenly sharply quickly fast steeply
    please then now here there round around anyway all yet like so too either precisely specifically particularly
    always mainly mostly largely simply maybe perhaps honestly seriously basically""".split()
)


def own_words(text: str, *known: Iterable[str]) -> list[str]:
    """Return the words of a follow-up that say something of their own, in lower case.

    Args:
        text: the follow-up, or a part of it.
        known: further words that say nothing here.
    """
    covered = {word.lower() for words in known for word in words}
    words = re.findall(r"[^\W_]+(?:['’][a-z]+)?", text.lower())
    return [
        word
        for word in (re.sub(r"n?['’](?:s|ve|d|re|ll|t)$", "", one) for one in words)
        if word not in covered and word not in _HEDGES and not is_function_word(word) and not is_asking(word)
    ]


def without_names(read: Understanding) -> str:
    """Return a question as understood without the names of authorities and the times in it."""
    text = read.question
    held = [(one.start, one.end) for one in read.authorities] + [(one.start, one.end) for one in read.times]
    for start, end in sorted(held, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text
