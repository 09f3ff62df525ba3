"""How much of what is asked the paragraphs found do not speak of, in any form of the words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.answering.asked import Asked
from index.answering.statements import Span
from index.answering.topic import coverage_of
from index.support.coverage import QuestionWord
from index.support.terms import content_stems, stem
from index.understanding.near import near_stems

__all__ = ["unmet_share"]

BEGINS = 6
"""Letters in which words that are formed from each other ('clinician', 'clinical') agree."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def unmet_share(asked: Asked, spans: Sequence[Span]) -> float:
    """Return the share, by weight, of a question's words that the paragraphs of some spans have in no form; 0 to 1."""
    held = frozenset(
        one for span in spans for one in content_stems(" ".join((*span.paragraph.section, span.paragraph.text)))
    )
    words = coverage_of(asked).words
    written = {stem(word): word for word in _WORD.findall((asked.understanding.bare or asked.question).lower())}
    total = sum(word.weight for word in words)
    unmet = sum(word.weight for word in words if not _has(word, written.get(word.stem, word.stem), held))
    return unmet / total if total else 1.0


def _has(word: QuestionWord, written: str, held: frozenset[str]) -> bool:
    """Whether stems have a word of a question: itself, another for it, one near to it, or one formed from it."""
    return bool(
        word.found_in(held)
        or any(near in held for near, _ in near_stems(written))
        or (len(word.stem) > BEGINS and any(each.startswith(word.stem[:BEGINS]) for each in held))
    )
