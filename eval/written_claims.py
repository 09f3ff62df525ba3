"""Claims written by hand: faithful paraphrases, and statements in other words that their source does not make.

What a language model writes keeps few of its source's words, so these tell more than claims made by code. Each is
held against one paragraph. Half of the documents are 'dev', on which the scorer may be tuned; the others are 'held',
which are only measured.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.model import Paragraph, Publisher, ReadDocument
from eval.fault_kinds import KINDS, SLY_KINDS, Planted, TrueSentence
from eval.gold import matches
from eval.planted_faults import authorities_of, context_of, plant_into
from eval.question_set import GoldParagraph

__all__ = [
    "HALVES",
    "PARAPHRASES",
    "REWORDED_FAULTS",
    "REWORDED_KINDS",
    "paraphrases",
    "plant_into_paraphrases",
    "reworded_faults",
    "written_claims",
]

PARAPHRASES = Path(__file__).parent / "claims" / "paraphrases.jsonl"
"""Faithful paraphrases of paragraphs of samples, letters and reports, written by hand; no text of theirs."""

REWORDED_FAULTS = PARAPHRASES.with_name("reworded_faults.jsonl")
"""Statements that say what their paragraph does not, in words of their own, as a fluent writer errs."""

HALVES = ("dev", "held")
REWORDED_KINDS = (
    "number", "date", "authority", "grade", "negation", "quantifier", "unit", "fraction", "time", "direction"
)  # fmt: skip
"""Kinds of fault that code can put into a paraphrase."""


def paraphrases(documents: Iterable[ReadDocument], path: Path = PARAPHRASES, half: str | None = None) -> list[Planted]:
    """Return the paraphrases whose paragraph is in the documents.

    Each line of the file has a `claim`, its `source`, a paragraph as `eval.question_set.GoldParagraph`, and its
    `half`: 'dev', on which the scorer may be tuned, or 'held', which is only measured; no document is in both.

    Args:
        documents: what the sources are looked for in.
        path: the file.
        half: take only this half; both without it.
    """
    return [
        Planted("paraphrase", line["claim"], paragraph.text, context_of(read))
        for line, read, paragraph in _claims(documents, path)
        if half in (None, line["half"])
    ]


def reworded_faults(
    documents: Iterable[ReadDocument], half: str | None = None, path: Path = REWORDED_FAULTS, of: Path = PARAPHRASES
) -> list[Planted]:
    """Return the false statements written by hand in words of their own, whose paragraph is in the documents.

    Each line of the file has a `claim`, its `kind`, and in `of` the id of the paraphrase that it turns round; its
    source and half are those of that.

    Args:
        documents: what the sources are looked for in.
        half: take only this half; both without it.
        path: the file.
        of: the file of the paraphrases.
    """
    true = {line["id"]: (line, read, paragraph) for line, read, paragraph in _claims(documents, of)}
    found = []
    for text in path.read_text(encoding="utf-8").splitlines():
        values = json.loads(text)
        line, read, paragraph = true.get(values["of"], ({}, None, None))
        if paragraph is not None and half in (None, line["half"]):
            found.append(Planted(values["kind"], values["claim"], paragraph.text, context_of(read)))
    return found


def plant_into_paraphrases(
    documents: Sequence[ReadDocument], per_kind: int, half: str | None = None, seed: int = 0
) -> Iterator[Planted]:
    """Yield up to `per_kind` claims of each kind of `REWORDED_KINDS`, made by code of faithful paraphrases."""
    true = [
        TrueSentence(one.claim, one.source, one.context, "", publisher=Publisher.UNKNOWN)
        for one in paraphrases(documents, half=half)
    ]
    kinds = {kind: make for kind, make in (KINDS | SLY_KINDS).items() if kind in REWORDED_KINDS}
    yield from plant_into(true, authorities_of(documents), per_kind, seed, kinds)


def written_claims(documents: Sequence[ReadDocument], half: str, per_kind: int) -> list[Planted]:
    """Return all of one half: paraphrases, faults put into them by code and written by hand; kinds name the half.

    Args:
        documents: what the sources are looked for in.
        half: of `HALVES`.
        per_kind: how many faults of each kind are made by code at most.
    """
    found = [
        *paraphrases(documents, half=half),
        *(replace(one, kind=f"{one.kind} reworded") for one in plant_into_paraphrases(documents, per_kind, half)),
        *(replace(one, kind=f"{one.kind} by hand") for one in reworded_faults(documents, half)),
    ]
    return [replace(one, kind=f"{one.kind}, {half}") for one in found]


def _claims(documents: Iterable[ReadDocument], path: Path) -> Iterator[tuple[dict[str, str], ReadDocument, Paragraph]]:
    """Yield the lines of a file of claims whose paragraph is in the documents, with document and paragraph."""
    by_path = {read.document.path: read for read in documents}
    for text in path.read_text(encoding="utf-8").splitlines():
        values = json.loads(text)
        source = GoldParagraph(**values["source"])
        read = by_path.get(source.document)
        for paragraph in read.paragraphs if read else ():
            if read is not None and paragraph.role.is_finding and matches(source, paragraph):
                yield values, read, paragraph
