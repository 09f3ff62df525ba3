"""The gate over the sample documents, with the product whole and with one piece of it broken at a time."""

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from corpus.model import Role
from eval.gate import breaches, load_gate
from eval.question_files import set_file
from eval.run import make_run
from eval.support_judge import judge_by_support
from index.answer import Answer, AnswerSentence, Citation, SearchResult
from index.answering.explanation import Explanation
from index.assistant import Assistant
from index.embedding import make_embedder
from index.settings import Settings, load_settings
from index.storage import IndexVersion, open_index
from index.storage.build import build

SAMPLES = Path(__file__).parents[1] / "corpus" / "sample"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = load_settings(index=tmp_path_factory.mktemp("gate") / "index", llm="none")
    build(made, [SAMPLES], embedder=make_embedder(made))
    return made


@pytest.fixture(scope="module")
def assistant(settings: Settings) -> Iterator[Assistant]:
    with closing(Assistant.open(settings)) as opened:
        yield opened


@pytest.fixture(scope="module")
def version(settings: Settings) -> Iterator[IndexVersion]:
    with closing(open_index(settings.index)) as opened:
        yield opened


class Broken:
    """The assistant, with one piece that does not do its work."""

    def __init__(self, whole: Assistant, version: IndexVersion, piece: str) -> None:
        self.whole, self.version, self.piece = whole, version, piece

    def search(self, words: str, k: int = 10) -> Sequence[SearchResult]:
        return [] if self.piece == "retriever" else self.whole.search(words, k=k)

    def explain(self, question: str, *, history: Sequence[str] = ()) -> Explanation:
        return self.whole.explain(question, history=history)

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        answer = self.whole.ask(question, history=history)
        if self.piece == "citations":
            return dataclasses.replace(answer, citations=tuple(map(self._elsewhere, answer.citations)))
        if self.piece == "faithfulness":
            lies = tuple(dataclasses.replace(one, text=f"Ada Pell never said: {one.text}") for one in answer.sentences)
            return dataclasses.replace(answer, sentences=lies)
        if self.piece == "abstention" and answer.abstained:
            said = tuple(AnswerSentence(one.quote, (one.n,)) for one in answer.nearest)
            return dataclasses.replace(
                answer, abstained=False, reason=None, sentences=said, citations=answer.nearest, nearest=()
            )
        return answer

    def _elsewhere(self, citation: Citation) -> Citation:
        others = [one for one in self.version.paragraphs_of(citation.document.id) if one.role is Role.LETTERHEAD]
        wrong = others[0] if others else self.version.paragraphs_of(citation.document.id)[0]
        return Citation(citation.n, citation.document, wrong, wrong.text, 0, len(wrong.text))


@pytest.mark.parametrize(
    ("piece", "metric"),
    [
        ("nothing", None),
        ("retriever", "recall@10"),
        ("citations", "citation_recall"),
        ("abstention", "refused"),
        ("faithfulness", "faithfulness"),
    ],
)
def test_gate_passes_the_product_and_names_what_is_broken(
    assistant: Assistant, version: IndexVersion, tmp_path: Path, piece: str, metric: str | None
) -> None:
    run = make_run(
        {"sample": set_file("sample")},
        tmp_path / "run",
        Broken(assistant, version, piece),
        version,
        judge=judge_by_support,
        settings={},
    )
    assert run.about["sets"]["sample"]["gold_not_found"] == []
    messages = breaches(run, load_gate())
    if metric is None:
        assert messages == []
    else:
        assert any(message.startswith(f"{metric} of sample") for message in messages)
