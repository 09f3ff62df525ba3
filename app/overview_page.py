"""The overview: what was judged, by year, by region, along time, and what has to improve; each with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.judgement_table import Record, areas_of, grade_order, latest_of_each, records_of
from app.labels import counted, shown_date
from app.overview_plots import bars_by, group_of, paths
from app.page_frame import explained
from app.page_parts import mount
from app.plot_frame import draw_plot
from app.serving import version
from app.table_view import TableRow, table_view
from app.themes_panel import themes_panel

__all__ = ["judgements_table", "overview_page", "picked_records"]

MAX_PATHS = 40


def overview_page() -> None:
    """Draw the plots, and the table of what stands behind the mark that is picked."""
    about = "What the inspectorate’s own documents judge and ask for. Pick a mark to see the evidence behind it."
    mount("heading", {"text": "Overview", "about": about}, key="heading")
    with explained():
        opened = version()
        judgements, improving = st.tabs(["Judgements", "Areas to improve"])
        with judgements:
            _judgements(records_of(opened.documents))
        with improving:
            themes_panel(opened)


def _judgements(records: Sequence[Record]) -> None:
    if not records:
        text = "None of the documents states a judgement with a date."
        mount("message", {"heading": "Nothing to show", "text": text}, key="nothing")
        return
    area = st.selectbox("Area of judgement", areas_of(records), key="area", bind="query-params")
    judged = [record for record in records if record.area == area]
    # The same grade has the same shade and shape whatever the area.
    grades = grade_order(records)
    views = {"Latest": _latest, "By year": _by_year, "By region": _by_region, "Path over time": _paths}
    for tab, draw in zip(st.tabs(list(views)), views.values(), strict=True):
        with tab:
            draw(judged, grades)


def judgements_table(records: Sequence[Record]) -> dict[str, Any]:
    """Return the table of judgements; each row's link leads to the paragraph that states it."""
    columns = ["Authority", "Region", "Published", "Area", "Judgement", "Document"]
    rows = [
        TableRow(
            cells=(r.authority, r.region or "", shown_date(r.day) or "", r.area, r.grade, r.title),
            sort=(r.authority, r.region or "", r.day.isoformat(), r.area, r.grade, r.title),
            url=r.url,
        )
        for r in records
    ]
    return table_view("judgements", columns, rows)


def picked_records(name: str, records: Sequence[Record], picked: Sequence[dict[str, Any]]) -> list[Record]:
    """Return the records behind the marks that are picked, all of them if none is.

    Args:
        name: what the plot counts by: 'year', 'region', or 'paragraph' where each mark is one judgement.
        records: the records of the plot.
        picked: the marks, each with the fields by which it was picked.
    """
    if not picked:
        return list(records)
    return [record for record in records if any(_is_behind(name, record, mark) for mark in picked)]


def _is_behind(name: str, record: Record, mark: dict[str, Any]) -> bool:
    if name == "paragraph":
        return record.paragraph_id == mark.get("paragraph")
    return (group_of(name, record), record.grade) == (mark.get("group"), mark.get("kind"))


def _latest(records: Sequence[Record], grades: Sequence[str]) -> None:
    latest = latest_of_each(records)
    found = Counter(record.grade for record in latest)
    counts = ", ".join(f"{found[grade]} {grade}" for grade in grades if found[grade])
    about = f"{counted(len(latest), 'authority', 'authorities')}: {counts}."
    mount("heading", {"text": "", "about": about}, key="latest_counts")
    mount("table", judgements_table(latest), key="latest_table")


def _by_year(records: Sequence[Record], grades: Sequence[str]) -> None:
    _plot("year", bars_by("year", "Year", records, grades), records)


def _by_region(records: Sequence[Record], grades: Sequence[str]) -> None:
    latest = latest_of_each(records)
    _plot("region", bars_by("region", "Region", latest, grades), latest)


def _paths(records: Sequence[Record], grades: Sequence[str]) -> None:
    names = sorted({record.authority for record in records})
    chosen = st.multiselect("Authorities", names, key="path_authorities", placeholder="The first forty")
    shown = [record for record in records if record.authority in (chosen or names[:MAX_PATHS])]
    _plot("paragraph", paths(shown, grades), shown)


def _plot(name: str, chart: Any, records: Sequence[Record]) -> None:  # noqa: ANN401 - altair's charts
    marks = draw_plot(chart, f"plot_{name}")
    mount("table", judgements_table(picked_records(name, records, marks)), key=f"table_{name}")
