"""Fragments: the runs of one block element (paragraph, heading, list item, cell) on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.readers.pdf_tags import Tag
from corpus.readers.pdf_text import Run
from corpus.readers.pdf_words import plain

__all__ = ["ARTIFACT", "Fragment", "fragment", "tagged_fragments"]

ARTIFACT = "Artifact"

_BLOCKS = frozenset(
    {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "LI", "TD", "TH", "TOCI", "Note", "FENote", "Caption"}
    | {"BlockQuote", "Formula", "Figure", "Index", "Aside"}
)
_INLINE = frozenset({"Span", "Link", "Reference", "Quote", "Lbl", "LBody", "Em", "Strong", "Code", "Annot", "Sub"})
_NOTES = frozenset({"Note", "FENote"})
_CELLS = frozenset({"TD", "TH"})


@dataclass(frozen=True, slots=True)
class Fragment:
    """Runs that make one block, with what the tags say about it.

    `kind` is 'H', 'H1' ... 'H6' or 'Title', 'LI' inside lists, 'Note' inside notes, 'TOCI' inside contents,
    'Artifact' outside the structure tree, else 'P'. `key` identifies the element in the document, `row` and
    `cell` the table row and cell that it stands in (None outside tables). `text` is clean but for line-end
    hyphens, which are still marked, and characters for private use, which may be bullets.
    """

    kind: str
    runs: tuple[Run, ...]
    text: str
    key: tuple[int, ...] = ()
    row: tuple[int, ...] | None = None
    cell: tuple[int, ...] | None = None

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
        home = _home(groups, place) if not run.is_blank else groups[-1] if groups else None
        if home is not None:
            home[1].append(run)
        elif not run.is_blank:
            groups.append((place, [run]))
    return [place.with_runs(members) for place, members in groups]


def _home(groups: list[tuple[Fragment, list[Run]]], place: Fragment) -> tuple[Fragment, list[Run]] | None:
    """Return the last group of the element, if only artifacts and notes came between."""
    for group in reversed(groups):
        if group[0].key == place.key:
            return group
        if group[0].kind not in (ARTIFACT, "Note") or place.kind == ARTIFACT:
            return None
    return None


def _place(tag: Tag | None) -> Fragment:
    if tag is None:
        return Fragment(ARTIFACT, (), "", key=(-1,))
    depth = _deepest(tag.kinds, _BLOCKS)
    item = _deepest(tag.kinds, frozenset({"LI"}))
    # The first paragraph of an item belongs to its label.
    if 0 <= item < depth and not any(tag.steps[item + 2 : depth + 1]) and not tag.kinds[depth].startswith("H"):
        depth = item
    if depth < 0:
        depth = max(index for index, kind in enumerate(tag.kinds) if index == 0 or kind not in _INLINE)
    row = _deepest(tag.kinds, frozenset({"TR"}))
    cell = _deepest(tag.kinds, _CELLS)
    in_table = 0 <= row < cell
    return Fragment(
        _kind(tag.kinds, tag.kinds[depth]),
        (),
        "",
        key=tag.steps[: depth + 1],
        row=tag.steps[: row + 1] if in_table else None,
        cell=tag.steps[: cell + 1] if in_table else None,
    )


def _kind(kinds: Sequence[str], innermost: str) -> str:
    if _NOTES.intersection(kinds):
        return "Note"
    if not {"TOC", "TOCI"}.isdisjoint(kinds):
        return "TOCI"
    if innermost[:1] == "H" and innermost in _BLOCKS:
        return innermost
    if "LI" in kinds:
        return "LI"
    return innermost if innermost == "Title" else "P"


def _deepest(kinds: Sequence[str], wanted: frozenset[str]) -> int:
    """Return the index of the innermost of `kinds` that is wanted, -1 without any."""
    return next((index for index in range(len(kinds) - 1, -1, -1) if kinds[index] in wanted), -1)
