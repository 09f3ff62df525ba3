"""Fragments: the runs of one block element (paragraph, heading, list item, cell) on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.readers.pdf_tags import Tag
from corpus.readers.pdf_text import Run
from corpus.readers.pdf_words import plain

__all__ = ["Fragment", "fragment", "tagged_fragments"]

_BLOCKS = frozenset(
    {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "LI", "TD", "TH", "TOCI", "Note", "FENote", "Caption"}
    | {"BlockQuote", "Quote", "Formula", "Figure", "Index", "BibEntry", "Aside"}
)
_NOTES = frozenset({"Note", "FENote"})
_CELLS = frozenset({"TD", "TH"})


@dataclass(frozen=True, slots=True)
class Fragment:
    """Runs that make one block, with what the tags say about it.

    `kind` is the block element's type, 'Note' inside notes, 'TOCI' inside contents, 'Artifact' outside the
    structure tree. `key` identifies the element in the document, `row` and `cell` the table row and cell
    that it stands in (None outside tables). `depth` is the number of lists around it. `text` is clean but
    for line-end hyphens, which are still marked.
    """

    kind: str
    runs: tuple[Run, ...]
    text: str
    key: tuple[int, ...] = ()
    row: tuple[int, ...] | None = None
    cell: tuple[int, ...] | None = None
    depth: int = 0

    @property
    def page_first(self) -> int:
        """The page on which it begins, from 1."""
        return self.runs[0].page

    @property
    def page_last(self) -> int:
        """The page on which it ends, from 1."""
        return self.runs[-1].page

    @property
    def inked(self) -> tuple[Run, ...]:
        """Its runs without those of spaces only."""
        return tuple(run for run in self.runs if not run.is_blank and run.x1 > run.x0)

    def with_runs(self, runs: Iterable[Run]) -> Fragment:
        """Return the same block made of other runs."""
        kept = tuple(runs)
        return replace(self, runs=kept, text=plain(kept))


def fragment(kind: str, runs: Sequence[Run]) -> Fragment:
    """Return a block of `kind` without tags."""
    return Fragment(kind, tuple(runs), plain(runs))


def tagged_fragments(runs: Iterable[Run], tags: Mapping[int, Tag]) -> list[Fragment]:
    """Return the fragments of a tagged page in the order of its text; blank ones are left out."""
    groups: list[tuple[Fragment, list[Run]]] = []
    for run in runs:
        place = _place(tags.get(run.mcid))
        if groups and (run.is_blank or groups[-1][0].key == place.key):
            groups[-1][1].append(run)
        elif not run.is_blank:
            groups.append((place, [run]))
    return [place.with_runs(members) for place, members in groups]


def _place(tag: Tag | None) -> Fragment:
    if tag is None:
        return Fragment("Artifact", (), "", key=(-1,))
    depth = _deepest(tag.kinds, _BLOCKS)
    kind = tag.kinds[depth]
    if any(outer in _NOTES for outer in tag.kinds):
        kind = "Note"
    elif "TOCI" in tag.kinds or "TOC" in tag.kinds:
        kind = "TOCI"
    elif kind not in {"LI"} and "LI" in tag.kinds and not kind.startswith("H"):
        kind = "LI"
    elif kind in _CELLS:
        kind = "P"
    row = _deepest(tag.kinds, frozenset({"TR"}))
    cell = _deepest(tag.kinds, _CELLS)
    in_table = 0 <= row < cell
    return Fragment(
        kind,
        (),
        "",
        key=tag.steps[: depth + 1],
        row=tag.steps[: row + 1] if in_table else None,
        cell=tag.steps[: cell + 1] if in_table else None,
        depth=sum(outer == "L" for outer in tag.kinds),
    )


def _deepest(kinds: Sequence[str], wanted: frozenset[str]) -> int:
    """Return the index of the innermost of `kinds` that is wanted, or that of the last."""
    for index in range(len(kinds) - 1, -1, -1):
        if kinds[index] in wanted:
            return index
    return len(kinds) - 1 if wanted is _BLOCKS else -1
