"""Addresses outside the pages: pictures of document pages, and the documents' files as downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from app.document_files import file_of
from app.page_picture import PDF, picture_png
from app.serving import version
from corpus.errors import ReadError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from corpus.model import Document

__all__ = ["evidence_routes"]

# Whatever a file holds, a browser that opens it may neither run nor load anything.
_INERT = {"content-security-policy": "default-src 'none'; sandbox", "cache-control": "private, max-age=3600"}


def evidence_routes() -> list[BaseRoute]:
    """Return the routes; documents are named by id, so that no address can name a path."""
    return [
        Route("/evidence/file/{document}", _file),
        Route("/evidence/page/{document}/{page_no:int}.png", _page),
    ]


async def _file(request: Request) -> Response:
    """Give the file as a download, never as a page."""
    found = await run_in_threadpool(_document_file, request.path_params["document"])
    if found is None:
        return Response("The file is no longer in its folder as it was read.", status_code=404)
    path, document = found
    name = document.path.rsplit("/", 1)[-1]
    return FileResponse(path, filename=name, media_type="application/octet-stream", headers=_INERT)


async def _page(request: Request) -> Response:
    """Give the picture of one page as PNG."""
    png = await run_in_threadpool(_page_png, request.path_params["document"], request.path_params["page_no"])
    if png is None:
        return Response("There is no picture of this page.", status_code=404)
    return Response(png, media_type="image/png", headers=_INERT)


def _document_file(document_id: str) -> tuple[str, Document] | None:
    opened = version()
    if document_id not in opened.row_of_document:
        return None
    document = opened.document(document_id)
    path = file_of(document, opened.manifest.corpora)
    return (str(path), document) if path else None


def _page_png(document_id: str, page_no: int) -> bytes | None:
    found = _document_file(document_id)
    if found is None or found[1].media_type != PDF:
        return None
    try:
        return picture_png(found[0], found[1].sha256, page_no)
    except ReadError:
        # The browser then shows the picture's description; the text of the paragraph stands above it.
        return None
