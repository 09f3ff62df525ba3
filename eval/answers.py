"""Answers a set of questions over an index and prints how good the answers are, by kind of question.

    python -m eval.answers eval/questions/letters.jsonl --index DIR [--split dev] [--failures]

Facts, citation recall and precision, and abstention are the metrics of `eval.metrics`; a quick look while working
on the answers, where `eval run` gives the full account. A line of a conversation may also have `resolved_has` and
`resolved_lacks`, words that the question as resolved must or must not have, and `cites_only`, parts of paths of the
documents that may be cited; 'resolved' is 1 where all of these hold, the facts are stated and the set is exact.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.gold import find_gold
from eval.metrics.case import Case
from eval.metrics.citations import citation_precision, citation_recall, range_invariant
from eval.metrics.facts import fact_recall
from eval.metrics.sets import set_f1
from eval.question_set import Question, load_questions
from index.answer_json import answer_to_json
from index.assistant import Assistant
from index.storage import open_index

__all__ = ["Scored", "main", "score_answers", "table"]

MEASURES = {
    "facts": fact_recall,
    "recall": citation_recall,
    "precision": citation_precision,
    "set F1": set_f1,
    "ranges": range_invariant,
}


@dataclass(frozen=True, slots=True)
class Scored:
    """One question with its answer and figures, each None where it does not apply.

    `silent_right` says that it abstained if and only if it should (a false premise may be corrected instead);
    `resolved` is 1 where a follow-up was read and answered as it should, 0 where not, None outside conversations.
    """

    question: Question
    answer: Mapping[str, Any]
    figures: Mapping[str, float | None]
    silent_right: bool
    seconds: float
    resolved: float | None = None

    @property
    def words(self) -> int:
        """Words of the answer's sentences."""
        return sum(len(sentence["text"].split()) for sentence in self.answer["sentences"])

    @property
    def is_good(self) -> bool:
        """Whether nothing is missing."""
        values = [self.figures[name] for name in ("facts", "recall", "set F1")]
        return self.silent_right and all(value is None or value >= 1 for value in (*values, self.resolved))


def score_answers(
    questions: Iterable[Question],
    assistant: Assistant,
    index_dir: Path,
    wishes: Mapping[str, Mapping[str, list[str]]] | None = None,
) -> list[Scored]:
    """Answer questions one after the other and score each; `wishes` are the further fields of conversations, by id."""
    scored: list[Scored] = []
    with open_index(index_dir) as corpus:
        for question in questions:
            started = time.perf_counter()
            answer = assistant.ask(question.question, history=question.history)
            seconds = time.perf_counter() - started
            given = answer_to_json(answer, question.id)
            gold, missing = find_gold(question.gold, corpus)
            if missing:
                sys.stderr.write(f"{question.id}: no such gold paragraph: {missing[0]}\n")
            case = Case(question, given, gold)
            figures = {name: measure(case) for name, measure in MEASURES.items()}
            is_silent_right = _is_silent_right(question, given)
            resolved = _resolved(question, given, figures, is_silent_right, (wishes or {}).get(question.id, {}))
            scored.append(Scored(question, given, figures, is_silent_right, seconds, resolved))
    return scored


def _resolved(
    question: Question,
    answer: Mapping[str, Any],
    figures: Mapping[str, float | None],
    is_silent_right: bool,
    wishes: Mapping[str, list[str]],
) -> float | None:
    """Return 1 where a follow-up was read and answered as it should be, else 0; None where there is no conversation."""
    if not question.history:
        return None
    read = (answer["resolved"] or answer["question"]).lower()
    only = wishes.get("cites_only", [])
    return float(
        is_silent_right
        and all(word.lower() in read for word in wishes.get("resolved_has", []))
        and not any(word.lower() in read for word in wishes.get("resolved_lacks", []))
        and all(not only or any(part in one["document"] for part in only) for one in answer["citations"])
        and all((value := figures[name]) is None or value >= 1 for name in ("facts", "set F1"))
    )


def _is_silent_right(question: Question, answer: Mapping[str, Any]) -> bool:
    """Whether it abstains if it should; a false premise may be corrected instead, by saying so."""
    if question.false_premise:
        return bool(answer["abstained"] or any("takes for granted" in note for note in answer["notes"]))
    return bool(answer["abstained"]) is (question.answerable is False)


def table(scored: list[Scored]) -> str:
    """Return the mean figures by kind, unanswerable questions apart, and over all."""
    groups: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        kind = "unanswerable" if one.question.answerable is False else one.question.kind or "other"
        groups[kind].append(one)
        groups["ALL answerable" if kind != "unanswerable" else "ALL unanswerable"].append(one)
    names = [*MEASURES, "resolved", "silence", "words", "p50 ms", "p95 ms"]
    lines = [f"{'kind':18}{'n':>4}" + "".join(f"{name:>10}" for name in names)]
    for kind, held in sorted(groups.items(), key=lambda item: (item[0].startswith("ALL"), item[0])):
        cells = [_mean(one.figures[name] for one in held) for name in MEASURES]
        times = sorted(1000 * one.seconds for one in held)
        cells += [
            _mean(one.resolved for one in held),
            _mean(float(one.silent_right) for one in held),
            statistics.median(one.words for one in held),
            statistics.median(times),
            times[min(len(times) - 1, int(0.95 * len(times)))],
        ]
        lines.append(f"{kind:18}{len(held):4}" + "".join(_shown(cell) for cell in cells))
    return "\n".join(lines)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.fmean(known) if known else None


def _shown(value: float | None) -> str:
    if value is None:
        return f"{'-':>10}"
    return f"{value:10.3f}" if value <= 1 else f"{value:10.0f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.answers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--index", type=Path, required=True, help="folder of the index")
    parser.add_argument("--split", choices=["dev", "held"], help="only this half of the questions")
    parser.add_argument("--failures", action="store_true", help="print the questions that were answered badly")
    options = parser.parse_args(arguments)
    questions = [
        question
        for path in options.questions
        for question in load_questions(path)
        if _is_in(path, question, options.split)
    ]
    with Assistant.open(options.index) as assistant:
        assistant.ask("what do you have?")
        wishes = {line["id"]: line for path in options.questions for line in _lines(path)}
        scored = score_answers(questions, assistant, options.index, wishes)
    for one in scored:
        if options.failures and not one.is_good:
            sys.stdout.write(f"{_failure(one)}\n\n")
    sys.stdout.write(f"{table(scored)}\n")
    return 0


def _is_in(path: Path, question: Question, split: str | None) -> bool:
    return split is None or _splits(path).get(question.id) == split


def _splits(path: Path) -> dict[str, str]:
    return {line["id"]: line.get("split", "dev") for line in _lines(path)}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _failure(one: Scored) -> str:
    figures = ", ".join(f"{name} {value:.2f}" for name, value in one.figures.items() if value is not None)
    facts = [list(fact) for fact in one.question.facts]
    gold = [[(entry.document[-40:], entry.page, entry.number) for entry in entries] for entries in one.question.gold]
    cited = [
        (entry["document"][-40:], entry["page"], entry["number"], entry["quote"][:60])
        for entry in one.answer["citations"][:6]
    ]
    return (
        f"{one.question.id} [{one.question.kind} -> "
        f"{one.answer['kind']}{' SILENT' if one.answer['abstained'] else ''}] "
        f"{one.question.question}\n  {figures}\n  facts {facts}\n  gold {gold}\n  cited {cited}\n  "
        f"{one.answer['answer'][:500]}"
    )


if __name__ == "__main__":
    sys.exit(main())
