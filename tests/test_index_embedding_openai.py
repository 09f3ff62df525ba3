"""Embedding at an OpenAI-compatible address: batches, passing faults, lasting faults, wrong answers."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from corpus.errors import EmbeddingError, SettingsError
from index.embedding import make_embedder
from index.embedding.openai import OpenAIEmbedder
from index.settings import Settings

Reply = tuple[int, dict[str, str], object]


def vectors_of(texts: list[str]) -> dict[str, object]:
    """Answer with vectors (length of the text, 1) in reversed order, as the protocol allows."""
    data = [{"object": "embedding", "index": at, "embedding": [len(text), 1.0]} for at, text in enumerate(texts)]
    return {"object": "list", "data": data[::-1], "model": "m", "usage": {"prompt_tokens": 0, "total_tokens": 0}}


@contextmanager
def server(reply: Callable[[int, list[str]], Reply]) -> Iterator[tuple[str, list[list[str]]]]:
    """Serve /v1/embeddings on loopback; `reply` gets the number of the request and its texts."""
    requests: list[list[str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            texts = json.loads(self.rfile.read(int(self.headers["content-length"])))["input"]
            requests.append(texts)
            status, headers, body = reply(len(requests), texts)
            content = json.dumps(body).encode()
            self.send_response(status)
            for name, value in (
                {"content-type": "application/json", "content-length": str(len(content))} | headers
            ).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{httpd.server_port}/v1", requests
        finally:
            httpd.shutdown()
            thread.join()


def test_embedding_openai_batches_in_the_order_of_the_texts() -> None:
    with server(lambda _, texts: (200, {}, vectors_of(texts))) as (url, requests):
        embedder = OpenAIEmbedder("m", url=url, batch=2)
        vectors = embedder.embed(["a", "bb", "ccc"])
        assert embedder.dimension == 2
    assert requests[:2] == [["a", "bb"], ["ccc"]]
    np.testing.assert_allclose(vectors[:, 0] / vectors[:, 1], [1, 2, 3], rtol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_embedding_openai_passing_faults_are_tried_again() -> None:
    pauses: list[float] = []

    def reply(number: int, texts: list[str]) -> Reply:
        if number == 1:
            return 500, {}, {"error": {"message": "busy"}}
        if number == 2:
            return 429, {"retry-after": "3"}, {"error": {"message": "slow down"}}
        return 200, {}, vectors_of(texts)

    with server(reply) as (url, requests):
        vectors = OpenAIEmbedder("m", url=url, sleep=pauses.append).embed(["abc"])
    assert (vectors.shape, len(requests), pauses) == ((1, 2), 3, [0.5, 3.0])


def test_embedding_openai_gives_up_after_four_attempts() -> None:
    with server(lambda *_: (503, {}, {"error": {"message": "away"}})) as (url, requests):
        with pytest.raises(EmbeddingError, match=r"embedding model m at http.*away"):
            OpenAIEmbedder("m", url=url, sleep=lambda _: None).embed(["abc"])
        assert len(requests) == 4


def test_embedding_openai_lasting_fault_is_not_tried_again() -> None:
    with server(lambda *_: (401, {}, {"error": {"message": "bad key"}})) as (url, requests):
        with pytest.raises(EmbeddingError, match=r"bad key.*Check the address, the model and the key"):
            OpenAIEmbedder("m", url=url, sleep=lambda _: None).embed(["abc"])
        assert len(requests) == 1


@pytest.mark.parametrize("vector", [[0.0, 0.0], [float("nan"), 1.0]])
def test_embedding_openai_useless_vector_is_refused(vector: list[float]) -> None:
    def reply(_: int, texts: list[str]) -> Reply:
        return 200, {}, vectors_of(texts) | {"data": [{"object": "embedding", "index": 0, "embedding": vector}]}

    with server(reply) as (url, _), pytest.raises(EmbeddingError, match=r"zero or not finite"):
        OpenAIEmbedder("m", url=url, sleep=lambda _: None).embed(["abc"])


def test_embedding_openai_missing_vector_is_refused() -> None:
    with (
        server(lambda _, texts: (200, {}, vectors_of(texts[:1]))) as (url, _),
        pytest.raises(EmbeddingError, match=r"found 1 vectors, expected 2"),
    ):
        OpenAIEmbedder("m", url=url, sleep=lambda _: None).embed(["a", "b"])


def test_embedding_openai_nobody_there_is_an_embedding_error() -> None:
    pauses: list[float] = []
    with pytest.raises(EmbeddingError, match=r"at http://127\.0\.0\.1:9/v1"):
        OpenAIEmbedder("m", url="http://127.0.0.1:9/v1", sleep=pauses.append).embed(["a"])
    assert pauses == [0.5, 2.0, 8.0]


def test_embedder_openai_needs_a_model() -> None:
    with pytest.raises(SettingsError, match=r"INSPECTION_QA_EMBEDDING_MODEL"):
        make_embedder(Settings(embedder="openai"))


def test_embedder_unknown_name_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"found 'best'; expected 'local', 'openai' or the dotted name"):
        make_embedder(Settings(embedder="best"))
