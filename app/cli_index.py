"""The commands under `index`: build, rebuild, status, check, diff."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli_options import IndexDir, Json, example
from app.plain_text import clean
from app.progress import on_terminal

if TYPE_CHECKING:
    from index.storage.build import BuildReport
    from index.storage.plan import Difference
    from index.storage.status import IndexStatus

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
    from app.wiring import settings_for

    settings = settings_for(index_dir)
    from index.storage.status import status

    found = status(settings, settings.corpus)
    typer.echo(json.dumps(asdict(found), ensure_ascii=False) if as_json else _status_text(found))


@index_app.command("check", epilog=example("inspection-qa index check"))
def check_command(*, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Verify every invariant of the index on disk; leaves with 1 if one is broken."""
    from app.wiring import settings_for

    settings = settings_for(index_dir)
    from index.storage.check import check

    faults = check(settings)
    if as_json:
        typer.echo(json.dumps([asdict(fault) for fault in faults], ensure_ascii=False))
    elif not faults:
        typer.echo(f"{settings.index}: no fault found")
    for fault in () if as_json else faults:
        typer.echo(clean(f"{fault.where}: {fault.what}; {fault.advice}"), err=True)
    if faults:
        raise typer.Exit(1)


@index_app.command("diff", epilog=example("inspection-qa index diff --json"))
def diff_command(
    before: Annotated[
        str | None, typer.Argument(metavar="[BEFORE]", help="The older version. [default: the one before AFTER]")
    ] = None,
    after: Annotated[
        str | None, typer.Argument(metavar="[AFTER]", help="The newer version. [default: the one in use]")
    ] = None,
    *,
    index_dir: IndexDir = None,
    as_json: Json = False,
) -> None:
    """Show which documents came, changed and went from one version of the index to another."""
    from app.wiring import settings_for

    settings = settings_for(index_dir)
    from index.storage.history import diff

    found = diff(settings, before, after)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    for sign, paths in (("+", found.new), ("~", found.changed), ("-", found.removed)):
        for path in paths:
            typer.echo(clean(f"{sign} {path}"))
    typer.echo(clean(f"{_difference_text(found) or 'nothing changed'}; {found.unchanged:,} unchanged"), err=True)


def _status_text(found: IndexStatus) -> str:
    if found.stale is None:
        fresh = f"cannot be told: {found.stale_why}"
    elif found.stale.is_empty:
        fresh = "yes"
    else:
        fresh = f"no: {_difference_text(found.stale)}; run 'inspection-qa index build'"
    lines = (
        ("index", found.index),
        ("documents", f"{found.documents:,} with {found.paragraphs:,} paragraphs, {found.passages:,} passages"),
        ("made of", ", ".join(found.corpora)),
        ("made at", f"{found.created} (UTC)"),
        ("embedder", f"{found.embedder}, {found.dimension} dimensions"),
        ("fingerprint", found.fingerprint),
        ("on disk", f"{found.version_bytes / 1e6:,.1f} MB, and {found.cache_bytes / 1e6:,.1f} MB of kept vectors"),
        ("up to date", fresh),
        ("being built", found.writer),
        *(("not read", message) for _, message in found.refused),
    )
    return "\n".join(clean(f"{name + ':':<13}{value}") for name, value in lines if value)


def _difference_text(difference: Difference) -> str:
    parts = [
        f"{len(paths)} {name}"
        for name, paths in (
            ("new", difference.new),
            ("changed", difference.changed),
            ("renamed", difference.renamed),
            ("removed", difference.removed),
        )
        if paths
    ]
    return ", ".join([*parts, *difference.reasons])


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
    changes = _difference_text(report.difference) or "nothing changed"
    refused = f", {len(report.refused)} not read" if report.refused else ""
    holds = f"{report.documents:,} documents, {report.paragraphs:,} paragraphs"
    state = "now holds" if report.switched else "holds"
    return clean(f"{index_dir} {state} {holds} ({changes}{refused}), in {report.seconds:.1f} s.")


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
