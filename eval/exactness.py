"""Whether the vector search finds what an exact one finds: questions made from the documents, with and without filters.

A question takes its words from a passage of the index, so that the questions are spread as the documents are. The
search is right for a question when its ten cosines are those of a product with every allowed vector, to the last
bit; texts that stand in several places have equal cosines, and which of them comes first does not matter.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.answer import Filters
from index.embedding import Embedder
from index.retrieval.scope import passes
from index.storage import IndexVersion
from index.storage.coarse import products

__all__ = ["Exactness", "Probe", "exactness_text", "generated_probes", "measure_exactness"]

Progress = Callable[[int, int], None]

DEPTH = 10
BATCH = 64
FORMS = (
    "What do inspectors say about {words}?",
    "{words}",
    "How well does {place} manage {words}?",
    "Which councils have problems with {words}?",
    "is there anything on {words} in {place}",
)
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Probe:
    """A generated question and the filters in force; `about` names the filter, 'none' for none."""

    question: str
    filters: Filters
    about: str


@dataclass(frozen=True, slots=True)
class Exactness:
    """How many of `asked` questions found exactly the ten nearest, by filter; `missed` counts lost neighbours."""

    asked: dict[str, int]
    exact: dict[str, int]
    missed: int
    passages: int

    @property
    def share(self) -> float | None:
        """Share of questions for which the search was exact, None where none was asked."""
        total = sum(self.asked.values())
        return sum(self.exact.values()) / total if total else None


def measure_exactness(
    index: IndexVersion, embedder: Embedder, *, count: int = 1000, seed: int = 0, progress: Progress | None = None
) -> Exactness:
    """Ask generated questions of an index by its own vector search and by a product with all vectors.

    Args:
        index: the index.
        embedder: the embedder with which it was built.
        count: number of questions.
        seed: of the questions.
        progress: called with the number of questions done and to do.
    """
    probes = list(generated_probes(index, count, seed))
    asked: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    missed = 0
    for start in range(0, len(probes), BATCH):
        if progress is not None:
            progress(start, len(probes))
        part = probes[start : start + BATCH]
        for probe, query in zip(part, embedder.embed_questions([each.question for each in part]), strict=True):
            lost = _lost(index, query, probe.filters)
            asked[probe.about] += 1
            exact[probe.about] += lost == 0
            missed += lost
    return Exactness(dict(asked), {about: exact[about] for about in asked}, missed, index.passage_count)


def generated_probes(index: IndexVersion, count: int, seed: int = 0) -> Iterator[Probe]:
    """Yield questions made of the words of passages, each with one of the filters in turn."""
    chance = random.Random(seed)
    filters = list(_filters(index, chance))
    rows = np.flatnonzero(index.is_finding)
    for number in range(count if len(rows) else 0):
        paragraph = index.paragraphs_at([int(chance.choice(rows))])[0]
        document = index.document(paragraph.document_id)
        words = list(dict.fromkeys(_WORD.findall(paragraph.text.lower()))) or ["children"]
        first = chance.randrange(len(words))
        place = document.authorities[0] if document.authorities else "the council"
        question = chance.choice(FORMS).format(words=" ".join(words[first : first + 5]), place=place)
        about, limits = filters[number % len(filters)](document.authorities)
        yield Probe(question, limits, about)


def exactness_text(found: Exactness) -> str:
    """Return the figures as lines."""
    lines = [f"{'filter':14} {'questions':>9} {'exact':>7}"]
    lines += [f"{about:14} {found.asked[about]:9} {found.exact[about]:7}" for about in found.asked]
    share = "none" if found.share is None else f"{100 * found.share:.2f}%"
    lines.append(
        f"the ten nearest of {found.passages:,} passages are the exact ones for {share} of "
        f"{sum(found.asked.values())} questions; {found.missed} neighbours missed"
    )
    return "\n".join(lines)


Choice = Callable[[tuple[str, ...]], tuple[str, Filters]]


def _filters(index: IndexVersion, chance: random.Random) -> Iterator[Choice]:
    """Yield what chooses the filters of a question about some authorities; half of them do not limit."""
    regions = sorted({document.region for document in index.documents if document.region}) or [""]
    kinds = sorted({document.kind for document in index.documents})
    days = sorted(document.dated for document in index.documents if document.dated) or [date(2000, 1, 1)]
    for choice in (
        lambda _: ("authority", Filters(authorities=_)),
        lambda _: ("region", Filters(regions=(chance.choice(regions),))),
        lambda _: ("kind", Filters(kinds=(chance.choice(kinds),))),
        lambda _: ("dates", Filters(published_from=chance.choice(days))),
        lambda _: ("latest", Filters(latest_only=True)),
    ):
        yield lambda _: ("none", Filters())
        yield choice


def _lost(index: IndexVersion, query: NDArray[np.float32], filters: Filters) -> int:
    """Return how many of the nearest passages the search of the index misses."""
    allowed = passes(index.documents, filters)[index.document_row] & index.is_finding
    _, found = index.search_vectors(query, DEPTH, allowed if filters != Filters() else None)
    cosines = products(index.vectors.matrix, query)[allowed[index.passage_paragraph]]
    nearest = -np.sort(-cosines)[:DEPTH]
    missing = Counter(nearest.tolist()) - Counter(found.tolist())
    return sum(missing.values())
