"""Measures passages and their ranking on the general chunking benchmark of Chroma (brandonstarxel/chunking_evaluation).

    python -m eval.chunks ../shared/benchmarks/chunk-retrieval

Of the characters that answer a question, recall is the share inside the first five passages; precision is the share
of those passages' characters that answer it; both are means over the questions. A passage is a run of whole
sentences that may begin at any sentence; of passages that overlap by half only the best counts. Its vector is the
mean of its sentences' vectors by their length, its words are scored as in `index.retrieval`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, make_embedder
from index.sentences import passages, sentences
from index.settings import load_settings
from index.storage.lexical import Lexical, LexicalWriter

__all__ = ["Passage", "cut", "main", "measure", "pick", "shares"]

MAX_CHARS = 690
"""Characters of a passage at most: 140 tokens on average, at the benchmark's 4.4 characters a token."""
PIECE_WORDS = 30
DENSE, LEXICAL, COVERAGE = 1.0, 0.8, 0.8
FIRST = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start:end` of a text, made of the pieces `first:last` of all texts."""

    text: str
    start: int
    end: int
    first: int = 0
    last: int = 1

    def overlap(self, other: Passage) -> float:
        """Return the share of the shorter passage that both have."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        shorter = min(self.end - self.start, other.end - other.start)
        return max(shared, 0) / shorter if self.text == other.text else 0.0


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    corpus: str
    answers: tuple[tuple[int, int], ...]


def cut(name: str, text: str, offset: int, max_chars: int = MAX_CHARS) -> tuple[list[Passage], list[Passage]]:
    """Cut a text into pieces (sentences, long ones at their clauses) and into passages of them.

    Args:
        name: name of the text.
        text: the text.
        offset: number of pieces in the texts before it.
        max_chars: length of a passage, unless one piece is longer.
    """
    pieces: list[Passage] = []
    for start, end in sentences(text):
        pieces += [Passage(name, start + left, start + right) for left, right in passages(text[start:end], PIECE_WORDS)]
    runs: list[Passage] = []
    last = 0
    for first, piece in enumerate(pieces):
        last = max(last, first + 1)
        while last < len(pieces) and pieces[last].end - piece.start <= max_chars:
            last += 1
        runs.append(Passage(name, piece.start, pieces[last - 1].end, offset + first, offset + last))
    return pieces, runs


def pick(ranked: Sequence[Passage], count: int = FIRST) -> list[Passage]:
    """Return the first passages of which none overlaps a better one by more than half."""
    chosen: list[Passage] = []
    for passage in ranked:
        if len(chosen) == count:
            break
        if all(passage.overlap(better) <= 0.5 for better in chosen):
            chosen.append(passage)
    return chosen


def shares(chosen: Sequence[Passage], corpus: str, answers: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Return recall and precision by characters."""
    wanted = {place for start, end in answers for place in range(start, end)}
    found = {place for each in chosen if each.text == corpus for place in range(each.start, each.end)}
    return len(wanted & found) / len(wanted), len(wanted & found) / sum(each.end - each.start for each in chosen)


def measure(folder: Path, embedder: Embedder) -> tuple[float, float, float, int]:
    """Return mean recall, mean precision, mean characters of a passage, and the number of questions."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in sorted((folder / "corpora").glob("*.md"))}
    questions = _questions(folder / "questions_df.csv")
    pieces: list[Passage] = []
    runs: list[Passage] = []
    for name, text in texts.items():
        more_pieces, more_runs = cut(name, text, len(pieces))
        pieces += more_pieces
        runs += more_runs
    vectors = _run_vectors(embedder.embed([texts[each.text][each.start : each.end] for each in pieces]), pieces, runs)
    asked = embedder.embed_questions([question.text for question in questions])
    with tempfile.TemporaryDirectory() as temporary:
        lexical = _lexical([texts[each.text][each.start : each.end] for each in runs], Path(temporary) / "words")
        figures = [
            shares(
                pick(_ranked(runs, _scores(vectors @ vector, lexical, question.text))),
                question.corpus,
                question.answers,
            )
            for question, vector in zip(questions, asked, strict=True)
        ]
    recall, precision = np.mean(figures, axis=0)
    return float(recall), float(precision), float(np.mean([each.end - each.start for each in runs])), len(questions)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.chunks", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with corpora/ and questions_df.csv")
    recall, precision, length, count = measure(parser.parse_args(arguments).folder, make_embedder(load_settings()))
    sys.stdout.write(
        f"{count} questions, passages of {length:.0f} characters on average\n"
        f"first {FIRST}: recall {100 * recall:.1f}, precision {100 * precision:.1f}\n"
    )
    return 0


def _questions(path: Path) -> list[_Question]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            _Question(
                row["question"],
                row["corpus_id"],
                tuple((answer["start_index"], answer["end_index"]) for answer in json.loads(row["references"])),
            )
            for row in csv.DictReader(file)
        ]


def _run_vectors(
    vectors: NDArray[np.float32], pieces: Sequence[Passage], runs: Sequence[Passage]
) -> NDArray[np.float32]:
    """Return unit vectors of passages, the means of their pieces' by length."""
    lengths = np.asarray([each.end - each.start for each in pieces], dtype=np.float32)
    sums = np.concatenate(
        [np.zeros((1, vectors.shape[1])), np.cumsum(vectors * lengths[:, None], axis=0, dtype=np.float64)]
    )
    means = sums[[run.last for run in runs]] - sums[[run.first for run in runs]]
    unit: NDArray[np.float32] = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _lexical(texts: Sequence[str], folder: Path) -> Lexical:
    writer = LexicalWriter()
    writer.add(texts)
    writer.write(folder)
    return Lexical(folder, len(texts))


def _scores(cosines: NDArray[np.float32], lexical: Lexical, question: str) -> NDArray[np.float32]:
    stems = dict.fromkeys(lexical.stems(question), 1.0)
    words = lexical.weighted_scores(stems)
    coverage = np.zeros(len(cosines), dtype=np.float32)
    of_all = 0.0
    for stem in stems:
        if frequency := lexical.document_frequency(stem):
            idf = float(np.log1p(len(cosines) / frequency))
            coverage[lexical.rows_with(stem)] += idf
            of_all += idf
    total: NDArray[np.float32] = (
        DENSE * cosines + LEXICAL * words / max(float(words.max()), 1e-9) + COVERAGE * coverage / max(of_all, 1e-9)
    )
    return total


def _ranked(runs: Sequence[Passage], scores: NDArray[np.float32]) -> list[Passage]:
    return [runs[row] for row in np.argsort(-scores, kind="stable")[:300]]


if __name__ == "__main__":
    sys.exit(main())
