"""Thousands of generated questions: no exception, no empty answer, no quote that is not in its paragraph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from generated_questions import HOSTILE, TEMPLATES, generate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import QuestionError
from index.answer import Answer, Verdict
from index.answer_json import ANSWER_SCHEMA, answer_to_json
from index.assistant import MAX_QUESTION_CHARS, Assistant
from index.embedding import make_embedder
from index.settings import load_settings
from index.storage import open_index
from index.storage.build import build

FEW = 335
MANY = 10_000
TWICE = 8
"""Every so many questions one is asked again."""


@pytest.fixture(scope="module")
def assistant(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with _over((root / "corpus" / "sample",), tmp_path_factory.mktemp("sample")) as made:
        yield made


def _over(folders: tuple[Path, ...], folder: Path) -> Assistant:
    chosen = load_settings(index=folder / "index")
    build(chosen, list(folders), embedder=make_embedder(chosen))
    return Assistant.open(chosen)


def _check(answer: Answer) -> None:
    assert answer.sentences
    assert answer.text.strip()
    assert answer.abstained is (answer.reason is not None)
    given = answer_to_json(answer, "generated")
    jsonschema.validate(given, ANSWER_SCHEMA)
    json.dumps(given, ensure_ascii=False).encode()
    for citation in (*answer.citations, *answer.nearest):
        assert citation.quote
        assert citation.paragraph.text[citation.start : citation.end] == citation.quote
    numbers = {citation.n: citation for citation in answer.citations}
    for row in answer.rows:
        assert row.citation is None or row.citation in numbers
    for sentence in answer.sentences:
        assert sentence.text.strip()
        assert set(sentence.citations) <= set(numbers)
        if sentence.verdict is Verdict.VERBATIM:
            assert sentence.citations, sentence
            held = " ".join(_plain(numbers[n].paragraph.text) for n in sentence.citations)
            assert all(part in held for part in _quoted_parts(sentence.text)), sentence


def _plain(text: str) -> str:
    return " ".join(text.split())


def _quoted_parts(text: str) -> list[str]:
    """Return the words of a sentence that are the source's: within the outer quotation marks, else all of them."""
    quoted = re.match(r"[^“]*?: “(?P<words>.*)”$", text, re.DOTALL)
    return [_plain(part) for part in (quoted["words"] if quoted else text).split(" […] ")]


def _ask_all(assistant: Assistant, count: int, seed: int) -> int:
    with open_index(assistant.settings) as corpus:
        documents = corpus.documents
        texts = [one.text for document in documents for one in corpus.paragraphs_of(document.id) if one.role.is_finding]
    asked = 0
    for question, history in generate(count, documents, texts, seed):
        answer = assistant.ask(question, history=history)
        _check(answer)
        asked += 1
        if asked % TWICE == 0:
            assert _bytes(assistant.ask(question, history=history)) == _bytes(answer)
    return asked


def _bytes(answer: Answer) -> bytes:
    values = answer_to_json(answer) | {"seconds": 0}
    return json.dumps(values, ensure_ascii=False).encode()


def test_generated_questions_are_answered_exactly(assistant: Assistant) -> None:
    assert _ask_all(assistant, FEW, seed=1) == FEW >= 5 * len((*TEMPLATES, *HOSTILE))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=3))
def test_any_text_is_answered_or_refused_in_words(assistant: Assistant, text: str, history: list[str]) -> None:
    if not any(character.isalnum() for character in text):
        with pytest.raises(QuestionError):
            assistant.ask(text, history=history)
        return
    _check(assistant.ask(text, history=history))


@pytest.mark.parametrize("text", ["", "   ", "?!…", "🙂", "\u200b", "—" * 50])
def test_question_without_words_is_refused(assistant: Assistant, text: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        assistant.ask(text)


def test_longest_question_is_answered_and_a_longer_one_refused(assistant: Assistant) -> None:
    _check(assistant.ask("how are caseloads " * (MAX_QUESTION_CHARS // 18)))
    with pytest.raises(QuestionError, match="characters"):
        assistant.ask("x" * 10_000)


@pytest.mark.thorough
@pytest.mark.shared
@pytest.mark.timeout(7200)
def test_ten_thousand_questions_over_all_documents(
    root: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folders = (root / "corpus" / "sample", shared / "letters", shared / "reports")
    with _over(folders, tmp_path_factory.mktemp("all")) as assistant:
        assert _ask_all(assistant, MANY, seed=2) == MANY
