"""Words of like meaning among those that the documents use: for 'chat' also 'conversations'.

`near_words.tsv` was made by `python -m eval.near_words` from the bundled model's vectors of single words, so that it
knows far more words than anybody would list by hand. It helps to find; it is no evidence that something is answered.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["near_stems"]

FILE = Path(__file__).with_name("near_words.tsv")


def near_stems(word: str) -> tuple[tuple[str, float], ...]:
    """Return stems of words near to a word (in lower case) with their cosine, nearest first; none if it is rare."""
    return _table().get(word, ())


@cache
def _table() -> dict[str, tuple[tuple[str, float], ...]]:
    """Read lines of a word, a tab, and `stem:hundredths` between spaces."""
    table: dict[str, tuple[tuple[str, float], ...]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        word, _, near = line.partition("\t")
        pairs = (each.rsplit(":", 1) for each in near.split(" "))
        table[word] = tuple((stem, int(hundredths) / 100) for stem, hundredths in pairs)
    return table
