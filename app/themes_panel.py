"""The overview's part on what has to improve: how often, by theme, with every item behind each mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from app.improvement_items import LISTS, ImprovementItem, improvement_items
from app.labels import counted, kind_text, shown_date
from app.overview_plots import stacked_bars
from app.page_parts import mount
from app.plot_frame import draw_plot
from app.selection import select_documents
from app.table_view import TableRow, table_view
from app.themes import NO_THEME, Themes, make_themes
from index.answer import Filters

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["Themed", "items_table", "picked_items", "share_text", "themes_panel"]

LATEST = Filters(latest_only=True)


@dataclass(frozen=True, slots=True)
class Themed:
    """An item that has to improve, and the theme that it is in; None where all items together make no themes."""

    item: ImprovementItem
    theme: str | None

    @property
    def group(self) -> str:
        """What it is counted by: its theme, or the authority where there are no themes."""
        return self.theme or self.item.authority or "No authority named"


def themes_panel(version: IndexVersion) -> None:
    """Draw the themes, and the table of the items behind the marks that are picked."""
    found = _themed(version, version.name)
    if not found:
        text = "No document of the inspectorate lists what has to improve under a heading that is known."
        mount("message", {"heading": "Nothing to show", "text": text}, key="no_items")
        return
    if st.checkbox("Only the latest document of each authority", key="latest_items"):
        newest = {document.id for document in select_documents(version.documents, LATEST)}
        found = [one for one in found if one.item.document.id in newest]
    mount("heading", {"text": "", "about": share_text(found)}, key="themes_share")
    names = Themes(tuple(one.group for one in found)).names
    groups = [*names, *([NO_THEME] if any(one.theme == NO_THEME for one in found) else [])]
    pairs = [(one.group, kind_text(one.item.listed_as)) for one in found]
    kinds = [kind_text(name) for name in LISTS if any(one.item.listed_as == name for one in found)]
    chart = stacked_bars("Theme" if found[0].theme else "Authority", "Items", pairs, groups, kinds)
    marks = draw_plot(chart, "plot_themes")
    mount("table", items_table(picked_items(found, marks)), key="table_themes")


def share_text(found: Sequence[Themed]) -> str:
    """Return how many items there are, of how many documents, and what share is in no theme; or why none has one."""
    documents = len({one.item.document.id for one in found})
    count = (
        f"{counted(len(found), 'item')} that {counted(documents, 'document')} {'lists' if documents == 1 else 'list'}"
    )
    count += " as having to improve."
    if any(one.theme is None for one in found):
        return f"{count} They are too few, or too unlike each other, to make themes, so they are counted by authority."
    without = sum(one.theme == NO_THEME for one in found)
    share = f" ({100 * without / len(found):.0f}%)" if found else ""
    return (
        f"{count} Items whose words mean much the same make a theme, named by what they share; "
        f"{without:,}{share} are in no theme."
    )


def picked_items(found: Sequence[Themed], picked: Sequence[dict[str, Any]]) -> list[Themed]:
    """Return the items behind the marks that are picked, all of them if none is."""
    marks = {(mark.get("group"), mark.get("kind")) for mark in picked}
    return [one for one in found if not marks or (one.group, kind_text(one.item.listed_as)) in marks]


def items_table(found: Sequence[Themed]) -> dict[str, Any]:
    """Return the table of items; each one's link leads to its paragraph."""
    has_themes = all(one.theme for one in found)
    named = ["Theme", "Authority"] if has_themes else ["Authority"]
    columns = ["What has to improve", *named, "Published", "Listed as", "Document"]
    rows = []
    for one in found:
        item = one.item
        about = (one.theme or "", item.authority)[-len(named) :]
        last = (kind_text(item.listed_as), item.document.title)
        cells = (item.paragraph.text, *about, shown_date(item.day) or "", *last)
        sort = (item.paragraph.text, *about, item.day.isoformat() if item.day else "", *last)
        rows.append(TableRow(cells, sort, item.url))
    return table_view("items", columns, rows)


@st.cache_resource(max_entries=2, show_spinner="Reading what has to improve")
def _themed(_version: IndexVersion, name: str) -> list[Themed]:
    """Return the items with their themes, found once for each version of the index, which `name` names."""
    items = improvement_items(_version)
    if not items:
        return []
    first = _version.passage_range
    rows = [_version.row_of(item.paragraph) for item in items]
    vectors = np.stack([_version.vectors.matrix[first[row] : first[row + 1]].mean(axis=0) for row in rows])
    themes = make_themes([item.paragraph.text for item in items], vectors)
    return [Themed(item, theme if themes.names else None) for item, theme in zip(items, themes.of_text, strict=True)]
