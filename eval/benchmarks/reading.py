"""Reads a benchmark's JSON, and says where it is not what the benchmark's files hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError

__all__ = ["explained", "read_json", "read_json_lines"]


@contextmanager
def explained(path: Path, expected: str, line: int | None = None) -> Iterator[None]:
    """Turn an error in reading into one that names file, line and what was expected.

    Raises:
        QuestionFileError: the block met something else than `expected`.
    """
    where = f"{path}, line {line}" if line else f"{path}"
    try:
        yield
    except OSError as exc:
        raise QuestionFileError(f"{path}: cannot be read ({exc.strerror}); expected {expected}") from exc
    except (ValueError, LookupError, TypeError, AttributeError) as exc:
        raise QuestionFileError(f"{where}: expected {expected}, found {exc!r}") from exc


def read_json(path: Path, expected: str) -> Any:  # noqa: ANN401
    """Return what a JSON file holds.

    Raises:
        QuestionFileError: it cannot be read or is no JSON.
    """
    with explained(path, expected):
        return json.loads(path.read_text(encoding="utf-8"))


def read_json_lines(path: Path, expected: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the objects of a file of one JSON object a line, each with the number of its line.

    Raises:
        QuestionFileError: it cannot be read, or a line is no JSON object.
    """
    found = []
    with explained(path, expected):
        lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        with explained(path, expected, number):
            value = json.loads(line)
            if not isinstance(value, dict):
                raise TypeError(type(value).__name__)
            found.append((number, value))
    return found
