"""The engine with a language model: it writes from the passages found, and only what they support is shown."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from corpus.errors import ModelError
from corpus.register import Register, load_register
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.model.claims import CLAIMS_SCHEMA, Claim, read_claims, read_whole_claims
from index.answering.model.guard import Guard, Judged, Known
from index.answering.model.prompt import CHARS_PER_TOKEN, choose_passages, make_messages, prompt_room
from index.answering.said_by import frame_of
from index.answering.statements import CheckedClaim, Draft, Statement
from index.answering.steps import Writing
from index.answering.wording import plural
from index.models import ChatModel, Message, NothingSpentError, Pieces, Reply, make_model
from index.models.usage import DailyTokens, usage_file
from index.settings import Settings
from index.support.likeness import Likeness

if TYPE_CHECKING:
    from index.embedding import Embedder

__all__ = ["PROSE_FORMS", "ModelWriter", "make_writer"]

READING_SHARE = 0.2
"""Part of the time limit that a model may take to help to read a question."""
PROGRESS_S = 0.3
"""How often, at the most, it is said how far the model is."""

PROSE_FORMS = frozenset({"lookup", "list", "describe", "compare", "timeline", "attribution", "yes/no"})
"""Forms of question whose answer reads better as prose; the others are computed."""


def make_writer(settings: Settings, embedder: Embedder) -> ModelWriter | None:
    """Return the writer that the settings ask for, None where they name no model.

    The embedder tells the guard how alike a sentence and its source are.

    Raises:
        SettingsError: the settings of the model are wrong.
        ModelError: the model cannot be made.
    """
    model = make_model(settings)
    if model is None:
        return None
    usage = DailyTokens(usage_file(settings.index), settings.llm_daily_tokens)
    return ModelWriter(
        model,
        usage,
        timeout_s=settings.llm_timeout_s,
        context_tokens=settings.llm_context_tokens,
        max_tokens=settings.llm_max_tokens,
        likeness=Likeness(embedder),
    )


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """Rewrites extractive answers with a language model, within a time limit and a cap on tokens."""

    model: ChatModel
    usage: DailyTokens
    timeout_s: float = 60.0
    context_tokens: int = 8192
    max_tokens: int = 800
    likeness: Callable[[str, str], float] | None = None

    def write(
        self, asked: Asked, draft: Draft, stop: threading.Event | None = None, spent_s: float = 0.0
    ) -> Generator[Writing | Draft, None, Draft]:
        """Put an answer in words, and return it with what was checked of them.

        Args:
            asked: the question with what was found for it.
            draft: the extractive answer, which is returned, with a note, where the model was asked in vain.
            stop: ends the writing once it is set; the sentences that were checked by then are the answer.
            spent_s: seconds of the time limit that are gone already.

        Yields:
            how far the model is, and after each sentence that passes the guard the answer so far.
        """
        if not is_prose(draft):
            return draft
        room = prompt_room(self.context_tokens, self.max_tokens, asked.question)
        passages = choose_passages(asked, draft, room)
        if not passages:
            return draft
        guard = Guard(passages, known_to(asked, self.likeness))
        messages = make_messages(asked.question, draft.kind, passages)
        try:
            reply = yield from self._watch(self._ask(messages, stop, spent_s=spent_s), draft, len(passages), guard)
        except ModelError as exc:
            return _instead(draft, f"{exc}. This is the answer without a model.")
        sent = f"The question and {plural(len(passages), 'passage')} were sent to {self.model.address}."
        judged = guard.judge(_claims_of(reply))
        return self._draft(draft, judged, (sent, *_say_end(reply), _say_tokens(reply)))

    def _watch(
        self, pieces: Pieces, draft: Draft, passages: int, guard: Guard
    ) -> Generator[Writing | Draft, None, Reply]:
        """Judge the claims of a reply as they become whole; yield how far it is, and the answer so far."""
        written, shown, said_at = "", 0, time.monotonic()
        try:
            yield Writing(self.model.address, passages)
            while True:
                piece = next(pieces)
                written += piece
                judged = guard.judge(read_whole_claims(written)) if not piece.isspace() else ()
                if time.monotonic() - said_at >= PROGRESS_S:
                    said_at = time.monotonic()
                    yield Writing(self.model.address, passages, len(written.split()), _count_withheld(judged))
                kept = [one for one in judged if one.spans]
                if len(kept) > shown and any(one.verdict is not Verdict.PARTLY for one in kept):
                    shown = len(kept)
                    yield self._draft(draft, judged, ())
        except StopIteration as done:
            reply: Reply = done.value
            return reply
        finally:
            pieces.close()

    def ask_once(self, messages: Sequence[Message], schema: Mapping[str, Any], stop: threading.Event | None) -> str:
        """Return a short reply, within a part of the time limit; empty where the model gave none."""
        pieces = self._ask(messages, stop, schema, spent_s=self.timeout_s * (1 - READING_SHARE))
        written = ""
        try:
            for piece in pieces:
                written += piece
        except ModelError:
            return ""
        return written

    def _ask(
        self,
        messages: Sequence[Message],
        stop: threading.Event | None,
        schema: Mapping[str, Any] | None = None,
        *,
        spent_s: float = 0.0,
    ) -> Pieces:
        """Yield the pieces of the reply and return it; count the tokens whatever comes of it.

        Raises:
            ModelError: the model failed, or the cap on tokens is reached.
        """
        prompt_tokens = int(sum(len(message.content) for message in messages) / CHARS_PER_TOKEN)
        reserved = spent = prompt_tokens + self.max_tokens
        if not self.usage.reserve(reserved):
            raise ModelError("The day's tokens (llm_daily_tokens) are used up")
        pieces = self.model.stream(messages, max(0.1, self.timeout_s - spent_s), schema or CLAIMS_SCHEMA, stop)
        written = 0
        try:
            while True:
                spent = prompt_tokens + int(written / CHARS_PER_TOKEN)
                piece = next(pieces)
                written += len(piece)
                yield piece
        except StopIteration as done:
            reply: Reply = done.value
            if reply.prompt_tokens is not None and reply.completion_tokens is not None:
                spent = reply.prompt_tokens + reply.completion_tokens
            return reply
        except NothingSpentError:
            spent = 0
            raise
        finally:
            pieces.close()
            self.usage.correct(reserved, spent)

    def _draft(self, draft: Draft, judged: Sequence[Judged], notes: tuple[str, ...]) -> Draft:
        """Return the answer made of the claims that may be shown."""
        shown = [one for one in judged if one.spans]
        checked = tuple(_checked(one) for one in judged)
        counted = (*notes, *_say_counts(judged))
        if all(one.verdict is Verdict.PARTLY for one in shown):
            why = "The model wrote nothing that the passages support in full. This is the answer without it."
            return replace(_instead(draft, *counted, why), checked=checked)
        documents = {span.document.id for one in shown for span in one.spans}
        statements = tuple(_statement(one, several=len(documents) > 1) for one in shown)
        return replace(
            draft,
            statements=statements,
            notes=(*draft.notes, *counted),
            engine=f"model:{self.model.name} + guard",
            checked=checked,
        )


def known_to(asked: Asked, likeness: Callable[[str, str], float] | None = None) -> Known:
    """Return what the guard may know beside the passages: weights of words, authorities of corpus and register."""
    register = load_register()
    patterns = {
        name: re.compile(rf"(?<!^)\b{re.escape(name)}\b" if _is_a_word(name, register) else rf"\b{re.escape(name)}\b")
        for document in asked.corpus.documents
        for name in document.authorities
    }

    def authorities_in(text: str) -> frozenset[str]:
        found = {name for name, pattern in patterns.items() if pattern.search(text)}
        return frozenset(found | {mention.name for mention in register.find(text) if mention.certain})

    return Known(asked.rarity, authorities_in, likeness)


def _is_a_word(name: str, register: Register) -> bool:
    """Whether a name says nothing at the start of a sentence, where it may be a word: 'Reading'."""
    authority = register.get(name)
    return authority is not None and authority.also_a_word


def is_prose(draft: Draft) -> bool:
    """Whether an answer is one that a model may put in words: from the text, with evidence, and not computed."""
    if draft.kind not in PROSE_FORMS or draft.reason is not None or draft.query is not None:
        return False
    states_grades = draft.kind == "yes/no" and bool(draft.rows)
    return not states_grades and any(statement.spans for statement in draft.statements)


def _statement(judged: Judged, *, several: bool) -> Statement:
    documents = {span.document.id: span.document for span in judged.spans}
    frame = ""
    if len(documents) == 1:
        (document,) = documents.values()
        frame = frame_of(judged.claim.text, document, several=several)
    return Statement(f"{frame}{judged.claim.text}", judged.spans, judged.verdict)


def _checked(judged: Judged) -> CheckedClaim:
    paragraphs = tuple(dict.fromkeys(span.paragraph.id for span in judged.spans))
    return CheckedClaim(
        judged.claim.text, judged.claim.passages, judged.verdict, judged.reasons, paragraphs, judged.reattached
    )


def _claims_of(reply: Reply) -> tuple[Claim, ...]:
    """Return the claims of a reply; where it has no end, those that are whole."""
    return read_whole_claims(reply.text) if reply.stopped or reply.cut else read_claims(reply.text)


def _say_end(reply: Reply) -> tuple[str, ...]:
    if reply.stopped:
        return ("You stopped the model; what it had written until then was checked.",)
    if reply.cut:
        return ("The model reached its limit (llm_max_tokens) before its end.",)
    return ()


def _count_withheld(judged: Sequence[Judged]) -> int:
    return sum(not one.spans for one in judged)


def _say_counts(judged: Sequence[Judged]) -> list[str]:
    total = len(judged)
    withheld = _count_withheld(judged)
    partly = sum(one.verdict is Verdict.PARTLY for one in judged)
    moved = sum(one.reattached for one in judged)
    said = []
    if withheld:
        said.append(f"{withheld} of {plural(total, 'sentence')} of the model withheld: no passage supports them.")
    if partly:
        said.append(f"{plural(partly, 'sentence')} marked: the passages support them only in part.")
    if moved:
        said.append(f"{plural(moved, 'citation')} of the model put right.")
    return said


def _say_tokens(reply: Reply) -> str:
    if reply.prompt_tokens is None or reply.completion_tokens is None:
        return "The model's server does not say how many tokens it used."
    return f"Tokens: {reply.prompt_tokens:,} read, {reply.completion_tokens:,} written."


def _instead(draft: Draft, *notes: str) -> Draft:
    return replace(draft, notes=(*draft.notes, *notes))
