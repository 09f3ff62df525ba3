"""Clauses of a sentence, so that what one of them says is not held against what another does."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["clauses", "is_asserted"]

MIN_WORDS = 3
"""A part of fewer words belongs to the one before."""
MAX_OPENING = 8
"""Words of an opening such as 'In most of the 19 discussions', which belongs to what follows."""

_SUBJECT = r"(?= (?:it|they|he|she|the|a|an|their|its|there|these|children|young|staff|leaders|managers|social)\b)"
_VERB = r"(?= (?:the|a|an|this|these|they|it|is|are|was|were|has|have|do|does|not|then|so|others?|there)\b)"
_WHICH = "".join(f"(?<!{word} )" for word in ("with", "by", "in", "of", "to", "for", "on")) + "which"
_CUT = re.compile(
    r"(?<!\d)[,.](?!\d)|,\s|[;:!?()–—]\s|\.$|\||"
    rf"(?=\b(?:but|although|though|while|whereas|however|because|so that|{_WHICH}|despite|whether|why"
    r"|how(?= (?:long|much|far|well|good|many|they|it|to))"
    rf"|(?:since|when|where|once|if|unless|until|after|before|as){_SUBJECT}|and{_VERB})\b)",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"((?:recognis|acknowledg|accept|conced|agree|know|notic|aware|admit|sa[iy]|stat|report|not)\w*) that\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:in|of|for|at|by|with|on|among|during|within|over|from|under|since|once|after)\b", re.IGNORECASE
)
_NOT_ASSERTED = re.compile(r"(?:when|if|where|unless|how|whether|why|until|once|while|so that)\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def clauses(sentence: str) -> tuple[str, ...]:
    """Return a sentence's clauses in order, each with the word that joins it."""
    text = re.sub(r"\b([Ll])ooked after\b", r"\1ooked_after", _THAT.sub(r"\1 | ", sentence))
    found: list[str] = []
    parts = [part.strip().replace("_", " ") for part in _CUT.split(text)]
    for at, part in enumerate(part for part in parts if part):
        if found and (len(part.split()) < MIN_WORDS or (at == 1 and _only_opens(found[0]))):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return tuple(found)


def is_asserted(clause: str) -> bool:
    """Whether a clause says that something is so, rather than when, whether or what for."""
    return _NOT_ASSERTED.match(clause) is None


def _only_opens(part: str) -> bool:
    return _OPENING.match(part) is not None and len(part.split()) <= MAX_OPENING
