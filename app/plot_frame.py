"""Draws a plot on the page, in ink dark or light enough to read, and returns the marks that are picked."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.overview_plots import PICKED

__all__ = ["draw_plot"]

INK = {"light": "#1c2126", "dark": "#eef1f4"}


def draw_plot(chart: Any, key: str, *, can_pick: bool = True) -> list[dict[str, Any]]:  # noqa: ANN401 - altair's charts
    """Draw a chart of altair.

    Args:
        chart: the chart.
        key: its place on the page.
        can_pick: whether the chart has the selection `PICKED`.

    Returns:
        The marks that are picked, each with the fields by which it was picked.
    """
    ink = INK.get(st.context.theme.type or "light", INK["light"])
    inked = chart.configure_axis(labelColor=ink, titleColor=ink).configure_legend(labelColor=ink)
    if not can_pick:
        st.altair_chart(inked, key=key, theme="streamlit")
        return []
    event = st.altair_chart(inked, key=key, on_select="rerun", selection_mode=PICKED, theme="streamlit")
    picked: list[dict[str, Any]] = event.selection.get(PICKED, [])
    return picked
