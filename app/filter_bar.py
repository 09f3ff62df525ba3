"""The filters beside the conversation; each is kept in the address, so that a view can be shared by link."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from app.labels import PUBLISHER_NAMES, kind_text, shown_date
from app.page_parts import mount
from corpus.model import Document, Publisher
from index.answer import Filters

__all__ = ["chips_of", "filter_bar", "filter_chips"]

CHIPS = "chips"


def filter_bar(documents: Sequence[Document]) -> Filters:
    """Draw the filters and return what they ask for.

    Args:
        documents: all documents of the index; what they state is what can be chosen.
    """
    authorities = sorted({name for document in documents for name in document.authorities})
    regions = sorted({document.region for document in documents if document.region})
    kinds = sorted({document.kind for document in documents})
    publishers = sorted({document.publisher for document in documents})
    days = sorted(document.dated for document in documents if document.dated)
    with st.sidebar:
        st.markdown("#### Search only in")
        chosen = Filters(
            authorities=tuple(_choice("Authority", "authority", authorities)),
            regions=tuple(_choice("Region", "region", regions)) if regions else (),
            kinds=tuple(_choice("Kind of document", "kind", kinds, kind_text)),
            publishers=tuple(
                Publisher(name) for name in _choice("Who says it", "publisher", publishers, _publisher_text)
            ),
        )
        oldest, newest = (days[0], days[-1]) if days else (None, None)
        first = st.date_input(
            "Published from",
            None,
            key="from",
            format="DD/MM/YYYY",
            bind="query-params",
            min_value=oldest,
            max_value=newest,
        )
        last = st.date_input("Published to", None, oldest, newest, key="to", format="DD/MM/YYYY", bind="query-params")
        latest = st.checkbox("Only the latest document of each authority", key="latest", bind="query-params")
    return Filters(
        authorities=chosen.authorities,
        regions=chosen.regions,
        kinds=chosen.kinds,
        publishers=chosen.publishers,
        published_from=first,
        published_to=last,
        latest_only=latest,
    )


def filter_chips(filters: Filters) -> None:
    """Draw the filters in force where the question is asked; each can be taken away there."""
    chips = chips_of(filters)
    if chips:
        mount("chips", chips, key=CHIPS, on_remove_change=_remove)


def chips_of(filters: Filters) -> list[dict[str, str]]:
    """Return the filters in force, each with the key of its widget and the value that is chosen there."""
    chips = [
        {"key": key, "value": str(value), "text": shown(value)}
        for key, values, shown in (
            ("authority", filters.authorities, str),
            ("region", filters.regions, str),
            ("kind", filters.kinds, kind_text),
            ("publisher", filters.publishers, _publisher_text),
        )
        for value in values
    ]
    for key, day, word in (("from", filters.published_from, "from"), ("to", filters.published_to, "to")):
        if day:
            chips.append({"key": key, "value": day.isoformat(), "text": f"{word} {shown_date(day)}"})
    if filters.latest_only:
        chips.append({"key": "latest", "value": "true", "text": "latest only"})
    return chips


def _remove() -> None:
    """Take away the filter whose chip was pressed."""
    removed = st.session_state[CHIPS].remove
    key, value = removed["key"], removed["value"]
    if key == "latest":
        st.session_state[key] = False
    elif key in ("from", "to"):
        st.session_state[key] = None
    else:
        st.session_state[key] = [chosen for chosen in st.session_state[key] if str(chosen) != value]


def _choice(label: str, key: str, options: Sequence[str], shown: Callable[[str], str] = str) -> list[str]:
    return st.multiselect(label, options, key=key, format_func=shown, bind="query-params", placeholder="Any")


def _publisher_text(name: str) -> str:
    return PUBLISHER_NAMES[Publisher(name)]
