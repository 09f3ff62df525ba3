"""The figures of an evaluation run as a plot: a mark with its interval for each metric, and the run before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.evaluation_view import is_share
from index.evaluation_run import Figure

__all__ = ["figures_plot"]

ROW_HEIGHT = 26
FRAME_HEIGHT = 60


def figures_plot(now: Mapping[str, Figure], before: Mapping[str, Figure]) -> Any | None:  # noqa: ANN401 - altair's charts
    """Return the plot of the metrics that lie between 0 and 1, None where there is none.

    Args:
        now: figures of the run shown, by metric.
        before: those of the run before, empty if there is none.
    """
    import altair as alt

    values = [
        {"metric": name, "run": run, "mean": figure.value, "low": figure.low, "high": figure.high}
        for run, figures in (("this run", now), ("the run before", before))
        for name, figure in figures.items()
        if is_share(figure) and name in now and is_share(now[name])
    ]
    if not values:
        return None
    runs = ["this run", "the run before"]
    base = alt.Chart({"values": values}).encode(
        y=alt.Y("metric:N", sort=list(now), title=None, axis=alt.Axis(labelLimit=200, labelOverlap=False)),
    )
    scale = alt.Scale(domain=[0, 1])
    ranges = (
        base.transform_filter("datum.run == 'this run'")
        .mark_rule(color="#8a939c", strokeWidth=3)
        .encode(x=alt.X("low:Q", scale=scale, title="Mean with its 95% interval"), x2="high:Q")
    )
    legend = alt.Legend(title=None, orient="top")
    marks = base.mark_point(size=90, filled=True, opacity=1, stroke="#1c2126", strokeWidth=1).encode(
        x=alt.X("mean:Q", scale=scale),
        shape=alt.Shape("run:N", scale=alt.Scale(domain=runs, range=["circle", "diamond"]), legend=legend),
        color=alt.Color("run:N", scale=alt.Scale(domain=runs, range=["#1d5a8c", "#ffffff"]), legend=legend),
        tooltip=["metric:N", "run:N", alt.Tooltip("mean:Q", format=".3f"), "low:Q", "high:Q"],
    )
    rows = len({value["metric"] for value in values})
    return alt.layer(ranges, marks).properties(height=ROW_HEIGHT * rows + FRAME_HEIGHT)
