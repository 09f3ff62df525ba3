"""Makes `index/understanding/near_words.tsv`: for each common English word those of the documents nearest in meaning.

    python -m eval.near_words --index DIR

Vectors are those of single words by the bundled model (all-MiniLM-L6-v2, Apache-2.0). Takes about two minutes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from corpus.register import load_register
from index.embedding import Embedder, make_embedder
from index.settings import load_settings
from index.storage import open_index
from index.support.terms import is_function_word, stem
from index.understanding.english import common_words
from index.understanding.near import FILE
from index.understanding.words import ASKING

__all__ = ["main", "near_words", "words_of"]

MIN_PARAGRAPHS = 4
MIN_COSINE = 0.6
NEAREST = 5
_WORD = re.compile(r"[a-z]{3,}")


def words_of(texts: Iterable[str], common: frozenset[str]) -> list[str]:
    """Return the common English words that at least four texts have, of each stem the most frequent, in order.

    Names of authorities are left out: nobody who asks about one place means another.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(_WORD.findall(text.lower())))
    names = {word for each in load_register() for word in _WORD.findall(each.name.lower())}
    best: dict[str, str] = {}
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= MIN_PARAGRAPHS and word in common and word not in names and _has_content(word):
            best.setdefault(stem(word), word)
    return sorted(best.values())


def near_words(asked: Sequence[str], said: Sequence[str], embedder: Embedder) -> list[str]:
    """Return a line of the table for each word asked that has others near it.

    Args:
        asked: words of questions.
        said: words of documents.
        embedder: gives the vectors.
    """
    stems = [stem(word) for word in said]
    cosines = embedder.embed(asked) @ embedder.embed(said).T
    lines: list[str] = []
    for word, row in zip(asked, cosines, strict=True):
        order = np.argsort(-row, kind="stable")[: NEAREST + 1]
        near = [(stems[at], float(row[at])) for at in order if row[at] >= MIN_COSINE and stems[at] != stem(word)]
        if near:
            lines.append(f"{word}\t{' '.join(f'{each}:{cosine * 100:.0f}' for each, cosine in near[:NEAREST])}")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the table and say how long it is; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.near_words", description=__doc__.splitlines()[0])
    parser.add_argument("--index", type=Path, required=True, help="folder of the index whose words are taken")
    parser.add_argument("--out", type=Path, default=FILE, help="file to write")
    chosen = parser.parse_args(arguments)
    common = common_words()
    with open_index(chosen.index) as index:
        paragraphs = index.paragraphs_at(np.flatnonzero(index.is_finding))
        said = words_of((paragraph.text for paragraph in paragraphs), common)
    asked = sorted(word for word in common if word.isascii() and len(word) > 2 and _has_content(word))
    lines = near_words(asked, said, make_embedder(load_settings()))
    chosen.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines)} of {len(asked)} words are near to some of {len(said)}: {chosen.out}\n")
    return 0


def _has_content(word: str) -> bool:
    return word not in ASKING and not is_function_word(word)


if __name__ == "__main__":
    sys.exit(main())
