"""Options that several commands share, and what they are turned into."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.model import Publisher
from index.answer import Filters

__all__ = ["IndexDir", "Json", "Reranker", "example", "filtered", "make_filters", "parse_day"]

_FILTERS = "repeat for several"


def parse_day(value: str) -> date:
    """Return the day that an option names.

    Raises:
        typer.BadParameter: it is no date in ISO form.
    """
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date; write it as 2018-05-18") from None


IndexDir = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="The index to use. [default: .inspection-qa, or INSPECTION_QA_INDEX]"),
]
Reranker = Annotated[
    str | None,
    typer.Option(
        "--reranker",
        metavar="MODEL",
        help="A reranking model that orders what is found: an address that answers /rerank, a folder with model.onnx, "
        "or package.module:Class of a llama-index postprocessor. [default: none, or INSPECTION_QA_RERANKER]",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]
Authority = Annotated[
    list[str] | None, typer.Option("--authority", metavar="NAME", help=f"Only this local authority; {_FILTERS}.")
]
Region = Annotated[list[str] | None, typer.Option("--region", metavar="NAME", help=f"Only this region; {_FILTERS}.")]
Kind = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help=f"Only this kind of document; {_FILTERS}.")
]
PublisherName = Annotated[
    list[Publisher] | None,
    typer.Option(
        "--publisher",
        metavar="NAME",
        help=f"Only documents by: inspectorate, council, press or unknown; {_FILTERS}.",
    ),
]
DocumentPath = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="PATH", help=f"Only this document, by path or id; {_FILTERS}."),
]
PublishedFrom = Annotated[
    date | None, typer.Option("--from", metavar="DATE", parser=parse_day, help="Published on this day or later.")
]
PublishedTo = Annotated[
    date | None, typer.Option("--to", metavar="DATE", parser=parse_day, help="Published on this day or earlier.")
]
Latest = Annotated[bool, typer.Option("--latest", help="Only the latest document of each authority and kind.")]


_FILTER_OPTIONS: dict[str, tuple[Any, object]] = {
    "authority": (Authority, None),
    "region": (Region, None),
    "kind": (Kind, None),
    "publisher": (PublisherName, None),
    "document": (DocumentPath, None),
    "published_from": (PublishedFrom, None),
    "published_to": (PublishedTo, None),
    "latest": (Latest, False),
}


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that limit it; what they come to is its parameter `filters`."""
    signature = inspect.signature(command, eval_str=True)
    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
        for name, (kind, default) in _FILTER_OPTIONS.items()
    ]
    own = [parameter for parameter in signature.parameters.values() if parameter.name != "filters"]

    @functools.wraps(command)
    def run(*arguments: object, **given: Any) -> None:  # noqa: ANN401 - whatever the command takes
        chosen = {name: given.pop(name) for name in _FILTER_OPTIONS}
        command(*arguments, filters=make_filters(**chosen), **given)

    shown = signature.replace(parameters=[*own[:-1], *options, own[-1]])
    run.__signature__ = shown  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in shown.parameters.values()}
    return run


def example(*lines: str) -> str:
    """Return the end of a command's help: an example whose lines stay as they are."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def make_filters(
    *,
    authority: list[str] | None,
    region: list[str] | None,
    kind: list[str] | None,
    publisher: list[Publisher] | None,
    document: list[str] | None,
    published_from: date | None,
    published_to: date | None,
    latest: bool,
) -> Filters:
    """Return the filters that the options ask for.

    Raises:
        typer.BadParameter: the first day lies after the last one.
    """
    if published_from and published_to and published_from > published_to:
        raise typer.BadParameter(f"--from {published_from} lies after --to {published_to}")
    return Filters(
        authorities=tuple(authority or ()),
        regions=tuple(region or ()),
        kinds=tuple(kind or ()),
        publishers=tuple(publisher or ()),
        documents=tuple(document or ()),
        published_from=published_from,
        published_to=published_to,
        latest_only=latest,
    )
