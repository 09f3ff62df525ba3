"""The commands `inspection-qa eval` that measure one piece: speed, faithfulness, retrieval, reading, metadata."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.question_files import set_file

if TYPE_CHECKING:
    from eval.speed import Speed
    from index.settings import Settings

__all__ = [
    "collection_command",
    "exactness_command",
    "faithfulness_command",
    "judge_command",
    "pass_through",
    "speed_command",
]

EXIT_FAILURE = 1


class Form(StrEnum):
    """Files of a made collection."""

    PDF = "pdf"
    MD = "md"


Json = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]


def speed_command(
    parts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PART...]", help="corpus, embed, build, search, answer, start, memory, update, baseline."
        ),
    ] = None,
    *,
    corpus: Annotated[
        list[Path] | None, typer.Option("--corpus", metavar="DIR", help="Documents. [default: the sample documents]")
    ] = None,
    index_dir: Annotated[
        Path | None,
        typer.Option(
            "--index", metavar="DIR", help="Measure this index as it is: search, answer, start, memory, update."
        ),
    ] = None,
    questions: Annotated[str, typer.Option("--questions", metavar="SET", help="What is asked.")] = "sample",
    size: Annotated[
        list[int] | None,
        typer.Option("--size", metavar="N", help="Make copies under other names up to N paragraphs. Repeatable."),
    ] = None,
    form: Annotated[Form, typer.Option("--form", help="Files that the copies are written to.")] = Form.PDF,
    stand_in: Annotated[
        bool, typer.Option("--stand-in", help="Embed 5,000 texts only; the others get their vectors, moved a little.")
    ] = False,
    repeat: Annotated[int, typer.Option("--repeat", min=1, max=100, help="Measurements of each figure.")] = 3,
    threads: Annotated[int, typer.Option("--threads", min=1, max=64, help="Threads that search at a time.")] = 4,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a table in Markdown.")] = False,
    as_json: Json = False,
) -> None:
    """Measure reading, embedding, building, searching, answering, against llama-index's default pipeline."""
    from importlib.resources import files

    from index.settings import load_settings, silence_telemetry

    # Before numpy is imported: its threads are as many as are wanted then.
    silence_telemetry()
    from eval.question_set import load_questions
    from eval.speed import PARTS, Speed, measure_index

    if unknown := sorted(set(parts or ()) - set(PARTS)):
        raise typer.BadParameter(f"unknown part {unknown[0]!r}; there are {', '.join(PARTS)}")
    asked = [question.question for question in load_questions(set_file(questions)) if not question.history]
    settings = load_settings(index=index_dir)
    chosen = tuple(parts or PARTS)
    if index_dir is not None:
        timings = measure_index(settings, asked, parts=chosen, repeat=repeat, threads=threads)
        speeds = [Speed(str(index_dir), tuple(timings))]
    else:
        folders = corpus or [Path(str(files("corpus") / "sample"))]
        run = _SpeedRun(folders, asked, settings, chosen, repeat, threads, is_stand_in=stand_in)
        speeds = [run.enlarged(each, form) for each in size] if size else [run.measured(folders)]
    _print_speeds(speeds, markdown=markdown, as_json=as_json)


def collection_command(
    *,
    source: Annotated[Path, typer.Option("--from", metavar="DIR", help="Folder of reports.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="New folder that receives the collection.")],
    paragraphs: Annotated[
        int, typer.Option("--paragraphs", min=1, help="Paragraphs that may answer a question, at least.")
    ] = 58_000,
    form: Annotated[Form, typer.Option("--form", help="Files that are written.")] = Form.PDF,
) -> None:
    """Make a large collection for measuring: reports under other names, their sentences mixed; the same each time."""
    from eval.collection import make_collection

    made = make_collection(source, out, paragraphs=paragraphs, form=form.value)
    typer.echo(
        f"{out}: {made.documents} documents about {made.authorities} authorities, "
        f"{made.paragraphs:,} paragraphs that may answer"
    )


def exactness_command(
    *,
    index_dir: Annotated[Path | None, typer.Option("--index", metavar="DIR", help="The index to use.")] = None,
    questions: Annotated[int, typer.Option("--questions", min=1, help="Questions that are generated.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the questions.")] = 0,
    least: Annotated[
        float, typer.Option("--least", min=0, max=1, help="Share of exact searches below which it fails.")
    ] = 0.995,
    as_json: Json = False,
) -> None:
    """Compare the vector search with an exact one, with and without filters; exit code 1 below the least share."""
    from index.settings import load_settings, silence_telemetry

    silence_telemetry()
    from eval.exactness import exactness_text, measure_exactness
    from index.embedding import make_embedder
    from index.storage import open_index

    settings = load_settings(index=index_dir)
    embedder = make_embedder(settings)
    with open_index(settings) as index:
        index.require(embedder)
        found = measure_exactness(index, embedder, count=questions, seed=seed)
    typer.echo(json.dumps({**asdict(found), "share": found.share}) if as_json else exactness_text(found))
    if found.share is None or found.share < least:
        raise typer.Exit(EXIT_FAILURE)


def faithfulness_command(
    *,
    wice: Annotated[
        Path | None, typer.Option("--wice", metavar="FILE", help="A split of WiCE: cross-validate the support model.")
    ] = None,
    fit: Annotated[bool, typer.Option("--fit", help="Fit the model on all of the split and store it.")] = False,
    held: Annotated[bool, typer.Option("--held", help="Measure the stored model instead of cross-validating.")] = False,
    corpus: Annotated[
        list[Path] | None, typer.Option("--corpus", metavar="DIR", help="Documents to plant faults into.")
    ] = None,
    per_kind: Annotated[int, typer.Option("--per-kind", min=1, help="Faults of each kind.")] = 60,
    rewordings: Annotated[int, typer.Option("--rewordings", min=1, help="Faithful rewordings.")] = 300,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the faults.")] = 0,
) -> None:
    """Measure the support scorer: on WiCE, and on faults planted into the sentences of documents."""
    if not wice and not corpus:
        raise typer.BadParameter("name a split of WiCE with --wice, or documents with --corpus, or both")
    if wice:
        _wice(wice, fit=fit, held=held)
    if corpus:
        _planted(corpus, per_kind, rewordings, seed)


def judge_command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run.")],
    *,
    url: Annotated[str, typer.Option("--url", help="The judge's server, up to '/v1'; questions and answers go there.")],
    model: Annotated[str, typer.Option("--model", help="Name of the judge there; not the one that wrote the answers.")],
    key_file: Annotated[
        Path | None, typer.Option("--key-file", metavar="FILE", help="File that holds the server's key.")
    ] = None,
    timeout_s: Annotated[float, typer.Option("--timeout", min=1, help="Seconds that one request may take.")] = 120.0,
) -> None:
    """Judge a run's answers with a language model, by ragas; needs the extra 'eval'. Judgements are kept."""
    from eval.model_judge import JudgeModel, judge_run, ragas_scorers
    from eval.run_folder import load_run
    from index.embedding import make_embedder
    from index.settings import load_settings

    key = key_file.read_text(encoding="utf-8").strip() if key_file else "none"
    judged = load_run(run)
    if any(engine.startswith(f"model:{model} ") for engine in judged.about.get("engine", ())):
        raise typer.BadParameter(f"{model!r} wrote these answers; name another model to judge them")
    scorers = ragas_scorers(JudgeModel(model, url, key, timeout_s), make_embedder(load_settings()))
    summary = judge_run(judged, run, scorers, model)
    for metric, figure in summary.figures.items():
        value = "none" if figure.value is None else f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"
        typer.echo(f"{metric:20} {value}, {figure.cases} judged, {summary.failed[metric]} failed")
    if summary.agreement is not None:
        told = f"{summary.agreement:.3f} over {summary.compared} answers"
        typer.echo(f"agreement of judge and support scorer on 'faithful in full': {told}")
    if any(summary.failed.values()):
        raise typer.Exit(EXIT_FAILURE)


def pass_through(app: typer.Typer, name: str, summary: str) -> None:
    """Add a command that hands its arguments to `main` of the module of that name in this package."""

    def run(context: typer.Context) -> None:
        if code := importlib.import_module(f"eval.{name}").main(context.args):
            raise typer.Exit(code)

    settings = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
    run.__doc__ = summary
    app.command(name, context_settings=settings, epilog=f"Example: inspection-qa eval {name} --help")(run)


@dataclass(frozen=True, slots=True)
class _SpeedRun:
    """What `eval speed` measures and how, whatever the collection."""

    folders: Sequence[Path]
    questions: Sequence[str]
    settings: Settings
    parts: Sequence[str]
    repeat: int
    threads: int
    is_stand_in: bool

    def measured(self, folders: Sequence[Path], over: str | None = None) -> Speed:
        """Measure over some folders."""
        from eval.speed import measure_speed
        from eval.stand_in import StandIn
        from index.embedding import make_embedder

        embedder = make_embedder(self.settings)
        return measure_speed(
            folders,
            self.questions,
            self.settings,
            parts=self.parts,
            repeat=self.repeat,
            threads=self.threads,
            embedder=StandIn(embedder) if self.is_stand_in else embedder,
            over=over,
        )

    def enlarged(self, paragraphs: int, form: Form) -> Speed:
        """Measure over copies of the first folder's documents under other names."""
        import tempfile

        from eval.collection import make_collection

        with tempfile.TemporaryDirectory(prefix="inspection-qa-speed-") as scratch:
            folder = Path(scratch) / "collection"
            make_collection(self.folders[0], folder, paragraphs=paragraphs, form=form.value)
            return self.measured([folder], over=f"{paragraphs:,} paragraphs")


def _print_speeds(speeds: Sequence[Speed], *, markdown: bool, as_json: bool) -> None:
    from eval.speed import speed_markdown, speed_text

    if as_json:
        found = [
            {
                **asdict(speed),
                "ratios": speed.ratios,
                "bars": [{**asdict(bar), "is_met": bar.is_met} for bar in speed.bars],
            }
            for speed in speeds
        ]
        typer.echo(json.dumps(found, indent=1))
    elif markdown:
        typer.echo(speed_markdown(speeds))
    else:
        typer.echo("\n\n".join(map(speed_text, speeds)))


def _wice(path: Path, *, fit: bool, held: bool) -> None:
    from eval.faithfulness import cross_validate, fit_cases, load_wice, measure, parameters_json
    from index.support.likelihood import PARAMETERS, load_likelihood

    cases = load_wice(path)
    if fit:
        PARAMETERS.write_text(parameters_json(fit_cases(cases)), encoding="utf-8")
        typer.echo(f"fitted on {len(cases)} claims: {PARAMETERS}", err=True)
    found = measure(cases, load_likelihood()) if held else cross_validate(cases)
    typer.echo("stored model" if held else "five-fold cross-validation by document, mean of five repetitions")
    typer.echo(f"  balanced accuracy     {100 * found.balanced_accuracy:.1f}   ({found.claims} claims)")
    typer.echo(f"  AUROC                 {found.auroc:.3f}")
    typer.echo(f"  sentence recall@5     {found.sentence_recall:.3f}   (best of the annotators' sets)")
    typer.echo(f"  sentence recall@5     {found.sentence_recall_mean:.3f}   (mean of the annotators' sets)")


def _planted(folders: list[Path], per_kind: int, rewordings: int, seed: int) -> None:
    from corpus.model import ReadDocument
    from corpus.reading import read_corpus
    from eval.fault_kinds import SLY_KINDS
    from eval.planted_faults import plant, reworded, tally, true_sentences
    from eval.written_claims import HALVES, written_claims
    from index.embedding.local import LocalEmbedder
    from index.support.likeness import Likeness

    documents = [read for read in read_corpus(folders, processes=2) if isinstance(read, ReadDocument)]
    claims = [
        *plant(documents, per_kind, seed),
        *plant(documents, per_kind, seed, SLY_KINDS),
        *true_sentences(documents),
        *reworded(documents, rewordings, seed),
    ]
    for half in HALVES:
        claims += written_claims(documents, half, per_kind)
    typer.echo(f"{'kind of claim':28} {'claims':>7} {'flagged':>8} {'share':>7} {'withheld':>9}")
    for one in tally(claims, Likeness(LocalEmbedder())):
        share = "none" if one.share is None else f"{100 * one.share:.1f}%"
        typer.echo(f"{one.kind:28} {one.claims:7} {one.flagged:8} {share:>7} {one.withheld:9}")
