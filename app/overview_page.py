"""The overview: what the inspectorate judged, by year, by region, along time, and latest; each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.judgement_table import Record, areas_of, grade_order, latest_of_each, records_of
from app.labels import shown_date
from app.overview_plots import PICKED, bars_by, paths
from app.page_frame import explained
from app.page_parts import mount
from app.serving import version
from app.table_view import TableRow, table_view

__all__ = ["judgements_table", "overview_page", "picked_records"]

MAX_PATHS = 40


def overview_page() -> None:
    """Draw the plots, and the table of the judgements behind the mark that is picked."""
    with explained():
        records = records_of(version().documents)
    about = "Judgements that the inspectorate’s own documents state. Pick a mark to see the judgements behind it."
    mount("heading", {"text": "Overview", "about": about}, key="heading")
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
    group = str(record.day.year) if name == "year" else record.region or "Region not stated"
    return (group, record.grade) == (mark.get("group"), mark.get("grade"))


def _latest(records: Sequence[Record], grades: Sequence[str]) -> None:
    latest = latest_of_each(records)
    counts = ", ".join(f"{sum(record.grade == grade for record in latest)} {grade}" for grade in grades)
    mount("heading", {"text": "", "about": f"{len(latest)} authorities: {counts}."}, key="latest_counts")
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
    event = st.altair_chart(chart, key=f"plot_{name}", on_select="rerun", selection_mode=PICKED, theme="streamlit")
    marks = event.selection.get(PICKED, [])
    mount("table", judgements_table(picked_records(name, records, marks)), key=f"table_{name}")
