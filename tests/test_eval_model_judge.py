import json
import re
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import QuestionFileError
from eval.model_judge import JUDGED_BY_MODEL, JUDGEMENTS, JudgeModel, judge_run, ragas_scorers
from eval.run_folder import Run, ScoredCase


class JudgeServer(BaseHTTPRequestHandler):
    """Speaks the protocol of a chat model and answers by the schema that it is asked for."""

    requests: list[dict[str, Any]]
    broken: bool
    url: str

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).requests.append(body)
        if type(self).broken:
            self._send(500, {"error": {"message": "out of order"}})
            return
        content = json.dumps(self._content(json.dumps(body["messages"])))
        message = {"role": "assistant", "content": content}
        self._send(
            200,
            {
                "id": "1", "object": "chat.completion", "created": 0, "model": "judge",
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
            },
        )  # fmt: skip

    def _content(self, asked: str) -> dict[str, Any]:
        title = re.findall(r"\"title\\\": \\\"(\w+Output)\\", asked)[-1]
        said = {"statement": "Caseloads are 27.", "reason": "it says so"}
        return {
            "StatementGeneratorOutput": {"statements": ["Caseloads are 27.", "They are low."]},
            "NLIStatementOutput": {
                "statements": [said | {"verdict": 1}, {"statement": "They are low.", "reason": "no", "verdict": 0}]
            },
            "AnswerRelevanceOutput": {"question": "How many cases?", "noncommittal": 0},
            "ContextPrecisionOutput": {"reason": "it does", "verdict": 1},
            "ContextRecallOutput": {"classifications": [said | {"attributed": 1}]},
        }[title]

    def _send(self, status: int, content: dict[str, Any]) -> None:
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 the base class names it so
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[type[JudgeServer]]:
    handler = type("Handler", (JudgeServer,), {"requests": [], "broken": False})
    listening = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.url = f"http://127.0.0.1:{listening.server_port}/v1"
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield handler
    listening.shutdown()
    listening.server_close()
    thread.join()


class OneVector:
    """Gives every text the same vector, so that every two questions are alike."""

    name = "one"
    dimension = 2

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (len(texts), 1))


def run(facts: Sequence[Sequence[str]] = (("27",),)) -> Run:
    citation = {"n": 1, "paragraph": "Caseloads are 27 on average."}
    answer = {"abstained": False, "answer": "Caseloads are 27 [1]. They are low [1].", "citations": [citation]}
    silent = {"abstained": True, "answer": "Nothing says so.", "citations": []}
    expected = {"facts": list(facts)}
    scores = {"faithfulness": 0.5}
    return Run(
        {"seed": 0},
        (
            ScoredCase("toy", "a", "How many?", "lookup", (), expected, answer, scores, ()),
            ScoredCase("toy", "b", "Who?", "lookup", (), expected, silent, {}, ()),
        ),
        {},
    )


pytestmark = [pytest.mark.filterwarnings("ignore")]


def test_ragas_judges_over_the_protocol_and_asks_nothing_twice(server: type[JudgeServer], tmp_path: Path) -> None:
    pytest.importorskip("ragas")
    scorers = ragas_scorers(JudgeModel("judge", server.url, timeout_s=10), OneVector())
    summary = judge_run(run(), tmp_path, scorers, "judge")
    assert {name: figure.value for name, figure in summary.figures.items()} == pytest.approx(
        {"faithfulness": 0.5, "response_relevancy": 1.0, "context_precision": 1.0, "context_recall": 1.0}
    )
    assert set(summary.failed.values()) == {0}
    assert (summary.agreement, summary.compared) == (1.0, 1)
    asked = len(server.requests)
    assert asked >= 5
    assert judge_run(run(), tmp_path, scorers, "judge") == summary
    assert len(server.requests) == asked


def test_failures_of_the_judge_are_counted_kept_and_tried_again(server: type[JudgeServer], tmp_path: Path) -> None:
    pytest.importorskip("ragas")
    scorers = ragas_scorers(JudgeModel("judge", server.url, timeout_s=10), OneVector())
    only = {"faithfulness": scorers["faithfulness"]}
    server.broken = True
    failed = judge_run(run(), tmp_path, only, "judge")
    assert failed.failed == {"faithfulness": 1}
    assert failed.figures["faithfulness"].value is None
    assert failed.figures["faithfulness"].missing == 1
    assert "Error" in json.loads((tmp_path / JUDGEMENTS).read_text().splitlines()[0])["error"]
    server.broken = False
    assert judge_run(run(), tmp_path, only, "judge").figures["faithfulness"].value == 0.5


def test_judge_leaves_out_what_does_not_apply(server: type[JudgeServer], tmp_path: Path) -> None:
    pytest.importorskip("ragas")
    scorers = ragas_scorers(JudgeModel("judge", server.url, timeout_s=10), OneVector())
    summary = judge_run(run(facts=()), tmp_path, scorers, "judge")
    assert tuple(summary.figures) == JUDGED_BY_MODEL
    assert (summary.figures["context_recall"].value, summary.failed["context_recall"]) == (None, 0)


def test_judge_explains_a_damaged_file_of_judgements(tmp_path: Path) -> None:
    (tmp_path / JUDGEMENTS).write_text("{}\n{}\n")
    with pytest.raises(QuestionFileError, match="line 1: is no judgement"):
        judge_run(run(), tmp_path, {}, "judge")
