"""The evaluation: the runs that `inspection-qa eval run` made, their figures, and what became of each question."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from app.evaluation_plot import figures_plot
from app.evaluation_runs import (
    ALL,
    EvaluationRun,
    RunSummary,
    list_runs,
    read_run,
    run_before,
)
from app.evaluation_view import case_view, figures_table, questions_table, run_facts, shown_moment
from app.page_frame import explained
from app.page_parts import mount
from app.plot_frame import draw_plot
from app.serving import served_settings, version
from index.evaluation_run import ScoredCase

__all__ = ["evaluation_page"]

HOW = (
    "Make a run with: inspection-qa eval run QUESTIONS.jsonl\n"
    "QUESTIONS.jsonl holds your questions and what a good answer says and cites; “inspection-qa eval new” helps to "
    "write them, and docs/evaluation.md tells the rest. What users said becomes questions by “inspection-qa feedback "
    "questions”."
)
FELL_SHORT, WORSE, EVERY = "Those that fell short", "Those that passed in the run before", "All"


def evaluation_page() -> None:
    """Draw one question of a run if the address names one, else the runs."""
    with explained():
        folder = served_settings().runs
        runs = [run for run in list_runs(folder) if run.error is None]
        wanted = st.query_params.get("question")
        if wanted and st.query_params.get("set"):
            _question(runs, wanted)
            return
        about = "How well the assistant answers questions whose good answers are known."
        mount("heading", {"text": "Evaluation", "about": about}, key="heading")
        for broken in (run for run in list_runs(folder) if run.error):
            mount("message", {"heading": f"Not shown: {broken.name}", "text": broken.error}, key=f"bad_{broken.name}")
        if runs:
            _run(runs)
        else:
            text = f"The folder “{folder}” holds no run yet. {HOW}"
            mount("message", {"heading": "Nothing measured yet", "text": text}, key="no_runs")


def _run(runs: Sequence[RunSummary]) -> None:
    by_name = {run.name: run for run in runs}
    chosen = st.selectbox(
        "Run", list(by_name), key="run", format_func=lambda name: _named(by_name[name]), bind="query-params"
    )
    summary = by_name[chosen]
    run = read_run(served_settings().runs, summary.name)
    earlier = run_before(list(runs), summary)
    before = read_run(served_settings().runs, earlier.name) if earlier else None
    facts = run_facts(run)
    if earlier:
        facts.append(("Run before", f"{earlier.name}, {shown_moment(earlier.created)}"))
    mount("facts", facts, key="run_facts")
    left, right = st.columns(2)
    set_name = left.selectbox("Set of questions", list(run.figures), key="set_shown")
    groups = list(run.figures[set_name])
    group = right.selectbox("Kind of question", groups, key="group", format_func=_group_text)
    _figures(run, before, set_name, group)
    _questions(run, before, run.cases_of(set_name, group))


def _figures(run: EvaluationRun, before: EvaluationRun | None, set_name: str, group: str) -> None:
    now = run.figures[set_name][group]
    earlier = before.figures.get(set_name, {}).get(group, {}) if before else {}
    chart = figures_plot(now, earlier)
    if chart is not None:
        draw_plot(chart, "figures_plot", can_pick=False)
    compared = before.cases_of(set_name, group) if before else None
    mount("table", figures_table(run, now, compared, run.cases_of(set_name, group)), key="figures")


def _questions(run: EvaluationRun, before: EvaluationRun | None, cases: Sequence[ScoredCase]) -> None:
    past = {(case.set_name, case.id): case for case in before.cases} if before else None
    short = [case for case in cases if case.faults]
    worse = [case for case in short if past and (was := past.get((case.set_name, case.id))) and not was.faults]
    shown = {FELL_SHORT: short, **({WORSE: worse} if past else {}), EVERY: list(cases)}
    chosen = st.radio(
        "Questions",
        list(shown),
        key="which",
        format_func=lambda name: f"{name} ({len(shown[name])})",
        horizontal=True,
    )
    mount("table", questions_table(run, shown[chosen], past), key="questions")


def _question(runs: Sequence[RunSummary], identity: str) -> None:
    name, set_name = st.query_params.get("run", ""), st.query_params["set"]
    address = f"evaluation?{urlencode({'run': name})}"
    mount("links", [{"text": "All questions of the run", "url": address}], key="back")
    run = read_run(served_settings().runs, name) if name in {run.name for run in runs} else None
    found = [case for case in run.cases if (case.set_name, case.id) == (set_name, identity)] if run else []
    if run is None or not found:
        text = "There is no such question in the runs that this server shows."
        mount("message", {"heading": "Not found", "text": text}, key="no_question")
        return
    mount("case", case_view(run, found[0], version()), key="case")


def _named(run: RunSummary) -> str:
    return f"{shown_moment(run.created)}: {', '.join(run.sets)} ({run.questions} questions, {run.name})"


def _group_text(group: str) -> str:
    return "All questions" if group == ALL else group.capitalize()
