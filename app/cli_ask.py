"""The commands that ask: `ask`, `search` and `chat`."""

from __future__ import annotations

import json
import sys
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_options import IndexDir, Json, Reranker, filtered
from app.labels import filters_text
from app.terminal import answer_text, results_text
from app.terminal_steps import show_steps
from corpus.errors import QuestionError
from index.answer import Filters

if TYPE_CHECKING:
    from index.assistant import Assistant

__all__ = ["ask_command", "chat_command", "search_command"]

Question = Annotated[str, typer.Argument(metavar="QUESTION", help="The question; '-' reads it from stdin.")]
Words = Annotated[str, typer.Argument(metavar="WORDS", help="What to look for; '-' reads it from stdin.")]
Count = Annotated[int, typer.Option("-k", "--count", min=1, max=1000, help="How many paragraphs to show.")]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Show the work too: the question as understood, what was found with which scores, the query, what the "
        "guard made of a language model's sentences, and the time of each stage.",
    ),
]
CHAT_HELP = "Ask away; an empty line or Ctrl-D leaves, /new forgets the questions so far, Ctrl-C stops an answer."


@filtered
def ask_command(
    question: Question,
    *,
    filters: Filters,
    as_json: Json = False,
    with_explanation: Explain = False,
    reranker: Reranker = None,
    index_dir: IndexDir = None,
) -> None:
    """Answer a question; every sentence is cited to its paragraph."""
    text = _text(question)
    from app.wiring import open_assistant
    from index.answer_json import answer_to_json

    assistant = open_assistant(index_dir, reranker=reranker)
    if with_explanation:
        from app.terminal_explanation import explanation_text

        answer, explanation = assistant.ask_and_explain(text, filters=filters)
        shown = answer_to_json(answer) | {"explanation": explanation.to_json()} if as_json else None
        plain = f"{answer_text(answer)}\n\n{explanation_text(explanation)}"
        typer.echo(json.dumps(shown, ensure_ascii=False) if shown else plain)
    elif as_json:
        typer.echo(json.dumps(answer_to_json(assistant.ask(text, filters=filters)), ensure_ascii=False))
    else:
        show_steps(assistant.ask_stream(text, filters=filters))


@filtered
def search_command(
    words: Words,
    *,
    filters: Filters,
    count: Count = 10,
    as_json: Json = False,
    reranker: Reranker = None,
    index_dir: IndexDir = None,
) -> None:
    """Show the paragraphs that match best, ranked, without an answer."""
    text = _text(words)
    from app.wiring import open_assistant
    from index.answer_json import results_to_json

    results = open_assistant(index_dir, reranker=reranker).search(text, k=count, filters=filters)
    if as_json:
        typer.echo(json.dumps(results_to_json(results), ensure_ascii=False))
    else:
        typer.echo(results_text(results) or "No paragraph matches. Try other words, or fewer filters.")


@filtered
def chat_command(*, filters: Filters, index_dir: IndexDir = None) -> None:
    """Hold a conversation: later questions may lean on earlier ones."""
    from app.wiring import open_assistant

    assistant = open_assistant(index_dir)
    if sys.stdin.isatty():
        typer.echo(CHAT_HELP)
    if filters != Filters():
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
            stop = threading.Event()
            show_steps(assistant.ask_stream(question, filters=filters, history=tuple(history), stop=stop), stop)
        except QuestionError as error:
            typer.echo(f"inspection-qa: {error}", err=True)
            continue
        typer.echo()
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
