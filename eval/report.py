"""Reports a run: figures by kind with intervals, and each failure; as Markdown and as one self-contained HTML file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError
from eval.intervals import Figure
from eval.metrics.latency import percentile
from eval.metrics.silence import area_under_risk_coverage, auroc, risk_coverage
from eval.plots import Series, line_chart
from eval.run_folder import Run, ScoredCase
from eval.scoring import METRICS

__all__ = ["html_report", "markdown_report", "write_report"]

CALIBRATION_BINS = 5
STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:auto;padding:1rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{border:1px solid;padding:.2rem .5rem;text-align:left;vertical-align:top}
td.n{text-align:right;white-space:nowrap}
svg{max-width:100%;height:auto;font:12px system-ui,sans-serif}
svg text,svg circle{fill:currentColor}
details{border:1px solid;margin:.4rem 0;padding:.4rem .7rem}
summary{cursor:pointer;overflow-wrap:anywhere}
blockquote{margin:.3rem 1rem;overflow-wrap:anywhere}
@media print{details{break-inside:avoid}}
"""


@dataclass(frozen=True, slots=True)
class _Table:
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def write_report(run: Run, folder: Path) -> tuple[Path, Path]:
    """Write `report.html` and `report.md` into a folder and return their paths.

    Raises:
        QuestionFileError: the folder cannot be written.
    """
    page, text = folder / "report.html", folder / "report.md"
    try:
        page.write_text(html_report(run), encoding="utf-8", errors="backslashreplace")
        text.write_text(markdown_report(run), encoding="utf-8", errors="backslashreplace")
    except OSError as exc:
        raise QuestionFileError(f"{folder}: cannot be written ({exc.strerror}); choose another folder") from exc
    return page, text


def markdown_report(run: Run) -> str:
    """Return the run as Markdown: what was measured, the tables, and a line for each failure."""
    lines = ["# Evaluation run", "", *(f"- {line}" for line in _about(run)), ""]
    for table in _tables(run):
        lines += [f"## {table.heading}", "", _markdown_row(table.columns)]
        lines += ["|" + " --- |" * len(table.columns), *(_markdown_row(row) for row in table.rows), ""]
    failed = _failed(run)
    lines += [f"## Failures: {len(failed)} of {len(run.cases)}", ""]
    lines += [f"- `{case.set_name}/{case.id}` {_one_line(case.question)}: {'; '.join(case.faults)}" for case in failed]
    return "\n".join(lines) + "\n"


def html_report(run: Run) -> str:
    """Return the run as one HTML page without scripts and without anything loaded from elsewhere."""
    parts = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Evaluation run</title>',
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">',
        f"<style>{STYLE}</style></head><body><main><h1>Evaluation run</h1><ul>",
        *(f"<li>{escape(line)}</li>" for line in _about(run)),
        "</ul>",
    ]
    for table in _tables(run):
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
        rows = "".join(_html_row(row) for row in table.rows)
        parts.append(
            f"<h2>{escape(table.heading)}</h2><div class=wide tabindex=0>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )
    parts += ["<h2>Plots</h2>", *_plots(run)]
    failed = _failed(run)
    parts += [f"<h2>Failures: {len(failed)} of {len(run.cases)}</h2>", *(_html_case(case) for case in failed)]
    return "".join([*parts, "</main></body></html>\n"])


def _about(run: Run) -> list[str]:
    about = run.about
    lines = [f"made {about['created']}, seed {about['seed']}, Python {about['python']}"]
    lines.append(f"engine {', '.join(about['engine']) or 'none'}; index {', '.join(about['index']) or 'none'}")
    lines.append("versions: " + ", ".join(f"{name} {number}" for name, number in about["versions"].items() if number))
    for name, facts in about["sets"].items():
        told = f"set {name}: {facts['questions']} questions, {facts['failed']} failed, sha256 {facts['sha256'][:12]}"
        if facts["gold_not_found"]:
            told += f"; {len(facts['gold_not_found'])} gold paragraphs are not in this index and are not scored"
        lines.append(told)
    return lines


def _tables(run: Run) -> list[_Table]:
    tables = []
    for name, groups in run.figures.items():
        kinds = [kind for kind in groups if kind != "all"]
        columns = ("metric", "all questions", "95% interval", "questions", "without value", *kinds)
        rows = [
            (
                measure.name,
                *_figure_cells(groups["all"][measure.name]),
                *(_mean(groups[kind][measure.name]) for kind in kinds),
            )
            for measure in METRICS
        ]
        tables.append(_Table(f"Set {name}", columns, tuple(rows)))
        tables += [_silence_table(name, run), _latency_table(name, run)]
    return tables


def _silence_table(name: str, run: Run) -> _Table:
    """Return how well the stated confidence tells apart what can be answered, and what would be right."""
    sides: dict[bool, list[float]] = {True: [], False: []}
    for case in run.cases:
        if case.set_name == name and case.confidence is not None and case.expected["answerable"] is not None:
            sides[case.expected["answerable"]].append(case.confidence)
    area = auroc(sides[True], sides[False])
    risk = area_under_risk_coverage(*_confidences(run, name))
    cells = ("none" if area is None else f"{area:.3f}", "none" if risk is None else f"{risk:.3f}")
    columns = ("AUROC, answerable or not", "area under risk and coverage", "answerable", "not")
    return _Table(f"Silence of {name}", columns, ((*cells, str(len(sides[True])), str(len(sides[False]))),))


def _latency_table(name: str, run: Run) -> _Table:
    values = [value for case in run.cases if case.set_name == name and (value := case.scores["seconds"]) is not None]
    shares = (50.0, 95.0, 100.0)
    cells = tuple("none" if (at := percentile(values, share)) is None else f"{1000 * at:.1f}" for share in shares)
    return _Table(f"Latency of {name}, milliseconds", ("p50", "p95", "slowest"), (cells,))


def _figure_cells(figure: Figure) -> tuple[str, str, str, str]:
    interval = "none" if figure.low is None or figure.high is None else f"{figure.low:.3f} to {figure.high:.3f}"
    return _mean(figure), interval, str(figure.cases), str(figure.missing)


def _mean(figure: Figure) -> str:
    return "none" if figure.value is None else f"{figure.value:.3f}"


def _plots(run: Run) -> list[str]:
    recall, latency = [], []
    for name, groups in run.figures.items():
        points = [(k, figure.value) for k in (5, 10, 20) if (figure := groups["all"][f"recall@{k}"]).value is not None]
        recall.append(Series(name, tuple((float(k), value) for k, value in points if value is not None)))
        seconds = sorted(v for case in run.cases if case.set_name == name and (v := case.scores["seconds"]) is not None)
        latency.append(
            Series(name, tuple((index / len(seconds), 1000 * v) for index, v in enumerate(seconds, start=1)))
        )
    return [
        "<h3>Recall at k</h3>",
        line_chart("Recall at k", "k", "recall", recall, y_max=1.0),
        "<h3>Latency</h3>",
        line_chart("Latency", "share of questions answered within", "milliseconds", latency),
        "<h3>Risk and coverage</h3>",
        line_chart("Risk and coverage", "share answered", "share wrong", _risk_series(run), y_max=1.0),
        "<h3>Calibration</h3>",
        line_chart("Calibration", "stated confidence", "share right", _calibration_series(run), y_max=1.0),
    ]


def _risk_series(run: Run) -> list[Series]:
    found = []
    for name in run.figures:
        confidence, right = _confidences(run, name)
        found.append(Series(name, tuple(risk_coverage(confidence, right))))
    return found


def _calibration_series(run: Run) -> list[Series]:
    found = []
    for name in run.figures:
        confidence, right = _confidences(run, name)
        bins: dict[int, list[tuple[float, bool]]] = {}
        for value, is_right in zip(confidence, right, strict=True):
            bins.setdefault(min(int(value * CALIBRATION_BINS), CALIBRATION_BINS - 1), []).append((value, is_right))
        points = (
            (sum(value for value, _ in members) / len(members), sum(is_right for _, is_right in members) / len(members))
            for _, members in sorted(bins.items())
        )
        found.append(Series(name, tuple(points)))
    return found


def _confidences(run: Run, name: str) -> tuple[list[float], list[bool]]:
    """Return the confidence of each question that states one, and whether answering it was right."""
    cases = [case for case in run.cases if case.set_name == name and case.confidence is not None]
    return [case.confidence for case in cases if case.confidence is not None], [_is_right(case) for case in cases]


def _is_right(case: ScoredCase) -> bool:
    """Whether an answer to the question is right: it is answerable, and no fact is missing."""
    return case.expected["answerable"] is not False and case.scores["fact_recall"] in (None, 1.0)


def _failed(run: Run) -> list[ScoredCase]:
    return [case for case in run.cases if case.faults]


def _html_case(case: ScoredCase) -> str:
    history = "".join(f"<p>Before: {escape(question)}</p>" for question in case.history)
    expected = "; ".join(f"{name}: {value}" for name, value in case.expected.items() if value not in (None, [], False))
    citations = "".join(_html_citation(citation) for citation in case.answer["citations"])
    scores = ", ".join(f"{name} {value:.2f}" for name, value in case.scores.items() if value is not None)
    return (
        f"<details><summary>{escape(case.set_name)}/{escape(case.id)}: {escape(case.question)} "
        f"<strong>{escape('; '.join(case.faults))}</strong></summary>{history}"
        f"<p>Expected: {escape(expected)}</p><p>Answer: {escape(case.answer['answer'] or 'none')}</p>"
        f"{citations}<p>{escape(scores)}</p></details>"
    )


def _html_citation(citation: Mapping[str, Any]) -> str:
    place = citation.get("number") or citation.get("section") or ""
    where = f"[{citation['n']}] {citation['document']}, {place}"
    return f"<blockquote>{escape(where)}: {escape(citation['quote'])}</blockquote>"


def _html_row(row: Sequence[str]) -> str:
    first, *others = row
    cells = "".join(f'<td class="n">{escape(cell)}</td>' for cell in others)
    return f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("`", "'")
