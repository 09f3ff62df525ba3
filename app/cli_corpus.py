"""The commands under `corpus`: the documents of the index, what they state, and adding files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_fetch import fetch_command
from app.cli_options import IndexDir, Json, example, filtered
from app.document_table import (
    document_json,
    document_rows,
    judgement_rows,
    paragraph_json,
    people_rows,
    period_rows,
    to_csv,
    write_parquet,
)
from app.plain_text import clean
from app.progress import on_terminal
from app.terminal import document_text, documents_text
from corpus.errors import CorpusError
from index.answer import Filters

if TYPE_CHECKING:
    from app.adding_many import Added
    from corpus.model import Document, Paragraph
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
    PEOPLE = "people"
    PERIODS = "periods"
    JUDGEMENTS = "judgements"


class Format(StrEnum):
    """In which form `corpus export` writes."""

    CSV = "csv"
    PARQUET = "parquet"


@corpus_app.command("list", epilog=example('inspection-qa corpus list --region "South West" --latest'))
@filtered
def list_command(*, filters: Filters, as_json: Json = False, index_dir: IndexDir = None) -> None:
    """List the documents of the index, newest first."""
    from app.selection import select_documents

    with _open(index_dir) as version:
        documents = select_documents(version.documents, filters)
    if as_json:
        typer.echo(json.dumps([document_json(found) for found in documents], ensure_ascii=False))
    else:
        typer.echo(documents_text(documents) or "No document passes these filters.")


@corpus_app.command(
    "show",
    epilog=example(
        "inspection-qa corpus show letters/visit-2018.pdf",
        "inspection-qa corpus show letters/visit-2018.pdf --page 2 --png page.png",
    ),
)
def show_command(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Path or id of the document.")],
    *,
    page: Annotated[int | None, typer.Option("--page", metavar="N", min=1, help="Draw this page of a PDF.")] = None,
    png: Annotated[
        Path | None, typer.Option("--png", metavar="FILE", help="Where to: the page with a box around each paragraph.")
    ] = None,
    as_json: Json = False,
    index_dir: IndexDir = None,
) -> None:
    """Show one document: what it states about itself, and its paragraphs; or draw a page of it."""
    if (page is None) is not (png is None):
        raise typer.BadParameter("--page and --png go together: which page, and the file for its picture")
    with _open(index_dir) as version:
        found = _find(version.documents, document)
        paragraphs = version.paragraphs_of(found.id)
        corpora = version.manifest.corpora
    if page is not None and png is not None:
        _draw(found, paragraphs, corpora, page, png)
    elif as_json:
        shown = document_json(found) | {"paragraphs": [paragraph_json(paragraph) for paragraph in paragraphs]}
        typer.echo(json.dumps(shown, ensure_ascii=False))
    else:
        typer.echo(document_text(found, paragraphs))


@corpus_app.command(
    "export",
    epilog=example(
        "inspection-qa corpus export judgements --out judgements.csv",
        "inspection-qa corpus export people --format parquet --out people.parquet",
    ),
)
def export_command(
    table: Annotated[Table, typer.Argument(help="What to write.")] = Table.DOCUMENTS,
    *,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.CSV,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="File to write. [default: stdout]")] = None,
    index_dir: IndexDir = None,
) -> None:
    """Write the documents, or the people, periods or judgements that they state, as CSV or Parquet."""
    if form is Format.PARQUET and out is None:
        raise typer.BadParameter("a Parquet file is not for a terminal; name one with --out")
    with _open(index_dir) as version:
        rows = list(_ROWS[table](version.documents))
    if out is None:
        typer.echo(to_csv(rows), nl=False)
    elif form is Format.PARQUET:
        write_parquet(rows, out)
    else:
        # Spreadsheets take a CSV file for UTF-8 only if it begins with this mark.
        _write(out, to_csv(rows).encode("utf-8-sig"), "--out")


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


_ROWS = {
    Table.DOCUMENTS: document_rows,
    Table.PEOPLE: people_rows,
    Table.PERIODS: period_rows,
    Table.JUDGEMENTS: judgement_rows,
}


def _draw(document: Document, paragraphs: Sequence[Paragraph], corpora: Sequence[str], page: int, png: Path) -> None:
    """Write a page as a picture with a box around each paragraph; only from the very file that was indexed."""
    from app.document_files import file_of
    from corpus.readers.pdf_render import render_page

    path = file_of(document, corpora)
    if path is None:
        message = "its file is no longer what was indexed, or not there; run 'inspection-qa index build'"
        raise CorpusError(f"{document.path}: {message}")
    if document.page_count is None or path.suffix.casefold() != ".pdf":
        raise CorpusError(f"{document.path}: has no pages; only those of a PDF can be drawn")
    _write(png, render_page(path, page, boxes=[box for each in paragraphs for box in each.boxes]), "--png")


def _write(path: Path, content: bytes, option: str) -> None:
    try:
        path.write_bytes(content)
    except OSError as exc:
        raise CorpusError(f"{path}: cannot be written ({exc.strerror}); choose another file with {option}") from exc


def _open(index_dir: Path | None) -> IndexVersion:
    from app.wiring import open_version

    return open_version(index_dir)


def _find(documents: tuple[Document, ...], wanted: str) -> Document:
    for document in documents:
        if wanted in (document.id, document.path):
            return document
    raise CorpusError(f"{wanted}: no document of the index has this path or id; 'inspection-qa corpus list' shows them")
