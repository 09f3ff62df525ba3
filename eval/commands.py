"""The commands `inspection-qa eval ...`: they read their options, call the library and print."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands_measuring import (
    collection_command,
    exactness_command,
    faithfulness_command,
    judge_command,
    pass_through,
    speed_command,
)
from eval.question_files import set_file

if TYPE_CHECKING:
    from eval.run import Judge
    from eval.run_folder import Run
    from index.assistant import Assistant
    from index.storage import IndexVersion

__all__ = ["app"]

app = typer.Typer(
    help="Measure: answer files of questions, score the answers, compare runs, gate.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

EXIT_FAILURE = 1

Questions = Annotated[
    Path, typer.Argument(metavar="QUESTIONS.jsonl", help="File of questions, one JSON object per line.")
]
IndexDir = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="The index to use. [default: .inspection-qa, or INSPECTION_QA_INDEX]"),
]
RunDir = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]
Progress = Callable[[str, int, int], None]


class Engine(StrEnum):
    """Who writes the answers."""

    EXTRACTIVE = "extractive"
    MODEL = "model"


@app.command("answer", epilog="Example: inspection-qa eval answer eval/questions/sample.jsonl --out answers.jsonl")
def answer_command(
    questions: Questions,
    *,
    out: Annotated[Path, typer.Option("--out", metavar="ANSWERS.jsonl", help="File that receives the answers.")],
    index_dir: IndexDir = None,
    restart: Annotated[bool, typer.Option("--restart", help="Answer all anew instead of resuming.")] = False,
) -> None:
    """Answer a file of questions with no network, resuming where an earlier run stopped.

    Each line of QUESTIONS.jsonl has 'id', 'question' and perhaps 'history'; other fields pass through. The answers
    come in the same order. Exit code 1 if a question failed; its line then has 'error', and the next run asks it
    again.
    """
    from eval.answers_file import answer_all
    from eval.question_set import read_asked

    asked = read_asked(questions)
    with _progress() as progress:
        report = _step(progress, "answering")
        outcome = answer_all(asked, out, _assistant(index_dir), restart=restart, progress=report)
    kept = f", {outcome.kept} kept from an earlier run" if outcome.kept else ""
    typer.echo(f"{outcome.answered} questions answered{kept}, {outcome.failed} failed: {out}", err=True)
    if len(outcome.indexes) > 1:
        typer.echo(
            f"The answers come from {len(outcome.indexes)} versions of the index; --restart mends that.", err=True
        )
    if outcome.failed:
        raise typer.Exit(EXIT_FAILURE)


@app.command("run", epilog="Example: inspection-qa eval run sample --out runs/today")
def run_command(
    sets: Annotated[list[str], typer.Argument(metavar="SET...", help="Names of sets in eval/questions, or files.")],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Folder of the run. [default: <time> in the folder of the setting 'runs']"
        ),
    ] = None,
    index_dir: IndexDir = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Who answers; 'model' is the language model of the settings.")
    ] = Engine.EXTRACTIVE,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the confidence intervals.")] = 0,
) -> None:
    """Answer and score sets of questions into a run folder, with a report; an interrupted run resumes."""
    from eval.report import write_report
    from eval.run import make_run

    files = {path.stem: path for path in map(set_file, sets)}
    folder = out or _runs(index_dir) / datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    assistant, corpus = _assistant(index_dir, engine), _corpus(index_dir)
    with _progress() as progress:
        run = make_run(
            files,
            folder,
            assistant,
            corpus,
            judge=_judge(),
            settings=_settings_shown(index_dir),
            seed=seed,
            progress=progress,
        )
    page, _ = write_report(run, folder)
    _print_figures(run)
    typer.echo(f"Report: {page}", err=True)


@app.command("score", epilog="Example: inspection-qa eval score answers.jsonl eval/questions/sample.jsonl")
def score_command(
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS.jsonl", help="File of answers.")],
    questions: Questions,
    *,
    index_dir: IndexDir = None,
    as_json: Json = False,
) -> None:
    """Score a file of answers that is already there; gold paragraphs are looked for in the index."""
    from eval.answers_file import read_answers
    from eval.question_set import load_questions
    from eval.run import score_set
    from eval.run_folder import Run, figures_json

    asked = load_questions(questions)
    result = score_set(questions.stem, asked, read_answers(answers), _corpus(index_dir), {}, _judge())
    run = Run({}, tuple(result.cases), {questions.stem: result.figures(seed=0)})
    if as_json:
        typer.echo(json.dumps(figures_json(run), indent=1))
    else:
        _print_figures(run)


@app.command("report", epilog="Example: inspection-qa eval report runs/today")
def report_command(run: RunDir) -> None:
    """Write a run's report anew: one HTML file that needs nothing else, and the same as Markdown."""
    from eval.report import write_report
    from eval.run_folder import load_run

    for path in write_report(load_run(run), run):
        typer.echo(path)


@app.command("compare", epilog="Example: inspection-qa eval compare runs/yesterday runs/today")
def compare_command(before: RunDir, after: RunDir, *, as_json: Json = False) -> None:
    """Show what got better and worse from one run to another, and whether that can be chance."""
    from dataclasses import asdict

    from eval.compare import compare_runs, comparison_text
    from eval.run_folder import load_run

    comparisons = compare_runs(load_run(before), load_run(after))
    if as_json:
        typer.echo(json.dumps([asdict(comparison) for comparison in comparisons], ensure_ascii=False, indent=1))
    else:
        typer.echo(comparison_text(comparisons))


@app.command("gate", epilog="Example: inspection-qa eval gate runs/today")
def gate_command(
    run: RunDir,
    *,
    thresholds: Annotated[
        Path | None, typer.Option("--thresholds", metavar="FILE", help="[default: the gate.toml that comes with eval]")
    ] = None,
) -> None:
    """Leave with exit code 1 and the names of the metrics if a run breaks a threshold."""
    from eval.gate import DEFAULT_GATE, breaches, load_gate
    from eval.run_folder import load_run

    gate = load_gate(thresholds or DEFAULT_GATE)
    found = breaches(load_run(run), gate)
    for message in found:
        typer.echo(f"gate: {message}", err=True)
    if found:
        raise typer.Exit(EXIT_FAILURE)
    typer.echo("gate: every threshold of the sets in this run holds", err=True)


@app.command("new", epilog="Example: inspection-qa eval new my-questions.jsonl")
def new_command(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS.jsonl", help="File to append to, made if needed.")],
    *,
    index_dir: IndexDir = None,
) -> None:
    """Write a set of questions for your own letters: find a paragraph, ask what it answers, see the answer."""
    from eval.new_question import Dialogue, write_questions

    def ask(prompt: str) -> str:
        return str(typer.prompt(prompt, default="", show_default=False))

    written = write_questions(questions, _assistant(index_dir), Dialogue(ask, typer.echo))
    typer.echo(f"{written} questions written: {questions}", err=True)


def _print_figures(run: Run) -> None:
    for name, groups in run.figures.items():
        typer.echo(name)
        for metric, figure in groups["all"].items():
            if figure.value is not None:
                interval = f"{figure.low:.3f} to {figure.high:.3f}"
                typer.echo(f"  {metric:20} {figure.value:8.3f}   ({interval}; {figure.cases} questions)")


def _runs(index_dir: Path | None) -> Path:
    """Return the folder in which runs are kept, where the app's page finds them."""
    from index.settings import load_settings

    return load_settings(index=index_dir).runs


def _settings_shown(index_dir: Path | None) -> dict[str, str]:
    """Return the settings in force as `inspection-qa config` shows them, secrets hidden."""
    from index.settings import load_settings

    return {setting.name: setting.value for setting in load_settings(index=index_dir).in_force()}


def _assistant(index_dir: Path | None, engine: Engine = Engine.EXTRACTIVE) -> Assistant:
    """Open the assistant; the extractive engine needs no network."""
    from index.settings import load_settings, silence_telemetry

    silence_telemetry()
    from index.assistant import Assistant

    llm = "none" if engine is Engine.EXTRACTIVE else None
    return Assistant.open(load_settings(index=index_dir, llm=llm))


def _judge() -> Judge:
    """Return what judges the sentences of answers."""
    from eval.support_judge import support_judge
    from index.embedding.local import LocalEmbedder
    from index.support.likeness import Likeness

    return support_judge(Likeness(LocalEmbedder()))


def _corpus(index_dir: Path | None) -> IndexVersion:
    """Open the index in which gold paragraphs are looked for."""
    from index.settings import load_settings
    from index.storage import open_index

    return open_index(load_settings(index=index_dir))


def _step(progress: Progress | None, step: str) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, total: progress(step, done, total)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Give a function that draws a bar for each step on stderr, or None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show


app.command("speed", epilog="Example: inspection-qa eval speed corpus build search --corpus letters")(speed_command)
app.command(
    "collection", epilog="Example: inspection-qa eval collection --from reports --paragraphs 58000 --out scratch/large"
)(collection_command)
app.command("exactness", epilog="Example: inspection-qa eval exactness --questions 200")(exactness_command)
app.command("faithfulness", epilog="Example: inspection-qa eval faithfulness --corpus letters")(faithfulness_command)
app.command(
    "judge", epilog="Example: inspection-qa eval judge runs/today --url http://127.0.0.1:8080/v1 --model judge"
)(judge_command)
for _name, _help in {
    "retrieval": "Measure search alone: are the needed paragraphs among the first that it finds?",
    "chunks": "Measure the passages themselves on the public chunking benchmark: recall, precision, length.",
    "answers": "Measure the answers to questions: right facts, right citations, right silence, words, time.",
    "fidelity": "Measure how faithfully PDFs are read: words, characters, numbering, boxes.",
    "judgements": "Compare the metadata read from reports with a table that was checked by hand.",
}.items():
    pass_through(app, _name, _help)
