"""Runs sets of questions: answers them, searches for them, scores both, and keeps everything in a run folder."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import InspectionQAError
from eval.answers_file import Asker, Record, answer_all, read_answers
from eval.faults import faults_of
from eval.gold import Corpus, find_gold
from eval.intervals import Figure
from eval.metrics.case import Case
from eval.question_set import GoldParagraph, Question, load_questions, read_asked
from eval.run_folder import Run, ScoredCase, save_run
from eval.scoring import METRICS, score_case, summarise_scores
from index.answer import SearchResult

__all__ = ["Judge", "Measured", "SetResult", "make_run", "score_set"]

SEARCH_DEPTH = 20
VERSIONS_OF = ("inspection-qa", "chromadb", "llama-index-core", "onnxruntime", "numpy", "pypdfium2")

Judge = Callable[[str, Sequence[Record]], str]
"""Gives the verdict on a sentence with the citations that it names, as a file of answers has them."""


class Measured(Asker, Protocol):
    """What is measured; `index.assistant.Assistant` is one."""

    def search(self, words: str, k: int = 10) -> Sequence[SearchResult]:
        """Return ranked paragraphs, best first."""

    def explain(self, question: str, *, history: Sequence[str] = ()) -> Explained:
        """Tell how sure it is that the documents answer a question."""


class Explained(Protocol):
    """How an answer came about, as far as it is measured; `index.answering.explanation.Explanation` is one."""

    @property
    def answerable(self) -> float:
        """The probability, 0 to 1, that the documents answer the question."""


@dataclass(frozen=True, slots=True)
class SetResult:
    """A set's scored questions, the gold that the corpus lacks, and the indexes that answered."""

    cases: tuple[ScoredCase, ...]
    missing_gold: tuple[GoldParagraph, ...]
    indexes: tuple[str, ...]

    def figures(self, seed: int) -> dict[str, dict[str, Figure]]:
        """Return each metric's figure over all questions and by kind."""
        scores = {case.id: case.scores for case in self.cases}
        return summarise_scores(scores, {case.id: case.kind for case in self.cases}, seed)


def make_run(
    sets: Mapping[str, Path],
    folder: Path,
    measured: Measured,
    corpus: Corpus,
    *,
    judge: Judge | None,
    settings: Mapping[str, str],
    seed: int = 0,
    progress: Callable[[str, int, int], None] | None = None,
) -> Run:
    """Answer and score sets of questions into a run folder; an interrupted run resumes.

    Args:
        sets: file of questions by the name of the set.
        folder: the run's folder.
        measured: what answers and searches.
        corpus: where gold paragraphs are looked for.
        judge: gives verdicts on sentences, None to leave faithfulness out.
        settings: kept with the run, secrets left out.
        seed: of the confidence intervals.
        progress: called with the set's name, how many questions are done and how many there are.

    Raises:
        QuestionFileError: a set is malformed or the folder cannot be written.
    """
    results = {}
    for name, path in sets.items():
        questions = load_questions(path)
        out = folder / "answers" / f"{name}.jsonl"
        report = (lambda done, total, name=name: progress(name, done, total)) if progress else None
        answer_all(read_asked(path), out, measured, progress=report)
        ranked = {question.id: _ranked(question, measured) for question in questions}
        sure = {question.id: _confidence(question, measured) for question in questions}
        results[name] = score_set(name, questions, read_answers(out), corpus, ranked, judge, sure)
    cases = tuple(case for result in results.values() for case in result.cases)
    figures = {name: result.figures(seed) for name, result in results.items()}
    about = {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": seed,
        "index": sorted({index for result in results.values() for index in result.indexes}),
        "engine": sorted({case.answer["engine"] for case in cases if case.answer.get("engine")}),
        "settings": dict(settings),
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in VERSIONS_OF},
        "measures": [{"name": one.name, "more_is_better": one.more_is_better, "about": one.about} for one in METRICS],
        "sets": {
            name: {
                "file": path.name,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "questions": len(results[name].cases),
                "failed": sum("error" in case.answer for case in results[name].cases),
                "gold_not_found": [asdict(entry) for entry in results[name].missing_gold],
            }
            for name, path in sets.items()
        },
    }
    run = Run(about, cases, figures)
    save_run(run, folder)
    return run


def score_set(
    name: str,
    questions: Sequence[Question],
    answers: Sequence[Record],
    corpus: Corpus,
    ranked: Mapping[str, tuple[str, ...] | None],
    judge: Judge | None,
    confidence: Mapping[str, float | None] | None = None,
) -> SetResult:
    """Score the answers to one set.

    Args:
        name: the set's name.
        questions: the set.
        answers: its answers, found by id; a question without one counts as failed.
        corpus: where gold paragraphs are looked for.
        ranked: ids of the paragraphs that search found, by question id.
        judge: gives verdicts on sentences, None to leave faithfulness out.
        confidence: how sure the assistant was of each question, by question id.
    """
    by_id = {record["id"]: record for record in answers}
    cases: list[ScoredCase] = []
    missing: list[GoldParagraph] = []
    for question in questions:
        record = by_id.get(question.id) or _no_answer(question)
        targets, absent = find_gold(question.gold, corpus)
        missing += absent
        verdicts = None if judge is None else _verdicts(record, judge)
        case = Case(question, record, targets, ranked.get(question.id), verdicts)
        scores = score_case(case)
        expected = {
            "answerable": question.answerable,
            "false_premise": question.false_premise,
            "facts": question.facts,
            "items": question.items,
            "gold": [[_gold_shown(entry, corpus) for entry in alternatives] for alternatives in question.gold],
        }
        cases.append(
            ScoredCase(
                name,
                question.id,
                question.question,
                question.kind,
                question.history,
                expected,
                dict(record),
                scores,
                faults_of(case, scores),
                (confidence or {}).get(question.id),
            )
        )
    indexes = sorted({record["index"] for record in answers if record.get("index")})
    return SetResult(tuple(cases), tuple(missing), tuple(indexes))


def _ranked(question: Question, measured: Measured) -> tuple[str, ...] | None:
    """Search for a question; None for one that needs the questions before it, or that fails."""
    if question.history or not question.gold:
        return None
    try:
        return tuple(result.paragraph.id for result in measured.search(question.question, k=SEARCH_DEPTH))
    except InspectionQAError:
        return ()


def _confidence(question: Question, measured: Measured) -> float | None:
    try:
        return measured.explain(question.question, history=question.history).answerable
    except InspectionQAError:
        return None


def _verdicts(record: Record, judge: Judge) -> tuple[str, ...]:
    """Return the verdicts on the sentences that cite; a computed one is in no paragraph, and is scored as a set."""
    citations = {citation["n"]: citation for citation in record["citations"]}
    return tuple(
        judge(sentence["text"], [citations[number] for number in sentence["citations"] if number in citations])
        for sentence in record["sentences"]
        if sentence["citations"] and not sentence.get("computed")
    )


def _no_answer(question: Question) -> Record:
    message = "the file of answers has no line for it"
    return {
        "id": question.id,
        "question": question.question,
        "answer": "",
        "abstained": True,
        "sentences": [],
        "citations": [],
        "rows": [],
        "error": {"type": "QuestionFileError", "message": message},
    }


def _gold_shown(entry: GoldParagraph, corpus: Corpus) -> dict[str, Any]:
    """Return a gold paragraph as its set names it, with the ids of the paragraphs that it means in the corpus."""
    found, _ = find_gold([[entry]], corpus)
    return _without_none(asdict(entry)) | {
        "paragraph_ids": sorted({one for target in found for one in target.paragraph_ids})
    }


def _without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
