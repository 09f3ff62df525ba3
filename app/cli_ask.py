"""The commands that ask: `ask`, `search` and `chat`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

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
    make_filters,
)
from app.labels import filters_text
from app.terminal import answer_text, results_text
from corpus.errors import QuestionError

if TYPE_CHECKING:
    from index.answer import Filters
    from index.assistant import Assistant

__all__ = ["ask_command", "chat_command", "search_command"]

Question = Annotated[str, typer.Argument(metavar="QUESTION", help="The question; '-' reads it from stdin.")]
Words = Annotated[str, typer.Argument(metavar="WORDS", help="What to look for; '-' reads it from stdin.")]
Count = Annotated[int, typer.Option("-k", "--count", min=1, max=1000, help="How many paragraphs to show.")]
CHAT_HELP = "Ask away; an empty line or Ctrl-D leaves, /new forgets the questions so far."


def ask_command(
    question: Question,
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
    """Answer a question; every sentence is cited to its paragraph."""
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
    text = _text(question)
    from app.wiring import open_assistant
    from index.answer_json import answer_to_json

    answer = open_assistant(index_dir).ask(text, filters=filters)
    typer.echo(json.dumps(answer_to_json(answer), ensure_ascii=False) if as_json else answer_text(answer))


def search_command(
    words: Words,
    *,
    count: Count = 10,
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
    """Show the paragraphs that match best, ranked, without an answer."""
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
    text = _text(words)
    from app.wiring import open_assistant
    from index.answer_json import results_to_json

    results = open_assistant(index_dir).search(text, k=count, filters=filters)
    if as_json:
        typer.echo(json.dumps(results_to_json(results), ensure_ascii=False))
    else:
        typer.echo(results_text(results) or "No paragraph matches. Try other words, or fewer filters.")


def chat_command(
    *,
    authority: Authority = None,
    region: Region = None,
    kind: Kind = None,
    publisher: PublisherName = None,
    published_from: PublishedFrom = None,
    published_to: PublishedTo = None,
    latest: Latest = False,
    index_dir: IndexDir = None,
) -> None:
    """Hold a conversation: later questions may lean on earlier ones."""
    filters = make_filters(
        authority=authority,
        region=region,
        kind=kind,
        publisher=publisher,
        document=None,
        published_from=published_from,
        published_to=published_to,
        latest=latest,
    )
    from app.wiring import open_assistant

    assistant = open_assistant(index_dir)
    if sys.stdin.isatty():
        typer.echo(CHAT_HELP)
    if filters != type(filters)():
        typer.echo(f"Limited to {filters_text(filters)}.")
    _converse(assistant, filters)


def _converse(assistant: Assistant, filters: Filters) -> None:
    history: list[str] = []
    while True:
        question = _next_question()
        if not question:
            return
        if question == "/new":
            history.clear()
            continue
        try:
            answer = assistant.ask(question, filters=filters, history=tuple(history))
        except QuestionError as error:
            typer.echo(f"inspection-qa: {error}", err=True)
            continue
        typer.echo(answer_text(answer) + "\n")
        history.append(question)


def _next_question() -> str:
    """Return the next line without spaces around it; empty at the end of the input."""
    if not sys.stdin.isatty():
        return next((line.strip() for line in sys.stdin if line.strip()), "")
    try:
        return input("> ").strip()
    except EOFError:
        typer.echo()
        return ""


def _text(argument: str) -> str:
    """Return the question as given, or from stdin for '-'.

    Raises:
        QuestionError: it has no words.
    """
    text = sys.stdin.read() if argument == "-" else argument
    if not text.strip():
        raise QuestionError('the question is empty; write it in quotes, as in: inspection-qa ask "Who led the visit?"')
    return text
