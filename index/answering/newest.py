"""Which of the documents on an authority is the latest: said wherever an answer leans on older ones."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Document, Publisher
from index.answering.asked import Asked
from index.answering.statements import Draft
from index.answering.wording import say_date

__all__ = ["with_newest_said"]

_UNDATED = ("lookup", "describe", "yes/no", "attribution", "list")
"""Forms of answer that do not set documents side by side, and so do not mark the latest themselves."""


def with_newest_said(asked: Asked, draft: Draft) -> Draft:
    """Return an answer that cites several documents or an older one with a remark which is the latest held.

    Nothing is added where the question names a time, or where only the latest is cited.
    """
    understanding = asked.understanding
    is_dated = bool(understanding.times) or understanding.order is not None
    if draft.reason is not None or is_dated or draft.kind not in _UNDATED:
        return draft
    cited = {span.document.id: span.document for statement in draft.statements for span in statement.spans}
    notes = [
        note
        for name in understanding.named
        if (note := _note(name, [one for one in cited.values() if name in one.authorities], asked)) is not None
    ]
    return replace(draft, notes=(*draft.notes, *notes)) if notes else draft


def _note(name: str, cited: list[Document], asked: Asked) -> str | None:
    """Return the remark about one authority, None where none is needed."""
    held = [
        one for one in asked.targets.documents if name in one.authorities and one.publisher is Publisher.INSPECTORATE
    ]
    if not cited or len(held) < 2 or [one.id for one in cited] == [held[-1].id]:
        return None
    latest = f"the {held[-1].kind} of {say_date(held[-1].dated)}"
    if held[-1] in cited:
        return f"The latest on {name} among these is {latest}."
    return f"The latest on {name} here is {latest}; the answer does not cite it."
