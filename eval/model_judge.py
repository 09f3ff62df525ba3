"""Judges the answers of a run with a language model, by ragas, against any OpenAI-compatible server.

Es, James, Espinosa-Anke and Schockaert, "Ragas: Automated Evaluation of Retrieval Augmented Generation", EACL 2024.
The judge is named apart from whatever wrote the answers. Judgements are kept in the run's folder by the content that
was judged, so an interrupted or repeated judging asks nothing twice; failures are kept and counted, and asked again.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
import re
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import ModelError, QuestionFileError, SettingsError
from eval.intervals import Figure, summarise
from eval.run_folder import Run, ScoredCase
from index.embedding import Embedder

if TYPE_CHECKING:
    from ragas.llms.base import InstructorBaseRagasLLM

__all__ = ["JUDGED_BY_MODEL", "JudgeModel", "JudgeSummary", "Judgement", "judge_run", "ragas_scorers"]

JUDGED_BY_MODEL = ("faithfulness", "response_relevancy", "context_precision", "context_recall")
JUDGEMENTS = "judgements.jsonl"
MAX_TOKENS = 4096
_MARKER = re.compile(r"\s?\[\d+\]")

Scorer = Callable[[ScoredCase], Coroutine[Any, Any, float] | None]
"""Gives the coroutine that scores a case, or None where the metric does not apply."""


@dataclass(frozen=True, slots=True)
class JudgeModel:
    """The model that judges: its name, the server's address up to '/v1', a key if it wants one, its patience."""

    name: str
    url: str
    api_key: str = "none"
    timeout_s: float = 120.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """One metric of one question: a value in 0..1, or the error that kept it from being made."""

    key: str
    set_name: str
    id: str
    metric: str
    judge: str
    value: float | None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class JudgeSummary:
    """Figures and failures by metric, and agreement with the support scorer.

    `agreement` is the share of judged answers that both call faithful in full, or both do not; None without one.
    """

    figures: dict[str, Figure]
    failed: dict[str, int]
    agreement: float | None
    compared: int


def judge_run(
    run: Run,
    folder: Path,
    scorers: dict[str, Scorer],
    judge: str,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> JudgeSummary:
    """Judge every answer of a run by every scorer, and keep the judgements in `judgements.jsonl`.

    Args:
        run: what is judged; answers that abstain are left out.
        folder: the run's folder.
        scorers: by the metric's name, as `ragas_scorers` makes them.
        judge: the judge's name, kept with each judgement; another judge's are not taken over.
        progress: called with how many judgements are done and how many there are.

    Raises:
        QuestionFileError: the judgements cannot be read or written.
    """
    path = folder / JUDGEMENTS
    known = {one.key: one for one in _read(path) if one.error is None}
    due = [(case, metric) for case in run.cases if not case.answer["abstained"] for metric in scorers]
    done: list[Judgement] = []
    try:
        with path.open("a", encoding="utf-8") as file:
            for count, (case, metric) in enumerate(due, start=1):
                key = _key(case, metric, judge)
                judgement = known.get(key) or _judge(case, metric, scorers[metric], judge, key)
                if judgement is not None:
                    if key not in known:
                        file.write(json.dumps(asdict(judgement), ensure_ascii=False) + "\n")
                        file.flush()
                    done.append(judgement)
                if progress:
                    progress(count, len(due))
    except OSError as exc:
        raise QuestionFileError(f"{path}: cannot be written ({exc.strerror})") from exc
    return _summary(run, done, tuple(scorers))


def ragas_scorers(judge: JudgeModel, embedder: Embedder) -> dict[str, Scorer]:
    """Return ragas' metrics as scorers; context precision and recall apply where a question has facts.

    Raises:
        SettingsError: ragas is not installed.
    """
    from index.settings import silence_telemetry

    silence_telemetry()
    try:
        from openai import AsyncOpenAI
        from ragas.llms import llm_factory
        from ragas.metrics.collections import AnswerRelevancy, ContextPrecision, ContextRecall, Faithfulness
    except ImportError as exc:
        raise SettingsError(f"judging needs ragas ({exc}); install it with: pip install 'inspection-qa[eval]'") from exc

    def model() -> InstructorBaseRagasLLM:
        client = AsyncOpenAI(base_url=judge.url, api_key=judge.api_key, timeout=judge.timeout_s, max_retries=0)
        return llm_factory(judge.name, client=client, max_tokens=MAX_TOKENS)

    def faithfulness(case: ScoredCase) -> Coroutine[Any, Any, float] | None:
        contexts = _contexts(case)
        if not contexts:
            return None
        return _value(lambda: Faithfulness(llm=model()).ascore(case.question, _plain_answer(case), contexts))

    def relevancy(case: ScoredCase) -> Coroutine[Any, Any, float] | None:
        metric = AnswerRelevancy
        embeddings = _ragas_embeddings(embedder)
        return _value(lambda: metric(llm=model(), embeddings=embeddings).ascore(case.question, _plain_answer(case)))

    def precision(case: ScoredCase) -> Coroutine[Any, Any, float] | None:
        contexts, reference = _contexts(case), _reference(case)
        if not contexts or not reference:
            return None
        return _value(lambda: ContextPrecision(llm=model()).ascore(case.question, reference, contexts))

    def recall(case: ScoredCase) -> Coroutine[Any, Any, float] | None:
        contexts, reference = _contexts(case), _reference(case)
        if not contexts or not reference:
            return None
        return _value(lambda: ContextRecall(llm=model()).ascore(case.question, contexts, reference))

    return dict(zip(JUDGED_BY_MODEL, (faithfulness, relevancy, precision, recall), strict=True))


async def _value(score: Callable[[], Coroutine[Any, Any, Any]]) -> float:
    return float((await score()).value)


def _judge(case: ScoredCase, metric: str, scorer: Scorer, judge: str, key: str) -> Judgement | None:
    coroutine = scorer(case)
    if coroutine is None:
        return None
    try:
        value = asyncio.run(coroutine)
        if math.isnan(value):
            raise ModelError("the judge found nothing to judge")
        return Judgement(key, case.set_name, case.id, metric, judge, value)
    except Exception as exc:  # noqa: BLE001 the judge's every failure is counted, none stops the rest
        return Judgement(key, case.set_name, case.id, metric, judge, None, f"{type(exc).__name__}: {exc}"[:500])


def _summary(run: Run, done: Sequence[Judgement], metrics: Sequence[str]) -> JudgeSummary:
    figures = {
        metric: summarise([one.value for one in done if one.metric == metric], seed=run.about.get("seed", 0))
        for metric in metrics
    }
    failed = {metric: sum(one.metric == metric and one.error is not None for one in done) for metric in metrics}
    ours = run.scores_of("faithfulness")
    pairs = [
        (one.value >= 1, mine >= 1)
        for one in done
        if one.metric == "faithfulness"
        and one.value is not None
        and (mine := ours.get((one.set_name, one.id))) is not None
    ]
    agreement = sum(theirs == mine for theirs, mine in pairs) / len(pairs) if pairs else None
    return JudgeSummary(figures, failed, agreement, len(pairs))


def _read(path: Path) -> Iterator[Judgement]:
    if not path.exists():
        return
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as exc:
        raise QuestionFileError(f"{path}: cannot be read ({exc.strerror})") from exc
    for number, line in enumerate(lines, start=1):
        try:
            yield Judgement(**json.loads(line))
        except (ValueError, TypeError) as exc:
            if number == len(lines):
                return  # cut short by an interruption
            raise QuestionFileError(f"{path}, line {number}: is no judgement ({exc}); delete the file") from exc


def _key(case: ScoredCase, metric: str, judge: str) -> str:
    judged = [metric, judge, case.question, case.answer["answer"], _contexts(case), _reference(case)]
    return hashlib.sha256(json.dumps(judged).encode()).hexdigest()[:24]


def _contexts(case: ScoredCase) -> list[str]:
    return list(dict.fromkeys(citation["paragraph"] for citation in case.answer["citations"]))


def _reference(case: ScoredCase) -> str:
    return ". ".join(fact[0] for fact in case.expected["facts"])


def _plain_answer(case: ScoredCase) -> str:
    return _MARKER.sub("", case.answer["answer"])


def _ragas_embeddings(embedder: Embedder) -> Any:  # noqa: ANN401
    from ragas.embeddings.base import BaseRagasEmbedding

    class Embeddings(BaseRagasEmbedding):
        """Embeds with an `Embedder`, so that relevancy needs no second service."""

        def embed_text(self, text: str, **_: Any) -> list[float]:  # noqa: ANN401
            return [float(value) for value in embedder.embed([text])[0]]

        async def aembed_text(self, text: str, **_: Any) -> list[float]:  # noqa: ANN401
            return self.embed_text(text)

    return Embeddings()
