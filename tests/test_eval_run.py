import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from corpus.blocks import Block
from corpus.errors import QuestionFileError, SettingsError
from corpus.model import Document, Paragraph, Publisher, Role
from corpus.paragraphs import document_id, make_paragraphs
from eval.compare import compare_runs, comparison_text
from eval.gate import Threshold, breaches, load_gate
from eval.gold import find_gold
from eval.intervals import compare_paired, summarise
from eval.question_set import GoldParagraph
from eval.report import html_report, markdown_report, write_report
from eval.run import make_run
from eval.run_folder import Run, load_run
from eval.support_judge import judge_by_support
from index.answer import Answer, AnswerSentence, Citation, Searched, SearchResult

PATH = "letter.txt"
BLOCKS = (
    Block("Caseloads", Role.HEADING, 1),
    Block("Caseloads are 27 on average.", number="1"),
    Block("Visits are weekly.", number="2"),
    Block("Money", Role.HEADING, 1),
    Block("The council spent £3 million.", number="3"),
)
QUESTIONS = (
    {"id": "cases", "question": "How many cases?", "kind": "lookup", "answerable": True, "facts": ["27"],
     "gold": [{"document": PATH, "number": "1"}]},
    {"id": "money", "question": "How much money?", "kind": "lookup", "answerable": True, "facts": ["£3 million"],
     "gold": [{"document": PATH, "number": "3"}]},
    {"id": "moon", "question": "Who walked on the moon?", "kind": "lookup", "answerable": False},
)  # fmt: skip
GATE = tuple(
    Threshold("toy", metric, at_least=1.0)
    for metric in ("recall@10", "citation_recall", "range_invariant", "refused", "answered", "faithfulness")
)


class LetterCorpus:
    """One document in memory."""

    def __init__(self) -> None:
        identity = document_id(PATH)
        self.documents = (Document(identity, PATH, "0" * 64, "A letter", "focused visit", Publisher.INSPECTORATE),)
        self.paragraphs = make_paragraphs(identity, BLOCKS)

    def paragraphs_of(self, document_id: str) -> Sequence[Paragraph]:
        return self.paragraphs if document_id == self.documents[0].id else ()

    def numbered(self, number: str) -> Paragraph:
        return next(paragraph for paragraph in self.paragraphs if paragraph.number == number)


class Assistant:
    """Answers the three questions right; `broken` names the piece that does not do its work."""

    def __init__(self, broken: str = "") -> None:
        self.corpus = LetterCorpus()
        self.broken = broken

    def search(self, words: str, k: int = 10) -> list[SearchResult]:
        found = [] if self.broken == "retriever" else [self._right(words)]
        return [SearchResult(self.corpus.documents[0], paragraph, 1.0, 0, 1) for paragraph in found]

    def explain(self, question: str, *, history: Sequence[str] = ()) -> SimpleNamespace:
        return SimpleNamespace(answerable=0.1 if "moon" in question else 0.9)

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        if "moon" in question and self.broken != "abstention":
            return self._answer(question, (), (), reason="no document says so")
        right = self._right(question)
        cited = self.corpus.numbered("2") if self.broken == "citations" else right
        text = "Everything is splendid." if self.broken == "faithfulness" else cited.text
        if self.broken == "citations":
            text = cited.text
        citation = Citation(1, self.corpus.documents[0], cited, cited.text, 0, len(cited.text))
        return self._answer(question, (AnswerSentence(text, (1,)),), (citation,))

    def _right(self, words: str) -> Paragraph:
        return self.corpus.numbered("3" if "money" in words else "1")

    def _answer(
        self,
        question: str,
        sentences: tuple[AnswerSentence, ...],
        citations: tuple[Citation, ...],
        reason: str | None = None,
    ) -> Answer:
        abstained = reason is not None
        return Answer(
            question,
            "lookup",
            sentences,
            citations,
            Searched(1, 5),
            "toy",
            "f",
            0.01,
            abstained=abstained,
            reason=reason,
        )


def run(folder: Path, broken: str = "") -> Run:
    folder.mkdir(exist_ok=True)
    questions = folder / "toy.jsonl"
    questions.write_text("\n".join(json.dumps(question) for question in QUESTIONS), encoding="utf-8")
    assistant = Assistant(broken)
    return make_run(
        {"toy": questions},
        folder / "run",
        assistant,
        assistant.corpus,
        judge=judge_by_support,
        settings={"llm": "none"},
    )


def test_run_scores_every_question_and_keeps_everything(tmp_path: Path) -> None:
    made = run(tmp_path)
    figures = made.figures["toy"]["all"]
    assert figures["fact_recall"].value == 1.0
    assert figures["fact_recall"].cases == 2
    assert figures["fact_recall"].missing == 1
    assert figures["set_f1"].value is None
    assert figures["refused"].value == 1.0
    assert made.about["index"] == ["f"]
    assert made.about["sets"]["toy"]["questions"] == 3
    assert made.about["settings"] == {"llm": "none"}
    assert [made.about["measures"][-1][name] for name in ("name", "more_is_better")] == ["seconds", False]
    assert all(measure["about"] for measure in made.about["measures"])
    numbers = {"cases": "1", "money": "3"}
    wanted = {name: [[[Assistant().corpus.numbered(number).id]]] for name, number in numbers.items()}
    shown = {
        case.id: [[one["paragraph_ids"] for one in entry] for entry in case.expected["gold"]] for case in made.cases
    }
    assert shown == wanted | {"moon": []}
    loaded = load_run(tmp_path / "run")
    assert loaded.figures == made.figures
    assert [case.scores for case in loaded.cases] == [case.scores for case in made.cases]
    assert [case.id for case in made.cases] == ["cases", "money", "moon"]
    assert all(case.faults == () for case in made.cases)


@pytest.mark.parametrize(
    ("broken", "metric"),
    [
        ("retriever", "recall@10"),
        ("citations", "citation_recall"),
        ("abstention", "refused"),
        ("faithfulness", "faithfulness"),
    ],
)
def test_gate_fails_and_names_the_metric_of_what_is_broken(tmp_path: Path, broken: str, metric: str) -> None:
    assert breaches(run(tmp_path / "whole"), GATE) == []
    messages = breaches(run(tmp_path / "broken", broken), GATE)
    assert messages
    assert all(message.startswith(f"{metric} of toy (all): 0.") for message in messages)


def test_gate_fails_where_a_figure_has_no_case(tmp_path: Path) -> None:
    made = run(tmp_path)
    (message,) = breaches(made, (Threshold("toy", "set_f1", at_least=0.1),))
    assert message.startswith("set_f1 of toy (all): no question has a value")
    (message,) = breaches(made, (Threshold("other", "set_f1", at_least=0.1),))
    assert "no threshold concerns the sets of this run (toy)" in message


def test_gate_reads_upper_bounds_and_kinds(tmp_path: Path) -> None:
    made = run(tmp_path)
    (message,) = breaches(made, (Threshold("toy", "seconds", at_most=0.001),))
    assert message == "seconds of toy (all): 0.010 over 3 questions, must be at most 0.001"
    assert breaches(made, (Threshold("toy", "seconds", kind="lookup", at_most=0.02),)) == []


def test_own_gate_loads_and_faulty_ones_are_explained(tmp_path: Path) -> None:
    assert {threshold.set_name for threshold in load_gate()} >= {"sample"}
    path = tmp_path / "gate.toml"
    for content, told in (
        ("", "expected .*threshold.* tables"),
        ("[[threshold]]\nset = 'a'\nmetric = 'nonsense'\nat_least = 1", "field 'metric'.* found 'nonsense'"),
        ("[[threshold]]\nset = 'a'\nmetric = 'mrr'", "expected a number as 'at_least' or 'at_most'"),
        ("[[threshold]]\nset = 'a'\nmetric = 'mrr'\nat_leest = 1", "found .'at_leest'"),
        ("[[threshold", "cannot be read"),
    ):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(SettingsError, match=told):
            load_gate(path)


def test_compare_names_the_questions_that_got_worse(tmp_path: Path) -> None:
    before, after = run(tmp_path / "a"), run(tmp_path / "b", "citations")
    recall = next(one for one in compare_runs(before, after) if one.metric == "citation_recall")
    assert recall.difference is not None
    assert recall.difference.value == -1.0
    assert [change.id for change in recall.worse] == ["cases", "money"]
    assert recall.better == ()
    assert "worse toy/money 1.00 -> 0.00  How much money?" in comparison_text(compare_runs(before, after))


def test_paired_test_finds_no_difference_in_equal_runs() -> None:
    same = compare_paired([0.5, None, 1.0], [0.5, 0.2, 1.0], seed=1)
    assert same is not None
    assert (same.value, same.low, same.high, same.p_value, same.cases) == (0.0, 0.0, 0.0, 1.0, 2)
    better = compare_paired([0.0] * 30, [1.0] * 30, seed=1)
    assert better is not None
    assert better.p_value < 0.001
    assert compare_paired([None], [1.0], seed=1) is None


def test_interval_covers_the_mean_and_is_repeatable() -> None:
    values = [0.0] * 40 + [1.0] * 60
    figure = summarise([*values, None], seed=3)
    assert figure == summarise([*values, None], seed=3)
    assert (figure.value, figure.cases, figure.missing) == (0.6, 100, 1)
    assert figure.low is not None
    assert figure.high is not None
    assert 0.48 < figure.low < 0.55
    assert 0.65 < figure.high < 0.72
    assert summarise([None], seed=3).value is None


def test_gold_is_found_with_its_section_and_missing_gold_is_told() -> None:
    corpus = LetterCorpus()
    targets, missing = find_gold(
        [
            (GoldParagraph(PATH, number="1"),),
            (GoldParagraph(PATH, section="mon"), GoldParagraph(PATH, number="9")),
            (GoldParagraph("x", number="1"),),
        ],
        corpus,
    )
    assert [target.paragraph_ids for target in targets] == [{corpus.numbered("1").id}, {corpus.numbered("3").id}]
    assert targets[0].neighbours == {corpus.numbered("1").id, corpus.numbered("2").id}
    assert missing == (GoldParagraph(PATH, number="9"), GoldParagraph("x", number="1"))


def test_report_is_self_contained_and_escapes_what_it_shows(tmp_path: Path) -> None:
    made = run(tmp_path, "citations")
    evil = dataclasses.replace(made.cases[0], question="<img src=x onerror=alert(1)> | `code`")
    made = dataclasses.replace(made, cases=(evil, *made.cases[1:]))
    page = html_report(made)
    assert "<img" not in page
    assert "&lt;img" in page
    assert "<script" not in page
    assert "http" not in page.replace("https://", "http://").split("<body>")[0]
    assert page.count("<details>") == 2
    assert "not every gold paragraph is cited" in page
    text = markdown_report(made)
    assert "## Silence of toy\n\n| AUROC, answerable or not |" in text
    assert "\n| 1.000 | 1.000 | 2 | 1 |" in text
    assert "## Failures: 2 of 3" in text
    assert "| citation_recall | 0.000 |" in text
    assert [path.name for path in write_report(made, tmp_path)] == ["report.html", "report.md"]


def test_load_run_explains_missing_and_damaged_folders(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="is no run"):
        load_run(tmp_path / "none")
    run(tmp_path)
    (tmp_path / "run" / "cases.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(QuestionFileError, match="damaged"):
        load_run(tmp_path / "run")
