"""An evaluation run as the plain values that the page's components draw: figures, questions, one question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from app.evaluation_runs import EvaluationRun
from app.table_view import TableRow, table_view
from corpus.model import Document, Paragraph
from index.evaluation_run import Figure, ScoredCase

__all__ = [
    "Change",
    "case_view",
    "change_of",
    "figures_table",
    "is_share",
    "questions_table",
    "run_facts",
    "shown_moment",
]

View = dict[str, Any]

EPSILON = 1e-9


class Library(Protocol):
    """Where documents are found again; `index.storage.version.IndexVersion` is one."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents."""

    def paragraphs_of(self, document_id: str) -> Sequence[Paragraph]:
        """Return the paragraphs of a document in order."""


@dataclass(frozen=True, slots=True)
class Change:
    """How a metric moved between two runs: the mean difference over the questions that have a value in both."""

    difference: float
    cases: int
    risen: int
    fallen: int


def change_of(metric: str, before: Sequence[ScoredCase], after: Sequence[ScoredCase]) -> Change | None:
    """Compare two runs question by question; None where no question has a value in both."""
    old = {(case.set_name, case.id): case.scores.get(metric) for case in before}
    pairs = [(old.get((case.set_name, case.id)), case.scores.get(metric)) for case in after]
    moved = [new - past for past, new in pairs if past is not None and new is not None]
    if not moved:
        return None
    return Change(
        math.fsum(moved) / len(moved),
        len(moved),
        sum(one > EPSILON for one in moved),
        sum(one < -EPSILON for one in moved),
    )


def is_share(figure: Figure) -> bool:
    """Tell whether a metric's figure lies between 0 and 1, so that it can stand in one plot with others."""
    return figure.value is not None and 0 <= figure.value <= 1 and (figure.high or 0) <= 1


def figures_table(
    run: EvaluationRun, metrics: Mapping[str, Figure], before: Sequence[ScoredCase] | None, after: Sequence[ScoredCase]
) -> View:
    """Return the table of figures.

    Args:
        run: the run, which says what a metric means and which way it is better.
        metrics: the figures of the set and group shown.
        before: the questions of the run before, None if there is none.
        after: the questions of this run.
    """
    columns = ["Metric", "Mean", "95% interval", "Questions", "Without value", "Since the run before", "What it is"]
    rows = []
    for name, figure in metrics.items():
        change = None if before is None else change_of(name, before, after)
        interval = "" if figure.low is None or figure.high is None else f"{figure.low:.3f} to {figure.high:.3f}"
        mean = "none" if figure.value is None else f"{figure.value:.3f}"
        told = "" if change is None else _told(change, run.more_is_better.get(name))
        cells = (name, mean, interval, str(figure.cases), str(figure.missing), told, run.meanings.get(name, ""))
        rows.append(TableRow(cells, (*cells[:5], f"{change.difference:+.6f}" if change else "", cells[6])))
    return table_view("figures", columns, rows)


def questions_table(
    run: EvaluationRun, cases: Sequence[ScoredCase], before: Mapping[tuple[str, str], ScoredCase] | None
) -> View:
    """Return the table of questions, each with a link to what became of it."""
    rows = []
    for case in cases:
        address = urlencode({"run": run.name, "set": case.set_name, "question": case.id})
        cells = (case.question, case.kind or "", "; ".join(case.faults), _then(case, before))
        rows.append(TableRow(cells, cells, f"evaluation?{address}"))
    return table_view("questions", ["Question", "Kind", "What fell short", "In the run before"], rows)


def case_view(run: EvaluationRun, case: ScoredCase, library: Library) -> View:
    """Return one question with what was expected of it, its answer and its citations.

    Args:
        run: the run.
        case: the question.
        library: the index, to which citations and gold are linked as far as it still has them.
    """
    by_path = {document.path: document.id for document in library.documents}
    citations = [_citation(citation, by_path) for citation in case.answer.get("citations") or ()]
    cited = {citation["paragraph_id"] for citation in citations}
    return {
        "question": case.question,
        "before": list(case.history),
        "where": f"Question {case.id} of the set {case.set_name}, run {run.name}",
        "faults": list(case.faults),
        "error": (case.answer.get("error") or {}).get("message"),
        "expected": _expected(case.expected),
        "gold": [
            [_gold(entry, by_path, cited, library) for entry in alternatives]
            for alternatives in case.expected.get("gold") or ()
        ],
        "abstained": bool(case.answer.get("abstained")),
        "reason": case.answer.get("reason"),
        "sentences": [
            {"text": str(one["text"]), "citations": list(one["citations"]), "verdict": str(one["verdict"])}
            for one in case.answer.get("sentences") or ()
            if one["citations"] or one["text"] not in (case.answer.get("reason") or "")
        ],
        "rows": [
            [str(row[name]) for name in ("group", "label", "value") if row.get(name)]
            for row in case.answer.get("rows") or ()
        ],
        "citations": citations,
        "scores": [[name, f"{value:.3f}"] for name, value in case.scores.items() if value is not None],
    }


def run_facts(run: EvaluationRun) -> list[tuple[str, str]]:
    """Return names and values of what is known of a run."""
    about = run.about
    sets = [
        f"{name} ({facts['questions']} questions, {facts['failed']} failed"
        + (f", {len(facts['gold_not_found'])} gold paragraphs not in the index" if facts["gold_not_found"] else "")
        + ")"
        for name, facts in about["sets"].items()
    ]
    engine = ", ".join(str(one) for one in about.get("engine", ()))
    index = ", ".join(str(one)[:12] for one in about.get("index", ()))
    facts = (("Made", shown_moment(run.created)), ("Sets", "; ".join(sets)), ("Engine", engine), ("Index", index))
    return [(name, value) for name, value in facts if value]


def shown_moment(created: str) -> str:
    """Return a moment in ISO 8601 as '2026-11-22 03:38 UTC'."""
    return created[:16].replace("T", " ") + (" UTC" if created.endswith(("+00:00", "Z")) else "")


def _told(change: Change, more_is_better: bool | None) -> str:
    """Say how a metric moved; a metric that is better neither way only rises and falls."""
    if more_is_better is None:
        words = f"{change.risen} rose, {change.fallen} fell"
    else:
        better, worse = (change.risen, change.fallen) if more_is_better else (change.fallen, change.risen)
        words = f"{better} better, {worse} worse"
    return f"{change.difference:+.3f} ({words}, of {change.cases})"


def _then(case: ScoredCase, before: Mapping[tuple[str, str], ScoredCase] | None) -> str:
    if before is None:
        return ""
    past = before.get((case.set_name, case.id))
    if past is None:
        return "not asked"
    return "fell short" if past.faults else "passed"


def _expected(expected: Mapping[str, Any]) -> list[tuple[str, str]]:
    facts = "; ".join(" or ".join(str(one) for one in wordings) for wordings in expected.get("facts") or ())
    items = "; ".join(str(item) for item in expected.get("items") or ())
    answerable = {True: "yes", False: "no"}.get(expected.get("answerable") is not False)
    known = (
        ("Can be answered", answerable),
        ("Premise", "false" if expected.get("false_premise") else None),
        ("Facts", facts),
        ("Items", items),
    )
    return [(name, value) for name, value in known if value]


def _citation(citation: Mapping[str, Any], by_path: Mapping[str, str]) -> View:
    place = [f"page {citation['page']}" if citation.get("page") else None, _numbered(citation), citation.get("section")]
    path = str(citation["document"])
    return {
        "n": int(citation["n"]),
        "title": str(citation.get("title") or path),
        "place": ", ".join(str(part) for part in (path, *place) if part),
        "quote": str(citation["quote"]),
        "url": _address(by_path.get(path), citation.get("paragraph_id")),
        "paragraph_id": citation.get("paragraph_id"),
    }


def _gold(entry: Mapping[str, Any], by_path: Mapping[str, str], cited: set[str], library: Library) -> View:
    """Return a paragraph that a good answer cites, with its text where the index has it."""
    path = str(entry.get("document") or "")
    known = ("section", "page", "starts")
    place = [_numbered(entry), *(f"{name} {entry[name]}" for name in known if entry.get(name))]
    ids = [str(one) for one in entry.get("paragraph_ids") or [entry.get("paragraph_id")] if one]
    document_id = by_path.get(path)
    paragraphs = library.paragraphs_of(document_id) if document_id else ()
    return {
        "text": ", ".join(part for part in (path, *place) if part),
        "paragraphs": [paragraph.text for paragraph in paragraphs if paragraph.id in ids],
        "url": _address(document_id, ids[0] if ids else None),
        "is_cited": bool(cited & set(ids)) if ids else None,
    }


def _numbered(entry: Mapping[str, Any]) -> str | None:
    return f"paragraph {entry['number']}" if entry.get("number") else None


def _address(document_id: str | None, paragraph_id: object) -> str | None:
    if document_id is None:
        return None
    return f"library?{urlencode({'document': document_id} | ({'paragraph': paragraph_id} if paragraph_id else {}))}"
