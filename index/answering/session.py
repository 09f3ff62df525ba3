"""One version of the index with what is needed to answer from it; made once for each version."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.framework import Frameworks, load_frameworks
from corpus.model import Document, Paragraph
from corpus.register import load_register
from index.answer import Filters, SearchResult
from index.answering.asked import Asked, Closeness, Likeness, Relevance
from index.answering.catalogue.parsing.parse import parse_query
from index.answering.catalogue.words import CatalogueWords, make_words
from index.answering.conversation.resolve import resolve
from index.answering.explanation import Explanation, explain
from index.answering.extractive import answer_extractively
from index.answering.plain_words import PlainWords
from index.answering.statements import Draft
from index.intent import IntentModel
from index.relevance import RelevanceModel, make_relevance_model
from index.reranking import Reranker, make_reranker
from index.retrieval import question_text, retrieve
from index.retrieval.scope import passes
from index.settings import Settings
from index.storage import IndexVersion, open_index
from index.understanding import Knowledge, Understanding, read_question
from index.understanding.understand import knowledge_of

if TYPE_CHECKING:
    from index.embedding import Embedder

__all__ = ["Session", "Understood"]

Restate = Callable[[str, Sequence[str]], str | None]

Topic = Callable[[], NDArray[np.float32]]
"""Embeds what a question is about, once, when first needed."""

FOUND = 24
"""Paragraphs that are retrieved for a question."""
MAX_FOLLOW_UPS = 2_000
"""Follow-ups of which it is remembered how they were read, before all are forgotten."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as asked, and with all that its answer is made from; `seconds` says how long each stage took."""

    question: str
    asked: Asked
    seconds: dict[str, float] = field(default_factory=dict)


class Session:
    """A version of the index, opened, with the words of its catalogue; may be shared between threads."""

    def __init__(
        self,
        index: IndexVersion,
        embedder: Embedder,
        reranker: Reranker | None = None,
        relevance: RelevanceModel | None = None,
        intent: IntentModel | None = None,
    ) -> None:
        """Take a version that is open; see `open`."""
        self.index = index
        self._reranker = reranker
        self._embedder = embedder
        self._model = relevance or RelevanceModel()
        self.frameworks: Frameworks = load_frameworks()
        self.knowledge: Knowledge = knowledge_of(index, load_register())
        self._plain = PlainWords(intent or IntentModel(), lambda: self.words, self._authorities)
        self._phrases: dict[tuple[str, ...], NDArray[np.float32]] = {}
        self._follow_ups: dict[tuple[str, ...], str] = {}

    @classmethod
    def open(
        cls,
        source: Settings | Path,
        embedder: Embedder,
        relevance: RelevanceModel | None = None,
        intent: IntentModel | None = None,
    ) -> Session:
        """Open the version of an index that is served now; `source` are settings, or its folder on this machine.

        Raises:
            IndexStoreError: there is none, or it cannot be used.
        """
        reranker = make_reranker(source) if isinstance(source, Settings) else None
        if relevance is None and isinstance(source, Settings):
            relevance = make_relevance_model(source)
        index = open_index(source)
        try:
            index.require(embedder)
        except BaseException:
            index.close()
            raise
        return cls(index, embedder, reranker, relevance, intent)

    def close(self) -> None:
        """Let go of the version's files."""
        self.index.close()

    def is_current(self) -> bool:
        """Whether no newer version is served."""
        return self.index.is_current()

    @cached_property
    def words(self) -> CatalogueWords:
        """The words in which people ask about this corpus as a whole."""
        return make_words(self.frameworks, self.index.documents)

    def understand(
        self, question: str, filters: Filters, history: Sequence[str], restate: Restate | None = None
    ) -> Understood:
        """Resolve a follow-up, read the question and find paragraphs for it.

        `restate` says a follow-up in other words, None where it cannot; it is asked only where the rules leave a
        question as it is that names no authority.
        """
        start = time.perf_counter()
        if len(self._follow_ups) > MAX_FOLLOW_UPS:
            self._follow_ups = {}
        words = self.words if history else None
        resolved = resolve(
            question, history, self.knowledge, self.index.documents, words, self._follow_ups, self._plain
        )
        understanding = read_question(resolved, self.knowledge)
        is_open = bool(history) and resolved == question and not understanding.named
        if restate is not None and is_open and (restated := restate(question, history)) is not None:
            resolved, understanding = restated, read_question(restated, self.knowledge)
        read = time.perf_counter()
        vectors = cache(lambda: self._embedder.embed_questions([_topic(understanding), understanding.question]))
        topic: Topic = cache(lambda: vectors()[0])
        asked = Asked(
            question=resolved,
            understanding=understanding,
            results=tuple(self._find(understanding, filters, FOUND)),
            corpus=self.index,
            documents=_allowed(self.index.documents, filters),
            frameworks=self.frameworks,
            find=lambda limits, k: self._find(understanding, both(filters, limits), k),
            filters=filters,
            rarity=self.rarity,
            is_known=lambda stem: self.index.lexical.document_frequency(stem) > 0,
            closeness=self._closeness(topic),
            closeness_whole=self._closeness(lambda: vectors()[1]),
            likeness=self._likeness(topic),
            relevance=self._relevance(question_text(understanding)),
        )
        return Understood(question, asked, {"reading": read - start, "searching": time.perf_counter() - read})

    def answer(self, understood: Understood) -> Draft:
        """Answer a question that was understood."""
        return answer_extractively(understood.asked, self.words)

    def unread(self, question: str) -> tuple[str, ...]:
        """Return the words that keep a question about all documents from being asked of the catalogue."""
        parsed = parse_query(question, self.words)
        return parsed.left_over if parsed is not None else ()

    def terms(self) -> dict[str, str]:
        """Return the grades, areas and regions that may be asked for: as people write them, by themselves."""
        names = (*self.words.scale, *self.words.areas, *self.words.regions)
        return {name: name for name in dict.fromkeys(names)}

    def explain(self, understood: Understood, draft: Draft) -> Explanation:
        """Return how the answer to a question came about."""
        return explain(understood.question, understood.asked, draft)

    def search(self, words: str, k: int, filters: Filters) -> list[SearchResult]:
        """Return the paragraphs that fit some words best."""
        return self._find(read_question(words, self.knowledge), filters, k)

    def count_paragraphs(self, documents: Sequence[Document]) -> int:
        """Return how many paragraphs some documents have."""
        return sum(len(self.index.rows_of(document.id)) for document in documents)

    def rarity(self, stem: str) -> float:
        """Return the weight of a stem: the logarithm of how few paragraphs have it, about 0.5 to 12."""
        frequency = self.index.lexical.document_frequency(stem)
        return math.log(1.5 + self.index.paragraph_count / (1 + frequency))

    def _authorities(self, text: str) -> tuple[str, ...]:
        """Return the authorities that a text names, whether documents are about them or not."""
        understanding = read_question(text, self.knowledge)
        return understanding.named + understanding.absent

    def _closeness(self, topic: Topic) -> Closeness:
        """Return how near the passages of a paragraph come to a question."""

        def of_paragraph(paragraph: Paragraph) -> list[tuple[int, int, float]]:
            row = self.index.row_of(paragraph)
            first, last = (int(at) for at in self.index.passage_range[row : row + 2])
            cosines = self.index.vectors.cosines(topic(), np.arange(first, last)) + self._embedder.question_offset
            starts, ends = self.index.passage_start[first:last], self.index.passage_end[first:last]
            return [
                (int(start), int(end), float(cosine)) for start, end, cosine in zip(starts, ends, cosines, strict=True)
            ]

        return of_paragraph

    def _likeness(self, topic: Topic) -> Likeness:
        """Return how near phrases come to what a question is about; the same phrases are embedded once."""

        def of_phrases(phrases: Sequence[str]) -> tuple[float, ...]:
            key = tuple(phrases)
            if key not in self._phrases:
                self._phrases[key] = self._embedder.embed_questions(key)
            return tuple(float(cosine) for cosine in self._phrases[key] @ topic())

        return of_phrases

    def _relevance(self, question: str) -> Relevance:
        """Return how well sentences answer a question."""
        return lambda sentences: tuple(map(float, self._model.judge(question, sentences)))

    def _find(self, understanding: Understanding, filters: Filters, k: int) -> list[SearchResult]:
        found = retrieve(self.index, self._embedder, understanding, k=k, filters=filters, reranker=self._reranker)
        return list(found)


def _topic(understanding: Understanding) -> str:
    """Return what a question is about without the words of asking, to which any finding comes near."""
    return " ".join(understanding.words) or understanding.bare or understanding.question


def _allowed(documents: tuple[Document, ...], filters: Filters) -> tuple[Document, ...]:
    flags = passes(documents, filters)
    return tuple(document for document, flag in zip(documents, flags, strict=True) if flag)


def both(one: Filters, other: Filters) -> Filters:
    """Return filters that limit to the documents of `other` within those of `one`.

    `other` names documents only; where both do, those named by both are left.
    """
    if not other.documents:
        return one
    named = tuple(name for name in other.documents if not one.documents or name in one.documents)
    return Filters(
        authorities=one.authorities,
        regions=one.regions,
        kinds=one.kinds,
        publishers=one.publishers,
        documents=named or other.documents,
        published_from=one.published_from,
        published_to=one.published_to,
        latest_only=one.latest_only,
    )
