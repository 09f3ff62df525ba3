"""Finds the sets of questions that come with the product by their names."""

from __future__ import annotations

from pathlib import Path

__all__ = ["set_file"]

QUESTIONS = Path(__file__).parent / "questions"


def set_file(name: str) -> Path:
    """Return the file of a set named as in `eval/questions`, or else the path that the name is."""
    own = QUESTIONS / f"{name}.jsonl"
    return own if own.is_file() else Path(name)
