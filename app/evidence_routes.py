"""Addresses outside the pages: pictures of document pages, and the documents' files as downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

__all__ = ["evidence_routes"]


def evidence_routes() -> list[BaseRoute]:
    """Return the routes; documents are named by id, so that no address can name a path."""
    return [Route("/evidence/{what}/{document}", _nothing)]


async def _nothing(request: Request) -> Response:
    return Response(status_code=404)
