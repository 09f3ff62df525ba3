"""The overview's plots: readable in print and without colour, because every mark carries its grade as text or shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from app.judgement_table import Record

__all__ = ["PICKED", "bars_by", "group_of", "paths", "stacked_bars"]

PICKED = "picked"
"""Name of the selection that a click on a mark makes."""
# Light to dark in a fixed order, told apart by everybody who tells light from dark (after Okabe and Ito, 2008).
SHADES = ("#cfe3f1", "#7fb2d6", "#e0a13a", "#8f2d1f", "#5b5b5b")
SHAPES = ("circle", "square", "triangle-up", "cross", "diamond")
LIGHT_SHADES = 3
ROW_HEIGHT = 34
FRAME_HEIGHT = 130
"""Pixels for the legend above the marks and the axis below."""


def bars_by(name: str, title: str, records: Sequence[Record], grades: Sequence[str]) -> Any:  # noqa: ANN401 - altair's charts
    """Return stacked bars of how many judgements of each grade there are, by 'year' or 'region'.

    Args:
        name: field to count by.
        title: the axis's title.
        records: the judgements of one area.
        grades: all grades, best first.
    """
    pairs = [(group_of(name, record), record.grade) for record in records]
    return stacked_bars(title, "Judgements", pairs, sorted({group for group, _ in pairs}), grades)


def stacked_bars(
    title: str, unit: str, pairs: Sequence[tuple[str, str]], groups: Sequence[str], kinds: Sequence[str]
) -> Any:  # noqa: ANN401 - altair's charts
    """Return a bar for each group, made of a mark for each kind with its count; a click picks group and kind.

    Args:
        title: title of the axis of groups.
        unit: what is counted.
        pairs: group and kind of each thing counted.
        groups: all groups, from top to bottom.
        kinds: all kinds, in the order in which they are stacked; at most as many as there are shades.
    """
    import altair as alt

    counts = _counts(pairs, groups, kinds)
    picked = alt.selection_point(PICKED, fields=["group", "kind"])
    base = _chart(counts)
    where = {
        "y": alt.Y("group:N", title=title, sort=list(groups), axis=alt.Axis(labelOverlap=False, labelLimit=260)),
        "x": alt.X("start:Q", title=unit, axis=alt.Axis(tickMinStep=1, format="d")),
        "x2": "end:Q",
    }
    legend = alt.Legend(title=None, orient="top", labelLimit=260)
    bars = base.mark_bar(stroke="#1c2126", strokeWidth=0.7, cursor="pointer").encode(
        **where,
        color=alt.Color("kind:N", sort=list(kinds), scale=_shades(kinds), legend=legend),
        opacity=alt.condition(picked, alt.value(1), alt.value(0.35)),
        tooltip=[alt.Tooltip("group:N", title=title), alt.Tooltip("kind:N", title="Kind"), "count:Q"],
    )
    numbers = base.mark_text(fontSize=12).encode(
        y=where["y"], x=alt.X("middle:Q"), text="count:Q", color=alt.Color("ink:N", scale=None)
    )
    height = ROW_HEIGHT * len(groups) + FRAME_HEIGHT
    return alt.layer(bars.add_params(picked), numbers).properties(height=height)


def paths(records: Sequence[Record], grades: Sequence[str]) -> Any:  # noqa: ANN401 - altair's charts
    """Return each authority's judgements along time, a shape for each grade."""
    import altair as alt

    values = [
        {
            "authority": record.authority,
            "day": record.day.isoformat(),
            "grade": record.grade,
            "title": record.title,
            "paragraph": record.paragraph_id,
        }
        for record in records
    ]
    picked = alt.selection_point(PICKED, fields=["paragraph"])
    base = _chart(values).encode(
        x=alt.X("day:T", title="Published", axis=alt.Axis(format="%Y", tickCount="year")),
        y=alt.Y("authority:N", title=None, axis=alt.Axis(labelOverlap=False, labelLimit=260)),
    )
    lines = base.mark_line(color="#8a939c", strokeWidth=1.5).encode(detail="authority:N")
    shapes = alt.Scale(domain=list(grades), range=list(SHAPES[: len(grades)]))
    legend = alt.Legend(title=None, orient="top")
    points = base.mark_point(
        size=170, filled=True, stroke="#1c2126", strokeWidth=1, opacity=1, cursor="pointer"
    ).encode(
        shape=alt.Shape("grade:N", sort=list(grades), scale=shapes, legend=legend),
        color=alt.Color("grade:N", sort=list(grades), scale=_shades(grades), legend=legend),
        opacity=alt.condition(picked, alt.value(1), alt.value(0.35)),
        tooltip=["authority:N", alt.Tooltip("day:T", format="%-d %B %Y"), "grade:N", "title:N"],
    )
    height = ROW_HEIGHT * len({record.authority for record in records}) + FRAME_HEIGHT
    return alt.layer(lines, points.add_params(picked)).properties(height=height)


def _chart(values: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - altair's charts
    import altair as alt

    return alt.Chart({"values": values})


def _shades(grades: Sequence[str]) -> Any:  # noqa: ANN401 - altair's schema objects
    import altair as alt

    return alt.Scale(domain=list(grades), range=list(SHADES[: len(grades)]))


def _counts(pairs: Sequence[tuple[str, str]], groups: Sequence[str], kinds: Sequence[str]) -> list[dict[str, Any]]:
    """Return a mark for each group and kind, with where it starts and ends in the stack."""
    counted = Counter(pairs)
    bars = []
    for group in groups:
        start = 0
        for rank, kind in enumerate(kinds):
            count = counted[group, kind]
            if count:
                ink = "#1c2126" if rank < LIGHT_SHADES else "#ffffff"
                bars.append(
                    {
                        "group": group,
                        "kind": kind,
                        "count": count,
                        "start": start,
                        "end": start + count,
                        "middle": start + count / 2,
                        "ink": ink,
                    }
                )
            start += count
    return bars


def group_of(name: str, record: Record) -> str:
    """Return the bar in which a record is counted, by 'year' or 'region'."""
    return str(record.day.year) if name == "year" else record.region or "Region not stated"
