"""The commands under `corpus`: the documents of the index, what they state, and adding files."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_fetch import fetch_command
from app.cli_options import (
    Authority,
    DocumentPath,
    IndexDir,
    Json,
    Kind,
    Latest,
    PublishedFrom,
    PublishedTo,
    PublisherName,
    Region,
    example,
    make_filters,
)
from app.document_table import document_json, document_rows, judgement_rows, paragraph_json, to_csv
from app.plain_text import clean
from app.progress import on_terminal
from app.terminal import document_text, documents_text
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from app.adding_many import Added
    from corpus.model import Document
    from index.storage.version import IndexVersion

__all__ = ["corpus_app"]

corpus_app = typer.Typer(
    help="The documents: what they are, what they state, adding to them.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Table(StrEnum):
    """What `corpus export` writes."""

    DOCUMENTS = "documents"
    JUDGEMENTS = "judgements"


@corpus_app.command("list", epilog=example('inspection-qa corpus list --region "South West" --latest'))
def list_command(
    *,
    as_json: Json = False,
    authority: Authority = None,
    region: Region = None,
    kind: Kind = None,
    publisher: PublisherName = None,
    document: DocumentPath = None,
    published_from: PublishedFrom = None,
    published_to: PublishedTo = None,
    latest: Latest = False,
    index_dir: IndexDir = None,
) -> None:
    """List the documents of the index, newest first."""
    filters = make_filters(
        authority=authority,
        region=region,
        kind=kind,
        publisher=publisher,
        document=document,
        published_from=published_from,
        published_to=published_to,
        latest=latest,
    )
    from app.selection import select_documents

    with _open(index_dir) as version:
        documents = select_documents(version.documents, filters)
    if as_json:
        typer.echo(json.dumps([document_json(found) for found in documents], ensure_ascii=False))
    else:
        typer.echo(documents_text(documents) or "No document passes these filters.")


@corpus_app.command("show", epilog=example("inspection-qa corpus show letters/visit-2018.pdf"))
def show_command(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Path or id of the document.")],
    *,
    as_json: Json = False,
    index_dir: IndexDir = None,
) -> None:
    """Show one document: what it states about itself, and its paragraphs."""
    with _open(index_dir) as version:
        found = _find(version.documents, document)
        paragraphs = version.paragraphs_of(found.id)
    if as_json:
        shown = document_json(found) | {"paragraphs": [paragraph_json(paragraph) for paragraph in paragraphs]}
        typer.echo(json.dumps(shown, ensure_ascii=False))
    else:
        typer.echo(document_text(found, paragraphs))


@corpus_app.command("export", epilog=example("inspection-qa corpus export judgements --out judgements.csv"))
def export_command(
    table: Annotated[Table, typer.Argument(help="What to write.")] = Table.DOCUMENTS,
    *,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="File to write. [default: stdout]")] = None,
    index_dir: IndexDir = None,
) -> None:
    """Write the documents, or the judgements that they state, as CSV."""
    with _open(index_dir) as version:
        rows = document_rows(version.documents) if table is Table.DOCUMENTS else judgement_rows(version.documents)
        text = to_csv(rows)
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        # Spreadsheets take a CSV file for UTF-8 only if it begins with this mark.
        out.write_text(text, encoding="utf-8-sig")
    except OSError as exc:
        raise CorpusError(f"{out}: cannot be written ({exc.strerror}); choose another file with --out") from exc


@corpus_app.command("add", epilog=example("inspection-qa corpus add ~/Downloads/letter.pdf reports.zip"))
def add_command(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE|FOLDER|ZIP...", help="What to add: PDF, DOCX, HTML, Markdown, text."),
    ],
    *,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Folder to copy them to. [default: corpus/letters]")
    ] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="Read scanned PDFs by OCR; needs ocrmypdf.")] = False,
) -> None:
    """Check that files can be read as documents and copy them into a corpus folder; say which are there already."""
    from app.adding_many import Added, Already, add_all
    from app.first_start import USERS_FOLDER
    from index.storage.progress import Progress

    folder = to or USERS_FOLDER
    added = failed = 0
    with on_terminal() as progress:
        outcomes = add_all(
            files, folder, ocr=ocr, progress=lambda done, all_: progress(Progress("comparing", done, all_))
        )
        for outcome in outcomes:
            if isinstance(outcome, Added):
                added += 1
                _say_added(outcome)
            elif isinstance(outcome, Already):
                typer.echo(clean(outcome.message))
            else:
                failed += 1
                typer.echo(clean(f"inspection-qa: {outcome.message}"), err=True)
    if added:
        typer.echo(f"Now run: inspection-qa index build --corpus {folder}", err=True)
    if failed:
        raise typer.Exit(1)


def _say_added(added: Added) -> None:
    document = added.read.document
    typer.echo(clean(f"{document.path}: {document.title} ({document.kind}), {len(added.read.paragraphs)} paragraphs"))
    for warning in (*document.warnings, *((added.note,) if added.note else ())):
        typer.echo(clean(f"  {warning}"), err=True)


corpus_app.command("fetch", epilog=example("inspection-qa corpus fetch --authority Swindon --since 2018-01-01"))(
    fetch_command
)


def _open(index_dir: Path | None) -> IndexVersion:
    from app.wiring import open_version

    return open_version(index_dir)


def _find(documents: tuple[Document, ...], wanted: str) -> Document:
    for document in documents:
        if wanted in (document.id, document.path):
            return document
    raise CorpusError(f"{wanted}: no document of the index has this path or id; 'inspection-qa corpus list' shows them")
