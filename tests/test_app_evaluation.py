"""Evaluation runs as the app reads and shows them; the folders are written by the evaluation's own code."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from evaluation_examples import case_of, saved_run
from made_answers import HOSTILE, made_document

from app.evaluation_plot import figures_plot
from app.evaluation_runs import ALL, list_runs, read_run, run_before
from app.evaluation_view import Change, case_view, change_of, figures_table, questions_table, run_facts
from corpus.errors import QuestionFileError
from index.evaluation_run import Figure


def test_runs_are_listed_newest_first_and_broken_ones_last(tmp_path: Path) -> None:
    saved_run(tmp_path / "b", [case_of("one")], created="2026-01-02T03:04:05+00:00")
    saved_run(tmp_path / "a", [case_of("one"), case_of("two")], created="2026-01-03T03:04:05+00:00")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "run.json").write_text("{")
    (tmp_path / "no run").mkdir()
    listed = list_runs(tmp_path)
    assert [(run.name, run.questions, run.error is None) for run in listed] == [
        ("a", 2, True),
        ("b", 1, True),
        ("broken", 0, False),
    ]
    assert "damaged" in (listed[2].error or "")


def test_folder_that_is_not_there_has_no_runs(tmp_path: Path) -> None:
    assert list_runs(tmp_path / "nowhere") == []


def test_run_before_shares_a_set_and_is_the_newest_such(tmp_path: Path) -> None:
    for day, name in enumerate(("toy", "toy", "other", "toy"), start=1):
        saved_run(tmp_path / str(day), [case_of("one", set_name=name)], created=f"2026-01-0{day}T00:00:00+00:00")
    runs = list_runs(tmp_path)
    assert [(run.name, (before := run_before(runs, run)) and before.name) for run in runs] == [
        ("4", "2"),
        ("3", None),
        ("2", "1"),
        ("1", None),
    ]


def test_run_is_read_as_it_was_written_and_again_when_it_changed(tmp_path: Path) -> None:
    saved_run(tmp_path / "a", [case_of("one", kind="list"), case_of("two", faults=("too slow",))])
    run = read_run(tmp_path, "a")
    assert [(case.id, case.kind, case.faults) for case in run.cases] == [
        ("one", "list", ()),
        ("two", None, ("too slow",)),
    ]
    assert run.figures["toy"][ALL]["recall"] == Figure(1.0, 1.0, 1.0, 2, 0)
    assert [case.id for case in run.cases_of("toy", "list")] == ["one"]
    assert [case.id for case in run.cases_of("toy", "other")] == ["two"]
    saved_run(tmp_path / "a", [case_of("three")])
    assert [case.id for case in read_run(tmp_path, "a").cases] == ["three"]


@pytest.mark.parametrize("file", ["run.json", "figures.json", "cases.jsonl"])
@pytest.mark.parametrize("content", ["[]", "{", '{"toy": 3}\n', "null"])
def test_damaged_run_is_refused_by_name(tmp_path: Path, file: str, content: str) -> None:
    saved_run(tmp_path / "a", [case_of("one")])
    (tmp_path / "a" / file).write_text(content)
    with pytest.raises(QuestionFileError, match=r"^a: the run's files are damaged"):
        read_run(tmp_path, "a")


def test_run_without_a_file_is_refused_by_name(tmp_path: Path) -> None:
    saved_run(tmp_path / "a", [case_of("one")])
    (tmp_path / "a" / "cases.jsonl").unlink()
    with pytest.raises(QuestionFileError, match=r"^a: cannot be read"):
        read_run(tmp_path, "a")


def test_change_counts_only_questions_with_a_value_in_both(tmp_path: Path) -> None:
    before = [
        case_of("a", recall=0.5),
        case_of("b", recall=1.0),
        case_of("c", recall=None),
        case_of("gone", recall=0.0),
    ]
    after = [case_of("a", recall=1.0), case_of("b", recall=0.75), case_of("c", recall=1.0), case_of("new", recall=0.0)]
    saved_run(tmp_path / "before", before)
    saved_run(tmp_path / "after", after)
    old, new = (read_run(tmp_path, name).cases for name in ("before", "after"))
    assert change_of("recall", old, new) == Change(0.125, 2, 1, 1)
    assert change_of("unknown", old, new) is None


@pytest.mark.parametrize(
    ("more_is_better", "words"),
    [(True, "2 better, 0 worse"), (False, "0 better, 2 worse"), (None, "2 rose, 0 fell")],
)
def test_figures_say_better_only_where_the_run_says_which_way(
    tmp_path: Path, more_is_better: bool | None, words: str
) -> None:
    about = {"measures": [{"name": "recall", "more_is_better": more_is_better, "about": "what is found"}]}
    saved_run(tmp_path / "before", [case_of("a", recall=0.0), case_of("b", recall=0.5)])
    saved_run(tmp_path / "after", [case_of("a", recall=1.0), case_of("b", recall=1.0)], about=about)
    run = read_run(tmp_path, "after")
    table = figures_table(run, run.figures["toy"][ALL], read_run(tmp_path, "before").cases, run.cases)
    row = next(row["cells"] for row in table["rows"] if row["cells"][0] == "recall")
    assert row == ["recall", "1.000", "1.000 to 1.000", "2", "0", f"+0.750 ({words}, of 2)", "what is found"]


def test_metric_without_a_case_says_none_and_is_not_plotted(tmp_path: Path) -> None:
    saved_run(tmp_path / "a", [case_of("one", recall=None)])
    run = read_run(tmp_path, "a")
    table = figures_table(run, run.figures["toy"][ALL], None, run.cases)
    assert table["columns"] == ["Metric", "Mean", "Questions", "Without value"]
    assert table["rows"][0]["cells"] == ["recall", "none", "0", "1"]
    assert figures_plot({"recall": run.figures["toy"][ALL]["recall"]}, {}) is None


def test_plot_shows_shares_with_their_interval_and_the_run_before() -> None:
    now = {"recall": Figure(0.5, 0.25, 0.75, 4, 0), "seconds": Figure(3.0, 2.0, 4.0, 4, 0)}
    chart = figures_plot(now, {"recall": Figure(0.25, 0.0, 0.5, 4, 0)})
    (plotted,) = chart.to_dict()["datasets"].values()
    assert [(value["metric"], value["run"], value["mean"]) for value in plotted] == [
        ("recall", "this run", 0.5),
        ("recall", "the run before", 0.25),
    ]


def test_questions_table_tells_what_became_of_each_in_the_run_before(tmp_path: Path) -> None:
    saved_run(tmp_path / "a&b", [case_of("x y", faults=("no fact", "no source")), case_of("new")])
    run = read_run(tmp_path, "a&b")
    before = {("toy", "x y"): run.cases[1]}
    table = questions_table(run, run.cases, before)
    assert [row["cells"][-1] for row in table["rows"]] == ["passed", "not asked"]
    assert table["rows"][0]["cells"][1] == "no fact; no source"
    assert table["rows"][0]["url"] == "evaluation?run=a%26b&set=toy&question=x+y"


def test_question_shows_gold_with_its_text_and_whether_it_was_cited(tmp_path: Path) -> None:
    document, paragraphs = made_document()
    gold = [
        [{"document": document.path, "number": "12", "paragraph_ids": [paragraphs[2].id]}],
        [{"document": document.path, "paragraph_id": paragraphs[6].id}, {"document": "gone.txt", "number": "7"}],
    ]
    citation = {"n": 1, "document": document.path, "title": HOSTILE, "page": 1, "number": "12", "section": "Findings",
                "paragraph_id": paragraphs[2].id, "quote": "Supervision is too brief."}  # fmt: skip
    saved_run(tmp_path / "a", [case_of("one", gold=gold, citations=[citation])])
    library = SimpleNamespace(documents=(document,), paragraphs_of=lambda identity: paragraphs)
    run = read_run(tmp_path, "a")
    view = case_view(run, run.cases[0], library)
    assert json.loads(json.dumps(view)) == json.loads(json.dumps(view | {"question": "Question one?"}))
    assert [[(entry["text"], entry["is_cited"]) for entry in entries] for entries in view["gold"]] == [
        [("letters/visit.txt, paragraph 12", True)],
        [("letters/visit.txt", False), ("gone.txt, paragraph 7", None)],
    ]
    assert view["gold"][0][0]["paragraphs"] == [paragraphs[2].text]
    assert view["gold"][1][1]["url"] is None
    assert view["citations"][0]["url"] == f"library?document={document.id}&paragraph={paragraphs[2].id}"
    assert view["citations"][0]["place"] == "letters/visit.txt, page 1, paragraph 12, Findings"


def test_question_that_failed_shows_why(tmp_path: Path) -> None:
    saved_run(tmp_path / "a", [case_of("one", error="the model did not answer")])
    run = read_run(tmp_path, "a")
    view = case_view(run, run.cases[0], SimpleNamespace(documents=(), paragraphs_of=None))
    assert (view["error"], view["sentences"], view["gold"]) == ("the model did not answer", [], [])


def test_run_facts_name_the_moment_the_sets_and_the_engine(tmp_path: Path) -> None:
    saved_run(tmp_path / "a", [case_of("one")], created="2026-01-02T03:04:05+00:00")
    assert run_facts(read_run(tmp_path, "a")) == [
        ("Made", "2026-01-02 03:04 UTC"),
        ("Sets", "toy (1 questions, 0 failed)"),
        ("Engine", "extractive"),
        ("Index", "f00d"),
    ]
