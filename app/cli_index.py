"""The commands under `index`: build, rebuild, status, check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli_options import IndexDir, Json, example
from app.plain_text import clean
from app.progress import on_terminal

if TYPE_CHECKING:
    from index.storage.build import BuildReport

__all__ = ["index_app"]

index_app = typer.Typer(
    help="Make, renew and verify the index.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

CorpusDirs = Annotated[
    list[Path] | None,
    typer.Option(
        "--corpus",
        metavar="DIR",
        help="Folder of documents; repeat for several. [default: as last time; at first corpus/letters or the samples]",
    ),
]


Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing if nothing changed.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")]


@index_app.command("build", epilog=example("inspection-qa index build --corpus my-letters"))
def build_command(
    *,
    corpus: CorpusDirs = None,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    index_dir: IndexDir = None,
    as_json: Json = False,
) -> None:
    """Bring the index up to date: new, changed and removed documents."""
    _build(corpus, index_dir, from_nothing=False, dry_run=dry_run, quiet=quiet, as_json=as_json)


@index_app.command("rebuild", epilog=example("inspection-qa index rebuild"))
def rebuild_command(*, corpus: CorpusDirs = None, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Make the index anew, beside the old one, which answers until the new one is ready."""
    _build(corpus, index_dir, from_nothing=True, dry_run=False, quiet=False, as_json=as_json)


@index_app.command("status", epilog=example("inspection-qa index status --json"))
def status_command(*, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Show what is indexed, by what, and how fresh it is."""
    raise NotImplementedError


@index_app.command("check", epilog=example("inspection-qa index check"))
def check_command(*, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Verify every invariant of the index on disk."""
    raise NotImplementedError


def _build(
    corpus: list[Path] | None,
    index_dir: Path | None,
    *,
    from_nothing: bool,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    from app.first_start import corpora_to_index
    from app.wiring import build_index, settings_for

    settings = settings_for(index_dir, corpus=tuple(corpus) if corpus else None)
    settings = settings.model_copy(update={"corpus": corpora_to_index(settings)})
    with on_terminal() as progress:
        report = build_index(settings, progress=progress, from_nothing=from_nothing, dry_run=dry_run)
    if quiet and not report.switched:
        return
    for refused in report.refused:
        typer.echo(f"not read: {clean(refused.message)}", err=True)
    for note in report.notes:
        typer.echo(f"note: {clean(note.message)}", err=True)
    typer.echo(
        json.dumps(_report_json(report), ensure_ascii=False) if as_json else _report_text(report, settings.index)
    )


def _report_text(report: BuildReport, index_dir: Path) -> str:
    difference = report.difference
    counts = (
        f"{len(difference.new)} new, {len(difference.changed)} changed, {len(difference.renamed)} renamed, "
        f"{len(difference.removed)} removed, {difference.unchanged} unchanged, {len(report.refused)} not read"
    )
    holds = f"{report.documents:,} documents, {report.paragraphs:,} paragraphs"
    state = "now holds" if report.switched else "holds"
    reasons = "".join(f"\n{clean(reason)}" for reason in difference.reasons)
    return clean(f"{index_dir} {state} {holds}, in {report.seconds:.1f} s.\n{counts}.{reasons}")


def _report_json(report: BuildReport) -> dict[str, Any]:
    return {
        "version": report.version,
        "fingerprint": report.fingerprint,
        "switched": report.switched,
        "new": list(report.difference.new),
        "changed": list(report.difference.changed),
        "renamed": [list(pair) for pair in report.difference.renamed],
        "removed": list(report.difference.removed),
        "unchanged": report.difference.unchanged,
        "reasons": list(report.difference.reasons),
        "documents": report.documents,
        "paragraphs": report.paragraphs,
        "passages": report.passages,
        "embedded": report.embedded,
        "refused": [{"path": refused.path, "message": refused.message} for refused in report.refused],
        "notes": [{"path": note.path, "message": note.message} for note in report.notes],
        "seconds": round(report.seconds, 3),
    }
