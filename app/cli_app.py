"""The commands `app` and `config`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import IndexDir, Json

__all__ = ["app_command", "config_command"]

CorpusDirs = Annotated[
    list[Path] | None,
    typer.Option(
        "--corpus",
        metavar="DIR",
        help="Folder of documents to index on the first start; repeat for several. "
        "[default: corpus/letters if it holds documents, else the sample documents]",
    ),
]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on. [default: 8501 or the next free]")]
Host = Annotated[str | None, typer.Option(help="Address to listen on. [default: 127.0.0.1, this machine only]")]
Browser = Annotated[bool, typer.Option("--open", help="Open the page in the web browser.")]


def app_command(
    *,
    port: Port = None,
    host: Host = None,
    corpus: CorpusDirs = None,
    index_dir: IndexDir = None,
    open_browser: Browser = False,
) -> None:
    """Serve the chat as a web page on this machine; builds the index first if there is none."""
    from app.wiring import settings_for

    settings = settings_for(index_dir, corpus=tuple(corpus) if corpus else None, host=host, port=port)
    from app.first_start import ensure_index
    from app.server import serve

    ensure_index(settings)
    serve(settings, open_browser=open_browser)


def config_command(*, as_json: Json = False) -> None:
    """Show the settings in force and where each comes from."""
    from app.wiring import settings_for

    in_force = settings_for(None).in_force()
    if as_json:
        rows = [{"name": s.name, "value": s.value, "origin": s.origin, "meaning": s.meaning} for s in in_force]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    widths = [max(len(text) for text in column) for column in zip(*((s.name, s.value) for s in in_force), strict=True)]
    for setting in in_force:
        typer.echo(
            f"{setting.name:<{widths[0]}}  {setting.value:<{widths[1]}}  from {setting.origin}; {setting.meaning}"
        )
