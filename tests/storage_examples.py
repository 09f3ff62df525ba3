"""What the tests of the index on disk share: a quick embedder and invented letters."""

import hashlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexLockedError
from index.settings import Settings
from index.storage import IndexVersion
from index.storage.build import BuildReport, build

TOPICS = ("foster carers", "school attendance", "missing children", "social workers", "care leavers", "early help")


class HashEmbedder:
    """Vectors of a text's words, 24 numbers each; counts the texts it was given."""

    def __init__(self, name: str = "hash-24", dimension: int = 24) -> None:
        self.name = name
        self.dimension = dimension
        self.question_offset = 0.0
        self.embedded = 0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        vectors = np.full((len(texts), self.dimension), 0.01, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest(), "big")
                vectors[row] += np.random.default_rng(seed).normal(size=self.dimension)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed(texts)


def letter(number: int, paragraphs: int = 6) -> str:
    """Return the text of an invented letter."""
    lines = [f"Anyshire {number} Council", "", "Monitoring visit", ""]
    for at in range(paragraphs):
        topic = TOPICS[(number + at) % len(TOPICS)]
        lines += [f"In place-{number} inspectors found that work with {topic} was point-{at} of concern.", ""]
    return "\n".join(lines)


def write_letters(folder: Path, numbers: Sequence[int]) -> Path:
    """Write invented letters `letter-<number>.txt` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"letter-{number:03}.txt").write_text(letter(number), encoding="utf-8")
    return folder


def answer_of(version: IndexVersion) -> bytes:
    """Return what a reader is shown for a fixed question, as bytes."""
    query = np.full(version.manifest.made.dimension, version.manifest.made.dimension**-0.5, dtype=np.float32)
    rows, cosines = version.search_vectors(query, 5)
    paragraphs = version.paragraphs_at(version.passage_paragraph[rows])
    scores = version.lexical.scores("foster carers point")
    for paragraph in paragraphs:
        assert version.document(paragraph.document_id).id == paragraph.document_id
    return repr((version.fingerprint, paragraphs)).encode() + cosines.tobytes() + scores.tobytes()


def build_index(root: Path, *, embedder: HashEmbedder | None = None, **options: bool) -> BuildReport:
    """Build `root/index` of the letters in `root/letters`."""
    settings = Settings(index=root / "index", processes=1)
    return build(settings, [root / "letters"], embedder=embedder or HashEmbedder(), **options)


def outcomes_at_once(*builds: Callable[[], BuildReport]) -> list[BuildReport | IndexLockedError]:
    """Begin builds at the same moment, each in a thread; return what came of each."""
    barrier = threading.Barrier(len(builds))

    def run(begin: Callable[[], BuildReport]) -> BuildReport | IndexLockedError:
        barrier.wait()
        try:
            return begin()
        except IndexLockedError as exc:
            return exc

    with ThreadPoolExecutor(len(builds)) as pool:
        return list(pool.map(run, builds))
