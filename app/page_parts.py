"""The page's own components: an answer, a source, suggestions, and the live region for screen readers.

Their scripts put every value into the page as text, never as markup, so nothing that a document, a
question or a file's name contains can become an element, a link or a request.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

__all__ = ["mount"]


@cache
def _part(name: str) -> Any:  # noqa: ANN401 - Streamlit's renderer has no public type
    folder = files("app") / "parts"

    def joined(kind: str) -> str:
        return "".join(
            path.read_text(encoding="utf-8")
            for path in (folder / f"common.{kind}", folder / f"{name}.{kind}")
            if path.is_file()
        )

    return st.components.v2.component(
        f"inspection_qa_{name}",
        html='<div class="root"></div>',
        css=joined("css"),
        js=joined("js"),
    )


def mount(name: str, data: object, *, key: str, **on_change: Any) -> None:  # noqa: ANN401
    """Draw the component `name` ('answer', 'source', 'suggestions', 'announcer') with its data.

    Args:
        name: the component, a pair of files in `app/parts/`; `common.js` and `common.css` go before each.
        data: values that JSON can carry.
        key: the component's place on the page, by which its state is found again.
        on_change: `on_<trigger>_change` callbacks.
    """
    _part(name)(data=data, key=key, **on_change)
