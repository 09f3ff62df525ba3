"""The command `inspection-qa`: puts the subcommands together and turns errors into messages and exit codes."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points, version
from typing import Annotated

import typer

from app.cli_app import app_command, config_command
from app.cli_ask import ask_command, chat_command, search_command
from app.cli_corpus import corpus_app
from app.cli_feedback import feedback_app
from app.cli_index import index_app
from app.cli_options import example
from app.cli_verify import verify_command
from corpus.errors import InspectionQAError, QuestionError

__all__ = ["main"]

COMMAND_GROUPS = "inspection_qa.commands"
"""Entry points of other packages that add a group of commands, such as `eval`, under their name."""

EXIT_FAILURE = 1
EXIT_USAGE = 2


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    Args:
        arguments: what follows the command's name; None takes them from the command line.

    Raises:
        SystemExit: always; 0 for success, 1 for a failure that was explained on stderr, 2 for wrong usage,
            130 when the user stopped it with Ctrl-C.
    """
    try:
        _command_line()(args=arguments, prog_name="inspection-qa")
    except QuestionError as error:
        _fail(error, EXIT_USAGE)
    except InspectionQAError as error:
        _fail(error, EXIT_FAILURE)


def _command_line() -> typer.Typer:
    command_line = typer.Typer(
        name="inspection-qa",
        help="Ask inspection letters and reports a question; every sentence of the answer is cited to its paragraph.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )
    command_line.callback()(_options)
    command_line.add_typer(index_app, name="index")
    command_line.command(
        "ask", epilog=example('inspection-qa ask "What did inspectors say about supervision?" --latest')
    )(ask_command)
    command_line.command(
        "search",
        epilog=example('inspection-qa search "missing children return interviews" -k 5 --kind "monitoring visit"'),
    )(search_command)
    command_line.command("chat", epilog=example('inspection-qa chat --region "South West"'))(chat_command)
    command_line.add_typer(corpus_app, name="corpus")
    for group in sorted(entry_points(group=COMMAND_GROUPS), key=lambda found: found.name):
        command_line.add_typer(group.load(), name=group.name)
    command_line.add_typer(feedback_app, name="feedback")
    command_line.command("verify", epilog=example("inspection-qa verify evidence.zip --corpus my-letters"))(
        verify_command
    )
    command_line.command("app", epilog=example("inspection-qa app --corpus my-letters --port 8600"))(app_command)
    command_line.command("config", epilog=example("INSPECTION_QA_INDEX=/srv/index inspection-qa config"))(
        config_command
    )
    return command_line


def _options(
    show_version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    if show_version:
        typer.echo(f"inspection-qa {version('inspection-qa')}")
        raise typer.Exit


def _fail(error: InspectionQAError, code: int) -> None:
    typer.echo(f"inspection-qa: {error}", err=True)
    sys.exit(code)
