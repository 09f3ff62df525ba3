"""What a user is told about where questions go."""

import pytest

from app.leaving import leaving_note, sent_note
from index.settings import Settings

PASSAGES = "Your question and the passages found for it are sent to {}, which words the answer."
FINDING = "Your question is sent to {}, by which passages are found."


@pytest.mark.parametrize(
    ("values", "note"),
    [
        ({}, None),
        ({"llm": "openai", "llm_url": "http://127.0.0.1:8080/v1"}, None),
        ({"llm": "openai", "llm_url": "http://[::1]:8080/v1"}, None),
        ({"llm": "openai", "llm_url": "http://localhost:8080/v1"}, None),
        ({"llm_url": "https://models.example/v1"}, None),
        ({"llm": "openai"}, PASSAGES.format("api.openai.com")),
        (
            {"llm": "openai", "llm_url": "https://user:secret@models.example/v1?key=1"},
            PASSAGES.format("models.example"),
        ),
        (
            {"llm": "openai", "llm_url": "http://127.0.0.1.models.example/v1"},
            PASSAGES.format("127.0.0.1.models.example"),
        ),
        ({"llm": "openai", "llm_url": "http://10.0.0.7/v1"}, PASSAGES.format("10.0.0.7")),
        ({"llm": "a.b:C"}, PASSAGES.format("the program “a.b:C”, which may send it on")),
        ({"llm": "a.b:C", "llm_url": "http://localhost/v1"}, None),
        ({"embedder": "openai", "embedding_url": "https://vectors.example"}, FINDING.format("vectors.example")),
        ({"chroma_url": "http://127.0.0.1:8000"}, None),
        (
            {"chroma_url": "https://chroma.example:8000"},
            "The documents are kept on chroma.example, which may be asked for passages like your question.",
        ),
    ],
)
def test_note_names_the_host_that_a_question_is_sent_to(values: dict[str, str], note: str | None) -> None:
    assert leaving_note(Settings(**values)) == note


def test_note_names_both_hosts() -> None:
    both = Settings(llm="openai", llm_url="http://a.example", embedder="openai", embedding_url="http://b.example")
    note = leaving_note(both) or ""
    assert "a.example" in note
    assert "b.example" in note


def test_each_answer_says_that_its_question_was_sent_to_be_embedded() -> None:
    remote = Settings(embedder="openai", embedding_url="https://vectors.example")
    assert sent_note(remote) == "The question was sent to vectors.example to find passages."
    assert sent_note(Settings(llm="openai")) is None
