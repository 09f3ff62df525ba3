"""The command `corpus fetch`: gets published reports from the publisher's site into a corpus folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import parse_day
from app.plain_text import clean
from app.progress import on_terminal

__all__ = ["fetch_command"]

EXIT_FAILURE = 1


def fetch_command(
    *,
    authority: Annotated[
        str | None, typer.Option("--authority", metavar="NAME", help="Reports of this local authority.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Reports of all local authorities.")] = False,
    since: Annotated[
        date | None, typer.Option("--since", metavar="DATE", parser=parse_day, help="Published on this day or later.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Folder to put them in. [default: corpus/letters]")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="Site to ask. [default: the publisher's own]")
    ] = None,
    pause_s: Annotated[
        float, typer.Option("--pause", metavar="SECONDS", min=0, max=600, help="Pause between two requests.")
    ] = 1.0,
) -> None:
    """Fetch published reports; contacts the publisher's site, one request at a time. Run again, it goes on."""
    if (authority is None) is not everything:
        raise typer.BadParameter("name one authority with --authority, or ask for all of them with --all")
    from app.first_start import USERS_FOLDER
    from corpus.fetching import BASE_URL, fetch, find_providers
    from corpus.fetching_client import PoliteClient, Politeness
    from corpus.fetching_hosts import hosts_contacted
    from index.storage.progress import Progress

    site, folder = base_url or BASE_URL, to or USERS_FOLDER
    typer.echo(f"Contacting {hosts_contacted(site)}: one request at a time, {pause_s:g} s apart", err=True)
    with PoliteClient(site, Politeness(pause_s=pause_s)) as client, on_terminal() as progress:
        providers = find_providers(client, authority)
        report = fetch(
            folder,
            providers,
            client,
            since=since,
            progress=lambda done, total: progress(Progress("fetching", done, total)),
        )
    for path in report.fetched:
        typer.echo(path)
    for failed in report.failed:
        typer.echo(f"not fetched: {clean(failed.message)}", err=True)
    older = f", {report.older} older or undated left out" if since else ""
    counts = f"{len(report.fetched)} fetched, {report.unchanged} unchanged{older}, {len(report.failed)} failed"
    typer.echo(f"{folder}: {counts}", err=True)
    if report.failed:
        raise typer.Exit(EXIT_FAILURE)
    if report.fetched:
        typer.echo(f"Now run: inspection-qa index build --corpus {folder}", err=True)
