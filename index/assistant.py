"""The assistant: asks and searches an index, and goes over to a new version of it between questions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from corpus.errors import QuestionError
from index.answer import Answer, Filters, Searched, SearchResult
from index.answering.explanation import Explanation
from index.answering.model.engine import make_writer
from index.answering.model.reader import ModelReader
from index.answering.session import Session, Understood
from index.answering.statements import Draft, cite_spans, number_citations
from index.answering.steps import Answered, Checked, Searching, Step, Writing
from index.chat import Chat
from index.intent import IntentModel
from index.relevance import make_relevance_model
from index.settings import Settings, load_settings, silence_telemetry

if TYPE_CHECKING:
    from index.embedding import Embedder

__all__ = ["MAX_QUESTION_CHARS", "Assistant"]

MAX_QUESTION_CHARS = 4000
MAX_HISTORY = 20


class Assistant:
    """Answers questions from an index; may be shared between threads.

    Use `Assistant.open`. Each question is answered from one version of the index, the newest when it is
    asked; `close` it, or use it in a `with` statement, to let go of the files.

    >>> answer = assistant.ask("Why have caseloads fallen in Westhaven Vale?")
    >>> answer.sentences[0].citations
    (1,)
    >>> citation = answer.citations[0]
    >>> citation.paragraph.text[citation.start : citation.end] == citation.quote
    True
    >>> assistant.ask("Which authorities are inadequate now?").rows[0].label
    'Westhaven Vale'
    >>> [found.document.path for found in assistant.search("caseloads in Westhaven Vale", k=1)]
    ['westhaven-vale-full-inspection-2022.md']
    """

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        """Start over the index that the settings name; see `open`."""
        self.settings = settings
        self._embedder = embedder
        self._writer = make_writer(settings, embedder)
        self._turn = threading.Lock()
        self._relevance = make_relevance_model(settings)
        self._intent = IntentModel()
        self._session = Session.open(settings, embedder, self._relevance, self._intent)
        self._users: dict[Session, int] = {self._session: 0}

    @classmethod
    def open(cls, source: Settings | Path | str) -> Assistant:
        """Open the assistant over an index.

        Args:
            source: settings, or the folder of an index (other settings are then read as usual).

        Raises:
            IndexMissingError: there is no index yet.
            IndexDamagedError: the index breaks an invariant.
            EmbeddingError: the embedding model is missing or altered.
        """
        silence_telemetry()
        settings = source if isinstance(source, Settings) else load_settings(index=Path(source))
        from index.embedding import make_embedder

        return cls(settings, make_embedder(settings, is_asked_soon=True))

    def __enter__(self) -> Assistant:
        """Return the assistant."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the index's files; the assistant is of no use afterwards."""
        with self._turn:
            for session in self._users:
                session.close()
            self._users.clear()

    @property
    def index(self) -> str:
        """Fingerprint of the version that is asked now."""
        return self._session.index.fingerprint

    def ask(self, question: str, *, filters: Filters | None = None, history: Sequence[str] = ()) -> Answer:
        """Answer a question; every citation is checked when it is made.

        Args:
            question: the question in plain English.
            filters: what to limit the search to.
            history: earlier questions of the conversation, oldest first.

        Raises:
            QuestionError: the question is empty or too long.
        """
        steps = self.ask_stream(question, filters=filters, history=history)
        return next(step.answer for step in steps if isinstance(step, Answered))

    def ask_stream(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        history: Sequence[str] = (),
        stop: threading.Event | None = None,
    ) -> Iterator[Step]:
        """Answer a question step by step, so that its user sees how far it is and may stop it.

        Args:
            question: the question in plain English.
            filters: what to limit the search to.
            history: earlier questions of the conversation, oldest first.
            stop: set it, from any thread, to stop a language model that writes: its connection is closed, and the
                answer is what was checked by then, or the extractive one. Closing the iterator does the same without
                an answer.

        Yields:
            `Searching`; with a language model `Writing` and, for each sentence that passed the guard, `Checked`;
            then `Answered`. What has not passed the guard is in none of them.

        Raises:
            QuestionError: the question is empty or too long.
        """
        return self._steps(checked(question), filters or Filters(), recent(history), stop)

    def chat(self, filters: Filters | None = None) -> Chat:
        """Start a conversation, whose follow-ups are read in the light of the questions before them."""
        return Chat(self, filters)

    def search(self, words: str, k: int = 10, filters: Filters | None = None) -> list[SearchResult]:
        """Return the `k` paragraphs that fit some words best, best first.

        Raises:
            QuestionError: the words are empty or too many.
        """
        asked = checked(words)
        with self._newest() as session:
            return session.search(asked, k, filters or Filters())

    def explain(self, question: str, *, filters: Filters | None = None, history: Sequence[str] = ()) -> Explanation:
        """Return how a question was understood, what was found with which scores, and what was made of it.

        Raises:
            QuestionError: the question is empty or too long.
        """
        return self.ask_and_explain(question, filters=filters, history=history)[1]

    def ask_and_explain(
        self, question: str, *, filters: Filters | None = None, history: Sequence[str] = ()
    ) -> tuple[Answer, Explanation]:
        """Answer a question once, and return the answer with how it came about and how long each stage took.

        Raises:
            QuestionError: the question is empty or too long.
        """
        start = time.perf_counter()
        asked = checked(question)
        with self._newest() as session:
            understood, draft = self._read(session, asked, filters or Filters(), recent(history), None)
            begun = time.perf_counter()
            seconds = understood.seconds | {"answering": begun - start - sum(understood.seconds.values())}
            if self._writer is not None:
                draft = _finished(self._writer.write(understood.asked, draft, None, begun - start))
                seconds |= {"writing and checking": time.perf_counter() - begun}
            answer = _answer(asked, understood, draft, session, time.perf_counter() - start)
            return answer, replace(session.explain(understood, draft), seconds=seconds)

    def _steps(
        self, question: str, filters: Filters, history: tuple[str, ...], stop: threading.Event | None
    ) -> Iterator[Step]:
        start = time.perf_counter()
        yield Searching(question)
        with self._newest() as session:
            understood, draft = self._read(session, question, filters, history, stop)

            def answer(draft: Draft) -> Answer:
                return _answer(question, understood, draft, session, time.perf_counter() - start)

            if self._writer is not None:
                spent_s = time.perf_counter() - start
                drafts = self._writer.write(understood.asked, draft, stop, spent_s)
                draft = yield from _shown(drafts, answer)
            final = answer(draft)
        yield Answered(final)

    def _read(
        self, session: Session, question: str, filters: Filters, history: Sequence[str], stop: threading.Event | None
    ) -> tuple[Understood, Draft]:
        """Return a question as understood and its extractive answer; a model helps to read what the rules cannot."""
        if self._writer is None:
            understood = session.understand(question, filters, history)
            return understood, session.answer(understood)
        reader = ModelReader(self._writer, stop)
        understood = session.understand(question, filters, history, reader.restate)
        draft = session.answer(understood)
        if draft.reason is not None and draft.query is None:
            words = session.unread(understood.asked.question)
            asked = reader.in_terms(understood.asked.question, words, session.terms())
            other = session.understand(asked, filters, ()) if asked is not None else understood
            computed = session.answer(other)
            if computed.query is not None and computed.reason is None:
                understood, draft = replace(other, question=question), computed
        return understood, replace(draft, notes=(*draft.notes, *reader.notes))

    @contextmanager
    def _newest(self) -> Iterator[Session]:
        """Hold the newest version of the index while a question is answered; older ones close when unused."""
        with self._turn:
            if not self._session.is_current():
                fresh = Session.open(self.settings, self._embedder, self._relevance, self._intent)
                self._users[fresh] = 0
                self._session = fresh
            session = self._session
            self._users[session] += 1
            self._close_unused()
        try:
            yield session
        finally:
            with self._turn:
                if session in self._users:
                    self._users[session] -= 1
                    self._close_unused()

    def _close_unused(self) -> None:
        for session in [one for one, users in self._users.items() if not users and one is not self._session]:
            session.close()
            del self._users[session]


def _shown(
    drafts: Generator[Writing | Draft, None, Draft], answer: Callable[[Draft], Answer]
) -> Generator[Writing | Checked, None, Draft]:
    """Yield the steps of a draft in the making with answers in place of drafts; return the draft."""
    try:
        while True:
            step = next(drafts)
            yield Checked(answer(step)) if isinstance(step, Draft) else step
    except StopIteration as done:
        draft: Draft = done.value
        return draft
    finally:
        drafts.close()


def _finished(drafts: Generator[Writing | Draft, None, Draft]) -> Draft:
    """Return the draft at the end of its making."""
    while True:
        try:
            next(drafts)
        except StopIteration as done:
            draft: Draft = done.value
            return draft


def checked(question: str) -> str:
    """Return a question without spaces around it.

    Raises:
        QuestionError: it has no words, or more than `MAX_QUESTION_CHARS` characters.
    """
    text = question.strip()
    if not any(character.isalnum() for character in text):
        raise QuestionError("the question is empty; ask something in words, such as 'Who led the visit?'")
    if len(text) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"the question has {len(text):,} characters; at most {MAX_QUESTION_CHARS:,} are read. Ask "
            f"it in fewer words."
        )
    return text


def recent(history: Sequence[str]) -> tuple[str, ...]:
    """Return the latest earlier questions, each cut to what is read of a question."""
    return tuple(one[:MAX_QUESTION_CHARS] for one in history if one.strip())[-MAX_HISTORY:]


def _answer(question: str, understood: Understood, draft: Draft, session: Session, seconds: float) -> Answer:
    numbered = number_citations(draft.statements, draft.rows)
    asked = understood.asked
    return Answer(
        question=question,
        kind=draft.kind,
        sentences=numbered.sentences,
        citations=numbered.citations,
        searched=Searched(len(asked.documents), session.count_paragraphs(asked.documents), asked.filters),
        engine=draft.engine,
        index=session.index.fingerprint,
        seconds=seconds,
        rows=numbered.rows,
        abstained=draft.reason is not None,
        reason=draft.reason,
        nearest=cite_spans(draft.nearest),
        resolved=asked.question if asked.question != question else None,
        notes=tuple(dict.fromkeys((*asked.understanding.notes, *draft.notes))),
    )
