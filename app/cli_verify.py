"""The command `verify`: checks the quotes of an evidence pack against one's own copies of the documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import Json
from app.plain_text import clean

__all__ = ["verify_command"]


def verify_command(
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="The evidence pack, a ZIP file.")],
    *,
    corpus: Annotated[
        list[Path], typer.Option("--corpus", metavar="DIR", help="Folder that holds the documents; repeat for several.")
    ],
    as_json: Json = False,
) -> None:
    """Check every quote of an evidence pack against the documents that you hold. Needs no index."""
    from app.evidence_check import check_pack

    checks = check_pack(pack, corpus)
    if as_json:
        rows = [
            {"question": c.question, "n": c.n, "document": c.document, "quote": c.quote, "outcome": c.outcome.value}
            for c in checks
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for check in checks:
            typer.echo(clean(f"{check.outcome.value}: [{check.n}] {check.document}: “{check.quote}”"))
        confirmed = sum(check.outcome.holds for check in checks)
        typer.echo(f"{confirmed} of {len(checks)} quotes confirmed.")
    if not all(check.outcome.holds for check in checks):
        raise typer.Exit(1)
