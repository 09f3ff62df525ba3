"""Compares what the product reads from reports with a table that was checked by hand.

    python -m eval.judgements REPORTS_DIR CSV

prints for each column how many cells are right, each difference, and the total.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import InspectionQAError
from corpus.folder import list_files
from corpus.framework import load_frameworks
from corpus.model import Document, ReadDocument
from corpus.persons import same_person
from corpus.reading import read_files
from corpus.register import load_register

__all__ = ["Difference", "Score", "cells", "main", "score"]

_AREAS = {
    "overall": ("overall",),
    "help_and_protection": ("help and protection",),
    "in_care": ("in care", "in care and care leavers"),
    "care_leavers": ("care leavers",),
    "leadership": ("leadership",),
    "adoption": ("adoption",),
}

_COLUMNS = (
    "authority",
    "framework",
    "inspection_start",
    "inspection_end",
    "publication_date",
    "lead_inspector",
    "lead_inspector_canonical",
    *_AREAS,
    "in_care_combined_with_care_leavers",
    "full_inspection",
    "re_inspection",
    "region",
    "urn",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is not as in the table; `found` is None where the document was not read."""

    document: str
    column: str
    expected: str
    found: str | None


@dataclass(slots=True)
class Score:
    """Right and all cells by column, and what differs. Columns that the product does not read are left out."""

    right: dict[str, int] = field(default_factory=dict)
    cells: dict[str, int] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    @property
    def share(self) -> float | None:
        """Share of right cells from 0 to 1, None without any cell."""
        total = sum(self.cells.values())
        return sum(self.right.values()) / total if total else None


def cells(document: Document) -> dict[str, str]:
    """Return a document's metadata as the columns of the table, '' for what it does not state."""
    lead = [person.name for person in document.people if person.role == "lead inspector"]
    kind = load_frameworks().kind(document.kind)
    authority = load_register().get(document.authorities[0]) if document.authorities else None
    row = {
        "authority": document.authorities[0] if document.authorities else "",
        "framework": document.framework or "",
        "inspection_start": document.visit_start.isoformat() if document.visit_start else "",
        "inspection_end": document.visit_end.isoformat() if document.visit_end else "",
        "publication_date": document.published.isoformat() if document.published else "",
        "lead_inspector": lead[0] if lead else "",
        "lead_inspector_canonical": lead[0] if lead else "",
        "in_care_combined_with_care_leavers": _combined(document),
        "full_inspection": "yes" if kind is not None and kind.full else "no",
        "re_inspection": "yes" if kind is not None and kind.again else "no",
        "region": document.region or "",
        "urn": (authority.urn or "") if authority else "",
    }
    return row | {column: _grade(document, areas) for column, areas in _AREAS.items()}


def _grade(document: Document, areas: Sequence[str]) -> str:
    """Return the grade of an area; one that was not judged has none."""
    grades = [judgement.grade for judgement in document.judgements if judgement.area in areas]
    return grades[0] if grades and grades[0] != "not judged" else ""


def _combined(document: Document) -> str:
    """Return whether in care and care leavers were judged together; '' for frameworks that never did."""
    framework = load_frameworks().get(document.framework)
    if framework is None or not any(area.covers for area in framework.areas):
        return ""
    joint = {area.id for area in framework.areas if area.covers}
    return "yes" if any(judgement.area in joint for judgement in document.judgements) else "no"


def score(documents: Iterable[Document], rows: Sequence[dict[str, str]]) -> Score:
    """Compare documents with the table's rows, by the path in the column `doc`."""
    found = {document.path: cells(document) for document in documents}
    result = Score()
    for row in rows:
        read = found.get(row["doc"])
        for column in (each for each in _COLUMNS if each in row):
            result.cells[column] = result.cells.get(column, 0) + 1
            value = None if read is None else read[column]
            if value is not None and _agrees(column, value, row[column]):
                result.right[column] = result.right.get(column, 0) + 1
            else:
                result.differences.append(Difference(row["doc"], column, row[column], value))
    return result


def _agrees(column: str, found: str, expected: str) -> bool:
    """Compare two cells; the canonical name of a person need only be a form of the name found."""
    if column == "lead_inspector_canonical":
        return found == expected or same_person(found, expected)
    return found == expected


def _read(folder: Path, wanted: frozenset[str], progress: Callable[[str], None]) -> list[Document]:
    files = [file for file in list_files(folder).files if file.relative in wanted]
    documents = []
    for item in read_files(files):
        if isinstance(item, ReadDocument):
            documents.append(item.document)
        else:
            progress(f"{item.path}: {item.message}")
    return documents


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the comparison; the exit code is 0 where every cell is right, else 1."""
    parser = argparse.ArgumentParser(prog="python -m eval.judgements", description=__doc__)
    parser.add_argument("reports", type=Path, help="folder of the reports")
    parser.add_argument("table", type=Path, help="CSV with a column 'doc' of paths in that folder")
    given = parser.parse_args(arguments)
    try:
        with given.table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        documents = _read(given.reports, frozenset(row["doc"] for row in rows), _complain)
    except (OSError, InspectionQAError) as exc:
        _complain(str(exc))
        return 1
    result = score(documents, rows)
    for line in _lines(result):
        sys.stdout.write(line + "\n")
    return 0 if not result.differences and result.cells else 1


def _lines(result: Score) -> Iterable[str]:
    for column, total in result.cells.items():
        yield f"{column:36} {result.right.get(column, 0):5} of {total:5}"
    for difference in result.differences:
        found = "not read" if difference.found is None else repr(difference.found)
        yield f"{difference.document}: {difference.column}: expected {difference.expected!r}, found {found}"
    total = sum(result.cells.values())
    right = sum(result.right.values())
    yield f"{right} of {total} cells right" + (f" ({right / total:.2%})" if total else "")


def _complain(message: str) -> None:
    sys.stderr.write(message + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
